"""sounds: whether a name in katakana and one in Latin letters sound alike.

In:  スコープリー and Scopely, インスティテューショナル・シェアホルダー・サービシーズ and ISS.
Out: yes or no, by the consonants that are heard: katakana write the vowels of a foreign name in
     many ways, its consonants in few (外来語の表記, cabinet notice 1991).
"""

from __future__ import annotations

import re
from functools import lru_cache

#: How far two rows of consonants may be apart: edits for each of the longer one. Of the names of the
#: registry that have both spellings (some of them no transcriptions) 85 in a hundred are nearer, of names put together by chance 1
#: (tests/test_sounds.py).
FAR = 0.45
#: So near are names that sound alike for sure: three of four of the registry's pairs, by chance none.
SURE = 0.2

_ROWS = {
    "K": "カキクケコ", "G": "ガギグゲゴ", "S": "サシスセソ", "Z": "ザジズゼゾ", "T": "タチツテト", "D": "ダヂヅデド",
    "N": "ナニヌネノン", "H": "ハヒフヘホ", "B": "バビブベボヴ", "P": "パピプペポ", "M": "マミムメモ", "R": "ラリルレロ",
}  # fmt: skip
_KANA = {ord(kana): row for row, kanas in _ROWS.items() for kana in kanas}
#: Letters that are heard as one consonant, the longest first; what is left out is a vowel or not heard.
_LETTERS = (
    ("tch", "T"), ("sch", "S"), ("ch", "T"), ("sh", "S"), ("ph", "H"), ("th", "S"), ("ck", "K"), ("qu", "K"), ("ng(?![aeiou])", "NG"),
    ("gh", ""), ("wh", ""), ("tion", "SN"), ("c(?=[eiy])", "S"), ("g(?=[eiy])", "Z"), ("x", "KS"), ("mb$", "M"), ("(?<=[aeiou])r(?![aeiou])", ""),
    ("[cqk]", "K"), ("g", "G"), ("s", "S"), ("[zj]", "Z"), ("t", "T"), ("d", "D"), ("n", "N"), ("[hf]", "H"), ("[bv]", "B"),
    ("p", "P"), ("m", "M"), ("[rl]", "R"),
)  # fmt: skip
_LETTER = re.compile("|".join(f"({pattern})" for pattern, _ in _LETTERS))
#: Consonants that one spelling may have for the other, at half the price: th in ス and ト, c in カ and サ.
_NEAR = {frozenset(p) for p in ("TS", "SZ", "ZD", "KS", "KG", "TD", "MN", "ZG", "BH")}
_LEGAL = re.compile(r",? (?:inc|corp|co|ltd|llc|plc|ag|sa|nv|gmbh|se)\b\.?", re.IGNORECASE)


def alike(katakana: str, latin: str) -> bool:
    """Whether a name in katakana is how one in Latin letters sounds, or the latter its initials.

    >>> alike("スコープリー", "Scopely"), alike("スコープリー", "Stripe")
    (True, False)
    >>> alike("インスティテューショナル・シェアホルダー・サービシーズ", "ISS")
    True
    """
    if latin.isupper() and latin.isalpha() and initials(katakana, latin):
        return True
    return distance(katakana, latin) <= FAR


def initials(katakana: str, latin: str) -> bool:
    """Whether capitals are the first sounds of the words of a name in katakana."""
    words = [w for w in re.split("[・=＝ ]", katakana) if w]
    return 2 <= len(words) == len(latin) and all(_opens(w, c) for w, c in zip(words, latin.lower(), strict=True))


def distance(katakana: str, latin: str) -> float:
    """Edits from the consonants of one to those of the other, for each of the longer one; 1.0 for names with fewer than two."""
    one, other = _of_kana(katakana), _of_letters(latin)
    if min(len(one), len(other)) < 2:
        return 1.0
    row = [float(j) for j in range(len(other) + 1)]
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], float(i)
        for j, b in enumerate(other, 1):
            price = 0.0 if a == b else 0.5 if frozenset((a, b)) in _NEAR else 1.0
            above, row[j] = row[j], min(above + price, row[j] + 1.0, row[j - 1] + 1.0)
    return row[-1] / max(len(one), len(other))


def _opens(word: str, letter: str) -> bool:
    """Whether a word in katakana may begin with a letter."""
    kana, heard = _KANA.get(ord(word[0])), _of_letters(letter)
    return kana == heard[:1] or f"{letter}{kana}" in ("cS", "gZ", "tS") if heard else kana is None


@lru_cache(maxsize=4096)
def _of_kana(name: str) -> str:
    return "".join(_KANA.get(ord(c), "") for c in name)


@lru_cache(maxsize=4096)
def _of_letters(name: str) -> str:
    low = re.sub(r"([a-z])\1", r"\1", _LEGAL.sub("", name).lower())
    return "".join(_LETTERS[m.lastindex - 1][1] for m in _LETTER.finditer(low))
