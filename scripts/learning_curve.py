"""The learning curve: how much each further training document gains on dev.

    python scripts/learning_curve.py                      annotations/train against annotations/dev
    python scripts/learning_curve.py --seeds 1 --sizes 25 all

Rules alone first (no recogniser, no scorer), then models trained on random parts of the
training documents and nothing else, three seeds each up to 200 documents; thresholds are chosen on held-out
parts of the same documents, never on dev. Writes ``learning_curve.json`` and ``.svg`` to
``benchmarks/``. What is done already for the same data is not trained again.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from aiinfra_nlp.annotations import Document, load_documents, write_document  # noqa: E402
from aiinfra_nlp.evaluate import evaluate, load_registry, summarize  # noqa: E402
from aiinfra_nlp.pipeline import _load  # noqa: E402
from aiinfra_nlp.provenance import provenance  # noqa: E402
from aiinfra_nlp.systems import System, doc_prediction  # noqa: E402
from aiinfra_nlp.train import train  # noqa: E402
from aiinfra_nlp.training.steps import data_hash  # noqa: E402
from aiinfra_nlp.training.tuning import score  # noqa: E402

SIZES = ("10", "25", "50", "100", "200", "all")
#: More documents than so many are drawn with one seed only: a run takes a quarter of an hour.
MANY = 200
#: Nothing but the documents drawn: no rehearsal, no recogniser that has seen others.
ALONE = {"training.rehearsal": 0, "recogniser.keep_base": False}


def main() -> int:
    """Run the script."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--train", default="train", help="a split or folder")
    p.add_argument("--dev", default="dev", help="a split or folder")
    p.add_argument("--seeds", type=int, default=3)
    p.add_argument("--sizes", nargs="+", default=list(SIZES))
    p.add_argument("--output", type=Path, default=ROOT / "benchmarks")
    options = p.parse_args()
    documents, dev = load_documents(options.train), load_documents(options.dev)
    path = options.output / "learning_curve.json"
    key = {
        "train": data_hash(documents),
        "dev": data_hash(dev),
        "commit": provenance(dev, options.dev)["commit"],
    }
    done = _done(path, key)
    points = [_say(0, 0, rules_alone(dev))]
    for size in options.sizes:
        n = len(documents) if size == "all" else min(int(size), len(documents))
        for seed in range(options.seeds if n <= MANY else 1):
            found = done.get((n, seed)) or trained(documents, n, seed, dev)
            points.append(_say(n, seed, found))
            data = {"key": key, **provenance(dev, options.dev), "points": points}
            path.write_text(
                json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
            )
    plot(points, options.output / "learning_curve.svg")
    return 0


def _done(path: Path, key: dict) -> dict[tuple[int, int], dict]:
    if not path.is_file():
        return {}
    data = json.loads(path.read_text(encoding="utf-8"))
    return {(x["documents"], x["seed"]): x for x in data["points"]} if data.get("key") == key else {}


def _say(n: int, seed: int, found: dict) -> dict:
    point = {
        "documents": n,
        "seed": seed,
        **{k: found[k] for k in ("slot_f1", "record_f1", "unknown_recall", "seconds") if k in found},
    }
    sys.stdout.write(json.dumps(point) + "\n")
    sys.stdout.flush()
    return point


def rules_alone(dev: list[Document]) -> dict:
    """The pipeline without anything trained."""
    nlp = _load.__wrapped__(None, None)  # not the cached one, whose components others use
    nlp.get_pipe("aiinfra_entities").use(recogniser=None, gazetteer=None)
    nlp.get_pipe("aiinfra_merge").use(scorer=None)

    def predict(document):
        doc = nlp.make_doc(document.text)
        doc._.article_date = document.date
        return doc_prediction(nlp(doc))

    summary = summarize(evaluate(dev, System("rules", predict), load_registry()), resamples=1)
    scores = summary["scores"]
    return {
        "slot_f1": scores["slot"]["f1"],
        "record_f1": scores["record"]["f1"],
        "unknown_recall": summary["entities"]["unknown_recall"]["recall"],
    }


def trained(documents: list[Document], n: int, seed: int, dev: list[Document]) -> dict:
    """A model trained on ``n`` documents drawn with a seed."""
    order = sorted(documents, key=lambda d: d.id)
    random.Random(seed).shuffle(order)
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "train"
        part.mkdir()
        for document in order[:n]:
            write_document(document, part / f"{document.id}.json")
        start = time.perf_counter()
        train([part], Path(folder) / "model", overrides={**ALONE, "training.seed": seed})
        seconds = round(time.perf_counter() - start, 1)
        return {**score(dev, str(Path(folder) / "model")), "seconds": seconds}


def plot(points: list[dict], path: Path) -> None:
    """Both scores over the number of documents: each seed a dot, their mean a line."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams.update({"svg.hashsalt": "learning_curve", "font.size": 11})
    from matplotlib import pyplot as plt

    sizes = sorted({x["documents"] for x in points})
    figure, axes = plt.subplots(figsize=(7, 4.2), layout="constrained")
    for name, label, color in (
        ("slot_f1", "slot F1", "#1f5fa8"),
        ("unknown_recall", "recall of unknown organisations", "#c25b12"),
    ):
        runs = {n: [x[name] for x in points if x["documents"] == n] for n in sizes}
        means = [sum(v) / len(v) for v in runs.values()]
        axes.plot(range(len(sizes)), means, color=color, label=label, linewidth=2)
        for i, values in enumerate(runs.values()):
            axes.plot([i] * len(values), values, "o", color=color, markersize=4, alpha=0.6)
        axes.annotate(
            f"{means[-1]:.2f}",
            (len(sizes) - 1, means[-1]),
            xytext=(6, 0),
            textcoords="offset points",
            color=color,
            va="center",
        )
    axes.set_xticks(range(len(sizes)), ["rules\nalone" if n == 0 else str(n) for n in sizes])
    axes.set_xlabel("training documents")
    axes.set_ylabel("dev")
    axes.set_ylim(bottom=0)
    axes.grid(axis="y", alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="lower right")
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


if __name__ == "__main__":
    sys.exit(main())
