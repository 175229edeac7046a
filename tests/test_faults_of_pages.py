"""What broke on pages of the web, in made-up sentences: names, cases, stages. Events only; roles are those of the rules.

Each test is named after the fault.
"""

from __future__ import annotations

import pytest
from reading import events, links

from aiinfra_nlp.document import read_article
from aiinfra_nlp.gazetteer import Gazetteer
from aiinfra_nlp.normalize import find_stakes
from aiinfra_nlp.pipeline import extract_deals, propose
from aiinfra_nlp.pipes.names.entities import Name, _two_firms
from aiinfra_nlp.pipes.names.same_names import shortens, unite
from aiinfra_nlp.pipes.names.shapes import by_ending, plausible
from aiinfra_nlp.pipes.signals.triggers import TriggerLexicon


def names(text: str) -> list[str]:
    return [m.org.name for m in Gazetteer.default().find(text)]


# --- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("ソフトバンクはオープンAIに追加で出資する。孫正義氏が表明した。", "SoftBank Group"),
        ("ソフトバンクグループは投資を急ぐ。ソフトバンクが社債を出す。", "SoftBank Group"),
        ("ソフトバンクは携帯料金を下げる。", "SoftBank Corp."),
        ("ソフトバンクの宮川潤一社長はOpenAIとの協業を語った。", "SoftBank Corp."),
        ("ソフトバンクは孫会社の工場にロボットアームを入れた。", "SoftBank Corp."),
    ],
)
def test_one_name_for_a_company_and_its_parent(text, whom):
    assert names(text)[-1] in (whom, "OpenAI")
    assert whom in names(text)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("ホシノデー", "ホシノデータ"), ("緑川技科大", "緑川技術科学大学"), ("青葉", "青葉グループ"), ("CSG", "CSGシステムズ"),
        ("GH", "GHパワー&ソリューションズ"), ("北野電", "北野電力"), ("LSエレ", "LSエレメント"),
    ],
)  # fmt: skip
def test_a_name_that_is_shortened(short, full):
    assert shortens(short, full)
    assert not shortens(full, short)
    assert not shortens(short, short)


@pytest.mark.parametrize(("short", "full"), [("アオバ", "アオバ・ウェブ・サービス"), ("青葉", "緑川青葉"), ("ノヴァ", "ノヴァクラウド"), ("A", "Aクラウド")])
def test_a_name_that_is_another(short, full):
    assert not shortens(short, full)


def test_a_third_spelling_in_the_bracket():
    text = "環球晶円(グローバルウェーハズ、GWC)は買収する。GWCは投じる。"
    found = [Name(text.index(t, at), text.index(t, at) + len(t), t, (c,), known=k) for t, at, c, k in (("環球晶円", 0, "GlobalWafers", True), ("グローバルウェーハズ", 0, "GlobalWafers", True), ("GWC", 0, "GWC", False), ("GWC", 20, "GWC", False))]
    unite(text, found)
    assert {n.canonical for n in found} == {("GlobalWafers",)}


@pytest.mark.parametrize("surface", ["米電力会社", "ハイパースケーラー", "日本メーカー各社"[2:], "米ハイテク大手", "米銀行"])
def test_a_kind_of_firm_is_no_name(surface):
    assert not plausible(surface)


def test_the_department_behind_a_legal_form_is_none_of_the_name():
    text = "青葉電機株式会社 コーポレート"
    assert _two_firms(text, 0, len(text)) == [(0, 8)]
    assert not plausible("です")


@pytest.mark.parametrize("surface", ["台湾銀行", "インド銀行", "中国電池", "A社"])
def test_a_firm_called_like_a_kind_of_firm_is_one(surface):
    assert plausible(surface)


@pytest.mark.parametrize(
    ("surface", "kind"),
    [("北野経済新聞", "media"), ("青葉銀行", "bank"), ("Aoba Capital", "fund"), ("EmPower", "other"), ("緑川風力", "power"), ("秋田県", "government")],
)
def test_the_kind_of_a_name_by_its_end(surface, kind):
    assert by_ending(surface)[1] == kind


@pytest.mark.parametrize("text", ["北野経済新聞は、双葉電機が星野電工を買収すると報じた。", "北野経済新聞(KKS)は双葉電機が星野電工を買収する交渉は大詰めだと書いた。"])
def test_a_medium_that_reports_is_no_party(text):
    article = propose("株式会社北野経済新聞。\n" + text)
    assert all(k.name.text != "北野経済新聞" or k.chunk < 0 for e in article.frames for k in e.links if e.sentence.index > 0)


def test_a_medium_that_buys_is_one():
    assert "日本経済新聞社" in links("日本経済新聞社は電子書籍を配信する株式会社青葉出版を買収した。", "買収")


