"""Parties, verbs and sums that a sentence leaves out and takes from the one before, in made-up sentences.

Each test is named after the fault. Events only, with the roles, cases and sums that the rules give.
"""

from __future__ import annotations

import pytest
from reading import events

from aiinfra_nlp.grouping import apart
from aiinfra_nlp.pipeline import propose


def roles(e) -> dict[str, list[str]]:
    return {role: [n.text for n in names] for role, names in e.roles.items()}


def sums(text: str, word: str) -> list[tuple[dict, str | None]]:
    return [(roles(e), e.amount and e.amount.text) for e in events(text, word)]


# --- who joins a round ------------------------------------------------------------------------


@pytest.mark.parametrize("more", ["森田機工も最大50億円を約束している。", "森田機工は50億円の拠出を表明した。", "森田機工も50億円を投じる。"])
def test_a_pledge_goes_to_the_company_that_another_gave_to(more):
    e = propose(f"双葉電機は星野電工に80億円を出資する。{more}").frames[-1]
    assert (e.type, roles(e)) == ("investment", {"investor": ["森田機工"], "investee": ["星野電工"]})


def test_what_is_spent_on_a_plant_of_ones_own_goes_to_nobody():
    e = propose("星野電工は100億円を調達した。森田機工は新工場に50億円を投じる。").frames[-1]
    assert (e.type, roles(e)) == ("capex", {"investor": ["森田機工"]})


def test_a_round_is_told_on_in_plain_verbs():
    text = "星野電工は新たなラウンドで66億円を調達した。双葉電機が主導した。森田機工も資金を投じた。海外からも赤石化学などが投資した。"
    last = propose(text).frames[-3:]
    assert [roles(e)["investor"] for e in last] == [["双葉電機"], ["森田機工"], ["赤石化学"]]
    assert all(e.type == "investment" and roles(e)["investee"] == ["星野電工"] for e in last)


def test_what_these_or_a_project_is_joined_by():
    (e,) = events("星野電工は、双葉電機、赤石化学から53億円を調達した。これには森田機工も参加している。", "参加")
    assert roles(e) == {"investor": ["森田機工"], "investee": ["星野電工"]}
    (e,) = events("双葉電機は回線に10億ドルを投資し、海底ケーブルを敷設する。プロジェクトには森田機工なども参画する。", "参画")
    assert (e.type, roles(e)) == ("joint_venture", {"partner": ["森田機工"]})


def test_who_joins_a_consortium_bids_with_it():
    (e,) = events("双葉電機が率いる連合体は、赤石化学を買収すると発表した。評価額は400億円で、連合体には森田機工なども参画する。", "参画")
    assert (e.type, roles(e)) == ("acquisition", {"acquirer": ["森田機工"]})


def test_whose_round_it_is_may_be_told_here():
    e = propose("星野電工が230億円を調達した。赤石化学の引受先には双葉電機などが並ぶ。").frames[-1]
    assert "星野電工" not in roles(e).get("investee", [])


# --- the whole and the shares -----------------------------------------------------------------


def test_the_sum_a_leader_gives_is_not_that_of_the_round():
    text = "星野電工は400億円を調達した。双葉電機が300億円でこのラウンドを主導し、森田機工、赤石化学などの既存投資家が共同で100億円を投資した。"
    assert sums(text, "ラウンド") == [({"investor": ["双葉電機"], "investee": ["星野電工"]}, None)]
    assert sums(text, "主導") == [({"investor": ["双葉電機"], "investee": ["星野電工"]}, "300億円")]
    assert sums(text, "投資") == [({"investor": ["森田機工", "赤石化学"], "investee": ["星野電工"]}, "100億円")]
    _, whole, share, rest = propose(text).frames
    assert apart(share, rest)
    assert apart(share, whole)


def test_who_gives_in_another_clause_has_no_part():
    first, second = propose("双葉電機が星野電工に10億円を出資し、森田機工と赤石化学は計20億円を拠出した。").frames
    assert {k.name.text for k in first.links if k.chunk >= 0} == {"双葉電機", "星野電工"}
    assert {k.name.text for k in second.links if k.chunk >= 0} == {"森田機工", "赤石化学", "星野電工"}


def test_who_joins_without_a_sum_joins_the_whole():
    text = "星野電工は640億円を調達した。双葉電機が240億円、森田機工が110億円を出資。加えて赤石化学が共同リードを務めた。"
    whole, *shares, lead = propose(text).frames
    assert all(apart(e, lead) for e in shares)
    assert not apart(whole, lead)


def test_the_sum_of_a_deal_noun_in_a_row_is_its_own():
    text = "双葉電機の350億円調達、星野電工による赤石化学の買収、森田機工と青葉クラウドの提携など、大きな動きが相次いだ。"
    assert [a for word in ("調達", "買収", "提携") for _, a in sums(text, word)] == ["350億円", None, None]


