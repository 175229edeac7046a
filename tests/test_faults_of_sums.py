"""What broke in which sum is whose and of what type a deal is, in made-up sentences.

Each test is named after the fault: what the rules give (events, roles, sums, kinds of sums, stages), and the type of a tie-up, which rules decide.
"""

from __future__ import annotations

import pytest
from reading import dated_events as events

from aiinfra_nlp import extract_deals
from aiinfra_nlp.normalize import find_money
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.settle import is_tie_up


def event(text: str, word: str):
    (e, *_) = events(text, word)
    return e


def roles(e) -> dict[str, list[str]]:
    return {role: [n.text for n in names] for role, names in e.roles.items()}


def sums(text: str) -> dict[str, str]:
    article = propose(text)
    return {f.text: article.kind_of(f) for f in article.figures}


# --- what a sum measures -----------------------------------------------------------------------


@pytest.mark.parametrize("text", ["双葉電機が赤石化学に出資（9/3・25億円）。", "- 双葉電機、赤石化学に出資(10/21・25億円)", "双葉電機が出資（4/1・25億円・シリーズB）"])
def test_the_day_of_a_date_is_no_part_of_the_sum_behind_it(text):
    assert [m.text for m in find_money(text)] == ["25億円"]


def test_a_decimal_point_in_a_sum_is_one():
    assert [str(m.value) for m in find_money("出資額は3・2億円、三・五兆円")] == ["320000000", "3500000000000"]


@pytest.mark.parametrize(
    ("text", "worth", "raised"),
    [
        ("双葉電機が4億ドルを30億ドル評価で調達した。", "30億ドル", "4億ドル"),
        ("双葉電機が4億ドルを調達(30億ドルプレマネー評価)。", "30億ドル", "4億ドル"),
        ("双葉電機は企業価値9000億円超での500億円調達を検討。", "9000億円超", "500億円"),
        ("双葉電機は企業価値30億ドル(約4500億円)で4億ドルを調達した。", "30億ドル", "4億ドル"),
        ("双葉電機は、企業価値を約18億ドルと評価する4億ドルの資金調達ラウンドを終えた。", "約18億ドル", "4億ドル"),
        ("双葉電機は評価額を30億ドルとする資金調達で4億ドルを集めた。", "30億ドル", "4億ドル"),
        ("双葉電機は上場を申請し、350億ドルの評価額で40億ドルの調達を希望している。", "350億ドル", "40億ドル"),
    ],
)
def test_what_a_company_is_worth_is_not_what_it_raises(text, worth, raised):
    found = sums(text)
    assert found[worth] == "valuation"
    assert found[raised] in ("open", "deal")


@pytest.mark.parametrize(("text", "kind"), [("双葉電機の企業価値は100億ドルから120億ドルに上がった。", "valuation"), ("双葉電機は売上高が前年の100億円から120億円に増えた。", "other")])
def test_what_a_sum_goes_up_to_is_of_the_same_measure(text, kind):
    assert list(sums(text).values())[-1] == kind


@pytest.mark.parametrize("text", ["今回の計画で1500億ドルの投資が誘発される見込みだ。", "同事業で300億円の民間投資が促進されるという。", "投資額には研究棟向けの150億円が含まれる。", "投資には送電網向けの150億円も含まれる。"])
def test_a_part_and_what_others_are_hoped_to_spend_are_no_deal(text):
    assert set(sums(text).values()) == {"other"}


# --- what was spent ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("双葉電機の設備投資額は前年同期比60%増の820億円だった。", "completed"),
        ("双葉電機の2025年度の設備投資額は前年度比12%増の820億円となった。", "completed"),
        ("双葉電機の設備投資額は前期実績で820億円だった。", "completed"),
        ("双葉電機の設備投資額は820億円となる見込みだ。", "planned"),
    ],
)
def test_an_outlay_beside_that_of_the_year_before(text, status):
    e = event(text, "設備投資額")
    assert (roles(e), e.amount.text, e.status) == ({"investor": ["双葉電機"]}, "820億円", status)


def test_an_outlay_that_grows_from_one_sum_to_another_is_told_twice():
    grew = events("双葉電機の設備投資額は、24年度の45億円から1年で160億円へと急増した。", "設備投資額")
    assert [(e.amount.text, e.status) for e in grew] == [("45億円", "completed"), ("160億円", "completed")]
    will = events("双葉電機の設備投資は昨年の50億円から今年80億円に増える。", "設備投資")
    assert [(e.amount.text, e.status) for e in will] == [("50億円", "completed"), ("80億円", "planned")]
    raised = events("双葉電機は設備投資計画を300億円から500億円に引き上げた。", "設備投資計画")
    assert [e.amount.text for e in raised] == ["500億円"]


