"""What broke on plain sentences about power contracts, grants and debt, all made up: who is paid by whom, for what, with whom one by one.

Each test is named after the fault, and has sentences of the same shape where the rule must not fire.
"""

from __future__ import annotations

from reading import deals, records

from aiinfra_nlp.pipeline import propose


def types(text: str) -> list[str]:
    return [d.type for d in deals(text)]


def links(text: str, word: str, n: int = 0) -> dict[str, str]:
    return {k.name.text: k.case for k in [e for e in propose(text, "2025-10-01").frames if e.trigger.row.word == word][n].links if k.chunk >= 0}


# --- with each of several --------------------------------------------------------------------


def test_a_power_contract_with_each_of_several_is_one_each():
    for text in (
        "双葉電機は、次世代炉を手がける米ヘリオス、仏アトモスの2社とそれぞれ電力購入契約を結んだ。",
        "双葉電機はこれまでに、赤石電力や緑川電力とも電力の購入契約を結んでいる。",
        "双葉電機は赤石電力や緑川電力から電力を調達している。",
    ):
        assert [sorted(r.values()) for r in records(text)] == [["customer", "provider"]] * 2, text
    assert [r["森田発電"] for r in records("森田発電は、双葉電機と星野電工に再エネ電力を供給する契約をそれぞれ結んだ。")] == ["provider", "provider"]


def test_one_power_contract_of_several_stays_one():
    # who generates and who brings it, and a capacity or a second customer that holds them together
    assert len(records("双葉電機は星野発電、森田発電とPPAを結んだ。")) == 1
    assert len(records("双葉電機は、星野電力を通じて森田発電から電力を購入する契約を結んだ。")) == 1
    assert len(records("青葉通信と双葉電機は星野発電、森田発電とそれぞれ電力購入契約を結んだ。")) == 1


# --- electricity that is sold and bought ---------------------------------------------------------


def test_electricity_that_is_sold_or_bought_up_is_power():
    assert records("森田発電は小型炉でつくる電力を双葉電機のデータセンターに売る方向で交渉している。") == [{"双葉電機": "customer", "森田発電": "provider"}]
    assert records("青葉鉄道は、秋田県で運営する風力発電所の電力を、双葉クラウドに販売する。") == [{"双葉クラウド": "customer", "青葉鉄道": "provider"}]
    assert types("双葉電機は森田発電の原発でつくる電力を20年間買い取る。") == ["power"]
    assert [e.frame for e in propose("発電所の電力は、全量を双葉電機が買い取る。", "2025-10-01").frames] == ["powerbuy"]
    assert [e.frame for e in propose("双葉電機は森田町の風力発電所から33メガワットを買う。", "2025-10-01").frames] == ["powerbuy"]


def test_a_power_company_that_is_bought_is_no_electricity():
    assert types("双葉商事は電力会社の星野電力を買収した。") in ([], ["acquisition"])
    assert types("双葉商事は星野電力の電力事業を300億円で買い取る。") == ["acquisition"]
    assert types("双葉商事は電力を使う工場を星野電工に売却した。") == ["acquisition"]
    assert records("双葉電機が星野電工に電力を供給するかどうかは不明だ。") == []
    assert records("双葉電機は、星野電工に電力を供給する森田発電と契約した。") == [{"双葉電機": "customer", "森田発電": "provider"}]


# --- who only arranges or places debt --------------------------------------------------------------


def test_who_only_arranges_a_loan_lends_nothing():
    assert records("双葉電機は、青葉銀行をアレンジャーとする総額300億円のシンジケートローン契約を締結した。") == [{"双葉電機": "borrower"}]
    assert records("双葉電機は、青葉銀行をアレンジャー、若葉銀行をコ・アレンジャーとするグリーンローン500億円を調達した。") == [{"双葉電機": "borrower"}]


def test_an_arranger_who_is_told_to_lend_stays_a_lender():
    assert "青葉銀行" in records("双葉電機は青葉銀行をアレンジャーとし、若葉銀行、緑川銀行との間で98億円の融資契約を結んだ。")[0]
    assert records("青葉銀行は、自らをアレンジャーとする50億円の協調融資を双葉電機に実行した。")[0]["青葉銀行"] == "lender"


