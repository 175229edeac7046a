"""tranches: the first part of what one company puts into another, and the rest of it.

In:  the drafts of an article's records, each with its events.
Out: the drafts without the two parts that one sentence tells of a sum told before it or above it, between the same parties:
     双葉電機は星野AIに最大400億ドルを投資する。まず100億ドルを投資し、目標達成で追加300億ドルを投資する (contract, section 1:
     tranches are one, the whole), nor what is told as a part of such a sum (90億円のうち20億円は上場が条件だ). What was paid on two days, and is only added up, is two deals.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ...normalize.fx import to_usd
from ..reading.events import stated

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
    return [(g, f) for g, f in drafts if id(f) not in dropped and not any(o is not f and _is_part_of(g, f, o) for _, o in drafts)]


#: Between a sum and the part of it that is told next: 90億円のうち20億円は.
_OF_WHICH = re.compile(r"(?:規模|程度|超|以上)?(?:の出資|の投資|の資金)?の(?:うち|内)(?:の|、)?(?:約|およそ|最大)?")


#: A line that tells what a sum is made of.
_ITEMISED = re.compile(r"\W{0,6}[^、。:()はが]{0,12}内訳(?:は|:)")


def _is_part_of(g, part: dict, whole: dict) -> bool:
    """Whether a sum is told as a part of that of another record of the same kind, and no party is told that has it alone: [双葉電機は星野AIに90億円を出資した。]双葉電機の90億円のうち20億円は上場が条件だ."""
    a, total = part["amount"], whole["amount"]
    if a is None or total is None or stated(a) is None or part["type"] != whole["type"] or not _who(part, "investor") or not part["parties"].items() <= whole["parties"].items() or _who(part, "investor") != _who(whole, "investor"):
        return False
    own = [e for e in g.events if e.amount is not None and stated(e.amount) == stated(a)]
    if own and a.currency == total.currency and stated(a) < (stated(total) or 0) and all(_ITEMISED.match(e.sentence.text) for e in own):
        # - 出資の内訳: 過去に80億円を投じ
        return True
    told = [(e.sentence, f) for e in own for f, _ in e.figures if f.end <= e.amount.start]
    return bool(told) and any(f.currency == total.currency and stated(f) == stated(total) and _OF_WHICH.fullmatch(s.text, f.end - s.start, a.start - s.start) is not None for s, f in told)


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
