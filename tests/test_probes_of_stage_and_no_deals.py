"""What broke on probes of how far a deal has come, who says so, and what is no deal at all; made-up sentences.

Each test is named after the fault, and shows a sentence of the same shape where the rule must not speak.
"""

from __future__ import annotations

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def deals(text: str, date: str = "2025-10-01"):
    return extract_deals(text, article_date=date)


def parties(text: str) -> list[dict[str, str]]:
    return [{p.name: p.role for p in d.parties} for d in deals(text)]


def status(text: str) -> list[str]:
    return [d.status for d in deals(text)]


def amounts(text: str) -> list:
    return [d.amount and d.amount.value for d in deals(text)]


def links(text: str, word: str) -> dict[str, str]:
    e = next(e for e in propose(text, "2025-10-01").frames if e.trigger.row.word == word)
    return {k.name.text: k.case for k in e.links if k.chunk >= 0}


# --- offers ----------------------------------------------------------------------------------


def test_who_an_offer_comes_from_bids_and_does_not_sell():
    for text in ("星野電工は赤石化学からの買収提案を拒否した。", "星野電工は、赤石化学から買収提案を受けたと発表した。", "星野電工は赤石化学から1株2000円で買い取るとの提案を受けた。"):
        assert parties(text) == [{"赤石化学": "acquirer", "星野電工": "target"}], text
    assert parties("双葉電機は赤石化学から子会社の星野電工を買収するとの提案を受けた。") == [{"赤石化学": "acquirer", "星野電工": "target", "双葉電機": "seller"}]
    # who offers to buy from somebody is the buyer
    assert parties("双葉電機は赤石化学から星野電工を買収すると提案した。") == [{"双葉電機": "acquirer", "星野電工": "target", "赤石化学": "seller"}]


def test_an_offer_that_nobody_has_answered_is_not_called_off():
    assert status("双葉電機は赤石化学から1株2000円で買い取るとの提案を受けた。") == ["in_talks"]
    assert status("双葉電機は、赤石化学から買収提案を受けたと発表した。") == ["in_talks"]
    assert status("双葉電機は赤石化学からの買収提案を断った。") == ["cancelled"]


def test_a_group_bids_for_who_leads_it_without_a_particle():
    assert parties("双葉電機率いる企業連合が星野電工を300億円で買収する。") == [{"双葉電機": "acquirer", "星野電工": "target"}]
    assert links("星野電工は双葉電機率いる企業連合から買収提案を受けた。", "買収提案")["双葉電機"] == "by"
    # 率いた tells of a person
    assert links("双葉電機を率いる田中氏が星野電工を買収した。", "買収").get("双葉電機") != "subj"


# --- who has no part ---------------------------------------------------------------------------


def test_what_a_company_is_called_before_its_name_is_no_second_target():
    assert parties("双葉電機は9月、英半導体設計会社アルファウェーブの買収を完了したと発表した。") == [{"双葉電機": "acquirer", "アルファウェーブ": "target"}]
    assert parties("双葉電機が空調子会社の売却手続きに入ったことが分かった。売却額は800億円。") == [{"双葉電機": "seller"}]


def test_who_only_brings_a_bond_to_its_buyers_does_not_lend():
    assert parties("星野電工は1日、青葉証券の仲介で50億円の社債を発行した。") == [{"星野電工": "borrower"}]
    assert parties("双葉電機は1日、野村証券の引き受けで150億円の社債を発行した。") == [{"双葉電機": "borrower"}]
    # who takes new shares invests, and who leads a loan lends
    assert parties("双葉電機は星野電工の引き受けで新株を発行し、20億円を調達した。") == [{"星野電工": "investor", "双葉電機": "investee"}]
    assert parties("双葉電機はみずほ銀行の主導で200億円を借り入れた。") == [{"みずほ銀行": "lender", "双葉電機": "borrower"}]


def test_a_broker_who_rates_a_share_does_not_sell_in_the_next_sentence():
    text = "双葉電機<9901>が続伸した。大和証券が同社株の投資判断を引き上げた。また、10日に星野電工の株式の一部を12億円で売却すると発表した。"
    assert parties(text) == [{"双葉電機": "seller", "星野電工": "investee"}]
    # a broker that itself acts is who the next sentence goes on with
    text = "大和証券が星野電工に出資した。また、10日に森田機工の株式の一部を12億円で売却すると発表した。"
    assert {"大和証券": "seller", "森田機工": "investee"} in parties(text)


