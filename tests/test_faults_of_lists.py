"""What broke in lists: members that share a verb, gapped clauses, consortia, rows, sums and their parts.

Each test is named after the fault. What the rules give: events with their cases, roles and sums.
"""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from aiinfra_nlp.grouping import apart
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.discourse.passages import _items
from aiinfra_nlp.pipes.records.doubles import _is_sum_of_parts
from aiinfra_nlp.pipes.syntax.coordination import joined


def events(text: str, word: str | None = None):
    return [e for e in propose(text).frames if word is None or e.trigger.row.word == word]


def roles(e) -> dict[str, list[str]]:
    return {role: [n.text for n in names] for role, names in e.roles.items()}


def who(e, role: str) -> set[str]:
    return {c for n in e.roles.get(role, ()) for c in n.canonical}


# --- what stands for a deal --------------------------------------------------------------------


def test_a_deal_word_inside_a_name_tells_of_nothing():
    assert not events("株式会社森田建設の社員は春に増えた。東洋建設も同じだ。", "建設")
    assert events("森田機工は新工場の建設に80億円を投じる。", "建設")


@pytest.mark.parametrize("text", ["双葉電機は半導体を購入するため、負債と株式で200億円を調達する。", "双葉電機は、株式75億円と負債125億円からなる計200億円の調達を計画する。"])
def test_a_sum_that_is_raised_is_capital(text):
    (e,) = events(text, "調達")
    assert (e.frame, roles(e)) == ("raise", {"investee": ["双葉電機"]})


def test_goods_that_are_procured_for_a_sum_are_not():
    (e,) = events("双葉電機はサーバーを星野電工から20億円で調達した。", "調達")
    assert e.frame == "buy"


# --- gapped clauses and clefts -----------------------------------------------------------------


def test_whom_the_first_clause_names_gets_from_all():
    first, second = events("青葉電工は双葉電機に80億円、星野商事は20億円の出資を決めた。", "出資")
    assert roles(first) == {"investee": ["双葉電機"], "investor": ["青葉電工"]}
    assert roles(second) == {"investee": ["双葉電機"], "investor": ["星野商事"]}
    assert (first.amount.text, second.amount.text) == ("80億円", "20億円")


def test_receivers_of_one_giver_stay_a_list():
    first, second = events("青葉電工は双葉電機に80億円、星野商事に20億円の出資を決めた。", "出資")
    assert (who(first, "investee"), who(second, "investee")) == ({"双葉電機"}, {"星野商事"})


def test_a_cleft_is_filled_in_by_receivers_with_a_sum_each():
    text = "経済産業省は助成すると発表した。助成するのは、星野電工に80億円、双葉電機に45億円、森田機工に120億円。"
    told = [e for e in events(text, "助成") if e.amount]
    assert [(roles(e)["recipient"], e.amount.text) for e in told] == [(["星野電工"], "80億円"), (["双葉電機"], "45億円"), (["森田機工"], "120億円")]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("双葉電機を買収したのは星野電工だった。", "買収", {"target": ["双葉電機"], "acquirer": ["星野電工"]}),
        ("双葉電機が買収したのは星野電工だ。", "買収", {"acquirer": ["双葉電機"], "target": ["星野電工"]}),
        ("双葉電機が出資するのは、星野電工と森田機工だ。", "出資", {"investor": ["双葉電機"], "investee": ["星野電工", "森田機工"]}),
    ],
)
def test_who_fills_in_a_cleft_is_on_the_side_that_it_leaves_out(text, word, expected):
    (e,) = events(text, word)
    assert roles(e) == expected


def test_each_leader_has_the_debt_or_the_round_of_its_own_clause():
    text = "双葉電機は40億円を調達した。ラウンドは北斗キャピタルがリードし、デットファイナンスはみずほ銀行が筆頭となる。"
    (e,) = events(text, "デットファイナンス")
    assert who(e, "lender") == {"みずほ銀行"}


def test_a_past_form_and_a_comma_say_what_contract_it_is():
    (e,) = events("双葉電機が星野電工、森田機工と結んだ、2ギガワットの電力供給契約は大きい。", "電力供給契約")
    assert {k.name.text: k.case for k in e.links if k.weight > 0.5} == {"双葉電機": "subj", "星野電工": "com", "森田機工": "com"}


# --- who takes part ----------------------------------------------------------------------------


