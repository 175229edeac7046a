"""told: which annotated deal an event tells.

In:  an event that the rules propose, and the annotated deals of its document.
Out: the deal whose evidence it lies in and with which it shares trigger, amount, type or parties.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from .document import Article
from .pipes.reading.events import Event

_LEGAL = re.compile(r"株式会社|\(株\)|,?\s?(?:inc|corp|ltd|llc|co)\.?$|[\s・,.&]")


def key(name: str) -> str:
    """A name as section 6 of the contract compares it."""
    return _LEGAL.sub("", unicodedata.normalize("NFKC", name).casefold())


def party_keys(party) -> set[str]:
    """All keys of an annotated party: its name and its mentions, and their canonical names."""
    from . import names as naming

    forms = {party.name, *(m.text for m in party.mentions)}
    return {key(f) for f in forms} | {key(naming.canonical(f)) for f in forms}


def same_sum(amount, f) -> bool:
    """Whether an annotated amount and a mention give the same sum."""
    for a in (amount, amount.alt):
        if a is None or a.currency != f.currency:
            continue
        if a.value is not None and f.value is not None:
            if Decimal(a.value) == Decimal(f.value):
                return True
        elif a.value is None and f.value is None and (a.low, a.high) == (f.low, f.high):
            return True
    return False


def align(article: Article, e: Event, deals: Sequence) -> int | None:
    """Index of the annotated deal that an event stands for, or None."""
    start, end = article.folded.to_raw(e.sentence.start, e.sentence.end)
    ts, te = article.folded.to_raw(e.trigger.start, e.trigger.end)
    best, best_score = None, 1.9
    for i, d in enumerate(deals):
        inside = any(m.start < end and start < m.end for m in d.evidence)
        words = d.mentions.get("type", ())
        hit = any(m.start < te and ts < m.end for m in words)
        near = any(m.start < te + 4 and ts - 4 < m.end for m in words)
        sums = d.amount is not None and any(same_sum(d.amount, f) for f, _ in e.figures)
        keys = set().union(*(party_keys(p) for p in d.parties))
        shared = sum(any(key(x) in keys for x in (k.name.text, *k.name.canonical)) for k in e.links if k.chunk >= 0)
        if not inside and not (sums and shared):
            continue
        if not (hit or near or sums or (e.type == d.type and shared)):
            continue
        score = 1.0 * inside + 1.5 * hit + 0.5 * near + 1.5 * sums + 1.0 * (e.type == d.type) + 0.5 * min(2, shared)
        if e.amount is not None and d.amount is not None and same_sum(d.amount, e.amount):
            score += 1.0
        elif e.amount is not None and d.amount is not None and article.kind_of(e.amount) != "other":
            score -= 1.0
        if score > best_score:
            best, best_score = i, score
    return best
