"""annotations.build: drafts (surface strings) -> documents (offsets and values).

In:  a folder of drafts, two files each: ``ID.txt`` (the article) and ``ID.json`` (what is in
     it, as surface strings; annotations/README.md describes the form).
Out: one final JSON a document, and a list of notes for the adjudicator: what could not be
     placed, and where the draft's figures differ from what ``find_money`` finds.

Annotators never count characters: every occurrence of a surface is placed here, values are
read by ``normalize.money`` unless the draft states them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..errors import AnnotationError
from .locate import Span, mark, occurrences, sentence_spans, sentences_over, without_affix
from .money import amount_fields, money_in
from .schema import LABELS, PARTY_LABELS, Document, parse_document, write_document

_NUMBERS = ("value", "low", "high")


@dataclass
class Built:
    """A document and what the builder could not settle alone."""

    document: Document
    notes: list[str] = field(default_factory=list)


def build_folder(drafts: Path, out: Path, *, texts: Path | None = None, origin: str = "retold") -> list[str]:
    """Build every draft of a folder into ``out``; returns the notes, each with its file.

    Args:
        drafts: folder of ``ID.json`` (and, without ``texts``, ``ID.txt``).
        out: folder for the final documents; made if missing.
        texts: folder of the ``ID.txt`` if they lie elsewhere (second annotations).
        origin: of the drafts that state none.

    Raises:
        AnnotationError: no draft was found. A draft that cannot be built is a note that
            begins with ``REFUSED``; the others are still built.
    """
    paths = sorted(drafts.glob("*.json"))
    if not paths:
        raise AnnotationError(f"{drafts}: no draft (ID.json) found")
    out.mkdir(parents=True, exist_ok=True)
    notes: list[str] = []
    for path in paths:
        try:
            draft = json.loads(path.read_text(encoding="utf-8"))
            text_path = (texts or drafts) / f"{path.stem}.txt"
            draft["origin"] = draft.get("origin") or origin
            built = build(draft, text_path.read_bytes().decode("utf-8"), source=path.name)
        except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
            reason = error if isinstance(error, AnnotationError) else f"{path.name}: {error!r}"
            notes.append(f"REFUSED {reason}")
            continue
        notes += [f"{path.name}: {note}" for note in built.notes]
        write_document(built.document, out / f"{built.document.id}.json")
    return notes


def build(draft: dict[str, Any], text: str, *, source: str = "draft") -> Built:
    """Build one draft.

    Raises:
        AnnotationError: the result breaks the contract's closed sets.
    """
    return _Builder(draft, text).build(source)


class _Builder:
    """The state of one build: the text, its marked entities and figures, and the notes."""

    def __init__(self, draft: dict[str, Any], text: str) -> None:
        self.draft = draft
        self.text = text
        self.notes: list[str] = []
        self.sentences = sentence_spans(text)
        self.entities = self._entities()
        self.figures = self._figures()

    def build(self, source: str) -> Built:
        draft = self.draft
        deals = [self._deal(i, deal) for i, deal in enumerate(draft.get("deals", ()))]
        data = {
            "id": draft["id"],
            "text": self.text,
            "date": self._date(),
            "genre": draft["genre"],
            "origin": draft.get("origin") or "retold",
            "entities": self._named_entities(deals),
            "figures": self.figures,
            "references": self._references(),
            "deals": deals,
        }
        return Built(parse_document(_as_json(data), source=source), self.notes)

    def _date(self) -> str | None:
        """The article's date; a partial one is left out, for relative dates need the day."""
        date = self.draft.get("date")
        if date and re.fullmatch(r"\d{4}(-\d{2})?", date):
            self.note(f"date: {date} is partial and left out")
            return None
        return date

    def note(self, message: str) -> None:
        self.notes.append(message)

    def mention(self, span: Span) -> dict[str, Any]:
        return {"text": self.text[span[0] : span[1]], "start": span[0], "end": span[1]}

    def find(self, surface: str, what: str) -> list[Span]:
        """All occurrences of a surface, as whole words if there are any; a note if none."""
        spans = list(occurrences(self.text, surface))
        if not spans:
            spans = list(occurrences(self.text, surface, whole_words=False))
            problem = "occurs only inside longer words" if spans else "does not occur in the text"
            self.note(f"{what}: {surface!r} {problem}")
        return spans

    def _entities(self) -> dict[Span, str]:
        """Spans of the entities with their labels: all occurrences, the longest surface wins."""
        label_of: dict[str, str] = {}
        for label, surfaces in self.draft.get("entities", {}).items():
            if label not in LABELS:
                raise AnnotationError(f"{self.draft['id']}: entities: unknown label {label!r}")
            for surface in surfaces:
                if label_of.setdefault(surface, label) != label:
                    self.note(f"entities: {surface!r} is both {label_of[surface]} and {label}")
        marked = {span: label_of[self.text[span[0] : span[1]]] for span in mark(self.text, label_of)}
        placed = {self.text[s:e] for s, e in marked}
        for surface in label_of:
            if surface not in placed and not any(surface in longer for longer in placed):
                self.find(surface, f"entities.{label_of[surface]}")
        return marked

    def _figures(self) -> list[dict[str, Any]]:
        """The draft's figures in text order with their values; differences from find_money noted."""
        figures: list[dict[str, Any]] = []
        found = money_in(self.text)
        position = 0
        taken: set[Span] = set()
        for item in self.draft.get("figures", ()):
            given = item if isinstance(item, dict) else {"text": item}
            spans = {*self.find(given["text"], "figures"), *self._run_on(given["text"], found)}
            spans = sorted(s for s in spans if not _overlaps(s, taken))
            span = next((s for s in spans if s[0] >= position), spans[0] if spans else None)
            if span is None:
                self.note(f"figures: {given['text']!r} is listed more often than it occurs")
                continue
            if span[0] < position:
                self.note(f"figures: {given['text']!r} is listed out of text order")
            position = max(position, span[1])
            span = self._same_money(given, span, found)
            taken.add(span)
            fields = self._value(given, span, found)
            if fields:
                figures.append({**fields, "mention": self.mention(span)})
        self._compare(taken, found)
        return sorted(figures, key=lambda f: f["mention"]["start"])

    def _run_on(self, surface: str, found: dict[Span, dict[str, Any]]) -> list[Span]:
        """Places where the money runs into a katakana word (9億ドルバックアップ), by find_money."""
        return [s for s in occurrences(self.text, surface, whole_words=False) if s in found]

    def _same_money(self, given: dict[str, Any], span: Span, found: dict[Span, dict[str, Any]]) -> Span:
        """The span of find_money's reading of the same words when both say the same.

        Where an amount ends (を超え or を超えた, 総額 inside or not) is thus the same everywhere.
        """
        rivals = [s for s in found if s[0] < span[1] and span[0] < s[1]]
        if len(rivals) == 1 and set(given) == {"text"}:
            alone, there = amount_fields(given["text"]), found[rivals[0]]
            if alone and all(alone.get(k) == there.get(k) for k in (*_NUMBERS, "currency", "qualifier")):
                return rivals[0]
        return span

    def _value(
        self, given: dict[str, Any], span: Span, found: dict[Span, dict[str, Any]]
    ) -> dict[str, Any] | None:
        """Value of a money surface: what the draft states, over what is read in place or alone."""
        stated = {k: v for k, v in given.items() if k != "text"}
        fields = found.get(span) or amount_fields(given["text"])
        if fields is None and not (set(_NUMBERS) & set(stated) and "currency" in stated):
            self.note(f"figures: no value can be read from {given['text']!r}; state it in the draft")
            return None
        if set(_NUMBERS) & set(stated):
            fields = {k: v for k, v in (fields or {}).items() if k not in _NUMBERS}
        return _complete({**(fields or {}), **stated})

    def _compare(self, drafted: Iterable[Span], found: dict[Span, dict[str, Any]]) -> None:
        """Note each difference between the draft's figures and those of find_money."""
        drafted = set(drafted)
        for span in sorted(drafted - set(found)):
            rivals = [self.text[s:e] for s, e in found if s < span[1] and span[0] < e]
            other = f"find_money has {' + '.join(map(repr, rivals))}" if rivals else "find_money has none"
            self.note(f"figure differs: draft {self._shown(span)}, {other}")
        for span in sorted(set(found) - drafted):
            if not _overlaps(span, drafted):
                self.note(f"figure differs: find_money has {self._shown(span)}, the draft none")

    def _shown(self, span: Span) -> str:
        s, e = span
        around = self.text[max(0, s - 8) : e + 8].replace("\n", "⏎")
        return f"{self.text[s:e]!r} at {s} ({around})"

    def _references(self) -> list[dict[str, Any]]:
        references = []
        for surface, nth, names in self.draft.get("references", ()):
            spans = list(occurrences(self.text, surface, whole_words=False))
            if not 1 <= nth <= len(spans):
                self.note(f"references: {surface!r} number {nth} of {len(spans)} does not exist")
                continue
            names = [names] if isinstance(names, str) else names
            references.append({**self.mention(spans[nth - 1]), "names": names})
        return sorted(references, key=lambda r: r["start"])

    def _named_entities(self, deals: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Entities in order; every occurrence of a surface that names a party gets its name."""
        names: dict[str, str] = {}
        for deal in deals:
            for party in deal["parties"]:
                for mention in party["mentions"]:
                    names.setdefault(mention["text"], party["name"])
        return [
            {**self.mention(span), "label": label}
            | ({"name": names[m]} if (m := self.text[span[0] : span[1]]) in names else {})
            for span, label in sorted(self.entities.items())
        ]

    def _party(self, at: str, name: str, role: str, surfaces: list[str]) -> dict[str, Any]:
        spans = set()
        for surface in surfaces:
            for span in self.find(surface, f"{at}.parties {name}"):
                inner = without_affix(self.text, span, self.entities)
                holder = next((s for s in self.entities if s[0] <= inner[0] and inner[1] <= s[1]), None)
                if holder == inner:
                    spans.add(inner)
                elif holder is None:
                    if not any(s[0] < inner[1] and inner[0] < s[1] for s in self.entities):
                        self.note(f"{at}.parties: {self.text[inner[0] : inner[1]]!r} is no entity")
                    spans.add(inner)
        if surfaces and not spans:
            self.note(f"{at}.parties: {name} has no mention outside longer names")
        for label in {self.entities.get(span, "ORG") for span in spans} - set(PARTY_LABELS):
            acting = "GOV" if label == "PLACE" else "ORG"
            self.entities.update({span: acting for span in spans if self.entities.get(span) == label})
            self.note(f"{at}.parties: {name}: {label} that acts as a party, now {acting}")
        spans = {s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)}
        return {"name": name, "role": role, "mentions": [self.mention(s) for s in sorted(spans)]}

    def _deal(self, index: int, draft: dict[str, Any]) -> dict[str, Any]:
        at = f"deals[{index}]"
        evidence = self._evidence(at, draft.get("evidence", ()))
        mentions: dict[str, list[dict[str, Any]]] = {}

        def point(key: str, surfaces: Iterable[str | None]) -> None:
            spans = {s for x in surfaces if x for s in self._near(x, evidence, f"{at}.{key}")}
            spans = {s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)}
            if spans:
                mentions[key] = [self.mention(s) for s in sorted(spans)]

        deal: dict[str, Any] = {
            "type": draft["type"],
            "status": draft["status"],
            "reported": draft.get("reported", False),
            "parties": [self._party(at, name, role, list(s)) for name, role, s in draft["parties"]],
            "evidence": [self.mention(s) for s in evidence],
        }
        for key in ("date", "subject"):
            if draft.get(key):
                deal[key] = draft[key]
        for key in ("amount", "amount_alt", "valuation"):
            if given := draft.get(key):
                given = given if isinstance(given, dict) else {"text": given}
                point(key, [given["text"]])
                if fields := self._amount(given, mentions.get(key, ())):
                    deal[key] = fields
        if alt := deal.pop("amount_alt", None):
            if "amount" in deal:
                deal["amount"]["alt"] = alt
            else:
                self.note(f"{at}.amount_alt without amount")
        self._other_fields(deal, draft, point)
        deal["mentions"] = mentions
        return deal

    def _other_fields(self, deal: dict[str, Any], draft: dict[str, Any], point: Any) -> None:
        """Period, capacity, stake, place, subject and the words that show type and status."""
        if period := draft.get("period"):
            deal["period"] = {k: v for k, v in period.items() if k != "text"}
            point("period", [period.get("text")])
        if capacity := draft.get("capacity"):
            deal["capacity"] = [{k: v for k, v in c.items() if k != "text"} for c in capacity]
            point("capacity", [c.get("text") for c in capacity])
        if stake := draft.get("stake"):
            stake = stake if isinstance(stake, dict) else {"value": stake}
            deal["stake"] = str(stake["value"])
            point("stake", [stake.get("text")])
        if location := draft.get("location"):
            deal["location"] = list(location)
            point("location", location)
        point("subject", [draft.get("subject")])
        point("date", [draft.get("date_text")])
        point("type", draft.get("trigger", ()))
        point("status", draft.get("status_text", ()))
        point("reported", draft.get("reported_text", ()))

    def _amount(self, given: dict[str, Any], mentions: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
        """Value of a deal's amount: the figure at its place, unless the draft states a value."""
        spans = [(m["start"], m["end"]) for m in mentions]
        alone = amount_fields(given["text"])
        for figure in self.figures if set(given) == {"text"} else ():
            m = figure["mention"]
            if any(s < m["end"] and m["start"] < e for s, e in spans) and (
                m["text"] == given["text"] or (alone and all(figure.get(k) == alone.get(k) for k in _NUMBERS))
            ):
                return {k: v for k, v in figure.items() if k != "mention"}
        return self._value(given, (0, 0), {})

    def _near(self, surface: str, evidence: list[Span], what: str) -> list[Span]:
        """Occurrences of a slot's surface: those in the evidence if any, else all."""
        spans = self.find(surface, what)
        within = [s for s in spans if any(a <= s[0] and s[1] <= b for a, b in evidence)]
        return within or spans

    def _evidence(self, at: str, substrings: Iterable[str]) -> list[Span]:
        spans: set[Span] = set()
        for substring in substrings:
            places = list(occurrences(self.text, substring, whole_words=False))
            if not places:
                self.note(f"{at}.evidence: {substring!r} does not occur in the text")
            for place in places:
                spans.update(sentences_over(self.sentences, place))
        return sorted(spans)


def _complete(fields: dict[str, Any]) -> dict[str, Any]:
    """A bound as the contract writes it: at_least has low = value, at_most high = value."""
    bound = {"at_least": "low", "at_most": "high"}.get(fields.get("qualifier", "exact"))
    fields = {k: v for k, v in fields.items() if v is not None}
    if bound and ("value" in fields) != (bound in fields):
        fields["value"] = fields[bound] = fields.get("value", fields.get(bound))
    return fields


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(s < span[1] and span[0] < e for s, e in others)


def _as_json(value: Any) -> Any:
    """Numbers as JSON would hold them: money as decimal strings, never float."""
    if isinstance(value, dict):
        return {k: _as_json(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_json(v) for v in value]
    if isinstance(value, (Decimal, float)):
        exact = Decimal(str(value))
        whole = exact.to_integral_value()
        return format(whole if exact == whole else exact, "f")
    return value
