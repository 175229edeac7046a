"""goods: the type of a deal by what is bought, and who of two parties sells it.

In:  an event with roles whose frame leaves the type open (contract, goods, stake, spend).
Out: the event with one of the ten types, and roles of that type; the words that say what is bought.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from ...gazetteer import Gazetteer
from ...records import ROLES_OF
from ..kinds.ai_models import sells_model
from ..kinds.granted import to_owner
from ..kinds.taking import takes_over
from ..syntax.clauses import PART
from ..syntax.links import Link
from ..words import ends_in, pattern, words
from .events import PUBLIC, Event, has_object, kinds, seller_rank

#: What is bought of somebody.
PLANTS = re.compile("事業|部門|工場|土地|用地|ビル|施設|資産|店舗|拠点|データセンター")
#: What sells by its owner.
_WORKS = re.compile("発電所|原発|炉|ダム|工場|データセンター|施設|プラント")
#: How much of it: 飲食事業の一部を取得する.
_PART = re.compile("一部|全部|すべて|全て|大半|半分|大部分")
#: What a grant is a part of.
_COSTS = re.compile(rf"(?:{words('cost')})(?:総額)?(?:約)?(?:[0-9]|$)")


#: What is bought of whoever offers it, by money that is spent on it.
_SERVICE = ends_in("service")
#: What one puts money into whose company the sentence does not name: このラウンドに20億円を投じる.
_ROUND = re.compile(r"ラウンド|シリーズ[A-H]|増資|新株|優先株|普通株|株式部分|第三者割当")
#: What two put their deal down in, of whatever kind it is.
PAPER = ("契約", "合意", "合意書", "覚書")
#: What follows the name of one who only has to do with a thing; what two talk of; and one who buys.
_CONNECTED = re.compile("関連|関係|絡み")
_BUYER = re.compile("(?:顧客|テナント|利用者|ユーザー)$")
#: Frames of what is paid for somebody's service.
_PAID_FOR = frozenset(("spend", "buy", "contract", "lease"))
#: Frames of money that one gives to what another does: 双葉電機の新工場に融資する.
_GIVEN_TO = frozenset(("grant", "lend"))


#: A share with which nobody controls a company by itself.
_SMALL = 0.2


#: How a grant is told as the means of whoever has it, and what he does with it.
_WITH_IT, _PAYS_WITH = re.compile(r"で(?!は|も|の)"), re.compile("賄|まかな|充|補|手当")


def settle_goods(event: Event) -> None:
    """Give an event its type, by the object of its deal word and the kinds of its parties."""
    o = event.objects
    if event.type == "spend":
        goal = [n for n in event.roles.get("investee", ()) if n.label != "GOV"]
        if goal and not (has_object(o, "facility") and not event.inverse and min(event.weights.get(("investee", c), 0) for n in goal for c in n.canonical) < 0.6):
            event.type = "investment"
            if _into_company(event):
                event.facts["sure type"] = event.facts["paid into"] = "investment"
        elif any(event.cases[c.index] in ("goal", "ngoal") and not c.names and _ROUND.search(c.text) for c in event.chunks[: event.facts["chunk"]]):
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
        small = event.stake is not None and event.stake.value is not None and event.stake.value < _SMALL
        # 子会社を通じて2.4%を取得した: whose the buyer is, not what is bought
        control = bool(re.search(rf"全株|全持ち?分|全て|すべて|過半|100%|完全|子会社{'(?:化|に|と)' if small else ''}", event.objects)) or (
            event.stake is not None and event.stake.value is not None and event.stake.value > 0.5
        )
        event.type = "acquisition" if control else "investment"
        if control:
            _rename(event, {"investor": "acquirer", "investee": "target"})
    if (sides := sells_model(event)):
        event.facts["sides"] = sides
    allowed = ROLES_OF[event.type]
    event.roles = {r: v for r, v in event.roles.items() if r in allowed}
    event.weights = {(r, c): w for (r, c), w in event.weights.items() if r in allowed}


#: That money is raised for what a word tells.
_PURPOSE = re.compile("(?:に|へ)(?:充て|あて|使|回|必要|向け)|(?:の|する)?(?:ため|目的|資金)|を目的")
#: A word of investing in a company; spending on plant (設備投資) and how much it is (大型投資) are none.
_INVESTS = re.compile("(?:追加|戦略的?)?投資")


def _into_company(event: Event) -> bool:
    """Whether a sum is put into a company by that word: 双葉電機は星野電工に20億円を投資する; not so 星野電工の工場に, 星野電工向けに."""
    into = [k for k in event.links if k.case == "goal" and k.weight >= 0.9 and k.chunk >= 0]
    if not _INVESTS.fullmatch(event.trigger.row.word) or event.amount is None or event.inverse or any(k.name.label != "ORG" or k.name.kind == "datacenter" for k in into):
        return False
    if _PURPOSE.match(event.sentence.text, event.trigger.end - event.sentence.start):
        # 星野AIへの投資に充てる資金として、118億ドルの融資を確保した
        return False
    if event.trigger.row.word != "投資" and not any(k.case == "subj" and k.weight >= 0.9 and k.chunk >= 0 and k.name.label == "ORG" and not k.clauses for k in event.links):
        return False
    return any(event.chunks[k.chunk].func in ("に", "へ", "に対し", "に対して", "への") and event.chunks[k.chunk].text.endswith(k.name.text) for k in into)


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
    sells = [kinds().get(n.kind, (2, "")) for n in names]
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
    trade = _told_trades(event)
    event.facts["trade told"] = bool(trade) and len(either) == 2
    rank = {id(n): _OWN_TRADE if trade.intersection(n.canonical) else seller_rank(n.kind) for n in either}
    told = event.facts.get("either", {})
    subj = [n for n in either if told.get(id(n)) == "subj"]
    rest = [n for n in either if told.get(id(n)) != "subj"]
    if event.roles.get("provider"):
        pairs = [("customer", n) for n in either]
    elif len(either) == 1 or (not subj and (_on_one_side(event, either) or any(not event.facts["also"].isdisjoint(n.canonical) for n in either))):
        # BともCとも契約した: the topic's further counterparts are all on one side
        sells = max(rank.values()) >= 4
        pairs = [("provider" if sells else "customer", n) for n in either]
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


#: How much of a seller one is whose trade the sentence tells: more than any kind.
_OWN_TRADE = 9


def _told_trades(event: Event) -> set[str]:
    """Of whom a clause before the name tells that he runs or makes what is bought: 双葉電機は[データセンターを運営する]星野電工と契約を結んだ."""
    goods = ("facility", "compute_contract") if event.type == "compute_contract" else (event.type,)
    told = set()
    for k in event.links:
        thing, verb = event.chunks[max(0, k.chunk - 2) : max(0, k.chunk)][-2:] if k.chunk > 1 else (None, None)
        if thing is not None and verb.adnominal and (verb.func or verb.text).endswith("る") and pattern("trades in").match(verb.text) and thing.func.startswith("を") and any(has_object(thing.text, g) for g in goods):
            told.update(k.name.canonical)
    return told


def _on_one_side(event: Event, either: list) -> bool:
    """Whether those told with と are a list of the topic's counterparties, not the two sides of a deal: 双葉電機や星野電工などとの契約."""
    at = sorted(k.chunk for k in event.links if k.case == "com" and k.chunk >= 0 and any(k.name is n for n in either))
    between = [event.chunks[i].func for i in at[:-1]]
    if len(at) == len(either) > 1 and event.chunks[at[-1]].func in ("と", "とも") and all(i == at[-1] or event.chunks[i].func in ("および", "及び", "ならびに", "並びに") for i in at):
        # 星野電工・森田機工と契約を結び
        return True
    return len(at) == len(either) and (any(f.startswith(("や", "など")) for f in between) or event.chunks[at[-1]].func.startswith("などと") or (len(at) > 2 and not any(f.startswith("と") for f in between)))


