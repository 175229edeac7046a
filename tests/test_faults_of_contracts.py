"""What broke in contracts, loans and grants, in made-up sentences: who signs, who pays, whose plan it is.

Each test is named after the fault. What the rules give: events, cases, roles and stages; records where a rule decides them.
"""

from __future__ import annotations

import pytest
from reading import events

from aiinfra_nlp.grouping import apart
from aiinfra_nlp.parties import party_votes
from aiinfra_nlp.pipeline import propose


def cases(e) -> dict[str, str]:
    return {k.name.text: k.case for k in e.links}


def roles(e) -> dict[str, list[str]]:
    return {r: [n.text for n in ns] for r, ns in e.roles.items()}


# --- loans -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "owes"),
    [
        ("双葉電機は500億円のグリーンローン契約を締結したと発表した。", "グリーンローン", True),
        ("星野AIは、3億ドルの融資枠契約を締結した。", "融資枠", True),
        ("双葉電機は青葉銀行と30億円の融資契約を結んだ。", "融資契約", True),
        ("青葉銀行は30億円のグリーンローン契約を締結した。", "グリーンローン", False),
        ("双葉電機は星野電工と30億円の融資契約を締結した。", "融資契約", False),
        ("双葉電機は星野電工向けに30億円の融資枠を設けた。", "融資枠", False),
    ],
)
def test_who_signs_for_a_loan_and_is_no_lender_owes_it(text, word, owes):
    (e, *_) = events(text, word)
    assert ("borrower" in roles(e) and roles(e)["borrower"][0] in text[:4]) == owes


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("青葉銀行は、星野電工が関係するデータセンター向けの約80億ドルの融資を主導している。", "bystander"),
        ("青葉銀行は、星野電工が入居する拠点の建設に80億ドルを融資する。", "bystander"),
        ("青葉銀行は、星野電工と連携した施設向けに80億ドルの融資を決めた。", "bystander"),
        ("青葉銀行は、星野電工が建設するデータセンター向けに80億ドルの融資を決めた。", "inner subj"),
        ("青葉銀行は、双葉電機が入居する施設を持つ星野電工に80億ドルを融資する。", "goal"),
    ],
)
def test_who_only_has_to_do_with_what_a_loan_is_for_owes_nothing(text, case):
    assert cases(events(text, "融資")[0])["星野電工"] == case


def test_a_tie_up_that_a_loan_is_not_about_is_no_deal_of_its_own():
    assert not events("青葉銀行は、星野電工と連携した施設向けに80億ドルの融資を決めた。", "連携")
    assert events("双葉電機は星野電工と連携し、青葉銀行から30億円の融資を受けた。", "連携")


@pytest.mark.parametrize(("end", "holds"), [("主導している", True), ("まとめている", True), ("主導した", False), ("検討している", False), ("主導していた", False)])
def test_money_that_is_on_the_way_is_agreed(end, holds):
    (e, *_) = events(f"青葉銀行は双葉電機への総額80億ドルの融資を{end}。", "融資")
    assert e.facts["on the way"] == holds


# --- grants ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "経済産業省は、双葉電機と星野電工による電池材料の生産計画を認定した。",
        "経済産業省は、双葉電機と星野電工による半導体の連携に最大100億円を補助する。",
    ],
)
def test_whose_deed_a_grant_is_for_gets_it(text):
    e = next(e for e in propose(text).frames if e.frame == "grant")
    assert roles(e) == {"grantor": ["経済産業省"], "recipient": ["双葉電機", "星野電工"]}


def test_by_whom_a_grant_is_given_does_not_get_it():
    (e, *_) = events("双葉電機は、経済産業省による80億円の補助を受けた。", "補助")
    assert roles(e) == {"recipient": ["双葉電機"], "grantor": ["経済産業省"]}


