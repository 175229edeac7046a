"""What broke in plans told by a capacity, talks, stages and who pays for whose building, in made-up sentences.

Each test is named after the fault: what the rules give (events, cases, roles, sums, stages).
"""

from __future__ import annotations

import pytest

from aiinfra_nlp.pipeline import propose


def events(text: str, word: str):
    return [e for e in propose(text, "2025-10-01").frames if e.trigger.row.word == word]


def event(text: str, word: str):
    (e, *_) = events(text, word)
    return e


def roles(text: str, word: str) -> dict[str, list[str]]:
    return {role: [n.text for n in names] for role, names in event(text, word).roles.items()}


# --- what tells of a deal without a deal word ------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "双葉クラウドは5月、隣の町で約90メガワットの新キャンパス開発を発表しました。",
        "双葉クラウドは印西に90MW規模の拠点を置くとしている。",
        "双葉クラウドが印西で90MWのデータセンター構想を公表した。",
    ],
)
def test_the_capacity_of_a_site_tells_a_plan(text):
    e = event(text, "(capacity)")
    assert (e.type, e.status, [n.text for n in e.roles["investor"]], [int(c.value) for c in e.capacities]) == ("capex", "planned", ["双葉クラウド"], [90_000_000])


@pytest.mark.parametrize(
    "text",
    [
        "双葉クラウドの消費電力は90メガワットで、原子炉1基分に近い。",
        "データセンターの規模は90メガワット前後が多い。",
    ],
)
def test_a_capacity_of_nothing_that_is_built_tells_none(text):
    assert not events(text, "(capacity)")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("双葉電機が星野電工とAIチップ開発で協議していることが分かった。", "協議"),
        ("双葉電機は星野電工とカスタム半導体の設計を巡り交渉を進めている。", "交渉"),
        ("双葉電機は、星野電工側との話し合いを続けている。", "話し合"),
    ],
)
def test_talks_with_somebody_tell_a_deal_without_a_word_for_it(text, word):
    e = event(text, word)
    assert (e.type, e.status) == ("partnership", "in_talks")
    assert {n.text for n in e.roles["partner"]} == {"双葉電機", "星野電工"}


@pytest.mark.parametrize(
    "text",
    [
        "双葉電機は星野電工と同じく、労使の協議を重ねた。",
        "双葉電機は県と市の協議会に顔を出した。",
    ],
)
def test_talks_with_nobody_tell_none(text):
    assert not events(text, "協議")


# --- stages ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("双葉電機は過去3年間で500億円を投じ、今後3年間でさらに900億円を投資する方針だ。", "投じ"),
        ("双葉電機は昨年度に500億円を投資し、来年度も同じ額を予定している。", "投資"),
        ("双葉電機はすでに80億円を投じており、来年は100億円の支出を計画する。", "投じ"),
        ("双葉電機は昨年、冷却装置を手がける星野電工に15億ドルを投資し、増額も検討する。", "投資"),
    ],
)
def test_what_was_done_before_is_no_part_of_the_plan_behind_it(text, word):
    assert event(text, word).status == "completed"


@pytest.mark.parametrize(
    "text",
    [
        "双葉電機は過去最大の500億円を投じ、石狩に拠点を建てる計画だ。",
        "双葉電機は前年比2割増の500億円を投じ、石狩に拠点を建てる計画だ。",
        "双葉電機は昨年発表した構想に沿って500億円を投じ、石狩に拠点を建てる方針だ。",
    ],
)
def test_a_measure_or_the_adverb_of_another_clause_makes_nothing_done(text):
    assert event(text, "投じ").status == "planned"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("**双葉電機、6.5億ドルの資金調達の噂。**", "資金調達"),
        ("双葉電機、20億ドル調達との観測", "調達"),
        ("双葉電機、20億ドルの資金調達か", "資金調達"),
        ("双葉電機が星野電工を買収するとのうわさが広がった。", "買収"),
    ],
)
def test_what_only_rumour_has_is_talked_about(text, word):
    e = event(text, word)
    assert (e.status, e.reported) == ("in_talks", True)


@pytest.mark.parametrize(("text", "word"), [("双葉通信は新データセンターの起工式を開いた。", "起工"), ("双葉通信は4月に地鎮祭を行った。", "地鎮祭"), ("双葉通信は4月、新データセンターに着工した。", "着工")])
def test_building_that_has_begun_is_under_way(text, word):
    assert event(text, word).status == "agreed"


def test_what_goes_before_the_board_is_not_decided():
    assert event("双葉電機は星野電工を完全子会社化する件を8日の取締役会に付議する。", "完全子会社化").status == "planned"
