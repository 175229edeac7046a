"""frames: one trigger, its parties and its quantities -> an ``Event``.

In:  the article with names, quantities and triggers.
Out: one ``Event`` per trigger that can stand for a deal. Roles follow from the case that a
     name has to the trigger (``cases``) and the trigger's row in ``data/frames.tsv``; the
     items of a list become events of their own (``lists``), the type follows from what is
     bought (``goods``), the quantities from ``sums``, what the sentence leaves out from ``context``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from ..document import Article, Sentence
from . import begun, elsewhere, unsaid
from .anchors import (
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
from .answers import fill_answers
from .bids import bidders
from .bystanders import (
    approves,
    is_bystander,
    only_places,
    only_tells,
    rules_on,
    spoken_of,
    without_brokers,
    without_offices,
    without_placers,
    without_tellers,
)
from .cases import Link, is_inverse, is_received, links
from .chunks import Chunk, chunk_sentence, mark_called, mark_copulas, mark_totals
from .clauses import (
    carried_over,
    clause_borders,
    gives_part,
    of_noun_before,
    of_noun_behind,
    predicate_of,
    same_clause,
    sells_meanwhile,
    somebody_else,
    told_already,
    told_besides,
)
from .context import Topics, look_back, not_told
from .contractors import doing_work, for_client
from .coordination import acting_with, bought_with, group_of, taking_part
from .counterparts import other_side, sure_source, told_by_deeds, told_counterparts
from .events import Event, chunk_at, has_object, nearest, within
from .forms import plain_lists, read_forms
from .founding import tell_more
from .going_on import (
    adds_up,
    further,
    is_part,
    is_price,
    item_of,
    meant,
    of_heading,
    others_too,
    pair,
    takes_up,
    under_contract,
    unpaired,
)
from .goods import builders, convert, object_text, settle_goods, whose
from .granted import (
    GIVING,
    guarantees_no_sum,
    of_the_plan,
    only_backs,
    only_used,
    received_together,
    sure_guarantee,
    without_certifiers,
)
from .hearsay import hear, only_says_who
from .holders import as_backed, as_party, says_whose, set_up, under
from .holdings import backs_already, holds, lists_holders, of_staff
from .itemised import as_told_of_all
from .joining import carry_over, take_part
from .lists import keep_apart, shares
from .loans import considered_too, still_aside, without_arrangers, without_uses
from .means import note_other_givers
from .mergers import as_equals
from .outlays import foreseen, of_another_year, sure_outlay
from .outside import (
    in_passing,
    is_general,
    only_goods,
    only_introduces,
    says_who_gets,
    tells_how,
    tells_no_name,
    without_connections,
    without_debt,
    without_means,
    without_outsiders,
    without_unnamed,
)
from .own_shares import of_the_target
from .particles import effective_cases
from .plans import sure_bid, sure_plan, sure_takeover, sure_talks
from .power import built_by_sellers, sure_power, take_sides, whose_power
from .progress import progress
from .purchases import pays_for_goods
from .quantities import BUILT, measured_beside
from .quoted import speaks
from .relatives import Relative, apart_from, relatives
from .roles import assign
from .rounds import in_bracket, note_takers
from .speakers import speak_for_companies
from .status import dates_another, denied, is_source, judge, only_ends, sums_up
from .sums import find_quantities
from .takeovers import answer_bids, take_over
from .tenders import sells_into, tenders
from .themes import acts_in_line, heads_line, labels, labels_within
from .tieups import keep_their_counterparts, keep_to_their_own, with_topic
from .times import notice
from .trades import is_ordered, keep_counterparts, pay_sides, told_sides, without_others_sums
from .triggers import Trigger, TriggerLexicon
from .ventures import as_owned, only_owned, through_own
from .wholes import without_parts
from .words import pattern, words

#: What one sentence may hold, so that the time stays in proportion to the text. The annotated articles have at most 16 triggers and 12 names a sentence.
MOST_TRIGGERS, MOST_LINKS = 40, 40


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
            event = _event(article, s, chunks, cases, t, lexicon, told_at, borders, found)
            if event is not None and t.row.word == "(tender)":
                event = sells_into(event, events)
            if event is not None and backs_already(event, article.sentences[s.index - 1] if s.index else None):
                continue
            if event is not None and not tells_how(event, events) and not adds_up(event, s, events) and not is_price(event, events) and not is_part(event, s, events) and not takes_up(event, s, events):
                take_part(event, events)
                other_side(event, events)
                received_together(event)
                for part in shares(article, event):
                    keep_apart(part, events)
                    as_told_of_all(part, events)
                    of_the_target(part, events[-1] if events else None)
                    item_of(part)
                    if not opens_list(s):
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
                    considered_too(part, events)
                    still_aside(part, events)
                    if part.facts.get("holds") and len(part.roles) > 1 and any(k.case == "subj" and k.weight >= 0.9 for k in part.links):
                        part.facts["plan"] = part.type
                    sure = sure_plan(part, events[-1] if events else None) or sure_takeover(part) or sure_bid(part) or sure_outlay(part) or sure_power(part)
                    part.facts.setdefault("plan", sure or sure_guarantee(part) or sure_source(part) or sure_talks(part))
                    more = for_client(article, part, events)
                    of_another_year(article, part, events)
                    part.facts["progress"] = progress(article, part)
                    events += [part, *more]
        above.see(s, told, events, bool(items))
        if (named or s.heads) and not (not told and only_says_who(s)):
            topics.see(s, chunks, cases, told_at, found)
    without_parts(events)
    fill_answers(article, events)
    events = read_forms(article, events)
    plain_lists(events)
    look_back(article, events)
    elsewhere.note(events)
    unsaid.note(article, events)
    begun.note(events)
    notice(article, events)
    hear(article, events)
    keep_to_their_own(events)
    keep_their_counterparts(events)
    without_certifiers(events)
    take_sides(events)
    built_by_sellers(events)
    keep_counterparts(events)
    told_sides(events)
    pay_sides(events)
    told_counterparts(article, events)
    told_by_deeds(events)
    tell_more(article, events)
    answer_bids(events)
    return events


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
        c.names = [n for n in names if c.start <= n.start < c.end]
        c.figures = [f for f in figures if c.start <= f.start < c.end]
        rest = c.text
        for x in [q for q in quantities if c.start <= q.start < c.end]:
            rest = rest.replace(x.text, "")
        c.quantity = len(rest) <= 3 and rest != c.text or bool(re.fullmatch(r"[\d年月日間約]+", c.text))
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


def _event(article: Article, s: Sentence, chunks, cases, t: Trigger, lexicon: TriggerLexicon, told_at: set[int], borders: list[int], clauses: list[Relative]) -> Event | None:
    at = chunk_at(chunks, t.start)
    if at is None:
        return None
    frame = lexicon.frames[t.row.frame]
    after = article.text[t.end : min(t.end + 8, s.end)]
    p = predicate_of(chunks, at)
    event = Event(t, s, frame.type, frame.name)
    event.inverse = is_inverse(chunks, at, p, after) or (frame.name == "buy" and pattern("order").match(t.text) is not None and is_received(chunks, at))
    # local context: what the trigger's own arguments say is bought
    event.objects = object_text(chunks, cases, at, p, apart_from(clauses, chunks, at, noun=True))
    event.chunks, event.cases = chunks, cases
    found = without_tellers(article.text, s, chunks, cases, links(chunks, cases, at, t.start, t.end, clauses))
    if frame.name in ("stakesale", "raise") and (others := without_placers(chunks, found)) != found:
        found = others
        if not any(c.text.startswith("保有") for c in chunks) and all(k.case in ("subj", "bystander") for k in found):
            # 双葉電機は引受人の星野証券に新株を売る: its own shares
            frame = lexicon.frames["raise"]
            event.type, event.frame = frame.type, frame.name
    found = without_brokers(chunks, frame.name, found)
    found = [_placed(article.text, s, chunks, cases, t, k, at, told_at, borders) for k in found]
    # 双葉電機は星野電工と提携し、森田機工と契約を結んだ: with whom each is done
    found = [k.aside() if k.case == "other com" and any(x.case == "com" and x.weight >= 0.7 and x.chunk > k.chunk for x in found) else k for k in found]
    found = without_outsiders(chunks, cases, clauses, frame.name, at, told_at, without_offices(chunks, frame.name, found))
    found = nearest(found, t, MOST_LINKS, lambda k: k.name.start)
    found = bought_with(chunks, cases, frame.name, at, _also_bought(event, frame.name, at, found))
    found = builders(event, frame.name, at, p, [whose(event, frame.name, at, k) for k in taking_part(chunks, frame.name, at, acting_with(chunks, frame.name, at, found))])
    frame = convert(event, frame, lexicon, found, at)
    note_other_givers(event, told_at, at, found)
    found = through_own(article, event, doing_work(article, event, found))
    found = in_bracket(event, whose_power(event, of_staff(event, speaks(event, found, at), at), clauses), article.text, within(article.figures, s))
    if frame.type == "financing" or frame.name in ("raise", "join"):
        found = without_arrangers(event, found)
    found = as_owned(event, spoken_of(event, as_backed(event, as_party(event, set_up(event, found, at), at), at), at))
    found = bidders(event, found, at)
    event.facts.update(chunk=at, pred=p)
    found = take_over(event, found, at)
    as_equals(event, found)
    assign(event, frame, found)
    find_quantities(article, event, chunks, cases, at, p, told_at, borders, clauses)
    without_others_sums(event)
    guarantees_no_sum(event, within(article.triggers, s))
    event.facts["unnamed goal"] = any(cases[c.index] == "goal" and not c.names and _NEW_FIRM.search(c.text) for c in chunks)
    event.facts["unnamed other"] = tells_no_name(event, at)
    event.links = found
    if (frame.name == "merge" and _merges_things(event)) or says_who_gets(event, at, clauses) or only_places(chunks, frame.name, at) or foreseen(event, found) or lists_holders(event):
        return None
    if frame.name == "join" and any(group_of(chunks, k.chunk) is not None and k.chunk + 1 == at for k in found):
        # 双葉電機が主導する企業連合は星野電工を買収する: who leads it is told, and no deal
        return None
    if any(k.case == "by" and k.chunk == at for k in found) and says_whose(chunks, at, t.end):
        # 双葉電機支援の新興企業: no statement of its own (contract, section 1)
        return None
    if (frame.name == "build" and is_ordered(chunks, at, p, told_at)) or only_owned(event, at) or only_used(event) or sums_up(event, told_at) or only_goods(event, found):
        return None
    if only_introduces(chunks, clauses, frame.name, at, told_at) or in_passing(event, clauses, at, told_at):
        return None
    event.facts.update(nchunks=len(chunks), kind=s.kind, strength=t.row.strength)
    settle_goods(event)
    event.facts["purchase"] = pays_for_goods(event)
    event.facts["goods_next"] = frame.name == "partner" and _goods_behind(article, s)
    event.facts["beside"] = measured_beside(article, s) if event.type in BUILT and not event.capacities else []
    event.facts["needs"] = _needs(event, s, article, found)
    judge(event, chunks)
    note_takers(event)
    if holds(event, told_at):
        event.status, event.facts["holds"] = "completed", True
    event.facts["off"] = event.status == "cancelled"
    return None if denied(event) or not_told(event) or is_source(event, told_at) or only_ends(event, told_at) or dates_another(event) else event


#: What follows the name of who sends an article at its start: 双葉ニュース - 3日、.
_SENDER = re.compile(" ?[-‐–—―─]+ ")


#: What one does with a bank that only places shares: 星野証券を起用した.
_HIRED = re.compile("起用|任命|選任|雇")


def _only_beside(chunks: list[Chunk], cases: list[str], k: Link) -> bool:
    """Whether a name is that of whoever is only hired for a round (星野証券などを起用した), or of whose company raises (田中氏の双葉AIが)."""
    c, n = chunks[k.chunk], chunks[k.chunk + 1]
    if cases[k.chunk] == "obj" and _HIRED.match(n.text):
        return True
    return k.name.label == "PERSON" and c.func == "の" and any(x.label == "ORG" for x in n.names) and n.func.startswith(("は", "が"))


#: Before the name of who reports what a sentence tells.
_TOLD_BY = re.compile("(?:[るただいうむすくつ]、|」)と[米英仏独]?紙?$")


#: A bracket that says whose company one is: 森田発電(双葉商事の関連会社).
_OWNER = re.compile(rf"(?:社)?の[^()、。]{{0,6}}?(?:{words('its_own')})\)")


def _placed(text: str, s: Sentence, chunks: list[Chunk], cases: list[str], t: Trigger, k: Link, at: int, told_at: set[int], borders: list[int]) -> Link:
    """The link, of a name that belongs to another deal word of the sentence, or to none, as of such a one."""
    tells = k.name.label == "GOV" and only_tells(text, k.name.end, s.end)
    if t.row.frame in ("acquire", "merge") and rules_on(chunks, cases, k.name, k.chunk, at):
        return k.aside()
    if t.row.frame in ("grant", "getgrant") and approves(chunks, cases, k.name, k.chunk, told_at):
        return k.aside()
    if t.row.frame not in GIVING and only_backs(chunks, k, at):
        return k.aside()
    if k.case == "paren" and _OWNER.match(text, k.name.end, s.end):
        return k.aside()
    if borders and somebody_else(chunks, cases, borders, k.chunk, at):
        return k.aside()
    if tells or (s.kind == "paragraph" and k.name.start == s.start and k.name.kind in ("media", "other") and _SENDER.match(text, k.name.end, s.end)) or is_bystander(text, t.row.frame, (k.name.start, k.name.end), t.start, (s.start, s.end), k.name.label):
        return k.aside()
    if k.case == "affiliate" and under(chunks, k):
        return k.aside()
    if t.row.frame in ("acquire", "stake", "buy") and k.case == "subj" and sells_meanwhile(chunks, cases, k.chunk, at):
        return replace(k, case="src", weight=0.9)
    if (t.row.frame in ("raise", "borrow", "join") or t.row.word == "調達") and 0 <= k.chunk < len(chunks) - 1 and _only_beside(chunks, cases, k):
        return k.aside()
    if k.chunk > at and _TOLD_BY.search(text, s.start, k.name.start) and not text[k.name.end : s.end].strip("。)」』 \n"):
        # 20億ドルを調達する、とFT。
        return k.aside()
    acts = k.case in ("subj", "theme", "comp", "host", "beside", "paren") or cases[k.chunk] in ("topic", "subj")
    if not acts and same_clause(borders, k.chunk, at) and carried_over(chunks, cases, told_at, k.chunk, at, t.text):
        return replace(k, weight=max(k.weight, 0.6))
    if k.case == "late" and t.row.frame in ("invest", "join") and cases[k.chunk] == "subj" and same_clause(borders, k.chunk, at) and any(c.text == "ほか" for c in chunks[at : k.chunk]):
        # 双葉電機が51%を出資するほか、星野電工が49%を出資する
        return replace(k, case="subj", weight=0.7, facts=())
    other = not same_clause(borders, k.chunk, at) or of_noun_behind(chunks, told_at, k.chunk, at) or (not acts and told_already(chunks, told_at, k.chunk, at))
    other = other or (cases[k.chunk] not in ("topic", "subj") and of_noun_before(chunks, told_at, k.chunk, at))
    other = other or (t.row.frame in ("build", "spend") and gives_part(chunks, told_at, k.name, k.chunk, at))
    if t.row.frame in ("sell", "stakesale") and k.chunk > at and chunks[at].func.startswith(("を巡", "をめぐ")):
        # 子会社の売却を巡り、双葉電機が2000億円を提示した: who acts behind it does not sell
        return k.aside()
    if other and cases[k.chunk] in ("topic", "subj") and told_besides(chunks, borders, k.chunk, at):
        return k.aside()
    if not other and t.row.frame == "raise" and k.case == "far" and chunks[k.chunk].func.startswith("から") and any(i > k.chunk and _LOAN.search(chunks[i].text) for i in told_at):
        # 増資による25億円に加え、双葉銀行から10億円の融資を受けた: who lends buys no shares
        return k.aside()
    return replace(k, case=f"other {k.case}", weight=0.1, facts=()) if other else k


_LOAN = re.compile("融資|借り?入れ?|ローン")
#: A company that has no name yet, whoever sets it up.
_NEW_FIRM = re.compile(rf"(?:{words('new_firm')})$")


#: A fund that is set up, of which nobody who was told before has all: 6000億円の基金を設けている.
_SETS_UP_FUND = re.compile(r"(?:規模|程度|余り)?の[^、。はがを0-9]{0,10}基金を[^、。はが]{0,6}?(?:設け|つく|作|創設|造成|新設|積)")


def _complete(event: Event) -> bool:
    """Whether a sentence says who raises how much, who sets up a fund, or which companies set something up together: who was told before has no part in it."""
    if event.amount is not None and _SETS_UP_FUND.match(event.sentence.text, event.amount.end - event.sentence.start):
        return True
    if event.frame == "jv":
        # 森田機工も加わり、双葉電機と設立する: one more joins who was told before
        founders = [k for k in event.links if k.chunk >= 0 and k.case in ("subj", "com") and k.weight >= 0.9 and k.name.label == "ORG"]
        return len({c for k in founders if not k.name.reference for c in k.name.canonical}) > 1 and not any(event.chunks[k.chunk].func.endswith("も") for k in founders)
    if event.frame == "merge":
        # 三葉電機と森田機工の合併: nobody else merges with them
        return len(elsewhere.sides(event)) > 1
    pred = event.facts["pred"]
    collects = event.frame == "invest" and event.inverse and pred is not None and pattern("collects").match(event.chunks[pred].text) is not None
    raises = (collects or (event.frame in ("raise", "borrow") and not event.inverse)) and event.amount is not None
    return raises and any(k.chunk >= 0 and k.case in ("subj", "head") and not k.facts for k in event.links)


def _also_bought(event: Event, frame: str, at: int, found: list[Link]) -> list[Link]:
    """The links, of a name with も right before a verb of buying that has no other object as of its object: 21年には星野電工も買収した."""
    # 星野電工にも売る, 森田機工との間でも合意した: a counterparty besides the one told before
    event.facts["also"] = {c for k in found if k.chunk >= 0 and k.case in ("goal", "src", "com") and event.chunks[k.chunk].func.endswith("も") for c in k.name.canonical}
    if frame not in ("acquire", "stake", "buy") or event.inverse or any(k.case in ("obj", "goal", "src", "comp", "genobj", "by") for k in found if k.chunk >= 0):
        return found
    around = [k for k in found if 0 <= k.chunk < at and k.name.label == "ORG" and k.clauses == 0 and event.chunks[k.chunk].func.startswith(("を巡り", "をめぐり")) and event.chunks[k.chunk].comma]
    if len(around) == 1 and frame != "buy" and any(k.case == "subj" and k.weight >= 0.5 for k in found) and not any(k.case == "gen" and k.weight >= 0.7 for k in found):
        # 双葉化学をめぐり、星野電工が買収を検討している: what it is about is bought
        return [replace(k, case="obj", weight=0.9, facts=()) if k is around[0] else k for k in found]
    also = [k for k in found if k.case == "subj" and k.chunk == at - 1 and event.chunks[k.chunk].func == "も"]
    event.facts["also"] = {c for k in also for c in k.name.canonical}
    return [replace(k, case="obj", weight=0.9) if any(k is x for x in also) else k for k in found]


def _goods_behind(article: Article, s: Sentence) -> bool:
    """Whether the sentence behind one tells of goods: 提携を発表した。星野電工はGPUを使えるようになる."""
    behind = article.sentences[s.index + 1 : s.index + 2]
    return any(x.block - s.block <= 1 and has_object(x.text, c) for x in behind for c in ("compute_contract", "power", "supply"))


def _merges_things(event: Event) -> bool:
    """Whether what a verb of merging takes is no company or business: 製造と計算を統合する; but 双葉海運と星野汽船がコンテナ船を統合する."""
    at = event.facts["chunk"]
    together = sum(k.case in ("subj", "bare") and k.name.label == "ORG" for k in event.links if k.chunk >= 0) > 1
    if together and not (at > 1 and event.chunks[at - 2].func == "と" and not event.chunks[at - 2].names):
        return False
    c = event.chunks[at - 1] if at and event.trigger.row.word == "統合" else None
    return c is not None and c.paren == event.chunks[at].paren and event.cases[c.index] == "obj" and not c.names and not _BUSINESS.search(c.text)


_BUSINESS = re.compile(rf"(?:{words('firm_noun')}|{words('merged')}|社|事業|部門|経営|行|店|法人|グループ|子会社|株式)$")


def _needs(event: Event, s: Sentence, article: Article, found: list[Link]) -> bool:
    """Whether one of the conditions of the trigger's row holds (money, capacity, gov ...)."""
    needs = event.trigger.row.needs
    if not needs or event.facts.get("electricity"):
        return True
    text = s.text
    checks = {
        "money": lambda: event.amount is not None,
        "capacity": lambda: bool(event.capacities or event.facts["beside"]),
        "stake": lambda: event.stake is not None,
        "gov": lambda: any(n.label == "GOV" for n in within(article.names, s)),
        "round": lambda: bool(re.search(r"ラウンド|調達|増資|シリーズ[A-H]|出資|投資", text)),
        "com": lambda: any(k.case in ("com", "by") and k.weight >= 0.5 for k in found) or len({k.name.canonical for k in found if k.case == "subj"}) >= 2,
        "learned": lambda: False,
        "goods": lambda: any(has_object(event.objects, k) for k in ("compute_contract", "supply", "power")),
    }
    return any(checks[n]() for n in needs if n in checks)
