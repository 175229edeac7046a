"""The registry and its matcher: whole words of both scripts, ambiguous names, user tables, speed."""

import importlib.util
import re
import time
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from aiinfra_nlp.borders import bounded, marked
from aiinfra_nlp.errors import DataError
from aiinfra_nlp.gazetteer import KINDS, Gazetteer, parse_row
from aiinfra_nlp.normalize.fold import fold
from aiinfra_nlp.spellings import spellings

REGISTRY = Gazetteer.default()
NAMES = sorted({a for o in REGISTRY.organisations.values() if not o.ambiguous for a in (o.name, *o.aliases)})


def names(text: str) -> list[tuple[str, str]]:
    return [(m.surface, m.org.name) for m in REGISTRY.find(fold(text).text)]


def check_registry():
    path = Path(__file__).parent.parent / "scripts" / "check_registry.py"
    spec = importlib.util.spec_from_file_location("check_registry", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_registry_has_no_problem():
    module = check_registry()
    assert list(module.problems(module.load())) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("米オープンAIは米オラクルと契約した", [("オープンAI", "OpenAI"), ("オラクル", "Oracle")]),
        ("エヌビディア、インテルに50億ドル出資へ", [("エヌビディア", "NVIDIA"), ("インテル", "Intel")]),
        ("NVIDIA製GPUを購入", [("NVIDIA", "NVIDIA")]),
        ("ＯＲＡＣＬＥとＯｐｅｎＡＩ", [("ORACLE", "Oracle"), ("OpenAI", "OpenAI")]),
        ("ｿﾌﾄﾊﾞﾝｸｸﾞﾙｰﾌﾟが出資", [("ソフトバンクグループ", "SoftBank Group")]),
        ("デルテクノロジーズ", [("デルテクノロジーズ", "Dell Technologies")]),
        ("日立製作所とNTTデータが提携", [("日立製作所", "日立製作所"), ("NTTデータ", "NTTデータグループ")]),
        ("グーグル親会社が投資", [("グーグル親会社", "Alphabet")]),
        ("米政府と日本政府は合意", [("米政府", "United States"), ("日本政府", "Japan")]),
        (
            "マイクロソフト・オラクル・エヌビディアの3社",
            [("マイクロソフト", "Microsoft"), ("オラクル", "Oracle"), ("エヌビディア", "NVIDIA")],
        ),
        (
            "OpenAI/Oracle、AMD/TSMC",
            [("OpenAI", "OpenAI"), ("Oracle", "Oracle"), ("AMD", "AMD"), ("TSMC", "TSMC")],
        ),
    ],
)
def test_finds(text, expected):
    found = names(text)
    assert [x for x in expected if x not in found] == []


@pytest.mark.parametrize(
    "text",
    [
        "NECKを注文",
        "メタンの排出",
        "メタバース市場は拡大、AIとデータセンター",
        "日立市に工場を建てる",
        "アマゾン川の流域",
        "アマゾン熱帯雨林",
        "ロボットアームを動かす",
        "コア技術を生かす",
        "さくらの開花",
        "アルファベット順に並べる",
        "豊田市で生産",
        "氏名を大和で登録",
        "メタ分析によるとAIは",
        "INTELLIGENCEとGOOGLEPLEX",
        "SAMSUNGXとAppleton",
        "日経平均株価は反発した",
        "愛知県に工場を建てる",
    ],
)
def test_does_not_find(text):
    assert names(text) == []


@pytest.mark.parametrize(
    ("without", "with_context", "name"),
    [
        ("アームを伸ばす", "半導体設計のアームは上場した", "Arm"),
        ("アームを伸ばす", "英アームの株価", "Arm"),
        ("メタを読む", "米メタはデータセンターに投資", "Meta"),
        ("さくらが咲く", "さくらはGPUクラウドに投資。さくらインターネットは", "さくらインターネット"),
    ],
)
def test_ambiguous_names_need_evidence(without, with_context, name):
    assert names(without) == []
    assert name in [n for _, n in names(with_context)]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(NAMES),
    st.text(alphabet="あいうのはをが、。(「 \n🎉", max_size=8),
    st.sampled_from("はがを、。」)に"),
)
def test_spans_are_right_anywhere(name, before, after):
    form = fold(name).text
    assume(form[0] not in "のはをがあいう" and len(form) > 1)
    text = f"{before}、{form}{after}"
    found = REGISTRY.find(text)
    assert all(text[m.start : m.end] == m.surface for m in found)
    assert (len(before) + 1, form) in [(m.start, m.surface) for m in found] or name[-1] in "都道府県市区町村"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="OpenAIエヌビディアオラクル日立製作所東芝米社・はと12 ", max_size=60))
