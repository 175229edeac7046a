"""parties: the votes of the events of one deal -> its parties with their roles.

In:  a group of judged events, and the type of their record.
Out: who is a party in which role: whoever is sure enough, with both sides of the deal filled where
     the article names somebody, and with nobody on both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from . import features as F
from .gazetteer import Gazetteer
from .pipes.kinds.mergers import both_acquire
from .pipes.reading.events import LENDERS, Event
from .pipes.syntax.coordination import joined
from .pipes.syntax.links import names_of

Votes = dict[str, dict[str, float]]


def party_votes(events: Sequence[Event]) -> Votes:
    """For each name the strongest probability of each side over the events."""
    votes: Votes = {}
    apart = _apart(events)
    for e in events:
        for c, (sides, _) in e.roles_p.items():
            if c in apart.get(e.sentence.index, ()):
                continue
            v = votes.setdefault(c, {})
            for side, p in sides.items():
                if side != "none":
                    v[side] = max(v.get(side, 0), p * min(1.0, 0.4 + e.score * 0.6))
    return votes


def _on_the_whole(events: Sequence[Event]) -> Votes:
    """For each name the mean probability of each side over the events."""
    sums: dict[str, Counter[str]] = {}
    weight: Counter[str] = Counter()
    for e in events:
        for c, (sides, _) in e.roles_p.items():
            weight[c] += e.score
            sums.setdefault(c, Counter()).update({side: p * e.score for side, p in sides.items()})
    return {c: {side: p / max(weight[c], 1e-9) for side, p in told.items()} for c, told in sums.items()}


def _apart(events: Sequence[Event]) -> dict[int, set[str]]:
    """By their sentence the members of lists of which these events tell another item, and who thus have no part in it: 支援を受け、A、B、Cがそれぞれ100億円のGPUを調達する."""
    items = [e for e in events if e.facts.get("apart") and "share" in e.facts]
    own = names_of(k for e in items for k in e.links if k.chunk >= 0)
    apart = {e.sentence.index: e.facts["apart"] - own for e in items}
    # AとBへの出資を協議している。出資額はAが100億円、Bが60億円: nor in what a sentence tells of all of them
    with_sums = {c for e in items if e.amount is not None for c in e.facts["apart"]} - own
    return {e.sentence.index: apart.get(e.sentence.index, set()) | with_sums | _in_a_row(e, events) for e in events}


#: So many that a sentence names as ones who all do something do so each for himself.
_MANY = 3


def _in_a_row(e: Event, events: Sequence[Event]) -> set[str]:
    """Who only does the like, where a sentence without a sum names many and another tells what one of them spends: 双葉電機や星野電工、森田機工が巨額投資を打ち出している。双葉電機は20億円を投じる."""
    if e.type != "capex" or e.amount is not None:
        return set()
    many = _acting(e)
    own = [acts for o in events if o.amount is not None and o.type == "capex" and o.sentence is not e.sentence and len(acts := _acting(o)) == 1]
    return many - own[0] if len(many) >= _MANY and own and all(acts == own[0] <= many for acts in own) else set()


def _acting(e: Event) -> set[str]:
    return names_of(k for k in e.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.5)


def settle_parties(
    events: Sequence[Event], votes: Votes, dtype: str, models: Mapping, settings: Mapping[str, float], *, alone: bool = False
) -> dict[str, str]:
    """Role of each party of the record; ``alone``: nothing but a second party can make it a deal."""
    # of two sides that one event each is sure of, the one that most events tell
    told = _on_the_whole(events)
    sides = {c: side for c, v in votes.items() if (side := F.best_side(dtype, {s: p + told[c].get(s, 0.0) for s, p in v.items()})) is not None}
    sure = {c: sum(votes[c].values()) for c in sides}
    if "party" in models:
        asked = [c for c in sides if sure[c] >= 0.15]
        told = models["party"].chances(party_features(events, votes, c, sides[c], dtype) for c in asked)
        sure |= zip(asked, told, strict=True)
    _as_listed(sure, sides, events)
    if dtype == "capex":
        sides = _of_projects(sides, sure)
    if dtype in ("compute_contract", "supply"):
        # Google Cloud sells nothing to Google
        owners = {org.parent: c for c in sides if (org := Gazetteer.default().lookup(c)) is not None and org.kind == "cloud" and org.parent}
        sides = {c: side for c, side in sides.items() if c not in owners or side == sides[owners[c]] or sure[owners[c]] <= sure[c]}
    found = {c: F.role_for(dtype, side) for c, side in sides.items()}
    parties = {c: role for c, role in found.items() if sure[c] >= settings["party"]}
    sides_told = ("payer", "payee")
    if any(e.facts.get("unnamed goal") or e.facts.get("unnamed other") for e in events):
        # the receiver is told without a name (新会社に出資する, 同業を買収する), so nobody of another sentence is it
        sides_told = ("payer",)
        here = names_of(k for e in events for k in e.links if k.chunk >= 0)
        parties = {c: role for c, role in parties.items() if c in here or sides[c] != "payee"}
        if named := {c for e in events if not (e.facts.get("unnamed goal") or e.facts.get("unnamed other")) for k in e.links if "cleft" in k.facts for c in k.name.canonical}:
            # 部品大手を買収する。買収するのは星野電工: unless another sentence says who that is
            found = {c: role for c, role in found.items() if c in named or sides[c] != "payee"}
            sides_told = ("payer", "payee")
    _no_empty_side(dtype, parties, found, sure, settings["lone"], sides_told)
    if alone and len(parties) < 2 and ("payee" in sides_told or not parties):
        _no_empty_side(dtype, parties, found, sure, settings["second"], sides_told)
        _other_side(dtype, parties, found, sure, settings["second"])
    _between_two(dtype, parties, events)
    _both_sides(dtype, parties, votes, events)
    _bought_from(dtype, parties, events)
    _one_each(parties, sure, events)
    _told_sides(dtype, parties, events)
    _ministries(parties, events)
    _programmes(dtype, parties, events)
    if dtype == "acquisition":
        both_acquire(parties, events)
    for parent, part in services(parties).items():
        # Alphabet(Google): the bracket only says whose name is better known
        glossed = {k.case for e in events for k in e.links if part in k.name.canonical and k.chunk >= 0} == {"paren"}
        parties.pop(part if glossed else parent, None)
    return parties


def _as_listed(sure: dict[str, float], sides: Mapping[str, str], events: Sequence[Event]) -> None:
    """Make each member of a list (A、B、Cとの契約) as sure as all are on average, where the case puts all on the side of the deal that is found for them."""
    for e in events:
        for members in joined(e):
            names = [c for i in members for c in e.links[i].name.canonical if c in sure]
            told = {F.rule_side(e, e.links[i]) for i in members}
            same = {sides[c] for c in names}
            # who of two signs for what is not told by the case: of A・Bとの契約 both are one side of it
            either = e.frame in _CONTRACTS and e.links[members[0]].case == "com" and len(told) == len(same) == 1
            if e.links[members[0]].case == "subj" or len(names) < 2 or not (same == told or either):
                continue
            mean = sum(sure[c] for c in names) / len(names)
            for c in names:
                sure[c] = max(sure[c], mean)


def _no_empty_side(dtype: str, parties: dict[str, str], found: Mapping[str, str], sure: Mapping[str, float], least: float, sides: Sequence[str] = ("payer", "payee")) -> None:
    """A deal has two sides: where one is empty, the likeliest name for it need be less sure."""
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
    if dtype == "financing" and missing == pay and not any(best in k.name.canonical and k.name.kind in LENDERS for e in events for k in e.links):
        return
    if votes[best].get(side, 0) >= 0.12:
        parties[best] = missing


#: What is bought apart from whose it was.
_LAND = re.compile("土地|用地|敷地|跡地|建物|不動産|物件")


def _bought_from(dtype: str, parties: dict[str, str], events: Sequence[Event]) -> None:
    """Of whom somebody buys goods (双葉電機は北斗商事から部品を調達する) or rents a place (星野電工との間で、施設を借りることで合意した) is never who pays for them, and who buys them never who is paid."""
    pay, got = F.role_for(dtype, "payer"), F.role_for(dtype, "payee")
    for e in events if dtype == "acquisition" else ():
        # 土地の権利を星野電工から買った: who sells it is not what is bought
        if e.frame == "buy" and not e.inverse and _LAND.search(e.objects) and any(k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9 for k in e.links):
            parties.update({c: "seller" for k in e.links if k.chunk >= 0 and k.case == "src" and k.weight >= 0.9 and not k.facts for c in k.name.canonical if parties.get(c) == got})
    for e in events if dtype in ("supply", "compute_contract") else ():
        of = ("src",) if e.frame == "buy" else ("src", "com")
        if e.inverse or not (e.frame == "buy" and dtype == "supply") and not (e.frame == "lease" and e.trigger.text.startswith(("借り", "賃借"))):
            continue
        sure = {case: [c for k in e.links if k.chunk >= 0 and k.case == case and k.weight >= 0.9 and not k.facts for c in k.name.canonical if c in parties] for case in ("subj", *of)}
        rest = [c for case in of for c in sure[case]]
        if sure["subj"] and rest and all(parties[c] == got for c in sure["subj"]) and all(parties[c] == pay for c in rest):
            parties.update({c: pay for c in sure["subj"]} | {c: got for c in rest})


def _one_each(parties: dict[str, str], sure: Mapping[str, float], events: Sequence[Event]) -> None:
    """Money goes to one receiver: further names of such a role stay only if they are as sure, or stand joined to it (BとCに)."""
    inside = [{c: k.case for k in e.links if (k.chunk >= 0 and not k.clauses) or k.facts == ("told before",) for c in k.name.canonical} for e in events]
    for role in ("investee", "target", "borrower", "recipient", "provider", "customer"):
        names = [c for c, r in parties.items() if r == role]
        top = max(names, key=lambda c: sure.get(c, 0.0), default=None)
        for c in names:
            joined = any(cases.get(c) in ("goal", "obj", "src", "subj", "com", "gen") and cases.get(c) == cases.get(top) for cases in inside)
            if sure.get(c, 0.0) < (0.6 if joined else 0.85) * sure.get(top, 0.0):
                del parties[c]


_EACH_SUM = re.compile(r"それぞれ|各々|(?:1|一)社(?:あ|当)たり|各社")


def for_each(e: Event) -> bool:
    """Whether a sentence that names nobody gives a sum that each of those told before has: 契約額はそれぞれ2億ドルだ."""
    return _EACH_SUM.search(e.sentence.text) is not None and not any(k.chunk >= 0 for k in e.links)


#: Types of which each counterparty is a deal of its own, with the roles that one deal has once.
_EACH = {"acquisition": ("target",), "investment": ("investee",), "supply": ("provider", "customer"), "compute_contract": ("provider", "customer"), "power": ("provider", "customer")}


def one_per_counterparty(fields: dict) -> list[dict]:
    """A record for each counterparty where no sum holds them together: AはBやCを買収した, AはB社とC社に供給する (contract, section 1); but A、B、Cの3社はDと契約した is one."""
    parties = fields["parties"]
    for role in _EACH.get(fields["type"], ()):
        several = [c for c, r in parties.items() if r == role]
        others = {c: r for c, r in parties.items() if r != role}
        # 2社と契約し、計90メガワットの電力を確保する: what all contracts come to holds nobody together
        held = fields["capacity"] and (len(fields.get("held", several)) > 1 and not fields.get("held", frozenset(several)).isdisjoint(several))
        # two with one contract for power may well share it, as a generator and a retailer do
        least = 3 if fields["type"] == "power" else 2
        if len(several) >= least and not fields.get("jointly", frozenset()).issuperset(several) and (fields["amount"] is None or fields.get("each")) and not held and len(others) == 1:
            return [{**fields, "parties": {**others, c: role}, "capacity": []} for c in several]
    return [fields]


def held_together(events: Sequence[Event]) -> frozenset[str]:
    """Those whom the clause of a capacity itself names as its other side: BとCから計90メガワットの電力を買う."""
    return frozenset(c for e in events if any(x.start < e.trigger.start for x in e.capacities) for k in e.links if k.chunk >= 0 and k.weight >= 0.5 and k.case in ("com", "src", "goal", "obj", "gen") for c in k.name.canonical)


#: Behind and before him through whom power is bought, who sells it with the generator by one contract.
_THROUGH, _RETAILS = ("を通じ", "を介し", "経由"), re.compile("小売[^、。]{0,8}$")


def _through(text: str, start: int, end: int) -> bool:
    return text.startswith(_THROUGH, end) or _RETAILS.search(text[max(0, start - 12) : start]) is not None


#: What several sign together, and that each does so for itself.
_SIGNED, _APART = re.compile("契約|合意|調印|共同で"), re.compile("それぞれ|各々|個別に|相次")


def signed_jointly(events: Sequence[Event]) -> frozenset[str]:
    """Those who sign one contract together, the subjects of its sentence: A、B、Cの3社はDと契約を結んだ; but not Dは3社と契約を結んだ."""
    found: set[str] = set()
    for e in events:
        text = e.sentence.text
        acting = names_of(k for k in e.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9)
        if len(acting) > 1 and _SIGNED.search(text) and not _APART.search(text):
            found |= acting
        here = [k for k in e.links if k.chunk >= 0] if e.type == "power" else []
        if any(_through(text, k.name.start - e.sentence.start, k.name.end - e.sentence.start) for k in here):
            found |= names_of(here)
    return frozenset(found)


#: Frames of companies, businesses and shares that change hands.
_CHANGES_HANDS = frozenset(("acquire", "stake", "sell", "stakesale", "merge"))


def _told_sides(dtype: str, parties: dict[str, str], events: Sequence[Event]) -> None:
    """Of a company that changes hands, who is told in so many words to be on a side is on it (``takeovers``), and a company made for the bid is nobody."""
    if dtype not in ("acquisition", "investment"):
        return
    told: dict[str, set[str]] = {}
    for e in events:
        for c, side in e.facts.get("sides", {}).items() if e.frame in _CHANGES_HANDS else ():
            told.setdefault(c, set()).add(side)
    for c, sides in sorted(told.items()):
        role = F.role_for(dtype, *sides) if len(sides) == 1 else None
        if role is not None and (c in parties or dtype == "acquisition"):
            parties[c] = role
    for c in {c for e in events for c in e.facts.get("vehicles", ())} if len(parties) > 2 else ():
        parties.pop(c, None)


def services(parties: Mapping[str, str]) -> dict[str, str]:
    """The service of each party that is only the parent of another cloud in its role: Amazon beside Amazon Web Services; a company of another name acts beside its owner."""
    found = {}
    for c, role in parties.items():
        org = Gazetteer.default().lookup(c)
        if org is not None and org.kind == "cloud" and parties.get(org.parent) == role and (c.split()[0] == org.parent.split()[0] or _is_called_owner(org.parent, c)):
            found[org.parent] = c
    return found


def _is_called_owner(parent: str, c: str) -> bool:
    """Whether the registry has a company as one that is called the owner of another: Alphabet, グーグルの親会社."""
    owner = Gazetteer.default().lookup(parent)
    return owner is not None and any(x.endswith("親会社") and x.startswith(c) for x in owner.aliases)


def _ministries(parties: dict[str, str], events: Sequence[Event]) -> None:
    """A ministry acts for its government: the government is not a second party."""
    kinds = {c: k.name.kind for e in events for k in e.links for c in k.name.canonical}
    for role in set(parties.values()):
        if any(kinds.get(c) in ("ministry", "agency", "institution") for c, r in parties.items() if r == role):
            for c in [c for c, r in parties.items() if r == role and kinds.get(c) == "government"]:
                del parties[c]


#: A project that is called so: Project Aurora, プロジェクト・オーロラ, オーロラ計画.
_PROJECT = re.compile("Project [A-Z].*|プロジェクト・.+|.+(?:プロジェクト|計画)")


def _is_project(c: str) -> bool:
    org = Gazetteer.default().lookup(c)
    return (org is None or org.kind in ("programme", "product")) and _PROJECT.fullmatch(c) is not None


def _of_projects(sides: dict[str, str], sure: dict[str, float]) -> dict[str, str]:
    """The sides, without projects: who may spend on one spends what it is told to cost (双葉電機のProject Aurora)."""
    projects = {c for c in sides if _is_project(c)}
    payers = [c for c in sides if sides[c] == "payer" and c not in projects and sure[c] >= 0.1]
    if not projects or not payers:
        return sides
    own = max(payers, key=sure.__getitem__)
    sure[own] = max(sure[c] for c in (own, *projects))
    return {c: side for c, side in sides.items() if c not in projects}


def _programmes(dtype: str, parties: dict[str, str], events: Sequence[Event]) -> None:
    """A programme that two or more set up or pay for is what they do, no partner of theirs (contract, section 3)."""
    if dtype != "joint_venture":
        return
    named = names_of(k for e in events for k in e.links if k.name.label == "PROGRAMME") & set(parties)
    if len(parties) - len(named) > 1:
        for c in named:
            del parties[c]
