"""What broke on articles about takeovers, in made-up sentences: several targets, deals told beside, prices a share, holdings.

Each test is named after the fault. Events with the cases and sums that the rules give, and records where a rule decides them.
"""

from __future__ import annotations

from reading import dated_events as events
from reading import records

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.syntax.coordination import joined


def links(text: str, word: str, n: int = 0) -> dict[str, str]:
    return {k.name.text: k.case for k in events(text, word)[n].links if k.chunk >= 0}


# --- several targets -------------------------------------------------------------------------


def test_who_is_joined_to_what_is_bought_is_bought_too():
    assert links("双葉電機は星野電工と森田機工を買収した。", "買収")["星野電工"] == "obj"
    assert links("双葉電機は4月に星野電工と半導体商社の森田機工を買収すると発表した。", "買収")["星野電工"] == "obj"
    assert records("双葉電機は星野電工と森田機工を買収した。") == [{"双葉電機": "acquirer", "星野電工": "target"}, {"双葉電機": "acquirer", "森田機工": "target"}]


def test_with_whom_something_is_bought_or_agreed_is_not_bought():
    for text in ("双葉電機は星野電工と共同で森田機工を買収した。", "双葉電機は星野電工と、森田機工を買収した。", "双葉電機は星野電工と森田機工を買収することで合意した。"):
        assert links(text, "買収")["星野電工"] == "com", text
    assert links("双葉電機と星野電工が森田機工を買収した。", "買収")["双葉電機"] == "subj"
    assert links("双葉電機は星野電工と合弁会社の双葉AIを設立した。", "設立")["星野電工"] == "com"


def test_those_whose_purchase_is_told_stand_in_one_list():
    (e,) = events("双葉電機は星野電工と森田機工の買収を検討している。", "買収")
    assert [[e.links[i].name.text for i in x] for x in joined(e)] == [["星野電工", "森田機工"]]
    assert len(records("双葉電機は星野電工と森田機工の買収を検討している。")) == 2


def test_the_two_sides_of_a_contract_are_no_list():
    (e,) = events("双葉電機と星野電工の契約は5億ドルに上る。", "契約")
    assert joined(e) == []


# --- another deal in the next sentence -------------------------------------------------------


def status(text: str) -> list[str]:
    return [d.status for d in extract_deals(text, article_date="2025-10-01")]


def test_that_a_deal_of_others_came_to_nothing_says_nothing_of_this_one():
    assert status("双葉電機が星野電工に買収を打診した。過去には森田機工による三葉ソフト買収計画が頓挫した。") == ["in_talks", "cancelled"]
    (e,) = events("双葉電機は星野電工を9億ドルで買収する方向で交渉している。昨年には森田機工と三葉ソフトの合併が破談となった。", "買収")
    assert e.facts["elsewhere"] == {1}


def test_what_becomes_of_a_deal_in_the_next_sentence_is_told_of_it():
    for text in ("双葉電機は星野電工を買収すると発表した。しかし双葉電機は星野電工の買収を断念した。", "双葉電機は星野電工を買収すると発表した。双葉電機による買収は破談となった。"):
        assert all(not e.facts["elsewhere"] for e in events(text, "買収")), text
    assert status("双葉電機は星野電工を買収すると発表した。しかし双葉電機は星野電工の買収を断念した。") == ["cancelled"]
    # a longer and a shorter name
    (first, *_) = events("双葉電機が星野電工に買収を打診した。双葉による星野買収計画は頓挫した。", "買収")
    assert not first.facts["elsewhere"]


def test_takeovers_of_others_by_others_are_two_deals():
    assert records("双葉電機は星野電工の買収を検討している。昨年、森田機工に買収を提案したのは投資会社の三葉キャピタル。") == [{"双葉電機": "acquirer", "星野電工": "target"}, {"三葉キャピタル": "acquirer", "森田機工": "target"}]


def test_nobody_told_before_merges_with_two_who_merge():
    (e,) = events("双葉電機は星野電工を買収する方向で交渉している。昨年には森田機工と三葉ソフトの合併が破談となった。", "合併")
    assert all(k.chunk >= 0 for k in e.links)


# --- sides, sums and stages ------------------------------------------------------------------


def roles(text: str, word: str) -> dict[str, list[str]]:
    return {r: [n.text for n in ns] for r, ns in events(text, word)[0].rule_roles.items()}


def test_whose_bid_at_whom_is_told_with_two_nouns():
    for text in ("双葉電機の星野電工に対する買収協議は不成立に終わった。", "星野電工への双葉電機の買収協議は不成立に終わった。"):
        assert roles(text, "買収") == {"acquirer": ["双葉電機"], "target": ["星野電工"]}, text
    assert roles("双葉電機は星野電工の買収を検討している。", "買収") == {"acquirer": ["双葉電機"], "target": ["星野電工"]}


def test_what_holders_get_for_a_share_is_no_sum_of_a_deal():
    text = "双葉電機は9日、星野電工を14億ドルで買収すると発表した。買収により星野電工の株主は1株当たり現金40ドルを手にすることになる。"
    assert len(records(text)) == 1
    assert [[f.text for f, _ in e.figures] for e in events(text, "買収")] == [["14億ドル"], []]
    assert [f.text for f, _ in events("双葉電機は星野電工を1社当たり40億ドルで買収する。", "買収")[0].figures] == ["40億ドル"]


