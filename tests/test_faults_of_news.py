"""What broke on news from the web, in made-up sentences: valuations, hearsay, parts of a whole, who only reports.

Each test is named after the fault. What the rules give: events with their cases, sums and stages.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp.pipeline import propose


def events(text: str, word: str = ""):
    return [e for e in propose(text).frames if not word or e.trigger.row.word == word]


def links(text: str, word: str) -> dict[str, str]:
    (e, *_) = events(text, word)
    return {k.name.text: k.case for k in e.links if k.chunk >= 0}


def roles(text: str, word: str, at: int = 0) -> dict[str, list[str]]:
    return {role: [n.text for n in ns] for role, ns in events(text, word)[at].roles.items()}


# --- sums ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "worth", "amount"),
    [
        ("双葉電機は、企業価値を26億ドル(約3900億円)と評価するラウンドで7億ドルを調達した。", "26億ドル", "7億ドル"),
        ("双葉電機は26億ドル(約3900億円)と評価され、7億ドル(約1000億円)を調達した。", "26億ドル", "7億ドル"),
        ("双葉電機は7億ドル(約1000億円)を調達した。", None, "7億ドル"),
    ],
)
def test_a_converted_valuation_takes_no_sum_behind_it(text, worth, amount):
    (*_, e) = events(text, "調達")
    assert (e.valuation and e.valuation.text, e.amount.text) == (worth, amount)


def test_a_noun_in_a_clause_of_purpose_measures_no_sum():
    (e,) = events("双葉電機は、需要増加に対応するため15億ドルの投資を行うと発表した。", "投資")
    assert e.amount.text == "15億ドル"
    assert not [e for e in events("双葉電機は、需要の増加は15億ドルだと発表した。") if e.amount]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("双葉電機は900億円を投じる。その一環として、50億円を投じて工場を建てる。", {"900億円"}),
        ("双葉電機は900億円の投資を発表した。投資の一部として、約50億円を投じる。", {"900億円"}),
        # more than the whole is no part of it, and nor is what another does
        ("双葉電機は900億円を投じる。その一環として、950億円を投じて工場を建てる。", {"900億円", "950億円"}),
        ("双葉電機は900億円を投じる。その一環として、星野電工も50億円を投じる。", {"900億円", "50億円"}),
        ("双葉電機は900億円を投じる。その一環として、星野電工に50億円を出資する。", {"900億円", "50億円"}),
    ],
)
def test_a_part_of_the_spending_told_before(text, sums):
    assert {e.amount.text.removeprefix("約") for e in events(text) if e.amount} == sums


# --- stage and hearsay -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("買収するとみられる", "planned"), ("買収するものとみられている", "planned"), ("買収するもようだ", "planned"),
        ("買収するとされる", "planned"), ("買収したとみられる", "completed"), ("買収したもようだ", "completed"),
        ("買収を検討しているとみられる", "in_talks"),
    ],
)
def test_what_is_only_thought_to_be_so_is_hearsay(end, status):
    (e,) = events(f"双葉電機は星野電工を90億円で{end}。", "買収")
    assert (e.status, e.facts.get("heard")) == (status, True)


def test_a_thought_of_something_else_makes_no_hearsay():
    (e,) = events("双葉電機は星野電工を90億円で買収すると発表した。売上高は20億円になるとみられる。", "買収")
    assert (e.status, e.facts.get("heard")) == ("agreed", None)
    (e,) = events("双葉電機は星野電工を90億円で買収し、店の模様替えを行う。", "買収")
    assert not e.facts.get("heard")


@pytest.mark.parametrize(
    ("end", "intends"),
    [
        ("年内に完了させる考えだ", True), ("完了させようと奔走している", True), ("実現させる方針を固めた", True),
        ("完了した", False), ("10日に完了すると発表した", False),
    ],
)
def test_what_somebody_wishes_to_complete_is_not_completed(end, intends):
    (e,) = events(f"双葉電機は、星野電工への90億円の出資を{end}。", "出資")
    assert (e.status == "planned", e.facts["intends"]) == (intends, intends)


@pytest.mark.parametrize("who", ["米ブルームバーグ通信が報じた", "日本経済新聞が4日伝えた", "ロイターが関係者の話として報じた"])
def test_who_only_reports_is_no_subject_of_what_follows(who):
    text = f"双葉電機がデータセンターの建設を検討していることが明らかになった。{who}。銀行から300億円を調達する見通しだ。"
    assert [n.text for ns in events(text, "調達")[0].roles.values() for n in ns] == ["双葉電機"]


def test_who_says_what_he_does_stays_the_subject():
    text = "星野電工が増産する。双葉電機がこれに続いた。300億円を投じる。"
    assert roles(text, "投じ") == {"investor": ["双葉電機"]}
