"""shapes: what in a text is a name of an organisation by how it looks.

In:  a span or a sentence.
Out: whether its form gives it away (双葉電力, Game Works, LLC, 株式会社〜, 〜社), which kind of
     organisation it is then, and whether it can be one at all.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ... import names as naming
from ...borders import is_katakana
from ...document import Sentence
from ...resources import read_tsv
from ..words import words
from .tickers import is_symbol

_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*(?:(?:[&'’+\-]| & |\. ?| )?[A-Za-z0-9]+)*")
_MODEL = re.compile(r"[A-Za-z]{1,5}-?\d|^\d|[vV]\d|\d[A-Za-z]$")
_KABU = re.compile(r"(?:株式会社|有限会社|合同会社|一般社団法人|国立研究開発法人|独立行政法人|\(株\))")
_NAME_CHARS = re.compile(r"[A-Za-z0-9&.'\-ァ-ヺー・一-龥々〆ヶぁ-ん+]+")
_NATION = r"(?:米|英|仏|独|伊|蘭|加|豪|印|韓|中国|台湾|韓国|米国|英国|フランス|ドイツ|オランダ|カナダ|インド|イスラエル|スウェーデン|ノルウェー|シンガポール)"
_BEFORE_NAME = re.compile(_NATION + "|大手|新興|最大手|親会社|子会社")
_IS_NATION = re.compile(_NATION)


@lru_cache(maxsize=1)
def not_names() -> frozenset[str]:
    """Words that look like names and are none (``data/not_names.tsv``)."""
    return frozenset(r["word"] for r in read_tsv("not_names"))


@lru_cache(maxsize=1)
def _suffixes() -> dict[str, tuple[str, str]]:
    return {r["suffix"]: (r["label"], r["kind"]) for r in read_tsv("org_suffixes")}


@lru_cache(maxsize=1)
def _suffix_lengths() -> tuple[int, ...]:
    """How long the suffixes are, the longest first."""
    return tuple(sorted({len(s) for s in _suffixes()}, reverse=True))


@lru_cache(maxsize=20_000)
def by_ending(surface: str) -> tuple[str, str]:
    """Label and kind of an organisation by how its name ends: 〜銀行, 〜電力, 〜 Ventures."""
    known = _suffixes()
    for n in _suffix_lengths():
        s = surface[-n:]
        if s in known and len(surface) > n and (not s[0].isascii() or surface[-n - 1] == " "):
            return known[s]
    return "ORG", "other"


def by_form(surface: str) -> bool:
    """Whether a name can only be one of an organisation: 双葉共済会, Hinode & Sons, Game Works, LLC."""
    return " & " in surface or naming.strip_legal(surface) != surface or (len(surface) > 3 and by_ending(surface)[1] != "other")


@lru_cache(maxsize=1)
def _person() -> re.Pattern[str]:
    """A family name with a title: 倉光市長, 岡本代表理事."""
    titles = sorted((re.escape(r["title"]) for r in read_tsv("titles", ("title", "kind"))), key=len, reverse=True)
    return re.compile(rf"[一-龥々ァ-ヺー]{{1,6}}?(?:{'|'.join(titles)})")


def before_person(text: str, start: int, end: int) -> int:
    """Where a name ends: before the blank behind which who leads the organisation is told (つがる市 倉光市長)."""
    blank = text.rfind(" ", start + 2, end)
    person = _person().match(text, blank + 1) if blank > 0 else None
    return blank if person is not None and person.end() >= end else end


_REST_OF_NAME = re.compile(r"[ァ-ヺー一-龥A-Za-z]{2,10}(?=[はがをにとのも、(]|。|$)")
#: Kinds of what is called by its place without being a company: 石狩データセンター, 千歳大学.
NO_FIRM = frozenset(("other", "datacenter", "university", "institution", "agency", "ministry", "government", "place", "media"))


_TRADE = re.compile(words("trade end"))
#: A family and its trade, read as a person (大江倉庫), and what follows a family alone: a place has a research laboratory (つくば研究所), a family owns one.
FIRM_OF_FAMILY = re.compile(rf"[一-龥々]{{2,3}}(?:{_TRADE.pattern})")
_OF_FAMILY = re.compile(_TRADE.pattern + "|研究所")


def firm_of_place(text: str, start: int, end: int, label: str = "PLACE") -> int | None:
    """Where a firm ends that is called by a place or a family (北港クラウド, 大江建材), if what follows the name says what kind of firm it is."""
    rest = _REST_OF_NAME.match(text, end)
    if rest is None:
        return None
    ending, kind = by_ending(text[start : rest.end()])
    whose = ending == "ORG" and kind not in NO_FIRM
    trade = (_TRADE if label == "PLACE" else _OF_FAMILY).fullmatch(rest.group()) is not None and text[start:end] not in naming.affixes()["nation"]
    return rest.end() if (trade or whose) and plausible(text[start : rest.end()]) else None


#: Ends of sentences that are no names: です.
_ENDING = re.compile("[ぁ-ん]{1,2}")
#: English words in small letters (system integration), what is built (双葉データセンター・プロジェクト), and states by their letters (TX・NY).
_NO_NAME = re.compile(r"[a-z]+(?: [a-z]+)+|[A-Za-z][a-z]+(?:[ -][a-z]+)* (?:revenue|income|profit|sales|rate|growth|margin|users|customers)|.* (?:Pipeline|Facility|[Cc]luster|Index)|.*(?:スーパークラスター|データセンター・?(?:プロジェクト|クラスター|キャンパス))|[A-Z]{2}(?:[・/、][A-Z]{2})+")


#: How many of a kind: 3銀行, 地銀5行.
_COUNTED = re.compile(r"(?:地銀|信金|大学)?\d+ ?(?:銀行|行|社|者|信金|大学|機関|団体|メガバンク)")
#: A kind of company of a country rather than one: 米電力会社, 韓国電池, 日本勢, 国営製鉄.
_KIND_OF_FIRM = re.compile(rf"{_NATION}?(?:大手|主要|有力)?(?:(?:{words('firms')})(?:大手|各社|勢)?|(?:{words('trades')})(?:企業|会社|大手|各社|勢|業界)|[米英仏独韓]銀行)|(?:国営|国有|公営)(?:石油|ガス|石油ガス|電力|製鉄|鉄鋼|鉄道|通信|送電|エネルギー|航空|銀行)(?:企業|大手)?")


#: The same by what it makes or sells. It stands in a sentence as a company does, so it is left out of the record alone.
_KIND_BY_GOODS = re.compile(rf"[ァ-ヺー・]*(?:{words('kind of firm')})|(?:第[0-9第・]+世代)?[ァ-ヺー・]*(?:{words('kind of goods')})")


def is_kind(name: str) -> bool:
    """Whether a party is called by no more than what it makes or sells, or is only that: ロボットメーカー, ネオクラウドプロバイダー, エンタープライズAIエージェント."""
    return _KIND_BY_GOODS.fullmatch(name) is not None


@lru_cache(maxsize=1)
def _deal_words() -> frozenset[str]:
    """Deal words, none of which is a name by itself: 「共同開発」と言った; some companies are called アライアンス."""
    return frozenset(r["word"] for r in read_tsv("triggers")) - {"アライアンス"}


#: What stands behind the name of a company and is none: 森田リース(株)北海道支店.
_BRANCH = re.compile("[一-龥]{2,4}(?:支店|支社|支部|営業所)")


def plausible(surface: str) -> bool:
    """Whether a span can be the name of an organisation: no title, number, kind of company or word in small letters."""
    if re.search(r"(?:[^首外]相|親会社|首相|外相|大臣|長官|大統領|知事|市長|議員|会長|社長)$", surface):
        return False
    if " + " in surface or _NO_NAME.fullmatch(surface) or is_symbol(surface) or _ENDING.fullmatch(surface) or _BRANCH.fullmatch(surface):
        return False
    return surface not in not_names() and surface not in _deal_words() and not _COUNTED.fullmatch(surface) and not _KIND_OF_FIRM.fullmatch(surface) and not re.fullmatch(_NATION + "?(?:社|勢|企業|各社|大手|新興|政府系|本社|東京都心)|(?:株式|有限|合同|合資|合名)会社|[A-Z/・]{2,}(?:企業|大手|メーカー|各社|業界)", surface) and not re.fullmatch(r"[\d兆億万千百.,]+|[A-Z]|上位\d*", surface) and not surface.isdigit() and (len(surface) > 1 or surface.isascii() and surface.isupper())


def in_sentence(s: Sentence, sure: bool):
    """Spans in a sentence that look like a name, with kind, label and weight; or only those that are ``sure`` to be one."""
    text = s.text
    for m in _KABU.finditer(text):
        n = _NAME_CHARS.match(text, m.end())
        if n and 2 <= n.end() - n.start() <= 25 and not _particle_at(s, m.end()) and not _BRANCH.fullmatch(n.group()):
            end = _cut_name(s, n.start(), n.end())
            if end - n.start() >= 2:
                yield s.start + n.start(), s.start + end, "other", "ORG", 1.0
    for m in () if sure else _LATIN.finditer(text):
        w = m.group(0).rstrip(" .-&'")
        if not _latin_name(w):
            continue
        yield s.start + m.start(), s.start + m.start() + len(w), "other", "ORG", 0.8 if len(w) > 2 else 0.4
    if not sure or "社" in text:
        yield from _by_tokens(s, sure)


def _latin_name(w: str) -> bool:
    if w in not_names() or len(w) < 2 or not any(c.isupper() for c in w) or _MODEL.search(w):
        return False
    first = re.split(r"[ \-]", w)[0]
    return not (first in not_names() and all(p in not_names() or not p[:1].isupper() for p in w.split(" ")[1:]))


def _particle_at(s: Sentence, start: int) -> bool:
    """Whether a particle or です begins there: A株式会社に, but not 株式会社はてな."""
    return any(t.start - s.start == start and t.pos[0] in ("助詞", "助動詞") for t in s.tokens)


def _cut_name(s: Sentence, start: int, end: int) -> int:
    """End of the name that starts at ``start``: before the first particle token."""
    for t in s.tokens:
        a = t.start - s.start
        if a >= end:
            break
        if a > start and t.pos[0] in ("助詞", "助動詞", "動詞", "補助記号") and t.text not in ("・", "&", ".", "-"):
            return a
    return end


def _by_tokens(s: Sentence, sure: bool):
    """Names by their tokens: proper nouns, katakana with a mark, compounds with a company suffix."""
    toks = s.tokens
    suffixes = _suffixes()
    endings = tuple(suffixes)
    i = 0
    while i < len(toks):
        t = toks[i]
        if not _nounish(t):
            i += 1
            continue
        j = i
        while j + 1 < len(toks) and (_nounish(toks[j + 1]) or (toks[j + 1].text in "・&" and j + 2 < len(toks) and _nounish(toks[j + 2]))) and toks[j].end == toks[j + 1].start:
            j += 1
        run = toks[i : j + 1]
        yield from _in_run(s, run, toks[j + 1] if j + 1 < len(toks) else None, suffixes, endings, sure)
        i = j + 1


def _in_run(s: Sentence, run, after, suffixes, endings, sure: bool):
    a, b = 0, len(run)
    marked = False
    text = s.text
    while a < b and (run[a].pos[0] == "接頭辞" or _BEFORE_NAME.fullmatch(run[a].text)):
        marked = marked or bool(_IS_NATION.fullmatch(run[a].text))
        a += 1
    k = a
    while k < b:
        w = run[k].text
        if w == "社" and k > a and not any(t.pos[1] == "数詞" for t in run[a:k]):
            yield run[a].start, run[k].start, "other", "ORG", 0.9
            return
        k += 1
    span = run[a:b]
    if sure or not span or any(t.pos[1] == "数詞" for t in span):
        return
    word = text[span[0].start - s.start : span[-1].end - s.start]
    for n in range(len(span), 0, -1):
        head = text[span[0].start - s.start : span[n - 1].end - s.start]
        # most words end in none of them, which one look tells
        suffix = next((x for x in suffixes if head.endswith(x) and len(head) > len(x)), None) if head.endswith(endings) else None
        if suffix and (n > 1 or span[0].pos[1] == "固有名詞") and span[0].pos[1] != "数詞":
            if span[0].pos[1] == "固有名詞" or is_katakana(head[0]) or span[0].oov or n == 1 or head[0].isascii():
                yield span[0].start, span[n - 1].end, suffixes[suffix][1], suffixes[suffix][0], 0.8
                return
    first = span[0]
    if first.pos[1] == "固有名詞" and first.pos[2] not in ("人名", "地名"):
        yield first.start, first.end, "other", "ORG", 0.7
        return
    if is_katakana(word[0]):
        m = re.match(r"[ァ-ヺー・]+", word)
        kata = m.group(0).rstrip("・") if m else ""
        oov = any(t.oov for t in span if is_katakana(t.text[0]))
        if len(kata) >= 3 and (marked or oov) and len(kata) == len(word):
            yield span[0].start, span[0].start + len(kata), "other", "ORG", 0.8 if marked else 0.5
    elif marked and after is not None and after.pos[0] == "助詞" and first.pos[1] == "固有名詞" and first.pos[2] != "地名":
        yield first.start, span[-1].end, "other", "ORG", 0.7


def _nounish(t) -> bool:
    return t.pos[0] in ("名詞", "接頭辞") or (t.pos[0] == "接尾辞" and t.pos[1] == "名詞的")


def whole_run(text: str, start: int) -> int:
    """Where a name in katakana begins of which a character or two were taken for a part of the word before it; no word ends inside such a run."""
    first = start
    while first and start - first < 3 and is_katakana(text[start]) and is_katakana(text[first - 1]):
        first -= 1
    return first if 0 < start - first < 3 else start
