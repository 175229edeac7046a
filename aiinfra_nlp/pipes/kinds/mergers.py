"""mergers: companies that merge as equals.

In:  a deal word of merging, and the names that its sentence holds.
Out: of those whom the sentence joins (双葉電機と星野電工が経営統合する, 双葉電機は星野電工と合併する) that both
     acquire (contract, section 3). Nothing is said of a sentence in which one becomes the
     other's (吸収合併, 子会社, 傘下) or is merged by the other (双葉電機が星野電工を合併する).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..reading.events import Event
from ..syntax.links import Link, names_of
from ..words import words

_MERGES = re.compile("経営統合|合併|統合")
_BECOMES = re.compile(rf"{words('becomes the other')}")


def as_equals(event: Event, found: list[Link]) -> None:
    """Note in ``event.facts["equals"]`` who merges as equals, of whom the sentence may name only the other one (星野電工との統合)."""
    if event.frame != "merge" or event.inverse or not _MERGES.match(event.trigger.text) or _BECOMES.search(event.sentence.text):
        return
    if _joins_things(event):
        return
    part = [k for k in found if k.chunk >= 0 and k.weight >= 0.5 and k.name.label == "ORG" and k.case in ("subj", "com", "gen", "by")]
    told = names_of(part)
    rest = any(k.case in ("obj", "genobj", "comp", "goal", "src", "theme", "head", "is") and k.weight >= 0.4 for k in found)
    cases = {k.case for k in part}
    if rest or not (cases == {"com"} or (len(told) > 1 and ("com" in cases or len(cases) == 1))):
        return
    event.facts["equals"] = told
    if len(told) > 1:
        event.facts["sides"] = dict.fromkeys(told, "payer") | event.facts.get("sides", {})


def _joins_things(event: Event) -> bool:
    """Whether a clause says what is joined that is no company: 双葉電機と星野電工はチップをサーバーに統合する."""
    for c in reversed(event.chunks[: event.facts["chunk"]]):
        if c.pred:
            return False
        if event.cases[c.index] == "obj" and not c.names and c.text not in ("経営", "事業", "会社", "両社"):
            return True
    return False


def both_acquire(parties: dict[str, str], events: Sequence[Event]) -> None:
    """Make acquirers of the parties of a record that merge as equals."""
    equal = {c for e in events for c in e.facts.get("equals", ())} & parties.keys()
    if any(side == "payee" for e in events for c, side in e.facts.get("sides", {}).items() if c in equal):
        # 合併で合意した。星野電工は双葉電機の完全子会社になる
        return
    if len(equal) > 1:
        parties.update(dict.fromkeys(equal, "acquirer"))
    elif equal and sorted(parties.values()) == ["acquirer", "target"]:
        parties.update(dict.fromkeys(parties, "acquirer"))
