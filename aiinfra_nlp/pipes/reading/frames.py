"""frames: one trigger, its parties and its quantities -> an ``Event``.

In:  the article with names, quantities and triggers.
Out: one ``Event`` per trigger that can stand for a deal. Roles follow from the case that a
     name has to the trigger (``cases``) and the trigger's row in ``data/frames.tsv``; the
     items of a list become events of their own (``lists``), the type follows from what is
     bought (``goods``), the quantities from ``sums``, what the sentence leaves out from ``context``.
"""

from __future__ import annotations

import re
from itertools import zip_longest

from ...document import Article, Sentence
from ..coreference.pairs import buyer_alone
from ..coreference.speakers import speak_for_companies
from ..discourse import elsewhere
from ..discourse.announced import tell_apart
from ..discourse.answers import fill_answers
from ..discourse.context import Topics, look_back
from ..discourse.forms import plain_lists, read_forms
from ..discourse.going_on import (
    further,
    item_of,
    meant,
    of_heading,
    others_too,
    pair,
    under_contract,
    unpaired,
)
from ..discourse.joining import carry_over, take_part
from ..discourse.newly import keep_givers_out
from ..discourse.plainly import tell_plainly
from ..discourse.themes import acts_in_line, heads_line, labels, labels_within
from ..discourse.told_sums import adds_up, is_part, is_price, takes_up
from ..items.itemised import as_told_of_all
from ..items.lists import keep_apart, shares
from ..items.outlays import of_another_year, of_row, result_or_outlook, sure_outlay
from ..items.portions import as_portions
from ..items.wholes import without_parts
from ..kinds.contractors import for_client
from ..kinds.counterparts import other_side, sure_source, told_by_deeds, told_counterparts
from ..kinds.founding import tell_more
from ..kinds.granted import (
    of_the_plan,
    received_together,
    sure_guarantee,
    without_certifiers,
)
from ..kinds.holdings import backs_already
from ..kinds.loans import considered_too, still_aside, without_uses
from ..kinds.own_shares import of_the_target
from ..kinds.plans import sure_bid, sure_joint, sure_plan, sure_takeover, sure_talks
from ..kinds.power import built_by_sellers, sure_power, take_sides
from ..kinds.purchases import of_land
from ..kinds.same_takeover import at_round, goes_on
from ..kinds.takeovers import answer_bids
from ..kinds.tenders import sells_into, tenders
from ..kinds.tieups import keep_their_counterparts, keep_to_their_own, supplied_by_companies, with_topic
from ..kinds.trades import keep_counterparts, pay_sides, told_sides
from ..kinds.unions import note_unions
from ..signals.anchors import (
    Above,
    anchors,
    continuation,
    deal_words,
    is_shared_out,
    member,
    of_the_content,
    of_the_purchase,
    opens_list,
    programmes,
    row,
)
from ..signals.times import notice
from ..signals.triggers import TriggerLexicon
from ..stage import begun, closed, unsaid
from ..stage.hearsay import hear, only_says_who
from ..stage.progress import progress
from ..stage.talks import hold_talks
from ..syntax.chunks import Chunk, chunk_sentence, mark_called, mark_copulas, mark_totals
from ..syntax.clauses import (
    clause_borders,
)
from ..syntax.links import names_of
from ..syntax.particles import effective_cases
from ..syntax.relatives import relatives
from ..words import pattern
from .events import Event, chunk_at, within
from .in_general import is_general, of_one_alone
from .outside import (
    tells_how,
    without_connections,
    without_debt,
    without_means,
    without_unnamed,
)
from .readings import event_of

#: How many deal words of a sentence are read, so that the time stays in proportion to the text. The annotated articles have at most 16.
MOST_TRIGGERS = 40


