"""portions: shares for so much money, which are some of the shares: 星野電工の株式50億円分を取得する.

In:  the events of an article.
Out: ``facts["sure type"]``: an investment, whatever the verb, unless the sentence tells of control. 株式を50億円で買収する
     may be all of them, and stays with the models.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..reading.events import Event

#: Between shares and their sum, and from the sum to the verb.
_SHARES = re.compile(r"(?:普通|優先)?株式?(?:の)?(?:約|およそ|最大|計)?$")
_TAKEN = re.compile(r"(?:規模)?(?:\([^()]{1,24}\))?(?:分|相当)?(?:の株式)?(?:を|の)(?:追加)?(?:で)?(?:買収|取得|購入|買い|引き受け)")
#: What tells of control.
_CONTROL = re.compile("全株|全て|すべて|過半|完全|子会社|傘下|経営権|TOB|公開買")


def as_portions(events: Sequence[Event]) -> None:
    """Make a purchase of shares for so much money an investment, with what else the sentence tells of it."""
    for e in events:
        s, a = e.sentence, e.amount
        if e.type not in ("acquisition", "investment") or a is None or e.inverse or not s.start <= a.start < s.end or _CONTROL.search(s.text):
            continue
        start, end = a.start - s.start, a.end - s.start
        if _SHARES.search(s.text[max(0, start - 12) : start]) and _TAKEN.match(s.text, end):
            e.facts.setdefault("sure type", "investment")
