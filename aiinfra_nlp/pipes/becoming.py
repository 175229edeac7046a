"""becoming: a company that becomes another's, told from its own side.

In:  the links of a deal word, as its cases give them.
Out: the same; in 星野電工は双葉電機の完全子会社になる, 星野電工は双葉電機の傘下に入る the subject is bought, and who stands
     before the word buys, as in 星野電工は双葉電機に買収される. Whose company one already is (双葉電機の子会社になっている,
     双葉電機の傘下に入った星野電工は) is no statement of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .cases import Link
from .events import Event

_WORD = re.compile("傘下に入|(?:完全|連結)?子会社[にと]")
_BECOMES = re.compile("な[るりれ]|なった|なって、|なり、")
#: That it has been so since: 傘下に入っている, 傘下に入って以降.
_SINCE = re.compile("[っり]?て?(?:いる|いた|おり|以[降来]|から)")


def becomes(event: Event, found: list[Link], at: int) -> list[Link]:
    """The links, whose company the subject becomes as of who buys it."""
    t, s, chunks = event.trigger, event.sentence, event.chunks
    if event.frame != "acquire" or not _WORD.fullmatch(t.text) or chunks[at].adnominal:
        return found
    after = t.end - s.start
    if _SINCE.match(s.text, after) or not (t.text.startswith("傘下") or _BECOMES.match(s.text, after)):
        return found
    owner = [k for k in found if k.name.label == "ORG" and ((k.chunk == at - 1 and chunks[k.chunk].func == "の" and k.name is chunks[k.chunk].names[-1]) or (k.chunk == at and k.name.end <= t.start))]
    bought = [k for k in found if k.case == "subj" and k.weight >= 0.9 and not k.clauses and k.name.label == "ORG" and not any(k is x for x in owner)]
    if len(owner) != 1 or not bought:
        return found
    event.inverse = True
    event.facts["plain"] = "acquisition"
    event.facts["sides"] = {c: "payee" for k in bought for c in k.name.canonical} | {c: "payer" for c in owner[0].name.canonical}
    return [replace(k, case="by", weight=0.9, facts=()) if k is owner[0] else k for k in found]
