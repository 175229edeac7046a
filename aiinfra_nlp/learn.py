"""learn: annotated documents -> examples -> the scorer's models.

In:  documents of ``annotations`` and the events the rules propose on their texts.
Out: a ``Scorer``. An event stands for the annotated deal whose evidence it lies in and with
     which it shares trigger, amount, type or parties; a name takes the role it has there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from . import features as F
from . import grouping, parties
from . import neighbours as N
from . import settle as S
from . import wording as W
from .document import Article
from .furthest import stage_features, stage_votes
from .pipes.reading.events import Event
from .records import DEAL_TYPES, STATUSES
from .scorer import EVENT_TASKS, TASKS, Linear, Scorer
from .told import align, key, party_keys, same_sum


class _Told(NamedTuple):
    """A group of judged events of a document, with the deal that most of them tell."""

    doc: int
    events: list[Event]
    deal: object


class Examples:
    """Feature lists and labels of every task.

    The models work in a row: the later ones read what the earlier ones decided. So their
    examples are made from out-of-fold decisions (``finish``), as they will meet them.
    """

    def __init__(self, base: Scorer | None = None, strength: float = 1.0) -> None:
        #: A scorer that is to be changed as little as the documents ask for, instead of one made anew,
        #: and how strongly it may be changed, as a factor of ``STRENGTH``.
        self.base, self.strength = base, strength
        #: Documents from which only that is learnt, to go on judging them as the base does.
        self.kept: set[int] = set()
        self.x: dict[str, list[list[str]]] = {t: [] for t in TASKS}
        self.y: dict[str, list[str]] = {t: [] for t in TASKS}
        self.groups: dict[str, list[int]] = {t: [] for t in TASKS}
        #: For each second look what was thought before.
        self.before: dict[str, list[dict[str, float]]] = {t: [] for t in TASKS}
        self._told: list[tuple[int, Article, Sequence, list[int | None]]] = []
        self._finished = False

    def add(self, task: str, features: list[str], label: str, doc: int, before: dict[str, float] | None = None) -> None:
        """One example of a task; ``before``: of a second look, what was thought at the first."""
        self.x[task].append(features)
        self.y[task].append(label)
        self.groups[task].append(doc)
        if before is not None:
            self.before[task].append(before)

    def add_document(self, article: Article, deals: Sequence, doc: int) -> None:
        """An annotated article, with its events as the rules left them."""
        labels = []
        for e in article.frames:
            i = align(article, e, deals)
            labels.append(i)
            self.add("event", W.event_features(article, e), "none" if i is None else deals[i].type, doc)
        self._told.append((doc, article, deals, labels))
        self._finished = False

    def finish(self, folds: int = 4) -> None:
        """Examples of the later models, from decisions of models that did not see the document."""
        if self._finished:
            return
        for task in TASKS[1:]:
            self.x[task], self.y[task], self.groups[task], self.before[task] = [], [], [], []
        docs = sorted({d for d, *_ in self._told})
        fold = {d: i % folds for i, d in enumerate(docs)}
        self._look_at_events(fold, folds)
        rules = [[e.type for e in article.frames] for _, article, *_ in self._told]
        for doc, article, deals, labels in self._told:
            for e, i in zip(article.frames, labels, strict=True):
                e.type = e.oof_type
                if i is not None:
                    self._details(article, e, deals[i], doc)
        for k in range(folds):
            self._look_again(Scorer({t: self._model(t, {d for d in docs if fold[d] != k}) for t in ("role", "status")}), {d for d in docs if fold[d] == k})
        for (_, article, *_), types in zip(self._told, rules, strict=True):
            for e, rule in zip(article.frames, types, strict=True):
                e.type = rule
        for k in range(folds):
            seen = {d for d in docs if fold[d] != k}
            scorer = Scorer({t: self._model(t, seen) for t in EVENT_TASKS})
            for doc, article, _, labels in self._told:
                if fold[doc] == k:
                    self._pairs(scorer, article, labels, doc)
        groups = self._groups(fold, folds)
        for g in groups:
            if g.deal is not None:
                self._fields(g.events, g.deal, g.doc)
        for k in range(folds):
            seen = {d for d in docs if fold[d] != k}
            scorer = Scorer({t: self._model(t, seen) for t in ("kind", "party", "stage")})
            self._records([g for g in groups if fold[g.doc] == k], scorer)
        self._finished = True

    def model(self, task: str, docs: set[int] | None, c: float, seed: int = 0) -> Linear:
        """The model of a task, fitted on the examples of some documents (None: of all)."""
        rows = [i for i, g in enumerate(self.groups[task]) if docs is None or g in docs]
        x, y = [self.x[task][i] for i in rows], [self.y[task][i] for i in rows]
        before = [self.before[task][i] for i in rows] if self.before[task] else None
        if self.base is not None and task in self.base.models:
            kept = [self.groups[task][i] in self.kept for i in rows]
            return _adapt(self.base.models[task], x, y, before, kept, c * self.strength)
        if task.endswith("_again"):
            return _adapt(Linear(list(_ANSWERS.get(task.removesuffix("_again"), ("no", "yes"))), {}), x, y, before, [False] * len(x), c)
        return _fit(x, y, c, seed, _ANSWERS.get(task, ("no", "yes")), min_count=_LEAST.get(task, 2))

    def _model(self, task: str, docs: set[int]) -> Linear:
        return self.model(task, docs, STRENGTH[task])

    def _look_at_events(self, fold: dict[int, int], folds: int) -> None:
        """Type and score of every event from models that did not see its document, after both looks."""
        looked = {}
        for k in range(folds):
            model = self._model("event", {d for d in fold if fold[d] != k})
            for n, (doc, article, _, _) in enumerate(self._told):
                if fold[doc] == k:
                    alone = model.each(W.event_features(article, e) for e in article.frames)
                    looked[n] = alone, N.event_facts(article.frames, alone)
        for n, (doc, _, deals, labels) in enumerate(self._told):
            for before, facts, i in zip(*looked[n], labels, strict=True):
                self.add("event_again", facts, "none" if i is None else deals[i].type, doc, before)
        for k in range(folds):
            model = self._model("event_again", {d for d in fold if fold[d] != k})
            for n, (doc, article, _, _) in enumerate(self._told):
                if fold[doc] == k:
                    alone, facts = looked[n]
                    for e, p in zip(article.frames, model.each(facts, alone), strict=True):
                        e.score = 1.0 - p.pop("none", 0.0)
                        e.oof_type = max(p, key=p.get) if p else e.type

    def _look_again(self, scorer: Scorer, docs: set[int]) -> None:
        """Examples of the second looks at roles and stages, from first looks of models that did not see the documents."""
        for doc, article, deals, labels in self._told:
            if doc not in docs:
                continue
            kept = [(e, i) for e, i in zip(article.frames, labels, strict=True) if e.score >= scorer.settings["keep"]]
            events = [e for e, _ in kept]
            sides = scorer.sides(article, events)
            stages = scorer.models["status"].each(W.status_features(article, e) for e in events)
            looks = zip(kept, sides, N.role_facts(events, sides), stages, N.status_facts(events, stages), strict=True)
            for (e, i), chances, facts, stage, around in looks:
                if i is None:
                    continue
                self.add("status_again", around, deals[i].status, doc, stage)
                for side, before, told in zip(_sides(e, deals[i]), chances, facts, strict=True):
                    self.add("role_again", told, side, doc, before)

    def _details(self, article: Article, e: Event, d, doc: int) -> None:
        self.add("status", W.status_features(article, e), d.status, doc)
        self.add("hearsay", F.hearsay_features(article, e), "yes" if d.reported else "no", doc)
        for k, side in zip(e.links, _sides(e, d), strict=True):
            self.add("role", W.role_features(article, e, k), side, doc)
        for f, score in e.figures:
            yes = d.amount is not None and same_sum(d.amount, f)
            self.add("amount", F.amount_features(article, e, f, score), "yes" if yes else "no", doc)

    def _pairs(self, scorer: Scorer, article: Article, labels: list[int | None], doc: int) -> None:
        # judged side by side, as they will be: the second looks see what is around an event
        told = {id(e): i for e, i in zip(article.frames, labels, strict=True)}
        kept = [(e, told[id(e)]) for e in scorer.judge(article, article.frames) if e.roles_p]
        for n, (a, i) in enumerate(kept):
            for b, j in kept[n + 1 :]:
                if i is not None or j is not None:
                    self.add("pair", grouping.pair_features(a, b), "yes" if i == j else "no", doc)

    def _groups(self, fold: dict[int, int], folds: int) -> list[_Told]:
        """Groups of the judged events as out-of-fold models cluster them."""
        out = []
        for k in range(folds):
            scorer = Scorer({"pair": self._model("pair", {d for d in fold if fold[d] != k})})
            for doc, article, deals, labels in self._told:
                if fold[doc] != k:
                    continue
                told = {id(e): i for e, i in zip(article.frames, labels, strict=True)}
                kept = [e for e in article.frames if e.score >= scorer.settings["keep"] and e.roles_p]
                for g in scorer.cluster(kept):
                    votes = Counter(told[id(e)] for e in g.events if told[id(e)] is not None)
                    i = votes.most_common(1)[0][0] if votes else None
                    out.append(_Told(doc, sorted(g.events, key=lambda e: -e.score), None if i is None else deals[i]))
        return out

    def _fields(self, events: list[Event], deal, doc: int) -> None:
        """Examples of how a group's votes become the fields of its deal."""
        types = S.type_votes(events)
        self.add("kind", S.type_features(events, types), deal.type, doc)
        self.add("stage", stage_features(events, stage_votes(events), deal.type), deal.status, doc)
        votes = parties.party_votes(events)
        right = [(party_keys(p), F.SIDES[p.role]) for p in deal.parties]
        names = {c: n for e in events for c, (_, n) in e.roles_p.items()}
        for c, v in votes.items():
            side = F.best_side(deal.type, v)
            if sum(v.values()) < 0.15 or side is None:
                continue
            mine = {key(c), key(names[c].text)}
            yes = any(ks & mine and F.role_for(deal.type, s) == F.role_for(deal.type, side) for ks, s in right)
            self.add("party", parties.party_features(events, votes, c, side, deal.type), "yes" if yes else "no", doc)

    def _records(self, groups: list[_Told], scorer: Scorer) -> None:
        """Whether each record is the best of its article for some annotated deal."""
        found = []
        best: dict[tuple[int, int], int] = {}
        for n, (doc, events, deal) in enumerate(groups):
            fields = S.settle(events, scorer.models, scorer.settings)
            worth = _slots(deal, fields) if deal is not None else 0
            found.append((worth, grouping.record_features(events, fields)))
            at = (doc, id(deal))
            if worth >= 2 and (at not in best or worth > found[best[at]][0]):
                best[at] = n
        for n, (g, (_, features)) in enumerate(zip(groups, found, strict=True)):
            label = "yes" if g.deal is not None and best.get((g.doc, id(g.deal))) == n else "no"
            self.add("record", features, label, g.doc)


