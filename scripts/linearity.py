"""Whether time and memory are linear in the length of one document, from 1 kB to 10 MB.

    nice python scripts/linearity.py --write

Each point is a fresh process (so its peak memory is its own) that reads one document of so
many bytes of UTF-8: news (texts of ``annotations/`` put together) and what a hostile page may
hold. ``--write`` draws ``benchmarks/linearity.svg`` and writes ``benchmarks/linearity.json``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
#: What is repeated up to the size; ``news`` is made of many different articles.
KINDS = {
    "news": "",
    "brackets": "「",
    "bracket pairs": "「」",
    "digits": "9",
    "兆": "兆",
    "amounts": "10億ドル、",
    "names": "エヌビディアとオープンAIは",
    "one line": "あいうえおかきくけこ",
    "newlines": "\n",
    "blanks": " ",
    "Latin": "Data ",
    "dates": "2025年9月10日",
    "bullets": "- A社は10億ドルを投資する。\n",
}
#: The reader of one document: seconds to load, seconds, peak memory in MB, deals.
READ = """
import resource, sys, time
import linearity
from aiinfra_nlp import extract_deals
text = linearity.document(sys.argv[1], int(sys.argv[2]))
extract_deals("A社は10億ドルを投資する。")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
start = time.process_time()
deals = extract_deals(text)
print(time.process_time() - start, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(deals))
"""


def document(kind: str, size: int) -> str:
    """A text of ``size`` bytes of UTF-8, but for a cut character at the end."""
    if KINDS[kind]:
        unit = KINDS[kind].encode()
        data = unit * (size // len(unit) + 1)
    else:
        from made_articles import articles

        data = b""
        parts: list[bytes] = []
        total = 0
        for text, _ in articles(seed=1):
            parts.append(text.encode())
            total += len(parts[-1]) + 2
            if total >= size:
                break
        data = b"\n\n".join(parts)
    return data[:size].decode(errors="ignore")


def measure(kinds: list[str], largest: int, limit: float) -> Iterator[dict]:
    """A point for each kind and size; a kind ends at the size that takes more than ``limit`` seconds."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "scripts")])}
    env |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    for kind in kinds:
        for size in (s for s in SIZES if s <= largest):
            point: dict = {"kind": kind, "bytes": size}
            try:
                done = subprocess.run(
                    [sys.executable, "-c", READ, kind, str(size)],
                    env=env, capture_output=True, text=True, timeout=limit,
                )  # fmt: skip
            except subprocess.TimeoutExpired:
                yield point | {"error": f"more than {limit:.0f} s"}
                break
            if done.returncode:
                yield point | {"error": (done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1]}
                break
            seconds, before, peak, deals = map(float, done.stdout.split())
            point |= {"seconds": round(seconds, 4), "rss_before_mb": round(before), "peak_rss_mb": round(peak)}
            yield point | {"deals": int(deals)}


def plot(points: list[dict], path: Path) -> None:
    """Seconds and peak memory over the length, on logarithmic axes; linear is the dashed line."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "linearity", "font.family": "sans-serif"})
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 4.5))
    good = [p for p in points if "seconds" in p]
    for kind in dict.fromkeys(p["kind"] for p in good):
        own = [p for p in good if p["kind"] == kind]
        style = {"label": kind.replace("兆", "trillions"), "marker": "o", "markersize": 3}
        style |= {"linewidth": 2.5, "color": "black", "zorder": 5} if kind == "news" else {"linewidth": 1}
        left.loglog([p["bytes"] for p in own], [p["seconds"] for p in own], **style)
        right.loglog([p["bytes"] for p in own], [p["peak_rss_mb"] for p in own], **style)
    news = [p for p in good if p["kind"] == "news"]
    if len(news) > 2:
        middle = news[2]
        line = [middle["seconds"] * s / middle["bytes"] for s in SIZES]
        left.loglog(SIZES, line, "--", color="gray", label="linear")
    left.set(xlabel="bytes in one document", ylabel="CPU seconds", title="time")
    right.set(xlabel="bytes in one document", ylabel="MB", title="peak memory of the process")
    left.legend(fontsize=7)
    for axes in (left, right):
        axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main(argv: list[str] | None = None) -> int:
    """Measure and print; draw if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kinds", nargs="*", default=list(KINDS), choices=list(KINDS), metavar="KIND")
    parser.add_argument("--largest", type=int, default=SIZES[-1], metavar="BYTES")
    parser.add_argument("--limit", type=float, default=900, metavar="SECONDS")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args(argv)
    points = []
    for point in measure(args.kinds, args.largest, args.limit):
        print(json.dumps(point, ensure_ascii=False), flush=True)
        points.append(point)
    if args.write:
        folder = ROOT / "benchmarks"
        body = json.dumps(points, ensure_ascii=False, indent=1) + "\n"
        (folder / "linearity.json").write_text(body, encoding="utf-8")
        plot(points, folder / "linearity.svg")
    return 1 if any("error" in p for p in points) else 0


if __name__ == "__main__":
    raise SystemExit(main())
