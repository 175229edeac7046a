"""facing: who stand joined have one side of a contract, and whom they face have the other.

In:  a judged event of what two sides put down in a contract, with the probability of each side for each name.
Out: the same, with the two sides apart: in 双葉電機、星野電工、森田機工の3社は青葉クラウドと利用契約を結んだ the three
     pay and the one is paid, or the other way round, whatever is likelier of all four together; never do
     some of the three face the others. What is said of a list is said of all of it.
"""

from __future__ import annotations

from math import log

from .pipes.reading.events import Event
from .pipes.syntax.coordination import TOGETHER

#: Frames of what two sides put down in a contract.
CONTRACTS = frozenset(("contract", "lease", "powerbuy", "powersell"))
_OTHER = {"payer": "payee", "payee": "payer"}


def face(e: Event) -> None:
    """Put the names on both ends of a contract on a side each (see above)."""
    if e.frame not in CONTRACTS or e.facts.get("sides"):
        return
    acting, faced = two_ends(e)
    if not acting or not faced:
        return
    # how much likelier it is that the acting pay than that they are paid
    pay = sum(_lean(e, c) for c in acting) - sum(_lean(e, c) for c in faced)
    side = "payer" if pay > 0 else "payee"
    for names, its in ((acting, side), (faced, _OTHER[side])):
        for c in names:
            sides, name = e.roles_p[c]
            e.roles_p[c] = ({**sides, its: sides["payer"] + sides["payee"], _OTHER[its]: 0.0}, name)


def two_ends(e: Event) -> tuple[set[str], set[str]]:
    """Who acts in the clause of an event, alone or together with others, and with whom."""
    firm = [k for k in e.links if k.chunk >= 0 and k.weight >= 0.9 and not k.clauses and not k.facts and k.case in ("subj", "com")]
    own = [k.case == "subj" or e.chunks[k.chunk].func.startswith(TOGETHER) for k in firm]
    acting, faced = ({c for k, acts in zip(firm, own, strict=True) if acts == mine for c in k.name.canonical if c in e.roles_p} for mine in (True, False))
    return acting, faced - acting


def _lean(e: Event, c: str) -> float:
    sides = e.roles_p[c][0]
    return log(max(sides["payer"], 1e-3) / max(sides["payee"], 1e-3))
