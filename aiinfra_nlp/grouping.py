"""grouping: the facts that say which events tell one deal, and what a whole record is like.

In:  judged events of an article, or the events of one deal with its settled fields.
Out: lists of feature strings, like those of ``features``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .features import bucket
from .pipes.discourse.elsewhere import told_of_others
from .pipes.discourse.newly import beside_news
from .pipes.kinds.rounds import gave_earlier, joins, of_other_series, series, shares_in
from .pipes.kinds.tenders import of_offer
from .pipes.kinds.tieups import with_others
from .pipes.reading.events import Event, stated
from .pipes.reading.outside import OUTSIDE
from .pipes.records.distinct import are_two
from .pipes.records.merge import near_amount, same_amount
from .pipes.syntax.links import names_of
from .pipes.words import pattern
from .records import ROLES_OF


def apart(a: Event, b: Event) -> bool:
    """Whether two events are never one deal: two items of one distributive list (Aに10億円、Bに20億円), one deal word said of two names (Aを買収し、Bを買収した; Bも買収した), or two by a rule of ``_ALIKE`` or ``_EITHER_WAY``."""
    one, other = a.facts.get("share"), b.facts.get("share")
    if one and other and one[0] == other[0] and one != other:
        return True
    if any(rule(a, b) for rule in _ALIKE) or any(rule(a, b) or rule(b, a) for rule in _EITHER_WAY):
        return True
    also = a.facts.get("also") or b.facts.get("also")
    if not (also or a.sentence is b.sentence) or a.trigger.row is not b.trigger.row or not a.trigger.row.word:
        return False
    mine, its = _receivers(a), _receivers(b)
    return bool(mine and its) and mine.isdisjoint(its)


def _two_takeovers(a: Event, b: Event) -> bool:
    """Whether two sentences each name the buyer and the target of a takeover, all four of them others."""
    return a.type == b.type == "acquisition" and told_of_others(a, b) and all(_told(e, "acquirer") and _told(e, "target") for e in (a, b))


def _of_another_size(a: Event, b: Event) -> bool:
    """Whether the sums of two events are so far apart that no rounding makes them one: 少なくとも25万ドル購入, 89億ドルを投資."""
    x, y = (stated(e.amount) if e.amount is not None else None for e in (a, b))
    # the price of one share is no size
    return bool(x and y) and a.amount.currency == b.amount.currency and 10_000 <= min(x, y) < max(x, y) / 1000


#: How a sentence turns from what was done to what is to be done next.
_NEXT_TIME = re.compile("(?:そして|さらに)?(?:今度は|次は|次に)")


def _next_time(a: Event, b: Event) -> bool:
    """Whether one event is what was done, and the other what its own sentence tells to come next: 100億円を調達したばかりだ。今度は貸し手と協議している."""
    return a.status in _SETTLED and b.status in _OPEN and b.sentence.index > a.sentence.index and _NEXT_TIME.match(b.sentence.text) is not None


def _no_part_of(a: Event, b: Event) -> bool:
    """Whether one event is an item of a list, with a sum of its own, and the other tells another sum or of others that give: 青葉が20億円、双葉が10億円を出資し、星野も加わった."""
    if b.facts.get("led") and a.sentence is b.sentence and a.amount is not None and a.frame in ("join", "invest", "spend"):
        # このラウンドを主導し、50億円を出資する: the round as a whole, and a share of it
        return True
    if "share" not in a.facts or a.amount is None or a.type != b.type or a.facts.get("share") == b.facts.get("share"):
        return False
    if "share" in b.facts and a.facts["share"][0] != b.facts["share"][0]:
        # an item of another list may be told of the same deal
        return False
    if b.amount is not None:
        return a.amount.currency == b.amount.currency and not near_amount(a.amount, b.amount) and not same_amount(a.amount, b.amount)
    mine, its = (_told(e, ROLES_OF[e.type][0]) for e in (a, b))
    if a.sentence is not b.sentence and mine and mine < its:
        # AとBがCに出資する。出資額はAが50億円: what all do, and the share of one
        return True
    return b.frame == "join" and bool(mine and its) and mine.isdisjoint(its)


def _share_of_venture(a: Event, b: Event) -> bool:
    """Whether two found a company and one of them pays a sum into it in another sentence: 青葉と北斗は合弁会社を設立した。青葉は新会社に2億ドルを出資する."""
    if a.type != "joint_venture" or b.type != "investment" or not b.facts.get("unnamed goal") or b.amount is None or a.sentence is b.sentence:
        return False
    founders = _told(a, "partner")
    return len(founders) > 1 and _told(b, ROLES_OF[b.type][0]) < founders


def _each_of_the_other(a: Event, b: Event) -> bool:
    """Whether two give to each other: AはBの3%の株式を取得し、BはAの1%を取得する."""
    if a.type != "investment" or b.type != "investment" or not all(e.stake is not None or e.amount is not None for e in (a, b)):
        return False
    (gave, got), (gave_back, got_back) = ([_told(e, r) for r in ROLES_OF[a.type][:2]] for e in (a, b))
    return bool(gave and got) and gave == got_back and got == gave_back


#: Frames of goods that one buys of another, told with a verb of its own.
_BUYS = frozenset(("buy", "lease"))


def _comes_back(gives: Event, buys: Event) -> bool:
    """Whether one gives money to another who buys goods of the giver (contract, section 1): 双葉電機は星野AIに投資する。星野AIはその資金で双葉電機の半導体を購入する."""
    if gives.type != "investment" or gives.frame not in ("invest", "stake", "spend") or buys.frame not in _BUYS or buys.type not in ("supply", "compute_contract"):
        return False
    gave, got = (_told(gives, r) for r in ROLES_OF[gives.type][:2])
    # 双葉電機の半導体を購入する, 双葉電機から購入する
    sold = names_of(k for k in buys.links if k.chunk >= 0 and k.case in ("src", "genobj") and k.weight >= 0.7)
    return bool(gave and got) and gave == sold and got == _told(buys, ROLES_OF[buys.type][0])


def _side_by_side(a: Event, b: Event) -> bool:
    """Whether a sentence names two purchases as nouns, each with its own buyer and what he buys: 双葉電機による星野電工の子会社化、星野電工による森田機工の買収."""
    if a.sentence is not b.sentence or a.type != "acquisition" or b.type != "acquisition" or not all(any(k.case == "by" and k.weight >= 0.9 for k in e.links) for e in (a, b)):
        return False
    (buys, bought), (buys_too, bought_too) = ([_told(e, r) for r in ("acquirer", "target")] for e in (a, b))
    return bool(bought and bought_too) and bought.isdisjoint(bought_too) and buys.isdisjoint(buys_too)


#: Frames of deals that are none of money.
_TRADE = frozenset(("partner", "contract", "buy", "lease", "provide", "powerbuy", "powersell", "jv", "acquire", "merge"))


def _with_another(a: Event, b: Event) -> bool:
    """Whether one event tells what a company did with somebody else than the clause that says who it is: [80億円を調達した]双葉AIは、星野電工と提携した."""
    if a.sentence is not b.sentence or b.frame not in _TRADE or a.frame in _TRADE:
        return False
    outside = names_of(k for k in a.links if OUTSIDE in k.facts)
    return any(not outside.isdisjoint(k.name.canonical) for k in b.links if k.chunk >= 0 and k.weight >= 0.7)


def _other_founders(a: Event, b: Event) -> bool:
    """Whether one of two ventures is a named programme and the other is not, each with a founder that the other lacks: 森田機工は双葉電機と合弁会社を設立する。双葉電機、星野電工など3社は「スターゲート」を立ち上げた."""
    if a.sentence is b.sentence or a.type != "joint_venture" or b.type != "joint_venture":
        return False
    if _of_programme(a) == _of_programme(b) or not any(pattern("new_firm").search(e.sentence.text) and not _of_programme(e) for e in (a, b)):
        return False
    mine, its = (_told(e, "partner") | _told(e, "investor") for e in (a, b))
    return min(len(mine), len(its)) > 1 and bool(mine - its) and bool(its - mine)


def beside_programme(a: Event, b: Event) -> bool:
    """Whether one event founds a company and the other tells, with a sum, of a named programme that is none: 双葉電機と星野電工は合弁会社を設立する。両社は5000億円を投じる「スターゲート」でも協力してきた."""
    if a.sentence is b.sentence or a.type != "joint_venture" or b.type != "joint_venture" or a.amount is not None or b.amount is None or _of_programme(a):
        return False
    founds = pattern("new_firm")
    return _of_programme(b) and len(_told(a, "partner")) > 1 and founds.search(a.sentence.text) is not None and founds.search(b.sentence.text) is None


def _of_programme(e: Event) -> bool:
    """Whether the sentence of an event names a programme."""
    return any(k.chunk >= 0 and k.name.label == "PROGRAMME" for k in e.links)


def _told(e: Event, role: str) -> set[str]:
    """Who has a role in the sentence of an event itself, as the rules have it."""
    own = names_of(k for k in e.links if k.chunk >= 0)
    return {c for n in e.rule_roles.get(role, ()) for c in n.canonical if c in own}


_ANEW = re.compile(r"さらに|追加|再び|再度")


def _again_as_much(a: Event, b: Event) -> bool:
    """Whether the later of two events gives the same sum once more: 9月に40億ドルを出資した。翌年11月にはさらに40億ドルを出資した."""
    if a.sentence is b.sentence or a.amount is None or b.amount is None or not same_amount(a.amount, b.amount):
        return False
    months = [{d.iso[:7] for d in e.dates if d.iso} for e in (a, b)]
    later = max(a, b, key=lambda e: e.sentence.index)
    done = all(e.status in ("completed", "agreed") for e in (a, b))
    rounds = [series(e) for e in (a, b)]
    anew = rounds[0].isdisjoint(rounds[1]) if all(rounds) else _ANEW.search(later.sentence.text) is not None
    return all(months) and months[0].isdisjoint(months[1]) and done and anew


def _in_place_of(a: Event, b: Event) -> bool:
    """Whether one event tells who gave up and the other who goes on without him: 星野は出資を見送った。代わって森田が出資を巡り交渉している."""
    off, on = (a, b) if a.facts.get("off") else (b, a)
    if off.facts.get("off") and off.frame in ("invest", "join") and on.frame == "raise" and not on.facts.get("off") and off.sentence is not on.sentence:
        # a round goes on without who stays out of it
        return bool(_told(off, "investor")) and _told(off, "investor").isdisjoint(on.names)
    if bool(a.facts.get("off")) == bool(b.facts.get("off")) or a.frame != b.frame or a.sentence is b.sentence or not a.trigger.row.word:
        return False
    acts = [names_of(k for k in e.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9) for e in (a, b)]
    named = [names_of(k for k in e.links if k.chunk >= 0) for e in (a, b)]
    # of AがBに出資を提案した。Bは出資を断った B refuses what A goes on with
    return all(acts) and acts[0].isdisjoint(named[1]) and acts[1].isdisjoint(named[0])


def _besides(a: Event, b: Event) -> bool:
    """Whether one event tells of a counterparty besides the one that the other has: 楽天にも売る beside NTTに売る."""
    also = a.facts.get("also")
    # 最大は双葉電機への30億円。星野電工にも出資した
    alike = a.frame == b.frame or (a.type == b.type and not b.trigger.row.word)
    if not also or not alike or b.facts.get("also") == also or not a.trigger.row.word:
        return False
    its = {c: k.case for k in b.links if k.chunk >= 0 for c in k.name.canonical}
    return also.isdisjoint(its) and any(case in ("goal", "src", "com", "obj") for case in its.values())


#: Stages of what is done or signed, and of what is not yet.
_SETTLED, _OPEN = ("agreed", "completed"), ("in_talks", "planned")


def _still_talks(a: Event, b: Event) -> bool:
    """Whether one event tells what somebody settled on, and the other, on terms of its own, what another still considers: 双葉が20億円を出資する。星野をめぐっては、国が株式10%の取得を検討している."""
    if a.type != b.type or a.sentence is b.sentence or not ((a.status in _SETTLED and b.status in _OPEN) or (a.status in _OPEN and b.status in _SETTLED)):
        return False
    if any(e.frame not in ("invest", "stake", "acquire") or (e.amount is None and e.stake is None) for e in (a, b)):
        return False
    acts = [[k for k in e.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9] for e in (a, b)]
    one, other = (names_of(ks) for ks in acts)
    too = any(e.chunks[k.chunk].func.startswith("も") for e, ks in zip((a, b), acts, strict=True) for k in ks)
    return bool(one and other) and one.isdisjoint(other) and not too


_NEW = re.compile(r"(?:新たな|新規の?|追加の?|さらなる)$")
_ALREADY = re.compile(r"すでに|既に|これまで|過去に|以前|先に|現在")


def anew_beside_done(a: Event, b: Event) -> bool:
    """Whether one event is a new deal under consideration, without a sum, and the other one that is done: 新たな出資を検討している, 投資交渉を進めている; これまでに20億円を出資している."""
    if a.amount is not None or b.amount is None or a.sentence is b.sentence or a.status not in ("in_talks", "planned") or b.status in ("in_talks", "planned"):
        return False
    text, at = b.sentence.text, b.trigger.start - b.sentence.start
    if a.facts.get("talks") and b.facts["own_past"] and _ALREADY.search(text[max(0, at - 40) : at]) is not None:
        return True
    new = _NEW.search(a.sentence.text[max(0, a.trigger.start - a.sentence.start - 6) : a.trigger.start - a.sentence.start])
    return new is not None and _ALREADY.search(text[max(0, at - 40) : at]) is not None


def _receivers(e: Event) -> set[str]:
    """Who is bought, or gets the money, in the clause of an event."""
    own = names_of(k for k in e.links if k.chunk >= 0 and not k.clauses)
    return {c for c, (sides, _) in e.roles_p.items() if c in own and sides["payee"] >= 0.5}


#: What makes two events two deals, in whichever order; and what does so in one order of the two.
_ALIKE = (_of_another_size, _again_as_much, _in_place_of, _each_of_the_other, _other_founders, _side_by_side, _two_takeovers, are_two, of_other_series, with_others, _still_talks)
_EITHER_WAY = (anew_beside_done, beside_news, beside_programme, _next_time, _no_part_of, _with_another, _share_of_venture, shares_in, gave_earlier, _besides, _comes_back)


def surely_same(a: Event, b: Event) -> bool:
    """Whether two events are one item of a distributive list, or one of them tells who else gives in a round or sells into an offer, or what the founders of the other's company give for it: that needs no model."""
    if a.facts.get("part of") is b or b.facts.get("part of") is a:
        # この投資には森田機工も参加した
        return True
    if a.facts.get("venture") is b or b.facts.get("venture") is a:
        # 新会社を設立した。双葉電機が60%を出資した
        return True
    return ("share" in a.facts and a.facts["share"] == b.facts.get("share")) or joins(a, b) or of_offer(a, b) or _one_form(a, b) or _one_sale(a, b) or _called_off(a, b) or _called_off(b, a)


