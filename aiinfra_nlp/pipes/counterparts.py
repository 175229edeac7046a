"""counterparts: the sentence that names the other side of a deal told just before: 相手は星野電力だ, 調達先は星野電力で.

In:  an event of such a sentence, and the events before it.
Out: the event as one that tells the same deal, whose topic and the one named now stand on its two sides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .cases import Link
from .events import Event, kinds

_OTHER = re.compile(r"(?:なお|この)?、?(?:契約|提携|取引|調達|購入|供給|締結|合意|協議|交渉)?の?(?:相手|先|元)(?:方|先|企業)?は")
#: Frames of deals between two, whose other side may be left to the next sentence.
_BETWEEN_TWO = ("contract", "powerbuy", "powersell", "buy", "lease", "partner")
#: Sides of a trade by its roles.
_SIDES = {"customer": ("payer", "payee"), "provider": ("payee", "payer")}


def other_side(event: Event, events: Sequence[Event]) -> None:
    """Make the event of a sentence that says only who the other side is tell the deal of the sentence before, which names one side alone."""
    if not _OTHER.match(event.sentence.text) or event.trigger.row.word not in ("(goes on)", "調達先", "購入先", "供給元", "契約先"):
        return
    named = [k for k in event.links if k.chunk >= 0 and k.case in ("is", "com", "bare") and k.name.label == "ORG" and not k.name.reference]
    before = next((e for e in reversed(events[-6:]) if event.sentence.index - e.sentence.index == 1 and e.frame in _BETWEEN_TWO and e.trigger.row.word and not e.inverse and not e.facts["unreal"]), None)
    if before is None or not named:
        return
    mine = {k.name.canonical: k for k in before.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.85 and k.name.label == "ORG"}
    others = [k for k in before.links if k.chunk >= 0 and k.weight >= 0.5 and k.name.label == "ORG" and k.name.canonical not in mine]
    new = {c for k in named for c in k.name.canonical}
    if len(mine) != 1 or others or new & {c for n in mine for c in n}:
        return
    (topic,) = mine.values()
    event.type, event.frame = before.type, before.frame
    event.links = [replace(topic, case="subj", weight=0.8, chunk=-1, facts=("told before",)), *(replace(k, case="com", weight=0.9, facts=()) if k in named else k for k in event.links)]
    role = next((r for r, ns in before.roles.items() if any(n.canonical == topic.name.canonical for n in ns)), "partner")
    if before.frame == "contract" and role in _SIDES:
        # of a contract without its other side the rules do not know who sells
        role = "provider" if _sells(topic, before.type) > max(_sells(k, before.type) for k in named) else "customer"
    other = {"customer": "provider", "provider": "customer"}.get(role, role)
    event.roles = {role: [topic.name]}
    event.roles.setdefault(other, []).extend(k.name for k in named)
    event.weights = {(r, c): 0.8 for r, ns in event.roles.items() for n in ns for c in n.canonical}
    if role in _SIDES:
        one, two = _SIDES[role]
        event.facts["sides"] = dict.fromkeys(topic.name.canonical, one) | dict.fromkeys(new, two)
    event.status = before.status
    event.facts.update({"part of": before, "plan": before.type, "needs": True})


def _sells(k: Link, dtype: str) -> tuple[bool, int]:
    """How much of a seller one is of what a deal is about: a cloud of computing."""
    rank, goods = kinds().get(k.name.kind, (2, ""))
    return (goods == dtype, rank)


def sure_source(event: Event) -> str:
    """``power`` where a sentence says only from whom the topic of the one before has its electricity: 本社の電力を再エネに替えた。調達先は星野電力で; else an empty string."""
    if event.type != "power" or event.facts.get("plan") or not _OTHER.match(event.sentence.text) or event.trigger.row.word not in ("調達先", "購入先", "供給元"):
        return ""
    named = {c for k in event.links if k.chunk >= 0 and k.case == "is" and k.name.label == "ORG" for c in k.name.canonical}
    topic = [k for k in event.links if k.chunk < 0 and k.case == "context" and k.facts[:2] == ("same block", "") and k.name.label == "ORG"]
    if not named or len(topic) != 1 or event.facts["unreal"] or event.status == "cancelled":
        return ""
    event.facts.setdefault("sides", dict.fromkeys(topic[0].name.canonical, "payer") | dict.fromkeys(named, "payee"))
    return "power"
