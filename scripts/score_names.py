"""Organisations found by ours and by raw ja_ginza, side by side: exact spans, the same sentences.

    python scripts/score_names.py --corpora DIR       the Stockmark tenth that is held out, GSD test, and dev
    python scripts/score_names.py                     dev alone

DIR holds the open corpora as ``models/corpora.py`` reads them. ja_ginza's 183 labels are mapped to
organisations as in ``benchmarks/baseline.py``. In the corpora every sentence is read as an article
in which all sentences matter, since their sentences hold no deals. Also prints the CPU time of the
entity stage against that of ja_ginza's ``tok2vec`` and ``ner`` on dev.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "models"), str(ROOT / "benchmarks")]

import baseline  # noqa: E402
import corpora  # noqa: E402
import spacy  # noqa: E402

from aiinfra_nlp.annotations import load_documents  # noqa: E402
from aiinfra_nlp.document import read_article  # noqa: E402
from aiinfra_nlp.pipeline import stages  # noqa: E402

Sentence = tuple[str, set[tuple[int, int]]]


def main() -> int:
    """Run the script."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--corpora", type=Path)
    options = p.parse_args()
    ginza = spacy.load("ja_ginza", exclude=["parser", "morphologizer", "compound_splitter", "bunsetu_recognizer"])
    sets = {"dev": ((d.text, {(e.start, e.end) for e in d.entities if e.label == "ORG"}) for d in load_documents("dev"))}
    if options.corpora:
        sets["stockmark, a tenth"] = _organisations(corpora.stockmark(options.corpora, held_out=True))
        sets["gsd test"] = _organisations(corpora.gsd(options.corpora, "test"))
    sys.stdout.write("organisations, F1 of exact spans   ours  ja_ginza\n")
    for name, rows in sets.items():
        counts = {"ours": [0, 0, 0], "ja_ginza": [0, 0, 0]}
        for text, gold in rows:
            _count(counts["ours"], gold, _ours(text, everything=name != "dev"))
            _count(counts["ja_ginza"], gold, {(e.start_char, e.end_char) for e in ginza(text).ents if e.label_ in baseline.ORGANISATIONS})
        ours, theirs = (2 * right / max(1, found + wanted) for right, found, wanted in counts.values())
        sys.stdout.write(f"{name:32} {ours:7.3f} {theirs:9.3f}\n")
    _speed(ginza)
    return 0


def _organisations(rows: Iterable[tuple[str, list[tuple[int, int, str]]]]) -> Iterator[Sentence]:
    for text, spans in rows:
        yield text, {(a, b) for a, b, label in spans if label == "ORG"}


def _ours(text: str, *, everything: bool) -> set[tuple[int, int]]:
    used = stages()
    article = read_article(text)
    for name, stage in used.proposing.items():
        if name == "entities":
            for s in article.sentences:
                s.relevant = s.relevant or everything
            stage(article)
            break
        stage(article)
    return {article.folded.to_raw(n.start, n.end) for n in article.names if n.label == "ORG" and not n.reference}


def _count(counts: list[int], gold: set, found: set) -> None:
    for i, n in enumerate((len(gold & found), len(found), len(gold))):
        counts[i] += n


def _speed(ginza) -> None:
    """CPU seconds of both entity stages over dev, each text by both in turn."""
    used = stages()
    seconds = {"ours": 0.0, "ja_ginza": 0.0}
    for d in load_documents("dev"):
        article = read_article(d.text)
        used.proposing["quantities"](article)
        used.proposing["triggers"](article)
        start = time.process_time()
        used.proposing["entities"](article)
        seconds["ours"] += time.process_time() - start
        doc = ginza.make_doc(d.text)
        start = time.process_time()
        for name in ("tok2vec", "ner"):
            doc = ginza.get_pipe(name)(doc)
        seconds["ja_ginza"] += time.process_time() - start
    sys.stdout.write(f"entity stage, times as fast as tok2vec and ner: {seconds['ja_ginza'] / seconds['ours']:.1f}\n")


if __name__ == "__main__":
    sys.exit(main())
