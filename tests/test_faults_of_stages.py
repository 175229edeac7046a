"""What broke in stages, negation, sums, shares, deal words, dates and plans told by capacity, in made-up sentences.

Each test is named after the fault: what the rules give (events, cases, roles, sums, stages), and fields that rules alone decide.
"""

from __future__ import annotations

import time

import pytest
from reading import events

from aiinfra_nlp.normalize import find_money
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.discourse.passages import passages
from aiinfra_nlp.pipes.reading.bystanders import is_bystander
from aiinfra_nlp.pipes.records.details import stake_of
from aiinfra_nlp.pipes.records.merge import Group
from aiinfra_nlp.pipes.signals.dating import date_of, period_of


def event(text: str, word: str):
    (e, *_) = events(text, word)
    return e


def links(text: str, word: str) -> dict[str, str]:
    return {k.name.text: k.case for k in event(text, word).links if k.chunk >= 0}


def roles(text: str, word: str) -> dict[str, list[str]]:
    return {role: [n.text for n in names] for role, names in event(text, word).roles.items()}


def passage(text: str, word: str):
    """The passage of the events of one deal word, beside those of all others."""
    article = propose(text, "2025-10-01")
    mine = Group([e for e in article.frames if e.trigger.row.word == word])
    rest = Group([e for e in article.frames if e.trigger.row.word != word])
    return passages(article, [g for g in (mine, rest) if g.events])[id(mine)]


# --- stages and negation ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("星野半導体は青葉銀行に90億円の出資を求めた。", "出資", "in_talks"),
        ("星野半導体が青葉銀行に90億円の出資を要請したことが明らかになった。", "出資", "in_talks"),
        ("双葉電機は経産省に200億円の補助を申請している。", "補助", "in_talks"),
        ("双葉電機は経産省の公募に応じ、補助金に応募した。", "補助金", "in_talks"),
        ("双葉電機は経産省に補助金を申請し、3カ月で採択された。", "補助金", "agreed"),
        ("双葉電機は星野電工の買収の承認を当局に申請した。", "買収", "agreed"),
        ("双葉電機は星野電工と合弁会社を設立した。", "合弁会社", "completed"),
        ("双葉電機は星野電工と合弁会社を設立する。", "合弁会社", "agreed"),
    ],
)
def test_what_is_asked_for_is_not_done(text, word, status):
    assert event(text, word).status == status


def test_who_applies_for_a_grant_gets_it():
    assert roles("双葉電機は経産省に200億円の補助を申請している。", "補助") == {"recipient": ["双葉電機"], "grantor": ["経産省"]}


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("双葉電機は11年から22年にかけて1兆円を投資し、データセンターを整えてきた。", "投資", "completed"),
        ("双葉電機は3月に50億円を出資し、4月に星野電工を買収した。", "出資", "completed"),
        ("双葉電機は50億円を出資し、星野電工と提携すると発表した。", "出資", "agreed"),
        ("双葉電機は50億円を出資し、株価が上がった。", "出資", "agreed"),
        ("双葉電機は50億円を投じ、来年に星野電工を子会社にする計画だ。", "投じ", "planned"),
    ],
)
def test_the_end_of_a_sentence_makes_deeds_of_all_its_clauses(text, word, status):
    assert event(text, word).status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("双葉電機は2027年に受電容量120メガワットで拠点を稼働させる。", "planned"),
        ("双葉電機は受電容量120メガワットの拠点を稼働させた。", "completed"),
    ],
)
def test_what_is_yet_to_run_is_not_completed(text, status):
    assert event(text, "受電容量").status == status


@pytest.mark.parametrize(
    ("text", "word", "unreal"),
    [
        ("北斗AIは、双葉電機や星野電工などと協業してきた実績もある。", "協業", True),
        ("双葉電機は星野電工と2019年に協業した実績がある。", "協業", False),
        ("双葉電機は、電力の供給が受けられることを条件に、星野電工と契約する。", "供給", True),
        ("ラウンドに星野電工は加わっていない。", "加わ", True),
        ("双葉電機は星野電工に50億円を投じなかった。", "投じ", True),
        ("双葉電機は星野電工に50億円を投じた。", "投じ", False),
    ],
)
def test_merits_conditions_and_denials_tell_no_deal(text, word, unreal):
    assert event(text, word).facts["unreal"] is unreal


@pytest.mark.parametrize(
    "text",
    [
        "既存株主の赤城商事は今回参加しなかった。",
        "前回の調達を主導した赤城商事は加わっていない。",
        "赤城商事は、今回のラウンドに参加しないという。",
        "赤城商事は今回の参加を見送った。",
    ],
)
def test_who_stays_out_of_a_round_gives_nothing(text):
    article = propose(f"双葉通信は5億ドルを調達した。{text}")
    cases = {k.case for e in article.frames[1:] for k in e.links if k.name.text == "赤城商事"}
    assert cases == {"bystander"}


