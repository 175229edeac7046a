"""What broke in plans told by a capacity, talks, stages and who pays for whose building, in made-up sentences.

Each test is named after the fault: what the rules give (events, cases, roles, sums, stages).
"""

from __future__ import annotations

import pytest
from reading import dated_events as events

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.discourse.passages import passages
from aiinfra_nlp.pipes.records.details import capacities_of
from aiinfra_nlp.pipes.records.merge import Group


def event(text: str, word: str):
    (e, *_) = events(text, word)
    return e


def roles(text: str, word: str) -> dict[str, list[str]]:
    return {role: [n.text for n in names] for role, names in event(text, word).roles.items()}


# --- what tells of a deal without a deal word ------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "双葉クラウドは5月、隣の町で約90メガワットの新キャンパス開発を発表しました。",
        "双葉クラウドは印西に90MW規模の拠点を置くとしている。",
        "双葉クラウドが印西で90MWのデータセンター構想を公表した。",
    ],
)
def test_the_capacity_of_a_site_tells_a_plan(text):
    e = event(text, "(capacity)")
    assert (e.type, e.status, [n.text for n in e.roles["investor"]], [int(c.value) for c in e.capacities]) == ("capex", "planned", ["双葉クラウド"], [90_000_000])


@pytest.mark.parametrize(
    "text",
    [
        "双葉クラウドの消費電力は90メガワットで、原子炉1基分に近い。",
        "データセンターの規模は90メガワット前後が多い。",
    ],
)
def test_a_capacity_of_nothing_that_is_built_tells_none(text):
    assert not events(text, "(capacity)")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("双葉電機が星野電工とAIチップ開発で協議していることが分かった。", "協議"),
        ("双葉電機は星野電工とカスタム半導体の設計を巡り交渉を進めている。", "交渉"),
        ("双葉電機は、星野電工側との話し合いを続けている。", "話し合"),
    ],
)
def test_talks_with_somebody_tell_a_deal_without_a_word_for_it(text, word):
    e = event(text, word)
    assert (e.type, e.status) == ("partnership", "in_talks")
    assert {n.text for n in e.roles["partner"]} == {"双葉電機", "星野電工"}


@pytest.mark.parametrize(
    "text",
    [
        "双葉電機は星野電工と同じく、労使の協議を重ねた。",
        "双葉電機は県と市の協議会に顔を出した。",
    ],
)
def test_talks_with_nobody_tell_none(text):
    assert not events(text, "協議")


# --- stages ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("双葉電機は過去3年間で500億円を投じ、今後3年間でさらに900億円を投資する方針だ。", "投じ"),
        ("双葉電機は昨年度に500億円を投資し、来年度も同じ額を予定している。", "投資"),
        ("双葉電機はすでに80億円を投じており、来年は100億円の支出を計画する。", "投じ"),
        ("双葉電機は昨年、冷却装置を手がける星野電工に15億ドルを投資し、増額も検討する。", "投資"),
    ],
)
def test_what_was_done_before_is_no_part_of_the_plan_behind_it(text, word):
    assert event(text, word).status == "completed"


@pytest.mark.parametrize(
    "text",
    [
        "双葉電機は過去最大の500億円を投じ、石狩に拠点を建てる計画だ。",
        "双葉電機は前年比2割増の500億円を投じ、石狩に拠点を建てる計画だ。",
        "双葉電機は昨年発表した構想に沿って500億円を投じ、石狩に拠点を建てる方針だ。",
    ],
)
def test_a_measure_or_the_adverb_of_another_clause_makes_nothing_done(text):
    assert event(text, "投じ").status == "planned"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("**双葉電機、6.5億ドルの資金調達の噂。**", "資金調達"),
        ("双葉電機、20億ドル調達との観測", "調達"),
        ("双葉電機、20億ドルの資金調達か", "資金調達"),
        ("双葉電機が星野電工を買収するとのうわさが広がった。", "買収"),
    ],
)
def test_what_only_rumour_has_is_talked_about(text, word):
    e = event(text, word)
    assert (e.status, e.reported) == ("in_talks", True)


@pytest.mark.parametrize(("text", "word"), [("双葉通信は新データセンターの起工式を開いた。", "起工"), ("双葉通信は4月に地鎮祭を行った。", "地鎮祭"), ("双葉通信は4月、新データセンターに着工した。", "着工")])
def test_building_that_has_begun_is_under_way(text, word):
    assert event(text, word).status == "agreed"


