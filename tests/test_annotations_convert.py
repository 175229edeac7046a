"""Every format both ways, with text that shifts offsets: emoji, 𠮷, CRLF, U+3000."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aiinfra_nlp.annotations.build import build
from aiinfra_nlp.annotations.convert import FORMATS, export, import_
from aiinfra_nlp.annotations.convert.graph import to_graph
from aiinfra_nlp.annotations.convert.labelstudio import labelling_config
from aiinfra_nlp.annotations.schema import parse_document
from aiinfra_nlp.errors import AnnotationError

TEXT = (
    "😀速報　𠮷野電子が買収\r\n"
    "　𠮷野電子は、東雲ソフトを120億円で買収し、\tGPUを2万基そろえる。\r\n\r\n"
    "また👨‍👩‍👧同社は𠮷野電子債を通じ青海銀行から30億円を借りる方針。  末尾\u2028終"
)


def amount(text, value):
    return {"text": text, "value": value, "currency": "JPY"}


DRAFT = {
    "id": "round-trip",
    "date": None,
    "genre": "blog",
    "origin": "composed",
    "entities": {"ORG": ["𠮷野電子", "東雲ソフト", "青海銀行"], "PRODUCT": ["GPU"]},
    "figures": [amount("120億円", 12000000000), amount("30億円", 3000000000)],
    "references": [["同社", 1, "Yoshino Denshi"]],
    "deals": [
        {
            "type": "acquisition",
            "status": "agreed",
            "reported": True,
            "parties": [
                ["Yoshino Denshi", "acquirer", ["𠮷野電子"]],
                ["Shinonome Soft", "target", ["東雲ソフト"]],
            ],
            "amount": amount("120億円", 12000000000),
            "capacity": [{"value": 20000, "unit": "GPU", "text": "2万基"}],
            "trigger": ["買収"],
            "evidence": ["東雲ソフトを120億円で買収", "電子が買収"],
        },
        {
            "type": "financing",
            "status": "planned",
            "parties": [["Aomi Bank", "lender", ["青海銀行"]], ["Yoshino Denshi", "borrower", []]],
            "amount": amount("30億円", 3000000000),
            "stake": "0.5",
            "subject": "𠮷野電子債",
            "status_text": ["方針"],
            "evidence": ["借りる方針"],
        },
    ],
}


@pytest.fixture(scope="module")
def document():
    return build(DRAFT, TEXT).document


@pytest.mark.parametrize("format", [f for f in FORMATS if f != "conll"])
def test_round_trip_keeps_the_document(document, tmp_path, format):
    export([document], tmp_path / "x", format)
    back, _ = import_(tmp_path / "x", format)
    assert back == [document]


def test_conll_keeps_the_entities(document, tmp_path):
    export([document], tmp_path / "x", "conll")
    back, _ = import_(tmp_path / "x", "conll")
    assert back[0].text == TEXT
    assert [(e.start, e.end, e.label) for e in back[0].entities] == [
        (e.start, e.end, e.label) for e in document.entities
    ]


def test_label_studio_counts_utf16_and_says_so(document, tmp_path):
    export([document], tmp_path / "x", "labelstudio")
    tasks = json.loads((tmp_path / "x").read_text(encoding="utf-8"))
    first = next(r for r in tasks[0]["annotations"][0]["result"] if r["type"] == "labels")
    assert first["value"]["start"] == document.entities[0].start + 1, "the emoji takes two units"
    assert import_(tmp_path / "x", "labelstudio")[1] == {"round-trip": "UTF-16"}


@pytest.mark.parametrize("format", ["doccano", "prodigy"])
def test_offsets_in_utf16_are_recognised_by_the_surface(document, tmp_path, format):
    export([document], tmp_path / "x", format)
    item = json.loads((tmp_path / "x").read_text(encoding="utf-8"))
    graph = to_graph(document)

    def units(offset):
        return len(TEXT[:offset].encode("utf-16-le")) // 2

    if format == "doccano":
        for entity in item["entities"]:
            entity["start_offset"], entity["end_offset"] = (
                units(entity["start_offset"]),
                units(entity["end_offset"]),
            )
        item["notes"] = {}
        item["surfaces"] = {f"{units(s.start)}:{units(s.end)}:{s.label}": s.text for s in graph.spans}
        item["relations"] = []
        item["entities"] = [e for e in item["entities"] if not e["label"].startswith("DEAL")]
    else:
        for span in item["spans"]:
            span["start"], span["end"] = units(span["start"]), units(span["end"])
    (tmp_path / "y").write_text(json.dumps(item, ensure_ascii=False), encoding="utf-8")
    back, used = import_(tmp_path / "y", format)
    assert used == {"round-trip": "UTF-16"}
    assert [(e.start, e.text) for e in back[0].entities] == [(e.start, e.text) for e in document.entities]


def test_altered_text_is_refused(document, tmp_path):
    export([document], tmp_path / "x", "prodigy")
    content = (tmp_path / "x").read_text(encoding="utf-8")
    item = json.loads(content)
    item["text"] = item["text"].replace("\r\n", "\n")
    (tmp_path / "x").write_text(json.dumps(item), encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"x:1: span .* is not .* in code points nor in UTF-16"):
        import_(tmp_path / "x", "prodigy")


def test_work_done_in_a_tool_is_kept(tmp_path):
    """A fresh text labelled by hand in doccano, no notes at all, becomes a valid document."""
    text = "月島工機が30億円で海辺化学を買収した。"
    spans = [("月島工機", "ORG"), ("30億円", "MONEY"), ("海辺化学", "ORG"), ("買収", "DEAL:acquisition")]
    item = {
        "id": 7,
        "text": text,
        "entities": [
            {
                "id": 100 + i,
                "label": label,
                "start_offset": text.index(s),
                "end_offset": text.index(s) + len(s),
            }
            for i, (s, label) in enumerate(spans)
        ],
        "relations": [
            {"id": i, "from_id": 103, "to_id": 100 + i, "type": kind}
            for i, kind in enumerate(["acquirer", "amount", "target"])
        ],
    }
    (tmp_path / "x").write_text(json.dumps(item, ensure_ascii=False) + "\n", encoding="utf-8")
    (document,), used = import_(tmp_path / "x", "doccano")
    deal = document.deals[0]
    assert [(p.name, p.role) for p in deal.parties] == [("月島工機", "acquirer"), ("海辺化学", "target")]
    assert (deal.type, deal.amount.value, deal.amount.currency) == ("acquisition", 3000000000, "JPY")
    assert [m.text for m in deal.mentions["type"]] == ["買収"]
    assert used == {"7": "code points"}


def test_correction_in_a_tool_changes_the_deal(document, tmp_path):
    """Relations and choices win over the notes of the export."""
    export([document], tmp_path / "x", "labelstudio")
    tasks = json.loads((tmp_path / "x").read_text(encoding="utf-8"))
    result = tasks[0]["annotations"][0]["result"]
    text_of = {r["id"]: r["value"]["text"] for r in result if r["type"] == "labels"}
    kept = []
    for r in result:
        if r["type"] == "choices" and r["from_name"] == "status" and r["value"]["choices"] == ["agreed"]:
            r["value"]["choices"] = ["cancelled"]
        if r["type"] == "relation" and (r["labels"] == ["target"] or text_of[r["to_id"]] == "30億円"):
            continue
        kept.append(r)
    tasks[0]["annotations"][0]["result"] = kept
    (tmp_path / "x").write_text(json.dumps(tasks), encoding="utf-8")
    (changed,), _ = import_(tmp_path / "x", "labelstudio")
    assert changed.deals[0].status == "cancelled"
    assert [p.name for p in changed.deals[0].parties] == ["Yoshino Denshi"]
    assert changed.deals[1].amount is None


def test_errors_name_the_place(document, tmp_path):
    export([document], tmp_path / "b", "brat")
    ann = tmp_path / "b" / "round-trip.ann"
    ann.write_text(ann.read_text(encoding="utf-8") + "T99\tORG x\n", encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"round-trip\.ann:\d+: malformed line"):
        import_(tmp_path / "b", "brat")
    (tmp_path / "y").write_text('{"text": "x"', encoding="utf-8")
    with pytest.raises(AnnotationError, match="y: "):
        import_(tmp_path / "y", "doccano")
    (tmp_path / "z").write_text('{"entities": []}', encoding="utf-8")
    with pytest.raises(AnnotationError, match="not doccano: KeyError"):
        import_(tmp_path / "z", "doccano")
    with pytest.raises(AnnotationError, match="unknown format"):
        export([document], tmp_path / "w", "xml")


def test_unknown_label_is_refused(tmp_path):
    item = {
        "id": 1,
        "text": "甲社",
        "entities": [{"id": 0, "label": "FIRM", "start_offset": 0, "end_offset": 2}],
    }
    (tmp_path / "x").write_text(json.dumps(item), encoding="utf-8")
    with pytest.raises(AnnotationError, match="unknown label 'FIRM'"):
        import_(tmp_path / "x", "doccano")


def test_labelling_config_is_well_formed():
    from xml.etree import ElementTree

    tree = ElementTree.fromstring(labelling_config())
    assert tree.find("Labels[@name='label']") is not None
    assert "DEAL:supply" in {label.get("value") for label in tree.iter("Label")}


def test_document_without_anything_round_trips(tmp_path):
    bare = parse_document({"id": "bare", "text": "本文だけ。", "genre": "wire", "origin": "composed"})
    for format in FORMATS:
        export([bare], tmp_path / format, format)
        assert import_(tmp_path / format, format)[0] == [bare]


PIECES = st.sampled_from(
    [
        "𠮷",
        "😀",
        "👨‍👩‍👧",
        "\r\n",
        "\n",
        "\u3000",
        "  ",
        "\t",
        "ｶﾞ",
        "か\u3099",
        "社",
        "A b",
        "\u2028",
        "\u00a0",
        "#",
        "\\",
        '"',
    ]
)


@st.composite
def documents(draw):
    """A text of awkward pieces with entities on some of them and a deal between the first two."""
    pieces = draw(st.lists(PIECES, min_size=4, max_size=30))
    text, entities = "", []
    for piece in pieces:
        if piece.strip() and draw(st.booleans()):
            entities.append(
                {"text": piece, "start": len(text), "end": len(text) + len(piece), "label": "ORG"}
            )
        text += piece
    deals = []
    if len(entities) >= 2:
        first, second = ({k: e[k] for k in ("text", "start", "end")} for e in entities[:2])
        # brat holds no line end at the border of a span
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        whole = {"text": text[start:end], "start": start, "end": end}
        sides = [("甲", "customer", [first]), ("乙", "provider", [second])]
        parties = [dict(zip(("name", "role", "mentions"), side, strict=True)) for side in sides]
        deals = [
            {"type": "supply", "status": "agreed", "reported": False, "parties": parties, "evidence": [whole]}
        ]
    data = {
        "id": "h",
        "text": text,
        "genre": "wire",
        "origin": "composed",
        "entities": entities,
        "deals": deals,
    }
    return parse_document(data)


@settings(max_examples=40, deadline=None)
@given(documents())
def test_awkward_texts_round_trip(document):
    with TemporaryDirectory() as folder:
        for format in ("doccano", "labelstudio", "prodigy", "brat", "conll"):
            target = Path(folder) / format
            export([document], target, format)
            (back,), _ = import_(target, format)
            assert back.text == document.text
            assert [(e.start, e.end) for e in back.entities] == [(e.start, e.end) for e in document.entities]
            if format != "conll":
                assert back == document


@pytest.mark.parametrize("format", [f for f in FORMATS if f != "conll"])
def test_a_reference_to_two_parties_of_one_role_is_not_doubled(tmp_path, format):
    """Each of two partners got the mention 両社 twice, and twice as often on every further round."""
    text = "𠮷野電子と東雲ソフトは近い。両社は提携した。"
    draft = {
        "id": "both", "date": None, "genre": "wire", "origin": "composed", "figures": [],
        "entities": {"ORG": ["𠮷野電子", "東雲ソフト"]},
        "references": [["両社", 1, ["𠮷野電子", "東雲ソフト"]]],
        "deals": [
            {
                "type": "partnership", "status": "agreed", "reported": False, "trigger": ["提携"], "evidence": ["提携した"],
                "parties": [["𠮷野電子", "partner", ["両社"]], ["東雲ソフト", "partner", ["両社"]]],
            }
        ],
    }  # fmt: skip
    document = build(draft, text).document
    export([document], tmp_path / "x", format)
    back, _ = import_(tmp_path / "x", format)
    assert [[m.text for m in p.mentions] for p in back[0].deals[0].parties] == [["両社"], ["両社"]]
