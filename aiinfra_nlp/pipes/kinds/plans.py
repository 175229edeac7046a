"""plans: a plan to build that is told beyond doubt without a sum, by how much is built or by who builds together.

In:  an event with its links, capacities and stage.
Out: the type of the record that it makes (``facts["plan"]``, also of a bid for a company), or an empty string: a company that
     itself builds what has a size spends on it (双葉電機は50メガワットのデータセンターを建設中だ), and
     companies that build together do so with shared money (双葉電機が星野電工と共同で拠点を整備した);
     who develop or make something together are partners (双葉電機は星野電工と共同で装置を開発する).
     The sentence must say so of them in its main clause: who is only said to have built what another
     deal is about (双葉電機が建てる発電所から買う) is none of these, nor is anybody beside another company.
"""

from __future__ import annotations

import re
from functools import cache

from ..reading.events import Event
from ..syntax.chunks import Chunk
from ..syntax.clauses import next_predicate
from ..syntax.coordination import TOGETHER, buys_too
from ..syntax.links import Link, names_of
from ..words import pattern, words

#: How firm the case of who builds must be.
_FIRM = 0.85
#: Behind a verb that tells no deed of its own: 設置するのは, 300メガワットまで拡張できる.
_NO_DEED = ("のは", "のが", "のを", "のに", "には", "かどうか", "か否か", "よう", "という", "との", "ことを", "ことに", "するのを", "するのに", "するには", "するかどうか", "するよう", "するという", "るのは", "るのが", "するのは", "するのが", "したのは", "したのが", "でき", "られ")
#: Cases of names that have no part in what the sentence tells.
_ASIDE = ("affiliate", "bystander", "source", "paren", "brackets")


def sure_plan(event: Event, before: Event | None = None) -> str:
    """The type of the record that an event makes by itself, ``capex`` or ``joint_venture``, or that of the deal that others take part in, or an empty string; ``before``: the event before it."""
    if "part of" in event.facts and not event.facts["unreal"] and event.status != "cancelled" and is_told(event):
        # 双葉電機は星野AIに投資した。この投資には森田機工も参加した
        return event.type
    if _jointly_spent(event):
        return "joint_venture"
    if event.trigger.row.frame != "build" or event.frame not in ("build", "jv") or event.figures or event.inverse or event.facts["unreal"] or event.status == "cancelled":
        return ""
    inside = [k for k in event.links if k.chunk >= 0 and k.name.label in ("ORG", "PERSON", "GOV") and not k.case.startswith(_ASIDE)]
    inside = [k for k in inside if k.name.label != "GOV" or k.case in ("subj", "by")]
    acts = [k for k in inside if k.case in ("subj", "by") and k.weight >= _FIRM and (not k.clauses or _acts_on(event.chunks, k.chunk, event.facts["chunk"]))]
    # 星野電工と組む双葉電機は拠点を建てる: with whom is told of who builds, not of the building
    inside = [k for k in inside if not (k.case.startswith("inner ") and acts and all(k.chunk < a.chunk for a in acts) and _says_who(event.chunks, k.chunk, min(a.chunk for a in acts)))]
    beside = [k for k in inside if k.case == "com" and not k.clauses and not any(c.pred and not c.adnominal for c in event.chunks[k.chunk + 1 : event.facts["chunk"]]) and event.chunks[k.chunk].func.startswith(TOGETHER)]
    if not inside and (before is None or before.frame not in ("sell", "stakesale")):
        # 用地を売った。ここに拠点を建てる: who has bought it does
        acts = _carried_on(event)
    builders = {c for k in (*acts, *beside) for c in k.name.canonical}
    if not acts or any(builders.isdisjoint(k.name.canonical) for k in inside) or any(k.name.label == "PERSON" for k in acts):
        return ""
    building = all(k.case == "by" for k in acts)
    if not is_told(event, building) or _of_a_thing(event, acts[-1].chunk):
        return ""
    if event.status == "planned" and any(k.name.label == "GOV" for k in acts):
        # 政府は地熱の発電能力を300万キロワットへ伸ばす計画だ: what a country is to have is built by others
        return ""
    if len(builders) > 1:
        jointly = building or beside or any(c.text == "共同" for c in event.chunks[acts[0].chunk : event.facts["chunk"]])
        return "joint_venture" if jointly and _site().search(event.sentence.text) else ""
    sized = [c for c in event.capacities if (c.start >= acts[0].name.end or acts[0].chunk < 0) and not _of_a_trade(event, c)] or event.facts["beside"]
    return "capex" if sized else ""


