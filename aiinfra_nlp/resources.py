"""The only reader of ``data/``: tab-separated tables, checked as they are read.

In:  the name of a table (``"currencies"``) or the path of a user's own.
Out: its rows as dicts, header names as keys. Nothing else in the package opens a data file.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from .errors import DataError

#: The folder of the model that travels in the package.
SHIPPED = Path(__file__).resolve().parent / "model"


def read_tsv(name: str | Path, required: tuple[str, ...] = ()) -> list[dict[str, str]]:
    """Rows of a table, in file order; blank lines and lines that start with ``#`` are skipped.

    Args:
        name: a table of the package without its ending (``"units"``), or a path.
        required: columns the caller relies on.

    Returns:
        One dict per row. The list is cached and shared: do not change it.

    Raises:
        DataError: no such table; a bad header; a row with missing or additional cells; the
            same row twice (whatever its source); a required column that is absent.
    """
    rows, columns, label = _load(str(name))
    for column in required:
        if column not in columns:
            raise DataError(
                f"{label}: no column {column!r} (there are {', '.join(columns)}); add it to the header"
            )
    return rows


@cache
def _load(name: str) -> tuple[list[dict[str, str]], tuple[str, ...], str]:
    text, label = _text(name)
    lines = [
        (number, line)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines:
        raise DataError(f"{label}: empty; the first line must name the columns")
    columns = tuple(lines[0][1].split("\t"))
    if len(set(columns)) < len(columns) or not all(c.strip() == c and c for c in columns):
        raise DataError(f"{label}: row {lines[0][0]}: column names must be distinct and not blank: {columns}")
    rows: list[dict[str, str]] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise DataError(
                f"{label}: row {number}: {len(cells)} cells, the header has {len(columns)}: {line!r}"
            )
        row = dict(zip(columns, cells, strict=True))
        key = tuple(v for c, v in row.items() if c != "source")
        if key in seen:
            raise DataError(f"{label}: row {number} repeats row {seen[key]}: {line!r}; delete one")
        seen[key] = number
        rows.append(row)
    return rows, columns, label


def _text(name: str) -> tuple[str, str]:
    """The text of a package table or of a file, and what to call it in messages."""
    is_path = "/" in name or "\\" in name or name.endswith((".tsv", ".txt"))
    source = Path(name) if is_path else files(__package__) / "data" / f"{name}.tsv"
    label = name if is_path else f"data/{name}.tsv"
    try:
        return source.read_text(encoding="utf-8"), label
    except OSError as error:
        raise DataError(f"{label}: cannot be read ({error.strerror}); name a tab-separated file") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{label}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
