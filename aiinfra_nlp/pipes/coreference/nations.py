"""nations: whose government 政府 is.

In:  a text and its names.
Out: the names, with every 政府 that stands alone as the government that the text speaks of there:
     the one named last in full (カナダ政府 … 政府は), else that of Japan where the text names one of
     its ministries or prefectures or the sentence a sum in yen, else that of the nation named last,
     else that of Japan.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from ... import names as naming
from ...resources import read_tsv
from ..names.entities import Name

_ALONE = re.compile(r"(?<![一-龥ァ-ヺーA-Za-z])政府(?![一-龥ァ-ヺーA-Za-z])")
#: Nations by name, the longest first; single characters (米) are none here.
NATION = re.compile(
    "|".join(
        sorted(
            (re.escape(r["form"]) for r in read_tsv("name_affixes") if r["kind"] == "nation" and len(r["form"]) > 1),
            key=len,
            reverse=True,
        )
    )
)
_CHARACTERS = "".join(r["form"] for r in read_tsv("name_affixes") if r["kind"] == "nation" and len(r["form"]) == 1)
_TWO = re.compile(rf"(?<![一-龥0-9])([{_CHARACTERS}])([{_CHARACTERS}])(?:の?両)?政府(?![一-龥])")
#: What is named in an article of Japan alone.
DOMESTIC = re.compile(
    r"北海道|東京都|(?:京都|大阪)府|[一-龥]{2,3}県(?![民内立庁])|経済産業|経産[省相]|環境[省相]|総務[省相]|国土交通|財務省|文部科学|内閣府|日本政府"
)

_YEN = re.compile(r"[0-9兆億万]円(?!相当)")
_FOREIGN_MONEY = re.compile(r"[0-9兆億万](?:ドル|ユーロ|ポンド|ウォン|元|ルピー|豪ドル)")


def govern(text: str, names: list[Name]) -> list[Name]:
    """The names with those called 政府 under the name of their nation; offsets are into the folded text."""
    # a fund that is 政府系 belongs to one, which does not act there
    names = [n for n in names if not (n.text == "政府" and text.startswith("系", n.end))]
    names = _two_each(text, names)
    alone = [m.start() for m in _ALONE.finditer(text)]
    if not alone:
        return names
    at = set(alone)
    told = [n for n in names if n.kind == "government" and n.start not in at and n.text.endswith(("政府", "政権"))]
    starts = [n.start for n in told]
    home = naming.canonical("日本政府")
    domestic = DOMESTIC.search(text) is not None
    found = list(NATION.finditer(text))
    nations = [m.start() for m in found]
    out = {n.start: n for n in names}
    for start in alone:
        i = bisect_left(starts, start)
        if i:
            canonical = told[i - 1].canonical
        elif domestic or not (j := bisect_left(nations, start)) or (nations[j - 1] < text.rfind("。", 0, start) and _in_yen(text, start)):
            canonical = (home,)
        else:
            canonical = (naming.canonical(found[j - 1].group() + "政府"),)
        n = out.get(start) or Name(start, start + 2, "政府", canonical, "government", "GOV", True)
        out[start] = replace(n, canonical=canonical)
    return sorted(out.values(), key=lambda n: n.start)


def _in_yen(text: str, start: int) -> bool:
    """Whether the sentence that begins with 政府 tells a sum in yen, not one that is worth so much, and none of another currency: it is that of Japan, whatever nation the sentences before name."""
    return in_yen(text[start : start + 200].partition("。")[0])


def no_other(s: str, names: list[Name]) -> bool:
    """Whether a sentence tells a sum in yen alone, in an article that names no government but that of Japan."""
    return in_yen(s) and not any(n.kind == "government" and n.label == "GOV" and n.canonical != (naming.canonical("日本政府"),) for n in names)


def in_yen(s: str) -> bool:
    """Whether a sentence tells a sum in yen, and none of another currency."""
    return bool(_YEN.search(s)) and not _FOREIGN_MONEY.search(s)


def _two_each(text: str, names: list[Name]) -> list[Name]:
    """The names with those of two governments told as one: 独仏政府."""
    two = [m for m in _TWO.finditer(text) if m[1] != m[2]]
    if not two:
        return names
    taken = {i for m in two for i in range(*m.span())}
    both = [Name(*m.span(), m.group(), tuple(naming.canonical(nation + "政府") for nation in m.groups()), "government", "GOV", True) for m in two]
    return sorted([*(n for n in names if n.start not in taken and n.end - 1 not in taken), *both], key=lambda n: n.start)
