"""wording: the words and letters around an event and its names, as facts for the linear models.

In:  events as the rules propose them.
Out: lists of feature strings, beside those of ``features``. Those say what the rules understood of a sentence; these
     say how it is worded, so that a model may learn from words that no rule knows: 出来高 in the sentence, といわ behind
     the deal word, a sentence whose subject is 市場.
"""

from __future__ import annotations

from . import features as F
from .document import Article, Sentence
from .features import lemma_of, plain, plain_lemma, word_class
from .pipes.reading.events import Event, within
from .pipes.syntax.chunks import Chunk
from .pipes.syntax.links import Link

#: Parts of speech of words with a content (UniDic).
_CONTENT = frozenset(("名詞", "動詞", "形容詞", "形状詞", "副詞"))


def words_of(article: Article, s: Sentence) -> tuple[str, ...]:
    """The content words of a sentence but for those of names, as lemmas, digits as 0; each once, worked out once."""
    found = article.words.get(s.index)
    if found is None:
        spans = [(n.start, n.end) for n in within(article.names, s)]
        told = (t for t in s.tokens if t.pos[0] in _CONTENT and not any(a <= t.start < b for a, b in spans))
        found = article.words[s.index] = tuple(dict.fromkeys(plain(t.lemma or t.text) for t in told))
    return found


def _chunk_word(c: Chunk) -> str:
    """What a chunk is: a name, a sum, else its lemma."""
    if c.names:
        return f"NAME:{c.names[0].label}"
    return "SUM" if c.figures else plain_lemma(c) or c.text[:4]


def event_features(article: Article, e: Event) -> list[str]:
    """All facts about an event by itself: what the rules understood, and how it is worded."""
    return F.event_features(article, e) + event_words(article, e)


def event_words(article: Article, e: Event) -> list[str]:
    """How the sentence of an event is worded."""
    s, t, text = e.sentence, e.trigger, article.text
    w = t.row.word or "(amount)"
    told = s.text.rstrip("。 ")
    post = text[t.end : min(t.end + 4, s.end)]
    out = [f"b={x}" for x in words_of(article, s)]
    out += [f"x={_chunk_word(c)}{c.func[:3]}" for c in e.chunks]
    out += [f"post3={post[:3]}", f"post4={post}", f"w={w}|post4={post}", f"pre3={text[max(s.start, t.start - 3):t.start]}",
            f"end={told[-3:]}", f"end5={told[-5:]}", f"beg={told[:2]}", f"beg4={told[:4]}"]
    for c in e.chunks:
        case = e.cases[c.index]
        if case in ("topic", "subj") and not c.names:
            out += [f"{case}={lemma_of(c)}", f"{case}={lemma_of(c)}|{e.frame}", f"{case}c={word_class(c)}|{e.frame}"]
    firm = sorted({k.case for k in e.links if k.chunk >= 0 and k.weight >= 0.7})
    out.append(f"cs={','.join(firm)}|{e.frame}")
    for k in e.links:
        out += [f"nk={k.name.kind}|{k.case}|{e.frame}", f"nl={k.name.label}|{k.case}|{e.frame}|{k.chunk >= 0}"]
        if k.chunk >= 0:
            out.append(f"ncase={k.case}|{e.frame}|{k.weight >= 0.7}")
    return out


def role_features(article: Article, e: Event, k: Link) -> list[str]:
    """All facts about a name as seen from an event: what the rules understood, and how it stands among the others of its sentence."""
    out = F.role_features(article, e, k)
    cases, places = _line_up(e)
    out += [f"sig={cases}|{k.case}|{e.frame}", f"sig={cases}|{k.case}|{e.type}"]
    if k.chunk < 0:
        return out
    at = f"{min(places.index(k.name.start), 3) if k.name.start in places else 'x'}/{min(len(places), 4)}"
    where, gap = "no", "no"
    if (amount := e.amount) is not None:
        where = "right" if k.name.end <= amount.start else "left"
        gap = article.text[k.name.end : amount.start] if 0 <= amount.start - k.name.end <= 3 else "far"
    return [*out, f"ord={at}|{k.case}|{e.type}", f"ord={at}|{e.frame}", f"am={where}|{k.case}|{e.type}", f"amt={gap}|{e.type}"]


def _line_up(e: Event) -> tuple[str, list[int]]:
    """The cases in which organisations stand to an event, and where in the text they stand; worked out once."""
    if "line-up" not in e.facts:
        here = [k for k in e.links if k.chunk >= 0]
        cases = sorted(k.case for k in here if k.name.label in ("ORG", "GOV") and k.case not in ("affiliate", "bystander") and k.weight >= 0.5)
        e.facts["line-up"] = ",".join(cases), sorted({k.name.start for k in here if k.name.label in ("ORG", "GOV", "PERSON")})
    return e.facts["line-up"]


def status_features(article: Article, e: Event) -> list[str]:
    """All facts about the stage of an event: what the rules understood, and the words of its sentence."""
    return F.status_features(article, e) + [f"b={x}" for x in words_of(article, e.sentence)]
