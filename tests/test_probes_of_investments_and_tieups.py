"""What broke on articles about money for companies and about tie-ups, in made-up sentences.

Each test is named after the fault; beside each firm rule stands a sentence of the same shape where it says nothing.
"""

from __future__ import annotations

from aiinfra_nlp import extract_deals
from aiinfra_nlp.pipeline import propose


def events(text: str, word: str):
    return [e for e in propose(text, "2025-10-01").frames if e.trigger.row.word == word]


def links(text: str, word: str, n: int = 0) -> dict[str, str]:
    return {k.name.text: k.case for k in events(text, word)[n].links if k.chunk >= 0}


def deals(text: str):
    return extract_deals(text, article_date="2025-10-01")


def records(text: str) -> list[dict[str, str]]:
    return [{p.name: p.role for p in d.parties} for d in deals(text)]


def kinds(text: str) -> list[tuple[str, str]]:
    return sorted((d.type, d.status) for d in deals(text))


# --- stages ----------------------------------------------------------------------------------


def test_a_tie_up_that_is_looked_into_is_not_agreed():
    for text in ("双葉電機と森田機工は、企業向けAI分野での協業を検討すると発表した。", "双葉電機と森田機工は17日、クラウドの2領域での協業を検討すると発表した。年内の具体化に向けた合意書の締結を目指す。"):
        assert kinds(text) == [("partnership", "in_talks")], text


def test_what_is_signed_about_looking_into_it_is_agreed():
    assert kinds("双葉電機と森田機工は、データセンター事業での協業を検討する覚書を締結した。") == [("partnership", "agreed")]


# --- who acts --------------------------------------------------------------------------------


def test_a_board_decides_for_its_company():
    assert links("双葉電機の取締役会は1日、星野電工に20億円を出資することを決めた。", "出資")["双葉電機"] == "subj"
    # what it owns decides nothing
    assert links("双葉電機の新工場は、星野電工への出資の条件だ。", "出資")["双葉電機"] != "subj"


def test_who_refuses_an_offer_did_not_make_it():
    for text in ("双葉電機の取締役会は、星野電工からの20億円の出資の提案を拒否した。", "双葉電機は、星野電工からの20億円の出資の申し出を断った。"):
        assert records(text) == [{"双葉電機": "investee", "星野電工": "investor"}], text
        assert deals(text)[0].status == "cancelled", text
    # what is received is no offer that is answered
    assert links("双葉電機は、星野電工からの20億円の出資を受け入れた。", "出資")["星野電工"] == "src"


def test_in_what_money_a_sum_is_told_parts_no_verb_from_its_receiver():
    (d,) = deals("双葉電機は星野電工に日本円にしておよそ1000億円を投資すると発表しました。")
    assert (d.type, {p.name: p.role for p in d.parties}) == ("investment", {"双葉電機": "investor", "星野電工": "investee"})


def test_money_put_into_a_company_is_an_investment():
    (d,) = deals("双葉電機は星野電工に80億円を投資すると発表した。")
    assert (d.type, {p.name: p.role for p in d.parties}) == ("investment", {"双葉電機": "investor", "星野電工": "investee"})
    assert [d.type for d in deals("双葉電機は熊本の工場に80億円を投資すると発表した。")] == ["capex"]


# --- sums ------------------------------------------------------------------------------------


def test_a_round_and_a_loan_with_a_sum_each_are_two():
    text = "青葉クラウドは、第三者割当増資で18億円、みずほ銀行からの融資により12億円の計30億円を調達した。"
    found = {d.type: (d.amount.value, {p.name: p.role for p in d.parties}) for d in deals(text)}
    assert found == {"investment": (1_800_000_000, {"青葉クラウド": "investee"}), "financing": (1_200_000_000, {"みずほ銀行": "lender", "青葉クラウド": "borrower"})}
    assert sorted((d.type, int(d.amount.value)) for d in deals("星野AIは、エクイティで10億円、デットで5億円、合計15億円を調達した。")) == [("financing", 500_000_000), ("investment", 1_000_000_000)]


def test_one_sum_of_two_means_is_that_of_both():
    assert [d.amount.value for d in deals("星野AIは、第三者割当増資および融資により総額15億円を調達した。")] == [1_500_000_000]


def test_the_share_of_one_is_not_what_all_give():
    text = "赤石デバイスは、星野電工、デンソー、双葉電機の3社を割当先とする第三者割当増資を実施すると発表した。調達額は計140億円で、星野電工が60億円、デンソーが50億円、双葉電機が30億円を引き受ける。"
    assert sorted((int(d.amount.value), len(d.parties)) for d in deals(text)) == [(3_000_000_000, 2), (5_000_000_000, 2), (6_000_000_000, 2)]
