"""What broke in clauses that say what a noun is, in made-up sentences: whose deal it is, and who is none of its parties.

Each test is named after the fault. Events only, with the cases, roles and sums that the rules give.
"""

from __future__ import annotations

import time

import pytest

from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.reading.bystanders import is_bystander
from aiinfra_nlp.pipes.reading.frames import _chunks
from aiinfra_nlp.pipes.syntax.relatives import relatives


def event(text: str, word: str, at: int = 0):
    return [e for e in propose(text, "2025-10-01").frames if e.trigger.row.word == word][at]


def roles(text: str, word: str, at: int = 0) -> dict[str, list[str]]:
    return {r: [n.canonical[0] for n in ns] for r, ns in event(text, word, at).rule_roles.items()}


def cases(text: str, word: str, at: int = 0) -> dict[str, str]:
    return {k.name.canonical[0]: k.case for k in event(text, word, at).links if k.chunk >= 0}


def clauses(text: str) -> list[str]:
    """The clauses of a sentence that each say what a noun is, as text."""
    article = propose(text)
    (s,) = article.sentences
    chunks, case = _chunks(article, s)
    return [article.text[chunks[r.start].start : chunks[r.verb].stop] for r in relatives(chunks, case)]


# --- where such a clause begins --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("双葉電機は、星野電工が保有する青葉クラウドを買収した。", ["星野電工が保有する"]),
        ("双葉電機が星野電工が運営する拠点を買収した。", ["星野電工が運営する"]),
        ("双葉電機は星野電工に、青葉クラウドが保有する拠点を売却した。", ["青葉クラウドが保有する"]),
        ("星野電工が建設中の拠点を双葉電機が買収した。", ["星野電工が建設中の"]),
        ("双葉電機は星野電工を買収する計画を発表した。", []),
        ("双葉電機は星野電工に4割に相当する株式を譲渡した。", ["4割に相当する"]),
        ("双葉電機は星野電工を含む3社に出資した。", []),
        ("双葉電機は星野電工へ決まった額の利用料を支払う契約を結んだ。", []),
        ("双葉電機が星野電工に対抗するため青葉クラウドを買収した。", ["星野電工に対抗する"]),
        ("双葉電機が部品を手がける星野電工に出資した。", ["部品を手がける"]),
        ("双葉電機は、青葉クラウドが部品を納める星野電工に出資した。", ["青葉クラウドが部品を納める"]),
        ("双葉電機が投じる100億円は過去最大で、買収の費用も含む。", []),
        ("双葉電機や、星野電工がつくったファンドなどが出資した。", ["星野電工がつくった"]),
        ("星野電工とは、双葉電機が4割を出資する会社で協業する。", ["双葉電機が4割を出資する"]),
    ],
)
def test_where_a_clause_begins_that_says_what_a_noun_is(text, found):
    assert clauses(text) == found


# --- what is bought or funded, and who holds it ------------------------------------------------


def test_who_held_what_is_bought_is_no_buyer_but_gives_it_up():
    text = "双葉電機は、星野電工が保有していた青葉クラウドの全株式を取得することで合意した。"
    assert roles(text, "株式を取得") == {"acquirer": ["双葉電機"], "seller": ["星野電工"], "target": ["青葉クラウド"]}
    assert cases(text, "合意")["星野電工"] == "inner subj"
    assert roles("双葉電機は、星野電工が出資していた青葉クラウドを200億円で買収する。", "買収") == {"acquirer": ["双葉電機"], "seller": ["星野電工"], "target": ["青葉クラウド"]}


def test_who_only_has_a_share_in_what_is_bought_has_no_part():
    assert roles("双葉電機は、星野電工が出資する青葉クラウドを買収する。", "買収") == {"acquirer": ["双葉電機"], "target": ["青葉クラウド"]}


@pytest.mark.parametrize("clause", ["星野電工が開発するデータセンターを双葉電機が", "星野電工が建設中のデータセンターを、双葉電機が"])
def test_who_develops_a_site_that_another_buys_sells_it(clause):
    assert roles(f"{clause}買収する契約を結んだ。", "買収") == {"acquirer": ["双葉電機"], "seller": ["星野電工"]}


def test_who_runs_a_business_gets_what_is_put_into_it():
    assert roles("双葉電機は、星野電工が進める蓄電所事業に4億円を出資する。", "出資") == {"investor": ["双葉電機"], "investee": ["星野電工"]}
    assert roles("双葉電機は、星野電工が実施する第三者割当増資を引き受ける。", "引き受け") == {"investor": ["双葉電機"], "investee": ["星野電工"]}


