"""joining: who joins a deal that was told before, in a sentence that leaves out what he joins.

In:  an event whose sentence tells who gives, and the events before it.
Out: the event as of the deal before: 双葉電機が30億円を調達した。星野電工が主導し、森田機工も資金を投じた
     tells of three who give to 双葉電機; of a consortium that bids, who joins it bids too.
"""

from __future__ import annotations

import re

from ...document import Article
from ...records import ROLES_OF
from ..kinds.givers import givers_before, lent_part, link_to, listed_giver
from ..kinds.rounds import fits, gave_before, goes_into, note_round
from ..reading.events import Event
from ..syntax.chunks import Chunk
from ..syntax.clauses import closed
from ..syntax.links import Link, names_of
from ..words import ends_in, pattern, words

#: What one joins of a deal, in the case of に: 連合には, 融資団に, この枠組みにも, これには.
_WHOLE = re.compile(rf"(?:{words('whole')}|これ(?:ら)?|それ)$")
#: The roles of who joins a round, in the other deals that one may join.
_JOINS = {
    "acquisition": {"investor": "acquirer", "investee": "target"}, "financing": {"investor": "lender", "investee": "borrower"},
    # what a company spends on a project that others join they do together
    "capex": {"investor": "partner", "investee": "partner"}, "joint_venture": {"investor": "partner", "investee": "partner"}, "partnership": {"investor": "partner", "investee": "partner"},
}
#: What one does with others; who takes up or leads a round is nobody's partner.
_COMES_IN = re.compile("参加|参画|加わ|名を連ね|顔をそろえ|合流")
#: How far back the deal that somebody joins may be told, in sentences.
_REACH = 2
#: A longer list is one of links or of a register.
_MOST_MEMBERS = 60
#: What a company that one puts money into gets or gives besides.
_WITH_MONEY = ("supply", "compute_contract", "power", "partnership")
#: How far below the sentence above a list its items may stand, in sentences.
_MOST_ITEMS = 8
#: Frames of who gives to a company that needs no name where its round was told just before.
_GIVES = ("join", "invest", "spend", "raise")


#: Kinds of organisations that lend.
_LENDERS = ("bank", "insurer", "government", "institution", "agency", "ministry")
#: Who takes shares rather than lends.
_FOR_SHARES = re.compile("引受先|割当|リード|出資|投資家|株主")


#: Several who bid or act together under no name, as one says who is among them: 連合体には双葉電機も参画.
_UNION = re.compile("企業連合|連合体?|コンソーシアム|陣営")


def _same_union(event: Event, of: Event) -> bool:
    """Whether somebody is told to be among those who together buy what was told just before: 連合体は星野電工を買収する。連合体には双葉電機も参画する."""
    m = _union(event)
    return bool(m) and of.type == "acquisition" and m in of.sentence.text


def _union(event: Event) -> str:
    """What the clause of a deal word calls those among whom somebody is: 連合体には…も参画, コンソーシアムは「青葉連合」で、…も名を連ねる."""
    return next((m[0] for c in event.chunks[: event.facts["chunk"]] if not c.names and (c.func.startswith("に") or (c.index == 0 and c.func == "は")) and (m := _UNION.search(c.text))), "")


