"""Scores on made-up probes (``benchmarks/probes``): the lines to mend by, and those that are held out.

    python scripts/score_probes.py                    a table of all families
    python scripts/score_probes.py --show FAMILY      what is wrong in the lines to mend by
    python scripts/score_probes.py --write            and keep the table in benchmarks/probes.json

A probe is right if type, parties, amount and stage of all its deals are, and nothing besides is found.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from aiinfra_nlp import extract_deals  # noqa: E402
from aiinfra_nlp.evaluate import load_registry  # noqa: E402
from aiinfra_nlp.records import Amount, Deal, Party  # noqa: E402
from aiinfra_nlp.scoring import Aliases, Counts, align  # noqa: E402

PROBES = ROOT / "benchmarks" / "probes"
HALVES = ("to mend by", "held out")


def main() -> int:
    """Run the script."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--show", metavar="FAMILY")
    p.add_argument("--write", action="store_true")
    options = p.parse_args()
    if options.show:
        for line in wrong(PROBES / f"{options.show}.jsonl"):
            sys.stdout.write(line + "\n")
        return 0
    table = {path.stem: score(path) for path in sorted(PROBES.glob("*.jsonl"))}
    table["all"] = {half: {k: sum(t[half][k] for t in table.values()) for k in ("probes", "right", "tp", "fp", "fn")} for half in HALVES}
    sys.stdout.write(f"{'family':26}" + "".join(f"{half:>28}" for half in HALVES) + "\n" + " " * 26 + f"{'probes  all right  slot F1':>28}" * 2 + "\n")
    for name, halves in table.items():
        cells = "".join(f"{h['probes']:>9}{h['right'] / max(1, h['probes']):>10.3f}{Counts(h['tp'], h['fp'], h['fn']).f1:>9.3f}" for h in halves.values())
        sys.stdout.write(f"{name:26}{cells}\n")
    if options.write:
        (ROOT / "benchmarks" / "probes.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    return 0


def score(path: Path) -> dict[str, dict[str, int]]:
    """Probes, probes that are all right, and slots met, extra and missed, for each half of a file."""
    out = {half: dict.fromkeys(("probes", "right", "tp", "fp", "fn"), 0) for half in HALVES}
    for i, probe in _read(path):
        counts = sum((m for m, _ in judged(probe)), Counts())
        half = out[HALVES[i % 2]]
        half["probes"] += 1
        half["right"] += not (counts.fp or counts.fn)
        for k in ("tp", "fp", "fn"):
            half[k] += getattr(counts, k)
    return out


def wrong(path: Path) -> Iterator[str]:
    """The probes to mend by that are wrong, with what is wanted and what is found."""
    for i, probe in _read(path):
        found = judged(probe) if i % 2 == 0 else []
        if any(counts.fp or counts.fn for counts, _ in found):
            yield f"{i + 1}: {probe['text']}" + "".join(f"\n    {line}" for _, line in found)


def judged(probe: dict[str, Any]) -> list[tuple[Counts, str]]:
    """The slot counts of each deal of a probe, wanted or found, and how it reads."""
    gold = [_deal(d) for d in probe["deals"]]
    aliases = Aliases(load_registry().aliases_of, {})
    aliases.add_deals(gold)
    found = extract_deals(probe["text"], article_date=probe.get("date", "2025-10-01"))
    return [(m.slots, f"wanted {_told(m.gold)}  found {_told(m.predicted)}") for m in align(gold, found, aliases)]


def _read(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8") as lines:
        yield from ((i, json.loads(line)) for i, line in enumerate(lines))


def _deal(d: dict[str, Any]) -> Deal:
    amount = None
    if d.get("amount"):
        *sums, currency = d["amount"]
        sums = [None if x is None else Decimal(str(x)) for x in sums]
        amount = Amount(value=sums[0], currency=currency) if len(sums) == 1 else Amount(low=sums[0], high=sums[1], currency=currency)
    return Deal(type=d["type"], parties=tuple(Party(name=n, role=r) for n, r in d["parties"]), amount=amount, status=d["status"])


def _told(d: Deal | None) -> str:
    if d is None:
        return "-"
    a = d.amount
    money = "" if a is None else f" {a.value if a.value is not None else (a.low, a.high)} {a.currency}"
    return f"{d.type} {d.status} " + ", ".join(f"{p.role} {p.name}" for p in d.parties) + money


if __name__ == "__main__":
    sys.exit(main())
