"""Folds a text to one spelling per character, and maps offsets back.

In:  an article as given.
Out: ``Folded``: a shadow text for the rules (NFKC for the characters that matter here:
full-width ASCII, half-width kana, squared words such as ㌦, ㍿, ㎿, compatibility ideographs)
and the way back. All rules read the shadow; all results carry offsets of the original.

Kept as they are, against NFKC: … (would become three full stops), circled numbers (① before
an amount would become one of its digits), superscripts, fractions and spacing accents. Dashes
and wave dashes are folded only where NFKC does; the grammars know their variants.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from .markup import MARKUP, MENU

_BLOCKS = (
    (0x00A0, 0x00FF),
    (0x2000, 0x206F),
    (0x2100, 0x217F),
    (0x2E80, 0x2FDF),
    (0x3000, 0x3000),
    (0x3200, 0x33FF),
    (0xF900, 0xFAFF),
    (0xFB00, 0xFB06),
    (0xFE30, 0xFE6F),
    (0xFF01, 0xFFEE),
    (0x1D7CE, 0x1D7FF),
)
_KEEP = "…‥＿￣ªº"
_SURROGATE = "[\ud800-\udfff]"
_VOICED = "[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d][\u3099\u309a\u309b\u309c\uff9e\uff9f]"


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and its offsets in the original.

    Attributes:
        text: the folded text.
        raw: the text as given.
    """

    text: str
    raw: str
    _starts: list[int] = field(default_factory=list, repr=False)
    _pieces: list[tuple[int, int, int]] = field(default_factory=list, repr=False)

    @property
    def is_identity(self) -> bool:
        """True when offsets of the two texts are the same."""
        return not self._starts

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that a half-open span of the folded text covers.

        A span that cuts a character folded to several takes the whole character.
        """
        if not self._starts:
            return start, end
        raw_start, _ = self._locate(start)
        if end <= start:
            return raw_start, raw_start
        return raw_start, self._locate(end - 1)[1]

    def from_raw(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the folded text that shows a half-open span of the original: what ``to_raw`` leads back to."""
        if not self._starts:
            return start, end
        places = range(len(self.text))
        return bisect_right(places, start, key=lambda i: self._locate(i)[1]), bisect_left(places, end, key=lambda i: self._locate(i)[0])

    def _locate(self, index: int) -> tuple[int, int]:
        """Start and end, in the original, of the folded character at an index."""
        i = bisect_right(self._starts, index) - 1
        if i < 0:
            return index, index + 1
        end, raw_start, raw_end = self._pieces[i]
        if index < end:
            return raw_start, raw_end
        return raw_end + index - end, raw_end + index - end + 1


@lru_cache(maxsize=8)  # each grammar folds the sentence that it reads
def fold(text: str, *, unmarked: bool = False) -> Folded:
    """Fold a text.

    Args:
        text: any string; lone surrogates are replaced one to one.
        unmarked: leave out markup too (see ``markup``), as an article is read.

    Returns:
        The folded text with its map. Where the original is folded already, it is the same object.
    """
    table, odd, marked = _tables()
    parts: list[str] = []
    starts: list[int] = []
    pieces: list[tuple[int, int, int]] = []
    done = shift = 0
    for match in (marked if unmarked else odd).finditer(text):
        start, end = match.span()
        old = match.group()
        if match.lastgroup == "markup":
            # 2026**10億円**: what is left out joins no digits to others
            new = " " if text[start - 1 : start].isdigit() and text[end : end + 1].isdigit() else ""
        else:
            new = _compose(old) if match.lastgroup == "pair" else old.translate(table)
        parts += (text[done:start], new)
        done = end
        if len(new) != end - start:
            starts.append(start + shift)
            pieces.append((start + shift + len(new), start, end))
            shift += len(new) - (end - start)
    if not done:
        return Folded(text, text)
    parts.append(text[done:])
    return Folded("".join(parts), text, starts, pieces)


def _compose(pair: str) -> str:
    """A kana and its sound mark as one character: か + ゛ = が; unchanged where none exists."""
    kana = unicodedata.normalize("NFKC", pair[0])
    mark = "\u3099" if pair[1] in "\u3099\u309b\uff9e" else "\u309a"
    joined = unicodedata.normalize("NFC", kana + mark)
    return joined if len(joined) == 1 else kana + pair[1].translate(_tables()[0])


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[int, str], re.Pattern[str], re.Pattern[str]]:
    """Translation table, and the patterns of everything that folds, without and with markup.

    Runs of characters that keep the length are one match; others match one by one, so that
    each has its own entry in the offset map.
    """
    table = {}
    for low, high in _BLOCKS:
        for code in range(low, high + 1):
            char = chr(code)
            new = unicodedata.normalize("NFKC", char)
            if new != char and char not in _KEEP and not _is_kept(char, new):
                table[code] = new
    same = "".join(re.escape(chr(c)) for c, new in table.items() if len(new) == 1)
    longer = "".join(re.escape(chr(c)) for c, new in table.items() if len(new) != 1)
    table.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))
    # a half-width kana that takes a mark must not be eaten by the run before it
    one = f"(?!{_VOICED})(?:[{same}]|{_SURROGATE})"
    odd = f"(?P<pair>{_VOICED})|[{longer}]|(?:{one})+"
    return table, re.compile(odd), re.compile(f"(?P<menu>{MENU})|(?P<markup>{MARKUP})|{odd}", re.MULTILINE)


def _is_kept(char: str, new: str) -> bool:
    """Circled and bracketed numbers, superscripts, fractions, spacing accents."""
    if new.startswith(" ") and len(new) > 1:
        return True
    form = unicodedata.decomposition(char).split(" ")[0]
    if form in ("<circle>", "<super>", "<sub>", "<fraction>"):
        return True
    return form == "<compat>" and unicodedata.numeric(char, None) is not None and new[0] == "("
