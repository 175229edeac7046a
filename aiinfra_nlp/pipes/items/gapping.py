"""gapping: lists of deals that leave out their verb but once.

In:  an event whose verb stands at the end of a list, and its links.
Out: the chunks of each item: 東西電機は[電池事業を星野電工に]、[塗料事業を森田機工に]売却した; or the event of
     each, with its own year: 2018年に星野電工、19年には森田機工を買収した. Each is a deal of its own
     (contract, section 1); lists that give each name only a sum are in ``lists``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ...document import Article
from ...records import ROLES_OF
from ..reading.events import Event, within
from ..signals.triggers import TriggerLexicon
from ..syntax.links import Link, names_of

#: Cases of the other side of an item.
_SIDES = ("goal", "src")


def gapped_verb(event: Event, names: list[Link]) -> list[tuple[int, int]]:
    """The first and last chunk of each item, or nothing where the sentence is no such list."""
    at = event.facts["chunk"]
    sides = {k.chunk: k.case for k in names if k.case in _SIDES and k.weight >= 0.7 and 0 <= k.chunk < at}
    acting = {k.chunk: "subj" for k in names if 0 <= k.chunk < at and event.chunks[k.chunk].func == "が" and event.cases[k.chunk] == "subj"}
    if event.frame == "provide" and len(acting) > 1 and len(sides) < 2:
        # 星野電工にAがサーバーを、Bが電源を納入する: each of those who act
        sides = acting
    if len(sides) < 2 or len(set(sides.values())) > 1:
        return []
    marks = [(c.index, "g" if c.index in sides else "o") for c in event.chunks[:at] if c.paren == -1 and (c.index in sides or (event.cases[c.index] == "obj" and c.func == "を" and not c.figures))]
    order = "".join(m for _, m in marks)
    ends = [i for i, m in marks if m == order[-1]]
    if order not in ("og" * len(sides), "go" * len(sides)) or not all(event.chunks[i].comma for i in ends[:-1]):
        return []
    # nothing else is done in between
    if any(c.pred and not c.adnominal and c.paren == -1 for c in event.chunks[marks[0][0] : at]):
        return []
    first = max((c.index + 1 for c in event.chunks[: marks[0][0]] if event.cases[c.index] in (("topic", "subj") if sides is not acting else ("topic", *_SIDES)) or (c.pred and not c.adnominal)), default=0)
    spans = list(zip([first, *(i + 1 for i in ends)], ends, strict=False))
    told = [len(figures_in(event, a, b)) for a, b in spans]
    # a sum of all is no item's
    return spans if max(told) < 2 and sum(told) == sum(score > -0.5 for _, score in event.figures) else []


def figures_in(event: Event, first: int, last: int) -> list:
    """The sums that may be the deal's in some chunks of its sentence."""
    here = [id(f) for c in event.chunks[first : last + 1] for f in c.figures]
    return [f for f, score in event.figures if score > -0.5 and id(f) in here]


#: What may stand between a day and its name, and between that name and the next day: 2018年に米星野電工(の電池事業)を、.
_THEN, _NEXT = re.compile(r"(?:に|、)?は?、?[^、。はがをに0-9]{0,12}"), re.compile(r"(?:の[^、。はがを]{1,20})?[をに]?、(?:翌|続く|そして|また)?")


def each_in_its_year(article: Article, event: Event, names: list[Link]) -> list[Event]:
    """One event for each object or receiver that has a day of its own, if the verb is said of the last alone: 2018年に星野電工、19年には森田機工を買収した."""
    text, verb = article.text, event.trigger.start
    days = [(d, next((k for k in names if k.name.start >= d.end), None)) for d in within(article.dates, event.sentence)]
    items = [(d, k) for d, k in days if k is not None and k.name.label == "ORG" and k.name.end <= verb and _THEN.fullmatch(text, d.end, k.name.start)]
    last = items[-1][1].case if len(items) > 1 and event.trigger.row.word and not event.inverse else ""
    if last not in ("obj", "comp", "genobj", "goal") or not all(_NEXT.fullmatch(text, k.name.end, d.start) for (_, k), (d, _) in pairwise(items)):
        return []
    case, members, out = "goal" if last == "goal" else "obj", {c for _, k in items for c in k.name.canonical}, []
    role = TriggerLexicon.default().frames[event.frame].roles.get(case)
    for d, k in items:
        own = set(k.name.canonical)
        part = replace(part_of(event, event.links, own, members, own, (items[0][1].name.start, d.start, k.name.canonical)), dates=[d])
        if role and text[k.name.end] != "の":
            part.links = [replace(x, case=case, weight=0.9, facts=()) if x is k else x for x in part.links]
            part.roles = {r: ns for r, ns in part.roles.items() if ns != [k.name]} | {role: [k.name]}
            part.weights |= {(role, c): 0.9 for c in k.name.canonical}
        out.append(part)
    return out


