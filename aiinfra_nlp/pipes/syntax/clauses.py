"""clauses: where the clauses of a sentence begin and end, and what belongs to which.

In:  the chunks of a sentence, their cases and the chunks of its deal words.
Out: how many clauses end between two chunks, where another actor's clause begins, whether a name
     or a sum belongs to a deal word of its own: 双葉電機は星野電工に出資し、|青葉クラウドを買収した.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from ..words import pattern, words
from .chunks import Chunk

#: Nouns that a clause before them only fills in, so that its subject acts: Aが買収する計画, Aが買収した後.
_FORMAL = re.compile(rf"(?:{words('content')})|(?:{words('moment')})$")


#: Nouns that link a clause to the next as and does.
_LINKS = re.compile("ほか|他|一方|うえ|上|後|のち|半面|反面|中|なか")


def is_formal(c: Chunk) -> bool:
    """Whether a chunk is a noun that a clause before it only fills in."""
    return _FORMAL.match(c.text) is not None and not any(n.start == c.start for n in c.names)

#: What a deal is for another act: を機に, を理由に.
_OCCASION = re.compile(words("occasion"))
_CLEFT = re.compile(r"の(?:は|が|も)$")


def next_predicate(chunks: list[Chunk], i: int) -> int | None:
    """Index of the first predicate to the right of chunk ``i`` at the same bracket level."""
    return next((j for j in range(i + 1, len(chunks)) if chunks[j].pred and chunks[j].paren == chunks[i].paren), None)


def predicate_of(chunks: list[Chunk], t: int) -> int | None:
    """The predicate that a trigger's chunk forms or depends on (契約を → 結んだ)."""
    c = chunks[t]
    if c.pred:
        return t
    if c.adnominal:
        for n in chunks[t + 1 : t + 4]:
            if n.pred:
                return n.index
            if not n.adnominal:
                return next_predicate(chunks, n.index)
        return None
    if not c.func and c.comma:
        return None
    return None if is_occasion(chunks, t) else next_predicate(chunks, t)


def is_occasion(chunks: list[Chunk], t: int) -> bool:
    """Whether a noun is told as the occasion of what another verb tells: 買収を機に供給をやめる."""
    after = chunks[t + 1] if t + 1 < len(chunks) else None
    return chunks[t].func == "を" and after is not None and after.func.startswith("に") and _OCCASION.fullmatch(after.text) is not None


def told_of(chunks: list[Chunk], j: int, i: int) -> bool:
    """Whether the subject in chunk ``j`` is that of a clause which ends before chunk ``i`` and says what a noun is."""
    first = next_predicate(chunks, j)
    return first is not None and first < i and chunks[first].adnominal


def says_what(chunks: list[Chunk], i: int) -> bool:
    """Whether the predicate in chunk ``i`` is that of a clause which says what a noun is: [調達を主導する]銀行."""
    return chunks[i].adnominal and i + 1 < len(chunks) and not is_formal(chunks[i + 1])


def is_cleft(c: Chunk) -> bool:
    """Whether a predicate is made a topic that what follows it fills in: 助成するのは、Aに10億円; 契約したのがBだ."""
    return c.pred and c.paren == -1 and _CLEFT.search(c.func) is not None


def filled_in(chunks: list[Chunk], cases: list[str], i: int) -> str:
    """The case in which a name fills in a cleft; of those whose paper or plan stands there (AとBの共同申請に10億円) that of the noun."""
    noun = next((c for c in chunks[i + 1 : i + 6] if not c.names), None) if cases[i] == "gen" else None
    case = cases[i] if noun is None or noun.figures else cases[noun.index]
    return {"bare": "is"}.get(case, case)


def clause_ends(chunks: list[Chunk]) -> list[int]:
    """For each chunk how many clauses end before it."""
    return [0, *accumulate(c.pred and not c.adnominal and c.paren == -1 and not is_cleft(c) for c in chunks)]