def take_part(event: Event, events: list[Event]) -> None:
    """Make whoever joins (加わる, 参加した) a party of the deal told just before, if its own sentence names none: 協調融資を組成した。双葉銀行など3行が参加した."""
    i = event.sentence.index
    if event.frame != "join" or _elsewhere(event):
        return
    union = _union(event)
    # コンソーシアムは「青葉連合」で、双葉電機も名を連ねる: what it is called is no deal of its own
    if any(e.sentence.index == i and set(e.roles) - e.inherited and not (union and e.trigger.text.endswith((union, "投資"))) for e in events[-8:]):
        return
    if _told_builder(event, events):
        return
    near = [e for e in events[-8:] if 0 < i - e.sentence.index <= _REACH and (e.trigger.row.strength > 1 or e.amount is not None or len(e.names) > 1)]
    this = _this(event)
    near = [e for e in near if this and e.trigger.text.endswith(this)] or near
    if union and not any(union in e.sentence.text for e in near):
        # the takeover, with what was said of its price in between
        near = [e for e in events[-12:] if 0 < i - e.sentence.index <= _REACH + 2 and e.type == "acquisition" and e.frame == "acquire" and union in e.sentence.text] or near
    # 内訳は株式が97億円、融資が55億円。双葉電機が主導した: of the shares, unless a bank does
    in_two = any(e.type == "financing" and "株" in e.sentence.text for e in near)
    if _FOR_SHARES.match(event.trigger.text) or (in_two and all(n.kind not in _LENDERS for ns in event.roles.values() for n in ns)):
        # 増資と融資で15億円を調達した。引受先は双葉電機: of the shares
        near = [e for e in near if e.type == "investment"] or near
    of = max(near, key=lambda e: (e.sentence.index, e.trigger.row.strength, e.trigger.start), default=None)
    if of is not None and of.type == "capex" and any(e.sentence is of.sentence and e.frame == "join" and e.type == "investment" for e in near):
        # 双葉電機が主導し、50億円を投じる。星野電工も参加する: a round that is led, not what one spends on its own
        return
    if of is None or of.type not in _JOINS or (_JOINS[of.type]["investee"] == "partner" and not _COMES_IN.match(event.trigger.text)):
        return
    table = _JOINS[of.type]
    event.type = "joint_venture" if of.type == "capex" else of.type
    roles, event.roles = event.roles, {}
    for r, names in roles.items():
        event.roles.setdefault(table.get(r, r), []).extend(names)
    event.weights = {(table.get(r, r), c): w for (r, c), w in event.weights.items()}
    event.facts["needs"] = True
    if this or _same_union(event, of):
        event.facts.update({"part of": of, "union": not this})
    for role in ROLES_OF[event.type]:
        # who spends on what others join is their partner
        with_it = of.roles.get("investor" if of.type == "capex" else role, [])
        if role == "partner" or (role not in event.roles and role != "seller"):
            link_to(event, with_it, "com" if role == "partner" else "goal", of)


#: How a sentence goes on with who builds what money was told to be given for.
_BUILDER = re.compile(rf"[^、。はが]{{0,16}}(?:{words('builds on')})[^、。はが]{{0,6}}のは")


def _told_builder(event: Event, events: list[Event]) -> bool:
    """Whether a sentence says who builds what the deal before lends for or grants, who thereby gets the money: 銀行団がデータセンター向けに80億円を融資する。開発するのは双葉開発だ."""
    of = events[-1] if events else None
    if of is None or event.sentence.index - of.sentence.index > _REACH or of.frame not in ("lend", "grant") or of.inverse or not _BUILDER.match(event.sentence.text):
        return False
    role = ROLES_OF[of.type][1]
    names = [k.name for k in event.links if k.case == "is" and k.name.label == "ORG"]
    if not names or of.rule_roles.get(role):
        return False
    of.roles[role], of.rule_roles[role] = names, names
    of.weights |= {(role, c): 0.7 for n in names for c in n.canonical}
    of.links = of.links + [Link(n, "goal", 0.7, -1, of.sentence.index - event.sentence.index, 1, ("told before",)) for n in names]
    event.roles = {}
    return True


def carry_over(article: Article, event: Event, events: list[Event]) -> None:
    """Fill in from the deal before what the sentence of an event leaves out of it."""
    _share_round(article, event, events)
    lent_part(event, events)
    givers_before(event, events)
    listed_giver(event, events)
    _take_sides(event, events)
    _take_share(event, events)
    _take_up(event, events)
    _take_members(event, events)


