"""rounds: who gives to a company whose round was told before, and what share of it.

In:  an event that names a giver and no receiver, and the round told before it; later the drafts of records.
Out: whether the event can only tell of that round (``goes_into``); ``event.facts["round"]``, the event of
     the round; the drafts, a round with all who are told to have a share in it (contract, section 1).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from ...records import ROLES_OF
from ..reading.events import Event, stated
from ..records.distinct import on_other_days
from ..records.merge import near_amount
from ..words import pattern

#: A clause that tells of what was told just before: 今回、70億円を投じた, 同ラウンドで70億円を投じた.
_THIS_TIME = re.compile(r"今回|(?:この|同|本|当該)(?:[^、。はがを]{0,8})?(?:ラウンド|調達|増資|シリーズ)|(?:この|その)うち")
#: A round by its letter: シリーズB, Series B, シリーズA+, シリーズAとB.
_SERIES = re.compile(r"(?:シリーズ|Series |(?<=[A-K][、・と/]))([A-K]\+?)(?![A-Za-z])")
#: What one who gives has done before: 既に20億円を投資している双葉電機.
_ALREADY = re.compile(r"既に|すでに|これまで|以前")


#: What stands between the names of a bracket that holds nothing else.
_LISTED = re.compile(r"(?:[、,・/ ]|ほか|など|他|株式会社|\(株\))*")


#: What may stand before the first name of a line, and the sum right behind it.
_MARK = re.compile(r"\W{0,4}")
_SUM_BEHIND = re.compile(r"[ 、:]{0,2}(?:約|最大)?[0-9][0-9.,]*[兆億万]")


def in_bracket(event: Event, found: list, text: str, figures: list) -> list:
    """The links, of those who alone stand in the bracket behind the sum of a round as of who gives: ・双葉AI:12億円(双葉キャピタル、星野銀行)."""
    inside = [k for k in found if k.case == "paren" and k.name.label == "ORG"]
    if event.frame != "raise" or event.inverse or not inside:
        return found
    for f in figures:
        end = text.find(")", f.end, f.end + 120)
        if end < 0 or not text.startswith("(", f.end):
            continue
        his = [k for k in inside if f.end < k.name.start < end]
        gaps = [text[a:b] for a, b in pairwise([f.end + 1, *(x for k in his for x in (k.name.start, k.name.end)), end])][::2]
        if his and all(_LISTED.fullmatch(g) for g in gaps):
            event.facts["sides"] = {c: "payer" for k in his for c in k.name.canonical} | event.facts.get("sides", {})
            return [replace(k, case="src", weight=0.9, facts=()) if any(k is x for x in his) else k for k in found]
    return found


def heads_round(event: Event, found: list, text: str) -> list:
    """The links, of who heads a line with its sum as of whose round it is, if another has a part in it: ・双葉AI 5億ドル、リードは星野キャピタル."""
    if event.frame != "join" or event.inverse or event.sentence.kind != "bullet":
        return found
    first = min((k for k in found if k.chunk >= 0 and k.case == "subj" and k.name.label == "ORG"), key=lambda k: k.name.start, default=None)
    if first is None or not _SUM_BEHIND.match(text, first.name.end) or _MARK.fullmatch(text, event.sentence.start, first.name.start) is None:
        return found
    others = [k for k in found if k is not first and k.chunk > first.chunk and k.case in ("subj", "is", "gen") and k.weight >= 0.7]
    return [replace(k, case="theme", weight=0.6, facts=()) if k is first else k for k in found] if others else found


def goes_into(event: Event, clause: list, before: Event | None) -> bool:
    """Whether who is told to have spent, on nothing that is named, can have spent it on the round told just before: [30億円を調達した。]星野電工が10億円、森田機工が5億円を投資した; 星野電工は今回、10億円を投じた; 星野電工が資金を投じた.

    Args:
        event: one whose deal word is of spending.
        clause: the chunks before its deal word in its own clause.
        before: the event before it.
    """
    if event.frame != "spend" or not event.trigger.row.word or not event.facts["own_past"] or _is_noun(event):
        return False
    # さらに今回、星野電工が10億円を投じた, unless it is one more share: 星野電工が10億円を投じた。さらに森田機工が5億円を投じた
    shared = before is not None and "round" in before.facts and before.amount is not None
    if not shared and any(pattern("one more time").search(c.text) for c in clause):
        return False
    # ロボット分野では星野電工が20億円を投じた
    if any(c.func == "では" and not _THIS_TIME.search(c.text) for c in clause):
        return False
    if event.amount is None and "資金" in event.trigger.text:
        return True
    acts = [k for k in event.links if k.chunk >= 0 and k.case == "subj"]
    new = bool(acts) and all(event.chunks[k.chunk].func.startswith("が") for k in acts)
    return new or any(_THIS_TIME.search(c.text) for c in clause)


def _is_noun(event: Event) -> bool:
    """Whether the deal word of an event says what a thing is or is made a noun: 投じた工場, 投じたのは."""
    c = event.chunks[event.facts["chunk"]]
    return c.adnominal or re.match(r"(?:し)?たの[はがをも]", c.func) is not None


def fits(event: Event, of: Event) -> bool:
    """Whether the sum of an event can be a share of that of a round, and its day that of it."""
    whole = of.facts.get("round", of)
    return (event.amount is None or is_part(event.amount, of.amount) or is_part(event.amount, whole.amount)) and not _at_another_time(event, whole)


#: After a date that is not when something is done: 2027年の上場を見込んで.
_UNTIL = re.compile("の|まで|以降|から")


def _at_another_time(a: Event, b: Event) -> bool:
    """Whether two events are told to be of other times: 2024年に調達した。今年9月には."""
    before = a.sentence.text[: a.trigger.start - a.sentence.start]
    mine = [d.iso for d in a.dates if d.iso and "Q" not in d.iso and d.start < a.trigger.start and not _UNTIL.match(before, d.end - a.sentence.start)]
    its = [d.iso for d in b.dates if d.iso and "Q" not in d.iso]
    return bool(mine and its) and not any(x.startswith(y) or y.startswith(x) for x in mine for y in its)


def is_part(share, whole) -> bool:
    """Whether a sum is less than another in the same currency."""
    if share is None or whole is None or share.currency != whole.currency:
        return False
    one, other = stated(share), stated(whole)
    return one is not None and other is not None and one < other


def note_takers(event: Event) -> None:
    """Note that those whom a bracket lists give, and whose round it stands in gets (双葉AIは6億円(引受先:星野電工、森田機工)を調達した), and who issues the shares that another takes."""
    at = event.facts["chunk"]
    issuer = {c: "payee" for k in event.links if k.case == "inner subj" and k.facts[:1] == ("of obj",) and "issues" in k.facts for c in k.name.canonical}
    if issuer and event.frame in ("join", "stake", "invest") and not event.inverse:
        # [星野電工が発行する]新株を引き受ける
        takes = {c: "payer" for k in event.links if k.case == "subj" and k.weight >= 0.9 for c in k.name.canonical}
        event.facts["sides"] = issuer | takes | event.facts.get("sides", {})
    if event.frame != "join" or event.chunks[at].paren == -1 or event.cases[at] != "topic":
        return
    give = {c: "payer" for k in event.links if k.case == "is" for c in k.name.canonical}
    gets = {c: "payee" for k in event.links if k.case == "subj" and k.weight >= 0.9 and event.chunks[k.chunk].paren == -1 for c in k.name.canonical}
    if give:
        event.facts["sides"] = gets | give | event.facts.get("sides", {})


def _besides(one: Event, other: Event) -> bool:
    """Whether two shares of a round are told beside each other, neither of them the round: 双葉電機が10億円を引き受けたほか、森田機工が5億円を出資した."""
    s = one.sentence
    return s is other.sentence and bool(one.roles.get("investor")) and "ほか、" in s.text[one.trigger.end - s.start : other.trigger.start - s.start]


def series(e: Event) -> frozenset[str]:
    """The letters of the rounds that the sentence of an event names."""
    return _series_in(e.sentence.text)


@lru_cache(maxsize=1024)
def _series_in(text: str) -> frozenset[str]:
    return frozenset(_SERIES.findall(text))


def of_other_series(a: Event, b: Event) -> bool:
    """Whether the sentences of two events each tell of one round, and not of the same: シリーズCで60億円を調達した。2022年のシリーズBは星野電工が主導した."""
    mine, its = series(a), series(b)
    return len(mine) == len(its) == 1 and mine != its


def note_round(event: Event, of: Event) -> None:
    """Note of which round an event tells, which may go on with another that does: 30億円を調達した。星野電工が主導した。森田機工も投資した."""
    of = of.facts.get("round", of)
    if of.frame == "raise" and not of.inverse and not of_other_series(event, of) and not (event.amount is not None and _at_another_time(event, of)) and not _besides(of, event):
        event.facts["round"] = of
        if on_other_days(of, event):
            # 7月に10億円を調達し、8月には星野電工も5億円を出資した
            event.facts["other day"] = True
            of.facts["sides"] = {c: "none" for n in event.roles.get("investor", ()) for c in n.canonical} | of.facts.get("sides", {})
        if is_part(event.amount, of.amount) and event.trigger.row.word:
            # 星野電工がリードし、森田機工が20億円を投資した: the sum of one is no other's who acts in a clause of his own
            apart = {c: "none" for k in event.links if k.case == "other subj" for c in k.name.canonical if c not in event.names}
            event.facts["sides"] = apart | event.facts.get("sides", {})


def joins(a: Event, b: Event) -> bool:
    """Whether two events, one at least without a sum and a day of its own, tell of one round: 30億円を調達した。星野電工も資金を投じた。森田機工も加わった."""
    one, other = (e.facts.get("round", e) for e in (a, b))
    lone = [e for e in (a, b) if "round" in e.facts and e.amount is None and e.stake is None and not e.dates]
    return one is other and bool(lone) and not any("share" in e.facts for e in (a, b))


def shares_in(a: Event, b: Event) -> bool:
    """Whether an event tells the share of one who gives in a round, and the other the round as a whole or who else gives: 90億円を調達した。双葉電機は今回、20億円を投じた。星野電工も加わった."""
    if "round" not in a.facts or a.facts["round"] is not b.facts.get("round", b) or not is_part(a.amount, a.facts["round"].amount) or near_amount(a.amount, a.facts["round"].amount):
        return False
    if b.amount is not None:
        return is_part(a.amount, b.amount) and not near_amount(a.amount, b.amount)
    givers = [{c for n in e.rule_roles.get("investor", ()) for c in n.canonical} for e in (a, b)]
    return "round" in b.facts and givers[0].isdisjoint(givers[1])


def gave_earlier(a: Event, b: Event) -> bool:
    """Whether an event tells who put money into a company before the month in which the other raised some, which names others or nobody that gives: 8月に30億円を調達した。6月には双葉電機と資本業務提携を結んでいた."""
    if b.frame != "raise" or b.inverse or b.amount is None or a.amount is not None or a.type != b.type or a.frame not in ("invest", "join") or a.sentence is b.sentence:
        return False
    if pattern("leads_round").search(a.sentence.text) or _THIS_TIME.search(a.sentence.text) or _only_decided(a):
        # 主導した双葉電機とは8月に契約を結んでいた; 7月に出資を決めていた: who gives to the round itself
        return False
    earlier, later = ([d.iso for d in e.dates if d.iso and "Q" not in d.iso] for e in (a, b))
    givers = {c for n in a.rule_roles.get("investor", ()) for c in n.canonical}
    return bool(earlier and later and givers) and givers.isdisjoint(b.names) and all(x[:7] < y[: len(x)][:7] for x in earlier for y in later)


def _only_decided(event: Event) -> bool:
    """Whether money is told to have been decided on or agreed to, and not paid: 出資を決めていた."""
    at, pred = event.facts["chunk"], event.facts["pred"]
    return event.frame == "invest" and pred is not None and pred != at and pattern("gives word").match(event.chunks[pred].text) is not None


def gave_before(event: Event, events: list[Event]) -> list[Event]:
    """The events of a clause that says of who gives to a round what he gave before: [既に20億円を投資している]星野電工は今回、5億円を投じた."""
    givers = {c for n in event.roles.get("investor", ()) for c in n.canonical}
    return [
        e for e in events[-4:]
        if e.sentence is event.sentence and e.frame in ("spend", "invest") and e.amount is not None and not e.roles.get("investee")
        and any(k.case == "head" and not givers.isdisjoint(k.name.canonical) for k in e.links)
        and _ALREADY.search(e.sentence.text, 0, e.trigger.start - e.sentence.start)
    ]


def with_members(drafts: list[tuple]) -> None:
    """Make who has a stated share of a round an investor of the round too (contract, section 1: the total with all named members, and each stated share).

    Args:
        drafts: groups of events with their settled fields.
    """
    homes = {id(e): f for g, f in drafts for e in g.events if f["type"] == "investment"}
    for g, f in drafts:
        whole = next((homes[id(of)] for e in g.events if (of := e.facts.get("round")) is not None and id(of) in homes and not e.facts.get("other day")), None)
        if whole is None or whole is f or f["type"] != "investment" or not is_part(f["amount"], whole["amount"]):
            continue
        for c, role in f["parties"].items():
            if role == "investor" and c not in whole["parties"]:
                whole["parties"][c] = role
                whole.setdefault("members", []).extend(g.events)


def with_receivers(drafts: list[tuple]) -> None:
    """Give the share of one the other side of what all are told to do together, where its own sentence names none: 双葉電機と星野電工は森田機工に出資する。双葉電機が20億円、星野電工が10億円を払い込む.

    Args:
        drafts: groups of events with their settled fields.
    """
    for g, f in drafts:
        pays, *gets = ROLES_OF[f["type"]][:2]
        payers = {c for c, r in f["parties"].items() if r == pays}
        if not gets or not payers or gets[0] in f["parties"].values() or not any("share" in e.facts for e in g.events):
            continue
        for _, o in drafts:
            others = {c for c, r in o["parties"].items() if r == pays}
            if o["type"] == f["type"] and o["amount"] is None and payers < others:
                f["parties"].update({c: r for c, r in o["parties"].items() if r == gets[0] and c not in payers})
                break


#: Words of a round, whosever it is.
_A_ROUND = re.compile("シリーズ|ラウンド|シード|調達")


def with_raiser(drafts: list[tuple]) -> None:
    """Give a round that is told without its company to the only one whose rounds the article tells: 星野AIはシリーズCで60億円を調達した。最初のシリーズAは双葉電機が主導した.

    Args:
        drafts: groups of events with their settled fields.
    """
    rounds = [(g, f, {c for c, r in f["parties"].items() if r == "investee"}) for g, f in drafts if f["type"] == "investment"]
    raisers = {c for _, _, got in rounds for c in got}
    if len(raisers) != 1:
        return
    for g, f, got in rounds:
        if not got and "investor" in f["parties"].values() and raisers.isdisjoint(f["parties"]) and any(_A_ROUND.search(e.trigger.text) for e in g.events):
            f["parties"].update(dict.fromkeys(raisers, "investee"))
