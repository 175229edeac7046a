"""News of agencies and releases: what stands between a name and its deal, in made-up sentences.

Each test is named after the fault, beside a sentence of the same shape that the rule leaves alone.
"""

from __future__ import annotations

from types import SimpleNamespace

from aiinfra_nlp import extract_deals
from aiinfra_nlp.parties import _one_each
from aiinfra_nlp.pipeline import propose


def deals(text: str) -> list[tuple[str, set[tuple[str, str]], int | None]]:
    return [
        (d.type, {(p.role, p.name) for p in d.parties}, d.amount and d.amount.value and int(d.amount.value))
        for d in extract_deals(text, article_date="2025-10-08")
    ]


def links(text: str, word: str) -> dict[str, str]:
    e = next(e for e in propose(text, "2025-10-08").frames if e.trigger.row.word == word)
    return {k.name.text: k.case for k in e.links}


def sides(text: str, word: str) -> dict[str, str]:
    return [e for e in propose(text, "2025-10-08").frames if e.trigger.row.word == word][-1].facts.get("sides", {})


def parties(text: str, kind: str) -> set[str]:
    return {p.name for d in extract_deals(text, article_date="2025-10-08") if d.type == kind for p in d.parties}


def test_the_market_of_a_holding_company_does_not_part_it_from_its_subsidiary():
    owned = "星野AIは10月8日、双葉不動産ホールディングス<1234>(東証プライム)傘下の双葉不動産とデータセンター事業の業務提携に向けた覚書を締結した。"
    assert parties(owned, "partnership") == {"星野AI", "双葉不動産"}
    alone = "星野AIは10月8日、双葉不動産ホールディングス<1234>(東証プライム)とデータセンター事業の業務提携に向けた覚書を締結した。"
    assert parties(alone, "partnership") == {"星野AI", "双葉不動産ホールディングス"}


def test_electricity_without_carbon_is_no_company():
    text = "双葉電機、3州で無炭素電力を確保 星野エナジーと長期PPA締結\n星野エナジーは双葉電機と電力購入契約(PPA)を締結したと発表した。星野エナジーは双葉電機に20年間にわたり無炭素電力を供給する。"
    assert not any(name == "無炭素電力" for _, who, _ in deals(text) for _, name in who)


def test_a_sum_rounded_up_with_chikaku_is_no_second_contract():
    text = "双葉電機は星野クラウドと97億ドルの計算資源の利用契約を締結した。\n双葉電機は契約で、星野クラウドに100億ドル近くを支払う。"
    assert [a for kind, _, a in deals(text) if kind == "compute_contract"] == [9_700_000_000]


def test_a_sum_far_below_another_is_not_rounded_up_to_it():
    text = "双葉電機は星野クラウドと50億ドルの計算資源の利用契約を締結した。\n双葉電機は星野クラウドと100億ドル近くの計算資源の利用契約も締結した。"
    assert {a for kind, _, a in deals(text) if kind == "compute_contract"} == {5_000_000_000, 10_000_000_000}


def test_whose_report_it_is_has_no_part_in_the_deal():
    text = "12月29日、ホシノデイリーの報道によると、双葉電機は半導体会社Kurota Groupの買収に合意した。"
    assert "ホシノデイリー" not in links(text, "買収")


def test_who_is_bought_does_not_buy_though_both_say_so():
    text = "双葉電機は星野電工の買収に合意した。両社は複合企業が星野電工を1株16ドルの現金で買収すると発表した。"
    assert sides(text, "買収") == {"星野電工": "payee", "双葉電機": "payer"}
    assert sides("双葉電機は星野電工と提携した。両社は森田機工を買収すると発表した。", "買収") == {}


def test_both_sign_under_the_contract_that_tells_who_pays():
    told = "双葉電機は星野電力から電力を購入する。両社は20年間の電力購入契約を締結した。"
    assert sides(told, "電力購入契約") == {"双葉電機": "payer", "星野電力": "payee"}
    assert sides("双葉電機は星野電力と提携した。両社は20年間の電力購入契約を締結した。", "電力購入契約") == {}


def test_what_a_sum_may_come_to_is_no_second_deal():
    text = "双葉電機も星野AIへの100億ドルを超える投資について協議しており、投資額が200億ドルを超える可能性もあるという。"
    assert [a for _, _, a in deals(text)] == [10_000_000_000]


def test_what_the_outlay_is_told_to_be_stays():
    text = "双葉電機は新工場の建設を進めており、投資額は200億ドルを超える。"
    assert [a for _, _, a in deals(text)] == [20_000_000_000]


