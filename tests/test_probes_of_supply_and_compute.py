"""What broke on sentences about who sells what to whom, in made-up ones: contracts, orders, deliveries, leases.

Each test is named after the fault; beside each rule stands a sentence of its shape where it must not speak.
"""

from __future__ import annotations

from reading import dated_events as events
from reading import deals, records

from aiinfra_nlp.pipeline import propose


def sides(text: str, word: str) -> dict[str, str]:
    return events(text, word)[0].facts.get("sides", {})


# --- contracts told by what is done under them -------------------------------------------------


def test_who_concludes_a_contract_to_use_takes_and_one_to_provide_gives():
    uses = "双葉電機は星野AIと、基盤模型を全社で使う契約を結んだ。"
    assert sides(uses, "契約") == {"双葉電機": "payer", "星野AI": "payee"}
    gives = "双葉電機は星野AIと、計算資源を3年間提供する契約を結んだ。"
    assert sides(gives, "契約") == {"双葉電機": "payee", "星野AI": "payer"}
    # whose verb it is, is told
    assert sides("双葉電機と星野AIは、星野AIが計算資源を提供する契約を結んだ。", "契約") == {}
    assert sides("双葉電機は星野AIと、秘密を守る契約を結んだ。", "契約") == {}


def test_who_runs_a_service_provides_it_to_the_topic_that_contracts_for_it():
    text = "双葉商店(東京都港区)は、赤石クラウド(仙台市)が運営するGPUクラウドの年間利用契約を締結いたしました。契約金額は1億8000万円です。"
    assert records(text) == [{"双葉商店": "customer", "赤石クラウド": "provider"}]
    # who only announces it runs nothing
    assert sides("双葉商店は、赤石クラウドが発表したGPUクラウドの利用契約を締結した。", "利用契約") == {}


def test_those_who_sign_together_are_customers_of_one_record():
    text = "双葉電機、星野電工、森田機工の3社は3日、オラクルとクラウドの利用契約を結んだと発表した。"
    assert records(text) == [{"双葉電機": "customer", "星野電工": "customer", "森田機工": "customer", "Oracle": "provider"}]
    apart = "双葉電機、星野電工の2社は3日、それぞれオラクルとクラウドの利用契約を結んだと発表した。"
    assert len(records(apart)) == 2
    # one who sells to several has a contract with each
    assert len(records("双葉電機は3日、星野電工、森田機工にサーバーを供給する契約を結んだ。")) == 2


def test_to_whom_goods_are_delivered_under_a_contract_takes_them():
    text = "双葉電機は、AIサーバーを星野電工と森田機工にそれぞれ納入する契約を結んだ。"
    assert records(text) == [{"双葉電機": "provider", "星野電工": "customer"}, {"双葉電機": "provider", "森田機工": "customer"}]
    assert sides("双葉電機は星野電工から部品を購入することで合意した。", "合意") == {"双葉電機": "payer", "星野電工": "payee"}
    # between whom it is agreed does not follow from what they do
    assert sides("双葉電機は星野電工に、事業を見直すことで合意した。", "合意") == {}


# --- what it costs ------------------------------------------------------------------------------


def amounts(text: str) -> list[str | None]:
    return [d.amount and format(d.amount.value, "f") for d in deals(text)]


def test_a_fee_in_the_next_sentence_is_the_sum_of_the_contract():
    lease = "双葉電機は、赤石クラウドからGPUサーバーを借り受ける契約を結んだ。"
    assert amounts(lease + "利用料は総額9億円だ。") == ["900000000"]
    assert amounts(lease + "利用料は月額9000万円で、契約期間は24カ月。") == ["90000000"]
    # what one of them costs, and what somebody earns, are no sums of the contract
    assert amounts(lease + "利用料は1台当たり30万円だ。") == [None]
    assert amounts(lease + "売上高は900億円だ。") == [None]


# --- what is bought, and orders -----------------------------------------------------------------


def frames(text: str, word: str) -> list[str]:
    return [e.frame for e in events(text, word)]


def test_a_thing_procured_for_a_price_is_bought_and_no_capital_is_raised():
    assert frames("双葉大学は、研究用の計算機を星野電工から25億円で調達した。", "調達") == ["buy"]
    assert frames("双葉電機は、運転資金を社債25億円で調達した。", "調達") != ["buy"]
    assert frames("双葉電機は、星野ファンドから25億円を調達した。", "調達") == ["raise"]


