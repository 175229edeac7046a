"""guesses: phrases that stand where only an organisation can, and that nobody read as a name.

In:  the sentences of an article that hold deal words.
Out: spans, each a doubtful name: nothing but its place in a deal speaks for it.

Who raises money, is lent to or is bought is an organisation or a person, whatever its name looks
like (AIノードは3億円を調達した, スタジオ47に出資する). The phrase must look like a name: written in
katakana, Latin or hiragana, with digits, or ending in a trade (大江建材); common nouns and kinds of
firms are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...document import Sentence, Token
from ...names import affixes
from ...resources import read_tsv
from ..words import words
from .shapes import plausible

#: The weight of a guess: that of the likeliest span that is doubtful.
GUESSED = 0.2
#: Close of a quotation and a bracket behind a name: 「ことのは」(東京・港).
_CLOSE = r"[」』]?(?:\([^()]{1,30}\))?"
#: What one does only as an organisation or a person.
_RAISES = r"調達(?:し|する|を)|(?:出資|融資|増資|支援|補助|助成)(?:金)?を(?:受け|得)|借り入れ|を(?:買収|子会社化|発注|受注)(?:し|する)|に(?:出資|融資|発注)(?:し|する)"
_AGENT = re.compile(rf"{_CLOSE}(?:は|が(?!ん)|、)[^。]{{0,80}}?(?:{_RAISES})")
#: To whom money goes, what is bought, from whom money comes.
_PATIENT = re.compile(
    rf"{_CLOSE}(?:に(?:は)?、?[^。、]{{0,24}}?(?:出資|融資|補助|助成)(?!者|先|元|金)|へ(?:の)?[^。、]{{0,6}}(?:出資|融資)"
    rf"|を、?[^。、]{{0,16}}?(?:買収|子会社化|傘下に|完全子会社)|の(?:買収|全?株式|子会社化)|を(?:巡|めぐ)(?:り|って(?:は)?)、[^。]{{0,40}}?(?:買収|出資|子会社化|TOB|公開買)"
    rf"|から[^。、]{{0,20}}?(?:調達|(?:出資|融資)を受け|の(?:出資|融資)))"
)
_KATAKANA, _LATIN = r"[ァ-ヺー]+(?:・[ァ-ヺー]+)*", r"[A-Za-z][A-Za-z.&'\-]*(?: [A-Za-z0-9.&'\-]+){0,3}"
#: What looks like a name: ミナミ半導体, AIノード, Studio 47, スタジオ47, 7ノード, deep forest labs.
_SHAPE = re.compile(
    rf"(?:AI|IT)?{_KATAKANA}(?:\d{{1,3}}|AI|[一-龥]{{2,4}})?|\d{{1,3}}{_KATAKANA}|{_LATIN}(?: ?\d{{1,3}})?|[一-龥]{{2,3}}(?:AI|{_KATAKANA})|[ぁ-んー]{{2,10}}"
)
#: A family name or place and a trade: 大江建材, 高木電池.
_TRADE = re.compile(rf"[一-龥々]{{2,3}}(?:{words('trade end')})")
#: Before a phrase in hiragana: what says that a company is named (AI新興の, の「, or the beginning of its clause).
_BEFORE_HIRAGANA = re.compile(rf"(?:(?:{words('company')}|VB)の「?|の「|(?:^|[、。])「)$")
#: A phrase up to a quotation's end is a name as a whole: 「赤城発・未来創造ファンド」.
_QUOTED = re.compile(r"(?<=[「『])[^「」『』。、()]{2,16}(?=[」』])")
#: What stands before a name: 米, 新興.
_DESCRIBES = re.compile(rf"[米英仏独韓加印豪]|{words('company')}")
#: Kinds of firms and of other things, which are no names.
_COMMON = re.compile(rf"(?:.*(?:{words('company')}|{words('somebody')}|{words('site')}|{words('no_thing')}|{words('no name end')}|コンソーシアム|オーナー))")


#: In hiragana, with the seat of a company in a bracket: 農業AIのみのり(札幌市).
_SEATED = re.compile(r"(?:^|(?<=[、。の「]))[ぁ-んー]{2,8}(?=」?\((?:[一-龥]{1,4}[都道府県市区町村]|[一-龥]{2,3}・[一-龥]{1,4}|米[ァ-ヺー]{2,})[^()]{0,12}\))")
#: Whose side is spoken of: ハイト側, ハイトビール・コンソーシアム (of 130 such names in the training documents 115 are organisations).
_SIDE = re.compile(r"(?<![ァ-ヺー・A-Za-z])(?:[ァ-ヺー]{3,}(?:・(?!コンソーシアム)[ァ-ヺー]+)*|[A-Z][A-Za-z]{2,})(?=側|・?コンソーシアム|連合|陣営)")


#: That a word is what a company is called: 「ヴィンテック」という会社, 星野ソフトというクラウド会社.
_NAMED = re.compile(r"(?:(?<=[「『])[^「」『』。、()]{2,16}(?=[」』]という)|(?:(?<=[。、はが .:])|^)(?:[一-龥]{2,3})?[ァ-ヺA-Za-z][ァ-ヺーA-Za-z0-9・]{1,14}(?=という))")
_KIND_NAMED = re.compile(rf"[」』]?という[^。、はがを]{{0,12}}?(?:{words('company')})")


#: Who is told to be the other side: 契約相手はソルクラウドで、.
_OTHER_SIDE = re.compile(rf"(?:{words('other_side')})は、?「?(?P<name>(?:[一-龥]{{2,3}})?(?:[ァ-ヺー・]{{3,14}}|[A-Z][A-Za-z0-9]{{2,14}})(?:[一-龥]{{2,4}}|AI)?)」?(?:で、|だ|です|となる|と発表|。|$)")


#: What the line of a form says a company is called: 会社名: みのりAI.
_CALLED = re.compile(rf"[ \t●○■◆・*-]{{0,6}}(?:{words('firm label')})(?:/[^:/ ]{{1,8}})? ?: ?(?P<name>[^\s、。:()|/]{{2,20}}(?: [A-Z][^\s、。:()|/]{{1,20}}){{0,2}})(?= ?(?:\([^()]{{1,40}}\))?\s*$)")


def called(s: Sentence) -> tuple[int, int] | None:
    """The span, in the whole text, that the line of a form gives as the name of a company."""
    m = _CALLED.match(s.text)
    if m is None or _COMMON.fullmatch(m["name"]) or not plausible(m["name"]):
        return None
    return s.start + m.start("name"), s.start + m.end("name")


def sides(s: Sentence) -> Iterator[tuple[int, int]]:
    """Spans of a sentence, in the whole text, whose side, camp or consortium is spoken of, or that are told to be what a company is called."""
    for m in _OTHER_SIDE.finditer(s.text) if "は" in s.text else ():
        if m["name"] not in _common() and not _COMMON.fullmatch(m["name"]) and plausible(m["name"]):
            yield s.start + m.start("name"), s.start + m.end("name")
    if "という" in s.text:
        for m in _NAMED.finditer(s.text):
            if _KIND_NAMED.match(s.text, m.end()) and m.group() not in _common() and not _COMMON.fullmatch(m.group()) and plausible(m.group()):
                yield s.start + m.start(), s.start + m.end()
    for m in _SIDE.finditer(s.text):
        # コンソーシアム may belong to the run of katakana
        head = m.group().removesuffix("コンソーシアム").rstrip("・")
        if len(head) > 2 and head not in _common() and not _COMMON.fullmatch(head):
            yield s.start + m.start(), s.start + m.start() + len(head)


_HIRAGANA = re.compile("[ぁ-んー]+")


def guess(s: Sentence) -> Iterator[tuple[int, int]]:
    """Spans of a sentence, in the whole text, that its deal words make organisations of."""
    text = s.text
    for m in _QUOTED.finditer(text):
        if _acts(text, m.end()) and not _COMMON.fullmatch(m.group()):
            yield s.start + m.start(), s.start + m.end()
    for m in _SEATED.finditer(text):
        if _acts(text, m.end()):
            yield s.start + m.start(), s.start + m.end()
    for run in _phrases(s):
        start, end = run[0].start - s.start, run[-1].end - s.start
        phrase = text[start:end]
        if _HIRAGANA.fullmatch(phrase) and not _BEFORE_HIRAGANA.search(text, 0, start):
            continue
        if _acts(text, end) and _looks(phrase, run):
            yield run[0].start, run[-1].end


def _acts(text: str, end: int) -> bool:
    """Whether a phrase stands where an organisation acts or is acted on."""
    return bool(_AGENT.match(text, end) or _PATIENT.match(text, end))


def _looks(phrase: str, run: list[Token]) -> bool:
    """Whether a phrase looks like a name rather than a common noun."""
    if _COMMON.fullmatch(phrase):
        return False
    if _TRADE.fullmatch(phrase):
        return _own(run[0])
    # of words that the news is full of only 「AIノード」 and a number make a name
    new = phrase.startswith("AI") or any(t.text not in _common() and not t.text.isspace() for t in run)
    return new and _SHAPE.fullmatch(phrase) is not None


def _own(t: Token) -> bool:
    """Whether a word is a family name, a place or one that no news uses: 大江 in 大江建材, not 家庭 in 家庭電池, nor a whole country."""
    return t.text not in _common() and t.text not in affixes()["nation"] and (t.pos[1] == "固有名詞" or len(t.text) > 1)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Words of business news."""
    return frozenset(r["word"] for r in read_tsv("word_classes"))


def _phrases(s: Sentence) -> Iterator[list[Token]]:
    """Runs of nouns, without what stands before a name (米, 新興); Latin words with the blanks between them."""
    run: list[Token] = []
    for t in s.tokens:
        if run and t.start == run[-1].end and (_noun(t) or (t.text == " " and run[-1].text.isascii())):
            run.append(t)
            continue
        yield from _trimmed(run)
        run = [t] if _noun(t) else []
    yield from _trimmed(run)


def _trimmed(run: list[Token]) -> Iterator[list[Token]]:
    while run and run[-1].text in " ・":
        run.pop()
    while run and (run[0].pos[0] == "接頭辞" or _DESCRIBES.fullmatch(run[0].text)):
        run.pop(0)
    if run:
        yield run


def _noun(t: Token) -> bool:
    return t.pos[0] in ("名詞", "接頭辞", "形状詞", "接尾辞") or t.text == "・" or (t.text.isascii() and t.text.isalnum())
