"""parallel: whom a reference means that stands in the case in which a clause before it names somebody.

In:  the mentions of an article and the place of 同社に or 同社から.
Out: who was named in that case, or as whose shares he buys, in the same sentence by whoever still acts: 双葉電機もまた、星野電工に資金を入れており、
     これまでに同社に80億円を投資した. Whatever the article is about, the sentence goes on with the same two.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from .antecedents import Place, Scene

#: Particles that bring in somebody else or close the sentence, between a name and the reference.
_ANOTHER = re.compile(r"。|「|」|[^、。]{1,20}(?:は|が)(?=[^、。])")
#: How a clause goes on to the next one with the same actor.
_GOES_ON = re.compile("(?:[しいきみりびちぎけげせえめれべ]|て(?:い|お)り|でおり|て(?:いて)?|で(?:いて)?)、")


#: What is bought of somebody, and the cases of who may own it: 双葉電機は星野電工と提携し、同社株の8%を取得した, for nobody buys his own.
_SHARES, _OTHERS = re.compile("の?株(?!主|価)[^、。]{0,24}(?:取得|買|引き受け)"), ("com", "obj", "goal", "src")


def beside(scene: Scene, place: Place, near: Collection[str]) -> str | None:
    """Who stands in the same case in the clause before, beside the same actor; None if the sentence has more names or another actor."""
    shares = _SHARES.match(scene.text, place.end) is not None
    if place.case not in ("goal", "src") and not shares:
        return None
    here = [m for m in scene.before(place.start) if m.sentence == place.sentence and not (m.source or m.paren or m.affiliate)]
    if len(here) != 2 or any(len(m.canonical) != 1 for m in here):
        return None
    acts, other = here
    between = scene.text[other.end : place.start]
    if acts.case not in ("topic", "subj") or (other.case not in _OTHERS if shares else other.case != place.case) or acts.canonical == other.canonical or _ANOTHER.search(between) or not _GOES_ON.search(between):
        return None
    return other.canonical[0] if other.canonical[0] in near else None
