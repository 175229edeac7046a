"""outlays: what one company spends in each of several years or quarters.

In:  an event of a company's yearly spending (設備投資, 支出), or a sum whose sentence leaves out that it is that.
Out: one event for each year: what was spent beside what is or will be (設備投資は30億円と、前年の20億円から増えた; 設備投資額は
     前期の実績が20億円、今期の計画が30億円だ; 前四半期に20億円を支出し、今四半期は30億円を見込む), in the next sentence too (前の期
     は20億円だった). The plan of one year is a record of its own (contract, section 5). And whether such a sum is a result or an outlook.
"""

from __future__ import annotations

import re

from ...document import Article
from ..reading.events import Event, within
from ..signals.times import distance, today
from ..syntax.links import Link, names_of
from ..words import pattern, words
from .sites import with_sum

#: Behind it: からほぼ倍増した, を3割上回った.
_CHANGED = re.compile(r"(?:規模|程度|超|余り|弱|強)?(?:から|を(?:[^、。]{0,8})?(?:上回|下回|超え)|に比べ|より|の[0-9.]+倍)")
#: That all of it was so: 上回った, 倍増しました.
_PAST = re.compile(r"(?:た|だ|ました|でした)(?:と[^。]*)?。?$")
#: Which of two years a sum is told of.
_DONE, _PLANNED = re.compile(r"実績(?:が|は|で|の|額が|額は)?(?:約)?$"), re.compile(r"(?:計画|予想|見通し|見込み|予定|目標)(?:が|は|で|の|額が|額は)?(?:約)?$")
#: A year or quarter as the topic of a sum: 前の期は, 25年は, 通期では, 今四半期の計画は.
_PERIOD = (
    r"(?:前の期|(?:前|今|来|翌|次|当|昨|本)(?:期|年度?|四半期|年同期)|(?:20)?[0-9]{2}年(?:度|[0-9]{1,2}月期|[0-9]{1,2}[〜~～][0-9]{1,2}月期?)?"
    r"|[0-9]{1,2}[〜~～][0-9]{1,2}月期|通期|第[1-4一二三四]四半期|[上下]半?期)"
)
#: Between the sum of a year and that of the year before: と、前年同期の; で、24年の.
_YEAR_BEFORE = re.compile(rf"(?:規模|程度|超|余り)?(?:\([^()]{{1,24}}\))?(?:と|で|となり|に達し|に上り)、?[^、。0-9]{{0,6}}{_PERIOD}(?:の?(?:実績|同月))?の(?:実績の|実績である)?(?:約)?$")
_ITS = r"(?:の?(?:通期|実績|計画|見通し|予想|予定|投資額?|設備投資額?))?"
_TOPIC = re.compile(rf"(?:一方で?、|なお、?|ただ、?|また、?|これに対し、?|ちなみに、?)?(?:同社の)?{_PERIOD}(?:の?(?:通期|{_PERIOD}))?{_ITS}(?:は|も|では|には)(?:過去最[高大]の)?(?:約|およそ|計|最大)?$")
_NEXT = re.compile(rf"(?:を|に)[^、。0-9]{{1,10}}、(?:続く|翌)?{_PERIOD}{_ITS}(?:は|も|には|では)(?:さらに)?(?:約|およそ|最大)?$")
#: What is said of such a sum: that it was so much, or will be.
_WAS = re.compile(r"(?:規模|程度|超|余り|以上|弱|強)?(?:\([^()]{1,24}\))?(?:だった|でした|であった|に達した|に(?:上|のぼ)った|にとどまった|を(?:投じ|支出し|費やし)(?:た|ました))")
_WILL = re.compile(rf"(?:規模|程度|超|余り|以上|弱|強)?(?:\([^()]{{1,24}}\))?(?:を|に|と|へ)(?:する|なる|増やす|増える|拡大する|引き上げ|{words('still ahead')})")


