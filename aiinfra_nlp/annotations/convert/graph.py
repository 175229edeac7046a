"""annotations.convert.graph: a document as spans, relations and notes, as annotation tools see it.

Every tool knows labelled spans and typed relations between two of them. What a span says
beyond its label (canonical name, value, the fields of a deal) is its *note*: JSON data that
each format stores where it allows. A deal is one span labelled ``DEAL:<type>`` on the words
that show it, related to the span of each party (by role) and slot (by field).

``to_graph`` and ``from_graph`` are inverse. Spans that people added in a tool have no note:
their values are read from the text, so a corrected export becomes a valid document.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from ...errors import AnnotationError
from ...records import DEAL_TYPES, ROLES
from ..schema import LABELS, Document, parse_document

MONEY = "MONEY"
REFERENCE = "REFERENCE"
SLOT = "SLOT"
DEAL = "DEAL:"
#: Relation types that are fields of a deal and not roles.
FIELDS = (
    "type", "amount", "amount_alt", "valuation", "status", "reported", "date",
    "period", "capacity", "stake", "location", "subject", "evidence",
)  # fmt: skip
#: All span labels that an export can hold.
SPAN_LABELS = (*LABELS, MONEY, REFERENCE, SLOT, *(DEAL + t for t in DEAL_TYPES))

_MONEY_FIELDS = ("value", "low", "high", "currency", "qualifier", "per", "alt")


@dataclass
class Span:
    """A labelled span, half-open, in code points; ``text`` is its surface."""

    start: int
    end: int
    label: str
    text: str
    note: dict[str, Any] | None = None


@dataclass
class Relation:
    """From a deal's span to a span; both are indices into the graph's spans."""

    head: int
    tail: int
    type: str


@dataclass
class Graph:
    """A document as a tool sees it."""

    id: str
    text: str
    spans: list[Span] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    meta: dict[str, Any] = field(default_factory=dict)


def to_graph(document: Document) -> Graph:
    """The graph of a document."""
    data = document.to_json()
    meta = {key: data[key] for key in ("date", "genre", "origin")}
    graph = Graph(document.id, document.text, meta=meta)
    at: dict[tuple[int, int, str], int] = {}

    def add(mention: dict[str, Any], label: str, note: dict[str, Any] | None = None) -> int:
        graph.spans.append(Span(mention["start"], mention["end"], label, mention["text"], note or None))
        at.setdefault((mention["start"], mention["end"], label), len(graph.spans) - 1)
        return len(graph.spans) - 1

    for e in data["entities"]:
        add(e, e["label"], {"name": e["name"]} if "name" in e else None)
    for f in data["figures"]:
        add(f["mention"], MONEY, {k: v for k, v in f.items() if k != "mention"})
    for r in data["references"]:
        add(r, REFERENCE, {"names": r["names"]})

    def target(mention: dict[str, Any], labels: tuple[str, ...]) -> int:
        """The span already there for a mention, else a new SLOT."""
        for label in (*labels, SLOT):
            found = at.get((mention["start"], mention["end"], label))
            if found is not None:
                return found
        return add(mention, SLOT)

    for number, deal in enumerate(data["deals"]):
        anchor = _anchor(deal)
        head = add(anchor, DEAL + deal["type"], {"number": number, **_deal_note(deal)})
        triggers = deal.get("mentions", {}).get("type", ())
        for party in deal["parties"]:
            for mention in party.get("mentions", ()):
                tail = target(mention, (*LABELS, REFERENCE))
                graph.relations.append(Relation(head, tail, party["role"]))
        for key, mentions in deal.get("mentions", {}).items():
            labels = (MONEY,) if key in ("amount", "amount_alt", "valuation") else LABELS
            for mention in mentions[1:] if mentions is triggers else mentions:
                graph.relations.append(Relation(head, target(mention, labels), key))
        for mention in deal.get("evidence", ()):
            graph.relations.append(Relation(head, target(mention, ()), "evidence"))
    return graph


def _anchor(deal: dict[str, Any]) -> dict[str, Any]:
    for place in (
        deal.get("mentions", {}).get("type"),
        deal.get("evidence"),
        deal["parties"][0].get("mentions"),
    ):
        if place:
            return place[0]
    raise AnnotationError("a deal without trigger, evidence and party mentions has no place in the text")


def _deal_note(deal: dict[str, Any]) -> dict[str, Any]:
    note = {k: v for k, v in deal.items() if k not in ("type", "mentions", "evidence", "parties")}
    note["parties"] = [
        {
            "name": p["name"],
            "role": p["role"],
            "at": [[m["start"], m["end"]] for m in p.get("mentions", ())],
        }
        for p in deal["parties"]
    ]
    note["slots"] = {
        key: [[m["start"], m["end"]] for m in mentions] for key, mentions in deal.get("mentions", {}).items()
    }
    return note


def from_graph(graph: Graph) -> Document:
    """The document of a graph, validated.

    Raises:
        AnnotationError: a label, relation or value that the format does not know.
    """
    entities, figures, references = [], [], []
    for span in graph.spans:
        mention, note = _mention(span), span.note or {}
        if span.label in LABELS:
            entities.append({**mention, "label": span.label, **note})
        elif span.label == MONEY:
            figures.append({**(note or _read_money(graph, span)), "mention": mention})
        elif span.label == REFERENCE:
            references.append({**mention, "names": note.get("names") or [span.text]})
        elif span.label != SLOT and not span.label.startswith(DEAL):
            raise AnnotationError(
                f"{graph.id}: span {span.text!r} at {span.start}: unknown label {span.label!r}"
            )
    tails: dict[int, list[Relation]] = defaultdict(list)
    for relation in graph.relations:
        tails[relation.head].append(relation)
    heads = [i for i, span in enumerate(graph.spans) if span.label.startswith(DEAL)]
    heads.sort(key=lambda i: (graph.spans[i].note or {}).get("number", len(heads)))
    data = {
        "id": graph.id,
        "text": graph.text,
        "date": graph.meta.get("date"),
        "genre": graph.meta.get("genre") or "wire",
        "origin": graph.meta.get("origin") or "real",
        "entities": sorted(entities, key=lambda e: e["start"]),
        "figures": sorted(figures, key=lambda f: f["mention"]["start"]),
        "references": sorted(references, key=lambda r: r["start"]),
        "deals": [_deal(graph, head, tails[head]) for head in heads],
    }
    return parse_document(data, source=graph.id)


def _read_money(graph: Graph, span: Span) -> dict[str, Any]:
    from ..money import amount_fields

    fields = amount_fields(span.text)
    if fields is None:
        raise AnnotationError(f"{graph.id}: no value can be read from MONEY {span.text!r} at {span.start}")
    return fields


def _deal(graph: Graph, head: int, relations: list[Relation]) -> dict[str, Any]:
    """A deal from its anchor's note and its relations; relations win over the note."""
    anchor = graph.spans[head]
    note = dict(anchor.note or {})
    note.pop("number", None)
    noted_parties, slots = note.pop("parties", []), note.pop("slots", None)
    mentions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    by_role: dict[str, list[int]] = defaultdict(list)
    if slots is None or "type" in slots:
        mentions["type"].append(_mention(anchor))
    for relation in relations:
        if relation.type in ROLES:
            by_role[relation.type].append(relation.tail)
        elif relation.type in FIELDS:
            mentions[relation.type].append(_mention(graph.spans[relation.tail]))
        else:
            raise AnnotationError(f"{graph.id}: deal at {anchor.start}: unknown relation {relation.type!r}")
    deal = {"status": "agreed", **note, "type": anchor.label.removeprefix(DEAL)}
    deal["evidence"] = mentions.pop("evidence", [])
    deal["parties"] = _parties(graph, noted_parties, by_role)
    deal["mentions"] = dict(mentions)
    _follow(graph, deal, slots or {})
    return deal


