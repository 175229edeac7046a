"""going_on: what a sentence leaves out because it goes on with the deal before it.

In:  an event whose sentence names nobody, or only whom the topic before deals with, and the events before it.
Out: the event with the parties of the deal that it repeats (さらに10億円を追加投資した), turns round
     (装置を供給することも決めた) or signs with another (森田機工とも契約した); and whether its sum only adds up
     what was told (これにより総投資額は50億円になる), so that it is no deal.
"""

from __future__ import annotations

import re

from ...document import Article, Sentence
from ...records import ROLES_OF
from ..reading.events import Event, kinds
from ..signals.triggers import TriggerLexicon
from ..syntax.clauses import SO_MANY
from ..syntax.links import Link, names_of
from ..words import words
from .context import unnamed_subject

#: How many events back the deal may be that one goes on with, and how many sentences.
_EVENTS, _REACH = 8, 2
#: That as much is done once more, and that something else is done too; not that it was before: さらに1年前.
_ANEW = re.compile(r"追加|さらに|再び|再度|新たに|上乗せ|積み増")
_TOO = re.compile(rf"(?:(?<!で)|ことで)も(?!の|し|う|ちろん|と)|に加え|加えて|{_ANEW.pattern}")
_BESIDES = re.compile(r"^(?:また|このほか|加えて|その後|別途)|さらに(?!その|[0-9数半]+(?:年|カ月|か月|週間)?(?:ほど)?前)|追加で|新たに|再び")
#: Frames of money that is given once more, and of what else is done for or bought of the other.
_MONEY, _MORE = ("spend", "invest"), ("provide", "powersell", "buy", "powerbuy", "lease", "lend")


def further(event: Event, events: list[Event]) -> None:
    """Give the two parties of the deal told just before to a further one of theirs whose sentence names nobody, or only who gives again: 双葉電機は星野電工に20億円を出資した。さらに10億円を追加投資する; 装置を供給することも決めた."""
    if not event.trigger.row.word or event.inverse or event.frame not in (*_MONEY, *_MORE, "contract"):
        return
    own = {k.name.canonical for k in event.links if k.chunk >= 0}
    if own and (len(own) > 1 or event.frame not in _MONEY or event.roles.get("investee")):
        return
    near = [e for e in events[-_EVENTS:] if 0 <= event.sentence.index - e.sentence.index <= _REACH and e.trigger.row.word]
    if event.frame == "contract":
        # 供給することで合意した: what is agreed is what was just told to be done
        of = near[-1] if near and near[-1].sentence is event.sentence and near[-1].facts.get("further") else None
        if of is not None:
            _take(event, {role: list(ns) for role, ns in of.roles.items()}, of)
        return
    text = event.sentence.text
    if not (_ANEW if event.frame in _MONEY else _TOO).search(text) or _into_something(event) or unnamed_subject(event):
        return
    of = near[-1] if near else None
    if of is None or (event.frame in _MONEY and (event.amount is None or of.amount is None or of.type != "investment")):
        return
    if of.facts.get("further"):
        # what was added to the same deal: その翌年も5億円を追加した
        actor, other = of.facts["further"]
    else:
        acts = {k.name.canonical: k.name for k in of.links if k.chunk >= 0 and k.case in ("subj", "by") and k.weight >= 0.9}
        rest = {n.canonical: n for ns in of.roles.values() for n in ns if n.canonical not in acts and n.label == "ORG"}
        if len(acts) != 1 or len(rest) != 1 or of.inverse or of.sentence.index == event.sentence.index:
            return
        (actor,), (other,) = acts.values(), rest.values()
    if not own <= {actor.canonical}:
        return
    if event.frame in _MONEY:
        # more of the same: 追加投資 alone may be spending of one's own
        event.type = event.facts["sure type"] = "investment"
    side = TriggerLexicon.default().frames[event.frame].roles
    main, second = (side.get("subj"), side.get("goal")) if event.frame not in _MONEY else ROLES_OF["investment"][:2]
    if {main, second} <= set(ROLES_OF[event.type]):
        _take(event, {main: [actor], second: [other]}, of)
        event.facts["further"] = (actor, other)


