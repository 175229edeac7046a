"""What broke on the forms in which pages tell a deal (releases, forms, digests, talk, TV), in made-up sentences.

Each test is named after the fault. Records, and events with their links where a rule decides them.
"""

from __future__ import annotations

from reading import dated_events as events
from reading import records

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def links(text: str, word: str, n: int = 0) -> dict[str, str]:
    return {k.name.text: k.case for k in events(text, word)[n].links}


def status(text: str) -> list[str]:
    return [d.status for d in extract_deals(text, article_date="2025-10-01")]


def sums(text: str) -> list[int | None]:
    return [d.amount and int(d.amount.value) for d in extract_deals(text, article_date="2025-10-01")]


# --- whose company one becomes ---------------------------------------------------------------


def test_who_becomes_anothers_company_is_bought_by_it():
    text = "出資により、双葉電機の持分比率は33.4%となり、アオバクラウドは双葉電機の持分法適用関連会社となります。"
    assert records(text) == [{"双葉電機": "investor", "アオバクラウド": "investee"}]
    assert links("アオバクラウドは双葉電機の連結子会社となる。", "子会社と") == {"アオバクラウド": "obj", "双葉電機": "by"}
    assert records("星野AIは双葉電機の完全子会社になり、社名を変える。") == [{"双葉電機": "acquirer", "星野AI": "target"}]


def test_who_makes_another_a_third_ones_company_buys():
    assert links("双葉電機は星野AIを双葉通信の完全子会社にする。", "完全子会社に")["双葉電機"] == "subj"
    assert links("双葉電機はアオバクラウドを持分法適用会社とする。", "持分法適用") == {"双葉電機": "subj", "アオバクラウド": "obj"}


# --- who sells an AI model ---------------------------------------------------------------------


def test_who_makes_a_model_sells_its_use():
    for text in ("双葉電機株式会社は、米OpenAIとの間で、企業向け生成AIの利用に関する契約を締結しました。", "双葉電機はOpenAIと「ChatGPT Enterprise」の利用契約を結んだ。", "OpenAIは双葉電機と「ChatGPT Enterprise」の利用契約を結んだ。"):
        assert records(text) == [{"双葉電機": "customer", "OpenAI": "provider"}], text


def test_computing_for_a_model_is_sold_by_who_has_it():
    assert records("OpenAIは双葉クラウドと、生成AI向けの計算資源の利用契約を結んだ。") == [{"OpenAI": "customer", "双葉クラウド": "provider"}]


# --- what a company is called, and what a deal is about ------------------------------------------


def test_who_is_called_so_stands_in_the_case_of_what_it_is():
    assert links("双葉電機は星野ソフトというクラウド会社を買収した。", "買収")["星野ソフト"] == "obj"
    assert links("双葉電機は「ヴィンテック」というスタートアップに出資しました。", "出資")["ヴィンテック"] == "goal"
    assert records("双葉電機がオーストリアのIT企業を買収したんですって。お相手は「ヴィンテック」という会社で、お値段は約150億円。") == [{"双葉電機": "acquirer", "ヴィンテック": "target"}]


def test_a_technology_is_called_so_too_and_no_company():
    assert records("双葉電機は生成AIという新しい技術に90億円を投資する。") == [{"双葉電機": "investor"}]


def test_what_is_bought_may_be_told_as_what_it_is_about():
    text = "経営再建中の双葉ディスプレイを巡り、台湾のリオナ電子が買収する方向で最終調整していることがわかりました。"
    assert links(text, "買収") == {"双葉ディスプレイ": "obj", "リオナ電子": "subj"}
    assert links("双葉電機をめぐり、星野電工が森田機工の買収で対抗する。", "買収")["双葉電機"] != "obj"


def test_how_shares_are_traded_is_no_name():
    text = "アオバクラウド(4498)がカイ気配スタート。ソフトバンク(9434)と資本業務提携を結び、第三者割当増資で20億円を調達すると発表した。"
    assert records(text) == [{"SoftBank Corp.": "investor", "アオバクラウド": "investee"}]


# --- digests and chronologies ----------------------------------------------------------------------


def test_who_acts_in_one_item_of_a_digest_has_no_part_in_the_next():
    text = (
        "■ 双葉電機、星野電工を子会社化\n9月3日、双葉電機は星野電工の株式60%を48億円で取得し子会社化したと発表。\n"
        "■ アオバクラウド、シリーズAで10億円調達\n引受先は森田ベンチャーズなど。"
    )
    assert records(text) == [{"双葉電機": "acquirer", "星野電工": "target"}, {"森田ベンチャーズ": "investor", "アオバクラウド": "investee"}]


