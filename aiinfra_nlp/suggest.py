"""suggest: which unlabelled articles would teach most, pre-labelled for correction.

    aiinfra-nlp suggest articles/ --number 20 --output tasks.json          (Label Studio)
    aiinfra-nlp suggest articles/ --to doccano --output tasks.jsonl --model models/mine

In:  articles, read by the extractor.
Out: a ranking on standard output, and the first articles with the extractor's own records as
     suggestions. An article ranks high when the scorer is unsure about it, when it names
     organisations that neither the registry nor the training documents know, and when it is
     unlike the articles chosen before it.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .annotations.check import fold_name, shingles
from .annotations.schema import Document
from .errors import AiinfraError, InputError
from .reading import Input, read_inputs

#: What each part weighs in the rank (uncertainty, unseen names; both 0 to 1), and how much
#: likeness to an article chosen before takes away.
UNCERTAINTY, UNSEEN, LIKENESS = 1.0, 0.7, 1.0
#: Questions in an article beyond which more teach nothing new: a long digest is not ten articles.
ENOUGH = 8


@dataclass
class Candidate:
    """One article: how unsure the scorer is, which organisations are new, and what it says."""

    article: Input
    uncertainty: float = 0.0
    unseen: tuple[str, ...] = ()
    grams: set[str] = field(default_factory=set)
    rank: float = 0.0
    document: Document | None = None

    @property
    def worth(self) -> float:
        """What it would teach by itself."""
        return UNCERTAINTY * self.uncertainty + UNSEEN * (1 - math.exp(-len(self.unseen) / 3))


def entropy(p: Iterable[float]) -> float:
    """How open a question is: 0 when settled, 1 when all answers are as likely."""
    values = [x for x in p if x > 0]
    total = sum(values)
    if len(values) < 2 or not total:
        return 0.0
    return -sum(x / total * math.log(x / total) for x in values) / math.log(len(values))


def uncertainty_of(events: Iterable) -> float:
    """The mean openness of an article's most open questions: is it a deal, of what type, who is what."""
    questions = []
    for e in events:
        questions.append(entropy((e.score, 1 - e.score)))
        if e.score >= 0.2:
            questions.append(entropy(e.types_p.values()) * e.score)
            questions += [entropy(sides.values()) * e.score for sides, _ in e.roles_p.values()]
            questions.append(entropy(e.status_p.values()) * e.score)
    top = sorted(questions, reverse=True)[:ENOUGH]
    return sum(top) / ENOUGH


def read_candidate(article: Input, seen: set[str], model: str | None) -> Candidate:
    """Read an article with the extractor and note what is unsure and new in it.

    Raises:
        InputError: the article's date is no day of the calendar.
    """
    from .annotations.prelabel import suggest as prelabelled
    from .pipeline import check_date, load, propose
    from .pipes.records.finish import records_of

    nlp = load(model)
    read = propose(article.text, check_date(article.date), nlp)
    scorer = nlp.get_pipe("aiinfra_merge").scorer
    deals, figures = records_of(read, scorer=scorer)
    unseen = {
        c
        for n in read.names
        if not n.known and not n.reference and n.label in ("ORG", "GOV")
        for c in n.canonical
        if fold_name(c) not in seen
    }
    unsure = uncertainty_of(read.frames) if scorer is not None else 0.0
    document = prelabelled(article.id, article.text, article.date, deals, figures)
    return Candidate(article, unsure, tuple(sorted(unseen)), shingles(article.text, 4), document=document)


def choose(candidates: Sequence[Candidate], number: int) -> list[Candidate]:
    """The most instructive articles, best first; each unlike those before it (maximal marginal relevance)."""
    chosen: list[Candidate] = []
    likeness = [0.0] * len(candidates)
    new = list(range(len(candidates)))
    known: set[str] = set()
    while new and len(chosen) < number:

        def rank(i: int) -> float:
            c = candidates[i]
            fresh = sum(name not in known for name in c.unseen)
            again = UNSEEN * (math.exp(-fresh / 3) - math.exp(-len(c.unseen) / 3))
            return c.worth - again - LIKENESS * likeness[i]

        best = max(new, key=lambda i: (rank(i), candidates[i].article.id))
        candidates[best].rank = rank(best)
        new.remove(best)
        chosen.append(candidates[best])
        known.update(candidates[best].unseen)
        for i in new:
            likeness[i] = max(likeness[i], _overlap(candidates[i].grams, candidates[best].grams))
    return chosen


