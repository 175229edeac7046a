"""syntax.links: a name as it is seen from a deal word.

In:  nothing.
Out: ``Link``, which ``cases`` makes and all rules of sides read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(slots=True)
class Link:
    """A name seen from a trigger."""

    name: object
    case: str
    weight: float
    chunk: int
    between: int = 0
    side: int = -1
    facts: tuple[str, ...] = ()
    #: How many clauses end between the name and the trigger, in the sentence.
    clauses: int = 0

    def aside(self) -> Link:
        """The link of one who has no part in what the trigger tells."""
        return replace(self, case="bystander", weight=0.1, facts=())


def names_of(links: Iterable[Link]) -> set[str]:
    """Whom links name, by canonical names."""
    return {c for k in links for c in k.name.canonical}
