"""Who gives in a round, who is told beside it, and whose money it is, in made-up sentences.

Each test is named after the fault. The cases, roles and sums that the rules give; records where a rule decides them.
"""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest
from reading import events

from aiinfra_nlp import extract_deals
from aiinfra_nlp.grouping import apart, surely_same
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.kinds.rounds import with_members


def roles(e) -> dict[str, list[str]]:
    return {role: [c for n in names for c in n.canonical] for role, names in e.roles.items()}


def links(e) -> dict[str, str]:
    return {k.name.text: k.case for k in e.links if k.chunk >= 0}


ROUND = "星野AIは60億円を調達した。"


# --- who gives in a round ------------------------------------------------------------------------


@pytest.mark.parametrize("gave", [
    "双葉電機が20億円、森田機工が10億円を投資した。", "双葉電機が20億円を投じた。", "双葉電機は今回、20億円を投じた。",
    "双葉電機は同ラウンドで20億円を投じた。", "双葉電機は資金を投じた。",
])
def test_who_spends_on_nothing_else_gives_to_who_raised(gave):
    e = next(e for e in propose(ROUND + gave).frames[1:] if e.frame == "spend")
    assert (e.type, roles(e)) == ("investment", {"investor": ["双葉電機"], "investee": ["星野AI"]})


@pytest.mark.parametrize("spent", [
    "双葉電機が90億円を投資した。", "双葉電機は20億円を投資した。", "双葉電機が工場に20億円を投じた。",
    "双葉電機が工場の建設に20億円を投資した。", "双葉電機が20億円を投資する計画だ。",
])
def test_who_spends_more_or_on_a_thing_of_his_own_gives_to_nobody(spent):
    e = propose(ROUND + spent).frames[-1]
    assert "investee" not in roles(e)


def test_what_the_giver_gave_before_went_to_the_same_company():
    before, now = propose("星野AIは500億円の資金調達を終えた。既に1000億円を投資している双葉電機は今回、70億円を投じた。").frames[-2:]
    assert roles(before) == roles(now) == {"investor": ["双葉電機"], "investee": ["星野AI"]}
    assert before.amount.text == "1000億円"
    before = events("星野AIは500億円の資金調達を終えた。工場に1000億円を投資している双葉電機は今回、70億円を投じた。", "投資")[0]
    assert "investee" not in roles(before)


def test_who_gives_in_a_round_does_not_raise():
    e = events("双葉電機は森田機工の調達ラウンドで70億円を投じた。", "調達ラウンド")[0]
    assert roles(e) == {"investor": ["双葉電機"], "investee": ["森田機工"]}
    e = events("双葉電機は調達ラウンドで70億円を得た。", "調達ラウンド")[0]
    assert roles(e) == {"investee": ["双葉電機"]}


@pytest.mark.parametrize("more", ["双葉電機も資金を投じた。", "海外からも双葉電機などが投資した。", "双葉電機が主導した。"])
def test_who_else_gives_in_a_sentence_of_his_own_is_of_the_round(more):
    a, *_, b = propose(ROUND + more).frames
    assert surely_same(a, b)


@pytest.mark.parametrize("other", ["昨年は双葉電機も出資した。", "双葉電機も20億円を出資した。"])
def test_who_gave_another_year_or_a_sum_of_his_own_has_a_deal_of_his_own(other):
    a, *_, b = propose(ROUND + other, "2025-10-01").frames
    assert not surely_same(a, b)


def test_who_gives_besides_one_investor_is_no_part_of_what_that_one_gives():
    a, b = propose("双葉電機は星野AIに60億円を出資した。森田機工も出資した。").frames
    assert not surely_same(a, b)


def test_a_share_of_a_round_is_neither_the_round_nor_what_others_give():
    a, led, gave, came = propose("星野AIは90億円を調達した。双葉キャピタルが主導した。森田機工も1億円を入れた。双葉電機も加わった。").frames
    assert all(apart(*pair) for pair in ((a, gave), (gave, led), (came, gave)))
    assert not any(apart(*pair) for pair in ((a, led), (led, came)))


def draft(parties: dict[str, str], value: int, **facts):
    amount = SimpleNamespace(value=Decimal(value), low=None, high=None, currency="JPY")
    return SimpleNamespace(events=[SimpleNamespace(facts=facts)]), {"type": "investment", "parties": parties, "amount": amount}


