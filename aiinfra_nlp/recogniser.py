"""recogniser: names nobody listed, by their form and their context.

In:  sentences with Sudachi tokens.
Out: spans with a label (ORG, GOV, PERSON, PROGRAMME, PLACE, PRODUCT).

A linear-chain CRF (Lafferty et al. 2001; CRFsuite) over surface, part of speech, script and
affixes of the tokens around. It needs no word vectors, reads a few hundred thousand
characters a second, and its file is data, not code. The registry leads; this adds the tail.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
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


@lru_cache(maxsize=16_384)
def _own(text: str, pos: tuple[str, ...], oov: bool) -> tuple:
    """What one token says: its word, part of speech, script, own features, and those that it gives its neighbours.

    A few thousand tokens make up most of any text, so they are kept.
    """
    shape, tag = script(text), "-".join(pos[:3])
    w = text if shape != "D" else "0"
    own = [
        "w=" + w, "p=" + tag, "s=" + shape, f"len={min(len(w), 8)}", f"oov={oov}",
        "pre1=" + w[:1], "pre2=" + w[:2], "suf1=" + w[-1:], "suf2=" + w[-2:], "suf3=" + w[-3:],
        f"ps={tag}|{shape}|{oov}",
    ]
    return text, tag, shape, own, *([f"w{d}={w}", f"p{d}={tag}", f"s{d}={shape}"] for d in (-2, -1, 1, 2))


#: What stands beyond both ends of a sentence.
_PAD = ("<>", "<>", "<>", [], *([f"w{d}=<>", f"p{d}=<>", f"s{d}=<>"] for d in (-2, -1, 1, 2)))


def token_features(tokens: list[Token], known: dict[int, str] | None = None) -> list[list[str]]:
    """Features of each token of a sentence; ``known`` maps token index to the kind of a registry name there."""
    owns = [_PAD, _PAD, *(_own(t.text, t.pos, t.oov) for t in tokens), _PAD, _PAD]
    rows = []
    for before2, before, here, after, after2 in zip(owns, owns[1:], owns[2:], owns[3:], owns[4:], strict=False):
        word, tag, shape = here[:3]
        w = word if shape != "D" else "0"
        w2, w1, x1, x2 = before2[0], before[0], after[0], after2[0]
        rows.append([
            *here[3], *before2[4], *before[5], *after[6], *after2[7],
            f"w-1,w={w1}|{w}", f"w,w1={w}|{x1}", f"p-1,p={before[1]}|{tag}", f"p,p1={tag}|{after[1]}",
            f"s-1,s,s1={before[2]}{shape}{after[2]}", f"s,w1={shape}|{x1}", f"w-1,s={w1}|{shape}",
            f"w-2,w-1,s={w2}|{w1}|{shape}", f"s,w1,w2={shape}|{x1}|{x2}",
        ])  # fmt: skip
    if known:
        for i, row in enumerate(rows):
            row += [f"g{d}={known[i + d]}" for d in (-3, -2, -1, 1, 2, 3) if i + d in known]
            if i in known:
                row.append(f"g0={known[i]}")
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
        # the tagger holds the sentence it read: no other thread may come between tags and marginals
        self._lock = threading.Lock()

    def find(self, tokens: list[Token], known: dict[int, str] | None = None) -> list[tuple[int, int, str, float]]:
        """Spans with label and marginal probability of their first tag."""
        tokens = [t for t in tokens if not t.text.isspace()]
        if not tokens:
            return []
        rows = token_features(tokens, known)
        out, start = [], None
        with self._lock:
            tags = self._tagger.tag(rows)
            for i, tag in enumerate([*tags, "O"]):
                if start is not None and not tag.startswith("I-"):
                    label = tags[start][2:]
                    out.append((tokens[start].start, tokens[i - 1].end, label, self._tagger.marginal(tags[start], start)))
                    start = None
                if tag.startswith("B-") or (tag.startswith("I-") and start is None):
                    start = i
        return out


class Union:
    """Several recognisers as one: of overlapping spans the surest stands (the first, if equal).

    A fine-tuned recogniser keeps the one that ships beside it, so that nothing is forgotten.
    """

    def __init__(self, *members: Recogniser) -> None:
        self.members = members

    def find(self, tokens: list[Token], known: dict[int, str] | None = None) -> list[tuple[int, int, str, float]]:
        """As ``Recogniser.find``."""
        found = [span for member in self.members for span in member.find(tokens, known)]
        kept: list[tuple[int, int, str, float]] = []
        for span in sorted(found, key=lambda s: -s[3]):
            if all(span[1] <= k[0] or k[1] <= span[0] for k in kept):
                kept.append(span)
        return sorted(kept)


@lru_cache(maxsize=4)
def load_recogniser(path: str) -> Recogniser | Union:
    """A recogniser from disk, once per process; with ``base.crf`` beside it, both as one."""
    base = Path(path).with_name("base.crf")
    return Union(Recogniser(path), Recogniser(base)) if base.is_file() else Recogniser(path)


Rows = Iterable[tuple[list[list[str]], list[str]]]
#: Told after each iteration: its number, the loss, and the F1 of held-out tags (None without).
Report = Callable[[int, float, "float | None"], None]


def train(
    rows: Rows, path: str | Path, *, c1: float = 0.05, c2: float = 0.01, iterations: int = 120,
    held_out: Rows = (), report: Report | None = None,
) -> None:
    """Fit the tagger on (features, tags) of sentences and write it to ``path`` (L-BFGS, deterministic)."""
    import pycrfsuite

    log = _Log(report)

    class Trainer(pycrfsuite.Trainer):
        def message(self, text: str) -> None:
            log.read(text)

    trainer = Trainer(verbose=False)
    for x, y in rows:
        trainer.append(x, y)
    group = -1
    for x, y in held_out:
        group = 1
        trainer.append(x, y, group)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": iterations, "feature.minfreq": 2})
    trainer.train(str(path), group)


class _Log:
    """Reads CRFsuite's messages and reports each iteration."""

    _HEAD = re.compile(r"\*+ Iteration #(\d+)")
    _LOSS = re.compile(r"Loss: ([\d.]+)")
    _TAG = re.compile(r"\s+[BI]-\w+: \((\d+), (\d+), (\d+)\)")

    def __init__(self, report: Report | None) -> None:
        self._report, self._number, self._loss, self._sums = report, 0, 0.0, [0, 0, 0]

    def read(self, text: str) -> None:
        """Take one message."""
        if self._report is None:
            return
        if m := self._HEAD.match(text):
            self._number, self._sums = int(m[1]), [0, 0, 0]
        elif m := self._LOSS.match(text):
            self._loss = float(m[1])
        elif m := self._TAG.match(text):
            self._sums = [a + int(b) for a, b in zip(self._sums, m.groups(), strict=True)]
        elif not text.strip() and self._number:
            right, found, wanted = self._sums
            self._report(self._number, self._loss, 2 * right / (found + wanted) if wanted else None)
            self._number = 0
