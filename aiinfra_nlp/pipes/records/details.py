"""details: the fields of a deal besides type, parties, amount and stage.

In:  an article, and the groups of events that became deals with their settled fields.
Out: the same fields with date, period, capacity, stake, valuation, places and subject (contract,
     section 2), read from the passage of each deal.
"""

from __future__ import annotations

import re
from functools import cache

from ...document import Article, Sentence
from ..coreference.antecedents import case_after
from ..discourse.passages import Passage, passages
from ..reading.events import within
from ..signals.dating import date_beside, date_of, date_of_announcement, date_of_heading, period_of
from ..signals.quantities import BUILT, output
from ..words import words
from .merge import Group
from .places import places_of
from .subject import subject_of

#: After a capacity that is reached in the end.
_RISES = re.compile(r"(?:に|へ|まで)[^、。]{0,6}(?:引き上げ|広げ|増や|増え|拡張|拡大|高め)")
#: 「49%から51%に」, 「19.55%を51%まで」: the share from which it rises is not the one that is bought.
_FROM = re.compile(r"(?:から|だった|で、|を)[^。%]{0,30}\d[\d.]*%[^。%]{0,12}(?:まで|に(?:高|引き上げ|上|増|なる))")
#: Before or after a share that was held before.
_HELD = re.compile(r"(?:すでに|既に|これまで|いまの|現在|もともと|残る|残り|[^、。]{0,8}株主(?:だ|である|で、)|を(?:持|保有し|所有し|握)(?:っ?て)?(?:おり|いる|いた)|を(?:持つ|保有する)(?:関連会社|持ち分法|親会社|筆頭株主|が、|ものの)|に加え(?=[^。%]{0,24}(?:残|追加)))")
#: What is left to be bought: 残る43%を取得する.
_LEFT, _BOUGHT = re.compile("残る(?:約)?$|残りの(?:株式)?(?:約)?$"), re.compile(r"(?:の?(?:株式|持ち?分))?[もを]?(?:追加)?(?:取得|買|譲り受)")
#: Before a share in brackets behind a number of stocks or a deed, and after it where it is bought: 3200株(所有割合2.75%)を取得, 子会社化(所有割合:34%).
_SHARE_OF, _THEN_BOUGHT = re.compile(r"(?P<deed>化)?\([^()]{0,16}(?:所有割合|所有比率|議決権割合|持株比率)[^()%0-9]{0,8}$"), re.compile(r"[^()]{0,12}\)(?:を|の|ずつ)?[^、。]{0,8}(?:取得|引き受け|引受|買|譲り受|追加)")
#: In or after a percentage that is no share bought: a premium, a rise; 完全子会社 and 過半 state none.
_NOT_STAKE = re.compile(r"プレミアム|上乗せ|完全子会社|過半|半分|[値上下][上が]|子会社(?!化|に)|ずつ|%[高安]")

#: Before a percentage by which a price lies above another: 20日終値を約44%上回る, 株価に対し3割のプレミアム.
_ABOVE = re.compile(r"(?:終値|株価|価格|平均(?:値)?|時価)[^、。%]{0,12}?(?:を|より(?:も)?|に(?:対し(?:て)?)?|比(?:で)?|から)(?:約|およそ|最大)?$")


def fill(article: Article, rows: list[tuple[Group, dict]]) -> None:
    """Put the details of each deal into its fields."""
    found = passages(article, [g for g, _ in rows])
    told = [(found[id(g)], f) for g, f in rows]
    for p, f in told:
        f["date"] = date_of(p, f)
        f["period"] = period_of(p, f)
        f["capacity"] = capacities_of(p, f)
        # what is only held is bought by nobody
        f["stake"] = f["stake"] if f.get("holds") else stake_of(p, f)
        f["valuation"] = valuation_of(p, f)
        f["location"] = places_of(p, f)
        f["subject"] = subject_of(p, f)
    in_sentence: dict[int, list[tuple[Passage, dict]]] = {}
    for p, f in told:
        for s in p.own:
            in_sentence.setdefault(s.index, []).append((p, f))
    heads = [s.index for s in article.sentences[1:] if s.heads]
    undated = [(p, f) for p, f in told if f["date"] is None]
    for f, date in [(f, date_beside(p, f, in_sentence) or date_of_heading(p, f, heads) or date_of_announcement(p, f)) for p, f in undated]:
        f["date"] = date


