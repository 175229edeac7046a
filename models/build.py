"""Make the model that ships in the package.

    python models/build.py --corpora DIR          from annotations/train and the open corpora
    python models/build.py                        from annotations/train alone
    python models/build.py --keep-recogniser      from annotations/train, the recogniser left as it is

DIR holds the corpora as ``corpora.py`` reads them (names, licences and where they come from
are in README.md). The model goes to ``aiinfra_nlp/model``, its card also to ``models/README.md``.
The same input gives the same files. Scores on dev are of a model that saw dev nowhere.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

import corpora  # noqa: E402

from aiinfra_nlp.annotations.load import document_paths, load_documents  # noqa: E402
from aiinfra_nlp.errors import AiinfraError  # noqa: E402
from aiinfra_nlp.train import Corpora, train  # noqa: E402
from aiinfra_nlp.training import artifact, tuning  # noqa: E402
from aiinfra_nlp.training.config import parse_overrides  # noqa: E402
from aiinfra_nlp.training.steps import Labelled  # noqa: E402

SHIPPED = ROOT / "aiinfra_nlp" / "model"
#: The largest model that may ship, in bytes.
LIMIT = 30_000_000
CARDS = (
    {
        "name": "Stockmark NER (Japanese Wikipedia) v2.0",
        "licence": "CC BY-SA 3.0",
        "url": "https://github.com/stockmarkteam/ner-wikipedia-dataset",
        "attribution": "Stockmark Inc.; Omi, NLP2021 P2-7; nine tenths of the articles, the rest is held out.",
    },
    {
        "name": "UD Japanese GSD r2.8 with named entities, train",
        "licence": "CC BY-SA 4.0",
        "url": "https://github.com/megagonlabs/UD_Japanese-GSD",
        "attribution": "Asahara, Kanayama, Matsuda, Miyao et al. (Hiroshi, Aya, Kayo, Mai and Masayuki, NLP2020 P1-34).",
    },
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the build; returns the exit code."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--corpora", type=Path, metavar="DIR", help="folder of the open corpora")
    p.add_argument("--train", nargs="+", default=[str(ROOT / "annotations" / "train")], metavar="ANNOTATIONS")
    p.add_argument("--dev", default=str(ROOT / "annotations" / "dev"), help="documents to score the model on")
    p.add_argument(
        "--tune-on-dev",
        action="store_true",
        help="choose the thresholds on dev instead of held-out parts of train",
    )
    p.add_argument("--keep-recogniser", action="store_true", help="learn the scorer alone; the recogniser that ships stays")
    p.add_argument("--output", type=Path, default=SHIPPED)
    p.add_argument("--config", default=str(ROOT / "models" / "ship.cfg"))
    options, rest = p.parse_known_args(arguments)
    try:
        return build(options, parse_overrides(rest))
    except AiinfraError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def build(options: argparse.Namespace, overrides: dict) -> int:
    """Train, score on dev, write the card and judge the size."""
    sentences = _corpora(options.corpora) if options.corpora else []
    cards = [dict(card, sentences=len(rows)) for card, rows in zip(CARDS, sentences, strict=False)]
    if options.keep_recogniser:
        cards = json.loads((SHIPPED / "meta.json").read_text(encoding="utf-8"))["data"]["corpora"]
        overrides = {**overrides, "recogniser.learn": False}
    train(
        options.train,
        options.output,
        dev=[options.dev] if options.tune_on_dev else [],
        config=options.config,
        overrides=overrides,
        corpora=Corpora(list(chain(*sentences)), cards),
        ship=True,
        command="python models/build.py"
        + " --corpora DIR" * bool(options.corpora)
        + " --keep-recogniser" * options.keep_recogniser
        + " --tune-on-dev" * options.tune_on_dev,
        say=say,
    )
    if not options.tune_on_dev and Path(options.dev).is_dir() and document_paths(options.dev):
        _score(options)
    if options.output == SHIPPED:
        (ROOT / "models" / "README.md").write_bytes((options.output / "README.md").read_bytes())
    size = sum(f.stat().st_size for f in options.output.iterdir())
    say(f"size  {size / 1e6:.2f} MB")
    return 0 if size <= LIMIT else 1


def _score(options: argparse.Namespace) -> None:
    """Put the scores on dev, which nothing was chosen by, into the meta data and the card."""
    meta = json.loads((options.output / "meta.json").read_text(encoding="utf-8"))
    meta["scores"]["dev"] = tuning.score(load_documents(options.dev), str(options.output))
    artifact.write_meta(meta, options.output)
    say("dev  " + "  ".join(f"{k} {v}" for k, v in meta["scores"]["dev"].items()))


def _corpora(folder: Path) -> list[list[Labelled]]:
    readers: tuple[Iterator[Labelled], ...] = (
        corpora.stockmark(folder, held_out=False),
        corpora.gsd(folder, "train"),
    )
    return [list(reader) for reader in readers]


def say(line: str) -> None:
    """Write a line of progress."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
