"""in_general: what is so of all of a kind, and of nobody.

In:  a sentence.
Out: whether it tells what things of a kind cost, or what somebody reckons that all of a kind spend.
"""

from __future__ import annotations

import re

from ..document import Article, Sentence
from .events import within
from .words import words

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


def is_general(article: Article, s: Sentence) -> bool:
    """Whether a sentence tells what is so in general and of nobody, or in some cases, what somebody reckons that all of a kind spend, or what a court has somebody pay: no deal (contract, section 1)."""
    if _RULED.search(s.text):
        return True
    if _CASES.search(s.text) and not within(article.figures, s):
        return True
    names = within(article.names, s)
    if _IN_GENERAL.search(s.text) is not None and not names:
        return True
    by, all_of = _BY_WHOM.search(s.text), _OF_ALL.search(s.text)
    return by is not None and all_of is not None and by.end() <= all_of.start() + 1 and all(not by.end() <= n.start - s.start < all_of.start() and n.start - s.start < all_of.end() for n in names if n.label == "ORG")
