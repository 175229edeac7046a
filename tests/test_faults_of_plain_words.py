"""What is told in few but plain words: what is leased of a cloud, ground broken next year, money raised for what is built, and more; in made-up sentences.

Each test is named after the fault; a sentence in which the rule does not hold stands beside it.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def told(text: str) -> set[tuple]:
    """Type and parties by role of each record."""
    return {(d.type, frozenset((p.role, p.name) for p in d.parties)) for d in extract_deals(text, article_date="2025-10-01")}


def facts(text: str, fact: str) -> set:
    return {e.facts.get(fact) for e in propose(text).frames} - {None, False}


def test_whose_gpus_are_leased_lets_them():
    assert told("双葉電機は星野クラウドのGPUを借りる。") == {("compute_contract", frozenset({("customer", "双葉電機"), ("provider", "星野クラウド")}))}


@pytest.mark.parametrize("text", ["双葉電機はNVIDIAのGPUを借りる。", "双葉電機は星野クラウドのGPUを貸す。", "双葉電機が星野クラウドのGPUを借りる計画は白紙になった。"])
def test_who_made_what_is_leased_or_lets_it_is_no_lessor(text):
    assert facts(text, "plain") == set()


@pytest.mark.parametrize("text", ["双葉AIは株主に株式の10%の売却を求めた。", "双葉AIの従業員持株会は株式の10%を売却した。"])
def test_shares_that_others_sell_are_none_that_a_company_sells_to_its_staff(text):
    assert facts(text, "plain") == set()


@pytest.mark.parametrize("how", ["20億円を出資する", "新たに出資する"])
def test_who_ties_up_with_a_company_gives_none_of_the_money_that_a_clause_tells_of(how):
    found = told(f"双葉電機は星野キャピタルが{how}森田エナジーと提携した。")
    assert found == {
        ("investment", frozenset({("investor", "星野キャピタル"), ("investee", "森田エナジー")})),
        ("partnership", frozenset({("partner", "双葉電機"), ("partner", "森田エナジー")})),
    }


@pytest.mark.parametrize("text", ["双葉電機は星野キャピタルが出資する森田エナジーと提携した。", "星野キャピタルは新たに出資する森田エナジーと提携した。"])
def test_who_has_long_given_money_or_ties_up_himself_has_no_deal_apart(text):
    assert facts(text, "newly") == set()


@pytest.mark.parametrize(("text", "stage"), [
    ("双葉電機は80億円の新工場を来春に着工する。", "planned"),
    ("双葉電機は80億円の新工場を来年着工すると発表した。", "planned"),
    ("双葉電機は80億円の新工場を建設中だ。第2棟は来年着工する。", "agreed"),
    ("双葉電機は80億円を投じて新工場の建設を始めた。", "agreed"),
])
def test_ground_that_is_to_be_broken_is_not_broken(text, stage):
    assert {d.status for d in extract_deals(text, article_date="2025-10-01")} == {stage}


def test_what_is_raised_for_what_is_built_is_no_outlay():
    assert told("双葉電機が建設中の大規模データセンター向けに90億円を資金調達する案件で、激しい競争が続く。") == {("investment", frozenset({("investee", "双葉電機")}))}


def test_a_loan_for_what_is_built_stays_one():
    assert {d[0] for d in told("双葉電機は建設中のデータセンター向けに90億円を融資で資金調達する。")} == {"financing"}


@pytest.mark.parametrize("text", ["双葉商会は投資大手の森田マネジメントと会った。", "双葉電機が研究会に加わった。"])
def test_what_a_house_is_called_and_who_joins_a_study_group_is_no_deal(text):
    assert propose(text).frames == []
