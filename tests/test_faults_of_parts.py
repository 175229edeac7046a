"""What broke where a deal is told twice or in parts, and where who says it stands apart, in made-up sentences.

Each test is named after the fault. The cases, sums and stages that the rules give; records only where a rule decides them.
"""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest
from reading import events, links

from aiinfra_nlp.grouping import apart
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.kinds.tieups import with_others
from aiinfra_nlp.pipes.records.doubles import _develops_apart, once

# --- the same deal twice ---------------------------------------------------------------------


def draft(parties: dict[str, str], value: int, date: str | None = None, **facts):
    amount = SimpleNamespace(value=Decimal(value), low=None, high=None, currency="USD", alt=None)
    day = SimpleNamespace(iso=date) if date else None
    return SimpleNamespace(events=[SimpleNamespace(facts=facts, sentence=SimpleNamespace(text=""))]), {"type": "investment", "parties": parties, "amount": amount, "date": day, "stake": None}


A, B, C = {"双葉電機": "investor"}, {"森田AI": "investee"}, {"星野電工": "investor"}


def test_a_deal_is_put_out_once():
    led, gave = draft(A | B, 50), draft(A | B, 50, "2025-03")
    assert len(once([led, gave])) == 1
    assert once([draft(B, 50), gave]) == [gave]


def test_a_vague_sum_of_a_headline_is_the_exact_one_below_it():
    vague, exact = draft(A | B, 280), draft(A | B, 280)
    exact[1]["confidence"] = 0.9
    vague[1]["amount"] = SimpleNamespace(value=None, low=Decimal(100), high=Decimal(900), currency="USD", alt=None, text="数百ドル")
    assert once([vague, exact]) == [exact]
    vague[1]["amount"].text = "100〜900ドル"
    assert len(once([vague, exact])) == 2


def test_two_days_two_payers_two_sums_or_two_shares_are_two_deals():
    one = draft(A | B, 50, "2025-03")
    assert len(once([one, draft(A | B, 50, "2025-09")])) == 2
    assert len(once([one, draft(C | B, 50)])) == 2
    assert len(once([one, draft(A | B, 60)])) == 2
    assert len(once([draft(A | B, 50, share=(1, 0)), draft(A | B, 50, share=(1, 1))])) == 2


# --- who says so -----------------------------------------------------------------------------


def heard(text: str) -> bool:
    return any(e.facts.get("heard") for e in propose(text).frames)


@pytest.mark.parametrize("who", ["関係筋が明らかにした。", "事情に詳しい複数の関係者が3日、匿名を条件に話した。", "3日付の日刊産業新聞が報じた。", "双葉新聞電子版が3日伝えた。", "複数の関係者への取材で分かった。"])
def test_a_sentence_that_only_says_who_says_so_vouches_for_those_before_it(who):
    assert heard("双葉電機は星野電工を買収する方針を固めた。買収額は20億円前後になる。" + who)
    assert not heard("双葉電機は森田AIに出資した。\n\n来週は新しい展示会が開かれる。" + who)


@pytest.mark.parametrize("who", ["双葉電機が社員に伝えた。", "双葉電機が明らかにした。", "双葉電機の社長が語った。", "星野電工は計画を報じた記事を否定した。"])
def test_who_tells_of_his_own_is_no_source(who):
    assert not heard("双葉電機は星野電工を買収する方針を固めた。" + who)


def test_of_a_sum_behind_an_announcement_only_the_sum_is_hearsay():
    assert not heard("双葉電機は星野電工を買収すると発表した。買収額は20億円。双葉新聞が報じた。")


@pytest.mark.parametrize("end", ["=関係筋", "=関係者", "―米紙報道", "=双葉新聞"])
def test_the_end_of_a_headline_says_who_says_so(end):
    assert heard(f"双葉電機、星野電工を買収へ{end}\n双葉電機は星野電工を買収する方向だ。")
    assert not heard("双葉電機、星野電工を買収へ=森田社長\n双葉電機は星野電工を買収する方向だ。")


@pytest.mark.parametrize("end", ["とされている", "とされる", "と報じられた", "と言われている"])
def test_what_is_said_to_be_so_is_hearsay(end):
    assert heard(f"双葉電機は星野電工とクラウド契約を締結した{end}。")
    assert not heard("双葉電機は星野電工とクラウド契約を締結した。")


# --- parts and totals ------------------------------------------------------------------------


def sums(text: str) -> list[str]:
    return [e.amount.text for e in propose(text).frames if e.amount is not None]