def test_a_sum_told_alone_is_that_of_the_deal_before():
    e = propose("経産省の補助事業に、双葉電機と森田機工の計画が採択された。補助額は計40億円。").frames[-1]
    assert roles(e) == {"grantor": ["経産省"], "recipient": ["双葉電機", "森田機工"]}
    e = propose("双葉電機は星野電工からサーバーを購入する。金額で24億円分だ。").frames[-1]
    assert roles(e) == {"customer": ["双葉電機"], "provider": ["星野電工"]}


# --- lists whose verb stands before them --------------------------------------------------------


@pytest.mark.parametrize("text", [
    "大型の資金調達が相次いだ。双葉電機は130億円、星野電工は400億円。",
    "今週は資金調達のニュースが多く、双葉電機(130億円)、星野電工(400億円)などが目立った。",
    "2社が資金調達: 双葉電機に130億円、星野電工 400億円、合計530億円。",
])
def test_a_list_goes_on_with_the_verb_before_it(text):
    told = [(roles(e), e.amount.text) for e in propose(text).frames if e.frame == "raise" and e.amount is not None]
    assert told == [({"investee": ["双葉電機"]}, "130億円"), ({"investee": ["星野電工"]}, "400億円")]


# --- clauses, sides and places -------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "双葉電機が星野電工を90億円で買収するとの報道に加え、森田機工が赤石化学を買収すると発表した。",
    "双葉電機が星野電工を90億円で買収すると発表したほか、森田機工も赤石化学の買収を決めた。",
])
def test_two_purchases_joined_by_a_noun(text):
    assert sums(text, "買収") == [
        ({"acquirer": ["双葉電機"], "target": ["星野電工"]}, "90億円"),
        ({"acquirer": ["森田機工"], "target": ["赤石化学"]}, None),
    ]


def test_mutual_stakes_are_two_deals():
    assert apart(*events("双葉電機は赤石化学の3%の株式を取得し、赤石化学は双葉電機の1%の株式を取得する。", "株式を取得"))


def test_who_acts_with_the_subject_is_on_its_side():
    (e,) = events("双葉電機は森田機工と共同で、星野電工から設備を80億円で受注した。", "受注")
    assert roles(e) == {"provider": ["双葉電機", "森田機工"], "customer": ["星野電工"]}
    e = events("双葉電機は設備を受注した。森田機工と共同で受注した。", "受注")[-1]
    assert roles(e) == {"provider": ["森田機工", "双葉電機"]}


def test_further_counterparts_are_all_on_one_side():
    e = events("双葉電機が契約を決めた。星野電工とは10億円のクラウド契約を結び、森田機工、赤石化学とも契約がある。", "契約")[-1]
    assert sorted(len(names) for names in e.roles.values()) == [1, 2]
    assert {"森田機工", "赤石化学"} in [{n.text for n in names} for names in e.roles.values()]


def test_a_list_that_a_deal_centres_on_acts():
    (e,) = events("双葉電機と星野電工を中心に、8000億円をかけて工場を建てる。", "かけて")
    assert roles(e) == {"investor": ["双葉電機", "星野電工"]}
    (e,) = events("双葉電機などを中心とする連合が星野電工を買収する。", "買収")
    assert roles(e) == {"acquirer": ["双葉電機"], "target": ["星野電工"]}


def test_an_arm_of_a_company_acts_for_it_in_a_list():
    e = propose("星野電工は10億円を調達した。双葉電機の戦略投資部門と赤石銀行が出資した。").frames[-1]
    assert roles(e)["investor"] == ["双葉電機", "赤石銀行"]
    (e,) = events("双葉電機は森田機工の事業部門を買収した。", "買収")
    assert roles(e) == {"acquirer": ["双葉電機"], "seller": ["森田機工"]}


def test_whose_plans_are_chosen_gets_the_grant():
    (e,) = events("文部科学省の事業に、北海道大学、筑波大学、九州大学の各センターの計画が採択された。", "採択")
    assert roles(e) == {"grantor": ["文部科学省"], "recipient": ["北海道大学", "筑波大学", "九州大学"]}


# --- the notation of digests -----------------------------------------------------------------------


def test_arrows_and_crosses_of_digests():
    page = "1. 双葉電機→赤石化学に50億円出資\n2. 星野電工→青葉クラウド買収(300億円)\n3. 森田機工×ノヴァ電機 業務提携"
    assert [roles(e) for e in propose(page).frames] == [
        {"investor": ["双葉電機"], "investee": ["赤石化学"]}, {"acquirer": ["星野電工"], "target": ["青葉クラウド"]}, {"partner": ["森田機工", "ノヴァ電機"]},
    ]


