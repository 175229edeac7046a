"""Money in running text: spans, exact values, qualifiers.

In:  a text (``find_money``) or a folded text (``scan_money``).
Out: ``Money`` in text order, values by section 5 of the deal-record contract.

Numbers are found by one linear pattern that looks ahead for a currency word, or by a currency
sign before them; only then the numeral is parsed and its surroundings are read: the first
number of a range or list, sign, subunits, qualifiers, rates, the second currency in brackets.
Every look around a hit is bounded, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ..errors import InputError
from ._context import read_context
from ._lexicon import key, lexicon
from .fold import fold
from .numbers import BODY, ENGLISH, HEAD, LETTER, NOT_VAGUE_AFTER, RUN, RUN_START, Numeral, read_run, times

_LEX = lexicon()
_ONE = Decimal(1)
_ENG = "|".join(sorted(ENGLISH, key=len, reverse=True))
_SCALE = re.compile(rf"[ ]?(?:(?i:{_ENG})(?![A-Za-z])|(?P<letter>MM|[KMBT])(?![A-Za-z0-9]))")
_NUMBER = re.compile(RUN)
_SUFFIXED = re.compile(rf"{RUN_START}{RUN}(?=[ \n]{{0,3}}[{_LEX.suffix_first}bmtBMTミビト])")
# the sign's last character finds the place, the whole sign is read backwards from it
_SIGNED = re.compile(rf"[A-Za-z.{_LEX.signs}](?=[ :]{{0,2}}[-−▲△]?[.{HEAD}])")
_PREFIX_END = re.compile(f"(?:{_LEX.prefix.pattern})$")
_BRACKETED = re.compile(r"\(([0-9][0-9,.]{0,30})\)((?:百万|千|万|億|兆)?)(?=円|ドル|ユーロ|元)")
_BLANK = re.compile(r"[ \n]{0,3}")
_SIGN = re.compile(r"(?:(?<![0-9A-Za-z)〜~ー万億兆千百十円ル元%-])[-−－]|▲|△|マイナス)[ ]?$")
_WORD_LEAD = re.compile(r"(?:人民元|日本円|米ドル)[ ]?$")
_WIDE = "〜~～∼–—―‐−－ー-"
_CONN = rf"(?P<wave>[{_WIDE}])|(?P<word>から|ないし|乃至|to)|(?P<list>[、,・/]|と|や|または|あるいは|及び|および|→|⇒|」「)"
_LINK = re.compile(rf"(?P<tail>超|以上|程度|前後|余り|強|弱)?[ ]?(?:{_CONN})[ ]?(?:約|およそ|最大で?|ほぼ)?$")
_LINK_LAST = frozenset(_WIDE + "らし至o、,・/とやはび→⇒「 約そ大でぼ超上下")
_BARE_END = re.compile(rf"(?<![0-9A-Za-z.]){RUN}$")
_FORWARD = re.compile(rf"[ ]?(?:[{_WIDE}]|から|to|ないし)[ ]?(?={_LEX.prefix.pattern}|[{HEAD}])")
_BETWEEN = re.compile(r"(?:円|ドル|ユーロ|元)?(?:以上|超|を超え|より多く)[、 ]?$")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money in a text.

    Attributes:
        start: start of the mention with its qualifiers, in characters.
        end: end of it, exclusive.
        text: the text between them, as given.
        core_start: start of number and currency alone.
        core_end: end of them, exclusive.
        value: the number as stated; None for a range.
        low: lower bound, where there is one.
        high: upper bound, where there is one.
        currency: ISO 4217 code.
        qualifier: exact, about, at_least, at_most or range.
        per: total, or the unit of a rate (year, month, share ...).
        cues: the words that set qualifier and rate.
        alt: the same amount in the second currency the text gives.
        is_alt: this amount is the second currency of another one.
    """

    start: int
    end: int
    text: str
    core_start: int
    core_end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    currency: str
    qualifier: str = "exact"
    per: str = "total"
    cues: tuple[str, ...] = ()
    alt: Money | None = None
    is_alt: bool = False


@dataclass(slots=True)
class Atom:
    """Number and currency before their surroundings are read; offsets in the folded text."""

    start: int
    end: int
    number: int
    low: Decimal
    high: Decimal
    currency: str
    unit: Decimal
    vague: bool = False
    over: bool = False
    ranged: bool = False
    shared: bool = False
    cue: str = ""


