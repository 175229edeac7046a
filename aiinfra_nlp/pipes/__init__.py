"""The stages of the pipeline, one idea a module; ``components`` makes spaCy components of them.

An article goes through them in this order:

quantities   ``quantities``, ``dating``, ``times``
triggers     ``triggers``; where no deal word stands ``implied``, ``anchors``
entities     ``entities``: ``shapes``, ``brackets``, ``tickers``, ``guesses``, ``dots``, ``counted``, ``same_names``, ``definitions``;
             ``references`` (同社, 両社): ``antecedents``, ``parallel``, ``groups``, ``nations``, ``regions``
frames       ``frames`` goes through the sentences.
             A sentence: ``chunks``, their cases by ``particles`` and ``coordination``, its ``clauses`` and ``relatives``
             A deal word in it: ``readings``
               its names: ``cases``, ``placing``, ``roles``; who has no part: ``bystanders``, ``onlookers``, ``holders``, ``outside``, ``in_general``, ``speakers``, ``quoted``
               what it deals in: ``conversion``, ``goods``, ``purchases``, ``taking``, ``ai_models``; how much: ``sums``; how far: ``status``, ``unreal``, ``hearsay``
               of one kind of deal: ``takeovers``, ``bids``, ``shareholders``, ``mergers``, ``holdings``, ``loans``, ``granted``, ``ventures``, ``contractors``, ``means``, ``power``
             Lists in one sentence: ``lists``, ``gapping``, ``dated``, ``sites``, ``outlays``, ``apiece``, ``itemised``, ``respectively``
             What other sentences say: ``context``, ``themes``, ``columns``, ``digests``, ``forms``, ``answers``, ``joining``, ``givers``, ``rounds``, ``tenders``,
               ``going_on``, ``told_sums``, ``own_shares``, ``same_takeover``, ``tieups``, ``plans``, ``elsewhere``, ``wholes``, ``progress``, ``begun``, ``unsaid``, ``founding``, ``newly``, ``trades``, ``counterparts``, ``announced``, ``talks``, ``unions``, ``portions``, ``pairs``, ``plainly``
records      ``merge``, ``distinct``, ``fees``, ``mixed``, ``tranches``, ``doubles``, ``finish``: ``passages``, ``details``, ``subject``, ``places``
"""
