"""Markdown and addresses in a text: left out of what the rules read, offsets of the text as given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiinfra_nlp import extract_deals, load
from aiinfra_nlp.document import read_article
from aiinfra_nlp.normalize.fold import fold


@pytest.mark.parametrize(
    ("given_text", "read"),
    [
        ("**双葉電機**が**50億円**を出資", "双葉電機が50億円を出資"),
        ("[双葉電機](https://futaba.example/news)が出資", "双葉電機が出資"),
        ("双葉電機が出資（[日刊あけぼの, 2025年1月](https://a.example/x)）した", "双葉電機が出資した"),
        ("双葉電機が出資([日刊](https://a.example/x)、[週刊](https://b.example/(y)))した", "双葉電機が出資した"),
        ("![図1](./figure.png)双葉電機", "双葉電機"),
        ("詳しくは https://a.example/x?y=1#z。", "詳しくは 。"),
        ("注[1]と[参考]はそのまま", "注[1]と[参考]はそのまま"),
        ("`GPU`を１０万基", "GPUを10万基"),
    ("星野電工に[3](#fn3)10億円を出資した[1](https://a.example)20億円の", "星野電工に10億円を出資した20億円の"),
    ("2026**10億円**", "2026 10億円"),
    ("[双葉](https://a.example \"題\")が", "双葉が"),
    ],
)
def test_markup_is_left_out(given_text: str, read: str) -> None:
    assert fold(given_text, unmarked=True).text == read


def test_a_line_of_links_alone_stays_furniture() -> None:
    text = "双葉電機が星野電工に50億円を出資する。\n[ホーム](/) | [会社概要](/about)"
    assert [s.kind for s in read_article(text).sentences][-1] == "furniture"


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "**双葉電機**は[星野電工](https://hoshino.example)に**50億円**を出資すると発表した。"
    (deal,) = extract_deals(text, article_date="2025-10-01")
    mentions = [m for p in deal.parties for m in p.mentions]
    assert {m.text for m in mentions} == {"双葉電機", "星野電工"}
    assert deal.amount.value == 5_000_000_000
    assert all(text[m.start : m.end] == m.text for m in [*mentions, *deal.evidence])


def test_the_publisher_of_a_source_in_brackets_is_no_party() -> None:
    text = "双葉電機が1.5兆円（[日刊あけぼの, 2025年1月](https://a.example/x)）、星野電工が4300億円（[週刊みらい](https://b.example)）を投資する。"
    parties = {p.name for d in extract_deals(text, article_date="2025-10-01") for p in d.parties}
    assert parties == {"双葉電機", "星野電工"}


@given(st.text(alphabet="a*`[](（）)<>!:/hps. \n１㌦"))
def test_every_span_leads_back_into_the_text(text: str) -> None:
    folded = fold(text, unmarked=True)
    last = 0
    for i in range(len(folded.text)):
        start, end = folded.to_raw(i, i + 1)
        assert last <= start < end <= len(text)
        last = start


def test_no_word_of_a_doc_has_markup_in_it():
    """The spans of doc.ents began at the stars and brackets before a name."""
    doc = load()("昨年、**双葉電機**は、[Foo Works](https://example.com/a)に10億ドルを出資した。\n**星野電工**も加わった。")
    assert [e.text for e in doc.ents] == ["双葉電機", "Foo Works", "星野電工"]
    assert [s.text[:4] for s in doc.sents][1] == "星野電工"
