"""context: what the sentences before say of an event.

In:  events in text order, and the topics of the sentences as they come.
Out: for each event the names outside its sentence that may be meant, a missing subject filled
     in, and the facts of how its sentence goes on with what was told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from ...document import Article, Sentence
from ...records import ROLES_OF
from ..kinds.granted import is_office, owners
from ..reading.events import PUBLIC, Event
from ..reading.onlookers import looks_on, works_for
from ..syntax.coordination import TOGETHER
from ..syntax.links import Link, names_of
from ..syntax.relatives import Relative
from ..words import words
from .columns import whose_row
from .themes import heads_line, is_form, says_whose_form, theme_of

_LEAD = r"(?:[^、。]{0,16}(?:によれば|によると|では|このうち|なお)、)?"
#: How a sentence goes on with the deal before it: 参加したのはA社; 買い手はA社だ; A社も加わる; このほかA社が.
_GOES_ON = (
    ("cleft", re.compile(_LEAD + r"[^、。]{0,24}(?:[たるだ])の(?:は|が)")),
    ("party", re.compile(_LEAD + r"(?:この|同|主な|今回の|最大の|うち)?[^、。は]{0,8}?(?:手|先|元|者|株主|投資家|団|アレンジャー|幹事|行|主|スポンサー)(?P<after>(?:に|として|の中|の一社)?(?:は|が|も|、))")),
    ("also", re.compile(r".{0,80}?(?:も|ら(?:が|は)|などが|とともに)(?:新たに|同様に|共同で|それぞれ)?[^、。]{0,12}(?:加わ|参加|参画|続|出資|出す|出し|引き受け|名を連ね|顔をそろえ|応じ|入|乗っ|乗る|かみ|かむ|かん|負担)")),
    ("other", re.compile(r"(?:さらに|このほか|ほか(?:に)?|加えて|うち|残り)")),
)

#: Actors that are told without a name: 大手4社は, 中国勢が, 地元の財閥は.
_SOMEBODY = re.compile(rf"(?:{words('somebody')}|[0-9]+社|[0-9]+行)$")


#: What a market spends, not a company: 国内のデータセンターへの投資額は2028年に1兆円を超える見通しだ.
_MARKET = re.compile(r"(?:[^、。]{0,24}(?:によると|によれば|では)、)?(?:同国|国内|同地域|域内|世界|全世界|日本|米国|中国|アジア|欧州|業界|[一-龥ァ-ヺー]{1,8}国)(?:の|における|での)[^、。はが]{0,24}(?:投資額?|支出額?|市場規模|市場|需要)(?:は|が)|[・\- ]*(?:[0-9]{4}年(?:[0-9]{1,2}月)?(?:まで)?の)?(?:世界|全世界|業界全体|市場全体)の?[^、。はがを:]{0,16}(?:投資|支出)(?:総|合計)?額?:")
_FORECAST = re.compile(r"見通し|見込み|見込む|見込まれ|予測|予想|達する|推計|試算|なりそう|とみられ")


def unnamed_subject(event: Event) -> bool:
    """Whether the clause of an event has a subject of its own that names nobody: whom the sentences before name does not act in it."""
    at = event.facts.get("chunk", len(event.chunks))
    market = _MARKET.match(event.sentence.text)
    if market and (market[0].endswith(":") or _FORECAST.search(event.sentence.text)):
        # whom the clause names may be whose spending it is; a source is not
        own = [k for k in event.links if k.chunk >= 0 and k.case != "source" and k.name.start - event.sentence.start < market.end()]
        return not any(k.name.label == "ORG" for k in own)
    for c in reversed(event.chunks[:at]):
        if c.pred and not c.adnominal and c.paren == -1:
            return False
        if event.cases[c.index] in ("topic", "subj") and c.paren == -1:
            return not c.names and not c.quantity and _SOMEBODY.search(c.text) is not None
    return False


def goes_on(text: str) -> tuple[str, int]:
    """How a sentence goes on with what was told before it, and the end of the word that says so; an empty string if it does not."""
    for name, pattern in _GOES_ON:
        if m := pattern.match(text):
            return name, m.start("after") if name == "party" else m.end()
    return "", 0


def look_back(article: Article, events: list[Event]) -> None:
    """Note with each event what was told just before it, in the heading above it and in the title: 「内訳はA社が5億円」 speaks of the deal before."""
    heads: dict[int, Event] = {}
    for e in events:
        if e.sentence.heads and e.trigger.row.word:
            heads.setdefault(e.sentence.section, e)
    title = next((e for e in events if e.sentence.index == article.opening and e.sentence.heads and e.trigger.row.word), None)
    in_title = names_of(title.links) if title is not None else set()
    before: Event | None = None
    roles: dict[str, tuple[str, int]] = {}
    for _, told in groupby(events, key=lambda e: e.sentence.index):
        run = list(told)
        s = run[0].sentence
        near = before is not None and s.index - before.sentence.index <= 2
        head = heads.get(s.section)
        facts = {
            "before": before.frame if near else "none",
            "goes_on": goes_on(s.text)[0] if near else "",
            "opens": article.opens(s),
            "title": title.frame if title is not None and title.sentence is not s else "none",
            "in_title": set() if title is not None and title.sentence is s else in_title,
            "head": head.frame if head is not None and head.sentence is not s else "none",
            "was": {c: (role, s.index - at) for k in run[0].links if k.chunk < 0 for c in k.name.canonical for role, at in [roles.get(c, ("", 0))] if role},
            "heads": {c: role for role, names in (head.rule_roles.items() if head is not None and head.sentence is not s else ()) for n in names for c in n.canonical},
        }
        if near and before.facts.get("intends") and any(e.frame == "contract" and e.status in ("agreed", "completed") and not (e.names and before.names.isdisjoint(e.names)) for e in run):
            # 買収する方針を固めた。両社は5日に最終契約を締結した: more than an intention by now
            before.facts["intends"] = False
        for e in run:
            e.facts.update(facts)
        roles.update({c: (role, s.index) for e in run for role, names in e.rule_roles.items() for n in names for c in n.canonical})
        before = next((e for e in run if e.trigger.row.word), run[0])


@dataclass(slots=True)
class _Last:
    """How an organisation was named last, and how often so far."""

    sentence: int
    block: int
    case: str
    marks: tuple[str, ...]
    times: int
    order: int


#: What may stand around the name that a heading consists of: 【グーグル】, ■ xAI, (3) メタ社.
_MARKS = re.compile(r"[\W\d_]*")
_AFTER = re.compile(r"(?:社|グループ|の(?:動き|動向|取り組み|戦略|投資|場合|事例|状況|計画))?[\W_]*(?:\([^()]{1,30}\)[\W_]*)?")


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a name is all that a heading says."""
    return len(text) <= 60 and _MARKS.fullmatch(text, 0, start) is not None and _AFTER.fullmatch(text, end) is not None


