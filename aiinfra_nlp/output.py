"""output: extracted articles -> JSON, JSON Lines, CSV or a table.

In:  ``Extracted`` articles, one at a time. Out: pieces of text, as soon as they are known,
     so that a stream can be read while it is written. (HTML: see ``htmlview``.)
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .records import ROLES_OF, Amount, Deal, Figure

#: Roles on the side that money comes from; joint ventures and tie-ups have one side only.
PAYERS = ("investor", "acquirer", "customer", "lender", "grantor")

CSV_COLUMNS = (
    "article", "article_date", "deal", "type", "who", "whom", "seller", "status", "reported",
    "amount", "low", "high", "currency", "qualifier", "per", "usd", "usd_date", "alt_amount", "alt_currency",
    "date", "months", "start", "end", "capacity", "stake", "valuation", "valuation_currency",
    "location", "subject", "confidence", "evidence",
)  # fmt: skip

#: Columns of the table with their greatest width, and the room that evidence needs beside them.
_TABLE = (("who", 24), ("whom", 24), ("type", 16), ("amount", 22), ("USD", 8), ("stage", 10))
_EVIDENCE_ROOM = 40


@dataclass(frozen=True)
class Extracted:
    """An article with what was found in it."""

    id: str
    text: str
    date: str | None = None
    deals: Sequence[Deal] = ()
    figures: Sequence[Figure] = field(default_factory=tuple)


def to_json(article: Extracted) -> dict[str, Any]:
    """An article as JSON data: ``id``, ``date``, ``deals`` and ``figures`` with the contract's names."""
    return {
        "id": article.id,
        "date": article.date,
        "deals": [deal.model_dump(mode="json") for deal in article.deals],
        "figures": [figure.model_dump(mode="json") for figure in article.figures],
    }


def render(
    articles: Iterable[Extracted], format: str, *, width: int = 120, explain: bool = False
) -> Iterator[str]:
    """Pieces of the output in one of ``json``, ``jsonl``, ``csv``, ``table``, ``html``.

    Args:
        articles: consumed one at a time.
        format: the output format.
        width: columns of the terminal, for ``table``.
        explain: print each field's explanation, for ``table`` and ``html``.
    """
    if format == "html":
        from .htmlview import render_html

        yield from render_html(articles, explain=explain)
        return
    renderers = {"json": _json, "jsonl": _jsonl, "csv": _csv}
    if format == "table":
        yield from _table(articles, width, explain)
    else:
        yield from renderers[format](articles)


def _jsonl(articles: Iterable[Extracted]) -> Iterator[str]:
    for article in articles:
        yield json.dumps(to_json(article), ensure_ascii=False) + "\n"


def _json(articles: Iterable[Extracted]) -> Iterator[str]:
    opening = "["
    for article in articles:
        yield opening + "\n" + json.dumps(to_json(article), ensure_ascii=False, indent=1)
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


# --- CSV --------------------------------------------------------------------------------------


