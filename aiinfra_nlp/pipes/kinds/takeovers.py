"""takeovers: who buys and who is bought, where a sentence says so otherwise than with を and による.

In:  an event of a company, a business or shares that change hands, with its links.
Out: the same links in the cases that a plain sentence would give them, and the side of each of whom the
     sentence leaves no doubt (``facts["sides"]``): who becomes whose subsidiary (星野電工は双葉電機の子会社と
     なった), who is offered a bid and from whom (双葉電機からの買収提案を拒否した), who sells itself, who looks
     for a buyer (双葉電機は売却先を決める), who is labelled (買い手は双葉電機、売り手は星野電工), with whom one
     owned what one buys out, and for whom a vehicle bids (双葉商会傘下の特別目的会社「FHD」).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..reading.events import Event
from ..syntax.cases import PROPERTY
from ..syntax.chunks import Chunk
from ..syntax.clauses import next_predicate
from ..syntax.coordination import is_affiliate, next_member
from ..syntax.links import Link, names_of
from ..words import ends_in, pattern, words
from .bids import accepts

_FRAMES = frozenset(("acquire", "stake", "sell", "stakesale", "merge"))
#: Those by which a company made for it may buy; what it rents or sells is its own (双葉開発傘下の特別目的会社から電力を買う).
_MAY_BID = _FRAMES | {"invest", "join", "raise", "borrow", "lend", "spend", "build", "jv"}
#: The case by which each frame marks a side of the money.
_BUYING = {"payer": "by", "payee": "obj", "seller": "src"}
_SELLING = {"payer": "goal", "payee": "obj", "seller": "subj"}
#: How firm the case of a name must be that a rule speaks of.
_FIRM = 0.7


def take_over(event: Event, found: list[Link], at: int) -> list[Link]:
    """The links of a deal word in chunk ``at``, of whom the sentence tells which side he is on as in the case of that side."""
    if event.frame in _MAY_BID:
        found = _without_vehicles(event, found)
    if event.frame not in _FRAMES:
        return found
    for rule in (_labelled, _becomes, _is_offered, _sells_itself, _looks_for_buyer, _offers_itself, _owned_with, _of_parent, _of_owner, _whose_bid):
        found = rule(event, found, at)
    return [k.aside() if _lends(event, k) or _counts(event, k) else k for k in found]


def _moved(event: Event, found: list[Link], sides: Iterable[tuple[Link, str]]) -> list[Link]:
    """The links, some of them put on their sides for good."""
    cases = _SELLING if event.frame in ("sell", "stakesale") else _BUYING
    sides = list(sides)
    told = {c: side for k, side in sides for c in k.name.canonical}
    event.facts["sides"] = event.facts.get("sides", {}) | told
    new = {id(k): replace(k, case=cases[side], weight=0.9, facts=()) for k, side in sides}
    return [new.get(id(k), k) for k in found]


def _firm(found: list[Link], *cases: str) -> list[Link]:
    return [k for k in found if k.chunk >= 0 and k.case in cases and k.weight >= _FIRM and k.name.label != "GOV"]


#: A bid against another's: 対抗TOB, 対抗案.
_AGAINST = re.compile("対抗(?:的な|する)?$")
#: How who was refused goes on: 提案を続ける, 引き続き買収を目指す, 価格の引き上げを検討する.
_GOES_ON = re.compile(r"(?:提案|買収|協議|交渉|説得|TOB)(?:は|を)?(?:なお|引き続き)?(?:続け|継続|目指|諦めな|あきらめな|断念しな)|(?:引き上げ|上積み|上乗せ|再提案|修正案?)(?:を|も)(?:検討|提案|示|打診|提示)(?!し(?:て(?:は)?い)?な|せず|さな)|引き続き[^。]{0,12}(?:買収|提案|協議)|なお[^。]{0,8}(?:買収|協議)を(?:目指|求め)")
#: How many sentences behind a bid tell of it.
_REACH = 2
#: How many events behind it may stand there.
_NEAR = 40


def answer_bids(events: Sequence[Event]) -> None:
    """Note whom a bid against another's is for, and who goes on with a bid that was refused (contract, section 4: ``in_talks``)."""
    for i, e in enumerate(events):
        if e.type != "acquisition" or e.frame != "acquire":
            continue
        before = [b for b in reversed(events[max(0, i - 6) : i]) if b.type == "acquisition" and 0 < e.sentence.index - b.sentence.index <= _REACH and b.rule_roles.get("target") and b.rule_roles.get("acquirer")]
        if before and not _firm(e.links, "obj", "goal", "gen", "genobj", "comp") and _AGAINST.search(e.sentence.text, 0, e.trigger.start - e.sentence.start):
            _bid_against(e, before[0])
    for i, e in enumerate(events):
        if e.status == "cancelled" and e.frame == "acquire" and "sides" in e.facts:
            bidder = [k.name.text for k in e.links if e.facts["sides"].get(next(iter(k.name.canonical), "")) == "payer"]
            e.facts["pursued"] = any(_goes_on(x, e, bidder) for x in events[i : i + _NEAR])


