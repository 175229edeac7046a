"""status: the stage of a deal and whether it is hearsay, from the words that govern the trigger.

In:  an event with its chunks.
Out: ``event.status``, ``event.reported``, ``event.negated`` and the cues that decided them.
     The scope of a trigger is the chain of words that governs it: 買収する方針を固めた is read
     up to 固めた, 買収し、… stops at the comma of the conjunctive form.
"""

from __future__ import annotations

import re
from functools import lru_cache

import ahocorasick_rs

from ...resources import read_tsv
from ..syntax.chunks import Chunk
from ..syntax.clauses import is_occasion
from ..words import pattern, words
from .unreal import is_unreal

ORDER = {"in_talks": 0, "planned": 1, "agreed": 2, "completed": 3, "cancelled": 4}
_MOVES_MONEY = {"investment", "acquisition", "financing", "subsidy", "capex", "joint_venture", "supply"}
_PAST = re.compile(r"(?:し|され|せられ|られ|れ|っ|ん|い|り|き|ち|み|び|ね|じ|え|け|げ|せ|て|め|べ)(?:てい)?(?:た|ました|だ)(?!い)")
_TURN = re.compile(r"(?:[たるい]|です|だ)(?:が|ものの|けれども?|のに)、")


@lru_cache(maxsize=1)
def _cues() -> dict[str, tuple[tuple[str, str], ...]]:
    table: dict[str, list[tuple[str, str]]] = {}
    for r in read_tsv("status"):
        table.setdefault(r["status"], []).append((r["cue"], r["scope"]))
    return {k: tuple(v) for k, v in table.items()}


@lru_cache(maxsize=1)
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, str, str]]]:
    """All cues in one automaton, and the stage, word and scope of each."""
    rows = [(status, cue, where) for status, cues in _cues().items() for cue, where in cues]
    return ahocorasick_rs.AhoCorasick([cue for _, cue, _ in rows]), rows


def _cues_of(text: str) -> list[tuple[str, str, str]]:
    """Stage, word and scope of each cue that stands in a text, in the order of the table; to try all of them one by one takes ten times as long."""
    found, rows = _automaton()
    return [rows[i] for i in sorted({i for i, _, _ in found.find_matches_as_indexes(text, overlapping=True)})]


@lru_cache(maxsize=1)
def _hearsay() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(r["cue"]) for r in read_tsv("hearsay")))


#: What marks what is decided about, and who decides it of whom the sentence has told.
_ABOUT, _BOTH = ("について", "に関し", "をめぐ", "を巡"), ("両社", "双方", "両者")


def scope_of(chunks: list[Chunk], t: int, start: int) -> str:
    """The governing words of a trigger: from its end to the predicate that ends its clause."""
    parts: list[str] = []
    # 買収について、両社はこれを破棄することで合意した: what both do about it
    about = chunks[t].func.startswith(_ABOUT)
    # 買収を機に供給をやめる: nothing behind を機に governs it
    for c in chunks[t : t + 2 if is_occasion(chunks, t) else t + 14]:
        text = (c.text + c.func)[max(0, start - c.start) :]
        if c.index != t and c.names and c.func.startswith(("は", "が")) and not (about and c.text in _BOTH):
            break
        parts.append(text)
        # 買収を発表するなど、再編が進む: what is told as an example is governed by nothing behind it
        example = c.comma and (c.text + c.func).endswith("るなど")
        if c.pred and not c.adnominal and (example or not c.func.endswith(("と", "とも", "とは", "か", "など"))):
            if c.comma or c.func.endswith(("て", "で", "し", "が", "ため")) or c.index == len(chunks) - 1:
                parts += _turns_out(chunks, c)
                over = c.func.endswith(("が", "ため", "おり", "いて", "いで")) or re.search("済み?|中で?$", c.text + c.func)
                if not over and not example and not _was_before(chunks, t):
                    parts.append(_plan_at_the_end(chunks[c.index + 1 :]))
                break
    return "".join(parts)


