"""Periods: how long something runs (5年間, 2027〜2031年, 2030年までに).

In:  a text and, for relative dates, the date of the article.
Out: ``PeriodMention`` in text order: length in months, start and end as partial ISO dates.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from decimal import Decimal

from ._date_grammar import WAVE as _WAVE
from .dates import DateMention, scan_dates
from .fold import fold
from .numerals import RUN, RUN_START, exact, read_run

_MONTHS = "[カか個ヶヵケ箇ｹ]月"
_LENGTH = re.compile(
    rf"(?P<years>{RUN_START}{RUN})[ ]?(?:年|カ年|か年|ヵ年|ヶ年)"
    r"(?![度式代生目物齢産号ごぶ]|月|前(?!半)|後(?!半)|第)"
    rf"(?P<span1>間)?(?P<half1>半)?(?P<rest>と?(?P<more>{RUN}){_MONTHS})?(?P<span2>間)?"
    rf"|(?P<months>{RUN_START}{RUN})[ ]?{_MONTHS}(?P<half2>半)?間?(?!目|ご|ぶ|前(?!半)|後(?!半)|連)"
    r"|(?P<word>四半世紀|半世紀|半年間?|複数年(?!度)|数年間?(?![前後来]))"
)
_WORD = {"半世紀": Decimal(600), "四半世紀": Decimal(300), "半年": Decimal(6), "半年間": Decimal(6)}
_SPAN = re.compile(
    rf"(?<![0-9.,])(?P<from>[0-9]{{4}}|'?[0-9]{{2}})(?:年度?)?[ ]?(?:{_WAVE}|から)[ ]?"
    r"(?P<to>[0-9]{4}|[0-9]{2})年(?!間)"
)
_UNTIL = re.compile(r"(?:の)?(?:まで|にかけ)")
_SINCE = re.compile(r"(?:から|以降|より)(?:の)?")


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period in a text.

    Attributes:
        start: start of the mention, in characters.
        end: end of it, exclusive.
        text: the text between them, as given.
        months: length in months; None if not stated or not whole (複数年, 0.1年).
        start_iso: partial ISO date it starts at, None if not stated.
        end_iso: partial ISO date it ends at, None if not stated.
        peer_iso: the length as an ISO duration (P60M), also where it is not whole.
    """

    start: int
    end: int
    text: str
    months: int | None
    start_iso: str | None = None
    end_iso: str | None = None
    peer_iso: str | None = None


def find_periods(text: str, article_date: str | datetime.date | None = None) -> list[PeriodMention]:
    """All periods of a text, in order, with half-open spans into ``text``.

    Lengths (5年間), spans (2027〜2031年, 2024年から5年間) and deadlines (2030年までに).

    Raises:
        InputError: the article's date is not a full ISO date.
    """
    folded = fold(text)
    found = scan_periods(folded.text, article_date)
    if folded.text is text:
        return found
    out = []
    for p in found:
        start, end = folded.to_raw(p.start, p.end)
        out.append(replace(p, start=start, end=end, text=text[start:end]))
    return out


def scan_periods(text: str, article_date: str | datetime.date | None = None) -> list[PeriodMention]:
    """``find_periods`` for text that is folded already; offsets are into the folded text."""
    dates = scan_dates(text, article_date)
    spans = _spans(text, dates)
    lengths = [p for p in _lengths(text) if not any(d.start < p.end and p.start < d.end for d in dates)]
    out = sorted(spans + lengths, key=lambda p: (p.start, -p.end))
    merged: list[PeriodMention] = []
    for period in out:
        last = merged[-1] if merged else None
        if last and period.start < last.end:
            continue
        if (
            last
            and last.months is None
            and period.start - last.end <= 1
            and last.start_iso
            and not last.end_iso
        ):
            # 2024年から5年間: start and length are one period
            merged[-1] = _with_length(text, last, period)
            continue
        if last and last.end_iso and period.months and text[last.end : period.start] == "の":
            merged[-1] = _with_length(text, last, period)  # 2030年までの5年間, 2026〜2030年の5年間
            continue
        merged.append(period)
    return merged


def _with_length(text: str, since: PeriodMention, length: PeriodMention) -> PeriodMention:
    return replace(
        length,
        start=since.start,
        text=text[since.start : length.end],
        start_iso=since.start_iso,
        end_iso=since.end_iso,
    )


def _lengths(text: str) -> list[PeriodMention]:
    out = []
    for m in _LENGTH.finditer(text):
        start = m.start()
        if m["word"]:
            months = _WORD.get(m["word"])
        else:
            run = m["years"] or m["months"]
            numbers = read_run(run)
            if not numbers or numbers[-1].end != len(run):
                continue
            start += numbers[-1].start
            value = numbers[-1].value
            if (
                m["years"]
                and value is not None
                and 1000 <= value < 3000
                and text[start].isdigit()
                and not m["span1"]
            ):
                continue
            months = None if value is None else _months(m, value)
            if value is None and not m["years"]:
                continue
        whole = months is not None and months == months.to_integral_value()
        peer = None if months is None else f"P{exact(months)}M"
        out.append(
            PeriodMention(
                start, m.end(), text[start : m.end()], int(months) if whole else None, peer_iso=peer
            )
        )
    return out


def _months(m: re.Match[str], value: Decimal) -> Decimal:
    half = Decimal("0.5")
    if m["months"]:
        return value + (half if m["half2"] else 0)
    months = (value + (half if m["half1"] else 0)) * 12
    if m["more"]:
        more = read_run(m["more"])
        months += more[0].value if more and more[0].value is not None else 0
    return months


def _spans(text: str, dates: list[DateMention]) -> list[PeriodMention]:
    """From one date to another, until a date, since a date."""
    out = []
    for m in _SPAN.finditer(text):
        first, last = _year(m["from"]), _year(m["to"], m["from"])
        if last > first:
            end = m.end() + (text.startswith("度", m.end()))
            length = (last - first + 1) * 12
            out.append(
                PeriodMention(
                    m.start(), end, text[m.start() : end], length, str(first), str(last), f"P{length}M"
                )
            )
    for i, date in enumerate(dates):
        if date.iso is None:
            continue
        after = dates[i + 1] if i + 1 < len(dates) else None
        since = _SINCE.match(text, date.end)
        if after and after.iso and re.fullmatch(rf"から|{_WAVE}", text[date.end : after.start]):
            end = after.end
            out.append(PeriodMention(date.start, end, text[date.start : end], None, date.iso, after.iso))
        elif until := _UNTIL.match(text, date.end):
            out.append(
                PeriodMention(date.start, until.end(), text[date.start : until.end()], None, None, date.iso)
            )
        elif since:
            out.append(
                PeriodMention(date.start, since.end(), text[date.start : since.end()], None, date.iso, None)
            )
    return out


def _year(text: str, like: str = "") -> int:
    year = int(text.lstrip("'"))
    if year >= 100:
        return year
    return year + (int(like) // 100 * 100 if len(like) == 4 else 2000)
