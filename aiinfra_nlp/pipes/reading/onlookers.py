"""onlookers: who in a sentence only looks on: a broker who rates a share, a paper that reports.

In:  a name and the sentence in which it stands.
Out: whether it is such a one, or does a work for somebody else (施工は森田建設が担う). What the sentences behind leave out is somebody else's (双葉証券が目標株価を引き上げた。
     また、星野電工の株式を売却すると発表した: whose share it is, not the broker).
"""

from __future__ import annotations

import re

from ...document import Sentence
from ..words import words

_ACTS = r"(?:社|紙|[朝夕]刊|電子版|\([^()]{1,16}\))?(?:では|は|が|も)"
_RATES = re.compile(_ACTS + "[^。「」]{0,60}?(?:レーティング|投資判断|目標株価|投資評価)")
_REPORTS = re.compile(_ACTS + "[^。]{0,120}?(?:報じ|報道し|伝え(?:た|て|る|まし)|スクープし)")


_NUMBERS = "(?:分析|調査|試算|推計|予測|集計|まとめ|(?<!年次)(?<!性)(?<!ESG)(?:リポート|レポート))によ(?:ると|れば)"
#: By whose numbers something is told: 双葉総研の12月の分析によると, 双葉総研が出したリポートによると.
_BY_ITS = re.compile(rf"(?:社|\([^()]{{1,16}}\))?(?:[がの][^、。はがを]{{0,20}}){_NUMBERS}")
#: A line ends with who says so, above a list: 双葉総研によると、.
_ABOVE_LIST = re.compile("(?:社)?によ(?:ると|れば)[、:]?$")


def reckons(text: str, end: int, stop: int) -> bool:
    """Whether who is named up to ``end`` only reckons what is told, for whose numbers it is."""
    return _BY_ITS.match(text, end, stop) is not None


def looks_on(s: Sentence, name) -> bool:
    """Whether a name of a sentence acts in it only as one who rates shares or reports, or by whose numbers it is told."""
    end = name.end - s.start
    if "によ" in s.text and (reckons(s.text, end, len(s.text)) or _ABOVE_LIST.match(s.text, end) is not None):
        return True
    return _RATES.match(s.text, end) is not None or (name.kind == "media" and _REPORTS.match(s.text, end) is not None)


#: What is done for who has a plant: 施工は, 運営を.
_WORK = rf"(?:{words('building work')}|運営|運用|管理|保守)(?:業務|管理)?"
_FOR, _DOES = re.compile(_WORK + "は[^、。はが]{0,12}$"), "(?:担|手掛|手がけ|請け負|受け持|引き受|受注|行)"
_DOES_THAT = re.compile(rf"(?:社|\([^()]{{1,16}}\))?が(?:[^、。はが]{{0,4}}{_DOES}|[^、。はが]{{0,8}}{_WORK}を{_DOES})")


_SUBSIDIARY, _RUNS_IT = re.compile("子会社(?:の|である|、)?[「]?$"), re.compile(r"[」]?(?:社|\([^()]{1,16}\))?が(?:事業|運営|開発)主体")


def works_for(s: Sentence, name) -> bool:
    """Whether a name of a sentence only does what another has done, whose plans the sentences behind go on with: 施工は[森田建設]が担当する, [森田建設]が運営を担う."""
    start, end = name.start - s.start, name.end - s.start
    if _RUNS_IT.match(s.text, end) and _SUBSIDIARY.search(s.text[max(0, start - 12) : start]):
        # 完全子会社の[星野電工]が事業主体とみられる: whose plan it is was told before
        return True
    m = _DOES_THAT.match(s.text, end)
    return m is not None and (_WORK_TOLD.search(m.group()) is not None or _FOR.search(s.text[max(0, start - 24) : start]) is not None)


_WORK_TOLD = re.compile(_WORK + "を")