def test_whose_shares_are_handed_on_is_dealt_in():
    assert parties("三菱電機は、子会社の双葉通信の全株式を森田機工に譲渡する。") == [{"三菱電機": "seller", "双葉通信": "target", "森田機工": "acquirer"}]
    # who holds the shares sells them
    assert parties("双葉電機は、星野電工の保有する森田機工の株式を取得した。") == [{"双葉電機": "investor", "森田機工": "investee", "星野電工": "seller"}]


def test_with_whom_one_clause_deals_has_no_part_in_the_next():
    text = "双葉電機は星野電工との提携に合意し、森田機工との間で40億円のサーバーの供給契約を結んだ。"
    assert links(text, "供給契約")["星野電工"] != "com"
    assert links("双葉電機は星野電工とも森田機工とも供給契約を結んだ。", "供給契約")["星野電工"] == "com"


def test_companies_that_merge_as_equals_both_acquire():
    for text in ("双葉電機と星野電工は経営統合する。", "双葉電機は星野電工と合併する。", "双葉電機は30日、星野電工との経営統合を取りやめると発表した。", "双葉電機は決算を発表した。星野電工との経営統合に向けた協議を始めたと発表した。"):
        assert parties(text) == [{"双葉電機": "acquirer", "星野電工": "acquirer"}], text
    assert parties("双葉電機は星野電工を吸収合併する。") == [{"双葉電機": "acquirer", "星野電工": "target"}]
    assert parties("双葉電機が星野電工を合併する。") == [{"双葉電機": "acquirer", "星野電工": "target"}]


# --- sums ------------------------------------------------------------------------------------


def test_the_sum_that_ends_a_headline_is_that_of_the_deal():
    assert amounts("双葉電機、AI新興の星野電工に出資 30億円") == [3_000_000_000]
    assert 30_000_000_000 not in amounts("双葉電機、星野電工に出資 売上高300億円")


# --- stage -----------------------------------------------------------------------------------


def test_contracts_that_are_rescinded_are_called_off():
    assert status("双葉電機は3日、星野電工の買収契約が解除されたと発表した。買収額は30億円。") == ["cancelled"]
    assert "cancelled" not in status("双葉電機は3日、星野電工の買収契約が解除された可能性があると発表した。買収額は30億円。")


def test_an_agreement_that_ends_a_deal_is_no_deal():
    assert len(deals("双葉電機と星野電工は、合併契約を解除することで合意した。")) == 1
    assert status("双葉電機と星野電工は、係争を終わらせ、提携することで合意した。") == ["agreed"]


def test_a_takeover_that_was_called_off_is_the_one_announced_before():
    text = "双葉電機が星野電工の買収を断念した。\n同社は昨年2月15日に54億円を投じて星野電工を買収すると明らかにしていた。"
    (deal,) = deals(text)
    assert (deal.status, deal.amount.value) == ("cancelled", 5_400_000_000)
    # another target is another deal
    text = "双葉電機が星野電工の買収を断念した。\n同社は昨年2月15日に54億円を投じて森田機工を買収した。"
    assert len(deals(text)) == 2


def test_whether_to_spend_is_open_until_it_is_decided():
    assert status("赤石化学は新工場に150億円を投じるかどうかを年内に判断する。") == ["in_talks"]
    assert status("赤石化学は新工場に150億円を投じる計画だ。どこに建てるかは年内に判断する。") == ["planned"]


def test_building_that_was_begun_is_under_way():
    assert status("双葉電機は工場の建設を始めた。投資額は30億円。") == ["agreed"]
    assert status("双葉電機は昨年、工場に着工した。投資額は30億円で、今年9月に完成した。") == ["completed"]


def test_what_was_signed_and_then_closed_is_completed():
    assert status("双葉電機は、森田機工から空調事業を75億円で譲り受ける契約を結び、10月1日付で手続きを終えた。") == ["completed"]
    assert status("双葉電機は、森田機工から空調事業を75億円で譲り受ける契約を結び、来年1月に手続きを終える。") == ["agreed"]


def test_spending_is_past_where_it_came_to_so_much_more_than_before():
    assert status("双葉電機の4〜6月期の設備投資額は80億円と前年同期の1.7倍だった。") == ["completed"]
    assert status("双葉電機の今期の設備投資額は80億円と前期の1.7倍になる。") == ["planned"]


