"""features: the linguistic facts about an event, its names and its amounts, as strings.

In:  events as the rules propose them.
Out: lists of feature strings for the linear models of ``scorer``. A feature reads as a fact
     ("case subj of 出資"), so the weights that decided a record can be shown to a person.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache

from .document import Article
from .pipes.reading.events import Event, has_object, seller_rank
from .pipes.stage.status import cues_in
from .pipes.syntax.links import Link, names_of
from .records import ROLES_OF
from .resources import read_tsv

#: Roles by what they do with the money; a type maps them back to its own (``role_for``).
SIDES = {
    "investor": "payer", "acquirer": "payer", "customer": "payer", "lender": "payer", "grantor": "payer",
    "investee": "payee", "target": "payee", "provider": "payee", "borrower": "payee", "recipient": "payee",
    "seller": "seller", "partner": "partner",
}
OBJECTS = ("compute_contract", "power", "supply", "stake", "asset", "facility", "capital", "debt")
#: Kinds of organisation whose presence says what is dealt in.
_TELLING = {"ai_lab", "cloud", "neocloud", "datacenter", "chip", "memory", "foundry", "server", "power", "energy", "bank", "fund", "government", "ministry", "agency", "institution"}
_DIGITS = re.compile(r"[0-9]+")


@lru_cache(maxsize=256)
def role_for(dtype: str, side: str) -> str | None:
    """The role of a type that takes a side of the money, or None."""
    roles = ROLES_OF[dtype]
    if side == "seller":
        return "seller" if "seller" in roles else None
    if roles == ("partner",):
        return "partner"
    if side == "payer" or (side == "partner" and len(roles) == 1):
        return roles[0]
    if side == "payee" and len(roles) > 1:
        return roles[1]
    return None


def best_side(dtype: str, sides: Mapping[str, float]) -> str | None:
    """The most probable side that a type has a role for: 「AとBが契約した」 makes both partners, but a contract has a buyer and a seller."""
    fitting = [s for s in sides if s != "none" and role_for(dtype, s) is not None]
    return max(fitting, key=sides.__getitem__, default=None)


def bucket(x: float, *edges: float) -> int:
    """How many of the rising ``edges`` a value reaches."""
    return bisect_right(edges, x)


def lemma_of(c) -> str:
    """The lemma of a chunk's content word."""
    return c.lemma or (c.last.lemma if c.last is not None else "")


def plain_lemma(c) -> str:
    """The lemma of a chunk's content word, digits as 0."""
    return plain(lemma_of(c))


def plain(word: str) -> str:
    """A word with its digits as 0, so that numbers of one length are one word."""
    return _DIGITS.sub("0", word)


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    """The words of ``data/word_classes.tsv``: what a word is about in business news, SAY, PLAN, SIGN, DEBT ..."""
    return {r["word"]: r["class"] for r in read_tsv("word_classes")}


def word_class(c) -> str:
    """The class of a chunk's word, so that a rare word says what its class says; - where there is none."""
    return _classes().get(lemma_of(c), "-")


def content_words(e: Event) -> set[str]:
    """The lemmas of the sentence of an event, names and digits left out."""
    return {plain_lemma(c) for c in e.chunks if not c.names and c.lemma}


_TOGETHER = re.compile(r"共同(?!通信)|合弁|折半|合同(?!会社)|(?<![仕り取])組んで|(?<![仕り取])組み、|とともに|コンソーシアム|企業連合")


def together(e: Event) -> bool:
    """Whether the sentence of an event says that several act jointly."""
    return _TOGETHER.search(e.sentence.text) is not None


def governing_words(e: Event) -> set[str]:
    """The predicates of the sentence of an event, each with its ending and its place to the deal word."""
    at = e.facts["chunk"]
    out = set()
    for c in e.chunks:
        if c.pred and not c.names:
            where = "after" if c.index >= at else "before"
            out |= {f"g={lemma_of(c)}|{where}", f"g={lemma_of(c)}|{c.func[:4]}", f"gf={c.func[:4]}|{where}"}
            if (cls := word_class(c)) != "-":
                out |= {f"gc={cls}|{where}", f"gc={cls}|{c.func[:4]}"}
    return out


