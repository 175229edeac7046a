"""granted: whose plan it is that a public body certifies or subsidises, and who spends what it costs.

In:  the events of an article as they come.
Out: of a grant for what others do (経産省は[双葉電機と星野電工]による連携に補助する) those as who gets it; of what
     such a plan costs, and of the grant that its owner gets (総事業費は900億円で、NEDOから助成を受ける), the
     owner as who spends or gets it, never the body that certified the plan; nobody who only certified
     a plan as a grantor beside the one that pays, nor who was told before as who gets what a budget sets
     aside for a branch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..reading.events import PUBLIC, Event
from ..syntax.chunks import Chunk
from ..syntax.links import Link, names_of
from ..words import ends_in, pattern

#: What a plan costs.
_COST = ends_in("cost")
#: Frames of money that an office itself may give.
GIVING = frozenset(("grant", "getgrant", "lend", "borrow", "invest", "spend", "raise", "join"))
#: How many sentences behind a certification may tell of its plan.
_NEAR = 2


def is_office(name) -> bool:
    """Whether a name is that of a public body."""
    return name.label == "GOV" or name.kind in PUBLIC


#: What of somebody's an office certifies.
_PLAN = re.compile("計画|事業|提案|プロジェクト|構想")


def to_owner(chunks: list[Chunk], cases: list[str], at: int, k: Link) -> Link:
    """The link, of whose deed or plan a public body gives money to or certifies, as of who gets it; ``at``: the chunk of the word for a grant."""
    if k.name.label != "ORG" or is_office(k.name) or k.chunk < 0:
        return k
    offices = [c.index for c in chunks[:at] if cases[c.index] in ("topic", "subj") and c.paren == -1 and any(is_office(n) for n in c.names)]
    if not offices:
        return k
    certifies = pattern("certifies")
    if k.chunk >= at:
        # 省が認定したのは、双葉電機と星野電工の計画だ
        cleft = chunks[at].func.endswith("のは") and certifies.match(chunks[at].text) and cases[k.chunk] in ("gen", "gengen", "bare", "com")
        return replace(k, case="goal", weight=0.9, facts=()) if cleft else k
    if offices[0] > k.chunk and k.case == "inner subj" and "of goal" in k.facts:
        # 双葉電機と星野電工が提案した計画に、省が40億円を助成する
        return replace(k, case="goal", weight=0.9, facts=())
    if offices[0] > k.chunk:
        # 双葉電機の計画を省が認定し、90億円を補助する
        plan = next((c for c in chunks[k.chunk + 1 : at + 1] if certifies.match(c.text)), None)
        owned = k.case.removeprefix("other ").startswith("gen") and any(_PLAN.search(c.text) and c.func.startswith(("を", "が")) for c in chunks[k.chunk + 1 : offices[0]])
        return replace(k, case="goal", weight=0.8, facts=()) if plan is not None and owned else k
    does = k.case in ("by", "other by")
    has = k.case.removeprefix("inner ").startswith("gen") and pattern("certifies").match(chunks[at].text) is not None
    return replace(k, case="goal", weight=0.9, facts=()) if does or has else k


def is_guarantee(event: Event, found: list[Link]) -> bool:
    """Whether the deal word is the guarantee of a government, which is a grant (contract, section 3): 政府は双葉電機の借り入れに保証を付ける."""
    return event.trigger.text.endswith("保証") and any(k.chunk >= 0 and k.weight >= 0.9 and k.case in ("subj", "by") and k.name.label == "GOV" for k in found)


def received_together(event: Event) -> None:
    """Note that all of a list who are told to get a grant get it: 双葉電機と星野電工は、共同で採択された."""
    if event.frame != "grant" or not event.inverse:
        return
    firm = [k for k in event.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9 and not k.clauses and k.name.label == "ORG" and not is_office(k.name)]
    got = names_of(firm)
    if len(got) > 1 and max(k.chunk for k in firm) - min(k.chunk for k in firm) == len({k.chunk for k in firm}) - 1:
        event.facts.setdefault("sides", dict.fromkeys(got, "payee"))


def guarantees_no_sum(event: Event, told: Sequence) -> None:
    """Take from a guarantee the sum of the shares that its sentence tells before it: 政府は80億円を出資し、借り入れに保証を付ける; ``told``: the deal words of the sentence."""
    if not event.trigger.text.endswith("保証"):
        return
    shares = [t.end for t in told if t.row.frame == "invest" and t.end <= event.trigger.start]
    if not shares:
        return
    event.figures = [(f, score) for f, score in event.figures if f.start >= shares[-1]]
    if all(f is not event.amount for f, _ in event.figures):
        event.amount, event.amount_score = None, 0.0


def sure_guarantee(event: Event) -> str:
    """``subsidy`` for a government's guarantee whose sentence names for whom; else an empty string."""
    if event.frame != "grant" or event.inverse or not event.trigger.text.endswith("保証") or event.facts["unreal"] or event.status == "cancelled":
        return ""
    firm = {k.case for k in event.links if k.chunk >= 0 and k.weight >= 0.4 and k.name.label == ("GOV" if k.case == "subj" else "ORG")}
    return "subsidy" if {"subj", "goal"} <= firm and is_guarantee(event, event.links) else ""


