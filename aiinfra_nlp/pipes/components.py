"""The stages as spaCy components, in running order.

Each is a registered factory (see ``pyproject.toml``, entry points) and a thin shell over the
function of its stage; what passes between them is the ``Article`` in ``doc.user_data``.
``aiinfra_records``, the last, leaves plain rows there, so that a Doc stays serialisable.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from ..document import Article
from ..records import Deal, Figure

ARTICLE, DEALS, FIGURES = "aiinfra_article", "aiinfra_deals", "aiinfra_figures"
STAGES = ("sentences", "quantities", "triggers", "entities", "frames", "status", "merge")


def _register() -> None:
    if not Doc.has_extension("deals"):
        Doc.set_extension("article_date", default=None)
        Doc.set_extension("explain", default=False)
        Doc.set_extension("deals", getter=lambda d: [Deal.model_validate(r) for r in d.user_data.get(DEALS, ())])
        Doc.set_extension("figures", getter=lambda d: [Figure.model_validate(r) for r in d.user_data.get(FIGURES, ())])


_register()


def _article(doc: Doc) -> Article:
    article = doc.user_data.get(ARTICLE)
    if article is None:
        from ..tokenizer import ArticleTokenizer, clean
        from ..document import read_article

        article = read_article(clean(doc.text))
        ArticleTokenizer(doc.vocab).tokenize(article)
        doc.user_data[ARTICLE] = article
    if doc._.article_date:
        article.date = doc._.article_date
    return article


@Language.component("aiinfra_sentences", assigns=["token.is_sent_start"])
def sentences(doc: Doc) -> Doc:
    """Sentence starts: every headline, bullet and sentence begins one."""
    article = _article(doc)
    if len(doc):
        starts = {article.folded.to_raw(s.start, s.start + 1)[0] for s in article.sentences}
        for i, token in enumerate(doc):
            token.is_sent_start = i == 0 or token.idx in starts
    return doc


@Language.component("aiinfra_quantities")
def quantities(doc: Doc) -> Doc:
    """Money, capacities, stakes, dates and periods."""
    from .quantities import find_quantities

    find_quantities(_article(doc))
    return doc


@Language.component("aiinfra_triggers")
def triggers(doc: Doc) -> Doc:
    """Deal words, and with the amounts the gate: which sentences are worth reading."""
    from .triggers import find_triggers

    find_triggers(_article(doc))
    return doc


@Language.factory("aiinfra_entities", default_config={"gazetteer": None, "recogniser": None}, assigns=["doc.ents"])
class Entities:
    """Organisations, governments, persons and programmes."""

    def __init__(self, nlp: Language, name: str, gazetteer: str | None, recogniser: str | None) -> None:
        from ..gazetteer import Gazetteer
        from ..recogniser import load_recogniser

        self.recogniser = load_recogniser(recogniser) if recogniser else None
        self.gazetteer = Gazetteer.load(extra=gazetteer) if gazetteer else Gazetteer.default()

    def __call__(self, doc: Doc) -> Doc:
        """Set ``article.names`` and ``doc.ents``."""
        from .entities import find_names

        article = _article(doc)
        article.names = find_names(article, self.gazetteer, self.recogniser)
        spans, last = [], -1
        for n in article.names:
            if n.reference:
                continue
            a, b = article.folded.to_raw(n.start, n.end)
            span = doc.char_span(a, b, label=n.label, kb_id=n.canonical[0], alignment_mode="expand")
            if span is not None and span.start > last:
                spans.append(Span(doc, span.start, span.end, label=n.label, kb_id=n.canonical[0]))
                last = span.end - 1
        doc.set_ents(spans, default="outside")
        return doc


@Language.component("aiinfra_frames", requires=["doc.ents"])
def frames(doc: Doc) -> Doc:
    """Triggers with their parties and amounts."""
    from .frames import build_events

    article = _article(doc)
    article.frames = build_events(article)
    return doc


@Language.factory("aiinfra_merge", default_config={"scorer": None})
class Merge:
    """One record per deal; leaves plain rows in the Doc and drops the working state."""

    def __init__(self, nlp: Language, name: str, scorer: str | None) -> None:
        from ..scorer import load_scorer

        self.scorer = load_scorer(scorer) if scorer else None

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.deals`` and ``doc._.figures``."""
        from .finish import records_of

        article = _article(doc)
        deals, figures = records_of(article, explain=doc._.explain, scorer=self.scorer)
        doc.user_data[DEALS] = [d.model_dump(mode="json") for d in deals]
        doc.user_data[FIGURES] = [f.model_dump(mode="json") for f in figures]
        del doc.user_data[ARTICLE]
        return doc
