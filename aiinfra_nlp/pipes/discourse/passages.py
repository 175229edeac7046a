"""passages: where an article speaks of a deal: the sentences that tell it, and those that go on with it.

In:  an article and the groups of events that became its deals.
Out: a ``Passage`` for each group, which the details of the deal (date, place, capacity ...) are read from.

A deal is told in one sentence and its terms in the next: 「出力は72メガワット。」「企業価値は300億円だ。」
Such a sentence holds no deal word, so no event is there; it belongs to the deal it stands beside.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from ...document import Article, Sentence
from ...normalize.dates import find_dates
from ..reading.events import Event, within
from ..records.merge import Group
from ..signals.quantities import read
from ..syntax.chunks import Chunk

#: How many sentences after and before one that tells a deal may speak of it.
AFTER, BEFORE = 3, 2
#: And how many around it may say where the thing is built.
AROUND = 4
#: How many sentences back a day is looked for that 同日 refers to.
MEMORY = 5
#: How a date begins that refers to one before it.
SAME = ("同", "この日", "その日")


@dataclass
class Passage:
    """The sentences of one deal."""

    article: Article
    #: The sentences that tell the deal, in text order.
    own: list[Sentence]
    #: The sentences that any deal claims, by index.
    claimed: Collection[int] = ()
    #: Those of the same paragraph that follow and that no deal claims; of a headline the first of the text.
    after: list[Sentence] = field(default_factory=list)
    #: Those of the same paragraph that stand before and that no deal claims, the nearest first.
    before: list[Sentence] = field(default_factory=list)
    #: Deal words of each own sentence: where, and whether they are of this deal.
    words: dict[int, list[tuple[int, bool]]] = field(default_factory=dict)
    #: Where the items of distributive lists start that are another deal's (Aに5%、Bに3%).
    others: Collection[int] = ()
    #: Where such items stand, each from its name to its quantity: 今後2年間で in Aは今後2年間で10億円を、Bは5年間で20億円を is A's.
    apart: Collection[tuple[int, int]] = ()
    #: Where the days of such items stand, from the quantity of the one before: 24年にBを in 23年にAを10億円、24年にBを20億円で.
    days: Collection[tuple[int, int, bool]] = ()
    #: The chunks of each own sentence.
    chunks: dict[int, list[Chunk]] = field(default_factory=dict)

    @property
    def body(self) -> list[Sentence]:
        """The own sentences without headlines, unless there is nothing else."""
        return [s for s in self.own if not s.heads] or self.own

    def mine(self, s: Sentence, at: int) -> bool:
        """Whether what stands at an offset belongs to this deal: the next deal word is its, or the last one."""
        words = self.words.get(s.index, ())
        return next((own for start, own in words if start >= at), words[-1][1] if words else True)

    def word(self, s: Sentence) -> int:
        """Where the first word of this deal stands in a sentence; 0 if it has none."""
        return next((start for start, own in self.words.get(s.index, ()) if own), 0)

    def distance(self, s: Sentence, at: int) -> int:
        """How far an offset is from the nearest word of the deal in its sentence."""
        return min((abs(start - at) for start, own in self.words.get(s.index, ()) if own), default=999)

    def around(self) -> list[Sentence]:
        """The sentences some way round the first that tells the deal that no deal claims, the nearest first."""
        i, sentences = self.own[0].index, self.article.sentences
        free = [s for s in sentences[max(0, i - AROUND) : i + AROUND + 1] if s.named and s.index not in self.claimed]
        return sorted(free, key=lambda s: abs(s.index - i))

    def names(self, s: Sentence) -> list:
        """The names of a sentence."""
        return within(self.article.names, s)

    def places(self, s: Sentence) -> list[tuple[int, int]]:
        """The places of a sentence, as spans."""
        places = self.article.places
        return places[bisect_left(places, (s.start,)) : bisect_left(places, (s.end,))]

    def named(self, s: Sentence, start: int, end: int) -> bool:
        """Whether a span is part of a name: 四日 in 四日市."""
        spans = [*((n.start, n.end) for n in self.names(s)), *self.places(s)]
        return any(a <= start and end <= b for a, b in spans)

    def told(self, kind: str, sentences: Iterable[Sentence]) -> list[tuple[Sentence, object]]:
        """Quantities of a kind (``dates``, ``periods``, ``capacities``, ``stakes``) in some sentences."""
        return [(s, m) for s in sentences for m in self._within(kind, s)]

    def _within(self, kind: str, s: Sentence) -> list:
        found = [m for m in self._read(kind, s) if m.start not in self.others and not any(a <= m.start < b for a, b in self.apart)]
        if kind == "dates" and self.days:
            mine = [d for d in found if any(own and a <= d.start < b for a, b, own in self.days)]
            found = mine or [d for d in found if not any(a <= d.start < b for a, b, own in self.days)]
        if kind == "dates" and any(d.iso is None and d.text.startswith(SAME) for d in found):
            return self._after_the_date_before(s) or found
        return found

    def _read(self, kind: str, s: Sentence) -> list:
        return within(getattr(self.article, kind), s) if s.relevant else read(self.article, s, kind)

    def _after_the_date_before(self, s: Sentence) -> list:
        """Dates of a sentence that refers to one of the sentences before: 同日, 同年3月."""
        for before in reversed(self.article.sentences[max(0, s.index - MEMORY) : s.index]):
            told = [d for d in self._read("dates", before) if d.iso and d.kind in ("day", "month", "year")]
            if told:
                # read as if the date stood at its head
                head = "".join(n + unit for n, unit in zip(told[-1].iso.split("-"), "年月日", strict=False)) + "、"
                found = find_dates(head + s.text, article_date=self.article.date)
                shift = s.start - len(head)
                return [replace(d, start=d.start + shift, end=d.end + shift) for d in found if d.start >= len(head)]
        return []


def passages(article: Article, groups: Sequence[Group]) -> dict[int, Passage]:
    """The passage of each group, by the ``id`` of the group."""
    words: dict[int, list[tuple[int, int]]] = {}
    for g in groups:
        for e in g.events:
            words.setdefault(e.sentence.index, []).append((e.trigger.start, id(g)))
    items = _items(article.frames)
    days = _days(article, items)
    out = {}
    for g in groups:
        own = sorted({e.sentence.index for e in g.events})
        p = out[id(g)] = Passage(article, [article.sentences[i] for i in own], words.keys())
        p.words = {i: sorted({(start, owner == id(g)) for start, owner in words[i]}) for i in own}
        p.chunks = {e.sentence.index: e.chunks for e in g.events if "chunk" in e.facts}
        own_items = _items(g.events)
        p.others = {end for _, end in items - own_items} if own_items else ()
        p.apart = items - own_items if own_items else ()
        p.days = [(a, b, item in own_items) for a, b, item in days] if own_items else ()
        _reach(p)
    return out


def _days(article: Article, items: Collection[tuple[int, int]]) -> list[tuple[int, int, tuple[int, int]]]:
    """Where each item of a list but the first may have a day of its own, with the item."""
    # an item that begins with its day (24年にはB) has no other
    dated = {d.start for d in article.dates}
    ends = sorted((x for x in items if x[1] not in dated), key=lambda x: x[1])
    lists = ((a, b) for a, b in zip(ends, ends[1:], strict=False) if article.sentence_at(a[1]) is article.sentence_at(b[1]))
    return [(a[1], b[1], b) for a, b in lists]


def _items(events: Iterable[Event]) -> set[tuple[int, int]]:
    """The items of distributive lists that events stand for: where the name and where the quantity of each starts."""
    out = set()
    for e in events:
        if "share" in e.facts:
            _, end, own = e.facts["share"]
            named = [k.name.start for k in e.links if k.chunk >= 0 and k.name.canonical == own and k.name.start < end]
            out.add((max(named, default=end), end))
    return out


def _reach(p: Passage) -> None:
    """Fill ``after`` and ``before``."""
    sentences = p.article.sentences
    for s in p.own:
        if s.heads:
            continue
        for step, most, into in ((1, AFTER, p.after), (-1, BEFORE, p.before)):
            for i in range(s.index + step, s.index + step * (most + 1), step):
                if not 0 <= i < len(sentences) or sentences[i].block != s.block or i in p.claimed:
                    break
                into.append(sentences[i])
    if all(s.heads for s in p.own):
        i = p.own[-1].index + 1
        p.after += [s for s in sentences[i : i + 2] if not s.heads and s.named and s.index not in p.claimed]
