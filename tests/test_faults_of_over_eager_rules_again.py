"""What rules of rounds, loans, sums and dates did too much, in made-up sentences."""

from __future__ import annotations

import pytest

from aiinfra_nlp import extract_deals


def told(text: str) -> list[tuple]:
    """The type, sum (in hundred millions), day and parties of each deal."""
    deals = extract_deals(text, article_date="2025-10-01")
    return sorted((d.type, int(d.amount.value / 10**8) if d.amount else 0, d.date or "", *sorted(f"{p.role}:{p.name}" for p in d.parties)) for d in deals)


WHOLE, GAVE = "investee:双葉電機", "investor:星野電工"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("双葉電機は2024年に30億円を調達した。今年9月には星野電工が10億円を投資した。", [("investment", 10, "2025-09", WHOLE, GAVE), ("investment", 30, "2024", WHOLE)]),
        ("双葉電機は2024年に30億円を調達した。さらに今回、星野電工が10億円を投じた。", [("investment", 10, "", WHOLE, GAVE), ("investment", 30, "2024", WHOLE)]),
        ("双葉電機は90億円を調達した。星野電工が20億円を投じたのは宇宙事業だ。", [("capex", 20, "", GAVE), ("investment", 90, "", WHOLE)]),
        ("双葉電機は100億円を調達した。ロボット分野では星野電工が20億円を投資した。", [("investment", 20, "", WHOLE, GAVE), ("investment", 100, "", WHOLE)]),
        ("双葉電機は100億円を調達した。競合する北斗商事も好調だ。星野電工が20億円を投資した。", [("investment", 20, "", WHOLE, GAVE), ("investment", 100, "", WHOLE)]),
        # one more share of the same round
        ("双葉電機は30億円を調達した。星野電工が20億円を投じた。さらに森田機工が5億円を投じた。", [("investment", 5, "", WHOLE, "investor:森田機工"), ("investment", 20, "", WHOLE, GAVE), ("investment", 30, "", WHOLE, GAVE, "investor:森田機工")]),
        ("双葉電機は30億円を調達した。星野電工がリードし、森田機工が20億円を投資した。", [("investment", 20, "", WHOLE, "investor:森田機工"), ("investment", 30, "", WHOLE, GAVE, "investor:森田機工")]),
    ],
)
def test_who_gives_at_another_time_or_to_something_else_has_no_part_in_a_round(text, want):
    assert told(text) == want


@pytest.mark.parametrize(
    "text",
    [
        "双葉電機は8月に30億円を調達した。主導した星野電工とは7月に資本業務提携契約を結んでいた。",
        "双葉電機は8月に30億円を調達した。同ラウンドは7月に星野電工が主導して出資を決めた。",
        "双葉電機は8月に30億円を調達した。星野電工が7月に出資を決めていた。",
    ],
)
def test_who_decided_earlier_to_give_to_a_round_gives_to_it(text):
    assert told(text) == [("investment", 30, "2025-08", WHOLE, GAVE)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("双葉電機は国内外の金融機関から出資を募り、30億円を調達した。", (WHOLE,)),
        ("双葉電機は保険会社や銀行から、シリーズBラウンドで総額30億円を調達した。", (WHOLE,)),
        ("双葉電機は星野電工や地方銀行から、第三者割当で総額30億円を調達した。", (WHOLE, GAVE)),
    ],
)
def test_what_lenders_too_give_for_shares_is_not_borrowed(text, want):
    assert told(text) == [("investment", 30, "", *want)]


@pytest.mark.parametrize("what", ["装置を購入するため、", "工場の土地を取得するため"])
def test_who_raises_money_to_buy_with_it_gets_it(what):
    assert told(f"双葉電機は{what}20億円を調達した。") == [("investment", 20, "", WHOLE)]


def test_a_loan_for_goods_that_are_for_somebody_is_not_for_him():
    assert told("双葉電機は、顧客の星野電工向け設備のために青葉銀行と80億円の融資契約を結んだ。") == [("financing", 80, "", "borrower:双葉電機", "lender:青葉銀行")]


def test_debt_that_is_the_deal_itself_comes_with_no_purchase():
    assert told("双葉電機は星野電工の100億円の債務を引き受けることで合意した。") == [("financing", 100, "", "borrower:星野電工", "lender:双葉電機")]


def test_what_a_contract_is_to_bring_may_be_its_sum():
    assert told("双葉電機は総額500億円の売上高を見込むサーバー供給契約を星野電工と結んだ。") == [("supply", 500, "", "customer:星野電工", "provider:双葉電機")]


@pytest.mark.parametrize(
    "text",
    [
        "双葉電機は9月2日に締結した最終契約書に沿って、星野電工の全株式を取得した。",
        "双葉電機は9月2日に締結した契約を踏まえ、星野電工の全株式を取得した。",
        "双葉電機は9月2日に開催した臨時株主総会で、星野電工との合併を承認した。",
    ],
)
def test_day_of_a_contract_or_meeting_that_makes_the_deal_is_its_date(text):
    assert [d.date for d in extract_deals(text, article_date="2025-10-01")] == ["2025-09-02"]


def test_what_is_paid_for_goods_is_no_part_of_the_price_of_who_sells_them():
    bought = ("acquisition", 80, "", "acquirer:双葉電機", "target:星野電工")
    assert told("双葉電機は星野電工を80億円で買収する。双葉電機は星野電工に部品代として25億円を支払う。") == [bought, ("supply", 25, "", "customer:双葉電機", "provider:星野電工")]
    assert told("双葉電機は星野電工を80億円で買収する。双葉電機は星野電工に現金25億円を支払う。") == [bought]


@pytest.mark.parametrize(("of", "sums"), [("今年度の投資額を200億円とした", [50, 200]), ("3年で200億円を投資する", [200]), ("2025年度から200億円を投資する", [200])])
def test_the_first_year_is_a_part_of_what_takes_several(of, sums):
    assert told(f"双葉電機は{of}。初年度は50億円を投じる。") == [("capex", x, "", "investor:双葉電機") for x in sums]