def test_talks_told_within_a_report_are_a_deal():
    (deal,) = deals("米政権がインテルへの追加出資を検討しているとの報道で半導体株が買われた。")
    assert (deal.status, deal.reported) == ("in_talks", True)
    for text in ("双葉電機は星野電工の買収を検討していない。", "双葉電機が星野電工の買収を検討しているとの観測を否定した。", "双葉電機が星野電工の買収を検討しているかどうかは不明だ。"):
        assert deals(text) == [], text


# --- hearsay -----------------------------------------------------------------------------------


def test_a_sentence_that_says_whom_it_has_it_from_is_hearsay():
    for text in (
        "ロイター通信によると、サムスン電子はテスラから165億ドル相当の半導体を受注した。",
        "双葉電機は銀行団から380億円を借り入れる見通しだと複数の関係者が明らかにした。",
        "双葉電機が星野電工を子会社化することが、日刊電業新聞の取材で分かった。取得額は160億円。",
    ):
        assert [d.reported for d in deals(text)] == [True], text
    assert [d.reported for d in deals("双葉電機が星野電工を子会社化することが分かった。取得額は160億円。")] == [False]


# --- no deal -----------------------------------------------------------------------------------


def test_what_is_only_imagined_is_no_deal():
    for text in (
        "もし双葉電機が星野電工の株の1割を売れば、150億円の資金を得られる計算だ。",
        "アナリストは「双葉電機が今後5年でAIに1兆円を投じても驚かない」と語った。",
        "双葉電機が星野電工を買収しても不思議ではない。",
    ):
        assert deals(text) == [], text
    # what is under way is no fancy
    assert parties("もし買収が成立すれば、双葉電機は星野電工を300億円で傘下に収める。") == [{"双葉電機": "acquirer", "星野電工": "target"}]


def test_a_kind_of_company_spends_nothing():
    assert deals("マグニフィセント・セブンは設備投資に4000億ドルを投じる。") == []


# --- goods -----------------------------------------------------------------------------------


def test_goods_that_money_is_spent_on_are_bought():
    (deal,) = deals("双葉電機は半導体の購入に40億円を投じる。")
    assert (deal.type, deal.status) == ("supply", "planned")
    for text in ("双葉電機は土地の購入に20億円を投じる。", "双葉電機はGPUの購入などに20億円を投じる。"):
        assert [d.type for d in deals(text)] == ["capex"], text


def test_a_refused_bid_that_is_pursued_is_still_talked_of():
    assert status("双葉電機は、買収提案を拒まれた後も星野電工の取得を諦めず、経営陣との協議を求めている。提案額は80億円。") == ["in_talks"]
    assert status("双葉電機は星野電工に80億円での買収を提案したが、拒まれた。") == ["cancelled"]


def test_spending_that_goes_on_is_under_way():
    assert status("双葉電機は年間80億円の設備投資を続けている。") == ["agreed"]


def test_the_sum_of_building_that_is_under_way_is_no_plan():
    assert status("双葉電機は、福島県に建設中の電池工場について、稼働の時期を来春に延期する。投資額は420億円で変わらない。") == ["agreed"]
    assert status("双葉電機はデータセンターの建設を凍結していたが、9月に再開した。2026年度の開業を目指す。投資額は650億円。") == ["agreed"]
    assert status("双葉電機は建設中の工場に加え、新工場を建てる計画だ。投資額は30億円。") == ["planned"]


# --- sides -----------------------------------------------------------------------------------


def test_who_rents_a_place_pays_whatever_the_other_is():
    (deal,) = deals("北斗エナジーは、NTT西日本との間で、2026年4月から5年間、大阪のデータセンターを借り受けることで合意しました。賃借料は総額40億円です。")
    assert {p.name: p.role for p in deal.parties} == {"北斗エナジー": "customer", "NTT西日本": "provider"}


def test_who_is_to_take_new_shares_invests():
    for text in ("双葉電機は第三者割当増資で30億円を調達する。割当先は星野電工の予定だ。", "双葉電機は第三者割当増資で30億円を調達する。割当先は星野電工と東雲ラボの予定だった。"):
        assert parties(text)[0]["星野電工"] == "investor", text
    assert parties("双葉電機は半導体会社を買収する。買収先は星野電工の子会社だ。") != [{"双葉電機": "acquirer", "星野電工": "target"}]
