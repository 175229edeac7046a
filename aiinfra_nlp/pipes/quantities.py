"""quantities: money, capacities, stakes, dates and periods of an article.

In:  the folded article.
Out: mentions of ``aiinfra_nlp.normalize``, with offsets into the folded text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ..document import Article, Sentence
from ..normalize.capacity import find_capacities
from ..normalize.dates import find_dates
from ..normalize.money import find_money
from ..normalize.numbers import find_stakes
from ..normalize.periods import find_periods
from .words import words


def find_quantities(article: Article) -> None:
    """Fill the figures of the article; the rest is read where a sentence matters (see ``detail``)."""
    article.figures = find_money(article.text)


def detail(article: Article) -> None:
    """Capacities, stakes, dates and periods of the relevant sentences."""
    for s in article.sentences:
        if s.relevant:
            for kind, found in _read(article, s).items():
                getattr(article, kind).extend(found)


def read(article: Article, s: Sentence) -> dict[str, list]:
    """The same of a sentence that no deal word made relevant, read when a deal beside it asks."""
    if s.index not in article.asides:
        article.asides[s.index] = _read(article, s)
    return article.asides[s.index]


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
    found = read(article, after)["capacities"]
    return [c for c in found if output().search(article.text[after.start : c.start])]


def _read(article: Article, s: Sentence) -> dict[str, list]:
    found = {
        "capacities": find_capacities(s.text),
        "stakes": find_stakes(s.text),
        "dates": find_dates(s.text, article_date=article.date),
        "periods": find_periods(s.text),
    }
    return {kind: [replace(m, start=m.start + s.start, end=m.end + s.start) for m in ms] for kind, ms in found.items()}
