"""The stage of a deal: what the words around its deal word make of it."""

from __future__ import annotations

import pytest

from aiinfra_nlp.pipeline import propose


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("豪政府、双葉グループの星野電工買収を認めず", "買収"),
        ("豪政府は、双葉グループによる星野電工の買収を許可しない考えを示した。", "買収"),
        ("双葉電機は星野クラウドとの120億ドルの契約について、追加の権利を行使しない道を選んだ。", "契約"),
        ("星野電工は双葉電機の買収をはねつけた。", "買収"),
        ("政府は双葉電機への補助を認めなかった。", "補助"),
    ],
)
def test_what_is_not_allowed_or_not_taken_up_is_cancelled(text, word):
    (e,) = [e for e in propose(text, "2025-10-01").frames if e.trigger.row.word == word]
    assert e.status == "cancelled"


def test_what_is_not_allowed_of_something_else_cancels_nothing():
    (e,) = [e for e in propose("双葉電機は星野電工に10億円を出資するが、議決権の行使は認めない。", "2025-10-01").frames if e.trigger.row.word == "出資"]
    assert e.status == "agreed"


def test_what_is_likely_is_planned():
    (e,) = propose("双葉省は星野半導体に300億円を補助する公算が大きい。", "2025-10-01").frames
    assert e.status == "planned"
