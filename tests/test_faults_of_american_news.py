"""Who acts where another announces it, talks, companies told by the way, and more, in made-up sentences.

Each test is named after the fault.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def deals(text: str) -> list[tuple]:
    return [(d.type, d.status, {(p.role, p.name) for p in d.parties}, d.amount and d.amount.value) for d in extract_deals(text, article_date="2025-10-01")]


def sides(text: str, word: str) -> dict[str, str]:
    return next(e for e in propose(text).frames if e.trigger.row.word == word).facts.get("sides", {})


# --- who acts ------------------------------------------------------------------------------------


def test_who_announces_what_another_raised_has_no_part():
    text = "双葉商会は昨日、星野電工が負債と株式で100億円を資金調達したと発表した。"
    assert sides(text, "資金調達") == {"双葉商会": "none", "星野電工": "payee"}


def test_who_announces_what_it_raised_itself_has_its_part():
    assert sides("双葉商会は昨日、100億円を資金調達したと発表した。", "資金調達") == {}


def test_who_has_a_contract_of_purchase_is_no_seller_where_another_announces_it():
    text = "双葉電機は18日、県内で進む小型原子炉の建設について、電力大手の森田電力が電力の購入契約を結んだと発表した。"
    assert ("customer", "森田電力") in deals(text)[0][2]


def test_who_raises_money_in_a_clause_about_it_lends_none():
    text = "双葉電機が熊本県に建設中の大規模データセンター向けに260億円を資金調達する案件で、主幹事の座を巡り激しい競争が繰り広げられた。"
    assert sides(text, "資金調達") == {"双葉電機": "payee"}
    assert [d[2] for d in deals(text)] == [{("investee", "双葉電機")}]


def test_who_builds_what_another_raises_money_for_raises_none():
    assert sides("双葉電機が建設中の拠点向けに星野電工が260億円を資金調達する案件で、競争が続いた。", "資金調達") == {}


# --- talks ---------------------------------------------------------------------------------------


HELD = "双葉電機は現在、森田製作所に30億円以上を投資している。"


def test_talks_of_an_investment_are_one():
    assert deals("双葉電機は人工知能企業の森田製作所と投資協力交渉を進めている。") == [("investment", "in_talks", {("investor", "双葉電機"), ("investee", "森田製作所")}, None)]


def test_talks_of_an_investment_stand_beside_what_was_invested():
    found = deals("双葉電機は人工知能企業の森田製作所と投資協力交渉を進めている。" + HELD)
    assert [d[1] for d in found] == ["in_talks", "completed"]


@pytest.mark.parametrize("text", ["双葉電機は森田製作所と投資交渉の日程を決めた。", "双葉電機は森田製作所と納期の交渉を進めている。"])
def test_other_talks_are_no_investment(text):
    assert all("talks" not in e.facts for e in propose(text).frames)


# --- told by the way -----------------------------------------------------------------------------


def test_who_backs_the_partner_of_another_makes_no_investment():
    text = "双葉電機は星野キャピタルが出資する米ガス輸送会社の赤石エナジーと提携し、拠点の建設を発表している。"
    assert deals(text)
    assert not any(n == "星野キャピタル" for d in deals(text) for _, n in d[2])


@pytest.mark.parametrize("how", ["20億円を出資する", "新たに出資する"])
def test_who_gives_anew_to_the_partner_of_another_makes_one(how):
    assert any(d[0] == "investment" for d in deals(f"双葉電機は星野キャピタルが{how}森田エナジーと提携した。"))


@pytest.mark.parametrize("how", ["投資していた", "出資している"])
def test_who_backed_the_company_whose_shares_another_takes_does_not_take_them(how):
    found = deals(f"双葉商会は、投資大手の森田マネジメントが{how}赤石電機の株式を取得することで合意した。")
    assert not any(p in (("acquirer", "森田マネジメント"), ("investor", "森田マネジメント")) for d in found for p in d[2])


# --- groups that buy -----------------------------------------------------------------------------


BUYS = "双葉キャピタルが率いる連合体は15日、データセンター大手の赤石電機を買収すると発表した。"


def test_who_is_in_the_group_that_buys_buys():
    found = deals(BUYS + "連合体には星野電工や森田機工なども参画。発表によると、青葉マネジメントから赤石電機を取得する。")
    buys = {("acquirer", n) for n in ("双葉キャピタル", "星野電工", "森田機工")}
    assert [d[2] for d in found] == [buys | {("target", "赤石電機"), ("seller", "青葉マネジメント")}]


def test_who_takes_part_in_something_else_buys_nothing():
    assert not any("union" in e.facts for e in propose(BUYS + "研究会には星野電工や森田機工なども参画。").frames)


# --- spending ------------------------------------------------------------------------------------


def test_what_was_spent_last_year_is_no_plan():
    found = deals("双葉電機は昨年度に229億円を設備投資に費やし、今年も275億円を支出する予定です。")
    assert {(d[1], int(d[3])) for d in found} == {("completed", 22_900_000_000), ("planned", 27_500_000_000)}


def test_what_is_planned_to_be_spent_was_not():
    assert deals("双葉電機は来年度に229億円を設備投資に充て、工場を増やす予定です。")[0][1] == "planned"


def test_what_somebody_owns_is_no_spending():
    assert deals("双葉商会はすでに550億ドル規模のデータセンターを国内外で保有している。") == []


def test_what_somebody_builds_is_spending():
    assert deals("双葉商会は550億ドル規模のデータセンターを国内外で建設する計画だ。")[0][0] == "capex"


def test_several_who_spend_on_the_project_told_of_do_so_together():
    text = "双葉電機が研究会に加わった時期と一致しており、同プロジェクトでは、北斗商事、森田機工、星野電工が今後4年間で5000億円をデータセンター構築に投資することを表明している。"
    assert [(d[0], d[2]) for d in deals(text)] == [("joint_venture", {("partner", n) for n in ("北斗商事", "森田機工", "星野電工")})]


def test_one_who_spends_on_the_project_told_of_does_so_alone():
    assert [d[0] for d in deals("同プロジェクトでは、北斗商事が今後4年間で5000億円をデータセンター構築に投資することを表明している。")] == ["capex"]


# --- whom a reference means ----------------------------------------------------------------------


ABOUT = "双葉電機は森田機工の株式の14%を持つ。双葉電機は森田機工に30億円を投資した。双葉電機は議決権を持たない。双葉電機は分散を図る。"


def meant(text: str) -> list[str]:
    return [n.canonical[0] for n in propose(text).names if n.reference]


def test_whom_money_goes_to_twice_is_one():
    assert meant(ABOUT + "一方、星野電工もまた、森田機工に資金を投じており、これまでに同社に最大80億円を投資している。") == ["森田機工"]


def test_whom_another_gives_to_is_found_as_before():
    from aiinfra_nlp.pipes.coreference import parallel
    assert parallel._ANOTHER.search("に資金を投じており、北斗商事が同社") is not None


# --- whose part one is ---------------------------------------------------------------------------


def test_whose_arm_leads_a_round_does_not_lead_it():
    text = "星野AIは60億円を調達した。今回の資金調達は森田インベストメントの資産運用部門北斗キャピタルが主導した。"
    assert {p for d in deals(text) for p in d[2] if p[0] == "investor"} == {("investor", "北斗キャピタル")}


def test_who_leads_beside_an_arm_leads_too():
    text = "星野AIは60億円を調達した。今回の資金調達は森田インベストメントと北斗キャピタルが主導した。"
    assert {p for d in deals(text) for p in d[2] if p[0] == "investor"} == {("investor", "森田インベストメント"), ("investor", "北斗キャピタル")}


def test_all_that_was_put_into_a_company_is_no_spending_on_plant():
    text = "双葉電機は星野電工に7億円を出資する。双葉電機の総投資額は30億円を超え、当局の関心を集める。"
    assert [d[0] for d in deals(text)] == ["investment"]


def test_all_that_a_plant_costs_is():
    assert deals("双葉電機は熊本県に工場を建てる。双葉電機の総投資額は30億円を超える。")[0][0] == "capex"


# --- rivals and ties -----------------------------------------------------------------------------


def test_a_rival_gives_no_money():
    text = "双葉電機は星野電工との競争力を高めるため、50億円の社債発行を通じて100億円を資金調達した。"
    assert {n for d in deals(text) for _, n in d[2]} == {"双葉電機"}


def test_whom_ties_are_settled_with_spends_nothing():
    text = "双葉電機は森田クラウドとの関係を整理しつつも、総額800億円に及ぶAI関連投資を継続する姿勢を明言している。"
    assert [(d[0], d[2]) for d in deals(text)] == [("capex", {("investor", "双葉電機")})]


def test_with_whom_a_contract_is_made_has_its_part():
    text = "双葉電機は森田クラウドとの契約を80億円で結んだ。"
    assert {n for d in deals(text) for _, n in d[2]} == {"双葉電機", "森田クラウド"}


# --- one deal told twice -------------------------------------------------------------------------


def test_a_first_tranche_in_the_next_sentence_is_no_deal():
    found = deals("双葉電機は星野AIに20億円の出資を約束した。うち12億円を即時提供し、残りを後に払い込みました。")
    assert [d[3] for d in found] == [2_000_000_000]


def test_what_another_gives_of_it_is():
    found = deals("双葉電機は星野AIに20億円の出資を約束した。うち12億円は森田機工が出資した。")
    assert any(("investor", "森田機工") in d[2] for d in found)


def test_a_tie_up_and_what_is_built_under_it_are_one():
    text = "双葉電機は赤石エナジーと提携し、ワイオミング州で最大10ギガワット規模まで拡張可能なデータセンターの建設を発表している。"
    assert len(deals(text)) == 1


def test_a_tie_up_and_a_venture_with_a_sum_are_two():
    text = "双葉電機は赤石電工と半導体の販売で提携した。双葉電機は赤石電工と30億円を折半出資し、合弁会社を設立する。"
    assert "joint_venture" in {d[0] for d in deals(text)}


# --- members of a group --------------------------------------------------------------------------


@pytest.mark.parametrize("who", [
    "双葉電機、星野電工、森田機工で構成する企業連合は",
    "投資家グループ(双葉電機、IT大手の星野電工、森田機工など)は",
    "「次世代連合」と称する投資コンソーシアム――双葉電機、星野電工、森田機工で構成――は",
])
def test_all_members_of_a_group_that_buys_buy(who):
    found = deals(who + "、北斗商事から赤石電機を40億ドルで買収すると発表した。")
    buyers = {("acquirer", n) for n in ("双葉電機", "星野電工", "森田機工")}
    assert [d[2] for d in found] == [buyers | {("target", "赤石電機"), ("seller", "北斗商事")}]


def test_who_makes_up_something_else_is_no_group_that_buys():
    e = next(e for e in propose("双葉電機、星野電工、森田機工で構成する研究会の会場で、北斗商事は赤石電機を買収すると発表した。").frames if e.trigger.row.word == "買収")
    assert "双葉電機" not in e.facts.get("sides", {})


DONE = "双葉電機は先ごろ社債を通じて100億円を調達したばかりだ。"


def test_who_is_to_help_next_time_lent_nothing_before():
    found = deals(DONE + "今度は北斗キャピタルが双葉電機の資金の確保を目指し、貸し手候補との協議を進めている。")
    assert all(("lender", "北斗キャピタル") not in d[2] for d in found if d[1] == "completed")


def test_who_lent_before_did():
    assert any(("lender", "北斗銀行") in d[2] for d in deals("双葉電機は先ごろ100億円の融資を受けたばかりだ。北斗銀行が融資した。"))


# --- parts of a loan, and of the shares ----------------------------------------------------------


LOAN = "北斗銀行は、双葉電機向けの380億円の融資を組成した。"


@pytest.mark.parametrize("more", [
    "今回の融資のうち、青葉県の拠点向けの230億円の融資については、複数の銀行が引き受けを確約している。",
    "青葉県の拠点には、すでに複数の銀行が230億円の融資を確約しており、これは融資の一部です。",
])
def test_a_part_of_a_loan_is_no_loan_of_its_own(more):
    assert [d[3] for d in deals(LOAN + more)] == [38_000_000_000]


def test_what_another_lends_of_it_is():
    assert any(d[3] == 23_000_000_000 for d in deals(LOAN + "今回の融資のうち、230億円は青葉銀行が融資した。"))


def test_shares_for_so_much_are_an_investment():
    assert [d[0] for d in deals("双葉電機は、星野電工の株式50億円を買収することで合意した。")] == ["investment"]


def test_all_shares_for_so_much_are_a_takeover():
    assert [d[0] for d in deals("双葉電機は、星野電工の全株式50億円分を買収することで合意した。")] == ["acquisition"]


def test_where_a_company_has_its_seat_it_builds_nothing():
    assert deals("森田電機は米テキサス州に本拠地を構え、開発中も含め78カ所のデータセンターを運営している。") == []


def test_where_a_company_puts_a_site_it_builds():
    assert [d[0] for d in deals("双葉電機は40メガワットの計算拠点を千葉に構える。")] == ["capex"]


@pytest.mark.parametrize("kind", ["ネオクラウドプロバイダー", "専門クラウドベンダー"])
def test_a_kind_of_firm_is_no_name(kind):
    article = propose(f"双葉電機は{kind}に600億円以上を投資しており、そのうち230億円は森田クラウド単独に対するものだ。")
    assert kind not in {n.text for n in (*article.names, *article.doubtful)}


def test_a_name_beside_a_kind_of_firm_is_one():
    article = propose("双葉電機はネオクラウドのミナミノードに600億円以上を投資した。")
    assert "ミナミノード" in {n.text for n in (*article.names, *article.doubtful)}


def test_on_whom_one_depends_sells_nothing():
    text = "双葉電機は星野クラウドへの依存を減らすため、森田クラウドと80億円の利用契約を結んだ。"
    assert {n for d in deals(text) for _, n in d[2]} == {"双葉電機", "森田クラウド"}


# --- public money --------------------------------------------------------------------------------


GRANT = "政府は森田機工に最大61億円の補助金を支給すると発表した。"


def test_nobody_told_before_gets_all_that_a_law_provides():
    found = deals(GRANT + "半導体を巡っては、22年8月に総額527億円の補助金を盛り込んだ半導体投資法が成立した。")
    assert all(("recipient", "森田機工") not in d[2] for d in found if d[3] == 52_700_000_000)
    assert ("recipient", "森田機工") in found[0][2]


def test_whom_more_is_given_to_gets_it():
    assert any(("recipient", "森田機工") in d[2] for d in deals(GRANT + "さらに11月には総額527億円の補助金の支給も決めた。"))


def test_with_whose_help_one_spends_is_no_stage_of_the_spending():
    found = deals("森田機工は支援を受け、今後20年間で両県に最大1250億円を投じる。")
    assert [(d[0], d[1]) for d in found] == [("capex", "planned")]


def test_help_with_its_giver_is_told():
    assert "subsidy" in {d[0] for d in deals("森田機工は経産省から20億円の支援を受け、青葉県に工場を建てる。")}
