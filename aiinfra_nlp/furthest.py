"""furthest: the events of one deal -> the furthest stage that the article states for it (contract, section 4).

In:  a group of judged events, the type of their record and its sum.
Out: the stage: what the models make of the events, unless the words leave no doubt: what is only intended is no more
     than planned, what is under way is not done, and what stands is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from . import features as F
from .parties import party_votes
from .pipes.reading.events import Event
from .pipes.stage.begun import begins, of_one
from .pipes.stage.unsaid import said


def settle_stage(events: Sequence[Event], models: Mapping, dtype: str, amount, *, plans: set[str], sold: bool) -> str:
    """The stage of the record.

    Args:
        events: those of the record.
        models: of the scorer.
        dtype: the type of the record.
        amount: its sum, or None.
        plans: types of which the rules are sure that the events tell a plan.
        sold: whether somebody is told to sell.
    """
    stages = stage_votes(events)
    if "stage" in models:
        stages = models["stage"](stage_features(events, stages, dtype))
    stages = said(stages, events)
    status = max(stages, key=stages.get)
    ahead = {stage for e in events for stage in e.facts.get("ahead", ())} - {e.status for e in events}
    if status in ahead:
        # 来月に完了する予定だ, 断念する可能性がある, and nothing that says it was: what the rest tells
        status = max((s for s in stages if s not in ahead), key=stages.get)
    status = _only_meant(status, events, sold)
    status = _begun_or_done(status, events, dtype)
    if status == "completed" and dtype == "acquisition" and _any(events, "to come") and not any(e.facts["own_past"] or e.status == "completed" for e in events):
        # 売却する。: nothing says that it was done
        status = max((s for s in stages if s != "completed"), key=stages.get)
    if status == "completed" and dtype == "acquisition" and all(e.status == "agreed" and e.facts["scope"].startswith(_ANNOUNCED) for e in events):
        # 統合を発表。: announced, and no more
        status = max((s for s in stages if s != "completed"), key=stages.get)
    offer = status != "cancelled" and _any(events, "offer")
    if ("acquisition" in plans or offer) and all(e.status == "in_talks" or not e.cues.get("status") for e in events):
        # an unanswered bid
        status = "in_talks"
    if status == "cancelled" and _any(events, "pursued"):
        # 提案を拒否した。双葉電機は買収を目指し続ける
        status = "in_talks"
    return _of_building(status, events, amount) if dtype == "capex" else status


#: Behind a noun, that it was announced.
_ANNOUNCED = ("を発表", "を公表", "で合意", "に合意")


def _any(events: Sequence[Event], fact: str) -> bool:
    return any(e.facts.get(fact) for e in events)


def only_holds(events: Sequence[Event]) -> bool:
    """Whether all that is told is that somebody holds shares: 株式の18%を持つ."""
    told = [e.facts.get("holds", False) for e in events if e.trigger.row.word]
    return bool(told) and all(told)


def _only_meant(status: str, events: Sequence[Event], sold: bool) -> str:
    """The stage of what is considered or intended, if nothing tells of more."""
    if _any(events, "considers") and all(e.status in ("in_talks", "planned") or not e.cues.get("status") for e in events):
        # 協業を検討する, and nothing that is signed
        status = "in_talks"
    if _any(events, "intends") and all(e.status == "planned" or not (e.cues.get("status") or e.frame == "contract") for e in events):
        # 買収する方針を固めた
        status = "planned"
    if status in ("planned", "agreed") and _any(events, "only considers") and all(e.status == "in_talks" or not e.cues.get("status") for e in events):
        # 30億円を投じる案を検討している
        status = "in_talks"
    if only_holds(events):
        # 株式の18%を持つ: whenever it was bought
        status = "completed"
    if status in ("planned", "agreed") and _any(events, "undecided") and all(e.status == "in_talks" or not e.cues.get("status") or not e.trigger.row.word for e in events):
        # 投じるかどうかを判断する
        status = "in_talks"
    if status == "agreed" and _any(events, "purchase") and any(e.status == "planned" for e in events) and not sold:
        # 半導体の購入に40億円を投じる: nobody else is bound yet
        status = "planned"
    return status


def _begun_or_done(status: str, events: Sequence[Event], dtype: str) -> str:
    """The stage of what is under way, of what is paid and of what one may draw on."""
    if status in ("planned", "completed") and dtype == "capex" and begins(events) and not any(e.status == "completed" or _OPENED.search(e.sentence.text) for e in events):
        # 工場の建設を始めた: under way
        status = "agreed"
    if status in ("planned", "agreed") and dtype in ("capex", "joint_venture") and _any(events, "fund made"):
        # 90億円のファンドをつくった, whoever puts money in later
        status = "completed"
    if status in ("planned", "agreed") and dtype in ("acquisition", "investment") and _any(events, "closed"):
        # 契約を結び、10月1日付で手続きを終えた
        status = "completed"
    if status == "completed" and _any(events, "on the way") and not any(e.facts["own_past"] and e.frame not in ("partner", "contract") for e in events):
        # 融資を主導している: under way
        status = "agreed"
    if status == "completed" and dtype == "investment" and _any(events, "warrant") and all(e.facts.get("warrant") for e in events if e.facts["own_past"]):
        # 株を取得できる新株予約権を発行した
        status = "agreed"
    if status == "agreed" and dtype == "investment" and not _any(events, "warrant") and _is_paid(events):
        # 資本業務提携契約を結び、株式を取得した
        status = "completed"
    lines = {e.sentence.index for e in events if e.facts.get("at hand")}
    if status == "completed" and dtype == "financing" and lines and not any(e.facts["own_past"] and e.sentence.index not in lines for e in events):
        # 融資枠を確保した: what one may draw on
        status = "agreed"
    return status


#: That what was built stands: 9月に完成した, 操業を始めた.
_OPENED = re.compile("(?:完成|稼働|竣工|開業|操業|運転|運用)(?:し|(?:を)?(?:始め|開始し))た")


def _of_building(status: str, events: Sequence[Event], amount) -> str:
    """The stage of what is built, by how far it has come (``progress``)."""
    told = {e.facts.get("progress") for e in of_one(events)}
    if "cancelled" in told:
        return "cancelled"
    if status == "agreed" and _any(of_one(events), "to begin") and not told & {"agreed", "completed"} and not begins(events):
        # 新工場は来年着工する, though building sounds as if it were under way
        return "planned"
    if status == "completed" and "planned" in told and "completed" not in told:
        return "planned"
    spent_on = any(e.amount is amount is not None and e.facts.get("progress") == "agreed" for e in events)
    if status == "completed" and spent_on and "completed" not in told and not any(_OPENED.search(e.sentence.text) for e in events):
        # 80億円を投じて工場の建設を始めた: not spent yet
        return "agreed"
    if status in ("planned", "agreed"):
        # 80億円をかけて工場を建てている: under way; 新棟が稼働した。投資額は80億円: spent
        return "completed" if "completed" in told else "agreed" if "agreed" in told else status
    return status


#: What two sign, beside which money may be paid.
_SIGNED = re.compile("提携|契約|協定|合意")


def _is_paid(events: Sequence[Event]) -> bool:
    """Whether all that the text tells of money for a company, beside what is signed, was done."""
    told = [e for e in events if e.trigger.row.word and not e.sentence.heads and e.cues.get("status")]
    signed = [e for e in told if e.frame in ("partner", "contract") or _SIGNED.search(e.trigger.row.word)]
    paid = [e for e in told if not any(e is x for x in signed)]
    return bool(paid) and all(e.facts["own_past"] and e.status == "completed" and not e.chunks[e.facts["chunk"]].adnominal for e in paid)


def stage_votes(events: Sequence[Event]) -> dict[str, float]:
    """Summed probability of each stage; headlines count half."""
    votes: dict[str, float] = {}
    for e in events:
        head = 0.5 if e.sentence.heads and len(events) > 1 else 1.0
        for s, p in e.status_p.items():
            votes[s] = votes.get(s, 0) + p * e.score * head
    return votes


def stage_features(events: Sequence[Event], votes: Mapping[str, float], dtype: str) -> list[str]:
    """Facts about the stage that a group of events tells."""
    ranked = sorted(votes, key=votes.get, reverse=True)
    total = max(1e-9, sum(votes.values()))
    out = ["bias", f"s1={ranked[0]}", f"s1={ranked[0]}|{dtype}", f"s1={ranked[0]}|{F.bucket(votes[ranked[0]] / total, 0.4, 0.6, 0.8)}",
           f"s12={ranked[0]}|{ranked[1]}|{F.bucket(votes[ranked[1]] / total, 0.1, 0.2, 0.35)}", f"n={min(4, len(events))}|{ranked[0]}"]
    for s, v in votes.items():
        out.append(f"{s}={F.bucket(v / total, 0.1, 0.25, 0.5)}|{dtype}")
    for e in events[:5]:
        where = "head" if e.sentence.heads else "body"
        best = max(e.status_p, key=e.status_p.get)
        out += [f"{where}:{best}", f"{where}:{best}|{F.bucket(e.status_p[best], 0.5, 0.7, 0.9)}", f"rule:{where}:{e.status}", f"past={e.facts['own_past']}|{dtype}"]
        out += [f"cue={c}" for c in e.cues.get("status", ())]
        out += F.governing_words(e)
        out += [f"{place}={when}|{best}" for place, when in F.times(e)]
    names = sum(max(v.values(), default=0) >= 0.5 for v in party_votes(events).values())
    out.append(f"names={min(3, names)}|{dtype}|{ranked[0]}")
    return sorted(set(out))
