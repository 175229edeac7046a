"""The made-up probes of ``benchmarks/probes`` are read no worse than the figures in ``benchmarks/probes.json`` say."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOLD = json.loads((ROOT / "benchmarks" / "probes.json").read_text(encoding="utf-8"))
_spec = importlib.util.spec_from_file_location("score_probes", ROOT / "scripts" / "score_probes.py")
score_probes = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(score_probes)


@pytest.mark.parametrize("family", sorted(p.stem for p in score_probes.PROBES.glob("*.jsonl")))
def test_probes_are_read_as_well_as_told(family):
    found = score_probes.score(score_probes.PROBES / f"{family}.jsonl")
    for half, told in TOLD[family].items():
        assert found[half]["probes"] == told["probes"]
        # one in a hundred may turn with a release of the libraries
        assert found[half]["right"] >= told["right"] - told["probes"] * 0.01, f"{family}, {half}"
