"""ventures: companies that others found or own, told beside a deal word.

In:  a deal word with its chunks and the names that it links to.
Out: what is founded, as no party of its founding (双葉電機と星野電工は「森田電力」を設立した); whether a
     word for a joint company only says what a company of another statement is (双葉電機と星野電工の
     合弁会社である森田電力は, 子会社に森田電力を持つ), which is no deal (contract, section 1); and
     whether money goes into a company that the giver owns with another (星野電工との合弁会社に出資).
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...document import Article
from ..reading.events import Event, within
from ..syntax.chunks import Chunk
from ..syntax.clauses import next_predicate
from ..syntax.links import Link, names_of
from ..words import pattern, words

#: Words for a company that several own, or that somebody owns for one purpose.
_COMPANY = re.compile("(?:会社|企業|合弁|JV|ジョイントベンチャー|企業体)$")
_JOINT = re.compile("合弁|共同出資|共同事業|JV|ジョイントベンチャー")
_SUBSIDIARY = re.compile("(?:子会社|傘下)$")
#: Verbs by which a company comes to be, and what a noun of the like is in the verb's place.
_FOUNDS, _BEGINS = re.compile(rf"(?:{words('founds')})"), re.compile(rf"(?:{words('comes_to_be')})")
_PASSIVE = re.compile("さ?れ")
#: What else is told of money, with which a backer has nothing to do.
_GIVEN = re.compile("[出増融]資|調達")
#: Cases in which a company that is told what it is has a statement of its own.
_STATED = ("topic", "subj", "adv", "via", "by")


def as_owned(event: Event, found: list) -> list:
    """The links of a deal word, of what two found together by it as of none of them, and of whom one of them owns: 双葉電機は星野電工と新会社「森田電力」を設立した.

    Of 134 companies that the training documents tell to be founded beside such a word two are parties of their founding.
    """
    chunks, cases = event.chunks, event.cases
    together = event.frame in ("jv", "partner")
    return [
        k.aside()
        if k.chunk >= 0 and k.name.label != "GOV" and ((together and _is_founded(chunks, cases, k)) or _is_kept(chunks, cases, k.chunk) or (_is_joint(event, k) and ((event.frame == "jv" and k.case != "subj") or (event.frame == "invest" and k.case.startswith("other")))))
        else k
        for k in found
    ]


#: How a company is called that several own, before its name.
_CALLED_JOINT = re.compile("(?:合弁会社|合弁企業|共同出資会社)の?[「『]?$")


def _is_joint(event: Event, k) -> bool:
    """Whether a name is that of the company that others own together: 双葉電機が過半を出資し、星野電工が参加する合弁会社の[森田電力]."""
    at = k.name.start - event.sentence.start
    return k.name.label == "ORG" and _CALLED_JOINT.search(event.sentence.text, max(0, at - 10), at) is not None


def _is_kept(chunks: list[Chunk], cases: list[str], i: int) -> bool:
    """Whether a company is only told to be somebody's: 子会社に半導体の森田電子を持つ."""
    if cases[i] != "obj" or not any(c.func == "に" and _SUBSIDIARY.search(c.text) for c in chunks[max(0, i - 3) : i]):
        return False
    p = next_predicate(chunks, i)
    return p is not None and pattern("has_company").match(chunks[p].text) is not None


def _is_founded(chunks: list[Chunk], cases: list[str], k) -> bool:
    c, p = chunks[k.chunk], next_predicate(chunks, k.chunk)
    if c.pred or k.name is not c.names[-1]:
        return False
    if cases[c.index] == "obj":
        return p is not None and _FOUNDS.match(chunks[p].text) is not None
    if c.func == "の":
        n = chunks[c.index + 1 : c.index + 2]
        return bool(n) and n[0].paren == c.paren and not n[0].names and _FOUNDS.fullmatch(n[0].text) is not None
    if c.func != "が" or p is None or any(cases[x.index] == "obj" for x in chunks[c.index + 1 : p]):
        return False
    v = chunks[p]
    return _BEGINS.match(v.text) is not None and (v.text.startswith(("発足", "始動", "誕生")) or _PASSIVE.match(v.func) is not None)


#: What is told with whom whose money another has: 双葉電機が出資する森田機工と提携する.
_TIES_UP = re.compile("と、?(?:業務|資本業務|戦略的に)?(?:提携|連携|協業|契約|合意|組)")


