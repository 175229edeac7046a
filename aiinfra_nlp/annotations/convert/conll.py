"""annotations.convert.conll: one character a line with its BIO tag (entities only).

``# id`` and ``# text`` (JSON) comments open a document, a blank line ends it. Characters, as
usual for Japanese, so no entity border falls inside a token; white space has the tag ``O``
and is written as an escape.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ...errors import AnnotationError
from ...jsontext import loads
from ..schema import LABELS
from .graph import Graph, Span


def dump(graphs: Iterable[Graph]) -> str:
    """Graphs as CoNLL; only the entities are held."""
    blocks = []
    for graph in graphs:
        tags = ["O"] * len(graph.text)
        for span in graph.spans:
            if span.label in LABELS:
                tags[span.start : span.end] = [f"B-{span.label}"] + [f"I-{span.label}"] * (
                    span.end - span.start - 1
                )
        head = f"# id = {graph.id}\n# text = {json.dumps(graph.text, ensure_ascii=False)}\n"
        meta = f"# meta = {json.dumps(graph.meta, ensure_ascii=False)}\n"
        rows = "".join(f"{_shown(c)}\t{tag}\n" for c, tag in zip(graph.text, tags, strict=True))
        blocks.append(head + meta + rows)
    return "\n".join(blocks)


def _shown(char: str) -> str:
    return (
        char if not char.isspace() and char.isprintable() else json.dumps(char)[1:-1].replace(" ", "\\u0020")
    )


def load(content: str, *, source: str) -> Iterator[tuple[Graph, str]]:
    """Graphs of a CoNLL file; tokens of any length are accepted when they follow the text."""
    for number, block in enumerate(content.replace("\r\n", "\n").strip("\n").split("\n\n"), 1):
        if block.strip():
            yield _graph(block.split("\n"), f"{source}: document {number}"), "code points"


def _graph(lines: list[str], source: str) -> Graph:
    held = {k.strip(): v for k, _, v in (x[1:].partition(" = ") for x in lines if x.startswith("# "))}
    rows = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    tokens = [(loads(f'"{w}"') if w.startswith("\\") and len(w) > 1 else w, tag) for w, *_, tag in rows]
    text = loads(held["text"]) if "text" in held else "".join(w for w, _ in tokens)
    graph = Graph(held.get("id", source), text, meta=loads(held.get("meta", "{}")))
    offset = 0
    for word, tag in tokens:
        start = text.find(word, offset)
        if start < 0 or text[offset:start].strip():
            raise AnnotationError(f"{source}: token {word!r} does not follow in the text at {offset}")
        offset = start + len(word)
        if tag.startswith("B-"):
            graph.spans.append(Span(start, offset, tag[2:], ""))
        elif tag.startswith("I-"):
            if not graph.spans or graph.spans[-1].label != tag[2:]:
                raise AnnotationError(f"{source}: {tag} at {start} follows no {tag[2:]}")
            graph.spans[-1].end = offset
    for span in graph.spans:
        span.text = text[span.start : span.end]
    return graph