def object_text(chunks, cases, t: int, p: int | None, apart: Mapping[int, object]) -> str:
    """Text of the trigger's chunk and of the chunks that belong to it, none of them in a clause ``apart``: what is bought or built."""
    parts = [chunks[t].text]
    i = t - 1
    while i >= 0 and i not in apart and (chunks[i].adnominal or chunks[i].quantity or cases[i] in ("gen", "bare", "obj")) and t - i <= 5:
        if not chunks[i].names or cases[i] == "obj":
            parts.append(chunks[i].text)
        i -= 1
    for c in chunks[max(0, t - 8) : t]:
        if (cases[c.index] == "obj" or (c.func.startswith("について") and c.text.endswith(("電力", "電気")))) and c.index not in apart:
            parts.append(c.text)
            j = c.index - 1
            if j >= 0 and cases[j] == "gen":
                parts.append(chunks[j].text)
    for c in chunks[t + 1 : (p or t) + 1]:
        parts.append(c.text)
    return " ".join(parts)


#: Whose is what is chosen for a grant, and whose is the programme, as told in the passive.
_OF_CHOSEN = {"gensubj": "subj", "gengen": "subj", "gengoal": "by"}


def whose(event: Event, frame: str, at: int, k: Link) -> Link:
    """The link, of whose plant is bought as of its owner (双葉化学の工場の取得), of whose plan is subsidised as of who gets the money (双葉電機の事業費900億円のうち、国が300億円を補助する).

    Args:
        event: whose chunks hold the name.
        frame: of the deal word.
        at: the chunk of the deal word.
        k: the link.
    """
    if frame == "grant" and k.case == "com" and k.name.label != "GOV" and any(c.text.endswith(PAPER) for c in event.chunks[at : at + 2]):
        # 省は双葉電機と助成金の契約を結んだ
        return replace(k, case="goal")
    if frame == "grant" and k.case == "subj" and k.name.label == "ORG" and k.name.kind not in PUBLIC and _WITH_IT.match(event.chunks[at].func) and _PAYS_WITH.match("".join(c.text for c in event.chunks[at + 1 : at + 2])):
        # 双葉電機は300億円を国の補助金で賄う
        return replace(k, case="goal")
    if frame in _PAID_FOR and k.case == "gen" and event.trigger.end == event.chunks[at].end and _BUYER.search(event.chunks[at].text) and k.name.label == "ORG":
        # 星野電工の新データセンターの最初の顧客になる
        return replace(k, case="src", weight=0.9)
    if frame == "grant" and not event.inverse and (owner := to_owner(event.chunks, event.cases, at, k)) is not k:
        return owner
    if frame == "acquire" and k.case == "gen" and k.weight >= 0.7 and not event.inverse and event.trigger.text.startswith("事業") and k.chunk < at:
        return replace(k, case="genobj", facts=("事業",))
    if frame == "sell" and k.case == "com" and takes_over(event):
        return replace(k, case="src")
    if frame == "spend" and k.chunk >= 0 and k.case in ("goal", "bare") and not event.inverse and _on_cloud(event, at, k):
        return replace(k, case="src", weight=0.7, facts=("service",))
    mid = [c for c in event.chunks[k.chunk + 1 : at] if c.paren == event.chunks[at].paren] if k.chunk >= 0 else []
    if frame == "grant" and event.inverse and mid and (side := _OF_CHOSEN.get(k.case)):
        # 経産省の公募に双葉電機の計画が採択された
        return replace(k, case=side, weight=0.7)
    if not mid or event.inverse:
        return k
    if event.trigger.row.word == "(use)" and k.case in ("gen", "genobj") and any(c.names and event.cases[c.index] in ("topic", "subj") for c in event.chunks[: k.chunk]):
        # 双葉電機は星野電工の半導体の採用に向け協議している: it talks to whose goods they are
        return replace(k, case="src", weight=0.9, facts=())
    if frame in ("powerbuy", "buy", "lease") and k.case == "gensrc" and _WORKS.search(mid[0].text):
        # 星野電力の発電所から電力を購入する
        return replace(k, case="src", weight=0.7)
    if frame in ("lend", "invest") and k.case.startswith("gen") and _CONNECTED.match(event.chunks[k.chunk].text, k.name.end - event.chunks[k.chunk].start):
        # 星野AI関連のデータセンター向けの融資: who only has to do with it owes nothing
        return replace(k, case=f"other {k.case}", weight=0.1, facts=())
    if frame in ("acquire", "sell") and PLANTS.search(mid[0].text if k.case == "gengen" else mid[-1].text):
        part = k.case == "gengen" and len(mid) == 2 and _PART.fullmatch(mid[1].text)
        return replace(k, case="genobj", weight=0.7, facts=(mid[0 if part else -1].text,)) if part or (k.case == "gen" and not k.facts) else k
    if frame in ("lend", "invest") and k.case == "gengoal" and k.name.label == "ORG" and _built().search(mid[0].text):
        # 星野電工の工場建設に融資する
        return replace(k, case="goal", weight=0.7)
    if frame in _GIVEN_TO and (k.case == "gengoal" or (frame == "grant" and (k.case == "genobj" or (k.case.startswith("gen") and _COSTS.search(mid[0].text))))):
        return replace(k, case="goal", weight=0.7)
    if event.trigger.text.endswith("保証") and frame == "lend" and k.case == "inner subj" and any(has_object(c.text, "debt") and c.func.startswith(("に", "を", "へ")) for c in mid[1:]):
        # 星野電工が銀行から受ける融資に保証を付ける
        return replace(k, case="goal", weight=0.9, facts=())
    if event.trigger.text.endswith("保証") and frame == "lend" and (k.case in ("genobj", "genngoal", "gengen") or (k.case == "gen" and has_object(mid[0].text, "debt"))):
        # 星野電工の借り入れを保証する, 星野電工の社債50億円に保証を付ける
        return replace(k, case="goal", weight=0.7)
    if frame in _PAID_FOR and k.case.startswith("gen") and k.case not in ("gentopic", "gensubj") and _SERVICE.search(mid[0].text) and k.name.label == "ORG":
        return replace(k, case="src", weight=0.7, facts=("service",))
    if frame == "grant" and k.case.startswith("other gen") and _COSTS.search(mid[0].text + mid[-1].text) and any(PART.match(c.text) for c in mid):
        # 双葉電機の新工場の投資額は900億円で、このうち3割を国が補助する
        return replace(k, case="goal", weight=0.6, facts=())
    if frame in ("build", "spend", "grant") and (PLANTS.search(mid[0].text) or _COSTS.search(mid[0].text)) and (k.case in ("gentopic", "gensubj") or mid[0].func.startswith("では")):
        # 双葉電機の新工場は総工費900億円で: whose plan it is
        return replace(k, case="goal" if frame == "grant" else "gen", weight=0.6)
    return k


