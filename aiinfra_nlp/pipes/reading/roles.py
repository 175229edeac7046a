"""roles: the role of each name in an event, from the case in which it stands to the deal word.

In:  an event with its links, the frame of its deal word (``data/frames.tsv``).
Out: ``event.roles`` and ``event.weights``: one role for each name that has a part, the firmest.
"""

from __future__ import annotations

import re

from ..syntax.links import Link
from ..words import pattern, words
from .events import LENDERS, Event, chunk_at
from .goods import PAPER, PLANTS
from .holders import is_of_group, leads, role_of

#: What only some may be without being a company: a government grants or pays, it is nobody's target.
_OF_GOVERNMENTS = ("grantor", "investor", "customer", "partner", "lender", "acquirer", "seller", "provider", "either", "recipient")
#: Who gives what another raises.
_GIVEN = {"raise": "investor", "borrow": "lender"}


def assign(event: Event, frame, found: list[Link]) -> None:
    """Give every name its role."""
    have_subj = any(k.case == "subj" and k.weight >= 0.5 for k in found)
    led = frame.name in _GIVEN and all(leads(event, k) for k in found if k.case == "subj" and k.weight >= 0.5)
    for k in found:
        role, w = _by_case(event, frame, found, k, have_subj, led)
        if event.type == "subsidy" and k.name.label == "GOV" and role == "recipient":
            role = "grantor"
        if role is None or w < 0.3:
            continue
        if role == "either":
            event.facts.setdefault("either", {})[id(k.name)] = "subj" if k.case in ("subj", "by", "head") else "other"
        if k.name.label == "GOV" and role not in _OF_GOVERNMENTS:
            continue
        event.roles.setdefault(role, [])
        if not any(n.canonical == k.name.canonical for n in event.roles[role]):
            event.roles[role].append(k.name)
        for c in k.name.canonical:
            event.weights[(role, c)] = max(w, event.weights.get((role, c), 0))
    _one_role_each(event)


