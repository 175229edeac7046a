"""Reads one date after another of a text that is folded already.

In:  a match of the head of a date (``_date_grammar``) and the day of the article.
Out: a ``DateMention``, or None where the head turns out to be none. The grammar is year, then what
     narrows it: month and day, quarter, half, season, end.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from ._date_grammar import (
    ERAS,
    LINKED,
    SAME_DAY,
    SEASON,
    SHIFT,
    SPAN_BEFORE,
    TAIL_DAY,
    TAIL_END,
    TAIL_HALF,
    TAIL_MONTH,
    TAIL_QUARTER,
    TAIL_SEASON,
    YEARLIKE,
    YEARLY,
)
from .numerals import read_run


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text.

    Attributes:
        start: start of the mention, in characters.
        end: end of it, exclusive.
        text: the text between them, as given.
        iso: 2025, 2025-09, 2025-09-10 or 2025-Q3; None where the article's date is needed.
        kind: day, month, quarter, half, season, fiscal_year, year_end or year.
        peer_iso: the same with 2026-H2, FY2026, 2026-SP; 年末 is the year.
        relative: resolved against the article's date.
    """

    start: int
    end: int
    text: str
    iso: str | None
    kind: str
    peer_iso: str | None = None
    relative: bool = False


class Reader:
    """Reads one date after another; remembers the last one for 同年, 同月 and 同日."""

    def __init__(self, text: str, ref: datetime.date | None) -> None:
        self.text = text
        self.ref = ref
        self.last_year: int | None = None
        self.last_month: int | None = None
        self.last_day: datetime.date | None = None

    def read(self, m: re.Match[str]) -> DateMention | None:
        """The date at a match of the head pattern, or None where it is none."""
        g = m.groupdict()
        if g["era"]:
            return self._era(m)
        if g["n1"]:
            return self._numeric(m)
        if g["year"]:
            return self._absolute(m)
        if g["rel"] or g["same"]:
            year = (
                self.last_year if g["same"] else self._shifted("year", g["rel"], self.ref and self.ref.year)
            )
            return self._after_year(m.start(), m.end(), year, relative=True)
        if g["fiscal"]:
            base = self.ref and self.ref.year - (self.ref.month < 4)
            return self._after_fiscal(m.start(), m.end(), self._shifted("fiscal", g["fiscal"], base), True)
        if g["q1"] or g["q2"] or g["fy"]:
            return self._english(m)
        if g["qn"]:
            return self._make(
                m.start(), m.end(), "quarter", self.ref and self.ref.year, q=_number(g["qn"]), relative=True
            )
        return self._relative(m)

    def _shifted(self, kind: str, word: str, base: int | None) -> int | None:
        return None if base is None else base + SHIFT[kind, word]

    def _era(self, m: re.Match[str]) -> DateMention | None:
        count = 1 if m["ey"] == "元" else _number(m["ey"])
        if not count or count > 99:
            return None
        year = ERAS[m["era"]] + count - 1
        if m["em"]:
            return self._make(m.start(), m.end(), "day", year, int(m["em"]), int(m["ed"]))
        if m["edo"]:
            return self._after_fiscal(m.start(), m.end(), year, False)
        return self._after_year(m.start(), m.end(), year)

    def _numeric(self, m: re.Match[str]) -> DateMention | None:
        year, month = int(m["n1"]), int(m["n2"])
        if not 1000 <= year < 3000 or not 1 <= month <= 12:
            return None
        if m["n3"]:
            return self._make(m.start(), m.end(), "day", year, month, int(m["n3"]))
        if m["sep"] == "." or (m["sep"] == "-" and len(m["n2"]) == 1):
            return None
        return self._make(m.start(), m.end(), "month", year, month)

    def _absolute(self, m: re.Match[str]) -> DateMention | None:
        raw = m["year"].lstrip("'")
        year = _number(raw)
        if year is None:
            return None
        if len(raw) == 2 and raw.isascii():
            if not self._is_short_year(m.start(), m.end(), year, m["year"][0] == "'"):
                return None
            year += 1900 if year >= 70 else 2000
        elif not 1000 <= year < 3000:
            return None
        return self._after_year(m.start(), m.end(), year)

    def _is_short_year(self, start: int, end: int, year: int, marked: bool) -> bool:
        """27年 as 2027: a word of time follows and no word of duration stands before."""
        if marked:
            return True
        if SPAN_BEFORE.search(self.text[max(0, start - 5) : start]):
            return False
        if not YEARLIKE.match(self.text, end):
            return False
        follows_digits = YEARLY.match(self.text, end)
        return bool(follows_digits) or 15 <= year <= 50

    def _after_year(
        self, start: int, end: int, year: int | None, relative: bool = False
    ) -> DateMention | None:
        """What narrows a year: fiscal, quarter, half, season, month and day, end."""
        text = self.text
        if text.startswith("度", end):
            return self._after_fiscal(start, end + 1, year, relative)
        if m := TAIL_MONTH.match(text, end):
            return self._months(start, m, year, relative)
        if m := TAIL_QUARTER.match(text, end):
            return self._make(
                start, m.end(), "quarter", year, q=_number(m["q"] or m["q2"] or m["q3"]), relative=relative
            )
        if m := TAIL_HALF.match(text, end):
            return self._make(start, m.end(), "half", year, half=m["h"], relative=relative)
        if m := TAIL_SEASON.match(text, end):
            return self._make(start, m.end(), "season", year, season=m["s"], relative=relative)
        if m := TAIL_END.match(text, end):
            kind = "year_end" if m["e"] in "末暮れ" else "year"
            return self._make(start, m.end(), kind, year, relative=relative)
        if relative and text.startswith("同", end):
            return None
        return self._make(start, end, "year", year, relative=relative)

    def _months(self, start: int, m: re.Match[str], year: int | None, relative: bool) -> DateMention | None:
        """Month, month and day, a quarter as 7〜9月期, a fiscal year as 3月期."""
        month = _number(m["m"])
        last = _number(m["m2"]) if m["m2"] else None
        if month is None or not 1 <= month <= 12:
            return self._make(start, m.start(), "year", year, relative=relative)
        if last:
            return self._span(start, m.end(), year, month, last, relative)
        if m["term"]:
            fiscal = year if year is None or month == 12 else year - 1
            return self._make(start, m.end(), "fiscal_year", fiscal, relative=relative)
        day = TAIL_DAY.match(self.text, m.end())
        if day and (number := _number(day["d"])) and 1 <= number <= 31:
            return self._make(start, day.end(), "day", year, month, number, relative=relative)
        end = m.end() + (self.text.startswith(("末", "初"), m.end()))
        return self._make(start, end, "month", year, month, relative=relative)

    def _span(
        self, start: int, end: int, year: int | None, first: int, last: int, relative: bool
    ) -> DateMention | None:
        """7〜9月期 is a quarter, 1〜6月期 a half, other spans are kept as the year."""
        if self.text.startswith("期", end):
            end += 1
        if last - first == 2 and first % 3 == 1:
            return self._make(start, end, "quarter", year, q=(first + 2) // 3, relative=relative)
        if (first, last) in ((1, 6), (7, 12)):
            return self._make(
                start, end, "half", year, half="前半" if first == 1 else "後半", relative=relative
            )
        if not 1 <= first <= 12 or not 1 <= last <= 12:
            return None
        return self._make(start, end, "year", year, relative=relative)

    def _after_fiscal(self, start: int, end: int, year: int | None, relative: bool) -> DateMention | None:
        text = self.text
        if m := TAIL_QUARTER.match(text, end):
            return self._make(
                start, m.end(), "quarter", year, q=_number(m["q"] or m["q2"] or m["q3"]), relative=relative
            )
        if m := TAIL_HALF.match(text, end):
            return self._make(start, m.end(), "half", year, half=m["h"], relative=relative)
        if text.startswith("末", end):
            end_year = None if year is None else year + 1
            mention = self._make(start, end + 1, "month", end_year, 3, relative=relative)
            return mention and replace(mention, peer_iso=f"FY{year}" if year else None)
        return self._make(start, end, "fiscal_year", year, relative=relative)

    def _english(self, m: re.Match[str]) -> DateMention | None:
        if m["fy"]:
            year = int(m["fy"])
            return self._make(m.start(), m.end(), "fiscal_year", year + 2000 if year < 100 else year)
        year = int(m["qy1"] or m["qy2"])
        return self._make(m.start(), m.end(), "quarter", year, q=int(m["q1"] or m["q2"]))

    def _relative(self, m: re.Match[str]) -> DateMention | None:
        g, ref, start, end = m.groupdict(), self.ref, m.start(), m.end()
        if g["relmonth"]:
            year, month = self._month_of(g["relmonth"])
            day = TAIL_DAY.match(self.text, end)
            if day and (number := _number(day["d"])) and 1 <= number <= 31:
                return self._make(start, day.end(), "day", year, month, number, relative=True)
            end += self.text.startswith(("末", "内", "中"), end)
            return self._make(start, end, "month", year, month, relative=True)
        if g["relday"]:
            if g["relday"] in SAME_DAY:
                return self._day(start, end, self.last_day)
            return self._day(start, end, self._days_from(SHIFT["day", g["relday"]]))
        if g["weekday"]:
            # the last one: news tells of what was said on Monday
            back = (ref.weekday() - "月火水木金土日".index(g["weekday"][0])) % 7 if ref else 0
            return self._day(start, end, self._days_from(-back))
        if g["relquarter"]:
            index = ref and ref.year * 4 + (ref.month - 1) // 3 + SHIFT["quarter", g["relquarter"]]
            return self._make(
                start, end, "quarter", index and index // 4, q=index and index % 4 + 1, relative=True
            )
        if g["relseason"]:
            year = self._shifted("season", g["relseason"], ref and ref.year)
            return self._make(start, end, "season", year, season=g["season"], relative=True)
        if g["endword"]:
            return self._end_word(start, end, g["endword"])
        if g["count"]:
            return self._counted(
                start, end, _number(g["count"]) or 0, g["unit"], -1 if g["way"] == "前" else 1
            )
        if g["month"]:
            return self._bare_month(m)
        return self._bare_day(start, end, _number(g["day"]))

    def _day(self, start: int, end: int, day: datetime.date | None) -> DateMention | None:
        if day is None:
            return self._make(start, end, "day", None, relative=True)
        return self._make(start, end, "day", day.year, day.month, day.day, relative=True)

    def _days_from(self, days: int) -> datetime.date | None:
        """So many days from the article's, unless the calendar has no such day."""
        try:
            return self.ref and self.ref + datetime.timedelta(days)
        except OverflowError:
            return None

    def _month_of(self, word: str) -> tuple[int | None, int | None]:
        if word == "同月":
            return self.last_year, self.last_month
        if self.ref is None:
            return None, None
        index = self.ref.year * 12 + self.ref.month - 1 + SHIFT["month", word]
        return index // 12, index % 12 + 1

    def _end_word(self, start: int, end: int, word: str) -> DateMention | None:
        before = self.text[start - 1] if start else ""
        if before.isdigit() or before in ("同", "毎"):
            return None
        ref = self.ref
        if word.startswith("年度"):
            fiscal = ref and ref.year - (ref.month < 4)
            if word == "年度末":
                return self._make(start, end, "month", fiscal and fiscal + 1, 3, relative=True)
            return self._make(start, end, "fiscal_year", fiscal, relative=True)
        if word.startswith("月"):
            return self._make(start, end, "month", ref and ref.year, ref and ref.month, relative=True)
        if word == "年末":
            return self._make(start, end, "year_end", ref and ref.year, relative=True)
        if word == "年明け":
            year = ref and ref.year + (ref.month > 2)
            return self._make(start, end, "month", year, 1, relative=True)
        return self._make(start, end, "year", ref and ref.year, relative=True)

    def _counted(self, start: int, end: int, count: int, unit: str, sign: int) -> DateMention | None:
        """3年前, 2カ月後, 5日前."""
        ref = self.ref
        if ref is None:
            return None
        if unit == "年":
            return self._make(start, end, "year", ref.year + sign * count, relative=True)
        if unit == "日":
            return self._day(start, end, self._days_from(sign * count))
        index = ref.year * 12 + ref.month - 1 + sign * count
        return self._make(start, end, "month", index // 12, index % 12 + 1, relative=True)

    def _is_linked(self, start: int) -> bool:
        """9月10日から12日: the second date goes on from the first."""
        return LINKED.search(self.text[max(0, start - 2) : start]) is not None

    def _bare_month(self, m: re.Match[str]) -> DateMention | None:
        """A month without a year: the article's year; the year before if that lies far ahead."""
        month = _number(m["month"])
        if month is None or not 1 <= month <= 12:
            return None
        year = None
        if self.ref:
            year = self.ref.year - (month - self.ref.month > 8)
        if self.last_year and self.last_month and self._is_linked(m.start()):
            year = self.last_year + (month < self.last_month)
        if m["month2"]:
            last = _number(m["month2"])
            return self._span(m.start(), m.end(), year, month, last or 0, True)
        if self.text.startswith("期", m.end()) and not self.text.startswith("期間", m.end()):
            return self._make(m.start(), m.end() + 1, "fiscal_year", None, relative=True)
        day = TAIL_DAY.match(self.text, m.end())
        if day and (number := _number(day["d"])) and 1 <= number <= 31:
            return self._make(m.start(), day.end(), "day", year, month, number, relative=True)
        end = m.end() + (self.text.startswith("末", m.end()))
        return self._make(m.start(), end, "month", year, month, relative=True)

    def _bare_day(self, start: int, end: int, day: int | None) -> DateMention | None:
        """A day without a month: the article's month; the month before if it lies a week ahead."""
        if day is None or not 1 <= day <= 31:
            return None
        if self.ref is None:
            return self._make(start, end, "day", None, relative=True)
        if self.last_year and self.last_month and self._is_linked(start):
            return self._make(start, end, "day", self.last_year, self.last_month, day, relative=True)
        index = self.ref.year * 12 + self.ref.month - 1 - (day - self.ref.day > 7)
        return self._make(start, end, "day", index // 12, index % 12 + 1, day, relative=True)

    def _make(
        self,
        start: int,
        end: int,
        kind: str,
        year: int | None,
        month: int | None = None,
        day: int | None = None,
        *,
        q: int | None = None,
        half: str = "",
        season: str = "",
        relative: bool = False,
    ) -> DateMention | None:
        text = self.text[start:end]
        if year is None or not 1 <= year <= 9999 or (kind == "month" and month is None):
            return DateMention(start, end, text, None, kind, None, relative)
        self.last_year, self.last_month = year, month
        iso = peer = f"{year:04d}"
        if kind == "day":
            try:
                self.last_day = datetime.date(year, month or 0, day or 0)
                iso = peer = self.last_day.isoformat()
            except ValueError:
                return None
        elif kind == "month":
            iso = peer = f"{year:04d}-{month:02d}"
        elif kind == "quarter":
            iso = peer = f"{year:04d}-Q{q}"
        elif kind == "year_end":
            iso = f"{year:04d}-12"
        elif kind == "half":
            peer = f"{year:04d}-H{1 if half[0] in '前上' else 2}"
        elif kind == "season":
            peer = f"{year:04d}-{SEASON[season]}"
        elif kind == "fiscal_year":
            peer = f"FY{year}"
        return DateMention(start, end, text, iso, kind, peer, relative)


def _number(text: str) -> int | None:
    """A small whole number in any digits."""
    numbers = read_run(text)
    if len(numbers) != 1 or numbers[0].value is None or numbers[0].end != len(text):
        return None
    return int(numbers[0].value)
