"""implied: what tells of a deal in a sentence that has neither a deal word nor a sum.

In:  a sentence of the article, with its names.
Out: ``Trigger``s at the words that stand for a deal: the capacity of a site (双葉通信は90メガワットの
     新キャンパスを発表した), what makes it as large or puts so many chips in place (双葉通信は容量を90メガワットに
     広げる, 9万基のGPUを配備する), the talks that one has with another (双葉電機は星野電工と協議中だ) or on the use
     of what another makes (双葉電機は星野電工の半導体の採用に向け協議している), what two do jointly (双葉電機と
     星野電工は配送を共同で始める), and that one becomes a customer of what another runs (双葉AIは星野電工の
     データセンターの最初の顧客になる), which says that they have a contract, and that electricity is sold to
     somebody (発電所の電力を、双葉電機に販売する).
     Whether a deal is told at all is for the scorer to judge, as of a sum without a deal word.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...document import Article, Sentence
from ..reading.events import within
from ..words import words
from .triggers import Trigger, TriggerRow

#: What a capacity says the size of, right behind it: 90メガワット規模の新キャンパス, 40MWの太陽光発電所.
_OF_SITE = re.compile(rf"(?:規模|級|超|以上|相当|分)?の?[^、。はがをにで0-9]{{0,12}}?(?:{words('site')})")
_POWER = re.compile(r"ワット|[MGk]W")
_SITE_ROW = TriggerRow("(capacity)", False, "build", 0, ("capacity",), (), ())

#: What makes a capacity as large, right behind it: 90メガワットに広げる, 1ギガワット増やす.
_ENLARGED = re.compile(rf"(?:規模|程度|以上|超|弱|強|分)?(?: ?(?:に|へ|まで))?(?: ?[0-9.]+ ?倍(?:超|以上|強|弱)?)?[^、。はがを0-9]{{0,6}}(?P<verb>{words('enlarges')})| ?(?:規模|程度|以上|超|級)?(?:を|という)(?:目標に|目標と?して|目標を)?(?P<aims>掲げ|目指)")
#: What is as large, before it: データセンターの容量を.
_LARGE = re.compile(rf"(?:{words('site')}|{words('output')})")
#: What puts chips in place, or the site that holds them: 9万基のGPUを全国に配備する, 9万基のGPUを備えた計算拠点.
_DEPLOYED = re.compile(rf"[^、。はがを]{{0,20}}を[^、。はがを]{{0,10}}?(?P<verb>{words('deploys')})")
_HOLDING = re.compile(rf"[^、。はがを]{{0,16}}(?:規模の|を(?:含む|備え[るた]|搭載する|搭載した|収容する|収める|持つ))[^、。はがを]{{0,12}}?(?:{words('site')}|AIファクトリー)")
_CHIPS = re.compile(rf"{words('deploys')}|(?:GPU|TPU|半導体|チップ)[^、。はがを]{{0,12}}を(?:含|備|搭載|収)")

#: What one does with whom one talks to; a council or a bargaining chip is none.
_TALKS = r"協議(?![会体])|交渉(?![力人術]|材料|中断)|話し合|商談"
#: Talks that go on or came to nothing; whoever has talked may have settled anything.
_TALK = re.compile(rf"(?:{_TALKS})(?=い?(?:中|を[^、。]{{0,6}}(?:進め|続け|重ね|始め|行|開始|して)|し?(?:合っ)?て(?:い|お)|っ?て(?:い|お)|が(?:続|進|大詰|決裂|終了|中断|物別れ)|(?:を|は)(?:終了|打ち切|中断|中止)|に(?:入|臨)|段階|[。」]|$|も(?:進|続)))")
#: What stands behind the name of whom one talks to: 星野電工と, 星野電工側との, 星野電工などとも.
_WITH = re.compile(r"(?:社|側|陣営|など|等|ら)*[」』]?と(?:の|は|も|、)?(?!し|い[うっ]|な[るっ]|す[るべ]|み|同|比|異)")
#: The row of each such word; whom one talks to stands in the case of a partner.
_TALK_ROWS = {w: TriggerRow(w, False, "partner", 0, ("com",), (), ()) for w in ("協議", "交渉", "話し合", "商談")}
#: That several do business together; who speak, sue or meet together do none with each other.
_JOINTLY = re.compile(rf"(?:共同で|一緒に(?!な)|(?<=と)(?:ともに|共に)、)(?!発表|声明|公表)(?=[^。]{{0,30}}?(?:{words('joint deed')}))(?![^。]{{0,24}}(?:{words('no business')}))")
_JOINT_ROW = TriggerRow("共同で", False, "partner", 0, ("com",), (), ())

#: Use that is talked about or looked into is more than mere use: 星野電工の半導体の採用に向け協議している, 導入を検討する.
_USE_TALKED_OF = re.compile(rf"(?P<use>採用|導入|使用|利用|活用)(?:する(?:こと|方向|案|計画))?(?:を|に|で|の)[^、。はが]{{0,12}}?(?:{_TALKS})(?:を[^、。]{{0,6}}|し|中|に)")
_USE_ROW = TriggerRow("(use)", False, "buy", 1, ("learned", "goods"), (), ())


#: That one becomes a customer of what another runs: データセンターの最初の顧客になる.
_CUSTOMER = re.compile(rf"(?:{words('which customer')})の?(?:大口)?(顧客|テナント|利用者|ユーザー)(?=[にと]な(?:る|り|れ|っ(?!て(?:い|お))))")
_RENTED = re.compile(rf"データセンター|計算拠点|キャンパス|{words('service')}")
#: Of what kind the contract is, follows from what is sold.
_CUSTOMER_ROW = TriggerRow("契約", False, "contract", 1, (), (), ())

#: That electricity is sold to somebody, with whom it is for in between: 電力を双葉電機に販売する. It tells the same as 電力を供給.
_POWER_SOLD = re.compile("(?:電力|電気)(?:の全量|の一部)?を、?[^。をは]{0,40}?(?P<verb>販売(?!会社|代理|価格|量|額|網|店|先)|卸売|融通|供給)")
_POWER_SOLD_ROW = TriggerRow("電力を供給", False, "powersell", 1, (), (), ())


def may_tell(text: str) -> bool:
    """Whether a text may hold what tells of a deal by itself, for the gate: a capacity of power, chips that are put in place, with と talks behind it, a joint deed or a new customer."""
    at = text.find("と")
    return bool(_POWER.search(text) or _CHIPS.search(text) or _USE_TALKED_OF.search(text) or (at >= 0 and _TALK.search(text, at)) or _JOINTLY.search(text) or _CUSTOMER.search(text) or _POWER_SOLD.search(text))


def implied(article: Article, s: Sentence) -> list[Trigger]:
    """The capacities of sites, or else the talks with somebody who is named, or what several who are named do jointly, as anchors."""
    text = article.text
    measured = within(article.capacities, s)
    sites = [Trigger(c.start, c.end, _SITE_ROW) for c in measured if (_OF_SITE if c.unit == "W" else _HOLDING).match(text, c.end, s.end)]
    return sites or _made_so_large(text, s, measured) or _use(article, s) or _talks(article, s) or _jointly(article, s) or _customer(article, s) or _sold_power(article, s)


def _made_so_large(text: str, s: Sentence, measured: list) -> list[Trigger]:
    """The first verb that makes a site as large as a capacity says, or puts so many chips in place."""
    for c in measured:
        if c.unit == "GPU":
            m = _DEPLOYED.match(text, c.end, s.end)
        else:
            m = _ENLARGED.match(text, c.end, s.end) if _LARGE.search(text, s.start, c.end) else None
        if m is not None:
            verb = "aims" if m.re is _ENLARGED and m["verb"] is None else "verb"
            return [Trigger(*m.span(verb), _SITE_ROW)]
    return []


def _use(article: Article, s: Sentence) -> list[Trigger]:
    """The use of what somebody else makes, of which talks are told."""
    m = _USE_TALKED_OF.search(article.text, s.start, s.end)
    return [Trigger(*m.span("use"), _USE_ROW)] if m and len({n.canonical for n in within(article.names, s)}) > 1 else []


def _talks(article: Article, s: Sentence) -> list[Trigger]:
    """The first word of talks behind a name with と."""
    for n in (*within(article.names, s), *within(article.doubtful, s)):
        if n.label not in ("ORG", "GOV") or not (to := _WITH.match(article.text, n.end, s.end)):
            continue
        if m := _TALK.search(article.text, to.end(), s.end):
            return [Trigger(m.start(), m.end(), _TALK_ROWS[m.group()])]
    return []


def _jointly(article: Article, s: Sentence) -> list[Trigger]:
    """The first word that says that those who are named before it act together."""
    m = _JOINTLY.search(article.text, s.start, s.end)
    if m is None:
        return []
    names = (*within(article.names, s), *within(article.doubtful, s))
    several = {c for n in names if n.end <= m.start() and n.label in ("ORG", "GOV") for c in n.canonical}
    return [Trigger(m.start(), m.end(), _JOINT_ROW)] if len(several) > 1 else []


def _customer(article: Article, s: Sentence) -> list[Trigger]:
    """That somebody becomes a customer, beside whom somebody else is named."""
    m = _CUSTOMER.search(article.text, s.start, s.end)
    names = {c for n in within(article.names, s) if n.label == "ORG" for c in n.canonical}
    if m is None or len(names) < 2:
        return []
    rented = _RENTED.search(article.text, s.start, m.start()) is not None
    return [Trigger(m.start(1), m.end(), replace(_CUSTOMER_ROW, frame="lease") if rented else _CUSTOMER_ROW)]


def _sold_power(article: Article, s: Sentence) -> list[Trigger]:
    """That electricity is sold by one who is named to another."""
    m = _POWER_SOLD.search(article.text, s.start, s.end)
    names = {c for n in (*within(article.names, s), *within(article.doubtful, s)) if n.label in ("ORG", "GOV") for c in n.canonical}
    return [Trigger(*m.span("verb"), _POWER_SOLD_ROW)] if m and len(names) > 1 else []
