"""frames: one trigger, its parties and its quantities -> an ``Event``.

In:  the article with names, quantities and triggers.
Out: one ``Event`` per trigger that can stand for a deal. Roles follow from the case that a
     name has to the trigger (``cases``) and the trigger's row in ``data/frames.tsv``; the
     type follows from what is bought (``data/objects.tsv``) and, for a bare 契約, from what
     the parties sell (``data/kinds.tsv``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import lru_cache

import ahocorasick_rs

from ..document import Article, Sentence
from ..records import ROLES_OF
from ..resources import read_tsv
from .cases import Link, effective_cases, is_inverse, links, predicate_of
from .chunks import Chunk, chunk_sentence
from .speakers import speak_for_companies
from .status import judge
from .triggers import Trigger, TriggerLexicon, TriggerRow


@dataclass
class Event:
    """What one trigger says of a deal; merged into records later."""

    trigger: Trigger
    sentence: Sentence
    type: str
    frame: str
    roles: dict[str, list] = field(default_factory=dict)
    weights: dict[tuple[str, str], float] = field(default_factory=dict)
    amount: object = None
    amount_score: float = 0.0
    valuation: object = None
    capacities: list = field(default_factory=list)
    stake: object = None
    dates: list = field(default_factory=list)
    period: object = None
    status: str = "agreed"
    reported: bool = False
    negated: bool = False
    inverse: bool = False
    score: float = 0.0
    cues: dict = field(default_factory=dict)
    objects: str = ""
    subject: str | None = None
    locations: list = field(default_factory=list)
    inherited: set = field(default_factory=set)
    links: list = field(default_factory=list)
    figures: list = field(default_factory=list)
    chunks: list = field(default_factory=list)
    rule_roles: dict = field(default_factory=dict)
    oof_type: str = ""
    types_p: dict = field(default_factory=dict)
    roles_p: dict = field(default_factory=dict)
    status_p: dict = field(default_factory=dict)
    reported_p: float = 0.0
    cases: list = field(default_factory=list)
    facts: dict = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """Canonical names of all parties."""
        return {c for ns in self.roles.values() for n in ns for c in n.canonical}


@lru_cache(maxsize=1)
def _kinds() -> dict[str, tuple[int, str]]:
    return {r["kind"]: (int(r["sells"]), r["goods"]) for r in read_tsv("kinds")}


@lru_cache(maxsize=8_192)
def seller_rank(kind: str) -> int:
    """How much of a seller an organisation of a kind is (a chip maker sells to a cloud, a cloud to an AI lab)."""
    return _kinds().get(kind, (2, ""))[0]


@lru_cache(maxsize=1)
def _objects() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    """The words of ``data/objects.tsv`` in one automaton, and the class of each."""
    rows = read_tsv("objects")
    return ahocorasick_rs.AhoCorasick([r["word"] for r in rows]), [r["class"] for r in rows]


@lru_cache(maxsize=4_096)
def _objects_in(text: str) -> frozenset[str]:
    words, classes = _objects()
    return frozenset(classes[i] for i, _, _ in words.find_matches_as_indexes(text, overlapping=True))


def has_object(text: str, cls: str) -> bool:
    """Whether a word of an object class (compute_contract, power, stake ...) occurs in ``text``."""
    return cls in _objects_in(text)


#: What one sentence may hold, so that the time stays in proportion to the text whatever it is
#: made of. The annotated articles have at most 16 triggers, 12 names and 5 amounts a sentence.
MOST_TRIGGERS, MOST_LINKS, MOST_FIGURES = 40, 40, 16


def build_events(article: Article) -> list[Event]:
    """All events of an article, in text order, gaps filled from the topics before them."""
    lexicon = TriggerLexicon.default()
    speak_for_companies(article)
    programmes = _programmes(article)
    by_sentence: dict[int, list[Trigger]] = {}
    for t in article.triggers:
        s = article.sentence_at(t.start)
        if s is not None and s.relevant:
            by_sentence.setdefault(s.index, []).append(t)
    events: list[Event] = []
    topics = _Topics(article)
    for s in article.sentences:
        chunks, cases = _chunks(article, s) if s.relevant else ([], [])
        told = (by_sentence.get(s.index) or _anchors(article, s))[:MOST_TRIGGERS]
        for t in told + programmes.get(s.index, []):
            event = _event(article, s, chunks, cases, t, lexicon)
            if event is not None:
                for part in _shares(article, event):
                    topics.fill(part)
                    part.rule_roles = {r: list(ns) for r, ns in part.roles.items()}
                    part.links = part.links + topics.links(part)
                    events.append(part)
        if s.relevant:
            topics.see(s, chunks, cases)
    _look_back(events)
    return events


#: How a sentence goes on with the deal before it: 参加したのはA社; 買い手はA社だ; A社も加わる; このほかA社が.
_GOES_ON = (
    ("cleft", re.compile(r"[^、。]{0,24}(?:[たるだ])の(?:は|が)")),
    ("party", re.compile(r"(?:この|同|主な|今回の|最大の|うち)?[^、。は]{0,8}?(?:手|先|元|者|株主|投資家|団|アレンジャー|幹事|行|主)(?:に|として|の中|の一社)?(?:は|が|も|、)")),
    ("also", re.compile(r".{0,80}?(?:も|ら(?:が|は)|などが|とともに)(?:新たに|同様に|共同で|それぞれ)?[^、。]{0,12}(?:加わ|参加|参画|続|出資|出す|出し|引き受け|名を連ね|顔をそろえ|応じ|入)")),
    ("other", re.compile(r"(?:さらに|このほか|ほか(?:に)?|加えて|うち|残り)")),
)


def _goes_on(text: str) -> str:
    """How a sentence goes on with what was told before it, or an empty string."""
    return next((name for name, pattern in _GOES_ON if pattern.match(text)), "")


def _look_back(events: list[Event]) -> None:
    """Note with each event what was told just before it and in the headline: 「内訳はA社が5億円」 speaks of the deal before."""
    head = next((e for e in events if e.sentence.kind == "headline" and e.trigger.row.word), None)
    before: Event | None = None
    run: list[Event] = []
    for e in events:
        if run and run[-1].sentence is not e.sentence:
            before, run = next((x for x in run if x.trigger.row.word), run[0]), []
        run.append(e)
        near = before is not None and e.sentence.index - before.sentence.index <= 2
        e.facts["before"] = before.frame if near else "none"
        e.facts["goes_on"] = _goes_on(e.sentence.text) if near else ""
        e.facts["head"] = head.frame if head is not None and head.sentence is not e.sentence else "none"


#: The row of a named programme (Stargate): naming it beside its partners tells of it, without any verb.
_PROGRAMME_ROW = TriggerRow("(programme)", False, "jv", 0, ("learned",), (), ())


def _programmes(article: Article) -> dict[int, list[Trigger]]:
    """Named programmes as triggers, the first mention in each sentence."""
    out: dict[int, list[Trigger]] = {}
    for n in article.names:
        s = article.sentence_at(n.start) if n.label == "PROGRAMME" else None
        if s is not None and s.kind not in ("front", "furniture") and s.index not in out:
            s.relevant = True
            out[s.index] = [Trigger(n.start, n.end, _PROGRAMME_ROW)]
    return out


#: The row of an amount that stands in a sentence without a deal word: the scorer alone can tell.
_BARE_ROW = TriggerRow("", False, "spend", 0, ("learned",), (), ())


def _anchors(article: Article, s: Sentence) -> list[Trigger]:
    """Amounts as anchors where a sentence has money but no deal word."""
    return [
        Trigger(f.start, f.end, _BARE_ROW)
        for f in _within(article.figures, s)
        if s.relevant and not f.is_alt and article.kind_of(f) in ("open", "deal")
    ]


def _within(items: list, s: Sentence) -> list:
    """The items that start in a sentence; ``items`` are in text order."""
    return items[bisect_left(items, s.start, key=_start) : bisect_left(items, s.end, key=_start)]


def _start(item) -> int:
    return item.start


def _nearest(items: list, t: Trigger, most: int, start=_start) -> list:
    """At most so many items, those nearest to a trigger, in the order they had."""
    if len(items) <= most:
        return items
    near = sorted(abs(start(x) - t.start) for x in items)[most - 1]
    return [x for x in items if abs(start(x) - t.start) <= near][:most]


def _chunks(article: Article, s: Sentence) -> tuple[list[Chunk], list[str]]:
    names = _within(article.names, s)
    figures = _within(article.figures, s)
    quantities = figures + _within(article.capacities, s) + _within(article.stakes, s)
    chunks = chunk_sentence(s, [(x.start, min(x.end, s.end)) for x in names + quantities])
    for c in chunks:
        c.names = [n for n in names if c.start <= n.start < c.end]
        c.figures = [f for f in figures if c.start <= f.start < c.end]
        rest = c.text
        for x in [q for q in quantities if c.start <= q.start < c.end]:
            rest = rest.replace(x.text, "")
        c.quantity = len(rest) <= 3 and rest != c.text or bool(re.fullmatch(r"[\d年月日間約]+", c.text))
    return chunks, effective_cases(chunks)


def _chunk_at(chunks: list[Chunk], offset: int) -> int | None:
    for c in chunks:
        if c.start <= offset < max(c.stop, c.end):
            return c.index
    return None


def _event(article: Article, s: Sentence, chunks, cases, t: Trigger, lexicon: TriggerLexicon) -> Event | None:
    at = _chunk_at(chunks, t.start)
    if at is None:
        return None
    frame = lexicon.frames[t.row.frame]
    after = article.text[t.end : min(t.end + 8, s.end)]
    p = predicate_of(chunks, at)
    event = Event(t, s, frame.type, frame.name)
    event.inverse = is_inverse(chunks, at, p, after)
    # local context: what the trigger's own arguments say is bought
    event.objects = _object_text(chunks, cases, at, p, s, t)
    event.chunks, event.cases = chunks, cases
    found = [k for k in links(chunks, cases, at, t.start, t.end) if not _attributes(article, s, k)]
    found = _nearest(found, t, MOST_LINKS, lambda k: k.name.start)
    frame = _convert(event, frame, lexicon, found)
    _assign(event, frame, found, s)
    _quantities(article, event, chunks, cases, at, p)
    event.links, event.chunks, event.cases = found, chunks, cases
    event.facts.update(chunk=at, pred=p, nchunks=len(chunks), kind=s.kind, strength=t.row.strength)
    _settle_type(event)
    event.facts["needs"] = _needs(event, s, article, found)
    judge(event, chunks)
    return event


def _object_text(chunks, cases, t: int, p: int | None, s: Sentence, trig: Trigger) -> str:
    """Text of the trigger's chunk and of the chunks that belong to it: what is bought or built."""
    parts = [chunks[t].text]
    i = t - 1
    while i >= 0 and (chunks[i].adnominal or chunks[i].quantity or cases[i] in ("gen", "bare", "obj")) and t - i <= 5:
        if not chunks[i].names or cases[i] == "obj":
            parts.append(chunks[i].text)
        i -= 1
    for c in chunks[max(0, t - 8) : t]:
        if cases[c.index] == "obj":
            parts.append(c.text)
            j = c.index - 1
            if j >= 0 and cases[j] == "gen":
                parts.append(chunks[j].text)
    for c in chunks[t + 1 : (p or t) + 1]:
        parts.append(c.text)
    return " ".join(parts)


