"""Events that need no deal word (a named programme beside its partners), and the items of distributive lists."""

from __future__ import annotations

import pytest

from aiinfra_nlp.features import status_features
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.discourse.columns import Columns
from aiinfra_nlp.pipes.records.finish import is_candidate

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
        (
            "青葉AIには、Amazonが500億ドル、NVIDIAとSoftBankがそれぞれ300億ドルを出資する。",
            [("500億ドル", {"青葉AI", "Amazon"}), ("300億ドル", {"青葉AI", "NVIDIA"}), ("300億ドル", {"青葉AI", "SoftBank"})],
        ),
        (
            "ソニーとKDDIは、NTTに6億円ずつ出資した。",
            [("6億円", {"ソニー", "NTT"}), ("6億円", {"KDDI", "NTT"})],
        ),
        (
            "国防総省は、Google、OpenAI、xAIの3社とそれぞれ最大2億ドルで契約した。",
            [("最大2億ドル", {"国防総省", name, "3社"}) for name in ("Google", "OpenAI", "xAI")],
        ),
        (
            "ソフトバンクはオープンAIとアームにそれぞれ10億ドル、5億ドルを出資した。",
            [("10億ドル", {"ソフトバンク", "オープンAI"}), ("5億ドル", {"ソフトバンク", "アーム"})],
        ),
        (
            "アマゾンとグーグルはそれぞれ青葉AIに10億ドルを出資する。",
            [("10億ドル", {"アマゾン", "青葉AI"}), ("10億ドル", {"グーグル", "青葉AI"})],
        ),
        (
            "発注先はソニーとKDDIで、契約額はそれぞれ14億円、13億円だ。",
            [("14億円", {"ソニー"}), ("13億円", {"KDDI"})],
        ),
        (
            "オラクルはOpenAIと3000億ドル、CoreWeaveはMetaと142億ドルの契約を結んだ。",
            [("3000億ドル", {"オラクル", "OpenAI"}), ("142億ドル", {"CoreWeave", "Meta"})],
        ),
    ],
)
def test_each_sum_of_a_list_stands_for_its_own_names(text, expected):
    assert items(text) == expected


def test_years_and_places_may_be_what_each_counts():
    for text in ("ソニーとKDDIは2024年と25年にそれぞれ10億ドルを投じる。", "ソニーとKDDIはオハイオ州とテキサス州にそれぞれ10億ドルを投じる。"):
        assert all("share" not in e.facts for e in propose(text).frames)


def test_each_of_two_partners_keeps_its_role():
    events = [e for e in propose("ソニーはOpenAIとアームにそれぞれ10億ドルを出資した。").frames if e.trigger.row.word == "出資"]
    assert sorted((r, n.text) for e in events for r, ns in e.roles.items() for n in ns) == [("investee", "OpenAI"), ("investee", "アーム"), ("investor", "ソニー"), ("investor", "ソニー")]


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


def links(text: str, word: str) -> dict[str, str]:
    """The case of each name of a sentence as seen from the first event of a deal word."""
    e = next(e for e in propose(text).frames if e.trigger.row.word == word)
    return {k.name.text: k.case for k in e.links if k.chunk >= 0}


def test_a_data_centre_is_no_data_of_somebody():
    # のデータ of のデータセンター once made the subject one who only says so
    assert links("OpenAIはテキサス州のデータセンターのため、ソフトバンクグループと合弁会社を設立する。", "合弁会社")["OpenAI"] == "subj"


def test_who_says_so_may_be_a_party():
    assert links("オラクルの発表によると、OpenAIと3000億ドルの契約を結んだ。", "契約") == {"オラクル": "source", "OpenAI": "com"}


def test_a_medium_that_says_so_is_none():
    assert links("[ロイター](https://example.com/a)によると、OpenAIは30億ドルを調達した。", "調達") == {"OpenAI": "subj"}


def test_a_deal_word_in_brackets_belongs_to_the_name_before_them():
    text = "去年は、ソニー(344億円を調達)、KDDI(251億円を調達)など。"
    first, second = [e for e in propose(text).frames if e.trigger.row.word == "調達" and e.amount]
    assert {k.name.text: k.case for k in first.links if k.chunk >= 0}["ソニー"] == "host"
    assert {k.name.text: k.case for k in second.links if k.chunk >= 0} == {"ソニー": "beside", "KDDI": "host"}


def test_a_legal_form_tells_of_no_shares():
    # 株式会社 once made every 調達 of such a firm a purchase of shares
    (e,) = [e for e in propose("株式会社みどり電算機は10億円を調達した。").frames if e.trigger.row.word == "調達"]
    assert e.frame == "raise"


