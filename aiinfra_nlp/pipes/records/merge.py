"""merge: events of one article that speak of one deal -> one record.

In:  events with roles, amounts and stages.
Out: ``Group``s of events, each one real-world deal; the fuller and more exact value of each
     field wins, two tranches stay two (contract, section 1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ...records import ROLES_OF
from ..reading.events import Event
from ..stage.status import ORDER

#: Types that one deal may be told under; the first is what the record becomes when both occur.
_COMPATIBLE = (
    ("acquisition", "investment"),
    ("joint_venture", "capex"),
    ("joint_venture", "investment"),
    ("compute_contract", "supply"),
    ("investment", "capex"),
    ("power", "supply"),
)
_VAGUE = {"partnership"}


@dataclass
class Group:
    """Events that speak of one deal."""

    events: list[Event] = field(default_factory=list)
    score: float = 0.0

    @property
    def lead(self) -> Event:
        """The event that says most."""
        return max(self.events, key=weight_of)

    @property
    def names(self) -> set[str]:
        """All party names."""
        return {c for e in self.events for c in e.names}

    @property
    def amount(self):
        """The amount of the group, if any event has one."""
        best = [e for e in self.events if e.amount is not None]
        return max(best, key=amount_rank).amount if best else None


def weight_of(e: Event) -> float:
    """How much an event says."""
    return (
        sum(e.weights.values())
        + (0.8 * e.amount_score if e.amount is not None else 0)
        + 0.3 * e.trigger.row.strength
        - (0.4 if e.type == "partnership" else 0)
        - (0.2 if e.sentence.heads else 0)
    )


def amount_rank(e: Event) -> tuple:
    """Exact amounts of the body before rounded ones of a headline."""
    body = e.sentence.kind not in ("headline", "heading", "bullet")
    exact = e.amount.qualifier == "exact"
    return (e.amount_score + (0.3 if body else 0) + (0.1 if exact else 0), -e.sentence.index)


def same_amount(a, b) -> bool:
    """Whether two amounts say the same sum: equal, or equal to the other's second currency."""
    for x in (a, getattr(a, "alt", None)):
        for y in (b, getattr(b, "alt", None)):
            if x is not None and y is not None and x.currency == y.currency:
                if x.value is not None and x.value == y.value:
                    return True
                if x.value is None and y.value is None and (x.low, x.high) == (y.low, y.high):
                    return True
    return False


def near_amount(a, b) -> bool:
    """Whether one amount can be the other rounded (within 6 percent) or converted at the rate of another day (within 20)."""
    x, y = _middle(a), _middle(b)
    if x is None or y is None or not x or not y:
        return False
    if a.currency == b.currency:
        if "at_least" in (a.qualifier, b.qualifier) and (x <= y if a.qualifier == "at_least" else y <= x):
            # 1000億円超 of a headline is 1250億円 in the body
            return _ratio(x, y) >= Decimal("0.75")
        return _ratio(x, y) >= Decimal("0.94")
    from ...normalize.fx import to_usd

    p, q = to_usd(a, None).usd, to_usd(b, None).usd
    return bool(p and q) and _ratio(p, q) >= Decimal("0.82")


def _ratio(x: Decimal, y: Decimal) -> Decimal:
    """The smaller of two sums as a part of the larger, whichever comes first; negative if one is a loss."""
    return min(x / y, y / x)


def _middle(a) -> Decimal | None:
    if a.value is not None:
        return a.value
    return (a.low + a.high) / 2 if a.low is not None and a.high is not None else None


def group_events(events: list[Event]) -> list[Group]:
    """Cluster events, the most telling first."""
    groups: list[Group] = []
    for e in sorted(events, key=weight_of, reverse=True):
        home = max(groups, key=lambda g: affinity(e, g), default=None)
        if home is not None and affinity(e, home) > 0:
            home.events.append(e)
        else:
            groups.append(Group([e]))
    return groups


