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
from itertools import chain

import ahocorasick_rs

from ... import names as naming
from ...borders import is_katakana
from ...document import Article
from ...gazetteer import Gazetteer, NameMatch
from ...recogniser import DOUBT, Found
from ..words import ends_in, words
from .brackets import confirmed, neighbours
from .counted import counted
from .dots import parted
from .guesses import GUESSED, called, guess, sides
from .same_names import KANJI, unite
from .shapes import (
    FIRM_OF_FAMILY,
    before_person,
    by_ending,
    by_form,
    firm_of_place,
    in_sentence,
    not_names,
    plausible,
    whole_run,
)
from .tickers import before_ticker, doubled, is_exchange, is_no_party, is_ticker

#: How the name of a maker of chips ends.
_CHIP_MAKER = ends_in("chip end")
_DEAL_BEHIND = re.compile(rf" (?:(?:資本)?業務提携|資本提携|資本参加|提携|協業|合併|出資|買収|(?:完全|連結)?子会社化|経営統合|資金調達|事業譲渡|{words('heads a deal')})\Z")
_IN_COUNTRY = re.compile(r" (?:日本|国内|海外|[一-龥]国|[英米独仏韓中印豪]|欧州|アジア|北米)\Z")
_OF_COUNTRY = re.compile(r"(?:[英米韓]国|豪州)(?=[ァ-ヺA-Z][ァ-ヺーA-Za-z])")


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


#: What ends a span that is said of the name in it.
_SAID_OF_IT = re.compile(r"(?:以来|以降|以外|(?<![高平対同優均])等)\Z")


#: What stands behind a name and a blank and is no part of it.
_MADE_BY = re.compile(" (?:テクノロジー|技術|サービス|インフラ|製品|プラットフォーム|チップ|モデル|アカウント)")


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
    # 森田機工→星野電工 資本業務提携: the deal behind a blank is no part of the name
    found = [(start, end - len(m[0]) if label == "ORG" and " " in text[start:end] and (m := _DEAL_BEHIND.search(text, start + 2, end)) else end, label, p) for start, end, label, p in found]
    # ・双葉クラウド 日本に30億ドル: the country is where, not who
    found = [(start, end - len(m[0]) if label == "ORG" and text.startswith(("に", "で", "の", "へ"), end) and (m := _IN_COUNTRY.search(text, start + 2, end)) else end, label, p) for start, end, label, p in found]
    found = [(start, before_person(text, start, end) if label in ("ORG", "GOV") else end, label, p) for start, end, label, p in found]
    # 米ノルン・エナジー, of which the tokenizer makes 米ノ and ルン
    found = [(whole_run(text, start), end, label, p) for start, end, label, p in found]
    # 星野電工以来の規模, 双葉投資等が: what is said of a name
    found = [(start, end - len(m[0]) if label == "ORG" and (m := _SAID_OF_IT.search(text, start + 2, end)) else end, label, p) for start, end, label, p in found]
    # AWS テクノロジーに投じる, where blanks stand between scripts: what somebody makes
    heads = {n.start: n.end for n in names}
    found = [(start, heads[start] if label == "ORG" and start in heads and _MADE_BY.fullmatch(text, heads[start], end) else end, label, p) for start, end, label, p in found]
    # who is of a country need not be called after it: 英国ピルキントン, 米国Oakfield
    found = [(start + len(m[0]) if label == "ORG" and (m := _OF_COUNTRY.match(text, start, end)) else start, end, label, p) for start, end, label, p in found]
    found = [x for x in parted(text, found, names) if x[3] > _SURE or _PLANT.fullmatch(text, x[0], x[1]) is None]
    # GMO AI & Robotics 株式会社 is a company of its own
    longer = [(n.start, m.end(), "ORG", 0.9) for n in names if n.text.isascii() and (m := _GOES_ON.match(text, n.end)) is not None]
    if longer:
        found = [x for x in found if not any(a <= x[0] < b for a, b, *_ in longer)] + longer
        names = [n for n in names if not any(a <= n.start < b for a, b, *_ in longer)]
    names = _longer(text, names, found)
    taken = _Taken(names)
    names += [taken.add(_unknown(text, *span)) for s in sentences if (span := called(s)) and taken.free(*span)]
    sure = confirmed(text, found, names)
    for start, end, label, p in found:
        if label == "PERSON" and (FIRM_OF_FAMILY.fullmatch(text[start:end]) or by_form(text[start:end])):
            label = "ORG"
        elif label == "PERSON" and text.startswith("政権", end) and p >= DOUBT:
            end, label = end + 2, "GOV"
        if start in sure or (label == "ORG" and by_form(text[start:end])):
            p = max(p, DOUBT)
        if label in ("PLACE", "PERSON") and p >= (DOUBT if label == "PERSON" else 0.6) and (whole := firm_of_place(text, start, end, label)) and taken.free(start, whole):
            names.append(taken.add(_unknown(text, start, whole, weight=0.5)))
        elif label in ("PLACE", "PRODUCT"):
            if p >= 0.6:
                if label == "PLACE":
                    article.places.append((start, end))
                blocked.add(Name(start, end, "", ()))
        elif (before := _over_bracket(text, start, end)) < start:
            if p >= DOUBT and taken.free(before, end):
                names.append(taken.add(_unknown(text, before, end, label=label, weight=round(p, 1))))
        elif p >= DOUBT and taken.free(start, end) and plausible(text[start:end]) and not is_ticker(text, start) and not _aside(text, start, end):
            names += [taken.add(_unknown(text, a, b, label=label, weight=round(p, 1))) for a, b in _two_firms(text, start, end)]
    for start, end in (span for s in sentences for span in sides(s)):
        if taken.free(start, end) and blocked.free(start, end):
            names.append(taken.add(_unknown(text, start, end, weight=0.5)))
    for s in sentences:
        for start, end, kind, label, weight in in_sentence(s, sure=recogniser is not None):
            if taken.free(start, end) and blocked.free(start, end) and not is_ticker(text, start):
                names.append(taken.add(_unknown(text, start, end, kind, label, weight)))
    for start, end in list(counted(text, names)):
        if taken.free(start, end) and blocked.free(start, end):
            names.append(taken.add(_unknown(text, start, end, weight=0.5)))
    for start, end, n in list(neighbours(text, [n for n in names if n.label == "ORG" and n.weight >= 0.4])):
        if taken.free(start, end) and blocked.free(start, end) and plausible(text[start:end]):
            names.append(taken.add(Name(start, end, text[start:end], n.canonical, n.kind, n.label, weight=n.weight)))
    article.places.sort()
    names += _repeats(article, names, taken)
    # a digest has the news under the name of who brought them
    names = sorted((n for n in names if n.kind != "media" or not _is_line(text, n.start, n.end)), key=lambda n: n.start)
    unite(text, names)
    article.doubtful = [n for n in _doubtful(text, found, gazetteer) if taken.free(n.start, n.end)]
    open_ = _Taken([*names, *article.doubtful, *article.figures, *article.capacities])
    guessed = (span for s in sentences if s.relevant for span in guess(s))
    article.doubtful += [open_.add(_unknown(text, a, b, weight=GUESSED)) for a, b in guessed if open_.free(a, b) and text[a:b] not in not_names() and (a, b) not in article.places]
    article.doubtful.sort(key=lambda n: n.start)
    # a row without a kind tells how a name is written, no more: its part is judged as that of a name nobody listed
    bare = {m.org.name for m in matches if not m.org.kind}
    for n in names:
        n.known = n.known and n.canonical[0] not in bare
    from ..coreference.references import resolve  # it needs Name from here

    return resolve(article, names)