def _bid_against(e: Event, other: Event) -> None:
    """Give a bid the target of the one that it is against, whose bidder has no part in it."""
    bought = [n for n in other.rule_roles["target"]]
    theirs = {c for n in other.rule_roles["acquirer"] for c in n.canonical} - names_of(_firm(e.links, "subj", "by"))
    named = {c for n in bought for c in n.canonical}
    e.links = [k.aside() if not theirs.isdisjoint(k.name.canonical) else k for k in e.links if named.isdisjoint(k.name.canonical)]
    e.links += [Link(n, "obj", 0.9, -1, e.sentence.index - other.sentence.index) for n in bought]
    e.roles = {r: [n for n in ns if theirs.isdisjoint(n.canonical)] for r, ns in e.roles.items()} | {"target": bought}
    e.rule_roles = {r: list(ns) for r, ns in e.roles.items()}
    e.weights |= {("target", c): 0.9 for c in named}
    e.facts["sides"] = e.facts.get("sides", {}) | dict.fromkeys(named, "payee")


def _goes_on(later: Event, e: Event, bidder: list[str]) -> bool:
    """Whether a sentence behind a refused bid, or its own end, tells that the bidder goes on."""
    s, gap = later.sentence, later.sentence.index - e.sentence.index
    text = s.text if gap else s.text[e.trigger.end - s.start :]
    return 0 <= gap <= _REACH and any(b in text for b in bidder) and _GOES_ON.search(text) is not None


#: What a company becomes that is bought, and the verbs of becoming and of joining.
_OWNED = re.compile("(?:子会社|傘下|グループ会社|持ち?分法適用(?:関連)?会社)$")
_BECOMES = re.compile("な[るっり]|入[るっり]")
#: That it has been so since: 傘下に入っている, 傘下に入って以降.
_SINCE = re.compile("て(?:いる|いた|おり|以[降来]|から)")
#: The end of a sentence or of the clause of a headline behind に.
_LEFT_OUT = re.compile("(?:。|$|[ 　]|——|―)")
#: What an attributive verb of becoming may stand before, and still tell that it becomes so; else it says who somebody is (子会社となった森田通信).
_MEANT = re.compile("予定|見込|見通|方針|計画|こと|運び|方向|公算|可能性|もよう|模様|見方|と")


def _becomes(event: Event, found: list[Link], at: int) -> list[Link]:
    """Who becomes somebody's subsidiary is bought, and by whose it becomes: 星野電工は双葉電機の完全子会社となった, 双葉電機の傘下に入る."""
    chunks = event.chunks
    verb = chunks[at + 1] if at + 1 < len(chunks) else None
    if event.inverse or not _OWNED.search(chunks[at].text) or chunks[at].func not in ("に", "と"):
        return found
    left_out = _LEFT_OUT.match(event.sentence.text, event.trigger.end - event.sentence.start) is not None
    if left_out:
        # 星野電工は双葉電機の子会社に。: the verb is left out, and it is no 子会社にする
        if chunks[at].func != "に" or any(event.cases[c.index] == "obj" for c in chunks[:at]):
            return found
    elif verb is None or not (verb.pred and _BECOMES.match(verb.text)) or _SINCE.match(verb.func) or (verb.adnominal and (at + 2 >= len(chunks) or not _MEANT.match(chunks[at + 2].text))):
        return found
    # 持ち株会社をつくり、両社が傘下に入る: who merge are nobody's
    named = [k for k in found if k.case == "subj" and k.chunk >= 0 and k.weight >= 0.5 and k.name.label != "GOV"] if left_out else _firm(found, "subj")
    who = [k for k in named if k.chunk < at and (event.cases[k.chunk] == "topic" or not k.clauses) and not (k.name.reference and pattern("new_firm").match(k.name.text))]
    before = chunks[at - 1] if at else None
    owner = [k for k in found if before is not None and k.chunk == at - 1 and before.func == "の" and k.name is before.names[-1] and k.name.label == "ORG"]
    if not who or (not owner and any(k.name.reference for k in who)) or any(set(k.name.canonical) & set(owner[0].name.canonical) for k in who if owner):
        return found
    # 傘下に入り、30億円で工場を建てる: what the new owner's company does next
    event.facts["then"] = verb.start if verb is not None and verb.comma else None
    return _moved(event, found, [(k, "payee") for k in who] + [(k, "payer") for k in owner])


