"""training.tuning: thresholds for slot F1, and a confidence that means what it says.

Both are found on documents that the models which read them have not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..annotations.schema import Document
from ..confidence import PREFIX, calibrated, facts_of
from ..evaluate import document_aliases, load_registry
from ..pipes.records.finish import judged
from ..scorer import Scorer
from ..scoring import Aliases, Counts, align, total
from ..significance import calibration
from .config import Settings
from .steps import Item, Say

THRESHOLDS = ("record", "party", "amount", "pair", "keep", "rule")


class Judge:
    """Scores held-out items under settings of the scorers."""

    def __init__(self, items: Sequence[Item], scorer_of: Callable[[Item], Scorer]) -> None:
        registry = load_registry()
        self._rows: list[tuple[Item, Aliases, Scorer]] = [
            (i, document_aliases(i.document, registry), scorer_of(i)) for i in items
        ]

    def size(self, own: bool | None = None) -> int:
        """How many items are judged (own ones only, or shipped ones only, if given)."""
        return sum(own is None or item.own == own for item, *_ in self._rows)

    def counts(
        self,
        settings: dict[str, float],
        *,
        limit: int | None = None,
        own: bool | None = None,
        weighted: bool = True,
    ) -> Counts:
        """Slot counts of the first ``limit`` items (own ones only, or shipped ones only, if given)."""
        sums = Counts()
        for item, aliases, scorer in self._rows[:limit]:
            if own is not None and item.own != own:
                continue
            slots = self._slots(item, aliases, _with(scorer, settings))
            for _ in range(item.weight if weighted else 1):
                sums += slots
        return sums

    def by_document(self, settings: dict[str, float], *, own: bool | None = None) -> list[Counts]:
        """Slot counts of each item (own ones only, or shipped ones only, if given)."""
        return [
            self._slots(item, aliases, _with(scorer, settings))
            for item, aliases, scorer in self._rows
            if own is None or item.own == own
        ]

    @staticmethod
    def _slots(item: Item, aliases: Aliases, scorer: Scorer | None) -> Counts:
        deals = [d for d, _, _ in judged(item.fresh(), scorer=scorer)]
        return total(m.slots for m in align(item.document.deals, deals, aliases))

    def rules(self) -> Counts:
        """Slot counts of the rules alone, with the same names."""
        sums = Counts()
        for item, aliases, _ in self._rows:
            slots = self._slots(item, aliases, None)
            for _ in range(item.weight):
                sums += slots
        return sums

    def records(self, settings: dict[str, float]) -> tuple[list[dict[str, float]], list[float], list[float]]:
        """Facts of every record predicted, whether it is exact, and its document's weight."""
        facts, exact, weights = [], [], []
        for item, aliases, scorer in self._rows:
            rows = judged(item.fresh(), scorer=_with(scorer, settings))
            right = {
                id(m.predicted): float(m.exact)
                for m in align(item.document.deals, [d for d, _, _ in rows], aliases)
            }
            for deal, group, fields in rows:
                facts.append(facts_of(group, fields))
                exact.append(right[id(deal)])
                weights.append(float(item.weight))
        return facts, exact, weights


def _with(scorer: Scorer, settings: dict[str, float]) -> Scorer:
    return Scorer(scorer.models, settings)


def tune(judge: Judge, defaults: dict[str, float], settings: Settings, say: Say) -> dict[str, float]:
    """Thresholds with the best slot F1: one after the other, until none gains."""
    config = settings.thresholds
    best = dict(defaults)
    f1 = judge.counts(best, limit=config.documents).f1
    say(f"thresholds  held-out slot F1 {f1:.4f} with the defaults")
    for _ in range(config.rounds):
        before = f1
        for name in THRESHOLDS:
            trials = {
                v: judge.counts({**best, name: v}, limit=config.documents).f1
                for v in getattr(config, name)
                if v != best[name]
            }
            value = max(trials, key=lambda v: (trials[v], -abs(v - defaults[name])), default=None)
            if value is not None and trials[value] >= f1 + config.least_gain:
                best[name], f1 = value, trials[value]
                say(f"thresholds  {name} = {value:g}  held-out slot F1 {f1:.4f}")
        if f1 <= before:
            break
    return best


def calibrate(
    facts: list[dict[str, float]], exact: list[float], weights: list[float], settings: Settings
) -> dict[str, float]:
    """Weights of the confidence, for the scorer's settings; none when there is too little to learn from."""
    from sklearn.linear_model import LogisticRegression

    if min(sum(exact), len(exact) - sum(exact)) < 5:
        return {}
    names = [k for k in facts[0] if k != "raw"]
    model = LogisticRegression(C=settings.calibration.c, max_iter=1000)
    model.fit([[f[k] for k in names] for f in facts], exact, sample_weight=weights)
    found = {PREFIX + k: round(float(w), 5) for k, w in zip(names, model.coef_[0], strict=True)}
    return {PREFIX + "bias": round(float(model.intercept_[0]), 5), **found}


def calibration_error(
    facts: list[dict[str, float]],
    exact: list[float],
    weights: list[float],
    settings: Settings,
    folds: int = 5,
) -> tuple[float | None, float | None]:
    """Expected calibration error of records before and after, the weights fitted without the records judged."""
    raw = calibration([f["raw"] for f in facts], exact)["ece"]
    said, was = [], []
    for k in range(folds):
        inside = [n for n in range(len(facts)) if n * folds // max(1, len(facts)) != k]
        outside = [n for n in range(len(facts)) if n * folds // max(1, len(facts)) == k]
        if not outside:
            continue
        fitted = calibrate(
            [facts[n] for n in inside], [exact[n] for n in inside], [weights[n] for n in inside], settings
        )
        if not fitted:
            return raw, None
        said += [calibrated(facts[n], fitted) for n in outside]
        was += [exact[n] for n in outside]
    return raw, calibration(said, was)["ece"]


def score(documents: Sequence[Document], model: str | None) -> dict[str, float]:
    """Slot F1, record F1 and unknown-organisation recall of a model (None: the one that ships) on documents."""
    from ..evaluate import evaluate, summarize
    from ..systems import load_system

    summary = summarize(evaluate(documents, load_system(model), load_registry()), resamples=1)
    unknown = summary["entities"].get("unknown_recall") or {}
    return {
        "documents": len(documents),
        "slot_f1": summary["scores"]["slot"]["f1"],
        "record_f1": summary["scores"]["record"]["f1"],
        "unknown_recall": unknown.get("recall"),
        "confidence_error": summary["calibration"]["record"]["ece"],
    }
