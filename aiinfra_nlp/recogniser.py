"""recogniser: names nobody listed, by their form and their context.

In:  sentences with Sudachi tokens.
Out: spans with a label (ORG, GOV, PERSON, PROGRAMME, PLACE, PRODUCT).

A linear-chain CRF (Lafferty et al. 2001; CRFsuite) over surface, part of speech, script and
affixes of the tokens around. It needs no word vectors, reads a few hundred thousand
characters a second, and its file is data, not code. The registry leads; this adds the tail.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np

from .crf import Crf
from .document import Token
from .errors import ModelError

LABELS = ("ORG", "GOV", "PERSON", "PROGRAMME", "PLACE", "PRODUCT")
#: Words that are kept with what they say; a few thousand make up most of any text.
MOST_WORDS = 16_384
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


@dataclass(frozen=True, slots=True, eq=False)
class _Word:
    """What one token says: own features, and those that it gives the tokens two and one after and before it."""

    text: str
    form: str  # the text, all numbers alike
    tag: str
    shape: str
    own: tuple[str, ...]
    given: tuple[tuple[str, ...], ...]


#: Places of a token as its neighbours see it, in the order of ``_Word.given``.
_PLACES = (-2, -1, 1, 2)


@lru_cache(maxsize=MOST_WORDS)
def _word(text: str, pos: tuple[str, ...], oov: bool) -> _Word:
    """A token as a word."""
    shape, tag = script(text), "-".join(pos[:3])
    w = text if shape != "D" else "0"
    own = (
        "w=" + w, "p=" + tag, "s=" + shape, f"len={min(len(w), 8)}", f"oov={oov}",
        "pre1=" + w[:1], "pre2=" + w[:2], "suf1=" + w[-1:], "suf2=" + w[-2:], "suf3=" + w[-3:],
        f"ps={tag}|{shape}|{oov}",
    )
    return _Word(text, w, tag, shape, own, _given(w, tag, shape))


def _given(w: str, tag: str, shape: str) -> tuple[tuple[str, ...], ...]:
    return tuple((f"w{d}={w}", f"p{d}={tag}", f"s{d}={shape}") for d in _PLACES)


#: What stands beyond both ends of a sentence.
_PAD = _Word("<>", "<>", "<>", "<>", ("<>",), _given("<>", "<>", "<>"))


def _words(tokens: list[Token]) -> list[_Word]:
    """The words of a sentence between what stands beyond its ends."""
    return [_PAD, _PAD, *(_word(t.text, t.pos, t.oov) for t in tokens), _PAD, _PAD]


def _together(words: list[_Word], known: dict[int, str] | None) -> list[list[str]]:
    """The features of each token that hang on more than one word, and on the registry."""
    rows = []
    for before2, before, here, after, after2 in zip(words, words[1:], words[2:], words[3:], words[4:], strict=False):
        w, tag, shape = here.form, here.tag, here.shape
        w1, x1 = before.text, after.text
        rows.append([
            f"w-1,w={w1}|{w}", f"w,w1={w}|{x1}", f"p-1,p={before.tag}|{tag}", f"p,p1={tag}|{after.tag}",
            f"s-1,s,s1={before.shape}{shape}{after.shape}", f"s,w1={shape}|{x1}", f"w-1,s={w1}|{shape}",
            f"w-2,w-1,s={before2.text}|{w1}|{shape}", f"s,w1,w2={shape}|{x1}|{after2.text}",
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


def token_features(tokens: list[Token], known: dict[int, str] | None = None) -> list[list[str]]:
    """Features of each token of a sentence; ``known`` maps token index to the kind of a registry name there."""
    words = _words(tokens)
    rows = []
    for i, together in enumerate(_together(words, known), 2):
        near = (words[i + d].given[k] for k, d in enumerate(_PLACES))
        rows.append([*words[i].own, *chain.from_iterable(near), *together])
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


#: A sentence to be read: its tokens, and which of them a registry knows, with the kind.
Given = tuple[list[Token], "dict[int, str] | None"]
#: A name that was found: start, end, label, probability of its first tag.
Found = tuple[int, int, str, float]


#: A span below this probability is no name by itself: only a role in a deal can make it one.
DOUBT = 0.25
#: How much likelier (log odds) every label but O is made for the second reading, which finds doubtful names.
LEAN = 1.5


def _with_doubtful(sure: list[Found], maybe: list[Found]) -> list[Found]:
    """The spans of the first reading, and those of the leaning one that none of them overlaps, as doubtful."""
    out = list(sure)
    for start, end, label, p in maybe:
        if label in ("ORG", "GOV") and all(end <= a or b <= start for a, b, _, _ in sure):
            odds = p / max(1e-9, 1 - p) * math.exp(-LEAN)
            out.append((start, end, label, min(odds / (1 + odds), DOUBT - 0.01)))
    return sorted(out)


class Recogniser:
    """A trained tagger; ``find`` gives the spans of sentences."""

    def __init__(self, path: str | Path) -> None:
        if not Path(path).is_file():
            raise ModelError(f"{path}: no recogniser there; build one with `python models/build.py`")
        try:
            self._crf = Crf(Path(path).read_bytes())
        except ValueError as error:
            raise ModelError(f"{path}: {error}; train it again") from None
        self._said: dict[_Word, np.ndarray] = {}

    def find(self, sentences: Sequence[Given]) -> list[list[Found]]:
        """The spans of each sentence."""
        read = [[t for t in tokens if not t.text.isspace()] for tokens, _ in sentences]
        filled = [(tokens, known) for tokens, (_, known) in zip(read, sentences, strict=True) if tokens]
        if not filled:
            return [[] for _ in read]
        scores, lengths = self._scores(filled), [len(tokens) for tokens, _ in filled]
        # both readings side by side: what takes time is the number of steps, not how many sentences go through each
        tags = self._crf.decode(np.concatenate([scores, self._leaning(scores)]), lengths * 2)
        sure, maybe = iter(tags[: len(filled)]), iter(tags[len(filled) :])
        return [_with_doubtful(_spans(tokens, next(sure)), _spans(tokens, next(maybe))) if tokens else [] for tokens in read]

    def _leaning(self, scores: np.ndarray) -> np.ndarray:
        """The scores with every name made likelier by ``LEAN``."""
        leaning = scores + LEAN
        leaning[:, self._crf.labels.index("O")] -= LEAN
        return leaning

    def _scores(self, sentences: Sequence[Given]) -> np.ndarray:
        """What is said for each label of each token of sentences, none of which is empty."""
        words, together = [], []
        for tokens, known in sentences:
            padded = _words(tokens)
            words += padded
            together += _together(padded, known)
        said = self._words_say(words)
        # two words stand beyond each end of a sentence, so every token has its four neighbours
        near = said[2:-2, 0].copy()
        for k, d in enumerate(_PLACES, 1):
            near += said[2 + d : len(said) - 2 + d, k]
        inside = [i for i, w in enumerate(words[2:-2]) if w is not _PAD]
        return near[inside] + self._crf.scores(together)

    def _words_say(self, words: list[_Word]) -> np.ndarray:
        """What each word says for the labels: of itself, then of each neighbour."""
        # another thread may begin anew meanwhile: this one goes on with what it has
        said = self._said = self._said if len(self._said) < MOST_WORDS else {}
        new = list(dict.fromkeys(w for w in words if w not in said))
        if new:
            scores = self._crf.scores([features for w in new for features in (w.own, *w.given)])
            said.update(zip(new, scores.reshape(len(new), 1 + len(_PLACES), -1), strict=True))
        return np.array([said[w] for w in words])


def _spans(tokens: list[Token], tags: list[tuple[str, float]]) -> list[Found]:
    """The spans that the tags of a sentence mark."""
    out: list[Found] = []
    start = None
    for i, (tag, _) in enumerate([*tags, ("O", 1.0)]):
        if tag == "O" and start is None:
            continue  # most tokens are no part of a name
        if start is not None and not tag.startswith("I-"):
            first, p = tags[start]
            out.append((tokens[start].start, tokens[i - 1].end, first[2:], p))
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

    def find(self, sentences: Sequence[Given]) -> list[list[Found]]:
        """As ``Recogniser.find``."""
        found = zip(*(member.find(sentences) for member in self.members), strict=True)
        return [_surest([span for spans in each for span in spans]) for each in found]


class Recorder:
    """A recogniser that remembers what it found, for ``Replay``; probabilities with three digits, as on disk."""

    def __init__(self, member: Recogniser | Union) -> None:
        self.member, self.found = member, []

    def find(self, sentences: Sequence[Given]) -> list[list[Found]]:
        """As ``Recogniser.find``."""
        out = [[(a, b, label, round(p, 3)) for a, b, label, p in spans] for spans in self.member.find(sentences)]
        self.found += [span for spans in out for span in spans]
        return out


class Replay:
    """What a recogniser found in a document before, found again.

    The documents that ship were once read by recognisers that had not seen them; a fine-tuned
    scorer learns from the same names, for its own recognisers know less.
    """

    def __init__(self, found: Sequence[Found]) -> None:
        self.found = found

    def find(self, sentences: Sequence[Given]) -> list[list[Found]]:
        """As ``Recogniser.find``."""
        return [
            [span for span in self.found if tokens and tokens[0].start <= span[0] < tokens[-1].end]
            for tokens, _ in sentences
        ]


def _surest(found: list[Found]) -> list[Found]:
    """The spans without those that overlap a surer one."""
    kept: list[Found] = []
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
    rows: Rows, path: str | Path, *, c1: float = 0.2, c2: float = 0.2, iterations: int = 70,
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
