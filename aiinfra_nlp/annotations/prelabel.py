"""annotations.prelabel: the extractor's own records as suggestions for correction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..records import Deal, Figure
from .locate import mark
from .schema import Document, parse_document


def prelabel(
    articles: Iterable[tuple[str, str, str | None]], *, failed: Callable[[str], None] | None = None
) -> Iterator[Document]:
    """Documents as the extractor would annotate them.

    Args:
        articles: id, text and date (or None) of each article.
        failed: told of each article that could not be read, in one line; such a one is left out.
    """
    from .. import extract_many

    held: dict[str, tuple[str, str | None]] = {}

    def feed() -> Iterator[tuple[str, str, str | None]]:
        for article in articles:
            held[article[0]] = article[1:]
            yield article

    for result in extract_many(feed()):
        text, date = held.pop(result.id)
        if not result.error:
            yield suggest(result.id, text, date, result.deals, result.figures)
        elif failed is not None:
            failed(f"{result.id}: {result.error}")


def suggest(
    doc_id: str, text: str, date: str | None, deals: Iterable[Deal], figures: Iterable[Figure]
) -> Document:
    """The document that holds these records; party surfaces become entities wherever they occur."""
    kept = [
        _json(d) for d in deals if d.mentions.get("type") or d.evidence or any(p.mentions for p in d.parties)
    ]
    names = {m["text"]: p["name"] for d in kept for p in d["parties"] for m in p.get("mentions", ())}
    entities = [
        {"text": text[s:e], "start": s, "end": e, "label": "ORG", "name": names[text[s:e]]}
        for s, e in mark(text, names)
    ]
    data = {
        "id": re.sub(r"[^\w.-]+", "_", doc_id) or "article",
        "text": text,
        "date": date,
        "genre": "wire",
        "origin": "real",
        "entities": entities,
        "figures": [_json(f) for f in figures],
        "deals": kept,
    }
    return parse_document(data, source=doc_id)


_DERIVED = {"usd", "usd_rate", "usd_reason", "confidence", "explanation"}


def _json(record: Deal | Figure) -> dict[str, Any]:
    """A record's stated fields; what is derived is not for annotators."""

    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: strip(v) for k, v in value.items() if k not in _DERIVED}
        return [strip(v) for v in value] if isinstance(value, list) else value

    return strip(record.model_dump(mode="json", exclude_none=True))
