"""annotations.split: documents -> train and dev that share no deal and no near-duplicate."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from .check import fold_name, near_duplicates
from .schema import Document


def split(
    documents: Sequence[Document], share: float, *, seed: int = 0
) -> tuple[list[Document], list[Document]]:
    """Divide documents in two, whole groups at a time; returns (rest, part of about ``share``).

    Documents belong to one group when their texts are near-duplicates or when two of their
    deals have two parties in common, or the same parties and the same amount.

    Args:
        documents: what to divide.
        share: the second part's share of the documents, between 0 and 1.
        seed: of the order in which groups are drawn.
    """
    groups = _groups(documents)
    random.Random(seed).shuffle(groups)
    wanted = round(share * len(documents))
    part: set[str] = set()
    for group in groups:
        if len(part) + len(group) <= wanted:
            part.update(d.id for d in group)
    return [d for d in documents if d.id not in part], [d for d in documents if d.id in part]


def _groups(documents: Sequence[Document]) -> list[list[Document]]:
    parent = {d.id: d.id for d in documents}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for a, b, _ in near_duplicates(documents):
        parent[root(b.id)] = root(a.id)
    holders: dict[object, str] = {}
    for document in documents:
        for deal in document.deals:
            names = sorted({fold_name(p.name) for p in deal.parties})
            keys: list[object] = list(combinations(names, 2))
            if deal.amount:
                keys.append((tuple(names), deal.amount.currency, deal.amount.value, deal.amount.low))
            for key in keys:
                parent[root(document.id)] = root(holders.setdefault(key, document.id))
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        groups[root(document.id)].append(document)
    return [groups[name] for name in sorted(groups)]
