"""The stages as spaCy components, in running order.

Each is a registered factory (see ``pyproject.toml``, entry points) and a thin shell over the
function of its stage; what passes between them is the ``Article`` in ``doc.user_data``.
``aiinfra_records``, the last, leaves plain rows there, so that a Doc stays serialisable.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from ..document import Article, read_article
from ..records import Deal, Figure
from ..resources import SHIPPED
from .coreference.references import Resolved

ARTICLE, DEALS, FIGURES = "aiinfra_article", "aiinfra_deals", "aiinfra_figures"
REFERENCES = "aiinfra_references"


def _register() -> None:
    if not Doc.has_extension("deals"):
        Doc.set_extension("article_date", default=None)
        Doc.set_extension("explain", default=False)
        Doc.set_extension("deals", getter=lambda d: [Deal.model_validate(r) for r in d.user_data.get(DEALS, ())])
        Doc.set_extension("references", getter=lambda d: [Resolved.model_validate(r) for r in d.user_data.get(REFERENCES, ())])
        Doc.set_extension("figures", getter=lambda d: [Figure.model_validate(r) for r in d.user_data.get(FIGURES, ())])


_register()


def shipped(setting: str | None, name: str) -> str | None:
    """The path that a setting means: ``"shipped"`` is the package's file, None if it has none."""
    if setting != "shipped":
        return setting
    return str(SHIPPED / name) if (SHIPPED / name).is_file() else None


def save(folder: Path, files: dict[str, str | None]) -> None:
    """Copy files into a folder under the given names; what is not in use must not stay there."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    # all are read first: a pipeline may be saved over the folder that it was loaded from
    contents = {name: Path(path).read_bytes() for name, path in files.items() if path and Path(path).is_file()}
    for name in files:
        if name in contents:
            (Path(folder) / name).write_bytes(contents[name])
        else:
            (Path(folder) / name).unlink(missing_ok=True)


def saved(folder: Path, name: str) -> str | None:
    """The path of a file in a folder, None if it is not there."""
    return str(Path(folder) / name) if (Path(folder) / name).is_file() else None


def _article(doc: Doc) -> Article:
    article = doc.user_data.get(ARTICLE)
    if article is None:
        article = doc.user_data[ARTICLE] = read_article(doc.text)
    if doc._.article_date:
        article.date = doc._.article_date
    return article


@Language.component("aiinfra_sentences", assigns=["token.is_sent_start"])
def sentences(doc: Doc) -> Doc:
    """Sentence starts: every headline, bullet and sentence begins one."""
    article = _article(doc)
    if len(doc):
        starts = {article.folded.to_raw(s.start, s.start + 1)[0] for s in article.sentences} | {0}
        # as one array: the setter of a single token looks through the whole Doc
        offsets = doc.to_array([IDX]).reshape(-1)
        values = np.where(np.isin(offsets, np.fromiter(starts, dtype=offsets.dtype)), 1, -1)
        doc.from_array([SENT_START], values.astype(np.int64).astype(np.uint64))
    return doc


@Language.component("aiinfra_quantities")
def quantities(doc: Doc) -> Doc:
    """Money, capacities, stakes, dates and periods."""
    from .signals.quantities import find_quantities

    find_quantities(_article(doc))
    return doc


@Language.component("aiinfra_triggers")
def triggers(doc: Doc) -> Doc:
    """Deal words, and with the amounts the gate: which sentences are worth reading."""
    from .signals.triggers import find_triggers

    find_triggers(_article(doc))
    return doc


@Language.factory(
    "aiinfra_entities", default_config={"gazetteer": None, "recogniser": "shipped"}, assigns=["doc.ents"]
)
class Entities:
    """Organisations, governments, persons and programmes.

    Settings: ``recogniser``, a file, ``"shipped"`` or None; ``gazetteer``, a user's TSV or None.
    """

    def __init__(self, nlp: Language, name: str, gazetteer: str | None, recogniser: str | None) -> None:
        self.name = name
        self.use(recogniser=recogniser, gazetteer=gazetteer)

    def use(self, *, recogniser: str | None, gazetteer: str | None) -> None:
        """Read the files, which may differ from those of the config."""
        from ..gazetteer import Gazetteer
        from ..recogniser import load_recogniser

        self.files = {"recogniser.crf": shipped(recogniser, "recogniser.crf"), "gazetteer.tsv": gazetteer}
        path = self.files["recogniser.crf"]
        self.recogniser = load_recogniser(path) if path else None
        self.gazetteer = Gazetteer.load(extra=gazetteer) if gazetteer else Gazetteer.default()

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the files in use, so that the saved pipeline needs no others."""
        own = self.files["recogniser.crf"]
        # a fine-tuned recogniser has the one that ships beside it
        save(path, {**self.files, "base.crf": str(Path(own).with_name("base.crf")) if own else None})

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> Entities:
        """Use the files that ``to_disk`` left."""
        self.use(recogniser=saved(path, "recogniser.crf"), gazetteer=saved(path, "gazetteer.tsv"))
        return self

    def __reduce__(self):
        # neither the tagger nor the automaton can be pickled; both are read again from their files
        return type(self), (None, self.name, self.files["gazetteer.tsv"], self.files["recogniser.crf"])

    def __call__(self, doc: Doc) -> Doc:
        """Set ``article.names`` and ``doc.ents``."""
        from .names.entities import find_names

        article = _article(doc)
        article.names = find_names(article, self.gazetteer, self.recogniser)
        doc.user_data[REFERENCES] = [
            Resolved.of(article.folded.to_raw(n.start, n.end), n.canonical).model_dump() for n in article.names if n.reference
        ]
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
    from .reading.frames import build_events

    article = _article(doc)
    article.frames = build_events(article)
    return doc


