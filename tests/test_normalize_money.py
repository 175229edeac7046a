"""Money: the case table, spans, bounds, conversions, hostile input."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from aiinfra_nlp.errors import InputError
from aiinfra_nlp.normalize import find_money, parse_money

CASES = list(
    csv.DictReader(
        (Path(__file__).parent / "cases" / "money.tsv").open(encoding="utf-8"),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)


def encode(text: str) -> str:
    def number(value: Decimal | None) -> str:
        return "" if value is None else format(value, "f")

    out = []
    for m in find_money(text):
        value = number(m.value) if m.value is not None else f"{number(m.low)}..{number(m.high)}"
        words = [m.text.replace(" ", "_"), value, m.currency, m.qualifier, m.per] + ["alt"] * m.is_alt
        out.append(" ".join(words))
    return " ; ".join(out) or "none"


@pytest.mark.parametrize("case", [c for c in CASES if c["set"] != "known-failure"], ids=lambda c: c["text"])
def test_case(case):
    assert encode(case["text"]) == case["expected"]


@pytest.mark.parametrize("case", [c for c in CASES if c["set"] == "known-failure"], ids=lambda c: c["text"])
def test_known_failure_still_fails(case):
    assert encode(case["text"]) != case["expected"], "passes now: move the row to set 'develop'"


def test_bounds_follow_the_contract():
    (m,) = find_money("約2兆円超を投じる")
    assert (m.value, m.low, m.high, m.qualifier) == (2 * 10**12, 2 * 10**12, None, "at_least")
    (m,) = find_money("最大約1000億ドル")
    assert (m.value, m.low, m.high, m.qualifier) == (10**11, None, 10**11, "at_most")
    assert m.cues == ("最大", "約")
    (m,) = find_money("数千億円を投じる")
    assert (m.value, m.low, m.high, m.qualifier) == (None, 2 * 10**11, 9 * 10**11, "range")


def test_core_is_number_and_currency():
    text = "総額で最大約１０億㌦規模を"
    (m,) = find_money(text)
    assert text[m.core_start : m.core_end] == "１０億㌦"
    assert text[m.start : m.end] == m.text == "最大約１０億㌦規模"


def test_conversion_is_linked_both_ways():
    first, second = find_money("300億ドル(約4兆5000億円)を投じる")
    assert first.alt == second
    assert second.is_alt
    assert not first.is_alt
    yen, dollar = find_money("日本円にして約1500億円(10億ドル)")
    assert yen.is_alt
    assert dollar.alt == yen


def test_cue_after_the_bracket_belongs_to_the_first_amount():
    first, _ = find_money("3900億ドル（約60兆円）余りを盛り込む")
    assert (first.qualifier, first.low) == ("at_least", Decimal(390_000_000_000))


def test_line_break_inside_an_amount():
    text = "投資は1,000\n億ドルとなる"
    (m,) = find_money(text)
    assert m.value == 10**11
    assert m.text == "1,000\n億ドル"


def test_lone_surrogate_and_nul_do_no_harm():
    text = "\ud83010億ドル\x00と5億円\udfff"
    assert [m.text for m in find_money(text)] == ["10億ドル", "5億円"]


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [("約 １兆２，０００億円", 1_200_000_000_000, "JPY"), ("US$1.5bn", 1_500_000_000, "USD")],
)
def test_parse_money(text, value, currency):
    money = parse_money(text)
    assert (money.value, money.currency) == (value, currency)


@pytest.mark.parametrize("text", ["", "1兆円と2兆円", "投資額は1兆円", "兆候"])
def test_parse_money_refuses(text):
    with pytest.raises(InputError):
        parse_money(text)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "兆",
        "十",
        "数",
        "京1",
        "1,",
        "10億〜",
        "10億、",
        "$1",
        "\\1",
        "ﾄﾞ",
        "1点",
        "1・",
        "1、234",
        "(",
        "最大",
        "万 ",
    ],
)
def test_hostile_text_is_read_in_linear_time(unit):
    # quadratic time would need minutes here; the figure itself is measured by scripts/bench_normalize.py
    text = unit * (100_000 // len(unit))
    for money in find_money(text + "円"):
        assert text.startswith(money.text, money.start) or money.end == len(text) + 1


def test_a_run_too_long_for_a_number_is_none():
    assert find_money("9" * 200 + "円") == []
    assert find_money("9" * 40 + "円")[0].value == Decimal("9" * 40)


@pytest.mark.parametrize("text", ["- 18億5000万豪ドルを投じる", "出資\n  - 50億円", "・- 50億円", "> - 50億円"])
def test_the_dash_of_a_list_is_no_minus(text):
    (m,) = find_money(text)
    assert m.value > 0
    assert not m.text.startswith("-")


@pytest.mark.parametrize("text", ["損益は-3億円", "営業損益は - 3億円", "-3億円の赤字"])
def test_a_minus_is_one(text):
    (m,) = find_money(text)
    assert m.value == -300_000_000


def test_bonds_for_individuals_are_no_price_a_piece():
    assert find_money("投資は250億ドル台／個人向け社債")[0].per == "total"
