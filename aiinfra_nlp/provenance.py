"""What a figure has to be read with: commit, data version, library versions."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from .annotations.schema import Document

_LIBRARIES = (
    "aiinfra_nlp", "spacy", "ginza", "ja-ginza", "sudachipy", "sudachidict-core", "pydantic",
    "numpy", "scipy", "scikit-learn", "lightgbm",
)  # fmt: skip


def provenance(documents: Sequence[Document], source: str) -> dict[str, Any]:
    """What a figure has to be read with: commit, data version, sizes and library versions."""
    data = json.dumps([d.to_json() for d in sorted(documents, key=lambda d: d.id)], sort_keys=True)
    libraries = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            libraries[name] = version(name)
        except PackageNotFoundError:
            libraries[name] = "not installed"
    return {
        "commit": _commit(),
        "data": {
            "source": source,
            "documents": len(documents),
            "deals": sum(len(d.deals) for d in documents),
            "sha256": hashlib.sha256(data.encode()).hexdigest()[:16],
        },
        "libraries": libraries,
    }


def _commit() -> str:
    """The commit of the checkout this module runs from, with ``+`` when files were changed."""
    here = Path(__file__).resolve().parent

    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=here, capture_output=True, text=True, timeout=10, check=True
        )
        return done.stdout.strip()

    try:
        changed = git("status", "--porcelain", "--untracked-files=no")
        return git("rev-parse", "--short=12", "HEAD") + ("+" if changed else "")
    except (OSError, subprocess.SubprocessError):
        return "unknown"