def _standing(event: Event, at: int) -> bool | None:
    """Whether a clause without a sum only says whose money a company works with (双葉電機などが出資する森田ファンド); 出資した and 新たに出資する may be news; None if it says nothing of the kind."""
    chunks, cases, c = event.chunks, event.cases, event.chunks[at]
    if event.frame != "invest" or not (c.pred and c.adnominal) or event.inverse or event.amount is not None or event.stake is not None:
        return None
    if any(pattern("this time").search(x.text) for x in chunks[max(0, at - 4) : at] if not x.names):
        return False
    head = next((x for x in chunks[at + 1 : at + 4] if x.names or not x.adnominal), None)
    acts = [k.name.end for k in event.links if 0 <= k.chunk < at and k.case == "subj"]
    return bool(acts) and not any(min(acts) <= d.start < c.start for d in event.dates) and c.func.startswith(("する", "している")) and head is not None and any(n.label == "ORG" for n in head.names) and cases[head.index] in (*_STATED, "src", "com", "comp", "goal", "gen")


def whose_money(event: Event, at: int) -> bool:
    """Whether a clause only says whose money somebody has with whom another ties up: 星野AIは、[双葉電機が出資する]森田機工と提携した; 双葉電機が出資する星野AIは may be news."""
    if event.frame != "invest" or not _standing(event, at):
        return False
    head = next((x for x in event.chunks[at + 1 : at + 4] if x.names), None)
    return head is not None and _TIES_UP.match(event.sentence.text, head.names[-1].end - event.sentence.start) is not None


def only_owned(event: Event, at: int) -> bool:
    """Whether a deal word in chunk ``at`` only says whose company one is that something else is told of: 双葉電機と星野電工の合弁会社、森田電力もデータセンターを動かす."""
    chunks, cases, c = event.chunks, event.cases, event.chunks[at]
    if event.trigger.text.startswith("子会社に"):
        p = next_predicate(chunks, at)
        return p is not None and pattern("has_company").match(chunks[p].text) is not None
    if event.frame == "acquire" and _SUBSIDIARY.search(event.trigger.text) and c.func in ("である", "の") and _apposed(chunks, c, event.trigger.end) is not None:
        # 森田商会の完全子会社である森田電力と契約した
        return at > 0 and chunks[at - 1].func == "の" and bool(chunks[at - 1].names)
    if event.frame in ("stake", "invest") and event.amount is None and event.stake is not None and _shares_out(event, at):
        return True
    if _GIVEN.search(event.sentence.text, c.stop - event.sentence.start) and (told := _standing(event, at)) is not None:
        return told
    if event.frame in ("jv", "invest") and not event.inverse and (_told_as_founded(event, at) or _told_as_run(event, at)):
        return True
    if event.frame != "jv" or not _COMPANY.search(event.trigger.text):
        return False
    before = chunks[at - 1] if at else None
    if before is None or not before.adnominal or before.pred or before.paren != c.paren:
        # 運営のために設けた合弁会社
        return False
    i = _apposed(chunks, c, event.trigger.end)
    if i is None or cases[i] not in _STATED:
        return False
    stop = next_predicate(chunks, i)
    return not any(_FOUNDS.match(x.text) or _BEGINS.match(x.text) for x in chunks[i + 1 : len(chunks) if stop is None else stop + 1])


#: Shares as what is bought or sold of a joint company.
_ITS_SHARES = re.compile("(?:全|発行済み?)?株式|持ち?分")


def _told_as_run(event: Event, at: int) -> bool:
    """Whether a word for a joint company only says who runs the thing that something else is told of, or whose shares change hands: [双葉電機と星野電工が合弁で運営する]拠点を森田機工が使う, 合弁会社の森田電力の株式を取得する."""
    chunks = event.chunks
    if event.frame != "jv" or not _JOINT.search(event.trigger.text) or at + 1 >= len(chunks):
        return False
    c, n = chunks[at], chunks[at + 1]
    if _COMPANY.search(event.trigger.text) and event.trigger.text != "合弁":
        named = next((x for x in chunks[at : at + 2] if any(k.label == "ORG" for k in x.names) and x.func == "の"), None)
        return named is not None and _apposed(chunks, c, event.trigger.end) == named.index and named.index + 1 < len(chunks) and _ITS_SHARES.match(chunks[named.index + 1].text) is not None
    runs = c.func == "で" and n.pred and n.adnominal and n.func.startswith(("する", "している")) and pattern("runs").match(n.text) is not None
    return runs and not event.figures and not event.dates and event.stake is None and any(x.pred and not x.adnominal and not x.func.startswith(("だ", "で")) for x in chunks[at + 2 :])