def _follow(graph: Graph, deal: dict[str, Any], slots: dict[str, list[list[int]]]) -> None:
    """Fields follow their relations: gone with the last one, money read anew where it points now."""
    now = deal["mentions"]
    for key in slots:
        if key not in now and key in deal and key not in ("type", "status", "reported"):
            del deal[key]
    for key in ("amount", "valuation"):
        places = [[m["start"], m["end"]] for m in now.get(key, ())]
        if places and not any(place in slots.get(key, ()) for place in places):
            deal[key] = _figure_at(graph, now[key][0])


def _mention(span: Span) -> dict[str, Any]:
    return {"text": span.text, "start": span.start, "end": span.end}


def _figure_at(graph: Graph, mention: dict[str, Any]) -> dict[str, Any]:
    for span in graph.spans:
        if span.label == MONEY and (span.start, span.end) == (mention["start"], mention["end"]):
            note = span.note or _read_money(graph, span)
            return {k: v for k, v in note.items() if k in _MONEY_FIELDS}
    raise AnnotationError(f"{graph.id}: amount {mention['text']!r} at {mention['start']} is no MONEY span")


def _parties(
    graph: Graph, noted: list[dict[str, Any]], by_role: dict[str, list[int]]
) -> list[dict[str, Any]]:
    """Parties: those of the note with the mentions still related, then newly related names."""
    parties: list[dict[str, Any]] = []
    used: set[tuple[str, int]] = set()
    for party in noted:
        places = {tuple(place) for place in party["at"]}
        # 両社 stands for two parties of one role: each of them has its own relation to the one span
        tails = dict.fromkeys(by_role.get(party["role"], ()))
        kept = [i for i in tails if (graph.spans[i].start, graph.spans[i].end) in places]
        used.update((party["role"], i) for i in kept)
        if kept or not places:
            parties.append({"name": party["name"], "role": party["role"], "tails": kept})
    for role, tails in by_role.items():
        for i in tails:
            if (role, i) in used:
                continue
            span = graph.spans[i]
            name = (span.note or {}).get("name") or span.text
            known = next((p for p in parties if p["role"] == role and p["name"] == name), None)
            if known is None:
                known = {"name": name, "role": role, "tails": []}
                parties.append(known)
            known["tails"].append(i)
    for party in parties:
        party["mentions"] = [_mention(graph.spans[i]) for i in party.pop("tails")]
    return parties
