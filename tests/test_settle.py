"""From the votes of events to the fields of a record: hand-made votes, one rule at a time."""

from __future__ import annotations

import pytest

from aiinfra_nlp.features import best_side, role_for
from aiinfra_nlp.parties import _no_empty_side, one_per_counterparty
from aiinfra_nlp.records import DEAL_TYPES, ROLES_OF


def record(dtype, amount=None, **parties):
    """Fields of a record; parties by role: ``acquirer="青葉電力"``, several with a space between."""
    named = {c: role for role, names in parties.items() for c in names.split()}
    return {"type": dtype, "amount": amount, "parties": named, "status": "agreed", "capacity": []}


# --- one record for each counterparty ----------------------------------------------------------


@pytest.mark.parametrize(
    ("dtype", "one", "role", "each"),
    [
        ("acquisition", {"acquirer": "青葉電力"}, "target", "ノヴァ電機 森田機工"),
        ("supply", {"provider": "青葉電力"}, "customer", "ノヴァ電機 森田機工 赤石化学"),
        ("supply", {"customer": "青葉電力"}, "provider", "ノヴァ電機 森田機工"),
        ("compute_contract", {"customer": "青葉電力"}, "provider", "ノヴァ電機 森田機工"),
        ("compute_contract", {"provider": "青葉電力"}, "customer", "ノヴァ電機 森田機工"),
        # contract, section 1: one record for each counterparty; train has 11 such sentences, 2 with one record
        ("investment", {"investor": "青葉電力"}, "investee", "ノヴァ電機 森田機工"),
    ],
)
def test_each_counterparty_is_a_deal_of_its_own(dtype, one, role, each):
    fields = record(dtype, **one, **{role: each})
    found = one_per_counterparty(fields)
    (side,) = one
    assert [f["parties"] for f in found] == [{"青葉電力": side, c: role} for c in each.split()]
    rest = {k: v for k, v in fields.items() if k != "parties"}
    assert all({k: v for k, v in f.items() if k != "parties"} == rest for f in found)
    assert len(fields["parties"]) == 1 + len(each.split()), "the fields given are left as they were"


@pytest.mark.parametrize(
    "fields",
    [
        record("acquisition", 50, acquirer="青葉電力", target="ノヴァ電機 森田機工"),
        record("supply", 0, provider="青葉電力", customer="ノヴァ電機 森田機工"),
        record("acquisition", acquirer="青葉電力", target="ノヴァ電機"),
        record("acquisition", acquirer="青葉電力 赤石化学", target="ノヴァ電機"),
        record("acquisition", acquirer="青葉電力 赤石化学", target="ノヴァ電機 森田機工"),
        record("acquisition", acquirer="青葉電力", seller="赤石化学", target="ノヴァ電機 森田機工"),
        record("acquisition", target="ノヴァ電機 森田機工"),
        record("supply", provider="青葉電力 赤石化学", customer="ノヴァ電機 森田機工"),
        record("investment", 50, investor="青葉電力", investee="ノヴァ電機 森田機工"),
        record("investment", investor="青葉電力 赤石化学", investee="ノヴァ電機"),
        record("partnership", partner="青葉電力 ノヴァ電機 森田機工"),
        record("joint_venture", partner="青葉電力 ノヴァ電機"),
        record("capex", investor="青葉電力 ノヴァ電機"),
        record("financing", lender="東部銀行 西部銀行", borrower="青葉電力"),
    ],
)
def test_what_is_one_deal_stays_one(fields):
    assert one_per_counterparty(fields) == [fields]


# --- no empty side -----------------------------------------------------------------------------

SURE = {"青葉電力": 0.9, "ノヴァ電機": 0.3, "森田機工": 0.25, "赤石化学": 0.1}


def filled(dtype, parties, least=0.2, **found):
    """The parties after the rule; ``found`` by role, as in ``record``."""
    parties = record(dtype, **parties)["parties"]
    _no_empty_side(dtype, parties, record(dtype, **found)["parties"], SURE, least)
    return parties


