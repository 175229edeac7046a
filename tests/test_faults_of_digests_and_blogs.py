"""Digests, notes of analysts and market commentary, in made-up sentences.

Each test is named after the fault. Records where a rule decides them, else the cases and roles that the rules give.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.grouping import apart
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.records.doubles import _in_quarter


def records(text: str) -> list[tuple[str, set[tuple[str, str]], int | None]]:
    return [(d.type, {(p.role, p.name) for p in d.parties}, d.amount and d.amount.value and int(d.amount.value)) for d in extract_deals(text, article_date="2025-11-05")]


def cases(text: str, word: str, name: str) -> set[str]:
    """How a name stands to the events of a deal word."""
    return {k.case for e in propose(text).frames if e.trigger.text == word for k in e.links if k.name.text == name}


# --- the page ------------------------------------------------------------------------------------


@pytest.mark.parametrize("credit", ["Image created with AI and 星野AI", "Photo by 星野AI", "Image: 星野AI"])
def test_the_credit_of_a_picture_is_no_part_of_the_article(credit):
    text = f"海外ニュースまとめ(7/14〜7/20)\n{credit}\n\n1. 人工知能の分野に500億円の投資計画\n\n国内で総額500億円の投資計画が発表された。"
    assert not any("星野AI" in str(parties) for _, parties, _ in records(text))


def test_who_is_in_the_picture_of_a_sentence_is_a_part_of_it():
    text = "海外ニュースまとめ(7/14〜7/20)\n星野AIが500億円の投資計画を発表\n\n星野AIは国内に総額500億円を投資する計画を発表した。"
    assert ("capex", {("investor", "星野AI")}, 50_000_000_000) in records(text)


# --- by whose numbers something is told ----------------------------------------------------------


@pytest.mark.parametrize("source", ["双葉総研によると、", "双葉総研の12月の分析によると、"])
def test_whoever_reckons_what_a_list_tells_spends_nothing_of_it(source):
    text = f"星野AIの今期の計画を示す。{source}\n\n・2025年11月までの世界DC投資総額: 610億ドル超"
    assert not any("双葉総研" in str(parties) for _, parties, _ in records(text))
    assert not any(n == "双葉総研" for e in propose(text).frames for k in e.links for n in k.name.canonical)


@pytest.mark.parametrize("report", ["のリポート", "の12月の調査", "が3月に出したリポート"])
def test_whose_report_tells_of_it_is_no_party(report):
    text = f"双葉証券{report}によると、星野AIは欧州で進めていた計2ギガワット分のデータセンター賃借から手を引いた。"
    assert cases(text, "賃借", "双葉証券") == set()


@pytest.mark.parametrize("report", ["の10日の発表", "の年次レポート"])
def test_who_announces_it_himself_may_be_a_party(report):
    text = f"双葉電機{report}によると、星野AIに50億円を出資する。"
    assert cases(text, "出資", "双葉電機") == {"source"}


def test_what_all_the_world_spends_is_nobodys():
    text = "双葉電機は工場を建てる。\n\n・2025年までの世界のデータセンター投資総額: 610億ドル超"
    assert not any(amount == 61_000_000_000 for _, _, amount in records(text))


def test_what_a_company_spends_in_a_list_is_its_own():
    text = "双葉電機の計画\n\n・双葉電機の2025年の設備投資総額: 610億円"
    assert any(("investor", "双葉電機") in parties for _, parties, _ in records(text))


# --- jokes ---------------------------------------------------------------------------------------

JOKE = "「星野AIが双葉電機へ1000億円を投資し、双葉電機が森田機工へ1000億円を投資する。結局、誰が1000億円を出しているのか?」"


@pytest.mark.parametrize("turn", ["これはあくまで仮定の話であり、実際とは異なる。", "もちろんこれはジョークだ。"])
def test_a_joke_is_no_deal(turn):
    assert records(JOKE + "\n\n" + turn) == []


def test_what_is_quoted_and_meant_is_a_deal():
    assert records("社長は「双葉電機へ1000億円を投資する」と話した。星野AIは双葉電機に1000億円を投資する。これは過去最大の投資だ。") != []


# --- one deal and two ----------------------------------------------------------------------------


@pytest.mark.parametrize("buys", ["双葉電機の半導体を大量に購入する", "双葉電機からGPUを購入する"])
def test_money_that_comes_back_for_goods_is_two_deals(buys):
    frames = propose(f"双葉電機は星野AIに1000億円を投資する。星野AIはその資金で{buys}。").frames
    gives, back = (next(e for e in frames if e.trigger.text == word) for word in ("投資", "購入"))
    assert apart(gives, back)


def test_who_buys_of_somebody_else_is_not_parted_by_the_money():
    frames = propose("双葉電機は星野AIに1000億円を投資する。星野AIはその資金で森田機工からGPUを購入する。").frames
    gives, other = (next(e for e in frames if e.trigger.text == word) for word in ("投資", "購入"))
    assert not apart(gives, other)


def test_a_month_is_in_its_quarter():
    assert all(_in_quarter(day, "2025-Q4") for day in ("2025-11-03", "2025-10"))
    assert not any(_in_quarter(day, quarter) for day, quarter in (("2025-09", "2025-Q4"), ("2025", "2025-Q4"), ("2025-11", "2025-11")))


def test_a_tie_up_of_who_gives_a_stake_is_told_once():
    text = (
        "今週は、双葉電機が星野AIと締結した10GW級の大型提携が話題の中心となった。\n\n① 双葉電機が星野AIに最大1000億円を出資\n\n"
        "双葉電機は星野AIに対し最大1000億円を投資し、10GW超の基盤を共同構築する戦略的提携を発表した。"
    )
    assert [kind for kind, _, _ in records(text)] == ["investment"]


# --- what companies are to spend -----------------------------------------------------------------


@pytest.mark.parametrize(("told", "low", "high"), [("$175-185Bに倍増させる", 175, 185), ("$175-185Bへ増やす", 175, 185), ("$200Bに増やす", 200, None)])
def test_a_range_in_dollars_to_which_something_rises_is_one_sum(told, low, high):
    d, = extract_deals(f"双葉電機は2026年に設備投資を{told}計画だ。")
    assert d.amount.currency == "USD"
    assert (d.amount.high if high else d.amount.value) == (high or low) * 10**9


def test_a_rise_from_one_sum_in_dollars_to_another_is_no_range():
    assert all(f.value is not None for f in propose("双葉電機は設備投資を$10Bから$15Bに増やす。").figures)


@pytest.mark.parametrize("outlook", ["設備投資予測", "設備投資額予測", "支出予測"])
def test_the_outlook_of_what_a_company_spends_is_what_it_plans(outlook):
    text = f"双葉電機は2025年の{outlook}を1250億円に引き上げた。"
    assert ("capex", {("investor", "双葉電機")}, 125_000_000_000) in records(text)


def test_the_outlook_of_what_a_company_earns_is_no_plan():
    assert records("双葉電機は2025年の売上高予測を1250億円に引き上げた。") == []


def test_the_leading_firms_of_a_kind_are_no_firm():
    names = propose("双葉電機、星野電工の主要ハイパースケーラー4社が2026年に投じるAI設備投資は、合計6500億円に達する見通しである。").names
    assert [n.text for n in names if "ハイパースケーラー" in n.text] == []


def test_who_is_told_of_as_leading_firms_acts_as_they_do():
    text = "双葉電機、星野電工、森田機工などの主要な国内企業は、AI基盤への投資総額が3000億円を超えると発表した。"
    assert {cases(text, "投資総額", n).pop() for n in ("双葉電機", "星野電工", "森田機工")} == {"subj"}


# --- links within a digest -----------------------------------------------------------------------


@pytest.mark.parametrize("marks", [("1. ", "2. "), ("① ", "② ")])
def test_the_links_of_an_item_end_at_the_next_item(marks):
    text = (
        f"{marks[0]}双葉電機、星野AIに100億円を投資\n双葉電機は10日、星野AIに100億円を投資すると発表した。人工知能の開発を支える。\n\n[参考リンク]\n• 双葉電機の発表 – 青葉タイムズ\n"
        f"{marks[1]}森田機工、新工場に200億円\n森田機工は10日、国内の新しい工場の建設に200億円を投資すると発表した。再来年に稼働する。\n\n[参考リンク]\n• 森田機工の発表"
    )
    assert ("capex", {("investor", "森田機工")}, 20_000_000_000) in records(text)


def test_numbered_links_are_no_part_of_the_article():
    text = "双葉電機は10日、星野AIに100億円を投資すると発表した。人工知能の開発を支える。\n\n関連記事\n1. 北斗商事、新工場に300億円を投資\n2. 森田機工、新工場に200億円を投資\n3. 星野電工、森田電機を買収"
    assert [amount for _, _, amount in records(text)] == [10_000_000_000]


# --- totals and titles ---------------------------------------------------------------------------

PARTS = "双葉電機は、2027年までに東京の基盤に2兆2600億円を投資する。双葉電機は11年から22年にかけて1兆5100億円を投資し、基盤を整備してきた。"


def test_the_total_of_what_one_company_spent_and_is_to_spend_is_no_deal():
    assert sorted(amount for _, _, amount in records(PARTS + "27年までの基盤への投資総額は約3兆7700億円になる見込みだ。")) == [1_510_000_000_000, 2_260_000_000_000]


def test_a_sum_that_no_others_make_up_is_a_deal():
    assert 5_770_000_000_000 in [amount for _, _, amount in records(PARTS + "双葉電機は欧州の基盤への投資総額を5兆7700億円とする計画だ。")]


def test_a_chief_strategy_officer_speaks_for_the_company():
    text = "双葉電機の最高戦略責任者である山田太郎氏は、星野AIに20億円を出資すると明らかにした。"
    assert [parties for _, parties, _ in records(text)] == [{("investor", "双葉電機"), ("investee", "星野AI")}]


def test_what_a_plant_is_for_is_no_contract_of_power():
    text = "双葉電機は、星野電力を47億円で買収すると発表した。星野電力は、AI計算用データセンターに電力を供給する再生可能エネルギー発電所を建設している。"
    assert [e for e in propose(text).frames if e.frame == "powersell"] == []


def test_whom_a_plant_feeds_by_name_buys_its_power():
    text = "星野電力は、双葉電機に電力を供給する発電所を建設している。"
    assert [e.type for e in propose(text).frames if e.frame == "powersell"] == ["power"]
