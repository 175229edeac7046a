"""tickers: symbols of shares beside names ($GOOGL, アムジェンAMGN.O) and who sends a report (【ロンドン時事】, =日経), which are no names.

In:  a text and a span of it.
Out: whether it is such a symbol or sender, or where the name in it ends.
"""

from __future__ import annotations

import re

from ..words import words

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


_DOUBLED = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2,6})\1\.[A-Z]{1,2}(?![A-Za-z])")


def doubled(text: str) -> list[tuple[int, int]]:
    """The spans of Latin names whose symbol, spelt like them, stands right behind: IBM in IBMIBM.N."""
    return [m.span(1) for m in _DOUBLED.finditer(text)]


def before_ticker(text: str, start: int, end: int) -> int:
    """Where a name ends: before the symbol of its share."""
    if twice := _DOUBLED.match(text, start):
        return twice.end(1)
    whole = _EXCHANGE.match(text, end)
    m = _BEHIND.search(text[start : whole.end() if whole else end])
    return start + m.start() if m else end


#: A bracket of which the words before it say that it abbreviates them and no name: 電力供給契約(ESA).
_OF_A_THING = re.compile(r"(?:契約|協定|覚書|計画|制度|方式|法|指数|投資信託|ベンチャー|事業者|企業|スタートアップ)\($")
#: Who sends a report, between its date and its first words: 3月5日(ANBLE)- .
_SENDER = re.compile(r"\) ?(?:[-–—―=] ?|=)(?=\S)")


#: Agencies in the bracket of a dateline or a caption: 【ニューヨーク共同】, (ロイター=共同).
_AGENCIES = re.compile(rf"(?:{words('agency')})(?:[)】]|[=・/](?:{words('agency')})[)】])")
_OPENS = re.compile(r"[(【][^()【】、。]{0,16}$")
#: A medium behind a headline: 日立が出資=日経.
_BEHIND_HEADLINE = re.compile(rf"(?<=[^ァ-ヺー]=)[^=\n。、]{{0,16}}?(?:{words('medium')}|{words('agency')})(?:通信|紙|電子版|社|など)?(?=\n|$)")


def is_sender(text: str, start: int, end: int) -> bool:
    """Whether a name is that of who sends a report: an agency in the bracket of a dateline, a medium behind a headline."""
    after = text[end : end + 1]
    if after in (")", "】", "=", "・", "/"):
        m = next((m for m in _AGENCIES.finditer(text, start, end + 10) if m.start() < end), None)
        return m is not None and _OPENS.search(text, max(0, start - 18), start) is not None
    return text[start - 1 : start] == "=" and _BEHIND_HEADLINE.match(text, start, end + 40) is not None


def is_no_party(text: str, start: int, end: int) -> bool:
    """Whether a name in a bracket abbreviates the thing before it or is who sends the report."""
    if is_sender(text, start, end):
        return True
    if text[max(0, start - 1) : start] != "(":
        return False
    if text[start:end].isascii() and text.startswith(")", end) and _OF_A_THING.search(text, max(0, start - 10), start):
        return True
    return bool(_SENDER.match(text, end)) and text[max(0, start - 2) : start - 1] == "日"
