"""in_general: what is so of all of a kind, and of nobody.

In:  a sentence.
Out: whether it tells what things of a kind cost, or what somebody reckons that all of a kind spend; what one of them
     spends of it, if the sentence says so.
"""

from __future__ import annotations

import re

from ...document import Article, Sentence
from ..syntax.links import Link, names_of
from ..words import words
from .events import Event, within

#: How a sentence says what things of a kind cost in general: 1ギガワット級の拠点は通常、建設費が…, 一般に300億円程度とされる.
_IN_GENERAL = re.compile(rf"(?:^|(?<=[、。はがも]))(?:{words('in general')})")


#: By whom it is told what all of a kind spend, and that: 調査会社によると、ファンドによる買収額は286億ドルに上った, 大手5社(AとB)の設備投資額は…に達する見通しだ.
_BY_WHOM = re.compile("によ(?:ると|れば)|の(?:調べ|調査|集計|推計|試算|予測)で")
_OF_ALL = re.compile(
    r"(?:ファンド|企業|各社|スタートアップ|投資家|会社|大手|勢|業界|市場|世界全体|国内外?)\)?(?:による|の|における)[^、。はが]{0,20}(?:買収|投資|調達|取引|M&A|出資|支出)(?:総|合計)?[額高](?:は|が)"
    r"|市場への[^、。はが]{0,8}(?:投資|支出)(?:総|合計)?額(?:は|が)"
    r"|(?<!グループ)(?<!子会社)(?<!傘下)(?<!傘下の)[2-9]社[^、。はが()]{0,16}(?:\([^()]{1,80}\))?の[^、。はが]{0,16}(?:投資|支出)(?:総|合計)?額?(?:は|が)(?=[^。]*(?:見通し|見込|予想|予測|達するという|なるという))"
)


#: What a court has somebody do: 賠償金を支払うよう命じた, 支払いを命じる判決.
_RULED = re.compile(r"(?:賠償|慰謝料|和解金|罰金|制裁金|課徴金|損害)[^、。]{0,16}よう(?:に)?命じ|(?:支払い?|賠償)(?:を|うよう(?:に)?)命じ(?:る|た)(?:判決|命令|裁定)")


#: What happens now and then: 出資した先の企業がその製品を買うケースも問題だ.
_CASES = re.compile(r"[るたいう]ケース(?:が|も|は)[^。]{0,40}。?$")


#: What is said behind a quotation of what only a joke or an example tells: 「…」これはあくまで仮定の話だ.
_IMAGINED = re.compile(r"」[\s。]*(?:もちろん)?、?(?:これ|以上|上記)は(?:もちろん|あくまで|単なる|ただの|も|、)*(?:ネット上の|市場の)?(?:仮定|ジョーク|冗談|架空|たとえ話|例え話|作り話|フィクション|笑い話)")
_QUOTED_LENGTH = 400


def _is_joke(article: Article, s: Sentence) -> bool:
    """Whether a sentence stands in a quotation that the article then calls a joke or an example: 「双葉が星野に100億円を投資し、星野が双葉に100億円を投資する」これはあくまで仮定の話だ."""
    text = article.text
    end = text.find("」", s.start, s.end + _QUOTED_LENGTH)
    return end >= 0 and text.rfind("「", max(0, s.start - _QUOTED_LENGTH), s.start + 1) > text.rfind("」", max(0, s.start - _QUOTED_LENGTH), s.start) and _IMAGINED.match(text, end) is not None


def is_general(article: Article, s: Sentence) -> bool:
    """Whether a sentence tells what is so in general and of nobody, or in some cases, what somebody reckons that all of a kind spend, or what a court has somebody pay: no deal (contract, section 1)."""
    if _RULED.search(s.text) or _is_joke(article, s):
        return True
    if _CASES.search(s.text) and not within(article.figures, s):
        return True
    names = within(article.names, s)
    if _IN_GENERAL.search(s.text) is not None and not names:
        return True
    by, all_of = _BY_WHOM.search(s.text), _OF_ALL.search(s.text)
    return by is not None and all_of is not None and by.end() <= all_of.start() + 1 and all(not by.end() <= n.start - s.start < all_of.start() and n.start - s.start < all_of.end() for n in names if n.label == "ORG")


#: That a sum is that of all of a trade, and before another that it is that of one alone: 業界全体では90億円, 星野電工単独で20億円.
_WHOLE_TRADE, _ALONE = re.compile("(?:業界|業種|市場|セクター|世界|大手各?社?)全体(?:で|の|として)"), re.compile(r"(?:1社)?(?:単独|だけ|のみ)で(?:は|も)?(?:約|およそ|最大)?$")


def of_one_alone(article: Article, event: Event) -> Event | None:
    """An event of spending as it is; of what a whole trade spends as that of the one whose part is told, and none if nobody's is: 業界全体では90億円の設備投資が見込まれ、双葉電機単独で20億円だ."""
    s = event.sentence
    m = _WHOLE_TRADE.search(s.text) if event.type == "capex" and "全体" in s.text else None
    if m is None or event.amount is None or event.amount.start - s.start < m.end() or any(k.chunk >= 0 and k.name.label == "ORG" and k.name.start - s.start < m.end() for k in event.links):
        return event
    names = {n.end: n for n in within(article.names, s) if n.label == "ORG"}
    for f in (f for f in within(article.figures, s) if f.start > event.amount.end):
        alone = _ALONE.search(s.text, 0, f.start - s.start)
        if alone is not None and (n := names.get(s.start + alone.start())) is not None:
            event.amount, event.figures = f, [(f, event.amount_score)]
            event.roles, event.weights = {"investor": [n]}, {("investor", c): 0.9 for c in n.canonical}
            at = next((c.index for c in event.chunks if c.start <= n.start < c.end), -1)
            event.links = [k for k in event.links if not set(k.name.canonical) & set(n.canonical)] + [Link(n, "subj", 0.9, at, 0, 0)]
            event.facts["apart"] = event.facts.get("apart", set()) | names_of(k for k in event.links if k.name is not n)
            return event
    return None
