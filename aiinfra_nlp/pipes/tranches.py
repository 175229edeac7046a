"""tranches: the first part of what one company puts into another, and the rest of it.

In:  the drafts of an article's records, each with its events.
Out: the drafts without the two parts that one sentence tells of a sum told before it or above it, between the same parties:
     双葉電機は星野AIに最大400億ドルを投資する。まず100億ドルを投資し、目標達成で追加300億ドルを投資する (contract, section 1:
     tranches are one, the whole). What was paid on two days, and is only added up, is two deals.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ..normalize.fx import to_usd
from .events import stated

#: How many sentences behind the whole its parts are told.
_REACH = 6
#: That the second part comes on top of the first.
_MORE = re.compile("追加|残り|残る|さらに|その後")
#: That a sum only adds up.
_ADDED = re.compile(r"(?:累計|合計|合わせて|あわせて|計)(?:で|して|、|の)?(?:約|およそ|最大)?$")
_OPEN, _FIRM = ("in_talks", "planned"), ("agreed", "completed")
#: How far a whole that is told in another currency may be from its parts.
_NEAR = (Decimal("0.85"), Decimal("1.15"))


def without_tranches(drafts: list[tuple]) -> list[tuple]:
    """The drafts without such parts; the whole is as far as they are."""
    given = [(g, f) for g, f in drafts if f["type"] in ("investment", "capex") and f["amount"] is not None and stated(f["amount"]) and _who(f, "investor")]
    dropped: set[int] = set()
    for g, whole in given if len(given) > 2 else ():
        if whole["type"] != "investment" or not _who(whole, "investee") or id(whole) in dropped or any(_is_added_up(e) for e in g.events):
            continue
        parts = [(h, f) for h, f in given if f is not whole and _who(f, "investor") == _who(whole, "investor") and _who(f, "investee") <= _who(whole, "investee") and id(f) not in dropped]
        for i, (h, first) in enumerate(parts):
            rest = next((f for k, f in parts[i + 1 :] if _adds_up(whole, first, f) and (_told_together(g, (h, first), (k, f)) or _told_together(g, (k, f), (h, first)))), None)
            if rest is not None:
                dropped |= {id(first), id(rest)}
                if whole["status"] in _OPEN and any(f["status"] in _FIRM for f in (first, rest)):
                    whole["status"] = "agreed"
                break
    return [(g, f) for g, f in drafts if id(f) not in dropped]


def _who(f: dict, role: str) -> set[str]:
    return {c for c, r in f["parties"].items() if r == role}


def _is_added_up(e) -> bool:
    """Whether the sum of an event is called one that adds up."""
    return e.amount is not None and _ADDED.search(e.sentence.text[: max(0, e.amount.start - e.sentence.start)]) is not None


def _adds_up(whole: dict, a: dict, b: dict) -> bool:
    """Whether two sums come to a third, which may be told in another currency."""
    sums = [f["amount"] for f in (whole, a, b)]
    if a["status"] == b["status"] == "completed" or sums[1].currency != sums[2].currency:
        return False
    if sums[0].currency == sums[1].currency:
        return stated(sums[0]) == stated(sums[1]) + stated(sums[2])
    worth = [to_usd(x, None).usd for x in sums]
    return None not in worth and worth[0] > 0 and _NEAR[0] <= (worth[1] + worth[2]) / worth[0] <= _NEAR[1]


def _told_together(g, first: tuple, rest: tuple) -> bool:
    """Whether one sentence tells both parts, the second as what comes on top, near the whole that is told before."""
    for s, at in ((e.sentence, e.amount.start) for e in rest[0].events if e.amount is not None and stated(e.amount) == stated(rest[1]["amount"])):
        if not any(e.sentence is s and e.amount is not None and stated(e.amount) == stated(first[1]["amount"]) for e in first[0].events) or not _MORE.search(s.text[: at - s.start]):
            continue
        if any(e.amount is not None and (e.sentence.heads or 0 <= s.index - e.sentence.index <= _REACH) and e.amount.start < at for e in g.events):
            return True
    return False
