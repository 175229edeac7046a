"""settle: the events of one deal -> the fields of its record.

In:  a group of judged events.
Out: type, parties with roles, amount, stage and hearsay, by the votes of the events and, where
     there are trained models, by what the votes look like together: one strong event in the
     body says more than three weak ones in a headline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from . import features as F
from . import grouping
from .gazetteer import Gazetteer
from .pipes.coordination import joined
from .pipes.events import Event

Votes = dict[str, dict[str, float]]


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
    votes = party_votes(events)
    amount, stake = settle_amount(events), _first(events, "stake")
    capacity = _capacities(events, dtype)
    parties = settle_parties(events, votes, dtype, models, settings, alone=not (amount or stake or capacity))
    stages = stage_votes(events)
    status = max(stages, key=stages.get)
    if "stage" in models:
        stages = models["stage"](stage_features(events, stages, dtype))
        status = max(stages, key=stages.get)
    if any(e.facts.get("intends") for e in events) and all(e.status == "planned" or not e.cues.get("status") for e in events):
        # 買収する方針を固めた, and nothing that goes further
        status = "planned"
    heard = sum(e.reported_p * e.score for e in events) / sum(e.score for e in events)
    fields = {
        "votes": {c: sum(v.values()) for c, v in votes.items()},
        "type": dtype,
        "parties": parties,
        "amount": amount,
        "status": status,
        "reported": heard >= 0.5 or any(e.facts.get("heard") for e in events),
        "capacity": capacity,
        "stake": stake,
        "confidence": events[0].score,
        "each": any(e.amount is amount and _for_each(e) for e in events) if amount is not None else False,
    }
    if "record" in models:
        fields["confidence"] = models["record"](grouping.record_features(list(events), fields))["yes"]
    if dtype in plans:
        # what the rules are sure of is a record, however few have no sum
        fields["confidence"] = max(fields["confidence"], settings["record"])
    return fields


def _first(events: Sequence[Event], field: str):
    return next((getattr(e, field) for e in events if getattr(e, field) is not None), None)


def _capacities(events: Sequence[Event], dtype: str) -> list:
    """The capacities that the sentences of a deal tell, or those beside them."""
    from .pipes.merge import _capacities as capacities

    if dtype in ("investment", "acquisition"):
        return []
    own = capacities(list(events))
    return own or [c for e in events for c in e.facts.get("beside", ())]


# -- type ---------------------------------------------------------------------------------


def type_votes(events: Sequence[Event]) -> dict[str, float]:
    """Summed probability of each type; a tie-up counts less beside what is bought."""
    votes: dict[str, float] = {}
    for e in events:
        for t, p in e.types_p.items():
            votes[t] = votes.get(t, 0) + p * (0.3 if t == "partnership" and len(events) > 1 else 1)
    return votes


def settle_type(events: Sequence[Event], models: Mapping) -> str:
    """The type of the record."""
    if is_tie_up(events):
        return "partnership"
    if any(e.facts.get("joint") for e in events):
        # money for a company that both sides own
        return "joint_venture"
    votes = type_votes(events)
    if "kind" in models:
        votes = _both(votes, models["kind"](type_features(events, votes)))
    return max(votes, key=votes.get)


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
    firms = {c for e in told for k in e.links if k.chunk >= 0 and k.name.label == "ORG" for c in k.name.canonical}
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


# -- parties ------------------------------------------------------------------------------


def party_votes(events: Sequence[Event]) -> Votes:
    """For each name the strongest probability of each side over the events."""
    votes: Votes = {}
    for e in events:
        for c, (sides, _) in e.roles_p.items():
            v = votes.setdefault(c, {})
            for side, p in sides.items():
                if side != "none":
                    v[side] = max(v.get(side, 0), p * min(1.0, 0.4 + e.score * 0.6))
    return votes


def settle_parties(
    events: Sequence[Event], votes: Votes, dtype: str, models: Mapping, settings: Mapping[str, float], *, alone: bool = False
) -> dict[str, str]:
    """Role of each party of the record; ``alone``: nothing but a second party can make it a deal."""
    sides = {c: side for c, v in votes.items() if (side := F.best_side(dtype, v)) is not None}
    sure = {c: sum(votes[c].values()) for c in sides}
    if "party" in models:
        asked = [c for c in sides if sure[c] >= 0.15]
        told = models["party"].chances(party_features(events, votes, c, sides[c], dtype) for c in asked)
        sure |= zip(asked, told, strict=True)
    _as_listed(sure, sides, events)
    found = {c: F.role_for(dtype, side) for c, side in sides.items()}
    parties = {c: role for c, role in found.items() if sure[c] >= settings["party"]}
    sides_told = ("payer",) if any(e.facts.get("unnamed goal") for e in events) else ("payer", "payee")
    _no_empty_side(dtype, parties, found, sure, settings["lone"], sides_told)
    if alone and len(parties) < 2:
        _no_empty_side(dtype, parties, found, sure, settings["second"], sides_told)
        _other_side(dtype, parties, found, sure, settings["second"])
    _between_two(dtype, parties, events)
    _both_sides(dtype, parties, votes, events)
    _one_each(parties, sure, events)
    _ministries(parties, events)
    for parent in services(parties):
        del parties[parent]
    return parties


def _as_listed(sure: dict[str, float], sides: Mapping[str, str], events: Sequence[Event]) -> None:
    """Make each member of a list (A、B、Cとの契約) as sure as all are on average, where the case puts all on the side of the deal that is found for them."""
    for e in events:
        for members in joined(e):
            names = [c for i in members for c in e.links[i].name.canonical if c in sure]
            told = {F.rule_side(e, e.links[i]) for i in members}
            if e.links[members[0]].case == "subj" or len(names) < 2 or {sides[c] for c in names} != told:
                continue
            mean = sum(sure[c] for c in names) / len(names)
            for c in names:
                sure[c] = max(sure[c], mean)


def _no_empty_side(dtype: str, parties: dict[str, str], found: Mapping[str, str], sure: Mapping[str, float], least: float, sides: Sequence[str] = ("payer", "payee")) -> None:
    """A deal has two sides: where one is empty, the likeliest name for it need be less sure; not so the receiver that is told without a name (新会社に出資する)."""
    for side in sides:
        role = F.role_for(dtype, side)
        if role is not None and (role not in parties.values() or (role == "partner" and len(parties) == 1)):
            best = max((c for c, r in found.items() if r == role and c not in parties), key=sure.__getitem__, default=None)
            if best is not None and sure[best] >= least:
                parties[best] = role


def _other_side(dtype: str, parties: dict[str, str], found: Mapping[str, str], sure: Mapping[str, float], least: float) -> None:
    """Two on one side of a deal that needs two (AとBが資本提携する) take a side each: the surer one pays."""
    pay, got = F.role_for(dtype, "payer"), F.role_for(dtype, "payee")
    rest = [c for c in found if c not in parties]
    if len(parties) != 1 or got is None or not rest:
        return
    role, second = next(iter(parties.values())), max(rest, key=sure.__getitem__)
    if role in (pay, got) and found[second] == role and sure[second] >= least:
        parties[second] = got if role == pay else pay


def party_features(events: Sequence[Event], votes: Votes, c: str, side: str, dtype: str) -> list[str]:
    """Facts about a name as a party of the whole record."""
    v = votes[c]
    total = sum(v.values())
    found = [(e, e.roles_p[c]) for e in events if c in e.roles_p]
    name = max(found, key=lambda x: 1 - x[1][0]["none"])[1][1]
    backing = sum(1 for _, (sides, _) in found if sides["none"] < 0.5)
    links = [(e, k) for e in events for k in e.links if c in k.name.canonical]
    inside = [k for _, k in links if k.chunk >= 0]
    cases = {k.case for k in inside} or {k.case for _, k in links}
    rules = {F.rule_side(e, k) for e, k in links}
    rivals = sorted((sum(o.values()) for d, o in votes.items() if d != c and max(o, key=o.get) == side), reverse=True)
    other = max((sum(o.values()) for d, o in votes.items() if d != c and max(o, key=o.get) != side), default=0.0)
    strength = F.bucket(total, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97)
    out = ["bias", f"v={strength}", f"v={strength}|{side}|{dtype}", f"margin={F.bucket(v[side] - (total - v[side]), 0.0, 0.3, 0.6)}",
           f"kind={name.kind}|{side}", f"kind={name.kind}|{dtype}|{side}", f"label={name.label}|{side}", f"known={name.known}|v={strength}",
           f"back={min(4, backing)}|n={min(4, len(events))}", f"inside={bool(inside)}|v={strength}", f"lead={c in events[0].roles_p and events[0].roles_p[c][0]['none'] < 0.5}",
           f"rivals={sum(r >= 0.5 for r in rivals)}|{side}|{dtype}", f"rank={sum(r > total for r in rivals)}|{side}",
           f"other={F.bucket(other, 0.3, 0.6, 0.8)}|{side}|{dtype}", f"ratio={F.bucket(total / max(rivals[0], 1e-9) if rivals else 9, 0.5, 0.8, 1.0)}|{side}|{dtype}",
           f"head={any(e.sentence.heads for e, k in links if k.chunk >= 0)}", f"ref={name.reference}"]
    out += [f"case={x}|{side}" for x in cases] + [f"case={x}|{side}|{dtype}" for x in cases] + [f"rule={x}|{side}" for x in rules]
    return out


#: Kinds of organisations that lend.
_LENDERS = frozenset(("bank", "fund", "finance", "insurer", "securities", "institution", "government", "ministry", "agency"))


#: Frames of what two put down in a contract.
_CONTRACTS = frozenset(("contract", "lease", "powerbuy", "powersell"))


def _between_two(dtype: str, parties: dict[str, str], events: Sequence[Event]) -> None:
    """Of two who conclude a contract with each other (双葉クラウドは星野AIと契約を結んだ) both are parties: where one has a side and the other side is empty, it is the other's."""
    pay, got = F.role_for(dtype, "payer"), F.role_for(dtype, "payee")
    for e in events:
        if e.frame not in _CONTRACTS or got is None:
            continue
        firm = [(k.case, c) for k in e.links if k.chunk >= 0 and k.weight >= 0.9 and not k.facts and not k.clauses for c in k.name.canonical]
        subj, com = ([c for case, c in firm if case == x] for x in ("subj", "com"))
        for mine, its in ((subj, com), (com, subj)):
            role = next((parties[c] for c in mine if c in parties), None)
            free = {pay: got, got: pay}.get(role)
            if free is not None and len(its) == 1 and its[0] not in parties and free not in parties.values():
                parties[its[0]] = free


