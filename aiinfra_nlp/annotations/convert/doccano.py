"""annotations.convert.doccano: JSON Lines with entities and relations (sequence labelling).

One object a line: ``text``, ``entities`` (``id``, ``label``, ``start_offset``,
``end_offset``, code points) and ``relations`` (``from_id``, ``to_id``, ``type``). Doccano
gives spans new ids and keeps unknown keys of the object only, so notes and surfaces are
kept there, keyed by place and label.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ...jsontext import loads
from .graph import Graph, Relation, Span
from .offsets import settle


def dump(graphs: Iterable[Graph]) -> str:
    """Graphs as doccano JSON Lines."""
    return "".join(json.dumps(_item(g), ensure_ascii=False) + "\n" for g in graphs)


def _item(graph: Graph) -> dict[str, Any]:
    notes: dict[str, list[Any]] = {}
    for span in graph.spans:
        notes.setdefault(_key(span), []).append(span.note)
    return {
        "doc_id": graph.id,
        "text": graph.text,
        "entities": [
            {"id": i, "label": s.label, "start_offset": s.start, "end_offset": s.end}
            for i, s in enumerate(graph.spans)
        ],
        "relations": [
            {"id": i, "from_id": r.head, "to_id": r.tail, "type": r.type}
            for i, r in enumerate(graph.relations)
        ],
        "doc_meta": graph.meta,
        "notes": notes,
        "surfaces": {_key(s): s.text for s in graph.spans},
    }


def _key(span: Span) -> str:
    return f"{span.start}:{span.end}:{span.label}"


def load(content: str, *, source: str) -> Iterator[tuple[Graph, str]]:
    """Graphs of doccano JSON Lines, each with the offset unit that was used."""
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            yield _graph(loads(line), f"{source}:{number}")


def _graph(item: dict[str, Any], source: str) -> tuple[Graph, str]:
    notes = {key: list(values) for key, values in item.get("notes", {}).items()}
    surfaces = item.get("surfaces", {})
    graph = Graph(str(item.get("doc_id", item.get("id"))), item["text"], meta=item.get("doc_meta", {}))
    index: dict[Any, int] = {}
    for entity in sorted(item.get("entities", ()), key=lambda e: e["id"]):
        span = Span(entity["start_offset"], entity["end_offset"], entity["label"], "")
        key = _key(span)
        span.text = surfaces.get(key, "")
        span.note = notes[key].pop(0) if notes.get(key) else None
        index[entity["id"]] = len(graph.spans)
        graph.spans.append(span)
    for r in item.get("relations", ()):
        graph.relations.append(Relation(index[r["from_id"]], index[r["to_id"]], r["type"]))
    return graph, settle(graph.text, graph.spans, source=source)
