"""tieups: several tie-ups of one company in one sentence, each with counterparties of its own.

In:  the events of an article.
Out: the same events; in 双葉電機は3月に星野電工と提携し、5月には森田通信との共同開発で合意した the
     counterparty of one clause has no part in the tie-up of the other, which is another deal. A sentence that
     names only with whom something is agreed goes on with the subject of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ..reading.events import Event
from ..syntax.links import Link, names_of

#: Frames of what two do together.
_TOGETHER = ("partner", "jv", "contract")

#: Cases of names that have no part in what a clause tells.
_ASIDE = ("other", "bystander", "source", "paren", "affiliate", "inner")


def own_counterparties(event: Event, beside: Event) -> set[str]:
    """With whom the clause of an event itself tells that something is done; who stands before the deal word of another in one phrase with it (星野電工と提携) is that one's."""
    at, its = event.facts["chunk"], beside.facts["chunk"]
    own = (k for k in event.links if k.chunk >= 0 and k.weight >= 0.7 and (k.case == "com" or (k.case == "comp" and k.chunk == at)))
    return names_of(k for k in own if not k.clauses and (k.chunk != its or its == at))


def with_others(a: Event, b: Event) -> bool:
    """Whether two clauses of a sentence tell each of other counterparties."""
    if a.sentence is not b.sentence or not all(e.frame in _TOGETHER and e.trigger.row.word for e in (a, b)):
        return False
    mine, its = own_counterparties(a, b), own_counterparties(b, a)
    return (bool(mine and its) and mine.isdisjoint(its)) or _of_others(a, b)


def _of_others(a: Event, b: Event) -> bool:
    """Whether each of two clauses has a topic of its own that has no part in the other: 双葉電機は星野電工と協定を締結し、森田機工は星野電工の代理店契約を結ぶ."""
    if a.frame != b.frame:
        return False
    acts = [_topics(e) for e in (a, b)]
    parts = [names_of(k for k in e.links if k.chunk >= 0 and k.weight >= 0.5 and not k.case.startswith(_ASIDE)) for e in (a, b)]
    return all(acts) and acts[0].isdisjoint(parts[1]) and acts[1].isdisjoint(parts[0])


def _topics(e: Event) -> set[str]:
    """Who stands as the topic of the clause of an event."""
    return names_of(k for k in e.links if k.case == "subj" and k.weight >= 0.9 and k.chunk >= 0 and e.cases[k.chunk] == "topic" and e.chunks[k.chunk].func.startswith("は"))


def keep_to_their_own(events: list[Event]) -> None:
    """Leave out of each tie-up of a sentence the counterparties and the topic that another clause of it has (events in text order)."""
    for _, group in groupby(events, key=lambda e: e.sentence.index):
        told = [e for e in group if e.frame in _TOGETHER]
        for e in told:
            others = {c for o in told if o is not e and with_others(e, o) for c in own_counterparties(o, e)}
            others |= {c for o in told if o is not e and e.trigger.row.word and o.trigger.row.word and _of_others(e, o) for c in _topics(o)}
            if others:
                e.links = [k.aside() if k.case != "subj" and others & set(k.name.canonical) else k for k in e.links]


#: Cases of a counterparty, of which a clause has its own.
_COUNTER = ("src", "goal", "com", "obj")


def keep_their_counterparts(events: list[Event]) -> None:
    """Leave out of each clause of a sentence the counterparty of another, where it has its own in the same case: [星野電工から]出資を受けることで合意し、[森田機工から]装置を購入した (events in text order)."""
    for _, group in groupby(events, key=lambda e: e.sentence.index):
        told = [e for e in group if e.trigger.row.word and e.frame not in _TOGETHER]
        for e in told if len(told) > 1 else ():
            own = {k.case: set(k.name.canonical) for k in e.links if k.chunk >= 0 and k.case in _COUNTER and k.weight >= 0.9 and not k.clauses}
            its = {(k.case, c) for o in told if o is not e for k in o.links if k.chunk >= 0 and k.case in own and k.weight >= 0.9 for c in k.name.canonical if c not in own[k.case]}
            e.links = [k.aside() if k.case.startswith("other ") and any((k.case[6:], c) in its for c in k.name.canonical) else k for k in e.links]


