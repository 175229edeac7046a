"""lines: which line of a page is what.

In:  the folded text of a page.
Out: spans of its non-blank lines with a kind: ``headline``, ``heading``, ``paragraph``, ``bullet``,
     ``table``, ``front`` (matter between ---) and ``furniture`` (what stands around an article: the
     name of the site, where the reader is, day and author, menus, related headlines, offers).

A page hardly ever begins with its headline, so the headline is the first line that is no furniture
and no name of a site. The words that give furniture away are those of ``data/furniture.tsv``.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from .captions import without_captions
from .normalize._lexicon import alternation
from .resources import read_tsv

_MARKS = "■◆●▼□◇★☆▶"
_BULLET = re.compile(r"[ \t　]*(?:[-*•・●○◆◇■□▶▷►✓✔※☆★➢→>📺💻🔊🎧]|\d{1,2}[.)、．](?!\d)|[①-⑳]|\([0-9]{1,2}\))[ \t　]*")
_HEADING = re.compile(r"[ \t　]*(?:#{1,6} |[■◆●▼◎【《〈]|第[一二三四五六七八九十\d]+[章節回])")
_ENDS = re.compile(r"[。！？!?]")
#: A heading that its paragraph follows in the same line: 【星野電工】4日、...
_RUN_IN = re.compile(r"【[^【】]{2,24}】\s?[^\s【】].{11,}。$")
#: A line longer than this is no heading, whatever mark it begins with: 【ラスベガス時事】米実業家...
_HEADING_LENGTH = 60
#: A price as shops write it: no 億, no 兆.
_PRICE = re.compile(r"[$¥￥][ ]?\d[\d,.]*(?![\d,.]*[ ]?[億兆MBmb])|(?<![億兆\d])\d[\d,.]*万?[ ]?(?:円|ドル|ユーロ|元)")
#: A line with an offer, a caption or a source is furniture only up to this length.
_OFFER_LENGTH = 120
#: How many lines above the text may be those of the page, and how long one of them is.
_TOP, _TOP_LENGTH = 8, 70
_DAY = re.compile(
    r"(?:20\d\d ?[年/.-] ?\d{1,2} ?[月/.-] ?\d{1,2}(?!\d)(?: ?日)?|\d{1,2}/\d{1,2}(?=\([月火水木金土日]\)))"
    r"(?: ?\([月火水木金土日](?:曜日?)?\))?(?: ?\d{1,2}(?::\d\d(?::\d\d)?|時\d{1,2}分))?"
)
#: What a headline or a sentence has and the name of a site or an author lacks.
_TELLS = re.compile(r"[はがをにへともで](?![ァ-ヺA-Za-z]{0,3}$)|[、。!?！？「]|\d+(?:\.\d+)?[億兆万%年月倍社]|[しされるたいうく]$|へ$")
#: What no name of a site has: みんなの投資日記 is one, X、Yを買収=北野新聞 is none.
_SAYS = re.compile(r"[、。「」をがは]|\d+(?:\.\d+)?[億兆万%]")
#: What a dateline lacks: sentences, sums, and the number of an issue.
_NO_DATELINE = re.compile(r"^#|[はがをへ、。]|\d[億兆万]|[一-龥ァ-ヺ]に|[月日\d]号")
#: A company that issues a release stands where other pages have the name of the site.
_FIRM = re.compile(r"株式会社|\(株\)|合同会社|^\d{4} (?!年)|Inc\.|Corporation")
_BREADCRUMB = re.compile(r"[^<>›»▸。]{1,24}(?:[>›»▸][^<>›»▸。]{1,24})+")
_LINKS = re.compile(r"\[[^\]]{1,24}\]\([^()]*\)|(?:\[(?!\d+:)[^\]]{1,24}\](?:\([^()]*\))?[ /|・]*){2,}[^\s。]{0,12}")
_HASHTAGS = re.compile(r"(?:#[^\s#,、/]+[ ,、/]*)+")


class _Words(NamedTuple):
    """The words of ``data/furniture.tsv``, by what they tell of a line."""

    #: Heads of lists of links, anywhere and only at the end of a page.
    section: frozenset[str]
    list: frozenset[str]
    #: Whole lines, ends of lines that name an author, beginnings, contents.
    line: frozenset[str]
    author: re.Pattern[str]
    start: tuple[str, ...]
    inside: tuple[str, ...]
    #: Words of an offer, how names of sites end, words of a digest's title.
    offer: re.Pattern[str]
    site: re.Pattern[str]
    issue: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    """Words of the page around an article."""
    by_place: dict[str, list[str]] = {}
    for r in read_tsv("furniture", ("text", "where")):
        by_place.setdefault(r["where"], []).append(r["text"])
    return _Words(
        frozenset(by_place["section"]),
        frozenset(by_place["list"]),
        frozenset(by_place["line"]),
        re.compile(rf"[(\[]?[^、。はがを]{{0,24}}(?:{alternation(by_place['author'])})[)\]]?"),
        tuple(by_place["start"]),
        tuple(by_place["inside"]),
        # a sale is none in セールスフォース
        re.compile(rf"(?:{alternation(by_place['offer'])})(?![ァ-ヺー])"),
        re.compile(rf".*(?:{alternation(by_place['site'])})(?:のブログ|公式)?"),
        re.compile(alternation(by_place["issue"])),
    )


#: How heads of lists of links are worded: よく読まれている記事, 編集部のおすすめ記事, 関連するプレスリリース.
_LINK_LIST = re.compile(
    r".{0,12}(?:関連|おすすめ|オススメ|よく読|読まれ|人気|注目|最近の|最新|新着|あわせて|合わせて|ほかの|他の|過去の|この記事を読んだ).{0,8}"
    r"(?P<what>記事|ニュース|投稿|リリース|コンテンツ|ランキング|読みたい|読む|います|動画|特集|リンク)(?:一覧|TOP ?[0-9]+|[0-9]+選)?"
)
#: What stands around the words of such a head.
_AROUND_HEAD = re.compile(r"^[\W_]+|(?:\((?:週間|月間|日間|デイリー)\)|(?:は|を)?こちら|[\W_])+$")


#: How lines end that tell something, rather than name a page.
_PROSE = re.compile(r"。[」)]?$|[ただ][」)]|た\([^()]{1,12}\)$")


def _is_link_list(text: str, spans: list[tuple[int, int]], i: int) -> bool:
    """Whether a line heads a list of links rather than a part of the article."""
    s, e = spans[i]
    if e - s > 32 or text[e - 1] == "。":
        return False
    words, bare = _words(), _AROUND_HEAD.sub("", text[s:e])
    if bare in words.section:
        return True
    worded = _LINK_LIST.fullmatch(bare)
    if bare not in words.list and not worded:
        return False
    below = [spans[j] for j in range(i + 1, min(i + 8, len(spans))) if spans[j][0] < spans[j][1]][:3]
    # 最新ニュース above a digest heads what the page is about
    late = s > len(text) * 0.5 or (worded is not None and worded["what"] not in ("ニュース", "ランキング", "特集"))
    return late and bool(below) and not any(_PROSE.search(text, a, b) for a, b in below)


#: What heads a part of an article, and an item of a digest but the first: 2. 双葉電機、100億円を投資.
_HEADS = re.compile(r"#{1,6} |[■◆●▼◎]|(?P<n>[2-9]|[1-9][0-9])(?P<dot>[.)])(?![0-9])|(?P<circled>[②-⑳])")


def _ends_links(text: str, spans: list[tuple[int, int]], i: int) -> bool:
    """Whether a line is a heading below which the article goes on behind a list of links, which may be those of one item of a digest."""
    s, e = spans[i]
    if (m := _HEADS.match(text, s, e)) is None or e - s > (60 if m["dot"] or m["circled"] else 40):
        return False
    before = f"{int(m['n']) - 1}{m['dot']}" if m["dot"] else chr(ord(m["circled"]) - 1) if m["circled"] else ""
    if before and not (text.startswith(before) or f"\n{before}" in text[max(0, s - 6000) : s]):
        return False
    below = [spans[j] for j in range(i + 1, min(i + 4, len(spans))) if spans[j][0] < spans[j][1]][:1]
    return any(b - a >= 30 and text[b - 1] == "。" for a, b in below)


def lines_of(text: str) -> list[tuple[int, int, str]]:
    """Spans and kinds of the non-blank lines; wrapped lines of a paragraph are joined.

    Args:
        text: a folded text; offsets refer to it.
    """
    words = _words()
    spans, captions = without_captions(text, _rejoined(text, _spans(text)))
    wrapped = _is_wrapped(text, spans)
    top, firms = _top(text, spans)
    alone, over, rows = _alone(text, spans), _over_others(text, spans), _blank_tables(text, spans)
    out: list[tuple[int, int, str]] = []
    front = bool(spans) and text[spans[0][0] : spans[0][1]] == "---"
    seen_headline = False
    related = False
    for i, (s, e) in enumerate(spans):
        body = text[s:e]
        if front:
            kind = "headline" if body.startswith("title:") else "front"
            front = not (i and body == "---")
            if e > s:
                out.append((s, e, kind))
            continue
        if s == e:
            related = related and s >= len(text) * 0.6
            continue
        bare = body.strip("*#■◆●▼【】[]<> 　:：|").strip()
        related = related and not _ends_links(text, spans, i)
        if _is_link_list(text, spans, i):
            related = True
            kind = "furniture"
        elif related and not (len(body) > 60 and s < len(text) * 0.6):
            kind = "furniture"
        elif i in captions or i in top or bare in words.line or (seen_headline and words.author.fullmatch(body)) or _around(body):
            kind = "furniture"
        elif seen_headline and (_is_offer(body) or i in alone or _is_menu(body)):
            kind = "furniture"
        elif not seen_headline and i in firms:
            kind = "heading"
        elif not seen_headline:
            kind = "headline" if len(body) <= 120 and not body.endswith("。") else "paragraph"
            seen_headline = True
        elif body.count("|") >= 2 or body.count("\t") >= 1 or i in rows:
            kind = "table"
        elif i in over:
            kind = "heading"
        elif _BULLET.match(body):
            kind = "bullet"
        elif len(body) <= _HEADING_LENGTH and not _RUN_IN.match(body) and (_HEADING.match(body) or (not _ENDS.search(body[-2:]) and not wrapped)):
            kind = "heading"
        else:
            kind = "paragraph"
        if kind == "headline" and (site := _site_behind(body)):
            out += [(s, s + site.start(), kind), (s + site.start("mark"), e, "furniture")]
            continue
        if wrapped and kind == "paragraph" and out and out[-1][2] == "paragraph":
            ps, pe, _ = out[-1]
            if text[pe - 1] not in "。！？!?」）)" and i and spans[i - 1][1] == pe:
                out[-1] = (ps, e, "paragraph")
                continue
        if kind == "paragraph" and out and text[out[-1][1] - 1] in "、," and i and spans[i - 1][1] == out[-1][1]:
            out[-1] = (out[-1][0], e, out[-1][2])
            continue
        out.append((s, e, kind))
    return out


def page_day(text: str) -> str | None:
    """The day that a page gives for itself above its text (公開日:2024年10月3日), as ISO date."""
    spans = _rejoined(text, _spans(text))
    for i in sorted(_top(text, spans)[0]):
        if (m := _DAY.search(text, *spans[i])) and (day := re.fullmatch(r"(20\d\d)\D+(\d{1,2})\D+(\d{1,2})(?!\d).*", m.group(0))):
            try:
                return date(*map(int, day.groups())).isoformat()
            except ValueError:
                continue
    return None


def _spans(text: str) -> list[tuple[int, int]]:
    """The lines without the blanks around them; an empty span where there is none."""
    spans: list[tuple[int, int]] = []
    pos = 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            s = pos + line.index(body[0])
            code = bool(spans) and _CODE.search(text, max(spans[-1][0], spans[-1][1] - 8), s + 8)
            spans.append((spans.pop()[0] if code and code.start() < spans[-1][1] < code.end() else s, s + len(body)))
        else:
            spans.append((pos, pos))
        pos += len(line)
    return spans


#: The code of a share in a bracket, which is a link on the page and so breaks its line: 双葉電機<, 1234>は.
_CODE = re.compile(r"<[ \t]*(?:\n[ \t]*)?[0-9]{3}[0-9A-Z](?:\.[A-Z])?[ \t]*(?:\n[ \t]*)?>")


#: How a line ends that a hand has broken off within a sentence, wherever it stands and below a headline only.
_BROKEN, _BROKEN_BELOW = tuple("をがはのや、"), tuple("にでと")


def _rejoined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines, those of one sentence that was broken at its phrases (releases, mails) made one."""
    out: list[tuple[int, int]] = []
    below = False
    i = 0
    while i < len(spans):
        j = i
        while j + 1 < len(spans) and _broken(text, spans[j], below or j > i) and _goes_on(text, spans[j + 1]):
            j += 1
        joined = j > i and "。" in text[slice(*spans[j])]
        out += [(spans[i][0], spans[j][1])] if joined else spans[i : j + 1]
        below = below or spans[j][0] < spans[j][1]
        i = j + 1
    return out


