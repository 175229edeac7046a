"""events: what one deal word says, and what its words and parties deal in.

In:  nothing but data tables (``kinds``, ``objects``).
Out: ``Event``, which ``frames`` fills and ``scorer`` judges, and the small questions all ask of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

import ahocorasick_rs

from ...document import Article, Sentence
from ...resources import read_tsv
from ..signals.triggers import Trigger
from ..syntax.chunks import Chunk

#: Kinds of public bodies, which grant and permit.
PUBLIC = ("government", "ministry", "agency", "institution")
#: Kinds of organisations that lend.
LENDERS = frozenset(("bank", "fund", "finance", "insurer", "securities", *PUBLIC))


@dataclass
class Event:
    """What one trigger says of a deal; merged into records later."""

    trigger: Trigger
    sentence: Sentence
    type: str
    frame: str
    roles: dict[str, list] = field(default_factory=dict)
    weights: dict[tuple[str, str], float] = field(default_factory=dict)
    amount: object = None
    amount_score: float = 0.0
    valuation: object = None
    capacities: list = field(default_factory=list)
    stake: object = None
    dates: list = field(default_factory=list)
    status: str = "agreed"
    reported: bool = False
    negated: bool = False
    inverse: bool = False
    score: float = 0.0
    cues: dict = field(default_factory=dict)
    objects: str = ""
    inherited: set = field(default_factory=set)
    links: list = field(default_factory=list)
    figures: list = field(default_factory=list)
    chunks: list = field(default_factory=list)
    rule_roles: dict = field(default_factory=dict)
    oof_type: str = ""
    types_p: dict = field(default_factory=dict)
    roles_p: dict = field(default_factory=dict)
    status_p: dict = field(default_factory=dict)
    reported_p: float = 0.0
    cases: list = field(default_factory=list)
    facts: dict = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """Canonical names of all parties."""
        return {c for ns in self.roles.values() for n in ns for c in n.canonical}


@lru_cache(maxsize=1)
def kinds() -> dict[str, tuple[int, str]]:
    """How much of a seller each kind of organisation is, and what it sells."""
    return {r["kind"]: (int(r["sells"]), r["goods"]) for r in read_tsv("kinds")}


@lru_cache(maxsize=8_192)
def seller_rank(kind: str) -> int:
    """How much of a seller an organisation of a kind is (a chip maker sells to a cloud, a cloud to an AI lab)."""
    return kinds().get(kind, (2, ""))[0]


@lru_cache(maxsize=1)
def _objects() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    """The words of ``data/objects.tsv`` in one automaton, and the class of each."""
    rows = read_tsv("objects")
    return ahocorasick_rs.AhoCorasick([r["word"] for r in rows]), [r["class"] for r in rows]


#: A machine that makes electricity is a machine: 発電機3基を購入する.
_GENERATOR = re.compile("(?:太陽光|風力|ガス|非常用)?発電(?:機|装置)(?!能)")


@lru_cache(maxsize=4_096)
def _objects_in(text: str) -> frozenset[str]:
    words, classes = _objects()
    # a legal form tells of no shares
    text = _GENERATOR.sub("機器", text.replace("株式会社", ""))
    return frozenset(classes[i] for i, _, _ in words.find_matches_as_indexes(text, overlapping=True))


def stated(amount) -> Decimal | None:
    """The number that an amount states: its value, or of a range its upper or lower end."""
    return next((x for x in (amount.value, amount.high, amount.low) if x is not None), None)


def has_object(text: str, cls: str) -> bool:
    """Whether a word of an object class (compute_contract, power, stake ...) occurs in ``text``."""
    return cls in _objects_in(text)


_start = attrgetter("start")


def sentence_behind(article: Article, event: Event) -> Sentence | None:
    """The sentence behind that of an event in its block, if it names no company but those of the event."""
    i = event.sentence.index + 1
    behind = article.sentences[i] if i < len(article.sentences) else None
    if behind is None or behind.block != event.sentence.block:
        return None
    return None if any(n.label == "ORG" and event.names.isdisjoint(n.canonical) for n in within(article.names, behind)) else behind


def within(items: list, s: Sentence) -> list:
    """The items that start in a sentence; ``items`` are in text order."""
    return items[bisect_left(items, s.start, key=_start) : bisect_left(items, s.end, key=_start)]


def nearest(items: list, t: Trigger, most: int, start=_start) -> list:
    """At most so many items, those nearest to a trigger, in the order they had."""
    if len(items) <= most:
        return items
    near = sorted(abs(start(x) - t.start) for x in items)[most - 1]
    return [x for x in items if abs(start(x) - t.start) <= near][:most]


def chunk_at(chunks: list[Chunk], offset: int) -> int | None:
    """Index of the chunk that holds a character, or None; a chunk with brackets ends behind what they hold."""
    for end in ("end", "stop"):
        for c in chunks:
            if c.start <= offset < getattr(c, end):
                return c.index
    return None