def test_clauses_between_a_name_and_a_deal_word_are_counted():
    (e,) = [e for e in propose("ソニーは20億ドルを調達し、KDDIは拠点を広げ、NTTは社員を増やす。").frames if e.trigger.row.word == "調達"]
    assert {k.name.text: k.clauses for k in e.links if k.chunk >= 0} == {"ソニー": 0, "KDDI": 1, "NTT": 2}


SAID = "米オラクルは5日、青葉クラウドに30億ドルを出資し、最大の株主になると発表した。"


def test_what_a_page_says_twice_is_read_once():
    events = propose(f"大型の出資\n\n{SAID}\n\n解説\n\n一方、マイクロソフトは様子を見る。{SAID}").frames
    assert len({e.sentence.index for e in events if e.trigger.row.word == "出資"}) == 1 + 1  # the headline tells of it too


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("A社が10億ドルを調達／B社はC社を買収へ／D社が新拠点を建設", 3),
        ("24時間/365日の監視", 1),
        ("契約額は10億ドル/年で20年間続く見通し", 1),
        ("ソフトバンクはデータセンター/クラウド事業を40億ドルで買収へ", 1),
        ("| ソフトバンク | 米社の買収/クラウド事業の拡大 | デジタルブリッジ |", 1),
        ("データセンター建設/クラウド事業者への投資を発表した。", 1),
        ("価格と料金(月額の利用料/年額の利用料)について", 1),
    ],
)
def test_headlines_strung_together_are_sentences_of_their_own(line, parts):
    assert len(propose(line).sentences) == parts


def test_the_same_words_under_two_names_are_two_deals():
    text = "■ソフトバンク\n・データセンター建設に10億ドルを投じる計画だ\n■オラクル\n・データセンター建設に10億ドルを投じる計画だ\n"
    assert len({e.sentence.index for e in propose(text).frames}) == 2


def test_an_empty_first_heading_has_its_column():
    article = propose("一覧\n| | 買い手 | 金額 |\n|---|---|---|\n| 1 | ソニー | 10億円 |\n")
    s = article.sentences[-1]
    assert Columns(article).heading(s, s.start + s.text.index("ソニー")) == "買い手"


TABLE = """原子力を使う企業
| 買い手 | 売り手 | 規模 |
|---|---|---|
| Google | カイロス・パワー | 500MW |
| Amazon | ソニー | 960MW |
"""


def test_a_table_row_tells_a_deal_by_its_cells():
    rows = [e for e in propose(TABLE).frames if e.trigger.row.word == "(row)"]
    assert [{k.name.text for k in e.links if k.chunk >= 0} for e in rows] == [{"Google", "カイロス・パワー"}, {"Amazon", "ソニー"}]
    assert [c.text for e in rows for c in e.capacities] == ["500MW", "960MW"]


def test_a_cell_has_the_heading_of_its_column():
    article = propose(TABLE)
    columns, s = article.columns, article.frames[-1].sentence
    assert columns.headings(s) == ["買い手", "売り手", "規模"]
    assert [columns.heading(s, s.start + s.text.index(x)) for x in ("Amazon", "ソニー", "960MW")] == ["買い手", "売り手", "規模"]


@pytest.mark.parametrize("text", ["AとB | 共有する\n次の行", "| 1 | 2 |\n| 3 | 4 |", "|\n|---|\n||||", "\t\t\n\t"])
def test_a_table_without_headings_has_none(text):
    article = propose(text)
    assert all(not Columns(article).headings(s) for s in article.sentences)


def test_what_the_title_tells_is_a_fact_for_the_rest():
    events = propose("ソニー、KDDIを買収\n\nソニーは5日、KDDIの株式を取得すると発表した。").frames
    assert [e.facts["title"] for e in events if not e.sentence.heads] == ["acquire"] * sum(not e.sentence.heads for e in events)
    assert all({"ソニーグループ", "KDDI"} <= e.facts["in_title"] for e in events if not e.sentence.heads)
    assert all(e.facts["title"] == "none" for e in events if e.sentence.heads)


def test_stage_words_of_the_whole_sentence_are_facts():
    (e,) = [e for e in propose("ソニーはKDDIを買収すると発表したが、株主の反対で10月に破談となった。").frames if e.trigger.row.word == "買収"]
    assert ("cancelled", "破談") in e.facts["told_after"]
    assert {"told=破談|after"} <= set(status_features(propose("ソニー"), e))


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("ソニーはKDDIを買収すると発表したが、株主の反対で10月に破談となった。", "cancelled"),
        ("ソニーはKDDIを買収すると発表したが、NTTは様子を見る。", "agreed"),
        ("交渉は一度決裂したが、ソニーはKDDIを買収すると発表した。", "agreed"),
    ],
)
def test_what_a_sentence_told_may_come_to_nothing_at_its_end(text, stage):
    (e,) = [e for e in propose(text).frames if e.trigger.row.word == "買収"]
    assert e.status == stage