def test_who_buys_wire_takes_over_nobody():
    assert frames("双葉電機は、電線の半分を星野電工から買っている。", "買っ") == ["buy"]
    assert frames("双葉電機は、星野電工から森田通信を買った。", "買っ") == ["acquire"]
    assert frames("双葉電機は、照明事業を星野電工から買った。", "買っ") == ["acquire"]


def test_from_whom_an_order_is_received_is_the_customer():
    for text in ("双葉電機は星野電工からサーバー400台の注文を受けた。", "星野電工から双葉電機が受けたサーバーの注文は総額80億円に達した。"):
        assert events(text, "注文")[0].rule_roles.keys() == {"customer", "provider"}, text
        assert [n.text for n in events(text, "注文")[0].rule_roles["customer"]] == ["星野電工"], text
    # what somebody else received is no order
    assert not events("双葉電機は、出資を受けた星野電工に部品の注文を出した。", "注文")[0].inverse


def test_a_contract_that_is_dissolved_and_talks_that_fail_are_called_off():
    assert [d.status for d in deals("双葉電機は30日、星野電工に納入する予定だったサーバー500台の契約を解除したと発表した。契約額は22億円だった。")] == ["cancelled"]
    assert [d.status for d in deals("双葉電機は11日、星野電工へのGPUサーバー供給を巡る交渉が不調に終わったと発表した。")] == ["cancelled"]
    assert events("双葉電機は、規制が解除された国で星野電工にサーバーを供給する契約を結んだ。", "契約")[0].status == "agreed"


def test_what_a_sentence_only_supposes_is_no_deal():
    assert records("もし双葉電機が星野クラウドから全量を借りれば、費用は年間100億円を超える計算になる。") == []
    assert records("双葉電機は星野クラウドから計算資源を年間100億円で借りる契約を結んだ。") != []


# --- several contracts in one sentence ----------------------------------------------------------


def test_each_of_those_set_against_each_other_has_its_own_sum():
    text = "双葉電機は、星野クラウドとは5年間で30億円、森田クラウドとは7年間で12億円のクラウド契約を結んだ。"
    assert sorted(amounts(text)) == ["1200000000", "3000000000"]
    # one sum for both is nobody's own
    assert [e.amount.value for e in events("双葉電機は、星野クラウドとは電力で、森田クラウドとは空調で30億円の契約を結んだ。", "契約")] == [3_000_000_000] * 2


def test_two_who_each_deliver_something_to_one_make_two_deals():
    text = "赤石クラウドに双葉電機がサーバーを、星野電工が電源装置を納入する契約だ。"
    assert records(text) == [{"赤石クラウド": "customer", "双葉電機": "provider"}, {"赤石クラウド": "customer", "星野電工": "provider"}]
    assert len(events("赤石クラウドに双葉電機と星野電工がサーバーを納入する。", "納入")) == 1


def test_a_cloud_sells_computing_to_one_that_is_none():
    assert sides("双葉電機は赤石クラウドとクラウド契約を結んだ。", "クラウド契約") == {"双葉電機": "payer", "赤石クラウド": "payee"}
    assert sides("赤石クラウドは双葉電機とクラウド契約を結んだ。", "クラウド契約") == {"双葉電機": "payer", "赤石クラウド": "payee"}
    # a cloud rents buildings, too
    assert sides("赤石クラウドは双葉電機とデータセンターの賃貸契約を結んだ。", "賃貸契約") == {}


def test_who_is_charged_with_making_a_thing_is_paid():
    text = "双葉電機は、AI開発の星野AIに製造データを分析するAIの開発を委託する契約を3億円で結んだ。"
    assert records(text) == [{"双葉電機": "customer", "星野AI": "provider"}]


# --- the other side in a sentence of its own -----------------------------------------------------


def test_a_sentence_that_only_names_the_other_side_completes_the_trade():
    assert records("双葉電機はAIサーバー500台を30億円で発注した。発注先は星野電工だ。") == [{"双葉電機": "customer", "星野電工": "provider"}]
    assert records("双葉電機は総額50億円のクラウド契約を獲得した。顧客は星野電工だ。") == [{"星野電工": "customer", "双葉電機": "provider"}]
    assert records("双葉電機は計算資源を5年間借りる契約を結んだ。貸し手は星野クラウド。") == [{"双葉電機": "customer", "星野クラウド": "provider"}]
    # who is told to do something is not said to be it
    assert records("双葉電機はAIサーバー500台を30億円で発注した。発注先は星野電工を検討したこともある。") == [{"双葉電機": "customer"}]


