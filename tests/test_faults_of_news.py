"""What broke on news from the web, in made-up sentences: valuations, hearsay, parts of a whole, who only reports.

Each test is named after the fault. What the rules give: events with their cases, sums and stages.
"""

from __future__ import annotations

import pytest

from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.settle import too


def events(text: str, word: str = ""):
    return [e for e in propose(text).frames if not word or e.trigger.row.word == word]


def links(text: str, word: str) -> dict[str, str]:
    (e, *_) = events(text, word)
    return {k.name.text: k.case for k in e.links if k.chunk >= 0}


def roles(text: str, word: str, at: int = 0) -> dict[str, list[str]]:
    return {role: [n.text for n in ns] for role, ns in events(text, word)[at].roles.items()}


# --- sums ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "worth", "amount"),
    [
        ("双葉電機は、企業価値を26億ドル(約3900億円)と評価するラウンドで7億ドルを調達した。", "26億ドル", "7億ドル"),
        ("双葉電機は26億ドル(約3900億円)と評価され、7億ドル(約1000億円)を調達した。", "26億ドル", "7億ドル"),
        ("双葉電機は7億ドル(約1000億円)を調達した。", None, "7億ドル"),
    ],
)
def test_a_converted_valuation_takes_no_sum_behind_it(text, worth, amount):
    (*_, e) = events(text, "調達")
    assert (e.valuation and e.valuation.text, e.amount.text) == (worth, amount)


def test_a_noun_in_a_clause_of_purpose_measures_no_sum():
    (e,) = events("双葉電機は、需要増加に対応するため15億ドルの投資を行うと発表した。", "投資")
    assert e.amount.text == "15億ドル"
    assert not [e for e in events("双葉電機は、需要の増加は15億ドルだと発表した。") if e.amount]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("双葉電機は900億円を投じる。その一環として、50億円を投じて工場を建てる。", {"900億円"}),
        ("双葉電機は900億円の投資を発表した。投資の一部として、約50億円を投じる。", {"900億円"}),
        # more than the whole is no part of it, and nor is what another does
        ("双葉電機は900億円を投じる。その一環として、950億円を投じて工場を建てる。", {"900億円", "950億円"}),
        ("双葉電機は900億円を投じる。その一環として、星野電工も50億円を投じる。", {"900億円", "50億円"}),
        ("双葉電機は900億円を投じる。その一環として、星野電工に50億円を出資する。", {"900億円", "50億円"}),
    ],
)
def test_a_part_of_the_spending_told_before(text, sums):
    assert {e.amount.text.removeprefix("約") for e in events(text) if e.amount} == sums


# --- stage and hearsay -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("買収するとみられる", "planned"), ("買収するものとみられている", "planned"), ("買収するもようだ", "planned"),
        ("買収するとされる", "planned"), ("買収したとみられる", "completed"), ("買収したもようだ", "completed"),
        ("買収を検討しているとみられる", "in_talks"),
    ],
)
def test_what_is_only_thought_to_be_so_is_hearsay(end, status):
    (e,) = events(f"双葉電機は星野電工を90億円で{end}。", "買収")
    assert (e.status, e.facts.get("heard")) == (status, True)


def test_a_thought_of_something_else_makes_no_hearsay():
    (e,) = events("双葉電機は星野電工を90億円で買収すると発表した。売上高は20億円になるとみられる。", "買収")
    assert (e.status, e.facts.get("heard")) == ("agreed", None)
    (e,) = events("双葉電機は星野電工を90億円で買収し、店の模様替えを行う。", "買収")
    assert not e.facts.get("heard")


@pytest.mark.parametrize(
    ("end", "intends"),
    [
        ("年内に完了させる考えだ", True), ("完了させようと奔走している", True), ("実現させる方針を固めた", True),
        ("完了した", False), ("10日に完了すると発表した", False),
    ],
)
def test_what_somebody_wishes_to_complete_is_not_completed(end, intends):
    (e,) = events(f"双葉電機は、星野電工への90億円の出資を{end}。", "出資")
    assert (e.status == "planned", e.facts["intends"]) == (intends, intends)


