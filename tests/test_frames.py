"""Events that need no deal word (a named programme beside its partners), and the items of distributive lists."""

from __future__ import annotations

import pytest

from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.finish import is_candidate

pytestmark = pytest.mark.model


def programmes(text: str):
    return [e for e in propose(text).frames if e.trigger.row.word == "(programme)"]


@pytest.mark.parametrize(
    "text",
    [
        "OpenAI、オラクルとソフトバンクグループによるスターゲート計画。",
        "スターゲート計画にはOpenAI、オラクルとソフトバンクグループが名を連ねる。",
        "OpenAIとオラクル、ソフトバンクグループのStargateは順調だ。",
        "米国の新計画\nStargateはOpenAI、オラクル、ソフトバンクグループが進める。",
    ],
)
def test_a_programme_beside_its_partners_is_a_joint_venture(text):
    article = propose(text)
    (e,) = [e for e in article.frames if e.trigger.row.word == "(programme)"]
    assert (e.frame, e.type) == ("jv", "joint_venture")
    assert {"OpenAI", "Oracle", "SoftBank Group"} <= {c for k in e.links for c in k.name.canonical}
    assert article.text[e.trigger.start : e.trigger.end] in ("スターゲート計画", "Stargate")


def test_its_partners_are_those_of_the_sentence():
    (e,) = programmes("OpenAI、オラクルとソフトバンクグループによるスターゲート計画。")
    assert e.names == {"OpenAI", "Oracle", "SoftBank Group"}
    assert set(e.roles) == {"partner"}


def test_the_first_mention_of_each_sentence_speaks():
    text = "Stargateは順調で、Stargateの拠点は増える。\nStargateにはOpenAIも加わる。"
    found = programmes(text)
    assert [e.trigger.start for e in found] == [0, text.index("\n") + 1]


def test_a_deal_word_of_the_sentence_speaks_as_well():
    events = propose("OpenAIとオラクルは、Stargateに5000億ドルを投じる。").frames
    assert {e.frame for e in events} == {"spend", "jv"}


def test_the_rules_alone_make_no_deal_of_it():
    (e,) = programmes("OpenAI、オラクルとソフトバンクグループによるスターゲート計画。")
    assert not is_candidate(e)


@pytest.mark.parametrize(
    "text",
    [
        "OpenAIとオラクルは協議した。",
        "青葉電力は工場を建てる。",
        "---\ntitle: 新計画\nsource: Stargate\n---\nOpenAIは会見した。",
        "OpenAIは会見した。\n関連記事\nStargateとは何か",
    ],
)
def test_without_a_programme_there_is_none(text):
    assert programmes(text) == []


def items(text: str) -> list[tuple[str, set[str]]]:
    """Each sum of the last sentence with the names that stand in it beside it."""
    frames = propose(text).frames
    last = frames[-1].sentence
    return [(e.amount.text, {k.name.text for k in e.links if k.chunk >= 0}) for e in frames if e.sentence is last]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "県は3社に計40億円を補助する。内訳は、ノヴァ電機が約20億円で最も多く、森田機工に15億円、青葉電力とミドリテックスの共同申請に5億円。",
            [("約20億円", {"ノヴァ電機"}), ("15億円", {"森田機工"}), ("5億円", {"青葉電力", "ミドリテックス"})],
        ),
        (
            "双葉海運は銀行団から18億円を借りる。青葉銀行が10億円を受け持ち、若葉銀行が5億円、森田銀行3億円と続く。",
            [("10億円", {"青葉銀行"}), ("5億円", {"若葉銀行"}), ("3億円", {"森田銀行"})],
        ),
        (
            "トヨタ(30億円)、ソニー(20億円)、NTTとKDDI(10億円)が出資する。",
            [("30億円", {"トヨタ"}), ("20億円", {"ソニー"}), ("10億円", {"NTT", "KDDI"})],
        ),
    ],
)
def test_each_sum_of_a_list_stands_for_its_own_names(text, expected):
    assert items(text) == expected


def test_one_name_with_two_sums_is_no_list():
    events = propose("・[NVIDIA to acquire OpenAI in $22 billion deal] - NVIDIAが新興のOpenAIを220億ドルで買収することで合意。").frames
    assert all("share" not in e.facts for e in events)