def _both_sides(dtype: str, parties: dict[str, str], votes: Votes, events: Sequence[Event]) -> None:
    """Two parties of a purchase do not both pay: the one that can best be the other side is."""
    pay, got = F.role_for(dtype, "payer"), F.role_for(dtype, "payee")
    if got is None or len(parties) < 2 or set(parties.values()) not in ({pay}, {got}):
        return
    missing, side, now = (got, "payee", "payer") if pay in parties.values() else (pay, "payer", "payee")
    # what is said of the members of a list is said of all: none of A、B、Cが購入した sells
    listed = {c for e in events for members in joined(e) for i in members for c in e.links[i].name.canonical}
    best = max((c for c in parties if c not in listed), key=lambda c: votes[c].get(side, 0) / max(votes[c].get(now, 0), 1e-6), default=None)
    if best is None:
        return
    if dtype == "financing" and missing == pay and not any(best in k.name.canonical and k.name.kind in _LENDERS for e in events for k in e.links):
        return
    if votes[best].get(side, 0) >= 0.12:
        parties[best] = missing


def _one_each(parties: dict[str, str], sure: Mapping[str, float], events: Sequence[Event]) -> None:
    """Money goes to one receiver: further names of such a role stay only if they are as sure, or stand joined to it (BとCに)."""
    inside = [{c: k.case for k in e.links if (k.chunk >= 0 and not k.clauses) or k.facts == ("told before",) for c in k.name.canonical} for e in events]
    for role in ("investee", "target", "borrower", "recipient", "provider", "customer"):
        names = [c for c, r in parties.items() if r == role]
        top = max(names, key=sure.__getitem__, default=None)
        for c in names:
            joined = any(cases.get(c) in ("goal", "obj", "src", "subj", "com") and cases.get(c) == cases.get(top) for cases in inside)
            if sure[c] < (0.6 if joined else 0.85) * sure[top]:
                del parties[c]