def _aside(text: str, start: int, end: int) -> bool:
    """Whether a name in a bracket is no organisation of the article: an exchange, the short form of a contract, who sends the report."""
    return is_exchange(text, start, end) or is_no_party(text, start, end)


#: What may stand around the only name of a line: ## 双葉新聞, 出典: 双葉新聞.
_LINE_BEGINS, _LINE_ENDS = re.compile(r"\n[ \t●○■□◆◇▼▽▶▲△◎★☆・*#>【\[-]{0,8}(?:\d{1,2}[.)] ?)?(?:(?:出典|出所|ソース|情報源|引用元|媒体) ?[::] ?)?\Z"), re.compile(r"[ \t*】\]]{0,4}(?:\n|\Z)")


def _is_line(text: str, start: int, end: int) -> bool:
    """Whether a name is all that its line holds, but for marks and a label."""
    return _LINE_ENDS.match(text, end) is not None and _LINE_BEGINS.search(text[max(0, start - 24) : start] if start > 24 else "\n" + text[:start]) is not None


_BEFORE_BRACKET = re.compile(r"[ァ-ヺー・一-龥A-Za-z]{2,20}\($")


def _over_bracket(text: str, start: int, end: int) -> int:
    """Where a name begins whose short form stands in a bracket inside it: マハーラーシュトラ(MH)州政府; else its start."""
    surface = text[start:end]
    if ")" not in surface or "(" in surface:
        return start
    before = _BEFORE_BRACKET.search(text, max(0, start - 22), start)
    return before.start() if before else start


_LEGAL_BLANK = re.compile("(?:株式会社|合同会社|有限会社)(?= )")


#: What parts firms in the notation of lists and digests.
_LISTED = re.compile(r", | ?\+ ?")


