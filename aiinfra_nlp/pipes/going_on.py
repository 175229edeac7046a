"""going_on: what a sentence leaves out because it goes on with the deal before it.

In:  an event whose sentence names nobody, or only whom the topic before deals with, and the events before it.
Out: the event with the parties of the deal that it repeats (さらに10億円を追加投資した), turns round
     (装置を供給することも決めた) or signs with another (森田機工とも契約した); and whether its sum only adds up
     what was told (これにより総投資額は50億円になる), so that it is no deal.
"""

from __future__ import annotations

import re

from ..document import Article, Sentence
from ..records import ROLES_OF
from .cases import Link
from .clauses import SO_MANY
from .context import unnamed_subject
from .events import Event, kinds, stated
from .loans import lent_of_it
from .triggers import TriggerLexicon
from .words import pattern, words

#: How many events back the deal may be that one goes on with, and how many sentences.
_EVENTS, _REACH = 8, 2
#: That as much is done once more, and that something else is done too.
_ANEW = re.compile(r"追加|さらに|再び|再度|新たに|上乗せ|積み増")
_TOO = re.compile(rf"(?:(?<!で)|ことで)も(?!の|し|う|ちろん|と)|に加え|加えて|{_ANEW.pattern}")
_BESIDES = re.compile(r"^(?:また|このほか|加えて|その後|別途)|さらに|追加で|新たに|再び")
#: Frames of money that is given once more, and of what else is done for or bought of the other.
_MONEY, _MORE = ("spend", "invest"), ("provide", "powersell", "buy", "powerbuy", "lease", "lend")


def further(event: Event, events: list[Event]) -> None:
    """Give the two parties of the deal told just before to a further one of theirs whose sentence names nobody, or only who gives again: 双葉電機は星野電工に20億円を出資した。さらに10億円を追加投資する; 装置を供給することも決めた."""
    if not event.trigger.row.word or event.inverse or event.frame not in (*_MONEY, *_MORE, "contract"):
        return
    own = {k.name.canonical for k in event.links if k.chunk >= 0}
    if own and (len(own) > 1 or event.frame not in _MONEY or event.roles.get("investee")):
        return
    near = [e for e in events[-_EVENTS:] if 0 <= event.sentence.index - e.sentence.index <= _REACH and e.trigger.row.word]
    if event.frame == "contract":
        # 供給することで合意した: what is agreed is what was just told to be done
        of = near[-1] if near and near[-1].sentence is event.sentence and near[-1].facts.get("further") else None
        if of is not None:
            _take(event, {role: list(ns) for role, ns in of.roles.items()}, of)
        return
    text = event.sentence.text
    if not (_ANEW if event.frame in _MONEY else _TOO).search(text) or _into_something(event) or unnamed_subject(event):
        return
    of = near[-1] if near else None
    if of is None or (event.frame in _MONEY and (event.amount is None or of.amount is None or of.type != "investment")):
        return
    if of.facts.get("further"):
        # what was added to the same deal: その翌年も5億円を追加した
        actor, other = of.facts["further"]
    else:
        acts = {k.name.canonical: k.name for k in of.links if k.chunk >= 0 and k.case in ("subj", "by") and k.weight >= 0.9}
        rest = {n.canonical: n for ns in of.roles.values() for n in ns if n.canonical not in acts and n.label == "ORG"}
        if len(acts) != 1 or len(rest) != 1 or of.inverse or of.sentence.index == event.sentence.index:
            return
        (actor,), (other,) = acts.values(), rest.values()
    if not own <= {actor.canonical}:
        return
    if event.frame in _MONEY:
        event.type = "investment"
    side = TriggerLexicon.default().frames[event.frame].roles
    main, second = (side.get("subj"), side.get("goal")) if event.frame not in _MONEY else ROLES_OF["investment"][:2]
    if {main, second} <= set(ROLES_OF[event.type]):
        _take(event, {main: [actor], second: [other]}, of)
        event.facts["further"] = (actor, other)


#: How the items of what was announced are told one by one: 1つ目は…、2つ目は…; 一つは…、もう一つは….
_ITEM = re.compile(r"(?:^|、|。)(?:また|そして)?、?(?:(?:もう)?(?:[1-9]|一|ひと)つ|(?:[1-9一二三四五]|ひと|ふた)つ目|[1-9一二三四五][件社]目)は")