def _turns_out(chunks: list[Chunk], c: Chunk) -> list[str]:
    """What became of what the clause of chunk ``c`` tells, where the next has nothing else to tell of: 出資を検討していたが、(結局)見送った."""
    if not (c.comma and c.func.endswith(("が", "ものの"))):
        return []
    after = chunks[c.index + 1 : c.index + 4]
    end = next((i for i, x in enumerate(after) if x.pred), None)
    free = end is not None and not any(x.names or x.func.startswith(("は", "が", "を", "も", "と", "の")) for x in after[:end])
    return [after[end].text + after[end].func] if free else []


#: How a clause begins that tells of another step than the one before it: さらに, 来年は, 12月には.
_ANOTHER_STEP = re.compile(r"さらに|また|このほか|同時に|(?:今|来年|今年|今後|現在|[0-9]+(?:年|月))(?:に)?は")
#: The verb of a deal word with ている: of what is done at once it tells that it was done (20億円を調達している), of building that it goes on (工場を建てている).
_HAS_DONE = re.compile(r"(?:し|を受け|を得|を実施し|を行っ|[いきしちにみりっんえけせてねめれげじべ]{0,2})[てで](?:いる(?!わけ)|おり|いた|いま(?:す|した)|い$)")
_AT_ONCE = frozenset(("invest", "raise", "join", "stake", "stakesale", "acquire", "sell", "lend", "borrow"))
#: What is done to a plan: 設備投資を850億ドルに引き上げた.
_RAISES_PLAN = ("引き上げ", "積み増", "上乗せ")
#: Leading goes on for a while, and so does the running of a site whose capacity is told: 40メガワットの拠点を運営している.
_GOES_ON_LONG = ("主導", "リード", "率い")
_RUNS = re.compile(rf"[^、。はがを]{{0,20}}を(?:{words('runs')})(?:し)?て(?:いる|おり|いま|い$)")
#: A relation that goes on, told without day or sum: 双葉商事から出資を受けている, 星野電工に出資してきた.
_STANDS = re.compile(r"(?:を受け|を?し)て(?:い(?!な|ませ)|お|き)")
#: The end of a clause that another of the same actor follows, and of a sentence that tells of what was done: 投資し、拠点を整えてきた。
_GOES_ON, _CONTINUES, _DONE = re.compile(r"し?て?|[^、。はが]{0,24}に(?:引き上げ|高め)(?:て)?"), re.compile(r"し?(?:て(?:おり)?)?"), re.compile(r"(?:[てで](?:き|い))?(?:た|んだ|ました)。?$")
#: What only rumour has, or a headline asks: 買収の噂, 20億ドル調達との観測, 5億ドルを調達か.
_RUMOURED = re.compile(rf"(?:(?:する|した)?(?:の|との|という))?(?:{words('rumour')})|か$")
#: Who says so or what is planned makes no deed of what was said: 投資し、…すると発表した.
_SAID = re.compile(r"と(?:の(?:方針|考え|見方|意向))?(?:も|を|は)?[^、。と]{0,12}(?:た|だ|ました)。?$")


#: That money is being raised or lent: 融資を主導している, 調達を進めており.
_ON_THE_WAY = re.compile(r"[^、。はが]{0,12}?(?:主導|リード|率い|進め|まとめ)し?て(?:いる|おり|います)")