#: What several spend their money on together: 同プロジェクトでは、双葉電機と星野電工が90億円を投資する.
_THE_PROJECT = re.compile("(?:同|この|本|同じ|共同)(?:共同)?(?:プロジェクト|計画|構想|事業|プログラム|イニシアチブ)$")


def _jointly_spent(event: Event) -> bool:
    """Whether several companies are told to spend one sum on a project that was just told of."""
    if event.frame not in ("spend", "build") or event.type != "capex" or event.amount is None or event.inverse or event.facts["unreal"] or event.status == "cancelled":
        return False
    acts = [k for k in event.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9 and k.name.label in ("ORG", "GOV")]
    if len({k.name.canonical for k in acts}) < 2 or len({f.start for f, _ in event.figures}) != 1:
        return False
    if not any(_THE_PROJECT.search(c.text) and c.func.startswith(("で", "に")) for c in event.chunks[: min(k.chunk for k in acts)]):
        return False
    # [双葉電機から離れた時期と一致しており、]同プロジェクトでは: whoever else is named has no part in it
    mine = names_of(acts)
    event.facts["sides"] = {c: "none" for k in event.links for c in k.name.canonical if c not in mine} | event.facts.get("sides", {})
    return True


def _acts_on(chunks: list[Chunk], actor: int, at: int) -> bool:
    """Whether the topic of a sentence acts in a later clause too, as nobody and nothing else does in between: 双葉電機は施設を整え、来年に稼働させる."""
    between = [c for c in chunks[actor + 1 : at] if c.paren == -1]
    return chunks[actor].func.startswith("は") and chunks[at].pred and not any(c.names or c.func.startswith(("は", "が", "も")) for c in between)


def _says_who(chunks: list[Chunk], i: int, actor: int) -> bool:
    """Whether a name stands in a clause that ends right before who acts, or before what he is called by: [星野電工と組む]台湾の双葉電機は."""
    verb = next((c.index for c in chunks[i + 1 : actor] if c.pred and c.adnominal), None)
    return verb is not None and not any(c.func.startswith(("は", "が", "を")) or c.comma for c in chunks[verb + 1 : actor])


#: What is traded, not built, of so much: 40メガワット分の供給を担う.
_TRADED = re.compile("分?の(?:再エネ|再生可能エネルギー)?(?:電力|電気)?の?(?:供給|調達|購入|売電|買電|賃借|契約)")


def _of_a_trade(event: Event, capacity) -> bool:
    """Whether a capacity is that of another clause, which tells how much is sold or bought: 発電所を建設しており、40メガワット分の供給を担う."""
    s = event.sentence
    return capacity.start > event.trigger.end and _TRADED.match(s.text, capacity.end - s.start) is not None


#: What a sentence is about: 買収計画を巡り; 買収について, if it tells who is for or against it.
_ABOUT, _OF = ("を巡", "をめぐ"), ("について", "に関")


def sure_takeover(event: Event) -> str:
    """``acquisition`` for a takeover whose two sides its noun phrase names, where the sentence is about it or tells who rules on it: 双葉電機による星野電工の買収計画を巡り、訴えが起きた."""
    chunks, at = event.chunks, event.facts["chunk"]
    if event.trigger.row.frame != "acquire" or event.frame != "acquire" or event.inverse or chunks[at].pred or event.facts["unreal"]:
        return ""
    beside = [k for k in event.links if max(0, at - 4) <= k.chunk <= at and k.weight >= 0.7 and k.name.label == "ORG" and k.case in ("by", "gen", "comp", "goal")]
    two = {role: {c for n in ns for c in n.canonical} for role, ns in event.roles.items() if role in ("acquirer", "target")}
    near = names_of(beside)
    if len(two) != 2 or not set.union(*two.values()) <= near or any(c.pred for c in chunks[min(k.chunk for k in beside) : at]):
        return ""
    c, behind = chunks[at], chunks[at + 1 : at + 2]
    disputed = c.func.startswith(_OF) and any(pattern("disputes").search(x.text) for x in chunks[at + 1 :])
    about = disputed or c.func.startswith(_ABOUT) or (c.func == "を" and bool(behind) and behind[0].text in ("巡っ", "めぐっ", "巡り", "めぐり"))
    ruled = event.cases[at] in ("subj", "topic", "obj") and any(pattern("permits").match(x.text) for x in chunks[at + 1 :])
    return event.type if about or ruled else ""