def find_money(text: str) -> list[Money]:
    """All amounts of money in a text, in order.

    Args:
        text: any text, also a whole article.

    Returns:
        Amounts with half-open spans into ``text``. A range is one amount; an amount and its
        conversion (300億ドル(約4兆5000億円)) are two, the first with the second as ``alt``.
    """
    folded = fold(text)
    found = scan_money(folded.text)
    if folded.text is text:
        return found
    return [_to_raw(m, folded) for m in found]


def parse_money(text: str) -> Money:
    """The one amount that a string is about, such as a table cell or a form field.

    Args:
        text: an amount with its currency; blanks and qualifiers may surround it.

    Raises:
        InputError: no amount in it, more than one, or other words besides.
    """
    found = [m for m in find_money(text) if not m.is_alt]
    if len(found) != 1:
        raise InputError(f"{text!r}: {len(found)} amounts of money; give one number with its currency")
    money = found[0]
    end = money.alt.end if money.alt else money.end
    rest = text[: money.start] + text[end:]
    if re.sub(r"[\s()（）。、=＝]", "", rest):
        raise InputError(f"{text!r}: words besides the amount {money.text!r}; use find_money for running text")
    return money


def scan_money(text: str) -> list[Money]:
    """``find_money`` for text that is folded already; offsets are into the folded text."""
    return read_context(text, atoms(text))


def _to_raw(money: Money, folded) -> Money:
    start, end = folded.to_raw(money.start, money.end)
    core_start, core_end = folded.to_raw(money.core_start, money.core_end)
    alt = _to_raw(money.alt, folded) if money.alt else None
    return replace(
        money, start=start, end=end, text=folded.raw[start:end], core_start=core_start, core_end=core_end, alt=alt
    )


def atoms(text: str) -> list[Atom]:
    """Amounts without their surroundings, ranges joined, shared currencies handed out."""
    found: list[Atom] = []
    for atom in sorted(_singles(text), key=lambda a: (a.start, -a.end)):
        if found and atom.start < found[-1].end:
            continue
        before = found[-1].end if found else 0
        found += _link(text, atom, before, found)
    return found


def _singles(text: str) -> Iterator[Atom]:
    """One atom for each number with a currency of its own."""
    for match in _SUFFIXED.finditer(text):
        atom = _suffixed(text, match.start(), match.end())
        if atom and not _trapped(text, atom):
            yield atom
    for match in _SIGNED.finditer(text):
        atom = _prefixed(text, match.end())
        if atom:
            yield atom
    for match in _BRACKETED.finditer(text):
        unit = read_run("1" + match[2])[0].value
        currency = _LEX.suffix.match(text, match.end())
        number = read_run(match[1])
        if currency and number and number[0].value is not None and number[0].end == len(match[1]):
            value = -times(number[0].value, unit)
            code = _LEX.codes[key(currency[0])]
            yield Atom(match.start(), currency.end(), match.start(), value, value, code, unit)


def _suffixed(text: str, start: int, end: int) -> Atom | None:
    """The atom of a run of numeral characters that a currency word follows."""
    run = text[start:end]
    numbers = read_run(run)
    if not numbers or numbers[-1].end != len(run):
        return None
    number = numbers[-1]
    begin = start + number.start
    if number.value is None and text[begin] == "数" and begin and text[begin - 1] in NOT_VAGUE_AFTER:
        return None
    position = _BLANK.match(text, end).end()
    factor = _ONE
    scale = _SCALE.match(text, position)
    if scale and not scale["letter"]:
        factor = ENGLISH[scale[0].strip().lower()]
        position = _BLANK.match(text, scale.end()).end()
    currency = _LEX.suffix.match(text, position)
    if not currency:
        return None
    sub = _LEX.sub.get(currency[0])
    code = sub[0] if sub else _LEX.codes[key(currency[0])]
    atom = _atom(number, begin, currency.end(), code, times(factor, sub[1]) if sub else factor)
    if not sub:
        _add_subunit(text, atom)
    if begin:
        _extend_left(text, atom)
    return atom


