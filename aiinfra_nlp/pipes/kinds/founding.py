"""founding: what further sentences tell of a company that several set up or take over together.

In:  the events of an article.
Out: the same events; a founding has the capital of the new company as its sum where no other is told
     (双葉電機と星野電工は新会社を設立する。資本金は30億円), and who of the founders, or of those who take a
     company over together, has which share of it is told of no deal of its own (残る51%は双葉電機が出資した;
     ``facts["venture"]``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...document import Article
from ..reading.events import Event, within
from ..syntax.links import names_of

#: How many sentences behind a founding tell of the company.
_REACH = 3
#: How many events on either side of a founding may tell what is spent on it.
_NEAR = 40
#: The capital of a new company, which no other company is told to have: 資本金は, 新会社の資本金は; but 双葉電機の資本金は.
_CAPITAL = re.compile(r"(?:^|[、。)(]|(?:新会社|合弁会社|新法人|同社|JV|設立時|当初)の?)(?:登録)?資本金(?:は|が|も|、|:|として)?(?:約)?$")
#: How large a fund is.
_FUND = re.compile("基金|ファンド")
_SIZE = re.compile(r"(?:基金|ファンド)の?(?:規模|総額|目標額|設定額|運用額)(?:は|が|も|、|:|として)?(?:約|最大|総額|計)?$")
#: That several give it together.
_IN_ALL = re.compile(r"(?:[0-9]+社|両社|3者|両者)(?:で|の|を)?(?:合計|合わせ|計|総額)")
#: What is the sum of all, not of one.
_ITS_SUM = re.compile("資本金|買収(?:総額|額|金額)|総事業費|総額")
#: A share of it.
_SHARE = re.compile(r"[0-9]%|[0-9一二三四五六七八九]割|折半|半分|半数")


def tell_more(article: Article, events: Sequence[Event]) -> None:
    """Note the capital and the shares that are told of what is founded."""
    founded = [(i, e, who) for i, e in enumerate(events) if (who := _founders(e)) and not _runs_what_is_bought(e, events[max(0, i - _NEAR) : i])]
    for i, e, _ in founded:
        if e.frame == "jv" and not any(_is_spent(x, e) for x in events[max(0, i - _NEAR) : i + _NEAR]):
            _capitalise(article, e, _CAPITAL, "資本金")
        if e.frame == "jv" and _FUND.search(e.sentence.text) and (f := _capitalise(article, e, _SIZE, "")) is not None:
            for x in events[i + 1 : i + _NEAR]:
                if x.frame == "grant" and x.sentence.start <= f.start < x.sentence.end and not any(k.name.label == "GOV" and k.chunk >= 0 for k in x.links):
                    # 基金の規模は30億ドルだ: nobody is granted it
                    x.facts["unreal"] = True
    named = {c: f for _, f, _ in founded if f.frame == "jv" for k in f.links if k.case == "bystander" for c in k.name.canonical}
    for e in events if named else ():
        of = [named.get(c) for c, side in e.facts.get("sides", {}).items() if side == "payee"] if e.frame in ("acquire", "stake") else []
        if of and all(of):
            # 森田電力は双葉電機の連結子会社となる: nobody buys what is only being founded
            e.facts["venture"] = of[0]
            e.links = [k.aside() if not named.keys().isdisjoint(k.name.canonical) else k for k in e.links]
    by_sentence: dict[int, list[tuple[Event, set[str]]]] = {}
    for _, e, who in founded:
        by_sentence.setdefault(e.sentence.index, []).append((e, who))
    for e in events if founded else ():
        owners = _owners(e) if e.type == "investment" else set()
        near = [x for at in range(e.sentence.index - _REACH, e.sentence.index + 2) for x in by_sentence.get(at, ())] if owners else []
        of = next((f for f, who in near if owners and owners <= who and (e.amount is None or len(owners) > 1 or owners == who)), None)
        if of is not None:
            e.facts["venture"] = of
            # 双葉電機が60%、星野電工が40%を出資した: no list of deals
            e.facts.pop("share", None)
            e.facts.pop("apart", None)
            founded_too = names_of(k for k in of.links if k.case == "bystander")
            # what is founded is no partner of its founding
            e.links = [k.aside() if k.case in ("head", "goal") or not founded_too.isdisjoint(k.name.canonical) else k for k in e.links]


#: A company that several run is there already.
_RUNS = re.compile("共同で?(?:運営|経営)")


def _runs_what_is_bought(e: Event, before: Sequence[Event]) -> bool:
    """Whether somebody only runs with another owner the company of which he buys shares: 星野電子の株式の60%を取得し、残りを持つ森田商事と共同で運営する."""
    return _RUNS.match(e.trigger.row.word) is not None and any(x.sentence is e.sentence and x.frame in ("stake", "acquire", "invest") and not x.inverse for x in before)


def _is_spent(x: Event, e: Event) -> bool:
    """Whether an event beside a founding tells what is spent on what is founded: 工場に1800億円を投じる."""
    if x.amount is None or abs(x.sentence.index - e.sentence.index) > _REACH or x.type not in ("capex", "joint_venture", "investment"):
        return False
    at = x.amount.start - x.sentence.start
    return _CAPITAL.search(x.sentence.text[max(0, at - 16) : max(0, at)]) is None


def _founders(e: Event) -> set[str]:
    """Who sets up a company together, by an event, or takes one over together."""
    role = {"jv": "partner", "acquire": "acquirer"}.get(e.frame, "")
    who = {c for n in e.rule_roles.get(role, ()) for c in n.canonical}
    bought = e.frame == "jv" or (e.trigger.row.word.endswith("買収") and "target" in e.rule_roles)
    return who if e.type in ("joint_venture", "acquisition") and bought and len(who) > 1 and e.status != "cancelled" and not e.facts["unreal"] else set()


def _capitalise(article: Article, e: Event, told: re.Pattern[str], word: str):
    """Give a founding the capital or the size, as ``told`` with a ``word``, of which its sentence or one just behind it tells; which figure that is, or None."""
    for s in article.sentences[e.sentence.index : e.sentence.index + _REACH + 1]:
        if s.section != e.sentence.section or word not in s.text:
            continue
        f = next((f for f in within(article.figures, s) if told.search(article.text[max(s.start, f.start - 16) : f.start])), None)
        if f is not None:
            e.facts["capital"] = f
            if all(f is not x for x, _ in e.figures):
                e.figures = [*e.figures, (f, 0.0)]
            return f
    return None


def _owners(e: Event) -> set[str]:
    """Who is told to give or have a share of a company that the sentence does not name; nobody of whom a sum of his own is told."""
    if e.frame not in ("invest", "stake", "join") or e.inverse or not e.trigger.row.word:
        return set()
    if _IN_ALL.search(e.sentence.text) and all(k.name.reference for k in e.links if k.chunk >= 0):
        # 出資額は3社合計で40億円だ: what all of them give
        return names_of(k for k in e.links if k.chunk >= 0)
    if _SHARE.search(e.sentence.text) is None:
        return set()
    if any(not _ITS_SUM.search(e.sentence.text[: f.start - e.sentence.start]) for f in ([e.amount] if e.amount is not None else [f for f, _ in e.figures]) if f.start >= e.sentence.start):
        return set()
    if any(k.chunk >= 0 and k.case in ("goal", "obj", "gen", "genobj", "comp") and k.weight >= 0.5 and k.name.label == "ORG" for k in e.links):
        return set()
    return names_of(k for k in e.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.5 and k.name.label != "PERSON")
