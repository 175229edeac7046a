"""The stages of the pipeline, one idea a module; ``components`` makes spaCy components of them.

An article goes through them in this order:

quantities   ``quantities``, ``dating``, ``times``
triggers     ``triggers``; where no deal word stands ``implied``, ``anchors``
entities     ``entities``: ``shapes``, ``brackets``, ``tickers``, ``guesses``, ``dots``, ``counted``, ``same_names``, ``definitions``;
             ``references`` (同社, 両社): ``antecedents``, ``groups``, ``nations``
frames       ``frames``: a sentence in ``chunks``, their cases by ``particles`` and ``coordination``, its ``clauses`` and ``relatives``;
             names seen from a deal word (``cases``), their ``roles``, ``sums``, ``status``, ``hearsay``, ``goods``, ``loans``;
             who becomes another's: ``becoming``; who has no part: ``bystanders``, ``holders``, ``outside``, ``ventures``, ``speakers``; whose plan a grant is for: ``granted``;
             what other sentences say: ``context``, ``themes``, ``columns``, ``lists``, ``gapping``, ``itemised``, ``own_shares``, ``joining``, ``rounds``, ``tenders``, ``power``,
             ``going_on``, ``tieups``, ``plans``, ``elsewhere``
records      ``merge``, ``distinct``, ``finish``: ``passages``, ``details``, ``subject``, ``places``
"""
