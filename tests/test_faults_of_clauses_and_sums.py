"""Whose clause a name or a sum stands in, and which two deal words never tell one deal, in made-up sentences.

Each test is named after the fault: what the rules give, and the record where a rule decides it.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.grouping import apart
from aiinfra_nlp.pipeline import propose


def events(text: str, word: str):
    return [e for e in propose(text).frames if e.trigger.row.word == word]


def pair(text: str, first: str, second: str):
    """The first events of two deal words, of one reading."""
    found = propose(text).frames
    return tuple(next(e for e in found if e.trigger.row.word == word) for word in (first, second))


def links(text: str, word: str, at: int = 0) -> dict[str, str]:
    return {k.name.text: k.case for k in events(text, word)[at].links if k.chunk >= 0}


def roles(text: str, word: str, at: int = 0) -> dict[str, set[str]]:
    return {r: {n.text for n in ns} for r, ns in events(text, word)[at].roles.items()}


def amounts(text: str, word: str) -> list[str | None]:
    return [e.amount.text if e.amount else None for e in events(text, word)]


def records(text: str) -> list[tuple]:
    return [(d.type, {(p.name, p.role) for p in d.parties}, d.amount and d.amount.value and int(d.amount.value)) for d in extract_deals(text)]


# --- two clauses, two deals --------------------------------------------------------------------


@pytest.mark.parametrize("link", ["進めているほか、星野電工も", "進めている他、星野電工も", "進めており、星野電工は"])
def test_who_builds_in_the_next_clause_has_no_part_in_the_plan_before(link):
    text = f"双葉電機は5年間で22億円の投資計画を{link}千葉県にデータセンターを開設した。"
    a, b = pair(text, "投資計画", "開設")
    assert apart(a, b)
    assert apart(b, a)
    assert records(text) == [("capex", {("双葉電機", "investor")}, 2_200_000_000)]


def test_one_who_spends_and_builds_has_one_deal():
    text = "双葉電機は22億円を投資し、千葉県にデータセンターを開設する。"
    a, b = pair(text, "投資", "開設")
    assert not apart(a, b)


def test_who_acts_before_hoka_has_no_part_in_what_another_does_behind_it():
    text = "9月には双葉通信が原発から電力供給を受けることが明らかになったほか、星野電工が3月、電力供給を受けるデータセンターを購入したことが分かっている。"
    assert links(text, "電力供給")["星野電工"] == "bystander"
    assert roles(text, "購入") == {"acquirer": {"星野電工"}}


def test_who_joins_in_behind_hoka_is_of_one_round_with_who_gave_before():
    text = "双葉電機が星野AIに10億円を出資したほか、森田機工も参加した。"
    assert records(text) == [("investment", {("双葉電機", "investor"), ("森田機工", "investor"), ("星野AI", "investee")}, 1_000_000_000)]


def test_a_subject_parted_by_a_comma_is_not_that_of_the_clause_behind_it():
    text = "双葉電機は10億円を調達し、星野電工が3月、電力を使う施設を建設した。"
    assert links(text, "調達")["星野電工"].startswith("other")


# --- purposes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("purpose", ["購入するため、負債と株式で20億ドルを調達する協議を進めている", "購入するために20億ドルを調達する"])
def test_a_sum_that_is_raised_is_not_what_is_paid_for_its_purpose(purpose):
    text = f"星野AIは双葉電機の半導体を{purpose}。"
    assert amounts(text, "購入") == [None]
    assert amounts(text, "調達") == ["20億ドル"]
    assert links(text, "調達")["双葉電機"] == "bystander"
    a, b = pair(text, "購入", "調達")
    assert apart(a, b)


def test_a_sum_that_is_spent_is_what_is_paid_for_its_purpose():
    assert amounts("星野AIは双葉電機から半導体を購入するため、20億ドルを投じる。", "購入") == ["20億ドル"]


def test_who_lends_for_a_purchase_sells_nothing():
    text = "双葉電機は星野AIを買収するため、森田銀行から300億円を借り入れた。"
    assert roles(text, "買収") == {"acquirer": {"双葉電機"}, "target": {"星野AI"}}
    assert roles(text, "借り入れ") == {"borrower": {"双葉電機"}, "lender": {"森田銀行"}}


# --- told in passing ---------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "word"), [("出資する", "出資"), ("支援する", "支援")])
def test_who_backs_a_company_has_no_part_in_its_next_round(said, word):
    text = f"双葉電機が{said}星野AIは、1億ドルを調達するための交渉を行っている。"
    assert not events(text, word)
    assert records(text) == [("investment", {("星野AI", "investee")}, 100_000_000)]


@pytest.mark.parametrize("text", ["双葉電機が2億ドルを出資する星野AIは、5億ドルを調達した。", "双葉電機が出資する星野AIは、森田機工と提携した。"])
def test_a_stake_with_a_sum_or_without_a_round_behind_it_is_told(text):
    assert roles(text, "出資") == {"investor": {"双葉電機"}, "investee": {"星野AI"}}


# --- before and now ----------------------------------------------------------------------------


@pytest.mark.parametrize("old", ["星野AIは昨年も双葉通信からの出資を受けた。", "双葉通信は昨年のラウンドでも星野AIに出資した。", "双葉通信は過去にも星野AIに出資している。"])
def test_what_was_given_before_is_no_stage_of_what_is_talked_of(old):
    text = f"双葉通信が星野AIに10億ドルの投資を協議している。{old}"
    a, b = pair(text, "投資", "出資")
    assert apart(a, b)
    assert [d.status for d in extract_deals(text)] == ["in_talks"]


def test_what_was_talked_of_and_is_given_now_is_one_deal():
    text = "双葉通信が星野AIに10億ドルの投資を協議している。両社は本日、出資で合意した。"
    a, b = pair(text, "投資", "出資")
    assert not apart(a, b)
