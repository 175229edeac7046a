"""Run systems over annotated documents and break their scores down.

In come documents (``annotations.load_documents``) and systems (``systems.load_system``);
out go ``Result`` objects with everything that was aligned, and plain summaries for JSON,
text and HTML. Layer: above the pipeline, below ``eval`` (command line) and ``report`` (HTML).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .annotations.schema import Document
from .document import read_article
from .error_analysis import Error, count_errors, find_errors
from .gazetteer import Gazetteer
from .records import Deal
from .scoring import SECONDARY, Aliases, AliasSource, Counts, Match, align, score_figures, score_spans, total
from .significance import bootstrap_f1, calibration, permutation_test
from .systems import Prediction, System

#: Upper ends of the document length buckets, in characters.
LENGTHS = (400, 800, 1600)
#: Labels of the entities task.
ENTITY_LABELS = ("ORG", "GOV")


class Registry:
    """What the gazetteer knows: other names of an organisation, and whether a name is listed."""

    def __init__(self, aliases_of: AliasSource | None = None, knows: Callable[[str], bool] | None = None):
        self.aliases_of = aliases_of
        self.knows = knows


@dataclass(frozen=True)
class DocumentResult:
    """One document as one system read it, aligned and counted."""

    document: Document
    prediction: Prediction
    aliases: Aliases
    matches: tuple[Match, ...]
    seconds: float
    failure: str | None = None  # why there is no prediction

    @cached_property
    def slots(self) -> Counts:
        """Slot counts of the document."""
        return total(m.slots for m in self.matches)

    @cached_property
    def records(self) -> Counts:
        """Record counts of the document."""
        return total(m.record for m in self.matches)

    @cached_property
    def figures(self) -> Counts:
        """Counts of the money expressions."""
        return score_figures(self.document.figures, self.prediction.figures or ())

    @cached_property
    def entities(self) -> dict[str, Counts]:
        """Counts of exact organisation and government spans, by label."""
        gold = [(e.start, e.end, e.label) for e in self.document.entities]
        found = self.prediction.entities or ()
        return {
            label: score_spans([s for s in gold if s[2] == label], [s for s in found if s[2] == label])
            for label in ENTITY_LABELS
        }

    @cached_property
    def references(self) -> Counts:
        """Counts of resolved references: right when the names are those of gold, in any order."""
        gold = {(r.start, r.end): r.names for r in self.document.references}
        found = {(start, end): names for start, end, names in self.prediction.references or ()}
        right = sum(self._same_names(names, found.get(span, ())) for span, names in gold.items())
        return Counts(right, 0, len(gold) - right)

    @cached_property
    def lines(self) -> list[tuple[int, int, str]]:
        """Offsets in the text as given, and kind, of every sentence of the article."""
        article = read_article(self.document.text)
        return [(*article.folded.to_raw(s.start, s.end), s.kind) for s in article.sentences]

    def _same_names(self, gold: Sequence[str], predicted: Sequence[str]) -> bool:
        if len(gold) != len(predicted):
            return False
        return all(any(self.aliases.same(g, p) for p in predicted) for g in gold)

    @cached_property
    def errors(self) -> list[list[Error]]:
        """Every miss, classed; one list for each match."""
        return find_errors(self.document.id, self.matches, self.aliases)


@dataclass
class Result:
    """One system over all documents."""

    system: System
    documents: list[DocumentResult]
    registry: Registry = field(default_factory=Registry)

    def matches(self) -> Iterable[tuple[DocumentResult, Match]]:
        """Every match with its document."""
        return ((d, m) for d in self.documents for m in d.matches)

    def errors(self) -> list[Error]:
        """Every classed miss."""
        return [e for d in self.documents for found in d.errors for e in found]

    def failures(self) -> list[tuple[str, str]]:
        """Ids of the documents on which the system failed, and why; they count as empty predictions."""
        return [(d.document.id, d.failure) for d in self.documents if d.failure]

    def per_document(self, metric: str) -> list[Counts] | None:
        """The counts of ``slot``, ``record``, ``figures`` or ``entities`` by document; None if not done."""
        if metric in ("figures", "entities") and not self.does(metric):
            return None
        pick = {
            "slot": lambda d: d.slots,
            "record": lambda d: d.records,
            "figures": lambda d: d.figures,
            "entities": lambda d: total(d.entities.values()),
        }[metric]
        return [pick(d) for d in self.documents]

    def does(self, task: str) -> bool:
        """Whether the system predicted anything of this kind (``figures``, ``entities``, ``references``)."""
        return any(getattr(d.prediction, task) is not None for d in self.documents)


METRICS = ("slot", "record", "figures", "entities")


def evaluate(documents: Sequence[Document], system: System, registry: Registry | None = None) -> Result:
    """Run one system over documents and align what it found with gold."""
    registry = registry or Registry()
    done = []
    for document in documents:
        start = time.perf_counter()
        prediction, failure = _predict(system, document)
        seconds = time.perf_counter() - start
        aliases = document_aliases(document, registry)
        matches = tuple(align(document.deals, list(prediction.deals), aliases))
        done.append(DocumentResult(document, prediction, aliases, matches, seconds, failure))
    return Result(system, done, registry)


def _predict(system: System, document: Document) -> tuple[Prediction, str | None]:
    """The prediction, or an empty one and the reason: one article never stops a run."""
    try:
        return system.predict(document), None
    except Exception as error:  # any system may be plugged in
        return Prediction(), " ".join(f"{type(error).__name__}: {error}".split())


def document_aliases(document: Document, registry: Registry) -> Aliases:
    """All names that the document and the registry have for its parties."""
    named: dict[str, set[str]] = {}
    for entity in document.entities:
        if entity.name:
            named.setdefault(entity.name, set()).add(entity.text)
    aliases = Aliases(registry.aliases_of, named)
    aliases.add_deals(document.deals)
    return aliases


# --- breakdowns -----------------------------------------------------------------------------


def counts_by(result: Result, key: Callable[[DocumentResult, Match], str]) -> dict[str, Counts]:
    """Slot counts by any property of a match; the groups add up to the whole."""
    groups: dict[str, Counts] = {}
    for document, match in result.matches():
        name = key(document, match)
        groups[name] = groups.get(name, Counts()) + match.slots
    return groups


def _leading(match: Match) -> Deal:
    """The gold deal of a match, or the predicted one where gold has none."""
    return match.gold or match.predicted


def length_bucket(document: Document) -> str:
    """The length bucket of a document, such as ``401-800``."""
    low = 0
    for high in LENGTHS:
        if len(document.text) <= high:
            return f"{low + 1}-{high}"
        low = high
    return f">{low}"


def line_kind(document: DocumentResult, match: Match) -> str:
    """The kind of line (headline, bullet, paragraph ...) that a deal's first evidence stands in."""
    evidence = _leading(match).evidence
    if not evidence:
        return "no evidence"
    kinds = (
        kind for start, end, kind in document.lines if start < evidence[0].end and evidence[0].start < end
    )
    return next(kinds, "outside")


