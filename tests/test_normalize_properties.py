"""Whatever is written in any notation reads back the same, in any text."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from aiinfra_nlp.normalize import find_money, fold, parse_number

KANJI = "〇一二三四五六七八九"
SCALES = [(10**16, "京"), (10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")]
CURRENCIES = {
    "円": "JPY",
    "ドル": "USD",
    "米ドル": "USD",
    "ユーロ": "EUR",
    "元": "CNY",
    "ウォン": "KRW",
    "台湾ドル": "TWD",
}
SIGNS = {"$": "USD", "US$": "USD", "¥": "JPY", "€": "EUR", "NT$": "TWD", "£": "GBP"}
WIDE = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in "0123456789.,"})

integers = st.integers(1, 10**20 - 1) | st.integers(1, 10**6) | st.sampled_from([10**n for n in range(20)])


def sections(n: int):
    for size, name in SCALES:
        part, n = divmod(n, size)
        if part:
            yield part, name


def mixed(n: int, comma: bool) -> str:
    return "".join((f"{part:,}" if comma else str(part)) + name for part, name in sections(n))


def small_kanji(n: int, one: bool) -> str:
    out = ""
    for size, name in ((1000, "千"), (100, "百"), (10, "十")):
        digit, n = divmod(n, size)
        if digit:
            out += ("" if digit == 1 and not (one and size == 1000) else KANJI[digit]) + name
    return out + (KANJI[n] if n else "")


def kanji(n: int, one: bool) -> str:
    return "".join(small_kanji(part, one) + name for part, name in sections(n))


def positional(n: int) -> str:
    return "".join(("".join(KANJI[int(c)] for c in str(part))) + name for part, name in sections(n))


@st.composite
def numerals(draw) -> tuple[str, Decimal]:
    n = draw(integers)
    kind = draw(
        st.sampled_from(
            ["plain", "comma", "mixed", "mixed comma", "kanji", "kanji one", "positional", "decimal"]
        )
    )
    if kind == "decimal":
        scale, name = draw(st.sampled_from([(10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")]))
        cents = draw(st.integers(0, 999))
        value = Decimal(n % 10000) + Decimal(cents) / 1000
        return f"{value}{name}", value * scale
    written = {
        "plain": lambda: str(n),
        "comma": lambda: f"{n:,}",
        "mixed": lambda: mixed(n, False),
        "mixed comma": lambda: mixed(n, True),
        "kanji": lambda: kanji(n, False),
        "kanji one": lambda: kanji(n, True),
        "positional": lambda: positional(n),
    }[kind]()
    return written, Decimal(n)


@st.composite
def amounts(draw) -> tuple[str, Decimal, str]:
    written, value = draw(numerals())
    if draw(st.booleans()):
        word = draw(st.sampled_from(sorted(CURRENCIES)))
        text, code = written + word, CURRENCIES[word]
    else:
        sign = draw(st.sampled_from(sorted(SIGNS)))
        text, code = sign + written, SIGNS[sign]
    return (text.translate(WIDE) if draw(st.booleans()) else text), value, code


# surroundings that end and begin no number, sign or unit of their own
words = st.text(alphabet="あいうえおかきくけこさしすせそ、。「」アカサ 山川会社\n😀𠮷ｱｲ㍿", max_size=12)
LEFT = st.sampled_from(["", "は", "投資額は", "。", "\n", "「", "総額"])
RIGHT = st.sampled_from(["", "を投じる", "。", "\n", "」", "の契約"])


@settings(max_examples=300, deadline=None)
@given(amounts(), words, LEFT, RIGHT, words)
def test_amount_reads_back_and_span_is_right(amount, before, left, right, after):
    text, value, code = amount
    whole = (
        before
        + left
        + ("の" if before and not left else "")
        + text
        + right
        + ("は" if not right and after else "")
        + after
    )
    found = find_money(whole)
    assert [(m.value, m.currency) for m in found] == [(value, code)]
    (m,) = found
    assert whole[m.core_start : m.core_end] == text
    assert whole[m.start : m.end] == m.text


@settings(max_examples=200, deadline=None)
@given(numerals())
def test_number_reads_back(numeral):
    text, value = numeral
    assert parse_number(text) == value


@settings(max_examples=200, deadline=None)
@given(amounts(), words)
def test_nfkc_variants_agree(amount, before):
    text = before + "は" + amount[0] + "を"
    plain = unicodedata.normalize("NFKC", text)
    assert [(m.value, m.currency, m.qualifier) for m in find_money(text)] == [
        (m.value, m.currency, m.qualifier) for m in find_money(plain)
    ]


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet=st.characters(), max_size=60)
    | st.text(alphabet="１㌦㍿ﾄﾞｶ゛か゛億ｱ゙\ud800…①", max_size=30)
)
def test_fold_maps_every_character_back(text):
    folded = fold(text)
    ends = [folded.to_raw(i, i + 1) for i in range(len(folded.text))]
    assert all(0 <= s < e <= len(text) for s, e in ends)
    assert ends == sorted(ends)
    if text:
        assert folded.to_raw(0, len(folded.text)) == (0, len(text))


@given(st.text(alphabet="aＡ㌦ｶﾞ株𠮷 *#[]()1", max_size=40), st.booleans(), st.data())
def test_a_span_is_found_again_in_the_folded_text(text, unmarked, data):
    """What ``to_raw`` gives leads back to the same characters, whatever is folded or left out around them."""
    folded = fold(text, unmarked=unmarked)
    if folded.text:
        start = data.draw(st.integers(0, len(folded.text) - 1))
        end = data.draw(st.integers(start + 1, len(folded.text)))
        again = folded.from_raw(*folded.to_raw(start, end))
        assert folded.to_raw(*again) == folded.to_raw(start, end)
        assert again[0] <= start
        assert again[1] >= end



@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789一二十百千万億兆数円ドル$¥約超〜から、・.,()= \n元安", max_size=40))
def test_any_mixture_keeps_spans_in_order(text):
    last = 0
    for m in find_money(text):
        assert last <= m.start <= m.core_start < m.core_end <= m.end <= len(text)
        assert text[m.start : m.end] == m.text
        assert (m.value is None) == (m.qualifier == "range")
        last = m.end
