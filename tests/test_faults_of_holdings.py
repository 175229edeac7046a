"""What broke where a holding is sold through another company, a share is one member's, or two deals stand in one sentence, in made-up sentences.

Each test is named after the fault. Events only, with the cases and sums that the rules give.
"""

from __future__ import annotations

import pytest
from reading import events

from aiinfra_nlp.grouping import apart
from aiinfra_nlp.parties import _between_two
from aiinfra_nlp.pipeline import propose


def roles(text: str, word: str, i: int = 0) -> dict[str, list[str]]:
    return {r: [n.text for n in ns] for r, ns in events(text, word)[i].rule_roles.items()}


def referred(text: str, word: str) -> set[str]:
    return {c for n in propose(text).names if n.text == word for c in n.canonical}


# --- ventures --------------------------------------------------------------------------------


def test_a_list_with_nado_and_a_number_counts_nobody_named_before():
    assert not referred("森田機工は双葉電機と合弁会社を設立する。双葉電機、星野電工など3社は5月、新事業に300億円を投じる。", "3社")
    assert referred("双葉電機、星野電工、森田機工は5月、提携した。双葉電機など3社は新会社を設立する。", "3社") == {"双葉電機", "星野電工", "森田機工"}


def test_with_whom_one_gives_one_sets_up():
    assert roles("森田機工は、双葉電機と半分ずつ出資して合弁会社を設立する。", "設立") == {"partner": ["森田機工", "双葉電機"]}


def test_a_new_company_is_no_part_of_the_programme_of_others():
    text = "森田機工は双葉電機と合弁会社を設立する。双葉電機とオープンAIは1月、「スターゲート」を立ち上げ、5000億ドルを投じる計画を発表した。"
    told = {e.trigger.row.word: e for e in propose(text).frames}
    venture, programme = told["合弁会社"], told["立ち上げ"]
    assert apart(venture, programme)
    assert not {c for k in programme.links for c in k.name.canonical} & {"森田機工"}


# --- clauses of another deal -----------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "500億円の資金調達を進めている双葉AIは、星野電工や森田機工と連携して企業への導入を広げる。",
    "80億円の資金調達を終えた双葉AIは、星野電工と連携し、森田機工のサーバーを入れる。",
])
def test_who_ties_up_with_a_company_that_raised_gave_it_nothing(text):
    raised, tied, *_ = propose(text).frames
    assert {k.name.text: k.case for k in raised.links}["星野電工"] == "bystander"
    assert {k.name.text: k.case for k in raised.links}["森田機工"] == "bystander"
    assert tied.amount is None
    assert apart(raised, tied)


def test_the_topic_of_a_clause_before_has_no_part_where_the_next_has_both_sides():
    assert roles("双葉電機は事業を広げており、子会社の双葉エナジーは5月、森田電力と提携した。", "提携") == {"partner": ["双葉エナジー", "森田電力"]}
    assert "双葉電機" in roles("双葉電機は事業を広げており、5月、森田電力と提携した。", "提携")["partner"]


def test_through_whom_a_holding_is_held_is_not_what_is_sold():
    text = "青葉商事は、子会社の青葉アメリカを通じて保有する星野電工の持ち分30%を森田機工に譲渡する。"
    (e,) = events(text, "譲渡")
    assert {k.name.text: k.case for k in e.links}["青葉アメリカ"] == "bystander"
    assert roles(text, "譲渡")["investee"] == ["星野電工"]


def test_with_whom_one_owns_what_is_sold_sells_it_too():
    text = "双葉不動産は、星野建設と共同で開発した物流施設を国内のファンドに120億円で売却した。"
    assert roles(text, "売却") == {"seller": ["双葉不動産", "星野建設"]}


@pytest.mark.parametrize("means", ["調達資金を使って", "調達した資金を活用し、", "増資で得た資金で", "増資による資金を元手に"])
def test_by_what_money_a_deal_is_done_is_no_deal_of_its_sum(means):
    told = propose(f"双葉リートは、{means}横浜市の物流施設を80億円で取得する。").frames
    assert [(e.trigger.row.word, e.type) for e in told] == [("取得", "acquisition")]


def test_a_sum_that_is_raised_stays_a_deal_beside_what_is_bought_with_it():
    assert {e.trigger.row.word for e in propose("双葉電機は80億円を調達した資金で、工場を50億円で取得する。").frames} >= {"調達", "取得"}


def test_all_of_a_holding_is_control():
    assert events("双葉リートは物流施設の全持分を80億円で取得する。", "取得")[0].type == "acquisition"


# --- contracts -------------------------------------------------------------------------------


def test_both_who_conclude_a_contract_are_parties():
    (e,) = events("双葉マイニングは星野AIとリース契約を結んだ。", "リース契約")
    parties = {"星野AI": "customer"}
    _between_two("compute_contract", parties, [e])
    assert parties == {"星野AI": "customer", "双葉マイニング": "provider"}
    unknown: dict[str, str] = {}
    _between_two("compute_contract", unknown, [e])
    assert not unknown


