"""unreal: deals that did not come about, that are only supposed, or that a sentence only imagines.

In:  an event with the words that govern its deal word.
Out: whether it is no deal at all: 契約を結んでいない; 買収すべきだ; 1兆円を投じても驚かない; もし双葉電機が株を売れば、20億円を得られる.
"""

from __future__ import annotations

import re

#: A deal word whose own verb is denied (契約を結んでいない, 出資はしませんでした), or only supposed (買収すれば, 出資するべきだ).
_UNREAL = re.compile(
    r"(?:は)?(?:し|して(?:は)?い|(?:を|は)?(?:結んで|受けて|行って|行わ|考えて)い?)(?:ない|ませんでした|ません|なかった)(?!か)|(?:する)?(?:予定|計画|考え|余裕|つもり)は(?:ない|ありません)|した事実は"
    # not even talked of: 買収を検討していない, 検討しているかは分からない
    r"|(?:を|は)?(?:検討|協議|交渉|計画|想定|予定)(?:し(?:て(?:は)?い)?(?:ない|ません|なかった)(?!か|わけ)|しているか(?:どうか)?(?:は|も)(?:分から|不明|明らかでな))"
    r"|す?(?:る)?べき|(?:して|され)?(?:い)?すれば(?!よ)|(?:する|される)なら(?!で|い)|した(?:場合|ら(?!し))|しない限り"
    # the condition of something else: 電力の供給が受けられることを条件に契約する
    r"|[^、。]{0,12}ことを(?:条件|前提)に"
)
#: The same of a verb that is itself the deal word: 加わっていない, 投じなかった, 売らない.
_VERB_DENIED = re.compile(r"(?:っ|し|じ|い|き|わ|ら|か|さ|せ|れ|け|め|べ|え)?(?:[てで](?:は)?い)?(?:ない|なかった|ませんでした|ません)(?!か)")
#: What was done at some time is told as a merit, and neither when nor for how much: 協業してきた実績もある.
_MERIT = re.compile(r"(?:を)?(?:し|行っ|結ん|重ね)(?:て(?:き|い))?た(?:実績|経験)(?:が|も)(?:ある|あり|あっ|豊富|多)")
#: What is only imagined; but not what is under way (もし買収が成立すれば).
_IMAGINED = re.compile(r"(?:もし(?!も?の|かすると)|もしも|仮に|かりに)(?:[^、。「」]|、){0,80}?(?:[えけげせてねべめれ]ば|なら|たら|だら|場合)、")
_COMES_ABOUT = re.compile("折り合|実現|成立|完了|承認|認可|認め|合意|まとま|決ま|通れ|計画通り|予定通り|否決|破談|失敗|できなけ|なけれ")
#: What would surprise nobody.
_NO_SURPRISE = re.compile(r"[^、。「」]{0,12}[てで]も(?:、)?(?:驚か|驚き|不思議|おかしく|意外)")


def is_unreal(event, scope: str) -> bool:
    """Whether what an event tells did not come about, is only supposed or imagined, or is told as a merit without day or sum; ``scope``: what governs its deal word."""
    if _is_imagined(event):
        return True
    if not event.trigger.row.word:
        return False
    if _NO_SURPRISE.match(scope):
        return True
    if _MERIT.match(scope) and event.amount is None and not event.dates and not event.capacities:
        return True
    return _UNREAL.match(scope) is not None or (event.trigger.row.verb and _VERB_DENIED.match(scope) is not None)


def _is_imagined(event) -> bool:
    """Whether the sentence of an event only imagines what would follow from a deal, or a deal that would follow."""
    s = event.sentence
    if not any(word in s.text for word in ("もし", "仮に", "かりに")):
        return False
    at = event.trigger.start - s.start
    return any(m.start() < at and not _COMES_ABOUT.search(m[0]) for m in _IMAGINED.finditer(s.text))
