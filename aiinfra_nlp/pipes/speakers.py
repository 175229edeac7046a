"""speakers: whom a named person stands for: an executive for the company, an official for nobody.

In:  the names of an article.
Out: the same names, a person of whom the article says 「AのB社長」 with the company's name, here
     and wherever the person is named again; officials, analysts and the like are left out, for
     they are no party (contract, section 3: executives speak for their company).
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..document import Article

_EXECUTIVE = re.compile(
    r"(?:氏|さん)?(?:・|、|\(|[ 　])?(?:代表取締役|取締役|代表執行役|執行役員?|共同|暫定|上級|副|前)?(?:会長兼社長|最高経営責任者|最高財務責任者|最高執行責任者|最高技術責任者|最高投資責任者|CEO|COO|CFO|CTO|社長|会長|代表|頭取|創業者|総裁|専務|常務|副社長|Chairman|プレジデント)"
)
_OFFICIAL = re.compile(
    r"(?:・|、|\()?(?:前|元|現|新|次期|米|仏|英|独)?(?:[一-龥]{0,6})?(?:大統領|首相|大臣|長官|総理|知事|市長|町長|村長|議員|官房長官|報道官|次官|局長|アナリスト|記者|教授|准教授|弁護士|エコノミスト|ストラテジスト|経産相|財務相|外相|相(?=[はがもの、]))"
)
_OF = re.compile(r"(?:社|側)?(?:の|\s)?(?:[一-龥ァ-ヺー]{0,6}の)?")


def speak_for_companies(article: Article) -> None:
    """Put companies in the place of their executives, and leave officials out."""
    text = article.text
    company: dict[str, object] = {}
    nobody: set[str] = set()
    before = None
    people = [n for n in article.names if n.label == "PERSON"]
    # a title after the next person is that person's: 三木花、林陽太知事
    limit = {a.start: b.start for a, b in zip(people, people[1:], strict=False)}
    for n in article.names:
        if n.label == "PERSON" and not n.reference:
            after = text[n.end : min(n.end + 24, limit.get(n.start, len(text)))]
            if _OFFICIAL.match(after):
                nobody.update(n.canonical)
            elif before is not None and before.end <= n.start and n.start - before.end <= 10:
                if _EXECUTIVE.match(after) and _OF.fullmatch(text, before.end, n.start):
                    company.setdefault(n.canonical[0], before)
        elif n.label == "ORG" and not n.reference:
            before = n
    if not company and not nobody:
        return
    names = []
    for n in article.names:
        c = n.canonical[0]
        if n.label != "PERSON":
            names.append(n)
        elif c in company:
            b = company[c]
            names.append(replace(n, canonical=b.canonical, kind=b.kind, label=b.label, known=b.known, reference=True))
        elif c not in nobody:
            names.append(n)
    article.names = names
