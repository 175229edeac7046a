"""placing: whose clause a name stands in, as seen from a deal word.

In:  a link of a name to a deal word of its sentence, as ``cases`` has it.
Out: the link as it is, or as one of another deal word of the sentence, or as of nobody who has a part in the deal: who
     only rules on it, backs a plan, reports, or is hired for a round.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...document import Sentence
from ..kinds.granted import (
    GIVING,
    only_backs,
)
from ..reading.bystanders import (
    approves,
    is_bystander,
    only_tells,
    rules_on,
)
from ..reading.holders import under
from ..signals.triggers import Trigger
from ..words import words
from .chunks import Chunk
from .clauses import (
    carried_over,
    gives_part,
    of_noun_before,
    of_noun_behind,
    same_clause,
    sells_meanwhile,
    somebody_else,
    told_already,
    told_besides,
)
from .links import Link

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


#: What one has with a rival: 星野電工との競争力を高めるため.
_RIVALRY = re.compile("競争|競合|対立|訴訟|係争|差別化|格差|差を")
#: On whom one depends, who has no part in what another deal changes: 星野電工への依存を減らすため、森田機工と契約した.
_DEPENDS = re.compile("依存|頼って|頼り(?!に)")
#: And by way of whose tie-up one spends on what is one's own: 星野電工との提携を通じて、90億円を投じる.
_TIED, _BY_WAY = re.compile("提携|協業|協力|連携|パートナーシップ"), re.compile("を?(?:通じ|通し|生かし|活かし|活用し|踏まえ|背景に)")
#: And what a company may have settled with another before it spends on something of its own: 星野電工との関係を整理し、90億円を投じる.
_TIE = re.compile("関係|取引")


def is_means(chunks: list[Chunk], i: int) -> bool:
    """Whether the noun in chunk ``i`` is a tie-up by way of which something else is done: 星野電工との提携を通じて、90億円を投じる."""
    return _TIED.match(chunks[i].text) is not None and _BY_WAY.match(chunks[i].func) is not None


def _with_a_rival(chunks: list[Chunk], frame: str, i: int, at: int) -> bool:
    """Whether a name in chunk ``i`` is that of whom one competes with or depends on, or has other ties with that an earlier clause tells of."""
    if frame in ("spend", "build"):
        # 星野電工や森田機工との提携を通じて
        while i + 1 < at and chunks[i].func in ("や", "と", "", "、") and chunks[i + 1].names:
            i += 1
    c = chunks[i]
    if chunks[i + 1 : i + 2] and not chunks[i + 1].names and c.func in ("への", "に", "のみに", "だけに") and _DEPENDS.match(chunks[i + 1].text):
        return True
    if i + 1 >= at or chunks[i + 1].names:
        return False
    if c.func != "との":
        return False
    if _RIVALRY.match(chunks[i + 1].text):
        return True
    if frame in ("spend", "build") and is_means(chunks, i + 1):
        return True
    return frame in ("spend", "build") and _TIE.fullmatch(chunks[i + 1].text) is not None and any(x.pred and not x.adnominal for x in chunks[i + 2 : at])


#: Before the name of who reports what a sentence tells.
_TOLD_BY = re.compile("(?:[るただいうむすくつ]、|」)と[米英仏独]?紙?$")


#: Who brought a title in English, behind it, and what parts its headlines; and what follows who only backs another.
_BROUGHT_BY, _HEADLINES, _ABC, _BACKED = re.compile(" [—–] "), re.compile(r"\.\.\.,? |; "), re.compile(r"[ -~—–]*"), re.compile(r"-(?: and [A-Z][A-Za-z.&]*-)?backed\b")


def _in_another_part(text: str, k: Link, t: Trigger) -> bool:
    """Whether a name stands in another part of a title in English than the sum, or only says who backs a company: Futaba Targets 20GW..., Hoshino Nears $7.5B Raise — AI Times."""
    n = k.name
    if not n.text.isascii() or k.chunk < 0:
        return False
    if _BACKED.match(text, n.end):
        return True
    between = text[n.end : t.start] if n.end <= t.start else text[t.end : n.start]
    parts = _HEADLINES if n.end <= t.start else _BROUGHT_BY
    return parts.search(between) is not None and _ABC.fullmatch(between) is not None


def _before_meanwhile(chunks: list[Chunk], cases: list[str], i: int, at: int) -> bool:
    """Whether what stands in chunk ``i`` is told before 一方, behind which somebody else acts: 双葉電機など多くと組む動きが続く一方、星野電工と森田機工は提携した."""
    m = next((c.index for c in chunks[i + 1 : at] if c.text == "一方" and c.paren == -1 and c.index and chunks[c.index - 1].pred), None)
    return m is not None and any(c.names and cases[c.index] in ("topic", "subj") for c in chunks[m + 1 : at])


#: A bracket that says whose company one is: 森田発電(双葉商事の関連会社).
_OWNER = re.compile(rf"(?:社)?の[^()、。]{{0,6}}?(?:{words('its_own')})\)")


#: How a sentence turns from what one clause tells to what another does.
_TURNS = re.compile(r"(?:[たるい]|です|だ|ました|ます)(?:が|ものの|けれども?)、")
#: That somebody takes another's place in what is told.
_INSTEAD = re.compile("(?:取って)?(?:代わ[りっる]|かわ[りっる])")


def before_turn(text: str, chunks: list[Chunk], cases: list[str], t: Trigger, told_at: set[int], found: list[Link]) -> list[Link]:
    """The links of a deal word without those behind it of a clause to which the sentence turns, with an actor and a deal word of its own: 昨年は20億円を調達したが、12月に双葉電機が装置を買うと発表した."""
    late = next((k for k in found if k.case.endswith("late") and k.chunk >= 0 and cases[k.chunk] == "subj" and any(i > k.chunk for i in told_at)), None)
    m = _TURNS.search(text, t.end, late.name.start) if late is not None else None
    return found if m is None else [k for k in found if k.chunk < 0 or k.name.start < m.end()]


def placed(text: str, s: Sentence, chunks: list[Chunk], cases: list[str], t: Trigger, k: Link, at: int, told_at: set[int], borders: list[int]) -> Link:
    """The link, of a name that belongs to another deal word of the sentence, or to none, as of such a one."""
    tells = k.name.label == "GOV" and only_tells(text, k.name.end, s.end)
    if t.row.frame in ("acquire", "merge") and rules_on(chunks, cases, k.name, k.chunk, at):
        return k.aside()
    if t.row.frame in ("grant", "getgrant") and approves(chunks, cases, k.name, k.chunk, told_at):
        return k.aside()
    if t.row.frame not in GIVING and only_backs(chunks, k, at):
        return k.aside()
    if k.chunk >= 0 and _with_a_rival(chunks, t.row.frame, k.chunk, at):
        return k.aside()
    if 0 <= k.chunk < len(chunks) - 1 and chunks[k.chunk].func == "に" and _INSTEAD.match(chunks[k.chunk + 1].text):
        # 撤退した星野電工に代わり、森田機工と提携する
        return k.aside()
    if 0 <= k.chunk < at and cases[k.chunk] not in ("topic", "subj") and _before_meanwhile(chunks, cases, k.chunk, at):
        return k.aside()
    if not t.row.word and _in_another_part(text, k, t):
        return k.aside()
    if k.case == "paren" and _OWNER.match(text, k.name.end, s.end):
        return k.aside()
    if k.case == "src" and k.chunk > at and t.row.frame not in ("raise", "borrow", "lend") and text.startswith("資金", t.end - 2 * t.text.endswith("資金")) and chunks[at].func.startswith(("は", "を")):
        # 買収資金は星野銀行から借り入れる: who lends sells nothing
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