#: What may stand between a name and its sum in a list (が最大, に同, (及びB)が約), and between a sum and the next name (を受け持ち、).
_NO_CLAUSE = re.compile(r"[。]|した|する|して|し、|れた|った")
_GAP, _STEP = 16, 40


def _shares(article: Article, event: Event) -> list[Event]:
    """One event for each (name, quantity) of a distributive list: Aに10億円、Bに20億円を; A(10億)、B(20億)と; Aに5%、Bに3%を出資.

    A sum without a deal word is its own share: it stands for the names of its own item only.
    """
    names = sorted((k for k in event.links if k.chunk >= 0), key=lambda k: k.name.start)
    figures = sorted((f for f, score in event.figures if score > -0.9), key=lambda f: f.start)
    for quantities, take in ((figures, _take_sum), (_within(article.stakes, event.sentence), _take_stake), (event.capacities, _take_capacity)):
        items = _items(article, event, quantities, names)
        if len(items) > 1:
            break
    else:
        return [event]
    members = {id(k.name) for _, ks in items for k in ks}
    lead = max((k for _, ks in items for k in ks), key=lambda k: k.weight)
    role = next((r for r, ns in event.roles.items() if any(n is lead.name for n in ns)), None)
    anchor = not event.trigger.row.word
    out = []
    for q, ks in items:
        if anchor and q.start != event.trigger.start:
            continue
        own = {id(k.name) for k in ks}
        part = replace(event, roles={}, weights={}, inherited=set(), facts=dict(event.facts, share=(items[0][0].start, q.start)), cues=dict(event.cues))
        part.links = [x for x in event.links if id(x.name) not in members or id(x.name) in own]
        part.roles = {r: keep for r, ns in event.roles.items() if (keep := [n for n in ns if id(n) not in members])}
        part.weights = {(r, c): w for (r, c), w in event.weights.items() if any(c in n.canonical for n in part.roles.get(r, ()))}
        if role:
            for k in ks:
                part.roles.setdefault(role, []).append(k.name)
                for c in k.name.canonical:
                    part.weights[(role, c)] = max(lead.weight, 0.6)
        take(part, q, [x for x, _ in items])
        out.append(part)
    return out or [event]


