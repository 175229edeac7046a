"""parts: a document as long as a book is read in parts, each as an article of its own.

In:  a text; what the pipeline says about each part.
Out: the borders of the parts; the rows of all parts with offsets into the whole text.

Deals, names and references are looked for in the whole of an article, which costs more than
in proportion to its length. No article is nearly as long as a part, so its records are the
same; a collection of articles in one document is read in time and memory linear in its length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

#: Characters of a part at most; the longest article of the seeds has 14,859.
LONGEST = 24_000

Row = dict[str, Any]


def parts(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the parts; they end at a blank line, else at a line or a sentence, where there is one."""
    start = 0
    while len(text) - start > LONGEST:
        least, most = start + LONGEST // 2, start + LONGEST
        ends = (text.rfind(mark, least, most) + len(mark) for mark in ("\n\n", "\n", "。"))
        end = next((e for e in ends if e > least), most)
        yield start, end
        start = end
    yield start, len(text)


def shifted(row: Any, by: int) -> Any:
    """A row of a record with all its mentions moved."""
    if isinstance(row, list):
        return [shifted(x, by) for x in row]
    if not isinstance(row, dict):
        return row
    moved = {key: shifted(value, by) for key, value in row.items()}
    if {"text", "start", "end"} <= row.keys():
        moved |= {"start": row["start"] + by, "end": row["end"] + by}
    return moved


def distinct(deals: Iterable[Row]) -> list[Row]:
    """Deals of all parts without those that say again what a part before said: type, parties and amount."""
    seen: set[tuple] = set()
    kept = []
    for deal in deals:
        amount = deal["amount"] or {}
        told = (*(amount.get(k) for k in ("currency", "value", "low", "high")), str(deal["capacity"]), deal["stake"])
        key = (deal["type"], told, tuple(sorted((p["role"], p["name"]) for p in deal["parties"])))
        if key not in seen:
            seen.add(key)
            kept.append(deal)
    return kept
