"""power: who generates, who brings and who uses the electricity of a contract.

In:  a sentence that says whose plant's power is brought to whom, and the contracts told just before it.
Out: its names on their sides, whichever way the sentence tells them: who has the plant and who stands
     between are providers, whose site is supplied is the customer (contract, section 3: [森田発電が新設する]
     発電所の電力を、星野電力を通じて双葉商店の工場に供給する); and the same sides for those who were only
     told to have concluded the contract together (双葉商店、森田発電、星野電力はPPAを結んだ).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..reading.events import Event, chunk_at
from ..syntax.chunks import Chunk
from ..syntax.links import Link, names_of
from ..syntax.relatives import Relative
from ..words import pattern, words
from .plans import is_told

#: What electricity comes from, and what it is used in.
_PLANT, _SITE = re.compile("発電|電源|太陽光|風力|水力|地熱|原発|ソーラー|電力"), re.compile(rf"(?:{words('site')})")
#: What its owner does with a plant that is not built yet, and one who makes electricity; who has built one may have done so for another.
_SETS_UP = re.compile("新設|建設|設置|開発|整備|発電")
_BUILT = re.compile("し?た")
#: Through whom it comes.
_THROUGH = re.compile("を(?:通じ|通し|介し|経由し)")


def whose_power(event: Event, found: list[Link], clauses: Sequence[Relative]) -> list[Link]:
    """The links of a deal word of power, of who has the plant, of who stands between and of whose site it is brought to as the particles of a plain sentence would mark them."""
    if event.frame not in ("powersell", "powerbuy"):
        return found
    giver = "src" if event.frame == "powerbuy" or event.inverse else "subj"
    sides = {k.chunk: side for k in found if k.chunk >= 0 and k.name.label in ("ORG", "PERSON") and (side := _side(event, k, clauses))}
    if "gives" not in sides.values():
        return _by_use(event, found)
    event.facts["brought"] = True
    event.facts["sides"] = {c: "payee" for k in found if sides.get(k.chunk) == "gives" for c in k.name.canonical}
    takes = names_of(k for k in found if sides.get(k.chunk) == "takes")
    between = names_of(k for k in found if k.chunk >= 0 and k.case == "subj" and k.weight >= 0.9 and k.chunk not in sides and k.name.label == "ORG") - takes
    if takes and between:
        # 青葉発電が発電した電力を森田電力が買い取り、双葉電機の工場に供給する: who brings it sells it too
        event.facts["sides"] |= dict.fromkeys(takes, "payer") | dict.fromkeys(between, "payee")
    taker = "subj" if giver == "src" else "goal"
    return [replace(k, case=giver if sides[k.chunk] == "gives" else taker, weight=0.9, facts=()) if k.chunk in sides else k for k in found]


#: What a plant is for that its owner builds or runs: データセンターに電力を供給する発電所を建設している.
_FEEDS = re.compile(r"(?:を供給)?する(?:ための)?[^、。はが]{0,20}?(?:発電所|発電設備|発電施設|発電事業|原子炉|蓄電池|蓄電所)[^、。はがを]{0,8}を(?:建設|開発|整備|設置|運営|建て|手掛け|手がけ)")


def only_feeds(event: Event, found: list[Link]) -> bool:
    """Whether a deal word only says what a plant is for, to nobody in particular: who owns it has no contract yet."""
    if event.frame != "powersell" or not _FEEDS.match(event.sentence.text, event.trigger.end - event.sentence.start):
        return False
    return not any(k.chunk >= 0 and k.name.label != "PLACE" and k.case not in ("subj", "topic") and k.weight >= 0.3 for k in found)


#: What one does with electricity that he pays for.
_USES = re.compile("使う|使用|消費|利用")


def _by_use(event: Event, found: list[Link]) -> list[Link]:
    """The links, with the sides noted of a contract on the electricity that its topic uses: 双葉電機は、工場で使う電力について星野電力と供給契約を結んだ."""
    at = chunk_at(event.chunks, event.trigger.start) or 0
    if event.chunks[at].func.startswith(_ABOUT) and not event.inverse:
        return _talked_of(event, found, at)
    use = next((c.index for c in event.chunks[1:-1] if c.adnominal and _USES.match(c.text) and _ELECTRICITY.search(event.chunks[c.index + 1].text)), None)
    firm = [k for k in found if k.chunk >= 0 and k.weight >= 0.9 and k.name.label == "ORG"]
    uses, other = (names_of(k for k in firm if k.case in cases) for cases in (("subj",), ("com", "src")))
    if use is None or use >= at or not other or len(uses) != 1 or uses & other or event.inverse:
        return found
    event.facts["sides"] = dict.fromkeys(uses, "payer") | dict.fromkeys(other, "payee")
    return found


#: What two talk about.
_ABOUT = ("をめぐ", "を巡", "に関", "について", "に向け")


def _talked_of(event: Event, found: list[Link], at: int) -> list[Link]:
    """The links, with the sides noted of talks on electricity between who makes it and who does not: 双葉クラウドは電力の供給をめぐり星野電力と協議している."""
    firm = [k for k in found if k.chunk >= 0 and k.weight >= 0.7 and k.name.label == "ORG" and (k.case == "subj" or (k.case == "com" and k.chunk > at))]
    makes = {case: {k.name.kind in ("power", "energy") for k in firm if k.case == case} for case in ("subj", "com")}
    if sorted(map(sorted, makes.values())) == [[False], [True]]:
        event.facts["sides"] = {c: "payee" if k.name.kind in ("power", "energy") else "payer" for k in firm for c in k.name.canonical}
        event.facts["talked of"] = True
    return found


def _side(event: Event, k: Link, clauses: Sequence[Relative]) -> str | None:
    """Whether who stands in a chunk gives power or takes it, by what is told to be his; ``goal`` and ``subj`` say so themselves."""
    chunks, cases = event.chunks, event.cases
    r = next((r for r in clauses if r.subject == k.chunk), None)
    if r is not None:
        head = "".join(chunks[i].text for i in r.head)
        if _PLANT.search(head) and _has_plant(chunks[r.verb]):
            return "gives"
        return "takes" if pattern("runs").match(chunks[r.verb].text) and cases[r.head[-1]] == "goal" else None
    behind = chunks[k.chunk + 1] if k.chunk + 1 < len(chunks) else None
    if behind is None or chunks[k.chunk].paren != -1:
        return None
    if cases[k.chunk] == "via" or (_THROUGH.match(chunks[k.chunk].func) and not k.case.startswith("other ")):
        return "gives"
    if chunks[k.chunk].func == "を" and behind.text in ("介", "介し", "通じ", "通し", "経由"):
        return "gives"
    if chunks[k.chunk].func != "の":
        return None
    if "発電所" in behind.text and behind.func.startswith(("の", "で", "から")):
        return "gives"
    return "takes" if cases[behind.index] == "goal" and _SITE.search(behind.text) else None


def _has_plant(verb: Chunk) -> bool:
    if verb.text.startswith("発電"):
        return True
    if _SETS_UP.match(verb.text):
        return not _BUILT.match(verb.func)
    return any(pattern(x).match(verb.text) for x in ("holds", "runs"))


_ELECTRICITY, _AMOUNT_OF_IT = re.compile("(?:電力|電気)(?:量)?(?:の?(?:全量|一部|大半|半分))?$"), re.compile("全量|一部|大半|半分|(?:[0-9]割)")
_WATTS = re.compile("[0-9](?:メガ|ギガ|キロ)?(?:ワット|[MGk]W)(?:時)?(?:分)?$")


def is_electricity(event: Event, at: int) -> bool:
    """Whether what the deal word in a chunk takes is electricity: 電力を買い取る, 電力は、全量を買い取る, 発電所から33メガワットを買う; but not 電力会社を, 電力事業を買う."""
    chunks, cases = event.chunks, event.cases
    things = [c for c in chunks[max(0, at - 8) : at] if cases[c.index] == "obj" and c.paren == -1]
    if not things:
        return False
    thing = things[-1]
    if _is_it(thing):
        return True
    if _AMOUNT_OF_IT.match(thing.text):
        return any(cases[c.index] == "topic" and _is_it(c) for c in chunks[: thing.index]) or (thing.index > 0 and chunks[thing.index - 1].func == "の" and _is_it(chunks[thing.index - 1]))
    return _WATTS.search(thing.text) is not None and any(c.func.startswith("から") and c.text.endswith(("発電所", "原発", "ファーム", "炉")) for c in chunks[max(0, thing.index - 3) : thing.index])


def _is_it(c: Chunk) -> bool:
    """Whether a chunk is electricity, and no company that is called so: 双葉電力は株式の大半を売却した."""
    return _ELECTRICITY.search(c.text) is not None and not any(n.label in ("ORG", "GOV") and "の" not in n.text and n.end >= c.end for n in c.names)


def sure_power(event: Event) -> str:
    """``power`` where the main clause says in so many words that one sells electricity to another or buys it of him, whose sides are noted; else an empty string.

    青葉発電は双葉電機に電力を販売する, 双葉電機は青葉発電から電力を購入する; who signs a contract of supply may be either.
    """
    if event.facts.get("talked of") and event.type == "power" and event.status == "in_talks" and not event.facts["unreal"]:
        return "power"
    if event.type != "power" or event.frame not in ("powersell", "powerbuy") or event.inverse or event.facts["unreal"] or event.status == "cancelled" or not is_told(event):
        return ""
    if event.facts["pred"] != event.facts["chunk"] and not event.trigger.row.word.startswith(("電力を", "電気を")):
        return ""
    selling = event.frame == "powersell"
    firm = [k for k in event.links if k.chunk >= 0 and k.weight >= 0.9 and not k.clauses and k.name.label == "ORG"]
    acts, other = (names_of(k for k in firm if k.case == case) for case in ("subj", "goal" if selling else "src"))
    if not acts or not other or acts & other:
        return ""
    event.facts.setdefault("sides", dict.fromkeys(acts, "payee" if selling else "payer") | dict.fromkeys(other, "payer" if selling else "payee"))
    return "power"


#: How many sentences on it is still told of a contract.
_REACH = 2
#: What its owner spends on, not who buys the power: 止まっていた原発を20億ドルを投じて再稼働させる.
_OWN_PLANT = re.compile("原発|原子炉|発電所|発電設備|小型炉")


def built_by_sellers(events: Sequence[Event]) -> None:
    """Leave out of what is spent on a plant, in a sentence that names nobody, who only buys the power of who makes it (events in text order)."""
    for i, e in enumerate(events):
        if e.frame not in ("spend", "build") or not _OWN_PLANT.search(e.sentence.text) or any(k.chunk >= 0 and k.name.label == "ORG" for k in e.links):
            continue
        makers = names_of(k for k in e.links if k.name.kind in ("power", "energy"))
        for before in events[max(0, i - 8) : i]:
            who = names_of(k for k in before.links if k.chunk >= 0 and k.case in ("subj", "com") and k.weight >= 0.5)
            if before.type == "power" and 0 < e.sentence.index - before.sentence.index <= _REACH and makers & who and who - makers:
                e.links = [k.aside() if set(k.name.canonical) <= who - makers else k for k in e.links]
                for x in events[max(0, i - 4) : i + 5]:
                    # what is spent is no price of the power that the sentence goes on to
                    if x.sentence is e.sentence and x.type == "power" and x.amount is not None and x.amount is e.amount:
                        x.figures, x.amount, x.amount_score = [(f, score) for f, score in x.figures if f is not e.amount], None, 0.0


#: Frames of the contract whose parties a sentence behind it gives their sides.
_CONCLUDED = ("powerbuy", "powersell", "contract", "partner")


def take_sides(events: Sequence[Event]) -> None:
    """Give those who concluded a contract together the sides that a sentence just behind it tells of them all but one at most."""
    for i, e in enumerate(events):
        if e.type != "power" or not e.facts.get("brought") or not {"customer", "provider"} <= e.rule_roles.keys():
            continue
        sides = {c: "payer" if role == "customer" else "payee" for role in ("customer", "provider") if role not in e.inherited for n in e.rule_roles[role] for c in n.canonical}
        if list(sides.values()).count("payee") < 2:
            # who of two sells is told by what each is
            continue
        for before in events[max(0, i - 8) : i]:
            who = names_of(k for k in before.links if k.chunk >= 0 and k.case in ("subj", "com"))
            if before.frame in _CONCLUDED and 0 < e.sentence.index - before.sentence.index <= _REACH and who and who <= sides.keys():
                before.facts["sides"] = sides
        e.facts["sides"] = sides
