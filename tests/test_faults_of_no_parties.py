"""Who has no part in a deal that is told beside his name, in made-up sentences: agencies, offices, makers, parents, those one also works with.

Each test is named after the fault. Names and events with the cases that the rules give; records only where a rule decides them.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp.pipeline import propose


def links(text: str, word: str, which: int = 0) -> dict[str, str]:
    """The case of each name of the sentence to a deal word."""
    e = [e for e in propose(text).frames if e.trigger.row.word == word][which]
    return {k.name.text: k.case for k in e.links if k.chunk >= 0}


def stand_for(text: str, word: str) -> dict[str, str]:
    """Whom each name of the sentence of a deal word stands for."""
    (e, *_) = [e for e in propose(text).frames if e.trigger.row.word == word]
    return {k.name.text: k.name.canonical[0] for k in e.links if k.chunk >= 0}


@pytest.mark.parametrize("text", [
    "北斗商事の鈴木一郎CEOが来日した。鈴木氏は、星野データに30億円を出資することを明らかにした。",
    "北斗商事のメアリー・鈴木CEOは3日、講演した。鈴木氏は星野データに30億円を出資すると語った。",
])  # fmt: skip
def test_a_family_name_in_the_next_sentence_is_no_other_person(text):
    assert stand_for(text, "出資")["鈴木"] == "北斗商事"


def test_of_two_with_one_family_name_the_one_named_last_is_meant():
    text = "双葉電機の佐藤花子社長と、星野電工の佐藤健会長が会見した。佐藤会長は森田機工に30億円を出資すると述べた。"
    assert stand_for(text, "出資")["佐藤"] == "星野電工"


def test_who_is_named_in_full_stays_himself():
    text = "投資家の佐藤花子氏は、星野電工の佐藤健会長と会見した。佐藤花子氏は森田機工に30億円を出資すると述べた。"
    assert stand_for(text, "出資")["佐藤花子"] == "佐藤花子"


def test_whose_president_somebody_is_is_a_company():
    text = "青葉データの山田太郎社長は記者会見した。山田氏は「今後5年で200億円を投資する」と述べた。"
    assert stand_for(text, "投資")["山田"] == "青葉データ"


@pytest.mark.parametrize("who", ["ジェンスン・フアン(エヌビディアCEO)", "ジェンスン・フアン氏(エヌビディアの社長)"])
def test_the_company_in_a_bracket_behind_its_head_acts(who):
    assert stand_for(f"{who}は31日、星野電工に3億円を出資すると発表した。", "出資")["ジェンスン・フアン"] == "NVIDIA"


def test_a_founder_with_his_company_in_a_bracket_acts_for_himself():
    assert stand_for("ジェンスン・フアン氏(エヌビディア創業者)は、星野電工に3億円を出資する。", "出資")["ジェンスン・フアン"] == "ジェンスン・フアン"


@pytest.mark.parametrize("who", ["山田太郎経済安全保障担当相", "山田太郎AI担当大臣", "経済安全保障担当相"])
def test_a_minister_without_a_ministry_acts_for_the_government(who):
    assert list(stand_for(f"{who}は15日、双葉半導体に最大80億円を補助すると発表した。", "補助").values()) == ["Japan", "双葉半導体"]


def test_a_minister_of_another_nation_does_not_act_for_this_one():
    assert "Japan" not in stand_for("英国のAI担当相は15日、双葉半導体に最大80億円を補助すると発表した。", "補助").values()
