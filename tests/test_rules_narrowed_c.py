"""Rules that read more into a text than it says, in made-up sentences.

Each test is named after what the rule has learned, beside a sentence that it still reads as before.
"""

from __future__ import annotations

from aiinfra_nlp import extract_deals


def deals(text: str) -> list[tuple[str, set[tuple[str, str]], int | None]]:
    return [
        (d.type, {(p.role, p.name) for p in d.parties}, d.amount and d.amount.value and int(d.amount.value))
        for d in extract_deals(text, article_date="2025-10-08")
    ]


def kinds(text: str) -> list[str]:
    return [kind for kind, _, _ in deals(text)]


def test_who_comes_to_own_the_whole_buys_no_minority():
    sole = "双葉電機は10月8日、星野電工が持つ森田発電所の30%の持ち分を買い取り、単独の所有者となることで合意した。"
    assert kinds(sole) == ["acquisition"]
    whole = "双葉電機は、星野電工が持つ森田機工の37%の株式を買い取り、これまでの分と合わせて51.4%となった。"
    assert kinds(whole) == ["acquisition"]
    part = "双葉電機は、星野電工が持つ森田機工の17%の株式を買い取り、これまでの分と合わせて21.4%となった。"
    assert kinds(part) == ["investment"]


def test_what_a_plant_costs_that_is_given_money_for_is_told_of_it():
    text = "双葉電機は電池材料をつくる会社である。北海道に建てる10億ドル規模の工場に対し、2024年10月に3億ドルの補助金の交付が決まった。"
    assert {(kind, a) for kind, _, a in deals(text)} == {("capex", 1_000_000_000), ("subsidy", 300_000_000)}
    planned = "双葉電機が建設を検討している工場に対し、経済産業省が3億ドルの補助金を計上する。"
    assert kinds(planned) == ["subsidy"]


def test_a_defined_name_begins_behind_the_clause_before_it():
    made = "工作機械をつくる中国の森海智行科技有限公司(以下、Morika)が、星野電工から3億円の出資を受けた。"
    assert deals(made) == [
        ("investment", {("investor", "星野電工"), ("investee", "森海智行科技")}, 300_000_000)
    ]
    among = "森田バイオテク株式会社は増資した。このうち星野大学ベンチャーキャピタル株式会社(以下HUVC)は、2018年3月に1億円を同社に出資した。"
    assert deals(among) == [
        (
            "investment",
            {("investor", "星野大学ベンチャーキャピタル"), ("investee", "森田バイオテク")},
            100_000_000,
        )
    ]


def test_what_a_state_owns_is_called_by_its_trade_and_not_by_name():
    text = "双葉電機、国営製鉄などとジャカルタで合弁\nインドネシアの国営製鉄モリタ・スチール、双葉電機、鉄鋼大手アオバ・スチールの3社は5月29日、合弁会社をつくることで合意した。資本金は220万米ドル。"
    assert {name for _, who, _ in deals(text) for _, name in who} == {
        "双葉電機",
        "モリタ・スチール",
        "アオバ・スチール",
    }
    company = "双葉電機は、インドネシアの国営電力会社と25年間電力を売る契約を結んだ。"
    assert deals(company) == [("power", {("customer", "国営電力会社"), ("provider", "双葉電機")}, None)]


def test_a_headline_rounds_off_the_sum_of_the_body():
    text = "双葉電機、星野電工を買収 買収額は$1.2B\n双葉電機は8日、星野電工の株式をすべて取得し、完全子会社にすると発表した。必要な資金は総額約12億4150万ドルとなる。"
    assert deals(text) == [("acquisition", {("acquirer", "双葉電機"), ("target", "星野電工")}, 1_241_500_000)]
    other = "双葉電機、星野電工を買収 買収額は$1.2B\n双葉電機は8日、星野電工の株式をすべて取得し、完全子会社にすると発表した。"
    assert [a for _, _, a in deals(other)] == [1_200_000_000]


def test_a_branch_behind_the_legal_form_of_its_company_is_no_name():
    text = "落札したのは森田リース㈱北海道支社(札幌)で、双葉市は9000万円で契約した。"
    who = {name for _, who, _ in deals(text) for _, name in who}
    assert "森田リース" in who
    assert "北海道支社" not in who
    works = "双葉電機は10月8日、(株)森田製作所を90億円で買収すると発表した。"
    assert deals(works) == [
        ("acquisition", {("acquirer", "双葉電機"), ("target", "森田製作所")}, 9_000_000_000)
    ]
