"""Faults met on real pages: whose date a date is, which sum is only a part or a total, what is yet to come or to fail."""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def dates(text: str, on: str = "2025-10-01") -> list:
    return [d.date for d in extract_deals(text, article_date=on)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # when something else was done is told in a clause that says what a noun is
        ("双葉電機は2020年に閉鎖された原発を再稼働し、星野電工に20年間、電力を供給する契約を結んだ。", None),
        ("双葉電機は、18年に設立した子会社を星野電工に30億円で売却すると発表した。", None),
        ("双葉電機は、2022年2月22日に締結した賃貸借契約を見直し、星野電工を30億円で買収した。", None),
        # the deal itself is that noun, or is told in that clause, or by that paper or contract
        ("双葉電機は2月に発表した星野電工の買収を完了した。買収額は30億円。", "2025-02"),
        ("双葉電機は2023年に30億円で買収した星野電工の社名を変える。", "2023"),
        ("双葉電機が2月3日に公表した資料によると、同社は星野電工を30億円で買収した。", "2025-02-03"),
        ("双葉電機は2月に結んだ契約に基づき、星野電工にサーバーを30億円で供給する。", "2025-02"),
        # what was is no deed of that day
        ("双葉電機は2月に急成長する星野電工を30億円で買収した。", "2025-02"),
    ],
)
def test_date_in_a_clause_that_says_what_a_noun_is_is_not_that_of_the_deal(text: str, told: str | None) -> None:
    assert dates(text) == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("双葉電機は、星野電工の買収を断念すると発表した。双葉電機は2022年2月に54億ドルで買収すると発表していた。", None),
        ("双葉電機は2月に発表した星野電工の買収を断念すると8月3日に発表した。", "2025-08-03"),
        ("双葉電機は2024年2月に星野電工を54億ドルで買収することで合意したが、7月に断念した。", "2025-07"),
        ("双葉電機は7月3日、星野電工を買うのをやめると発表した。買収額は30億円だった。", "2025-07-03"),
    ],
)
def test_date_of_a_deal_called_off_is_not_that_of_its_agreement(text: str, told: str | None) -> None:
    assert dates(text) == [told]


def test_premium_over_a_price_is_no_stake_and_the_day_of_the_price_no_date() -> None:
    (deal,) = extract_deals("双葉半導体は星野ソフトを約610億ドルで買収することで合意した。買収額は星野ソフト株の20日終値を約44%上回る。", article_date="2025-10-01")
    assert (deal.stake, deal.date) == (None, None)
    (deal,) = extract_deals("双葉半導体は9月20日、星野ソフト株の44%を610億ドルで取得した。", article_date="2025-10-01")
    assert (str(deal.stake), deal.date) == ("0.44", "2025-09-20")


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("双葉電機は星野半導体の買収を6月中に完了する見込みだと発表した。買収額は20億ドル。", "agreed"),
        ("双葉電機は星野半導体の買収について当局の承認を取得した。これにより来月1日に買収を完了する予定だ。", "agreed"),
        ("双葉電機は星野半導体の買収を6月に完了した。買収額は20億ドル。", "completed"),
        ("双葉電機は、星野電子の買収を断念する可能性があると述べた。買収額は350億円。", "agreed"),
        ("双葉電機による星野電子の買収は、規制当局の反対で破談になる恐れがある。買収額は350億円。", "agreed"),
        ("双葉電機は買収の撤回も検討している。双葉電機は星野電工を30億円で買収することで合意していた。", "agreed"),
        ("双葉電機は、星野電子の買収を断念する方針を固めた。買収額は350億円。", "cancelled"),
        ("双葉電機は星野電子の買収を検討していたが、断念した。買収額は350億円だった。", "cancelled"),
    ],
)
def test_what_is_yet_to_come_or_only_possible_is_no_stage(text: str, stage: str) -> None:
    assert {d.status for d in extract_deals(text, article_date="2025-10-01")} == {stage}


def sums(text: str) -> list[tuple[str, str]]:
    """Types and sums of the events that the rules propose, of each sum the first."""
    found = {}
    for e in propose(text, "2025-10-01").frames:
        if e.amount is not None and e.amount_score > 0:
            found.setdefault(e.amount.text, e.type)
    return [(t, a) for a, t in found.items()]


def test_debt_that_comes_with_a_company_is_no_sum_of_a_deal() -> None:
    assert sums("双葉半導体は星野ソフトを610億ドルで買収すると発表した。星野ソフトの80億ドルの負債も引き受ける。") == [("acquisition", "610億ドル")]
    assert sums("双葉半導体が星野ソフト株を取得し、80億ドルの純負債も引き継ぐ。買収額は610億ドル。") == [("acquisition", "610億ドル")]
    # a bond that is bought, and debt that is guaranteed
    assert "30億円" in [a for _, a in sums("双葉銀行は星野ソフトの社債30億円を引き受けた。")]
    assert sums("双葉銀行は星野ソフトに100億円の債務保証を行う。") == [("financing", "100億円")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("双葉電機はインドに5年間で100億ドルを投資する。初期投資は20億ドルで、段階的に増やす。", ["100億ドル"]),
        ("双葉電機と星野リースは、合計800億円を投じて拠点を整備する。初期投資額は200億円で、2030年までに総額800億円に拡大する。", ["800億円"]),
        ("双葉電機は5000億ドルを4年間で投資する。まず1000億ドルをテキサス州に投じる。", ["5000億ドル"]),
        # what is done already, what is somebody else's, and what has no sum as a whole
        ("双葉電機は拠点の増設に100億円を投じる。すでに第1期には60億円を投じた。", ["100億円", "60億円"]),
        ("双葉電機は工場に20億円を投じる。星野電工は第1期として10億円を拠点に投じる。", ["20億円", "10億円"]),
        ("双葉電機はインドに工場を建てる。第1期に20億ドルを投じる。", ["20億ドル"]),
    ],
)
def test_first_part_of_a_commitment_is_no_deal_of_its_own(text: str, told: list[str]) -> None:
    assert list(dict.fromkeys(a.removeprefix("合計").removeprefix("総額") for _, a in sums(text))) == told


