"""The evaluation's tables as plain text, several systems side by side."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from .error_analysis import list_errors
from .evaluate import Result

_TITLES = {"slot": "slot F1", "record": "record F1", "figures": "figures F1", "entities": "entities F1"}
#: Which breakdowns and scores a task shows.
_SCORES = {"deals": ("slot", "record", "figures"), "figures": ("figures",), "entities": ("entities",)}


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A plain table: first column left, the others right; wide characters count as two."""
    rows = [list(map(str, row)) for row in rows]
    grid = [[title, *columns], *rows]
    widths = [max(_width(row[i]) for row in grid) for i in range(len(grid[0]))]

    def line(row: Sequence[str]) -> str:
        cells = [row[0] + " " * (widths[0] - _width(row[0]))]
        cells += [" " * (w - _width(cell)) + cell for cell, w in zip(row[1:], widths[1:], strict=True)]
        return "  ".join(cells).rstrip()

    return "\n".join([line(grid[0]), "-" * (sum(widths) + 2 * len(widths) - 2), *map(line, rows)])


def number(value: float | None) -> str:
    """A ratio with three decimals, a dash for None."""
    return "-" if value is None else f"{value:.3f}"


def text_report(data: dict[str, Any], task: str) -> str:
    """The whole report as text."""
    systems = data["systems"]
    names = [s["system"]["name"] for s in systems]
    source = data["data"]
    parts = [
        f"{source['source']}: {source['documents']} documents, {source['deals']} deals"
        f"  data {source['sha256']}  commit {data['commit']}",
        "\n".join(f"  {s['system']['name']} {s['system']['version']}" for s in systems),
        main_table(systems, names, _SCORES[task]),
    ]
    if task == "deals":
        parts += deal_tables(systems, names)
    if task == "entities":
        parts += entity_tables(systems, names)
    parts += comparison_tables(data["comparisons"], _SCORES[task])
    parts.append(table("speed", names, [
        ["characters a second", *(str(s["speed"]["characters_per_second"]) for s in systems)],
        ["seconds", *(f"{s['speed']['seconds']:.1f}" for s in systems)],
    ]))
    return "\n\n".join(parts)


def main_table(systems: Sequence[dict], names: Sequence[str], metrics: Iterable[str]) -> str:
    """The main figures with precision, recall and interval."""
    rows = []
    for metric in metrics:
        row = [_TITLES[metric]]
        for system in systems:
            score = system["scores"].get(metric)
            row.append(
                f"{score['f1']:.3f} [{score['ci'][0]:.3f}, {score['ci'][1]:.3f}]  P {score['p']:.3f} R {score['r']:.3f}"
                if score else "-"
            )
        rows.append(row)
    return table("score [95% interval]", names, rows)


def breakdown_table(systems: Sequence[dict], names: Sequence[str], kind: str) -> str:
    """F1 by one property, with precision and recall; ``gold`` is the number of gold slots."""
    tables = [s["breakdowns"].get(kind, {}) for s in systems]
    groups = list(dict.fromkeys(group for t in tables for group in t))
    rows = []
    for group in groups:
        found = [t.get(group) for t in tables]
        gold = next((c["tp"] + c["fn"] for c in found if c), 0)
        rows.append([group, str(gold), *(
            f"{c['f1']:.3f}  P {c['p']:.3f} R {c['r']:.3f}" if c else "-" for c in found
        )])
    return table(f"by {kind}", ["gold", *names], rows)


def deal_tables(systems: Sequence[dict], names: Sequence[str]) -> list[str]:
    """The breakdowns, secondary fields, articles without a deal, calibration and error classes."""
    kinds = dict.fromkeys(kind for s in systems for kind in s["breakdowns"])
    parts = [breakdown_table(systems, names, kind) for kind in kinds]
    fields = systems[0]["secondary"]
    parts.append(table("secondary fields (aligned deals)", names, [
        [field, *(f"{number(s['secondary'][field]['accuracy'])}  ({s['secondary'][field]['right']}"
                  f"/{s['secondary'][field]['of']}, {s['secondary'][field]['wrong_or_extra']} wrong or extra)"
                  for s in systems)]
        for field in fields
    ]))
    empty = [s["without_deal"] for s in systems]
    parts.append(table(f"{empty[0]['documents']} documents without a deal", names, [
        ["false records", *(str(e["false_records"]) for e in empty)],
        ["a 20 documents", *("-" if e["per_20_documents"] is None else str(e["per_20_documents"]) for e in empty)],
    ]))
    parts.append(table("calibration (ECE)", names, [
        ["confidence, record exact", *(number(s["calibration"]["record"]["ece"]) for s in systems)],
        ["confidence, share of slots", *(number(s["calibration"]["slots"]["ece"]) for s in systems)],
    ]))
    parts.append(table("errors", names, [
        [kind, *(str(s["errors"][kind]) for s in systems)] for kind in systems[0]["errors"]
    ]))
    return parts


def entity_tables(systems: Sequence[dict], names: Sequence[str]) -> list[str]:
    """Span F1 by label, recall on unlisted organisations, resolved references."""
    rows = []
    for label in ("ORG", "GOV"):
        spans = [s["entities"].get("spans", {}).get(label) for s in systems]
        rows.append([f"{label} spans", *(
            f"{c['f1']:.3f}  P {c['p']:.3f} R {c['r']:.3f}" if c else "-" for c in spans
        )])
    for title, key, ratio in (
        ("recall, unknown organisations", "unknown_recall", "recall"),
        ("references resolved", "references", "accuracy"),
    ):
        found = [s["entities"].get(key) for s in systems]
        rows.append([title, *(f"{number(c[ratio])} ({c['right']}/{c['of']})" if c else "-" for c in found)])
    return [table("entities", names, rows)]


def comparison_tables(comparisons: Iterable[dict], metrics: Iterable[str]) -> list[str]:
    """Paired permutation tests of the first system against each other one."""
    parts = []
    for pair in comparisons:
        rows = [
            [_TITLES[m], f"{pair['tests'][m]['difference']:+.3f}", f"{pair['tests'][m]['p']:.4f}"]
            for m in metrics if m in pair["tests"]
        ]
        parts.append(table(f"{pair['first']} against {pair['second']}", ["difference", "p"], rows))
    return parts


def text_errors(result: Result, only: str | None = None) -> str:
    """Every miss of a system, document by document; ``only`` keeps one class or one deal type."""
    parts = []
    for d in result.documents:
        shown = [
            (m, e) for m, e in zip(d.matches, d.errors, strict=True)
            if only is None or any(x.kind == only for x in e) or only in (
                m.gold and m.gold.type, m.predicted and m.predicted.type)
        ]
        about = f"{d.document.genre}  {d.document.date or 'no date'}  {len(d.document.text)} chars"
        matches, errors = [m for m, _ in shown], [e for _, e in shown]
        parts.append(list_errors(d.document.id, about, matches, errors, d.document.text))
    return "\n".join(part for part in parts if part)
