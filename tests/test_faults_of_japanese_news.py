"""Takeovers with their price behind, shares and rests of a round, grants and their totals, and who builds for whom, in made-up sentences.

Each test is named after the fault. Records where a rule decides them, else the events and roles that the rules give.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def deals(text: str) -> list[tuple[str, set[str], int | None]]:
    """Type, parties and sum of each record."""
    return [(d.type, {p.name for p in d.parties}, d.amount and d.amount.value and int(d.amount.value)) for d in extract_deals(text, article_date="2025-10-01")]


def sums(text: str) -> set[int]:
    return {n for _, _, n in deals(text) if n is not None}


def event(text: str, word: str):
    return next(e for e in propose(text).frames if e.trigger.row.word == word)


def stages(text: str) -> dict[str, str]:
    return {d.type: d.status for d in extract_deals(text, article_date="2025-10-01")}


TAKES = "双葉電機が上場子会社の星野電工を完全子会社化する方針を固めた。"


@pytest.mark.parametrize("behind", ["投資額は2兆円を超える見通しです。", "親子上場の解消で経営を効率化する。再編の投資額は2兆円を超える見通しです。"])
def test_what_is_invested_in_a_takeover_is_its_price(behind):
    assert deals(TAKES + behind) == [("acquisition", {"双葉電機", "星野電工"}, 2_000_000_000_000)]


def test_what_is_invested_in_a_plant_is_no_price():
    assert event(TAKES + "新工場の投資額は80億円。", "投資額").type == "capex"
    assert event(TAKES + "同社は新工場を建てる。投資額は80億円。", "投資額").type == "capex"


@pytest.mark.parametrize("short", ["データG", "データグループ"])
def test_a_group_is_called_by_the_end_of_its_name(short):
    names = propose(f"双葉は子会社の双葉データグループを完全子会社化する方針を固めた。双葉は現在、{short}株の約58%を持っている。").names
    assert {n.canonical for n in names if n.text == short} == {("双葉データグループ",)}


def test_another_group_has_a_name_of_its_own():
    names = propose("双葉データグループは星野グループと提携した。").names
    assert {n.canonical for n in names if n.text == "星野グループ"} == {("星野グループ",)}


def test_the_group_of_a_company_told_by_its_bracket_is_that_company():
    names = propose("北星ランド(NPL)グループは5日、糸島市に拠点を新設すると発表した。予定地は、すでにNPL側が取得した。\nNPLグループは不動産に投資している。").names
    assert len({n.canonical for n in names if n.text in ("北星ランド", "NPL", "NPLグループ")}) == 1


def test_who_has_the_rest_of_a_sum_has_no_part_in_the_share_of_another():
    text = "星野AIは400億ドルを調達した。双葉電機が300億ドル、残りは森田機工、赤石化学、北斗商事が出資する。"
    assert {n: who for _, who, n in deals(text)}[30_000_000_000] == {"星野AI", "双葉電機"}


def test_all_give_a_sum_of_which_no_rest_is_told():
    assert event("双葉電機と森田機工、北斗商事が300億ドルを出資する。残りは未定だ。", "出資").roles["investor"][-1].text == "北斗商事"


GRANT = "経済産業省が森田機工に2,600億円を追加支援することを決めたと発表した。"


@pytest.mark.parametrize("total", ["この結果、森田機工に対する支援額はすでに決めた補助額と合わせ計3,300億円に上る。", "政府はこれにより、1つ目の工場と合わせ、森田機工に最大で約3,300億円の支援を行うことになる。"])
def test_what_comes_to_one_sum_with_earlier_grants_is_no_grant(total):
    assert sums(GRANT + total) == {260_000_000_000}


def test_a_second_grant_is_one():
    assert sums(GRANT + "国は星野電工にも700億円を補助する。") == {260_000_000_000, 70_000_000_000}


def test_money_that_is_needed_is_not_given():
    assert sums("政府は森田機工に最大9200億円の支援を決めているが、量産までには5兆円程度の資金が必要となる。") == {920_000_000_000}
    assert event("双葉商事は80億円の資金で工場を直す。", "資金").frame == "spend"


def test_what_was_raised_so_far_is_no_sum_of_a_deal():
    assert event("これまで公表していた資金調達額がわずか450万ドルだった森田機工にとって、破格の規模だ。", "資金調達額").amount is None
    assert event("森田機工の資金調達額が450万ドルだった。", "資金調達額").amount is not None


def test_a_borrowing_of_a_sum_is_debt_beside_a_round():
    text = "森田機工は以前に2470万ドルの非公開のラウンドを実施していたほか、2024年に3750万ドルの借り入れを行っていたことが判明した。"
    assert ("financing", {"森田機工"}, 37_500_000) in deals(text)


def test_three_parts_that_come_to_a_total_are_all_of_it():
    text = (
        "経産省、AI開発3社に最大125億円助成。森田機工や赤石化学も日本投資拡充\n経済産業省は19日、3社に対し合計最大125億円の助成を行うと決めた。"
        "助成金を受け取るのは、星野電工が最大約80億円、双葉電機が最大約25億円、北斗商事が約20.3億円。2023年には、星野電工が最大約30億円の助成を受けた。"
    )
    assert 12_500_000_000 not in sums(text)


@pytest.mark.parametrize("text", ["双葉電機は今年1月に米星野AIや森田機工と共同で、米国での関連インフラに4年間で最大5000億ドルを投資すると表明した。", "双葉電機は星野AI、森田機工と共同で拠点に計5000億ドルを投じる。"])
def test_who_spend_a_sum_together_share_a_venture(text):
    assert deals(text) == [("joint_venture", {"双葉電機", "星野AI", "森田機工"}, 500_000_000_000)]


def test_a_subsidiary_is_no_partner():
    assert [t for t, _, _ in deals("双葉電機は子会社の星野電工と共同で拠点に80億円を投じる。")] == ["capex"]


def test_a_company_acts_through_its_japanese_arm_behind_a_bracket():
    text = "北星・パシフィック・ランド(NPL)グループの日本法人(東京都港区、山田代表)は今春、糸島市でデータセンターの建設に着工する予定だ。投資額は3000億円。"
    assert deals(text) == [("capex", {"北星・パシフィック・ランド"}, 300_000_000_000)]
    assert all(n.text != "日本法人" for n in propose(text).names)


def test_a_share_of_the_investment_is_no_other_one():
    text = "双葉電機は2028年までに103兆ウォンを投資する計画だと発表した。同社は、今回の投資の約80%、つまり82兆ウォンが半導体に充てられることを明らかにした。"
    assert sums(text) == {103_000_000_000_000}


def test_what_a_court_has_somebody_pay_is_no_deal():
    assert deals("地方裁判所は双葉氏に対し、元妻の森田氏に資産1兆3800億ウォンを譲渡し、賠償金を支払うよう命じる判決を下した。") == []
    assert event("双葉電機は工場を森田機工に80億円で譲渡した。", "譲渡").type == "acquisition"


@pytest.mark.parametrize("work", ["施工は森田建設が担当する。", "森田建設が施工を担当する。", "運営は森田建設が担う。"])
def test_who_works_for_a_builder_spends_nothing(work):
    text = f"双葉電機は苫小牧市に大規模データセンターを新設する。{work}投資額は300億円。"
    assert ("capex", {"双葉電機"}, 30_000_000_000) in deals(text)


def test_who_works_for_nobody_told_stays():
    assert deals("データセンターの施工は森田建設が担当する。契約額は80億円。") == [("supply", {"森田建設"}, 8_000_000_000)]


def test_a_subsidiary_that_runs_it_leaves_the_plan_to_its_parent():
    text = "双葉電機(本社・東京)が苫小牧市内で大規模データセンター(DC)の新設を計画していることが19日、分かった。完全子会社の星野電工(本社・東京)が事業主体とみられる。総事業費は300億円になる。"
    assert deals(text) == [("capex", {"双葉電機"}, 30_000_000_000)]


def test_whose_money_a_partner_has_is_no_deal():
    assert deals("星野AIは双葉電機が出資する米石油・ガスパイプライン運営会社森田機工と提携した。")[0][1] == {"星野AI", "森田機工"}
    assert any(t == "investment" for t, _, _ in deals("双葉電機が20億円を出資する森田機工と提携した。"))


@pytest.mark.parametrize("text", ["双葉電機は、経産省から80億円の補助を受けることを見込んでいる。", "計画が認定されれば、経産省が双葉電機に80億円を補助する。", "採択された場合、経産省が双葉電機に80億円を補助する。"])
def test_a_grant_that_is_counted_on_is_planned(text):
    assert stages(text) == {"subsidy": "planned"}


def test_a_grant_that_was_decided_is_not_only_planned():
    assert stages("双葉電機の計画が認定されたため、経産省は双葉電機に80億円を補助すると決めた。") == {"subsidy": "agreed"}


def test_the_cost_of_building_and_more_is_no_verb():
    assert all(e.trigger.row.word != "費や" for e in propose("補助上限額は建築費やサーバー類を含めて300億円だ。").frames)
    assert event("双葉電機は開発に80億円を費やした。", "費や").type == "capex"


def test_a_tie_up_and_a_venture_of_one_sentence_are_one():
    text = "星野AIは双葉電機が出資する米石油・ガスパイプライン運営会社森田機工と提携し、最大10ギガワット規模まで拡張可能なデータセンターの建設を発表している。"
    assert [who for _, who, _ in deals(text)] == [{"星野AI", "森田機工"}]


def test_whose_unit_an_investor_is_gives_nothing_itself():
    roles = event("ラウンドは双葉銀行の資産運用部門双葉キャピタルが主導した。", "主導").roles
    assert [n.text for n in roles["investor"]] == ["双葉キャピタル"]
    assert [n.text for n in event("双葉銀行の双葉キャピタルへの出資が決まった。", "出資").roles["investee"]] == ["双葉キャピタル"]
