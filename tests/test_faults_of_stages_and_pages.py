"""Stages, takeovers and outlays of real pages, in made-up sentences.

Each test is named after the fault, with a sentence of the same shape where the rule must not fire.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def told(text: str) -> list[tuple[str, str, set[tuple[str, str]]]]:
    """Type, stage and parties of each record."""
    return [(d.type, d.status, {(p.role, p.name) for p in d.parties}) for d in extract_deals(text, article_date="2025-10-01")]


def only(text: str) -> tuple[str, str, set[tuple[str, str]]]:
    found = told(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("thing", ["欧州の部品大手", "仙台市にある工場", "港に近い土地"])
def test_who_got_money_before_is_not_what_is_bought_without_a_name(thing):
    text = f"双葉電機は1日、森田機工に50億円を出資した。双葉電機は昨年、{thing}を約140億円で買収しており、大型の案件が続いている。"
    assert ("acquisition", "completed", {("acquirer", "双葉電機")}) in told(text)


def test_a_company_told_by_its_kind_is_the_one_that_the_next_sentence_names():
    assert only("双葉電機は米電池大手を140億円で買収する。買収するのは星野電工。")[2] == {("acquirer", "双葉電機"), ("target", "星野電工")}


def test_who_is_told_with_niitattewa_acts():
    found = told("双葉電機は130億円を調達し、星野電工に至っては今春400億円の調達を決めた。")
    assert found[-1][2] == {("investee", "星野電工")}


def test_a_purchase_whose_steps_are_over_is_done_whatever_is_considered_behind_it():
    assert only("双葉電機は今月初めに買収手続きを終えた星野電工の新しい工場を仙台に置くことを検討中だ。")[1] == "completed"
    assert only("双葉電機は星野電工の買収手続きを終える方向で検討中だ。")[1] == "in_talks"


@pytest.mark.parametrize(("text", "stage"), [
    ("双葉電機は100億円のベンチャーファンドを新たにつくったと発表した。", "completed"),
    ("双葉電機は星野電工と100億円のファンドを設立した。", "completed"),
    ("双葉電機は100億円のファンドを設立する。", "planned"),
    ("双葉電機は来年、100億円のファンドをつくったうえで海外に出る。", "planned"),
])
def test_a_fund_that_was_set_up_is_completed(text, stage):
    assert only(text)[1] == stage


def test_money_that_was_got_or_given_in_other_words_was_so():
    assert only("双葉電機は最終的に、北斗キャピタルから60億円の資金を問題なく調達できた。")[1] == "completed"
    assert only("総額50億円の星野電工への出資が行われたことを双葉電機は明らかにした。")[1] == "completed"


def test_who_is_asked_for_money_has_not_agreed():
    assert only("双葉電機は総額100億円規模の資本増強を北斗銀行に要請している。")[1] == "in_talks"


@pytest.mark.parametrize("text", [
    "星野電工は双葉電機の子会社に。",
    "星野電工、双葉電機の完全子会社に 最大400億円",
    "▼星野電工（仙台市。売上高83億円、純資産31億円）は双葉電機の子会社に。取得する株式は99%。",
])
def test_who_becomes_a_subsidiary_is_bought_where_the_verb_is_left_out(text):
    assert only(text)[2] == {("acquirer", "双葉電機"), ("target", "星野電工")}


def test_who_makes_another_its_subsidiary_buys():
    assert only("双葉電機、星野電工を完全子会社に")[2] == {("acquirer", "双葉電機"), ("target", "星野電工")}


@pytest.mark.parametrize("share", ["60%を手に入れる", "株式60%を手に入れる", "全株式を100億円で取得する"])
def test_a_bracket_behind_a_name_does_not_part_it_from_its_shares(share):
    assert only(f"双葉電機は、星野電工（仙台市）の{share}。")[2] == {("acquirer", "双葉電機"), ("target", "星野電工")}


@pytest.mark.parametrize("verb", ["に積み増す", "に増やす", "に引き上げる", "に拡大する見通しだ"])
def test_what_was_spent_last_year_is_told_beside_what_it_is_raised_to(verb):
    found = extract_deals(f"双葉電機は設備投資を昨年の409億円から今年は520億円{verb}。", article_date="2025-10-01")
    assert {(int(d.amount.value), d.status) for d in found} == {(40_900_000_000, "completed"), (52_000_000_000, "planned")}
    assert len(found) == 2


def test_a_plan_that_is_raised_was_not_spent():
    found = extract_deals("双葉電機は設備投資計画を従来の409億円から520億円に引き上げる。", article_date="2025-10-01")
    assert [(int(d.amount.value), d.status) for d in found] == [(52_000_000_000, "planned")]


def test_a_round_at_a_post_money_worth_is_the_sum_behind_it():
    found = extract_deals("2025年2月12日、双葉AIは、3800億円のポストマネー評価額で300億円のシリーズG資金調達を完了したと発表した。")
    assert [int(d.amount.value) for d in found] == [30_000_000_000]
    assert int(found[0].valuation.value) == 380_000_000_000
    assert not extract_deals("双葉AIは、3800億円のポストマネー評価額で資金を調達した。")


def test_how_much_is_delivered_makes_no_second_contract():
    found = extract_deals("双葉電機は星野AIにAI半導体を供給する複数年契約を結んだと発表した。双葉電機の株価は27%上昇した。双葉電機はGPU数十万個を来年後半から星野AIに供給する。")
    assert [d.capacity[0].unit for d in found] == ["GPU"]


def test_a_number_counts_the_name_before_a_clause_too():
    found = told("双葉電機は1日、電力大手の星野電力(Hoshino)、先進炉を開発する森田原子力(Morita)と北斗発電(Hokuto)の3社と、電力購入契約をそれぞれ結んだ。")
    assert {n for _, _, parties in found for r, n in parties if r == "provider"} == {"星野電力", "森田原子力", "北斗発電"}
    event = propose("双葉電機が1日、星野電力、先進炉を開発する森田原子力と北斗発電の2社と電力購入契約を結んだ。").frames[0]
    assert "com" not in {k.case for k in event.links if k.name.text == "星野電力"}


def test_what_a_market_takes_is_nobodys_spending():
    found = extract_deals("双葉電機も仙台に1GW規模のデータセンターの建設を目指している。星野総研によると、同国のデータセンター市場への投資額は27年までに1000億円を超える見込みだ。")
    assert [d.amount for d in found] == [None]


def test_shareholders_who_refuse_to_be_sold_are_those_of_what_is_bought():
    text = "星野電工株主、双葉電機への身売りを拒否 90億円の合併白紙に\n\n星野電工は30日、株主の反対多数により、双葉電機への売却契約を打ち切った。"
    assert only(text)[1:] == ("cancelled", {("acquirer", "双葉電機"), ("target", "星野電工")})


def test_the_right_to_buy_shares_is_agreed_until_it_is_used():
    assert only("双葉電機は取引の一環として、星野AIに対し、契約期間中に1株当たり1円で最大1億6000万株の双葉電機株を取得できるワラントを発行した。")[1] == "agreed"
    assert only("星野AIは新株予約権を発行し、双葉キャピタルから計5000万円を集めた。")[1] == "completed"


def test_spending_that_is_looked_into_is_no_plan():
    assert only("一方、双葉電機は仙台の2号棟に30億円を振り向ける案を検討していると伝えられたが、会社側は「決まったことはない」と答えた。")[1] == "in_talks"
    assert only("双葉電機は仙台の2号棟に30億円を振り向ける計画だ。資金の調達方法を検討している。")[1] == "planned"


def test_who_has_just_got_money_has_it():
    assert only("双葉AIはつい先ごろ北斗キャピタルから130億円を得たばかりだ。")[1] == "completed"


def names(text: str) -> list[str]:
    return [n.text for n in propose(text).names]


def test_a_plant_without_a_name_is_no_company():
    assert names("3棟の新ハイパースケールデータセンターに電力供給を確保") == []
    assert names("双葉電機は「(仮称)仙台データセンターパークプロジェクト」に出資した。") == ["双葉電機"]
    assert names("新日本データセンターは90億円を調達した。") == ["新日本データセンター"]


def test_leave_that_is_got_is_no_purchase_whatever_a_bracket_says_of_it():
    words = [e.trigger.text for e in propose("双葉電機は1日、区議会から委員会承認(認可決議)を取得したと発表した。").frames]
    assert "取得" not in words
    assert only("双葉電機は星野電工の全株式(100%)を取得した。")[2] == {("acquirer", "双葉電機"), ("target", "星野電工")}


def test_what_a_partner_gets_out_of_a_venture_is_not_its_sum():
    found = extract_deals("双葉電機は星野電工と合弁会社を立ち上げる契約を交わした。開発費は総額で最大270億円。星野電工は現金およそ70億円を拠出し、双葉電機は合弁から30億円の一時分配を受け取った。")
    assert [int(d.amount.value) for d in found if d.type == "joint_venture"] == [27_000_000_000]


def test_building_that_is_begun_is_under_way_beside_its_sum_in_a_bracket():
    event = next(e for e in propose("- 双葉電機は仙台で50MWのデータセンターに着手(15億円)").frames if e.amount is not None)
    assert event.facts["progress"] == "agreed"
    event = next(e for e in propose("- 双葉電機は仙台で50MWのデータセンターを計画(15億円)").frames if e.amount is not None)
    assert event.facts["progress"] != "agreed"


def test_a_round_told_without_its_company_is_that_of_the_only_one_that_raises():
    text = "星野AIは1月5日、シリーズCラウンドで総額18億円を調達したと発表した。公になった調達はこれで4度目。最初のプレ・シリーズAは3億4000万円で双葉キャピタルが主導した。"
    assert {("investor", "双葉キャピタル"), ("investee", "星野AI")} in [parties for *_, parties in told(text)]


def test_a_group_that_is_called_one_is_not_its_electronics_maker():
    assert ("investor", "Samsung Group") in only("韓国の財閥サムスンは1日、今後5年で3100億円を半導体に投資する計画を発表した。")[2]
    assert ("investor", "Samsung Electronics") in only("韓国のサムスンは1日、今後5年で3100億円を半導体に投資する計画を発表した。")[2]


def test_with_whom_one_has_a_site_is_told_by_the_way():
    assert told("双葉商事は製鉄用の原料炭に強く、星野電工と組む豪州の炭鉱は世界でも最大級とされる。") == []
    words = [e.trigger.text for e in propose("双葉商事は星野電工と共同開発する炭鉱は来年動くと発表した。").frames]
    assert "共同開発" in words