def _sides(e: Event, deal) -> list[str]:
    """The side that each link of an event has in the deal that it tells."""
    told = [(party_keys(p), F.SIDES[p.role]) for p in deal.parties]
    mine = [{key(k.name.text), *map(key, k.name.canonical)} for k in e.links]
    return [next((side for keys, side in told if keys & m), "none") for m in mine]


def _slots(deal, fields: dict) -> int:
    """How many slots of an annotated deal a record meets."""
    keys = {c: {key(c)} for c in fields["parties"]}
    met = sum(any(ks & party_keys(p) and fields["parties"][c] == p.role for p in deal.parties) for c, ks in keys.items())
    amount = fields["amount"]
    met += amount is not None and deal.amount is not None and same_sum(deal.amount, amount)
    return met + (fields["type"] == deal.type) + (fields["status"] == deal.status)


#: Inverse regularisation of each model, chosen by cross-validation on the training set.
STRENGTH = {"event": 0.08, "event_again": 0.015, "role": 0.07, "role_again": 0.025, "status_again": 0.02, "amount": 0.3, "status": 0.05, "hearsay": 0.2, "pair": 0.15, "kind": 0.15, "party": 0.07, "stage": 0.06, "record": 0.07}


def fit(examples: Examples, *, docs: set[int] | None = None, c: dict[str, float] | None = None, seed: int = 0) -> Scorer:
    """Fit the models on the examples (of ``docs`` only, if given)."""
    examples.finish()
    models = {}
    strength = {**STRENGTH, **(c or {})}
    for task in TASKS:
        models[task] = examples.model(task, docs, strength[task], seed)
    return Scorer(models)


