"""pairs: which of two 両社 stands for, once one of them is told to buy the other.

In:  the events of an article, in text order.
Out: the same events; where 両社 is carried over from another sentence to a deal word of buying, it stands for the buyer
     alone: 双葉電機は星野電工を買収する。両社が協議していた。19年に森田機工を買収した際は…. In its own clause (両社が
     森田機工を買収する) it stands for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..reading.events import Event
from ..syntax.links import names_of

_BUYS = frozenset(("acquire", "stake"))
_BUYERS = ("acquirer", "investor")


def buyer_alone(events: Sequence[Event]) -> None:
    """Let a pair of a buyer and what he buys, as context of a later purchase, stand for the buyer."""
    told: dict[frozenset[str], set[str]] = {}
    for e in events:
        if e.type not in ("acquisition", "investment") or e.frame not in _BUYS:
            continue
        pairs = [k.name for k in e.links if k.chunk < 0 and len(k.name.canonical) == 2 and frozenset(k.name.canonical) in told]
        for n in pairs:
            _stand_for(e, n, told[frozenset(n.canonical)])
        sides = [names_of(k for k in e.links if k.chunk >= 0 and k.case in cases and k.weight >= 0.7 and k.name.label == "ORG") for cases in (("subj", "by"), ("obj", "gen", "comp"))]
        if all(len(side) == 1 for side in sides) and sides[0] != sides[1] and not e.inverse:
            told[frozenset(sides[0] | sides[1])] = sides[0]


def _stand_for(event: Event, pair, who: set[str]) -> None:
    """Put one of a pair in its place, in the links and roles of an event."""
    one = replace(pair, canonical=tuple(c for c in pair.canonical if c in who))
    # who was bought, and is carried over by his own name, buys nothing either
    rest = set(pair.canonical) - who
    buying = [n for role in _BUYERS for n in event.roles.get(role, ())]
    aside = [k for k in event.links if k.chunk < 0 and k.name is not pair and set(k.name.canonical) <= rest and any(n is k.name for n in buying)]
    event.links = [replace(k, name=one) if k.name is pair else k.aside() if any(k is x for x in aside) else k for k in event.links]
    for roles in (event.roles, event.rule_roles):
        for role, names in roles.items():
            meant = [n is pair or (role in _BUYERS and any(n is x.name for x in aside)) for n in names]
            if any(meant):
                roles[role] = [n for n, instead in zip(names, meant, strict=True) if not instead] + [one]
    told = {(role, c): max(w for (r, x), w in event.weights.items() if r == role and x in pair.canonical) for role in dict.fromkeys(r for r, x in event.weights if x in rest) for c in one.canonical}
    event.weights = told | {(role, c): w for (role, c), w in event.weights.items() if c not in rest or any(c in n.canonical for n in event.roles.get(role, ()))}
