"""holders: who is told only in a clause that says what a noun is, and what part that gives him.

In:  the clause (``clauses.Relative``), a deal word outside it, and the frame of that word.
Out: facts of the clause as seen from the word, and the role of the clause's subject: who holds or
     runs what is bought gives it up ([KKRが保有する]双葉データを買収), who runs or issues a thing
     without a name gets what is put into it ([星野電工が進める]事業に出資), who leads a fund or a
     group acts through it ([森田機工が運用する]ファンドが買収), and who puts money into a company
     that is set up is a partner in it ([AとBが出資する]新会社を設立). More are told beside a deal
     word: who leads a round ([双葉商会が主導した]ラウンド), who backs a company (双葉電機支援の新興企業),
     who is made a party by whom (双葉商会を引受先とする), and a company that is set up and raises what
     its founder is said to raise (新会社を設立し、10億円を調達した).
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..syntax.chunks import Chunk
from ..syntax.clauses import next_predicate, says_what
from ..syntax.coordination import before_company
from ..syntax.links import names_of
from ..syntax.relatives import Relative
from ..words import ends_in, pattern, words
from .events import chunk_at

#: What somebody acts through who leads it.
_VEHICLE = ends_in("vehicle")
_GROUP = re.compile("(?:連合|陣営|コンソーシアム)$")
#: Cases of the thing that something is put into: 事業に出資, 増資を引き受け, 事業への融資.
_PUT_INTO = ("of goal", "of obj", "of ngoal")


def facts_of(chunks: list[Chunk], cases: list[str], r: Relative, t: int, p: int | None) -> tuple[str, ...]:
    """In which case to the deal word in chunk ``t``, with its predicate in ``p``, the noun of a clause stands, and what the clause's subject does with it."""
    last, verb = r.head[-1], chunks[r.verb]
    facts = ["of obj" if t in r.head else f"of {cases[last]}" if next_predicate(chunks, last) in (t, p) else "of another"]
    if pattern("holds").match(verb.text) or (pattern("backs").match(verb.text) and "ていた" in verb.func):
        facts.append("holds")
    if not any(chunks[i].names for i in r.head):
        facts += [kind for kind in ("runs", "issues", "backs") if pattern(kind).match(verb.text)]
        if pattern("leads_on").match(verb.text) and _VEHICLE.search(chunks[last].text):
            facts.append("leads")
    return tuple(facts)


def role_of(frame, facts: tuple[str, ...]) -> str | None:
    """The role of a clause's subject in a frame, by the facts of the clause."""
    place, *kinds = facts
    if frame.name in ("acquire", "stake") and place == "of obj" and ("holds" in kinds or "runs" in kinds):
        return frame.roles.get("src")
    if frame.name in ("stake", "acquire") and place == "of obj" and "issues" in kinds:
        # [星野電工が発行する]株式を取得する: whose shares they are
        return frame.roles.get("obj")
    if frame.name in ("invest", "spend", "join", "lend", "grant") and place in _PUT_INTO and ("runs" in kinds or "issues" in kinds):
        return frame.roles.get("goal")
    if frame.name == "jv" and place == "of obj" and "backs" in kinds:
        return frame.roles.get("subj")
    return frame.roles.get("subj") if place in ("of subj", "of topic") and "leads" in kinds else None


def is_of_group(chunks: list[Chunk], i: int) -> bool:
    """Whether the name in chunk ``i`` is that of a member of a group: 森田機工中心の企業連合に加わる."""
    return i + 1 < len(chunks) and chunks[i].func.startswith(("の", "など")) and _GROUP.search(chunks[i + 1].text) is not None


def says_whose(chunks: list[Chunk], t: int, end: int) -> bool:
    """Whether a deal word in chunk ``t``, which ends at ``end``, says with の who did so to the company behind it: 双葉電機支援の新興企業."""
    return end == chunks[t].end and before_company(chunks, chunks[t])