def _goes_on(text: str, span: tuple[int, int]) -> bool:
    body = text[slice(*span)]
    return bool(body) and "|" not in body and not _is_marked(body)


def _broken(text: str, span: tuple[int, int], below: bool) -> bool:
    s, e = span
    return e - s >= 6 and text.endswith(_BROKEN + (_BROKEN_BELOW if below else ()), s, e) and "|" not in text[s:e]


#: The name of the site behind a headline: X、Yに出資 | 北野テック, X、Yに出資 - 北野経済新聞.
_BEHIND = re.compile(r" ?(?P<mark>\| ?|(?<= )[-–—] |[/:] ?)(?P<site>[^|/:、。]{2,28})$")


def _site_behind(body: str) -> re.Match[str] | None:
    found = _BEHIND.search(body)
    if found is None or found.start() < 8 or _SAYS.search(found["site"]):
        return None
    return found if _words().site.fullmatch(found["site"]) or ("|" in found["mark"] and not _TELLS.search(found["site"])) else None


def _top(text: str, spans: list[tuple[int, int]]) -> tuple[set[int], set[int]]:
    """The lines above the text of an article that belong to the page (site, menu, day, author), and those that name who issues a release."""
    rows: list[int] = []
    for i, (s, e) in enumerate(spans):
        if s == e:
            continue
        body = text[s:e]
        if e - s > _TOP_LENGTH or body.endswith("。") or body[0] == "|" or len(rows) == _TOP:
            break
        if _is_marked(body) and not _around(body):
            break
        rows.append(i)
    bodies = {i: text[slice(*spans[i])] for i in rows}
    # days that stand alone again and again are the headings of a chronology
    days = [i for i, (s, e) in enumerate(spans) if s < e <= s + _TOP_LENGTH and _DAY.fullmatch(text, s, e)]
    heads = set(days) if len(days) > 1 else set()
    page = {i for i, body in bodies.items() if i not in heads and _is_dateline(body) or _is_menu(body) or _BREADCRUMB.fullmatch(body) or _around(body)}
    rest = [i for i in rows if i not in page]
    # names of sites and of who issues a release stand above a line that tells more
    title = next((k for k, i in enumerate(rest) if _is_title(bodies[i]) and not _names_a_site(bodies[i])), 0)
    if all(_names_a_site(bodies[i]) or _FIRM.search(bodies[i]) for i in rest[:title]):
        page.update(rest[:title])
        rest = rest[title:]
    firms = {i for i in page if _FIRM.search(bodies[i])}
    return (page if rest or len(rows) == _TOP else page - set(rows[:1])) - firms, firms


