"""Rounds told over a whole article, and media that report on them, in made-up sentences.

Each test is named after the fault. Records where a rule decides them, else the cases and roles that the rules give.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose

RAISED = "星野AIは最新の資金調達ラウンドで60億円を調達した。"


def investors(text: str) -> dict[int | None, set[str]]:
    """Who gives in each investment, by its sum."""
    return {
        d.amount and int(d.amount.value): {p.name for p in d.parties if p.role == "investor"}
        for d in extract_deals(text, article_date="2025-10-01") if d.type == "investment"
    }


def roles(text: str, word: str) -> dict[str, list[str]]:
    e = next(e for e in propose(text).frames if e.trigger.row.word == word)
    return {role: [c for n in names for c in n.canonical] for role, names in e.roles.items()}


def test_a_clause_of_who_raised_does_not_part_the_round_from_who_gave():
    text = RAISED + "企業価値は900億円とみられる。半導体の基盤を構築する同社の取り組みは強まりそうだ。資金調達ラウンドは双葉電機が主導。森田機工などの投資家が参加した。"
    assert roles(text, "主導")["investee"] == ["星野AI"]
    assert investors(text)[6_000_000_000] == {"双葉電機", "森田機工"}


def test_what_another_builds_parts_the_round_from_who_gave_elsewhere():
    text = RAISED + "北斗商事は半導体の工場を建設する。双葉電機は資金を投じた。"
    assert "investee" not in roles(text, "資金を投じ")


@pytest.mark.parametrize(("giver", "word"), [
    ("半導体大手の双葉電機も資金を投じた。", "資金を投じ"),
    ("AI向け半導体大手の双葉電機も資金を投じた。", "資金を投じ"),
    ("海外からも英国マン島のIT大手双葉電機などが投資した。", "投資"),
])
def test_what_says_who_a_giver_is_is_nothing_he_gives_for(giver, word):
    assert roles(RAISED + "森田機工が主導した。" + giver, word) == {"investor": ["双葉電機"], "investee": ["星野AI"]}


def test_what_somebody_gives_for_is_no_round():
    assert "investee" not in roles(RAISED + "森田機工が主導した。双葉電機は工場の建設に資金を投じた。", "資金を投じ")


def test_a_share_told_after_who_leads_is_of_the_round():
    text = RAISED + "森田機工が主導した。既に30億円を投資している双葉電機は今回、8億円を投じた。"
    assert investors(text) == {6_000_000_000: {"森田機工", "双葉電機"}, 800_000_000: {"双葉電機"}, 3_000_000_000: {"双葉電機"}}


def test_cheques_that_several_write_are_shares():
    text = RAISED + "森田機工が主導した。このほか双葉電機が3億円、北斗商事が2億円の小切手を切った。"
    assert investors(text) == {6_000_000_000: {"森田機工", "双葉電機", "北斗商事"}, 300_000_000: {"双葉電機"}, 200_000_000: {"北斗商事"}}


# --- media that report ---------------------------------------------------------------------------


LONG = "米ウォール・ストリート・ジャーナルは、双葉AIがオラクルから今後およそ5年間で総額3000億ドル相当の計算資源を購入する大型の契約を締結したと報道しました。"


def test_a_medium_whose_report_is_long_has_no_part():
    assert {p.name for d in extract_deals(LONG) for p in d.parties} == {"双葉AI", "Oracle"}


def test_a_medium_that_reports_is_none_of_three_companies():
    names = [n for n in propose(LONG + "3社の株価は上がった。").names if n.text == "3社"]
    assert all("Wall Street Journal" not in n.canonical for n in names)


# --- who backs whom ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "双葉電機はすでに星野AIの最大の支援者であり、約30億円を投資している。", "双葉電機は星野AIの筆頭株主で、これまでに30億円を投じてきた。",
    "双葉電機は星野AIの主要な出資者として30億円を投資した。",
])
def test_whom_a_giver_is_said_to_back_gets_the_money(text):
    assert ("investee", "星野AI") in {(p.role, p.name) for d in extract_deals(text) for p in d.parties if d.type == "investment" and d.amount}


@pytest.mark.parametrize("text", ["双葉電機は星野AIの筆頭株主で、10月に新工場に30億円を投じた。", "双葉電機は星野AIの株主で、30億円を森田機工に投資した。"])
def test_who_is_backed_gets_nothing_that_goes_elsewhere(text):
    assert not any(k.case == "goal" and k.name.text == "星野AI" for e in propose(text).frames for k in e.links if e.trigger.row.word in ("投じ", "投資"))


# --- parts and wholes ----------------------------------------------------------------------------


def sums(text: str, word: str) -> list[str]:
    return [f.text for e in propose(text).frames if e.trigger.row.word == word for f, _ in e.figures]


def test_the_sum_of_a_plan_is_none_of_a_deal_that_is_part_of_it():
    text = "双葉AIは、森田機工が発表した5000億円(約33億ドル)規模の建設計画の一環として、星野クラウドとクラウド契約を結んだ。"
    assert not sums(text, "クラウド契約")
    assert any(f.startswith("5000億円") for f in sums(text, "建設"))


def test_the_sum_behind_a_plan_is_that_of_the_deal():
    assert sums("双葉AIは、拡張計画の一環として、星野クラウドと50億円のクラウド契約を結んだ。", "クラウド契約") == ["50億円"]


@pytest.mark.parametrize("text", [
    "双葉電機は総額90億円の社債を発行した。内訳は5年債が40億円、7年債が50億円だ。", "双葉電機は総額90億円の社債を起債した。起債の内訳は、ドル建てで4000万ドル、ユーロ建てで2000万ユーロ。",
])
def test_what_a_bond_consists_of_is_one_bond(text):
    assert [d.amount.value for d in extract_deals(text)] == [9_000_000_000]


def test_loans_of_several_banks_are_told_each():
    text = "双葉電機は銀行団から90億円を借り入れる。内訳は森田銀行が40億円、星野銀行が50億円だ。"
    assert sorted(d.amount.value for d in extract_deals(text) if d.amount.value < 9_000_000_000) == [4_000_000_000, 5_000_000_000]


def test_one_side_that_most_events_tell():
    text = "双葉グループ(FG)は10月、森田電機株を約900億円で全株売却したと発表。得た資金を星野AIへの追加投資に充てる方針で、総額300億円規模の出資を計画している。"
    assert {("investor", "双葉グループ"), ("investee", "星野AI")} in [{(p.role, p.name) for p in d.parties} for d in extract_deals(text)]


def test_a_fund_that_a_government_sets_up_is_no_grant_to_who_was_told_before():
    text = "経済産業省は双葉半導体に400億円を補助する。政府は半導体の生産を支えるため6000億円の基金を設けている。"
    assert all({p.role for p in d.parties} == {"grantor", "recipient"} for d in extract_deals(text) if d.amount.value == 40_000_000_000)
    assert all("双葉半導体" not in {p.name for p in d.parties} for d in extract_deals(text) if d.amount.value == 600_000_000_000)


def test_what_comes_from_a_fund_is_a_grant():
    text = "星野電工は新工場を建てる。経済産業省は6000億円の基金から400億円を補助する。"
    assert any(k.chunk < 0 and k.name.text == "星野電工" for e in propose(text).frames if e.trigger.row.word == "補助" for k in e.links)


@pytest.mark.parametrize("part", [
    "署名の際に最初の100億円が提供される。", "当初の100億円は、契約の締結後すぐに支払われる。", "まず100億円を投じ、その後残りの900億円を投資する。",
])
def test_the_first_part_of_a_commitment_and_the_rest_are_no_deals(part):
    text = "双葉電機は星野AIに1000億円を投資すると発表した。基盤の整備を支える。" + part
    assert [d.amount.value for d in extract_deals(text)] == [100_000_000_000]


def test_a_first_sum_of_another_is_its_own():
    text = "双葉電機は星野AIに1000億円を投資すると発表した。森田機工は最初の工場に100億円を投じる。"
    assert 10_000_000_000 in [d.amount.value for d in extract_deals(text)]


def test_who_acts_is_not_whom_a_reference_means():
    text = "星野AIは組織の見直しを進めている。契約の代金はすぐに払う。双葉電機は以前、同社に60億円を投資している。"
    assert next(n for n in propose(text).names if n.text == "同社").canonical == ("星野AI",)


def test_a_company_may_have_what_is_its_own():
    text = "双葉電機は同社の工場に60億円を投資している。"
    assert next(n for n in propose(text).names if n.text == "同社").canonical == ("双葉電機",)


def test_who_is_named_by_the_family_name_alone_is_who_was_named_in_full():
    text = "星野AIは、サム・バンカー=フリード氏から50億円の投資を受けていた。報道によると、バンカー=フリードが主導したラウンドは昨年4月だった。"
    assert {c for n in propose(text).names if n.label == "PERSON" for c in n.canonical} == {"サム・バンカー=フリード"}


# --- who lends for a purchase, and who only does the like ----------------------------------------


def test_who_lends_for_a_purchase_sells_nothing():
    text = "双葉電機は星野電工を30億円で買収すると発表した。買収資金は青葉銀行など金融機関から借り入れる。"
    found = [{(p.role, p.name) for p in d.parties} for d in extract_deals(text)]
    assert {("acquirer", "双葉電機"), ("target", "星野電工")} in found
    assert not any(role == "seller" for parties in found for role, _ in parties)


def test_what_is_bought_of_somebody_has_a_seller():
    e = next(e for e in propose("双葉電機は森田機工から星野電工を買収する。").frames if e.trigger.row.word == "買収")
    assert {k.name.text: k.case for k in e.links}["森田機工"] == "src"


def test_companies_told_in_a_row_are_none_of_what_one_of_them_spends():
    text = "双葉電機や星野電工、森田機工、北斗商事が国内への巨額投資を打ち出している。双葉電機は2年間で20億円を投資すると発表した。"
    assert [{p.name for p in d.parties} for d in extract_deals(text) if d.amount] == [{"双葉電機"}]


def test_who_builds_together_is_in_what_is_spent():
    text = "双葉電機と星野電工は共同で工場を建設する。両社は20億円を投じる。"
    assert {p.name for d in extract_deals(text) if d.amount for p in d.parties} == {"双葉電機", "星野電工"}


def test_a_company_that_is_founded_is_not_the_programme_told_beside_it():
    text = "双葉電機と星野電工は2月、国内で合弁会社を設立すると発表した。両社はすでに、最大5000億ドルを投資する「スターゲート」の推進で協力していた。"
    found = [d for d in extract_deals(text) if d.type == "joint_venture"]
    assert sorted(d.amount is not None for d in found) == [False, True]
    assert all({p.name for p in d.parties} == {"双葉電機", "星野電工"} for d in found)


def test_a_programme_that_is_the_company_is_one_deal():
    text = "双葉電機と星野電工は新会社を設立する。スターゲートと名付けた新会社は5000億ドルを投資する。"
    assert len([d for d in extract_deals(text) if d.type == "joint_venture"]) == 1
