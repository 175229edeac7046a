"""Add a line to benchmarks/RESULTS.md: date, commit, scores on dev and gold, speed against raw ja_ginza.

    python scripts/results.py ["what changed"]       about a minute
    python scripts/results.py --no-speed "..."       the scores alone

Speed: the full extraction and the default ``ja_ginza`` pipeline read the same articles, in turn,
in one process with one BLAS thread; the ratio of the two totals.
"""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
HEAD = """# Results over time

Written by `python scripts/results.py`. `dev` are retold articles that two people annotated, `gold` the five in
`examples/articles`; nothing was trained on either. Speed is characters a second of one core, and how many times that
of the default `ja_ginza` pipeline over the same articles in the same run.

| date | commit | dev slot | dev record | dev figures | gold slot | gold record | gold figures | characters/s | ja_ginza | ratio | |
|---|---|---|---|---|---|---|---|---|---|---|---|
"""


def scores(split: str) -> tuple[str, list[str]]:
    """Commit, and slot, record and figures F1 of a split, as ``aiinfra_nlp.eval`` prints them."""
    command = [sys.executable, "-m", "aiinfra_nlp.eval", "--split", split, "--format", "json", "--resamples", "100"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    data = json.loads(done.stdout)
    found = data["systems"][0]["scores"]
    return data["commit"], [f"{found[name]['f1']:.3f}" for name in ("slot", "record", "figures")]


def speed(articles: int = 60) -> list[str]:
    """Characters a second of ours and of raw ja_ginza, and their ratio."""
    import spacy

    from aiinfra_nlp import extract_deals
    from aiinfra_nlp.annotations.load import load_documents

    texts = [d.text for d in load_documents("dev")][:articles]
    ginza = spacy.load("ja_ginza")
    seconds = {"ours": 0.0, "ginza": 0.0}
    extract_deals(texts[0])
    ginza(texts[0])
    for text in texts:
        for name, read in (("ours", extract_deals), ("ginza", ginza)):
            start = time.perf_counter()
            read(text)
            seconds[name] += time.perf_counter() - start
    size = sum(map(len, texts))
    return [f"{size / seconds['ours']:,.0f}", f"{size / seconds['ginza']:,.0f}", f"{seconds['ginza'] / seconds['ours']:.1f}"]


def main() -> int:
    """Measure and append the line."""
    words = [a for a in sys.argv[1:] if a != "--no-speed"]
    commit, dev = scores("dev")
    _, gold = scores("gold")
    rate = ["-", "-", "-"] if "--no-speed" in sys.argv else speed()
    cells = [datetime.date.today().isoformat(), commit, *dev, *gold, *rate, " ".join(words)]
    line = "| " + " | ".join(cells) + " |\n"
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else HEAD
    RESULTS.write_text(text + line, encoding="utf-8", newline="\n")
    print(line, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