def _names_a_site(body: str) -> bool:
    """Whether a line is the name of a site or of a part of it."""
    if _words().site.fullmatch(body) and not _SAYS.search(body):
        return True
    return len(body) <= 24 and not _TELLS.search(body) and not body.startswith("#")


def _is_title(body: str) -> bool:
    """Whether a line can be the headline below the name of a site; an item of a digest is none."""
    return len(body) >= 12 and _TELLS.search(body) is not None and not _is_marked(body)


def _is_marked(body: str) -> bool:
    """Whether a line begins like an item or a heading rather than like a headline."""
    return not body.startswith("# ") and (_BULLET.match(body) or _HEADING.match(body)) is not None


def _is_dateline(body: str) -> bool:
    """Whether a line gives no more than a day, with a column, an author or a site: 2024/4/18 21:03 経済."""
    rest, days = _DAY.subn("", body)
    return days > 0 and len(rest) <= (40 if "|" in rest or "/" in rest else 16) and not _NO_DATELINE.search(rest) and not _words().issue.search(rest)


def _around(body: str) -> bool:
    """Whether a line begins or speaks like the page around an article; a sentence that tells something does not."""
    if len(body) >= _OFFER_LENGTH or (body.endswith("。") and _SAYS.search(body[:-1])):
        return False
    words = _words()
    return body.startswith(words.start) or (len(body) < 60 and any(w in body for w in words.inside))


