"""coordination: which names stand together, and so share a case.

In:  the chunks of a sentence, and the cases that their particles mark.
Out: for a name the chunk that it goes with: the next member of its list (A、B、それにC), the group
     that it makes up (AとBで構成する企業連合), who is named besides (AのほかB).
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..words import ends_in, words
from .chunks import Chunk

#: How several are told at once: 3社, 両社, 各行, 企業連合, 主要株主.
PLURAL = re.compile(r"^(?:約|計|大手)?(?:[0-9]+ ?|[一二三四五六七八九十数]+)(?:社|者|行|グループ|か国|カ国|メガバンク|メガ銀)|^(?:各社|各行|両社|両者|陣営|企業連合|連合|コンソーシアム|グループ|企業群|(?:主要|有力|既存|新規|機関|海外|大手|各)?(?:の)?(?:投資家|株主|出資者|投資会社|金融機関|銀行団))|^(?:企業|会社|大手|事業者|ファンド|顔ぶれ)$")

#: A group of companies that acts as one, and what is said of those who make it up: AとBで構成する企業連合, Aが主導するコンソーシアム.
_GROUP = re.compile(rf".{{0,8}}(?:{words('group')})$")
_MAKES_UP = re.compile(rf"(?:{words('makes_up')})")
#: Particles of those who lead a group: AとBを主軸とする連合.
_LED = ("を中心とする", "を主軸とする", "を軸とする", "を核とする", "を主体とする")


def group_of(chunks: list[Chunk], i: int) -> int | None:
    """The group that a name is said to make up or lead, which acts for it."""
    # a bracket may tell the name once more: 双葉電機(フタバ)が主導する企業連合
    c, rest = chunks[i], [x for x in chunks[i + 1 : i + 6] if x.paren == chunks[i].paren][:2]
    said = bool(rest) and rest[0].pred and not rest[0].comma and c.func in ("で", "から", "が", "も", "などで", "などから", "などが") and _MAKES_UP.match(rest[0].text)
    # 双葉電機率いる企業連合: nothing marks who leads
    said = said or (bool(rest) and c.func == "" and not c.comma and rest[0].text == "率いる")
    group = rest[1:2] if said else rest[:1] if c.func.endswith(("による", "主導の", *_LED)) else []
    return group[0].index if group and _GROUP.match(group[0].text) else None


def acts_at(chunks: list[Chunk], cases: list[str], i: int) -> int:
    """Where a name acts: at the group that it and the members after it make up, else where it stands."""
    for j in range(i, min(i + 12, len(chunks))):
        if not chunks[j].names or cases[j] != cases[i]:
            break
        if (group := group_of(chunks, j)) is not None:
            return group
    return i


_JOINS = ("と", "や", "および", "及び", "並びに", "ならびに", "とともに", "と共に", "に加え", "に加えて", "×")


#: Frames of trade and of money, where who acts together with the subject is on its side.
_ONE_WAY = frozenset(("win", "buy", "provide", "lease", "powerbuy", "powersell", "stakesale", "sell", "raise", "borrow", "lend", "grant"))
#: How somebody is told to act together with the subject: 星野電工と共同で, 星野電工などとともに.
TOGETHER = tuple(f"{others}{x}" for others in ("", "など") for x in ("と共同", "と組ん", "と組み", "とともに", "と共に", "と並んで", "と連携し"))


#: Frames of money that somebody raises.
_RAISING = ("raise", "borrow")
#: Frames of money that goes where a contract says.
_SPENDING = frozenset(("spend", "invest"))
_CONTRACT = re.compile("(?:契約|取引)$")


def _by_contract(chunks: list[Chunk], i: int) -> bool:
    """Whether who stands in a chunk is told as the other side of a contract, a deal of its own, by which money is spent: 双葉電機は[星野電工]との契約で60億円を投じる."""
    noun = next((c for c in chunks[i : i + 6] if not c.adnominal and not c.names), None)
    return chunks[i].func.startswith("との") and noun is not None and noun.func in ("で", "に", "により") and _CONTRACT.search(noun.text) is not None


#: What is done behind a deal word with whom と may tell of: 星野電工と森田機工を買収することで合意した.
_WITH_WHOM = re.compile("合意|契約|締結|調印|協議|交渉|話し合")

#: That two buy together, and a fund, which buys with a company rather than being bought with one: 共同買収した, 折半で買収する, 投資ファンドの北斗キャピタルと.
_BUY_TOGETHER = re.compile(words("buys_together"))
_IS_FUND = re.compile("(?:ファンド|投資会社|キャピタル|パートナーズ)$")


def buys_too(chunks: list[Chunk], i: int, at: int) -> bool:
    """Whether who stands with と in chunk ``i`` is told to buy what the word in chunk ``at`` tells, not to be bought."""
    if any(_BUY_TOGETHER.search(c.text) for c in chunks[i + 1 : at + 1] if not c.names):
        return True
    return _is_fund(chunks, i) and not any(_is_fund(chunks, c.index) for c in chunks[i + 1 : at] if c.names)


def _is_fund(chunks: list[Chunk], i: int) -> bool:
    """Whether who stands in chunk ``i`` is told to invest, by his kind, his name or what is said of him right before it."""
    told = chunks[i - 1 : i + 1] if i and chunks[i - 1].func in ("の", "である") else chunks[i : i + 1]
    return any(n.kind in ("fund", "finance", "bank") for n in chunks[i].names) or any(_IS_FUND.search(c.text) for c in told)


def bought_with(chunks: list[Chunk], cases: list[str], frame: str, at: int, found: list) -> list:
    """The links of a word of buying in chunk ``at``, of whom と joins to what is bought as of one more: 双葉電機は[星野電工]と森田機工を買収した."""
    if frame != "acquire" or any(_WITH_WHOM.search(c.text) for c in chunks[at + 1 :]):
        return found
    bought = {k.chunk: k.weight for k in found if k.case == "obj" and k.chunk < at}
    out = []
    for k in found:
        joins = k.case == "com" and 0 <= k.chunk < at and chunks[k.chunk].func == "と" and not chunks[k.chunk].comma and not buys_too(chunks, k.chunk, at)
        to = next_member(chunks, k.chunk + 1) if joins else None
        acts = to in bought and any(cases[c.index] in ("topic", "subj") and c.names and c.paren == -1 for c in chunks[: k.chunk])
        out.append(replace(k, case="obj", weight=bought[to]) if acts else k)
    return out


def acting_with(chunks: list[Chunk], frame: str, at: int, found: list) -> list:
    """The links of the names beside a deal word in chunk ``at``, of who acts together with the subject as of one more subject: 双葉電機は星野電工と共同で受注した."""
    if frame in _SPENDING:
        return [replace(k, case="other com", weight=0.1, facts=()) if k.case == "com" and _by_contract(chunks, k.chunk) else k for k in found]
    if frame not in _ONE_WAY:
        return found
    if frame in _RAISING:
        # 双葉総研と連携し、資金を調達する: who only helps to raise it
        found = [k.aside() if k.case == "com" and k.chunk < at and chunks[k.chunk].func == "と連携し" else k for k in found]
    return [replace(k, case="subj", facts=("together",)) if k.case == "com" and chunks[k.chunk].func.startswith(TOGETHER) else k for k in found]


#: What a name with の does, rather than what it has.
_DEED = re.compile("参加|参画")


def taking_part(chunks: list[Chunk], frame: str, at: int, found: list) -> list:
    """The links, of whose taking part a deal noun in chunk ``at`` tells as of who acts: 双葉電機のほか、星野電工を含む企業の参加が見込まれる."""
    if frame != "join" or not _DEED.fullmatch(chunks[at].text) or chunks[at].pred or any(k.case == "subj" for k in found):
        return found
    return [replace(k, case="subj", weight=0.9) if k.case == "gen" and k.weight >= 0.7 and not any(c.func.startswith(("への", "に")) for c in chunks[k.chunk + 1 : at]) else k for k in found]


#: That a company is the one's told just before it: その子会社の.
_ITS_OWN = re.compile(rf"(?:その)?(?:完全|連結)?(?:傘下|{words('its_own')})")


#: What one only is like another by: 双葉電機と同業の星野電工は.
_LIKENED = re.compile("同|ライバル|競合|競争|対等|並|似|親会社|取引")


def joined_to(chunks: list[Chunk], cases: list[str], i: int, nxt: int) -> int | None:
    """The name that と, や or とともに joins a name to: the next chunk's, past what is said of it behind a bare と."""
    c = chunks[i]
    if cases[i] not in ("and", "com", "with") or c.func not in _JOINS:
        return None
    if chunks[nxt].names:
        return nxt
    far = next_member(chunks, nxt) if c.func == "と" and not c.comma else None
    # Aとその子会社のBが整備する
    own = far is not None and chunks[far - 1].func == "の" and _ITS_OWN.fullmatch(chunks[far - 1].text)
    # 双葉電機と商社の星野電工は: both act, unless somebody does so before
    both = far is not None and cases[far] in ("topic", "subj") and not any(cases[j] in ("topic", "subj") for j in range(i)) and not any(_LIKENED.match(x.text) for x in chunks[nxt:far])
    return far if far is not None and (cases[far] == "goal" or own or both) else None


