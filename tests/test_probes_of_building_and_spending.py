"""What broke on articles about building and spending, in made-up sentences: how far a plant has come, parts and totals, sites, years.

Each test is named after the fault. Events with the sums that the rules give, and records where a rule decides them.
"""

from __future__ import annotations

from reading import dated_events as events

from aiinfra_nlp import extract_deals


def spending(text: str) -> list[tuple[str, int | None, str]]:
    """Who spends how much, and the stage, of each capex."""
    deals = extract_deals(text, article_date="2025-10-01")
    return [("、".join(p.name for p in d.parties), None if d.amount is None else int(d.amount.value), d.status) for d in deals if d.type == "capex"]


def statuses(text: str) -> list[str]:
    return [status for _, _, status in spending(text)]


# --- what a sum measures ---------------------------------------------------------------------


def test_a_noun_that_only_says_more_of_another_measures_no_sum():
    for text in ("双葉電機は、日米の関税合意に基づき50億ドルを米国に投資する。", "双葉電機は、AIを使った需要予測システムの開発に100億円を投じる。"):
        assert events(text, "投資" if "投資" in text else "投じ")[0].amount is not None, text
    (e,) = events("双葉電機は、関税で20億円の負担が生じるとみて、対策に投資する。", "投資")
    assert e.amount is None


def test_what_a_plan_was_and_by_how_much_it_is_passed_are_no_plan():
    text = "双葉電機の2026年3月期の設備投資は、250億円とみていた従来の計画を100億円上回る350億円となる見込みだ。"
    assert spending(text) == [("双葉電機", 35_000_000_000, "planned")]


# --- how far a plant has come ----------------------------------------------------------------


def test_building_that_has_begun_is_under_way_however_it_is_said():
    for verb in ("を開始いたしました", "を始めました", "に着手いたしました", "をスタートさせた"):
        assert statuses(f"双葉電機は、北海道石狩市で工場の建設{verb}。総投資額は95億円です。") == ["agreed"], verb
    assert statuses("双葉電機は、北海道石狩市で工場の建設を来年始める。総投資額は95億円です。") == ["planned"]


def test_a_sum_has_come_as_far_as_the_plant_that_it_is_spent_on():
    assert statuses("双葉電機は苫小牧市に650億円をかけて新しい拠点を建てている。") == ["agreed"]
    assert statuses("双葉電機は苫小牧市に650億円をかけて新しい拠点を建てる。") == ["planned"]
    assert statuses("双葉電機は苫小牧市に650億円を投じる。星野電工は拠点を建てている。") == ["planned"]


def test_the_cost_of_a_plant_that_stands_is_spent():
    assert statuses("双葉電機は、北上市の工場で第2製造棟が稼働したと発表した。投資額は約720億円だ。") == ["completed"]
    assert statuses("双葉電機は、北上市の工場で第2製造棟が稼働したと発表した。投資額は720億円となる見通しだ。") != ["completed"]
    assert statuses("双葉電機は、北上市で第2製造棟を2027年に稼働させる。投資額は約720億円だ。") == ["planned"]
    assert statuses("双葉電機が北九州市で計画する工場の起工式が3日、現地で開かれた。総事業費は120億円。") == ["agreed"]


def test_a_day_on_which_building_begins_may_be_to_come():
    assert statuses("双葉電機、山形に新工場 10月着工、80億円投資\n双葉電機は5日、山形県に新工場を建て、10月15日に着工すると発表した。80億円を投じる。") == ["planned"]
    assert statuses("双葉電機、山形で新工場に着工 80億円投資\n80億円を投じ、2027年の完成を予定する。") == ["agreed"]


# --- sites, years, parts and wholes ----------------------------------------------------------


def test_each_site_with_a_sum_of_its_own_is_a_record():
    text = "双葉電機は増強を決めた。熊本工場に320億円、宮城工場に180億円、滋賀工場に90億円を投じ、2027年度に生産能力を1.6倍にする。"
    assert sorted(spending(text)) == [("双葉電機", x * 10**8, "planned") for x in (90, 180, 320)]


def test_what_sites_come_to_is_one_record():
    text = "双葉電機は石狩の拠点への追加投資を決めた。建屋の取得と工事に24億円、3号棟の内装と設備に25億円を充てる。投資額は計49億円。"
    assert spending(text) == [("双葉電機", 4_900_000_000, "planned")]
    assert spending("双葉電機は岡山工場に320億円、福井工場に180億円の計500億円を投じる。") == [("双葉電機", 50_000_000_000, "planned")]


def test_sums_of_two_years_are_no_sites():
    assert len(spending("双葉電機は新工場に2026年に30億円、27年に50億円を投じる。")) < 3


