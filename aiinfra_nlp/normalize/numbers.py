"""Plain numbers, percentages and equity stakes in running text.

In:  a text.
Out: ``NumberMention`` in text order: exact values, ranges (100以上310以下, 5〜8人) as one mention,
     spans into the text as given. Numbers of money or dates are numbers too and are listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..errors import InputError
from ..resources import read_tsv
from ._atoms import ONE, Atom, assemble, extend_left, make_atom
from ._context import read_atom
from ._lexicon import alternation
from .fold import Folded, fold
from .numerals import NOT_VAGUE_AFTER, RUN, RUN_START, read_run

_FOUND = re.compile(RUN_START + RUN)
_COUNTER = re.compile(alternation(r["text"] for r in read_tsv("counters", ("text", "source"))))
_TRAP = re.compile(alternation(r["text"] for r in read_tsv("number_traps", ("text", "source"))))
_PARTICLE = re.compile(
    r"[はがをでとのにもやへ、。,.!?!?:;)」』〜~ー\s/|・-]|$|です|だ|以上|以下|未満|より|から|まで|超|余|強|弱"
)
_KANJI = re.compile(r"[一-龥々〆ァ-ヺー]")
_PERCENT = re.compile(r"[ ]?(?:%|パーセント|㌫|percent)")
_WARI = re.compile(rf"割(?![合引りれ当高安増])(?:({RUN})分)?(?:({RUN})厘)?")
_PART = re.compile(r"([0-9一二三四五六七八九十]{1,3})分の([0-9一二三四五六七八九十]{1,3})")
_HALF = re.compile(r"半数|過半数|過半|半分")
_EQUITY = re.compile(r"株式|株|出資|持ち?分|保有|取得|議決権|権益|資本|所有|傘下|TOB|買い付け")
_NOT_EQUITY = re.compile(r"(?:近く|余り|超|以上)?(?:の)?(?:増|減|成長|上昇|下落|下げ|上げ|下が|上が|急落|急騰|急伸|続落|続伸|反落|反発|値下|値上|跳ね|高|安(?!定))|金利|利回り|シェア|関税|税率|前年|前期|同期比")


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number in a text.

    Attributes:
        start: start of the mention with its qualifiers, in characters.
        end: end of it, exclusive.
        text: the text between them, as given.
        core_start: start of the number alone (with its percent sign).
        core_end: end of it, exclusive.
        value: the number as stated; None for a range. Percentages are in percent.
        low: lower bound, where there is one.
        high: upper bound, where there is one.
        qualifier: exact, about, at_least, at_most or range.
        cues: the words that set the qualifier.
        unit: the counter after the number (人, 社), "%" for a percentage, "" without one.
    """

    start: int
    end: int
    text: str
    core_start: int
    core_end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: str
    cues: tuple[str, ...] = ()
    unit: str = ""


def find_numbers(text: str) -> list[NumberMention]:
    """All numbers of a text, in order, with half-open spans.

    Kanji that are parts of words and names (三菱, 千葉, 一部) are left out; a name made of
    numerals only (一二三) cannot be told from a number and is read as one.
    """
    return _mentions(fold(text), _numbers)


def find_percents(text: str) -> list[NumberMention]:
    """All percentages of a text (9.9%, 5パーセント, 3割4分5厘), values in percent."""
    return _mentions(fold(text), _percents)


def find_stakes(text: str) -> list[NumberMention]:
    """Percentages and fractions beside words of equity, as fractions: 9.9%の株式 is 0.099.

    Thirds and the like are rounded to six decimals.
    """
    folded = fold(text)
    out = []
    for mention in sorted(
        [*_mentions(folded, _percents), *_mentions(folded, _fractions)], key=lambda m: m.start
    ):
        start, end = mention.start, mention.end
        if _is_equity(text, start, end):
            out.append(_as_fraction(mention))
    return out


def parse_number(text: str) -> Decimal:
    """The number that a string is: "1兆2,000億" is 1200000000000.

    Raises:
        InputError: not exactly one number, a range or vague count, or words besides.
    """
    found = find_numbers(text.strip())
    if len(found) != 1 or found[0].value is None or found[0].text != text.strip():
        raise InputError(f"{text!r}: not one exact number")
    return found[0].value


def _mentions(folded: Folded, finder: Callable[[str], Iterator[Atom]]) -> list[NumberMention]:
    text = folded.text
    out = []
    floor = 0
    for atom in assemble(text, finder(text)):
        reading = read_atom(text, atom, floor, skip=atom.tail)
        floor = atom.end
        start, end = folded.to_raw(reading.start, reading.end)
        core_start, core_end = folded.to_raw(atom.start, atom.end)
        out.append(
            NumberMention(
                start,
                end,
                folded.raw[start:end],
                core_start,
                core_end,
                reading.value,
                reading.low,
                reading.high,
                reading.qualifier,
                reading.cues,
                atom.currency,
            )
        )
    return out


