"""Fuzz the library: random bytes, coverage-guided (atheris) or searched by hypothesis.

    nice python scripts/fuzz.py --inputs 200000 --write                 # every target, seeded generator
    nice python scripts/fuzz.py --engine atheris text --inputs 20000    # needs: pip install atheris
    nice python scripts/fuzz.py --engine hypothesis annotations --inputs 5000

An input that raises anything but our own errors, or takes longer than ten seconds, is kept in
``tests/crashes`` (``TARGET-HASH.bin``), where ``tests/test_fuzz_regressions.py`` reads it. The
counts are added up in ``benchmarks/fuzz.json`` by ``--write``. See ``fuzz_targets.py``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from aiinfra_nlp.errors import AiinfraError  # noqa: E402

CRASHES, COUNTS = ROOT / "tests" / "crashes", ROOT / "benchmarks" / "fuzz.json"
#: CPU seconds that one input may take.
LIMIT = 10.0


class HangError(Exception):
    """An input took too long."""


class Runner:
    """Runs a target, counts inputs, keeps each kind of crash once."""

    def __init__(self, name: str) -> None:
        from fuzz_targets import TARGETS

        self.name, self.target = name, TARGETS[name]
        self.inputs = self.refused = 0
        self.slowest = 0.0
        self.crashes: dict[str, bytes] = {}
        signal.signal(signal.SIGVTALRM, self._stop)

    def _stop(self, *_: object) -> None:
        raise HangError(f"more than {LIMIT:.0f} s")

    def __call__(self, data: bytes) -> None:
        """Run one input."""
        self.inputs += 1
        signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
        start = time.perf_counter()
        try:
            self.target(data)
        except AiinfraError:
            self.refused += 1
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            self._keep(data, error)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            self.slowest = max(self.slowest, time.perf_counter() - start)

    def _keep(self, data: bytes, error: Exception) -> None:
        ours = [f for f in traceback.extract_tb(error.__traceback__) if "aiinfra_nlp" in f.filename]
        place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "target"
        kind = f"{type(error).__name__} at {place}"
        if kind in self.crashes:
            return
        self.crashes[kind] = data
        CRASHES.mkdir(exist_ok=True)
        path = CRASHES / f"{self.name}-{hashlib.sha256(data).hexdigest()[:12]}.bin"
        path.write_bytes(data)
        print(f"{self.name}: {kind}: {error!s:.200} -> {path.name}", file=sys.stderr, flush=True)

    def report(self, engine: str, seed: int, seconds: float) -> dict:
        """What was done, as a row."""
        return {
            "target": self.name, "engine": engine, "seed": seed, "inputs": self.inputs, "refused": self.refused,
            "seconds": round(seconds, 1), "slowest_ms": round(1000 * self.slowest), "crashes": sorted(self.crashes),
        }  # fmt: skip


def by_generator(run: Runner, n: int, seed: int) -> None:
    """Random bytes; half of them are changed from inputs before."""
    draw = random.Random(f"{run.name} {seed}")
    pool: list[bytes] = [b""]
    for _ in range(n):
        if draw.random() < 0.5:
            data = draw.randbytes(int(2 ** draw.uniform(0, 6.5)))
        else:
            old, other = draw.choice(pool), draw.choice(pool)
            at = draw.randint(0, len(old))
            data = (old[:at] + draw.randbytes(draw.randint(0, 3)) + other[draw.randint(0, len(other)) :])[:256]
        if len(pool) < 500:
            pool.append(data)
        else:
            pool[draw.randrange(500)] = data
        run(data)


def by_hypothesis(run: Runner, n: int, seed: int) -> None:
    """Hypothesis chooses the bytes."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from hypothesis import strategies as st

    @seeded(seed)
    @settings(
        max_examples=n, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(data=st.binary(max_size=200))
    def one(data: bytes) -> None:
        run(data)

    one()


def by_atheris(run: Runner, n: int, seed: int, done: Callable[[], None]) -> None:
    """Coverage of our modules chooses the bytes; libFuzzer ends the process, so ``done`` is called before."""
    import atheris

    def one(data: bytes) -> None:
        run(data)
        if run.inputs >= n:
            done()
            sys.stdout.flush()
            import os

            os._exit(1 if run.crashes else 0)

    options = [sys.argv[0], f"-seed={seed + 1}", "-max_len=200", "-len_control=0", "-verbosity=0", "-timeout=60"]
    atheris.Setup(options, one)
    atheris.Fuzz()


def add_up(row: dict) -> None:
    """Add a row to the counts, replacing one of the same target, engine and seed."""
    rows = json.loads(COUNTS.read_text(encoding="utf-8"))["runs"] if COUNTS.exists() else []
    key = ("target", "engine", "seed")
    rows = [r for r in rows if [r[k] for k in key] != [row[k] for k in key]] + [row]
    rows.sort(key=lambda r: [r[k] for k in key])
    total = {"inputs": sum(r["inputs"] for r in rows), "runs": rows}
    COUNTS.write_text(json.dumps(total, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """Fuzz; 1 if something broke."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="*", help="all, if none is named")
    parser.add_argument("--engine", choices=("generator", "hypothesis", "atheris"), default="generator")
    parser.add_argument("--inputs", type=int, default=10_000, metavar="N", help="of each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", action="store_true", help="add the counts to benchmarks/fuzz.json")
    args = parser.parse_args(argv)
    if args.engine == "atheris":
        # before the first import of what is to be watched
        import atheris

        with atheris.instrument_imports(include=["aiinfra_nlp"]):
            import aiinfra_nlp.annotations.schema
            import aiinfra_nlp.pipeline
            import aiinfra_nlp.pipes.components
            import aiinfra_nlp.pipes.records.finish
            import aiinfra_nlp.reading
            import aiinfra_nlp.systems  # noqa: F401
        if len(args.targets) != 1:
            parser.error("atheris takes one target at a time")
    from fuzz_targets import TARGETS

    broken = False
    for name in args.targets or TARGETS:
        run, start = Runner(name), time.perf_counter()
        run(b"\xa0\x00\x01")  # what loads at the first call is no hang
        run.slowest = 0.0

        def done(run: Runner = run, start: float = start) -> None:
            row = run.report(args.engine, args.seed, time.perf_counter() - start)
            print(json.dumps(row, ensure_ascii=False), flush=True)
            if args.write:
                add_up(row)

        if args.engine == "atheris":
            by_atheris(run, args.inputs, args.seed, done)
        (by_hypothesis if args.engine == "hypothesis" else by_generator)(run, args.inputs, args.seed)
        done()
        broken = broken or bool(run.crashes)
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
