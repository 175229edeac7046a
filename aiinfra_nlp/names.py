"""names: one canonical name for an organisation, however it is written.

Strips legal forms (株式会社, Inc.), nationality prefixes (米, 英), descriptors (半導体大手) and
titles, and looks the rest up in the registry; a name nobody listed is returned cleaned.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from .normalize.fold import fold
from .resources import read_tsv

_KANA = r"ァ-ヺー"
_QUOTES = " 「」『』\"'*【】・"


@lru_cache(maxsize=1)
def affixes() -> dict[str, tuple[str, ...]]:
    """Forms of ``data/name_affixes.tsv`` by kind, the longest first."""
    by_kind: dict[str, list[str]] = {}
    for row in read_tsv("name_affixes", ("form", "place", "kind")):
        by_kind.setdefault(row["kind"], []).append(row["form"])
    return {kind: tuple(sorted(forms, key=len, reverse=True)) for kind, forms in by_kind.items()}


@lru_cache(maxsize=1)
def _described() -> re.Pattern[str]:
    """What says what an organisation is, before its name: 半導体大手の, 人工知能(AI)新興の, 決済大手・, DC運営.

    A word that names also have within them (ベンチャー, 企業, 運営) says so only before a particle or
    where the script changes: パークウェイ・ベンチャー・キャピタル and 丸重製紙企業組合 stay whole.
    """
    words, within, trades = ("|".join(map(re.escape, affixes()[kind])) for kind in ("descriptor", "descriptor within", "trade"))
    kana = rf"(?<=[{_KANA}])(?=[A-Za-z])|(?<![{_KANA}])(?<!中小企業)(?=[{_KANA}A-Za-z])"
    what = rf"(?P<plain>{words})(?:・(?!.*・))?|(?:{within})(?:(?=の|、|で|である|だった)|\([^()]*\)|{kana})|(?<=[{_KANA}A-Za-z])(?:{trades})(?=[{_KANA}A-Z])"
    return re.compile(rf"[^\s、。]{{0,12}}?(?:{what})(?:\([^()]*\))?(?:の|、|で|である|だった)?")


@lru_cache(maxsize=1)
def _legal_forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    places: dict[str, list[str]] = {"any": [], "start": [], "end": []}
    for row in read_tsv("legal_forms", ("form", "place")):
        places[row["place"]].append(re.escape(row["form"]))
    latin = "|".join(f for f in places["end"] if f.isascii())
    other = "|".join(f for f in places["end"] if not f.isascii())
    front = "|".join([*places["any"], *(f"^(?:{f})" for f in places["start"])])
    # a Latin legal form is a word of its own (Cisco is no "Cis Co"), a Chinese one is a suffix
    return re.compile(front, re.I), re.compile(rf"(?<=.)(?:[\s,.]+(?:{latin})|(?:{other}))+[\s,.]*$", re.I)


def strip_legal(text: str) -> str:
    """A name without 株式会社, Inc. and the like."""
    front, back = _legal_forms()
    return back.sub("", front.sub("", text)).strip(" ,.、") or text


def canonical(surface: str) -> str:
    """The canonical name of a spelling; the cleaned spelling itself when nobody listed it.

    >>> canonical("米半導体大手エヌビディア")
    'NVIDIA'
    """
    return _canonical(surface)


@lru_cache(maxsize=50_000)
def _canonical(surface: str) -> str:
    from .gazetteer import Gazetteer

    registry = Gazetteer.default()
    text = fold(surface).text.strip(_QUOTES)
    safe = {text: True}
    queue = [text]
    for form in queue:
        org = registry.lookup(form)
        if org is not None and org.kind not in ("product", "person"):
            return org.name
        for bare, sure in _peelings(form):
            if bare not in safe and len(bare) > 1 and len(queue) < 60:
                safe[bare] = safe[form] and sure
                queue.append(bare)
    return min((form for form in queue if safe[form]), key=len, default=text) or surface


#: Words that end in 社 and belong to the name.
_OWN_TAIL = ("公社", "新聞社", "通信社", "商社", "支社", "会社", "神社", "出版社", "旅行社", "結社")


def _peelings(text: str) -> Iterator[tuple[str, bool]]:
    """A spelling with one layer less, in each way there is.

    With each form comes whether what was taken off is surely no part of the name; 米国 before
    kanji may be (米国三菱商事), so such a form serves for looking up only.
    """
    front, back = _legal_forms()
    # what is taken off may have stood before a quote: ."0
    yield back.sub("", text).strip(" ,.、" + _QUOTES), True
    yield front.sub("", text).strip(" ,.、" + _QUOTES), True
    by_kind = affixes()
    for title in by_kind["title"]:
        if text.endswith(title) and len(text) - len(title) >= 2 and not text.endswith(_OWN_TAIL) and not (title == "社" and re.search("(?<!日)本社$", text)):
            # 本社 is a title in エヌビディア本社, but 社 alone in NTT東日本社
            yield text[: -len(title)].removesuffix("の"), title != "本社"
    for nation in by_kind["nation"]:
        if text.startswith(nation) and len(text) - len(nation) >= 2:
            rest = text[len(nation) :]
            bare = re.sub("^(?:の|・|系)", "", rest)
            if not _in_name(nation, rest):
                # 日本アクア is called so; 日本エヌビディア is looked up as エヌビディア
                yield bare, nation != "日本" and bool(re.match(rf"[の・系A-Za-z{_KANA}]", rest))
            elif rest[0] == "・":
                yield bare, False
    described = _described().match(text)
    if described and len(rest := text[described.end() :]) >= 2:
        # データセンター運営サービス is no company called サービス
        whole = rest in (*by_kind["generic"], *by_kind["tail"]) or rest.startswith("・") or described["plain"] is None and _of_a_company(text[: described.end()])
        yield rest, not whole
    # the executive's company: オラクルのサフラ・キャッツ, after its title is gone
    head, of, tail = text.partition("の")
    if of and len(head) >= 2 and re.fullmatch(rf"[{_KANA}・]+", tail):
        yield head, False


def _of_a_company(text: str) -> bool:
    """Whether what stands before the rest of a name begins with a company: KDDI in KDDI通販ストア."""
    from .gazetteer import Gazetteer

    found = Gazetteer.default().find(text)
    return any(m.start == 0 and m.end >= 2 for m in found)


def _in_name(nation: str, rest: str) -> bool:
    """Whether a nation word is part of another word (インドネシア, UAEX, 日ノ出)."""
    if len(nation) == 1 and re.match(rf"[ノヶケツ](?![{_KANA}])", rest):
        return True
    if re.match(rf"[{_KANA}]", nation[-1]):
        return bool(re.match(rf"[{_KANA}・]", rest))
    return nation.isascii() and rest[0].isascii() and rest[0].isalnum()


def _kanji(char: str) -> bool:
    return "一" <= char <= "鿿"


def key(name: str) -> str:
    """The form in which names are compared: NFKC, case, blanks, dots and legal forms ignored."""
    text = strip_legal(unicodedata.normalize("NFKC", name))
    return re.sub(r"[\s・,.&'’\-‐=]", "", text).casefold()


def same_name(a: str, b: str) -> bool:
    """Whether two spellings name one organisation, by form or by the registry."""
    return key(a) == key(b) or key(canonical(a)) == key(canonical(b))


@lru_cache(maxsize=50_000)
def short_forms(full: str) -> tuple[str, ...]:
    """Short forms by which an article may come back to a name seen in full, the likeliest first.

    >>> short_forms("デル・テクノロジーズ")[0]
    'デル'
    """
    from .gazetteer import Gazetteer

    registry = Gazetteer.default()
    org = registry.lookup(full)
    text = strip_legal(fold(full).text)
    out: list[str] = []
    if head := _without_tail(text):
        out.append(head)
        if shorter := _without_tail(head):
            out.append(shorter)
    if re.fullmatch(rf"[{_KANA}]{{3,}}・.+", text):
        out.append(text.split("・")[0])
    for pair in affixes()["abbreviated"]:
        tail, _, short = pair.partition(":")
        if text.endswith(tail) and len(text) > len(tail) + 1:
            out.append(text[: -len(tail)] + short)
    if initials := _initials(text):
        out.append(initials)
    generic = affixes()["generic"]
    forms = [x for x in out if len(x) > (2 if x.isascii() else 1) and x not in generic]
    # 日立エナジー is not 日立: a form that names another organisation is none, but banks are
    # called by the name of their group (三菱UFJ)
    group = registry.organisations.get(org.parent) if org and org.kind == "bank" else None
    forms = [x for x in forms if registry.lookup(x) in (None, org, group)]
    if org:
        forms += [a for a in (fold(a).text for a in org.aliases) if 2 <= len(a) < len(text)]
    return tuple(dict.fromkeys(x for x in forms if x != text))


def _without_tail(text: str) -> str:
    """A name without the last word that only says what kind of company it is; empty if there is none."""
    tails = affixes()["tail"]
    for tail in tails if text.endswith(tails) else ():
        if not text.endswith(tail) or len(text) == len(tail):
            continue
        head = text[: -len(tail)]
        if tail.isascii() and not head.endswith(" "):
            continue
        head = head.rstrip("・ ,")
        # 東北電力 without 電力 is a region, 住友化学 without 化学 the whole group
        if head in affixes()["generic"] or (_kanji(tail[0]) and len(head) < 3):
            return ""
        return head
    return ""


def _initials(text: str) -> str:
    """AMD for Advanced Micro Devices: three or more Latin words, each with a capital."""
    words = text.split()
    if len(words) >= 3 and text.isascii() and all(w[0].isupper() for w in words):
        return "".join(w[0] for w in words)
    return ""
