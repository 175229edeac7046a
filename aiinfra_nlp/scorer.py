"""scorer: rules propose, a small model disposes.

In:  the events of an article as the rules propose them, with every name and amount in reach.
Out: the same events with the model's type, roles, amount, stage and hearsay, and groups of
     events that tell one deal, each with a probability.

Ten linear models (multinomial logistic regression, fitted by ``learn``) over the facts of
``features``: a few microseconds a candidate, no pickle (weights are numbers in JSON), and the facts
that weighed most can be shown. Without a model the rules' own weights stand.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from pathlib import Path

import numpy as np

from . import features as F
from . import grouping
from . import neighbours as N
from . import wording as W
from .document import Article
from .errors import ModelError
from .facing import face
from .pipes.reading.events import Event
from .pipes.records.merge import Group
from .pipes.syntax.coordination import joined
from .pipes.syntax.links import Link
from .settle import settle

#: How probable a plan is of whose size and builder the rules are sure (of such plans three in four were annotated), and a side that follows from the trade that a sentence tells.
PLAIN = 0.7
#: How much is added to the chance that whose business is bought sells it; whoever owns that one may sell it too.
LIKELY = 0.3
#: How many events before and after an event can tell its deal; no annotated article has as many.
REACH = 120
TASKS = ("event", "event_again", "role", "role_again", "amount", "status", "status_again", "hearsay", "pair", "kind", "party", "stage", "record")
#: Those that judge single events, before events are grouped.
EVENT_TASKS = TASKS[:8]


class Linear:
    """A multinomial logistic model over feature strings."""

    def __init__(self, classes: list[str], weights: Mapping[str, Sequence[float]]) -> None:
        self._set(classes, list(weights), np.array([*weights.values()], dtype=np.float32))

    def _set(self, classes: list[str], features: list[str], matrix: np.ndarray) -> None:
        self.classes = classes
        self.index = dict(zip(features, range(len(features)), strict=True))
        self._rows = np.vstack([matrix.reshape(-1, len(classes)), np.zeros((1, len(classes)), np.float32)])
        self.matrix = self._rows[:-1]

    def __call__(self, features: Iterable[str]) -> dict[str, float]:
        """Probability of each class."""
        return self.each([features])[0]

    def each(self, candidates: Iterable[Iterable[str]], before: Sequence[Mapping[str, float]] | None = None) -> list[dict[str, float]]:
        """Probability of each class for each of many candidates, in a third of the time of one by one.

        Args:
            candidates: the features of each.
            before: what was thought of each before, if this is a second look.
        """
        return [dict(zip(self.classes, p, strict=True)) for p in self.table(candidates, before).tolist()]

    def chances(self, candidates: Iterable[Iterable[str]], cls: str = "yes") -> list[float]:
        """Probability of one class for each of many candidates."""
        return self.table(candidates)[:, self.classes.index(cls)].tolist()

    def table(self, candidates: Iterable[Iterable[str]], before: Sequence[Mapping[str, float]] | None = None) -> np.ndarray:
        """Probabilities as an array: a row a candidate, a column a class (see ``each``)."""
        # what the model does not know has the last row, of zeros, and so has what fills up a shorter list
        none = len(self.index)
        found = [list(map(self.index.get, features, repeat(none))) for features in candidates]
        width = max(map(len, found), default=0)
        table = np.array([rows + [none] * (width - len(rows)) for rows in found], np.intp).reshape(len(found), width)
        # some features come out of sets: added up in another order they differ in the last digit, by which two names as sure as each other were parted
        table.sort(1)
        z = np.add.reduce(self._rows.take(table, 0), 1)
        if before is not None and len(z):
            z = z + self.log(before)
        z = np.exp(z - np.maximum.reduce(z, 1, keepdims=True))
        return z / np.add.reduce(z, 1, keepdims=True)

    def log(self, chances: Sequence[Mapping[str, float]]) -> np.ndarray:
        """Logarithms of probabilities, a column a class of this model."""
        return np.log(np.maximum([[p.get(c, 0.0) for c in self.classes] for p in chances], 1e-6))

    def reasons(self, features: list[str], cls: str, n: int = 3) -> list[str]:
        """The features that speak most for a class."""
        j = self.classes.index(cls)
        found = sorted(((self.matrix[self.index[f], j], f) for f in features if f in self.index), reverse=True)
        return [f for w, f in found[:n] if w > 0]

    @classmethod
    def from_json(cls, data: Mapping) -> Linear:
        """What ``to_json`` gave.

        Raises:
            KeyError, TypeError, ValueError: it is something else.
        """
        thousandths = np.frombuffer(base64.b64decode(data["weights"], validate=True), "<i4")
        model = cls.__new__(cls)
        model._set(data["classes"], data["features"], (thousandths / 1000).astype(np.float32))
        if len(model.index) != len(model.matrix) or not all(isinstance(f, str) for f in model.index):
            raise ValueError("features and weights do not fit")
        return model

    def to_json(self) -> dict:
        """Classes, features and, row after row, weights in thousandths.

        The weights are one string: read as 255,000 lists of JSON they took six times as long, a second of each start.
        """
        rows = np.rint(self.matrix.astype(float) * 1000).astype("<i4")
        order = sorted(self.index.items())
        return {
            "classes": self.classes,
            "features": [f for f, _ in order],
            "weights": base64.b64encode(rows[[i for _, i in order]].tobytes()).decode(),
        }


class Scorer:
    """The models and the thresholds that were tuned with them."""

    def __init__(self, models: dict[str, Linear], settings: dict[str, float] | None = None) -> None:
        self.models = models
        self.settings = {"keep": 0.4, "party": 0.45, "amount": 0.4, "pair": 0.35, "record": 0.35, "rule": 0.5, "lone": 0.2, "second": 0.2, **(settings or {})}

    @classmethod
    def from_disk(cls, path: str | Path) -> Scorer:
        """Read ``scorer.json.gz``; nothing in it is executed.

        Raises:
            ModelError: the file is missing or is not a scorer.
        """
        try:
            data = json.loads(gzip.decompress(Path(path).read_bytes()))
            models = {t: Linear.from_json(data["models"][t]) for t in TASKS if t in data["models"]}
            return cls(models, data["settings"])
        except FileNotFoundError:
            raise ModelError(f"{path}: no scorer there; train one with `aiinfra-nlp train`") from None
        except (KeyError, ValueError, TypeError, OSError) as error:
            raise ModelError(f"{path}: not a scorer of this version ({error}); train it again") from None

    def to_disk(self, path: str | Path) -> None:
        """Write ``scorer.json.gz``; the same models give the same bytes."""
        data = {"settings": self.settings, "models": {t: m.to_json() for t, m in self.models.items()}}
        body = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        Path(path).write_bytes(gzip.compress(body, mtime=0))

    def groups(self, article: Article) -> list[Group]:
        """Judge all events of an article and group those that are kept."""
        return self.cluster([e for e in self.judge(article, article.frames) if e.roles_p and not e.facts["unreal"]])

    def judge(self, article: Article, events: Sequence[Event]) -> list[Event]:
        """Type, roles, amount, stage and hearsay of events; those that are kept.

        Model after model, each over all events at once: first by itself, then beside the others.
        """
        types = self._again("event", N.event_facts, events, self.models["event"].each(W.event_features(article, e) for e in events))
        for e, p in zip(events, types, strict=True):
            _told_plainly(e, p)
            e.score = 1.0 - p.pop("none", 0.0)
            e.types_p, e.roles_p = p, {}
        kept = [e for e in events if e.score >= self.settings["keep"]]
        for e in kept:
            e.type = max(e.types_p, key=e.types_p.get)
        for e, sides in zip(kept, self.sides(article, kept), strict=True):
            self._set_sides(e, [(k, self._firm(e, k, p)) for k, p in zip(e.links, sides, strict=True)])
            face(e)
        sums = iter(self.models["amount"].chances(F.amount_features(article, e, *f) for e in kept for f in e.figures))
        for e in kept:
            best, p = max(((f, next(sums)) for f, _ in e.figures), key=lambda x: x[1], default=(None, 0.0))
            if p < self.settings["amount"] and (_is_price(e) or "capital" in e.facts):
                best, p = e.facts.get("capital", e.amount), self.settings["amount"]
            if "form sum" in e.facts:
                best, p = e.facts["form sum"], 1.0
            e.amount, e.amount_score = (best, p) if p >= self.settings["amount"] else (None, 0.0)
        stages = self._again("status", N.status_facts, kept, self.models["status"].each(W.status_features(article, e) for e in kept))
        heard = self.models["hearsay"].chances(F.hearsay_features(article, e) for e in kept)
        for e, e.status_p, e.reported_p in zip(kept, stages, heard, strict=True):
            self._set_roles(e)
        return kept

    def sides(self, article: Article, events: Sequence[Event]) -> list[list[dict[str, float]]]:
        """Probability of each side for each link of each event."""
        told = iter(self.models["role"].each(W.role_features(article, e, k) for e in events for k in e.links))
        alone = [[next(told) for _ in e.links] for e in events]
        if "role_again" not in self.models:
            return alone
        facts = [f for links in N.role_facts(events, alone) for f in links]
        told = iter(self.models["role_again"].each(facts, [p for links in alone for p in links]))
        return [_as_lists(e, [next(told) for _ in e.links]) for e in events]

    def _again(self, task: str, facts_of, events: Sequence[Event], alone: list[dict[str, float]]) -> list[dict[str, float]]:
        """What a second look makes of what was thought of each event alone."""
        model = self.models.get(f"{task}_again")
        return alone if model is None else model.each(facts_of(events, alone), alone)

    def _set_sides(self, e: Event, judged: list[tuple[Link, dict[str, float]]]) -> None:
        """The sides of each name of an event, by the surest of its links."""
        for k, sides in judged:
            for c in k.name.canonical:
                old = e.roles_p.get(c)
                if old is None or old[0]["none"] > sides["none"]:
                    e.roles_p[c] = (sides, k.name)

    def _firm(self, e: Event, k: Link, sides: dict[str, float]) -> dict[str, float]:
        """Probability of each side for a name, where a firm case speaks for the side the rules give."""
        rule = F.rule_side(e, k)
        if k.case == "bystander":
            return {s: float(s == "none") for s in sides}
        if k.case == "tenders":
            return {s: float(s == "seller") for s in sides}
        in_words = e.facts.get("sides", {})
        if told := next((in_words[c] for c in k.name.canonical if c in in_words), None):
            # another sentence says so in so many words (``power``)
            return {s: float(s == told) for s in sides}
        if k.chunk < 0 and (e.frame, e.type) in _RAISED and not e.inverse and e.amount is not None and "told before" not in k.facts:
            # who gives is told where it is told how much, or gives in a sentence of his own; another sentence only tells who raises
            sides = {**sides, "payer": 0.0, "none": sides["none"] + sides["payer"]}
        plain = (rule in ("payer", "payee") and not e.facts.get("plain trade", frozenset()).isdisjoint(k.name.canonical) and k.weight >= 0.6) or (e.facts.get("plan") and rule == "payer") or (e.facts.get("trade told") and rule in ("payer", "payee") and k.weight >= 0.7)
        sure = PLAIN if plain or _is_of(e, k, rule) or _puts_in(e, k, rule) else LIKELY if _gives_up(e, k, rule) else 0.0
        if sure:
            sides = {s: p * (1.0 - sure) + sure * (s == rule) for s, p in sides.items()}
        if rule in sides and rule != "none" and k.weight >= 0.7:
            sides[rule] *= np.exp(self.settings["rule"])
            total = sum(sides.values())
            sides = {s: float(p / total) for s, p in sides.items()}
        return sides

    def _set_roles(self, e: Event) -> None:
        e.roles, e.weights = {}, {}
        for c, (sides, name) in e.roles_p.items():
            side = F.best_side(e.type, sides)
            if side is None or 1 - sides["none"] < self.settings["party"]:
                continue
            role = F.role_for(e.type, side)
            e.roles.setdefault(role, []).append(name)
            e.weights[(role, c)] = 1 - sides["none"]

    def cluster(self, events: list[Event]) -> list[Group]:
        """Single-link clustering by the pair model, the surest events first."""
        order = {id(e): i for i, e in enumerate(events)}
        same = self._same(events)
        groups: list[Group] = []
        home: dict[int, int] = {}
        for e in sorted(events, key=lambda x: (-x.score, x.trigger.start)):
            at = order[id(e)]
            near: dict[int, list[int]] = {}
            for i in range(max(0, at - REACH), min(len(events), at + REACH + 1)):
                if i in home:
                    near.setdefault(home[i], []).append(i)
            best, p = None, self.settings["pair"]
            for g in sorted(near):
                q = max(same[min(i, at), max(i, at)] for i in near[g])
                # the rules take longer than the model's answer, and most pairs are none
                if q > p and not any(grouping.apart(e, events[i]) for i in near[g]):
                    best, p = g, q
            if best is None:
                best = len(groups)
                groups.append(Group([]))
            groups[best].events.append(e)
            home[at] = best
        return groups

    def _same(self, events: list[Event]) -> dict[tuple[int, int], float]:
        """How probable it is that two events in reach of each other tell one deal, by their places."""
        pairs = [(i, j) for j in range(len(events)) for i in range(max(0, j - REACH), j)]
        sure = {(i, j): 0.9 for i, j in pairs if grouping.surely_same(events[i], events[j])}
        open_ = [p for p in pairs if p not in sure]
        chances = self.models["pair"].chances(grouping.pair_features(events[i], events[j]) for i, j in open_)
        return sure | dict(zip(open_, chances, strict=True))

    def settle(self, g: Group) -> dict:
        """The fields of a group's record (see ``settle``)."""
        return settle(g.events, self.models, self.settings)


