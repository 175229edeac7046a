"""readings: one deal word with the names and quantities of its sentence -> an ``Event``, or none.

In:  a trigger, and the chunks of its sentence with their cases and clauses.
Out: the event as the sentence itself tells it: its names by case and role, its type by what is bought, its quantities,
     its stage; nothing, if the word tells of no deal of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...document import Article, Sentence
from ..discourse.context import not_told
from ..discourse.newly import note_news
from ..items.outlays import foreseen
from ..kinds.bids import bidders
from ..kinds.contractors import doing_work
from ..kinds.granted import (
    guarantees_no_sum,
    only_used,
)
from ..kinds.holdings import holds, lists_holders, of_staff
from ..kinds.loans import without_arrangers
from ..kinds.means import note_other_givers
from ..kinds.mergers import as_equals
from ..kinds.power import only_feeds, whose_power
from ..kinds.purchases import pays_for_goods, pays_holders
from ..kinds.rounds import heads_round, in_bracket, note_takers
from ..kinds.shareholders import sells_to_staff, sold_by_owners
from ..kinds.takeovers import take_over, without_later_sums
from ..kinds.trades import is_ordered, without_others_sums
from ..kinds.ventures import as_owned, only_owned, through_own, whose_money
from ..signals.quantities import BUILT, measured_beside
from ..signals.triggers import Trigger, TriggerLexicon
from ..stage.status import judge
from ..stage.unreal import dates_another, denied, is_backlog, is_source, only_ends, sums_up
from ..syntax.cases import is_inverse, is_received, links
from ..syntax.clauses import (
    predicate_of,
)
from ..syntax.coordination import acting_with, bought_with, group_of, taking_part
from ..syntax.links import Link, names_of
from ..syntax.placing import before_turn, is_means, placed
from ..syntax.relatives import Relative, apart_from
from ..words import ends_in, pattern, words
from .bystanders import (
    only_places,
    spoken_of,
    without_brokers,
    without_offices,
    without_placers,
    without_tellers,
)
from .conversion import convert
from .events import Event, chunk_at, has_object, nearest, within
from .goods import builders, object_text, settle_goods, whose
from .holders import as_backed, as_party, says_whose, set_up
from .outside import (
    in_passing,
    only_goods,
    only_introduces,
    says_who_gets,
    tells_no_name,
    without_outsiders,
)
from .quoted import speaks
from .roles import assign
from .sums import find_quantities

#: How many names a deal word may be linked to, so that the time stays in proportion to the text. The annotated articles have at most 12 a sentence.
MOST_LINKS = 40
#: A company that has no name yet, whoever sets it up.
_NEW_FIRM = ends_in("new_firm")
#: One that holds or runs something and was told before, so that it may have a name: このSPCに融資する; but この新会社に出資する.
_THAT_ONE = re.compile("(?:この|その|同|当該)(?:SPC|特別目的会社|運営会社)")


def event_of(article: Article, s: Sentence, chunks, cases, t: Trigger, lexicon: TriggerLexicon, told_at: set[int], borders: list[int], clauses: list[Relative]) -> Event | None:
    """What a deal word tells with the names and quantities of its sentence, or None.

    Args:
        article: with names, quantities and triggers.
        s: the sentence.
        chunks: its chunks.
        cases: of each chunk.
        t: the deal word.
        lexicon: the frames of deal words.
        told_at: the chunks of all deal words of the sentence.
        borders: the chunks at which another actor's clause begins.
        clauses: those that say what a noun is.
    """
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
    found = [placed(article.text, s, chunks, cases, t, k, at, told_at, borders) for k in found]
    found = before_turn(article.text, chunks, cases, t, told_at, found)
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
    found = heads_round(event, found, article.text)
    if frame.type == "financing" or frame.name in ("raise", "join"):
        found = without_arrangers(event, found)
    found = as_owned(event, spoken_of(event, as_backed(event, as_party(event, sold_by_owners(event, set_up(event, found, at), at), at), at), at))
    found = bidders(event, found, at)
    event.facts.update(chunk=at, pred=p)
    found = take_over(event, found, at)
    as_equals(event, found)
    assign(event, frame, found)
    find_quantities(article, event, chunks, cases, at, p, told_at, borders, clauses)
    without_others_sums(event)
    without_later_sums(event)
    guarantees_no_sum(event, within(article.triggers, s))
    event.facts["unnamed goal"] = any(cases[c.index] == "goal" and not c.names and _NEW_FIRM.search(c.text) and not _THAT_ONE.match(c.text) for c in chunks)
    event.facts["unnamed other"] = tells_no_name(event, at)
    event.links = found
    if (frame.name == "merge" and _merges_things(event)) or says_who_gets(event, at, clauses) or only_places(chunks, frame.name, at) or foreseen(event, found) or lists_holders(event):
        return None
    if frame.name == "join" and any(group_of(chunks, k.chunk) is not None and k.chunk < at and all(c.paren != -1 for c in chunks[k.chunk + 1 : at]) for k in found):
        # 双葉電機が主導する企業連合は星野電工を買収する: who leads it is told, and no deal
        return None
    if any(k.case == "by" and k.chunk == at for k in found) and says_whose(chunks, at, t.end):
        # 双葉電機支援の新興企業: no statement of its own (contract, section 1)
        return None
    if (frame.name == "build" and is_ordered(chunks, at, p, told_at)) or only_owned(event, at) or only_feeds(event, found) or only_used(event) or sums_up(event, told_at) or only_goods(event, found) or pays_holders(event):
        return None
    if frame.name == "partner" and event.amount is not None and is_means(chunks, at) and any(x.start > t.end and x.row.frame in ("spend", "build") for x in within(article.triggers, s)):
        # 星野電工との提携を通じて、90億円を投じる: the sum is that of what is done by way of it
        return None
    if frame.name in ("partner", "contract") and p is not None and chunks[at].func.startswith("を") and _MAKES_USE.match(chunks[p].text) and event.amount is None:
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
    event.facts["unreal"] = event.facts["unreal"] or whose_money(event, at)
    note_takers(event)
    sells_to_staff(event)
    note_news(event, clauses)
    if holds(event, told_at):
        event.status, event.facts["holds"] = "completed", True
    event.facts["off"] = event.status == "cancelled"
    return None if denied(event) or not_told(event) or is_backlog(event) or is_source(event, told_at) or only_ends(event, told_at) or dates_another(event) else event


#: What one only makes use of that stands already: 自治体との協定を活用している.
_MAKES_USE = re.compile("(?:利用|活用|駆使)$")


def _also_bought(event: Event, frame: str, at: int, found: list[Link]) -> list[Link]:
    """The links, of a name with も right before a verb of buying that has no other object as of its object: 21年には星野電工も買収した."""
    # 星野電工にも売る, 森田機工との間でも合意した: a counterparty besides the one told before
    event.facts["also"] = names_of(k for k in found if k.chunk >= 0 and k.case in ("goal", "src", "com") and _told_also(event.chunks, k.chunk))
    if frame not in ("acquire", "stake", "buy") or event.inverse or any(k.case in ("obj", "goal", "src", "comp", "genobj", "by") for k in found if k.chunk >= 0):
        return found
    around = [k for k in found if 0 <= k.chunk < at and k.name.label == "ORG" and k.clauses == 0 and event.chunks[k.chunk].func.startswith(("を巡り", "をめぐり")) and event.chunks[k.chunk].comma]
    if len(around) == 1 and frame != "buy" and any(k.case == "subj" and k.weight >= 0.5 for k in found) and not any(k.case == "gen" and k.weight >= 0.7 for k in found):
        # 双葉化学をめぐり、星野電工が買収を検討している: what it is about is bought
        return [replace(k, case="obj", weight=0.9, facts=()) if k is around[0] else k for k in found]
    also = [k for k in found if k.case == "subj" and k.chunk == at - 1 and event.chunks[k.chunk].func == "も"]
    event.facts["also"] = names_of(also)
    return [replace(k, case="obj", weight=0.9) if any(k is x for x in also) else k for k in found]


def _told_also(chunks, i: int) -> bool:
    """Whether a name or the last of the list that it opens has も: 星野電工とも; 星野電工、森田機工とも."""
    while i + 1 < len(chunks) and chunks[i].names and chunks[i].comma and not chunks[i].func and chunks[i + 1].names:
        i += 1
    return chunks[i].func.endswith("も")


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
    if not at or event.trigger.row.word != "統合":
        return False
    # what is taken may stand before where it goes: 星野電工の検索機能を自社のサービスに統合する
    c = next((c for c in reversed(event.chunks[max(0, at - 4) : at]) if c.paren == event.chunks[at].paren and (event.cases[c.index] != "goal" or c.index == at - 4) and not c.attribute), None)
    if c is None or event.cases[c.index] != "obj" or c.pred:
        return False
    if c.names:
        # 星野プラットフォーム is a company, 星野電工プラットフォーム a thing of 星野電工
        return _THING.fullmatch(c.text, c.names[-1].end - c.start) is not None
    return not _BUSINESS.search(c.text)


#: Behind the name of its maker, a thing that a company builds into its own.
_THING = re.compile(rf"[^、。はがを]*(?:{words('built in')})")
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
        "shares": lambda: "株" in text[: event.trigger.end - s.start],
        "gov": lambda: any(n.label == "GOV" for n in within(article.names, s)),
        "round": lambda: bool(re.search(r"ラウンド|調達|増資|シリーズ[A-H]|出資|投資", text)),
        "com": lambda: any(k.case in ("com", "by") and k.weight >= 0.5 for k in found) or len({k.name.canonical for k in found if k.case == "subj"}) >= 2,
        "learned": lambda: False,
        "goods": lambda: any(has_object(event.objects, k) for k in ("compute_contract", "supply", "power")),
    }
    return any(checks[n]() for n in needs if n in checks)
