"""Rules that were too wide: what a sum is shared out of, what money is given for, how far a deal is, in made-up sentences.

Each test is named after what the rule may not do, beside a sentence of the same shape that it is right about.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals


def deals(text: str) -> list[tuple[str, set[tuple[str, str]], int | None]]:
    return [
        (d.type, {(p.role, p.name) for p in d.parties}, d.amount and d.amount.value and int(d.amount.value))
        for d in extract_deals(text, article_date="2025-10-08")
    ]


# --- what a sum is shared out of ------------------------------------------------------------------


def test_what_is_shared_out_is_the_grant_and_not_the_paper_that_is_signed():
    text = "双葉県は、スターゲートに関する助成について、2社と覚書を結んだ。内訳は、星野電工が20億円、森田機工が12億円である。"
    shared = [(kind, who, a) for kind, who, a in deals(text) if a]
    assert shared == [
        ("subsidy", {("recipient", "星野電工")}, 2_000_000_000), ("subsidy", {("recipient", "森田機工")}, 1_200_000_000),
    ]


def test_what_is_shared_out_of_a_round_is_still_given_by_who_has_a_share():
    text = "双葉電機は13億円を調達した。内訳は、星野商事が8億円、森田銀行が5億円である。"
    assert ("investment", {("investor", "星野商事"), ("investee", "双葉電機")}, 800_000_000) in deals(text)


# --- money given for a thing that somebody builds -------------------------------------------------


@pytest.mark.parametrize(
    ("text", "gift"),
    [
        ("双葉電池は北海道に建てる90億円規模の施設に対し、30億円の補助金の交付が決まった。", {("recipient", "双葉電池")}),
        ("双葉電池が北海道に建てる90億円の工場に対し、経済産業省は30億円を補助すると発表した。", {("recipient", "双葉電池"), ("grantor", "METI")}),
    ],
)
def test_the_price_of_a_thing_that_money_is_given_for_is_what_its_builder_spends(text, gift):
    assert ("capex", {("investor", "双葉電池")}, 9_000_000_000) in deals(text)
    assert ("subsidy", gift, 3_000_000_000) in deals(text)
    assert len(deals(text)) == 2


def test_money_is_not_given_for_a_country_that_somebody_wants_to_be():
    text = "シンガポール政府は、電池をつくる国になることを目指し、総額20億ドルの支援策を決めた。"
    assert deals(text) == [("capex", {("investor", "Singapore")}, 2_000_000_000)]


# --- plants that are told for sure ----------------------------------------------------------------


@pytest.mark.parametrize("who", ["政府", "インド政府"])
def test_what_a_country_is_to_have_is_no_plant_of_its_government(who):
    assert deals(f"{who}は2030年までに地熱の発電能力を300万キロワットへ伸ばす計画だ。") == []
    assert deals("双葉電力は2030年までに地熱の発電能力を300万キロワットへ伸ばす計画だ。") == [("capex", {("investor", "双葉電力")}, None)]


def test_what_stands_beside_a_plant_is_not_built_by_who_runs_that():
    built = [d.capacity[0].value for d in extract_deals("双葉AIは星野市に40メガワットのデータセンターを開いた。隣には20メガワットのガス火力発電所も建つ。")]
    assert built == [40_000_000]
    built = [d.capacity[0].value for d in extract_deals("双葉AIは星野市に用地を買った。ここに20メガワットのガス火力発電所を建てる。")]
    assert built == [20_000_000]