@pytest.mark.parametrize("part", ["今回の投資のうち、20億円以上は釧路に建設中の新工場に投資する。", "このうち20億円で釧路に新棟を建設する。", "うち20億円は今年度に投じる。"])
def test_a_part_of_the_sum_before_is_no_deal_of_its_own(part):
    assert sums("双葉電機は5年間で90億円を投資すると発表した。" + part) == ["90億円"]


def test_the_share_of_one_of_several_and_who_gives_to_a_part_are_deals():
    assert "20億円" in sums("双葉電機と星野電工は90億円を投じる。うち双葉電機は20億円を投じる。")
    assert "20億円" in sums("双葉電機は90億円を投じる。うち20億円は経済産業省が補助する。")
    assert "20億円" in sums("双葉電機は90億円を投じる。星野電工は20億円を投じる。")


@pytest.mark.parametrize("end", ["を固めた", "を決めた", "を明らかにした"])
def test_what_one_side_intends_is_planned(end):
    (e,) = events(f"双葉電機は、星野電工を買収する方針{end}。", "買収")
    assert (e.status, e.facts["intends"]) == ("planned", True)
    (e,) = events("双葉電機は、星野電工を買収することで合意した。", "買収")
    assert not e.facts["intends"]


def test_what_is_paid_in_advance_is_a_part_of_the_price():
    assert sums("双葉電機は90億円のクラウド契約を星野電工と結んだ。双葉電機は2割の前払い、約18億円を先払いしている。") == ["90億円"]
    assert "18億円" in " ".join(sums("双葉電機は星野電工に18億円を前払いして装置を買う。"))


def test_what_an_investment_comes_to_is_no_spending_of_ones_own():
    (e,) = events("双葉電機は星野電工に5億円を投資した。投資額は最終的に20億円に達した。", "投資額")
    assert e.type == "investment"
    (e,) = events("双葉電機は釧路に工場を建てる。投資額は20億円に達する。", "投資額")
    assert e.type == "capex"


# --- who else gives --------------------------------------------------------------------------


def investees(text: str, name: str) -> list[str]:
    return [n.text for e in propose(text).frames if any(x.text == name for x in e.roles.get("investor", ())) for n in e.roles.get("investee", ())]


def test_a_second_giver_behind_the_goods_that_come_with_the_money():
    head = "双葉電機、森田通信に最大40億ドルを出資\n"
    assert investees(head + "双葉電機がまず10億ドルを出し、追加で30億ドルを出資する。5年間で5GWの計算資源も提供。星野電工も最大20億ドルを約束した。", "星野電工") == ["森田通信"]
    assert investees("双葉電機は森田通信に40億ドルを出資した。双葉電機は釧路に工場を建てる。星野電工も20億ドルを投じる。", "星野電工") == []


def two(text: str) -> tuple:
    told = [e for e in propose(text).frames if e.trigger.row.word]
    return told[0], next(e for e in told if e.trigger.row.word == "共同開発")


@pytest.mark.parametrize("text", ["双葉電機は3月に星野電工と提携し、5月には森田通信との共同開発で合意した。", "双葉電機は星野電工と業務提携し、森田通信とも共同開発を進める。", "双葉電機は3月に星野電工と契約を結び、5月には森田通信、赤石電力とデータセンターの共同開発で合意した。"])
def test_two_tie_ups_of_one_sentence_are_two_deals(text):
    one, other = two(text)
    assert with_others(one, other)
    assert {k.name.text: k.case for k in one.links}["森田通信"] == "bystander"
    assert {k.name.text: k.case for k in other.links}["星野電工"] == "bystander"


@pytest.mark.parametrize("text", ["双葉電機は星野電工、森田通信と提携し、共同開発で合意した。", "双葉電機は星野電工と提携し、共同開発で合意した。"])
def test_a_tie_up_and_what_comes_of_it_are_one_deal(text):
    assert not with_others(*two(text))


# --- what makes a deal -----------------------------------------------------------------------


@pytest.mark.parametrize("text", ["双葉電機は、星野電工の半導体の採用に向け協議している。", "双葉電機は星野電工の半導体を使用することに向けて同社と協議している。", "双葉電機は星野電工のAI半導体を導入する方向で協議を進めている。"])
def test_use_that_is_talked_about_is_a_purchase_in_talks(text):
    (e, *_) = propose(text).frames
    assert (e.type, e.status) == ("supply", "in_talks")
    assert {r: [n.text for n in ns] for r, ns in e.roles.items()} == {"customer": ["双葉電機"], "provider": ["星野電工"]}


