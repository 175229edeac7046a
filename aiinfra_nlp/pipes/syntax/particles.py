"""particles: the case in which each chunk of a sentence stands.

In:  the chunks of a sentence.
Out: a case for each (topic, subj, obj, goal, src, com, by, gen, and, bare ...): what its particle
     marks, and for the members of a list what marks its last (A、B、Cの3社が: all three are subjects).
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...resources import read_tsv
from ..words import ends_in, words
from .chunks import Chunk, called, is_name
from .clauses import is_cleft, told_of
from .coordination import (
    OF_LISTS,
    PLURAL,
    acts_through,
    end_with_bracket,
    group_of,
    joined_to,
    listed_with,
    next_member,
    one_more,
    shared_out,
    told_besides,
)

#: Kinds of organisations that a list is said to be of: A、Bなどの国内大手は, Aといったメーカーに.
_KIND = re.compile(rf"^.{{0,12}}(?:{words('listed')}|[0-9]+社)$")
_TITLED = re.compile(r"(?:氏|さん|CEO|COO|CFO|CTO|社長|会長|最高経営責任者|代表|頭取|副社長|幹部|広報担当者)$")
#: A part of a company that acts for it: 双葉電機の戦略投資部門と星野電工が.
ARM = ends_in("arm")


#: What stands between a name and its particle: 双葉電機側が, 星野電工などは.
_OF_THEM = ("側", "陣営", "など", "等", "ら", "自身", "自体", "当局")
_THEM = re.compile(f"(?:{'|'.join(_OF_THEM)})+")


def case_of(c: Chunk) -> str:
    """The case that a chunk's particles mark."""
    return "bare" if c.pred and is_name(c, "で") else _marked(c.func)


@lru_cache(maxsize=4096)
def _marked(f: str) -> str:
    """The case that particles mark: obj for など を, bare for none."""
    if f.startswith(_OF_THEM):
        f = f[_THEM.match(f).end() :]
    # a noun that だ makes a predicate stands as one without it: 出資者は双葉電機だ
    if not f or re.match("だ(?!け)|です|でし(?!か)|であ", f):
        return "bare"
    if f.startswith(("に加え", "といった", "をはじめとする", "を含む")):
        return "and"
    if f.startswith(("によると", "によれば", "によりますと")):
        return "adv"
    if f.startswith(("による", "主導", "によって", "により", "を中心に")):
        return "by"
    if f.startswith(("への", "に対する", "向けの", "に向けた")):
        return "ngoal"
    if f.startswith("からの"):
        return "nsrc"
    if f.startswith(("との", "とによる")):
        return "com" if f.startswith(("との間で", "との間に")) else "ncom"
    if f.startswith(("を通じ", "を介し")):
        return "via"
    if f.startswith(("にして", "について", "をめぐ", "を巡", "に関", "として", "にわた", "における", "において", "では", "での", "で")):
        return "adv"
    if f.startswith("に至っては"):
        # 双葉電機に至っては90億円を投じる
        return "topic"
    if f.startswith("には"):
        return "goal"
    if f.startswith(("に対し", "に", "へ", "向けに", "向け")):
        return "goal"
    if f.startswith(("から", "より")):
        return "src"
    if f.startswith(("とともに", "と共に", "と並んで")):
        return "with"
    if f.startswith("と"):
        return "com"
    if f.startswith(("や", "および", "及び", "並びに", "ならびに", "または", "、", "×")):
        return "and"
    if f.startswith(("は", "も", "こそ")):
        return "topic"
    if f.startswith(("が", "→", "⇒")):
        return "subj"
    if f.startswith("を"):
        return "obj"
    if f.startswith("の"):
        return "gen"
    return "adv"


#: What marks where something is done, and what a country is called.
_THERE = ("で", "にある", "における", "において", "に建")
_COUNTRY = re.compile(rf"^(?:{'|'.join(re.escape(r['form']) for r in read_tsv('name_affixes') if r['kind'] == 'nation' and len(r['form']) > 1)})")


#: How many or what sort of companies the names before are some of.
_SEVERAL = re.compile("複数|多数|多く|数多く|国内外|内外|世界|国内|海外|大手|主要|有力|地元|外資系")
_LEADING = ("主要な", "有力な", "巨大な", "著名な", "大規模な", "代表的な")


