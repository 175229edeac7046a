"""unreal: deals that did not come about, that are only supposed, or that a sentence only imagines; deal words that tell of none.

In:  an event with the words that govern its deal word.
Out: whether it is no deal at all: 契約を結んでいない; 買収すべきだ; 1兆円を投じても驚かない; もし双葉電機が株を売れば、20億円を得られる;
     whether its word only says by what another deal is told, ended, dated or summed up (両社の合意によると).
"""

from __future__ import annotations

import re

from ..signals.times import SINCE
from ..words import pattern, words

#: A deal word whose own verb is denied (契約を結んでいない, 出資はしませんでした), or only supposed (買収すれば, 出資するべきだ).
_UNREAL = re.compile(
    r"(?:は)?(?:し|して(?:は)?い|(?:を|は)?(?:結んで|受けて|行って|行わ|考えて)い?)(?:ない|ませんでした|ません|なかった)(?!か)|(?:する)?(?:予定|計画|考え|余裕|つもり)は(?:ない|ありません)|した事実は"
    # not even talked of: 買収を検討していない, 検討しているかは分からない
    r"|(?:を|は)?(?:検討|協議|交渉|計画|想定|予定)(?:し(?:て(?:は)?い)?(?:ない|ません|なかった)(?!か|わけ)|しているか(?:どうか)?(?:は|も)(?:分から|不明|明らかでな))"
    # 電力を供給するかどうかは不明だ
    r"|(?:する|できる|される)?かどうかは(?:分から|わから|不明|不透明|未定|明らかでな|明らかになってい?な)"
    r"|す?(?:る)?べき|(?:して|され)?(?:い)?すれば(?!よ)|(?:する|される)なら(?!で|い)|した(?:場合|ら(?!し))|され(?:た場合|れば)|しない限り"
    # the condition of something else: 電力の供給が受けられることを条件に契約する
    r"|[^、。]{0,12}ことを(?:条件|前提)に"
)
#: What somebody forbids others to buy or to sell: 政府はGPUの購入を禁じた.
_FORBIDDEN = re.compile("(?:を|は|が)?(?:全面的に|事実上)?(?:阻止|禁止|禁じ|制限|規制|差し止め)")
#: What is no part of the terms of another deal: 条件に森田機工の株式取得は含まれていない, 受託生産する事業は契約に含まれていない.
_NOT_IN, _TERM = r"含(?:まれて(?:は)?い|まれ|んで(?:は)?い|ま)(?:ない|ませ)", "(?:条件|契約|合意|取引|提案|案件|枠組み)(?:の[^、。]{1,8})?に(?:は)?"
_LEFT_OUT, _TERMS = re.compile(rf"(?:は|も|が)?(?:[^、。はがを]{{0,12}}に)?(?:は)?{_NOT_IN}"), re.compile(_TERM)
_NOT_IN_TERMS = re.compile(rf"[^、。]{{0,32}}?(?:は|も)[^、。はがを]{{0,24}}?{_TERM}{_NOT_IN}")
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
    if event.frame in ("buy", "provide", "lease") and _FORBIDDEN.match(scope):
        return True
    if _NO_SURPRISE.match(scope) or (_LEFT_OUT.match(scope) and _TERMS.search(event.sentence.text)) or _NOT_IN_TERMS.match(scope):
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


#: A report that turns out wrong: 買収するとの報道を否定した.
_DENIED = re.compile(rf"と(?:の|いう)(?:一部)?(?:報道|観測|憶測|うわさ|噂|見方|情報)(?:を|は|について|に対し|に関し)[^。]{{0,20}}(?:{words('denies')})")


#: The same in the words of who denies it: 調達の報道に対し「虚偽だ」と否定.
_CALLED_FALSE = re.compile(r"(?:に対し(?:て)?|について|を)[^。「」]{0,12}「[^「」]{0,8}(?:虚偽|フェイク|でたらめ|デマ|うそ|嘘|誤報|事実(?:で|と|に)[^「」]{0,4}な|真実では)[^「」]{0,12}」(?:だ|など)?(?:と|として)")


#: What only could be done, with a thing and not with a sum that is granted: 融資可能な事業; but not 借入可能な金額.
_COULD_BE = re.compile("可能な(?!限り|[^、。]{0,8}(?:枠|額|契約|条項|ローン|権|上限))")


def denied(event) -> bool:
    """Whether the sentence says that what was reported of an event is wrong, or that it only could be done."""
    text, end = event.sentence.text, event.trigger.end - event.sentence.start
    if text.startswith("可能", end) and _COULD_BE.match(text, end):
        return True
    return _DENIED.search(text, end) is not None or ("「" in text and _CALLED_FALSE.search(text, end) is not None)


#: A deal word that only says where the terms are from: 両社の合意によると.
_SOURCE = re.compile(r"(?:書|データベース|資料|統計)?(?:に|の内容に)(?:よると|よれば|よりますと)")


#: That it only says when the shares or bonds of another one were taken: 発行時に80億円を引き受けた.
_AT_ISSUE = re.compile("時に(?:は)?")


