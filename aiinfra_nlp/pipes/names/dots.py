"""dots: several organisations that a headline parts by dots alone, read as one name.

In:  the folded text and the spans that the recogniser found.
Out: the spans, one for each organisation: 双葉電機・星野電工・森田機工、冷却で提携; 青葉ファンド・星野キャピタル連合が買収.

A dot stands inside names too (双葉・エナジー, 創エネ・蓄エネ推進ファンド). So each part must be an organisation
by itself: listed, with the ending of a firm, or named alone elsewhere in the article. Of three parts two
are enough. Two words in katakana are one name unless both are listed or what follows counts them.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ...borders import is_katakana
from ...gazetteer import Gazetteer
from ...recogniser import DOUBT
from .same_names import KANJI
from .shapes import NO_FIRM, by_ending, plausible

#: What is called after whom it belongs to, dot or no dot: 双葉・官民連携投資事業有限責任組合.
_FUND = re.compile("(?:組合|ファンド|基金|財団)$")
#: What several do as one, at the end of their names or behind it.
_GROUP = re.compile("(?:企業|投資家|投資)?連合$|陣営$|(?:の)?両社$")
_COUNTED = re.compile("(?:の|、)?(?:両社|両者|連合|[2-9]社|[2-9]者|陣営)")
_NATION = re.compile(r"[米英仏独韓加印豪中蘭伊](?=[A-Zァ-ヺ])")
_AND_MORE = re.compile("(?:など|等)(?!し)")
_LETTER = re.compile("[A-Za-z0-9]")


def parted(text: str, found: list[tuple[int, int, str, float]], names: list) -> list[tuple[int, int, str, float]]:
    """The spans that were found, those of several organisations one by one.

    Args:
        text: the folded text.
        found: start, end, label and probability of each span.
        names: those that the registry lists.
    """
    out = []
    alone = {text[a:b] for a, b, label, p in found if label == "ORG" and p >= DOUBT}
    starts = {n.start for n in names} | {a for a, *_ in found}
    ends = {n.end for n in names} | {b for _, b, *_ in found}
    for start, end, label, p in found:
        while end - start > 2 and text[end - 1] == "・":
            # the dot behind a name parts it from the next
            end -= 1
        # 富士通・[理研・東雲データ]: one more on the other side of a dot
        more = (text[end : end + 1] == "・" and end + 1 in starts) + (text[start - 1 : start] == "・" and start - 1 in ends)
        spans = _parts(text, start, end, more, alone) if label == "ORG" and text.find("・", start + 2, end) > 0 else []
        out += [(a, b, label, p) for a, b in spans] or [(start, end, label, p)]
    return out


def _parts(text: str, start: int, end: int, more: int, alone: set[str]) -> list[tuple[int, int]]:
    group = _GROUP.search(text, start, end)
    stop = group.start() if group else end
    counted = more > 0 or group is not None or _COUNTED.match(text, end) is not None
    spans, at = [], start
    for part in text[start:stop].split("・"):
        lead = 1 if _NATION.match(part) else 0
        spans.append((at + lead, at + len(part)))
        at += len(part) + 1
    if not counted and _FUND.search(text, start, end):
        return []
    if any(b - a < 2 or not plausible(text[a:b]) for a, b in spans) or Gazetteer.default().lookup(text[start:end]) is not None:
        return []
    if _AND_MORE.match(text, end) and all(_LETTER.match(text[a[1] - 1]) and is_katakana(text[b[0]]) or is_katakana(text[a[1] - 1]) and _LETTER.match(text[b[0]]) for a, b in pairwise(spans)):
        # Hoshino Capital・フタバなど: in two scripts and told to be some of more, they are several
        return spans
    own = [_is_one(text[a:b], counted, alone) for a, b in spans]
    if not any(own) or len(spans) - sum(own) > (len(spans) > 2 or counted):
        return []
    one_name = any(_alike(text[a[1] - 1], text[b[0]]) and not all(_listed(text[x:y]) for x, y in (a, b)) for a, b in pairwise(spans))
    return spans if counted or not one_name else []


def _alike(before: str, behind: str) -> bool:
    """Whether the letters on both sides of a dot are of one script that names with a dot are written in."""
    return (is_katakana(before) and is_katakana(behind)) or (_LETTER.match(before) is not None and _LETTER.match(behind) is not None)


def _is_one(part: str, counted: bool, alone: set[str]) -> bool:
    """Whether a part is the name of a firm by itself; by an ending in katakana (クラウド) only where several are counted."""
    if _listed(part):
        return True
    label, kind = by_ending(part)
    return part in alone or (label == "ORG" and kind not in NO_FIRM and (counted or KANJI.search(part) is not None))


def _listed(part: str) -> bool:
    org = Gazetteer.default().lookup(part)
    return org is not None and org.kind not in ("product", "government", "place", "person")
