"""What broke on excerpts of pages, in made-up sentences: shared sums, labels, givers, measures.

Each test is named after the fault. Rules only, save where the records themselves are at issue.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def events(text: str, word: str = ""):
    return [e for e in propose(text, "2025-10-01").frames if e.trigger.row.word == word]


def roles(e) -> dict[str, list[str]]:
    return {r: [n.text for n in names] for r, names in e.roles.items()}


# --- a sum that is shared out ------------------------------------------------------------------


def test_a_breakdown_tells_what_the_sentence_before_does():
    text = "経済産業省は3社に900億円を補助することを決めた。内訳は双葉電機に400億円、星野電工に300億円、森田機工に200億円となっている。"
    told = events(text)
    assert [e.frame for e in told] == ["grant"] * 3
    assert [roles(e)["recipient"] for e in told] == [["双葉電機"], ["星野電工"], ["森田機工"]]


def test_who_has_a_share_of_what_another_raises_gives_it():
    text = "双葉電機は13億円を調達した。内訳は、星野商事が8億円、森田銀行が5億円である。"
    assert [(e.frame, roles(e)["investor"]) for e in events(text)] == [("join", ["星野商事"]), ("join", ["森田銀行"])]


def test_a_total_gives_way_to_the_grants_of_all_its_recipients():
    text = "経済産業省は、AI計算基盤の整備に双葉電機、星野電工、森田機工の3社へ最大900億円を補助すると発表した。内訳は双葉電機に400億円、星野電工に300億円、森田機工に200億円となっている。"
    told = [(d.amount.value, [p.name for p in d.parties if p.role == "recipient"]) for d in extract_deals(text) if d.type == "subsidy"]
    assert (900_00000000, ["双葉電機", "星野電工", "森田機工"]) not in told
    assert sorted(int(v / 10**8) for v, _ in told) == [200, 300, 400]


# --- a heading that is a name ------------------------------------------------------------------


@pytest.mark.parametrize("head", ["【双葉電機】", "■双葉電機", "● 双葉電機の動き", "■ 双葉電機(東京・港)"])
def test_a_heading_that_is_a_name_is_the_subject_below_it(head):
    text = f"各社の動き\n\n【星野電工】\n・森田商事から40億円の出資を受けた。\n\n{head}\n・社債で150億円を調達した。"
    (e,) = [x for x in events(text, "調達")]
    assert ("双葉電機", "subj") in [(k.name.text, k.case) for k in e.links if k.chunk < 0]


def test_a_heading_that_says_more_is_no_label():
    text = "双葉電機が新工場を建設\n\n星野電工は森田商事と組む\n・社債で150億円を調達した。"
    assert not any("label above" in k.facts for e in events(text, "調達") for k in e.links)


def test_a_sentence_with_a_subject_needs_no_label():
    text = "各社の動き\n\n【双葉電機】\n・星野電工が社債で150億円を調達した。"
    assert not any("label above" in k.facts for e in events(text, "調達") for k in e.links)


# --- who gives ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "word", "role"), [
    ("双葉電機は、星野電工や森田機工の出資を受けた。", "出資", "investor"),
    ("双葉電機は星野電工、森田機工などの融資を受けて工場を建てた。", "融資", "lender"),
])
def test_of_whom_one_receives_gives(text, word, role):
    (e,) = events(text, word)
    assert roles(e)[role] == ["星野電工", "森田機工"]


def test_of_what_is_bought_is_no_buyer():
    (e,) = events("双葉電機は星野電工の買収を断念した。", "買収")
    assert roles(e) == {"acquirer": ["双葉電機"], "target": ["星野電工"]}


# --- what is measured beside it ----------------------------------------------------------------


def test_the_next_sentence_measures_what_is_built():
    (e,) = events("双葉クラウドは大阪市にデータセンターを新設する計画を明らかにした。受電容量は20万kWで、関西で最大級となる。", "新設")
    assert [c.value for c in e.facts["beside"]] == [2e8]


def test_what_another_has_measures_nothing_here():
    (e,) = events("双葉クラウドは大阪市にデータセンターを新設する計画を明らかにした。星野電工の施設の受電容量は20万kWだ。", "新設")
    assert e.facts["beside"] == []
