"""What broke on whole long pages, in made-up sentences: sections, labels, subjects, clauses, lists.

Each test is named after the fault. Events only, with the cases and sums that the rules give.
"""

from __future__ import annotations

import time

import pytest
from reading import events, links

from aiinfra_nlp.document import read_article
from aiinfra_nlp.grouping import apart
from aiinfra_nlp.lines import lines_of
from aiinfra_nlp.parties import one_per_counterparty, services
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.discourse.context import unnamed_subject
from aiinfra_nlp.pipes.discourse.themes import is_label
from aiinfra_nlp.pipes.names.shapes import firm_of_place
from aiinfra_nlp.pipes.syntax.coordination import joined


def kinds(text: str) -> list[str]:
    return [kind for _, _, kind in lines_of(text)]


# --- the page --------------------------------------------------------------------------------


def test_a_general_heading_silences_nothing_below_it():
    digest = "今週のAIニュースをお届けします。\n\n## 最新ニュース\n- メタが星野電工を20億ドルで買収\n- 双葉電機、青葉クラウドを40億ドルで買収すると発表"
    assert "furniture" not in kinds(digest)


@pytest.mark.parametrize("head", ["バックナンバー", "編集部のおすすめ記事", "≪関連記事≫", "よく読まれている記事", "人気記事TOP5", "関連するプレスリリース", "📚関連記事", "最新記事一覧"])
def test_heads_of_lists_of_links(head):
    page = f"双葉電機、石狩に拠点\n双葉電機は石狩市にデータセンターを建設すると発表した。投資額は100億円。\n\n{head}\n・星野電工、GPU基盤に421億円の補助\n・青葉クラウド、釧路に50億円投資"
    assert kinds(page)[2:] == ["furniture"] * 3


def test_the_article_goes_on_behind_a_list_of_links():
    page = "双葉電機、石狩に拠点\n双葉電機は石狩市に拠点を建てる。\n関連記事\n・星野電工、買収\n## 今後の計画\n双葉電機は来年、釧路市にも50億円を投じてデータセンターを建設する方針だという。"
    assert kinds(page)[-2:] == ["heading", "paragraph"]


def test_tables_whose_cells_only_blanks_part():
    page = "各社の計画は次の通り。\n\n■主な投資計画\n企業名 場所 投資額 稼働時期\n双葉電機 合志市 約300億円 2025年秋\n荏原製作所 南関町 約150億円 2024年"
    assert kinds(page)[-3:] == ["table"] * 3
    assert kinds("双葉電機 石狩に拠点\n星野電工 釧路に拠点") == ["headline", "heading"]


def test_a_heading_that_runs_into_its_paragraph():
    text = "採掘会社の転換が続く。\n【双葉ファームズ】カナダ生まれの同社は今月、拠点を星野ファンドに3000万ドルで売却すると発表しました。"
    article = propose(text)
    assert [s.kind for s in article.sentences] == ["paragraph"] * 2
    assert links(text, "売却") == {"双葉ファームズ": "subj", "同社": "subj", "星野ファンド": "goal"}
    assert [n.canonical for n in article.names if n.text == "同社"] == [("双葉ファームズ",)]


def test_a_label_below_each_heading_parts_nothing():
    page = "週報\n■ 双葉電機、調達\n【要点】\n双葉電機は20億円を調達した。\n■ 星野電工、調達\n【要点】\n30億円を調達した。"
    article = read_article(page)
    assert [s.section for s in article.sentences] == [0, 1, 1, 1, 2, 2, 2]
    assert article.head_above(6).text == "■ 星野電工、調達"


def test_sums_end_headlines_that_slashes_part():
    article = read_article("【週報】青葉モビリティに160億ドル/双葉AIは10億ドル/星野電工が月光電子を買収\n本文です。")
    assert [s.text for s in article.sentences[:3]] == ["【週報】青葉モビリティに160億ドル", "双葉AIは10億ドル", "星野電工が月光電子を買収"]


# --- whom a passage is about -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("【星野電工】4日", "星野電工", True),
        ("■星野電工(東京):4日", "星野電工", True),
        ("1. 【星野電工】", "星野電工", True),
        ("双葉と【星野電工】", "星野電工", False),
        ("星野電工は", "星野電工", False),
        ("星野電工://x", "星野電工", False),
    ],
)
def test_labels(text, name, label):
    at = text.index(name)
    assert is_label(text, 0, at, at + len(name)) is label