def effective_cases(chunks: list[Chunk]) -> list[str]:
    """Case of each chunk after coordination: in A、B、Cの3社が all three are subjects."""
    cases = [case_of(c) for c in chunks]
    outer = [c.index for c in chunks]
    for c in chunks:
        if cases[c.index] == "bare" and not c.pred and PLURAL.match(c.text) and c.comma and c.index < len(chunks) - 1 and not _subject_before(chunks, cases, c.index):
            cases[c.index] = "topic"
    for i in reversed(range(len(chunks))):
        c = chunks[i]
        nxt = next((j for j in outer if j > i and chunks[j].paren == c.paren), None)
        if nxt is None:
            continue
        n = chunks[nxt]
        if c.names and not c.pred:
            if n.text == "いう" and n.func == "といった" and (head := called(chunks, nxt)) is not None:
                cases[i] = cases[head]
                continue
            if (group := group_of(chunks, i)) is not None:
                cases[i] = cases[group]
                continue
            if told_besides(chunks, i):
                cases[i] = "adv"
                continue
            if c.func == "と" and n.func.startswith(_THERE) and all(x.label in ("GOV", "PLACE") for x in (*c.names, *n.names)) and _COUNTRY.search(n.text):
                # 米国とインドでサーバーを供給する: where, and with nobody
                cases[i] = cases[nxt]
                continue
            if (other := one_more(chunks, i)) is not None:
                cases[i] = cases[other]
                continue
            if cases[i] == "bare" and c.comma and gapped(chunks, i) and cases[i + 2] in OF_LISTS:
                cases[i] = cases[i + 2]
                continue
            if cases[i] == "bare" and c.comma and c.paren == -1 and (other := _counted_on(chunks, i)) is not None:
                cases[i] = cases[other]
                continue
            if (other := listed_with(chunks, i)) is not None:
                cases[i] = cases[other]
                continue
            if cases[i] in ("gen", "bare", "and", "adv") and c.func.startswith(("など", "といった", "のような")) and (n.text + n.func in _LEADING if n.func == "な" else n.func == "の" and _SEVERAL.fullmatch(n.text)) and nxt + 1 < len(chunks) and not chunks[nxt + 1].names and _KIND.search(chunks[nxt + 1].text):
                # 星野電力や森田電力など複数の電力会社と, 双葉電機などの主要な国内企業は
                cases[i] = cases[nxt + 1]
            elif cases[i] in ("gen", "bare", "and", "adv") and (PLURAL.match(n.text) or (c.func.startswith(("など", "といった", "のような")) and not n.names and _KIND.search(n.text)) or (c.func.startswith(("の", "など")) and _TITLED.search(n.text))):
                cases[i] = cases[nxt]
            elif c.func == "の" and (through := acts_through(chunks, c, c.names[-1])) is not None:
                cases[i] = cases[through]
            elif c.func == "の" and cases[nxt] != "obj" and not n.names and ARM.search(n.text):
                to = joined_to(chunks, cases, nxt, nxt + 1) if nxt + 1 < len(chunks) else None
                cases[i] = cases[nxt] = cases[nxt if to is None else to]
            elif c.func == "×" and n.names and cases[nxt] == "bare":
                # 双葉電機×星野電工、業務提携: both act
                cases[i] = cases[nxt] = "subj"
            elif c.func.startswith("に加え") and n.names and n.func in _MORE and any(x.figures for x in chunks[nxt + 1 : nxt + 4]):
                # 双葉電機に加え、星野電工にも30億円を出資した: the first was told before, and the sum is the second's
                continue
            elif (to := joined_to(chunks, cases, i, nxt)) is not None and not (cases[i] == "com" and _subject_before(chunks, cases, i) and c.comma):
                # A and B act together on C, unless と only joins two receivers: AはBとCに
                acts = cases[i] == "with" or (cases[i] == "com" and cases[to] not in ("goal", "src"))
                together = acts and cases[to] in ("goal", "src", "obj", "bare") and _subject_before(chunks, cases, i)
                if not together or shared_out(chunks, to):
                    cases[i] = cases[to]
            elif cases[i] in ("bare", "and") and c.comma and _ends_list(chunks, i, n) and (n.func.startswith("など") or _subject_before(chunks, cases, i)):
                # 双葉電機は星野電工、森田機工、三葉GPUと: the last is a name that nobody knows
                cases[i] = cases[nxt]
            elif cases[i] == "bare" and c.comma and n.start - end_with_bracket(chunks, i) <= 3 and (member := next_member(chunks, nxt)) is not None:
                if _two_open(chunks, cases, i) and cases[member] in ("obj", "goal", "src") and not any(cases[j] in ("topic", "subj") for j in range(nxt, len(chunks))):
                    cases[i] = "topic"
                    continue
                # 石狩では、双葉電機、星野電工と組む: no headline begins so
                # nor does one begin behind a clause: 双葉電機とは契約を結び、星野電工、森田機工とも契約がある
                inside = any((x.func == "では" or (x.pred and x.func)) and x.comma or (cases[x.index] in OF_LISTS and x.func and not x.quantity and not _paired_at_start(chunks, x.index, i)) for x in chunks[:i]) or chunks[member].func in _MORE
                # nor does a sentence with a verb in full at its end: 双葉電機、星野電工にそれぞれ装置を納める。
                inside = inside or bool(chunks[-1].pred and (chunks[-1].func or chunks[-1].text == "いう") and chunks[-1].comma and n.start - end_with_bracket(chunks, i) < 3)
                listed = (i > 0 and chunks[i - 1].names and cases[i - 1] == "and") or inside
                if listed or cases[member] in ("topic", "subj") or _subject_before(chunks, cases, i) or any(cases[j] == "bare" and chunks[j].names and chunks[j].paren == c.paren for j in range(i)):
                    cases[i] = cases[member]
    return cases


