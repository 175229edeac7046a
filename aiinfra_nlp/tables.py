"""The evaluation's tables, several systems side by side, and the text report.

In comes the JSON data of one run (``eval.report_data``); the same ``Table`` objects feed the
text report here and the HTML report.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .error_analysis import amount_text, list_errors
from .evaluate import ENTITY_LABELS, DocumentResult, Result
from .records import Figure
from .scoring import amount_key

_TITLES = {"slot": "slot F1", "record": "record F1", "figures": "figures F1", "entities": "entities F1"}
#: Which main scores a task shows.
_SCORES = {"deals": ("slot", "record", "figures"), "figures": ("figures",), "entities": ("entities",)}


@dataclass(frozen=True)
class Table:
    """A table of strings; the first column holds the row names, ``title`` stands above it."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def number(value: float | None) -> str:
    """A ratio with three decimals, a dash for None."""
    return "-" if value is None else f"{value:.3f}"


def ratios(counts: dict[str, float] | None) -> str:
    """F1, precision and recall; a dash without counts."""
    return f"{counts['f1']:.3f}  P {counts['p']:.3f} R {counts['r']:.3f}" if counts else "-"


def share(part: dict[str, float] | None, ratio: str) -> str:
    """A ratio with what it is made of: ``0.875 (7/8)``."""
    return f"{number(part[ratio])} ({part['right']}/{part['of']})" if part else "-"


# --- what the tables hold -------------------------------------------------------------------


def report_tables(data: dict[str, Any], task: str) -> list[Table]:
    """All tables of one run for one task, the main figures first."""
    systems = data["systems"]
    tables = [_main(systems, _SCORES[task])]
    if task == "deals":
        kinds = dict.fromkeys(kind for s in systems for kind in s["breakdowns"])
        tables += [_breakdown(systems, kind) for kind in kinds]
        tables += [_secondary(systems), _without_deal(systems), _calibration(systems), _errors(systems)]
    if task == "entities":
        tables.append(_entities(systems))
    tables += [_comparison(pair, _SCORES[task]) for pair in data["comparisons"]]
    return [*tables, _speed(systems)]


def _names(systems: Sequence[dict]) -> list[str]:
    return [s["system"]["name"] for s in systems]


def _row(name: str, systems: Sequence[dict], cell: Callable[[dict], str]) -> list[str]:
    return [name, *(cell(system) for system in systems)]


def _main(systems: Sequence[dict], metrics: Iterable[str]) -> Table:
    def cell(system: dict, metric: str) -> str:
        score = system["scores"].get(metric)
        return f"{ratios(score)}  [{number(score['ci'][0])}, {number(score['ci'][1])}]" if score else "-"

    rows = [_row(_TITLES[m], systems, lambda s, m=m: cell(s, m)) for m in metrics]
    return Table("score [95% interval]", _names(systems), rows)


def _breakdown(systems: Sequence[dict], kind: str) -> Table:
    """Scores by one property; ``gold`` is the number of gold slots in the group."""
    tables = [s["breakdowns"].get(kind, {}) for s in systems]
    rows = []
    for group in dict.fromkeys(group for table in tables for group in table):
        found = [table.get(group) for table in tables]
        gold = next(c["tp"] + c["fn"] for c in found if c)
        rows.append([group, str(gold), *map(ratios, found)])
    return Table(f"slots by {kind}", ["gold", *_names(systems)], rows)


def _secondary(systems: Sequence[dict]) -> Table:
    def cell(field: dict) -> str:
        return f"{share(field, 'accuracy')}  {field['wrong_or_extra']} wrong or extra"

    fields = systems[0]["secondary"]
    rows = [_row(f, systems, lambda s, f=f: cell(s["secondary"][f])) for f in fields]
    return Table("secondary fields of aligned deals", _names(systems), rows)


def _without_deal(systems: Sequence[dict]) -> Table:
    def rate(system: dict) -> str:
        value = system["without_deal"]["per_20_documents"]
        return "-" if value is None else f"{value:.2f}"

    rows = [
        _row("false records", systems, lambda s: str(s["without_deal"]["false_records"])),
        _row("in 20 documents", systems, rate),
    ]
    return Table(f"{systems[0]['without_deal']['documents']} documents without a deal", _names(systems), rows)


def _calibration(systems: Sequence[dict]) -> Table:
    rows = [
        _row("against exact records", systems, lambda s: number(s["calibration"]["record"]["ece"])),
        _row("against the share of right slots", systems, lambda s: number(s["calibration"]["slots"]["ece"])),
    ]
    return Table("expected calibration error", _names(systems), rows)


def _errors(systems: Sequence[dict]) -> Table:
    rows = [_row(kind, systems, lambda s, k=kind: str(s["errors"][k])) for kind in systems[0]["errors"]]
    return Table("misses", _names(systems), rows)


def _entities(systems: Sequence[dict]) -> Table:
    def spans(system: dict, label: str) -> str:
        return ratios(system["entities"].get("spans", {}).get(label))

    rows = [_row(f"{label} spans", systems, lambda s, n=label: spans(s, n)) for label in ENTITY_LABELS]
    for title, key, ratio in (
        ("recall on unknown organisations", "unknown_recall", "recall"),
        ("references resolved", "references", "accuracy"),
    ):
        rows.append(_row(title, systems, lambda s, k=key, r=ratio: share(s["entities"].get(k), r)))
    return Table("entities", _names(systems), rows)


