"""same_names: one canonical name for the spellings of one organisation in an article.

In:  the names of an article.
Out: the same names, those of one organisation with one canonical name: a name and its other spelling
     in a bracket, a name and its short form, words left out or cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from ... import names as naming
from ...borders import is_katakana
from ...resources import read_tsv
from ...sounds import SURE, alike, distance

if TYPE_CHECKING:
    from .entities import Name

_BRACKET = re.compile(r"[」』]?(?:社|側)?[(「『](?:以下、?|現・?|略称|通称|旧)?[「『]?")


def unite(text: str, names: list[Name]) -> None:
    """One canonical name for the spellings of one organisation: ビストラ(Vistra), メタ … メタ・プラットフォームズ."""
    same: dict[str, str] = {}

    def root(c: str) -> str:
        while c in same:
            c = same[c]
        return c

    apart = _told_apart(text, names)
    known = {n.text: n.canonical for n in names if n.known}
    # listed as one, told to be two: the owned one has its own name
    two = {b for a, b in apart if known.get(a) is not None and known.get(a) == known.get(b)}
    for n in names if two else ():
        if n.text in two:
            n.canonical = (n.text,)

    # one that the registry lists is so wherever it stands, found by its letters or not
    listed = {c for n in names if n.known for c in n.canonical}

    def join(keep: Name, drop: Name) -> None:
        if (keep.text, drop.text) in apart or (drop.text, keep.text) in apart:
            return
        if drop.known and not keep.known:
            keep, drop = drop, keep
        a, b = root(keep.canonical[0]), root(drop.canonical[0])
        if a != b and not (keep.known and drop.known):
            same[b] = a

    outside: Name | None = None
    brackets: list[tuple[Name, Name]] = []
    for a, b in zip(names, names[1:], strict=False):
        m = _BRACKET.fullmatch(text, a.end, b.start) if 0 < b.start - a.end <= 6 else None
        if m and text[b.end : b.end + 1] in ")」』、:," and a.label == b.label and (a.canonical == b.canonical or _kin(a.text, b.text)):
            join(a, b)
            brackets.append((a, b))
            outside = a
        # 環球晶円(グローバルウェーハズ、GWC)
        elif outside is not None and text[a.end : b.start] in ("、", ",", "/", ":") and text[b.end : b.end + 1] in ")、" and b.text.isascii() and b.text.isupper() and not b.known and outside.label == b.label:
            join(outside, b)
        else:
            outside = None
    heads: dict[str, list[Name]] = {}
    for longer, n in {n.text: n for n in names if len(n.text) >= 4}.items():
        for at, c in enumerate(longer):
            if at >= 2 and c in "・ 、ホ":
                heads.setdefault(longer[:at], []).append(n)
    for n in {(n.text, n.label, n.known): n for n in names if _bare(n) in heads}.values():
        longer = (o for o in heads[_bare(n)] if o.label == n.label)
        # of several that begin like a name nobody listed, the one that comes first is meant
        meant = [o for o in longer if o.known or _WHOLE.fullmatch(o.text, len(_bare(n)))] if n.known or n.canonical[0] in listed else islice(longer, 1)
        for other in meant:
            join(other, n)
    # what a bracket gives a meaning has no other: (以下「HEI」) … HEIファンド
    defined = {b.text for _, b in brackets}
    for n, full in chain(_shortened(names), _short_forms(names), _headed(brackets, names), _heard(names), _tails(names)):
        # 双葉電機は…。双葉電機グループは: a company that is named first is no short form of its group
        group_of_it = full.text == f"{n.text}グループ" and n.start < full.start
        if n.text not in defined or group_of_it:
            join(*(n, full) if group_of_it else (full, n))
    if same:
        for n in names:
            n.canonical = tuple(root(c) for c in n.canonical)


def _bare(n: Name) -> str:
    """A name as a newspaper shortens it, without 社: ブイ社 of ブイ・テクノロジー."""
    return n.text if n.text.endswith("会社") else n.text.removesuffix("社")


#: A name in katakana, the whole of it or behind Latin letters.
_HALF_KATAKANA = re.compile(r"([A-Za-z0-9&.]*[ ・]?)[ァ-ヺー][ァ-ヺー・=＝ ]{2,}")


#: What tells a company from the one that owns it: 双葉不動産ホールディングス(東証プライム)傘下の双葉不動産.
_OWNED = re.compile(r"(?:\([^()]{0,20}\)|<[^<>]{0,20}>){0,3}(?:の?(?:完全|連結)?子会社(?:の|である|、)|の?傘下(?:の|にある|で)|の中核(?:会社|企業|子会社)?の|(?:を中核|が親会社)とする)")


def _told_apart(text: str, names: list[Name]) -> set[tuple[str, str]]:
    """Pairs of names of which the text says that one company owns the other."""
    return {(a.text, b.text) for a, b in zip(names, names[1:], strict=False) if a.text != b.text and 0 < b.start - a.end <= 40 and _OWNED.match(text, a.end, b.start)}


#: Kanji of a name.
KANJI = re.compile("[一-龥々ヶ]{2,}")
#: Names with one first character that are compared; an archive in one text has thousands.
_MOST_ALIKE = 40


def _shortened(names: list[Name]) -> Iterator[tuple[Name, Name]]:
    """Names nobody listed that shorten the one name in full that fits: データセク (データセクション), 阪神電鉄 (阪神電気鉄道), CSG (CSGシステムズ).

    Of 300 such pairs in the training documents 95 in a hundred name one organisation.
    """
    by_first: dict[str, dict[str, Name]] = {}
    for n in names:
        if n.label == "ORG" and not n.reference:
            by_first.setdefault(n.text[0], {}).setdefault(n.text, n)
    for like in by_first.values():
        if 1 < len(like) <= _MOST_ALIKE:
            for text, n in like.items():
                full = [o for other, o in like.items() if not n.known and shortens(text, other)]
                if full and len({o.canonical for o in full}) == 1:
                    yield n, full[0]


def _short_forms(names: list[Name]) -> Iterator[tuple[Name, Name]]:
    """Names nobody listed that are a usual short form of one other: 白鷺HD (白鷺ホールディングス), 白鷺アーバン (白鷺アーバン銀行)."""
    firms = {n.text: n for n in names if n.label == "ORG" and not n.reference}
    full: dict[str, list[Name]] = {}
    for n in firms.values():
        for short in naming.short_forms(n.text):
            if short in firms:
                full.setdefault(short, []).append(n)
    for short, of in full.items():
        if not firms[short].known and len({n.canonical for n in of}) == 1:
            yield firms[short], of[0]


def _heard(names: list[Name]) -> Iterator[tuple[Name, Name]]:
    """Names nobody listed in katakana, or half so, and the one in Latin letters that sounds like them: スコープリー … Scopely, GIパートナーズ … GI Partners."""
    firms = {n.text: n for n in names if n.label == "ORG" and not n.reference and len(n.text) >= 4}
    latin = [n for n in firms.values() if n.text.isascii()][:_MOST_ALIKE]
    kana = [n for n in firms.values() if not n.known and _HALF_KATAKANA.fullmatch(n.text)][:_MOST_ALIKE]
    for n in kana if latin else ():
        heard = [o for o in latin if _sounds_like(n.text, o.text)]
        if len({o.canonical for o in heard}) == 1:
            yield n, heard[0]


def _sounds_like(half: str, latin: str) -> bool:
    """Whether the Latin letters that a name begins with are those of another, and its katakana sound like the rest of it."""
    head = _HALF_KATAKANA.fullmatch(half)[1].rstrip()
    rest = latin[len(head) :]
    if not head:
        return distance(half, latin) <= SURE
    return len(head) > 1 and latin.startswith(head) and not rest[:1].islower() and alike(half[len(head) :], rest.strip())


def _headed(brackets: list[tuple[Name, Name]], names: list[Name]) -> Iterator[tuple[Name, Name]]:
    """Names made of the head of one in full and what its bracket shortens the rest to: 白鷺C&C (白鷺キャピタル&コンサルティング(C&C))."""
    texts = {n.text: n for n in names if n.label == "ORG" and not n.known}
    for a, b in brackets[:_MOST_ALIKE]:
        for text, n in texts.items() if b.text.isascii() else ():
            head = text.removesuffix(b.text)
            if 2 <= len(head) < len(text) and a.text.startswith(head):
                yield n, a


def _tails(names: list[Name]) -> Iterator[tuple[Name, Name]]:
    """Groups nobody listed that are called by the end of one name in full: データG, データグループ (白鷺データグループ)."""
    firms = {n.text: n for n in names if n.label == "ORG" and not n.reference}
    groups = [n for n in firms.values() if n.text.endswith("グループ")][:_MOST_ALIKE]
    for n in firms.values() if groups else ():
        if n.known or not (m := _GROUP.fullmatch(n.text)):
            continue
        full = [o for o in groups if o.text != n.text and o.text.endswith(f"{m[1]}グループ")]
        if len({o.canonical for o in full}) == 1:
            yield n, full[0]


_GROUP = re.compile("(.{2,}?)(?:G|Ｇ|グループ)")


def shortens(short: str, full: str) -> bool:
    """Whether a name is a longer one with words or letters left out.

    >>> shortens("阪神電鉄", "阪神電気鉄道")
    True
    """
    if len(short) >= len(full) or len(short) < 2 or short[0] != full[0]:
        return False
    rest = full[len(short) :]
    if full.startswith(short) and not "一" <= rest[0] <= "龥":
        if _WHOLE.fullmatch(rest) or rest[0] == "&":
            return True
        word = is_katakana(rest[0])
        return word if not is_katakana(short[-1]) and not short[-1].islower() else word and len(short) >= 4 and "・" not in rest
    if (m := _what_it_is().search(short)) is not None and full.endswith(m[0]) and "(" not in full:
        # 双葉建設 and 双葉星野建設 both say in full what they are: two companies
        return False
    letters = iter(full)
    return KANJI.fullmatch(short) is not None and all(c in letters for c in short)


@lru_cache(maxsize=1)
def _what_it_is() -> re.Pattern[str]:
    """The word at the end of a name that says what a company is (銀行, 建設, 製鉄); of an institute people leave out words before it (地域支援機構)."""
    firms = [r["suffix"] for r in read_tsv("org_suffixes") if r["kind"] not in ("other", "institution", "media", "fund", "government", "ministry", "agency") and KANJI.fullmatch(r["suffix"])]
    return re.compile(f"(?<=..)(?:{'|'.join(sorted([*firms, '大学'], key=len, reverse=True))})$")


#: What makes no other organisation of a listed one: タタ・テレサービシズ is not タタ, タタ・グループ is.
_WHOLE = re.compile(r"[・ ]?(?:ホールディングス?|グループ|コーポレーション|カンパニー|インク|リミテッド|Holdings?|Group|Corporation|Company|Limited|(?:Inc|Corp|Co|Ltd)\.?)")


def _kin(a: str, b: str) -> bool:
    """Whether a bracketed name can be another spelling: the script differs, or it abbreviates."""
    if a.isascii() != b.isascii() or (KANJI.fullmatch(a) and not "一" <= b[0] <= "龥"):
        return True
    return len(b) < len(a) and (b[0] == a[0] or b.isupper())