def times(e: Event) -> list[tuple[str, str]]:
    """How far from the article's day an event is told to be: by a date before its deal word or after it, else by the date told last."""
    before, after, last = e.facts["when"]
    return [(place, when) for place, when in (("when", before), ("then", after), ("since", "" if before else last)) if when]


def event_features(article: Article, e: Event) -> list[str]:
    """Facts about one event, whoever its parties are."""
    t, s, row = e.trigger, e.sentence, e.trigger.row
    text = article.text
    w = row.word or "(amount)"
    out = ["bias", f"w={w}", f"frame={e.frame}", f"rt={e.type}", f"w={w}|inv={e.inverse}", f"kind={s.kind}",
           f"frame={e.frame}|kind={s.kind}", f"strength={row.strength}", f"needs={e.facts.get('needs')}", f"frame={e.frame}|rt={e.type}",
           f"w={w}|needs={e.facts.get('needs')}"]
    if e.negated:
        out.append("negated")
    if e.facts["standing"]:
        out += ["standing", f"standing|{e.frame}"]
    pre, post = text[max(s.start, t.start - 2) : t.start], text[t.end : min(s.end, t.end + 2)]
    out += [f"pre={pre}", f"post={post}", f"w={w}|post={post}"]
    at, p = e.facts["chunk"], e.facts["pred"]
    chunks = e.chunks
    out.append(f"func={chunks[at].func[:4]}")
    before, head = e.facts["before"], e.facts["head"]
    out += [f"before={before}", f"before={before}|{e.frame}|{bool(row.word)}", f"head={head}", f"head={head}|{e.frame}"]
    title, mine = e.facts["title"], names_of(k for k in e.links if k.chunk >= 0)
    shared = min(2, len(mine & e.facts["in_title"]))
    out += [f"title={title}", f"title={title}|{e.frame}", f"title={title == e.frame}|{shared}|{bool(mine)}", f"title={title}|{shared}"]
    if on := e.facts["goes_on"]:
        out += [f"on={on}", f"on={on}|{before}", f"on={on}|{e.frame}", f"on={on}|amt={e.amount is not None}"]
    if p is not None:
        out += [f"p={lemma_of(chunks[p])}", f"w={w}|p={lemma_of(chunks[p])}", f"rt={e.type}|p={lemma_of(chunks[p])}"]
        cls = word_class(chunks[p])
        out += [f"pc={cls}", f"w={w}|pc={cls}", f"frame={e.frame}|pc={cls}"]
    for c in chunks[max(0, at - 6) : at]:
        if not c.names:
            cls = word_class(c)
            out += [f"l={plain_lemma(c)}", f"lc={cls}|{e.frame}"]
            if e.cases[c.index] in ("obj", "gen"):
                out += [f"o={lemma_of(c)}", f"frame={e.frame}|o={lemma_of(c)}", f"oc={cls}", f"frame={e.frame}|oc={cls}|{e.cases[c.index]}"]
    for c in chunks[at + 1 : at + 6]:
        if not c.names:
            out += [f"r={plain_lemma(c)}", f"rc={word_class(c)}|{e.frame}"]
    out += [f"last={lemma_of(chunks[-1])}", f"lastc={word_class(chunks[-1])}|{e.frame}"]
    after = ",".join(word_class(c) for c in chunks[at:] if c.pred)
    out += [f"after={after}", f"after={after}|{e.frame}"]
    for cls in OBJECTS:
        if has_object(e.objects, cls):
            out += [f"obj={cls}", f"frame={e.frame}|obj={cls}"]
        elif has_object(s.text, cls):
            out.append(f"sobj={cls}")
    kinds = {k.name.kind for k in e.links if k.chunk >= 0 and k.case != "affiliate"}
    near = {k.name.kind for k in e.links if k.chunk < 0}
    for kind in sorted(kinds & _TELLING):
        out += [f"with={kind}", f"with={kind}|frame={e.frame}"]
    for kind in sorted((near - kinds) & _TELLING):
        out.append(f"near={kind}|frame={e.frame}")
    amount = e.amount
    out += [f"amt={amount is not None}", f"rt={e.type}|amt={amount is not None}",
            f"ascore={bucket(e.amount_score, 0.3, 0.6, 0.9, 1.2)}"]
    if amount is not None:
        out += [f"akind={article.kind_of(amount)}", f"per={amount.per}", f"aright={text[amount.end:amount.end + 2]}",
                f"aleft={text[max(s.start, amount.start - 2):amount.start]}", f"cur={amount.currency}",
                f"abig={bucket(float(amount.value or amount.low or amount.high or 0), 1e6, 1e8, 1e9, 1e10, 1e11, 1e12)}"]
    out.append(f"valuation={e.valuation is not None}")
    cap = "own" if e.capacities else "beside" if e.facts.get("beside") else "no"
    out += [f"cap={cap}|{e.type}", f"cap={cap}|{e.frame}", f"cap={cap}|amt={amount is not None}|{e.frame}"]
    out.append(f"stake={e.stake is not None}|{e.frame}")
    roles = sorted(e.roles)
    out.append("roles=" + ",".join(roles))
    for role, names in e.roles.items():
        top = max((e.weights.get((role, c), 0) for n in names for c in n.canonical), default=0)
        out += [f"{role}|w{bucket(top, 0.5, 0.8)}|n{min(3, len(names))}", f"frame={e.frame}|{role}|w{bucket(top, 0.5, 0.8)}"]
        for n in names[:3]:
            out += [f"{role}:{n.kind}", f"frame={e.frame}|{role}:{n.kind}", f"{role}:{n.label}"]
    out.append(f"names={min(4, len({n for n in e.names}))}")
    out.append(f"firm={min(3, sum(v >= 0.6 for v in e.weights.values()))}|rt={e.type}")
    for place, when in times(e):
        out += [f"{place}={when}", f"{place}={when}|{e.type}", f"{place}={when}|past={e.facts['own_past']}"]
    out.append(f"pos={bucket(s.index / max(1, len(article.sentences)), 0.1, 0.3, 0.6, 0.9)}")
    if article.opens(s):
        out.append("early")
    for column in article.columns.headings(s)[:12]:
        out += [f"column={column}", f"column={column}|{e.frame}"]
    for status, n in e.facts["stage_cues"].items():
        if n:
            out.append(f"cue={status}")
    out += [f"past={e.facts['own_past']}", f"reported={e.reported}", f"paren={chunks[at].paren != -1}", f"quote={chunks[at].quote > 0}"]
    scope = e.facts.get("scope", "")
    for cue in ("とみ", "予測", "見通し", "見込", "なら", "れば", "場合", "可能性", "など", "例え", "かつて", "昨年", "過去", "累計", "合計", "全体", "業界", "各社", "市場"):
        if cue in scope:
            out.append(f"sc={cue}")
        if cue in s.text:
            out.append(f"st={cue}")
    return out