_BACKING, _IS_GIVEN = re.compile("支援|補助|助成|後押し|認定|交付金"), re.compile("受け|得|活用|使")


def only_backs(chunks: list[Chunk], k: Link, at: int) -> bool:
    """Whether an office only gives money to who does a deal in the main clause: [政府]の支援を受け、双葉電機がサーバーを調達する; ``at``: the chunk of the deal word."""
    if not is_office(k.name) or not 0 <= k.chunk < at - 2 or not chunks[k.chunk].func.startswith(("の", "から", "による")):
        return False
    gift, verb = chunks[k.chunk + 1 : k.chunk + 3]
    return _BACKING.search(gift.text) is not None and gift.func.startswith("を") and _IS_GIVEN.match(verb.text) is not None and not verb.adnominal and verb.index < at


def owners(event: Event, events: Sequence[Event]) -> list:
    """Who was told just before to get a grant or a loan for what a sentence without a subject tells the cost of, or the grant: 経産省は双葉電機の新工場に補助する。総事業費は900億円だ."""
    costs = event.type == "capex" and _COST.search(event.trigger.text)
    gets = event.frame == "grant" and event.inverse
    near = [e for e in events[-4:] if 0 < event.sentence.index - e.sentence.index <= 1]
    for e in reversed(near):
        if found := e.rule_roles.get({"subsidy": "recipient", "financing": "borrower"}.get(e.type, "") if costs else "recipient" if gets else "", []):
            return found
    return []


#: Money that was given, as what is used, and how it is: 補助金は設備の一部に充てる.
_MONEY_GIVEN, _USED = re.compile("(?:補助金|助成金|支援金|交付金|融資|借入金|資金)$"), re.compile("充て|充当|使|活用|回")


def only_used(event: Event) -> bool:
    """Whether the clause of a deal word only says what money told before is used for: 双葉電機は90億円を投じる計画で、補助金はその一部に充てる."""
    at, p = event.facts["chunk"], event.facts["pred"]
    if event.frame not in GIVING or p is None or event.inverse or not _USED.match(event.chunks[p].text):
        return False
    begins = max((c.index + 1 for c in event.chunks[:p] if c.comma and (c.pred or c.func == "で") and not c.adnominal and c.paren == -1), default=0)
    clause = event.chunks[begins : p + 1]
    money = next((c for c in clause if c.func == "は" and not c.names and _MONEY_GIVEN.search(c.text)), None)
    return money is not None and begins <= at and not any(c.figures or c.names for c in clause)


#: What a government has in hand, of which the sentence says what it sets aside: 補正予算案に1兆円を盛り込む.
_BUDGET = re.compile("(?:予算案?|経済対策|概算要求)(?:案)?(?:に|で|の中に)(?:は|も)?[^。]{0,60}?(?:盛り込|計上|確保|要求)")


