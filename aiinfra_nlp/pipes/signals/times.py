"""times: how long before or after its article a deal is told to have been made.

In:  the events of an article with the dates of their sentences.
Out: with each event the distance of the date before its deal word, of the one after it, and of
     the date told last in the paragraph: 2019年に出資した is history, 2027年に着工する a plan.
"""

from __future__ import annotations

import datetime
import re
from itertools import groupby

from ...document import Article
from ...normalize.dates import DateMention, parse_iso_date
from ..reading.events import Event

#: How long after a deal another thing is told to be, behind its deal word: 契約から2カ月後.
SINCE = r"(?:の?発表)?から(?:約|わずか|およそ)?[0-9一二三四五六七八九十数]{1,3}(?:日|週間|[カかヶヵ]月|年)[^、。]{0,6}後"

#: What words say of the distance without the date of the article: 昨年 is a year before whenever it is.
_WORDS = (
    ("near", re.compile(r"\d{1,2}日|[本同前翌]日|今[月日週朝夜]|(?:昨|きょう|今日)")),
    ("year before", re.compile(r"(?:昨|前|一昨|おととし|去)")),
    ("months before", re.compile(r"先[月週]|前月|\d+(?:カ|か|ヶ)月前")),
    ("next year", re.compile(r"(?:来|再来|翌)")),
    ("this year", re.compile(r"(?:今|本|同)(?:年|期|春|夏|秋|冬)|年内")),
)


def distance(d: DateMention, now: datetime.date | None) -> str:
    """How far a date is from the day of the article: years before, months before, near, months after, next year ..."""
    if d.iso is None:
        return next((name for name, words in _WORDS if words.match(d.text)), "open")
    if now is None:
        return "open"
    years = int(d.iso[:4]) - now.year
    if len(d.iso) < 7 or not d.iso[5:7].isdigit():
        return "this year" if years == 0 else "next year" if years == 1 else "years after" if years > 0 else "year before" if years == -1 else "years before"
    months = years * 12 + int(d.iso[5:7]) - now.month
    if months > 0:
        return "months after" if months <= 12 else "years after"
    return "near" if months == 0 else "month before" if months == -1 else "months before" if months >= -6 else "year before" if months >= -18 else "years before"


def today(article: Article) -> datetime.date | None:
    """The day of the article, or the last day of the year that it names."""
    if article.date is not None:
        return parse_iso_date(article.date)
    days = [d.iso for d in article.dates if d.kind == "day" and d.iso and len(d.iso) == 10]
    return parse_iso_date(max(days)) if days else None


def notice(article: Article, events: list[Event]) -> None:
    """Note with each event (in text order) when it was: before its deal word, after it, and last in its paragraph."""
    now = today(article)
    last, block = "", -1
    for _, told in groupby(events, key=lambda e: e.sentence.index):
        run = list(told)
        if run[0].sentence.block != block:
            last, block = "", run[0].sentence.block
        for e in run:
            before = [d for d in e.dates if d.start < e.trigger.start]
            after = [d for d in e.dates if d.start >= e.trigger.end]
            e.facts["when"] = (
                distance(before[-1], now) if before else "",
                distance(after[0], now) if after else "",
                last,
            )
        if run[-1].dates:
            last = distance(run[-1].dates[-1], now)