#: What is said to be what the company costs.
_PRICE = re.compile("額|価格|金額|対価|総額")


def without_later_sums(event: Event) -> None:
    """Leave out of a company that becomes another's the sums that the next clause tells of what it does then."""
    at, s = event.facts.get("then"), event.sentence
    if at is None or not event.figures:
        return
    own = [(f, score) for f, score in event.figures if f.start < at or _PRICE.search(s.text[at - s.start : f.start - s.start])]
    if len(own) < len(event.figures):
        event.figures = own
        event.amount = event.amount if any(f is event.amount for f, _ in own) else None


#: What one makes who wants to buy a company.
_BID = re.compile(rf"(?:{words('bid')})")


def _is_offered(event: Event, found: list[Link], at: int) -> list[Link]:
    """Who tells of a bid from somebody is to be bought by him: 双葉電機は星野電工からの買収提案を拒否した, 星野電工から提案された買収に応じた."""
    chunks = event.chunks
    if event.frame != "acquire" or chunks[at].pred or _firm(found, "obj", "comp", "gen", "genobj", "goal", "by"):
        return found
    before = chunks[at - 1] if at else None
    made = before is not None and before.pred and before.adnominal and _BID.match(before.text) and before.func.startswith(("され", "を受け", "し"))
    behind = chunks[at + 1].text if chunks[at].func == "の" and at + 1 < len(chunks) else ""
    if not made and not _BID.search(chunks[at].text) and not _BID.match(behind):
        return found
    bidders = [k for k in _firm(found, "src") if at - 3 <= k.chunk < at]
    asked = [k for k in _firm(found, "subj") if bidders and k.chunk < bidders[0].chunk]
    event.facts["offered"] = bool(asked) and not accepts(event)
    return _moved(event, found, [(k, "payer") for k in bidders] + [(k, "payee") for k in asked]) if asked else found


def _sells_itself(event: Event, found: list[Link], at: int) -> list[Link]:
    """Who sells out without saying what is bought: 星野電工は双葉電機に身売りする; but 双葉電機は電池事業を身売りする."""
    if event.frame != "sell" or event.trigger.row.word != "身売り" or event.inverse or any(event.cases[c.index] == "obj" and not c.figures for c in event.chunks[:at]) or _firm(found, "gen", "genobj", "comp"):
        return found
    p = event.facts["pred"]
    before = event.chunks[at - 1] if at else None
    if (p is not None and event.chunks[p].adnominal and (p + 1 >= len(event.chunks) or not _MEANT.match(event.chunks[p + 1].text))) or (before is not None and before.func == "の" and not before.names and PROPERTY.search(before.text)):
        # 身売りを迫られた星野電工を買収した, 米国事業の身売り
        return found
    sells = [k for k in found if k.case == "subj" and k.chunk >= 0 and k.weight >= (0.5 if event.sentence.heads else _FIRM) and k.name.label != "GOV"]
    return _moved(event, found, [(k, "payee") for k in sells if k.chunk < at])


_BUYER_OF, _PICKS = ("売却先", "譲渡先"), re.compile(rf"(?:{words('picks')})")
#: What is done with a contest by who lets others bid.
_HOLDS = re.compile("進め|実施|行[っういわ]|始め|開[いく]|開始|検討|予定|計画")