def test_a_broker_that_takes_up_bonds_is_no_lender():
    assert records("双葉電機の社債200億円を、青葉証券や若葉証券が引き受ける。") == [{"双葉電機": "borrower"}]
    assert records("双葉電機は150億ドルの社債を起債した。青葉証券、若葉証券が引受主幹事を務めた。") == [{"双葉電機": "borrower"}]
    assert records("双葉電機の社債50億円を、青葉銀行が全額引き受けた。") == [{"双葉電機": "borrower", "青葉銀行": "lender"}]


def test_securities_backed_by_assets_are_debt():
    assert types("双葉電機は、資産担保証券の発行で8億ドルを調達した。") == ["financing"]


# --- the stage of a loan ---------------------------------------------------------------------------


def stages(text: str) -> list[str]:
    return [d.status for d in deals(text)]


def test_a_credit_line_that_was_secured_is_agreed():
    assert stages("双葉電機は、青葉銀行などから40億ドルのリボルビング・クレジット・ファシリティーを獲得した。") == ["agreed"]
    assert stages("双葉電機は、青葉銀行から26億ドルのタームローンを確保した。") == ["agreed"]
    assert stages("双葉電機は、青葉銀行から26億ドルを借り入れた。") == ["completed"]


def test_a_loan_that_is_found_out_to_be_taken_is_not_paid_yet():
    assert stages("双葉電機が、保有する星野電工の株式を担保に最大185億円を借り入れることがわかった。") == ["agreed"]
    assert stages("双葉電機が、青葉銀行から185億円を借り入れたことがわかった。") == ["completed"]


# --- the nation as one who grants --------------------------------------------------------------------


def test_the_nation_of_an_article_in_yen_is_japan():
    assert records("双葉電機は今年度、国から最大8025億円の追加支援を受ける。") == [{"Japan": "grantor", "双葉電機": "recipient"}]
    assert records("堺市にデータセンターを設ける双葉電機に対し、国は最大102億円を助成する。") == [{"Japan": "grantor", "双葉電機": "recipient"}]


def test_the_nation_of_an_article_on_another_is_not_japan():
    assert all("Japan" not in r for r in records("ドイツ政府は半導体を重視する。国は双葉電機に10億ユーロを助成する。"))
    assert all("Japan" not in r for r in records("カナダ政府は半導体を重視する。国は双葉電機に100億円を助成する。"))


# --- whose plan an office pays for -----------------------------------------------------------------


def test_whose_plan_is_certified_gets_the_grant_wherever_the_office_stands():
    want = [{"METI": "grantor", "双葉電機": "recipient", "星野電工": "recipient"}]
    assert records("双葉電機・星野電工連合のパワー半導体の生産計画を経産省が認定し、最大1294億円を補助する。") == want
    assert records("経産省が29日に認定したのは、双葉電機と星野電工のパワー半導体の生産計画。最大705億円を補助する。") == want
    assert records("双葉電機の星野電工向け部品の生産計画を経産省が認定し、最大94億円を補助する。")[0].get("双葉電機") == "recipient"


def test_a_second_office_that_only_certified_gets_nothing():
    assert all(r.get("星野市") != "recipient" for r in records("星野市の計画を経産省が認定し、双葉電機に最大94億円を補助する。"))


# --- guarantees --------------------------------------------------------------------------------------


def test_a_guarantee_of_a_government_is_a_grant_to_who_borrows():
    want = [{"Japan": "grantor", "星野電工": "recipient"}]
    for text in ("政府は星野電工への融資に債務保証を付ける。", "星野電工の借り入れを政府が保証する。", "星野電工が民間銀行から受ける融資に、政府が債務保証を付ける。"):
        assert records(text) == want, text
        assert types(text) == ["subsidy"], text
    assert types("双葉電機は星野電工の借り入れ80億円を保証する。") == ["financing"]


def test_shares_and_a_guarantee_besides_are_two_deals():
    found = deals("政府は星野電工に1000億円を出資するほか、民間金融機関の融資に債務保証を付ける方針だ。")
    assert (found[0].type, found[0].amount.value) == ("investment", 100_000_000_000)
    assert all(d.amount is None for d in found[1:])


# --- lists and banks -----------------------------------------------------------------------------------


def test_how_several_issue_bonds_is_no_clause_between_them():
    found = deals("双葉電機は16億ドル、星野電工は13億ドルの高利回り債を相次ぎ発行した。")
    assert [(d.parties[0].name, d.amount.value) for d in found] == [("双葉電機", 1_600_000_000), ("星野電工", 1_300_000_000)]
    assert links("双葉電機の社債発行が相次いだ。", "社債発行")["双葉電機"] == "gen"