#: Whether a thing is done at all is still to be decided: 投じるかどうかを年内に判断する.
_UNDECIDED = re.compile(r"(?:する|[うくすつぬぶむる])か(?:どうか|否か)?(?:を|は|について|に関し)?[^、。がは]{0,16}(?:判断|決め|決断|決定|検討|見極め|結論)")
#: A deal that one side alone intends, which is no more than planned however firm it sounds: 買収する方針を固めた, 出資する考えだ.
_INTENDS = re.compile(r"(?:する|[うくすつぬぶむる])(?:方針|意向|考え|計画|予定|見通し|見込み)(?:を(?:固め|決め|示し|明らかに|表明|打ち出)|(?:だ|である|です)(?:。?$|と[^、。])|(?:(?<=方針)|(?<=意向)|(?<=考え))。?$)")
#: Spending that is only talked about: 投資を検討中, 投資する方向で協議している.
_UNDER_TALKS = re.compile("(?:を|する(?:方向|ことで?|案|計画)?[でを]?)?(?:検討|協議|交渉|調整)(?:中|して(?:い|お))")
#: What is still to be done, whoever says so: 売却する。, 買収すると発表した, 株式公開買い付けを実施するのは.
_TO_COME = re.compile(r"(?:を(?:実施|開始)?)?(?:する|[うくすつぬぶむる])(?:。|$|と(?:発表|表明|公表|明らか)|のは)")
#: A headline's 調達へ, 投資へ: still to come; so told of what one does alone, without another who agrees to it.
_HEADED, _AT_END, _ALONE = re.compile(r"へ(?:$|[ 。(!!])"), re.compile(r"(?:[^ 、。()はが「」―—–─-]{0,16}を?[^ 、。()をがは「」―—–─-]{0,6})?へ(?:$|[ 。(!!])"), frozenset(("raise", "borrow", "spend", "build"))
#: What is foreseen or a plan that is worked on: 融資を受ける見通しだ, 購入する計画も進める.
_FORESEEN = re.compile(r"(?:を受ける|を行う|する|[うくすつぬぶむる])(?:(?:見通し|見込み)(?:だ|である|です|という)?。?$|計画(?:も|を)(?:進め|練|描|立て|持|温め))")
#: What is only looked into or talked about, in a sentence that tells of no paper that is signed: 協業を検討すると発表した, 出資に向けた協議に入った.
_CONSIDERS = re.compile(r"(?:(?:の|について|に向け(?:て|た)?|に関する)?[^、。はがを]{0,8})?(?:を|に関して|について|に向けて?)?(?:検討|協議|交渉|模索)(?:を(?:始め|開始|進め|続け|行)|し|する|に(?:入|着手)|中)")
_SIGNED = re.compile(r"合意|締結|調印|署名|覚書|契約|協定|MOU|を結|交わ")
#: What is expected of somebody, with nothing settled: 買収するとみられる, 出資するものとされる, 300億円で買収されるもようだ.
_EXPECTED = re.compile(r"(?:の(?:採択|認定|交付|支給))?(?:さ?れる|を(?:受ける|行う|実施する)|する|[うくすつぬぶむる])(?:(?:もの|こと)?と(?:みられ|見られ|され|[言い]われ)|(?:との)?(?:もよう|模様(?!替))|ことを見込(?:ん|む|み))")
#: On what it depends whether money is given at all: 採択された場合、費用の半額が補助される.
_IF_CHOSEN = re.compile("(?:採択|認定|可決|選定)さ?れ(?:れば|た場合(?:は|には)?|たら)、")
#: What somebody wants to bring to its end: 出資を年内に完了させる考えだ, 買収を完了させようと奔走する.
_WISHES = re.compile(r"[^、。はが]{0,16}(?:完了|完結|成立|実現|終了)(?:さ(?:せる(?:考え|方針|意向|計画|構え)|せよう|せたい)|する(?:考え|方針|意向))")
#: Who says or decides how much it is makes no spending done: 投資額は80億円に決めた.
_TELLS_HOW_MUCH = re.compile(rf"{words('stated')}|{words('says')}|決ま")


#: What is told of spending, besides what it came to.
_HOW_MUCH = re.compile("規模|総?額|金額|実績")


