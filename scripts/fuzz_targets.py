"""What is fuzzed: each target takes any bytes and may raise nothing but our own errors.

``TARGETS`` maps a name to a function of bytes. Bytes are turned into Japanese text, or into
changes of a real document, so that a random string of them soon reaches deep code; the same
bytes always give the same input, so a crash is kept as the bytes alone.
"""

from __future__ import annotations

import io
import json
import os
import tempfile
from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from aiinfra_nlp.errors import AiinfraError

ROOT = Path(__file__).resolve().parents[1]
#: Where a file that a target reads is put: in memory where the system has such a place.
SCRATCH = Path("/dev/shm" if os.access("/dev/shm", os.W_OK) else tempfile.gettempdir())
#: One byte below 160: digits, signs, particles and what breaks tokenizers.
SIGNS = [
    *"0123456789", *"０１２3４５６７８９", *"〇一二三四五六七八九十百千万億兆京零壱数", *"、。・，．,.:;!?！？…‥〜~ー-–—―/／%％",
    *"「」『』（）()【】[]〈〉《》“”\"'", *"はがをにでとのへもやら約円元米日独英仏社同両年月日期", *" 　\t\n\r", "\r\n", "\u2028", "\u0085", "\x00",
    "\u200b", "\ufeff", "\u3099", "\u309a", "ﾞ", "㌦", "㍿", "㎿", "①", "½", "\ud800", "\udfff", "🚀", "👨‍👩‍👧", "\U000e0100", "𠮷", "\u202e", "|", "\\", "<", "&",
]  # fmt: skip
#: Tables whose words make up the text, with the column that holds them.
WORDS = {
    "triggers": "word", "currencies": "text", "date_words": "text", "units": "text", "qualifiers": "text",
    "references": "word", "status": "cue", "hearsay": "cue", "eras": "era", "counters": "text", "per": "text",
    "legal_forms": "form", "furniture": "text", "number_words": "text", "measures": "text", "subunits": "text",
}  # fmt: skip
NAMES = (
    "エヌビディア,オープンAI,OpenAI,マイクロソフト,ソフトバンクグループ,SBG,メタ,アーム,グーグル,米政府,経済産業省,経産省,愛知県,双葉商事,"
    "Xイー,株式会社AI,ステラテック,オラクル,ストライプ,AWS,TSMC,GPU,Stargate,スターゲート,以下「当社」,以下「A」という,第3四半期,令和7年,FY2025,"
    "2025年9月10日,昨年10月,今後4年間で,10〜12月期,10億ドル,300億円(約2億ドル),1500億〜2000億円,4.5ギガワット,9.9%,50万枚"
).split(",")


def take(data: bytes, n: int) -> int:
    """The first ``n`` bytes as a number."""
    return int.from_bytes(data[:n], "big")


@lru_cache(maxsize=1)
def words() -> list[str]:
    """Everything our tables know, and some names."""
    from aiinfra_nlp.resources import read_tsv

    found = list(NAMES)
    for table, column in WORDS.items():
        rows = read_tsv(table)
        column = column if column in rows[0] else next(iter(rows[0]))
        found += [r[column] for r in rows if r[column]]
    return found