def each_year(event: Event, figures: list) -> list[Event]:
    """What was spent the year before, and what is or was spent after it, one event each."""
    if event.frame not in ("build", "spend") or event.type != "capex" or len(figures) != 2 or not event.trigger.row.word:
        return []
    text, base = event.sentence.text, event.sentence.start
    first, second = figures
    between, outlay = text[first.end - base : second.start - base], pattern("outlay").fullmatch(event.trigger.text) is not None
    if outlay and first.start < event.trigger.end:
        return []
    if outlay and _YEAR_BEFORE.fullmatch(between) and _CHANGED.match(text, second.core_end - base):
        old, new = second, first
    elif outlay and len(between) <= 24 and _DONE.search(text, max(0, first.start - base - 8), first.start - base) and _PLANNED.search(between):
        old, new = first, second
    elif first.end <= event.trigger.start < second.start and pattern("outlay").match(event.trigger.text) and _NEXT.fullmatch(between) and _WILL.match(text, second.end - base):
        old, new = first, second
    else:
        return []
    out = [with_sum(event, f, figures) for f in figures]
    for e in out:
        if e.amount is old:
            _is_spent(e)
        elif new is second or not _PAST.search(text):
            e.status, e.facts["own_past"], e.facts["past"], e.facts["to be spent"] = "planned", False, False, True
    return out


def _is_spent(e: Event) -> None:
    e.status, e.facts["own_past"], e.facts["past"], e.facts["spent before"] = "completed", True, True, True


#: Whose outlay it is, who are several, and so nobody that is named alone: 上位5社の設備投資.
_SEVERAL = re.compile("(?:[2-9]|[0-9]{2})社$")


def of_another_year(article: Article, event: Event, events: list[Event]) -> None:
    """Make a sum without a deal word what the company spends in another year whose spending the sentence before tells: 前の期は20億円だった."""
    s = event.sentence
    if event.trigger.row.word or event.amount is None or event.type != "capex" or any(k.chunk >= 0 and k.name.label != "PLACE" for k in event.links):
        return
    f = event.amount
    if not _TOPIC.fullmatch(s.text, 0, f.start - s.start) or not ((was := _WAS.match(s.text, f.end - s.start)) or _WILL.match(s.text, f.end - s.start)):
        return
    of = next((e for e in reversed(events[-6:]) if s.index - e.sentence.index == 1 and pattern("outlay").fullmatch(e.trigger.text)), None)
    if of is None or of.type != "capex" or len(of.names) != 1 or any(article.kind_of(x) == "other" for x in within(article.figures, of.sentence) if x.start > of.trigger.end):
        return
    if any(_SEVERAL.search(c.text) and not c.names for c in of.chunks[: of.facts["chunk"]][-1:]):
        return
    event.roles = {"investor": list(of.roles.get("investor", ()))}
    event.weights = {("investor", c): 0.75 for c in of.names}
    event.inherited = {"investor"}
    event.facts.update(plan="capex", share=(s.start, f.start, ()))
    if was:
        _is_spent(event)
    else:
        event.status = "planned"


#: The heading of a column that tells what each company spends, and one of a table of shares; what it tells of the year before.
_COLUMN = re.compile("設備投資|[Cc][Aa][Pp][Ee][Xx]|資本的?支出|投資(?:予定|計画|見込み?)?額|投資(?:計画|規模)")
_OF_SHARES = re.compile("出資|投資先|投資家|調達|評価額|買収|ラウンド|累計")
_LAST, _THAT_YEAR, _FROM = re.compile("前年|前期|昨年|前年度"), re.compile("実績"), re.compile("(?:規模|程度|超)?から(?:[0-9約]|増|減|拡|引き上げ|上方)")
_TO_COME = re.compile("見通し|計画|予想|予定|見込|目標|ガイダンス")


def of_row(article: Article, event: Event) -> None:
    """Make a sum in a column of outlays what the company at the head of its row spends, and one from which it grows what it spent the year before: | 双葉電機 | 30億円 | 20億円から増加 |."""
    s = event.sentence
    if s.kind != "table" or event.trigger.row.word or event.facts["unreal"] or event.amount is None:
        return
    f = next((x for x in within(article.figures, s) if x.start <= event.trigger.start < x.end), None)
    heads = article.columns.headings(s)
    owner = [k.name for k in event.links if k.chunk == 0 and k.case == "subj" and k.name.label == "ORG" and not k.name.reference]
    if f is None or len(owner) != 1 or not any(map(_COLUMN.search, heads)) or any(map(_OF_SHARES.search, heads)):
        return
    title = article.columns.heading(s, f.start)
    spent = _LAST.search(title) is not None and _FROM.match(article.text, f.end) is not None
    if not spent and (not _COLUMN.search(title) or _LAST.search(title)):
        return
    event.type, event.frame, event.roles = "capex", "spend", {"investor": owner}
    event.weights = {("investor", c): 0.75 for c in owner[0].canonical}
    event.facts.update({"plan": "capex", "share": (s.start, f.start, ()), "form sum": f})
    if spent or _THAT_YEAR.search(title):
        _is_spent(event)
    elif _TO_COME.search(title):
        event.facts["to be spent"] = True


