"""Where rules did too much: sentences whose deal a rule meant for others took away."""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals


def deals(text: str) -> list[str]:
    """Each deal as its type, its parties and its sum."""
    return sorted(
        " ".join([d.type, *sorted(f"{p.role}:{p.name}" for p in d.parties), *([str(d.amount.value)] if d.amount and d.amount.value else [])])
        for d in extract_deals(text, article_date="2025-10-01")
    )


@pytest.mark.parametrize(("text", "exchange"), [
    ("双葉電機は東京証券取引所に売買システムを納入した。", "東京証券取引所"),
    ("双葉電機は大阪取引所に取引を監視するシステムを10億円で納入する。", "大阪取引所"),
    ("双葉電機はニューヨーク証券取引所にデータセンターでの取引を支えるクラウドを提供する契約を結んだ。", "ニューヨーク証券取引所"),
    ("東証での取引を支えるシステムを双葉電機が受注した。", "東京証券取引所"),
])  # fmt: skip
def test_an_exchange_whose_trade_a_system_runs_is_its_customer(text, exchange):
    (d,) = deals(text)
    assert {f"customer:{exchange}", "provider:双葉電機"} <= set(d.split())


def test_a_language_before_han_likens_nobody_to_the_name_behind_it():
    assert deals("双葉電機は英語版星野AIを買収した。") == ["acquisition acquirer:双葉電機 target:星野AI"]


@pytest.mark.parametrize(("text", "with_it"), [
    ("双葉電機は北斗商事と森田機工を共同買収した。", "北斗商事"),
    ("双葉電機は北斗商事と森田機工を共同で買収すると発表した。", "北斗商事"),
    ("双葉電機が、投資ファンドの北斗キャピタルと森田機工を買収する方針を固めた。", "北斗キャピタル"),
    ("双葉電機は米投資ファンドの北斗キャピタルと森田機工を買収する計画だ。", "北斗キャピタル"),
])  # fmt: skip
def test_who_is_told_to_buy_together_or_is_a_fund_is_not_bought(text, with_it):
    assert deals(text) == [f"acquisition {' '.join(sorted(['acquirer:双葉電機', f'acquirer:{with_it}']))} target:森田機工"]


@pytest.mark.parametrize("then", [
    "双葉電機は先月、星野AIに出資することで基本合意した。",
    "双葉電機はこれまでの協業を生かすため星野AIに出資することで合意した。",
    "双葉電機は過去最大の資金を投じ、星野AIに出資すると発表した。",
])  # fmt: skip
def test_what_is_agreed_behind_a_plan_is_the_plan(then):
    (d,) = extract_deals(f"双葉電機は星野AIに300億円を出資する予定だ。{then}", article_date="2025-10-01")
    assert (d.status, d.amount.value) == ("agreed", 30_000_000_000)


def test_what_is_raised_already_is_a_part_of_the_same_round():
    assert deals("双葉電機は300億円を調達する計画だ。すでに星野電工からの調達は完了した。") == ["investment investee:双葉電機 investor:星野電工 30000000000"]


@pytest.mark.parametrize(("text", "want"), [
    ("新会社には双葉電機が50%を出資するほか、森田機工が30%、北斗商事が20%を出資する。", "joint_venture partner:北斗商事 partner:双葉電機 partner:森田機工"),
    ("新会社は双葉電機が51%を出資するほか、星野電工が49%を出資して設立する。", "joint_venture partner:双葉電機 partner:星野電工"),
    ("星野AIに双葉電機が追加出資したほか、森田機工が新たに出資した。調達額は30億円。", "investment investee:星野AI investor:双葉電機 investor:森田機工 3000000000"),
    ("北斗商事は双葉電機と提携したほか、星野電工が30億円を出資した。", "investment investee:北斗商事 investor:星野電工 3000000000"),
    ("星野電工が株式の売却を進めるなか、双葉電機は30億円で取得した。", "acquisition acquirer:双葉電機 seller:星野電工 3000000000"),
])  # fmt: skip
def test_who_gives_besides_without_saying_to_whom_is_of_the_same_deal(text, want):
    assert deals(text) == [want]


@pytest.mark.parametrize("text", [
    "双葉電機が共同出資会社に51%を出資するほか、星野電工が49%を出資する。",
    "双葉電機が第三者割当増資を引き受けたほか、既存株主の森田機工が出資した。",
])  # fmt: skip
def test_what_two_give_besides_each_other_is_told(text):
    assert any("investor:双葉電機" in d for d in deals(text))