def test_who_is_named_above_the_first_item_may_be_meant_in_each():
    text = "OpenAIの提携先を一覧にした。\n■ オラクル、3000億ドルのクラウド契約\n5年間の契約だ。\n■ AMD、6ギガワット分のGPU供給で契約\n2026年に納める。"
    assert {"OpenAI": "customer", "Oracle": "provider"} in records(text)


def test_who_stands_behind_the_day_of_a_chronology_acts():
    text = "AIの動き\n10月6日:双葉電機、AMDとGPU6万個の調達で契約\n10月14日:オラクル、AMDの最新チップ5万個を購入する計画を発表"
    assert links(text, "購入")["オラクル"] == "subj"
    assert records(text) == [{"双葉電機": "customer", "AMD": "provider"}, {"Oracle": "customer", "AMD": "provider"}]


def test_two_days_of_one_deal_are_one():
    assert len(records("双葉電機の歩み\n2025年3月:双葉電機、星野ソフトの買収で基本合意\n2025年5月:双葉電機、星野ソフトの買収を完了")) == 1


# --- talk ------------------------------------------------------------------------------------------


def test_the_company_of_who_is_quoted_acts_in_what_he_says():
    for text in ("双葉電機・山田社長「データセンターに300億円を投資します」", "――今年の投資計画は。\n「設備投資は前年より3割多い300億円を計画しています。半分はAI向けです」(双葉電機の山田太郎社長)"):
        assert records(text) == [{"双葉電機": "investor"}], text
        assert sums(text) == [30_000_000_000], text


def test_who_speaks_of_others_has_no_part():
    assert links("「データセンターに300億円を投じるのは無謀だ」(双葉証券の山田太郎アナリスト)", "投じ")["双葉証券"] == "bystander"
    assert links("双葉電機の山田太郎社長「星野電工が投資する300億円は大きい」", "投資")["双葉電機"] != "subj"


# --- rounds ----------------------------------------------------------------------------------------


def test_who_stands_alone_in_the_bracket_behind_the_sum_of_a_round_gives():
    text = "今週の資金調達\n・ミナトAI:12億円(双葉キャピタル、星野銀行)\n・カゼノネ:3.5億円(青葉ベンチャーズ)"
    assert records(text)[0] == {"双葉キャピタル": "investor", "星野銀行": "investor", "ミナトAI": "investee"}


def test_who_only_guesses_the_sum_of_a_round_gives_nothing():
    assert records("ミナトAIは12億円(星野証券の推計)を調達した。") == [{"ミナトAI": "investee"}]


def test_shares_and_a_loan_are_two_deals_and_their_total_none():
    text = "株式会社アオバクラウドは、総額35億円の資金調達を完了した。第三者割当増資による25億円に加え、星野銀行からの10億円の融資を受けた。"
    assert sorted(sums(text)) == [1_000_000_000, 2_500_000_000]
    assert {"アオバクラウド": "investee"} in records(text)


def test_a_total_of_which_a_part_is_lent_stays():
    text = "リブラは22億円を調達した。うち6億円は青葉銀行からの借り入れ。"
    assert sums(text) == [2_200_000_000, 600_000_000]
    assert records(text)[1] == {"青葉銀行": "lender", "リブラ": "borrower"}


def test_who_gives_may_be_told_before_whose_round_it_is():
    text = "出資したのは、トヨタ自動車、NTT、三菱UFJ銀行など。ミナトAIは今回の資金調達で合わせて90億円を集めたということです。"
    assert [sorted(r.values()) for r in records(text)] == [["investee", "investor", "investor", "investor"]]
    assert records("出資したのは双葉電機など。ミナトAIは昨年の増資で90億円を集めた。")[-1] == {"ミナトAI": "investee"}


# --- releases --------------------------------------------------------------------------------------


def test_who_issues_a_release_may_be_told_in_a_bracket():
    text = (
        "株式会社アオバクラウドの株式取得(子会社化)に関するお知らせ\n当社(双葉電機株式会社)は、2025年9月12日開催の取締役会において、"
        "株式会社アオバクラウドの全株式を取得し、子会社化することを決議いたしましたので、下記のとおりお知らせいたします。\n記\n2. 取得価額 42億円\n以上"
    )
    assert records(text) == [{"双葉電機": "acquirer", "アオバクラウド": "target"}]
    assert sums(text) == [4_200_000_000]


