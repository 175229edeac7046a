"""tokenizer: any Unicode string -> a spaCy ``Doc`` and its ``Article``.

GiNZA's tokenizer (Sudachi, mode C) behind our own sentence splitter: Sudachi refuses more
than 49,149 bytes, breaks on lone surrogates and cannot be shared by threads; here sentences
go to it one at a time under a lock, and lone surrogates are replaced one to one.
"""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

import spacy
from sudachipy import Dictionary, SplitMode

from .document import Article, Token, read_article

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with each lone surrogate replaced by U+FFFD; same length."""
    return _SURROGATE.sub("\ufffd", text)


class ArticleTokenizer:
    """Callable from text to ``Doc``; the article is left in ``doc.user_data["aiinfra_article"]``."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._lock = threading.Lock()
        self._sudachi = None
        self._pos: dict[int, tuple[str, ...]] = {}

    def __call__(self, text: str) -> Doc:
        """Tokenise a text; never raises on any ``str``."""
        from spacy.tokens import Doc

        article = read_article(clean(text))
        words, spaces = self.tokenize(article)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data["aiinfra_article"] = article
        return doc

    def tokenize(self, article: Article) -> tuple[list[str], list[bool]]:
        """Fill the tokens of all sentences; words and trailing spaces of the whole text."""
        bounds = [0]
        with self._lock:
            if self._sudachi is None:
                self._sudachi = Dictionary().create(mode=SplitMode.C)
            kinds = self._pos
            for s in article.sentences:
                base = s.start
                bounds.append(base)
                tokens = s.tokens
                for m in self._sudachi.tokenize(s.text):
                    b, e = base + m.begin(), base + m.end()
                    if e > b:
                        number = m.part_of_speech_id()
                        if number not in kinds:
                            # one tuple for all tokens of a kind: to make it anew each time is a third of this loop
                            kinds[number] = m.part_of_speech()
                        tokens.append(Token(m.surface(), b, e, kinds[number], m.dictionary_form(), m.is_oov()))
                        bounds.append(e)
        bounds.append(len(article.text))
        return _words(article, bounds)

    def to_bytes(self, **kwargs) -> bytes:  # noqa: D102 - spaCy's protocol; there is no state
        return b""

    def from_bytes(self, data: bytes, **kwargs) -> ArticleTokenizer:  # noqa: D102
        return self

    def to_disk(self, path, **kwargs) -> None:  # noqa: D102
        return None

    def from_disk(self, path, **kwargs) -> ArticleTokenizer:  # noqa: D102
        return self

    def __reduce__(self):
        return (ArticleTokenizer, (self.vocab,))


def _words(article: Article, bounds: list[int]) -> tuple[list[str], list[bool]]:
    """Slices of the raw text at the token bounds; a single blank after a word becomes its space."""
    raw, folded = article.raw, article.folded
    if folded.is_identity:
        cuts = bounds
    else:
        cuts = [0] + [folded.to_raw(b - 1, b)[1] if b else 0 for b in bounds[1:]]
        cuts[-1] = len(raw)
    words: list[str] = []
    spaces: list[bool] = []
    last = 0
    for cut in cuts:
        if cut <= last:
            continue
        word = raw[last:cut]
        last = cut
        if word == " " and words and not words[-1].isspace() and not spaces[-1]:
            spaces[-1] = True
            continue
        words.append(word)
        spaces.append(False)
    return words, spaces


@spacy.registry.tokenizers("aiinfra_nlp.ArticleTokenizer.v1")
def create_tokenizer():
    """Factory for spaCy's config: ``[nlp.tokenizer] @tokenizers = "aiinfra_nlp.ArticleTokenizer.v1"``."""

    def make(nlp: Language) -> ArticleTokenizer:
        return ArticleTokenizer(nlp.vocab)

    return make
