"""elsewhere: the sentences beside that of a deal that tell how another deal, between others, was called off.

In:  the events of an article.
Out: the same events; each knows which sentences near it tell only of a deal that came to nothing and whose two
     sides are both others than its own (双葉電機が星野電工に買収を打診した。過去には森田機工と三葉ソフトの合併が
     破談になった): that says nothing of what becomes of this one (``facts["elsewhere"]``).
"""

from __future__ import annotations

from ..reading.events import Event
from ..syntax.links import names_of

#: How many sentences away a stage word may speak of a deal (``features``).
_NEAR = 2
#: Cases of names that have no part in what a deal word tells.
_ASIDE = ("other ", "inner ", "affiliate", "bystander", "source", "paren", "late", "far", "theme")


def note(events: list[Event]) -> None:
    """Note with each event (in text order) the sentences near it that tell how another deal was called off."""
    told: dict[int, list[Event]] = {}
    for e in events:
        told.setdefault(e.sentence.index, []).append(e)
    for e in events:
        at = e.sentence.index
        near = (i for i in range(at - _NEAR, at + _NEAR + 1) if i != at and i in told)
        e.facts["elsewhere"] = {i for i in near if any(o.status == "cancelled" and told_of_others(e, o) for o in told[i]) and not any(_share(e, o) for o in told[i])}


def told_of_others(a: Event, b: Event) -> bool:
    """Whether two sentences each name both sides of a deal of their own, and none of one is on a side of the other."""
    if a.sentence is b.sentence or not (a.trigger.row.word and b.trigger.row.word):
        return False
    return all(len(sides(e)) > 1 for e in (a, b)) and not _share(a, b)


def sides(e: Event) -> set[str]:
    """The companies whom the clause of an event itself names as its sides, each by its own name."""
    firm = (k for k in e.links if k.chunk >= 0 and k.weight >= 0.7 and not k.name.reference and k.name.label == "ORG" and not k.case.startswith(_ASIDE))
    return names_of(firm)


def _share(a: Event, b: Event) -> bool:
    """Whether two sentences name one company, if by a longer and a shorter name."""
    mine, its = ({x for k in e.links if k.chunk >= 0 for x in (k.name.text, *k.name.canonical)} for e in (a, b))
    return any(x in y or y in x for x in mine for y in its)
