"""recogniser: names nobody listed, by their form and their context.

In:  sentences with Sudachi tokens.
Out: spans with a label (ORG, GOV, PERSON, PROGRAMME, PLACE, PRODUCT).

A linear-chain CRF (Lafferty et al. 2001; CRFsuite) over surface, part of speech, script and
affixes of the tokens around. It needs no word vectors, reads a few hundred thousand
characters a second, and its file is data, not code. The registry leads; this adds the tail.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from .document import Token
from .errors import ModelError

LABELS = ("ORG", "GOV", "PERSON", "PROGRAMME", "PLACE", "PRODUCT")
_KATA = re.compile(r"[ァ-ヺー・]+")
_KANJI = re.compile(r"[一-龥々]+")
_HIRA = re.compile(r"[ぁ-ん]+")
_LATIN = re.compile(r"[A-Za-z.&'\-]+")
_DIGIT = re.compile(r"[0-9,.]+")
_CAMEL = re.compile(r"[a-z][A-Z]")


def script(text: str) -> str:
    """The script of a token: K(atakana), J (kanji), H(iragana), L(atin), U(pper), D(igit), S(ymbol), M(ixed)."""
    if _KATA.fullmatch(text):
        return "K"
    if _KANJI.fullmatch(text):
        return "J"
    if _HIRA.fullmatch(text):
        return "H"
    if _LATIN.fullmatch(text):
        return "U" if text.isupper() else "C" if _CAMEL.search(text) else "T" if text[:1].isupper() else "L"
    if _DIGIT.fullmatch(text):
        return "D"
    return "M" if any(c.isalnum() for c in text) else "S"


def token_features(tokens: list[Token], known: dict[int, str] | None = None) -> list[list[str]]:
    """Features of each token of a sentence; ``known`` maps token index to the kind of a registry name there."""
    n = len(tokens)
    words = [t.text for t in tokens]
    shapes = [script(w) for w in words]
    pos = ["-".join(t.pos[:3]) for t in tokens]
    known = known or {}

    def at(seq, i, pad):
        return seq[i] if 0 <= i < n else pad

    rows = []
    for i, t in enumerate(tokens):
        w = words[i] if shapes[i] != "D" else "0"
        f = [
            "w=" + w, "p=" + pos[i], "s=" + shapes[i], f"len={min(len(w), 8)}", "oov=" + str(t.oov),
            "pre1=" + w[:1], "pre2=" + w[:2], "suf1=" + w[-1:], "suf2=" + w[-2:], "suf3=" + w[-3:],
            f"ps={pos[i]}|{shapes[i]}|{t.oov}",
        ]
        for d in (-2, -1, 1, 2):
            j = i + d
            x = at(words, j, "<>")
            f += [f"w{d}={x if at(shapes, j, 'S') != 'D' else '0'}", f"p{d}={at(pos, j, '<>')}", f"s{d}={at(shapes, j, '<>')}"]
        f += [
            f"w-1,w={at(words, i - 1, '<>')}|{w}", f"w,w1={w}|{at(words, i + 1, '<>')}",
            f"p-1,p={at(pos, i - 1, '<>')}|{pos[i]}", f"p,p1={pos[i]}|{at(pos, i + 1, '<>')}",
            f"s-1,s,s1={at(shapes, i - 1, '<>')}{shapes[i]}{at(shapes, i + 1, '<>')}",
            f"s,w1={shapes[i]}|{at(words, i + 1, '<>')}", f"w-1,s={at(words, i - 1, '<>')}|{shapes[i]}",
            f"w-2,w-1,s={at(words, i - 2, '<>')}|{at(words, i - 1, '<>')}|{shapes[i]}",
            f"s,w1,w2={shapes[i]}|{at(words, i + 1, '<>')}|{at(words, i + 2, '<>')}",
        ]
        for d in (-3, -2, -1, 1, 2, 3):
            if i + d in known:
                f.append(f"g{d}={known[i + d]}")
        if i in known:
            f.append(f"g0={known[i]}")
        rows.append(f)
    if rows:
        rows[0].append("first")
        rows[-1].append("last")
    return rows


def bio_of(tokens: list[Token], spans: list[tuple[int, int, str]]) -> list[str]:
    """BIO tags of labelled spans; a span that cuts a token takes the whole token."""
    tags = ["O"] * len(tokens)
    for start, end, label in spans:
        inside = [i for i, t in enumerate(tokens) if t.start < end and start < t.end]
        for k, i in enumerate(inside):
            if tags[i] == "O":
                tags[i] = ("B-" if k == 0 else "I-") + label
    return tags


class Recogniser:
    """A trained tagger; ``find`` gives the spans of a sentence."""

    def __init__(self, path: str | Path) -> None:
        import pycrfsuite

        if not Path(path).is_file():
            raise ModelError(f"{path}: no recogniser there; build one with `python models/build.py`")
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    def find(self, tokens: list[Token], known: dict[int, str] | None = None) -> list[tuple[int, int, str, float]]:
        """Spans with label and marginal probability of their first tag."""
        tokens = [t for t in tokens if not t.text.isspace()]
        if not tokens:
            return []
        tags = self._tagger.tag(token_features(tokens, known))
        out, start = [], None
        for i, tag in enumerate([*tags, "O"]):
            if start is not None and not tag.startswith("I-"):
                label = tags[start][2:]
                out.append((tokens[start].start, tokens[i - 1].end, label, self._tagger.marginal(tags[start], start)))
                start = None
            if tag.startswith("B-") or (tag.startswith("I-") and start is None):
                start = i
        return out


@lru_cache(maxsize=4)
def load_recogniser(path: str) -> Recogniser:
    """A recogniser from disk, once per process."""
    return Recogniser(path)


def train(rows: list[tuple[list[list[str]], list[str]]], path: str | Path, *, c1: float = 0.05, c2: float = 0.01, iterations: int = 120) -> None:
    """Fit the tagger on (features, tags) of sentences and write it to ``path`` (L-BFGS, deterministic)."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for x, y in rows:
        trainer.append(x, y)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": iterations, "feature.minfreq": 2})
    trainer.train(str(path))
