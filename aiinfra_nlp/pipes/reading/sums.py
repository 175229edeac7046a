"""sums: which of the quantities of a sentence an event is about.

In:  an event with its chunks, and the figures, capacities, stakes, dates and periods of the article.
Out: the event with its amount, valuation and other quantities, and each figure's score.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise

from ...document import Article, Sentence
from ...normalize._lexicon import alternation
from ...resources import read_tsv
from ..kinds.means import sum_of, sums_of_means
from ..syntax.clauses import AND, PART, closed, given_for, of_noun_before, same_clause, told_already
from ..syntax.relatives import Relative, raised_for, says_of
from ..words import pattern, words
from .events import Event, chunk_at, nearest, within

#: Amounts of a sentence that an event looks at. The annotated articles have at most 5.
MOST_FIGURES = 16


@lru_cache(maxsize=1)
def _measures() -> list[tuple[str, str]]:
    rows = [(r["word"], r["kind"]) for r in read_tsv("measures")]
    return sorted(rows, key=lambda r: -len(r[0]))


#: A sum that another has taken the place of: 当初の100億円から増額, 予定の100億円の2倍.
_FORMER = re.compile(r"(?:当初|従来|予定|計画|前回|これまで)(?:の(?:計画|予定))?の(?:約|最大)?$")
_RAISED = re.compile(r"から(?:の)?(?:増|倍|引き上|積み増|上積|拡大|上方|大幅|さらに)|の(?:約)?[0-9.]+倍")


_PASSED = re.compile(r"を[^、。0-9]{0,5}(?:上回|下回|超え)る、?")
#: A sum that gives way to the next: 500億円から700億円に変更した, 300億円の融資枠を500億円に拡大した.
_GAVE_WAY = re.compile(
    r"(?:から|だった[^、。0-9]{1,16}を|の[^、。0-9]{1,16}を)(?:約|最大)?[0-9][0-9.,兆億万千]*(?:円|ドル|ユーロ|元|ウォン|ポンド)(?:に|へ|と)"
    rf"[^、。]{{0,10}}(?:{alternation([r['text'] for r in read_tsv('qualifiers') if r['place'] == 'change'])})"
)
#: One that was told before another: 80億円の投資を計画していたが、その後50億円に引き下げた; not where that measures something else (その後、売上高予想を).
_LATER_ON = re.compile(
    r"[^。0-9]{2,30}?(?:[しい]|が)、(?:その後|後に|のちに)、?(?:[0-9]{4}年(?:度|末)?(?:まで)?(?:に|の)?)?(?:約|およそ|最大)?[0-9][0-9.,兆億万千]*(?:円|ドル|ユーロ|元|ウォン|ポンド)(?:規模|程度)?(?:に|へ|と)[^、。]{0,4}"
    rf"(?:{alternation([r['text'] for r in read_tsv('qualifiers') if r['place'] == 'change'])})"
)
#: A sum that a plan no longer has (250億円とみていた従来の計画), and one by which another is passed (計画を100億円上回る).
_ONCE_SEEN = re.compile(r"(?:規模|程度)?と(?:みて|見て|見込んで|想定して|予想して|して)い(?:た|ました)(?:従来|当初|これまで|前回|計画|予定|見通し|[^、。はが]{0,8}(?:計画|予定|見通し|予想))")
_DIFFERENCE = re.compile(r"(?:\([^()]{1,24}\))?(?:ほど|程度|余り|以上)?(?:も)?(?:(?:上回|下回|上振れ|下振れ)|(?:多い|少ない|増やし|減らし|増の|減の|上積みし|積み増し)て?、?(?:総額|計)?(?:約|最大)?[0-9])")


#: How large a company wants to be: 運営資産を(2030年に)3000億円規模に広げる, 売上高500億円を目指す.
_TARGET = re.compile(rf"(?:{words('stock')})(?:の?規模)?(?:を|の?)(?:(?:20)?[0-9]{{2}}年度?末?(?:まで)?に、?)?(?:約)?$"), re.compile(rf"(?:規模|程度|前後|以上)?(?:に|へ|まで)[^、。]{{0,6}}?(?:{words('grows')})|(?:規模|程度|以上)?(?:を|に)(?:目指|めざ|目標)")
#: What somebody has promised in all, a stock of obligations (contract, section 1): インフラ関連のコミットメントは90兆円に達する; not one with somebody.
_OWED = re.compile("^(?!.*(?:との|への|に対する))(?:.*)(?:コミットメント|コミット額|支払い?義務|履行義務)(?:の?(?:総額|合計|残高))?(?:は|が)(?:約|およそ|合計|総額|計)?$"), re.compile("(?:相当|規模|超|以上|余り)?(?:に|へ)(?:達|上る|上っ|のぼ|膨ら|積み上)")
#: A sum that counts in what was spent before or is due to others: これまでの投資と合わせた総額は1兆円になる, 既存分を含め, 星野電工との契約を含め、その総額は.
_RUNNING = re.compile(
    r"(?:(?:これまで|今まで|従来|既存|過去|既に|すでに|ファースト|前回)[^、。0-9]{0,14}|との(?:契約|案件|取引|合意)(?:など)?[もを])(?:合わせ|あわせ|合算し|含め|足し|加え)(?:た|て|ると|れば)?、?(?:その)?"
    r"(?:の?[^、。0-9]{0,6}(?:額|計|規模)(?:は|で|が|を)?)?(?:約|およそ|最大)?$"
    # 1つ目の工場と合わせ、双葉電機に最大で900億円を支援することになる
    r"|(?:1つ目|一つ目|第1|第一|初回)[^、。0-9]{0,14}と(?:合わせ|あわせ|合算し)(?:て|ると|れば)?、?[^、。はが0-9]{0,20}$"
)
#: What somebody has raised so far, in all: これまで公表していた資金調達額がわずか5億円だった.
_SO_FAR = re.compile(r"(?:これまで|今まで)(?:に|の)?[^、。0-9はが]{0,14}調達(?:総)?額(?:は|が)?(?:わずか|総額|計|合計)?(?:で)?(?:約|およそ)?$")
#: A sum that a bracket gives as the result or the size of the company before it: 双葉通信(売上高:68億円、純資産:9億円).
_LABEL = re.compile(rf"(?:{alternation([r['word'] for r in read_tsv('measures') if r['kind'] == 'other'])})(?:[は:]|実績)?[ ]?(?:約)?$")


def _is_label(article: Article, f, chunks, at: int | None) -> bool:
    """Whether a sum in brackets is that of the measure right before it, and so no deal's."""
    if at is None or chunks[at].paren == -1:
        return False
    return _LABEL.search(article.text[max(0, f.start - 16) : f.start]) is not None


