"""New lines of business: what fine-tuning on 20 articles gains there, and what it costs elsewhere.

    python scripts/new_domain.py                    some ten minutes on one core

For each folder of ``examples`` with a ``train`` and a ``test`` of its own: fine-tunes the model that
ships on the one with the default settings, scores it and the model that ships on the other and on
dev, of which neither has seen a document, and writes ``benchmarks/new_domain.json``.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from aiinfra_nlp.annotations import load_documents  # noqa: E402
from aiinfra_nlp.provenance import provenance  # noqa: E402
from aiinfra_nlp.train import train  # noqa: E402
from aiinfra_nlp.training.tuning import score  # noqa: E402

DOMAINS = sorted(p.parent for p in (ROOT / "examples").glob("*/train"))


def fine_tune(domain: Path, dev: list) -> dict:
    """Scores on a business and on dev before and after fine-tuning on it, and the seconds that it took."""
    tests = {domain.name: load_documents(str(domain / "test")), "dev": dev}
    before = {name: score(documents, None) for name, documents in tests.items()}
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        model = Path(folder) / domain.name
        train([domain / "train"], model, say=lambda line: sys.stderr.write(line + "\n"))
        seconds = round(time.monotonic() - started)
        after = {name: score(documents, str(model)) for name, documents in tests.items()}
    for name in tests:
        gain = after[name]["slot_f1"] - before[name]["slot_f1"]
        sys.stdout.write(
            f"{domain.name:8} {name:8} slot F1 {before[name]['slot_f1']:.4f} -> {after[name]['slot_f1']:.4f}  ({gain:+.4f})  "
            f"record F1 {before[name]['record_f1']:.4f} -> {after[name]['record_f1']:.4f}\n"
        )
    return {"seconds": seconds, "before": before, "after": after}


def main() -> int:
    """Run the experiment; returns 0."""
    dev = load_documents("dev")
    data = {**provenance(dev, "dev"), "domains": {d.name: fine_tune(d, dev) for d in DOMAINS}}
    path = ROOT / "benchmarks" / "new_domain.json"
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