_EACH_SUM = re.compile(r"それぞれ|各々|(?:1|一)社(?:あ|当)たり|各社")


def _for_each(e: Event) -> bool:
    """Whether a sentence that names nobody gives a sum that each of those told before has: 契約額はそれぞれ2億ドルだ."""
    return _EACH_SUM.search(e.sentence.text) is not None and not any(k.chunk >= 0 for k in e.links)


#: Types of which each counterparty is a deal of its own, with the roles that one deal has once.
_EACH = {"acquisition": ("target",), "investment": ("investee",), "supply": ("provider", "customer"), "compute_contract": ("provider", "customer")}


def one_per_counterparty(fields: dict) -> list[dict]:
    """A record for each counterparty where no sum holds them together: AはBやCを買収した, AはB社とC社に供給する (contract, section 1)."""
    parties = fields["parties"]
    for role in _EACH.get(fields["type"], ()):
        several = [c for c, r in parties.items() if r == role]
        others = {c: r for c, r in parties.items() if r != role}
        if len(several) > 1 and (fields["amount"] is None or fields.get("each")) and not fields["capacity"] and len(others) == 1:
            return [{**fields, "parties": {**others, c: role}} for c in several]
    return [fields]


def services(parties: Mapping[str, str]) -> dict[str, str]:
    """The service of each party that is only the parent of another cloud in its role: Amazon beside Amazon Web Services."""
    found = {}
    for c, role in parties.items():
        org = Gazetteer.default().lookup(c)
        if org is not None and org.kind == "cloud" and parties.get(org.parent) == role:
            found[org.parent] = c
    return found


def _ministries(parties: dict[str, str], events: Sequence[Event]) -> None:
    """A ministry acts for its government: the government is not a second party."""
    kinds = {c: k.name.kind for e in events for k in e.links for c in k.name.canonical}
    for role in set(parties.values()):
        if any(kinds.get(c) in ("ministry", "agency", "institution") for c, r in parties.items() if r == role):
            for c in [c for c, r in parties.items() if r == role and kinds.get(c) == "government"]:
                del parties[c]


# -- amount and stage ---------------------------------------------------------------------


def settle_amount(events: Sequence[Event]):
    """The surest amount; one of the body and an exact one before a rounded headline."""

    def rank(e: Event) -> float:
        head = e.sentence.heads
        return e.amount_score * (0.4 + 0.6 * e.score) - 0.15 * head - 0.05 * (e.amount.qualifier != "exact")

    told = [e for e in events if e.amount is not None]
    return max(told, key=rank).amount if told else None


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