def _take_sum(part: Event, f, others: list) -> None:
    part.figures = [(x, 1.3 if x is f else -0.2) for x, _ in part.figures if x is f or all(x is not o for o in others)]
    part.amount, part.amount_score = f, 1.3


def _take_stake(part: Event, stake, others: list) -> None:
    part.stake = stake


def _take_capacity(part: Event, capacity, others: list) -> None:
    part.capacities = [capacity]


def _items(article: Article, event: Event, quantities: list, names: list[Link]) -> list[tuple[object, list[Link]]]:
    """The longest run of quantities that each have names of their own right before them, on one side of the deal word."""
    text, t = article.text, event.trigger
    told = [x.start for x in _within(article.triggers, event.sentence)]
    runs: list[list[tuple[object, list[Link]]]] = [[]]
    last = event.sentence.start
    for f in quantities:
        own = [k for k in names if last <= k.name.start and k.name.end <= f.start]
        gap = text[own[-1].name.end : f.start] if own else ""
        near = bool(own) and (len(gap) <= _GAP or (gap[:1] in "((" and len(gap) <= _STEP)) and not _NO_CLAUSE.search(gap)
        here = t.start if t.row.word else -1
        if near and runs[-1]:
            step = text[last : own[0].name.start]
            near = len(step) <= _STEP and "。" not in step and not any(last <= x < own[0].name.start for x in (*told, here))
        elif near:
            # the first item: of the names before it only those that stand together with the last
            near = not own[-1].name.end <= here < f.start
        if not near:
            runs.append([])
        if own and len(gap) <= _GAP and not _NO_CLAUSE.search(gap):
            runs[-1].append((f, _together(text, own)))
        last = f.end
    return max(runs, key=len)


