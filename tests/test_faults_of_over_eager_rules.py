"""What new rules did too much, in made-up sentences: found by comparing what came out before and with them."""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def deals(text: str) -> list[tuple]:
    return sorted((d.type, d.status, *sorted(f"{p.role}:{p.name}" for p in d.parties)) for d in extract_deals(text, article_date="2025-10-01"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("双葉商事は英国に上場予定の星野電機へ工場を売却した。", "United Kingdom"),
        ("双葉クラウドは韓国に開業予定の森田電機へGPU2000基を納入する。", "South Korea"),
        ("米商務省はCHIPS法に基づき星野化学に30億ドルを助成すると発表した。", "CHIPS法"),
    ],
)
def test_what_ends_in_a_particle_of_its_own_is_no_member_of_a_list(text, place):
    (d,) = extract_deals(text, article_date="2025-10-01")
    assert place not in [p.name for p in d.parties]


def test_a_size_told_behind_a_joint_deal_is_that_of_the_deal():
    (d,) = extract_deals("双葉商事は森田電機と千葉でデータセンターを共同開発する。来年着工し、容量は300MWを計画する。", article_date="2025-10-01")
    assert [p.role for p in d.parties] == ["partner", "partner"]
    assert [int(c.value) for c in d.capacity] == [300_000_000]


def test_what_one_of_two_in_a_heading_spends_is_not_put_into_the_other():
    e = propose("双葉電機と星野電工、光通信で協業\n・星野電工は4年で900億円を投じる", "2025-10-01").frames[-1]
    assert (e.type, {r: [n.text for n in ns] for r, ns in e.roles.items()}) == ("capex", {"investor": ["星野電工"]})


def test_what_another_had_adds_up_nothing():
    text = "双葉電機は50億円を投じる。森田電機は累計で70億円を投じた。"
    assert len([e for e in propose(text, "2025-10-01").frames if e.amount is not None]) == 2


def test_who_is_named_in_two_items_stays_in_both():
    text = "双葉電機は2件を発表した。1つ目は星野電工との10億円の契約、2つ目は星野電工と森田機工との20億円の契約だ。"
    told = [e for e in propose(text, "2025-10-01").frames if e.trigger.row.word == "契約"]
    assert all(any("星野電工" in k.name.canonical for k in e.links) for e in told)


def test_days_before_the_name_of_a_government_are_no_second_nation():
    assert [n.canonical for n in propose("3日米政府は双葉電機に10億ドルを補助すると発表した。", "2025-10-01").names if n.label == "GOV"] == [("United States",)]


@pytest.mark.parametrize("name", ["四国アルミ", "帝国ファインズ"])
def test_a_name_that_ends_like_a_country_is_whole(name):
    assert name in [n.text.removesuffix("株式会社") for n in propose(f"{name}株式会社は10億円を星野電工に出資した。", "2025-10-01").names]


@pytest.mark.parametrize(
    "text",
    [
        "市は双葉クラウドが50メガワットのデータセンターを建設するのを阻止した。",
        "双葉クラウドが50メガワットのデータセンターを建設するかどうかは不明だ。",
        "双葉クラウドは50メガワットのデータセンターを建設するという報道を否定した。",
        "双葉クラウドが50メガワットのデータセンターを建設するには電力が足りない。",
    ],
)
def test_what_is_doubted_denied_or_opposed_is_no_sure_plan(text):
    assert not any(e.facts["plan"] for e in propose(text, "2025-10-01").frames)


@pytest.mark.parametrize("bought", ["サーバーを購入する", "データセンターを発注する"])
def test_goods_and_orders_are_no_purchase_of_a_site(bought):
    e = propose(f"双葉クラウドは拠点を借り、{bought}。", "2025-10-01").frames[-1]
    assert e.type != "acquisition"


def test_contractors_of_another_are_no_partners():
    e = propose("双葉建設と大江建設は森田電力のデータセンターを建設する。", "2025-10-01").frames[-1]
    assert e.type != "joint_venture"