def test_who_leads_a_fund_acts_through_it():
    assert roles("星野電工が運用するファンドが青葉クラウドを買収した。", "買収") == {"acquirer": ["星野電工"], "target": ["青葉クラウド"]}


def test_founders_of_what_is_funded_do_not_fund_it_again():
    text = "双葉電機は4日、星野電工と青葉クラウドが設立した新会社「北上蓄電」に出資したと発表した。"
    assert roles(text, "出資")["investor"] == ["双葉電機"]
    assert roles(text, "設立") == {"partner": ["星野電工", "青葉クラウド"]}


def test_owners_told_in_a_clause_on_a_new_company_are_its_partners():
    assert roles("双葉電機は、星野電工と折半出資する新会社を設立した。", "設立") == {"partner": ["双葉電機", "星野電工"]}
    assert roles("双葉電機が6割、星野電工が4割を出資する合弁会社を設立する。", "設立") == {"partner": ["双葉電機", "星野電工"]}


# --- two deals of a sentence, one inside and one outside ----------------------------------------


def test_whose_company_a_partner_is_has_no_part_in_the_tie_up():
    text = "双葉電機は、星野電工が出資する発電会社の青葉クラウドと組み、釧路市にデータセンターを建てる。"
    assert roles(text, "出資") == {"investor": ["星野電工"], "investee": ["青葉クラウド"]}
    assert "星野電工" not in {n for ns in roles(text, "建て").values() for n in ns}
    assert cases(text, "出資")["双葉電機"] == "theme"


def test_a_purchase_told_in_a_clause_is_none_of_the_topic():
    text = "双葉電機は、青葉クラウドを買収した星野電工中心の企業連合に加わった。"
    assert roles(text, "買収") == {"target": ["青葉クラウド"], "acquirer": ["星野電工"]}
    assert roles(text, "加わ") == {"investor": ["双葉電機", "星野電工"]}


def test_a_round_told_in_a_clause_has_no_investor_of_the_sentence_before():
    text = "双葉電機は青葉クラウドに60億円を出資する。昨年80億円を調達した青葉クラウドは従業員を増やす。"
    assert roles(text, "調達") == {"investee": ["青葉クラウド"]}
    assert [k.name.canonical[0] for k in event(text, "調達").links] == ["青葉クラウド"]


def test_a_sum_told_in_a_clause_on_companies_is_that_of_their_earlier_deal():
    text = "青葉クラウドに60億円を出資した双葉電機や星野電工も出資額を積み増す。"
    assert event(text, "出資").amount.text == "60億円"
    assert roles(text, "出資")["investor"] == ["双葉電機", "星野電工"]
    assert event(text, "積み増").amount is None


def test_a_clause_right_before_where_money_goes_says_nothing_of_the_deal_word():
    text = "双葉電機は青葉クラウドの株式を6%取得したほか、星野電工が出資するファンドへの出資も行っている。"
    assert cases(text, "出資", 1)["星野電工"] == "inner subj"
    assert cases("双葉電機が発表した星野電工への出資は50億円だ。", "出資")["双葉電機"] == "subj"


def test_goods_told_in_a_clause_are_not_what_a_company_raises():
    e = event("星野電工のGPUを使う双葉電機は3億円を調達した。", "調達")
    assert (e.frame, [n.canonical[0] for n in e.rule_roles["investee"]]) == ("raise", ["双葉電機"])


def test_a_topic_said_to_be_the_noun_of_a_clause_is_what_it_speaks_of():
    assert roles("赤石データは双葉電機が2016年に買収した会社で、従業員は30人だ。", "買収") == {"target": ["赤石データ"], "acquirer": ["双葉電機"]}


def test_no_earlier_topic_acts_in_a_clause_with_a_subject_of_its_own():
    text = "星野電工は工場を建てた。双葉電機は、地元の会社が運営していた拠点を建設した青葉クラウドを訪れた。"
    assert "星野電工" not in {n for ns in roles(text, "建設").values() for n in ns}


# --- nouns that say of another what a verb would --------------------------------------------------


@pytest.mark.parametrize("noun", ["地盤", "本拠", "筆頭株主"])
def test_where_a_bank_is_based_is_no_party(noun):
    assert roles(f"北海道が{noun}の白鷺銀行は、星野電工に3億円を融資した。", "融資") == {"lender": ["白鷺銀行"], "borrower": ["星野電工"]}


