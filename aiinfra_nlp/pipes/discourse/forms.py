"""forms: lines that each give one fact of a deal, a label and what it is (借入先:双葉銀行, 3. 取得価額 65億円).

In:  the events of an article in text order, with its sentences, names and figures.
Out: the same events; that of the sentence which introduces a form (下記のとおり融資契約を結んだ) has whom and how much
     its lines tell, and the lines are no deals of their own. A form that names both sides itself is a deal
     without such a sentence: 買い手:双葉電機 / 対象企業:星野ソフト / 買収額:78億円.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from ...document import Article, Sentence
from ...normalize._lexicon import alternation
from ...records import ROLES_OF
from ...resources import read_tsv
from ..reading.events import Event, kinds, seller_rank, within
from ..syntax.links import Link, names_of

_MARK = r"[ \t●○■□◆◇▼▽▶▲△◎★☆・*#>✅✓-]{0,6}(?:\(?[0-9]{1,2}[.)、:]? ?|[①-⑳] ?)?"
#: A line longer than this is no line of a form; so many lines may stand between two, or between a form and what introduces it.
_LONGEST, _GAP, _REACH = 60, 3, 5
#: Frames of what a form may tell of, by what its labels do.
_CONTRACTS = ("compute_contract", "supply", "power")
_SIDES = {"payer": "subj", "payee": "obj", "seller": "src"}
_AHEAD = re.compile(r"(?:日|時期|期日|期限)[^。]{0,16}予定")
_VENTURE = re.compile("新会社|合弁")
#: A line that is a list of names and sums behind what they are: 各社の投資:.
_LIST = re.compile(r"[^:。]{2,24}:(?!//)")


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, list[str]]]:
    """A line that begins with a label, and what each label says: its side or sum, and the type of deal."""
    told = {r["word"]: r["class"].split()[1:] for r in read_tsv("details", ("word", "class")) if r["class"].startswith("form ")}
    return re.compile(rf"{_MARK}(?P<label>{alternation(told)})(?:名|の名称|企業名)?(?:/[^:/ ]{{1,8}})?(?:\([^()]{{1,8}}\))?\*{{0,2}}(?: ?[:|=] ?| \.\.\. ?| |$)"), told


@dataclass
class _Form:
    """What the lines of a form tell."""

    lines: list[Sentence] = field(default_factory=list)
    sides: dict[str, list] = field(default_factory=dict)
    sums: list[tuple[str, object]] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    what: list[Sentence] = field(default_factory=list)
    ahead: bool = False


def read_forms(article: Article, events: list[Event]) -> list[Event]:
    """Give what the lines of a form tell to the event that it is about, and leave out their own."""
    for form in list(_forms(article)) if events else ():
        mine = {s.index for s in form.lines}
        own = [e for e in events if e.sentence.index in mine]
        e = (_told_of(form, events, mine) or _whole(form, own)) if len(mine) > 1 or "joint_venture" in form.types else None
        if e is not None and _complete(article, e, form):
            events = [x for x in events if x is e or not any(x is o for o in own)]
    return events


def _forms(article: Article) -> Iterator[_Form]:
    """The forms of an article."""
    pattern, told = _labels()
    form, last = _Form(), -1
    waits: list[str] = []
    for s in article.sentences:
        if s.kind in ("furniture", "table") or len(s.text) > _LONGEST or s.text.endswith("。"):
            if form.lines:
                yield form
            form, waits = _Form(), []
            continue
        m = pattern.match(s.text)
        if form.lines and s.index - last > _GAP + 1:
            yield form
            form = _Form()
        form.ahead = form.ahead or (bool(form.lines) and _AHEAD.search(s.text) is not None)
        if m is None and not waits:
            continue
        says = told[m["label"]] if m is not None else waits
        start = s.start + (m.end() if m is not None else 0)
        if m is not None and start >= s.end:
            # 2. 取得価額 / 42億円: what it is stands in the next line
            form.lines.append(s)
            last, waits = s.index, says
            continue
        waits = []
        if _read(article, form, s, start, says):
            form.lines.append(s)
            last = s.index
    if form.lines:
        yield form


def _read(article: Article, form: _Form, s: Sentence, start: int, says: list[str]) -> bool:
    """Read what a line says; False if it says nothing of the kind of its label."""
    what, of = says[0], says[1] if len(says) > 1 else ""
    if what == "what":
        form.what.append(s)
        return True
    if what == "sum":
        found = next((f for f in within(article.figures, s) if start <= f.start <= start + 4 and not f.is_alt), None)
        if found is None:
            return False
        form.sums.append((of, found))
    else:
        names = [n for n in [*within(article.names, s), *within(article.doubtful, s)] if n.start >= start and n.label in ("ORG", "GOV")]
        if not names or names[0].start > start + 4:
            return False
        form.sides.setdefault(what, []).extend(names)
    if of not in ("", "any"):
        form.types.append(of)
    return True


def _fits(e: Event, form: _Form) -> bool:
    """Whether a form can be about the deal of an event."""
    kinds = {t for t in form.types if t != "joint_venture"}
    return not kinds or any(e.type in _CONTRACTS if t == "contract" else e.type == t or {e.type, t} == {"acquisition", "investment"} for t in kinds)


def _told_of(form: _Form, events: list[Event], mine: set[int]) -> Event | None:
    """The event of the nearest sentence before a form, or right behind it, that tells the same deal with who acts in it."""
    first, last = form.lines[0].index, form.lines[-1].index
    near = [
        e for e in events
        if e.trigger.row.word and e.facts.get("needs") and e.sentence.index not in mine and not e.sentence.heads and e.sentence.kind == "paragraph"
        and (0 < first - e.sentence.index <= _REACH or 0 < e.sentence.index - last <= 1)
        and _fits(e, form) and any(k.chunk >= 0 and k.case == "subj" and k.weight >= 0.5 for k in e.links)
    ]
    # the sentence right above counts before the one right below
    return max(near, key=lambda e: (e.sentence.index < first, e.sentence.index, e.trigger.row.strength, e.trigger.start), default=None)


def _whole(form: _Form, own: list[Event]) -> Event | None:
    """The event among the lines of a form that names both sides itself."""
    if form.sides.keys() == {"parties"} and (trade := next((e.type for e in own if e.type in _CONTRACTS and any(e.sentence is s for s in form.what)), "")):
        # 当事者:双葉電機、双葉クラウド: of two who sign, who sells is told by what each is
        ranks = {n.canonical: ((kinds().get(n.kind, (2, ""))[1] == trade, seller_rank(n.kind)), n) for n in form.sides.pop("parties")}
        both = sorted(ranks.values(), key=lambda x: x[0])
        if len(both) == 2 and both[0][0] < both[1][0]:
            form.sides["payer"], form.sides["payee"], form.types = [both[0][1]], [both[1][1]], ["contract"]
    firm = form.sides.pop("firm", [])
    if firm and "payee" not in form.sides and "investment" in form.types and any(of in ("investment", "any") for of, _ in form.sums):
        # 企業名:双葉AI / 調達額:3億円 / 引受先:青葉ベンチャーズ
        form.sides["payee"] = firm[:1]
    sold = {"payer", "seller"} <= form.sides.keys() and "acquisition" in form.types
    if not (sold or {"payer", "payee"} <= form.sides.keys()) or not (form.sums or form.types):
        return None
    if form.what:
        own = [e for e in own if any(e.sentence is s for s in form.what)] or own
    kind = next((t for t in form.types if t not in ("joint_venture",)), "")
    fits = [e for e in own if (e.type in _CONTRACTS if kind == "contract" else e.type == kind)]
    e = max(fits, key=lambda e: (e.trigger.row.strength, e.trigger.start), default=None)
    if e is not None:
        e.links, e.roles, e.rule_roles, e.weights, e.inherited = [], {}, {}, {}, set()
        if form.ahead and e.status == "agreed":
            e.status, e.facts["intends"] = "planned", True
    return e


def _complete(article: Article, e: Event, form: _Form) -> bool:
    """Give an event whom and how much a form tells; False if that is nothing."""
    roles = ROLES_OF[e.type]
    if len(roles) < 2 and e.type != "joint_venture":
        return False
    sides = {side: names for side, names in form.sides.items() if side not in ("parties", "firm")}
    if others := sides.pop("other", None):
        pays = any(k.case == "subj" and k.weight >= 0.5 and any(n.canonical == k.name.canonical for n in e.roles.get(roles[0], ())) for k in e.links)
        free = "seller" if pays and "seller" in roles else "payee" if pays else "payer"
        sides.setdefault(free, []).extend(others)
    told = names_of(k for k in e.links if k.chunk >= 0 and k.weight >= 0.5)
    given = {}
    for side, names in sides.items():
        role = "seller" if side == "seller" else roles[0] if side == "payer" else roles[1] if len(roles) > 1 else roles[0]
        if role not in roles or e.type == "joint_venture":
            continue
        for n in names:
            given.update(dict.fromkeys(n.canonical, side))
            if told.isdisjoint(n.canonical):
                e.links = [k for k in e.links if set(k.name.canonical).isdisjoint(n.canonical)] + [Link(n, _SIDES[side], 0.9, -1, 1, -1, ("told before",))]
                e.roles[role] = [*e.roles.get(role, []), n]
                e.rule_roles[role] = [*e.rule_roles.get(role, []), n] if n not in e.rule_roles.get(role, []) else e.rule_roles[role]
                e.weights |= {(role, c): 0.8 for c in n.canonical}
    amount = next((f for of, f in form.sums if _of(article, e, form, of)), None)
    if not given and amount is None:
        return False
    if {"payer", "payee"} <= set(given.values()) and told.isdisjoint(given):
        # 双葉商事は融資の枠組みを定めている。借入人:星野特定目的会社 貸付人:森田銀行: the lines tell of all who have a part
        e.links = [k.aside() if k.chunk >= 0 and given.keys().isdisjoint(k.name.canonical) else k for k in e.links]
    e.facts["sides"] = given | e.facts.get("sides", {})
    if amount is not None and e.amount is None:
        e.amount, e.amount_score, e.figures = amount, 1.5, [(amount, 1.5)]
        e.facts["form sum"] = amount
    e.facts["form"] = e.type
    return True


def _of(article: Article, e: Event, form: _Form, of: str) -> bool:
    """Whether a sum whose label tells of one type of deal is that of an event; a capital is that of a new company alone."""
    if of == "joint_venture" or e.type == "joint_venture":
        return of == e.type and any(_VENTURE.search(s.text) for s in article.sentences[e.sentence.index + 1 : form.lines[0].index])
    return of in ("any", "contract", e.type) or {of, e.type} == {"acquisition", "investment"}


def plain_lists(events: list[Event]) -> None:
    """Make each item of a list that names one company and one sum a deal of the kind that the line above the list tells: 主な投資 / ・双葉電機 日本に30億ドル / ・星野電工 日本に80億ドル."""
    run: list[Event] = []
    above: Event | None = None
    for e in [*events, None]:
        item = e is not None and not e.trigger.row.word and e.sentence.kind == "bullet" and len(e.figures) == 1
        item = item and len(names_of(k for k in e.links if k.chunk >= 0 and k.name.label == "ORG")) == 1 and any(k.case == "subj" and k.weight >= 0.6 for k in e.links)
        if item and (not run or e.sentence.index == run[-1].sentence.index + 1):
            run.append(e)
            continue
        if len(run) > 1 and above is not None and above.trigger.row.word and run[0].sentence.index - above.sentence.index == 1 and above.frame == run[0].frame:
            for x in run:
                x.facts["form"] = x.type
        run, above = ([e] if item else []), (above if item else e)
    items: dict[tuple[int, int], list[Event]] = {}
    for e in events:
        if "share" in e.facts and e.trigger.row.word and e.facts.get("needs") and e.amount is not None and any(k.case == "subj" and k.weight >= 0.6 for k in e.links):
            items.setdefault((e.sentence.index, e.trigger.start), []).append(e)
    for several in items.values():
        # 各社の投資:双葉電機30億ドル、星野電工80億ドル
        if len(several) > 1 and len({e.amount.start for e in several}) == len(several) and _LIST.match(several[0].sentence.text):
            for e in several:
                e.facts["form"] = e.type