def test_a_medium_that_reports_on_something_else_vouches_for_nothing():
    events = propose("双葉電機は星野電工に10億円を出資する。日刊紙は株価の反応についても報じた。", "2025-10-01").frames
    assert not any(e.facts.get("heard") for e in events)


def test_a_contract_that_is_concluded_is_more_than_an_intention():
    text = "双葉電機は星野電工を買収する方針を固めた。両社は5日に最終契約を締結した。"
    assert [d.status for d in extract_deals(text, article_date="2025-10-01")][0] != "planned"


def test_a_contract_without_money_in_advance_is_a_contract():
    text = "双葉電機は星野クラウドと90億円のクラウド契約を結んだ。双葉電機は星野クラウドと20億円のクラウド契約も結んだ。前払いは不要だ。"
    assert len([e for e in propose(text, "2025-10-01").frames if e.amount is not None]) >= 2


@pytest.mark.parametrize(
    "text",
    [
        "双葉電機は10億円を投じた。これにより、双葉電機は合計50億円で星野電工を買収する。",
        "双葉AIは10億円を調達した。同社は累計で、森田機工から50億円を調達した。",
    ],
)
def test_a_sum_of_somebody_else_adds_up_nothing(text):
    assert len([e for e in propose(text, "2025-10-01").frames if e.amount is not None]) == 2


@pytest.mark.parametrize("who", ["業界関係者は今後の動向について語った。", "広報紙が社員に伝えた。"])
def test_who_speaks_of_something_else_vouches_for_nothing(who):
    assert not any(e.facts.get("heard") for e in propose(f"双葉電機は星野電工に10億円を出資する。{who}", "2025-10-01").frames)


def test_a_medium_in_a_bracket_behind_a_heading_reports_nothing():
    events = propose("双葉電機、星野電工を10億円で買収(双葉新聞)\n双葉電機は星野電工を10億円で買収すると発表した。", "2025-10-01").frames
    assert not any(e.facts.get("heard") for e in events)


def test_who_sells_a_site_does_not_build_there():
    assert not any(e.facts["plan"] for e in propose("双葉電機は用地を売った。ここに50メガワットの拠点を建設する。", "2025-10-01").frames)


def test_what_was_borrowed_of_somebody_named_is_a_deal_of_its_own():
    events = propose("双葉電機は森田銀行から借り入れた資金で星野電工を買収する。", "2025-10-01").frames
    assert "financing" in [e.type for e in events]


def test_who_heads_a_sentence_before_a_dash_acts():
    e = propose("双葉電機 — 3日、星野電工に10億円を出資したと発表した。", "2025-10-01").frames[0]
    assert "investor" in e.roles or any(k.case in ("subj", "bare") for k in e.links if k.name.text == "双葉電機")


def test_companies_that_merge_their_shops_do_so():
    assert [e.frame for e in propose("双葉電機と星野電工は店舗網を統合することで合意した。", "2025-10-01").frames if e.trigger.row.word == "統合"] == ["merge"]


@pytest.mark.parametrize("text", ["双葉海運と星野汽船、コンテナ船を統合 世界6位に", "双葉海運と星野汽船は、コンテナ船を統合する。"])
def test_companies_that_merge_their_ships_merge_a_business(text):
    assert [e.frame for e in propose(text, "2025-10-01").frames if e.trigger.row.word == "統合"] == ["merge"]


def test_who_joins_a_group_of_buyers_buys_nothing_else():
    (d,) = extract_deals("双葉電機が主導する企業連合は赤石データを買収すると発表した。連合には星野電工や森田商事も加わり、買収額は400億ドルにのぼる。", article_date="2025-10-01")
    assert {(p.role, p.name) for p in d.parties} == {("acquirer", "双葉電機"), ("acquirer", "星野電工"), ("acquirer", "森田商事"), ("target", "赤石データ")}


def test_a_bracket_that_tells_a_valuation_leaves_the_sum_before_it():
    (d,) = extract_deals("双葉AIは1億5000万ドル(シリーズA、評価額615億ドル)を調達した。", article_date="2025-10-01")
    assert (d.amount.value, d.valuation.value) == (150_000_000, 61_500_000_000)