def build_events(article: Article) -> list[Event]:
    """All events of an article, in text order, gaps filled from the topics before them."""
    lexicon = TriggerLexicon.default()
    speak_for_companies(article)
    named_programmes = programmes(article)
    by_sentence = deal_words(article)
    events: list[Event] = []
    topics = Topics(article)
    above = Above()
    for s in article.sentences:
        named = s.named and bool(within(article.names, s))
        chunks, cases = _chunks(article, s) if s.relevant or named else ([], [])
        told = (without_uses(by_sentence.get(s.index, []), s) or anchors(article, s, above))[:MOST_TRIGGERS]
        items = member(article, s, above) if not told else []
        told = told or items
        if named and not told and events and s.index - events[-1].sentence.index <= 2:
            told = continuation(article, s)
        if s.kind == "table" and named and not told and article.columns.headings(s):
            told = row(article, s, chunks)
        if told and (is_shared_out(article, s, told, events) or is_general(article, s)):
            told = []
        told = tenders(s, without_debt(without_means(of_the_content(told, chunks), s), s), events)
        told_at = {at for t in told if t.row.word and t.row.strength and (at := chunk_at(chunks, t.start)) is not None}
        borders, found = clause_borders(chunks, cases, told_at), relatives(chunks, cases)
        told = [of_the_purchase(t, s, events) for t in without_connections(told, chunks, found)]
        for t in [] if s.repeats else told + named_programmes.get(s.index, []):
            event = event_of(article, s, chunks, cases, t, lexicon, told_at, borders, found)
            event = event and of_one_alone(article, event)
            if event is not None and t.row.word == "(tender)":
                event = sells_into(event, events)
            if event is not None and backs_already(event, article.sentences[s.index - 1] if s.index else None):
                continue
            if event is not None and not tells_how(event, events) and not adds_up(event, s, events) and not is_price(event, events) and not is_part(event, s, events) and not takes_up(event, s, events):
                take_part(event, events)
                other_side(event, events)
                received_together(event)
                for part in shares(article, event):
                    events += _filled(article, part, events, topics)
        above.see(s, told, events, bool(items))
        if (named or s.heads) and not (not told and only_says_who(s)):
            topics.see(s, chunks, cases, told_at, found)
    return _looked_over(article, events)


def _filled(article: Article, part: Event, events: list[Event], topics: Topics) -> list[Event]:
    """An event with what the events before it, the heading and the topics tell of it; and those of its contractors, who work for whoever it names."""
    keep_apart(part, events)
    as_told_of_all(part, events)
    of_the_target(part, events[-1] if events else None)
    goes_on(part, events)
    at_round(part, events)
    item_of(part)
    if not opens_list(part.sentence):
        carry_over(article, part, events)
        further(part, events)
        others_too(part, events)
        of_heading(article, part)
        under_contract(part, events)
        alone = unpaired(part)
        topics.fill(part, events, alone)
        pair(article, part, alone, events)
    part.rule_roles = {r: list(ns) for r, ns in part.roles.items()}
    outside = [] if _complete(part) else of_the_plan(part, events, with_topic(part, meant(part, topics.links(part))))
    part.facts["stood"] = topics.standing(part, outside)
    part.links = part.links + outside
    part.links = without_unnamed(part)
    of_land(part)
    considered_too(part, events)
    still_aside(part, events)
    if part.facts.get("holds") and len(part.roles) > 1 and any(k.case == "subj" and k.weight >= 0.9 for k in part.links):
        part.facts["plan"] = part.type
    sure = sure_plan(part, events[-1] if events else None) or sure_takeover(part) or sure_bid(part) or sure_outlay(part) or sure_power(part)
    hold_talks(part)
    part.facts.setdefault("plan", sure or sure_guarantee(part) or sure_source(part) or sure_talks(part) or sure_joint(part))
    more = for_client(article, part, events)
    of_another_year(article, part, events)
    of_row(article, part)
    part.facts["progress"] = progress(article, part) or result_or_outlook(article, part)
    return [part, *more]


