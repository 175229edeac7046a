"""own_shares: whose shares 同社株 are, where who buys them is left out.

In:  an event of buying shares or a company that names no buyer, and the event before it.
Out: the event, 同社 as the company that is bought there: nobody buys himself. 双葉電機は星野電工を子会社化する。親会社の森田機工から
     同社株を買い取る is about shares of 星野電工, and 双葉電機 buys them, though it is the topic.
"""

from __future__ import annotations

from dataclasses import replace

from ..reading.events import Event

_BUYS = frozenset(("acquire", "stake"))
#: Cases of what is bought.
_BOUGHT = ("obj", "gen", "genobj", "comp", "gengen", "genngoal")
#: What refers back to one company.
_IT = ("同社", "同行", "同グループ")


def of_the_target(event: Event, before: Event | None) -> None:
    """Let 同社 be whom the buyer told before buys."""
    if before is None or event.frame not in _BUYS or before.frame not in _BUYS or event.inverse or before.inverse or not 0 < event.sentence.index - before.sentence.index <= 2:
        return
    buyer, bought = (([n for n in before.rule_roles.get(role, ())] + [n for n in before.rule_roles.get(other, ())]) for role, other in (("acquirer", "investor"), ("target", "investee")))
    if len(buyer) != 1 or len(bought) != 1 or buyer[0].canonical == bought[0].canonical:
        return
    here = [k for k in event.links if k.chunk >= 0]
    it = [k for k in here if k.case in _BOUGHT and k.name.reference and k.name.text in _IT and k.name.canonical == buyer[0].canonical]
    if not it or any(k.case == "subj" for k in here):
        return
    name = replace(it[0].name, canonical=bought[0].canonical, kind=bought[0].kind, label=bought[0].label)
    event.links = [replace(k, name=name) if any(k is x for x in it) else k for k in event.links]
    event.roles = {r: [name if any(n is x.name for x in it) else n for n in ns] for r, ns in event.roles.items()}
    event.weights = {(r, bought[0].canonical[0] if c in buyer[0].canonical else c): w for (r, c), w in event.weights.items()}
    event.facts["sides"] = {c: "payer" for c in buyer[0].canonical} | {c: "payee" for c in bought[0].canonical} | event.facts.get("sides", {})
