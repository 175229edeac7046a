"""measured: plans to build whose size the next sentence tells, in watts rather than in money.

In:  the events of an article.
Out: those of building without sum or size, with the size that the sentence behind them gives
     theirs: 双葉電機は石狩市にデータセンターを新設する。受電容量は20万キロワットだ。
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..document import Article
from .events import Event, within
from .quantities import read
from .words import words

#: How a sentence begins that measures what the one before it tells of.
_MEASURES = re.compile(rf"(?:(?:同|この)?(?:施設|拠点|データセンター|全体|新棟|完成時|開業時|稼働時)の|施設全体の)?(?:総|最大|計画|想定|合計|全体の|IT)?(?:{words('output')})(?:は|が|:)")


def measure(article: Article, events: Sequence[Event]) -> None:
    """Give events of building that have neither sum nor size the size that the next sentence of the paragraph tells."""
    for e in events:
        if e.frame != "build" or not e.trigger.row.word or e.amount is not None or e.capacities or e.sentence.heads:
            continue
        i = e.sentence.index + 1
        s = article.sentences[i] if i < len(article.sentences) else None
        if s is None or s.block != e.sentence.block or not _MEASURES.match(s.text):
            continue
        e.capacities = within(article.capacities, s) if s.relevant else read(article, s)["capacities"]