def _told_as_founded(event: Event, at: int) -> bool:
    """Whether a clause only says who founded or owns a company of which something else is told: 森田商会は[双葉電機と星野電工が設立した]合弁会社「森田電力」に出資する; a founding with a day or a sum of its own is a deal."""
    chunks, cases = event.chunks, event.cases
    verb = chunks[at] if chunks[at].pred else chunks[at - 1] if at else None
    if verb is None or not (verb.pred and verb.adnominal and verb.func.startswith(("した", "する", "している")) and (_FOUNDS.match(verb.text) or pattern("backs").match(verb.text))):
        return False
    i = next((c.index for c in chunks[verb.index + 1 : verb.index + 4] if c.names or not c.adnominal or cases[c.index] in _STATED), None)
    while i is not None and i + 1 < len(chunks) and all(n.label == "PLACE" for n in chunks[i].names) and chunks[i].func == "の":
        i += 1
    if i is None or cases[i] not in (*_STATED, "goal", "src") or not any(n.label == "ORG" for n in chunks[i].names) or not _JOINT.search("".join(c.text for c in chunks[verb.index + 1 : i + 1])):
        return False
    first = max((c.index + 1 for c in chunks[: verb.index] if (c.pred and not c.adnominal) or (cases[c.index] == "topic" and c.comma)), default=0)
    if any(c.figures or any(c.start <= d.start < c.stop for d in event.dates) for c in chunks[first : verb.index]):
        return False
    p = next_predicate(chunks, i)
    return p is not None and not _FOUNDS.match(chunks[p].text) and not _BEGINS.match(chunks[p].text)


def _shares_out(event: Event, at: int) -> bool:
    """Whether a deal word in chunk ``at`` only says whose which share of a joint company is: 合弁会社は双葉電機が60%、星野電工が40%を保有する."""
    chunks, cases = event.chunks, event.cases
    holders = [k for k in event.links if 0 <= k.chunk < at and k.case == "subj" and cases[k.chunk] == "subj" and k.chunk + 1 <= at and re.search(r"\d", chunks[k.chunk + 1].text)]
    if len(names_of(holders)) < 2:
        return False
    before = chunks[: min(k.chunk for k in holders)]
    return any(not c.names and (_JOINT.search(c.text) or pattern("new_firm").search(c.text)) for c in before if c.paren == -1)


def _apposed(chunks: list[Chunk], c: Chunk, end: int) -> int | None:
    """The chunk of the name that a word for a company stands before: 合弁会社の森田電力, 合弁会社である森田電力, 合弁会社「森田電力」."""
    if any(n.label == "ORG" and n.start >= end for n in c.names):
        return c.index
    direct = c.func in ("の", "である", "だ") or (not c.func and c.comma and c.text.endswith(("会社", "企業")))
    n = chunks[c.index + 1] if direct and c.end == end and c.index + 1 < len(chunks) else None
    if n is None or n.paren != c.paren or not any(x.label == "ORG" and x.start - n.start <= 1 for x in n.names):
        return None
    return n.index


def into_joint(event: Event, found: list) -> bool:
    """Whether a sum goes into a company that the giver owns with whom it is named by: 双葉電機は星野電工との合弁会社に10億円を出資した."""
    into = {c.index for c in event.chunks if event.cases[c.index] == "goal" and not c.names and _JOINT.search(c.text)}
    return any(k.case == "com" and k.chunk + 1 in into and event.chunks[k.chunk].func == "との" for k in found)


#: How a company is called somebody's own, before its name.
_OWN_FIRM = re.compile(rf"(?:{words('its_own')})(?:である|の)?[「『]?$")


def through_own(article: Article, event: Event, found: list[Link]) -> list[Link]:
    """The links, of a subsidiary through which somebody spends a sum or builds for one as of one who does so too: 双葉電機は子会社の双葉精機を通じ、90億円で工場を建てる (contract, section 3)."""
    if event.frame not in ("build", "spend") or event.inverse or not any(k.case == "via" for k in found):
        return found
    if not any(k.case in ("subj", "topic") and k.weight >= 0.5 for k in found):
        # 子会社の双葉精機を通じ、80億円を投じた: who does so is told before, and has to come first
        return found
    if not any(within(article.figures, s) for s in article.sentences[event.sentence.index : event.sentence.index + 2]):
        return found
    text, base = event.sentence.text, event.sentence.start
    return [replace(k, case="subj", weight=0.9, facts=()) if k.case == "via" and _OWN_FIRM.search(text, max(0, k.name.start - base - 24), k.name.start - base) else k for k in found]
