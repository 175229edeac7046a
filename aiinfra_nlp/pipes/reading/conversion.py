"""conversion: the frame of a deal word by what it deals in.

In:  a deal word with the frame of its row, its names and its object.
Out: the frame that fits: 電力を買い取る buys power, 株を買い取る takes a stake, 計算機を調達する buys goods and 資金を調達する
     raises money; with it the direction of the deal, where the words turn it round (貸す is the other side of 借りる).
"""

from __future__ import annotations

import re

from ..kinds.granted import is_guarantee
from ..kinds.loans import gets_by_loan, gives_loan, meant_for, of_banks, of_lenders, raises_alone, signs_loan
from ..kinds.power import is_electricity
from ..kinds.taking import takes_goods, takes_over
from ..kinds.tieups import develops_together, only_ties_up
from ..kinds.trades import buys_goods, is_priced, lets_thing
from ..kinds.ventures import into_joint
from ..signals.triggers import TriggerLexicon
from ..syntax.cases import PROPERTY
from ..syntax.clauses import predicate_of
from ..syntax.links import Link, names_of
from ..words import ends_in, pattern
from .events import Event, has_object
from .goods import PLANTS

_TALKS = re.compile("協議|交渉|話し合|商談")
#: That each of several does so by itself.
_APART = re.compile("それぞれ|各々|相次|個別|各社|両社とも")