def closed(chunks: list[Chunk], start: int, stop: int, linked: bool = True) -> list[int]:
    """The chunks from ``start`` to ``stop`` (exclusive) at which a comma ends a clause; ``linked``: one that a noun links to the next as well."""
    return [c.index for c in chunks[start:stop] if c.paren == -1 and c.comma and ((c.pred and not c.adnominal and not is_cleft(c)) or (linked and _goes_on(chunks, c)))]


def _goes_on(chunks: list[Chunk], c: Chunk) -> bool:
    """Whether a noun only links a clause to the next: 双葉電機は星野電工と提携したほか、; 提携するとの報道に加え、."""
    if c.index == 0 or not chunks[c.index - 1].pred:
        return False
    return _LINKS.fullmatch(c.text) is not None or (c.func.startswith("に加え") and _FORMAL.match(c.text) is not None)


#: So many that act without a name: 民間企業30社.
SO_MANY = re.compile(r"[0-9]+(?:社|行|者|法人|団体)$")


def clause_borders(chunks: list[Chunk], cases: list[str], told: set[int]) -> list[int]:
    """The chunks at which another actor's clause begins behind a clause with a deal word: Aは工場に投じ、|Bは研究所を建てる; Aは8億円を調達し、|Bは10億円と評価された.

    Args:
        chunks: those of a sentence.
        cases: of each chunk.
        told: the chunks of its deal words.
    """
    actors = [
        c.index for c in chunks
        if (c.names or _others(c)) and c.paren == -1 and not c.quote and (cases[c.index] == "topic" or (cases[c.index] == "subj" and not _of_relative(chunks, c.index)))
    ]
    borders = []
    for i, j in pairwise(actors):
        alone = chunks[j].func.startswith(("は", "が")) and not _same(chunks[i], chunks[j])
        # AがXに出資したほか、Bも加わった: both act in one deal, unless Bも has another side of its own
        ends = closed(chunks, i + 1, j, linked=_takes_its_own(chunks, cases, i, j) or (alone and not _joins_in(chunks, cases, told, i, j)))
        if ends and any(i < x <= ends[-1] for x in told) and (alone or any(x > ends[-1] for x in told)):
            borders.append(ends[-1] + 1)
    return borders


def somebody_else(chunks: list[Chunk], cases: list[str], borders: list[int], i: int, t: int) -> bool:
    """Whether who acts in chunk ``i`` does so in another clause than the deal word in chunk ``t``, in whose own so many act that are not named: 民間企業30社が出資し、|双葉電機も出資する."""
    if cases[i] not in ("topic", "subj") or same_clause(borders, i, t):
        return False
    actor = next((c for c in reversed(chunks[:t]) if c.paren == -1 and cases[c.index] in ("topic", "subj") and same_clause(borders, c.index, t)), None)
    return actor is not None and _others(actor)


def _others(c: Chunk) -> bool:
    """Whether a chunk tells of so many without a name who are not those just named: 民間企業30社が, 30社も; but 3社が may be those."""
    return not c.names and SO_MANY.search(c.text) is not None and (c.func == "も" or not c.text[0].isdigit())


def _same(a: Chunk, b: Chunk) -> bool:
    """Whether two chunks name the same company: 双葉電機は8億円を調達し、同社は10億円と評価された."""
    return bool({x for n in a.names for x in n.canonical} & {x for n in b.names for x in n.canonical})


_SALE = re.compile("売却|売り出|譲渡|手放")


def sells_meanwhile(chunks: list[Chunk], cases: list[str], i: int, t: int) -> bool:
    """Whether who acts in chunk ``i`` sells, in a clause that gives the time of a purchase, whose deal word is in chunk ``t``, what another buys: 双葉電機が株の売却を進めるなか、星野電工は30億円で取得した."""
    ends = next((c.index for c in chunks[i + 1 : t] if c.text in ("中", "なか")), None)
    return ends is not None and any(_SALE.search(c.text) for c in chunks[i:ends]) and any(c.names and cases[c.index] in ("topic", "subj") for c in chunks[ends:t])


#: How one does it, which is no other side of it: 新たに, 別に.
_ANEW = re.compile("(?:新た|別|同時|個別|一緒)$")