#: A line of a form: 借入人:双葉電機, アレンジャー:青葉銀行.
_LABELLED = re.compile("[・■●◆○◇(0-9)]{0,4}[^、。はがを:：]{2,14}[:：]")
_FORM = 5


def _one_form(a: Event, b: Event) -> bool:
    """Whether two lines of a form tell of one loan, of which no two sums are told."""
    near = a.type == b.type == "financing" and 0 < abs(a.sentence.index - b.sentence.index) <= _FORM
    return near and (a.amount is None or b.amount is None) and all(_LABELLED.match(e.sentence.text) for e in (a, b))


def _one_sale(a: Event, b: Event) -> bool:
    """Whether a clause names what is sold and another who buys the same: 星野電工の売却を巡り、双葉電機が優先交渉権を得た."""
    if not a.type == b.type == "acquisition" or {a.frame, b.frame} != {"sell", "acquire"} or a.facts.get("off") or b.facts.get("off"):
        return False
    mine, its = _told(a, "target"), _told(b, "target")
    if a.sentence is not b.sentence:
        # 売却先は双葉電機に決まった。星野電工は子会社の森田通信を譲渡する
        first = min(a, b, key=lambda e: e.sentence.index)
        near = abs(a.sentence.index - b.sentence.index) == 1 and first.trigger.row.word in ("売却先", "譲渡先")
        return near and not _told(first, "target") and bool(mine | its) and len({bool(_told(e, "acquirer")) for e in (a, b)}) == 2
    return bool(mine) and mine == its and not (_told(a, "acquirer") and _told(b, "acquirer"))