def test_the_company_of_a_holding_with_its_ticker_is_not_the_holding():
    text = "北電機<3905>は、双葉不動産ホールディングス<3289>傘下の双葉不動産と業務提携したと発表した。"
    assert records(text) == [{"北電機": "partner", "双葉不動産": "partner"}]
    assert len({n.canonical for n in propose("双葉不動産ホールディングス<3289>は増資する。双葉不動産は2年前も増資した。").names}) == 1


def test_a_takeover_that_is_stopped_is_called_off():
    (e,) = events("双葉電機による星野電工の買収は、米政府によって阻止された。", "買収")
    assert e.status == "cancelled"
    assert events("双葉電機は星野電工の買収を提案し、森田機工による買収を阻止したい考えだ。", "買収")[0].status == "in_talks"


def test_who_is_told_to_stop_or_allow_a_takeover_has_no_part_in_it():
    for text in ("双葉電機による星野電工の買収は、米政府に阻止された。", "双葉電機による星野電工の買収は米政府によって承認された。"):
        assert links(text, "買収")["米政府"] == "bystander", text
    assert links("双葉電機は米政府に買収された。", "買収")["米政府"] != "bystander"


def test_under_whom_a_company_stands_has_no_part_in_what_it_does():
    text = "双葉通信は、森田ホールディングス傘下の星野電工と資本業務提携を結んだ。"
    assert links(text, "資本業務提携")["森田ホールディングス"] == "bystander"
    assert {"双葉通信", "星野電工"} == set(records(text)[0])
    assert links("双葉通信は森田ホールディングスと資本業務提携を結んだ。", "資本業務提携")["森田ホールディングス"] == "com"


def test_each_item_of_a_list_has_its_own_year():
    def dates(text):
        return {d.amount.value: d.date for d in extract_deals(text, article_date="2025-10-01")}

    assert dates("双葉電機は2019年に星野電工を14億ドルで、2018年に森田機工を5億ドルで買収した。") == {1400000000: "2019", 500000000: "2018"}
    # one that stands before all is that of all
    assert set(dates("双葉電機は3月、星野電工に14億円、森田機工に5億円を出資した。").values()) == {"2025-03"}


def test_who_announces_is_whom_the_next_sentence_goes_on_with_though_nobody_lists_the_name():
    def meant(text):
        return next(n.canonical for n in propose(text).names if n.text == "同社")

    assert meant("青葉ソフトは1日、ノルンの買収を正式に発表した。同社は2019年に三葉データを14億ドルで買収している。") == ("青葉ソフト",)
    assert meant("青葉ソフトは1日、ノルンを買収したと発表した。ノルンは半導体の設計会社。同社は昨年、三葉データに5億円を出資した。") == ("ノルン",)


# --- what a sentence is about ----------------------------------------------------------------


def test_a_takeover_that_a_sentence_is_about_is_a_deal():
    for text in (
        "双葉電機の星野電工買収計画を巡っては、米大統領が先月、禁止命令を出した。",
        "双葉電機による星野電工の買収計画を巡り、米大統領が先月、禁止命令を出した。",
        "英国の競争当局は、双葉電機による星野電工の買収が法令の要件を満たしているかどうかの調査を始めた。",
        "双葉電機による星野電工の買収について、株主から反対の声が上がる。",
    ):
        assert records(text) == [{"双葉電機": "acquirer", "星野電工": "target"}], text


def test_a_takeover_with_one_side_or_none_is_no_sure_deal():
    for text in ("双葉電機のAI買収を巡る競争が激しい。", "双葉電機の買収について、株主から反対の声が上がる。", "双葉電機が投資する星野電工の買収を巡り、競争が激しい。"):
        assert not any(e.facts["plan"] for e in events(text, "買収")), text


def test_whose_purchase_is_opposed_is_who_is_bought_where_the_buyer_is_told():
    assert roles("双葉電機による星野電工の買収に株主が反対した。", "買収") == {"acquirer": ["双葉電機"], "target": ["星野電工"]}


def test_what_the_buyer_pays_in_cash_is_a_part_of_the_price():
    text = "双葉電機は星野電工からソフト事業を買収すると発表した。取引金額は約88億ドルに上る。双葉電機は星野電工に25億ドルを支払うほか、株式を渡す。"
    assert records(text) == [{"双葉電機": "acquirer", "星野電工": "seller"}]
    assert len(records("双葉電機は星野電工を80億ドルで買収する。双葉電機は森田機工に3億ドルを支払う。")) == 2


def test_a_year_beside_an_announcement_on_some_day_is_of_something_else():
    def dates(text):
        return [d.date for d in extract_deals(text)]

    assert dates("双葉通信は星野重工を900億円で買収する契約を締結したと8日、発表した。2014年にロボットを発表したが、市場の停滞が続いていた。") == [None]
    assert dates("双葉通信は星野重工を900億円で買収する契約を締結した。2025年3月に発表していた。") == ["2025-03"]


def test_who_ends_a_shortage_ends_no_deal():
    (e,) = events("双葉電機×星野電工の9億ドル契約で、部材不足を解消する動きが加速。", "契約")
    assert e.status != "cancelled"
    assert events("双葉電機は星野電工との契約を解消すると発表した。", "契約")[0].status == "cancelled"
    assert events("双葉電機は星野電工との提携を巡る問題で、提携を解消した。", "提携")[0].status == "cancelled"
