"""Whether memory stays steady over a long run of ``extract_many``.

    nice python scripts/long_run.py --articles 100000 --write

Articles of 200 to 1,500 characters are made of the texts in ``annotations/``; each gets a
sentence with names that no other has, for that is what fills caches. Memory is that of the
process and its workers (Linux), sampled as the results come. ``--write`` draws
``benchmarks/long_run.svg`` and writes ``benchmarks/long_run.json``.
"""

from __future__ import annotations

# ruff: noqa: E402 - threads are counted before numpy is imported
import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from made_articles import articles

KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモラリルレロワン"


def stream(n: int, seed: int) -> Iterator[tuple[str, str, str | None]]:
    """Id, text and date of each article."""
    draw = random.Random(seed)
    for i, (text, date) in enumerate(islice(articles(seed=seed, shortest=200, longest=1_500), n)):
        buyer, seller = ("".join(draw.choices(KANA, k=draw.randint(4, 7))) for _ in range(2))
        yield str(i), f"{text}\n{buyer}は{seller}電力に{draw.randint(2, 9999)}億円を出資する。", date


def memory() -> float:
    """Resident megabytes of this process and its children."""
    total = 0
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    for process in ("self", *children):
        try:
            status = Path(f"/proc/{process}/status").read_text()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0)
    return total / 1024


def run(n: int, n_process: int, seed: int) -> dict:
    """Extract, sample, and check that every article gives its result once and in order."""
    from aiinfra_nlp import extract_many

    samples, deals, errors, start = [], 0, 0, time.perf_counter()
    step = max(1, n // 200)
    for i, result in enumerate(extract_many(stream(n, seed), n_process=n_process)):
        if result.id != str(i):
            raise RuntimeError(f"result {result.id} where {i} was due")
        deals += len(result.deals)
        errors += result.error is not None
        if (i + 1) % step == 0:
            samples.append([i + 1, round(memory(), 1), round(time.perf_counter() - start, 1)])
    # the first tenth fills caches and the allocator
    warm, last = samples[len(samples) // 10], samples[-1]
    return {
        "articles": i + 1, "n_process": n_process, "deals": deals, "errors": errors, "seconds": last[2],
        "rss_mb_after_a_tenth": warm[1], "rss_mb_at_the_end": last[1], "rss_mb_most": max(s[1] for s in samples),
        "growth_mb_per_1000_articles": round((last[1] - warm[1]) / (last[0] - warm[0]) * 1000, 3), "samples": samples,
    }  # fmt: skip


def plot(found: dict, path: Path) -> None:
    """Memory over the number of articles."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "long_run"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 3.5))
    axes.plot([s[0] for s in found["samples"]], [s[1] for s in found["samples"]])
    title = f"extract_many, {found['articles']:,} articles, n_process={found['n_process']}"
    axes.set(xlabel="articles", ylabel="resident MB", ylim=(0, None), title=title)
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main(argv: list[str] | None = None) -> int:
    """Run, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000, metavar="N")
    parser.add_argument("--n-process", type=int, default=1, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", action="store_true", help="the plot and the samples, to benchmarks/")
    args = parser.parse_args(argv)
    found = run(args.articles, args.n_process, args.seed)
    print(json.dumps({k: v for k, v in found.items() if k != "samples"}, indent=1))
    if args.write:
        (ROOT / "benchmarks" / "long_run.json").write_text(json.dumps(found) + "\n", encoding="utf-8")
        plot(found, ROOT / "benchmarks" / "long_run.svg")
    return 1 if found["errors"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