def _came_to(chunks: list[Chunk], t: int) -> bool:
    """Whether spending in chunk ``t`` is the subject of what it came to: 設備投資額は80億円に達した, 投資は前の期より増えて80億円だった."""
    if chunks[t].func == "の" and t + 1 < len(chunks) and _HOW_MUCH.fullmatch(chunks[t + 1].text):
        # 投資の規模は80億円だった
        t += 1
    if chunks[t].pred or not chunks[t].func.startswith(("は", "が", "も")) or re.search("計画|予算|枠", chunks[t].text):
        return False
    for c in chunks[t + 1 : t + 12]:
        if c.func.startswith("を"):
            # 投資が重荷で、見通しを80億円に下げた: something else came to it
            return False
        f = c if c.figures else chunks[c.index - 1]
        if not f.figures and c.pred and not c.adnominal:
            # 投資額は80億円と前の期の2倍だった, 80億円と前の期を2割上回った
            f = next((x for x in chunks[t + 1 : c.index] if x.figures and x.func == "と"), f)
        if c.paren == -1 and c.pred and not c.adnominal and f.figures:
            past = re.search("^(?!と).*た(?:が|と)?$", c.func) or (c.func.startswith("だ") and c.text.endswith("ん"))
            return bool(past) and (f is c or f.func.startswith(("に", "へ", "と"))) and not _TELLS_HOW_MUCH.match(c.text)
    return False


def _own_actor(chunks: list[Chunk], t: int) -> bool:
    """Whether nobody and nothing else acts in the clauses behind a deal word."""
    # 出資し、提携契約も結んだ: what is done besides is no actor
    return not any(c.func.startswith(("は", "が", "も") if c.names else ("は", "が")) and not c.pred for c in chunks[t + 1 :])


#: When what a clause tells was done, whatever is planned behind it: 過去3年で500億円を投じ、, 昨年20億円を出資し、.
_BEFORE = re.compile(rf"(?:{words('before now')})(?![比並度末来最平超]|以上)")

_ADVERB = ("", "に", "で", "は", "には", "では", "までに", "にも", "から")
#: Building begins with it, so that it is under way when this was done: 着工した, 地鎮祭を行った.
_BREAKS_GROUND = pattern("breaks ground")
#: When it will begin: 着工の時期は決まっていない.
_WHEN_IT_IS = re.compile("の?(?:時期|日程|予定|見通し|めど|目標|目途|計画)")
#: And who orders or secures is bound by it: 発注した, 半導体を確保した.
_BEGINS = re.compile(rf"{_BREAKS_GROUND.pattern}|発注|注文|予約|確保")


#: How the rest of a sentence closes a deal that was only signed before: 契約を結び、10月1日付で手続きを終えた.
_CLOSED = re.compile("(?:結び|結んで|締結し|合意し)、[^。、はがを]{0,16}(?:手続き|取引|譲渡|払い込み|引き渡し|クロージング)を(?:すべて)?(?:終え|完了し|済ませ)(?:た(?!い)|て(?:い|お))")


#: Whoever was refused goes on all the same: 提案を拒まれた後も、取得を諦めず協議を求めている.
_PURSUED = re.compile("(?:拒|断ら|退けられ)[^、。]{0,6}(?:後も|あとも|ても|たが|ものの|ながらも)[^。]{0,60}?(?:(?:諦め|あきらめ)(?:ず|てい?な)|(?:協議|交渉|対話|検討|再考|受け入れ)[^、。]{0,8}を?(?:求めて|続け|呼びかけて|迫って)|引き続き)")


def _was_before(chunks: list[Chunk], t: int) -> bool:
    """Whether the clause of a deal word has an adverb of its own that says it was done before."""
    inner = False
    for c in reversed(chunks[:t]):
        if c.paren != -1:
            continue
        if c.pred and not c.adnominal:
            return False
        # 昨年発表した計画に投じ、: the adverb is that of the clause within, unless a comma parts them
        if _BEFORE.match(c.text + c.func) and (c.comma or not inner) and (c.figures or c.func in _ADVERB):
            return True
        inner = inner or c.pred
    return False


def _plan_at_the_end(rest: list[Chunk]) -> str:
    """What the end of a sentence makes of all its clauses: 買収し、子会社にする方針だ is a plan as a whole."""
    if not rest or any(c.names and c.func.startswith(("は", "が", "も")) for c in rest):
        return ""
    if _ANOTHER_STEP.match("".join(c.text + c.func for c in rest)):
        return ""
    end = "".join(c.text + c.func for c in rest[-3:])[-14:]
    return end if any(cue in end for status in ("planned", "in_talks") for cue, _ in _cues()[status]) else ""


