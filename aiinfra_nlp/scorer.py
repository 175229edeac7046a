"""scorer: rules propose, a small model disposes.

In:  the events of an article as the rules propose them, with every name and amount in reach.
Out: the same events with the model's type, roles, amount, stage and hearsay, and groups of
     events that tell one deal, each with a probability.

Seven linear models (multinomial logistic regression, fitted by ``learn``) over the facts of
``features``: a few microseconds a candidate, no pickle (weights are JSON), and the facts
that weighed most can be shown. Without a model the rules' own weights stand.
"""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from . import features as F
from .document import Article
from .errors import ModelError
from .pipes.frames import Event
from .pipes.merge import Group

TASKS = ("event", "role", "amount", "status", "hearsay", "pair", "record")


class Linear:
    """A multinomial logistic model over feature strings."""

    def __init__(self, classes: list[str], weights: dict[str, list[float]]) -> None:
        self.classes = classes
        self.index = {f: i for i, f in enumerate(weights)}
        self.matrix = np.array(list(weights.values()) or np.zeros((0, len(classes))), dtype=np.float32).reshape(-1, len(classes))

    def __call__(self, features: list[str]) -> dict[str, float]:
        """Probability of each class."""
        rows = [self.index[f] for f in features if f in self.index]
        z = self.matrix[rows].sum(0) if rows else np.zeros(len(self.classes), np.float32)
        z = np.exp(z - z.max())
        return dict(zip(self.classes, (z / z.sum()).tolist(), strict=True))

    def reasons(self, features: list[str], cls: str, n: int = 3) -> list[str]:
        """The features that speak most for a class."""
        j = self.classes.index(cls)
        found = sorted(((self.matrix[self.index[f], j], f) for f in features if f in self.index), reverse=True)
        return [f for w, f in found[:n] if w > 0]

    def to_json(self) -> dict:
        """Classes and weights, rounded."""
        return {
            "classes": self.classes,
            "weights": {f: [round(float(x), 3) for x in self.matrix[i]] for f, i in self.index.items()},
        }