def test_a_loan_besides_a_grant_is_of_the_same_two():
    text = "米政府は20日、半導体大手の双葉電機に85億ドルの補助金を交付すると発表した。国内での製造を支援する。上限110億ドルの融資や税制優遇も受ける見通しだ。"
    assert ("financing", {("lender", "United States"), ("borrower", "双葉電機")}, 11_000_000_000) in deals(text)


def test_a_loan_of_a_named_bank_is_not_of_the_public_body():
    text = "米政府は20日、半導体大手の双葉電機に85億ドルの補助金を交付すると発表した。双葉電機は星野銀行から上限110億ドルの融資も受ける見通しだ。"
    assert ("lender", "United States") not in {x for kind, who, _ in deals(text) if kind == "financing" for x in who}


def test_what_is_founded_is_no_founder_under_its_name_in_brackets():
    text = "双葉建設は、データセンターの運用を目的とした新会社「MiTAKE」(ミタケ、東京都港区、赤石太郎代表取締役)を設立し、データセンター事業に参入する。"
    assert parties(text, "joint_venture") == set()


def test_a_consortium_that_has_a_name_is_whom_one_is_among():
    text = (
        "双葉ファンドや半導体大手の星野電工などが参加する投資コンソーシアムは15日、森田商事から赤石データを買収すると発表した。買収額は400億ドル規模で、来年前半に完了する見込み。"
        "投資コンソーシアムは「AIインフラ連合」で、新興企業の青葉AIや北斗商事も名を連ねる。"
    )
    e = next(e for e in propose(text, "2025-10-08").frames if e.trigger.row.word == "名を連ね")
    assert e.type == "acquisition"
    assert {n.text for n in e.roles["acquirer"]} == {"青葉AI", "北斗商事"}
    assert "森田商事" not in {k.name.text for k in e.links if k.case == "goal"}


def test_who_is_among_the_owners_of_a_league_buys_nothing():
    text = "双葉ファンドは15日、森田商事から赤石データを買収すると発表した。業界団体には、新興企業の青葉AIや北斗商事も名を連ねる。"
    assert not parties(text, "acquisition") & {"青葉AI", "北斗商事"}


def test_whose_subsidiary_one_is_is_told_past_a_bracket():
    text = "双葉香川は、計算資源を提供する双葉クラウド(東京都新宿区)のSPC。"
    assert links(text, "提供")["双葉クラウド"] == "affiliate"
    assert links("双葉香川は、双葉クラウド(東京都新宿区)の変圧器を購入した。", "購入")["双葉クラウド"] != "affiliate"


def test_several_who_begin_to_look_into_something_together_are_partners():
    text = "双葉西日本、双葉コネクト、星野データの3社は8月28日、データセンター等の整備について、3社共同での検討を開始したと発表した。"
    assert parties(text, "partnership") == {"双葉西日本", "双葉コネクト", "星野データ"}
    assert parties("双葉西日本は8月28日、データセンターの整備について検討を開始したと発表した。", "partnership") == set()


def dates(text: str) -> dict[str, str | None]:
    return {d.type: d.date for d in extract_deals(text, article_date="2026-03-20")}


def test_the_items_of_a_sum_have_the_day_on_which_it_was_announced():
    text = "双葉県は19日、市内の3社に補助金を交付すると発表した。内訳は、星野電工に20億円、森田機工に12億円、北斗通信に8億円。"
    found = extract_deals(text, article_date="2026-03-20")
    assert len(found) == 3
    assert {d.date for d in found} == {"2026-03-19"}


def test_what_is_announced_at_the_same_time_has_the_same_day():
    text = "双葉電機は7日、星野クラウドと計算資源の利用契約を結んだと発表した。契約額は30億ドル。双葉電機は同時に、森田機工からサーバーを9億ドルで購入する契約も結んだ。"
    assert dates(text) == {"compute_contract": "2026-03-07", "supply": "2026-03-07"}


def test_what_was_done_long_ago_or_is_only_planned_has_no_day_of_announcement():
    head = "双葉電機は7日、星野クラウドと計算資源の利用契約を結んだと発表した。契約額は30億ドル。"
    assert dates(head + "双葉電機はかつて、森田機工からサーバーを9億ドルで購入した。")["supply"] is None
    assert dates(head + "双葉電機は北斗市に80億円でデータセンターを建てる計画だ。")["capex"] is None


def test_a_party_that_a_rule_adds_and_nobody_is_asked_about_ends_no_document():
    parties = {"双葉電機": "provider", "星野電工": "provider"}
    _one_each(parties, {"双葉電機": 0.9}, [SimpleNamespace(links=[])])
    assert parties == {"双葉電機": "provider"}