def test_what_goes_before_the_board_is_not_decided():
    assert event("双葉電機は星野電工を完全子会社化する件を8日の取締役会に付議する。", "完全子会社化").status == "planned"


@pytest.mark.parametrize(("text", "standing"), [("星野AIは双葉商事や森田電工から出資を受けている。", True), ("双葉商事は星野AIに出資してきた。", True), ("双葉商事は昨年、星野AIに20億円を出資している。", False), ("双葉商事は星野AIに出資していない。", False), ("双葉商事は星野AIに出資した。", False)])
def test_a_relation_that_stands_without_day_or_sum(text, standing):
    assert event(text, "出資").facts["standing"] is standing


# --- who builds, who pays, who is granted ----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "parties"),
    [
        ("双葉銀行は、星野電工のデータセンター建設に300億円を融資する。", "融資", {"lender": ["双葉銀行"], "borrower": ["星野電工"]}),
        ("双葉銀行は、星野電工のデータセンター建設に300億円を融資する。", "建設", {"investor": ["星野電工"]}),
        ("双葉商事は星野電工の電池事業に50億円を出資する。", "出資", {"investor": ["双葉商事"], "investee": ["星野電工"]}),
        ("双葉建設は星野電工の新工場建設を80億円で受注した。", "建設", {"investor": ["星野電工"]}),
        ("双葉電機は星野電工の工場建設を80億円で進める。", "建設", {"investor": ["双葉電機"]}),
        ("経済産業省は星野電工の工場計画を80億円で支援する。", "支援", {"grantor": ["経済産業省"], "recipient": ["星野電工"]}),
    ],
)
def test_whose_building_another_pays_for_or_does(text, word, parties):
    assert roles(text, word) == parties


def test_a_company_that_was_spoken_of_is_granted_and_does_not_grant():
    assert roles("双葉通信はデータセンターの新設を計画している。補助上限額は300億円。", "補助") == {"recipient": ["双葉通信"]}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("双葉電機は、300億円の資金調達を主導する銀行として青葉銀行を選んだ。", {"investee": ["双葉電機"]}),
        ("双葉商事は300億円の資金調達を主導する計画だ。", {"investor": ["双葉商事"]}),
    ],
)
def test_who_chooses_who_leads_a_round_does_not_lead_it(text, parties):
    assert roles(text, "資金調達") == parties


def test_the_agreement_by_which_terms_are_told_is_no_deal_beside_them():
    text = "双葉電力と青葉クラウドは、発電所を再稼働させることで合意した。両社の合意によると、青葉クラウドは25年間、電力を購入する。"
    assert len(events(text, "合意")) == 1
    assert len(events("双葉電力と青葉クラウドの合意によると、容量は90メガワットだ。", "合意")) == 1


@pytest.mark.parametrize(("text", "kind"), [("双葉電機は星野AIに新株予約権を発行した。", "investment"), ("双葉電機は80億円の転換社債を発行した。", "financing")])
def test_warrants_are_no_debt(text, kind):
    assert {e.type for e in events(text, "発行")} <= {kind}


def test_a_capacity_beside_a_deal_is_not_that_of_another_company():
    text = "オラクルは2030年までに127億ドルを投資する計画だ。オープンAIも同国で1ギガワットの拠点を目指している。"
    found = propose(text, "2025-10-01")
    (e,) = [x for x in found.frames if x.trigger.row.word == "投資"]
    p = passages(found, [g := Group([e])])[id(g)]
    assert capacities_of(p, {"type": "capex", "parties": {"Oracle": "investor"}}) == []
    assert capacities_of(p, {"type": "capex", "parties": {"OpenAI": "investor"}}) != []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("双葉電機の設備投資は、45億円から1年で160億円へと急増した。", "completed"),
        ("双葉電機の設備投資は前の年より3割増えて80億円だった。", "completed"),
        ("双葉電機の設備投資は26年に80億円に達する見込みだ。", "planned"),
        ("双葉電機の設備投資は80億円になるとした。", "planned"),
        ("双葉電機の設備投資は80億円に決まった。", "planned"),
        ("双葉電機は設備投資が重荷で、売上高の見通しを80億円に下げた。", "planned"),
    ],
)
def test_spending_that_came_to_a_sum_was_spent(text, status):
    assert event(text, "設備投資").status == status


