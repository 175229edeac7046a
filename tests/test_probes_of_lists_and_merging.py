"""What broke on several parties, several deals and one deal told several times, in made-up sentences.

Each test is named after the fault, and beside each rule stands a sentence of the same shape where it must not fire.
"""

from __future__ import annotations

from reading import deals, records

from aiinfra_nlp.pipeline import propose

# --- several on one side of a contract -------------------------------------------------------


def test_of_three_who_sign_with_one_none_faces_the_others():
    three = {"双葉電機": "customer", "星野電工": "customer", "森田機工": "customer", "青葉クラウド": "provider"}
    assert records("双葉電機、星野電工、森田機工の3社は、青葉クラウドとGPUクラウドの利用契約を結んだ。") == [three]
    assert records("双葉電機と星野電工は、青葉クラウドとクラウドサービスの利用契約を共同で締結した。") == [{"双葉電機": "customer", "星野電工": "customer", "青葉クラウド": "provider"}]


def test_each_who_signs_for_himself_has_a_record():
    found = records("双葉電機と星野電工は、それぞれ青葉クラウドとGPUクラウドの利用契約を結んだ。")
    assert found == [{"双葉電機": "customer", "青葉クラウド": "provider"}, {"星野電工": "customer", "青葉クラウド": "provider"}]


def test_counterparties_of_one_have_a_record_each():
    assert len(records("双葉電機は、青葉クラウドと星野クラウドの2社とGPUクラウドの利用契約を結んだ。")) == 2


# --- names that only dots part ---------------------------------------------------------------


def names(text: str) -> list[str]:
    return [n.text for n in propose(text, "2025-10-01").names if not n.reference]


def test_names_of_a_headline_that_dots_part_are_several():
    assert names("双葉電機・星野電工・森田機工、データセンター冷却で提携") == ["双葉電機", "星野電工", "森田機工"]
    assert records("双葉電機・星野電工・森田機工、データセンター冷却で提携") == [{"双葉電機": "partner", "星野電工": "partner", "森田機工": "partner"}]
    assert names("NTT・東雲データ・関電、液冷データセンターの開発で提携") == ["NTT", "東雲データ", "関電"]


def test_a_camp_is_those_who_make_it_up():
    text = "ブラックストーン・双葉キャピタル連合は、データセンター大手のサザンコアを70億豪ドルで買収することで合意した。"
    assert names(text) == ["ブラックストーン", "双葉キャピタル", "サザンコア"]
    assert records(text) == [{"Blackstone": "acquirer", "双葉キャピタル": "acquirer", "サザンコア": "target"}]


def test_a_dot_inside_a_name_parts_nothing():
    assert names("三菱商事・ユービーエス・リアルティは双葉電機と提携した。")[0] == "三菱商事・ユービーエス・リアルティ"
    assert names("双葉・官民連携投資事業有限責任組合は星野電工に出資した。")[0] == "双葉・官民連携投資事業有限責任組合"
    assert names("タタ・コンサルタンシー・サービシズは双葉電機と提携した。")[0] == "タタ・コンサルタンシー・サービシズ"


# --- who stand joined ------------------------------------------------------------------------


def test_two_at_the_beginning_of_a_headline_act():
    assert records("双葉電機とKKR、データセンター運営の東雲データを共同買収") == [{"双葉電機": "acquirer", "KKR": "acquirer", "東雲データ": "target"}]
    # a list of three has its と before the last, or a subject behind
    assert records("双葉電機と星野電工、森田機工が提携") == [{"双葉電機": "partner", "星野電工": "partner", "森田機工": "partner"}]
    assert len(records("双葉電機は星野電工と森田機工、東雲データを買収した。")) == 3


def test_two_who_merge_as_equals_both_acquire():
    assert records("双葉データと双葉電機は1日、予定していた経営統合を中止すると発表した。両社は今年4月に統合で基本合意していた。") == [{"双葉データ": "acquirer", "双葉電機": "acquirer"}]
    assert records("双葉電機は星野電工を吸収合併した。") == [{"双葉電機": "acquirer", "星野電工": "target"}]
    assert records("双葉電機と星野電工は合併で基本合意した。星野電工は双葉電機の完全子会社になる。") == [{"双葉電機": "acquirer", "星野電工": "target"}]


def test_who_becomes_a_company_of_anothers_is_bought():
    for text in ("星野電工は双葉電機の子会社になった。", "星野電工は10月1日付で双葉電機の連結子会社となる。", "星野電工は双葉電機の傘下に入る。"):
        assert records(text) == [{"双葉電機": "acquirer", "星野電工": "target"}], text
    for text in ("双葉電機の傘下に入った星野電工は、新工場を建てる。", "星野電工は双葉電機の傘下に入っている。"):
        assert records(text) == [], text


# --- totals and parts ------------------------------------------------------------------------


def amounts(text: str) -> list[tuple]:
    return sorted((int(d.amount.value), *sorted(p.name for p in d.parties)) for d in deals(text) if d.amount)


def test_a_total_before_the_verb_is_no_sum_of_one():
    assert amounts("経産省は双葉電機に210億円、星野電工に90億円、合わせて300億円を助成すると発表した。") == [(9_000_000_000, "METI", "星野電工"), (21_000_000_000, "METI", "双葉電機")]