#: How the items of what was announced are told one by one: 1つ目は…、2つ目は…; 一つは…、もう一つは….
_ITEM = re.compile(r"(?:^|、|。)(?:また|そして)?、?(?:(?:もう)?(?:[1-9]|一|ひと)つ|(?:[1-9一二三四五]|ひと|ふた)つ目|[1-9一二三四五][件社]目)は")

#: That what is told behind the last item is told of each: 1つは星野電工、もう1つは森田機工で、それぞれに20億円を投じる.
_OF_ALL = re.compile("それぞれ|いずれ|双方|両方|[両2二]社|ともに|各社")


def item_of(event: Event) -> None:
    """Leave an event that is one item of several with the names of its own: 1つ目は星野電工との契約、2つ目は森田機工との契約だ."""
    s = event.sentence
    starts = [s.start + m.start() for m in _ITEM.finditer(s.text)] if "つは" in s.text or "目は" in s.text else []
    if len(starts) < 2 or event.trigger.start < starts[0]:
        return
    first = max(x for x in starts if x <= event.trigger.start)
    if first == starts[-1] and _OF_ALL.search(s.text, first - s.start, event.trigger.start - s.start):
        return
    last = next((x for x in starts if x > first), s.end)
    named = [(first <= k.name.start < last, c) for k in event.links if k.chunk >= 0 and k.name.start >= starts[0] for c in k.name.canonical]
    others = {c for here, c in named if not here} - {c for here, c in named if here}
    event.links = [k for k in event.links if not others & set(k.name.canonical)]
    event.roles = {r: keep for r, ns in event.roles.items() if (keep := [n for n in ns if not others & set(n.canonical)])}
    event.weights = {(r, c): w for (r, c), w in event.weights.items() if c not in others}
    event.facts["apart"] = event.facts.get("apart", set()) | others
    event.facts.setdefault("share", (starts[0], first, ()))


#: Frames of what a contract is about, whose subject is sure to sell or to buy.
_TOLD_SIDES = {"provide": "provider", "powersell": "provider", "buy": "customer", "powerbuy": "customer", "lease": "customer"}
_UNDER = re.compile(r"(?:(?:この|同|本|今回の|両社の)?(?:契約|合意|提携|協定)(?:に基づ|により|によって|の下で|のもとで|では|を受け|に従)|これに(?:基づ|より))")


def under_contract(event: Event, events: list[Event]) -> None:
    """Give both parties of a contract the sides that the next sentence tells of one: 双葉電機は星野電工と契約した。契約に基づき、双葉電機は計算資源を提供する."""
    side = _TOLD_SIDES.get(event.frame)
    if side is None or event.inverse or not _UNDER.match(event.sentence.text) or not {"customer", "provider"} <= set(ROLES_OF[event.type]):
        return
    turned = "customer" if side == "provider" else "provider"
    acts = [k.name for k in event.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9]
    if len({n.canonical for n in acts}) != 1 or event.roles.get(turned):
        return
    mine = set(acts[0].canonical)
    near = [e for e in events[-_EVENTS:] if e.frame in ("contract", "partner") and event.sentence.index - e.sentence.index <= _REACH]
    of = next((e for e in near if e.sentence is not event.sentence and mine < e.names and len(e.names) == 2), None)
    if of is None:
        return
    (other,) = [n for ns in of.roles.values() for n in ns if not mine & set(n.canonical)]
    event.roles[turned] = [other]
    event.inherited.add(turned)
    event.weights |= {(turned, c): 0.75 for c in other.canonical}
    event.links.append(Link(other, "goal" if side == "provider" else "src", 0.75, -1, event.sentence.index - of.sentence.index, -1, ("told before",)))
    for e in near:
        if e.frame == "contract" and e.names <= of.names and {"customer", "provider"} <= set(ROLES_OF[e.type]):
            named = {n.canonical: n for ns in e.roles.values() for n in ns}
            e.roles = {r: ns for r, ns in ((side, [n for c, n in named.items() if mine & set(c)]), (turned, [n for c, n in named.items() if not mine & set(c)])) if ns}
            e.weights = {(r, c): 0.9 for r, ns in e.roles.items() for n in ns for c in n.canonical}
            e.rule_roles = {r: list(ns) for r, ns in e.roles.items()}


