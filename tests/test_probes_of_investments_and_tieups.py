"""What broke on articles about money for companies and about tie-ups, in made-up sentences.

Each test is named after the fault; beside each firm rule stands a sentence of the same shape where it says nothing.
"""

from __future__ import annotations

from reading import dated_events as events
from reading import deals, records


def links(text: str, word: str, n: int = 0) -> dict[str, str]:
    return {k.name.text: k.case for k in events(text, word)[n].links if k.chunk >= 0}


def kinds(text: str) -> list[tuple[str, str]]:
    return sorted((d.type, d.status) for d in deals(text))


# --- stages ----------------------------------------------------------------------------------


def test_a_tie_up_that_is_looked_into_is_not_agreed():
    for text in ("双葉電機と森田機工は、企業向けAI分野での協業を検討すると発表した。", "双葉電機と森田機工は17日、クラウドの2領域での協業を検討すると発表した。年内の具体化に向けた合意書の締結を目指す。"):
        assert kinds(text) == [("partnership", "in_talks")], text


def test_what_is_signed_about_looking_into_it_is_agreed():
    assert kinds("双葉電機と森田機工は、データセンター事業での協業を検討する覚書を締結した。") == [("partnership", "agreed")]


# --- who acts --------------------------------------------------------------------------------


def test_a_board_decides_for_its_company():
    assert links("双葉電機の取締役会は1日、星野電工に20億円を出資することを決めた。", "出資")["双葉電機"] == "subj"
    # what it owns decides nothing
    assert links("双葉電機の新工場は、星野電工への出資の条件だ。", "出資")["双葉電機"] != "subj"


def test_who_refuses_an_offer_did_not_make_it():
    for text in ("双葉電機の取締役会は、星野電工からの20億円の出資の提案を拒否した。", "双葉電機は、星野電工からの20億円の出資の申し出を断った。"):
        assert records(text) == [{"双葉電機": "investee", "星野電工": "investor"}], text
        assert deals(text)[0].status == "cancelled", text
    # what is received is no offer that is answered
    assert links("双葉電機は、星野電工からの20億円の出資を受け入れた。", "出資")["星野電工"] == "src"


def test_in_what_money_a_sum_is_told_parts_no_verb_from_its_receiver():
    (d,) = deals("双葉電機は星野電工に日本円にしておよそ1000億円を投資すると発表しました。")
    assert (d.type, {p.name: p.role for p in d.parties}) == ("investment", {"双葉電機": "investor", "星野電工": "investee"})


def test_money_put_into_a_company_is_an_investment():
    (d,) = deals("双葉電機は星野電工に80億円を投資すると発表した。")
    assert (d.type, {p.name: p.role for p in d.parties}) == ("investment", {"双葉電機": "investor", "星野電工": "investee"})
    assert [d.type for d in deals("双葉電機は熊本の工場に80億円を投資すると発表した。")] == ["capex"]


# --- sums ------------------------------------------------------------------------------------


def test_a_round_and_a_loan_with_a_sum_each_are_two():
    text = "青葉クラウドは、第三者割当増資で18億円、みずほ銀行からの融資により12億円の計30億円を調達した。"
    found = {d.type: (d.amount.value, {p.name: p.role for p in d.parties}) for d in deals(text)}
    assert found == {"investment": (1_800_000_000, {"青葉クラウド": "investee"}), "financing": (1_200_000_000, {"みずほ銀行": "lender", "青葉クラウド": "borrower"})}
    assert sorted((d.type, int(d.amount.value)) for d in deals("星野AIは、エクイティで10億円、デットで5億円、合計15億円を調達した。")) == [("financing", 500_000_000), ("investment", 1_000_000_000)]


def test_one_sum_of_two_means_is_that_of_both():
    assert [d.amount.value for d in deals("星野AIは、第三者割当増資および融資により総額15億円を調達した。")] == [1_500_000_000]


def test_the_share_of_one_is_not_what_all_give():
    text = "赤石デバイスは、星野電工、デンソー、双葉電機の3社を割当先とする第三者割当増資を実施すると発表した。調達額は計140億円で、星野電工が60億円、デンソーが50億円、双葉電機が30億円を引き受ける。"
    assert sorted((int(d.amount.value), len(d.parties)) for d in deals(text)) == [(3_000_000_000, 2), (5_000_000_000, 2), (6_000_000_000, 2)]


