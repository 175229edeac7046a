"""Markup of a text as people keep it (Markdown, bare addresses): what of it a reader does not see.

In:  nothing.
Out: patterns as text, for ``fold`` makes one of them and its own. What ``MARKUP`` finds is left out: stars of bold type, the brackets and the address of a
     link, and a source in brackets after what it is the source of, as in （[日刊双葉](https://...)）,
     whose publisher is no party of anything. What ``MENU`` finds stays as it is: a line of links alone
     is furniture of the page (see ``lines``).
"""

from __future__ import annotations

_ADDRESS = r"\((?:https?://|mailto:|\.{0,2}[/#])(?:[^\s()]|\([^\s()]{0,99}\)){0,999}(?: {1,3}\"[^\"\n]{0,200}\")?\)"
_LABEL = r"[^\[\]\n]{1,200}"
_LINK = rf"\[{_LABEL}\]{_ADDRESS}"

MENU = rf"^(?:\[[^\[\]\n]{{1,24}}\]{_ADDRESS}[ /|・]{{0,9}})+$"
#: Alternatives of one pattern, the longest first.
MARKUP = (
    rf"[(（]\s?(?:出典|出所|参考|ソース|via|source)?[:：]?\s?{_LINK}(?:[、,;/・\s]{{1,2}}{_LINK}){{0,9}}\s?[)）]"  # a source in brackets
    rf"|!\[[^\[\]\n]{{0,200}}\]{_ADDRESS}"  # an image
    rf"|\[\^?[0-9]{{1,3}}\]{_ADDRESS}"  # the number of a note
    rf"|!?\[(?={_LABEL}\]{_ADDRESS})|(?<=[^\[\]\n])\]{_ADDRESS}"  # around the words of a link
    r"|<?https?://[!#-&*-;=?-~]+>?"  # a bare address
    r"|\*\*|`"
)
