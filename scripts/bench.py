"""How fast: our full extraction against the raw ``ja_ginza`` pipeline, over the same articles, one core.

    nice python scripts/bench.py --articles 500 --write

Both read each article in turn in one process with one BLAS thread, so that whatever else the
machine does falls on both. Times are CPU seconds of the process (wall time beside them). Start
and memory are taken in fresh processes. ``--write`` adds a row to ``benchmarks/SPEED.md``
and leaves all figures in ``benchmarks/bench.json``.
"""

from __future__ import annotations

# ruff: noqa: E402 - threads are counted before numpy is imported
import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[_name] = "1"

import argparse
import datetime
import gc
import json
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from made_articles import some, texts

TABLE, DATA = ROOT / "benchmarks" / "SPEED.md", ROOT / "benchmarks" / "bench.json"
HEADER = """# Speed

`python scripts/bench.py --write` adds a row: our full extraction against the raw `ja_ginza` pipeline over the
same articles (made of the texts in `annotations/`, 300 to 6,000 characters), interleaved in one process on one
core with one BLAS thread. Characters a second are of CPU time, p50 and p99 are CPU milliseconds an article, first
record and ja_ginza load are wall seconds of fresh processes, RSS is the peak of a process that reads them all;
`seeds` is the ratio over the articles of `annotations/gold`. The profile is in `bench.json`.

| day | commit | articles | chars | ours, chars/s | ja_ginza | ratio | seeds | p50 / p99 | ja_ginza p50 / p99 | load | first record | ja_ginza load | peak RSS MB | 2 processes |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
"""
START = "import aiinfra_nlp, sys; assert aiinfra_nlp.extract_deals(sys.argv[1])"
START_GINZA = "import spacy; spacy.load('ja_ginza')"
#: Reads the articles on one or more processes and prints wall seconds and peak memory.
STREAM = """
import bench, resource, sys, time
from aiinfra_nlp import extract_many
n, processes = int(sys.argv[1]), int(sys.argv[2])
items = [(str(i), t, d) for i, (t, d) in enumerate(bench.some(n))]
sum(1 for r in extract_many(items[:1]))
start = time.perf_counter()
for r in extract_many(items, n_process=processes, batch_size=8):
    assert r.error is None, r.error
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main(argv: list[str] | None = None) -> int:
    """Measure, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=500, metavar="N")
    parser.add_argument("--starts", type=int, default=5, metavar="N", help="fresh processes of each kind")
    parser.add_argument("--write", action="store_true", help="to benchmarks/")
    args = parser.parse_args(argv)
    found = measure(args.articles, args.starts)
    print(json.dumps(found, indent=1, ensure_ascii=False))
    if args.write:
        write(found)
    return 0


