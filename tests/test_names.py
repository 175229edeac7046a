"""One canonical name for every way to write an organisation."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aiinfra_nlp.names import canonical, key, same_name, short_forms, strip_legal


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("米オラクル", "Oracle"),
        ("オラクル社", "Oracle"),
        ("米オラクル社", "Oracle"),
        ("Oracle Corporation", "Oracle"),
        ("ＯＲＡＣＬＥ", "Oracle"),
        ("米半導体大手エヌビディア", "NVIDIA"),
        ("半導体大手の米エヌビディア", "NVIDIA"),
        ("NVIDIA Corp.", "NVIDIA"),
        ("エヌビディアCEO", "NVIDIA"),
        ("エヌビディアのフアンCEO", "NVIDIA"),
        ("人工知能(AI)新興のアンソロピック", "Anthropic"),
        ("米新興企業アンソロピック", "Anthropic"),
        ("ソフトバンクグループ傘下の英アーム", "Arm"),
        ("英アーム", "Arm"),
        ("ソフトバンクグループ", "SoftBank Group"),
        ("ソフトバンクグループ株式会社", "SoftBank Group"),
        ("ｿﾌﾄﾊﾞﾝｸｸﾞﾙｰﾌﾟ㈱", "SoftBank Group"),
        ("SBG", "SoftBank Group"),
        ("デル テクノロジーズ", "Dell Technologies"),
        ("株式会社日立製作所", "日立製作所"),
        ("台湾積体電路製造", "TSMC"),
        ("米国政府", "United States"),
        ("経済産業省", "METI"),
        ("経産省", "METI"),
        ("Amazon Web Services, Inc.", "Amazon Web Services"),
        # nobody listed these: cleaned only
        ("株式会社みどり電算機", "みどり電算機"),
        ("(株)みどり電算機", "みどり電算機"),
        ("米ミドリテックス", "ミドリテックス"),
        ("米ホゲライト社", "ホゲライト"),
        ("AIスタートアップのホゲライト", "ホゲライト"),
        ("独ホゲライト・システムズGmbH", "ホゲライト・システムズGmbH"),
        ("Hogelight GmbH", "Hogelight"),
        ("決済大手・ホゲライト", "ホゲライト"),
        ("データセンター運営ホゲライト", "ホゲライト"),
        # what looks like a prefix is part of the name
        ("ホゲライト・ベンチャー・キャピタル", "ホゲライト・ベンチャー・キャピタル"),
        ("ミドリベンチャー・パートナーズ", "ミドリベンチャー・パートナーズ"),
        ("ミドリベンチャー投資", "ミドリベンチャー投資"),
        ("みどり製紙企業組合", "みどり製紙企業組合"),
        ("クラウド提供サービス", "クラウド提供サービス"),
        ("日ノ本信用金庫", "日ノ本信用金庫"),
        ("みどり新聞西部本社", "みどり新聞西部本社"),
        ("みどり西日本社", "みどり西日本"),
        ("米ノギワ電算", "ノギワ電算"),
        ("KDDI通販ホゲ", "KDDI通販ホゲ"),
        ("中国電力", "中国電力"),
        ("インドネシア中央電算機", "インドネシア中央電算機"),
        ("米子中央電算機", "米子中央電算機"),
        ("日本製鉄", "日本製鉄"),
        ("日本みどり電算機", "日本みどり電算機"),
        ("日本ホゲライト", "日本ホゲライト"),
        ("日本エヌビディア", "NVIDIA"),
        ("アメリカ・エヌビディア", "NVIDIA"),
        ("日本IBM", "日本IBM"),
        ("みどり環境公社", "みどり環境公社"),
        ("みどり日日新聞社", "みどり日日新聞社"),
    ],
)
def test_canonical(surface, name):
    assert canonical(surface) == name


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Oracle", "米オラクル"),
        ("Oracle Inc.", "oracle"),
        ("デル・テクノロジーズ", "Dell"),
        ("株式会社みどり電算機", "みどり 電算機"),
        ("Hogelight, Inc.", "HOGELIGHT"),
    ],
)
def test_same_name(a, b):
    assert same_name(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("SoftBank Group", "ソフトバンク"),
        ("Google", "Alphabet"),
        ("Amazon", "AWS"),
        ("三菱商事", "三菱重工業"),
        ("NTT", "NTTデータ"),
        ("Cisco", "Cis"),
    ],
)
def test_different_names(a, b):
    assert not same_name(a, b)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("デル・テクノロジーズ", "デル"),
        ("ソフトバンクグループ", "SBG"),
        ("ソフトバンクグループ", "ソフトバンクG"),
        ("株式会社マクニカホールディングス", "マクニカ"),
        ("みどり電算ホールディングス", "みどり電算HD"),
        ("みどりフィナンシャルグループ", "みどりFG"),
        ("三菱UFJ銀行", "三菱UFJ"),
        ("Hogelight Technologies Inc.", "Hogelight"),
        ("Midori Computing Works", "MCW"),
        ("ホゲライト・マテリアルズ", "ホゲライト"),
    ],
)
def test_short_forms(full, short):
    assert short in short_forms(full)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("アドバンスト・ホゲ・デバイシズ", "アドバンスト"),
        ("日本電力", "日本"),
        ("General Hoge Technologies", "General"),
        ("東北ホールディングス", "東北"),
    ],
)
def test_no_short_form_that_means_anything(full, short):
    assert short not in short_forms(full)


def test_legal_forms_are_words():
    assert strip_legal("Cisco") == "Cisco"
    assert strip_legal("Hogelight Co., Ltd.") == "Hogelight"


@given(st.text(max_size=30))
@example('."0')
@example('."."0')
def test_never_fails_and_settles(text):
    once = canonical(text)
    assert canonical(once) == once or key(canonical(once)) == key(once)
    assert all(len(x) >= 2 for x in short_forms(text))
    assert same_name(text, text)
