"""confidence: how sure a record is, as a probability that means what it says.

In:  a group of events that became one record, and its settled fields.
Out: the probability that type, all parties with roles, and amount are right: a logistic
     curve over a few facts, its weights fitted by ``train`` on records of articles that the
     scorer had not seen, and kept among the scorer's settings as plain numbers.
"""

from __future__ import annotations

import math

PREFIX = "confidence "


def facts_of(group, fields: dict) -> dict[str, float]:
    """The facts of a record that its confidence rests on, as log-odds and small counts."""
    lead = fields["confidence"]
    events = group.events
    sides: dict[str, float] = {}
    for e in (*events, *fields.get("members", ())):
        for c, (p, _) in getattr(e, "roles_p", {}).items():
            sides[c] = max(sides.get(c, 0.0), 1 - p.get("none", 0.0))
    chosen = [sides.get(c, 0.5) for c in fields["parties"]]
    left = [p for c, p in sides.items() if c not in fields["parties"]]
    types = [
        e.types_p.get(fields["type"], 0.0) / max(sum(e.types_p.values()), 1e-9) for e in events if e.types_p
    ]
    amount = max((e.amount_score for e in events if e.amount is not None), default=0.0)
    return {
        "raw": lead,
        "lead": _logit(lead),
        "type": _logit(max(types, default=0.5)),
        "weakest party": _logit(min(chosen, default=0.5)),
        "left out": _logit(max(left, default=0.01)),
        "amount": _logit(amount) if fields["amount"] is not None else 0.0,
        "has amount": float(fields["amount"] is not None),
        "one party": float(len(chosen) == 1),
        "many parties": float(len(chosen) > 2),
        "told again": min(3.0, len(events) - 1.0),
    }


def calibrated(facts: dict[str, float], settings: dict[str, float]) -> float:
    """The probability by the weights among the settings; the lead event's own without any."""
    if PREFIX + "bias" not in settings:
        return facts["raw"]
    z = settings[PREFIX + "bias"] + sum(settings.get(PREFIX + k, 0.0) * x for k, x in facts.items())
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, z)))), 4)


def _logit(p: float) -> float:
    p = min(max(p, 0.01), 0.99)
    return math.log(p / (1 - p))
