"""dating: when a deal was agreed or announced, and for how long it runs.

In:  the passage of a deal and its settled fields.
Out: a ``DateMention`` and a ``PeriodMention``, or None: contract, section 2.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from ...document import Sentence
from ...normalize.dates import DateMention, parse_iso_date
from ...normalize.periods import PeriodMention
from ..discourse.passages import Passage
from ..reading.events import chunk_at
from ..stage.status import cues_in
from ..syntax.clauses import next_predicate, says_what
from ..words import pattern, words

_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?|-Q[1-4])?")
#: After a date that is a term or a start, and not the day of the deal.
_TERM = re.compile(
    r"(?:末|中|頃|ごろ|以降|度|半ば|前半|後半|夏|春|秋|冬)*"
    r"(?:まで|から|以降|以来|時点|末時点|を(?:めど|目標|予定|目指)|期|より|ごろ?から|(?:に(?:も|は)?|の)?[^、。]{0,12}(?:予定|見込み|見通し|めざ|目指|計画$|方針$)"
    r"|(?:に(?:は|も)?[^、。はが]{0,16}?)(?:を|が)?(?:始める|始まる|広げる|動かす|始動する|量産する|出荷する)"
    # what a share cost that day: 20日終値を上回る
    r"|の?(?:取引)?終値"
    r"|の(?:着工|稼働|開業|完成|竣工|運転開始|供給開始|量産開始)(?!を?発表)"
    r"|に(?:は|も)?(?:稼働|開始|開業|着工|発売|運転|運用|竣工|予定|完成(?!し|さ)))"
)
#: 「[東京 19日 ロイター]」「11月24日-」: where and when the article was written.
_DATELINE = re.compile(r"^\s*[\[【(〔<][^\])】〕>]{0,40}$")
#: After the date at which a company began: 2018年に創業した, 23年9月に東証に上場した.
_FOUNDED = re.compile(rf"(?:に|の)?(?:[^、。はがを]{{0,10}}(?:に|で|が))?(?:{words('founded')})")
#: A day or month that does not say of which year.
_BARE = re.compile(r"\d{1,2}(?:日|月(?:\d{1,2}日)?)")
#: 「3月18日→22日」
_WEEK = re.compile(r"(?:\([月火水木金土日]\))?[ ]?(?:→|[〜~～–—-]|から)[ ]?\d")
#: After a deal word that is only the way to the deal: 買収手続きを終えた.
_PROCESS = re.compile("手続|作業|交渉|の手続|完了")
#: What a sentence is about that gives the term of a contract.
_TERMS = re.compile(r"期間|期限|年限|満期|契約(?:は|年数)|納期|供給は|納入は")
_LENGTH_BEFORE = re.compile(r"(?:期間|期限|年限|約|今後|最長|およそ|契約|向こう|満期)は?(?:約|最長)?$")
_LENGTH_AFTER = re.compile(r"(?:契約|の契約|物|満期|にわた|かけて|がかり|リース|の電力|のPPA|固定|ほど|余|近|ローン|以上)")
#: After a length that is none of a commitment.
_NO_TERM = re.compile(r"(?:ぶり|後|前(?!半)|で[0-9]+(?:度|回|倍)|連続|目|ほど?で(?:終|完)|余り前)|(?:以上|余り)にわたり投資してきた")
#: 「2026年の設備投資」, 「26年度に500億円を投じる」
_SPENDING = re.compile(r"(?:通期|通年|中|だけで)?(?:の|に|は)?[^、。]{0,14}(?:設備投資|投資|資本的支出|資本支出|支出|投じ)")
#: How well a date of a sentence beside has to fit: a day with a word of announcement does.
BESIDE = 2.2


def date_of(p: Passage, f: dict) -> DateMention | None:
    """When the deal was agreed or announced, or completed if that is its stage.

    A date of a report is not that of the deal, so one that is known from the press has none.
    """
    if f["reported"]:
        return None
    for sentences, least in ((p.own, 0.0), (p.after, BESIDE), (p.before, BESIDE)):
        told = [(s, past) for s, d in p.told("dates", sentences) if (past := _past(p, s, d)) and not _of_a_noun(p, s, d, f)]
        if sentences is not p.own and any(d.iso is None and d.kind == "day" for _, d in p.told("dates", p.own)):
            # 8日、発表した: a year told beside it is that of something else, as long as the article has no date
            told = [(s, d) for s, d in told if d.kind != "year"]
        if f["status"] == "cancelled":
            told = [(s, d) for s, d in told if _called_off(p, s, d, f)]
        found = [(score + _turn(p, s, d, told, f), d) for s, d in told if (score := _fits(p, s, d, f)) > least]
        if found:
            return max(found, key=lambda x: (x[0], -x[1].start))[1]
    return None


def date_beside(p: Passage, f: dict, told: Mapping[int, list[tuple[Passage, dict]]]) -> DateMention | None:
    """The day of the deal told just before, of the same type and with a party in common: it is said once for both.

    ``told``: the deals of each sentence, by its index.
    """
    if f["reported"]:
        return None
    first = p.own[0].index
    for _, o in (*told.get(first - 1, ()), *told.get(first, ())):
        if o["date"] and o["date"].kind == "day" and o["type"] == f["type"] and o["parties"].keys() & f["parties"].keys():
            return o["date"]
    return None


def date_of_heading(p: Passage, f: dict, heads: Sequence[int]) -> DateMention | None:
    """The date above a part of a digest, for a deal told without one; of the days of a week their month.

    ``heads``: the indices of the headings after the first line.
    """
    if f["reported"]:
        return None
    article = p.article
    # the last heading, and the first line, which some digests write out as a sentence
    last = bisect_left(heads, p.own[0].index)
    for s in (*(article.sentences[i] for i in heads[max(0, last - 1) : last]), article.sentences[article.opening]):
        for _, d in p.told("dates", [s]):
            if d.iso and d.kind == "day" and _WEEK.match(article.text, d.end):
                return replace(d, iso=d.iso[:7], kind="month")
            opens = s.kind == "heading" and not re.search(r"\w", article.text[s.start : d.start])
            if opens and d.kind in ("day", "month") and d.iso != article.date and (past := _past(p, s, d)):
                return past
    return None


#: How many sentences before and behind a deal its announcement may stand.
_ANNOUNCED_BEFORE, _ANNOUNCED_BEHIND = 6, 2
#: That what a sentence tells was made known with what was told before: 内訳は, 同時に; not あわせて20億円.
_TOGETHER = re.compile("内訳|(?:あわせて|併せて)(?![約総計]?[0-9])|同時に")
#: That a sentence tells of another time than the article does.
_EARLIER = re.compile("かつて|以前|過去|これまで|すでに|既に|従来|当時|昨年|前年|一昨年|先月|今年|今春|先に|[0-9]年")


def date_of_announcement(p: Passage, f: dict) -> DateMention | None:
    """The day on which a party made all known, for a deal told without one: 星野電工は19日、補助金を受けると発表した。内訳は双葉電機からが20億円."""
    if f["reported"] or any(_EARLIER.search(s.text) for s in p.own if not s.heads) or p.told("dates", p.body):
        return None
    article, first, last = p.article, p.body[0].index, p.body[-1].index
    least = 1 if _TOGETHER.search(p.body[0].text) else max(2, len(f["parties"]))
    around = [*article.sentences[max(0, first - _ANNOUNCED_BEFORE) : first], *article.sentences[last + 1 : last + 1 + _ANNOUNCED_BEHIND]]
    for s in around:
        here = {c for n in p.names(s) for c in n.canonical} & f["parties"].keys()
        if s.section != p.body[0].section or len(here) < least:
            continue
        for _, d in p.told("dates", [s]):
            if d.kind == "day" and pattern("stated").search(article.text, d.end, s.end) and (past := _past(p, s, d)) and not _of_a_noun(p, s, d, f) and _fits(p, s, d, f) > 0:
                return past
    return None


def _turn(p: Passage, s: Sentence, d: DateMention, told: list[tuple[Sentence, DateMention]], f: dict) -> float:
    """Of several dates in a sentence each has its turn: what follows it up to the next is of that day.

    「2010年にA社を、2013年にはB社を買収した」: a deal word belongs to the last date before it.
    「3月に買うと発表し、11月に手続きを終えた」: so does the word that a deal is done.
    """
    after = min((x.start for t, x in told if t is s and x.start > d.start), default=s.end)
    done = f["status"] in ("completed", "cancelled") and pattern("done").search(p.article.text, d.end, after)
    if done and p.word(s) < d.start:
        # 2023年にAに出資し、24年にはBに出資した: what is done then is another deal
        done = not any(d.end <= t.start < after and not _PROCESS.match(p.article.text, t.end) for t in p.article.triggers)
    return (0.8 if d.end <= p.word(s) < after else 0.0) + (1.0 if done else 0.0)


#: What a paper or a meeting is said to be by what was done that day, which tells of the deal: 3日に公表した資料によると, 3日に開いた取締役会で.
_MADE_KNOWN = re.compile("発表|公表|開示|公告|公開|提出|明らか|リリース|出し|開い|開催|招集")
_PAPER = re.compile("資料|文書|書類|声明|決算|計画|書$|会$|会見|総会|取締役会")
#: A contract by which the deal is made: 2月に結んだ契約に基づき, 契約に沿って.
_CONTRACT, _BY_WHICH = re.compile("契約|合意|協定|覚書|提携"), ("に基づく", "に基づき", "に基づいて", "により", "によって", "では", "の下", "のもと", "に沿", "に従", "にのっとり", "を踏まえ")


def _of_a_noun(p: Passage, s: Sentence, d: DateMention, f: dict) -> bool:
    """Whether a date says when something else was done, in a clause that only says what a noun is: [2018年に停止した]発電所を買う.

    「[2月に結んだ]契約を見直す」 too; but 「[2月に発表した]買収を終えた」 tells of the deal itself, unless
    that was called off.
    """
    chunks = p.chunks.get(s.index, [])
    at = chunk_at(chunks, d.start)
    if at is None or chunks[at].comma or chunks[at].func not in ("", "に", "から"):
        return False
    v = next_predicate(chunks, at)
    if v is None or not says_what(chunks, v) or chunks[v].quote != chunks[at].quote or any(c.comma for c in chunks[at:v]):
        return False
    # 2023年に急成長する企業を買収した, 10月に保有していた株を売った: only what was done then has a date of its own
    verb = chunks[v].text + chunks[v].func
    if not verb.endswith(("た", "だ")) or verb.endswith(("ていた", "でいた")):
        return False
    last = v + 1
    while last + 1 < len(chunks) and (chunks[last].quantity or chunks[last].paren != -1 or (chunks[last].func.endswith("の") and not chunks[last].pred)):
        last += 1
    own = [x for x, mine in p.words.get(s.index, ()) if mine and d.end <= x]
    if any(x < max(chunks[v].end, chunks[v].stop) for x in own):
        return False
    known = _MADE_KNOWN.match(chunks[v].text) is not None
    if f["status"] == "cancelled" or not known and not any(x < max(chunks[last].end, chunks[last].stop) for x in own):
        by = chunks[last].func + (chunks[last + 1].text if last + 1 < len(chunks) else "")
        basis = by.startswith(_BY_WHICH) and _CONTRACT.search(chunks[last].text)
        return not basis and not (known and _PAPER.search(chunks[last].text))
    return False


def _called_off(p: Passage, s: Sentence, d: DateMention, f: dict) -> bool:
    """Whether a date can be that on which a deal was called off: not if only what was agreed or announced before is told of it (2月に合意していた)."""
    text, others = p.article.text, [x for _, x in p.told("dates", [s]) if _past(p, s, x) and not _of_a_noun(p, s, x, f)]
    behind = text[d.end : min((x.start for x in others if x.start > d.start), default=s.end)]
    return pattern("stated").search(behind) is None or any(_comes_to_nothing(x) for x in (behind, text[s.start : d.start]))


def _comes_to_nothing(text: str) -> bool:
    return pattern("calls off").search(text) is not None or any(status == "cancelled" for status, _ in cues_in(text))


def _past(p: Passage, s: Sentence, d: DateMention) -> DateMention | None:
    """A date that can be that of a deal: told as a day, month, quarter or year, and not ahead of the article.

    A day or month without a year that lies ahead is the last one of that name where the sentence
    tells of what was done: 「11月に発表した」 in January.
    """
    if d.iso is None or not _ISO.fullmatch(d.iso):
        return None
    today = p.article.date
    if today is None or d.kind == "quarter" or d.iso <= today[: len(d.iso)]:
        return d
    if not _BARE.fullmatch(d.text) or not pattern("stated").search(p.article.text, d.end, s.end):
        return None
    if d.iso < "0002" or "月" in d.text and d.iso.endswith("-02-29"):
        return None  # the year before has no such day
    if "月" in d.text:
        return replace(d, iso=f"{int(d.iso[:4]) - 1:04d}{d.iso[4:]}")
    last = parse_iso_date(d.iso[:8] + "01") - timedelta(1)
    return replace(d, iso=f"{last:%Y-%m}{d.iso[7:]}") if int(d.iso[8:]) <= last.day else None


def _fits(p: Passage, s: Sentence, d: DateMention, f: dict) -> float:
    """How well a date fits as that of the deal; 0: not at all."""
    text = p.article.text
    before, rest = text[s.start : d.start], text[d.end : s.end]
    if _TERM.match(rest) or d.kind == "year_end" or p.named(s, d.start, d.end):
        return 0.0
    if _DATELINE.search(before) or (not before.strip() and re.match(r"[ ]?[-–—―]", rest)):
        return 0.0
    if f["type"] != "joint_venture" and _FOUNDED.match(rest):
        return 0.0
    if d.kind in ("fiscal_year", "half", "season", "year") and f["status"] == "planned":
        return 0.0
    said, heard = pattern("stated").search(rest), pattern("told").search(rest)
    if heard and not (said and said.start() < heard.start()):
        return 0.0
    score = 1.0 + {"day": 1.0, "month": 0.5}.get(d.kind, 0.0)
    if said:
        score += 0.5 if f["status"] in ("completed", "cancelled") else 1.0
    if rest.startswith("付"):
        score += 1.5
    if re.match(r"[、にはだ。(]|\s", rest) or not rest:
        score += 0.3
    elif rest.startswith("の"):
        score -= 0.6
    return score - 0.5 * s.heads


def period_of(p: Passage, f: dict) -> PeriodMention | None:
    """How long the commitment runs; a plan for one year has that year as its period."""
    if f["type"] in ("acquisition", "investment"):
        return None
    for sentences in (p.own, [s for s in p.after if _TERMS.search(s.text)]):
        found = [(_weight(p, s, x), x) for s, x in p.told("periods", sentences) if _runs(p, s, x, f) and not _of_another(p, s, x)]
        if found:
            return _stated(max(found, key=lambda y: y[0])[1])
    return _year_of_spending(p) if f["type"] == "capex" else None


#: Before a length that is over: 過去3年に; before one that is if で or に follows: この1年で契約を重ねた.
_PAST, _UNTIL_NOW = re.compile(r"(?:ここ|過去|直近|最近の?|これまでの?|昨年までの?)$"), re.compile(r"(?:で|に|の間に|ほど)")
#: Before a length that is how long after an event something came about, and after it: 上場からわずか半年で, 創業3年で.
_EVER_SINCE = re.compile(rf"(?:{words('begins')})(?:から|以来|後|より)?(?:の)?(?:わずか|たった|ほんの|まだ|約|およそ)?$"), re.compile(r"(?:間)?(?:足らず|弱|余り|ほど)?(?:で|の(?:企業|会社|新興|スタートアップ|若い))")


def _runs(p: Passage, s: Sentence, x: PeriodMention, f: dict) -> bool:
    """Whether a length is that of a commitment: not 「16年完成」, 「1年以内」, 「3カ月で2度目」."""
    text = p.article.text
    before, after = text[max(s.start, x.start - 12) : x.start], text[x.end : s.end]
    if _EVER_SINCE[0].search(before) and _EVER_SINCE[1].match(after):
        return False
    if re.fullmatch(r"[12]\d年", x.text) and not _LENGTH_BEFORE.search(before) and not _LENGTH_AFTER.match(after):
        return False
    if _PAST.search(before) or x.text.startswith(("過去", "ここ")) or before.endswith("この") and _UNTIL_NOW.match(after):
        return False
    return not _NO_TERM.match(after) and (f["type"] == "financing" or not re.match(r"債|物", after))


def _of_another(p: Passage, s: Sentence, x: PeriodMention) -> bool:
    """Whether a length stands in the clause of another deal: 助成金60億円を受け、総投資額は5年間で150億円だ."""
    clause = s.start + max(s.text.rfind(border, 0, x.start - s.start) for border in ("、", "("))
    words_before = [own for at, own in p.words.get(s.index, ()) if clause < at < x.start]
    return not p.mine(s, x.start) and bool(words_before) and not any(words_before)


def _weight(p: Passage, s: Sentence, x: PeriodMention) -> tuple:
    """A length with its ends says most; of others the nearest to the deal."""
    length = x.months is not None
    return (length + (x.start_iso is not None and x.end_iso is not None), length, not s.heads, p.mine(s, x.start), -p.distance(s, x.start))


def _stated(x: PeriodMention) -> PeriodMention:
    """From one year to another no length is stated, unless it is: 「2026年から5年間」."""
    return replace(x, months=None) if x.start_iso and x.end_iso and not re.search("間|月|カ年|か年", x.text) else x


def _year_of_spending(p: Passage) -> PeriodMention | None:
    for s, d in p.told("dates", p.own):
        if d.kind in ("year", "fiscal_year") and d.iso and p.mine(s, d.start) and _SPENDING.match(p.article.text, d.end, s.end):
            return PeriodMention(d.start, d.end, d.text, None, d.iso, d.iso)
    return None