@pytest.mark.parametrize("text", [
    "新たに双葉電機が出資する星野AIは、シリーズBで20億円を調達したと発表した。",
    "双葉電機が新たに出資する星野AIは、シリーズBで20億円を調達した。",
    "今回双葉電機が出資した星野AIは、合計で20億円を調達した。",
])  # fmt: skip
def test_who_gives_anew_is_of_the_round(text):
    assert deals(text) == ["investment investee:星野AI investor:双葉電機 2000000000"]


def test_who_gives_where_another_leads_is_of_the_round():
    assert deals("双葉電機が主導し北斗商事が出資した星野AIは、20億円を調達した。") == ["investment investee:星野AI investor:北斗商事 investor:双葉電機 2000000000"]


@pytest.mark.parametrize("text", ["双葉電機は北海道に工場を建設する。国は事業者に90億円を補助する。", "双葉電機と星野電工は次世代半導体を開発する。経済産業省が事業者に90億円を補助する。"])
def test_one_who_does_what_was_told_is_no_group_without_a_name(text):
    assert "recipient:双葉電機" in deals(text)[0]


@pytest.mark.parametrize("text", [
    "「青葉アプリ」は星野電工が運営する。双葉電機は運営会社を30億円で買収した。",
    "星野電工は経営再建を進めている。双葉電機は対象企業を300億円で買収する。",
    "星野電工の創業者は株式の売却を決めた。双葉電機が会社を300億円で買収した。",
    "星野電工は苦境に陥っていた。そこで双葉電機が買収先の企業に30億円を出資した。",
])  # fmt: skip
def test_a_company_by_what_it_is_to_the_deal_was_told_before(text):
    (d,) = deals(text)
    assert {"target:星野電工", "investee:星野電工"} & set(d.split())


def test_a_new_tie_is_told():
    assert "partnership partner:双葉電機 partner:星野電工" in deals("双葉電機と新たに提携する星野電工は、30億円を投じて工場を建てる。")


@pytest.mark.parametrize("text", [
    "双葉電機と星野電工の統合は、双葉電機が星野電工を吸収合併する形で実施する。",
    "今回の統合は、双葉電機が星野電工を吸収合併する形で行われる。",
    "双葉電機は1日、米国の子会社を再編した。再編は双葉電機が星野電工を吸収合併する方法で実施した。",
    "企業再編の動きが広がる。取引は双葉電機が星野電工を300億円で吸収合併する形で行われた。",
    "双葉電機と星野電工の合併は、双葉電機を存続会社として星野電工を吸収合併する方式となる。",
])  # fmt: skip
def test_how_a_merger_is_done_is_told_where_no_purchase_was(text):
    assert [d.removesuffix(" 30000000000") for d in deals(text)] == ["acquisition acquirer:双葉電機 target:星野電工"]


def test_what_is_bought_with_the_money_raised_for_it_is_told_too():
    assert deals("星野AIの株式を取得するため、双葉電機は30億円を調達する。") == ["investment investee:双葉電機 3000000000", "investment investee:星野AI investor:双葉電機"]


def test_from_whom_goods_are_bought_to_supply_another_provides_them():
    told = deals("双葉電機は星野電工に供給するため、北斗商事から30億円で部品を調達する。")
    assert told == ["supply customer:双葉電機 provider:北斗商事 3000000000", "supply customer:星野電工 provider:双葉電機"]


def test_a_minister_behind_a_company_of_abroad_is_of_japan():
    assert deals("米国の双葉電機に経産相は90億円を補助すると述べた。") == ["subsidy grantor:METI recipient:双葉電機 9000000000"]


def test_with_whom_a_company_has_a_contract_gives_it_no_money():
    assert deals("双葉電機とクラウド契約を結んでいる星野AIは、30億円を調達した。") == ["investment investee:星野AI 3000000000"]


def test_who_works_in_a_business_owes_what_is_lent_for_it():
    assert deals("星野銀行は双葉電機が連携する事業に300億円を融資した。") == ["financing borrower:双葉電機 lender:星野銀行 30000000000"]


def test_a_headline_with_an_agency_behind_it_tells_its_deal():
    assert deals("双葉電機、星野電工を300億円で買収 = 1日(共同)") == ["acquisition acquirer:双葉電機 target:星野電工 30000000000"]


def test_two_shares_told_beside_each_other_are_none_of_the_others():
    told = deals("星野AIの第三者割当増資は双葉電機が10億円を引き受けたほか、森田機工が5億円を出資した。")
    assert told == ["investment investee:星野AI investor:双葉電機 1000000000", "investment investee:星野AI investor:森田機工 500000000"]
