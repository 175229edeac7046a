"""trades: who buys of whom, where the words of a sentence say so beyond what the kinds of business suggest.

In:  the events of an article, or one of them while it is built.
Out: the same events. ``facts["sides"]``: the side of each party of a contract that is told by what is done under it (双葉電機は星野AIと、
     模型を全社で[使う契約]を結んだ: the topic takes), by whose service it is for ([星野クラウドが運営する]計算基盤の利用契約: who runs it
     gives), by who pays; ``facts["plain trade"]``: those whom a clause names in firm cases on both sides; ``facts["leases"]``,
     ``facts["orders"]``: that computing is leased, that a thing is made to order; ``facts["plain"]`` where it is leased of a cloud. And while an event is built: whether what is
     bought or let is goods (計算機を25億円で調達する), which sums behind it are another deal's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..reading.events import Event, has_object, kinds, seller_rank
from ..syntax.chunks import Chunk
from ..syntax.links import Link, names_of
from ..syntax.relatives import relatives
from ..words import pattern, words

#: Frames of what is sold, of whatever kind, and of a contract.
_TRADE = frozenset(("contract", "buy", "lease", "provide", "win", "spend"))
#: What the verb before it says the content of: 購入する契約, 購入することで合意.
_PAPER, _PAPER_IN = re.compile("(?:契約|^合意)$"), re.compile("契約|合意")
#: A contract that is called by what its buyer does.
_OF_USE = re.compile(rf"(?:{words('takes goods')})契約$")
#: In what case the other side stands to the verb of who pays (星野電工から購入する契約), and of who is paid (星野電工に納入する契約).
_GIVEN_OR_TAKEN = {"payer": ("src",), "payee": ("goal",)}
#: What one does with a thing that another is to make.
_BY_ORDER = re.compile("(?:委託|発注|注文)$")
#: What is made for who orders it.
_MADE = re.compile("構築|開発|建設|製造|製作|設計|生産|建造|敷設|整備|工事")
#: What turns a verb round.
_PASSIVE = re.compile("され|られ|(?<=[らかさたなまわが])れ")
#: How long or how it is done, in one word with what is done.
_HOW_LONG = re.compile("^(?:(?:約|最大)?[0-9]+(?:年|か月|カ月|ヶ月)間?|それぞれ|共同)")
#: How much of a seller one must be to be told with と as whose service others use together.
_SELLS = 2


def told_sides(events: Sequence[Event]) -> None:
    """Give the parties of contracts the sides that their sentences tell."""
    bought = {(e.sentence.index, e.facts["chunk"]) for e in events if e.frame in ("acquire", "stake") and e.type == "acquisition"}
    for e in events:
        e.facts["plain trade"] = _plain(e)
        if not e.facts.get("plan") and e.facts["plain trade"] and _is_begun(e):
            e.facts["plan"] = e.type
        e.facts["orders"] = e.frame == "buy" and e.chunks[e.facts["chunk"]].pred and _BY_ORDER.search(e.trigger.text) is not None and _MADE.search(e.objects) is not None
        e.facts["leases"] = e.frame in ("lease", "contract") and _leases(e)
        if e.facts["leases"] and _of_a_cloud(e):
            e.facts["plain"] = "compute_contract"
        if e.frame in _TRADE and not _of_money(e.objects) and _PAPER_IN.search(e.sentence.text) and "sides" not in e.facts and e.facts["chunk"] < len(e.chunks) and not _agrees_to_buy(e, bought) and (sides := _sides(e)):
            e.facts["sides"] = sides
        if e.frame == "contract":
            _of_building(e, events)


#: What is built, of which a contract with somebody is told: データセンターの構築に関する契約.
_IS_ABOUT = re.compile("に関する|についての|に係る|に向けた")


def _of_building(e: Event, events: Sequence[Event]) -> None:
    """Make a contract that one company signs with another on what is built a trade, and no plan of both (contract, section 3): 双葉電機は星野電工との間で、拠点の構築に関する契約を結んだ."""
    built = [o for o in events if o.sentence is e.sentence and o.frame == "build" and o.trigger.row.word and o.facts["chunk"] < e.facts["chunk"] and _IS_ABOUT.match(o.chunks[o.facts["chunk"]].func)]
    firm = {k.case for k in e.links if 0 <= k.chunk < e.facts["chunk"] and k.weight >= 0.7 and k.name.label == "ORG" and e.chunks[k.chunk].paren == -1}
    if not built or not {"subj", "com"} <= firm or e.type not in ("supply", "compute_contract"):
        return
    e.facts["sure type"] = e.type
    for o in built:
        o.links = [k.aside() for k in o.links]
        o.facts["unreal"] = True


def _agrees_to_buy(e: Event, bought: set[tuple[int, int]]) -> bool:
    """Whether what is agreed on is the purchase of a company or a plant, of whose sides the word of buying tells: 星野電工から発電所を買うことで合意した."""
    return e.frame == "contract" and any((e.sentence.index, e.facts["chunk"] - i) in bought for i in (1, 2, 3))


def _sides(e: Event) -> dict[str, str]:
    """The side of each party that an event tells plainly, payer or payee; empty if it does not."""
    at = _contract(e)
    if at is None:
        return {}
    here = [k for k in e.links if 0 <= k.chunk < at and k.name.label in ("ORG", "GOV", "PERSON") and e.chunks[k.chunk].paren == -1]
    topics, subjects, others = _acting(e, here, "topic"), _acting(e, here, "subj"), [k for k in here if k.case == "com" and k.weight >= 0.5]
    if runner := _runner(e, at):
        actors = names_of(topics)
        return _opposed(topics, [k for k in subjects if k.chunk == runner], "payer") if actors else {}
    actors = topics or subjects or [k for k in e.links if k.chunk < 0 and k.case == "subj" and k.weight >= 0.7 and k.name.label == "ORG"]
    side = _by_verb(e.chunks, at)
    if side == "payer" and (asked := [k for k in e.links if k.case in ("goal", "inner goal") and e.cases[k.chunk] == "goal" and 0 <= k.chunk < at and k.name.label == "ORG"]) and _BY_ORDER.search(e.chunks[at - 1].text):
        # 双葉電機は星野電工に開発を委託する契約を結んだ
        others = asked
    if side and not others:
        others = [k for k in here if k.case in _GIVEN_OR_TAKEN[side] and k.weight >= 0.3 and e.cases[k.chunk] in _GIVEN_OR_TAKEN[side]]
    if not actors and others and e.chunks[at].func.startswith(_UNDER):
        # 星野クラウドとの契約で、双葉電機は
        actors = [k for k in e.links if k.chunk > at and e.cases[k.chunk] == "topic" and e.chunks[k.chunk].func == "は" and k.name.label == "ORG"]
    if not actors or not others or (topics and subjects):
        return {}
    if not side and e.chunks[at].func.startswith(_UNDER):
        side = _by_deed(e.chunks)
    if not side:
        side = _by_need(e, max(k.chunk for k in actors), at) or _by_trade(e, actors, others) or ("payer" if _OF_USE.search(e.chunks[at].text) and _may_use(actors, others) else "")
    return _opposed(actors, others, side) if side else {}


#: A contract that only dates what is told behind it (大型契約の後に30億ドルを調達する), and a trade as the purpose of another (供給するため、80億円でGPUを買う).
_DATES = re.compile(r"(?:の|を結んだ|した)?(?:直後|後|あと)に?(?:、|[0-9]|は)")
_PURPOSE = re.compile(r"(?:する|す|る)?(?:ため|目的で)(?:に)?(?:、|[^のだで])")


#: What one of the things costs, before its sum.
_UNIT_PRICE = re.compile("[1一](?:隻|台|基|個|枚|機|両|セット|ユニット|時間|GPU|ラック)(?:当たり|あたり)[^、。]{0,6}$")


def without_others_sums(event: Event) -> None:
    """Leave out of a trade what one of many things costs (船価は1隻当たり2億ドル), and the sums behind it that are those of what it dates or is the purpose of."""
    s = event.sentence
    if event.frame in _TRADE and "たり" in s.text:
        own = [(f, score) for f, score in event.figures if not _UNIT_PRICE.search(s.text, max(0, f.start - s.start - 16), f.start - s.start)]
        if len(own) < len(event.figures):
            event.figures = own
            event.amount = event.amount if any(f is event.amount for f, _ in own) else None
    scope = event.sentence.text[event.trigger.end - event.sentence.start :][:16]
    if event.frame not in _TRADE or not event.figures or not (_DATES.match(scope) or (event.frame == "provide" and _PURPOSE.match(scope))):
        # 装置を購入するため、20億円を投じる is what the machine costs
        return
    event.figures = [(f, score) for f, score in event.figures if f.start < event.trigger.start]
    if event.amount is not None and event.amount.start > event.trigger.start:
        event.amount = None


def _of_money(objects: str) -> bool:
    """Whether what a deal word takes is money or shares."""
    return "資金" in objects or any(has_object(objects, x) for x in ("debt", "capital", "stake"))


#: Verbs and nouns of leasing, and what computing is leased with.
_LEASES = re.compile("(?:借(?!入|り入|り換)|賃借|貸(?!付|し付|借対照)|賃貸|リース|レンタル|コロケーション|ホスティング)")
_COMPUTES = re.compile("データセンター|データセンタ|GPU|計算|クラウド|サーバー|演算")


def _leases(e: Event) -> bool:
    """Whether an event tells that a data centre or computing is leased: a service, however much of it is hardware (contract, section 3)."""
    at = e.facts["chunk"]
    told = "".join(c.text for c in e.chunks[max(0, at - 1) : at + 1])
    return _LEASES.search(told) is not None and _COMPUTES.search(e.objects) is not None


def _of_a_cloud(e: Event) -> bool:
    """Whether somebody is told to lease what a cloud has: 双葉電機は星野クラウドのGPUを借りる; whose GPU it is may otherwise be told of who made it."""
    if e.frame != "lease" or e.inverse or e.facts["unreal"] or e.status == "cancelled" or not e.trigger.text.startswith("借"):
        return False
    at = e.facts["chunk"]
    acts = names_of(k for k in e.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9 and not k.clauses and k.name.label in ("ORG", "GOV"))
    owns = names_of(k for k in e.links if 0 <= k.chunk == at - 2 and k.case == "genobj" and k.name.label == "ORG" and kinds().get(k.name.kind, (0, ""))[1] == "compute_contract")
    return e.chunks[at].pred and not e.chunks[at].adnominal and bool(acts and owns) and acts.isdisjoint(owns)


#: Cases of the other side of a trade.
_OTHER_SIDE = ("src", "goal", "com")


def _counterparts(e: Event) -> set[str]:
    """Who is firmly told as the other side of a trade in its own clause."""
    return names_of(k for k in e.links if k.chunk >= 0 and k.case in _OTHER_SIDE and k.weight >= 0.7 and k.name.label in ("ORG", "GOV"))


def changes_over(a: Event, b: Event) -> bool:
    """Whether of two trades in one sentence, each with another side of its own, one is called off and the other is not: 星野電工からの購入を取りやめ、森田機工から調達する."""
    if a.sentence is not b.sentence or not (a.frame in _TRADE and b.frame in _TRADE) or (a.status == "cancelled") == (b.status == "cancelled"):
        return False
    mine, its = _counterparts(a), _counterparts(b)
    return bool(mine and its) and mine.isdisjoint(its)


def keep_counterparts(events: Sequence[Event]) -> None:
    """Leave out of a trade that is called off, or that takes its place, the other side of the other one."""
    for i, a in enumerate(events):
        for b in events[i + 1 : i + 6]:
            if b.sentence is not a.sentence:
                break
            if changes_over(a, b):
                for e, others in ((a, _counterparts(b)), (b, _counterparts(a))):
                    e.links = [k.aside() if others.issuperset(k.name.canonical) and k.case not in _OTHER_SIDE else k for k in e.links]


#: Frames of what is sold whose particles say who sells to whom.
_PLAIN = frozenset(("buy", "lease", "provide", "win"))


#: That what is told to be supplied now is, and an order received: の供給を始めた, 注文を受けた.
_BEGUN, _RECEIVED = re.compile("を(?:始め|開始し)(?:た|て(?:いる|おり|いま)|まし)"), re.compile("を受け(?:た|て(?:いる|おり|いま)|まし)")


def _is_begun(e: Event) -> bool:
    """Whether a trade with both sides is told as begun (星野電工への部品の供給を始めた) or as an order received (星野電工から400台の注文を受けた)."""
    if e.type not in ("supply", "compute_contract") or e.status == "cancelled":
        return False
    return (e.frame == "provide" and _BEGUN.match(e.facts["scope"]) is not None) or (e.inverse and pattern("order").match(e.trigger.text) is not None and _RECEIVED.match(e.facts["scope"]) is not None)


#: Words of paying, by which who pays buys.
_PAYS = re.compile("支払|支払い|払")


def pay_sides(events: Sequence[Event]) -> None:
    """Give who pays and who is paid for goods their sides, in each trade of the sentence that says so: [双葉電機から星野クラウドに対し]利用料が支払われる."""
    for i, e in enumerate(events):
        if e.frame != "buy" or not _PAYS.match(e.trigger.text) or not e.facts["plain trade"]:
            continue
        paid = {c: side for role, side in (("customer", "payer"), ("provider", "payee")) for n in e.rule_roles.get(role, ()) for c in n.canonical if c in e.facts["plain trade"]}
        for o in events[max(0, i - 3) : i + 4]:
            if o.sentence is e.sentence and o.frame in _TRADE and "sides" not in o.facts:
                o.facts["sides"] = paid


def _plain(e: Event) -> frozenset[str]:
    """The two sides of a trade whose main clause names both, each in a firm case of its own: 双葉クラウドは星野AI向けに計算資源を提供する."""
    if e.frame not in _PLAIN or e.facts["unreal"]:
        return frozenset()
    firm = [k for k in e.links if k.chunk >= 0 and (not k.clauses or k.case == "subj") and k.name.label in ("ORG", "GOV") and e.chunks[k.chunk].paren == -1]
    if e.inverse and _PAYS.match(e.trigger.text):
        acts = names_of(k for k in firm if k.case == "src" and k.weight >= 0.9)
        others = names_of(k for k in firm if k.case == "goal" and k.weight >= 0.9)
        return frozenset(acts | others) if acts and others and acts.isdisjoint(others) else frozenset()
    acts = names_of(k for k in firm if k.case == "subj" and (k.weight >= 0.9 or "headline topic" in k.facts))
    # to a state may be where
    others = names_of(k for k in firm if (k.case == "src" or (k.case == "goal" and k.name.label == "ORG")) and k.weight >= 0.9)
    sides = {role: {c for n in e.rule_roles.get(role, ()) for c in n.canonical} for role in ("customer", "provider")}
    opposed = any(acts and others and acts <= sides[a] and others <= sides[b] for a, b in (("customer", "provider"), ("provider", "customer")))
    return frozenset(acts | others) if opposed and acts.isdisjoint(others) else frozenset()


def _contract(e: Event) -> int | None:
    """The chunk of the contract that an event is told by: its own, or the noun behind its verb."""
    at = e.facts["chunk"]
    for c in e.chunks[at : at + 3]:
        if _PAPER.search(c.text) and not c.names:
            return c.index if c.paren == -1 else None
        if not (c.adnominal or c.text == "こと"):
            return None
    return None


def _acting(e: Event, here: Sequence[Link], case: str) -> list[Link]:
    return [k for k in here if e.cases[k.chunk] == case and not k.case.startswith(("affiliate", "bystander", "source", "paren", "inner", "other"))]


def _runner(e: Event, at: int) -> int | None:
    """The chunk of whom a clause tells to run what a contract is about: [星野クラウドが運営する]計算基盤の利用契約."""
    for r in relatives(e.chunks, e.cases):
        if r.subject is not None and at in r.head and e.chunks[r.subject].names and pattern("trades in").match(e.chunks[r.verb].text) and not _PASSIVE.search(e.chunks[r.verb].func):
            return r.subject
    return None


#: That what a sentence tells is done under a contract: 契約で、; 契約に基づき.
_UNDER = ("で", "に基づ", "により", "に沿")


def _by_deed(chunks: Sequence[Chunk]) -> str:
    """The side of who acts, by what a sentence tells at its end to be done under a contract."""
    verb = next((c for c in reversed(chunks) if c.pred and c.paren == -1), None)
    if verb is None or _PASSIVE.search(verb.func):
        return ""
    text = _HOW_LONG.sub("", verb.text)
    return "payer" if pattern("takes goods").match(text) else "payee" if pattern("gives goods").match(text) else ""


def _by_verb(chunks: Sequence[Chunk], at: int) -> str:
    """The side of who acts, by the verb right before a contract: 購入する[5年間の]契約 (payer), 供給する契約 (payee)."""
    before = [c for c in chunks[max(0, at - 5) : at] if c.text != "こと"]
    verb = next((c for c in reversed(before) if c.pred or not (c.adnominal or c.quantity)), None)
    if verb is None or not verb.pred or not verb.adnominal or _PASSIVE.search(verb.func):
        return ""
    # 3年間提供する: how long is no part of the verb
    verb_text = _HOW_LONG.sub("", verb.text)
    return "payer" if pattern("takes goods").match(verb_text) else "payee" if pattern("gives goods").match(verb_text) else ""


#: A building, which a cloud may rent as well as let, or have built; and a model, which it may use as well.
_SITE_OR_MODEL = re.compile("データセンター|センター|棟|用地|建物|施設|建設|工事|施工|モデル|API|ライセンス")
#: That what is signed for is computing all the same, whatever else is.
_OF_CLOUD = re.compile("(?:クラウド|計算資源)の利用")
#: For what need of his own one signs a contract: クラウドの利用のため, 計算資源を確保するために; not what he is paid for (供給のため).
_NEED = re.compile(rf"(?:{words('takes goods')})(?:する|す|の)?ため(?![のだで])")


def _by_need(e: Event, actor: int, at: int) -> str:
    """The side of who acts, by the need for which he signs: 双葉電機は、クラウドの利用のため星野電工と契約を結んだ."""
    return "payer" if actor >= 0 and _NEED.search("".join(c.text + c.func + "、" * c.comma for c in e.chunks[actor + 1 : at] if c.paren == -1)) else ""




def _by_trade(e: Event, actors: Sequence[Link], others: Sequence[Link]) -> str:
    """The side of who acts in a contract for computing, if only one of both sides is a cloud: オープンAIはオラクルと契約を結んだ."""
    # the site of a clause behind is none of the contract: 契約を結び、自社の施設を手放す
    before = e.sentence.text[: e.trigger.end - e.sentence.start]
    if e.type != "compute_contract" or (_SITE_OR_MODEL.search(before) and not _OF_CLOUD.search(before)) or any(k.name.label == "PERSON" for k in actors):
        return ""
    clouds = [[kinds().get(k.name.kind, (0, ""))[1] == "compute_contract" for k in ks if not k.name.reference] for ks in (actors, others)]
    if all(clouds[0]) and clouds[0] and not any(clouds[1]):
        return "payee" if clouds[1] else ""
    return "payer" if clouds[1] and all(clouds[1]) and clouds[0] and not any(clouds[0]) else ""


def _may_use(actors: Sequence[Link], others: Sequence[Link]) -> bool:
    """Whether those who act use what the others have by a contract of use: several with one (双葉電機、森田機工の2社は星野クラウドと利用契約を結んだ), or one who sells no more than that one."""
    ranks = [max(seller_rank(k.name.kind) for k in ks) for ks in (actors, others)]
    many = len({k.name.canonical for k in actors if not k.name.reference}) > 1 and len({k.name.canonical for k in others}) == 1
    return ranks[1] >= _SELLS if many else ranks[0] <= ranks[1]


def _opposed(actors: Sequence[Link], others: Sequence[Link], side: str) -> dict[str, str]:
    """The side of each of two groups, if nobody is in both."""
    mine, theirs = (names_of(ks) for ks in (actors, others))
    if not mine or not theirs or mine & theirs:
        return {}
    return dict.fromkeys(mine, side) | dict.fromkeys(theirs, "payee" if side == "payer" else "payer")


def _thing(event: Event, at: int) -> Chunk | None:
    """The chunk of what is bought, the nearest object of a deal word."""
    return next((c for c in reversed(event.chunks[max(0, at - 6) : at]) if event.cases[c.index] == "obj" and c.func.startswith("を") and c.paren == -1), None)


def is_priced(event: Event, at: int) -> bool:
    """Whether the deal word in chunk ``at`` takes a thing for a price, so that it is bought, whatever it is: 計算機を25億円で調達する; but not 資金を社債20億円で調達する."""
    thing = _thing(event, at)
    price = any(c.figures and c.quantity and c.func == "で" for c in event.chunks[max(0, at - 4) : at])
    return price and thing is not None and not thing.figures and not any(has_object(thing.text, x) for x in ("capital", "debt", "stake")) and "資" not in thing.text


def is_ordered(chunks: Sequence[Chunk], at: int, p: int | None, told: set[int]) -> bool:
    """Whether a deal noun in chunk ``at`` is what the deal word behind it orders of somebody: 県は双葉通信に基盤の[構築]を委託した; ``told``: the chunks of all."""
    return p is not None and p in told and not chunks[at].pred and chunks[at].func.startswith("を") and _ORDERS.match(_HOW_LONG.sub("", chunks[p].text)) is not None


#: Verbs of ordering what is made.
_ORDERS = re.compile("委託|発注|注文")


def lets_thing(event: Event) -> bool:
    """Whether what is lent is a site, a machine or computing, not money: データセンターを貸す, GPUを貸し出す契約; but not 資金を貸し出す."""
    o = event.objects
    if not event.trigger.text.startswith("貸") and not (event.trigger.text.endswith("契約") and _LETS.search(o)):
        return False
    return any(has_object(o, x) for x in _LET) and not _of_money(o)


#: How it is told that something is let, and what is.
_LETS, _LET = re.compile("貸(?:す|し出|与)"), ("facility", "compute_contract", "supply")
#: What is land, a building or a plant, which is acquired (contract, section 3): 土地と建物を買い取った, 火力発電所7カ所を買う.
_PROPERTY = re.compile("土地|建物|用地|跡地|(?:火力|水力|風力|原子力|太陽光)|[カかヵヶ]所|棟|ビル|資産|権益|鉱山|鉱区|倉庫|施設|発電所|敷地|物件|不動産|ホテル")
#: What is a company or a part of one.
_OF_A_FIRM = re.compile("社|株|権|持ち?分|行|チーム|メーカー|ベンチャー|スタートアップ|企業|部門")


def buys_goods(event: Event, found: Sequence[Link], at: int, plants: re.Pattern[str]) -> bool:
    """Whether what is bought from somebody is no company and nothing that is one's own business: 電線を星野電工から買っている; but not 星野電工から森田通信を買う, 星野電工から工場を買う (``plants``: words of what is no goods)."""
    thing = _thing(event, at)
    if thing is not None and any(_PROPERTY.search(c.text) for c in event.chunks[max(0, thing.index - 5) : thing.index + 1] if not c.names and (not c.func or c.func.startswith(("と", "や", "を")))):
        return False
    if "買収" in event.objects or thing is None or thing.names or plants.search(thing.text) or has_object(event.objects, "stake") or _OF_A_FIRM.search(event.objects):
        return False
    return any(k.case == "src" and k.weight >= 0.7 and k.chunk >= 0 for k in found)