def breakdowns(result: Result) -> dict[str, dict[str, Counts]]:
    """Slot counts by kind of slot, type, stage, line kind, length, genre, origin; parties by known name.

    An aligned pair counts under gold's type and stage, a predicted deal alone under its own.
    """
    kinds: dict[str, Counts] = {}
    for _, match in result.matches():
        for kind, counts in match.counts().items():
            kinds[kind] = kinds.get(kind, Counts()) + counts
    tables = {
        "slot": kinds,
        "type": counts_by(result, lambda _, m: _leading(m).type),
        "stage": counts_by(result, lambda _, m: _leading(m).status),
        "line kind": counts_by(result, line_kind),
        "length": counts_by(result, lambda d, _: length_bucket(d.document)),
        "genre": counts_by(result, lambda d, _: d.document.genre),
        "origin": counts_by(result, lambda d, _: d.document.origin),
        "parties": party_counts(result),
    }
    return {name: table for name, table in tables.items() if table}


def party_counts(result: Result) -> dict[str, Counts]:
    """Party slots by whether the gazetteer lists the organisation; empty without a gazetteer."""
    knows = result.registry.knows
    if knows is None:
        return {}
    groups = {"known organisation": Counts(), "unknown organisation": Counts()}
    for _, match in result.matches():
        met_gold, met_predicted = {g for g, _ in match.parties}, {p for _, p in match.parties}
        for i, party in enumerate(match.gold.parties if match.gold else ()):
            counts = Counts(tp=1) if i in met_gold else Counts(fn=1)
            groups[_listed(knows, party.name)] += counts
        for j, party in enumerate(match.predicted.parties if match.predicted else ()):
            if j not in met_predicted:
                groups[_listed(knows, party.name)] += Counts(fp=1)
    return groups


def _listed(knows: Callable[[str], bool], name: str) -> str:
    return "known organisation" if knows(name) else "unknown organisation"


# --- summaries ------------------------------------------------------------------------------