def context(text: str, word: str) -> list[str]:
    (*_, e) = events(text, word)
    return [k.name.text for k in e.links if k.chunk < 0]


def test_the_topic_speaks_of_who_stands_in_it():
    text = "メタは9月、コアウィーブと契約を結んだ。OpenAIとの関係はさらに深い。3月に119億ドルの契約を結んだ。"
    assert context(text, "契約")[0] == "OpenAI"


def test_who_stands_above_a_heading_that_names_another_is_told_apart():
    text = "■双葉電機、20億円を調達\n双葉電機は20億円を調達した。星野電工が主導した。\n\n■エヌビディア、9億円を調達\nシリーズAで9億円を調達した。"
    (*_, e) = events(text, "調達")
    assert {k.name.text: "above" in k.facts for k in e.links if k.chunk < 0}["双葉電機"]
    assert not {k.name.text: "above" in k.facts for k in e.links if k.chunk < 0}["エヌビディア"]


@pytest.mark.parametrize(
    ("text", "unnamed"),
    [
        ("オラクルは65億ドルを投じる。大手銀行は今年、380億ドルを投じる。", True),
        ("オラクルは65億ドルを投じる。中国勢は今年、300億ドルを投じる。", True),
        ("オラクルは65億ドルを投じる。今年は300億ドルを投じる。", False),
        ("オラクルは65億ドルを投じる。メタは300億ドルを投じる。", False),
    ],
)
def test_a_subject_without_a_name_is_not_who_stood_before(text, unnamed):
    (*_, e) = events(text, "投じ")
    assert unnamed_subject(e) is unnamed
    assert not (unnamed and e.roles)


# --- clauses and cases -----------------------------------------------------------------------


def test_clauses_of_two_actors_keep_names_and_sums_apart():
    first, second = propose("双葉電機は工場に300億円を投じ、星野電工は研究所を50億円で新設する。").frames
    assert [f.value for f in (first.amount, second.amount)] == [30_000_000_000, 5_000_000_000]
    assert {k.name.text: k.case for k in second.links if k.chunk >= 0} == {"双葉電機": "other theme", "星野電工": "subj"}


def test_the_sum_of_a_clause_is_not_that_of_who_stands_in_it():
    (e,) = events("エヌビディアが出資するコアウィーブは、メタと142億ドルの契約を結んだ。", "出資")
    assert e.amount is None


def test_the_topic_is_not_who_did_what_is_said_of_another():
    assert links("マイクロソフトは、180億ドルの社債を発行したオラクルと提携した。", "社債")["マイクロソフト"] == "theme"
    assert links("マイクロソフトは、180億ドルの社債を発行した。", "社債")["マイクロソフト"] == "subj"


def test_a_total_cost_and_its_grant():
    text = "双葉電機は石狩市にデータセンターを建設する。総事業費は650億円で、このうち経済産業省が最大300億円を補助する。"
    (e,) = events(text, "補助")
    assert e.amount.value == 30_000_000_000 or e.amount.high == 30_000_000_000


@pytest.mark.parametrize(
    ("text", "word", "cases"),
    [
        ("星野電工、双葉電機、エヌビディアなどの国内大手は、計300億円を投じる。", "投じ", ["subj"] * 3),
        ("オラクルは、星野電工や双葉電機などの電機大手と提携した。", "提携", ["subj", "com", "com"]),
        ("オラクルは、エヌビディア、AMD、それにインテルに出資した。", "出資", ["subj", "goal", "goal", "goal"]),
        ("オラクルは、エヌビディア、AMD、そしてインテルに出資した。", "出資", ["subj", "goal", "goal", "goal"]),
        ("アマゾンは、エヌビディアとAMDからGPUを調達する契約を結んだ。", "調達", ["subj", "src", "src"]),
        ("三井物産 <8031> はエヌビディアに出資した。", "出資", ["subj", "goal"]),
        ("オープンAIはブロードコムとも300億ドルの供給契約を結んだ。", "供給契約", ["subj", "com"]),
        ("双葉電機は星野電工と提携し、キヤノンはエヌビディアに300億円を出資した。", "出資", ["other theme", "other com", "subj", "goal"]),
        ("オラクルが筆頭株主で、メタはエヌビディアに30億円を出資する。", "出資", ["other subj", "subj", "goal"]),
        ("双葉電機は東芝四日市工場を300億円で買収する。", "買収", ["subj", "genobj"]),
        ("双葉電機は子会社の星野電工を通じ、キヤノンの工場を取得する。", "取得", ["subj", "via", "genobj"]),
    ],
)
def test_cases(text, word, cases):
    found = links(text, word)
    assert list(found.values()) == cases