#: The end of a clause of purpose, whose nouns measure no sum behind it: 需要に応えるため15億ドルを投じる; but 増産するための費用.
_PURPOSE = re.compile("[うくすつぬぶむる]ため(?![のだで])")
#: What somebody earns by a deal or has earned, which is no deal's own sum: 数百億ドルの収益を見込む; but 収益を見込む契約を結ぶ.
_EARNED = re.compile(rf"(?:規模|程度|前後|超|以上|余り)?の(?:新たな|追加の|年間)?(?:{words('earned')})(?!を見込[むん][^、。0-9]{{0,16}}(?:契約|受注))(?:が|を|に|と(?![のな])|増|。|$)")


#: What a company still has to do for all that ordered of it: 受注残高1000億ドル.
_BACKLOG = re.compile(r"(?:受注残高?|契約残高|バックログ\)?)(?:は|が|で|、)?(?:合計|累計)?$")


#: How exact a sum is, behind it.
_ABOUT = r"(?:規模|程度|前後|超|余り)?"
_MODIFIES = re.compile(rf"{_ABOUT}の(?!う)")
#: How a sum, or a bracket that converts it, is told to be what a company is worth: 30億ドルと評価, 30億ドル(約4500億円)と評価, 30億ドル評価で, 100億ドルプレマネー評価.
_VALUED = re.compile(rf"{_ABOUT}(?:\([^()、]{{1,24}}\)|\))?[ ]?(?:と見積もら|[とので]?評価(?![損益])|の?(?:プレ|ポスト)マネー|(?:(?:pre|post)-money )?valuation\b)")
#: A sum that only is a part of the one told before: 投資額には研究棟向けの150億円が含まれる.
_WITHIN, _INCLUDED = re.compile(r"には[^。]*$"), re.compile(rf"{_ABOUT}(?:分)?[がも]含ま(?:れ(?!な)|る)")
#: Debt of who is bought, which comes with it: 80億ドルの負債も引き受ける, 80億ドルの純負債を含む.
_DEBT = re.compile(rf"{_ABOUT}(?:の|相当の)(?:純|有利子|純有利子)?(?:負債|債務|借入金)(?:を|も|まで|など(?:を|も))[^、。はが]{{0,6}}?(?:引き受け|引き継|承継|継承|肩代わり|含)")
#: What follows the sum of a whole of which a deal is a part: 5000億ドル(約75兆円)規模の計画「スターゲート」の一環として.
_OF_WHOLE = re.compile(rf"(?:\([^()]{{1,24}}\))?{_ABOUT}の?[^、。はがを]{{0,40}}?の一環")
#: How the phrase of a sum ends, so that what is measured before it is not the next sum: 企業価値9000億円超で, 企業価値を約18億ドルと評価する.
_PHRASE_ENDS = re.compile(rf"\)?{_ABOUT}(?:[、でをの]|と(?:評価|見積|み[てな]|見て|し[たて]|する|なり)|に引き上げ)")


