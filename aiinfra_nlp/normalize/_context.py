"""The words around a quantity: qualifiers (約, 以上, 最大) and rates (年間, 1株当たり).

In:  folded text and an atom.
Out: a ``Reading``: span, value, bounds, qualifier. Every look to either side is bounded.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ._lexicon import Cue, lexicon

if TYPE_CHECKING:
    from ._atoms import Atom


class Reading(NamedTuple):
    """An atom's span with its qualifiers, and what they say."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: str
    per: str
    cues: tuple[str, ...]


_LEX = lexicon()
_BOUNDS = ("at_least", "at_most")


def read_atom(text: str, atom: Atom, floor: int = 0, skip: int = 0) -> Reading:
    """Qualifiers and rate of an atom.

    Args:
        text: folded text.
        atom: the quantity.
        floor: cues are not looked for before this offset.
        skip: length of a counter between the number and the cues after it (三人以上).
    """
    start, before = _cues_before(text, atom.start, floor)
    end, after = cues_after(text, atom.end + skip)
    if not before and not after and not (atom.ranged or atom.vague or atom.over):
        return Reading(atom.start, atom.end, atom.low, None, None, "exact", "total", ())
    if not after:
        end = atom.end
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
    return Reading(start, end, value, low, high, qualifier, per, cues)


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


def cues_after(text: str, end: int) -> tuple[int, list[Cue]]:
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
