"""distinct: two events of which the language says that they are never one deal.

In:  two events of an article, in any order.
Out: whether they are two: clauses of two actors who each build something of their own (双葉電機は投資計画を
     進めているほか、星野電工も拠点を開いた), a purchase and the money that is raised for it (装置を購入する
     ため、20億円を調達する) or given for it ([星野電工が建設を検討する]工場に補助金を出す), a company that is
     founded and the money that it raises (新会社を設立し、10億円を調達した), shares and a guarantee besides (80億円を
     出資し、借り入れに保証を付ける), shares that two sell in two sentences, two that bid for one company at prices of their own,
     a purchase that is called off for another (星野電工からの購入をやめ、森田機工から買う),
     and a deal of today and one of before between the same (双葉電機は星野AIへの出資を協議している。昨年も出資した).
"""

from __future__ import annotations

import re

from ..kinds.trades import changes_over
from ..reading.events import Event
from ..syntax.clauses import given_for
from ..syntax.links import names_of
from ..words import words
from .merge import near_amount, same_amount

#: Frames of what one does on one's own account.
_OWN = ("build", "spend")
_RAISED = ("raise", "borrow")
_BOUGHT = ("buy", "lease", "powerbuy", "build", "stake", "acquire", "invest")
_GIVEN = ("grant", "getgrant", "lend", "invest")
#: Stages of what is not settled yet, and of what is done; what was agreed last month may be what is talked of.
_OPEN, _DONE = ("in_talks", "planned"), "completed"
#: Frames of money for a company.
_GIVES = ("invest", "stake", "acquire", "grant", "lend", "raise", "borrow")
_INTO = ("invest", "spend", "raise", "stake", "join")


def are_two(a: Event, b: Event) -> bool:
    """Whether two events never tell one deal."""
    if _other_items(a, b) or _by_means(a, b) or on_other_days(a, b) or _own_clauses(a, b) or _two_sellers(a, b) or _rival_bids(a, b) or _two_days(a, b) or _each_gives(a, b) or changes_over(a, b):
        return True
    return any(
        x.facts.get("besides") is y or _sold_on(x, y) or _pays_for(x, y) or _guarantees(x, y) or _is_given_for(x, y) or _founds(x, y) or _of_before(x, y) or _enlarges(x, y) or _works_on(x, y) or next_round(x, y)
        for x, y in ((a, b), (b, a))
    )


def _other_items(a: Event, b: Event) -> bool:
    """Whether two items of a page, each under a heading of its own, each name another one who acts: 2. 双葉電機、星野AIに400億円投資 / 3. 森田機工、出資総額が400億円超に."""
    if not a.facts.get("item") or not b.facts.get("item") or a.facts["item"] == b.facts["item"]:
        return False
    mine, its = (names_of(k for k in e.links if 0 <= k.chunk <= e.facts["chunk"] and k.case in ("subj", "by", "bare", "gen") and k.weight >= 0.3 and k.name.label == "ORG") for e in (a, b))
    return bool(mine and its) and mine.isdisjoint(its)


def _by_means(a: Event, b: Event) -> bool:
    """Whether one event is a means of raising money with a sum of its own, and the other another means or the whole: 増資で18億円、借り入れで12億円を調達した."""
    one, other = a.facts.get("sure type"), b.facts.get("sure type")
    if not (one or other) or "raise" not in (a.frame, b.frame) and "borrow" not in (a.frame, b.frame):
        return False
    if one and other and one != other:
        return True
    return a.amount is not None and b.amount is not None and a.sentence.index != b.sentence.index and not near_amount(a.amount, b.amount)


def on_other_days(a: Event, b: Event) -> bool:
    """Whether of a sentence one clause tells of a round and another of money that is given in another month: 7月に4億円を調達したほか、11月には星野電工も投資した."""
    first, last = sorted((a, b), key=lambda e: e.trigger.start)
    if a.sentence is not b.sentence or {a.frame, b.frame} not in ({"raise", "invest"}, {"raise", "spend"}):
        return False
    s, start, end = a.sentence, first.trigger.end, last.trigger.start
    if "、" not in s.text[start - s.start : end - s.start]:
        return False
    days = [[d.iso for d in a.dates if d.iso and "Q" not in d.iso and x <= d.start < y] for x, y in ((s.start, first.trigger.start), (start, end))]
    return all(days) and days[0][-1][:7] != days[1][-1][:7] and not any(x.startswith(y) for x, y in ((days[0][-1], days[1][-1]), (days[1][-1], days[0][-1])))


def _actors(e: Event) -> set[str]:
    return names_of(k for k in e.links if k.chunk >= 0 and k.case in ("subj", "by") and k.weight >= 0.9)


def _own_clauses(a: Event, b: Event) -> bool:
    """Whether two clauses of a sentence tell of two actors, of whom each builds or spends by himself."""
    if a.sentence is not b.sentence or not all(e.frame in _OWN and e.type == "capex" for e in (a, b)):
        return False
    mine, its = _actors(a), _actors(b)
    others = [names_of(k for k in e.links if k.case.startswith(("other", "bystander"))) for e in (a, b)]
    return bool(mine and its) and its <= others[0] and mine <= others[1]


