"""groups: whom 両社, 3社 and 3行 stand for.

In:  the scene of an article, the place of a reference and how many it names.
Out: the organisations, in text order: those counted off right before (A、B、Cの3社) or right
     after (3社はA、B、C), else the group that the facts speak for most, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

from ..words import words
from .antecedents import Mention, Place, Scene, score, weights

Group = tuple[str, ...]

#: How much likelier "nobody" must be than the best group: annotators leave out references that no
#: deal needs, so the fitted weights say nobody too often (3 is best when folds are held out in turn).
DOUBT = 3.0

#: Between two members: separators, brackets, and a short description of the second.
_SEPARATOR = re.compile(
    r"(?:社|側|など|ら)?(?:\([^()]{0,60}\)|<[^<>]{0,20}>|[」』])*"
    # each mark and blank can be read in one way only, or a row of empty cells takes for ever
    r"[\s、,・/&＆]*(?:(?:とともに|と|や|および|及び|ならびに|並びに|(?<=、)それに|そして|に加え)[\s、,・/&＆]*)*"
    r"[^。、()はがをに]{0,24}[「『]?"
)
#: Between the last member and 3社: の, など, を加えた and a description (電線大手, 米, 日本企業).
_BEFORE = re.compile(
    r"(?:社|氏)?(?:\([^()]{0,80}\)|<[^<>]{0,20}>|[」』])*(?:の|など|ら|といった|、|を加えた|を含む|を合わせた|という|、計|合わせて|による|系|が|は|など、?)?[^。、はがをで()]{0,14}"
)
#: Words before 3社 that say that not all members are listed.
_INCLUDING = re.compile(r"(?:を含む|を含めた|を加えた|などの?|等の?|をはじめとする)[^、。はがを]{0,6}$")
#: That the others are not told here, and facts of a group that was told as one elsewhere, so that it may be meant: of
#: 森田機工は双葉電機と提携する。双葉電機、星野電工など3社は the third is nobody who was only named before.
_AMONG_OTHERS = re.compile(r"(?:など|等|をはじめとする)[^、。はがを]{0,6}$")
_TOLD_TOGETHER = frozenset(("an earlier group", "listed before", "listed after", "all of a sentence before", "headings"))
_AFTER = re.compile(
    r"(?:は|とは|のうち|の内訳は|が|に)?[、,]?\s*(?:[:(=\-―—]\s*|次の通り\S*|順に)?[「『]?[^。、()はがを]{0,14}"
)


def _singles(mentions: list[Mention]) -> list[Mention]:
    """The first mention of each organisation, references to several left out."""
    seen: set[str] = set()
    out = []
    for m in mentions:
        if len(m.canonical) == 1 and m.canonical[0] not in seen:
            seen.add(m.canonical[0])
            out.append(m)
    return out


def counted_before(scene: Scene, place: Place, count: int, fits) -> Group:
    """A、B、Cの3社: the members that end right before a reference, or nothing."""
    names = _listed_before(scene, place, short=True)[-count:]
    return names if len(names) == count else ()


def _listed_before(scene: Scene, place: Place, *, short: bool = False) -> Group:
    """The members of the coordination that ends right before a reference; ``short``: the last may be told with its short form, 森田機工(MKK)の3社."""
    inside = [m for m in scene.before(place.start) if m.sentence == place.sentence]
    while short and len(inside) > 1 and inside[-1].paren and ")" in scene.text[inside[-1].end : place.start]:
        inside.pop()
    if not inside or not _BEFORE.fullmatch(scene.text, inside[-1].end, place.start):
        return ()
    return _run_to_the_last(scene, inside)


def _run_to_the_last(scene: Scene, inside: list[Mention]) -> Group:
    """The last of some mentions of a sentence, with those that are joined to it before."""
    run: list[Mention] = [inside[-1]]
    for m in reversed(inside[:-1]):
        nxt = run[0]
        if m.paren and not nxt.paren:
            continue  # サンディスク(SNDK)
        if m.canonical == nxt.canonical or m.start >= nxt.start:
            run[0] = m
        elif _SEPARATOR.fullmatch(scene.text, m.end, nxt.start):
            run.insert(0, m)
        elif "(" not in scene.text[m.end : nxt.start]:
            break
    run = _singles(run)
    # in A子会社のB only B is counted
    run = [m for i, m in enumerate(run) if not m.affiliate or i == len(run) - 1]
    return tuple(m.canonical[0] for m in run)


#: A group that is told of, and what names its members before it: AとBで構成する企業連合, Aが率いるコンソーシアム, AなどのB陣営.
_GROUP = re.compile(words("group"))
_MADE_UP = re.compile(rf"(?:社|グループ|など|ら)*(?:(?:で|から|が|も)(?:{words('makes_up')})[^、。はがを]{{0,6}}|を(?:中心|はじめ|軸)と(?:する|した)|を含む|による|主導の|の)[^、。はがを]{{0,10}}")
#: How far back a group may have been told of, in characters.
_REACH = 1200


def consortium(scene: Scene, place: Place, fits) -> Group:
    """Whom 連合は or コンソーシアムは stands for: the members named where the group was told of, else those who acted together in one of the last two sentences."""
    before = [m for m in scene.before(place.start) if fits(m) and not m.source]
    told = list(_GROUP.finditer(scene.text, max(0, place.start - _REACH), place.start))
    for g in reversed(told[-8:]):
        inside = [m for m in before if m.end <= g.start() and g.start() - m.end <= 24]
        if inside and _MADE_UP.fullmatch(scene.text, inside[-1].end, g.start()):
            last = inside[-1].sentence
            return _run_to_the_last(scene, [m for m in before if m.end <= g.start() and m.sentence == last])
    for gap in (1, 2):
        inside = [m for m in before if m.sentence == place.sentence - gap]
        act = next((i for i, m in enumerate(inside) if m.case in ("topic", "subj")), None)
        members = _run_to_the_last(scene, inside[: act + 1]) if act is not None else ()
        if len(members) > 1:
            return members
    return ()


def counted_after(scene: Scene, place: Place, count: int, fits) -> Group:
    """3社はA、B、C: the members that begin right after a reference, or nothing."""
    after = [m for m in scene.mentions if m.start >= place.end and m.sentence == place.sentence and fits(m)]
    if not after or not _AFTER.fullmatch(scene.text, place.end, after[0].start):
        return ()
    run = [after[0]]
    for m in after[1:]:
        if not _SEPARATOR.fullmatch(scene.text, run[-1].end, m.start):
            break
        run.append(m)
    names = tuple(m.canonical[0] for m in _singles(run))
    return names if len(names) == count else ()


def _in_next_cell(scene: Scene, place: Place, count: int, fits) -> Group:
    """| 大手4社が増額 | A・B・C・Dの合算で |: as many as are counted that begin a later cell of the row, or nothing."""
    if place.sentence < 0 or scene.article.sentences[place.sentence].kind != "table":
        return ()
    after = [m for m in scene.mentions if m.start >= place.end and m.sentence == place.sentence and fits(m)]
    i = next((i for i, m in enumerate(after) if scene.text[max(place.end, m.start - 4) : m.start].rstrip(" 「*").endswith("|")), len(after))
    run = after[i : i + 1]
    for m in after[i + 1 :]:
        if not _SEPARATOR.fullmatch(scene.text, run[-1].end, m.start):
            break
        run.append(m)
    names = tuple(m.canonical[0] for m in _singles(run))
    return names if len(names) == count else ()


def _counted_off(scene: Scene, place: Place, count: int, fits) -> Group:
    """森田機工など3社 of a headline: the first A、B、Cの3社 of the text with whom the headline names before it, or nothing."""
    if place.sentence < 0 or scene.article.sentences[place.sentence].kind != "headline":
        return ()
    named = set(_listed_before(scene, place)[-1:])
    word, at = scene.text[place.start : place.end], place.end
    while (at := scene.text.find(word, at)) >= 0:
        later = scene.place(at, at + len(word))
        group = counted_before(scene, later, count, fits)
        if group:
            return group if named <= set(group) else ()
        at = later.end
    return ()


def _told_in_part(scene: Scene, place: Place, count: int) -> Group:
    """The members named where as many were told of before and not all of them named: 8社 after 双葉電機・星野電工・森田機工等8社."""
    word = scene.text[place.start : place.end]
    at = scene.text.rfind(word, max(0, place.start - _REACH), place.start)
    for _ in range(4):
        if at < 0:
            return ()
        if _AMONG_OTHERS.search(scene.text, max(0, at - 12), at) and not scene.text[at - 1].isdigit():
            told = scene.place(at, at + len(word))
            part = _listed_before(scene, told)
            if 1 < len(part) < count and place.sentence - told.sentence > 1:
                # in the sentence right before it they are its topic anyway
                return part
        at = scene.text.rfind(word, max(0, place.start - _REACH), at)
    return ()


def groups(scene: Scene, place: Place, count: int, fits) -> dict[Group, list[str]]:
    """Groups that a reference to ``count`` organisations may stand for, and the facts of each.

    Groups are equal whatever the order; the first one found gives it.
    """
    found: dict[frozenset[str], tuple[Group, list[str]]] = {}
    for group, fact in _sources(scene, place, count, fits):
        if len(set(group)) == count:
            found.setdefault(frozenset(group), (group, []))[1].append(fact)
    before = [m for m in scene.before(place.start) if fits(m)]
    last = {c: m for m in before for c in m.canonical}
    recent = list(dict.fromkeys(c for m in reversed(before) for c in m.canonical))
    out = {}
    for group, fact in found.values():
        fact = list(dict.fromkeys(fact))
        fact.append(f"exact {count}" if count > 2 else "pair")
        fact += _facts(scene, place, group, last, recent)
        out[group] = fact
    return out


def _facts(
    scene: Scene, place: Place, group: Group, last: Mapping[str, Mention], recent: list[str]
) -> list[str]:
    fact = []
    seen = [last[c] for c in group if c in last]
    if len(seen) < len(group):
        fact.append("not all named before")
    if seen:
        gap = place.sentence - max(m.sentence for m in seen)
        fact.append(f"gap={min(gap, 4)}")
        spread = max(m.sentence for m in seen) - min(m.sentence for m in seen)
        fact.append(f"spread={min(spread, 3)}")
        fact.append(f"worst rank={min(max(recent.index(c) for c in group if c in last) - len(group) + 1, 4)}")
        fact += [f"member: {x}" for x in ("source", "affiliate", "paren") if any(getattr(m, x) for m in seen)]
        if any(m.kind == "media" for m in seen):
            fact.append("member: media")
        if any(m.label == "GOV" for m in seen):
            fact.append("member: government")
    heads = sum(c in scene.headline for c in group)
    fact.append("in the headline: all" if heads == len(group) else f"in the headline: {min(heads, 1)}")
    lead = {c for m in scene.lead for c in m.canonical}
    if all(c in lead for c in group):
        fact.append("in the lead: all")
    ranked = [c for c, _ in scene.total.most_common(len(group))]
    inside = sum(c in ranked for c in group)
    fact.append(
        "most named: all" if inside == len(group) else "most named: some" if inside else "most named: none"
    )
    if any(m.reference and set(m.canonical) == set(group) for m in scene.before(place.start)):
        fact.append("named together before")
    return fact


def _sources(scene: Scene, place: Place, count: int, fits) -> Iterator[tuple[Group, str]]:
    """Where groups of a size come from: counts, sentences, headings, the last named, the most named."""
    by_sentence: dict[int, list[Mention]] = {}
    for m in scene.mentions:
        if fits(m):
            by_sentence.setdefault(m.sentence, []).append(m)
    for index, inside in by_sentence.items():
        side = "here" if index == place.sentence else "before" if index < place.sentence else "after"
        for run in _runs(scene, inside):
            if len(run) == count:
                yield run, f"listed {side}"
        single = tuple(m.canonical[0] for m in _singles(inside))
        if len(single) == count:
            yield single, f"all of a sentence {side}"
        elif len(single) > count == 2 and side != "after":
            for pair in combinations(single[:6], 2):
                yield pair, f"of a sentence {side}"
        elif len(single) > count > 2:
            yield single[:count], f"first of a sentence {side}"
    rest = _singles([m for m in by_sentence.get(place.sentence, ()) if m.start >= place.end])
    if len(rest) == count:
        yield tuple(m.canonical[0] for m in rest), "all of the sentence after it"
    for m in scene.before(place.start):
        if len(m.canonical) == count:
            yield m.canonical, "an earlier group"
    heads = [
        v[0]
        for i, v in by_sentence.items()
        if i >= 0
        and v
        and v[0].start - scene.article.sentences[i].start <= 4
        and scene.article.sentences[i].kind in ("heading", "bullet")
    ]
    single = tuple(m.canonical[0] for m in _singles(heads))
    if len(single) == count:
        yield single, "headings"
    before = [m for m in scene.before(place.start) if fits(m) and len(m.canonical) == 1]
    recent = list(dict.fromkeys(m.canonical[0] for m in reversed(before)))
    if count == 2:
        for pair in combinations(recent[:6], 2):
            yield pair[::-1], "recent"
    elif len(recent) >= count:
        yield tuple(reversed(recent[:count])), "recent"
    if len(recent) == count:
        yield tuple(reversed(recent)), "all before"
    fitting = {c for m in scene.mentions if fits(m) for c in m.canonical}
    allowed = [c for c in scene.total if c in fitting]
    top = sorted(allowed, key=lambda c: -scene.total[c])[:count]
    if len(top) == count:
        yield tuple(top), "most named"


def _runs(scene: Scene, inside: list[Mention]) -> Iterator[Group]:
    """Coordinations of a sentence: A、B、C."""
    run: list[Mention] = []
    for m in [*inside, None]:
        if (
            m is not None
            and run
            and (m.canonical == run[-1].canonical or _joined(scene.text[run[-1].end : m.start]))
        ):
            run.append(m)
            continue
        if len(run) > 1:
            yield tuple(x.canonical[0] for x in _singles(run))
        run = [m] if m is not None else []


def _joined(between: str) -> bool:
    return bool(re.match(r"[^。はがをに]{0,60}?(?:[、,・/]|と|や|および|及び|ならびに)", between)) and bool(
        _SEPARATOR.fullmatch(between)
    )


#: Before so many that only say who a name of several stands for, none of whom was named: MAG 5(主要テクノロジー5社), GAFAM(米大手5社).
_GLOSSED = re.compile(r"(?<![A-Za-z])(?:[A-Z]{3,6}|[A-Z]{1,3} ?[0-9]{1,2})\*{0,2} ?\((?![^()]*(?:など|ほか|他の?|等))[^()、。はがを]{0,14}$")
#: Where a company of a list comes from, which is none of those that are counted: 東大発のスタートアップ.
_BORN_AT = re.compile("発の?(?:スタートアップ|ベンチャー|新興|企業|AI|研究)")
#: How two who deal are told to say so at the end of the sentence that names them: …を締結したと両社が発表した.
_SAY_SO = re.compile(r"(?:が|は)[^、。はがを]{0,14}(?:発表|公表|表明|明らかに)")


def _who_say_so(scene: Scene, place: Place, fits) -> Group:
    """The two that a sentence names before it ends with 両社が発表した, if it names no more."""
    if not scene.text.startswith("両", place.start) or scene.text[max(0, place.start - 1) : place.start] != "と" or not _SAY_SO.match(scene.text, place.end):
        return ()
    named = tuple(dict.fromkeys(c for m in scene.before(place.start) if m.sentence == place.sentence and fits(m) for c in m.canonical))
    return named if len(named) == 2 else ()


#: Before a count, whose companies are counted, which nobody needs to have named: 双葉電機と関連5社, 傘下の3社.
_ITS_OWN = re.compile("(?:関連|関係|系列|傘下|グループ)(?:会社|企業)?の?$|子会社の?$")


def best_group(
    scene: Scene, place: Place, count: int, fits, table: Mapping[str, float] | None = None
) -> Group:
    """The group that a reference stands for, or nothing where a numeral more likely means nobody."""
    told = fits

    def fits(m: Mention) -> bool:
        return told(m) and not _BORN_AT.match(scene.text, m.end)

    if _GLOSSED.search(scene.text, max(0, place.start - 24), place.start):
        return ()
    group = (count == 2 and _who_say_so(scene, place, fits)) or counted_before(scene, place, count, fits) or counted_after(scene, place, count, fits) or _in_next_cell(scene, place, count, fits) or _counted_off(scene, place, count, fits)
    if group or _ITS_OWN.search(scene.text, max(0, place.start - 8), place.start):
        return group
    table = weights()["group"] if table is None else table
    options = groups(scene, place, count, fits)
    if _INCLUDING.search(scene.text, max(0, place.start - 12), place.start):
        options = _including(scene, place, count, fits, options)
    elif part := _told_in_part(scene, place, count):
        options = {g: f for g, f in options.items() if set(part) <= set(g) and not _TOLD_TOGETHER.isdisjoint(f)}
        if not options:
            return part
    if place.case == "com":
        # Aは4社と組む: A is none of them
        own = {c for m in scene.before(place.start) if m.sentence == place.sentence and m.case in ("topic", "subj") for c in m.canonical}
        options = {g: f for g, f in options.items() if own.isdisjoint(g)} or options
    if not options:
        return ()
    pick = max(options, key=lambda g: score(options[g], table))
    if (
        scene.text[place.start] == "両"
        or score(options[pick], table) >= score(none_facts(scene, place, count), table) - DOUBT
    ):
        return pick
    return ()


def _including(
    scene: Scene, place: Place, count: int, fits, options: dict[Group, list[str]]
) -> dict[Group, list[str]]:
    """A、Bを含む3社: the groups with A and B; if there are none, these with those named most; of A、Bなど3社 only a group that was told as one before."""
    part = _listed_before(scene, place)
    wider = {g: f for g, f in options.items() if set(part) <= set(g)}
    if _AMONG_OTHERS.search(scene.text, max(0, place.start - 12), place.start) and 0 < len(part) < count:
        return {g: f for g, f in wider.items() if not _TOLD_TOGETHER.isdisjoint(f)}
    if wider or not 0 < len(part) < count:
        return wider or options
    before = {
        c: None for m in reversed(scene.before(place.start)) if fits(m) for c in m.canonical if c not in part
    }
    others = sorted(before, key=lambda c: -scene.total[c])[: count - len(part)]
    return {(*others, *part): []} if len(others) + len(part) == count else options


def none_facts(scene: Scene, place: Place, count: int) -> list[str]:
    """The facts of the answer that a count stands for nobody in particular."""
    # 中核 4 社: a blank may set the number off
    before = scene.text[max(0, place.start - 2) : place.start].strip(" ")[-1:]
    kind = (
        "noun"
        if re.match(r"[一-龥ァ-ヺーA-Za-z]", before)
        else "open"
        if not before or before in "、。\n \u3000「"
        else "particle"
    )
    return [
        "nobody",
        "nobody: pair" if count == 2 else "nobody: more",
        f"nobody: after {kind}",
        f"nobody: {place.case}",
    ]
