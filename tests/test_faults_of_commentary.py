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


def test_sums_told_respectively_are_those_of_the_companies_before():
    text = "双葉電機は星野電工、森田機工の2社を買収した。買収額はそれぞれ102億円、501億円だった。"
    assert {(p, n) for _, ps, n in deals(text) for p in ps if p[0] == "target"} == {(("target", "星野電工"), 10_200_000_000), (("target", "森田機工"), 50_100_000_000)}


def test_a_sum_told_of_each_is_that_of_all_before():
    text = "双葉電機は星野電工と森田機工に出資した。出資額はそれぞれ10億円。"
    assert {(p, n) for _, ps, n in deals(text) for p in ps if p[0] == "investee"} == {(("investee", "星野電工"), 1_000_000_000), (("investee", "森田機工"), 1_000_000_000)}


def test_more_companies_than_sums_are_told_of_nobody():
    text = "双葉電機は星野電工、森田機工、赤石化学を買収した。買収額はそれぞれ102億円、501億円だった。"
    assert all(len({p for p in ps if p[0] == "target"}) != 1 or n != 50_100_000_000 for _, ps, n in deals(text))


def test_who_is_only_named_near_a_purchase_of_land_is_not_bought():
    text = "双葉電機は星野電工向けの拠点を作る。双葉電機は8月にこの敷地を3億円で購入した。"
    assert [ps for t, ps, _ in deals(text) if t == "acquisition"] == [{("acquirer", "双葉電機")}]


def test_who_sells_land_is_still_told():
    assert [ps for _, ps, _ in deals("双葉電機は8月に用地を3億円で購入した。売り主は星野電工だ。")] == [{("acquirer", "双葉電機"), ("seller", "星野電工")}]


@pytest.mark.parametrize("text", [
    "調査会社の森田リサーチによると、投資ファンドによるデータセンターの買収額は24年1〜9月に286億ドルに上った。",
    "調査会社の森田リサーチによると、大手3社(双葉電機、星野電工、赤石化学)の設備投資総額は、2026年に6020億円に達する見通しだ。",
])
def test_what_is_reckoned_of_all_of_a_kind_is_no_deal(text):
    assert deals(text) == []


def test_what_one_company_is_said_to_have_paid_is_a_deal():
    assert [n for _, _, n in deals("双葉電機によると、星野電工の買収額は286億ドルに上った。")] == [28_600_000_000]


def test_two_who_give_as_much_each_have_a_deal_each():
    text = "双葉電機は星野電工に300億円を出資する。森田機工も300億円を出資する。"
    assert sorted(sorted(name for r, name in ps if r == "investor") for _, ps, _ in deals(text)) == [["双葉電機"], ["森田機工"]]


def test_one_sum_that_two_give_is_one_deal():
    text = "双葉電機は森田機工とともに、星野電工に300億円を出資する。双葉電機は300億円を出資すると発表した。"
    assert len(deals(text)) == 1


def test_a_company_whose_owners_sell_is_sold():
    text = "双葉電機と星野電工を含む森田機工の株主は、120億円での売却を検討している。"
    assert deals(text) == [("acquisition", {("seller", "双葉電機"), ("seller", "星野電工"), ("target", "森田機工")}, 12_000_000_000)]


def test_owners_who_sell_something_named_are_not_sold():
    ((_, parties, _),) = deals("双葉電機などの株主は、120億円で星野電工の売却を検討している。")
    assert ("seller", "双葉電機") in parties
    assert ("seller", "星野電工") not in parties


def test_who_only_backs_a_company_gives_nothing_in_its_round():
    text = "双葉電機と森田機工が、米国上場の大和グループ(ダイワ・グループ)が支援する星野電工(ホシノ・デンコー)に16億ドルを投資している。"
    assert deals(text) == [("investment", {("investor", "双葉電機"), ("investor", "森田機工"), ("investee", "星野電工")}, 1_600_000_000)]


def test_a_backer_with_a_sum_gives():
    assert deals("経産省が90億円を支援する星野AIは、工場を建てる。") == [("subsidy", {("grantor", "METI"), ("recipient", "星野AI")}, 9_000_000_000)]


