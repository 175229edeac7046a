"""What broke where a deal is told twice or in parts, and where who says it stands apart, in made-up sentences.

Each test is named after the fault. The cases, sums and stages that the rules give; records only where a rule decides them.
"""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.finish import _once


def events(text: str, word: str):
    return [e for e in propose(text).frames if e.trigger.row.word == word]


def links(text: str, word: str) -> dict[str, str]:
    (e, *_) = events(text, word)
    return {k.name.text: k.case for k in e.links if k.chunk >= 0}


# --- the same deal twice ---------------------------------------------------------------------


def draft(parties: dict[str, str], value: int, date: str | None = None, **facts):
    amount = SimpleNamespace(value=Decimal(value), low=None, high=None, currency="USD", alt=None)
    day = SimpleNamespace(iso=date) if date else None
    return SimpleNamespace(events=[SimpleNamespace(facts=facts)]), {"type": "investment", "parties": parties, "amount": amount, "date": day, "stake": None}


A, B, C = {"双葉電機": "investor"}, {"森田AI": "investee"}, {"星野電工": "investor"}


def test_a_deal_is_put_out_once():
    led, gave = draft(A | B, 50), draft(A | B, 50, "2025-03")
    assert len(_once([led, gave])) == 1
    assert _once([draft(B, 50), gave]) == [gave]


def test_two_days_two_payers_two_sums_or_two_shares_are_two_deals():
    one = draft(A | B, 50, "2025-03")
    assert len(_once([one, draft(A | B, 50, "2025-09")])) == 2
    assert len(_once([one, draft(C | B, 50)])) == 2
    assert len(_once([one, draft(A | B, 60)])) == 2
    assert len(_once([draft(A | B, 50, share=(1, 0)), draft(A | B, 50, share=(1, 1))])) == 2
