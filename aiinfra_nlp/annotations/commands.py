"""annotations.commands: the command line of the annotation tools.

``aiinfra-nlp annotations build|check|stats|convert|split|prelabel|config``. Results go to
standard output, problems to standard error. Exit codes: 0 fine, 1 problems found, 2 wrong usage
(a folder or file that is named cannot be used).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import AiinfraError, AnnotationError, InputError
from .convert import FORMATS
from .schema import ORIGINS


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Add the annotation subcommands to a parser."""
    sub = parser.add_subparsers(dest="annotations_command", required=True, metavar="COMMAND")

    build = sub.add_parser("build", help="drafts (surface strings) -> documents (offsets, values)")
    build.add_argument("drafts", type=Path, help="folder of ID.json and ID.txt")
    build.add_argument("out", type=Path, help="folder for the documents")
    build.add_argument("--texts", type=Path, help="folder of the ID.txt, if not with the drafts")
    build.add_argument("--origin", choices=ORIGINS, default="retold", help="of drafts that state none")
    build.set_defaults(run=_build)

    check = sub.add_parser("check", help="check offsets, closed sets, the contract and duplicates")
    check.add_argument("root", type=Path, nargs="?", help="folder with splits (default: annotations)")
    check.set_defaults(run=_check)

    stats = sub.add_parser("stats", help="documents, deals, types, stages, currencies by split")
    stats.add_argument("root", type=Path, nargs="?", help="folder with splits (default: annotations)")
    stats.set_defaults(run=_stats)

    convert = sub.add_parser("convert", help="to and from the formats of annotation tools")
    convert.add_argument("source", type=Path)
    convert.add_argument("target", type=Path)
    convert.add_argument("--from", dest="source_format", choices=FORMATS, default="json")
    convert.add_argument("--to", dest="target_format", choices=FORMATS, default="json")
    convert.set_defaults(run=_convert)

    split = sub.add_parser("split", help="divide a folder so that the parts share no deal")
    split.add_argument("source", type=Path)
    split.add_argument("target", type=Path, help="folder for train/ and dev/")
    split.add_argument("--dev", type=float, default=0.2, help="share of documents for dev (0.2)")
    split.add_argument("--seed", type=int, default=0)
    split.set_defaults(run=_split)

    prelabel = sub.add_parser("prelabel", help="the extractor's records as suggestions for correction")
    prelabel.add_argument("inputs", nargs="+", help="files, folders or - as for extract")
    prelabel.add_argument("--to", dest="target_format", choices=FORMATS, default="labelstudio")
    prelabel.add_argument("--output", type=Path, required=True)
    prelabel.set_defaults(run=_prelabel)

    config = sub.add_parser("config", help="print the Label Studio labelling configuration")
    config.set_defaults(run=_config)


def main(argv: list[str] | None = None) -> int:
    """Run ``python -m aiinfra_nlp.annotations``."""
    parser = argparse.ArgumentParser(prog="aiinfra-nlp annotations", description=__doc__)
    add_commands(parser)
    args = parser.parse_args(argv)
    try:
        return args.run(args)
    except AiinfraError as error:
        _say(str(error))
        return 2


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")


def _show(message: str) -> None:
    sys.stdout.write(message + "\n")


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """An output that cannot be written is wrong usage, said in one line."""
    try:
        yield
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); name another place") from None


def _root(args: argparse.Namespace) -> Path:
    from .load import annotations_dir

    return args.root or annotations_dir()


def _build(args: argparse.Namespace) -> int:
    from .build import build_folder

    notes = build_folder(args.drafts, args.out, texts=args.texts, origin=args.origin)
    for note in notes:
        _show(note)
    refused = sum(note.startswith("REFUSED") for note in notes)
    _say(
        f"{len(list(args.out.glob('*.json')))} documents in {args.out}, {len(notes)} notes, {refused} refused"
    )
    return 1 if refused else 0


def _check(args: argparse.Namespace) -> int:
    from .check import NGRAM, OVERLAP, check

    problems, splits = check(_root(args))
    for problem in problems:
        _show(problem)
    count = sum(len(documents) for documents in splits.values())
    deals = sum(len(d.deals) for documents in splits.values() for d in documents)
    _say(
        f"{count} documents, {deals} deals in {', '.join(splits)}: {len(problems)} problems "
        f"(near-duplicates: {OVERLAP:.0%} of the shorter text's {NGRAM}-grams)"
    )
    return 1 if problems else 0


def _stats(args: argparse.Namespace) -> int:
    from .check import check, stats

    _, splits = check(_root(args))
    for split, counts in stats(splits).items():
        _show(f"[{split}]")
        for key, value in counts.items():
            if isinstance(value, Counter):
                total = sum(value.values()) or 1
                value = ", ".join(f"{k} {n} ({n / total:.0%})" for k, n in value.most_common())
            if value != "":
                _show(f"  {key}: {value}")
    return 0


def _convert(args: argparse.Namespace) -> int:
    from .convert import export, import_

    documents, units = import_(args.source, args.source_format)
    if not documents:
        raise AnnotationError(f"{args.source}: no {args.source_format} document in it; nothing was written")
    with _writing(args.target):
        export(documents, args.target, args.target_format)
    used = Counter(units.values())
    offsets = "".join(f"; offsets in {unit}: {n}" for unit, n in used.items())
    _say(f"{len(documents)} documents -> {args.target} ({args.target_format}){offsets}")
    return 0


def _split(args: argparse.Namespace) -> int:
    from .convert import export
    from .load import load_documents
    from .split import split

    if not 0 < args.dev < 1:
        _say(f"--dev {args.dev}: must lie between 0 and 1")
        return 2
    train, dev = split(load_documents(args.source), args.dev, seed=args.seed)
    with _writing(args.target):
        export(train, args.target / "train", "json")
        export(dev, args.target / "dev", "json")
    _say(f"{len(train)} documents in {args.target / 'train'}, {len(dev)} in {args.target / 'dev'}")
    return 0


def _prelabel(args: argparse.Namespace) -> int:
    from ..reading import read_inputs
    from .convert import export, labelstudio
    from .convert.graph import to_graph
    from .prelabel import prelabel

    failed = []

    def fail(reason: str) -> None:
        failed.append(reason)
        _say(reason)

    def articles():
        for item in read_inputs(args.inputs):
            if item.error:
                fail(item.error)
            else:
                yield item.id, item.text, item.date

    documents = list(prelabel(articles(), failed=fail))
    if not documents:
        _say(f"no article could be read, so {args.output} was not written; name articles as for extract")
        return 1
    with _writing(args.output):
        if args.target_format == "labelstudio":
            tasks = labelstudio.dump((to_graph(d) for d in documents), predictions=True)
            args.output.write_bytes(tasks.encode("utf-8"))
        else:
            export(documents, args.output, args.target_format)
    deals = sum(len(d.deals) for d in documents)
    _say(f"{len(documents)} documents with {deals} suggested deals -> {args.output}")
    return 1 if failed else 0


def _config(args: argparse.Namespace) -> int:
    from .convert.labelstudio import labelling_config

    sys.stdout.write(labelling_config())
    return 0
