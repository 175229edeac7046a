"""Whose clause a name or a sum stands in, and which two deal words never tell one deal, in made-up sentences.

Each test is named after the fault: what the rules give, and the record where a rule decides it.
"""

from __future__ import annotations

import pytest
from reading import events

from aiinfra_nlp import extract_deals
from aiinfra_nlp.grouping import apart
from aiinfra_nlp.pipeline import propose


def pair(text: str, first: str, second: str):
    """The first events of two deal words, of one reading."""
    found = propose(text).frames
    return tuple(next(e for e in found if e.trigger.row.word == word) for word in (first, second))


def links(text: str, word: str, at: int = 0) -> dict[str, str]:
    return {k.name.text: k.case for k in events(text, word)[at].links if k.chunk >= 0}


def roles(text: str, word: str, at: int = 0) -> dict[str, set[str]]:
    return {r: {n.text for n in ns} for r, ns in events(text, word)[at].roles.items()}


def amounts(text: str, word: str) -> list[str | None]:
    return [e.amount.text if e.amount else None for e in events(text, word)]


def records(text: str) -> list[tuple]:
    return [(d.type, {(p.name, p.role) for p in d.parties}, d.amount and d.amount.value and int(d.amount.value)) for d in extract_deals(text)]


# --- two clauses, two deals --------------------------------------------------------------------


@pytest.mark.parametrize("link", ["進めているほか、星野電工も", "進めている他、星野電工も", "進めており、星野電工は"])
def test_who_builds_in_the_next_clause_has_no_part_in_the_plan_before(link):
    text = f"双葉電機は5年間で22億円の投資計画を{link}千葉県にデータセンターを開設した。"
    a, b = pair(text, "投資計画", "開設")
    assert apart(a, b)
    assert apart(b, a)
    assert records(text) == [("capex", {("双葉電機", "investor")}, 2_200_000_000)]


def test_one_who_spends_and_builds_has_one_deal():
    text = "双葉電機は22億円を投資し、千葉県にデータセンターを開設する。"
    a, b = pair(text, "投資", "開設")
    assert not apart(a, b)


def test_who_acts_before_hoka_has_no_part_in_what_another_does_behind_it():
    text = "9月には双葉通信が原発から電力供給を受けることが明らかになったほか、星野電工が3月、電力供給を受けるデータセンターを購入したことが分かっている。"
    assert links(text, "電力供給")["星野電工"] == "bystander"
    assert roles(text, "購入") == {"acquirer": {"星野電工"}}


def test_who_joins_in_behind_hoka_is_of_one_round_with_who_gave_before():
    text = "双葉電機が星野AIに10億円を出資したほか、森田機工も参加した。"
    assert records(text) == [("investment", {("双葉電機", "investor"), ("森田機工", "investor"), ("星野AI", "investee")}, 1_000_000_000)]


def test_a_subject_parted_by_a_comma_is_not_that_of_the_clause_behind_it():
    text = "双葉電機は10億円を調達し、星野電工が3月、電力を使う施設を建設した。"
    assert links(text, "調達")["星野電工"].startswith("other")


# --- purposes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("purpose", ["購入するため、負債と株式で20億ドルを調達する協議を進めている", "購入するために20億ドルを調達する"])
def test_a_sum_that_is_raised_is_not_what_is_paid_for_its_purpose(purpose):
    text = f"星野AIは双葉電機の半導体を{purpose}。"
    assert amounts(text, "購入") == [None]
    assert amounts(text, "調達") == ["20億ドル"]
    assert links(text, "調達")["双葉電機"] == "bystander"
    a, b = pair(text, "購入", "調達")
    assert apart(a, b)


def test_a_sum_that_is_spent_is_what_is_paid_for_its_purpose():
    assert amounts("星野AIは双葉電機から半導体を購入するため、20億ドルを投じる。", "購入") == ["20億ドル"]