def item_of(event: Event) -> None:
    """Leave an event that is one item of several with the names of its own: 1つ目は星野電工との契約、2つ目は森田機工との契約だ."""
    s = event.sentence
    starts = [s.start + m.start() for m in _ITEM.finditer(s.text)] if "つは" in s.text or "目は" in s.text else []
    if len(starts) < 2 or event.trigger.start < starts[0]:
        return
    first = max(x for x in starts if x <= event.trigger.start)
    last = next((x for x in starts if x > first), s.end)
    named = [(first <= k.name.start < last, c) for k in event.links if k.chunk >= 0 and k.name.start >= starts[0] for c in k.name.canonical]
    others = {c for here, c in named if not here} - {c for here, c in named if here}
    event.links = [k for k in event.links if not others & set(k.name.canonical)]
    event.roles = {r: keep for r, ns in event.roles.items() if (keep := [n for n in ns if not others & set(n.canonical)])}
    event.weights = {(r, c): w for (r, c), w in event.weights.items() if c not in others}
    event.facts["apart"] = event.facts.get("apart", set()) | others
    event.facts.setdefault("share", (starts[0], first, ()))


#: Frames of what a contract is about, whose subject is sure to sell or to buy.
_TOLD_SIDES = {"provide": "provider", "powersell": "provider", "buy": "customer", "powerbuy": "customer", "lease": "customer"}
_UNDER = re.compile(r"(?:(?:この|同|本|今回の|両社の)?(?:契約|合意|提携|協定)(?:に基づ|により|によって|の下で|のもとで|では|を受け|に従)|これに(?:基づ|より))")


def under_contract(event: Event, events: list[Event]) -> None:
    """Give both parties of a contract the sides that the next sentence tells of one: 双葉電機は星野電工と契約した。契約に基づき、双葉電機は計算資源を提供する."""
    side = _TOLD_SIDES.get(event.frame)
    if side is None or event.inverse or not _UNDER.match(event.sentence.text) or not {"customer", "provider"} <= set(ROLES_OF[event.type]):
        return
    turned = "customer" if side == "provider" else "provider"
    acts = [k.name for k in event.links if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9]
    if len({n.canonical for n in acts}) != 1 or event.roles.get(turned):
        return
    mine = set(acts[0].canonical)
    near = [e for e in events[-_EVENTS:] if e.frame in ("contract", "partner") and event.sentence.index - e.sentence.index <= _REACH]
    of = next((e for e in near if e.sentence is not event.sentence and mine < e.names and len(e.names) == 2), None)
    if of is None:
        return
    (other,) = [n for ns in of.roles.values() for n in ns if not mine & set(n.canonical)]
    event.roles[turned] = [other]
    event.inherited.add(turned)
    event.weights |= {(turned, c): 0.75 for c in other.canonical}
    event.links.append(Link(other, "goal" if side == "provider" else "src", 0.75, -1, event.sentence.index - of.sentence.index, -1, ("told before",)))
    for e in near:
        if e.frame == "contract" and e.names <= of.names and {"customer", "provider"} <= set(ROLES_OF[e.type]):
            named = {n.canonical: n for ns in e.roles.values() for n in ns}
            e.roles = {r: ns for r, ns in ((side, [n for c, n in named.items() if mine & set(c)]), (turned, [n for c, n in named.items() if not mine & set(c)])) if ns}
            e.weights = {(r, c): 0.9 for r, ns in e.roles.items() for n in ns for c in n.canonical}
            e.rule_roles = {r: list(ns) for r, ns in e.roles.items()}


#: What a heading that names two says they have with each other.
_PUTS_IN = re.compile("投資|出資|投じ|拠出|資金")
#: That the money is put into a company; 双葉電機は5年で900億円を投じる may be spending of its own.
_INTO = re.compile(r"出資|追加|拠出|による[^、。:]{0,6}投資|投資を?約束")
_BETWEEN_TWO = re.compile("提携|連携|出資|投資|契約|関係|パートナー|協業|協力")


