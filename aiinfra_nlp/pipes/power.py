"""power: who generates, who brings and who uses the electricity of a contract.

In:  a sentence that says whose plant's power is brought to whom, and the contracts told just before it.
Out: its names on their sides, whichever way the sentence tells them: who has the plant and who stands
     between are providers, whose site is supplied is the customer (contract, section 3: [森田発電が新設する]
     発電所の電力を、星野電力を通じて双葉商店の工場に供給する); and the same sides for those who were only
     told to have concluded the contract together (双葉商店、森田発電、星野電力はPPAを結んだ).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .cases import Link
from .chunks import Chunk
from .events import Event
from .relatives import Relative
from .words import pattern, words

#: What electricity comes from, and what it is used in.
_PLANT, _SITE = re.compile("発電|電源|太陽光|風力|水力|地熱|原発|ソーラー|電力"), re.compile(rf"(?:{words('site')})")
#: What its owner does with a plant that is not built yet, and one who makes electricity; who has built one may have done so for another.
_SETS_UP = re.compile("新設|建設|設置|開発|整備|発電")
_BUILT = re.compile("し?た")
#: Through whom it comes.
_THROUGH = re.compile("を(?:通じ|通し|介し|経由し)")


def whose_power(event: Event, found: list[Link], clauses: Sequence[Relative]) -> list[Link]:
    """The links of a deal word of power, of who has the plant, of who stands between and of whose site it is brought to as the particles of a plain sentence would mark them."""
    if event.frame not in ("powersell", "powerbuy"):
        return found
    giver = "src" if event.frame == "powerbuy" or event.inverse else "subj"
    sides = {k.chunk: side for k in found if k.chunk >= 0 and k.name.label in ("ORG", "PERSON") and (side := _side(event, k, clauses))}
    if "gives" not in sides.values():
        return found
    event.facts["brought"] = True
    event.facts["sides"] = {c: "payee" for k in found if sides.get(k.chunk) == "gives" for c in k.name.canonical}
    taker = "subj" if giver == "src" else "goal"
    return [replace(k, case=giver if sides[k.chunk] == "gives" else taker, weight=0.9, facts=()) if k.chunk in sides else k for k in found]


def _side(event: Event, k: Link, clauses: Sequence[Relative]) -> str | None:
    """Whether who stands in a chunk gives power or takes it, by what is told to be his; ``goal`` and ``subj`` say so themselves."""
    chunks, cases = event.chunks, event.cases
    r = next((r for r in clauses if r.subject == k.chunk), None)
    if r is not None:
        head = "".join(chunks[i].text for i in r.head)
        if _PLANT.search(head) and _has_plant(chunks[r.verb]):
            return "gives"
        return "takes" if pattern("runs").match(chunks[r.verb].text) and cases[r.head[-1]] == "goal" else None
    behind = chunks[k.chunk + 1] if k.chunk + 1 < len(chunks) else None
    if behind is None or chunks[k.chunk].paren != -1:
        return None
    if cases[k.chunk] == "via" or (_THROUGH.match(chunks[k.chunk].func) and not k.case.startswith("other ")):
        return "gives"
    if chunks[k.chunk].func == "を" and behind.text in ("介", "介し", "通じ", "通し", "経由"):
        return "gives"
    if chunks[k.chunk].func != "の":
        return None
    if "発電所" in behind.text and behind.func.startswith(("の", "で", "から")):
        return "gives"
    return "takes" if cases[behind.index] == "goal" and _SITE.search(behind.text) else None


def _has_plant(verb: Chunk) -> bool:
    if verb.text.startswith("発電"):
        return True
    if _SETS_UP.match(verb.text):
        return not _BUILT.match(verb.func)
    return any(pattern(x).match(verb.text) for x in ("holds", "runs"))


#: Frames of the contract whose parties a sentence behind it gives their sides.
_CONCLUDED = ("powerbuy", "powersell", "contract", "partner")
_REACH = 2


def take_sides(events: Sequence[Event]) -> None:
    """Give those who concluded a contract together the sides that a sentence just behind it tells of them all but one at most."""
    for i, e in enumerate(events):
        if e.type != "power" or not e.facts.get("brought") or not {"customer", "provider"} <= e.rule_roles.keys():
            continue
        sides = {c: "payer" if role == "customer" else "payee" for role in ("customer", "provider") if role not in e.inherited for n in e.rule_roles[role] for c in n.canonical}
        if list(sides.values()).count("payee") < 2:
            # who of two sells is told by what each is
            continue
        for before in events[max(0, i - 8) : i]:
            who = {c for k in before.links if k.chunk >= 0 and k.case in ("subj", "com") for c in k.name.canonical}
            if before.frame in _CONCLUDED and 0 < e.sentence.index - before.sentence.index <= _REACH and who and who <= sides.keys():
                before.facts["sides"] = sides
        e.facts["sides"] = sides