def affinity(e: Event, g: Group) -> float:
    """How well an event fits a group; 0 or less: another deal."""
    from ...grouping import apart  # it needs the amounts from here

    if any(apart(e, x) for x in g.events):
        return 0
    lead = g.lead
    types = {x.type for x in g.events}
    exact = e.type in types
    loose = exact or e.type in _VAGUE or lead.type in _VAGUE or any({e.type, t} == set(c) for t in types for c in _COMPATIBLE)
    shared = e.names & g.names
    amount = g.amount
    both = e.amount is not None and amount is not None
    if both and same_amount(e.amount, amount):
        if loose and (shared or not e.names or _inherited(e)):
            return 5 + len(shared)
        if shared and e.names <= g.names:
            return 3
        if exact and abs(e.sentence.index - lead.sentence.index) <= 3:
            return 2
        return 0
    if not loose or not shared:
        if e.type in types and _inherited(e) and any(abs(e.sentence.index - x.sentence.index) <= 1 for x in g.events) and not both:
            return 0.5
        return 0
    if both and not near_amount(e.amount, amount):
        return 0
    if _conflict(e, g):
        return 0
    firm = {c for (r, c), w in e.weights.items() if w >= 0.5}
    if len(shared) >= 2:
        return 4 + len(shared) + (1 if exact else 0)
    if len(e.names) == 1 or len(g.names) == 1:
        if not exact and e.type not in _VAGUE:
            return 0 if e.amount is not None or e.capacities else 0.3
        return 2 + (1 if any(e.sentence.block == x.sentence.block for x in g.events) else 0) + (0.5 if firm & shared else 0)
    # two-party events that share only one party are the same deal only if the other parties can be one side
    return 1 if exact and _same_counterparty(e, g) else 0


def _inherited(e: Event) -> bool:
    return not e.names or bool(e.inherited) or all(w < 0.5 for w in e.weights.values())


def _conflict(e: Event, g: Group) -> bool:
    """Single-sided roles filled by different names in event and group."""
    single = {"acquisition": ("target",), "investment": ("investee",), "compute_contract": ("provider", "customer"),
              "supply": ("provider", "customer"), "power": ("provider", "customer"), "financing": ("borrower",), "subsidy": ("recipient",)}
    for role in single.get(e.type, ()):
        mine = {c for n in e.roles.get(role, ()) for c in n.canonical if e.weights.get((role, c), 0) >= 0.5}
        theirs = {c for x in g.events if x.type == e.type for n in x.roles.get(role, ()) for c in n.canonical if x.weights.get((role, c), 0) >= 0.5}
        if mine and theirs and not mine & theirs:
            return True
    return False


def _same_counterparty(e: Event, g: Group) -> bool:
    payee = {"investment": "investee", "acquisition": "target", "financing": "borrower"}.get(e.type)
    if payee is None:
        return False
    mine = {c for n in e.roles.get(payee, ()) for c in n.canonical}
    theirs = {c for x in g.events for n in x.roles.get(payee, ()) for c in n.canonical}
    return bool(mine & theirs)


def settle(g: Group) -> dict:
    """The fields of the record of a group, as event-level objects."""
    body = [e for e in g.events if not e.sentence.heads] or g.events
    types: dict[str, float] = {}
    for e in g.events:
        types[e.type] = types.get(e.type, 0) + weight_of(e)
    kinds = [t for t in types if t != "partnership"] or list(types)
    dtype = max(kinds, key=lambda t: types[t])
    for first, second in _COMPATIBLE:
        if {first, second} <= set(kinds) and dtype in (first, second) and types[first] >= 0.5 * types[second]:
            dtype = first
    parties: dict[str, dict[str, float]] = {}
    for e in g.events:
        for (role, c), w in e.weights.items():
            role = _translate(role, e.type, dtype)
            if role:
                bump = w * (1.0 if e.type == dtype else 0.6)
                parties.setdefault(c, {})[role] = parties.get(c, {}).get(role, 0) + bump
    chosen = {c: max(rs, key=rs.get) for c, rs in parties.items()}
    amounts = [e for e in g.events if e.amount is not None]
    amount = max(amounts, key=amount_rank).amount if amounts else None
    status = _status(body, dtype)
    return {
        "type": dtype,
        "parties": chosen,
        "amount": amount,
        "status": status,
        "reported": sum(e.reported for e in body) * 2 > len(body) or g.lead.reported,
        "capacity": _capacities(g.events),
        "stake": next((e.stake for e in sorted(g.events, key=weight_of, reverse=True) if e.stake is not None), None),
    }


def _status(events: list[Event], dtype: str) -> str:
    if any(e.status == "cancelled" for e in events):
        return "cancelled"
    firm = [e for e in events if e.cues.get("status")] or events
    return max((e.status for e in firm), key=lambda x: ORDER[x])


def _translate(role: str, source: str, target: str) -> str | None:
    """A role of one type as a role of another (partners of a tie-up that is a purchase have none)."""
    if source == target or role in ROLES_OF[target]:
        return role if role in ROLES_OF[target] else None
    payer = {"investor", "acquirer", "customer", "lender", "grantor"}
    if role in payer:
        return ROLES_OF[target][0]
    if role in ("investee", "target", "provider", "borrower", "recipient") and len(ROLES_OF[target]) > 1:
        return ROLES_OF[target][1]
    return None


def _capacities(events: list[Event]) -> list:
    seen, out = set(), []
    for e in events:
        for c in e.capacities:
            key = (c.unit, c.value, c.low, c.high)
            if key not in seen:
                seen.add(key)
                out.append(c)
    return out