def _called_off(off: Event, told: Event) -> bool:
    """Whether one event is what became of the takeover of the other: 星野電工の買収を断念した。昨年、30億円で買収すると発表していた."""
    if not off.facts.get("off") or told.type != "acquisition" or (off.amount is not None and told.amount is not None):
        return False
    if off.frame == "contract" and told.facts.get("off"):
        # 買収を断念した。契約を終了する
        return len(off.names) > 1 and off.names == told.names
    if off.type != "acquisition":
        return False
    sides = [[{c for n in e.roles.get(role, ()) for c in n.canonical} for role in ("acquirer", "target")] for e in (off, told)]
    return all(mine and mine == its for mine, its in zip(*sides, strict=True))


#: How a sentence takes up what was told: この買収, 今回の調達, 同契約, 契約額は, 両社は.
_TAKES_UP = re.compile(r"(?:この(?!ほか|他|日|よう|うち|ため)|今回|同(?![氏国省県市社年月日意様時じ業])|本件|これ(?!まで|から|ら)|当該|契約額|買収額|取得額|投資額|出資額|調達額|総額|金額|額は|両社|3社|新会社|条件)")
#: How it tells of another: このほか, 別に, 一方, 昨年.
_AGAIN = re.compile(r"ほか|別に|一方|また、|さらに|加えて|(?<!手)続き|以前|過去|昨年|前年|これまで|当初|(?<!優)先に|同様|相次")