def convert(event: Event, frame, lexicon: TriggerLexicon, found: list[Link], at: int):
    """Frames whose meaning hangs on the object: 株式を取得, 資金を調達, データセンターに投資."""
    o = event.objects
    name = frame.name
    if event.trigger.text == "調達" and _raises_sum(event, at):
        name = "raise"
    elif name in ("acquire", "sell", "buy") and is_electricity(event, at):
        # 発電所の電力を買い取る, 電力をデータセンターに売る
        name, event.facts["electricity"] = "powersell" if name == "sell" else "powerbuy", True
    elif name == "stakesale" and event.trigger.text == "買い戻" and _buys_back(found):
        name = "stake"
    elif name in ("acquire", "sell", "buy") and (has_object(o, "stake") or _shares(event, found)) and event.trigger.text not in ("TOB", "子会社化", "完全子会社化") and not event.trigger.text.startswith("買収"):
        name = "stakesale" if name == "sell" else "stake"
    elif name == "sell" and takes_over(event):
        name = "acquire"
    elif event.trigger.text == "調達" and is_priced(event, at):
        # 計算機を星野電工から25億円で調達する: it is bought, whatever it is
        name = "buy"
    elif name == "acquire" and event.trigger.text in ("買", "買っ", "買い", "買う", "取得") and takes_goods(event, at):
        # 星野電工から装置を買う: what is bought is no company
        name = "buy"
    elif name == "acquire" and event.trigger.text.startswith(("買い", "買う", "買っ", "買わ", "契約")) and buys_goods(event, found, at, PLANTS):
        name = "buy"
    elif event.trigger.text == "調達" and (has_object(o, "capital") or not any(has_object(o, k) for k in ("supply", "power", "compute_contract"))):
        name = "raise"
    elif name == "buy" and has_object(o, "power") and not has_object(o, "supply") and not (event.trigger.text.startswith(("購入", "買")) and _is_property(event, at)):
        name = "powerbuy"
    elif name in ("lend", "provide") and not event.inverse and lets_thing(event):
        # 双葉電機は星野電工にデータセンターを貸す: what is let is no loan
        name, event.inverse = "lease", True
    elif name == "provide" and has_object(o, "power") and not has_object(o, "supply"):
        name = "powersell"
    elif event.trigger.text == "発行" and has_object(o, "stake") and not has_object(o, "debt"):
        name = "raise"
    elif name == "provide" and (has_object(o, "debt") or "資金" in o):
        name = "lend"
    elif name == "lend" and is_guarantee(event, found):
        # 政府は星野電工への融資に債務保証を付ける: a public guarantee is no loan
        name = "grant"
    elif name == "lend" and not event.inverse and (signs_loan(event, found, at) or gets_by_loan(event, found, at)):
        name = "borrow"
    elif event.trigger.text == "増資" and event.chunks[at].pred and any(k.case == "goal" and k.weight >= 0.5 for k in found):
        # 子会社に増資する gives what 増資する alone raises
        name = "invest"
    elif event.trigger.text == "共同投資" and not any(k.case in ("goal", "com") and k.weight >= 0.5 for k in found) and sum(k.case == "subj" and k.weight >= 0.5 for k in found) > 1:
        # AとBが共同投資する spend together on what is theirs
        name = "jv"
    elif name == "spend" and _spend_together(event, found, at):
        # 双葉電機は星野電工と共同で拠点に80億円を投じる
        event.facts["sure type"] = "joint_venture"
    elif name in ("invest", "spend") and into_joint(event, found):
        # 星野電工との合弁会社に出資する: both own it
        name, event.facts["joint"] = "jv", True
    elif name == "build" and any(k.case == "com" and event.chunks[k.chunk].func in ("とは", "とも") for k in found) and not any(k.case == "subj" and k.chunk >= 0 for k in found):
        # 星野電工とは九州で施設を建設中だ: the topic builds with it
        name = "jv"
    elif name == "lease" and not event.inverse and event.trigger.text.startswith("借") and _takes_money(event, at):
        # 銀行から50億円を借りる
        name = "borrow"
    elif name == "lease" and not event.inverse and pattern("lets").fullmatch(event.trigger.text) and _lets(event, found, at):
        # 双葉電機は拠点を星野電工に賃貸する: who has it is the one with に
        event.inverse = True
    elif name == "jv" and event.trigger.text == "設立" and _SITE.search(o) and not any(k.case == "com" and k.weight >= 0.5 for k in found) and sum(k.case == "subj" and k.weight >= 0.5 for k in found) < 2:
        # 双葉電機はデータセンターを設立する: a site of one's own is no company
        name = "build"
    elif name == "build" and _talked_of(event, found, at):
        name = "partner"
    elif name == "build" and _build_together(event, found):
        name = "partner" if only_ties_up(event, at) else "jv"
    elif name in ("contract", "jv") and only_ties_up(event, at):
        name = "partner"
    elif name == "buy" and event.trigger.text.startswith(("購入", "買")) and _is_property(event, at):
        # 工場跡地を購入する: a site is bought as a company is (contract, section 3)
        name = "acquire"
    elif name == "spend" and any("service" in k.facts for k in found):
        name = "buy"
    elif name == "contract" and any(k.case == "goal" and event.chunks[k.chunk].func.startswith("向け") for k in found) and not any(k.case in ("com", "src") and k.weight >= 0.5 for k in found):
        # 星野電工向けの部品の契約を得た: it is sold to whom it is for
        name = "provide"
    elif name == "win" and event.trigger.text.startswith(("落札", "競り落")) and _wins_land(event, at):
        # 双葉電機は跡地を62億円で落札した: it pays
        name, event.facts["plain"] = "acquire", "acquisition"
        event.facts["sides"] = {c: "payer" for k in found if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9 for c in k.name.canonical}
    elif name == "contract" and event.inverse and (p := predicate_of(event.chunks, at)) is not None and event.chunks[p].text.startswith("受け取"):
        # 星野電工から契約を受け取る: it is won, and who gives it pays
        name, event.inverse = "win", False
    elif name == "contract" and develops_together(event, at):
        name = "partner"
    elif name == "borrow" and not event.inverse and meant_for(event, found, at) and any(k.case == "subj" and k.weight >= 0.9 for k in found):
        # 銀行団は星野電工向けのローンを組成した
        name = "lend"
    elif name == "raise" and _is_right(event) and (verb := next((c for c in event.chunks if c.pred and c.start >= event.trigger.end), None)) is not None and pattern("takes").match(verb.text):
        # 星野電工の新株予約権を受け取る
        name, event.inverse = "stake", False
    if name == "raise" and not event.inverse and (of_lenders(event, at) or of_banks(event, found)):
        name = "borrow"
    if name == "raise" and not event.inverse and (alone := raises_alone(event, found, at)):
        event.facts["sides"] = dict.fromkeys(alone, "payee")
    if name == "raise" and not event.inverse and _is_right(event) and (sides := _gives_right(event, found)):
        event.facts.update({"sides": sides, "plain": "investment", "sure type": "investment"})
    if name == "lend" and not event.inverse and (to := meant_for(event, found, at)):
        # whom a loan is for owes it
        event.facts["sides"] = dict.fromkeys(to, "payee")
    if name == "lend" and (sides := gives_loan(event, found, at)):
        event.facts["sides"] = sides
    if name == "borrow" and not event.inverse and event.trigger.text.startswith(("借り入れ", "借入")) and at and event.chunks[at - 1].quantity and event.chunks[at - 1].figures and event.chunks[at - 1].func.startswith("の"):
        # 20億円のラウンドを実施したほか、30億円の借り入れを行った
        event.facts["sure type"] = "financing"
    event.frame = name
    frame = lexicon.frames[name]
    event.type = frame.type
    return frame


