"""holdings: a stake that a company simply has, as a statement of its own (decisions): 双葉電機は星野電工の株式の18%を持つ.

In:  an event of a verb of holding a stake, and where the deal words of its sentence stand.
Out: whether it tells no more than that the stake is held, which was bought some day; what one comes to hold by a
     deal of the same sentence (20億円を出資し、株式の5%を保有する) is that deal's.
"""

from __future__ import annotations

import re

from .events import Event
from .words import words

_WORD = re.compile(r"を?(?:保有|持|握)$")
#: Held now, and neither to be held nor given up: 持つ, 保有している, 握り、.
_NOW = re.compile(r"(?:し|する|つ(?!こと|よう|予定|計画|方針|見|もよう)|っ|ち|る|り)(?!た(?:い|が))(?:て(?:いる|おり|いま))?(?!こと|予定|計画|方針|見込|見通|もよう|ようにな)")
_ALREADY = re.compile(rf"(?:{words('before now')}|既に|すでに|現在)")


def holds(event: Event, told_at: set[int]) -> bool:
    """Whether a sentence tells that a stake is held, with no other deal word before it in the sentence unless it is held already."""
    at, s = event.facts["chunk"], event.sentence
    if event.frame != "stake" or event.inverse or event.stake is None or not _WORD.search(event.trigger.row.word):
        return False
    if event.status in ("in_talks", "planned", "cancelled") or not _NOW.match(event.facts["scope"]):
        return False
    return all(x >= at for x in told_at) or _ALREADY.search(s.text, 0, event.trigger.start - s.start) is not None