def test_money_raised_from_banks_alone_is_lent():
    assert types("双葉電機、青葉銀行から60億円調達 設備増強") == ["financing"]
    assert types("双葉電機は、青葉銀行から第三者割当増資で20億円を調達した。") == ["investment"]
    assert types("双葉電機は青葉銀行や星野商事から20億円を調達した。") == ["investment"]


# --- money that is used, plants, forms ---------------------------------------------------------------


def test_what_a_grant_is_used_for_is_no_second_grant():
    text = "経産省は15日、双葉電機に最大4億円の補助金を支給すると発表した。双葉電機は熊本市の工場に総額40億円を投じる計画で、補助金はその一部に充てる。"
    assert [(d.type, d.amount.value) for d in deals(text)] == [("subsidy", 400_000_000), ("capex", 4_000_000_000)]
    # a sum of its own is told of a deal
    words = [e.trigger.row.word for e in propose("双葉電機は補助を受けた。補助金は20億円を工場の建設に充てる。", "2025-10-01").frames]
    assert "充て" in words


def test_who_only_buys_the_power_spends_nothing_on_the_plant():
    text = "電力大手の森田電力は20日、双葉クラウドと20年間の電力購入契約を結んだと発表した。2019年に停止した原発を16億ドルを投じて再稼働させ、データセンターに電力を供給する。"
    assert [(d.type, {p.name for p in d.parties}) for d in deals(text) if d.type == "capex"] == [("capex", {"森田電力"})]


def test_a_loan_that_one_gives_by_its_name_is_lent_by_the_topic():
    assert records("双葉商事は、星野電工の調達資金として、1億ドルを上限とする貸付契約を星野電工と締結した。") == [{"双葉商事": "lender", "星野電工": "borrower"}]
    assert records("双葉商事は、青葉銀行と1億ドルのローン契約を締結した。") == [{"双葉商事": "borrower", "青葉銀行": "lender"}]


def test_the_lines_of_a_form_tell_of_one_loan():
    form = "シンジケートローンの概要は以下の通り。\n借入人:双葉クラウド\n組成金額:80億円\nアレンジャー:青葉銀行\n参加金融機関:青葉銀行、若葉銀行、緑川銀行\n契約日:2025年9月26日"
    assert records(form) == [{"双葉クラウド": "borrower", "青葉銀行": "lender", "若葉銀行": "lender", "緑川銀行": "lender"}]


# --- rounds that are partly lent -------------------------------------------------------------------------

PARTS = "搬送ロボットの双葉AIは、青葉キャピタルを引受先とする第三者割当増資により20億円を調達した。あわせて、星野銀行から5億円の融資を受けた。"


def test_a_total_of_shares_and_debt_is_no_third_deal():
    want = [("investment", 2_000_000_000), ("financing", 500_000_000)]
    assert [(d.type, d.amount.value) for d in deals("双葉AI、総額25億円を調達\n" + PARTS)] == want


def test_a_round_that_adds_up_to_no_total_stays():
    assert 3_000_000_000 in [d.amount.value for d in deals("双葉AI、総額30億円を調達\n" + PARTS)]


# --- who uses and who brings electricity -------------------------------------------------------------------


def test_who_uses_the_electricity_of_a_contract_pays_for_it():
    assert records("双葉データセンターは、熊本市の施設で使う電力について、再エネ企業の星野グリーンと供給契約を結んだ。") == [{"双葉データセンター": "customer", "星野グリーン": "provider"}]
    assert records("星野電力は、双葉電機と電力の供給契約を結んだ。") == [{"双葉電機": "customer", "星野電力": "provider"}]


def test_who_buys_electricity_up_and_brings_it_to_another_sells_it_too():
    assert records("森田発電が発電した電力を星野エナジーが買い取り、双葉電機の工場に供給する。") == [{"双葉電機": "customer", "森田発電": "provider", "星野エナジー": "provider"}]
    assert records("双葉電機は、森田発電が発電した電力を、双葉電機の熊本市の工場に供給する契約を結んだ。")[0]["双葉電機"] == "customer"


def test_whose_proposal_is_paid_for_gets_the_grant():
    assert records("双葉電機と星野電工が共同で提案した次世代蓄電池の開発計画に、経産省が最大40億円を助成する。") == [{"METI": "grantor", "双葉電機": "recipient", "星野電工": "recipient"}]


