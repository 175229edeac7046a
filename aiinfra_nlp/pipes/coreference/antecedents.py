"""antecedents: which organisation 同社 stands for.

In:  the mentions of an article and the place of a reference.
Out: the candidates with the facts that speak for or against each, and the best of them.

Japanese news refers back to the topic, not to the nearest name; the facts say how far and in
which case a candidate was last named, whether headline and lead are about it, and what kind of
organisation it is. Their weights (``data/reference_weights.tsv``) are those of a conditional
logit model over the candidates of a reference, fitted by ``models/fit_references.py``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ...lazy import lazy
from ...resources import read_tsv
from ..discourse.themes import heads_line
from ..reading.bystanders import reports

if TYPE_CHECKING:
    from ...document import Article
    from ..names.entities import Name

#: Candidates of a reference are the organisations named last before it.
CANDIDATES = 14
PARTIES = ("ORG", "GOV", "PROGRAMME")

_TITLES = "|".join(
    sorted(
        (r["form"] for r in read_tsv("name_affixes") if r["kind"] == "title" and r["form"] not in "社側本社"),
        key=len,
        reverse=True,
    )
)
# a blank belongs to what follows it, so that a run of brackets can be read in one way only
_BRACKET = r"(?: ?(?:\([^()]{0,80}\)|<[^<>]{0,20}>|\[[0-9A-Z.:]{2,14}\]|【[0-9A-Z]{4}】)|[「」『』\"])* ?"
_TAIL = rf"(?:社|側|陣営|など|等|ら|自身|自体|当局|グループ)*{_BRACKET}(?:社|側|陣営|など|等|ら)*"
_SPEAKER = re.compile(
    rf"{_BRACKET}の?[^はがを。、,]{{0,30}}?(?:{_TITLES})(?:\([^()]*\))?(?:は|が|も|によ|、|ら)"
)
_SOURCE = re.compile(
    rf"{_TAIL}(?:によると|によれば|の調べ|の調査|の推計|の推定|の試算|の集計|の予測|の報道|の分析|の報告|の資料|が報じ|は報じ|などが報|が伝え|に対し、)"
)
_AFFILIATE = re.compile(
    rf"{_TAIL}(?:傘下|系|出身|製|の子会社|子会社|の関連会社|の親会社|が出資する|が支援する|を傘下|の前)"
)
_CASES = (
    ("topic", re.compile(rf"{_TAIL}(?:(?:では|には|とは|は)(?!じめ)|も(?!の))")),
    ("subj", re.compile(rf"{_TAIL}が")),
    ("by", re.compile(rf"{_TAIL}(?:による|によって|により|主導)")),
    ("obj", re.compile(rf"{_TAIL}を")),
    ("src", re.compile(rf"{_TAIL}(?:から|より)")),
    ("com", re.compile(rf"{_TAIL}と(?!して)")),
    ("goal", re.compile(rf"{_TAIL}(?:に|へ|向け)")),
    ("gen", re.compile(rf"{_TAIL}の")),
    ("and", re.compile(rf"{_TAIL}(?:や|、|・|および|及び|ならびに)")),
)


@dataclass(slots=True)
class Mention:
    """A name, or a reference that was resolved, and how it stands in its sentence."""

    start: int
    end: int
    canonical: tuple[str, ...]
    text: str
    kind: str
    label: str
    known: bool
    sentence: int
    block: int
    case: str
    reference: bool = False
    paren: bool = False
    source: bool = False
    affiliate: bool = False
    #: The paragraph that it is the label of, or -1.
    label_of: int = -1


@dataclass(slots=True)
class Place:
    """Where a reference stands; offsets are into the folded text."""

    start: int
    end: int
    sentence: int
    block: int
    case: str
    opens: bool
    modified: bool


def case_after(text: str, end: int, *, headline: bool = False) -> str:
    """The case that what follows ``end`` marks; a name and a comma open a headline as its topic."""
    if _SPEAKER.match(text, end, end + 60):
        return "speaker"
    for case, pattern in _CASES:
        if pattern.match(text, end, end + 100):
            return "topic" if case == "and" and headline and text[end : end + 1] == "、" else case
    return "bare"


class Scene:
    """All mentions of an article, in text order; resolved references join as they are found."""

    def __init__(self, article: Article, names: Iterable[Name]) -> None:
        self.article = article
        self.text = article.text
        self.mentions: list[Mention] = []
        for n in names:
            if n.label in PARTIES or n.label == "PERSON":
                self.mentions.append(self._mention(n))
        self.starts = [m.start for m in self.mentions]
        self.total = Counter(c for m in self.mentions for c in m.canonical if m.label in PARTIES)

    def _mention(self, n: Name) -> Mention:
        s = self.article.sentence_at(n.start)
        headline = s is not None and s.heads
        base = s.start if s else n.start
        before = self.text[base : n.start]
        label = heads_line(self.text, base, n)
        return Mention(
            n.start,
            n.end,
            n.canonical,
            n.text,
            n.kind,
            n.label,
            n.known,
            s.index if s else -1,
            s.block if s else -1,
            "topic" if label else case_after(self.text, n.end, headline=headline),
            n.reference,
            before.count("(") > before.count(")"),
            bool(_SOURCE.match(self.text, n.end)) or (n.kind == "media" and s is not None and reports(self.text, n.end, s.end)),
            bool(_AFFILIATE.match(self.text, n.end)) or before.endswith("版"),
            s.block if label and s else -1,
        )

    def place(self, start: int, end: int) -> Place:
        """Where a reference stands."""
        s = self.article.sentence_at(start)
        before = self.text[s.start if s else start : start]
        opens = not before.strip(" 　「『・-●◆■*") or before.endswith(("。", "」", "⏎"))
        modified = bool(re.search(r"[たるうくすつぬむぶぐいなの]$", before))
        return Place(
            start,
            end,
            s.index if s else -1,
            s.block if s else -1,
            case_after(self.text, end),
            opens,
            modified,
        )

    def add(self, name: Name) -> None:
        """Take in a resolved reference: from now on it counts as a mention."""
        at = bisect_left(self.starts, name.start)
        self.mentions.insert(at, self._mention(name))
        self.starts.insert(at, name.start)

    def before(self, offset: int) -> list[Mention]:
        """Organisations named before an offset."""
        return [m for m in self.mentions[: bisect_left(self.starts, offset)] if m.label in PARTIES]

    def quoted(self, offset: int) -> int:
        """Start of the quotation that an offset stands in, or -1."""
        s = self.article.sentence_at(offset)
        opened: list[int] = []
        for i in range(s.start if s else offset, offset):
            if self.text[i] == "「":
                opened.append(i)
            elif self.text[i] == "」" and opened:
                opened.pop()
        return opened[0] if opened else -1

    @lazy
    def headline(self) -> list[str]:
        """Organisations of the headline, in order."""
        heads = {s.index for s in self.article.sentences if s.kind == "headline"}
        return [c for m in self.mentions if m.sentence in heads and m.label in PARTIES for c in m.canonical]

    @lazy
    def lead(self) -> list[Mention]:
        """Organisations of the first paragraph's first sentence that names any."""
        body = [
            m
            for m in self.mentions
            if m.label in PARTIES
            and m.sentence >= 0
            and self._kind(m) not in ("headline", "front", "furniture")
        ]
        return [m for m in body if m.sentence == body[0].sentence] if body else []

    def _kind(self, m: Mention) -> str:
        return self.article.sentences[m.sentence].kind


