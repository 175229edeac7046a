"""plainly: deals that two sentences or the words of one leave no doubt of, however rarely documents tell them so.

In:  the events of an article, in text order.
Out: the same events. ``facts["sides"]``, ``facts["plain"]``, ``facts["plan"]``, ``facts["sure type"]`` and ``facts["part of"]`` of what
     is bought under a trade with somebody (星野電工との取引で、双葉電機が設備を買い取る), of how much one has promised to whom one has
     just signed with, of what has been raised already of a sum (すでに星野電工からの調達は完了した), of the shares of those who own a
     new company, and of a tie-up that says who a company is (双葉電機と新たに提携する星野電工).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ..reading.events import Event
from ..syntax.links import Link, names_of

#: What is between two sides, by which one of them buys: 星野電工との取引では.
_BETWEEN = re.compile("(?:取引|契約|合意)$")
#: What takes a thing for money.
_TAKES = re.compile("買い?取|買い?入れ|買い?上げ|購入")
#: Types of what is sold, and what is bought to be used, whoever owns it.
_TRADES, _TO_USE = ("supply", "compute_contract"), re.compile("(?:枠|利用権|使用権|容量|在庫|余剰分?)$")
#: What a sentence tells of a sum that one has promised, and how far it goes: コミットメントは90億ドルに達する.
_PROMISED = re.compile("コミットメント(?:の?(?:総額|合計|規模))?(?:は|が)")
#: That a part of what is to be raised has been: すでに星野電工からの調達は完了した.
_ALREADY, _RAISED = re.compile("(?:すでに|既に|このうち|うち)"), re.compile("(?:は|が|を)(?:すでに|既に)?(?:完了|終え|済ませ|終了)")
#: A company that is founded, and the shares that each puts into it.
_NEW_FIRM, _SHARE = re.compile("(?:新会社|合弁会社|共同出資会社)(?:に|へ)は"), re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)%")
#: Words of tying up, and what makes one more than that.
_TIES_UP = re.compile("(?:業務|戦略的?|包括|技術)?(?:提携|協業|連携)$")


def tell_plainly(events: Sequence[Event]) -> None:
    """Note of each event what its words leave no doubt of."""
    for i, e in enumerate(events):
        if e.facts["unreal"] or e.status == "cancelled" or e.negated or not e.trigger.row.word:
            continue
        near = events[max(0, i - 6) : i]
        _bought_under(e, near)
        _promised(e, near)
        _raised_already(e, near)
        _shares_of_new(e)
        _ties_up(e)


def _firm(e: Event, *cases: str) -> list[Link]:
    """The companies of the own clause of an event in one of some firm cases."""
    return [k for k in e.links if k.chunk >= 0 and k.case in cases and k.weight >= 0.9 and not k.clauses and not k.facts and k.name.label == "ORG"]


def _names(links: Sequence[Link]) -> set[str]:
    return names_of(links)


def _bought_under(e: Event, near: Sequence[Event]) -> None:
    """Of whom one buys what one takes under a trade with him: 星野クラウドとの取引では、双葉電機が余った枠を買い取る."""
    if e.frame not in ("buy", "acquire") or e.inverse or e.facts.get("sides") or not _TAKES.match(e.trigger.text):
        return
    thing = next((c for c in reversed(e.chunks[: e.facts["chunk"]]) if c.func == "を"), None)
    if thing is None or thing.names or not (e.type in _TRADES or _TO_USE.search(thing.text)):
        return
    acts = _names(_firm(e, "subj"))
    at = [k for k in e.links if k.chunk >= 0 and k.case == "com" and k.name.label == "ORG" and k.chunk + 1 < len(e.chunks) and e.chunks[k.chunk].func == "との"]
    at = [k for k in at if _BETWEEN.search(e.chunks[k.chunk + 1].text) and e.chunks[k.chunk + 1].func.startswith("で")]
    others = _names(at)
    if not acts or len(others) != 1 or acts & others:
        return
    trade = [o for o in near if o.sentence is e.sentence and o.frame == "contract" and o.type in _TRADES and o.names <= acts | others]
    if e.type not in _TRADES and not trade:
        return
    for o in (e, *trade):
        o.facts["sides"] = dict.fromkeys(acts, "payer") | dict.fromkeys(others, "payee")
    if e.type not in _TRADES:
        # what one has a right to use is no company and no plant
        e.facts["sure type"] = trade[0].type


def _promised(e: Event, near: Sequence[Event]) -> None:
    """How much one has promised in all to whom one is told just before to have signed with: 双葉AIは星野クラウドと契約した。星野クラウドへのコミットメントは90億ドルに達する."""
    s = e.sentence
    if e.frame != "spend" or e.amount is None or not _PROMISED.match(s.text, e.trigger.start - s.start):
        return
    to = _names(_firm(e, "goal"))
    others = names_of(k for k in e.links if k.chunk >= 0) - to
    before = [o for o in near if o.sentence.index == s.index - 1 and o.frame == "contract" and o.type in _TRADES and o.status in ("agreed", "completed")]
    of = before[-1] if len(before) == 1 and before[0].amount is None else None
    if of is None or len(to) != 1 or others or not to <= of.names or len(of.names) != 2:
        return
    # what is promised is paid
    e.type = e.facts["sure type"] = e.facts["plan"] = of.type
    e.facts["part of"] = of
    e.facts["sides"] = dict.fromkeys(of.names - to, "payer") | dict.fromkeys(to, "payee")


def _raised_already(e: Event, near: Sequence[Event]) -> None:
    """Who has given a part of what is to be raised already: 双葉電機は300億円を調達する計画だ。すでに星野電工からの調達は完了した."""
    s = e.sentence
    if e.frame != "raise" or e.inverse or e.figures or e.type != "investment" or not _ALREADY.match(s.text) or not _RAISED.match(s.text, e.trigger.end - s.start):
        return
    gives = _names([k for k in e.links if k.chunk >= 0 and k.case == "src" and k.weight >= 0.9 and k.name.label == "ORG"])
    of = next((o for o in reversed(near) if o.sentence.index == s.index - 1), None)
    if not gives or of is None or of.frame != "raise" or of.type != "investment" or of.amount is None or of.status not in ("planned", "in_talks") or gives & of.names:
        return
    if not gives.issuperset(c for k in e.links if k.chunk >= 0 for c in k.name.canonical):
        return
    e.facts.update({"part of": of, "plan": "investment", "sides": dict.fromkeys(gives, "payer")})


def _shares_of_new(e: Event) -> None:
    """The shares of those who own a new company, which come to all of it: 新会社には双葉電機が60%、星野電工が40%を出資する."""
    s = e.sentence
    if e.frame != "invest" or e.inverse or e.figures or not _NEW_FIRM.match(s.text):
        return
    acts = [k for k in e.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.7 and e.chunks[k.chunk].func == "が" and k.name.label in ("ORG", "GOV")]
    shares = [Decimal(x) for x in _SHARE.findall(s.text)]
    if len(acts) < 2 or len(acts) != len(shares) or sum(shares) != 100 or {k.chunk for k in e.links if k.chunk >= 0} != {k.chunk for k in acts}:
        return
    e.type = e.facts["sure type"] = e.facts["plan"] = "joint_venture"
    e.facts["sides"] = dict.fromkeys(_names(acts), "partner")


def _ties_up(e: Event) -> None:
    """A tie-up that only says who a company is, which is none for anything else: 双葉電機と新たに提携する星野電工は."""
    at = e.facts["chunk"]
    if e.frame != "partner" or not e.chunks[at].pred or not e.chunks[at].adnominal or not _TIES_UP.match(e.trigger.text):
        return
    beside, head = ([k for k in e.links if k.case == case and k.weight >= 0.7 and k.name.label == "ORG"] for case in ("com", "head"))
    if len(beside) != 1 or len(head) != 1 or not 0 <= beside[0].chunk < at < head[0].chunk:
        return
    # データセンターの開発で提携する: what for may be more than a tie-up
    if any(c.func.startswith(("を", "で", "の", "に向け")) for c in e.chunks[beside[0].chunk : at]):
        return
    e.facts["sure type"] = "partnership"