def test_who_has_a_share_of_a_round_is_an_investor_of_the_round():
    whole = draft({"星野AI": "investee"}, 60)
    of = whole[0].events[0]
    share, more = draft({"星野AI": "investee", "双葉電機": "investor"}, 20, round=of), draft({"星野AI": "investee", "森田機工": "investor"}, 90, round=of)
    with_members([whole, share, more])
    assert whole[1]["parties"] == {"星野AI": "investee", "双葉電機": "investor"}


def test_shares_that_the_press_tells_are_hearsay_and_the_round_is_not():
    a, *shares = propose("星野AIは60億円を調達したと発表した。複数のメディアによると、双葉電機が20億円、森田機工が10億円を投資した。").frames
    assert [bool(e.facts.get("heard")) for e in (a, *shares)] == [False, True, True]
    shares = propose("星野AIは60億円を調達したと発表した。発表によると、双葉電機が20億円、森田機工が10億円を投資した。").frames[1:]
    assert not any(e.facts.get("heard") for e in shares)


# --- who tenders -----------------------------------------------------------------------------------

OFFER = "青葉電機は双葉電機をTOBで子会社化する。買付代金は90億円。"


@pytest.mark.parametrize("tender", [
    "大株主の森田機工は保有株のすべてを応募する。", "森田機工は保有する53.9%の全株式をTOBに応募する。", "森田機工と応募契約を結んだ。", "森田機工とは全株を応募する契約を結んでいる。",
])
def test_who_tenders_is_the_seller_of_the_offer(tender):
    *_, e = propose(OFFER + tender).frames
    assert roles(e) == {"seller": ["森田機工"], "acquirer": ["青葉電機"], "target": ["双葉電機"]}
    assert (e.type, e.stake, e.amount) == ("acquisition", None, None)
    (deal,) = extract_deals(OFFER + tender)
    assert ("森田機工", "seller") in {(p.name, p.role) for p in deal.parties}


@pytest.mark.parametrize("other", [
    "双葉電機は賛同し、株主に応募を勧めている。", "森田機工は応募しない方針だ。", "森田機工は経産省の補助金に応募した。",
])
def test_who_does_not_tender_sells_nothing(other):
    text = other if "補助金" in other else OFFER + other
    assert not any("seller" in roles(e) for e in propose(text).frames)


# --- who gave at another time ----------------------------------------------------------------------


@pytest.mark.parametrize("then", ["今年6月には双葉電機と資本業務提携を結んでいた。", "2024年には双葉電機が出資した。"])
def test_who_gave_before_a_round_has_no_part_in_it(then):
    a, b = propose("星野AIは8月に50億円を調達した。" + then, "2025-10-01").frames
    assert roles(b) == {"investor": ["双葉電機"], "investee": ["星野AI"]}
    assert apart(a, b)


@pytest.mark.parametrize("then", ["双葉電機と資本業務提携を結んだ。", "8月29日には双葉電機と資本業務提携を結んだ。", "9月に双葉電機が払い込みを終え、出資した。"])
def test_who_gives_then_or_after_it_may_have_a_part(then):
    a, *_, b = propose("星野AIは8月に50億円を調達した。" + then, "2025-10-01").frames
    assert not apart(a, b)


# --- what is put into a thing on which another spends ----------------------------------------------


@pytest.mark.parametrize("first", ["双葉電機は星野電工と組み、工場に90億円を投じる。", "双葉電機は工場に90億円を投資する。"])
def test_a_share_of_joint_spending_is_given_to_nobody(first):
    e = propose(first + "星野電工はこの事業に20億円を拠出する。").frames[-1]
    assert (e.type, roles(e)) == ("capex", {"investor": ["星野電工"]})


def test_what_is_put_into_what_another_builds_still_goes_to_him():
    e = propose("双葉電機は工場を建てる。この事業に星野電工が20億円を出資する。").frames[-1]
    assert roles(e) == {"investor": ["星野電工"], "investee": ["双葉電機"]}


# --- who has no part ---------------------------------------------------------------------------------


