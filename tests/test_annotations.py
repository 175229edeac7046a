"""The annotation format: building from drafts, loading, refusing, checking, splitting."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from aiinfra_nlp.annotations import from_row, load, load_documents, read_document, to_docs, write_document
from aiinfra_nlp.annotations.build import build, build_folder
from aiinfra_nlp.annotations.check import check, document_problems, near_duplicates, stats
from aiinfra_nlp.annotations.commands import main
from aiinfra_nlp.annotations.locate import mark, occurrences, sentence_spans
from aiinfra_nlp.annotations.schema import parse_document
from aiinfra_nlp.annotations.split import split
from aiinfra_nlp.errors import AnnotationError

TEXT = (
    "青葉クラウド、ノヴァ電機に出資へ 😀\n"
    "　米青葉クラウド社は10日、𠮷田市のノヴァ電機に約50億円(約3300万ドル)を出資すると発表した。"
    "ノヴァ電機ホールディングスは対象外。同社は「増産に充てる。」と述べた。\n"
)
DRAFT = {
    "id": "t-001",
    "date": "2025-09-11",
    "genre": "wire",
    "origin": "composed",
    "entities": {
        "ORG": ["青葉クラウド", "ノヴァ電機", "ノヴァ電機ホールディングス"],
        "PLACE": ["𠮷田市"],
    },
    "figures": [
        {"text": "約50億円", "value": 5000000000, "currency": "JPY", "qualifier": "about"},
        {"text": "約3300万ドル", "value": 33000000, "currency": "USD", "qualifier": "about"},
    ],
    "references": [["同社", 1, "Nova Denki"]],
    "deals": [
        {
            "type": "investment",
            "status": "agreed",
            "reported": False,
            "parties": [
                ["Aoba Cloud", "investor", ["米青葉クラウド社", "青葉クラウド"]],
                ["Nova Denki", "investee", ["ノヴァ電機"]],
            ],
            "amount": "約50億円",
            "amount_alt": "約3300万ドル",
            "date": "2025-09-10",
            "trigger": ["出資"],
            "status_text": ["発表した"],
            "evidence": ["を出資すると発表"],
        }
    ],
}


@pytest.fixture
def document():
    return build(DRAFT, TEXT).document


def broken(document, change):
    data = document.to_json()
    change(data)
    return data


def test_build_places_every_surface(document):
    assert all(document.text[e.start : e.end] == e.text for e in document.entities)
    assert [e.text for e in document.entities].count("ノヴァ電機") == 2
    assert [e.text for e in document.entities].count("ノヴァ電機ホールディングス") == 1
    deal = document.deals[0]
    assert [m.text for m in deal.parties[0].mentions] == ["青葉クラウド"] * 2
    assert [m.text for m in deal.parties[1].mentions] == ["ノヴァ電機"] * 2
    assert deal.amount.value == Decimal("5000000000")
    assert deal.amount.alt.value == Decimal("33000000")
    assert [m.text for m in deal.evidence] == [TEXT.split("\n")[1].split("。")[0].strip() + "。"]
    assert [m.text for m in deal.mentions["type"]] == ["出資"], "only in the evidence"
    assert {e.text: e.name for e in document.entities}["ノヴァ電機"] == "Nova Denki"
    assert document.references[0].names == ("Nova Denki",)
    assert list(document_problems(document)) == []


def test_build_reports_what_it_cannot_place():
    draft = json.loads(json.dumps(DRAFT))
    draft["entities"]["ORG"].append("緑水製作所")
    draft["figures"].reverse()
    draft["deals"][0]["evidence"].append("存在しない文")
    draft["references"] = [["同社", 3, "Nova Denki"]]
    notes = "\n".join(build(draft, TEXT).notes)
    for expected in ("'緑水製作所' does not occur", "out of text order", "'存在しない文'", "number 3 of 1"):
        assert expected in notes


def test_build_reports_each_difference_from_find_money():
    draft = json.loads(json.dumps(DRAFT))
    del draft["figures"][1]
    draft["figures"][0]["text"] = "50億円"
    notes = build(draft, TEXT).notes
    assert any("draft '50億円'" in n and "'約50億円'" in n for n in notes)
    assert any("find_money has '約3300万ドル'" in n and "the draft none" in n for n in notes)


@pytest.mark.parametrize(
    ("text", "surface", "count"),
    [
        ("OpenAIとOpenAIs", "OpenAI", 1),
        ("ソフトバンクグループとソフトバンク", "ソフトバンク", 1),
        ("150億円と50億円", "50億円", 1),
        ("1,050円と050円", "050円", 1),
        ("ＡＢＣ社とＡＢＣＤ社", "ＡＢＣ", 1),
        ("トヨタがトヨタに", "トヨタ", 2),
    ],
)
def test_surfaces_are_found_as_whole_words(text, surface, count):
    assert len(list(occurrences(text, surface))) == count


def test_longest_surface_wins():
    text = "東京電力と東京"
    assert [text[s:e] for s, e in mark(text, ["東京", "東京電力"])] == ["東京電力", "東京"]


def test_sentences_end_at_lines_and_not_in_quotes():
    text = "見出し\n「増やす。必ず」と述べた。次の文\r\n　終わり"
    assert [text[s:e] for s, e in sentence_spans(text)] == [
        "見出し",
        "「増やす。必ず」と述べた。",
        "次の文",
        "終わり",
    ]


def test_json_round_trip(document, tmp_path):
    path = tmp_path / "t-001.json"
    write_document(document, path)
    assert read_document(path) == document


def bad_offset(data):
    data["deals"][0]["parties"][1]["mentions"][0]["start"] += 1


def outside(data):
    data["entities"][0]["end"] = 9999


def unknown_role(data):
    data["deals"][0]["parties"][0]["role"] = "buyer"


def wrong_role(data):
    data["deals"][0]["parties"][0]["role"] = "lender"


def unknown_field(data):
    data["deals"][0]["price"] = 1


def no_value(data):
    del data["figures"][0]["value"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            bad_offset,
            r"deals\[0\]\.parties\[1\]\.mentions\[0\]: offsets \d+-\d+ give 'ヴァ電機', not 'ノヴァ電機'",
        ),
        (outside, r"entities\[0\]: offsets 0-9999 lie outside"),
        (unknown_role, r"deals\[0\]\.parties\[0\]\.role: Input should be .*got 'buyer'"),
        (wrong_role, r"deals\[0\]\.parties\[0\]\.role: 'lender' is no role of investment; use investor"),
        (unknown_field, r"deals\[0\]\.price: Extra inputs"),
        (no_value, r"figures\[0\]: qualifier about does not go with no value"),
        (lambda d: d.update(genre="novel"), "genre: .*got 'novel'"),
        (lambda d: d.pop("text"), "text: Field required"),
    ],
)
def test_broken_document_is_refused_in_one_line(document, change, message):
    with pytest.raises(AnnotationError, match=message) as caught:
        parse_document(broken(document, change), source="x.json")
    assert str(caught.value).startswith("x.json: ")
    assert "\n" not in str(caught.value)


def test_loading_refuses_or_skips(document, tmp_path, caplog):
    write_document(document, tmp_path / "a.json")
    write_document(document, tmp_path / "b.json")
    (tmp_path / "c.json").write_text('{"id": 1,\n}', encoding="utf-8")
    (tmp_path / "d.json").write_bytes(b'{"id": "\xff"}')
    with pytest.raises(AnnotationError, match=r"b\.json: id: 't-001' is also the id of .*a\.json"):
        load_documents(tmp_path)
    with caplog.at_level("WARNING"):
        assert load_documents(tmp_path, skip_invalid=True) == [document]
    assert "c.json: invalid JSON at line 2, column 1" in caplog.text
    assert "d.json: not UTF-8 at byte 8" in caplog.text
    assert "3 of 4 documents left out" in caplog.text
    with pytest.raises(AnnotationError, match="no such split"):
        load_documents(tmp_path / "none")


def test_dataset_has_typed_features_and_loses_nothing(document, tmp_path):
    vague = broken(
        document, lambda d: d["deals"][0].update(period={}, capacity=[{"low": "100", "unit": "GPU"}])
    )
    vague["id"], vague["date"] = "t-002", None
    write_document(document, tmp_path / "t-001.json")
    write_document(parse_document(vague), tmp_path / "t-002.json")
    dataset = load(tmp_path)
    assert dataset.features["text"].dtype == "string"
    assert dataset[0]["deals"][0]["amount"]["value"] == "5000000000"
    assert [from_row(row) for row in dataset] == load_documents(tmp_path)


def test_spacy_examples_split_tokens_and_report(document, caplog):
    spacy = pytest.importorskip("spacy")
    made = to_docs(spacy.blank("ja"), [document])
    reference = made.examples[0].reference
    assert reference.text == document.text
    assert [(e.start_char, e.end_char, e.label_) for e in reference.ents] == [
        (e.start, e.end, e.label) for e in document.entities
    ]
    assert "-" not in made.examples[0].get_aligned_ner()
    assert len(list(made.docbin().get_docs(reference.vocab))) == 1


def test_misaligned_entity_is_reported_not_dropped(caplog):
    spacy = pytest.importorskip("spacy")
    text = "日米の企業が協議した。"
    data = {"id": "m", "text": text, "genre": "wire", "origin": "composed"}
    data["entities"] = [{"text": "日", "start": 0, "end": 1, "label": "PLACE"}]
    made = to_docs(spacy.blank("ja"), [parse_document(data)])
    assert [(doc_id, e.text) for doc_id, e in made.misaligned] == [("m", "日")]
    assert [e.text for e in made.examples[0].reference.ents] == ["日"]
    assert "m: PLACE '日' at 0-1" in caplog.text


def save(folder, document, **changes):
    folder.mkdir(parents=True, exist_ok=True)
    changed = parse_document({**document.to_json(), **changes})
    write_document(changed, folder / f"{changed.id}.json")
    return changed


def test_check_finds_what_only_the_corpus_shows(document, tmp_path):
    save(tmp_path / "train", document)
    save(tmp_path / "dev", document, id="t-002")
    problems, splits = check(tmp_path)
    assert [len(d) for d in splits.values()] == [1, 1]
    text = "\n".join(problems)
    assert "train/t-001.json: text: shares 100% of its 8-grams (limit 12%) with dev/t-002.json" in text
    assert "has the same deal (aobacloud, novadenki, same amount)" in text


def test_check_finds_breaches_of_the_contract(document, tmp_path):
    def problems(change):
        return "\n".join(document_problems(parse_document(broken(document, change))))

    def one_party(data):
        deal = data["deals"][0]
        deal["parties"] = deal["parties"][:1]
        del deal["amount"]

    assert "below the minimum" in problems(one_party)
    assert "deals[0].amount: 5000000000 JPY is none of" in problems(lambda d: d["figures"].pop(0))
    assert "no partial ISO date" in problems(lambda d: d["deals"][0].update(date="2025/09"))
    assert "no fraction" in problems(lambda d: d["deals"][0].update(stake="9.9"))
    assert "one deal is one record" in problems(lambda d: d["deals"].append(d["deals"][0]))
    assert "is no entity" in problems(lambda d: d.update(entities=[]))
    assert "overlaps" in problems(lambda d: d["entities"].insert(1, d["entities"][0]))


def test_stats_count_unseen_organisations(document, tmp_path):
    save(tmp_path / "train", document)
    data = json.loads(json.dumps(document.to_json()))
    data["id"], data["deals"] = "t-003", []
    data["entities"][0]["name"] = "Akane Works"
    save(tmp_path / "dev", parse_document(data))
    counts = stats(check(tmp_path)[1])
    assert counts["dev"]["organisations unseen in train"] == 1
    assert counts["dev"]["without a deal"] == "1 (100%)"
    assert counts["train"]["types"] == {"investment": 1}


def test_split_keeps_one_story_together(document):
    base = document.to_json()
    stories = []
    for i in range(10):
        text = f"独自の話題その{i}。" + chr(0x4E00 + i * 50) * 40
        stories.append(
            parse_document(
                {
                    **base,
                    "id": f"s{i}",
                    "text": text,
                    **dict.fromkeys(("entities", "figures", "references", "deals"), []),
                }
            )
        )
    twins = [document, parse_document({**base, "id": "twin"})]
    rest, part = split([*stories, *twins], 0.3, seed=1)
    assert len(part) == 3 or len(part) == 4
    ids = {d.id for d in part}
    assert ("twin" in ids) == ("t-001" in ids)
    assert {d.id for d in rest} | ids == {d.id for d in [*stories, *twins]}
    assert near_duplicates(rest + part)[0][2] == 1.0


def test_command_line(document, tmp_path, capsys):
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    (drafts / "t-001.json").write_text(json.dumps(DRAFT, ensure_ascii=False), encoding="utf-8")
    (drafts / "t-001.txt").write_text(TEXT, encoding="utf-8")
    (drafts / "t-002.json").write_text("{", encoding="utf-8")
    assert main(["build", str(drafts), str(tmp_path / "corpus" / "train")]) == 1
    assert "REFUSED t-002.json" in capsys.readouterr().out
    assert main(["check", str(tmp_path / "corpus")]) == 0
    assert main(["stats", str(tmp_path / "corpus")]) == 0
    assert "types: investment 1 (100%)" in capsys.readouterr().out
    assert (
        main(["convert", str(tmp_path / "corpus" / "train"), str(tmp_path / "out.jsonl"), "--to", "doccano"])
        == 0
    )
    assert main(["check", str(tmp_path / "none")]) == 2
    assert "no such split" in capsys.readouterr().err


def test_a_folder_without_documents_is_an_error(tmp_path, capsys):
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "notes.txt").write_text("no document", encoding="utf-8")
    target = tmp_path / "out"
    for arguments in (["check"], ["stats"], ["convert", str(target)], ["split", str(target)]):
        assert main([arguments[0], str(empty), *arguments[1:]]) == 2, arguments
        out, err = capsys.readouterr()
        assert out == ""
        assert f"{empty}: no annotated document (*.json) in it; name the folder" in err
        assert not target.exists()
    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    assert main(["convert", str(tmp_path / "none.jsonl"), str(target), "--from", "doccano"]) == 2
    assert "no doccano document in it; nothing was written" in capsys.readouterr().err
    assert not target.exists()
    with pytest.raises(AnnotationError, match="no annotated document"):
        load_documents(empty)


def test_a_split_may_be_empty_beside_another(document, tmp_path):
    for name in ("train", "dev"):
        (tmp_path / name).mkdir()
    write_document(document, tmp_path / "train" / f"{document.id}.json")
    assert {split: len(found) for split, found in check(tmp_path)[1].items()} == {"train": 1, "dev": 0}


def test_build_folder_needs_drafts(tmp_path):
    with pytest.raises(AnnotationError, match="no draft"):
        build_folder(tmp_path, tmp_path / "out")


def test_the_guides_example_builds():
    guide = (Path(__file__).resolve().parents[1] / "annotations" / "README.md").read_text(encoding="utf-8")
    text = re.search(r"```text\n(.*?)```", guide, re.DOTALL)[1]
    draft = json.loads(re.search(r"```json\n(.*?)```", guide, re.DOTALL)[1])
    built = build(draft, text)
    assert built.notes == []
    assert list(document_problems(built.document)) == []
    deal = built.document.deals[0]
    assert [m.text for m in deal.mentions["date"]] == ["9月10日"]
    assert [m.text for m in deal.mentions["amount"]] == ["約50億円"]
    assert len(deal.evidence) == 2