def test_a_total_told_by_kind_gives_way_to_its_parts():
    text = "双葉データは1日、総額120億円の資金調達を実施したと発表した。三菱商事、双葉電機を引受先とする第三者割当増資で70億円を調達した。みずほ銀行からは50億円の融資を受けた。"
    assert [a for a, *_ in amounts(text)] == [5_000_000_000, 7_000_000_000]
    # a total with a share of some, or of what is not all of it
    text = "双葉データは1日、総額120億円の資金調達を実施したと発表した。みずほ銀行からは50億円の融資を受けた。"
    assert 12_000_000_000 in [a for a, *_ in amounts(text)]


def test_what_all_sold_from_is_told_of_each():
    found = records("双葉電機は、保有する星野電工株のうち10%を森田機工に、5%を青葉商事に売却した。")
    assert sorted(map(len, found)) == [3, 3]
    assert all(r["星野電工"] == "investee" for r in found)
    # what each item names for itself stays its own
    found = records("双葉電機は、電池事業を星野電工に、塗料事業を森田機工に売却した。")
    assert sorted(map(len, found)) == [2, 2]


def test_a_sum_each_in_the_next_sentence_is_a_deal_each():
    text = "双葉商事が星野電工と森田機工への出資を協議していることが1日、分かった。出資額は星野電工が80億円、森田機工が30億円となる見通し。"
    assert amounts(text) == [(3_000_000_000, "双葉商事", "森田機工"), (8_000_000_000, "双葉商事", "星野電工")]
    text = "双葉商事が星野電工と森田機工に出資した。出資額は計80億円。"
    assert amounts(text) == [(8_000_000_000, "双葉商事", "星野電工", "森田機工")]


def test_what_was_given_years_ago_is_a_deal_of_its_own():
    text = "双葉電機は30日、星野電工に30億円を追加出資したと発表した。2023年に10億円を出資しており、今回で出資比率は22%となった。"
    assert [a for a, *_ in amounts(text)] == [1_000_000_000, 3_000_000_000]
    # a part of it, paid on another day
    text = "双葉電機は30日、星野電工に30億円を出資したと発表した。このうち10億円は2023年に払い込んでいた。"
    assert [a for a, *_ in amounts(text)] == [3_000_000_000]


# --- who is meant ----------------------------------------------------------------------------


def test_nobody_buys_his_own_shares_of_another():
    text = "双葉電機は1日、星野電工を子会社化すると発表した。親会社の森田機工から同社株の全株を110億円で買い取る。"
    assert records(text) == [{"双葉電機": "acquirer", "星野電工": "target", "森田機工": "seller"}]
    text = "双葉電機は1日、星野電工を買収すると発表した。双葉電機は同社の全株を取得する。"
    assert records(text) == [{"双葉電機": "acquirer", "星野電工": "target"}]


def test_a_contract_to_develop_together_is_a_tie_up():
    three = {"森田機工": "partner", "青葉クラウド": "partner", "東雲データ": "partner"}
    text = "森田機工は、青葉クラウド、東雲データの2社と共同で水冷サーバーを開発する契約を結んだ。"
    assert [(d.type, {p.name: p.role for p in d.parties}) for d in deals(text)] == [("partnership", three)]
    assert [d.type for d in deals("双葉電機は星野電工と装置を開発する契約を結んだ。")] == ["supply"]


def test_who_wins_land_by_tender_buys_it():
    assert [(d.type, [p.role for p in d.parties]) for d in deals("双葉電機と星野電工の企業連合が、苫小牧市のデータセンター用地を62億円で落札した。")] == [("acquisition", ["acquirer", "acquirer"])]
    assert [d.type for d in deals("双葉建設が千葉市の庁舎の建設工事を62億円で落札した。")] == ["supply"]


def test_each_of_a_counted_list_is_a_name():
    assert names("双葉電機、星野電工、半導体商社のコトノハの3社は提携した。") == ["双葉電機", "星野電工", "コトノハ"]
    assert records("さくらインターネットは1日、双葉電機、コトノハ、メトリアの3社にGPUクラウドを提供する契約を結んだと発表した。")[0].get("双葉電機") != "provider"
    assert names("双葉電機は1日、国内、海外の2社と契約した。") == ["双葉電機"]


def test_who_is_told_what_he_is_behind_a_name_acts_with_it():
    found = records("石油大手の双葉石油と商社の星野商事は、アンモニア新興のハイドロナに計12億円を出資した。")
    assert found == [{"双葉石油": "investor", "星野商事": "investor", "ハイドロナ": "investee"}]
    (e,) = [e for e in propose("双葉電機と同業の星野電工は、森田機工に出資した。", "2025-10-01").frames if e.trigger.row.word == "出資"]
    assert {k.name.text: k.case for k in e.links}["双葉電機"] == "com"


def test_a_stake_that_is_agreed_to_is_no_second_contract():
    text = "双葉電機は9月に星野電工から100億円の出資を受けることで合意し、10月6日には森田機工から装置を購入する契約を結んだ。"
    assert [e.trigger.text for e in propose(text, "2025-10-10").frames][:2] == ["出資", "購入"]
    assert {"星野電工": "investor", "双葉電機": "investee"} in records(text)


def test_each_gives_the_same_sum_with_a_descriptor_between_them():
    text = "石油大手の双葉石油と商社の星野商事は、それぞれ12億円をアンモニア新興のハイドロナに出資した。"
    assert amounts(text) == [(1_200_000_000, "ハイドロナ", "双葉石油"), (1_200_000_000, "ハイドロナ", "星野商事")]
    assert len(amounts(text.replace("それぞれ", "計"))) == 1