def summarize(result: Result, *, resamples: int = 2000) -> dict[str, Any]:
    """Everything the reports show of one system, as JSON data."""
    scores = {}
    for metric in METRICS:
        counts = result.per_document(metric)
        if counts is not None:
            low, high = bootstrap_f1(counts, resamples=resamples)
            scores[metric] = total(counts).as_dict() | {"ci": [round(low, 4), round(high, 4)]}
    return {
        "system": {
            "name": result.system.name,
            "version": result.system.version,
            "config": dict(result.system.config),
        },
        "scores": scores,
        "breakdowns": {
            name: {group: counts.as_dict() for group, counts in sorted(table.items(), key=_by_size)}
            for name, table in breakdowns(result).items()
        },
        "secondary": _secondary(result),
        "entities": _entities(result),
        "without_deal": _without_deal(result),
        "calibration": _calibration(result),
        "errors": count_errors(result.errors()),
        "failures": dict(result.failures()),
        "speed": _speed(result),
    }


def _by_size(item: tuple[str, Counts]):
    return -(item[1].tp + item[1].fn), item[0]


def _secondary(result: Result) -> dict[str, dict[str, float]]:
    """Per secondary field: how many aligned gold deals have it, and how many of those agree."""
    sums = dict.fromkeys(SECONDARY, Counts())
    for _, match in result.matches():
        for name, counts in match.secondary_counts().items():
            sums[name] += counts
    return {
        name: {
            "right": c.tp,
            "of": c.tp + c.fn,
            "accuracy": round(c.tp / (c.tp + c.fn), 4) if c.tp + c.fn else None,
            "wrong_or_extra": c.fp,
        }
        for name, c in sums.items()
    }


def _entities(result: Result) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    if result.does("entities"):
        tables["spans"] = {
            label: total(d.entities[label] for d in result.documents).as_dict() for label in ENTITY_LABELS
        }
        if result.registry.knows is not None:
            tables["unknown_recall"] = _unknown_recall(result)
    if result.does("references"):
        counts = total(d.references for d in result.documents)
        tables["references"] = {
            "right": counts.tp,
            "of": counts.tp + counts.fn,
            "accuracy": round(counts.recall, 4),
        }
    return tables


def _unknown_recall(result: Result) -> dict[str, float]:
    """Recall on organisations and governments that the gazetteer does not list."""
    found = wanted = 0
    for d in result.documents:
        predicted = set(d.prediction.entities or ())
        for e in d.document.entities:
            if e.label in ENTITY_LABELS and not result.registry.knows(e.text):
                wanted += 1
                found += (e.start, e.end, e.label) in predicted
    return {"right": found, "of": wanted, "recall": round(found / wanted, 4) if wanted else None}


def _without_deal(result: Result) -> dict[str, float]:
    empty = [d for d in result.documents if not d.document.deals]
    false = sum(len(d.prediction.deals) for d in empty)
    return {
        "documents": len(empty),
        "false_records": false,
        "per_20_documents": round(20 * false / len(empty), 2) if empty else None,
    }


def _calibration(result: Result) -> dict[str, Any]:
    """Confidence against the exact record, and against the share of the record's slots that are right."""
    predicted = [m for _, m in result.matches() if m.predicted is not None]
    said = [m.predicted.confidence for m in predicted]
    shares = [m.slots.tp / (m.slots.tp + m.slots.fp) for m in predicted]
    return {
        "record": calibration(said, [float(m.exact) for m in predicted]),
        "slots": calibration(said, shares),
    }


def _speed(result: Result) -> dict[str, float]:
    seconds = sum(d.seconds for d in result.documents)
    characters = sum(len(d.document.text) for d in result.documents)
    rate = round(characters / seconds) if seconds else None
    return {"characters": characters, "seconds": round(seconds, 2), "characters_per_second": rate}


def compare_results(first: Result, second: Result) -> dict[str, dict[str, float]]:
    """Paired permutation tests of two systems on the same documents, by metric."""
    tests = {}
    for metric in METRICS:
        a, b = first.per_document(metric), second.per_document(metric)
        if a is not None and b is not None:
            tests[metric] = permutation_test(a, b)
    return tests


def load_registry(gazetteer: Gazetteer | None = None) -> Registry:
    """A gazetteer (by default the one that ships) as a registry; an empty one knows and splits nothing."""
    gazetteer = Gazetteer.default() if gazetteer is None else gazetteer
    if not len(gazetteer):
        return Registry()

    def aliases_of(name: str) -> tuple[str, ...]:
        organisation = gazetteer.lookup(name)
        return (organisation.name, *organisation.aliases) if organisation else ()

    return Registry(aliases_of, lambda name: gazetteer.lookup(name) is not None)