# --- forms -----------------------------------------------------------------------------------------


def test_the_lines_of_a_form_tell_of_the_deal_that_introduces_them():
    text = "双葉電機株式会社は、以下のとおり固定資産を取得することを決議しました。\n1. 取得の理由\nAIデータセンターの建設用地とするため\n2. 取得価額 65億円\n3. 相手先 星野不動産株式会社"
    assert records(text) == [{"双葉電機": "acquirer", "星野不動産": "seller"}]
    assert sums(text) == [6_500_000_000]
    text = "シンジケートローン契約の締結に関するお知らせ\nアオバクラウド株式会社は、下記のとおりシンジケートローン契約を締結いたしました。\n記\n契約金額 120億円\n契約日 2025年9月26日\n借入先 三井住友銀行、みずほ銀行\n以上"
    assert [sorted(r.values()) for r in records(text)] == [["borrower", "lender", "lender"]]
    assert sums(text) == [12_000_000_000]


def test_a_form_that_names_both_sides_is_a_deal():
    text = "買収額:約78億円\n買い手:双葉電機(東証プライム)\n対象企業:星野ソフト(非上場)\n発表日:2025年9月16日"
    assert records(text) == [{"双葉電機": "acquirer", "星野ソフト": "target"}]
    assert sums(text) == [7_800_000_000]
    text = "本契約の概要は以下のとおりです。\n契約名:GPUサーバー利用契約\n利用者:株式会社ミナトAI\n提供者:さくらインターネット株式会社\n契約金額:約18億円"
    (deal,) = extract_deals(text)
    assert deal.type == "compute_contract"
    assert {p.role for p in deal.parties} == {"customer", "provider"}


def test_the_capital_of_a_new_company_is_that_of_the_venture_and_of_no_founder():
    head = "双葉電機株式会社と星野電工株式会社は、液冷装置の製造を行う合弁会社を2025年12月に設立することで合意しました。\n"
    assert sums(head + "【新会社の概要】\n商号:フタホシ冷熱株式会社\n資本金:20億円\n所在地:大阪市") == [2_000_000_000]
    assert sums(head + "【双葉電機の概要】\n設立:1950年\n資本金:20億円\n所在地:大阪市") == [None]


def test_what_a_company_says_of_itself_is_no_deal():
    assert records("会社概要\n社名:双葉電機株式会社\n資本金:20億円\n取引先:星野電工、森田機工\n所在地:大阪市") == []


# --- what is taken, and how far it is --------------------------------------------------------------


def test_who_takes_a_business_over_signs_with_who_gives_it_up():
    text = "双葉クラウド株式会社は、リオナ電子株式会社のデータセンター運用事業を譲り受けることについて、同社と事業譲渡契約を締結しました。譲受価額は5億2000万円です。"
    assert records(text) == [{"双葉クラウド": "acquirer", "リオナ電子": "seller"}]
    assert records("双葉電機は星野電工と、保守事業を譲渡する契約を結んだ。") == [{"星野電工": "acquirer", "双葉電機": "seller"}]


def test_goods_are_bought_as_goods_and_a_business_as_a_business():
    assert [e.frame for e in events("双葉電機は星野電工から装置を10億円で買った。", "買っ")] == ["buy"]
    assert [e.frame for e in events("双葉電機は星野電工から保守事業を10億円で買った。", "買っ")] == ["acquire"]


def test_what_is_foreseen_is_planned():
    assert status("双葉電機は、建設資金として、星野銀行などから380億円の融資を受ける見通しだ。関係者が明らかにした。") == ["planned"]
    assert "planned" in status("双葉電機はオラクルと5年間で30億ドルの契約を結び、エヌビディアから40億ドル分の半導体を購入する計画も進める。")


def test_what_a_price_is_foreseen_to_be_makes_no_plan_of_a_purchase():
    assert status("双葉電機は星野電工を買収すると発表した。買収額は300億円になる見通しだ。") == ["agreed"]


def test_two_tie_up_in_polite_words_too():
    assert records("双葉電機がオープンAIと組みます。設計を支援するAIを共同で開発することで合意しました。") == [{"双葉電機": "partner", "OpenAI": "partner"}]