@Language.factory("aiinfra_merge", default_config={"scorer": "shipped"})
class Merge:
    """One record per deal; leaves plain rows in the Doc and drops the working state.

    Setting: ``scorer``, a file, ``"shipped"`` or None for the rules' own weights.
    """

    def __init__(self, nlp: Language, name: str, scorer: str | None) -> None:
        self.name = name
        self.use(scorer=scorer)

    def use(self, *, scorer: str | None) -> None:
        """Read the file, which may differ from that of the config."""
        from ..scorer import load_scorer

        self.file = shipped(scorer, "scorer.json.gz")
        self.scorer = load_scorer(self.file) if self.file else None

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the file in use."""
        save(path, {"scorer.json.gz": self.file})

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> Merge:
        """Use the file that ``to_disk`` left."""
        self.use(scorer=saved(path, "scorer.json.gz"))
        return self

    def __reduce__(self):
        return type(self), (None, self.name, self.file)

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.deals`` and ``doc._.figures``."""
        from .records.finish import records_of

        article = _article(doc)
        deals, figures = records_of(article, explain=doc._.explain, scorer=self.scorer)
        doc.user_data[DEALS] = [d.model_dump(mode="json") for d in deals]
        doc.user_data[FIGURES] = [f.model_dump(mode="json") for f in figures]
        _add_parties(doc, article, deals)
        del doc.user_data[ARTICLE]
        return doc


def _add_parties(doc: Doc, article: Article, deals: Iterable[Deal]) -> None:
    """Make entities of the doubtful names that turned out to be parties of a deal."""
    labels = {article.folded.to_raw(n.start, n.end): n.label for n in article.doubtful}
    told = {(m.start, m.end): p.name for d in deals for p in d.parties for m in p.mentions if (m.start, m.end) in labels}
    spans = (doc.char_span(a, b, label=labels[a, b], kb_id=name, alignment_mode="expand") for (a, b), name in told.items())
    free = [span for span in spans if span is not None and not any(t.ent_type for t in span)]
    if free:
        doc.set_ents(filter_spans([*doc.ents, *free]), default="outside")
