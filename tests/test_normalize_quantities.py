"""Numbers, percentages, stakes, capacities, dates and periods, by example."""

from __future__ import annotations

from decimal import Decimal

import pytest

from aiinfra_nlp.errors import InputError
from aiinfra_nlp.normalize import (
    find_capacities,
    find_dates,
    find_numbers,
    find_percents,
    find_periods,
    find_stakes,
    parse_number,
)

REF = "2025-10-15"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1兆2,000億", 1_200_000_000_000),
        ("一兆二千億", 1_200_000_000_000),
        ("二〇二五", 2025),
        ("4千8百21", 4821),
        ("1万12", 10012),
        ("一万億", 10**12),
        ("弐拾参", 23),
        ("三千三百八十点五八", Decimal("3380.58")),
        ("-100万", -1_000_000),
    ],
)
def test_parse_number(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "万", "数億", "10と20", "兆候"])
def test_parse_number_refuses(text):
    with pytest.raises(InputError):
        parse_number(text)


@pytest.mark.parametrize(
    "text", ["三菱商事", "千葉県", "京都", "松野千冬", "一部の企業", "四国", "H100とGPT-4"]
)
def test_words_that_are_no_numbers(text):
    assert find_numbers(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5〜8人", 5, 8),
        ("5人～8人", 5, 8),
        ("100以上310以下", 100, 310),
        ("100より大きく300より小さい", 100, 300),
        ("1000から1500です", 1000, 1500),
        ("二十と三十の間", 20, 30),
        ("数十人", 20, 90),
        ("三百数十人", 310, 390),
        ("二万数千台", 22000, 29000),
    ],
)
def test_number_ranges(text, low, high):
    (m,) = find_numbers(text)
    assert (m.value, m.low, m.high, m.qualifier) == (None, low, high, "range")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9.9%", "9.9"),
        ("３割４分５厘", "34.5"),
        ("マイナス五％", "-5"),
        ("2.5割", "25"),
        ("百パーセント", "100"),
    ],
)
def test_percents(text, value):
    (m,) = find_percents(text)
    assert m.value == Decimal(value)
    assert m.text == text


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("株式の9.9%を取得した", "0.099", "exact"),
        ("持ち株比率は27%強となる", "0.27", "about"),
        ("４９％の株式を保有する", "0.49", "exact"),
        ("3分の1超の株式を持つ", "0.333333", "at_least"),
        ("過半数の株式を取得", "0.5", "at_least"),
        ("全株式を譲り受けた", "1", "exact"),
    ],
)
def test_stakes(text, value, qualifier):
    (m,) = find_stakes(text)
    assert (m.value, m.qualifier) == (Decimal(value), qualifier)


@pytest.mark.parametrize("text", ["売上高は前年比49%増えた", "関税率は15%だ", "成長率は5%"])
def test_percentages_that_are_no_stakes(text):
    assert find_stakes(text) == []


@pytest.mark.parametrize(
    ("text", "span", "unit", "value"),
    [
        ("4.5ギガワットの電力", "4.5ギガワット", "W", 4_500_000_000),
        ("１００万キロワット", "１００万キロワット", "W", 10**9),
        ("150MWのデータセンター", "150MW", "W", 150_000_000),
        ("10万個のGPUを搭載", "10万個", "GPU", 100_000),
        ("H100を10万基導入", "10万基", "GPU", 100_000),
        ("100万GPUの計算力", "100万GPU", "GPU", 1_000_000),
        ("GPU5万台を調達", "5万台", "GPU", 50_000),
        ("40万個の特定用途向けAIチップを供給", "40万個", "GPU", 400_000),
        ("30万基のテンソル処理ユニット(TPU)", "30万基", "GPU", 300_000),
        ("3つの新しいデータセンター", "3つ", "data_centers", 3),
        ("データセンターを5カ所に建てる", "5カ所", "data_centers", 5),
        ("AIサーバーを1万台発注", "1万台", "servers", 10_000),
    ],
)
def test_capacities(text, span, unit, value):
    (m,) = find_capacities(text)
    assert (m.text, m.unit, m.value) == (span, unit, value)


def test_capacity_range_and_bound():
    (m,) = find_capacities("数万枚のAIチップ")
    assert (m.low, m.high) == (20_000, 90_000)
    (m,) = find_capacities("1GW超を確保")
    assert (m.qualifier, m.low) == ("at_least", 10**9)