@pytest.mark.parametrize("who", ["米ブルームバーグ通信が報じた", "日本経済新聞が4日伝えた", "ロイターが関係者の話として報じた"])
def test_who_only_reports_is_no_subject_of_what_follows(who):
    text = f"双葉電機がデータセンターの建設を検討していることが明らかになった。{who}。銀行から300億円を調達する見通しだ。"
    assert [n.text for ns in events(text, "調達")[0].roles.values() for n in ns] == ["双葉電機"]


def test_who_says_what_he_does_stays_the_subject():
    text = "星野電工が増産する。双葉電機がこれに続いた。300億円を投じる。"
    assert roles(text, "投じ") == {"investor": ["双葉電機"]}


# --- who acts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("双葉電機の電池子会社「森田電池」の2次入札に、星野電工が応札した。", "acquisition"),
        ("森田電池の売却の入札に星野電工が参加した。", "acquisition"),
        # goods are tendered for as well
        ("北海道電力の入札に星野電工が参加した。", ""),
        ("森田電池の売却の入札に星野電工は参加しない。", ""),
    ],
)
def test_who_bids_for_a_company(text, plan):
    found = events(text, "入札")
    assert (found[-1].facts["plan"] if found else "") == plan


def test_a_subsidiary_in_quotation_marks_is_the_one_that_is_bought():
    assert links("双葉電機の電池子会社「森田電池」を星野電工が買収した。", "買収")["双葉電機"] == "affiliate"
    assert links("双葉電機の「森田電池」を星野電工が買収した。", "買収")["双葉電機"] != "affiliate"


@pytest.mark.parametrize("led", ["を主軸とする", "を軸とする", "を核とする", "を主体とする", "を中心とする"])
def test_who_leads_a_group_acts_with_it(led):
    assert roles(f"星野電工と森田機工{led}企業連合が、双葉電機を90億円で買収する。", "買収") == {"acquirer": ["星野電工", "森田機工"], "target": ["双葉電機"]}


def test_what_a_thing_is_built_around_is_no_group():
    assert "双葉電機" in roles("双葉電機は、星野電工を核とする事業再編に30億円を投じる。", "投じ")["investor"]
    assert "星野電工" not in roles("双葉電機は、星野電工を核とする事業再編に30億円を投じる。", "投じ")["investor"]


def test_who_acts_behind_a_sale_that_is_only_the_theme_does_not_sell():
    assert links("電池子会社の売却を巡り、星野電工が90億円での買収を提案した。", "売却")["星野電工"] == "bystander"
    assert links("双葉電機は、電池子会社の売却を巡り、星野電工と交渉している。", "売却")["双葉電機"] == "subj"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("双葉電機の買収としては過去最大となる。", {"acquirer": ["双葉電機"]}),
        ("取得額は90億円で、双葉電機の買収として最大規模だ。", {"acquirer": ["双葉電機"]}),
        ("双葉電機の買収として3件目の提案だ。", {"target": ["双葉電機"]}),
    ],
)
def test_a_purchase_is_ranked_among_those_of_its_buyer(text, expected):
    assert roles(text, "買収") == expected


@pytest.mark.parametrize(
    ("text", "investee"),
    [
        ("双葉電機は15日、星野電工が傘下の「森田通信」に57億円を出資すると明らかにした。", ["森田通信"]),
        ("双葉電機は15日、星野電工が子会社の森田通信に57億円を出資すると発表した。", ["森田通信"]),
        ("双葉電機は15日、星野電工が57億円を出資すると発表した。", ["双葉電機"]),
    ],
)
def test_a_parent_that_tells_of_its_company_gets_nothing(text, investee):
    assert roles(text, "出資")["investee"] == investee