def test_a_name_that_is_said_of_a_noun():
    assert links("青葉クラウドは300億円を調達した。出資者はエヌビディアとオラクルだ。", "出資者") == {"エヌビディア": "is", "オラクル": "is"}


def test_members_of_a_list_are_judged_together():
    (e,) = events("アマゾンは、エヌビディアとAMDからGPUを調達する。", "調達")
    assert [[e.links[i].name.text for i in members] for members in joined(e)] == [["エヌビディア", "AMD"]]


def test_the_bank_of_the_loan_is_no_investor():
    found = links("内訳は第三者割当増資が59億円、みずほ銀行からの借り入れが38億円。", "第三者割当増資")
    assert found["みずほ銀行"] == "other far"


# --- lists and sums --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "sums"),
    [
        ("オラクルは5月に100億ドル、9月に180億ドルの社債を発行した。", "社債", [10, 18]),
        ("メタは3月に10億ドル、10月に20億ドルをアンソロピックに出資した。", "出資", [1, 2]),
        ("メタは3月に10億ドルをアンソロピックに出資した。", "出資", [1]),
    ],
)
def test_sums_with_a_day_each_are_deals_each(text, word, sums):
    assert [e.amount.value / 10**9 for e in events(text, word)] == sums


def test_a_sum_that_each_has():
    fields = {"type": "supply", "parties": {"a": "customer", "b": "provider", "c": "provider"}, "amount": 1, "capacity": [], "each": True}
    assert [f["parties"] for f in one_per_counterparty(fields)] == [{"a": "customer", "b": "provider"}, {"a": "customer", "c": "provider"}]
    assert len(one_per_counterparty({**fields, "each": False})) == 1


def test_a_sum_that_another_took_the_place_of():
    article = propose("青葉クラウドはシリーズFで200億円を調達する。当初の100億円から増額した。")
    assert [article.kind_of(f) for f in article.figures][1] == "other"


def test_the_sum_of_goods_is_no_round():
    (*_, e) = propose("双葉電機は星野電工からサーバーを調達する。調達額は2億7200万ドル。").frames
    assert e.type == "supply"


def test_a_cloud_beside_its_parent_is_the_party():
    assert services({"OpenAI": "customer", "Amazon": "provider", "Amazon Web Services": "provider"}) == {"Amazon": "Amazon Web Services"}
    assert services({"Amazon": "customer", "Amazon Web Services": "provider"}) == {}


# --- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "whom"), [("経産相は双葉電機に5億円を助成する。", "METI"), ("双葉電機は経済産業大臣から助成を受ける。", "METI"), ("総務相は双葉電機を支援する。", "MIC"), ("元経産相は双葉電機を支援する。", None)])
def test_a_minister_acts_for_the_ministry(text, whom):
    assert [c for n in propose(text).names if n.reference for c in n.canonical] == ([whom] if whom else [])


def test_a_short_form_inside_the_name_of_a_government():
    assert [n.text for n in propose("アダニ・グループはマハーラーシュトラ(MH)州政府と覚書を結んだ。").names if n.label == "GOV"] == ["マハーラーシュトラ(MH)州政府"]


def test_how_large_a_site_is_names_nobody():
    assert not propose("敷地は東京ドーム3個分だ。").names


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("双葉電機は石狩市に工場を建てる。加藤市長は歓迎した。市は5億円を補助する。", ["石狩市"]),
        ("双葉電機は石狩市に300億円を投じる。株式市場は好感した。市は5億円を補助する。", ["石狩市"]),
        ("双葉電機は大熊町に300億円を投じる。町は5億円を補助する。", ["大熊町"]),
    ],
)
def test_which_city_is_meant(text, who):
    assert [c for n in propose(text).names if n.reference for c in n.canonical] == who


def test_talks_that_end_without_a_deal():
    assert {e.status for e in propose("双葉電機は星野電工との合弁会社設立に向けた協議を終了した。").frames} == {"cancelled"}


# --- second reading --------------------------------------------------------------------------


