"""train: annotated documents -> a model folder that ``load(model=...)`` accepts.

    python -m aiinfra_nlp.train ANNOTATIONS... --output models/mine
    python -m aiinfra_nlp.train mine.jsonl --dev mine-dev/ --training.own_weight 5

ANNOTATIONS are files or folders: our JSON, doccano, Label Studio, Prodigy or .spacy. They are
learnt together with the documents that ship, so that nothing is forgotten (the recogniser of names
with a part of them, as the one that ships stays beside it). Without --dev each
document is held out in turn (by document, seeded). A run that was interrupted goes on where
it was; until it is done, a previous model in the same place stays.

Exit codes: 0 done, 2 the annotations or settings cannot be used, 130 interrupted.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .annotations.schema import Document
from .confidence import PREFIX
from .errors import AiinfraError, InputError
from .scorer import Scorer, load_scorer, mean
from .scoring import total
from .significance import permutation_test
from .training import artifact, sources, steps, tuning
from .training.config import Settings, parse_overrides, read_settings

DEFAULT_OUTPUT = "models/finetuned"


@dataclass(frozen=True)
class Corpora:
    """Labelled sentences for the recogniser, and what the card must say of each corpus."""

    sentences: Iterable[steps.Labelled] = ()
    cards: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True)
class Data:
    """What a run learns from and is judged by."""

    own: list[Document]
    shipped: list[Document]
    dev: list[Document]


def train(
    paths: Sequence[str | Path],
    output: str | Path = DEFAULT_OUTPUT,
    *,
    dev: Sequence[str | Path] = (),
    config: str | Path | None = None,
    overrides: dict[str, Any] | None = None,
    corpora: Corpora | None = None,
    ship: bool = False,
    command: str | None = None,
    say: steps.Say = lambda line: None,
) -> dict[str, Any]:
    """Train recogniser, scorer, thresholds and calibration on annotated documents.

    Args:
        paths: annotated files and folders, in any format that is read.
        output: the model folder; a model that is there is replaced when all is done.
        dev: documents to choose thresholds by and to report scores of, never trained on.
        config: a config file; only what differs from ``training/default.cfg``.
        overrides: settings by dotted name, ``{"training.seed": 1}``.
        corpora: labelled sentences for the recogniser besides the documents.
        ship: make the model that travels in the package: no rehearsal, no base, and the
            training documents go into the folder for later fine-tuning.
        command: what the card shows as the command.
        say: takes each line of progress.

    Returns:
        The scores of ``meta.json``: held-out and, if given, dev.

    Raises:
        AnnotationError: documents cannot be used; every problem by file and line.
        InputError: a setting or the output folder cannot be used.
    """
    _check_installed()
    output = Path(output)
    artifact.check_output(output)
    settings = read_settings(config, overrides)
    data = _gather(paths, dev, settings, ship, say)
    corpora = corpora or Corpora()
    base = None if ship or not settings.recogniser.keep_base else _shipped("recogniser.crf")
    work = artifact.work_folder(output)
    from threadpoolctl import threadpool_limits

    with threadpool_limits(
        limits=1
    ):  # small problems: a second thread waits more than it works, and sums vary
        made, meta = _fit(data, settings, corpora, base, work, say, ship)
    meta = {
        "name": output.name,
        "description": _description(data, ship),
        "command": command or _command(paths, dev, output),
        **meta,
    }
    if ship:
        artifact.write_documents(data.own, made / artifact.DOCUMENTS)
    (made / "config.cfg").write_text(settings.to_text(), encoding="utf-8", newline="\n")
    _score_dev(data.dev, made, base, meta, say)
    artifact.write_meta(meta, made)
    artifact.install(made, output)
    shutil.rmtree(work, ignore_errors=True)
    say(f"done  {output}")
    return meta["scores"]


def _check_installed() -> None:
    missing = [name for name in ("sklearn", "scipy") if find_spec(name) is None]
    if missing:
        raise InputError(
            f"training needs {', '.join(missing)}; install with: pip install 'aiinfra_nlp[train]'"
        )


def _shipped(name: str) -> Path | None:
    """A file of the model that ships, if there is one."""
    from .pipeline import SHIPPED

    path = SHIPPED / name
    return path if path.is_file() else None


def _gather(
    paths: Sequence[str | Path], dev: Sequence[str | Path], settings: Settings, ship: bool, say: steps.Say
) -> Data:
    """All documents, checked; nothing of dev is trained on."""
    own, judged = sources.read_sources(list(paths)), sources.read_sources(list(dev))
    for warning in (own.warnings + judged.warnings)[:20]:
        say(f"warning  {warning}")
    same = sources.overlaps(own.documents, judged.documents)
    for name in sorted(same):
        say(f"warning  {own.where[name]}: (nearly) a document of dev; not trained on")
    mine = [d for d in own.documents if d.id not in same]
    if not mine:
        raise InputError("no documents to train on")
    shipped = [] if ship or not settings.training.rehearsal else _sample(sources.shipped_documents(), settings)
    used = {sources.text_key(d) for d in own.documents} | {sources.text_key(d) for d in judged.documents}
    ids = {d.id for d in mine}
    shipped = [d for d in shipped if sources.text_key(d) not in used and d.id not in ids]
    same = sources.overlaps(shipped, judged.documents) if judged.documents else set()
    shipped = [d for d in shipped if d.id not in same]
    deals = sum(len(d.deals) for d in mine)
    say(
        f"data  {len(mine)} documents with {deals} deals, {len(shipped)} that ship, dev {len(judged.documents) or 'held out in turn'}"
    )
    if len(mine) + len(shipped) < settings.training.folds:
        raise InputError(
            f"{len(mine)} documents are too few for {settings.training.folds} folds; annotate more, or set --training.folds"
        )
    return Data(mine, shipped, judged.documents)


def _sample(documents: list[Document], settings: Settings) -> list[Document]:
    """The documents that are learnt again, drawn with the seed."""
    n = min(settings.training.rehearsal, len(documents))
    return random.Random(settings.training.seed).sample(sorted(documents, key=lambda d: d.id), n)


#: How often chance may make held-out documents look read as much better (paired permutation test) where the
#: scorer that ships is given up: twenty documents differ by three points from twenty others of their kind.
CHANCE = 0.1


def _fit(
    data: Data,
    settings: Settings,
    corpora: Corpora,
    base: Path | None,
    work: Path,
    say: steps.Say,
    ship: bool,
) -> tuple[Path, dict[str, Any]]:
    """Everything that is learnt; returns the folder with the model's files and what the card tells."""
    made = work / "model"
    started = time.monotonic()
    told = sources.shipped_names()
    items = steps.make_items(data.own, data.shipped, settings, told)
    iterations = 0
    if not settings.recogniser.learn:
        steps.keep_recogniser(items, told, _shipped("recogniser.crf"), made / "recogniser.crf")
    else:
        names = steps.Names(items, corpora.sentences, settings, say)
        iterations = steps.crossfit(items, names, work, _key(data, settings, corpora), settings, base, say)
        if corpora.cards or steps.worth_a_recogniser(items, base, say):
            names.fit(items, made / "recogniser.crf", iterations, label="recogniser")
            if base is not None:
                shutil.copyfile(base, made / "base.crf")
        elif base is not None:
            shutil.copyfile(base, made / "recogniser.crf")
    if ship:
        artifact.write_names({i.document.id: i.found for i in items}, made / "names.json.gz")
    learners = items if any(d.deals for d in data.own) else [i for i in items if not i.own]
    if len(learners) < len(items):
        say("warning  none of your documents has a deal: only the recogniser learns from them")
    ships = base.with_name("scorer.json.gz") if base is not None else None
    known = load_scorer(str(ships)) if ships is not None and ships.is_file() else None
    examples = steps.examples_of(learners, known, settings.scorer.adapt)
    strengths, scorers = steps.select_strengths(learners, examples, settings, say)
    final = steps.fit(examples, c=strengths, seed=settings.training.seed)
    if ship and settings.scorer.inherit and (before := _shipped("scorer.json.gz")) is not None:
        final = mean(final, load_scorer(str(before)), settings.scorer.inherit)
    # the scorer that ships has seen the documents that ship: it can be judged by the others only
    judge = tuning.Judge([i for i in learners if known is None or i.own], lambda item: scorers[item.fold])
    if known is not None and not data.dev:
        # the names held out here are poorer than those of both recognisers together: thresholds and
        # confidence that were found on better ones stay
        tuned = dict(known.settings)
    else:
        tuned = tuning.tune(_dev_judge(data.dev, made, final) or judge, Scorer({}).settings, settings, say)
    scores = _held_out(judge, tuned, bool(judge.size(own=True) and judge.size(own=False)))
    final.settings.update(tuned)
    if settings.calibration.fit and not any(k.startswith(PREFIX) for k in tuned):
        rows = judge.records(tuned)
        final.settings.update(tuning.calibrate(*rows, settings))
        before, after = tuning.calibration_error(*rows, settings)
        scores["calibration"] = {"before": before, "after": after}
        say(
            f"calibration  error of confidence {before} before, {after if after is not None else 'too few records'} after"
        )
    if known is None:
        before = judge.rules().f1
        better = judge.counts(tuned).f1 > before
    else:
        theirs = tuning.Judge([i for i in learners if i.own], lambda item: known).by_document(tuned)
        before = total(theirs).f1
        test = permutation_test(judge.by_document(tuned, own=True), theirs)
        better = test["difference"] > 0 and test["p"] < CHANCE
    if better:
        final.to_disk(made / "scorer.json.gz")
    else:
        if known is not None:
            shutil.copyfile(ships, made / "scorer.json.gz")
            tuned = dict(known.settings)
        scores["held out"]["slot_f1"] = round(before, 4)
        stays = "the rules alone are better" if known is None else "the one that ships stays, for none is surely better"
        say(f"warning  too few documents for a scorer: {stays} (held-out slot F1 {before:.4f})")
    say(
        "held out  "
        + "  ".join(f"{n} slot F1 {s['slot_f1']:.4f}" for n, s in scores.items() if "slot_f1" in s)
        + f"  ({time.monotonic() - started:.0f} s)"
    )
    parts = {"documents": data.own, "shipped": data.shipped, "dev": data.dev}
    counted = {
        name: {"documents": len(ds), "deals": sum(len(d.deals) for d in ds), "sha256": steps.data_hash(ds)}
        for name, ds in parts.items()
        if ds
    }
    return made, {
        "data": counted | ({"corpora": list(corpora.cards)} if corpora.cards else {}),
        "seed": settings.training.seed,
        "recogniser": {"iterations": iterations, "base": (made / "base.crf").is_file()},
        "strengths": strengths,
        "inherit": settings.scorer.inherit if ship else 0.0,
        "thresholds": {k: v for k, v in tuned.items() if not k.startswith(PREFIX)},
        "scores": scores,
        "libraries": artifact.libraries(),
    }


