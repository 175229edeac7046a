"""Japanese numerals to exact values.

In:  folded text (see ``fold``), or one run of numeral characters cut from it.
Out: ``Numeral``: a value, or low and high of a vague count, with its place in the run.

A run such as 1兆2,000億, 三千八百, 720百万, 数十億 is read by one pass over its tokens; where
two numerals touch (一10億, 1万2億) the run is cut and yields several. Arithmetic is exact to
``DIGITS`` digits; a run of more than ``_MAX_RUN`` characters is no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache

from ..resources import read_tsv

DIGITS = 200
_MAX_RUN = 90  # leaves room in DIGITS for the scales and units that multiply it
_CTX = Context(prec=DIGITS)

_ROWS = read_tsv("number_words", ("text", "kind", "value", "source"))
DIGIT = {r["text"]: r["value"] for r in _ROWS if r["kind"] == "digit"}
SMALL = {r["text"]: Decimal(r["value"]) for r in _ROWS if r["kind"] == "small"}
LARGE = {r["text"]: Decimal(r["value"]) for r in _ROWS if r["kind"] == "large"}
ENGLISH = {r["text"]: Decimal(r["value"]) for r in _ROWS if r["kind"] == "english"}
LETTER = {r["text"]: Decimal(r["value"]) for r in _ROWS if r["kind"] == "letter"}
NOT_VAGUE_AFTER = frozenset(r["text"] for r in _ROWS if r["kind"] == "not_vague")

_K = "".join(DIGIT)
_S = "".join(SMALL)
_L = "".join(LARGE)
#: Characters that can begin a numeral, and those that can stand inside one.
HEAD = f"0-9{_K}{_S}数"
BODY = f"0-9{_K}{_S}{_L}数余点.,"
_MORE = f"[{BODY}]{{0,{_MAX_RUN}}}"
#: A run of numeral characters; blanks only before a scale word (1,000 億). It is bounded, and
#: with ``RUN_START`` before it no run is tried again from its middle: matching is linear.
RUN = rf"[.{HEAD}]{_MORE}(?:(?:[ \n]{{1,3}}[{_L}{_S}](?:[ ](?=[0-9]))?|(?<=余)り(?=[{_L}])){_MORE}){{0,2}}"
RUN_START = f"(?<![0-9{_K}{_S}数何幾万億兆])(?<![0-9{_K}{_S}][.,点余京垓])"
_TRANS = str.maketrans(DIGIT)

_TOKEN = re.compile(
    r"(?P<arab>[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?|\.[0-9]+)"
    rf"|(?P<kanji>[{_K}]+)"
    rf"|(?P<point>[点.][{_K}]+)"
    rf"|(?P<small>[{_S}])"
    rf"|(?P<large>[{_L}])"
    r"|(?P<vague>数)"
    r"|(?P<over>余り?)"
    r"|(?P<blank>[ \n]+)"
    r"|(?P<other>.)",
    re.S,
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MYRIADS = re.compile(r"[0-9]{1,4}(?:,[0-9]{4})+")
_PLAIN = re.compile(rf"([0-9]+(?:\.[0-9]+)?)([{_L}]?)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral; ``start``/``end`` are offsets in the run.

    Attributes:
        value: the number, None for a vague count.
        low: lower end of a vague count, None otherwise.
        high: upper end of a vague count, None otherwise.
        over: 余 stands inside (500余り万): at least the value.
        unit: the scale after the last digits (億 of 10億, 1e6 of 720百万), 1 without one.
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    over: bool = False
    unit: Decimal = Decimal(1)


def exact(value: Decimal) -> Decimal:
    """The same number in its plainest form: 4.630E+9 becomes 4630000000, 12.50 becomes 12.5."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1), context=_CTX)
    return value.normalize(_CTX)


def times(value: Decimal, factor: Decimal) -> Decimal:
    """Exact product."""
    return exact(_CTX.multiply(value, factor))


@lru_cache(maxsize=8192)
def read_run(run: str) -> tuple[Numeral, ...]:
    """All numerals of a run of numeral characters, left to right.

    Args:
        run: folded text, characters of ``BODY`` and blanks.

    Returns:
        Numerals that do not touch words; a run too long to be a number yields none.
    """
    plain = _PLAIN.fullmatch(run)
    if plain and len(run) <= _MAX_RUN:
        unit = LARGE.get(plain[2], Decimal(1))
        return (Numeral(0, len(run), times(Decimal(plain[1]), unit), unit=unit),)
    if len(run) > _MAX_RUN:
        return ()
    found: list[Numeral] = []
    reader = _Reader()
    for token in _tokens(run):
        if not reader.take(token):
            found += reader.finish()
            reader = _Reader()
            reader.take(token)
    return (*found, *reader.finish())