def _comparison(pair: dict, metrics: Iterable[str]) -> Table:
    """The first system against another: difference in F1 and the paired permutation test."""
    tests = {m: pair["tests"][m] for m in metrics if m in pair["tests"]}
    rows = [[_TITLES[m], f"{t['difference']:+.3f}", f"{t['p']:.4f}"] for m, t in tests.items()]
    return Table(f"{pair['first']} against {pair['second']}", ["difference", "p"], rows)


def _speed(systems: Sequence[dict]) -> Table:
    rows = [
        _row("characters a second", systems, lambda s: str(s["speed"]["characters_per_second"] or "-")),
        _row("seconds", systems, lambda s: f"{s['speed']['seconds']:.1f}"),
        _row("documents failed", systems, lambda s: str(len(s["failures"]))),
    ]
    return Table("speed", _names(systems), rows)


# --- as text --------------------------------------------------------------------------------


def text_report(data: dict[str, Any], task: str) -> str:
    """The whole report as text."""
    source = data["data"]
    size = f"{source['documents']} documents, {source['deals']} deals"
    heading = f"{source['source']}: {size}  data {source['sha256']}  commit {data['commit']}"
    return "\n\n".join([heading, *map(text_table, report_tables(data, task))])


def text_table(table: Table) -> str:
    """A plain table: first column left, the others right; wide characters count as two."""
    grid = [[table.title, *table.columns], *table.rows]
    widths = [max(_width(row[i]) for row in grid) for i in range(len(grid[0]))]

    def line(row: Sequence[str]) -> str:
        cells = [row[0] + " " * (widths[0] - _width(row[0]))]
        cells += [" " * (w - _width(cell)) + cell for cell, w in zip(row[1:], widths[1:], strict=True)]
        return "  ".join(cells).rstrip()

    rule = "-" * (sum(widths) + 2 * len(widths) - 2)
    return "\n".join([line(grid[0]), rule, *map(line, grid[1:])])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


# --- what was missed ------------------------------------------------------------------------


def text_errors(result: Result, task: str = "deals", only: str | None = None) -> str:
    """Every miss of a system, document by document.

    Args:
        result: the system's result.
        task: ``deals``, ``figures`` or ``entities``.
        only: with ``deals``, keep one class of miss or one deal type; with ``entities``, one label.
    """
    if task == "deals":
        parts = [_deal_errors(d, only) for d in result.documents]
    elif task == "figures":
        parts = [
            _span_errors(d, _figure_spans(d.document.figures), _figure_spans(d.prediction.figures or ()))
            for d in result.documents
        ]
    else:
        labels = [only] if only else ENTITY_LABELS
        parts = [
            _span_errors(
                d,
                [
                    ((e.start, e.end, e.label), e.start, e.end, e.label)
                    for e in d.document.entities
                    if e.label in labels
                ],
                [(e, *e) for e in d.prediction.entities or () if e[2] in labels],
            )
            for d in result.documents
        ]
    return "\n".join(part for part in parts if part)


def _about(d: DocumentResult) -> str:
    return f"{d.document.genre}  {d.document.date or 'no date'}  {len(d.document.text)} chars"


def _deal_errors(d: DocumentResult, only: str | None) -> str:
    shown = []
    for match, errors in zip(d.matches, d.errors, strict=True):
        types = {deal.type for deal in (match.gold, match.predicted) if deal is not None}
        if only is None or only in types or any(e.kind == only for e in errors):
            shown.append((match, errors))
    matches, errors = [m for m, _ in shown], [e for _, e in shown]
    return list_errors(d.document.id, _about(d), matches, errors, d.document.text)


#: Key by which gold and predicted are compared, start, end, and what is shown behind the text.
_Item = tuple[Hashable, int, int, str]


def _figure_spans(figures: Iterable[Figure]) -> list[_Item]:
    return [(amount_key(f), f.mention.start, f.mention.end, amount_text(f)) for f in figures]


def _span_errors(d: DocumentResult, gold: Sequence[_Item], predicted: Sequence[_Item]) -> str:
    """Missed (-) and extra (+) spans in text order, each with the words around it."""
    lines = []
    for mark, items, others in (("-", gold, predicted), ("+", predicted, gold)):
        left = Counter(key for key, *_ in others)
        for key, start, end, shown in items:
            if left[key]:
                left[key] -= 1
            else:
                lines.append(
                    (start, f"  {mark} {_in_context(d.document.text, start, end)}  {shown} @{start}-{end}")
                )
    heading = f"━━ {d.document.id}  {_about(d)}"
    return "\n".join([heading, *(line for _, line in sorted(lines))]) if lines else ""


def _in_context(text: str, start: int, end: int, around: int = 16) -> str:
    before, after = text[max(0, start - around) : start], text[end : end + around]
    return " ".join(f"{before}【{text[start:end]}】{after}".split())