def _share_round(article: Article, event: Event, events: list[Event]) -> None:
    """Give to the company whose round was told just before what an event gives to nobody: 星野電工も50億円を約束した, 森田機工などの投資家が100億円を投じた."""
    i = event.sentence.index
    if event.frame not in _GIVES or not event.roles.get("investor") or event.roles.get("investee") or _elsewhere(event) or _ANOTHER.match(event.sentence.text, event.trigger.end - event.sentence.start):
        return
    thing = _into_a_thing(event)
    sure = (not thing and _gives_on(event)) or _leads_too(event, events)
    if not sure and (thing or not goes_into(event, _clause(event), events[-1] if events else None)):
        return
    at = event.facts["chunk"]
    own = (k for k in event.links if k.chunk >= 0 and (k.weight >= 0.4 or (k.chunk < at and not k.clauses and not k.name.reference and event.cases[k.chunk] == "topic")))
    if any(not set(k.name.canonical) <= event.names for k in own):
        # 星野電工の引受先には双葉電機が並ぶ; 森田機工は双葉電機の主導で調達した: whose round it is may be told here
        return
    before = [e for e in events[-8:] if e.trigger.start < event.trigger.start]
    rounds = [e for e in before if e.sentence.index == i and (not e.inherited or _led_by(e, event)) and e.roles.get("investee")] or [e for e in before if e.sentence.index < i]
    # what a heading tells goes on below it, behind the goods that come with the money and what names nobody
    last = next((e.sentence for e in reversed(rounds) if e.type == "investment" or (e.type not in _WITH_MONEY and set(e.roles) - e.inherited and not _of_who_raised(e, rounds))), None)
    # who only pledges a sum as well gives to whom the paragraph is about: 双葉電機は星野AIに出資する。[...]森田機工も90億円を約束した
    pledges = not event.trigger.row.word and last is not None and last.block == event.sentence.block
    reach = _REACH + 3 * bool(_THE_ROUND.match(event.sentence.text)) + 2 * pledges
    rounds = [e for e in rounds if e.sentence is last and i - last.index <= reach + 2 * last.heads]
    this = _this(event) if event.frame == "join" else ""
    of = next((e for e in reversed(rounds) if e.type == "investment" and e.roles.get("investee") and e.trigger.text.endswith(this)), None)
    if of is None or any(e.type != "investment" and not e.names <= of.names for e in rounds if e.trigger.start > of.trigger.start):
        return
    if event.sentence.kind == "bullet" and not event.trigger.row.word and of.trigger.text in _RECEIVERS:
        # 主な出資先は次の通り。・星野電工:10億円: who stands in the list gets money, and gives none
        return
    # whom only the topic before made the receiver is none to rely on
    got = [n for n in of.roles["investee"] if not set(n.canonical) & event.names and of.weights.get(("investee", n.canonical[0]), 0) >= 0.5]
    if len(got) != 1 or not (sure or (fits(event, of) and not _others_between(article, of, event))):
        return
    _give(event, got, of)
    for e in gave_before(event, events):
        _give(e, got, of)
        e.rule_roles["investee"] = got
    event.facts["needs"] = True
    if this:
        event.facts["part of"] = of
    note_round(event, of)
    if event.amount is not None and _leads_too(event, events):
        # what the leader puts in is a part of the round, in which others have theirs
        event.facts.setdefault("share", (event.sentence.start, event.amount.start, tuple(sorted(event.names))))
    if not event.trigger.row.word:
        event.frame = "join"


#: That what is named is not what was told before: 双葉電機の出資とは別の話だ.
_ANOTHER = re.compile("とは(?:まったく|全く)?(?:別|異な|違う|無関係)")
#: Who is given money, as the heading of a list.
_RECEIVERS = ("出資先", "投資先")
#: How a sentence begins that is about the round told before: 資金調達ラウンドは双葉電機が主導; 今回の調達には森田機工も加わった.
_THE_ROUND = re.compile(r"(?:この|今回の|同|本|当該)?(?:資金調達|増資|調達|出資)?(?:ラウンド|調達|増資)(?:を|は|に|では)")


