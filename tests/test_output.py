"""Output formats: exact values, wide characters, nothing in an article is obeyed."""

import csv
import io
import json
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from aiinfra_nlp.htmlview import highlight, render_html
from aiinfra_nlp.output import (
    Extracted,
    amount_text,
    capacity_text,
    display_width,
    pad,
    render,
    short_number,
)
from aiinfra_nlp.records import Amount, Capacity, Deal, Figure, Mention, Party, Period, Rate

TEXT = "青葉電力、浜風データに約4.5兆円を出資。<script>alert(1)</script>"


def mention(surface, text=TEXT):
    return Mention(text=surface, start=text.index(surface), end=text.index(surface) + len(surface))


def make_deal(**changes):
    fields = {
        "type": "investment",
        "parties": (
            Party(name="Aoba Power", role="investor", mentions=(mention("青葉電力"),)),
            Party(name="浜風データ", role="investee", mentions=(mention("浜風データ"),)),
        ),
        "amount": Amount(
            value=Decimal("4500000000000"),
            currency="JPY",
            qualifier="about",
            usd=Decimal("29000000000"),
            usd_rate=Rate(currency="JPY", usd=Decimal("0.00644"), date="2025-09-10", source="a bank"),
        ),
        "status": "agreed",
        "reported": True,
        "evidence": (mention("青葉電力、浜風データに約4.5兆円を出資。"),),
        "mentions": {"amount": (mention("約4.5兆円"),)},
        "confidence": 0.9,
    }
    return Deal(**{**fields, **changes})


@pytest.fixture
def article():
    figure = Figure(
        value=Decimal("4500000000000"), currency="JPY", qualifier="about", mention=mention("約4.5兆円")
    )
    return Extracted("記事.txt", TEXT, "2025-09-10", [make_deal()], [figure])


@pytest.mark.parametrize(
    ("value", "text"),
    [("4500000000000", "4.5tn"), ("300000000000", "300bn"), ("4630000000", "4.63bn"), ("123456789", "123.5m"),
     ("1000", "1k"), ("999", "999"), ("0.25", "0.25"), ("1234567890123456", "1235tn"), ("-2000000", "-2m")],
)  # fmt: skip
def test_short_number(value, text):
    assert short_number(Decimal(value)) == text


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"value": "30000000000", "qualifier": "exact"}, "USD 30bn"),
        ({"value": "30000000000", "low": "30000000000", "qualifier": "at_least"}, "≥USD 30bn"),
        ({"high": "30000000000", "qualifier": "at_most"}, "≤USD 30bn"),
        ({"low": "1500000000", "high": "2000000000", "qualifier": "range"}, "USD 1.5bn-2bn"),
        ({"value": "5000000", "per": "year"}, "USD 5m/yr"),
    ],
)
def test_amount_text(fields, text):
    assert amount_text(Amount(currency="USD", **fields)) == text


def test_capacity_text():
    deal = make_deal(
        capacity=(
            Capacity(value=Decimal("4.5E+9"), unit="W"),
            Capacity(value=Decimal("300000000"), unit="W"),
            Capacity(low=Decimal(10000), high=Decimal(90000), unit="GPU"),
        )
    )
    assert capacity_text(deal) == ["4.5 GW", "300 MW", "10000-90000 GPU"]


def test_width_of_east_asian_text():
    assert display_width("OpenAI") == 6
    assert display_width("青葉ｱｵﾊﾞＡ") == 4 + 4 + 2
    assert display_width("か\u3099") == 2
    assert pad("青葉電力", 6) == "青葉… "[:-1] + " "
    assert all(display_width(pad("青葉Aoba電力", n)) == n for n in range(1, 20))
    assert pad("a\x1b[31mb\nc", 8) == "a [31mb…"


def test_table_columns_line_up(article):
    lines = "".join(render([article], "table", width=130)).splitlines()
    assert lines[0] == "記事.txt: 1 deal"
    head, rule, row = lines[1:4]
    assert head.split() == ["who", "whom", "type", "amount", "USD", "stage", "evidence"]
    assert rule == "-" * 130
    for name, cell in (
        ("whom", "浜風データ"),
        ("type", "investment"),
        ("amount", "~JPY 4.5tn"),
        ("USD", "29bn"),
        ("stage", "agreed?"),
        ("evidence", "青葉電力、浜"),
    ):
        assert display_width(row[: row.index(cell)]) == head.index(name)
    assert display_width(row) <= 130
    assert lines[4].startswith("(? = reported")


