"""Faults that a new rule made on text where the old ones were right, in made-up sentences.

Each test is named after the fault.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def deals(text: str) -> list[tuple]:
    """Type, stage, parties by role and sum of each deal."""
    return [
        (d.type, d.status, {role: {p.name for p in d.parties if p.role == role} for role in {p.role for p in d.parties}}, d.amount and d.amount.value and int(d.amount.value))
        for d in extract_deals(text, article_date="2025-10-01")
    ]


def statuses(text: str) -> list[str]:
    return [d[1] for d in deals(text)]


def test_the_goal_of_another_clause_of_a_headline_makes_no_plan_of_a_loan():
    assert statuses("双葉電機は30億ドルの借入を実行——AI競争は「債務の時代」へ") == ["completed"]
    assert statuses("双葉電機、30億ドルの借入を実施へ") == ["planned"]


def test_a_contract_that_would_end_without_leave_has_not_ended():
    plan = "双葉電機は星野電工を35億ドルで買収する計画だ。"
    assert statuses(plan + "双葉電機は26日までに当局の承認を得られなければ買収契約は破談したものとして、星野電工に違約金を支払う意向を示した。") == ["planned"]
    assert statuses(plan + "双葉電機は当局の承認を得られなかったため、買収契約は破談したと発表した。") == ["cancelled"]


def test_what_all_of_a_counted_list_are_is_none_of_them():
    text = "双葉電機が、サムスン電子、SKグループ、現代自動車グループ、ネイバークラウドの韓国企業4社に計26万枚のGPUを供給すると発表した。"
    assert [d[2]["customer"] for d in deals(text)] == [{"Samsung Electronics", "SK Group", "Hyundai Motor", "Naver Cloud"}]


def test_a_second_currency_behind_another_is_no_sum_of_its_own():
    assert [d[3] for d in deals("双葉電機は、総額約240億ポンド(約310億米ドルまたは約3.3兆円)の買収価格を対価として、星野電工を買収する。")] == [24_000_000_000]
    assert {d[3] for d in deals("双葉電機は星野電工を240億ポンド(約310億ドル)で、森田機工を33億円で買収する。")} == {24_000_000_000, 3_300_000_000}


def test_of_whom_a_right_to_land_is_bought_sells_it():
    assert [d[2] for d in deals("双葉電機は、県内にある約40ヘクタールの土地の所有権を、星野電工から4億円で購入した。")] == [{"acquirer": {"双葉電機"}, "seller": {"星野電工"}}]
    assert [d[2] for d in deals("双葉電機は、星野電工を4億円で買収した。")] == [{"acquirer": {"双葉電機"}, "target": {"星野電工"}}]


def test_a_company_that_is_run_with_its_other_owner_is_not_founded():
    text = "双葉電機は300億円で星野電子の株式の60%を取得し、残り40%を保有する森田商事と共同で運営する。"
    assert [(d[0] in ("investment", "acquisition"), d[3], "森田商事" in str(d[2])) for d in deals(text)] == [(True, 30_000_000_000, False)]
    assert [d[0] for d in deals("双葉電機と森田商事は新会社を設立する。双葉電機が60%、森田商事が40%を出資し、共同で運営する。")] == ["joint_venture"]


def test_equity_of_companies_is_no_part_of_a_guarantee():
    text = "経済産業省は星野半導体向けの融資に政府保証を付ける方針だ。これまでの出資は双葉電機や森田機工など73億円にとどまる。"
    assert (("subsidy", 7_300_000_000)) not in [(d[0], d[3]) for d in deals(text)]


@pytest.mark.parametrize("kind", ["ネオクラウドプロバイダー", "グローバルビッグテック", "ロボットメーカー"])
def test_a_kind_of_company_is_none(kind):
    assert not any(kind in names for d in deals(f"双葉電機は{kind}と60億円の供給契約を結んだ。星野電工は{kind}に70億円を投資している。") for names in d[2].values())


def test_what_belongs_to_a_plant_is_bought_with_it():
    text = "双葉電機は、星野電工が堺市に持つ工場を買い取ると発表した。双葉電機は工場の約6割に当たる土地と、電源・冷却装置などを取得する。"
    assert {d[0] for d in deals(text)} == {"acquisition"}
    assert {d[0] for d in deals("双葉電機は星野電工から電源・冷却装置などを取得する。")} == {"supply"}


def test_who_ranks_a_deal_is_not_who_tells_it():
    text = "双葉電機は26日、星野電工を約61億円で買収すると発表した。"
    assert [d.reported for d in extract_deals(text + "米ブルームバーグ通信によると、半導体メーカーによる買収額としては過去最大級。")] == [False]
    assert [d.reported for d in extract_deals("米ブルームバーグ通信によると、双葉電機は星野電工を約61億円で買収する。")] == [True]


def test_two_numbered_items_of_a_page_are_two_deals():
    page = "### 2. 双葉電機、星野AIに最大400億ドル投資\n\n**概要:**\n双葉電機が星野AIに即座に100億ドルを投資し、成果に応じて300億ドルを投資すると発表した。\n\n### 10. 森田機工、AI新興への出資総額が400億ドル超に\n\n**概要:**\n森田機工のAI新興への株式投資総額が400億ドルを突破。最大は北斗AIへの300億ドル。その他青葉AI、星野AIにも出資。\n"
    assert not any({"双葉電機", "森田機工"} <= d[2].get("investor", set()) for d in deals(page))
    assert ("investment", {"双葉電機"}, 40_000_000_000) in [(d[0], d[2].get("investor"), d[3]) for d in deals(page)]


def test_one_deal_under_a_heading_and_its_parts_stays_one():
    page = "### 1. 双葉電機、星野AIに400億ドル投資\n\n双葉電機が星野AIに400億ドルを投資すると発表した。\n\n### 2. 森田機工、北斗商事を買収\n\n森田機工は北斗商事を30億円で買収すると発表した。\n"
    assert [(d[0], d[3]) for d in deals(page)] == [("investment", 40_000_000_000), ("acquisition", 3_000_000_000)]


def test_who_comes_next_in_size_has_no_part():
    assert [d[2] for d in deals("星野電工は双葉電機に次ぐ規模の60億円を森田機工に出資した。")] == [{"investor": {"星野電工"}, "investee": {"森田機工"}}]


def test_a_dash_behind_a_verb_is_no_minus():
    assert {d[3] for d in deals("双葉電機、星野電工への買収提示額を引き上げ-36億円に\n双葉電機は星野電工を36億円で買収すると発表した。")} == {3_600_000_000}


def test_where_a_company_comes_from_is_none_of_those_that_are_counted():
    text = "経済産業省は開発事業者を新たに3社追加する方針を固めた。その一つが双葉電機。そのほか東大発のスタートアップ、星野AIや森田テクノロジーズも新たに採択される見通し。3社に対しても計算機を安く利用できるよう10億円を補助する方針だ。"
    assert not any("東京大学" in names for d in deals(text) for names in d[2].values())
    assert any("星野AI" in d[2].get("recipient", ()) for d in deals(text))


def test_a_town_where_others_have_plants_orders_no_work():
    text = "双葉電機は12日、北浜町で計画しているデータセンターの運転を27年度から始めると発表した。開発地点の北浜町は複数の事業者がデータセンターを構える集積地。投資額は非公表。設計は森田設計、施工は星野建設が担う。"
    assert not any("北浜町" in names for d in deals(text) for names in d[2].values())
    assert [(d[0], d[2]["customer"]) for d in deals("双葉電機は北浜町にデータセンターを建設する。施工は星野建設が担う。") if d[0] == "supply"] == [("supply", {"双葉電機"})]


def test_of_a_pair_of_buyer_and_bought_the_buyer_bought_before():
    text = "双葉電機は1日、星野電工の買収を正式に発表した。両社が協議中だとする日刊紙の報道が裏付けられた格好だ。買収は現金で行われる。前回の買収――2019年に森田ソフトを147億ドル、18年に北斗ソフトを58億ドルでそれぞれ買収――では倍率が高かった。"
    assert sorted((d[2]["acquirer"] == {"双葉電機"}, *d[2]["target"]) for d in deals(text)) == [(True, "北斗ソフト"), (True, "星野電工"), (True, "森田ソフト")]


@pytest.mark.parametrize("text", ["双葉電機は星野電工を50億円で買収する。両社は共同で森田機工を30億円で買収する。", "双葉電機と星野電工は提携した。両社は森田機工を30億円で買収する。"])
def test_a_pair_that_buys_in_its_own_clause_buys_both(text):
    assert {"acquirer": {"双葉電機", "星野電工"}, "target": {"森田機工"}} in [d[2] for d in deals(text)]


def test_the_price_of_what_is_sold_to_somebody_is_what_he_pays():
    assert [(d[2], d[3]) for d in deals("団地の37ヘクタールの土地が、双葉電機に売却されることになりました。土地の売却額はあわせて59億4000万円だということです。")] == [({"acquirer": {"双葉電機"}}, 5_940_000_000)]
    assert deals("団地の37ヘクタールの土地が、双葉電機に売却されることになりました。市の今年の予算額は59億4000万円だということです。") == []


def test_to_whom_something_is_sold_buys_it():
    assert [d[2] for d in deals("双葉電機が工場を売却する。売却先は同業の「森田機工」で、売却額は59億円。")] == [{"acquirer": {"森田機工"}, "seller": {"双葉電機"}}]
    assert [d[2] for d in deals("双葉電機は子会社の森田機工を59億円で売却する。売却先は今後選ぶ。")] == [{"target": {"森田機工"}, "seller": {"双葉電機"}}]


def test_a_company_made_for_a_plant_sells_its_own_power():
    assert [d[2] for d in deals("双葉電機は30日、森田開発傘下のSPCである北浜バッテリーパワーとの間で、蓄電所の電力を20年間購入する契約を締結した。")] == [{"customer": {"双葉電機"}, "provider": {"北浜バッテリーパワー"}}]
    assert [d[2]["acquirer"] for d in deals("双葉商会傘下の特別目的会社「FHD」は、星野電工の株式を公開買い付けで取得し、完全子会社にすると発表した。")] == [{"双葉商会"}]


@pytest.mark.parametrize("text", [
    "双葉電機、星野AIに最大400億ドル投資へ\n双葉電機は24日、星野AIに100億ドルを即座に投資し、目標達成時に追加で300億ドルを投資すると発表した。",
    "双葉電機は星野AIに最大400億ドルを投資する。うち100億ドルをまず投じ、残る300億ドルは事業の進み具合に応じて投じる。",
])
def test_the_two_parts_of_a_sum_are_no_deals_beside_it(text):
    assert [(d[0], d[2], d[3]) for d in deals(text)] == [("investment", {"investor": {"双葉電機"}, "investee": {"星野AI"}}, 40_000_000_000)]


def test_two_payments_of_which_no_sum_is_told_stay_two():
    assert sorted(d[3] for d in deals("双葉電機は星野AIに100億ドルを投資した。2月には追加で50億ドルを投資した。")) == [5_000_000_000, 10_000_000_000]


def test_a_state_that_ties_up_with_companies_supplies_no_goods_itself():
    e = next(e for e in propose("インド政府は、双葉電機、星野電工などの企業と提携し、新設された国営企業「森田AI」に半導体を供給する計画を進めている。").frames if e.trigger.row.word == "供給")
    assert all("India" not in n.canonical for names in e.roles.values() for n in names)
    e = next(e for e in propose("インド政府は、国営企業「森田AI」に半導体を供給する計画を進めている。").frames if e.trigger.row.word == "供給")
    assert ["India"] == [c for n in e.roles["provider"] for c in n.canonical]


def test_a_further_sum_put_into_a_company_is_no_plant():
    assert [(d[0], d[2]) for d in deals("双葉電機は星野AIに最大250億ドルを追加投資すると発表した。")] == [("investment", {"investor": {"双葉電機"}, "investee": {"星野AI"}})]
    assert [d[0] for d in deals("双葉電機は熊本工場に250億円を追加投資すると発表した。")] == ["capex"]
