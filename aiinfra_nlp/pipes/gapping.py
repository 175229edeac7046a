"""gapping: lists of deals that leave out their verb but once.

In:  an event whose verb stands at the end of a list, and its links.
Out: the chunks of each item: 東西電機は[電池事業を星野電工に]、[塗料事業を森田機工に]売却した. Each is a
     deal of its own (contract, section 1); lists that give each name only a sum are in ``lists``.
"""

from __future__ import annotations

from .cases import Link
from .events import Event

#: Cases of the other side of an item.
_SIDES = ("goal", "src")


def gapped_verb(event: Event, names: list[Link]) -> list[tuple[int, int]]:
    """The first and last chunk of each item, or nothing where the sentence is no such list."""
    at = event.facts["chunk"]
    sides = {k.chunk: k.case for k in names if k.case in _SIDES and k.weight >= 0.7 and 0 <= k.chunk < at}
    if len(sides) < 2 or len(set(sides.values())) > 1:
        return []
    marks = [(c.index, "g" if c.index in sides else "o") for c in event.chunks[:at] if c.paren == -1 and (c.index in sides or (event.cases[c.index] == "obj" and c.func == "を" and not c.figures))]
    order = "".join(m for _, m in marks)
    ends = [i for i, m in marks if m == order[-1]]
    if order not in ("og" * len(sides), "go" * len(sides)) or not all(event.chunks[i].comma for i in ends[:-1]):
        return []
    # nothing else is done in between
    if any(c.pred and not c.adnominal and c.paren == -1 for c in event.chunks[marks[0][0] : at]):
        return []
    first = max((c.index + 1 for c in event.chunks[: marks[0][0]] if event.cases[c.index] in ("topic", "subj") or (c.pred and not c.adnominal)), default=0)
    spans = list(zip([first, *(i + 1 for i in ends)], ends, strict=False))
    told = [len(figures_in(event, a, b)) for a, b in spans]
    # a sum of all is no item's
    return spans if max(told) < 2 and sum(told) == sum(score > -0.5 for _, score in event.figures) else []


def figures_in(event: Event, first: int, last: int) -> list:
    """The sums that may be the deal's in some chunks of its sentence."""
    here = [id(f) for c in event.chunks[first : last + 1] for f in c.figures]
    return [f for f, score in event.figures if score > -0.5 and id(f) in here]
