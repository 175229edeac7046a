"""tokenizer: any Unicode string -> a spaCy ``Doc`` and its ``Article``.

Sudachi's morphemes (as GiNZA has them) behind our own sentence splitter: Sudachi refuses more
than 49,149 bytes, breaks on lone surrogates and cannot be shared by threads; here sentences
go to it one at a time (``morphology``), and lone surrogates are replaced one to one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy

from .document import Article, read_article

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


class ArticleTokenizer:
    """Callable from text to ``Doc``; the article is left in ``doc.user_data["aiinfra_article"]``."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokenise a text; never raises on any ``str``."""
        from spacy.tokens import Doc

        article = read_article(text)
        words, spaces = _words(article)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data["aiinfra_article"] = article
        return doc

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


def _words(article: Article) -> tuple[list[str], list[bool]]:
    """Slices of the raw text at the token bounds; a single blank after a word becomes its space."""
    raw, folded = article.raw, article.folded
    bounds = [0]
    for s in article.sentences:
        bounds += (s.start, *(t.end for t in s.tokens))
    bounds.append(len(article.text))
    if folded.is_identity:
        cuts = bounds
    else:
        # where a word ends and where the next begins: markup between them belongs to neither
        cuts = [0]
        for b in bounds[1:-1]:
            cuts += (folded.to_raw(b - 1, b)[1] if b else 0, folded.to_raw(b, b + 1)[0])
        cuts.append(len(raw))
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