def test_matches_never_overlap_nor_cut_words(text):
    found = REGISTRY.find(text)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    for m in found:
        before, after = text[m.start - 1 : m.start], text[m.end : m.end + 1]
        assert not (
            before.isascii() and before.isalnum() and m.surface[0].isascii() and m.surface[0].isalnum()
        )
        assert not (
            after.isascii() and after.isalnum() and m.surface[-1].isascii() and m.surface[-1].isalnum()
        )


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("東芝製", "東芝", True),
        ("東芝町", "東芝", False),
        ("東日本銀行", "日本銀行", False),
        ("大手三菱商事", "三菱商事", True),
        ("アリババグループは", "アリババ", True),
        ("アリババグループウェア", "アリババ", False),
        ("ボッシュ・レックスロス", "ボッシュ", False),
        ("ロバート・ボッシュ", "ボッシュ", False),
        ("日立証券", "日立", False),
        ("AT&T", "AT", False),
        ("GE-HealthCare", "GE", False),
        ("NVIDIA-based", "NVIDIA", True),
        ("OpenAI's", "OpenAI", True),
        ("www.google.com", "google", False),
    ],
)
def test_borders(text, name, expected):
    start = text.index(name)
    assert bounded(text, start, start + len(name)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("米コアは", True), ("コア社は", True), ("株式会社コア", True), ("コアは", False), ("新コアは", False)],
)
def test_marks_of_an_organisation(text, expected):
    start = text.index("コア")
    assert marked(text, start, start + 2) is expected


@pytest.mark.parametrize(
    ("alias", "form"),
    [
        ("デル・テクノロジーズ", "デルテクノロジーズ"),
        ("OpenAI", "OPENAI"),
        ("NVIDIA", "Nvidia"),
        ("ヴァンテージ", "バンテージ"),
        ("ウエスタンデジタル", "ウェスタンデジタル"),
        ("日本コンピュータ", "日本コンピューター"),
    ],
)
def test_spellings(alias, form):
    assert form in spellings(alias)


def test_short_latin_names_keep_their_capitals():
    assert spellings("Arm") == ("Arm",)


def table(tmp_path, *rows: str) -> str:
    path = tmp_path / "mine.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def test_user_rows_add_and_win(tmp_path):
    mine = Gazetteer.load(
        extra=table(
            tmp_path,
            "name\taliases\tambiguous",
            "みどり電算\tミドリ|みどり\tみどり:電算",
            "Oracle\tオラ社\t",
            "My Arm\tARM Japan|エヌビディア\t",
        )
    )
    found = {m.surface: m.org.name for m in mine.find("ミドリとオラ社とオラクルとエヌビディア。みどりの丘")}
    assert found == {
        "ミドリ": "みどり電算",
        "オラ社": "Oracle",
        "オラクル": "Oracle",
        "エヌビディア": "My Arm",
        "みどり": "みどり電算",
    }
    assert len(mine) >= len(REGISTRY)


def test_a_row_without_a_kind_has_that_of_the_organisation_it_renames(tmp_path):
    mine = Gazetteer.load(
        extra=table(
            tmp_path,
            "name\taliases\tkind",
            "My Lab\tOpenAI|オープンAI\t",
            "My Chip\tエヌビディア\tcloud",
            "Oracle\tオラ社\t",
            "北港クラウド\t北港ク\t",
        )
    )
    kinds = {m.org.name: m.org.kind for m in mine.find("OpenAIとエヌビディアとオラ社と北港クラウド")}
    assert kinds == {
        "My Lab": "ai_lab",
        "My Chip": "cloud",
        "Oracle": REGISTRY.lookup("Oracle").kind,
        "北港クラウド": "",
    }


