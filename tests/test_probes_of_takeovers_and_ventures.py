"""What broke on takeovers and joint companies told in plain but varied words, in made-up sentences.

Each test is named after the fault. Beside what a firm rule decides stands a sentence of the same shape in which it must not.
"""

from __future__ import annotations

from reading import dated_events as events
from reading import deals, records

from aiinfra_nlp.pipeline import propose


def links(text: str, word: str) -> dict[str, str]:
    return {k.name.text: k.case for k in events(text, word)[0].links if k.chunk >= 0}


def sides(text: str, word: str) -> dict[str, str]:
    return events(text, word)[0].facts.get("sides", {})


# --- who buys and who is bought ------------------------------------------------------------------


def test_who_becomes_a_subsidiary_is_bought_by_whose_it_becomes():
    for text in ("星野電工は、双葉電機の完全子会社となった。", "TOBが成立し、星野電工は双葉電機の子会社となった。", "星野電工は双葉電機の傘下に入ると発表した。"):
        assert records(text) == [{"双葉電機": "acquirer", "星野電工": "target"}], text
    # whose it becomes is told, but not of whom
    assert sides("双葉電機は星野電工を子会社にする。", "子会社にする") == {}
    assert links("双葉電機と星野電工は持ち株会社をつくり、両社がその傘下に入る。", "傘下に入")["両社"] != "obj"


def test_who_answers_a_bid_is_to_be_bought():
    for text in ("双葉電機は星野電工からの買収提案を拒否した。", "双葉電機は星野電工から提案された買収を拒否したと発表した。"):
        assert records(text) == [{"星野電工": "acquirer", "双葉電機": "target"}], text
        assert [d.status for d in deals(text)] == ["cancelled"], text
    text = "星野電工は、筆頭株主の双葉電機から完全子会社化の提案を受けた。星野電工は特別委員会を設けて検討する。"
    assert records(text) == [{"双葉電機": "acquirer", "星野電工": "target"}]
    assert [d.status for d in deals(text)] == ["in_talks"]
    # a business is bought from somebody, and a third company is what the bid is for
    assert links("双葉電機は星野電工から照明事業を買収した。", "買収")["星野電工"] == "src"
    assert sides("双葉電機は星野電工から森田機工の買収提案を受け入れた。", "買収提案").get("双葉電機") != "payee"


def test_a_refused_bid_that_goes_on_is_still_talked_of():
    assert [d.status for d in deals("星野電工は双葉電機からの買収提案を拒否した。双葉電機は提案を続ける構えで、買収価格の引き上げを検討している。")] == ["in_talks"]
    assert [d.status for d in deals("星野電工は双葉電機からの買収提案を拒否した。森田機工は電源の価格の引き上げを検討している。")] == ["cancelled"]


def test_who_sells_out_is_bought():
    assert records("星野電工が双葉電機に約210億円で身売りすることを決めた。") == [{"双葉電機": "acquirer", "星野電工": "target"}]
    assert sides("双葉電機は電池事業を星野電工に身売りする。", "身売り") == {}


def test_who_looks_for_a_buyer_sells():
    assert links("双葉電機は星野電工の売却先に森田機工を選んだ。", "売却先") == {"双葉電機": "src", "星野電工": "gen", "森田機工": "by"}
    # who is in the contest does not sell
    assert sides("双葉商会と森田機工はともに売却先を決める入札に進んだ。", "売却先") == {}


def test_who_is_labelled_is_on_that_side():
    text = "買い手は双葉商会、売り手は双葉電機で、対象は子会社の星野電工。金額は1100億円、契約は9月30日に結んだ。"
    assert records(text) == [{"双葉商会": "acquirer", "双葉電機": "seller", "星野電工": "target"}]
    assert sides("売り手は双葉電機と関係のない会社だという。", "売り手") == {}


def test_with_whom_one_owned_what_one_buys_out_sells():
    assert links("双葉電機は、星野電工との合弁会社「森田電力」の全株式を買い取った。", "株式を買い")["星野電工"] == "src"
    assert links("双葉電機は、星野電工と森田電力の全株式を買い取った。", "株式を買い")["星野電工"] != "src"


def test_of_whom_the_money_is_borrowed_sells_nothing():
    text = "双葉電機は北斗銀行から600億円を借り入れる契約を結び、星野電工を580億円で買収する。"
    assert links(text, "買収")["北斗銀行"] == "bystander"
    assert links("双葉電機は北斗銀行から株式を取得し、星野電工を買収する。", "買収")["北斗銀行"] != "bystander"


def test_a_reference_that_counts_what_is_bought_does_not_buy():
    assert records("双葉電機は米電源の2社、星野パワーと森田エレクトリックを計9億ドルで買収した。") == [{"双葉電機": "acquirer", "星野パワー": "target", "森田エレクトリック": "target"}]