def _together(text: str, names: list[Link]) -> list[Link]:
    """The last of some names, and those before it that are joined to it: BとC, B(及びC), B、C."""
    out = [names[-1]]
    for k in reversed(names[:-1]):
        between = text[k.name.end : out[0].name.start]
        if not re.fullmatch(r"(?:株式会社|社)?[、,・(( ]?(?:と|や|及び|および|並びに|・|、)?[((]?(?:株式会社)?", between):
            break
        out.insert(0, k)
    return out


def _convert(event: Event, frame, lexicon: TriggerLexicon, found: list[Link]):
    """Frames whose meaning hangs on the object: 株式を取得, 資金を調達, データセンターに投資."""
    o = event.objects
    name = frame.name
    if name in ("acquire", "sell", "buy") and has_object(o, "stake") and event.trigger.text not in ("買収", "TOB", "子会社化", "完全子会社化"):
        name = "stakesale" if name == "sell" else "stake"
    elif event.trigger.text == "調達" and (has_object(o, "capital") or not any(has_object(o, k) for k in ("supply", "power", "compute_contract"))):
        name = "raise"
    elif name == "buy" and has_object(o, "power") and not has_object(o, "supply"):
        name = "powerbuy"
    elif name == "provide" and has_object(o, "power") and not has_object(o, "supply"):
        name = "powersell"
    elif name == "provide" and re.search(r"融資|資金", o):
        name = "lend"
    event.frame = name
    frame = lexicon.frames[name]
    event.type = frame.type
    return frame


