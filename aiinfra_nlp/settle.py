"""settle: the events of one deal -> the fields of its record.

In:  a group of judged events.
Out: type, parties with roles, amount, stage and hearsay, by the votes of the events and, where
     there are trained models, by what the votes look like together: one strong event in the
     body says more than three weak ones in a headline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from . import features as F
from . import grouping
from .furthest import only_holds, settle_stage
from .gazetteer import Gazetteer
from .parties import for_each, held_together, party_votes, settle_parties, signed_jointly
from .pipes.reading.events import Event
from .pipes.records.merge import near_amount, same_amount
from .pipes.syntax.links import names_of


def settle(events: Sequence[Event], models: Mapping, settings: Mapping[str, float]) -> dict:
    """The fields of a record as event-level objects; ``confidence`` is that of the whole.

    Args:
        events: judged events (``Scorer.judge``) that tell one deal.
        models: the scorer's linear models; ``kind``, ``party``, ``stage`` and ``record`` are optional.
        settings: the scorer's thresholds.
    """
    events = sorted(events, key=lambda e: -e.score)
    plans = {e.facts.get("plan") for e in events}
    dtype = settle_type(events, models)
    if dtype == "capex" and "joint_venture" in plans:
        # who build together share what it costs (contract, section 3)
        dtype = "joint_venture"
    if "subsidy" in plans:
        # a public guarantee (contract, section 3), whatever the loan is called
        dtype = "subsidy"
    votes = party_votes(events)
    amount, stake = settle_amount(events), _first(events, "stake")
    capacity = _capacities(events, dtype)
    parties = settle_parties(events, votes, dtype, models, settings, alone=not (amount or stake or capacity))
    holds = only_holds(events)
    status = settle_stage(events, models, dtype, amount, plans=plans, sold="provider" in parties.values())
    heard = sum(e.reported_p * e.score for e in events) / sum(e.score for e in events)
    fields = {
        "votes": {c: sum(v.values()) for c, v in votes.items()},
        "type": dtype,
        "parties": parties,
        "amount": amount,
        "status": status,
        "reported": not _only_headed(events) and (heard >= 0.5 or any(e.facts.get("heard") and (amount is None or e.amount is None or same_amount(e.amount, amount)) for e in events)),
        "capacity": capacity,
        "stake": stake,
        "holds": holds,
        "confidence": events[0].score,
        "jointly": signed_jointly(events),
        "held": held_together(events),
        "each": any(e.amount is amount and for_each(e) for e in events) if amount is not None else False,
    }
    if "record" in models:
        fields["confidence"] = models["record"](grouping.record_features(list(events), fields))["yes"]
    if dtype in plans | {e.facts.get(fact) for e in events for fact in ("form", "plain")}:
        # what the rules are sure of is a record, however few have no sum
        fields["confidence"] = max(fields["confidence"], settings["record"])
    return fields


def _only_headed(events: Sequence[Event]) -> bool:
    """Whether a headline alone leaves a deal to others to vouch for, which a party announces in the text."""
    heads, body = [[e for e in events if e.sentence.heads is kind] for kind in (True, False)]
    return any(e.reported for e in heads) and any(e.facts.get("announced") for e in body) and not any(e.reported for e in body)


def _first(events: Sequence[Event], field: str):
    return next((getattr(e, field) for e in events if getattr(e, field) is not None), None)


def _capacities(events: Sequence[Event], dtype: str) -> list:
    """The capacities that the sentences of a deal tell, or those beside them."""
    from .pipes.records.merge import _capacities as capacities

    if dtype in ("investment", "acquisition"):
        return []
    own = capacities(list(events))
    return own or [c for e in events for c in e.facts.get("beside", ())]


# -- type ---------------------------------------------------------------------------------


def type_votes(events: Sequence[Event]) -> dict[str, float]:
    """Summed probability of each type; a tie-up counts less beside what is bought."""
    votes: dict[str, float] = {}
    bought = any(e.types_p and max(e.types_p, key=e.types_p.get) != "partnership" for e in events)
    for e in events:
        for t, p in e.types_p.items():
            votes[t] = votes.get(t, 0) + p * (0.3 if t == "partnership" and bought else 1)
    return votes


def settle_type(events: Sequence[Event], models: Mapping) -> str:
    """The type of the record."""
    if len(sure := {e.facts.get("sure type") for e in events} - {None}) == 1:
        return sure.pop()
    if is_tie_up(events):
        return "partnership"
    if any(e.facts.get("joint") or ("venture" in e.facts and e.facts["venture"].frame == "jv") for e in events):
        # money for a company that both sides own
        return "joint_venture"
    if is_minority(events):
        return "investment"
    if any(e.facts.get("purchase") for e in events):
        return "supply"
    if any(_is_takeover(e) for e in events) and all(max(e.types_p, key=e.types_p.get) in ("acquisition", "investment") for e in events):
        # 3社は星野電工を共同で買収する。双葉電機が6割を出資する
        return "acquisition"
    votes = type_votes(events)
    if "kind" in models:
        votes = _both(votes, models["kind"](type_features(events, votes)))
    if len(votes) > 1 and "capex" in votes and _only_raised(events):
        # whatever it is to be spent on; a round, where nothing around it tells of debt (decisions)
        dropped = ("capex",) if any(e.frame == "borrow" or e.sentence is not events[0].sentence or F.has_object(e.facts.get("around", ""), "debt") for e in events) else ("capex", "financing")
        votes = {t: p for t, p in votes.items() if t not in dropped} or votes
    if len(votes) > 1 and "subsidy" in votes and _of_owners(events):
        del votes["subsidy"]
    if len(votes) > 1 and "joint_venture" in votes and (too(events) or _of_one_group(events)):
        del votes["joint_venture"]
    return max(votes, key=votes.get)


def _only_raised(events: Sequence[Event]) -> bool:
    """Whether a sentence tells how much its company raises for what is built, and no other sum is told: 双葉電機が建設中の拠点向けに90億円を資金調達する案件."""
    sums = [e.amount for e in events if e.amount is not None]
    raised = [e for e in events if e.frame in ("raise", "borrow") and e.amount is not None and _RAISED.fullmatch(e.sentence.text[max(0, e.amount.end - e.sentence.start) : max(0, e.trigger.start - e.sentence.start)])]
    return bool(raised) and all(same_amount(a, raised[0].amount) for a in sums) and not any(e.frame == "spend" for e in events)


#: Between a sum and the word by which it is raised.
_RAISED = re.compile("(?:規模|程度|余り)?(?:を|の)")


def _of_one_group(events: Sequence[Event]) -> bool:
    """Whether all who build together are a company and its subsidiaries (contract, section 3)."""
    acts = names_of(k for e in events for k in e.links if k.case in ("subj", "com") and k.chunk >= 0 and k.weight >= 0.7 and k.name.label == "ORG")
    owner = {c: org.parent for c in acts if (org := Gazetteer.default().lookup(c)) is not None and org.parent}
    return len(acts) > 1 and any(all(c == o or owner.get(c) == o for c in acts) for o in acts & set(owner.values()))


def too(events: Sequence[Event]) -> bool:
    """Whether all that is told is that others spend as well (双葉電機や星野電工も、工場に90億円を投じる), each for itself unless the sentence says that they do so together."""
    told = [e for e in events if e.trigger.row.word]
    acts = [e.chunks[max(k.chunk for k in e.links if k.case == "subj")].func for e in told if any(k.case == "subj" and k.chunk >= 0 for k in e.links)]
    return len(acts) == len(told) > 0 and all(f == "も" for f in acts) and all(e.frame in ("spend", "build") and not F.together(e) for e in told)


#: Who gives what is no equity.
_PUBLIC = frozenset(("ministry", "agency", "government", "institution"))


def _of_owners(events: Sequence[Event]) -> bool:
    """Whether all that is told is equity that companies give, and no public body in the same words: 双葉電機など73億円の出資にとどまる."""
    told = [[k.name for k in e.links if k.chunk >= 0] for e in events]
    return all(e.trigger.row.word == "出資" for e in events) and all(any(n.label == "ORG" for n in ns) and not any(n.label == "GOV" or n.kind in _PUBLIC for n in ns) for ns in told)


def _is_takeover(e: Event) -> bool:
    """Whether an event tells in so many words who takes over whom: 双葉電機は星野電工を買収する."""
    if e.frame != "acquire" or not e.trigger.row.word.endswith(("買収", "子会社化")) or e.score < 0.5:
        return False
    here = [k for k in e.links if k.chunk >= 0 and k.weight >= 0.9 and k.name.label == "ORG"]
    return {"subj", "obj"} <= {k.case for k in here}


#: What is more than a minority, whatever part of the shares changes hands: 30%を買い取り、単独の所有者となる, 37%を買い取り、これまでと合わせて51%となる.
_CONTROL = re.compile(
    "子会社(?:化|に|とな|とす|として)|買収|過半|支配|経営権|TOB|公開買い?付|合併|統合|残り|残る|完全|追加|丸ごと|手中|単独(?:の所有|で(?:所有|保有))"
    r"|(?:計|わせて|比率[はを])(?:5[1-9]|[6-9][0-9])(?:\.[0-9]+)?%"
)


_PART_OF_SHARES, _PERCENT = re.compile("(?:株式|持ち?分)の一部"), re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)%")


def is_minority(events: Sequence[Event]) -> bool:
    """Whether all that is told is that less than two fifths of a company's shares change hands (双葉電機は星野電工の株式の3割を森田機工に譲渡する), which gives no control (contract, section 3)."""
    told = [e for e in events if e.trigger.row.word and e.facts["needs"]]
    if not told or not all(e.frame in ("stake", "stakesale") and e.types_p.get("investment", 0) + e.types_p.get("acquisition", 0) >= 0.5 for e in told):
        return False
    shares = {e.stake.value for e in told if e.stake is not None}
    if not shares and any(_PART_OF_SHARES.search(e.sentence.text) for e in told):
        # 子会社の株式の一部を星野電工に譲渡する。譲渡割合は20%
        shares = {Decimal(x) / 100 for e in told for x in _PERCENT.findall(e.sentence.text)}
    return bool(shares) and all(x is not None and x < 0.4 for x in shares) and not any(_CONTROL.search(e.sentence.text) for e in events)


