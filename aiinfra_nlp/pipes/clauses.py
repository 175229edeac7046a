"""clauses: where the clauses of a sentence end, and what belongs to which.

In:  the chunks of a sentence, their cases and the chunks of its deal words.
Out: how many clauses end between two chunks, where another actor's clause begins, and whether a
     name or a sum belongs to a deal word of its own: 双葉電機は星野電工に出資し、|青葉クラウドを買収した.
"""

from __future__ import annotations

from itertools import accumulate, pairwise

from .chunks import Chunk

#: Nouns that a clause before them only fills in, so that its subject acts: Aが買収する計画.
FORMAL = ("計画", "方針", "予定", "見通し", "見込み", "考え", "意向", "もよう", "模様", "契約", "形", "方向", "こと", "の", "可能性", "検討", "合意", "案", "構想", "覚書", "協議", "交渉", "ため", "動き", "用意", "準備", "段階", "協定", "取引", "提案", "と")


def next_predicate(chunks: list[Chunk], i: int) -> int | None:
    """Index of the first predicate to the right of chunk ``i`` at the same bracket level."""
    for c in chunks[i + 1 :]:
        if c.pred and c.paren == chunks[i].paren:
            return c.index
    return None


def clause_ends(chunks: list[Chunk]) -> list[int]:
    """For each chunk how many clauses end before it."""
    return [0, *accumulate(c.pred and not c.adnominal and c.paren == -1 for c in chunks)]


def closed(chunks: list[Chunk], start: int, stop: int) -> list[int]:
    """The chunks from ``start`` to ``stop`` (exclusive) at which a comma ends a clause."""
    return [c.index for c in chunks[start:stop] if c.paren == -1 and c.comma and c.pred and not c.adnominal]


def clause_borders(chunks: list[Chunk], cases: list[str], told: set[int]) -> list[int]:
    """The chunks at which another actor's clause begins, where each clause has a deal word: Aは工場に投じ、|Bは研究所を建てる.

    Args:
        chunks: those of a sentence.
        cases: of each chunk.
        told: the chunks of its deal words.
    """
    actors = [
        c.index for c in chunks
        if c.names and c.paren == -1 and not c.quote and (cases[c.index] == "topic" or (cases[c.index] == "subj" and not _of_relative(chunks, c.index)))
    ]
    borders = []
    for i, j in pairwise(actors):
        ends = closed(chunks, i + 1, j)
        if ends and any(i < x <= ends[-1] for x in told) and any(x > j for x in told):
            borders.append(ends[-1] + 1)
    return borders


def _of_relative(chunks: list[Chunk], i: int) -> bool:
    """Whether a subject is that of a clause which says what a noun is: TSMCが製造する半導体."""
    first = next_predicate(chunks, i)
    return first is not None and chunks[first].adnominal and first + 1 < len(chunks) and not chunks[first + 1].text.startswith(FORMAL)


def told_already(chunks: list[Chunk], told: set[int], i: int, t: int) -> bool:
    """Whether what stands in chunk ``i`` belongs to a deal word of its own, whose clause a comma ends before the deal word in chunk ``t`` or behind it."""
    ends = closed(chunks, min(i, t), max(i, t))
    if not ends:
        return False
    return any(i <= x <= ends[-1] for x in told) if i < t else any(x > ends[0] for x in told)


def same_clause(borders: list[int], a: int, b: int) -> bool:
    """Whether no border stands between two chunks."""
    return not any(min(a, b) < x <= max(a, b) for x in borders)


def clauses_between(ends: list[int], a: int, b: int) -> int:
    """How many clauses end between chunk ``a`` and the chunk ``b`` of a deal word, whose own clause ends before what follows it."""
    return ends[b] - ends[a + 1] if a < b else ends[a] - ends[b]


#: Kinds of those who give a part of what somebody else spends.
_GIVERS = ("government", "ministry", "agency", "institution", "bank", "finance")


def gives_part(chunks: list[Chunk], told: set[int], name, i: int, t: int) -> bool:
    """Whether who stands in chunk ``i`` gives a part of the sum in chunk ``t``, by a deal word of its own: 事業費900億円のうち、国が300億円を補助する."""
    if i <= t or not (name.label == "GOV" or name.kind in _GIVERS) or not any(x > i for x in told):
        return False
    return any(c.text.endswith("うち") for c in chunks[t : i + 1] if not c.names)