def _by_case(event: Event, frame, found: list[Link], k: Link, have_subj: bool, led: bool) -> tuple[str | None, float]:
    """The role that the case of a link stands for, and how firm it is.

    Args:
        event: the event, its chunks and direction.
        frame: of its deal word, with the role of each case.
        found: all links of the event.
        k: the link.
        have_subj: whether one of them is a subject.
        led: whether every subject only leads what another raises.
    """
    inv, roles = event.inverse, frame.roles
    role, w, case = None, k.weight, k.case
    if case == "subj":
        role = roles.get("psubj" if inv else "subj")
    elif case == "by":
        role = roles.get("pgoal") if inv else roles.get("subj")
    elif case == "goal":
        role = roles.get("pgoal" if inv else "goal" if frame.name != "join" or not is_of_group(event.chunks, k.chunk) else "subj")
        if frame.name == "win" and event.chunks[k.chunk].func.startswith("向け") and not any(x.case in ("src", "com", "gen") and x.weight >= 0.5 for x in found):
            # 星野電力向けの装置を受注した: it orders
            role = roles.get("src")
        elif inv and frame.name == "buy" and event.trigger.text.startswith("支払"):
            role = roles.get("goal")
    elif case == "src":
        role = roles.get("psrc" if inv else "src") or roles.get("subj") if not inv else roles.get("psrc")
        if inv and frame.name == "buy" and (pattern("order").match(event.trigger.text) or event.trigger.text.startswith("支払")):
            # 星野電工から注文を受けた, 星野電工から支払われる: it orders, it pays
            role = roles.get("subj")
    elif case == "com":
        role = roles.get("com")
        if role is None and event.chunks[k.chunk].func.startswith("との間"):
            role = roles.get("goal")
        if frame.name in ("invest", "spend", "acquire") and (_talks(event) or (_signs(event) and k.name.kind not in LENDERS)) and not any(x.case in ("goal", "obj", "comp") for x in found):
            # 双葉電機と投資の交渉を進める, 双葉電機との出資契約を結ぶ: whom one talks to or signs with is the other side, who sells what is told without a name: 土地を買う契約を双葉電機と結ぶ
            role = roles.get("src" if frame.name == "acquire" and _told_thing(event) else "goal")
    elif case == "obj":
        role = roles.get("obj")
    elif case == "gen":
        # 星野電工の出資を受けた: it gives
        role = roles.get("psrc") if inv and not event.chunks[event.facts["chunk"]].pred else roles.get("gen")
        if frame.name in ("acquire", "stake") and not inv and any((x.case == "comp" and x.chunk > k.chunk) or _toward(event, x) for x in found):
            # 双葉電機の星野電工買収, 双葉電機の星野電工に対する買収提案: whose purchase it is
            role = roles.get("subj")
        if frame.name == "join" and any(c.func.startswith(("への", "に")) for c in event.chunks[k.chunk + 1 : event.facts["chunk"]]):
            # 双葉電機の増資への参加: whose round it is
            role = roles.get("goal")
        if role and have_subj and not inv and not led and role == roles.get("subj"):
            role = None
    elif case == "genobj":
        role = _genobj(event, roles, k)
    elif case == "comp":
        role = roles.get("comp")
    elif case == "whose":
        role = (frame.name != "acquire" and roles.get("goal")) or roles.get("src")
    elif case == "founded":
        role = roles.get("subj")
    elif case == "host" and not k.facts:
        role = (roles.get("goal") or roles.get("obj")) if have_subj else roles.get("psubj" if inv else "subj")
    elif case == "head":
        role = (roles.get("psubj") if inv else roles.get("subj")) if not have_subj else roles.get("goal") or roles.get("obj")
    elif case == "is":
        # 買収先はA, 買い手はA
        thing = frame.name == "acquire" and not event.trigger.text.endswith(("手", "者", "主"))
        role = _focus(roles, found, have_subj, frame.name, inv) if k.facts else (thing and roles.get("obj")) or roles.get("subj")
        if not k.facts and not inv and roles.get("src") and _of_whom(event, k):
            role = roles["src"]
    elif case == "tail" and not have_subj:
        role, w = roles.get("subj"), 0.4
    elif case == "inner subj" or (case == "inner com" and frame.name == "jv"):
        role, w = role_of(frame, k.facts), 0.5
    elif case == "theme" and "outer topic" not in k.facts and not (_is_affiliated(event.chunks, found, k) and not inv):
        # XはYが出資したと明らかにした: the topic is the other side of its clause's own subject
        role = roles.get("subj") if inv or (led and have_subj) else roles.get("goal") or roles.get("obj") or roles.get("gen")
        w = max(w, 0.45)
        if led and have_subj and frame.name in _GIVEN:
            role = roles.get("subj")
    if frame.name in _GIVEN and ((case in ("subj", "is", "head") and leads(event, k)) or (case == "by" and event.chunks[k.chunk].func.startswith("主導"))):
        role = _GIVEN[frame.name]
    if case == "subj" and frame.name == "join" and any(x.case == "comp" for x in found) and _raises(event):
        # 双葉電機は星野電工主導で80億円を調達した: who leads is told
        role = roles.get("goal")
    return role, w


#: Nouns that say of whom something is bought: 購入先はA, 売り主はA.
_WHOM = re.compile(r"(?:購入|調達|仕入れ?|発注|取得)先$|(?:譲渡|売却)元$")


def _of_whom(event: Event, k: Link) -> bool:
    """Whether the topic that a name fills in is of whom something is bought."""
    label = next((c for c in reversed(event.chunks[: max(0, k.chunk)]) if event.cases[c.index] in ("topic", "subj") and not c.names), None)
    return label is not None and _WHOM.search(label.text) is not None


def _toward(event: Event, k: Link) -> bool:
    """Whether a name is told as whom a deal noun is aimed at: 星野電工に対する買収提案, 星野電工へのTOB."""
    return k.case == "goal" and event.cases[k.chunk] == "ngoal" and k.weight >= 0.9


#: That whom the clause of a deal word names is the topic's own company: 傘下の, 子会社の.
_OWN = re.compile(rf"(?:傘下|{words('its_own')})$")


