"""pipeline: ``load()``, ``read()`` and ``extract_deals()``: text -> document -> pipes -> records."""

from __future__ import annotations

import gc
import importlib.util
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import InputError, ModelError
from .parts import distinct, parts, shifted
from .records import Deal, Figure
from .resources import SHIPPED

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from .document import Article
    from .stages import Stages

#: The pipeline with every setting.
CONFIG = Path(__file__).with_name("default.cfg")
#: The longest article, in characters; some hundred times as long as a book.
MAX_LENGTH = 20_000_000
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Result:
    """What ``extract_many`` yields for one article: records, or the reason why there are none."""

    id: str
    deals: list[Deal] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    error: str | None = None


def load(model: str | None = None, *, gazetteer: str | None = None) -> Language:
    """The pipeline as a spaCy ``Language``; one per process and setting, cached.

    Args:
        model: a folder made by ``aiinfra_nlp.train``; None for the model that ships.
        gazetteer: a TSV file with organisations of your own (columns ``name``, ``aliases``, and
            ``kind``, one of ``gazetteer.KINDS``, if you like; see the README).
    """
    return _load(model, gazetteer)


@lru_cache(maxsize=4)
def _load(model: str | None, gazetteer: str | None) -> Language:
    from spacy import util

    from . import tokenizer  # noqa: F401 - registers the tokenizer where no entry point does
    from .pipes import components  # noqa: F401 - registers the components

    nlp = util.load_model_from_config(util.load_config(CONFIG), auto_fill=True)
    nlp.meta.update(name="aiinfra_nlp", version=version())
    nlp.max_length = MAX_LENGTH
    if model is not None or gazetteer is not None:
        # given to the components, not to the config: a saved pipeline must name no path of this machine
        files = model_files(model)
        nlp.get_pipe("aiinfra_entities").use(recogniser=files["recogniser"], gazetteer=gazetteer)
        nlp.get_pipe("aiinfra_merge").use(scorer=files["scorer"])
    return nlp


@lru_cache(maxsize=4)
def stages(model: str | None = None, gazetteer: str | None = None) -> Stages:
    """The stages that ``load`` gives as a pipeline, without spaCy; one per process and setting, cached."""
    from .stages import Stages

    loaded = Stages(**model_files(model), gazetteer=gazetteer)
    # it stays as long as the process: to look through it for garbage with every article is a sixth of the time
    gc.collect()
    gc.freeze()
    return loaded


def version() -> str:
    """The version of this package."""
    from . import __version__

    return __version__


def model_folder(model: str | None) -> Path:
    """The folder of a model: of one that was trained, of an installed package, or of the one that ships.

    Raises:
        ModelError: there is no such folder or package, or no model in it.
    """
    if model is None:
        return SHIPPED
    folder = Path(model)
    if not folder.is_dir() and str(model).isidentifier():
        spec = importlib.util.find_spec(str(model))
        if spec is not None and spec.origin:
            folder = Path(spec.origin).parent / "model"
    if not any((folder / name).is_file() for name in ("recogniser.crf", "scorer.json.gz", "meta.json")):
        raise ModelError(f"{model}: no model there; name a folder made by `aiinfra-nlp train` or an installed model")
    return folder


def model_files(model: str | None) -> dict[str, str | None]:
    """The files of a model that the stages read; None for one that it has not."""
    folder = model_folder(model)
    files = {"recogniser": folder / "recogniser.crf", "scorer": folder / "scorer.json.gz"}
    return {name: str(path) if path.is_file() else None for name, path in files.items()}


def propose(text: str, article_date: str | None = None, nlp: Language | None = None) -> Article:
    """The ``Article`` with the events that the rules propose, before any scorer or merging."""
    if nlp is None:
        return stages().propose(text, article_date)
    doc = nlp.make_doc(text)
    doc._.article_date = article_date
    for _, component in nlp.pipeline[:-1]:
        doc = component(doc)
    return doc.user_data["aiinfra_article"]


def check_date(date: str | None) -> str | None:
    """An ISO date as given, or None.

    Raises:
        InputError: it is not a day of the calendar in the form 2025-09-10.
    """
    if date is None:
        return None
    import datetime

    try:
        if not isinstance(date, str) or not _DATE.fullmatch(date):
            raise ValueError
        datetime.date.fromisoformat(date)
    except ValueError:
        raise InputError(f"article date {date!r}: write it as a day of the calendar, 2025-09-10") from None
    return date