#: What a heading that names two says they have with each other.
_PUTS_IN = re.compile("投資|出資|投じ|拠出|資金")
#: That the money is put into a company; 双葉電機は5年で900億円を投じる may be spending of its own.
_INTO = re.compile(r"出資|追加|拠出|による[^、。:]{0,6}投資|投資を?約束")
_BETWEEN_TWO = re.compile("提携|連携|出資|投資|契約|関係|パートナー|協業|協力")


def of_heading(article: Article, event: Event) -> None:
    """Give what one of the two that the heading above names puts in to the other: 「双葉電機と星野AI、提携を拡大」 / 双葉電機による追加投資: 50億円を投じる."""
    if event.frame not in _MONEY or not _PUTS_IN.search(event.trigger.row.word) or event.inverse or event.amount is None or event.sentence.heads or event.roles.get("investee") or not _INTO.search(event.sentence.text) or _into_something(event):
        return
    here = [k for k in event.links if k.chunk >= 0]
    # who acts in another clause is not told to give
    own = {k.name.canonical for k in here if k.weight >= 0.4} or {k.name.canonical for k in here}
    if len(own) != 1 or (head := _between_two(article, event)) is None:
        return
    two = _named_in(article, head)
    if not own < two.keys() or event.inherited or (len(event.roles.get("investor", ())) != 1 and head.index != article.opening):
        return
    (other,) = two.keys() - own
    event.type = event.facts["sure type"] = "investment"
    event.roles["investor"] = [two[c] for c in own]
    event.weights |= {("investor", c): 0.75 for cs in own for c in cs if ("investor", c) not in event.weights}
    event.roles["investee"] = [two[other]]
    event.inherited.add("investee")
    event.weights |= {("investee", c): 0.75 for c in other}
    if "apart" in event.facts:
        # who acts in another clause may well be who gets this
        event.facts["apart"] = event.facts["apart"] - set(other)
    event.links.append(Link(two[other], "goal", 0.75, -1, event.sentence.index - head.index, -1, ("told before",)))


def _named_in(article: Article, s: Sentence) -> dict:
    return {n.canonical: n for n in article.names_between(s.index, s.index + 1) if n.label == "ORG"}


def _between_two(article: Article, event: Event) -> Sentence | None:
    """The heading above an event, or above one that names nobody (主な変更点) the title, that says that two have to do with each other."""
    head = article.head_above(event.sentence.index)
    if head is not None and not _named_in(article, head):
        head = article.sentences[article.opening]
    return head if head is not None and head.heads and _BETWEEN_TWO.search(head.text) and len(_named_in(article, head)) == 2 else None


def _take(event: Event, roles: dict[str, list], of: Event) -> None:
    """Make the parties of the deal before those of an event."""
    event.type = of.type if event.frame == "contract" else event.type
    event.roles, event.weights = {}, {}
    event.facts["needs"] = True
    here = names_of(k for k in event.links if k.chunk >= 0)
    for i, (role, names) in enumerate(roles.items()):
        event.roles[role] = names
        for n in names:
            event.weights |= {(role, c): 0.75 for c in n.canonical}
            if here & set(n.canonical):
                continue
            event.inherited.add(role)
            event.links.append(Link(n, "subj" if i == 0 else "goal", 0.75, -1, event.sentence.index - of.sentence.index, -1, ("told before",)))


#: How those that are not named are told to be others than who did so before.
_OTHERS = re.compile(r"(?:この|その)?(?:ほか|他)|残る|残り|別")


