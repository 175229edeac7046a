"""bids: from whom an offer comes, and to whom it is made.

In:  a deal word that tells what is offered, and the names that its sentence holds.
Out: who bids on the paying side and who gets or answers the offer on the other, whichever way it is told:
     星野電工は双葉電機からの買収提案を拒否した; 星野電工は双葉電機から、1株2000円で買い取るとの提案を受けた.
     What comes from somebody otherwise is bought of him (双葉電機からの買収).
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..reading.bystanders import SELLING
from ..reading.events import Event
from ..syntax.links import Link, names_of
from ..words import words

_OFFER = re.compile(rf"[^、。]{{0,6}}?(?:{words('offer')})")
#: What one does to an offer that somebody else makes.
_GETS = re.compile(rf"受け|あった|届|来|寄せら|{words('answers')}")
_SAID = ("との", "という", "とする")
#: That the offer was accepted, or will be: 受け入れると発表した; but 受け入れない, 受け入れるか検討する, 受け入れる方針.
_ACCEPTS = re.compile(r"(?:提案|申し入れ|申し出|打診|オファー)(?:を|に)(?:受け入れ|受諾し|応じ|同意し)(?:た(?!い)|、|て|ており|ること(?:を|で)(?:決|合意|発表)|る?と(?:、|発表|表明|明らか|公表))")


def accepts(event: Event) -> bool:
    """Whether a sentence tells that an offer is accepted."""
    return _ACCEPTS.search(event.sentence.text, max(0, event.trigger.start - event.sentence.start)) is not None


def bidders(event: Event, found: list[Link], at: int) -> list[Link]:
    """The links of a deal word in chunk ``at``, of those from whom an offer comes as of who acts, of who gets it as of the other side."""
    if event.frame == "acquire" and (sides := _talks(event, found, at)):
        event.facts["sides"] = event.facts.get("sides", {}) | sides
        return [replace(k, case="subj" if sides[k.name.canonical[0]] == "payer" else "obj", weight=0.9, facts=()) if k.name.canonical[0] in sides and k.chunk >= 0 else k for k in found]
    if event.frame not in (*SELLING, "invest") or (offer := _offer(event, at)) is None:
        return found
    chunks, cases = event.chunks, event.cases
    verb = next((c.index for c in chunks[offer:] if c.pred), offer)
    gets = _GETS.match(chunks[verb].text) is not None
    who = [k for k in found if k.chunk >= 0 and (cases[k.chunk] == "nsrc" and k.chunk < at or (gets and cases[k.chunk] == "src" and k.chunk < verb))]
    who = [k for k in who if k.name.label != "PLACE" and not k.case.startswith(("inner", "other", "bystander"))]
    if not who:
        return found
    bids = names_of(who)
    # 双葉電機は星野電工から、[子会社の]森田機工を買収するとの提案を受けた: who gets that offer is not bought
    others = any(k.case in ("obj", "comp", "gen", "genobj", "goal") and k.weight >= 0.7 and bids.isdisjoint(k.name.canonical) for k in found)
    answers = [k for k in found if k.case in ("subj", "theme") and k.chunk < offer and bids.isdisjoint(k.name.canonical)]
    other = "payer" if event.frame == "merge" else "seller" if others else "payee"
    if others and event.frame not in ("acquire", "stake"):
        answers = []
    event.facts["sides"] = event.facts.get("sides", {}) | dict.fromkeys(bids, "payer") | {c: other for k in answers for c in k.name.canonical}
    event.facts["offer"] = not accepts(event)
    event.inverse = False
    to = "src" if others else "goal"
    return [replace(k, case="by", weight=0.9, facts=()) if k in who else replace(k, case=to, weight=0.9, facts=()) if k in answers else k for k in found]


#: Talks on a purchase, and what who wants to buy does in them.
_TALKS, _OFFERS = re.compile("(?:の|に関する|をめぐる|を巡る)?(?:協議|交渉)"), re.compile("提示|提案|申し出|申し入|打診|オファー")


def _talks(event: Event, found: list[Link], at: int) -> dict[str, str]:
    """The sides of two who talk of a purchase, one of whom makes the offer: 双葉電機と星野ソフトとの買収協議は、双葉電機が55億ドルを提示して始まった."""
    chunks, cases = event.chunks, event.cases
    if not _TALKS.match(event.sentence.text, event.trigger.end - event.sentence.start):
        return {}
    verb = next((c.index for c in chunks[at + 1 :] if c.paren == -1 and _OFFERS.match(c.text)), None)
    if verb is None or any(c.pred and not c.adnominal for c in chunks[at + 1 : verb]):
        return {}
    acts = [c for c in chunks[:verb] if c.paren == -1 and c.names and cases[c.index] in ("topic", "subj")]
    bids = acts[-1].names[-1].canonical if acts else ()
    two = names_of(k for k in found if 0 <= k.chunk < at and k.name.label == "ORG" and k.case in ("com", "gen", "subj"))
    if len(bids) != 1 or len(two) != 2 or not two.issuperset(bids):
        return {}
    return {c: "payer" if c in bids else "payee" for c in two}


def _offer(event: Event, at: int) -> int | None:
    """The chunk of the offer that a deal word in chunk ``at`` tells: 買収提案, 買収の提案, 買い取るとの申し入れ."""
    chunks = event.chunks
    c, behind = chunks[at], chunks[at + 1] if at + 1 < len(chunks) else None
    if not c.pred and _OFFER.match(c.text, event.trigger.start - c.start):
        return at
    said = c.pred and c.func.endswith(_SAID) or (not c.pred and c.func == "の")
    return behind.index if said and behind is not None and _OFFER.match(behind.text) else None