def amounts(text: str) -> list[tuple[str, int | None]]:
    return [(e.trigger.row.word, None if e.amount is None else int(e.amount.value)) for e in propose(text).frames]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("オラクルはOpenAIに出資し、AMDを80億円で買収した。", [("出資", None), ("買収", 8 * 10**9)]),
        ("オラクルは19億円を調達し、エヌビディアを5億円で買収した。", [("調達", 19 * 10**8), ("買収", 5 * 10**8)]),
        ("オラクルはOpenAIに出資し、80億円で株を持った。", [("出資", 8 * 10**9)]),
    ],
)
def test_the_sum_of_a_later_clause_is_none_of_the_first(text, sums):
    assert amounts(text) == sums


def test_whom_a_finished_clause_deals_with_is_told_apart():
    text = "オラクルはエヌビディアから10億ドルを調達し、その資金でAMDを5億ドルで買収しました。"
    assert links(text, "買収") == {"オラクル": "subj", "エヌビディア": "other src", "AMD": "obj"}


def test_the_subject_of_a_relative_clause_is_no_new_actor():
    text = "ソフトバンクグループはアンペアを65億ドルで買収し、鴻海が所有する工場を3億ドルで取得した。"
    assert links(text, "取得")["ソフトバンクグループ"] == "subj"


@pytest.mark.parametrize("text", ["オラクル(NYSE:ORCL)は買収する。", "オラクル(東証:6981)は買収する。", "オラクル(SGX: AOB)は買収する。"])
def test_an_exchange_before_a_code_is_nobody(text):
    assert [n.text for n in propose(text).names] == ["オラクル"]


@pytest.mark.parametrize("text", ["双葉電機の劉徳音董事長は、エヌビディアに10億円を出資する。", "双葉電機の李在鎔(イ・ジェヨン)氏は、エヌビディアに10億円を出資すると発表した。"])
def test_whom_a_person_speaks_for(text):
    (e,) = events(text, "出資")
    assert {c for k in e.links for c in k.name.canonical} <= {"双葉電機", "NVIDIA"}


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("オラクルはサーナーの買収資金として157億ドルを借り入れた。", "借り入れ", "サーナー"),
        ("オラクルはオープンAIへの出資に充てる85億ドルのつなぎ融資を受けた。", "つなぎ融資", "オープンAI"),
        ("コアウィーブはメタとの契約を担保に85億ドルの融資枠を設定した。", "融資枠", "メタ"),
        ("メタの300億ドルの社債は、シティグループとモルガン・スタンレーが主幹事を務める。", "社債", "シティグループ"),
        ("オラクルは野村証券を主幹事に選び、300億円の社債を発行した。", "社債", "野村証券"),
        ("オラクルは主幹事に野村証券を起用し、300億円の社債を発行した。", "社債", "野村証券"),
    ],
)
def test_names_that_have_no_part_in_a_debt(text, word, name):
    assert links(text, word)[name] == "bystander"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("双葉電機は石狩工場への投資額を500億円から700億円に変更した。", 700),
        ("双葉電機は既存の300億円の融資枠を500億円に増額した。", 500),
        ("双葉電機は300億円だった融資枠を500億円に拡大した。", 500),
        ("双葉電機は融資枠を300億円から500億円に広げた。", 500),
    ],
)
def test_the_sum_that_a_sum_gives_way_to(text, value):
    article = propose(text)
    assert [int(f.value / 10**8) for f in article.figures if article.kind_of(f) != "other"] == [value]


@pytest.mark.parametrize("text", ["アマゾンは日本に2兆円を投じる。国内のデータセンターへの投資額は2028年に1兆円を超える見通しだ。", "オラクルは日本に80億ドルを投じる。日本のデータセンター投資額は2028年に1兆円を超える見通しだ。"])
def test_what_a_market_spends_is_nobodys(text):
    (*_, e) = propose(text).frames
    assert unnamed_subject(e)
    assert not e.roles


def test_what_is_given_to_a_subsidiary_is_no_round_of_the_parent():
    (e,) = events("オラクルはアンペアに50億円を増資した。", "増資")
    assert e.frame == "invest"
    assert [n.text for n in e.roles["investee"]] == ["アンペア"]


@pytest.mark.parametrize("text", ["オラクルが60%、メタが40%を出資する合弁会社を設立する。", "新会社にはオラクルが51%、メタが29%、アマゾンが20%を出資する。"])
def test_owners_of_one_company_are_one_deal(text):
    assert all("share" not in e.facts for e in propose(text).frames)


