"""The fields beside type, parties, amount and stage: one rule of the language at a time, no model."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.document import read_article
from aiinfra_nlp.pipes.discourse.passages import passages
from aiinfra_nlp.pipes.records.details import capacities_of, stake_of, valuation_of
from aiinfra_nlp.pipes.records.places import places_of
from aiinfra_nlp.pipes.records.subject import subject_of
from aiinfra_nlp.pipes.signals.dating import date_beside, date_of, date_of_heading, period_of
from aiinfra_nlp.pipes.signals.quantities import find_quantities

REF = "2025-09-17"


def tell(text, *words, date=REF, places=(), names=()):
    """The passages of deals told by words of a text; places and names are given, not recognised."""
    article = read_article(text, date=date)
    find_quantities(article)
    article.places = sorted((text.index(x), text.index(x) + len(x)) for x in places)
    article.names = sorted(
        (SimpleNamespace(start=text.index(x), end=text.index(x) + len(x), label="ORG", canonical=(x,)) for x in names),
        key=lambda n: n.start,
    )
    groups = []
    for word in words:
        at = text.index(word)
        event = SimpleNamespace(sentence=article.sentence_at(at), trigger=SimpleNamespace(start=at), facts={})
        groups.append(SimpleNamespace(events=[event]))
    found = passages(article, groups)
    return [found[id(g)] for g in groups]


def fields(dtype="investment", status="agreed", reported=False, **rest):
    return {"type": dtype, "status": status, "reported": reported, **rest}


def iso(d):
    return d and d.iso


# --- date --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "date"),
    [
        ("森田機工は12日、赤石化学に出資すると発表した。", "出資", "2025-09-12"),
        ("森田機工は赤石化学に出資した。契約は9月10日に結んだ。", "出資", "2025-09-10"),
        ("両社は15日、9月8日付で出資契約を結んだと発表した。", "契約", "2025-09-08"),
        # ahead of the article: a term, or the last day or month of that name
        ("森田機工は12月に赤石化学へ出資する。", "出資", None),
        ("森田機工は28日、赤石化学に出資すると発表した。", "出資", "2025-08-28"),
        ("森田機工は11月に赤石化学への出資を決めた。", "出資", "2024-11"),
        # terms, starts, standing dates
        ("森田機工は2024年から赤石化学に出資している。", "出資", None),
        ("森田機工は9月5日までに赤石化学へ出資する。", "出資", None),
        # the day of a report, of a dateline, of what became known, in a name
        ("日刊紙は2日、森田機工が赤石化学に出資すると報じた。", "出資", None),
        ("森田機工が赤石化学に出資することが12日、分かった。", "出資", None),
        ("[大阪 16日] - 森田機工は赤石化学に出資する。", "出資", None),
        # the deal word belongs to the last date before it
        ("2019年に赤石化学を、2021年には青葉電力を買収した。", "買収", "2021"),
        ("森田機工は月曜日、赤石化学に出資すると発表した。", "出資", "2025-09-15"),
    ],
)
def test_date(text, word, date):
    (p,) = tell(text, word)
    assert iso(date_of(p, fields())) == date


def test_a_completed_deal_has_the_date_of_its_end():
    (p,) = tell("森田機工は6月に赤石化学の買収を発表し、9月2日に手続きを終えた。", "買収")
    assert iso(date_of(p, fields("acquisition", "completed"))) == "2025-09-02"


def test_29_february_is_no_day_of_the_year_before_a_leap_year():
    text = "森田機工は2月29日、赤石化学に出資すると発表した。"
    (p,) = tell(text, "出資", date="2028-01-10")
    assert date_of(p, fields()) is None
    extract_deals("トヨタ自動車は2月29日、ソニーを300億円で買収すると発表した。", article_date="2028-01-10")


def test_a_reported_deal_has_no_date():
    (p,) = tell("森田機工は12日、赤石化学に出資すると発表した。", "出資")
    assert date_of(p, fields(reported=True)) is None


def test_an_undated_article_gives_no_relative_date():
    (p,) = tell("森田機工は12日、赤石化学に出資すると発表した。", "出資", date=None)
    assert date_of(p, fields()) is None


def test_a_day_inside_a_name_is_none():
    (p,) = tell("森田機工は四日市に工場を建設する。", "建設", places=["四日市"])
    assert date_of(p, fields("capex", "agreed")) is None


def test_the_same_day_is_that_of_the_sentence_before():
    text = "森田機工は9月8日、新工場を公開した。同じ日に赤石化学への出資も決めた。"
    (p,) = tell(text, "出資")
    assert iso(date_of(p, fields())) == "2025-09-08"


def test_deals_of_the_same_parties_share_a_day():
    text = "経産省は12日、森田機工に助成すると発表した。\n赤石化学にも助成する。"
    first, second = tell(text, "助成すると", "助成する。")
    told = [(first, fields("subsidy", parties={"METI": "grantor"})), (second, fields("subsidy", parties={"METI": "grantor"}))]
    told[0][1]["date"], told[1][1]["date"] = date_of(first, told[0][1]), None
    in_sentence = {p.own[0].index: [(p, f)] for p, f in told}
    assert iso(date_beside(second, told[1][1], in_sentence)) == "2025-09-12"
    told[1][1]["parties"] = {"青葉電力": "grantor"}
    assert date_beside(second, told[1][1], in_sentence) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("週刊の買収 9月8日→12日\n\n森田機工は赤石化学を買収する。", "2025-09"),
        ("AIの一月\n\n## 9月4日 森田機工\n\n森田機工は赤石化学を買収する。", "2025-09-04"),
        ("9月17日の朝刊\n\n森田機工は赤石化学を買収する。", None),
    ],
)
def test_a_heading_dates_what_stands_under_it(text, date):
    (p,) = tell(text, "買収する")
    heads = [s.index for s in p.article.sentences[1:] if s.heads]
    assert iso(date_of_heading(p, fields("acquisition"), heads)) == date


# --- period ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "months", "start", "end"),
    [
        ("森田機工は5年間で電力を買う契約を結んだ。", "契約", 60, None, None),
        ("森田機工は電力を買う契約を結んだ。期間は15年で、出力は問わない。", "契約", 180, None, None),
        ("森田機工は2026年から2030年にかけて電力を買う。", "買う", None, "2026", "2030"),
        ("森田機工は2026〜2030年の5年間に電力を買う。", "買う", 60, "2026", "2030"),
    ],
)
def test_period(text, word, months, start, end):
    (p,) = tell(text, word)
    x = period_of(p, fields("power"))
    assert (x.months, x.start_iso, x.end_iso) == (months, start, end)


@pytest.mark.parametrize("text", ["森田機工はこの1年で電力を買う契約を重ねた。", "森田機工は過去3年に電力を買う契約を重ねた。"])
def test_a_length_that_is_over_is_no_period(text):
    (p,) = tell(text, "契約")
    assert period_of(p, fields("power")) is None


@pytest.mark.parametrize("text", ["森田機工は工場を増やし、16年に完成、建設を終えた。", "森田機工は3カ月で2度目の建設を決めた。"])
def test_no_period(text):
    (p,) = tell(text, "建設")
    assert period_of(p, fields("power")) is None


def test_spending_of_one_year_has_it_as_its_period():
    (p,) = tell("森田機工は2026年の設備投資を80億円とした。", "設備投資")
    x = period_of(p, fields("capex", "planned"))
    assert (x.months, x.start_iso, x.end_iso) == (None, "2026", "2026")


# --- capacity, stake, valuation ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("森田機工は40メガワットの発電所を建設する。", 40_000_000),
        ("森田機工は発電所を建設する。出力は72メガワットとなる。", 72_000_000),
        ("森田機工は拠点を建設し、2ギガワットを5ギガワットに引き上げる。", 5_000_000_000),
        ("森田機工は発電所を建設する。国内の需要は3ギガワットだった。", None),
    ],
)
def test_capacity(text, value):
    (p,) = tell(text, "建設")
    assert [c.value for c in capacities_of(p, fields("capex"))] == ([] if value is None else [Decimal(value)])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("森田機工は赤石化学の株式の9.9%を取得した。", "0.099"),
        ("森田機工は赤石化学株の取得で、持ち株比率を20%から51%に高める。", "0.51"),
        ("森田機工は現在20%を保有する赤石化学の株式を取得する。", None),
        ("森田機工は株価に30%のプレミアムを乗せて株式を取得する。", None),
        ("森田機工は赤石化学の株式を取得し、完全子会社にする。", None),
    ],
)
def test_stake(text, value):
    (p,) = tell(text, "取得")
    found = stake_of(p, fields("acquisition"))
    assert (found and found.value) == (value and Decimal(value))


def test_a_valuation_may_stand_in_the_next_sentence():
    (p,) = tell("森田機工は30億円を調達した。評価は300億円に達する。売上高は9億円。", "調達")
    assert valuation_of(p, fields()).text == "300億円"
    assert valuation_of(p, fields("supply")) is None


# --- places ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "places", "names", "found"),
    [
        ("森田機工は熊本県菊陽町に工場を建設する。", "建設", ["熊本県菊陽町"], [], ["熊本県菊陽町"]),
        ("森田機工は三春工場(福島県三春町)を増設する。", "増設", ["福島県三春町"], [], ["福島県三春町"]),
        ("森田機工(仙台市)は工場を増設する。", "増設", ["仙台市"], ["森田機工"], []),
        ("仙台市に本社を置く森田機工は工場を増設する。", "増設", ["仙台市"], [], []),
        ("森田機工は東京で会見し、工場の建設を表明した。", "建設", ["東京"], [], []),
        ("[香港 5日] - 森田機工は工場を建設する。", "建設", ["香港"], [], []),
        ("カナダの鉱山大手オーロが工場を建設する。", "建設", ["カナダ"], ["オーロ"], []),
        ("森田機工は大阪と福岡に拠点を新設する。", "新設", ["大阪", "福岡"], [], ["大阪", "福岡"]),
        # a town before its country, a site only without a town
        ("森田機工はドイツで投資し、ベルリンに工場を建設する。", "建設", ["ドイツ", "ベルリン"], [], ["ベルリン"]),
        ("森田機工は石狩市の石狩工業団地に工場を建設する。", "建設", ["石狩市", "石狩工業団地"], [], ["石狩市"]),
        ("森田機工は工場を建設する。場所は松阪市だ。", "建設", ["松阪市"], [], ["松阪市"]),
        ("松阪に新工場を建設\n\n森田機工の計画だ。三重県松阪市で準備する。", "建設", ["松阪", "三重県松阪市"], [], ["三重県松阪市"]),
    ],
)
def test_places(text, word, places, names, found):
    (p,) = tell(text, word, places=places, names=names)
    assert [text[a:b] for a, b in places_of(p, fields("capex"))] == found


# --- subject -----------------------------------------------------------------------------------


def subject(text, word, dtype, names=(), role="investor"):
    (p,) = tell(text, word, names=names)
    span = subject_of(p, fields(dtype, parties={"森田機工": role}))
    return span and text[slice(*span)]


@pytest.mark.parametrize(
    ("text", "word", "dtype", "found"),
    [
        # the object of the deal word, with or without a count
        ("森田機工は青葉電力に変圧器24台を発注した。", "発注", "supply", "変圧器"),
        ("森田機工は青葉電力から超高圧変圧器を受注したと発表した。", "受注", "supply", "超高圧変圧器"),
        ("両社はガスタービンの供給契約を結んだ。", "契約", "supply", "ガスタービン"),
        ("森田機工は土地を30億円で買う契約を結んだ。", "買う", "acquisition", "土地"),
        ("森田機工は31エーカーの土地を取得した。", "取得", "acquisition", "31エーカーの土地"),
        ("採掘事業は2024年に青葉電力へ売却した。", "売却", "acquisition", "採掘事業"),
        ("森田機工は3次元メモリーを調達する。", "調達", "supply", "3次元メモリー"),
        # a thing that no list names, as the object of the deal word alone
        ("海上警備庁は音響測定艇を発注した。", "発注", "supply", "音響測定艇"),
        # its name goes with it; a word that says little takes what stands before it
        ("森田機工は通信衛星「みどり」を調達する。", "調達", "supply", "通信衛星「みどり」"),
        ("森田機工は変圧器の工場を建設する。", "建設", "capex", "変圧器の工場"),
        ("森田機工は50億円を投じて施設を建設する。", "建設", "capex", None),
        # what is built
        ("森田機工は石狩にデータセンターを建設する計画だ。", "建設", "capex", "データセンター"),
        ("バイオマス発電所が完成、森田機工が35億円を投資。", "投資", "capex", "バイオマス発電所"),
        # money, companies, plans and people are none
        ("森田機工は50億円の資金を調達する。", "調達", "supply", None),
        ("森田機工は合弁会社を設立し、新会社をつくる。", "つくる", "joint_venture", None),
        ("森田機工は26年度に1450億円を投資する計画を立てた。", "投資", "capex", None),
        # another verb has it, or another company does it
        ("変圧器を扱う森田機工は青葉電力に出資した。", "出資", "supply", None),
        ("森田機工は半導体を生産する青葉電力と組む。", "組む", "partnership", None),
        # of these types money or a company is the object
        ("森田機工は工場を建設する青葉電力に出資した。", "出資", "investment", None),
    ],
)
def test_subject(text, word, dtype, found):
    assert subject(text, word, dtype, names=["森田機工"] if "森田機工" in text else []) == found


def test_the_name_of_a_party_is_no_subject():
    assert subject("森田機工は赤石化学を買収した。", "買収", "acquisition", names=["赤石化学"]) is None
    # a product before which its maker stands is
    text = "森田機工は赤石化学製サーバーを購入した。"
    assert subject(text, "購入", "supply", names=["森田機工", "赤石化学"]) == "サーバー"


def test_beside_a_target_only_what_a_company_sells_is_a_subject():
    text = "森田機工は赤石化学から{}を買収した。"
    for thing, found in (("送配電事業", "送配電事業"), ("全株式", None), ("特許", None)):
        told = text.format(thing)
        assert subject(told, "買収", "acquisition", names=["森田機工", "赤石化学"], role="target") == found


def test_the_end_of_a_text_does_not_stand_before_its_beginning():
    assert subject("工場を購入した。森田機工の", "購入", "supply", names=["森田機工"]) == "工場"


def test_a_subject_of_another_deal_is_none_of_this():
    text = "森田機工は変圧器を購入し、青葉電力は製粉機を受注した。"
    ours, theirs = tell(text, "購入", "受注")
    told = [subject_of(p, fields("supply", parties={})) for p in (ours, theirs)]
    assert [text[slice(*span)] for span in told] == ["変圧器", "製粉機"]


# --- passages ----------------------------------------------------------------------------------


def test_a_sentence_that_another_deal_claims_is_no_part_of_a_passage():
    text = "森田機工は発電所を建設する。青葉電力は出力9メガワットの設備を買収する。"
    first, _ = tell(text, "建設", "買収")
    assert first.after == []
    assert capacities_of(first, fields("capex")) == []


def test_each_item_of_a_list_keeps_its_own_stake_or_capacity():
    for text, field, expected in (
        ("ソフトバンクグループは北港クラウドに5%、東西電機に3%を出資した。", "stake", {"0.05", "0.03"}),
        ("トヨタ自動車はエヌビディアから4%、ソニーから6%の株式を取得した。", "stake", {"0.04", "0.06"}),
        (
            "北港クラウドは、オラクルに30メガワット、マイクロソフトに50メガワットの計算能力を提供する契約を結んだ。",
            "capacity",
            {"30000000", "50000000"},
        ),
    ):
        deals = extract_deals(text)
        told = [[d.stake] if field == "stake" else [c.value for c in d.capacity] for d in deals]
        assert sorted(str(x) for xs in told for x in xs) == sorted(expected)


def test_a_chain_of_same_days_ends():
    text = "同日に出資した。" * 40
    (p,) = tell(text, "出資")
    assert date_of(p, fields()) is None