@pytest.mark.parametrize(
    ("text", "pays"),
    [
        ("経済産業省は、双葉電機の熊本工場の計画を認定し、最大300億円を助成すると発表した。総事業費は約900億円。", {"双葉電機"}),
        ("経済産業省は、双葉電機と星野電工による計画を認定した。計画の事業費は約900億円。", {"双葉電機", "星野電工"}),
        ("経済産業省は半導体工場の整備に1兆円を投じる。総事業費は3兆円。", {"経済産業省"}),
    ],
)
def test_what_a_certified_plan_costs_is_spent_by_its_owner(text, pays):
    e = propose(text).frames[-1]
    assert {n.text for n in e.roles["investor"]} == pays
    assert all(k.case == "bystander" for k in e.links if k.name.text == "経済産業省") == ("経済産業省" not in pays)


@pytest.mark.parametrize("end", ["した。本事業の総投資額は約200億円で、NEDOから77億円の助成を受ける予定だ。", "し、同社はNEDOから77億円の助成を受ける。"])
def test_who_only_certified_a_plan_grants_nothing(end):
    certified, *_, granted = [e for e in propose(f"経済産業省は、青葉クラウドの県内のデータセンターに係る事業を供給確保計画として認定{end}").frames if e.frame == "grant"]
    assert cases(certified)["経済産業省"] == "bystander"
    assert roles(granted)["grantor"] == ["NEDO"]
    assert [n.canonical for n in granted.roles["recipient"]] == [("青葉クラウド",)]


def test_who_certifies_and_pays_grants():
    certified, *_ = propose("経済産業省は、青葉クラウドの計画を認定した。同社は同省から77億円の助成を受ける。").frames
    assert cases(certified)["経済産業省"] == "subj"


# --- who sells -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sells"),
    [
        ("オラクルは5日、データセンターを運営する双葉データと総額40億ドルの契約を締結した。", "双葉データ"),
        ("GPUクラウドを手がける双葉データは、オラクルと40億ドルの契約を結んだ。", "双葉データ"),
        ("オラクルは、生成AIを開発する双葉データと20億ドルのクラウド契約を結んだ。", "オラクル"),
        ("オラクルは、データセンターを運営した双葉データと20億ドルのクラウド契約を結んだ。", "オラクル"),
    ],
)
def test_whose_trade_is_told_sells(text, sells):
    e = next(e for e in propose(text).frames if e.frame == "contract")
    assert roles(e)["provider"] == [sells]


# --- with whom -------------------------------------------------------------------------------


def outer(e) -> dict[str, str]:
    return {k.name.text: k.case for k in e.links if k.chunk < 0}


@pytest.mark.parametrize("end", ["合意した", "合意したという"])
def test_a_list_with_whom_something_is_agreed_leaves_the_subjects_place_to_the_sentence_before(end):
    e = events(f"双葉情報は3日、基本合意を発表した。星野電工、森田機工、青葉通信との間で、電池の開発を始めることに{end}。", "合意")[-1]
    assert {cases(e)[n] for n in ("星野電工", "森田機工", "青葉通信")} == {"com"}
    assert outer(e)["双葉情報"] == "subj"


@pytest.mark.parametrize("text", ["政府は星野電工と協定を結んだ。", "一方、株式市場では星野電工との提携を望む声がある。", "星野電工は森田機工と提携した。"])
def test_a_clause_with_a_subject_of_its_own_has_no_other(text):
    e = propose(f"双葉情報は新戦略を発表した。{text}").frames[-1]
    assert outer(e).get("双葉情報") != "subj"


# --- how much --------------------------------------------------------------------------------


