"""Faults of apposition and membership: who of a list, a group or a venture is a party."""

import pytest

from aiinfra_nlp.pipeline import propose


def events(text: str, frame: str = "") -> list:
    return [e for e in propose(text, "2025-10-01").frames if not frame or e.frame == frame]


def roles(event) -> dict[str, list[str]]:
    return {role: [n.text for n in names] for role, names in event.roles.items()}


def case(event, name: str) -> str:
    return next(k.case for k in event.links if k.name.text == name)


@pytest.mark.parametrize(
    "text",
    [
        "双葉電機は星野電工と新会社「森田電力」を設立した。",
        "双葉電機と星野電工は合弁会社「森田電力」の設立を発表した。",
        "双葉電機は特別目的会社の森田電力を設立し、データセンターを設ける。",
        "双葉電機と星野電工が提携し、「森田コンピュート」が発表された。",
    ],
)
def test_who_is_founded_is_no_partner(text):
    for e in events(text):
        for k in e.links:
            if k.name.text.startswith("森田") and e.frame in ("jv", "partner"):
                assert k.case == "bystander"


@pytest.mark.parametrize(
    "text",
    [
        "双葉電機と星野電工の合弁会社である森田電力は、赤石化学と提携した。",
        "双葉電機と星野電工の合弁会社、森田電力も大規模なデータセンターを運営している。",
        "双葉電機と米星野電工との合弁会社「森田電力」が施設を運営する。",
    ],
)
def test_whose_company_one_is_is_no_venture(text):
    assert not events(text, "jv")


def test_a_company_told_to_be_founded_is_a_venture():
    assert events("双葉電機と星野電工の合弁会社である森田電力が発足した。", "jv")
    assert events("双葉電機と星野電工は合弁会社の森田電力を設立した。", "jv")


def test_who_has_a_subsidiary_buys_none():
    assert not events("双葉電機は子会社に星野電工を抱える。", "acquire")
    assert events("双葉電機、新興の星野電工を子会社に", "acquire")


def test_who_gives_to_a_joint_company_is_a_partner_in_it():
    (e,) = [e for e in events("双葉電機は星野電工との合弁会社に30億円を出資する。") if e.trigger.text == "出資"]
    assert e.frame == "jv"
    assert roles(e) == {"partner": ["双葉電機", "星野電工"]}


@pytest.mark.parametrize(
    "text",
    [
        "赤石通信はクラウド会社との契約を結んでいる。双葉電機や星野電工、森田機工などとの契約の総額は33億ドルを超える。",
        "赤石通信によると、双葉電機や星野電工との契約の総額は33億ドルを超える。",
    ],
)
def test_the_members_of_a_list_of_counterparties_are_on_one_side(text):
    e = events(text, "contract")[-1]
    side = {role for role, names in roles(e).items() if set(names) & {"双葉電機", "星野電工", "森田機工"}}
    assert len(side) == 1


def test_the_two_sides_of_a_contract_are_two():
    (e,) = events("双葉電機と星野電工との契約の総額は33億ドルを超える。", "contract")
    assert len(roles(e)) == 2


def test_a_list_that_ends_with_an_unknown_name_is_a_list():
    e = events("赤石通信は双葉電機、星野電工、Zqrkとの契約に60億ドルを投じる。", "contract")[0]
    assert case(e, "双葉電機") == case(e, "星野電工") == "com"


def test_who_approves_gives_nothing_where_another_gives():
    e = events("双葉電機は経済産業省の認定を受け、NEDOから60億円の助成を受ける。", "grant")[-1]
    assert roles(e) == {"recipient": ["双葉電機"], "grantor": ["NEDO"]}
    assert case(e, "経済産業省") == "bystander"
    (*_, e) = events("経済産業省は双葉電機の計画を認定し、最大60億円を助成する。", "grant")
    assert roles(e)["grantor"] == ["経済産業省"]


def test_an_office_that_tells_of_an_investment_does_not_invest():
    (e,) = events("経済産業省は、北海道に3000億円の投資が行われる見通しだと明らかにした。", "spend")
    assert case(e, "経済産業省") == "bystander"


def test_an_item_of_another_deal_word_is_none_of_the_next():
    text = "双葉電機による星野電工の買収(約80億円)や、森田機工による赤石化学の買収(約40億円)が続く。"
    for e in events(text, "acquire"):
        assert roles(e) in ({"acquirer": ["双葉電機"], "target": ["星野電工"]}, {"acquirer": ["森田機工"], "target": ["赤石化学"]})


def test_one_more_customer_is_named_beside_those_before():
    (e,) = events("双葉電機や星野電工に加え、森田機工は赤石化学にもサーバーを納入する。", "provide")
    assert roles(e)["provider"] == ["森田機工"]
    (e,) = events("双葉電機に加え、星野電工も赤石化学に出資した。", "invest")
    assert roles(e)["investor"] == ["双葉電機", "星野電工"]


def test_a_company_and_the_one_that_owns_it_are_two():
    for holding, owned in (("双葉不動産ホールディングス", "双葉不動産"), ("東急不動産ホールディングス", "東急不動産")):
        (e,) = events(f"星野データは{holding}(東証プライム)傘下の{owned}と提携した。", "partner")
        assert {n.canonical[0] for n in e.roles["partner"]} == {"星野データ", owned}


