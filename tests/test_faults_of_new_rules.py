"""Rules that fired in sentences that are not theirs: takeovers, offers, plans and their parts, building, goods, means; in made-up sentences.

Each test is named after the fault; a sentence in which the rule does hold stands beside it.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals


def records(text: str) -> set[tuple]:
    """Type, parties by role and sum of each record."""
    return {(d.type, frozenset((p.role, p.name) for p in d.parties), d.amount and int(d.amount.value)) for d in extract_deals(text, article_date="2025-10-01")}


def stages(text: str) -> list[str]:
    return [d.status for d in extract_deals(text, article_date="2025-10-01")]


def deal(dtype: str, amount: int | None = None, **roles: str) -> tuple:
    return (dtype, frozenset((role, name) for role, names in roles.items() for name in names.split("、")), amount)


@pytest.mark.parametrize(("text", "part"), [
    ("双葉電機は2000億円を投じる計画で、うち500億円は星野電工に出資する。", deal("investment", 50_000_000_000, investor="双葉電機", investee="星野電工")),
    ("双葉電機は森田機工を500億円で買収するなど、総額2000億円を投じる計画だ。", deal("acquisition", 50_000_000_000, acquirer="双葉電機", target="森田機工")),
    ("双葉電機は2000億円を投じる計画で、このうち500億円は星野電工からGPUを購入する。", deal("supply", 50_000_000_000, customer="双葉電機", provider="星野電工")),
    ("双葉電機は2000億円を投じ、このうち500億円で星野電工を買収する。", deal("acquisition", 50_000_000_000, acquirer="双葉電機", target="星野電工")),
])
def test_a_part_of_a_plan_that_is_a_deal_with_somebody_else_is_lost(text, part):
    assert records(text) == {part, deal("capex", 200_000_000_000, investor="双葉電機")}


def test_a_part_of_a_plan_without_another_is_none():
    assert records("双葉電機は80億円を投じる計画で、このうち20億円で土地を買う。") == {deal("capex", 8_000_000_000, investor="双葉電機")}


def test_the_total_behind_the_sums_of_sites_takes_them_all_away():
    assert records("双葉電機は国内に300億円、海外に200億円を投資する計画だ。総額は500億円。") == {deal("capex", 50_000_000_000, investor="双葉電機")}


def test_who_has_become_a_subsidiary_by_a_clause_before_its_name_makes_the_topic_be_bought():
    assert records("双葉電機は森田機工の子会社となった星野電工を買収する。") == {deal("acquisition", acquirer="双葉電機", target="星野電工")}
    assert records("森田通信は双葉電機の完全子会社となる見通しだ。") == {deal("acquisition", acquirer="双葉電機", target="森田通信")}


def test_what_a_company_spends_after_it_was_bought_is_its_price():
    got = records("森田機工は昨年、双葉電機の傘下に入り、今年は30億円で新工場を建てる。")
    assert deal("capex", 3_000_000_000, investor="森田機工") in got
    assert deal("acquisition", acquirer="双葉電機", target="森田機工") in got


def test_a_subsidiary_if_a_purchase_comes_about_is_one_now():
    assert "completed" not in stages("買収が成立すれば、森田機工は双葉電機の子会社になる。")
    assert stages("双葉電機による森田機工の買収が成立した。") == ["completed"]


@pytest.mark.parametrize(("text", "stage"), [
    ("双葉電機は、星野電工からの買収提案を受け入れると発表した。買収総額は120億円。", "agreed"),
    ("双葉電機は星野電工からの出資提案を受け入れ、20億円の第三者割当増資を実施する。", "agreed"),
    ("双葉電機は星野電工からの買収提案を受け入れる方向で検討している。", "in_talks"),
    ("双葉電機は星野電工からの買収提案を受けた。", "in_talks"),
])
def test_an_offer_that_was_accepted_is_unanswered(text, stage):
    assert stages(text) == [stage]


def test_who_is_bought_when_pressed_to_sell_itself_and_who_sells_a_business_are_the_topic():
    assert records("双葉電機は身売りを迫られた星野電工を60億円で買収した。") == {deal("acquisition", 6_000_000_000, acquirer="双葉電機", target="星野電工")}
    assert records("双葉電機は星野電工に米国事業の身売りを打診した。") == {deal("acquisition", acquirer="星野電工", seller="双葉電機")}


def test_who_is_picked_as_buyer_sells():
    assert records("双葉電機は星野電工の売却先に選ばれた。") == {deal("acquisition", acquirer="双葉電機", target="星野電工")}


@pytest.mark.parametrize("how", ["との共同出資で森田通信を80億円で買収した", "との合弁で森田通信を80億円で買収した"])
def test_with_whom_one_buys_together_sells(how):
    assert records(f"双葉電機は星野電工{how}。") == {deal("acquisition", 8_000_000_000, acquirer="双葉電機、星野電工", target="森田通信")}


@pytest.mark.parametrize(("text", "stage"), [
    ("双葉電機は新工場の建設を始めたいと述べ、80億円を投じる。", "planned"),
    ("双葉電機は着工した工場とは別に、80億円で新工場の建設を計画する。", "planned"),
    ("双葉電機は2024年に第1棟を着工した。第2棟には150億円を投じる計画で、来年にも建設を始める。", "planned"),
    ("双葉電機は建設を始めたばかりの工場で、追加で30億円を投じる方針だ。", "planned"),
    ("双葉電機は第2棟の建設に着手した。80億円を投じる計画だ。", "agreed"),
])
def test_another_building_that_has_begun_is_the_one_that_is_planned(text, stage):
    assert stages(text) == [stage]


def test_the_cost_of_the_next_plant_is_that_of_the_one_that_runs():
    assert stages("双葉電機は旧工場が稼働した。投資額は80億円の新工場は来年着工する。") == ["planned"]
    assert stages("双葉電機の新工場が稼働した。投資額は80億円。") == ["completed"]


@pytest.mark.parametrize("of", ["生成AI利用に必要な計算資源の契約", "生成AIの利用拡大に備えた計算資源の契約"])
def test_computing_for_the_use_of_a_model_is_the_model(of):
    assert records(f"オープンAIはオラクルと、{of}を結んだ。") == {deal("compute_contract", customer="OpenAI", provider="Oracle")}


def test_the_use_of_a_model_is_sold_by_who_makes_it():
    assert records("アンソロピックは双葉電機と、生成AI「クロード」のAPI利用契約を結んだ。") == {deal("compute_contract", customer="双葉電機", provider="Anthropic")}


def test_goods_are_bought_for_a_sum_by_whom_a_clause_describes_and_for_what_is_built():
    assert {r[0] for r in records("双葉電機は半導体の購入に40億円を投じた星野電工を買収した。")} == {"acquisition"}
    assert records("双葉電機はGPUの調達に100億円を投じてデータセンターを拡張する。") == {deal("capex", 10_000_000_000, investor="双葉電機")}
    assert records("双葉電機は半導体の調達に今後3年で100億円を投じる計画だ。") == {deal("supply", 10_000_000_000, customer="双葉電機")}


def test_means_of_two_companies_are_those_of_one():
    assert deal("financing", 1_200_000_000, borrower="双葉電機") not in records("双葉電機は第三者割当増資で18億円、星野電工は借り入れで12億円を調達した。")


def test_the_design_of_a_chip_is_building_work():
    assert records("チップの設計は双葉電機が担当し、星野電工が100億円分を購入する。") == {deal("supply", 10_000_000_000, customer="星野電工", provider="双葉電機")}


def test_what_is_spent_on_a_plant_is_what_goods_cost():
    text = "双葉電機は星野電工からGPUを調達する計画だ。投資額は300億円"
    assert deal("supply", customer="双葉電機", provider="星野電工") in records(text + "で、熊本に新工場を建てる。")
    assert records(text + "。") == {deal("supply", 30_000_000_000, customer="双葉電機", provider="星野電工")}


def test_the_price_for_everybody_is_that_of_a_contract():
    text = "双葉電機は星野クラウドのGPUを借りる。利用料は"
    assert records(text + "一般向けに月額3万円からだ。") == {deal("compute_contract", customer="双葉電機", provider="星野クラウド")}


def test_the_profile_of_a_company_is_a_round():
    assert records("会社名:双葉電機\n資本金:10億円\n出資者:星野電工\n設立:2020年") == set()


@pytest.mark.parametrize("text", ["双葉電機は北斗銀行から5億円を借りた。", "双葉電機は北斗銀行から5億円を借り、設備を更新する。"])
def test_who_borrows_a_sum_lends_it(text):
    assert deal("financing", 500_000_000, borrower="双葉電機", lender="北斗銀行") in records(text)


def test_what_is_leased_for_a_sum_is_no_loan():
    assert {r[0] for r in records("双葉電機は星野電工からサーバーを5億円で借りた。")} <= {"compute_contract", "supply"}


def test_shares_sold_to_a_staff_association_are_bought_from_it():
    assert ("seller", "双葉AI") in {p for r in records("双葉AIは従業員持株会に株式の10%を売却した。") for p in r[1]}


@pytest.mark.parametrize("text", ["双葉電機は森田電力を完全子会社化した。", "双葉電機は九州電力を買収した。", "双葉電機は「森田電力」を買い取った。"])
def test_a_company_called_after_electricity_is_electricity(text):
    assert {r[0] for r in records(text)} == {"acquisition"}


def test_electricity_that_is_bought_is_no_company():
    assert records("双葉電機は星野発電から電力を買い取る契約を結んだ。") == {deal("power", customer="双葉電機", provider="星野発電")}


@pytest.mark.parametrize("deed", ["土地と建物、電源と冷却の設備を100億円で買い取った", "天然ガス火力7カ所を100億円で買うことで合意した"])
def test_of_whom_land_and_plants_are_bought_is_bought_himself(deed):
    assert records(f"双葉電機は星野電工から{deed}。") == {deal("acquisition", 10_000_000_000, acquirer="双葉電機", seller="星野電工")}


def test_goods_that_are_bought_of_somebody_are_no_plant():
    assert records("双葉電機は電線を星野電工から60億円で買っている。") == {deal("supply", 6_000_000_000, customer="双葉電機", provider="星野電工")}


def test_a_loan_for_an_investment_is_that_investment():
    assert records("双葉電機は星野AIへの投資に充てる資金として、銀行団から118億ドルの融資を確保した。") == {deal("financing", 11_800_000_000, borrower="双葉電機")}
    assert records("双葉電機は星野AIに118億ドルを投資した。") == {deal("investment", 11_800_000_000, investor="双葉電機", investee="星野AI")}


def test_the_rest_of_a_round_that_is_lent_is_no_deal():
    assert deal("financing", 132_000_000, borrower="双葉AI") in records("双葉AIは6億ユーロを調達した。内訳は株式が4億6800万ユーロ、残りの1億3200万ユーロが借り入れ。")


def test_an_estimate_of_what_an_industry_spends_is_the_estimators_plan():
    assert records("双葉インテリジェンスは、国内テック業界の25年の資本支出を約270億ドルと推計する。") == set()
    assert records("双葉電機は国内の設備投資を270億円と見込む。") == {deal("capex", 27_000_000_000, investor="双葉電機")}


def test_who_has_borrowed_so_much_has_lent_it():
    assert records("双葉電機、星野電工、森田機工の3社がデータセンターの建設を目的に借りた額は、300億ドルに上る。") == {deal("financing", 30_000_000_000, borrower="双葉電機、星野電工、森田機工")}


def test_a_small_stake_bought_through_a_subsidiary_is_control():
    assert {r[0] for r in records("双葉電機は子会社の森田商事を通じ、星野AIの株式の2.4%を90億円で取得した。")} == {"investment"}
    assert {r[0] for r in records("双葉電機は星野AIの株式の45%を90億円で取得し、子会社化した。")} == {"acquisition"}


@pytest.mark.parametrize("instead", ["に代わり", "に代わって"])
def test_whose_place_another_takes_has_a_part(instead):
    assert records(f"双葉電機は、撤退した星野電工{instead}、森田機工と提携する。") == {deal("partnership", partner="双葉電機、森田機工")}
    assert records(f"双葉電機は、星野電工{instead}森田機工を買収する。") == {deal("acquisition", acquirer="双葉電機", target="森田機工")}


def test_what_a_builder_is_paid_is_lost():
    assert deal("supply", 11_800_000_000, customer="双葉データ", provider="利根建設") in records("双葉データは新拠点を建てる。工事は利根建設が118億円で請け負い、5月に着工した。")
    assert deal("supply", customer="双葉データ", provider="利根建設") in records("双葉データは118億円で新拠点を建てる。施工は利根建設が担う。")


def test_whose_business_does_well_sells_what_is_bought_in_the_next_clause():
    assert records("双葉電機の事業は好調で、星野電工に買収された後も成長を続ける。") == set()
    assert records("双葉電機の米国事業は星野電工に買収された。") == {deal("acquisition", acquirer="星野電工", seller="双葉電機")}


def test_a_maker_of_machines_is_a_machine():
    assert {r[0] for r in records("双葉電機は星野電工から装置メーカーを60億円で買った。")} == {"acquisition"}
    assert {r[0] for r in records("双葉電機は星野電工から装置を60億円で買った。")} == {"supply"}


def test_a_bidder_who_does_not_raise_his_price_goes_on():
    text = "星野電工は双葉電機からの買収提案を拒否した。双葉電機は価格の引き上げを検討し"
    assert stages(text + "ないという。") == ["cancelled"]
    assert stages(text + "ている。") == ["in_talks"]


def test_of_two_lenders_told_together_one_is_lost():
    assert records("双葉電機は12億円のローンを調達した。貸し手は青葉銀行、北斗銀行の2行だ。") == {deal("financing", 1_200_000_000, borrower="双葉電機", lender="青葉銀行、北斗銀行")}
