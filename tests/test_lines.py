"""Which line of a page is what: made-up pages in the layouts that news sites, blogs and releases have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiinfra_nlp.document import read_article
from aiinfra_nlp.lines import lines_of, page_day

BODY = "青葉クラウドは10日、電源装置のノヴァ電機に50億円を出資したと発表した。増産に充てる。"
TITLE = "青葉クラウド、ノヴァ電機に50億円出資"


def kinds(text: str) -> list[tuple[str, str]]:
    return [(kind, text[s:e]) for s, e, kind in lines_of(text)]


def headline(text: str) -> str | None:
    return next((line for kind, line in kinds(text) if kind == "headline"), None)


@pytest.mark.parametrize(
    "above",
    [
        "トップ > ニュース > 企業",
        "HOME > M&A・投資",
        "北野経済新聞",
        "Kitano Tech News",
        "北野経済ニュース\n2025年9月11日 10:30",
        "2025/09/11 掲載",
        "[トップ](/) / [企業](/firms)",
        "#データセンター #出資",
        "今日の企業ブログ\n公開日:2025年9月11日",
        "みんなの投資日記",
        "コンテンツにスキップする\n北野経済ニュース",
        "カテゴリ: 企業 | タグ: AI",
    ],
)
def test_the_headline_stands_below_the_name_of_the_site(above):
    assert headline(f"{above}\n\n{TITLE}\n\n{BODY}\n") == TITLE
    assert all(kind == "furniture" for kind, line in kinds(f"{above}\n\n{TITLE}\n\n{BODY}\n") if line in above)


@pytest.mark.parametrize("first", [TITLE, "データセンター投資が過熱", "青葉クラウドとは", "# 今週のまとめ(2025年9月11日)", "半導体トピックス 2025年9月12日号"])
def test_a_headline_in_the_first_line_stays_one(first):
    assert headline(f"{first}\n\n{BODY}\n") == first


@pytest.mark.parametrize("first", ["今日のAIニュース", "M&A速報"])
def test_the_title_of_a_digest_is_not_lost_to_its_first_item(first):
    assert headline(f"{first}\n\n■ {TITLE}\n{BODY}\n") == first


@pytest.mark.parametrize(
    "line",
    [
        "2025年9月11日 10:30", "2025/9/11 21:03 経済", "[2025/09/11 北野版]", "9/11(木) 9:30配信 北野経済", "公開日:2025年9月11日",
        "北野テック | 2025.09.11 | AI / 投資", "最終更新: 2025 年 9 月 11 日 著者: 編集部",
    ],
)  # fmt: skip
def test_day_and_author_below_the_headline_head_nothing(line):
    assert ("furniture", line) in kinds(f"{TITLE}\n{line}\n\n{BODY}\n")


@pytest.mark.parametrize("line", ["2025年9月11日 青葉クラウドがノヴァ電機を買収", "2025年9月11日、社名を変えた。", "9/11(木) 青葉クラウドへ50億円"])
def test_a_line_that_tells_what_happened_on_a_day_is_no_dateline(line):
    assert ("furniture", line) not in kinds(f"{TITLE}\n{line}\n\n{BODY}\n")


def test_the_dateline_of_an_agency_opens_a_paragraph():
    lead = "【ラスベガス時事】" + BODY * 2
    assert ("paragraph", lead) in kinds(f"{TITLE}\n\n{lead}\n")
    assert ("heading", "【今週の動き】") in kinds(f"{TITLE}\n\n{BODY}\n\n【今週の動き】\n{BODY}\n")


def test_a_marked_line_above_others_is_a_heading_and_among_its_like_an_item():
    page = f"{TITLE}\n\n■ 契約の中身\n・額は50億円\n・期間は5年\n\n■ 青葉クラウド\n■ ノヴァ電機\n"
    assert ("heading", "■ 契約の中身") in kinds(page)
    assert ("bullet", "■ ノヴァ電機") in kinds(page)


@pytest.mark.parametrize("line", ["お問い合わせ|会社概要|利用規約", "出典:北野調査所", "原題:A Made-up Title", "[前の記事] [次の記事]", "#青葉 #出資 #半導体"])
def test_what_stands_below_an_article_is_no_part_of_it(line):
    assert ("furniture", line) in kinds(f"{TITLE}\n\n{BODY}\n\n{line}\n")


def test_related_headlines_under_a_bracket_are_no_part_of_it():
    page = f"{TITLE}\n\n{BODY}\n\n【関連】\n緑川電力、蓄電池に80億円\n"
    assert ("furniture", "緑川電力、蓄電池に80億円") in kinds(page)


def test_who_issues_a_release_stays_a_name():
    sentences = read_article(f"報道関係各位 2025年9月11日\n緑川ケミカル株式会社\n{TITLE}\n\n{BODY}\n").sentences
    assert [s.kind for s in sentences[:3]] == ["furniture", "heading", "headline"]


def test_several_issuers_stand_above_the_title_of_a_release():
    page = f"報道関係各位\n2025年9月11日\n緑川ケミカル株式会社\n赤石化学株式会社\n\n{TITLE}\n~増産に向けて~\n\n{BODY}\n"
    assert [kind for kind, _ in kinds(page)][:5] == ["furniture", "furniture", "heading", "heading", "headline"]


def test_time_marks_of_a_video_are_no_links():
    assert ("furniture", "[01:20] 青葉クラウド") not in kinds(f"{TITLE}\n\n[01:20] 青葉クラウド\n{BODY}\n")


@pytest.mark.parametrize(
    ("line", "day"),
    [("2025年9月11日 10:30", "2025-09-11"), ("2025/9/1 掲載", "2025-09-01"), ("公開日:2025.12.03", "2025-12-03"), ("9/11(木) 9:30配信", None), ("2025年13月41日", None)],
)
def test_the_day_of_the_page_is_that_of_the_article(line, day):
    assert page_day(f"{TITLE}\n{line}\n\n{BODY}\n") == day
    assert read_article(f"{TITLE}\n{line}\n\n{BODY}\n").date == day
    assert read_article(f"{TITLE}\n{line}\n\n{BODY}\n", date="2024-01-02").date == "2024-01-02"


def test_the_opening_is_the_headline_wherever_it_stands():
    article = read_article(f"北野経済新聞\n2025年9月11日\n\n{TITLE}\n\n{BODY}\n")
    assert article.sentences[article.opening].text == TITLE
    assert [article.opens(s) for s in article.sentences] == [False, False, True, True, True]


@given(st.text(alphabet="青葉クラウド、。・■#[]()|>:/0123456789年月日 \n\tAb-億円はに【】", max_size=200))
def test_lines_are_in_order_and_hold_all_that_is_not_blank(text):
    spans = [(s, e) for s, e, _ in lines_of(text)]
    assert all(0 <= s < e <= len(text) for s, e in spans)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    covered = {i for s, e in spans for i in range(s, e)}
    assert all(c.isspace() for i, c in enumerate(text) if i not in covered)