def others_too(event: Event, events: list[Event]) -> None:
    """Give a sum that others without a name put in to who got what was told just before, and to nobody else the part of its giver: 双葉電機は星野AIに50億円を出資した。ほかに10社が計90億円を出資した."""
    s, roles = event.sentence, ROLES_OF[event.type]
    if event.frame not in ("invest", "lend", "grant") or event.inverse or event.amount is None or not _others_act(event):
        return
    event.facts["others"] = True
    of = next((e for e in reversed(events[-_EVENTS:]) if e.type == event.type and 0 <= s.index - e.sentence.index <= 1), None)
    got = of.roles.get(roles[1], [])[:1] if of is not None else []
    if got and not event.roles.get(roles[1]) and not _into_something(event):
        event.roles[roles[1]] = got
        event.inherited.add(roles[1])
        event.weights |= {(roles[1], c): 0.75 for c in got[0].canonical}
        event.links.append(Link(got[0], "goal", 0.75, -1, s.index - of.sentence.index, -1, ("told before",)))


def _others_act(event: Event) -> bool:
    """Whether who acts in the clause of an event are so many that are told as others, and no name with them: 民間企業30社も, ほかに10社が; but 10社は may be those just named."""
    before = event.chunks[: event.facts["chunk"]]
    i = next((c.index for c in reversed(before) if c.paren == -1 and event.cases[c.index] in ("topic", "subj")), None)
    if i is None or before[i].names or not SO_MANY.search(before[i].text):
        return False
    phrase = [c for c in before[:i] if c.paren == -1][-3:]
    if any(c.pred or (c.names and event.cases[c.index] != "goal") for c in phrase):
        return False
    return before[i].func == "も" or any(_OTHERS.match(c.text) for c in [*phrase, before[i]])


def meant(event: Event, outside: list[Link]) -> list[Link]:
    """Of the names outside a sentence those that it may mean: who gave before gives nothing to a further round whose own givers are untold (また、来年さらに90億円を調達する)."""
    if event.facts.get("others"):
        return [k for k in outside if event.names & set(k.name.canonical)]
    if event.frame not in ("raise", "borrow") or event.inverse or event.amount is None or _names_somebody(event) or not _BESIDES.search(event.sentence.text):
        return outside
    return [k for k in outside if event.names & set(k.name.canonical)]


def _names_somebody(event: Event) -> bool:
    return any(k.chunk >= 0 for k in event.links)


#: What stands in the case of a receiver and is none: 同社に, 追加的に, 来年に.
_NOBODY = re.compile(rf"(?:{words('whole')}|同社|両社|追加|将来|今回|次|本?年|月|日|末|までに|際|うち|ほか)[的]?$")


_WHERE = re.compile("[国州県市町村地域内外]$")


def _into_something(event: Event) -> bool:
    """Whether a sentence says what the money is for, or with whom it is done, without a name: 新工場に, 国内の電池会社とも."""
    others = ("goal", "ngoal") if event.frame in _MONEY else ("goal", "ngoal", "com", "ncom", "src")
    before = event.chunks[_clause_of(event) : event.facts["chunk"]]
    if any(c.func in ("で", "では", "内で") and (_WHERE.search(c.text) or any(n.label == "PLACE" for n in c.names)) for c in before):
        return True
    return any(
        event.cases[c.index] in others and c.paren == -1 and not c.figures and not c.quantity and not re.search(r"\d", c.text) and not _NOBODY.search(c.text)
        for c in before
    )


def _clause_of(event: Event) -> int:
    """The first chunk of the clause of who acts, behind one of another who acts: [双葉電機は工場に90億円を投じ、]星野電工は20億円の追加投資を行う."""
    acts = next((k.chunk for k in event.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9), 0)
    other = any(c.paren == -1 and event.cases[c.index] in ("topic", "subj") and c.names for c in event.chunks[:acts])
    return next((c.index + 1 for c in reversed(event.chunks[:acts]) if other and c.pred and c.comma and not c.adnominal and c.paren == -1), 0)