@pytest.mark.parametrize(
    ("text", "unreal"),
    [
        ("オラクルはインテルには出資していません。", True),
        ("もしオラクルがインテルを10億ドルで買収すれば、株価は上がるでしょう。", True),
        ("オラクルはインテルに出資するべきだ。", True),
        ("オラクルはインテルに出資した。", False),
        ("オラクルはインテルに出資したが、利益は出していない。", False),
    ],
)
def test_what_is_denied_or_supposed_is_no_deal(text, unreal):
    (*_, e) = [e for e in propose(text).frames if e.trigger.row.word in ("出資", "買収")]
    assert e.facts["unreal"] is unreal


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("オラクルがインテルを30億ドルで買収する計画は実現しませんでした。", "買収", "cancelled"),
        ("オラクルは釧路市に100億円でデータセンターを建設中。", "建設", "agreed"),
        ("オラクルはTOBを実施し、インテルを完全子会社にする。", "TOB", "agreed"),
        ("オラクルはインテルに10億円を出資し、来年はAMDにも20億円を出資する計画だ。", "出資", "agreed"),
    ],
)
def test_stages(text, word, status):
    (e, *_) = events(text, word)
    assert e.status == status


def test_the_same_sum_once_more_is_another_deal():
    first, second = events("アマゾンは2023年9月にインテルに40億ドルを出資した。2024年11月にはさらに40億ドルを出資した。", "出資")
    assert apart(first, second)
    assert not apart(first, first)


def test_items_tell_what_the_sentence_above_them_does():
    *_, item = propose("OpenAIは各社と計算資源の契約を結んでいる。\n・オラクル:3000億ドル\n・AWS:380億ドル").frames
    assert item.trigger.row.frame == "contract"


def test_where_a_sum_goes_is_no_member_of_the_list():
    text = "マイクロソフトは日本に2年で29億ドル、オラクルは10年で80億ドル、AWSは2兆2600億円を投資します。"
    assert [[n.text for ns in e.roles.values() for n in ns if n.label == "ORG"] for e in events(text, "投資")] == [["マイクロソフト"], ["オラクル"], ["AWS"]]


def test_debt_that_is_paid_back_is_no_new_one():
    assert not events("双葉電機は300億円の社債を償還した。", "社債")


# --- what a review found ---------------------------------------------------------------------


@pytest.mark.parametrize("text", ["オラクル" + "(a) " * 60 + "が発表した。マイクロソフトは100億ドルを出資した。同社は語った。", "ゴールドマン・サックス" + "<a> " * 60 + "x、メタは100億ドルを社債で調達した。"])
def test_brackets_in_a_row_are_read_in_one_way(text):
    started = time.process_time()
    propose(text)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("text", ["メタは英ARMを100億ドルで買収したらしい。", "メタはなぜオープンAIに400億ドルを出資するのか。"])
def test_rumours_and_headlines_that_ask_why_tell_a_deal(text):
    assert not any(e.facts["unreal"] for e in propose(text).frames)


def test_revenue_of_two_years_is_no_two_deals():
    (e,) = events("マイクロソフトから出資を受けたオープンAIの売上高は2023年に16億ドル、2024年に37億ドルだった。", "出資")
    assert "share" not in e.facts


@pytest.mark.parametrize("text", ["三井住友銀行はアレンジャーとして、双葉電機に100億円を融資した。", "双葉電機はみずほ銀行が幹事を務める銀行団から300億円を借り入れた。"])
def test_who_arranges_a_loan_lends(text):
    assert not any(k.case == "bystander" for e in propose(text).frames for k in e.links if k.name.text.endswith("銀行"))


@pytest.mark.parametrize("text", ["ドイツの経産相は、TSMCに50億ユーロを補助すると発表した。", "米国の経産相に当たる商務長官は、インテルに100億ドルを補助する。", "副経産相は補助する。"])
def test_ministers_of_other_countries_act_for_no_japanese_ministry(text):
    assert not [n for n in propose(text).names if n.reference]


def test_one_round_told_twice_is_one():
    text = "オープンAIは2025年3月にシリーズFで400億ドルを調達した。オープンAIが2025年4月に発表したシリーズFの400億ドルの調達が完了した。"
    first, second = events(text, "調達")
    assert not apart(first, second)


def test_what_a_company_spends_is_not_what_a_market_spends():
    (e, *_) = propose("オラクルの日本への投資額は80億ドルに達する見通しだ。").frames
    assert not unnamed_subject(e)


def test_a_firm_that_is_called_by_a_place():
    assert firm_of_place("北港クラウドは契約した。", 0, 2) == 6
    assert firm_of_place("石狩データセンターは動く。", 0, 2) is None
    assert firm_of_place("石狩に拠点を置く。", 0, 2) is None
