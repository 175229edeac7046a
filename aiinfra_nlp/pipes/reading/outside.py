"""outside: who and what stands in the sentence of a deal, but in a clause or phrase that tells of something else.

In:  the links of a deal word, with the clauses of its sentence that say what a noun is.
Out: the links, of whom the main clause tells besides the company that a clause with the deal word speaks of
     ([300億円を調達した]双葉AIは、星野電工と提携する), of the topic of a clause before one that has both its
     sides (双葉電機は事業を広げており、星野電工は森田機工と提携した), of what only holds a thing for its
     owner ([青葉アメリカを通じて保有する]星野電工の株式) or uses the thing that a loan is for ([星野AIが入居する]拠点
     への融資), of whom the purpose of raising money tells and who lends it ([星野電工を買うため]銀行から借りた),
     of who has backed who raises it so far ([双葉電機が出資する]星野AIは調達した) and of with whom a company has ties
     ([双葉電機とも提携する]星野AIは調達した) as of names of another deal or of none, and of whose a thing is too that
     is sold ([星野電工と共同で開発した]施設). The deal words of a sentence without those that only say with
     which money another deal is done (調達した資金を使って工場を買う) or who backs who raises money. And whether
     what is bought is told without a name (森田機工も同業を買収した), so that nobody of another sentence is it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...document import Sentence
from ..signals.triggers import Trigger
from ..syntax.cases import PROPERTY
from ..syntax.chunks import Chunk
from ..syntax.clauses import closed
from ..syntax.coordination import TOGETHER
from ..syntax.links import Link, names_of
from ..syntax.relatives import Relative, raised_for
from ..words import pattern, words
from .events import PUBLIC, Event, chunk_at

#: The fact of whoever the main clause tells of beside the company that a clause with the deal word speaks of.
OUTSIDE = "outside"
#: Frames of who gives up what is his.
_GIVES_UP = ("sell", "stakesale")
#: Frames of who gets what belongs to others.
_TAKES = ("stake", "acquire", "invest")
#: Frames of debt.
_LENT = ("lend", "borrow", "join")
#: Verbs by which a thing is also his who does so: 双葉電機が連携する事業.
_WORKS_IN = re.compile("連携|協力")
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
    if k.case.endswith("affiliate") and _of_actor(chunks, cases, k.chunk, found):
        return k.aside()
    if frame in _RAISED and cases[k.chunk] not in ("topic", "subj") and any(r.purpose and k.chunk in r and r.head[-1] < at and any(i in r for i in told_at) for r in clauses):
        # [星野電工の装置を買うため]20億円を借り入れた: whom the purpose tells of
        return k.aside()
    if frame in _RAISED and k.case == "inner subj" and any(k.chunk in r and _backs(chunks, r) for r in clauses):
        # [双葉電機が出資する]星野AIは、20億円を調達した: who has backed it so far
        return k.aside()
    if frame in _PAPERS and (backed := next((r for r in clauses if at in r.head and _BACKING.match(chunks[r.verb].text)), None)) is not None:
        if k.case in ("subj", "inner subj") and k.chunk == backed.subject:
            # 星野電工は[双葉通信が支援する]契約を結んだ: who backs it is none of those who sign
            return k.aside()
        if k.case == "theme" and k.chunk < backed.start:
            return replace(k, case="subj", weight=0.9, facts=())
    if frame == "merge" and cases[k.chunk] == "obj" and k.chunk + 1 < len(chunks) and chunks[k.chunk + 1].text.startswith("存続会社"):
        # 双葉電機を存続会社として星野電工を吸収合併する
        return replace(k, case="subj", weight=0.9, facts=())
    if k.case == "late" and cases[k.chunk] == "topic" and frame in _TAKES and any(r.purpose and at in r and r.subject is None and not any(c.names and cases[c.index] in ("topic", "subj") for c in chunks[: k.chunk]) for r in clauses):
        # [星野AIの株式を取得する]ため、双葉電機は30億円を調達する: who does it for that purpose
        return replace(k, case="subj", weight=0.7, facts=())
    if cases[k.chunk] == "src" and raised_for(clauses, chunks, k.chunk, at):
        return k.aside()
    if k.case == "theme" and _told_before(chunks, cases, k.chunk, at, found):
        return k.aside()
    if frame in _GIVES_UP and k.case == "inner com" and chunks[k.chunk].func.startswith(TOGETHER) and not any(c.pred and not c.adnominal for c in chunks[k.chunk + 1 : at]):
        # 双葉電機は、[星野電工と共同で開発した]施設を売却した
        return replace(k, case="subj", weight=0.7, facts=("together",))
    if frame in _LENT and k.case.startswith("inner ") and any(k.chunk in r and not (k.chunk == r.subject and _WORKS_IN.match(chunks[r.verb].text)) and _is_thing(chunks, r) and pattern("has to do with").match(chunks[r.verb].text) for r in clauses):
        # [星野AIが入居する]拠点に融資する: who only has to do with a thing owes nothing
        return k.aside()
    if _of_clause(chunks, clauses, frame, k):
        return k.aside()
    if k.case == "inner subj" and frame in _OTHERS_MONEY and any(k.chunk == r.subject and _stands(chunks, r) for r in clauses):
        # [双葉電機が出資する]星野AIが90億円を調達した: whose company it is, not who gives
        return k.aside()
    if k.case == "inner via" and any(k.chunk in r and pattern("holds").match(chunks[r.verb].text) for r in clauses):
        return k.aside()
    return k


def without_connections(told: list[Trigger], chunks: list[Chunk], clauses: Sequence[Relative]) -> list[Trigger]:
    """The deal words of a sentence without those that only say who has to do with the thing that a loan is for: [星野AIが入居する]拠点に融資する."""
    loans = [t.start for t in told if t.row.frame in ("lend", "borrow")]
    only = {r.verb for r in clauses if _is_thing(chunks, r) and pattern("has to do with").match(chunks[r.verb].text)} if loans else set()
    return [t for t in told if not (only and t.start < loans[-1] and t.row.frame not in _LENT and chunk_at(chunks, t.start) in only)]


def _is_thing(chunks: list[Chunk], r: Relative) -> bool:
    """Whether a clause says what a thing is, and nobody."""
    return not any(n.label in ("ORG", "PERSON") for i in r.head for n in chunks[i].names)


def of_today(chunks: list[Chunk], r: Relative) -> bool:
    """Whether a clause tells of the deal of today, by what stands in it or right before it: [双葉電機が新たに出資する]星野AI, 今回[双葉電機が出資した]星野AI."""
    # 今回双葉電機が is one chunk
    return any(pattern("this time").search(c.text[: c.names[0].start - c.start] if c.names else c.text) for c in chunks[max(0, r.start - 2) : r.verb + 1])


def only_introduces(chunks: list[Chunk], clauses: Sequence[Relative], frame: str, at: int, told_at: set[int]) -> bool:
    """Whether a tie in chunk ``at`` is only told to say who a company is, of which the main clause tells more (contract, section 1): [双葉電機とも提携している]星野AIは50億円を調達した."""
    r = next((r for r in clauses if at in r), None)
    if r is None or r.subject is not None or frame not in ("partner", "contract") or not (any(x > r.head[-1] for x in told_at) or _goes_on(chunks, r)):
        return False
    verb = chunks[r.verb]
    of_firm = any(n.label == "ORG" for i in r.head for n in chunks[i].names)
    # [双葉電機と組む]豪州の炭鉱は世界最大級だ: a place that the sentence speaks of
    of_site = verb.text.startswith(("組む", "組ん", "提携", "協業")) and _goes_on(chunks, r) and pattern("site").search(chunks[r.head[-1]].text) is not None
    told = any(c.figures or c.quantity for c in chunks[r.start : r.verb + 1])
    return (of_firm or of_site) and not told and not of_today(chunks, r) and (verb.text + verb.func).endswith(("する", "いる", "ある", "組む"))


def _goes_on(chunks: list[Chunk], r: Relative) -> bool:
    """Whether the company of a clause is the topic of a main clause that tells something else of it: [双葉電機と提携する]星野AIは、新製品を発表した."""
    head = chunks[r.head[-1]]
    return head.func.startswith("は") and head.paren == -1 and any(c.pred and not c.adnominal and c.paren == -1 for c in chunks[head.index + 1 :])


#: What two conclude or found together, in which one who also works with one of them may take part.
_MUTUAL = ("partner", "jv", "merge")


#: A contract that may stand for long; one about shares brings money.
_CONTRACT = re.compile("(?<!資本)(?<!出資)(?<!投資)(?:契約|協定|合意)$")


def _of_clause(chunks: list[Chunk], clauses: Sequence[Relative], frame: str, k: Link) -> bool:
    """Whether a name is told only in a clause that says with whom a company has ties ([星野電工とも提携する]双葉AIは50億円を調達した) or what is in the goods ([双葉電機の半導体を搭載した]サーバーを買う)."""
    if k.case == "inner subj" and frame == "buy":
        # [[星野電工が開発した]半導体を搭載した]サーバー
        return any(k.chunk in r and r.subject != k.chunk and _holds_parts(chunks, r) for r in clauses)
    if k.case not in ("inner com", "inner gen"):
        return False
    r = next((r for r in clauses if k.chunk in r), None)
    if r is None:
        return False
    if k.case == "inner gen":
        return k.facts[:1] == ("of obj",) and _holds_parts(chunks, r)
    of_firm = any(n.label == "ORG" and not set(n.canonical) & set(k.name.canonical) for i in r.head for n in chunks[i].names)
    between = chunks[k.chunk + 1 : r.verb + 1]
    # [双葉電機とクラウド契約を結んでいる]星野AIは調達した: a contract that stands
    stands = any(_CONTRACT.search(c.text) for c in between) and between[-1].func.endswith(("いる", "ある"))
    return of_firm and frame not in _MUTUAL and (stands or any(pattern("ties").match(c.text) for c in between))


def _of_actor(chunks: list[Chunk], cases: list[str], i: int, found: list[Link]) -> bool:
    """Whether the parent in chunk ``i`` only says whose company the one is that acts: [双葉電機]の子会社の星野電工は土地を取得した."""
    its = chunks[i + 1 : i + 3]
    if len(its) < 2 or its[0].names or chunks[i].func != "の" or not pattern("its_own").search(its[0].text):
        return False
    return any(k.chunk == its[1].index and k.case == "subj" and k.weight >= 0.9 for k in found) and cases[its[1].index] in ("topic", "subj")


#: What a sentence speaks of that only tells how a deal is done, and what it says of it: 合併は、[XがYを吸収合併する]形で行われた.
_THE_DEAL = re.compile("(?:合併|買収|統合|取引|本件|再編|公開買い?付け?|TOB|M&A)$")
_HOW = re.compile("(?:形|形式|方法|方式|手法|手続き?|スキーム)$")


def tells_how(event: Event, events: Sequence[Event]) -> bool:
    """Whether a merger is only how the purchase that a sentence before tells of is done: 今回の買収は、双葉電機の子会社が星野電工を吸収合併する形で行われた."""
    chunks, at = event.chunks, event.facts["chunk"]
    topic = next((c.index for c in chunks[:at] if event.cases[c.index] == "topic" and not c.names and _THE_DEAL.search(c.text)), None)
    if event.frame != "merge" or event.amount is not None or topic is None or any(c.names for c in chunks[:topic]):
        return False
    if not any(e.type == "acquisition" and e.trigger.row.word and e.sentence is not event.sentence for e in events):
        return False
    noun = next((c for c in chunks[at : at + 4] if not c.adnominal), None)
    return noun is not None and noun.index > at and not noun.names and _HOW.search(noun.text) is not None


def only_goods(event: Event, found: list[Link]) -> bool:
    """Whether a sentence tells of a purchase no more than whose parts are in the goods: 双葉電機のGPUを搭載したサーバーを調達する."""
    if event.frame != "buy" or event.amount is not None or event.capacities or all(k.case != "bystander" for k in found):
        return False
    return not any(k.weight >= 0.5 and k.chunk >= 0 for k in found)


def _holds_parts(chunks: list[Chunk], r: Relative) -> bool:
    """Whether a clause says what is in the goods: [双葉電機の半導体を搭載した]サーバー."""
    return pattern("made with").match(chunks[r.verb].text) is not None and not any(chunks[i].names for i in r.head)


#: Frames of what two sign.
_PAPERS = ("contract", "lease", "powerbuy", "partner")
#: Verbs of who backs a company.
_BACKING = re.compile(rf"(?:支援|後援|{words('backs')})")


def _backs(chunks: list[Chunk], r: Relative) -> bool:
    """Whether a clause only says who backs a company, and not for how much."""
    return not r.purpose and not of_today(chunks, r) and _BACKING.match(chunks[r.verb].text) is not None and any(chunks[i].names for i in r.head) and not any(chunks[i].figures for i in range(r.start, r.verb))


#: Frames of who backs a company, which may only say whose it is.
_BACKS = ("invest", "grant", "stake")


#: Words of what a company does with another one, who backs it is then told by the way.
_TIES = re.compile("提携|協業|契約|合意|覚書|買収|取得|発注|供給")
_OF_SHARES = re.compile("株")


def in_passing(event: Event, clauses: Sequence[Relative], at: int, told_at: set[int]) -> bool:
    """Whether a deal word only says, without a sum or a day, who backs the company that raises money or that another ties up with: [双葉電機が出資する]星野AIは、20億円を調達した; 森田機工は[双葉電機が出資する]星野AIと提携した (contract, section 1)."""
    r = next((r for r in clauses if r.verb == at), None)
    if r is None or r.purpose or not (event.frame in _BACKS or event.trigger.text == "投資") or of_today(event.chunks, r):
        return False
    # a company backs another by no grant, whatever is done with that one: [双葉電機が支援する]星野AIに出資した
    whose = event.frame == "grant" and all(n.label == "ORG" for i in range(r.start, at) for n in event.chunks[i].names)
    raises = any(i > r.head[-1] and (whose or pattern("raises money").search(event.chunks[i].text)) for i in told_at)
    # 星野AIと提携し is one chunk
    if not raises and not (_stands(event.chunks, r) and any(i >= r.head[-1] and _TIES.search(event.chunks[i].text + event.chunks[i].func) for i in told_at)):
        return False
    head = next((i for i in r.head if any(n.label == "ORG" for n in event.chunks[i].names)), None)
    if not raises and event.cases[r.head[-1]] in ("topic", "subj"):
        # [双葉電機が出資する]星野AIは、森田機工と提携した
        return False
    if head is None or event.chunks[head].pred or (r.head[-1] != head and not (event.chunks[head].func == "の" and _OF_SHARES.search(event.chunks[r.head[-1]].text))):
        return False
    start, end = event.chunks[r.start].start, event.chunks[at].end
    told = (*event.dates, *event.capacities, *([event.stake] if event.stake else []), *(f for f, _ in event.figures))
    return not any(start <= x.start < end for x in told) and any(event.chunks[i].names for i in range(r.start, at))


#: Frames of money that others may give to a company than those who have put some in before.
_OTHERS_MONEY = frozenset(("raise", "buy", "invest", "lend", "borrow", "join"))


def _stands(chunks: list[Chunk], r: Relative) -> bool:
    """Whether a clause only says that somebody backs a company, without a sum and not of the past."""
    v = chunks[r.verb]
    return not of_today(chunks, r) and v.text.startswith(("出資", "投資")) and v.func.startswith(("する", "している", "していた")) and any(chunks[i].names for i in r.head) and not any(c.figures for c in chunks[r.start : r.verb])


def _told_before(chunks: list[Chunk], cases: list[str], i: int, t: int, found: list[Link]) -> bool:
    """Whether the topic in chunk ``i`` is that of a clause before the one with the deal word in chunk ``t``, which has a topic and another side of its own."""
    topic = next((c.index for c in reversed(chunks[i + 1 : t]) if c.names and c.paren == -1 and c.func.startswith("は") and cases[c.index] == "topic"), None)
    if topic is None or not closed(chunks, i, topic):
        return False
    own = names_of(k for k in found if k.chunk == topic)
    return any(k.chunk > topic and k.case in _OTHER_SIDE and k.weight >= 0.7 and not own & set(k.name.canonical) for k in found)


#: A group of receivers without a name: 参加企業に, 国内の事業者を支援し; which ones 同 or この says is told before.
_ANY = re.compile("(?<![同本当両])(?:企業|事業者|メーカー|自治体|大学|スタートアップ|団体|農家|世帯|会社)(?:など|等|向け)?$")
_THAT = re.compile("(?:この|その|同|これらの|それらの|両)")
#: Who does what was just told: 双葉電機は工場を建設する。国は事業者に補助する.
_WHO_DOES = re.compile("(?:事業者|企業|会社)$")


def _one_told(chunks: list[Chunk], c: Chunk) -> bool:
    """Whether a company without a name is the one just told, as nothing says which ones are meant: 事業者に, but not 国内の事業者に, 参加する企業に, 中小企業に."""
    return _WHO_DOES.match(c.text) is not None and not (c.index and chunks[c.index - 1].adnominal)


#: That a sum is what a law or a budget provides.
_LAW = re.compile("(?:を|など?を)(?:盛り込|定め|含|計上)[^、。はが]{0,12}(?:法|法案|予算案?|条例)(?:が|は|を|に|で|の(?:成立|施行))")


#: That a sum is set aside for support.
_LIMIT_SET = re.compile("枠(?:を|が)(?:設定|設け|創設|新設|用意|確保|設置)")


def without_unnamed(event: Event) -> list[Link]:
    """The links of an event that tells of support for whoever takes part, without who is told before and who stands in the clause that says who takes part: [双葉電機の事業に参加する]企業に90億円を補助する."""
    if event.frame == "grant" and _LAW.search(event.sentence.text, event.trigger.end - event.sentence.start) and not any(k.chunk >= 0 and k.name.label == "ORG" for k in event.links):
        # 90億円の補助金を盛り込んだ半導体法が成立した: nobody told before gets all that a law provides
        return [k.aside() if k.name.label == "ORG" and k.name.kind not in PUBLIC else k for k in event.links]
    if event.frame == "grant" and _LIMIT_SET.match(event.sentence.text, event.trigger.end - event.sentence.start) and not any(k.chunk >= 0 and k.name.label == "ORG" for k in event.links):
        # 政府は90億円の支援枠を設ける: for whom is not told
        return [k.aside() if k.name.label == "ORG" and k.name.kind not in PUBLIC else k for k in event.links]
    if event.frame != "grant" or event.inverse or event.roles.get("recipient"):
        return event.links
    chunks, at = event.chunks, event.facts["chunk"]
    to = [c for c in chunks[:at] if not c.names and c.paren == -1 and event.cases[c.index] in ("goal", "obj") and _ANY.search(c.text) and not _one_told(chunks, c)]
    if not to or any(_THAT.match("".join(x.text + x.func for x in chunks[max(0, c.index - 1) : c.index + 1])) for c in to):
        return event.links
    return [
        k.aside() if k.name.label == "ORG" and k.name.kind not in PUBLIC and (k.chunk < 0 or "of goal" in k.facts) else k
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
#: And how it is counted in: 借り入れを含め最大80億円を投資する.
_COUNTED_IN = re.compile("金?(?:など)?[をも]含め(?:て|ると)?、?(?=[^。]{0,20}[0-9])")


#: How shares are taken that are issued to one alone: 第三者割当により取得する, 第三者割当の方法で引き受ける.
_TAKEN = re.compile(r"(?:の(?:方法|方式))?(?:により|によって|で)[^。はが]{0,16}?(?:取得|引き?受|購入|買)")


#: What shares are taken that somebody issues: [星野電工が発行する]新株を引き受ける.
_ISSUED = re.compile(r"する[^、。はがを]{0,10}?(?:新株|株式|優先株|普通株)[^、。はが]{0,12}?(?:\([^()]{1,24}\))?を")


#: Behind help that one has got, what it is used for; and before it, from whom it comes.
_HELPED, _FROM = re.compile("(?:て|ながら|つつ)?、"), re.compile("から|による|の$")


def without_means(told: list[Trigger], s: Sentence) -> list[Trigger]:
    """The deal words of a sentence without those of money that was raised before, by which the deal behind them is done."""
    out, end = [], 0
    for i, t in enumerate(told):
        if t.row.frame in _RAISED and i + 1 < len(told) and _COUNTED_IN.match(s.text, t.end - s.start):
            continue
        if t.row.word == "支援を受け" and any(x.row.frame in ("spend", "build") for x in told[i + 1 :]) and _HELPED.match(s.text, t.end - s.start) and not _SUM.search(s.text, 0, t.start - s.start) and not _FROM.search(s.text, 0, t.start - s.start):
            # 支援を受け、20年で90億円を投じる: whose help it is was told before
            continue
        m = _MEANS.match(s.text, t.end - s.start) if t.row.frame in _RAISED else None
        of = _TAKEN if t.row.word.startswith("第三者割当") else _ISSUED if t.row.word == "発行" else None
        if of is not None and i + 1 < len(told) and of.match(s.text, t.end - s.start):
            continue
        if m and any(x.start - s.start >= m.end() for x in told[i + 1 :]) and not _SUM.search(s.text, 0, t.start - s.start) and not _OF_WHOM.search(s.text, 0, t.start - s.start):
            end = max(end, s.start + m.end())
        if t.start >= end and t.end > end:
            out.append(t)
    return out


#: Before a verb of taking over, what comes with a company that is bought: 負債も引き受ける.
_DEBT = re.compile(r"(?:負債|債務|借入金|借金)(?:の(?:全額|一部|すべて|全て))?(?:など)?(?:を|も|まで)[^、。]{0,6}$")


#: What one may spend, before a verb of setting up.
_LIMIT = re.compile("枠(?:組み)?(?:を|も)$")


def without_debt(told: list[Trigger], s: Sentence) -> list[Trigger]:
    """The deal words of a sentence without that of debt which a buyer takes over: no deal of its own."""
    told = [t for t in told if not (t.text.startswith("引き") and _DEBT.search(s.text, max(0, t.start - s.start - 20), t.start - s.start))]
    # 80億円の投資枠を設ける sets up no company
    return [t for t in told if not (t.text.startswith("設け") and _LIMIT.search(s.text, max(0, t.start - s.start - 6), t.start - s.start))] if "枠" in s.text else told


#: A company that is told by its kind alone; 子会社 is somebody's, 同企業 one just named.
_FIRM = re.compile(rf"(?<!子)(?<!関連)(?<!親)(?:{words('firm_noun')}|[^、。]大手|同業(?:者|他社)?|他社|競合)$")
#: A thing that is bought, which is no company and bears no name of one: 工場を12億円で買った, 土地を取得する.
_THING = re.compile(rf"(?:土地|用地|敷地|跡地|建物|ビル|倉庫|{words('site')})(?:など)?$")
#: That it is one just named.
_THAT_FIRM = re.compile("(?:この|その|同(?!業)|当該|こうした|両)")
#: A company by what it is to a thing or a deal told before: 運営会社を, 買収先の企業に.
_ONE_TOLD = re.compile(rf"(?:{words('firm of before')})")
#: The cases of what is bought or given to.
_OTHER = {"acquire": ("obj",), "stake": ("obj",), "invest": ("goal", "ngoal"), "sell": ("obj", "topic")}


def tells_no_name(event: Event, at: int) -> bool:
    """Whether the other side of a deal word in chunk ``at`` is a company told by its kind alone: 一方、双葉電機はロボット企業を買収した."""
    chunks, cases = event.chunks, _OTHER.get(event.frame, ())
    i = next((c.index for c in reversed(chunks[max(0, at - 4) : at]) if c.paren == -1 and event.cases[c.index] in cases), None)
    # サーバー製造部門は星野電工に売却する: a business without a name
    kind = PROPERTY if event.frame == "sell" else _FIRM
    if i is None or event.inverse or chunks[i].names or _THAT_FIRM.match(chunks[i].text):
        return False
    if event.frame == "acquire" and _THING.search(chunks[i].text):
        return True
    if kind.search(chunks[i].text) is None:
        return False
    before = chunks[i - 1] if i else None
    if _ONE_TOLD.match(chunks[i].text) or (before is not None and before.func == "の" and _ONE_TOLD.match(before.text)) or (chunks[i].text == "会社" and _one_told(chunks, chunks[i])):
        return False
    # 星野電工という企業, 星野電工などの企業, この企業
    return before is None or not (before.adnominal and (before.names or _THAT_FIRM.match(before.text)))