def _of_a_thing(event: Event, actor: int) -> bool:
    """Whether a sentence only says what becomes of a thing, or what will, as somebody sees it: 双葉総研は、容量が5ギガワットに拡大すると予測する."""
    chunks, at = event.chunks, event.facts["chunk"]
    if any(c.func.startswith("が") and not c.names and c.paren == -1 for c in chunks[max(0, actor + 1) : at]):
        return True
    p = event.facts["pred"]
    return any(pattern("foretells").match(c.text) for c in chunks[at if p is None else p :][:4])


def _carried_on(event: Event) -> list[Link]:
    """Who acted in the sentence before, where that of an event names nobody and has no other subject: 用地を買った。ここに20メガワットの拠点を建てる."""
    if any(event.cases[c.index] in ("topic", "subj") and c.paren == -1 for c in event.chunks[: max(event.facts["chunk"], event.facts["pred"] or 0)]) or event.trigger.text.startswith("稼働"):
        # what goes into operation may be another's: 双葉クラウドと契約した。5ギガワットの設備を来年から稼働させる; and what stands somewhere too: 隣に20メガワットの発電所も建つ
        return []
    last = [k for k in event.links if k.chunk < 0 and k.between == 1]
    # 星野電工と共同で開発する。容量は300メガワットを計画する: both do
    near = [k for k in last if k.case == "context" and k.facts[:2] == ("same block", "")]
    return near if len(near) == 1 and len({k.name.canonical for k in last}) == 1 else []


@cache
def _site() -> re.Pattern[str]:
    return re.compile(words("site"))


def _open(chunks: list[Chunk], at: int) -> bool:
    """Whether it is open or only said whether a verb holds: 建設するかどうかは不明だ, 建設するという報道を否定した."""
    c = chunks[at]
    return c.func.endswith("か") or (c.func.endswith("と") and any(x.text.startswith(("いう", "の")) for x in chunks[at + 1 : at + 2]))


def is_told(event: Event, building: bool = False) -> bool:
    """Whether a deal word is what the main clause of its sentence tells: 建設する計画だ, 建設中で, 建設を進めている, 起工式を開いた; ``building``: of a noun with its builder, 双葉電機による建設だ."""
    chunks, at, p = event.chunks, event.facts["chunk"], event.facts["pred"]
    c, word = chunks[at], event.trigger.row.word
    if _open(chunks, at):
        return False
    if c.text.endswith("中") and not c.func.startswith(("の", "に", "は", "も", "から", "まで")):
        return True
    if p is None:
        return False
    if p == at:
        # 受注したのは拠点の建設だ: told of something else
        copula = c.func.startswith(("だ", "です", "であ")) and not event.trigger.row.verb
        return copula == building and not c.func.startswith(_NO_DEED) and _is_main(chunks, p)
    if word == "(capacity)" or (pattern("output").fullmatch(event.trigger.text) and c.adnominal and chunks[p].index == next_predicate(chunks, at)):
        # the verb must say that it is built: 50メガワットの拠点を開発する, 拠点として整備する; but 300キロワットの充電器を開発する
        goods = pattern("makes goods").match(chunks[p].text) is not None and not pattern("plant").search(event.sentence.text, c.start - event.sentence.start)
        return not goods and pattern("made").match(chunks[p].text) is not None and not chunks[p].func.startswith(_NO_DEED) and _is_main(chunks, p)
    cases = ("obj", "subj") if building else ("obj",)
    return event.cases[at] in cases and pattern("carries out").match(chunks[p].text) is not None and not chunks[p].func.startswith(_NO_DEED) and _is_main(chunks, p)


def _is_main(chunks: list[Chunk], p: int) -> bool:
    """Whether a predicate says nothing of a noun behind it, unless that is the plan itself."""
    while chunks[p].adnominal:
        p += 1
        if p >= len(chunks):
            return True
        if not pattern("intends").match(chunks[p].text) or chunks[p].func.startswith(("の", "に", "へ")):
            return False
        if not chunks[p].func.startswith(("を", "が")) or p + 1 >= len(chunks):
            return True
        p += 1
    return True


#: How one enters a contest for a company: 入札に応札した, 入札に参加した, 2次入札に進んだ.
_ENTERS = re.compile("応札|応募|参加|参戦|加わ|進ん|臨")
#: That a contest is for a company; a utility or a ministry has goods tendered for.
_FOR_SALE = re.compile("買収|売却|譲渡|身売り|子会社|株式|(?:[12一二]次|最終)入札")


