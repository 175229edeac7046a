"""lists: distributive lists, one event for each item.

In:  an event whose sentence gives several names a quantity each (Aに10億円、Bに20億円を).
Out: one event for each (names, quantity), with the names of its own item only.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from ...document import Article
from ...names import affixes
from ...normalize._lexicon import alternation
from ..reading.events import Event, within
from ..signals.triggers import TriggerLexicon
from ..syntax.links import Link, names_of
from .apiece import each_of_several
from .dated import NO_CLAUSE, STEP, dated, take_sum
from .gapping import (
    any_in,
    each_in_its_year,
    figures_in,
    gapped_verb,
    is_labelled,
    of_the_rest,
    own_brackets,
    part_of,
    under_label,
)
from .outlays import each_year
from .respectively import each_in_order
from .sites import each_site

#: Before or behind a sum, that each of the names before it has it.
_EACH = re.compile(r"それぞれ|各々|おのおの")
_COUNTED = re.compile(r"[0-9]年|[州市県]")  # years and places that それぞれ may count in place of the names
_AND = re.compile(r"、|と|や|、?および|及び")
#: How far a sum may stand from its name in a list, in characters (が最大, に同, (及びB)が約).
_GAP = 16
#: Cases of a name to whom or from whom each of the others gives: AとBがCにそれぞれ10億円.
_OTHER_SIDE = ("goal", "obj", "com", "src")


def shares(article: Article, event: Event) -> list[Event]:
    """One event for each (name, quantity) of a distributive list: Aに10億円、Bに20億円を; A(10億)、B(20億)と; Aに5%、Bに3%を出資.

    A sum without a deal word is its own share: it stands for the names of its own item only.
    """
    if own_brackets(article, event):
        return [event]
    if behind := each_in_order(article, event):
        return behind
    links = _one_by_one(event.links) if _EACH.search(event.sentence.text) or "ずつ" in event.sentence.text else event.links
    names = sorted((k for k in links if k.chunk >= 0), key=lambda k: k.name.start)
    apart = [k for k in names if event.chunks[k.chunk].func.startswith("とは")]
    if len(apart) > 1 and (here := [k for k in apart if k.clauses == 0]):
        return _with_own_sums([_with_one(event, k, apart) for k in here], here, event)
    if each := _each_for_itself(event, names) or each_of_several(event, names):
        return [_with_one(event, k, each) for k in each]
    if rest := of_the_rest(event, names):
        return rest
    if spans := gapped_verb(event, names):
        return _one_for_each(event, names, spans)
    figures = sorted((f for f, score in event.figures if score > -0.9), key=lambda f: f.start)
    if sites := each_site(event, figures):
        return sites
    kinds = ((figures, take_sum), (within(article.stakes, event.sentence), _take_stake), (event.capacities, _take_capacity))
    runs = ((_in_order(article.text, quantities, names) or _each_alone(article.text, _items(article, event, quantities, names), names), take) for quantities, take in kinds if quantities)
    items, take = next(((run, take) for run, take in runs if len(run) > 1), ([], take_sum))
    if (take is _take_stake and _of_one_company(article, event, items)) or _topic_and_source(event, items):
        return [event]
    items = _gapped(items, names)
    also = _also_own(items, names)
    behind = event.trigger.row.word and items and all(k.clauses for _, ks in items for k in ks)
    labelled = is_labelled(article, event, items)
    if behind and not labelled and not _listed_behind(article, event, items):
        # the list is that of another verb
        return [event]
    owners = [c for _, ks in items for c in names_of(ks)]
    if not items or len(owners) > len(set(owners)):
        # a name with two sums is told of twice (a title and its translation), and no list
        return (not items and each_in_its_year(article, event, names)) or each_year(event, figures) or dated(article, event, figures)
    members = {c for _, ks in items for k in ks for c in k.name.canonical} | {c for ks in also for k in ks for c in k.name.canonical}
    # in AはBとCにそれぞれ, と only joins the names
    lead = max((k for _, ks in items for k in ks), key=lambda k: (k.case != "com", k.weight))
    role = next((r for r, ns in event.roles.items() if any(set(n.canonical) & set(lead.name.canonical) for n in ns)), None)
    if role is None and event.trigger.row.word and _listed_behind(article, event, items):
        # 調達額の首位は双葉電機の100億円、2位は星野電工の54億円
        behind = True
        role = TriggerLexicon.default().frames[event.frame].roles.get("psubj" if event.inverse else "subj")
    anchor = not event.trigger.row.word
    out = []
    for (q, ks), others in zip(items, also, strict=True):
        if anchor and q.start != event.trigger.start:
            continue
        if not anchor and _of_another(event, ks):
            # AによるXの買収(80億円)や、BによるYの買収(40億円): the first item is told by its own word
            continue
        beside = names_of(others)
        own = names_of(ks) | beside
        # the list's own names get the role of the lead below, whatever each was read as
        part = part_of(event, links, own, members, beside, (items[0][0].start, q.start, ks[0].name.canonical))
        if behind:
            # each acts as before a verb of its own
            part.links = [replace(x, case="subj", weight=0.6) if any(x is k for k in ks) else x for x in part.links]
        if role:
            for k in ks:
                part.roles.setdefault(role, []).append(k.name)
                for c in k.name.canonical:
                    part.weights[(role, c)] = max(lead.weight, 0.6)
        take(part, q, [x for x, _ in items])
        if labelled:
            under_label(part, ks)
        out.append(part)
    return out or [event]


def _listed_behind(article: Article, event: Event, items: list) -> bool:
    """Whether a list goes on with a deal word before it that names nobody else: 3社が資金を調達: A 10億円、B 5億円; 調達のニュースが多く、A(10億円)、B(5億円)が目立った."""
    members = {c for _, ks in items for k in ks for c in k.name.canonical}
    here = within(article.triggers, event.sentence)
    last = bool(here) and max(t.start for t in here) <= event.trigger.start < items[0][1][0].name.start
    own = all(members.issuperset(n.canonical) for ns in event.roles.values() for n in ns)
    each = all(len(ks) == 1 for _, ks in items)
    return last and own and each and all(k.case in ("subj", "late", "far", "other late", "other far", "bare", "tail") for _, ks in items for k in ks)


def _of_another(event: Event, ks: list[Link]) -> bool:
    """Whether an item belongs to another deal word of the sentence that is the same."""
    at = event.facts["chunk"]
    return all(k.case.startswith("other ") for k in ks) and any(event.trigger.text in c.text for c in event.chunks[max(k.chunk for k in ks) + 1 : at])


#: A company that several own together.
_JOINT = re.compile(r"合弁|共同出資|新会社|折半|SPC|出資比率|特別目的会社")


def _of_one_company(article: Article, event: Event, items: list) -> bool:
    """Whether shares are those of the owners of one company: 双葉電機が60%、星野電工が40%を出資する."""
    owners = all(k.case in ("subj", "inner subj", "theme") for _, ks in items for k in ks)
    return owners and bool(items) and (sum(q.value for q, _ in items) >= 0.99 or _JOINT.search(event.sentence.text) is not None)


def _topic_and_source(event: Event, items: list) -> bool:
    """Whether the first item is what the topic itself does and the next what it gets: 双葉電機は社債で300億円、みずほ銀行からの借り入れで200億円を."""
    funcs = [event.chunks[ks[-1].chunk].func for _, ks in items]
    return len(funcs) > 1 and funcs[0].startswith("は") and all(f.startswith(("から", "の", "による")) for f in funcs[1:])


#: Frames whose subject gives money to somebody.
_GIVES = frozenset(("invest", "spend", "join", "stake", "lend", "grant"))


def keep_apart(event: Event, events: list[Event]) -> None:
    """Note that whoever gives another sum in another clause has no part in this one: AがXに10億円を出資し、BとCは計20億円を投じた."""
    for e in reversed(events[-8:]):
        if e.sentence is not event.sentence:
            return
        mine, its = _givers_of(event), _givers_of(e)
        if not (mine and its and mine.isdisjoint(its)) or e.amount is None or event.amount is None or e.amount is event.amount:
            continue
        if all(len(x.roles) > 1 for x in (event, e)):
            # each gives to another
            continue
        for x, own, others in ((event, mine, its), (e, its, mine)):
            x.links = [k for k in x.links if not (k.case.startswith("other ") and any_in(k.name, others))]
            x.facts.setdefault("share", (event.sentence.start, x.amount.start, tuple(sorted(own))))
            x.facts["apart"] = x.facts.get("apart", set()) | others


def _givers_of(event: Event) -> set[str]:
    """Who gives, in the clause of an event."""
    if event.frame not in _GIVES or event.inverse:
        return set()
    return names_of(k for k in event.links if k.chunk >= 0 and k.case == "subj" and not k.clauses)


def _one_for_each(event: Event, names: list[Link], spans: list[tuple[int, int]]) -> list[Event]:
    """One event for each item of a list, with the names and the sum in its chunks."""
    each = [[k for k in names if a <= k.chunk <= b] for a, b in spans]
    told = {k.case for ks in each[1:] for k in ks}
    if any(k.case in told for k in each[0]):
        # 星野株の10%を双葉に、5%を森田に売った: whose shares all are
        each[0] = [k for k in each[0] if k.case in told or not k.case.startswith("gen")]
    own = [names_of(ks) for ks in each]
    sums = [next((f for f in figures_in(event, a, b)), None) for a, b in spans]
    members = set().union(*own)
    out = []
    for (a, _), mine, f in zip(spans, own, sums, strict=True):
        out.append(part_of(event, event.links, mine, members, mine, (event.chunks[spans[0][0]].start, event.chunks[a].start, tuple(sorted(mine)))))
        if f is not None:
            take_sum(out[-1], f, [x for x in sums if x is not None])
    return out


#: That what each does is no common deal: それぞれ別の合弁会社を設立した.
_SEPARATE = re.compile("別|独自|異なる")


def _each_for_itself(event: Event, names: list[Link]) -> list[Link]:
    """The subjects who each do for themselves what two do together: AとBは、それぞれCと提携した, AとBがそれぞれ別の合弁会社を設立した."""
    at = event.facts["chunk"]
    each = next((c.index for c in event.chunks[:at] if c.text.startswith("それぞれ") and (c.text != "それぞれ" or c.func in ("", "が", "は"))), None)
    if each is None or event.frame not in ("partner", "contract", "jv") or any(c.quantity for c in event.chunks[each:at]):
        return []
    subj = [k for k in names if k.case == "subj" and k.chunk < each and k.clauses == 0 and len(k.name.canonical) == 1]
    with_whom = any(k.case == "com" and each <= k.chunk <= at for k in names) and event.frame != "jv"
    separate = any(_SEPARATE.search(c.text) for c in event.chunks[each : min(each + 2, at)])
    one = list({k.name.canonical: k for k in reversed(subj)}.values())[::-1]
    return one if len(one) > 1 and (with_whom or separate) else []


def _with_one(event: Event, k: Link, apart: list[Link]) -> Event:
    """The event with one of those that are set against each other: 星野とは水処理で、緑川とは電池で協力する."""
    own, members = set(k.name.canonical), {c for x in apart for c in x.name.canonical}
    return part_of(event, event.links, own, members, own, (apart[0].name.start, k.name.start, k.name.canonical))


def _with_own_sums(parts: list[Event], here: list[Link], event: Event) -> list[Event]:
    """The parts, each with the sum that stands behind its own name, where each has one: 星野とは5年間で30億円、緑川とは12億円の契約を結んだ."""
    stops = [k.name.start for k in here[1:]] + [event.trigger.start]
    own = [[f for f, score in event.figures if score > -0.9 and k.name.end <= f.start < stop] for k, stop in zip(here, stops, strict=True)]
    if all(len(fs) == 1 for fs in own):
        for part, (f,) in zip(parts, own, strict=True):
            take_sum(part, f, [x for (x,) in own])
    return parts


def _one_by_one(links: list[Link]) -> list[Link]:
    """The links, one for each organisation of 3社 or 両社."""
    return [x for k in links for x in ([replace(k, name=replace(k.name, canonical=(c,))) for c in k.name.canonical] if len(k.name.canonical) > 1 else [k])]


def _gapped(items: list[tuple[object, list[Link]]], names: list[Link]) -> list[tuple[object, list[Link]]]:
    """The items, the first as that of who acts where the others are: in AはXに30億円、Bは10億円 it is A's.

    Whom the first alone names (X) gets from all of them.
    """
    if len(items) < 2 or not all(k.case == "subj" for _, ks in items[1:] for k in ks) or any(k.case not in _OTHER_SIDE for k in items[0][1]):
        return items
    first, ks = items[0]
    before = [k for k in names if k.case == "subj" and k.name.end <= ks[0].name.start]
    return [(first, before[-1:]), *items[1:]] if before else items


def _also_own(items: list[tuple[object, list[Link]]], names: list[Link]) -> list[list[Link]]:
    """What further names each item has for itself: the subjects of AはXと10億ドル、BはYと5億ドルの契約."""
    out: list[list[Link]] = []
    last = -1
    for q, ks in items:
        taken = {id(k) for k in ks}
        out.append([k for k in names if last <= k.name.start and k.name.end <= q.start and id(k) not in taken])
        last = q.end
    told = {k.case for ks in out[1:] for k in ks}
    # what stands before the first item may belong to all, unless the others have the like
    if out and all(out[1:]) and told <= {k.case for k in out[0]}:
        out[0] = [k for k in out[0] if k.case in told][-1:]
        return out
    return [[] for _ in items]


def _each_alone(text: str, items: list[tuple[object, list[Link]]], names: list[Link]) -> list[tuple[object, list[Link]]]:
    """The items, one for each name where each has the quantity alone: AとBがそれぞれ300億ドル, AとBがCに5億ドルずつ."""
    out = []
    for q, ks in items:
        givers = _givers(ks, names)
        each = _EACH.search(text, (givers or ks)[-1].name.end, q.start)
        counted = each and _COUNTED.search(text, (givers or ks)[-1].name.end, each.start())
        if not (each or text.startswith("ずつ", q.end)) or counted or any(k.name.kind == "place" for k in ks):
            out.append((q, ks))
            continue
        out += [(q, [k]) for k in (_together(text, givers) if givers else ks)]
    return out


def _givers(ks: list[Link], names: list[Link]) -> list[Link]:
    """Who gives to a name that stands alone between the givers and the sum: AとB in AとBはCにそれぞれ5億ドル."""
    if len(ks) != 1 or ks[0].case not in _OTHER_SIDE:
        return []
    return [k for k in names if k.case == "subj" and k.name.end <= ks[0].name.start]


def _take_stake(part: Event, stake, others: list) -> None:
    part.stake = stake


def _take_capacity(part: Event, capacity, others: list) -> None:
    part.capacities = [capacity]


def _items(article: Article, event: Event, quantities: list, names: list[Link]) -> list[tuple[object, list[Link]]]:
    """The longest run of quantities that each have names of their own right before them, on one side of the deal word."""
    text, t = article.text, event.trigger
    told = [x.start for x in within(article.triggers, event.sentence)]
    runs: list[list[tuple[object, list[Link]]]] = [[]]
    last = event.sentence.start
    for f in quantities:
        own = [k for k in names if last <= k.name.start and k.name.end <= f.start]
        if own and own[-1].name.kind in ("place", "government") and own[-1].case == "goal" and own[-2:-1] and own[-2].case == "subj":
            # マイクロソフトは日本に29億ドル、オラクルは80億ドル: where it goes is no member of the list
            own = own[:-1]
        if runs[-1] and own and _grants_part(text[last : own[0].name.start], runs[-1][-1][1], own):
            # 双葉電機の投資額は900億円で、このうち経産省の補助金が300億円: another deal, and no item
            runs.append([])
            last = f.end
            continue
        gap = text[own[-1].name.end : f.start] if own else ""
        near = bool(own) and (len(gap) <= _GAP or (gap[:1] in "((" and len(gap) <= STEP)) and not NO_CLAUSE.search(gap)
        here = t.start if t.row.word else -1
        if near and runs[-1]:
            step = text[last : own[0].name.start]
            near = len(step) <= STEP and "。" not in step and not any(last <= x < own[0].name.start for x in (*told, here))
        elif near:
            # the first item: of the names before it only those that stand together with the last
            near = not own[-1].name.end <= here < f.start
        if not near:
            runs.append([])
        if own and len(gap) <= _GAP and not NO_CLAUSE.search(gap):
            runs[-1].append((f, _together(text, own)))
        last = f.end
    return max(runs, key=len)


def _grants_part(step: str, before: list[Link], own: list[Link]) -> bool:
    """Whether a public body gives a part of the sum that a company spends."""
    return "うち" in step and all(k.name.label == "GOV" for k in own) and all(k.name.label != "GOV" for k in before)


def _in_order(text: str, quantities: list, names: list[Link]) -> list[tuple[object, list[Link]]]:
    """Names and quantities that are told one after the other: 発注先はAとBで、契約額はそれぞれ10億円、5億円だ."""
    for i, (first, second) in enumerate(pairwise(quantities)):
        if not _AND.fullmatch(text, first.end, second.start) or not (each := _EACH.search(text, max(0, first.start - 12), first.start)):
            continue
        before = [k for k in names if k.name.end <= each.start()]
        own = _together(text, before) if before else []
        if givers := _givers(own, names):
            own = _together(text, givers)
        acts = [k for k in before if k.case == "subj" and not k.clauses]
        if len(acts) > len(own):
            # 双葉電機は津に、星野電工は柏にそれぞれ10億円、5億円を投じる
            own = acts
        told = quantities[i : i + len(own)]
        if len(own) == len(told) > 1 and all(_AND.fullmatch(text, a.end, b.start) for a, b in pairwise(told)):
            return [(q, [k]) for q, k in zip(told, own, strict=True)]
    return []


@lru_cache(maxsize=1)
def _joined() -> re.Pattern[str]:
    """What joins two names, with what is said before the second: と米, や半導体大手の."""
    nation, what = (alternation(affixes()[kind]) for kind in ("nation", "descriptor"))
    return re.compile(rf"(?:株式会社|社)?[、,・(( ]?(?:と|や|及び|および|並びに|・|、|/)?[((]?(?:(?:{nation})(?:の|系)?)?(?:[一-龥A-Za-z]{{0,4}}(?:{what})の?)?(?:株式会社)?|(?:社)?(?:と|、)[一-龥ァ-ヺーA-Z]{{2,10}}の")


def _together(text: str, names: list[Link]) -> list[Link]:
    """The last of some names, and those before it that are joined to it: BとC, B(及びC), B、C."""
    out = [names[-1]]
    for k in reversed(names[:-1]):
        between = text[k.name.end : out[0].name.start]
        if not _joined().fullmatch(between):
            break
        out.insert(0, k)
    return out
