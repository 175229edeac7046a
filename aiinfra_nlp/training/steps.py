"""training.steps: documents -> a recogniser, out-of-fold articles, a scorer.

The scorer must learn from names that the recogniser has not memorised, so the documents are
divided into folds: each is read by a recogniser that was trained without it. The same folds
then hold documents out from the scorer, which gives records for thresholds and calibration.
"""

from __future__ import annotations

import copy
import hashlib
import json
import math
import random
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..annotations.schema import Document
from ..document import Article, Token, read_article
from ..errors import InputError
from ..learn import Examples, fit
from ..recogniser import Found, Recogniser, Recorder, Replay, Union, bio_of, token_features, train
from ..scorer import TASKS, Scorer
from .config import Settings

Say = Callable[[str], None]
#: A corpus sentence with labelled spans: half-open, in code points.
Labelled = tuple[str, list[tuple[int, int, str]]]
#: Longer corpus sentences are lists and tables.
MAX_CORPUS_SENTENCE = 1000


@dataclass
class Item:
    """A training document as the out-of-fold models read it."""

    document: Document
    own: bool = True
    fold: int = 0
    weight: int = 1
    article: Article | None = None
    events: list = field(default_factory=list)
    #: What a recogniser that had not seen it found in it, as spans of the text as given: now, and when the shipped model was made.
    found: list = field(default_factory=list)
    told: list | None = None

    def fresh(self) -> Article:
        """The article with its events as the rules left them (a scorer changes them)."""
        article = copy.copy(self.article)
        article.frames = [copy.copy(e) for e in self.events]
        return article


def data_hash(documents: Iterable[Document]) -> str:
    """A fingerprint of documents, whatever their order."""
    rows = sorted(json.dumps(d.to_json(), sort_keys=True, ensure_ascii=False) for d in documents)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def make_items(
    own: Sequence[Document], shipped: Sequence[Document], settings: Settings, names: Mapping[str, list] | None = None
) -> list[Item]:
    """Documents in a seeded order, each with its fold; own ones are spread evenly over the folds.

    Args:
        own: the user's documents.
        shipped: documents that the shipped model was made from.
        settings: of the run.
        names: what was found in the shipped documents when they were held out, by id.
    """
    items: list[Item] = []
    for documents, mine in ((own, True), (shipped, False)):
        order = sorted(documents, key=lambda d: d.id)
        random.Random(settings.training.seed).shuffle(order)
        weight = settings.training.own_weight if mine and shipped else 1
        told = {} if mine else names or {}
        items += [Item(d, mine, n % settings.training.folds, weight, told=told.get(d.id)) for n, d in enumerate(order)]
    return items


# --- the recogniser ---------------------------------------------------------------------------


def sentences_of(text: str, spans: Sequence[tuple[int, int, str]]) -> Iterator[tuple[list[Token], list[str]]]:
    """Tokens and tags of each sentence; tokens as the pipeline sees them, spans as annotated."""
    article = read_article(text)
    for s in article.sentences:
        tokens = [t for t in s.tokens if not t.text.isspace()]
        placed = [Token(t.text, *article.folded.to_raw(t.start, t.end), t.pos, t.lemma) for t in tokens]
        if tokens:
            yield tokens, bio_of(placed, list(spans))


def document_sentences(document: Document) -> list[tuple[list[Token], list[str]]]:
    """The labelled sentences of a document."""
    return list(sentences_of(document.text, [(e.start, e.end, e.label) for e in document.entities]))


def corpus_sentences(rows: Iterable[Labelled]) -> list[tuple[list[Token], list[str]]]:
    """The labelled sentences of a corpus."""
    return [x for text, spans in rows if len(text) <= MAX_CORPUS_SENTENCE for x in sentences_of(text, spans)]


