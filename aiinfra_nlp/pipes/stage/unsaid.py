"""unsaid: the stages of which nothing around a deal speaks.

In:  the events of an article.
Out: ``event.facts["around"]``, its sentence and what stands next to it, and of the stages of a deal those that this has no
     word of, where they seem the likeliest. What came
     to nothing is told to have done so (断った, 取り消す, 実らず), and what is only talked of is told as talk (探る,
     案, 可能性); of 450 deals called off and 750 talked of in the training documents one in fifty is told otherwise.
     A model that has read 買収提案 beside 拒否 too often would call off an offer that nobody has answered.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ...document import Article
from ...resources import read_tsv
from ..reading.events import Event
from ..words import words

#: How far around a sentence the words may stand.
_BEFORE, _BEHIND = 60, 120
#: A denied verb: 合意できなかった, 折り合わず.
_DENIED = r"[いきしじちにびみりらわさかたなまがけせれめえべてで]な(?:い|かった|く|け)|(?<!必)(?<!ま)(?<!先)ず(?:[、にじ。」]|$)|ません"


@cache
def _words_of(stage: str) -> re.Pattern[str]:
    cues = "|".join(re.escape(r["cue"]) for r in read_tsv("status") if r["status"] == stage)
    return re.compile(f"{cues}|{words({'cancelled': 'come to nothing', 'in_talks': 'only talked of'}[stage])}" + (f"|{_DENIED}" if stage == "cancelled" else ""))


def note(article: Article, events: list[Event]) -> None:
    """Note with each event what stands around it."""
    for e in events:
        e.facts["around"] = article.text[max(0, e.sentence.start - _BEFORE) : e.sentence.end + _BEHIND]


@lru_cache(maxsize=1024)
def _speaks_of(text: str, stage: str) -> bool:
    return _words_of(stage).search(text) is not None


def said(stages: dict[str, float], events: list[Event]) -> dict[str, float]:
    """The stages of a deal without those that none of its events has a word of; all of them if that leaves none."""
    out = dict(stages)
    # a stage that is not the likeliest needs no words
    while len(out) > 1 and (best := max(out, key=out.get)) in ("cancelled", "in_talks") and not any(_speaks_of(e.facts.get("around", ""), best) for e in events):
        del out[best]
    return out
