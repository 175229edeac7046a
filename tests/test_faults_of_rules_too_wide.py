"""Where rules did too much: sentences whose deal a rule meant for others took away."""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals


def deals(text: str) -> list[str]:
    """Each deal as its type, its parties and its sum."""
    return sorted(
        " ".join([d.type, *sorted(f"{p.role}:{p.name}" for p in d.parties), *([str(d.amount.value)] if d.amount and d.amount.value else [])])
        for d in extract_deals(text, article_date="2025-10-01")
    )


@pytest.mark.parametrize(("text", "exchange"), [
    ("双葉電機は東京証券取引所に売買システムを納入した。", "東京証券取引所"),
    ("双葉電機は大阪取引所に取引を監視するシステムを10億円で納入する。", "大阪取引所"),
    ("双葉電機はニューヨーク証券取引所にデータセンターでの取引を支えるクラウドを提供する契約を結んだ。", "ニューヨーク証券取引所"),
    ("東証での取引を支えるシステムを双葉電機が受注した。", "東京証券取引所"),
])  # fmt: skip
def test_an_exchange_whose_trade_a_system_runs_is_its_customer(text, exchange):
    (d,) = deals(text)
    assert f"customer:{exchange}" in d and "provider:双葉電機" in d


def test_a_language_before_han_likens_nobody_to_the_name_behind_it():
    assert deals("双葉電機は英語版星野AIを買収した。") == ["acquisition acquirer:双葉電機 target:星野AI"]
