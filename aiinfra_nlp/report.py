"""The evaluation as one self-contained HTML page.

In come the JSON data of a run and its results; out goes a page with the tables, plots (SVG)
and every article with gold and predicted records side by side, differences marked. Nothing is
fetched from anywhere and nothing in an article is trusted: all text is escaped as it enters a
``Markup``, and the page forbids scripts.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from .error_analysis import ERROR_CLASSES, Error, amount_text, field_differences, slot_texts
from .errors import ModelError
from .evaluate import DocumentResult, Result
from .records import Mention
from .scoring import Match, amount_key
from .tables import Table, report_tables

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_COLOURS = ("#2f6db3", "#c8793a", "#5a9367", "#8a5a9e", "#777777")


class Markup(str):
    """Text that is HTML already; every other string is escaped on its way into a tag."""

    __slots__ = ()


def tag(name: str, *children: Any, **attributes: Any) -> Markup:
    """An element. Children that are no ``Markup`` are escaped; ``class_`` is the attribute class."""
    parts = [
        f' {key.rstrip("_")}="{escape(str(value))}"' for key, value in attributes.items() if value is not None
    ]
    inside = "".join(child if isinstance(child, Markup) else escape(str(child)) for child in children)
    return Markup(f"<{name}{''.join(parts)}>{inside}</{name}>")


def join(parts: Iterable[Any]) -> Markup:
    """Several pieces as one, escaped where they are plain text."""
    return Markup("".join(part if isinstance(part, Markup) else escape(str(part)) for part in parts))


def html_report(data: dict[str, Any], results: Sequence[Result]) -> str:
    """The page.

    Args:
        data: ``eval.report_data`` of the run.
        results: the systems' results, in the same order.

    Raises:
        ModelError: matplotlib is not installed.
    """
    style = (files("aiinfra_nlp") / "report.css").read_text(encoding="utf-8")
    head = join(
        [
            Markup('<meta charset="utf-8">'),
            Markup(f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'),
            Markup('<meta name="viewport" content="width=device-width">'),
            tag("title", f"Deal extraction: {data['data']['source']}"),
            tag("style", Markup(style)),
        ]
    )
    tables = [*report_tables(data, "deals"), *_further_tables(data)]
    body = join(
        [
            tag("h1", f"Deal extraction: {data['data']['source']}"),
            _provenance(data),
            join(tag("figure", _image(svg, alt), tag("figcaption", alt)) for alt, svg in plots(data)),
            tag("section", *map(_table, tables), class_="tables"),
            tag("h2", "Articles"),
            tag(
                "p",
                "Gold on the left, predicted on the right. Struck out: predicted and wrong, or missed. "
                "In the text: underlined, gold evidence; shaded, predicted evidence.",
            ),
            join(_article(index, results) for index in range(len(results[0].documents))),
        ]
    )
    return f'<!doctype html>\n<html lang="en">{tag("head", head)}{tag("body", body)}</html>\n'


def _further_tables(data: dict[str, Any]) -> list[Table]:
    """The tables of the entities task, when any system did it."""
    if any(system["entities"] for system in data["systems"]):
        return [t for t in report_tables(data, "entities") if t.title == "entities"]
    return []


def _provenance(data: dict[str, Any]) -> Markup:
    """Commit, data version, systems with their settings, libraries."""
    rows = [
        ("commit", data["commit"]),
        ("data", ", ".join(f"{key} {value}" for key, value in data["data"].items())),
        ("libraries", ", ".join(f"{key} {value}" for key, value in data["libraries"].items())),
    ]
    for system in data["systems"]:
        about = system["system"]
        rows.append((about["name"], f"version {about['version']}, settings {about['config'] or 'default'}"))
    return tag("dl", *(join([tag("dt", key), tag("dd", value)]) for key, value in rows))


def _table(table: Table) -> Markup:
    head = tag("tr", tag("th", table.title), *(tag("th", column) for column in table.columns))
    rows = [tag("tr", tag("th", row[0]), *(tag("td", cell) for cell in row[1:])) for row in table.rows]
    return tag("table", tag("thead", head), tag("tbody", *rows))


# --- articles -------------------------------------------------------------------------------


def _article(index: int, results: Sequence[Result]) -> Markup:
    """One article: its text once, then each system's records against gold."""
    first = results[0].documents[index]
    document = first.document
    summary = f"{document.id}  {document.genre}, {len(document.text)} characters"
    marks = [
        tag("span", f"{r.system.name}: {r.documents[index].slots.f1:.2f}", class_="score") for r in results
    ]
    clean = all(not e for r in results for e in r.documents[index].errors)
    parts = [
        tag("summary", summary, *marks, class_=None if clean else "missed"),
        tag("div", *_text(first), class_="text"),
    ]
    for result in results:
        parts += [tag("h4", result.system.name), *_records(result.documents[index])]
    return tag("details", *parts)