def _prefixed(text: str, end: int) -> Atom | None:
    """The atom of a sign or code that ends before a number: US$10, ¥3兆, $1.2 billion, $5B."""
    floor = max(0, end - 6)
    match = _PREFIX_END.search(text[floor:end])
    if not match:
        return None
    begin = floor + match.start()
    position = re.compile("[ :]{0,2}").match(text, end).end()
    negative = text[position] in "-−▲△"
    position += negative
    sign = match[0]
    if sign == "\\" and not re.match(r"[0-9]{2}|[0-9](?![0-9A-Za-z\\\"])", text[position : position + 2]):
        return None
    if sign[0].isalpha() and begin and text[begin - 1].isascii() and text[begin - 1].isalnum():
        return None
    number = _read_at(text, position)
    if not number:
        return None
    end = position + number.end
    factor, end = _english_scale(text, end)
    code = _LEX.codes[key(sign)]
    follow = _LEX.suffix.match(text, _BLANK.match(text, end).end())
    if follow and follow[0] not in _LEX.sub:
        own = _LEX.codes[key(follow[0])]
        if own == code or sign == "$":
            code, end = own, follow.end()
    atom = _atom(number, position, end, code, factor)
    atom.start = begin
    if negative:
        atom.low, atom.high = -atom.low, -atom.high
    _forward(text, atom)
    _extend_left(text, atom)
    return atom


def _english_scale(text: str, end: int) -> tuple[Decimal, int]:
    """Factor and end of an English scale word or letter after a number."""
    scale = _SCALE.match(text, end)
    if not scale:
        return _ONE, end
    if scale["letter"]:
        return LETTER[scale["letter"]], scale.end()
    return ENGLISH[scale[0].strip().lower()], scale.end()


def _read_at(text: str, position: int) -> Numeral | None:
    """The numeral that starts at a position."""
    match = _NUMBER.match(text, position)
    if not match or len(match[0]) > 60:
        return None
    numbers = read_run(match[0].rstrip(".,"))
    return numbers[0] if numbers and numbers[0].start == 0 else None


def _atom(number: Numeral, start: int, end: int, currency: str, factor: Decimal) -> Atom:
    low, high = (number.low, number.high) if number.value is None else (number.value, number.value)
    if factor != _ONE:
        low, high = times(low, factor), times(high, factor)
    return Atom(
        start, end, start, low, high, currency, number.unit * factor, number.value is None, number.over
    )


def _add_subunit(text: str, atom: Atom) -> None:
    """545ドルと5セント, 10円50銭: the smaller unit joins the larger."""
    end = atom.end
    if text.startswith("と", end):
        end += 1
    match = _NUMBER.match(text, end)
    if not match:
        return
    unit = _LEX.sub_joined.match(text, match.end())
    if not unit or len(match[0]) > 4:
        return
    code, factor = _LEX.sub[unit[0]]
    number = read_run(match[0])
    same = code == atom.currency or (code, atom.currency) == ("USD", "EUR")
    if same and len(number) == 1 and number[0].value is not None and number[0].value < 1 / factor:
        atom.low += number[0].value * factor
        atom.high = atom.low
        atom.end = unit.end()


def _extend_left(text: str, atom: Atom) -> None:
    """Takes in what belongs to the number before it: 2・8兆, 1、200億, 人民元, minus signs."""
    start = atom.start
    last = text[start - 1] if start else ""
    if last and last in "・、" and start == atom.number and text[start - 2 : start - 1].isdigit():
        _extend_digits(text, atom, last)
        start = atom.start
        last = text[start - 1] if start else ""
    if last and last in "-−－▲△ス ":
        sign = _SIGN.search(text[max(0, start - 6) : start])
        if sign:
            atom.start = start - len(sign[0])
            atom.low, atom.high = -atom.high, -atom.low
    elif last and last in "元円ル ":
        lead = _WORD_LEAD.search(text[max(0, start - 5) : start])
        if lead and _LEX.codes[key(lead[0])] == atom.currency:
            atom.start = start - len(lead[0])


