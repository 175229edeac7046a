"""subject: what is bought, supplied or built.

In:  the passage of a deal and its settled fields.
Out: the span of a noun phrase, or None: contract, section 2. Nothing is better than a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...document import Sentence
from ...morphology import Token
from ...normalize._lexicon import alternation
from ...resources import read_tsv
from ..discourse.passages import Passage
from ..words import pattern, words

#: What words deal in the thing, by type. Of the other types money, a company or plain electricity is dealt in.
DEALS = {"acquisition": "traded", "supply": "traded", "capex": "made", "joint_venture": "made", "partnership": "made"}
#: What may stand between a noun and its particle: the end of a quote, a bracket, a count.
_BETWEEN = re.compile(r"(?:[」』 ]|\([^()]{1,30}\)|など|等|の一部|(?:約|計|最大|合計|合わせて)*\d[\d,.万億]*[^\d、。をにのはがで ]{1,8})*")
#: A name after the noun is part of the phrase: 「通信衛星「みどり」」.
_CALLED = re.compile(r"[「『][^「」『』]{1,30}[」』](?:シリーズ)?")
#: Before land: 「31エーカーの土地」.
_AREA = re.compile(r"約?\d[\d,.万]*(?:平方メートル|エーカー|ヘクタール)(?:以上|超|余り)?の$")
#: No other verb in between: not 「を扱う森田機工が買う」.
_ARGUMENT = r"(?:(?!する|した|して|し、|って|いる|った|れる|れた|[るすむぶうただ][一-龯ァ-ヴA-Za-z])[^。を]){0,40}?"
#: The clause ends, or goes on to a plan or a contract: not 「をつくる会社」, who is another.
_ENDS = (
    r"(?=[ぁ-ん]*?(?:ため|こと|[、。)」と( ]|$|計画|契約|方針|方向|構想|予定|合意|発表|決|考え|交渉|協議|検討|見込|目標|準備"
    r"|提携|覚書|権利|開始|時期|中|後|へ|工事|投資))"
)
#: What is left of a figure: a count, a share, a unit.
_FIGURE = r"(?:.*[^A-Za-z\d-])?\d+|.*(?:ワット|[kMG]W|以上|年度|年間|最大級|程度|期|分|目|番)"
#: A number that is part of a name: 「3次元メモリー」.
_KIND = re.compile(r"[\d.]+(?:次元|インチ|ナノ|ミリ|キロボルト|世代|号|層)")


@cache
def _dealt(kind: str) -> re.Pattern[str]:
    """「を購入」, 「をノルウェーに建て」, 「の供給契約」, 「は森田機工から調達」."""
    of = rf"|の(?:共同|独占|新規|長期|追加)?(?:{words(kind)})" if kind == "traded" else r"|が(?:完成|着工|竣工)"
    return re.compile(rf"(?:を|は|について){_ARGUMENT}(?:{words(kind)}){_ENDS}{of}")


@cache
def _thing() -> re.Pattern[str]:
    """A phrase whose head is a thing that is bought or built."""
    kinds = ("supply", "facility", "asset", "power", "compute_contract")
    return re.compile(rf".*(?:{words('site')}|権益|{alternation(r['word'] for r in read_tsv('objects') if r['class'] in kinds)})")


@cache
def _asset() -> re.Pattern[str]:
    """What is sold by a company that the record may name as the target."""
    return re.compile(rf".*(?:事業|部門|権益|資産|{words('site')})")


@cache
def _no_thing() -> re.Pattern[str]:
    """A phrase that names no thing: money, a company, a plan, what is left of a figure."""
    return re.compile(rf"{words('no_thing')}|.*(?:{words('no_head')})|{_FIGURE}")


def subject_of(p: Passage, f: dict) -> tuple[int, int] | None:
    """What the deal is about: the best argument of its words, the first of equals."""
    kind = DEALS.get(f["type"])
    if kind is None:
        return None
    target = "target" in f["parties"].values()
    # beside a target a headline says no more than who is bought
    phrases = [(s, *x) for s in p.own if not (target and s.heads) for x in _phrases(p, s)]
    found = [(weight, -start, end) for s, start, end, noun in phrases if (weight := _weight(p, s, end, noun, kind, target))]
    _, start, end = max(found, default=(0, 0, 0))
    return (-start, end) if found else None


def _weight(p: Passage, s: Sentence, end: int, noun: str, kind: str, target: bool) -> float:
    """How surely a phrase is what is dealt in; 0: not at all."""
    text = p.article.text
    m = _dealt(kind).match(text, _BETWEEN.match(text, end, s.end).end(), s.end)
    if m is None or not p.mine(s, end - 1):
        return 0.0
    known = _thing().fullmatch(noun) is not None
    own = any(mine and m.start() <= at < m.end() for at, mine in p.words.get(s.index, ()))
    # what is bought may be anything that is the object of the deal word itself
    bought = own and kind == "traded" and m[0][0] != "の"
    fits = bought and _asset().fullmatch(noun) if target else known or bought
    return 2.0 - m[0].startswith("は") + known + own - 0.5 * s.heads if fits else 0.0


def _phrases(p: Passage, s: Sentence) -> Iterator[tuple[int, int, str]]:
    """The noun phrases of a sentence, without names of parties: start, end and the noun at the end."""
    text = p.article.text
    names = [(n.start, n.end) for n in p.names(s) if n.label != "PLACE"]
    places = p.places(s)
    run: list[Token] = []
    before = (-2, -2)
    for t in [*s.tokens, None]:
        if t is not None and _joins(t, run) and not any(a < t.end and t.start < b for a, b in names):
            run.append(t)
            continue
        run = _trimmed(run, text)
        if run:
            start, end = run[0].start, run[-1].end
            noun = text[start:end]
            here, given = (start, end), len(noun) > 1 and (start, end) not in places and not _no_thing().fullmatch(noun)
            if given:
                if before[1] == start - 1 and text[start - 1] == "の" and pattern("light").fullmatch(noun):
                    start = before[0]
                elif area := _AREA.search(text, max(s.start, start - 24), start):
                    start = area.start()
            if given and not pattern("vague").fullmatch(text[start:end]):
                called = _CALLED.match(text, end, s.end)
                if called and not any(a < called.end() and end < b for a, b in names):
                    end = called.end()
                yield start, end, noun
            before = here if given else (-2, -2)
        run = []


def _joins(t: Token, run: list[Token]) -> bool:
    return t.pos[0] in ("名詞", "接頭辞", "形状詞", "記号") or bool(run) and (t.pos[0] == "接尾辞" or t.text in "・-–")


def _trimmed(run: list[Token], text: str) -> list[Token]:
    """A run of nouns without the count at its end and the time or number at its head."""
    while run and (run[-1].pos[0] in ("補助記号", "接頭辞", "形状詞") or _count_ends(run, text)):
        run = run[:-1]
    cut = 0
    for i, t in enumerate(run[:-1]):
        coded = i and (run[i - 1].text[-1].isascii() or run[i - 1].text == "第")  # 「GB200」, 「第2棟」
        if t.pos[2] == "副詞可能" or t.pos[1] == "数詞" and not coded and not _KIND.match(text, t.start):
            cut = i + 1 + (t.pos[1] == "数詞" and i + 2 < len(run) and _counts(run[i + 1]))
    run = run[cut:]
    while run and run[0].pos[0] in ("接尾辞", "補助記号"):
        run = run[1:]
    return run


def _count_ends(run: list[Token], text: str) -> bool:
    """Whether a number, or one with its counter, stands at the end; not that of 「P-1」."""
    number = run[-1] if run[-1].pos[1] == "数詞" else run[-2:][0]
    return _counts(run[-1]) and number.pos[1] == "数詞" and not re.search("[A-Za-z-]", text[max(0, number.start - 1) : number.start])


def _counts(t: Token) -> bool:
    return t.pos[1] == "数詞" or t.pos[2] in ("助数詞", "助数詞可能")
