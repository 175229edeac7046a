"""themes: the name that a passage is about before anything is said of it.

In:  the folded text, and a name or the chunks of a sentence.
Out: whether the name is a label (【星野電工】…, ■星野電工：…), and whom the topic of a sentence
     speaks of when it is no organisation itself (星野電工との関係は深い, 星野電工については).
     What follows without a subject, and 同社, is about them.
"""

from __future__ import annotations

import re

from ..syntax.chunks import Chunk
from ..syntax.clauses import is_cleft
from ..words import ends_in, words

#: What may stand before a label in its line, and what closes it.
_BULLET = r"[ \t●○■□◆◇▼▽▶▲△◎★☆・*#>-]{0,6}(?:\(?[0-9]{1,2}[.)、:]? ?|[①-⑳] ?)?"
_BRACKETED = re.compile(_BULLET + r"[【〈《<\[]")
_PLAIN = re.compile(_BULLET)
_CLOSED = re.compile(r" ?(?:\([^()]{0,30}\))? ?[】〉》>\]]")
_COLON = re.compile(r" ?(?:\([^()]{0,30}\))? ?:(?!//)")
#: Nouns whose topic is about who stands before them: 星野電工との契約は, 星野電工の場合は.
_ABOUT = ends_in("about")
_CONCERNING = ("については", "に関しては", "をめぐっては", "を巡っては", "に対しては", "との間では", "とは")


def is_label(text: str, line: int, start: int, end: int) -> bool:
    """Whether the name at ``start`` to ``end`` heads what follows in its line, which begins at ``line``."""
    before = text[line:start]
    if _BRACKETED.fullmatch(before):
        return _CLOSED.match(text, end) is not None
    return _PLAIN.fullmatch(before) is not None and _COLON.match(text, end) is not None


def heads_line(text: str, line: int, name) -> bool:
    """Whether a name is the label of what follows in its line; an agency's dateline (【時事】) is none."""
    return name.kind != "media" and is_label(text, line, name.start, name.end)


#: What a label tells of whom it names: Amazonによる追加投資:.
_DOES = re.compile(r"によ(?:る|り)[^:。、\n]{1,16}?\*{0,2} ?:(?!//)")


def acts_in_line(text: str, line: int, name) -> bool:
    """Whether a name is who acts in what follows in its line, by a label that tells what of (双葉電機による追加投資: 本日50億円を投じる)."""
    return text.startswith("によ", name.end) and _PLAIN.fullmatch(text[line : name.start]) is not None and _DOES.match(text, name.end, name.end + 30) is not None


def labels(text: str, line: int, c: Chunk) -> bool:
    """Whether a noun is the label of the rest of its line, as a topic would be: 引受先: 星野電工, - 契約先:森田機工."""
    return not c.names and not c.func and not c.pred and _PLAIN.fullmatch(text, line, c.start) is not None and _COLON.match(text, c.end) is not None


#: What those are to a deal whom a bracket lists: (引受先:双葉電機、星野電工).
_PART_TAKEN = re.compile("(?:先|投資家|出資者|株主|リード|参加)$")


def labels_within(text: str, c: Chunk) -> bool:
    """Whether a noun is the label of what follows in its bracket: 6億円(引受先:双葉電機、星野電工)."""
    return c.paren != -1 and not c.names and not c.func and not c.pred and _PART_TAKEN.search(c.text) is not None and _COLON.match(text, c.end) is not None


#: A line of a form: 調達額: 12億円; and the label of the one that says which company it is about.
_FORM = re.compile(_BULLET + r"[^:。、]{1,16}:(?!//)")
_FIRM = re.compile(_BULLET + rf"(?:{words('firm label')}) ?:")


def is_form(text: str) -> bool:
    """Whether a line is one of a form, a label and what it is: 調達額: 12億円."""
    return _FORM.match(text) is not None


def says_whose_form(text: str) -> bool:
    """Whether a line says which company a form is about: 会社名: 双葉電機."""
    return _FIRM.match(text) is not None


def _focus(chunks: list[Chunk]) -> Chunk | None:
    """The name that fills in a cleft at the end of a sentence: 整備に乗り出したのは[双葉電機]だ."""
    end = chunks[-1] if chunks else None
    if end is None or not end.names or end.paren != -1 or not end.func.startswith(("だ", "です", "でし", "である")) and end.func:
        return None
    return end if any(is_cleft(c) for c in chunks[:-1]) else None


def theme_of(chunks: list[Chunk], cases: list[str], told: bool) -> list:
    """The names that the topic of a sentence speaks of, where they are not the topic itself, or who fills in a cleft; in メタとは契約を結んだ (``told``) they are not whom what follows is about."""
    if (end := _focus(chunks)) is not None:
        return list(end.names)
    for c in chunks[:4]:
        if not c.names:
            continue
        after = chunks[c.index + 1] if c.index + 1 < len(chunks) else None
        concerning = not told and c.func.startswith(_CONCERNING)
        about = c.func.startswith(("との", "の")) and after is not None and (cases[after.index] == "topic" or (cases[after.index] == "subj" and not told)) and not after.names and _ABOUT.search(after.text)
        return list(c.names) if concerning or about else []
    return []