# --- lists of givers -------------------------------------------------------------------------------


def test_each_line_of_a_list_of_givers_gives_to_what_was_raised_above_it():
    text = "カゼノネ株式会社は、シリーズCラウンドで総額52億円を調達しました。\n【引受先一覧】\n・双葉電機株式会社\n・星野銀行\n・青葉ベンチャーズ株式会社"
    assert records(text) == [{"双葉電機": "investor", "星野銀行": "investor", "青葉ベンチャーズ": "investor", "カゼノネ": "investee"}]
    text = "アオバクラウドは総額80億円の協調融資を受けた。参加銀行は以下の通り。\n・双葉銀行\n・星野銀行\n・青葉信用金庫"
    assert records(text) == [{"双葉銀行": "lender", "星野銀行": "lender", "青葉信用金庫": "lender", "アオバクラウド": "borrower"}]


def test_a_list_of_customers_gives_nothing_to_a_round():
    text = "カゼノネは、シリーズCラウンドで総額52億円を調達した。\n【導入企業】\n・双葉電機株式会社\n・星野電工株式会社"
    assert records(text) == [{"カゼノネ": "investee"}]


def test_of_whom_goods_are_bought_may_be_told_by_a_noun():
    text = "双葉クラウドはサーバーを取得する。取得価額は28億円、取得先はデル・テクノロジーズ株式会社です。"
    (deal,) = extract_deals(text)
    assert (deal.type, {p.name: p.role for p in deal.parties}) == ("supply", {"双葉クラウド": "customer", "Dell Technologies": "provider"})
    assert records("双葉クラウドは印西市の土地を40億円で取得する。売り主は星野不動産だ。") == [{"双葉クラウド": "acquirer", "星野不動産": "seller"}]


def test_the_site_that_is_taken_is_no_goods():
    assert [e.frame for e in events("双葉クラウドは印西市の土地を取得する。", "取得")] == ["acquire"]
    assert "です" not in {n.text for n in propose("取得先は双葉電機株式会社です。", "2025-10-01").names}


def test_an_agreement_on_what_is_sold_is_of_the_type_of_what_is_sold():
    text = "ノルン・エナジー株式会社と双葉クラウド株式会社は、データセンター向けの再生可能エネルギー供給に関する基本合意書を締結した。"
    assert records(text) == [{"双葉クラウド": "customer", "ノルン・エナジー": "provider"}]


def test_an_agreement_on_what_two_develop_is_a_tie_up():
    assert records("双葉電機と星野電工は、AIの開発に関する基本合意書を締結した。") == [{"双葉電機": "partner", "星野電工": "partner"}]
    assert [e.frame for e in events("双葉電機と星野電工は、部品の共同調達に関する基本合意書を締結した。", "基本合意書")] == ["partner"]


# --- names and labels in lines ---------------------------------------------------------------------


def test_who_stands_behind_a_label_in_brackets_acts():
    text = "【業績】星野電工、最高益を更新\n【M&A】森田機工、独ヴェルナーの電源事業を2億ユーロで買収へ"
    assert records(text) == [{"森田機工": "acquirer", "ヴェルナー": "seller"}]


def test_the_country_behind_a_blank_is_where_and_no_part_of_the_name():
    names = {n.text for n in propose("主な投資\n・マイクロソフト 日本に29億ドル(2024年4月)\n・オラクル 日本に80億ドル(2024年4月)", "2025-10-01").names}
    assert names == {"マイクロソフト", "オラクル"}


def test_who_is_granted_money_or_told_to_be_the_other_side_is_a_name():
    assert records("今週のハイライト\n▶ 経産省、キタノ半導体に最大120億円を補助") == [{"METI": "grantor", "キタノ半導体": "recipient"}]
    text = "米オラクルが韓国の新興クラウド企業と大型契約を結んだことがわかった。契約相手はソルクラウドで、契約額は5年間で12億ドル。オラクルがGPUを貸し出す。"
    assert records(text) == [{"ソルクラウド": "customer", "Oracle": "provider"}]


def test_of_two_who_sign_for_computing_the_cloud_sells():
    text = "**契約内容**\n- **当事者**:双葉電機、さくらインターネット\n- **内容**:GPUクラウドの利用契約\n- **金額**:約12億円"
    assert records(text) == [{"双葉電機": "customer", "さくらインターネット": "provider"}]