def test_shares_and_loans_are_told_apart_in_another_sentence_than_the_whole():
    text = "星野AIは、第三者割当増資と融資により総額15億2000万円の資金調達を実施した。うち9億7000万円は第三者割当増資、5億5000万円は銀行からの借り入れです。引受先はデンソーと双葉電機。"
    assert {d.type: int(d.amount.value) for d in deals(text)} == {"investment": 970_000_000, "financing": 550_000_000}
    (round_,) = [r for r, d in zip(records(text), deals(text), strict=True) if d.type == "investment"]
    assert round_ == {"デンソー": "investor", "双葉電機": "investor", "星野AI": "investee"}


def test_what_shares_are_issued_for_is_no_debt():
    text = "双葉電機は、1日の取締役会で、森田機工を割当先とする第三者割当による新株式の発行を決議した。発行総額は12億円。"
    assert [(d.type, d.amount.value) for d in deals(text)] == [("investment", 1_200_000_000)]
    assert [d.type for d in deals("双葉電機は社債を発行する。発行総額は12億円。")] == ["financing"]


# --- who gives -------------------------------------------------------------------------------


def test_those_in_a_bracket_behind_a_label_take_the_shares():
    text = "星野AIはシリーズAで6億円(引受先:KDDI、森田機工)を調達した。"
    assert records(text) == [{"KDDI": "investor", "森田機工": "investor", "星野AI": "investee"}]
    assert records("双葉電機(主要株主:KDDI、星野電工)は1日、純利益が増えたと発表した。") == []


def test_who_issues_shares_gets_what_another_pays_for_them():
    for text in ("森田機工は、星野AIが発行する新株を8億円で引き受ける。", "森田機工は、星野AIが発行する普通株式2,500,000株(議決権割合9.9%)を第三者割当により取得します。取得価額の総額は8億円です。"):
        assert records(text) == [{"森田機工": "investor", "星野AI": "investee"}], text
    assert records("星野AIは新株を発行し、森田機工から8億円を調達する。") == [{"森田機工": "investor", "星野AI": "investee"}]


def test_who_held_shares_before_has_no_part_in_a_round():
    text = "星野AIは10億円を調達した。引受先は三井物産。既存株主には双葉電機、KDDIなどがいる。"
    assert records(text) == [{"三井物産": "investor", "星野AI": "investee"}]
    text = "星野AIは10億円を調達した。三井物産が主導し、既存株主の双葉電機も参加した。"
    assert records(text) == [{"三井物産": "investor", "双葉電機": "investor", "星野AI": "investee"}]


def test_backers_told_behind_what_a_company_is_gave_before():
    text = "星野AIは20億円を調達した。KDDIが主導した。\n星野AIは2021年に設立された。双葉電機や森田機工も出資している。"
    assert records(text) == [{"KDDI": "investor", "星野AI": "investee"}]
    assert records("星野AIは20億円を調達した。KDDIが主導し、双葉電機も出資した。") == [{"KDDI": "investor", "双葉電機": "investor", "星野AI": "investee"}]


def test_whose_staff_sells_shares_does_not_sell_them():
    text = "オープンAIは1日、従業員らが保有する約66億ドル相当の株式の売却を完了した。買い手はソフトバンクグループ。"
    assert records(text) == [{"SoftBank Group": "investor", "OpenAI": "investee"}]
    assert links("双葉電機は星野電工の株式を森田機工に売却した。", "売却")["双葉電機"] == "subj"


def test_who_reports_gives_no_money():
    assert records("星野AIは2月中にも20億ドル規模の調達を終える、と日経。") == [{"星野AI": "investee"}]


def test_who_is_hired_or_whose_company_raises_gives_nothing():
    assert records("双葉AIは20億ドルの調達に向け、ゴールドマン・サックスなどを起用した。") == [{"双葉AI": "investee"}]
    assert records("イーロン・マスク氏のxAIがシリーズEで150億ドルを調達した。") == [{"xAI": "investee"}]
    assert records("双葉AIは田中一郎氏から3億円を調達した。") == [{"田中一郎": "investor", "双葉AI": "investee"}]


def test_money_of_another_month_is_no_part_of_the_round():
    text = "双葉AIは7月に10億円を調達し、8月にはKDDIも5億円を出資した。"
    assert sorted((int(d.amount.value), len(d.parties)) for d in deals(text)) == [(500_000_000, 2), (1_000_000_000, 1)]
    text = "双葉AIは7月に10億円を調達し、KDDIが5億円を出資した。"
    assert [len(d.parties) for d in deals(text) if d.amount.value == 1_000_000_000] == [2]