#: Money that is raised, of which others may tell who gives it.
_RAISED = (("raise", "investment"), ("borrow", "financing"))


def _is_price(e: Event) -> bool:
    """Whether the sum that the rules give an event stands right behind its deal word, which is a price (譲渡予定価格は総額40億円) or ends a headline but for it (星野電工に出資 30億円)."""
    if e.amount is None or not 0 < e.amount.start - e.trigger.end <= 6:
        return False
    s = e.sentence
    between, rest = s.text[e.trigger.end - s.start : e.amount.start - s.start], s.text[e.amount.end - s.start :]
    return e.trigger.row.word.endswith(("価格", "価額")) or (s.heads and not between.strip(" 、") and rest[:1] in ("", " "))


def _told_plainly(e: Event, types: dict[str, float]) -> None:
    """Make a plan that the rules are sure of (``plans``) at least as probable as ``PLAIN``: what has no sum is rarely annotated, so a model doubts even what is told in so many words."""
    if sure := e.facts.get("sure type"):
        # 増資で18億円、融資で12億円を調達した: a loan, however many sums that are raised bring shares
        types.update({t: (1.0 - types.get("none", 0.0)) * (t == sure) for t in types if t != "none"})
    if e.facts.get("leases") and "compute_contract" in types:
        # what is leased is no goods that are bought
        types["compute_contract"] += types.get("supply", 0.0)
        types["supply"] = 0.0
    if e.facts.get("orders") and "supply" in types:
        # 県は双葉通信に開発を18億円で委託した: it pays for what is made for it
        for other in ("subsidy", "compute_contract"):
            types["supply"] += types.get(other, 0.0)
            types[other] = 0.0
    plan = e.facts.get("plan") or e.facts.get("form") or e.facts.get("plain")
    doubt = types.get("none", 0.0) - (1.0 - PLAIN)
    if plan in types and doubt > 0:
        types["none"] -= doubt
        types[plan] += doubt
    if _pays_in(e) and types.get("investment", 1.0) < PLAIN and types.get("none", 0.0) < 0.5:
        # whatever else the article tells of
        types.update({t: p * (1.0 - PLAIN) / (1.0 - types["investment"]) for t, p in types.items()} | {"investment": PLAIN})