def test_for_whom_a_vehicle_bids_is_the_bidder():
    text = "星野電工にTOBを実施するのは、双葉商会傘下の特別目的会社「FHホールディングス」(東京都千代田区)。買い付け総額は約1800億円。"
    assert records(text)[0] == {"双葉商会": "acquirer", "星野電工": "target"}
    # a vehicle without a sponsor bids itself
    assert links("特別目的会社「FHホールディングス」が星野電工を買収する。", "買収")["FHホールディングス"] != "bystander"


def test_whose_subsidiary_is_bought_sells_it():
    assert records("森田機工は双葉電機の電池子会社「双葉電池」を90億円で買収する。") == [{"森田機工": "acquirer", "双葉電池": "target", "双葉電機": "seller"}]
    assert sides("森田機工は双葉電機の競合の星野電工を買収する。", "買収") == {}


def test_who_may_talk_first_with_a_seller_would_buy():
    assert links("双葉電機は、星野電工の売却で双葉商会に優先交渉権を与えた。", "優先交渉権") == {"双葉電機": "src", "星野電工": "obj", "双葉商会": "by"}
    (deal,) = deals("双葉電機の子会社「星野電工」の売却を巡り、双葉商会が優先交渉権を得た。売却額は2000億円規模とみられる。")
    assert {p.name: p.role for p in deal.parties} == {"双葉電機": "seller", "星野電工": "target", "双葉商会": "acquirer"}


def test_who_comes_forward_for_a_company_would_buy_it():
    (deal,) = deals("青葉クラウドの買収を巡っては、双葉電機と星野電工が名乗りを上げている。")
    assert {p.name: p.role for p in deal.parties} == {"双葉電機": "acquirer", "星野電工": "acquirer", "青葉クラウド": "target"}
    assert deal.status == "in_talks"


def test_who_buys_anothers_shares_back_buys_them():
    assert records("双葉電機は星野電工の全株式を、双葉商会から約450億円で買い戻す。") == [{"双葉電機": "acquirer", "星野電工": "target", "双葉商会": "seller"}]
    assert events("双葉電機は創業者から持ち分を買い戻す。", "買い戻")[0].frame == "stakesale"


# --- mergers, rivals, businesses -----------------------------------------------------------------


def test_those_who_merge_as_equals_both_acquire():
    for text in ("双葉電機と星野電工は9日、2026年10月に経営統合することで基本合意したと発表した。", "星野電工は森田機工と合併した。"):
        assert set(records(text)[0].values()) == {"acquirer"}, text
    assert "target" in records("双葉電機と星野電工は経営統合し、星野電工は双葉電機の子会社になる。")[0].values()


def test_rivals_who_bid_at_prices_of_their_own_are_two_deals():
    text = "双葉商会は星野電工へのTOBを1株3200円で始めた。これに対し森田機工は1株3500円で対抗TOBを実施すると表明した。"
    assert records(text) == [{"双葉商会": "acquirer", "星野電工": "target"}, {"森田機工": "acquirer", "星野電工": "target"}]
    assert len(deals("双葉商会は星野電工へのTOBを1株3200円で始めた。双葉商会は1株3500円に引き上げてTOBを続ける。")) == 1


def test_a_business_that_is_sold_is_no_company_of_another_sentence():
    text = "双葉電機は31日、星野電工の買収を完了したと発表した。買収額は49億円。サーバー製造部門は森田機工に30億円で売却する。"
    assert {"森田機工": "acquirer", "双葉電機": "seller"} in records(text)


def test_who_is_bought_and_sells_a_business_then_makes_two_deals():
    text = "双葉電機は星野電工の買収を完了した。これに伴い、星野電工の米国事業は森田機工に5億ドルで譲渡された。"
    assert records(text) == [{"双葉電機": "acquirer", "星野電工": "target"}, {"森田機工": "acquirer", "星野電工": "seller"}]


def test_what_is_bought_together_is_a_takeover_whoever_gives_which_share():
    text = "双葉電機、双葉商会、森田銀行の3社は、星野電工を共同で買収する。双葉電機が60%、双葉商会が30%、森田銀行が10%を出資し、買収総額は5200億円。"
    assert [d.type for d in deals(text)] == ["acquisition"]


def test_the_price_of_a_takeover_is_one_whatever_it_is_paid_with():
    (e,) = events("双葉電機が星野電工を買収する。買収額は現金と株式を合わせて18億ドル。", "買収額")
    assert e.frame == "acquire"
    (deal,) = deals("双葉電機が星野電工を買収する。買収額は現金と株式を合わせて18億ドル。")
    assert deal.amount is not None


