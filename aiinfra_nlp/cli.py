"""cli: the command ``aiinfra-nlp``, a thin shell over the library.

Records go to standard output (or ``--output``), messages and the progress bar to standard
error. Exit codes: 0 everything was done; 1 some input failed, or a check found problems;
2 it could not begin: called wrongly, or with a model, a table or a folder that cannot be
used; 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.resources import files
from pathlib import Path

from .errors import AiinfraError

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
#: Commands that are modules with a command line of their own.
_MODULES = {"eval": "eval", "train": "train", "suggest": "suggest", "package": "packaging"}
FORMATS = ("table", "json", "jsonl", "csv", "html")

_EPILOG = """\
exit codes: 0 done; 1 some inputs failed or problems were found; 2 wrong usage (an option, or a model,
gazetteer or folder that it names, cannot be used); 130 interrupted
"""


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command."""
    parser = argparse.ArgumentParser(
        prog="aiinfra-nlp",
        description="Deal records from Japanese articles on investment in AI infrastructure.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sub = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_extract(sub)
    annotations = sub.add_parser(
        "annotations", help="build, check, count, convert and split annotated documents"
    )
    from .annotations.commands import add_commands

    add_commands(annotations)
    for name, help_text in (
        ("eval", "score the extractor against annotated documents"),
        ("train", "train the models on annotated documents"),
        ("suggest", "rank unlabelled articles by what annotating them would teach"),
        ("package", "make a trained model a wheel that pip installs"),
    ):
        sub.add_parser(name, help=help_text, add_help=False)
    schema = sub.add_parser("schema", help="print the JSON Schema of a deal record")
    schema.set_defaults(run=_schema)
    doctor = sub.add_parser("doctor", help="show versions, models and data, and try one extraction")
    doctor.set_defaults(run=_doctor)
    return parser


def _add_extract(sub) -> None:
    p = sub.add_parser(
        "extract",
        help="extract deals from articles",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("inputs", nargs="+", metavar="FILE", help="files, folders, globs, or - for standard input")
    p.add_argument("--format", choices=FORMATS, help="default: table on a terminal, else jsonl")
    p.add_argument("--output", type=Path, metavar="PATH", help="write here; the file appears when complete")
    p.add_argument(
        "--date",
        metavar="YYYY-MM-DD",
        help="date of the articles that state none; without it their USD are at the latest rate known",
    )
    p.add_argument("--encoding", help="encoding of the inputs (default: UTF-8, else detected)")
    p.add_argument("--text-field", metavar="KEY", help="read JSON Lines, with the text under this key")
    p.add_argument("--id-field", metavar="KEY", default="id", help="key of the id in JSON Lines (id)")
    p.add_argument("--date-field", metavar="KEY", default="date", help="key of the date in JSON Lines (date)")
    p.add_argument("--n-process", type=int, default=1, metavar="N", help="worker processes (1)")
    p.add_argument("--resume", action="store_true", help="go on with an interrupted --output in jsonl")
    p.add_argument("--model", metavar="DIR", help="a fine-tuned model (default: the one that ships)")
    p.add_argument(
        "--gazetteer", metavar="FILE", help="TSV with organisations of your own (name, aliases, kind)"
    )
    p.add_argument("--explain", action="store_true", help="say for each field what decided it")
    p.add_argument("--quiet", action="store_true", help="no progress bar and no closing line")
    p.set_defaults(run=_extract)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _utf8(sys.stdout)
    _utf8(sys.stderr)
    try:
        if arguments and arguments[0] in _MODULES:
            return _delegate(arguments[0], arguments[1:])
        args = build_parser().parse_args(arguments)
        return args.run(args)
    except AiinfraError as error:
        _say(str(error))
        return USAGE
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # the reader (head, less) went away; keep the interpreter from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _utf8(stream) -> None:
    """Records are UTF-8 whatever the locale says; a stray surrogate is escaped, never a crash."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _say(message: str) -> None:
    print(f"aiinfra-nlp: {message}", file=sys.stderr)


def _delegate(command: str, arguments: list[str]) -> int:
    """Hand the rest of the line to the module of that name."""
    try:
        run = import_module(f"aiinfra_nlp.{_MODULES[command]}").main
    except ModuleNotFoundError as error:
        _say(f"{command} needs {error.name}; install it with: pip install 'aiinfra_nlp[train]'")
        return USAGE
    return run(arguments)


def _extract(args: argparse.Namespace) -> int:
    from .extracting import Job, run

    if args.resume and not (args.output and (args.format or "jsonl") == "jsonl"):
        _say("--resume needs --output and the format jsonl; the other formats cannot be continued")
        return USAGE
    if args.n_process < 1:
        _say(f"--n-process {args.n_process}: must be 1 or more")
        return USAGE
    on_terminal = args.output is None and sys.stdout.isatty()
    job = Job(
        inputs=args.inputs,
        format=args.format or ("table" if on_terminal else "jsonl"),
        output=args.output,
        date=args.date,
        encoding=args.encoding,
        text_field=args.text_field,
        id_field=args.id_field,
        date_field=args.date_field,
        n_process=args.n_process,
        resume=args.resume,
        explain=args.explain,
        model=args.model,
        gazetteer=args.gazetteer,
        progress=not args.quiet and sys.stderr.isatty(),
    )
    tally = run(job, stdout=sys.stdout, message=_say)
    if not args.quiet:
        _say(str(tally))
    return FAILED if tally.failed else OK


def _schema(args: argparse.Namespace) -> int:
    sys.stdout.write((files(__package__) / "schema" / "deal.schema.json").read_text(encoding="utf-8"))
    return OK


def _doctor(args: argparse.Namespace) -> int:
    from .doctor import examine

    healthy = True
    for line in examine():
        print(f"{'ok  ' if line.ok else 'FAIL'} {line.what}: {line.found}")
        healthy = healthy and line.ok
    return OK if healthy else FAILED


if __name__ == "__main__":
    raise SystemExit(main())