def candidates(scene: Scene, place: Place, fits) -> list[str]:
    """Canonical names that a reference may stand for, the last named first.

    Args:
        scene: the mentions of the article.
        place: where the reference stands.
        fits: says of a mention whether the reference can mean its kind of organisation.
    """
    out: list[str] = []
    acting = _acting(scene, place)
    for m in reversed(scene.before(place.start)):
        if len(m.canonical) == 1 and m.canonical[0] not in out and m.canonical[0] != acting and fits(m):
            out.append(m.canonical[0])
    return out[:CANDIDATES]


#: What follows a reference to whom something is done; and what ends a clause or parts the one who acts from a reference.
_DONE_TO = re.compile(r"(?:に(?!よ|とって|関|対し|おけ|ついて)|を|から(?!の)|と(?!し|い|は|も|の)|へ(?!の))")
_CLAUSE_ENDS = re.compile(r"[。「」()]|[しいきりえけせてでたるむぶくぐすつぬう](?:、|と(?!、))|(?:ため|ほか|一方|際|場合|うえ|上で)")
_INSIDE = re.compile(r"\([^()]*\)")


def _acting(scene: Scene, place: Place) -> str | None:
    """Who acts in the clause in which something is done to whom a reference means, who is never himself: 双葉電機は以前、同社に出資した."""
    if not _DONE_TO.match(scene.text, place.end):
        return None
    acts = next((m for m in reversed(scene.before(place.start)) if m.sentence == place.sentence and m.case in ("topic", "subj")), None)
    if acts is None or len(acts.canonical) != 1:
        return None
    # 双葉電機(FDK)は昨年、同社から調達した: what a bracket says of him ends no clause
    between = _INSIDE.sub("", scene.text[acts.end : place.start])
    # 双葉電機は投資家の陣営が同社を買うことに応じた: another acts on it
    another = acts.case == "topic" and "が" in between
    return None if another or _CLAUSE_ENDS.search(between) else acts.canonical[0]


