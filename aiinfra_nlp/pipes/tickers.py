"""tickers: symbols of shares beside names ($GOOGL, アムジェンAMGN.O), which are no names.

In:  a text and a span of it.
Out: whether it is such a symbol, or where the name in it ends.
"""

from __future__ import annotations

import re

#: A symbol with its exchange.
_SYMBOL = re.compile(r"\(?[A-Z0-9]{1,6}\.[A-Z]{1,2}\)?")
#: The same, as a wire service writes it right behind a name: アムジェンAMGN.O.
_BEHIND = re.compile(r"(?<=[^A-Za-z0-9 .&])" + _SYMBOL.pattern + "$")
_EXCHANGE = re.compile(r"\.[A-Z]{1,2}(?![A-Za-z])")


def is_symbol(surface: str) -> bool:
    """Whether a word is a symbol with its exchange: AMGN.O."""
    return _SYMBOL.fullmatch(surface) is not None


def is_ticker(text: str, start: int) -> bool:
    """Whether a word is the symbol of a share ($GOOGL), with its sign before it or as its first character."""
    return "$" in text[max(0, start - 1) : start + 1]


_CODE = re.compile(r" ?: ?[0-9A-Z][0-9A-Z.]{0,9}[)、,;/ ]")


def is_exchange(text: str, start: int, end: int) -> bool:
    """Whether a name in a bracket is the exchange of a share: (NYSE:ORCL), (東証:6981)."""
    return text[max(0, start - 1) : start] in ("(", ";", "/") and _CODE.match(text, end) is not None


def before_ticker(text: str, start: int, end: int) -> int:
    """Where a name ends: before the symbol of its share."""
    whole = _EXCHANGE.match(text, end)
    m = _BEHIND.search(text[start : whole.end() if whole else end])
    return start + m.start() if m else end