#: Words that say that the other side of a deal is not made known: 売却先は明らかにしていない.
_NOT_TOLD = re.compile(rf"(?:{words('other_side')})(?:の(?:名前|名称|社名|詳細))?(?:は|を|も|については?)(?:明らかに|明かし|公表|開示|非公表|非開示|伏せ)(?!し(?:た|て[^い]))")


def not_told(event: Event) -> bool:
    """Whether the deal word of an event is the other side that is not made known."""
    at = event.trigger.start - event.sentence.start
    return any(m.start() <= at < m.end() for m in _NOT_TOLD.finditer(event.sentence.text))


#: A thing that was told of, into which money is put: 同事業, この計画, 本データセンター.
_THAT_THING = re.compile(rf"(?:同|この|本|当該|これらの)[^、。]{{0,12}}?(?:{words('work')}|{words('site')})$")
#: Whose it is: who builds it, or got money for it, in the event that told of it.
_OWNS = {"capex": "investor", "financing": "borrower", "subsidy": "recipient"}
#: Verbs of giving that say nothing of shares.
_PUTS_IN = ("拠出",)


def fill_owner(event: Event, events: list[Event]) -> None:
    """Give what is put into a thing that was told of to its owner: 双葉電機は工場を建てる。この計画に星野銀行が90億円を融資する."""
    s, roles = event.sentence, ROLES_OF[event.type]
    if event.frame not in ("invest", "lend", "grant") or event.inverse or len(roles) < 2 or event.roles.get(roles[1]):
        return
    chunks = event.chunks
    into = [c for c in chunks[: event.facts["chunk"]] if c.paren == -1 and not c.names and (event.cases[c.index] == "goal" or c.func.startswith("への"))]
    if not any(_THAT_THING.search("".join(x.text for x in chunks[max(0, c.index - 1) : c.index + 1])) for c in into):
        return
    near = [e for e in events[-8:] if 0 < s.index - e.sentence.index <= 3 and e.roles.get(_OWNS.get(e.type, ""))]
    if near and event.trigger.text in _PUTS_IN and near[-1].type == "capex" and near[-1].amount is not None:
        # 双葉電機は工場に90億円を投じる。星野電工もこの事業に20億円を拠出する: each spends, nobody is given anything
        event.type, event.frame = "capex", "spend"
    elif near:
        n = near[-1].roles[_OWNS[near[-1].type]][0]
        givers = event.names
        if givers and any(e.frame in ("partner", "jv") and givers | set(n.canonical) <= e.names for e in events[-8:]):
            # 双葉電機は星野電工と組んで工場を建てる。星野電工はこの事業に90億円を出す: its own share of what both do
            event.facts["unnamed goal"] = True
        elif not set(n.canonical) & event.names:
            _inherit(event, roles[1], n)