#: What each model may answer, the safest first.
_ANSWERS: dict[str, tuple[str, ...]] = {
    "event": ("none", *DEAL_TYPES), "kind": DEAL_TYPES, "status": STATUSES, "stage": STATUSES,
    "role": ("none", *sorted(set(F.SIDES.values()))),
}


#: In how many examples a fact must occur to be learnt, where that is not two: the words of an event are many, and two tell chance.
_LEAST = {"event": 3}


#: The score of an answer that no example has, far below any other.
_UNSEEN = -8.0


def _fit(x: list[list[str]], y: list[str], c: float, seed: int, answers: Sequence[str] = ("no", "yes"), min_count: int = 2) -> Linear:
    from sklearn.linear_model import LogisticRegression

    classes = sorted(set(y))
    if len(classes) < 2:
        # too few documents to learn from: every answer that the scorer may ask for, the one seen ahead
        return Linear(list(answers), {"bias": [4.0 if k == (y[0] if y else answers[0]) else 0.0 for k in answers]})
    m, vocab = _matrix(x, min_count)
    model = LogisticRegression(C=c, max_iter=400, random_state=seed).fit(m, y)
    coef = model.coef_
    bias = model.intercept_
    if len(classes) == 2:
        import numpy as np

        coef = np.vstack([-coef[0] / 2, coef[0] / 2])
        bias = np.array([-bias[0] / 2, bias[0] / 2])
    weights = {f: coef[:, i].tolist() for f, i in vocab.items() if abs(coef[:, i]).max() > 0.005}
    base = weights.get("bias", [0.0] * len(classes))
    weights["bias"] = [a + b for a, b in zip(base, bias.tolist(), strict=True)]
    # an answer that no example has: few documents may know no partner or no seller
    unseen = [k for k in answers if k not in classes]
    if unseen:
        weights = {f: [*w, *[_UNSEEN if f == "bias" else 0.0] * len(unseen)] for f, w in weights.items()}
    return Linear([*model.classes_, *unseen], weights)