def end_with_bracket(chunks: list[Chunk], i: int) -> int:
    """Where a chunk ends, with the bracket behind it: 星野電工(東京・港)."""
    stop = chunks[i].stop
    for c in chunks[i + 1 :]:
        if c.paren != i:
            break
        stop = c.stop
    return stop


#: What follows a name that only says whose company another is, or whose goods, staff or shares.
_AFFILIATE = re.compile(r"^(?:傘下|(?:完全|連結|全額出資)?子会社(?!化)|系|関連会社|SPC(?![A-Za-z])|出身|元|製|株価|株が|株は|幹部|親会社|グループ会社|日本法人|ライバル|競合|挑戦者|取引先|顧客|提携先|出資先|[一-龥]{0,2}(?:創業者|創設者)(?!兼)|前(?:社長|会長|頭取|代表|最高|CEO|CFO|COO|CTO))")
#: A part of a company, or a company of its own, at the end of what tells of the next name: データセンター子会社, クラウド部門.
_PART = re.compile(rf"(?:{words('its_own')}|部門)$")
#: The code and the market of a listed company between its name and what follows: 双葉ホールディングス<1234>(東証プライム)傘下の.
_LISTED_AS = re.compile(r"^(?:<[^<>。]{1,12}>|\([^()。]{1,12}\)){1,3}(?=傘下)")
_OPENS = ("「", "『", '"', "“")


