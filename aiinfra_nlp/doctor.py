"""doctor: is this installation complete? Versions, data, models and one extraction."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.resources import files

from .resources import SHIPPED

PACKAGES = (
    "aiinfra_nlp", "spacy", "ginza", "ja-ginza", "sudachipy", "sudachidict-core", "pydantic",
    "ahocorasick_rs", "python-crfsuite", "currencyconverter", "numpy", "tqdm", "charset-normalizer",
)  # fmt: skip
OPTIONAL = ("datasets", "scikit-learn", "scipy", "matplotlib")

_PROBE = "ABC電力は10日、XYZデータに50億円を出資すると発表した。"


@dataclass(frozen=True)
class Line:
    """One finding."""

    what: str
    found: str
    ok: bool = True


def examine() -> Iterator[Line]:
    """Findings, the quick ones first."""
    yield Line("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    for name in PACKAGES:
        yield _version(name, needed=True)
    for name in OPTIONAL:
        yield _version(name, needed=False)
    yield _try("data", _data)
    yield _try("models", _models)
    yield _try("extraction", _extraction)


def _version(name: str, *, needed: bool) -> Line:
    try:
        return Line(name, metadata.version(name))
    except metadata.PackageNotFoundError:
        if needed:
            return Line(name, f"not installed; run: pip install {name}", ok=False)
        return Line(name, "not installed (only needed to train and evaluate)")


def _try(what: str, action: Callable[[], str]) -> Line:
    try:
        return Line(what, action())
    except Exception as error:  # a doctor reports every illness
        return Line(what, f"{type(error).__name__}: {error}".splitlines()[0], ok=False)


def _data() -> str:
    tables = sorted((files(__package__) / "data").iterdir(), key=lambda p: p.name)
    rows = {
        p.name: sum(1 for x in p.read_text(encoding="utf-8").splitlines() if x and not x.startswith("#")) - 1
        for p in tables
        if p.name.endswith(".tsv")
    }
    if not rows:
        raise FileNotFoundError("no tables in aiinfra_nlp/data; install the package again")
    return ", ".join(f"{name} {n} rows" for name, n in rows.items())


def _models() -> str:
    found = [f"{p.name} {p.stat().st_size / 1e6:.1f} MB" for p in sorted(SHIPPED.iterdir()) if p.is_file()] if SHIPPED.is_dir() else []
    if not any(name.startswith(("recogniser", "scorer")) for name in found):
        return "none in the package; the rules' own weights are used"
    return ", ".join(found)


def _extraction() -> str:
    from . import extract_deals

    start = time.perf_counter()
    deals = extract_deals(_PROBE)
    seconds = time.perf_counter() - start
    if not deals:
        raise RuntimeError(f"no deal found in the probe sentence {_PROBE!r}")
    return f"{len(deals)} deal in the probe sentence, {seconds:.1f} s with loading"
