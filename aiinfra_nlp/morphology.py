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


class _Analyser:
    """Sudachi behind a lock; its dictionary is opened at the first text."""

    def __init__(self) -> None:
        self._dictionary = None
        self._pos: dict[int, tuple[str, ...]] = {}
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
            kinds = self._pos
            tokens = []
            for m in self._sudachi.tokenize(text):
                start, end = base + m.begin(), base + m.end()
                if end > start:
                    number = m.part_of_speech_id()
                    if number not in kinds:
                        # one tuple for all tokens of a kind: to make it anew each time is a third of this loop
                        kinds[number] = m.part_of_speech()
                    token = Token(m.surface(), start, end, kinds[number], m.dictionary_form(), m.is_oov())
                    if end - start > 2 and "(" in token.text:
                        tokens += _parted(token)
                    else:
                        tokens.append(token)
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