def _numbers(text: str) -> Iterator[Atom]:
    for match in _FOUND.finditer(text):
        begin, run = match.start(), match[0]
        numbers = read_run(run)
        for number in numbers:
            start, end = begin + number.start, begin + number.end
            if not _is_number(text, start, end, number.value is None):
                continue
            counter = _COUNTER.match(text, end)
            unit = counter[0] if counter else ""
            atom = make_atom(number, start, end, unit, ONE)
            atom.tail = len(unit)
            if start:
                extend_left(text, atom)
            yield atom


def _is_number(text: str, start: int, end: int, vague: bool) -> bool:
    """False for numeral characters inside words, names and codes (三菱, 千春, H100)."""
    before = text[start - 1] if start else ""
    if text[start].isascii():
        if before == "-" and start > 1:
            before = text[start - 2]  # GPT-4
        return not (before.isascii() and (before.isalpha() or before == "_"))
    if vague:
        lone = end - start == 1 and _COUNTER.match(text, end) is None
        return not lone and before not in NOT_VAGUE_AFTER
    if _TRAP.match(text, start) and end - start < 3:
        return False
    free_after = _PARTICLE.match(text, end) is not None
    counted = _COUNTER.match(text, end) is not None
    joined = bool(before) and _KANJI.match(before) is not None and before not in "第約計総全各毎同"
    joined = joined and not text.endswith("マイナス", 0, start)
    if end - start >= 3:
        return True
    if end - start == 2:
        return counted or free_after or not joined
    return counted or (free_after and not joined)


def _percents(text: str) -> Iterator[Atom]:
    for match in _FOUND.finditer(text):
        run = match[0]
        numbers = read_run(run)
        if not numbers or numbers[-1].end != len(run):
            continue
        number, begin = numbers[-1], match.start()
        start = begin + number.start
        sign = _PERCENT.match(text, match.end())
        if sign:
            atom = make_atom(number, start, sign.end(), "%", ONE)
            extend_left(text, atom)
            yield atom
            continue
        wari = _WARI.match(text, match.end())
        if wari:
            atom = make_atom(number, start, wari.end(), "%", Decimal(10))
            for group, factor in ((1, 1), (2, Decimal("0.1"))):
                part = read_run(wari[group]) if wari[group] else []
                if part and part[0].value is not None:
                    atom.low += part[0].value * factor
                    atom.high += part[0].value * factor
            yield atom


def _fractions(text: str) -> Iterator[Atom]:
    """3分の1, 半数, 過半数, 全株式 as percentages."""
    for match in _PART.finditer(text):
        below, above = (read_run(match[i]) for i in (1, 2))
        if (
            below
            and above
            and below[0].value
            and above[0].value is not None
            and above[0].value < below[0].value
        ):
            value = (above[0].value * 100 / below[0].value).quantize(Decimal("0.0001"))
            yield Atom(match.start(), match.end(), match.start(), value, value, "%", ONE)
    for match in _HALF.finditer(text):
        value = Decimal(50)
        atom = Atom(match.start(), match.end(), match.start(), value, value, "%", ONE)
        atom.over = match[0].startswith("過半")
        yield atom
    for match in re.finditer(r"(?:全株式?|全株式|全ての株式|すべての株式|全額出資|完全子会社)", text):
        yield Atom(match.start(), match.end(), match.start(), Decimal(100), Decimal(100), "%", ONE)


def _is_equity(text: str, start: int, end: int) -> bool:
    """Words of equity in the same clause, none of growth or market share right beside."""
    if _NOT_EQUITY.match(text, end) or _NOT_EQUITY.search(text[max(0, start - 6) : start]):
        return False
    left = re.split(r"[。、\n]", text[max(0, start - 20) : start])[-1]
    right = re.split(r"[。\n]", text[end : end + 20])[0]
    return (
        _EQUITY.search(left) is not None
        or _EQUITY.search(right) is not None
        or bool(re.match("全株|全て|すべて|全額|完全", text[start:end]))
    )


def _as_fraction(mention: NumberMention) -> NumberMention:
    from dataclasses import replace

    def share(x: Decimal | None) -> Decimal | None:
        return None if x is None else (x / 100).normalize()

    return replace(
        mention, value=share(mention.value), low=share(mention.low), high=share(mention.high), unit="stake"
    )
