"""mixed: money that was raised partly as shares and partly as debt.

In:  the drafts of an article's records, each with its events.
Out: the drafts without the total of which another is the part raised as shares and a third the part lent: 総額25億円を
     調達した。増資で20億円を調達し、銀行から5億円の融資を受けた (contract, section 1: a total and all its parts). Who
     is told to give to the whole alone, and is no bank, gives to the shares.
"""

from __future__ import annotations

import re

from ..reading.events import Event, stated

#: How near the parts are told to the total: sentences.
_NEAR = 4
#: Before a sum, that it adds up.
_TOTAL = re.compile(r"(?:総額|総計|合計|合わせて|あわせて|計)(?:で|して|、)?(?:約|およそ)?$")


def without_totals(drafts: list[tuple]) -> list[tuple]:
    """The drafts, groups of events with their settled fields, without such totals; there are few, so each is looked for among them all."""
    lent: dict[tuple, list[tuple]] = {}
    for g, f in drafts:
        if f["type"] == "financing" and (key := _key(f["amount"])):
            lent.setdefault(key, []).append((g, f))
    shares = [(g, f) for g, f in drafts if f["type"] == "investment" and _key(f["amount"])] if lent else []
    dropped = set()
    for g, whole in shares:
        currency, total = _key(whole["amount"])
        for h, part in shares:
            if part is whole or _key(part["amount"])[0] != currency or id(part) in dropped:
                continue
            rest = lent.get((currency, total - _key(part["amount"])[1]), [])
            if any(_are_parts(g, whole, [(h, part), (i, debt)]) for i, debt in rest):
                dropped.add(id(whole))
                if "investor" not in part["parties"].values():
                    kinds = {c: k.name.kind for e in g.events for k in e.links for c in k.name.canonical}
                    givers = {c: role for c, role in whole["parties"].items() if role == "investor" and kinds.get(c) != "bank"}
                    part["parties"].update({c: role for c, role in givers.items() if c not in part["parties"]})
                break
    return [(g, f) for g, f in drafts if id(f) not in dropped]


def _key(amount) -> tuple | None:
    """Currency and number of a sum."""
    value = stated(amount) if amount is not None else None
    return (amount.currency, value) if value else None


def _are_parts(g, whole: dict, parts: list[tuple]) -> bool:
    """Whether two drafts tell near a total, or below the headline that tells it, how it is made up, of one who gets it all."""
    got = {c for c, role in whole["parties"].items() if role == "investee"}
    if not got or any(not got & {c for c, role in f["parties"].items() if role in ("investee", "borrower")} for _, f in parts):
        return False
    told = [e for e in g.events if e.amount is not None and _key(e.amount) == _key(whole["amount"])]
    if not any(e.sentence.heads or _is_total(e) for e in told):
        return False
    return all(any(e.sentence.heads or abs(e.sentence.index - x.sentence.index) <= _NEAR for e in told for x in h.events) for h, _ in parts)


def _is_total(e: Event) -> bool:
    """Whether the sum of an event is called one that adds up."""
    return _TOTAL.search(e.sentence.text[: e.amount.start - e.sentence.start]) is not None or e.amount.text.startswith(("計", "総額", "合計"))
