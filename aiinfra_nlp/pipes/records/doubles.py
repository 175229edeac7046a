"""doubles: records that tell again what others tell.

In:  the drafts of an article's records: groups of events with their settled fields.
Out: the drafts without those that have no sum of their own and name nobody else, that are the total of the others, or that
     tell the same deal in a rounded or vague sum (contract, section 1).
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations

from ...document import Article
from ...gazetteer import Gazetteer
from ...grouping import anew_beside_done, beside_programme
from ...records import ROLES_OF, Figure
from ..names.shapes import is_kind
from ..reading.events import stated
from .distinct import next_round
from .merge import Group, near_amount, same_amount


def roles_of(f: dict) -> dict[str, str]:
    """The parties of a record that have a role of its type."""
    return {c: role for c, role in f["parties"].items() if role in ROLES_OF[f["type"]] and not is_kind(c)}


def measured(g: Group, f: dict) -> bool:
    """Whether a capacity stands near a deal word."""
    return any(abs(c.start - e.trigger.start) <= 80 for c in f["capacity"] for e in g.events)


#: Records of one article that are compared with each other; an archive in one text has thousands.
_MOST_DRAFTS = 60


def _size(f: dict) -> list:
    return [(c.value, c.low, c.high, c.unit) for c in f["capacity"]]


#: How much less or more than the whole its parts may come to together: 最大725億円 for grants of 724億円, 計約150億ドル.
_ROUNDED = (Decimal("0.94"), Decimal("1.03"))


def _is_sum_of_parts(f: dict, others: list[dict]) -> bool:
    """Whether a record adds up what others tell of each of its payers, or of each of its payees: 計150億ドル where A gives 100億 and B 50億 (contract, section 1)."""
    roles, whole = roles_of(f), f["amount"]
    value = None if whole is None else stated(whole)
    if whole is not None and not value:
        return False
    return any(_adds_up(f, others, roles, side, value) for side in ROLES_OF[f["type"]])


def _adds_up(f: dict, others: list[dict], roles: dict[str, str], side: str, value: Decimal | None) -> bool:
    """Whether others give each member of a side its part; of the whole itself only some may be named, or none, if the parts come to its sum."""
    members = {c for c, r in roles.items() if r == side}
    rest = {(c, r) for c, r in roles.items() if r != side}
    if len(members) < 2 and (value is None or not rest):
        return False
    parts: dict[frozenset[str], Decimal] = {}
    told: list[tuple[Figure, frozenset[str], Decimal]] = []
    for o in others:
        mine = roles_of(o)
        own = frozenset(c for c, r in mine.items() if r == side)
        # what is still talked about adds up nothing that was done before
        fits = o["type"] == f["type"] and not (f.get("status") == "in_talks" and o.get("status") == "completed") and own and o["amount"] is not None and rest <= {(c, r) for c, r in mine.items() if r != side}
        own_sum = stated(o["amount"]) if fits else None
        if own_sum is not None and (value is None or (o["amount"].currency == f["amount"].currency and own_sum < value)):
            parts[own] = parts.get(own, Decimal(0)) + own_sum
            told.append((o["amount"], own, own_sum))
    owners = {c for own in parts for c in own}
    if value is None:
        return parts.keys() == {frozenset((c,)) for c in members}
    if len(parts) > 1 and members <= owners and _ROUNDED[0] <= sum(parts.values()) / value <= _ROUNDED[1]:
        return True
    # where three or more that are told one after the other come to it, nobody else named beside two of them has any of it, whatever they got before
    if len(members & owners) < 2:
        return False
    sums, seen = Decimal(0), set()
    for _, own, part in sorted(told, key=lambda x: x[0].start):
        if own in seen:
            break
        seen.add(own)
        sums += part
        if len(seen) > 2 and Decimal("0.985") <= sums / value <= _ROUNDED[1]:
            return True
    return False


#: Before a sum that adds up what is told apart: 発表した分を足すと3兆円, 累計で.
_ADDED = re.compile(r"足[しす]|合算|累計")


def _stands_behind(article: Article, f: dict, words: re.Pattern[str], reach: int) -> bool:
    """Whether the sum of a record stands behind some words of its sentence, no farther than ``reach`` characters."""
    if f["amount"] is None or (s := article.sentence_at(f["amount"].start)) is None:
        return False
    return words.search(article.text, max(s.start, f["amount"].start - reach), f["amount"].start) is not None


def _is_running_total(article: Article, f: dict, others: list[dict]) -> bool:
    """Whether a sum only adds up what several of its members are told to spend, each for itself (contract, section 1)."""
    if not _stands_behind(article, f, _ADDED, 20):
        return False
    members = roles_of(f).items()
    return sum(o["type"] == f["type"] and o["amount"] is not None and 0 < len(roles_of(o)) < len(members) and roles_of(o).items() <= members for o in others) > 1


#: What a sum is that adds up all that is spent: 27年までの投資総額は約3兆7700億円になる.
_IN_ALL = re.compile(r"(?:投資|支出|調達|出資)?(?:総額|合計|累計)[^、。]{0,12}(?:は|が|で)[、約]{0,2}$|(?:合わせて|合計で?|累計で?|総額で?)約?$")


def _is_own_total(article: Article, f: dict, others: list[dict]) -> bool:
    """Whether a sum is called a total and is that of two or three others of the same parties (contract, section 1): 2兆円を投資する。これまでに1兆円を投資した。投資総額は3兆円になる."""
    whole = stated(f["amount"]) if f["amount"] is not None else None
    if not whole or not _stands_behind(article, f, _IN_ALL, 28):
        return False
    mine = [o["amount"] for o in others if o["type"] == f["type"] and roles_of(f).items() <= roles_of(o).items() and o["amount"] is not None and o["amount"].currency == f["amount"].currency]
    parts = {x for a in mine if (x := stated(a)) and x < whole}
    return any(_ROUNDED[0] <= sum(some) / whole <= _ROUNDED[1] for n in (2, 3) for some in combinations(sorted(parts)[:12], n))


#: A joint development, which is more than the tie-up that comes with a stake.
_DEVELOPS = re.compile(r"共同(?:で|の)?(?:研究)?開発")


def _develops_apart(g: Group, h: Group) -> bool:
    """Whether a tie-up is a joint development told in a sentence of its own (contract, section 1), and another record tells of something else."""
    own = {e.sentence.index for e in g.events if not e.sentence.heads and _DEVELOPS.search(e.sentence.text)}
    return bool(own - {e.sentence.index for e in h.events})


#: What two do of which a tie-up may only be the name.
_TRADED = frozenset(("investment", "compute_contract", "supply", "power"))


def _tie_later(f: dict) -> float:
    """Where a tie-up and a venture of as many companies stand: the surer first."""
    return -f.get("confidence", 0) if f["type"] in ("partnership", "joint_venture") and f["amount"] is None else 0.0


def _told_apart(g: Group, f: dict, rest: list[tuple[Group, dict]]) -> bool:
    """Whether a tie-up of several is only the name of what they are then told to buy of each other and give (contract, section 3): A、B、Cは提携した。CはAのクラウドを使い、BはCに出資する."""
    names = roles_of(f).keys()
    if f["type"] != "partnership" or f["amount"] is not None or len(names) < 3 or measured(g, f):
        return False
    at = max(e.sentence.index for e in g.events)
    parts = [(h, o) for h, o in rest if o["type"] in _TRADED and len(roles_of(o)) > 1 and roles_of(o).keys() <= names and any(0 <= e.sentence.index - at <= 3 for e in h.events)]
    return len(parts) > 1 and {c for _, o in parts for c in roles_of(o)} == names and not any(_develops_apart(g, h) for h, _ in parts)


def _in_its_line(g: Group, f: dict, h: Group, o: dict) -> bool:
    """Whether a tie-up is what the beginning of a line calls the contract that its next sentence tells, between the same (contract, section 3)."""
    if f["type"] != "partnership" or o["type"] not in _SOLD or f["amount"] is not None or roles_of(f).keys() != roles_of(o).keys():
        return False
    said = {e.sentence.block for e in h.events if e.frame == "contract" and not e.sentence.heads}
    return all(e.sentence.block in said and e.sentence.kind == "bullet" for e in g.events)


def _crossed(f: dict, o: dict) -> bool:
    """Whether two records tell what each of two gives to the other: AはBの3%を、BはAの1%を取得する."""
    mine, its = roles_of(f), roles_of(o)
    return f["type"] == o["type"] == "investment" and f["stake"] is not None and len(mine) > 1 and all(its.get(c, r) != r for c, r in mine.items())


def once(drafts: list[tuple[Group, dict]]) -> list[tuple[Group, dict]]:
    """Of records that say the same of the same parties, or of some of them, the one that says more: a deal is told once (contract, section 1).

    森田通信が50億円を出資した、このラウンドを主導した are two events of one deal; two payments of
    50億円 each, of a day of their own, are two.
    """
    out: list[tuple[Group, dict]] = []
    for g, f in sorted(drafts, key=lambda x: (-len(roles_of(x[1])), -x[1].get("confidence", 0))):
        roles = roles_of(f).items()
        if f["amount"] is None or not any(_same_deal(f, o) and not (_vaguely(f["amount"], o["amount"]) and _of_another(g)) and roles <= roles_of(o).items() and not any((a.facts.get("share") and a.facts["share"] != b.facts.get("share")) or next_round(a, b) or next_round(b, a) for a in g.events for b in h.events) for h, o in out):
            out.append((g, f))
    kept = {id(f) for _, f in out}
    return [x for x in drafts if id(x[1]) in kept]


def _same_deal(f: dict, o: dict) -> bool:
    """Whether two records have one type and one sum, which the first may tell vaguely, and no two days or stakes."""
    if f["type"] != o["type"] or o["amount"] is None or not (same_amount(f["amount"], o["amount"]) or _vaguely(f["amount"], o["amount"]) or _rounds(f, o) or _nearly(f["amount"], o["amount"])):
        return False
    days = [x["date"].iso for x in (f, o) if x["date"]]
    near = len(days) < 2 or days[0].startswith(days[1]) or days[1].startswith(days[0]) or any(_in_quarter(x, y) for x, y in (days, days[::-1]))
    return near and (f["stake"] is None or o["stake"] is None or f["stake"].value == o["stake"].value)


#: Behind a round sum that another falls just short of: 100億ドル近く for 97億ドル.
_SHORT_OF = re.compile("(?:近く|近い|弱|に迫る|に近い)$")


def _nearly(a, b) -> bool:
    """Whether the first sum is the second rounded up, as its word says: 100億ドル近く for 97億ドル."""
    return any(x is not None and x.currency == a.currency and x.value is not None and a.value and Decimal("0.9") <= x.value / a.value < 1 and _SHORT_OF.search(a.text) for x in (b, b.alt))


def _in_quarter(day: str, quarter: str) -> bool:
    """Whether a month or a day is one of a quarter: 2025-11-03, 2025-Q4."""
    return quarter[4:6] == "-Q" and len(day) > 6 and day[:4] == quarter[:4] and day[5:7].isdigit() and (int(day[5:7]) + 2) // 3 == int(quarter[6])


def _rounds(f: dict, o: dict) -> bool:
    """Whether a record tells in round figures, and without its other side, what another tells in full: AI企業をおよそ2000億円で買収する for 星野AIを13億ドル(約1980億円)で.

    What is sold is the same too where both sides are: 97億ドルの契約を結んだ, 100億ドル近くを支払う.
    """
    a, own = f["amount"], [x for x in (o["amount"], o["amount"].alt) if x is not None]
    sides = [set(roles_of(x).values()) for x in (f, o)]
    if f["type"] in _SOLD and roles_of(f) == roles_of(o) and len(sides[0]) > 1:
        return a.qualifier == "about" and a.currency == o["amount"].currency and near_amount(a, o["amount"])
    if f["type"] not in ("acquisition", "investment") or not roles_of(f).items() < roles_of(o).items() or sides[0] == sides[1] or ROLES_OF[f["type"]][0] not in sides[0] or a.qualifier != "about":
        return False
    return any(near_amount(a, x) for x in own if x.currency == a.currency or all(y.currency != a.currency for y in own))


#: That a sum is that of something else than what was told: 別の工場にも数百億円を投じる.
_ANOTHER = re.compile("(?:別の|ほかの|他の)(?:工場|拠点|施設|計画|事業|案件|会社)|ほかに")


def _of_another(g: Group) -> bool:
    return any(_ANOTHER.search(e.sentence.text) for e in g.events)


def _vaguely(a, b) -> bool:
    """Whether a sum is told in a number that leaves its first digit open and the other in full: 数百億ドル in the headline, 280億ドル below it."""
    if a.low is None or a.high is None or not a.text.startswith("数"):
        return False
    return any(x is not None and x.currency == a.currency and x.value is not None and a.low <= x.value <= a.high for x in (b, b.alt))


#: Types of what one buys of another, of which a mention without a sum or a capacity adds no second deal.
_SOLD = {"supply", "compute_contract"}


def _is_by_group(f: dict, o: dict) -> bool:
    """Whether a record is another one with the owner of one of its parties in the place of that one: アマゾンのAWSに40億円を払う is paid once, and アマゾンと契約した is no second contract."""
    mine, its = set(roles_of(f).items()), set(roles_of(o).items())
    if f["type"] != o["type"] or len(mine) < 2 or len(mine - its) != 1 or len(its - mine) != 1:
        return False
    if not (same_amount(f["amount"], o["amount"]) if f["amount"] is not None else f["type"] in _SOLD and o["amount"] is not None):
        return False
    (owner, role), (part, its_role) = (mine - its).pop(), (its - mine).pop()
    # a contract told again without a sum may name the part where the sum was told of the owner
    pairs = ((owner, part), (part, owner)) if f["amount"] is None else ((owner, part),)
    orgs = [(whole, Gazetteer.default().lookup(unit)) for whole, unit in pairs]
    return role == its_role and any(org is not None and org.parent == whole for whole, org in orgs)


def _one_tie(g: Group, f: dict, h: Group, o: dict) -> bool:
    """Whether two records are a tie-up and what is built under it by the same companies, as one sentence tells without a sum: 双葉電機は星野電工と提携し、5ギガワットの拠点を建てる."""
    if {f["type"], o["type"]} != {"partnership", "joint_venture"} or f["amount"] is not None or roles_of(f).keys() != roles_of(o).keys():
        return False
    mine, its = ({e.sentence.index for e in x.events} for x in (g, h))
    return mine <= its or (o["amount"] is None and not mine.isdisjoint(its))


def _only_measures(f: dict, o: dict) -> bool:
    """Whether a record only adds how much it is to one of the same two sides that tells neither a sum nor a size."""
    return f["type"] == o["type"] and f["type"] in (*_SOLD, "power") and o["amount"] is None and not o["capacity"] and len(set(roles_of(f).values())) > 1 and roles_of(f) == roles_of(o)


def _tie_of_stake(g: Group, f: dict, h: Group, o: dict) -> bool:
    """Whether a tie-up of two is the one that comes with a stake, and only says how much both build (contract, section 1): 10ギガワットの提携, 最大1000億ドルを出資."""
    two = f["type"] == "partnership" and o["type"] == "investment" and f["amount"] is None and len(roles_of(f)) == 2
    return two and roles_of(f).keys() == roles_of(o).keys() and o["status"] != "cancelled" and not _develops_apart(g, h)


def dedupe(article: Article, drafts: list[tuple[Group, dict]]) -> list[tuple[Group, dict]]:
    """Drop a record without a sum or capacity of its own whose parties another record of its type already has, a tie-up beside what is sold under it (contract, section 3), and a sum that is that of its parts."""
    if len(drafts) <= _MOST_DRAFTS:
        rest = [[f for _, f in drafts if f is not x[1]] for x in drafts]
        drafts = [x for x, others in zip(drafts, rest, strict=True) if not _is_sum_of_parts(x[1], others) and not _is_running_total(article, x[1], others) and not _is_own_total(article, x[1], others)]
        drafts = [x for x in drafts if not any(_in_its_line(*x, h, o) for h, o in drafts)]
        drafts = [x for x in drafts if not _told_apart(*x, drafts) and not any(_is_by_group(x[1], o) for _, o in drafts)]
    out: list[tuple[Group, dict]] = []
    for g, f in sorted(drafts, key=lambda x: (-len(roles_of(x[1])) - 2 * (x[1]["amount"] is not None), _tie_later(x[1]), x[1]["type"] not in _TRADED, -x[1].get("confidence", 0.0))):
        names, lone = roles_of(f).keys(), f["amount"] is None and not measured(g, f)
        told = [
            o for h, o in out
            if names <= roles_of(o).keys() and not _crossed(f, o)
            and (f["type"] == o["type"] or {f["type"], o["type"]} == _SOLD or (f["type"] == "partnership" and not _develops_apart(g, h)) or _one_tie(g, f, h, o))
            and not any(anew_beside_done(a, b) or beside_programme(a, b) for a in g.events for b in h.events)
        ]
        if f.get("holds") and all(o["status"] in ("in_talks", "planned") for o in told):
            # 追加出資を協議している。既に株式の11%を保有する
            told = []
        if f["amount"] is None and not lone and (same := next((o for o in told if _only_measures(f, o)), None)) is not None:
            # 双葉電機は星野AIに半導体を供給する。...半導体10万個を来年から供給する: the same, with how much
            same["capacity"] = f["capacity"]
            continue
        if not (lone and told) and not any(_one_tie(g, f, h, o) or _tie_of_stake(g, f, h, o) for h, o in out) and not any(f["amount"] is None and _size(f) == _size(o) for o in told):
            out.append((g, f))
    kept = {id(f) for _, f in out}
    return [x for x in drafts if id(x[1]) in kept]