# --- deal words ------------------------------------------------------------------------------


def test_a_longer_word_holds_another():
    lexicon = TriggerLexicon.default()
    assert [t.text for t in lexicon.find("戦略的パートナーシップを結んだ")] == ["パートナーシップ"]
    assert [t.text for t in lexicon.find("戦略的パートナーに選んだ")] == ["戦略的パートナー"]
    assert lexicon.find("資本提携とは何か") == lexicon.find("第三者割当増資とは?") == []


def test_a_report_that_is_denied_is_no_deal():
    assert events("株式会社双葉電機は、星野電工を買収するとの報道を否定した。", "買収") == []
    assert events("株式会社双葉電機は、星野電工を買収するとの報道を認めた。", "買収")


# --- cases -----------------------------------------------------------------------------------


def test_each_of_those_that_get_a_share_is_one_of_them():
    text = "エヌビディアは米コヒレントと米ルメンタムに20億ドルずつ出資する。"
    shares = {frozenset(e.names): e.amount.value for e in events(text, "出資")}
    assert shares == {frozenset({"NVIDIA", "Coherent"}): 2_000_000_000, frozenset({"NVIDIA", "Lumentum"}): 2_000_000_000}


@pytest.mark.parametrize(
    "text",
    [
        "オラクルは、OpenAIが運営するデータセンターに出資した。",
        "オラクルは、OpenAIが手がけるデータセンターに100億円を出資した。",
    ],
)
def test_the_subject_of_a_relative_clause_is_no_rival_of_the_topic(text):
    assert links(text, "出資")["オラクル"] == "subj"


def test_nor_is_one_that_is_joined_to_it():
    assert links("オラクルとOpenAIがエヌビディアに出資した。", "出資") == {"オラクル": "subj", "OpenAI": "subj", "エヌビディア": "goal"}
    (e, *_) = events("オラクルとOpenAIがエヌビディアに出資した。", "出資")
    assert "nearer subject" not in {f for k in e.links for f in k.facts}


def test_a_comma_parts_a_subject_from_the_clause_behind_it():
    (e, *_) = events("エヌビディアが、光部品を手がけるルメンタムに出資した。", "出資")
    assert "relative clause" not in {f for k in e.links for f in k.facts}


def test_the_topic_of_the_first_clause_is_not_that_of_the_second():
    (e, *_) = events("マイクロソフトはOpenAIと合意し、アマゾンもアンソロピックに30億ドルを出資する。", "出資")
    assert {k.name.text: k.case for k in e.links if k.name.text in ("マイクロソフト", "アマゾン")} == {"マイクロソフト": "other theme", "アマゾン": "subj"}


def test_who_acts_together_with_another_does_not_receive():
    found = links("ソフトバンクグループはオラクルとともにOpenAIに150億ドルを出資した。", "出資")
    assert (found["オラクル"], found["OpenAI"]) == ("com", "goal")


def test_the_last_of_a_list_before_its_kind():
    found = links("青葉AI株式会社は星野電工、青葉電子、森田製作所といった企業から10億円を調達した。", "調達")
    assert {found[n] for n in ("星野電工", "青葉電子", "森田製作所")} == {"src"}


def test_two_firms_that_only_a_dot_parts():
    assert _two_firms("双葉電機・星野電工は", 0, 9) == [(0, 4), (5, 9)]
    for whole in ("パークウェイ・ベンチャー", "三井・住友", "青葉電機", "日立・三菱・双葉電機"):
        assert _two_firms(whole, 0, len(whole)) == [(0, len(whole))]


@pytest.mark.parametrize(
    ("text", "word", "case"),
    [
        ("双葉電機株式会社は、オラクル(東京・港)、メタ(大阪市)を買収した。", "買収", "obj"),
        ("双葉電機株式会社は半導体大手のオラクル、商社のメタ、OpenAIから資金を調達した。", "調達", "src"),
        ("経済産業省はオラクルとメタに対し、最大1294億円を補助する。", "補助", "goal"),
        ("双葉電機株式会社は電池のオラクルと部品のメタに100億円を出資する。", "出資", "goal"),
    ],
)
def test_a_list_goes_on_behind_brackets_and_past_what_is_said_of_a_name(text, word, case):
    found = links(text, word)
    assert (found["オラクル"], found["メタ"]) == (case, case)


def test_two_receivers_that_are_joined_both_receive():
    (d,) = extract_deals("オラクルはOpenAIとアンソロピックに10億ドルを出資した。")
    assert {p.name for p in d.parties if p.role == "investee"} == {"OpenAI", "Anthropic"}


@pytest.mark.parametrize("text", ["企業価値5000億円のOpenAIは、オラクルから500億円を調達した。", "売上高5000億円のオラクルはOpenAIに500億円を出資した。"])
def test_a_measure_word_is_used_up_by_its_own_sum(text):
    assert [d.amount.value for d in extract_deals(text)] == [50_000_000_000]