def unpaired(event: Event) -> list:
    """Take from a contract the one party that its sentence names, if that is with whom it is made and the sentence leaves out who makes it: そのため双葉クラウドと契約を結んだ; the party."""
    named = [k for k in event.links if k.chunk >= 0 and not k.case.startswith(("other ", "inner "))]
    if event.frame != "contract" or event.inverse or len(named) != 1 or named[0].case != "com" or named[0].weight < 0.7:
        return []
    # 星野電工とも契約した may be said of another one; 星野電工との契約は切れる tells of none that is made
    func = event.chunks[named[0].chunk].func
    if func.startswith(("とは", "とも")) or not (func == "と" or event.amount is not None):
        return []
    event.roles, event.weights = {}, {}
    return [named[0].name]


def pair(article: Article, event: Event, alone: list, events: list[Event]) -> None:
    """Give both parties of a contract their sides: who is told to buy or sell goes on so with another, else by what each sells.

    Args:
        article: whose sentences name them.
        event: the contract; where ``alone`` holds with whom it is made, with the topic before as who makes it.
        alone: what ``unpaired`` took.
        events: those before it.
    """
    if event.frame != "contract" or not {"customer", "provider"} <= set(ROLES_OF[event.type]):
        return
    also = event.facts.get("also") or set()
    others = alone or [k.name for k in event.links if k.chunk >= 0 and k.case == "com" and also & set(k.name.canonical)]
    acts = [n for ns in event.roles.values() for n in ns if all(n is not x for x in others)]
    if len(others) > 1 and not alone and not acts and (role := _others_before(event, events)) is not None:
        # 星野電工とは契約を結び、森田機工、北斗商事とも契約がある
        event.roles, event.weights = {role: others}, {(role, c): 0.9 for n in others for c in n.canonical}
        event.facts["sides"] = {c: "payer" if role == "customer" else "payee" for n in others for c in n.canonical} | event.facts.get("sides", {})
    if not others or (not alone and len(acts) != 1):
        return
    side = next((_side_before(n, event, events) for n in acts), None)
    if side is None and not alone:
        return
    if side is None:
        mine, its = ([_sells(n, event.type) for n in ns] for ns in (acts, others))
        side = "provider" if (mine and max(mine) > max(its)) or (not mine and max(its)[1] < 4) else "customer"
    turned = "customer" if side == "provider" else "provider"
    inherited = bool(event.inherited)
    event.roles = {r: ns for r, ns in ((side, acts), (turned, others)) if ns}
    event.weights = {(side, c): 0.45 if inherited else 1.0 for n in acts for c in n.canonical} | {(turned, c): 0.9 for n in others for c in n.canonical}
    event.inherited = {side} if inherited else set()
    for n in acts if inherited else ():
        told = article.sentence_at(n.start)
        if n.label == "ORG" and told is not None and event.sentence.index - told.index == 1 and told.block == event.sentence.block:
            # nobody else acts in either sentence
            event.links.append(Link(n, "subj", 0.75, -1, 1, -1, ("told before",)))


def _others_before(event: Event, events: list[Event]) -> str | None:
    """The side that with whom the contract told just before is made has in it."""
    of = next((e for e in reversed(events[-3:]) if e.frame == "contract" and e.type == event.type and event.sentence.index - e.sentence.index <= 1), None)
    it = names_of(k for k in of.links if k.case == "com" and k.chunk >= 0 and k.weight >= 0.7) if of is not None else set()
    roles = {r for r, ns in of.rule_roles.items() for n in ns if not it.isdisjoint(n.canonical)} if it else set()
    return roles.pop() if len(roles) == 1 and roles <= {"customer", "provider"} else None


def _sells(name, what: str) -> tuple[bool, int]:
    """Whether an organisation sells what a contract is about, as a cloud does computing, and how much of a seller it is at all."""
    rank, goods = kinds().get(name.kind, (2, ""))
    return goods == what, rank


def _side_before(name, event: Event, events: list[Event]) -> str | None:
    """The side that a party had in a deal of the same type told just before."""
    mine = set(name.canonical)
    near = [e for e in events[-_EVENTS:] if e.type == event.type and 0 < event.sentence.index - e.sentence.index <= _REACH]
    return next((r for e in reversed(near) for r, ns in e.rule_roles.items() if r not in e.inherited and any(mine & set(n.canonical) for n in ns)), None)
