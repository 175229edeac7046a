"""The stages of the pipeline, a package each; ``components`` makes spaCy components of them, ``words`` reads their word lists.

An article goes through them in this order:

signals      what in a text evokes a deal: its words, sums, capacities, stakes and dates
             ``quantities``, ``dating``, ``times``; ``triggers``; where no deal word stands ``implied``, ``anchors``
names        who is named, and under which canonical name
             ``entities`` asks ``shapes``, ``brackets``, ``tickers``, ``guesses``, ``dots``, ``counted``, ``same_names``,
             ``definitions``
coreference  whom 同社, 両社, 政府 and 社長 stand for
             ``references`` asks ``antecedents`` and ``parallel`` (同社), ``groups`` and ``pairs`` (両社), ``nations`` and ``regions``
             (政府, 県), ``speakers`` (社長)
syntax       the chunks of a sentence, their cases and their clauses
             ``chunks``, their cases by ``particles`` and ``coordination``, its ``clauses`` and ``relatives``; ``links``, ``cases`` and
             ``placing`` of a name as seen from a deal word
reading      a deal word with its names and sums -> an event
             ``frames`` goes through the sentences, ``readings`` through the deal words of one: an ``events.Event`` with its
             ``roles`` and ``sums``; what is dealt in says ``goods``, ``conversion``; who has no part, ``bystanders``,
             ``onlookers``, ``holders``, ``outside``, ``in_general``, ``quoted``
kinds        what is particular to one kind of deal
             companies: ``takeovers``, ``bids``, ``tenders``, ``mergers``, ``shareholders``, ``same_takeover``, ``own_shares``;
             money: ``rounds``, ``givers``, ``holdings``, ``means``, ``loans``, ``granted``; together: ``ventures``, ``founding``,
             ``unions``, ``tieups``; goods: ``trades``, ``counterparts``, ``purchases``, ``taking``, ``ai_models``, ``power``,
             ``fees``; building: ``plans``, ``contractors``
items        several deals in one sentence, and parts of one
             ``lists``, ``gapping``, ``dated``, ``sites``, ``outlays``, ``apiece``, ``itemised``, ``respectively``; ``portions``,
             ``wholes``
discourse    what other sentences say of a deal
             the page: ``themes``, ``columns``, ``digests``, ``forms``, ``answers``; the sentences before and behind: ``context``,
             ``passages``, ``joining``, ``going_on``, ``told_sums``, ``elsewhere``, ``announced``, ``newly``, ``plainly``
stage        how far a deal has come, and who vouches for it
             ``status``, ``hearsay``, ``unreal``, ``progress``, ``begun``, ``unsaid``, ``talks``
records      groups of events -> records
             ``merge``, ``distinct``, ``mixed``, ``tranches``, ``doubles``; ``finish`` fills in ``details``, ``subject``,
             ``places``
"""