def _of_who_raised(e: Event, rounds: list[Event]) -> bool:
    """Whether an event names only the company whose round was told before it: 星野AIが60億円を調達した。基盤を構築する同社の."""
    told = next((o for o in reversed(rounds) if o.type == "investment" and o.trigger.start < e.trigger.start), None)
    return told is not None and told.frame == "raise" and e.amount is None and e.names <= told.names


def _others_between(article: Article, of: Event, event: Event) -> bool:
    """Whether a sentence between two events acts of a company that neither names: 30億円を調達した。競合する北斗商事も好調だ."""
    told = of.names | event.names
    between = article.names_between(of.sentence.index + 1, event.sentence.index)
    return any(n.label == "ORG" and told.isdisjoint(n.canonical) for n in between)


def _give(event: Event, got: list, of: Event) -> None:
    """Make who gets the money of a round the receiver of an event."""
    event.type = "investment"
    event.roles["investee"] = got
    event.inherited.add("investee")
    event.weights |= {("investee", c): 0.5 for c in got[0].canonical}
    link_to(event, got, "goal", of)


#: A sum of what was told at other times too.
_ADDED = re.compile("累計|これまで")


def _take_up(event: Event, events: list[Event]) -> None:
    """Give the parties of the deal before, which has no sum, to a sum whose sentence names nobody: 双葉電機から装置を買う。金額は24億円分だ; 補助額は計40億円."""
    i = event.sentence.index
    if event.amount is None or event.roles or any(k.chunk >= 0 for k in event.links) or _ADDED.search(event.sentence.text):
        return
    near = [e for e in events[-8:] if e.sentence.index == i - 1 and e.trigger.row.word]
    of_takeover = event.frame == "acquire" and event.trigger.row.word.endswith(("投資額", "投資総額"))
    if of_takeover:
        # 完全子会社化する。親子上場を解消する。再編の投資額は80億円: what was found to be bought, a sentence further back too
        near = [e for e in events[-8:] if 0 < i - e.sentence.index <= 2 and e.type == "acquisition"]
    # 双葉電機に売却され、施設が建設される。売却額は24億円: the sum is that of the sale, whoever sells
    sold = [e for e in near if e.frame in ("sell", "acquire") and event.trigger.text.endswith("額") and event.trigger.text.startswith(e.trigger.text)]
    of = max(sold or near, key=lambda e: (e.trigger.row.strength, e.trigger.start), default=None)
    if of is None or any(e.amount is not None for e in near):
        return
    about = event.cases[event.facts["chunk"]] in ("topic", "subj") or event.trigger.text.endswith(("額", "費"))
    if event.trigger.row.word and (event.type != of.type or not about):
        return
    told = {role: [n for n in named if of.weights.get((role, n.canonical[0]), 0) >= 0.5] for role, named in of.roles.items()}
    if sum(map(len, told.values())) < (1 if sold else 2):
        return
    event.type, event.frame = of.type, of.frame
    for role, names in told.items():
        if not names:
            continue
        event.roles[role] = names
        event.inherited.add(role)
        event.weights |= {(role, c): 0.5 for n in names for c in n.canonical}
        link_to(event, names, next((k.case for k in of.links if any(k.name is n for n in names)), "context"), of)
        if len(names) > 1 and role in ROLES_OF[of.type][:2] and all(of.weights[(role, n.canonical[0])] >= 0.9 for n in names) and _IN_ALL.search(event.sentence.text[: event.amount.start - event.sentence.start]):
            # AとBに出資した。出資額は計80億円: what all of one side come to is told of each of them
            side = "payer" if role == ROLES_OF[of.type][0] else "payee"
            event.facts["sides"] = event.facts.get("sides", {}) | {c: side for n in names for c in n.canonical}
    if of_takeover:
        # that it is the price was asked already (``anchors``)
        event.facts["plan"] = event.type


#: What several sums come to, right before theirs: 出資額は計80億円.
_IN_ALL = re.compile("(?:合計|計|合わせて)(?:で|約|およそ)?$")