#: A quarter, whose outlay is told as a result of it; and what is done to the outlook of a year.
_QUARTER = re.compile(r"(?<![次来翌今])(?:第[1-4一二三四])?四半期の?[^、。はがを]{0,6}$")
_OUTLOOK = re.compile(r"(?:規模|程度|超|余り)?(?:\([^()]{1,24}\))?に(?:範囲を)?(?:狭め|据え置|絞|(?:上方|下方)修正|引き下げ|増額|減額)")


def result_or_outlook(article: Article, event: Event) -> str:
    """``completed`` where an outlay is told of a year or quarter that is over, ``planned`` where the outlook of a year is changed, else an empty string: 2025年の設備投資は72億ドル, read in 2026; 通期の設備投資を40億ドルに狭めた."""
    f, t, s = event.amount, event.trigger, event.sentence
    if event.type != "capex" or f is None or not 0 < f.start - t.end <= 24 or not pattern("outlay").fullmatch(t.text):
        return ""
    if _OUTLOOK.match(s.text, f.end - s.start):
        return "planned"
    # 24年の設備投資は30億円、26年は60億円の計画: of the other year
    end = next((d.start for d in event.dates if d.start > f.end), s.end)
    if _TO_COME.search(s.text, t.start - s.start, end - s.start) or _WILL.match(s.text, f.end - s.start):
        return ""
    before = [d for d in event.dates if d.start < f.start]
    # a fiscal year ends in the spring of the next
    over = before and distance(before[-1], today(article)) in ("year before", "years before") and not before[-1].text.endswith(("年度", "期"))
    return "completed" if over or _QUARTER.search(s.text[: t.start - s.start]) else ""


_OUTLAY = re.compile("(?:年間)?(?:設備投資|資本的?支出|研究開発(?:投資|費))(?:計画|予算|見通し|見込み|総額)?[額費]?")


def sure_outlay(event: Event) -> str:
    """``capex`` where a sentence says beyond doubt how much one company spends in a year: 双葉電機の今期の設備投資計画は30億円と、1割増える."""
    if event.type != "capex" or event.frame not in ("build", "spend") or event.amount is None or event.facts["unreal"] or event.negated or event.status in ("cancelled", "in_talks"):
        return ""
    if not _OUTLAY.fullmatch(event.trigger.text) or not 0 < event.amount.start - event.trigger.end <= 24 or not event.sentence.text[event.trigger.end - event.sentence.start :].startswith(("は", "が", "も", "を", "に")):
        return ""
    inside = [k for k in event.links if k.chunk >= 0 and k.name.label in ("ORG", "GOV", "PERSON") and k.case != "bystander"]
    one = len({k.name.canonical for k in inside}) == 1 and len(inside[0].name.canonical) == 1 and all(k.name.label == "ORG" for k in inside)
    return "capex" if one and any(k.case in ("subj", "gen") and k.weight >= 0.7 and k.name.end <= event.trigger.start for k in inside) else ""


#: What one does with the sums of others, and who those are that have no name.
_ESTIMATES, _OF_MANY = re.compile("推計|試算|推定"), re.compile("業界|市場|各社|大手|勢|全体|世界|国内|企業")


def foreseen(event: Event, found: list[Link]) -> bool:
    """Whether somebody only foretells what another spends, which is an estimate and no deal (contract, section 1): 双葉証券は、星野電工の設備投資が30億円になると予想する."""
    if event.frame not in ("build", "spend") or not _OUTLAY.fullmatch(event.trigger.text):
        return False
    owner = names_of(k for k in found if k.case == "gen" and k.weight >= 0.7 and k.name.label == "ORG" and k.name.end <= event.trigger.start)
    sees = any(k.case in ("subj", "theme") and k.name.label in ("ORG", "PERSON") and owner.isdisjoint(k.name.canonical) for k in found)
    end = next((c for c in reversed(event.chunks) if c.pred and c.paren == -1 and not c.quote), None)
    if not owner and end is not None and _ESTIMATES.match(end.text):
        # 双葉証券は、業界の資本支出を約270億ドルと推計する
        return any(c.func == "の" and _OF_MANY.search(c.text) for c in event.chunks[: event.facts["chunk"]])
    return bool(owner) and sees and end is not None and pattern("foretells").match(end.text) is not None