#: How much of what somebody has is told, which nobody pays for it now: 550億円規模のデータセンターを国内外で保有する; shares that one holds are a deal.
_HELD = re.compile(rf"{_ABOUT}(?:相当)?の[^、。はがを0-9]{{0,12}}(?:{words('site')}|資産|設備|物件|不動産|施設|倉庫|ポートフォリオ)(?:群|など)?を(?:[^、。はがを0-9]{{0,14}}[でに])?(?:保有|所有|運営|運用|管理)(?!する(?:ため|計画|予定|方針)|へ)")


def _noun_behind(text: str, end: int, stop: int) -> tuple[str, int] | None:
    """The kind of the measure that a sum modifies, which ends at ``end``, and the end of that noun: 30億ドルの評価額."""
    m = _MODIFIES.match(text, end, min(stop, end + 14))
    if m is None:
        return None
    noun = text[m.end() : min(stop, end + 14)]
    for w, kind in _measures():
        at = noun.find(w, 0, len(w) + 3)
        if at >= 0:
            # 30億ドルのポストマネー評価額で5億ドルを: one noun after the other measures the first sum alone
            end = m.end() + at + len(w)
            return kind, end + next((len(x) for x, _ in _measures() if text.startswith(x, end)), 0)
    return None


#: What is told of the first of two sums alone: 以前の予測750億円から850億円に.
_FORMER_IS = re.compile(r"(?:以前|従来|前回|当初|これまで|先の)の?(?:予測|予想|見通し|計画|見込み|想定)(?:の|である|だった|とした)?(?:約)?$")


def _end_of_former(article: Article, f) -> int:
    """Where the phrase of a sum before another ends, with the noun that it modifies; 0 if all may be of one measure (10億円から20億円に)."""
    i = bisect_left(article.figures, f.start, key=lambda x: x.start)
    while i and f.start - (end := article.figures[i - 1].end) <= 40:
        i -= 1
        if own := _noun_behind(article.text, end, f.start):
            return own[1]
        start = article.figures[i].start
        if article.text.startswith("から", end) and _FORMER_IS.search(article.text[max(0, start - 16) : start]):
            return end
        if m := _VALUED.match(article.text, end, f.start) or _PHRASE_ENDS.match(article.text, end, f.start):
            return m.end() if m.re is _VALUED else end
    return 0


#: Frames of who is bought, or shares of whom.
_PURCHASES = frozenset(("acquire", "merge", "sell", "stake", "stakesale"))


def _near_purchase(article: Article, s: Sentence, start: int, end: int) -> bool:
    """Whether outside of a phrase a sentence, or the one before, tells of a company that is bought, whose debt comes with it."""
    near = article.sentences[max(0, s.index - 1) : s.index + 1]
    return any(t.row.frame in _PURCHASES and not start <= t.start < end for x in near for t in within(article.triggers, x))


def _is_passed(article: Article, f) -> bool:
    """Whether a sum is only what the next one is measured against: 前年の100億円を上回る120億円."""
    if not (m := _PASSED.search(article.text, f.core_end, f.core_end + 16)):
        return False
    i = bisect_left(article.figures, m.start(), key=lambda x: x.start)
    return i < len(article.figures) and article.figures[i].start <= m.end()


def _of_column(heading: str) -> str:
    """What the heading of a column says that the sums below it measure, if none of them is a deal's: 評価額, 売上高."""
    return next((kind for w, kind in _measures() if heading.startswith(w) and kind in ("valuation", "other")), "")


#: Behind a noun that measures something, one that it only says more of: 関税交渉に基づき80億円を投じる, 需要予測システムに80億円を投じる.
_OF_A_NOUN = re.compile(words("measures nothing"))


