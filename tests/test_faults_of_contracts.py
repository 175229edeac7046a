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