@lru_cache(maxsize=4_096)
def cues_in(text: str) -> tuple[tuple[str, str], ...]:
    """Each stage that a text has a word of, with the word: (cancelled, 破談); what stands around the word is left to the models."""
    return tuple((status, cue) for status, cue, _ in _cues_of(text) if status in ORDER)


#: After a word of completion that is yet to come: 2027年に稼働させる, 完成を見込む, 開業する.
_AHEAD = re.compile(r"(?:する(?!こと)|すれば|したら|し次第|した場合|させ(?:る|よう|たい)|(?:を|の)?(?:始める|開始する|見込|目指|めざ|予定|計画|目標)|る(?![いと]))")
#: Money that is applied for is not granted: 補助を申請した, 融資を申し込んだ; unless the answer is told.
_GIVEN = frozenset(("grant", "getgrant", "lend", "borrow"))
_APPLIES, _ANSWERED = re.compile("[をにの](?:申請|応募|申し込)"), re.compile("採択|採用|認め|認可|承認|決定|決ま|受理され")


#: What ends by a deal, rather than a deal that ends: 部材不足を解消する, 渋滞の解消.
_SOLVES = re.compile(rf"(?:{words('problem')})[をのが]解消")


def _only_ahead(cue: str, text: str) -> bool:
    """Whether a word of completion stands in a text only as what is yet to come."""
    at = [m.end() for m in re.finditer(re.escape(cue), text)]
    return bool(at) and all(_AHEAD.match(text, end) for end in at)


#: What may still come to nothing has not: 断念する可能性がある, 破談になる恐れ, 撤回も検討する.
_MAYBE = re.compile(r"(?:た|する|し|せざるを得ない|と?(?:に)?なる|に(?:追い込まれ|終わ)る|[るすむく])?(?:という|との)?(?:可能性|恐れ|おそれ|懸念|リスク|危険|かもしれ|かね|ことも(?:検討|視野|辞さ|あり得)|(?:も|を|も含め)?(?:検討|視野|示唆|ちらつかせ))")
#: What is got before a deal is done, and is no deed of it: 当局の承認を取得した.
_LEAVE = re.compile(r"(?:承認|認可|許可|了承|同意|賛成|支持)を(?:すでに|既に)?$")


#: On what it depends whether a deal comes to nothing: 承認を得られなければ破談となる, 応募が下限に満たない場合は中止する.
_IF = re.compile("(?:なければ|(?:ない|なかった|なった|した)場合(?:は|には?)|ねば)、?(?:[^、。はが]{0,8}(?:買収|契約|合意|計画|取引|提携|統合|合併)[はが])?[^、。はが]{0,16}$")
#: That it did come to nothing: 断念した, 取りやめている.
_CAME_TO_NOTHING = re.compile("[^、。]{0,4}?(?:した|して(?:い|お)|された|れた|となった|に(?:なった|終わった))(?!場合|もの)")


def _not_yet(found: dict[str, list[str]], text: str, sentence: str, start: int) -> frozenset[str]:
    """Take from the stages found in a text those that it tells only as to come or as possible: 来月に完了する予定だ, 断念する可能性がある; the stages.

    Args:
        found: the cues of each stage in ``text``.
        text: the deal word and what governs it.
        sentence: all of it, for the condition on which a deal would come to nothing.
        start: where the deal word stands in it.
    """
    done, off = found["completed"], found["cancelled"]
    found["completed"] = [cue for cue in done if not _only_ahead(cue, text) and not _only_leave(cue, text)]
    at = [m for cue in off for m in re.finditer(re.escape(cue), text)]
    if at and all(_MAYBE.match(text, m.end()) for m in at):
        # what is considered then is to call it off
        first = min(m.start() for m in at)
        found["cancelled"], found["in_talks"] = [], [cue for cue in found["in_talks"] if cue in text[:first]]
    at = [sentence.find(cue, start) for cue in found["cancelled"]]
    if at and all(_IF.search(sentence, max(0, i - 40), i) and not _CAME_TO_NOTHING.match(sentence, i + 2) for i in at if i >= 0):
        found["cancelled"] = []
    return frozenset(stage for stage, cues in (("completed", done), ("cancelled", off)) if cues and not found[stage])


