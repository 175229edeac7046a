"""unions: who leads a group without a name that buys a company, and of whom it is told to buy.

In:  the events of an article.
Out: ``facts["sides"]`` of who leads such a group, where another sentence says who else is in it (双葉ファンドが率いる連合体は
     赤石電機を買収する。連合体には星野電工も参画する); ``facts["part of"]`` of a sentence that only adds who sells the company
     whose takeover was told just before (発表によると、森田商事から赤石電機を取得する).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .events import Event

#: How one leads a group.
_LEADS = re.compile("[^、。はがを]{0,12}(?:が|の)(?:率い|主導|中心と)")
#: How far back the takeover may be told, in sentences.
_REACH = 3


def note_unions(events: Sequence[Event]) -> None:
    """Tell who leads a group of buyers, and join to its takeover the sentence that adds who sells."""
    for i, e in enumerate(events):
        if e.facts.get("union"):
            _keep_leaders(e)
        elif e.type == "acquisition" and e.frame in ("acquire", "stake") and "part of" not in e.facts:
            _add_seller(e, events[max(0, i - 12) : i])


def _keep_leaders(e: Event) -> None:
    of: Event = e.facts["part of"]
    text = of.sentence.text
    leads = {c for k in of.links if k.chunk >= 0 and k.name.label == "ORG" and _LEADS.match(text, k.name.end - of.sentence.start) for c in k.name.canonical}
    joins = {c for k in e.links if k.chunk >= 0 and k.name.label == "ORG" and k.case in ("subj", "and") for c in k.name.canonical}
    of.facts["union of"] = leads | joins
    for x in (of, e):
        x.facts["sides"] = dict.fromkeys(leads | joins, "payer") | x.facts.get("sides", {})


def _targets(e: Event) -> set[str]:
    return {c for k in e.links if k.chunk >= 0 and k.case in ("obj", "gen") and k.weight >= 0.7 for c in k.name.canonical}


def _add_seller(e: Event, before: Sequence[Event]) -> None:
    own = [k for k in e.links if k.chunk >= 0 and k.name.label == "ORG"]
    if any(k.case in ("subj", "theme", "by") for k in own) or not any(k.case == "src" and k.weight >= 0.9 for k in own) or e.amount is not None:
        return
    mine = _targets(e)
    of = next((x for x in reversed(before) if 0 < e.sentence.index - x.sentence.index <= _REACH and x.type == "acquisition" and x.frame == "acquire" and mine and _targets(x) == mine and not x.inverse), None)
    if of is None or of.status == "cancelled" or any(k.case == "src" for k in of.links if k.chunk >= 0):
        return
    e.facts["part of"] = of
    if members := of.facts.get("union of"):
        e.facts["sides"] = dict.fromkeys(members, "payer") | e.facts.get("sides", {})
