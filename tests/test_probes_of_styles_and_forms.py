"""What broke on the forms in which pages tell a deal (releases, forms, digests, talk, TV), in made-up sentences.

Each test is named after the fault. Records, and events with their links where a rule decides them.
"""

from __future__ import annotations

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def events(text: str, word: str):
    return [e for e in propose(text, "2025-10-01").frames if e.trigger.row.word == word]


def links(text: str, word: str, n: int = 0) -> dict[str, str]:
    return {k.name.text: k.case for k in events(text, word)[n].links}


def records(text: str) -> list[dict[str, str]]:
    return [{p.name: p.role for p in d.parties} for d in extract_deals(text, article_date="2025-10-01")]


def status(text: str) -> list[str]:
    return [d.status for d in extract_deals(text, article_date="2025-10-01")]


def sums(text: str) -> list[int | None]:
    return [d.amount and int(d.amount.value) for d in extract_deals(text, article_date="2025-10-01")]


# --- whose company one becomes ---------------------------------------------------------------


def test_who_becomes_anothers_company_is_bought_by_it():
    text = "出資により、双葉電機の持分比率は33.4%となり、アオバクラウドは双葉電機の持分法適用関連会社となります。"
    assert records(text) == [{"双葉電機": "investor", "アオバクラウド": "investee"}]
    assert links("アオバクラウドは双葉電機の連結子会社となる。", "子会社と") == {"アオバクラウド": "obj", "双葉電機": "subj"}
    assert records("星野AIは双葉電機の完全子会社になり、社名を変える。") == [{"双葉電機": "acquirer", "星野AI": "target"}]


def test_who_makes_another_a_third_ones_company_buys():
    assert links("双葉電機は星野AIを双葉通信の完全子会社にする。", "完全子会社に")["双葉電機"] == "subj"
    assert links("双葉電機はアオバクラウドを持分法適用会社とする。", "持分法適用") == {"双葉電機": "subj", "アオバクラウド": "obj"}


# --- who sells an AI model ---------------------------------------------------------------------


def test_who_makes_a_model_sells_its_use():
    for text in ("双葉電機株式会社は、米OpenAIとの間で、企業向け生成AIの利用に関する契約を締結しました。", "双葉電機はOpenAIと「ChatGPT Enterprise」の利用契約を結んだ。", "OpenAIは双葉電機と「ChatGPT Enterprise」の利用契約を結んだ。"):
        assert records(text) == [{"双葉電機": "customer", "OpenAI": "provider"}], text


def test_computing_for_a_model_is_sold_by_who_has_it():
    assert records("OpenAIは双葉クラウドと、生成AI向けの計算資源の利用契約を結んだ。") == [{"OpenAI": "customer", "双葉クラウド": "provider"}]
