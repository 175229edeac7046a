"""annotations.convert.labelstudio: tasks with regions and relations, and the labelling config.

A task's ``data`` holds the text; the regions stand in ``annotations`` (finished work) or in
``predictions`` (suggestions from the extractor). Label Studio is written in JavaScript; its
``start`` and ``end`` in a ``<Text>`` count UTF-16 units, and are written so here. A deal's
stage is a choice made for its region, so that it can be corrected in the tool.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

from ...jsontext import loads
from ...records import ROLES, STATUSES
from .graph import DEAL, FIELDS, SPAN_LABELS, Graph, Relation, Span
from .offsets import UTF16, settle, utf16_offset


def labelling_config() -> str:
    """The labelling interface (XML) that fits the export."""
    labels = "".join(f"<Label value={quoteattr(label)}/>" for label in SPAN_LABELS)
    relations = "".join(f"<Relation value={quoteattr(r)}/>" for r in (*ROLES, *FIELDS))
    stages = "".join(f"<Choice value={quoteattr(s)}/>" for s in STATUSES)
    return (
        '<View>\n <Text name="text" value="$text" granularity="symbol"/>\n'
        f' <Labels name="label" toName="text">{labels}</Labels>\n'
        f' <Choices name="status" toName="text" perRegion="true">{stages}</Choices>\n'
        ' <Choices name="reported" toName="text" perRegion="true">'
        '<Choice value="reported"/></Choices>\n'
        f" <Relations>{relations}</Relations>\n</View>\n"
    )


def dump(graphs: Iterable[Graph], *, predictions: bool = False) -> str:
    """Graphs as a JSON array of tasks; ``predictions`` makes them suggestions."""
    tasks = [_task(g, "predictions" if predictions else "annotations") for g in graphs]
    return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"


def _task(graph: Graph, kind: str) -> dict[str, Any]:
    result: list[dict[str, Any]] = []
    for i, span in enumerate(graph.spans):
        start, end = utf16_offset(graph.text, span.start), utf16_offset(graph.text, span.end)
        value = {"start": start, "end": end, "text": span.text}
        region = {"id": f"s{i}", "from_name": "label", "to_name": "text"}
        note = dict(span.note or {})
        if span.label.startswith(DEAL):
            choices = {"status": note.pop("status", None)}
            choices["reported"] = "reported" if note.pop("reported", False) else None
            result += [
                {**region, "from_name": name, "type": "choices", "value": {**value, "choices": [choice]}}
                for name, choice in choices.items()
                if choice
            ]
        meta = {"meta": {"text": [json.dumps(note, ensure_ascii=False)]}} if note else {}
        result.append({**region, "type": "labels", "value": {**value, "labels": [span.label]}, **meta})
    result += [
        {
            "type": "relation",
            "from_id": f"s{r.head}",
            "to_id": f"s{r.tail}",
            "direction": "right",
            "labels": [r.type],
        }
        for r in graph.relations
    ]
    body = {"model_version": "aiinfra_nlp", "result": result} if kind == "predictions" else {"result": result}
    return {"data": {"text": graph.text, "id": graph.id, "meta": graph.meta}, kind: [body]}


def load(content: str, *, source: str) -> Iterator[tuple[Graph, str]]:
    """Graphs of the tasks (first annotation, else first prediction) with the unit used."""
    for number, task in enumerate(loads(content)):
        yield _graph(task, f"{source}: task {number}")


def _graph(task: dict[str, Any], source: str) -> tuple[Graph, str]:
    data = task["data"]
    graph = Graph(str(data.get("id", task.get("id"))), data["text"], meta=data.get("meta", {}))
    work = task.get("annotations") or task.get("predictions") or [{"result": []}]
    index: dict[str, int] = {}
    choices: dict[str, dict[str, Any]] = {}
    relations = []
    for item in work[0]["result"]:
        if item["type"] == "relation":
            relations.append(item)
        elif item["type"] == "choices":
            chosen = item["value"]["choices"][0]
            choices.setdefault(item["id"], {})[item["from_name"]] = chosen
        elif item["type"] == "labels":
            value = item["value"]
            note = loads("".join(item.get("meta", {}).get("text", ())) or "null")
            index[item["id"]] = len(graph.spans)
            graph.spans.append(
                Span(value["start"], value["end"], value["labels"][0], value.get("text", ""), note)
            )
    for region, made in choices.items():
        if region in index and graph.spans[index[region]].label.startswith(DEAL):
            span = graph.spans[index[region]]
            status = {"status": made["status"]} if "status" in made else {}
            span.note = {**(span.note or {}), **status, "reported": "reported" in made}
    for r in relations:
        graph.relations.append(Relation(index[r["from_id"]], index[r["to_id"]], (r.get("labels") or [""])[0]))
    return graph, settle(graph.text, graph.spans, source=source, prefer=UTF16)