def test_shares_that_two_sell_are_two_deals():
    text = "双葉電機は、赤石データの株式32.9%を森田商事に譲渡する。譲渡価額は3億6400万円。星野電工も赤石データの株式21.3%を森田商事に譲渡する。"
    assert sorted(p.name for d in extract_deals(text, article_date="2025-10-01") for p in d.parties if p.role == "seller") == ["双葉電機", "星野電工"]


@pytest.mark.parametrize("text", [
    "双葉電機は価格を上げなければならず、星野電工の買収を断念した。",
    "双葉電機は星野電工を買収した場合は独占になる恐れがあるとして、買収を断念した。",
    "双葉電機は期限までに資金を調達できなかった場合に該当したため、北斗商事への出資を取りやめた。",
])
def test_a_condition_elsewhere_in_the_sentence_revives_nothing(text):
    assert {d.status for d in extract_deals(text, article_date="2025-10-01")} == {"cancelled"}


@pytest.mark.parametrize("text", [
    "双葉電機は応募するかどうか検討している。", "双葉電機は応募するか明らかにしていない。", "双葉電機は対抗案を検討しており、応募する予定はない。",
    "双葉電機は応募することに反対している。", "双葉電機は応募するよう森田機工に求めた。", "双葉電機は国の補助金に応募する。",
])
def test_who_need_not_tender_sells_nothing(text):
    (d,) = extract_deals(f"北斗商事は星野電工にTOBを実施すると発表した。{text}", article_date="2025-10-01")
    assert (d.status, {(p.role, p.name) for p in d.parties}) == ("agreed", {("acquirer", "北斗商事"), ("target", "星野電工")})


@pytest.mark.parametrize("text", ["双葉電機は星野電工を300億円で買収したことで、世界首位になるとみられる。", "双葉電機は買収されるとみられていた星野電工を300億円で買収した。"])
def test_what_is_guessed_of_something_else_is_no_hearsay(text):
    (d,) = extract_deals(text, article_date="2025-10-01")
    assert not d.reported


def test_what_one_alone_comes_to_hold_is_the_deals_own():
    assert deals("双葉電機は星野電工に追加出資する。出資後の持ち株比率は34.5%に上がる。") == [("investment", "agreed", "investee:星野電工", "investor:双葉電機")]


def test_a_remark_on_a_takeover_is_none():
    assert deals("双葉電機による星野電工の買収について、アナリストは評価した。") == []
    assert deals("双葉電機による星野電工の買収に関する報道を否定した。") == []


def test_two_sums_with_a_phrase_each_are_two():
    sums = [d.amount.currency for d in extract_deals("双葉電機は買収に10億ドル、約1400億円を設備投資に投じる。", article_date="2025-10-01")]
    assert sorted(sums) == ["JPY", "USD"]


@pytest.mark.parametrize(("text", "grantor"), [("台湾では、政府が双葉半導体に300億円相当を補助する。", "Taiwan"), ("ドイツ東部で双葉半導体が工場を建て、政府が約5000億円を補助する。", "Germany")])
def test_a_government_of_a_nation_named_beside_it_may_give_what_is_worth_yen(text, grantor):
    assert [n.canonical for n in propose(text).names if n.text == "政府"] == [(grantor,)]


def test_a_tie_up_that_may_be_has_no_partner_of_the_sentence_before():
    assert deals("双葉電機が開発した半導体は人気が高い。星野電工との提携が実現すれば、普及が進む。") == []


def test_what_is_said_to_be_one_of_many_is_no_hearsay():
    assert not any(d.reported for d in extract_deals("双葉電機は4日、星野電工に80億円を出資すると発表した。星野電工への出資は成長戦略の一つとされる。", article_date="2025-10-01"))


def test_a_vague_sum_behind_an_exact_one_is_another():
    assert len(extract_deals("双葉電機は新棟に250億円を投じる。別の工場にも数百億円を投じる計画だ。", article_date="2025-10-01")) == 2
