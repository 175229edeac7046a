"""unions: who leads a group without a name that buys a company, and of whom it is told to buy.

In:  the events of an article.
Out: ``facts["sides"]`` of the members of such a group that its own sentence lists (双葉電機、星野電工で構成する企業連合は、
     投資家グループ(双葉電機、星野電工)は); of who leads such a group, where another sentence says who else is in it (双葉ファンドが率いる連合体は
     赤石電機を買収する。連合体には星野電工も参画する); ``facts["part of"]`` of a sentence that only adds who sells the company
     whose takeover was told just before (発表によると、森田商事から赤石電機を取得する).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..reading.events import Event
from ..syntax.links import names_of

#: How one leads a group.
_LEADS = re.compile("[^、。はがを]{0,12}(?:が|の)(?:率い|主導|中心と)")
#: How far back the takeover may be told, in sentences.
_REACH = 3


def note_unions(events: Sequence[Event]) -> None:
    """Tell who leads a group of buyers, and join to its takeover the sentence that adds who sells."""
    for i, e in enumerate(events):
        if e.type in ("acquisition", "investment") and e.frame in ("acquire", "stake", "invest", "spend") and not e.inverse:
            _list_members(e)
        if e.facts.get("union"):
            _keep_leaders(e)
        elif e.type == "acquisition" and e.frame in ("acquire", "stake") and "part of" not in e.facts:
            _add_seller(e, events[max(0, i - 12) : i])


_GROUP = r"(?:企業連合|企業・投資家連合|投資家連合|連合体?|コンソーシアム|陣営|(?:投資家|企業)グループ)"
#: Behind a list of names, that they make up a group that acts: で構成する企業連合は.
_MADE_UP = re.compile(rf"(?:など|ら)?(?:の[0-9]社)?(?:で|から|により|によって)(?:構成(?:する|される|された|した)|成る|なる|つくる|作る)[^、。はがを]{{0,12}}{_GROUP}(?:は|が)")
#: And before a list of them: 投資家グループ(, コンソーシアム――; what closes it.
_OPENS = re.compile(rf"{_GROUP}(?:」|』)?(?:\(|[—―–─-]{{2}})$")
_CLOSES = re.compile(r"(?:など|ほか|ら)?(?:の?[0-9]社)?(?:で構成|から成る|からなる)?(?:\)|[—―–─-]{2})、?(?:は|が)")
#: What may stand between two names of a list, as what is said of the next: 、IT大手の, 、赤石氏率いる.
_BETWEEN = re.compile(r"(?:、|,|・|/|と|や|および|及び| |そして)[^、。はがを()]{0,16}")


def _list_members(e: Event) -> None:
    """Give all whom a sentence lists as the members of a group that acts the side of who pays."""
    s = e.sentence
    named = {(k.name.start, k.name.end): k.name for k in e.links if k.chunk >= 0 and k.name.label in ("ORG", "GOV") and k.name.end <= e.trigger.start}
    spans, rows = sorted(named), []
    for span in spans:
        # a list goes on as long as only commas and what is said of the next name stand between
        if rows and span[0] >= rows[-1][-1][1] and _BETWEEN.fullmatch(s.text, rows[-1][-1][1] - s.start, span[0] - s.start):
            rows[-1].append(span)
        else:
            rows.append([span])
    for row in rows:
        first, last = row[0][0] - s.start, row[-1][1] - s.start
        if len(row) > 1 and (_MADE_UP.match(s.text, last) or (_OPENS.search(s.text[max(0, first - 24) : first]) and _CLOSES.match(s.text, last))):
            e.facts["sides"] = {c: "payer" for span in row for c in named[span].canonical} | e.facts.get("sides", {})


def _keep_leaders(e: Event) -> None:
    of: Event = e.facts["part of"]
    text = of.sentence.text
    leads = names_of(k for k in of.links if k.chunk >= 0 and k.name.label == "ORG" and _LEADS.match(text, k.name.end - of.sentence.start))
    joins = names_of(k for k in e.links if k.chunk >= 0 and k.name.label == "ORG" and k.case in ("subj", "and"))
    of.facts["union of"] = leads | joins
    for x in (of, e):
        x.facts["sides"] = dict.fromkeys(leads | joins, "payer") | x.facts.get("sides", {})


def _targets(e: Event) -> set[str]:
    return names_of(k for k in e.links if k.chunk >= 0 and k.case in ("obj", "gen") and k.weight >= 0.7)


def _add_seller(e: Event, before: Sequence[Event]) -> None:
    own = [k for k in e.links if k.chunk >= 0 and k.name.label == "ORG"]
    if any(k.case in ("subj", "theme", "by") for k in own) or not any(k.case == "src" and k.weight >= 0.9 for k in own) or e.amount is not None:
        return
    mine = _targets(e)
    of = next((x for x in reversed(before) if 0 < e.sentence.index - x.sentence.index <= _REACH and x.type == "acquisition" and x.frame == "acquire" and mine and _targets(x) == mine and not x.inverse), None)
    if of is None or of.status == "cancelled" or any(k.case == "src" for k in of.links if k.chunk >= 0):
        return
    e.facts["part of"] = of
    if members := of.facts.get("union of"):
        e.facts["sides"] = dict.fromkeys(members, "payer") | e.facts.get("sides", {})