def of_heading(article: Article, event: Event) -> None:
    """Give what one of the two that the heading above names puts in to the other: 「双葉電機と星野AI、提携を拡大」 / 双葉電機による追加投資: 50億円を投じる."""
    if event.frame not in _MONEY or not _PUTS_IN.search(event.trigger.row.word) or event.inverse or event.amount is None or event.sentence.heads or event.roles.get("investee") or not _INTO.search(event.sentence.text) or _into_something(event):
        return
    own = {k.name.canonical for k in event.links if k.chunk >= 0}
    if len(own) != 1 or (head := article.head_above(event.sentence.index)) is None or not _BETWEEN_TWO.search(head.text):
        return
    two = {n.canonical: n for n in article.names_between(head.index, head.index + 1) if n.label == "ORG"}
    if len(two) == 2 and own < two.keys() and not event.inherited and len(event.roles.get("investor", ())) == 1:
        (other,) = two.keys() - own
        event.type = "investment"
        event.roles["investee"] = [two[other]]
        event.inherited.add("investee")
        event.weights |= {("investee", c): 0.75 for c in other}
        event.links.append(Link(two[other], "goal", 0.75, -1, event.sentence.index - head.index, -1, ("told before",)))


def _take(event: Event, roles: dict[str, list], of: Event) -> None:
    """Make the parties of the deal before those of an event."""
    event.type = of.type if event.frame == "contract" else event.type
    event.roles, event.weights = {}, {}
    event.facts["needs"] = True
    here = {c for k in event.links if k.chunk >= 0 for c in k.name.canonical}
    for i, (role, names) in enumerate(roles.items()):
        event.roles[role] = names
        for n in names:
            event.weights |= {(role, c): 0.75 for c in n.canonical}
            if here & set(n.canonical):
                continue
            event.inherited.add(role)
            event.links.append(Link(n, "subj" if i == 0 else "goal", 0.75, -1, event.sentence.index - of.sentence.index, -1, ("told before",)))


#: How those that are not named are told to be others than who did so before.
_OTHERS = re.compile(r"(?:この|その)?(?:ほか|他)|残る|残り|別")


def others_too(event: Event, events: list[Event]) -> None:
    """Give a sum that others without a name put in to who got what was told just before, and to nobody else the part of its giver: 双葉電機は星野AIに50億円を出資した。ほかに10社が計90億円を出資した."""
    s, roles = event.sentence, ROLES_OF[event.type]
    if event.frame not in ("invest", "lend", "grant") or event.inverse or event.amount is None or not _others_act(event):
        return
    event.facts["others"] = True
    of = next((e for e in reversed(events[-_EVENTS:]) if e.type == event.type and 0 <= s.index - e.sentence.index <= 1), None)
    got = of.roles.get(roles[1], [])[:1] if of is not None else []
    if got and not event.roles.get(roles[1]) and not _into_something(event):
        event.roles[roles[1]] = got
        event.inherited.add(roles[1])
        event.weights |= {(roles[1], c): 0.75 for c in got[0].canonical}
        event.links.append(Link(got[0], "goal", 0.75, -1, s.index - of.sentence.index, -1, ("told before",)))


def _others_act(event: Event) -> bool:
    """Whether who acts in the clause of an event are so many that are told as others, and no name with them: 民間企業30社も, ほかに10社が; but 10社は may be those just named."""
    before = event.chunks[: event.facts["chunk"]]
    i = next((c.index for c in reversed(before) if c.paren == -1 and event.cases[c.index] in ("topic", "subj")), None)
    if i is None or before[i].names or not SO_MANY.search(before[i].text):
        return False
    phrase = [c for c in before[:i] if c.paren == -1][-3:]
    if any(c.pred or (c.names and event.cases[c.index] != "goal") for c in phrase):
        return False
    return before[i].func == "も" or any(_OTHERS.match(c.text) for c in [*phrase, before[i]])


def meant(event: Event, outside: list[Link]) -> list[Link]:
    """Of the names outside a sentence those that it may mean: who gave before gives nothing to a further round whose own givers are untold (また、来年さらに90億円を調達する)."""
    if event.facts.get("others"):
        return [k for k in outside if event.names & set(k.name.canonical)]
    if event.frame not in ("raise", "borrow") or event.inverse or event.amount is None or _names_somebody(event) or not _BESIDES.search(event.sentence.text):
        return outside
    return [k for k in outside if event.names & set(k.name.canonical)]


def _names_somebody(event: Event) -> bool:
    return any(k.chunk >= 0 for k in event.links)


#: What stands in the case of a receiver and is none: 同社に, 追加的に, 来年に.
_NOBODY = re.compile(rf"(?:{words('whole')}|同社|両社|追加|将来|今回|次|本?年|月|日|末|までに|際|うち|ほか)[的]?$")