class Scorer:
    """The models and the thresholds that were tuned with them."""

    def __init__(self, models: dict[str, Linear], settings: dict[str, float] | None = None) -> None:
        self.models = models
        self.settings = {"keep": 0.4, "party": 0.5, "amount": 0.4, "pair": 0.4, "record": 0.4, "rule": 1.0, **(settings or {})}

    @classmethod
    def from_disk(cls, path: str | Path) -> Scorer:
        """Read ``scorer.json.gz``; nothing in it is executed.

        Raises:
            ModelError: the file is missing or is not a scorer.
        """
        try:
            data = json.loads(gzip.decompress(Path(path).read_bytes()))
            models = {t: Linear(data["models"][t]["classes"], data["models"][t]["weights"]) for t in TASKS if t in data["models"]}
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
        kept = []
        for e in article.frames:
            self.judge(article, e)
            if e.score >= self.settings["keep"] and e.roles_p:
                kept.append(e)
        return self.cluster(kept)

    def judge(self, article: Article, e: Event) -> None:
        """Type, roles, amount, stage and hearsay of one event."""
        types = self.models["event"](F.event_features(article, e))
        e.score = 1.0 - types.pop("none", 0.0)
        e.types_p = types
        e.roles_p = {}
        if e.score < self.settings["keep"]:
            return
        e.type = max(types, key=types.get)
        judged = [(k, self._sides(article, e, k)) for k in e.links]
        filled = {side for k, sides in judged if k.chunk >= 0 for side, p in sides.items() if side != "none" and p >= 0.5}
        for k, sides in judged:
            if k.chunk < 0:
                # a side that the sentence itself fills is not looked for outside it
                sides = {s: p * (0.25 if s in filled else 1.0) for s, p in sides.items()}
                sides["none"] += 1.0 - sum(sides.values())
            for c in k.name.canonical:
                old = e.roles_p.get(c)
                if old is None or old[0]["none"] > sides["none"]:
                    e.roles_p[c] = (sides, k.name)
        best, p = None, 0.0
        for f, score in e.figures:
            q = self.models["amount"](F.amount_features(article, e, f, score))["yes"]
            if q > p:
                best, p = f, q
        e.amount, e.amount_score = (best, p) if p >= self.settings["amount"] else (None, 0.0)
        e.status_p = self.models["status"](F.status_features(article, e))
        e.reported_p = self.models["hearsay"](F.hearsay_features(article, e))["yes"]
        self._set_roles(e)

    def _sides(self, article: Article, e: Event, k) -> dict[str, float]:
        """Probability of each side for a name; a firm case speaks for the side the rules give."""
        sides = self.models["role"](F.role_features(article, e, k))
        rule = F.rule_side(e, k)
        if rule in sides and rule != "none" and k.weight >= 0.7:
            sides[rule] *= np.exp(self.settings["rule"])
            total = sum(sides.values())
            sides = {s: float(p / total) for s, p in sides.items()}
        return sides

    def _set_roles(self, e: Event) -> None:
        e.roles, e.weights = {}, {}
        for c, (sides, name) in e.roles_p.items():
            side = max((s for s in sides if s != "none"), key=sides.get)
            if 1 - sides["none"] < self.settings["party"]:
                continue
            role = F.role_for(e.type, side)
            if role:
                e.roles.setdefault(role, []).append(name)
                e.weights[(role, c)] = 1 - sides["none"]

    def cluster(self, events: list[Event]) -> list[Group]:
        """Single-link clustering by the pair model, the surest events first."""
        order = {id(e): i for i, e in enumerate(events)}
        cache: dict[tuple[int, int], float] = {}

        def same(a: Event, b: Event) -> float:
            if order[id(a)] > order[id(b)]:
                a, b = b, a
            key = (order[id(a)], order[id(b)])
            if key not in cache:
                cache[key] = 0.9 if F.surely_same(a, b) else self.models["pair"](F.pair_features(a, b))["yes"]
            return cache[key]

        groups: list[Group] = []
        for e in sorted(events, key=lambda x: (-x.score, x.trigger.start)):
            best, p = None, self.settings["pair"]
            for g in groups:
                q = max(same(e, x) for x in g.events)
                if q > p:
                    best, p = g, q
            if best is None:
                groups.append(Group([e]))
            else:
                best.events.append(e)
        return groups

    def settle(self, g: Group) -> dict:
        """The fields of a group's record, by the weighted votes of its events."""
        from .pipes.merge import _capacities

        events = sorted(g.events, key=lambda e: -e.score)
        types: dict[str, float] = {}
        for e in events:
            for t, p in e.types_p.items():
                types[t] = types.get(t, 0) + p * (0.3 if t == "partnership" and len(events) > 1 else 1)
        dtype = max(types, key=types.get)
        votes: dict[str, dict[str, float]] = {}
        for e in events:
            for c, (sides, name) in e.roles_p.items():
                for side, p in sides.items():
                    if side != "none":
                        v = votes.setdefault(c, {})
                        v[side] = max(v.get(side, 0), p * min(1.0, 0.4 + e.score * 0.6))
        parties = {}
        for c, v in votes.items():
            side = max(v, key=v.get)
            role = F.role_for(dtype, side)
            if role and sum(v.values()) >= self.settings["party"]:
                parties[c] = role
        self._both_sides(dtype, parties, votes)
        self._one_each(parties, votes)
        self._ministries(parties, events)
        with_amount = [e for e in events if e.amount is not None]
        amount = None
        if with_amount:
            def rank(e: Event) -> float:
                head = e.sentence.kind in ("headline", "heading")
                return e.amount_score * (0.4 + 0.6 * e.score) - 0.15 * head - 0.05 * (e.amount.qualifier != "exact")

            amount = max(with_amount, key=rank).amount
        stage: dict[str, float] = {}
        for e in events:
            head = 0.5 if e.sentence.kind in ("headline", "heading") and len(events) > 1 else 1.0
            for st, p in e.status_p.items():
                stage[st] = stage.get(st, 0) + p * e.score * head
        status = max(stage, key=stage.get)
        heard = sum(e.reported_p * e.score for e in events) / sum(e.score for e in events)
        lead = max(events, key=lambda e: e.score)
        fields = {
            "votes": {c: sum(v.values()) for c, v in votes.items()},
            "type": dtype, "parties": parties, "amount": amount, "status": status, "reported": heard >= 0.5,
            "valuation": next((e.valuation for e in events if e.valuation is not None), None) if dtype in ("investment", "acquisition") else None,
            "capacity": _capacities([e for e in events if e.score >= 0.5]),
            "stake": next((e.stake for e in events if e.stake is not None), None),
            "period": next((e.period for e in events if e.period is not None), None),
            "confidence": lead.score,
        }
        if "record" in self.models:
            fields["confidence"] = self.models["record"](F.record_features(g.events, fields))["yes"]
        return fields


    @staticmethod
    def _one_each(parties: dict[str, str], votes: dict[str, dict[str, float]]) -> None:
        """Money goes to one receiver: further names of such a role stay only if they are as sure."""
        for role in ("investee", "target", "borrower", "recipient", "provider", "customer"):
            names = [c for c, r in parties.items() if r == role]
            strength = {c: sum(votes[c].values()) for c in names}
            for c in names:
                if strength[c] < 0.85 * max(strength.values()):
                    del parties[c]

    @staticmethod
    def _ministries(parties: dict[str, str], events: list[Event]) -> None:
        """A ministry acts for its government: the government is not a second party."""
        kinds = {c: k.name.kind for e in events for k in e.links for c in k.name.canonical}
        for role in set(parties.values()):
            if any(kinds.get(c) in ("ministry", "agency") for c, r in parties.items() if r == role):
                for c in [c for c, r in parties.items() if r == role and kinds.get(c) == "government"]:
                    del parties[c]

    @staticmethod
    def _both_sides(dtype: str, parties: dict[str, str], votes: dict[str, dict[str, float]]) -> None:
        """Two parties of a purchase do not both pay: the one that can best be the other side is."""
        pay, got = F.role_for(dtype, "payer"), F.role_for(dtype, "payee")
        if got is None or len(parties) < 2 or set(parties.values()) not in ({pay}, {got}):
            return
        missing, side, now = (got, "payee", "payer") if pay in parties.values() else (pay, "payer", "payee")
        best = max(parties, key=lambda c: votes[c].get(side, 0) / max(votes[c].get(now, 0), 1e-6))
        if votes[best].get(side, 0) >= 0.12:
            parties[best] = missing


@lru_cache(maxsize=4)
def load_scorer(path: str) -> Scorer:
    """A scorer from disk, once per process."""
    return Scorer.from_disk(path)