def _looks_for_buyer(event: Event, found: list[Link], at: int) -> list[Link]:
    """Who picks a buyer sells, and whom he picks buys: 双葉電機は星野電工の売却先に森田機工を選んだ."""
    p = event.facts["pred"]
    if event.trigger.row.word in _BUYER_OF and p is not None and event.chunks[at].func in ("は", "が") and event.chunks[p].text.startswith("決ま"):
        # 売却先は森田機工に決まった
        return _moved(event, found, [(k, "payer") for k in _firm(found, "goal") if at < k.chunk < p])
    if not at or event.chunks[at - 1].func != "の":
        # 双葉電機は売却先を探している: itself, it may be
        return found
    if event.trigger.row.word not in _BUYER_OF or p is None or not _PICKS.match(event.chunks[p].text) or event.chunks[p].func.startswith(("され", "られ", "れ")) or event.chunks[p].text.endswith(("ばれ", "れた")):
        return found
    if event.chunks[p].adnominal and not any(_HOLDS.match(c.text) for c in event.chunks[p + 1 : p + 4] if c.pred):
        # 両社は売却先を決める入札に進んだ
        return found
    sells = [k for k in _firm(found, "subj", "whose") if k.chunk < at]
    picked = [k for k in _firm(found, "obj", "by") if at < k.chunk < p] if event.chunks[at].func.startswith(("に", "として")) else []
    return _moved(event, found, [(k, "seller") for k in sells] + [(k, "payer") for k in picked]) if sells else found


#: What somebody offers himself for: 買収に名乗りを上げた.
_OF_WHAT = re.compile("(?:買収|子会社化|取得|売却|経営統合)(?:先|案|計画)?$")


#: How one gets the right to be the first to talk with a seller, and how one gives it.
_GETS, _GIVES = re.compile("得|獲得|取得|手に"), re.compile("与え|付与")


def _offers_itself(event: Event, found: list[Link], at: int) -> list[Link]:
    """Who comes forward for a company, or may talk with its seller first, would buy it: 星野電工の買収を巡り、双葉電機が名乗りを上げた; 森田機工は星野電工の売却で双葉電機に優先交渉権を与えた."""
    word, p = event.trigger.row.word, event.facts["pred"]
    if word not in ("名乗り", "優先交渉権"):
        return found
    thing = next((c for c in reversed(event.chunks[:at]) if _OF_WHAT.search(c.text) and not c.names and c.func.startswith(("に", "を", "で"))), None)
    told = [(k, "payee") for k in found if thing is not None and k.chunk == thing.index - 1 and event.chunks[k.chunk].func == "の" and k.name.label == "ORG"]
    if word == "名乗り" and told:
        told += [(k, "payer") for k in _firm(found, "subj") if thing.index < k.chunk < at]
    if word == "優先交渉権" and p is not None and (gives := _GIVES.match(event.chunks[p].text) is not None) | (_GETS.match(event.chunks[p].text) is not None):
        passive = gives and event.chunks[p].func.startswith("られ")
        told += [(k, "seller" if gives and not passive else "payer") for k in _firm(found, "subj") if k.chunk < at]
        told += [(k, "payer") for k in _firm(found, "goal") if gives and not passive and k.chunk < at]
    return _moved(event, found, told)


#: Who is told by what he is in a deal, as the topic of his own.
_LABELS = {
    "payer": re.compile(r"(?:買い手|買主|買い主|買収者|買付者|公開買付者|譲受人|(?:売却|譲渡)先)"),
    "seller": re.compile(r"(?:売り手|売主|売り主|売却元|譲渡元|譲渡人)"),
    "payee": re.compile(r"(?:買収|買付|売却|譲渡)?対象(?:者|会社|企業)?"),
}


def _labelled(event: Event, found: list[Link], at: int) -> list[Link]:
    """Who is labelled with his side is on it: 買い手は双葉電機、売り手は星野電工で、対象は子会社の森田通信."""
    if not any(x in event.sentence.text for x in ("手は", "主は", "者は", "人は", "元は", "先は")):
        return found
    side, sides = "", {}
    for c in event.chunks:
        if c.paren != -1:
            continue
        if event.cases[c.index] in ("topic", "subj"):
            side = next((s for s, label in _LABELS.items() if c.func == "は" and label.fullmatch(c.text)), "")
        elif side and c.names and _is_said(event.chunks, c) and not is_affiliate(event.chunks, c, c.names[-1]):
            sides[c.index] = side
        elif c.pred and not c.adnominal:
            side = ""
    return _moved(event, found, [(k, sides[k.chunk]) for k in found if k.chunk in sides and k.name.label == "ORG"]) if len(sides) else found