def test_a_group_is_led_by_who_is_named_twice():
    text = "双葉電機は、星野電工(ホシノ・デンコー)が主導するコンソーシアムに拠点を40億円で売却する。"
    assert deals(text) == [("acquisition", {("acquirer", "星野電工"), ("seller", "双葉電機")}, 4_000_000_000)]


def test_a_bracket_that_is_never_closed_ends_with_the_one_around_it():
    text = "双葉電機は、拠点(森田通信[森田グループが所有)を売却する。同時に、北斗商事が赤石化学に出資した。"
    assert len(read_article(text).sentences) == 2
    assert len(read_article("双葉電機は「拠点を(今年)売る。来年も売る」と話した。星野電工も売る。").sentences) == 2


def test_what_a_forecast_was_before_is_no_measure_of_the_new_sum():
    assert deals("双葉電機は2025年の設備投資の見通しを、以前の予測750億円から850億円に引き上げた。") == [("capex", {("investor", "双葉電機")}, 85_000_000_000)]
    assert deals("双葉電機は売上高の見通しを、以前の予測750億円から850億円に引き上げた。") == []


def test_both_who_say_so_are_the_two_of_the_sentence():
    before = "市場では北斗商事と赤石化学が中心となり、指数が最高値を付けた。北斗商事と赤石化学が買われた。"
    assert deals(before + "\n双葉電機は星野電工に100億円を投資し、提携を結ぶ意向書を締結したと両社が発表しました。") == [(*INVESTS, 10_000_000_000)]


def test_both_who_act_themselves_are_those_told_before():
    text = "双葉電機と星野電工は提携した。両社は共同で装置を開発すると発表した。"
    assert {name for _, ps, _ in deals(text) for _, name in ps} == {"双葉電機", "星野電工"}


TAKEOVER = "双葉電機は4日、星野電工を買収すると発表した。\n双葉電機にとって国内で最大の投資となる。\n"


def test_with_whom_a_takeover_told_before_is_done_buys_too():
    text = TAKEOVER + "買収は森田機工と共同で行う。株式は大和証券と赤石銀行から取得する。"
    assert deals(text) == [("acquisition", {("acquirer", "双葉電機"), ("acquirer", "森田機工"), ("target", "星野電工"), ("seller", "大和証券"), ("seller", "赤石銀行")}, None)]


def test_shares_are_those_of_the_last_takeover_and_only_where_they_are_bought():
    text = "双葉電機は星野電工を買収した。森田機工は北斗商事を買収した。株式は大和証券から取得した。"
    assert [ps for _, ps, _ in deals(text) if ("seller", "大和証券") in ps] == [{("acquirer", "森田機工"), ("target", "北斗商事"), ("seller", "大和証券")}]
    assert deals("双葉電機は星野電工を買収した。株式は市場で売買されている。") == [("acquisition", {("acquirer", "双葉電機"), ("target", "星野電工")}, None)]


@pytest.mark.parametrize("text", [
    "双葉電機は、星野電工や森田機工などの顧客向けにデータセンターを構築する契約を締結している。",
    "双葉電機は星野電工や森田機工といった、大手の顧客に部品を供給する契約を結んだ。",
])
def test_each_of_some_customers_has_a_contract(text):
    assert {frozenset(ps) for _, ps, _ in deals(text)} == {frozenset({("provider", "双葉電機"), ("customer", c)}) for c in ("星野電工", "森田機工")}


def test_one_sum_holds_customers_together():
    assert len(deals("双葉電機は星野電工や森田機工などの顧客向けに10億円の契約を結んだ。")) == 1


def test_examples_of_goods_are_no_customers():
    assert deals("双葉電機は、「緑川」や「青葉」といった、新型の装置を星野電工に供給する。") == [("supply", {("provider", "双葉電機"), ("customer", "星野電工")}, None)]


def test_a_programme_is_no_partner_of_those_who_set_it_up():
    text = "双葉電機、星野電工、森田機工は共同で「スターゲート」を設立した。スターゲートは4000億ドルを投じる計画だ。"
    assert deals(text) == [("joint_venture", {("partner", "双葉電機"), ("partner", "星野電工"), ("partner", "森田機工")}, 400_000_000_000)]
    assert deals("スターゲートは4000億ドルを投じる計画だ。") == [("capex", {("investor", "Stargate")}, 400_000_000_000)]