def _two_sellers(a: Event, b: Event) -> bool:
    """Whether two sentences tell of shares that two sell, each for himself: 双葉電機は33%を譲渡する。星野電工も21%を譲渡する."""
    if a.sentence is b.sentence or not a.frame == b.frame == "stakesale":
        return False
    one, other = ({c for n in e.rule_roles.get("seller", ()) for c in n.canonical} for e in (a, b))
    return bool(one and other) and one.isdisjoint(other)


def _sold_on(buys: Event, sells: Event) -> bool:
    """Whether who is bought by one event sells something by the other: 双葉電機は星野電工を買収した。星野電工の米国事業は森田機工に譲渡された."""
    if buys.sentence is sells.sentence or not buys.type == sells.type == "acquisition" or "sides" not in sells.facts:
        return False
    sold = {c for c, side in sells.facts["sides"].items() if side == "seller"}
    bought = names_of(k for k in buys.links if k.chunk >= 0 and k.case in ("obj", "gen", "comp") and k.weight >= 0.7) & {c for n in buys.rule_roles.get("target", ()) for c in n.canonical}
    return bool(bought) and bought <= sold


#: What is bid for a share: 1株3200円, 1株当たり25ドル.
_A_SHARE = re.compile(r"[1一]株(?:当たり|あたり|につき)?(?:現金)?約?([0-9][0-9,.]*(?:万|千)?(?:円|ドル|ユーロ|ポンド|ペンス|元|ウォン))")


def _rival_bids(a: Event, b: Event) -> bool:
    """Whether two bid for a company, each at a price of his own: 双葉電機は1株3200円でTOBを始めた。森田機工は1株3500円で対抗する (contract, section 1)."""
    if a.type != "acquisition" or b.type != "acquisition" or a.frame != "acquire" or b.frame != "acquire":
        return False
    mine, its, (one, other) = _actors(a), _actors(b), (_a_share(e) for e in (a, b))
    return bool(one and other) and one != other and bool(mine and its) and mine.isdisjoint(its)


def _a_share(e: Event) -> str:
    """The price a share that stands nearest before the deal word of an event, else the first behind it."""
    text, at = e.sentence.text, e.trigger.start - e.sentence.start
    told = [(m.start(), m[1]) for m in _A_SHARE.finditer(text)] if "株" in text else []
    before = [price for i, price in told if i < at]
    return before[-1] if before else told[0][1] if told else ""


#: How a line of a chronology begins: 10月14日:双葉電機、, 2024年6月 双葉電機が.
_DAY = re.compile(r"[●■◆・\-* ]{0,3}(?P<day>(?:20)?\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,4}/\d{1,2}(?:/\d{1,2})?) ?(?:\([月火水木金土日]\))? ?[: |]")


def _two_days(a: Event, b: Event) -> bool:
    """Whether two lines of a chronology, each with a day of its own, tell what two others did: 6日:双葉電機、森田機工から装置を購入 / 9日:星野電工、森田機工から装置を購入."""
    if a.sentence is b.sentence or (one := _DAY.match(a.sentence.text)) is None or (other := _DAY.match(b.sentence.text)) is None or one["day"] == other["day"]:
        return False
    mine, its = (names_of(k for k in e.links if k.chunk >= 0 and k.case in ("subj", "by") and k.weight >= 0.5) for e in (a, b))
    return bool(mine and its) and mine.isdisjoint(its)


def _each_gives(a: Event, b: Event) -> bool:
    """Whether two sentences tell what two give, each as much as the other: 双葉電機は300億円を出資する。森田機工も300億円を出資する (contract, section 1)."""
    if a.sentence is b.sentence or not a.type == b.type == "investment" or a.frame not in _GIVES_TO or b.frame not in _GIVES_TO:
        return False
    if a.sentence.heads or b.sentence.heads or not (a.amount and b.amount and same_amount(a.amount, b.amount)):
        return False
    mine, its = _actors(a), _actors(b)
    if a.inverse or b.inverse or not mine or not its or not mine.isdisjoint(its):
        return False
    later = max((a, b), key=lambda e: e.sentence.index)
    also = any(later.chunks[k.chunk].func.startswith("も") for k in later.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9)
    return also or {a.amount.qualifier, b.amount.qualifier} == {"exact", "at_most"}


#: Frames of what one gives for shares.
_GIVES_TO = ("invest", "spend")


def _pays_for(buys: Event, raises: Event) -> bool:
    """Whether one event is the purpose for which the other raises money or buys what it needs: 装置を購入するために20億円を調達する, 星野電工に供給するため、部品を購入する."""
    sells_on = buys.frame == "provide" and raises.frame == "buy"
    if buys.sentence is not raises.sentence or not (sells_on or (buys.frame in _BOUGHT and raises.frame in _RAISED)) or not buys.trigger.start < raises.trigger.start:
        return False
    chunks, at, stop = buys.chunks, buys.facts["chunk"], raises.facts["chunk"]
    verb = next((c.index for c in chunks[at:stop] if c.pred), None)
    return verb is not None and verb + 1 < stop and chunks[verb].adnominal and chunks[verb + 1].text == "ため"