@pytest.mark.parametrize("placers", ["引受人の双葉証券、星野証券に対し", "主幹事の双葉証券と星野証券を通じて"])
def test_who_only_places_new_shares_buys_none(placers):
    (e,) = propose(f"森田機工は{placers}、40億円の普通株式を売却する計画だ。").frames
    assert (e.frame, roles(e)) == ("raise", {"investee": ["森田機工"]})
    assert links(e)["双葉証券"] == links(e)["星野証券"] == "bystander"


def test_who_sells_what_he_holds_by_a_placer_raises_nothing():
    (e,) = propose("双葉銀行は引受人の星野証券を通じて、森田機工の株式を売却する。").frames
    assert roles(e) == {"seller": ["双葉銀行"], "investee": ["森田機工"]}
    (e,) = propose("双葉商事は株主の星野証券に40億円の普通株式を売却する。").frames
    assert roles(e) == {"seller": ["双葉商事"], "investor": ["星野証券"]}


def test_who_takes_people_in_puts_no_money_in():
    assert not events("星野AIは双葉電機の技術者を引き入れた。", "入れ")
    assert events("双葉電機は星野AIに80億円を入れた。", "入れ")


# --- support for whoever takes part ---------------------------------------------------------------------


@pytest.mark.parametrize("whom", ["この取り組みに加わる事業者に", "双葉電機の事業に参加する企業に", "参加企業に", "国内の企業を支援し、"])
def test_support_for_companies_without_a_name_is_not_for_the_one_told_before(whom):
    *_, e = propose(f"双葉電機は工場を建てる。経産省は{whom}90億円を補助する。").frames
    assert not events(f"経産省は{whom}90億円を補助する。", "参加")
    assert (e.frame, roles(e)) == ("grant", {"grantor": ["METI"]})
    assert {k.case for k in e.links if k.name.label == "ORG"} == {"bystander"}


@pytest.mark.parametrize("whom", ["", "この企業に", "同社に"])
def test_support_for_the_company_told_before_is_still_its_own(whom):
    *_, e = propose(f"双葉電機は工場を建てる。経産省は{whom}90億円を補助する。").frames
    assert "bystander" not in {k.case for k in e.links}


# --- whose business is bought -----------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["法人向け保守事業", "企業向けの保守部門", "保守事業"])
def test_whose_business_is_bought_sells_it_whomever_it_is_for(what):
    (e,) = events(f"双葉電機は19年に星野電工の{what}を買収した。", "買収")
    assert roles(e) == {"acquirer": ["双葉電機"], "seller": ["星野電工"]}


def test_for_whom_goods_are_made_is_not_passed_over():
    (e,) = events("双葉電機は星野電工の森田機工向け部品を購入した。", "購入")
    assert "星野電工" not in roles(e).get("provider", [])


def test_others_than_a_company_are_not_that_company():
    e = events("星野AIは双葉電機以外の企業からも出資を受けた。", "出資")[0]
    assert links(e)["双葉電機"] == "bystander"


def test_a_stake_that_grows_is_what_it_grows_to():
    (e,) = events("双葉電機は株式を追加取得し、持ち株比率を21%から52%に引き上げる。", "持ち株比率を")
    assert e.stake.text == "52%"
    (e,) = events("双葉電機は星野商事から52%の株式を取得する。", "株式を取得")
    assert e.stake.text == "52%"


# --- rounds by their letters ---------------------------------------------------------------------


def test_rounds_of_other_letters_are_not_one_round():
    text = "スカンAIは12日、シリーズCで60億円を調達したと発表した。2022年のシリーズBは星野電工が主導し、40億円だった。2020年のシリーズAは14億円で、森田機工が参加した。"
    found = {d.amount.value: {p.name for p in d.parties} for d in extract_deals(text, article_date="2025-10-01")}
    assert found == {Decimal(6_000_000_000): {"スカンAI"}, Decimal(4_000_000_000): {"スカンAI", "星野電工"}, Decimal(1_400_000_000): {"スカンAI", "森田機工"}}


@pytest.mark.parametrize("text", [
    "スカンAIはシリーズA、Bで計60億円を調達した。シリーズBは星野電工が主導した。",
    "スカンAIはシリーズBで60億円を調達した。このラウンドは星野電工が主導した。",
    "スカンAIはシリーズBで60億円を調達した。シリーズBは星野電工が主導した。",
])
def test_two_letters_together_and_none_keep_no_rounds_apart(text):
    a, *_, b = propose(text).frames
    assert not apart(a, b)
