"""How far a figure can be trusted: bootstrap intervals, a paired test, calibration.

Documents are the unit: slots of one article hang together, so articles are resampled and
swapped as a whole. All random draws are seeded; the same input gives the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .scoring import Counts

SEED = 20250910


def _table(counts: Sequence[Counts]) -> np.ndarray:
    return np.array([(c.tp, c.fp, c.fn) for c in counts], dtype=float).reshape(-1, 3)


def _f1(sums: np.ndarray) -> np.ndarray:
    """F1 of summed counts in the last axis; 1 where nothing was wanted and nothing found."""
    tp, wrong = sums[..., 0], sums[..., 1] + sums[..., 2]
    whole = 2 * tp + wrong
    return np.where(whole > 0, 2 * tp / np.where(whole > 0, whole, 1), 1.0)


def bootstrap_f1(
    counts: Sequence[Counts], *, resamples: int = 2000, level: float = 0.95
) -> tuple[float, float]:
    """Percentile interval of the micro F1 over documents.

    Args:
        counts: one ``Counts`` for each document.
        resamples: how many samples of documents are drawn, with replacement.
        level: the share of samples inside the interval.

    Returns:
        Lower and upper end; both the F1 itself for fewer than two documents.
    """
    table = _table(counts)
    if len(table) < 2:
        point = float(_f1(table.sum(axis=0)))
        return point, point
    generator = np.random.default_rng(SEED)
    weights = generator.multinomial(len(table), np.full(len(table), 1 / len(table)), size=resamples)
    low, high = np.quantile(_f1(weights @ table), [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def permutation_test(
    first: Sequence[Counts], second: Sequence[Counts], *, rounds: int = 10000
) -> dict[str, float]:
    """Paired permutation test of the difference in micro F1 of two systems on the same documents.

    In each round the two systems' counts of every document are swapped with probability one
    half; ``p`` is the share of rounds (the real one included) with a difference at least as
    large as the real one.

    Returns:
        ``difference`` (first minus second) and the two-sided ``p``.

    Raises:
        ValueError: the systems were not scored on equally many documents.
    """
    a, b = _table(first), _table(second)
    if len(a) != len(b):
        raise ValueError(f"{len(a)} and {len(b)} documents cannot be paired")
    observed = float(_f1(a.sum(axis=0)) - _f1(b.sum(axis=0)))
    swap = np.random.default_rng(SEED).integers(0, 2, size=(rounds, len(a)))
    gap = b - a
    differences = _f1(a.sum(axis=0) + swap @ gap) - _f1(b.sum(axis=0) - swap @ gap)
    extreme = int((np.abs(differences) >= abs(observed) - 1e-12).sum())
    return {"difference": round(observed, 4), "p": round((extreme + 1) / (rounds + 1), 4)}


def calibration(confidences: Sequence[float], right: Sequence[float], *, bins: int = 10) -> dict:
    """Expected calibration error and the points of the reliability plot.

    Args:
        confidences: what the system said, 0 to 1, one for each predicted record.
        right: how right the record was, 0 to 1 (whether it is exact, or its share of right slots).
        bins: how many bins of equal width.

    Returns:
        ``ece`` (None without predictions), ``records`` and ``bins``, each with its mean
        ``confidence``, mean ``right`` and ``records``; empty bins are left out.
    """
    said, was = np.asarray(confidences, dtype=float), np.asarray(right, dtype=float)
    if not len(said):
        return {"ece": None, "records": 0, "bins": []}
    index = np.minimum((said * bins).astype(int), bins - 1)
    points = []
    for number in range(bins):
        inside = index == number
        if inside.any():
            points.append(
                {
                    "confidence": round(float(said[inside].mean()), 4),
                    "right": round(float(was[inside].mean()), 4),
                    "records": int(inside.sum()),
                }
            )
    ece = sum(p["records"] * abs(p["confidence"] - p["right"]) for p in points) / len(said)
    return {"ece": round(ece, 4), "records": len(said), "bins": points}
