"""The HTML report: one self-contained page in which nothing of an article can run."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from base64 import b64decode
from html.parser import HTMLParser

import pytest

from aiinfra_nlp.annotations.schema import Document
from aiinfra_nlp.eval import report_data
from aiinfra_nlp.evaluate import evaluate
from aiinfra_nlp.records import Amount, Deal, Figure, Mention, Party
from aiinfra_nlp.report import Markup, html_report, join, plots, tag
from aiinfra_nlp.systems import Prediction, System

ATTACK = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'&lt;"
TEXT = f"{ATTACK}社がB社に5億ドルを出資した。</div></details><script>alert(3)</script>"

VOID = {"meta", "img"}


class Page(HTMLParser):
    """Tags, attributes and text of a page; fails on tags that do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, name, attributes):
        self.tags.append((name, dict(attributes)))
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name):
        assert self.open.pop() == name

    def handle_data(self, data):
        self.text.append(data)


def attacked() -> Document:
    whole = Mention(text=TEXT, start=0, end=len(TEXT))
    money = Mention(text="5億ドル", start=TEXT.index("5億"), end=TEXT.index("5億") + 4)
    deal = Deal(
        type="investment",
        parties=(Party(name=ATTACK, role="investor"), Party(name="B", role="investee")),
        amount=Amount(value=500_000_000, currency="USD"),
        status="completed",
        subject=ATTACK,
        location=(ATTACK,),
        evidence=(whole,),
    )
    figure = Figure(value=500_000_000, currency="USD", mention=money)
    return Document(id="doc-1", text=TEXT, genre="wire", origin="composed", deals=(deal,), figures=(figure,))


def predicted(document: Document) -> Prediction:
    deal = document.deals[0].model_copy(
        update={
            "parties": (Party(name=ATTACK + "!", role="investor"), Party(name="B", role="investee")),
            "location": (),
            "date": ATTACK,
            "confidence": 0.75,
            "explanation": {"type": ATTACK},
            "evidence": (Mention(text=TEXT[:9], start=0, end=9), Mention(text="x", start=9_000, end=9_001)),
        }
    )
    wrong = Figure(value=1, currency="JPY", mention=Mention(text=ATTACK, start=0, end=len(ATTACK)))
    return Prediction((deal,), (wrong,), [(0, 3, ATTACK)])


@pytest.fixture(scope="module")
def page() -> str:
    documents = [attacked(), Document(id="doc-2", text="晴れ。", genre="blog", origin="composed")]
    systems = [
        System(f"a {ATTACK} $x^$", predicted_or_none, ATTACK, {"setting": ATTACK}),
        System("_nothing", lambda d: Prediction()),
    ]
    results = [evaluate(documents, system) for system in systems]
    return html_report(report_data(results, f"split {ATTACK}", 20), results)


def predicted_or_none(document: Document) -> Prediction:
    return predicted(document) if document.deals else Prediction((), ())


@pytest.fixture(scope="module")
def parsed(page) -> Page:
    parser = Page()
    parser.feed(page)
    parser.close()
    assert not parser.open
    return parser


def test_no_injection(page, parsed):
    names = {name for name, _ in parsed.tags}
    assert "script" not in names
    for name, attributes in parsed.tags:
        assert not [a for a in attributes if a.startswith("on")], (name, attributes)
        assert set(attributes) <= {"class", "charset", "http-equiv", "content", "name", "lang", "alt", "src"}
    assert "<script" not in page.lower()


def test_text_survives_escaping(parsed):
    """What was escaped reads as it was written."""
    assert TEXT in "".join(parsed.text)


def test_self_contained(page, parsed):
    sources = [attributes["src"] for name, attributes in parsed.tags if name == "img"]
    assert sources
    assert all(source.startswith("data:image/svg+xml;base64,") for source in sources)
    assert not re.search(r"(?:href|url\(|@import|https?://)", page)
    policy = next(a["content"] for n, a in parsed.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_differences_are_marked(page):
    unmet = re.findall(r'<span class="slot (\w+) unmet">([^<]*)', page)
    assert ("party", "investor: &quot;&gt;") not in unmet
    assert [kind for kind, _ in unmet][:2] == ["party", "party"]
    assert '<span class="slot type met">investment</span>' in page
    assert '<span class="error">wrong party</span>' in page
    assert '<span class="error">missed deal</span>' in page
    assert re.search(r'<div class="field unmet">date: -</div>', page)
    assert '<mark class="gold predicted">' in page
    assert '<mark class="gold">' in page
    assert "Figures: 0 right, 1 missed, 1 extra." in page
    assert "No deal, and none predicted." in page


def test_provenance_is_on_the_page(parsed):
    text = "".join(parsed.text)
    assert "sha256" in text
    assert "spacy" in text
    assert "confidence 0.75" in text


def test_plots_are_valid_svg_and_repeat(page):
    documents = [attacked()]
    results = [evaluate(documents, System(f"{ATTACK} $x^$", predicted))]
    data = report_data(results, "x", 20)
    first, second = plots(data), plots(data)
    assert [caption for caption, _ in first] == [
        "Main scores with 95% intervals",
        "Slot F1 by type",
        "Reliability: confidence against the share of exact records",
        "Misses by class",
    ]
    assert first == second
    for _, svg in first:
        root = ElementTree.fromstring(svg)
        assert root.tag.endswith("svg")
        assert not [e for e in root.iter() if e.tag.endswith("script")]
    assert b64decode(re.findall(r"base64,([A-Za-z0-9+/=]+)", page)[0]).startswith(b"<?xml")


def test_tags_escape_all_but_markup():
    assert tag("p", "<b>", Markup("<i></i>"), class_='"') == '<p class="&quot;">&lt;b&gt;<i></i></p>'
    assert join(["<", Markup("<")]) == "&lt;<"
    assert tag("p", class_=None) == "<p></p>"