_WHERE = re.compile("[国州県市町村地域内外]$")


def _into_something(event: Event) -> bool:
    """Whether a sentence says what the money is for, or with whom it is done, without a name: 新工場に, 国内の電池会社とも."""
    others = ("goal", "ngoal") if event.frame in _MONEY else ("goal", "ngoal", "com", "ncom", "src")
    before = event.chunks[: event.facts["chunk"]]
    if any(c.func in ("で", "では", "内で") and (_WHERE.search(c.text) or any(n.label == "PLACE" for n in c.names)) for c in before):
        return True
    return any(
        event.cases[c.index] in others and c.paren == -1 and not c.figures and not c.quantity and not re.search(r"\d", c.text) and not _NOBODY.search(c.text)
        for c in before
    )


#: How a sentence that says what it came to begins, and what it says of the sum.
_SO = re.compile(r"(?:これ|それ)(?:で|に?より|によって|により)|この結果|(?:今回|同社)[^、。]{0,12}(?:で|により)、")
_ADDED = re.compile(r"累計|総[^、。]{0,12}額|合計|合わせ|総計|通算|全体で")
#: A sum of before, to which another is added: 既存の80億ドルに上乗せ.
_HAD, _ON_TOP = re.compile("(?:既存|これまで|従来)の(?:約|計)?$"), re.compile("(?:の[^、。]{0,8})?に(?:上乗せ|加え|積み増)")
_SUM_OF_PARTS = re.compile(r"累計|通算|(?:今回|これまで|既存|従来)[^、。0-9]{0,14}(?:合わせ|あわせ|含め|加え|足し)")
#: How the first or the last part of what was told is called, right before its sum: 初期投資は20億ドルで, 第1期に20億ドルを投じ, まず20億ドルを, 残りの20億ドル.
_FIRST = re.compile(
    r"(?:(?:初期|初回|当初|最初|第[1一](?:期|段階|弾)|初年度)(?:の)?(?:投資|支出|出資|投入|建設|整備|工事|開発|事業|拠出)?(?:の)?(?:額|費用|費|分)?(?:は|に(?:は)?|として(?:は)?|で(?:は)?|、)?|(?:^|、)まず(?:は)?、?|残りの?)"
    r"(?:約|およそ|少なくとも|最大)?$"
)
#: So many sentences after a commitment its parts may be told, and so many events.
_PARTS_REACH, _PARTS_EVENTS = 6, 16
#: A commitment of one year, which has no first one: 今年度の投資額, 2025年度に; but 2025年度から, 2027年度までに.
_ONE_YEAR = re.compile(r"(?:[今本来]|[0-9]{2})年度(?!から|以降|まで|[~〜–-]|[0-9])(?![^、。]{0,4}まで)|[今来]期")
#: Types under which one commitment of a company may be told.
_SPENT = frozenset(("capex", "joint_venture", "investment"))
#: How a sentence takes up the deal told before, whose sum it may round: 今回の100億円規模の資金調達は.
_THIS = re.compile(r"(?:今回の|この)(?![ほ他間])")


#: What somebody has put into a company over the years.
_ALL_PUT_IN = re.compile(r"(?:総|累計|累積)(?:投資|出資)額は(?:現在|すでに|既に|これまでに)?(?:約)?$")


def adds_up(event: Event, s: Sentence, events: list[Event]) -> bool:
    """Whether the sum of an event whose sentence names nobody else only says what the sums told just before come to with earlier ones: 90億円を追加で投じる。これにより総投資額は500億円になる (contract, section 1)."""
    if event.facts["all means"]:
        # 増資で18億円、借り入れで12億円の計30億円を調達した
        return True
    if event.amount is None or not (value := stated(event.amount)):
        return False
    if event.type in ("capex", "investment") and _ALL_PUT_IN.search(s.text[: event.amount.start - s.start]):
        # 双葉電機は星野AIに7億円を投資する。双葉電機の総投資額は30億円を超える
        given = [e for e in events[-_EVENTS:] if 0 < s.index - e.sentence.index <= _REACH and e.amount is not None and e.type in ("investment", "financing") and not e.facts["unreal"]]
        own = {c for k in event.links if k.chunk >= 0 for c in k.name.canonical}
        if own and any(own <= e.names and e.amount.currency == event.amount.currency and (stated(e.amount) or value) < value for e in given):
            return True
    text, after = s.text[: event.amount.start - s.start], s.text[event.amount.end - s.start :]
    if _HAD.search(text) and _ON_TOP.match(after):
        return True
    clause = text[text.rfind("。") + 1 :]
    # 契約は累計で90億円になった: one contract may have grown
    summed = event.type not in ("compute_contract", "supply", "power") and _SUM_OF_PARTS.search(clause[-24:])
    if not (summed or (_SO.match(s.text) and _ADDED.search(clause))):
        return False
    own = {c for k in event.links if k.chunk >= 0 and k.weight >= 0.3 for c in k.name.canonical}
    told = [e for e in events[-_EVENTS:] if 0 <= s.index - e.sentence.index <= _REACH and e.amount is not None and own <= e.names | {c for k in e.links for c in k.name.canonical}]
    return any(e.amount.currency == event.amount.currency and e.amount is not event.amount and (stated(e.amount) or value) < value for e in told)