def _joins_in(chunks: list[Chunk], cases: list[str], told: set[int], i: int, j: int) -> bool:
    """Whether the deal word behind the actor in chunk ``j``, if any, tells no other deal than the clause of chunk ``i`` does.

    He takes part in what was told before (ほか、星野電工が名を連ねた), or gives without saying to whom, after another gave
    (双葉電機が51%を出資するほか、星野電工が49%を出資する) or to whom the sentence speaks of (北斗商事は提携したほか、星野電工が出資した), or
    deals with what the clause before gives the time of (双葉電機が株の売却を進めるなか、星野電工は30億円で取得した).
    """
    t = min((x for x in told if x > j), default=None)
    if t is None or _gives(chunks, t, "leads_round"):
        return True
    if any(c.paren == -1 and not c.quantity and not _ANEW.match(c.text) and cases[c.index] in ("obj", "goal", "src", "com", "ngoal", "ncom") for c in chunks[j + 1 : t]):
        return False
    if any(c.text in ("中", "なか") for c in chunks[i + 1 : j]):
        return chunks[t].pred
    before = next((c.index for c in reversed(chunks[i + 1 : j]) if c.pred), i)
    gave = _gives(chunks, before, "backs") or _gives(chunks, before, "leads_round")
    return _gives(chunks, t, "backs") and (gave or (cases[i] == "topic" and cases[j] == "subj"))


def _gives(chunks: list[Chunk], t: int, kind: str) -> bool:
    """Whether a verb is one of a class, if done once more (追加出資)."""
    return pattern(kind).match("".join(c.text + c.func for c in chunks[t : t + 2]).removeprefix("追加")) is not None


def _takes_its_own(chunks: list[Chunk], cases: list[str], i: int, j: int) -> bool:
    """Whether the actor in chunk ``j`` has another side of his own before the next verb (Bも[Yの買収を]決めた), or a sum where the actor in chunk ``i`` has one as well."""
    stop = next_predicate(chunks, j)
    if all(any(c.figures for c in part) for part in (chunks[i:j], chunks[j:stop])):
        return True
    return any(c.names and c.paren == -1 and cases[c.index] in ("obj", "goal", "src", "com", "gen", "ngoal", "ncom") for c in chunks[j + 1 : stop])


def _of_relative(chunks: list[Chunk], i: int) -> bool:
    """Whether a subject is that of a clause which says what a noun is: TSMCが製造する半導体."""
    first = next_predicate(chunks, i)
    if first is None or any(c.comma and c.paren == -1 for c in chunks[i:first]):
        # 双葉電機が3月、電力を受ける施設を購入した: a comma parts it from the clause that says what a noun is
        return False
    return chunks[first].adnominal and first + 1 < len(chunks) and not is_formal(chunks[first + 1])


def told_already(chunks: list[Chunk], told: set[int], i: int, t: int) -> bool:
    """Whether what stands in chunk ``i`` belongs to a deal word of its own, whose clause a comma ends before the deal word in chunk ``t`` or behind it."""
    ends = closed(chunks, min(i, t), max(i, t))
    if not ends:
        return False
    return any(i <= x <= ends[-1] for x in told) if i < t else any(x > ends[0] for x in told)


#: Nouns of time, whose に is no counterpart's.
_TIMES = ("年", "月", "日", "期", "後", "中")


def carried_over(chunks: list[Chunk], cases: list[str], told: set[int], i: int, t: int, word: str) -> bool:
    """Whether whom one clause tells of in chunk ``i`` is meant in the next as well, where the same is done once more to nobody else: 双葉電機は星野電工にまず100億円を投資し、来年さらに300億円を投資する."""
    ends = closed(chunks, i, t, linked=False)
    if not ends or not any(word in chunks[x].text for x in told if i < x <= ends[-1]):
        return False
    return cases[i] in ("goal", "com", "src") and not any(c.paren == -1 and not c.quantity and not c.text.endswith(_TIMES) and (c.names or cases[c.index] == cases[i]) for c in chunks[ends[-1] + 1 : t])