# --- whose plan is paid for or vouched for --------------------------------------------------------


@pytest.mark.parametrize("text", ["双葉電機の新工場は総工費900億円のうち経産省が300億円を補助する。", "双葉電機の新工場では、総工費900億円のうち経産省が300億円を補助する。"])
def test_the_whole_cost_is_the_owners_and_the_part_the_grant(text):
    cost, grant = event(text, "総工費"), event(text, "補助")
    assert (roles(cost), cost.amount.text) == ({"investor": ["双葉電機"]}, "900億円")
    assert (roles(grant), grant.amount.text) == ({"grantor": ["経産省"], "recipient": ["双葉電機"]}, "300億円")


@pytest.mark.parametrize(
    "text",
    [
        "双葉電機は新工場を建てる。事業費は120億円で、経済産業省がその3分の1を補助する。",
        "双葉電機は新工場を建てる。事業費は120億円を見込んでおり、経済産業省がその半額を補助する。",
    ],
)
def test_a_share_of_the_cost_is_granted_whose_sum_is_not_stated(text):
    cost, grant = event(text, "事業費"), event(text, "補助")
    assert cost.amount.text == "120億円"
    assert "経済産業省" not in roles(cost).get("investor", [])
    assert grant.amount is None
    assert roles(grant)["grantor"] == ["経済産業省"]


def test_who_owns_the_plan_that_a_bank_lends_for_borrows():
    assert roles(event("みずほ銀行は双葉電機の新工場に300億円を融資する。", "融資")) == {"lender": ["みずほ銀行"], "borrower": ["双葉電機"]}


@pytest.mark.parametrize(
    ("text", "word", "silent"),
    [
        ("双葉電機は青葉クラウドのリース債務18億ドルを保証する。", "保証", ("リース", "債務")),
        ("青葉クラウドのデータセンター賃借に、双葉電機が250億円の債務保証を付ける。", "債務保証", ("賃借",)),
        ("双葉電機は青葉クラウドの社債50億円に債務保証を付けた。", "債務保証", ("社債",)),
    ],
)
def test_what_is_guaranteed_is_no_deal_and_its_debtor_borrows(text, word, silent):
    assert roles(event(text, word)) == {"lender": ["双葉電機"], "borrower": ["青葉クラウド"]}
    assert not any(events(text, w) for w in silent)


def test_a_warrant_that_is_taken_is_a_stake_without_the_sum_of_the_guarantee():
    text = "双葉電機は青葉クラウドのリース料90億円の支払いを保証し、星野電工の株式5%分の新株予約権を受け取る。"
    e = event(text, "新株予約権")
    assert (e.type, roles(e), e.amount, str(e.stake.value)) == ("investment", {"investor": ["双葉電機"], "investee": ["星野電工"]}, None, "0.05")
    assert roles(event("双葉電機は新株予約権の発行で30億円を調達する。", "新株予約権")) == {"investee": ["双葉電機"]}


# --- of what type a contract is -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("米商務省は双葉電機、星野電工などと助成金の最終契約を締結した。", "契約", "subsidy"),
        ("双葉電機と星野電工は、合弁会社設立に関する基本合意書を締結した。", "基本合意書", "joint_venture"),
        ("双葉電機と星野電工は経営統合に関する覚書を交わした。", "覚書", "acquisition"),
        ("双葉電機は赤石化学に80億円を投資する契約を結んだ。", "契約", "investment"),
        ("双葉薬品は星野製薬との間で最大6億ドルのコラボレーション契約を結んだ。", "契約", "partnership"),
        ("双葉電機は星野電工と電力の契約を結んだ。", "契約", "power"),
    ],
)
def test_a_contract_is_of_the_deal_that_it_is_about(text, word, kind):
    assert event(text, word).type == kind


def test_with_whom_a_public_body_contracts_for_a_grant_gets_it():
    for word in ("助成金", "契約"):
        assert roles(event("米商務省は双葉電機、星野電工などと助成金の最終契約を締結した。", word)) == {"grantor": ["米商務省"], "recipient": ["双葉電機", "星野電工"]}


