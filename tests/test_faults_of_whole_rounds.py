"""Rounds told over a whole article, and media that report on them, in made-up sentences.

Each test is named after the fault. Records where a rule decides them, else the cases and roles that the rules give.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose

RAISED = "星野AIは最新の資金調達ラウンドで60億円を調達した。"


def investors(text: str) -> dict[int | None, set[str]]:
    """Who gives in each investment, by its sum."""
    return {
        d.amount and int(d.amount.value): {p.name for p in d.parties if p.role == "investor"}
        for d in extract_deals(text, article_date="2025-10-01") if d.type == "investment"
    }


def roles(text: str, word: str) -> dict[str, list[str]]:
    e = next(e for e in propose(text).frames if e.trigger.row.word == word)
    return {role: [c for n in names for c in n.canonical] for role, names in e.roles.items()}


def test_a_clause_of_who_raised_does_not_part_the_round_from_who_gave():
    text = RAISED + "企業価値は900億円とみられる。半導体の基盤を構築する同社の取り組みは強まりそうだ。資金調達ラウンドは双葉電機が主導。森田機工などの投資家が参加した。"
    assert roles(text, "主導")["investee"] == ["星野AI"]
    assert investors(text)[6_000_000_000] == {"双葉電機", "森田機工"}


def test_what_another_builds_parts_the_round_from_who_gave_elsewhere():
    text = RAISED + "北斗商事は半導体の工場を建設する。双葉電機は資金を投じた。"
    assert "investee" not in roles(text, "資金を投じ")


@pytest.mark.parametrize(("giver", "word"), [
    ("半導体大手の双葉電機も資金を投じた。", "資金を投じ"),
    ("AI向け半導体大手の双葉電機も資金を投じた。", "資金を投じ"),
    ("海外からも英国マン島のIT大手双葉電機などが投資した。", "投資"),
])
def test_what_says_who_a_giver_is_is_nothing_he_gives_for(giver, word):
    assert roles(RAISED + "森田機工が主導した。" + giver, word) == {"investor": ["双葉電機"], "investee": ["星野AI"]}


def test_what_somebody_gives_for_is_no_round():
    assert "investee" not in roles(RAISED + "森田機工が主導した。双葉電機は工場の建設に資金を投じた。", "資金を投じ")


def test_a_share_told_after_who_leads_is_of_the_round():
    text = RAISED + "森田機工が主導した。既に30億円を投資している双葉電機は今回、8億円を投じた。"
    assert investors(text) == {6_000_000_000: {"森田機工", "双葉電機"}, 800_000_000: {"双葉電機"}, 3_000_000_000: {"双葉電機"}}


def test_cheques_that_several_write_are_shares():
    text = RAISED + "森田機工が主導した。このほか双葉電機が3億円、北斗商事が2億円の小切手を切った。"
    assert investors(text) == {6_000_000_000: {"森田機工", "双葉電機", "北斗商事"}, 300_000_000: {"双葉電機"}, 200_000_000: {"北斗商事"}}


# --- media that report ---------------------------------------------------------------------------


LONG = "米ウォール・ストリート・ジャーナルは、双葉AIがオラクルから今後およそ5年間で総額3000億ドル相当の計算資源を購入する大型の契約を締結したと報道しました。"


def test_a_medium_whose_report_is_long_has_no_part():
    assert {p.name for d in extract_deals(LONG) for p in d.parties} == {"双葉AI", "Oracle"}


def test_a_medium_that_reports_is_none_of_three_companies():
    names = [n for n in propose(LONG + "3社の株価は上がった。").names if n.text == "3社"]
    assert all("Wall Street Journal" not in n.canonical for n in names)


# --- who backs whom ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "双葉電機はすでに星野AIの最大の支援者であり、約30億円を投資している。", "双葉電機は星野AIの筆頭株主で、これまでに30億円を投じてきた。",
    "双葉電機は星野AIの主要な出資者として30億円を投資した。",
])
def test_whom_a_giver_is_said_to_back_gets_the_money(text):
    assert ("investee", "星野AI") in {(p.role, p.name) for d in extract_deals(text) for p in d.parties if d.type == "investment" and d.amount}


@pytest.mark.parametrize("text", ["双葉電機は星野AIの筆頭株主で、10月に新工場に30億円を投じた。", "双葉電機は星野AIの株主で、30億円を森田機工に投資した。"])
def test_who_is_backed_gets_nothing_that_goes_elsewhere(text):
    assert not any(k.case == "goal" and k.name.text == "星野AI" for e in propose(text).frames for k in e.links if e.trigger.row.word in ("投じ", "投資"))
