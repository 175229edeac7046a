"""places: where the thing that a deal is about is built or used.

In:  the passage of a deal, and the places that the recogniser found.
Out: spans of the places: contract, section 2. A seat of a company, the place of a press
     conference and the nation of a company are none.
"""

from __future__ import annotations

import re

from ...document import Sentence
from ..discourse.passages import Passage
from ..words import pattern, words

#: What may stand between a place and its particle: 「米バージニア州北部で」.
_PART = re.compile(r"(?:州|県|市|郡|町|村|地方|国内|内|[東西南北中]部|中心部|近郊|郊外|沖|周辺|地区|地域|全土|各地)*")
#: Between the places of a list, which stand where the last one does: 「大阪と福岡に」.
_JOINED = re.compile(r"(?:[、・やと]|および|及び|、?(?:米|英|同)|[(][^()]{1,12}[)]|\s)*")
#: The phrase that 「熊本県の新工場」 opens.
_PHRASE = re.compile(r"の[ ]?((?:(?!から|より|による)[^、。はがをにへ]){1,30})")
#: A sentence about where: 「建設地は松阪市」.
_SITE_IS = re.compile(r"(?:場所|建設地|立地|所在地|予定地|建設予定地|設置場所|候補地)(?:は|:|には|として)[^。]{0,6}$")
#: Types whose place may be told some sentences off.
_NEAR = ("capex", "joint_venture", "power")


def places_of(p: Passage, f: dict) -> list[tuple[int, int]]:
    """The places of a deal, in text order."""
    found = _told(p, p.own, 3.0 if f["type"] == "investment" else 2.0)
    if not found and f["type"] not in ("acquisition", "investment"):
        found = _told(p, p.after, 2.5) or _told(p, p.before, 2.5)
    if not found and f["type"] in _NEAR:
        found = next((x for s in p.around() if (x := _told(p, [s], 3.0))), [])
    return _narrowest(p, found)


def _told(p: Passage, sentences: list[Sentence], least: float) -> list[tuple[Sentence, int, int]]:
    out = []
    for s in sentences:
        inside = p.places(s)
        for i, (start, end) in enumerate(inside):
            if p.mine(s, start) and _score(p, s, inside, i) >= least:
                out.append((s, start, end))
    return out


def _score(p: Passage, s: Sentence, places: list[tuple[int, int]], i: int) -> float:
    """How surely a place is where something stands: 0 not at all, 3 surely."""
    text, (start, end) = p.article.text, places[i]
    end = _PART.match(text, end, s.end).end()
    before, after = text[s.start : start], text[end : s.end]
    if _SITE_IS.search(before):
        return 3.0
    if re.match(r"[\[【〔(]", before) and not re.search(r"[\]】〕)]", before):
        return 0.0  # a dateline
    opened = before.rfind("(")
    if opened > before.rfind(")"):
        inside = before[opened + 1 :]
        # 「福島工場(福島県三春町)」, 「物流施設「松伏」(埼玉県松伏町)」, but not 「森田機工(仙台市)」
        firm = any(n.end == s.start + opened and n.label != "PLACE" for n in p.names(s))
        site = not firm and re.search(rf"(?:{words('site')})(?:[「『][^」』]{{1,24}}[」』])?$", before[:opened])
        return 3.0 if site and not pattern("seat").search(inside + after.split(")")[0]) else 0.0
    if i + 1 < len(places):
        gap = _JOINED.match(text, end, places[i + 1][0])
        if gap and gap.end() == places[i + 1][0] and gap.end() > end:
            return _score(p, s, places, i + 1)
    if phrase := _PHRASE.match(after):
        return _of(p, s, phrase[1], end + phrase.start(1))
    if re.match(r"に(?:隣接|近い|近く|近接|続|次)", after):
        return 0.0
    if re.match(r"で(?:は|も|の)?|に(?:は|も|おける|ある)?|へ(?:の)?", after):
        return _at(after)
    if re.match(rf"[A-Za-zァ-ヺー一-龥々]{{0,8}}?(?:{words('site')})", after) and not pattern("company").match(after):
        return 2.0
    return 0.5


def _of(p: Passage, s: Sentence, phrase: str, start: int) -> float:
    """「テキサス州の新工場」 stands there, 「カナダの鉱山会社」 comes from there."""
    sites, firms = list(pattern("site").finditer(phrase)), list(pattern("company").finditer(phrase))
    if sites and (not firms or firms[-1].start() < sites[-1].start()):
        return 3.0 if not firms else 2.0
    named = any(start <= n.start < start + len(phrase) and n.label != "PLACE" for n in p.names(s))
    if firms or named:
        return 0.0
    return 2.0 if pattern("work").search(phrase) else 1.0


def _at(after: str) -> float:
    """「熊本県に工場を建てる」 is where it stands, 「東京で会見した」 is not."""
    clause = after[:60]
    if re.match(rf"に(?:{words('seat')})|に拠点を置", clause):
        return 0.0
    build, press = pattern("build").search(clause), pattern("press").search(clause)
    if press and not (build and build.start() < press.start()):
        return 0.0
    if re.match(r"にある|に(?:持つ|置く|立つ)", clause):
        return 3.0
    if build or pattern("site").search(clause):
        return 2.5
    return 1.5 if clause[0] != "で" else 1.0


def _narrowest(p: Passage, found: list[tuple[Sentence, int, int]]) -> list[tuple[int, int]]:
    """Of places at several levels the innermost: no country beside a town, no short form beside a full one."""
    text = p.article.text
    if any(not s.heads for s, _, _ in found):
        found = [x for x in found if not x[0].heads]
    else:
        found = [_in_full(p, *x) for x in found]
    names = {text[a:b] for _, a, b in found}
    levels = {text[a:b]: _level(s, a, b, text[a:b]) for s, a, b in found}
    town = "town" in levels.values()
    out: dict[str, tuple[int, int]] = {}
    for _, a, b in found:
        name = text[a:b]
        if (town and levels[name] != "town") or any(name != other and name in other for other in names):
            continue
        out.setdefault(name, (a, b))
    return sorted(out.values())


def _in_full(p: Passage, s: Sentence, start: int, end: int) -> tuple[Sentence, int, int]:
    """A place of a headline as the text gives it: 泉南 is 大阪府泉南市."""
    article = p.article
    name = article.text[start:end]
    for a, b in article.places:
        if b - a > end - start and name in article.text[a:b] and (t := article.sentence_at(a)) and not t.heads:
            return t, a, b
    return s, start, end


def _level(s: Sentence, start: int, end: int, name: str) -> str:
    """Whether a place is a country or wider (the analyser knows the countries), a site, or a town or region."""
    if pattern("broad").fullmatch(name) or any(t.start == start and t.end >= end and t.pos[3] == "国" for t in s.tokens):
        return "country"
    return "site" if re.search(rf"(?:{words('site')}|地域|本部|LC)$", name) else "town"
