"""newly: money that a clause tells to be given today to a company of which the main clause tells more.

In:  a deal word with its links, and the clauses of its sentence that say what a noun is.
Out: ``facts["plain"]`` and ``facts["newly"]``, the giver and the company, where the clause has a sum or says that it is news (双葉電機は、
     [星野キャピタルが新たに出資する]森田エナジーと提携した): the topic of the sentence gives nothing, and the giver has no part in
     what the topic does with the company.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..reading.events import Event
from ..reading.outside import of_today
from ..syntax.links import names_of
from ..syntax.relatives import Relative

#: What the main clause may tell of both, in which who gives money has no part.
_TIES = frozenset(("partner", "contract"))


def note_news(event: Event, clauses: Sequence[Relative]) -> None:
    """Note that a clause tells of money given today, with its giver and whom he gives to."""
    at = event.facts["chunk"]
    if event.frame != "invest" or event.inverse or event.facts["unreal"] or event.status == "cancelled" or event.facts.get("joint"):
        return
    r = next((r for r in clauses if r.verb == at and not r.purpose and r.subject is not None), None)
    if r is None or not event.trigger.row.word.startswith("出資") or not (of_today(event.chunks, r) or any(c.figures for c in event.chunks[r.start : at])):
        return
    gives = names_of(k for k in event.links if k.chunk == r.subject and k.case == "subj" and k.weight >= 0.9 and k.name.label == "ORG")
    gets = names_of(k for k in event.links if k.chunk in r.head and k.case == "head" and k.name.label == "ORG")
    topics = names_of(k for k in event.links if 0 <= k.chunk < r.start and k.case == "theme")
    if not gives or not gets or not topics or len(gives & gets) or (gives | gets) & topics:
        return
    event.facts["plain"] = "investment"
    event.facts["newly"] = frozenset(gives), frozenset(gets)
    event.facts["sides"] = dict.fromkeys(topics, "none") | event.facts.get("sides", {})


def beside_news(a: Event, b: Event) -> bool:
    """Whether one event is such money and the other what the topic does with who gets it."""
    if "newly" not in a.facts or a.sentence is not b.sentence or b.frame not in _TIES:
        return False
    return any(k.case == "com" and k.weight >= 0.7 and a.facts["newly"][1].issuperset(k.name.canonical) for k in b.links)


def keep_givers_out(events: Sequence[Event]) -> None:
    """Leave who gives such money out of what the topic does with who gets it."""
    for a in events:
        if "newly" in a.facts:
            for b in events:
                if beside_news(a, b):
                    if b.frame == "partner" and b.type == "partnership" and b.amount is None:
                        # the money of the sentence is another's
                        b.facts["sure type"] = b.type
                    b.links = [k.aside() if k.case.startswith("inner ") and a.facts["newly"][0].issuperset(k.name.canonical) else k for k in b.links]
