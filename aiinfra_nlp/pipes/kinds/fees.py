"""fees: what a service or a delivery costs, told in the sentence behind the one that tells the contract.

In:  the records of an article before their details are read.
Out: the same records; one of goods or of computing without a sum has that of the next sentence, if that one tells what
     it costs and no deal of its own: 双葉電機は星野クラウドのGPUを借りる。利用料は総額14億円。
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ...document import Article
from ..reading.events import within
from ..records.merge import Group
from ..words import words

#: What it costs, as what a sentence is about; and the sum right behind it, up to what else may stand there.
_FEE = re.compile(rf"(?:なお、|その|(?:契約期間|期間|今後)[^、。]{{0,12}}の|年間の|[0-9]+年間の)?(?:{words('fee')})(?:の(?:総額|合計))?(?:は|が|:|:)(?=([^、。はがを]{{0,10}})[0-9])")
#: A line of a form, which tells one thing of a contract: 契約の内容:GPUクラウドの提供.
_LINE = re.compile(r"[^、。::]{2,12}[::]")
_LINES = 4
#: What a sum is for one of, not for all.
_EACH = re.compile(r"[1一](?:台|個|枚|基|件|人|時間|GPU|ユーザー|ID|ラック|社)|当たり|あたり|から(?:$|。|、|だ|で)|トークン|収入|一般向け")
_TYPES = ("compute_contract", "supply")


def with_fees(article: Article, drafts: Sequence[tuple[Group, dict]]) -> None:
    """Fill in the sums that the next sentences tell, of the only record that ends before each."""
    # what a model takes for no deal word tells none
    told = {e.sentence.index for e in article.frames if e.roles_p or not e.types_p}
    last = [max(e.sentence.index for e in g.events) for g, _ in drafts]
    alone = Counter(last)
    for (_, fields), i in zip(drafts, last, strict=True):
        if fields["amount"] is not None or fields["type"] not in _TYPES or alone[i] > 1 or i + 1 in told or i + 1 >= len(article.sentences):
            continue
        s = article.sentences[i + 1]
        rest = article.sentences[i + 1 : i + 1 + _LINES]
        if _LINE.match(s.text):
            # the lines of a form
            s = next((x for x in rest if _FEE.match(x.text) and all(_LINE.match(y.text) for y in rest[: rest.index(x)])), s)
        if s.kind != article.sentences[i].kind or (m := _FEE.match(s.text)) is None or _EACH.search(m[1]) or _EACH.search(s.text):
            continue
        figures = [f for f in within(article.figures, s) if f.start - s.start <= m.end() + 12]
        if figures:
            fields["amount"] = figures[0]


#: What is spent on what was just said to be bought; 事業費 is that of all that it is bought for.
_OUTLAY = re.compile("(?:総?投資額|投資総額|(?:総)?(?:導入|調達)費用?)(?:は|が)")


#: What goes beyond what is bought: 投資額は300億円で、新工場を建てる.
_BUILDS = re.compile("工場を|建て|建設|新設|生産能力|増設")


def join_outlays(drafts: Sequence[tuple[Group, dict]]) -> list[tuple[Group, dict]]:
    """The records, without plans to spend that only tell what the purchase of the sentence before costs, which has no sum of its own: 双葉電機は星野電工からGPUを調達する計画だ。投資額は300億円."""
    # what a plant costs that is built for somebody is no pay of who works on it: 新工場を建てる。施工は森田建設が担う。投資額は80億円
    bought = {max(e.sentence.index for e in g.events): f for g, f in drafts if f["type"] in _TYPES and f["amount"] is None and not any(e.facts.get("work") for e in g.events)}
    out = []
    for g, fields in drafts:
        first = min(g.events, key=lambda e: e.sentence.index).sentence
        purchase = bought.get(first.index - 1) if fields["type"] == "capex" and fields["amount"] is not None else None
        payers = {c for c, role in purchase["parties"].items() if role == "customer"} if purchase else set()
        alone = purchase is not None and _OUTLAY.match(first.text) and not _BUILDS.search(first.text) and {e.sentence.index for e in g.events} == {first.index} and payers.issuperset(fields["parties"])
        if alone and purchase["amount"] is None:
            purchase["amount"] = fields["amount"]
        else:
            out.append((g, fields))
    return out
