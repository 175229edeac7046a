"""loans: who lends and who owes.

In:  the event of a word of money raised, lent or signed for, with its links.
Out: whether it is borrowed, and by whom.
"""

from __future__ import annotations

import re

from .cases import Link
from .chunks import Chunk
from .events import LENDERS, Event, has_object
from .words import pattern, words

#: Who gives what is only lent: 金融機関からの資金調達.
_LENDERS = re.compile(rf"(?:{words('lending side')})(?:団|など)?$")


def of_lenders(event: Event, at: int) -> bool:
    """Whether money is raised from those who lend alone, and by no shares: 貸し手からの資金調達, 銀行から20億円を調達する; but not 銀行から出資を募り, シリーズBで銀行から."""
    near = event.chunks[max(0, at - 4) : at]
    of = next((c for c in near if c.func.startswith("から") and c.paren == -1 and not c.names and _LENDERS.search(c.text)), None)
    if of is None or has_object(event.objects, "stake"):
        return False
    if any(pattern("equity").search(c.text) for c in event.chunks[max(0, of.index - 4) : at + 2]):
        return False
    # 星野電工や銀行から
    return of.index == 0 or event.cases[of.index - 1] != "and" or _lends(event.chunks[of.index - 1])


def _lends(c: Chunk) -> bool:
    """Whether all that a chunk tells of lend."""
    return all(n.kind in LENDERS for n in c.names) if c.names else _LENDERS.search(c.text) is not None


def raises_alone(event: Event, found: list[Link], at: int) -> set[str]:
    """Who raises money for what he buys, if nobody else is told: 双葉電機は[装置を購入するため]20億円を調達した."""
    firm = [k for k in found if k.chunk >= 0 and k.weight >= 0.5 and k.name.label in ("ORG", "GOV")]
    if any(k.case != "subj" for k in firm) or not any(c.text.endswith("ため") and c.paren == -1 for c in event.chunks[max(0, at - 4) : at]):
        return set()
    return {c for k in firm for c in k.name.canonical}


def meant_for(event: Event, found: list[Link], at: int) -> set[str]:
    """The companies that a loan is told to be for: 森田機工向けのローン, 森田機工向けに80億円の融資契約; but not 森田機工向け設備."""
    return {c for k in found if k.chunk >= 0 and k.case == "goal" and k.weight >= 0.9 and k.name.label == "ORG" and _for_it(event, k.chunk, at) for c in k.name.canonical}


def _for_it(event: Event, i: int, at: int) -> bool:
    """Whether a chunk with 向け says so of the deal word itself, and of no thing before it."""
    chunks = event.chunks
    if not chunks[i].func.startswith("向け"):
        return False
    return chunks[i].func != "向け" and not chunks[i].func.startswith("向けの") or i + 1 >= at or all(c.quantity or c.figures or c.paren != -1 or c.adnominal and has_object(c.text, "debt") for c in chunks[i + 1 : at])


def gets_by_loan(event: Event, found: list[Link], at: int) -> bool:
    """Whether a loan is the means by which the topic gets a sum, from others or from nobody who is named: 双葉電機は青葉銀行からの融資により12億円を調達した."""
    c, behind = event.chunks[at], event.chunks[at + 1 : at + 2]
    means = c.func.startswith(("により", "によって", "による", "で", "が")) and not c.pred and any(x.figures and x.quantity for x in behind)
    acts = [k for k in found if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.7]
    return means and bool(acts) and not any(k.name.kind in LENDERS for k in acts)


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
