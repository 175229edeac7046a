"""means: money that is raised by several means, each with a sum of its own.

In:  the chunks of a sentence, and those of its deal words.
Out: which sum is that of which means (双葉電機は[第三者割当増資で]18億円、[借り入れで]12億円の計30億円を調達した;
     [増資が]30億円、[融資が]15億円): a round and a loan are two deals (decisions), and what they come to is none.
"""

from __future__ import annotations

import re

from .cases import Link
from .chunks import Chunk
from .words import pattern

_BY = ("で", "により", "によって")
#: How several parts of a whole end that stand as nouns: 増資が30億円、融資が15億円(だった、となる).
_NOUN = re.compile(r"(?:だっ?た?|です|でし?た?|となる|となった|を占める|で)?")
#: Frames of money that comes in.
MONEY = frozenset(("raise", "borrow", "lend", "invest", "join"))


def sums_of_means(chunks: list[Chunk], told_at: set[int]) -> dict[int, int]:
    """The chunk of the sum of each means by which money is raised, by the chunk of the means; none unless there are two, one of them a deal word."""
    if sum(bool(c.figures) for c in chunks) < 2:
        return {}
    parts = {
        c.index: n.index
        for c, n in zip(chunks, chunks[1:], strict=False)
        if (c.func.startswith(_BY) or (c.func in ("が", "は") and _NOUN.fullmatch(n.func))) and not c.pred and not c.figures and n.figures and n.quantity and n.paren == c.paren and (c.index in told_at or pattern("equity").search(c.text))
    }
    return parts if len(parts) > 1 and not told_at.isdisjoint(parts) else {}


def sum_of(parts: dict[int, int], t: int, frame: str, told_at: set[int]) -> int | None:
    """The chunk of the sum that is that of the deal word in chunk ``t``; None if it only tells what all come to.

    Of equity that is no deal word (エクイティで10億円) any word of raising tells.
    """
    if t in parts or frame not in MONEY:
        return parts.get(t, -1)
    return next((f for i, f in parts.items() if i not in told_at), None)


def of_their_means(chunks: list[Chunk], told_at: set[int], at: int, found: list[Link]) -> list[Link]:
    """The links of a deal word, of who stands between the sum of one means and the next means as aside of all others: 増資で18億円、[青葉銀行]からの融資で12億円を."""
    parts = sums_of_means(chunks, told_at)
    if not parts:
        return found
    spans = {i: max((f for f in parts.values() if f < i), default=-1) for i in parts}
    return [k.aside() if any(-1 < end < k.chunk <= i != at for i, end in spans.items()) else k for k in found]