@lru_cache(maxsize=1024)
def _again(text: str) -> bool:
    """Whether a sentence tells of something else, or of something of before."""
    return _AGAIN.search(text) is not None


@lru_cache(maxsize=1024)
def _back_reference(text: str, at: int) -> str:
    """Whether a sentence or its deal word, which stands at ``at``, takes up what was told before."""
    return ("word" if _TAKES_UP.search(text[max(0, at - 6) : at]) else "") + ("start" if _TAKES_UP.match(text) else "")


def _between(text: str) -> str:
    """What parts two deal words of a sentence: と between two nouns, a clause border, a noun phrase, or next to nothing."""
    if re.match(r"(?:ラウンド|契約|計画|交渉|案|事業)?(?:と(?!の|して|する|いう|も|な|発表|報)|や|および|及び)", text):
        return "and"
    if len(text) <= 3:
        return "near"
    if re.search(r"(?:し|て|ほか|とともに|一方|が|り|し)、", text):
        return "clause"
    return "noun" if "の" in text and "、" not in text else "other"


def pair_features(a: Event, b: Event) -> list[str]:
    """Facts about whether two events (in text order) tell one deal."""
    mine, its = a.names, b.names
    shared = mine & its
    both = a.amount is not None and b.amount is not None
    amt = "none" if a.amount is None and b.amount is None else "one" if not both else "same" if same_amount(a.amount, b.amount) else "near" if near_amount(a.amount, b.amount) else "diff"
    roles = {c: r for (r, c) in a.weights}
    agree = sum(roles.get(c) == r for (r, c) in b.weights)
    clash = sum(c in roles and roles[c] != r for (r, c) in b.weights)
    gap = b.sentence.index - a.sentence.index
    sections = min(2, b.sentence.section - a.sentence.section)
    t = "|".join(sorted((a.type, b.type)))
    same_type = a.type == b.type
    out = ["bias", f"amt={amt}", f"types={t}", f"sametype={same_type}", f"amt={amt}|types={t}", f"amt={amt}|sametype={same_type}", f"shared={min(3, len(shared))}",
           f"amt={amt}|shared={min(2, len(shared))}", f"amt={amt}|shared={min(2, len(shared))}|st={same_type}", f"agree={min(3, agree)}|st={same_type}", f"clash={min(2, clash)}",
           f"gap={bucket(gap, 1, 2, 3, 5, 10, 20, 40)}", f"section={sections}|amt={amt}|shared={min(2, len(shared))}|st={same_type}", f"section={sections}|agree={min(3, agree)}|{a.sentence.kind}", f"gap={bucket(gap, 1, 2, 3, 5, 10)}|amt={amt}|shared={min(2, len(shared))}", f"block={a.sentence.block == b.sentence.block}",
           f"words={a.trigger.row.word == b.trigger.row.word}|st={same_type}", f"only={mine <= its or its <= mine}|shared={min(2, len(shared))}",
           f"na={min(3, len(mine))}|nb={min(3, len(its))}|shared={min(2, len(shared))}", f"head={a.sentence.kind}|{b.sentence.kind}", f"inh={bool(b.inherited)}|gap={bucket(gap, 1, 2)}",
           f"diff={min(2, len(mine - its))}{min(2, len(its - mine))}|{amt}"]
    if gap == 0:
        out.append(f"same sentence|types={t}|amt={amt}")
        out.append(f"order={a.frame}|{b.frame}")
        between = a.sentence.text[a.trigger.end - a.sentence.start : b.trigger.start - a.sentence.start]
        out.append(f"between={_between(between)}|st={same_type}")
    back = _back_reference(b.sentence.text, b.trigger.start - b.sentence.start)
    out += [f"back={back}|gap={bucket(gap, 1, 2, 3)}", f"back={back}|st={same_type}|shared={min(2, len(shared))}", f"frames={a.frame}|{b.frame}",
            f"status={a.status}|{b.status}|st={same_type}", f"past={a.facts['own_past']}|{b.facts['own_past']}|st={same_type}", f"new={_again(b.sentence.text)}|st={same_type}"]
    if on := b.facts["goes_on"]:
        out += [f"on={on}|gap={bucket(gap, 1, 2, 3)}", f"on={on}|{a.frame}|{b.frame}", f"on={on}|amt={amt}|gap={bucket(gap, 1, 2, 3)}"]
    out.append(f"when={a.facts['when'][0]}|{b.facts['when'][0]}|st={same_type}")
    days = [{d.iso for d in e.dates if d.iso} for e in (a, b)]
    out.append(f"dates={'same' if days[0] & days[1] else 'other' if days[0] and days[1] else 'one'}|st={same_type}|gap={bucket(gap, 1, 2)}")
    if (a.stake is not None) and (b.stake is not None):
        out.append(f"stakes={a.stake.value == b.stake.value}")
    return out