def test_what_was_spent_stands_beside_what_will_be():
    both = [("双葉電機", 21_000_000_000, "completed"), ("双葉電機", 26_000_000_000, "planned")]
    assert sorted(spending("双葉電機の設備投資額は24年度の実績が210億円、25年度の計画が260億円だ。")) == both
    both = [("双葉電機", 20_000_000_000, "completed"), ("双葉電機", 35_000_000_000, "completed")]
    assert sorted(spending("双葉電機の7〜9月期の設備投資額は350億円と、前年同期の200億円から大幅に増えた。")) == both
    assert spending("双葉電機の7〜9月期の売上高は350億円と、前年同期の200億円から大幅に増えた。") == []


def test_a_part_of_what_is_spent_is_no_record():
    for text in (
        "双葉電機は5年間で800億円を成長分野に投じる計画で、このうち150億円以上をデータセンターに充てる。",
        "双葉電機は、米国で800億円を投資する。最初の3年で用地の取得に90億円、残りを建屋と設備に充てる。",
        "双葉電機は、バージニア州に90億円を投じて変圧器の新工場を建てるなど、米国で総額800億円の投資を計画する。",
    ):
        assert [a for _, a, _ in spending(text)] == [80_000_000_000], text


def test_what_another_spends_is_no_part():
    text = "双葉電機は岡山工場に24億円を投じる。星野電工は福井工場に25億円、滋賀工場に10億円を投じる。"
    assert ("双葉電機", 2_400_000_000, "planned") in spending(text)
    assert len(spending("双葉電機は800億円を投じる計画で、このうち150億円を国が補助する。")) == 1


def test_the_next_sentence_tells_what_was_spent_in_another_year():
    assert sorted(spending("双葉電機は26年の設備投資を160億円とする計画だ。25年は150億円だった。")) == [("双葉電機", 15_000_000_000, "completed"), ("双葉電機", 16_000_000_000, "planned")]
    assert ("双葉電機", 70_000_000_000, "planned") in spending("双葉電機の設備投資は620億円だった。今期は700億円を見込む。")
    for text in ("双葉電機の設備投資は349億円だった。売上高は777億円だった。前年は656億円だった。", "双葉電機の設備投資は349億円、売上高は777億円だった。前年は656億円だった。"):
        assert all(a != 65_600_000_000 for _, a, _ in spending(text)), text


def test_two_who_spend_each_their_own_sum():
    both = [("京セラ", 62_000_000_000, "planned"), ("富士電機", 40_000_000_000, "planned")]
    assert sorted(spending("富士電機は山梨製作所に、京セラは諫早工場にそれぞれ400億円、620億円を投じる。")) == both


def test_by_how_much_a_plan_grows_is_not_the_plan():
    for text in ("双葉電機は25年通期の設備投資を100億円増やし850億円にすると表明した。", "双葉電機の今期の設備投資は、9月に示した計画より150億円多い850億円になる見通しだ。"):
        assert spending(text) == [("双葉電機", 85_000_000_000, "planned")], text


# --- who builds for whom ---------------------------------------------------------------------


def supplies(text: str) -> list[tuple[str, str]]:
    return [(next(p.name for p in d.parties if p.role == "customer"), next(p.name for p in d.parties if p.role == "provider")) for d in extract_deals(text, article_date="2025-10-01") if d.type == "supply"]


def test_who_builds_for_another_sells_the_work():
    for text in (
        "双葉電機は印西市にデータセンターを建設する。投資額は380億円。設計は星野建設、施工は森田建設が担当する。",
        "データセンターの設計は星野建設、施工は森田建設が担当する。事業主の双葉電機は380億円を投じる。",
    ):
        assert sorted(supplies(text)) == [("双葉電機", "星野建設"), ("双葉電機", "森田建設")], text
        assert spending(text) == [("双葉電機", 38_000_000_000, "planned")], text
    assert spending("双葉電機は印西市にデータセンターを建設する。投資額は380億円で、施工は森田建設。") == [("双葉電機", 38_000_000_000, "planned")]


def test_what_a_builder_builds_for_itself_is_no_sale():
    assert spending("森田建設は印西市に380億円を投じて研究所を建設する。設計も施工も自社で手がける。") == [("森田建設", 38_000_000_000, "planned")]
    assert supplies("森田建設は印西市に380億円を投じて研究所を建設する。設計も施工も自社で手がける。") == []


def test_who_is_given_the_work_by_another_verb_is_told_by_that_verb():
    assert ("双葉電力", "森田建設") in supplies("双葉電力はメガソーラーに着工した。工事は森田建設に発注し、用地の大半はゴルフ場の跡地だ。")


# --- who acts --------------------------------------------------------------------------------


def test_with_whom_a_builder_works_otherwise_has_no_part_in_the_building():
    text = "森田機工と組んでAIサーバーを開発する双葉電機は、高雄市に100メガワットのデータセンターを建てる。"
    assert spending(text) == [("双葉電機", None, "planned")]


