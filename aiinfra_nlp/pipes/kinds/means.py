"""means: money that is raised by several means, each with a sum of its own.

In:  the chunks of a sentence, and those of its deal words.
Out: which sum is that of which means (双葉電機は[第三者割当増資で]18億円、[借り入れで]12億円の計30億円を調達した;
     [増資が]30億円、[融資が]15億円; 30億円は[増資]): a round and a loan are two deals (decisions), and what they come to is none.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ..reading.events import Event
from ..syntax.chunks import Chunk
from ..syntax.links import Link
from ..words import pattern

_BY = ("で", "により", "によって", "による")
#: How several parts of a whole end that stand as nouns: 増資が30億円、融資が15億円(だった、となる).
_NOUN = re.compile(r"(?:だっ?た?|です|でし?た?|となる|となった|を占める|で)?")
#: Frames of money that comes in.
MONEY = frozenset(("raise", "borrow", "lend", "invest", "join"))


def sums_of_means(chunks: list[Chunk], told_at: set[int]) -> dict[int, int]:
    """The chunk of the sum of each means by which money is raised, by the chunk of the means; none unless there are two, one of them a deal word."""
    if sum(bool(c.figures) for c in chunks) < 2:
        return {}
    parts: dict[int, int] = {}
    for i, (c, n) in enumerate(pairwise(chunks)):
        if c.paren != n.paren:
            continue
        if (c.func.startswith(_BY) or (c.func in ("が", "は") and _NOUN.fullmatch(n.func))) and not c.pred and not c.figures and n.figures and n.quantity and _is_means(c, told_at):
            parts[c.index] = n.index
        elif c.figures and c.quantity and c.func in ("が", "は"):
            # 10億円は第三者割当増資、5億円は銀行からの借り入れだ
            of = next((x for x in chunks[i + 1 : i + 4] if x.figures or x.comma or _is_means(x, told_at)), None)
            if of is not None and _is_means(of, told_at) and _NOUN.fullmatch(of.func):
                parts[of.index] = c.index
    first, last = (min(parts), max(parts)) if parts else (0, 0)
    if any(c.names and c.func in ("は", "が") and c.paren == -1 for c in chunks[first + 1 : last]):
        # 双葉電機は増資で18億円、星野電工は借り入れで12億円を: whose means they are
        return {}
    return parts if len(parts) > 1 and not told_at.isdisjoint(parts) else {}


def _is_means(c: Chunk, told_at: set[int]) -> bool:
    return c.index in told_at or pattern("equity").search(c.text) is not None


def sum_of(parts: dict[int, int], t: int, frame: str, told_at: set[int]) -> int | None:
    """The chunk of the sum that is that of the deal word in chunk ``t``; None if it only tells what all come to.

    Of equity that is no deal word (エクイティで10億円) any word of raising tells.
    """
    if t in parts or frame not in MONEY:
        return parts.get(t, -1)
    return next((f for i, f in parts.items() if i not in told_at), None)


def note_other_givers(event: Event, told_at: set[int], at: int, found: list[Link]) -> None:
    """Note that who stands between the sum of one means and the next means gives by that one alone: 増資で18億円、[青葉銀行]からの融資で12億円を."""
    parts = sums_of_means(event.chunks, told_at)
    spans = {i: max((f for f in parts.values() if f < i), default=-1) for i in parts}
    apart = {c: "none" for k in found if any(-1 < end < k.chunk <= i != at for i, end in spans.items()) for c in k.name.canonical}
    if apart:
        event.facts["sides"] = apart | event.facts.get("sides", {})
