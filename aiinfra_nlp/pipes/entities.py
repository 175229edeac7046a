"""entities: who is named, under which canonical name, and whom 同社 means.

In:  an article with sentences and tokens.
Out: ``Name`` mentions in text order: organisations of the registry, names that their form
     or their context gives away (株式会社〜, 〜社, 米〜, 〜電力, CamelCase), short forms of
     names seen in full, and references resolved to the organisation they stand for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import ahocorasick_rs

from .. import names as naming
from ..borders import is_katakana
from ..document import Article, Sentence
from ..gazetteer import Gazetteer, NameMatch
from ..recogniser import DOUBT, Found
from ..resources import read_tsv
from .guesses import GUESSED, guess, sides
from .same_names import KANJI, unite
from .tickers import before_ticker, doubled, is_exchange, is_no_party, is_symbol, is_ticker
from .words import words

_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*(?:(?:[&'’+\-]| & |\. ?| )?[A-Za-z0-9]+)*")
_KATAKANA = re.compile(r"[ァ-ヺー]{2,}(?:[・=＝][ァ-ヺー]+|(?<=[ァ-ヺー]) (?=[ァ-ヺ])[ァ-ヺー]+)*")
_MODEL = re.compile(r"[A-Za-z]{1,5}-?\d|^\d|[vV]\d|\d[A-Za-z]$")
_KABU = re.compile(r"(?:株式会社|有限会社|合同会社|一般社団法人|国立研究開発法人|独立行政法人|\(株\))")
_NAME_CHARS = re.compile(r"[A-Za-z0-9&.'\-ァ-ヺー・一-龥々〆ヶぁ-ん+]+")
_NATION = r"(?:米|英|仏|独|伊|蘭|加|豪|印|韓|中国|台湾|韓国|米国|英国|フランス|ドイツ|オランダ|カナダ|インド|イスラエル|スウェーデン|ノルウェー|シンガポール)"
_BEFORE_NAME = re.compile(_NATION + "|大手|新興|最大手|親会社|子会社")
_IS_NATION = re.compile(_NATION)


@dataclass(slots=True)
class Name:
    """One mention of one or more organisations (両社 names two)."""

    start: int
    end: int
    text: str
    canonical: tuple[str, ...]
    kind: str = "other"
    label: str = "ORG"
    known: bool = False
    reference: bool = False
    weight: float = 1.0

    @property
    def doubtful(self) -> bool:
        """Whether nothing but a role in a deal speaks for it being a name."""
        return self.weight < DOUBT


@lru_cache(maxsize=1)
def _not_names() -> frozenset[str]:
    return frozenset(r["word"] for r in read_tsv("not_names"))


@lru_cache(maxsize=1)
def _suffixes() -> dict[str, tuple[str, str]]:
    return {r["suffix"]: (r["label"], r["kind"]) for r in read_tsv("org_suffixes")}


def find_names(article: Article, gazetteer: Gazetteer, recogniser=None) -> list[Name]:
    """All names of an article, references resolved.

    The registry leads; the recogniser adds what nobody listed (or, without one, the form of
    the word does); short forms and repeats follow from both.
    """
    text = article.text
    matches = [m for m in gazetteer.find(text) if m.org.kind != "product" and not is_ticker(text, m.start) and not _aside(text, m.start, m.end)]
    matches += [NameMatch(a, b, text[a:b], org) for a, b in doubled(text) if (org := gazetteer.lookup(text[a:b]))]
    matches.sort(key=lambda m: m.start)
    names = [Name(m.start, m.end, m.surface, (m.org.name,), *_kind_and_label(m), True) for m in matches]
    blocked = _Taken([])
    starts = [n.start for n in names]
    sentences = [s for s in article.sentences if s.named]
    given = []
    for s in sentences:
        inside = names[bisect_left(starts, s.start) : bisect_left(starts, s.end)]
        given.append((s.tokens, {i: n.kind for i, t in enumerate(s.tokens) for n in inside if n.start <= t.start < n.end}))
    found = list(chain.from_iterable(recogniser.find(given))) if recogniser is not None else []
    # the dot of 決済大手・ブルー parts a name from what it is
    found = [(start + (text[start] == "・" and end - start > 1), before_ticker(text, start, end), label, p) for start, end, label, p in found]
    names = _longer(text, names, found)
    taken = _Taken(names)
    for start, end, label, p in found:
        if label == "PERSON" and _FIRM_OF_FAMILY.fullmatch(text[start:end]):
            label = "ORG"
        if label in ("PLACE", "PERSON") and p >= (DOUBT if label == "PERSON" else 0.6) and (whole := _firm_of_place(text, start, end, label)) and taken.free(start, whole):
            names.append(taken.add(_unknown(text, start, whole, weight=0.5)))
        elif label in ("PLACE", "PRODUCT"):
            if p >= 0.6:
                if label == "PLACE":
                    article.places.append((start, end))
                blocked.add(Name(start, end, "", ()))
        elif (before := _over_bracket(text, start, end)) < start:
            if p >= DOUBT and taken.free(before, end):
                names.append(taken.add(_unknown(text, before, end, label=label, weight=round(p, 1))))
        elif p >= DOUBT and taken.free(start, end) and _plausible(text[start:end]) and not is_ticker(text, start) and not _aside(text, start, end):
            names += [taken.add(_unknown(text, a, b, label=label, weight=round(p, 1))) for a, b in _two_firms(text, start, end)]
    for start, end in (span for s in sentences for span in sides(s)):
        if taken.free(start, end) and blocked.free(start, end):
            names.append(taken.add(_unknown(text, start, end, weight=0.5)))
    for s in sentences:
        for start, end, kind, label, weight in _unknown_in(s, sure=recogniser is not None):
            if taken.free(start, end) and blocked.free(start, end) and not is_ticker(text, start):
                names.append(taken.add(_unknown(text, start, end, kind, label, weight)))
    article.places.sort()
    names += _repeats(article, names, taken)
    names.sort(key=lambda n: n.start)
    unite(text, names)
    article.doubtful = [n for n in _doubtful(text, found, gazetteer) if taken.free(n.start, n.end)]
    open_ = _Taken([*names, *article.doubtful, *article.figures, *article.capacities])
    guessed = (span for s in sentences if s.relevant for span in guess(s))
    article.doubtful += [open_.add(_unknown(text, a, b, weight=GUESSED)) for a, b in guessed if open_.free(a, b) and text[a:b] not in _not_names() and (a, b) not in article.places]
    article.doubtful.sort(key=lambda n: n.start)
    # a row without a kind tells how a name is written, no more: its part is judged as that of a name nobody listed
    bare = {m.org.name for m in matches if not m.org.kind}
    for n in names:
        n.known = n.known and n.canonical[0] not in bare
    from .references import resolve  # it needs Name from here

    return resolve(article, names)


def _aside(text: str, start: int, end: int) -> bool:
    """Whether a name in a bracket is no organisation of the article: an exchange, the short form of a contract, who sends the report."""
    return is_exchange(text, start, end) or is_no_party(text, start, end)


_REST_OF_NAME = re.compile(r"[ァ-ヺー一-龥A-Za-z]{2,10}(?=[はがをにとのも、(]|。|$)")
#: Kinds of what is called by its place without being a company: 石狩データセンター, 千歳大学.
_NO_FIRM = frozenset(("other", "datacenter", "university", "institution", "agency", "ministry", "government", "place", "media"))


_TRADE = re.compile(words("trade end"))
#: A family and its trade, read as a person (大江倉庫), and what follows a family alone: a place has a research laboratory (つくば研究所), a family owns one.
_FIRM_OF_FAMILY = re.compile(rf"[一-龥々]{{2,3}}(?:{_TRADE.pattern})")
_OF_FAMILY = re.compile(_TRADE.pattern + "|研究所")


def _firm_of_place(text: str, start: int, end: int, label: str = "PLACE") -> int | None:
    """Where a firm ends that is called by a place or a family (北港クラウド, 大江建材), if what follows the name says what kind of firm it is."""
    rest = _REST_OF_NAME.match(text, end)
    if rest is None:
        return None
    ending, kind = _by_ending(text[start : rest.end()])
    whose = ending == "ORG" and kind not in _NO_FIRM
    trade = (_TRADE if label == "PLACE" else _OF_FAMILY).fullmatch(rest.group()) is not None and text[start:end] not in naming.affixes()["nation"]
    return rest.end() if (trade or whose) and _plausible(text[start : rest.end()]) else None


_BEFORE_BRACKET = re.compile(r"[ァ-ヺー・一-龥A-Za-z]{2,20}\($")


def _over_bracket(text: str, start: int, end: int) -> int:
    """Where a name begins whose short form stands in a bracket inside it: マハーラーシュトラ(MH)州政府; else its start."""
    surface = text[start:end]
    if ")" not in surface or "(" in surface:
        return start
    before = _BEFORE_BRACKET.search(text, max(0, start - 22), start)
    return before.start() if before else start


_LEGAL_BLANK = re.compile("(?:株式会社|合同会社|有限会社)(?= )")


def _two_firms(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of two firms that only a dot parts, each with an end of its own (双葉電機・星野電工), and of a name and what stands in the bracket behind it (青葉工業(アオバ))."""
    if legal := _LEGAL_BLANK.search(text, start + 1, end):
        # 青葉電機株式会社 コーポレート広報: the department is none of the name
        return [(start, legal.end())]
    bracket = text.find("(", start + 1, end)
    if bracket >= 0:
        inner = text[bracket + 1 : end].rstrip(")")
        return [(start, bracket), *([(bracket + 1, bracket + 1 + len(inner))] if len(inner) > 1 and _plausible(inner) and not re.search("[()]", inner) else [])]
    dot = text.find("・", start, end)
    if dot < 0 or text.find("・", dot + 1, end) >= 0 or "other" in (_by_ending(text[start:dot])[1], _by_ending(text[dot + 1 : end])[1]):
        return [(start, end)]
    both = all(KANJI.search(part) for part in (text[start:dot], text[dot + 1 : end]))
    return [(start, dot), (dot + 1, end)] if both else [(start, end)]