def _assign(event: Event, frame, found: list[Link], s: Sentence) -> None:
    inv = event.inverse
    roles = frame.roles
    have_subj = any(k.case == "subj" and k.weight >= 0.5 for k in found)
    for k in found:
        role = None
        w = k.weight
        case = k.case
        if case == "subj":
            role = roles.get("psubj" if inv else "subj")
            if frame.name == "raise" and _leads(event, k):
                role = "investor"
        elif case == "by":
            role = roles.get("pgoal") if inv else roles.get("subj")
        elif case == "goal":
            role = roles.get("pgoal" if inv else "goal")
        elif case == "src":
            role = roles.get("psrc" if inv else "src") or roles.get("subj") if not inv else roles.get("psrc")
        elif case == "com":
            role = roles.get("com")
        elif case == "obj":
            role = roles.get("obj")
        elif case == "gen":
            role = roles.get("gen")
            if role and have_subj and role == roles.get("subj"):
                role = None
        elif case == "genobj":
            role = _genobj(event, roles, k)
        elif case == "comp":
            role = roles.get("comp")
        elif case == "head":
            role = (roles.get("psubj") if inv else roles.get("subj")) if not have_subj else roles.get("goal") or roles.get("obj")
        elif case == "is":
            role = roles.get("obj") or roles.get("subj") if frame.name == "acquire" else roles.get("subj")
        elif case == "tail" and not have_subj:
            role = roles.get("subj")
            w = 0.4
        elif case == "theme":
            # XはYが出資したと明らかにした: the topic is the other side of its clause's own subject
            role = roles.get("subj") if inv else roles.get("goal") or roles.get("obj") or roles.get("gen")
            w = max(w, 0.45)
        if event.type == "subsidy" and k.name.label == "GOV" and role == "recipient":
            role = "grantor"
        if role is None or w < 0.3:
            continue
        if role == "either":
            event.facts.setdefault("either", {})[id(k.name)] = "subj" if case in ("subj", "by", "head") else "other"
        if k.name.label == "GOV" and role not in ("grantor", "investor", "customer", "partner", "lender", "acquirer", "seller", "provider", "either", "recipient"):
            continue
        event.roles.setdefault(role, [])
        if not any(n.canonical == k.name.canonical for n in event.roles[role]):
            event.roles[role].append(k.name)
        for c in k.name.canonical:
            event.weights[(role, c)] = max(w, event.weights.get((role, c), 0))
    _one_role_each(event)


_SAYS = re.compile(r"(?:社|側|通信|紙|電子版|誌|氏|[(（][^)）]{0,12}[)）])*(?:は|が|も)?[^。、]{0,16}?(?:によると|によれば|によりますと|の報道|が報じ|は報じ|の取材|の推計|の予測|の調べ|の調査|のデータ)")
_REPORTS = re.compile(r"(?:は|が|も)[^。]{0,40}?(?:報じ|伝え|報道)")


def _attributes(article: Article, s: Sentence, k: Link) -> bool:
    """Whether a name only says so: 〜によると, or a news medium in a sentence that reports."""
    after = article.text[k.name.end : min(s.end, k.name.end + 60)]
    if _SAYS.match(after):
        return True
    return k.name.kind == "media" and (k.case in ("paren", "bare", "adv") or bool(_REPORTS.search(s.text)) or not k.name.known)


def _leads(event: Event, k: Link) -> bool:
    """Xが主導した調達, Xなどの投資家が調達を実施: who leads a round or is told as an investor invests in it."""
    if any(c.text.endswith(("投資家", "株主", "出資者")) for c in event.chunks[k.chunk + 1 : k.chunk + 4] if not c.pred):
        return True
    after = next((c for c in event.chunks[k.chunk + 1 :] if c.pred), None)
    return after is not None and after.text.startswith(("主導", "率い", "リード", "引き受け", "参加", "加わ", "応じ"))


