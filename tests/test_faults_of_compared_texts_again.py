"""Names, particles and sides that rules for other sentences disturbed, in made-up sentences.

Each test is named after the fault. Records where a rule decides them, else the cases and roles that the rules give.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def records(text: str) -> list[tuple[str, set[tuple[str, str]], int | None]]:
    return [(d.type, {(p.role, p.name) for p in d.parties}, d.amount and d.amount.value and int(d.amount.value)) for d in extract_deals(text, article_date="2025-10-01")]


def event(text: str, word: str):
    return next(e for e in propose(text, "2025-10-01").frames if e.trigger.row.word == word)


def roles(text: str, word: str) -> dict[str, list[str]]:
    return {role: [c for n in names for c in n.canonical] for role, names in event(text, word).roles.items()}


def case(text: str, word: str, name: str) -> str:
    return next(k.case for k in event(text, word).links if k.name.text == name)


def test_the_particle_behind_a_second_bracket_belongs_to_the_name():
    assert roles("双葉ソフトは、IT(情報技術)大手森田機工(東京・港)からソフト事業を買収する。", "買収") == {"acquirer": ["双葉ソフト"], "seller": ["森田機工"]}
    assert roles("双葉電機(東京)と星野電工(大阪)は提携した。", "提携") == {"partner": ["双葉電機", "星野電工"]}


def test_a_company_called_electricity_sells_shares_and_no_electricity():
    text = "双葉電力は7日、計算業務を行う子会社「森田データ」(本社東京)の保有株式の大半を星野警備に計33億円で売却すると発表した。"
    assert records(text) == [("acquisition", {("seller", "双葉電力"), ("target", "森田データ"), ("acquirer", "星野警備")}, 3_300_000_000)]
    assert event("双葉電機は星野発電に、電力の大半を売却する。", "売却").type == "power"


def test_a_company_called_electricity_is_bought_itself():
    assert records("双葉電機は双葉電力を90億円で買収すると発表した。") == [("acquisition", {("acquirer", "双葉電機"), ("target", "双葉電力")}, 9_000_000_000)]
    assert records("双葉電機は星野電力から電力を買う。") == [("power", {("customer", "双葉電機"), ("provider", "星野電力")}, None)]


def test_a_country_that_is_joined_to_a_place_is_one_itself():
    assert case("双葉電機は、米国とインド全土で星野電工にサーバーを供給すると発表した。", "供給", "米国") == "adv"
    assert case("双葉電機は米国とインドで工場を建設する。", "建設", "米国") == "adv"
    assert case("日本はインドと半導体で協力する。", "協力", "インド") == "com"


def test_either_side_of_a_capital_tie_up_may_take_the_shares():
    assert "investee" not in roles("森田機工と資本提携契約を締結することを決議した。", "資本提携")
    assert roles("双葉電機は森田機工と出資契約を結んだ。", "契約").get("investee") == ["森田機工"]


def test_a_cloud_that_has_something_built_does_not_sell_computing():
    assert "sides" not in event("アマゾンは星野国の建設会社森田機工と新しい契約をした。", "契約").facts
    assert event("星野AIはアマゾンと計算資源の契約を結んだ。", "契約").facts["sides"] == {"星野AI": "payer", "Amazon": "payee"}


def test_who_is_told_something_has_no_part_in_it():
    told = "双葉データの山田太郎社長は、{}に対し、森田機工が総額32億円の保証を提供したと語った。"
    assert case(told.format("星野通信"), "保証", "星野通信") == "source"
    assert case("双葉データは、星野通信に対し総額32億円の保証を提供したと語った。", "保証", "星野通信") == "goal"


def test_shares_that_are_no_part_of_the_terms_are_not_bought():
    assert event("条件に森田機工の株式取得は含まれていないとしている。", "株式取得").facts["unreal"]
    assert not event("双葉電機は森田機工の株式取得を決めた。業績予想には含まれていない。", "株式取得").facts["unreal"]
    assert not event("業績予想に森田機工の買収は含まれていない。", "買収").facts["unreal"]


def test_what_both_do_about_a_purchase_ends_it():
    text = "双葉電機による保守(点検)向けソフトの森田機工の買収について、両社は30日、これを破棄することで合意したと発表した。"
    assert event(text, "買収").status == "cancelled"
    assert roles(text, "買収") == {"acquirer": ["双葉電機"], "target": ["森田機工"]}
    assert event("双葉電機による森田機工の買収について、両社は30日、交渉を続けると発表した。", "買収").status == "in_talks"


def test_each_of_two_sums_has_its_own_giver():
    assert case("双葉電機などの民間出資額は73億円、政府の支援額は920億円だ。", "支援額", "双葉電機") == "bystander"
    assert case("双葉電機への出資額は73億円、貸付額は920億円だ。", "出資額", "双葉電機") == "goal"


@pytest.mark.parametrize("kind", ["ネオクラウドプロバイダー", "クラウドサービスプロバイダー"])
def test_a_kind_of_company_is_no_name(kind):
    assert [n.text for n in propose(f"双葉電機は{kind}に600億円を投資している。").names] == ["双葉電機"]


def test_a_parent_in_a_bracket_is_no_second_company():
    assert [n.text for n in propose("森田機工(ノルン親会社)が6億円を双葉電機に投資した。").names if n.label == "ORG"] == ["森田機工", "双葉電機"]


def test_a_database_is_no_contract():
    assert len([e for e in propose("森田リサーチのPPAデータベースによると、双葉電機は星野電力とPPAを締結している。").frames if e.trigger.row.word == "PPA"]) == 1


def test_how_large_a_fund_is_belongs_to_its_founding():
    text = "双葉商事と森田銀行は14日、施設に投資する基金を共同で設立すると発表した。基金の規模は30億ドルで、第1期は5億ドルを予定する。"
    assert records(text) == [("joint_venture", {("partner", "双葉商事"), ("partner", "森田銀行")}, 3_000_000_000)]
    assert not [d for d in records("双葉商事と森田銀行は新会社を共同で設立する。経済産業省の基金の規模は300億円だ。") if d[0] == "joint_venture" and d[2]]


def test_a_part_that_goes_to_one_who_is_named_is_his():
    text = "双葉電機は新興企業に600億ドル以上を投資しており、そのうち230億ドルは英国の新興企業森田データ単独に対するもので、20万台のGPUの調達に充てられる。"
    assert "調達" in {e.trigger.row.word for e in propose(text).frames}
    assert records("双葉電機は3年で80億円を投じる計画で、このうち20億円を研究に充てる。") == [("capex", {("investor", "双葉電機")}, 8_000_000_000)]


def test_when_bonds_were_issued_is_no_issue_of_who_took_them():
    text = "双葉電機の債券について、森田信託は発行時に180億円分を引き受けた。"
    assert [e.trigger.row.word for e in propose(text).frames if e.sentence.text[e.trigger.start :].startswith("発行")] == []
    assert records(text) == [("financing", {("lender", "森田信託"), ("borrower", "双葉電機")}, 18_000_000_000)]
    assert event("双葉電機は社債を発行し、森田信託が引き受けた。", "社債").frame == "borrow"


def test_what_is_paid_to_a_part_of_a_group_is_paid_once():
    text = "この合意は、星野AIがアマゾンのクラウドサービス「Amazon Web Services」に30億ドル以上を支出することに合意した数か月後に行われた。"
    sums = [d for d in records("星野AIはアマゾンの提携先だ。" + text) if d[2] == 3_000_000_000]
    assert len(sums) == 1
    assert len([d for d in records("アマゾンは星野AIに20億ドルを出資した。グーグルも星野AIに20億ドルを出資した。") if d[2] == 2_000_000_000]) >= 1


def test_lines_that_tell_both_sides_leave_no_part_to_who_only_has_a_plan():
    text = "双葉商事は、物流施設の資金をグリーンローンとして調達する枠組みを定めている。\n融資形態 不動産ノンリコースローン\n借入人 星野特定目的会社\n貸付人 株式会社森田銀行\n"
    assert records(text) == [("financing", {("lender", "森田銀行"), ("borrower", "星野特定目的会社")}, None)]
    shared = "森田銀行は、グリーンローンを実行した。\n借入人 星野特定目的会社\n貸付人 株式会社森田銀行、星野銀行\n"
    assert case(shared, "グリーンローン", "森田銀行") == "subj"


def test_what_is_forbidden_or_left_out_is_not_sold():
    assert event("双葉国政府が森田機工の半導体の購入を阻止するなど、競争が激しい。", "購入").facts["unreal"]
    assert event("森田機工が双葉電機の部品を委託生産する事業(受託生産)は今回の契約には含まれていない。", "委託生産").facts["unreal"]
    assert not event("双葉電機は森田機工の部品を購入する。輸出は制限されていない。", "購入").facts["unreal"]


def test_a_legal_form_is_no_partner():
    assert {n.text for n in propose("双葉電機は森田機工とリミテッド・パートナーシップ(LP)形態による合弁契約を締結した。").names} == {"双葉電機", "森田機工"}


def test_goods_without_a_sum_between_the_two_of_a_contract_for_computing_are_no_second_deal():
    text = "星野AIは、エヌビディアの両システムから1ギガワット分の演算能力を購入することで合意した。エヌビディアと星野AIは最適化で手を組む。「互いの顧客になることが増える」と語った。"
    assert [d[0] for d in records(text) if ("provider", "NVIDIA") in d[1]] == ["compute_contract"]
    both = "星野AIは森田クラウドと30億ドルの計算資源の利用契約を結んだ。星野AIは森田クラウドからサーバーを2億ドルで購入する。"
    assert {d[2] for d in records(both)} == {3_000_000_000, 200_000_000}


@pytest.mark.parametrize("text", [
    "双葉電機と星野ソフトとの買収協議は、双葉電機が55億ドルを提示したことで重要局面を迎えた。",
    "双葉電機は星野ソフトとの買収協議で55億ドルを提示した。",
])
def test_who_makes_the_offer_in_talks_on_a_purchase_buys(text):
    assert roles(text, "買収") == {"acquirer": ["双葉電機"], "target": ["星野ソフト"]}


def test_who_offers_something_else_in_talks_on_a_purchase_does_not_buy():
    assert not event("双葉電機による星野ソフトの買収交渉で、森田銀行は融資を提案した。", "買収").facts.get("sides")


def test_who_provides_in_the_next_sentence_is_paid_by_the_contract():
    text = "双葉コインは、AI基盤を提供する森田スタックと10年間のコロケーションリース契約を結んだ。双葉コインは自社のデータセンターで200メガワットを提供する。"
    assert event(text, "契約").facts["sides"] == {"双葉コイン": "payee", "森田スタック": "payer"}
    assert not event("双葉コインは森田スタックとコロケーション契約を結んだ。星野電工は装置を提供する。", "契約").facts.get("sides")
