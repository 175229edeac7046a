"""cases: which chunk stands in which case to a trigger.

In:  the chunks of a sentence and the chunk of a trigger.
Out: for every name in the sentence a ``Link``: its case seen from the trigger (subj, obj,
     goal, src, com, by, gen, comp, head, bare), and the facts that speak for or against it
     (predicates between, own subject nearer, brackets). Japanese is head-final: an argument
     belongs to the next predicate on its right; a topic (は) reaches further; a noun with の
     belongs to the next noun.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

from ...resources import read_tsv
from ..reading.holders import facts_of, says_whose
from ..words import ends_in, pattern
from .chunks import Chunk
from .clauses import clause_ends, clauses_between, filled_in, is_cleft, next_predicate, predicate_of, told_of
from .coordination import (
    PLURAL,
    acts_at,
    is_affiliate,
)
from .links import Link
from .particles import ARM, case_of, gapped
from .relatives import apart_from, is_said

#: What is bought of somebody.
PROPERTY = ends_in("property")
#: Of what is spoken: 双葉電機をめぐっては.
_AROUND = re.compile("めぐっ|巡っ")
#: What part of a company changes hands: 全株式, 60%.
_SHARES = re.compile("株式?[0-9]*|持ち?分|権益|[0-9]%$")
_MAKER = re.compile("製(?![作造薬鉄紙油品鋼粉氷糖材])")


@lru_cache(maxsize=1)
def _inverse() -> tuple[str, ...]:
    return tuple(r["stem"] for r in read_tsv("support_verbs") if r["effect"] == "inverse")


_PASSIVE = re.compile(r"(?:が|を)?(?:さ)?(?:れ|られ)(?:る|た|て|、|ば|ず|な|ま)")


def is_inverse(chunks: list[Chunk], t: int, p: int | None, after: str) -> bool:
    """Whether the trigger is passive (買収される) or its verb turns it round (出資を受ける)."""
    if _PASSIVE.match(after):
        return True
    c = chunks[t]
    if c.pred and c.func.startswith(("れる", "れた", "れて", "れ、", "れま")) and c.text.endswith("払わ"):
        return True
    if c.pred and re.search(r"(?:され|られ|させられ)", c.func[:4]):
        return not c.func.startswith("させ")
    if p is not None and p != t and case_of(c) in ("obj", "topic") and p - t <= 3:
        text = chunks[p].text
        return text.startswith(_inverse()) or text.endswith(("獲得", "受領", "受給", "要請"))
    return False


def is_received(chunks: list[Chunk], t: int) -> bool:
    """Whether the noun of a trigger is what the verb before it receives: [星野電工から受けた]サーバーの注文; but not [出資を受けた]会社への発注."""
    verb = _attributive_before(chunks, t)
    return verb is not None and chunks[verb].text.startswith(_inverse()) and not (verb and chunks[verb - 1].func.startswith(("を", "が")) and not chunks[verb - 1].names)


def links(chunks: list[Chunk], cases: list[str], t: int, tstart: int, tend: int, found: list) -> list[Link]:
    """Every name of the sentence as seen from the trigger in chunk ``t``; ``found``: the clauses that say what a noun is.

    Of a trigger in brackets the name before them is the ``host``, and the other names of a list
    stand ``beside`` it: X(344億円を調達)、Y(251億円を調達).
    """
    p = predicate_of(chunks, t)
    out: list[Link] = []
    # 株式を取得 is no noun that a clause before it could speak of
    outside = apart_from(found, chunks, t, noun=tend <= chunks[t].end)
    # 双葉電機を子会社にするため全株式を取得した: what is bought may be told with the purpose alone
    inner = {i: r for i, r in outside.items() if not (r.purpose and cases[i] == "obj")}
    around = [r for r in found if t in r]
    left_pred = _attributive_before(chunks, t)
    if left_pred in outside and left_pred == outside[left_pred].verb:
        left_pred = None
    for c in chunks:
        for name in c.names:
            if _MAKER.match(c.text, name.end - c.start):
                # エヌビディア製GPU: who makes the goods is no party (contract, section 3)
                continue
            if c.index == t:
                k = _same_chunk(name, c, tstart, tend)
                out.append(replace(k, case="by") if k.case == "comp" and says_whose(chunks, t, tend) else k)
            elif c.paren != chunks[t].paren and c.paren != -1:
                out.append(Link(name, "paren", 0.1, c.index, 0, -1 if c.index < t else 1))
            elif c.index == chunks[t].paren:
                out.append(Link(name, "host", 0.6, c.index, 0, -1, () if name is c.names[-1] else ("beside",)))
            elif chunks[t].paren >= 0 and chunks[chunks[t].paren].names and c.paren != chunks[t].paren and cases[c.index] in ("bare", "and"):
                out.append(Link(name, "beside", 0.1, c.index, 0, -1 if c.index < t else 1))
            elif c.index in inner and not is_affiliate(chunks, c, name) and acts_at(chunks, cases, c.index) == c.index:
                # 双葉電機の保有する: の before the verb of such a clause marks its subject
                acts = cases[c.index] == "topic" or (c.func == "の" and c.index + 1 == inner[c.index].verb and chunks[c.index + 1].pred)
                case = "subj" if acts else cases[c.index]
                out.append(Link(name, f"inner {case}", 0.1, c.index, 0, -1 if c.index < t else 1, facts_of(chunks, cases, inner[c.index], t, p)))
            elif c.index < t:
                out.append(_before(chunks, cases, c, name, t, p, left_pred, inner, around))
            else:
                out.append(_after(chunks, cases, c, name, t, p, around))
    ends = clause_ends(chunks)
    for k in out:
        k.clauses = clauses_between(ends, k.chunk, t)
    return out


def _attributive_before(chunks: list[Chunk], t: int) -> int | None:
    """The attributive predicate right before the trigger noun (結んだ → 契約)."""
    for c in reversed(chunks[max(0, t - 3) : t]):
        if c.pred:
            # a past form before a comma says what the noun behind it is too: 双葉電機と結んだ、10年間の契約
            past = c.comma and (c.func.endswith("た") or (c.func == "だ" and c.last.pos[0] == "動詞"))
            return c.index if c.adnominal or past else None
        if not c.adnominal and not c.quantity:
            return None
    return None


def _same_chunk(name, c: Chunk, tstart: int, tend: int) -> Link:
    if (name.start, name.end) == (tstart, tend) and name.label in ("ORG", "GOV") and not name.reference:
        # an item of a list that is no more than its name
        return Link(name, "subj", 0.8, c.index, 0, -1, ("member",))
    if name.end <= tstart:
        return Link(name, "comp", 0.8, c.index, 0, -1)
    return Link(name, "bare", 0.2, c.index, 0, 1)


#: The day that a line of a chronology begins with: 10月14日:, 2024年6月.
_DAY = re.compile(r"(?:20)?\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,4}/\d{1,2}(?:/\d{1,2})?")


def _before(chunks, cases, c: Chunk, name, t: int, p: int | None, left_pred: int | None, inner: dict, around: list) -> Link:
    case = cases[c.index]
    if is_affiliate(chunks, c, name):
        return Link(name, "affiliate", 0.1, c.index)
    if c.index + 1 == t and c.comma and gapped(chunks, c.index):
        # 設計は星野電工、施工は森田機工が担う: the former does not build
        return Link(name, "bystander", 0.1, c.index)
    stands = acts_at(chunks, cases, c.index)
    mid = chunks[stands + 1 : t]
    preds = [m for m in mid if m.pred and m.paren == c.paren]
    hard = [m for m in preds if not m.adnominal]
    first = next_predicate(chunks, stands)
    while first in inner:
        # 星野電工と[「青葉」と呼ぶ]事業を始めた: the verb of a clause that says what a noun is takes no name from before it
        first = next_predicate(chunks, first)
    # in Aは…し、Bは…する the second clause is about B
    later = next((m.index for m in mid if m.pred and not m.adnominal and m.paren == c.paren), t)
    own = any(cases[m.index] == "topic" and m.names and m.index > later and m.paren == c.paren for m in mid) or any(cases[m.index] == "subj" and m.names and not _beside(chunks, cases, stands, m.index) and m.index not in inner for m in mid)
    if own and case == "topic" and any(manages(chunks, m.index) for m in mid if m.names and cases[m.index] == "subj"):
        # 双葉リートは、資産運用を担う双葉運用が取得を決めたと発表した: its manager acts for it
        own = False
    if case == "subj" and manages(chunks, c.index) and any(x.names and cases[x.index] == "topic" for x in chunks[: c.index]):
        return Link(name, "bystander", 0.1, c.index)
    facts = []
    if case == "obj" and (rest := c.text[name.end - c.start :]) and PROPERTY.search(rest):
        # 東芝四日市工場を買収: whose plant it is
        return Link(name, "genobj", 0.7, c.index, len(preds), -1, (rest,))
    if case == "obj" and c.func == "を" and mid and _AROUND.match(mid[0].text) and mid[0].func == "ては" and mid[0].comma:
        # 双葉電機をめぐっては、星野電工が買収を検討している
        return Link(name, "theme", 0.75, c.index, len(preds), -1)
    if case in ("topic", "subj"):
        weight = 1.0 if case == "topic" else 0.95
        outside = next((r for r in around if r.subject not in (None, t) and c.index < r.start), None)
        if outside is not None and case == "topic" and is_said(chunks, outside):
            return Link(name, "head", 0.75, c.index, len(preds), -1)
        if outside is not None or (case == "topic" and c.comma and _of_the_head(chunks, cases, c.index, t, p)):
            return Link(name, "theme", 0.3, c.index, len(preds), -1, ("outer topic",))
        if own and case == "topic" and _is_parent(chunks, cases, c.index, t):
            return Link(name, "affiliate", 0.1, c.index, len(preds))
        if own:
            weight -= 0.55 if case == "topic" else 0.4
            facts.append("nearer subject")
        weight -= 0.05 * len(hard)
        return Link(name, "theme" if own and case == "topic" else "subj", weight, c.index, len(preds), -1, tuple(facts))
    if case in ("goal", "src", "com", "with", "obj", "by"):
        if case == "com" and first is not None and pattern("meets").search(chunks[first].text) and not any(m.names for m in chunks[first + 1 : t + 1]):
            # 星野電工のCEOと会談し、合意した: whom one meets one deals with
            first = next_predicate(chunks, first)
        elif case == "com" and first is not None and first not in (t, p) and pattern("pools").match(chunks[first].text) and chunks[first].func == "して":
            # 星野電工と半分ずつ出資して合弁会社を設立する: with whom one gives one does what it is given for
            first = next_predicate(chunks, first)
        reach = first in (t, p) or (left_pred is not None and first == left_pred)
        if case == "by" and all(m.adnominal or m.quantity or m.paren != c.paren or m.func == "向け" for m in mid):
            # 双葉電機による保守(点検)向けソフトの森田機工の買収: what the bought one makes, too
            reach = True
        elif case == "by" and c.func.endswith("による"):
            # 双葉電機による買収を機に供給をやめる: による stands with the next noun, not with a verb
            return Link(name, case, 0.2, c.index, len(preds), -1)
        nominal = not preds and case in ("com", "by", "src", "goal")
        weight = 0.9 if reach else 0.55 if nominal else 0.35 - 0.1 * len(hard)
        return Link(name, "com" if case == "with" else case, weight, c.index, len(preds), -1)
    if case == "gen" and c.index + 1 < t and _BOARD.fullmatch(chunks[c.index + 1].text) and cases[c.index + 1] in ("topic", "subj"):
        # 双葉電機の取締役会は買収を承認した: a board decides for its company
        return _before(chunks, [*cases[: c.index], cases[c.index + 1], *cases[c.index + 1 :]], c, name, t, p, left_pred, inner, around)
    if case in ("ngoal", "nsrc", "ncom", "gen"):
        if case == "gen" and c.paren == -1 and mid and mid[0].paren != -1 and (its := next((m for m in mid if m.paren == -1), None)) is not None and _SHARES.search(its.text):
            # 双葉電機(仙台市)の株式を取得する: what is theirs stands behind what the bracket says of them
            mid = chunks[its.index : t]
        if case == "gen":
            # A、B、Cの3社の計画, A、B、Cの各工場: what is theirs stands behind the list and what counts it
            mid = chunks[next((m.index for m in mid if not ((m.names and cases[m.index] == "gen") or (m.func == "の" and PLURAL.match(m.text)))), t) : t]
        if case == "gen" and mid and mid[0].text.startswith(("ほか", "他")) and len(mid) > 1 and any(m.names for m in mid):
            # 双葉電機のほか、星野電工を含む企業の参加: theirs alike
            mid = [m for m in mid[1:] if not (m.names and cases[m.index] == "gen")]
        if case == "gen":
            # 双葉電機の法人向け[保守事業]を買収: for whom it is comes before what is theirs
            mid = [m for m, after in zip_longest(mid, mid[1:]) if after is None or m.names or m.comma or not (m.text + m.func).endswith(("向け", "向けの"))]
        direct = all(m.attribute or (m.quantity and not m.pred) for m in mid)
        plain = {"ngoal": "goal", "nsrc": "src", "ncom": "com", "gen": "gen"}[case]
        if direct:
            return Link(name, plain, 0.9 if case != "gen" else 0.7, c.index, 0, -1)
        if case == "gen" and mid and cases[mid[0].index] == "obj" and first in (t, p):
            return Link(name, "genobj", 0.7, c.index, 0, -1, (mid[0].text,))
        if case == "gen" and mid and cases[mid[0].index] == "topic" and cases[t] == "topic" and any(m.figures and m.comma for m in mid):
            # 双葉電機の出資額は7億円、政府の支援額は92億円だ: a sum of each
            return Link(name, "bystander", 0.1, c.index, len(preds), -1)
        if case == "gen" and mid and first in (t, p):
            return Link(name, "gen" + cases[mid[0].index], 0.4, c.index, len(preds), -1, (mid[0].text,))
        if case == "ncom" and not hard:
            return Link(name, "com", 0.7, c.index, len(preds), -1)
        return Link(name, plain, 0.4 - 0.1 * len(preds), c.index, len(preds), -1)
    if case == "bare":
        first = c.comma and c.paren == -1 and all((m.index == 0 and _DAY.fullmatch(m.text)) or (m.quote and not c.quote and not m.names and not m.func) or m.adnominal and not m.names or m.paren != -1 or (m.names and not m.adnominal and told_of(chunks, m.index, c.index)) for m in chunks[: c.index])
        first = first or _pair_heads(chunks, c.index)
        weight = 0.6 if first else 0.3
        return Link(name, "subj" if first else "bare", weight - 0.05 * len(hard), c.index, len(preds), -1, ("headline topic",))
    return Link(name, case, 0.15, c.index, len(preds), -1)


def _pair_heads(chunks: list[Chunk], i: int) -> bool:
    """Whether the name in chunk ``i`` is one of a list with と that is the topic of a headline: 双葉電機と星野電工、液冷装置で提携."""
    last = i
    while chunks[last].func == "と" and last + 1 < len(chunks) and chunks[last + 1].names and chunks[last + 1].paren == -1:
        last += 1
    if chunks[last].func or not chunks[last].comma or chunks[last].pred:
        return False
    first = last
    while first and chunks[first - 1].func == "と" and chunks[first - 1].names:
        first -= 1
    return first < last and all((m.adnominal and not m.names) or m.paren != -1 for m in chunks[:first])


#: Who decides for a company.
_BOARD = re.compile("(?:臨時)?(?:取締役会|経営会議|経営陣|理事会)")
#: What a company says of another before its name: 子会社の星野電工, 傘下の星野電工.
_ITS_OWN = ends_in("its_own")


def _is_parent(chunks: list[Chunk], cases: list[str], i: int, t: int) -> bool:
    """Whether a topic only says whose company the nearest subject of a deal word is: 双葉電機は、子会社の星野電工が提携したと発表した."""
    subject = next((c.index for c in reversed(chunks[i + 1 : t]) if cases[c.index] == "subj" and c.names and c.paren == -1), None)
    return subject is not None and subject - 1 > i and chunks[subject - 1].func == "の" and _ITS_OWN.search(chunks[subject - 1].text) is not None


#: What one does who manages what another owns, and what he is.
_MANAGES, _MANAGER = re.compile("(?:担|受託|委託|手がけ|行)"), re.compile("(?:資産)?運用(?:会社|業者)?$")


def manages(chunks: list[Chunk], i: int) -> bool:
    """Whether who stands in a chunk is said to manage what the topic owns: 資産運用を担う双葉リートマネジメント, 資産運用会社である双葉リートマネジメント."""
    before = chunks[i - 1] if i else None
    if before is None or before.names:
        return False
    if before.pred and before.adnominal and _MANAGES.match(before.text):
        return i > 1 and _MANAGER.search(chunks[i - 2].text) is not None
    return _MANAGER.search(before.text) is not None and (before.func in ("の", "である") or not before.func)


def _beside(chunks: list[Chunk], cases: list[str], i: int, j: int) -> bool:
    """Whether the names between two subjects only join them: AとBが, A、Bが."""
    return all((chunks[k].names or ARM.search(chunks[k].text)) and not chunks[k].pred and cases[k] == cases[j] for k in range(i, j))


def _of_the_head(chunks: list[Chunk], cases: list[str], i: int, t: int, p: int | None) -> bool:
    """Whether a deal word is that of the name it stands before, not of the topic: 双葉電機は、300億円を調達した星野AIと提携した."""
    q = t if p is None else p
    if not (chunks[q].pred and chunks[q].adnominal) or not any(c.quantity or cases[c.index] == "obj" for c in chunks[i + 1 : q]):
        return False
    head = next((c for c in chunks[q + 1 : q + 4] if c.names or not c.adnominal), None)
    return head is not None and bool(head.names) and any(c.pred and not c.adnominal for c in chunks[head.index + 1 :])


def _heads(chunks: list[Chunk], cases: list[str], r, t: int, p: int | None, i: int) -> bool:
    """Whether a clause with a deal word speaks of the name in chunk ``i``, or of a list that it stands in: 出資すると発表した双葉電機, 出資した双葉電機や星野電工."""
    if r.verb not in (t, p) and not chunks[t].func.endswith("と"):
        return False
    head = next((j for j in r.head if any(n.label != "PLACE" for n in chunks[j].names)), None)
    return head is not None and i >= head and all(chunks[j].names and cases[j] == cases[i] and not chunks[j].pred for j in range(head, i))


def _after(chunks, cases, c: Chunk, name, t: int, p: int | None, around: list) -> Link:
    if is_affiliate(chunks, c, name):
        return Link(name, "affiliate", 0.1, c.index, 0, 1)
    mid = chunks[t + 1 : c.index]
    case = cases[c.index]
    trig = chunks[t]
    if trig.quote and trig.index == 0 and not trig.func and not trig.pred and not c.quote and not any(m.pred for m in mid):
        # 【買収】双葉電機→星野電工: what is labelled is told as before the word
        case = {"topic": "subj", "bare": "obj" if chunks[c.index - 1].func in ("→", "⇒") else "subj"}.get(case, case)
        return Link(name, case, 0.7, c.index, 0, 1, ("labelled",))
    told = t if trig.pred else p
    if told is not None and told < c.index and is_cleft(chunks[told]) and (focus := filled_in(chunks, cases, c.index)) in ("is", "goal", "src", "com", "by", "obj"):
        # what a cleft is filled in by stands in the case that it would have before the deal word
        return Link(name, focus, 0.85 if focus == "is" else 0.7, c.index, 0, 1, ("cleft",))
    purpose = any(m.text == "ため" for m in mid)  # 装置を買うための双葉電機との契約: it does not buy
    if (trig.pred and trig.adnominal and not purpose and all((m.adnominal or m.quantity) and not m.pred for m in mid)) or any(_heads(chunks, cases, r, t, p, c.index) for r in around):
        return Link(name, "head", 0.75, c.index, 0, 1)
    # 引受先は双葉電機で、...: what で and a comma end is said of the topic
    said = case in ("bare", "and", "com") or (c.func == "で" and c.comma and not any(cases[m.index] == "topic" for m in mid))
    # 割当先は双葉電機と星野電工の予定だ
    said = said or (chunks[-1].text in ("予定", "見通し", "見込み") and c.index < len(chunks) - 1 and chunks[-2].func == "の" and all(m.names for m in chunks[c.index + 1 : -1]))
    if cases[t] in ("topic", "subj") and not any(m.pred for m in mid) and said:
        return Link(name, "is", 0.85, c.index, 0, 1)
    of_it = chunks[c.index + 1 : c.index + 2]
    if cases[t] == "topic" and c.func == "が" and of_it and of_it[0].figures and of_it[0].quantity and not of_it[0].func.startswith("を") and not any(m.pred or m.names for m in mid):
        # 出資額は双葉銀行が50億円: whose share it is
        return Link(name, "subj", 0.9, c.index, 0, 1, ("own share",))
    if p is not None and t < c.index < p and case in ("subj", "goal", "src", "com", "by", "obj"):
        preds = [m for m in mid if m.pred]
        return Link(name, case, 0.7 if not preds else 0.3, c.index, len(preds), 1)
    if case in ("src", "nsrc") and c.func == "から" and not trig.func and not any(m.pred or m.names for m in mid) and all(m.quantity or m.figures for m in chunks[c.index + 1 :]):
        # 双葉電機、変圧器を受注 星野電工から1億ドル: the end of a headline goes with its deal word
        return Link(name, "src", 0.7, c.index, 0, 1)
    if case in ("topic", "subj"):
        return Link(name, "late", 0.35, c.index, sum(m.pred for m in mid), 1)
    if case == "bare" and c.index == len(chunks) - 1 and not c.func:
        return Link(name, "tail", 0.3, c.index, sum(m.pred for m in mid), 1)
    return Link(name, "far", 0.1, c.index, sum(m.pred for m in mid), 1)
