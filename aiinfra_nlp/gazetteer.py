"""gazetteer: the registry of organisations, matched in one pass.

In:  folded text, and the rows of ``data/organisations_*.tsv`` (or a user's own TSV).
Out: ``NameMatch``es with the organisation they name.

Aho-Corasick over all spellings, longest first. Characters, not tokens: 5 percent of the
mentions do not fall on Sudachi's token borders. So the borders are judged here, by script:
NECK is not NEC, メタン is not メタ, 日立市 is not 日立; an ambiguous alias needs one of its
context words in the article.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import ahocorasick_rs

from .errors import DataError
from .normalize.fold import fold
from .resources import read_tsv

#: Kanji that may follow or precede a name in kanji without making it another word.
_AFTER = "社側氏株製系内本当他両版式等各前元現新旧大中小最第約共独自主傘向発持出投買融提協資会幹首筆率子関"
_BEFORE = "米英仏独伊中韓台印日加豪蘭露元旧同新前現各約対駐訪兼"


@dataclass(frozen=True, slots=True)
class Organisation:
    """One row of the registry."""

    name: str
    kind: str
    country: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A mention; offsets are half-open, into the text that was searched."""

    start: int
    end: int
    surface: str
    org: Organisation


class Gazetteer:
    """All organisations and their spellings."""

    def __init__(self, rows: list[dict[str, str]], label: str = "organisations") -> None:
        self.organisations: dict[str, Organisation] = {}
        self._by_alias: dict[str, Organisation] = {}
        self._context: dict[str, tuple[str, ...]] = {}
        for number, row in enumerate(rows, 2):
            self._add(row, f"{label}: row {number}")
        self._words = list(self._by_alias)
        self._ac = ahocorasick_rs.AhoCorasick(self._words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    @classmethod
    @lru_cache(maxsize=1)
    def default(cls) -> Gazetteer:
        """The registry that ships."""
        return cls(_shipped())

    @classmethod
    @lru_cache(maxsize=4)
    def load(cls, extra: str) -> Gazetteer:
        """The registry with a user's own rows, which win over ours.

        Args:
            extra: a TSV file with at least the columns ``name`` and ``aliases``
                (``|`` between aliases); ``kind``, ``country``, ``parent`` and ``ambiguous``
                (``alias:context word,context word;...``) if you like.

        Raises:
            DataError: a row is wrong; the message names file, row and value.
        """
        own = [{**dict.fromkeys(_COLUMNS, ""), **r} for r in read_tsv(Path(extra), ("name", "aliases"))]
        for number, row in enumerate(own, 2):
            if not row["name"].strip():
                raise DataError(f"{extra}: row {number}: the name is empty; write the canonical name")
        made = cls(own, str(extra))
        taken = set(made._by_alias)
        rows = [r for r in _shipped() if r["name"] not in made.organisations]
        for r in rows:
            r = {**r, "aliases": "|".join(a for a in r["aliases"].split("|") if a and a not in taken)}
            if r["name"] not in taken:
                made._add(r, "organisations")
        made._words = list(made._by_alias)
        made._ac = ahocorasick_rs.AhoCorasick(made._words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        return made

    def _add(self, row: dict[str, str], where: str) -> None:
        aliases = tuple(a.strip() for a in row["aliases"].split("|") if a.strip())
        org = Organisation(row["name"], row.get("kind") or "other", row.get("country", ""), row.get("parent", ""), aliases)
        self.organisations.setdefault(org.name, org)
        for part in row.get("ambiguous", "").split(";"):
            if part:
                alias, colon, words = part.partition(":")
                if not colon or not words:
                    raise DataError(f"{where}: ambiguous {part!r}: write alias:context word,context word")
                for form in spellings(alias):
                    self._context[form] = tuple(words.split(","))
        for alias in (org.name, *aliases):
            for form in spellings(alias):
                if len(form) > 1 or form in self._context:
                    self._by_alias.setdefault(form, org)

    def __len__(self) -> int:
        return len(self.organisations)

    def lookup(self, surface: str) -> Organisation | None:
        """The organisation that a spelling names, whatever its context."""
        return self._by_alias.get(fold(surface).text)

    def find(self, text: str) -> list[NameMatch]:
        """All organisations named in a folded text, in order, without overlaps."""
        found = []
        n = len(text)
        for i, start, end in self._ac.find_matches_as_indexes(text):
            word = self._words[i]
            if not _bounded(text, start, end, n):
                continue
            context = self._context.get(word)
            if context and not any(c in text for c in context):
                continue
            found.append(NameMatch(start, end, word, self._by_alias[word]))
        return found


_COLUMNS = ("name", "kind", "country", "parent", "aliases", "ambiguous", "source")


def _shipped() -> list[dict[str, str]]:
    names = sorted(p.name[:-4] for p in (files("aiinfra_nlp") / "data").iterdir() if p.name.startswith("organisations"))
    return [row for name in names for row in read_tsv(name, _COLUMNS)]


@lru_cache(maxsize=100_000)
def spellings(alias: str) -> tuple[str, ...]:
    """The spellings of one alias that differ only in form: middle dots, blanks, capitals."""
    base = fold(alias).text
    forms = {base}
    if "・" in base:
        forms |= {base.replace("・", ""), base.replace("・", " "), base.replace("・", "=")}
    if base.isascii() and len(base) > 3 and base.isalpha() and base[0].isupper():
        forms |= {base.upper(), base.capitalize()}
    if " " in base and not base.isascii():
        forms.add(base.replace(" ", ""))
    return tuple(sorted(f for f in forms if f))


def _bounded(text: str, start: int, end: int, n: int) -> bool:
    """Whether a match is a word of its own: its script does not go on at either end."""
    before = text[start - 1] if start else " "
    after = text[end] if end < n else " "
    first, last = text[start], text[end - 1]
    if first.isascii() and first.isalnum() and before.isascii() and (before.isalnum() or before in "_@"):
        return False
    if last.isascii() and last.isalnum() and after.isascii() and (after.isalnum() or after in "_@"):
        return False
    if _kata(first) and (_kata(before) or before == "・" and start > 1 and _kata(text[start - 2])):
        return False
    if _kata(last) and (_kata(after) or after == "・" and end + 1 < n and _kata(text[end + 1]) and end - start < 4):
        return False
    if _kanji(last) and _kanji(after) and after not in _AFTER:
        return end - start >= 4
    if _kanji(first) and _kanji(before) and before not in _BEFORE:
        return end - start >= 4
    return True


def _kata(c: str) -> bool:
    return "ァ" <= c <= "ヺ" or c == "ー"


def _kanji(c: str) -> bool:
    return "一" <= c <= "龥" or c == "々"