# --- sites -----------------------------------------------------------------------------------


def test_two_who_build_one_thing_are_partners():
    (e,) = events("双葉放送と星野ビルは25日、大阪市の中心部にデータセンターを建設すると発表した。", "建設")
    assert (e.type, e.status) == ("joint_venture", "planned")
    assert [n.text for n in e.rule_roles["partner"]] == ["双葉放送", "星野ビル"]
    assert events("双葉電機と星野電工はそれぞれ、千葉県にデータセンターを建設する。", "建設")[0].type == "capex"
    assert events("双葉電機は千葉県にデータセンターを建設する。", "建設")[0].type == "capex"


@pytest.mark.parametrize("site", ["42万平方メートルの工業団地", "工場の跡地", "敷地約3万平方メートルの土地"])
def test_a_site_is_acquired(site):
    assert roles(f"双葉住宅は2018年に星野機構と森田製紙から{site}を購入した。", "購入") == {"acquirer": ["双葉住宅"], "seller": ["星野機構", "森田製紙"]}
    assert events("双葉住宅は星野電工から工場の設備を購入した。", "購入")[0].type == "supply"


# --- talks, and what is so in general --------------------------------------------------------


@pytest.mark.parametrize("text", [
    "双葉電機は、星野電工、森田機工との間で進めてきた工場建設に向けた協議を終了したと発表した。",
    "双葉電機は5月、星野電工、森田機工との間で進めてきた協議を終了した。",
    "双葉電機は、星野電工や森田機工との協議を打ち切った。",
])
def test_talks_that_ended(text):
    (e,) = propose(text).frames
    assert (e.type, e.status) == ("partnership", "cancelled")
    assert [n.text for n in e.rule_roles["partner"]] == ["双葉電機", "星野電工", "森田機工"]


@pytest.mark.parametrize("general", ["1ギガワット級の拠点は通常、建設費が350億ドルに上る。", "一般に、データセンターの建設費は300億円程度とされる。"])
def test_what_a_site_costs_in_general_is_no_deals_sum(general):
    assert [e.trigger.row.word for e in propose(f"双葉電機は星野電工と提携した。{general}").frames] == ["提携"]


# --- nouns that tell a deal ------------------------------------------------------------------


def test_a_new_customer_has_a_contract():
    (e,) = propose("オープンAIは、星野電工の新データセンター事業の第一号顧客となる。").frames
    assert (e.type, {r: [n.text for n in ns] for r, ns in e.rule_roles.items()}) == ("compute_contract", {"customer": ["オープンAI"], "provider": ["星野電工"]})
    (e,) = propose("双葉電機は、星野電工の半導体チップの最初の顧客になった。").frames
    assert e.type == "supply"
    assert not propose("双葉AIは、すでに星野クラウドの大口顧客となっている。").frames
    assert not propose("双葉AIが最初の顧客になる。").frames


# --- items of a list -------------------------------------------------------------------------


def test_the_items_of_a_list_tell_what_the_two_above_do():
    text = "経済産業省は双葉電機への支援を発表した。\n・26年度には約630億円を支援し150億円以上を出資する。\n・27年度には約300億円を支援する。"
    _, first, bought, second = propose(text).frames
    both = [["経済産業省"], ["双葉電機"]]
    assert [[n.text for n in ns] for ns in first.rule_roles.values()] == both
    assert bought.type == "investment"
    assert [[n.text for n in ns] for ns in bought.rule_roles.values()] == both
    assert apart(first, second)
    assert apart(first, bought)


def test_what_one_of_several_gives_is_a_deal_of_its_own():
    all_, one = propose("双葉銀行、星野銀行と森田銀行が赤石半導体への出資を検討している。出資額は森田銀行が50億円から100億円。").frames
    assert {r: [n.text for n in ns] for r, ns in one.rule_roles.items()} == {"investor": ["森田銀行"], "investee": ["赤石半導体"]}
    assert apart(all_, one)


def test_who_collects_shares_gets_the_money():
    text = "双葉電機や森田機工が赤石半導体に出資を検討している。赤石半導体は今年度中に約1300億円の民間出資を集める計画だ。"
    _, e, _ = propose(text).frames
    assert {r: [n.text for n in ns] for r, ns in e.rule_roles.items()} == {"investee": ["赤石半導体"]}
    assert all(k.chunk >= 0 for k in e.links)


def test_who_builds_what_is_lent_for_borrows():
    lent, *_ = propose("オラクル関連のデータセンター向けに、複数の銀行が380億ドルの融資を準備している。開発するのは双葉電機だ。").frames
    assert [n.text for n in lent.rule_roles["borrower"]] == ["双葉電機"]
