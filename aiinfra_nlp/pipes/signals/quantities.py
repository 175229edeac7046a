"""quantities: money, capacities, stakes, dates and periods of an article.

In:  the folded article.
Out: mentions of ``aiinfra_nlp.normalize``, with offsets into the folded text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from ...document import Article, Sentence
from ...normalize.capacity import find_capacities
from ...normalize.dates import find_dates
from ...normalize.money import find_money
from ...normalize.numbers import find_stakes
from ...normalize.periods import find_periods
from ..words import words


def find_quantities(article: Article) -> None:
    """Fill the figures of the article; the rest is read where a sentence matters (see ``detail``)."""
    article.figures = find_money(article.text)


def detail(article: Article) -> None:
    """Capacities, stakes, dates and periods of the relevant sentences."""
    for s in article.sentences:
        if s.relevant:
            for kind in _READERS:
                getattr(article, kind).extend(_read(article, s, kind))


def read(article: Article, s: Sentence, kind: str) -> list:
    """Those of one kind of a sentence that no deal word made relevant, read when a deal beside it asks: mostly for its capacities alone."""
    if (s.index, kind) not in article.asides:
        article.asides[s.index, kind] = _read(article, s, kind)
    return article.asides[s.index, kind]


#: Types of what has a capacity, which the sentence beside may tell.
BUILT = ("capex", "joint_venture", "power", "compute_contract", "supply")


@cache
def output() -> re.Pattern[str]:
    """What a capacity is said of: 「出力は」, 「容量を」."""
    return re.compile(rf"(?:{words('output')})(?:は|が|:|を|で|として|に|約|、|\s)")


def measured_beside(article: Article, s: Sentence) -> list:
    """The capacities that the next sentence gives of what a sentence tells, without naming anybody: 受電容量は20万kWで、2028年に稼働する."""
    if s.index + 1 >= len(article.sentences):
        return []
    after = article.sentences[s.index + 1]
    if after.heads or after.section != s.section or not after.named:
        return []
    if any(n.label in ("ORG", "GOV") for n in article.names_between(after.index, after.index + 1)):
        return []
    found = read(article, after, "capacities")
    return [c for c in found if output().search(article.text[after.start : c.start])]


#: What reads the mentions of each kind from a text, given the article's date.
_READERS: dict[str, Callable[[str, str | None], list]] = {
    "capacities": lambda text, _: find_capacities(text),
    "stakes": lambda text, _: find_stakes(text),
    "dates": lambda text, date: find_dates(text, article_date=date),
    "periods": lambda text, _: find_periods(text),
}


def _read(article: Article, s: Sentence, kind: str) -> list:
    return [replace(m, start=m.start + s.start, end=m.end + s.start) for m in _READERS[kind](s.text, article.date)]
