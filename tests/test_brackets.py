"""A name and its other spelling in the bracket behind it."""

from __future__ import annotations

import pytest

from aiinfra_nlp.pipeline import propose


def named(text: str) -> dict[str, tuple[str, ...]]:
    """Canonical names of the organisations and governments that are named."""
    return {n.text: n.canonical for n in propose(text, "2025-10-01").names if n.label in ("ORG", "GOV")}


@pytest.mark.parametrize(
    ("text", "spellings"),
    [
        ("米クラウド大手のNorthwind, Inc.（ノースウインド）に譲る。", ("Northwind, Inc.", "ノースウインド")),
        ("オンライン証券のゼファルド(Zephald)が10億ドルを出資した。", ("ゼファルド", "Zephald")),
        ("予備の交渉相手には大韓電線、斗山(トュサン)、CJの各陣営が選ばれた。", ("斗山", "トュサン")),
    ],
)
def test_both_spellings_are_one_organisation(text, spellings):
    found = named(text)
    assert len({found[s] for s in spellings}) == 1


def test_a_place_in_a_bracket_is_no_spelling():
    assert "カリフォルニア" not in named("米Northwind(カリフォルニア)は10億ドルを出資した。")


def test_a_name_is_found_again_in_the_other_script_further_on():
    found = named("ゼファルドがNorthwindに出資する。ノースウインドは電力会社だ。")
    assert found["ノースウインド"] == found["Northwind"]
    assert found["ゼファルド"] != found["Northwind"]


def test_a_word_of_the_dictionary_with_its_reading_is_parted():
    article = propose("焼酎大手の眞露(ジンロ)を売る。", "2025-10-01")
    assert [t.text for t in article.sentences[0].tokens if "露" in t.text or "ジンロ" in t.text] == ["眞露", "ジンロ"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("引受先には双葉職員共済会が加わり、100億円を出資した。", "双葉職員共済会"),
        ("傘下にあるGame Show Network, LLCのゲーム部門を譲る。", "Game Show Network, LLC"),
        ("Pratt & Whitneyは星野電工と契約した。", "Pratt & Whitney"),
        ("ジョー・バイデン政権下の2022年に成立した。", "ジョー・バイデン政権"),
        ("英国ピルキントン社が10億ドルを出資した。", "ピルキントン社"),
    ],
)
def test_a_name_that_its_form_gives_away(text, name):
    assert name in named(text)


def test_a_name_cut_at_its_dot_and_called_a_company_is_the_name_in_full():
    """ブイ社 of ブイ・テクノロジー was a company of its own."""
    found = named("ゼフ・テクノロジーは10億円を双葉電機に出資した。ゼフ社は8日、増資に応じると発表した。")
    assert found["ゼフ社"] == found["ゼフ・テクノロジー"]


def test_a_name_half_in_katakana_is_the_one_in_latin_letters():
    """GIパートナーズ beside GI Partners was a second party."""
    found = named("GI Partnersがデータセンター2拠点を買収\n双葉データは、2カ所の施設を投資会社GIパートナーズへ売却したと発表した。")
    assert found["GIパートナーズ"] == found["GI Partners"]
    found = named("HOキャピタルとHO Venturesが双葉電機に10億円を出資した。")
    assert found["HOキャピタル"] != found["HO Ventures"]
