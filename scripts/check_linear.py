"""Does the time grow in proportion to the text? Doubles texts of many kinds and compares the times.

    python scripts/check_linear.py [KIND...]

Prints the milliseconds for each length and the growth at the last doubling (2 is linear); exits 1
when one is over the bound. Times on a busy machine vary: the bound is generous, and a kind that is
over it is measured again.
"""

from __future__ import annotations

import sys
import time
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from aiinfra_nlp import extract_deals  # noqa: E402
from aiinfra_nlp.annotations.load import load_documents  # noqa: E402

BOUND = 3.0
#: Up to the length of a part (``parts.LONGEST``): what is longer is linear by being cut. See also ``linearity.py``.
LENGTHS = (3_000, 6_000, 12_000, 24_000)
DEAL = "オラクルは10日、OpenAIと5年間で3000億ドルのクラウド契約を結んだと発表した。"


def kinds() -> dict[str, str]:
    """Pieces to repeat, by name; articles are different ones in turn."""
    articles = "\n\n".join(d.text for d in load_documents("train"))
    return {
        "articles": articles,
        "one deal": DEAL,
        "one deal a line": DEAL + "\n",
        "no full stop": "東京大阪名古屋と",
        "amounts": "10億ドル、",
        "full-width amounts": "１０億㌦と",
        "digits": "1",
        "digits and commas": "1,",
        "兆": "兆",
        "opening brackets": "「",
        "brackets": "「」()",
        "bullets": "・\n",
        "names": "オラクルとOpenAIとマイクロソフトと",
        "contracts of names": "オラクルとOpenAIが契約\n",
        "deal words": "契約の",
        "references": "同社は両社と",
        "definitions": "A株式会社(以下「甲」)は",
        "dates": "2025年9月10日に",
        "decomposed kana": "か\u3099",
        "emoji": "👨‍👩‍👧‍👦",
        "table": "|10億ドル|OpenAI|\n",
    }


def text_of(piece: str, length: int) -> str:
    """A text of a length made of a piece."""
    return "".join(islice(cycle(piece), length))


def times(piece: str) -> list[float]:
    """Seconds for each length."""
    found = []
    for length in LENGTHS:
        text = text_of(piece, length)
        start = time.perf_counter()
        extract_deals(text)
        found.append(time.perf_counter() - start)
    return found


def main() -> int:
    """Measure all kinds, or those named."""
    extract_deals(DEAL)
    failed = 0
    for name, piece in kinds().items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        for _ in range(3):
            seconds = times(piece)
            growth = seconds[-1] / seconds[-2]
            # what takes no time has no growth worth measuring
            if growth <= BOUND or seconds[-1] < 0.2:
                break
        else:
            failed = 1
        print(f"{name:22}" + "".join(f"{s * 1000:9.0f} ms" for s in seconds) + f"   x{growth:.1f}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
