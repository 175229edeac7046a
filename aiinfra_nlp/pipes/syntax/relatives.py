"""relatives: the clauses that say what a noun is.

In:  the chunks of a sentence and their cases.
Out: each such clause with its arguments, its verb and the phrase of its noun: 双葉電機は[星野電工が保有する]青葉クラウドを
     買収した; and of which deal words it tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..words import ends_in, pattern, words
from .chunks import Chunk
from .clauses import PHRASE, is_formal

#: How far a clause reaches that says what a noun is, in chunks, so that the time stays in proportion to the text.
MOST_CHUNKS = 40


@dataclass(frozen=True, slots=True)
class Relative:
    """A clause that says what a noun is, from its first argument to its verb, and the phrase of that noun: [星野電工が保有する]青葉クラウドの全株式."""

    start: int
    verb: int
    head: tuple[int, ...]
    #: The chunk of its own subject, if it has one.
    subject: int | None
    purpose: bool = False

    def __contains__(self, i: int) -> bool:
        return self.start <= i <= self.verb


#: What makes a noun with の say of the next one what a verb would: 建設中のデータセンター, 北海道が地盤の双葉銀行.
_UNDER_WAY = re.compile(r"[一-龥]{2}(?:中|予定|済み)$")
_BASED = ends_in("based")
#: Verbs that only say who belongs to a group or that it is so and so (双葉電機を含む陣営, 決まった額), and those that with the chunk before them say how much or what it is called (50億円を超える).
_LISTS, _NARROW = re.compile(words("lists")), re.compile(words("narrow"))
#: Particles that mark a case by themselves, so that no list goes on behind them.
_MARKS = ("が", "を", "に", "から", "による")
#: Who acts together with somebody is no member of a list: 星野電工と共同で「青葉」と呼ぶ事業を.
_JOINTLY = ("と共", "ととも", "と組", "と連携")
#: What a company is to the one it belongs to.
_ITS_OWN = ends_in("its_own")
#: Cases of arguments of a verb.
_ARGUMENTS = ("subj", "obj", "goal", "src", "com", "with", "by")


def relatives(chunks: list[Chunk], cases: list[str]) -> list[Relative]:
    """The clauses of a sentence that each say what a noun is, in the order of their verbs; one of purpose is such a clause too: [Bに対抗する]ため."""
    found: dict[int, Relative] = {}
    for c in chunks:
        if c.paren == -1 and c.adnominal and (r := _relative(chunks, cases, c.index, found)) is not None:
            found[r.verb] = r
    return list(found.values())


def _relative(chunks: list[Chunk], cases: list[str], verb: int, within: dict[int, Relative]) -> Relative | None:
    """The clause whose verb stands in a chunk, if it says what a noun is; ``within``: those before it, which it may hold, by their verbs."""
    v = chunks[verb]
    if not (v.pred or _says_what(chunks, verb)) or _LISTS.match(v.text) or (v.last is not None and v.last.pos[0] == "形容詞"):
        return None
    head = _phrase(chunks, verb + 1)
    if not head or chunks[head[-1]].figures:
        # 双葉電機が投じる100億円: a sum is said to be somebody's
        return None
    first = chunks[head[0]]
    purpose = first.text.startswith("ため") and not first.func.startswith(("の", "だ", "で"))
    if not purpose and is_formal(first):
        return None
    start, seen = _arguments(chunks, cases, verb, within)
    subject = seen.pop("subj", None)
    # 双葉電機が部品を手がける星野電工に出資した: a company that the clause says something of is its subject;
    # 双葉電機が星野電工に対抗するため: who acts has the same purpose
    # 双葉電機が子会社である星野電工を買収する: whose company it is needs no more words
    said = seen or (v.func == "である" and _ITS_OWN.search(v.text))
    of_main = purpose or (said and any(chunks[i].names for i in head) and not _acts_outside(chunks, cases, start, verb))
    if subject is not None and of_main:
        start, subject = min((i for i in seen.values() if i > subject), default=verb), None
    return Relative(start, verb, head, subject, purpose)


def _arguments(chunks: list[Chunk], cases: list[str], verb: int, within: dict[int, Relative]) -> tuple[int, dict[str, int]]:
    """The first chunk of the clause of a verb, and where each of its cases stands."""
    start, seen, skip = verb, {}, verb
    narrow = _NARROW.match(chunks[verb].text)
    for c in reversed(chunks[max(0, verb - MOST_CHUNKS) : verb]):
        case = cases[c.index]
        if c.index in within and c.index < skip:
            # what stands in a clause within is none of its arguments
            start = skip = within[c.index].start
        if c.paren != -1 or c.index >= skip:
            continue
        # Aとその子会社のBが: what is said of the next member parts no list
        near = case in seen and (seen[case] == start or all(x.func == "の" and not x.names for x in chunks[c.index + 1 : seen[case]]))
        listed = near and bool(c.names) and not c.func.startswith(_MARKS + _JOINTLY) and not (c.func and c.comma)
        if narrow and start < verb and not listed:
            break
        if (case == "topic" or c.func.endswith("は")) and not (c.func == "も" and c.index == verb - 1):
            break
        if c.comma and c.quantity and "subj" in seen and chunks[c.index - 1].func == "が":
            # 双葉電機が6割、星野電工が4割を出資する合弁会社
            del seen["subj"]
        elif not listed and (c.comma or (case in ("subj", "obj") and case in seen)):
            break
        start = c.index
        case = "subj" if case == "topic" else case
        if case in _ARGUMENTS and not c.pred:
            seen[case] = start
    return start, seen


def _says_what(chunks: list[Chunk], i: int) -> bool:
    """Whether a noun with の stands for a verb behind a subject: 双葉電機が仙台市で建設中の, 北海道が地盤の."""
    if not chunks[i].func.startswith("の") or chunks[i].paren != -1:
        return False
    before = [c for c in chunks[max(0, i - PHRASE) : i] if c.paren == -1]
    if _BASED.search(chunks[i].text):
        return bool(before) and before[-1].func == "が"
    if not _UNDER_WAY.search(chunks[i].text):
        return False
    # its arguments stand between the subject and it
    for c in reversed(before):
        if c.func == "が":
            return True
        if c.pred or c.func.endswith("は"):
            return False
    return False


def _phrase(chunks: list[Chunk], i: int) -> tuple[int, ...]:
    """The chunks of the noun phrase that begins at chunk ``i``, without what says how much: 発電会社の星野電工, 55億ドルの契約."""
    out = []
    for c in chunks[i : i + PHRASE]:
        if c.paren != -1 or (not out and c.quantity and c.func in ("", "の")):
            continue
        out.append(c.index)
        this = c.last is not None and c.last.pos[0] == "連体詞"
        if (c.func not in ("の", "な") and not this) or c.comma or (c.pred and c.func != "な"):
            break
    return tuple(out)


def _acts_outside(chunks: list[Chunk], cases: list[str], start: int, verb: int) -> bool:
    """Whether somebody acts before or behind a clause."""
    near = chunks[max(0, start - MOST_CHUNKS) : start] + chunks[verb + 1 : verb + MOST_CHUNKS]
    return any(c.paren == -1 and (c.names or cases[c.index] == "topic") and cases[c.index] in ("topic", "subj") for c in near)


def is_said(chunks: list[Chunk], r: Relative) -> bool:
    """Whether the noun of a clause is what the sentence says its topic to be: 赤石データは[双葉電機が買収した]会社で."""
    last = chunks[r.head[-1]]
    return last.pred or (last.func == "で" and last.comma) or (not last.func and last.index == len(chunks) - 1)


def says_of(chunks: list[Chunk], r: Relative, t: int, noun: bool) -> bool:
    """Whether a clause says something of the deal word in chunk ``t`` itself, ``noun`` if it is one: Aが結んだBとの契約, Aが決めた投資."""
    if not noun or not r.verb < t <= r.verb + PHRASE:
        return False
    if t == r.head[0] or (t in r.head and not any(chunks[i].names for i in r.head if i < t)):
        return True
    mid = chunks[r.verb + 1 : t]
    return bool(pattern("decides").match(chunks[r.verb].text)) and all(c.adnominal and not c.pred or c.quantity or c.paren != -1 for c in mid)


def apart_from(found: list[Relative], chunks: list[Chunk], t: int, noun: bool) -> dict[int, Relative]:
    """Of each chunk in a clause that neither holds the deal word in chunk ``t`` nor speaks of it the innermost such clause; what stands there is no argument of that word."""
    apart = [r for r in found if t not in r and not says_of(chunks, r, t, noun)]
    return {i: r for r in reversed(apart) for i in range(r.start, r.verb + 1)}


def raised_for(found: list[Relative], chunks: list[Chunk], i: int, t: int) -> bool:
    """Whether what stands in chunk ``i`` is told of money that is raised for what the deal word in chunk ``t`` says: [装置を購入するため]、星野銀行から20億円を借り入れた."""
    if i <= t or not any(r.purpose and t in r and i > r.head[-1] for r in found):
        return False
    return any(pattern("raises money").search(c.text) for c in chunks[i : i + 4])
