"""training.artifact: a finished model folder, put in place in one step.

A run works in ``.NAME.work`` beside its output. The finished folder changes places with the
previous model in one system call where the system has one, so that a run killed at any
moment leaves a usable model.
"""

from __future__ import annotations

import ctypes
import errno
import gzip
import json
import lzma
import os
import platform
import shutil
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ..annotations.schema import Document
from ..errors import InputError

#: The documents that a model was trained on; xz takes two thirds of what gzip does.
DOCUMENTS = "train.jsonl.xz"
#: Files of a model folder; a folder that holds anything else is never replaced.
FILES = (
    "recogniser.crf",
    "base.crf",
    "scorer.json.gz",
    "config.cfg",
    "meta.json",
    "README.md",
    DOCUMENTS,
    "train.jsonl.gz",  # what it was called before
    "names.json.gz",
)
_LIBRARIES = (
    "aiinfra_nlp",
    "spacy",
    "sudachipy",
    "sudachidict-core",
    "python-crfsuite",
    "scikit-learn",
    "numpy",
)
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def check_output(output: Path) -> None:
    """Refuse to replace what is no model.

    Raises:
        InputError: the path is a file, or a folder with other files in it.
    """
    if output.exists() and not output.is_dir():
        raise InputError(f"{output}: is a file; name a folder for the model")
    strange = [p.name for p in output.iterdir() if p.name not in FILES] if output.is_dir() else []
    if strange:
        raise InputError(f"{output}: holds {strange[0]}, so it is no model folder; name another folder")


def work_folder(output: Path) -> Path:
    """The folder in which a run works; what an interrupted run left in it is kept."""
    work = output.parent / f".{output.name}.work"
    work.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(work / "model", ignore_errors=True)
    (work / "model").mkdir()
    return work


def install(made: Path, output: Path) -> None:
    """Put a finished folder in the place of ``output``; at every moment one of the two is there."""
    for path in made.iterdir():
        with path.open("rb") as f:
            os.fsync(f.fileno())
    if not output.exists():
        made.replace(output)
    elif not _exchange(made, output):
        # no such system call here: for a moment the old model has another name
        old = output.parent / f".{output.name}.old"
        shutil.rmtree(old, ignore_errors=True)
        output.replace(old)
        try:
            made.replace(output)
        except OSError:
            old.replace(output)
            raise
        shutil.rmtree(old, ignore_errors=True)
    forget()


def _exchange(a: Path, b: Path) -> bool:
    """Let two folders change names at once (Linux); False where that cannot be done."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if rename(_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b), _RENAME_EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False  # a file system or kernel without it
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(b))


def forget() -> None:
    """Drop loaded models: one of the same name may have been replaced."""
    from .. import pipeline
    from ..recogniser import load_recogniser
    from ..scorer import load_scorer

    for cached in (pipeline._load, pipeline.stages, load_recogniser, load_scorer):
        cached.cache_clear()


def libraries() -> dict[str, str]:
    """Versions of what made a model."""
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def write_documents(documents: Sequence[Document], path: Path) -> None:
    """Documents as compressed JSON Lines; the same documents give the same bytes."""
    rows = [
        json.dumps(d.to_json(), ensure_ascii=False, separators=(",", ":"))
        for d in sorted(documents, key=lambda d: d.id)
    ]
    path.write_bytes(lzma.compress("".join(r + "\n" for r in rows).encode()))


def write_names(found: Mapping[str, Sequence], path: Path) -> None:
    """What recognisers found in documents they had not seen, compressed; the same names give the same bytes."""
    rows = {name: [[a, b, label, round(p, 3)] for a, b, label, p in spans] for name, spans in found.items()}
    body = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(body.encode(), 9, mtime=0))


def write_meta(meta: dict[str, Any], folder: Path) -> None:
    """``meta.json`` and the model card."""
    (folder / "meta.json").write_text(
        json.dumps(meta, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    (folder / "README.md").write_text(card(meta, folder), encoding="utf-8", newline="\n")


# --- the card ---------------------------------------------------------------------------------


def card(meta: dict[str, Any], folder: Path) -> str:
    """The model card: data, scores, how it was made, licences."""
    sizes = ", ".join(
        f"`{p.name}` {p.stat().st_size / 1e6:.2f} MB"
        for p in sorted(folder.iterdir())
        if p.suffix in (".crf", ".gz", ".xz")
    )
    lines = [
        f"# {meta['name']}",
        "",
        meta["description"],
        "",
        "## Data",
        "",
        "| part | documents | deals | sha256 |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {n} | {d['documents']} | {d['deals']} | `{d['sha256']}` |"
        for n, d in meta["data"].items()
        if n != "corpora"
    ]
    corpora = meta["data"].get("corpora", [])
    if corpora:
        lines += [
            "",
            "Open corpora, for the recogniser only (none of their text is in this folder; share-alike, see below):",
            "",
        ]
        lines += [
            f"* {c['name']}: {c['sentences']} sentences, {c['licence']}. {c['attribution']}" for c in corpora
        ]
    lines += [
        "",
        "## Scores",
        "",
        "| measured on | documents | slot F1 | record F1 | unknown organisations, recall |",
        "|---|---|---|---|---|",
    ]
    for name, s in meta["scores"].items():
        if "slot_f1" in s:
            cells = [
                f"{s[k]:.4f}" if s.get(k) is not None else ""
                for k in ("slot_f1", "record_f1", "unknown_recall")
            ]
            lines.append(f"| {name} | {s['documents']} | " + " | ".join(cells) + " |")
    lines += ["", *_notes(meta), "", "## How it was made", "", "```", meta["command"], "```", ""]
    lines += [
        "Settings: `config.cfg`. Scorer's thresholds: "
        + ", ".join(f"{k} {v:g}" for k, v in meta["thresholds"].items())
        + "."
    ]
    if share := meta.get("inherit"):
        lines += [f"The scorer is the mean of the one fitted anew ({1 - share:g}) and of the one that shipped before ({share:g})."]
    lines += [
        "Libraries: " + ", ".join(f"{k} {v}" for k, v in meta["libraries"].items()) + ".",
        f"Files: {sizes}. Nothing is pickled.",
    ]
    if corpora:
        lines += [
            "",
            "## Licences",
            "",
            "The code is under the licence of the package. `recogniser.crf` is adapted from the corpora above and may be",
        ]
        lines += ["passed on under their terms (attribution, same licence):", ""]
        lines += [f"* {c['name']}: {c['licence']}, {c['url']}" for c in corpora]
    return "\n".join(lines) + "\n"


def _notes(meta: dict[str, Any]) -> list[str]:
    held = any(name.startswith("held out") for name in meta["scores"])
    out = ["Held-out scores are of documents that the models which read them had not seen (folds)."] if held else []
    error = meta["scores"].get("calibration")
    if error and error.get("after") is not None:
        out.append(
            f"Confidence is the probability that type, all parties with roles, and amount are right; expected calibration error "
            f"on held-out records {error['before']:.3f} before, {error['after']:.3f} after calibration."
        )
    return out