@pytest.mark.parametrize(("end", "plan"), [("、40MW分の供給を担う", ""), ("、30MWの電力の供給を受ける", ""), ("、出力は40MWだ", "capex")])
def test_what_is_sold_is_no_size_of_what_is_built(end, plan):
    (e, *_) = events(f"緑風電力は北海道に風力発電所を建設しており{end}。", "建設")
    assert e.facts["plan"] == plan


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("同省は補正予算案に国内の半導体支援のため、約1兆円を盛り込む方針だ。", True),
        ("政府は経済対策に半導体の国内生産の支援として1兆円を計上する。", True),
        ("同省は補正予算案にこの工場への支援として500億円を盛り込む。", False),
        ("同省は来年度にも500億円を追加で支援する。", False),
    ],
)
def test_a_budget_for_a_branch_goes_to_nobody_told_before(text, holds):
    e = [e for e in propose(f"経済産業省は、星野半導体の第2工場に750億円を補助する。{text}").frames if e.trigger.row.word == "支援"][-1]
    assert (outer(e)["星野半導体"] == "bystander") == holds


# --- purchases side by side ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("双葉電機による星野電工の子会社化、星野電工による森田機工の完全子会社化を発表した。", True),
        ("双葉電機による星野電工の買収と、青葉通信による森田機工の買収が相次いだことを機に再編が進む。", True),
        ("双葉電機による星野電工の買収、すなわち双葉電機による同社の子会社化が決まった。", False),
    ],
)
def test_purchases_told_as_nouns_side_by_side(text, two):
    a, *_, b = [e for e in propose(text).frames if e.frame == "acquire"]
    assert apart(a, b) == two


def test_whose_purchase_stands_behind_has_no_part_in_this_one():
    (e, *_) = events("双葉電機による星野電工の買収と、青葉通信による森田機工の買収が決まった。", "買収")
    assert cases(e)["青葉通信"] == "bystander"
    assert cases(e)["双葉電機"] == "by"


# --- blanks ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["双葉電機 による 400 億円の Arm 買収が完了した。", "双葉電機 による400億円のArm買収が完了した。", "双葉電機による 400 億円の Arm の買収が完了した。"])
def test_blanks_that_only_set_letters_off_part_nothing(text):
    (e, *_) = events(text, "買収")
    assert roles(e) == {"acquirer": ["双葉電機"], "target": ["Arm"]}


def test_a_blank_behind_the_topic_of_a_headline_parts():
    (e, *_) = events("AMD 買収を検討", "買収")
    assert roles(e) == {"acquirer": ["AMD"]}


# --- each for itself -------------------------------------------------------------------------


def test_who_only_backs_a_purchase_does_not_buy():
    e = events("政府の支援を受け、双葉電機が80億円のサーバーの調達を進める。", "調達")[-1]
    assert cases(e)["政府"] == "bystander"
    assert cases(e)["双葉電機"] == "subj"
    e = events("政府の支援を受け、星野電工が80億円の融資を受けた。", "融資")[-1]
    assert cases(e)["政府"] != "bystander"


def test_members_of_a_list_do_not_deal_with_each_other():
    text = "政府の支援を受け、双葉電機、星野電工、森田機工が、それぞれ90億円規模のサーバーの調達を進める。"
    support, *items = propose(text).frames
    assert [roles(e) for e in items] == [{"customer": [n]} for n in ("双葉電機", "星野電工", "森田機工")]
    for e in (support, *items):
        e.score, e.roles_p = 1.0, {c: ({"payer": 0.5, "payee": 0.3, "none": 0.2}, k.name) for k in e.links for c in k.name.canonical}
    assert "双葉電機" in party_votes([support])
    assert set(party_votes([support, items[1]])) & {"双葉電機", "星野電工", "森田機工"} == {"星野電工"}


@pytest.mark.parametrize("text", ["助成額の上限は476億円。", "補助額の上限は476億円だ。"])
def test_a_ceiling_of_a_grant_is_the_grants(text):
    e = propose(f"経産省は、半導体工場の計画を認定した。認定を受けたのは、双葉電機が出資する星野半導体製造。{text}").frames[-1]
    assert (e.frame, e.amount.text) == ("grant", "上限は476億円")
    assert not events("双葉電機は助成額の上限を調べた。", "助成額")