def set_up(event, found: list, at: int) -> list:
    """The links of a deal word in chunk ``at``, of a company that is set up and then raises as of who raises, and of its founder as of one: 田中氏は星野AIを設立し、10億円を調達した."""
    if event.frame == "raise" and not event.inverse and (start := _new_firm_before(event.chunks, event.cases, at)) is not None:
        # 田中氏は新会社を設立し、10億円を調達した: the company, whose name is not told, raises
        event.facts["new firm"] = True
        return [k.aside() if k.name.label == "PERSON" and 0 <= k.chunk < start else k for k in found]
    founded = {k.chunk for k in found if k.chunk >= 0 and _is_set_up(event.chunks, event.cases, k.chunk, at)} if event.frame == "raise" and not event.inverse else ()
    if not founded:
        return found
    founder = {k.chunk for k in found if k.case == "subj"} - founded
    return [replace(k, case="founded", weight=0.6) if k.chunk in founded else replace(k, case="founder", weight=0.1) if k.chunk in founder else k for k in found]


def _is_set_up(chunks: list[Chunk], cases: list[str], i: int, t: int) -> bool:
    """Whether who stands in chunk ``i`` is a company that a clause before the deal word in chunk ``t`` says is set up."""
    verb = next_predicate(chunks, i)
    if cases[i] != "obj" or verb is None or not i < verb < t or chunks[verb].adnominal:
        return False
    if any(c.text in ("自社", "自ら", "自身") for c in chunks[verb + 1 : t]):
        return False
    return pattern("sets_up").match(chunks[verb].text) is not None and not any(c.names and cases[c.index] in ("subj", "topic") for c in chunks[verb + 1 : t])


_FIRM = ends_in("new_firm")


def _new_firm_before(chunks: list[Chunk], cases: list[str], t: int) -> int | None:
    """The chunk of a company without a name that a clause before the deal word in chunk ``t`` says is set up, where nobody else is told to raise."""
    i = next((c.index for c in chunks[:t] if not c.names and cases[c.index] == "obj" and _FIRM.search(c.text)), None)
    return i if i is not None and _is_set_up(chunks, cases, i, t) else None


#: Verbs of one who leads or joins a round.
_LEADING = re.compile(rf"(?:{words('leads_round')})")


#: A round as where somebody gives, and verbs of giving.
_THE_ROUND, _PUTS_IN = re.compile("ラウンド$|増資$|シリーズ[A-J]$"), re.compile("[出投]資|拠出|投じ")
#: What who leads a round is told to lead.
_ROUND = re.compile("ラウンド|調達|[出増]資|投資|融資|資金|シリーズ|シード|株|引き?受")


def _other_thing(c: Chunk, at: int) -> bool:
    """Whether a chunk is the object of a verb that leads no round: 市場の拡大を."""
    return c.func.startswith("を") and c.index != at and not c.figures and not c.names and _ROUND.search(c.text) is None


def leads(event, k) -> bool:
    """Xが主導した調達, Xなどの投資家が調達を実施: who leads a round or is told as an investor invests in it."""
    if not event.chunks[k.chunk].func.startswith(("は", "が", "も")) and any(c.text.endswith(("投資家", "株主", "出資者")) for c in event.chunks[k.chunk + 1 : k.chunk + 4] if not c.pred):
        return True
    # 主導したのはX: what a cleft is filled in by stands behind its predicate
    around = reversed(event.chunks[: k.chunk]) if "cleft" in k.facts else event.chunks[k.chunk + 1 :]
    if any(c.text.startswith("筆頭") for c in event.chunks[k.chunk + 1 : k.chunk + 2]):
        return True
    # 星野AIは双葉商会が主導したラウンドで調達した: a clause with a subject of its own tells of that one
    own = len(event.chunks)
    topic = event.cases[k.chunk] == "topic"
    if topic:
        own = next((c.index for c in event.chunks[k.chunk + 1 :] if c.names and event.cases[c.index] == "subj"), own)
    # 双葉電機は、調達を主導する銀行を選んだ: the topic is that of the clause around
    after = next((c for c in around if c.pred and not (c.adnominal and c.index > own) and not (topic and says_what(event.chunks, c.index))), None)
    if after is not None and k.chunk < after.index and any(_other_thing(c, event.facts["chunk"]) for c in event.chunks[k.chunk + 1 : after.index]):
        # 市場の拡大を支え、10億円を調達した: another thing is led
        after = None
    if k.case == "head" and event.facts.get("pred") is not None:
        # 調達を主導した双葉商会
        after = event.chunks[event.facts["pred"]]
    # 調達への参加を検討する: what is done is said of the deal word itself
    at = event.facts["chunk"]
    if after is not None and k.chunk < at < after.index and event.chunks[at].func == "で" and _THE_ROUND.search(event.chunks[at].text) and _PUTS_IN.match(after.text):
        # 双葉商会は星野AIの調達ラウンドで10億円を投じた
        return True
    nouns = event.chunks[at + 1 : at + 2] if k.chunk < at and event.chunks[at].func.startswith(("への", "の", "に")) else []
    return any(_LEADING.match(c.text) for c in ([after] if after is not None else []) + nouns)


