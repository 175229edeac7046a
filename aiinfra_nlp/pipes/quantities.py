"""quantities: money, capacities, stakes, dates and periods of an article.

In:  the folded article.
Out: mentions of ``aiinfra_nlp.normalize``, with offsets into the folded text.
"""

from __future__ import annotations

from ..document import Article
from ..normalize.capacity import find_capacities
from ..normalize.dates import find_dates
from ..normalize.money import find_money
from ..normalize.numbers import find_stakes
from ..normalize.periods import find_periods


def find_quantities(article: Article) -> None:
    """Fill the figures of the article; the rest is read where a sentence matters (see ``detail``)."""
    article.figures = find_money(article.text)


def detail(article: Article) -> None:
    """Capacities, stakes, dates and periods of the relevant sentences."""
    for s in article.sentences:
        if not s.relevant:
            continue
        for found, into in (
            (find_capacities(s.text), article.capacities),
            (find_stakes(s.text), article.stakes),
            (find_dates(s.text, article_date=article.date), article.dates),
            (find_periods(s.text), article.periods),
        ):
            into.extend(_shift(m, s.start) for m in found)


def _shift(m, by: int):
    from dataclasses import replace

    return replace(m, start=m.start + by, end=m.end + by)
