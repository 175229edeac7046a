"""speakers: whom a named person stands for: an executive for the company, an official for nobody.

In:  the names of an article.
Out: the same names, a person of whom the article says 「AのB社長」 with the company's name, here
     and wherever the person is named again; officials, analysts and the like are left out, for
     they are no party (contract, section 3: executives speak for their company), and so are
     executives whose company is not said beside them, and who leads a company (Bが率いるA).
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
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What follows an executive's name, what stands between company and name, what follows an official's."""
    rows: dict[str, list[str]] = {"executive": [], "official": []}
    for r in read_tsv("titles", ("title", "kind")):
        rows[r["kind"]].append(re.escape(r["title"]))
    executive, official = ("|".join(sorted(words, key=len, reverse=True)) for words in rows.values())
    # a title is no part of a longer word: 社長室, 会長国
    titles = rf"[一-龥]{{0,4}}?(?:{executive})(?:兼?(?:{executive}))*"
    after = re.compile(rf"(?:氏|さん)?(?:\([^()]{{1,12}}\)|・|\(| )?{titles}(?![一-龥々])")
    unit = r"(?:[一-龥ァ-ヺー]{1,8}(?:部門|事業|本部)の)?"
    between = re.compile(rf"(?:社|側)?(?:の|・|\s)?{unit}(?P<title>{titles}(?:の|である|・|\s)?)?")
    return after, between, re.compile(rf"(?:・|\()?[一-龥]{{0,6}}?(?:{official})(?![一-龥々])")


#: What stands between one who leads a company and its name: マスク氏が率いるxAI, 孫氏の創業した.
_LEADS = re.compile(rf"(?:氏|さん)?[がの](?:{words('leads')})")
#: One who announces without a title: オラクルの星野氏は出資すると発表した.
_ANNOUNCES = re.compile(r"(?:\([^()]{1,20}\))?氏(?:は|が|も|ら)[^。]{0,80}?(?:と発表|と表明|と明らかに|ことを明らかに|と述べ|と語|と話)")
_UP_TO_IT = re.compile("[^。、はをにがも]{0,17}")


def speak_for_companies(article: Article) -> None:
    """Put companies in the place of their executives, and leave officials out."""
    executive, between, official = _patterns()
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
                if gap and (gap["title"] or executive.match(after) or (gap.group().startswith("の") and _ANNOUNCES.match(text, n.end))):
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
