"""begun: building that is told to be under way.

In:  the events of an article, their stages by the words that govern their deal words.
Out: ``event.facts["begun"]`` for building that was begun, taken up again or goes on (建設を始めた, 凍結していた建設を再開した,
     建設中の工場), and for the sum that the sentence behind it tells (投資額は90億円だ), in which no word says how far it is.
"""

from __future__ import annotations

import re

from ..reading.events import Event
from ..words import pattern

#: Of building as a noun; not of what is built (運用を始めた).
_BEGUN = re.compile("(?:工事)?(?:を|に)(?:本格的に|順次)?(?:始め|開始し|着手し|スタートさせ)た(?!い|ばかりの|[0-9]|第|[一-龥]{2,3}[都道府県市])|を[^、。は]{0,16}(?:が、?[^、。はが]{0,12})?再開した|中の(?![^、。]{0,12}(?:に加え|のほか|とは別))")
#: That another building is meant than the one whose number stands beside: 第1棟を着工した。第2棟には150億円を投じる.
_NUMBER = re.compile("第([0-9一二三四五])(?:棟|期|工場|弾|データセンター)")
#: Something besides: 着工した工場とは別に.
BESIDES = re.compile("[^、。]{0,12}(?:とは別に|に加え|のほか)")
#: The sum of what was told before.
_SUM = re.compile("(?:総)?(?:投資額|事業費|工費|建設費|投資総額)")


def note(events: list[Event]) -> None:
    """Note of which events the building is under way."""
    for i, e in enumerate(events):
        own = e.frame == "build" and (_BEGUN.match(e.facts["scope"]) is not None or (pattern("breaks ground").match(e.trigger.text) is not None and e.facts["own_past"] and not BESIDES.match(e.facts["scope"])))
        before = [x for x in events[max(0, i - 3) : i] if 0 < e.sentence.index - x.sentence.index <= 2 and x.frame == "build"]
        goes_on = _SUM.match(e.trigger.text) is not None and e.type == "capex" and not any(k.chunk >= 0 for k in e.links) and bool(before) and all(x.facts["begun"] for x in before)
        e.facts["begun"] = own or goes_on


def begins(events: list[Event]) -> bool:
    """Whether the building that the events of a record tell is under way, and not another one that they name by its number."""
    return any(e.facts.get("begun") for e in of_one(events))


def of_one(events: list[Event]) -> list[Event]:
    """The events of a record without those of another building than the one that its sum is for, by their numbers."""
    others = {m[1] for e in events if e.amount is not None for m in _NUMBER.finditer(e.sentence.text)}
    numbers = [{m[1] for m in _NUMBER.finditer(e.sentence.text)} for e in events] if others else []
    return [e for e, n in zip(events, numbers, strict=True) if not n or not n.isdisjoint(others)] if others else events
