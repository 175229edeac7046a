"""Measures find_money: characters a second on running text, and time per megabyte of hostile text.

    python scripts/bench_normalize.py TEXT [TEXT ...] [--repeat 5]

TEXT are files of running Japanese text. CPU time of one process, best of the repeats.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from aiinfra_nlp.normalize import find_money

HOSTILE = (
    "1",
    "兆",
    "十",
    "1,",
    "京1",
    "10億ドル、",
    "10億ドル(",
    "(",
    "10億〜",
    "1・",
    "1、234",
    "$1",
    "最大",
    "ﾄﾞ",
)


def best(text: str, repeat: int) -> tuple[float, int]:
    """Seconds of CPU time, best of several, and the number of amounts found."""
    seconds, found = float("inf"), 0
    for _ in range(repeat):
        start = time.process_time()
        found = len(find_money(text))
        seconds = min(seconds, time.process_time() - start)
    return seconds, found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    args = parser.parse_args()
    text = "\n".join(p.read_text(encoding="utf-8") for p in args.texts)
    for copies in (1, 4, 16):
        seconds, found = best(text * copies, args.repeat)
        rate = len(text) * copies / seconds / 1e6
        size = len(text) * copies
        print(f"running text, {size:>9} characters, {found:>6} amounts: {rate:6.2f} M characters/s")
    for unit in HOSTILE:
        for size in (250_000, 1_000_000):
            seconds, found = best(unit * (size // len(unit)) + "円", 1)
            print(f"{unit!r:>10} x {size // len(unit):>7}: {seconds:6.2f} s, {found} amounts")


if __name__ == "__main__":
    main()
