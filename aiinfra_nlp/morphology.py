"""morphology: a text -> its morphemes (Sudachi, mode C).

In:  a sentence. Sudachi refuses more than 49,149 bytes, which no sentence has.
Out: ``Token``s. One analyser per process, which threads use in turn.
"""

from __future__ import annotations

import os
import re
import threading
from dataclasses import dataclass


@dataclass(slots=True)
class Token:
    """One Sudachi morpheme (mode C); offsets are into the folded text."""

    text: str
    start: int
    end: int
    pos: tuple[str, ...]
    lemma: str
    oov: bool = False


#: How many words of the dictionary are remembered at most.
MOST_WORDS = 50_000
#: From here on numbers are no place in the dictionary: Sudachi made the word up for the text, and others have its number.
_MADE = 0x0FFFFFFF


class _Analyser:
    """Sudachi behind a lock; its dictionary is opened at the first text."""

    def __init__(self) -> None:
        self._dictionary = None
        self._words: dict[int, tuple[tuple[str, ...], str, bool]] = {}
        self._pos: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.renew()

    def renew(self) -> None:
        """A new lock and a new tokenizer: a fork may find both in the hands of a thread that it has not."""
        self._lock = threading.Lock()
        self._sudachi = None

    def __call__(self, text: str, base: int) -> list[Token]:
        with self._lock:
            if self._sudachi is None:
                from sudachipy import Dictionary, SplitMode

                self._dictionary = self._dictionary or Dictionary()
                self._sudachi = self._dictionary.create(mode=SplitMode.C, fields={"surface", "pos", "dictionary_form"})
            if len(self._words) > MOST_WORDS:
                self._words = {}
            words, tokens, start = self._words, [], 0
            for m in self._sudachi.tokenize(text):
                end = m.end()
                if end == start:
                    continue
                number = m.word_id()
                # what the dictionary says of a word is asked once: to ask with each token is half of this loop
                if number in words:
                    told = words[number]
                else:
                    # one tuple for all words of a kind, so that they are equal at a glance
                    pos = m.part_of_speech()
                    told = self._pos.setdefault(pos, pos), m.dictionary_form(), m.is_oov()
                    if number < _MADE:
                        words[number] = told
                token = Token(text[start:end], base + start, base + end, *told)
                if end - start > 2 and "(" in token.text:
                    tokens += _parted(token)
                else:
                    tokens.append(token)
                start = end
            return tokens


_PARTS = re.compile(r"[()]|[^()]+")
_BRACKET = ("補助記号", "括弧", "*", "*", "*", "*")


def _parted(token: Token) -> list[Token]:
    """A word of the dictionary that has its reading in a bracket, 斗山(トュサン), as the words that it is made of."""
    return [
        Token(m.group(), token.start + m.start(), token.start + m.end(), _BRACKET if m.group() in "()" else token.pos, m.group(), token.oov)
        for m in _PARTS.finditer(token.text)
    ]


_analyser = _Analyser()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_analyser.renew)


def morphemes(text: str, base: int = 0) -> list[Token]:
    """The tokens of a text that begins at offset ``base``."""
    return _analyser(text, base)
