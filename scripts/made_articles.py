"""Articles for measurements, made of our own texts in ``annotations/``: the same every time."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def texts(*splits: str) -> list[tuple[str, str | None]]:
    """Text and date of every article of some splits of ``annotations/``, by file name."""
    files = sorted(f for s in splits for f in (ROOT / "annotations" / s).glob("*.json"))
    rows = [json.loads(f.read_text(encoding="utf-8")) for f in files]
    return [(r["text"], r.get("date")) for r in rows]


def articles(*, seed: int = 0, shortest: int = 300, longest: int = 6_000) -> Iterator[tuple[str, str | None]]:
    """An endless stream of (text, date): whole texts put together up to a length drawn anew for each.

    Args:
        seed: of the draw.
        shortest: characters; lengths are spread evenly on a logarithmic scale.
        longest: characters; raw ja_ginza refuses more than 49,149 bytes (some 16,000 characters).
    """
    pool = texts("train", "dev")
    draw = random.Random(seed)
    while True:
        wanted = math.exp(draw.uniform(math.log(shortest), math.log(longest)))
        text, date = draw.choice(pool)
        while len(text) < wanted * 0.9:
            text += "\n\n" + draw.choice(pool)[0]
        yield text[: max(int(wanted), shortest)], date


def some(n: int, **options: int) -> list[tuple[str, str | None]]:
    """The first ``n`` of ``articles``."""
    return list(islice(articles(**options), n))
