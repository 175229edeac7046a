"""Currencies, qualifiers and rates of ``data/`` as compiled patterns.

In:  the tables currencies, subunits, qualifiers, per, money_traps.
Out: one ``Lexicon``, built once, used by ``money`` and ``capacity``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ..resources import read_tsv

KATAKANA = "ァ-ヺー"


def alternation(words: Iterable[str]) -> str:
    """Words as one alternation, the longest first."""
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))


@dataclass(frozen=True, slots=True)
class Cue:
    """A qualifier or rate word and what it does to an amount."""

    text: str
    effect: str
    not_next: tuple[str, ...] = ()
    not_prev: str = ""
    in_span: bool = True


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything ``money`` knows about words.

    Attributes:
        suffix: matches a currency word after a number.
        suffix_first: the characters such a word can begin with, for a character class.
        prefix: matches a sign or code before a number.
        signs: the signs among them that are no letters, for a character class.
        codes: what was matched, lower case, blanks and dots between parts removed -> ISO code.
    """

    suffix: re.Pattern[str]
    suffix_first: str
    prefix: re.Pattern[str]
    signs: str
    codes: dict[str, str]
    sub: dict[str, tuple[str, Decimal]]
    sub_joined: re.Pattern[str]
    before: re.Pattern[str]
    before_last: frozenset[str]
    before_cues: dict[str, Cue]
    after: re.Pattern[str]
    after_first: frozenset[str]
    after_cues: dict[str, Cue]
    change: re.Pattern[str]
    former: re.Pattern[str]
    conversion: str
    traps_after: dict[str, tuple[str, ...]]
    traps_near: dict[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of the package's tables."""
    before, after = _cues()
    quals = read_tsv("qualifiers")
    place = {p: [r["text"] for r in quals if r["place"] == p] for p in ("change", "former", "conversion")}
    change = (
        r"(?:まで|規模|程度|前後|超|以上|弱|強)*(?:という[^、。\n0-9]{0,8}[額水準]{1,2})?(?:へ|に(?:まで)?[^、。\n]{0,5}?(?:"
        + alternation(place["change"])
        + "))"
    )
    return Lexicon(
        **_currencies(),
        before=re.compile(f"(?:{alternation(before)})[ の]?$"),
        before_last=frozenset(w[-1] for w in before) | {" ", "の"},
        before_cues=before,
        after=re.compile(alternation(after)),
        after_first=frozenset(w[0] for w in after),
        after_cues=after,
        change=re.compile(change),
        former=re.compile(f"(?:{alternation(place['former'])})の?(?:約|およそ)?$"),
        conversion=alternation(place["conversion"]),
        **_traps(),
    )


def _currencies() -> dict:
    """Patterns of currency words, signs and codes."""
    codes: dict[str, str] = {}
    words: list[tuple[str, str]] = []
    prefixes: list[tuple[str, str]] = []
    for row in read_tsv("currencies", ("code", "kind", "text", "countries", "bare", "boundary", "source")):
        text, code = row["text"], row["code"]
        if row["kind"] == "symbol":
            _enter(codes, text, code)
            prefixes.append((text, _spaced(text)))
            if (len(text) == 1 or text.endswith("$")) and text != "\\":
                words.append((text, re.escape(text) + r"(?![ ]?[0-9])"))
        elif row["kind"] == "code":
            _enter(codes, text, code)
            flag = "(?i:%s)" if row["bare"] == "any" else "%s"
            prefixes.append((text, "(?<![A-Za-z0-9])" + flag % text))
            words.append((text, flag % text + "(?![A-Za-z])"))
        else:
            tail = {"katakana": f"(?![{KATAKANA}])", "latin": "(?![A-Za-z])"}.get(row["boundary"], "")
            if row["bare"] == "yes":
                _enter(codes, text, code)
                words.append((text, re.escape(text) + tail))
            for country in filter(None, row["countries"].split("|")):
                _enter(codes, country + text, code)
                words.append((country + text, f"{re.escape(country)}[・· ]?{re.escape(text)}{tail}"))
    subs = read_tsv("subunits")
    for row in subs:
        if row["alone"] == "yes":
            tail = f"(?![{KATAKANA}])" if row["boundary"] == "katakana" else ""
            tail += "(?![A-Za-z])" if row["boundary"] == "latin" else ""
            _enter(codes, row["text"], row["code"])
            words.append((row["text"], re.escape(row["text"]) + tail))
    words.sort(key=lambda w: (-len(w[0]), w[0]))
    prefixes.sort(key=lambda w: (-len(w[0]), w[0]))
    firsts = {w[0] for w, _ in words}
    firsts |= {c.lower() for c in firsts} | {c.upper() for c in firsts}
    return {
        "suffix": re.compile("|".join(p for _, p in words)),
        "suffix_first": re.escape("".join(sorted(firsts))),
        "prefix": re.compile("(?:" + "|".join(p for _, p in prefixes) + ")"),
        "signs": re.escape("".join(sorted({p[0][-1] for p in prefixes if not p[0][-1].isalnum()}))),
        "codes": codes,
        "sub": {row["text"]: (row["code"], Decimal(row["factor"])) for row in subs},
        "sub_joined": re.compile(alternation(row["text"] for row in subs)),
    }


@lru_cache(maxsize=1024)
def code_of(surface: str) -> str:
    """ISO code of a currency word, sign or code as it stands in a text."""
    return lexicon().codes[key(surface)]


def _spaced(sign: str) -> str:
    """Pattern of a sign; the letters of a dollar sign may stand apart (US $5)."""
    if len(sign) > 2 and sign.endswith("$"):
        return rf"(?i:{re.escape(sign[:-1])})[ ]?\$"
    return f"(?i:{re.escape(sign)})" if sign.endswith("$") else re.escape(sign)


def key(surface: str) -> str:
    """How a currency's surface is looked up."""
    return surface.translate({0x30FB: None, 0xB7: None, 0x20: None}).lower()


def _enter(codes: dict[str, str], surface: str, code: str) -> None:
    codes.setdefault(key(surface), code)


def _cues() -> tuple[dict[str, Cue], dict[str, Cue]]:
    """Words before and after an amount: qualifiers, and rates as ``per:year``."""
    sides: dict[str, dict[str, Cue]] = {"before": {}, "after": {}}
    for row in read_tsv("qualifiers", ("text", "place", "effect", "not_next", "not_prev", "source")):
        if row["place"] in sides:
            sides[row["place"]][row["text"]] = Cue(
                row["text"],
                row["effect"],
                tuple(filter(None, row["not_next"].split("|"))),
                f"(?:{row['not_prev']})$" if row["not_prev"] else "",
            )
    for row in read_tsv("per", ("text", "place", "per", "in_span", "not_prev", "not_next", "source")):
        not_prev = f"(?:{row['not_prev']})$" if row["not_prev"] else ""
        sides[row["place"]][row["text"]] = Cue(
            row["text"], "per:" + row["per"], tuple(filter(None, row["not_next"].split("|"))), not_prev, row["in_span"] == "yes"
        )
    return sides["before"], sides["after"]


def _traps() -> dict:
    rows = read_tsv("money_traps", ("word", "where", "text", "source"))
    after: dict[str, list[str]] = {}
    near: dict[str, list[str]] = {}
    for row in rows:
        if row["where"] in ("after", "near"):
            (after if row["where"] == "after" else near).setdefault(row["word"], []).append(row["text"])
    return {
        "traps_after": {w: tuple(t) for w, t in after.items()},
        "traps_near": {w: re.compile(alternation(t)) for w, t in near.items()},
    }
