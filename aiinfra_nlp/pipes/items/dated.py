"""dated: sums of one sentence that each have a day of their own.

In:  an event and the sums of its sentence.
Out: an event for each: 5月に100億ドル、9月に180億ドルの社債を発行した; for what was spent and what will be, where it changes
     (昨年の50億円から今年80億円に増える).
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ...document import Article
from ..reading.events import Event, within
from ..words import pattern, words

#: How far a step from one item to the next may go, in characters.
STEP = 40
#: What stands nowhere between a name and its sum in a list, nor between a sum and the next name (を受け持ち、): the end of a clause.
NO_CLAUSE = re.compile(r"[。]|した|する|して|し、|れた|った")


def take_sum(part: Event, f, others: list) -> None:
    """Make a sum that of one item of a list, and of the others none."""
    part.figures = [(x, 1.3 if x is f else -0.2) for x, _ in part.figures if x is f or all(x is not o for o in others)]
    part.amount, part.amount_score = f, 1.3


#: What may stand between a day and its sum: 5月には追加で最大, 9月に.
_ON_A_DAY = re.compile(r"(?:に|の|、)?は?(?:追加で|さらに|新たに|計|合計)?(?:約|最大|およそ)?")


def dated(article: Article, event: Event, figures: list) -> list[Event]:
    """One event for each sum that has a day of its own: 5月に100億ドル、9月に180億ドルの社債を発行した."""
    text = article.text
    days = within(article.dates, event.sentence)
    scores = {id(f): score for f, score in event.figures}
    items = [(f, day) for f in figures if scores[id(f)] > 0 and (day := next((d for d in days if d.end <= f.start and _ON_A_DAY.fullmatch(text, d.end, f.start)), None)) is not None]
    steps = [text[a.end : day.start] for (a, _), (_, day) in pairwise(items)]
    if event.trigger.row.word and (grown := _grown(event, figures)):
        return grown
    if event.trigger.row.word and len(figures) == 2 and _TO_MORE.fullmatch(text, figures[1].end, event.trigger.end) and _goes_from(event, *figures):
        # 設備投資を昨年の50億円から今年は80億円に引き上げる: the verb tells of the second
        take_sum(event, figures[1], figures)
        return [event]
    if not event.trigger.row.word or len(items) < 2 or any(len(x) > STEP or NO_CLAUSE.search(x) for x in steps):
        return [event]
    out = []
    for f, day in items:
        facts = dict(event.facts, share=(items[0][0].start, f.start, (day.text,)))
        part = replace(event, roles=dict(event.roles), weights=dict(event.weights), inherited=set(event.inherited), facts=facts, cues=dict(event.cues), dates=[day])
        take_sum(part, f, [x for x, _ in items])
        out.append(part)
    return out


#: How what is spent goes from one sum to another: 昨年の50億円から今年80億円に増える.
_FROM, _TO = re.compile("から(?!の)"), re.compile(rf"(?:[にへ]と?|まで)[^、。]{{0,8}}(?:{words('changes')})")
#: How one raises it oneself, which may be from one plan to the next; and that the first sum was spent: 昨年の50億円から80億円に積み増す.
_RAISES, _SPENT = re.compile("(?:[にへ]と?|まで)(?:増や|積み増|引き上げ|高め|広げ|減ら|引き下げ)"), re.compile("(?:[昨前]年度?|前期|前の期|実績)(?:の|実績の|は|に)?(?:約|およそ)?$")


#: Between the second sum and the verb that raises it.
_TO_MORE = re.compile("(?:[にへ]と?|まで)[^、。]{0,8}")


def _goes_from(event: Event, old, new) -> bool:
    """Whether a sentence tells of two sums that the first was spent before and is raised or lowered to the second."""
    text, base = event.sentence.text, event.sentence.start
    if new.start - old.end > STEP or _SPENT.search(text, max(0, old.start - base - 12), old.start - base) is None or not _FROM.match(text, old.end - base):
        return False
    return (_TO.match(text, new.end - base) or _RAISES.match(text, new.end - base)) is not None


def _grown(event: Event, figures: list) -> list[Event]:
    """What was spent, and what is or will be, where a company's outlay changes from one sum to the other."""
    s = event.sentence
    if len(figures) != 2 or not pattern("outlay").fullmatch(event.trigger.text):
        return []
    old, new = figures
    spent = _goes_from(event, old, new)
    if old.start < event.trigger.end or new.start - old.end > STEP or not _FROM.match(s.text, old.end - s.start) or not (spent or _TO.match(s.text, new.end - s.start)):
        return []
    out = []
    for f in figures:
        facts = dict(event.facts, share=(old.start, f.start, ()))
        part = replace(event, roles=dict(event.roles), weights=dict(event.weights), inherited=set(event.inherited), facts=facts, cues=dict(event.cues), dates=[d for d in event.dates if (d.end <= old.start) == (f is old)])
        take_sum(part, f, figures)
        out.append(part)
    out[0].status, out[0].facts["own_past"], out[0].facts["past"] = "completed", True, True
    if spent:
        out[0].facts["spent before"] = True
    return out