def _for_a_branch(event: Event) -> bool:
    """Whether a government sets money aside for a whole branch, and for nobody told before: 省は補正予算案に国内の半導体支援のため1兆円を盛り込む."""
    inside = [k for k in event.links if k.chunk >= 0 and not k.case.startswith("other")]
    office = any(k.case == "subj" and is_office(k.name) for k in inside)
    thing = any(_THAT.match(c.text) for c in event.chunks[: event.facts["chunk"] + 1])
    return event.frame == "grant" and not event.inverse and office and all(is_office(k.name) for k in inside) and not thing and _BUDGET.search(event.sentence.text) is not None


def _of_certified(event: Event, events: Sequence[Event]) -> set[str]:
    """Whose plan a sentence just before certified for which this one, that names nobody else, tells the grant: 省は双葉電機と星野電工の計画を認定した。最大90億円を補助する."""
    if event.frame != "grant" or event.amount is None or any(k.chunk >= 0 and k.name.label == "ORG" and not is_office(k.name) for k in event.links):
        return set()
    for e in reversed(events[-4:]):
        if e.frame == "grant" and e.amount is None and e.sentence.index == event.sentence.index - 1 and pattern("certifies").match(e.trigger.text):
            return {c for n in e.rule_roles.get("recipient", ()) for c in n.canonical}
    return set()


#: A thing told before, which is nobody's but its owner's: 同工場, この計画.
_THAT = re.compile("同(?!省|庁|国|年|月|日|時|じ|様)|この|その|当該|本(?:計画|事業)")


def of_the_plan(event: Event, events: Sequence[Event], outside: list[Link]) -> list[Link]:
    """The links to names outside the sentence of an event, of whose plan it tells the cost or the grant as of who acts, and of who certified it as of a bystander."""
    if _for_a_branch(event):
        return [k.aside() if k.name.label == "ORG" and not is_office(k.name) else k for k in outside]
    if certified := _of_certified(event, events):
        case = "subj" if event.inverse else "goal"
        event.facts.setdefault("sides", dict.fromkeys(certified, "payee"))
        event.links, outside = ([replace(k, case=case, weight=0.9, facts=("told before",)) if k.chunk < 0 and certified & set(k.name.canonical) else k for k in ks] for ks in (event.links, outside))
        return outside
    found = {c for n in owners(event, events) for c in n.canonical}
    own = [k for k in event.links if k.chunk >= 0 and k.case in ("subj", "theme") and k.weight >= 0.5]
    if not found or own:
        return outside
    out = []
    for k in outside:
        if found & set(k.name.canonical):
            k = replace(k, case="subj", weight=0.8, facts=("told before",))
        elif is_office(k.name) and (event.type == "capex" or any(is_office(n) for n in event.roles.get("grantor", ()))):
            k = k.aside()
        out.append(k)
    return out


def without_certifiers(events: Sequence[Event]) -> None:
    """Leave out of what was only certified the office that did so, where another office pays for it (events in text order)."""
    for i, e in enumerate(events):
        if e.frame != "grant" or e.inverse or e.figures or pattern("certifies").match(e.trigger.text) is None:
            continue
        pays = (n for x in events[i + 1 : i + 5] if x.sentence.index - e.sentence.index <= _NEAR and x.frame == "grant" and x.inverse and x.amount is not None for n in x.rule_roles.get("grantor", ()))
        payer = {c for n in pays if is_office(n) for c in n.canonical}
        mine = [n for n in e.roles.get("grantor", ()) if is_office(n)]
        if not payer or any(payer & set(n.canonical) for n in mine):
            continue
        only = {c for n in mine for c in n.canonical}
        e.links = [k.aside() if only & set(k.name.canonical) else k for k in e.links]
        for x in (e, *events[i + 1 : i + 5]):
            if x.type == "subsidy" and x.sentence.index - e.sentence.index <= _NEAR:
                x.links = [k.aside() if k.chunk < 0 and only & set(k.name.canonical) else k for k in x.links]
