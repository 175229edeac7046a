"""reading: what the user names on the command line -> articles, one at a time.

In:  files, folders, globs or ``-`` (standard input); plain text or JSON Lines, gzip or not.
Out: ``Input`` records in order. What cannot be read comes as an ``Input`` with an ``error``
     of one line that names the file, and the rest goes on (but not a file of records without a text). Texts are given out exactly as
     decoded (line ends too), for all offsets refer to them.
"""

from __future__ import annotations

import glob
import gzip
import io
import json
import re
import sys
import textwrap
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path
from typing import Any, BinaryIO

from .errors import InputError
from .jsontext import loads

#: Files that are taken from a folder; a file that is named itself may be called anything.
SUFFIXES = (".txt", ".text", ".md", ".markdown", ".jsonl", ".ndjson")
JSON_LINES = (".jsonl", ".ndjson")
#: Encodings of Japanese text that are tried when a file is not UTF-8.
LEGACY_ENCODINGS = ("cp932", "euc_jp", "utf_16", "gb18030", "big5", "euc_kr")
#: Tried besides when a file holds NUL bytes: UTF-16 without a byte order mark has one for each ASCII character.
WIDE_ENCODINGS = ("utf_16_le", "utf_16_be")

#: So many records without the key at the head of a file show that the key is wrong, not the records.
_HEAD = 10
_KANA = re.compile(r"[ぁ-んァ-ヶ]")


@dataclass(frozen=True)
class Input:
    """One article to read, or the reason why it cannot be read.

    Attributes:
        id: the path as given; ``path:line`` or the record's own id in JSON Lines.
        text: the article, None with an error.
        date: its ISO date if the record states one.
        error: one line that names the file.
        encoding: set when the text was not UTF-8.
    """

    id: str
    text: str | None = None
    date: str | None = None
    error: str | None = None
    encoding: str | None = None


def read_inputs(
    sources: Iterable[str],
    *,
    encoding: str | None = None,
    text_field: str | None = None,
    id_field: str = "id",
    date_field: str = "date",
    stdin: BinaryIO | None = None,
) -> Iterator[Input]:
    """Read articles from files, folders (recursively), globs and ``-``.

    Args:
        sources: as on the command line; ``.gz`` is unpacked.
        encoding: of all files; without it UTF-8 (or a byte order mark), else detected.
        text_field: the key of the text in JSON Lines (default ``text``); when given, every
            input is read as JSON Lines, otherwise those called .jsonl or .ndjson.
        id_field: the key of the record's id.
        date_field: the key of the record's ISO date.
        stdin: the stream behind ``-``.
    """
    for source in sources:
        if source == "-":
            stream = stdin or sys.stdin.buffer
            yield from _articles("-", stream, encoding, text_field, id_field, date_field)
            continue
        paths = expand(source)
        if not paths:
            yield Input(source, error=f"{source}: no such file or folder, or no article in it")
        for path in paths:
            try:
                with path.open("rb") as stream:
                    yield from _articles(str(path), stream, encoding, text_field, id_field, date_field)
            except OSError as error:
                yield Input(str(path), error=f"{path}: cannot be read ({error.strerror or error})")


def expand(source: str) -> list[Path]:
    """The files that a source names, in order: itself, a folder's articles, or a glob's matches."""
    path = Path(source)
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.is_file() and _suffix(p.name) in SUFFIXES)
    if path.exists() or not glob.has_magic(source):
        return [path] if path.exists() or path.is_symlink() else []
    matches = glob.glob(source, recursive=True)  # noqa: PTH207  (Path.glob refuses absolute patterns)
    return sorted(p for match in matches if (p := Path(match)).is_file())


def _suffix(name: str) -> str:
    return Path(name.lower().removesuffix(".gz")).suffix


def _articles(
    name: str, stream: BinaryIO, encoding: str | None, text_field: str | None, id_field: str, date_field: str
) -> Iterator[Input]:
    if text_field is None and _suffix(name) not in JSON_LINES:
        try:
            text, used = decode(_unpacked(stream).read(), encoding)
        except (InputError, OSError, EOFError, zlib.error) as error:
            yield Input(name, error=f"{name}: {_reason(error)}")
        else:
            yield Input(name, text, encoding=used)
        return
    try:
        yield from _records(name, stream, encoding, text_field or "text", id_field, date_field)
    except (OSError, EOFError, zlib.error) as error:
        yield Input(name, error=f"{name}: {_reason(error)}")


def _records(
    name: str, stream: BinaryIO, encoding: str | None, text_field: str, id_field: str, date_field: str
) -> Iterator[Input]:
    """The lines of JSON Lines; none but one error when the first of them show that the key is wrong."""
    held: list[Input] = []  # what is wrong with the first lines, until one has the key
    fields: dict[str, None] = {}
    found = False
    for number, line in enumerate(_unpacked(stream), 1):
        if not line.strip():
            continue
        record, item = _record(f"{name}:{number}", line, encoding, text_field, id_field, date_field)
        held.append(item)
        if found or text_field in record:
            found = True
            yield from held
            held.clear()
            continue
        fields.update(dict.fromkeys(record))
        if len(held) == _HEAD:
            yield Input(name, error=f"{name}: {_no_key(text_field, fields, held[0])}")
            return
    yield from held