def test_who_joins_a_round_does_not_stay_out():
    assert links("ラウンドには赤城商事も参加した。", "参加") == {"赤城商事": "subj"}
    assert links("赤城商事は参加し、緑川商事は参加しなかった。", "参加")["赤城商事"] == "subj"


def test_an_official_who_tells_of_money_gives_none():
    text = "双葉経産相は、星野半導体に官民で総額820億円の出資があったと発表した。"
    assert links(text, "出資") == {"経産相": "bystander", "星野半導体": "goal"}
    assert links("経産省は、星野半導体に820億円の出資を決めたと発表した。", "出資")["経産省"] == "subj"


def test_staying_out_is_found_in_linear_time():
    text = "双葉電機は" + "参加し加わって" * 4_000
    began = time.process_time()
    assert not is_bystander(text, "join", (0, 4), len(text) - 2, (0, len(text)))
    assert time.process_time() - began < 1


# --- sums ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["最大計90億円", "最大で計90億円", "最大総額90億円"])
def test_at_most_for_all_together(text):
    (m,) = find_money(f"3行が{text}を出資する。")
    assert (m.qualifier, m.high) == ("at_most", 9_000_000_000)


@pytest.mark.parametrize(
    ("text", "word", "amount"),
    [
        ("総投資額約900億円のうち、経済産業省が最大300億円を双葉電機に補助する。", "補助", "最大300億円"),
        ("双葉電機の事業費約900億円のうち、経済産業省が約300億円を補助する。", "補助", "約300億円"),
        ("事業費800億円のうち、青葉銀行が300億円を双葉電機に融資する。", "融資", "300億円"),
        ("双葉電機の投資額は1200億円で、このうち経産省の補助金が400億円を占める。", "補助金", "400億円"),
        ("双葉電機の投資額は1200億円で、このうち経産省の補助金が400億円を占める。", "投資額", "1200億円"),
    ],
)
def test_the_part_that_another_gives_is_not_the_whole(text, word, amount):
    (e,) = events(text, word)
    assert e.amount.text == amount


def test_who_gives_a_part_does_not_spend_the_whole():
    assert links("総投資額900億円のうち、経済産業省が300億円を双葉電機に補助する。", "総投資額")["経済産業省"] == "other subj"


def test_whose_spending_a_grant_is_part_of_gets_it():
    text = "双葉電機の事業費約900億円のうち、経済産業省が約300億円を補助する。"
    assert roles(text, "補助") == {"recipient": ["双葉電機"], "grantor": ["経済産業省"]}
    assert roles("双葉電機の工場建設に経済産業省が300億円を補助する。", "補助")["recipient"] == ["双葉電機"]


def test_the_result_in_a_bracket_is_no_price():
    e = event("星野商事は双葉通信の飲食事業(売上高:186億円、純資産9億円)を取得することを決議した。", "取得")
    assert e.figures == []
    assert e.amount is None
    # the price may stand there too
    assert event("星野商事は双葉通信の飲食事業(取得額:186億円)を取得する。", "取得").amount.text == "186億円"


@pytest.mark.parametrize(
    "text",
    [
        "双葉商事は星野電工と合弁会社を設立し、2030年に運営資産を3000億円規模に広げる計画だ。",
        "双葉商事は星野電工と合弁会社を設立し、2030年に売上高500億円を目指す。",
    ],
)
def test_how_large_a_company_wants_to_be_is_no_sum(text):
    assert event(text, "合弁会社").amount is None


def test_what_was_spent_before_counts_in_no_sum():
    first, second = events("双葉電機は9000億円を投資する。これまでの投資と合わせた総額は約1兆6000億円になる見込みだ。", "投資")
    assert first.amount.text == "9000億円"
    assert second.amount is None


def test_those_who_gave_before_are_no_sum_of_before():
    assert event("双葉電機は既存株主も含めた投資家から50億円を調達した。", "調達").amount.text == "50億円"


# --- shares ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "stake"),
    [
        ("双葉商事は星野電工の増資を引き受け、3200株(所有割合2.75%)を取得する。", "取得", "2.75%"),
        ("双葉商事は星野電工の増資を引き受け、持分法適用会社化(所有割合:34%)する。", "引き受け", "34%"),
        ("双葉商事は星野電工株120万株(所有割合:38.5%)を所有している。双葉商事はTOBを始める。", "TOB", None),
        ("双葉商事は星野電工の株式38.5%を所有しており、7月にTOBを始める。", "TOB", None),
        ("双葉商事は星野電工の株式38.5%を保有しており、7月にTOBを始める。", "TOB", None),
    ],
)
def test_shares_that_are_bought_and_shares_that_are_held(text, word, stake):
    found = stake_of(passage(text, word), {"type": "investment"})
    assert (found and found.text) == stake