def test_narrow_table_puts_evidence_under_the_row(article):
    lines = "".join(render([article], "table", width=80)).splitlines()
    assert "evidence" not in lines[1]
    assert lines[4] == "    青葉電力、浜風データに約4.5兆円を出資。"
    assert max(map(display_width, lines)) <= 80


def test_table_explains(article):
    deal = make_deal(explanation={"type": "出資"}, reported=False)
    told = "".join(render([Extracted("a", TEXT, None, [deal])], "table", explain=True))
    assert "    type: 出資\n" in told
    assert "    type: " not in "".join(render([Extracted("a", TEXT, None, [deal])], "table"))


def test_jsonl_and_json_hold_the_records_exactly(article):
    (line,) = "".join(render([article], "jsonl")).splitlines()
    record = json.loads(line)
    assert Deal.model_validate(record["deals"][0]) == article.deals[0]
    assert record["deals"][0]["amount"]["value"] == "4500000000000"
    assert json.loads("".join(render([article, article], "json"))) == [record, record]
    assert json.loads("".join(render([], "json"))) == []


def test_csv_has_one_row_a_deal_and_runs_no_formula():
    bad = "=cmd|' /C calc'!A0を買収。\n改行"
    deal = make_deal(
        type="acquisition",
        parties=(Party(name="+SUM(A1)", role="acquirer"),),
        evidence=(Mention(text=bad, start=0, end=len(bad)),),
        period=Period(months=60),
        stake=Decimal("0.099"),
        valuation=Amount(low=Decimal("1E+9"), high=Decimal("3E+9"), currency="USD", qualifier="range"),
    )
    content = "".join(render([Extracted("-x", bad, None, [deal]), Extracted("y", "")], "csv"))
    (row,) = csv.DictReader(io.StringIO(content))
    assert row["article"] == "'-x"
    assert row["who"] == "'+SUM(A1)"
    assert row["evidence"] == "'" + bad
    assert (row["amount"], row["currency"], row["usd"]) == ("4500000000000", "JPY", "29000000000")
    assert row["usd_date"] == "2025-09-10"
    assert (row["months"], row["stake"], row["valuation"]) == ("60", "0.099", "2000000000")


class Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)


EVIL = "<script>alert(1)</script> \"'><img src=x onerror=alert(2)>&lt;</style><svg onload=alert(3)>\x00\ud800"


def test_html_is_escaped_and_self_contained():
    deal = make_deal(
        parties=(
            Party(
                name=EVIL.replace("\ud800", ""),
                role="investor",
                mentions=(Mention(text="x", start=0, end=9),),
            ),
        ),
        subject=EVIL[:-1],
        location=(EVIL[:-1],),
        date=EVIL[:-1],
        explanation={EVIL[:-1]: EVIL[:-1]},
        evidence=(Mention(text="x", start=3, end=len(EVIL)),),
        mentions={EVIL[:-1]: (Mention(text="x", start=5, end=20),)},
    )
    page = "".join(render_html([Extracted(EVIL, EVIL, EVIL, [deal])], explain=True))
    parsed = Page(page)
    assert {"script", "img", "svg", "a", "iframe", "form", "link"}.isdisjoint(parsed.tags)
    assert not [name for name, _ in parsed.attributes if name.startswith("on") or name in ("src", "href")]
    assert any(
        value.startswith("default-src 'none'") for name, value in parsed.attributes if name == "content"
    )
    assert page.count("<style>") == page.count("</style>") == 1
    page.encode("utf-8")
    assert "\x00" not in page


def test_html_keeps_the_text_and_marks_the_slots(article):
    marked = highlight(article)
    parsed = Page(marked)
    assert "".join(parsed.words) == TEXT
    assert 'class="evidence party" title="deal 1 investor: Aoba Power; deal 1">青葉電力<' in marked
    assert ">約4.5兆円<" in marked
    assert "evidence figure money" in marked


def test_html_without_deals_and_with_overlaps():
    assert "No deal was found" in "".join(render_html([Extracted("a", "本文")]))
    text, party = "abcdefghij", Party(name="N", role="investor")
    deals = [
        make_deal(evidence=(Mention(text="", start=i, end=i + 4),), mentions={}, parties=(party,))
        for i in range(6)
    ]
    assert "".join(Page(highlight(Extracted("a", text, None, deals))).words) == text


def test_schema_is_in_step_with_the_records():
    from importlib.resources import files
    from pathlib import Path
    from runpy import run_path

    script = Path(__file__).resolve().parents[1] / "scripts" / "make_schema.py"
    published = (files("aiinfra_nlp") / "schema" / "deal.schema.json").read_text(encoding="utf-8")
    assert published == run_path(str(script))["make_schema"]()