#: How sure the recogniser must be of a name that goes on beyond a registered one.
_SURE = 0.6
#: What beside a registered name is no part of a longer one: 斗山(トュサン), SpaceX・Volta.
_NO_MORE = re.compile(r"[()「」、/]|\|[・ ][A-Za-z]|[A-Za-z]・")


def _longer(text: str, names: list[Name], found: list[tuple[int, int, str, float]]) -> list[Name]:
    """The registry's names, without those that are only a part of a longer one: NTT in NTTインド, 三菱商事 in 三菱商事ロジスティクス."""
    starts = [n.start for n in names]
    parts: set[int] = set()
    for start, end, label, p in found:
        if label != "ORG" or p < _SURE:
            continue
        inside = names[bisect_left(starts, start) : bisect_left(starts, end)]
        if len(inside) != 1 or inside[0].end > end:
            continue
        n = inside[0]
        more = len(text[start : n.start] + text[n.end : end]) >= 2 and not _NO_MORE.search(text[start : n.start] + "|" + text[n.end : end])
        if more and naming.canonical(text[start:end]) not in n.canonical:
            parts.add(n.start)
    return [n for n in names if n.start not in parts]


#: A place that acts: インドが買う, スペインも資金を配る, 菊陽町に申し入れた.
_ACTS = re.compile(r"(?:\([^()]{1,12}\))?(?:[はがもにと](?!おけ|おい|ある|よる|して)|から)")
_TOWN = re.compile(r".+[市町村県府都道州]")
#: A town among those who sign: 北嶺市、双葉電力、星野電工の3者は協定を結んだ.
_SIGNS = re.compile(r"[、・][^。]{2,80}?(?:[2-9二三四五六七八九]者|協定|覚書)")


