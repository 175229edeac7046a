"""neighbours: what the other events of an article make of one.

In:  the events of an article with what the models said of each alone.
Out: lists of facts for a second look: a sentence that goes on with the deal of the sentence
     before, a headline and its body, two deal words of one sentence, a name that is the buyer
     in every other event. Classifiers that see what was decided nearby are known as stacked
     graphical models (Kou and Cohen, 2007).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .features import bucket
from .pipes.reading.events import Event
from .pipes.syntax.links import names_of

Chances = Mapping[str, float]


class _Best:
    """The two surest of some positions, so that one can be asked for the surest other than itself."""

    def __init__(self) -> None:
        self._top: list[tuple[float, int]] = []

    def add(self, score: float, at: int) -> None:
        if len(self._top) == 2 and score <= self._top[1][0]:
            return
        self._top = sorted([*self._top, (score, at)], key=lambda x: -x[0])[:2]

    def other(self, at: int) -> int | None:
        """The surest position but ``at``."""
        return next((i for _, i in self._top if i != at), None)

    def score(self, at: int) -> float:
        """How sure it is."""
        return next((s for s, i in self._top if i != at), 0.0)


def _grouped(keys: Iterable, scores: Sequence[float]) -> dict:
    found: dict = {}
    for i, (key, score) in enumerate(zip(keys, scores, strict=True)):
        if key is not None:
            found.setdefault(key, _Best()).add(score, i)
    return found


def _sum(e: Event):
    a = e.amount
    return None if a is None else (a.currency, a.value, a.low, a.high)


def _capacity(e: Event):
    c = e.capacities[0] if e.capacities else None
    return None if c is None else (c.unit, c.value, c.low, c.high)


def _is_size_alone(e: Event) -> bool:
    """Whether an event is told by a capacity without a sum."""
    return e.amount is None and bool(e.capacities)


def _inside(e: Event) -> set[str]:
    return names_of(k for k in e.links if k.chunk >= 0)


class _Near:
    """For each event the surest event of every place from which something can be learnt of it."""

    def __init__(self, events: Sequence[Event], scores: Sequence[float]) -> None:
        self._events = events
        self._sentences = [e.sentence.index for e in events]
        self._of_sentence = _grouped(self._sentences, scores)
        order = sorted(self._of_sentence)
        self._before = dict(zip(order[1:], order, strict=False))
        self._after = dict(zip(order, order[1:], strict=False))
        self._of_head = _grouped((e.sentence.section if e.sentence.heads else None for e in events), scores)
        self._of_top = _grouped((True if e.sentence.kind == "headline" else None for e in events), scores)
        self._of_sum = _grouped(map(_sum, events), scores)
        self._of_size = _grouped(map(_capacity, events), scores)

    def places(self, i: int) -> dict[str, int | None]:
        """The event of each place, None where there is none."""
        e, s = self._events[i], self._sentences[i]

        def surest(table: dict, key) -> int | None:
            return table[key].other(i) if key in table else None

        def beside(step: int) -> int | None:
            j = i + step
            return j if 0 <= j < len(self._events) and self._sentences[j] == s else None

        head, top = surest(self._of_head, e.sentence.section), surest(self._of_top, True)
        found = {
            "pv": surest(self._of_sentence, self._before.get(s)),
            "nx": surest(self._of_sentence, self._after.get(s)),
            "ss": surest(self._of_sentence, s),
            "l": beside(-1),
            "r": beside(1),
            "h": head if head is not None and self._sentences[head] != s else None,
            "H": top,
            "am": surest(self._of_sum, _sum(e)) if e.amount is not None else None,
        }
        # a plan told by its capacity is a deal where no other deal has that capacity
        return found | {"cp": surest(self._of_size, _capacity(e))} if _is_size_alone(e) else found


def event_facts(events: Sequence[Event], chances: Sequence[Chances]) -> list[list[str]]:
    """Facts about each event beside the others; ``chances``: of each type and of none."""
    scores = [1.0 - p.get("none", 0.0) for p in chances]
    types = [max((k for k in p if k != "none"), key=p.get, default=e.type) for e, p in zip(events, chances, strict=True)]
    level = [bucket(s, 0.1, 0.3, 0.5, 0.8) for s in scores]
    names = [_inside(e) for e in events]
    near = _Near(events, scores)
    sure = sum(s > 0.5 for s in scores)
    most = _Best()
    for i, s in enumerate(scores):
        most.add(s, i)
    out = []
    for i, e in enumerate(events):
        own, t = bucket(scores[i], 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95), types[i]
        facts = ["bias", f"t={t}", f"s={own}", f"t={t}|s={own}", f"f={e.frame}|s={own}", f"n={bucket(sure, 1, 2, 3, 5, 8)}|s={own}",
                 f"m={bucket(most.score(i), 0.2, 0.5, 0.8, 0.95)}|s={own}"]
        if _is_size_alone(e):
            facts += [f"size|s={own}", f"size|{e.frame}", f"size|{t}|{bool(names[i])}"]
        for place, j in near.places(i).items():
            if j is None:
                facts += [f"{place}=none", f"{place}=none|s={own}"]
                continue
            o, u, b = events[j], types[j], level[j]
            gap = min(3, abs(o.sentence.index - e.sentence.index))
            one = e.amount is not None and o.amount is not None and _sum(e) == _sum(o)
            facts += [f"{place}={u == t}|{b}|{gap}", f"{place}:{u}|{t}|{b >= 2}", f"{place}={b}|s={own}|{gap}", f"{place}a={one}|{b}|{scores[i] > scores[j]}",
                      f"{place}f={o.frame}|{e.frame}|{b >= 2}", f"{place}n={min(2, len(names[i] & names[j]))}|{b}|{u == t}|{gap}", f"{place}:{u}|{b >= 2}|{gap}"]
        out.append(facts)
    return out


def status_facts(events: Sequence[Event], chances: Sequence[Chances]) -> list[list[str]]:
    """Facts about the stage of each event beside the others; ``chances``: of each stage."""
    best = [max(p, key=p.get) for p in chances]
    level = [bucket(p[s], 0.5, 0.7, 0.9) for p, s in zip(chances, best, strict=True)]
    names = [_inside(e) for e in events]
    near = _Near(events, [e.score for e in events])
    out = []
    for i, e in enumerate(events):
        facts = ["bias", f"s={best[i]}|{level[i]}", f"s={best[i]}|{e.type}"]
        facts += [f"{s}={bucket(p, 0.05, 0.15, 0.3, 0.5)}" for s, p in chances[i].items()]
        for place, j in near.places(i).items():
            if j is None or events[j].sentence.index in e.facts["elsewhere"]:
                # what became of another deal says nothing of this one
                facts.append(f"{place}=none|{best[i]}")
                continue
            o = events[j]
            gap = min(3, abs(o.sentence.index - e.sentence.index))
            same, shared = o.type == e.type, min(2, len(names[i] & names[j]))
            one = e.amount is not None and o.amount is not None and _sum(e) == _sum(o)
            facts += [f"{place}={best[j]}|{best[i]}|{same}", f"{place}={best[j]}|{level[j]}|{same}|{shared}", f"{place}={best[j]}|{best[i]}|{gap}|{one}", f"{place}={best[j]}|{e.type}|{o.type}"]
        out.append(facts)
    return out


def role_facts(events: Sequence[Event], chances: Sequence[Sequence[Chances]]) -> list[list[list[str]]]:
    """Facts about each link of each event beside its rivals and the same name elsewhere; ``chances``: of each side."""
    tables = []
    for e, links in zip(events, chances, strict=True):
        table: dict[str, dict[str, float]] = {}
        for k, p in zip(e.links, links, strict=True):
            for c in k.name.canonical:
                if c not in table or p["none"] < table[c]["none"]:
                    table[c] = dict(p)
        tables.append(table)
    at: dict[str, list[int]] = {}
    whole: dict[tuple[str, str], _Best] = {}
    for i, table in enumerate(tables):
        for c, p in table.items():
            if p["none"] < 0.6:
                at.setdefault(c, []).append(i)
            for side, x in p.items():
                whole.setdefault((c, side), _Best()).add(x, i)
    main = _protagonists(at)
    return [
        [_link_facts(events, tables, whole, main, at, i, k, p) for k, p in zip(e.links, links, strict=True)]
        for i, (e, links) in enumerate(zip(events, chances, strict=True))
    ]


def _protagonists(at: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """The rank of each name by the number of events that it takes part in."""
    ranked = sorted(at, key=lambda c: -len(at[c]))
    return {c: min(3, sum(len(at[o]) > len(at[c]) for o in ranked[:3])) for c in ranked}


def _link_facts(events, tables, whole, main, at, i: int, k, p: Chances) -> list[str]:
    e, c = events[i], k.name.canonical[0]
    best = max((s for s in p if s != "none"), key=p.get)
    own = f"{best}{bucket(1.0 - p['none'], 0.15, 0.3, 0.5, 0.7, 0.9)}"
    where = "in" if k.chunk >= 0 else "out"
    facts = ["bias", f"o={own}|{where}", f"o={own}|{e.type}", f"o={own}|{k.case}", f"main={main.get(c, 4)}|{own}|{where}"]
    facts += [f"{s}={bucket(x, 0.1, 0.25, 0.5, 0.75)}|{where}" for s, x in p.items()]
    filled, others = [], [table for o, table in tables[i].items() if o not in k.name.canonical]
    for side in ("payer", "payee", "seller", "partner"):
        rivals = [table[side] for table in others]
        top = bucket(max(rivals, default=0.0), 0.2, 0.4, 0.6, 0.8)
        facts += [f"r:{side}={top}|{own}|{where}", f"r:{side}={top}|{best}|{e.type}", f"r:{side}n={min(3, sum(x >= 0.5 for x in rivals))}|{own}"]
        filled.append(top >= 3)
    facts.append(f"filled={filled}|{own}|{where}")
    for side in p:
        if (c, side) in whole:
            facts.append(f"w:{side}={bucket(whole[c, side].score(i), 0.25, 0.5, 0.75, 0.9)}|{own}")
    told = at.get(c, [])
    before = next((j for j in reversed(told) if j < i), None)
    after = next((j for j in told if j > i), None)
    for place, j in (("pv", before), ("nx", after)):
        if j is None:
            facts.append(f"{place}=none|{own}|{where}")
            continue
        o, q = events[j], tables[j][c]
        side = max((s for s in q if s != "none"), key=q.get)
        gap = bucket(abs(o.sentence.index - e.sentence.index), 1, 2, 4)
        facts += [f"{place}={side}|{o.type == e.type}|{own}", f"{place}={side}|{gap}|{own}|{where}", f"{place}={side}|{o.type}|{e.type}|{where}"]
    return facts