#: What two go on with or end who have a tie-up.
_TIE_KEPT = re.compile(r"(?:提携|協業|協力|連携|パートナーシップ|共同開発|共同研究)(?:関係|体制)?(?:を|の)[^、。]{0,16}?(?:延長|拡大|強化|継続|維持|更新|深め|深化|築|構築|解消|終了|見直)")
#: That they work together, right before what says that it is agreed: 開発で協力することで.
_TO_WORK = re.compile(r"(?:提携|協業|協力|連携)(?:を(?:進め|深め|強化す|検討す|開始す|始め))?(?:する|していく|る)(?:こと|方針|方向)?で$")
#: What is begun by those who develop something together, which is no company of theirs.
_JOINT_WORK = re.compile(r"共同(?:研究|開発|実証)[^、。はが]{0,8}?(?:プロジェクト|チーム|計画|プログラム|拠点|ラボ|センター|講座|部門|室)$")


def only_ties_up(event: Event, at: int) -> bool:
    """Whether what is agreed on is only that a tie-up goes on or ends (提携関係を2032年まで延長することで合意した), or what is set up is only joint work (共同開発プロジェクトを立ち上げた)."""
    if event.frame == "contract":
        s = event.sentence
        if not event.trigger.row.word.startswith("合意"):
            return False
        return _TO_WORK.search(s.text, max(0, event.trigger.start - s.start - 24), event.trigger.start - s.start) is not None or _TIE_KEPT.search(s.text, 0, event.trigger.start - s.start) is not None
    thing = event.chunks[at - 1] if at else None
    return thing is not None and thing.func == "を" and _JOINT_WORK.search(thing.text) is not None


#: That it was agreed or announced, and not what would be if it were (提携が実現すれば, 契約を維持しつつ).
_AGREED = re.compile("[^、。]{0,12}?(?:合意|締結|結[びん]|発表|交わ|調印|署名|開始|始め)")


def with_topic(event: Event, outside: list[Link]) -> list[Link]:
    """The links to names outside the sentence of an event, of whom the sentence before was about as of its subject, where its own sentence names only with whom something is agreed: 双葉電機は計画を発表した。星野電工、森田機工との間で合意した."""
    inside = [k for k in event.links if k.chunk >= 0 and not k.case.startswith(_ASIDE)]
    if event.frame not in ("partner", "contract") or not inside or any(k.case != "com" for k in inside):
        return outside
    if any(c.paren == -1 and event.cases[c.index] in ("topic", "subj") for c in event.chunks[: event.facts["chunk"]]) or not _AGREED.match(event.trigger.text + event.facts["scope"]):
        return outside
    told = event.inherited and {c for r in event.inherited for n in event.roles.get(r, ())[-1:] for c in n.canonical}
    return [replace(k, case="subj", weight=0.7, facts=("told before",)) if told and k.case == "context" and k.between == 1 and k.facts[:1] == ("same block",) and k.name.label == "ORG" and told & set(k.name.canonical) else k for k in outside]


def supplied_by_companies(events: Sequence[Event]) -> None:
    """Let a state that ties up with companies, by which goods are then supplied, supply none itself: 政府は双葉電機、星野電工と提携し、新会社に半導体を供給する計画を進める."""
    for i, e in enumerate(events):
        states = names_of(k for k in e.links if 0 <= k.chunk and k.case == "subj" and k.name.label == "GOV") if e.frame == "provide" and not e.inverse else set()
        near = [x for x in events[max(0, i - 6) : i] if x.sentence is e.sentence and x.frame == "partner"] if states else []
        if not any(states & x.names and any(k.chunk >= 0 and k.name.label == "ORG" and k.weight >= 0.3 for k in x.links) for x in near):
            continue
        e.links = [k.aside() if states & set(k.name.canonical) else k for k in e.links]
        for roles in (e.roles, e.rule_roles):
            for role, names in list(roles.items()):
                roles[role] = [n for n in names if not states & set(n.canonical)]
                if not roles[role]:
                    del roles[role]
        e.weights = {(role, c): w for (role, c), w in e.weights.items() if c not in states}


def develops_together(event: Event, at: int) -> bool:
    """Whether a contract is one to develop something together: 双葉電機は星野電工と共同で装置を開発する契約を結んだ (contract, section 3: 共同開発)."""
    verb = event.chunks[at - 1] if at else None
    if verb is None or not (verb.pred and verb.adnominal and verb.text in ("開発", "研究", "研究開発", "実証", "検証")) or any(c.figures for c in event.chunks):
        return False
    return any(c.text == "共同" or c.func.startswith(("と共同", "とともに", "と共に")) for c in event.chunks[max(0, at - 8) : at])