def _doubtful(text: str, found: list[Found], gazetteer: Gazetteer) -> Iterator[Name]:
    """Spans that are likelier no organisation than one, but in a role of a deal would be."""
    for start, end, label, p in found:
        surface = text[start:end]
        if label == "PLACE" and (_ACTS.match(text, end) or _SIGNS.match(text, end)):
            state = gazetteer.lookup(surface + "政府")
            if (state is not None and _ACTS.match(text, end)) or _TOWN.fullmatch(surface):
                yield Name(start, end, surface, (state.name if state else naming.canonical(surface),), "place", "GOV", weight=0.0)
        elif p < DOUBT and label in ("ORG", "GOV") and _plausible(surface) and not is_ticker(text, start) and not _aside(text, start, end):
            yield _unknown(text, start, end, label=label, weight=round(p, 1))


#: Ends of sentences that are no names: です.
_ENDING = re.compile("[ぁ-ん]{1,2}")
#: English words in small letters (system integration), and states by their letters (TX・NY).
_NO_NAME = re.compile(r"[a-z]+(?: [a-z]+)+|.* (?:Pipeline|Facility|[Cc]luster|Index)|[A-Z]{2}(?:[・/、][A-Z]{2})+")


#: How many of a kind: 3銀行, 地銀5行.
_COUNTED = re.compile(r"(?:地銀|信金|大学)?\d+(?:銀行|行|社|者|信金|大学|機関|団体)")
#: A kind of company of a country rather than one: 米電力会社, 韓国電池, 日本勢.
_KIND_OF_FIRM = re.compile(rf"{_NATION}?(?:大手)?(?:(?:{words('firms')})(?:大手|各社|勢)?|(?:{words('trades')})(?:企業|会社|大手|各社|勢|業界)|[米英仏独韓]銀行)")


