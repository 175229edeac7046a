"""onlookers: who in a sentence only looks on: a broker who rates a share, a paper that reports.

In:  a name and the sentence in which it stands.
Out: whether it is such a one. What the sentences behind leave out is somebody else's (双葉証券が目標株価を引き上げた。
     また、星野電工の株式を売却すると発表した: whose share it is, not the broker).
"""

from __future__ import annotations

import re

from ..document import Sentence

_ACTS = r"(?:社|紙|[朝夕]刊|電子版|\([^()]{1,16}\))?(?:では|は|が|も)"
_RATES = re.compile(_ACTS + "[^。「」]{0,60}?(?:レーティング|投資判断|目標株価|投資評価)")
_REPORTS = re.compile(_ACTS + "[^。]{0,120}?(?:報じ|報道し|伝え(?:た|て|る|まし)|スクープし)")


def looks_on(s: Sentence, name) -> bool:
    """Whether a name of a sentence acts in it only as one who rates shares or reports."""
    end = name.end - s.start
    return _RATES.match(s.text, end) is not None or (name.kind == "media" and _REPORTS.match(s.text, end) is not None)
