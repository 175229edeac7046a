"""What is a name in an article, and what only looks like one."""

from __future__ import annotations

import pytest

from aiinfra_nlp.document import read_article
from aiinfra_nlp.gazetteer import Gazetteer
from aiinfra_nlp.names import canonical
from aiinfra_nlp.pipeline import load, propose
from aiinfra_nlp.pipes.names.entities import Name, _longer, find_names
from aiinfra_nlp.pipes.names.same_names import unite
from aiinfra_nlp.pipes.names.shapes import plausible
from aiinfra_nlp.pipes.names.tickers import before_ticker, is_symbol

TICKERS = [
    "$GOOGLが上がった。",
    "株価は$GOOGLが2%高だった。",
    "$GOOGLが買われ、森田機工は10億ドルを投じる。",
    "森田機工($GOOGL)は10億ドルを投じる。",
    "＄ＧＯＯＧＬが10億ドルを出資した。",
    "US$GOOGLが10億ドルを出資した。",
]


@pytest.mark.model
@pytest.mark.parametrize("text", TICKERS)
def test_the_symbol_of_a_share_is_no_organisation(text):
    article = propose(text)
    assert not [n for n in article.names if "GOOGL" in n.text]
    assert not any("GOOGL" in c or c in ("Alphabet", "Google") for e in article.frames for c in e.names)


@pytest.mark.parametrize("text", TICKERS)
def test_nor_is_it_without_a_recogniser(text):
    article = read_article(text)
    assert not [n for n in find_names(article, Gazetteer.default()) if "GOOGL" in n.text]


def test_a_symbol_does_not_repeat_a_name_of_the_article():
    article = read_article("株式会社HKCは増資した。$HKCは上がり、HKCは喜んだ。")
    found = [n.start for n in find_names(article, Gazetteer.default()) if n.text == "HKC"]
    assert [article.text[i - 1] for i in found] == ["社", "、"]


@pytest.mark.model
def test_the_company_beside_its_symbol_and_a_sum_in_dollars_stay():
    article = propose("グーグル($GOOGL)は、OpenAIに$10億を出資した。")
    assert [n.canonical for n in article.names] == [("Google",), ("OpenAI",)]
    assert [f.currency for f in article.figures] == ["USD"]


@pytest.mark.parametrize(
    ("text", "known", "longer", "stays"),
    [
        ("NTTインドが建てる。", "NTT", "NTTインド", False),
        ("三菱商事ロジスティクスが借りる。", "三菱商事", "三菱商事ロジスティクス", False),
        ("静岡ガス&パワーから受注した。", "静岡ガス", "静岡ガス&パワー", False),
        # what stands beside the name is no part of it, or names the same company
        ("SpaceX・Voltaが組む。", "SpaceX", "SpaceX・Volta", True),
        ("斗山(トュサン)が選ばれた。", "斗山", "斗山(トュサン)", True),
        ("米エヌビディアが買う。", "エヌビディア", "米エヌビディア", True),
    ],
)
def test_a_longer_name_wins_over_its_registered_part(text, known, longer, stays):
    at = text.index(known)
    name = Name(at, at + len(known), known, (canonical(known),), known=True)
    start = text.index(longer)
    assert (_longer(text, [name], [(start, start + len(longer), "ORG", 0.9)]) == [name]) is stays


def test_a_recogniser_that_is_not_sure_takes_nothing_away():
    name = Name(0, 3, "NTT", ("NTT",), known=True)
    assert _longer("NTTインド", [name], [(0, 6, "ORG", 0.4)]) == [name]
    assert _longer("NTTインド", [name], [(0, 6, "PLACE", 0.9)]) == [name]


@pytest.mark.parametrize("surface", ["system integration", "technology development", "TX・NY"])
def test_common_english_words_and_states_are_no_organisation(surface):
    assert not plausible(surface)


@pytest.mark.parametrize("surface", ["marimo", "Game Show Network", "EVO FUND", "GE"])
def test_but_names_in_small_letters_or_capitals_are(surface):
    assert plausible(surface)


def test_a_public_corporation_is_an_organisation_and_an_arm_of_the_state_is_government():
    labels = {n.text: n.label for n in propose("NEDOと金融庁は5億円を出すと発表した。").names}
    assert labels == {"NEDO": "ORG", "金融庁": "GOV"}


def test_names_are_found_in_sentences_without_a_deal_word():
    """A gate on deal words hid a company that is introduced in one sentence and spends in the next."""
    article = propose("港北レンズ株式会社は横浜で眼鏡をつくっている。\n8月に工場を5億円で買った。")
    assert [n.canonical for n in article.names] == [("港北レンズ",)]
    assert not article.sentences[0].relevant