def _told_around(article: Article, e: Event) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """The stage words of the sentences around that of an event, of the heading above it and of the title, by place; none of another deal."""
    at = e.sentence.index
    places = [("title", article.opening if at != article.opening else -1), ("second before", at - 2), ("previous", at - 1), ("next", at + 1), ("second next", at + 2)]
    found = [(where, cues_in(article.sentences[i].text)) for where, i in places if 0 <= i < len(article.sentences) and i not in e.facts["elsewhere"]]
    head = article.head_above(at)
    return found if head is None else [*found, ("head", cues_in(head.text))]


#: Words of the next sentence that tell how far a deal has come.
_TOLD_NEXT = ("完了", "撤回", "断念", "中止", "解消", "稼働", "着工", "合意", "交渉", "検討", "破談", "見通し", "目指", "予定", "済み")


def status_features(article: Article, e: Event) -> list[str]:
    """Facts about the stage of an event."""
    w = e.trigger.row.word or "(amount)"
    scope = e.facts.get("scope", "")
    chunks, at, p = e.chunks, e.facts["chunk"], e.facts["pred"]
    out = ["bias", f"rule={e.status}", f"rt={e.type}", f"rt={e.type}|rule={e.status}", f"w={w}", f"w={w}|past={e.facts['own_past']}",
           f"frame={e.frame}|past={e.facts['own_past']}", f"past={e.facts['past']}|rt={e.type}", f"kind={e.sentence.kind}",
           f"post={scope[:2]}", f"post3={scope[:3]}", f"post4={scope[:4]}", f"names={min(3, len(e.names))}|rt={e.type}"]
    for status, n in e.facts["stage_cues"].items():
        if n:
            out += [f"cue={status}", f"cue={status}|rt={e.type}"]
    for cue in e.cues.get("status", ()):
        out.append(f"c={cue}")
    for c in chunks[at : at + 7]:
        out.append(f"r={lemma_of(c)}{'P' if c.pred else ''}")
        if c.pred:
            out.append(f"pf={c.func[:5]}")
    if p is not None:
        out += [f"p={lemma_of(chunks[p])}|{chunks[p].func[:3]}", f"pc={word_class(chunks[p])}|{chunks[p].func[:3]}", f"pc={word_class(chunks[p])}|{e.type}|{e.facts['own_past']}"]
    for place, when in times(e):
        out += [f"{place}={when}", f"{place}={when}|past={e.facts['own_past']}", f"{place}={when}|{e.type}", f"{place}={when}|rule={e.status}"]
    out += governing_words(e)
    behind = e.sentence.index + 1
    following = article.sentences[behind].text if behind < len(article.sentences) and behind not in e.facts["elsewhere"] else ""
    out += [f"next={cue}|{e.type}" for cue in _TOLD_NEXT if cue in following]
    for where, told in (("before", e.facts["told_before"]), ("after", e.facts["told_after"]), *_told_around(article, e)):
        out += [f"told={cue}|{where}" for _, cue in told]
        out += [f"told={x}|{where}|{y}" for x in {status for status, _ in told} for y in (e.type, e.status, e.facts["own_past"])]
    last = chunks[-1]
    out += [f"last={lemma_of(last)}", f"lastf={last.func[-3:]}"]
    s = e.sentence.text
    for cue in ("昨年", "年に", "月に", "すでに", "既に", "先月", "今後", "来年", "これまで", "将来", "年内", "同日", "日、", "発表", "方針", "計画", "予定", "交渉", "協議", "検討", "完了", "調達し", "合意", "締結", "契約", "決め", "見通し", "めど", "目指", "稼働", "開始"):
        if cue in s:
            out.append(f"s={cue}")
    return out