class Names:
    """Trains recognisers on documents and corpora; features are made as CRFsuite takes them, to save memory."""

    def __init__(
        self, items: Sequence[Item], corpora: Iterable[Labelled], settings: Settings, say: Say
    ) -> None:
        self._settings, self._say = settings, say
        again = [i for i in items if not i.own][: settings.recogniser.rehearsal]
        learnt = [i.document for i in items if i.own] + [i.document for i in again]
        self._documents = {d.id: document_sentences(d) for d in learnt}
        self._corpora = corpus_sentences(corpora)

    def rows(self, items: Iterable[Item], step: int = 1) -> Iterator[tuple[list[list[str]], list[str]]]:
        """Features and tags of corpora (every ``step``-th sentence) and documents, as often as they count."""
        for tokens, tags in self._corpora[::step]:
            yield token_features(tokens), tags
        for item in items:
            times = item.weight * (self._settings.recogniser.document_weight if self._corpora else 1)
            for tokens, tags in self._documents.get(item.document.id, ()):
                features = token_features(tokens)
                for _ in range(times):
                    yield features, tags

    def fit(
        self,
        items: Sequence[Item],
        path: Path,
        iterations: int,
        *,
        held_out: Sequence[Item] = (),
        step: int = 1,
        label: str,
    ) -> int:
        """Train one recogniser; returns the iteration after which held-out tags were best."""
        best, at, last = -1.0, iterations, 0

        def report(number: int, loss: float, f1: float | None) -> None:
            nonlocal best, at, last
            last = number
            if f1 is not None and f1 > best + 0.0005:
                best, at = f1, number
            if number % 20 == 0:
                held = "" if f1 is None else f"  held-out tag F1 {f1:.4f}"
                self._say(f"{label}  iteration {number:>3}  loss {loss:,.0f}{held}")

        plain = (
            (token_features(tokens), tags)
            for i in held_out
            for tokens, tags in self._documents.get(i.document.id, ())
        )
        part = path.with_name(path.name + ".part")
        c = self._settings.recogniser
        train(
            self.rows(items, step),
            part,
            c1=c.c1,
            c2=c.c2,
            iterations=iterations,
            held_out=plain,
            report=report,
        )
        part.replace(path)
        return min(at, last or at)


def crossfit(
    items: Sequence[Item], names: Names, work: Path, key: str, settings: Settings, base: Path | None, say: Say
) -> int:
    """Read every document with a recogniser that has not seen it; returns the iterations to use in the end.

    A fold's recogniser that an interrupted run left in ``work`` is used again.
    """
    config = settings.recogniser
    best = config.iterations
    folds = settings.training.folds
    for k in range(folds):
        inside, outside = [i for i in items if i.fold != k], [i for i in items if i.fold == k]
        path, note = work / f"fold{k}-{key}.crf", work / f"fold{k}-{key}.json"
        early = k == 0 and config.early_stopping
        if not note.is_file():
            rounds = config.iterations if early else min(best, config.fold_iterations)
            at = names.fit(
                inside,
                path,
                rounds,
                held_out=outside if early else (),
                step=config.fold_corpus_step,
                label=f"fold {k + 1}/{folds}",
            )
            note.write_text(json.dumps({"iterations": at}), encoding="utf-8")
        else:
            say(f"fold {k + 1}/{folds}  taken from the interrupted run")
        if early:
            best = max(10, json.loads(note.read_text(encoding="utf-8"))["iterations"])
        fold = Recogniser(path)
        # the shipped recogniser knows the shipped documents by heart: it may only help with the others
        read_items([i for i in outside if i.own], Union(fold, Recogniser(base)) if base else fold)
        read_items([i for i in outside if not i.own], fold)
        say(f"fold {k + 1}/{folds}  names F1 {names_f1(outside):.4f} on {len(outside)} held-out documents")
    return best


def worth_a_recogniser(items: Sequence[Item], base: Path | None, say: Say) -> bool:
    """Whether held-out names are found better with the new recogniser than by the one that ships, or by their form alone.

    With too few documents they are not; then the items are left as read without it. Against the
    recogniser that ships the user's own documents count: it knows the others by heart.
    """
    judged = items if base is None else [item for item in items if item.own]
    plain = [copy.copy(item) for item in judged]
    read_items(plain, None if base is None else Recogniser(base))
    new, old = names_f1(judged), names_f1(plain)
    if new > old:
        return True
    without = "by their form" if base is None else "with the one that ships"
    say(f"warning  too few documents for a recogniser (names F1 {new:.4f}, {without} {old:.4f}): none is made")
    for item, read in zip(judged, plain, strict=True):
        item.article, item.events = read.article, read.events
    return False


def read_items(items: Sequence[Item], recogniser) -> None:
    """Let the rules read documents, with a recogniser of one's own."""

    def of(item: Item):
        if recogniser is None or item.told is None:
            return recogniser
        # as the fine-tuned model will read: its own recogniser beside the one that ships
        return Union(recogniser, _replay(item, item.told))

    _read(items, of)


