"""wholes: of the sums that a company spends, those that are a part of another (contract, section 1: one record, the whole).

In:  the events of an article, in text order.
Out: the same events without those whose sum is a part of what the same company spends as the same or the next sentence
     tells: 3年で80億円を投じる計画で、このうち20億円を研究に充てる; 新工場を20億円で建てるなど、総額80億円を投じる;
     建屋に20億円、設備に60億円を充てる。投資額は計80億円.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ..reading.events import Event, stated
from ..syntax.links import names_of

#: Frames of what one spends on one's own account; and of what the money is said to be for.
_OWN = ("spend", "build")
_USES = (*_OWN, "acquire", "buy", "invest")
#: Before the sum of a part: このうち, うち, その中から.
_OF_IT = re.compile(r"(?:(?:この|その)?(?:うち|内)(?:の|、|で)?|(?:この|その)中から)(?:[^、。はがを0-9]{0,12}?)(?:約|およそ|少なくとも|最大|計)?$")
#: Behind the clause of an example, and before the sum of the whole.
_EXAMPLE, _IN_ALL = re.compile(r"[るくむすつぶ]など、"), re.compile(r"(?:総額|総計|合計|合わせて|計)(?:で)?(?:約|およそ|最大)?$")


def without_parts(events: list[Event]) -> None:
    """Take the events from a list whose sum is only a part of another's."""
    sums: dict[int, dict[int, Decimal]] = {}
    for e in events:
        for f in (x for x, score in e.figures if score > -0.9 and not getattr(x, "is_alt", False)):
            sums.setdefault(e.sentence.index, {})[f.start] = stated(f) or Decimal(0)
    near = ((e, w) for i, e in enumerate(events) for w in (*events[max(0, i - 8) : i], *events[i + 1 : i + 9]))
    parts: set[int] = set()
    for e, w in near:
        if _is_tranche(e, w):
            parts.add(id(e))
        if id(e) in parts or not _may_be_part(e, w):
            if w.frame in _OWN and e.frame in _USES and e.amount is not None and w.amount is not None and w.type != "subsidy" and _of_which(e, w) and _with_another(e, w):
                # 80億円を投じ、うち20億円で星野電工を買収する: the whole is no price of that company
                w.facts["sure type"] = w.type
                apart = {c for role in ("target", "investee", "provider", "seller") for n in e.rule_roles.get(role, ()) for c in n.canonical}
                w.links = [k if apart.isdisjoint(k.name.canonical) else k.aside() for k in w.links]
            continue
        if _added_up(sums[e.sentence.index], e, w) and not w.trigger.row.word:
            if all(x.amount is not w.amount for x in events if x is not w and id(x) not in parts):
                # 国内に300億円、海外に200億円を投じる。総額は500億円: no word of that sentence tells a deal by itself
                e.amount, e.figures = w.amount, [(w.amount, e.amount_score)]
                e.facts.pop("share", None)
                continue
            parts.add(id(e))
        elif _of_which(e, w) or _as_example(e, w) or _goes_to(e, w) or _added_up(sums[e.sentence.index], e, w):
            parts.add(id(e))
    if parts:
        events[:] = [e for e in events if id(e) not in parts]


def _may_be_part(e: Event, whole: Event) -> bool:
    """Whether one company spends both sums, the second the larger."""
    if e.amount is None or whole.amount is None or e.type == "subsidy" or e.frame not in _USES or whole.frame not in _OWN or whole.type != "capex":
        return False
    if not -1 <= whole.sentence.index - e.sentence.index <= 1 or e.amount.currency != whole.amount.currency:
        return False
    part, all_ = stated(e.amount), stated(whole.amount)
    return part is not None and all_ is not None and part < all_ and _spenders(e) <= _spenders(whole) and len(_spenders(whole)) < 2 and not _with_another(e, whole)


def _with_another(e: Event, whole: Event) -> bool:
    """Whether a sum is that of a deal with somebody whom the whole does not name, which is a record of its own: 80億円を投じ、うち20億円で星野電工を買収する."""
    named = names_of(k for k in e.links if k.chunk >= 0 and k.weight >= 0.7 and k.name.label == "ORG")
    theirs = {c for role in ("target", "investee", "provider", "seller") for n in e.rule_roles.get(role, ()) for c in n.canonical}
    return e.frame not in _OWN and bool(named & theirs - _spenders(whole))


