"""bystanders: names beside a deal word that have no part in its deal.

In:  a name, a deal word and their sentence.
Out: whether the phrase that holds the name says what money is raised for (Aの買収資金として),
     what it is secured by (Aとの契約を担保に), who only arranges it (Aを主幹事に) or who stays out of it (Aは参加しない): none
     of these is a party (contract, section 3).
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...document import Sentence
from ..coreference.nations import NATION
from ..signals.times import SINCE
from ..syntax.chunks import Chunk
from ..syntax.clauses import next_predicate
from ..syntax.links import Link, names_of
from ..words import ends_in, words
from .events import PUBLIC
from .onlookers import reckons

#: Frames of money that is raised, of which alone a purpose or a security is told.
RAISING = frozenset(("raise", "borrow", "lend"))
#: Frames of companies that change hands, of which alone who comes from whom is told as of a seller.
SELLING = frozenset(("acquire", "sell", "stake", "stakesale", "merge"))

_ORG = r"(?:社|側|グループ|\([^()]{0,20}\)| ?<[^<>]{0,12}>)* ?"
_PURPOSE = re.compile(
    _ORG + r"(?:の[^、。はがを]{0,8}?(?:買収|取得|子会社化|統合|株式取得|TOB)(?:資金|費用)?(?:として|に(?:向け|充て|必要|伴|備え|かか)|のため|を目的|[に,]?充当|[0-9])"
    r"|への?(?:追加)?(?:出資|投資|融資)(?:資金)?(?:として|に(?:向け|充て|必要)|のため))"
)
_BACKING = re.compile(_ORG + r"と(?:の[^、。はがを]{0,12}?(?:契約|案件|合意|受注|取引)|結んだ[^、。はがを]{0,10}契約)を(?:担保|裏付け|裏づけ|背景|もと|基に|見合い|てこ|原資|根拠)")
_ARRANGES = re.compile(_ORG + r"(?:(?:と|、|や)[^、。はがを]{2,16}){0,3}(?:などが|が|は|を|など?を)、?(?:[^、。]{0,16}で)?(?:共同)?(?:引受)?(?:主幹事|幹事|アレンジャー|引受会社|財務アドバイザー)(?:に|と|を務|を担)")
#: Who stands surety, which is a deal of his own: 双葉電機を連帯保証人とする契約.
_SURETY = re.compile(_ORG + r"(?:を|が|は)(?:[^、。はがを]{0,12}の)?(?:連帯|債務)?保証人(?:に|と|を務)")
#: Who does not join in: 赤城商事は今回参加しなかった; 加わっていない.
_NOT = r"(?:な[いか]|ず|ません)"
_STAYS_OUT = re.compile(
    rf"{_ORG}(?:は|が|も)[^。はがも]{{0,24}}?(?:(?:参加|参画)(?:は|を)?(?:見送|(?:し|せ)(?:て(?:は)?い)?{_NOT})"
    rf"|加わ(?:ら|って(?:は)?い){_NOT}|名を連ねて(?:は)?い{_NOT})"
)
#: An official who only says that somebody got money: 経産相は、星野半導体に官民で820億円の出資があったと発表した.
_TELLS_OF = re.compile(r"(?:は|が)、?[^。はが]{1,24}(?:に|へ)[^。はが]{0,32}が(?:あった|集まった|寄せられた|行われ(?:た|る))(?:こと|見通しだ?|予定だ?|計画だ?)?[とを]")
#: A nation that only says where companies are from: 日本とタイの企業2社が.
_FIRMS_OF = re.compile(rf"(?:[とや・、](?:{NATION.pattern}))*の?(?:両国の)?(?:大手|有力|主要|新興)?(?:企業|会社|メーカー|スタートアップ)?(?:など)?(?:両社|[0-9]+社|(?<=企業)|(?<=会社)|(?<=メーカー)|(?<=スタートアップ))(?:が|は|も|と|や|に|の(?=[^ぁ-ん]))")
_SYNDICATE = re.compile("銀行団|協調融資団|シンジケート団")
_ARRANGER_IS = re.compile(r"(?:主幹事|幹事|アレンジャー|引受会社)に(?:は)?[^、。はが]{0,30}$")
#: Who is chosen to arrange it, of which no more is told: 星野銀行をアレンジャーに選んだ.
_CHOSEN = re.compile(_ORG + r"を[^、。はが]{0,10}(?:幹事|アレンジャー)(?:に|として)(?:起用|選|指名)")
#: Who has the rest of what is bought, and sells none of it: 残る4割の株を持つ森田機工と経営する.
_HAS_REST = re.compile(rf"残(?:る|りの?)[^、。はが]{{0,16}}を(?:{words('holds')})[^、。はがを]{{0,6}}$")
#: More names joined to one, whose words are not of another clause.
_AND_MORE = r"(?:(?:と|や)[^ぁ-ん、。]{2,16}){0,3}(?:など|等)?"
#: What follows and what stands before the name of one whom somebody is set against or likened to (日本版エヌビディア) or comes from; a rival's bid is his own deal.
_SET_AGAINST = re.compile(_ORG + _AND_MORE + rf"(?:{words('set_against')})(?![A-Z]|[^、。]{{0,8}}(?:買収|入札|提案|TOB|争奪))")
_AGAINST = re.compile(r"(?:[一-龥アジ](?<!語)版・?|和製・?|第(?:2|二)の|(?<![一-龥0-9])元|打倒・?|(?<![ァ-ヺー])ポスト・?|(?<![一-龥])脱)$")
#: From whom a company comes: one that is bought may come from its seller.
_COMES_FROM = re.compile(_ORG + rf"(?:{words('comes_from')})")


def only_tells(text: str, end: int, stop: int) -> bool:
    """Whether the official whose name ends at an offset only tells of what others gave.

    Args:
        text: the folded text.
        end: where the name ends.
        stop: where its sentence ends.
    """
    return _TELLS_OF.match(text, end, stop) is not None


#: Nations and towns that something only joins: 日本と米国を結ぶ海底ケーブル; a contract is joined as well (日本と協定を結ぶ).
_JOINED = re.compile(r"((?:(?:と|や|から|、)[^、。はがをにで]{2,16}?){0,3})(?:間|まで)?を(?:結|つな|繋)")
_DEED = ends_in("concluded")
#: An exchange, and what is done with shares there (ナスダックに上場廃止を申請した); the trade that a system runs which it buys is another matter (東証に取引を監視するシステムを納入).
_EXCHANGE = re.compile("(?:証券取引所|取引所|ナスダック|Nasdaq|NASDAQ|NYSE|東証)$")
_LISTED = re.compile(r"(?:[(][^()]{0,12}[)])?(?:の?[^、。はがをに]{0,10}市場)?(?:に|へ|から|で|での|における)[^。はが]{0,24}?(?:上場(?!システム)|通知(?:し(?!た[一-龥ァ-ヺA-Z])|する(?:と|こと|方針|予定))|届け?出|申請|(?:株式?|銘柄)の?(?:売買|取引)(?!システム)|(?:売買|取引)[をの]?(?:停止|廃止|開始|始|終|再開))")
#: With whom a paper is only filed: SECに目論見書を提出した, 関東財務局に届出書を出した.
_FILED = re.compile(r"(?:[(][^()]{0,12}[)])?(?:に|へ)[^。、はがに]{0,12}?(?:S-1|F-1|目論見書|届出書|登録届|報告書|申請書|申告書|8-K)[^。、はがに]{0,16}?(?:提出|届け出|出[しす]|申請)")
#: By another deal of his it is told how long ago: 星野AIとの契約から2カ月後の13日、.
_SINCE = re.compile(rf"(?:社|側)?(?:との|への|による|の)[^、。]{{0,12}}?(?:契約|合意|提携|発表|出資|投資|買収|調達){SINCE}")


def joins(text: str, end: int, stop: int) -> bool:
    """Whether the nation or town whose name ends at an offset is only a place that something is laid between."""
    m = _JOINED.match(text, end, stop)
    return m is not None and not _DEED.search(m[1])


def is_bystander(text: str, frame: str, name: tuple[int, int], word: int, span: tuple[int, int], label: str = "ORG") -> bool:
    """Whether a name has no part in the deal of a deal word.

    Args:
        text: the folded text.
        frame: the frame of the deal word; a purpose and a security are told of raised money alone.
        name: where the name stands.
        word: where the deal word begins.
        span: where their sentence stands.
        label: of the name.
    """
    start, end = name
    if frame in RAISING and end <= word and (_PURPOSE.match(text, end, span[1]) or _BACKING.match(text, end, span[1])):
        return True
    if frame not in SELLING and _COMES_FROM.match(text, end, span[1]):
        return True
    if frame in (*SELLING, "invest", "join") and start > word and _HAS_REST.search(text[max(word, start - 40) : start]):
        return True
    if _AGAINST.search(text[max(span[0], start - 6) : start]) or _SET_AGAINST.match(text, end, span[1]):
        return True
    if word > end and (m := _SINCE.match(text, end, span[1])) and word >= m.end():
        return True
    if label == "GOV" and (_FIRMS_OF.match(text, end, span[1]) or joins(text, end, span[1])):
        return True
    if _EXCHANGE.search(text[start:end]) and _LISTED.match(text, end, span[1]):
        return True
    if frame not in ("grant", "getgrant") and _FILED.match(text, end, span[1]):
        return True
    if _STAYS_OUT.match(text, end, span[1]) or (frame != "lend" and _SURETY.match(text, end, span[1])):
        return True
    arranger_is = _ARRANGER_IS.search(text[span[0] : start]) and re.match(r"[^、。]{0,30}を(?:起用|選|指名)", text[end : span[1]])
    if arranger_is or _CHOSEN.match(text, end, span[1]):
        return True
    if frame == "lend" or _SYNDICATE.search(text, end, span[1]):
        # who arranges a loan mostly lends too
        return False
    return _ARRANGES.match(text, end, span[1]) is not None


#: What follows the name of one who says so, or of a medium that reports.
_SAYS = re.compile(rf"(?:社|側|通信|紙|電子版|[朝夕]刊|誌|氏|[(（][^)）]{{0,12}}[)）]|\](?:\([^)\s]*\))?)*(?:[^。、はがもを]{{0,16}}?(?:{words('says')})|が(?:{words('gathers')})[^。、]{{0,16}}?(?:によると|によれば|では)|(?:は|が|も)報じ|(?:へ)?の取材)")
_REPORTS = re.compile(rf"(?:紙|電子版|[朝夕]刊|通信|\([^()]*\))*(?:は|が|も)(?:[^。]{{0,40}}?(?:{words('reports')})|[^。]*と(?:{words('reports')}|{words('writes')})|[^。]*と(?:する|の|いう)(?:[^、。はがを]{{0,8}})(?:記事|報道|論説|コラム|見出し)を)")


def reports(text: str, end: int, stop: int) -> bool:
    """Whether who is named up to ``end`` tells what others did, before the end of the sentence: 双葉新聞は、青葉が…と報じた."""
    return _REPORTS.match(text, end, stop) is not None


#: The label of a title that a medium published: TechCrunch: 双葉電機が調達.
_TITLED = re.compile(r" ?[:|]")
#: Whose report it is, he is a medium, known or not: 双葉ニュースの報道によると.
_PRESS = re.compile("の(?:報道|記事|スクープ)によ(?:ると|れば)")
#: What follows one of several media that say so: ロイターや時事を含む複数の関係者によると.
_AND_OTHERS = re.compile(r"[^。はが]{0,40}?によ(?:ると|れば)")
#: Verbs of one who tells of what others did.
_TELLS = re.compile(rf"(?:{words('tells')})")


def without_tellers(text: str, s: Sentence, chunks: list[Chunk], cases: list[str], found: list[Link]) -> list[Link]:
    """The links of a deal word without those of news media that report, and of those who say so as of a ``source``, which may be a party too.

    Args:
        text: the folded text.
        s: the sentence of the deal word.
        chunks: its chunks.
        cases: of each chunk.
        found: the links.
    """
    named, out = names_of(k for k in found if not k.name.reference), []
    # who acts in what somebody else reckons: 双葉証券のリポートによると、星野電工は
    acts = names_of(k for k in found if k.chunk >= 0 and k.case in ("subj", "topic") and k.weight >= 0.9) if "によ" in s.text else set()
    for k in found:
        n = k.name
        if acts.difference(n.canonical) and k.chunk >= 0 and reckons(text, n.end, min(s.end, n.end + 60)):
            continue
        media = n.kind == "media" and (k.case in ("paren", "bare", "adv") or _TITLED.match(text, n.end) or reports(text, n.end, s.end))
        media = media or (n.kind == "media" and _AND_OTHERS.match(text, n.end, min(s.end, n.end + 60)))
        says = _SAYS.match(text, n.end, min(s.end, n.end + 60)) or (k.chunk >= 0 and (_tells_of_others(chunks, cases, k.chunk) or _is_told(chunks, cases, k.chunk)))
        if media or (says and (n.kind == "media" or _PRESS.match(text, n.end))):
            continue
        if says and n.reference and len(n.canonical) > 1 and named.issuperset(n.canonical):
            # 双葉電機は星野電工に出資すると両社が発表した: they are told already
            continue
        # what it means to him, whoever does it: 双葉電機にとっての意味:
        meant_for = text.startswith("にとって", n.end) and _MEANS_TO.match(text, n.end) is not None
        out.append(replace(k, case="source", weight=0.1) if says else k.aside() if meant_for else k)
    return out


#: What something is to somebody.
_MEANS_TO = re.compile("にとっての(?:意味|意義|影響|示唆|教訓|含意|論点|注目点|ポイント|課題)")


#: What one does who tells a listener something.
_TOLD = re.compile("語|述べ|話|明か|明らか|答え|説明|回答|コメント|強調")


def _is_told(chunks: list[Chunk], cases: list[str], i: int) -> bool:
    """Whether who stands in chunk ``i`` only listens to what is said of somebody else: 森田社長は双葉新聞に対し、星野電工が契約を結んだと語った."""
    if not chunks[i].func.startswith("に対し") or chunks[i].paren != -1 or not any(cases[c.index] in ("subj", "topic") for c in chunks[:i]):
        return False
    end = next((c for c in reversed(chunks) if c.pred and c.paren == -1), None)
    if end is None or end.index - i < 3 or not _TOLD.match(end.text) or not (chunks[end.index - 1].pred and chunks[end.index - 1].func.endswith("と")):
        return False
    return any(c.names and c.func.startswith("が") and c.paren == -1 for c in chunks[i + 1 : end.index - 1])


def _tells_of_others(chunks: list[Chunk], cases: list[str], i: int) -> bool:
    """Whether who stands in chunk ``i`` tells what the clause before it says of somebody else: 星野AIが調達したと双葉証券が明かした."""
    if i == 0 or cases[i] not in ("subj", "topic") or not (chunks[i - 1].pred and chunks[i - 1].func.endswith("と")):
        return False
    verb = next_predicate(chunks, i)
    told = verb is not None and _TELLS.match(chunks[verb].text)
    return bool(told) and any(c.names and cases[c.index] in ("subj", "topic") for c in chunks[:i])


#: Who lets others do a deal or keeps them from it, and by what verb: 公取委は合併を承認した.
_OFFICE = re.compile("(?:当局|委員会|取委|裁判所|議会|庁|省|総局|監督院)$")
_PERMITS = re.compile(rf"(?:{words('permits')})")

#: Frames of money that is given.
_GIVING = ("invest", "spend", "stake", "grant", "lend")


def _another_gives(found: list[Link]) -> bool:
    """Whether a government is told from whom somebody gets money: 星野半導体に政府から90億円を出資する."""
    told = [(k.case.removeprefix("other "), k.name) for k in found if k.chunk >= 0 and (k.weight >= 0.7 or k.case.startswith("other "))]
    acts = {c for case, n in told if case == "subj" for c in n.canonical}
    return any(case == "goal" for case, _ in told) and any(case == "src" and n.label == "GOV" and acts.isdisjoint(n.canonical) for case, n in told)


#: How a deal is ranked among those of who did it: 双葉電機の買収としては過去最大となる.
_RANKED = re.compile(r"(?:案件)?としては?、?[^、。はがを]{0,12}(?:最大|最高|最多)(?:規模|級|額|クラス)?(?:と?なる|に|だ|で|と|。|$)")


#: As what a bank is told that only places what others buy: 引受人の双葉証券.
_PLACES = re.compile("(?:引受(?:人|会社|証券(?:会社)?|幹事(?:会社)?)|幹事(?:証券)?(?:会社)?|アレンジャー|販売代理人)$")


def without_placers(chunks: list[Chunk], found: list[Link]) -> list[Link]:
    """The links of a deal word, of banks that only place what is sold as of bystanders: 主幹事の双葉証券、星野証券に."""
    return [k.aside() if k.chunk > 0 and _is_placer(chunks, k.chunk) else k for k in found]


#: What one does who only brings others together: 双葉証券の仲介で; and of bonds one who takes them to sell them on: 双葉証券の引き受けで.
_BROKERS = re.compile("(?:仲介|斡旋|あっせん|(?:共同)?主幹事|アレンジ|助言|取り次ぎ)$")
_TAKES = re.compile("(?:引き受け|引受け?)$")


def without_brokers(chunks: list[Chunk], frame: str, found: list[Link]) -> list[Link]:
    """The links of a deal word, of whom it says that others dealt through him, as of bystanders (contract, section 3): 双葉証券の仲介で社債を発行した."""
    return [k.aside() if 0 <= k.chunk < len(chunks) - 1 and chunks[k.chunk].func == "の" and chunks[k.chunk + 1].func.startswith(("で", "により", "によって", "のもと", "の下")) and (_BROKERS.match(chunks[k.chunk + 1].text) or (frame == "borrow" and _TAKES.match(chunks[k.chunk + 1].text))) else k for k in found]


def only_places(chunks: list[Chunk], frame: str, at: int) -> bool:
    """Whether a deal word in chunk ``at`` only tells through whom bonds are sold: 双葉証券の引き受けで社債を発行した."""
    return frame == "join" and _TAKES.match(chunks[at].text) is not None and chunks[at].func.startswith("で") and any(c.text.endswith("債") for c in chunks[at + 1 :])


def _is_placer(chunks: list[Chunk], i: int) -> bool:
    """Whether the name in a chunk, or the first of the list that it stands in, is told as one who places shares."""
    while i > 0 and chunks[i - 1].names and chunks[i - 1].func in ("", "と", "や", "および", "及び") and not chunks[i - 1].pred:
        i -= 1
    before = chunks[i - 1] if i else None
    return before is not None and before.func in ("の", "である", "を務める") and not before.names and _PLACES.search(before.text) is not None


#: How one answers who wants to buy him.
_ANSWERS = re.compile(rf"(?:{words('answers')})")


def spoken_of(event, found: list[Link], at: int) -> list[Link]:
    """The links of a deal word that is a noun in chunk ``at``, of the topic of a sentence that tells what others did.

    Of what one did to another it is no party (双葉電機は、BによるCの買収を機に), of what one did it is the
    other side (双葉電機は、Bによる買収に応じた, 双葉電機はBの買収提案を拒否した), and an office that permits or forbids what others do is
    none (公取委は、BとCの統合を認めた).
    """
    if any(k.case == "by" and k.weight >= 0.7 and k.chunk < at for k in found):
        # AによるXの買収や、BによるYの買収: who does the one has no part in the other
        # with a sum each they are a list, which is shared out
        behind = not any(c.figures for c in event.chunks)
        found = [replace(k, case="bystander", facts=()) if k.case == "other by" or (behind and k.chunk > at and event.cases[k.chunk] == "by") else k for k in found]
    if _RANKED.match(event.sentence.text, event.trigger.end - event.sentence.start):
        found = [replace(k, case="by", weight=0.9) if k.case == "gen" and k.chunk == at - 1 and k.weight >= 0.7 else k for k in found]
    near = [k for k in found if k.weight >= 0.7 and at - 4 <= k.chunk <= at]
    told = {k.case for k in near}
    if event.frame in _GIVING and not event.inverse and _another_gives(found):
        # 経産相は、星野半導体に政府から90億円を出資したと述べた
        found = [k.aside() if k.case == "subj" and k.name.label == "GOV" else k for k in found]
    if event.chunks[at].pred or event.inverse:
        return found
    # 政府は双葉電機への出資を承認した: its own, where nobody else is told to act
    others = told & {"gen", "genobj", "by"} or ("comp" in told and event.frame in SELLING)
    if others and event.frame not in ("grant", "getgrant") and _is_permitted(event.chunks, at):
        found = [k.aside() if k.case == "subj" and _is_office(k.name) else k for k in found]
    offers = _whose_offer(event, told, at)
    if "by" not in told and offers:
        found = [replace(k, case="by", weight=0.9) if k.case in offers and k in near else k for k in found]
        told = told - offers | {"by"}
    if "by" not in told:
        return found
    facts = ("outer topic",) if told & {"comp", "gen", "genobj", "goal"} else ()
    return [replace(k, case="theme", weight=0.3, facts=facts) if k.case == "subj" and k.chunk < at - 1 else k for k in found]


#: Deal words of an office that only approves of what another pays for.
_APPROVES = re.compile("(?:認定|採択|認可|承認)")


def without_offices(chunks: list[Chunk], frame: str, found: list[Link]) -> list[Link]:
    """The links of a deal word of companies that change hands, an office that is only told to judge or permit as of a ``bystander``.

    双葉電機は星野電工の買収について[当局]から承認を得た; [公取委]が審査は不要と判断した. Somebody else must be told to deal,
    unless it gives an order ([公取委]が撤回命令を出し、買収が解消した).
    """
    if frame not in SELLING:
        return found
    found = [k.aside() if k.chunk >= 0 and _is_office(k.name) and _orders(chunks, k.chunk) else k for k in found]
    if all(_is_office(k.name) for k in found if k.chunk >= 0):
        return found
    return [k.aside() if k.chunk >= 0 and _is_office(k.name) and _is_asked(chunks, k.chunk) else k for k in found]


def _orders(chunks: list[Chunk], i: int) -> bool:
    """Whether the office in chunk ``i`` gives an order: 公取委が、違反を理由に撤回命令を出し."""
    return chunks[i].func.startswith(("が", "は", "から", "の", "による")) and any(c.text.endswith("命令") for c in chunks[i + 1 : i + 6])


def _is_asked(chunks: list[Chunk], i: int) -> bool:
    """Whether what follows chunk ``i`` is a permission that the office in it gives: 当局が承認する, 当局から承認を, 当局の審査."""
    return chunks[i].func.startswith(("が", "は", "も", "から", "の", "に")) and any(_PERMITS.match(c.text) for c in chunks[i + 1 : i + 4] if not c.names)


def rules_on(chunks: list[Chunk], cases: list[str], name, i: int, at: int) -> bool:
    """Whether a public body in chunk ``i`` only does something to the deal noun in chunk ``at``: 買収は[米政府]に阻止された."""
    if name.label != "GOV" or i <= at or cases[at] not in ("topic", "subj") or cases[i] not in ("goal", "by"):
        return False
    verb = next((c for c in chunks[i + 1 :] if c.pred), None)
    return verb is not None and verb.func.startswith(("され", "られ"))


def approves(chunks: list[Chunk], cases: list[str], name, i: int, told: set[int]) -> bool:
    """Whether an office only approves of what another pays for: 双葉電機は[経産省]の認定を受け、NEDOから60億円の助成を受ける.

    Args:
        chunks: those of the sentence.
        cases: of each chunk.
        name: the office's.
        i: its chunk.
        told: the chunks of the deal words of the sentence.
    """
    if not _is_office(name):
        return False
    said = next((c.index for c in chunks[i + 1 : i + 4] if _APPROVES.match(c.text)), None)
    if said is None:
        return False
    giver = (n for c in chunks[said + 1 : max(told, default=0)] if cases[c.index] in ("src", "subj", "topic", "by") for n in c.names)
    return any(_is_office(n) and set(n.canonical).isdisjoint(name.canonical) for n in giver)


def _is_permitted(chunks: list[Chunk], at: int) -> bool:
    """Whether the noun in a chunk is what somebody permits or forbids."""
    return chunks[at].func.startswith(("を", "に対し", "について")) and any(_PERMITS.match(c.text) for c in chunks[at + 1 : at + 3] if not c.names)


def _is_answered(chunks: list[Chunk], at: int) -> bool:
    """Whether the noun in a chunk is what somebody makes to the one who answers it: 買収提案を拒否した."""
    return chunks[at].func.startswith(("を", "に")) and any(_ANSWERS.match(c.text) for c in chunks[at + 1 : at + 3] if not c.names)


#: What one makes to a company that may refuse it.
_OFFER = re.compile(r"(?:提案|申し出|申し入れ|打診|オファー)$")


def _whose_offer(event, told: set[str], at: int) -> set[str]:
    """The cases of whoever makes the offer that the topic answers: 星野電工の買収提案を拒否した, 星野電工からの出資の申し出を断った."""
    chunks = event.chunks
    if event.frame in SELLING and "gen" in told and _is_answered(chunks, at):
        return {"gen"}
    if event.frame not in (*SELLING, "invest"):
        return set()
    offer = at + 1 if chunks[at].func == "の" and at + 1 < len(chunks) else at
    return told & {"gen", "src"} if _OFFER.search(chunks[offer].text) and _is_answered(chunks, offer) else set()


def _is_office(name) -> bool:
    return name.label == "GOV" or name.kind in PUBLIC or _OFFICE.search(name.text) is not None