def _dev_judge(dev: list[Document], made: Path, final: Scorer) -> tuning.Judge | None:
    """Dev as the finished models read it, to choose thresholds by."""
    if not dev:
        return None
    from .recogniser import load_recogniser

    items = [steps.Item(d) for d in dev]
    artifact.forget()
    path = made / "recogniser.crf"
    steps.read_items(items, load_recogniser(str(path)) if path.is_file() else None)
    return tuning.Judge(items, lambda item: final)


def _held_out(judge: tuning.Judge, tuned: dict[str, float], both: bool) -> dict[str, Any]:
    """Slot F1 on held-out documents: all, the user's own, and those that ship."""
    scores: dict[str, Any] = {}
    for name, own in (("held out", None), ("held out: yours", True), ("held out: shipped", False)):
        if own is None or both:
            counts = judge.counts(tuned, own=own, weighted=False)
            scores[name] = {"documents": judge.size(own), "slot_f1": round(counts.f1, 4)}
    return scores


def _score_dev(
    dev: list[Document], made: Path, base: Path | None, meta: dict[str, Any], say: steps.Say
) -> None:
    """Scores of the finished folder, and of the model that ships, on dev."""
    if not dev:
        return
    artifact.forget()
    meta["scores"]["dev"] = tuning.score(dev, str(made))
    if base is not None:
        meta["scores"]["dev: the shipped model"] = tuning.score(dev, None)
    for name, s in meta["scores"].items():
        if name.startswith("dev"):
            say(f"{name}  slot F1 {s['slot_f1']:.4f}  record F1 {s['record_f1']:.4f}")
    artifact.forget()


