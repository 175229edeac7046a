"""Blogs, digests, programme summaries and items of stock news, in made-up sentences.

Each test is named after the fault. Records, else what the rules give.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.document import read_article


def deals(text: str) -> list[tuple[str, set[tuple[str, str]], int | None]]:
    """Type, parties and sum of each record."""
    return [
        (d.type, {(p.role, p.name) for p in d.parties}, int(d.amount.value) if d.amount and d.amount.value else None)
        for d in extract_deals(text, article_date="2026-01-20")
    ]


INVESTS = ("investment", {("investor", "双葉電機"), ("investee", "星野電工")})


@pytest.mark.parametrize("text", [
    "双葉電機は、クラウドの旗手である「星野電工」に対し、20億ドルの追加投資を行うことを発表しました。",
    "双葉電機は星野電工に対し、最大20億ドルもの戦略的投資を行うパートナーシップを発表した。",
])
def test_a_further_or_strategic_investment_in_a_company_is_no_spending(text):
    assert deals(text) == [(*INVESTS, 2_000_000_000)]


def test_a_further_investment_in_a_plant_is_spending():
    assert [(t, n) for t, _, n in deals("双葉電機は星野県の工場に対し、20億ドルの追加投資を行うと発表した。")] == [("capex", 2_000_000_000)]


@pytest.mark.parametrize(("need", "customer", "provider"), [
    ("クラウドの利用のため", "星野電工", "森田機工"),
    ("データセンター建設とクラウドサービス利用のため", "星野電工", "森田機工"),
    ("計算資源の供給のため", "森田機工", "星野電工"),
])
def test_who_signs_for_a_need_of_his_own_buys(need, customer, provider):
    text = f"双葉電機は星野電工に最大100億円を投資すると発表し、星野電工は、{need}森田機工と300億円の契約を結んだ。"
    assert ("compute_contract", {("customer", customer), ("provider", provider)}, 30_000_000_000) in deals(text)


def test_a_contract_with_another_on_what_is_built_is_no_plan_of_both():
    built = "双葉電機は星野電工との間で300億円のデータセンター構築に関する契約を締結した。"
    assert deals(built) == [("supply", {("customer", "双葉電機"), ("provider", "星野電工")}, 30_000_000_000)]


def test_what_two_build_together_is_still_a_venture():
    assert [t for t, _, _ in deals("双葉電機は星野電工と提携し、300億円でデータセンターを建設する。")] == ["joint_venture"]


@pytest.mark.parametrize("text", [
    "星野電工はすでに550億円規模のデータセンターを国内外で保有する。",
    "双葉電機は買収を重ね、建設中のものを含めると最大の550億円規模のデータセンターを保有する。",
])
def test_how_much_somebody_has_is_no_sum_of_a_deal(text):
    assert 55_000_000_000 not in [n for _, _, n in deals(text)]


def test_a_plan_told_beside_what_somebody_has_is_a_deal():
    text = "星野電工はすでに550億円規模のデータセンターを国内外で保有し、700億円規模の新規開発計画も進行中だ。"
    assert [n for _, _, n in deals(text)] == [70_000_000_000]


def test_a_report_called_false_by_whom_it_is_about_is_no_deal():
    assert deals("赤石社長は11月13日、日刊紙が報じた双葉電機のシリーズEでの150億円調達に対し「虚偽だ」と否定。") == []


def test_a_raise_beside_a_quoted_word_of_praise_is_a_deal():
    assert [n for _, _, n in deals("双葉電機はシリーズEで150億円を調達した。赤石社長は市場の見方に対し「誤解もある」と話した。")] == [15_000_000_000]


def test_the_code_of_a_share_on_a_line_of_its_own_breaks_no_sentence():
    text = "双葉電機<1234>と星野電工<\n5678>は、森田機工<\n9012\n>を200億円で買収する。\n北斗商事が上昇した。"
    assert [s.text[:4] for s in read_article(text).sentences] == ["双葉電機", "北斗商事"]
    assert deals(text) == [("acquisition", {("acquirer", "双葉電機"), ("acquirer", "星野電工"), ("target", "森田機工")}, 20_000_000_000)]


def test_other_lines_in_angle_brackets_stay_lines():
    assert len(read_article("双葉電機が上昇した。<\n続きを読む>\n星野電工が下落した。").sentences) > 2


def test_companies_that_grants_are_told_of_are_given_them():
    text = "対象として、双葉電機のほか、星野電工の名を挙げている。支援額は双葉電機が102億円、星野電工が501億円としている。"
    assert {(*p, n) for t, ps, n in deals(text) if t == "subsidy" for p in ps} == {("recipient", "双葉電機", 10_200_000_000), ("recipient", "星野電工", 50_100_000_000)}


def test_offices_that_grants_are_told_of_give_them():
    assert {p for _, ps, _ in deals("支援額は経産省が102億円、環境省が501億円だ。") for p in ps} == {("grantor", "METI"), ("grantor", "MOE")}


def test_the_morning_paper_that_reports_spends_nothing():
    text = "19日付の日本経済新聞朝刊が「経済産業省はスパコンの国内整備に乗り出す」と報じた。双葉電機など5社の整備に合計725億円を補助するという。"
    assert "Nikkei" not in {name for _, ps, _ in deals(text) for _, name in ps}
    assert not any("日本経済新聞" in name for _, ps, _ in deals(text) for _, name in ps)


@pytest.mark.parametrize(("text", "investor"), [
    ("UAEはフランスのAI事業に500億ユーロを投資すると約束している。", "United Arab Emirates"),
    ("双葉電機はUAEに500億円を投資する。", "双葉電機"),
])
def test_a_state_called_by_its_letters_acts_or_is_a_place(text, investor):
    assert [ps for _, ps, _ in deals(text)] == [{("investor", investor)}]


def test_a_sum_raised_to_a_level_is_a_change_and_no_range():
    assert [n for _, _, n in deals("双葉電機は設備投資の見通しを750億円から850億円という水準に引き上げた。")] == [85_000_000_000]