def test_the_readme_lists_every_kind():
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    told = readme.partition("The kind helps to tell")[2].partition("(no party of a deal)")[0]
    assert set(re.findall(r"`(\w+)`", told)) == KINDS


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["name\taliases", "\tミドリ"], ["row 2", "empty", "canonical name"]),
        (["name\taliases\tkind", "みどり\tミドリ\tcompany"], ["row 2", "'company'", "use one of", *KINDS]),
        (["name\taliases\tambiguous", "みどり\tミドリ\tみどり"], ["row 2", "'みどり'", "alias:context"]),
        (
            ["name\taliases", "みどり\tミドリ", "あおい\tアオイ|ミドリ"],
            ["row 3", "'ミドリ'", "row 2", "keep it in one"],
        ),
        (["name\talias", "みどり\tミドリ"], ["aliases", "header"]),
        (["name\taliases", "みどり"], ["row 2", "cells"]),
    ],
)
def test_wrong_user_rows_say_what_to_do(tmp_path, rows, words):
    path = table(tmp_path, *rows)
    with pytest.raises(DataError) as error:
        Gazetteer.load(extra=path)
    assert [w for w in [path, *words] if w not in str(error.value)] == []


def test_alias_is_no_context_of_its_own():
    with pytest.raises(DataError, match="no context of its own"):
        parse_row({"name": "A社", "aliases": "", "ambiguous": "コア:コア"}, "row 2")


def test_speed():
    text = "同社は昨年、米オラクルや半導体大手のエヌビディアと供給契約を結ぶ方針を固めたと発表した。" * 5000
    start = time.process_time()
    found = REGISTRY.find(text)
    assert len(found) == 10000
    assert (
        len(text) / (time.process_time() - start) > 1_000_000
    )  # 3 million on an idle core


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("株式会社日立製作所は", "株式会社日立製作所"),
        ("日立製作所(株)は", "日立製作所(株)"),
        ("みずほ銀行株式会社は", "みずほ銀行株式会社"),
        ("Apple Inc.は", "Apple Inc."),
        ("Oracle, Inc.は", "Oracle, Inc."),
        ("Anthropic530億ドル", "Anthropic"),
        ("OpenAI CEOの", "OpenAI"),
        ("NVIDIA GB300を", "NVIDIA"),
        ("アリババ・グループは", "アリババ・グループ"),
        ("メーカー東芝は", "東芝"),
    ],
)
def test_span(text, surface):
    assert [m.surface for m in REGISTRY.find(text)] == [surface]


@pytest.mark.parametrize(
    "text", ["Tesla Gigapressは", "クラシマ理研は", "双子川重工は", "南海電力は", "H100Nvidia2は"]
)
def test_part_of_a_longer_name(text):
    assert names(text) == []


def test_a_bank_is_called_by_its_group():
    assert names("三菱UFJは出資した")[0][1] == "Mitsubishi UFJ Financial Group"
    assert {n for _, n in names("三菱UFJ銀行は融資した。三菱UFJが主導した")} == {"三菱UFJ銀行"}


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_searched(text):
    folded = fold(text).text
    assert all(folded[m.start : m.end] == m.surface for m in REGISTRY.find(folded))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*NAMES[:3000:7], " ", "²", "Inc.", "・", "株式会社", "の", "1", "X", "-", "米"]),
        max_size=8,
    )
)
def test_any_sequence_of_names_can_be_searched(parts):
    text = fold("".join(parts)).text
    found = REGISTRY.find(text)
    assert all(text[m.start : m.end] == m.surface for m in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


def test_a_legal_form_belongs_to_one_name():
    assert [m.surface for m in REGISTRY.find("みずほ株式会社日立製作所")] == ["みずほ株式会社", "日立製作所"]


def test_a_namesake_beside_its_group_in_full_is_itself():
    """ソフトバンクとソフトバンクグループ were one party."""
    found = Gazetteer.default().find("ソフトバンクとソフトバンクグループが新会社を設立した。孫正義氏が率いる。")
    assert [m.org.name for m in found if m.org.kind != "person"] == ["SoftBank Corp.", "SoftBank Group"]