def _pays_in(e: Event) -> bool:
    """Whether a sum is told to be paid into a company by its own word, with the other side named beside it: 星野電工から30億円の出資を受ける."""
    if e.trigger.row.word != "出資" or e.frame != "invest" or e.amount is None or e.facts.get("joint") or e.facts.get("unnamed goal"):
        return False
    return any(k.chunk >= 0 and k.case == ("src" if e.inverse else "goal") and k.weight >= 0.9 and k.name.label == "ORG" for k in e.links)


def _gives_up(e: Event, k: Link, rule: str) -> bool:
    """Whether a name is of whose business or plant is bought, of nobody else: 双葉電機の保守事業を買収; but not 星野商事から双葉電機の保守事業を買収."""
    return rule == "seller" and k.case == "genobj" and k.weight >= 0.7 and len(e.rule_roles.get("seller", ())) == 1


def _is_of(e: Event, k: Link, rule: str) -> bool:
    """Whether a name is of whose shares change hands: 星野電工の全株式を譲渡する, whoever owns it (子会社の星野電工の株式を双葉電機に譲渡する)."""
    return rule == "payee" and k.case == "genobj" and k.weight >= 0.7 and e.frame in ("stake", "stakesale") and "株" in e.sentence.text[k.name.end - e.sentence.start : e.trigger.end - e.sentence.start]


