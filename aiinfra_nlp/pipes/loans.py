"""loans: who lends and who owes.

In:  the event of a word of money raised, lent or signed for, with its links.
Out: whether it is borrowed, and by whom.
"""

from __future__ import annotations

import re

from .cases import Link
from .events import LENDERS, Event, has_object
from .words import words

#: Who gives what is only lent: 金融機関からの資金調達.
_LENDERS = re.compile(rf"(?:{words('lending side')})(?:団|など)?$")


def of_lenders(event: Event, at: int) -> bool:
    """Whether money is raised from those who lend, and by no shares: 貸し手からの資金調達, 銀行から20億円を調達する."""
    near = event.chunks[max(0, at - 4) : at]
    return any(c.func.startswith("から") and c.paren == -1 and not c.names and _LENDERS.search(c.text) for c in near) and not has_object(event.objects, "stake")


def meant_for(event: Event, found: list[Link]) -> set[str]:
    """The companies that a loan is told to be for: 森田機工向けのローン, 森田機工向けに80億円の融資契約."""
    return {c for k in found if k.chunk >= 0 and k.case == "goal" and k.weight >= 0.9 and k.name.label == "ORG" and event.chunks[k.chunk].func.startswith("向け") for c in k.name.canonical}


#: A loan as what two sign or one has at hand.
_LOAN_PAPER = re.compile("契約|枠|ファシリティ")


def signs_loan(event: Event, found: list[Link], at: int) -> bool:
    """Whether who signs for a loan is no lender, nor anybody but lenders on the other side, so that he owes it: 双葉電機は(青葉銀行と)グリーンローン契約を結んだ."""
    if not _LOAN_PAPER.search(event.chunks[at].text) or event.chunks[at].adnominal:
        return False
    firm = [k for k in found if k.chunk >= 0 and k.weight >= 0.7 and k.name.label in ("ORG", "GOV")]
    signs = [k for k in firm if k.case == "subj"]
    lends = [k.name.kind in LENDERS for k in signs]
    return bool(signs) and not any(lends) and all(k.name.kind in LENDERS and k.case in ("com", "src", "gen") for k in firm if k.case != "subj")