def test_for_whom_a_contract_is_buys():
    assert roles(event("青葉クラウドは双葉電機向けの計算拠点の契約を結んだ。", "契約")) == {"provider": ["青葉クラウド"], "customer": ["双葉電機"]}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("双葉電機は、2030年までに青葉クラウドのサービスに対して50億円の支出を約束した。", "支出"),
        ("双葉電機は今後3年で青葉クラウドの計算資源に90億円を投じる。", "投じ"),
    ],
)
def test_money_spent_on_somebodys_service_buys_it(text, word):
    assert roles(event(text, word)) == {"customer": ["双葉電機"], "provider": ["青葉クラウド"]}


def test_money_spent_on_a_business_of_ones_own_buys_nothing():
    assert event("双葉電機は石狩の計算基盤に90億円を投じる。", "投じ").type == "capex"


def test_a_tie_up_with_a_sum_is_a_tie_up():
    for text in ("双葉電機は星野電工と最大200億円規模の創薬提携を結んだ。", "双葉電機と星野電工、300億円規模の包括提携", "双葉電機は青葉クラウドと5年で3億ドルのパートナーシップを締結した。"):
        assert is_tie_up([e for e in propose(text).frames if e.trigger.row.word])


@pytest.mark.parametrize("text", ["双葉電機と星野電工は3億ドルの提携を結び、半導体を供給する。", "双葉電機は星野電工に80億円を出資し、提携する。", "経産省は双葉電機と80億円の提携を結んだ。", "双葉電機と星野電工は協定を結んだ。"])
def test_a_tie_up_beside_what_is_bought_or_with_a_state_may_be_more(text):
    assert not is_tie_up(propose(text).frames)


def test_tranches_that_come_to_the_whole_are_no_deals_of_their_own():
    text = "双葉電機は赤石化学に最大400億円を投資する。まず100億円を出資し、目標を達成すれば残る300億円を追加する。"
    assert [e.amount.text for e in propose(text).frames] == ["最大400億円"]
    apart = "双葉電機は赤石化学に400億円を投資する。青葉銀行は100億円を出資し、星野電工は300億円を出す。"
    assert len(propose(apart).frames) > 1


def test_how_long_a_company_is_there_founds_nothing():
    assert not events("双葉電機は2018年の設立以後、20億ドル以上を調達しており、星野電工も出資している。", "設立")


def test_whom_the_same_verb_has_in_two_clauses():
    twice = events("双葉電機は星野電工にまず100億円を投資し、目標達成でさらに300億円を投資する。", "投資")
    assert [(roles(e).get("investee"), e.amount.text) for e in twice] == [(["星野電工"], "100億円"), (["星野電工"], "300億円")]
    later = events("双葉電機は星野電工にサーバーを供給し、来年にはチップも供給する。", "供給")
    assert [roles(e)["customer"] for e in later] == [["星野電工"]] * 2
    plant = events("双葉電機は星野電工に10億円を投資し、石狩の工場に30億円を投資する。", "投資")
    assert [e.type for e in plant] == ["investment", "capex"]


@pytest.mark.parametrize("text", ["青葉AIは資金調達を実施した。双葉電機は今回のラウンドに20億円を投じた。", "青葉AIは増資を決めた。双葉電機は優先株に20億円を投じた。"])
def test_money_put_into_a_round_is_no_spending_of_ones_own(text):
    assert event(text, "投じ").type == "investment"


def test_who_leads_a_round_in_few_words_does_not_raise_it():
    for text in ("双葉AIは星野商事主導で5億円を調達した。", "双葉AIが5億円を星野商事主導で調達。"):
        for word in ("主導", "調達"):
            assert roles(event(text, word)) == {"investee": ["双葉AI"], "investor": ["星野商事"]}
    assert "双葉電機" in roles(event("双葉電機は星野商事主導のラウンドに参加した。", "参加"))["investor"]


def test_who_raises_in_a_round_that_another_leads():
    for text in ("双葉AIは星野商事が主導するラウンドで5億円を調達した。", "双葉AIは、星野商事が率いた投資家から5億円を調達した。"):
        assert roles(event(text, "調達"))["investee"] == ["双葉AI"]
    assert roles(event("双葉AIは星野商事が主導するラウンドで5億円を調達した。", "ラウンド")) == {"investee": ["双葉AI"], "investor": ["星野商事"]}
    assert roles(event("双葉電機は青葉AIの調達を主導した。", "調達"))["investor"] == ["双葉電機"]


def test_a_measure_told_two_sums_before_is_not_that_of_the_third():
    assert sums("総事業費は約41億円で、補助金16億円と、銀行などからの借入金23億円を充てる。")["23億円"] == "open"