def of_noun_behind(chunks: list[Chunk], told: set[int], i: int, t: int) -> bool:
    """Whether what stands behind a deal word belongs to the next one: 増資が59億円、みずほ銀行からの借り入れが38億円."""
    return i > t and i + 1 in told and chunks[i].func in ("からの", "による", "への", "との", "向けの")


#: What joins a deal noun to the next one.
AND = ("や", "と", "および", "及び", "並びに", "ならびに")


#: How far the phrase of a noun reaches, in chunks.
PHRASE = 6


def of_noun_before(chunks: list[Chunk], told: set[int], i: int, t: int) -> bool:
    """Whether what stands in chunk ``i`` belongs to a deal noun that is joined to the one in chunk ``t``, which has names of its own: [Bとの提携]や[Cへの出資]を."""
    for j in range(i, min(i + PHRASE, t)):
        c = chunks[j]
        if j in told and not c.pred and c.func in AND and chunks[i].paren == c.paren == chunks[t].paren:
            return any(x.names and x.paren == c.paren for x in chunks[j + 1 : t]) or any(n.start < chunks[t].end for n in chunks[t].names)
        if c.pred or not (c.adnominal or (c.names and j > i) or c.func in AND or (c.comma and not c.func)):
            return False
    return False


def same_clause(borders: list[int], a: int, b: int) -> bool:
    """Whether no border stands between two chunks."""
    return not any(min(a, b) < x <= max(a, b) for x in borders)


def told_besides(chunks: list[Chunk], borders: list[int], a: int, b: int) -> bool:
    """Whether ほか stands between two chunks as the border of what two do, each by himself: 双葉電機が電力を買うほか、|星野電工が拠点を買った."""
    return any(min(a, b) < x <= max(a, b) and chunks[x - 1].text in ("ほか", "他") for x in borders)


def clauses_between(ends: list[int], a: int, b: int) -> int:
    """How many clauses end between chunk ``a`` and the chunk ``b`` of a deal word, whose own clause ends before what follows it."""
    return ends[b] - ends[a + 1] if a < b else ends[a] - ends[b]


def given_for(chunks: list[Chunk], cases: list[str], t: int) -> tuple[int, int] | None:
    """Where the thing stands of which the clause with the deal word in chunk ``t`` tells, and where the one of the money that is given for it: [双葉電機が建設を検討している]工場に対し、国が補助金を計上する.

    Nothing else is told before the gift: 装置をつくる国になることを目指し、支援策を決めた.
    """
    p = predicate_of(chunks, t)
    if p is None or not chunks[p].adnominal or p + 1 >= len(chunks):
        return None
    head = next((c for c in chunks[p + 1 : p + 4] if not c.adnominal or cases[c.index] == "ngoal"), None)
    if head is None or head.names or cases[head.index] not in ("goal", "ngoal") or is_formal(head):
        return None
    gift = next((c for c in chunks[head.index + 1 :] if pattern("given").search(c.text) or (c.pred and not c.adnominal)), None)
    return (head.index, gift.index) if gift is not None and pattern("given").search(gift.text) else None


#: A part of a sum told before: その半額, 3分の1, 2割.
PART = re.compile(r"(?:その|この)?(?:うち)?(?:の)?約?(?:半額|半分|一部|[0-9]+分(?:の[0-9]+)?$|[0-9.]+(?:割|%))")
_OF_IT = re.compile("(?:その|この)?うち")
#: Kinds of those who give a part of what somebody else spends.
_GIVERS = ("government", "ministry", "agency", "institution", "bank", "finance")


def gives_part(chunks: list[Chunk], told: set[int], name, i: int, t: int) -> bool:
    """Whether who stands in chunk ``i`` gives a part of the sum in chunk ``t``, by a deal word of its own: 事業費900億円のうち、国が300億円を補助する; 事業費は900億円で、国が半額を補助する."""
    if i <= t or not (name.label == "GOV" or name.kind in _GIVERS) or not any(x > i for x in told):
        return False
    of_it = any(_OF_IT.match(c.text) or (c.text.endswith("うち") and not c.names) for c in chunks[t : i + 1])
    return of_it or any(PART.match(c.text) for c in chunks[t + 1 : max(told)])
