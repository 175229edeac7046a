"""sites: what one company spends on each of several things that one verb tells.

In:  an event of a company's own spending, with the sums of its sentence.
Out: one event for each sum (contract, section 1: a price each and different objects, no total stated): 熊本工場に30億円、
     仙台工場に20億円を投じる.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ..reading.events import Event, chunk_at, stated

#: Frames of what one spends on one's own account.
_OWN = ("spend", "build")
#: What a sum of its own is put into: 熊本工場に, 研究所の新設に; but 2026年に, 年間に.
_WHEN = re.compile(r"(?:[0-9年度月期末間]+|当初|最終的|将来|実|計|合計|総額)$")
#: A verb by which a sum is spent on what is built behind it.
_SPENDS = re.compile("かけ|掛け|投じ|費|充て|使")
#: What makes a sum that of all.
_IN_ALL = re.compile(r"(?:計|総額|合わせて|合計|総計|うち)(?:で)?(?:約|およそ|最大)?$")


def each_site(event: Event, figures: list) -> list[Event]:
    """One event for each sum that has an object of its own before it."""
    if event.frame not in _OWN or event.type != "capex" or len(figures) < 2 or not event.trigger.row.word:
        return []
    chunks, text, base = event.chunks, event.sentence.text, event.sentence.start
    at = event.facts["chunk"]
    places = [chunk_at(chunks, f.start) for f in figures]
    if any(i is None or not 0 < i < at or chunks[i].paren != -1 for i in places) or len({f.currency for f in figures}) > 1:
        return []
    for f, i in zip(figures, places, strict=True):
        goal = chunks[i - 1]
        if not goal.func.startswith(("に", "へ")) or any(n.label not in ("PLACE", "GOV") for n in goal.names) or goal.pred or goal.quantity or _WHEN.search(goal.text) or _IN_ALL.search(text[max(0, f.start - base - 8) : f.start - base]):
            return []
    for a, b in pairwise(places):
        if not (chunks[a].comma or chunks[a].func in ("と", "、")) or b - a > 6 or any((c.pred and not c.adnominal) or c.func.startswith(("は", "が")) for c in chunks[a : b]):
            return []
    values = [stated(f) or 0 for f in figures]
    verbs = [c for c in chunks[places[-1] + 1 : at] if c.pred and not c.adnominal]
    # 80億円をかけ、工場を建てる
    if 2 * max(values) == sum(values) or any(c.index > places[-1] + 1 or not _SPENDS.match(c.text) for c in verbs):
        return []
    out = [with_sum(event, f, figures) for f in figures]
    for e, i in zip(out, places, strict=True):
        # each stands where its own item says
        own = next((n.canonical for n in chunks[i - 1].names), ())
        e.facts["share"] = (figures[0].start, e.amount.start, own)
        others = {id(n) for j in places if j != i for n in chunks[j - 1].names}
        e.links = [k.aside() if id(k.name) in others else k for k in e.links]
    return out


def with_sum(event: Event, f, figures: list) -> Event:
    """The event with one of its sums alone."""
    facts = dict(event.facts, share=(figures[0].start, f.start, ()))
    part = replace(event, roles=dict(event.roles), weights=dict(event.weights), inherited=set(event.inherited), facts=facts, cues=dict(event.cues))
    part.figures = [(x, 1.3 if x is f else -0.2) for x, _ in event.figures if x is f or all(x is not o for o in figures)]
    part.amount, part.amount_score = f, 1.3
    return part
