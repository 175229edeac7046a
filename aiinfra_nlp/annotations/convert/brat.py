"""annotations.convert.brat: standoff pairs of ``ID.txt`` and ``ID.ann``.

``T`` lines are spans (code points; a span over a line end is written in fragments), ``R``
lines relations, ``A`` lines a deal's stage and hearsay, ``#`` lines the notes as JSON, and
``#0`` the document's own data. Labels hold no colon in brat: ``DEAL:supply`` is ``DEAL-supply``.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from ...errors import AnnotationError
from ...jsontext import loads
from .graph import DEAL, Graph, Relation, Span
from .offsets import settle

_LINE_ENDS = re.compile(r"[\r\n\t\u2028\u2029\x0b\x0c\x1c-\x1e\x85]")


def dump_folder(graphs: list[Graph], folder: Path) -> None:
    """Write each graph as ``ID.txt`` and ``ID.ann``; line ends of the text stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for graph in graphs:
        (folder / f"{graph.id}.txt").write_bytes(graph.text.encode("utf-8"))
        (folder / f"{graph.id}.ann").write_bytes(_ann(graph).encode("utf-8"))


def _ann(graph: Graph) -> str:
    lines = [f"#0\tDocument\t{json.dumps({'id': graph.id, **graph.meta}, ensure_ascii=False)}"]
    attributes = 0
    for i, span in enumerate(graph.spans, 1):
        places = ";".join(f"{a} {b}" for a, b in _fragments(graph.text, span))
        lines.append(f"T{i}\t{span.label.replace(':', '-')} {places}\t{_LINE_ENDS.sub(' ', span.text)}")
        note = dict(span.note or {})
        if span.label.startswith(DEAL):
            for name, value in (
                ("Status", note.pop("status", None)),
                ("Reported", note.pop("reported", None)),
            ):
                if value:
                    attributes += 1
                    lines.append(f"A{attributes}\t{name} T{i}" + (f" {value}" if name == "Status" else ""))
        if note:
            lines.append(f"#{i}\tAnnotatorNotes T{i}\t{json.dumps(note, ensure_ascii=False)}")
    for i, r in enumerate(graph.relations, 1):
        lines.append(f"R{i}\t{r.type} Arg1:T{r.head + 1} Arg2:T{r.tail + 1}")
    return "\n".join(lines) + "\n"


def _fragments(text: str, span: Span) -> list[tuple[int, int]]:
    """Brat allows no line end inside a fragment."""
    fragments, start = [], span.start
    for i in range(span.start, span.end):
        if text[i] in "\r\n":
            if start < i:
                fragments.append((start, i))
            start = i + 1
    if start < span.end:
        fragments.append((start, span.end))
    return fragments


def load_folder(folder: Path) -> list[tuple[Graph, str]]:
    """Graphs of all pairs of a folder, each with the offset unit that was used."""
    graphs = []
    for path in sorted(folder.glob("*.ann")):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        graphs.append(_graph(path, text))
    if not graphs:
        raise AnnotationError(f"{folder}: no .ann file found")
    return graphs


def _graph(path: Path, text: str) -> tuple[Graph, str]:
    graph = Graph(path.stem, text)
    index: dict[str, int] = {}
    notes: dict[str, dict] = {}
    relations: list[tuple[str, str, str]] = []
    for number, line in enumerate(path.read_bytes().decode("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        key, *rest = line.rstrip("\r").split("\t")
        try:
            if key == "#0":
                graph.meta = loads(rest[1])
                graph.id = graph.meta.pop("id", path.stem)
            elif key[0] == "T":
                label, places = rest[0].split(" ", 1)
                numbers = [int(x) for x in re.findall(r"\d+", places)]
                label = re.sub(r"^DEAL-", DEAL, label)
                index[key] = len(graph.spans)
                graph.spans.append(Span(numbers[0], numbers[-1], label, rest[1]))
            elif key[0] == "#":
                notes.setdefault(rest[0].split()[1], {}).update(loads(rest[1]))
            elif key[0] == "A":
                name, target, *value = rest[0].split()
                notes.setdefault(target, {})[name.lower()] = value[0] if value else True
            elif key[0] == "R":
                kind, head, tail = rest[0].split()
                relations.append((kind, head.split(":")[1], tail.split(":")[1]))
            else:
                raise AnnotationError(f"{path}:{number}: {key[0]!r} lines are not known")
        except (IndexError, ValueError) as error:
            if isinstance(error, AnnotationError):
                raise
            raise AnnotationError(f"{path}:{number}: malformed line ({error})") from None
    for target, note in notes.items():
        graph.spans[index[target]].note = note
    for kind, head, tail in relations:
        graph.relations.append(Relation(index[head], index[tail], kind))
    return graph, settle(text, graph.spans, source=str(path), same=_same)


def _same(surface: str, actual: str) -> bool:
    """Brat writes a blank for a line end and leaves it out between fragments."""
    return re.sub(r"\s", "", surface) == re.sub(r"\s", "", actual)