@pytest.mark.parametrize("text", ["年間100万kWhの電力", "500万キロワット時", "3つの機能", "GPT-4を3つ試す"])
def test_no_capacity(text):
    assert find_capacities(text) == []


@pytest.mark.parametrize(
    ("text", "iso", "peer"),
    [
        ("2025年9月10日", "2025-09-10", None),
        ("2026年度に稼働", "2026", "FY2026"),
        ("26年3月期に計上", "2025", "FY2025"),
        ("2025年7〜9月期", "2025-Q3", None),
        ("２０２５年第３四半期", "2025-Q3", None),
        ("令和7年", "2025", None),
        ("2028年末までに", "2028-12", "2028"),
        ("2026年後半", "2026", "2026-H2"),
        ("2026年春に着工", "2026", "2026-SP"),
        ("昨年11月に", "2024-11", None),
        ("今月17日に", "2025-10-17", None),
        ("来年末", "2026-12", "2026"),
        ("3日に発表", "2025-10-03", None),
        ("30日に発表", "2025-09-30", None),
        ("10〜12月期", "2025-Q4", None),
        ("27年に稼働", "2027", None),
        ("25年10~12月期", "2025-Q4", None),
        ("二〇二五年三月", "2025-03", None),
        ("2025/9/1", "2025-09-01", None),
        ("来年度", "2026", "FY2026"),
    ],
)
def test_dates(text, iso, peer):
    (d,) = find_dates(text, REF)
    assert d.iso == iso
    assert d.peer_iso == (peer or iso)
    assert text[d.start : d.end] == d.text


def test_relative_dates_need_the_article_date():
    (d,) = find_dates("昨年11月に出資した")
    assert d.iso is None


def test_same_year_follows_the_date_before():
    assert [d.iso for d in find_dates("2023年5月に出資し、同年12月に買収した")] == ["2023-05", "2023-12"]


@pytest.mark.parametrize("word", ["同日", "同じ日", "この日"])
def test_same_day_follows_the_date_before(word):
    assert [d.iso for d in find_dates(f"9月8日に発表し、{word}に契約した", REF)] == ["2025-09-08"] * 2
    assert [d.iso for d in find_dates(f"{word}に契約した", REF)] == [None]


def test_a_weekday_is_the_last_one():
    days = ["2025-09-10", "2025-09-09"]
    assert [d.iso for d in find_dates("水曜日の発表では、火曜に合意した", "2025-09-10")] == days
    assert find_dates("来週月曜日に発表し、毎週金曜日に会う", REF) == []


@pytest.mark.parametrize("text", ["3日間", "10年債", "5年で", "2日目", "一番", "2025"])
def test_no_date(text):
    assert find_dates(text, REF) == []


def test_article_date_is_checked():
    with pytest.raises(InputError):
        find_dates("昨年", "yesterday")


@pytest.mark.parametrize(
    ("text", "months", "start", "end"),
    [
        ("5年間", 60, None, None),
        ("今後4年で", 48, None, None),
        ("18カ月", 18, None, None),
        ("2026〜2030年の5年間", 60, "2026", "2030"),
        ("20〜25年間", 300, None, None),
        ("2年3カ月", 27, None, None),
        ("3年半", 42, None, None),
        ("半年間", 6, None, None),
        ("複数年", None, None, None),
        ("2030年までに", None, None, "2030"),
        ("2027〜2031年", 60, "2027", "2031"),
        ("2024年から5年間", 60, "2024", None),
        ("29年までの3年間", 36, None, "2029"),
    ],
)
def test_periods(text, months, start, end):
    (p,) = find_periods(text, REF)
    assert (p.months, p.start_iso, p.end_iso) == (months, start, end)


@pytest.mark.parametrize("text", ["5年ぶり", "3年前", "1年生", "2年目", "10年物国債"])
def test_no_period(text):
    assert find_periods(text) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("翌日", "9999-12-31"),
        ("3日後", "9999-12-31"),
        ("再来年", "9999-12-31"),
        ("昨日", "0001-01-01"),
        ("日曜日", "0001-01-01"),
        ("昨年", "0001-01-01"),
    ],
)
def test_a_day_beyond_the_calendar_has_no_date(text, date):
    assert [d.iso for d in find_dates(f"{text}に発表した", date)] == [None]
