"""becoming: whose company one becomes.

In:  a deal word that says what a company becomes, and its links.
Out: the same links, of the company that becomes somebody's as of what is bought and of whose it becomes as of who
     buys, whichever case they stand in: 星野AIは双葉電機の持分法適用会社となる, 星野AIが双葉商事の連結子会社になった.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .cases import Link
from .events import Event

#: What one becomes, and that one becomes it; 子会社とする is said of who buys.
_COMPANY = re.compile(r"(?:完全|連結)?子会社|持分法適用|傘下")
_BECOMES = re.compile(r"[^、。はがをの]{0,8}?(?:と|に)な(?:る|り|った|っ|れば)|入り?(?:し|する|と)|に入[りるっ]")


def becomes(event: Event, found: Sequence[Link], at: int) -> list[Link]:
    """The links, of a company that becomes another's and of whose it becomes as of the two sides of a purchase."""
    t, s = event.trigger, event.sentence
    m = _COMPANY.match(t.text)
    if event.inverse or m is None or not _BECOMES.match(s.text, t.start + m.end() - s.start):
        return list(found)
    whose = [k for k in found if k.chunk == at - 1 and event.chunks[k.chunk].func == "の" and k.name.label == "ORG"]
    who = [k for k in found if k.case == "subj" and k.weight >= 0.9 and k.name.label == "ORG" and k.chunk != at - 1]
    if len(whose) != 1 or not who or {c for k in who for c in k.name.canonical} & set(whose[0].name.canonical):
        return list(found)
    event.facts["sides"] = {c: "payee" for k in who for c in k.name.canonical} | dict.fromkeys(whose[0].name.canonical, "payer")

    def side(k: Link) -> Link:
        if k is whose[0]:
            return replace(k, case="subj", weight=0.9, facts=())
        # 出資により、双葉電機の持分比率は33.4%となり: told once more beside it
        return replace(k, case="obj", weight=0.9, facts=()) if any(k is x for x in who) else k

    return [k if k is not whose[0] and k.name.canonical == whose[0].name.canonical else side(k) for k in found]