def _adapt(
    base: Linear, x: list[list[str]], y: list[str], before: list[dict[str, float]] | None, kept: list[bool], c: float
) -> Linear:
    """A model that differs from ``base`` no more than the examples ask for.

    The difference of the weights is fitted as logistic regression with the scores of the base as
    an offset (L-BFGS); examples that are ``kept`` have what the base says of them as their label,
    as in learning without forgetting (Li and Hoiem, 2016). A second look is fitted like this upon
    what was thought ``before``, with an empty base.
    """
    import numpy as np
    from scipy.optimize import minimize

    at = {k: i for i, k in enumerate(base.classes)}
    told = [i for i, k in enumerate(y) if k in at]
    if not told:
        return base
    m, vocab = _matrix([x[i] for i in told], 2)
    looked = None if before is None else [before[i] for i in told]
    offset = np.log(np.maximum(base.table([x[i] for i in told], looked), 1e-9))
    wanted = np.exp(offset)
    new = [n for n, i in enumerate(told) if not kept[i]]
    wanted[new] = np.eye(len(at))[[at[y[told[n]]] for n in new]]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(len(vocab), -1)
        z = offset + m @ w
        z -= z.max(1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(1, keepdims=True))
        return -(wanted * log_p).sum() + (w * w).sum() / (2 * c), (m.T @ (np.exp(log_p) - wanted) + w / c).ravel()

    w = minimize(loss, np.zeros(len(vocab) * len(at)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    weights = {f: base.matrix[i].tolist() for f, i in base.index.items()}
    for f, change in zip(vocab, w.reshape(len(vocab), -1), strict=True):
        if abs(change).max() > 0.005:
            weights[f] = (np.array(weights.get(f, 0.0)) + change).tolist()
    return Linear(list(base.classes), weights)


def _matrix(x: list[list[str]], min_count: int):
    """The features of examples as a sparse matrix of zeros and ones, and the column of each that is frequent enough."""
    import numpy as np
    from scipy.sparse import csr_matrix

    count = Counter(f for row in x for f in set(row))
    vocab = {f: i for i, f in enumerate(sorted(f for f, n in count.items() if n >= min_count))}
    indptr, indices = [0], []
    for row in x:
        indices.extend(sorted({vocab[f] for f in row if f in vocab}))
        indptr.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, indptr), shape=(len(x), len(vocab))), vocab


def examples_of(documents: Iterable, nlp=None) -> Examples:
    """Examples of annotated documents; the rules read each text without a model."""
    from .pipeline import propose

    out = Examples()
    for i, d in enumerate(documents):
        out.add_document(propose(d.text, d.date), d.deals, i)
    return out
