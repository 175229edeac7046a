"""chunks: the tokens of a sentence -> bunsetsu-like chunks with their particles.

In:  a ``Sentence`` with tokens, and the spans that must stay whole (names, amounts).
Out: a list of ``Chunk``: a content part, the particles and auxiliaries after it, and
     whether it predicates. GiNZA's own ``bunsetu_recognizer`` is cubic in the length of
     the sentence; this pass is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from ...document import Sentence, Token
from ..words import ends_in, words

#: Compound particles act as one case marker (cf. 日本語記述文法研究会『現代日本語文法 2』, 複合格助詞).
_COMPOUND = re.compile(
    r"(?:側|陣営|など|等|ら|自身|自体|当局|傘下|向け)?"
    r"(?:(?:と(?:の間(?:で|に|の)|共同で|共同して|組んで|ともに|共に|並んで|(?:連携し|提携し|組み|協力し)て?(?=、?(?!(?:[^。、]{1,20}、)?[^。、]{1,20}[はが])[^。]{0,50}?(?:建設|設立|開発|建て|整備|共同|新設|新会社|運営|生産|立ち上げ|構築|設け|取り組|進め|受注|落札|納入))))"
    r"|といった(?=、?[一-龥ァ-ヺA-Za-z])|に加え(?:て)?|による|によって|により|によれば|によると|に対する|に対して|に対し|にわたる|にわたり|にわたって|として|としては|としての"
    r"|に向けた|に向けて|に向け|をめぐる|をめぐり|を巡る|を巡り|に関する|に関して|について|における|において|に基づく|に基づき|に至っては"
    r"|を通じた|を通じて|を通じ|を含む|を含めた|を(?:中心|主軸|軸|核|主体)とする|を中心に|をはじめ(?:とする|として)?|はじめ|を筆頭に|とする|からの|への|との|での|までの|までに|よりも"
    r"|向けの|向けに|向け|主導の|主導で|主導による)(?=[^ぁ-ん]|[はもがをにのでと、]|$)"
    # 日本円にしておよそ80億円: in what money it is told, and no verb
    r"|(?<=円)にして(?=、|約|およそ|[0-9])"
)
#: What stands for a particle between two names: who goes to whom, and who together.
_BETWEEN_NAMES = ("→", "⇒", "×")
_SURU = {"する", "できる", "出来る", "なさる", "いたす", "致す", "頂く", "いただく"}
_AUX_VERBS = {
    "いる", "ある", "おる", "なる", "くる", "来る", "いく", "行く", "しまう", "おく", "みる", "もらう", "くれる",
    "れる", "られる", "せる", "させる", "続ける", "始める", "終える", "切る", "得る", "うる", "かねる", "すぎる", "直す",
}
#: Ends of what modifies the next noun: of a function part, and of a predicate.
_ADNOMINAL = tuple("の による に対する に関する に向けた をめぐる を巡る とする を含む における に基づく といった".split())
_ATTRIBUTIVE = tuple("ただるいなうくすつぬむぶぐ")


@dataclass(slots=True)
class Chunk:
    """A content part and its function part; offsets are into the folded text."""

    index: int
    start: int
    end: int
    text: str
    func: str = ""
    stop: int = 0
    comma: bool = False
    pred: bool = False
    lemma: str = ""
    last: Token | None = None
    paren: int = -1
    quote: int = 0
    names: list = field(default_factory=list)
    figures: list = field(default_factory=list)
    triggers: list = field(default_factory=list)
    quantity: bool = False

    @property
    def adnominal(self) -> bool:
        """A predicate in attributive form, or a noun with の: it modifies the next noun."""
        return not self.comma and (
            self.func == "な" or self.func.endswith(_ADNOMINAL) or (self.pred and (self.func or self.text).endswith(_ATTRIBUTIVE))
        )

    @property
    def attribute(self) -> bool:
        """A noun with の or an adjective, which modifies the next noun and is no clause of its own: 新たな, 新しい, 総額80億円の."""
        return self.adnominal and (not self.pred or (self.last is not None and self.last.pos[0] == "形容詞" and not self.func))


def chunk_sentence(sentence: Sentence, whole: list[tuple[int, int]]) -> list[Chunk]:
    """Group the tokens of a sentence into chunks; spans in ``whole`` are not split.

    Text in round brackets becomes chunks of its own, whose ``paren`` is the index of the
    chunk that the bracket follows; the particles after the bracket go to that chunk.
    """
    protected, ends = {}, set()
    for s, e in whole:
        if not any(x.isdigit() for x in sentence.text[s - sentence.start : e - sentence.start]):
            ends.add(e)
        for p in range(s, e):
            protected[p] = e
    chunks: list[Chunk] = []
    stack: list[int] = []
    open_: Chunk | None = None
    skip_to = -1
    quote = 0
    tokens = [t for t in sentence.tokens]
    base = sentence.start
    text = sentence.text

    def close() -> None:
        nonlocal open_
        open_ = None

    for k, t in enumerate(tokens):
        if t.start < skip_to:
            continue
        inside = protected.get(t.start)
        major = t.pos[0]
        if inside is not None:
            if open_ is None or open_.func or open_.pred or open_.last.pos[0] == "接続詞" or _ends_clause(chunks):
                open_ = _new(chunks, t, stack, quote)
            open_.end = max(open_.end, inside)
            open_.stop = open_.end
            open_.last = t
            skip_to = inside
            open_.text = text[open_.start - base : open_.end - base]
            _absorb_compound(open_, text, base)
            skip_to = max(skip_to, open_.stop)
            continue
        if open_ is not None and not open_.func and not open_.pred and (ticker := _TICKER.match(text, t.start - base)):
            _absorb_compound(open_, text, base, base + ticker.end())
            skip_to = max(base + ticker.end(), open_.stop)
            continue
        if t.text in "((（" and major == "補助記号":
            # a second bracket belongs to the same word as the first: 米IT(情報技術)大手青葉電機(東京・港)から
            stack.append(open_.index if open_ is not None else chunks[-1].index if chunks else -1)
            close()
            continue
        if t.text in "))）" and major == "補助記号":
            if stack:
                host = stack.pop()
                close()
                if 0 <= host < len(chunks):
                    open_ = chunks[host]
                    m = _COMPOUND.match(text, t.end - base)
                    if m and not open_.func:
                        open_.func, skip_to = m.group(0), base + m.end()
                        open_.stop = skip_to
            continue
        if major == "補助記号" or (major == "空白"):
            if t.text in "「『【〈《\"“”":
                quote += 1
                if open_ is not None and open_.func:
                    close()
                continue
            if t.text in "」』】〉》":
                quote = max(0, quote - 1)
                if open_ is not None:
                    _absorb_compound(open_, text, base, t.end)
                    skip_to = max(skip_to, open_.stop)
                if t.text == "】":
                    # what is labelled begins anew
                    close()
                continue
            if t.text in _BETWEEN_NAMES and open_ is not None and not open_.func and t.start in ends and t.end in protected:
                # the notation of digests: 双葉電機→星野電工に出資, 双葉電機×星野電工
                open_.func, open_.stop = t.text, t.end
                close()
                continue
            if t.text == "・" and open_ is not None and not open_.func:
                continue
            if t.text in "ー-–—~〜～/&+" and open_ is not None and not open_.func:
                continue
            if t.text.isspace() and open_ is not None and not open_.func and k + 1 < len(tokens) and (tokens[k + 1].pos[0] == "助詞" or tokens[k + 1].text in _JOINS):
                _absorb_compound(open_, text, base, t.end)
                skip_to = max(skip_to, open_.stop) if open_.func else skip_to
                continue
            if t.text.isspace() and open_ is not None and _sets_off(text, t.start - base, t.end - base, open_, chunks):
                if open_.func:
                    close()
                continue
            if t.text.isspace() and open_ is not None and not open_.func and _joins(text, t.start - base, t.end - base):
                continue
            if t.text in "、,，。．:：;！？!?|" or major == "空白":
                if open_ is None and chunks and major == "空白" and chunks[-1].func in _JOINS:
                    continue
                if open_ is None and chunks:
                    chunks[-1].comma = True
                elif open_ is not None:
                    open_.comma = True
                close()
            continue
        if open_ is None and t.text in _JOINS and (last := _joined_by(chunks, text, t.start - base, base, stack[-1] if stack else -1)) is not None:
            # 双葉電機 および 星野電工と; 双葉電機、星野電工、および森田機工と
            last.func, last.stop, last.comma = t.text, t.end, False
            continue
        if open_ is not None and _is_function(t, open_, tokens, k):
            open_.func += t.text
            open_.stop = t.end
            if major == "動詞":
                open_.pred = True
                if open_.lemma == "" or t.lemma not in _SURU:
                    open_.lemma = open_.lemma or t.lemma
            if major == "助動詞" and t.lemma in ("だ", "です"):
                open_.pred = open_.pred or t.text in ("だ", "です", "だっ", "でし", "であ", "だろう")
            continue
        if open_ is None or open_.func or open_.pred or major in ("動詞", "形容詞", "副詞", "連体詞", "接続詞"):
            open_ = _new(chunks, t, stack, quote)
        open_.end = open_.stop = max(open_.end, t.end)
        open_.last = t
        open_.text = text[open_.start - base : open_.end - base]
        if major in ("動詞", "形容詞"):
            open_.pred = True
            open_.lemma = t.lemma
        elif major == "名詞":
            open_.lemma = t.lemma
        _absorb_compound(open_, text, base)
        skip_to = max(skip_to, open_.stop) if open_.func else skip_to
    for c in chunks:
        if not c.text:
            c.text = text[c.start - base : c.end - base]
        if not c.pred and c.last is not None and c.last.pos[0] == "名詞" and c.last.pos[2] == "サ変可能" and c.last.start not in protected:
            # a verbal noun that ends the sentence or a clause predicates (体言止め)
            if not c.func and (c.comma or c.index == len(chunks) - 1):
                c.pred = True
        elif not c.pred and not c.func and (c.comma or c.index == len(chunks) - 1) and _UNDER_WAY.search(c.text):
            c.pred = True
        elif c.pred and not c.comma and c.func in ("", "で") and c.text in ("次い", "次ぎ") and c.index and chunks[c.index - 1].text == "相":
            # 相次いで発行した: how it is done, and no clause
            c.pred = False
        elif not c.pred and c.func in ("で", "に対し", "に対して") and c.comma and c.paren == -1:
            c.pred = _is_copula(chunks, c)
    return chunks


#: A verbal noun under way ends a clause too: 投資を検討中、.
_UNDER_WAY = re.compile(r"(?!年度|期間|世界|会期|午前|[今来先前][週月年]|[一二三四上下]期|市場|全国|国内)[一-龥]{2}中$")


#: Words between the members of a list, which belong to the one before, as particles do; what may part them from it.
_JOINS, _PARTED = ("および", "及び", "並びに", "ならびに", "または", "又は"), re.compile(r"(?:\([^()]*\))?[\s、,」』]*")
#: Ends of particles behind which a blank parts nothing (Arm と Hoshino が), and particles that alone do so.
_NO_PAUSE, _CASES = (*_ADNOMINAL, "と", "や", *_JOINS), ("から", "に", "を", "が", "は", "で", "へ", "も", "との", "への", "からの", "による")

#: What joins two names, and what a topic begins with that tells when or where.
_AND, _ELSEWHERE = ("と", "や", "、", ""), ("に", "で", "から", "まで", "と")
#: Nouns that without a particle end a clause before them.
_LINKS = re.compile(rf"ため|{words('moment')}")

#: Nouns of which a name is said, and those of which a sum is: 双葉電機は筆頭株主で、; 総事業費は650億円で、.
_SAID_OF = re.compile(rf"(?:{words('said_of')}|[0-9一二三四五六七八九十]位)$")
#: A ticker between a name and its particle: 三井物産 <8031> は, ソニーG【6758】が.
_TICKER = re.compile(r" ?(?:<[0-9A-Z][0-9A-Z.:]{1,12}>|\[[0-9A-Z][0-9A-Z.:]{1,12}\]|【[0-9][0-9A-Z]{3}】) ?")
_MONEY = re.compile(r"(?:約|最大|計|およそ)?\d[\d,.兆億万千百]*(?:円|ドル|ユーロ|元|ウォン|ポンド)(?:超|規模|程度)?$")
_COST = ends_in("cost")


def _is_copula(chunks: list[Chunk], c: Chunk) -> bool:
    """Whether で of a noun and a comma ends a clause, as であり does, rather than telling a place or a means."""
    before = next((x for x in reversed(chunks[: c.index]) if x.paren == -1), None)
    if _MONEY.search(c.text):
        # 総事業費は650億円で、...; 投資額650億円に対し、...
        over = before is not None and before.func[:1] in ("は", "が", "も") and _COST.search(before.text)
        return bool(over or _COST.search(c.text[: _MONEY.search(c.text).start()]))
    if c.func != "で":
        return False
    told = any(x.func[:1] in ("は", "が", "も") for x in chunks[: c.index] if x.paren == -1)
    return told and _SAID_OF.search(c.text) is not None


def _ends_clause(chunks: list[Chunk]) -> bool:
    """Whether the last chunk is a noun without a particle that only ends a clause: 設備を増やすため|20億ドルを調達した, 買収した際|双葉電機は."""
    c, before = chunks[-1], chunks[-2] if len(chunks) > 1 else None
    if before is None or before.paren != c.paren or not before.adnominal:
        return False
    # 株式のうち30%: a noun with の is no clause, unless what is done by it is
    return _LINKS.fullmatch(c.text) is not None and (before.pred or c.text in ("ため", "際", "後"))


#: What may stand between a name and its particle.
_HONORIFIC = re.compile("氏|さん|社|側|グループ")


def is_name(c: Chunk, func: str) -> bool:
    """Whether a chunk is no more than a name with a particle: 双葉電機で, 田中氏で."""
    rest = c.text[c.names[-1].end - c.start :] if c.names else "-"
    return c.func == func and (not rest or _HONORIFIC.fullmatch(rest) is not None)


def mark_copulas(chunks: list[Chunk]) -> None:
    """Let で and a comma behind a name end the clause that a common noun or a cleft begins, as であり does: 主導したのは双葉電機で、; 買い手は双葉電機と星野電工で、."""
    for c in chunks:
        if not c.comma or c.paren != -1 or not is_name(c, "で") or c.names[-1].label == "PLACE":
            continue
        before = next((x for x in reversed(chunks[: c.index]) if x.paren == -1 and not (x.names and x.func in _AND) and x.func != "の"), None)
        c.pred = before is not None and not before.names and not before.quantity and before.func.endswith(("は", "が")) and not before.func.startswith(_ELSEWHERE)


def mark_called(chunks: list[Chunk]) -> None:
    """Let という behind a name link it to the kind of company that it is the name of, as の would, and end no clause: 「双葉」という新興企業を買収した."""
    for c, x in pairwise(chunks):
        if x.text == "いう" and not x.func and c.func == "と" and c.names and (head := called(chunks, x.index)) is not None and not chunks[head].names:
            x.pred, x.func = False, "といった"


def called(chunks: list[Chunk], i: int) -> int | None:
    """The kind of company that who stands before という in chunk ``i`` is, or None."""
    head = next((c for c in chunks[i + 1 : i + 4] if not c.adnominal), None)
    return head.index if head is not None and _KIND.search(head.text) else None


_KIND = ends_in("company")


#: Before a sum, that it is one of what was told: 星野に20億円、森田に10億円、[合わせて]30億円を出資した.
_IN_ALL = ("合わせ", "あわせ", "併せ", "合計し", "合算し")


def mark_totals(chunks: list[Chunk]) -> None:
    """Let 合わせて before a sum be the adverb that it is there, which ends no clause."""
    for c, after in pairwise(chunks):
        if c.pred and c.func == "て" and c.text in _IN_ALL and after.figures:
            c.pred = False


def _new(chunks: list[Chunk], t: Token, stack: list[int], quote: int) -> Chunk:
    c = Chunk(len(chunks), t.start, t.end, "", stop=t.end, paren=stack[-1] if stack else -1, quote=quote)
    if stack and stack[-1] < 0:
        c.paren = -2
    chunks.append(c)
    return c


def _absorb_compound(c: Chunk, text: str, base: int, at: int | None = None) -> None:
    """Take a compound particle (による, との間で ...) that follows the chunk into its function part."""
    if c.func:
        return
    m = _COMPOUND.match(text, (at if at is not None else c.end) - base)
    if m:
        c.func = m.group(0)
        c.stop = base + m.end()


def _joined_by(chunks: list[Chunk], text: str, at: int, base: int, paren: int) -> Chunk | None:
    """The chunk that a word between members belongs to, where a blank or a comma parts them."""
    last = next((c for c in chunks[:-9:-1] if c.paren == paren), None)
    return last if last is not None and not last.func and not last.pred and _PARTED.fullmatch(text, last.end - base, at) else None


def _joins(text: str, start: int, end: int) -> bool:
    """Whether a blank stands inside a Latin phrase or before a counter (3 社); elsewhere it separates like a comma."""
    if not 0 < start < end < len(text):
        return False
    return (text[start - 1].isascii() and text[end].isascii() and text[start - 1].isalnum()) or (text[start - 1].isdigit() and _COUNTER.match(text, end) is not None)


#: What is counted behind a number and a blank.
_COUNTER = re.compile("社|者|行(?![いうっわき])|グループ|メガ|[かカヵケ]国|[かカヵケ]所|基|台|枚|個|件|棟|人")


def _sets_off(text: str, start: int, end: int, c: Chunk, chunks: list[Chunk]) -> bool:
    """Whether a blank only sets Latin letters and digits off, and parts nothing: 双葉電機 による 40 億ドルの Arm 買収."""
    if not 0 < start < end < len(text) or not (text[start - 1].isascii() or text[end].isascii()):
        return False
    if c.func:
        # a whole sentence parts its clauses by commas: 双葉AI は Arm が運用する Memphis の拠点を 40 億ドルで買う。 Headlines do so by blanks
        return (not c.pred and (c.func.endswith(_NO_PAUSE) or c.func in _CASES)) or text.endswith("。")
    # 双葉電機の Arm 買収; what stands alone before a blank is a topic: Arm 買収を検討
    before = chunks[-2] if len(chunks) > 1 else None
    spaced = before is not None and before.func.endswith(_ADNOMINAL) and not before.comma and before.stop + 1 == c.start
    return spaced and "一" <= text[end] <= "龥"


def _is_function(t: Token, c: Chunk, tokens: list[Token], k: int) -> bool:
    major, lemma = t.pos[0], t.lemma
    if major in ("助詞", "助動詞") or (t.text == "とも" and not c.func and not c.pred):
        return True
    if t.text in _JOINS and not c.func:
        return True
    if major == "動詞":
        if lemma in _SURU:
            return not c.func or c.pred
        if t.pos[1] == "非自立可能" and lemma in _AUX_VERBS:
            return (c.pred and bool(c.func) and c.func[-1] in "てでくたりっしきいちえけせれねびみめらがもはへ") or (c.func.endswith("で") and lemma == "ある")
        return False
    if major == "接尾辞":
        return bool(c.func) and c.pred
    if major == "形状詞" and t.text in ("よう", "そう", "みたい"):
        return c.pred
    return False