# --- deal words ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "seller"),
    [
        ("星野電工は7月、双葉化学の工場資産の取得を発表した。", "取得", "双葉化学"),
        ("星野電工は双葉化学の飲食事業の一部を取得する。", "取得", "双葉化学"),
        ("星野電工による双葉化学の照明事業の買収が終わった。", "買収", "双葉化学"),
    ],
)
def test_whose_plant_or_business_is_bought_sells(text, word, seller):
    assert roles(text, word) == {"acquirer": ["星野電工"], "seller": [seller]}


def test_a_company_itself_that_is_bought_sells_nothing():
    assert roles("星野電工による双葉化学の買収が終わった。", "買収") == {"acquirer": ["星野電工"], "target": ["双葉化学"]}


def test_those_who_spend_together_found_a_venture():
    e = event("双葉電機と星野電工は半導体事業で共同投資する。", "共同投資")
    assert e.type == "joint_venture"
    assert roles("双葉電機と星野電工は半導体事業で共同投資する。", "共同投資") == {"partner": ["双葉電機", "星野電工"]}
    assert event("双葉電機は星野電工に共同投資する。", "共同投資").type == "investment"


def test_a_loan_may_be_granted():
    assert roles("青葉銀行は双葉電機にメザニンローンを供与する。", "供与") == {"lender": ["青葉銀行"], "borrower": ["双葉電機"]}


def test_the_owner_of_a_plant_buys_its_building():
    text = "双葉電力は、蓄電所について星野工業とEPC(設計・調達・建設)契約を結んだ。"
    assert roles(text, "EPC(設計・調達・建設)契約") == {"customer": ["双葉電力"], "provider": ["星野工業"]}
    assert not events(text, "調達")
    assert not events(text, "建設")


def test_who_builds_is_paid():
    assert roles("設計は双葉設計、施工は清水建設が担う。", "施工") == {"provider": ["清水建設"]}


# --- plans told by capacity ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("双葉電機は東大阪市に大規模データセンターを新設する計画だ。総受電容量は20万kWで、関西で最大級となる。", "受電容量"),
        ("双葉電機は工場跡をデータセンターに改修し、2027年に受電容量120メガワット規模で稼働させる。", "改修"),
        ("双葉電機は、長崎市で系統用蓄電所(12MW)を開発すると発表した。", "蓄電所"),
    ],
)
def test_a_plan_to_build_is_told_by_its_size(text, word):
    e = event(text, word)
    assert e.type == "capex"
    assert len(e.capacities) == 1
    assert list(e.roles) == ["investor"]


# --- dates and periods -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "months"),
    [
        ("双葉クラウドは、上場からわずか半年で星野電工と50億ドルの計算資源契約を結んだ。", "計算資源契約", None),
        ("設立から3年で、双葉クラウドは星野電工と50億ドルの計算資源契約を結んだ。", "計算資源契約", None),
        ("双葉クラウドは4月から3年間、星野電工と計算資源契約を結んだ。", "計算資源契約", 36),
        ("双葉電機は経産省から助成金60億円を受け、総投資額は5年間で150億円だ。", "助成金", None),
        ("双葉電機は経産省から助成金60億円を受け、総投資額は5年間で150億円だ。", "総投資額", 60),
    ],
)
def test_lengths_that_are_no_terms(text, word, months):
    found = period_of(passage(text, word), {"type": "compute_contract"})
    assert (found and found.months) == months


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("双葉電機は星野電工と連携し、光デバイスの販売を2025年度に始めると明らかにした。", None),
        ("双葉電機は24年秋の着工に向け星野電工と連携する。", None),
        ("双葉電機は2024年に星野電工との連携を始めた。", "2024"),
    ],
)
def test_when_something_begins_is_not_when_it_was_agreed(text, date):
    found = date_of(passage(text, "連携"), {"type": "partnership", "status": "agreed", "reported": False})
    assert (found and found.iso) == date


@pytest.mark.parametrize("text", ["双葉AIは7億ドルの資金調達の完了に近づいている。", "双葉AIは7億ドルの資金調達を終える寸前にある。"])
def test_what_is_nearly_done_is_not_done(text):
    assert event(text, "資金調達").status == "in_talks"
