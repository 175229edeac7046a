"""Fit the weights of reference resolution from annotated articles.

    python models/fit_references.py annotations/train --write
    python models/fit_references.py annotations/train --test annotations/dev

A conditional logit model over the candidates of each annotated reference (the right ones are
those that the annotation names, in any spelling), with an L2 penalty; one model for words that
name one organisation, one for 両社 and 3社. Since references are few, names that come back as a topic
within two sentences are learned from as well, with little weight. Prints the accuracy on the articles held out in
turn (folds by article) and on ``--test``; ``--write`` replaces ``data/reference_weights.tsv``.
The names are those that the pipeline finds, so what it misses counts as an error.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

import aiinfra_nlp
from aiinfra_nlp.annotations import load_documents
from aiinfra_nlp.evaluate import document_aliases, load_registry
from aiinfra_nlp.names import canonical
from aiinfra_nlp.normalize.fold import fold
from aiinfra_nlp.pipeline import load
from aiinfra_nlp.pipes.coreference import antecedents, groups, references
from aiinfra_nlp.pipes.names.entities import Name

#: Weights before any data, by hand: the penalty pulls towards them.
PRIOR = {
    "one": {
        "here: subject, reference an object": -2.0,
        "here: subject of the relative clause": -2.0,
        "source": -1.0,
        "affiliate": -1.0,
        "kind=media": -2.0,
        "kind=money": -0.3,
        "in the last heading": 1.0,
        "label of the paragraph": 1.5,
        "last topic": 0.5,
        "topic of the paragraph": 0.5,
    },
    "group": {
        "nobody": 0.5,
        "member: media": -2.0,
        "member: source": -1.0,
        "member: affiliate": -0.5,
        "named together before": 2.0,
        "all of a sentence before": 1.0,
        "listed before": 1.0,
        "headings": 1.5,
    },
}
#: Weight of a topic that names an organisation again: nearly, but not quite, a reference to it.
REPEATED = 0.05
TABLE = Path(aiinfra_nlp.__file__).parent / "data" / "reference_weights.tsv"
STAGES = ("aiinfra_sentences", "aiinfra_quantities", "aiinfra_triggers", "aiinfra_entities")


@dataclass
class Item:
    """An article with its names, and for every reference the candidates and which are right."""

    document: object
    article: object
    names: list
    aliases: object
    one: list = field(default_factory=list)
    repeated: list = field(default_factory=list)
    group: list = field(default_factory=list)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", help="folder of annotated articles")
    parser.add_argument("--test", help="folder to measure on")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--penalty", type=float, default=1.0, help="weight of the L2 penalty")
    parser.add_argument("--misses", action="store_true", help="print every miss")
    parser.add_argument(
        "--gold-names", action="store_true", help="take the annotated entities for the names found"
    )
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    options = parser.parse_args()
    items = read(options.train, options.gold_names)
    order = list(range(len(items)))
    random.Random(1).shuffle(order)
    score = Counter()
    for k in range(options.folds):
        held = set(order[k :: options.folds])
        table = fit_both([x for i, x in enumerate(items) if i not in held], options.penalty)
        measure([items[i] for i in sorted(held)], table, score, options.misses)
    report("held out in turn", score)
    table = fit_both(items, options.penalty)
    if options.test:
        score = Counter()
        measure(read(options.test, options.gold_names), table, score, options.misses)
        report(options.test, score)
    if options.write:
        write(table)


def read(folder: str, gold_names: bool = False) -> list[Item]:
    """Articles with their names, those that the pipeline finds or those annotated, and their examples."""
    nlp, registry, items = load(), load_registry(), []
    for document in load_documents(folder):
        doc = nlp.make_doc(document.text)
        doc._.article_date = document.date
        for name in STAGES:
            doc = nlp.get_pipe(name)(doc)
        article = doc.user_data["aiinfra_article"]
        names = [n for n in article.names if not n.reference]
        if gold_names:
            names = annotated_names(document, article, names)
        item = Item(document, article, names, document_aliases(document, registry))
        examples(item)
        repeated(item)
        items.append(item)
    return items


def annotated_names(document, article, found: list[Name]) -> list[Name]:
    """The annotated entities as names; the kind is that of the name found at the same place."""
    kinds = {article.folded.to_raw(n.start, n.end)[0]: (n.kind, n.known) for n in found}
    names = []
    for e in document.entities:
        kind, known = kinds.get(e.start, ("other", False))
        start, end = (len(fold(document.text[:at]).text) for at in (e.start, e.end))
        if e.label in ("ORG", "GOV", "PROGRAMME", "PERSON"):
            names.append(Name(start, end, e.text, (e.name or canonical(e.text),), kind, e.label, known))
    return names


def examples(item: Item) -> None:
    """Collect the candidates of every reference; earlier ones are taken as annotated."""
    article = item.article
    scene = antecedents.Scene(article, item.names)
    rows, pattern = references._words()
    to_raw = article.folded.to_raw
    gold = {(r.start, r.end): r.names for r in item.document.references}
    for m in pattern.finditer(article.text):
        word = rows.get(m.group()) or rows["N" + re.sub(r"^(?:\d+|.)", "", m.group())]
        names = gold.get(to_raw(m.start(), m.end()))
        if not references._is_reference(article.text, m, word) or (names is None and word.word[0] != "N"):
            continue
        place = scene.place(m.start(), m.end())
        if word.how == "group":
            canonical = group_example(item, scene, place, word, m, names)
        elif word.how in ("near", "company"):
            options = references.options(scene, place, word)
            right = [same(item.aliases, names, (c,)) for c in options]
            if any(right):
                item.one.append((antecedents.facts(scene, place, options), right))
            canonical = next(((c,) for c, r in zip(options, right, strict=True) if r), None)
        else:
            continue
        if canonical:
            scene.add(Name(m.start(), m.end(), m.group(), canonical, reference=True))


def repeated(item: Item) -> None:
    """Collect the candidates of every company that is named again as a topic, as if it were 同社."""
    scene = antecedents.Scene(item.article, item.names)
    word = references._words()[0]["同社"]
    for m in scene.mentions:
        if m.sentence < 1 or m.case not in ("topic", "subj", "gen") or m.paren or not word.fits(m):
            continue
        earlier = [x for x in scene.before(m.start) if m.canonical[0] in x.canonical]
        if not earlier or not 0 < m.sentence - earlier[-1].sentence <= 2:
            continue
        place = scene.place(m.start, m.end)
        options = references.options(scene, place, word)
        right = [c in m.canonical for c in options]
        if any(right):
            item.repeated.append((antecedents.facts(scene, place, options), right))


def group_example(item, scene, place, word, m, names):
    """Groups and the answer that nobody is meant; 両社 always means somebody."""
    count = word.count or references._NUMERALS[re.match(r"\d+|.", m.group()).group()]
    counted = groups.counted_before(scene, place, count, word.fits) or groups.counted_after(
        scene, place, count, word.fits
    )
    if counted:
        return counted
    options = groups.groups(scene, place, count, word.fits)
    right = [names is not None and same(item.aliases, names, g) for g in options]
    found = list(options.values())
    if word.word[0] == "N":
        found.append(groups.none_facts(scene, place, count))
        right.append(names is None)
    if any(right):
        item.group.append((found, right))
    return next((g for g, r in zip(options, right, strict=False) if r), None)


def same(aliases, gold, found) -> bool:
    """Whether two sets of names are of the same organisations."""
    return len(gold) == len(found) and all(any(aliases.same(g, f) for f in found) for g in gold)


def fit_both(items: list[Item], penalty: float) -> dict[str, dict[str, float]]:
    """Weights of both models."""
    one = [(*e, 1.0) for x in items for e in x.one] + [(*e, REPEATED) for x in items for e in x.repeated]
    group = [(*e, 1.0) for x in items for e in x.group]
    return {"one": fit(one, penalty, PRIOR["one"]), "group": fit(group, penalty, PRIOR["group"])}


def fit(data, penalty: float, hand: dict[str, float]) -> dict[str, float]:
    """Conditional logit: the weights, near those set by hand, that make the right candidates likely."""
    count = Counter(f for found, _, weight in data if weight == 1.0 for fs in found for f in fs)
    names = sorted({f for f, n in count.items() if n >= 3} | set(hand))
    at = {f: i for i, f in enumerate(names)}
    prior = np.array([hand.get(f, 0.0) for f in names])
    matrices = []
    for found, right, weight in data:
        x = np.zeros((len(found), len(names)))
        for i, fs in enumerate(found):
            x[i, [at[f] for f in fs if f in at]] = 1.0
        matrices.append((x, np.array(right), weight))

    def loss(w):
        value, slope = penalty * (w - prior) @ (w - prior), 2 * penalty * (w - prior)
        for x, right, weight in matrices:
            s = x @ w
            p = np.exp(s - s.max())
            p /= p.sum()
            q = np.where(right, p, 0.0)
            value -= weight * np.log(q.sum())
            slope += weight * x.T @ (p - q / q.sum())
        return value, slope

    w = minimize(loss, prior, jac=True, method="L-BFGS-B").x
    return {f: round(float(v), 2) for f, v in zip(names, w, strict=True) if abs(v) >= 0.005}


def measure(items: list[Item], table, score: Counter, misses: bool) -> None:
    """Resolve articles with the given weights and count the annotated references that come out right."""
    for item in items:
        found = references.resolve(item.article, item.names, one=table["one"], group=table["group"])
        to_raw = item.article.folded.to_raw
        spans = {to_raw(n.start, n.end): n.canonical for n in found if n.reference}
        for r in item.document.references:
            answer = spans.get((r.start, r.end), ())
            right = same(item.aliases, r.names, answer)
            score[r.text, "of"] += 1
            score[r.text, "right"] += right
            if misses and not right:
                before = item.document.text[max(0, r.start - 140) : r.end + 40].replace("\n", "/")
                print(item.document.id, r.text, r.names, answer, before, sep=" | ")  # noqa: T201


def report(title: str, score: Counter) -> None:
    """Accuracy in all and by word."""
    words = Counter({w: n for (w, what), n in score.items() if what == "of"})
    right = sum(n for (_, what), n in score.items() if what == "right")
    print(f"{title}: {right}/{words.total()} = {right / words.total():.3f}")  # noqa: T201
    print("  " + ", ".join(f"{w} {score[w, 'right']}/{n}" for w, n in words.most_common(12)))  # noqa: T201


def write(table) -> None:
    """Write the weights, with where they come from."""
    lines = [
        "# Weights of the facts about a candidate (pipes/coreference/antecedents.py, pipes/coreference/groups.py).",
        "# Made by models/fit_references.py; do not edit.",
        "model\tfact\tweight\tsource",
    ]
    for model, weights in table.items():
        lines += [
            f"{model}\t{fact}\t{weight}\tfitted on annotations/train"
            for fact, weight in sorted(weights.items())
        ]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
