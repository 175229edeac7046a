"""begun: building that is told to be under way.

In:  the events of an article, their stages by the words that govern their deal words.
Out: ``event.facts["begun"]`` for building that was begun, taken up again or goes on (建設を始めた, 凍結していた建設を再開した,
     建設中の工場), for the sum that the sentence behind it tells (投資額は90億円だ), in which no word says how far it is, and for
     what is to be spent where the sentence or the one behind it says that the work goes on (90億円を投じる。工事は4月に始まった).
"""

from __future__ import annotations

import re

from ...document import Article
from ..reading.events import Event, sentence_behind
from ..words import pattern

#: Of building as a noun; not of what is built (運用を始めた).
_BEGUN = re.compile("(?:工事)?(?:を|に)(?:本格的に|順次)?(?:始め|開始し|着手し|スタートさせ)た(?!い|ばかりの|[0-9]|第|[一-龥]{2,3}[都道府県市])|を[^、。は]{0,16}(?:が、?[^、。はが]{0,12})?再開した|中の(?![^、。]{0,12}(?:に加え|のほか|とは別))")
#: That another building is meant than the one whose number stands beside: 第1棟を着工した。第2棟には150億円を投じる.
_NUMBER = re.compile("第([0-9一二三四五])(?:棟|期|工場|弾|データセンター)")
#: Something besides: 着工した工場とは別に.
BESIDES = re.compile("[^、。]{0,12}(?:とは別に|に加え|のほか)")
#: The sum of what was told before.
_SUM = re.compile("(?:総)?(?:投資額|事業費|工費|建設費|投資総額)")
#: That the work goes on, in the sentence of a sum: 広げる工事を進めている, 建設が続く.
_GOES_ON = re.compile(
    r"(?:工事|建設|造成|整備|増設|拡張|(?:拠点|工場)づくり)(?:工事)?(?:を|が|は)(?:[^、。はがを]{0,8})?"
    r"(?:進む(?:。|$|、)|進んで(?:い|お)|進めて(?:い|お)|(?:進む|進める)(?=新?(?:棟|工場|拠点|施設))|続(?:く(?:。|$|、)|いて(?:い|お)|け(?:る(?:。|$|、)|て(?:い|お))))|(?:造成|工事|建設)(?:だ|である|です)。?$"
)
#: And in the one behind it: 工事は4月に始まった, 先月着工して, 3月に起工式を開いた, 1棟目は工事中だ.
_WORK_BEHIND = re.compile(
    r"(?:すでに|既に|なお、?)?(?:(?:用地|敷地|土地|建屋|基礎|施設|工場|現地)の?)?(?:造成|工事|建設)(?:工事)?(?:は|が|も)[^。]{0,16}?(?:始ま(?:った|りました|って|り、)|着手し(?:た|て)|進んで(?:い|お)|進む。|続(?:く。|いて(?:い|お)))"
    r"|(?:すでに|既に)?(?:先月|今月|昨年|去年|[昨今][春夏秋冬]|この[春夏秋冬]|[0-9]{1,2}月)(?:[0-9]{1,2}[日月])?(?:に|には)?[^、。はが]{0,10}(?:着工|起工)(?:し(?:た|て|ま)|式[^、。]{0,10}(?:た|ました)。?)"
    r"|[0-9一二三]棟目は(?:すでに|既に)?(?:工事中|建設中|完成し|稼働し)"
)


def _goes_on(article: Article, e: Event) -> bool:
    """Whether the sentence of what is spent on building, or the one behind it, says that the work goes on, and neither is about another company's."""
    if e.type != "capex" or e.frame not in ("build", "spend") or e.facts["unreal"] or e.status in ("cancelled", "in_talks"):
        return False
    s = e.sentence
    if _GOES_ON.search(s.text, max(0, e.trigger.start - s.start)):
        return True
    behind = sentence_behind(article, e)
    return behind is not None and _WORK_BEHIND.match(behind.text) is not None


def note(article: Article, events: list[Event]) -> None:
    """Note of which events the building is under way."""
    for i, e in enumerate(events):
        own = e.frame == "build" and (_BEGUN.match(e.facts["scope"]) is not None or (pattern("breaks ground").match(e.trigger.text) is not None and e.facts["own_past"] and not BESIDES.match(e.facts["scope"])))
        before = [x for x in events[max(0, i - 3) : i] if 0 < e.sentence.index - x.sentence.index <= 2 and x.frame == "build"]
        goes_on = _SUM.match(e.trigger.text) is not None and e.type == "capex" and not any(k.chunk >= 0 for k in e.links) and bool(before) and all(x.facts["begun"] for x in before)
        e.facts["begun"] = own or goes_on or _goes_on(article, e)


def begins(events: list[Event]) -> bool:
    """Whether the building that the events of a record tell is under way, and not another one that they name by its number."""
    return any(e.facts.get("begun") for e in of_one(events))


def of_one(events: list[Event]) -> list[Event]:
    """The events of a record without those of another building than the one that its sum is for, by their numbers."""
    others = {m[1] for e in events if e.amount is not None for m in _NUMBER.finditer(e.sentence.text)}
    numbers = [{m[1] for m in _NUMBER.finditer(e.sentence.text)} for e in events] if others else []
    return [e for e, n in zip(events, numbers, strict=True) if not n or not n.isdisjoint(others)] if others else events
