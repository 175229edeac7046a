"""quoted: who acts in what he is quoted with.

In:  an event whose deal word stands in a quotation, and its links.
Out: the same links, of the company whose executive speaks as of who acts, where the quotation names no other actor:
     双葉電機・山田社長「AIに300億円を投じます」, 「設備投資は260億円の計画です」(双葉電機の山田太郎社長).
     An analyst or another who only tells of it has no part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ...resources import read_tsv
from ..syntax.links import Link
from .events import Event

#: Whose label a speaker's is: 双葉電機・山田社長「, and a bracket that ends a sentence behind a quotation.
_BEFORE = re.compile(r"[^「」。、()はがをに]{2,40}(?=「)")
_BEHIND = re.compile(r"」。?\((?P<who>[^()。]{2,40})\)。?$")
#: Frames of what one does oneself.
_OWN = frozenset(("spend", "build", "invest", "acquire", "buy", "lease", "raise", "borrow", "sell"))


@cache
def _titles() -> dict[str, re.Pattern[str]]:
    """How executives and others are called, at the end of a label."""
    rows: dict[str, list[str]] = {}
    for r in read_tsv("titles", ("title", "kind")):
        rows.setdefault("other" if r["kind"] == "official" else "executive", []).append(re.escape(r["title"]))
    return {kind: re.compile(rf"(?:{'|'.join(sorted(titles, key=len, reverse=True))})(?:\\([^()]*\\))?$") for kind, titles in rows.items()}


def speaks(event: Event, found: Sequence[Link], at: int) -> list[Link]:
    """The links, of whose executive is quoted as of who acts in the quotation."""
    s = event.sentence
    if "「" not in s.text or not event.chunks[at].quote:
        return list(found)
    before, behind = _BEFORE.match(s.text), _BEHIND.search(s.text, max(0, s.end - s.start - 48))
    start, end = before.span() if before and event.trigger.start - s.start > before.end() else behind.span("who") if behind else (0, 0)
    label = s.text[start:end]
    his = [k for k in found if start <= k.name.start - s.start < end]
    others = [k for k in found if not start <= k.name.start - s.start < end]
    if not his or event.frame not in _OWN or len({k.name.canonical for k in his}) > 1:
        return list(found)
    if _titles()["other"].search(label):
        return [k.aside() if any(k is x for x in his) else k for k in found]
    if not _titles()["executive"].search(label) or any(k.case in ("subj", "by", "head", "theme") and k.weight >= 0.5 for k in others):
        return list(found)
    if event.cases[at] in ("topic", "subj") and not any(c.figures for c in event.chunks if c.quote):
        # 「買収は歓迎する」: what others did
        return list(found)
    return [replace(k, case="subj", weight=0.9, facts=()) if any(k is x for x in his) else k for k in found]