def test_new_shares_that_a_part_of_a_raise_is():
    e = event("双葉AIは約200億円の資金調達を準備している。この資金は80億円の新規株式と最大120億円の借り入れに分かれる。", "新規株式")
    assert (e.type, e.amount.text) == ("investment", "80億円")


def test_who_gives_a_share_told_before_him_spends_nothing():
    text = "双葉電機の新工場の総投資額は900億円で、このうち3割を経産省が補助する。"
    assert roles(event(text, "総投資額")) == {"investor": ["双葉電機"]}
    assert event(text, "補助").amount is None


def test_a_grant_that_a_company_pays_with_is_its_own():
    assert roles(event("双葉電機は総額900億円を投じ、うち300億円は国の補助金で賄う。", "補助金")) == {"recipient": ["双葉電機"], "grantor": ["国"]}
    assert roles(event("経産省は補助金で半導体産業を支える。", "補助金")) == {"grantor": ["経産省"]}


def test_whose_plan_a_public_body_supports_gets_the_grant():
    assert roles(event("経産省は双葉電機の新工場建設を支援する。", "支援")) == {"grantor": ["経産省"], "recipient": ["双葉電機"]}


@pytest.mark.parametrize("text", ["経産省は双葉電機の新工場に最大300億円を補助する。総事業費は900億円。", "みずほ銀行は双葉電機に300億円を融資する。総事業費は900億円。"])
def test_the_cost_told_after_a_grant_is_that_of_who_gets_it(text):
    assert roles(event(text, "総事業費")) == {"investor": ["双葉電機"]}


@pytest.mark.parametrize(
    ("text", "word"),
    [("双葉電機は今後5年間で青葉クラウドのサービスに300億円を支払う。", "支払"), ("双葉電機は青葉クラウドのクラウドサービスを5年間利用する契約を結んだ。", "契約")],
)
def test_whose_service_is_paid_for_provides_it(text, word):
    assert roles(event(text, word)) == {"customer": ["双葉電機"], "provider": ["青葉クラウド"]}


@pytest.mark.parametrize("total", ["累計調達額", "総資金調達額", "累計の資金調達額"])
def test_a_running_total_of_rounds_is_no_sum_of_the_round(total):
    text = f"星野量子が、1億ドルを調達したと発表した。双葉キャピタルが主導したこのラウンドにより、同社の{total}は1億2400万ドルに達した。"
    assert {d.amount.value for d in extract_deals(text, article_date="2025-10-01") if d.amount} == {100_000_000}


@pytest.mark.parametrize(
    "text",
    [
        "星野商事は双葉電機株を3億円で購入した。",
        "星野商事による双葉電機株の購入（3億円）を発表した。",
        "星野商事が3億円分の双葉電機株購入を発表した。",
        "星野商事は双葉電機株を3億円で取得した。",
    ],
)
def test_shares_written_on_to_the_name_of_a_company_are_shares(text):
    (e,) = [e for e in propose(text, "2025-10-01").frames if e.trigger.text in ("購入", "取得")]
    assert e.type == "investment"
    assert {r: [n.text for n in ns] for r, ns in e.roles.items()} == {"investor": ["星野商事"], "investee": ["双葉電機"]}


@pytest.mark.parametrize("text", ["青葉製薬は46億ポンド、約7000億円で双葉を買収する。", "青葉製薬は20億ドル、およそ3000億円で双葉を買収する。"])
def test_a_second_currency_behind_a_comma_is_the_same_sum(text):
    first, second = find_money(text)
    assert second.is_alt
    assert first.alt is not None


def test_another_sum_behind_a_comma_is_another():
    assert not any(m.is_alt for m in find_money("30億ドル、約50億円を投じる。"))


@pytest.mark.parametrize("text", ["設備投資額を前年の150億円を上回る160億円とする。", "設備投資額は150億円を大きく上回る160億円になる。"])
def test_what_a_sum_is_measured_against_is_not_spent(text):
    passed, spent = sums("双葉通信は今年度の" + text).items()
    assert passed[0].startswith("150億円")
    assert passed[1] == "other"
    assert spent[1] != "other"


@pytest.mark.parametrize(("text", "grantor"), [
    ("台湾の双葉半導体が進出する熊本は沸いている。政府は400億円の補助を決めた。", "Japan"),
    ("台湾の双葉半導体が工場を建てる。政府は40億台湾ドルの補助を決めた。", "Taiwan"),
])
def test_a_government_that_gives_yen_is_that_of_japan(text, grantor):
    assert [n.canonical for n in propose(text).names if n.text == "政府"] == [(grantor,)]