def test_names_of_menus_and_related_headlines_stay_out():
    article = propose("オラクルは5億円を投じる。\n関連記事\n港北レンズ株式会社とは何か")
    assert [n.text for n in article.names] == ["オラクル"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("医薬品のアムジェンAMGN.Oが買収する。", "アムジェン"),
        ("楽天4755.Tが調達した。", "楽天"),
        ("ソニー(6758.T)と組む。", "ソニー"),
        ("NECが納める。", "NEC"),
        ("三菱UFJが融資する。", "三菱UFJ"),
    ],
)
def test_a_name_ends_before_the_symbol_of_its_share(text, name):
    start = text.index(name)
    end = start + len(text[start:].partition("が")[0].partition("と")[0])
    assert text[start : before_ticker(text, start, end)] == name


@pytest.mark.parametrize(("surface", "symbol"), [("AMGN.O", True), ("(6758.T)", True), ("AMGN", False), ("", False)])
def test_a_symbol_has_an_exchange(surface, symbol):
    assert is_symbol(surface) is symbol


def test_the_symbol_alone_is_no_name():
    assert not plausible("6758.T)")
    assert not plausible("MSFT.O")


def test_a_longer_unlisted_name_is_another_organisation():
    names = [
        Name(0, 3, "NTT", ("NTT",), known=True),
        Name(4, 24, "NTT Finance Americas", ("NTT Finance Americas",)),
        Name(25, 33, "NTT Group", ("NTT Group",)),
    ]
    unite("NTTはNTT Finance AmericasとNTT Group", names)
    assert [n.canonical[0] for n in names] == ["NTT", "NTT Finance Americas", "NTT"]


def test_a_short_form_means_the_one_that_was_named_first():
    names = [
        Name(0, 9, "ヒグマ・クラウド", ("ヒグマ・クラウド",)),
        Name(10, 19, "ヒグマ・ロボット", ("ヒグマ・ロボット",)),
        Name(20, 23, "ヒグマ", ("ヒグマ",)),
    ]
    unite("ヒグマ・クラウド、ヒグマ・ロボット、ヒグマ", names)
    assert [n.canonical[0] for n in names] == ["ヒグマ・クラウド", "ヒグマ・ロボット", "ヒグマ・クラウド"]


class _Finds:
    """A recogniser that finds what it is told, with a label and a probability."""

    def __init__(self, text: str, told: dict[str, tuple[str, float]]) -> None:
        self.spans = [(text.index(w), text.index(w) + len(w), *v) for w, v in told.items()]

    def find(self, sentences):
        return [[x for x in self.spans if t and t[0].start <= x[0] < t[-1].end] for t, _ in sentences]


def test_a_doubtful_name_is_a_candidate_and_no_more():
    text = "創薬の三日月は180億円を集めた。"
    article = read_article(text)
    names = find_names(article, Gazetteer.default(), _Finds(text, {"三日月": ("ORG", 0.2)}))
    assert [n.text for n in names] == []
    assert [(n.text, n.label, n.doubtful) for n in article.doubtful] == [("三日月", "ORG", True)]


@pytest.mark.parametrize(
    ("text", "place", "canonical"),
    [
        ("スペインも8億ユーロの資金を配る。", "スペイン", "Spain"),
        ("菊陽町は用地を50億円で売る。", "菊陽町", "菊陽町"),
        ("スペインで8億ユーロの工場を建てる。", "スペイン", None),
        ("北海では8億ユーロを投じる。", "北海", None),
    ],
)
def test_a_place_that_acts_may_be_a_party(text, place, canonical):
    article = read_article(text)
    find_names(article, Gazetteer.default(), _Finds(text, {place: ("PLACE", 0.9)}))
    assert [n.canonical[0] for n in article.doubtful] == ([canonical] if canonical else [])


@pytest.mark.parametrize(
    ("text", "nations"),
    [
        ("政府は1000億円を補助する。", ["Japan"]),
        ("カナダ政府は電池工場に補助を出す。政府は総額を示していない。", ["Canada", "Canada"]),
        ("フランスで工場が建つ。政府が10億ユーロを補助する。", ["France"]),
        ("フランスの工場の話だ。一方、経済産業省によると、政府は1000億円を補助する。", ["Japan"]),
        ("政府系の基金が出資し、政府が補助する。", ["Japan"]),
        ("日本政府は補助を決めた。韓国政府も続く。政府は来年、増やす。", ["Japan", "South Korea", "South Korea"]),
    ],
)
def test_a_government_is_that_which_the_text_speaks_of(text, nations):
    names = find_names(read_article(text), Gazetteer.default())
    assert [n.canonical[0] for n in names if n.kind == "government"] == nations


def test_米バイオ_is_not_the_maker_of_computers():
    assert [m.org.name for m in Gazetteer.default().find("米バイオ製薬の新興が調達した。")] == []
    assert [m.org.name for m in Gazetteer.default().find("VAIOは増資した。バイオは法人向けだ。")] == ["VAIO", "VAIO"]


@pytest.mark.model
def test_the_dot_between_what_it_is_and_its_name_is_no_part_of_the_name():
    text = "米投資ファンド大手・ブルーストーンは、豪データセンター大手・エアチェインを買収する。"
    found = [n.text for n in propose(text, None, load()).names]
    assert found
    assert not any(x.startswith("・") for x in found)
