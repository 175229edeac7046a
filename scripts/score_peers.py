"""Writes our predictions for a file of peer cases and prints the scores.

    python scripts/score_peers.py CASES.jsonl SCORER.py [--out PREDICTIONS.jsonl] [--misses]

CASES is a file of cases, SCORER the scoring module that belongs to it (``tally``, ``score``).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path

from aiinfra_nlp import normalize as n


def predict(text: str, ref: str | None) -> list[dict]:
    """All quantities of a text as the scorer wants them."""
    out = [_value("money", m, currency=m.currency) for m in n.find_money(text)]
    out += [_value("number", m) for m in n.find_numbers(text)]
    out += [_value("percent", m) for m in n.find_percents(text)]
    out += [_value("power", m) for m in n.find_capacities(text) if m.unit == "W"]
    for d in n.find_dates(text, article_date=ref):
        out.append({"kind": "date", "start": d.start, "end": d.end, "iso": d.peer_iso})
    for p in n.find_periods(text):
        out.append({"kind": "duration", "start": p.start, "end": p.end, "iso": p.peer_iso})
    return out


def _value(kind: str, mention, **more) -> dict:
    text = {
        k: None if getattr(mention, k) is None else str(getattr(mention, k)) for k in ("value", "low", "high")
    }
    return {"kind": kind, "start": mention.core_start, "end": mention.core_end, **text, **more}


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    spec = importlib.util.spec_from_file_location("scorer", args.scorer)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    cases = scorer.load(args.cases)
    refs = {c["text"]: c["expected"]["ref"] for c in cases if c["expected"].get("ref")}
    preds = {c["text"]: predict(c["text"], refs.get(c["text"])) for c in cases}
    if args.out:
        rows = (json.dumps({"text": t, "preds": p}, ensure_ascii=False) + "\n" for t, p in preds.items())
        args.out.write_text("".join(rows), encoding="utf-8")
    for name, t in scorer.tally(cases, preds).items():
        share = f"{t['ok']:4d}/{t['n']:<4d} {100 * t['ok'] / t['n']:5.1f}%"
        print(f"{name:22s} {share}  span {t['mention']}/{t['n']}  bounds {t['bounds']}/{t['sided']}")
    print("spurious money in own texts:", scorer.spurious(cases, preds))
    if args.misses:
        for case in cases:
            if not scorer.score(case, preds[case["text"]])["ok"]:
                near = [p for p in preds[case["text"]] if p["kind"] == scorer.wanted(case)]
                print(case["kind"], case["text"], case["mention"], case["expected"], near, sep=" | ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
