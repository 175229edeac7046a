"""annotations.convert.offsets: are a tool's offsets code points or UTF-16 units?

Python and the annotation format count code points; tools written in JavaScript count UTF-16
units, in which 𠮷 and 😀 take two. The surface that comes with a span decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from ...errors import AnnotationError
from .graph import Span

CODE_POINTS, UTF16 = "code points", "UTF-16"
Same = Callable[[str, str], bool]


def settle(
    text: str, spans: Sequence[Span], *, source: str, prefer: str = CODE_POINTS, same: Same = str.__eq__
) -> str:
    """Give every span offsets in code points and its surface; returns the unit that was used.

    Args:
        text: the text as given; it is never normalised.
        spans: spans as imported, changed in place. An empty ``text`` means that the tool
            gave no surface; such spans follow the others, or ``prefer`` if there are none.
        source: opens the error message.
        prefer: the unit tried first.
        same: compares a surface with the text it should be (some formats alter line ends).

    Raises:
        AnnotationError: a span fits neither unit.
    """
    worst = None
    for unit in (prefer, UTF16 if prefer == CODE_POINTS else CODE_POINTS):
        borders = _borders(text, unit)
        placed = [_place(borders, span.start, span.end) for span in spans]
        wrong = next(
            (
                span
                for span, at in zip(spans, placed, strict=True)
                if at is None or (span.text and not same(span.text, text[at[0] : at[1]]))
            ),
            None,
        )
        if wrong is None:
            for span, at in zip(spans, placed, strict=True):
                span.start, span.end = at  # type: ignore[misc]
                span.text = text[span.start : span.end]
            return unit
        worst = worst or wrong
    raise AnnotationError(
        f"{source}: span {worst.label} {worst.start}-{worst.end} is not {worst.text!r} "
        "in code points nor in UTF-16; the text was altered after export"
    )


def utf16_offset(text: str, offset: int) -> int:
    """The UTF-16 offset of a code point offset."""
    return offset + sum(ord(c) > 0xFFFF for c in text[:offset])


def _borders(text: str, unit: str) -> Sequence[int]:
    if unit == CODE_POINTS:
        return range(len(text) + 1)
    borders, at = [0], 0
    for char in text:
        at += 2 if ord(char) > 0xFFFF else 1
        borders.append(at)
    return borders


def _place(borders: Sequence[int], start: int, end: int) -> tuple[int, int] | None:
    s, e = bisect_left(borders, start), bisect_left(borders, end)
    if 0 <= start < end and e < len(borders) and borders[s] == start and borders[e] == end:
        return s, e
    return None
