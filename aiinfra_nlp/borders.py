"""borders: whether a name found in a text is a word of its own there.

In:  a text and the span of a registered spelling. Out: yes or no.

Each script has its own rule. Latin: no Latin letter or digit goes on. Katakana: no katakana
goes on, a middle dot only to another name. Kanji: a short name only next to characters that
may stand beside it (``data/name_borders.tsv``), a long one unless they make it another name.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

from .resources import read_tsv

#: From this length on a name in kanji is hardly ever part of another word (国連 is: 米国連邦).
LONG = 3
_NATIONS = frozenset("米英仏独韓台印加豪蘭")
_WORD = re.compile("[A-Za-z0-9]+")
_LAST_WORD = re.compile("[^ -/:-@\\[-`{-~\u3000-\uffef]+$")
_SUM = re.compile("[0-9][0-9.,]*[兆億万]")  # Anduril530億ドル
_ACTS = ("は", "が", "から", "による", "知事", "市長", "町長", "村長", "側", "議会", "当局", "政府")


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rows of ``data/name_borders.tsv``."""

    free_after: tuple[str, ...]
    free_before: tuple[str, ...]
    joins_after: tuple[str, ...]
    joins_before: tuple[str, ...]
    suffixes: tuple[str, ...]
    glued: frozenset[str]
    no_names: frozenset[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    rows = read_tsv("name_borders", ("side", "form", "effect"))

    def pick(side: str, effect: str) -> tuple[str, ...]:
        return tuple(r["form"] for r in rows if r["side"] == side and r["effect"] == effect)

    return _Rules(
        pick("after", "free"),
        pick("before", "free"),
        pick("after", "joins"),
        pick("before", "joins"),
        pick("after", "suffix"),
        frozenset(pick("after", "glued")),
        frozenset(r["word"] for r in read_tsv("not_names", ("word",))),
    )


@lru_cache(maxsize=1)
def _legal_forms() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Legal forms before a name, and a pattern of those after it."""
    forms: dict[str, list[str]] = {"any": [], "start": [], "end": []}
    for row in read_tsv("legal_forms", ("form", "place")):
        forms[row["place"]].append(row["form"])
    latin = "|".join(sorted((re.escape(f) for f in forms["end"] if f.isascii()), key=len, reverse=True))
    # (同) after a name is "ditto" more often than 合同会社
    behind = [f for f in forms["any"] if len(f) > 3 or f == "(株)"]
    other = "|".join(map(re.escape, [*behind, *(f for f in forms["end"] if not f.isascii())]))
    after = re.compile(rf"(?:{other})(?![ァ-ヺーA-Za-z0-9])|(?:,? (?i:{latin})\.?(?![A-Za-z0-9]))+")
    return (*forms["any"], *forms["start"]), after


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
    if is_latin(first) and not _latin_starts(text, start, end, before, ends):
        return False
    if is_latin(last) and not _latin_ends(text, start, end, after, starts):
        return False
    if is_katakana(first) and not _katakana_starts(text, start, before, ends):
        return False
    if is_katakana(last) and not _katakana_ends(text, end, after, starts):
        return False
    if is_kanji(first) and not _kanji_starts(text, start, end, before):
        return False
    if is_kanji(last) and is_kanji(after) and not _kanji_ends(text, start, end):
        return False
    return not _has_suffix(text, end, after)


def with_legal_form(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a name together with its legal form (株式会社, Inc.), before or after it.

    >>> with_legal_form("当社は株式会社コアと", 7, 9)
    (3, 9)
    """
    before, after = _legal_forms()
    for form in before if text.endswith(before, max(0, start - 10), start) else ():
        if text.endswith(form, max(0, start - len(form)), start):
            outside = text[start - len(form) - 1] if start > len(form) else " "
            if not (is_katakana(outside) or is_latin(outside) or is_kanji(outside)):
                return start - len(form), end
    found = after.match(text, end)
    return (start, found.end()) if found else (start, end)


def marked(text: str, start: int, end: int, *, abroad: bool = True) -> bool:
    """Whether the words at a name's side say that it is an organisation: 米メタ, アーム社, 株式会社コア.

    A nation before it says so only of one that can be ``abroad``: 米バイオ製薬 does not mean VAIO of Japan.
    """
    if end - start < 2 or is_kanji(text[start]):
        return text.startswith("株式会社", end) or text.startswith("株式会社", max(0, start - 4))
    if abroad and start and text[start - 1] in _NATIONS and not (start > 1 and is_kanji(text[start - 2])):
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


def _latin_starts(text: str, start: int, end: int, before: str, ends: Set[int]) -> bool:
    if is_latin(before) or before in "_@#":
        return False
    if before in "&-./" and start > 1 and is_latin(text[start - 2]):
        return before in "/" or (before == "-" and end - start > 3)
    if before == " " and start > 1 and is_latin(text[start - 2]) and start - 1 not in ends:
        # Sumitomo Mitsui, Ritsuko Shimizu: the end of a longer name
        word = _LAST_WORD.search(text, max(0, start - 30), start - 1).group()
        return not word[0].isupper() or _is_no_name(word)
    return True


def _is_no_name(word: str) -> bool:
    """Whether a Latin word beside a name is no part of it: CEO, GPU, GB300."""
    return word in _rules().no_names or any(c.isdigit() for c in word)


def _latin_ends(text: str, start: int, end: int, after: str, starts: Set[int]) -> bool:
    if after.isdigit() and end - start > 3:
        return bool(_SUM.match(text, end))
    if is_latin(after) or after in "_@":
        return False
    if after in "&-'." and end + 1 < len(text) and is_latin(text[end + 1]):
        # Dell's, but not Dell'Oro
        return (after == "'" and not (text[end + 1].isupper() and text[end + 2 : end + 3].islower())) or (after == "-" and end - start > 3)
    if after == " " and "A" <= text[end + 1 : end + 2] <= "Z" and end + 1 not in starts:
        # NTT Finance, Tesla Optimus: a longer name; not OpenAI CEO, NVIDIA GB300, Apple Inc.
        word = _WORD.match(text, end + 1).group()
        return _is_no_name(word) or bool(_legal_forms()[1].match(text, end))
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
    if after == "・" and text[end + 1 : end + 5] == "グループ":
        return True
    if after in "・=" and end + 1 < len(text) and is_katakana(text[end + 1]):
        return end + 1 in starts
    return True


def _kanji_starts(text: str, start: int, end: int, before: str) -> bool:
    rules = _rules()
    if is_kanji(before):
        if end - start < LONG:
            return text.endswith(rules.free_before, 0, start)
        return not text.endswith(rules.joins_before, 0, start)
    if is_katakana(before) and end - start < LONG:
        # クラシマ理研 is not 理研, but メーカー東芝 is 東芝
        return text.endswith(rules.free_before, 0, start)
    return not (is_latin(before) and end - start < LONG)


def _kanji_ends(text: str, start: int, end: int) -> bool:
    rules = _rules()
    if end - start < LONG and not text.startswith(rules.free_after, end):
        return False
    return not text.startswith(rules.joins_after, end) or text.startswith("市場", end)


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
    word, suffixes = _run(text, end), _rules().suffixes
    return word.endswith(suffixes) and any(word.endswith(s) and len(word) - len(s) <= 2 for s in suffixes)
