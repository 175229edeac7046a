"""What stands around an amount: qualifiers, rates, conversions, exchange rates.

In:  folded text and the atoms of ``money``.
Out: ``Money`` objects. Every look to the left or right is bounded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ._lexicon import Cue, lexicon

if TYPE_CHECKING:
    from .money import Atom, Money

_LEX = lexicon()
_BOUNDS = ("at_least", "at_most")
_CONV = _LEX.conversion
_OPEN = re.compile(rf"[ ]?[(\[〔=][ ]?(?:{_CONV})?[、 ]?|[、,]?[ ]?(?:{_CONV})[、 ]?|の[^、。()\n]{{1,12}}\((?:{_CONV})?")
_MARKED = re.compile(rf"(?:{_CONV})[、 ]?$")
_RATE_GAP = re.compile(r"(?:台|=|は|が|当たり|あたり|につき|に対して?|対|:|、| )*")
_AGAINST = re.compile(r"(?:対(?:米)?ドル(?:相場)?|ドル[・/]?円(?:相場)?|円相場|為替(?:レート|相場)?)(?:で|は|では|が|を|の)?(?:1ドル)?(?:=|、|約)*$")
_INDEX = re.compile(r"日経平均|TOPIX|ダウ平均|ダウ工業株|ナスダック総合|S&P ?500|日経225")


def read_context(text: str, atoms: list[Atom]) -> list[Money]:
    """Amounts with spans, qualifiers and second currencies; exchange rates left out."""
    kept = _without_rates(text, atoms)
    if not kept:
        return []
    money = [_qualify(text, a, kept[i - 1].end if i else 0) for i, a in enumerate(kept)]
    return _pair_conversions(text, money)


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


def _qualify(text: str, atom: Atom, floor: int) -> Money:
    from .money import Money

    start, before = _cues_before(text, atom.start, floor)
    end, after = _cues_after(text, atom.end)
    effects = [c.effect for c in before] + [c.effect for c in reversed(after)]
    qualifier = _qualifier(atom, effects)
    per = next((e[4:] for e in effects if e.startswith("per:")), "total")
    value = low = high = None
    if qualifier == "range":
        low, high = atom.low, atom.high
    else:
        value = atom.low
        low = value if qualifier == "at_least" else None
        high = value if qualifier == "at_most" else None
    cues = tuple(c.text for c in before[::-1] + after)
    return Money(
        start, end, text[start:end], atom.start, atom.end, value, low, high, atom.currency, qualifier, per, cues
    )


def _qualifier(atom: Atom, effects: list[str]) -> str:
    """A range stays one; a bound beats about; of two bounds the outer one, first the left."""
    if atom.ranged or atom.vague:
        return "range"
    bounds = [e for e in effects if e in _BOUNDS]
    if bounds:
        return bounds[0] if len(set(bounds)) == 1 else bounds[-1] if effects[0] not in _BOUNDS else bounds[0]
    if atom.over:
        return "at_least"
    return "about" if "about" in effects else "exact"


def _cues_before(text: str, start: int, floor: int) -> tuple[int, list[Cue]]:
    """Cues to the left, nearest first, and where the span begins with them."""
    cues: list[Cue] = []
    begin = position = start
    for _ in range(4):
        if position <= floor or text[position - 1] not in _LEX.before_last:
            break
        window = text[max(floor, position - 12) : position]
        match = _LEX.before.search(window)
        if not match:
            break
        word = match[0] if match[0] in _LEX.before_cues else match[0][:-1]
        cue = _LEX.before_cues[word]
        at = position - len(match[0])
        if cue.not_prev and at and re.search(cue.not_prev, text[max(0, at - 4) : at]):
            break
        if cue.effect in ("about", *_BOUNDS) and match[0].endswith("の"):
            break
        cues.append(cue)
        position = at
        if cue.in_span:
            begin = position
    return begin, cues


def _cues_after(text: str, end: int) -> tuple[int, list[Cue]]:
    """Cues to the right, nearest first, and where the span ends with them."""
    cues: list[Cue] = []
    finish = position = end
    for _ in range(3):
        if text[position : position + 1] not in _LEX.after_first:
            break
        match = _LEX.after.match(text, position)
        if not match:
            break
        cue = _LEX.after_cues[match[0]]
        if cue.not_next and text.startswith(cue.not_next, match.end()):
            break
        if not cue.effect:
            break
        position = match.end()
        if cue.effect != "exact":
            cues.append(cue)
            finish = position if cue.in_span else finish
    return finish, cues


def _pair_conversions(text: str, money: list[Money]) -> list[Money]:
    """Links an amount with the same amount in a second currency."""
    from dataclasses import replace

    out = list(money)
    for i in range(len(out) - 1):
        left, right = out[i], out[i + 1]
        if right.start - left.end > 24 or left.is_alt or left.currency == right.currency:
            continue
        gap = text[left.end : right.start]
        opened = _OPEN.fullmatch(gap)
        if not opened:
            continue
        if gap.startswith("の") and not text[right.end : right.end + 1] == ")":
            continue
        marked = _MARKED.search(text[max(0, left.start - 12) : left.start])
        if marked and gap.strip() in "([=":
            out[i] = replace(left, is_alt=True)
            out[i + 1] = replace(right, alt=out[i])
        else:
            out[i + 1] = replace(right, is_alt=True)
            out[i] = replace(left, alt=out[i + 1])
    return out
