"""The stages of the pipeline, one idea a module; ``components`` makes spaCy components of them.

An article goes through them in this order:

quantities   ``quantities``, ``dating``, ``times``
triggers     ``triggers``; where no deal word stands ``implied``, ``anchors``
entities     ``entities``: ``shapes``, ``brackets``, ``tickers``, ``guesses``, ``dots``, ``counted``, ``same_names``, ``definitions``;
             ``references`` (同社, 両社): ``antecedents``, ``groups``, ``nations``, ``regions``
frames       ``frames``: a sentence in ``chunks``, their cases by ``particles`` and ``coordination``, its ``clauses`` and ``relatives``;
             names seen from a deal word (``cases``), their ``roles``, ``sums``, ``status``, ``unreal``, ``hearsay``, ``goods``, ``purchases``, ``taking``, ``ai_models``, ``loans``,
             ``bids``, ``mergers``; who has no part: ``bystanders``, ``holders``, ``outside``, ``ventures``, ``speakers``; who buys whom: ``takeovers``;
             who acts in what he is quoted with: ``quoted``; whose plan a grant is for: ``granted``;
             what other sentences say: ``context``, ``themes``, ``digests``, ``forms``, ``answers``, ``columns``, ``lists``, ``gapping``, ``itemised``, ``own_shares``, ``joining``, ``rounds``, ``tenders``, ``power``, ``apiece``,
             ``going_on``, ``tieups``, ``plans``, ``elsewhere``, ``onlookers``, ``begun``, ``unsaid``, ``founding``, ``trades``, ``counterparts``; sums told behind: ``fees``
             of building and spending: ``sites``, ``outlays``, ``wholes``, ``progress``, ``contractors``
records      ``merge``, ``distinct``, ``mixed``, ``finish``: ``passages``, ``details``, ``subject``, ``places``
"""
