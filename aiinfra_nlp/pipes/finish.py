"""records: groups of events -> ``Deal`` records with spans in the text as given.

In:  the article with its events.
Out: deals and figures. A record needs a party and an amount, a capacity, a stake or a second
     party (contract, section 1); what falls short is no record.
"""

from __future__ import annotations

import math
import re

from ..confidence import calibrated, facts_of
from ..document import Article
from ..normalize.dates import DateMention
from ..normalize.fx import to_usd
from ..records import ROLES_OF, Amount, Capacity, Deal, Figure, Mention, Party, Period
from ..settle import one_per_counterparty
from .merge import Group, group_events, settle, weight_of


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
    found = []
    for g in groups:
        for fields in one_per_counterparty(settle(g) if scorer is None else scorer.settle(g)):
            deal = _deal(article, g, fields, explain)
            if deal is not None and (scorer is None or deal.confidence >= scorer.settings["record"]):
                found.append((deal, g, fields))
    kept = {id(d) for d in _dedupe([d for d, _, _ in found])}
    found = [row for row in found if id(row[0]) in kept]
    return sorted(found, key=lambda row: row[0].evidence[0].start if row[0].evidence else 0)


def is_candidate(e) -> bool:
    """Whether an event can be (part of) a deal at all."""
    if e.negated and e.status != "cancelled":
        return False
    if not e.facts.get("needs", True):
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


def _deal(article: Article, g: Group, f: dict, explain: bool) -> Deal | None:
    dtype = f["type"]
    names = {}
    for e in g.events:
        for n in (*(n for ns in e.roles.values() for n in ns), *(k.name for k in e.links)):
            for c in n.canonical:
                names.setdefault(c, []).append(n)
    parties = []
    for c, role in f["parties"].items():
        if role not in ROLES_OF[dtype]:
            continue
        spans = sorted({(n.start, n.end) for n in names.get(c, ())})
        parties.append(Party(name=c, role=role, mentions=tuple(_mention(article, a, b) for a, b in spans)))
    if not parties:
        return None
    parties.sort(key=lambda p: (ROLES_OF[dtype].index(p.role), p.mentions[0].start if p.mentions else 0))
    if not (f["amount"] or f["capacity"] or f["stake"] or len(parties) > 1):
        return None
    if dtype in ("partnership", "joint_venture") and len(parties) < 2 and not f["amount"]:
        return None
    if dtype == "capex" and not f["amount"] and not f["capacity"]:
        return None
    f["capacity"] = _nearest(f["capacity"], g)
    f["date"] = _date(article, g)
    f["location"] = _places(article, g) if dtype in ("capex", "joint_venture", "compute_contract", "power") else []
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
    return out


def _period(p) -> Period | None:
    if p is None:
        return None
    return Period(months=p.months, start=p.start_iso, end=p.end_iso)


_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?|-Q[1-4])?")
_LATER = re.compile(r"(?:末|中|頃|ごろ|以降|度)?(?:まで|から|に(?:は|も)?(?:稼働|完成|開始|開業|着工|完了|発売|運転|運用|竣工|予定)|以降|を(?:めど|目標|予定)|期)")


def _date(article: Article, g: Group) -> DateMention | None:
    """When the deal was agreed or announced: the first day or month before the deal word, not a term."""
    for e in sorted(g.events, key=lambda e: (e.sentence.heads, -e.score))[:3]:
        found = [
            d
            for d in e.dates
            if d.iso and _ISO.fullmatch(d.iso) and d.start < e.trigger.start and not _LATER.match(article.text[d.end : d.end + 12])
        ]
        if found:
            return max(found, key=lambda d: (len(d.iso) >= 7, len(d.iso), -d.start))
    return None


def _places(article: Article, g: Group) -> list[tuple[int, int]]:
    """Where the thing is built or used: places marked で, に, の or へ in the sentences of the deal."""
    out: dict[str, tuple[int, int]] = {}
    for s in {e.sentence.index: e.sentence for e in sorted(g.events, key=lambda e: -e.score)[:2]}.values():
        for start, end in article.places:
            if s.start <= start < s.end and re.match(r"(?:州|県|市|郡|町|地方|国内)?[でにのへ]", article.text[end : end + 4]):
                out.setdefault(_mention(article, start, end).text, (start, end))
    return list(out.values())[:3]


def _nearest(capacities: list, g: Group) -> list:
    """Of each unit the capacity nearest to a deal word."""
    best: dict[str, tuple[int, object]] = {}
    for c in capacities:
        gap = min(abs(c.start - e.trigger.start) for e in g.events)
        if gap <= 80 and (c.unit not in best or gap < best[c.unit][0]):
            best[c.unit] = (gap, c)
    return [c for _, c in best.values()]


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
        out["date"] = f"{f['date'].iso}: {words['date'][0]} before the deal word{against}"
    if f["period"] is not None:
        p = f["period"]
        stated = (("", p.months, " months"), ("from ", p.start_iso, ""), ("until ", p.end_iso, ""))
        length = " ".join(f"{a}{value}{b}" for a, value, b in stated if value is not None)
        out["period"] = f"{length or 'of no stated length'}: {words['period'][0]}"
    if f["capacity"]:
        units = zip(words["capacity"], f["capacity"], strict=False)
        out["capacity"] = "; ".join(f"{_number(c)} {c.unit}: {w} nearest to a deal word" for w, c in units)
    if f["stake"] is not None:
        out["stake"] = f"{f['stake'].value}: {words['stake'][0]}"
    if f["valuation"] is not None:
        out["valuation"] = f"{words['valuation'][0]} as what the company is worth"
    if f["location"]:
        out["location"] = ", ".join(f"{w} before で, に, の or へ" for w in words["location"])
    return out


def _number(c) -> str:
    ends = (c.low, c.high) if c.value is None else (c.value,)
    return "-".join(format(x, "f") for x in ends if x is not None)


def _dedupe(deals: list[Deal]) -> list[Deal]:
    """Drop a record all of whose parties and amount another record of its type already has."""
    out: list[Deal] = []
    for d in sorted(deals, key=lambda d: -len(d.parties) - 2 * (d.amount is not None)):
        names = {p.name for p in d.parties}
        if any(
            names <= {p.name for p in o.parties} and (d.amount is None) and (o.type == d.type or d.type == "partnership")
            and not d.capacity
            for o in out
        ):
            continue
        out.append(d)
    return out
