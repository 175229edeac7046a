"""What the tests look at: the events of a text by their deal word, how names stand to them, the records."""

from __future__ import annotations

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose

#: When an article was written that says nothing of it.
DAY = "2025-10-01"


def events(text: str, word: str) -> list:
    """The events whose deal word is ``word``."""
    return [e for e in propose(text).frames if e.trigger.row.word == word]


def dated_events(text: str, word: str) -> list:
    """The same in an article of ``DAY``."""
    return [e for e in propose(text, DAY).frames if e.trigger.row.word == word]


def links(text: str, word: str) -> dict[str, str]:
    """In which case the names stand to the first event of a word."""
    e, *_ = events(text, word)
    return {k.name.text: k.case for k in e.links if k.chunk >= 0}


def deals(text: str) -> list:
    """The records of an article of ``DAY``."""
    return extract_deals(text, article_date=DAY)


def records(text: str) -> list[dict[str, str]]:
    """The roles of the parties of each record, by name."""
    return [{p.name: p.role for p in d.parties} for d in deals(text)]
