"""speakers: whom a named person stands for: an executive for the company, a founder for himself, an official for nobody.

In:  the names of an article.
Out: the same names, a person of whom the article says 「AのB社長」 with the company's name, here
     and wherever the person is named again; officials, analysts and the like are left out, for
     they are no party (contract, section 3: executives speak for their company), and so are
     executives whose company is not said beside them, and who leads a company (Bが率いるA). Who
     founded a company or led it once (A創業者のB氏, Aの元社長のB氏) acts for himself, unless he
     only tells of it (と発表した).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

from ..document import Article
from ..resources import read_tsv
from .entities import Name
from .words import words


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
    return after, between, re.compile(rf"(?:・|\()?[一-龥]{{0,6}}?(?:{official})(?![一-龥々])"), own


#: What stands between one who leads a company and its name: マスク氏が率いるxAI, 孫氏の創業した, 孫氏率いる.
_LEADS = re.compile(rf"(?:(?:氏|さん)?[がの]|氏|さん)(?:{words('leads')})")
#: One who announces without a title: オラクルの星野氏は出資すると発表した.
_ANNOUNCES = re.compile(r"(?:\([^()]{1,20}\))?(?:氏)?(?:は|が|も|ら)[^。]{0,80}?(?:と発表|と表明|と明らかに|ことを明らかに|と述べ|と語|と話)")
_UP_TO_IT = re.compile("[^。、はをにがも]{0,17}")


def speak_for_companies(article: Article) -> None:
    """Put companies in the place of their executives, and leave officials out."""
    executive, between, official, own = _patterns()
    text = article.text
    company: dict[str, Name] = {}
    nobody: set[str] = set()
    leads: set[int] = set()
    before: Name | None = None
    for n, following in zip_longest(article.names, article.names[1:]):
        if n.label == "PERSON" and not n.reference:
            after = text[n.end : n.end + 24]
            led = _LEADS.match(text, n.end)
            if led and following is not None and following.label == "ORG" and _UP_TO_IT.fullmatch(text, led.end(), max(led.end(), following.start)):
                leads.add(n.start)
            if official.match(after):
                nobody.update(n.canonical)
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
                nobody.update(n.canonical)
        elif n.label == "ORG" and not n.reference:
            before = n
    if not company and not nobody and not leads:
        return
    names = []
    for n in article.names:
        c = n.canonical[0]
        if n.label != "PERSON":
            names.append(n)
        elif c in company:
            b = company[c]
            names.append(replace(n, canonical=b.canonical, kind=b.kind, label=b.label, known=b.known, reference=True))
        elif c not in nobody and n.start not in leads:
            names.append(n)
    article.names = names
