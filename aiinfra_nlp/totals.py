"""totals: a record that only adds up the others of its article.

In:  the drafts of records: groups of events with their settled fields.
Out: the drafts without those whose sum is the sum of others told by giver or kind, which the contract (section 1)
     keeps in its place: 双葉データは総額120億円を調達した。増資で70億円、森田銀行からの融資で50億円. Parts between the same
     two are phases of one deal, and left alone.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

#: Of how many others a total may be the sum.
_MOST = 6


def without_sums(drafts: list[tuple]) -> list[tuple]:
    """The drafts that are no total of others."""
    return [d for d in drafts if not _is_total(d[1], [f for _, f in drafts if f is not d[1]])]


def _is_total(whole: dict, others: list[dict]) -> bool:
    value = _value(whole)
    if value is None:
        return False
    parts = [f for f in others if _value(f) is not None and _value(f) < value and f["amount"].currency == whole["amount"].currency and _part_of(f, whole)][:_MOST]
    return any(sum(map(_value, some), Decimal(0)) == value and _apart(some, whole) for n in range(2, len(parts) + 1) for some in combinations(parts, n))


def _value(f: dict) -> Decimal | None:
    return f["amount"].value if f["amount"] is not None and f["amount"].per == "total" else None


def _part_of(part: dict, whole: dict) -> bool:
    """Whether what is told in one draft may be a part of the other: the same party has one side of both, for money of the same kind or for a loan beside shares."""
    kinds = {part["type"], whole["type"]}
    if len(kinds) > 1 and kinds != {"investment", "financing"}:
        return False
    return not _own(part).isdisjoint(_own(whole))


def _own(f: dict) -> set[tuple[str, bool]]:
    """Each party, and whether it gives."""
    return {(c, role in ("investor", "lender", "grantor", "customer", "acquirer")) for c, role in f["parties"].items()}


def _apart(parts: tuple[dict, ...], whole: dict) -> bool:
    """Whether some drafts tell of others each, all of one party, and of all who are in the whole."""
    each = [_own(f) for f in parts]
    several = len({(f["type"], frozenset(own)) for f, own in zip(parts, each, strict=True)}) == len(parts)
    return several and bool(set.intersection(*each)) and _own(whole) <= set.union(*each)