def _only_leave(cue: str, text: str) -> bool:
    """Whether a word of completion stands in a text only for the leave that was got."""
    at = [m.start() for m in re.finditer(re.escape(cue), text)]
    return bool(at) and all(_LEAVE.search(text, max(0, start - 12), start) for start in at)


def _done_at_the_end(scope: str, rest: str) -> bool:
    """Whether the end of a sentence says of all its clauses that they were done: 10年に500億円を投資し、拠点を整えてきた."""
    return _GOES_ON.fullmatch(scope) is not None and rest.startswith("、") and _DONE.search(rest) is not None and _SAID.search(rest) is None


#: That a deal is still to be done, whoever found it out: 借り入れることが分かった; 融資すると発表した may be told of what was done since.
_TO_BE_DONE = re.compile("(?:する|[れけせめべてえげり]?る|[くすつぬぶむう])ことが(?:分か|わか|判明|明らか|決ま)")
#: What may still come: 出資はまだ実現していない.
_NOT_YET_DONE = re.compile("(?:まだ|いまだ|未だ|現時点で|今のところ)[^、。]{0,12}?実現(?:に至)?(?:して|って)")
#: Money that one may draw on, which is agreed and not yet paid: 融資枠を確保した, タームローンを獲得した.
_AT_HAND = re.compile("[^、。はがを]{0,24}?(?:枠|ファシリティー?|ライン|ローン|クレジットー?)を[^、。はがを]{0,6}(?:確保|獲得|設け|設定|得た)")


#: That a fund stands: 90億円のファンドをつくった; whoever made it may be told by it (そのファンドを設立した創業者).
_FUND_MADE = re.compile("[^、。はがを]{0,16}(?:ファンド|基金)を[^、。はが]{0,10}(?:つく|作|立ち上げ|設け|(?:設立|創設|組成|新設)し)(?:った|た|ました)(?=[。と」]|$|こと)")

#: What gives no more than the right to buy shares, which is agreed until it is used: 株を取得できる新株予約権を発行した.
_RIGHT_TO_BUY = re.compile("(?:(?:でき|買え|(?:得|引き受け)られ)る[^、。]{0,12}(?:ワラント|新株予約権)|(?:でき|買え|(?:得|引き受け)られ|す|引き受け)る権利|(?:買う|当たる|分の|相当の|株の)権利)(?![^。]{0,40}行使し(?:た|、|て))")
#: That spending is looked into and no more: 30億円を投じる案を検討している.
_LOOKS_INTO = re.compile("(?:する|[うくすつぬぶむる])?(?:こと|案|計画|の)?(?:を|も)検討(?:して|中|し、)")

#: The past right behind a deal word, of whatever verb; and of the verb that the deal word itself makes (買収した, 出資を受けた), or of a verb that is one (買った).
_PAST_BEHIND = re.compile(r"(?:を|が|に|で|は)?[^、。]{0,12}?" + _PAST.pattern)
_OWN_PAST = re.compile(r"(?:し|でき|され|(?:の?手続き?)[をが](?:すべて|全て)?(?:終え|完了し|済ませ|終わっ)|が(?:行わ|実施さ)れ|を受け|を実施し|を行っ|を提供し|を終え|を完了し|に踏み切っ)(?:てき|てい)?(?:た|ました)|[いきしちにみりっんえけせてねめれげじべ]{1,2}(?:た(?!い)|だ|ました)")
_VERB_PAST = re.compile("(?:た|だ|ました)(?![らりい])")