def _fill_lessor(event: Event, events: list[Event]) -> None:
    """Give what is told to be let to its owner, whom the sentences before told: 森田機工が持つ拠点に融資する。この拠点は星野電工に賃貸されている."""
    s = event.sentence
    if event.frame != "lease" or not event.inverse or event.roles.get("provider"):
        return
    if not any(event.cases[c.index] in ("topic", "subj") and not c.names and _THAT_THING.search(c.text) for c in event.chunks[: event.facts["chunk"]]):
        return
    for e in reversed([e for e in events[-8:] if 0 < s.index - e.sentence.index <= 2]):
        holds = [k.name for k in e.links if k.case == "inner subj" and "holds" in k.facts]
        owner = (holds or e.roles.get(_HAS.get(e.type, ""), []))[:1]
        if owner and not set(owner[0].canonical) & event.names:
            _inherit(event, "provider", owner[0])
            event.links = [*event.links, Link(owner[0], "subj", 0.7, -1, s.index - e.sentence.index, -1, ("told before",))]
            return


#: Who has what an event tells of, once it has come about.
_HAS = {"acquisition": "acquirer", **_OWNS}


def _inherit(event: Event, role: str, n, beside: Iterable = ()) -> None:
    """Give an event a party that the sentences before named."""
    event.roles[role] = [*beside, n]
    event.weights.update({(role, c): 0.45 for c in n.canonical})
    event.inherited.add(role)


#: How many lines a form has at most.
_FORM_LENGTH = 12


