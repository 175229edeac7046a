"""What broke on articles about building and spending, in made-up sentences: how far a plant has come, parts and totals, sites, years.

Each test is named after the fault. Events with the sums that the rules give, and records where a rule decides them.
"""

from __future__ import annotations

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def events(text: str, word: str):
    return [e for e in propose(text, "2025-10-01").frames if e.trigger.row.word == word]


def spending(text: str) -> list[tuple[str, int | None, str]]:
    """Who spends how much, and the stage, of each capex."""
    deals = extract_deals(text, article_date="2025-10-01")
    return [("、".join(p.name for p in d.parties), None if d.amount is None else int(d.amount.value), d.status) for d in deals if d.type == "capex"]


def statuses(text: str) -> list[str]:
    return [status for _, _, status in spending(text)]


# --- what a sum measures ---------------------------------------------------------------------


def test_a_noun_that_only_says_more_of_another_measures_no_sum():
    for text in ("双葉電機は、日米の関税合意に基づき50億ドルを米国に投資する。", "双葉電機は、AIを使った需要予測システムの開発に100億円を投じる。"):
        assert events(text, "投資" if "投資" in text else "投じ")[0].amount is not None, text
    (e,) = events("双葉電機は、関税で20億円の負担が生じるとみて、対策に投資する。", "投資")
    assert e.amount is None


def test_what_a_plan_was_and_by_how_much_it_is_passed_are_no_plan():
    text = "双葉電機の2026年3月期の設備投資は、250億円とみていた従来の計画を100億円上回る350億円となる見込みだ。"
    assert spending(text) == [("双葉電機", 35_000_000_000, "planned")]


# --- how far a plant has come ----------------------------------------------------------------


def test_building_that_has_begun_is_under_way_however_it_is_said():
    for verb in ("を開始いたしました", "を始めました", "に着手いたしました", "をスタートさせた"):
        assert statuses(f"双葉電機は、北海道石狩市で工場の建設{verb}。総投資額は95億円です。") == ["agreed"], verb
    assert statuses("双葉電機は、北海道石狩市で工場の建設を来年始める。総投資額は95億円です。") == ["planned"]


def test_a_sum_has_come_as_far_as_the_plant_that_it_is_spent_on():
    assert statuses("双葉電機は苫小牧市に650億円をかけて新しい拠点を建てている。") == ["agreed"]
    assert statuses("双葉電機は苫小牧市に650億円をかけて新しい拠点を建てる。") == ["planned"]
    assert statuses("双葉電機は苫小牧市に650億円を投じる。星野電工は拠点を建てている。") == ["planned"]


def test_the_cost_of_a_plant_that_stands_is_spent():
    assert statuses("双葉電機は、北上市の工場で第2製造棟が稼働したと発表した。投資額は約720億円だ。") == ["completed"]
    assert statuses("双葉電機は、北上市の工場で第2製造棟が稼働したと発表した。投資額は720億円となる見通しだ。") != ["completed"]
    assert statuses("双葉電機は、北上市で第2製造棟を2027年に稼働させる。投資額は約720億円だ。") == ["planned"]
    assert statuses("双葉電機が北九州市で計画する工場の起工式が3日、現地で開かれた。総事業費は120億円。") == ["agreed"]
