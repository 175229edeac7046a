"""Number and unit before their surroundings are read: ranges, lists, signs, decimals.

In:  folded text and the atoms a finder made of numbers with a unit of their own.
Out: the same atoms, with the number before them taken in where both are one range, and with
     atoms for the numbers that share a unit stated once (10億、20億、30億円).

Money, capacities, percentages and plain numbers use it alike. Every look back is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ._lexicon import code_of, lexicon
from .numerals import BODY, RUN, Numeral, read_run, times

_LEX = lexicon()
ONE = Decimal(1)
_SIGN = re.compile(r"(?:(?<![0-9A-Za-z)〜~ー万億兆千百十円ル元%-])(?<![げしきちせけせてめれり])[-−－]|▲|△|マイナス)[ ]?$")
_WORD_LEAD = re.compile(r"(?:人民元|日本円|米ドル)[ ]?$")
_OPENS = re.compile(r"(?:^|\n)[ \t\u3000・*>]*$")
WIDE = "〜~～∼–—―─‐−－ー-"
_CONN = (
    rf"(?P<wave>[{WIDE}])|(?P<word>から|ないし|乃至|to)"
    "|(?P<list>[、,・/]|と|や|または|あるいは|及び|および|→|⇒|」「)"
)
_DIGITS = frozenset("0123456789〇一二三四五六七八九")
_TAIL_RUN = re.compile(rf"[{BODY}]{{1,60}}")
_HEAD_RUN = re.compile(
    rf"(?<![0-9.,・])[{BODY}]{{0,24}}(?:[0-9]{{1,3}}(?:、[0-9]{{3}}){{0,3}}|[〇一二三四五六七八九])$"
)
_LEADING = re.compile("[0-9]+|[〇一二三四五六七八九]+")
#: The month and the stroke before the day of a date: 9/3・25億円.
_MONTH = re.compile("[0-9]/$")
_TRAILING = re.compile("[0-9]{1,3}(?:、[0-9]{3})*$|[〇一二三四五六七八九]+$")
_LINK = re.compile(rf"(?P<tail>超|以上|程度|前後|余り|強|弱)?[ ]?(?:{_CONN})[ ]?(?:約|およそ|最大で?|ほぼ)?$")
_LINK_LAST = frozenset(WIDE + "らし至o、,・/とやはび→⇒「 約そ大でぼ超上下くてえ")
_BARE_END = re.compile(rf"(?<![0-9A-Za-z.]){RUN}$")
_BETWEEN = re.compile(r"(?:以上|超|を超え|より多く|より大きく)て?[、 ]?$")
_SCALES = tuple(Decimal(10) ** n for n in (16, 12, 8, 4))
_UPTO = re.compile("未満|以下|以内|より少な|より小さ")


@dataclass(slots=True)
class Atom:
    """Number and currency before their surroundings are read; offsets in the folded text."""

    start: int
    end: int
    number: int
    low: Decimal
    high: Decimal
    currency: str  # or another unit
    unit: Decimal
    vague: bool = False
    over: bool = False
    ranged: bool = False
    shared: bool = False
    tail: int = 0  # characters of a counter after the number (三人)


def assemble(text: str, singles: Iterable[Atom]) -> list[Atom]:
    """Atoms in order, overlaps dropped, ranges joined, shared units handed out."""
    found: list[Atom] = []
    for atom in sorted(singles, key=lambda a: (a.start, -a.end)):
        if found and atom.start < found[-1].end:
            continue
        before = found[-1].end if found else 0
        found += _link(text, atom, before, found)
    return found


def make_atom(number: Numeral, start: int, end: int, currency: str, factor: Decimal) -> Atom:
    low, high = (number.low, number.high) if number.value is None else (number.value, number.value)
    if factor != ONE:
        low, high = times(low, factor), times(high, factor)
    return Atom(
        start, end, start, low, high, currency, number.unit * factor, number.value is None, number.over
    )


def extend_left(text: str, atom: Atom) -> None:
    """Takes in what belongs to the number before it: 2・8兆, 1、200億, 人民元, minus signs."""
    start = atom.start
    last = text[start - 1] if start else ""
    if last and last in "・、" and start == atom.number and text[start - 2 : start - 1] in _DIGITS:
        _extend_digits(text, atom, last)
        start = atom.start
        last = text[start - 1] if start else ""
    if last and last in "-−－▲△ス ":
        sign = _SIGN.search(text[max(0, start - 6) : start])
        # a dash and a blank that open a line make an item of a list: - 10億円
        item = sign and sign[0].endswith(" ") and _OPENS.search(text[max(0, start - 24) : start - len(sign[0])])
        if sign and not item:
            atom.start = start - len(sign[0])
            atom.low, atom.high = -atom.high, -atom.low
    elif last and last in "元円ル ":
        lead = _WORD_LEAD.search(text[max(0, start - 5) : start])
        if lead and code_of(lead[0]) == atom.currency:
            atom.start = start - len(lead[0])


def _extend_digits(text: str, atom: Atom, mark: str) -> None:
    """The digits before a decimal ・ (2・8兆, 三・五兆) or a grouping 、 (1、200億)."""
    tail = _TAIL_RUN.match(text, atom.start, atom.end)
    head = _HEAD_RUN.search(text[max(0, atom.start - 40) : atom.start - 1])
    digits = _LEADING.match(tail[0]) if tail else None
    if not digits or not head or atom.vague:
        return
    groups = _TRAILING.search(head[0])[0].split("、")
    ascii_digits = groups[-1].isascii()
    if ascii_digits != digits[0].isascii():
        return
    if mark == "・":
        if _MONTH.search(text[max(0, atom.start - 40) : atom.start - 1][: head.start()]):
            return
        # 三・五兆 and 九・九% are decimals, 一・二 without a unit is a list
        plain = len(digits[0]) == len(tail[0]) and atom.end == atom.start + len(tail[0])
        if len(groups) > 1 or (plain and not (len(digits[0]) > 1 or groups[0] in "〇0")):
            return
        joined = head[0] + ("." if ascii_digits else "点") + tail[0]
    else:
        one = len(groups) == 1 and len(groups[0]) == 1
        if not ascii_digits or len(digits[0]) != 3 or not (one or "000" in [*groups[1:], digits[0]]):
            return
        joined = head[0].replace("、", "") + tail[0]
    old, numbers = read_run(tail[0]), read_run(joined)
    if len(numbers) != 1 or numbers[0].end != len(joined) or not old:
        if len(groups) > 1 or mark == "、":
            return
        head_digits = groups[-1]
        numbers = read_run(head_digits + joined[len(head[0]) :])
        if len(numbers) != 1 or not old:
            return
        head_length = len(head_digits)
    else:
        head_length = len(head[0])
    factor = atom.low / old[-1].value if old[-1].value else ONE
    atom.low = atom.high = times(numbers[0].value, factor)
    atom.start = atom.number = atom.start - 1 - head_length


def _link(text: str, atom: Atom, floor: int, found: list[Atom]) -> list[Atom]:
    """Joins an atom with the numbers before it: ranges become one, lists share the currency.

    May change or drop the last of ``found``; returns the atoms to add.
    """
    out = [atom]
    for _ in range(12):
        head = out[0]
        if not head.start or text[head.start - 1] not in _LINK_LAST:
            break
        window = text[max(0, head.start - 12) : head.start]
        link = _LINK.search(window)
        bound = _BETWEEN.search(window)
        if not link and not bound:
            break
        at = head.start - len((link or bound)[0])
        if found and found[-1].end + found[-1].tail == at:
            _join_stated(text, found, out, link)
            break
        left = _bare_before(text, at, floor)
        if not left or not _join_bare(text, left, out, link):
            break
    return out


def _bare_before(text: str, end: int, floor: int) -> Atom | None:
    """The number without a currency that ends at an offset."""
    match = _BARE_END.search(text[max(floor, end - 30) : end])
    if not match:
        return None
    numbers = read_run(match[0])
    if not numbers or numbers[-1].end != len(match[0]):
        return None
    start = end - len(match[0]) + numbers[-1].start
    if start and text[start - 1] in "第":
        return None
    atom = make_atom(numbers[-1], start, end, "", ONE)
    if start and not atom.vague:
        extend_left(text, atom)
    return atom


def _is_range(text: str, left: Atom, right: Atom, link: re.Match[str] | None) -> bool:
    """True for 10億〜20億; false for a change (10億から20億に増やす) and for falling ends."""
    if left.low >= right.high or left.ranged or right.ranged:
        return False
    if link and link["word"] == "から":
        if _LEX.change.match(text, right.end):
            return False
        return not _LEX.former.search(text[max(0, left.start - 8) : left.start])
    return True


def _join_stated(text: str, found: list[Atom], out: list[Atom], link: re.Match[str] | None) -> None:
    """Joins two amounts with a currency each: 10億ドル〜15億ドル."""
    left, right = found[-1], out[0]
    between = link and link["list"] == "と" and text.startswith("の間", right.end)
    if left.currency not in (right.currency, "") or (link and link["list"] and not between):
        if (
            link
            and link["list"] == "、"
            and left.currency == "" != right.currency
            and _are_next(text, left, right)
        ):
            found.pop()
            out[0] = _merge(left, right)
        return
    if not link and not _UPTO.match(text, right.end + right.tail):
        return
    if _is_range(text, left, right, link):
        found.pop()
        out[0] = _merge(left, right)


def _join_bare(text: str, left: Atom, out: list[Atom], link: re.Match[str] | None) -> bool:
    """Joins a number without currency to the amount after it; false where they do not belong."""
    right = out[0]
    left.currency = right.currency
    mantissa = right.low / right.unit if right.unit else right.low
    if link and link["list"]:
        next_to = (
            left.unit == ONE and 1 <= left.low <= 8 and left.low + 1 == mantissa and link["list"] == "、"
        )
        if next_to and left.end - left.start == 1 and not right.ranged:
            left.low = left.high = times(left.low, right.unit)
            out[0] = _merge(left, right)
            return True
        if left.unit < 10000 or (left.unit < 10**8 and left.unit != right.unit):
            return False
        left.shared = True
        out.insert(0, left)
        return True
    if not link and not _UPTO.match(text, right.end + right.tail):
        return False
    scale = next((s for s in _SCALES if s <= right.unit), ONE)
    if left.unit < 10**4 <= right.unit and times(left.low, scale) < right.high:
        # 20~30億, 数百~数千万: the scale word is said once
        left.low, left.high = times(left.low, scale), times(left.high, scale)
    if _is_range(text, left, right, link):
        out[0] = _merge(left, right)
        return True
    if link and link["word"] == "から" and left.unit != ONE:
        left.shared = True
        out.insert(0, left)
    return False


def _are_next(text: str, left: Atom, right: Atom) -> bool:
    """2、3人 is 2 to 3; 1、2、3人 is a list."""
    single = left.end - left.start == 1 and right.end - right.start == 1
    return single and left.low + 1 == right.low and text[left.start - 1 : left.start] not in ("、", "・")


def _merge(left: Atom, right: Atom) -> Atom:
    return Atom(
        left.start,
        right.end,
        left.number,
        left.low,
        right.high,
        right.currency,
        right.unit,
        ranged=True,
        tail=right.tail,
    )