def hearsay_features(article: Article, e: Event) -> list[str]:
    """Facts about who says so."""
    s = e.sentence.text
    before = article.sentences[e.sentence.index - 1].text if e.sentence.index else ""
    out = ["bias", f"rule={e.reported}", f"kind={e.sentence.kind}", f"last={s[-6:].rstrip('。')}", f"status={e.status}"]
    for cue in ("報じ", "報道", "関係者", "取材", "もよう", "模様", "とみられ", "とされ", "観測", "によると", "によれば", "発表", "明らかに", "伝え", "分かった", "わかった", "という", "ようだ", "らしい", "日経", "ロイター", "ブルームバーグ", "情報筋", "一部", "検討", "協議"):
        if cue in s:
            out += [f"s={cue}", f"s={cue}|{e.status}"]
        if cue in before:
            out.append(f"b={cue}")
    head = article.sentences[article.opening].text if article.sentences else ""
    for cue in ("報道", "報じ", "関係者", "か", "検討"):
        if cue in head:
            out.append(f"h={cue}")
    return out


def rule_side(e: Event, k: Link) -> str:
    """The side that the rules give a name in an event, or none."""
    mine = set(k.name.canonical)
    return next((SIDES.get(r, "none") for r, ns in e.rule_roles.items() if any(set(x.canonical) & mine for x in ns)), "none")


def prominence(article: Article, name) -> tuple[int, int, bool]:
    """How prominent the organisation of a mention is in its article (see ``Article.prominence``)."""
    return min((article.prominence.get(c, (4, 0, False)) for c in name.canonical), default=(4, 0, False))