def _is_menu(body: str) -> bool:
    """Whether a line holds nothing but links or hashtags."""
    if body.startswith("#"):
        return _HASHTAGS.fullmatch(body) is not None and (body.count("#") > 1 or not _TELLS.search(body))
    return body.startswith("[") and _LINKS.fullmatch(body) is not None


def _alone(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """Lines with bars that are no row of a table: お問い合わせ|会社概要, カテゴリ: Windows | タグ: AI."""
    barred = {i for i, (s, e) in enumerate(spans) if "|" in text[s:e]}
    return {
        i for i in barred
        if i - 1 not in barred and i + 1 not in barred and spans[i][1] - spans[i][0] <= _TOP_LENGTH
        and text[spans[i][0]] != "|" and not _BULLET.match(text, spans[i][0]) and not re.search(r"\d|[。をがは]", _DAY.sub("", text[slice(*spans[i])]))
    }


def _over_others(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """Lines with a mark that stand above others rather than among their like: ■ 契約の中身."""
    filled = [i for i, (s, e) in enumerate(spans) if e > s]
    found = set()
    for above, i, below in zip([None, *filled], filled, filled[1:], strict=False):
        s, e = spans[i]
        if text[s] in _MARKS and e - s <= 40 and "。" not in text[s:e]:
            if text[spans[below][0]] != text[s] and (above is None or text[spans[above][0]] != text[s]):
                found.add(i)
    return found


_SUM_CELL = re.compile(r"(?:約|最大|計)?\d[\d,.兆億万千]*(?:円|ドル|ユーロ|元|ウォン|ポンド)(?:超|以上|規模|程度)?")


def _blank_tables(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """Lines of tables whose cells only blanks part: as many cells in each line, one of them a sum."""
    found: set[int] = set()
    run: list[int] = []
    for i in range(len(spans) + 1):
        cells = text[slice(*spans[i])].split() if i < len(spans) else []
        is_row = 2 <= len(cells) <= 8 and max(map(len, cells)) <= 24 and "。" not in cells[-1] and cells[0][0] not in _MARKS + "-・●○#"
        if is_row and (not run or len(text[slice(*spans[run[-1]])].split()) == len(cells)):
            run.append(i)
            continue
        sums = [any(map(_SUM_CELL.fullmatch, text[slice(*spans[j])].split())) for j in run]
        # the first line may be that of the headings
        if sum(sums) > 1 and all(sums[1:]):
            found.update(run)
        run = [i] if is_row else []
    return found


def _is_offer(line: str) -> bool:
    """Whether a line offers goods at a price: a price and a word of an offer, in no full sentence."""
    if len(line) > _OFFER_LENGTH or line.endswith("。"):
        return False
    return _words().offer.search(line) is not None and _PRICE.search(line) is not None


def _is_wrapped(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether paragraphs are hard-wrapped: most full lines break off at about one width."""
    lengths = [e - s for s, e in spans if e - s >= 25]
    if len(lengths) < 4:
        return False
    width = sorted(lengths)[int(len(lengths) * 0.8)]
    cut = [(s, e) for s, e in spans if 0 <= width - (e - s) <= 3 and e - s >= 25]
    return len(cut) >= 0.6 * len(lengths) and sum(text[e - 1] not in "。」！？" for s, e in cut) >= 0.6 * len(cut)
