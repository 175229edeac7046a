"""Whom a sentence means that goes on with the one before, in made-up sentences.

Each test is named after the fault. Names, events, roles and sums that the rules give.
"""

from __future__ import annotations

import pytest
from reading import events

from aiinfra_nlp import extract_deals
from aiinfra_nlp.grouping import apart
from aiinfra_nlp.pipeline import propose


def roles(e) -> dict[str, list[str]]:
    return {role: [c for n in names for c in n.canonical] for role, names in e.roles.items()}


def sums(text: str) -> list[str]:
    return [e.amount.text for e in propose(text).frames if e.amount is not None]


# --- lists and groups ---------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["それぞれ300台を、赤石化学に200台を", "装置を"])
def test_names_before_a_verb_in_full_are_a_list_and_no_subject(given):
    e = propose(f"双葉通信は装置の供給を広げる。星野電工、森田機工に{given}納入する。").frames[-1]
    assert roles(e)["customer"][:2] == ["星野電工", "森田機工"]
    assert roles(e)["provider"] == ["双葉通信"]


def test_a_headline_still_begins_with_who_acts():
    (e,) = events("双葉電機、星野電工に出資", "出資")
    assert roles(e) == {"investor": ["双葉電機"], "investee": ["星野電工"]}


def test_a_group_says_whose_company_the_next_name_is():
    (e, *_) = events("双葉グループの星野電工と森田電力は3日、業務提携を発表した。", "業務提携")
    assert roles(e) == {"partner": ["星野電工", "森田電力"]}


def test_a_group_counted_with_others_still_acts():
    (e,) = events("森田機工と双葉グループの2社は、星野電工に30億円を出資した。", "出資")
    assert {"森田機工", "双葉グループ"} <= set(roles(e)["investor"])


# --- 同社 after money -----------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["今回の投資により、", "調達した資金で、", "この資金を使い、"])
def test_the_company_that_uses_the_money_is_the_one_that_got_it(by):
    (e,) = events(f"双葉電機は星野電工に30億円を投資した。{by}同社は北海道に5メガワットのデータセンターを建設する。", "建設")
    assert roles(e) == {"investor": ["星野電工"]}


def test_the_company_that_holds_shares_after_it_is_the_one_that_gave():
    names = propose("双葉電機は星野電工に30億円を出資した。今回の出資により、同社は10%の株式を持つ。").names
    assert [n.canonical for n in names if n.reference] == [("双葉電機",)]


# --- further deals ----------------------------------------------------------------------------------


@pytest.mark.parametrize("more", ["さらに10億円を追加投資した。", "翌年、10億円を追加で投じた。", "昨年さらに10億円を出資した。"])
def test_a_further_investment_is_of_the_same_two(more):
    e = propose(f"双葉電機は星野電工に20億円を出資した。{more}").frames[-1]
    assert (e.type, roles(e)) == ("investment", {"investor": ["双葉電機"], "investee": ["星野電工"]})


def test_a_further_investment_in_a_plant_is_none_in_the_company_before():
    e = propose("双葉電機は星野電工に20億円を出資した。さらに自社工場に10億円を追加投資する。").frames[-1]
    assert (e.type, roles(e)) == ("capex", {"investor": ["双葉電機"]})


def test_what_is_supplied_too_goes_to_who_got_the_money():
    text = "双葉電機は星野AIに100億円を出資すると発表した。現金に加え、5年間で20メガワットの計算資源を提供することでも合意した。"
    assert [roles(e) for e in propose(text).frames[-2:]] == [{"provider": ["双葉電機"], "customer": ["星野AI"]}] * 2


def test_what_an_addition_comes_to_is_no_deal_of_its_own():
    assert sums("双葉電機は新工場に追加で200億円を投じる。これにより総投資額は500億円規模になる。")[-1] == "200億円"
    assert sums("双葉電機は星野電工に10億円を出資した。これで累計の出資額は30億円に達した。")[-1] == "10億円"
    assert sums("双葉電機は新工場に200億円を投じる。総投資額は500億円となる。")[-1] == "500億円"