def role_features(article: Article, e: Event, k: Link) -> list[str]:
    """Facts about a name as seen from an event."""
    n = k.name
    w = e.trigger.row.word or "(amount)"
    text = article.text
    rule = rule_side(e, k)
    firm = bucket(k.weight, 0.3, 0.5, 0.7, 0.9)
    na = text[n.end : n.end + 2]
    nb = text[max(0, n.start - 2) : n.start]
    inv = e.inverse
    out = ["bias", f"case={k.case}", f"rule={rule}", f"rule={rule}|{e.type}", f"rule={rule}|{firm}", f"case={k.case}|{e.frame}|{inv}",
           f"case={k.case}|{w}|{inv}", f"case={k.case}|rule={rule}", f"case={k.case}|{firm}|{e.type}", f"case={k.case}|bt{min(3, k.between)}",
           f"kind={n.kind}", f"kind={n.kind}|{e.type}", f"kind={n.kind}|{e.frame}", f"label={n.label}|{e.type}", f"known={n.known}|{rule}", f"wt={n.weight}|{n.known}",
           f"na={na}", f"na1={na[:1]}", f"nb={nb}", f"na={na}|{e.type}", f"side={k.side}|{e.type}", f"ref={n.reference}", f"rt={e.type}|case={k.case}"]
    if e.type in ("compute_contract", "supply", "power"):
        others = [seller_rank(x.name.kind) for x in e.links if x.chunk >= 0 and x.name.canonical != n.canonical and x.case != "affiliate"]
        if others and k.chunk >= 0:
            gap = seller_rank(n.kind) - max(others)
            sells = "more" if gap > 0 else "less" if seller_rank(n.kind) < min(others) else "same"
            out += [f"sells={sells}|{e.type}", f"sells={sells}|{e.frame}", f"sells={sells}|{e.frame}|case={k.case}"]
    if n.known and len(n.canonical) == 1:
        out += [f"org={n.canonical[0]}|{e.type}", f"org={n.canonical[0]}|{e.frame}|{k.chunk >= 0}"]
    rank, named, headed = prominence(article, n)
    often = bucket(named, 2, 3, 5, 8)
    out += [f"prom={rank}|{k.case}", f"prom={rank}|{headed}|{k.case}|{often}", f"prom={rank}|{headed}|{e.frame}|{k.chunk >= 0}"]
    for fact in k.facts:
        out.append(f"fact={fact}" if len(fact) < 16 else "fact=long")
    if k.chunk >= 0:
        c = e.chunks[k.chunk]
        d = e.facts["chunk"] - k.chunk
        out += [f"d={max(-6, min(8, d))}", f"case={k.case}|d={max(-3, min(4, d))}", f"func={c.func[:5]}", f"func={c.func[:5]}|{e.frame}|{inv}",
                f"paren={c.paren != -1}", f"quote={c.quote > 0}", f"same={len(c.names)}"]
        if column := article.columns.heading(e.sentence, n.start):
            out += [f"column={column}", f"column={column}|{e.type}", f"column|{e.type}"]
        mark, far = c.func[:1], min(3, k.clauses)
        own = any(x.case == "subj" and x.clauses == 0 and x is not k for x in e.links if x.chunk >= 0)
        out += [f"far={far}|{k.case}|{k.side}", f"far={far}|{k.case}|{mark}|{k.side}", f"far={far}|{k.side}|{mark}|own={own}", f"far={far}|{k.case}|own={own}|{e.type}"]
        nxt = next((x for x in e.chunks[k.chunk + 1 :] if x.pred), None)
        if nxt is not None:
            out += [f"np={lemma_of(nxt)}|{k.case}", f"np={lemma_of(nxt)}|{nxt.index == e.facts['pred'] or nxt.index == e.facts['chunk']}"]
            cls = word_class(nxt)
            out += [f"npc={cls}|{k.case}", f"npc={cls}|{k.case}|{e.type}", f"npc={cls}|{c.func[:3]}|{e.frame}"]
        beside = e.chunks[k.chunk + 1] if k.chunk + 1 < len(e.chunks) else None
        if beside is not None and beside.index != e.facts["chunk"] and not beside.names:
            out += [f"bc={word_class(beside)}|{k.case}", f"bc={word_class(beside)}|{c.func[:3]}|{e.type}"]
        out.append(f"ncase={sum(1 for x in e.links if x.case == k.case and x is not k)}|{k.case}")
        out.append(f"rest={c.text[n.end - c.start:][:4]}")
    else:
        part = next((f for f in k.facts if f in ("before", "above")), "")
        out += [f"gap={min(6, k.between)}|{k.case}", f"far={bucket(k.between, 3, 6, 10, 20)}|{k.case}|{part == 'before'}", f"sec={part}|{k.case}", f"sec={part}|{e.type}|{rank}", f"sec={part}|{e.frame}|{headed}", f"have={','.join(sorted(e.rule_roles))}|{k.case}|{e.frame}"]
        out += _from_before(e, k, rank, headed)
    have = {SIDES.get(r) for r, ns in e.rule_roles.items() if not any(set(x.canonical) & set(n.canonical) for x in ns)}
    out.append(f"others={','.join(sorted(x for x in have if x))}|{k.case}")
    out.append(f"hkind={e.sentence.kind}|{k.case}")
    if on := e.facts["goes_on"]:
        out += [f"on={on}|{k.case}|{w}", f"on={on}|{k.case}|{e.type}"]
    return out