def test_each_item_of_a_plain_list_is_a_deal_of_the_kind_told_above_it():
    text = "AIデータセンターをめぐる主な投資\n・マイクロソフト 日本に29億ドル(2024年4月)\n・オラクル 日本に80億ドル(2024年4月)\n・アマゾン 日本に2兆2600億円(2024年1月)"
    assert records(text) == [{"Microsoft": "investor"}, {"Oracle": "investor"}, {"Amazon": "investor"}]
    assert records("データセンター関連の売上高\n・双葉電機 29億ドル\n・星野電工 80億ドル") == []


def test_what_a_headline_says_is_to_come_is_planned():
    assert status("xAI、200億ドル調達へ") == ["planned"]
    assert status("双葉電機、社債300億円を発行へ") == ["planned"]


def test_what_the_text_says_was_done_is_done_whatever_its_headline():
    assert status("xAI、200億ドル調達へ\nxAIは200億ドルを調達した。エヌビディアも参加した。") == ["completed"]
    assert status("双葉電機、星野電工を買収へ") == ["agreed"]


def test_a_form_may_name_who_sells_in_place_of_what_is_sold():
    text = "概要\n■買い手:双葉電機株式会社\n■売り手:星野電工株式会社\n■スキーム:株式譲渡\n■譲渡価額:12億円"
    assert records(text) == [{"双葉電機": "acquirer", "星野電工": "seller"}]
    assert sums(text) == [1_200_000_000]


# --- questions -------------------------------------------------------------------------------------


def test_an_answer_fills_in_what_the_question_leaves_open():
    assert records("Q. 双葉電機はどこに出資したの?\nA. ミナトAIです。出資額は10億円です。") == [{"双葉電機": "investor", "ミナトAI": "investee"}]
    text = "Q 誰が出資したの?\nA エヌビディアやマイクロソフトです。ルミナAIは合計で20億ドルを集めました。"
    assert records(text) == [{"NVIDIA": "investor", "Microsoft": "investor", "ルミナAI": "investee"}]


def test_who_is_called_the_other_side_is():
    assert records("双葉電機がGPUの購入契約を結びました。相手はデルです。") == [{"双葉電機": "customer", "Dell Technologies": "provider"}]


def test_a_line_behind_a_question_that_tells_something_else_answers_nothing():
    assert not events("誰が星野電工を買収するのか?\n双葉電機は業績が悪い。", "買収")[0].rule_roles.get("acquirer")


# --- lists in one line -----------------------------------------------------------------------------


def test_a_sum_in_the_bracket_behind_a_deal_noun_is_that_of_the_noun():
    text = "【2025年の主なM&A】グーグルによるウィズ買収(320億ドル)、ソフトバンクGによるアンペア買収(65億ドル)"
    assert records(text) == [{"Google": "acquirer", "Wiz": "target"}, {"SoftBank Group": "acquirer", "Ampere Computing": "target"}]
    assert sums(text) == [32_000_000_000, 6_500_000_000]


def test_a_list_behind_a_label_is_of_the_deals_of_whom_the_label_names():
    text = "エヌビディアの主な出資:オープンAI(1000億ドル)、インテル(50億ドル)、ノキア(10億ドル)"
    assert sorted(sums(text)) == [1_000_000_000, 5_000_000_000, 100_000_000_000]
    assert all(r["NVIDIA"] == "investor" and len(r) == 2 for r in records(text))
    text = "双葉電機の主な買収:星野ソフト(45億円)、リオナ電子(30億円)"
    assert {"双葉電機": "acquirer", "星野ソフト": "target"} in records(text)


def test_a_list_behind_a_label_that_measures_is_none_of_deals():
    assert records("今期の売上高:双葉電機260億円、星野電工180億円、森田機工90億円") == []


def test_who_acts_in_a_numbered_item_has_no_part_in_the_next():
    text = "1 双葉電機、星野ソフトを45億円で買収\n\n2 アオバクラウド、10億円調達\n\n3 KDDI、シャープ工場跡を100億円で取得"
    assert len(records(text)[1]) == 1


def test_the_deal_behind_a_blank_is_no_part_of_the_name():
    text = "・9/1 双葉電機→星野ソフト 子会社化(45億円)\n・9/3 森田機工→リオナ電子 資本業務提携(5億円、10%)"
    assert records(text)[1] == {"森田機工": "investor", "リオナ電子": "investee"}
