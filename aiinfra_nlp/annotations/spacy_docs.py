"""annotations.spacy_docs: annotated documents -> spaCy examples and DocBin.

An entity that begins or ends inside a token would be lost in silence by ``char_span``. Here
the token is split at the border, so no entity is lost, and each such entity is reported.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .load import load_documents
from .schema import Document, Entity

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, DocBin
    from spacy.training import Example

log = logging.getLogger(__name__)


@dataclass
class SpacyDocs:
    """Examples, and the entities whose tokens had to be split, with their document's id."""

    examples: list[Example]
    misaligned: list[tuple[str, Entity]]

    def docbin(self) -> DocBin:
        """The reference Docs as a DocBin (``.to_disk("train.spacy")``)."""
        from spacy.tokens import DocBin

        return DocBin(docs=[example.reference for example in self.examples], store_user_data=True)


def to_docs(nlp: Language, source: str | Path | Iterable[Document] = "train") -> SpacyDocs:
    """Training examples with ``doc.ents``, tokenised by ``nlp`` and split at entity borders.

    Args:
        nlp: any pipeline; only its tokenizer is used.
        source: a split, a folder, a file or documents.
    """
    from spacy.training import Example

    documents = load_documents(source) if isinstance(source, (str, Path)) else source
    examples, misaligned = [], []
    for document in documents:
        reference, split = make_doc(nlp, document)
        misaligned += [(document.id, entity) for entity in split]
        examples.append(Example(bare(reference), reference))
    for doc_id, e in misaligned:
        log.warning(
            "%s: %s %r at %d-%d is not made of whole tokens; token split",
            doc_id,
            e.label,
            e.text,
            e.start,
            e.end,
        )
    return SpacyDocs(examples, misaligned)


def make_doc(nlp: Language, document: Document) -> tuple[Doc, list[Entity]]:
    """A Doc with the document's entities, and the entities for which tokens were split."""
    from spacy.tokens import Doc

    tokens = _tokens(nlp, document.text)
    borders = {0, *(end for _, end, _ in tokens), *(start for start, _, _ in tokens)}
    misaligned = [e for e in document.entities if not {e.start, e.end} <= borders]
    cuts = sorted({x for e in misaligned for x in (e.start, e.end)} - borders)
    words, spaces = [], []
    for start, end, space in tokens:
        inner = [start, *(c for c in cuts if start < c < end), end]
        for a, b in zip(inner, inner[1:], strict=False):
            words.append(document.text[a:b])
            spaces.append(space and b == end)
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    if doc.text != document.text:
        raise ValueError(f"{document.id}: the tokenizer changes the text; offsets cannot be kept")
    doc.ents = [doc.char_span(e.start, e.end, label=e.label, kb_id=e.name or "") for e in document.entities]
    doc.user_data["id"] = document.id
    return doc, misaligned


def bare(doc: Doc) -> Doc:
    """A Doc with the same tokens and nothing else: what a component has to predict from."""
    from spacy.tokens import Doc

    return Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])


def _tokens(nlp: Language, text: str) -> list[tuple[int, int, bool]]:
    """Start, end and following space of each token.

    Sudachi refuses more than 49,149 bytes at once, so long texts are tokenised line by line.
    """
    tokens: list[tuple[int, int, bool]] = []
    pieces = [text] if len(text) < 16_000 else text.splitlines(keepends=True)
    offset = 0
    for piece in pieces:
        for token in nlp.make_doc(piece):
            start = offset + token.idx
            tokens.append((start, start + len(token), bool(token.whitespace_)))
        offset += len(piece)
    return tokens
