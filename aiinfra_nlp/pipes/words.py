"""words: the word lists of ``data/details.tsv`` as patterns.

In:  a class of words (``site``, ``build``, ``press`` ...).
Out: a compiled pattern of them, the longest first.
"""

from __future__ import annotations

import re
from functools import cache

from ..normalize._lexicon import alternation
from ..resources import read_tsv


@cache
def pattern(kind: str) -> re.Pattern[str]:
    """Any word of a class."""
    return re.compile(words(kind))


@cache
def ends_in(kind: str) -> re.Pattern[str]:
    """Any word of a class at the end of a text: ``ends_in("site")`` finds 新工場."""
    return re.compile(rf"(?:{words(kind)})$")


@cache
def words(kind: str) -> str:
    """The words of a class as an alternation."""
    return alternation(r["word"] for r in read_tsv("details", ("word", "class")) if r["class"] == kind)