def _is_given_for(builds: Event, gives: Event) -> bool:
    """Whether one event tells what thing somebody else gives money for in the other: [双葉電機が建設を検討している]工場に対し、国が補助金を計上する."""
    if builds.sentence is not gives.sentence or builds.frame != "build" or gives.frame not in _GIVEN:
        return False
    gift = given_for(builds.chunks, builds.cases, builds.facts["chunk"])
    return gift is not None and gift[1] == gives.facts["chunk"]


def _guarantees(buys: Event, pledges: Event) -> bool:
    """Whether one event is of shares that somebody buys, or of what something costs, and the other of a guarantee: 政府は80億円を出資し、借り入れに保証を付ける."""
    if not pledges.trigger.text.endswith("保証") or pledges.type != "subsidy":
        return buys.sentence is pledges.sentence and buys.frame in ("invest", "stake") and pledges.trigger.text.endswith("保証")
    return buys.frame in ("invest", "stake") or (not buys.trigger.row.word and buys.amount is not None and buys.sentence is not pledges.sentence)


def _founds(founds: Event, raises: Event) -> bool:
    """Whether one event is the founding of the company that raises money in the other: 田中氏が新会社を設立し、10億円を調達した."""
    return founds.sentence is raises.sentence and founds.frame == "jv" and raises.facts.get("new firm", False)


def _works_on(works: Event, builds: Event) -> bool:
    """Whether one event is the work that somebody is paid for on what the other tells to be built: 双葉電機は拠点を新設する。施工は森田建設が担う。投資額は80億円."""
    return bool(works.facts.get("work")) and works.facts.get("plan") == "supply" and builds.frame in _OWN and builds.type == "capex"


#: When something was done, told of a deal that is another than the one of today: 昨年も, 前回のラウンドで, 2023年にも.
#: But 昨年からの協業, これまでの取引 and 過去最大 tell of something else, and すでに of a part of the same deal, unless it stands (すでに出資している).
_BEFORE = re.compile(rf"(?:{words('before now')}|前回)(?!から|最|の(?!ラウンド|調達|増資|出資))")
_SO_FAR = re.compile("すでに|既に|まで|先月")
_STANDS = re.compile("(?:し|を受け)?て(?:いる|おり|い[てた])")


def _of_before(new: Event, old: Event) -> bool:
    """Whether one event tells what is still open, for how much, and the other, without a sum, what was done before."""
    if old.facts.get("holds") and new.sentence is not old.sentence and new.amount is not None and new.status in _OPEN:
        # 追加出資を協議している。既に株式の11%を保有する
        return new.type == old.type and new.frame in _INTO
    if new.sentence is old.sentence or new.amount is None or old.amount is not None or new.status not in _OPEN or old.status != _DONE:
        return False
    if new.type != old.type or new.frame not in _INTO or old.frame not in _INTO:
        return False
    s, t = old.sentence, old.trigger
    told = [m[0] for m in _BEFORE.finditer(s.text, 0, t.start - s.start)]
    return any(not _SO_FAR.search(w) for w in told) or (bool(told) and _STANDS.match(s.text, t.end - s.start) is not None)


#: That a round was only just raised, and what is told of one to come.
_JUST, _COMING = re.compile("(?:を実施)?し(?:た|て)ばかり"), re.compile("[^。、]{0,24}(?:見込|見通|目指|交渉|協議|検討)")


def next_round(new: Event, old: Event) -> bool:
    """Whether one event tells of a round to come, and the other of one that was just raised, be it as large: 双葉AIは調達を協議している。先月30億円を調達したばかりだ."""
    if not _JUST.match(old.facts.get("scope", "")) or new.sentence is old.sentence or not new.frame == old.frame == "raise":
        return False
    return new.status in _OPEN or _COMING.match(new.sentence.text, new.trigger.end - new.sentence.start) is not None


#: That a sum is a part of another, or what is left of it.
_OF_ONE = re.compile("うち|残り|残る|初回|第[1-9一二三]弾|段階|分割|累計|計画を|から[^、。]{0,6}引き上げ")


def _enlarges(new: Event, old: Event) -> bool:
    """Whether one event tells what was given before the day of the other, which tells of another sum: 2023年に10億円を出資しており、30日、30億円を追加出資した (contract, section 1)."""
    if new.frame not in _GIVES or old.frame not in _GIVES or new.type != old.type or old.status != _DONE or not (new.amount and old.amount):
        return False
    if new.amount.currency != old.amount.currency or near_amount(new.amount, old.amount) or same_amount(new.amount, old.amount) or any(_OF_ONE.search(e.sentence.text) for e in (new, old)):
        return False
    before, now = ([d.iso for d in e.dates if d.iso and "Q" not in d.iso] for e in (old, new))
    return bool(before and now) and all(x[:7] < y[: len(x)][:7] for x in before for y in now)