def _two_open(chunks: list[Chunk], cases: list[str], i: int) -> bool:
    """Whether a line begins with two names and a comma, who act in it: 双葉電機と星野電工、森田機工を買収 (a list of three has its と before the last)."""
    before = [c for c in chunks[:i] if c.paren == -1]
    joined = [c for c in before if c.names]
    return bool(joined) and before[-1] is joined[-1] and joined[-1].func == "と" and all(c.func in ("と", "") for c in joined) and all(c.names or (c.adnominal and not c.pred) for c in before)


def _paired_at_start(chunks: list[Chunk], j: int, i: int) -> bool:
    """Whether と only joins the name in chunk ``j`` to the next one, chunk ``i``, with which it begins a headline: 双葉電機と星野電工、KDDIに出資."""
    return j + 1 == i and chunks[j].func == "と" and bool(chunks[j].names) and all(x.adnominal and not x.names for x in chunks[:j])


_SO_MANY = re.compile("([2-9]|1[0-9])(?:社|行)")


def _counted_on(chunks: list[Chunk], i: int) -> int | None:
    """The next member of a list of which a clause says who it is, where the number behind the list counts the name in chunk ``i`` too: 双葉電機、[電池をつくる]星野電工と森田機工の3社と."""
    j = next((c.index for c in chunks[i + 1 : i + 6] if c.names and c.paren == -1), None)
    between = [c for c in chunks[i + 1 : j] if c.paren == -1] if j is not None else []
    if not between or not (between[-1].pred and between[-1].adnominal) or any(c.comma or c.func.startswith(("は", "が")) for c in between):
        return None
    told = 1
    for c in chunks[j:]:
        if c.paren != -1:
            continue
        if (m := _SO_MANY.fullmatch(c.text)) is not None:
            return j if int(m[1]) == told else None
        if not c.names or not (c.comma or c.func.startswith(("と", "や", "、", "の"))):
            return None
        told += 1
    return None


def _ends_list(chunks: list[Chunk], i: int, n: Chunk) -> bool:
    """Whether a list of names ends with a chunk that holds none, by a particle of the other side: 星野電工、森田機工、三葉GPUとの."""
    before = chunks[i - 1] if i else None
    listed = before is not None and bool(before.names) and before.paren == n.paren and case_of(before) in ("bare", "and") and not before.pred
    return listed and not n.names and not n.pred and not n.quantity and n.func.startswith(("と", "に", "から", "など")) and _UNKNOWN.search(n.text) is not None


#: What a name that nobody knows looks like: a word with Latin letters, or of katakana.
_UNKNOWN = re.compile(r"[A-Z]{2}|[A-Z][a-z]|[ァ-ヺー]{3}")


def gapped(chunks: list[Chunk], i: int) -> bool:
    """Whether a name shares the verb of the next one, each with a thing of its own: 設計は星野電工、施工は森田機工が担う."""
    around = chunks[i - 1 : i + 3 : 2] if i else []
    return len(around) == 2 and all(c.func == "は" and not c.names and not c.quantity for c in around) and i + 2 < len(chunks) and bool(chunks[i + 2].names)


#: Particles of one more on the other side, before which no subject stands without one of its own.
_MORE = ("とも", "にも", "からも", "とは")


def _subject_before(chunks: list[Chunk], cases: list[str], i: int) -> bool:
    """Whether a subject stands before a chunk, other than that of a clause which says who stands there: アルトマン氏が支援するA、; 双葉電機が契約したのはA、."""
    focus = next((j for j in reversed(range(i)) if is_cleft(chunks[j])), -1)
    return any(cases[j] == "topic" or (cases[j] == "subj" and not told_of(chunks, j, i)) for j in range(focus + 1, i))