#: What is paid for goods or services, and not for who is bought: 部品代として25億ドルを, 利用料の25億ドルを.
_FOR_GOODS = re.compile(r"([^、。はがをに]{1,8})(?:(?<![時現世年近古初歴])代金?|料金?|費用?)(?:として|の(?:約|計)?[0-9]|を|(?:約|計)?[0-9])")


def is_price(event: Event, events: list[Event]) -> bool:
    """Whether an event is what one side of a takeover told just before pays the other, as a part of its larger price: 取引額は80億ドル。双葉電機は星野電工に現金25億ドルを支払う."""
    if event.frame != "buy" or not event.trigger.text.startswith("支払") or event.amount is None or len(own := event.names) != 2:
        return False
    if any(not pattern("price of it").search(m[1]) for m in _FOR_GOODS.finditer(event.sentence.text)):
        return False
    near = [e for e in events[-_EVENTS:] if 0 <= event.sentence.index - e.sentence.index <= _REACH]
    of = any(e.type == "acquisition" and own <= e.names for e in near)
    return of and any(e.amount is not None and e.amount.currency == event.amount.currency and (stated(e.amount) or 0) > (stated(event.amount) or 0) for e in near)


def takes_up(event: Event, s: Sentence, events: list[Event]) -> bool:
    """Whether the sum of an event is the first part of a commitment told before by whom it names, or the rest of it (100億ドルを投資する。初期投資は20億ドルで; まず20億ドルが提供される), or the sum of that deal once more, rounded (今回の100億円規模の調達は): no deal of its own (contract, section 1)."""
    if event.amount is None or not (value := stated(event.amount)):
        return False
    before = s.text[: event.amount.start - s.start]
    # テキサス州に: where it goes is no other one
    own = {c for k in event.links if k.chunk >= 0 and k.weight >= 0.3 and not (k.case == "goal" and k.name.label in ("PLACE", "GOV")) for c in k.name.canonical}
    # すでに第1期には20億円が使われた: what is done is told apart
    first = (event.type in _SPENT or not own) and _FIRST.search(before) is not None and not pattern("before now").search(before)
    rounded = event.amount.qualifier in ("about", "at_least") and event.frame in ("raise", "invest", "acquire", "spend") and _THIS.match(s.text) is not None
    if not (first or rounded):
        return False
    for e in events[-(_PARTS_EVENTS if first else _EVENTS) :]:
        told = stated(e.amount) if e.amount is not None and e.amount.currency == event.amount.currency else None
        if told is None or not 0 < s.index - e.sentence.index <= (_PARTS_REACH if first else _REACH) or not own <= e.names:
            continue
        if first and e.type in _SPENT and value < told:
            return not ("初年度" in before[-12:] and _ONE_YEAR.search(e.sentence.text))
        # 昨年153億円を調達した。今回の100億円規模の調達は is another one
        if rounded and e.type == event.type and own and told > value > told / 2 and not e.dates and not pattern("before now").search(e.sentence.text):
            return True
    return False


def unpaired(event: Event) -> list:
    """Take from a contract the one party that its sentence names, if that is with whom it is made and the sentence leaves out who makes it: そのため双葉クラウドと契約を結んだ; the party."""
    named = [k for k in event.links if k.chunk >= 0 and not k.case.startswith(("other ", "inner "))]
    if event.frame != "contract" or event.inverse or len(named) != 1 or named[0].case != "com" or named[0].weight < 0.7:
        return []
    # 星野電工とも契約した may be said of another one; 星野電工との契約は切れる tells of none that is made
    func = event.chunks[named[0].chunk].func
    if func.startswith(("とは", "とも")) or not (func == "と" or event.amount is not None):
        return []
    event.roles, event.weights = {}, {}
    return [named[0].name]


