"""Whom references mean: hand-made articles, names and expectations in the text itself.

``[青葉クラウド|kind]`` is a name (kind may be left out), ``{同社=青葉クラウド}`` a reference with
the names expected, separated by ``+``; ``{同社=}`` must stay unresolved.
"""

from __future__ import annotations

import re
import time

import pytest

from aiinfra_nlp.document import read_article
from aiinfra_nlp.pipeline import load, propose
from aiinfra_nlp.pipes.coreference.references import Resolved, resolve
from aiinfra_nlp.pipes.names.entities import Name
from aiinfra_nlp.resources import read_tsv
from aiinfra_nlp.systems import doc_prediction

_MARK = re.compile(r"\[([^\[\]|]+)(?:\|(\w+))?\]|\{([^{}=]+)=([^{}]*)\}")
_LABELS = {"ministry": "GOV", "government": "GOV", "agency": "GOV", "person": "PERSON"}


def read_markup(marked: str):
    """Text, names and expected references of an article in the markup of this module."""
    text, names, expected, last = "", [], {}, 0
    for m in _MARK.finditer(marked):
        text += marked[last : m.start()]
        last = m.end()
        surface = m.group(1) or m.group(3)
        if m.group(1):
            kind = m.group(2) or "other"
            names.append(
                Name(len(text), len(text) + len(surface), surface, (surface,), kind, _LABELS.get(kind, "ORG"))
            )
        else:
            expected[len(text), surface] = tuple(n for n in m.group(4).split("+") if n)
        text += surface
    text += marked[last:]
    assert not re.search(r"[\[\]{}|]", text), "bad markup"
    return text, names, expected


def resolved(marked: str):
    """What is found at each expected place, and what is expected there."""
    text, names, expected = read_markup(marked)
    found = resolve(read_article(text), names)
    got = {(n.start, n.text): n.canonical for n in found if n.reference}
    return {k: got.get(k, ()) for k in expected}, expected, found


ONE = [
    "「{われわれ=青葉クラウド}は4年で50億ドルを投じる」。[青葉クラウド]の[星野健|person]CEOは6日、こう語った。",
    "[青葉クラウド]の発表\n私たちの暮らしは変わる。{われわれ=}は備えるべきだ。",
    "[青葉クラウド]と[ノヴァ電機]は大きな契約を抱える。{前者=青葉クラウド}は5年、{後者=ノヴァ電機}は3年の契約だ。",
    "[青葉クラウド]、新拠点に50億円\n[青葉クラウド]は10日、仙台市に拠点を建てると発表した。{同社=青葉クラウド}は来春の稼働をめざす。",
    "[ノヴァ電機]に出資\n[青葉クラウド]は、電源装置の[ノヴァ電機]と提携し、{同社=ノヴァ電機}を引受先とする増資を決めた。",
    "[森田機工]が増産\n[森田機工]は80億円を投じる。[日報新聞|media]が報じた。{同社=森田機工}は工場を広げる。",
    "[杜の信用金庫|bank]、協調融資\n[杜の信用金庫|bank]は[東部銀行|bank]とともに30億円を貸す。幹事は{同信金=杜の信用金庫}が務める。",
    "[経済振興省|ministry]は[森田機工]に補助金を出す。{同省=経済振興省}の予算は20億円。",
    "[森田機工]は工場を建てる。{同社=赤石化学}([赤石化学])は資材を納める。",
    "[森田機工]の買収\n[青葉クラウド]は[森田機工]を買う。{親会社=ノヴァ電機}の[ノヴァ電機]は売却を急ぐ。",
    "[赤石化学]など{3社=赤石化学+森田機工+ノヴァ電機}に是正命令\n[赤石化学]、[森田機工]、[ノヴァ電機](NVE)の{3社=赤石化学+森田機工+ノヴァ電機}は10日、命令を受けた。",
    "[ヒノデ電池]が増資\n[ヒノデ電池]は資金を集めた。新しい株主は名を明かしていない。\n{会社=ヒノデ電池}は「順調だ」としている。",
]
GROUPS = [
    "[青葉クラウド]と[ノヴァ電機]が提携\n[青葉クラウド]と[ノヴァ電機]は10日、提携した。{両社=青葉クラウド+ノヴァ電機}は電源を共同で開発する。",
    "[青葉クラウド]、[ノヴァ電機]、[森田機工]の{3社=青葉クラウド+ノヴァ電機+森田機工}は合弁をつくる。",
    "{3社=青葉クラウド+ノヴァ電機+森田機工}は[青葉クラウド]、[ノヴァ電機]、[森田機工]で、それぞれ10億円を出す。",
    "貸し手は[東部銀行|bank]と[西部銀行|bank]の{2行=東部銀行+西部銀行}。",
]
SELF = [
    "株式会社[森田機工]\n\n受注のお知らせ\n\n{当社=森田機工}は[赤石化学]より設備を受注しました。",
    "[森田機工]株式会社(本社:仙台市、以下「{当社=森田機工}」)は[赤石化学]株式会社と契約しました。{当社=森田機工}の売上高は増える見込みです。",
    "[森田機工]が[赤石化学]と契約した。[赤石化学]の佐藤一郎社長は「{当社=赤石化学}の転機になる」と述べた。",
    "[森田機工]は[赤石化学]株式会社(以下「公開買付者」)の買付けに応じる。{公開買付者=赤石化学}は株を集める。",
]
OTHERS = [
    "[マスダ・ケン|person]氏の投資が話題だ。{同氏=マスダ・ケン}は電池に出資した。",
    "[森田機工]と[赤石化学]は新会社「[杜の電池]」を設ける。{新会社=杜の電池}は来年動き出す。",
    "[宮野県|government]は補助先を決めた。{県=宮野県}は3億円を交付する。",
]


