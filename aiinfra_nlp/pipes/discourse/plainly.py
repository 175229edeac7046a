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

from ..kinds.givers import link_to
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
        _buys_one_of_both(e)
        _under_their_contract(e, near)
        _may_be_more(e, near)
        _lent_besides(e, near)
        _founded_in_brackets(e)


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


def _both(e: Event) -> Link | None:
    """Two companies that act in the clause of an event under one word: 両社は."""
    return next((k for k in e.links if k.case in ("subj", "context") and k.name.reference and len(k.name.canonical) == 2), None)


def _buys_one_of_both(e: Event) -> None:
    """Who is bought does not buy, though both of them say so: 両社は、双葉電機が星野電工を買収すると発表した."""
    both = _both(e) if e.frame in ("acquire", "stake") and not e.inverse and not e.facts.get("sides") else None
    bought = _names(k for k in e.links if k.chunk >= 0 and k.case == "obj" and k.weight >= 0.9 and k.name.label == "ORG" and not k.name.reference) if both else set()
    if both is not None and len(bought) == 1 and bought < set(both.name.canonical):
        e.facts["sides"] = dict.fromkeys(bought, "payee") | dict.fromkeys(set(both.name.canonical) - bought, "payer")


def _under_their_contract(e: Event, near: Sequence[Event]) -> None:
    """Who of two pays under what both sign, as their contract just before tells: 双葉電機は星野電工から電力を買う。両社は20年の契約を結んだ."""
    both = _both(e) if e.type in (*_TRADES, "power") and not e.facts.get("sides") else None
    if both is None or names_of(k for k in e.links if k.chunk >= 0) - set(both.name.canonical):
        return
    for o in reversed(near):
        if o.type == e.type and o.sentence.index < e.sentence.index and o.names == set(both.name.canonical):
            sides = {c: side for side, role in (("payer", "customer"), ("payee", "provider")) for n in o.roles.get(role, ()) for c in n.canonical}
            told = {c for n in (n for ns in o.rule_roles.values() for n in ns) for c in n.canonical}
            if set(sides.values()) == {"payer", "payee"} and sides.keys() == told and not any(k.name.reference and len(k.name.canonical) > 1 for k in o.links):
                e.facts["sides"] = sides
            return


#: How much more a sum that one has just told may come to: 投資額が200億ドルを超える可能性もある.
_ITS_SUM, _PERHAPS = re.compile("(?:投資|出資|調達|買収|支援|拠出)(?:総)?額(?:が|は)"), re.compile("[^。、]{0,12}(?:可能性(?:が|も)|かもしれ|こともあり得|恐れも)")


def _may_be_more(e: Event, near: Sequence[Event]) -> None:
    """A sum that another told before it in the sentence may come to is no second deal: 100億ドルの投資を協議しており、投資額が200億ドルを超える可能性もある."""
    s = e.sentence
    if e.amount is None or not _ITS_SUM.match(s.text, e.trigger.start - s.start) or not _PERHAPS.match(s.text, e.amount.end - s.start):
        return
    mine = names_of(k for k in e.links if k.chunk >= 0 and k.case == "subj")
    told = [o for o in near if o.sentence is s and o.frame in ("invest", "spend", "raise", "acquire", "stake") and o.amount is not None and o.amount.end < e.trigger.start]
    if told and mine <= told[-1].names:
        e.facts["unreal"] = True


#: What else somebody gets: 融資も受ける, 融資や税制優遇も受ける見通しだ.
_GETS_TOO = re.compile("[^。、はが]{0,16}も(?:受け|得)")


def _lent_besides(e: Event, near: Sequence[Event]) -> None:
    """Who is told to get a grant gets of the same public body a loan that a sentence without names tells: 政府は双葉電機に80億円を補助する。最大100億円の融資も受ける."""
    s = e.sentence
    if e.frame != "lend" or e.amount is None or any(k.chunk >= 0 for k in e.links) or not _GETS_TOO.match(s.text, e.trigger.end - s.start):
        return
    of = next((o for o in reversed(near) if o.frame == "grant" and s.index - o.sentence.index <= 6 and o.amount is not None and "recipient" in o.rule_roles and "grantor" in o.rule_roles), None)
    if of is None:
        return
    gives, gets = of.rule_roles["grantor"], of.rule_roles["recipient"]
    link_to(e, gives, "subj", of)
    link_to(e, gets, "goal", of)
    e.facts["sides"] = {c: "payer" for n in gives for c in n.canonical} | {c: "payee" for n in gets for c in n.canonical}
    e.type = e.facts["sure type"] = e.facts["plan"] = "financing"


#: Before the name of a company that is founded.
_NEW_NAME = re.compile("(?:会社|法人|企業)[「『]$")


def _founded_in_brackets(e: Event) -> None:
    """What is founded is no founder under its other name in brackets either: 双葉電機は新会社「HSN」(ホシノ)を設立する."""
    s = e.sentence
    if e.frame == "jv" and (new := names_of(k for k in e.links if k.case == "bystander" and _NEW_NAME.search(s.text[max(0, k.name.start - s.start - 6) : k.name.start - s.start]))):
        e.links = [k.aside() if k.case == "paren" and new.issuperset(k.name.canonical) else k for k in e.links]