#: How an item begins that tells of one year: ・26年度には, 2027年に.
_YEARLY = re.compile(r"\W{0,3}(?:20)?[0-9]{2}年度?(?:に|は|:|、|分)")
#: Types of money that one gives to another.
_GIVEN = ("subsidy", "investment", "financing")


def _take_sides(event: Event, events: list[Event]) -> None:
    """Give to what an item of a list tells without a name who gives and who gets it in the sentence above: 経産省は双葉電機への支援を発表した。・26年度に300億円を支援し、80億円を出資する."""
    s = event.sentence
    if s.kind != "bullet" or not event.trigger.row.word or event.amount is None or event.inverse or event.type not in _GIVEN or event.frame not in ("grant", "invest", "lend") or any(k.chunk >= 0 for k in event.links):
        return
    of = next((e for e in reversed(events[-12:]) if e.sentence.kind != "bullet"), None)
    if of is None or of.type not in _GIVEN or of.inverse or not 0 < s.index - of.sentence.index <= _MOST_ITEMS:
        return
    sides = [[n for n in of.rule_roles.get(role, ()) if of.weights.get((role, n.canonical[0]), 0) >= 0.5] for role in ROLES_OF[of.type][:2]]
    if not all(sides):
        return
    for role, names, case in zip(ROLES_OF[event.type][:2], sides, ("subj", "goal"), strict=True):
        event.roles[role] = names
        event.inherited.add(role)
        event.weights |= {(role, c): 0.5 for n in names for c in n.canonical}
        link_to(event, names, case, of)
    if _YEARLY.match(s.text):
        # what is given in each year is told of that year alone
        event.facts.setdefault("share", (of.sentence.start, event.amount.start, ("item",)))


def _take_share(event: Event, events: list[Event]) -> None:
    """Make what one of several is told to give a deal of its own, with whom they all give to: 双葉銀行、星野銀行、森田銀行が青葉電機に出資する。出資額は双葉銀行が50億円."""
    own = names_of(k for k in event.links if "own share" in k.facts)
    if event.amount is None or len(own) != 1 or event.type not in ROLES_OF:
        return
    gives, *gets = ROLES_OF[event.type][:2]
    of = next((e for e in reversed(events[-8:]) if 0 < event.sentence.index - e.sentence.index <= _REACH and e.type == event.type), None)
    if of is None or of.amount is not None or len(givers := {c for n in of.rule_roles.get(gives, ()) for c in n.canonical}) < 2 or not own < givers:
        return
    event.facts["share"] = (event.sentence.start, event.amount.start, tuple(own))
    event.facts["apart"] = event.facts.get("apart", set()) | (givers - own)
    for role in gets:
        if names := of.rule_roles.get(role, []):
            event.roles[role] = names
            event.inherited.add(role)
            event.weights |= {(role, c): 0.5 for n in names for c in n.canonical}
            link_to(event, names, "goal", of)


def _take_members(event: Event, events: list[Event]) -> None:
    """Give the companies that the list right above names one by one to a deal word that leaves out their side: 対象は次の2社だ。▽双葉電機▽星野電工 総務省は計90億円を補助する."""
    if not event.trigger.row.word or event.trigger.row.word.startswith("("):
        return
    members: list[Event] = []
    for e in reversed(events[-_MOST_MEMBERS:]):
        if e.trigger.row.word != "(member)" or e.type != event.type or e.sentence.index + len(members) + 1 != event.sentence.index:
            break
        members.append(e)
    members.reverse()
    sides = {role for e in members for role in e.roles if role not in e.inherited}
    if len(sides) != 1 or event.roles.get(role := sides.pop()):
        return
    names = [n for e in members for n in e.roles.get(role, ()) if not set(n.canonical) & event.names]
    event.roles[role] = names
    event.inherited.add(role)
    event.weights |= {(role, c): 0.5 for n in names for c in n.canonical}
    for e in members:
        link_to(event, e.roles.get(role, []), "goal", e)


