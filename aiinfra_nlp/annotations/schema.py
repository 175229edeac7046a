"""annotations.schema: an annotated article as a typed record, checked against the contract.

In:  one JSON file a document (see annotations/README.md).
Out: a frozen ``Document``, or an ``AnnotationError`` of one line that names the file, the
     record and the field.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import Field, ValidationError

from ..errors import AnnotationError
from ..jsontext import loads
from ..records import ROLES_OF, Amount, Deal, Figure, Mention, Record

Label = Literal["ORG", "GOV", "PERSON", "PROGRAMME", "PLACE", "PRODUCT"]
Genre = Literal["wire", "newspaper", "blog", "digest", "tv", "press_release", "translated", "commentary"]
Origin = Literal["retold", "composed", "real"]

LABELS: tuple[str, ...] = get_args(Label)
GENRES: tuple[str, ...] = get_args(Genre)
ORIGINS: tuple[str, ...] = get_args(Origin)
#: Labels that a party can have.
PARTY_LABELS = ("ORG", "GOV", "PERSON", "PROGRAMME")

_DATE = r"^\d{4}-\d{2}-\d{2}$"


class Entity(Mention):
    """A named entity; ``name`` is the canonical name where a deal needs it."""

    label: Label
    name: str | None = None


class Reference(Mention):
    """An anaphoric company reference (同社, 両社) and the canonical names it stands for."""

    names: tuple[str, ...] = Field(min_length=1)


class Document(Record):
    """An article with everything annotated in it; all offsets are half-open, in code points."""

    id: str = Field(min_length=1, pattern=r"^[\w.-]+$")
    text: str = Field(min_length=1)
    date: str | None = Field(default=None, pattern=_DATE, description="the article's date, if known")
    genre: Genre
    origin: Origin
    entities: tuple[Entity, ...] = ()
    figures: tuple[Figure, ...] = ()
    references: tuple[Reference, ...] = ()
    deals: tuple[Deal, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The document as plain JSON data, fields that hold their default left out."""
        data = self.model_dump(mode="json", exclude_defaults=True)
        for deal, record in zip(data.get("deals", ()), self.deals, strict=True) if self.deals else ():
            deal["reported"] = record.reported
        return {key: data.get(key, [] if key in _LISTS else None) for key in Document.model_fields}


_LISTS = ("entities", "figures", "references", "deals")


def write_document(document: Document, path: Path) -> None:
    """Write one document as indented JSON (one mention a line stays readable in a diff)."""
    text = json.dumps(document.to_json(), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_document(path: Path) -> Document:
    """Read and validate one document.

    Raises:
        AnnotationError: the file is unreadable, is not UTF-8 or JSON, lacks a field, holds
            an unknown label, role or type, or an offset that does not give its text.
    """
    try:
        data = loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise AnnotationError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        raise AnnotationError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise AnnotationError(
            f"{path}: invalid JSON at line {error.lineno}, column {error.colno}: {error.msg}"
        ) from None
    return parse_document(data, source=str(path))


def parse_document(data: Any, *, source: str = "document") -> Document:
    """Validate JSON data as a document; ``source`` opens every error message."""
    try:
        document = Document.model_validate(data)
    except ValidationError as error:
        raise AnnotationError(f"{source}: {_one_line(error)}") from None
    found = list(structure_problems(document))
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise AnnotationError(f"{source}: {found[0]}{more}")
    return document


def _one_line(error: ValidationError) -> str:
    first = error.errors()[0]
    parts = [f"[{x}]" if isinstance(x, int) else f".{x}" for x in first["loc"]]
    value = first.get("input")
    shown = "" if isinstance(value, (dict, list)) or first["type"] == "missing" else f", got {value!r}"[:80]
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return f"{''.join(parts).lstrip('.') or 'document'}: {first['msg']}{shown}{more}"


def mentions_of(document: Document) -> Iterator[tuple[str, Mention]]:
    """Every mention of a document with its path (``deals[0].parties[1].mentions[0]``)."""
    for kind in ("entities", "references"):
        for i, mention in enumerate(getattr(document, kind)):
            yield f"{kind}[{i}]", mention
    for i, figure in enumerate(document.figures):
        yield f"figures[{i}].mention", figure.mention
    for i, deal in enumerate(document.deals):
        at = f"deals[{i}]"
        for j, party in enumerate(deal.parties):
            for k, mention in enumerate(party.mentions):
                yield f"{at}.parties[{j}].mentions[{k}]", mention
        for field, mentions in deal.mentions.items():
            for k, mention in enumerate(mentions):
                yield f"{at}.mentions.{field}[{k}]", mention
        for k, mention in enumerate(deal.evidence):
            yield f"{at}.evidence[{k}]", mention


def structure_problems(document: Document) -> Iterator[str]:
    """What makes a document unusable: a wrong offset, or a role its deal's type does not have."""
    text = document.text
    for path, m in mentions_of(document):
        if not m.start < m.end <= len(text):
            yield f"{path}: offsets {m.start}-{m.end} lie outside the text of {len(text)} characters"
        elif text[m.start : m.end] != m.text:
            there = text[m.start : m.end]
            yield f"{path}: offsets {m.start}-{m.end} give {_short(there)}, not {_short(m.text)}"
    for i, deal in enumerate(document.deals):
        for j, party in enumerate(deal.parties):
            if party.role not in ROLES_OF[deal.type]:
                allowed = ", ".join(ROLES_OF[deal.type])
                yield f"deals[{i}].parties[{j}].role: {party.role!r} is no role of {deal.type}; use {allowed}"
        for amount in ("amount", "valuation"):
            yield from _amount_problems(f"deals[{i}].{amount}", getattr(deal, amount))
    for i, figure in enumerate(document.figures):
        yield from _amount_problems(f"figures[{i}]", figure)


#: Which of value, low and high each qualifier has (contract, section 5).
_SHAPE = {
    "exact": ({"value"},),
    "about": ({"value"}, {"low", "high"}),
    "at_least": ({"value", "low"}, {"low"}, {"value"}),
    "at_most": ({"value", "high"}, {"high"}, {"value"}),
    "range": ({"low", "high"},),
}


def _amount_problems(path: str, amount: Amount | None) -> Iterator[str]:
    if amount is None:
        return
    have = {k for k in ("value", "low", "high") if getattr(amount, k) is not None}
    if have not in _SHAPE[amount.qualifier]:
        given = " and ".join(sorted(have)) or "no value"
        yield f"{path}: qualifier {amount.qualifier} does not go with {given}"
    if not (len(amount.currency) == 3 and amount.currency.isascii() and amount.currency.isupper()):
        yield f"{path}.currency: {amount.currency!r} is no ISO 4217 code"
    if amount.low is not None and amount.high is not None and amount.low > amount.high:
        yield f"{path}: low {amount.low} is above high {amount.high}"


def _short(text: str) -> str:
    return repr(text if len(text) <= 30 else text[:29] + "…")
