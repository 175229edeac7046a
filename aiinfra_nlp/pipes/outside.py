"""outside: who and what stands in the sentence of a deal, but in a clause or phrase that tells of something else.

In:  the links of a deal word, with the clauses of its sentence that say what a noun is.
Out: the links, of whom the main clause tells besides the company that a clause with the deal word speaks of
     ([300億円を調達した]双葉AIは、星野電工と提携する), of the topic of a clause before one that has both its
     sides (双葉電機は事業を広げており、星野電工は森田機工と提携した) and of what only holds a thing for its
     owner ([青葉アメリカを通じて保有する]星野電工の株式) as of names of another deal or of none, and of whose
     a thing is too that is sold ([星野電工と共同で開発した]施設). The deal words of a sentence without those
     that only say with which money another deal is done (調達した資金を使って工場を買う). And whether what is
     bought is told without a name (森田機工も同業を買収した), so that nobody of another sentence is it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..document import Article, Sentence
from .cases import Link
from .chunks import Chunk
from .clauses import Relative, closed
from .coordination import TOGETHER
from .events import Event, within
from .triggers import Trigger
from .words import pattern, words

#: The fact of whoever the main clause tells of beside the company that a clause with the deal word speaks of.
OUTSIDE = "outside"
#: Frames of who gives up what is his.
_GIVES_UP = ("sell", "stakesale")
#: Cases of whom somebody deals with, as the particles mark them.
_OTHER_SIDE = ("com", "goal", "src", "obj", "ncom", "ngoal", "nsrc")


def without_outsiders(chunks: list[Chunk], cases: list[str], clauses: Sequence[Relative], frame: str, at: int, told_at: set[int], found: list[Link]) -> list[Link]:
    """The links of a deal word in chunk ``at``, of whoever stands outside of what it tells as of an ``other`` or a ``bystander``."""
    around = next((r for r in clauses if at in r and not r.purpose and any(n.label == "ORG" for i in r.head for n in chunks[i].names)), None)
    return [_outside(chunks, cases, clauses, around, frame, at, told_at, k, found) for k in found]


def _outside(chunks: list[Chunk], cases: list[str], clauses: Sequence[Relative], around: Relative | None, frame: str, at: int, told_at: set[int], k: Link, found: list[Link]) -> Link:
    if k.chunk < 0:
        return k
    if around is not None and k.chunk > around.head[-1] and cases[k.chunk] not in ("topic", "subj", "bare") and chunks[k.chunk].paren == -1 and k.case.removeprefix("other ") in ("far", *_OTHER_SIDE):
        # whom the main clause tells of with a deal word of its own is that one's alone
        taken = any(i > around.head[-1] for i in told_at)
        return replace(k, case="bystander" if taken else f"other {cases[k.chunk]}", weight=0.1, facts=(OUTSIDE,))
    if k.case == "theme" and _told_before(chunks, cases, k.chunk, at, found):
        return replace(k, case="bystander", weight=0.1, facts=())
    if frame in _GIVES_UP and k.case == "inner com" and chunks[k.chunk].func.startswith(TOGETHER) and not any(c.pred and not c.adnominal for c in chunks[k.chunk + 1 : at]):
        # 双葉電機は、[星野電工と共同で開発した]施設を売却した
        return replace(k, case="subj", weight=0.7, facts=("together",))
    if k.case == "inner subj" and frame in _OTHERS_MONEY and any(k.chunk == r.subject and _stands(chunks, r) for r in clauses):
        # [双葉電機が出資する]星野AIが90億円を調達した: whose company it is, not who gives
        return replace(k, case="bystander", weight=0.1, facts=())
    if k.case == "inner via" and any(k.chunk in r and pattern("holds").match(chunks[r.verb].text) for r in clauses):
        return replace(k, case="bystander", weight=0.1, facts=())
    return k


#: Frames of money that others may give to a company than those who have put some in before.
_OTHERS_MONEY = frozenset(("raise", "buy", "invest", "lend", "borrow", "join"))


def _stands(chunks: list[Chunk], r: Relative) -> bool:
    """Whether a clause only says that somebody backs a company, without a sum and not of the past."""
    v = chunks[r.verb]
    return v.text.startswith("出資") and v.func.startswith(("する", "している")) and any(chunks[i].names for i in r.head) and not any(c.figures for c in chunks[r.start : r.verb])


def _told_before(chunks: list[Chunk], cases: list[str], i: int, t: int, found: list[Link]) -> bool:
    """Whether the topic in chunk ``i`` is that of a clause before the one with the deal word in chunk ``t``, which has a topic and another side of its own."""
    topic = next((c.index for c in reversed(chunks[i + 1 : t]) if c.names and c.paren == -1 and c.func.startswith("は") and cases[c.index] == "topic"), None)
    if topic is None or not closed(chunks, i, topic):
        return False
    own = {c for k in found if k.chunk == topic for c in k.name.canonical}
    return any(k.chunk > topic and k.case in _OTHER_SIDE and k.weight >= 0.7 and not own & set(k.name.canonical) for k in found)


#: Frames of the words for raising money; 調達 may buy goods as well.
_RAISED = ("raise", "borrow", "buy")
#: A sum before what was raised, which is then told here: 80億円を調達した資金で.
_SUM = re.compile(r"[0-9][0-9.,兆億万千]*(?:円|ドル|ユーロ|元|ウォン|ポンド)")
#: Of whom it was raised, which makes it a deal of its own (contract, section 1): 森田銀行から借り入れた資金で.
_OF_WHOM = re.compile("から(?:の|、)?$")
#: How what was raised is told as the means of another deal: 調達資金を使って, 増資で得た資金で.
_MEANS = re.compile(rf"(?:に|で|から|し|によ[りる])?(?:得た|調達した|た)?資金(?:を(?:{words('uses')})|で(?![はも]))")


def without_means(told: list[Trigger], s: Sentence) -> list[Trigger]:
    """The deal words of a sentence without those of money that was raised before, by which the deal behind them is done."""
    out, end = [], 0
    for i, t in enumerate(told):
        m = _MEANS.match(s.text, t.end - s.start) if t.row.frame in _RAISED else None
        if m and any(x.start - s.start >= m.end() for x in told[i + 1 :]) and not _SUM.search(s.text, 0, t.start - s.start) and not _OF_WHOM.search(s.text, 0, t.start - s.start):
            end = max(end, s.start + m.end())
        if t.start >= end and t.end > end:
            out.append(t)
    return out


#: How a sentence says what things of a kind cost in general: 1ギガワット級の拠点は通常、建設費が…, 一般に300億円程度とされる.
_IN_GENERAL = re.compile(rf"(?:^|(?<=[、。はがも]))(?:{words('in general')})")


def is_general(article: Article, s: Sentence) -> bool:
    """Whether a sentence tells what is so in general and of nobody."""
    return _IN_GENERAL.search(s.text) is not None and not within(article.names, s)


#: A company that is told by its kind alone; 子会社 is somebody's, 同企業 one just named.
_FIRM = re.compile(rf"(?<!子)(?<!関連)(?<!親)(?:{words('firm_noun')}|同業(?:者|他社)?|他社|競合)$")
#: That it is one just named.
_THAT = re.compile("(?:この|その|同(?!業)|当該|こうした|両)")
#: The cases of what is bought or given to.
_OTHER = {"acquire": ("obj",), "stake": ("obj",), "invest": ("goal", "ngoal")}


def tells_no_name(event: Event, at: int) -> bool:
    """Whether the other side of a deal word in chunk ``at`` is a company told by its kind alone: 一方、双葉電機はロボット企業を買収した."""
    chunks, cases = event.chunks, _OTHER.get(event.frame, ())
    i = next((c.index for c in reversed(chunks[max(0, at - 4) : at]) if c.paren == -1 and event.cases[c.index] in cases), None)
    if i is None or event.inverse or chunks[i].names or _FIRM.search(chunks[i].text) is None or _THAT.match(chunks[i].text):
        return False
    before = chunks[i - 1] if i else None
    # 星野電工という企業, 星野電工などの企業, この企業
    return before is None or not (before.adnominal and (before.names or _THAT.match(before.text)))