def _elsewhere(event: Event) -> bool:
    """Whether the sentence of an event says into what it gives or whom it joins without a name: 工場に, 新会社に; not when, or what for: 今年6月に, AI向け半導体大手の双葉電機も."""
    when = [d.end for d in event.dates]
    things = [c for c in _clause(event) if event.cases[c.index] == "goal" and c.func != "向け" and not c.names and not c.quantity]
    return any(not any(c.start < end <= c.end for end in when) and not _WHOLE.search(c.text) and not _told_before(event, c) for c in things)


#: That it is what was just told: この投資には, 今回の融資に.
_THIS = re.compile("(?:この|今回の?|同|本|当該)")
_DEAL = re.compile("(?:[投融出増]資|調達|ラウンド|買収|取り組み|枠組み|案件)$")


def _this(event: Event) -> str:
    """By which noun the clause of an event takes up the deal told just before, or an empty string."""
    return next((m.group() for c in _clause(event) if event.cases[c.index] == "goal" and (m := _told_before(event, c))), "")


def _told_before(event: Event, c: Chunk) -> re.Match[str] | None:
    """The noun of a chunk, if it stands for the deal told just before: この投資には星野電工も参加した; but 国内の投資に参加した."""
    before = event.chunks[c.index - 1] if c.index else None
    this = _THIS.match(c.text) or (before is not None and before.func == "の" and _THIS.fullmatch(before.text))
    return _DEAL.search(c.text) if this else None


def _clause(event: Event) -> list[Chunk]:
    """What stands before the deal word of an event in its own clause, behind who says so: 複数の関係者によると."""
    at = event.facts["chunk"]
    said = [c.index for c in event.chunks[:at] if c.func.startswith(("によると", "によれば"))]
    return event.chunks[max([*closed(event.chunks, 0, at), *said], default=-1) + 1 : at]


def _gives_on(event: Event) -> bool:
    """Whether a sentence can only go on with a round: by its deal word (出資した, 主導した), or by who is told as one more that gives (も, などの投資家が, 約束した)."""
    pred, before = event.facts["pred"], _clause(event)
    if event.frame != "spend":
        return True
    if not event.trigger.row.word and pred is not None and pattern("pledges").search(event.chunks[pred].text):
        return True
    return any(c.func.endswith("も") and not c.pred for c in before) or any(c.func.startswith("が") and _INVESTORS.search(c.text) for c in before)


def _into_a_thing(event: Event) -> bool:
    """Whether a sentence says what somebody gives money for: 工場の建設に, 設備を, 新製品を出す; not who he is: 半導体大手の双葉電機も."""
    things = ("obj", "gen") if event.frame == "spend" else ("obj",)
    found = [c for c in _clause(event) if event.cases[c.index] in things and not c.names and not c.figures and not _MONEY.search(c.text)]
    return any(event.cases[c.index] != "gen" or not _describes_somebody(event, c.index) for c in found)


def _describes_somebody(event: Event, i: int) -> bool:
    """Whether a noun with の says who the name behind it is: 英国のIT大手双葉電機が."""
    behind = next((c for c in event.chunks[i + 1 :] if event.cases[c.index] not in ("gen", "bare") or c.names), None)
    return behind is not None and bool(behind.names)


def _led_by(e: Event, event: Event) -> bool:
    """Whether one event tells that whoever gives in another of its sentence leads a round."""
    givers = [{c for n in x.roles.get("investor", ()) for c in n.canonical} for x in (e, event)]
    return e.sentence is event.sentence and e.frame == "join" and givers[0] == givers[1]


def _leads_too(event: Event, events: list[Event]) -> bool:
    """Whether who spends a sum leads a round in the same sentence: このラウンドを主導し、50億円を投じる."""
    return event.frame in ("spend", "invest") and any(_led_by(e, event) for e in events[-4:])


_MONEY = re.compile("[資出]金|資本|[出増]資|株|調達|ラウンド|社債|シリーズ")
_INVESTORS = ends_in("gives")
