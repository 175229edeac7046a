"""Dates in running text, as partial ISO 8601.

In:  a text and, for relative dates, the date of the article.
Out: ``DateMention`` in text order. ``iso`` follows the deal-record contract (年末 is month 12, a
     half-year or season the year); ``peer_iso`` keeps what ISO 8601 has no form for (2026-H2,
     FY2026, 2026-SP). Without an article date a relative date is found with ``iso`` None.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from ..errors import InputError
from ._date_grammar import HEAD
from ._date_reader import DateMention, Reader
from .fold import fold

__all__ = ["DateMention", "find_dates", "parse_iso_date", "scan_dates"]


def parse_iso_date(date: str | datetime.date | None) -> datetime.date | None:
    """A full date from an ISO string (a time after it is ignored).

    Raises:
        InputError: not a full ISO date.
    """
    if date is None or isinstance(date, datetime.date):
        return date
    try:
        return datetime.date.fromisoformat(date.strip()[:10])
    except ValueError as error:
        raise InputError(f"{date!r}: not a date as YYYY-MM-DD") from error


def find_dates(text: str, article_date: str | datetime.date | None = None) -> list[DateMention]:
    """All dates of a text, in order.

    Args:
        text: any text.
        article_date: date of the article, for 昨年11月, 今月17日, 3日, 来年末; None if unknown.

    Returns:
        Mentions with half-open spans into ``text``.

    Raises:
        InputError: the article's date is not a full ISO date.
    """
    folded = fold(text)
    found = scan_dates(folded.text, article_date)
    if folded.text is text:
        return found
    out = []
    for m in found:
        start, end = folded.to_raw(m.start, m.end)
        out.append(replace(m, start=start, end=end, text=text[start:end]))
    return out


def scan_dates(text: str, article_date: str | datetime.date | None = None) -> list[DateMention]:
    """``find_dates`` for text that is folded already; offsets are into the folded text."""
    reader = Reader(text, parse_iso_date(article_date))
    out: list[DateMention] = []
    position = 0
    while match := HEAD.search(text, position):
        mention = reader.read(match)
        position = max(match.start() + 1 if mention is None else mention.end, position + 1)
        if mention:
            out.append(mention)
    return out
