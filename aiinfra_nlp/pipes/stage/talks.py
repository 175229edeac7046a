"""talks: talks of an investment or takeover that one word names, 投資交渉 or 買収協議.

In:  an event whose deal word is the first part of such a word.
Out: its type, its two sides, ``facts["plan"]`` and ``facts["talks"]``, where a sentence tells that a company holds such talks with another:
     双葉電機は星野AIと投資交渉を進めている. Whom it is held with is who gets the money or is bought.
"""

from __future__ import annotations

import re

from ..reading.events import Event

_TALKS = re.compile("(?P<what>投資|出資|買収)(?:協力|提携)?の?(?:交渉|協議)$")
#: What is done about talks.
_HELD = re.compile("進め|続け|行|始め|開始|重ね|再開|入っ|本格化")
_TYPES = {"投資": "investment", "出資": "investment", "買収": "acquisition"}


def hold_talks(event: Event) -> None:
    """Make talks of an investment that one company holds with another an investment of it."""
    chunks, at = event.chunks, event.facts["chunk"]
    c = chunks[at]
    m = _TALKS.search(c.text)
    if m is None or c.names or not c.func.startswith(("を", "に")) or event.negated or event.facts["unreal"] or event.status != "in_talks":
        return
    verb = next((x for x in chunks[at + 1 : at + 3] if x.pred), None)
    if verb is None or not _HELD.match(verb.text) or "な" in verb.func:
        return
    firm = [k for k in event.links if 0 <= k.chunk < at and k.weight >= 0.7 and k.name.label == "ORG" and not k.facts]
    acts = {n for k in firm if k.case == "subj" for n in k.name.canonical}
    other = {n for k in firm if k.case in ("com", "goal", "ncom", "ngoal") for n in k.name.canonical} - acts
    if len(acts) != 1 or len(other) != 1:
        return
    event.type = event.facts["plan"] = _TYPES[m["what"]]
    event.facts["talks"] = True
    event.facts["sides"] = dict.fromkeys(acts, "payer") | dict.fromkeys(other, "payee")