_SITE = ends_in("site")
_SHARES = re.compile("株(?!主|価|式会社|高|安)")


def _shares(event: Event, found: list[Link]) -> bool:
    """Whether what is bought or sold is called the shares of a company: 双葉電機株を購入, 双葉電機株の取得."""
    text, start = event.sentence.text, event.sentence.start
    return any(k.case in ("obj", "gen", "genobj", "comp") and _SHARES.match(text, k.name.end - start) for k in found)


def _buys_back(found: list[Link]) -> bool:
    """Whether somebody buys the shares of another from a third, not his own: 双葉電機は[星野電工]の全株式を[森田商事]から買い戻す."""
    who = {case: names_of(k for k in found if k.chunk >= 0 and k.case in cases and k.weight >= 0.7) for case, cases in (("subj", ("subj",)), ("src", ("src",)), ("obj", ("obj", "genobj")))}
    return all(who.values()) and who["subj"].isdisjoint(who["obj"]) and who["src"].isdisjoint(who["obj"] | who["subj"])


def _takes_money(event: Event, at: int) -> bool:
    """Whether what is borrowed right before a verb is a sum or funds: 北斗銀行から50億円を借りた; but not GPUを50億円で借りた."""
    thing = event.chunks[at - 1] if at else None
    if event.chunks[at].pred and event.chunks[at].adnominal and at + 1 < len(event.chunks) and event.chunks[at + 1].text in ("額", "金額", "総額", "資金"):
        # データセンターの建設を目的に借りた額は、300億円に上る
        return True
    return thing is not None and thing.paren == -1 and thing.func.startswith("を") and ((bool(thing.figures) and thing.quantity) or thing.text.endswith(("資金", "お金")))


def _lets(event: Event, found: list[Link], at: int) -> bool:
    """Whether a deal word of leasing tells to whom something is let."""
    p = predicate_of(event.chunks, at)
    to = any(k.case == "goal" and k.name.label == "ORG" and k.weight >= 0.5 for k in found if k.chunk >= 0)
    taken = p is not None and p != at and pattern("takes").match(event.chunks[p].text)
    return to and not taken and not any(k.case == "src" and k.weight >= 0.5 for k in found if k.chunk >= 0)


def _is_property(event: Event, at: int) -> bool:
    """Whether what is bought, the nearest object, is a site or a building."""
    thing = next((c for c in reversed(event.chunks[max(0, at - 4) : at]) if event.cases[c.index] == "obj" and c.paren == -1), None)
    return thing is not None and PROPERTY.search(thing.text) is not None


def _talked_of(event: Event, found: list[Link], at: int) -> bool:
    """Whether building is only what two talk of: 双葉電機は星野電工と工場建設に向けた協議を進める."""
    behind = event.chunks[at + 1 : at + 2]
    talks = event.chunks[at].func.startswith(("に向け", "をめぐ", "を巡", "に関する", "についての")) and bool(behind) and _TALKS.match(behind[0].text) is not None
    firm = names_of(k for k in found if k.chunk >= 0 and k.case in ("subj", "com") and k.weight >= 0.7 and k.name.label == "ORG")
    return talks and len(firm) > 1


