"""columns: what the header of a table says of its cells.

In:  an article with table lines (cells parted by | or tabs, or by blanks alone).
Out: for a place in a row the heading of its column (買い手, 金額, 相手), for a row all headings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import groupby

from ...document import Article, Sentence

_CELL, _BLANK = re.compile(r"[|\t]"), re.compile(r" +")
_MARKS = re.compile(r"[*_`#\s]|\([^()]*\)")


class Columns:
    """The tables of an article by row; a table has headings if a rule (|---|) or its first row says so."""

    def __init__(self, article: Article) -> None:
        #: For each block of a row its start, the ends of its cells and the headings of its table.
        self._rows: dict[int, tuple[list[int], list[str]]] = {}
        lines = [(block, list(run)) for block, run in groupby(article.sentences, key=lambda s: s.block)]
        for is_table, rows in groupby(lines, key=lambda line: line[1][0].kind == "table"):
            if is_table:
                self._read(article.text, [(block, row[0].start, row[-1].end) for block, row in rows])

    def _read(self, text: str, lines: list[tuple[int, int, int]]) -> None:
        head = _cells(text, *lines[0][1:])
        if len(lines) < 2 or _is_rule(text, *lines[0][1:]) or not _is_rule(text, *lines[1][1:]) and any(re.search(r"\d", x) for x in head[1]):
            return
        titles = [_MARKS.sub("", x) for x in head[1]]
        for block, start, end in lines[1:]:
            if not _is_rule(text, start, end):
                self._rows[block] = (_cells(text, start, end)[0], titles)

    def heading(self, s: Sentence, offset: int) -> str:
        """The heading of the column that a place of a row stands in; empty where there is none."""
        borders, titles = self._rows.get(s.block, ([], []))
        i = bisect_right(borders, offset) - 1
        return titles[i] if 0 <= i < len(titles) else ""

    def headings(self, s: Sentence) -> list[str]:
        """The headings of the table that a sentence is a row of."""
        return [t for t in self._rows.get(s.block, ([], []))[1] if t]


def whose_row(article: Article, s: Sentence) -> list:
    """The name that the first cell of a row consists of, for a sentence of the row behind its first: | 双葉AI | 自ら発電する。拠点に運ぶ | 投資額80億円 |."""
    first = s.index
    while first and article.sentences[first - 1].block == s.block:
        first -= 1
    if first == s.index:
        return []
    top = article.sentences[first]
    borders, cells = _cells(article.text, top.start, top.end)
    return [n for n in article.names_between(first, first + 1) if len(borders) > 1 and n.end <= borders[1] and n.text == cells[0].strip("* ")]


def _is_rule(text: str, start: int, end: int) -> bool:
    """Whether a line is the rule below the headings: |---|:--|."""
    line = text[start:end]
    return "-" in line and not line.strip(" \t|:-+")


def _cells(text: str, start: int, end: int) -> tuple[list[int], list[str]]:
    """Where each cell of a line starts, and its text."""
    start += len(text[start:end]) - len(text[start:end].lstrip(" "))
    start += text.startswith("|", start)
    border = _CELL if _CELL.search(text, start, end) else _BLANK
    borders = [start, *(m.end() for m in border.finditer(text, start, end))]
    return borders, [text[a:b].strip(" |\t") for a, b in zip(borders, [*borders[1:], end], strict=True)]
