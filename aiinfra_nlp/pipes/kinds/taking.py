"""taking: what a word of buying or of handing over takes, where the word alone does not say.

In:  an event with its chunks.
Out: whether a verb of buying takes goods rather than a company (装置を買う), and whether who signs a contract on
     handing over is the one who takes what is handed over (譲り受けることについて、事業譲渡契約を結んだ).
"""

from __future__ import annotations

import re

from ..reading.events import Event, has_object
from ..syntax.cases import PROPERTY


def takes_over(event: Event) -> bool:
    """Whether who signs a contract on handing over takes what is handed over: 事業を譲り受けることについて、星野電工と事業譲渡契約を結んだ."""
    return "譲渡" in event.trigger.text and re.search("譲り受け|譲受", event.sentence.text[: event.trigger.start - event.sentence.start]) is not None


#: A company by its trade: 装置メーカーを買う.
_FIRM = re.compile("(?:メーカー|企業|会社|ベンチャー|スタートアップ|新興|大手|代理店|商社)$")


def takes_goods(event: Event, at: int) -> bool:
    """Whether a verb of buying takes goods, which no name stands for, rather than a company: 星野電工から装置を買う."""
    thing = next((c for c in reversed(event.chunks[max(0, at - 4) : at]) if event.cases[c.index] == "obj" and c.paren == -1), None)
    if thing is None or thing.names or not has_object(thing.text, "supply") or _FIRM.search(thing.text):
        return False
    # 工場の土地と、電源や冷却装置を取得する: what belongs to a plant goes with it
    first = thing.index
    while first and event.chunks[first - 1].func in ("と", "や", "", "および", "及び") and not event.chunks[first - 1].pred:
        first -= 1
    return not any(has_object(c.text, x) for c in event.chunks[first : thing.index + 1] for x in ("facility", "asset", "stake")) and not any(PROPERTY.search(c.text) for c in event.chunks[first : thing.index + 1])