# --- lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "items"),
    [
        ("双葉電機は、電池事業を星野電工に、塗料事業を森田機工に売却した。", "売却", [["星野電工"], ["森田機工"]]),
        ("双葉電機は、電池事業を40億円で星野電工に、塗料事業を60億円で森田機工に売却した。", "売却", [["星野電工"], ["森田機工"]]),
        ("双葉電機は、星野電工から装置を、森田機工から部品を調達する。", "調達", [["星野電工"], ["森田機工"]]),
        ("双葉電機は、電池事業を星野電工に、塗料事業を森田機工に計60億円で売却した。", "売却", [["星野電工", "森田機工"]]),
        ("双葉電機は、電池事業を星野電工と森田機工に売却した。", "売却", [["星野電工", "森田機工"]]),
    ],
)
def test_a_list_that_leaves_out_its_verb_but_once(text, word, items):
    found = events(text, word)
    assert [[k.name.text for k in e.links if k.case in ("goal", "src")] for e in found] == items
    sums = [e.amount.text for e in found if e.amount]
    assert sums in ([], ["40億円", "60億円"], ["60億円"])


# --- companions ------------------------------------------------------------------------------


def test_a_company_and_its_subsidiary_act_together():
    assert roles("双葉電機とその子会社の星野電工は、工場に46億円を投じる。", "投じ") == {"investor": ["双葉電機", "星野電工"]}
    assert roles("経済産業省は、双葉電機とその子会社の星野電工が整備する施設に46億円を補助する。", "補助")["recipient"] == ["双葉電機", "星野電工"]
    assert links("双葉電機は星野電工と子会社を設立する契約を結んだ。", "契約")["星野電工"] == "com"


@pytest.mark.parametrize("focus", ["双葉電機だ。", "双葉電機。", "双葉電機である。"])
def test_a_cleft_gives_the_subject_of_what_follows(focus):
    text = f"データセンターの整備に乗り出したのは{focus}星野電工などとともに今後4年間で7兆円を投じる計画だ。"
    assert roles(text, "投じ") == {"investor": ["星野電工", "双葉電機"]}


def test_a_companion_leaves_the_subject_to_the_sentence_before():
    assert roles("双葉電機が工場を建てる。星野電工と共同で7兆円を投じる。", "投じ") == {"investor": ["星野電工", "双葉電機"]}
    assert roles("双葉電機が工場を建てる。森田機工は星野電工と共同で7兆円を投じる。", "投じ")["investor"][0] == "森田機工"
    assert "双葉電機" not in roles("双葉電機が工場を建てる。森田機工は星野電工と共同で7兆円を投じる。", "投じ")["investor"]


# --- prices and what is so behind a deal -----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "amount"),
    [
        ("譲渡予定価格は総額40億円、帳簿価格は総額15億円、譲渡益は総額25億円の見込み。", "譲渡予定価格", "40億円"),
        ("譲渡価格は40億円、帳簿価額は15億円、譲渡益は25億円の見込み。", "譲渡価格", "40億円"),
        ("売却予定価格は40億円。", "売却予定価格", "40億円"),
    ],
)
def test_the_price_beside_the_book_value(text, word, amount):
    (e,) = events("双葉電機は本社ビルを星野電工に譲渡する。" + text, word)
    assert e.amount.text == amount
    assert not [e for e in events("双葉電機は本社ビルを星野電工に譲渡する。帳簿価額は15億円、譲渡益は25億円の見込み。") if e.amount]


@pytest.mark.parametrize("price", ["譲渡価額", "譲渡価格"])
def test_the_price_of_a_stake_is_one_of_shares(price):
    assert events(f"双葉電機は星野電工の株式30%を森田機工に譲渡する。{price}は48億円。", price)[0].frame == "stakesale"
    assert events(f"双葉電機は照明事業を森田機工に譲渡する。{price}は48億円。", price)[0].frame == "sell"


