"""Stages that were read wrong in long articles nobody had tuned on: results, work that goes on, deals that are closed.

All texts are made up; each test is named after what was missed.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals


def stages(text: str, date: str = "2026-02-02") -> list[tuple[str, str, int]]:
    return [
        (d.type, d.status, int(d.amount.value))
        for d in extract_deals(text, article_date=date)
        if d.amount and d.amount.value
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("双葉電機は決算を発表した。2025年の設備投資は72億ドル。", "completed"),
        ("双葉電機の第4四半期の設備投資は40億ドルで、前年同期の2倍。", "completed"),
        ("双葉電機の2026年の設備投資は40億ドル。", "planned"),
        ("双葉電機の2025年の設備投資計画は40億ドルだった。", "planned"),
        ("双葉電機の2025年度の設備投資は50億円。", "planned"),
    ],
)
def test_what_is_spent_in_a_year_that_is_over_is_a_result(text, status):
    assert [s for _, s, _ in stages(text)] == [status]


@pytest.mark.parametrize("verb", ["に狭めた", "に据え置いた", "に上方修正した"])
def test_an_outlook_that_is_changed_is_still_a_plan(verb):
    assert stages(f"双葉電機は、今年の設備投資を400億ドル{verb}。") == [("capex", "planned", 40_000_000_000)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "双葉電機は用地に100億円を投じて10棟のデータセンターを建てる。用地の造成はこの夏に始まった。",
            "agreed",
        ),
        (
            "双葉電機は工場に1億ドルを投じ、年1ギガワットの能力を2ギガワットへ広げる工事を進めている。",
            "agreed",
        ),
        ("双葉電機が市内に工場を建てます。90億円の計画。3月に起工式をやりました。", "agreed"),
        ("双葉電機は100億円を投じて工場を建てる。工事は来春に始まる。", "planned"),
        ("双葉電機は100億円を投じて工場を建てる。工事は星野電工の拠点で始まった。", "planned"),
    ],
)
def test_work_that_goes_on_makes_a_plan_agreed(text, status):
    assert [s for _, s, _ in stages(text)] == [status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2019年 星野電工は双葉電機を69億ドルで買うことで合意(翌年4月に完了)。", "completed"),
        ("星野電工は3月、双葉電機を65億ドルで全て買うと発表した(11月に完了)。", "completed"),
        (
            "・2025年1月、星野電工がガス火力大手の双葉電力を164億ドルで買うと公表。今年1月に手続きが終わった。",
            "completed",
        ),
        ("星野電工は双葉電機を69億ドルで買うことで合意した(11月に完了予定)。", "agreed"),
        ("星野電工は双葉電機を69億ドルで買収すると発表した。取引は来年1月に完了する見通しだ。", "agreed"),
    ],
)
def test_a_takeover_that_is_told_to_be_closed_behind_it_is_completed(text, status):
    assert [(t, s) for t, s, _ in stages(text)] == [("acquisition", status)]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("双葉半導体は星野AIに最大1億6000万株の自社株を1株1セントで買える権利を渡す。", []),
        ("双葉半導体は星野AIに最大10%の株式を取得できる新株予約権を付与する。", []),
        ("双葉半導体は星野AIに、納入した計算資源に応じて最大5%の株を買える権利を与える。", []),
        (
            "双葉半導体は星野AIから半導体6ギガワット分の注文を受け、見返りに自社株の約10%を買える権利を星野AIに与えた。",
            ["supply"],
        ),
        ("星野AIは双葉半導体の株式を最大10%取得できる権利を得た。", []),
        ("双葉半導体は、業績に応じて段階的に行使できる最大1億6000万株の権利を星野AIに与えました。", []),
        ("星野AIは見返りに、双葉半導体株の5.4%分の権利をもらった。", []),
    ],
)
def test_a_right_to_buy_shares_is_an_investment_of_who_gets_it(text, others):
    found = {d.type: (d.status, {(p.role, p.name) for p in d.parties}) for d in extract_deals(text)}
    assert found.pop("investment") == ("agreed", {("investor", "星野AI"), ("investee", "双葉半導体")})
    assert sorted(found) == others


def test_a_right_to_buy_land_is_none():
    assert extract_deals("双葉電力は隣の土地を取得する権利を持つ。") == []
    assert extract_deals("双葉電力は電力100メガワット分の権利を得た。") == []
