"""sites: what one company spends on each of several things, or in each of two years, that one verb or noun tells.

In:  an event of a company's own spending, with the sums of its sentence.
Out: one event for each sum (contract, section 1: a price each and different objects, no total stated): 熊本工場に30億円、
     仙台工場に20億円を投じる; and one for what was spent beside what is or was then: 設備投資は30億円と、前年の20億円から
     増えた; 設備投資額は前期の実績が20億円、今期の計画が30億円だ.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from .events import Event, chunk_at, stated

#: Frames of what one spends on one's own account.
_OWN = ("spend", "build")
#: What a sum of its own is put into: 熊本工場に, 研究所の新設に; but 2026年に, 年間に.
_WHEN = re.compile(r"(?:[0-9年度月期末間]+|当初|最終的|将来|実|計|合計|総額)$")
#: What makes a sum that of all.
_IN_ALL = re.compile(r"(?:計|総額|合わせて|合計|総計|うち)(?:で)?(?:約|およそ|最大)?$")
#: Between the sum of a year and that of the year before: と、前年同期の.
_YEAR_BEFORE = re.compile(r"(?:規模|程度|超|余り)?(?:と|で|となり|に達し|に上り)、?[^、。0-9]{0,6}前(?:年|期|の期|年度|四半期)(?:同期|同月|度|実績)?の(?:実績の|実績である)?(?:約)?$")
#: Behind it: からほぼ倍増した, を3割上回った.
_CHANGED = re.compile(r"(?:規模|程度|超|余り)?(?:から|を|に比べ|より|の[0-9.]+倍)")
#: Which of two years a sum is told of.
_DONE, _PLANNED = re.compile(r"実績(?:が|は|で|の|額が|額は)?(?:約)?$"), re.compile(r"(?:計画|予想|見通し|見込み|予定|目標)(?:が|は|で|の|額が|額は)?(?:約)?$")


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
        if not goal.func.startswith(("に", "へ")) or goal.names or goal.pred or goal.quantity or _WHEN.search(goal.text) or _IN_ALL.search(text[max(0, f.start - base - 8) : f.start - base]):
            return []
    for a, b in pairwise(places):
        if not (chunks[a].comma or chunks[a].func in ("と", "、")) or b - a > 6 or any((c.pred and not c.adnominal) or c.func.startswith(("は", "が")) for c in chunks[a : b]):
            return []
    values = [stated(f) or 0 for f in figures]
    if 2 * max(values) == sum(values) or any(c.pred and not c.adnominal for c in chunks[places[-1] + 1 : at]):
        return []
    return [_with_sum(event, f, figures) for f in figures]


def each_year(event: Event, figures: list) -> list[Event]:
    """What was spent the year before, and what is or was spent after it, one event each."""
    if event.frame != "build" or event.type != "capex" or len(figures) != 2 or not event.trigger.row.word or figures[0].start < event.trigger.end:
        return []
    text, base = event.sentence.text, event.sentence.start
    first, second = figures
    between = text[first.end - base : second.start - base]
    if _YEAR_BEFORE.fullmatch(between) and _CHANGED.match(text, second.end - base):
        old, new = second, first
    elif len(between) <= 24 and _DONE.search(text, max(0, first.start - base - 8), first.start - base) and _PLANNED.search(between):
        old, new = first, second
    else:
        return []
    out = [_with_sum(event, f, figures) for f in figures]
    for e in out:
        if e.amount is old:
            e.status, e.facts["own_past"], e.facts["past"] = "completed", True, True
            e.facts["spent before"] = True
        elif new is second:
            e.status = "planned"
    return out


def _with_sum(event: Event, f, figures: list) -> Event:
    """The event with one of its sums alone."""
    facts = dict(event.facts, share=(figures[0].start, f.start, ()))
    part = replace(event, roles=dict(event.roles), weights=dict(event.weights), inherited=set(event.inherited), facts=facts, cues=dict(event.cues))
    part.figures = [(x, 1.3 if x is f else -0.2) for x, _ in event.figures if x is f or all(x is not o for o in figures)]
    part.amount, part.amount_score = f, 1.3
    return part
