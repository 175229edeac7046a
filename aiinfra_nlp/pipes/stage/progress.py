"""progress: how far a plant has come that money is spent on, where the text says so beyond doubt.

In:  an event of spending or building, with its stage, and the sentence before it.
Out: ``facts["progress"]``: ``cancelled`` where a plan came to nothing (投じる計画だったが、申請は却下された),
     ``agreed`` where building has begun or goes on (建設を開始した, 80億円をかけて工場を建てている),
     ``completed`` where the plant stands (新棟が稼働した。投資額は80億円), ``planned`` of what may be spent, or an empty string; and ``facts["to begin"]`` where ground is to be broken next year. What is spent on it has
     come as far (contract, section 4), though the words of the sum alone sound like a plan.
"""

from __future__ import annotations

import re

from ...document import Article, Sentence
from ..reading.events import Event
from ..words import pattern, words
from .begun import BESIDES

#: That building has begun, behind a word of building: を開始いたしました, に着手した, 工事が始まった, 建設段階にある.
_BEGUN = re.compile(r"段階に(?:あ[るり]|入っ(?:た|てい|ており))|(?:作業|工事)?(?:を|に|が)(?:本格的に|すでに|既に)?(?:開始|着手|始め|始まっ|始まり|スタート)(?:し|いたし|致し|させ|され)?(?:た|まし|てい|ており)(?!ら|い|ばかりの|[0-9]|第|[一-龥]{2,3}[都道府県市])(?![^、。]{0,12}(?:とは別に|に加え|のほか))")
#: That it goes on, at the end of a clause: データセンターを構築中。
_UNDER_WAY = re.compile("中(?:だ|である|です|で、|で。|。|、|$)")
_BUILDING = re.compile("建設|整備|造成|工事|構築|増設|新設|拡張")
#: And that it begins by a ceremony that was held, or does so in a headline without a day to come: 着工した, 新工場に着工.
_HELD = re.compile(r"(?:(?:し|いたし)(?:た|まし|てい)|式?(?:を|が)[^。はがを]{0,20}(?:開い|行っ|開かれ|行われ|実施し|実施され)(?:た|まし))(?!ら)")
_HEADED, _DAY = re.compile(r"(?:[\s、。]|$)"), re.compile(r"[0-9年月日春夏秋冬頃ごろ中内期度]に?$")
#: That somebody is at it: 建てている, 整備しており.
_AT_IT = re.compile(r"(?:し|を進め)?て(?:い(?:る|ま)|おり|い$)")
#: How a sentence ends that says of a plant that it is there: 新棟が稼働した, 運用を始めたと発表した; or that its building has begun.
_SAID = r"(?:と、?[^、。]{0,14}(?:発表|公表|明らかに|述べ|説明|伝え)[^、。]{0,6})?。?$"
_STANDS = re.compile(rf"(?:(?:完成|竣工|稼働|開業|開所)(?:し|いたし|させ)|(?:運用|運転|操業|生産|量産|稼働)(?:を|が)(?:開始し|始め|始まっ))(?:た|ました|ている|ています){_SAID}")
_BUILDS = re.compile(rf"(?:(?:着工|起工)(?:し|いたし)た|(?:起工式|地鎮祭)(?:を|が)[^、。はがを]{{0,10}}(?:開い|行っ|開かれ|行われ|執り行われ|実施し|実施され)た|(?:建設|工事)(?:を|が|に)(?:開始し|始め|始まっ|着手し)(?:た|ました)){_SAID}")
#: What was a plan once and came to nothing: 投じる計画だったが、申請は却下された.
_OFF = re.compile(rf"[^。、]{{0,12}}(?:計画|予定|方針|構想|意向)だった(?:が|ものの|けれども?|のに)、[^。]{{0,40}}?(?:{words('came to nothing')})")
#: What is yet to come of it.
_AHEAD = re.compile(words("still ahead"))


#: Before the sum in a bracket, that building is under way: 新工場に着手(15億円).
_SET_ABOUT = re.compile(r"(?:着手|着工|起工)(?:し(?:た|ました)?)?\((?:総)?(?:投資額|事業費)?(?:は|:)?(?:約|計)?$")


