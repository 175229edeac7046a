"""itemised: what each of several gives or gets, told behind the deal of all of them.

In:  an item of a list of sums whose deal word is a noun of price (出資額はAが80億円、Bが30億円), and the events before it.
Out: the item with the sides that the deal told just before gives to those of the list, and to whom it names
     alone on the other side: 双葉商事がAとBに出資する。出資額はAが80億円 makes A the one who gets it. The others of the
     list have no part in it.
"""

from __future__ import annotations

from ..reading.events import PUBLIC, Event

#: How far back the deal may be told, in sentences and events.
_REACH, _EVENTS = 2, 6
#: What a role does with the money.
_PAYS = frozenset(("investor", "acquirer", "customer", "lender", "grantor"))
_PAID = frozenset(("investee", "target", "provider", "borrower", "recipient"))


def as_told_of_all(event: Event, events: list[Event]) -> None:
    """Give an item of a list the sides of the deal that it is a part of."""
    share = event.facts.get("share")
    if share is None or not event.facts.get("apart") or event.amount is None or not event.trigger.text.endswith("額"):
        return
    own, others = set(share[2]), event.facts["apart"]
    for e in reversed(events[-_EVENTS:]):
        if not 0 < event.sentence.index - e.sentence.index <= _REACH or "share" in e.facts:
            continue
        sides = {c: "payer" if r in _PAYS else "payee" for r, ns in e.rule_roles.items() if r in _PAYS | _PAID for n in ns for c in n.canonical}
        told = {sides.get(c) for c in own | others}
        if len(told) != 1 or None in told:
            continue
        facing = [c for c, side in sides.items() if side not in told]
        event.facts["sides"] = dict.fromkeys(others, "none") | dict.fromkeys(own, told.pop()) | ({facing[0]: sides[facing[0]]} if len(facing) == 1 else {})
        return
    if event.frame == "grant" and not event.inverse and not any(n.label == "GOV" or n.kind in PUBLIC for k in event.links if k.chunk >= 0 for n in (k.name,)):
        # 支援額は双葉電機が10億円、星野電工が20億円だ: companies are given it, whoever gives
        event.facts["sides"] = dict.fromkeys(others, "none") | dict.fromkeys(own, "payee") | event.facts.get("sides", {})