def test_a_site_of_a_power_plant_is_no_electricity():
    (deal,) = deals("青葉通信は北電から京都府の発電所跡地を購入した。購入額は32億円。")
    assert deal.type == "acquisition"
    assert deal.amount is not None
    assert "powerbuy" in [e.frame for e in propose("青葉通信は北電の発電所から電力を購入した。").frames]


# --- stages --------------------------------------------------------------------------------------


def test_a_takeover_that_is_only_supposed_is_none():
    assert deals("かりに双葉電機が星野電工を買収するなら、4000億円は必要になるとアナリストは話す。") == []
    assert len(deals("双葉電機が星野電工を300億円で買収すると発表した。")) == 1


def test_an_intention_at_the_end_of_a_line_is_a_plan():
    text = "今日の注目ニュース\n・双葉商会が米ノルデン電機を110億ドルで買収する方針\n・青葉クラウドと北斗電力が苫小牧市に合弁会社を設立することで合意"
    assert [d.status for d in deals(text)] == ["planned", "agreed"]


def test_a_takeover_that_is_forbidden_is_called_off():
    assert [d.status for d in deals("英国政府は、華新集団による星野電工の買収を禁じる決定を下した。")] == ["cancelled"]


def test_what_is_still_to_be_done_is_not_done():
    assert [d.status for d in deals("双葉電機は31日、星野電工の買収を完了したと発表した。買収額は49億円。サーバー製造部門は森田機工に30億円で売却する。")] == ["completed", "agreed"]


# --- joint companies -----------------------------------------------------------------------------


def test_the_capital_of_a_new_company_is_the_sum_of_its_founding():
    (deal,) = deals("双葉電機、星野電工、森田機工の3社は、車載AIの計算基盤を担う新会社を共同で設立する。資本金は30億円。")
    assert deal.amount is not None
    assert deal.amount.value == 3_000_000_000
    # the capital of a founder is none
    assert "capital" not in events("双葉電機と星野電工は新会社を共同で設立する。双葉電機の資本金は30億円。", "新会社")[0].facts


def test_what_each_founder_gives_is_no_deal_of_its_own():
    text = "九北電力、双葉電機、星野電工は、データセンターの運営会社を共同で設立した。資本金3億円のうち九北電力が50%、双葉電機が40%、星野電工が10%を出資した。"
    (deal,) = deals(text)
    assert deal.type == "joint_venture"
    assert deal.amount is not None
    # money for another company is one
    assert "venture" not in events("双葉電機と星野電工は新会社を設立した。双葉電機は森田機工に30%を出資した。", "出資")[0].facts


def test_what_becomes_a_subsidiary_of_one_of_its_founders_is_not_bought():
    text = "双葉電機と星野電工は10日、合弁会社「森田電力」を11月に設立すると発表した。資本金は20億円で、双葉電機が60%、星野電工が40%を出資する。森田電力は双葉電機の連結子会社となる。"
    assert records(text) == [{"双葉電機": "partner", "星野電工": "partner"}]


def test_capital_is_no_sum_beside_what_is_spent():
    text = "双葉電機と星野電工は新会社を共同で設立する。資本金は3億円で、工場に1800億円を投じる。"
    assert "capital" not in events(text, "新会社")[0].facts


def test_who_runs_a_thing_together_founds_nothing():
    assert deals("双葉電機と星野電工が合弁で運営するデータセンターの利用を、森田通信が始めた。") == []
    assert len(deals("双葉電機と星野電工は合弁で東京にデータセンターを運営することで合意した。")) == 1


def test_a_part_of_the_shares_of_a_subsidiary_gives_no_control():
    (deal,) = deals("双葉電機は13日、電力子会社の株式の一部を星野生命に譲渡すると発表した。譲渡割合は20%で、金額は約120億円。")
    assert deal.type == "investment"


def test_who_founded_a_company_of_which_something_else_is_told_founds_nothing():
    text = "丸北商会は、双葉電機と星野電工が設立した合弁会社「森田電力」に15億円を出資し、株式の20%を取得した。"
    assert records(text) == [{"丸北商会": "investor", "森田電力": "investee"}]
    assert "joint_venture" not in [d.type for d in deals("双葉電機と星野電工が出資する合弁会社「森田電力」は、第2工場の建設を始めた。投資額は139億ドル。")]
    # told with a day it is news
    assert len(events("双葉電機と星野電工が1日に設立した合弁会社「森田電力」は、福島県で開業する。", "合弁会社")) == 1


def test_a_company_named_before_its_group_keeps_its_name():
    assert records("双葉電機は星野電工を子会社化した。取得額は15億円。双葉電機グループは設計から保守までを担う。") == [{"双葉電機": "acquirer", "星野電工": "target"}]
