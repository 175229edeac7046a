"""annotations.locate: surface strings -> spans in a text.

A surface is found where it stands as a word of its own: a Latin or katakana surface does
not start or end inside a longer Latin or katakana word (``OpenAI`` is not in ``OpenAIs``,
ソフトバンク not in ソフトバンクグループ), and a number does not start inside a longer one.
Kanji and hiragana have no such border.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

Span = tuple[int, int]

_OPEN, _CLOSE = "「『（(【〈《[“", "」』）)】〉》]”"
_ENDS = "。！？!?"
_AFFIX = re.compile(r"[米英仏独中韓台蘭印加露伊豪日瑞]?国?の?|[米英仏独中韓台蘭印加露伊豪日瑞]")
_AFTER = re.compile(r"社|側|氏|本社|両社|社側")


def _kind(char: str) -> str:
    """The script of a character as far as word borders go."""
    folded = unicodedata.normalize("NFKC", char)[:1]
    if folded.isascii() and folded.isalpha():
        return "latin"
    if folded.isdigit():
        return "digit"
    if "ァ" <= folded <= "ヺ" or folded == "ー":
        return "katakana"
    if folded.isalpha() and "LATIN" in unicodedata.name(folded, ""):
        return "latin"
    return ""


def is_word(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` neither starts nor ends inside a longer word or number."""
    if start:
        before, first = _kind(text[start - 1]), _kind(text[start])
        if first and (before == first or (first == "digit" and text[start - 1] in ".,．，")):
            return False
    if end < len(text):
        last, after = _kind(text[end - 1]), _kind(text[end])
        if last and last == after:
            return False
    return True


def occurrences(text: str, surface: str, *, whole_words: bool = True) -> Iterator[Span]:
    """Spans of all non-overlapping occurrences of ``surface``, in order; an empty surface has none."""
    start = text.find(surface) if surface else -1
    while start >= 0:
        end = start + len(surface)
        if not whole_words or is_word(text, start, end):
            yield start, end
            start = text.find(surface, end)
        else:
            start = text.find(surface, start + 1)


def mark(text: str, surfaces: Iterable[str]) -> list[Span]:
    """Spans of all occurrences of all surfaces; the longest wins, none overlap."""
    taken = bytearray(len(text))
    spans: list[Span] = []
    for surface in sorted(set(surfaces), key=lambda s: (-len(s), s)):
        for start, end in occurrences(text, surface):
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                spans.append((start, end))
    return sorted(spans)


def without_affix(text: str, span: Span, entities: Iterable[Span]) -> Span:
    """The entity inside a span such as 米オラクル社 when only affixes surround it, else the span."""
    start, end = span
    inside = [(s, e) for s, e in entities if start <= s and e <= end]
    if len(inside) == 1:
        s, e = inside[0]
        if _AFFIX.fullmatch(text[start:s]) and (e == end or _AFTER.fullmatch(text[e:end])):
            return s, e
    return span


def sentence_spans(text: str) -> list[Span]:
    """Sentences of an article: lines, cut after 。！？ outside quotes and brackets, stripped."""
    spans: list[Span] = []
    start = depth = 0

    def close(end: int) -> None:
        nonlocal start, depth
        body = text[start:end]
        if stripped := body.strip():
            lead = len(body) - len(body.lstrip())
            spans.append((start + lead, start + lead + len(stripped)))
        start, depth = end, 0

    for i, char in enumerate(text):
        if char in "\r\n\u2028\u2029":
            close(i + 1)
        elif char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in _ENDS and depth == 0 and text[i + 1 : i + 2] not in tuple(_ENDS + _CLOSE):
            close(i + 1)
    close(len(text))
    return spans


def sentences_over(sentences: Iterable[Span], span: Span) -> list[Span]:
    """The sentences that a span touches."""
    return [(s, e) for s, e in sentences if s < span[1] and span[0] < e]
