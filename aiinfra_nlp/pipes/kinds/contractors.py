"""contractors: who designs and builds a plant for somebody else, who pays for it.

In:  an event, the names of its sentence, the events before it and the sentence behind it.
Out: of work that is given to a builder (設計は双葉設計、施工は森田建設が担う) the provider sides of those who are told to do
     it, and as customer who is called the client (事業主は, 発注者の), else the one company that was just told to
     build; and no part in what the client spends itself (80億円を投じ、施工は森田建設). A named builder who is paid makes
     a record of its own (contract, section 3).
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...document import Article, Sentence
from ..reading.events import Event, within
from ..syntax.links import Link, names_of
from ..words import words

#: What is said before the name of who does the work, and of who has it done.
_DOES = re.compile(rf"(?:{words('building work')})(?:者|会社|業者)?(?:は|を|:|が)[^、。はがを]{{0,8}}$")
_ORDERS = re.compile(rf"(?:{words('client')})(?:は|の|:|である|となる)[^、。はがを]{{0,8}}$")
#: Work that is another's than the builder's.
_DRAWS = re.compile("(?:基本|実施)?設計(?!・?施工)|監理")
#: Between two who do it together: AとBの共同企業体.
_AND = re.compile(r"(?:社|(?:\([^()]{1,16}\)))?(?:、|・|と|や)(?:株式会社)?")
#: Behind the name of who is given the work by another verb: 工事は森田建設に発注した.
_GIVEN = re.compile(r"(?:社|㈱|株式会社|\([^()]{1,16}\))?(?:に|へ|から|の(?!共同|JV|特定|設計|施工))")
#: That the work is on a building.
_PLANT = re.compile("施工|工事|建設|建築|建物|工場|センター|施設|[新0-9A-Z]棟|ビル|発電所|拠点|監理|設計業務|基本設計|実施設計")
#: That a sum is the price of the work.
_FOR_IT = re.compile("(?:規模|程度|弱|強)?(?:\\([^()]{1,24}\\))?で(?:の)?(?:請け負|請負|受注|落札)")
#: How many sentences before it the client may have been told to build.
_REACH = 3


def doing_work(article: Article, event: Event, found: list[Link]) -> list[Link]:
    """The links of an event, of who does the building as of who sells that work, or as of nobody where the event is of something else."""
    s = event.sentence
    if not any(w in s.text for w in ("施工", "設計", "工事")):
        return found
    if not _PLANT.search(s.text):
        # チップの設計は双葉電機が担い
        return found
    does, orders, drawn, last, last_drawn = set(), set(), set(), None, False
    for n in within(article.names, s):
        if n.label != "ORG":
            continue
        before = s.text[max(0, n.start - s.start - 24) : n.start - s.start]
        if _GIVEN.match(s.text, n.end - s.start):
            continue
        joined = last is not None and _AND.fullmatch(s.text, last - s.start, n.start - s.start)
        m = _DOES.search(before)
        if (own := m[0] if m else _takes_work(s, n)) or joined:
            does.add(id(n))
            drawn = drawn | {id(n)} if (_DRAWS.match(own) if own else last_drawn) else drawn
            last, last_drawn = n.end, id(n) in drawn
        elif _ORDERS.search(before):
            orders.add(id(n))
    # who was told of before may build for itself
    before = {c for n in article.names_between(0, s.index) for c in n.canonical} if does else set()
    does = {id(n) for n in within(article.names, s) if id(n) in does and before.isdisjoint(n.canonical)}
    drawn &= does
    if not does:
        return found
    if event.frame != "win":
        return [k.aside() if id(k.name) in does else k for k in found] if event.frame in ("build", "spend", "buy", "partner", "jv") else found
    if does == drawn:
        drawn = set()
    event.facts["work"] = [n for n in within(article.names, s) if id(n) in does - drawn]
    event.facts["drawn by"] = [n for n in within(article.names, s) if id(n) in drawn]
    event.facts["client"] = [n for n in within(article.names, s) if id(n) in orders]
    out = [replace(k, case="subj", weight=0.9, facts=()) if id(k.name) in does - drawn else k.aside() if id(k.name) in drawn else k for k in found]
    return [replace(k, case="src", weight=0.9, facts=()) if id(k.name) in orders else k for k in out]


#: Behind who does it: 森田建設が施工を担当する.
_TAKES_WORK = re.compile(rf"(?:社|\([^()]{{1,16}}\))?が(?:、)?({words('building work')})を(?:担|手掛|手がけ|請け負|受け持|引き受)")


def _takes_work(s: Sentence, n) -> str:
    """What is told, behind a name, to be the work that it does."""
    m = _TAKES_WORK.match(s.text, n.end - s.start)
    return m[1] if m else ""


def for_client(article: Article, event: Event, events: list[Event]) -> list[Event]:
    """Settle the sides of building work, if the text tells for whom it is done; the event of who only designs the plant, which is another contract (section 1: one per counterparty)."""
    work = event.facts.get("work")
    if not work or event.type != "supply":
        return []
    client = event.facts["client"] or _called_so(article, event) or _told_to_build(event, events)
    mine = {c for n in (*work, *event.facts["drawn by"]) for c in n.canonical}
    if len({c for n in client for c in n.canonical}) != 1 or not mine.isdisjoint(client[0].canonical):
        return []
    s, f = event.sentence, event.amount
    if f is None or not s.start <= f.start < s.end or _FOR_IT.match(s.text, f.end - s.start) is None:
        # the money is what the client spends in all; but 118億円で請け負った is what the builder gets
        event.figures, event.amount = [], None
    drawn = event.facts["drawn by"]
    other = replace(event, roles={}, weights={}, inherited=set(), facts=dict(event.facts), cues=dict(event.cues)) if drawn else None
    for e, who in ((event, work), (other, drawn)):
        if e is not None:
            _settle(e, who, client[:1])
    return [other] if other is not None else []


def _settle(event: Event, work: list, client: list) -> None:
    """Make some names the providers of an event for one client."""
    mine, its = ({c for n in ns for c in n.canonical} for ns in (work, client))
    rest = [k for k in event.links if mine.isdisjoint(k.name.canonical) and its.isdisjoint(k.name.canonical)]
    event.links = [k.aside() for k in rest] + [Link(n, "subj", 0.9, event.facts["chunk"]) for n in work] + [Link(n, "src", 0.9, -1, 1, -1, ("told before",)) for n in client]
    event.roles = {"provider": list(work), "customer": list(client)}
    event.weights = {(r, c): 0.9 for r, ns in event.roles.items() for n in ns for c in n.canonical}
    event.inherited = {"customer"}
    event.rule_roles = {r: list(ns) for r, ns in event.roles.items()}
    event.facts.update(sides=dict.fromkeys(mine, "payee") | dict.fromkeys(its, "payer"), plan="supply", share=(event.sentence.start, event.trigger.start, tuple(sorted(mine))))


def _called_so(article: Article, event: Event) -> list:
    """Whom the next sentence calls the client."""
    i = event.sentence.index + 1
    if i >= len(article.sentences) or article.sentences[i].block != event.sentence.block:
        return []
    s = article.sentences[i]
    n = next((n for n in within(article.names, s) if n.label == "ORG"), None)
    return [n] if n is not None and _ORDERS.search(s.text[: n.start - s.start]) else []


def _told_to_build(event: Event, events: list[Event]) -> list:
    """The one company that was just told to build or to spend on it."""
    for e in reversed(events[-8:]):
        if not 0 <= event.sentence.index - e.sentence.index <= _REACH:
            break
        if e.type == "capex" and e.frame in ("build", "spend") and e.roles.get("investor"):
            # 複数の事業者が拠点を構える北浜町: the town builds nothing
            heads = names_of(k for k in e.links if k.case == "head")
            who = [n for n in e.roles["investor"] if heads.isdisjoint(n.canonical)]
            return who if len(who) == len(e.roles["investor"]) else []
    return []