def read(
    text: str, *, article_date: str | None = None, explain: bool = False, model: str | None = None,
    gazetteer: str | None = None,
) -> Doc:
    """The processed ``Doc`` of one article (``doc._.deals``, ``doc._.figures``, ``doc.ents``).

    A document of more than ``parts.LONGEST`` characters is read in parts and joined.

    Raises:
        InputError: ``text`` is not a string, or the date is no date.
    """
    article_date = _checked(text, article_date)
    nlp = load(model, gazetteer=gazetteer)
    found = []
    for start, end in parts(text):
        doc = nlp.make_doc(text[start:end])
        # of the front matter, which only the first part has
        article_date = doc._.article_date = article_date or doc.user_data["aiinfra_article"].date
        doc._.explain = explain
        found.append((start, nlp(doc)))
    return found[0][1] if len(found) == 1 else _joined(found)


def _checked(text: str, article_date: str | None) -> str | None:
    """The date of an article that can be read.

    Raises:
        InputError: it cannot.
    """
    if not isinstance(text, str):
        raise InputError(f"an article must be a str, not {type(text).__name__}; decode bytes first")
    article_date = check_date(article_date)
    if len(text) > MAX_LENGTH:
        raise InputError(f"the article has {len(text):,} characters, at most {MAX_LENGTH:,} are read; split it")
    return article_date


def _joined(found: list[tuple[int, Doc]]) -> Doc:
    """The parts as one ``Doc``, with the rows of all."""
    from spacy.tokens import Doc

    rows = {key: [] for key in ("aiinfra_deals", "aiinfra_figures", "aiinfra_references")}
    for start, doc in found:
        for key, into in rows.items():
            into += shifted(doc.user_data.get(key, []), start)
    rows["aiinfra_deals"] = distinct(rows["aiinfra_deals"])
    whole = Doc.from_docs([doc for _, doc in found], ensure_whitespace=False, exclude=["user_data"])
    whole.user_data.update(rows)
    return whole


def _records(
    text: str, article_date: str | None, explain: bool, model: str | None, gazetteer: str | None
) -> tuple[list[Deal], list[Figure]]:
    """Deals and figures of a document, part by part, so that no more than one part is held in full."""
    date = _checked(text, article_date)
    used = stages(model, gazetteer)
    deals, figures = [], []
    for start, end in parts(text):
        article = used.propose(text[start:end], date)
        found = used.records(article, explain=explain)
        if end - start == len(text):
            return found
        date = article.date  # of the front matter, which only the first part has
        for records, rows in zip(found, (deals, figures), strict=True):
            rows += shifted([r.model_dump(mode="json") for r in records], start)
    return [Deal.model_validate(d) for d in distinct(deals)], [Figure.model_validate(f) for f in figures]


def extract_deals(
    text: str, *, article_date: str | None = None, explain: bool = False, model: str | None = None,
    gazetteer: str | None = None,
) -> list[Deal]:
    """The deals that an article states.

    Args:
        text: the article, any Unicode string.
        article_date: its ISO date (2025-09-10); relative dates are resolved against it.
        explain: also say for each field which words and facts decided it.
        model: a fine-tuned model folder; None for the one that ships.
        gazetteer: a TSV file with organisations of your own, see ``load``.

    Returns:
        One record per real-world deal, in text order; spans are offsets into ``text``.

    Raises:
        InputError: the date is not a calendar day, or ``text`` is not a string.
    """
    return _records(text, article_date, explain, model, gazetteer)[0]


def extract_many(
    texts: Iterable, *, n_process: int = 1, batch_size: int = 32, explain: bool = False, model: str | None = None,
    gazetteer: str | None = None,
) -> Iterator[Result]:
    """Records of a stream of articles, in order, with their ids.

    One broken article is reported in its ``Result.error`` and the rest goes on.

    Args:
        texts: items are ``str``, ``(id, text)`` or ``(id, text, date)``; plain texts get
            their position as id.
        n_process: worker processes; they return plain rows, never Docs.
        batch_size: articles handed to a worker at a time.
        explain: see ``extract_deals``.
        model: see ``extract_deals``.
        gazetteer: see ``load``.

    Raises:
        AiinfraError: the model or the gazetteer cannot be used.
    """
    options = {"explain": explain, "model": model, "gazetteer": gazetteer}
    stages(model, gazetteer)  # what is wrong with either is said once, not with every article
    items = (_item(i, t) for i, t in enumerate(texts))
    if n_process <= 1:
        for item in items:
            yield _one(item, options)
        return
    from .workers import pool_map

    yield from pool_map(items, n_process=n_process, batch_size=batch_size, options=options)


def _item(i: int, t) -> tuple[str, object, str | None]:
    if isinstance(t, tuple) and len(t) in (2, 3):
        key, text, *date = t
        return str(key), text, date[0] if date else None
    return str(i), t, None


def _one(item: tuple[str, object, str | None], options: dict) -> Result:
    key, text, date = item
    try:
        return Result(key, *_records(text, date, **options))
    except Exception as error:  # noqa: BLE001 - one article never harms another
        return Result(key, error=f"{type(error).__name__}: {error}".splitlines()[0])
