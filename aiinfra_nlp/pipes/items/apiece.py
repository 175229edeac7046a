"""apiece: a deal with each of several.

In:  an event whose sentence lists those on the other side of the topic's deal.
Out: the members of the list with each of whom the topic has a deal of its own (contract, section 1):
     双葉電機は星野発電、森田発電とそれぞれ電力購入契約を結んだ; 星野発電や森田発電とも結んでいる; 星野発電は双葉電機と
     青葉商店に電力を供給する契約を結んだ. A sum or a capacity for all, or a second topic, holds them together.
"""

from __future__ import annotations

from ..reading.events import Event
from ..syntax.links import Link, names_of

#: Cases of the other side by the frame of the deal word; whose power is brought through whom is told in one chain (``power``).
_OTHER_SIDE = {"contract": ("com", "goal"), "powerbuy": ("com", "src"), "powersell": ("com", "goal"), "partner": ("com",), "borrow": ("com",)}


def each_of_several(event: Event, names: list[Link]) -> list[Link]:
    """One link for each of those with whom the topic of an event has a deal of its own, or none.

    Args:
        event: the chunks of its sentence, its figures and capacities.
        names: its links within the sentence, in text order.
    """
    cases = _OTHER_SIDE.get(event.frame, ())
    if event.inverse or event.capacities or event.facts.get("brought") or any(score > -0.9 for _, score in event.figures):
        return []
    found = [k for k in names if k.case in cases and k.weight >= 0.7 and k.clauses == 0 and k.name.label == "ORG" and not k.name.reference]
    topics = names_of(k for k in names if k.case == "subj" and k.weight >= 0.7)
    each = list({k.name.canonical: k for k in reversed(found)}.values())[::-1]
    if len(topics) != 1 or len(each) < 2 or len({k.case for k in each}) > 1 or not topics.isdisjoint(c for k in each for c in k.name.canonical):
        return []
    return each if _each_told(event, each) or _sold_to(event, each) or (_is_of_each(event, each) and _some_of(event, each)) else []


def _is_of_each(event: Event, each: list[Link]) -> bool:
    """Whether a list of some is one of customers or sellers, each with a contract of its own: power, or a contract for them (BやCなどの顧客向けに…契約を)."""
    return event.type == "power" or (event.frame == "contract" and event.type in ("supply", "compute_contract") and all(k.case == "goal" for k in each))


def _each_told(event: Event, each: list[Link]) -> bool:
    """Whether それぞれ stands between the list and the verb: BやCとそれぞれ契約を, BとCに供給する契約をそれぞれ."""
    last = max(event.facts["chunk"], event.facts["pred"] or 0)
    return any(c.text.startswith(("それぞれ", "個別に")) for c in event.chunks[each[-1].chunk + 1 : last + 1])


def _sold_to(event: Event, each: list[Link]) -> bool:
    """Whether power is sold to each of a list: BとCに電力を供給する."""
    return event.type == "power" and each[0].case == "goal"


def _some_of(event: Event, each: list[Link]) -> bool:
    """Whether the list names some of more, or is told besides: BやCと, BやCとも, BとCなどから."""
    funcs = [event.chunks[k.chunk].func for k in each]
    # メタやマイクロソフトとの契約: a contract with them all
    return (not funcs[-1].startswith("との") and any(f.startswith(("や", "など")) for f in funcs)) or funcs[-1].startswith(("とも", "からも"))
