"""tenders: who sells his shares into an offer for a company that was told before.

In:  a sentence that says who tenders (応募する, 応募契約を結んだ), and the events before it.
Out: an anchor in place of the offer's own word, and its event: as of the acquisition, whose seller that one is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...document import Sentence
from ..reading.events import Event
from ..signals.triggers import Trigger, TriggerRow
from ..syntax.links import Link

_ROW = TriggerRow("(tender)", True, "sell", 1, (), (), ())
#: That somebody tenders; who only recommends it, or does not, sells nothing.
_TENDERS = re.compile("応募(?:(?:する|の)?契約|(?=す[るべ]|し(?!な|て(?:い|お)?な)|[にで]合意|[をの](?:約束|意向)|予定(?!は|も|が)))")
#: What makes a tender one that somebody only weighs, is asked for or speaks against.
_OPEN = re.compile("応募す(?:る|べき)(?:かどうか|か否か|か[はをに、。]|か(?:明らか|未定|検討)|よう|こと(?:に(?:は|も)?|への)反対|のは|べきで|予定(?:は|も)な|つもりはな)")
#: What one applies for, and no offer: 補助金に応募する, 第三者割当増資に応募する.
_APPLIES_FOR = re.compile("(?P<to>[^、。はが]{1,16})[にへ](?:も)?$")
_OFFER = re.compile("TOB|公開買い?付|買い?付け")
#: How far back the offer may be told, in sentences.
_REACH = 6


def tenders(s: Sentence, told: list[Trigger], events: list[Event]) -> list[Trigger]:
    """The deal words of a sentence, the word for the offer as that of tendering into it."""
    m = _TENDERS.search(s.text) if "応募" in s.text else None
    if m is None or _OPEN.match(s.text, m.start()) or _for_another(s.text, m.start()) or _offer(s, events) is None:
        return told
    at = s.start + m.start()
    return sorted([*(t for t in told if not (t.end <= at and _OFFER.search(t.row.word)) and not at <= t.start < s.start + m.end()), Trigger(at, s.start + m.end(), _ROW)], key=lambda t: t.start)


def _for_another(text: str, at: int) -> bool:
    """Whether the word at an offset tells of applying for something else: 国の補助金に応募する, 増資に応募する."""
    to = _APPLIES_FOR.search(text, max(0, at - 20), at)
    return to is not None and not (_OFFER.search(to["to"]) or to["to"].endswith(("これ", "同社", "提案", "募集")))


def _offer(s: Sentence, events: list[Event]) -> Event | None:
    """The acquisition told last, if it or the sentence speaks of an offer to all who hold shares."""
    near = [e for e in events[-12:] if 0 < s.index - e.sentence.index <= _REACH]
    of = next((e for e in reversed(near) if e.type == "acquisition" and e.frame == "acquire" and e.roles), None)
    return of if of is not None and any(_OFFER.search(x.text) for x in (s, *(e.sentence for e in near))) else None


def sells_into(event: Event, events: list[Event]) -> Event | None:
    """The event, who tenders as the seller of the acquisition before; None if nobody is told to."""
    of = _offer(event.sentence, events)
    if of is None:
        return None
    sides = {role: of.roles.get(role, []) for role in ("acquirer", "target")}
    taken = {c for ns in sides.values() for n in ns for c in n.canonical}
    cases = ("com",) if any(k.case == "com" and k.weight >= 0.5 for k in event.links) else ("subj", "head")
    sell = [k for k in event.links if k.case in cases and k.weight >= 0.5 and k.name.label != "GOV" and taken.isdisjoint(k.name.canonical)]
    if not sell:
        return None
    event.roles = {"seller": [k.name for k in sell], **{role: ns for role, ns in sides.items() if ns}}
    event.weights = {(role, c): 0.9 if role == "seller" else 0.5 for role, ns in event.roles.items() for n in ns for c in n.canonical}
    event.inherited |= {role for role in sides if sides[role]}
    event.links = [replace(k, case="tenders", weight=0.9) if any(k is x for x in sell) else k for k in event.links if any(k is x for x in sell) or taken.isdisjoint(k.name.canonical)]
    for role, ns in sides.items():
        event.links += [Link(n, "subj" if role == "acquirer" else "obj", 0.5, -1, event.sentence.index - of.sentence.index, -1, ("told before",)) for n in ns]
    # what he holds is not what the offer comes to
    event.amount = event.stake = None
    event.figures, event.capacities = [], []
    event.facts.update(needs=True, offer=of, plan="acquisition")
    return event


def of_offer(a: Event, b: Event) -> bool:
    """Whether one of two events tells who tenders into what the other tells."""
    return a.facts.get("offer") is b or b.facts.get("offer") is a