def keep_recogniser(items: Sequence[Item], told: Mapping[str, Sequence[Found]], shipped: Path | None, path: Path) -> None:
    """Let the recogniser that ships read documents, those that it was made from as they were read when they were held out, and go on with it.

    Raises:
        InputError: none ships.
    """
    if shipped is None:
        raise InputError("there is no recogniser to keep; leave recogniser.learn as it is")
    recogniser = Recogniser(shipped)

    def of(item: Item):
        return _replay(item, told[item.document.id]) if item.document.id in told else recogniser

    _read(items, of)
    shutil.copyfile(shipped, path)


def _read(items: Sequence[Item], recogniser_of: Callable[[Item], Any]) -> None:
    from ..pipeline import _load, propose

    if not items:
        return
    nlp = _load.__wrapped__(None, None)  # not the cached pipeline: its recogniser is exchanged
    pipe = nlp.get_pipe("aiinfra_entities")
    for item in items:
        recogniser = recogniser_of(item)
        pipe.recogniser = None if recogniser is None else Recorder(recogniser)
        item.article = propose(item.document.text, item.document.date, nlp)
        item.events = [copy.copy(e) for e in item.article.frames]
        to_raw = item.article.folded.to_raw
        item.found = [] if recogniser is None else [(*to_raw(a, b), label, p) for a, b, label, p in pipe.recogniser.found]


def _replay(item: Item, found: Sequence[Found]) -> Replay:
    """What was found in a document before; in the text as given, for what is left out of it or folded may have changed since."""
    from_raw = read_article(item.document.text).folded.from_raw
    return Replay([(*from_raw(a, b), label, p) for a, b, label, p in found])


def names_f1(items: Sequence[Item]) -> float:
    """F1 of the exact spans of organisations and governments."""
    right = found = wanted = 0
    for item in items:
        to_raw = item.article.folded.to_raw
        gold = {(e.start, e.end) for e in item.document.entities if e.label in ("ORG", "GOV")}
        mine = {
            to_raw(n.start, n.end)
            for n in item.article.names
            if not n.reference and n.label in ("ORG", "GOV")
        }
        right, found, wanted = right + len(gold & mine), found + len(mine), wanted + len(gold)
    return 2 * right / max(1, found + wanted)


# --- the scorer -------------------------------------------------------------------------------


def examples_of(items: Sequence[Item], base: Scorer | None = None, strength: float = 1.0) -> Examples:
    """The examples of all items, each as often as it counts; groups are indices of items.

    With a ``base`` they teach how to change it: the user's documents by what is annotated, those
    that ship by what it already says of them.
    """
    out = Examples(base, strength)
    out.kept = {n for n, item in enumerate(items) if base is not None and not item.own}
    for n, item in enumerate(items):
        for _ in range(item.weight):
            # copies: learn tells the deals of a document apart by identity
            out.add_document(item.fresh(), [d.model_copy() for d in item.document.deals], n)
    return out


def select_strengths(
    items: Sequence[Item], examples: Examples, settings: Settings, say: Say
) -> tuple[dict[str, float], list[Scorer]]:
    """The best strength of each model by held-out log loss, and the scorer of each fold that has them.

    Returns:
        strengths by task, and for each fold a scorer that has not seen its documents.
    """
    folds = settings.training.folds
    trials: dict[float, list[Scorer]] = {}
    loss: dict[tuple[str, float], float] = {}
    for factor in settings.scorer.grid:
        strengths = settings.scorer.of(dict.fromkeys(TASKS, factor))
        trials[factor] = []
        sums = dict.fromkeys(TASKS, 0.0)
        for k in range(folds):
            inside = {n for n, i in enumerate(items) if i.fold != k}
            scorer = fit(examples, docs=inside, c=strengths, seed=settings.training.seed)
            trials[factor].append(scorer)
            for task in TASKS:
                outside = [i for i, n in enumerate(examples.groups[task]) if n not in inside]
                before = [examples.before[task][i] for i in outside] if examples.before[task] else None
                told = scorer.models[task].each((examples.x[task][i] for i in outside), before)
                sums[task] -= sum(
                    math.log(max(1e-6, p.get(examples.y[task][i], 0.0))) for p, i in zip(told, outside, strict=True)
                )
        for task in TASKS:
            loss[task, factor] = sums[task] / max(1, len(examples.y[task]))
        say(
            f"scorer  strength x{factor:g}  held-out log loss "
            + "  ".join(f"{t} {loss[t, factor]:.3f}" for t in TASKS)
        )
    best = {t: min(settings.scorer.grid, key=lambda f, t=t: (loss[t, f], abs(math.log(f)))) for t in TASKS}
    scorers = [Scorer({t: trials[best[t]][k].models[t] for t in TASKS}) for k in range(folds)]
    return settings.scorer.of(best), scorers