def _genobj(event: Event, roles: dict[str, str], k: Link) -> str | None:
    obj = k.facts[0] if k.facts else ""
    if event.frame in ("stake", "stakesale"):
        return roles.get("obj")
    if event.frame in ("acquire", "sell"):
        if re.search(r"事業|部門|工場|土地|用地|ビル|施設|資産|店舗|拠点|データセンター", obj):
            return roles.get("src") or roles.get("subj")
        return roles.get("obj")
    if event.frame == "raise":
        return roles.get("gen")
    if event.frame in ("partner", "jv"):
        return None
    return None


def _one_role_each(event: Event) -> None:
    """A name keeps only its strongest role in one event."""
    best: dict[str, tuple[float, str]] = {}
    for (role, c), w in event.weights.items():
        if w > best.get(c, (0, ""))[0]:
            best[c] = (w, role)
    for role in list(event.roles):
        event.roles[role] = [n for n in event.roles[role] if any(best.get(c, (0, ""))[1] == role for c in n.canonical)]
        if not event.roles[role]:
            del event.roles[role]
    event.weights = {(r, c): w for (r, c), w in event.weights.items() if best[c][1] == r}


# -- quantities ---------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _measures() -> list[tuple[str, str]]:
    rows = [(r["word"], r["kind"]) for r in read_tsv("measures")]
    return sorted(rows, key=lambda r: -len(r[0]))


def figure_kind(article: Article, f) -> str:
    """What a figure measures: ``deal``, ``valuation``, ``other`` (revenue, price ...) or ``open``."""
    s = article.sentence_at(f.start)
    if s is None:
        return "open"
    text = article.text
    right = text[f.end : min(s.end, f.end + 14)]
    left = text[max(s.start, f.start - 40) : f.start]
    m = re.match(r"(?:規模|程度|前後|超|余り)?の(?!う)", right)
    if m:
        noun = right[m.end() :]
        for w, kind in _measures():
            if noun.startswith(w) or w in noun[: len(w) + 3]:
                return kind
    if right.startswith(("と評価", "の評価", "と見積もら")):
        return "valuation"
    # the nearest measure noun on the left, not across another amount or a full clause
    cut = max((left.rfind(x) for x in ("。", "し、", "した、", "ドル、", "円、", "ドルで", "円で", "ドルを", "円を", "ユーロ")), default=-1)
    scope = left[cut + 1 :]
    best = (-1, "open")
    for w, kind in _measures():
        at = scope.rfind(w)
        if at > best[0]:
            gap = scope[at + len(w) :]
            if re.search(r"を(?!前|含|合|超).{2,}", gap) and kind != "valuation":
                continue
            best = (at, kind)
    return best[1]


def _quantities(article: Article, event: Event, chunks, cases, t: int, p: int | None) -> None:
    s = event.sentence
    best, best_score = None, 0.0
    for f in _nearest(_within(article.figures, s), event.trigger, MOST_FIGURES):
        if getattr(f, "is_alt", False):
            continue
        kind = article.kind_of(f)
        if kind == "valuation":
            event.valuation = event.valuation or f
            event.figures.append((f, -1.0))
            continue
        if kind == "other" or f.per in ("share", "unit", "kWh", "hour", "day", "person"):
            event.figures.append((f, -0.5))
            continue
        score = _figure_score(event, f, chunks, cases, t, p) + (0.3 if kind == "deal" else 0)
        event.figures.append((f, score))
        if score > best_score:
            best, best_score = f, score
    if best is not None and best_score >= 0.3:
        event.amount, event.amount_score = best, best_score
    event.capacities = _within(article.capacities, s)
    stakes = _within(article.stakes, s)
    if stakes and event.frame in ("invest", "stake", "stakesale", "acquire", "sell", "jv", "spend"):
        event.stake = min(stakes, key=lambda x: abs(x.start - event.trigger.start))
    event.dates = _within(article.dates, s)
    periods = _within(article.periods, s)
    event.period = min(periods, key=lambda x: abs(x.start - event.trigger.start)) if periods else None