#: What of a cloud one spends on, behind its name.
_OF_CLOUD = re.compile("(?:テクノロジー|技術|サービス|インフラ|基盤|製品|利用料?)(?:群|等|など)?$")


def _on_cloud(event: Event, at: int, k: Link) -> bool:
    """Whether money goes into the cloud of a group, which is no company to invest in: 双葉AIはAWSの技術に90億ドルを投じる, AWS テクノロジーに; not where the group itself spends."""
    org = next((o for c in k.name.canonical if (o := Gazetteer.default().lookup(c)) is not None), None)
    c = event.chunks[k.chunk]
    if org is None or not ((org.kind == "cloud" and org.parent) or k.name.text.endswith("Azure")) or any(x.canonical[0] in (org.parent, *k.name.canonical) for o in event.chunks[:at] if event.cases[o.index] in ("topic", "subj") for x in o.names):
        return False
    behind = event.chunks[k.chunk + 1 : k.chunk + 2]
    if k.case == "goal":
        # AWSにとって初の投資だ: whose first it is
        return not any(x.text.startswith("とっ") for x in behind)
    return not c.func and bool(behind) and _OF_CLOUD.search(behind[0].text) is not None and behind[0].func.startswith(("に", "へ"))


@cache
def _built() -> re.Pattern[str]:
    """What is built, or its building: データセンター建設, 新工場, 発電所計画."""
    return re.compile(rf"(?:{words('site')}|{words('made')}|計画|プロジェクト|事業)")


def builders(event: Event, frame: str, at: int, p: int | None, found: list[Link]) -> list[Link]:
    """The links, of whose building somebody else pays for or does (青葉銀行は双葉電機の工場建設に融資する) as of who builds, not of that one.

    Args:
        event: whose chunks hold the names.
        frame: of the deal word.
        at: the chunk of the deal word.
        p: that of its predicate.
        found: the links.
    """
    if frame != "build" or p is None or p == at or not pattern("does for another").match(event.chunks[p].text):
        return found
    owner = next((k for k in found if k.case == "gen" and k.weight >= 0.7 and k.name.label == "ORG"), None)
    if owner is None:
        return found
    return [replace(k, case="subj", weight=0.9) if k is owner else replace(k, case="other subj", weight=0.1) if k.case == "subj" else k for k in found]
