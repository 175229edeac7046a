"""Annotated documents: the format, its checks, its loaders and its converters.

>>> from aiinfra_nlp.annotations import load, load_documents, to_docs
"""

from .load import annotations_dir, document_paths, from_row, load, load_documents
from .schema import Document, Entity, Reference, read_document, write_document
from .spacy_docs import SpacyDocs, to_docs

__all__ = [
    "Document",
    "Entity",
    "Reference",
    "SpacyDocs",
    "annotations_dir",
    "document_paths",
    "from_row",
    "load",
    "load_documents",
    "read_document",
    "to_docs",
    "write_document",
]