@pytest.mark.parametrize(
    "text",
    [
        "双葉電機と星野電工は、コンテナ型の計算拠点の展開を共同で始めると発表した。",
        "双葉電機は、星野電工と共同で地熱発電に取り組む。",
        "双葉電機と星野電工は荷物を一緒に運ぶ。",
    ],
)
def test_what_two_do_jointly_tells_a_tie_up(text):
    assert {n.text for n in event(text, "共同で").roles["partner"]} == {"双葉電機", "星野電工"}


@pytest.mark.parametrize("text", ["双葉電機は工場で電気と熱を一緒につくる。", "双葉電機と星野電工は共同で発表した。"])
def test_what_one_does_or_several_say_is_no_tie_up(text):
    assert not events(text, "共同で")


@pytest.mark.parametrize(
    ("text", "word", "party"),
    [
        ("双葉電機は石狩市に新工場を建設する。青葉銀行はこの計画に90億円を融資すると決めた。", "融資", ("borrower", ["双葉電機"])),
        ("双葉電機は石狩市に新工場を建設する。経済産業省は同工場に最大90億円を助成する。", "助成", ("recipient", ["双葉電機"])),
        ("青葉銀行は、双葉電機の拠点建設に300億円を融資する。同プロジェクトには森田商事が50億円を出資する。", "出資", ("investee", ["双葉電機"])),
        ("双葉電機は石狩市に新工場を建設する。青葉銀行は別の基金に90億円を融資する。", "融資", ("borrower", None)),
    ],
)
def test_what_is_put_into_a_thing_that_was_told_of_goes_to_its_owner(text, word, party):
    role, names = party
    assert roles(text, word).get(role) == names


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("双葉電機は星野電工に20億円を出資している。", "出資", "completed"),
        ("双葉電機は80億円を調達しており、今回が2度目だ。", "調達", "completed"),
        ("双葉電機は星野電工に80億円を投資しています。", "投資", "completed"),
        ("双葉電機は80億円の新工場を建設しており、来年の完成を目指す。", "建設", "agreed"),
        ("双葉電機は新工場を建てている。", "建て", "agreed"),
        ("双葉通信は石狩で120MWの拠点を運営している。", "(capacity)", "agreed"),
        ("双葉電機は星野電工への出資を検討している。", "出資", "in_talks"),
        ("双葉銀行は80億円の融資を主導している。", "主導", "agreed"),
    ],
)
def test_what_is_done_at_once_has_been_done_and_building_goes_on(text, word, status):
    assert event(text, word).status == status


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("双葉電機は昨年、星野電工を80億円で買った。", "買っ", "completed"),
        ("双葉電機が80億円で買った星野電工は好調だ。", "買っ", "completed"),
        ("双葉電機は星野電工を80億円で手に入れた。", "手に入れ", "completed"),
        ("双葉商事は星野AIに5億ポンドを出しました。", "出し", "completed"),
        ("双葉電機は80億円の出資を得ている。", "得て", "completed"),
        ("双葉電機は星野電工を80億円で買うという。", "買う", "agreed"),
    ],
)
def test_a_verb_that_is_the_deal_word_has_its_own_past(text, word, status):
    assert event(text, word).status == status


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("星野AIは80億円を集める。", "集め", "agreed"),
        ("星野AIが80億円を調達へ", "調達", "agreed"),
        ("星野AIは80億円の資金調達を計画する。", "資金調達", "planned"),
    ],
)
def test_money_that_is_to_be_raised_has_not_been(text, word, status):
    assert event(text, word).status == status


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("双葉海運は星野造船に新船10隻を80億円で発注した。", "発注", "agreed"),
        ("双葉電機は設備投資の計画を80億円に積み増した。", "積み増", "planned"),
        ("双葉電機は星野電工の工場を80億円で買い取りたいと提案した。", "買い取", "in_talks"),
        ("星野AIは80億円の調達を目指し、上場を申請した。", "上場", "agreed"),
    ],
)
def test_past_forms_that_complete_nothing(text, word, status):
    assert event(text, word).status == status


def test_a_tie_up_with_a_sum_is_more_where_the_next_sentence_tells_of_goods():
    deals = extract_deals("双葉電機が、星野電工との70億ドル規模の提携拡大を発表した。双葉電機は最大30万個のGPUへのアクセスを獲得する。", article_date="2025-10-01")
    assert "partnership" not in {d.type for d in deals}