def _text(result: DocumentResult) -> list[Markup]:
    """The article with evidence marked; gold and predicted evidence may overlap in any way."""
    text = result.document.text
    spans = [
        ("gold", [m for d in result.document.deals for m in d.evidence]),
        ("predicted", [m for d in result.prediction.deals for m in d.evidence]),
    ]
    borders = {0, len(text)}
    for _, mentions in spans:
        borders.update(min(edge, len(text)) for m in mentions for edge in (m.start, m.end))
    edges = sorted(borders)
    pieces = []
    for start, end in zip(edges, edges[1:], strict=False):
        names = [name for name, mentions in spans if _covered(start, end, mentions)]
        piece = text[start:end]
        pieces.append(tag("mark", piece, class_=" ".join(names)) if names else join([piece]))
    return pieces


def _covered(start: int, end: int, mentions: Iterable[Mention]) -> bool:
    return any(m.start <= start and end <= m.end for m in mentions)


def _records(result: DocumentResult) -> list[Markup]:
    rows = [_row(match, errors) for match, errors in zip(result.matches, result.errors, strict=True)]
    head = tag("tr", tag("th", "gold"), tag("th", "predicted"), tag("th", "misses"))
    parts = [tag("table", tag("thead", head), tag("tbody", *rows), class_="records")] if rows else []
    if not rows:
        parts.append(tag("p", "No deal, and none predicted."))
    if result.prediction.figures is not None:
        parts.append(_figures(result))
    return parts


def _row(match: Match, errors: Sequence[Error]) -> Markup:
    differences = {field: (gold, predicted) for field, gold, predicted in field_differences(match)}
    notes = [tag("span", kind, class_="error") for kind in dict.fromkeys(e.kind for e in errors)]
    return tag(
        "tr",
        tag("td", *_deal(match, "gold"), *(_field(f, gold) for f, (gold, _) in differences.items())),
        tag("td", *_deal(match, "predicted"), *(_field(f, given) for f, (_, given) in differences.items())),
        tag("td", *(notes or [tag("span", "right", class_="right")])),
    )


def _deal(match: Match, side: str) -> list[Markup]:
    """The slots of one side, wrong ones struck out, with the subject and confidence below."""
    deal = match.gold if side == "gold" else match.predicted
    if deal is None:
        return [tag("em", "none")]
    chips = [
        tag("span", text, class_=f"slot {kind} {'met' if met else 'unmet'}")
        for kind, text, met in slot_texts(match, side)
    ]
    about = [f"subject: {deal.subject}"] if deal.subject else []
    if side == "predicted":
        about.append(f"confidence {deal.confidence:.2f}")
        about += [f"{field}: {why}" for field, why in (deal.explanation or {}).items()]
    return [*chips, *(tag("div", line, class_="about") for line in about)]


def _field(name: str, value: str) -> Markup:
    return tag("div", f"{name}: {value}", class_="field unmet")


def _figures(result: DocumentResult) -> Markup:
    """Money expressions that only one side has."""
    gold = {amount_key(f): f for f in result.document.figures}
    found = {amount_key(f): f for f in result.prediction.figures or ()}
    missed = [f"{f.mention.text} ({amount_text(f)})" for key, f in gold.items() if key not in found]
    extra = [f"{f.mention.text} ({amount_text(f)})" for key, f in found.items() if key not in gold]
    counts = result.figures
    line = f"Figures: {counts.tp} right, {counts.fn} missed, {counts.fp} extra."
    parts = [
        line,
        f" Missed: {', '.join(missed)}." if missed else "",
        f" Extra: {', '.join(extra)}." if extra else "",
    ]
    return tag("p", *parts, class_="figures")


# --- plots ----------------------------------------------------------------------------------


