"""borders: whether a name found in a text is a word of its own there.

In:  a text and the span of a registered spelling. Out: yes or no.

Each script has its own rule. Latin: no Latin letter or digit goes on. Katakana: no katakana
goes on, a middle dot only to another name. Kanji: a short name only next to characters that
may stand beside it (``data/name_borders.tsv``), a long one unless they make it another name.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

from .resources import read_tsv

#: From this length on a name in kanji is hardly ever part of another word (国連 is: 米国連邦).
LONG = 3
_NATIONS = frozenset("米英仏独韓台印加豪蘭")
_LEGAL = ("株式会社", "(株)", "有限会社", "合同会社")
_ACTS = ("は", "が", "から", "による", "知事", "市長", "町長", "村長", "側", "議会", "当局", "政府")


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rows of ``data/name_borders.tsv``."""

    free_after: frozenset[str]
    free_before: frozenset[str]
    joins_after: frozenset[str]
    joins_before: frozenset[str]
    suffixes: frozenset[str]
    glued: frozenset[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    rows = read_tsv("name_borders", ("side", "form", "effect"))

    def pick(side: str, effect: str) -> frozenset[str]:
        return frozenset(r["form"] for r in rows if r["side"] == side and r["effect"] == effect)

    return _Rules(
        pick("after", "free"),
        pick("before", "free"),
        pick("after", "joins"),
        pick("before", "joins"),
        pick("after", "suffix"),
        pick("after", "glued"),
    )


def bounded(
    text: str, start: int, end: int, starts: Set[int] = frozenset(), ends: Set[int] = frozenset()
) -> bool:
    """Whether ``text[start:end]``, a registered spelling, is a word of its own.

    Args:
        text: folded text.
        start: first character of the span.
        end: the character after its last.
        starts: where registered spellings start, for lists such as A・B・C.
        ends: where they end.
    """
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    first, last = text[start], text[end - 1]
    if is_latin(first) and not _latin_starts(text, start, end, before):
        return False
    if is_latin(last) and not _latin_ends(text, start, end, after):
        return False
    if is_katakana(first) and not _katakana_starts(text, start, before, ends):
        return False
    if is_katakana(last) and not _katakana_ends(text, end, after, starts):
        return False
    rules = _rules()
    if is_kanji(first) and is_kanji(before):
        if end - start < LONG and before not in rules.free_before:
            return False
        if end - start >= LONG and before in rules.joins_before and text[start - 2 : start] != "最大":
            return False
    if is_kanji(last) and is_kanji(after):
        if end - start < LONG and after not in rules.free_after:
            return False
        if after in rules.joins_after and text[end : end + 2] != "市場":
            return False
    return not _has_suffix(text, end, after)


def with_legal_form(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a name together with 株式会社 or (株) before or after it.

    >>> with_legal_form("当社は株式会社コアと", 7, 9)
    (3, 9)
    """
    for form in _LEGAL:
        if text.endswith(form, max(0, start - len(form)), start):
            outside = text[start - len(form) - 1] if start > len(form) else " "
            if not (is_katakana(outside) or is_latin(outside)):
                return start - len(form), end
        if text.startswith(form, end):
            beyond = text[end + len(form) : end + len(form) + 1]
            if not beyond or not (is_katakana(beyond) or is_latin(beyond)):
                return start, end + len(form)
    return start, end


def marked(text: str, start: int, end: int) -> bool:
    """Whether the words at a name's side say that it is an organisation: 米メタ, アーム社, 株式会社コア."""
    if end - start < 2 or is_kanji(text[start]):
        return text.startswith("株式会社", end) or text.startswith("株式会社", max(0, start - 4))
    if start and text[start - 1] in _NATIONS and not (start > 1 and is_kanji(text[start - 2])):
        return True
    around = (text[max(0, start - 4) : start], text[end : end + 4])
    if "株式会社" in around or around[0].endswith("(株)") or around[1].startswith("(株)"):
        return True
    return text.startswith("社", end) and not is_kanji(text[end + 1 : end + 2])


def acts(text: str, end: int) -> bool:
    """Whether a place whose name ends at ``end`` does something there, and so is a public body."""
    return text.startswith(_ACTS, end)


def is_latin(char: str) -> bool:
    """Whether a character is a Latin letter or a digit, with or without accents."""
    return char < "ɐ" and char.isalnum()


def is_katakana(char: str) -> bool:
    """Whether a character is a katakana or the long-vowel mark."""
    return "ァ" <= char <= "ヺ" or char == "ー"


def is_kanji(char: str) -> bool:
    """Whether a character is a kanji."""
    return "一" <= char <= "鿿" or char == "々"


def _latin_starts(text: str, start: int, end: int, before: str) -> bool:
    if is_latin(before) or before in "_@#":
        return False
    if before in "&-./" and start > 1 and is_latin(text[start - 2]):
        return before in "/" or (before == "-" and end - start > 3)
    return True


def _latin_ends(text: str, start: int, end: int, after: str) -> bool:
    if is_latin(after) or after in "_@":
        return False
    if after in "&-'." and end + 1 < len(text) and is_latin(text[end + 1]):
        return after == "'" or (after == "-" and end - start > 3)
    return True


def _katakana_starts(text: str, start: int, before: str, ends: Set[int]) -> bool:
    if is_katakana(before):
        return False
    if before == "・" and start > 1 and is_katakana(text[start - 2]):
        return start - 1 in ends
    return True


def _katakana_ends(text: str, end: int, after: str, starts: Set[int]) -> bool:
    if is_katakana(after):
        return _run(text, end) in _rules().glued
    if after in "・=" and end + 1 < len(text) and is_katakana(text[end + 1]):
        return end + 1 in starts
    return True


def _run(text: str, start: int) -> str:
    """The katakana or kanji that go on from ``start``, at most 12 characters."""
    same = is_katakana if is_katakana(text[start]) else is_kanji
    end = start
    while end < len(text) and end - start < 12 and same(text[end]):
        end += 1
    return text[start:end]


def _has_suffix(text: str, end: int, after: str) -> bool:
    """Whether the word after a name makes it another organisation: 日立 + 証券, ヤマハ + 音楽振興会."""
    if is_katakana(after):
        return _run(text, end) in _rules().suffixes
    if not is_kanji(after):
        return False
    word = _run(text, end)
    return any(word.endswith(s) and len(word) - len(s) <= 2 for s in _rules().suffixes)
