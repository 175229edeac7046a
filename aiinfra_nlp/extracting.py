"""extracting: the work of ``aiinfra-nlp extract``: inputs -> extractor -> output.

One broken input is one message, and the rest goes on. A file given by ``--output`` appears
under its name only when it is complete; until then it is ``NAME.part``, which ``--resume``
continues (JSON Lines: one article a line, so what is done is known).
"""

from __future__ import annotations

import shutil
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from .errors import InputError
from .jsontext import loads
from .output import Extracted, render
from .reading import Input, parse_date, read_inputs


@dataclass(frozen=True)
class Job:
    """The settings of one run; see ``aiinfra-nlp extract --help``."""

    inputs: Sequence[str]
    format: str = "jsonl"
    output: Path | None = None
    date: str | None = None
    encoding: str | None = None
    text_field: str | None = None
    id_field: str = "id"
    date_field: str = "date"
    n_process: int = 1
    resume: bool = False
    explain: bool = False
    model: str | None = None
    gazetteer: str | None = None
    progress: bool = False


def _count(n: int, noun: str) -> str:
    """1 article, 6 deals."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


@dataclass
class Tally:
    """What a run did."""

    articles: int = 0
    deals: int = 0
    failed: int = 0
    resumed: int = 0

    def __str__(self) -> str:
        parts = [f"{_count(self.articles, 'article')}, {_count(self.deals, 'deal')}"]
        if self.resumed:
            parts.append(f"{self.resumed} done before")
        if self.failed:
            parts.append(f"{self.failed} failed")
        return "; ".join(parts)


@dataclass
class _Run:
    """The state of a run: inputs that wait for their result, in order, and the count."""

    job: Job
    message: Callable[[str], None]
    done: Counter[str]
    tally: Tally = field(default_factory=Tally)
    waiting: deque[Input] = field(default_factory=deque)

    def fail(self, reason: str) -> None:
        self.tally.failed += 1
        self.message(reason)

    def inputs(self) -> Iterator[Input]:
        """Readable inputs that are not done; the others are reported or counted."""
        job = self.job
        for item in read_inputs(
            job.inputs,
            encoding=job.encoding,
            text_field=job.text_field,
            id_field=job.id_field,
            date_field=job.date_field,
        ):
            if item.error:
                self.fail(item.error)
            elif self.done[item.id]:
                # counted off: records of a file may share an id
                self.done[item.id] -= 1
                self.tally.resumed += 1
            else:
                if item.encoding:
                    self.message(f"{item.id}: read as {item.encoding}")
                yield item

    def articles(self) -> Iterator[Extracted]:
        """Extracted articles in the order of the inputs."""
        for item, deals, figures, error in self.results():
            if error:
                self.fail(f"{item.id}: {error}")
                continue
            self.tally.articles += 1
            self.tally.deals += len(deals)
            yield Extracted(item.id, item.text or "", item.date or self.job.date, deals, figures)

    def results(self) -> Iterator[tuple]:
        from . import extract_many

        def feed() -> Iterator[tuple[str, str, str | None]]:
            for item in self.inputs():
                self.waiting.append(item)
                yield item.id, item.text or "", item.date or self.job.date

        given = {"explain": self.job.explain, "model": self.job.model, "gazetteer": self.job.gazetteer}
        options = {key: value for key, value in given.items() if value}
        for result in extract_many(feed(), n_process=self.job.n_process, **options):
            yield self.waiting.popleft(), result.deals, result.figures, result.error


def run(job: Job, *, stdout: TextIO, message: Callable[[str], None]) -> Tally:
    """Extract; records go to ``job.output`` or ``stdout``, one-line messages to ``message``.

    Raises:
        InputError: the date is none, or the output cannot be written.
        ModelError, DataError: the model or the gazetteer cannot be used.
    """
    if job.date:
        parse_date(job.date)
    done = _continue(job) if job.resume else Counter()
    state = _Run(job, message, done)
    with _target(job, stdout) as stream:
        for piece in render(
            _with_progress(state.articles(), job),
            job.format,
            width=shutil.get_terminal_size((120, 24)).columns,
            explain=job.explain,
        ):
            stream.write(piece)
            if job.format == "jsonl":
                # what is written must survive a kill, for --resume counts on it
                stream.flush()
    return state.tally


def _with_progress(articles: Iterable[Extracted], job: Job) -> Iterable[Extracted]:
    if not job.progress:
        return articles
    from tqdm import tqdm

    return tqdm(articles, unit=" articles", desc="extract", dynamic_ncols=True)


def part_of(output: Path) -> Path:
    """The name of an output while it is not complete."""
    return output.with_name(output.name + ".part")


@contextmanager
def _target(job: Job, stdout: TextIO) -> Iterator[TextIO]:
    """The stream to write to; a file gets its name when everything is written.

    An interrupted JSON Lines file stays as ``.part`` for ``--resume``; any other, and an empty one, is removed.
    """
    if job.output is None:
        yield stdout
        stdout.flush()
        return
    part = part_of(job.output)
    try:
        stream = part.open(
            "a" if job.resume else "w", encoding="utf-8", errors="backslashreplace", newline=""
        )
    except OSError as error:
        raise InputError(f"{job.output}: cannot be written ({error.strerror})") from None
    try:
        with stream:
            yield stream
    except BaseException:
        if job.format != "jsonl" or not part.stat().st_size:
            part.unlink(missing_ok=True)
        raise
    part.replace(job.output)


def _continue(job: Job) -> Counter[str]:
    """Prepare ``.part`` to be continued; returns the ids of the articles that it holds, and how often.

    A complete output is continued too (new inputs are added). A last line that was cut off
    is dropped, and its article done again.
    """
    if job.output is None:
        raise InputError("resume needs an output")
    part = part_of(job.output)
    source = part if part.exists() else job.output
    if not source.exists():
        return Counter()
    done: Counter[str] = Counter()
    scratch = part.with_name(part.name + ".new")
    # bytes, one line at a time: a kill may cut a character, and a text may hold other line ends
    with source.open("rb") as lines, scratch.open("wb") as kept:
        for line in lines:
            try:
                done[loads(line.decode("utf-8"))["id"]] += 1
            except (ValueError, KeyError, TypeError):
                if line.endswith(b"\n"):
                    scratch.unlink()
                    raise InputError(f"{source}: not written by this command; cannot be continued") from None
                continue
            kept.write(line)
    scratch.replace(part)
    return done
