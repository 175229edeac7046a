"""Names in katakana and in Latin letters that sound alike, against the registry's own pairs."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiinfra_nlp.gazetteer import Gazetteer
from aiinfra_nlp.sounds import FAR, SURE, alike, distance, initials

_KATAKANA = re.compile(r"[ァ-ヺー・]{3,}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 .&'\-]{2,}")


def _pairs() -> list[tuple[str, list[str]]]:
    """Each katakana spelling of the registry with the Latin ones of the same organisation."""
    pairs = []
    for org in Gazetteer.default().organisations.values():
        forms = (org.name, *org.aliases)
        latin = [f for f in forms if _LATIN.fullmatch(f)]
        pairs += [(f, latin) for f in forms if latin and _KATAKANA.fullmatch(f)]
    return pairs


def test_most_pairs_of_the_registry_sound_alike_and_chance_pairs_do_not():
    pairs = _pairs()
    assert len(pairs) > 2000
    rng = random.Random(1)
    near = [min(distance(k, x) for x in latin) for k, latin in pairs]
    chance = [distance(k, rng.choice(rng.choice(pairs)[1])) for k, _ in pairs]
    assert sum(d <= FAR for d in near) / len(pairs) > 0.84
    assert sum(d <= FAR for d in chance) / len(pairs) < 0.015
    assert sum(d <= SURE for d in near) / len(pairs) > 0.72
    assert sum(d <= SURE for d in chance) / len(pairs) < 0.003


@pytest.mark.parametrize(
    ("katakana", "latin", "expected"),
    [
        ("ノースウインド", "Northwind", True),
        ("ブルーフィールド", "Bluefield Inc.", True),
        ("ゼファルド", "Zephald", True),
        ("ノースウインド", "Bluefield", False),
        ("アオイ", "Aoi", False),  # no consonant to compare
    ],
)
def test_alike(katakana, latin, expected):
    assert alike(katakana, latin) is expected


@pytest.mark.parametrize(
    ("katakana", "latin", "expected"),
    [
        ("フォレスト・シェアホルダー・サービシーズ", "FSS", True),
        ("アトラス・エナジー", "AE", True),
        ("フォレスト・サービシーズ", "FSS", False),
        ("フォレスト・サービシーズ", "FK", False),
    ],
)
def test_initials(katakana, latin, expected):
    assert initials(katakana, latin) is expected


@given(st.text(alphabet=st.characters(min_codepoint=0x30A1, max_codepoint=0x30FC), max_size=20), st.text(max_size=20))
def test_any_two_strings_have_a_distance(katakana, latin):
    assert 0.0 <= distance(katakana, latin) <= 1.0
    assert alike(katakana, latin) in (True, False)