#: What backs a company, in one chunk with who does so, and what is no name of a company but stands for one.
_BACKED = re.compile(rf"(?:{words('backed')})")
_FIRM = ends_in("firm_noun")


def before_company(chunks: list[Chunk], c: Chunk) -> bool:
    """Whether の joins a chunk to a company: …の星野AI, …の新興企業."""
    n = chunks[c.index + 1] if c.index + 1 < len(chunks) else None
    if c.func != "の" or n is None or n.paren != c.paren:
        return False
    return any(x.label == "ORG" for x in n.names) or (not n.names and _FIRM.search(n.text) is not None)


#: A company that is told as somebody's, without a name of its own, and what may say whose it is.
_OWNED = re.compile(rf"(?:{words('its_own')}|{words('owned firm')})$")
_IN_BRACKETS = re.compile(r"\([^()]*\)|^\)")
_UNDER = re.compile(r"(?:傘下|系列?|グループ)?")


def acts_through(chunks: list[Chunk], c: Chunk, name) -> int | None:
    """The chunk of a company without a name by which whose it is acts: 双葉電機傘下のファンドが, 双葉電機の子会社は, 双葉電機子会社が."""
    # 双葉電機(FD)グループの日本法人は
    rest = _IN_BRACKETS.sub("", c.text[name.end - c.start :])
    n = c
    if c.func == "の" and not c.comma and _UNDER.fullmatch(rest) and c.index + 1 < len(chunks):
        # its bracket is a chunk of its own too
        n = next((x for x in chunks[c.index + 1 : c.index + 4] if x.paren != c.index), c)
        rest = n.text
        if n is c or n.names or n.paren != c.paren:
            return None
    return n.index if rest and n.func in ("が", "は", "も") and _OWNED.search(rest) else None