def progress(article: Article, event: Event) -> str:
    """How far the plant of an event has come."""
    if event.type == "capex" and "だった" in event.sentence.text and _OFF.match(event.sentence.text, event.trigger.end - event.sentence.start):
        return "cancelled"
    if event.type != "capex" or event.facts["unreal"] or event.status in ("cancelled", "in_talks"):
        return ""
    if event.frame == "build" and event.trigger.row.word:
        if _BEGUN.match(event.facts["scope"]) or _UNDER_WAY.match(event.facts["scope"]) or (event.status in ("agreed", "completed") and pattern("breaks ground").search(event.trigger.text) and _is_held(event)):
            return "agreed"
        event.facts["to begin"] = pattern("breaks ground").match(event.trigger.text) is not None and _YET.match(event.facts["scope"]) is not None and _NEXT.search(event.sentence.text[: event.trigger.start - event.sentence.start]) is not None
    if not event.trigger.row.word and event.amount is not None and _SET_ABOUT.search(article.text, max(event.sentence.start, event.amount.start - 12), event.amount.start):
        return "agreed"
    if event.facts.get("spent before") or _was_spent(event):
        return "completed"
    if event.facts.get("to be spent") or event.trigger.text.endswith("枠"):
        # 80億円の投資枠を設けた: what may be spent
        return "planned"
    return _at_it(event) or _of_its_cost(article, event)


#: That ground is to be broken, and that it will be next year.
_YET, _NEXT = re.compile("する(?:。|$|と、|予定|計画|方針|見通し|見込み)"), re.compile("(?:来年度?|来[春夏秋冬]|再来年度?|来年[0-9]{1,2}月|来月)(?:前半|後半|初め|初頭|半ば|末|末まで|早々|中)?に?(?:も)?$")


#: A year that is over, and that a sum was spent in it: 昨年度に80億円を設備投資に費やし、.
_LAST_YEAR = re.compile(r"(?:昨年度?|前年度|前期|一昨年度?|昨期)(?!比|並|同|度?の(?:計画|予算))")
_SPENT = re.compile(r"に(?:費やし|投じ|充て|使い|使っ|投入し)(?:、|て|た|まし)")


def _was_spent(event: Event) -> bool:
    """Whether the clause of an outlay says that its sum was spent last year, whatever is planned for this one."""
    s, t = event.sentence, event.trigger
    if event.amount is None or not event.amount.start < t.start or _SPENT.match(s.text, t.end - s.start) is None:
        return False
    clause = s.text[: event.amount.start - s.start]
    return len(clause) <= 40 and _LAST_YEAR.search(clause) is not None


def _is_held(event: Event) -> bool:
    """Whether a sentence tells that ground was broken, and not that it will be: 10月に着工 may be next October."""
    s, t = event.sentence, event.trigger
    if (held := _HELD.match(s.text, t.end - s.start)) is not None:
        # 着工した工場とは別に: another one
        return BESIDES.match(s.text, held.end()) is None
    return s.heads and _HEADED.match(s.text, t.end - s.start) is not None and s.text[: t.start - s.start].endswith("に") and _DAY.search(s.text[: t.start - s.start]) is None


def _at_it(event: Event) -> str:
    """``agreed`` where the clause that a sum is spent in goes on with a plant that is being built: 80億円をかけて工場を建てている."""
    chunks, at = event.chunks, event.facts["chunk"]
    c = chunks[at]
    if event.frame != "spend" or event.amount is None or not c.pred or c.adnominal or (c.func or c.text)[-1:] not in ("て", "で", "じ", "し"):
        return ""
    for x in chunks[at + 1 :]:
        if x.paren != -1 or (x.names and x.func.startswith(("は", "が", "も"))):
            return ""
        if x.pred and not x.attribute:
            if x.adnominal:
                # 80億円を投じて建設した拠点で、生産を始めた
                return ""
            begun = x.index > at + 1 and _BEGUN.match(event.sentence.text, chunks[x.index - 1].start + len(chunks[x.index - 1].text) - event.sentence.start)
            goes_on = pattern("made").match(x.text) and _AT_IT.match(x.func)
            return "agreed" if goes_on or (begun and _BUILDING.search(chunks[x.index - 1].text)) else ""
    return ""


def _of_its_cost(article: Article, event: Event) -> str:
    """What the sentence before tells of the plant whose cost an event is: 新棟が稼働した。総投資額は80億円だ."""
    s = event.sentence
    if event.amount is None or not pattern("cost of plant").fullmatch(event.trigger.text) or s.index == 0:
        return ""
    before: Sentence = article.sentences[s.index - 1]
    clause = s.text[: event.amount.end - s.start]
    if before.block != s.block or before.section != s.section or any(k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9 for k in event.links) or len(clause) > 40 or s.text.startswith("の", len(clause)):
        # 投資額は80億円の新工場は来年着工する: another plant
        return ""
    tail = before.text[-60:]
    if _STANDS.search(tail):
        return "" if _AHEAD.search(s.text) else "completed"
    return "agreed" if _BUILDS.search(tail) else ""
