"""same_takeover: a sentence that says more of the takeover just told, and not again who buys whom.

In:  an event of buying a company or its shares, and the events before it.
Out: the event, with the two of the takeover before on their sides, and with whom it is told to be done as one more buyer:
     双葉電機は星野電工を買収すると発表した。[買収は森田機工と共同で行う]。[株式は赤石銀行から取得する]。 And whose an earlier round is
     with which its price is compared.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..reading.events import Event
from ..syntax.links import Link, names_of

#: How such a sentence begins: with the deal or the shares as its topic.
_OPENS = re.compile(r"(?:なお、?|また、?|同時に、?|今回の|この|本)?(?:買収|子会社化|株式取得|TOB|(?:全|発行済み?)?株式?)(?:は|を)、?")
_TOGETHER = re.compile("と?(?:共同|ともに|共に|連名|合同|折半)")
#: How many sentences before may tell the takeover.
_REACH = 3
#: Cases of who or what is bought.
_BOUGHT = ("obj", "gen", "genobj", "comp")


#: How a round is told as what something is set against: 前回の調達時(評価額90億円)から5倍.
_AT_ROUND = re.compile(r"(?:時点?|の際)(?:\([^()]{1,30}\)|の(?:評価額?|企業価値|時価総額|水準))")


def at_round(event: Event, events: list[Event]) -> None:
    """Make a round, by which the price of the takeover before it is measured, that of the company that is bought: 双葉電機は星野AIを90億円で買収する。5月の調達時(評価額20億円)から4倍になった."""
    s = event.sentence
    if event.frame != "raise" or event.inverse or any(k.chunk >= 0 for k in event.links) or not _AT_ROUND.match(s.text, event.trigger.end - s.start):
        return
    of = next((e for e in reversed(events[-8:]) if s.index - e.sentence.index == 1 and e.frame == "acquire" and e.type == "acquisition" and not e.inverse), None)
    if of is None:
        return
    buyers, bought = (of.rule_roles.get(role, []) for role in ("acquirer", "target"))
    if not buyers or len(bought) != 1:
        return
    event.roles = {"investee": list(bought)}
    event.weights = {("investee", c): 0.75 for c in bought[0].canonical}
    # whose round it is, is beyond doubt; who buys the company has no part in it
    event.type = event.facts["sure type"] = "investment"
    event.facts["plain"] = "investment"
    event.facts["sides"] = {c: "none" for n in buyers for c in n.canonical} | dict.fromkeys(bought[0].canonical, "payee")
    event.facts["apart"] = event.facts.get("apart", set()) | {c for n in buyers for c in n.canonical}
    event.links = [*event.links, Link(bought[0], "subj", 0.8, -1, 1, -1, ("label above",))]


def goes_on(event: Event, events: list[Event]) -> None:
    """Make an event whose sentence only says more of the takeover before it one of the same two."""
    if event.frame not in ("acquire", "stake") or event.inverse or event.facts["unreal"] or not _OPENS.match(event.sentence.text):
        return
    here = [k for k in event.links if k.chunk >= 0 and k.name.label == "ORG"]
    also = names_of(k for k in here if _is_joined(event, k))
    if any(k.case in _BOUGHT and k.weight >= 0.7 for k in here):
        return
    of = next((e for e in reversed(events[-8:]) if 0 < event.sentence.index - e.sentence.index <= _REACH and e.frame == "acquire" and e.type == "acquisition" and "share" not in e.facts), None)
    if of is None or of.inverse or of.facts["unreal"]:
        return
    buyers, bought = (of.rule_roles.get(role, []) for role in ("acquirer", "target"))
    sold = {c for n in bought for c in n.canonical}
    if not buyers or len(sold) != 1 or also & sold or any(k.case == "subj" and not also.issuperset(k.name.canonical) for k in here):
        return
    told = {c for n in (*buyers, *bought) for c in n.canonical}
    event.facts["sides"] = {c: "payer" for n in buyers for c in n.canonical} | dict.fromkeys(also, "payer") | dict.fromkeys(sold, "payee") | event.facts.get("sides", {})
    event.type = event.facts["sure type"] = "acquisition"
    event.roles = {r: ns for r, ns in event.roles.items() if r == "seller"} | {"acquirer": [*buyers, *(k.name for k in here if also & set(k.name.canonical))], "target": list(bought)}
    event.weights = {(r, c): 0.85 for r, ns in event.roles.items() for n in ns for c in n.canonical}
    links = [replace(k, case="subj", weight=0.9, facts=()) if k.chunk >= 0 and also & set(k.name.canonical) else k for k in event.links if k.chunk >= 0 or told.isdisjoint(k.name.canonical)]
    event.links = links + [Link(n, "context", 0.7, -1, 0, 1) for n in (*buyers, *bought)]


def _is_joined(event: Event, k: Link) -> bool:
    """Whether something is told to be done together with a name: 森田機工と共同で."""
    c, behind = event.chunks[k.chunk], event.chunks[k.chunk + 1 : k.chunk + 2]
    return c.func.startswith("と") and (_TOGETHER.match(c.func) is not None or (bool(behind) and _TOGETHER.match(behind[0].text) is not None))