_TIE_UP = re.compile(r"提携|協業|パートナーシップ|コラボレーション|アライアンス")
#: What is bought or paid in, with whose name a tie-up is more than that.
_BOUGHT = ("compute_contract", "power", "supply", "stake", "capital", "debt")


def is_tie_up(events: Sequence[Event]) -> bool:
    """Whether two companies are told to tie up for a sum and nothing else: 双葉電機と星野電工は3億ドルの戦略提携を結んだ (contract, section 3).

    Of a tie-up without a sum the models know more: it may be told of goods elsewhere.
    """
    told = [e for e in events if e.trigger.row.word]
    if all(e.amount is None for e in told) or not all(e.frame == "partner" and _TIE_UP.search(e.trigger.text) for e in told):
        return False
    firms = names_of(k for e in told for k in e.links if k.chunk >= 0 and k.name.label == "ORG")
    others = any(k.name.label == "GOV" for e in told for k in e.links if k.chunk >= 0)
    return len(firms) > 1 and not others and not any(F.has_object(_without_names(e), c) for e in told for c in _BOUGHT) and not any(e.facts["goods_next"] for e in told)


def _without_names(e: Event) -> str:
    """The sentence of an event without the names in it, which may sound like goods: 青葉クラウド."""
    text = e.sentence.text
    for k in e.links:
        text = text.replace(k.name.text, "") if k.chunk >= 0 else text
    return text