def test_a_parent_that_tells_of_its_own_company_is_no_party():
    assert "双葉電力" not in {n for ns in roles("双葉電力は9日、子会社の双葉クロスがGoogleとPPAを締結したと発表した。", "PPA").values() for n in ns}
    assert roles("双葉電力は9日、星野電工がGoogleとPPAを締結したと発表した。", "PPA")["provider"] == ["双葉電力", "Google"]


def test_a_list_goes_on_past_whose_company_the_next_one_is():
    text = "双葉電機は、佐賀市の蓄電所でJFEエンジニアリング、星野電工の完全子会社のエムエル・パワーと提携している。"
    assert roles(text, "提携") == {"partner": ["双葉電機", "JFEエンジニアリング", "エムエル・パワー"]}
    assert cases("双葉電機は青葉クラウドの完全子会社化を決めた。", "完全子会社化")["青葉クラウド"] == "gen"


def test_a_list_behind_a_place_is_no_headline():
    assert cases("また、千歳市の蓄電所では、三菱地所、双葉電機と提携している。", "提携")["三菱地所"] == "com"


# --- who is only set against another ---------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "エヌビディアに対抗する双葉AIは3億円を調達した。",
        "エヌビディアの牙城に挑む双葉AIは3億円を調達した。",
        "エヌビディアの競合とされる双葉AIは3億円を調達した。",
        "双葉AIは、AMDやエヌビディアに対抗するため、3億円を調達した。",
        "エヌビディア一強の市場で、双葉AIは3億円を調達した。",
        "元エヌビディアの研究者が創業した双葉AIは3億円を調達した。",
        "エヌビディア出身の技術者が創業した双葉AIは3億円を調達した。",
        "双葉AIは打倒エヌビディアを掲げ、3億円を調達した。",
        "双葉AIは「ポスト・エヌビディア」を狙い、3億円を調達した。",
        "エヌビディアからスピンアウトした双葉AIは3億円を調達した。",
    ],
)
def test_rivals_and_where_founders_come_from_give_no_money(text):
    assert cases(text, "調達")["NVIDIA"] == "bystander"
    assert roles(text, "調達") == {"investee": ["双葉AI"]}


@pytest.mark.parametrize("text", ["双葉電機に対抗する買収提案だ。", "双葉電機にTOBを実施した。", "双葉電機と提携し、星野電工に対抗する。", "双葉電機から独立した会社を買収した。"])
def test_whose_bid_it_is_and_whom_one_works_with_against_others_is_a_party(text):
    assert not is_bystander(text, "acquire", (0, 4), len(text) - 3, (0, len(text)))


# --- who is not made known ---------------------------------------------------------------------------


def test_the_buyer_before_is_not_the_one_who_is_not_made_known():
    text = "森田機工は9月、赤城データを買収した。\n星野電工は、子会社の北嶺電機を売却すると発表した。売却額は3億円で、売却先は明らかにしていない。"
    for word in ("売却", "売却額"):
        assert "森田機工" not in {k.name.canonical[0] for k in event(text, word).links}
    assert not [e for e in propose(text).frames if e.trigger.row.word == "売却先"]


# --- time -----------------------------------------------------------------------------------------------


def test_many_clauses_within_each_other_take_time_in_proportion():
    text = "双葉電機は、" + "星野電工が保有する青葉クラウドに出資した" * 400 + "会社を買収した。"
    started = time.process_time()
    propose(text)
    assert time.process_time() - started < 8


# --- clauses that a noun links to the next -----------------------------------------------------------------


@pytest.mark.parametrize("link", ["ほか", "一方", "後"])
def test_a_noun_that_links_clauses_ends_the_first(link):
    text = f"双葉電機は星野電工と提携した{link}、青葉クラウドを30億円で買収した。"
    assert cases(text, "提携")["青葉クラウド"] == "other far"
    assert roles(text, "買収") == {"acquirer": ["双葉電機"], "target": ["青葉クラウド"]}
    assert event(text, "提携").amount is None


def test_who_acts_before_such_a_noun_may_act_in_the_same_deal():
    text = "双葉電機が青葉クラウドに出資したほか、星野電工が名を連ねた。"
    assert cases(text, "名を連ね")["双葉電機"] == "subj"