def judge(event, chunks: list[Chunk]) -> None:
    """Set status, reported and negation of an event from its governing words."""
    s = event.sentence
    scope = scope_of(chunks, event.facts["chunk"], event.trigger.end)
    # 買収すると発表したが、10月に破談となった: what comes to nothing is what the sentence told
    turn = _TURN.search(s.text, event.trigger.end - s.start)
    rest = s.text[turn.end() :] if turn else ""
    word = event.trigger.text
    # 買収案件 is no proposal
    near = (word + scope[:6]).replace("案件", "件")
    told = f"{scope}\n{near}\n{rest}"
    found: dict[str, list[str]] = {status: [] for status in _cues()}
    for status, cue, where in _cues_of(told):
        if cue in scope or (where != "tail" and cue in near) or (where == "sentence" and cue in rest):
            found[status].append(cue)
    if event.frame in _GIVEN and (asked := _APPLIES.search(scope)) and not _ANSWERED.search(s.text, event.trigger.end - s.start):
        found["in_talks"].append(asked[0])
    pursued = _PURSUED.search(s.text) if found["cancelled"] and event.type in ("acquisition", "investment") else None
    if pursued:
        found["cancelled"], found["in_talks"] = [], [pursued[0]]
    waits = _NOT_YET_DONE.search(told) if found["cancelled"] else None
    if waits:
        found["cancelled"], found["planned"] = [], [*found["planned"], waits[0]]
    closed = _CLOSED.search(s.text, max(0, event.trigger.end - s.start)) if "を終え" in s.text or "を完了し" in s.text or "を済ませ" in s.text else None
    if undecided := _UNDECIDED.match(scope):
        found["in_talks"].append(undecided[0])
    if rumour := _RUMOURED.match(scope):
        found["in_talks"].append(rumour[0])
    to_come = event.frame in _ALONE and (_AT_END if s.heads else _HEADED).match(s.text, event.trigger.end - s.start) is not None
    if _SOLVES.search(scope) and "解消" not in _SOLVES.sub("", near + scope + rest):
        found["cancelled"] = [cue for cue in found["cancelled"] if cue != "解消"]
    ahead = _not_yet(found, word + scope, s.text, event.trigger.start - s.start)
    event.facts.update(scope=scope, ahead=ahead | {"completed"} if to_come or _TO_BE_DONE.match(scope) else ahead)
    event.facts["told_before"] = cues_in(s.text[: event.trigger.start - s.start])
    event.facts["told_after"] = cues_in((word if scope.startswith(("中", "済")) else "") + s.text[event.trigger.end - s.start :])
    event.facts["stage_cues"] = {k: len(v) for k, v in found.items()}
    past = _PAST_BEHIND.match(scope[:18]) is not None
    own_past = _OWN_PAST.match(scope) is not None
    own_past = own_past or (event.trigger.row.verb and _VERB_PAST.match(scope) is not None)
    own_past = own_past or (word.endswith("得た") and not scope.startswith(("い", "ら", "資金")))
    own_past = own_past and not word.startswith(_RAISES_PLAN)
    has_done = not word.startswith(_GOES_ON_LONG) and (_HAS_DONE.match(word[-1] + scope if word.endswith("て") else scope) is not None if event.trigger.row.strength else _RUNS.match(scope) is not None)
    own_past = own_past or (has_done and (event.frame in _AT_ONCE or (event.frame == "spend" and (event.type == "investment" or _was_before(chunks, event.facts["chunk"])))))
    own_past = own_past or (_CONTINUES.fullmatch(scope) is not None and _was_before(chunks, event.facts["chunk"]))
    own_past = own_past or (event.type == "capex" and _came_to(chunks, event.facts["chunk"]))
    own_past = own_past or (_own_actor(chunks, event.facts["chunk"]) and _done_at_the_end(scope, s.text[event.trigger.end - s.start + len(scope) :]))
    if has_done and event.frame in ("build", "spend"):
        found["agreed"].append("ている")
    # what two are to build together is a plan as long as nothing is signed
    joint = event.frame == "jv" and event.trigger.row.frame == "build"
    event.facts["past"] = past
    event.facts["own_past"] = own_past
    event.negated = bool(found["negated"])
    if found["cancelled"]:
        event.status, cue = "cancelled", found["cancelled"]
    elif found["in_talks"] and not (own_past and not re.match(r".{0,2}を", scope)):
        event.status, cue = "in_talks", found["in_talks"]
    elif own_past:
        event.status = "completed" if event.type in _MOVES_MONEY and event.frame not in ("win", "contract", "partner") and not _BEGINS.match(word) else "agreed"
        cue = [scope[:6]]
    elif (expected := _EXPECTED.match(scope) or _WISHES.match(scope) or (event.type in ("subsidy", "investment") and _IF_CHOSEN.search(s.text, 0, event.trigger.start - s.start))) and event.type in _MOVES_MONEY and event.frame != "contract":
        event.status, cue = "planned", [expected[0]]
    elif found["planned"] and not any(x in word + scope for x in ("合意し", "締結し", "契約を結", "署名し", "調印し")):
        event.status, cue = "planned", found["planned"]
    elif found["completed"]:
        event.status, cue = "completed", found["completed"]
        if event.type in ("compute_contract", "partnership", "power") or event.frame in ("contract", "win"):
            event.status = "agreed"
    elif found["agreed"]:
        two = len(event.names) >= 2 and not joint
        ground = _BREAKS_GROUND.search(word + scope) and not _WHEN_IT_IS.match(scope)
        event.status = "agreed" if two or not (joint or event.type == "capex") or has_done or ground or any(x in word + scope for x in ("建設中", "建設段階", "整備中", "造成中", "構築中", "増設中", "進め", "開始", "継続して", "続けて")) else "planned"
        cue = found["agreed"]
    else:
        event.status = "planned" if joint or event.type == "capex" else "agreed"
        cue = []
    event.facts["standing"] = _STANDS.match(scope) is not None and not (event.amount or event.stake or event.capacities or event.dates)
    event.facts["unreal"] = event.status != "cancelled" and (is_unreal(event, scope))
    event.facts["pursued"] = pursued is not None
    event.facts["closed"] = closed is not None
    event.facts["warrant"] = event.type == "investment" and any(x in s.text for x in ("ワラント", "新株予約権", "権利")) and _RIGHT_TO_BUY.search(s.text) is not None
    event.facts["only considers"] = event.type == "capex" and event.status == "in_talks" and _LOOKS_INTO.match(scope) is not None
    event.facts["fund made"] = event.status in ("planned", "agreed") and _FUND_MADE.match(word + scope) is not None
    event.facts["undecided"] = undecided is not None or (event.type == "capex" and event.status == "in_talks" and _UNDER_TALKS.match(scope) is not None)
    event.facts["on the way"] = event.status == "agreed" and event.type in ("investment", "financing", "joint_venture", "partnership") and _ON_THE_WAY.match(word + scope) is not None
    event.facts["at hand"] = event.frame in ("lend", "borrow") and event.status != "cancelled" and _AT_HAND.match(word + scope) is not None
    event.facts["to come"] = event.status == "agreed" and not own_past and not event.dates and _TO_COME.match(scope) is not None
    event.facts["intends"] = (event.status == "planned" and any(x.match(scope) for x in (_INTENDS, _EXPECTED, _WISHES, _FORESEEN))) or (event.status == "planned" and cue[:1] and _IF_CHOSEN.match(cue[0]) is not None) or (to_come and not cue) or (event.status == "planned" and waits is not None)
    event.facts["considers"] = event.status == "in_talks" and event.frame == "partner" and _CONSIDERS.match(scope) is not None and _SIGNED.search(s.text) is None
    event.cues["status"] = cue
    heard = _hearsay().findall(s.text)
    event.reported = bool(heard or rumour)
    event.cues["reported"] = heard
