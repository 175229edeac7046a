"""workers: many processes that return plain rows.

Where processes are forked they share what the parent has loaded (no stage has a lock or writes to
it; Sudachi is made anew, see ``morphology``), elsewhere each loads its own. A Doc drags its
vocabulary along (55 MB pickled), so workers send records as JSON text. A
worker that dies is replaced; the articles it held are read again one at a time, and the one
that kills its worker a second time is reported, so that it harms no other.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from .records import Deal, Figure

Item = tuple[str, object, "str | None"]
#: What a task raises whose worker died, or whose pool was replaced before it began.
_LOST = (BrokenProcessPool, CancelledError)


def _init() -> None:
    # one BLAS thread a process: a second one only takes time from the other workers
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    _end_with_parent()


def _end_with_parent() -> None:
    """End this worker when its parent is killed: it holds both ends of its queue, and would wait for ever."""
    if sys.platform == "linux":
        import ctypes
        import signal

        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def _rows(batch: list[Item], options: dict) -> str:
    """Results of a batch as JSON text; runs in a worker."""
    from .pipeline import _one

    out = []
    for item in batch:
        r = _one(item, options)
        out.append(
            {
                "id": r.id,
                "deals": [d.model_dump(mode="json") for d in r.deals],
                "figures": [f.model_dump(mode="json") for f in r.figures],
                "error": r.error,
            }
        )
    return json.dumps(out, ensure_ascii=True)


def _results(text: str):
    from .pipeline import Result

    for row in json.loads(text):
        yield Result(
            row["id"],
            [Deal.model_validate(d) for d in row["deals"]],
            [Figure.model_validate(f) for f in row["figures"]],
            row["error"],
        )


def pool_map(items: Iterable[Item], *, n_process: int, batch_size: int, options: dict) -> Iterator:
    """``Result``s of a stream of items, in order, at most a few batches ahead of the reader."""
    pool = _Pool(n_process)
    try:
        stream = iter(items)
        waiting: deque[tuple[list[Item], Future]] = deque()
        while True:
            while len(waiting) < 2 * n_process + 1 and (batch := list(islice(stream, batch_size))):
                waiting.append((batch, pool.submit(batch, options)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                yield from _results(future.result())
            except _LOST:
                rest = [b for b, _ in waiting]
                pool.replace()
                yield from _one_by_one(pool, batch, options)
                waiting = deque((b, pool.submit(b, options)) for b in rest)
    finally:
        pool.close()


def _one_by_one(pool: _Pool, batch: list[Item], options: dict) -> Iterator:
    """Results of a batch that lost its worker: each article alone, and twice if need be.

    The worker may have died of another article: only who kills one that reads nothing else is to blame.
    """
    from .pipeline import Result

    for item in batch:
        for _ in range(2):
            try:
                yield from _results(pool.submit([item], options).result())
                break
            except _LOST:
                pool.replace()
        else:
            yield Result(item[0], error="the worker process died twice on this article (out of memory?)")


class _Pool:
    """A process pool that can be replaced when a worker has died."""

    def __init__(self, n: int) -> None:
        self._n = n
        self._make()

    def _make(self) -> None:
        method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
        self._pool = ProcessPoolExecutor(self._n, mp_context=multiprocessing.get_context(method), initializer=_init)

    def submit(self, batch: list[Item], options: dict) -> Future:
        try:
            return self._pool.submit(_rows, batch, options)
        except BrokenProcessPool:
            self.replace()
            return self._pool.submit(_rows, batch, options)

    def replace(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._make()

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
