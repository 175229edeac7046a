"""anchors: what stands for a deal in a sentence: its deal words, or without any a sum, a cell, a programme's name, a word that goes on.

In:  an article with its names, figures and deal words.
Out: for a sentence the ``Trigger``s that events are made from.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import takewhile

from ...document import Article, Sentence
from ...records import ROLES_OF
from ..discourse.context import goes_on, is_whole
from ..reading.events import Event, chunk_at, stated, within
from ..reading.goods import PAPER
from ..syntax.chunks import Chunk
from ..syntax.clauses import predicate_of
from ..syntax.particles import case_of
from ..words import pattern, words
from .implied import implied
from .triggers import Trigger, TriggerLexicon, TriggerRow


def deal_words(article: Article) -> dict[int, list[Trigger]]:
    """The deal words of each relevant sentence, by its index, without those that are part of a name."""
    named = [(n.start, n.end) for n in article.names if n.label in ("ORG", "GOV") and (not n.reference or pattern("group").fullmatch(n.text))]
    starts = {n.start for n in article.names if n.label == "ORG"}
    out: dict[int, list[Trigger]] = {}
    for t in article.triggers:
        t = _behind_name(article.text, named, t)
        s = article.sentence_at(t.start)
        if s is not None and s.relevant and not _part_of_name(named, t) and not _says_whose(article.text, starts, t):
            out.setdefault(s.index, []).append(t)
    return out


def _says_whose(text: str, starts: set[int], t: Trigger) -> bool:
    """Whether a word only says what the company behind it is to another, which is no deal (contract, section 1): 出資先の星野電工, 提携先である双葉電機."""
    if t.row.word not in _RELATED:
        return False
    of = next((x for x in ("の", "である") if text.startswith(x, t.end)), None)
    return of is not None and t.end + len(of) in starts


#: What a company is to another.
_RELATED = ("出資先", "投資先", "提携先")


def _part_of_name(named: list[tuple[int, int]], t: Trigger) -> bool:
    """Whether a word is a part of what an organisation is called, and tells of nothing: 森田建設, 双葉リース."""
    i = bisect_right(named, (t.start, math.inf)) - 1
    return i >= 0 and t.end <= named[i][1]


def _behind_name(text: str, named: list[tuple[int, int]], t: Trigger) -> Trigger:
    """The word itself, or where it begins inside a name the longer one that begins behind it: 双葉電力を|買収する is no 電力を買."""
    i = bisect_right(named, (t.start, math.inf)) - 1
    if i < 0 or not named[i][0] < t.start < named[i][1] < t.end:
        return t
    at = named[i][1]
    return next((Trigger(at + x.start, at + x.end, x.row) for x in TriggerLexicon.default().find(text[at : t.end + 12]) if at + x.start < t.end < at + x.end), t)


#: The frame of a price that is one of shares.
_PRICED = {"sell": "stakesale", "acquire": "stake"}


_SHARES, _BONDS = re.compile("新株式?|株式|増資"), re.compile("社債|債券|[^0-9]債")


def of_the_purchase(t: Trigger, s: Sentence, events: list[Event]) -> Trigger:
    """The trigger, 調達額 as of the goods that the sentence before is about rather than of capital, 譲渡価額 as of its shares, 投資額 as of the company that it puts money into."""
    last = events[-1] if events and s.index - events[-1].sentence.index <= 1 else None
    if last is not None and t.row.frame == "spend" and t.row.word.endswith(("投資額", "投資総額")) and last.type == "investment" and "investee" in last.roles and last.frame in ("invest", "join", "spend"):
        return replace(t, row=replace(t.row, frame="invest"))
    if t.row.frame == "spend" and t.row.word.endswith(("投資額", "投資総額")) and _is_price(t, s, events):
        return replace(t, row=replace(t.row, frame="acquire"))
    if last is not None and t.row.frame in _PRICED and (t.row.word.endswith(("額", "価格")) or s.text.startswith(("割合", "比率"), t.end - s.start)) and not t.row.word.startswith("買収"):
        # 株式の3割を譲渡する。譲渡価額は48億円: the price of the stake
        shares = next((e for e in reversed(events[-4:]) if s.index - e.sentence.index <= 1 and e.frame in _PRICED.values()), None)
        if shares is not None and shares.type == "investment":
            return replace(t, row=replace(t.row, frame=_PRICED[t.row.frame]))
    if last is not None and t.row.frame == "buy" and last.frame == "acquire" and last.trigger.row.frame == "buy" and t.row.word.endswith(("額", "価格", "代金")):
        # 工場跡地を購入した。購入額は32億円: the price of the site
        return replace(t, row=replace(t.row, frame="acquire"))
    if last is not None and t.row.word.startswith("発行") and t.row.frame == "borrow" and last.type == "investment" and _SHARES.search(last.sentence.text) and not _BONDS.search(last.sentence.text + s.text):
        # 新株式の発行を決議した。発行総額は12億円: of shares, not of bonds
        return replace(t, row=replace(t.row, frame="raise"))
    goods = last is not None and last.frame in ("buy", "win", "provide", "powerbuy", "lease")
    if goods and last.frame == "buy" and t.row.frame == "acquire" and t.row.word.startswith("取得"):
        # サーバーを取得する。取得価額は20億円だ
        return replace(t, row=replace(t.row, frame="buy"))
    return replace(t, row=replace(t.row, frame="buy")) if goods and t.row.frame == "raise" and t.row.word.endswith(("調達額", "調達総額")) else t


#: How a sentence begins whose 投資額 is the price of what was just told.
_OF_IT = re.compile(r"(?:(?:今回の?|この|一連の)?(?:再編|買収|統合|完全子会社化|子会社化|買い付け|買付け?|TOB)(?:の|に(?:かか|要す)る|に伴う))?[、 　]*$")


def _is_price(t: Trigger, s: Sentence, events: list[Event]) -> bool:
    """Whether 投資額 is the price of the company whose takeover was told just before without any: 双葉電機は星野電工を完全子会社化する。再編の投資額は80億円を超える."""
    # 親子上場を解消し, 上場子会社: no deal of its own
    last = next((e for e in reversed(events[-4:]) if e.trigger.row.word != "上場"), None)
    if last is None or s.index - last.sentence.index > 2 or not s.text.startswith(("は", "が"), t.end - s.start):
        return False
    of = last.type == "acquisition" and last.amount is None and {"acquirer", "target"} <= last.roles.keys()
    return of and last.sentence is not s and last.sentence.section == s.section and _OF_IT.fullmatch(s.text, 0, t.start - s.start) is not None


#: Frames whose deal a paper may be about; who of two sells is not told by it (供給の契約).
_CONTENT = frozenset(("grant", "getgrant", "lend", "borrow", "invest", "spend", "raise", "acquire", "sell", "merge", "stake", "stakesale", "jv", "partner"))
#: Frames of what one sells to the other.
_TRADED = frozenset(("buy", "provide", "lease", "powerbuy", "powersell"))
#: Frames of money, of which 提供する says no more than that it is given: 融資を提供した.
_MONEY = ("invest", "spend", "lend", "grant")
_ABOUT = re.compile(r"(?:に|へ)?の$|に関する|に向けた|についての|をめぐる|を巡る|に係る")


def of_the_content(told: list[Trigger], chunks: list[Chunk]) -> list[Trigger]:
    """The deal words of a sentence, a contract or memorandum as of the deal that it is about (助成金の最終契約, 合弁会社設立に関する覚書, 80億円を投資する契約), without what is only guaranteed."""
    told = [t for i, t in enumerate(told) if not (i and t.row.word == "提供" and told[i - 1].end + 1 == t.start and told[i - 1].row.frame in _MONEY and case_of(chunks[chunk_at(chunks, told[i - 1].start) or 0]) == "obj")]
    at = [chunk_at(chunks, t.start) for t in told]
    out = []
    for i, t in enumerate(told):
        content = told[i - 1] if i else None
        if content is not None and content.row.frame in _MONEY and t.row.word.endswith(PAPER) and at[i - 1] is not None and at[i] is not None and _is_agreed(chunks, at[i - 1], at[i]):
            continue
        if content is not None and t.row.word.endswith(PAPER) and content.row.frame in _CONTENT and _says_content(content, t, chunks, at[i - 1], at[i]):
            t = replace(t, row=replace(t.row, frame=content.row.frame))
        elif content is not None and t.row.frame == "partner" and t.row.word.endswith(PAPER) and content.row.frame in _TRADED and not content.row.word.startswith("共同") and _says_content(content, t, chunks, at[i - 1], at[i]):
            # 電力供給に関する基本合意書: the type of what is sold (contract, section 3)
            t = replace(t, row=replace(t.row, frame="contract"))
        out.append(t)
    at = [chunk_at(chunks, t.start) for t in out]
    pledges = [i for t, i in zip(out, at, strict=True) if t.row.word.endswith("保証") and i is not None]
    return [t for t, i in zip(out, at, strict=True) if not (t.row.frame in ("lease", "borrow", "buy", "lend") and not t.row.word.endswith("保証") and i is not None and any(_guaranteed(chunks, i, j) for j in pledges))]


def _says_content(content: Trigger, t: Trigger, chunks: list[Chunk], i: int | None, j: int | None) -> bool:
    """Whether a deal word says what the contract behind it is about, and not of whom that is told; 貸す and 融通 are said of more than money."""
    loan, unsaid = content.row.frame in ("lend", "borrow") and content.row.verb, content.row.needs == ("money",) and not any(c.figures for c in chunks)
    if loan or unsaid or i is None or j is None or i == j:
        return i is not None and content.end == t.start
    c = chunks[i]
    if content.row.frame == "grant" and c.pred and i and chunks[i - 1].func == "が":
        # 星野通信が支援する契約: who backs it
        return False
    told = _ABOUT.match(c.func) or (c.pred and c.adnominal and "れ" not in c.func)
    return bool(told) and all(x.adnominal and not x.names and not x.pred for x in chunks[i + 1 : j])


def _is_agreed(chunks: list[Chunk], i: int, j: int) -> bool:
    """Whether what is agreed in chunk ``j`` is no more than what chunk ``i`` tells, of him who gets it: 出資を受けることで合意した."""
    verb, that = chunks[i + 1 : i + 3] if j - i == 3 else (None, None)
    return that is not None and chunks[i].func == "を" and verb.text.startswith("受け") and that.text == "こと" and that.func in ("で", "に", "を")


def _guaranteed(chunks: list[Chunk], i: int, j: int) -> bool:
    """Whether what is told in chunk ``i`` is what the guarantee in chunk ``j`` stands for: リース債務を保証する."""
    return i < j and case_of(chunks[i]) in ("obj", "goal", "ngoal", "gen") and predicate_of(chunks, i) in (j, predicate_of(chunks, j)) and not any(c.pred and not c.adnominal for c in chunks[i:j])


#: The row of a named programme (Stargate): naming it beside its partners tells of it, without any verb.
_PROGRAMME_ROW = TriggerRow("(programme)", False, "jv", 0, ("learned",), (), ())


def programmes(article: Article) -> dict[int, list[Trigger]]:
    """Named programmes as triggers, the first mention in each sentence."""
    out: dict[int, list[Trigger]] = {}
    for n in article.names:
        s = article.sentence_at(n.start) if n.label == "PROGRAMME" else None
        if s is not None and s.named and s.index not in out:
            s.relevant = True
            out[s.index] = [Trigger(n.start, n.end, _PROGRAMME_ROW)]
    return out


#: The row of an amount that stands in a sentence without a deal word: the scorer alone can tell.
_BARE_ROW = TriggerRow("", False, "spend", 0, ("learned",), (), ())


#: How a sentence shares out the sum of the sentence before it: 内訳はAが10億円、Bが5億円だ; 支援額はAに10億円、Bに5億円.
_SHARES_OUT = re.compile(r"[^、。]{0,12}(?:内訳|配分)")
#: How a sentence begins that goes on to what becomes of a part: このうち, 今回の投資のうち, 総額のうち, このうち変圧器では.
_OF_THE_WHOLE = re.compile(r"(?:また|なお|さらに)?、?(?:(?:この|その|今回の?|同)?[^、。はがをに]{0,10}(?:投資|総額|額|資金|予算|費用?|計画|事業)の|この|その)?うち(?:の|、|、?[約最少0-9]|[^、。はがをに0-9]{1,12}(?:では|には|に))")
#: How it tells behind a part what becomes of all else: 用地に20億円、残りを設備に充てる.
_THE_REST = re.compile(r"[、。]残(?:り|額)(?:は|を|の)")
_GIVERS = {"raise": "join", "borrow": "lend"}
#: How a sentence or heading opens the list below it: 対象は次の通り。, 【引受先】, 下記の投資家を引受先とする増資で。
_OPENS = re.compile(rf"[^。]{{0,60}}(?:次|以下|下記)の(?:通り|とおり|[^。、]{{0,8}}(?:{words('listed')}|{words('gives')}|[0-9]+[社行件者]))|[^。、]{{0,12}}(?:{words('gives')}|内訳|対象|採択先|交付先|一覧|リスト)[】\])>]?[::]?$")
_GIVES = re.compile(words("gives"))
#: What the names of a list do where the sentence above tells of the other side: 経産省が助成する。対象は・双葉電機.
_OTHER_SIDE = {
    "raise": "join", "borrow": "lend", "lend": "borrow", "invest": "raise", "grant": "getgrant", "getgrant": "grant",
    "buy": "provide", "provide": "buy", "powerbuy": "powersell", "powersell": "powerbuy",
}


#: Types of the events of a paper or a programme that is only named, which have nothing to share out beside another deal.
_NO_SUM = ("partnership", "joint_venture")


@dataclass
class Above:
    """What a list goes on with: the last event of the sentence above it, and how that sentence, or one that does no more, opens the list."""

    event: Event | None = None
    opening: str = ""

    def see(self, s: Sentence, told: list[Trigger], events: list[Event], member: bool) -> None:
        """Go on to what stands below a sentence; ``member``: it is an item itself."""
        if s.kind == "bullet" or member:
            return
        opens = _OPENS.match(s.text) is not None
        if told or not opens:
            here = list(takewhile(lambda e: e.sentence is s, reversed(events)))
            # 双葉AI法による助成について、4社と覚書に署名した。内訳は: of the grant, which neither the paper nor the programme is
            self.event = next((e for e in here if e.amount is not None or e.type not in _NO_SUM), here[0] if here else None)
        self.opening = s.text if opens and self.event is not None else ""

    @property
    def frame(self) -> str:
        """The frame of an item: that of the event above, or of its other side."""
        e = self.event
        if self.opening and _GIVES.search(self.opening):
            return "lend" if e.type == "financing" else "join" if e.type == "investment" else e.frame
        # who stands below a public body that grants is granted
        turned = self.opening or e.frame == "grant"
        return _OTHER_SIDE.get(e.frame, e.frame) if turned and any(r in e.roles for r in ROLES_OF[e.type]) else e.frame


#: Frames of one's own spending.
_SPENDS = frozenset(("spend", "build", "invest"))


def is_shared_out(article: Article, s: Sentence, told: list[Trigger], events: list[Event]) -> bool:
    """Whether a sentence only says for what a sum told just before is spent, its own coming to that sum or being told as a part of it: 工場に500億円、研究に60億円の支援を決めた; まず100億円を出資し、来年に残る300億円を出す; このうち20億円を新工場に投じる.

    The parts of what is raised may be deals of their own: shares and bonds.
    """
    sums = [f for f in within(article.figures, s) if not f.is_alt and article.kind_of(f) in ("open", "deal")]
    if sums and _in_advance(s, sums, within(article.names, s), events):
        return True
    if sums and _of_a_lot(s, sums, told, events):
        return True
    names = {c for n in within(article.names, s) for c in n.canonical}
    last = next((e for e in reversed(events[-4:]) if s.index - 2 <= e.sentence.index < s.index and e.amount is not None), None)
    if not sums or last is None or not (last.type in ("subsidy", "capex", "joint_venture") or last.frame in ("invest", "spend")) or len(names) > 1 or not names <= last.names or any(f.currency != last.amount.currency for f in sums):
        return False
    whole = stated(last.amount)
    if not whole:
        return False
    rest = _THE_REST.search(s.text, sums[-1].end - s.start) is not None
    if (rest or _OF_THE_WHOLE.match(s.text)) and len(last.names) < 2 + ("investee" in last.roles or "recipient" in last.roles):
        # of what several spend together the part of each is a deal of its own
        return sum(stated(f) or 0 for f in sums) < whole and {t.row.frame for t in told if t.row.word} <= (_SPENDS | {"acquire"} if rest else _SPENDS)
    return len(sums) > 1 and sum(stated(f) or 0 for f in sums) == whole


#: One of several things that were bought together, with its price: ①「双葉ビル」 50億円.
_ITEM = re.compile(r"[①-⑳・◆■●○\-(]?[0-9]{0,2}[).:、]?\s*「[^「」]{2,30}」[^「」、。]{0,16}$")


def _of_a_lot(s: Sentence, sums: list, told: list[Trigger], events: list[Event]) -> bool:
    """Whether a line only says what one of the things costs that were bought for a sum told above: 2物件を総額150億円で取得する。 ①「双葉ビル」 50億円 ②「星野ビル」 100億円."""
    last = next((e for e in reversed(events[-4:]) if s.index - e.sentence.index <= _ITEMS_BELOW and e.amount is not None), None)
    if last is None or last.type != "acquisition" or last.roles.get("target") or len(sums) != 1 or any(t.row.word for t in told) or not _ITEM.match(s.text):
        return False
    return sums[0].currency == last.amount.currency and (stated(sums[0]) or 0) < (stated(last.amount) or 0)


#: How many lines below a sum its parts may stand.
_ITEMS_BELOW = 30
#: A part of the price that is due before what it is paid for: 前払い金, 頭金.
_ADVANCE = re.compile(r"(?:前払い|先払い|前払金|頭金|手付金|前金|前渡し?金)(?![はも](?:不要|な[いし]|求めな|要らな))")


def _in_advance(s: Sentence, sums: list, names: list, events: list[Event]) -> bool:
    """Whether a sentence only says what of the price of the contract told just before is paid in advance: 97億円で契約を結んだ。双葉電機はこのうち10億円を先払いしている."""
    last = events[-1] if events and s.index - events[-1].sentence.index <= 2 else None
    if last is None or last.amount is None or last.type not in ("compute_contract", "supply", "power") or not _ADVANCE.search(s.text):
        return False
    whole, part = stated(last.amount), sum(stated(f) or 0 for f in sums)
    return bool(whole) and part < whole and all(f.currency == last.amount.currency for f in sums) and {c for n in names for c in n.canonical} <= last.names


def opens_list(s: Sentence) -> bool:
    """Whether a sentence is short and only opens the list below it: whom it means stands there."""
    return len(s.text) <= 40 and _OPENS.match(s.text) is not None


#: What stands around the names and sums of a sentence that is a list of them and has no verb: Aは10億円、Bは約5億円; A(10億円)、B(5億円).
_ONLY_SUMS = re.compile(r"(?:社|側|グループ)?[\s、,・。()(:はがもと]{0,12}(?:また|続いて|次いで|そして|一方)?[\s、,・。((米英独仏:]{0,12}(?:が|は)?(?:約|最大|計|総額|合計|同|それぞれ)?(?:だった|となった|など|だ|です|でした)?[\s、。))]{0,12}")


def _gapped(article: Article, s: Sentence, e: Event) -> bool:
    """Whether a sentence is a list of names and sums whose verb is that of the sentence before, which names nobody: 大型の調達が相次いだ。双葉電機は10億円、星野電工は5億円."""
    parts = sorted([*within(article.names, s), *within(article.figures, s)], key=lambda x: x.start)
    if e.roles or len(parts) < 2:
        return False
    edges = zip((s.start, *(x.end for x in parts)), (*(x.start for x in parts), s.end), strict=True)
    return all(a > b or _ONLY_SUMS.fullmatch(article.text, a, b) for a, b in edges)


#: Behind a sum, that somebody has or runs what is worth so much: 50億円規模のデータセンターを国内外で保有し.
_OWNED = re.compile(r"(?:規模|相当|分|超|以上)*の[^、。はがを0-9]{0,12}(?:データセンター|施設|物件|不動産|設備|拠点|資産)を[^、。はがを0-9]{0,10}(?:保有|所有|運営|運用|管理|抱え|有す|有し)")


#: What ends a lawsuit, which is no deal (contract, section 1).
_SETTLED = re.compile("和解(?!契約|交渉で合意)")


def anchors(article: Article, s: Sentence, above: Above) -> list[Trigger]:
    """Amounts as anchors where a sentence has money but no deal word, else what implies a deal; in the items of a list, where a sum is shared out and where the verb is left out, they tell what the sentence above does."""
    e = above.event
    told = e is not None and e.trigger.row.word and (s.kind == "bullet" or _SHARES_OUT.match(s.text) or _gapped(article, s, e))
    row = _BARE_ROW
    if told:
        # who has a share of what another raises gives it
        turned = _GIVERS if e.roles else _OTHER_SIDE if e.inverse or e.frame == "grant" else {}
        row = replace(row, frame=above.frame if s.kind == "bullet" else turned.get(e.frame, e.frame))
    found = [
        Trigger(f.start, f.end, row)
        for f in within(article.figures, s)
        if s.relevant and not _SETTLED.search(s.text) and not f.is_alt and article.kind_of(f) in ("open", "deal") and not _OWNED.match(s.text, f.end - s.start)
    ]
    return found or (implied(article, s) if s.relevant else [])


#: The row of an item of a list that is a name alone, below a sentence that tells the deal.
_MEMBER_ROW = TriggerRow("(member)", False, "join", 0, ("learned",), (), ())


#: What stands around the names of a sentence that is a list of names alone: A、B、およびCなど。
_ONLY_NAMES = re.compile(r"[\s、,・/*※-]*(?:と|や|及び|および|並びに|ならびに)?(?:など|ほか|他|の各社)?[。\s]*")


def member(article: Article, s: Sentence, above: Above) -> list[Trigger]:
    """The names that an item of a list consists of, as anchors, if the sentence above opens the list."""
    names = within(article.names, s)
    if not above.opening or not names:
        return []
    alone = len(names) == 1 and is_whole(s.text, names[0].start - s.start, names[0].end - s.start)
    between = [article.text[x:y] for x, y in zip((s.start, *(n.end for n in names)), (*(n.start for n in names), s.end), strict=True)]
    if not alone and not all(_ONLY_NAMES.fullmatch(x) for x in between):
        return []
    return [Trigger(n.start, n.end, replace(_MEMBER_ROW, frame=above.frame)) for n in names]


#: The row of a sentence that goes on with a deal told just before, by its parties alone: 幹事は三井住友銀行だ.
_GOES_ON_ROW = TriggerRow("(goes on)", False, "join", 0, ("learned",), (), ())


def continuation(article: Article, s: Sentence) -> list[Trigger]:
    """The word by which a sentence goes on with the deal before it, as an anchor; no name is such a word."""
    how, end = goes_on(s.text)
    at = s.start + end
    if not how or any(n.start < at <= n.end for n in within(article.names, s)):
        return []
    return [Trigger(at - 1, at, _GOES_ON_ROW)]


#: The row of a table that states a deal by its cells alone: | Google | カイロス・パワー | 500MW |.
_CELLS_ROW = TriggerRow("(row)", False, "spend", 0, ("learned",), (), ())


def row(article: Article, s: Sentence, chunks: list[Chunk]) -> list[Trigger]:
    """The first cell of a table row that is no name, as an anchor, if the row names two or says how much."""
    names = within(article.names, s)
    if len({n.canonical for n in names}) + bool(within(article.capacities, s) or within(article.stakes, s)) < 2:
        return []
    free = next((c for c in chunks if not c.names), None)
    return [] if free is None else [Trigger(free.start, free.start + 1, _CELLS_ROW)]