def _plausible(surface: str) -> bool:
    if re.search(r"(?:[^首外]相|首相|外相|大臣|長官|大統領|知事|市長|議員|会長|社長)$", surface):
        return False
    if _NO_NAME.fullmatch(surface) or is_symbol(surface) or _ENDING.fullmatch(surface):
        return False
    return surface not in _not_names() and not _COUNTED.fullmatch(surface) and not _KIND_OF_FIRM.fullmatch(surface) and not re.fullmatch(_NATION + "?(?:社|勢|企業|各社|大手|新興|政府系|本社|東京都心)", surface) and not re.fullmatch(r"[\d兆億万千百.,]+|[A-Z]|上位\d*", surface) and not surface.isdigit() and (len(surface) > 1 or surface.isascii() and surface.isupper())


class _Taken:
    """Spans already used; overlapping candidates are refused."""

    def __init__(self, names: list[Name]) -> None:
        self._at: set[int] = set()
        for n in names:
            self.add(n)

    def free(self, start: int, end: int) -> bool:
        return not any(p in self._at for p in range(start, end))

    def add(self, n: Name) -> Name:
        self._at.update(range(n.start, n.end))
        return n


def _kind_and_label(m: NameMatch) -> tuple[str, str]:
    """Kind and label of a name of the registry; by its end where its row states no kind."""
    if m.org.kind:
        return m.org.kind, _label(m.org.kind)
    label, kind = _by_ending(m.surface)
    return kind, label


@lru_cache(maxsize=20_000)
def _by_ending(surface: str) -> tuple[str, str]:
    """Label and kind of an organisation by how its name ends: 〜銀行, 〜電力, 〜 Ventures."""
    fits = (s for s in _suffixes() if surface.endswith(s) and len(surface) > len(s) and (not s[0].isascii() or surface[-len(s) - 1] == " "))
    return _suffixes().get(max(fits, key=len, default=None), ("ORG", "other"))


