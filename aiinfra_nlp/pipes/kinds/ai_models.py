"""ai_models: who sells the use of an AI model.

In:  an event of a contract, with its links.
Out: the sides of the two who conclude it, if it is about the use of a model (生成AIの利用契約): who makes models is paid,
     whatever else the other sells (contract, section 3).
"""

from __future__ import annotations

import re
from functools import cache

from ..reading.events import Event
from ..words import words

#: What the use of a model only needs, brings or leads to: 生成AIの利用に必要な計算資源, 生成AIの利用急増を受け.
_FOR_ITS_USE = re.compile("(?:の?(?:拡大|急増|増加|増|普及|広がり|伸び)|者|データ|基盤|環境|(?:に|へ)(?:必要|向け|備え|欠か|使|伴|対応)|を(?:支え|見込|見据|促)|のため|が(?:広|増|進|拡))")


@cache
def _model_use() -> re.Pattern[str]:
    """What says that an AI model itself is what is used: 生成AI「双葉」のAPI利用; but not 生成AI向けの計算資源の利用."""
    return re.compile(rf"(?:{words('ai model')})(?:(?:の|を|サービス|機能|製品|「[^「」]{{1,20}}」|\([^()]{{1,20}}\)|[ 「]?[A-Za-z0-9.]{{1,12}}」?)){{0,3}}(?:利用|使用|ライセンス|API)")


def sells_model(event: Event) -> dict[str, str]:
    """The side of each who concludes a contract on the use of an AI model with its maker."""
    s = event.sentence
    if event.frame not in ("contract", "lease") or event.inverse or event.type not in ("supply", "compute_contract"):
        return {}
    if not any(not _FOR_ITS_USE.match(s.text, m.end()) for m in _model_use().finditer(s.text, 0, event.trigger.end - s.start)):
        return {}
    firm = [k for k in event.links if k.chunk >= 0 and k.case in ("subj", "com") and k.weight >= 0.9 and k.name.label == "ORG"]
    sides = {c: "payee" if k.name.kind == "ai_lab" else "payer" for k in firm for c in k.name.canonical}
    return sides if len(set(sides.values())) == 2 else {}