class Topics:
    """What the sentences so far were about, to fill a missing subject."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._topics: list[tuple[int, int, list]] = []
        self._headline: list = []
        self._last: dict[str, _Last] = {}
        self._named = 0
        self._opened: tuple[int, tuple[str, ...]] = (-1, ())
        self._heading: set[str] = set()
        self._heading_section = -1
        self._reference: tuple[str, ...] = ()
        self._label: list = []  # the name that a heading consists of, which the items below it leave out
        self._form: tuple[int, list] = (-1, [])  # the line that says which company a form is about, and its name

    def see(self, s: Sentence, chunks, cases, told: set[int], clauses: list[Relative]) -> None:
        """Remember the names of a sentence, and its topics.

        Args:
            s: the sentence.
            chunks: its chunks.
            cases: of each chunk.
            told: the chunks of its deal words, whose subject stays the topic.
            clauses: those that say what a noun is; who acts in one is no topic where another acts or a deal
                is told outside it: [青葉市が整備する]団地に双葉電機が進出する, [青葉市が公募した]用地を取得し.
        """
        for c in chunks:
            for n in c.names:
                self._name(s, n, cases[c.index], c.paren != -1)
        if s.heads and s.section != self._heading_section:
            self._heading = {x for c in chunks for n in c.names for x in n.canonical}
            self._heading_section = s.section
            self._label = [n for c in chunks for n in c.names if is_whole(s.text, n.start - s.start, n.end - s.start)]
        acts = [c for c in chunks if c.paren == -1 and c.names and cases[c.index] in ("topic", "subj")]
        for r in clauses:
            outside = [c for c in acts if c.index not in r]
            if r.subject is not None and (outside or any(t not in r for t in told)):
                acts = outside
        subj = [n for c in acts for n in c.names if n.label != "PLACE" and (told or not n.doubtful) and not looks_on(s, n) and not (self._topics and works_for(s, n))]
        if not subj and s.heads:
            heading = [[n for n in c.names if n.label != "PLACE" and not looks_on(s, n)] for c in chunks]
            subj = next((sure for ns in heading if (sure := [n for n in ns if not n.doubtful])), []) or next((ns for ns in heading if ns), [])
        if not subj and s.kind == "bullet" and chunks and chunks[0].comma and not chunks[0].func:  # - 双葉電機、星野電工との提携を拡大 (双葉電機、4/6)
            subj = [n for n in chunks[0].names if n.label != "PLACE" and not n.doubtful]
        if says_whose_form(s.text):
            self._form = (s.index, [n for c in chunks for n in c.names if n.label == "ORG"][:1])
        text = self._article.text
        about = [n for c in chunks[:3] for n in c.names if heads_line(text, s.start, n)] or theme_of(chunks, cases, bool(told))
        subj = [n for n in about if n.label != "PLACE" and n not in subj and not looks_on(s, n)] + subj
        if subj:
            if self._opened[0] != s.block:
                self._opened = (s.block, subj[0].canonical)
            self._topics.append((s.index, s.block, subj))
            if s.kind == "headline" and not self._headline:
                self._headline = subj

    def _name(self, s: Sentence, n, case: str, bracketed: bool) -> None:
        marks = tuple(mark for mark, holds in (("paren", bracketed), ("reference", n.reference), ("unlisted", not n.known)) if holds)
        if n.reference and len(n.canonical) == 1:
            self._reference = n.canonical
        for c in n.canonical:
            self._named += 1
            before = self._last.get(c)
            self._last[c] = _Last(s.index, s.block, case, marks, before.times + 1 if before else 1, self._named)

    def standing(self, event: Event, links: list[Link]) -> dict[str, tuple[str, ...]]:
        """For each name outside the sentence of an event how it stood in the sentences before: how far, in which case, as whose topic."""
        s = event.sentence
        known = {c: self._last[c] for k in links for c in k.name.canonical[:1] if c in self._last}
        latest = sorted((x.order for x in known.values()), reverse=True)
        topic = self._topics[-1][2][-1].canonical if self._topics else ()
        opened = self._opened[1] if self._opened[0] == s.block else ()
        out = {}
        for c, x in known.items():
            gap = s.index - x.sentence
            near = "previous" if gap <= 1 else "far"
            facts = [f"gap={min(4, gap)}", f"{near}: {x.case}", f"rank={min(4, latest.index(x.order))}", f"times={min(5, x.times)}", *x.marks]
            checks = {
                "same paragraph": x.block == s.block, "last topic": c in topic, "topic of the paragraph": c in opened,
                "in the last heading": c in self._heading, "last reference": c in self._reference,
            }
            facts += [fact for fact, holds in checks.items() if holds]
            if c in topic:
                facts.append(f"last topic at {min(4, gap)}, paragraph {x.block == s.block}")
            out[c] = tuple(facts)
        return out

    def links(self, event: Event) -> list[Link]:
        """Names outside the sentence that may be meant: recent topics, and the headline."""
        # who has another item of the list is not meant by this one
        here = names_of(event.links) | event.facts.get("apart", set())
        out: list[Link] = []
        # whoever stood only above a heading that names somebody is hardly meant below it
        heads = event.sentence.heads and any(k.chunk >= 0 for k in event.links)
        above = "above" if heads or (self._heading and self._heading_section == event.sentence.section) else "before"
        subject = "unnamed" if unnamed_subject(event) else ""
        rank = 0
        # whoever was named before the one this is about is not the other side that is not made known
        s = event.sentence
        hidden = any(_NOT_TOLD.search(x.text) for x in self._article.sentences[s.index : s.index + 2])
        for n in self._labels(event):
            if n.canonical[0] in here:
                continue
            here.update(n.canonical)
            out.append(Link(n, "subj", 0.8, -1, 1, -1, ("label above",)))
        for index, block, names in reversed(self._topics[-6:]):
            where = self._article.sentences[index].section
            for n in names[:3]:
                if n.canonical[0] in here:
                    continue
                here.update(n.canonical)
                near = event.sentence.index - index
                facts = ("same block" if block == event.sentence.block else "", "" if where == event.sentence.section else above, subject)
                out.append(Link(n, "context", 0.4 - 0.05 * rank, -1, near, -1, facts))
            rank += 1
            if len(out) >= 4 or hidden:
                break
        if hidden:
            return out if not any(k.case == "subj" and k.chunk >= 0 for k in event.links) else []
        # in AMDとも契約した, AMDとは契約した who stood with と before is not meant again
        anew = {k.case for k in event.links if k.chunk >= 0 and event.chunks[k.chunk].func in ("とも", "とは", "にも", "からも")}
        for n in reversed(self._article.names_between(s.index - 2, s.index)):
            stood = self._last.get(n.canonical[0])
            if stood is not None and stood.case in anew:
                continue
            at = self._article.sentence_at(n.start)
            if n.canonical[0] not in here and len(out) < 8 and not looks_on(at, n):
                here.update(n.canonical)
                out.append(Link(n, "nearby", 0.25, -1, s.index - at.index, -1, ("" if at.section == s.section else above, subject)))
        for n in self._headline[:3]:
            if n.canonical[0] not in here:
                here.update(n.canonical)
                out.append(Link(n, "headline", 0.3, -1, s.index, -1, ("" if s.section == 0 else above, subject)))
        return [replace(k, case="bystander", weight=0.1) if self._article.digest.elsewhere(s, k.name) else k for k in out]

    def _labels(self, event: Event) -> list:
        """The name that stands alone in the heading above an event whose sentence has no subject, or before it in its row."""
        s = event.sentence
        at, company = self._form
        if company and 0 < s.index - at <= _FORM_LENGTH and all(is_form(x.text) for x in self._article.sentences[at : s.index + 1]):
            return company
        label = whose_row(self._article, s) if s.kind == "table" else [] if s.heads or s.section != self._heading_section else self._label
        acts = any(event.cases[c.index] in ("topic", "subj") and c.paren == -1 and (c.names or _SOMEBODY.search(c.text)) for c in event.chunks)
        return [] if acts else label

    def fill(self, event: Event, events: list[Event], others: Iterable = ()) -> None:
        """Give an event without its main party the last topic before it, unless somebody else acts in it and that one was told just before to be on the other side of such a deal; then who was in its place.

        Args:
            event: any.
            events: those before it.
            others: names of its other side.
        """
        fill_owner(event, events)
        _fill_lessor(event, events)
        main = ROLES_OF[event.type][0]
        if event.frame in ("raise", "borrow", "getgrant", "provide", "win", "powersell") or event.inverse:
            main = {"investment": "investee", "financing": "borrower", "subsidy": "recipient", "acquisition": "target"}.get(event.type, "provider")
            if event.inverse and event.type not in ("investment", "financing", "subsidy", "acquisition"):
                main = ROLES_OF[event.type][0]
        if event.frame in ("sell", "stakesale"):
            main = "seller"
        # who is told of only as acting with the subject leaves its place open: 星野電工と共同で受注した
        beside = names_of(k for k in event.links if k.case == "subj" and k.facts == ("together",))
        if main == "partner" and not any(k.case in ("subj", "theme", "head", "is") for k in event.links):
            # 星野電工とは沖縄に施設を共同開発する, 星野電工、森田機工との間で合意した
            beside |= names_of(k for k in event.links if k.case == "com")
        if event.frame in ("spend", "build") and not any(k.case in ("subj", "theme", "head", "is", "by") for k in event.links):
            # 星野電工とともに7兆円を投じる
            beside |= names_of(k for k in event.links if k.case == "com" and event.chunks[k.chunk].func.startswith(TOGETHER))
        here = event.roles.get(main, [])
        if main not in ROLES_OF[event.type] or not all(beside.issuperset(n.canonical) for n in here) or unnamed_subject(event):
            return
        if any("outer topic" in k.facts for k in event.links):
            # a clause that says what a noun is has a subject of its own
            return
        s = event.sentence
        told = owners(event, events)
        label = [(s.index, s.block, told or self._labels(event))]
        # a sentence without a subject goes on with that of the one before, whatever that did
        acts = any(k.case == "subj" and k.weight >= 0.5 for k in event.links)
        near = [e for e in events[-8:] if acts and s.index - 2 <= e.sentence.index < s.index and e.type == event.type]
        was = {c: (r, n) for e in near for r, ns in e.rule_roles.items() if r not in e.inherited for n in ns for c in n.canonical}
        same = [n for r, n in was.values() if r == main and not set(n.canonical) & event.names]
        meant = event.names | event.facts.get("apart", set()) | {c for n in others for c in n.canonical}
        for index, block, names in (*label, *reversed(self._topics)):
            if s.index - index > 4 and block != s.block:
                break
            # a person spoke, a company agrees
            pick = [n for n in names[-3:] if not (set(n.canonical) & meant or (main == "recipient" and is_office(n)) or (main == "partner" and n.label == "PERSON"))]
            if pick and was.get(pick[0].canonical[0], (main,))[0] != main:
                pick = same[-1:]
            if pick:
                n = pick[0]
                # a company that was spoken of is granted, it does not grant: 工場を建てる。補助額は300億円だ
                role = "recipient" if main == "grantor" and n.label != "GOV" and n.kind not in PUBLIC else main
                if role == main or role not in event.roles:
                    also = [x for x in told if x is not n and n in told and not set(x.canonical) & meant]
                    event.weights.update({(role, c): 0.45 for x in also for c in x.canonical})
                    _inherit(event, role, n, [*(here if role == main else ()), *also])
                    if n in self._form[1]:
                        event.weights.update({(role, c): 0.6 for c in n.canonical})
                return