# --- contracts ---------------------------------------------------------------------------------------


def test_who_makes_a_contract_is_the_topic_before():
    (e,) = events("双葉電機は多くの利用者を抱える。そのため星野クラウドと300億円のクラウド契約を結んだ。", "クラウド契約")
    assert roles(e) == {"customer": ["双葉電機"], "provider": ["星野クラウド"]}
    (e,) = events("星野クラウドは業績が伸びている。昨年は双葉電機と300億円のクラウド契約を結んだ。", "クラウド契約")
    assert roles(e) == {"customer": ["双葉電機"], "provider": ["星野クラウド"]}


def test_who_buys_from_one_buys_from_the_next_too():
    (e,) = events("双葉ガスは6月、星野発電と20年間の電力契約を締結した。同社は2024年9月に森田電力とも契約を締結済みだ。", "契約")
    assert roles(e) == {"customer": ["双葉ガス"], "provider": ["森田電力"]}


# --- rounds --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", ["ラウンドを主導し、30億円を出す方向だ", "主導し、30億円を投じるという"])
def test_who_joins_a_round_has_no_part_in_the_share_of_its_leader(share):
    frames = propose(f"星野AIは80億円の調達に向けて投資家と協議している。双葉電機が{share}。森田機工も加わる見通しだ。").frames
    lead = next(e for e in frames if e.amount is not None and e.amount.text == "30億円")
    last = frames[-1]
    assert (lead.type, roles(lead)) == ("investment", {"investor": ["双葉電機"], "investee": ["星野AI"]})
    assert (last.type, roles(last)) == ("investment", {"investor": ["森田機工"], "investee": ["星野AI"]})
    assert apart(lead, last)
    assert all(e.amount is None for e in frames if e.trigger.row.word in ("ラウンド", "主導"))


def test_a_further_round_is_not_from_who_gave_before():
    e = propose("双葉電機は星野電工から30億円を調達した。さらに来年、90億円を調達する計画だ。").frames[-1]
    assert roles(e) == {"investee": ["双葉電機"]}
    assert all("星野電工" not in k.name.canonical for k in e.links)


# --- another deal about the same company ----------------------------------------------------------------


@pytest.mark.parametrize("about", ["をめぐっては", "を巡っては"])
def test_what_another_considers_is_not_what_was_settled(about):
    done, talks = propose(f"双葉電機は星野電工に20億円を出資すると発表した。星野電工{about}、森田機工が株式20%の取得を検討している。").frames
    assert roles(talks) == {"investor": ["森田機工"], "investee": ["星野電工"]}
    assert apart(done, talks)


def test_who_also_considers_it_may_join():
    done, talks = propose("双葉電機は星野電工に20億円を出資すると発表した。森田機工も星野電工に5億円の出資を検討している。").frames
    assert not apart(done, talks)


# --- told by a capacity alone ---------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["50メガワットのデータセンターを新設する", "12万キロワットのデータセンターを整備する計画だ"])
def test_a_capacity_suffices_for_what_one_builds(what):
    (d,) = extract_deals(f"双葉電機は千葉県に{what}。")
    assert (d.type, [(p.role, p.name) for p in d.parties]) == ("capex", [("investor", "双葉電機")])


@pytest.mark.parametrize("what", ["5メガワットのデータセンターを建設する企業に融資する", "1ギガワットのデータセンターを建設するのに必要な費用を試算した"])
def test_what_others_build_or_what_it_would_cost_is_not_sure(what):
    assert not any(e.facts["plan"] for e in propose(f"双葉電機は{what}。").frames)


def test_whose_taking_part_is_expected_acts():
    e = propose("星野AIは80億円の資金調達を計画する。双葉電機のほか、森田機工、赤石化学を含む投資家の参加が見込まれる。").frames[-1]
    assert {k.name.text: k.case for k in e.links if k.chunk >= 0} == dict.fromkeys(("双葉電機", "森田機工", "赤石化学"), "subj")


# --- headings that name two ------------------------------------------------------------------------------


