"""annotations.convert.spacy_format: ``.spacy`` (DocBin), entities as ``doc.ents``.

Canonical names are ``ent.kb_id_``; everything that spans cannot hold (figures with values,
references, deals) travels in ``doc.user_data`` and returns as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..schema import Document, parse_document
from ..spacy_docs import make_doc


def dump_file(documents: Iterable[Document], path: Path) -> None:
    """Write documents as one ``.spacy`` file, tokenised as Japanese and split at entity borders."""
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("ja")
    docbin = DocBin(store_user_data=True)
    for document in documents:
        doc, _ = make_doc(nlp, document)
        data = document.to_json()
        doc.user_data["annotation"] = {k: v for k, v in data.items() if k not in ("text", "entities")}
        docbin.add(doc)
    docbin.to_disk(path)


def load_file(path: Path) -> list[Document]:
    """Read a ``.spacy`` file; entities come from ``doc.ents``, so edits there are kept."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    documents = []
    for number, doc in enumerate(DocBin().from_disk(path).get_docs(Vocab())):
        entities = [
            {"text": e.text, "start": e.start_char, "end": e.end_char, "label": e.label_}
            | ({"name": e.kb_id_} if e.kb_id_ else {})
            for e in doc.ents
        ]
        held = doc.user_data.get(
            "annotation", {"id": f"{path.stem}-{number}", "genre": "wire", "origin": "real"}
        )
        documents.append(
            parse_document(
                {**held, "text": doc.text, "entities": entities}, source=f"{path}: document {number}"
            )
        )
    return documents