def _puts_in(e: Event, k: Link, rule: str) -> bool:
    """Whether a name is the subject of a clause that tells of a sum put into a company named there: 双葉電機と森田機工が星野電工に16億ドルを投資している."""
    return rule == "payer" and k.case == "subj" and k.weight >= 0.9 and k.chunk >= 0 and not k.clauses and not k.facts and "paid into" in e.facts


def mean(one: Scorer, other: Scorer, share: float) -> Scorer:
    """A scorer whose weights are the mean of two, with the thresholds of the first.

    Args:
        one: a scorer; its classes are kept.
        other: a scorer of the same tasks and classes.
        share: the share of the other, 0 to 1. What a model does not know weighs nothing in it.
    """
    models = {}
    for task, mine in one.models.items():
        its = other.models.get(task)
        if its is None or set(its.classes) != set(mine.classes):
            models[task] = mine
            continue
        order = [its.classes.index(c) for c in mine.classes]
        weights = {f: (1.0 - share) * mine.matrix[i].astype(float) for f, i in mine.index.items()}
        for f, i in its.index.items():
            weights[f] = weights.get(f, 0.0) + share * its.matrix[i][order].astype(float)
        models[task] = Linear(list(mine.classes), {f: w.tolist() for f, w in weights.items()})
    return Scorer(models, one.settings)


def _as_lists(e: Event, sides: list[dict[str, float]]) -> list[dict[str, float]]:
    """The sides of the links of an event, those of the members of a list (A、B、Cに) drawn half-way to what is thought of all of them on average."""
    out = list(sides)
    for members in joined(e):
        mean = {s: sum(sides[i][s] for i in members) / len(members) for s in sides[members[0]]}
        for i in members:
            out[i] = {s: (p + mean[s]) / 2 for s, p in sides[i].items()}
    return out


@lru_cache(maxsize=4)
def load_scorer(path: str) -> Scorer:
    """A scorer from disk, once per process."""
    return Scorer.from_disk(path)
