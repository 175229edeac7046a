"""annotations.money: values of money surfaces as the fields of an annotated amount."""

from __future__ import annotations

from typing import Any

from ..normalize.money import Money, find_money

_FIELDS = ("value", "low", "high", "currency", "qualifier", "per")


def amount_fields(surface: str) -> dict[str, Any] | None:
    """The fields of the one amount that a surface holds, or None if it holds none or several."""
    found = [money for money in find_money(surface) if not money.is_alt]
    return _fields(found[0]) if len(found) == 1 else None


def money_in(text: str) -> dict[tuple[int, int], dict[str, Any]]:
    """Every money expression of a text: its span and the fields of its amount."""
    return {(m.start, m.end): _fields(m) for m in find_money(text)}


def _fields(amount: Money) -> dict[str, Any]:
    fields = {key: getattr(amount, key) for key in _FIELDS}
    return {key: value for key, value in fields.items() if value is not None}