def _extend_digits(text: str, atom: Atom, mark: str) -> None:
    """The digits before a decimal ・ (2・8兆) or a grouping 、 (1、200億)."""
    end = atom.end
    tail = re.match(rf"[{BODY}]{{1,60}}", text[atom.start : end])
    head = re.search(r"(?<![0-9.,・])(?:[0-9]{1,3}|[一二三四五六七八九])(?:、[0-9]{3})*$", text[max(0, atom.start - 16) : atom.start - 1])
    if not tail or not head or atom.vague:
        return
    digits = re.match(r"[0-9]+|[一二三四五六七八九〇]+", tail[0])
    if not digits:
        return
    if mark == "・":
        joined = f"{head[0]}{'点' if not head[0].isascii() else '.'}{tail[0]}"
        if "、" in head[0] or (head[0].isascii() != digits[0].isascii()) or tail[0][len(digits[0]) :][:1] == "":
            return
    else:
        groups = [*head[0].split("、"), digits[0]]
        if len(digits[0]) != 3 or not head[0].isascii():
            return
        if not (len(groups) == 2 and len(groups[0]) == 1) and "000" not in groups[1:]:
            return
        joined = head[0].replace("、", "") + tail[0]
    numbers = read_run(joined)
    if len(numbers) == 1 and numbers[0].end == len(joined) and numbers[0].value is not None:
        old = read_run(tail[0])
        factor = atom.low / old[-1].value if old and old[-1].value else _ONE
        atom.low = atom.high = times(numbers[0].value, factor)
        atom.start = atom.number = atom.start - 1 - len(head[0])


def _forward(text: str, atom: Atom) -> None:
    """$10-15 billion, $10B-$15B, US$10〜20億: the upper end after a prefixed amount."""
    link = _FORWARD.match(text, atom.end)
    if not link:
        return
    sign = _LEX.prefix.match(text, link.end())
    if sign and _LEX.codes[key(sign[0])] != atom.currency:
        return
    number = _read_at(text, sign.end() if sign else link.end())
    if not number or number.value is None:
        return
    end = (sign.end() if sign else link.end()) + number.end
    factor, end = _english_scale(text, end)
    unit = number.unit * factor
    own = _LEX.suffix.match(text, end)
    if own and own[0] not in _LEX.sub:
        end = own.end()
    low, high = atom.low, times(number.value, factor)
    if atom.unit == _ONE and unit != _ONE and low < high / unit:
        low = times(low, unit)
    if low < high and not _LEX.change.match(text, end):
        atom.low, atom.high, atom.end, atom.ranged = low, high, end, True


def _trapped(text: str, atom: Atom) -> bool:
    """A word that only looks like money (三元系, 200ポンド of weight, 関東一円)."""
    surface = text[atom.start : atom.end]
    for word, tails in _LEX.traps_after.items():
        if surface.endswith(word) and text.startswith(tails, atom.end):
            return True
    for word, near in _LEX.traps_near.items():
        if surface.endswith(word):
            window = text[max(0, atom.start - 25) : atom.end + 25]
            if near.search(window):
                return True
    if surface == "一円" and atom.start:
        return bool(re.match("[一-龥ァ-ヺー]", text[atom.start - 1]))
    return False


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
        if found and found[-1].end == at:
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
    atom = _atom(numbers[-1], start, end, "", _ONE)
    if start and not atom.vague:
        _extend_left(text, atom)
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
    if left.currency != right.currency or (link and link["list"]):
        return
    if not link and not re.match("未満|以下|以内|より少ない", text[right.end :][:6]):
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
        next_to = left.unit == _ONE and 1 <= left.low <= 8 and left.low + 1 == mantissa and link["list"] == "、"
        if next_to and left.end - left.start == 1 and not right.ranged:
            left.low = left.high = times(left.low, right.unit)
            out[0] = _merge(left, right)
            return True
        if left.unit < 10000 or (left.unit < 10**8 and left.unit != right.unit):
            return False
        left.shared = True
        out.insert(0, left)
        return True
    if not link and not re.match("未満|以下|以内|より少ない", text[right.end :][:6]):
        return False
    if left.unit == _ONE and right.unit != _ONE and left.low < mantissa:
        left.low, left.high = times(left.low, right.unit), times(left.high, right.unit)
    if _is_range(text, left, right, link):
        out[0] = _merge(left, right)
        return True
    if link and link["word"] == "から" and left.unit != _ONE:
        left.shared = True
        out.insert(0, left)
    return False


def _merge(left: Atom, right: Atom) -> Atom:
    return Atom(
        left.start, right.end, left.number, left.low, right.high, right.currency, right.unit, ranged=True
    )
