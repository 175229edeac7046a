"""brackets: a name and its other spelling in the bracket behind it.

In:  the names of an article, found one by one.
Out: what the neighbour of one of them, inside or outside a bracket, is too: スコープリー in
     Scopely(スコープリー), ゼロダ in ゼロダ(Zerodha), トュサン in 斗山(トュサン).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ...names import strip_legal
from ...recogniser import DOUBT, Found
from ...sounds import alike

if TYPE_CHECKING:
    from .entities import Name

_KATAKANA = re.compile(r"[ァ-ヺー]{2,}(?:[・=＝ ][ァ-ヺー]+){0,6}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&.'’\-]*(?: [A-Za-z0-9&.'’\-]+){0,6}")
_KANJI = re.compile("[一-龥々]{2,6}")
#: A name in the bracket that opens right here, alone or before others (Rapidus、7003).
_INSIDE = re.compile(r"[」』]?(?:社|側)?\(([^(),、:]{2,40})[),、:]")
_BEFORE = re.compile(r"(?:(?<![ァ-ヺー・=＝])[ァ-ヺー]{2,20}(?:[・=＝][ァ-ヺー]{1,20}){0,6}|(?<![A-Za-z0-9 &.'’\-])[A-Z][A-Za-z0-9&.'’\- ]{1,40})[」』]?(?:社|側)?\($")


def neighbours(text: str, names: Iterable[Name]) -> Iterator[tuple[int, int, Name]]:
    """Spans beside a bracket that are spellings of the name on its other side, with that name.

    Args:
        text: the folded text.
        names: names of it, in any order.
    """
    for n in names:
        if m := _INSIDE.match(text, n.end):
            if _reads(n.text, m[1]):
                yield *m.span(1), n
        if text[n.start - 1 : n.start] == "(" and text[n.end : n.end + 1] in tuple("),、:"):
            before = _BEFORE.search(text, max(0, n.start - 60), n.start)
            if before:
                surface = before.group().rstrip("(").rstrip("社側").rstrip("」』")
                if _reads(surface, n.text):
                    yield before.start(), before.start() + len(surface), n


def confirmed(text: str, found: list[Found], names: Iterable[Name]) -> set[int]:
    """Starts of doubtful spans of organisations that a bracket makes sure: 双葉・シェアホルダー・サービシーズ(FSS), 国家双葉局(NFA) where NFA is known."""
    spans = {start: end for start, end, label, _ in found if label in ("ORG", "GOV")}
    known = {n.start for n in names if n.label in ("ORG", "GOV")} | {start for start, _, label, p in found if label in ("ORG", "GOV") and p >= DOUBT}
    sure: set[int] = set()
    for start, end in spans.items():
        inner = end + 1
        if text[end : end + 1] != "(":
            continue
        close = spans.get(inner)
        if close is not None and text[close : close + 1] in tuple("),、") and _reads(text[start:end], text[inner:close]):
            sure |= {start, inner}
        elif inner in known and text[inner : inner + 1].isascii() and not text[start:end].isascii():
            sure.add(start)
    return sure


def _reads(outer: str, inner: str) -> bool:
    """Whether what a bracket holds is how the name before it is read or written in the other script."""
    outer = strip_legal(outer)
    if _KATAKANA.fullmatch(inner):
        return _KANJI.fullmatch(outer) is not None or (_LATIN.fullmatch(outer) is not None and alike(inner, outer))
    return _LATIN.fullmatch(inner) is not None and _KATAKANA.fullmatch(outer) is not None and alike(outer, inner)