@pytest.mark.parametrize("text", ["双葉電機は星野電工の半導体を採用した。", "双葉電機は生成AIの導入について社内で協議している。"])
def test_mere_use_is_none(text):
    assert not propose(text).frames


@pytest.mark.parametrize(("noun", "frame"), [("融資", "lend"), ("出資", "invest"), ("投資", "spend")])
def test_to_provide_money_is_to_give_it(noun, frame):
    (e,) = [x for x in propose(f"双葉電機は星野電工に6億ドルの{noun}を提供した。").frames]
    assert (e.frame, e.status) == (frame, "completed")
    assert events("双葉電機は星野電工に半導体を提供した。", "提供")


# --- who is told besides, and when -----------------------------------------------------------


@pytest.mark.parametrize("text", ["森田機工以外にも、双葉電機は星野電工に2億ドルを出資した。", "森田機工のほか、双葉電機は星野電工にも2億ドルを出資した。"])
def test_what_a_deal_is_told_besides_has_no_part_in_it(text):
    (e,) = events(text, "出資")
    assert {r: [n.text for n in ns] for r, ns in e.roles.items()} == {"investor": ["双葉電機"], "investee": ["星野電工"]}


@pytest.mark.parametrize("text", ["森田機工のほか双葉電機が星野電工に2億ドルを出資した。", "森田機工のほか双葉電機も星野電工に2億ドルを出資した。", "森田機工のほか、双葉電機も星野電工に2億ドルを出資した。"])
def test_who_acts_besides_acts_too(text):
    (e,) = events(text, "出資")
    assert [n.text for n in e.roles["investor"]] == ["森田機工", "双葉電機"]


def test_spending_of_years_past_is_done():
    (e,) = events("双葉電機は過去10年に30億円をデータセンターに投資していると発表した。", "投資")
    assert e.status == "completed"
    (e,) = events("双葉電機はデータセンターに30億円を投資すると発表した。", "投資")
    assert e.status == "planned"


def told_in(*sentences: tuple[int, str]):
    return SimpleNamespace(events=[SimpleNamespace(sentence=SimpleNamespace(index=i, text=t, heads=False)) for i, t in sentences])


def test_a_joint_development_in_a_sentence_of_its_own_is_a_deal_beside_a_stake():
    stake = told_in((1, "双葉電機は星野電工に20億円を出資する。"))
    assert _develops_apart(told_in((0, "双葉電機と星野電工は量子計算機を共同で開発する。")), stake)
    assert not _develops_apart(told_in((0, "双葉電機と星野電工は提携する。")), stake)
    assert not _develops_apart(told_in((1, "双葉電機は星野電工に20億円を出資し、量子計算機を共同開発する。")), stake)


def test_to_integrate_things_is_no_merger():
    assert not events("双葉電機と星野電工は工場を建て、製造と計算を統合する。", "統合")
    assert events("双葉電機と星野電工は10月に経営を統合する。", "統合") or events("双葉電機と星野電工は10月に経営を統合する。", "経営を統合")
    assert events("双葉電機は星野電工と統合する。", "統合")


def test_a_total_over_contracts_with_several_is_the_sum_of_none():
    assert sums("双葉電機は星野電工と契約を結んだ。森田機工や赤石電力との契約を含め、その総額は90億ドルを超える。") == []
    assert sums("双葉電機は星野電工と契約を結んだ。保守を含め、その総額は90億ドルを超える。") == ["90億ドルを超える"]


@pytest.mark.parametrize("dash", [" - ", " — ", "――  "])
def test_who_sends_an_article_has_no_part_in_it(dash):
    assert links(f"星野電工が買収\n双葉電機{dash}星野電工は3日、森田機工を20億円で買収したと発表した。", "買収").get("双葉電機") in (None, "bystander")
    (e,) = [x for x in events("星野電工が買収\n双葉電機は3日、森田機工を20億円で買収したと発表した。", "買収") if x.amount is not None]
    assert [n.text for n in e.roles["acquirer"]] == ["双葉電機"]


def test_a_share_of_a_venture_is_a_deal_beside_it():
    text = "双葉電機と星野電工は合弁会社を設立した。双葉電機は、この新会社に2億ドルを出資する。"
    (founded, *_), (paid, *_) = events(text, "設立"), events(text, "出資")
    assert apart(founded, paid)
    assert apart(paid, founded)
    text = "双葉電機と星野電工は合弁会社を設立した。両社は、この新会社に2億ドルを出資する。"
    (founded, *_), (paid, *_) = events(text, "設立"), events(text, "出資")
    assert not apart(founded, paid)
