"""Tables, counts of companies and sums in two currencies as pages of notes tell them, in made-up sentences.

Each test is named after the fault.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.parties import services
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.names.shapes import plausible


def deals(text: str) -> list[tuple]:
    """Type, stage, parties by role and sum of each record."""
    return [
        (d.type, d.status, {(p.role, p.name) for p in d.parties}, d.amount and (int(d.amount.value) if d.amount.value is not None else (int(d.amount.low), int(d.amount.high))))
        for d in extract_deals(text, article_date="2025-10-01")
    ]


def cases(text: str, word: str) -> dict[str, str]:
    """The case of each name of the sentence of a deal word."""
    e = next(e for e in propose(text).frames if e.trigger.row.word == word)
    return {k.name.text: k.case for k in e.links if k.chunk >= 0}


def test_so_many_told_with_some_of_them_are_later_those():
    text = (
        "森田機工は2022年に双葉電機・星野電工等8社が設立した。港南銀行や青葉クラウドも顧客だ。双葉総研と星野大学も協力する。\n"
        "政府は森田機工に最大200億円の支援を決めた。一方、共同出資した8社の出資額は73億円にとどまる。"
    )
    assert ("investment", "completed", {("investor", "双葉電機"), ("investor", "星野電工"), ("investee", "森田機工")}, 7_300_000_000) in deals(text)


def test_a_name_of_several_is_glossed_by_nobody_named_before():
    text = "双葉電機と星野電工、赤石化学、森田機工、北港通信はそれぞれ黒字だった。MAG 5(主要テクノロジー5社)の設備投資は3790億ドルに増えた。"
    assert not any(n.reference for n in propose(text).names)
    assert any(n.reference for n in propose(text.replace("MAG 5(主要テクノロジー5社)", "主要テクノロジー5社")).names)


def test_who_orders_a_deal_undone_takes_nothing_over():
    assert cases("公取委が違反を理由に撤回命令を出し、8月12日に買収が正式に解消した。", "買収") == {"公取委": "bystander"}


def test_with_whom_a_prospectus_is_filed_gives_nothing():
    assert deals("双葉電機は4月17日にSECへS-1(上場目論見書)を提出、5月13日に上場し、48億ドルを調達した。") == [("investment", "completed", {("investee", "双葉電機")}, 4_800_000_000)]


def test_to_whom_a_plan_is_handed_in_grants():
    assert ("grantor", "METI") in deals("双葉電機は経産省に計画を申請し、20億円の補助を受ける。")[0][2]


def test_of_whom_a_sentence_turns_to_tell_gave_nothing_before():
    text = "双葉AIは2025年に設立された。昨年は20億円を調達したが、今年は星野電工が装置を買うと発表した。"
    assert cases(text, "調達") == {}
    # who leads the round in the same breath gives
    assert cases("双葉AIは2025年に設立された。昨年は20億円を調達し、星野電工が主導した。", "調達") == {"星野電工": "late"}


def test_what_is_raised_in_addition_is_one_deal_word():
    assert [e.trigger.row.word for e in propose("双葉AIは20億円を追加調達した。").frames] == ["調達"]


@pytest.mark.parametrize("word", ["ニュークラウド", "フロンティア", "スーパークラスター", "双葉データセンター・プロジェクト"])
def test_kinds_and_sites_are_no_companies(word):
    assert not plausible(word)
    assert plausible("双葉データセンター")


def test_what_did_not_come_about_is_called_off():
    made = "双葉電機による星野AIへの100億ドルの出資は"
    assert deals(made + "当初の形では実現しておらず、別の形になった。")[0][1] == "cancelled"
    assert deals(made + "まだ実現していない。")[0][1] == "planned"


def test_sites_that_are_being_built_are_agreed():
    assert deals("双葉電機は250メガワットの拠点を7カ所設ける計画に総額500億ドルを掲げ、7拠点が稼働・建設段階にある。")[0][1] == "agreed"
    assert deals("双葉電機は総額500億ドルを投じる計画で、来年には建設段階に入る。")[0][1] == "planned"


def test_who_heads_a_row_is_the_subject_of_its_second_sentence():
    text = (
        "電源の確保\n\n| 企業 | 主な動き | 規模 |\n|---|---|---|\n| マイクロソフト | 星野電力と20年間の電力購入契約 | 200メガワット |\n"
        "| xAI | 送電網ではなく発電機を拠点に直接置く方式。二つの町で運用 | 最終的に2ギガワットを目標、投資額約180億ドル |"
    )
    assert ("capex", "planned", {("investor", "xAI")}, 18_000_000_000) in deals(text)


TABLE = (
    "大手の設備投資\n\n投資は前年から大きく積み増しされている。\n\n| 企業 | 2026年通期の設備投資見通し | 前年(2025年)比 |\n|---|---|---|\n"
    "| アマゾン | 約2,000億ドル | 1,250億ドルから増加 |\n| マイクロソフト | 1,100億〜1,200億ドル | 900億ドルから増加 |\n| **2社合計** | **約3,150億ドル** | **前年の約2,150億ドルから増** |"
)


def test_a_column_of_outlays_tells_two_years_of_each_company():
    assert deals(TABLE) == [
        ("capex", "planned", {("investor", "Amazon")}, 200_000_000_000), ("capex", "completed", {("investor", "Amazon")}, 125_000_000_000),
        ("capex", "planned", {("investor", "Microsoft")}, (110_000_000_000, 120_000_000_000)), ("capex", "completed", {("investor", "Microsoft")}, 90_000_000_000),
    ]


def test_a_column_of_revenue_tells_no_outlay():
    assert deals(TABLE.replace("設備投資", "売上高").replace("投資", "売上高")) == []


def test_a_company_of_another_name_builds_beside_its_owner():
    assert services({"Amazon": "investor", "Amazon Web Services": "investor"}) == {"Amazon": "Amazon Web Services"}
    assert services({"SoftBank Corp.": "investor", "IDCフロンティア": "investor"}) == {}
    [deal] = deals("ソフトバンクはIDCフロンティアと共同で北海道に総工費650億円超のデータセンターを建設中。")
    assert deal[0] == "capex"
    assert deal[2] == {("investor", "SoftBank Corp."), ("investor", "IDCフロンティア")}


@pytest.mark.parametrize(("told", "name"), [("アルファベット(グーグル)", "Alphabet"), ("グーグル(アルファベット)", "Google")])
def test_a_bracket_behind_an_owner_is_a_gloss(told, name):
    assert deals(f"{told}は2050億ドルを設備投資に投じる。")[0][2] == {("investor", name)}


def test_what_is_talked_about_is_not_the_sum_of_what_was_raised():
    text = (
        "双葉AI\n\n- 2025年9月: 双葉AIはシリーズCで17億ユーロを調達した。星野電工が13億ユーロを出資した。森田機工も参加した。\n"
        "- 2026年: 双葉AIは約30億ユーロの調達を交渉中だ。"
    )
    assert ("investment", "in_talks", {("investee", "双葉AI")}, 3_000_000_000) in deals(text)


def test_funds_are_called_by_the_first_word_of_their_names():
    assert {("investor", "Khosla Ventures"), ("investor", "Lux Capital")} <= deals("双葉AIは20億円を調達した(Khosla、Lux等が参加)。")[0][2]


def test_blanks_around_latin_letters_part_no_clause_of_a_sentence():
    text = "Anthropic は xAI が運用する Memphis の計算機「暁1」の計算容量を 2026-05-06 に購入する契約を発表した。"
    assert cases(text, "契約")["xAI"] == "inner subj"
    # a headline parts its clauses by blanks
    assert cases("双葉電機が星野電工を買収 OpenAIと提携", "買収")["OpenAI"] != "com"


def test_capex_is_a_deal_word():
    assert deals("双葉AIの2026年のcapexは1500億ドルを見込む。") == [("capex", "planned", {("investor", "双葉AI")}, 150_000_000_000)]


def test_by_way_of_whose_tie_up_one_spends_spends_nothing():
    assert deals("双葉AIは、星野電機や森田機工との提携を通じて、2030年までに1500億ドル規模の設備投資を計画している。") == [("capex", "planned", {("investor", "双葉AI")}, 150_000_000_000)]
    assert deals("双葉電機は星野電工との提携を通じて、AI事業を広げると発表した。")[0][0] == "partnership"


def test_what_happens_in_some_cases_is_no_deal():
    assert deals("双葉電機が星野AIや森田AIといった新興企業に投資し、それらの企業が双葉電機のチップを購入するケースも、需要の質を問うものだ。") == []
    assert ("investment", "agreed", {("investor", "双葉電機"), ("investee", "星野AI")}, 2_000_000_000) in deals("双葉電機が星野AIに20億円を出資し、その星野AIが双葉電機のチップを購入するケースもある。")


def test_what_is_left_unsold_is_not_left_by_who_buys_it():
    [deal] = deals("星野クラウドとの取引では、双葉電機が売れ残った利用枠を買い取ることを約束している。")
    assert deal[2] == {("customer", "双葉電機"), ("provider", "星野クラウド")}


def test_a_new_contract_with_a_company_is_one():
    assert {("customer", "Meta"), ("provider", "Vistra")} <= deals("メタはビストラ、オクロと1月に新規契約を結んだ。規模は最大6.6GW。")[0][2]
    assert deals("双葉通信は新規契約の受け付けを止めた。") == []


def test_a_dot_behind_a_name_parts_it_from_the_next():
    assert [n.text for n in propose("双葉電機は青葉電力・森田電力・赤石電力と1月に契約を結んだ。").names] == ["双葉電機", "青葉電力", "森田電力", "赤石電力"]


def test_a_contract_that_is_received_is_paid_by_who_gives_it():
    assert deals("星野電工は双葉電機から16億円の契約を受け取った。") == [("supply", "agreed", {("customer", "双葉電機"), ("provider", "星野電工")}, 1_600_000_000)]
    assert deals("仙台市の拠点の建設が始まって以来、地元企業は双葉電機から16億円以上の契約を受け取った。") == [("supply", "agreed", {("customer", "双葉電機")}, 1_600_000_000)]


def test_who_makes_use_of_agreements_ties_up_with_nobody():
    assert deals("双葉電機と星野電工、森田機工は、州が提供する税金還付やエネルギー協定を利用している。") == []


def test_a_licence_got_of_another_is_bought():
    found = {d[0]: d[2] for d in deals("森田半導体は双葉電機から2ナノ技術のライセンスを受け、星野大学と研究で提携している。")}
    assert found == {"supply": {("customer", "森田半導体"), ("provider", "双葉電機")}, "partnership": {("partner", "森田半導体"), ("partner", "星野大学")}}
    assert deals("森田銀行は当局から銀行ライセンスを受けた。") == []


def test_what_others_own_together_is_no_partner_of_theirs():
    text = "双葉半導体が過半数を出資し、星野電工と森田機工が少数株主として参加する合弁会社TSH。"
    assert cases(text, "合弁会社")["TSH"] == cases(text, "出資")["TSH"] == "bystander"
    assert ("partner", "森田電力") in deals("双葉電機と星野電工の合弁会社の森田電力は、赤石化学と提携した。")[0][2]


def test_all_that_a_company_has_under_contract_is_no_deal():
    text = "星野クラウド、双葉AIとの契約獲得で受注残高1000億円超えをアピール — 星野クラウド、契約総額1030億円を投資家に説明"
    assert not any(e.figures for e in propose(text).frames)
    assert deals("双葉AIは星野クラウドと計算資源の契約を結んだ。契約総額は450億円。")[0][3] == 45_000_000_000


def test_a_round_by_which_a_price_is_measured_is_that_of_the_company_bought():
    text = "双葉電機は8月16日、星野AIを70億円超で買収することで合意した。5月の1.1億円調達時(評価額13億円)から3カ月で5倍超にあたる。"
    assert ("investment", "completed", {("investee", "星野AI")}, 110_000_000) in deals(text)


def test_english_words_for_papers_are_deal_words():
    assert deals("双葉電機は星野電工とMoUを締結した。")[0][0] == "partnership"
    assert deals("双葉電機は星野電力とPower Purchase Agreementを締結した。")[0][0] == "power"
    assert deals("双葉電機はMoUの定義を確かめた。") == []


def test_sums_of_quite_another_size_are_two_deals():
    text = "星野電工の株主\n\n森田太郎氏は8月18日、星野電工の株式を少なくとも25万ドル購入した。\n\n8月22日には双葉電機が星野電工に89億ドルを出資した。"
    assert {d[3] for d in deals(text)} >= {250_000, 8_900_000_000}


def test_the_price_of_a_share_is_no_deal_of_another_size():
    assert [d[3] for d in deals("双葉電機は星野電工を140億ドルで買収した。40ドルの買収価格は終値に3割を上乗せした。")] == [14_000_000_000]
