"""annotations.convert.prodigy: JSON Lines of spans and relations (``rel.manual``, ``ner.manual``).

``spans`` have ``start``, ``end``, ``label`` (code points); ``relations`` name the end tokens
of both spans (``head``, ``child``) and repeat the spans. Tokens are single characters, as
Prodigy itself makes for languages without spaces, so that every span is made of whole
tokens. Prodigy keeps keys it does not know, so notes and surfaces travel in the spans.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ...jsontext import loads
from .graph import Graph, Relation, Span
from .offsets import settle


def dump(graphs: Iterable[Graph]) -> str:
    """Graphs as Prodigy JSON Lines."""
    return "".join(json.dumps(_item(g), ensure_ascii=False) + "\n" for g in graphs)


def _item(graph: Graph) -> dict[str, Any]:
    spans = [_span(i, s) for i, s in enumerate(graph.spans)]
    return {
        "text": graph.text,
        "meta": {"id": graph.id, **graph.meta},
        "tokens": [
            {"text": c, "start": i, "end": i + 1, "id": i, "ws": False} for i, c in enumerate(graph.text)
        ],
        "spans": spans,
        "relations": [
            {
                "head": graph.spans[r.head].end - 1,
                "child": graph.spans[r.tail].end - 1,
                "label": r.type,
                "head_span": spans[r.head],
                "child_span": spans[r.tail],
            }
            for r in graph.relations
        ],
        "answer": "accept",
    }


def _span(number: int, span: Span) -> dict[str, Any]:
    item = {
        "start": span.start,
        "end": span.end,
        "token_start": span.start,
        "token_end": span.end - 1,
        "label": span.label,
        "text": span.text,
        "span_id": number,
    }
    return item | ({"note": span.note} if span.note else {})


def load(content: str, *, source: str) -> Iterator[tuple[Graph, str]]:
    """Graphs of the accepted lines, each with the offset unit that was used."""
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip() and (item := loads(line)).get("answer", "accept") == "accept":
            yield _graph(item, f"{source}:{number}")


def _graph(item: dict[str, Any], source: str) -> tuple[Graph, str]:
    meta = dict(item.get("meta", {}))
    graph = Graph(str(meta.pop("id", source)), item["text"], meta=meta)
    by_id: dict[Any, int] = {}
    by_place: dict[tuple[int, int, str], int] = {}
    for s in item.get("spans", ()):
        by_id[s.get("span_id")] = by_place[s["start"], s["end"], s["label"]] = len(graph.spans)
        graph.spans.append(Span(s["start"], s["end"], s["label"], s.get("text", ""), s.get("note")))

    def find(s: dict[str, Any]) -> int:
        if s.get("span_id") in by_id and s.get("span_id") is not None:
            return by_id[s["span_id"]]
        return by_place[s["start"], s["end"], s["label"]]

    for r in item.get("relations", ()):
        graph.relations.append(Relation(find(r["head_span"]), find(r["child_span"]), r["label"]))
    return graph, settle(graph.text, graph.spans, source=source)
