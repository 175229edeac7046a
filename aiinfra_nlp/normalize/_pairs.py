"""Amounts in relation to each other: second currencies, exchange rates, index levels.

In:  folded text and the atoms of ``money``.
Out: ``Money`` objects, conversions linked, rates left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from ._atoms import Atom, make_atom
from ._context import cues_after, read_atom
from ._lexicon import lexicon
from .fx import to_usd
from .numerals import RUN, read_run

_LEX = lexicon()
_CONV = _LEX.conversion
_OPEN = re.compile(
    rf"[ ]?[(\[〔=][ ]?(?:{_CONV})?[、 ]?|[、,]?[ ]?(?:{_CONV})[、 ]?|の[^、。()\n]{{1,12}}\((?:{_CONV})?"
)
_MARKED = re.compile(rf"(?:{_CONV})[、 ]?$")
#: Between two second currencies in one bracket.
_OR = re.compile("[ ]?(?:または|又は|もしくは|あるいは|、|,|/|・|=)[ ]?")
_PART = re.compile(
    rf"(?:うち|残り|残る)(?:の|、|は)?(?:約|最大|少なくとも|およそ)?(?P<run>{RUN})(?=[をはがにでともや、。)]|規模|程度|以上|超|ずつ)"
)
_RATE_GAP = re.compile(r"(?:台|=|は|が|当たり|あたり|につき|に対して?|対|:|、| )*")
_AGAINST = re.compile(
    r"(?:対(?:米)?ドル(?:相場)?|ドル[・/]?円(?:相場)?|円相場|為替(?:レート|相場)?)(?:で|は|では|が|を|の)?(?:1ドル)?(?:=|、|約)*$"
)
#: How a second currency behind a comma begins, in spoken style.
_ABOUT = ("約", "およそ", "ほぼ")
_INDEX = re.compile(r"日経平均|TOPIX|ダウ平均|ダウ工業株|ナスダック総合|S&P ?500|日経225")


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


def read_money(text: str, atoms: list[Atom]) -> list[Money]:
    """Amounts with spans, qualifiers and second currencies; exchange rates left out."""
    kept = _with_parts(text, _without_rates(text, atoms))
    if not kept:
        return []
    money = [_money(text, a, kept[i - 1].end if i else 0) for i, a in enumerate(kept)]
    return _pair_conversions(text, money)


def _with_parts(text: str, atoms: list[Atom]) -> list[Atom]:
    """Adds parts without a currency word: 100億ドルのうち30億を…、残り70億を…."""
    if not atoms or not ("うち" in text or "残" in text):
        return atoms
    out = []
    for match in _PART.finditer(text):
        run = match["run"]
        numbers = read_run(run)
        if not numbers or numbers[-1].end != len(run) or numbers[-1].unit < 10**8:
            continue
        start = match.start("run") + numbers[-1].start
        whole = next((a for a in reversed(atoms) if a.end <= start), None)
        if whole and not re.search("[。\n]", text[whole.end : start]) and start - whole.end < 80:
            out.append(make_atom(numbers[-1], start, match.end("run"), whole.currency, Decimal(1)))
    return sorted(atoms + out, key=lambda a: a.start) if out else atoms


def _without_rates(text: str, atoms: list[Atom]) -> list[Atom]:
    """Leaves out 1ドル=150円, 対ドルで150円, and levels of stock indices."""
    out: list[Atom] = []
    skip = False
    for i, atom in enumerate(atoms):
        if skip:
            skip = False
            continue
        after = atoms[i + 1] if i + 1 < len(atoms) else None
        if after and after.start - atom.end < 12 and _is_rate(text, atom, after):
            skip = True
            continue
        small = abs(atom.high) < 1_000_000
        if small and atom.currency in ("JPY", "USD"):
            window = text[max(0, atom.start - 30) : atom.start]
            if atom.currency == "JPY" and _AGAINST.search(window):
                continue
            if _INDEX.search(window[window.rfind("。") + 1 :]):
                continue
        out.append(atom)
    return out


def _is_rate(text: str, left: Atom, right: Atom) -> bool:
    if left.currency == right.currency or left.low != left.high or left.low not in (1, 100):
        return False
    gap = re.sub("約|およそ", "", text[left.end : right.start])
    if left.low == 100 and "=" not in gap:
        return False
    return _RATE_GAP.fullmatch(gap) is not None and (left.low == 1 or right.high < 10000)


def _money(text: str, atom: Atom, floor: int) -> Money:
    start, end, value, low, high, qualifier, per, cues = read_atom(text, atom, floor)
    return Money(
        start,
        end,
        text[start:end],
        atom.start,
        atom.end,
        value,
        low,
        high,
        atom.currency,
        qualifier,
        per,
        cues,
    )


def _pair_conversions(text: str, money: list[Money]) -> list[Money]:
    """Links an amount with the same amount in a second currency."""
    out = list(money)
    for i in range(len(out) - 1):
        left, right = out[i], out[i + 1]
        if right.start - left.end > 24 or left.is_alt or left.currency == right.currency:
            continue
        gap = text[left.end : right.start]
        if not _OPEN.fullmatch(gap) and not (gap == "、" and right.text.startswith(_ABOUT) and not _of_two_phrases(text, left, right) and _of_one_worth(left, right)):
            continue
        if gap.startswith("の") and not text[right.end : right.end + 1] == ")":
            continue
        marked = _MARKED.search(text[max(0, left.start - 12) : left.start])
        if marked and gap.strip() in "([=":
            out[i] = replace(left, is_alt=True)
            out[i + 1] = replace(right, alt=out[i])
        else:
            out[i + 1] = replace(right, is_alt=True)
            out[i] = replace(_with_late_cue(text, left, right.end), alt=out[i + 1])
            after = out[i + 2] if i + 2 < len(out) else None
            if after is not None and _OR.fullmatch(text, right.end, after.start) and text.startswith(")", after.end) and after.currency not in (left.currency, right.currency):
                # 240億ポンド(310億ドルまたは3.3兆円): so is the third
                out[i + 2] = replace(after, is_alt=True)
    return out


def _of_two_phrases(text: str, a: Money, b: Money) -> bool:
    """Whether each of two sums has a phrase of its own: 買収に10億ドル、約1400億円を設備に; 売上高は10億ドル、約1500億円を投じて."""
    return text[a.start - 1 : a.start] in ("に", "は", "へ") and text.startswith("を", b.end)


def _of_one_worth(a: Money, b: Money) -> bool:
    """Whether two sums can be one in two currencies at a rate of the last decades, none of which was twice that of today: 46億ポンド、約7000億円."""
    worth = [to_usd(x, None).usd for x in (a, b)]
    return None not in worth and min(worth) > 0 and max(worth) <= 2 * min(worth)


def _with_late_cue(text: str, money: Money, closing: int) -> Money:
    """3900億ドル(約60兆円)余り: a cue after the bracket is about the amount before it."""
    if money.qualifier not in ("exact", "about") or not text.startswith((")", "="), closing):
        return money
    _, cues = cues_after(text, closing + 1)
    effect = next((c.effect for c in cues if c.effect in ("about", "at_least", "at_most")), None)
    if effect is None:
        return money
    return replace(
        money,
        qualifier=effect,
        low=money.value if effect == "at_least" else None,
        high=money.value if effect == "at_most" else None,
        cues=(*money.cues, cues[0].text),
    )
