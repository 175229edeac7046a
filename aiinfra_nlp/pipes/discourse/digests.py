"""digests: items of a page that each begin with a heading of their own, and have nothing to do with each other.

In:  the sentences and names of an article.
Out: for a sentence whether a name stands only in other items: ■ 双葉電機、星野電工を子会社化 / ... / ■ 青葉クラウド、10億円
     調達 / 引受先は森田ベンチャーズ. Who is named above the first item may be meant in each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from ...document import Article, Sentence

#: The mark of such a heading; and what follows the name that it begins with, which acts in what it tells.
_MARK = re.compile(r"[■◆●▼◇□○★☆▶◎] ?|\d{1,2}(?:[.)] ?| )|[①-⑳] ?|#{1,4} (?:\d{1,2}[.):]? )?")
_ACTS = re.compile(r"(?:\([^()]{1,20}\)|<[^<>]{1,12}>)?(?:、|は|が|、?[^ -~、。はがを]{0,3}と(?!の))")


class Digest:
    """The items of an article, if it has any."""

    def __init__(self, article: Article) -> None:
        heads: dict[str, list[tuple[int, tuple[str, ...], str]]] = {}
        for s in article.sentences:
            if s.heads and (m := _MARK.match(s.text)) is not None:
                first = next((n for n in article.names_between(s.index, s.index + 1) if n.start == s.start + m.end()), None)
                if first is not None and first.label == "ORG" and _ACTS.match(article.text, first.end, min(s.end, first.end + 30)):
                    # ### 2. and ### 10. are of one kind
                    kind = m.group().rstrip(" .):0123456789") or m.group()
                    heads.setdefault("1" if kind[0].isdigit() else "①" if "①" <= kind <= "⑳" else kind, []).append((s.index, first.canonical, s.text))
        items = max((h for h in heads.values() if len({c for _, c, _ in h}) > 1), key=len, default=[])
        self._starts = [i for i, _, _ in items]
        # a heading that stands in the table of contents too is that of one item
        numbers: dict[str, int] = {}
        self._number = [0, *(numbers.setdefault(text, len(numbers) + 1) for _, _, text in items)]
        #: Who is named above the first item and in each of them.
        self._named: dict[int, set[str]] = {}
        for i, (a, b) in zip(self._number, pairwise([0, *self._starts, len(article.sentences)]), strict=True) if items else ():
            self._named.setdefault(i, set()).update(c for n in article.names_between(a, b) for c in n.canonical)

    def item(self, s: Sentence) -> int:
        """The number of the item that a sentence stands in; 0 above the first."""
        return self._number[bisect_right(self._starts, s.index)]

    def elsewhere(self, s: Sentence, name) -> bool:
        """Whether a name stands in other items alone, none of them that of a sentence."""
        at = self.item(s)
        return at > 0 and not any(c in self._named[i] for i in (0, at) for c in name.canonical)