def test_who_joins_a_loan_lends():
    text = "双葉銀行は星野電工に、総額70億円の協調融資を組成した。千葉銀行、常陽銀行、北陸銀行の各金融機関が参加した。"
    (e,) = events(text, "参加")
    assert (e.type, roles(e)["lender"]) == ("financing", ["千葉銀行", "常陽銀行", "北陸銀行"])


def test_who_joins_a_bid_buys_and_who_goes_to_a_fair_does_not():
    text = "双葉電機は星野電工を400億円で買収する。{}"
    (e,) = events(text.format("連合には森田機工も加わる。"), "加わ")
    assert (e.type, roles(e)) == ("acquisition", {"acquirer": ["森田機工"]})
    (e,) = events(text.format("森田機工は来月の展示会に参加する。"), "参加")
    assert e.type == "investment"


def test_whose_round_is_joined():
    text = "赤城商事は、双葉電機の新しい資金調達ラウンドへの参加を協議している。白樺キャピタルがラウンドを主導し、30億円を集める。"
    told = events(text)
    assert all(who(e, "investee") <= {"双葉電機"} for e in told)
    assert roles(events(text, "参加")[0]) == {"investor": ["赤城商事"], "investee": ["双葉電機"]}
    assert who(events(text, "ラウンド")[0], "investee") == {"双葉電機"}


@pytest.mark.parametrize(
    "text",
    [
        "星野電工、森田機工で構成する企業連合は、双葉電機を400億円で買収した。",
        "星野電工、森田機工からなる連合は双葉電機を400億円で買収した。",
        "星野電工と森田機工による企業連合が双葉電機を400億円で買収した。",
    ],
)
def test_who_makes_up_a_consortium_acts_for_it(text):
    (e,) = events(text, "買収")
    assert roles(e) == {"acquirer": ["星野電工", "森田機工"], "target": ["双葉電機"]}


def test_who_leads_a_consortium_is_no_deal_of_its_own():
    text = "星野電工が主導する企業連合は、双葉電機を400億円で買収した。"
    assert not events(text, "主導")
    assert roles(events(text, "買収")[0]) == {"acquirer": ["星野電工"], "target": ["双葉電機"]}


def test_a_consortium_told_of_before_is_those_who_made_it_up():
    (e,) = events("星野電工と森田機工は双葉電機を400億円で買収した。コンソーシアムは2024年にも20億円を双葉電機に出資していた。", "出資")
    assert who(e, "investor") == {"星野電工", "森田機工"}
    (e,) = events("星野電工を中心とする企業連合は、双葉電機を400億円で買収した。連合は2024年にも20億円を出資していた。", "出資")
    assert who(e, "investor") == {"星野電工"}


@pytest.mark.parametrize(
    "text",
    [
        "双葉電機は12億円を調達した。引受先は以下の通り。\n・星野電工\n・赤城キャピタル",
        "双葉電機は12億円を調達した。\n【引受先】\n星野電工\n赤城キャピタル",
        "双葉電機は12億円を調達した。\n■新規投資家\n・星野電工\n■既存投資家\n・赤城キャピタル",
        "双葉電機は、下記の投資家を引受先とする第三者割当増資により12億円を調達しました。\n・星野電工\n・赤城キャピタル",
        "双葉電機は12億円を調達した。参加した投資家は次の通り。星野電工、赤城キャピタル。",
    ],
)
def test_names_listed_below_take_part(text):
    listed = events(text, "(member)")
    assert {c for e in listed for c in who(e, "investor")} == {"星野電工", "赤城キャピタル"}
    assert not any(who(e, "investor") & {"双葉電機"} for e in events(text) if e.frame == "raise")


def test_names_below_any_other_sentence_do_not():
    assert not events("双葉電機は12億円を調達した。\n会場には多くの人が集まった。\n・星野電工\n・森田機工", "(member)")


# --- rows, sums and their parts ----------------------------------------------------------------


def test_rows_below_a_grant_are_granted():
    text = "経済産業省は整備計画2件に計200億円を助成すると発表した。\n対象は次の通り。\n・星野電工 最大80億円\n・森田機工 最大120億円"
    rows = [e for e in events(text) if e.sentence.kind == "bullet"]
    assert [(e.type, roles(e)["recipient"]) for e in rows] == [("subsidy", ["星野電工"]), ("subsidy", ["森田機工"])]


def record(kind: str, sum_: int, **parties: str) -> dict:
    amount = SimpleNamespace(value=Decimal(sum_), low=None, high=None, currency="JPY")
    return {"type": kind, "amount": amount, "parties": {c: role for role, names in parties.items() for c in names.split()}}