def is_affiliate(chunks: list[Chunk], c: Chunk, name) -> bool:
    """Whether a name only says whose company another is, or who founded or backs it: 双葉電機の子会社の, 双葉電機傘下の, 双葉電機支援の新興企業, 双葉電機のクラウド部門、星野クラウドは."""
    rest = c.text[name.end - c.start :]
    if acts_through(chunks, c, name) is not None:
        return False
    if _AFFILIATE.match(_LISTED_AS.sub("", rest, count=1)) is not None or (_BACKED.fullmatch(rest) and before_company(chunks, c)):
        return True
    if not c.func.startswith("の") or c.index + 1 >= len(chunks):
        return False
    n, after = chunks[c.index + 1], chunks[c.index + 2 : c.index + 3]
    if n.paren == c.index and (level := [x for x in chunks[c.index + 2 : c.index + 6] if x.paren == c.paren]):
        # past what a bracket says of it: 双葉クラウド(東京都新宿区)の子会社
        n, after = level[0], level[1:2]
    if n.names and n.paren == c.paren and n.names[0].label == "ORG" and n.names[0].start > n.start and _PART.search(n.text[: n.names[0].start - n.start].rstrip("".join(_OPENS))):
        # 双葉電機の電池子会社「星野電池」, 双葉電機の資産運用部門星野キャピタル
        return True
    if c.func == "の" and n.names and n.paren == c.paren and n.names[0].label == "ORG" and not n.names[0].reference and n.names[0].start > n.start and _PART.search(n.text[: n.names[0].start - n.start]):
        # 双葉投資の資産運用部門双葉キャピタル
        return True
    if name.text.endswith("グループ") and c.func == "の" and n.paren == c.paren and n.names and n.names[0].label == "ORG" and not n.names[0].reference and n.names[0].start == n.start and not rest:
        # 双葉グループの星野電工: whose company it is
        return True
    part = not n.names and _PART.search(n.text) is not None and (n.func in ("の", "で", "である") or (n.comma and not n.func))
    return _AFFILIATE.match(n.text) is not None or (part and bool(after) and bool(after[0].names) and after[0].paren == n.paren)


def next_member(chunks: list[Chunk], i: int) -> int | None:
    """The next name of a list, past what is said of it: 半導体大手のA、商社のB."""
    for c in chunks[i : i + 4]:
        if not c.names and (c.text, c.func) in ALSO:
            continue
        if c.names and c.func == "の" and is_affiliate(chunks, c, c.names[-1]):
            # whose company the next one is: 双葉電機、星野電工の完全子会社の青葉クラウド
            continue
        if c.names:
            return None if c.pred and not c.func.startswith(("だ", "です", "でし", "であ")) else c.index
        if not c.adnominal or c.pred or c.paren != chunks[i].paren:
            return None
    return None


#: Words that join the last member to a list: A、B、それにC.
ALSO = (("それ", "に"), ("そして", ""), ("さらに", ""), ("さらに", "は"), ("加え", "て"))


def shared_out(chunks: list[Chunk], i: int) -> bool:
    """Whether each of those before it gets a share: BとCに20億円ずつ, BとCにそれぞれ."""
    return any("ずつ" in c.text + c.func or c.text.startswith("それぞれ") for c in chunks[i + 1 : i + 4])


def listed_with(chunks: list[Chunk], i: int) -> int | None:
    """The chunk that A goes with in AのほかB, Aに加えB, AをはじめとするN社."""
    c = chunks[i]
    after = [x for x in chunks[i + 1 : i + 6] if x.paren == c.paren]
    if c.func.startswith("の") and after and after[0].text.startswith(("ほか", "他")):
        # ほか星野電工が may be one chunk
        after = after if after[0].names else after[1:]
    elif not c.func.startswith(("をはじめ", "はじめ", "を含", "を筆頭", "を中心", *_LED)):
        return None
    return next((x.index for x in after if x.names or (PLURAL.match(x.text) and x.func != "の")), None)


