"""captions: the words below a photograph, which stand in or before the text of a page.

In:  the folded text of a page and its lines.
Out: the lines, with the caption that one begins with as a line of its own, and which are captions:
     who is shown is no party of a deal, and the day of the picture not that of one.
"""

from __future__ import annotations

import re

from .pipes.words import words

#: What is shown, when, where, and whose picture it is: 双葉電機の本社=2023年5月、東京都(共同).
_CAPTION = re.compile(
    r"[^=。\n]{2,80} ?= ?(?:(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日)(?:、[^。()\n=]{1,30}?)?"
    rf"(?:(?:撮影)?\((?=[^()\n]{{0,24}}(?:(?:{words('agency')})[)=・/、]|(?:{words('credit')})))[^()\n]{{1,24}}\)|撮影$|(?=【))"
)
#: A deal with its sum before the sign, which a headline tells: 双葉電機、星野電工を300億円で買収=1日(共同).
_TELLS = re.compile(rf"、[^=\n]{{1,60}}[0-9][億万兆千](?:円|[ァ-ヺー]{{1,6}}|元)[^=\n。]{{0,12}}?(?:{words('heads a deal')})(?:へ|を検討|で合意)? ?=")
#: How far a caption may reach, and what the text behind it begins with.
_LONGEST, _TEXT = 160, "【■◆ \u3000"


def without_captions(text: str, spans: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], set[int]]:
    """The lines of a page, captions parted from the text behind them, and the places of the captions among them.

    Args:
        text: the folded text.
        spans: its lines without the blanks around them.
    """
    out: list[tuple[int, int]] = []
    captions: set[int] = set()
    for s, e in spans:
        m = _CAPTION.match(text, s, min(e, s + _LONGEST)) if text.find("=", s, min(e, s + 84)) >= 0 else None
        if m is not None and _TELLS.search(text, s, m.end()):
            m = None
        if m is not None and (m.end() == e or text[m.end()] in _TEXT):
            captions.add(len(out))
            out.append((s, m.end()))
            s = next((p for p in range(m.end(), e) if not text[p].isspace()), e)
        if m is None or s < e:
            out.append((s, e))
    return out, captions
