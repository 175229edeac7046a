"""What readers of unseen pages found of plans told by capacity or count alone, and of building together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.normalize.capacity import find_capacities
from aiinfra_nlp.pipeline import propose


def plans(text: str) -> list[str]:
    """What the rules are sure of, of each event."""
    return [e.facts["plan"] for e in propose(text, "2025-10-01").frames if e.facts["plan"]]


def records(text: str) -> list[tuple]:
    """Type, parties and capacities of each record."""
    return [(d.type, tuple(p.name for p in d.parties), tuple(c.value for c in d.capacity)) for d in extract_deals(text, article_date="2025-10-01")]


@pytest.mark.parametrize(
    "text",
    [
        "星野電工は印西市で50メガワットのデータセンターを建設中だ。",
        "星野電工は印西市で50メガワットのデータセンターを建設する計画だ。",
        "星野電工も北海道に大型データセンターを建設中で、最終的には50メガワットの電力を消費する見込みだ。",
        "星野電工は印西市でデータセンターを着工した。受電容量は50メガワット。",
        "星野電工は苫小牧市にデータセンターを建設すると発表した。受電容量は5万キロワットを計画。",
        "星野電工は、三鷹市に用地を取得した。ここに50メガワットのデータセンターを開発する計画だ。",
        "星野電工は土地を総電力容量50メガワットのデータセンターとして開発する予定だ。",
        "星野電工は7月、北海道で50メガワット規模のデータセンターの起工式を行った。",
        "星野電工は、マレーシアのデータセンター容量を現状の4倍の50メガワットに拡大する計画だ。",
        "星野電工は拠点の受電容量を50メガワットまで引き上げる。",
    ],
)
def test_who_builds_what_has_a_size_spends_on_it(text):
    assert plans(text) == ["capex"]
    assert ("capex", ("星野電工",), (Decimal(50_000_000),)) in records(text)


@pytest.mark.parametrize("text", ["双葉クラウドは6万台以上のGPUを配備する計画だ。", "双葉クラウドは6万台以上のGPUを含む計算拠点を2027年までに完成させる予定だ。"])
def test_chips_put_in_place_tell_of_a_plan(text):
    assert plans(text) == ["capex"]
    [deal] = extract_deals(text, article_date="2025-10-01")
    assert (deal.type, [p.name for p in deal.parties], deal.capacity[0].unit) == ("capex", ["双葉クラウド"], "GPU")


@pytest.mark.parametrize("text", ["双葉電機は国内10カ所にデータセンターを新設する計画だ。", "双葉電機は10か所でデータセンターの新設を検討する。"])
def test_sites_counted_by_where_they_stand(text):
    [c] = find_capacities(text)
    assert (c.unit, c.value) == ("data_centers", 10)
    assert records(text) == [("capex", ("双葉電機",), (Decimal(10),))]


@pytest.mark.parametrize(
    "text",
    [
        "双葉電機が星野電工と共同で、都心型データセンターを7月に整備した。",
        "双葉電機は星野電工とともに、京都府でデータセンターの起工式を開いた。",
        "双葉電機と星野電工は共同で京都府にデータセンターを建てる。",
        "今回の計画の中心は、双葉電機と星野電工による50メガワットのデータセンターの建設だ。",
    ],
)
def test_who_build_together_are_partners(text):
    assert plans(text) == ["joint_venture"]
    assert {(t, names) for t, names, _ in records(text)} == {("joint_venture", ("双葉電機", "星野電工"))}


@pytest.mark.parametrize(
    "text",
    [
        "星野電工は、双葉電機が建てる50メガワットの発電所から電力を買う。",
        "双葉電機が受注したのは50メガワットのデータセンターの建設だ。",
        "双葉電機は50メガワットのデータセンターの建設を支援する。",
        "双葉電機は50メガワットのデータセンターを建設しない。",
        "双葉電機の拠点は300メガワットまで拡張できる。",
        "双葉電機は印西市でデータセンターを建設する計画だ。",
        "双葉電機と星野電工は争う構えだ。",
        "双葉電機は出力300キロワットの急速充電ステーションを開発した。",
        "双葉電機は50メガワットの変電設備を量産する計画だ。",
        "双葉総研は、国内のデータセンターの容量が5ギガワットに拡大すると予測する。",
        "双葉電機は50メガワットの発電所を運営している。",
    ],
)
def test_what_is_told_otherwise_is_no_sure_plan(text):
    assert not plans(text)


@pytest.mark.parametrize(("text", "value"), [("出力30万キロ・ワットの発電所", 300_000_000), ("40メガ・ワット", 40_000_000), ("1ギガ・ワット", 1_000_000_000)])
def test_units_with_a_dot_in_them(text, value):
    [c] = find_capacities(text)
    assert (c.unit, c.value) == ("W", value)


def test_energy_with_a_dot_is_no_power():
    assert not find_capacities("年間30万キロ・ワット時の電力")


def cases(text: str, word: str) -> dict[str, str]:
    """The firm cases of the names beside a deal word."""
    [e, *_] = [e for e in propose(text, "2025-10-01").frames if e.trigger.row.word == word]
    return {k.name.text: k.case for k in e.links if k.chunk >= 0 and k.weight >= 0.7}


@pytest.mark.parametrize("thing", ["「青葉」と呼ぶ事業", "「青葉」と名付けた会社"])
def test_who_acts_with_the_subject_reaches_past_the_clause_that_names_the_thing(thing):
    text = f"双葉通信は米国の星野AIや森田機工と共同で{thing}を立ち上げた。"
    assert cases(text, "立ち上げ") == {"双葉通信": "subj", "星野AI": "com", "森田機工": "com"}


@pytest.mark.parametrize("who", ["双葉電機傘下のファンドが", "双葉電機の子会社が", "双葉電機子会社は", "双葉電機系の投資会社は"])
def test_whose_company_has_no_name_acts_through_it(who):
    assert cases(f"{who}星野電工を買収する。", "買収") == {"双葉電機": "subj", "星野電工": "obj"}


def test_whose_company_has_a_name_does_not_act():
    assert cases("双葉電機の子会社の青葉クラウドが星野電工を買収する。", "買収") == {"青葉クラウド": "subj", "星野電工": "obj"}


@pytest.mark.parametrize("mark", ["", "- ", "・"])
def test_lines_of_a_form_tell_one_deal_of_the_company_it_names(mark):
    form = ["会社名：みのりAI", "調達金額：12億円", "引受先：森田キャピタル、星野電工"]
    [deal] = extract_deals("\n".join(mark + line for line in form), article_date="2025-10-01")
    assert (deal.type, deal.amount.value) == ("investment", Decimal(1_200_000_000))
    assert [(p.role, p.name) for p in deal.parties] == [("investor", "森田キャピタル"), ("investor", "星野電工"), ("investee", "みのりAI")]


def test_a_label_before_a_colon_is_the_topic_of_its_line():
    assert cases("双葉電機が12億円を調達した。\n- 引受先: 森田キャピタル、星野電工", "引受先") == {"森田キャピタル": "is", "星野電工": "is"}


def test_the_total_of_all_rounds_is_no_round():
    [deal] = extract_deals("双葉電機が8億ドルの資金調達を発表（評価額83億ドル、総調達13億ドル）。", article_date="2025-10-01")
    assert (deal.amount.value, deal.valuation.value) == (Decimal(800_000_000), Decimal(8_300_000_000))


def roles(text: str, word: str) -> dict[str, list[str]]:
    """Who the rules make what of an event's parties."""
    [e, *_] = [e for e in propose(text, "2025-10-01").frames if e.trigger.row.word == word]
    return {r: [n.text for n in ns] for r, ns in e.rule_roles.items()}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("森田機工は星野電工にデータセンターを賃貸する。", "賃貸"),
        ("森田機工は星野電工へ30メガワットのデータセンターをリースする契約を結んだ。", "リース"),
        ("星野電工は森田機工から30メガワットのデータセンターをリースする。", "リース"),
        ("双葉銀行は、森田機工が持つデータセンターに230億円を融資する。この施設は星野電工にリースされている。", "リース"),
        ("森田機工は千葉県にデータセンターを建てる。同施設は星野電工に賃貸される。", "賃貸"),
    ],
)
def test_who_lets_and_who_takes_what_is_let(text, word):
    assert roles(text, word) == {"provider": ["森田機工"], "customer": ["星野電工"]}


def test_names_that_share_a_verb_each_with_a_thing_of_its_own_stand_in_one_case():
    text = "双葉クラウドが千葉県にデータセンターを建てる。設計は星野電工、施工は森田建設が担う。"
    assert roles(text, "施工")["provider"] == ["森田建設"]
    assert cases("建屋は星野電工、設備は森田機工に発注した。", "発注") == {"星野電工": "goal", "森田機工": "goal"}