def test_whom_the_topic_of_the_lead_builds_with_in_an_item():
    text = "双葉電機は1000億円のデータセンター投資を発表した。\n・星野電工とは沖縄に1GWの施設を建設する。\n・森田機工とは九州で200MWの施設を建設中だ。"
    first, second = events(text, "jv")
    assert roles(first) == {"partner": ["星野電工", "双葉電機"]}
    assert roles(second) == {"partner": ["森田機工", "双葉電機"]}
    assert all(k.name.text != "星野電工" for k in second.links)


def test_two_governments_told_as_one_are_two():
    (e, *_) = events("独仏政府は双葉電機と星野電工との提携計画を発表した。", "partner")
    assert {c for n in e.roles["partner"] for c in n.canonical} >= {"Germany", "France"}


def test_where_companies_are_from_is_no_party():
    (e, *_) = events("日本とタイの企業2社が提携した。", "partner")
    assert case(e, "日本") == "bystander"


@pytest.mark.parametrize("text", ["双葉電機と星野電工は、それぞれ森田機工と提携した。", "双葉電機、星野電工の両社は、それぞれ森田機工との戦略的提携を発表した。"])
def test_what_each_does_is_a_deal_of_its_own(text):
    told = [set(roles(e)["partner"]) for e in events(text, "partner")]
    assert told == [{"双葉電機", "森田機工"}, {"星野電工", "森田機工"}]


def test_what_each_does_for_itself_is_no_common_deal():
    assert all(len(roles(e)["partner"]) == 1 for e in events("双葉電機と星野電工が、それぞれ別の合弁会社の設立を発表した。", "jv"))
    (e, *_) = events("双葉電機と星野電工は、それぞれの強みを生かして提携する。", "partner")
    assert len(roles(e)["partner"]) == 2


@pytest.mark.parametrize(
    "text",
    [
        "双葉商事は星野電工に30億円を出資した。同社は調達資金で熊本に50億円の工場を建てる。",
        "双葉商事は星野電工に30億円を投資した。今回の投資により、同社は50億円の工場の建設を急ぐ。",
        "双葉商事は星野電工に30億円を融資すると発表した。同社は得た資金を50億円の工場の建設に充てる。",
    ],
)
def test_who_uses_the_money_is_who_got_it(text):
    e = events(text, "build")[-1]
    assert {c for n in e.roles["investor"] for c in n.canonical} == {"星野電工"}


def test_who_gave_is_still_the_same_company_elsewhere():
    e = events("双葉商事は星野電工に30億円を出資した。同社は熊本に50億円の工場を建てる。", "build")[-1]
    assert {c for n in e.roles["investor"] for c in n.canonical} == {"双葉商事"}


def test_who_applied_together_gets_the_money_together():
    text = "経済産業省は2件に助成する。助成するのは、双葉電機に約19億円、星野電工と森田機工の共同申請に約25億円だ。"
    e = events(text, "grant")[-1]
    assert roles(e)["recipient"] == ["星野電工", "森田機工"]
    assert case(e, "星野電工") == case(e, "森田機工") == "goal"


@pytest.mark.parametrize("text", ["双葉通信は、星野電力の既存3発電所から電力を購入する。", "双葉通信は星野電力の米国工場からサーバーを購入する。"])
def test_whose_works_sell_sells(text):
    (e, *_) = events(text)
    assert roles(e) == {"customer": ["双葉通信"], "provider": ["星野電力"]}


def test_a_medium_that_quotes_buys_nothing():
    (e, *_) = events("WSJが引用した情報筋によると、双葉電機は300億ドル相当の計算資源を購入する。", "buy")
    assert roles(e) == {"customer": ["双葉電機"]}


def test_what_sums_up_deals_is_none():
    text = "双葉電機による星野電工の買収(約80億円)や、森田機工による赤石化学の買収(約40億円)のように、大型案件が続く。"
    assert all(e.trigger.text == "買収" for e in events(text))
    assert events("双葉電機への出資が相次いだ。", "invest")


def test_a_deal_by_which_another_is_dated_is_none_and_its_party_has_no_part():
    told = propose("星野AIとの契約から2カ月後の3月13日、双葉クラウドと森田半導体が提携を発表した。", "2025-10-01").frames
    assert [e.trigger.row.word for e in told] == ["提携"]
    assert {n.text for ns in told[0].roles.values() for n in ns} == {"双葉クラウド", "森田半導体"}


def test_who_is_told_besides_one_with_a_description_acts_too():
    text = "星野AIの支援者である双葉電機のほか、新規投資家の森田電機と赤石化学を含む複数の投資家が、65億円の増資に参加した。"
    e = propose(text, "2025-10-01").frames[-1]
    assert {n.text for n in e.roles["investor"]} == {"双葉電機", "森田電機", "赤石化学"}


def test_a_rumour_that_is_denied_is_no_deal():
    assert not propose("森田氏は9月、双葉AIが100億円を調達するという噂を否定した。", "2025-10-01").frames
