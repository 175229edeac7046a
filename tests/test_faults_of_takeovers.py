"""What broke on articles about takeovers, in made-up sentences: several targets, deals told beside, prices a share, holdings.

Each test is named after the fault. Events with the cases and sums that the rules give, and records where a rule decides them.
"""

from __future__ import annotations

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.coordination import joined


def events(text: str, word: str):
    return [e for e in propose(text, "2025-10-01").frames if e.trigger.row.word == word]


def links(text: str, word: str, n: int = 0) -> dict[str, str]:
    return {k.name.text: k.case for k in events(text, word)[n].links if k.chunk >= 0}


def records(text: str) -> list[dict[str, str]]:
    return [{p.name: p.role for p in d.parties} for d in extract_deals(text, article_date="2025-10-01")]


# --- several targets -------------------------------------------------------------------------


def test_who_is_joined_to_what_is_bought_is_bought_too():
    assert links("双葉電機は星野電工と森田機工を買収した。", "買収")["星野電工"] == "obj"
    assert links("双葉電機は4月に星野電工と半導体商社の森田機工を買収すると発表した。", "買収")["星野電工"] == "obj"
    assert records("双葉電機は星野電工と森田機工を買収した。") == [{"双葉電機": "acquirer", "星野電工": "target"}, {"双葉電機": "acquirer", "森田機工": "target"}]


def test_with_whom_something_is_bought_or_agreed_is_not_bought():
    for text in ("双葉電機は星野電工と共同で森田機工を買収した。", "双葉電機は星野電工と、森田機工を買収した。", "双葉電機は星野電工と森田機工を買収することで合意した。"):
        assert links(text, "買収")["星野電工"] == "com", text
    assert links("双葉電機と星野電工が森田機工を買収した。", "買収")["双葉電機"] == "subj"
    assert links("双葉電機は星野電工と合弁会社の双葉AIを設立した。", "設立")["星野電工"] == "com"


def test_those_whose_purchase_is_told_stand_in_one_list():
    (e,) = events("双葉電機は星野電工と森田機工の買収を検討している。", "買収")
    assert [[e.links[i].name.text for i in x] for x in joined(e)] == [["星野電工", "森田機工"]]
    assert len(records("双葉電機は星野電工と森田機工の買収を検討している。")) == 2


def test_the_two_sides_of_a_contract_are_no_list():
    (e,) = events("双葉電機と星野電工の契約は5億ドルに上る。", "契約")
    assert joined(e) == []
