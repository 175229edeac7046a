"""names: one canonical name for an organisation, however it is written.

Strips legal forms (株式会社, Inc.), nationality prefixes (米, 英), descriptors (半導体大手) and
titles, and looks the rest up in the registry; a name nobody listed is returned cleaned.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .normalize.fold import fold
from .resources import read_tsv

_NATIONS = (
    "米国", "英国", "米", "英", "仏", "独", "伊", "蘭", "加", "豪", "印", "中国", "台湾", "韓国", "フランス", "ドイツ", "オランダ", "カナダ", "インド",
    "イスラエル", "スイス", "スウェーデン", "ノルウェー", "フィンランド", "デンマーク", "シンガポール", "香港", "オーストラリア", "ベルギー", "スペイン", "イタリア",
)
_SUFFIX = re.compile(r"(?:社|氏|側|など|各社|陣営|グループ各社|(?:の)?(?:CEO|COO|CFO|CTO|社長|会長|最高経営責任者|代表取締役))$")
_PREFIX = re.compile(r"^(?:[^\s、。・]{0,8}?(?:最大手|大手|新興|スタートアップ|ベンチャー)の?|傘下の|子会社の|老舗の?)")
_SHORT_TAIL = re.compile(
    r"(?:ホールディングス|ホールディング|グループ|テクノロジーズ?|コーポレーション|インダストリーズ|システムズ?|インターナショナル|"
    r" ?(?:Holdings?|Group|Technologies|Technology|Corporation|Corp\.?|Inc\.?|Ltd\.?|Co\.?|Company|AI|Labs?|Energy|Capital|Partners|Platforms))$"
)


@lru_cache(maxsize=1)
def _legal_forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    places: dict[str, list[str]] = {"any": [], "start": [], "end": []}
    for row in read_tsv("legal_forms", ("form", "place")):
        places[row["place"]].append(re.escape(row["form"]))
    latin = "|".join(f for f in places["end"] if f.isascii())
    other = "|".join(f for f in places["end"] if not f.isascii())
    front = "|".join([*places["any"], *(f"^(?:{f})" for f in places["start"])])
    # a Latin legal form is a word of its own (Cisco is no "Cis Co"), a Chinese one is a suffix
    return re.compile(front, re.I), re.compile(rf"(?<=.)(?:[\s,]+(?:{latin})|(?:{other}))[\s,.]*$", re.I)


def strip_legal(text: str) -> str:
    """A name without 株式会社, Inc. and the like."""
    front, back = _legal_forms()
    return back.sub("", front.sub("", text)).strip(" ,.、") or text


@lru_cache(maxsize=50_000)
def canonical(surface: str) -> str:
    """The canonical name of a spelling; the cleaned spelling itself when nobody listed it."""
    from .gazetteer import Gazetteer

    registry = Gazetteer.default()
    text = fold(surface).text.strip(" 　「」『』\"'*")
    for form in _peel(text):
        org = registry.lookup(form)
        if org is not None:
            return org.name
    *_, last = _peel(text)
    return last or text


def _peel(text: str):
    """The spelling as it is, then with one layer less at a time."""
    yield text
    for _ in range(4):
        before = text
        bare = strip_legal(text)
        if bare != text:
            text = bare
        elif (m := _SUFFIX.search(text)) and m.start() >= 2:
            text = text[: m.start()]
        elif nation := next((x for x in _NATIONS if text.startswith(x) and len(text) > len(x) + 1 and not _common(text, x)), None):
            text = text[len(nation) :].lstrip("・の")
        elif (m := _PREFIX.match(text)) and len(text) - m.end() >= 2:
            text = text[m.end() :]
        if text == before:
            return
        yield text


def _common(text: str, nation: str) -> bool:
    """Whether a nation word is part of the name itself (インドネシア, 米子, 英和)."""
    after = text[len(nation)]
    if len(nation) == 1:
        return not (after.isascii() or "ァ" <= after <= "ヺ")
    return "ァ" <= nation[-1] <= "ヺ" and ("ァ" <= after <= "ヺ" or after == "ー")


def key(name: str) -> str:
    """The form in which names are compared: NFKC, case, blanks, dots and legal forms ignored."""
    text = unicodedata.normalize("NFKC", name)
    text = strip_legal(text)
    return re.sub(r"[\s・,.&'’\-‐=]", "", text).casefold()


def same_name(a: str, b: str) -> bool:
    """Whether two spellings name one organisation, by form or by the registry."""
    return key(a) == key(b) or key(canonical(a)) == key(canonical(b))


@lru_cache(maxsize=50_000)
def short_forms(full: str) -> tuple[str, ...]:
    """Short forms by which an article may come back to a name seen in full.

    >>> short_forms("デル・テクノロジーズ")
    ('デル',)
    """
    text = strip_legal(fold(full).text)
    out: list[str] = []
    if (m := _SHORT_TAIL.search(text)) and len(text[: m.start()].rstrip("・ ")) >= 2:
        out.append(text[: m.start()].rstrip("・ "))
    if text.endswith("ホールディングス"):
        out += [text[:-8] + "HD", text[:-8] + "HLDGS"]
    if text.endswith("グループ"):
        out.append(text[:-4] + "G")
    if "・" in text and not text.endswith("・"):
        head = text.split("・")[0]
        if len(head) >= 3:
            out.append(head)
    for tail in ("銀行", "信託銀行", "証券", "電力", "不動産", "製作所", "工業", "建設", "商事", "製薬"):
        if text.endswith(tail) and len(text) - len(tail) >= 3:
            out.append(text[: -len(tail)])
    return tuple(dict.fromkeys(x for x in out if x != text and len(x) >= 2))
