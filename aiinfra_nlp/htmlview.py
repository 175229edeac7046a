"""htmlview: articles with evidence and slots highlighted, as one self-contained page.

Nothing is fetched and nothing in an article is trusted: every piece of it is escaped, and the
page's own policy forbids scripts, images, forms and requests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from .output import Extracted, amount_text, capacity_text, short_number, sides
from .records import Deal, Mention

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
#: Characters that HTML does not allow; each is shown as one replacement character.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_COLUMNS = (
    "", "Who", "Whom", "Type", "Amount", "USD", "Stage", "Date", "Period", "Capacity", "Stake",
    "Subject", "Place", "Confidence",
)  # fmt: skip


def render_html(articles: Iterable[Extracted], *, explain: bool = False) -> Iterator[str]:
    """Pieces of the page: a head, one section an article, a foot."""
    style = (files(__package__) / "htmlview.css").read_text(encoding="utf-8")
    yield (
        '<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Deals</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
    )
    for article in articles:
        yield _section(article, explain)
    yield "</body>\n</html>\n"


def _section(article: Extracted, explain: bool) -> str:
    head = f"<h2>{_text(article.id)}</h2>\n"
    if article.date:
        head += f"<p>{_text(article.date)}</p>\n"
    table = _table(article, explain) if article.deals else "<p>No deal was found.</p>\n"
    return f"<section>\n{head}{table}<article>{highlight(article)}</article>\n</section>\n"


def _text(text: object) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", str(text)), quote=True)


def _table(article: Extracted, explain: bool) -> str:
    head = "".join(f"<th>{name}</th>" for name in _COLUMNS)
    rows = []
    for number, deal in enumerate(article.deals, 1):
        cells = "".join(f"<td>{_text(cell)}</td>" for cell in (number, *_cells(deal)))
        rows.append(f"<tr>{cells}</tr>\n")
        if explain and deal.explanation:
            why = "".join(f"<dt>{_text(k)}</dt><dd>{_text(v)}</dd>" for k, v in deal.explanation.items())
            rows.append(f'<tr><td></td><td colspan="{len(_COLUMNS) - 1}"><dl>{why}</dl></td></tr>\n')
    return f"<table>\n<tr>{head}</tr>\n{''.join(rows)}</table>\n"


def _cells(deal: Deal) -> list[str]:
    who, whom = sides(deal)
    whom = [*whom, *(f"from {p.name}" for p in deal.parties if p.role == "seller")]
    a = deal.amount
    money = amount_text(a) + (f" ({amount_text(a.alt)})" if a and a.alt else "")
    period = ""
    if p := deal.period:
        span = f"{p.start or ''}/{p.end or ''}" if p.start or p.end else ""
        period = " ".join(x for x in (f"{p.months} months" if p.months else "", span) if x) or "stated"
    return [
        ", ".join(who),
        ", ".join(whom),
        deal.type,
        money,
        short_number(a.usd) if a and a.usd is not None else "",
        deal.status + (" (reported)" if deal.reported else ""),
        deal.date or "",
        period,
        ", ".join(capacity_text(deal)),
        f"{format((deal.stake * 100).normalize(), 'f')}%" if deal.stake is not None else "",
        deal.subject or "",
        ", ".join(deal.location),
        f"{deal.confidence:.2f}",
    ]


def highlight(article: Extracted) -> str:
    """The article's text as HTML, evidence and slots marked with the deal's number and the field."""
    spans = sorted(_spans(article))
    borders = sorted({0, len(article.text), *(x for start, end, *_ in spans for x in (start, end))})
    pieces, ahead = [], 0
    active: list[tuple[int, int, str, str]] = []
    for start, end in zip(borders, borders[1:], strict=False):
        active = [span for span in active if span[1] > start]
        while ahead < len(spans) and spans[ahead][0] <= start:
            active.append(spans[ahead])
            ahead += 1
        piece = _text(article.text[start:end])
        if active:
            kinds = " ".join(sorted({kind for *_, kind, _ in active}))
            titles = "; ".join(dict.fromkeys(title for *_, title in active if title))
            piece = f'<mark class="{kinds}" title="{_text(titles)}">{piece}</mark>'
        pieces.append(piece)
    return "".join(pieces)


def _spans(article: Extracted) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, CSS class and title of everything to mark."""
    size = len(article.text)

    def inside(mentions: Iterable[Mention]) -> Iterator[Mention]:
        return (m for m in mentions if 0 <= m.start < m.end <= size)

    for number, deal in enumerate(article.deals, 1):
        for m in inside(deal.evidence):
            yield m.start, m.end, "evidence", f"deal {number}"
        for party in deal.parties:
            for m in inside(party.mentions):
                yield m.start, m.end, "party", f"deal {number} {party.role}: {party.name}"
        for key, mentions in deal.mentions.items():
            kind = "money" if key in ("amount", "amount_alt", "valuation") else "slot"
            for m in inside(mentions):
                yield m.start, m.end, kind, f"deal {number} {key}"
    for figure in article.figures:
        for m in inside([figure.mention]):
            yield m.start, m.end, "figure", amount_text(figure)