def told_besides(chunks: list[Chunk], i: int) -> bool:
    """Whether a name only says what something is told besides: 森田機工以外にも、; 森田機工のほか、双葉電機は星野電工にも出資した (but 森田機工のほか星野電工が出資した tells of two)."""
    c = chunks[i]
    if c.text[c.names[-1].end - c.start :].startswith("以外") and c.func.startswith("に"):
        return True
    rest = [x for x in chunks[i + 1 : i + 9] if x.paren == c.paren]
    if not (c.func == "の" and rest and rest[0].text in ("ほか", "他")):
        return False
    who = next((x.index for x in rest if x.names), None)
    if who is None or not chunks[who].func.startswith("は"):
        return False
    return any(x.names and x.func in ("にも", "からも", "とも", "も") for x in rest if x.index > who)


def one_more(chunks: list[Chunk], i: int) -> int | None:
    """The chunk of whom も tells as one more of the name in chunk ``i``, past who acts: 双葉電機に加え、星野電工は[森田機工]にも納める."""
    c = chunks[i]
    if not c.func.startswith("に加え") or not c.comma:
        return None
    after = [x for x in chunks[i + 1 : i + 6] if x.names and x.paren == c.paren]
    if len(after) < 2 or after[0].func != "は" or after[1].func not in ("にも", "からも", "とも", "も"):
        return None
    return after[1].index


#: Cases of the members of a list.
OF_LISTS = ("subj", "goal", "src", "com", "obj", "by")


#: Frames of what two do with each other: AとBが提携した, AとBが合併した.
MUTUAL = ("contract", "partner", "jv", "merge")


#: A particle that ends what it stands in: 英国に[上場予定の]双葉電機に are no list.
_ENDED = re.compile("[にへをが](?!も)|から(?!も)")


def joined(event) -> list[list[int]]:
    """The links of an event that stand joined in one case, each list as places in ``event.links``: AとBは, A、B、Cに."""
    # 星野電工と森田機工の買収, 星野電工と森田機工の合併: with の too they stand in one list
    # 貸し手は青葉銀行、北斗銀行の2行だ
    listed = (*OF_LISTS, "is", "gen") if event.frame in ("acquire", "merge") else (*OF_LISTS, "is")
    at = sorted((k.chunk, i) for i, k in enumerate(event.links) if k.chunk >= 0 and k.case in listed)
    lists: list[list[int]] = []
    for chunk, i in at:
        k = event.links[i]
        last = event.links[lists[-1][-1]] if lists else None
        together = last is not None and not _ENDED.match(event.chunks[last.chunk].func) and last.case == k.case and last.clauses == k.clauses and (last.weight == k.weight or (k.case == "com" and min(last.weight, k.weight) >= 0.7)) and chunk - last.chunk <= 4 and all(
            c.paren != -1 or (c.adnominal and not c.pred and not c.names) or (c.text, c.func) in ALSO for c in event.chunks[last.chunk + 1 : chunk]
        )
        if together and last.name.canonical != k.name.canonical:
            lists[-1].append(i)
        else:
            lists.append([i])
    # of AとBは契約した each may be another side of the deal, unless somebody else is told of or the verb has no other side
    others = {event.links[i].case for _, i in at}
    jointly = any(c.text == "共同" and c.func == "で" for c in event.chunks[: event.facts["chunk"]])
    alike = others != {"subj"} or (event.frame not in MUTUAL and (event.facts["pred"] == event.facts["chunk"] or jointly))
    # AとBを中心とする連合は: a group acts as one
    return [x for x in lists if len(x) > 1 and (event.links[x[0]].case != "subj" or alike or any(group_of(event.chunks, event.links[i].chunk) is not None for i in x))]