def test_a_partner_of_a_fund_speaks_for_it():
    assert records("星野キャピタルの田中一郎パートナーは、双葉AIに3億円を出資すると話した。") == [{"星野キャピタル": "investor", "双葉AI": "investee"}]


def test_a_verb_before_its_name_is_no_part_of_a_company():
    (d,) = deals("物流の自動化に取り組む星野AI株式会社(本社:東京都港区、以下「当社」)は、20億円を調達した。")
    assert [p.name for p in d.parties] == ["星野AI"]
    (d,) = deals("むつ星野株式会社(本社:東京都港区、以下「当社」)は、20億円を調達した。")
    assert [p.name for p in d.parties] == ["むつ星野"]


# --- stakes ----------------------------------------------------------------------------------


def test_a_stake_that_is_held_is_a_completed_investment():
    (d,) = deals("双葉電機は星野電工株の18%を持つ。")
    assert (d.type, d.status, float(d.stake)) == ("investment", "completed", 0.18)
    text = "双葉電機が星野電工へ最大30億円を追加出資する案を協議していると報じられた。双葉電機は既に星野電工株の11%を保有し、第3位の株主である。"
    assert kinds(text) == [("investment", "completed"), ("investment", "in_talks")]
    # what one comes to hold by a deal is that deal's
    assert kinds("双葉電機は星野電工に20億円を出資し、株式の5%を保有することになる。") == [("investment", "agreed")]


def test_money_paid_beside_what_is_signed_is_the_furthest_stage():
    assert kinds("双葉電機は、星野電工に20億円を出資し、業務提携契約も結んだ。") == [("investment", "completed")]
    assert kinds("双葉電機は、星野電工に20億円を出資し、業務提携契約も結ぶと発表した。") == [("investment", "agreed")]


# --- tie-ups ---------------------------------------------------------------------------------


def test_a_tie_up_that_goes_on_is_one():
    for text in ("双葉電機と星野電工は、提携関係を2032年まで延長することで合意した。", "双葉電機は星野電工と小型炉の開発で協力することで合意した。"):
        assert kinds(text) == [("partnership", "agreed")], text
    assert kinds("双葉電機とNECは、クラウドの供給契約を延長することで合意した。") == [("compute_contract", "agreed")]


def test_joint_work_founds_no_company():
    for text in ("双葉電機、NEC、星野電工は、光デバイスの共同開発プロジェクトを立ち上げた。", "双葉電機と東北大学は1日、共同研究拠点を開設し、半導体の研究を始めたと発表した。"):
        assert kinds(text) == [("partnership", "agreed")], text
    assert [k for k, _ in kinds("双葉電機とNECは共同で新会社を立ち上げた。")] == ["joint_venture"]


def test_a_tie_that_says_who_a_company_is_is_no_deal():
    assert records("双葉電機と提携する星野電工は1日、新製品を発表した。") == []
    assert records("双葉電機と提携した星野電工は、冷却装置を共同開発する。") != []


def test_a_company_that_another_has_put_money_into_may_work_with_it():
    assert records("双葉電機は、出資先の星野AIと共同で、設備点検AIを開発する。") == [{"双葉電機": "partner", "星野AI": "partner"}]
    assert links("出資先は星野AIだ。双葉電機が10億円を出資した。", "出資先")["星野AI"] == "is"


def test_two_joined_head_a_headline():
    assert links("双葉電機と星野電工、KDDIに出資", "出資") == {"双葉電機": "subj", "星野電工": "subj", "KDDI": "goal"}
    assert links("双葉電機と星野電工、液冷装置で提携", "提携") == {"双葉電機": "subj", "星野電工": "subj"}
    # in a sentence with its verb in full all three are one list
    assert links("双葉電機と星野電工、KDDIが提携した。", "提携") == dict.fromkeys(("双葉電機", "星野電工", "KDDI"), "subj")


def test_with_whom_something_is_developed_is_a_partner():
    assert records("双葉電機は星野電工とともに、冷却装置を開発する。") == [{"双葉電機": "partner", "星野電工": "partner"}]
    assert records("双葉電機は星野電工とともに、値上がりした。") == []


def test_the_name_of_a_tie_up_is_no_deal_beside_what_it_is_made_of():
    text = "双葉電機とエヌビディア、星野AIは18日、戦略提携を結んだと発表した。星野AIは双葉電機のクラウドを300億ドル分利用する。エヌビディアは最大100億ドルを星野AIに出資する。"
    assert "partnership" not in [d.type for d in deals(text)]
