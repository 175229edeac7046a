"""regions: which state, prefecture or town a word stands for: 県は, 同州から, 熊本県の木村知事は.

In:  the folded text and where the word stands.
Out: whether it acts there, and the name of the region that it means, as the text before it has it.
"""

from __future__ import annotations

import re

from ... import names as naming
from ...gazetteer import Gazetteer

#: Kind and label of those that act for a public body, by how their word is resolved.
PUBLIC = {"office": ("ministry", "GOV"), "region": ("government", "GOV"), "governor": ("government", "GOV")}
#: Behind a nation or region that acts: 国は, 県から, 国の補助.
ACTS = re.compile(r"(?:は|が|も|から(?:の)?|の(?:補助|支援|助成|認定|交付|基金|予算|補正|委託|GX|後押し|出資|資金|事業|保証|負担|関与))")
#: What a region gives, in the same sentence; elsewhere 同州 is only where something stands, and its governor only speaks.
_GRANTS = re.compile("[^。]*?(?:補助|助成|支援|優遇|減税|控除|免除|奨励金)")
#: Whose governor somebody is: テキサス州知事, 熊本県の木村知事.
_GOVERNED = re.compile(r"([一-龥]{2,3}[都道府県]|[ァ-ヺー・]{2,12}州)の?(?:[一-龥ァ-ヺー・]{1,10})?$")
#: How far back the text is searched.
_BACK = 400


def grants(text: str, end: int) -> bool:
    """Whether a region whose word ends at an offset acts in a sentence of grants."""
    return ACTS.match(text, end) is not None and _GRANTS.search(text, end, end + 90) is not None


def named_last(text: str, start: int, end: str) -> str | None:
    """The region of a kind that the text named last before an offset: 熊本県, ノースカロライナ州; ``end``: its last character."""
    if end == "州":
        found = re.findall(r"[ァ-ヺー・]{2,12}州", text[max(0, start - _BACK) : start])
    else:
        found = re.findall(rf"[一-龥]{{2,3}}{end}(?![内外民立庁議長場況街販])", text[:start])
    return _called(found[-1]) if found else None


def governed(text: str, start: int) -> str | None:
    """The region of the governor whose title begins at an offset."""
    m = _GOVERNED.search(text, max(0, start - 30), start)
    return _called(m[1]) if m else None


def _called(surface: str) -> str:
    """The name of a region, that of the registry for its government if it has one: Texas."""
    state = Gazetteer.default().lookup(surface + "政府")
    return state.name if state is not None else naming.canonical(surface)