def _image(svg: bytes, alt: str) -> Markup:
    # As an image the SVG cannot run or fetch anything, whatever a label holds.
    source = "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")
    return Markup(f'<img alt="{escape(alt)}" src="{source}">')


def plots(data: dict[str, Any]) -> list[tuple[str, bytes]]:
    """Caption and SVG of each plot: scores, types, reliability, misses."""
    systems = data["systems"]
    drawn = [("Main scores with 95% intervals", _draw(_plot_scores, systems))]
    if any("type" in s["breakdowns"] for s in systems):
        drawn.append(("Slot F1 by type", _draw(_plot_breakdown, systems, "type")))
    if any(s["calibration"]["record"]["bins"] for s in systems):
        drawn.append(
            ("Reliability: confidence against the share of exact records", _draw(_plot_reliability, systems))
        )
    drawn.append(("Misses by class", _draw(_plot_errors, systems)))
    return drawn


def _draw(paint, *arguments: Any) -> bytes:
    """One plot as SVG; the same data gives the same bytes."""
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        raise ModelError("the HTML report needs matplotlib: pip install 'aiinfra_nlp[train]'") from None
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "aiinfra_nlp", "font.size": 9}):
        figure = Figure(figsize=(5.2, 3.2), layout="constrained")
        axes = figure.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        paint(axes, *arguments)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()


def _name(system: dict) -> str:
    # A dollar sign would start a formula, a leading underscore hides the legend entry.
    return system["system"]["name"].replace("$", r"\$").lstrip("_") or "system"


def _bars(
    axes, systems: Sequence[dict], groups: Sequence[str], values: Sequence[Sequence[float]], errors=None
) -> None:
    """Horizontal bars, one group a line, one colour a system."""
    height = 0.8 / len(systems)
    for n, system in enumerate(systems):
        places = [i + (n - (len(systems) - 1) / 2) * height for i in range(len(groups))]
        axes.barh(
            places,
            values[n],
            height,
            xerr=errors[n] if errors else None,
            label=_name(system),
            color=_COLOURS[n % len(_COLOURS)],
        )
    axes.set_yticks(range(len(groups)), groups)
    axes.invert_yaxis()
    if len(systems) > 1:
        axes.legend(frameon=False, fontsize=8)


def _plot_scores(axes, systems: Sequence[dict]) -> None:
    metrics = list(dict.fromkeys(m for s in systems for m in s["scores"]))
    values, errors = [], []
    for system in systems:
        found = [system["scores"].get(m, {"f1": 0, "ci": (0, 0)}) for m in metrics]
        values.append([f["f1"] for f in found])
        errors.append(
            [[max(0, f["f1"] - f["ci"][0]) for f in found], [max(0, f["ci"][1] - f["f1"]) for f in found]]
        )
    _bars(axes, systems, metrics, values, errors)
    axes.set(xlim=(0, 1), xlabel="F1")


def _plot_breakdown(axes, systems: Sequence[dict], kind: str) -> None:
    groups = list(dict.fromkeys(g for s in systems for g in s["breakdowns"].get(kind, {})))
    values = [[s["breakdowns"].get(kind, {}).get(g, {"f1": 0})["f1"] for g in groups] for s in systems]
    _bars(axes, systems, groups, values)
    axes.set(xlim=(0, 1), xlabel="slot F1")


def _plot_reliability(axes, systems: Sequence[dict]) -> None:
    axes.plot([0, 1], [0, 1], color="#bbbbbb", linewidth=1)
    for n, system in enumerate(systems):
        found = system["calibration"]["record"]
        points = found["bins"]
        label = f"{_name(system)} (ECE {found['ece']:.3f})" if points else _name(system)
        colour = _COLOURS[n % len(_COLOURS)]
        said, right = [p["confidence"] for p in points], [p["right"] for p in points]
        axes.plot(said, right, color=colour, label=label, linewidth=1)
        axes.scatter(
            said, right, s=[10 + 200 * p["records"] / found["records"] for p in points], color=colour
        )
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="share of exact records")
    axes.legend(frameon=False, fontsize=8)


def _plot_errors(axes, systems: Sequence[dict]) -> None:
    _bars(axes, systems, ERROR_CLASSES, [[s["errors"][k] for k in ERROR_CLASSES] for s in systems])
    axes.set(xlabel="misses")
