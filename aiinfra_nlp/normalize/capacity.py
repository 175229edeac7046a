"""Capacities: power in W, AI accelerators, data centres and servers.

In:  a text.
Out: ``CapacityMention`` in text order, exact values, spans into the text as given.

Power is a number with a unit (4.5ギガワット, 100万キロワット; kWh is energy and left out).
Chips and buildings are counted before (10万個のGPU, 3つのデータセンター), after (H100を10万基,
データセンター5カ所) or, in large numbers, without a counter (100万GPU).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..resources import read_tsv
from ._atoms import Atom, assemble, make_atom
from ._context import read_atom
from ._lexicon import alternation
from .fold import fold
from .numerals import RUN, RUN_START, read_run

_ROWS = read_tsv("units", ("text", "unit", "factor", "kind", "source"))
_FACTOR = {r["text"]: Decimal(r["factor"]) for r in _ROWS if r["kind"] == "word"}
_UNIT = {r["text"]: r["unit"] for r in _ROWS}
_CHIPS = alternation(r["text"] for r in _ROWS if r["kind"] == "chip")
_THINGS = alternation(r["text"] for r in _ROWS if r["kind"] == "thing")
_COUNTERS = alternation(r["text"] for r in _ROWS if r["kind"] == "counter")
_NOUN = f"(?P<noun>{_CHIPS}|{_THINGS})"

_NUMBER = re.compile(RUN_START + RUN)
_POWER = re.compile(rf"[ ]?(?P<unit>{alternation(_FACTOR)})(?![A-Za-z0-9]|時|アワー|・?時)")
# what may stand between the counter and the noun: GPU makers, の, "rated" words without a number
_FILL = (
    r"(?:規模の|以上の|超の|ほどの|もの|の)?(?:[A-Za-z][A-Za-z .-]{1,14}"
    r"|[ァ-ヺー・]{2,12}|[一-龥]{1,6}(?:しい|たな|きな|的な|な|向けの?|用の?)?)?"
    r"(?:製|社)?(?:の)?[「『]?[ ]?"
)
_AFTER = re.compile(rf"[ ]?(?P<counter>{_COUNTERS})?{_FILL}{_NOUN}")
_DIRECT = re.compile(
    rf"[ ]?(?P<counter>{_COUNTERS})?(?:以上|超|規模|ほど|余り|近く)?"
    rf"(?:もの|の)?[ ]?{_NOUN}"
)
_BEFORE = re.compile(
    rf"{_NOUN}(?:[」』][ ]?|\([^()\n]{{1,16}}\)|[ ]?GPU|[ ]?[0-9]{{0,2}})?"
    r"(?:搭載(?:サーバー)?)?(?:など|相当)?(?:を|が|は|、|は約|の数は|数は|も)?[ ]?"
    r"(?:[一-龥ァ-ヺー]{1,8}(?:で|に))?"
    r"(?:合計|計|約|およそ|最大|少なくとも|総計|で|さらに|新たに)*[ ]?$"
)
# sites counted by where they stand: 国内10カ所にAI向けデータセンターを
_SPREAD = re.compile(rf"[ ]?(?P<counter>[カか箇ヶヵケ]所)(?:に|で|に、|で、)[^、。はがを0-9]{{0,12}}?{_NOUN}[をの]")
_COUNTED = re.compile(rf"[ ]?(?P<counter>{_COUNTERS})(?!月|目|年)")


@dataclass(frozen=True, slots=True)
class CapacityMention:
    """A capacity in a text.

    Attributes:
        start: start of the mention with its qualifiers, in characters.
        end: end of it, exclusive.
        text: the text between them, as given.
        core_start: start of number and unit alone.
        core_end: end of them, exclusive.
        unit: W, GPU, data_centers or servers.
        value: the number as stated, in that unit; None for a range.
        low: lower bound, where there is one.
        high: upper bound, where there is one.
        qualifier: exact, about, at_least, at_most or range.
        cues: the words that set the qualifier.
    """

    start: int
    end: int
    text: str
    core_start: int
    core_end: int
    unit: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: str
    cues: tuple[str, ...] = ()


def find_capacities(text: str) -> list[CapacityMention]:
    """All capacities of a text, in order.

    Args:
        text: any text, also a whole article.

    Returns:
        Power in W, chips as GPU, data centres and servers; half-open spans into ``text``.
    """
    folded = fold(text)
    found = scan_capacities(folded.text)
    if folded.text is text:
        return found
    out = []
    for m in found:
        start, end = folded.to_raw(m.start, m.end)
        core = folded.to_raw(m.core_start, m.core_end)
        out.append(
            CapacityMention(
                start, end, text[start:end], *core, m.unit, m.value, m.low, m.high, m.qualifier, m.cues
            )
        )
    return out


def scan_capacities(text: str) -> list[CapacityMention]:
    """``find_capacities`` for text that is folded already; offsets are into the folded text."""
    out = []
    floor = 0
    for atom in assemble(text, _singles(text)):
        r = read_atom(text, atom, floor)
        floor = atom.end
        out.append(
            CapacityMention(
                r.start,
                r.end,
                text[r.start : r.end],
                atom.start,
                atom.end,
                atom.currency,
                r.value,
                r.low,
                r.high,
                r.qualifier,
                r.cues,
            )
        )
    return out


def _singles(text: str) -> Iterator[Atom]:
    for match in _NUMBER.finditer(text):
        numbers = read_run(match[0])
        if not numbers or numbers[-1].end != len(match[0]):
            continue
        number, start = numbers[-1], match.start() + numbers[-1].start
        if start and text[start].isascii() and text[start - 1].isascii() and text[start - 1].isalpha():
            if not _BEFORE.search(text[max(0, start - 24) : start]):
                continue
        if start and text[start - 1] == "第":
            continue
        power = _POWER.match(text, match.end())
        if power:
            yield make_atom(number, start, power.end(), "W", _FACTOR[power["unit"]])
            continue
        unit, end = _counted(text, start, match.end(), number.high or number.value or Decimal(0))
        if unit:
            yield make_atom(number, start, end, unit, Decimal(1))


def _counted(text: str, start: int, end: int, size: Decimal) -> tuple[str, int]:
    """Unit and end of a counted thing: 10万個のGPU, H100を10万基, 100万GPU."""
    after = _DIRECT.match(text, end) or _AFTER.match(text, end)
    if after and (after["counter"] or size >= 1000) and after["noun"] != "DC":
        noun = after["noun"]
        plain = after["counter"] is not None or end + (text[end : end + 1] == " ") == after.start("noun")
        if plain and not (noun in ("チップ", "アクセラレーター", "アクセラレータ") and size < 100):
            counter_end = after.end("counter") if after["counter"] else after.end("noun")
            return _UNIT[noun], counter_end
    spread = _SPREAD.match(text, end)
    if spread and _UNIT[spread["noun"]] == "data_centers":
        return "data_centers", spread.end("counter")
    counter = _COUNTED.match(text, end)
    if counter:
        before = _BEFORE.search(text[max(0, start - 32) : start])
        if before and not re.search(r"[。\n]", before[0]):
            return _UNIT[before["noun"]], counter.end()
    return "", 0
