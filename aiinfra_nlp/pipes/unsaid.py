"""unsaid: the stages of which nothing around a deal speaks.

In:  the events of an article.
Out: ``event.facts["unsaid"]``, the stages that its sentence and what stands next to it have no word of. What came
     to nothing is told to have done so (断った, 取り消す, 実らず), and what is only talked of is told as talk (探る,
     案, 可能性); of 450 deals called off and 750 talked of in the training documents one in fifty is told otherwise.
     A model that has read 買収提案 beside 拒否 too often would call off an offer that nobody has answered.
"""

from __future__ import annotations

import re
from functools import cache

from ..document import Article
from ..resources import read_tsv
from .events import Event
from .words import words

#: How far around a sentence the words may stand.
_BEFORE, _BEHIND = 60, 120
#: A denied verb: 合意できなかった, 折り合わず.
_DENIED = r"[いきしじちにびみりらわさかたなまがけせれめえべてで]な(?:い|かった|く|け)|(?<!必)(?<!ま)(?<!先)ず(?:[、にじ。」]|$)|ません"


@cache
def _words_of(stage: str) -> re.Pattern[str]:
    cues = "|".join(re.escape(r["cue"]) for r in read_tsv("status") if r["status"] == stage)
    return re.compile(f"{cues}|{words({'cancelled': 'come to nothing', 'in_talks': 'only talked of'}[stage])}" + (f"|{_DENIED}" if stage == "cancelled" else ""))


def note(article: Article, events: list[Event]) -> None:
    """Note the stages that are not spoken of around each event."""
    text = article.text
    for e in events:
        start, stop = max(0, e.sentence.start - _BEFORE), e.sentence.end + _BEHIND
        e.facts["unsaid"] = frozenset(stage for stage in ("cancelled", "in_talks") if not _words_of(stage).search(text, start, stop))


def said(stages: dict[str, float], events: list[Event]) -> dict[str, float]:
    """The stages of a deal without those that none of its events has a word of; all of them if that leaves none."""
    unsaid = frozenset.intersection(*(e.facts.get("unsaid", frozenset()) for e in events))
    return {s: p for s, p in stages.items() if s not in unsaid} or stages