def _no_key(text_field: str, fields: Iterable[str], first: Input) -> str:
    """What is wrong with a file none of whose first records has the key."""
    if not fields:
        return f"its first {_HEAD} lines are no JSON records, so it was not read on; give JSON Lines ({first.error})"
    return (
        f"no text under the key {text_field!r} in its first {_HEAD} records, so it was not read on; "
        f"the keys are {_listed(fields)}; name the right one with --text-field"
    )


def _listed(fields: Iterable[str]) -> str:
    """Keys of a record for a message of one line, however many and long they are."""
    return textwrap.shorten(", ".join(map(repr, fields)), 200, placeholder=" ...")


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, InputError) else f"cannot be unpacked ({error})"


def _unpacked(stream: BinaryIO) -> BinaryIO:
    """The stream behind gzip, recognised by its first two bytes; pipes cannot seek, so peek."""
    buffered = stream if hasattr(stream, "peek") else io.BufferedReader(stream)  # type: ignore[arg-type]
    if buffered.peek(2)[:2] == b"\x1f\x8b":
        return gzip.open(buffered)  # type: ignore[return-value]
    return buffered  # type: ignore[return-value]


def _record(
    place: str, line: bytes, encoding: str | None, text_field: str, id_field: str, date_field: str
) -> tuple[dict[str, Any], Input]:
    """One line of JSON Lines: its keys and values, none if it is no record, and its article."""
    try:
        content, used = decode(line, encoding)
        record: Any = loads(content)
    except InputError as error:
        return {}, Input(place, error=f"{place}: {error}")
    except json.JSONDecodeError as error:
        return {}, Input(place, error=f"{place}: invalid JSON ({error})")
    if not isinstance(record, dict):
        return {}, Input(
            place, error=f"{place}: no text under the key {text_field!r}, for it is no JSON object"
        )
    own_id, date = record.get(id_field), record.get(date_field)
    where = place if own_id is None else f"{place}: record {str(own_id)[:80]!r}"
    if not isinstance(record.get(text_field), str):
        return record, Input(
            place,
            error=f"{where}: no text under the key {text_field!r}; the keys are {_listed(record)}; "
            "name the right one with --text-field",
        )
    if date is not None:
        try:
            date = parse_date(str(date)[:10])
        except InputError as error:
            return record, Input(place, error=f"{where}: {date_field}: {error}")
    return record, Input(place if own_id is None else str(own_id), record[text_field], date, encoding=used)


def parse_date(text: str) -> str:
    """An ISO date, checked.

    Raises:
        InputError: not of the form 2025-09-10, or no day of the calendar.
    """
    try:
        return Date.fromisoformat(text).isoformat()
    except ValueError:
        raise InputError(f"{text!r} is no date; write it as 2025-09-10") from None


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str | None]:
    """Text of bytes, and the encoding if it was not UTF-8.

    Without ``encoding``: a byte order mark decides, then UTF-8, then what a detector finds
    among the usual encodings of Japanese text.

    Raises:
        InputError: the bytes do not fit; the message has the offset of the first that does not.
    """
    if encoding:
        try:
            return data.decode(encoding), None
        except UnicodeDecodeError as error:
            bad = data[error.start]
            raise InputError(f"not {encoding}: byte 0x{bad:02x} at offset {error.start}") from None
        except LookupError:
            raise InputError(f"unknown encoding {encoding!r}") from None
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return decode(data, name)[0], None if name == "utf-8-sig" else name
    if b"\x1b$B" in data or b"\x1b$@" in data:
        # ISO-2022-JP is seven-bit, so it would pass as UTF-8 full of escape characters
        try:
            return data.decode("iso2022_jp"), "iso2022_jp"
        except UnicodeDecodeError:
            pass
    wide = WIDE_ENCODINGS if b"\0" in data else ()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = None if _mostly_utf8(data) else _detect(data, (*LEGACY_ENCODINGS, *wide))
        if found:
            return found
        raise InputError(
            f"not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}; "
            "mend the file or name its encoding, such as --encoding "
            + (" or ".join(w.replace("_", "-") for w in wide) or "cp932")
        ) from None
    # many kana are seven-bit in UTF-16, so a few would pass as UTF-8 full of NULs
    found = _detect(data, wide) if wide and not _KANA.search(text) else None
    return found or (text, None)


def _mostly_utf8(data: bytes) -> bool:
    """Whether only a few bytes are broken: a damaged UTF-8 text must not be read as another's."""
    text = data.decode("utf-8", errors="replace")
    foreign = sum(ord(c) > 0x7F for c in text)
    return text.count("\ufffd") * 10 < foreign


def _detect(data: bytes, encodings: Sequence[str]) -> tuple[str, str] | None:
    """Text and encoding, one of those given, by the detector; the text must look Japanese."""
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(encodings)).best()
    if best is None:
        return None
    try:
        text = data.decode(best.encoding)
    except UnicodeDecodeError:
        return None
    return (text, best.encoding) if _KANA.search(text) else None