def record_features(events: list[Event], fields: dict) -> list[str]:
    """Facts about a whole record: what its events and its fields say together."""
    lead = max(events, key=lambda e: e.score)
    dtype, parties = fields["type"], fields["parties"]
    roles = sorted(set(parties.values()))
    amount = fields["amount"]
    rest = 1.0
    for e in events:
        rest *= 1.0 - 0.8 * e.score
    known = {c: k.name for e in events for k in e.links for c in k.name.canonical}
    sure = sorted((fields["votes"].get(c, 0.0) for c in parties), reverse=True)
    out = ["bias", f"type={dtype}", f"lead={bucket(lead.score, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)}", f"any={bucket(1 - rest, 0.5, 0.7, 0.8, 0.9, 0.97)}",
           f"n={min(5, len(events))}", f"roles={','.join(roles)}|{dtype}", f"parties={min(4, len(parties))}|{dtype}", f"amt={amount is not None}|{dtype}",
           f"amt={amount is not None}|parties={min(3, len(parties))}", f"w={lead.trigger.row.word or '(amount)'}", f"kind={lead.sentence.kind}",
           f"kinds={','.join(sorted({e.sentence.kind for e in events}))}", f"early={lead.facts['opens']}", f"needs={any(e.facts.get('needs') for e in events)}",
           f"strength={max(e.trigger.row.strength for e in events)}", f"status={fields['status']}|{dtype}", f"reported={fields['reported']}",
           f"sure={bucket(sure[0], 0.5, 0.6, 0.7, 0.8, 0.9, 0.97) if sure else -1}", f"weak={bucket(sure[-1], 0.5, 0.6, 0.7, 0.8, 0.9) if sure else -1}|n{min(3, len(sure))}",
           f"typesure={bucket(lead.types_p.get(dtype, 0.0), 0.3, 0.5, 0.7, 0.85, 0.95)}"]
    measured = "no" if not fields["capacity"] else "own" if any(e.capacities for e in events) else "beside"
    size = f"cap={measured}|amt={amount is not None}|stake={fields['stake'] is not None}"
    out += [size, f"{size}|{dtype}", f"{size}|parties={min(3, len(parties))}|{dtype}"]
    if amount is not None:
        best = max(e.amount_score for e in events)
        out += [f"asure={bucket(best, 0.5, 0.7, 0.85, 0.95)}", f"aq={amount.qualifier}", f"aper={amount.per}"]
    for c in list(parties)[:4]:
        n = known.get(c)
        if n is not None:
            out += [f"{parties[c]}:{n.kind}", f"{parties[c]}:known={n.known}", f"{parties[c]}:label={n.label}"]
    return out