def _is_said(chunks: list[Chunk], c: Chunk) -> bool:
    """Whether who stands in a chunk is what a topic is said to be, or one of them: 双葉電機で, 双葉電機と、星野電工; but not 双葉電機と関係のない会社."""
    if c.func in ("と", "や"):
        return c.comma or next_member(chunks, c.index + 1) is not None
    return c.func in ("", "で", "だ", "である", "など", "などで", "だった")


_JOINT = re.compile("合弁|共同出資|JV")
#: How one buys with whom one owns something: 星野電工との合弁で, 星野電工とのJVを通じて.
_TOGETHER = ("で", "を通", "によ", "として", "により")


def _owned_with(event: Event, found: list[Link], at: int) -> list[Link]:
    """With whom one owned the company that one buys out sells his part: 双葉電機は、星野電工との合弁会社「森田電力」の全株式を買い取った."""
    if event.frame not in ("acquire", "stake") or event.inverse or _firm(found, "src") or not _firm(found, "obj", "genobj", "gen"):
        return found
    return _moved(event, found, [(k, "seller") for k in found if k.case == "com" and k.chunk >= 0 and event.chunks[k.chunk].func == "との" and k.chunk + 1 < at and _JOINT.match(event.chunks[k.chunk + 1].text) and not event.chunks[k.chunk + 1].func.startswith(_TOGETHER)])


#: What a company is told to be to the one named before it.
_SUBSIDIARY = re.compile("子会社[「『]?")


def _of_parent(event: Event, found: list[Link], at: int) -> list[Link]:
    """Whose subsidiary is bought or sold sells it, where nobody else does: 森田機工は[双葉電機]の電池子会社「双葉電池」を買収する."""
    chunks = event.chunks
    if event.frame not in ("acquire", "sell") or event.inverse or _firm(found, "src") or (event.frame == "sell" and _firm(found, "subj", "by")):
        return found
    acting = _firm(found, "subj", "by")
    # 森田機工は、双葉電機の子会社だった双葉電池も買収する
    too = [k for k in acting if chunks[k.chunk].func == "も" and any(x.chunk < k.chunk and chunks[x.chunk].func.startswith("は") for x in acting)]
    bought = {k.chunk for k in (*_firm(found, "obj", "gen", "genobj", "comp"), *too)}
    acts = names_of(k for k in acting if k not in too)
    owners = [
        k
        for k in found
        if k.case in ("affiliate", "bystander") and 0 <= k.chunk < at and chunks[k.chunk].func == "の" and k.name.label == "ORG" and acts.isdisjoint(k.name.canonical)
        and any(i in bought and chunks[i].names and _SUBSIDIARY.search("".join(c.text for c in chunks[k.chunk + 1 : i]) + chunks[i].text[: chunks[i].names[0].start - chunks[i].start]) for i in (k.chunk + 1, k.chunk + 2))
    ]
    if len(owners) == 1 and event.frame == "sell":
        return _moved(event, found, [(owners[0], "seller")])
    if len(owners) == 1:
        # 星野電工の子会社を買収: the case says no more than whose it is
        event.facts["sides"] = event.facts.get("sides", {}) | dict.fromkeys(owners[0].name.canonical, "seller")
    return found


def _of_owner(event: Event, found: list[Link], at: int) -> list[Link]:
    """Whose business is sold sells it, if the sentence is about the business: 星野電工の米国事業は双葉電機に譲渡された."""
    if event.frame not in ("acquire", "sell") or not event.inverse or event.chunks[at].names or _firm(found, "src"):
        return found
    thing = next((c for c in event.chunks[:at] if event.cases[c.index] in ("topic", "subj") and not c.names and PROPERTY.search(c.text)), None)
    owners = [k for k in found if thing is not None and k.chunk == thing.index - 1 and event.chunks[k.chunk].func == "の" and k.name.label == "ORG" and k.name is event.chunks[k.chunk].names[-1]]
    if not owners or any(c.comma and ((c.pred and not c.adnominal) or (c.func == "で" and not c.names and not c.figures)) for c in event.chunks[thing.index + 1 : at]):
        # 双葉電機の事業は好調で、星野電工に買収された後も
        return found
    event.inverse = False
    return _moved(event, found, [(k, "seller") for k in owners] + [(k, "payer") for k in _firm(found, "goal", "by") if k.chunk > thing.index])