def _from_before(e: Event, k: Link, rank: int, headed: bool) -> list[str]:
    """Facts about a name outside the sentence of an event: what it was in the deals told before."""
    c = k.name.canonical[0]
    was, since = e.facts["was"].get(c, ("no", 0))
    head = e.facts["heads"].get(c, "no")
    near = bucket(since, 2, 4, 8)
    subject = any(x.chunk >= 0 and x.case in ("subj", "theme", "topic") for x in e.links) or ("unnamed" in k.facts and "unnamed")
    inside = ",".join(sorted({x.case for x in e.links if x.chunk >= 0 and not x.clauses and x.case in ("subj", "com", "src", "goal", "obj", "by")}))
    order = bucket(0.4 - k.weight, 0.04, 0.09, 0.14) if k.case == "context" else 0
    stood = e.facts["stood"].get(c, ())
    out = [f"stood={x}|{subject}" for x in stood] + [f"stood={x}|{e.type}" for x in stood if "topic" in x or "gap" in x]
    out.append(f"title={c in e.facts['in_title']}|{e.facts['title']}|{e.type}")
    return [*out, f"inside={inside}|{k.case}|{e.type}", f"inside={inside}|order={order}", f"inside={inside}|was={was}", f"was={was}|{e.type}|{near}", f"was={was}|{e.frame}", f"was={was}|{k.case}|{order}", f"was={was}|subj={subject}|{e.type}", f"head={head}|{e.type}", f"head={head}|was={was}",
            f"order={order}|subj={subject}|{k.case}|{min(3, k.between)}", f"order={order}|prom={rank}|{headed}|subj={subject}", f"subj={subject}|{e.frame}|{k.case}", f"same={k.facts[0] if k.facts else ''}|order={order}|{k.case}"]


def amount_features(article: Article, e: Event, f, score: float) -> list[str]:
    """Facts about an amount as seen from an event."""
    w = e.trigger.row.word or "(amount)"
    text = article.text
    s = e.sentence
    best = max((x for _, x in e.figures), default=0)
    kind = article.kind_of(f)
    side = "before" if f.start < e.trigger.start else "after"
    right, left = text[f.end : min(s.end, f.end + 3)], text[max(s.start, f.start - 3) : f.start]
    big = bucket(float(f.value or f.high or f.low or 0), 1e5, 1e7, 1e9, 1e11)
    mid = text[f.end : e.trigger.start] if side == "before" else text[e.trigger.end : f.start]
    return ["bias", f"kind={kind}", f"best={score >= best}", f"kind={kind}|best={score >= best}", f"score={bucket(score, -0.6, 0.0, 0.3, 0.6, 0.9, 1.2)}",
            f"score={bucket(score, 0.0, 0.3, 0.6, 0.9, 1.2)}|{e.type}", f"side={side}|{e.frame}", f"w={w}|{side}", f"right={right[:1]}", f"right={right[:2]}",
            f"right={right}", f"left={left[-2:]}", f"left={left}", f"per={f.per}", f"big={big}|{f.currency}", f"big={big}|kind={kind}", f"q={f.qualifier}", f"n={min(4, len(e.figures))}|best={score >= best}",
            f"mid={bucket(len(mid), 1, 4, 8, 16, 32)}|{side}", f"comma={'、' in mid}|{side}", f"anchor={f.start == e.trigger.start}",
            f"rt={e.type}|kind={kind}", f"chars={text[max(s.start, f.start - 6):f.start][-4:]}"] + [f"m={m}" for m in re.findall(r"[一-龥]{2,4}", text[max(s.start, f.start - 14) : f.start])[-2:]]
