"""training.sources: whatever the user names -> checked documents, or every problem by file and line.

In:  files and folders: our JSON (one document a file, or one a line), doccano, Label Studio,
     Prodigy, ``.spacy``; the format is seen from the content.
Out: documents, and problems and warnings of one line each.
"""

from __future__ import annotations

import gzip
import json
import lzma
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from json.decoder import JSONDecodeError, JSONDecoder
from pathlib import Path

from ..annotations.check import document_problems, near_duplicates
from ..annotations.convert import doccano, labelstudio, prodigy, spacy_format
from ..annotations.convert.graph import from_graph
from ..annotations.schema import Document, parse_document
from ..errors import AiinfraError, AnnotationError
from ..jsontext import loads
from .artifact import DOCUMENTS

_SUFFIXES = (".json", ".jsonl", ".ndjson", ".gz", ".xz", ".spacy")
_UNPACK = {".gz": gzip.decompress, ".xz": lzma.decompress}
#: Breaches of the contract that make a document useless for training; others are warnings.
_FATAL = re.compile(r"entities\[\d+\]: .*overlaps")
_SHOWN = 20


@dataclass
class Found:
    """Documents with the place each came from; problems stop a run, warnings do not."""

    documents: list[Document] = field(default_factory=list)
    where: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_sources(paths: list[str | Path]) -> Found:
    """Read and check annotated files and folders.

    Raises:
        AnnotationError: any document is unusable; the message lists every problem, a line each.
    """
    found = Found()
    for path in paths:
        for file in _files(Path(path), found):
            before = len(found.documents) + len(found.problems)
            for place, result in _documents(file):
                _take(found, place, result)
            if before == len(found.documents) + len(found.problems):
                found.problems.append(f"{file}: empty; there is no annotated document in it")
    _duplicates(found)
    if found.problems:
        more = [f"... and {len(found.problems) - _SHOWN} more"] if len(found.problems) > _SHOWN else []
        count = f"{len(found.problems)} problem{'s' * (len(found.problems) > 1)} in the annotations"
        raise AnnotationError("\n".join([*found.problems[:_SHOWN], *more, f"{count}; nothing was trained"]))
    return found


def _files(path: Path, found: Found) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        found.problems.append(f"{path}: no such file or folder")
        return []
    files = sorted(p for p in path.iterdir() if p.suffix in _SUFFIXES and not p.name.startswith("."))
    if not files:
        found.problems.append(f"{path}: empty; it holds no {', '.join(_SUFFIXES)} file")
    return files


def _take(found: Found, place: str, result: Document | str) -> None:
    if isinstance(result, str):
        found.problems.append(f"{place}: {result}")
        return
    if result.id in found.where:
        found.problems.append(f"{place}: id: {result.id!r} is also the id of {found.where[result.id]}")
        return
    for problem in document_problems(result):
        (found.problems if _FATAL.match(problem) else found.warnings).append(f"{place}: {problem}")
    found.documents.append(result)
    found.where[result.id] = place


def _documents(path: Path) -> Iterator[tuple[str, Document | str]]:
    """Each document of a file, or what is wrong with it, with its place (``file:line``)."""
    if path.suffix == ".spacy":
        try:
            for number, document in enumerate(spacy_format.load_file(path), 1):
                yield f"{path}: document {number}", document
        except Exception as error:  # spaCy raises whatever its unpacking meets
            yield str(path), _plain(error, path)
        return
    try:
        data = path.read_bytes()
        text = _UNPACK.get(path.suffix, bytes)(data).decode("utf-8-sig")
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        yield str(path), f"cannot be read ({getattr(error, 'strerror', None) or error})"
        return
    except UnicodeDecodeError as error:
        yield str(path), f"not UTF-8 at byte {error.start}; save the file as UTF-8"
        return
    if not text.strip():
        return
    if path.name.endswith(".json"):
        yield from _json(path, text)
    else:
        yield from _lines(path, text)


def _json(path: Path, text: str) -> Iterator[tuple[str, Document | str]]:
    """One document of ours, or the tasks of Label Studio."""
    try:
        data = loads(text)
    except JSONDecodeError as error:
        yield f"{path}:{error.lineno}", f"invalid JSON at column {error.colno}: {error.msg}"
        return
    if isinstance(data, dict):
        yield _attempt(path, text, "", lambda: parse_document(data, source=str(path)))
    elif isinstance(data, list):
        for number, task in enumerate(data):

            def one(task=task) -> Document:
                return from_graph(next(iter(labelstudio.load(json.dumps([task]), source=str(path))))[0])

            yield _attempt(path, text, f"[{number}]", one)
    else:
        yield f"{path}:1", "neither a document nor a list of Label Studio tasks"


def _attempt(path: Path, text: str, at: str, read) -> tuple[str, Document | str]:
    """A document with the line it begins at, or its first problem with the line of the field at fault."""
    try:
        document = read()
        return f"{path}:{line_of(text, at)}", document
    except Exception as error:  # an export that lacks keys fails in many ways
        message = _plain(error, path)
        inner = re.match(r"[\w.\[\]]*", message).group(0) if not at else ""
        return f"{path}:{line_of(text, at or inner)}", message


