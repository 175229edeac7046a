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
from dataclasses import replace
from decimal import Decimal

from ..errors import InputError
from ._atoms import WIDE, Atom, assemble, extend_left, make_atom
from ._lexicon import code_of, lexicon
from ._pairs import Money, read_money
from .fold import fold
from .numerals import ENGLISH, HEAD, LETTER, NOT_VAGUE_AFTER, RUN, RUN_START, Numeral, exact, read_run, times

_LEX = lexicon()
_ONE = Decimal(1)
_ENG = "|".join(sorted(ENGLISH, key=len, reverse=True))
_SCALE = re.compile(rf"[ ]?(?:(?i:{_ENG})(?![A-Za-z])|(?P<letter>MM|[KMBTkmb])(?![A-Za-z0-9]))")
_NUMBER = re.compile(RUN)
_SUFFIXED = re.compile(rf"{RUN_START}{RUN}(?=[ \n]{{0,3}}[{_LEX.suffix_first}bmtkBMTKミビト])")
# the sign's last character finds the place, the whole sign is read backwards from it
_SIGNED = re.compile(rf"[A-Za-z.{_LEX.signs}](?=[ :]{{0,2}}[-−▲△]?[.{HEAD}])")
_PREFIX_END = re.compile(f"(?:{_LEX.prefix.pattern})$")
_BRACKETED = re.compile(r"\(([0-9][0-9,.]{0,30})\)((?:百万|千|万|億|兆)?)(?=円|ドル|ユーロ|元)")
_BLANK = re.compile(r"[ \n]{0,3}")
_FORWARD = re.compile(rf"[ ]?(?:[{WIDE}]|から|to|ないし)[ ]?(?={_LEX.prefix.pattern}|[{HEAD}])")


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
        raise InputError(
            f"{text!r}: words besides the amount {money.text!r}; use find_money for running text"
        )
    return money


def scan_money(text: str) -> list[Money]:
    """``find_money`` for text that is folded already; offsets are into the folded text."""
    return read_money(text, atoms(text))


def _to_raw(money: Money, folded) -> Money:
    start, end = folded.to_raw(money.start, money.end)
    core_start, core_end = folded.to_raw(money.core_start, money.core_end)
    alt = _to_raw(money.alt, folded) if money.alt else None
    return replace(
        money,
        start=start,
        end=end,
        text=folded.raw[start:end],
        core_start=core_start,
        core_end=core_end,
        alt=alt,
    )


def atoms(text: str) -> list[Atom]:
    """Amounts without their surroundings, ranges joined, shared currencies handed out."""
    return assemble(text, _singles(text))


def _singles(text: str) -> Iterator[Atom]:
    """One atom for each number with a currency of its own."""
    for match in _SUFFIXED.finditer(text):
        atom = _suffixed(text, match.start(), match.end())
        if atom:
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
            code = code_of(currency[0])
            yield Atom(match.start(), currency.end(), match.start(), value, value, code, unit)


def _suffixed(text: str, start: int, end: int) -> Atom | None:
    """The atom of a run of numeral characters that a currency word follows."""
    run = text[start:end]
    numbers = read_run(run)
    if not numbers or numbers[-1].end != len(run):
        return None
    number = numbers[-1]
    begin = start + number.start
    if _is_cut(text, begin):
        return None
    if number.value is None and text[begin] == "数" and begin and text[begin - 1] in NOT_VAGUE_AFTER:
        return None
    position = _BLANK.match(text, end).end()
    factor = _ONE
    scale = _SCALE.match(text, position)
    if scale:
        factor, position = _english_scale(text, position)
        position = _BLANK.match(text, position).end()
    currency = _LEX.suffix.match(text, position)
    if currency and scale and scale["letter"] and not currency[0].isascii():
        return None  # 5M USD, but not 5M円
    if not currency or _trapped(text, begin, currency.end(), currency[0]):
        return None
    sub = _LEX.sub.get(currency[0])
    code = sub[0] if sub else code_of(currency[0])
    atom = make_atom(number, begin, currency.end(), code, times(factor, sub[1]) if sub else factor)
    if not sub:
        _add_subunit(text, atom)
    if begin:
        extend_left(text, atom)
    return atom


def _is_cut(text: str, begin: int) -> bool:
    """The numeral is the rest of one that cannot be read: 1,5億, 1.2.3億."""
    if begin < 2:
        return False
    if text[begin] == ".":
        return text[begin - 1].isdigit()
    return text[begin - 1] in ",." and text[begin - 2].isdigit()


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
        if sign[-1].isalnum():
            return None
        if len(sign) == 2:  # CapA$5: the letter belongs to the word
            sign, begin = sign[-1], begin + 1
    number = _read_at(text, position)
    if not number:
        return None
    end = position + number.end
    if text[end : end + 1] in (",", ".") and text[end + 1 : end + 2].isdigit():
        return None  # 1.234,56: not a number as written here
    factor, end = _english_scale(text, end)
    code = code_of(sign)
    follow = _LEX.suffix.match(text, _BLANK.match(text, end).end())
    if follow and follow[0] not in _LEX.sub:
        own = code_of(follow[0])
        if own == code or sign == "$":
            code, end = own, follow.end()
    atom = make_atom(number, position, end, code, factor)
    atom.start = begin
    if negative:
        atom.low, atom.high = -atom.low, -atom.high
    _forward(text, atom)
    extend_left(text, atom)
    return atom


def _english_scale(text: str, end: int) -> tuple[Decimal, int]:
    """Factor and end of an English scale word or letter after a number."""
    scale = _SCALE.match(text, end)
    if not scale:
        return _ONE, end
    if scale["letter"]:
        return LETTER[scale["letter"].upper()], scale.end()
    return ENGLISH[scale[0].strip().lower()], scale.end()


def _read_at(text: str, position: int) -> Numeral | None:
    """The numeral that starts at a position."""
    match = _NUMBER.match(text, position)
    if not match or len(match[0]) > 60:
        return None
    numbers = read_run(match[0].rstrip(".,"))
    return numbers[0] if numbers and numbers[0].start == 0 else None


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
        atom.low = atom.high = exact(atom.low + number[0].value * factor)
        atom.end = unit.end()


def _forward(text: str, atom: Atom) -> None:
    """$10-15 billion, $10B-$15B, US$10〜20億: the upper end after a prefixed amount."""
    link = _FORWARD.match(text, atom.end)
    if not link:
        return
    sign = _LEX.prefix.match(text, link.end())
    if sign and code_of(sign[0]) != atom.currency:
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
    # $175-185Bに増やす is a range, $10Bから15Bに増やす a change
    if low < high and not ("から" in link[0] and _LEX.change.match(text, end)):
        atom.low, atom.high, atom.end, atom.ranged = low, high, end, True


def _trapped(text: str, start: int, end: int, word: str) -> bool:
    """A word that only looks like money (三元系, 200ポンド of weight, 関東一円)."""
    tails = _LEX.traps_after.get(word)
    if tails and text.startswith(tails, end):
        return True
    near = _LEX.traps_near.get(word)
    if near:
        # what the sentence before says is of another thing
        first = max(start - 25, text.rfind("。", max(0, start - 25), start) + 1, 0)
        if near.search(text, first, end + 25):
            return True
    lone = word == "円" and end - start == 2 and text[start] == "一"
    return lone and start > 0 and re.match("[一-龥ァ-ヺー]", text[start - 1]) is not None
