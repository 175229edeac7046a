"""Put the real output of commands into README.md, or check that it still is theirs.

    python scripts/readme.py            run the commands and write their output
    python scripts/readme.py --check    exit 1 when a block differs from what its command prints

A block is fenced text under a comment with the command: ``<!-- output of: COMMAND -->``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"(<!-- output of: (?P<command>[^\n]+?) -->\n```text\n)(?P<body>.*?)(?=```)", re.DOTALL)


def output(command: str) -> str:
    """What a command of the README prints, run by this Python in the checkout."""
    here = command.replace("aiinfra-nlp ", f'"{sys.executable}" -m aiinfra_nlp.cli ')
    here = re.sub(r"^python ", f'"{sys.executable}" ', here)
    environment = {**os.environ, "COLUMNS": "118", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        here, shell=True, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    return done.stdout.rstrip() + "\n"


def main() -> int:
    """Write or check; returns the exit code."""
    text = README.read_text(encoding="utf-8")
    new = BLOCK.sub(lambda m: m[1] + output(m["command"]), text)
    if "--check" not in sys.argv[1:]:
        README.write_text(new, encoding="utf-8", newline="\n")
        return 0
    for old, now in zip(BLOCK.finditer(text), BLOCK.finditer(new), strict=True):
        if old["body"] != now["body"]:
            print(f"README.md: not the output of `{old['command']}` any more; run python scripts/readme.py")
    return int(text != new)


if __name__ == "__main__":
    sys.exit(main())
