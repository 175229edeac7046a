"""Command line of the evaluation: ``python -m aiinfra_nlp.eval``.

    python -m aiinfra_nlp.eval                                   gold, default pipeline
    python -m aiinfra_nlp.eval --split dev --errors              every miss, gold over predicted
    python -m aiinfra_nlp.eval --model default --baseline        two systems side by side
    python -m aiinfra_nlp.eval --format html --output report.html
    python -m aiinfra_nlp.eval --predictions other.jsonl --split gold
    python -m aiinfra_nlp.eval --agreement DIR_A DIR_B           two annotators

A prediction file has one JSON object a line: ``id`` of the document and ``deals`` (records as
``extract_deals`` returns them; ``aiinfra-nlp schema`` prints their schema); if they are to be
scored, also ``figures`` (an amount each, with ``mention``), ``entities`` (``start``, ``end``,
``label``) and ``references`` (``start``, ``end``, ``names``). Offsets are half-open, in code points.
A document without a line counts as empty. ``aiinfra-nlp extract --format jsonl`` writes such a file;
its ids are those of the articles, or their paths, of which the name is taken without .txt.

Exit codes: 0 fine, 1 below ``--fail-under`` or ``--floor``, 2 wrong input (one line on
standard error says what and where).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from .annotations.load import load_documents
from .errors import AiinfraError, AnnotationError, InputError
from .evaluate import Result, compare_results, evaluate, load_registry, summarize
from .provenance import provenance
from .systems import Prediction, System, load_system, read_predictions
from .tables import text_errors, text_report

#: A stored figure may be missed by this much.
TOLERANCE = 0.01
#: Name of a stored figure -> score of the summary.
FLOOR_METRICS = {
    "slot_f1": "slot",
    "record_f1": "record",
    "figures_f1": "figures",
    "entities_f1": "entities",
    "references_accuracy": "references",
}


def parser() -> argparse.ArgumentParser:
    """The argument parser."""
    p = argparse.ArgumentParser(
        prog="python -m aiinfra_nlp.eval",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("--split", default="gold", help="gold, dev, train, or a folder or file of documents")
    p.add_argument(
        "--task", choices=("deals", "entities", "figures"), default="deals", help="what the text report shows"
    )
    p.add_argument(
        "--model",
        action="append",
        default=[],
        metavar="PATH",
        help="model folder, .py file with predict(document), or 'default'; may be repeated",
    )
    p.add_argument("--baseline", action="store_true", help="add benchmarks/baseline.py as a column")
    p.add_argument(
        "--predictions",
        action="append",
        default=[],
        type=Path,
        metavar="FILE.jsonl",
        help="predictions of any other system, or what extract --format jsonl wrote; may be repeated",
    )
    p.add_argument(
        "--agreement", nargs=2, metavar=("DIR_A", "DIR_B"), help="score annotator B against annotator A"
    )
    p.add_argument("--ids", help="score only documents whose id contains one of these, comma separated")
    p.add_argument("--errors", action="store_true", help="list every miss of the first system")
    p.add_argument(
        "--errors-of", metavar="CLASS", help="with --errors: only misses of this class or deal type"
    )
    p.add_argument("--explain", action="store_true", help="with --errors or html: why each field was decided")
    p.add_argument("--format", choices=("text", "json", "html"), default="text")
    p.add_argument("--output", type=Path, help="write here instead of standard output")
    p.add_argument("--resamples", type=int, default=2000, help="bootstrap samples (default 2000)")
    p.add_argument(
        "--fail-under", type=float, metavar="F1", help="exit 1 when the first system's slot F1 is lower"
    )
    p.add_argument(
        "--floor",
        type=Path,
        metavar="FILE.json",
        help=f"exit 1 when a stored figure of this split drops by more than {TOLERANCE}",
    )
    p.add_argument(
        "--write-floor", type=Path, metavar="FILE.json", help="store the first system's figures there"
    )
    return p


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # the report is UTF-8 whatever the locale says
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return run(options)
    except AiinfraError as error:
        sys.stderr.write(f"error: {' '.join(str(error).split())}\n")
        return 2
    except BrokenPipeError:
        # the reader (head, less) went away; keep the interpreter from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def run(options: argparse.Namespace) -> int:
    """Score what the options name, write the report, and judge it against the limits.

    Raises:
        AiinfraError: any input that cannot be used.
    """
    floor = read_floor(options.floor) if options.floor else {}
    if options.agreement:
        split = "agreement"
        documents, systems = agreement(*options.agreement)
    else:
        split = Path(options.split).name
        documents = load_documents(options.split)
        systems = None
    everything = [d.id for d in documents]
    documents = select(documents, options.ids)
    if not documents:
        raise AnnotationError(f"{options.split}: no documents to score")
    if systems is None:
        systems = load_systems(options, everything)
    registry = load_registry()
    results = [evaluate(documents, system, registry) for system in systems]
    for result in results:
        for document, reason in result.failures():
            sys.stderr.write(f"warning: {result.system.name} failed on {document}: {reason}\n")
    data = report_data(results, split, options.resamples)
    write(render(options, data, results), options.output)
    if options.write_floor:
        store_floor(options.write_floor, split, data["systems"][0])
    return judge(data["systems"][0], split, options.fail_under, floor)


def select(documents: list, ids: str | None) -> list:
    """The documents whose id contains one of the comma-separated parts; all without any."""
    parts = [part for part in (ids or "").split(",") if part]
    return [d for d in documents if any(part in d.id for part in parts)] if parts else documents


def load_systems(options: argparse.Namespace, ids: list[str]) -> list[System]:
    """All systems that the options name, the default pipeline when they name none."""
    sources = list(options.model)
    if not sources and not options.predictions:
        sources = ["default"]
    if options.baseline:
        sources.append(str(Path(__file__).resolve().parents[1] / "benchmarks" / "baseline.py"))
    systems = [load_system(source, explain=options.explain) for source in sources]
    return distinct(systems + [read_predictions(path, ids) for path in options.predictions])


def distinct(systems: Sequence[System]) -> list[System]:
    """The systems with names that differ: two folders called ``model`` become model and model (2)."""
    named: list[System] = []
    for system in systems:
        same = sum(other.name.split(" (")[0] == system.name for other in named)
        named.append(replace(system, name=f"{system.name} ({same + 1})") if same else system)
    return named


def agreement(first: str, second: str) -> tuple[list, list[System]]:
    """Documents of annotator A that B annotated too, and B as a system.

    Raises:
        AnnotationError: nothing in common, or the two have different texts under one id.
    """
    ours, theirs = load_documents(first), {d.id: d for d in load_documents(second)}
    common = [d for d in ours if d.id in theirs]
    if not common:
        raise AnnotationError(f"{first} and {second}: no document id in common")
    for document in common:
        if document.text != theirs[document.id].text:
            raise AnnotationError(f"{second}: {document.id}: its text is not that of {first}")

    def predict(document: Any) -> Prediction:
        other = theirs[document.id]
        return Prediction(
            other.deals,
            other.figures,
            [(e.start, e.end, e.label) for e in other.entities],
            [(r.start, r.end, r.names) for r in other.references],
        )

    return common, [System("annotator B against A", predict, "annotation")]


# --- the report -----------------------------------------------------------------------------


def report_data(results: Sequence[Result], split: str, resamples: int) -> dict[str, Any]:
    """Everything of one run as JSON data: provenance, a summary of each system, paired tests."""
    return {
        **provenance([d.document for d in results[0].documents], split),
        "systems": [summarize(result, resamples=resamples) for result in results],
        "comparisons": [
            {
                "first": results[0].system.name,
                "second": other.system.name,
                "tests": compare_results(results[0], other),
            }
            for other in results[1:]
        ],
    }


def render(options: argparse.Namespace, data: dict[str, Any], results: Sequence[Result]) -> str:
    """The report in the format asked for."""
    if options.format == "json":
        return json.dumps(data | {"details": details(results)}, ensure_ascii=False, indent=1) + "\n"
    if options.format == "html":
        from .report import html_report

        return html_report(data, results)
    text = text_report(data, options.task)
    if options.errors:
        text = text_errors(results[0], options.task, options.errors_of) + "\n\n" + text
    return text + "\n"


def details(results: Sequence[Result]) -> list[dict[str, Any]]:
    """Per system: the counts of every document (tp, fp, fn) and every classed miss."""
    return [
        {
            "system": result.system.name,
            "documents": [
                {
                    "id": d.document.id,
                    "slot": [d.slots.tp, d.slots.fp, d.slots.fn],
                    "record": [d.records.tp, d.records.fp, d.records.fn],
                    "figures": [d.figures.tp, d.figures.fp, d.figures.fn],
                }
                for d in result.documents
            ],
            "errors": [e.as_dict() for e in result.errors()],
        }
        for result in results
    ]


def write(text: str, path: Path | None) -> None:
    """Write the report to a file, or to standard output.

    Raises:
        InputError: the file cannot be written.
    """
    if path is None:
        sys.stdout.write(text)
        return
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror})") from None


# --- limits for CI --------------------------------------------------------------------------


def read_floor(path: Path) -> dict[str, dict[str, float]]:
    """Stored figures: ``{split: {"slot_f1": 0.91, ...}}``.

    Raises:
        InputError: the file is missing or holds anything else.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read as JSON ({error})") from None
    if not isinstance(data, dict) or not all(isinstance(figures, dict) for figures in data.values()):
        raise InputError(f"{path}: should be an object of splits, each an object of figures")
    for split, figures in data.items():
        for name, value in figures.items():
            if name not in FLOOR_METRICS or isinstance(value, bool) or not isinstance(value, (int, float)):
                raise InputError(
                    f"{path}: {split}.{name}: {value!r}; known figures: {', '.join(FLOOR_METRICS)}"
                )
    return data


