"""holdings: a stake that a company simply has, as a statement of its own (decisions): 双葉電機は星野電工の株式の18%を持つ.

In:  an event of a verb of holding a stake, and where the deal words of its sentence stand.
Out: whether it tells no more than that the stake is held, which was bought some day; what one comes to hold by a
     deal of the same sentence (20億円を出資し、株式の5%を保有する) is that deal's.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...document import Sentence
from ..reading.events import Event
from ..syntax.links import Link
from ..words import words

#: Who sells what he was given for his work, and of which company that is.
_STAFF = re.compile(r"(?:元)?(?:従業員|社員|職員)(?:ら|など|や元(?:従業員|社員)|・元従業員)?(?!持株会|持ち株会)")
_WORD = re.compile(r"を?(?:保有|所有|持|握)$|の株主$")
#: Held now, and neither to be held nor given up: 持つ, 保有している, 握り、.
_NOW = re.compile(r"(?:で(?:ある|あり|も|、|$)|だ(?:が)?(?:[、。]|$))|(?:し|する|つ(?!こと|よう|予定|計画|方針|見|もよう)|っ|ち|る|り)(?!た(?:い|が))(?:て(?:いる|おり|いま))?(?!こと|予定|計画|方針|見込|見通|もよう|ようにな)")
_ALREADY = re.compile(rf"(?:{words('before now')}|既に|すでに|現在)")


def holds(event: Event, told_at: set[int]) -> bool:
    """Whether a sentence tells that a stake is held, with no other deal word before it in the sentence unless it is held already."""
    at, s = event.facts["chunk"], event.sentence
    if event.frame != "stake" or event.inverse or event.stake is None or not _WORD.search(event.trigger.row.word):
        return False
    if event.status in ("in_talks", "planned", "cancelled") or not _NOW.match(event.facts["scope"]):
        return False
    return all(x >= at for x in told_at) or _ALREADY.search(s.text, 0, event.trigger.start - s.start) is not None


def of_staff(event: Event, found: list[Link], at: int) -> list[Link]:
    """The links of a sale of shares, of the company whose staff sells them as of the one whose shares they are: 双葉AIは、[従業員が保有する]株式の売却を認めた."""
    if event.frame not in ("stakesale", "stake", "sell") or not any(_STAFF.match(c.text) and c.paren == -1 for c in event.chunks[max(0, at - 6) : at + 1]):
        return found
    if any(k.case in ("obj", "genobj") and k.weight >= 0.7 for k in found):
        return found
    # 従業員が持つ株式を投資家が買い取る: who buys has no name
    staff = next(c.index for c in event.chunks if _STAFF.match(c.text))
    sold = event.frame != "stake" or any(c.func == "が" and not c.names and not _STAFF.match(c.text) for c in event.chunks[staff + 1 : at])
    whose = ("gen", "gensubj", "gentopic", "gensrc", *(("subj",) if sold else ()))
    return [replace(k, case="obj", weight=0.9, facts=()) if k.case in whose and k.name.label == "ORG" and k.chunk < at else k for k in found]


#: What a sentence tells that says what kind of company one is; and what tells of a round.
_PROFILE = re.compile(r"設立|創業|創設|起業|従業員|社員数|本社を|本拠を|年商")
_ROUND = re.compile(r"調達|増資|ラウンド|出資|投資家|シリーズ[A-H]")


def backs_already(event: Event, before: Sentence | None) -> bool:
    """Whether a sentence behind one that introduces a company only says who has put money into it: 双葉AIは2021年に設立された。星野電工も出資している (decisions)."""
    if not event.facts["standing"] or event.frame != "invest" or event.inverse or before is None or before.heads:
        return False
    acts = [k for k in event.links if k.chunk >= 0 and not k.case.startswith(("other", "bystander"))]
    return bool(acts) and all(k.case == "subj" for k in acts) and _PROFILE.search(before.text) is not None and _ROUND.search(before.text) is None


#: Who has held shares before; and that he is one of them, which is no deed.
_OLD = re.compile(r"(?:既存|従来)の?(?:出資者|投資家)$|株主$")
_IS_AMONG = re.compile(r"連ね|い(?:る|た|ます)|並|含|ある|入っ")


def lists_holders(event: Event) -> bool:
    """Whether a deal word stands in a clause that only says who has held shares of a company before: 既存の出資者には星野電工や森田機工が名を連ねる; but not 既存株主の星野電工も参加した."""
    if event.frame not in ("invest", "join", "stake") or event.figures:
        return False
    chunks = event.chunks
    old = next((c for c in chunks if _OLD.search(c.text) and c.func.startswith("に") and c.paren == -1 and not c.names), None)
    verb = next((c for c in chunks[old.index + 1 :] if c.pred and not c.adnominal and c.paren == -1), None) if old is not None else None
    return verb is not None and _IS_AMONG.match(verb.text + verb.func) is not None and old.index <= event.facts["chunk"] <= verb.index
