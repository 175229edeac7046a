"""counterparts: a sentence that only says who the other side of the trade told before it is.

In:  the events of an article.
Out: the same events; those of the trade that a sentence just before tells have whom it names on the side that its word
     says: 双葉電機はサーバーを発注した。[発注先は星野電工だ]; データセンターを貸す契約を結んだ。[借り手は森田通信で]、….
     An event of such a sentence tells the same deal, whose topic and the one named now stand on its two sides (相手は星野電力だ).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ...document import Article, Sentence
from ..reading.events import Event, kinds, within
from ..syntax.links import Link, names_of
from ..words import pattern, words

#: How such a sentence begins, up to whom it names; and how it may go on behind that one.
_TELLS = re.compile(rf"(?:なお、?|また、?|この|今回の|主な|最初の|初の|最大の)?((?:{words('buys')})|(?:{words('sells')})|(?:{words('other side')}))(?:は|:|:)([^、。はがをに]{{0,24}})$")
_GOES_ON = re.compile(r"(?:社|側|など|株式会社|\([^()]{0,20}\))*(?:だ|で|と(?:み|見)られ|と(?:な|い)|。|、|と明|$)")
_AND = re.compile("と|、|や|および|及び")
#: Words for who has what is let, or money that is lent.
_OF_A_LOAN = re.compile("借り手|借主|貸し手|貸主")
#: How many sentences before it may tell the trade.
_REACH = 2
_FRAMES = frozenset(("contract", "buy", "lease", "provide", "win"))
_TYPES = frozenset(("supply", "compute_contract", "power"))
#: Cases of who acts.
_ACTS = ("subj", "by", "context")


def told_counterparts(article: Article, events: Sequence[Event]) -> None:
    """Give trades the other side that a sentence behind them tells."""
    trades = [e for e in events if e.frame in _FRAMES and e.type in _TYPES]
    if not trades:
        return
    lent = {e.sentence.index for e in events if e.frame in ("lend", "borrow")}
    for s in article.sentences:
        near = [e for e in trades if 0 < s.index - e.sentence.index <= _REACH and not pattern("other side").match(e.trigger.text)]
        told = _told(article, s) if near else None
        if told is None:
            continue
        word, names = told
        last = max(e.sentence.index for e in near)
        if last in lent and _OF_A_LOAN.match(word):
            # 融資することで合意した。借り手は星野電工で: who owes the money
            continue
        for e in near:
            if e.sentence.index == last:
                _add(e, word, names, events)
        for e in events:
            if e.sentence is s and e.trigger.start - s.start < 12 and e.trigger.text in word:
                _aside(e, word, names)


#: Frames of what one gives and of what one takes.
_DEEDS = {"provide": "payee", "buy": "payer", "lease": "payer"}


def told_by_deeds(events: Sequence[Event]) -> None:
    """Give the two of a tie-up the sides that the deed of one of them tells just behind it: 双葉電機は星野電工と提携した。…に双葉電機がGPUを提供する (contract, section 3)."""
    for i, e in enumerate(events):
        if e.frame not in ("partner", "contract", "lease") or e.facts.get("sides") or e.inverse:
            continue
        pair = names_of(k for k in e.links if k.chunk >= 0 and k.case in ("subj", "com") and k.weight >= 0.7 and k.name.label == "ORG" and not k.name.reference)
        deeds = [d for d in events[i + 1 : i + 4] if d.frame in _DEEDS and d.type in _TYPES and d.sentence.index - e.sentence.index <= 1] if len(pair) == 2 else []
        if len(deeds) != 1 or deeds[0].inverse:
            continue
        d = deeds[0]
        acts = names_of(k for k in d.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9 and not k.clauses)
        others = names_of(k for k in d.links if k.chunk >= 0 and k.case in ("goal", "src", "com") and k.weight >= 0.7)
        if len(acts) == 1 and acts < pair and others <= pair - acts:
            side = _DEEDS[d.frame]
            e.facts["sides"] = d.facts["sides"] = dict.fromkeys(acts, side) | dict.fromkeys(pair - acts, "payer" if side == "payee" else "payee")


def _told(article: Article, s: Sentence) -> tuple[str, list] | None:
    """The word of a side and whom a sentence names as that side."""
    names = [n for n in within(article.names, s) if n.label in ("ORG", "GOV") and not n.reference]
    if not names or not (m := _TELLS.match(s.text[: names[0].start - s.start])):
        return None
    members = [names[0]]
    for a, b in pairwise(names):
        if not _AND.fullmatch(article.text, a.end, b.start):
            break
        members.append(b)
    return (m[1], members) if _GOES_ON.match(s.text, members[-1].end - s.start) else None


def _side(e: Event, word: str, actors: set[str], names: Sequence = (), events: Sequence[Event] = ()) -> str:
    """The side that a word stands for in an event; of the other side that which nobody who acts has, by what he is told to do just behind, or else by whose trade it is."""
    if pattern("buys").fullmatch(word):
        return "payer"
    if pattern("sells").fullmatch(word):
        return "payee"
    gives = {c for d in events if d.frame in ("lease", "provide") and 0 < d.sentence.index - e.sentence.index <= _REACH for c in (c for n in d.rule_roles.get("provider", ()) for c in n.canonical)}
    if actors & gives:
        return "payer"
    trades = [_sells(k.name.kind, e.type) for k in e.links if actors & set(k.name.canonical)]
    if e.frame == "contract" and names and trades and (its := max(_sells(n.kind, e.type) for n in names)) != max(trades):
        return "payee" if its > max(trades) else "payer"
    buys = {c for n in e.rule_roles.get("customer", ()) for c in n.canonical}
    sells = {c for n in e.rule_roles.get("provider", ()) for c in n.canonical}
    return "payee" if actors & buys else "payer" if actors & sells else ""


def _add(e: Event, word: str, names: list, events: Sequence[Event]) -> None:
    actors = names_of(k for k in e.links if k.case in _ACTS and (k.chunk >= 0 or k.weight >= 0.7))
    mine = {c for n in names for c in n.canonical}
    side = _side(e, word, actors, names, events)
    if not side or mine & actors:
        return
    # whom the sentence of the trade itself names on that side is the one
    role = "customer" if side == "payer" else "provider"
    if any(k.chunk >= 0 and k.weight >= 0.7 and k.case in ("goal", "src", "com") for k in e.links) and e.rule_roles.get(role):
        return
    other = "payee" if side == "payer" else "payer"
    e.facts["sides"] = dict.fromkeys(actors, other) | dict.fromkeys(mine, side)
    e.links = [k for k in e.links if mine.isdisjoint(k.name.canonical)] + [Link(n, "is", 0.85, -1, 0, 1) for n in names]


def _aside(e: Event, word: str, names: list) -> None:
    """Let the word of a side itself tell nothing but that side: a 借り手 of a building owes no money."""
    mine = {c for n in names for c in n.canonical}
    if e.frame in _FRAMES:
        side = _side(e, word, set())
        if side:
            e.facts["sides"] = dict.fromkeys(mine, side)
    else:
        e.links = [k.aside() for k in e.links]
        e.facts["unreal"] = True


_OTHER = re.compile(r"(?:なお|この)?、?(?:契約|提携|取引|調達|購入|供給|締結|合意|協議|交渉)?の?(?:相手|先|元)(?:方|先|企業)?は")
#: Frames of deals between two, whose other side may be left to the next sentence.
_BETWEEN_TWO = ("contract", "powerbuy", "powersell", "buy", "lease", "partner")
#: Sides of a trade by its roles.
_SIDES = {"customer": ("payer", "payee"), "provider": ("payee", "payer")}


def other_side(event: Event, events: Sequence[Event]) -> None:
    """Make the event of a sentence that says only who the other side is tell the deal of the sentence before, which names one side alone."""
    if not _OTHER.match(event.sentence.text) or event.trigger.row.word not in ("(goes on)", "調達先", "購入先", "供給元", "契約先"):
        return
    named = [k for k in event.links if k.chunk >= 0 and k.case in ("is", "com", "bare") and k.name.label == "ORG" and not k.name.reference]
    before = next((e for e in reversed(events[-6:]) if event.sentence.index - e.sentence.index == 1 and e.frame in _BETWEEN_TWO and e.trigger.row.word and not e.inverse and not e.facts["unreal"]), None)
    if before is None or not named:
        return
    mine = {k.name.canonical: k for k in before.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.85 and k.name.label == "ORG"}
    others = [k for k in before.links if k.chunk >= 0 and k.weight >= 0.5 and k.name.label == "ORG" and k.name.canonical not in mine]
    new = names_of(named)
    if len(mine) != 1 or others or new & {c for n in mine for c in n}:
        return
    (topic,) = mine.values()
    event.type, event.frame = before.type, before.frame
    event.links = [replace(topic, case="subj", weight=0.8, chunk=-1, facts=("told before",)), *(replace(k, case="com", weight=0.9, facts=()) if k in named else k for k in event.links)]
    role = next((r for r, ns in before.roles.items() if any(n.canonical == topic.name.canonical for n in ns)), "partner")
    if before.frame == "contract" and role in _SIDES:
        # of a contract without its other side the rules do not know who sells
        role = "provider" if _sells(topic.name.kind, before.type) > max(_sells(k.name.kind, before.type) for k in named) else "customer"
    other = {"customer": "provider", "provider": "customer"}.get(role, role)
    event.roles = {role: [topic.name]}
    event.roles.setdefault(other, []).extend(k.name for k in named)
    event.weights = {(r, c): 0.8 for r, ns in event.roles.items() for n in ns for c in n.canonical}
    if role in _SIDES:
        one, two = _SIDES[role]
        event.facts["sides"] = dict.fromkeys(topic.name.canonical, one) | dict.fromkeys(new, two)
    event.status = before.status
    event.facts.update({"part of": before, "plan": before.type, "needs": True})


def _sells(kind: str, dtype: str) -> tuple[bool, int]:
    """How much of a seller one of a kind is of what a deal is about: a cloud of computing."""
    rank, goods = kinds().get(kind, (2, ""))
    return (goods == dtype, rank)


def sure_source(event: Event) -> str:
    """``power`` where a sentence says only from whom the topic of the one before has its electricity: 本社の電力を再エネに替えた。調達先は星野電力で; else an empty string."""
    if event.type != "power" or event.facts.get("plan") or not _OTHER.match(event.sentence.text) or event.trigger.row.word not in ("調達先", "購入先", "供給元"):
        return ""
    named = names_of(k for k in event.links if k.chunk >= 0 and k.case == "is" and k.name.label == "ORG")
    topic = [k for k in event.links if k.chunk < 0 and k.case == "context" and k.facts[:2] == ("same block", "") and k.name.label == "ORG"]
    if not named or len(topic) != 1 or event.facts["unreal"] or event.status == "cancelled":
        return ""
    event.facts.setdefault("sides", dict.fromkeys(topic[0].name.canonical, "payer") | dict.fromkeys(named, "payee"))
    return "power"