def current_figures(summary: dict[str, Any]) -> dict[str, float]:
    """The figures of a summary under their stored names."""
    figures = {
        name: summary["scores"][metric]["f1"]
        for name, metric in FLOOR_METRICS.items()
        if metric in summary["scores"]
    }
    if "references" in summary["entities"]:
        figures["references_accuracy"] = summary["entities"]["references"]["accuracy"]
    return figures


def store_floor(path: Path, split: str, summary: dict[str, Any]) -> None:
    """Put the figures of one split into a floor file, keeping those of other splits."""
    data = read_floor(path) if path.exists() else {}
    data[split] = current_figures(summary)
    write(json.dumps(data, indent=1, sort_keys=True) + "\n", path)


def judge(
    summary: dict[str, Any], split: str, fail_under: float | None, floor: dict[str, dict[str, float]]
) -> int:
    """0 when every limit is kept, else 1, with a line on standard error for each that is not."""
    failures = []
    figures = current_figures(summary)
    if fail_under is not None and figures["slot_f1"] < fail_under:
        failures.append(f"{split}: slot F1 {figures['slot_f1']:.4f} is under {fail_under}")
    for name, stored in floor.get(split, {}).items():
        now = figures.get(name)
        if now is None:
            failures.append(f"{split}: {name} is stored as {stored:.4f} but was not measured")
        elif now < stored - TOLERANCE:
            failures.append(f"{split}: {name} fell from {stored:.4f} to {now:.4f}")
    for failure in failures:
        sys.stderr.write(f"failed: {failure}\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