def test_a_total_of_parts_may_name_some_or_none():
    parts = [record("subsidy", n, grantor="METI", recipient=c) for n, c in ((80, "星野"), (45, "双葉 森田"), (120, "青葉"))]
    assert _is_sum_of_parts(record("subsidy", 245, grantor="METI"), parts)
    assert _is_sum_of_parts(record("subsidy", 245, grantor="METI", recipient="星野"), parts)
    assert not _is_sum_of_parts(record("subsidy", 400, grantor="METI"), parts)
    assert not _is_sum_of_parts(record("subsidy", 245, grantor="METI", recipient="赤城"), parts)
    assert not _is_sum_of_parts(parts[0], [record("subsidy", 245, grantor="METI"), *parts[1:]])


def test_parts_of_a_grant_by_use_are_none():
    text = "経済産業省は、双葉電機に最大560億円を助成すると発表した。生産基盤の強化に最大{}、研究開発に最大60億円の支援を決めた。"
    assert not events(text.format("500億円"), "支援")
    assert events(text.format("700億円"), "支援")


def test_each_item_has_what_it_says_of_itself():
    text = "星野電工が今後2年間で400億円を、森田機工も5年間で200億円を投じる計画だ。"
    spans = [sorted(_items([e])) for e in events(text, "投じ")]
    assert [text[a:b] for ((a, b),) in spans] == ["星野電工が今後2年間で", "森田機工も5年間で"]


# --- one deal or two ---------------------------------------------------------------------------


def judged(text: str, word: str):
    told = events(text, word)
    for e in told:
        e.roles_p = {}
    return told


def test_a_new_deal_under_talk_beside_a_done_one():
    text = "星野電工は双葉電機への新たな出資を検討している。星野電工はこれまでに双葉電機に20億円を出資した。"
    assert apart(*judged(text, "出資"))
    assert not apart(*judged("星野電工は双葉電機への出資を検討している。星野電工は双葉電機に20億円を出資する。", "出資"))


@pytest.mark.parametrize("text", ["双葉電機は土地を星野電工に売却する。双葉電機は別の区画を森田機工にも売却する。", "双葉電機は土地を星野電工に売却する。森田機工との間でも土地を売却することで合意した。"])
def test_a_counterparty_with_also_has_a_deal_of_its_own(text):
    first, second = judged(text, "売却")
    assert apart(first, second)
    assert roles(second)["acquirer"] == ["森田機工"]


def test_who_goes_on_in_the_place_of_another():
    assert apart(*judged("双葉電機の拠点には星野電工が出資を見送った。森田機工が出資を巡り交渉している。", "出資"))


def test_buyers_of_a_list_stay_on_one_side():
    (e,) = events("星野電工、双葉電機、森田機工はチップを購入した。", "購入")
    assert [len(x) for x in joined(e)] == [3]
    (e,) = events("星野電工と双葉電機は購入契約を結んだ。", "購入契約")
    assert joined(e) == []


def test_a_name_that_sounds_like_a_verb_ends_no_clause():
    (e,) = events("バイトダンス、アリババ、テンセントはチップを購入した。", "購入")
    assert {k.case for k in e.links} == {"subj"}


def test_whom_one_talks_to_is_the_other_side():
    (e,) = events("星野電工は双葉電機と新たな投資の交渉を進めている。", "投資")
    assert roles(e) == {"investor": ["星野電工"], "investee": ["双葉電機"]}


def test_modifiers_before_a_deal_word_keep_the_case_of_the_name():
    (e,) = events("星野電工は双葉電機への新たな出資を決めた。", "出資")
    assert {k.name.text: k.weight for k in e.links}["双葉電機"] >= 0.7


def test_members_of_a_consortium_act_where_it_does():
    (e,) = events("星野電工が主導する投資家グループから、双葉電機は20億円を調達した。", "調達")
    assert {k.name.text: k.weight for k in e.links}["星野電工"] == 0.9
    (e,) = events("星野電工、森田機工からなる企業連合が双葉電機を400億円で買収した。", "買収")
    assert not any(k.facts for k in e.links)


def test_whose_issue_another_takes_over():
    (e,) = events("双葉電機の第三者割当増資を星野電工が引き受ける。", "第三者割当増資")
    assert roles(e) == {"investee": ["双葉電機"], "investor": ["星野電工"]}