def _label(kind: str) -> str:
    if kind in ("government", "ministry", "agency"):
        return "GOV"
    return "PROGRAMME" if kind == "programme" else "PERSON" if kind == "person" else "ORG"


def _unknown(text: str, start: int, end: int, kind: str = "other", label: str = "ORG", weight: float = 0.6) -> Name:
    surface = text[start:end]
    if label == "ORG" and kind == "other":
        ending, what = _by_ending(surface)
        kind = what if ending == "ORG" else kind
    state = Gazetteer.default().lookup(surface + "政府") if label == "GOV" else None
    return Name(start, end, surface, (state.name if state else naming.canonical(surface),), kind, label, False, weight=weight)


def _unknown_in(s: Sentence, sure: bool):
    """Spans in a sentence that look like a name, with kind, label and weight; or only those that are ``sure`` to be one."""
    text = s.text
    for m in _KABU.finditer(text):
        n = _NAME_CHARS.match(text, m.end())
        if n and 2 <= n.end() - n.start() <= 25 and not _particle_at(s, m.end()):
            end = _cut_name(s, n.start(), n.end())
            if end - n.start() >= 2:
                yield s.start + n.start(), s.start + end, "other", "ORG", 1.0
    for m in () if sure else _LATIN.finditer(text):
        w = m.group(0).rstrip(" .-&'")
        if not _latin_name(w):
            continue
        yield s.start + m.start(), s.start + m.start() + len(w), "other", "ORG", 0.8 if len(w) > 2 else 0.4
    yield from _by_tokens(s, sure)


def _latin_name(w: str) -> bool:
    if w in _not_names() or len(w) < 2 or not any(c.isupper() for c in w) or _MODEL.search(w):
        return False
    first = re.split(r"[ \-]", w)[0]
    return not (first in _not_names() and all(p in _not_names() or not p[:1].isupper() for p in w.split(" ")[1:]))


def _particle_at(s: Sentence, start: int) -> bool:
    """Whether a particle begins there: A株式会社に, but not 株式会社はてな."""
    return any(t.start - s.start == start and t.pos[0] == "助詞" for t in s.tokens)


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


def _repeats(article: Article, names: list[Name], taken: _Taken) -> list[Name]:
    """Further mentions of unknown names, and short forms of names seen in full."""
    forms: dict[str, Name] = {}
    for n in names:
        if n.weight < 0.4:
            continue
        if not n.known:
            forms.setdefault(n.text, n)
        for short in naming.short_forms(n.text):
            if len(short) >= 2 and short not in _not_names():
                forms.setdefault(short, n)
    out = []
    text = article.text
    spans: dict[int, list[tuple[int, int]]] = {}
    # one pass for all forms: an archive in one text has thousands of them
    for i, at, end in ahocorasick_rs.AhoCorasick(forms).find_matches_as_indexes(text, overlapping=True):
        spans.setdefault(i, []).append((at, end))
    for i, (form, n) in enumerate(forms.items()):
        for at, end in spans.get(i, ()):
            if taken.free(at, end) and _bounded(text, at, end) and not is_ticker(text, at):
                out.append(taken.add(Name(at, end, form, n.canonical, n.kind, n.label, n.known, weight=n.weight)))
    return out


def _bounded(text: str, start: int, end: int) -> bool:
    b = text[start - 1] if start else " "
    a = text[end] if end < len(text) else " "
    first, last = text[start], text[end - 1]
    return not (
        (first.isascii() and b.isascii() and b.isalnum())
        or (last.isascii() and a.isascii() and a.isalnum())
        or (is_katakana(first) and is_katakana(b))
        or (is_katakana(last) and is_katakana(a))
        or ("一" <= last <= "龥" and "一" <= a <= "龥" and a not in "社側氏株製系内本当他両米英中日新旧各約")
        or ("一" <= first <= "龥" and "一" <= b <= "龥" and b not in "米英仏独中韓台印日元旧同新")
    )