#: What no user pays a month for a service, in any currency: 月額9億ドルを支払う is a contract.
_NO_FEE = 10_000_000


def figure_kind(article: Article, f) -> str:
    """What a figure measures: ``deal``, ``valuation``, ``total`` (of all rounds, of what a company has), ``penalty`` (of a deal that fails), ``other`` (revenue, price ...) or ``open``."""
    s = article.sentence_at(f.start)
    if s is None:
        return "open"
    if s.kind == "table" and (head := _of_column(article.columns.heading(s, f.start))):
        return head
    text = article.text
    right = text[f.end : min(s.end, f.end + 14)]
    left = text[max(s.start, f.start - 40) : f.start]
    if (m := _DEBT.match(text, f.end, s.end)) and (m.group().endswith("含") or _near_purchase(article, s, f.start, m.end())):
        return "total"
    if own := _noun_behind(text, f.end, s.end):
        return own[0]
    if _VALUED.match(text, f.end, min(s.end, f.end + 40)):
        return "valuation"
    if _HELD.match(text, f.end, s.end):
        return "total"
    if _DIFFERENCE.match(text, f.core_end, f.end + 40):
        return "other"
    if _ONCE_SEEN.match(text, f.end, s.end) and any(x.start > f.end and not x.is_alt for x in within(article.figures, s)):
        # a plan that is only cut, to what is not told, is still one of that sum
        return "other"
    if (_FORMER.search(left) and _RAISED.match(right)) or _GAVE_WAY.match(text, f.end, s.end) or _LATER_ON.match(text, f.end, s.end) or _is_passed(article, f):
        return "other"
    if _RUNNING.search(left) or _SO_FAR.search(left):
        # what comes to one sum with the contracts of others, or with earlier ones, is no candidate at all
        return "total"
    if (_TARGET[0].search(left) and _TARGET[1].match(right)) or (_OWED[0].search(left) and _OWED[1].match(right)):
        return "total"
    if _WITHIN.search(left) and _INCLUDED.match(right):
        return "other"
    if "価値を" in left[-14:] and right.startswith(("と見積も", "とみて", "と見て", "とみなし", "とした", "として")):
        return "valuation"
    # the nearest measure noun on the left, not across another amount or a full clause
    cut = max(left.rfind(x) + 1 for x in ("。", "し、", "した、"))
    cut = max([cut, *(m.end() for m in _PURPOSE.finditer(left))]) if "ため" in left else cut
    scope = left[max(cut, _end_of_former(article, f) - (f.start - len(left))) :]
    best = (-1, "open")
    for w, kind in _measures():
        # the longest of those that end at one place: 累計調達額 is no 調達額, 譲渡価格は no 価格は
        at = scope.rfind(w)
        if at >= 0 and w == "月額" and (f.value or f.low or 0) >= _NO_FEE:
            continue
        if at >= 0 and kind == "other" and _OF_A_NOUN.match(scope, at + len(w)):
            continue
        if at >= 0 and (end := at + len(w.rstrip("はで"))) > best[0]:
            if re.search(r"を(?!前|含|合|超).{2,}", scope[end:]) and kind != "valuation":
                continue
            best = (end, kind)
    return best[1]


#: Before the price of one share, which each of its holders gets.
_SHARE_OUT = re.compile(r"(?:1|一)株(?:当たり|あたり|につき|に対し)(?:に|、)?(?:現金)?(?:で)?(?:約)?$")