def _figure_score(event: Event, f, chunks, cases, t: int, p: int | None) -> float:
    at = _chunk_at(chunks, f.start)
    if at is None:
        return 0.0
    lo, hi = min(at, t), max(at, t)
    mid = chunks[lo + 1 : hi]
    preds = [m for m in mid if m.pred]
    others = sum(1 for m in mid if m.figures)
    score = 1.0 - 0.04 * len(mid) - 0.15 * len(preds) - 0.1 * others
    if at < t:
        first = next((c.index for c in chunks[at + 1 :] if c.pred and c.paren == chunks[at].paren), None)
        if first in (t, p) or all(m.adnominal or m.quantity for m in mid):
            score += 0.3
        if any(m.pred and not m.adnominal for m in mid):
            score -= 0.2
    elif at > t:
        score -= 0.15
        if cases[t] in ("topic", "subj"):
            score += 0.3
    if chunks[at].paren != chunks[t].paren:
        score -= 0.3
    return score


# -- type ---------------------------------------------------------------------------------


def _settle_type(event: Event) -> None:
    o = event.objects
    if event.type == "spend":
        goal = [n for n in event.roles.get("investee", ()) if n.label != "GOV"]
        if goal and not (has_object(o, "facility") and not event.inverse and min(event.weights.get(("investee", c), 0) for n in goal for c in n.canonical) < 0.6):
            event.type = "investment"
        else:
            event.type = "capex"
            event.roles.pop("investee", None)
    elif event.type == "goods":
        event.type = _goods(event)
    elif event.type == "contract":
        event.type = _goods(event, contract=True)
        _sides(event)
    elif event.type in ("stake", "stakesale"):
        control = bool(re.search(r"全株|全て|すべて|過半|100%|完全|子会社", event.objects)) or (
            event.stake is not None and event.stake.value is not None and event.stake.value > 0.5
        )
        event.type = "acquisition" if control else "investment"
        if control:
            _rename(event, {"investor": "acquirer", "investee": "target"})
    allowed = ROLES_OF[event.type]
    event.roles = {r: v for r, v in event.roles.items() if r in allowed}
    event.weights = {(r, c): w for (r, c), w in event.weights.items() if r in allowed}


def _rename(event: Event, table: dict[str, str]) -> None:
    event.roles = {table.get(r, r): v for r, v in event.roles.items()}
    event.weights = {(table.get(r, r), c): w for (r, c), w in event.weights.items()}


def _goods(event: Event, contract: bool = False) -> str:
    o = event.objects + (event.sentence.text if contract else "")
    for cls in ("compute_contract", "power", "supply"):
        if has_object(event.objects, cls):
            return cls
    for cls in ("compute_contract", "power", "supply"):
        if has_object(o, cls):
            return cls
    names = [n for r in ("provider", "either", "customer") for n in event.roles.get(r, ())]
    sells = [(_kinds().get(n.kind, (2, ""))[0], _kinds().get(n.kind, (2, ""))[1]) for n in names]
    if sells:
        top = max(sells)
        if top[1]:
            return top[1]
    return "supply"


def _sides(event: Event) -> None:
    """Who of two contract parties buys: a chip maker sells to a cloud, a cloud to an AI lab."""
    either = event.roles.pop("either", [])
    if not either:
        return
    weights = {c: w for (r, c), w in event.weights.items() if r == "either"}
    event.weights = {k: w for k, w in event.weights.items() if k[0] != "either"}
    rank = {id(n): _kinds().get(n.kind, (2, ""))[0] for n in either}
    told = event.facts.get("either", {})
    subj = [n for n in either if told.get(id(n)) == "subj"]
    rest = [n for n in either if told.get(id(n)) != "subj"]
    if event.roles.get("provider"):
        pairs = [("customer", n) for n in either]
    elif len(either) == 1:
        pairs = [("provider" if rank[id(either[0])] >= 4 else "customer", either[0])]
    elif subj and rest:
        # a group on either side: XがA、B、Cの3社と契約した
        sells = max(rank[id(n)] for n in subj) > max(rank[id(n)] for n in rest)
        pairs = [("provider" if sells else "customer", n) for n in subj] + [("customer" if sells else "provider", n) for n in rest]
    else:
        top = max(either, key=lambda n: (rank[id(n)], n.start))
        pairs = [("provider" if n is top else "customer", n) for n in either]
    for role, n in pairs:
        event.roles.setdefault(role, []).append(n)
        for c in n.canonical:
            event.weights[(role, c)] = weights.get(c, 0.5)


