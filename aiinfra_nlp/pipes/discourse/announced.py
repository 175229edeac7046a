"""announced: who acts in a clause that another only announces, and who raises money in a clause about the deal.

In:  the events of an article.
Out: ``facts["sides"]``: the one whom が marks in the clause of the deal word as who raises or buys (双葉証券は、
     [星野電工が100億円を調達した]と発表した), whoever announces it as of no part; and of a clause that says what raising is
     spoken of, whoever が marks at its head ([双葉電機が県内に建設中の拠点向けに100億円を資金調達する]案件).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..reading.events import Event
from ..syntax.links import names_of

#: How one announces what another does.
_ANNOUNCES = re.compile("発表|公表|明らか|述べ|語っ|語り|伝え|報告|報じ|説明")
_RAISES = ("raise", "borrow")
#: Money that is raised by way of a loan or shares, behind the noun: 長期融資で調達した.
_BY_WAY = re.compile("調達")
#: What an announcement is about, before who acts in it.
_ABOUT = re.compile("について|に関し")
#: A contract that is called by what its buyer does.
_BUYS = re.compile("(?:購入|調達|受電|買電)(?:の)?契約$")


def tell_apart(events: Sequence[Event]) -> None:
    """Give who acts in the clause of a deal word his side, and take from whoever only announces it any part."""
    for e in events:
        if e.inverse or e.facts.get("sides") or not e.trigger.row.word:
            continue
        raised = e.frame in _RAISES or (e.frame in ("lend", "invest", "spend") and _by_way(e))
        if sides := _announced(e, raised):
            e.facts["sides"] = sides
        elif e.frame == "raise" and (sides := _within(e)):
            e.facts["sides"] = sides
            _of_all(e, [o for o in events if o.sentence is e.sentence and o is not e])


def _of_all(e: Event, others: Sequence[Event]) -> None:
    """Make what the raising is called that of the same company, and the sum none of what is built with it."""
    for o in others:
        if o.frame == "contract" and o.facts["chunk"] == e.facts["chunk"] + 1:
            o.facts["sides"] = e.facts["sides"]
        elif o.frame == "build" and o.facts["chunk"] < e.facts["chunk"] and o.amount is e.amount:
            o.facts["sides"] = dict.fromkeys(e.facts["sides"], "none")


def _by_way(e: Event) -> bool:
    at = e.facts["chunk"]
    return e.chunks[at].func == "で" and any(_BY_WAY.match(c.text) for c in e.chunks[at + 1 : at + 6])


def _announced(e: Event, raised: bool) -> dict[str, str]:
    """The sides in a clause that somebody announces, or nothing where the sentence does not tell who acts."""
    chunks, at = e.chunks, e.facts["chunk"]
    said = next((c for c in chunks[at + 1 :] if c.pred and c.paren == -1 and _ANNOUNCES.match(c.text)), None)
    if said is None or not chunks[said.index - 1].func.endswith("と"):
        return {}
    topics = [k for k in e.links if k.chunk >= 0 and "nearer subject" in k.facts and k.name.label in ("ORG", "GOV")]
    acts = [k for k in e.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.85 and k.name.label == "ORG" and chunks[k.chunk].func.startswith("が")]
    if not topics or not acts or {k.chunk for k in topics} & {k.chunk for k in acts}:
        return {}
    first = min(k.chunk for k in acts)
    about = any(_ABOUT.match(c.func) for c in chunks[max(k.chunk for k in topics) + 1 : first])
    if not raised and not (about and e.frame in ("powerbuy", "contract") and _BUYS.search(e.trigger.text)):
        return {}
    tells = names_of(topics)
    own = names_of(acts) - tells
    if not own:
        return {}
    return dict.fromkeys(tells, "none") | dict.fromkeys(own, "payee") if raised else dict.fromkeys(own, "payer")


def _within(e: Event) -> dict[str, str]:
    """Who raises money in a clause about it, whose subject stands before another clause: 双葉電機が建設中の拠点向けに資金調達する案件."""
    c = e.chunks[e.facts["chunk"]]
    here = [k for k in e.links if k.chunk >= 0 and k.name.label == "ORG"]
    if e.amount is None or not c.pred or not c.adnominal or any(k.case in ("subj", "head", "theme") for k in here):
        return {}
    acts = [k for k in here if k.case == "inner subj" and "of goal" in k.facts and e.chunks[k.chunk].func == "が"]
    if not acts or any(x.func.startswith(("は", "が", "も")) and x.paren == -1 for x in e.chunks[acts[-1].chunk + 1 : c.index]):
        return {}
    return {c: "payee" for k in acts for c in k.name.canonical}
