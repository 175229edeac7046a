"""records: groups of events -> ``Deal`` records with spans in the text as given.

In:  the article with its events.
Out: deals and figures. A record needs a party and an amount, a capacity, a stake or a second
     party (contract, section 1), among its settled fields and again once its details are read;
     what falls short is no record.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal

from ..confidence import calibrated, facts_of
from ..document import Article
from ..grouping import anew_beside_done
from ..normalize.fx import to_usd
from ..parties import one_per_counterparty
from ..records import ROLES_OF, Amount, Capacity, Deal, Figure, Mention, Party, Period
from .details import fill
from .events import stated
from .fees import join_outlays, with_fees
from .merge import Group, group_events, near_amount, same_amount, settle, weight_of
from .mixed import without_totals
from .rounds import with_members, with_receivers


def records_of(article: Article, *, explain: bool = False, scorer=None) -> tuple[list[Deal], list[Figure]]:
    """The deals and figures of an article, in text order."""
    # the page around the article (advertisements, related headlines) is no part of it
    figures = [figure_of(article, f) for f in article.figures if not _around(article, f)]
    deals = []
    for deal, g, fields in judged(article, explain=explain, scorer=scorer):
        if scorer is not None:
            deal = deal.model_copy(update={"confidence": calibrated(facts_of(g, fields), scorer.settings)})
        deals.append(deal)
    return deals, figures


def _around(article: Article, figure) -> bool:
    sentence = article.sentence_at(figure.start)
    return sentence is not None and sentence.kind == "furniture"


def judged(article: Article, *, explain: bool = False, scorer=None) -> list[tuple[Deal, Group, dict]]:
    """The records that are kept, in text order, each with its events and settled fields."""
    if scorer is None:
        groups = group_events([e for e in article.frames if is_candidate(e)])
    else:
        groups = scorer.groups(article)
    drafts = [
        (g, fields)
        for g in groups
        for fields in one_per_counterparty(settle(g) if scorer is None else scorer.settle(g))
        if _is_deal(g, fields) and (scorer is None or round(fields["confidence"], 4) >= scorer.settings["record"])
    ]
    with_members(drafts)
    with_fees(article, drafts)
    with_receivers(drafts)
    drafts = _dedupe(article, without_totals(join_outlays(drafts)))
    fill(article, drafts)
    # a capacity or stake nearby that on a closer look is none of the deal's no longer makes it one
    found = [(_deal(article, g, fields, explain), g, fields) for g, fields in _once(drafts) if _is_deal(g, fields)]
    return sorted(found, key=lambda row: row[0].evidence[0].start if row[0].evidence else 0)


def is_candidate(e) -> bool:
    """Whether an event can be (part of) a deal at all."""
    if e.negated and e.status != "cancelled":
        return False
    if e.facts.get("unreal") or not e.facts.get("needs", True):
        return False
    return bool(e.roles)


def _mention(article: Article, start: int, end: int) -> Mention:
    a, b = article.folded.to_raw(start, end)
    return Mention(text=article.raw[a:b], start=a, end=b)


def amount_of(m, on: str | None) -> Amount:
    """An ``Amount`` of a money mention, with its USD value at a date."""
    conversion = to_usd(m, on)
    alt = None
    if m.alt is not None:
        a = m.alt
        alt = Amount(value=a.value, low=a.low, high=a.high, currency=a.currency, qualifier=a.qualifier, per=a.per)
    return Amount(
        value=m.value, low=m.low, high=m.high, currency=m.currency, qualifier=m.qualifier, per=m.per, alt=alt,
        usd=conversion.usd, usd_rate=conversion.rate, usd_reason=conversion.reason,
    )


def figure_of(article: Article, m) -> Figure:
    """A ``Figure`` of a money mention."""
    amount = amount_of(m, article.date)
    return Figure(**{k: getattr(amount, k) for k in Amount.model_fields}, mention=_mention(article, m.start, m.end))


def _roles(f: dict) -> dict[str, str]:
    """The parties of a record that have a role of its type."""
    return {c: role for c, role in f["parties"].items() if role in ROLES_OF[f["type"]]}


def _is_deal(g: Group, f: dict) -> bool:
    """Whether settled fields make a record (contract, section 1)."""
    parties = len(_roles(f))
    if not parties or not (f["amount"] or f["capacity"] or f["stake"] or parties > 1):
        return False
    if f["type"] in ("partnership", "joint_venture"):
        return parties > 1 or bool(f["amount"])
    return f["type"] != "capex" or bool(f["amount"] or f["capacity"])


def _deal(article: Article, g: Group, f: dict, explain: bool) -> Deal:
    dtype = f["type"]
    names = {}
    for e in (*g.events, *f.get("members", ())):
        for n in (*(n for ns in e.roles.values() for n in ns), *(k.name for k in e.links)):
            for c in n.canonical:
                names.setdefault(c, []).append(n)
    parties = []
    for c, role in _roles(f).items():
        spans = sorted({(n.start, n.end) for n in names.get(c, ())})
        parties.append(Party(name=c, role=role, mentions=tuple(_mention(article, a, b) for a, b in spans)))
    parties.sort(key=lambda p: (ROLES_OF[dtype].index(p.role), p.mentions[0].start if p.mentions else 0))
    date = f["date"].iso if f["date"] else None
    mentions = _mentions(article, g, f)
    sentences = sorted({e.sentence.index: e.sentence for e in g.events}.values(), key=lambda s: s.start)
    score = max(weight_of(e) for e in g.events) + 0.2 * (len(g.events) - 1)
    return Deal(
        type=dtype,
        parties=tuple(parties),
        amount=amount_of(f["amount"], date or article.date) if f["amount"] else None,
        status=f["status"],
        reported=f["reported"],
        date=date,
        period=_period(f["period"]),
        capacity=tuple(
            Capacity(value=c.value, low=c.low, high=c.high, unit=c.unit) for c in f["capacity"][:4]
        ),
        stake=f["stake"].value if f["stake"] else None,
        valuation=amount_of(f["valuation"], date or article.date) if f["valuation"] else None,
        location=tuple(m.text for m in mentions.get("location", ())),
        subject=mentions["subject"][0].text if f["subject"] else None,
        evidence=tuple(_mention(article, s.start, s.end) for s in sentences),
        confidence=round(f.get("confidence", 1 / (1 + math.exp(-(score - 1.2) * 1.5))), 4),
        mentions=mentions,
        explanation=_explain(article, g, f, mentions) if explain else None,
    )


def _mentions(article: Article, g: Group, f: dict) -> dict[str, tuple[Mention, ...]]:
    out = {"type": tuple(_mention(article, e.trigger.start, e.trigger.end) for e in g.events)}
    for key in ("amount", "valuation", "stake", "date", "period"):
        if f.get(key) is not None:
            out[key] = (_mention(article, f[key].start, f[key].end),)
    if f["capacity"]:
        out["capacity"] = tuple(_mention(article, c.start, c.end) for c in f["capacity"][:4])
    if f["location"]:
        out["location"] = tuple(_mention(article, start, end) for start, end in f["location"])
    if f["subject"]:
        out["subject"] = (_mention(article, *f["subject"]),)
    return out


def _period(p) -> Period | None:
    if p is None:
        return None
    return Period(months=p.months, start=p.start_iso, end=p.end_iso)


def _measured(g: Group, f: dict) -> bool:
    """Whether a capacity stands near a deal word."""
    return any(abs(c.start - e.trigger.start) <= 80 for c in f["capacity"] for e in g.events)


def _explain(article: Article, g: Group, f: dict, mentions: dict[str, tuple[Mention, ...]]) -> dict[str, str]:
    e = g.lead
    word = e.sentence.text[e.trigger.start - e.sentence.start : e.trigger.end - e.sentence.start]
    out = {
        "type": f"{f['type']}: 「{word}」 (frame {e.frame}{', reversed' if e.inverse else ''})",
        "status": f"{f['status']}: " + (", ".join(f"「{c}」" for c in e.cues.get("status", ())) or "no cue"),
        "reported": f"{'yes' if f['reported'] else 'no'}: " + (", ".join(f"「{c}」" for c in e.cues.get("reported", ())) or "no hearsay word"),
    }
    for (role, c), w in sorted(e.weights.items()):
        out[f"party {c}"] = f"{role} (weight {w:.2f}{', from the topic before' if role in e.inherited else ''})"
    if f["amount"] is not None:
        out["amount"] = f"「{f['amount'].text}」 nearest amount of 「{word}」 (score {e.amount_score:.2f})"
    words = {key: [f"「{m.text}」" for m in found] for key, found in mentions.items()}
    if f["date"] is not None:
        against = f", counted from the article's date {article.date}" if f["date"].relative else ""
        out["date"] = f"{f['date'].iso}: {words['date'][0]} as when it was done or announced{against}"
    if f["period"] is not None:
        p = f["period"]
        stated = (("", p.months, " months"), ("from ", p.start_iso, ""), ("until ", p.end_iso, ""))
        length = " ".join(f"{a}{value}{b}" for a, value, b in stated if value is not None)
        out["period"] = f"{length or 'of no stated length'}: {words['period'][0]}"
    if f["capacity"]:
        units = zip(words["capacity"], f["capacity"], strict=False)
        out["capacity"] = "; ".join(f"{_number(c)} {c.unit}: {w} as what is contracted or built" for w, c in units)
    if f["stake"] is not None:
        out["stake"] = f"{f['stake'].value}: {words['stake'][0]}"
    if f["valuation"] is not None:
        out["valuation"] = f"{words['valuation'][0]} as what the company is worth"
    if f["location"]:
        out["location"] = ", ".join(f"{w} as where it stands" for w in words["location"])
    if f["subject"]:
        out["subject"] = f"{words['subject'][0]} as what is bought, supplied or built"
    return out


def _number(c) -> str:
    ends = (c.low, c.high) if c.value is None else (c.value,)
    return "-".join(format(x, "f") for x in ends if x is not None)


#: Records of one article that are compared with each other; an archive in one text has thousands.
_MOST_DRAFTS = 60


def _size(f: dict) -> list:
    return [(c.value, c.low, c.high, c.unit) for c in f["capacity"]]


#: How much less or more than the whole its parts may come to together: 最大725億円 for grants of 724億円, 計約150億ドル.
_ROUNDED = (Decimal("0.94"), Decimal("1.03"))


def _is_sum_of_parts(f: dict, others: list[dict]) -> bool:
    """Whether a record adds up what others tell of each of its payers, or of each of its payees: 計150億ドル where A gives 100億 and B 50億 (contract, section 1)."""
    roles, whole = _roles(f), f["amount"]
    value = None if whole is None else stated(whole)
    if whole is not None and not value:
        return False
    return any(_adds_up(f, others, roles, side, value) for side in ROLES_OF[f["type"]])


def _adds_up(f: dict, others: list[dict], roles: dict[str, str], side: str, value: Decimal | None) -> bool:
    """Whether others give each member of a side its part; of the whole itself only some may be named, or none, if the parts come to its sum."""
    members = {c for c, r in roles.items() if r == side}
    rest = {(c, r) for c, r in roles.items() if r != side}
    if len(members) < 2 and (value is None or not rest):
        return False
    parts: dict[frozenset[str], Decimal] = {}
    for o in others:
        mine = _roles(o)
        own = frozenset(c for c, r in mine.items() if r == side)
        fits = o["type"] == f["type"] and own and o["amount"] is not None and rest <= {(c, r) for c, r in mine.items() if r != side}
        own_sum = stated(o["amount"]) if fits else None
        if own_sum is not None and (value is None or (o["amount"].currency == f["amount"].currency and own_sum < value)):
            parts[own] = parts.get(own, Decimal(0)) + own_sum
    owners = {c for own in parts for c in own}
    if value is None:
        return parts.keys() == {frozenset((c,)) for c in members}
    return len(parts) > 1 and members <= owners and _ROUNDED[0] <= sum(parts.values()) / value <= _ROUNDED[1]


#: Before a sum that adds up what is told apart: 発表した分を足すと3兆円, 累計で.
_ADDED = re.compile(r"足[しす]|合算|累計")


def _is_running_total(article: Article, f: dict, others: list[dict]) -> bool:
    """Whether a sum only adds up what several of its members are told to spend, each for itself (contract, section 1)."""
    if f["amount"] is None or (s := article.sentence_at(f["amount"].start)) is None or not _ADDED.search(article.text, max(s.start, f["amount"].start - 20), f["amount"].start):
        return False
    members = _roles(f).items()
    return sum(o["type"] == f["type"] and o["amount"] is not None and 0 < len(_roles(o)) < len(members) and _roles(o).items() <= members for o in others) > 1


#: A joint development, which is more than the tie-up that comes with a stake.
_DEVELOPS = re.compile(r"共同(?:で|の)?(?:研究)?開発")


def _develops_apart(g: Group, h: Group) -> bool:
    """Whether a tie-up is a joint development told in a sentence of its own (contract, section 1), and another record tells of something else."""
    own = {e.sentence.index for e in g.events if not e.sentence.heads and _DEVELOPS.search(e.sentence.text)}
    return bool(own - {e.sentence.index for e in h.events})


#: What two do of which a tie-up may only be the name.
_TRADED = frozenset(("investment", "compute_contract", "supply", "power"))


def _told_apart(g: Group, f: dict, rest: list[tuple[Group, dict]]) -> bool:
    """Whether a tie-up of several is only the name of what they are then told to buy of each other and give (contract, section 3): A、B、Cは提携した。CはAのクラウドを使い、BはCに出資する."""
    names = _roles(f).keys()
    if f["type"] != "partnership" or f["amount"] is not None or len(names) < 3 or _measured(g, f):
        return False
    at = max(e.sentence.index for e in g.events)
    parts = [(h, o) for h, o in rest if o["type"] in _TRADED and len(_roles(o)) > 1 and _roles(o).keys() <= names and any(0 <= e.sentence.index - at <= 3 for e in h.events)]
    return len(parts) > 1 and {c for _, o in parts for c in _roles(o)} == names and not any(_develops_apart(g, h) for h, _ in parts)


def _crossed(f: dict, o: dict) -> bool:
    """Whether two records tell what each of two gives to the other: AはBの3%を、BはAの1%を取得する."""
    mine, its = _roles(f), _roles(o)
    return f["type"] == o["type"] == "investment" and f["stake"] is not None and len(mine) > 1 and all(its.get(c, r) != r for c, r in mine.items())


def _once(drafts: list[tuple[Group, dict]]) -> list[tuple[Group, dict]]:
    """Of records that say the same of the same parties, or of some of them, the one that says more: a deal is told once (contract, section 1).

    森田通信が50億円を出資した、このラウンドを主導した are two events of one deal; two payments of
    50億円 each, of a day of their own, are two.
    """
    out: list[tuple[Group, dict]] = []
    for g, f in sorted(drafts, key=lambda x: (-len(_roles(x[1])), -x[1].get("confidence", 0))):
        roles = _roles(f).items()
        if f["amount"] is None or not any(_same_deal(f, o) and not (_vaguely(f["amount"], o["amount"]) and _of_another(g)) and roles <= _roles(o).items() and not any(a.facts.get("share") and a.facts["share"] != b.facts.get("share") for a in g.events for b in h.events) for h, o in out):
            out.append((g, f))
    kept = {id(f) for _, f in out}
    return [x for x in drafts if id(x[1]) in kept]


def _same_deal(f: dict, o: dict) -> bool:
    """Whether two records have one type and one sum, which the first may tell vaguely, and no two days or stakes."""
    if f["type"] != o["type"] or o["amount"] is None or not (same_amount(f["amount"], o["amount"]) or _vaguely(f["amount"], o["amount"]) or _rounds(f, o)):
        return False
    days = [x["date"].iso for x in (f, o) if x["date"]]
    near = len(days) < 2 or days[0].startswith(days[1]) or days[1].startswith(days[0])
    return near and (f["stake"] is None or o["stake"] is None or f["stake"].value == o["stake"].value)


def _rounds(f: dict, o: dict) -> bool:
    """Whether a record tells in round figures, and without its other side, what another tells in full: AI企業をおよそ2000億円で買収する for 星野AIを13億ドル(約1980億円)で."""
    a, own = f["amount"], [x for x in (o["amount"], o["amount"].alt) if x is not None]
    sides = [set(_roles(x).values()) for x in (f, o)]
    if f["type"] not in ("acquisition", "investment") or not _roles(f).items() < _roles(o).items() or sides[0] == sides[1] or ROLES_OF[f["type"]][0] not in sides[0] or a.qualifier != "about":
        return False
    return any(near_amount(a, x) for x in own if x.currency == a.currency or all(y.currency != a.currency for y in own))


#: That a sum is that of something else than what was told: 別の工場にも数百億円を投じる.
_ANOTHER = re.compile("(?:別の|ほかの|他の)(?:工場|拠点|施設|計画|事業|案件|会社)|ほかに")


def _of_another(g: Group) -> bool:
    return any(_ANOTHER.search(e.sentence.text) for e in g.events)


def _vaguely(a, b) -> bool:
    """Whether a sum is told in a number that leaves its first digit open and the other in full: 数百億ドル in the headline, 280億ドル below it."""
    if a.low is None or a.high is None or not a.text.startswith("数"):
        return False
    return any(x is not None and x.currency == a.currency and x.value is not None and a.low <= x.value <= a.high for x in (b, b.alt))


def _one_tie(g: Group, f: dict, h: Group, o: dict) -> bool:
    """Whether two records are a tie-up and what is built under it by the same companies, as one sentence tells without a sum: 双葉電機は星野電工と提携し、5ギガワットの拠点を建てる."""
    if {f["type"], o["type"]} != {"partnership", "joint_venture"} or f["amount"] is not None or _roles(f).keys() != _roles(o).keys():
        return False
    return {e.sentence.index for e in g.events} <= {e.sentence.index for e in h.events}


def _dedupe(article: Article, drafts: list[tuple[Group, dict]]) -> list[tuple[Group, dict]]:
    """Drop a record without a sum or capacity of its own whose parties another record of its type already has, a tie-up beside what is sold under it (contract, section 3), and a sum that is that of its parts."""
    if len(drafts) <= _MOST_DRAFTS:
        rest = [[f for _, f in drafts if f is not x[1]] for x in drafts]
        drafts = [x for x, others in zip(drafts, rest, strict=True) if not _is_sum_of_parts(x[1], others) and not _is_running_total(article, x[1], others)]
        drafts = [x for x in drafts if not _told_apart(*x, drafts)]
    out: list[tuple[Group, dict]] = []
    for g, f in sorted(drafts, key=lambda x: (-len(_roles(x[1])) - 2 * (x[1]["amount"] is not None), x[1]["type"] not in _TRADED, -x[1].get("confidence", 0.0))):
        names, lone = _roles(f).keys(), f["amount"] is None and not _measured(g, f)
        told = [o for h, o in out if names <= _roles(o).keys() and not _crossed(f, o) and (f["type"] == o["type"] or (f["type"] == "partnership" and not _develops_apart(g, h))) and not any(anew_beside_done(a, b) for a in g.events for b in h.events)]
        if f.get("holds") and all(o["status"] in ("in_talks", "planned") for o in told):
            # 追加出資を協議している。既に株式の11%を保有する
            told = []
        if not (lone and told) and not any(_one_tie(g, f, h, o) for h, o in out) and not any(f["amount"] is None and _size(f) == _size(o) for o in told):
            out.append((g, f))
    kept = {id(f) for _, f in out}
    return [x for x in drafts if id(x[1]) in kept]
