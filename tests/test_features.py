"""Facts about events and pairs of them: lists, words that take up what was told, deals done together."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from aiinfra_nlp.features import together
from aiinfra_nlp.grouping import _back_reference, apart
from aiinfra_nlp.pipeline import propose

LIST = "青葉電力は、ノヴァ電機に10億円、森田機工に20億円を出資した。"


def event(start=0, text="", **facts):
    """As much of an event as these facts look at."""
    return SimpleNamespace(
        trigger=SimpleNamespace(start=start, text=""), sentence=SimpleNamespace(text=text), facts=facts, amount=None, type="capex", frame="build", status="planned", stake=None
    )


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (event(5, share=(2, 2)), event(5, share=(2, 8)), True),
        (event(5, share=(2, 2)), event(9, share=(2, 8)), True),
        (event(5, share=(2, 2)), event(9, share=(2, 2)), False),
        (event(5, share=(2, 2)), event(9, share=(20, 20)), False),
        (event(5, share=(2, 2)), event(5), False),
        (event(5), event(5), False),
    ],
)
def test_two_items_of_one_list_are_apart(a, b, expected):
    assert apart(a, b) is apart(b, a) is expected


@pytest.mark.model
def test_the_items_of_a_list_are_apart_and_a_later_mention_of_one_is_not():
    first, second, later = propose(LIST + "森田機工への出資は6月に終える。").frames
    assert [(e.names, e.amount.value) for e in (first, second)] == [
        ({"青葉電力", "ノヴァ電機"}, 10**9),
        ({"青葉電力", "森田機工"}, 2 * 10**9),
    ]
    assert apart(first, second)
    assert not apart(first, later)
    assert not apart(second, later)


@pytest.mark.model
def test_two_lists_are_apart_within_themselves_only():
    a, b, c, d = propose(LIST + "赤石化学は、ノヴァ電機に30億円、森田機工に40億円を出資した。").frames
    assert apart(a, b)
    assert apart(c, d)
    assert not any(apart(x, y) for x in (a, b) for y in (c, d))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("この買収は来春までに終える。", "買収", "wordstart"),
        ("同契約は5年続く。", "契約", "wordstart"),
        ("両社は契約を結んだ。", "契約", "wordstart"),
        ("このほか、契約を3件結んだ。", "契約", ""),
        ("これまでに契約した。", "契約", ""),
        ("同意を得て契約した。", "契約", ""),
        ("青葉電力は今回の出資で伸びる。", "出資", "word"),
        ("青葉電力は同事業に出資する。", "出資", "word"),
        ("契約額は10億円だった。", "契約", "start"),
        ("総額は200億円で、東部銀行が融資する。", "融資", "start"),
        ("青葉電力は今回、仙台市の大きな工場に出資する。", "出資", ""),
        ("青葉電力はノヴァ電機に出資した。", "出資", ""),
        ("出資は10億円だった。", "出資", ""),
        # 同 of a person, a country, a company or a day takes up a name, not a deal
        ("同社は出資を決めた。", "出資", ""),
        ("同氏は出資を決めた。", "出資", ""),
        ("同国は出資を認めた。", "出資", ""),
        ("同日、出資を決めた。", "出資", ""),
    ],
)
def test_words_that_take_up_what_was_told(text, word, expected):
    assert _back_reference(text, text.index(word)) == expected


def test_a_deal_word_at_the_very_start_has_nothing_before_it():
    assert _back_reference("買収額は5億円。", 0) == "start"
    assert _back_reference("", 0) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青葉電力とノヴァ電機は共同で工場を建てる。", True),
        ("青葉電力とノヴァ電機は合弁会社をつくる。", True),
        ("費用は2社で折半する。", True),
        ("青葉電力はノヴァ電機とともに出資した。", True),
        ("青葉電力が率いる企業連合が買う。", True),
        ("青葉電力は森田機工と組んで応札する。", True),
        ("青葉電力はノヴァ電機に出資した。", False),
        ("青葉電力とノヴァ電機はそれぞれ工場を建てる。", False),
    ],
)
def test_whether_several_act_together(text, expected):
    assert together(event(text=text)) is expected