def _lines(path: Path, text: str) -> Iterator[tuple[str, Document | str]]:
    """JSON Lines: our documents, doccano or Prodigy."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            item = loads(line)
            if "spans" in item or "tokens" in item:
                read = list(prodigy.load(line, source=str(path)))
                if not read:
                    continue  # an example the annotator rejected
                document = from_graph(read[0][0])
            elif "genre" in item:
                document = parse_document(item, source=str(path))
            else:
                document = from_graph(next(iter(doccano.load(line, source=str(path))))[0])
            yield place, document
        except JSONDecodeError as error:
            yield place, f"invalid JSON at column {error.colno}: {error.msg}"
        except Exception as error:  # as above
            yield place, _plain(error, path)


#: What an annotator is told of an export that nobody here can read; behind it stands what the reader stumbled over.
_UNKNOWN = "no annotated document in a known format; write documents as annotations/README.md shows, or export from doccano, Prodigy, Label Studio or spaCy"


def _plain(error: Exception, path: Path) -> str:
    """An error in one line without the place that our message gives already."""
    text = " ".join(str(error).split())
    text = re.sub(rf"^{re.escape(str(path))}(:\d+)?:? ?(task \d+: )?", "", text)
    if isinstance(error, KeyError):
        text = f"no key {error}"
    return text if isinstance(error, AiinfraError) else f"{_UNKNOWN} ({text or type(error).__name__})"


def line_of(text: str, path: str) -> int:
    """The line of ``deals[0].parties[1]`` in a JSON text; of the deepest part that exists."""
    decoder, at = JSONDecoder(), _skip(text, 0)
    for key, index in re.findall(r"(\w+)|\[(\d+)\]", path):
        found = _child(decoder, text, at, key or int(index))
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1


def _child(decoder: JSONDecoder, text: str, at: int, wanted: str | int) -> int | None:
    """Where the value of a key or index begins, inside the object or list that begins at ``at``."""
    if text[at] != ("{" if isinstance(wanted, str) else "["):
        return None
    at, n = _skip(text, at + 1), 0
    while text[at] not in "}]":
        name: str | int = n
        if isinstance(wanted, str):
            name, at = decoder.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        if name == wanted:
            return at
        _, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        at = _skip(text, at + 1) if text[at] == "," else at
        n += 1
    return None


def _skip(text: str, at: int) -> int:
    return re.compile(r"[\s\ufeff]*").match(text, at).end()


# --- the same article twice -------------------------------------------------------------------


def text_key(document: Document) -> str:
    """Two documents with one key have the same text, but for white space."""
    return re.sub(r"\s+", "", document.text)


def _content(document: Document) -> dict:
    data = document.to_json()
    return {k: data[k] for k in ("entities", "figures", "references", "deals")} if document.text else data


def _duplicates(found: Found) -> None:
    """Drop a document that repeats another; one that contradicts another is a problem."""
    kept: dict[str, Document] = {}
    for document in found.documents:
        first = kept.setdefault(text_key(document), document)
        if first is document:
            continue
        here, there = found.where[document.id], found.where[first.id]
        if _content(first) == _content(document):
            found.warnings.append(f"{here}: the same as {there}; used once")
        else:
            field_ = next(k for k, v in _content(first).items() if v != _content(document)[k])
            found.problems.append(
                f"{here}: contradicts {there}: the same text with other {field_}; keep one of the two"
            )
    found.documents = list(kept.values())


def overlaps(train: list[Document], dev: list[Document]) -> set[str]:
    """Ids of training documents that are (nearly) a document of dev."""
    dev_ids = {id(d) for d in dev}
    return {
        (b if id(a) in dev_ids else a).id
        for a, b, _ in near_duplicates([*train, *dev])
        if (id(a) in dev_ids) != (id(b) in dev_ids)
    }


def shipped_documents() -> list[Document]:
    """The documents that the shipped model was trained on; of the checkout if the package holds none."""
    from ..annotations.load import annotations_dir, load_documents
    from ..pipeline import SHIPPED

    path = SHIPPED / DOCUMENTS
    if path.is_file():
        lines = lzma.decompress(path.read_bytes()).decode("utf-8").splitlines()
        return [parse_document(json.loads(line), source=f"{path}:{n}") for n, line in enumerate(lines, 1)]
    try:
        return load_documents(annotations_dir() / "train")
    except AiinfraError:
        return []


def shipped_names() -> dict[str, list[tuple[int, int, str, float]]]:
    """What was found in each shipped document by a recogniser that had not seen it, by the document's id."""
    from ..pipeline import SHIPPED

    path = SHIPPED / "names.json.gz"
    if not path.is_file():
        return {}
    rows = json.loads(gzip.decompress(path.read_bytes()))
    return {name: [tuple(span) for span in spans] for name, spans in rows.items()}
