"""speakers: whom a named person stands for: an executive for the company, a founder for himself, an official for nobody.

In:  the names of an article.
Out: the same names, a person of whom the article says 「AのB社長」 with the company's name, here
     and wherever the person is named again; officials, analysts and the like are left out, for
     they are no party (contract, section 3: executives speak for their company), and so are
     executives whose company is not said beside them, and who leads a company (Bが率いるA). Who
     founded a company or led it once (A創業者のB氏, Aの元社長のB氏) acts for himself, unless he
     only tells of it (と発表した). A family name behind the full one means the same person.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import islice, zip_longest

from ...document import Article
from ...resources import read_tsv
from ..names.entities import Name
from ..names.same_names import KANJI
from ..words import words


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What follows an executive's name, what stands between company and name, what follows an official's, and the title of who acts for himself."""
    rows: dict[str, list[str]] = {"executive": [], "official": [], "founder": []}
    for r in read_tsv("titles", ("title", "kind")):
        rows[r["kind"]].append(re.escape(r["title"]))
    rows["executive"] += rows["founder"]
    executive, official, founder = ("|".join(sorted(words, key=len, reverse=True)) for words in rows.values())
    # a title is no part of a longer word: 社長室, 会長国
    titles = rf"[一-龥]{{0,4}}?(?:{executive})(?:兼?(?:{executive}))*"
    after = re.compile(rf"(?:氏|さん)?(?:\([^()]{{1,12}}\)|・|\(| )?{titles}(?![一-龥々])")
    unit = r"(?:[一-龥ァ-ヺー]{1,8}(?:部門|事業|本部)の)?"
    between = re.compile(rf"(?:社|側)?(?:の|・|\s)?{unit}(?P<title>{titles}(?:の|である|・|\s)?)?")
    own = re.compile(rf"(?:氏|さん)?\W*(?:(?P<former>元|前).*|[一-龥]{{0,4}}?(?:{founder})\W*(?:の|である)?\W*)")
    return after, between, re.compile(rf"(?:・|\()?[一-龥A-Z]{{0,8}}?(?:{official})(?![一-龥々])"), own


#: What stands between one who leads a company and its name: マスク氏が率いるxAI, 孫氏の創業した, 孫氏率いる.
_LEADS = re.compile(rf"(?:(?:氏|さん)?[がの]|氏|さん)(?:{words('leads')})")
#: One who announces without a title: オラクルの星野氏は出資すると発表した.
_ANNOUNCES = re.compile(r"(?:\([^()]{1,20}\))?(?:氏)?(?:は|が|も|ら)[^。]{0,80}?(?:と発表|と表明|と明らかに|ことを明らかに|と述べ|と語|と話)")
_UP_TO_IT = re.compile("[^。、はをにがも]{0,17}")


#: How one is called by the family name alone: 鈴木氏, 鈴木社長, キャッツCEO.
_CALLED = re.compile("氏|さん")
#: How many persons of an article a family name is looked for among, those named last.
_MOST_PERSONS = 20


def _in_full(article: Article, executive: re.Pattern[str]) -> None:
    """Who is called by the family name (鈴木氏) is the person named last in full who has it: 鈴木一郎, サフラ・鈴木."""
    text = article.text
    told: dict[str, Name] = {}
    for i, n in enumerate(article.names):
        if n.label != "PERSON" or n.reference or n.known:
            continue
        # 鈴木 alone may be anybody, スズキ that ends a name told in full before hardly
        if _CALLED.match(text, n.end) or executive.match(text[n.end : n.end + 24]) or not KANJI.search(n.text):
            full = next((o for o in islice(reversed(told.values()), _MOST_PERSONS) if _is_family(n.text, o.text)), None)
            if full is not None:
                article.names[i] = replace(n, canonical=full.canonical)
                continue
        # who is named again is the one named last
        told.pop(n.text, None)
        told[n.text] = n


def _is_family(short: str, full: str) -> bool:
    """Whether a name is the family name of a full one, which stands first in kanji and last in katakana."""
    rest = len(full) - len(short)
    if KANJI.fullmatch(short) and full.startswith(short):
        return 0 < rest <= 4
    return rest > 1 and full.endswith(short) and full[rest - 1] in "・=＝ "


def _in_bracket(text: str, n: Name, following: Name | None, executive: re.Pattern[str], own: re.Pattern[str]) -> Name | None:
    """The company that the bracket behind a person's name says the person leads: フアン(双葉電機CEO); who founded it acts for himself."""
    if following is None or following.label != "ORG" or text[n.end : following.start].removeprefix("氏") != "(":
        return None
    title = executive.match(text, following.end + text.startswith("の", following.end))
    return following if title and text.startswith(")", title.end()) and not own.fullmatch(title.group()) else None


def speak_for_companies(article: Article) -> None:
    """Put companies in the place of their executives, and leave officials out."""
    executive, between, official, own = _patterns()
    text = article.text
    _in_full(article, executive)
    company: dict[str, Name] = {}
    nobody: set[str] = set()
    leads: set[int] = set()
    before: Name | None = None
    unsure = {n.end: n for n in article.doubtful if n.label == "ORG"}
    sure: list[Name] = []
    for n, following in zip_longest(article.names, article.names[1:]):
        if n.label == "PERSON" and not n.reference:
            after = text[n.end : n.end + 24]
            led = _LEADS.match(text, n.end)
            if led and following is not None and following.label == "ORG" and _UP_TO_IT.fullmatch(text, led.end(), max(led.end(), following.start)):
                leads.add(n.start)
            if official.match(after):
                nobody.update(n.canonical)
            elif (firm := _in_bracket(text, n, following, executive, own)) is not None:
                company.setdefault(n.canonical[0], firm)
            elif before is not None and before.end <= n.start and n.start - before.end <= 16:
                gap = between.fullmatch(text, before.end, n.start)
                titled = executive.match(after)
                tells = _ANNOUNCES.match(text, n.end + (titled.end() if titled else 0))
                title = gap and ((titled and titled.group()) or gap["title"])
                himself = title and own.fullmatch(title)
                if himself and (himself["former"] or not tells):
                    continue
                if gap and (title or (gap.group().startswith("の") and tells)):
                    company.setdefault(n.canonical[0], before)
            if n.canonical[0] not in company and not n.known and executive.match(after):
                # whose executive somebody is said to be is a company: 青葉データの山田太郎社長
                firm = next((o for end in range(n.start, max(0, n.start - 17), -1) if (o := unsure.get(end)) and between.fullmatch(text, end, n.start)), None)
                if firm is None:
                    nobody.update(n.canonical)
                else:
                    company[n.canonical[0]] = firm
                    sure.append(firm)
        elif n.label == "ORG" and not n.reference:
            before = n
    if not company and not nobody and not leads:
        return
    article.doubtful = [n for n in article.doubtful if n not in sure]
    names = []
    for n in sorted([*article.names, *sure], key=lambda n: n.start):
        c = n.canonical[0]
        if n.label != "PERSON":
            names.append(n)
        elif c in company:
            b = company[c]
            names.append(replace(n, canonical=b.canonical, kind=b.kind, label=b.label, known=b.known, reference=True))
        elif c not in nobody and n.start not in leads:
            names.append(n)
    article.names = names
