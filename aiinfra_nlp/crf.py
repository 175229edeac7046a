"""crf: reads a linear-chain CRF in CRFsuite's format and decodes many sentences at once.

In:  a file that ``pycrfsuite.Trainer`` wrote; the features of the tokens of many sentences.
Out: the best tag of each token (Viterbi) and how probable it is (forward-backward).

The scores are those of ``pycrfsuite.Tagger`` up to rounding. That one takes a sentence at a time
and looks every feature string up in its file; here what a word says can be kept, and sentences
go side by side through numpy. There is no state that threads would have to share.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import chain, repeat

import numpy as np

#: Of ``header_t`` and the chunks in CRFsuite's crf1d_model.c and cqdb.c.
_HEADER = struct.Struct("<4sI4s9I")
_FEATURE = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_STATE, _MOVE = 0, 1

class Crf:
    """A model: ``scores`` of what is known of tokens, then ``decode``."""

    def __init__(self, data: bytes) -> None:
        """Read a model from the bytes of its file; nothing in it is executed.

        Raises:
            ValueError: it is no such file, or it is cut off.
        """
        try:
            magic, _, kind, *_, features, labels, attributes, _, _ = _HEADER.unpack_from(data)
            if (magic, kind) != (b"lCRF", b"FOMC"):
                raise ValueError("not a model of CRFsuite")
            self.labels = _strings(data, labels)
            names = _strings(data, attributes)
            chunk, _, number = struct.unpack_from("<4sII", data, features)
            rows = np.frombuffer(data, _FEATURE, number, features + 12)
            self._index = {name: i for i, name in enumerate(names)}
            self._weights = _matrix(rows[rows["kind"] == _STATE], len(names) + 1, len(self.labels))
            self._moves = _matrix(rows[rows["kind"] == _MOVE], len(self.labels), len(self.labels))
        except (struct.error, IndexError) as error:
            raise ValueError(f"a model of CRFsuite that is damaged ({error})") from None

    def scores(self, features: Sequence[Sequence[str]]) -> np.ndarray:
        """What each set of features, none of which is empty, says for each label: a row for each."""
        # what the model does not know has the last row, of zeros
        lengths = list(map(len, features))
        ends = np.cumsum(lengths)
        rows = np.fromiter(map(self._index.get, chain.from_iterable(features), repeat(len(self._index))), np.intp, int(ends[-1]))
        return np.add.reduceat(self._weights.take(rows, 0), ends - lengths, axis=0)

    def decode(self, scores: np.ndarray, lengths: Sequence[int]) -> list[list[tuple[str, float]]]:
        """The best tag of each token of each sentence, with its probability (1 where the whole sentence is O).

        Args:
            scores: of the tokens of all sentences, one sentence after the other.
            lengths: tokens of each sentence, at least one.
        """
        if not lengths:
            return []
        # the longest first: those that go on at step t are the first ones
        order = np.argsort(-np.array(lengths), kind="stable")
        steps = np.array(lengths)[order]
        table = np.zeros((steps[0], len(steps), len(self.labels)))  # steps x sentences x labels
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        table[np.concatenate([np.arange(n) for n in lengths]), np.repeat(place, lengths)] = scores
        paths = self._best(table, steps)
        outside = self.labels.index("O") if "O" in self.labels else -1
        named = np.flatnonzero(((paths != outside) & (np.arange(len(paths))[:, None] < steps)).any(0))
        sure = np.ones(paths.shape)
        if len(named):
            most = steps[named[0]]
            chances = self._chances(table[:most, named], steps[named])
            # the last digits hang on how many sentences went side by side; what comes out may not
            sure[:most, named] = np.take_along_axis(chances, paths[:most, named, None], 2)[..., 0].round(9)
        out, some = [], set(named.tolist())
        for n, k in zip(lengths, place.tolist(), strict=True):
            if k not in some:
                out.append([("O", 1.0)] * n)
                continue
            tags = [self.labels[i] for i in paths[:n, k].tolist()]
            out.append(list(zip(tags, sure[:n, k].tolist(), strict=True)))
        return out

    def _best(self, scores: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Viterbi: steps x sentences, the label of each token."""
        best = scores.copy()
        going = _going(lengths)
        for t in range(1, len(best)):
            n = going[t]
            best[t, :n] += np.maximum.reduce(best[t - 1, :n, :, None] + self._moves, 1)
        paths = np.zeros(scores.shape[:2], np.intp)
        last = best[lengths - 1, np.arange(len(lengths))].argmax(1)
        into = np.ascontiguousarray(self._moves.T)
        for t in reversed(range(len(best))):
            n = going[t + 1]  # the others end here
            if n:
                paths[t, :n] = (best[t, :n] + into.take(paths[t + 1, :n], 0)).argmax(1)
            paths[t, n : going[t]] = last[n : going[t]]
        return paths

    def _chances(self, scores: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Forward-backward, scaled at each step: the probability of each label of each token."""
        states = np.exp(scores - scores.max(2, keepdims=True))
        moves = np.exp(self._moves)
        going = _going(lengths)
        before, after = states.copy(), np.ones(states.shape)
        for t in range(1, len(states)):
            n = going[t]
            here = before[t, :n]
            here *= before[t - 1, :n] @ moves
            here /= np.add.reduce(here, 1, keepdims=True)
        for t in reversed(range(len(states) - 1)):
            n = going[t + 1]
            here = after[t, :n]
            np.matmul(states[t + 1, :n] * after[t + 1, :n], moves.T, out=here)
            here /= np.add.reduce(here, 1, keepdims=True)
        both = before * after
        return both / both.sum(2, keepdims=True)


def _going(lengths: np.ndarray) -> list[int]:
    """How many sentences, the longest first, have a token at each step; none after the last."""
    return (lengths[:, None] > np.arange(lengths[0] + 1)).sum(0).tolist()


def _strings(data: bytes, start: int) -> list[str]:
    """The strings of a constant quark database (cqdb), by number."""
    chunk, size, _, _, number, numbers = struct.unpack_from("<4s5I", data, start)
    if chunk != b"CQDB" or start + size > len(data):
        raise ValueError("a model of CRFsuite that is cut off")
    if not number:
        return []
    # each record is its number, the length of the string, the string and a zero, one record after the other
    at = np.frombuffer(data, "<u4", number, start + numbers).astype(np.int64)
    _, length = struct.unpack_from("<2I", data, start + int(at[-1]))
    first, end = int(at[0]), int(at[-1]) + 8 + length
    if (np.diff(at) <= 8).any():
        raise ValueError("strings in another order than CRFsuite writes them in")
    text = np.frombuffer(data, np.uint8, end - first, start + first)
    keep = np.ones(len(text), bool)
    keep[((at - first)[:, None] + np.arange(8)).ravel()] = False
    return text[keep].tobytes().decode().split("\0")[:number]


def _matrix(features: np.ndarray, rows: int, columns: int) -> np.ndarray:
    matrix = np.zeros((rows, columns))
    matrix[features["source"], features["target"]] = features["weight"]
    return matrix