@cache
def _built() -> re.Pattern[str]:
    """「60メガワットのキャンパス」, 「245メガワット分を渡す」."""
    return re.compile(rf"[^、。]{{0,24}}?(?:{words('site')}|{words('build')}|{words('bought')})")


@cache
def _worth() -> re.Pattern[str]:
    """「評価は90億ドル」, 「会社の価値は11億ドル」."""
    return re.compile(rf"(?:{words('worth')})[^、。\d]{{0,12}}$")


def capacities_of(p: Passage, f: dict) -> list:
    """What is contracted or built: of each unit the capacity nearest to a word of the deal, or what a sentence beside it measures."""
    if f["type"] in ("investment", "acquisition"):
        return []
    best: dict[str, tuple[int, object]] = {}
    for s, c in p.told("capacities", p.own):
        # 「2ギガワットを5ギガワットに引き上げる」: the latter is built
        gap = -1 if _RISES.match(p.article.text, c.end) else p.distance(s, c.start)
        if c.unit not in best or gap < best[c.unit][0]:
            best[c.unit] = (gap, c)
    if not best:
        for s, c in p.told("capacities", [s for s in (*p.after, *p.before) if not _of_another(p, f, s)]):
            told = output().search(p.article.text[s.start : c.start])
            if c.unit not in best and (told or f["type"] in BUILT and _built().match(p.article.text, c.end, s.end)):
                best[c.unit] = (0, c)
    return [c for _, c in best.values()]


def _of_another(p: Passage, f: dict, s: Sentence) -> bool:
    """Whether somebody who has no part in a deal acts in a sentence beside it: 星野電工も1ギガワットの拠点を建てる."""
    others = [n for n in p.names(s) if n.label in ("ORG", "GOV") and not f["parties"].keys() & set(n.canonical)]
    return any(case_after(p.article.text, n.end) in ("topic", "subj") for n in others)


def stake_of(p: Passage, f: dict):
    """The share of the equity that the incoming party buys or then holds."""
    if f["type"] not in ("investment", "acquisition"):
        return None
    for sentences in (p.body, p.own, p.after):
        found = [(p.distance(s, x.start), x) for s, x in p.told("stakes", sentences) if _is_bought(p, s, x)]
        if found:
            return min(found, key=lambda y: y[0])[1]
    return None


def _is_bought(p: Passage, s: Sentence, x) -> bool:
    text = p.article.text
    after, before = text[x.end : s.end], text[max(s.start, x.start - 12) : x.start]
    if x.value is None or _NOT_STAKE.search(text[x.start : x.end] + after[:8]):
        return False
    if _ABOVE.search(text[max(s.start, x.start - 28) : x.start]):
        return False
    if told := _SHARE_OF.search(text[max(s.start, x.start - 40) : x.start]):
        return bool(told["deed"] or _THEN_BOUGHT.match(after))
    if _LEFT.search(before) and _BOUGHT.match(after):
        return True
    return not _FROM.match(after) and not _HELD.search(before) and not _HELD.match(after)


def valuation_of(p: Passage, f: dict):
    """The company value that the article ties to the deal."""
    if f["type"] not in ("investment", "acquisition"):
        return None
    for sentences in (p.body, p.after, p.before, p.own):
        for s in sentences:
            for m in within(p.article.figures, s):
                if not getattr(m, "is_alt", False) and (p.article.kind_of(m) == "valuation" or _worth().search(p.article.text[s.start : m.start])):
                    return m
    return None