def _overlap(a: set[str], b: set[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))


def suggest(
    articles: Iterable[Input],
    *,
    number: int = 20,
    model: str | None = None,
    annotated: Iterable[Document] = (),
) -> list[Candidate]:
    """Rank articles by how much annotating them would teach.

    Args:
        articles: unlabelled articles; those that could not be read are passed over.
        number: how many to choose.
        model: a model folder; None for the one that ships.
        annotated: documents that are annotated already: their organisations are not new,
            and articles with the same text are left out.
    """
    documents = list(annotated)
    seen = {fold_name(x) for d in documents for e in d.entities for x in (e.text, e.name or e.text)}
    done = {_plain(d.text) for d in documents}
    candidates: list[Candidate] = []
    for article in articles:
        if article.text and article.text.strip() and _plain(article.text) not in done:
            done.add(_plain(article.text))
            candidates.append(read_candidate(article, seen, model))
    return choose(candidates, number)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def write(candidates: Sequence[Candidate], path: Path, format: str) -> None:
    """Write the suggested annotations for a tool: Label Studio takes them as predictions."""
    from .annotations.convert import export, labelstudio
    from .annotations.convert.graph import to_graph

    documents = _distinct([c.document for c in candidates])
    if format == "labelstudio":
        tasks = labelstudio.dump((to_graph(d) for d in documents), predictions=True)
        path.write_bytes(tasks.encode("utf-8"))
    else:
        export(documents, path, format)


def _distinct(documents: Sequence[Document]) -> list[Document]:
    """Documents with ids that differ: files of one name in two folders become name and name-2."""
    count: dict[str, int] = {}
    out = []
    for d in documents:
        n = count[d.id] = count.get(d.id, 0) + 1
        out.append(d if n == 1 else d.model_copy(update={"id": f"{d.id}-{n}"}))
    return out


# --- command line -----------------------------------------------------------------------------


def parser() -> argparse.ArgumentParser:
    """The argument parser."""
    p = argparse.ArgumentParser(
        prog="aiinfra-nlp suggest", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("inputs", nargs="+", metavar="ARTICLES", help="files, folders, globs or - as for extract")
    p.add_argument("--number", type=int, default=20, metavar="N", help="how many articles (20)")
    p.add_argument("--to", choices=("labelstudio", "doccano", "prodigy", "json"), default="labelstudio")
    p.add_argument("--output", type=Path, help="write the pre-labelled articles here (json: a folder)")
    p.add_argument("--model", help="a model folder (default: the one that ships)")
    p.add_argument(
        "--annotated", nargs="+", default=[], metavar="ANNOTATIONS", help="what you have annotated already"
    )
    return p


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code (0 done, 1 some input failed, 2 wrong usage)."""
    options = parser().parse_args(arguments)
    failed = 0
    try:
        if options.number < 1:
            raise InputError(f"--number {options.number}: must be 1 or more")
        from .training.sources import read_sources, shipped_documents

        annotated = [
            *shipped_documents(),
            *(read_sources(options.annotated).documents if options.annotated else []),
        ]
        readable = []
        for article in read_inputs(options.inputs):
            if article.error:
                failed += 1
                sys.stderr.write(f"aiinfra-nlp suggest: {article.error}\n")
            else:
                readable.append(article)
        chosen = suggest(readable, number=options.number, model=options.model, annotated=annotated)
        for n, c in enumerate(chosen, 1):
            names = ", ".join(c.unseen[:3]) + (f" and {len(c.unseen) - 3} more" if len(c.unseen) > 3 else "")
            sys.stdout.write(
                f"{n:>3}  {c.rank:.3f}  {c.article.id}  unsure {c.uncertainty:.2f}  new: {names or '-'}\n"
            )
        if options.output and chosen:
            write(chosen, options.output, options.to)
    except AiinfraError as error:
        sys.stderr.write(f"aiinfra-nlp suggest: {error}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"aiinfra-nlp suggest: {options.output}: cannot be written ({error.strerror})\n")
        return 2
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
