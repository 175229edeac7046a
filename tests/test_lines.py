"""Which line of a page is what: made-up pages in the layouts that news sites, blogs and releases have."""

from __future__ import annotations

import time

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


@pytest.mark.parametrize("line", ["お問い合わせ|会社概要|利用規約", "出典:北野調査所", "原題:A Made-up Title", "Kitano JAPAN 編集部", "(北野支局 三木花記者)", "[前の記事] [次の記事]", "#青葉 #出資 #半導体"])
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


def test_a_sentence_broken_at_its_phrases_is_one_line():
    page = f"{TITLE}\n\n双葉電機は、星野電工と\n新会社の設立に向けた提携を\n結んだ。\n続きは明日。\n"
    assert ("paragraph", "双葉電機は、星野電工と\n新会社の設立に向けた提携を\n結んだ。") in kinds(page)


@pytest.mark.parametrize("page", ["青葉クラウド、データセンターに\n青葉クラウドは50億円を投じる。\n", "■青葉\n・電池を\n・部品を\n終わり。\n"])
def test_other_lines_stay_apart(page):
    assert all("\n" not in line for _, line in kinds(page))


@pytest.mark.parametrize("behind", [" | 北野テックニュース", "|Kitano", " - 北野経済新聞", "/建設日報デジタル"])
def test_the_name_of_the_site_behind_a_headline_is_no_part_of_it(behind):
    assert headline(f"{TITLE}{behind}\n\n{BODY}\n") == TITLE


@pytest.mark.parametrize("line", ["会員登録者数が多い星野通販を、双葉電機が50億円で買収する。", "関連会社の星野電工を、双葉電機が買収する。", "アフィリエイト大手の星野広告を買収した。"])
def test_a_sentence_that_begins_like_the_page_is_one_of_the_article(line):
    assert ("paragraph", line) in kinds(f"{TITLE}\n\n{line}\n{BODY}\n")


def test_the_days_of_a_chronology_are_headings():
    page = "AI投資の年表\n2024年4月1日\n・青葉が出資した。\n2024年5月2日\n・緑川が買収した。\n"
    assert [kind for kind, _ in kinds(page)] == ["headline", "heading", "bullet", "heading", "bullet"]
    assert page_day(page) is None


@pytest.mark.parametrize("headline_", [f"{TITLE}=北野経済新聞", f"{TITLE}―北野ニュース"])
def test_a_headline_that_ends_in_its_source_stays_one(headline_):
    assert headline(f"{headline_}\n狙いは電池の増産、来春にも\n\n{BODY}\n") == headline_


@pytest.mark.parametrize("line", ["[買収の概要]", "#青葉クラウドがノヴァ電機を50億円で買収", "青葉クラウド|ノヴァ電機を買収する方針を固めた"])
def test_one_bracket_one_hashtag_and_a_bar_with_a_sentence_are_no_menu(line):
    assert ("furniture", line) not in kinds(f"{TITLE}\n\n{BODY}\n\n{line}\n\n{BODY}\n")


@pytest.mark.parametrize("line", ["a > " * 17, "a › " * 17 + "。x", "#a,,,, " * 2000 + "x。", "[a] " * 2000 + "。", "2025年9月11日 " * 2000])
def test_no_line_takes_long(line):
    start = time.process_time()
    lines_of(f"{TITLE}\n{line}\n{line}\n{BODY}\n")
    assert time.process_time() - start < 1