def test_what_is_so_behind_a_deal_is_none():
    text = "双葉電機は星野電工の株式30%を森田機工に譲渡する。{}の出資比率は双葉電機が50%、森田機工が30%となる。"
    assert len(events(text.format("譲渡後"), "譲渡")) == len(events(text.format("手続き完了後"), "譲渡")) == 1
    assert len(events("双葉電機は星野電工を買収した。買収後の来年、森田機工も90億円を出資する。", "買収")) == 2


@pytest.mark.parametrize(("nation", "canonical"), [("米政権", "United States"), ("英政権", "United Kingdom"), ("韓国政権", "South Korea")])
def test_the_administration_of_a_nation_is_its_government(nation, canonical):
    (e, *_) = events(f"{nation}は双葉電機に20億ドルを補助する。", "補助")
    assert [n.canonical for n in e.roles["grantor"]] == [(canonical,)]


# --- who has no part -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("双葉電機は銀行団から75億円を借り入れる。アレンジャーには星野銀行を選んだ。", "bystander"),
        ("双葉電機は75億円の融資を打診した。星野銀行をアレンジャーに指名した。", "bystander"),
        ("星野銀行がアレンジャーを務め、75億円を双葉電機に融資した。", "subj"),
    ],
)
def test_who_is_only_chosen_to_arrange_a_loan(text, case):
    assert links(text, "アレンジャー")["星野銀行"] == case


def test_an_official_tells_of_what_his_government_gives():
    told = links("経産相は、双葉電機に政府から90億円を出資したと明らかにした。", "出資")
    assert (told["経産相"], told["政府"]) == ("bystander", "src")
    assert links("経産相は、双葉電機に90億円を出資したと明らかにした。", "出資")["経産相"] == "subj"
    assert links("経産省は、双葉電機に90億円を補助する。", "補助")["経産省"] == "subj"


@pytest.mark.parametrize("who", ["残る40%の株を持つ森田機工と共同で", "残りの4割を保有する森田機工とともに"])
def test_who_has_the_rest_of_the_shares_buys_none(who):
    assert links(f"双葉電機は90億円で星野電工の株式の60%を取得し、{who}経営する。", "取得")["森田機工"] == "bystander"


def test_who_sells_the_rest_of_the_shares_is_told_before_the_word():
    assert links("双葉電機は、残る40%の株を持つ森田機工から星野電工の全株式を取得する。", "株式を取得")["森田機工"] != "bystander"


@pytest.mark.parametrize("end", ["90億ドルの買収に反対票を投じると発表した", "買収提案に反対した"])
def test_who_opposes_a_purchase_leaves_its_sides_alone(end):
    told = roles(f"双葉電機の筆頭株主である森田商会は8日、星野電工による双葉電機の{end}。", "買収" if "票" in end else "買収提案")
    assert (told["acquirer"], "双葉電機" in told["target"]) == (["星野電工"], True)
    assert roles("双葉電機は星野電工の買収提案を拒否した。", "買収提案")["acquirer"] == ["星野電工"]


@pytest.mark.parametrize(
    ("when", "status"),
    [("これまでに", "completed"), ("現在までに", "completed"), ("昨年までに", "completed"), ("来年までに", "agreed"), ("", "agreed")],
)
def test_a_noun_at_the_end_tells_of_what_was_done_before(when, status):
    (e,) = events(f"双葉電機には{when}、星野電工が10億円を出資。", "出資")
    assert e.status == status


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("双葉電機は90億円でデータセンターを設立する。", "build"),
        ("双葉電機は90億円でデータセンター会社を設立する。", "jv"),
        ("双葉電機は星野電工とデータセンターを設立する。", "jv"),
    ],
)
def test_a_site_that_is_set_up_is_no_company(text, frame):
    assert events(text, "設立")[0].frame == frame


@pytest.mark.parametrize(("also", "sure"), [("も、", True), ("は、", False), ("も共同で、", False)])
def test_who_spends_as_well_shares_nothing(also, sure):
    assert too(events(f"双葉電機が工場を建てる。星野電工や森田機工{also}工場に90億円を投じる。", "投じ")) is sure