def _tokens(run: str) -> list[tuple[str, str, int, int]]:
    """(kind, text, start, end), with commas that do not group digits turned into cuts."""
    out = []
    for m in _TOKEN.finditer(run):
        kind = m.lastgroup or "other"
        if kind == "arab" and "," in m[0] and not (_GROUPED.fullmatch(m[0]) or _MYRIADS.fullmatch(m[0])):
            for piece in re.finditer(r"[0-9.]+|,", m[0]):
                part = "other" if piece[0] == "," else "arab"
                out.append((part, piece[0], m.start() + piece.start(), m.start() + piece.end()))
        else:
            out.append((kind, m[0], m.start(), m.end()))
    return out


class _Reader:
    """Reads tokens into one numeral; ``take`` refuses the token that cannot continue it."""

    def __init__(self) -> None:
        self.start = self.end = -1
        self.bounds = [Decimal(0), Decimal(0)]  # finished sections (…億, …万)
        self.section = [Decimal(0), Decimal(0)]  # the section being read (…千…百…)
        self.current: list[Decimal] | None = None  # digits that wait for a scale word
        self.in_section = False
        self.small = self.large = Decimal("Infinity")
        self.vague = self.over = False
        self.unit = Decimal(1)
        self.last = ""
        self.spaced = False

    def take(self, token: tuple[str, str, int, int]) -> bool:
        kind, text, start, end = token
        if kind == "other":
            return self.start < 0
        if kind == "blank":
            self.spaced = True
            return True
        ok = getattr(self, f"_{kind}")(text)
        if ok:
            self.start = start if self.start < 0 else self.start
            self.end = end
            self.last = kind
        return ok

    def _digits(self, value: Decimal) -> bool:
        if self.current is not None or self.last == "over":
            return False
        # digits after a scale must be smaller than it: 1兆2000億, but 10億 | 20000…
        limit = min(self.small if self.in_section else Decimal("Infinity"), self.large)
        if value >= limit:
            return False
        self.current = [value, value]
        self.in_section = True
        self.unit = Decimal(1)
        return True

    def _arab(self, text: str) -> bool:
        return self._digits(Decimal(text.replace(",", "")))

    def _kanji(self, text: str) -> bool:
        return self._digits(Decimal(text.translate(_TRANS)))

    def _point(self, text: str) -> bool:
        """三千三百八十点五八: a decimal part, after kanji only (100点 are points)."""
        if self.last not in ("kanji", "small"):
            return False
        part = Decimal("0." + text[1:].translate(_TRANS))
        self.current = [d + part for d in self.current or [Decimal(0)] * 2]
        return True

    def _small(self, text: str) -> bool:
        value = SMALL[text]
        if value >= self.small or (self.last == "over" and self.current is None):
            return False
        digits = self.current or [Decimal(1), Decimal(1)]
        self.section = [_CTX.fma(d, value, s) for d, s in zip(digits, self.section, strict=True)]
        self.current = None
        self.in_section = True
        self.small = value
        self.unit *= value
        return True

    def _large(self, text: str) -> bool:
        value = LARGE[text]
        section = [a + b for a, b in zip(self.section, self.current or [0, 0], strict=True)]
        if not self.in_section:
            # 一万億: a scale on a scale multiplies; 万 alone is no number
            if self.start < 0 or value <= self.large or self.last != "large":
                return False
            self.bounds = [times(b, value) for b in self.bounds]
        elif value >= self.large:
            return False
        else:
            self.bounds = [_CTX.fma(s, value, b) for s, b in zip(section, self.bounds, strict=True)]
        self.section, self.current, self.in_section = [Decimal(0), Decimal(0)], None, False
        self.small = Decimal("Infinity")
        self.large = value
        self.unit *= value
        return True

    def _vague(self, text: str) -> bool:
        """数 after a small scale is 1..9 of the next (三百数十), else 2..9 (二万数千, 数億)."""
        if self.current is not None:
            tens = self.current[0]
            if self.last != "arab" or not tens or _CTX.remainder(tens, Decimal(10)):
                return False
            self.section = [s + tens for s in self.section]
            low = 1
        else:
            low = 1 if self.in_section else 2
        self.current = [Decimal(low), Decimal(9)]
        self.unit = Decimal(1)
        self.in_section = self.vague = True
        return True

    def _over(self, text: str) -> bool:
        if self.start < 0 or self.over:
            return False
        self.over = True
        return True

    def finish(self) -> list[Numeral]:
        """The numeral read so far, if it is one."""
        if self.start < 0:
            return []
        total = [
            exact(_CTX.add(_CTX.add(b, s), c))
            for b, s, c in zip(self.bounds, self.section, self.current or [Decimal(0)] * 2, strict=True)
        ]
        if self.vague:
            return [Numeral(self.start, self.end, None, total[0], total[1], self.over, self.unit)]
        return [Numeral(self.start, self.end, total[0], over=self.over, unit=self.unit)]
