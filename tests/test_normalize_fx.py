"""Rates: which one, from when, and none where none is known. Tables: what is refused."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

from aiinfra_nlp.errors import DataError, InputError
from aiinfra_nlp.normalize import find_money, to_usd
from aiinfra_nlp.records import Amount, Rate
from aiinfra_nlp.resources import read_tsv

TABLES = [
    "counters", "currencies", "date_words", "eras", "fx_other", "money_traps", "number_traps",
    "number_words", "per", "qualifiers", "subunits", "units",
]  # fmt: skip


def amount(value: int, currency: str) -> Amount:
    return Amount(value=Decimal(value), currency=currency)


def test_rate_of_the_day_before_a_weekend():
    got = to_usd(amount(10**12, "JPY"), "2025-09-13")
    assert got.rate.date == "2025-09-12"
    assert got.usd == Decimal("6760514625.00")
    assert "Central Bank" in got.rate.source


def test_partial_dates_take_their_last_quoted_day():
    assert to_usd(amount(1, "EUR"), "2024-Q2").rate.date == "2024-06-28"
    assert to_usd(amount(1, "EUR"), "2024-05").rate.date == "2024-05-31"


def test_a_date_after_the_last_quotation_takes_the_latest():
    assert to_usd(amount(1, "EUR"), "2099").rate == to_usd(amount(1, "EUR")).rate


def test_dollars_and_ranges():
    assert to_usd(amount(5, "USD"), "2025-01-01").usd == 5
    (m,) = find_money("10億ドル〜20億ドル")
    assert to_usd(m, "2025-01-01").usd == 1_500_000_000


def test_pegs_and_averages():
    assert to_usd(amount(3750, "SAR"), "2025-06-01").usd == Decimal("1000.00")
    got = to_usd(amount(311525, "TWD"), "2023-05")
    assert (got.usd.quantize(Decimal(1)), got.rate.date) == (10000, "2023-12-31")


@pytest.mark.parametrize(
    ("currency", "on"),
    [("RUB", "2025-01-01"), ("XXX", None), ("JPY", "1980"), ("VND", "2025"), ("BGN", "2030")],
)
def test_missing_rates_are_not_guessed(currency, on):
    got = to_usd(amount(1, currency), on)
    assert got.usd is None
    assert got.rate is None
    assert currency in got.reason


def test_own_rates_come_first(tmp_path):
    own = [Rate(currency="VND", usd=Decimal("0.00004"), date="2025-01-01", source="bank")]
    assert to_usd(amount(10**6, "VND"), "2025", own).usd == 40
    path = tmp_path / "own.tsv"
    path.write_text(
        "currency\tdate\tper_usd\tkind\tsource\nVND\t2025-01-01\t25000\tday\tbank\n", encoding="utf-8"
    )
    assert to_usd(amount(10**6, "VND"), "2025", path).usd == 40


def test_a_wrong_row_of_the_user_names_file_and_row(tmp_path):
    path = tmp_path / "own.tsv"
    path.write_text("currency\tdate\tper_usd\tkind\tsource\nVND\tlast year\tx\tday\tbank\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"own\.tsv: row 2"):
        to_usd(amount(1, "VND"), None, path)


@pytest.mark.parametrize("on", ["soon", "2025-13", "2025-02-30"])
def test_a_wrong_date_is_refused(on):
    with pytest.raises(InputError):
        to_usd(amount(1, "JPY"), on)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_our_tables_has_a_source(name):
    assert all(row["source"].strip() for row in read_tsv(name))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ("a\tb\n1\n", "row 2"),
        ("a\tb\n1\t2\n1\t2\n", "row 3 repeats row 2"),
        ("a\ta\n", "distinct"),
    ],
)
def test_malformed_tables(tmp_path, text, message):
    path = tmp_path / "t.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_tsv(path)


def test_missing_table_and_column():
    with pytest.raises(DataError, match="nowhere"):
        read_tsv("nowhere")
    with pytest.raises(DataError, match="colour"):
        read_tsv("eras", ("colour",))


def test_normalize_loads_neither_spacy_nor_rates():
    code = (
        "import sys, aiinfra_nlp.normalize\n"
        "heavy = {'spacy', 'ginza', 'currency_converter'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
