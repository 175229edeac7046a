"""givers: who gives to a round, told before it, in a list below it, or as a part of it that is lent.

In:  an event, and the events before it.
Out: the event with its round: 出資したのは双葉電機など。青葉AIは今回の増資で90億円を集めた; 【引受先】・双葉電機・星野銀行;
     22億円を調達した。うち6億円は双葉銀行からの借り入れだ.
"""

from __future__ import annotations

import re

from ..reading.events import Event
from ..syntax.links import Link, names_of
from .rounds import is_part

#: A longer list is one of links or of a register.
_MOST_MEMBERS = 60


def link_to(event: Event, names: list, case: str, of: Event) -> None:
    """Link an event to parties of the deal before, which stand in another clause of its sentence or in none."""
    for n in names:
        told = [k for k in event.links if set(k.name.canonical) & set(n.canonical)]
        if all(k.case.startswith(("other ", "inner ")) for k in told):
            gap = event.sentence.index - of.sentence.index
            event.links = [k for k in event.links if not any(k is x for x in told)] + [Link(n, case, 0.5, told[-1].chunk if told else -1, gap, -1, ("told before",))]


#: That a round is the one of which the sentence before told who gives.
_THIS_ROUND = re.compile(r"今回の|(?:この|本)(?:資金|ラウンド|増資|調達)")


def givers_before(event: Event, events: list[Event]) -> None:
    """Give what a sentence tells of nobody's round to the company whose round the next tells: 出資したのは双葉電機など。青葉AIは今回の増資で90億円を集めた."""
    of = events[-1] if events else None
    if event.frame != "raise" or event.inverse or of is None or event.sentence.index - of.sentence.index != 1 or not _THIS_ROUND.search(event.sentence.text):
        return
    got = [n for n in event.roles.get("investee", ()) if not set(n.canonical) & of.names]
    if of.frame in ("invest", "join") and of.amount is None and len(got) == 1 and not of.roles.get("investee") and any(k.case == "is" for k in of.links):
        of.roles["investee"] = of.rule_roles["investee"] = got
        of.weights |= {("investee", c): 0.5 for c in got[0].canonical}
        link_to(of, got, "goal", event)
        of.facts["part of"] = event


#: What is raised, by the frame of who gives to it.
_RAISED = {"join": ("raise", "investee"), "lend": ("borrow", "borrower")}


def listed_giver(event: Event, events: list[Event]) -> None:
    """Make who is a line of a list of givers (【引受先】・双葉電機・星野銀行) one who gives to what was raised above it."""
    if event.trigger.row.word != "(member)" or event.frame not in _RAISED:
        return
    frame, role = _RAISED[event.frame]
    of = next((e for e in reversed(events[-_MOST_MEMBERS:]) if ((e.frame == frame and not e.inverse) or (e.frame == event.frame == "lend" and e.inverse)) and e.amount is not None and e.rule_roles.get(role)), None)
    own = names_of(k for k in event.links if "member" in k.facts)
    if of is None or event.sentence.index - of.sentence.index > _MOST_MEMBERS or not own or not own.isdisjoint(of.names):
        return
    event.facts["sides"] = dict.fromkeys(own, "payer") | {c: "payee" for n in of.rule_roles[role] for c in n.canonical}
    event.facts["part of"], event.facts["form"] = of, of.type


#: How a sentence goes on with a part of the sum told just before.
_PART = re.compile(r"(?:この|その)?うち")


def lent_part(event: Event, events: list[Event]) -> None:
    """Give a loan that is told as a part of what a company raised to that company: 22億円を調達した。うち6億円は双葉銀行からの借り入れだ."""
    of = events[-1] if events else None
    if event.type != "financing" or event.roles.get("borrower") or of is None or event.sentence.index - of.sentence.index not in (0, 1) or of.frame != "raise" or not _PART.match(event.sentence.text):
        return
    got = [n for n in of.roles.get("investee", ()) if not set(n.canonical) & event.names]
    if len(got) == 1 and event.amount is not None and of.amount is not None and is_part(event.amount, of.amount):
        event.roles["borrower"] = got
        event.inherited.add("borrower")
        event.weights |= {("borrower", c): 0.5 for c in got[0].canonical}
        link_to(event, got, "subj", of)
