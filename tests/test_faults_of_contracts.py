"""What broke in contracts, loans and grants, in made-up sentences: who signs, who pays, whose plan it is.

Each test is named after the fault. What the rules give: events, cases, roles and stages; records where a rule decides them.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp.pipeline import propose


def events(text: str, word: str):
    return [e for e in propose(text).frames if e.trigger.row.word == word]


def cases(e) -> dict[str, str]:
    return {k.name.text: k.case for k in e.links}


def roles(e) -> dict[str, list[str]]:
    return {r: [n.text for n in ns] for r, ns in e.roles.items()}


# --- loans -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "owes"),
    [
        ("双葉電機は500億円のグリーンローン契約を締結したと発表した。", "グリーンローン", True),
        ("星野AIは、3億ドルの融資枠契約を締結した。", "融資枠", True),
        ("双葉電機は青葉銀行と30億円の融資契約を結んだ。", "融資契約", True),
        ("青葉銀行は30億円のグリーンローン契約を締結した。", "グリーンローン", False),
        ("双葉電機は星野電工と30億円の融資契約を締結した。", "融資契約", False),
        ("双葉電機は星野電工向けに30億円の融資枠を設けた。", "融資枠", False),
    ],
)
def test_who_signs_for_a_loan_and_is_no_lender_owes_it(text, word, owes):
    (e, *_) = events(text, word)
    assert ("borrower" in roles(e) and roles(e)["borrower"][0] in text[:4]) == owes


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("青葉銀行は、星野電工が関係するデータセンター向けの約80億ドルの融資を主導している。", "bystander"),
        ("青葉銀行は、星野電工が入居する拠点の建設に80億ドルを融資する。", "bystander"),
        ("青葉銀行は、星野電工と連携した施設向けに80億ドルの融資を決めた。", "bystander"),
        ("青葉銀行は、星野電工が建設するデータセンター向けに80億ドルの融資を決めた。", "inner subj"),
        ("青葉銀行は、双葉電機が入居する施設を持つ星野電工に80億ドルを融資する。", "goal"),
    ],
)
def test_who_only_has_to_do_with_what_a_loan_is_for_owes_nothing(text, case):
    assert cases(events(text, "融資")[0])["星野電工"] == case


def test_a_tie_up_that_a_loan_is_not_about_is_no_deal_of_its_own():
    assert not events("青葉銀行は、星野電工と連携した施設向けに80億ドルの融資を決めた。", "連携")
    assert events("双葉電機は星野電工と連携し、青葉銀行から30億円の融資を受けた。", "連携")


@pytest.mark.parametrize(("end", "holds"), [("主導している", True), ("まとめている", True), ("主導した", False), ("検討している", False), ("主導していた", False)])
def test_money_that_is_on_the_way_is_agreed(end, holds):
    (e, *_) = events(f"青葉銀行は双葉電機への総額80億ドルの融資を{end}。", "融資")
    assert e.facts["on the way"] == holds
