"""What went wrong, by class, with document id and offsets, and a listing to work from.

In come the matches of one document (``scoring.align``); out go classed errors and a text
that shows gold beside predicted with the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from .records import ROLES_OF, Amount, Capacity, Deal, Mention, Party, Period
from .scoring import SECONDARY, Aliases, Match, compare, total

#: Every miss falls into one of these.
ERROR_CLASSES = (
    "missed deal",
    "spurious deal",
    "split",
    "merged",
    "wrong type",
    "wrong role",
    "wrong party",
    "wrong amount",
    "wrong stage",
)


@dataclass(frozen=True)
class Error:
    """One miss. ``start``/``end`` are half-open offsets into the article, None if nothing places it."""

    kind: str
    document: str
    start: int | None
    end: int | None
    gold: str | None
    predicted: str | None

    def as_dict(self) -> dict:
        """The error, ready for JSON."""
        return asdict(self)


def find_errors(document_id: str, matches: Sequence[Match], aliases: Aliases) -> list[list[Error]]:
    """Class every miss of one document; one list for each match, empty where all slots agree."""
    pairs = [m for m in matches if m.gold and m.predicted]
    found = []
    for match in matches:
        if match.gold and match.predicted:
            errors = list(_pair_errors(match, aliases))
        elif match.gold:
            kind = "merged" if any(_merged(match.gold, m, aliases) for m in pairs) else "missed deal"
            errors = [(kind, match.gold.evidence, deal_line(match.gold), None)]
        else:
            kind = "split" if any(_split(match.predicted, m, aliases) for m in pairs) else "spurious deal"
            errors = [(kind, match.predicted.evidence, None, deal_line(match.predicted))]
        found.append([_place(document_id, *error) for error in errors])
    return found


def _place(document_id: str, kind: str, where: Sequence[Mention], gold: str | None, predicted: str | None):
    start, end = (where[0].start, where[0].end) if where else (None, None)
    return Error(kind, document_id, start, end, gold, predicted)


def _pair_errors(match: Match, aliases: Aliases) -> Iterator[tuple]:
    gold, predicted = match.gold, match.predicted
    sentence = gold.evidence or predicted.evidence
    if not match.type_ok:
        where = gold.mentions.get("type") or gold.mentions.get("trigger") or sentence
        yield "wrong type", where, gold.type, predicted.type
    yield from _party_errors(match, aliases)
    if not match.amount_ok:
        where = gold.mentions.get("amount") or predicted.mentions.get("amount") or sentence
        yield "wrong amount", where, amount_text(gold.amount), amount_text(predicted.amount)
    if not match.status_ok:
        where = gold.mentions.get("status") or sentence
        yield "wrong stage", where, gold.status, predicted.status


def _party_errors(match: Match, aliases: Aliases) -> Iterator[tuple]:
    """Unmatched parties: the same name in another role, another name in the same role, the rest.

    Under a wrong type the roles differ of necessity; those are part of the wrong type and
    no errors of their own.
    """
    gold, predicted = match.gold, match.predicted
    lost = [p for i, p in enumerate(gold.parties) if i not in {g for g, _ in match.parties}]
    extra = [p for j, p in enumerate(predicted.parties) if j not in {p for _, p in match.parties}]
    allowed = ROLES_OF[gold.type]
    for party in list(lost):
        other = next((p for p in extra if aliases.same(party.name, p.name)), None)
        if other is None:
            continue
        lost.remove(party)
        extra.remove(other)
        if match.type_ok or other.role in allowed:
            yield "wrong role", _mentions(match, party, other), _party(party), _party(other)
    for party in lost:
        other = next((p for p in extra if p.role == party.role), None)
        if other is not None:
            extra.remove(other)
        yield "wrong party", _mentions(match, party, other), _party(party), other and _party(other)
    for other in extra:
        yield "wrong party", _mentions(match, None, other), None, _party(other)


def _mentions(match: Match, *parties: Party | None) -> Sequence[Mention]:
    places = [p.mentions for p in parties if p and p.mentions]
    return places[0] if places else match.gold.evidence or match.predicted.evidence


def _split(predicted: Deal, pair: Match, aliases: Aliases) -> bool:
    """Whether a predicted deal left alone is a piece of a gold deal that another one met.

    It is when it holds a party or the amount that the other one lacks, or says nothing
    beyond that gold deal.
    """
    piece = compare(pair.gold, predicted, aliases)
    gained = {g for g, _ in piece.parties} - {g for g, _ in pair.parties}
    amount = piece.amount_ok and pair.gold.amount is not None
    return _takes(piece, pair, gained, amount, predicted)


def _merged(gold: Deal, pair: Match, aliases: Aliases) -> bool:
    """Whether a gold deal left alone was put into the record that met another gold deal."""
    piece = compare(gold, pair.predicted, aliases)
    gained = {p for _, p in piece.parties} - {p for _, p in pair.parties}
    amount = piece.amount_ok and gold.amount is not None
    return _takes(piece, pair, gained, amount, gold)


def _takes(piece: Match, pair: Match, gained: set[int], amount: bool, alone: Deal) -> bool:
    if gained or (amount and not pair.amount_ok):
        return True
    inside = piece.type_ok and len(piece.parties) == len(alone.parties)
    return inside and (len(alone.parties) > 1 or alone.amount is None or amount)


# --- records as text ------------------------------------------------------------------------


def number_text(value: Decimal) -> str:
    """A number with 兆, 億 and 万, exact: 1234500000000 is 1兆2345億."""
    sign, value = ("-", -value) if value < 0 else ("", value)
    parts, rest = [], value
    for unit, size in (("兆", 10**12), ("億", 10**8), ("万", 10**4)):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{int(count)}{unit}")
    if rest or not parts:
        parts.append(f"{rest.normalize():f}")
    return sign + "".join(parts)


def amount_text(amount: Amount | None) -> str | None:
    """An amount in short: ``~50億USD/year (=7500億JPY)``; None without one."""
    if amount is None:
        return None
    mark = {"about": "~", "at_least": "≥", "at_most": "≤"}.get(amount.qualifier, "")
    value = amount.value
    if value is None and (amount.low is None) != (amount.high is None):
        value = amount.low if amount.high is None else amount.high
    if value is not None:
        number = number_text(value)
    else:
        number = "–".join("?" if end is None else number_text(end) for end in (amount.low, amount.high))
    rate = "" if amount.per == "total" else f"/{amount.per}"
    alt = f" (={amount_text(amount.alt)})" if amount.alt else ""
    return f"{mark}{number}{amount.currency}{rate}{alt}"


def _party(party: Party) -> str:
    return f"{party.role}: {party.name}"


def slot_texts(match: Match, side: str) -> list[tuple[str, str, bool]]:
    """The slots of one side of a match as (kind, text, met), in reading order."""
    deal = match.gold if side == "gold" else match.predicted
    if deal is None:
        return []
    met = {pair[0 if side == "gold" else 1] for pair in match.parties}
    slots = [("type", deal.type, match.type_ok), ("status", deal.status, match.status_ok)]
    if deal.amount is not None:
        slots.append(("amount", amount_text(deal.amount), match.amount_ok))
    order = {role: n for n, role in enumerate(ROLES_OF[deal.type])}
    parties = sorted(enumerate(deal.parties), key=lambda item: order.get(item[1].role, 9))
    return slots + [("party", _party(p), i in met) for i, p in parties]


def deal_line(deal: Deal) -> str:
    """A deal in one line: type, status, amount, parties by role."""
    return " | ".join(text for _, text, _ in slot_texts(Match(deal, None), "gold"))


def field_text(deal: Deal | None, field: str) -> str:
    """A secondary field in short; a dash when the deal does not have it."""
    value = getattr(deal, field) if deal is not None else None
    if value in (None, ()):
        return "-"
    if isinstance(value, Amount):
        return amount_text(value)
    if isinstance(value, Period):
        ends = f" {value.start or ''}..{value.end or ''}" if value.start or value.end else ""
        return f"{value.months if value.months is not None else '?'} months{ends}"
    if isinstance(value, tuple):
        return ", ".join(_capacity(v) if isinstance(v, Capacity) else str(v) for v in value)
    return str(value)


def _capacity(capacity: Capacity) -> str:
    if capacity.value is not None:
        return f"{number_text(capacity.value)}{capacity.unit}"
    ends = "–".join("?" if end is None else number_text(end) for end in (capacity.low, capacity.high))
    return f"{ends}{capacity.unit}"


def field_differences(match: Match) -> list[tuple[str, str, str]]:
    """Secondary fields of an aligned pair that differ, as (field, gold, predicted)."""
    if match.gold is None or match.predicted is None:
        return []
    texts = [(f, field_text(match.gold, f), field_text(match.predicted, f)) for f in SECONDARY]
    return [t for t in texts if t[0] not in match.secondary and t[1] != t[2]]


# --- the listing ----------------------------------------------------------------------------


def list_errors(
    document_id: str, about: str, matches: Sequence[Match], errors: Sequence[Sequence[Error]], text: str
) -> str:
    """One document's misses as a compact text: gold over predicted, ``*`` on every slot not met.

    Args:
        document_id: shown in the heading.
        about: what else the heading says (genre, length).
        matches: from ``scoring.align``.
        errors: from ``find_errors``, one list for each match.
        text: the article, for the evidence.

    Returns:
        The listing, or an empty string when every slot agrees.
    """
    if not any(errors):
        return ""
    slots = total(m.slots for m in matches)
    right = f"{sum(not e for e in errors)} of {len(matches)} records without a miss"
    lines = [f"━━ {document_id}  {about}  {right}  slots tp {slots.tp} fp {slots.fp} fn {slots.fn}"]
    for match, found in zip(matches, errors, strict=True):
        if found:
            lines += _entry(match, found, text)
    return "\n".join(lines)


def _entry(match: Match, errors: Sequence[Error], text: str) -> Iterator[str]:
    place = next((f" @{e.start}-{e.end}" for e in errors if e.start is not None), "")
    yield f"  ▸ {', '.join(dict.fromkeys(e.kind for e in errors))}{place}"
    both = match.gold is not None and match.predicted is not None
    for side in ("gold", "pred"):
        slots = slot_texts(match, side)
        if slots:
            marked = " | ".join(t if ok or not both else f"*{t}*" for _, t, ok in slots)
            deal = match.gold if side == "gold" else match.predicted
            confidence = f"  ({deal.confidence:.2f})" if side == "pred" else ""
            yield f"    {side}  {marked}{confidence}"
    for field, gold, predicted in field_differences(match):
        yield f"    ~ {field}: {gold} → {predicted}"
    for field, why in (match.predicted and match.predicted.explanation or {}).items():
        yield f"    ? {field}: {why}"
    yield from _evidence(match, text)


def _evidence(match: Match, text: str) -> Iterator[str]:
    """The sentences that state the deal; those of the prediction only where gold does not have them."""
    gold = match.gold.evidence if match.gold else ()
    shown: list[Mention] = list(gold)
    for mention in match.predicted.evidence if match.predicted else ():
        if not any(m.start < mention.end and mention.start < m.end for m in gold):
            shown.append(mention)
    for mention in shown[:4]:
        mark = "g" if mention in gold else "p"
        yield f"    {mark}「{_short(text[mention.start : mention.end])}」"


def _short(sentence: str, limit: int = 240) -> str:
    sentence = " ".join(sentence.split())
    return sentence if len(sentence) <= limit else sentence[: limit - 1] + "…"


def count_errors(errors: Iterable[Error]) -> dict[str, int]:
    """How often each class occurs, classes without an error included."""
    counts = dict.fromkeys(ERROR_CLASSES, 0)
    for error in errors:
        counts[error.kind] += 1
    return counts
