"""references: whom 同社, 両社, 3社, 当社 and 同氏 mean, and what 以下「X」 defines.

In:  an article and its names.
Out: the names with a ``Name(reference=True)`` for every word of ``data/references.tsv`` that
     could be resolved, and with further names that a definition introduces. A word inside
     another word (同社長, 親会社アルファベット) is none, and a word that fits nobody stays out.

The column ``how`` of the table says how a word is resolved: ``near`` and ``group`` weigh the
candidates (``antecedents``, ``groups``); ``self`` is the issuer of a release, the speaker of a quotation or what 以下「当社」 says; ``parent`` needs the registry, ``new`` a founding before it,
``union`` a consortium told of before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from ... import names as naming
from ...document import Article
from ...gazetteer import Gazetteer
from ...lazy import lazy
from ...names import affixes
from ...normalize._lexicon import alternation
from ...records import Record
from ...resources import read_tsv
from ..names.definitions import Spans, follow_definitions
from ..names.entities import Name
from . import regions
from .antecedents import PARTIES, Mention, Place, Scene, best, candidates, receiver
from .groups import best_group, consortium
from .nations import DOMESTIC, NATION, govern, no_other
from .parallel import beside

_NUMERALS = {c: n for n, c in enumerate("二三四五六七八九十", 2)} | {str(n): n for n in range(2, 13)}
_NUMERAL = r"(?<![0-9.,一二三四五六七八九十百千数第])(?:1[0-2]|[2-9]|[二三四五六七八九十])"
_NOT_COUNTED = re.compile(
    r"(?:他|ほか|他に|残り|もう|上位|各|第|主要|最大|傘下|約|計|全|延べ|合計|未公表の|社名非公表の)$"
)
_LEGAL = re.compile(r"(?:株式会社|有限会社|合同会社|相互会社|投資法人|投資事業有限責任組合|有限責任組合)")
_KABU = re.compile(r"(?:(?:株式会社|合同会社|\(株\))\s*([^\s()、。,「」:はがのをにと]{2,24})|(?!当社|弊社)([^\s()、。,「」:|はがを]{2,24}?)(?:株式会社|合同会社|\(株\)))")
#: Before the name of a company that is founded; 子会社の星野電工 is one that stands already.
_FOUNDED = re.compile(r"(?:新会社|合弁会社|共同出資会社|合弁企業|新法人)(?:の|、|である|「|『|\(|\s)*$")
_PUBLIC = frozenset(("government", "ministry", "agency", "institution", "programme"))
_PARTICLE = re.compile(r"(?:側)?(?:は|が|も(?!の)|を|に|と|の|から|へ|で|によ|、|。|や|株|単独|側|など|」|\)|$|\s)")
#: Before a minister's title: whose minister, if not of Japan, with what he is minister for or what he is called (英国のAI担当相, トム・キーン担当相).
_ABROAD = re.compile(rf"(?:{alternation(x for x in affixes()['nation'] if x not in ('日本', '日', '和'))})(?:の[^、。はがをにとへで]{{0,12}})?$|・[ァ-ヺー]+[一-龥A-Z]{{0,8}}$")
#: Between 親会社 and its name: の, = or a comma, and a nation.
_NAMES_IT = re.compile(rf"(?:の|である|、|=)(?:{alternation(affixes()['nation'])})?[「『]?")


class Resolved(Record):
    """A resolved reference as ``doc._.references`` has it; offsets are half-open, into the text as given."""

    start: int
    end: int
    names: tuple[str, ...]

    @classmethod
    def of(cls, span: tuple[int, int], names: tuple[str, ...]) -> Resolved:
        """From a span of the text as given and the canonical names it stands for."""
        return cls(start=span[0], end=span[1], names=names)


@dataclass(frozen=True, slots=True)
class Word:
    """A row of ``data/references.tsv``."""

    word: str
    count: int
    how: str
    kinds: frozenset[str]
    ends: tuple[str, ...]
    not_after: tuple[str, ...]

    def fits(self, m: Mention) -> bool:
        """Whether the word can mean an organisation of this kind and name, and not a medium that only reports."""
        if m.label not in PARTIES or (m.source and m.kind == "media"):
            return False
        if "company" in self.kinds:
            return m.label == "ORG" and m.kind not in _PUBLIC
        return not self.kinds or m.kind in self.kinds or self.named(m)

    def named(self, m: Mention) -> bool:
        """Whether the name itself ends as the word does (信用金庫 for 同信金)."""
        return (
            bool(self.ends)
            and m.label in PARTIES
            and any(n.endswith(self.ends) for n in (m.text, *m.canonical))
        )


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, Word], re.Pattern[str]]:
    """Rows by word, and one pattern that finds them all, the longest first."""
    rows = {}
    for r in read_tsv("references", ("word", "count", "how", "kinds", "ends", "not_after")):
        cells = {c: tuple(x for x in r[c].split(";") if x) for c in ("kinds", "ends", "not_after")}
        rows[r["word"]] = Word(
            r["word"], int(r["count"]), r["how"], frozenset(cells["kinds"]), cells["ends"], cells["not_after"]
        )
    forms = [
        _NUMERAL + " ?" + re.escape(w[1:]) if w[0] == "N" else re.escape(w)
        for w in sorted(rows, key=len, reverse=True)
    ]
    # a look at the first character is cheaper than 87 attempts at each place of a text
    first = "".join(sorted({x[0] for x in (*_NUMERALS, *(w for w in rows if w[0] != "N"))}))
    return rows, re.compile(f"(?=[{re.escape(first)}])(?:{'|'.join(forms)})")


def resolve(article: Article, names: list[Name], *, one=None, group=None) -> list[Name]:
    """The names of an article with its references resolved and its definitions followed.

    Args:
        article: read and split into sentences.
        names: names found, in text order.
        one: weights of the facts about one organisation, other than those that ship (for fitting).
        group: the same for groups.

    Returns:
        All names in text order; references have ``reference=True`` and the canonical names of
        those they stand for. Offsets are into the folded text, half-open.
    """
    text = article.text
    defined: dict[str, Name] = {}
    if "政府" in text:
        names = govern(text, names)
    if "以下" in text or "」とは" in text or "社(" in text:
        names, defined = follow_definitions(text, names)
    rows, pattern = _words()
    spans = Spans(names)
    found = [m for m in pattern.finditer(text) if not spans.covers(m.start())]
    if not found:
        return names
    work = _Resolver(article, names, defined, one, group)
    for m in found:
        word = rows.get(m.group()) or rows["N" + m.group().lstrip("0123456789二三四五六七八九十 ")]
        if not _is_reference(text, m, word):
            continue
        canonical = work.resolve(m, word)
        if canonical:
            work.add(m, word, canonical)
    return sorted(names + work.found, key=lambda n: n.start)


def _is_reference(text: str, m: re.Match[str], word: Word) -> bool:
    """Whether a word stands for itself here and is no part of another."""
    after = text[m.end() : m.end() + 4]
    before = text[max(0, m.start() - 6) : m.start()]
    if word.not_after and after.startswith(word.not_after):
        return False
    if word.count == 0:
        return not _NOT_COUNTED.search(before.rstrip())
    if word.how == "union":
        return bool(re.search(r"(?:^|[、。\s「(])(?:この|同)?$", before)) and bool(re.match(r"(?:側)?(?:は|が|も(?!の)|を|から|と|の(?!間))", after))
    if word.how in ("state", "prefecture", "city", "town"):
        return bool(re.search(r"(?:^|[、。\s「(はがもで・\n]|によ(?:り|って))$", before)) and bool(
            regions.ACTS.match(text, m.end())
        )
    if word.how in ("region", "governor"):
        return regions.grants(text, m.end())
    if word.how == "company":
        return bool(re.search(r"(?:^|[、。\s「・\n」とで])$", before)) and bool(
            re.match(r"(?:側)?は|に対して|が(?!あ|多)", text[m.end() :][:5])
        )
    if word.how in ("parent", "new"):
        return (
            not re.search(r"[元旧本]$" if word.how == "parent" else r"[元旧]$", before)
            and bool(_PARTICLE.match(text, m.end()))
        )
    if word.how == "office":
        return not before.endswith(("前", "元", "副")) and not _ABROAD.search(text, max(0, m.start() - 18), m.start()) and not after.startswith(("に当た", "に相当"))
    if word.how in ("former", "latter"):
        return not re.search("[一-龥]$", before)  # 最後者, 当事前者
    if word.word[0] == "同":
        return not re.search(r"[共合協混帯賛異]$", before)
    return True


def options(scene: Scene, place: Place, word: Word) -> list[str]:
    """Candidates that a word fits: by their name, else by their kind."""
    return candidates(scene, place, word.named) or candidates(scene, place, word.fits)


#: How a release speaks of who issues it.
_OWN = re.compile("当社|弊社|当行|当グループ")
#: The label of a line that says who issues it: 会社名: 双葉電機株式会社, 会社名 | 双葉電機株式会社.
_ISSUED_BY = re.compile(r"^(?:会\s*社\s*名|上場会社名|商\s*号|発行者|報道関係者各位)\s*[:：|]?\s*")


@dataclass
class _Resolver:
    """Resolves the references of one article from left to right."""

    article: Article
    names: list[Name]
    defined: dict[str, Name]
    one: dict[str, float] | None = None
    group: dict[str, float] | None = None
    found: list[Name] = field(default_factory=list)

    @lazy
    def scene(self) -> Scene:
        begins = {s.start for s in self.article.sentences if s.relevant}  # what acts in a deal as a topic is what 同社 goes on with, if the name is doubtful
        acting = (n for n in self.article.doubtful if n.label == "ORG" and n.start in begins and self.article.text.startswith("は", n.end))
        return Scene(self.article, sorted([*self.names, *acting], key=lambda n: n.start))

    def add(self, m: re.Match[str], word: Word, canonical: tuple[str, ...]) -> None:
        """Keep a reference; later ones may follow it."""
        of = next((n for n in self.names if n.canonical == canonical[:1]), None)
        kind, label = (
            (of.kind, of.label)
            if of and len(canonical) == 1
            else ("other", "PERSON" if word.how == "person" else "ORG")
        )
        kind, label = regions.PUBLIC.get(word.how, (kind, label))
        name = Name(m.start(), m.end(), m.group(), canonical, kind, label, True, True)
        self.found.append(name)
        self.scene.add(name)

    def resolve(self, m: re.Match[str], word: Word) -> tuple[str, ...]:
        """Canonical names that a reference stands for; empty if nobody fits."""
        if m.group() in self.defined and word.how != "near":
            return self.defined[m.group()].canonical
        place = self.scene.place(m.start(), m.end())
        if word.how == "union":
            return consortium(self.scene, place, word.fits)
        if word.how == "group":
            count = word.count or _NUMERALS[re.match(r"\d+|.", m.group()).group()]
            return best_group(self.scene, place, count, word.fits, self.group)
        resolver: Callable[[Place, Word], str | None] = getattr(self, f"_{word.how}")
        canonical = resolver(place, word)
        return (canonical,) if canonical else ()

    def _near(self, place: Place, word: Word) -> str | None:
        bracket = re.match(r"[(=＝]", self.article.text[place.end : place.end + 1])
        if bracket:  # 同社(Forge) names it
            if inside := [n for n in self.names if n.start == place.end + 1 and n.label in PARTIES]:
                return inside[0].canonical[0]
        near = options(self.scene, place, word)
        return receiver(self.scene, place, near) or beside(self.scene, place, near) or best(self.scene, place, near, self.one)

    _company = _near

    def _defined(self, place: Place, word: Word) -> str | None:
        return None

    def _person(self, place: Place, word: Word) -> str | None:
        people = [m for m in self.scene.mentions if m.label == "PERSON" and m.end <= place.start]
        return people[-1].canonical[0] if people else None

    def _nation(self, place: Place, word: Word) -> str | None:
        """同国政府: the government of the country named last."""
        found = list(NATION.finditer(self.article.text, 0, place.start))
        nation = found[-1] if found else None
        return naming.canonical(nation.group() + "政府") if nation and word.word == "同国政府" else None

    def _state(self, place: Place, word: Word) -> str | None:
        """国は: the national government of a Japanese article, or of a sentence with a sum in yen alone where the article names no other government."""
        s = self.article.sentence_at(place.start)
        return naming.canonical("日本政府") if self._domestic or (s is not None and no_other(s.text, self.names)) else None

    @lazy
    def _domestic(self) -> bool:
        text = self.article.text
        return bool(DOMESTIC.search(text)) and not re.search(r"(?:米|英|中|韓|独|仏)国?政府", text)

    def _governor(self, place: Place, word: Word) -> str | None:
        """テキサス州知事は: the state."""
        return regions.governed(self.article.text, place.start)

    def _office(self, place: Place, word: Word) -> str | None:
        """経産相: the ministry."""
        return naming.canonical(word.ends[0])

    def _town(self, place: Place, word: Word) -> str | None:
        """県は, 町は, 同州から."""
        return self._ending(place, word.word[-1])

    _prefecture = _city = _region = _town

    def _ending(self, place: Place, end: str) -> str | None:
        """県は: the prefecture named last; where the names have none, by its form."""
        named = [m for m in self.scene.before(place.start) if m.text.endswith(end)]
        if named:
            return named[-1].canonical[0]
        return regions.named_last(self.article.text, place.start, end)

    def _new(self, place: Place, word: Word) -> str | None:
        """新会社: the organisation named right after 新会社 or 合弁会社, if a sentence before founds one."""
        text = self.article.text
        for m in reversed(self.scene.before(place.start)):
            if _FOUNDED.search(text, max(0, m.start - 12), m.start):
                return m.canonical[0]
        named = re.findall(
            r"(?:新会社|合弁会社|共同出資会社)(?:の)?[「『]([^「」『』]{2,24})[」』]", text[: place.start]
        )
        return naming.canonical(named[-1]) if named else None

    def _parent(self, place: Place, word: Word) -> str | None:
        """親会社: whom it names (親会社の双葉電機), else the parent, by the registry, of the organisation in focus; the article must name it."""
        beside = next((m for m in self.scene.mentions if m.start >= place.end), None)
        if beside and word.fits(beside) and _NAMES_IT.fullmatch(self.article.text, place.end, beside.start):
            return beside.canonical[0]
        before = self.scene.before(place.start)
        if before and self.article.text[before[-1].end : place.start] == "の":  # 双葉電機の親会社
            org = Gazetteer.default().lookup(before[-1].canonical[0])
            return org.parent if org and org.parent else None
        named = {c for m in self.scene.mentions for c in m.canonical}
        near = options(self.scene, place, word)
        for c in [best(self.scene, place, near, self.one), *near]:
            org = Gazetteer.default().lookup(c) if c else None
            if org and org.parent in named:
                return org.parent
        return None

    def _self(self, place: Place, word: Word) -> str | None:
        base = next((n for w, n in self.defined.items() if word.word.startswith(w)), None)
        if base:
            return base.canonical[0]
        quote = self.scene.quoted(place.start)
        if quote >= 0:
            return self._speaker(place, word, quote)
        return self._issuer

    def _quoted(self, place: Place, word: Word) -> str | None:
        """われわれ: who speaks, in a quotation; elsewhere it may be anybody."""
        quote = self.scene.quoted(place.start)
        return self._speaker(place, word, quote) if quote >= 0 else None

    def _former(self, place: Place, word: Word) -> str | None:
        return self._of_two(place, word, 0)

    def _latter(self, place: Place, word: Word) -> str | None:
        return self._of_two(place, word, 1)

    def _of_two(self, place: Place, word: Word, which: int) -> str | None:
        """前者, 後者: one of exactly two organisations of the last sentence before that names more than one."""
        told: dict[int, dict[str, None]] = {}
        for m in self.scene.before(place.start):
            if not m.source and not m.reference and m.sentence >= place.sentence - 2 and word.fits(m):
                told.setdefault(m.sentence, {})[m.canonical[0]] = None
        two = next((list(told[i]) for i in sorted(told, reverse=True) if len(told[i]) > 1), [])
        return two[which] if len(two) == 2 else None

    def _speaker(self, place: Place, word: Word, quote: int) -> str | None:
        """The organisation whose speaker a quotation quotes: named before it, else right after it."""
        text = self.article.text
        close = text.find("」", place.end)
        line_start = text.rfind("\n", 0, quote) + 1
        before = self.scene.before(quote)
        same = [m for m in before if m.start >= line_start]
        speakers = [m for m in before if m.case in ("speaker", "topic", "subj") and not m.source]
        said = re.match(r"」(?:と|などと)?[、,]?", text[close:]) if close >= 0 else None
        after = [m for m in self.scene.mentions if m.label in PARTIES and said and 0 <= m.start - close < 60]
        if any(m.case == "speaker" for m in same):
            return [m for m in same if m.case == "speaker"][-1].canonical[0]
        if (
            not same
            and after
            and re.match(r"」[と、。]", text[close : close + 2])
            and after[0].case == "speaker"
        ):
            return after[0].canonical[0]
        if (
            text[line_start:quote].strip() == ""
            and before
            and "\n" in text[before[-1].end : quote]
            and _LEGAL.search(text, before[-1].start - 6, before[-1].end + 6)
        ):
            return before[-1].canonical[0]
        if same and same[-1].case in ("topic", "subj"):
            return same[-1].canonical[0]
        near = options(self.scene, place, word)
        return best(self.scene, place, near, self.one) or (speakers[-1].canonical[0] if speakers else None)

    @lazy
    def _issuer(self) -> str | None:
        """The issuer of a release: the company that heads it, else the first with a legal form, else the first topic."""
        text = self.article.text
        at = {n.start: n for n in self.names}
        own = _OWN.search(text)
        # 当社の引受先 / 双葉電機株式会社 / 星野電工株式会社: whom it deals with; one alone signs
        below = [s.index for s in self.article.sentences[:14] if own is not None and own.start() < s.start and _KABU.fullmatch(s.text)]
        for s in self.article.sentences[:14]:
            line = _ISSUED_BY.sub("", s.text)
            m = _KABU.match(line)
            if len(below) > 1 and s.index in below:
                continue
            if m and s.kind != "front" and re.match(r"(?:$|\s|\(|代表|、?本社|は)", line[m.end() :]):
                start = s.start + len(s.text) - len(line)
                inside = [n for p, n in at.items() if start <= p < start + m.end() and n.label in PARTIES]
                return inside[0].canonical[0] if inside else naming.canonical(m.group())
        # who is named only after 当社 is whom it deals with
        names = [n for n in self.names if n.label in PARTIES and (own is None or n.start < own.start())]
        legal = [n for n in names if _LEGAL.search(text, max(0, n.start - 5), n.end + 5)]
        topics = [m for m in self.scene.mentions if m.case == "topic" and m.label in PARTIES and (own is None or m.start < own.start())]
        first = (legal or topics or names)[:1]
        return first[0].canonical[0] if first else None
