"""answers: who fills in what a question leaves open.

In:  the events of an article in text order.
Out: the same events; that of a question (誰が出資したの?) has those whom the next line names (双葉電機や星野電工です).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...document import Article, Sentence
from ...records import ROLES_OF
from ..reading.events import Event
from ..signals.triggers import TriggerLexicon
from ..syntax.links import Link

#: What a question asks for, with its particle; how an answer begins, and what may stand between its names and behind them.
_ASKS = re.compile(r"(?:何|なに|どこ|誰|だれ|どなた|どの(?:会社|企業)|どんな(?:会社|企業))(?P<case>が|を|に|から|と)")
_ENDS = re.compile(r"[??]\W{0,2}$|(?:の|か|ですか|ますか|ましたか)。?」?$")
_BEGINS = re.compile(r"(?:A ?[0-9]{0,2} ?[.:、)]? ?|→ ?|答え(?:は|:) ?|それは、?)?「?")
_BETWEEN, _BEHIND = re.compile(r"[」、・やと ]{1,3}|(?:や|と|、)?そして"), re.compile(r"」?(?:などの?|という[^。、]{0,12}|の[0-9]社)?(?:です|でした|だ|$|。)")
_CASES = {"が": "subj", "を": "obj", "に": "goal", "から": "src", "と": "com"}
_SIDES = {0: "payer", 1: "payee"}


def fill_answers(article: Article, events: Sequence[Event]) -> None:
    """Give events whom the sentence behind them names in answer."""
    for i, e in enumerate(events):
        behind = article.sentences[e.sentence.index + 1 : e.sentence.index + 2]
        if not e.trigger.row.word or not behind or (i + 1 < len(events) and events[i + 1].sentence is e.sentence and events[i + 1].frame == e.frame):
            continue
        roles = ROLES_OF[e.type]
        if len(roles) < 2:
            continue
        (s,) = behind
        asks = _ASKS.search(e.sentence.text, 0, e.trigger.start - e.sentence.start) if _ENDS.search(e.sentence.text) else None
        if asks is not None:
            role = TriggerLexicon.default().frames[e.frame].roles.get(_CASES[asks["case"]])
            role = {"investor": "acquirer", "investee": "target"}.get(role, role) if e.type == "acquisition" else role
            _give(e, _named(article, s, _BEGINS), role, roles)
            of = next((x for x in events[i + 1 : i + 6] if x.frame == "raise" and x.roles.get("investee") and x.sentence.index - e.sentence.index <= 2), None)
            if role == "investor" and not e.roles.get("investee") and e.roles.get("investor") and of is not None:
                # 誰が出資したの? 双葉電機です。青葉AIは20億ドルを集めました: whose round it is stands behind
                _give(e, of.roles["investee"], "investee", roles)
                e.facts["part of"] = of


def _named(article: Article, s: Sentence, begins: re.Pattern[str]) -> list:
    """The names that a sentence begins with, one joined to the other, if it says no more of them than that they are it."""
    at = begins.match(s.text).end() + s.start
    out = []
    for n in article.names_between(s.index, s.index + 1):
        gap = article.text[at : n.start]
        if n.label != "ORG" or (gap and not (out and _BETWEEN.fullmatch(gap))):
            break
        out.append(n)
        at = n.end
    return out if out and _BEHIND.match(article.text, at, s.end) else []


def _give(e: Event, names: list, role: str | None, roles: Sequence[str]) -> None:
    names = [n for n in names if not set(n.canonical) & e.names]
    if role not in roles or not names:
        return
    side = "seller" if role == "seller" else _SIDES[roles.index(role)]
    given = {c: side for n in names for c in n.canonical}
    e.links = [k for k in e.links if not set(k.name.canonical) & given.keys()] + [Link(n, "subj" if side == "payer" else "obj", 0.9, -1, 1, 1, ("told before",)) for n in names]
    e.roles[role] = [*e.roles.get(role, []), *names]
    e.rule_roles[role] = [*e.rule_roles.get(role, []), *(n for n in names if n not in e.rule_roles.get(role, []))]
    e.weights |= {(role, c): 0.8 for c in given}
    e.facts["sides"] = given | e.facts.get("sides", {})