def measure(n: int, starts: int) -> dict:
    """All figures."""
    articles = some(n)
    found: dict = {
        "day": datetime.date.today().isoformat(),
        "commit": _commit(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
        "versions": {p: version(p) for p in ("spacy", "ginza", "ja_ginza", "sudachipy", "numpy")},
        "python": platform.python_version(),
        "articles": n,
        "characters": sum(len(t) for t, _ in articles),
    }
    found["start"] = fresh_starts(articles[0][0], starts)
    found["processes"] = processes(n)
    found |= compare(articles)
    found["seeds"] = {k: v for k, v in compare(texts("gold") * 2).items() if k != "load"}
    found["stages"] = stages(articles)
    return found


def compare(articles: list[tuple[str, str | None]]) -> dict:
    """Ours and raw ja_ginza in turn over each article."""
    from aiinfra_nlp import extract_deals
    from aiinfra_nlp.pipeline import stages as loaded

    start = time.perf_counter()
    loaded()
    loaded = time.perf_counter() - start
    import spacy

    raw = spacy.load("ja_ginza")
    rivals = {"ours": lambda t, d: extract_deals(t, article_date=d), "ja_ginza": lambda t, d: raw(t)}
    for run in rivals.values():
        run(*articles[-1])
    gc.freeze()  # neither pays for looking through what the other has loaded
    cpu: dict[str, list[float]] = {name: [] for name in rivals}
    wall = dict.fromkeys(rivals, 0.0)
    for i, (text, date) in enumerate(articles):
        for name in sorted(rivals, reverse=i % 2 == 0):
            t0, c0 = time.perf_counter(), time.process_time()
            rivals[name](text, date)
            cpu[name].append(time.process_time() - c0)
            wall[name] += time.perf_counter() - t0
    chars = sum(len(t) for t, _ in articles)
    out: dict = {"load": round(loaded, 2)}
    for name in rivals:
        out[name] = {
            "chars_per_cpu_second": round(chars / sum(cpu[name])),
            "chars_per_second": round(chars / wall[name]),
            "p50_ms": round(1000 * statistics.median(cpu[name]), 1),
            "p99_ms": round(1000 * sorted(cpu[name])[int(0.99 * (len(articles) - 1))], 1),
        }
    out["ratio"] = round(sum(cpu["ja_ginza"]) / sum(cpu["ours"]), 1)
    out["ratio_wall"] = round(wall["ja_ginza"] / wall["ours"], 1)
    return out


def stages(articles: list[tuple[str, str | None]]) -> dict[str, float]:
    """Share of the CPU time that each stage takes."""
    from aiinfra_nlp.document import read_article
    from aiinfra_nlp.pipeline import stages as loaded

    used = loaded()
    spent: dict[str, float] = {}

    def timed(name: str, run, given):
        start = time.process_time()
        result = run(given)
        spent[name] = spent.get(name, 0.0) + time.process_time() - start
        return result

    for text, date in articles:
        article = timed("sentences", lambda t, d=date: read_article(t, date=d), text)
        for name, stage in used.proposing.items():
            timed(name, stage, article)
        timed("records", used.records, article)
    total = sum(spent.values())
    return {name: round(x / total, 3) for name, x in spent.items()}


def fresh_starts(text: str, n: int) -> dict[str, float]:
    """Median wall seconds of fresh processes, by turns: to our first record, and to ja_ginza loaded."""
    times: dict[str, list[float]] = {"first_record": [], "ja_ginza_load": []}
    for _ in range(n):
        for name, code in (("first_record", START), ("ja_ginza_load", START_GINZA)):
            start = time.perf_counter()
            _python(code, text)
            times[name].append(time.perf_counter() - start)
    return {name: round(statistics.median(x), 2) for name, x in times.items()}


def processes(n: int, repeats: int = 3) -> dict[str, float]:
    """One process against two, best of a few by turns, and the peak memory of one."""
    best: dict[int, float] = {}
    memory = 0.0
    for _ in range(repeats):
        for count in (1, 2):
            seconds, peak = map(float, _python(STREAM, str(n), str(count)).split())
            best[count] = min(best.get(count, seconds), seconds)
            memory = max(memory, peak) if count == 1 else memory
    return {
        "one_s": round(best[1], 2),
        "two_s": round(best[2], 2),
        "gain": round(best[1] / best[2], 2),
        "peak_rss_mb": round(memory),
    }


def _python(code: str, *args: str) -> str:
    path = os.pathsep.join([str(ROOT), str(ROOT / "scripts")])
    env = {**os.environ, "PYTHONPATH": path}
    command = [sys.executable, "-c", code, *args]
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    return done.stdout


def _commit() -> str:
    command = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout.strip() or "unknown"


def write(found: dict) -> None:
    """Add the row and replace ``bench.json``."""
    ours, raw, start, two = found["ours"], found["ja_ginza"], found["start"], found["processes"]
    cells = [
        found["day"], found["commit"], found["articles"], f"{found['characters']:,}",
        f"{ours['chars_per_cpu_second']:,}", f"{raw['chars_per_cpu_second']:,}", f"**{found['ratio']}**",
        found["seeds"]["ratio"], f"{ours['p50_ms']} / {ours['p99_ms']}", f"{raw['p50_ms']} / {raw['p99_ms']}",
        found["load"], start["first_record"], start["ja_ginza_load"], two["peak_rss_mb"], f"{two['gain']}x",
    ]
    before = TABLE.read_text(encoding="utf-8") if TABLE.exists() else HEADER
    TABLE.write_text(before + "| " + " | ".join(map(str, cells)) + " |\n", encoding="utf-8")
    DATA.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