def find_quantities(article: Article, event: Event, chunks, cases, t: int, p: int | None, told_at: set[int], borders: list[int], clauses: list[Relative]) -> None:
    """Fill amount, valuation, capacities, stake and dates of an event whose deal word is in chunk ``t``, its predicate in ``p``; a sum beyond a border is another actor's, one in a clause that says what a company did (80億円を調達した双葉電機) another deal's."""
    s = event.sentence
    best, best_score = None, 0.0
    several, led = sum(bool(c.figures) for c in chunks) > 1, False
    parts = sums_of_means(chunks, told_at) if several else {}
    own = sum_of(parts, t, event.frame, told_at) if parts else -1
    event.facts["all means"] = own is None
    if parts and own is not None and event.type in ("investment", "financing"):
        event.facts["sure type"] = event.type
    for f in nearest(within(article.figures, s), event.trigger, MOST_FIGURES):
        if getattr(f, "is_alt", False):
            continue
        kind, at = article.kind_of(f), chunk_at(chunks, f.start)
        if kind == "other" and (_is_label(article, f, chunks, at) or _EARNED.match(article.text, f.end, s.end) or _BACKLOG.search(article.text, max(s.start, f.start - 12), f.start)):
            continue
        if own != -1 and at != own:
            # 増資で18億円、借り入れで12億円を調達した: the sum of another means
            continue
        beyond = at is not None and not same_clause(borders, at, t)
        if kind in ("total", "penalty"):
            # 累計調達額は90億円になった, 違約金15億円を払う: what all rounds come to, or what is due if one fails, is no candidate
            continue
        if kind == "valuation" and not beyond:
            event.valuation = event.valuation or f
            event.figures.append((f, -1.0))
            continue
        if _SHARE_OUT.search(article.text[max(s.start, f.start - 12) : f.start]):
            # 株主は1株当たり現金40ドルを受け取る: a price of one share is no amount (decisions)
            continue
        if kind == "other" or f.per in ("share", "unit", "kWh", "hour", "day", "person"):
            event.figures.append((f, -0.5))
            continue
        if beyond or (at is not None and told_already(chunks, told_at, at, t) and (several or _of_noun(chunks, told_at, at) or _has_counterpart(chunks, cases, at, t))):
            continue
        if at is not None and (of_noun_before(chunks, told_at, at, t) or (at > t and chunks[t].func in AND and _of_noun(chunks, told_at, at))):
            # Bとの提携や、Cへの10億円の出資
            continue
        if at is not None and at > t and event.frame == "build" and (gift := given_for(chunks, cases, t)) is not None and at <= gift[1]:
            if gift[0] < at:
                # 建てる工場に対し、20億円の補助が決まった
                continue
            # 20億円の工場に対し、国が補助する: what its builder spends
            event.facts["sure type"] = "capex"
            event.facts["sides"] = {c: "none" for x in chunks[gift[0] + 1 :] for n in x.names for c in n.canonical}
        if at is not None and event.frame in _GIVES_PART and any(x < at <= gift[0] < t for x in told_at if (gift := given_for(chunks, cases, x))):
            # 建てる90億円の工場に対し、補助が決まった: the price of what is built
            continue
        if at is not None and _raised_by_founded(event, chunks, at, t):
            continue
        if (m := _OF_WHOLE.match(article.text, f.end, s.end)) and not f.end <= event.trigger.start < m.end():
            # 5000億ドル規模の建設計画の一環として契約した: the sum is that of the whole
            continue
        if at is not None and raised_for(clauses, chunks, at, t):
            # 装置を購入するため、20億円を調達する
            continue
        if at is not None and at < t and _led(chunks, t) and chunks[at].func.startswith(("で", "を")):
            # 50億円でラウンドを主導した: the leader's share, not the round's sum
            continue
        if at is not None and at > t and chunks[at].func.startswith("を") and (verb := _leads_at(chunks, t)) is not None and verb < at:
            # ラウンドを主導し、50億円を投じる
            led = True
            continue
        score = _figure_score(event, f, chunks, cases, t, p) + (0.3 if kind == "deal" else 0) - _of_which(article, event, f)
        if at is not None and any(_parts(r, chunks, told_at, at, t) for r in clauses):
            if event.frame == "partner":
                # 80億円を調達した双葉AIは、星野電工と提携した
                continue
            score -= 0.6
        event.figures.append((f, score))
        if score > best_score:
            best, best_score = f, score
    if best is not None and best_score >= 0.3:
        event.amount, event.amount_score = best, best_score
    event.facts["led"] = event.amount is None and (led or _led(chunks, t))
    event.capacities = within(article.capacities, s)
    stakes = within(article.stakes, s)
    if stakes and event.frame in ("invest", "stake", "stakesale", "acquire", "sell", "jv", "spend"):
        # 持ち株比率を21%から52%に高める: what one holds then
        grown = {id(x) for x, after in pairwise(stakes) if article.text[x.end : after.start].strip("約") == "から"}
        event.stake = min((x for x in stakes if id(x) not in grown), key=lambda x: abs(x.start - event.trigger.start))
    event.dates = within(article.dates, s)


def _raised_by_founded(event: Event, chunks, at: int, t: int) -> bool:
    """Whether a sum is what a company raises that a person founds, and none of its founding: 田中氏が新会社を設立し、10億円を調達した."""
    founders = event.roles.get("partner", ())
    if event.frame != "jv" or at <= t or not founders or any(n.label != "PERSON" for n in founders):
        return False
    return any(pattern("raises money").match(c.text) for c in chunks[at : at + 2])