def _looked_over(article: Article, events: list[Event]) -> list[Event]:
    """The events, with what can only be said when all of them are known."""
    without_parts(events)
    fill_answers(article, events)
    events = read_forms(article, events)
    plain_lists(events)
    look_back(article, events)
    elsewhere.note(events)
    unsaid.note(article, events)
    begun.note(article, events)
    closed.note(article, events)
    notice(article, events)
    for e in events:
        e.facts["item"] = article.digest.item(e.sentence)
    hear(article, events)
    keep_to_their_own(events)
    keep_givers_out(events)
    keep_their_counterparts(events)
    without_certifiers(events)
    take_sides(events)
    built_by_sellers(events)
    keep_counterparts(events)
    told_sides(events)
    pay_sides(events)
    told_counterparts(article, events)
    told_by_deeds(events)
    tell_apart(events)
    note_unions(events)
    as_portions(events)
    tell_more(article, events)
    answer_bids(events)
    buyer_alone(events)
    supplied_by_companies(events)
    tell_plainly(events)
    return events


#: A chunk that is a time or a number and no name of a thing: 2026年, 10日間, 約3.
_TIME = re.compile(r"[\d年月日間約]+")


def _chunks(article: Article, s: Sentence) -> tuple[list[Chunk], list[str]]:
    names = within(article.names, s)
    # 親会社の双葉電機 is one mention
    names = [n for n, after in zip_longest(names, names[1:]) if not (n.reference and after and n.canonical == after.canonical and article.text[n.end : after.start] == "の")]
    if s.relevant and (more := within(article.doubtful, s)):
        names = sorted([*names, *more], key=lambda n: n.start)
    figures = within(article.figures, s)
    quantities = figures + within(article.capacities, s) + within(article.stakes, s)
    chunks = chunk_sentence(s, [(x.start, min(x.end, s.end)) for x in names + quantities])
    for c in chunks:
        if names:
            c.names = [n for n in names if c.start <= n.start < c.end]
        if figures:
            c.figures = [f for f in figures if c.start <= f.start < c.end]
        rest = c.text
        for x in [q for q in quantities if c.start <= q.start < c.end]:
            rest = rest.replace(x.text, "")
        c.quantity = len(rest) <= 3 and rest != c.text or _TIME.fullmatch(c.text) is not None
    mark_copulas(chunks)
    mark_called(chunks)
    mark_totals(chunks)
    cases = effective_cases(chunks)
    for c in chunks[:2]:
        if any(heads_line(article.text, s.start, n) or acts_in_line(article.text, s.start, n) for n in c.names) or labels(article.text, s.start, c):
            cases[c.index] = "topic"
    for c in chunks if any(c.paren != -1 for c in chunks) else ():
        if labels_within(article.text, c):
            cases[c.index] = "topic"
    return chunks, cases


#: A fund that is set up, of which nobody who was told before has all: 6000億円の基金を設けている.
_SETS_UP_FUND = re.compile(r"(?:規模|程度|余り)?の[^、。はがを0-9]{0,10}基金を[^、。はが]{0,6}?(?:設け|つく|作|創設|造成|新設|積)")


def _complete(event: Event) -> bool:
    """Whether a sentence says who raises how much, who sets up a fund, or which companies set something up together: who was told before has no part in it."""
    if event.amount is not None and _SETS_UP_FUND.match(event.sentence.text, event.amount.end - event.sentence.start):
        return True
    if event.frame == "jv":
        # 森田機工も加わり、双葉電機と設立する: one more joins who was told before
        founders = [k for k in event.links if k.chunk >= 0 and k.case in ("subj", "com") and k.weight >= 0.9 and k.name.label == "ORG"]
        return len(names_of(k for k in founders if not k.name.reference)) > 1 and not any(event.chunks[k.chunk].func.endswith("も") for k in founders)
    if event.frame == "partner" and not event.chunks[event.facts["chunk"]].pred:
        # 双葉電機と星野電工の提携は
        return len(names_of(k for k in event.links if k.chunk >= 0 and k.case == "gen" and k.weight >= 0.7)) > 1
    if event.frame == "merge":
        # 三葉電機と森田機工の合併: nobody else merges with them
        return len(elsewhere.sides(event)) > 1
    pred = event.facts["pred"]
    collects = event.frame == "invest" and event.inverse and pred is not None and pattern("collects").match(event.chunks[pred].text) is not None
    raises = (collects or (event.frame in ("raise", "borrow") and not event.inverse)) and event.amount is not None
    return raises and any(k.chunk >= 0 and k.case in ("subj", "head") and not k.facts for k in event.links)