@pytest.mark.parametrize(
    ("dtype", "parties", "found", "added"),
    [
        ("investment", {"investor": "青葉電力"}, {"investor": "青葉電力", "investee": "ノヴァ電機 森田機工"}, {"ノヴァ電機": "investee"}),
        ("investment", {"investee": "青葉電力"}, {"investee": "青葉電力", "investor": "森田機工 赤石化学"}, {"森田機工": "investor"}),
        ("acquisition", {"acquirer": "青葉電力"}, {"acquirer": "青葉電力", "target": "赤石化学"}, {}),
        ("supply", {}, {"customer": "ノヴァ電機", "provider": "森田機工"}, {"ノヴァ電機": "customer", "森田機工": "provider"}),
        # a side that has somebody needs nobody
        ("investment", {"investor": "青葉電力", "investee": "森田機工"}, {"investee": "森田機工 ノヴァ電機"}, {}),
        # a name that is a party already is not made another
        ("investment", {"investor": "青葉電力"}, {"investee": "青葉電力"}, {}),
        # a seller is no side that a deal must have, nor has spending of one's own a second
        ("acquisition", {"acquirer": "青葉電力"}, {"seller": "ノヴァ電機"}, {}),
        ("capex", {"investor": "青葉電力"}, {"investor": "青葉電力 ノヴァ電機"}, {}),
        # partners are one role, but two of them
        ("partnership", {"partner": "青葉電力"}, {"partner": "青葉電力 ノヴァ電機 森田機工"}, {"ノヴァ電機": "partner"}),
        ("joint_venture", {}, {"partner": "ノヴァ電機 森田機工 赤石化学"}, {"ノヴァ電機": "partner", "森田機工": "partner"}),
        ("joint_venture", {"partner": "青葉電力"}, {"partner": "青葉電力 赤石化学"}, {}),
        ("joint_venture", {"partner": "青葉電力 森田機工"}, {"partner": "青葉電力 森田機工 ノヴァ電機"}, {}),
    ],
)  # fmt: skip
def test_an_empty_side_takes_the_likeliest_name(dtype, parties, found, added):
    assert filled(dtype, parties, **found) == record(dtype, **parties)["parties"] | added


@pytest.mark.parametrize(("least", "added"), [(0.3, {"ノヴァ電機": "investee"}), (0.31, {})])
def test_it_must_be_sure_enough(least, added):
    parties = filled("investment", {"investor": "青葉電力"}, least, investee="ノヴァ電機")
    assert parties == {"青葉電力": "investor", **added}


# --- the side that a type has a role for -------------------------------------------------------


@pytest.mark.parametrize(
    ("dtype", "sides", "best"),
    [
        ("compute_contract", {"none": 0.1, "partner": 0.5, "payer": 0.3, "payee": 0.1}, "payer"),
        ("compute_contract", {"none": 0.9, "payer": 0.04, "payee": 0.06}, "payee"),
        ("acquisition", {"seller": 0.5, "payer": 0.3}, "seller"),
        ("supply", {"seller": 0.5, "payee": 0.3}, "payee"),
        ("partnership", {"payer": 0.5, "partner": 0.3}, "payer"),
        ("capex", {"payee": 0.8, "payer": 0.1}, "payer"),
        ("capex", {"none": 0.2, "partner": 0.5, "payer": 0.3}, "partner"),
        ("capex", {"none": 0.2, "payee": 0.8}, None),
        ("supply", {"none": 0.2, "partner": 0.8}, None),
        ("supply", {"none": 1.0}, None),
        ("supply", {}, None),
    ],
)
def test_the_best_side_is_one_that_the_type_has(dtype, sides, best):
    assert best_side(dtype, sides) == best


@pytest.mark.parametrize("dtype", DEAL_TYPES)
def test_every_role_of_a_type_has_a_side(dtype):
    sides = ("payer", "payee", "seller", "partner")
    assert {role_for(dtype, s) for s in sides} - {None} == set(ROLES_OF[dtype])
    for s in sides:
        assert (best_side(dtype, {s: 0.6, "none": 0.4}) == s) == (role_for(dtype, s) is not None)
