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


# --- who the other side is, and what is spent through whom ------------------------------------------


def test_the_borrower_of_a_loan_is_no_customer_of_what_it_pays_for():
    text = "森田銀行は双葉電力の太陽光発電事業に融資することで合意した。借り手は星野ソーラーで、額は最大30億円だ。"
    assert deals(text) == [("financing", {("lender", "森田銀行"), ("borrower", "星野ソーラー")}, 3_000_000_000)]


def test_a_subsidiary_through_which_one_spends_does_not_take_the_place_of_who_does():
    text = "双葉電機が星野AIに出資した。子会社の双葉精機を通じ、約90億円を投じた。"
    assert deals(text) == [("investment", {("investor", "双葉電機"), ("investor", "双葉精機"), ("investee", "星野AI")}, 9_000_000_000)]


def test_what_a_project_costs_is_not_the_price_of_what_is_bought_for_it():
    text = "双葉電力は1ギガワットの太陽光と蓄電池を組み合わせる事業で、蓄電池を星野電池から調達することを決めた。総事業費は約900億円で、来年動き出す。"
    assert ("supply", {("customer", "双葉電力"), ("provider", "星野電池")}, None) in deals(text)
    assert ("capex", {("investor", "双葉電力")}, 90_000_000_000) in deals(text)
    bought = "双葉電機は星野電工からGPUを調達する計画だ。投資額は300億円。"
    assert deals(bought) == [("supply", {("customer", "双葉電機"), ("provider", "星野電工")}, 30_000_000_000)]


@pytest.mark.parametrize("case", ["を", "も"])
def test_whose_subsidiary_is_bought_too_sells_it(case):
    text = f"森田機構は双葉電機の子会社だった星野電工{case}約600億円で買うことを決めた。"
    assert deals(text) == [("acquisition", {("acquirer", "森田機構"), ("target", "星野電工"), ("seller", "双葉電機")}, 60_000_000_000)]


@pytest.mark.parametrize(
    ("text", "customer", "provider"),
    [
        ("双葉電機は星野クラウドとクラウド契約を結び、欧州の自社データセンターを手放す。", "双葉電機", "星野クラウド"),
        ("双葉AIはデータセンターの建設とクラウドの利用でオラクルと大型の契約を結び、オラクルは森田半導体のGPUを購入する見込みだ。", "双葉AI", "Oracle"),
    ],
)
def test_a_site_that_is_told_of_beside_leaves_the_cloud_its_customer(text, customer, provider):
    assert ("compute_contract", {("customer", customer), ("provider", provider)}, None) in deals(text)
