"""closed: takeovers and stakes that are told to be done behind the word of the deal.

In:  the events of an article, their stages by the words that govern their deal words.
Out: ``event.facts["closed"]`` where a bracket behind the deal says that it was completed (65億ドルで買うと発表した(11月に完了)), or
     the sentence behind it does (164億ドルで買うと公表した。今年1月に手続きが終わった).
"""

from __future__ import annotations

import re

from ...document import Article
from ..reading.events import Event, sentence_behind

_WHEN = r"(?:その後、?|すでに|既に|[昨今同翌前]年(?:の)?|去年|先月|今月|今[春夏秋冬]|(?:20)?[0-9]{2}年(?:の)?|[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:付)?(?:に|で)?|に|で|、)*"
_DONE = r"(?:完了|成立)(?:し(?:た|て|まし)|済み)|(?:完了|成立)(?=[))、。]|$)|終わ(?:った|り(?:まし)?た|って)|終えた|終え(?:て|まし)|済んだ|済ませた"
#: A bracket behind the deal that tells of its end, which is no plan: (11月に完了), (2020年4月に完了).
_BRACKET = re.compile(rf"\({_WHEN}(?:買収|取引|手続き|統合)?(?:が|は|を)?{_WHEN}(?:{_DONE})\)")
#: A sentence that tells of it: 今年1月に手続きが終わった, 買収は7月に完了した.
_BEHIND = re.compile(rf"{_WHEN}(?:この)?(?:買収|取引|統合|手続き|株式の取得)(?:の?手続き)?(?:が|は|も|を)(?:すべて|無事)?{_WHEN}(?:{_DONE})")
#: Of what is still to come: 来年1月に手続きが終わる見通しだ, 11月に完了予定.
_AHEAD = re.compile(r"来年|来月|再来|予定|見通し|見込|めど|次第|後に|たら|れば")


def note(article: Article, events: list[Event]) -> None:
    """Note which takeovers and stakes are told to be closed behind their deal words."""
    for e in events:
        if e.type in ("acquisition", "investment") and not e.facts["unreal"] and e.status in ("planned", "agreed") and not e.facts["closed"]:
            e.facts["closed"] = _in_bracket(e) or _behind(article, e)


def _in_bracket(e: Event) -> bool:
    s = e.sentence
    return any(_AHEAD.search(m[0]) is None for m in _BRACKET.finditer(s.text, e.trigger.end - s.start))


def _behind(article: Article, e: Event) -> bool:
    """Whether the sentence behind tells that a deal was completed, and names no company that the deal does not."""
    behind = sentence_behind(article, e)
    return behind is not None and _BEHIND.match(behind.text) is not None and _AHEAD.search(behind.text) is None
