"""annotations.convert: documents to and from the formats of annotation tools.

``export`` and ``import_`` choose by format name; every format returns what it can hold
unchanged: all of a document for doccano, Label Studio, Prodigy, brat and spaCy, the
entities for CoNLL.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from ...errors import AnnotationError
from ..load import load_documents
from ..schema import Document, write_document
from . import brat, conll, doccano, labelstudio, prodigy
from .graph import from_graph, to_graph

_TEXT_FORMATS = {"doccano": doccano, "labelstudio": labelstudio, "prodigy": prodigy, "conll": conll}
FORMATS = ("json", *_TEXT_FORMATS, "brat", "spacy")


def export(documents: Iterable[Document], path: Path, format: str) -> None:
    """Write documents to a file (``json`` and ``brat``: a folder) in a format."""
    documents = list(documents)
    if format == "json":
        path.mkdir(parents=True, exist_ok=True)
        for document in documents:
            write_document(document, path / f"{document.id}.json")
    elif format == "brat":
        brat.dump_folder([to_graph(d) for d in documents], path)
    elif format == "spacy":
        from . import spacy_format

        spacy_format.dump_file(documents, path)
    elif format in _TEXT_FORMATS:
        content = _TEXT_FORMATS[format].dump(to_graph(d) for d in documents)
        path.write_bytes(content.encode("utf-8"))
    else:
        raise AnnotationError(f"unknown format {format!r}; use {', '.join(FORMATS)}")


def import_(path: Path, format: str) -> tuple[list[Document], dict[str, str]]:
    """Read documents of a format; also returns the offset unit found for each document.

    Raises:
        AnnotationError: unreadable, or a span, label or relation that is not known.
    """
    if format == "json":
        return load_documents(path), {}
    if format == "spacy":
        from . import spacy_format

        return spacy_format.load_file(path), {}
    if format == "brat":
        pairs = brat.load_folder(path)
    elif format in _TEXT_FORMATS:
        try:
            content = path.read_bytes().decode("utf-8-sig")
            pairs = list(_TEXT_FORMATS[format].load(content, source=str(path)))
        except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
            raise AnnotationError(f"{path}: {error}") from None
        except (KeyError, IndexError, TypeError) as error:
            raise AnnotationError(f"{path}: not {format}: {error!r}") from None
    else:
        raise AnnotationError(f"unknown format {format!r}; use {', '.join(FORMATS)}")
    return [from_graph(graph) for graph, _ in pairs], {graph.id: unit for graph, unit in pairs}
