"""definitions: 以下「X」 gives the organisation before it a further name, and so does 「X」とは、…をいう the one it tells.

In:  a text and its names.
Out: the names with every later X, and the words (当社, 公開買付者) that the text gives a meaning.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

import ahocorasick_rs

from ... import names as naming
from ..coreference.antecedents import PARTIES
from .entities import Name

_DEFINED = re.compile(
    r"以下[、,]?\s*(?:(?:総称して|単に|あわせて|併せて)[、,]?)?(?:[「『\"]([^「」『』\"]{1,20})[」』\"]|([A-Za-z][A-Za-z0-9 .&]{1,20}?|[ァ-ヺー]{2,12})(?=\)|と(?:いう|表記|略)))"
)
#: A definition as a sentence of its own: 「公開買付者」とは、双葉電機株式会社をいいます.
_MEANT = re.compile(r"「([^「」]{2,20})」とは[、,]?([^「」。\n]{2,60})を(?:いう|いい|指)")
#: A bracket behind 当社 that says who that is.
_SELF = re.compile(r"(当社|弊社|当行)\((?:以下[^()]{0,4})?([^()]{2,40})\)")
#: What may not stand beside a word that is one of its own.
_LATIN, _NAME, _KATAKANA = re.compile(r"[A-Za-z0-9]"), re.compile(r"[A-Za-z0-9ァ-ヺー一-龥]"), re.compile(r"[ァ-ヺー]")


class Spans:
    """Whether a place lies in a name."""

    def __init__(self, names: list[Name]) -> None:
        self._names = names
        self._starts = [n.start for n in names]

    def covers(self, offset: int) -> bool:
        """Whether an offset stands in a name."""
        i = bisect_right(self._starts, offset) - 1
        return any(n.start <= offset < n.end for n in self._names[max(0, i - 1) : i + 1])


#: A definition stands no farther than this behind the name that it gives a further one (brackets included).
_REACH = 400


def follow_definitions(text: str, names: list[Name]) -> tuple[list[Name], dict[str, Name]]:
    """Follow 以下「X」: names with the further mentions of X, and words such as 当社 with their meaning.

    One pass from left to right over definitions and the places of their words, so that the time
    stays in proportion to the text.
    """
    told = [(m.start(), (m.group(1) or m.group(2)).strip()) for m in _DEFINED.finditer(text)]
    stated = {m.end(2): m for m in _MEANT.finditer(text)} if "」とは" in text else {}
    told += [(at, m[1]) for at, m in stated.items()]
    told = [(at, word) for at, word in told if not word.startswith(("本", "同"))]
    called = {at: word.removesuffix("社") for at, word in told if not _is_role(word)}
    places = _places(text, set(called.values()))
    seen = _Seen(names)
    meaning: dict[str, Name] = {}
    defined: dict[str, Name] = {}
    for at, end, word in sorted([*((at, -1, word) for at, word in told), *places]):
        if end < 0:
            owner = _owner(text, seen, at) if at not in stated else _meant(text, seen, stated[at])
            if owner is None:
                continue
            seen.add(owner)
            if at in called:
                meaning[called[at]] = owner
            else:
                defined[word] = owner
        elif word in meaning:
            seen.rename(at, end, word, meaning[word])
    for m in _SELF.finditer(text) if "(" in text else ():
        # 当社(双葉電機株式会社)は: who speaks says who he is
        own = seen.over(m.start(2)) or seen.before(m.end(2))
        if own is not None and m.start(2) <= own.start and _LEGAL.fullmatch(text, m.start(2), own.start) and _LEGAL.fullmatch(text, own.end, m.end(2)):
            defined.setdefault(m[1], own)
    return seen.all(), defined


def _is_role(word: str) -> bool:
    """Whether a word stands for its organisation by its part in the text: 当社, 公開買付者, 割当先."""
    return word.startswith(("当", "弊")) or word.endswith(("者", "先", "会社"))


def _places(text: str, words: set[str]) -> list[tuple[int, int, str]]:
    """Where words stand as words of their own: start, end and word, the longest of those that begin at one place."""
    if not words:
        return []
    order = sorted(words)
    longest: dict[int, tuple[int, str]] = {}
    for i, start, end in ahocorasick_rs.AhoCorasick(order).find_matches_as_indexes(text, overlapping=True):
        edge, more = (_LATIN, _LATIN) if order[i].isascii() else (_NAME, _KATAKANA)
        if (start and edge.match(text[start - 1])) or more.match(text[end : end + 1]):
            continue
        if end > longest.get(start, (0, ""))[0]:
            longest[start] = (end, order[i])
    return [(start, end, word) for start, (end, word) in longest.items()]


class _Seen:
    """The names of a text while its definitions are followed from left to right."""

    def __init__(self, names: list[Name]) -> None:
        self._names = list(names)
        self._starts = [n.start for n in names]
        self._spans = Spans(names)
        self._at = {(n.start, n.end): i for i, n in enumerate(names)}
        self._added: list[Name] = []

    def all(self) -> list[Name]:
        """All names in text order."""
        return sorted(self._names + self._added, key=lambda n: n.start)

    def add(self, n: Name) -> None:
        """A name that nobody found."""
        if (n.start, n.end) not in self._at and n not in self._added[-8:]:
            self._added.append(n)

    def rename(self, start: int, end: int, word: str, owner: Name) -> None:
        """The organisation that a word stands for at a place where no other name is."""
        i = self._at.get((start, end))
        if i is not None:
            self._names[i] = replace(self._names[i], canonical=owner.canonical, kind=owner.kind, known=owner.known)
        elif not self._spans.covers(start) and not self._spans.covers(end - 1) and not any(n.end > start for n in self._added[-8:]):
            self._added.append(replace(owner, start=start, end=end, text=word))

    def before(self, p: int) -> Name | None:
        """The organisation named last before a place, not too far."""
        i = bisect_right(self._starts, p)
        near = [*(self._names[k] for k in range(max(0, i - 40), i)), *self._added[-8:]]
        fits = [n for n in near if p - _REACH < n.end <= p and n.label in PARTIES and not n.reference]
        return max(fits, key=lambda n: n.start, default=None)

    def over(self, p: int) -> Name | None:
        """The organisation whose name covers a place."""
        i = bisect_right(self._starts, p)
        return next((n for n in self._names[max(0, i - 2) : i] if n.start <= p < n.end and n.label in PARTIES), None)


def _meant(text: str, seen: _Seen, m: re.Match[str]) -> Name | None:
    """The organisation that a definition says its word to mean, if it says no more than its name: not 星野電工の株主."""
    named = seen.before(m.end(2))
    return named if named is not None and _LEGAL.fullmatch(text, m.start(2), named.start) and _LEGAL.fullmatch(text, named.end, m.end(2)) else None


_LEGAL = re.compile(r"(?:株式会社|\(株\)|合同会社|社|投資事業有限責任組合|\([^()]{0,40}\))*")


#: What a clause or an adverb before a name ends with, and no part of one: つくる中国の双葉電機, このうち星野電工.
_CLAUSE_ENDS = re.compile("[ぁ-ん]")


def _owner(text: str, seen: _Seen, at: int) -> Name | None:
    """The organisation that the bracket around a definition follows; made from its legal form if nobody found it."""
    depth, p = 0, at - 1
    while p >= max(0, at - 160) and (depth or text[p] != "("):
        depth += (text[p] == ")") - (text[p] == "(")
        p -= 1
    if p < 0 or text[p] != "(":
        return None
    legal = re.search(
        r"(?:(?:株式会社|合同会社)([^\s()、。,「」はがをにと]{2,24})|([^\s()、。,「」はがをにと]{2,24}?)(?:株式会社|合同会社|投資事業有限責任組合|有限公司))$",
        text[max(0, p - 40) : p],
    )
    before = seen.before(p)
    start = max(0, p - 40) + legal.start(1 if legal.group(1) else 2) if legal else p
    # 共同で出資するX組合: the name begins after the clause
    # and 開発に取り組むX株式会社: a verb with its ending before Latin letters or another script
    clause = re.match(r".*(?:する|した|いる|れる|った|んだ|[一-龥][ぁ-ん]{0,2}[うくすつぶむるぐ]|^ける)(?=[一-龥ァ-ヺA-Z])(?!株式会社|合同会社)", text[start:p])
    start += clause.end() if clause else 0
    if (
        before is not None
        and not (before.end > start < before.start and not _CLAUSE_ENDS.match(text[before.start - 1]))
        and re.fullmatch(
            r"[、,]?\s*(?:株式会社|\(株\)|有限会社|合同会社|社|投資事業有限責任組合|[A-Za-z., ]{0,14}|\([^()]{0,60}\)|グループ|[」』])*",
            text[before.end : p],
        )
    ):
        return before
    if legal is None:
        return None
    return seen.over(start) or Name(
        start, p, text[start:p], (naming.canonical(text[start:p]),), "other", "ORG", False, weight=0.9
    )
