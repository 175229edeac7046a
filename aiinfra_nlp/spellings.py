"""spellings: the forms of one alias that differ only in how they are written.

In:  an alias as listed. Out: its folded spelling with and without middle dots and blanks, in
other capitals where that is safe, with the kana that newspapers use one for the other.
Rows of the registry therefore list names, not spellings.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .normalize.fold import fold

#: Kana written one for the other in foreign names, after 外来語の表記 (cabinet notice 1991).
_KANA = (
    ("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ(?![ァィェォ])", "ブ"),
    ("ウォ", "ウオ"), ("ウェ", "ウエ"), ("ウィ", "ウイ"), ("フィ", "フイ"),
    ("ウオ", "ウォ"), ("ウエ", "ウェ"), ("ウイ", "ウィ"), ("フイ", "フィ"),
    ("コンピュータ(?!ー)", "コンピューター"), ("コンピューター", "コンピュータ"),
    ("テクノロジー(?!ズ)", "テクノロジ"), ("ター(?![ァ-ヺー])", "タ"), ("ティー(?![ァ-ヺー])", "ティ"),
    ("ティ(?![ァ-ヺー])", "ティー"),
)  # fmt: skip


@lru_cache(maxsize=1)
def _swaps() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns and what they become; long vowels change at the end of a word only."""
    return tuple((re.compile(a), b) for a, b in _KANA)


def spellings(alias: str) -> tuple[str, ...]:
    """All spellings of an alias, folded.

    >>> spellings("デル・テクノロジーズ")
    ('デル・テクノロジーズ', 'デル テクノロジーズ', 'デル=テクノロジーズ', 'デルテクノロジーズ')
    >>> spellings("OpenAI")
    ('OpenAI', 'OPENAI', 'Openai')
    """
    base = fold(alias).text.strip()
    forms = [base]
    if re.search(r"[ァ-ヺ]{2}", base):
        forms += _kana(base)
    for form in list(forms):
        if "・" in form:
            forms += [form.replace("・", " "), form.replace("・", "="), form.replace("・", "")]
        elif " " in form and not form.isascii():
            forms.append(form.replace(" ", ""))
    if base.isascii():
        forms += _capitals(base)
    return tuple(dict.fromkeys(f for f in forms if f))


def _kana(text: str) -> list[str]:
    """The text with one pair of kana changed throughout, for each pair it contains.

    Short words stay as they are: ヴィーム must not become ビーム.
    """
    if not re.search("[ァ-ヺー・]{5}", text):
        return []
    return [changed for pattern, other in _swaps() if (changed := pattern.sub(other, text)) != text]


def _capitals(text: str) -> list[str]:
    """Other capitals of a Latin name: all of them, or the first only; short names stay as they are."""
    letters = text.replace(" ", "").replace("&", "").replace(".", "").replace("-", "")
    if len(letters) < 4 or not letters.isalpha():
        return []
    forms = [text.upper()]
    if " " not in text and text[0].isupper():
        forms.append(text.capitalize())
    return forms