def sure_bid(event: Event) -> str:
    """``acquisition`` where a company is told to bid for another: 子会社の星野電工の入札に双葉電機が応札した; else an empty string."""
    chunks, at, p = event.chunks, event.facts["chunk"], event.facts["pred"]
    if event.facts.get("offered") and event.status == "in_talks" and not event.negated:
        # 双葉電機から買収提案を受けた
        return "acquisition"
    if event.frame != "acquire" or event.inverse or event.status != "in_talks" or event.negated or p is None or not _is_main(chunks, p):
        return ""
    if event.trigger.row.word != "入札" or not (_FOR_SALE.search(event.sentence.text) and chunks[at].func.startswith("に") and _ENTERS.match(chunks[p].text)):
        return ""
    firm = {k.case for k in event.links if k.chunk >= 0 and k.weight >= 0.7 and k.name.label == "ORG"}
    return "acquisition" if "subj" in firm and firm & {"gen", "genobj"} and not chunks[p].func.startswith(_NO_DEED) else ""


#: What is done about a deal that is only talked of.
_WEIGHS = re.compile("検討|協議|交渉")


def sure_talks(event: Event) -> str:
    """The type of a stake or takeover that one named company is told to consider in another one: 双葉電機が星野電工への出資を検討している; else an empty string.

    It is told wherever the clause stands (…との報道で株が買われた), unless the clause says whose or what a noun is.
    """
    chunks, at = event.chunks, event.facts["chunk"]
    if event.frame not in ("invest", "acquire") or event.trigger.row.frame != event.frame or event.inverse or event.status != "in_talks" or event.negated or event.facts["unreal"]:
        return ""
    verb = chunks[at + 1] if at + 1 < len(chunks) else None
    if chunks[at].func != "を" or verb is None or not verb.pred or not _WEIGHS.match(verb.text) or "な" in verb.func or (verb.adnominal and not verb.func.endswith(("との", "という"))):
        return ""
    firm = [k for k in event.links if 0 <= k.chunk < at and k.weight >= 0.7 and k.name.label in ("ORG", "GOV") and not k.facts]
    gets = ("goal",) if event.frame == "invest" else ("gen", "comp")
    if not {"subj"} < {k.case for k in firm if k.case in ("subj", *gets)}:
        return ""
    if event.frame == "acquire":
        # 双葉電機は星野電工と森田機工の買収を検討している: each of a list is, unless one is told to buy too (ファンドの北斗キャピタルと)
        listed = [k for k in firm if k.case == "gen"]
        side = {k.chunk: "payer" if chunks[k.chunk].func == "と" and buys_too(chunks, k.chunk, at) else "payee" for k in listed}
        event.facts["sides"] = ({c: side[k.chunk] for k in listed for c in k.name.canonical} if len(listed) > 1 else {}) | event.facts.get("sides", {})
    return event.type


#: What two make together that makes them partners, as the verb of what they do.
_MAKES = re.compile("(?:共同)?(?:開発|研究|実証|製造|生産)(?!者|費)")
#: Who acts with the subject, right before the word that says so: 星野電工と共同で.
_BESIDE = ("com", "comp")


def sure_joint(event: Event) -> str:
    """``partnership`` where the main clause says in so many words that one company develops or makes something with another: 双葉電機は星野電工と共同で、冷却装置を開発する; else an empty string."""
    chunks, at, p = event.chunks, event.facts["chunk"], event.facts["pred"]
    if event.trigger.row.word != "共同で" or event.type != "partnership" or event.amount is not None or event.negated or event.facts["unreal"] or event.status == "cancelled" or p is None or p <= at:
        return ""
    verb = chunks[p]
    if not _MAKES.match(verb.text) or verb.func.startswith(_NO_DEED) or _open(chunks, p) or not _is_main(chunks, p) or event.cases[p - 1] != "obj":
        return ""
    firm = [k for k in event.links if 0 <= k.chunk <= at and k.weight >= 0.8 and k.name.label == "ORG" and not k.facts and not k.clauses]
    acts, beside = (names_of(k for k in firm if k.case in cases) for cases in (("subj",), _BESIDE))
    others = names_of(k for k in event.links if k.chunk >= 0) - acts - beside
    return "partnership" if acts and beside and acts.isdisjoint(beside) and not others else ""
