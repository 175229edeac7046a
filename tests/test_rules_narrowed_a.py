"""Rules of who has which part in a deal, each narrowed to what the language says, in made-up sentences.

Each test is named after what a rule read too much into, beside a sentence that it is right about.
"""

from __future__ import annotations

from aiinfra_nlp import extract_deals


def deals(text: str) -> list[tuple[str, set[tuple[str, str]], int | None]]:
    return [
        (d.type, {(p.role, p.name) for p in d.parties}, d.amount and d.amount.value and int(d.amount.value))
        for d in extract_deals(text, article_date="2025-10-08")
    ]


def test_a_tax_credit_for_investing_puts_no_money_into_a_company():
    text = "カナダ政府は星野電工に投資税額控除などで7000万カナダドルを支援する。"
    assert deals(text) == [("subsidy", {("grantor", "Canada"), ("recipient", "星野電工")}, 70_000_000)]
    text = "双葉投資は10月1日、星野電工に34億ドルを投資すると発表した。"
    assert deals(text) == [
        ("investment", {("investor", "双葉投資"), ("investee", "星野電工")}, 3_400_000_000)
    ]


def test_what_begins_in_a_bracket_and_ends_behind_it_is_no_company():
    text = "経済産業省は29日、双葉電機と星野電工によるSiC(シリコンカーバイド)パワー半導体への投資など8件に、最大1017億円を補助すると発表した。"
    assert [(kind, who) for kind, who, _ in deals(text)] == [
        ("subsidy", {("grantor", "METI"), ("recipient", "双葉電機"), ("recipient", "星野電工")})
    ]


def test_with_whom_a_site_is_built_is_told_by_the_clause_that_says_what_it_is():
    text = "双葉電機が先を行く。仙台で星野AIと組む拠点は8月に着工し、総額は700億円だ。"
    assert deals(text) == [
        ("joint_venture", {("partner", "双葉電機"), ("partner", "星野AI")}, 70_000_000_000)
    ]
    text = "星野AIとも提携する双葉電機は8月、仙台で拠点を着工した。総額は700億円だ。"
    assert all("星野AI" not in {name for _, name in who} for _, who, _ in deals(text))


def test_with_whom_a_purchase_of_a_thing_is_signed_sells_it():
    text = "双葉電機は10月1日、仙台の土地を取得する契約を星野電工と結んだ。取得額は20億円。"
    assert deals(text) == [("acquisition", {("acquirer", "双葉電機"), ("seller", "星野電工")}, 2_000_000_000)]
    text = "双葉電機は10月1日、買収契約を星野電工と結んだ。買収額は20億円。"
    assert deals(text) == [("acquisition", {("acquirer", "双葉電機"), ("target", "星野電工")}, 2_000_000_000)]


def test_either_side_of_a_contract_of_a_tie_up_may_be_who_takes_shares():
    text = (
        "双葉電機は12月11日、星野電工と資本・業務提携の契約を結んだと発表した。"
        "双葉電機は12月30日付で、2億9650万円相当の自社の普通株式を星野電工に割り当てる。"
        "これにより星野電工は議決権の8.71%を持つ株主となる。"
    )
    assert [who for _, who, _ in deals(text)] == [{("investor", "星野電工"), ("investee", "双葉電機")}]
    text = "双葉電機は10月1日、星野電工との投資契約を締結した。投資額は20億円。"
    assert [who for _, who, _ in deals(text)] == [{("investor", "双葉電機"), ("investee", "星野電工")}]


def test_what_one_line_of_business_gets_of_a_sum_is_no_outlay_of_its_own():
    whole = "双葉電機は10月1日、国内で変圧器や遮断器の工場を増強するため、150億円を投じると発表した。"
    part = "このうち変圧器では、熊本にある工場の増強に25億円、岡山に新しくつくる工場に70億円を使う。"
    assert deals(whole + part) == [("capex", {("investor", "双葉電機")}, 15_000_000_000)]


def test_what_several_spend_in_two_years_is_no_single_companys():
    before = "双葉電機は拠点を広げるため、新たな土地を取得した。\n"
    several = "業界の報告では、上位5社の設備投資は2026年に6020億ドルとなる。2024年は2560億ドルだった。"
    assert all(kind != "capex" for kind, _, _ in deals(before + several))
    own = "双葉電機は拠点を広げている。設備投資は2026年に602億ドルとなる。2024年は256億ドルだった。"
    assert {a for kind, _, a in deals(own) if kind == "capex"} == {60_200_000_000, 25_600_000_000}


def test_a_letter_of_agreement_is_concluded_with_a_ministry_and_lies_between_no_places():
    text = "双葉電機は2025年9月28日、米商務省と枠組み合意書を結んだ。"
    assert deals(text) == [
        ("partnership", {("partner", "双葉電機"), ("partner", "United States Department of Commerce")}, None)
    ]
    text = "双葉電機は日本と米国を結ぶ海底ケーブルを敷設する。"
    assert all({"Japan", "United States"}.isdisjoint({name for _, name in who}) for _, who, _ in deals(text))


def test_a_company_for_one_purpose_that_was_named_before_gets_the_loan():
    founded = "双葉電機は10月1日、仙台に発電所を建てると発表した。発電所を運営する仙台双葉発電合同会社は双葉電機が設立した。"
    lent = "青葉銀行がこのSPCに20億円を融資する。"
    parties = {("lender", "青葉銀行"), ("borrower", "仙台双葉発電")}
    assert ("financing", parties, 2_000_000_000) in deals(founded + lent)
    unnamed = "双葉電機は星野電工とAIの開発で提携した。新会社には青葉銀行が20億円を融資する。"
    assert ("financing", {("lender", "青葉銀行")}, 2_000_000_000) in deals(unnamed)


def test_for_which_cloud_a_deal_is_the_first_sells_nothing():
    text = "星野AIは10億元を調達した。主導したのはAWSだ。AWSにとってロボット企業への投資は初めてになる。双葉電機も加わった。"
    given = {("investor", "Amazon Web Services"), ("investor", "双葉電機"), ("investee", "星野AI")}
    assert deals(text) == [("investment", given, 1_000_000_000)]
    text = "双葉AIはAWSに90億ドルを投じる。"
    sides = {("customer", "双葉AI"), ("provider", "Amazon Web Services")}
    assert deals(text) == [("compute_contract", sides, 9_000_000_000)]


def test_a_plan_that_is_cut_to_what_is_not_told_is_one_of_its_sum():
    text = "双葉電機は10月1日、最終赤字に転落し、27年度までに510億円としていた半導体への投資計画を縮めた。"
    assert deals(text) == [("capex", {("investor", "双葉電機")}, 51_000_000_000)]
    text = "双葉電機の2026年3月期の設備投資は、250億円とみていた従来の計画を縮め、200億円とする。"
    assert deals(text) == [("capex", {("investor", "双葉電機")}, 20_000_000_000)]