def test_the_sum_of_a_loan_is_no_price_of_what_it_is_for():
    text = "双葉電機に融資したのは、青葉銀行と若葉銀行。総額は54億ドルで、GPUの購入に充てる。"
    assert [(d.type, d.amount.value) for d in deals(text)] == [("financing", 5_400_000_000)]
    assert "supply" in types("双葉電機は星野電工からGPUを購入する契約を結んだ。総額は54億ドルで、支払いは2回に分ける。")


# --- states, prefectures and their governors -------------------------------------------------------------------


def test_a_governor_grants_for_the_region():
    assert records("テキサス州知事は、双葉電機の新工場に州の基金から2億5000万ドルを助成すると発表した。") == [{"Texas": "grantor", "双葉電機": "recipient"}]
    assert records("熊本県の木村知事は、双葉電機の新工場に最大20億円を補助すると述べた。") == [{"熊本県": "grantor", "双葉電機": "recipient"}]
    assert records("双葉電機は、米カンザス州の新工場を巡り、同州から10年間で3億2000万ドルの支援を受ける見通しだ。") == [{"カンザス州": "grantor", "双葉電機": "recipient"}]


def test_where_a_plant_stands_and_who_welcomes_it_is_no_party():
    assert records("テキサス州知事は、双葉電機の投資を歓迎した。双葉電機は同州に40億ドルを投じる。") == [{"双葉電機": "investor"}]


# --- more on lists ------------------------------------------------------------------------------------------------


def test_names_before_several_companies_of_a_kind_are_some_of_them():
    assert links("双葉電機は星野電工や森田機工など複数の企業と提携した。", "提携")["森田機工"] == "com"
    assert [sorted(r.values()) for r in records("双葉クラウドは電力の供給をめぐり、星野電力や森田電力など複数の電力会社と協議している。")] == [["customer", "provider"]] * 2
    assert len(records("星野電力は、双葉電機や森田機工との長期電力契約を締結している。")) == 1


# --- the other side in the next sentence ------------------------------------------------------------------------------


def test_the_other_side_of_a_deal_may_stand_in_the_next_sentence():
    assert records("双葉クラウドは原発の電力を買う契約を結んだ。相手は電力大手の星野電力で、契約期間は20年だ。") == [{"双葉クラウド": "customer", "星野電力": "provider"}]
    assert records("双葉電機は大型のクラウド契約を結んだ。相手は星野クラウドだ。") == [{"双葉電機": "customer", "星野クラウド": "provider"}]
    assert records("双葉商店は本社ビルで使う電力の全量を再エネに替えた。調達先は星野電力で、9月1日に供給を始めた。") == [{"双葉商店": "customer", "星野電力": "provider"}]


def test_who_is_named_beside_the_other_side_is_not_it():
    assert records("双葉電機は星野電工と提携した。相手は電池の大手だ。") == [{"双葉電機": "partner", "星野電工": "partner"}]
    assert all("森田機工" not in r for r in records("双葉電機は星野電工と提携した。競争の相手は森田機工だ。"))


# --- besides, and together -----------------------------------------------------------------------------------------------


def test_what_another_bank_considers_besides_is_a_loan_of_its_own():
    found = deals("青葉銀行が、双葉電機に1000億円を貸し付ける。若葉銀行なども融資を検討する。")
    assert [({p.name for p in d.parties if p.role == "lender"}, d.status) for d in found] == [({"青葉銀行"}, "agreed"), ({"若葉銀行"}, "in_talks")]
    assert len(deals("青葉銀行が、双葉電機に1000億円を貸し付ける。融資には若葉銀行も加わった。")) == 1


def test_all_who_are_chosen_together_get_the_grant():
    (deal,) = deals("双葉電機と星野量子は、NEDOの公募事業に共同で採択された。助成額は約20億円。")
    assert {p.name: p.role for p in deal.parties} == {"NEDO": "grantor", "双葉電機": "recipient", "星野量子": "recipient"}
    assert records("双葉電機は、星野電工の工場でNEDOの助成を受ける。")[0].get("星野電工") is None


def test_who_only_arranged_a_loan_has_no_part_in_what_the_next_sentence_says_of_it():
    assert records("青葉証券は、双葉電機の社債発行で主幹事を務めた。発行額は250億円。") == [{"双葉電機": "borrower"}]
    assert records("青葉銀行は、双葉電機に融資した。融資額は250億円。") == [{"青葉銀行": "lender", "双葉電機": "borrower"}]
