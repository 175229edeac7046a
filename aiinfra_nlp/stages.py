"""stages: text -> ``Article`` -> records, without spaCy.

In:  the files of a model, and a text.
Out: an ``Article`` with all that the rules propose; deals and figures.

Records need no ``Doc``: to import spaCy takes longer than all else before the first record, and
to build a ``Doc`` of every article, most of whose sentences do not matter, a sixth of the time.
``pipes.components`` wraps the same functions as spaCy components for those who want a ``Doc``.
"""

from __future__ import annotations

from collections.abc import Callable

from .document import Article, read_article
from .gazetteer import Gazetteer
from .pipes.names.entities import find_names
from .pipes.reading.frames import build_events
from .pipes.records.finish import records_of
from .pipes.signals.quantities import find_quantities
from .pipes.signals.triggers import find_triggers
from .recogniser import load_recogniser
from .records import Deal, Figure
from .scorer import load_scorer


class Stages:
    """All stages with the files that they use; safe to share between threads."""

    def __init__(self, *, recogniser: str | None, scorer: str | None, gazetteer: str | None = None) -> None:
        """Read the files; None for no recogniser, the rules' own weights, no names beside the registry."""
        self.recogniser = load_recogniser(recogniser) if recogniser else None
        self.scorer = load_scorer(scorer) if scorer else None
        self.gazetteer = Gazetteer.load(extra=gazetteer) if gazetteer else Gazetteer.default()

    @property
    def proposing(self) -> dict[str, Callable[[Article], None]]:
        """The stages up to the events, in running order; each fills its part of an ``Article``."""
        return {
            "quantities": find_quantities,
            "triggers": find_triggers,
            "entities": self._entities,
            "frames": self._frames,
        }

    def propose(self, text: str, date: str | None = None) -> Article:
        """The article with the events that the rules propose, before any scorer or merging."""
        article = read_article(text, date=date)
        for stage in self.proposing.values():
            stage(article)
        return article

    def records(self, article: Article, *, explain: bool = False) -> tuple[list[Deal], list[Figure]]:
        """Deals and figures of a proposed article."""
        return records_of(article, explain=explain, scorer=self.scorer)

    def _entities(self, article: Article) -> None:
        article.names = find_names(article, self.gazetteer, self.recogniser)

    def _frames(self, article: Article) -> None:
        article.frames = build_events(article)