def test_a_lessee_owes_no_money():
    text = "双葉不動産はデータセンター1棟を15年間貸す契約を結んだ。借り手は米メタで、賃料は総額200億円。"
    assert [(d.type, {p.name: p.role for p in d.parties}) for d in deals(text)] == [("compute_contract", {"Meta": "customer", "双葉不動産": "provider"})]
    assert [d.type for d in deals("双葉銀行は200億円の融資契約を結んだ。借り手は星野電工だ。")] == ["financing"]


def test_what_is_let_is_no_loan_and_what_is_leased_no_goods():
    assert frames("双葉電機は星野電工にデータセンターを貸し出す契約を結んだ。", "貸し出") == ["lease"]
    assert frames("双葉銀行は星野電工に工場建設の資金を貸す契約を結んだ。", "貸す") != ["lease"]
    assert [d.type for d in deals("星野電工は、双葉電機が建設中のデータセンターを一括して借り上げる契約を結んだ。")] == ["compute_contract"]
    assert [d.type for d in deals("星野電工は、双葉電機から検査装置30台を12億円で買う契約を結んだ。")] == ["supply"]


def test_a_generator_is_bought_as_a_machine():
    assert [d.type for d in deals("星野電工が、双葉電機の発電機3基を購入する契約に署名した。")] == ["supply"]
    assert [d.type for d in deals("星野電工が、双葉電力から電力を購入する契約に署名した。")] == ["power"]


def test_who_joins_in_winning_an_order_sells_too():
    assert records("双葉電機は星野電工と組み、米メタから変電設備を200億円で受注した。") == [{"Meta": "customer", "双葉電機": "provider", "星野電工": "provider"}]
    assert {n.text for n in events("双葉電機は星野電工と組んで開発した装置を、森田機工から受注した。", "受注")[0].rule_roles["provider"]} == {"双葉電機"}


def test_a_sum_behind_what_only_dates_or_is_a_purpose_is_not_its_own():
    assert events("双葉電機、星野電工との大型契約の後に30億ドルを調達へ", "大型契約")[0].amount is None
    assert events("双葉電機は、星野電工に計算能力を供給するため、森田電機からGPU1万基を80億円で購入した。", "供給")[0].amount is None
    assert events("双葉電機は、星野電工に計算能力を80億円で供給する契約を結んだ。", "供給")[0].amount is not None


# --- two clauses, two sentences ------------------------------------------------------------------


def test_a_purchase_called_off_for_another_is_a_deal_of_its_own():
    text = "双葉電機は、星野電工からの変圧器の購入を取りやめ、森田機工から20台を調達する契約を結んだ。"
    assert sorted((d.status, *sorted(p.name for p in d.parties)) for d in deals(text)) == [("agreed", "双葉電機", "森田機工"), ("cancelled", "双葉電機", "星野電工")]
    assert len(deals("双葉電機は、星野電工からの変圧器の購入を取りやめた。契約は30億円だった。")) == 1


def test_who_is_told_to_provide_in_a_tie_up_sells():
    text = "赤石クラウドは双葉電機と提携した。双葉電機が開発する業務用AIの学習に、赤石クラウドがGPUを3年間提供する。"
    assert records(text) == [{"双葉電機": "customer", "赤石クラウド": "provider"}]
    # what they give to others makes neither of them a customer
    assert sides("赤石クラウドは双葉電機と提携した。赤石クラウドは森田商店に計算資源を提供する。", "提携") == {}


def test_the_end_of_a_headline_says_from_whom_an_order_comes():
    assert records("双葉電機、データセンター向け変圧器を受注 星野電工から1億ドル") == [{"双葉電機": "provider", "星野電工": "customer"}]
    assert {k.name.text: k.case for k in events("双葉電機、変圧器を受注 星野電工から社長を招く", "受注")[0].links}["星野電工"] != "src"


def test_what_one_is_expected_to_buy_is_planned():
    assert [d.status for d in deals("双葉電機は、星野電工の半導体を400億ドルで購入する見通しだと英紙が報じた。")] == ["planned"]
    assert [d.status for d in deals("双葉電機は、星野電工の半導体を400億ドルで購入する契約を結んだ。")] == ["agreed"]