def test_a_label_tells_of_what_follows_it():
    line = "【調達】双葉電機(35億円)／【買収】赤石化学→青葉クラウド(300億円)／【提携】星野電工×森田機工"
    assert [roles(e) for e in propose(line).frames] == [
        {"investee": ["双葉電機"]}, {"acquirer": ["赤石化学"], "target": ["青葉クラウド"]}, {"partner": ["星野電工", "森田機工"]},
    ]


# --- what came to nothing ---------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["検討していたが、見送った。", "目指していたものの、12月に断念した。"])
def test_the_next_verb_tells_what_became_of_it(end):
    (e,) = events(f"双葉電機は星野電工への出資を{end}", "出資")
    assert e.status == "cancelled"
    (e,) = events("双葉電機は星野電工に出資したが、森田機工との提携を見送った。", "出資")
    assert e.status == "completed"


def test_a_round_goes_on_without_who_stays_out_of_it():
    whole, out = propose("星野電工は65億円の資金調達を協議している。双葉電機も出資を検討していたが、見送った。").frames
    assert out.status == "cancelled"
    assert apart(whole, out)


# --- deal nouns in a row, lists above, customers ------------------------------------------------------


def test_a_deal_noun_keeps_its_names_and_its_sum_from_the_next():
    first, second = propose("双葉電機は星野電工との提携や赤石化学への10億円の出資を発表した。").frames
    assert (roles(first), first.amount) == ({"partner": ["双葉電機", "星野電工"]}, None)
    assert roles(second) == {"investor": ["双葉電機"], "investee": ["赤石化学"]}
    told = events("双葉電機による赤石化学買収報道や森田機工の星野電工買収など大型の取引が相次いだ。", "買収")
    assert [roles(e) for e in told] == [{"acquirer": ["双葉電機"], "target": ["赤石化学"]}, {"acquirer": ["森田機工"], "target": ["星野電工"]}]
    shared = events("双葉電機は星野電工への出資や提携を検討する。", "提携")
    assert roles(shared[0]) == {"partner": ["双葉電機", "星野電工"]}


def test_whom_one_meets_one_deals_with():
    (e,) = events("双葉電機と森田機工は1日、星野電工の社長と会談し、基本合意書を締結した。", "基本合意書")
    assert roles(e) == {"partner": ["双葉電機", "森田機工", "星野電工"]}
    (e,) = events("双葉電機は森田機工と会談し、星野電工を買収した。", "買収")
    assert {k.name.text: k.weight for k in e.links}["森田機工"] < 0.5


def test_the_members_of_a_list_above_share_its_sum():
    e = propose("国の補助の対象は次の3社です。\n▽双葉電機\n▽赤石化学\n▽森田機工\n総務省は合わせて90億円を補助します。").frames[-1]
    assert roles(e) == {"grantor": ["総務省"], "recipient": ["双葉電機", "赤石化学", "森田機工"]}


def test_a_ranking_by_sum_is_a_list():
    told = sums("調達額の首位は双葉電機の100億円、2位は星野電工の54億円。", "調達額")
    assert told == [({"investee": ["双葉電機"]}, "100億円"), ({"investee": ["星野電工"]}, "54億円")]


def test_whose_customers_are_told_of_is_the_topic():
    e = events("双葉電機の大口顧客が増えている。星野電工は37億ドルの契約を結んだ。", "契約")[0]
    assert {k.name.text: k.case for k in e.links}["双葉電機"] == "context"


@pytest.mark.parametrize("line", ["累計の調達額は90億円。", "同社の加速器を森田機工が出す。"])
def test_no_share_of_the_round(line):
    e = propose(f"星野電工は双葉電機から30億円を調達した。{line}").frames[-1]
    assert not any("told before" in k.facts for k in e.links)


def test_what_a_copula_before_a_comma_says_of_a_topic():
    e, more = propose("星野電工は100億円を調達した。引受先は双葉電機で、森田機工も参加した。").frames[1:]
    assert roles(e) == {"investor": ["双葉電機"], "investee": ["星野電工"]}
    assert roles(more) == {"investor": ["森田機工"], "investee": ["星野電工"]}
    assert roles(propose("買い手は双葉電機で、買収額は50億円。").frames[0]) == {"acquirer": ["双葉電機"]}


def test_a_list_behind_a_grant_names_who_gets_it():
    told = propose("補助が決まった。双葉電機は50億円、赤石化学は30億円だ。").frames[1:]
    assert [roles(e) for e in told] == [{"recipient": ["双葉電機"]}, {"recipient": ["赤石化学"]}]