def test_who_gave_to_another_gives_nothing_to_the_next():
    deals = extract_deals("オラクルはOpenAIに80億円を出資した。\n\n一方、アンソロピックは130億円を調達した。")
    assert [[(p.role, p.name) for p in d.parties] for d in deals][-1] == [("investee", "Anthropic")]


def test_those_that_are_set_against_each_other_have_a_deal_each():
    found = [e.names - {"青葉AI"} for e in events("青葉AI株式会社はオラクルとは水処理で、メタとは炭素の回収で提携した。", "提携")]
    assert sorted(map(sorted, found)) == [["Meta"], ["Oracle"]]
    (e, *_) = events("青葉AI株式会社はオラクルとは拠点を整備し、メタとは計算能力を供給する契約を結んだ。", "契約")
    assert {k.name.text for k in e.links if k.chunk >= 0 and k.name.text in ("オラクル", "メタ")} == {"メタ"}


def test_whose_numbers_are_told_is_no_party():
    assert links("オラクルがまとめた統計によると、OpenAIが調達した資金は10億ドルだった。", "調達")["オラクル"] == "source"


def test_the_issuer_of_a_report_without_a_legal_form():
    article = propose("双葉電機(4388) 半期報告書\n\n当社は、株式会社星野電工の株式を取得した。星野電工は黒字だ。")
    assert {n.canonical for n in article.names if n.text == "当社"} == {("双葉電機",)}


def test_the_maker_of_goods_is_no_party():
    assert set(links("オラクルはデル製サーバー1000台を購入した。", "購入")) == {"オラクル"}
    assert set(links("オラクルはデルからサーバー1000台を購入した。", "購入")) == {"オラクル", "デル"}


def test_what_is_also_bought_is_no_buyer():
    article = propose("オラクルはOpenAIを買収した。21年にはメタも買収した。メタも提携した。")
    cases = [(e.trigger.row.word, k.case) for e in article.frames for k in e.links if k.chunk >= 0 and k.name.text == "メタ"]
    assert cases == [("買収", "obj"), ("提携", "subj")]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("ソフトバンクグループは2016年にアームを買収し、2024年にグラフコアを買収した。", ["Arm", "Graphcore"]),
        ("ソフトバンクグループはアームを買収した。グラフコアも買収した。", ["Arm", "Graphcore"]),
    ],
)
def test_one_deal_word_said_of_two_is_two_deals(text, targets):
    deals = extract_deals(text)
    assert sorted(p.name for d in deals for p in d.parties if p.role == "target") == targets


def test_a_sum_beside_its_parts_is_no_deal_of_its_own():
    text = "エヌビディアとマイクロソフトはOpenAIに合計150億ドルを出資する。出資額はエヌビディアが100億ドル、マイクロソフトが50億ドル。"
    assert sorted(d.amount.value for d in extract_deals(text)) == [5_000_000_000, 10_000_000_000]


# --- stages and quantities -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("オラクルはOpenAIを買収し、子会社にする方針だ。", "planned"),
        ("オラクルはOpenAIを100億円で買収し、上場廃止とする方向で検討している。", "in_talks"),
        ("オラクルはOpenAIを買収し、株価が上がった。", "agreed"),
        ("オラクルはOpenAIを買収し、マイクロソフトは追随する方針だ。", "agreed"),
        ("オラクルはOpenAIの買収から手を引いた。", "cancelled"),
    ],
)
def test_the_end_of_a_sentence_says_how_far_its_clauses_have_come(text, status):
    (e, *_) = events(text, "買収")
    assert e.status == status


@pytest.mark.parametrize("text", ["星野電工に出資し、株価は2%下げた。", "出資を好感し同社株は12%急落した。", "出資先の株価が3%近く上昇した。", "出資が伝わり株は一時5%高となった。"])
def test_moves_of_the_share_price_are_no_stake(text):
    assert find_stakes(text) == []


def test_who_is_named_only_after_our_company_does_not_issue_the_release():
    article = propose("当社は、株式会社星野電工の株式を5億円で取得し、子会社化することを決議いたしました。")
    assert [n.text for n in article.names] == ["株式会社星野電工"]
    article = propose("株式会社双葉電機\n\n当社は、株式会社星野電工の株式を5億円で取得いたしました。")
    assert [n.canonical for n in article.names if n.text == "当社"] == [("双葉電機",)]


def test_broken_pages_do_no_harm():
    assert read_article("題名\n2025年2月31日\n\n本文。").date is None
    assert read_article("---\ntitle: 題\ndate: 2025-02-31\n---\n本文。").date is None