#: Or since when something is so: 建設が始まって以来、地元の企業は契約を受け取った.
_BEGUN_SINCE = re.compile(r"(?:工事|作業)?[がを]?[^、。がを]{0,14}(?:始まっ|始め|開始し|開始され|着手し)て(?:以来|から)")


def is_source(event, told: set[int]) -> bool:
    """Whether a deal word only says by what the deal words behind it are told, or when; ``told``: the chunks of all."""
    s, end = event.sentence, event.trigger.end - event.sentence.start
    if not any(x > event.facts["chunk"] for x in told):
        return False
    if event.frame == "build" and _BEGUN_SINCE.match(s.text, end) is not None:
        return True
    return _SOURCE.match(s.text, end) is not None or (event.frame in ("borrow", "raise") and _AT_ISSUE.match(s.text, end) is not None)


#: An agreement that only ends another deal: 契約を解除することで合意した, 相互に合意し、契約を終了する.
_ENDS = "(?:解除|解消|終了|中止|撤回|打ち切|取りやめ|破棄|白紙)"
_TO_END = re.compile(rf"{_ENDS}(?:[^、。]{{0,6}}(?:こと|方向|方針)で|に)(?:相互に|互いに|双方が|両社が)?$")
_AND_ENDS = re.compile(rf"(?:し|して|の上|のうえ)、?[^。、がは]{{0,16}}(?:契約|計画|合意|買収|提携|統合|合併|合弁)を{_ENDS}")


def only_ends(event, told: set[int]) -> bool:
    """Whether a deal word is the agreement to end the deal of another one of its sentence; ``told``: the chunks of all."""
    s, t = event.sentence, event.trigger
    if not t.text.startswith("合意") or len(told) < 2:
        return False
    at = t.start - s.start
    return _TO_END.search(s.text, max(0, at - 24), at) is not None or _AND_ENDS.match(s.text, t.end - s.start) is not None


#: How long ago the deal of a deal word is told to be, by which another is dated.
_SINCE = re.compile(SINCE)


#: What is so once a deal is done: 譲渡後の出資比率は、双葉電機が5割、星野電工が3割となる.
_STATE_BEHIND = re.compile(r"(?:の?(?:完了|実行|成立))?後の[^、。はが]{0,10}?(?:比率|割合|株主構成|持ち?分|持ち?株)")
_SHARE = re.compile("[0-9](?:%|割)")


def dates_another(event) -> bool:
    """Whether a deal word without a sum only tells how long ago another deal was (星野AIとの契約から2カ月後、双葉電機は森田電力と提携した), or any what is so behind it."""
    s = event.sentence
    if _STATE_BEHIND.match(s.text, event.trigger.end - s.start) and len(_SHARE.findall(s.text)) > 1:
        # what one alone comes to hold is that of the deal
        return True
    return not event.figures and _SINCE.match(s.text, event.trigger.end - s.start) is not None


#: What a company has in all its contracts together: 受注残高1000億円超、契約総額は1030億円; 契約総額1030億円を投資家に説明した.
_BACKLOG, _TO_OWNERS = re.compile("受注残|契約残高|契約済み"), re.compile(r"(?:超|規模)?を(?:投資家|株主|アナリスト)[^。、はが]{0,6}(?:説明|提示|開示|示)")


def is_backlog(event) -> bool:
    """Whether the sum of an event is all that its company has under contract with whomever, no deal (contract, section 1)."""
    s = event.sentence
    if event.trigger.text != "契約総額" or event.amount is None:
        return False
    return _BACKLOG.search(s.text) is not None or _TO_OWNERS.match(s.text, event.amount.end - s.start) is not None


#: What makes the deals before it examples: 双葉電機の買収や星野電工への出資のように, 買収といった.
_EXAMPLES = ("といった", "など", "をはじめ")


#: How the deal just told is ranked: 20億円を調達し、業界で過去最大の資金調達となった.
_LARGEST, _RANKS = re.compile("(?:最大|最高|最多)(?:規模|級|額)?の$|(?:最大|最高)(?:規模|級)?$"), re.compile("(?:案件|ラウンド)?と?な(?:る|り|っ)")


def sums_up(event, told: set[int]) -> bool:
    """Whether a deal word only sums up those told before it: 双葉電機による買収や星野電工への出資のように、大型の案件が続く; ``told``: the chunks of all."""
    chunks, at, p = event.chunks, event.facts["chunk"], event.facts["pred"]
    s, t = event.sentence, event.trigger
    if any(x < at for x in told) and _RANKS.match(s.text, t.end - s.start) and _LARGEST.search(s.text, max(0, t.start - s.start - 12), t.start - s.start):
        return True
    if p is None or p <= at or event.cases[at] not in ("subj", "topic"):
        return False
    if not pattern("in_a_row").match("".join(c.text for c in chunks[at + 1 : p + 1])):
        return False
    before = ((chunks[x], next((c for c in chunks[x + 1 : at] if c.paren == chunks[x].paren), None)) for x in told if x < at)
    return any(c.func.startswith(_EXAMPLES) or (n is not None and n.text == "よう") for c, n in before)