def _build_together(event: Event, found: list[Link]) -> bool:
    """Whether two are told to build one thing: 双葉電機と星野電工は工場を建てる; not so それぞれ工場を建てる, AやBも建てる."""
    who = [k for k in found if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9 and k.name.label == "ORG" and not k.name.reference]
    if any(c.figures for c in event.chunks) or len(who) != 2 or who[0].name.canonical == who[1].name.canonical or any(k.chunk >= 0 and k.case.startswith("gen") and k.name.label in ("ORG", "GOV") for k in found) or _APART.search(event.sentence.text):
        return False
    first, last = (event.chunks[k.chunk] for k in who)
    return first.func == "と" and last.func.startswith(("は", "が")) and all(c.paren == first.index for c in event.chunks[first.index + 1 : last.index])


#: Who spends with somebody, not only beside him.
_ITS_OWN = re.compile(r"(?:子会社|グループ会社|傘下|関連会社)(?:である|の|、)?[「]?$")
_JOINTLY = ("と共同", "などと共同", "と折半")


def _spend_together(event: Event, found: list[Link], at: int) -> bool:
    """Whether one is told to put a sum into what it builds together with another: 双葉電機は森田機工などと共同で、拠点に計80億円を投資する."""
    own = [k for k in found if k.chunk >= 0 and k.weight >= 0.5 and k.name.label == "ORG" and k.chunk < at]
    beside = [k for k in own if (k.case == "com" or "together" in k.facts) and not k.clauses]
    acts = [k for k in own if k.case == "subj" and k not in beside]
    jointly = any(event.chunks[k.chunk].func.startswith(_JOINTLY) for k in beside)
    if any(_ITS_OWN.search(event.sentence.text[: k.name.start - event.sentence.start]) for k in beside):
        # 双葉電機は子会社の星野電工と共同で投資する: a subsidiary is no partner (contract, section 3)
        return False
    return jointly and len(acts) == 1 and any(c.figures for c in event.chunks) and not any(k.case == "goal" and k.name.label == "ORG" for k in found)


_LAND = re.compile("(?:用地|土地|跡地|敷地|物件|ビル|山林)$")


def _wins_land(event: Event, at: int) -> bool:
    """Whether what is won by tender, the nearest object, is land or a building."""
    thing = next((c for c in reversed(event.chunks[max(0, at - 4) : at]) if event.cases[c.index] == "obj" and c.paren == -1), None)
    return thing is not None and _LAND.search(thing.text) is not None


def _raises_sum(event: Event, at: int) -> bool:
    """Whether what 調達 takes is a sum, so that capital is raised, for whatever purpose: 200億円を調達する, 株式と負債で計200億円の調達."""
    c = next((x for x in reversed(event.chunks[max(0, at - 2) : at]) if x.figures), None)
    if c is None or not c.quantity or not (c.func.startswith("を") or (c.func.startswith("の") and c.index == at - 1)):
        return False
    # サーバーの20億円の調達
    return not any(x.func == "の" and has_object(x.text, "supply") for x in event.chunks[max(0, c.index - 1) : c.index])


def _is_right(event: Event) -> bool:
    """Whether a deal word is a right to shares: ワラント, 株を買える権利."""
    return "shares" in event.trigger.row.needs or pattern("warrant").fullmatch(event.trigger.text) is not None


#: That a right is given: を渡す, を星野AIに与えた.
_GIVES = re.compile("を(?:[^、。はがを]{0,16}[にへ])?(?:無償で)?(?:渡|与え|付与|発行|割り?当て|交付|提供)")


def _gives_right(event: Event, found: list[Link]) -> dict[str, str]:
    """The sides of a right to buy shares that a company gives to another: 双葉半導体は星野AIに自社株の1割を買える権利を渡す. Empty if it is not told like that."""
    if _GIVES.match(event.sentence.text, event.trigger.end - event.sentence.start) is None:
        return {}
    inside = [k for k in found if k.chunk >= 0 and k.name.label == "ORG"]
    gives = {c for k in inside if k.case == "subj" and k.weight >= 0.7 for c in k.name.canonical}
    # whom it is given to belongs to the verb, from which the right and what it is for may part it
    gets = [k.name.canonical for k in inside if event.cases[k.chunk] == "goal" and gives.isdisjoint(k.name.canonical)]
    if not gives or len(set(gets)) != 1:
        return {}
    return dict.fromkeys(gives, "payee") | dict.fromkeys(gets[0], "payer")