def _two_firms(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of two firms that only a dot parts, each with an end of its own (双葉電機・星野電工) or as a union (双葉・星野連合), and of a name and what stands in the bracket behind it (青葉工業(アオバ))."""
    if legal := _LEGAL_BLANK.search(text, start + 1, end):
        # 青葉電機株式会社 コーポレート広報: the department is none of the name
        return [(start, legal.end())]
    bracket = text.find("(", start + 1, end)
    if bracket >= 0:
        inner = text[bracket + 1 : end].rstrip(")")
        return [(start, bracket), *([(bracket + 1, bracket + 1 + len(inner))] if len(inner) > 1 and plausible(inner) and not re.search("[()]", inner) else [])]
    if listed := [m for m in _LISTED.finditer(text, start + 2, end - 2)]:
        # 双葉電機, 星野電工; 双葉電機+星野電工
        ends = list(zip([start, *(m.end() for m in listed)], [*(m.start() for m in listed), end], strict=True))
        if all(b - a > 1 and KANJI.search(text[a:b]) and plausible(text[a:b]) for a, b in ends):
            return ends
    dot = text.find("・", start, end)
    if text[start:end].endswith(("連合", "陣営")) and start + 2 <= dot <= end - 5 and text.find("・", dot + 1, end) < 0:
        # 双葉電機・星野電工連合: those who act together
        return [(start, dot), (dot + 1, end - 2)]
    if dot < 0 or text.find("・", dot + 1, end) >= 0 or "other" in (by_ending(text[start:dot])[1], by_ending(text[dot + 1 : end])[1]):
        return [(start, end)]
    both = all(KANJI.search(part) for part in (text[start:dot], text[dot + 1 : end]))
    return [(start, dot), (dot + 1, end)] if both else [(start, end)]


#: What goes on a listed name in Latin letters, if it is the name of another firm: AI & Robotics 株式会社, Energy Solutions Inc.
_GOES_ON = re.compile(r"(?: [A-Z][A-Za-z]+){1,3}(?: & [A-Z][A-Za-z]+)(?![A-Za-z&])|(?: (?:& )?[A-Z][A-Za-z]+){1,4}(?= ?(?:株式会社|合同会社|Inc\.|Ltd\.|LLC))")

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


#: A kind of firm of a country rather than one, however long it is told: 英半導体設計会社(アルファ), and what one has several of: 空調子会社.
_KIND = re.compile(r"[米英仏独伊蘭加豪印韓台].{2,}(?:会社|企業|メーカー|大手)|.{2,}子会社")
#: A plant that is new and bears no name yet (新ハイパースケールデータセンター), and what builds one (仙台データセンターパークプロジェクト).
_PLANT = re.compile(rf"新[ァ-ヺー]{{2,}}(?:{words('site')})|(?:.*\(仮称\))?.*(?:{words('site')}|発電|建設|整備)プロジェクト|.*スーパーコンピューター?")


#: What is the kind of a firm, or what a headline says of a trend: ネオクラウドプロバイダー, AI開発競争激化.
_NO_NAME = re.compile(rf".*(?:{words('no name end')})")


def _doubtful(text: str, found: list[Found], gazetteer: Gazetteer) -> Iterator[Name]:
    """Spans that are likelier no organisation than one, but in a role of a deal would be."""
    for start, end, label, p in found:
        surface = text[start:end]
        if surface.count("(") != surface.count(")"):
            # SiC(炭化ケイ素)半導体: what begins in a bracket does not end behind it
            continue
        if label == "PLACE" and (_ACTS.match(text, end) or _SIGNS.match(text, end)):
            state = gazetteer.lookup(surface + "政府")
            if (state is not None and _ACTS.match(text, end)) or _TOWN.fullmatch(surface):
                yield Name(start, end, surface, (state.name if state else naming.canonical(surface),), "place", "GOV", weight=0.0)
        elif p < DOUBT and label in ("ORG", "GOV") and plausible(surface) and not _KIND.fullmatch(surface) and not _NO_NAME.fullmatch(surface) and not is_ticker(text, start) and not _aside(text, start, end):
            yield _unknown(text, start, end, label=label, weight=round(p, 1))


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
    label, kind = by_ending(m.surface)
    return kind, label


def _label(kind: str) -> str:
    if kind in ("government", "ministry", "agency"):
        return "GOV"
    return "PROGRAMME" if kind == "programme" else "PERSON" if kind == "person" else "ORG"


def _unknown(text: str, start: int, end: int, kind: str = "other", label: str = "ORG", weight: float = 0.6) -> Name:
    surface = text[start:end]
    if label == "ORG" and kind == "other":
        # 双葉電力株式会社 sells what 双葉電力 does
        ending, what = by_ending(naming.strip_legal(surface))
        kind = what if ending == "ORG" else kind
        if kind == "other" and _CHIP_MAKER.search(surface):
            kind = "chip"
    state = Gazetteer.default().lookup(surface + "政府") if label == "GOV" else None
    if surface.endswith("政権"):
        # トマス・グリーン政権 is that of a country by the family name alone
        state = Gazetteer.default().lookup(re.split("[・ ]", surface)[-1])
    return Name(start, end, surface, (state.name if state else naming.canonical(surface),), kind, label, False, weight=weight)


def _repeats(article: Article, names: list[Name], taken: _Taken) -> list[Name]:
    """Further mentions of unknown names, and short forms of names seen in full."""
    forms: dict[str, Name] = {}
    for n in names:
        if n.weight < 0.4:
            continue
        if not n.known:
            forms.setdefault(n.text, n)
        for short in naming.short_forms(n.text):
            if len(short) >= 2 and short not in not_names():
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
