"""Who stands on the other side where a clause leaves it out, and which sums are no deals, in made-up sentences.

Each test is named after the fault.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipes.names.shapes import is_kind


def read(text: str) -> list[tuple]:
    return [(d.type, {(p.role, p.name) for p in d.parties}, d.amount and int(d.amount.value or d.amount.high)) for d in extract_deals(text, article_date="2025-10-01")]


def sums(text: str, dtype: str) -> set[int | None]:
    return {amount for t, _, amount in read(text) if t == dtype}


PUT_IN = "双葉クラウドはこれまでに80億ドルを星野AIに投資してきた。"


def test_more_of_what_one_put_in_before_is_no_plant_of_his_own():
    both = {("investor", "双葉クラウド"), ("investee", "星野AI")}
    text = PUT_IN + "双葉クラウドは本日50億ドルの追加投資を実施し、将来的に最大200億ドルの投資を予定している。"
    assert [(t, who) for t, who, _ in read(text)] == [("investment", both)] * 3


def test_what_one_puts_into_a_plant_is_not_put_in_once_more():
    assert "investment" not in {t for t, _, amount in read(PUT_IN + "双葉クラウドはさらに工場に50億ドルを投資する。") if amount == 5_000_000_000}


def test_a_heading_that_names_nobody_leaves_the_two_of_the_title():
    text = "# 星野AIと双葉クラウドが提携を拡大\n\n## 概要\n\n星野AIは今後10年間で設備に1000億ドルを投じ、双葉クラウドは本日50億ドルの追加投資を実施する。\n\n## 変更点\n\n- 双葉クラウドによる追加投資: 本日50億ドルを投資する\n"
    assert ("investment", {("investor", "双葉クラウド"), ("investee", "星野AI")}, 5_000_000_000) in read(text)


def test_who_pledges_a_sum_as_well_gives_to_whom_the_paragraph_is_about():
    text = "双葉クラウドは星野AIに最大40億ドルを投資する。双葉クラウドは5年間で計算資源も提供する。星野AIの年間収益は300億ドル超だ。森田クラウドも最大20億ドルを約束しており、大手2社が星野AIを囲い込む構図だ。"
    assert ("investment", {("investor", "森田クラウド"), ("investee", "星野AI")}, 2_000_000_000) in read(text)


def test_contracts_with_several_sellers_of_power_are_one_each():
    text = "双葉電機は星野電力、森田エナジー、北斗発電と電力購入契約を結んだ。"
    assert [who for t, who, _ in read(text) if t == "power"] == [{("customer", "双葉電機"), ("provider", x)} for x in ("星野電力", "森田エナジー", "北斗発電")]


@pytest.mark.parametrize("text", ["双葉電機は小売りの星野電力を通じ、北斗発電と電力購入契約を結んだ。", "双葉電機は星野電力、森田エナジーと計90メガワットの電力購入契約を結んだ。"])
def test_who_sells_power_by_one_contract_is_told_together(text):
    assert len(read(text)) == 1


def test_partners_told_with_also_are_not_made_each_others_customers():
    text = "双葉クラウドは星野銀行とは5年、約130億ドルのクラウド契約を結び、森田機工、北斗商事とも契約があると報じられた。"
    assert {frozenset(who) for t, who, _ in read(text) if t == "compute_contract"} == {frozenset({("provider", "双葉クラウド"), ("customer", x)}) for x in ("星野銀行", "森田機工", "北斗商事")}


def test_what_a_reactor_gives_is_power():
    assert {t for t, _, _ in read("双葉電機は星野電力の既存3炉から約2.1GWを購入する枠組みを結んだ。")} == {"power"}


def test_what_a_whole_trade_spends_is_nobodys():
    before = "双葉AIは投資を拡大する。"
    assert read(before + "業界全体では2026年に6900億ドルの設備投資が見込まれる。") == []
    assert read(before + "業界全体では2026年だけで6900億ドルの設備投資が見込まれ、星野電工単独で1850億ドル。") == [("capex", {("investor", "星野電工")}, 185_000_000_000)]


def test_what_one_spends_for_a_whole_trade_is_his():
    assert read("双葉電機は業界全体の成長に向け60億円を投資する。") == [("capex", {("investor", "双葉電機")}, 6_000_000_000)]


@pytest.mark.parametrize("text", ["双葉電機は当初80億円の投資を計画していたが、その後50億円に引き下げた。", "双葉電機は80億円の設備投資を計画し、後に50億円へ下方修正した。"])
def test_a_plan_that_was_revised_later_has_its_new_sum(text):
    assert sums(text, "capex") == {5_000_000_000}


def test_a_forecast_that_was_revised_later_is_no_new_plan():
    assert sums("双葉電機は80億円を投資する計画を発表し、後に売上高予想を120億円に上方修正した。", "capex") == {8_000_000_000}


def test_a_part_of_what_one_gave_is_no_deal_of_its_own():
    assert sums("双葉電機は星野AIに90億円を出資した。双葉電機の90億円のうち20億円は上場が条件だ。", "investment") == {9_000_000_000}


def test_the_part_of_another_is_his():
    assert sums("双葉電機は星野AIに90億円を出資した。90億円のうち20億円は森田機工が出資した。", "investment") == {9_000_000_000, 2_000_000_000}


def test_a_project_is_no_investor_beside_whose_it_is():
    text = "双葉AIが進めるProject Auroraは、200億ドルを投じてデータセンターを建設する。"
    assert read(text) == [("capex", {("investor", "双葉AI")}, 20_000_000_000)]


def test_a_project_of_nobody_stays():
    assert read("Project Auroraは、200億ドルを投じてデータセンターを建設する。") == [("capex", {("investor", "Project Aurora")}, 20_000_000_000)]


def test_a_surname_behind_an_apostrophe_is_no_other_company():
    assert not any(n == "Dell Technologies" for _, who, _ in read("Dell'Oroは80億円を投資した。") for _, n in who)
    assert any(n == "Dell Technologies" for _, who, _ in read("Dellは80億円を投資した。") for _, n in who)


def test_goods_in_the_place_of_a_name_are_no_party():
    assert [is_kind(x) for x in ("エンタープライズAIエージェント", "第5・第6世代AIチップ開発", "サイバーエージェント", "森田都市開発")] == [True, True, False, False]


def test_what_could_be_lent_on_is_no_loan_of_who_reads_of_it():
    assert read("双葉電機にとっての意味:「130億ドルの契約」が融資可能なキャッシュフローになるのは、最低支払いを審査できる場合に限られる。") == []
    assert {t for t, _, _ in read("星野銀行は双葉電機に20億円を融資した。融資可能な金額は30億円だ。")} == {"financing"}


def test_whose_shares_one_word_names_with_their_sale_is_no_buyer():
    (_, who, amount), = [x for x in read("双葉電機は投資を拡大している。今回の投資資金には星野電工持株売却（約58億ドル）などの現金化も含まれる模様。") if x[0] == "investment"]
    assert ("investee", "星野電工") in who
    assert amount == 5_800_000_000


def test_what_a_gift_is_made_of_is_no_gift_of_its_own():
    text = "双葉電機は星野AIへの総額400億ドルの出資を完了した。\n- 出資の内訳：過去に約80億ドルを投じ、共同投資でさらに100億ドルを組成した。\n"
    assert sums(text, "investment") == {40_000_000_000}


def test_what_each_gives_of_a_sum_is_his():
    text = "双葉電機と森田機工は星野AIに総額400億ドルを出資した。\n- 出資の内訳：双葉電機が約80億ドル、森田機工が320億ドルを出資した。\n"
    assert sums(text, "investment") == {8_000_000_000, 32_000_000_000}


def test_what_one_has_promised_in_all_is_no_deal():
    assert read("双葉AIは投資を続ける。双葉AIのインフラ関連コミットメントが1.4兆ドル相当に達すると報じている。") == []
    assert sums("双葉AIは星野クラウドと契約した。星野クラウドへのコミットメントは90億ドルに達する。", "compute_contract") == {9_000_000_000}


def test_what_each_lends_of_a_loan_is_his():
    text = "双葉電機に18億円の協調融資を行う。\n- 融資の内訳は北斗銀行が約11億円、星野銀行が約7億円となっている。\n"
    assert sums(text, "financing") >= {1_100_000_000, 700_000_000}


@pytest.mark.parametrize("text", ["双葉AIはAWSに80億円を投じる。", "双葉AI は今後 10 年間で AWS テクノロジーに 80 億円を投じるコミットメントを行う。"])
def test_money_for_the_cloud_of_a_group_buys_it(text):
    assert read(text) == [("compute_contract", {("customer", "双葉AI"), ("provider", "Amazon Web Services")}, 8_000_000_000)]


def test_a_group_that_spends_on_its_own_cloud_buys_nothing():
    assert {t for t, _, _ in read("グーグルはGoogle Cloudに80億ドルを投じ、データセンターを建てる。")} == {"capex"}


def test_a_cloud_sells_nothing_to_its_owner():
    text = "グーグルは星野AIに100億ドルを投資する契約を締結した。Google Cloudは5年間で5GWの計算資源も提供する。"
    assert not any({"Google", "Google Cloud"} <= {n for _, n in who} for _, who, _ in read(text))


def test_who_is_a_shareholder_with_so_much_holds_it():
    assert read("双葉商事は星野AIの約20%の株主だ。") == [("investment", {("investor", "双葉商事"), ("investee", "星野AI")}, None)]
    assert read("星野AIの20%の株主が反対した。") == []


def sellers(text: str) -> set[str]:
    return {n for _, who, _ in read(text) for role, n in who if role == "provider"}


@pytest.mark.parametrize("joined", ["双葉電機、星野電工、および北斗商事から", "双葉電機、星野電工及び北斗商事から", "双葉電機、星野電工 および 北斗商事から"])
def test_and_behind_a_comma_or_a_blank_joins_a_list(joined):
    assert sellers(f"森田機工は{joined}部品を購入する契約を結んだ。") == {"双葉電機", "星野電工", "北斗商事"}


@pytest.mark.parametrize("givers", ["OpenAI と Microsoft から 30 億円を", "OpenAIとMicrosoftから30億円を"])
def test_a_blank_behind_a_particle_is_no_pause(givers):
    assert read(f"森田機工は {givers}調達した。") == [("investment", {("investee", "森田機工"), ("investor", "OpenAI"), ("investor", "Microsoft")}, 3_000_000_000)]


def test_and_at_the_beginning_of_a_clause_joins_no_verb():
    assert sellers("森田機工は新製品を発表し、および北斗商事から部品を購入する契約を結んだ。") == {"北斗商事"}


@pytest.mark.parametrize("givers", ["双葉電機, 星野電工", "双葉電機+星野電工"])
def test_firms_parted_by_the_notation_of_lists_are_two(givers):
    assert ("investor", "星野電工") in read(f"{givers}が森田機工に30億円を出資した。")[0][1]


def test_an_ampersand_is_a_part_of_a_name():
    assert ("investor", "双葉S&P") in read("双葉S&Pが森田機工に30億円を出資した。")[0][1]