def _both(votes: Mapping[str, float], judged: Mapping[str, float]) -> dict[str, float]:
    """The votes weighted by what a model makes of them: neither overrules the other alone."""
    return {x: max(v, 1e-3) * max(judged.get(x, 0.0), 1e-4) for x, v in votes.items()}


def type_features(events: Sequence[Event], votes: Mapping[str, float]) -> list[str]:
    """Facts about what kind of deal a group of events tells."""
    ranked = sorted(votes, key=votes.get, reverse=True)[:3]
    share = [votes[t] / max(1e-9, sum(votes.values())) for t in ranked]
    out = ["bias", f"t1={ranked[0]}", f"t1={ranked[0]}|{F.bucket(share[0], 0.4, 0.6, 0.8, 0.9)}"]
    if len(ranked) > 1:
        out += [f"t2={ranked[1]}|{F.bucket(share[1], 0.05, 0.15, 0.3)}", f"t12={ranked[0]}|{ranked[1]}|{F.bucket(share[1], 0.1, 0.25)}"]
    for e in events[:4]:
        out += [f"w={e.trigger.row.word or '(amount)'}", f"frame={e.frame}|inv={e.inverse}", f"best={max(e.types_p, key=e.types_p.get)}"]
        out += [f"obj={c}" for c in F.OBJECTS if F.has_object(e.objects, c)]
        out += [f"l={w}" for w in F.content_words(e)]
        for sides, name in e.roles_p.values():
            if sides["none"] < 0.5:
                out += [f"{max((s for s in sides if s != 'none'), key=sides.get)}:{name.kind}", f"with={name.kind}|{ranked[0]}"]
    sides = {max((s for s in v if s != "none"), key=v.get) for e in events for v, _ in e.roles_p.values() if v["none"] < 0.5}
    out.append(f"sides={','.join(sorted(sides))}|{ranked[0]}")
    sure: dict[str, int] = {}
    for v in party_votes(events).values():
        if sum(v.values()) >= 0.5:
            sure[max(v, key=v.get)] = sure.get(max(v, key=v.get), 0) + 1
    out += [f"{side}s={min(3, n)}|{ranked[0]}" for side, n in sure.items()]
    out.append(f"together={any(F.together(e) for e in events)}|{ranked[0]}|{min(3, sum(sure.values()))}")
    out.append(f"amt={any(e.amount is not None for e in events)}|{ranked[0]}")
    stake = max((float(e.stake.value) for e in events if e.stake is not None and e.stake.value is not None), default=None)
    size = "no" if stake is None else F.bucket(stake, 0.2, 0.5, 0.51, 0.9)
    out += [f"stake={stake is not None}|{ranked[0]}", f"stake={size}", f"stake={size}|{ranked[0]}"]
    return sorted(set(out))


# -- amount and stage ---------------------------------------------------------------------


def settle_amount(events: Sequence[Event]):
    """The surest amount; one of the body and an exact one before a rounded headline."""

    def rank(e: Event) -> float:
        head = e.sentence.heads
        return e.amount_score * (0.4 + 0.6 * e.score) - 0.15 * head - 0.05 * (e.amount.qualifier != "exact")

    told = [e for e in events if e.amount is not None]
    if not told:
        return None
    best = max(told, key=rank)
    # a headline rounds off what the body says: $380M, 3億8024万1352ドル
    body = [e for e in told if not e.sentence.heads and e.amount.currency == best.amount.currency and near_amount(e.amount, best.amount)] if best.sentence.heads else []
    return max(body, key=rank, default=best).amount