def test_who_lends_for_a_purchase_sells_nothing():
    text = "双葉電機は星野AIを買収するため、森田銀行から300億円を借り入れた。"
    assert roles(text, "買収") == {"acquirer": {"双葉電機"}, "target": {"星野AI"}}
    assert roles(text, "借り入れ") == {"borrower": {"双葉電機"}, "lender": {"森田銀行"}}


# --- told in passing ---------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "word"), [("出資する", "出資"), ("支援する", "支援")])
def test_who_backs_a_company_has_no_part_in_its_next_round(said, word):
    text = f"双葉電機が{said}星野AIは、1億ドルを調達するための交渉を行っている。"
    assert not events(text, word)
    assert records(text) == [("investment", {("星野AI", "investee")}, 100_000_000)]


@pytest.mark.parametrize("text", ["双葉電機が2億ドルを出資する星野AIは、5億ドルを調達した。", "双葉電機が出資する星野AIは、森田機工と提携した。"])
def test_a_stake_with_a_sum_or_without_a_round_behind_it_is_told(text):
    assert roles(text, "出資") == {"investor": {"双葉電機"}, "investee": {"星野AI"}}


# --- before and now ----------------------------------------------------------------------------


@pytest.mark.parametrize("old", ["星野AIは昨年も双葉通信からの出資を受けた。", "双葉通信は昨年のラウンドでも星野AIに出資した。", "双葉通信は過去にも星野AIに出資している。"])
def test_what_was_given_before_is_no_stage_of_what_is_talked_of(old):
    text = f"双葉通信が星野AIに10億ドルの投資を協議している。{old}"
    a, b = pair(text, "投資", "出資")
    assert apart(a, b)
    assert [d.status for d in extract_deals(text)] == ["in_talks"]


def test_what_was_talked_of_and_is_given_now_is_one_deal():
    text = "双葉通信が星野AIに10億ドルの投資を協議している。両社は本日、出資で合意した。"
    a, b = pair(text, "投資", "出資")
    assert not apart(a, b)


# --- sums --------------------------------------------------------------------------------------


@pytest.mark.parametrize("link", ["中で", "中", "なか"])
def test_a_tie_up_in_whose_midst_another_is_made_has_no_part_of_its_sum(link):
    text = f"双葉電機は、すでに星野電工と提携していた{link}、さらに森田機工とも90億ドル規模の契約を結んだ。"
    assert amounts(text, "提携") == [None]
    assert amounts(text, "契約") == ["90億ドル規模"]


@pytest.mark.parametrize("earned", ["数百億ドルの収益が見込まれる", "数百億ドルの売上高を見込む", "300億ドル規模の増収につながる"])
def test_what_is_earned_by_a_deal_is_not_its_sum(earned):
    text = f"双葉電機と星野AIの提携により{earned}。"
    assert all(not e.figures for e in events(text, "提携"))


def test_a_contract_may_be_measured_by_what_it_brings():
    assert amounts("双葉電機は星野AIと売上300億円の契約を結んだ。", "契約") is not None
    assert amounts("双葉電機は星野AIと300億円の契約を結んだ。", "契約") == ["300億円"]


def test_a_plan_and_a_sum_that_is_spent_are_one_list():
    text = "双葉通信は44億円の投資、青葉クラウドは22億円をかける。"
    assert roles(text, "かける") == {"investor": {"青葉クラウド"}}
    assert amounts(text, "かける") == ["22億円"]


# --- who lends, who founds, who sells ----------------------------------------------------------


@pytest.mark.parametrize("text", ["星野AIは貸し手からの資金調達を進めている。", "星野AIは銀行からの20億円の資金調達を決めた。", "星野AIは金融機関からの資金調達で20億円を得た。"])
def test_what_is_raised_of_those_who_lend_is_borrowed(text):
    (e,) = events(text, "資金調達")
    assert (e.frame, e.type) == ("borrow", "financing")