def pair(article: Article, event: Event, alone: list, events: list[Event]) -> None:
    """Give both parties of a contract their sides: who is told to buy or sell goes on so with another, else by what each sells.

    Args:
        article: whose sentences name them.
        event: the contract; where ``alone`` holds with whom it is made, with the topic before as who makes it.
        alone: what ``unpaired`` took.
        events: those before it.
    """
    if event.frame != "contract" or not {"customer", "provider"} <= set(ROLES_OF[event.type]):
        return
    also = event.facts.get("also") or set()
    others = alone or [k.name for k in event.links if k.chunk >= 0 and k.case == "com" and also & set(k.name.canonical)]
    acts = [n for ns in event.roles.values() for n in ns if all(n is not x for x in others)]
    if not others or (not alone and len(acts) != 1):
        return
    side = next((_side_before(n, event, events) for n in acts), None)
    if side is None and not alone:
        return
    if side is None:
        mine, its = ([_sells(n, event.type) for n in ns] for ns in (acts, others))
        side = "provider" if (mine and max(mine) > max(its)) or (not mine and max(its)[1] < 4) else "customer"
    turned = "customer" if side == "provider" else "provider"
    inherited = bool(event.inherited)
    event.roles = {r: ns for r, ns in ((side, acts), (turned, others)) if ns}
    event.weights = {(side, c): 0.45 if inherited else 1.0 for n in acts for c in n.canonical} | {(turned, c): 0.9 for n in others for c in n.canonical}
    event.inherited = {side} if inherited else set()
    for n in acts if inherited else ():
        told = article.sentence_at(n.start)
        if n.label == "ORG" and told is not None and event.sentence.index - told.index == 1 and told.block == event.sentence.block:
            # nobody else acts in either sentence
            event.links.append(Link(n, "subj", 0.75, -1, 1, -1, ("told before",)))


def _sells(name, what: str) -> tuple[bool, int]:
    """Whether an organisation sells what a contract is about, as a cloud does computing, and how much of a seller it is at all."""
    rank, goods = kinds().get(name.kind, (2, ""))
    return goods == what, rank


def _side_before(name, event: Event, events: list[Event]) -> str | None:
    """The side that a party had in a deal of the same type told just before."""
    mine = set(name.canonical)
    near = [e for e in events[-_EVENTS:] if e.type == event.type and 0 < event.sentence.index - e.sentence.index <= _REACH]
    return next((r for e in reversed(near) for r, ns in e.rule_roles.items() if r not in e.inherited and any(mine & set(n.canonical) for n in ns)), None)


#: How a sentence begins that tells of a part of the spending told before it: その一環として, 投資の一部として, この計画の第1弾として.
_OF_A_WHOLE = re.compile(r"(?:また|まず)?、?(?:この|その|同|これらの|投資|計画)[^、。はがを]{0,12}?(?:一環|一部|第[1一]弾)(?:として|で)|(?:また|まず)?、?第[1一]弾(?:として|で)")


_BREAKS_DOWN = re.compile(r"[^、。]{0,8}内訳は")


def is_part(event: Event, s: Sentence, events: list[Event]) -> bool:
    """Whether the sum of an event is only a part of what the same company was told just before to spend or to borrow: 900億円を投じる。その一環として、50億円で工場を建てる; 総額42億ドルの社債を発行した。内訳はドル建てが22億ドルだ (contract, section 1)."""
    if lent_of_it(event, s, events):
        return True
    items = _BREAKS_DOWN.match(s.text) is not None
    if event.type not in ("capex", "financing") or event.amount is None or not (items or (event.type == "capex" and _OF_A_WHOLE.match(s.text))) or not (value := stated(event.amount)):
        return False
    whole = next((e for e in reversed(events[-_EVENTS:]) if 0 < s.index - e.sentence.index <= _REACH and e.amount is not None and e.type == event.type), None)
    if whole is None or not event.names <= whole.names:
        return False
    return (items and whole.amount.currency != event.amount.currency) or (whole.amount.currency == event.amount.currency and (stated(whole.amount) or value) > value)