#: How a sentence takes up the money that was told of, which whoever got it now uses, and what whoever gave it has of it.
_WITH_THE_MONEY = re.compile(r"(?:今回の?|この|同|調達(?:した|する)?|得た)(?:追加)?(?:投資|出資|増資|融資|資金)(?:に?より|によって|を受け|で(?!は|も)|を(?:使|用|元手|もと|基|活用|充))")
_GAVE = re.compile("投資|出資|増資|融資|投じ|拠出")
#: The same behind the reference: 同社は調達資金で.
_USES_IT = re.compile(r"(?:は|が)、?[^。、]{0,8}?(?:調達(?:した)?資金|(?:得た|受けた|この|今回の)資金|(?:この|今回の)(?:投資|出資|融資)を?(?:受け|で))")
_HOLDS = re.compile("株式?の?[0-9約]|株式|株主|比率|持ち分|持分|子会社|グループ会社|取締役")


def receiver(scene: Scene, place: Place, near: Collection[str]) -> str | None:
    """Who got the money that the sentence of a reference takes up before it, if another gave it: 双葉電機は星野電工に出資した。今回の投資により、同社は工場を建てる."""
    s = scene.article.sentence_at(place.start)
    if s is None or not (_WITH_THE_MONEY.search(scene.text, s.start, place.start) or _USES_IT.match(scene.text, place.end, s.end)) or _HOLDS.search(scene.text, place.end, s.end):
        return None
    told = [m for m in scene.before(s.start) if s.index - 2 <= m.sentence < s.index and not m.source]
    last = [m for m in told if m.sentence == told[-1].sentence]
    if not any(m.case in ("topic", "subj") for m in last) or not _GAVE.search(scene.article.sentences[last[-1].sentence].text):
        return None
    got = {c for m in last if m.case == "goal" for c in m.canonical}
    return got.pop() if len(got) == 1 and got <= set(near) else None