def _whose_bid(event: Event, found: list[Link], at: int) -> list[Link]:
    """Whose bid is told with の bids, where nobody else is told to: 双葉電機のTOBは成立した; but 双葉電機は星野電工のTOBに踏み切った.

    Of 16 such names in the training documents 13 are acquirers.
    """
    if event.trigger.row.word not in ("TOB", "公開買い付け", "株式公開買い付け") or event.inverse or _firm(found, "subj", "by", "goal", "obj", "comp"):
        return found
    return [replace(k, case="by", weight=0.7) if k.case == "gen" and k.weight >= _FIRM and k.chunk == at - 1 else k for k in found]


def _lends(event: Event, k: Link) -> bool:
    """Whether a name is of whom the money for a purchase is borrowed: 双葉電機は北斗銀行から60億円を借り入れ、星野電工を買収する."""
    if k.case != "other src" or k.chunk < 0:
        return False
    p = next_predicate(event.chunks, k.chunk)
    return p is not None and pattern("borrows").match(event.chunks[p].text) is not None


def _counts(event: Event, k: Link) -> bool:
    """Whether a reference only counts the names behind it: 電源の2社、星野電工と森田機工を買収した."""
    if not k.name.reference or k.case != "com" or k.chunk < 0 or not event.chunks[k.chunk].comma or event.chunks[k.chunk].func:
        return False
    behind = {c for x in event.chunks[k.chunk + 1 :] for n in x.names for c in n.canonical}
    return set(k.name.canonical) <= behind


#: A company that is made for a bid.
_VEHICLE = ends_in("bid vehicle")
_UNDER = re.compile(r"(?:傘下|系列?|グループ|出資)?$")


def _without_vehicles(event: Event, found: list[Link]) -> list[Link]:
    """The links, of a company made for a bid as of none, and of who is behind it as of who bids (contract, section 3): 双葉商会傘下の特別目的会社「FHD」が買い付ける."""
    if not _VEHICLE_IN.search(event.sentence.text):
        return found
    out = list(found)
    for i, k in enumerate(found):
        at = _vehicle(event.chunks, k) if k.chunk >= 0 and k.name.label == "ORG" else None
        if at is None:
            continue
        behind = _sponsor(event.chunks, at)
        sponsor = next((j for j, x in enumerate(found) if x.chunk == behind and x.name is event.chunks[behind].names[-1]), None) if behind is not None else None
        if sponsor is None and not event.chunks[k.chunk].func.startswith(("を通じ", "を通し")):
            continue
        out[i] = k.aside()
        event.facts.setdefault("vehicles", set()).update(k.name.canonical)
        if sponsor is not None and not k.case.startswith(("other", "bystander")):
            out[sponsor] = replace(found[sponsor], case=k.case, weight=k.weight, facts=k.facts)
    return out


_VEHICLE_IN = re.compile(rf"(?:{words('bid vehicle')})")


def _vehicle(chunks: list[Chunk], k: Link) -> int | None:
    """The chunk that says of a name that it is a company made for a bid: 特別目的会社「FHD」, 特別目的会社のFHD."""
    c = chunks[k.chunk]
    before = c.text[: k.name.start - c.start].rstrip("「『\"“ ")
    if _VEHICLE.search(before):
        return c.index
    n = chunks[c.index - 1] if c.index and not before else None
    return n.index if n is not None and not n.names and n.func in ("", "の", "である") and _VEHICLE.search(n.text) else None


def _sponsor(chunks: list[Chunk], at: int) -> int | None:
    """The chunk of whose vehicle stands in chunk ``at``: 双葉商会傘下の, 双葉商会が設立した."""
    if not at:
        return None
    c = chunks[at - 1]
    if c.names and c.func == "の" and _UNDER.match(c.text, c.names[-1].end - c.start):
        return c.index
    if c.pred and c.adnominal and at > 1 and chunks[at - 2].names and chunks[at - 2].func == "が" and (pattern("founds").match(c.text) or pattern("backs").match(c.text)):
        return at - 2
    return None