@pytest.mark.parametrize("marked", [*ONE, *GROUPS, *SELF, *OTHERS])
def test_resolves(marked):
    got, expected, _ = resolved(marked)
    assert {k: set(v) for k, v in got.items()} == {k: set(v) for k, v in expected.items()}


@pytest.mark.parametrize(
    "text",
    [
        "[森田機工]の役員と{同社=}長が会見した。",
        "[森田機工]の{親会社=}アルファ電機が出資した。",
        "[森田機工|bank]の頭取も{同行=}した。",
        "[森田機工]と[赤石化学]が争い、応募は上位{3社=}に絞られた。",
        "[森田機工]は{3社=}目の提携先だ。",
        "[森田機工]と[赤石化学]は計1{2社=}に納める。",
        "[森田機工]と[赤石化学]は第{三者=}割当増資を引き受ける。",
        "{同社=}は誰のことか分からない。",
    ],
)
def test_leaves_other_words_alone(text):
    got, expected, _ = resolved(text)
    assert got == expected


def test_definition_gives_a_further_name():
    marked = "株式会社[東北開発銀行|bank](以下「東開銀」)は[森田機工]に融資した。東開銀は期間を10年とした。"
    _, _, found = resolved(marked)
    short = [n for n in found if n.text == "東開銀"]
    assert [n.canonical for n in short] == [("東北開発銀行",)] * 2
    assert not any(n.reference for n in short)
    assert [n.start for n in found] == sorted(n.start for n in found)


def test_definition_of_a_company_nobody_listed():
    text = "ツバメ計測株式会社(本社:津市、以下「ツバメ」)は20億円を調達した。ツバメは人を雇う。"
    found = resolve(read_article(text), [])
    assert {n.canonical for n in found} == {("ツバメ計測",)}


def test_group_is_followed_up():
    marked = "[青葉クラウド]と[ノヴァ電機]は提携した。[森田機工]は加わらない。{両社=青葉クラウド+ノヴァ電機}の売上高は計100億円。"
    got, expected, _ = resolved(marked)
    assert got == expected


def test_offsets_on_the_doc_are_those_of_the_text_as_given():
    text = "森田機工株式会社（本社：仙台市）は１０日、８０億円を投じると発表した。同社は㈱の表記を使わない。"
    doc = load()(load().make_doc(text))
    assert all(isinstance(r, Resolved) for r in doc._.references)
    (reference,) = doc._.references
    assert text[reference.start : reference.end] == "同社"
    assert doc_prediction(doc).references == [(reference.start, reference.end, reference.names)]


def test_no_references_no_change():
    names = read_markup("[森田機工]は工場を建てる。")[1]
    assert resolve(read_article("森田機工は工場を建てる。"), names) == names


def test_weights_are_known_facts_of_two_models():
    rows = read_tsv("reference_weights", ("model", "fact", "weight"))
    assert {r["model"] for r in rows} == {"one", "group"}
    assert all(abs(float(r["weight"])) < 10 and r["source"] for r in rows)


def test_a_ticker_in_a_bracket_does_not_end_a_counted_list():
    text = "増資で調達し、双葉電機(285A)、星野電工(HSNO)、森田機工子会社の赤石化学、大江建材の4社が引き受けた。"
    (four,) = [n for n in propose(text, "2025-10-01").names if n.text == "4社"]
    assert four.canonical == ("双葉電機", "星野電工", "赤石化学", "大江建材")


@pytest.mark.parametrize("gap", [" , " * 400, "と、" * 400, " 、" * 400])
def test_a_row_of_marks_between_names_takes_no_time(gap):
    """The pattern of what joins the members of a group took seconds for sixteen empty cells."""
    started = time.process_time()
    propose(f"双葉電機{gap}星野電工は提携した。2社は50億円で契約した。", "2025-10-01")
    assert time.process_time() - started < 5