def test_a_name_begins_where_its_run_of_katakana_does():
    names = [n.text for n in propose("三菱電機は、米ノルン・エナジーから遮断器を受注した。", "2025-10-01").names]
    assert names == ["三菱電機", "ノルン・エナジー"]
    assert "オラクル" in [n.text for n in propose("クラウド大手オラクルから遮断器を受注した。", "2025-10-01").names]


def test_who_orders_what_is_made_for_it_pays_for_goods():
    text = "東京都は双葉通信に、行政向け生成AI基盤の構築を18億円で委託した。"
    assert [(d.type, {p.name: p.role for p in d.parties}) for d in deals(text)] == [("supply", {"東京都": "customer", "双葉通信": "provider"})]
    assert [d.type for d in deals("東京都は双葉通信に、行政向け生成AI基盤の構築費として18億円を補助した。")] == ["subsidy"]


def test_what_is_spent_on_a_purchase_is_its_sum():
    text = "双葉通信は、AIサーバー向けのGPU4000基を米エヌビディアから調達する計画だ。投資額は約300億円。"
    assert [(d.type, d.amount and int(d.amount.value)) for d in deals(text)] == [("supply", 30_000_000_000)]
    other = "双葉通信は、AIサーバー向けのGPU4000基を米エヌビディアから調達する計画だ。星野電工の新工場の投資額は約300億円。"
    assert ("supply", 30_000_000_000) not in [(d.type, d.amount and int(d.amount.value)) for d in deals(other)]


def test_from_whom_a_fee_is_paid_is_the_customer():
    text = "この契約により、双葉電機から赤石クラウドに対し、クラウドの利用料として総額300億ドルが支払われる。"
    assert records(text) == [{"双葉電機": "customer", "赤石クラウド": "provider"}]
    assert [n.text for n in events("双葉電機が赤石クラウドに利用料を支払う。", "支払")[0].rule_roles["customer"]] == ["双葉電機"]


def test_for_whom_a_headline_tells_that_computing_is_provided_takes_it():
    assert records("赤石クラウド、星野AI向けに計算資源を5年提供 120億ドル") == [{"星野AI": "customer", "赤石クラウド": "provider"}]
    assert all("星野AI" not in r for r in records("赤石クラウド、生成AI向けに計算資源を5年提供 120億ドル"))


def test_what_is_done_under_a_contract_says_who_takes():
    assert sides("赤石クラウドとの契約で、双葉電機は2026年から4年間、GPU2000基を専有する。", "契約") == {"双葉電機": "payer", "赤石クラウド": "payee"}
    assert sides("双葉電機は、星野電工との独占契約に基づき年間1万台を供給する。", "契約") == {"双葉電機": "payee", "星野電工": "payer"}
    assert sides("双葉電機は、星野電工との契約に基づき9月に発表する。", "契約") == {}


def test_what_one_of_many_costs_is_not_the_sum_of_all():
    assert amounts("双葉商船は星野造船にLNG船2隻を発注した。船価は1隻あたり2億5000万ドルとみられる。") == [None]
    assert amounts("双葉商船は星野造船にLNG船2隻を発注した。船価は計5億ドルとみられる。") == ["500000000"]


def test_the_lines_of_a_form_tell_the_other_side_and_the_sum():
    text = "赤石クラウドは1日、次の通り大型案件を受注したと発表した。\n受注先:双葉電機株式会社\n受注の内容:GPUクラウドの提供\n受注金額:22億円\n契約期間:2025年11月〜2028年10月"
    assert records(text) == [{"双葉電機": "customer", "赤石クラウド": "provider"}]
    assert amounts(text) == ["2200000000"]
    assert amounts(text.replace("受注金額", "資本金")) == [None]


def test_those_who_order_one_after_the_other_each_do():
    text = "星野電工と森田機工は相次いで双葉電機にAIサーバーを発注した。"
    assert records(text) == [{"星野電工": "customer", "双葉電機": "provider"}, {"森田機工": "customer", "双葉電機": "provider"}]


def test_a_supply_that_has_begun_and_an_order_received_are_deals():
    assert records("双葉電機は、星野電工への広帯域メモリーの供給を始めた。") == [{"星野電工": "customer", "双葉電機": "provider"}]
    assert records("双葉電機は星野電工からサーバー400台の注文を受けた。") == [{"星野電工": "customer", "双葉電機": "provider"}]
    assert records("双葉電機は、研究者への計算資源の供給を始めた。") == []
