"""outside: who and what stands in the sentence of a deal, but in a clause or phrase that tells of something else.

In:  the links of a deal word, with the clauses of its sentence that say what a noun is.
Out: the links, of whom the main clause tells besides the company that a clause with the deal word speaks of
     ([300億円を調達した]双葉AIは、星野電工と提携する), of the topic of a clause before one that has both its
     sides (双葉電機は事業を広げており、星野電工は森田機工と提携した) and of what only holds a thing for its
     owner ([青葉アメリカを通じて保有する]星野電工の株式) as of names of another deal or of none, and of whose
     a thing is too that is sold ([星野電工と共同で開発した]施設). The deal words of a sentence without those
     that only say with which money another deal is done (調達した資金を使って工場を買う).
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
from .events import PUBLIC, Event, within
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
    if k.case == "inner via" and any(k.chunk in r and pattern("holds").match(chunks[r.verb].text) for r in clauses):
        return replace(k, case="bystander", weight=0.1, facts=())
    return k


def _told_before(chunks: list[Chunk], cases: list[str], i: int, t: int, found: list[Link]) -> bool:
    """Whether the topic in chunk ``i`` is that of a clause before the one with the deal word in chunk ``t``, which has a topic and another side of its own."""
    topic = next((c.index for c in reversed(chunks[i + 1 : t]) if c.names and c.paren == -1 and c.func.startswith("は") and cases[c.index] == "topic"), None)
    if topic is None or not closed(chunks, i, topic):
        return False
    own = {c for k in found if k.chunk == topic for c in k.name.canonical}
    return any(k.chunk > topic and k.case in _OTHER_SIDE and k.weight >= 0.7 and not own & set(k.name.canonical) for k in found)


#: A group of receivers without a name: 参加企業に, 国内の事業者を支援し; which ones 同 or この says is told before.
_ANY = re.compile("(?<![同本当両])(?:企業|事業者|メーカー|自治体|大学|スタートアップ|団体|農家|世帯|会社)(?:など|等|向け)?$")
_THAT = re.compile("(?:この|その|同|これらの|それらの|両)")


def without_unnamed(event: Event) -> list[Link]:
    """The links of an event that tells of support for whoever takes part, without who is told before and who stands in the clause that says who takes part: [双葉電機の事業に参加する]企業に90億円を補助する."""
    if event.frame != "grant" or event.inverse or event.roles.get("recipient"):
        return event.links
    chunks, at = event.chunks, event.facts["chunk"]
    to = [c for c in chunks[:at] if not c.names and c.paren == -1 and event.cases[c.index] in ("goal", "obj") and _ANY.search(c.text)]
    if not to or any(_THAT.match("".join(x.text + x.func for x in chunks[max(0, c.index - 1) : c.index + 1])) for c in to):
        return event.links
    return [
        replace(k, case="bystander", weight=0.1, facts=()) if k.name.label == "ORG" and k.name.kind not in PUBLIC and (k.chunk < 0 or "of goal" in k.facts) else k
        for k in event.links
    ]


def says_who_gets(event: Event, at: int, clauses: Sequence[Relative]) -> bool:
    """Whether a word of joining in chunk ``at`` only says which companies something is given to: [事業に参加する]企業に補助する, 参加企業に補助する."""
    if event.frame != "join":
        return False
    heads = [at, *(r.head[-1] for r in clauses if r.verb == at and r.subject is None)]
    return any(event.cases[i] == "goal" and not event.chunks[i].names and _ANY.search(event.chunks[i].text) for i in heads)


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