def test_sum_that_adds_this_time_to_what_was_told_is_no_deal() -> None:
    assert sums("双葉クラウドは2027年までに2兆円を投資する。昨年までに1兆円を投じており、今回の発表を合わせると約3兆円を投資することになる。") == [("capex", "2兆円"), ("capex", "1兆円")]
    assert sums("双葉クラウドは、今回の発表を合わせると約3兆円を投資することになる。") == [("capex", "約3兆円")]


def test_round_taken_up_with_a_rounded_sum_is_told_once() -> None:
    assert sums("双葉AIは153億円の資金調達を行う。今回の双葉AIの100億円規模の資金調達は、国産の技術を広げる。") == [("investment", "153億円")]
    assert len(sums("双葉AIは昨年153億円を調達した。今回の双葉AIの100億円規模の資金調達は、国産の技術を広げる。")) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("双葉商事が、米国のAI新興企業をおよそ2000億円で買収する。双葉商事は6日、画像認識の米ノルンビジョンを13億ドル(約1980億円)で買収すると発表した。", ["13億ドル"]),
        ("双葉商事、米AI新興を約2000億円で買収\n双葉商事は6日、画像認識の米ノルンビジョンを13億ドルで買収すると発表した。", ["13億ドル"]),
        # a purchase of another size
        ("双葉商事は、米国のAI新興企業を約2000億円で買収する。双葉商事は6日、画像認識の米ノルンビジョンを50億ドルで買収すると発表した。", ["約2000億円", "50億ドル"]),
    ],
)
def test_deal_told_first_in_round_figures_without_its_other_side_is_told_once(text: str, told: list[str]) -> None:
    deals = extract_deals(text, article_date="2025-10-10")
    assert [d.mentions["amount"][0].text for d in deals] == told


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("双葉電機が半導体商社を買収へ=日経\n双葉電機は4日、半導体商社の青葉商会を90億円で買収すると発表した。", False),
        ("双葉電機が青葉商会を買収へ=関係筋\n双葉電機は半導体商社の青葉商会を90億円で買収する。近く発表する。", True),
        ("双葉電機が青葉商会を買収へ=日経\n双葉電機は、青葉商会を90億円で買収すると発表する見通しだ。日経が報じた。", True),
    ],
)
def test_what_a_party_announces_is_no_hearsay_whatever_the_headline_says(text: str, heard: bool) -> None:
    (deal,) = extract_deals(text, article_date="2025-10-10")
    assert deal.reported is heard


def test_size_that_is_aimed_at_and_a_penalty_are_no_sums_of_a_deal() -> None:
    assert sums("双葉商事と星野リートは資産保有会社を折半出資で設立し、2022年に運営資産を2000億円規模に拡大する計画だ。") == []
    assert sums("双葉電機は星野電工の買収を断念し、違約金15億円を支払うと発表した。") == []
    assert sums("双葉電機は星野電工の30億円の買収を断念した。違約金は2億円。") == [("acquisition", "30億円")]
    # what is spent until then
    assert sums("双葉商事は2022年に設備投資を2000億円に拡大する計画だ。") == [("capex", "2000億円")]


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("双葉電機は星野電工を30億円で買収するが、12月までに承認を得られなければ買収を中止する。", False),
        ("双葉電機による星野電工の買収は、応募が下限に満たない場合は不成立となる。", False),
        ("双葉電機による星野電工の買収は、応募が下限に届かず不成立に終わった。", True),
    ],
)
def test_condition_on_which_a_deal_would_fail_does_not_call_it_off(text: str, off: bool) -> None:
    assert any(e.status == "cancelled" for e in propose(text, "2025-10-01").frames) is off


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("双葉半導体は2018年に北斗技研、19年には星野ソフトを買収した。", [("2018", {"北斗技研"}), ("2019", {"星野ソフト"})]),
        ("双葉半導体は2018年に北斗技研を、2021年に英星野ソフトを、23年に森田機工を買収している。", [("2018", {"北斗技研"}), ("2021", {"星野ソフト"}), ("2023", {"森田機工"})]),
        ("双葉半導体は2018年に北斗技研に、翌19年には星野ソフトに出資した。", [("2018", {"北斗技研"}), ("2019", {"星野ソフト"})]),
        # verbs of their own, and a subject of its own
        ("双葉半導体は2018年に北斗技研を設立し、19年には星野ソフトを買収した。", [("2019", {"星野ソフト"})]),
    ],
)
def test_objects_with_a_year_each_are_bought_one_by_one(text: str, told: list[tuple[str, set[str]]]) -> None:
    events = [e for e in propose(text, "2025-10-01").frames if e.frame in ("acquire", "invest")]
    assert [(e.dates[-1].iso, {c for r in ("target", "investee") for n in e.rule_roles.get(r, ()) for c in n.canonical}) for e in events] == told


def test_years_of_what_is_bought_one_by_one_are_the_dates() -> None:
    deals = extract_deals("双葉半導体は2018年に北斗技研、19年には星野ソフトを買収した。", article_date="2025-10-01")
    assert sorted((d.date, d.parties[1].name) for d in deals) == [("2018", "北斗技研"), ("2019", "星野ソフト")]
