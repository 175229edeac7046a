"""Systems that can be scored: anything that turns a document into a ``Prediction``.

A system is the library's own pipeline (a model folder, or the default one), a Python file
that defines ``predict``, or a file of predictions written by any other program.
"""

from __future__ import annotations

import hashlib
import json
import runpy
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import ValidationError

from .errors import InputError, ModelError
from .records import Deal, Figure, Record

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Start, end (half-open) and label of an entity.
Span = tuple[int, int, str]


class Text(Protocol):
    """What a system is given: the article and its date, never its annotation."""

    id: str
    text: str
    date: str | None


@dataclass(frozen=True)
class Prediction:
    """What a system says about one document; ``None`` means that it does not do that task."""

    deals: Sequence[Deal] = ()
    figures: Sequence[Figure] | None = None
    entities: Sequence[Span] | None = None
    references: Sequence[tuple[int, int, tuple[str, ...]]] | None = None


@dataclass(frozen=True)
class System:
    """A named system. ``version`` and ``config`` go into every result as they are."""

    name: str
    predict: Callable[[Text], Prediction]
    version: str = "unknown"
    config: Mapping[str, Any] = field(default_factory=dict)


def load_system(source: str | None, *, explain: bool = False) -> System:
    """A system from what the user names.

    Args:
        source: None or ``default`` for the library's own pipeline, a model folder, or a
            ``.py`` file that defines ``predict(document) -> Prediction`` (and, if it likes,
            ``NAME``, ``VERSION`` and ``CONFIG``).
        explain: ask the library's own pipeline for the reasons of every field.

    Raises:
        ModelError: there is no such model, or the file defines no ``predict``.
    """
    if source is not None and source.endswith(".py"):
        return _python_system(Path(source))
    if source is not None and source != "default" and not Path(source).is_dir():
        raise ModelError(f"{source}: no such model folder; name a folder, a .py file or 'default'")
    return _package_system(None if source in (None, "default") else source, explain=explain)


def _python_system(path: Path) -> System:
    if not path.is_file():
        raise ModelError(f"{path}: no such file")
    names = runpy.run_path(str(path))
    if not callable(names.get("predict")):
        raise ModelError(f"{path}: defines no function predict(document)")
    return System(
        names.get("NAME", path.stem),
        names["predict"],
        str(names.get("VERSION", "unknown")),
        names.get("CONFIG", {}),
    )


def _package_system(path: str | None, *, explain: bool) -> System:
    from .pipeline import load, read

    nlp = load(path)
    read("。", model=path)  # dictionaries are loaded at the first call; that is no reading time

    def predict(document: Text) -> Prediction:
        return doc_prediction(read(document.text, article_date=document.date, explain=explain, model=path))

    name = Path(path).name if path else "aiinfra_nlp"
    config = {"pipeline": nlp.pipe_names, "sha256": _hash(nlp.config.to_str())}
    return System(name, predict, nlp.meta.get("version", "unknown"), config)


def doc_prediction(doc: Doc) -> Prediction:
    """What the pipeline left on a Doc: ``deals``, ``figures``, entities and resolved references."""
    references = None
    if doc.has_extension("references"):
        references = [(r.start, r.end, tuple(r.names)) for r in doc._.references]
    return Prediction(
        doc._.deals, doc._.figures, [(e.start_char, e.end_char, e.label_) for e in doc.ents], references
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# --- predictions of any other system --------------------------------------------------------


class _Entity(Record):
    start: int
    end: int
    label: str
    text: str | None = None
    name: str | None = None


class _Reference(Record):
    start: int
    end: int
    names: tuple[str, ...]
    text: str | None = None


class _Line(Record):
    """One line of a prediction file."""

    id: str
    date: str | None = None  # the article's, as ``extract`` writes it; not scored
    deals: tuple[Deal, ...] = ()
    figures: tuple[Figure, ...] | None = None
    entities: tuple[_Entity, ...] | None = None
    references: tuple[_Reference, ...] | None = None

    def prediction(self) -> Prediction:
        return Prediction(
            self.deals,
            self.figures,
            None if self.entities is None else [(e.start, e.end, e.label) for e in self.entities],
            None if self.references is None else [(r.start, r.end, r.names) for r in self.references],
        )


def read_predictions(path: Path, ids: Iterable[str]) -> System:
    """A system from a prediction file: JSON Lines with ``id`` and ``deals`` (as ``records.Deal``).

    ``figures``, ``entities`` and ``references`` are scored when given. A document without a
    line counts as one where the system found nothing. What ``aiinfra-nlp extract --format jsonl``
    writes is such a file: there the id of an article that was a file is its path, and means the
    document that is called like the file.

    Args:
        path: the file, UTF-8.
        ids: ids of the documents to be scored.

    Raises:
        InputError: the file cannot be read, a line is no valid record, an id is unknown or
            occurs twice; the message names file, line and field.
    """
    known, found = set(ids), {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: cannot be read ({getattr(error, 'strerror', None) or 'not UTF-8'})"
        ) from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = _Line.model_validate_json(line)
        except ValidationError as error:
            raise InputError(f"{path}, line {number}: {_first(error)}") from None
        own = _document_id(record.id, known)
        if own is None:
            raise InputError(
                f"{path}, line {number}: no document has the id {record.id!r}; "
                "delete the line, or name the --split with that document"
            )
        if own in found:
            raise InputError(
                f"{path}, line {number}: the id {own!r} was given before; delete one of the lines"
            )
        found[own] = record.prediction()
    nothing = Prediction()
    return System(
        path.stem, lambda document: found.get(document.id, nothing), "predictions", {"file": path.name}
    )


def _document_id(given: str, known: Container[str]) -> str | None:
    """The document that an id means: it has that id, or the article was the file ID.txt (ID.txt.gz)."""
    name = Path(given).name.removesuffix(".gz")
    return next((i for i in (given, name, Path(name).stem) if i in known), None)


def _first(error: ValidationError) -> str:
    """The first problem of a record in one line: where, what, and the value."""
    problem = error.errors()[0]
    where = ".".join(str(part) for part in problem["loc"])
    value = ""
    if problem["type"] not in ("missing", "json_invalid"):
        value = f", got {json.dumps(problem['input'], default=str, ensure_ascii=False)[:60]}"
    return f"{where + ': ' if where else ''}{problem['msg']}{value}"
