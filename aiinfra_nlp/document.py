"""document: the article as given -> lines with a kind, sentences with offsets, a gate.

In:  the raw text (any Unicode string) and, if known, the article's date.
Out: an ``Article``. Nothing is deleted or rewritten: all work is done on a folded shadow
     of the text (full-width, half-width and square characters made plain) whose offsets
     map back to the text as given.

GiNZA runs headlines, bullets and the first body sentence together, so boundaries are set
here: a headline or bullet ends where its line ends, quotes and brackets do not split.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, pairwise
from operator import attrgetter

from .lazy import lazy
from .lines import lines_of, page_day
from .morphology import Token, morphemes
from .normalize.fold import Folded, fold

#: A longer sentence is cut at a comma: Sudachi refuses more than 49,149 bytes and no
#: sentence of an article is that long (the longest in the seeds has 197 characters).
MAX_SENTENCE = 600

#: Sentences that are no news when they come again; a shorter one (金額は10億円だ。) may tell of another deal,
#: unless it follows the same sentence again.
_BODY, _LONG_ENOUGH = ("paragraph", "bullet", "table"), 20

_OPEN, _CLOSE = "「『（(【〈《[“", "」』）)】〉》]”"
_FRONT_KEY = re.compile(r"([A-Za-z_]+):[ \t]*(.*)")
_ISO_DATE = re.compile(r"(20\d\d)-(\d\d)-(\d\d)")
_SURROGATE = re.compile("[\ud800-\udfff]")
#: What can end a sentence or keep it together.
_MARK = re.compile(f"[{re.escape(_OPEN + _CLOSE)}。！？!?]")
_start = attrgetter("start")


@dataclass
class Sentence:
    """A sentence, headline or bullet; offsets are into the folded text."""

    index: int
    start: int
    end: int
    text: str
    kind: str
    block: int
    #: How many headings stand before it: a digest or a long article tells of another thing under each.
    section: int = 0
    #: Whether it can tell a deal: a deal word or an amount occurs in it.
    relevant: bool = False
    #: Whether the article has said it word for word before: pages show a teaser, a summary or the whole text twice.
    repeats: bool = False

    @property
    def heads(self) -> bool:
        """Whether it stands above a text: the headline or a heading."""
        return self.kind in ("headline", "heading")

    @property
    def named(self) -> bool:
        """Whether its names matter, as they do in every sentence of the article proper: a company is introduced in one and spends in the next."""
        return self.kind not in ("front", "furniture")

    @lazy
    def tokens(self) -> list[Token]:
        """Its morphemes, looked for only when they are asked for: menus and advertisements do not matter."""
        return morphemes(self.text, self.start)


@dataclass
class Article:
    """Everything the stages know about one article."""

    raw: str
    folded: Folded
    date: str | None
    sentences: list[Sentence]
    names: list = field(default_factory=list)
    #: Spans that may be names: parties of a deal if they stand in a role of one.
    doubtful: list = field(default_factory=list)
    places: list = field(default_factory=list)
    figures: list = field(default_factory=list)
    capacities: list = field(default_factory=list)
    stakes: list = field(default_factory=list)
    dates: list = field(default_factory=list)
    periods: list = field(default_factory=list)
    #: Quantities of sentences without a deal word, by sentence and kind (see ``pipes.signals.quantities.read``).
    asides: dict = field(default_factory=dict)
    triggers: list = field(default_factory=list)
    frames: list = field(default_factory=list)

    kinds: dict = field(default_factory=dict)
    #: The content words of sentences, by sentence (see ``wording.words_of``).
    words: dict = field(default_factory=dict)

    def kind_of(self, figure) -> str:
        """What a figure measures, judged once (see ``pipes.reading.sums.figure_kind``)."""
        if figure.start not in self.kinds:
            from .pipes.reading.sums import figure_kind

            self.kinds[figure.start] = figure_kind(self, figure)
        return self.kinds[figure.start]

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    @lazy
    def opening(self) -> int:
        """The index of its headline, or of its first sentence if it has none: a page hardly ever begins with it."""
        heads = (s.index for s in self.sentences if s.kind == "headline")
        return next(heads, next((s.index for s in self.sentences if s.named), 0))

    def opens(self, s: Sentence) -> bool:
        """Whether a sentence is the headline or one of the two below it."""
        return 0 <= s.index - self.opening < 3

    @lazy
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @lazy
    def prominence(self) -> dict[str, tuple[int, int, bool]]:
        """For each canonical name its rank by how often it is named, how often that is, and whether the headline names it."""
        count: Counter[str] = Counter(c for n in self.names if n.label != "PLACE" for c in n.canonical)
        heads = [s for s in self.sentences[self.opening : self.opening + 3] if s.kind == "headline"]
        head = {c for s in heads for n in self.names_between(s.index, s.index + 1) for c in n.canonical}
        ranked = sorted(count, key=lambda c: -count[c])
        return {c: (sum(count[o] > count[c] for o in ranked[:4]), count[c], c in head) for c in ranked}

    @lazy
    def digest(self):
        """Its items, each under a heading of its own (see ``pipes.discourse.digests``)."""
        from .pipes.discourse.digests import Digest

        return Digest(self)

    @lazy
    def columns(self):
        """The headings of its tables (see ``pipes.discourse.columns``)."""
        from .pipes.discourse.columns import Columns

        return Columns(self)

    @lazy
    def _heads(self) -> list[int]:
        heads = [s for s in self.sentences if s.heads]
        # a heading that opens no section is a label of the page
        return [s.index for i, s in enumerate(heads) if i == 0 or s.section != heads[i - 1].section]

    def head_above(self, index: int) -> Sentence | None:
        """The nearest heading or headline before a sentence."""
        i = bisect_left(self._heads, index)
        return self.sentences[self._heads[i - 1]] if i else None

    def names_between(self, first: int, last: int) -> list:
        """Name mentions in the sentences ``first`` to ``last`` (exclusive), by sentence index."""
        if last <= 0:
            return []
        lo, hi = self.sentences[max(0, first)].start, self.sentences[last - 1].end
        return self.names[bisect_left(self.names, lo, key=_start) : bisect_left(self.names, hi, key=_start)]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers a folded offset, or None between sentences."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self.sentences[i].end:
            return self.sentences[i]
        return None


def clean(text: str) -> str:
    """The text with each lone surrogate, which Sudachi cannot take, replaced by U+FFFD; same length."""
    return _SURROGATE.sub("\ufffd", text)


def _real(day: str) -> str | None:
    """An ISO date if there is such a day."""
    try:
        return datetime.date.fromisoformat(day).isoformat()
    except ValueError:
        return None


def read_article(text: str, *, date: str | None = None) -> Article:
    """Split an article into lines and sentences and mark the sentences that can matter.

    Args:
        text: the article as given; any Unicode string.
        date: the article's ISO date, if known; front matter or the day that the page gives is read otherwise.
    """
    text = clean(text)
    folded = fold(text, unmarked=True)
    sentences: list[Sentence] = []
    front_date = None
    section = -1
    #: Each sentence with what stood before it.
    said: dict[str, str] = {}
    lines = lines_of(folded.text)
    # 【ポイント】 below each of several headings is a label of the page, and parts nothing; a table of contents tells each twice
    counted = Counter(folded.text[s:e] for s, e, kind in lines if kind == "heading")
    labels = {x for x, n in counted.items() if n > 1 + (x[0] != "【")}
    for block, (start, end, kind) in enumerate(lines):
        if kind == "front" and front_date is None:
            line = folded.text[start:end]
            if line.lstrip().startswith("date") and (m := _ISO_DATE.search(line)):
                front_date = _real(m.group(0))
        section += kind == "headline" or (kind == "heading" and folded.text[start:end] not in labels)
        for s, e in _split(folded.text, start, end):
            sentence = Sentence(len(sentences), s, e, folded.text[s:e], kind, block, max(0, section))
            if kind in _BODY and e - s >= _LONG_ENOUGH:
                last = sentences[-1].text if sentences else ""
                sentence.repeats = sentence.text in said and (e - s >= 2 * _LONG_ENOUGH or last == said[sentence.text])
                said.setdefault(sentence.text, last)
            sentences.append(sentence)
    return Article(text, folded, date or front_date or page_day(folded.text), sentences)


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentence spans of one line: at 。！？ outside brackets, long ones at a comma."""
    out: list[tuple[int, int]] = []
    opened: list[str] = []
    s = start
    # in a line too short to be cut at a comma nothing but marks matters
    short = end - start <= MAX_SENTENCE * 2 // 3
    for i in (m.start() for m in _MARK.finditer(text, start, end)) if short else range(start, end):
        c = text[i]
        cut = i - s >= MAX_SENTENCE or (i - s >= MAX_SENTENCE * 2 // 3 and c in "、,\n")
        if c in _OPEN:
            opened.append(c)
        elif c in _CLOSE:
            # a bracket within, which is never closed, ends with the one around it: (双葉クラウド[日本のクラウド)
            own = _OPEN[_CLOSE.index(c)]
            while opened and opened.pop() != own and own in opened:
                pass
        elif c in "。！？!?" and (not opened or i - s > MAX_SENTENCE // 2):
            cut = cut or not (i + 1 < end and text[i + 1] in _CLOSE + "。！？!?")
        if cut:
            out.append((s, i + 1))
            s = i + 1
            opened.clear()
    if s < end:
        out.append((s, end))
    spans = []
    for a, b in chain.from_iterable(_items(text, *item) for span in out for item in _dated(text, *span)):
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if b > a:
            spans.append((a, b))
    return spans


#: What parts the items of a line of headlines: A社が10億ドル調達/B社、C社を買収へ.
#: Each but the last ends like a headline: in へ, か, a sum or a kanji that is no unit.
_SLASH = re.compile(r"(?:(?<=[へか一-龥%)」])(?<![円元])|(?<=[万億兆]円)|(?<=[万億兆]ドル)|(?<=[万億兆]ユーロ)) ?/ ?(?![年月日株件])(?=[ぁ-んァ-ヶ一-龥A-Z「【])")
_SHORTEST_ITEM = 8


#: What parts the items of a sentence that strings news together, each with its day: 20億円を調達(26/8)、星野電工は新会社を設立(26/9)、.
_DAY = re.compile(r"(?<=[一-龥])\((?:\d{2,4}/)?\d{1,2}/\d{1,2}\)、")
#: That an item tells what somebody does, and is no name alone: 双葉電機(8/4)、星野電工(8/5).
_DEED = re.compile("[^、。]+[はがをにも][^、。]+")


def _dated(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items of a sentence that strings news together, each with its day; the sentence itself where it does not."""
    if ")、" not in text[start:end]:
        return [(start, end)]
    bounds = [start, *(m.end() for m in _DAY.finditer(text, start, end) if _level(text, start, m.start())), end]
    spans = [(a, b) for a, b in pairwise(bounds) if b > a]
    return spans if all(_DEED.search(text, a, b) for a, b in spans) else [(start, end)]


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items of a line that strings headlines together with slashes; the line itself where it does not."""
    if "/" not in text[start:end] or "|" in text[start:end] or text[end - 1] in "。！？!?":
        return [(start, end)]
    cuts = [m.start() for m in _SLASH.finditer(text, start, end) if _level(text, start, m.start())]
    bounds = [start, *(text.index("/", c) + 1 for c in cuts), end]
    spans = [(a, b - (b < end)) for a, b in pairwise(bounds)]
    return spans if len(spans) > 1 and min(b - a for a, b in spans) >= _SHORTEST_ITEM else [(start, end)]


def _level(text: str, start: int, at: int) -> bool:
    """Whether a place of a line stands outside brackets."""
    return sum((c in _OPEN) - (c in _CLOSE) for c in text[start:at] if c not in "\"“”") == 0