def of_the_rest(event: Event, names: list[Link]) -> list[Event]:
    """The event of who has the one sum, and that of those who have what is left, which no sum says: 双葉電機が30億円、残りは森田機工と星野電工が出資する; nothing where no rest is told so."""
    figures = [f for f, score in event.figures if score > -0.9]
    rest = next((c.index for c in event.chunks[: event.facts["chunk"]] if c.text in _REST and c.func.startswith(("は", "を"))), None)
    if len(figures) != 1 or rest is None or event.frame not in ("invest", "join", "lend") or event.inverse or figures[0].start >= event.chunks[rest].start:
        return []
    gives = [k for k in names if k.case == "subj" and not k.clauses and k.name.label in ("ORG", "GOV", "PERSON")]
    first = [k for k in gives if k.name.end <= figures[0].start]
    others = [k for k in gives if rest < k.chunk < event.facts["chunk"]]
    if not first or not others or len(first) + len(others) < len(gives):
        return []
    own, left = (names_of(ks) for ks in (first, others))
    if own & left:
        return []
    one = part_of(event, event.links, own, own | left, own, (first[0].name.start, figures[0].start, tuple(sorted(own))))
    more = part_of(event, event.links, left, own | left, left, ())
    del more.facts["share"], more.facts["apart"]
    more.figures, more.amount, more.amount_score = [], None, 0.0
    return [one, more]


#: How the part of a sum is called that those behind it share.
_REST = ("残り", "残額", "残金", "残りの資金", "残る資金")


def part_of(event: Event, links: list[Link], own: set[str], members: set[str], in_roles: set[str], share: tuple) -> Event:
    """The event without the other members of its list: ``own`` stay linked, ``in_roles`` of them keep their roles."""
    part = replace(event, inherited=set(), facts=dict(event.facts, share=share, apart=members - own), cues=dict(event.cues))
    part.links = [x for x in links if all_in(x.name, own) or not any_in(x.name, members)]
    part.roles = {r: keep for r, ns in event.roles.items() if (keep := [n for n in ns if all_in(n, in_roles) or not any_in(n, members)])}
    part.weights = {(r, c): w for (r, c), w in event.weights.items() if any(c in n.canonical for n in part.roles.get(r, ()))}
    return part


def all_in(name, some: set[str]) -> bool:
    """Whether a name stands for nobody but some."""
    return set(name.canonical) <= some


def any_in(name, some: set[str]) -> bool:
    """Whether a name stands for any of some."""
    return not some.isdisjoint(name.canonical)


def own_brackets(article: Article, event: Event) -> bool:
    """Give each of several deal nouns the sum in the bracket right behind it, if all of the sentence have one: AによるXの買収(80億円)、BによるYの買収(40億円)."""
    if not article.text.startswith("(", event.trigger.end):
        return False
    s = event.sentence
    ends = {t.end for t in within(article.triggers, s)}
    own = {f.start - 1: f for f in within(article.figures, s) if not f.is_alt and article.text.startswith("(", f.start - 1) and f.start - 1 in ends}
    if len(own) < 2 or event.trigger.end not in own:
        return False
    f = own[event.trigger.end]
    start = max((article.text.find(")", at) for at in own if at < event.trigger.start), default=s.start)
    event.links = [k.aside() if k.chunk >= 0 and (k.name.start >= event.trigger.end or (k.name.start < start and k.case.startswith(("other ", "far", "by", "gen")))) else k for k in event.links]
    event.facts["apart"] = event.facts.get("apart", set()) | names_of(k for k in event.links if k.case == "bystander")
    event.roles = {r: kept for r, ns in event.roles.items() if (kept := [n for n in ns if not any(k.case == "bystander" and k.name is n for k in event.links)])}
    event.figures, event.amount, event.amount_score = [(f, 1.2)], f, 1.2
    return True


def is_labelled(article: Article, event: Event, items: list) -> bool:
    """Whether a list stands behind a label that says whose deals they are: 双葉電機の主な出資:青葉AI(10億円)、星野AI(5億円)."""
    at = event.facts["chunk"]
    owner = [k for k in event.links if k.chunk >= 0 and k.case == "gen" and k.weight >= 0.7 and k.chunk < at]
    behind = bool(items) and all(k.name.start > event.trigger.end and k.case in ("far", "tail", "bare", "late") for _, ks in items for k in ks)
    return len(owner) == 1 and behind and event.frame in ("invest", "stake", "acquire", "grant", "lend") and event.type in ("investment", "acquisition", "subsidy", "financing") and re.match("(?:先|額|案件)?:", article.text[event.trigger.end : event.trigger.end + 3]) is not None


def under_label(part: Event, ks: list[Link]) -> None:
    """Make an item of a labelled list the other side of whom its label names."""
    owner = next(k for k in part.links if k.chunk >= 0 and k.case == "gen" and k.weight >= 0.7 and k.chunk < part.facts["chunk"])
    pay, got = ROLES_OF[part.type][:2] if len(ROLES_OF[part.type]) > 1 else (ROLES_OF[part.type][0],) * 2
    part.facts["sides"] = {c: "payee" for k in ks for c in k.name.canonical} | dict.fromkeys(owner.name.canonical, "payer")
    part.links = [replace(x, case="subj", weight=0.9, facts=()) if x is owner else replace(x, case="obj", weight=0.9, facts=()) if any(x.name is k.name for k in ks) else x for x in part.links]
    part.roles = {pay: [owner.name], got: [k.name for k in ks]}
    part.weights = {(r, c): 0.9 for r, ns in part.roles.items() for n in ns for c in n.canonical}