def _csv(articles: Iterable[Extracted]) -> Iterator[str]:
    """One row a deal. Cells that a spreadsheet would run as a formula get a leading quote."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, CSV_COLUMNS, lineterminator="\n")
    writer.writeheader()
    yield buffer.getvalue()
    for article in articles:
        buffer.seek(0)
        buffer.truncate()
        for number, deal in enumerate(article.deals, 1):
            writer.writerow({k: _cell(v) for k, v in _row(article, number, deal).items()})
        if buffer.tell():
            yield buffer.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def _row(article: Extracted, number: int, deal: Deal) -> dict[str, Any]:
    who, whom = sides(deal)
    row: dict[str, Any] = {
        "article": article.id,
        "article_date": article.date,
        "deal": number,
        "type": deal.type,
        "who": "; ".join(who),
        "whom": "; ".join(whom),
        "seller": "; ".join(p.name for p in deal.parties if p.role == "seller"),
        "status": deal.status,
        "reported": "yes" if deal.reported else "no",
        "date": deal.date,
        "capacity": "; ".join(capacity_text(deal)),
        "stake": plain(deal.stake),
        "location": "; ".join(deal.location),
        "subject": deal.subject,
        "confidence": f"{deal.confidence:.3f}",
        "evidence": " … ".join(m.text for m in deal.evidence),
    }
    if a := deal.amount:
        row |= {"amount": plain(a.value), "low": plain(a.low), "high": plain(a.high)}
        row |= {"currency": a.currency, "qualifier": a.qualifier, "per": a.per, "usd": plain(a.usd)}
        row["usd_date"] = a.usd_rate.date if a.usd_rate else None
        if a.alt:
            row |= {"alt_amount": plain(_middle(a.alt)), "alt_currency": a.alt.currency}
    if v := deal.valuation:
        row |= {"valuation": plain(_middle(v)), "valuation_currency": v.currency}
    if p := deal.period:
        row |= {"months": p.months, "start": p.start, "end": p.end}
    return row


def plain(value: Decimal | None) -> str | None:
    """A decimal without exponent."""
    return None if value is None else format(value, "f")


def _middle(amount: Amount) -> Decimal | None:
    ends = [x for x in (amount.low, amount.high) if x is not None]
    return amount.value if amount.value is not None or not ends else sum(ends, Decimal(0)) / len(ends)


def sides(deal: Deal) -> tuple[list[str], list[str]]:
    """Who gives money (or takes the first place among equals), and to whom; sellers apart."""
    who = [p.name for p in deal.parties if p.role in PAYERS]
    whom = [p.name for p in deal.parties if p.role not in (*PAYERS, "seller", "partner")]
    partners = [p.name for p in deal.parties if p.role == "partner"]
    return who + partners[:1], whom + partners[1:]


# --- short forms ------------------------------------------------------------------------------

_SIGN = {"exact": "", "about": "~", "at_least": "≥", "at_most": "≤", "range": ""}
_PER = {"total": "", "year": "/yr", "quarter": "/qtr", "month": "/mo"}


def amount_text(amount: Amount | None) -> str:
    """An amount in one short string: ``~JPY 4.5tn``, ``USD 1.5bn-2bn``, ``≥USD 30bn/yr``."""
    if amount is None:
        return ""
    if amount.value is not None:
        number = short_number(amount.value)
    else:
        number = "-".join(short_number(x) for x in (amount.low, amount.high) if x is not None)
    per = _PER.get(amount.per, f"/{amount.per}")
    return f"{_SIGN[amount.qualifier]}{amount.currency} {number}{per}"


def short_number(value: Decimal) -> str:
    """A number with k, m, bn or tn, at most four significant digits: 4500000000 -> ``4.5bn``."""
    sizes = ((12, "tn"), (9, "bn"), (6, "m"), (3, "k"), (0, ""))
    size, unit = next((s for s in sizes if abs(value) >= Decimal(10) ** s[0]), (0, ""))
    scaled = value.scaleb(-size)
    digits = max(0, 4 - max(1, scaled.adjusted() + 1))
    text = format(round(scaled, digits), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) + unit


def capacity_text(deal: Deal) -> list[str]:
    """Each capacity in one short string: ``4.5bn W`` is ``4.5 GW``, ``100000 GPU``."""
    texts = []
    for c in deal.capacity:
        numbers = [x for x in (c.value, c.low, c.high) if x is not None]
        if c.unit == "W":
            power = "-".join(short_number(x) for x in numbers)
            for short, prefix in (("tn", "T"), ("bn", "G"), ("m", "M"), ("k", "k")):
                power = power.replace(short, f" {prefix}")
            texts.append(power + ("W" if " " in power else " W"))
        else:
            texts.append("-".join(format(x.normalize(), "f") for x in numbers) + f" {c.unit}")
    return texts


# --- table ------------------------------------------------------------------------------------


def _table(articles: Iterable[Extracted], width: int, explain: bool) -> Iterator[str]:
    """What an analyst wants first: who, whom, type, amount, USD, stage, evidence.

    Columns are as wide as their widest cell, up to a limit; the evidence stands in the last
    column where there is room for it, and under its row otherwise.
    """
    for number, article in enumerate(articles):
        found = f"{len(article.deals)} deal{'' if len(article.deals) == 1 else 's'}"
        yield ("\n" if number else "") + f"{printable(article.id)}: {found}\n"
        if not article.deals:
            continue
        rows = [table_cells(deal) for deal in article.deals]
        sizes = [
            min(limit, max(len(name), *(display_width(row[i]) for row in rows)))
            for i, (name, limit) in enumerate(_TABLE)
        ]
        left = width - sum(sizes) - 2 * len(sizes)
        beside = left >= _EVIDENCE_ROOM
        names = [pad(name, size) for (name, _), size in zip(_TABLE, sizes, strict=True)]
        yield "  ".join([*names, "evidence"] if beside else names).rstrip() + "\n"
        yield "-" * width + "\n"
        for deal, row in zip(article.deals, rows, strict=True):
            cells = [pad(cell, size) for cell, size in zip(row, sizes, strict=True)]
            evidence = " … ".join(m.text for m in deal.evidence)
            if beside:
                cells.append(pad(evidence, left))
            yield "  ".join(cells).rstrip() + "\n"
            if evidence and not beside:
                yield f"    {pad(evidence, width - 4).rstrip()}\n"
            if explain and deal.explanation:
                for key, why in deal.explanation.items():
                    yield f"    {key}: {printable(why)}\n"
        if any(deal.reported for deal in article.deals):
            yield "(? = reported by the press or by sources)\n"


def table_cells(deal: Deal) -> list[str]:
    """The cells of one row of the table, evidence apart."""
    who, whom = sides(deal)
    sellers = [f"from {p.name}" for p in deal.parties if p.role == "seller"]
    usd = deal.amount.usd if deal.amount else None
    return [
        ", ".join(who) or "-",
        ", ".join([*whom, *sellers]) or ("-" if len(ROLES_OF[deal.type]) > 1 else ""),
        deal.type,
        amount_text(deal.amount) or ", ".join(capacity_text(deal)) or "-",
        short_number(usd) if usd is not None else "-",
        deal.status + ("?" if deal.reported else ""),
    ]


def printable(text: str) -> str:
    """Text in one line, without control characters (a terminal would obey them)."""
    return "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)


def display_width(text: str) -> int:
    """Columns of a terminal that a text takes: wide characters two, combining marks none."""
    width = 0
    for char in text:
        if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Me", "Mn"):
            continue
        width += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return width


def pad(text: str, width: int) -> str:
    """A text cut or filled to ``width`` columns; what is cut ends in ``…``."""
    text = printable(text)
    if display_width(text) > width:
        kept, used = [], 0
        for char in text:
            size = display_width(char)
            if used + size > width - 1:
                break
            kept.append(char)
            used += size
        text = "".join(kept) + "…"
    return text + " " * (width - display_width(text))