def test_sums_of_two_clauses_are_no_list():
    # each verb has its own arguments: the names of one clause stay in reach of the other's event
    first, second = propose("マイクロソフトがOpenAIに130億ドルを投資し、アマゾンはAnthropicに80億ドルを投じた。").frames
    assert "share" not in first.facts
    assert "share" not in second.facts


def stood(text: str) -> dict[str, tuple[str, ...]]:
    """How the names outside the sentence of the last event stood in the sentences before it."""
    return propose(text).frames[-1].facts["stood"]


def test_the_topic_of_a_sentence_without_a_deal_word_may_be_the_missing_subject():
    text = "OpenAIは赤字だ。\nオラクルは1977年に生まれた老舗である。\n9月には180億ドルの社債を発行した。"
    event = propose(text).frames[-1]
    assert [k.name.canonical[0] for k in event.links if k.case == "context"] == ["Oracle", "OpenAI"]
    assert "last topic" in event.facts["stood"]["Oracle"]
    assert "last topic" not in event.facts["stood"]["OpenAI"]


def test_how_far_and_in_which_case_a_name_stood_is_known():
    facts = stood("オラクルは老舗だ。\nサーバーはデルから届いた。\n費用は5億円になる。")
    assert {"gap=2", "far: topic", "rank=1"} <= set(facts["Oracle"])
    assert {"gap=1", "previous: src", "rank=0"} <= set(facts["Dell Technologies"])


def test_a_heading_without_a_name_ends_what_the_one_before_was_about():
    section = "## オラクル\nクラウドの老舗だ。\n"
    assert "in the last heading" in stood(section + "5億円を投じる。")["Oracle"]
    assert "in the last heading" not in stood(section + "## 資金\n5億円を投じる。")["Oracle"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("オリオン社に銀行団が180億円を融資する。報道によれば、幹事は三井住友銀行とみずほ銀行。", ["三井住友銀行", "みずほ銀行"]),
        ("オリオン社は180億円を調達した。ほかにNECが乗った。", ["NEC"]),
        ("オリオン社は工場を売却する。買いたいと手を挙げたのはNECだ。", ["NEC"]),
    ],
)
def test_a_sentence_that_goes_on_with_a_deal_tells_of_its_parties(text, names):
    article = propose(text)
    last = [e for e in article.frames if e.sentence is article.sentences[-1] and e.trigger.row.word == "(goes on)"]
    assert len(last) == 1
    assert [k.name.text for k in last[0].links if k.chunk >= 0] == names


@pytest.mark.parametrize(
    "text",
    [
        "買い手はNECだ。",  # nothing told before
        "オリオン社は180億円を調達した。空は青い。海も広い。ほかにNECが乗った。",  # too long ago
        "オリオン社は180億円を調達した。三井住友銀行は都内にある。",  # 行 is a part of the name
    ],
)
def test_nothing_goes_on(text):
    assert not [e for e in propose(text).frames if e.trigger.row.word == "(goes on)"]


@pytest.mark.parametrize(
    ("text", "date", "when"),
    [
        ("双葉商事は6日、星野AIに10億円を出資した。", None, "near"),
        ("双葉商事は6日、星野AIに10億円を出資した。", "2025-10-06", "near"),
        ("双葉商事は2019年、星野AIに10億円を出資した。", "2025-10-06", "years before"),
        ("双葉商事は2019年、星野AIに10億円を出資した。", None, "open"),
        ("双葉商事は昨年11月、星野AIに10億円を出資した。", "2025-10-06", "year before"),
        ("双葉商事は先月、星野AIに10億円を出資した。", "2025-10-06", "month before"),
        ("双葉商事は7月、星野AIに10億円を出資した。", "2025-10-06", "months before"),
        ("双葉商事は2027年、星野AIに10億円を出資する。", "2025-10-06", "years after"),
        ("双葉商事は来年、星野AIに10億円を出資する。", None, "next year"),
    ],
)
def test_how_long_before_the_article_a_deal_was_is_a_fact(text, date, when):
    assert propose(text, date).frames[0].facts["when"][0] == when


def test_a_date_holds_on_in_its_paragraph():
    first, second = propose("双葉商事は2019年に星野AIに出資した。工場も買収した。\n\n別の工場も買収した。", "2025-10-06").frames[:2]
    assert (first.facts["when"][0], second.facts["when"][2]) == ("years before", "years before")
    assert propose("双葉商事は2019年に星野AIに出資した。\n\n別の工場も買収した。", "2025-10-06").frames[-1].facts["when"][2] == ""
