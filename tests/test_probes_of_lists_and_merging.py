"""What broke on several parties, several deals and one deal told several times, in made-up sentences.

Each test is named after the fault, and beside each rule stands a sentence of the same shape where it must not fire.
"""

from __future__ import annotations

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def deals(text: str) -> list:
    return extract_deals(text, article_date="2025-10-01")


def records(text: str) -> list[dict[str, str]]:
    return [{p.name: p.role for p in d.parties} for d in deals(text)]


# --- several on one side of a contract -------------------------------------------------------


def test_of_three_who_sign_with_one_none_faces_the_others():
    three = {"双葉電機": "customer", "星野電工": "customer", "森田機工": "customer", "青葉クラウド": "provider"}
    assert records("双葉電機、星野電工、森田機工の3社は、青葉クラウドとGPUクラウドの利用契約を結んだ。") == [three]
    assert records("双葉電機と星野電工は、青葉クラウドとクラウドサービスの利用契約を共同で締結した。") == [{"双葉電機": "customer", "星野電工": "customer", "青葉クラウド": "provider"}]


def test_each_who_signs_for_himself_has_a_record():
    found = records("双葉電機と星野電工は、それぞれ青葉クラウドとGPUクラウドの利用契約を結んだ。")
    assert found == [{"双葉電機": "customer", "青葉クラウド": "provider"}, {"星野電工": "customer", "青葉クラウド": "provider"}]


def test_counterparties_of_one_have_a_record_each():
    assert len(records("双葉電機は、青葉クラウドと星野クラウドの2社とGPUクラウドの利用契約を結んだ。")) == 2