#: How a sentence tells what becomes of a part of what was just promised.
_TRANCHE = re.compile(r"(?:この|その)?うち(?:の|、)?(?:まず)?(?:約|およそ|最大)?[0-9]")


def _is_tranche(e: Event, whole: Event) -> bool:
    """Whether a sentence that names nobody tells which part of what one gives to another comes first: 星野AIに20億円の出資を約束した。うち12億円を即時に提供し、残りを後に払い込んだ."""
    if whole.type != "investment" or whole.amount is None or e.amount is None or e.frame not in ("invest", "spend", "provide") or e.sentence.index - whole.sentence.index != 1:
        return False
    if not _TRANCHE.match(e.sentence.text) or any(k.chunk >= 0 and k.name.label in ("ORG", "GOV", "PERSON") for k in e.links) or len({f.start for f, score in e.figures if score > -0.9}) != 1:
        return False
    part, all_ = stated(e.amount), stated(whole.amount)
    return len(whole.rule_roles) > 1 and e.amount.currency == whole.amount.currency and part is not None and all_ is not None and part < all_


def _spenders(e: Event) -> set[str]:
    """The companies that an event deals with, of its own sentence or the one before."""
    return {c for n in (*e.roles.get("investor", ()), *e.roles.get("acquirer", ()), *e.roles.get("customer", ())) if n.label in ("ORG", "GOV") for c in n.canonical}


def _of_which(e: Event, whole: Event) -> bool:
    """Whether a sum is told as one out of the other before it: 80億円を投じる計画で、このうち20億円を研究に充てる."""
    s = e.sentence
    if whole.sentence is not s or not whole.amount.end <= e.amount.start:
        return False
    if any(k.chunk >= 0 and k.case in ("goal", "src") and k.weight >= 0.4 and k.name.label == "ORG" and not _spenders(whole).issuperset(k.name.canonical) for k in e.links):
        # 80億円を投じ、うち20億円は星野電工に対するもので、GPUの調達に充てる: who gets it has a deal of his own
        return False
    between = s.text[whole.amount.end - s.start : e.amount.start - s.start]
    return _OF_IT.search(between) is not None


def _as_example(e: Event, whole: Event) -> bool:
    """Whether a sum is that of an example before the whole: 新工場を20億円で建てるなど、総額80億円を投じる."""
    s = e.sentence
    if whole.sentence is not s or not e.amount.end <= whole.amount.start:
        return False
    before = s.text[e.amount.end - s.start : whole.amount.start - s.start]
    return _EXAMPLE.search(before) is not None and _IN_ALL.search(before) is not None


#: How the next sentence tells what of it goes to one thing: 電池事業には20億円を充てる.
_GOES_TO = re.compile(r"[^、。はが]{2,24}(?:に|へ)は(?:、)?(?:このうち)?(?:約|およそ|少なくとも|最大)?$")
_SHARED = re.compile(r"(?:規模|程度|以上|超)?(?:\([^()]{1,24}\))?を(?:充て|あて|振り向け|割り当て|配分|割り振)")


def _goes_to(e: Event, whole: Event) -> bool:
    """Whether a sentence behind the whole tells what of it goes to one thing: 3年で80億円を投資する。電池事業には20億円を充てる."""
    s, w = e.sentence, whole.sentence
    if s.index - w.index != 1 or s.block != w.block or any(k.chunk >= 0 and k.name.label in ("ORG", "GOV") for k in e.links):
        return False
    at = e.amount.start - s.start
    return _GOES_TO.fullmatch(s.text, 0, at) is not None and _SHARED.match(s.text, e.amount.end - s.start) is not None


def _added_up(told: dict[int, Decimal], e: Event, whole: Event) -> bool:
    """Whether a sum is one of those that the sentence before the whole tells, which come to it: 建屋に20億円、設備に60億円を充てる。投資額は計80億円."""
    s, w = e.sentence, whole.sentence
    if w.index - s.index != 1 or w.section != s.section:
        return False
    return len(told) > 1 and sum(told.values()) == stated(whole.amount)