#: Deal words that say who somebody is in a deal, and the particles with which another is made one or acts as one.
_PARTY_NOUN = re.compile("(?:[者先手家主]|スポンサー)$")
_MADE = ("に", "と")


def as_party(event, found: list, at: int) -> list:
    """The links of a deal word that says who somebody is: 星野AIは[双葉商会]を引受先とする, 星野AIは[双葉商会など]の出資者から."""
    i = chunk_at(event.chunks, event.trigger.end - 1)
    c = event.chunks[at if i is None else i]
    if not _PARTY_NOUN.search(event.trigger.text) or c.pred or event.trigger.end != c.end:
        return found
    case = "src" if c.func.startswith("から") else "obj" if c.func.startswith(_MADE) else ""
    who = [k for k in found if k.case == case and k.weight >= 0.7 and k.chunk >= 0 and (k.chunk < at or case == "obj")]
    named = names_of(who)
    out = []
    for k in found:
        if any(k is x for x in who):
            k = replace(k, case="by")
        elif who and k.case == "subj" and k.chunk < at:
            k = replace(k, case="whose", weight=0.1 if named & set(k.name.canonical) else k.weight)
        out.append(k)
    return out


_BACKER = ends_in("backer")


def as_backed(event, found: list, at: int) -> list:
    """The links of a word of giving money, where the clause before says whom the giver backs: 双葉電機は[星野AI]の最大の支援者であり、30億円を投じた; who gets none of what goes elsewhere: 星野AIの株主で、工場に30億円を投じた."""
    chunks = event.chunks
    i = next((c.index for c in chunks[:at] if c.func.startswith(("で", "として")) and _BACKER.search(c.text)), 0) - 1 if event.frame in ("spend", "invest") else -1
    while i > 0 and chunks[i].adnominal and not chunks[i].names:
        i -= 1
    if i < 0 or not chunks[i].names or chunks[i].func != "の":
        return found
    elsewhere = any(event.cases[c.index] == "goal" and not re.search("[0-9年月日]", c.text) for c in chunks[i + 1 : at])
    backed = [k for k in found if k.chunk == i and k.name is chunks[i].names[-1] and k.name.label == "ORG"]
    return [k if not any(k is b for b in backed) else k.aside() if elsewhere else replace(k, case="goal", weight=0.9) for k in found]


def under(chunks: list[Chunk], k) -> bool:
    """Whether a name only says under whom the company named right behind it stands: [双葉ホールディングス]傘下の双葉電機と提携する."""
    c = chunks[k.chunk]
    # past the market it is listed on: 双葉ホールディングス(東証プライム)傘下の
    behind = [x for x in chunks[k.chunk + 1 : k.chunk + 4] if x.paren == c.paren][:1]
    # 双葉ホールディングスの運用部門双葉キャピタル
    arm = bool(behind) and bool(behind[0].names) and behind[0].text[: behind[0].names[0].start - behind[0].start].endswith("部門")
    whose = c.func == "の" and (c.text.endswith("傘下") or arm) and k.name is c.names[-1]
    return whose and bool(behind) and any(n.label == "ORG" and not n.reference for n in behind[0].names)