def _is_affiliated(chunks: list, found: list[Link], theme: Link) -> bool:
    """Whether a topic only tells what others do with a company of its own: 双葉電機は、星野電工が[傘下の]森田通信に出資すると発表した."""
    other = next((x for x in found if x.case in ("goal", "obj") and x.weight >= 0.7 and x.chunk > theme.chunk >= 0), None)
    return other is not None and any(c.func == "の" and not c.names and _OWN.search(c.text) for c in chunks[max(theme.chunk + 1, other.chunk - 2) : other.chunk])


def _focus(roles: dict[str, str], found: list[Link], have_subj: bool, frame: str, inverse: bool) -> str | None:
    """The role of whom a cleft is filled in by: the side that its clause leaves out (双葉電機を買収したのは星野電工だ, 双葉電機が買収したのは星野電工だ)."""
    actor = roles.get("psubj" if inverse else "subj")
    other = roles.get("obj") or roles.get("goal") or roles.get("com")
    if have_subj:
        return roles.get("pgoal") if inverse else other
    told = any(k.case in ("obj", "goal", "gen", "genobj", "comp") and k.weight >= 0.5 and not k.facts for k in found)
    return other if frame == "acquire" and not told else actor


def _talks(event: Event) -> bool:
    """Whether a deal word says what is talked about: 投資の交渉, 買収に向けた協議."""
    at = chunk_at(event.chunks, event.trigger.start)
    return event.chunks[at].adnominal and any(c.text.startswith(("交渉", "協議", "話し合い", "商談")) for c in event.chunks[at + 1 : at + 2])


def _signs(event: Event) -> bool:
    """Whether a deal word says what a contract is about: 出資契約, 投資の契約; either side of a tie-up may be who takes shares: 資本提携契約, 資本・業務提携の契約."""
    at = chunk_at(event.chunks, event.trigger.start)
    told = event.chunks[at : at + 1 + event.chunks[at].adnominal]
    about = event.chunks[at - 1 : at] if at and event.chunks[at - 1].adnominal else []
    return any(c.text.endswith("契約") for c in told) and not any("提携" in c.text for c in [*about, *told])


def _told_thing(event: Event) -> bool:
    """Whether what is bought is told, without a name: 土地を買う契約."""
    before = event.chunks[: chunk_at(event.chunks, event.trigger.start)][-3:]
    return any(event.cases[c.index] == "obj" and not c.names and not c.text.endswith(PAPER) for c in before)


def _raises(event: Event) -> bool:
    """Whether the verb behind a deal word is one of raising."""
    verb = next((c for c in event.chunks[chunk_at(event.chunks, event.trigger.start) :] if c.pred and not c.adnominal), None)
    return verb is not None and verb.text.endswith(_RAISING)


_RAISING = ("調達", "集め", "獲得", "確保", "完了", "実施")


#: Shares as those of who holds them, not of whose company they are of.
_HELD = re.compile("(?:保有|所有)(?:する)?(?:全)?株|持ち株(?!会社)")


def _genobj(event: Event, roles: dict[str, str], k: Link) -> str | None:
    obj = k.facts[0] if k.facts else ""
    if event.frame in ("acquire", "stake", "buy") and _HELD.match(obj):
        # 星野電工の保有株を買い取る: who holds them sells
        return roles.get("src")
    if event.frame in ("stake", "stakesale"):
        return roles.get("obj")
    if event.frame in ("acquire", "sell"):
        if PLANTS.search(obj):
            return roles.get("src") or roles.get("subj")
        return roles.get("obj")
    return roles.get("gen") if event.frame == "raise" else None


def _one_role_each(event: Event) -> None:
    """A name keeps only its strongest role in one event."""
    best: dict[str, tuple[float, str]] = {}
    for (role, c), w in event.weights.items():
        if w > best.get(c, (0, ""))[0]:
            best[c] = (w, role)
    for role in list(event.roles):
        event.roles[role] = [n for n in event.roles[role] if any(best.get(c, (0, ""))[1] == role for c in n.canonical)]
        if not event.roles[role]:
            del event.roles[role]
    event.weights = {(r, c): w for (r, c), w in event.weights.items() if best[c][1] == r}


