"""counted: names that nobody knows among as many as are counted.

In:  the folded text and the names found in it.
Out: the spans between the commas before 3社 that are none of them: of 双葉電機、ことのは堂、メトリアの3社 each is a company,
     since there are three. Without a known one among them, or with a particle in one, it is no such list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .shapes import plausible

#: How many, right behind the last of them.
_COUNT = re.compile(r"の?(?P<n>[2-9])[社行](?![あ当長])")
#: What may be a name as it stands, and what is said of it before.
_NAME = re.compile(r"(?:[^、。は]{1,16}の)?(?:米|英|仏|独|韓|加|豪|印|蘭)?(?P<name>[ァ-ヺーA-Za-z0-9一-龥々&.]{2,16})(?:\([^()]{1,12}\))?")
#: What all of them are, behind the last of them: 双葉電機、星野電工の韓国企業2社.
_CLASS = re.compile("(?:企業|会社|大手|各社|新興|メーカー|ベンダー|財閥|陣営|勢)$")
_COMMA = re.compile("、|(?<=[^\n])と")
_REACH = 120


def counted(text: str, names: list) -> Iterator[tuple[int, int]]:
    """The spans of members of a counted list that end in no name."""
    if "社" not in text and "行" not in text or not names:
        return
    ends = {n.end for n in names}
    for m in _COUNT.finditer(text):
        near = max(0, m.start() - _REACH)
        begin = max(text.rfind("\n", near, m.start()) + 1, text.rfind("。", near, m.start()) + 1, near)
        marks = [x.start() for x in _COMMA.finditer(text, begin, m.start())][-(int(m["n"]) - 1) :]
        if len(marks) < int(m["n"]) - 1:
            continue
        spans = list(zip([x + 1 for x in marks], [*marks[1:], m.start()], strict=True))
        found = [_NAME.fullmatch(text, a, b) for a, b in spans]
        # the first stands behind what is said of all, so it must be known, and so must one at least of the others
        if marks[0] not in ends or not all(found) or not any(x.end("name") in ends for x in found):
            continue
        for x in found:
            if x.end("name") not in ends and plausible(x["name"]) and not _CLASS.search(x["name"]):
                yield x.span("name")