def facts(scene: Scene, place: Place, options: list[str]) -> list[list[str]]:
    """For each candidate the facts that hold of it."""
    before = scene.before(place.start)
    last: dict[str, Mention] = {}
    count: Counter[str] = Counter()
    for m in before:
        for c in m.canonical:
            count[c] += 1
            last[c] = m
    topics = [
        m for m in before if m.case in ("topic", "subj", "speaker") and len(m.canonical) == 1 and not m.paren
    ]
    outer = [m for m in topics if m.sentence != place.sentence]
    refs = [m for m in before if m.reference and len(m.canonical) == 1]
    heading = max(
        (
            m.sentence
            for m in before
            if m.sentence >= 0 and scene.article.sentences[m.sentence].kind == "heading"
        ),
        default=-1,
    )
    in_heading = {c for m in before if m.sentence == heading for c in m.canonical}
    in_block = [m for m in topics if m.block == place.block]
    after = {
        c
        for m in scene.mentions
        if m.start >= place.end and m.sentence == place.sentence
        for c in m.canonical
    }
    most = max((count[c] for c in options), default=0)
    busiest = max((scene.total[c] for c in options), default=0)
    out = []
    for rank, c in enumerate(options):
        f = _facts_of_mention(scene, place, last[c], [m for m in before if c in m.canonical])
        f.append(f"rank={min(rank, 4)}")
        f.append(f"count={min(count[c], 5) if count[c] < 5 else '5+'}")
        checks = {
            "only": len(options) == 1,
            "last topic": bool(topics) and c in topics[-1].canonical,
            "last topic of an earlier sentence": bool(outer) and c in outer[-1].canonical,
            "topic of the paragraph": bool(in_block) and c in in_block[0].canonical,
            "first of the headline": bool(scene.headline) and c == scene.headline[0],
            "in the headline": c in scene.headline,
            "topic of the lead": any(
                c in m.canonical and m.case in ("topic", "subj", "speaker") for m in scene.lead
            ),
            "first of the lead": bool(scene.lead) and c in scene.lead[0].canonical,
            "in the lead": any(c in m.canonical for m in scene.lead),
            "last reference": bool(refs) and c in refs[-1].canonical,
            "most named before": count[c] == most,
            "most named": scene.total[c] == busiest,
            "named once": scene.total[c] == 1,
            "named later in the sentence": c in after,
            "in the last heading": heading >= 0 and c in in_heading,
            "topic before": any(c in m.canonical for m in topics),
        }
        f += [name for name, holds in checks.items() if holds]
        out.append(f)
    return out


def _facts_of_mention(scene: Scene, place: Place, m: Mention, mentions: list[Mention]) -> list[str]:
    """Facts about the last mention of a candidate, and about what kind of organisation it is."""
    gap = min(place.sentence - m.sentence, 4)
    near = "here" if gap == 0 else "previous" if gap == 1 else "far"
    f = [f"gap={gap}", f"{near}: {m.case}", f"{near}: {m.case} to {place.case}", f"gap={gap} to {place.case}"]
    if m.label_of == place.block:
        f.append("label of the paragraph")
    if gap == 0 and m.case in ("topic", "subj", "speaker") and place.case not in ("topic", "subj", "speaker"):
        f.append("here: subject of the clause")
        if place.case in ("obj", "goal", "com", "src", "by"):
            f.append("here: subject, reference an object")
    if gap == 0:
        between = scene.text[m.end : place.start]
        f.append("here: comma" if "、" in between else "here: no comma")
        if place.modified and m.case in ("subj", "topic") and "、" not in between:
            f.append("here: subject of the relative clause")
        if not any(x.sentence < place.sentence for x in mentions):
            f.append("here: new")
    elif place.modified and not place.opens:
        f.append(f"modified: {near}")
    if place.opens:
        f.append(f"opens: {near}")
        if m.block != place.block:
            f.append("opens: other paragraph")
    if m.block == place.block:
        f.append("same paragraph")
    f += [name for name in ("paren", "source", "affiliate") if getattr(m, name)]
    f.append(f"kind={_KIND_CLASS.get(m.kind, 'company')}")
    if m.label == "GOV":
        f.append("government")
    if not m.known:
        f.append("unlisted")
    return f


_KIND_CLASS = {
    "media": "media",
    "government": "public",
    "ministry": "public",
    "agency": "public",
    "institution": "public",
    "programme": "public",
    "fund": "money",
    "finance": "money",
    "bank": "money",
    "insurer": "money",
    "person": "person",
}


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Mapping[str, float]]:
    """Fitted weights by model (``one``, ``group``) and fact."""
    out: dict[str, dict[str, float]] = {"one": {}, "group": {}}
    for row in read_tsv("reference_weights", ("model", "fact", "weight")):
        out[row["model"]][row["fact"]] = float(row["weight"])
    return out


def score(found: Collection[str], table: Mapping[str, float]) -> float:
    """The sum of the weights of the facts that hold."""
    return sum(table.get(f, 0.0) for f in found)


def best(
    scene: Scene, place: Place, options: list[str], table: Mapping[str, float] | None = None
) -> str | None:
    """The candidate that the facts speak for most; of equals the one named last."""
    if not options:
        return None
    table = weights()["one"] if table is None else table
    scores = [score(f, table) for f in facts(scene, place, options)]
    return options[max(range(len(options)), key=lambda i: (scores[i], -i))]