def test_what_is_raised_of_those_who_invest_is_not_borrowed():
    (e,) = events("星野AIは投資家からの資金調達を進めている。", "資金調達")
    assert e.frame == "raise"


@pytest.mark.parametrize("text", ["田中健太氏が新会社を設立し、62億ドルを調達した。", "田中健太氏は昨年、新会社を立ち上げ、62億ドルを調達した。"])
def test_who_sets_up_a_company_does_not_invest_what_it_raises(text):
    (e,) = events(text, "調達")
    assert not e.roles
    assert links(text, "調達")["田中健太"] == "bystander"
    assert not records(text)


def test_companies_that_set_up_another_put_their_money_into_it():
    text = "双葉電機と森田機工は新会社を設立し、10億円を出資する。"
    assert "bystander" not in links(text, "出資").values()


@pytest.mark.parametrize("who", ["双葉半導体と星野AI", "星野AIと双葉半導体"])
def test_the_maker_of_chips_sells_them_whoever_is_named_first(who):
    assert roles(f"{who}は、GPUを段階的に導入する契約を結んだ。", "契約") == {"provider": {"双葉半導体"}, "customer": {"星野AI"}}


@pytest.mark.parametrize("joined", ["メタ・マイクロソフト", "メタやマイクロソフト"])
def test_both_of_a_list_with_whom_one_signs_are_parties(joined):
    (deal,) = extract_deals(f"青葉電力は、{joined}との長期電力契約を締結している。")
    assert {p.name for p in deal.parties} == {"青葉電力", "Meta", "Microsoft"}


# --- money given for a thing that somebody builds -------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "stage"),
    [
        ("双葉電子が県内に建設を検討している第2工場に対し経済産業省が500億円規模の補助金を計上する。", "補助金", "planned"),
        ("双葉電子が建設を検討している新工場に、森田銀行が500億円規模の融資を決めた。", "融資", "agreed"),
    ],
)
def test_how_far_a_thing_is_that_money_is_given_for_is_no_stage_of_the_gift(text, word, stage):
    a, b = pair(text, "建設", word)
    assert (a.status, a.amount) == ("in_talks", None)
    assert apart(a, b)
    assert b.amount.text == "500億円規模"
    (deal,) = extract_deals(text)
    assert deal.status == stage


def test_who_builds_with_his_own_money_has_one_deal():
    text = "双葉電子は建設を検討している新工場に500億円を投じる。"
    a, b = pair(text, "建設", "投じ")
    assert not apart(a, b)
    assert b.amount.text == "500億円"


# --- who backs a contract ----------------------------------------------------------------------


@pytest.mark.parametrize("signed", ["星野AIと、森田商事が支援する10年間のデータセンター賃貸契約を結んだ", "森田商事が支援する10年間のデータセンター賃貸契約を星野AIと結んだ"])
def test_who_backs_a_contract_signs_it_not(signed):
    text = f"双葉電機は、{signed}。"
    assert links(text, "賃貸契約") == {"双葉電機": "subj", "星野AI": "com", "森田商事": "bystander"}


def test_who_stands_surety_for_a_contract_is_no_party_of_it():
    assert links("双葉電機は星野AIと契約を結んだ。森田商事がこの契約の連帯保証人となる。", "契約", at=1)["森田商事"] == "bystander"


def test_what_a_contract_says_that_somebody_supports_is_its_content():
    (e,) = events("双葉電機は、星野AIの事業を支援する契約を森田機工と結んだ。", "契約")
    assert e.frame == "grant"


def test_who_acts_with_who_borrows_only_by_arranging_it_is_no_party():
    text = "星野AIは双葉キャピタルと連携し、貸し手からの資金調達を進めている。"
    assert links(text, "資金調達") == {"星野AI": "subj", "双葉キャピタル": "bystander"}


def test_who_raises_together_with_another_does_so_too():
    assert roles("星野AIは双葉電機と共同で20億円を調達した。", "調達") == {"investee": {"星野AI", "双葉電機"}}
