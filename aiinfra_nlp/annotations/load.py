"""annotations.load: annotated documents -> typed records, Hugging Face rows, spaCy examples.

``load_documents`` reads and validates; ``load`` makes a ``datasets.Dataset`` of it with
typed features, exact money as decimal strings; ``to_docs`` makes spaCy training examples.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import AnnotationError
from .schema import Document, parse_document, read_document

if TYPE_CHECKING:
    from datasets import Dataset, Features

SPLITS = ("train", "dev", "gold")
log = logging.getLogger(__name__)


def annotations_dir() -> Path:
    """The folder that holds the splits: $AIINFRA_ANNOTATIONS, ./annotations, or the checkout's."""
    places = [
        Path(os.environ.get("AIINFRA_ANNOTATIONS", "annotations")),
        Path(__file__).resolve().parents[2] / "annotations",
    ]
    for place in places:
        if any((place / split).is_dir() for split in SPLITS):
            return place
    raise AnnotationError(
        "no annotations folder found; pass its path, run from the checkout or set AIINFRA_ANNOTATIONS"
    )


def document_paths(source: str | Path) -> list[Path]:
    """Paths of the documents of a split (``train``), a file or a folder, sorted."""
    path = Path(source)
    if str(source) in SPLITS:
        path = annotations_dir() / str(source)
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise AnnotationError(f"{source}: no such split, file or folder (splits: {', '.join(SPLITS)})")
    return sorted(p for p in path.glob("*.json") if not p.name.startswith("."))


def no_documents(source: str | Path) -> AnnotationError:
    """The error about a folder that is there but holds nothing to read: most often it is the wrong one."""
    return AnnotationError(f"{source}: no annotated document (*.json) in it; name the folder that holds them")


def load_documents(source: str | Path, *, skip_invalid: bool = False) -> list[Document]:
    """Read and validate annotated documents.

    Args:
        source: a split (``train``, ``dev``, ``gold``), a file or a folder of JSON files.
        skip_invalid: leave invalid documents out and log each with its reason.

    Raises:
        AnnotationError: there is none, or the first document that is invalid or repeats an id, in one line.
    """
    documents: list[Document] = []
    seen: dict[str, Path] = {}
    paths = document_paths(source)
    if not paths:
        raise no_documents(source)
    for path in paths:
        try:
            document = read_document(path)
            if document.id in seen:
                raise AnnotationError(f"{path}: id: {document.id!r} is also the id of {seen[document.id]}")
        except AnnotationError as error:
            if not skip_invalid:
                raise
            log.warning("left out: %s", error)
            continue
        seen[document.id] = path
        documents.append(document)
    if len(documents) < len(paths):
        log.warning("%s: %d of %d documents left out", source, len(paths) - len(documents), len(paths))
    return documents


def load(source: str | Path, *, skip_invalid: bool = False) -> Dataset:
    """Annotated documents as a ``datasets.Dataset`` with typed features.

    Money, capacities and stakes are decimal strings (exact); labels, types, roles and
    stages are strings of the contract's closed sets. ``from_row`` turns a row back into
    the document it came from.
    """
    from datasets import Dataset

    rows = [to_row(document) for document in load_documents(source, skip_invalid=skip_invalid)]
    columns = {name: [row[name] for row in rows] for name in Document.model_fields}
    return Dataset.from_dict(columns, features=features())


def features() -> Features:
    """The typed features of ``load``."""
    from datasets import Features, Value

    string, integer, boolean = Value("string"), Value("int32"), Value("bool")
    mention = {"text": string, "start": integer, "end": integer}
    plain = {key: string for key in ("value", "low", "high", "currency", "qualifier", "per")}
    amount = {**plain, "alt": plain}
    deal = {
        "type": string,
        "parties": [{"name": string, "role": string, "mentions": [mention]}],
        "amount": amount,
        "status": string,
        "reported": boolean,
        "date": string,
        "period": {"months": integer, "start": string, "end": string},
        "capacity": [{"value": string, "low": string, "high": string, "unit": string}],
        "stake": string,
        "valuation": amount,
        "location": [string],
        "subject": string,
        "evidence": [mention],
        "mentions": [{"field": string, **mention}],
    }
    return Features(
        {
            "id": string,
            "text": string,
            "date": string,
            "genre": string,
            "origin": string,
            "entities": [{**mention, "label": string, "name": string}],
            "figures": [{**amount, "mention": mention}],
            "references": [{**mention, "names": [string]}],
            "deals": [deal],
        }
    )


def to_row(document: Document) -> dict[str, Any]:
    """A document as a row of ``features()``: every key present, None where nothing is stated."""
    data = document.model_dump(mode="json")
    derived = ("usd", "usd_rate", "usd_reason")

    def money(amount: dict[str, Any] | None) -> dict[str, Any] | None:
        if amount is None:
            return None
        kept = {k: v for k, v in amount.items() if k not in derived}
        alt = kept["alt"]
        kept["alt"] = {k: v for k, v in alt.items() if k not in (*derived, "alt")} if alt else None
        return kept

    data["figures"] = [money(figure) for figure in data["figures"]]
    for deal in data["deals"]:
        for key in ("confidence", "explanation"):
            del deal[key]
        deal["amount"], deal["valuation"] = money(deal["amount"]), money(deal["valuation"])
        deal["mentions"] = [
            {"field": key, **mention} for key, mentions in deal["mentions"].items() for mention in mentions
        ]
    return data


def from_row(row: dict[str, Any]) -> Document:
    """The document of a row of ``load``."""
    data = _without_none(row)
    for deal in data.get("deals", ()):
        by_field: dict[str, list[dict[str, Any]]] = {}
        for mention in deal.get("mentions", ()):
            by_field.setdefault(mention.pop("field"), []).append(mention)
        deal["mentions"] = by_field
    return parse_document(data, source=str(row.get("id")))


def _without_none(value: Any) -> Any:
    """Absent keys are None in a row; a record of Nones is a record (複数年: a period, no months)."""
    if isinstance(value, dict):
        return {k: _without_none(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_none(v) for v in value]
    return value
