"""annotations.money: values of money surfaces as the fields of an annotated amount."""

from __future__ import annotations

from typing import Any

from ..normalize.money import find_money, parse_money
from ..records import Amount

_FIELDS = ("value", "low", "high", "currency", "qualifier", "per")


def amount_fields(surface: str) -> dict[str, Any] | None:
    """The fields of the amount that a surface reads as by itself, or None."""
    amount = parse_money(surface)
    return None if amount is None else _fields(amount)


def money_in(text: str) -> dict[tuple[int, int], dict[str, Any]]:
    """Every money expression of a text: its span and the fields of its amount."""
    return {(m.start, m.end): _fields(m.amount) for m in find_money(text)}


def _fields(amount: Amount) -> dict[str, Any]:
    fields = {key: getattr(amount, key) for key in _FIELDS}
    return {key: value for key, value in fields.items() if value is not None}