def text_of(data: bytes) -> str:
    """Text that looks like our articles, with anything at all in between."""
    table, out, i = words(), [], 0
    while i < len(data):
        b = data[i]
        if b < 160:
            out.append(SIGNS[b % len(SIGNS)])
            i += 1
        elif b < 248:
            out.append(table[take(data[i : i + 3], 3) % len(table)])
            i += 3
        elif b < 254:
            out.append(chr(take(data[i + 1 : i + 4], 3) % 0x110000))
            i += 4
        else:
            # a long run of what came last
            out.append((out[-1] if out else "1")[:8] * (2 + take(data[i + 1 : i + 2], 1) ** 2 // 512))
            i += 2
    return "".join(out)


# --- targets ------------------------------------------------------------------------------------


def text(data: bytes) -> None:
    """The whole pipeline: spans give their text, records survive JSON."""
    from aiinfra_nlp.document import clean
    from aiinfra_nlp.pipeline import read
    from aiinfra_nlp.records import Deal

    given = text_of(data)
    doc = read(given, article_date="2025-09-10" if len(data) % 2 else None, explain=len(data) % 3 == 0)
    plain = clean(given)
    deals, figures = doc._.deals, doc._.figures
    mentions = [m for d in deals for ms in (d.evidence, *d.mentions.values(), *(p.mentions for p in d.parties)) for m in ms]
    for m in [*mentions, *(f.mention for f in figures)]:
        if clean(m.text) != plain[m.start : m.end] or not m.text:
            raise AssertionError(f"span {m.start}:{m.end} is not {m.text!r}")
    for deal in deals:
        if Deal.model_validate_json(deal.model_dump_json()) != deal:
            raise AssertionError("a record changes on its way through JSON")


def quantities(data: bytes) -> None:
    """Money, numbers, stakes, capacities: spans lie in the text."""
    from aiinfra_nlp import normalize as n

    folded = n.fold(text_of(data)).text
    for find in (n.find_money, n.find_numbers, n.find_percents, n.find_stakes, n.find_capacities, n.find_periods):
        for m in find(folded):
            if not 0 <= m.start < m.end <= len(folded):
                raise AssertionError(f"{find.__name__}: span {m.start}:{m.end} of {len(folded)}")


def money(data: bytes) -> None:
    """Money alone, and its value in dollars."""
    from aiinfra_nlp import normalize as n

    for m in n.find_money(n.fold(text_of(data)).text):
        n.to_usd(m, "2025-09-10")


def dates(data: bytes) -> None:
    """Dates in a text, against an article's date that may be none."""
    from aiinfra_nlp import normalize as n
    from aiinfra_nlp.pipeline import check_date

    given = text_of(data)
    folded = n.fold(given).text
    day = f"{take(data, 2) % 10_000:04d}-{1 + take(data[2:], 1) % 14:02d}-{take(data[3:], 1) % 33:02d}"
    for on in (given[:10], day):
        try:
            check_date(on)
        except AiinfraError:
            continue
        for m in n.find_dates(folded, article_date=on):
            if not 0 <= m.start < m.end <= len(folded):
                raise AssertionError(f"span {m.start}:{m.end} of {len(folded)}")
    n.find_dates(folded)


def annotations(data: bytes) -> None:
    """An annotated document with a few values replaced, and one whose bytes are damaged."""
    from aiinfra_nlp.annotations.schema import parse_document, read_document

    if data[:1] < b"\xc0":
        parse_document(changed(samples()[take(data, 1) % len(samples())], data[1:]))
        return
    body = damaged(json.dumps(samples()[take(data[1:], 1) % len(samples())], ensure_ascii=False).encode(), data[2:])
    read_document(file_of(body, "document.json"))


def predictions(data: bytes) -> None:
    """A file of predictions with changed lines."""
    from aiinfra_nlp.systems import read_predictions

    sample = samples()[take(data, 1) % len(samples())]
    fields = {k: sample.get(k) for k in ("deals", "figures")}
    lines = [{"id": s["id"], **as_dict(changed(fields, data[1 + i :: 2]))} for i, s in enumerate((sample, samples()[-1]))]
    body = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode(errors="surrogatepass")
    path = file_of(damaged(body, data[1:]) if data[:1] > b"\xc0" else body, "predictions.jsonl")
    system = read_predictions(path, [s["id"] for s in samples()])
    from types import SimpleNamespace

    system.predict(SimpleNamespace(id=sample["id"], text="", date=None))


#: What would end a cell or a row of a table, and what UTF-8 cannot hold.
CELL = dict.fromkeys([*map(ord, "\t\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), *range(0xD800, 0xE000)], " ")


def gazetteer(data: bytes) -> None:
    """A user's registry file, read, indexed and searched."""
    from aiinfra_nlp.gazetteer import Gazetteer
    from aiinfra_nlp.resources import _load, read_tsv

    header = ["name\taliases", "name\taliases\tkind\tcountry", "name\taliases\tambiguous\tparent"][len(data) % 3]
    cells = [text_of(part).translate(CELL) for part in data.split(b"\xff")]
    width = header.count("\t") + 1
    # most files are whole: the names differ, and every row has its cells
    cells += ["A社", "甲乙", "other", "JP"][len(cells) % width :] if len(cells) % width and data[:1] < b"\xe0" else []
    rows = ["\t".join(cells[i : i + width]) for i in range(0, len(cells), width)]
    body = (header + "\n" + "\n".join(rows)).encode(errors="surrogatepass")
    path = file_of(damaged(body, data[-8:]) if len(data) % 7 == 0 else body, "own.tsv")
    _load.cache_clear()
    found = Gazetteer(read_tsv(str(path), ("name", "aliases")), "own")
    for m in found.find("".join(cells)):
        if m.start >= m.end:
            raise AssertionError("an empty match")


def files(data: bytes) -> None:
    """Any bytes as a text file and as JSON Lines."""
    from aiinfra_nlp.reading import read_inputs

    encodings = ("utf-8", "cp932", "euc_jp", "utf-16", "iso2022_jp")
    body = text_of(data[1:]).encode(encodings[take(data, 1) % 5], errors="ignore")
    line = json.dumps({"text": text_of(data[1:]), "date": text_of(data[:2])}).encode()
    for content, field in ((data, None), (body, None), (damaged(line, data), "text"), (data, "text")):
        for item in read_inputs(["-"], stdin=io.BytesIO(content), text_field=field):
            if (item.text is None) == (item.error is None) or "\n" in (item.error or "").strip("\n"):
                raise AssertionError(f"neither a text nor one line of error: {item.error!r}")


TARGETS: dict[str, Callable[[bytes], None]] = {
    f.__name__: f for f in (text, quantities, money, dates, annotations, predictions, gazetteer, files)
}


# --- changed documents --------------------------------------------------------------------------


@lru_cache(maxsize=1)
def samples() -> list[dict[str, Any]]:
    """Some annotated documents of our own."""
    paths = sorted((ROOT / "annotations" / "dev").glob("*.json"))
    return [json.loads(p.read_text(encoding="utf-8")) for p in islice(paths, 0, None, 8)]


ODD_VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 10**20, 1.5, float("nan"), float("inf"), "", " ", "NaN", "1e999999", "-0", "1" * 5000, "2025-13-45",
    [], {}, [None], [[[]]], {"": 0}, "investor", "USD", "XXX", "in_talks", "\ud800", "\x00", "0.1" * 20, {"value": "1", "currency": "USD"},
)  # fmt: skip


def changed(value: Any, data: bytes) -> Any:
    """A copy with up to four places replaced, dropped or repeated."""
    copy = json.loads(json.dumps(value))
    for i in range(0, min(len(data), 24), 6):
        step = data[i : i + 6]
        at, keys = copy, []
        for b in step[:4]:
            if not isinstance(at, (dict, list)) or not at:
                break
            key = list(at)[b % len(at)] if isinstance(at, dict) else b % len(at)
            keys.append((at, key))
            at = at[key]
        if not keys:
            return ODD_VALUES[take(step, 1) % len(ODD_VALUES)]
        parent, key = keys[-1 - take(step[4:5], 1) % len(keys)]
        how = take(step[5:6], 1)
        if how < 16:
            del parent[key]
        elif how < 64 and isinstance(parent, list):
            parent.append(parent[key])
        elif how < 128:
            parent[key] = text_of(data[i:])
        elif how < 160 and isinstance(parent[key], int):
            parent[key] += how - 144
        else:
            parent[key] = ODD_VALUES[how % len(ODD_VALUES)]
    return copy


def as_dict(value: Any) -> dict[str, Any]:
    """The value itself, or one whose deals it is."""
    return value if isinstance(value, dict) else {"deals": value}


def damaged(body: bytes, data: bytes) -> bytes:
    """Bytes with a few of them replaced, cut out, or by a deep nest or a long number."""
    for i in range(0, min(len(data), 16), 4):
        step = data[i : i + 4]
        at = take(step, 2) % (len(body) + 1)
        how = take(step[2:3], 1)
        new = {0: b"[" * 100_000, 1: b"9" * 5000, 2: b'"', 3: b"", 4: b"\x1f\x8b", 5: b'{"a":' * 5000}.get(how % 32, step[3:])
        body = body[:at] + new + body[at + how % 3 :]
    return body


def file_of(body: bytes, name: str) -> Path:
    """A file with these bytes."""
    path = SCRATCH / f"fuzz-{os.getpid()}-{name}"
    path.write_bytes(body)
    return path
