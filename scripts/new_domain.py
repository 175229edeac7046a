"""A new line of business: what fine-tuning on 20 articles gains there, and what it costs elsewhere.

    python scripts/new_domain.py                    about ten minutes on one core

Fine-tunes the model that ships on ``examples/pharma/train`` with the default settings, scores it
and the model that ships on ``examples/pharma/test`` and on dev, of which neither has seen a
document, and writes ``benchmarks/new_domain.json``.
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

DOMAIN = ROOT / "examples" / "pharma"


def main() -> int:
    """Run the experiment; returns 0."""
    tests = {"pharma": load_documents(str(DOMAIN / "test")), "dev": load_documents("dev")}
    before = {name: score(documents, None) for name, documents in tests.items()}
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        train([DOMAIN / "train"], Path(folder) / "pharma", say=lambda line: sys.stderr.write(line + "\n"))
        seconds = round(time.monotonic() - started)
        after = {name: score(documents, str(Path(folder) / "pharma")) for name, documents in tests.items()}
    for name in tests:
        gain = after[name]["slot_f1"] - before[name]["slot_f1"]
        sys.stdout.write(
            f"{name:8} slot F1 {before[name]['slot_f1']:.4f} -> {after[name]['slot_f1']:.4f}  ({gain:+.4f})  "
            f"record F1 {before[name]['record_f1']:.4f} -> {after[name]['record_f1']:.4f}\n"
        )
    data = {**provenance(tests["dev"], "dev"), "seconds": seconds, "before": before, "after": after}
    path = ROOT / "benchmarks" / "new_domain.json"
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
