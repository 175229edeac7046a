"""shareholders: a company that its owners sell.

In:  a deal word of selling with its links.
Out: the links, of the company whose owners are told to sell, and nothing else named, as of what is sold, and of those
     named among the owners as of who sells: 双葉電機を含む[星野電工の株主]は売却を検討している; and
     ``facts["plain"]`` of shares that a company sells to its staff.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..reading.events import Event
from ..syntax.links import Link

_OWNERS = re.compile("(?:株主|出資者|後援者|オーナー|所有者)(?:ら|たち)?$")
#: What is sold, behind the owners, in a case of its own.
_SOLD = ("obj", "gen", "genobj", "comp", "bare")


#: In one word with what is sold: 双葉電機持ち株の売却, 双葉電機株売却.
_SHARES_OF = re.compile("(?:持ち?分?|保有)?(?:株式?)?の?")


def _its_shares(event, k: Link) -> bool:
    """Whether it is a company's shares that one word names with their sale: 双葉電機持株売却."""
    s, t = event.sentence, event.trigger
    return "株" in s.text[k.name.end - s.start : t.end - s.start] and _SHARES_OF.fullmatch(s.text, k.name.end - s.start, t.start - s.start) is not None


def sold_by_owners(event, found: list[Link], at: int) -> list[Link]:
    """The links of a deal word in chunk ``at``, with who is sold by whom."""
    if event.frame not in ("sell", "stakesale") or event.inverse:
        return found
    if "株" in event.sentence.text and (own := [k for k in found if k.case == "comp" and k.name.label == "ORG" and _its_shares(event, k)]):
        event.facts["sides"] = {c: "payee" for k in own for c in k.name.canonical} | event.facts.get("sides", {})
    chunks = event.chunks
    i = next((c.index for c in chunks[1:at] if c.paren == -1 and not c.names and event.cases[c.index] in ("topic", "subj") and _OWNERS.search(c.text)), 0)
    if not i or chunks[i - 1].func != "の" or not chunks[i - 1].names:
        return found
    if any(k.chunk > i and k.case in _SOLD and k.name.label == "ORG" for k in found):
        # 星野電工の株主は、森田機工の売却を検討している
        return found
    return [replace(k, case="obj" if k.chunk == i - 1 else "subj", weight=0.9, facts=()) if 0 <= k.chunk < i and k.name.label == "ORG" and k.case != "bystander" and chunks[k.chunk].paren == -1 else k for k in found]


#: Who buys of a company what it has of its own shares for them.
_STAFF = re.compile("(?:従業員|社員|役員)(?:持ち?株会)$")


def sells_to_staff(event: Event) -> None:
    """Note that a company is told to sell a part of its shares to its staff, who have no name: 双葉AIは従業員持株会に株式の10%を売却した."""
    at = event.facts["chunk"]
    if event.frame != "stakesale" or event.inverse or event.facts["unreal"] or event.status == "cancelled" or (event.stake is None and event.amount is None) or event.chunks[at].adnominal:
        return
    to = any(event.cases[c.index] == "goal" and c.paren == -1 and _STAFF.search(c.text) for c in event.chunks[:at])
    if to and any(0 <= k.chunk < at and k.case == "subj" and k.weight >= 0.9 and k.name.label == "ORG" for k in event.links):
        event.facts["plain"] = event.type
