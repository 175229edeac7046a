"""respectively: sums that a sentence gives to each of the companies of the sentence before it, in their order.

In:  an event whose sentence tells sums behind それぞれ and names no company.
Out: one event for each company and its sum: AとBの2社を買収した。買収額はそれぞれ10億円、20億円だった. What each of them
     does is told by the deal before (``itemised``).
"""

from __future__ import annotations

import re
from itertools import pairwise

from ...document import Article, Sentence
from ..reading.events import Event, within
from ..syntax.links import Link
from .dated import take_sum
from .gapping import part_of

_EACH = re.compile(r"(?:それぞれ|各々|おのおの|順に)(?:が|は)?、?(?:約|最大|およそ)?$")
_AND = re.compile(r"(?:規模|程度)?(?:、|と|や|、?および|及び)(?:約|最大|およそ)?")
#: What joins two names of a list, with what is said of each: 双葉電機<1234>、新興企業の星野電工(仙台市)と.
_JOINS = re.compile(r"(?:社|株式会社|\([^()]{1,20}\)|<[^<>]{1,12}>)*(?:、|と|や|、?および|及び|・)(?:[^、。はがを]{1,14}の)?(?:株式会社)?")


def each_in_order(article: Article, event: Event) -> list[Event]:
    """One event for each company of the sentence before, with its sum, or none where they are not as many as the sums."""
    s = event.sentence
    if not event.trigger.text.endswith("額") or s.index == 0 or any(n.label == "ORG" for n in within(article.names, s)):
        return []
    sums = sorted((f for f, score in event.figures if score > -0.9 and f.start > event.trigger.end), key=lambda f: f.start)
    told = _joined(article, article.sentences[s.index - 1])
    if len(sums) == 1 < len(told):
        # 買収額はそれぞれ10億円
        sums = sums * len(told)
    if len(sums) < 2 or len(sums) != len(told) or not _EACH.search(article.text, max(s.start, sums[0].start - 12), sums[0].start):
        return []
    if not all(a is b or _AND.fullmatch(article.text, a.end, b.start) for a, b in pairwise(sums)):
        return []
    members, out = {c for n in told for c in n.canonical}, []
    for n, f in zip(told, sums, strict=True):
        own = set(n.canonical)
        part = part_of(event, event.links, own, members, own, (s.start, f.start, n.canonical))
        part.links = [*part.links, Link(n, "context", 0.7, -1, 0, 1)]
        take_sum(part, f, sums)
        out.append(part)
    return out


def _joined(article: Article, s: Sentence) -> list:
    """The longest list of companies in a sentence; nothing if two are as long."""
    names = [n for n in within(article.names, s) if n.label == "ORG" and len(n.canonical) == 1]
    runs = [[n] for n in names[:1]]
    for a, b in pairwise(names):
        if _JOINS.fullmatch(article.text, a.end, b.start):
            runs[-1].append(b)
        else:
            runs.append([b])
    runs.sort(key=len)
    return runs[-1] if runs and (len(runs) == 1 or len(runs[-2]) < len(runs[-1])) else []