def _parts(r: Relative, chunks, told_at: set[int], at: int, t: int) -> bool:
    """Whether of a sum and a deal word one alone stands in a clause that tells a deal of a company, which is another deal."""
    if (at in r) == (t in r) or not any(chunks[i].names for i in r.head) or says_of(chunks, r, t, noun=True):
        return False
    return t in r or any(x in r for x in told_at)


#: After the whole of which a deal word behind the next sum takes a part: 事業費900億円のうち、国が300億円を補助する.
_WHOLE = re.compile(r"(?:規模|程度|余り|超)?(?:の(?:うち|中から|内)|で、(?:この|その)?うち)")


def _of_which(article: Article, event: Event, f) -> float:
    """What speaks against a sum of which another gives a part: the part is what is granted or lent."""
    if event.frame not in _GIVES_PART or f.start > event.trigger.start:
        return 0.0
    if any(PART.match(c.text) for c in event.chunks[: event.facts["chunk"]] if c.start >= f.end):
        # 事業費は120億円で、国がその半額を補助する: how much that is, is not stated
        return 2.0
    if not _WHOLE.match(article.text, f.end, event.sentence.end):
        return 0.0
    parts = within(article.figures, event.sentence)
    return 1.0 if any(f.end < x.start < event.sentence.end and not getattr(x, "is_alt", False) for x in parts) else 0.0


#: Frames of money that somebody else gives towards a whole.
_GIVES_PART = frozenset(("grant", "getgrant", "lend", "borrow", "invest", "join", "raise"))


def _of_noun(chunks, told_at: set[int], at: int) -> bool:
    """Whether a sum is that of a deal noun which it makes one phrase with: 350億円調達、Bの買収; 150億円の出資."""
    return at in told_at or (chunks[at].func.startswith("の") and at + 1 in told_at)


def _led(chunks, t: int) -> bool:
    """Whether the deal noun in chunk ``t`` is a round that somebody leads."""
    return chunks[t].func.startswith("を") and t + 1 < len(chunks) and pattern("leads_round").match(chunks[t + 1].text) is not None


def _leads_at(chunks, t: int) -> int | None:
    """The verb of leading that a deal word is or stands before, where another clause follows: 主導し、."""
    verb = t + 1 if _led(chunks, t) else t
    c = chunks[verb]
    return verb if c.pred and not c.adnominal and c.comma and pattern("leads_round").match(c.text) is not None else None


def _has_counterpart(chunks, cases, at: int, t: int) -> bool:
    """Whether the later of the clauses of a sum and of a deal word names a counterpart of its own: OpenAIに出資し、AMDを80億円で買収した."""
    end = closed(chunks, min(at, t), max(at, t))[0]
    return any(c.names and cases[c.index] in ("goal", "com", "src", "obj", "gen") for c in chunks[end + 1 :])


def _figure_score(event: Event, f, chunks, cases, t: int, p: int | None) -> float:
    at = chunk_at(chunks, f.start)
    if at is None:
        return 0.0
    lo, hi = min(at, t), max(at, t)
    mid = chunks[lo + 1 : hi]
    preds = [m for m in mid if m.pred]
    others = sum(1 for m in mid if m.figures)
    score = 1.0 - 0.04 * len(mid) - 0.15 * len(preds) - 0.1 * others
    if at < t:
        first = next((c.index for c in chunks[at + 1 :] if c.pred and c.paren == chunks[at].paren), None)
        if first in (t, p) or all(m.adnominal or m.quantity for m in mid):
            score += 0.3
        if any(m.pred and not m.adnominal for m in mid):
            score -= 0.2
        if chunks[at].pred and chunks[at].func in ("で", "に対し", "に対して"):
            # 総事業費は650億円で、経済産業省が最大300億円を補助する
            score -= 0.8
    elif at > t:
        score -= 0.15
        if chunks[t].pred and chunks[t].adnominal and any(m.names for m in mid):
            # 出資するBは142億ドルの契約を結んだ: the sum is none of the clause that says who B is
            score -= 0.6
        if cases[t] in ("topic", "subj") or (at == t + 1 and chunks[t].func == "で"):
            # 増資が300億円, 増資で300億円
            score += 0.3
    if chunks[at].paren != chunks[t].paren:
        score -= 0.3
    return score