def test_what_one_of_two_in_the_heading_puts_in_goes_to_the_other():
    text = "# 星野電工と双葉電機、提携を拡大\n- **双葉電機による追加投資**: 本日50億円を投資、将来は最大200億円の追加投資を予定 (既存の80億円に上乗せ)"
    told = [e for e in propose(text).frames if e.amount is not None]
    assert [e.amount.text for e in told] == ["50億円", "最大200億円"]
    assert all((e.type, roles(e)) == ("investment", {"investor": ["双葉電機"], "investee": ["星野電工"]}) for e in told)


def test_what_one_of_two_in_the_heading_spends_on_a_plant_goes_to_nobody():
    text = "# 星野電工と双葉電機、提携を拡大\n- 双葉電機は新工場に50億円を投じる。"
    e = propose(text).frames[-1]
    assert (e.type, roles(e)) == ("capex", {"investor": ["双葉電機"]})


def test_who_sells_by_a_contract_is_told_in_the_next_sentence():
    text = "双葉データは星野クラウドと15年の契約を結んだ。この契約に基づき、双葉データは北海道の拠点で60メガワットの容量を提供する。"
    told = [roles(e) for e in propose(text).frames]
    both = {"provider": ["双葉データ"], "customer": ["星野クラウド"]}
    assert told == [both, {"provider": ["双葉データ"]}, both]


# --- one more ---------------------------------------------------------------------------------------------


def test_a_sum_is_that_of_one_more_receiver():
    (e,) = events("双葉電機は星野電工に加え、森田機工にも30億円を出資した。", "出資")
    assert roles(e) == {"investor": ["双葉電機"], "investee": ["森田機工"]}
    (e,) = events("双葉電機に加え、森田機工も星野電工に30億円を出資した。", "出資")
    assert roles(e) == {"investor": ["双葉電機", "森田機工"], "investee": ["星野電工"]}


def test_who_is_invested_in_too_has_no_part_in_the_largest_sum():
    _, largest, too = propose("双葉電機の新興企業への出資総額が90億円を突破した。最大は星野電工への40億円。その他森田機工や赤石化学にも出資した。").frames
    assert apart(largest, too)


def test_who_holds_the_shares_that_are_bought_sells():
    e = propose("双葉電機は森田機工を子会社化する。森田銀行の保有株を80億円で買い取る。").frames[-1]
    assert roles(e)["seller"] == ["森田銀行"]


@pytest.mark.parametrize("example", ["を子会社化すると発表するなど、親子上場を解消する動きが広がる。", "を買収するなど、赤字事業から撤退する動きを進める。"])
def test_what_is_told_as_an_example_is_not_called_off_by_what_follows(example):
    e = propose(f"双葉電機は森田機工{example}").frames[0]
    assert e.status == "agreed"


@pytest.mark.parametrize(("one", "two"), [("1つ目は", "2つ目は"), ("一つは", "もう一つは"), ("1件目は", "2件目は")])
def test_items_told_one_by_one_are_deals_of_who_announced_them(one, two):
    text = f"双葉鉱電は2つの取引を発表した。{one}星野クラウドとの5年間、97億円のクラウド契約、{two}サーバーを調達するための森田機工との58億円の契約だ。"
    cloud, buy, servers = propose(text).frames[-3:]
    assert roles(cloud) == {"customer": ["双葉鉱電"], "provider": ["星野クラウド"]}
    assert roles(servers) == {"customer": ["双葉鉱電"], "provider": ["森田機工"]}
    assert roles(buy) == {"customer": ["双葉鉱電"]}
    assert apart(cloud, servers)
    assert not apart(buy, servers)


def test_who_gives_again_may_be_named_again():
    text = "双葉電機は2023年に星野電工に40億円を出資した。双葉電機は2024年11月にさらに40億円を{}追加で投じた。"
    e = propose(text.format("")).frames[-1]
    assert (e.type, roles(e)) == ("investment", {"investor": ["双葉電機"], "investee": ["星野電工"]})
    e = propose(text.format("国内で")).frames[-1]
    assert e.type == "capex"
