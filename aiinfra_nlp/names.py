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


@lru_cache(maxsize=1)
def _affixes() -> dict[str, tuple[str, ...]]:
    """Forms of ``data/name_affixes.tsv`` by kind, the longest first."""
    by_kind: dict[str, list[str]] = {}
    for row in read_tsv("name_affixes", ("form", "place", "kind")):
        by_kind.setdefault(row["kind"], []).append(row["form"])
    return {kind: tuple(sorted(forms, key=len, reverse=True)) for kind, forms in by_kind.items()}


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    words = {kind: "|".join(map(re.escape, forms)) for kind, forms in _affixes().items()}
    described = rf"[^\s、。]{{0,12}}?(?:{words['descriptor']})"
    return {
        "nation": re.compile(rf"(?:{words['nation']})(?:の|・|系)?"),
        "descriptor": re.compile(rf"{described}(?:\([^()]*\))?(?:の|、|で|である|だった)?"),
        "title": re.compile(rf"(?:の)?(?:{words['title']})$"),
    }


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
    text = fold(surface).text.strip(" 「」『』\"'*【】")
    cleaned = text
    for form, safe in _peel(text):
        org = registry.lookup(form)
        if org is not None and org.kind not in ("product", "person"):
            return org.name
        if safe:
            cleaned = form
    return cleaned or surface


def _peel(text: str) -> Iterator[tuple[str, bool]]:
    """The spelling as it is, then with one layer less at a time.

    With each form comes whether what was taken off is surely no part of the name; 米国 before
    kanji may be (米国三菱商事), so such a form serves for looking up only.
    """
    safe = True
    yield text, safe
    for _ in range(6):
        bare, sure = _without_layer(text)
        if bare == text or len(bare) < 2 and not bare.isascii():
            return
        text, safe = bare, safe and sure
        yield text, safe


def _without_layer(text: str) -> tuple[str, bool]:
    """A spelling without its outermost legal form, title, nationality or descriptor."""
    patterns = _patterns()
    bare = strip_legal(text)
    if bare != text:
        return bare, True
    title = patterns["title"].search(text)
    if title and title.start() >= 2:
        return text[: title.start()], True
    nation = patterns["nation"].match(text)
    if nation and len(text) - nation.end() >= 2 and not _in_name(text, nation.end()):
        return text[nation.end() :], not _kanji(text[nation.end()]) or text[nation.end() - 1] == "の"
    described = patterns["descriptor"].match(text)
    if described and len(text) - described.end() >= 2:
        return text[described.end() :], True
    # 会長の会社: オラクルのサフラ・キャッツCEO leaves オラクルのサフラ・キャッツ
    head, of, tail = text.partition("の")
    if of and len(head) >= 2 and re.fullmatch(rf"[{_KANA}・]+", tail):
        return head, False
    return text, True


def _in_name(text: str, end: int) -> bool:
    """Whether a nation word ending at ``end`` is part of another word (インドネシア, 米子, 英和, Latin)."""
    before, after = text[end - 1], text[end]
    if end == 1:
        return not (after.isascii() or re.match(rf"[{_KANA}]", after))
    return bool(re.match(rf"[{_KANA}]", before) and re.match(rf"[{_KANA}・]", after)) or (
        before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    )


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
    text = strip_legal(fold(full).text)
    out: list[str] = []
    for pair in _affixes()["abbreviated"]:
        tail, _, short = pair.partition(":")
        if text.endswith(tail) and len(text) > len(tail) + 1:
            out.append(text[: -len(tail)] + short)
    if head := _without_tail(text):
        out.insert(0, head)
        if shorter := _without_tail(head):
            out.append(shorter)
    if "・" in text:
        out.append(text.split("・")[0])
    if initials := _initials(text):
        out.append(initials)
    out += _registered(full, text)
    generic = _affixes()["generic"]
    return tuple(dict.fromkeys(x for x in out if x != text and len(x) >= 2 and x not in generic))


def _without_tail(text: str) -> str:
    """A name without the last word that only says what kind of company it is; empty if there is none."""
    for tail in _affixes()["tail"]:
        if not text.endswith(tail) or len(text) == len(tail):
            continue
        head = text[: -len(tail)]
        if tail.isascii() and not head.endswith(" "):
            continue
        head = head.rstrip("・ ,")
        # 東北電力 without 電力 is a region, 住友化学 without 化学 the whole group
        if head in _affixes()["generic"] or (_kanji(tail[0]) and len(head) < 3):
            return ""
        return head
    return ""


def _initials(text: str) -> str:
    """AMD for Advanced Micro Devices: three or more Latin words, each with a capital."""
    words = text.split()
    if len(words) >= 3 and text.isascii() and all(w[0].isupper() for w in words):
        return "".join(w[0] for w in words)
    return ""


def _registered(full: str, text: str) -> list[str]:
    """Shorter aliases of an organisation that the registry lists."""
    from .gazetteer import Gazetteer

    org = Gazetteer.default().lookup(full)
    return [fold(a).text for a in org.aliases if 2 <= len(a) < len(text)] if org else []