def test_a_limit_that_is_set_up_is_no_company():
    assert spending("双葉電力は蓄電所に250億円の投資枠を設けた。") == [("双葉電力", 25_000_000_000, "planned")]
    assert [d.type for d in extract_deals("双葉電力は星野電工と、2億円で新会社を設けた。", article_date="2025-10-01")] == ["joint_venture"]


def test_a_subsidiary_through_which_one_builds_spends_too():
    assert spending("双葉電機は、子会社の双葉精機を通じて熊本県に90億円の工場を建てる。") == [("双葉電機、双葉精機", 9_000_000_000, "planned")]
    assert spending("双葉電機は、星野証券を通じて熊本県に90億円の工場を建てる。") == [("双葉電機", 9_000_000_000, "planned")]


def test_debt_that_is_counted_in_is_no_loan():
    text = "双葉電機は蓄電所に投資するファンドを立ち上げる。借り入れを含め最大400億円の投資を見込む。"
    assert not events(text, "借り入れ")
    assert events("双葉電機は40億円の借り入れを決めた。社債を含め最大90億円を調達する。", "借り入れ")


def test_the_year_that_is_passed_was_spent_before():
    both = [("双葉電機", 31_000_000_000, "completed"), ("双葉電機", 40_000_000_000, "planned")]
    assert sorted(spending("双葉電機の25年度の設備投資額は400億円で、24年度の310億円を上回る。")) == both


def test_a_use_of_the_whole_in_the_next_sentence_is_no_record():
    assert spending("双葉電機は3年間の設備投資を1700億円とする計画だ。電池事業には650億円を充てる。") == [("双葉電機", 170_000_000_000, "planned")]
    assert len(spending("双葉電機は3年間の設備投資を1700億円とする計画だ。星野電工は電池事業に650億円を充てる。")) == 2


def test_a_sum_is_not_spent_when_building_only_begins():
    assert statuses("双葉電機はテキサス州で15億ドルを投じて、データセンターの建設を始めました。2028年に動き出す。") == ["agreed"]
    assert statuses("双葉電機は15億ドルを投じて建設した拠点で、生産を始めた。") == ["completed"]


def test_two_with_a_stroke_between_them_spend_together():
    both = [("双葉通信、星野電話", 46_600_000_000, "planned"), ("森田通信", 20_600_000_000, "planned")]
    assert sorted(spending("双葉通信/星野電話が466億円、森田通信が206億円を投じる。"), key=lambda x: -x[1]) == both


def test_what_one_company_spends_in_a_year_is_told_beyond_doubt():
    assert spending("双葉電機の2025年度の設備投資計画は620億円と前年度比で9%増える。") == [("双葉電機", 62_000_000_000, "planned")]
    assert spending("双葉電機の2025年度の売上高計画は620億円と前年度比で9%増える。") == []


def test_what_another_foretells_of_a_company_is_an_estimate():
    assert spending("双葉証券は、星野電工の設備投資が300億円になると予想する。") == []
    assert spending("星野電工は、今期の設備投資が300億円になると予想する。") == [("星野電工", 30_000_000_000, "planned")]


def test_a_plan_of_once_that_came_to_nothing_is_off():
    assert statuses("アイルランド政府は新規の建設を止めた。双葉電機は同国に10億ユーロを投じる計画だったが、申請は却下された。") == ["cancelled"]
    assert "cancelled" not in statuses("双葉電機は80億円を投じて工場を建てる計画だったが、投資額を120億円に増やす。")
    assert "cancelled" not in statuses("双葉電機は80億円を投じて工場を建てる計画だ。星野電工の計画は頓挫した。")


def test_when_building_will_begin_is_no_beginning():
    assert statuses("双葉電機の岩手第2工場について、同社は着工時期を明らかにしていない。投資額は約900億円だ。") == ["planned"]


def test_each_country_or_state_with_a_sum_of_its_own_is_a_record():
    text = "双葉電機はノースカロライナ州に100億ドル、ペンシルベニア州に200億ドル、ジョージア州に110億ドルを投じる計画を相次いで公表した。"
    assert sorted(a for _, a, _ in spending(text)) == [10_000_000_000, 11_000_000_000, 20_000_000_000]
    assert sorted(a for _, a, _ in spending("双葉電機は5年間で、ドイツに20億ドル、オランダに10億ドルを投資する。")) == [1_000_000_000, 2_000_000_000]
    assert sorted(spending("双葉電機は日本に29億ドル、星野電工は80億ドルを投資する。")) == [("双葉電機", 2_900_000_000, "planned"), ("星野電工", 8_000_000_000, "planned")]
    deals = extract_deals("双葉電機は星野AIに15億ドル、森田AIに2億ドルを投資する。", article_date="2025-10-01")
    assert {d.type for d in deals} == {"investment"}
    assert len(deals) == 2
    assert sorted(a for _, a, _ in spending("双葉電機はミシシッピ州に100億ドル、インディアナ州に110億ドルをかけ、データセンターを建てる。")) == [10_000_000_000, 11_000_000_000]