def _needs(event: Event, s: Sentence, article: Article, found: list[Link]) -> bool:
    """Whether one of the conditions of the trigger's row holds (money, capacity, gov ...)."""
    needs = event.trigger.row.needs
    if not needs:
        return True
    text = s.text
    checks = {
        "money": lambda: event.amount is not None,
        "capacity": lambda: bool(event.capacities),
        "stake": lambda: event.stake is not None,
        "gov": lambda: any(n.label == "GOV" for n in _within(article.names, s)),
        "round": lambda: bool(re.search(r"ラウンド|調達|増資|シリーズ[A-H]|出資|投資", text)),
        "com": lambda: any(k.case in ("com", "by") and k.weight >= 0.5 for k in found) or len({k.name.canonical for k in found if k.case == "subj"}) >= 2,
        "learned": lambda: False,
        "goods": lambda: any(has_object(event.objects, k) for k in ("compute_contract", "supply", "power")),
    }
    return any(checks[n]() for n in needs if n in checks)


# -- context ------------------------------------------------------------------------------


class _Topics:
    """The topics of the sentences so far, to fill a missing subject."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._topics: list[tuple[int, int, list]] = []
        self._headline: list = []

    def see(self, s: Sentence, chunks, cases) -> None:
        subj = [n for c in chunks if c.paren == -1 for n in c.names if cases[c.index] in ("topic", "subj") and n.label != "PLACE"]
        if not subj and s.kind in ("headline", "heading") and chunks and chunks[0].names:
            subj = list(chunks[0].names)
        if subj:
            self._topics.append((s.index, s.block, subj))
            if s.kind == "headline" and not self._headline:
                self._headline = subj

    def links(self, event: Event) -> list[Link]:
        """Names outside the sentence that may be meant: recent topics, and the headline."""
        here = {c for k in event.links for c in k.name.canonical}
        out: list[Link] = []
        rank = 0
        for index, block, names in reversed(self._topics[-6:]):
            for n in names[:3]:
                if n.canonical[0] in here:
                    continue
                here.update(n.canonical)
                near = event.sentence.index - index
                out.append(Link(n, "context", 0.4 - 0.05 * rank, -1, near, -1, ("same block" if block == event.sentence.block else "",)))
            rank += 1
            if len(out) >= 4:
                break
        s = event.sentence
        for n in reversed(self._article.names_between(s.index - 2, s.index)):
            if n.canonical[0] not in here and len(out) < 8:
                here.update(n.canonical)
                near = s.index - self._article.sentence_at(n.start).index
                out.append(Link(n, "nearby", 0.25, -1, near, -1))
        for n in self._headline[:3]:
            if n.canonical[0] not in here:
                here.update(n.canonical)
                out.append(Link(n, "headline", 0.3, -1, event.sentence.index, -1))
        return out

    def fill(self, event: Event) -> None:
        """Give an event without its main party the last topic before it."""
        main = ROLES_OF[event.type][0]
        if event.frame in ("raise", "borrow", "getgrant", "provide", "win", "powersell") or event.inverse:
            main = {"investment": "investee", "financing": "borrower", "subsidy": "recipient", "acquisition": "target"}.get(event.type, "provider")
            if event.inverse and event.type not in ("investment", "financing", "subsidy", "acquisition"):
                main = ROLES_OF[event.type][0]
        if event.frame in ("sell", "stakesale"):
            main = "seller"
        if main not in ROLES_OF[event.type] or event.roles.get(main):
            return
        s = event.sentence
        for index, block, names in reversed(self._topics):
            if s.index - index > 4 and block != s.block:
                break
            pick = [n for n in names[-3:] if not (set(n.canonical) & event.names)]
            if pick:
                n = pick[0]
                event.roles[main] = [n]
                for c in n.canonical:
                    event.weights[(main, c)] = 0.45
                event.inherited.add(main)
                return
