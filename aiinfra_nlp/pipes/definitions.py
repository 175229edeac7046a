"""definitions: 以下「X」 gives the organisation before it a further name.

In:  a text and its names.
Out: the names with every later X, and the words (当社, 公開買付者) that the text gives a meaning.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from .. import names as naming
from .antecedents import PARTIES
from .entities import Name

_DEFINED = re.compile(
    r"以下[、,]?\s*(?:(?:総称して|単に|あわせて|併せて)[、,]?)?(?:[「『\"]([^「」『』\"]{1,20})[」』\"]|([A-Za-z][A-Za-z0-9 .&]{1,20}?|[ァ-ヺー]{2,12})(?=\)|と(?:いう|表記|略)))"
)


class Spans:
    """Whether a place lies in a name."""

    def __init__(self, names: list[Name]) -> None:
        self._names = names
        self._starts = [n.start for n in names]

    def covers(self, offset: int) -> bool:
        """Whether an offset stands in a name."""
        i = bisect_right(self._starts, offset) - 1
        return any(n.start <= offset < n.end for n in self._names[max(0, i - 1) : i + 1])


def follow_definitions(text: str, names: list[Name]) -> tuple[list[Name], dict[str, Name]]:
    """Follow 以下「X」: names with the further mentions of X, and words such as 当社 with their meaning."""
    names = list(names)
    defined: dict[str, Name] = {}
    for m in _DEFINED.finditer(text):
        word = (m.group(1) or m.group(2)).strip()
        owner = _owner(text, names, m.start())
        if owner is None or word.startswith(("本", "同")):
            continue
        if owner not in names:
            names.append(owner)
            names.sort(key=lambda n: n.start)
        if word.startswith(("当", "弊")) or word.endswith(("者", "先", "会社")):
            defined[word] = owner
        else:
            names = list(_renamed(text, names, word.removesuffix("社"), owner, m.start()))
    return names, defined


def _owner(text: str, names: list[Name], at: int) -> Name | None:
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
    before = [n for n in names if n.end <= p and n.label in PARTIES and not n.reference]
    start = max(0, p - 40) + legal.start(1 if legal.group(1) else 2) if legal else p
    # 共同で出資するX組合: the name begins after the clause
    clause = re.match(r".*(?:する|した|いる|れる|った|んだ)(?=[一-龥ァ-ヺA-Z])", text[start:p])
    start += clause.end() if clause else 0
    if (
        before
        and not (before[-1].end > start < before[-1].start)
        and re.fullmatch(
            r"[、,]?\s*(?:株式会社|\(株\)|有限会社|合同会社|社|投資事業有限責任組合|[A-Za-z., ]{0,14}|\([^()]{0,60}\)|グループ|[」』])*",
            text[before[-1].end : p],
        )
    ):
        return before[-1]
    if legal is None:
        return None
    overlap = next((n for n in names if n.start <= start and n.end > start and n.label in PARTIES), None)
    return overlap or Name(
        start, p, text[start:p], (naming.canonical(text[start:p]),), "other", "ORG", False, weight=0.9
    )


def _renamed(text: str, names: list[Name], word: str, owner: Name, start: int) -> Iterator[Name]:
    """The names, those spelled ``word`` from ``start`` on carrying the owner's canonical name, with those not yet found."""
    edge = r"(?<![A-Za-z0-9ァ-ヺー一-龥])" if not word.isascii() else r"(?<![A-Za-z0-9])"
    at = {
        m.start(): m
        for m in re.finditer(
            edge + re.escape(word) + (r"(?![A-Za-z0-9])" if word.isascii() else r"(?![ァ-ヺー])"), text
        )
        if m.start() >= start
    }
    merged = []
    for n in names:
        if n.start in at and n.end == at[n.start].end():
            n = replace(n, canonical=owner.canonical, kind=owner.kind, known=owner.known)
        merged.append(n)
    spans = Spans(merged)
    for a, m in at.items():
        if not spans.covers(a) and not spans.covers(m.end() - 1):
            merged.append(replace(owner, start=a, end=m.end(), text=word))
    return iter(sorted(merged, key=lambda n: n.start))