def _key(data: Data, settings: Settings, corpora: Corpora) -> str:
    """Names the work that an interrupted run may go on with: same documents, same settings, same corpora."""
    parts = [
        steps.data_hash(data.own),
        steps.data_hash(data.shipped),
        settings.to_text(),
        repr(corpora.cards),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _description(data: Data, ship: bool) -> str:
    if ship:
        return "The model that ships with aiinfra_nlp: deal records from Japanese articles on investment in AI infrastructure."
    return f"aiinfra_nlp fine-tuned on {len(data.own)} documents" + (
        f", together with {len(data.shipped)} that ship." if data.shipped else "."
    )


def _command(paths: Sequence[str | Path], dev: Sequence[str | Path], output: Path) -> str:
    words = [Path(p).name for p in paths]
    words += ["--dev", *(Path(p).name for p in dev)] if dev else []
    return "python -m aiinfra_nlp.train " + " ".join([*words, "--output", output.name])


# --- command line -----------------------------------------------------------------------------


def parser() -> argparse.ArgumentParser:
    """The argument parser."""
    p = argparse.ArgumentParser(
        prog="aiinfra-nlp train",
        description=__doc__,
        epilog="Any setting of training/default.cfg: --section.key value, such as --training.own_weight 5.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("annotations", nargs="+", metavar="ANNOTATIONS", help="annotated files and folders")
    p.add_argument("--output", default=DEFAULT_OUTPUT, help=f"the model folder ({DEFAULT_OUTPUT})")
    p.add_argument(
        "--dev",
        nargs="+",
        default=[],
        metavar="ANNOTATIONS",
        help="documents to choose thresholds by and score",
    )
    p.add_argument("--config", help="a config file with the settings that differ")
    p.add_argument("--seed", type=int, help="short for --training.seed")
    p.add_argument("--quiet", action="store_true", help="no progress")
    return p


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    options, rest = parser().parse_known_args(arguments)

    def say(line: str) -> None:
        if not options.quiet:
            sys.stderr.write(line + "\n")
            sys.stderr.flush()

    try:
        overrides = parse_overrides(rest)
        if options.seed is not None:
            overrides["training.seed"] = options.seed
        scores = train(
            options.annotations,
            options.output,
            dev=options.dev,
            config=options.config,
            overrides=overrides,
            say=say,
        )
    except AiinfraError as error:
        sys.stderr.write(f"aiinfra-nlp train: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; the same command goes on from here\n")
        return 130
    for name, s in scores.items():
        if "slot_f1" in s:
            sys.stdout.write(f"{name}: slot F1 {s['slot_f1']:.4f} on {s['documents']} documents\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
