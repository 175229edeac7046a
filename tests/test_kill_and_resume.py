"""A run that is killed again and again ends with the same file as one that is not."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aiinfra_nlp.extracting import part_of

ROOT = Path(__file__).parents[1]
pytestmark = [pytest.mark.model, pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")]


def start(source: Path, target: Path, *more: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "aiinfra_nlp.cli", "extract", str(source), "--output", str(target), "--quiet", *more]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE, text=True)


def lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def kill_when(process: subprocess.Popen, part: Path, wanted: int) -> None:
    """SIGKILL to the whole process group once so many lines are written."""
    limit = time.monotonic() + 120
    while process.poll() is None and lines(part) < wanted and time.monotonic() < limit:
        time.sleep(0.001)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


@pytest.mark.parametrize("processes", [1, 2])
def test_killed_and_resumed(tmp_path, processes):
    texts = [json.loads(p.read_text(encoding="utf-8"))["text"] for p in sorted((ROOT / "annotations" / "dev").glob("*.json"))]
    source, whole, target = tmp_path / "in.jsonl", tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    rows = [{"id": f"{i}", "text": t + "\u2028", "date": "2025-09-10"} for i, t in enumerate(texts * 4)]
    source.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    assert start(source, whole).wait(300) == 0

    draw, part, kills, done = random.Random(processes), part_of(target), 0, 0
    for _ in range(4):
        process = start(source, target, "--resume", "--n-process", str(processes))
        kill_when(process, part, done + draw.randint(1, 60))
        if process.returncode == -signal.SIGKILL:
            kills += 1
            assert not target.exists()
        # nothing that was written is lost
        assert lines(part) >= done or target.exists()
        done = lines(part)
        with part.open("r+b") as stream:  # a line that was cut off in the middle of a character
            body = stream.read()
            cut = body.rfind("\u3092".encode()) + 1
            if body and cut > body.rfind(b"\n", 0, -1):
                stream.truncate(cut)
                done -= 1
    last = start(source, target, "--resume", "--n-process", str(processes))
    assert last.wait(300) == 0, last.stderr.read()
    assert kills >= 2
    assert not part.exists()
    assert target.read_bytes() == whole.read_bytes()


CODE = """
import os
from pathlib import Path
from aiinfra_nlp import extract_many
results = extract_many((f"A社は{i}億ドルを投資する。" for i in range(10**9)), n_process=2)
next(results)
print(Path(f"/proc/self/task/{os.getpid()}/children").read_text(), flush=True)
for _ in results: pass
"""


@pytest.mark.skipif(sys.platform != "linux", reason="by /proc and prctl")
def test_workers_end_with_a_killed_parent():
    process = subprocess.Popen([sys.executable, "-c", CODE], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    workers = process.stdout.readline().split()
    assert len(workers) >= 2
    process.kill()
    process.communicate()
    limit = time.monotonic() + 30
    while any(Path(f"/proc/{w}").exists() for w in workers) and time.monotonic() < limit:
        time.sleep(0.05)
    assert not [w for w in workers if Path(f"/proc/{w}").exists()]
