"""Which amounts can be one sum."""

from __future__ import annotations

import pytest

from aiinfra_nlp.normalize import find_money
from aiinfra_nlp.pipes.records.merge import near_amount, same_amount


def near(a: str, b: str) -> bool:
    """Whether two amounts are near, asked both ways."""
    (x, *_), (y, *_) = find_money(a), find_money(b)
    there, back = near_amount(x, y), near_amount(y, x)
    assert there == back
    return there


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("100億円", "100億円", True),
        ("100億円", "約104億円", True),
        ("100億円", "94億円", True),
        ("100億円", "107億円", False),
        ("100億円", "10億円", False),
        ("100億円~110億円", "105億円", True),
        ("100億円以上", "100億円", True),
        ("10億ドル", "10億5000万ドル", True),
        ("10億ドル", "11億ドル", False),
    ],
)
def test_one_currency_leaves_room_for_rounding(a, b, expected):
    assert near(a, b) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("10億ドル", "1500億円", True),
        ("10億ドル", "1700億円", True),
        ("10億ドル", "1000億円", False),
        ("10億ドル", "2200億円", False),
        ("10億ドル", "1500億ウォン", False),
        ("10億ドル", "9億ユーロ", True),
        ("10億ドル", "5億ユーロ", False),
        ("9億ユーロ", "1600億円", True),
        ("10億ドル~12億ドル", "1650億円", True),
        # the same number of another currency is another sum
        ("10億ドル", "10億円", False),
    ],
)
def test_another_currency_leaves_room_for_the_rate_of_another_day(a, b, expected):
    assert near(a, b) is expected


def test_converted_sums_are_near_but_not_the_same():
    (dollars,), (yen,) = find_money("10億ドル"), find_money("1550億円")
    assert near_amount(dollars, yen)
    assert not same_amount(dollars, yen)


def test_a_sum_told_in_two_currencies_is_the_same_as_either():
    both = find_money("10億ドル(約1550億円)")[0]
    (yen,), (dollars,) = find_money("1550億円"), find_money("10億ドル")
    assert same_amount(both, yen)
    assert same_amount(both, dollars)


@pytest.mark.parametrize(("a", "b"), [("0円", "0円"), ("0円", "10億ドル"), ("10億ドル", "1000億ドン")])
def test_nothing_is_near_to_nothing_or_to_what_has_no_rate(a, b):
    assert not near(a, b)
