"""The open corpora as labelled sentences, for the build of the recogniser.

They are not part of this repository (see README.md for names and licences): give the folder
that holds them. Their labels are mapped to ours; what has no counterpart is left unlabelled.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

_STOCKMARK = {"法人名": "ORG", "その他の組織名": "ORG", "政治的組織名": "GOV", "人名": "PERSON", "地名": "PLACE", "製品名": "PRODUCT"}
_GSD = {"ORG": "ORG", "PERSON": "PERSON", "GPE": "PLACE", "PRODUCT": "PRODUCT"}


def stockmark(root: Path, *, held_out: bool | None = None) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Sentences of the Stockmark corpus; ``held_out`` picks every tenth article (True) or the others (False)."""
    rows = json.loads((root / "stockmark-ner-wikipedia" / "ner.json").read_text(encoding="utf-8"))
    for row in rows:
        if held_out is not None and (int(row["curid"]) % 10 == 0) != held_out:
            continue
        yield row["text"], [(*e["span"], _STOCKMARK[e["type"]]) for e in row["entities"] if e["type"] in _STOCKMARK]


def gsd(root: Path, split: str) -> Iterator[tuple[str, list[tuple[int, int, str]]]]:
    """Sentences of UD Japanese GSD with entities; ``split`` is train, dev or test."""
    text, spans, open_ = "", [], None
    lines = (root / "ud-japanese-gsd-ne" / f"{split}.bio").read_text(encoding="utf-8").splitlines()
    for line in [*lines, ""]:
        if not line.strip():
            if text:
                if open_:
                    spans.append(tuple(open_))
                yield text, [(s, e, _GSD[t]) for s, e, t in spans if t in _GSD]
            text, spans, open_ = "", [], None
            continue
        word, _, tag = line.rpartition("\t")
        start = len(text)
        text += word
        if tag.startswith("I-") and open_:
            open_[1] = len(text)
        else:
            if open_:
                spans.append(tuple(open_))
            open_ = [start, len(text), tag[2:]] if tag.startswith("B-") else None
