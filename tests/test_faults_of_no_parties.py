"""Who has no part in a deal that is told beside his name, in made-up sentences: agencies, offices, makers, parents, those one also works with.

Each test is named after the fault. Names and events with the cases that the rules give; records only where a rule decides them.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp.document import read_article
from aiinfra_nlp.pipeline import propose


def links(text: str, word: str, which: int = 0) -> dict[str, str]:
    """The case of each name of the sentence to a deal word."""
    e = [e for e in propose(text).frames if e.trigger.row.word == word][which]
    return {k.name.text: k.case for k in e.links if k.chunk >= 0}


def stand_for(text: str, word: str) -> dict[str, str]:
    """Whom each name of the sentence of a deal word stands for."""
    (e, *_) = [e for e in propose(text).frames if e.trigger.row.word == word]
    return {k.name.text: k.name.canonical[0] for k in e.links if k.chunk >= 0}


@pytest.mark.parametrize("text", [
    "北斗商事の鈴木一郎CEOが来日した。鈴木氏は、星野データに30億円を出資することを明らかにした。",
    "北斗商事のメアリー・鈴木CEOは3日、講演した。鈴木氏は星野データに30億円を出資すると語った。",
])  # fmt: skip
def test_a_family_name_in_the_next_sentence_is_no_other_person(text):
    assert stand_for(text, "出資")["鈴木"] == "北斗商事"


def test_of_two_with_one_family_name_the_one_named_last_is_meant():
    text = "双葉電機の佐藤花子社長と、星野電工の佐藤健会長が会見した。佐藤会長は森田機工に30億円を出資すると述べた。"
    assert stand_for(text, "出資")["佐藤"] == "星野電工"


def test_who_is_named_in_full_stays_himself():
    text = "投資家の佐藤花子氏は、星野電工の佐藤健会長と会見した。佐藤花子氏は森田機工に30億円を出資すると述べた。"
    assert stand_for(text, "出資")["佐藤花子"] == "佐藤花子"


def test_whose_president_somebody_is_is_a_company():
    text = "青葉データの山田太郎社長は記者会見した。山田氏は「今後5年で200億円を投資する」と述べた。"
    assert stand_for(text, "投資")["山田"] == "青葉データ"


@pytest.mark.parametrize("who", ["ジェンスン・フアン(エヌビディアCEO)", "ジェンスン・フアン氏(エヌビディアの社長)"])
def test_the_company_in_a_bracket_behind_its_head_acts(who):
    assert stand_for(f"{who}は31日、星野電工に3億円を出資すると発表した。", "出資")["ジェンスン・フアン"] == "NVIDIA"


def test_a_founder_with_his_company_in_a_bracket_acts_for_himself():
    assert stand_for("ジェンスン・フアン氏(エヌビディア創業者)は、星野電工に3億円を出資する。", "出資")["ジェンスン・フアン"] == "ジェンスン・フアン"


@pytest.mark.parametrize("who", ["山田太郎経済安全保障担当相", "山田太郎AI担当大臣", "経済安全保障担当相"])
def test_a_minister_without_a_ministry_acts_for_the_government(who):
    assert list(stand_for(f"{who}は15日、双葉半導体に最大80億円を補助すると発表した。", "補助").values()) == ["Japan", "双葉半導体"]


def test_a_minister_of_another_nation_does_not_act_for_this_one():
    assert "Japan" not in stand_for("英国のAI担当相は15日、双葉半導体に最大80億円を補助すると発表した。", "補助").values()


@pytest.mark.parametrize(("text", "office"), [
    ("ノヴァ電機は16日、星野半導体の買収に関し、台湾の公平交易委員会が審査は不要と判断したことから、月末に買収を完了すると発表した。", "公平交易委員会"),
    ("青葉電機は20億ドルでの星野半導体の買収について、中国の国家市場監督管理総局から承認を得た。", "国家市場監督管理総局"),
    ("ノヴァ電機の星野半導体買収について、中国の国家市場監督管理総局が承認したとノヴァ電機が3日発表した。", "国家市場監督管理総局"),
])  # fmt: skip
def test_an_office_that_permits_a_purchase_neither_buys_nor_sells(text, office):
    assert links(text, "買収", -1)[office] == "bystander"


def test_a_government_that_approves_its_own_money_gives_it():
    assert links("政府は双葉電機への10億円の出資を承認した。", "出資")["政府"] == "subj"
    assert links("東京都は双葉電機から土地を30億円で買収した。", "買収")["東京都"] == "subj"


@pytest.mark.parametrize(("text", "word", "other"), [
    ("トヨタとも提携している自動運転企業の米青葉モビリティは、4億8300万ドルを調達したと発表した。", "調達", "トヨタ"),
    ("三菱商事とも提携する蓄電池新興の青葉電池が、50億円の資金調達を行った。", "資金調達", "三菱商事"),
    ("エヌビディアとも取引がある青葉半導体は、シリーズCで1億ドルを調達した。", "調達", "エヌビディア"),
    ("青葉AIは、グーグルとも協業する北斗ロボットから20億円を調達した。", "調達", "グーグル"),
])  # fmt: skip
def test_with_whom_a_company_also_works_has_no_part_in_what_it_does(text, word, other):
    assert links(text, word)[other] == "bystander"


def test_a_tie_that_only_says_who_a_company_is_is_no_deal():
    told = [e.trigger.row.word for e in propose("三菱商事とも提携する蓄電池新興の青葉電池が、50億円の資金調達を行った。").frames]
    assert told == ["資金調達"]
    # one that was concluded, or that is told alone, is
    assert any(e.frame == "partner" for e in propose("三菱商事と3月に提携した青葉電池が、50億円の資金調達を行った。").frames)
    assert any(e.frame == "partner" for e in propose("双葉電機は3日、三菱商事と提携すると発表した。").frames)


def test_with_whom_a_company_that_is_paid_was_founded_is_not_left_out():
    assert links("双葉電機は、星野電工と共同で設立した青葉データに20億円を出資した。", "出資")["星野電工"] != "bystander"


@pytest.mark.parametrize("verb", ["搭載した", "使った", "採用する"])
def test_whose_parts_are_in_the_goods_sells_none(verb):
    text = f"双葉電機は3日、エヌビディアのGPUを{verb}サーバー200台を購入すると発表した。"
    assert links(text, "購入")["エヌビディア"] == "bystander"
    assert links(text.replace("のGPU", "からGPU"), "購入")["エヌビディア"] != "bystander"


def test_who_developed_the_parts_in_the_goods_does_not_sell_them():
    assert links("双葉電機は3日、星野電工が開発した半導体を搭載したサーバーを30億円で購入した。", "購入")["星野電工"] == "bystander"
    assert links("双葉電機は3日、星野電工が開発した半導体を30億円で購入した。", "購入")["星野電工"] != "bystander"


def test_goods_with_the_parts_of_a_maker_and_no_more_are_no_deal():
    text = "双葉電機は3日、星野電工と提携し、データセンター事業を始める。米AMDのGPUを搭載したサーバーを調達する。"
    assert not any(e.trigger.row.word == "調達" for e in propose(text).frames)
    assert any(e.trigger.row.word == "調達" for e in propose(text.replace("サーバーを調達", "サーバーを30億円で調達")).frames)


@pytest.mark.parametrize(("text", "word", "place"), [
    ("双葉電機は、日本と米国を結ぶ海底ケーブルの建設を受注したと発表した。", "受注", "日本"),
    ("双葉電機は3日、日本とグアムをつなぐ海底ケーブルを30億円で建設する。", "建設", "日本"),
])  # fmt: skip
def test_nations_that_a_cable_joins_do_not_order_it(text, word, place):
    assert links(text, word).get(place, "bystander") == "bystander"


def test_nations_that_conclude_a_treaty_act():
    assert links("日本は米国と協定を結び、双葉電機に30億円を出資する。", "出資")["日本"] == "subj"


@pytest.mark.parametrize("exchange", ["ナスダック", "東京証券取引所"])
def test_an_exchange_that_is_told_of_a_purchase_is_no_party(exchange):
    text = f"星野半導体は、{exchange}に買収の完了を通知し、普通株式の上場廃止を要請した。"
    assert links(text, "買収").get(exchange, "bystander") == "bystander"


def test_an_exchange_that_buys_is_a_party():
    assert links("東京証券取引所は双葉電機からシステムを30億円で購入する。", "購入")["東京証券取引所"] == "subj"


def test_a_medium_whose_article_tells_of_others_is_no_party():
    text = "英紙フィナンシャル・タイムズは3日、双葉電機について、グーグルと提携して計算基盤を広げているとする記事を載せた。"
    assert "フィナンシャル・タイムズ" not in links(text, "提携")
    assert "フィナンシャル・タイムズ" in links("フィナンシャル・タイムズは3日、グーグルと提携すると発表した。", "提携")


def test_the_parent_of_who_buys_does_not_sell():
    assert links("青葉電機の子会社の青葉システムズは約42億円を投じて、3万平方メートルの土地を取得した。", "取得")["青葉電機"] == "bystander"
    assert links("青葉電機の完全子会社である青葉システムズは、星野電工を約42億円で買収した。", "買収")["青葉電機"] == "bystander"
    # of who is bought it may
    assert links("青葉システムズは、星野電工の子会社の星野データを約42億円で買収した。", "買収")["星野電工"] == "affiliate"


def kinds(text: str) -> list[str]:
    return [s.kind for s in read_article(text).sentences]


@pytest.mark.parametrize("caption", [
    "米双葉電機のロゴ=2020年10月、アリゾナ州(ロイター=共同)", "会見する双葉電機の山田社長=2日、東京都内(共同)", "双葉電機が建設中の工場=2023年5月撮影",
])  # fmt: skip
def test_the_caption_of_a_photograph_tells_of_no_deal(caption):
    assert kinds(f"{caption}\n双葉電機、星野電工を買収へ\n双葉電機は16日、星野電工を買収すると発表した。") == ["furniture", "headline", "paragraph"]
    if caption.endswith(")"):
        assert kinds(f"{caption}【ニューヨーク共同】双葉電機は16日、星野電工を買収すると発表した。") == ["furniture", "paragraph"]


@pytest.mark.parametrize("head", ["双葉電機、星野電工を買収=10月に完了へ", "双葉電機、星野電工を買収=10月(共同声明)", "工場に30億円を投資=双葉電機"])
def test_a_headline_with_more_behind_its_sign_is_no_caption(head):
    assert kinds(f"{head}\n双葉電機は16日、星野電工を買収すると発表した。")[0] == "headline"


def named(text: str) -> list[str]:
    return [n.text for n in propose(text).names]


@pytest.mark.parametrize("line", ["【ワシントン共同】", "【ロンドン時事】"])
def test_the_agency_of_a_dateline_is_no_organisation_of_the_article(line):
    assert named(f"{line}米双葉電機は16日、星野クラウドを買収すると発表した。") == ["双葉電機", "星野クラウド"]


@pytest.mark.parametrize("medium", ["日経", "ロイター通信", "時事"])
def test_a_medium_behind_a_headline_is_no_party(medium):
    assert named(f"双葉電機、星野クラウドを買収へ={medium}\n森田機工は3日、会見した。") == ["双葉電機", "星野クラウド", "森田機工"]
    assert "双葉電機" in named("工場に30億円を投資=双葉電機\n森田機工は3日、会見した。")


def test_who_leads_an_organisation_is_no_part_of_its_name():
    text = "締結式では、つがる市 倉光市長、北斗経営研究所 岡本代表理事が協定書に署名しました。"
    assert named(text) == ["つがる市", "北斗経営研究所"]
    assert "Aoba Systems" in named("双葉電機は3日、Aoba Systemsと提携した。")


@pytest.mark.parametrize("ends", ["をいいます。", "をいう。", "を指します。"])
def test_a_definition_may_be_a_sentence_of_its_own(ends):
    text = f"「公開買付者」とは、青葉システム株式会社{ends}「対象者」とは、株式会社北斗ジャパン{ends}公開買付者は、対象者を30億円で買収する。"
    assert stand_for(text, "買収") == {"公開買付者": "青葉システム", "対象者": "北斗ジャパン"}


def test_a_definition_by_more_than_a_name_means_nobody():
    text = "「対象者」とは、青葉システム株式会社の株主をいいます。双葉電機は、対象者に30億円を出資する。"
    assert "対象者" not in stand_for(text, "出資")


@pytest.mark.parametrize("how", [
    "今回の合併は、双葉電機の子会社である双葉買収株式会社が星野電工を吸収合併する形で行われた。",
    "この取引は、双葉電機の完全子会社が星野電工に吸収合併される方法で実施された。",
])  # fmt: skip
def test_how_a_purchase_is_done_is_no_merger_of_its_own(how):
    told = [e.trigger.row.word for e in propose(f"双葉電機は星野電工を30億円で買収した。{how}").frames]
    assert "買収" in told
    assert "吸収合併" not in told


def test_a_merger_in_a_form_that_is_told_first_is_one():
    told = [e.trigger.row.word for e in propose("双葉電機は星野データを吸収合併する形で事業を再編する。").frames]
    assert "吸収合併" in told


@pytest.mark.parametrize("land", ["広い工業団地", "工場の跡地"])
def test_land_that_is_bought_is_no_goods(land):
    (e,) = [e for e in propose(f"双葉電機は18年3月に千葉県から{land}を購入した。").frames if e.trigger.row.word == "購入"]
    assert e.type == "acquisition"
    (e,) = [e for e in propose("双葉電機は18年3月に星野電工からサーバーを購入した。").frames if e.trigger.row.word == "購入"]
    assert e.type == "supply"
