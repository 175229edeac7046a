"""records: groups of events -> ``Deal`` records with spans in the text as given.

In:  the article with its events.
Out: deals and figures. A record needs a party and an amount, a capacity, a stake or a second
     party (contract, section 1), among its settled fields and again once its details are read;
     what falls short is no record.
"""

from __future__ import annotations

import math

from ...confidence import calibrated, facts_of
from ...document import Article
from ...normalize.fx import to_usd
from ...parties import one_per_counterparty
from ...records import ROLES_OF, Amount, Capacity, Deal, Figure, Mention, Party, Period
from ..kinds.fees import join_outlays, with_fees
from ..kinds.rounds import with_members, with_raiser, with_receivers
from .details import fill
from .doubles import dedupe, once, roles_of
from .merge import Group, group_events, settle, weight_of
from .mixed import without_totals
from .tranches import without_tranches


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
    with_raiser(drafts)
    drafts = dedupe(article, without_tranches(without_totals(join_outlays(drafts))))
    fill(article, drafts)
    # a capacity or stake nearby that on a closer look is none of the deal's no longer makes it one
    found = [(_deal(article, g, fields, explain), g, fields) for g, fields in once(drafts) if _is_deal(g, fields)]
    # of two that one sentence tells, the one whose events the rules found first: who is surer of it changes with the model
    order = {id(e): i for i, e in enumerate(article.frames)}
    return sorted(found, key=lambda row: (row[0].evidence[0].start if row[0].evidence else 0, min(order.get(id(e), len(order)) for e in row[1].events)))


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


def _is_deal(g: Group, f: dict) -> bool:
    """Whether settled fields make a record (contract, section 1)."""
    parties = len(roles_of(f))
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
    for c, role in roles_of(f).items():
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
