"""triggers: the words of a sentence that evoke a deal.

In:  the folded article.
Out: ``Trigger``s, each with the row of ``data/triggers.tsv`` that it comes from. Words are
     matched as strings, longest first, so that 第三者割当増資 wins over 増資; the row's
     ``not_before`` and ``not_after`` cancel it (投資家, 設備投資, 買収合戦).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from ...borders import is_katakana
from ...resources import read_tsv


@dataclass(frozen=True, slots=True)
class TriggerRow:
    """One row of the lexicon."""

    word: str
    verb: bool
    frame: str
    strength: int
    needs: tuple[str, ...]
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The roles that the cases of a trigger carry (``data/frames.tsv``)."""

    name: str
    type: str
    roles: dict[str, str]


@dataclass(slots=True)
class Trigger:
    """One occurrence; offsets are into the folded text."""

    start: int
    end: int
    row: TriggerRow

    @property
    def text(self) -> str:
        """The word as in the lexicon."""
        return self.row.word


def _list(cell: str) -> tuple[str, ...]:
    return tuple(x for x in cell.split(";") if x)


class TriggerLexicon:
    """All triggers and frames, matched in one pass over the text."""

    def __init__(self, rows: list[dict[str, str]], frames: list[dict[str, str]]) -> None:
        self.rows = [
            TriggerRow(
                r["word"], r["pos"] == "v", r["frame"], int(r["strength"]),
                _list(r["needs"]), _list(r["not_before"]), _list(r["not_after"]),
            )
            for r in rows
        ]
        cases = ("subj", "obj", "goal", "src", "com", "gen", "comp", "psubj", "pgoal", "psrc")
        self.frames = {
            f["frame"]: Frame(f["frame"], f["type"], {c: f[c] for c in cases if f[c] not in ("", "-")})
            for f in frames
        }
        self._longest = max((len(r.word) for r in self.rows), default=0)
        self._ac = ahocorasick_rs.AhoCorasick(
            [r.word for r in self.rows], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    @classmethod
    @lru_cache(maxsize=1)
    def default(cls) -> TriggerLexicon:
        """The lexicon that ships in ``data/``."""
        return cls(read_tsv("triggers"), read_tsv("frames"))

    def find(self, text: str) -> list[Trigger]:
        """All triggers of a folded text, in order, without the cancelled ones."""
        found: list[Trigger] = []
        for i, start, end in self._ac.find_matches_as_indexes(text):
            if found and found[-1].end > start:
                continue
            if self._stands(text, start, end, self.rows[i]):
                found.append(Trigger(start, end, self.rows[i]))
            elif _inside_word(text, start, end, self.rows[i].word):
                # a longer word may hold another: パートナーシップ where 戦略的パートナー goes on
                within = self._ac.find_matches_as_indexes(text[start + 1 : end + self._longest])
                parts = ((start + 1 + a, start + 1 + b, self.rows[k]) for k, a, b in within if start + 1 + a < end)
                found += [Trigger(a, b, row) for a, b, row in parts if self._stands(text, a, b, row)]
        return found

    @staticmethod
    def _stands(text: str, start: int, end: int, row: TriggerRow) -> bool:
        """Whether nothing around a word cancels it."""
        if row.not_after and text.startswith(row.not_after, end):
            return False
        if row.not_before and (text.endswith(row.not_before, 0, start) or _of_leave(text, start, row)):
            return False
        return not _inside_word(text, start, end, row.word)


#: What an office gives, with a bracket that says more of it.
_LEAVE = re.compile(r"(?:承認|認可|許可|認証|免許|特許|資格)\([^()]{1,30}\)を$")


def _of_leave(text: str, start: int, row: TriggerRow) -> bool:
    """Whether a bracket only parts a word from the leave that cancels it: 承認(認可決議)を取得した."""
    return text.startswith(")を", max(0, start - 2)) and "承認を" in row.not_before and _LEAVE.search(text, max(0, start - 40), start) is not None


def _inside_word(text: str, start: int, end: int, word: str) -> bool:
    """A Latin or katakana trigger must not be part of a longer word of its script; nor is 買 a verb in 九州電力を買収する."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if word[-1] == "買" and after == "収":
        return True
    if word[0].isascii() and word[0].isalnum() and before.isascii() and before.isalnum():
        return True
    if word[-1].isascii() and word[-1].isalnum() and after.isascii() and after.isalnum():
        return True
    return is_katakana(word[0]) and is_katakana(before) or is_katakana(word[-1]) and is_katakana(after)


def find_triggers(article) -> None:
    """Fill the triggers of an article and mark its relevant sentences (the gate).

    A sentence is worth reading when a deal word or an amount occurs in it, or what may tell of a deal without one, or it
    is a row of a table, and it belongs to the article, not to the page around it (menus, advertisements, related headlines).
    """
    from .implied import may_tell
    from .quantities import detail

    article.triggers = TriggerLexicon.default().find(article.text)
    for x in (*article.triggers, *article.figures):
        s = article.sentence_at(x.start)
        if s is not None and s.named:
            s.relevant = True
    for s in article.sentences:
        # a row may tell a deal by its cells alone
        s.relevant = s.relevant or s.kind == "table" or (s.named and may_tell(s.text))
    detail(article)
