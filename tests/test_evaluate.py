"""The evaluation from documents to exit codes, on documents small enough to count by hand."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from aiinfra_nlp import cli
from aiinfra_nlp import eval as command
from aiinfra_nlp.annotations.load import load_documents
from aiinfra_nlp.annotations.schema import Document, write_document
from aiinfra_nlp.error_analysis import ERROR_CLASSES, amount_text, find_errors, list_errors, number_text
from aiinfra_nlp.evaluate import (
    Registry,
    breakdowns,
    compare_results,
    counts_by,
    evaluate,
    load_registry,
    summarize,
)
from aiinfra_nlp.gazetteer import Gazetteer
from aiinfra_nlp.provenance import provenance
from aiinfra_nlp.records import Amount, Deal, Figure, Mention, Party
from aiinfra_nlp.scoring import Aliases, Counts, align, total
from aiinfra_nlp.significance import bootstrap_f1, calibration, permutation_test
from aiinfra_nlp.systems import Prediction, System, load_system
from aiinfra_nlp.tables import text_errors, text_report

TEXT = "A社がB社に5億ドルを出資した。\n同社はC社と提携する。\n"
OTHER = "D社は7億円を投じる計画だ。"


def deal(kind, parties, amount=None, status="agreed", confidence=1.0, evidence=(), **more) -> Deal:
    named = tuple(Party(role=role, name=name) for role, name in (p.split(":") for p in parties.split()))
    money = Amount(value=amount, currency="USD") if amount is not None else None
    return Deal(
        type=kind,
        parties=named,
        amount=money,
        status=status,
        confidence=confidence,
        evidence=evidence,
        **more,
    )


def mention(text: str, surface: str) -> Mention:
    start = text.index(surface)
    return Mention(text=surface, start=start, end=start + len(surface))


def figure(text: str, surface: str, value: int, currency: str) -> Figure:
    return Figure(value=value, currency=currency, mention=mention(text, surface))


@pytest.fixture
def documents() -> list[Document]:
    first = Document(
        id="one",
        text=TEXT,
        date="2025-09-10",
        genre="wire",
        origin="composed",
        entities=[
            {**mention(TEXT, s).model_dump(), "label": "ORG", "name": n}
            for s, n in (("A社", "A"), ("B社", "B"), ("C社", "C"))
        ],
        figures=[figure(TEXT, "5億ドル", 500_000_000, "USD")],
        references=[{**mention(TEXT, "同社").model_dump(), "names": ["A"]}],
        deals=[
            deal(
                "investment",
                "investor:A investee:B",
                500_000_000,
                "completed",
                evidence=[mention(TEXT, "A社がB社に5億ドルを出資した。")],
            ),
            deal("partnership", "partner:A partner:C", evidence=[mention(TEXT, "同社はC社と提携する。")]),
        ],
    )
    second = Document(
        id="two",
        text=OTHER,
        genre="blog",
        origin="composed",
        figures=[figure(OTHER, "7億円", 700_000_000, "JPY")],
        deals=[deal("capex", "investor:D", 700_000_000, "planned", evidence=[mention(OTHER, OTHER)])],
    )
    third = Document(id="three", text="天気は晴れ。", genre="blog", origin="composed")
    return [first, second, third]


def oracle(document: Document) -> Prediction:
    return Prediction(
        document.deals,
        document.figures,
        [(e.start, e.end, e.label) for e in document.entities],
        [(r.start, r.end, r.names) for r in document.references],
    )


def system(predict, name="test") -> System:
    return System(name, predict, "1", {})


def fixed(**by_id) -> System:
    return system(lambda d: Prediction(by_id.get(d.id, ())))


# --- results --------------------------------------------------------------------------------


def test_gold_against_itself(documents):
    result = evaluate(documents, system(oracle))
    summary = summarize(result, resamples=50)
    for metric in ("slot", "record", "figures", "entities"):
        assert summary["scores"][metric]["f1"] == 1.0
        assert summary["scores"][metric]["ci"] == [1.0, 1.0]
    assert result.errors() == []
    assert summary["entities"]["references"] == {"right": 1, "of": 1, "accuracy": 1.0}
    assert summary["calibration"]["record"]["ece"] == 0.0
    assert set(summary["errors"]) == set(ERROR_CLASSES)


def test_documents_add_up(documents):
    """one: 5 of 9 slots found; two: nothing, 4 wanted; three: 3 slots too many. 5 tp, 3 fp, 8 fn."""
    result = evaluate(documents, fixed(one=documents[0].deals[:1], three=[deal("capex", "investor:X")]))
    assert total(result.per_document("slot")) == Counts(5, 3, 8)
    assert total(result.per_document("record")) == Counts(1, 1, 2)
    assert result.per_document("figures") is None
    summary = summarize(result, resamples=50)
    assert summary["scores"]["slot"]["f1"] == round(10 / 21, 4)
    assert summary["without_deal"] == {"documents": 1, "false_records": 1, "per_20_documents": 20.0}


def test_breakdowns_add_up_to_the_whole(documents):
    predicted = [
        deal("acquisition", "acquirer:A target:B", 500_000_000),
        deal("partnership", "partner:A partner:X"),
    ]
    result = evaluate(
        documents,
        fixed(one=predicted, two=[deal("power", "customer:Q")]),
        Registry(knows=lambda name: name in ("A", "B", "D")),
    )
    tables = breakdowns(result)
    whole = total(result.per_document("slot"))
    for name in ("slot", "type", "stage", "length", "genre", "origin", "line kind"):
        assert total(tables[name].values()) == whole, name
    # an aligned pair counts under gold's type, a predicted deal alone under its own
    assert tables["type"]["investment"] == Counts(1, 4, 4)
    assert tables["type"]["power"] == Counts(0, 3, 0)
    assert "acquisition" not in tables["type"]
    assert total(tables["parties"].values()) == tables["slot"]["party"]
    assert tables["parties"]["unknown organisation"] == Counts(0, 2, 1)
    assert counts_by(result, lambda d, m: d.document.id)["two"] == Counts(0, 3, 4)


def test_gazetteer_as_registry(documents):
    rows = [{"name": "Alpha", "aliases": "A|アルファ", "kind": "cloud"}]
    columns = dict.fromkeys(("country", "parent", "ambiguous", "source"), "")
    registry = load_registry(Gazetteer([columns | row for row in rows]))
    assert set(registry.aliases_of("Alpha")) == {"Alpha", "A", "アルファ"}
    assert registry.aliases_of("Beta") == ()
    assert registry.knows("アルファ")
    assert not registry.knows("Beta")
    gold = documents[1].model_copy(update={"deals": (deal("capex", "investor:Alpha"),)})
    result = evaluate([gold], fixed(two=[deal("capex", "investor:ｱﾙﾌｧ")]), registry)
    assert result.documents[0].slots == Counts(3, 0, 0)
    assert load_registry(Gazetteer([])).knows is None


def test_entities_and_unknown_recall(documents):
    def predict(document):
        spans = [(e.start, e.end, e.label) for e in document.entities]
        return Prediction((), None, [*spans[:2], (0, 1, "ORG"), (3, 4, "PLACE")])

    result = evaluate(documents[:1], system(predict), Registry(knows=lambda name: name == "A社"))
    summary = summarize(result, resamples=50)
    assert summary["entities"]["spans"]["ORG"] == Counts(2, 1, 1).as_dict()
    assert summary["entities"]["unknown_recall"] == {"right": 1, "of": 2, "recall": 0.5}


def test_references_need_all_names():
    text = "両社は合弁を作る。"
    document = Document(
        id="r",
        text=text,
        genre="wire",
        origin="composed",
        references=[{"text": "両社", "start": 0, "end": 2, "names": ["A", "B"]}],
    )
    for names, right in ((("B", "A"), 1), (("A",), 0), (("A", "C"), 0), (("A", "A"), 0)):
        result = evaluate([document], system(lambda d, n=names: Prediction(references=[(0, 2, n)])))
        assert result.documents[0].references == Counts(right, 0, 1 - right), names


def test_a_document_that_fails_counts_as_nothing_found(documents):
    def predict(document):
        if document.id == "one":
            raise RuntimeError("no\nway")
        return oracle(document)

    result = evaluate(documents, system(predict))
    assert result.failures() == [("one", "RuntimeError: no way")]
    assert total(result.per_document("slot")) == Counts(4, 0, 9)
    assert total(result.per_document("figures")) == Counts(1, 0, 1)


def test_provenance_names_data_and_versions(documents):
    data = provenance(documents, "gold")
    assert data["data"]["documents"] == 3
    assert data["data"]["deals"] == 3
    assert {"python", "spacy", "scipy"} <= set(data["libraries"])
    assert provenance(documents[::-1], "gold")["data"] == data["data"]
    changed = [documents[0].model_copy(update={"date": None}), *documents[1:]]
    assert provenance(changed, "gold")["data"]["sha256"] != data["data"]["sha256"]


# --- errors ---------------------------------------------------------------------------------

FULL = deal("investment", "investor:A investor:C investee:B", 5)


@pytest.mark.parametrize(
    ("gold", "predicted", "kinds"),
    [
        ([FULL], [FULL], []),
        ([FULL], [], ["missed deal"]),
        ([], [FULL], ["spurious deal"]),
        ([FULL], [deal("capex", "investor:X", 9)], ["missed deal", "spurious deal"]),
        # type: the roles that go with the wrong type are no errors of their own
        ([deal("investment", "investor:A investee:B", 5)],
         [deal("acquisition", "acquirer:A target:B", 5)], ["wrong type"]),
        ([deal("supply", "customer:A provider:B")],
         [deal("compute_contract", "customer:B provider:A")], ["wrong type", "wrong role", "wrong role"]),
        ([deal("investment", "investor:A investee:B")],
         [deal("investment", "investor:B investee:A")], ["wrong role", "wrong role"]),
        ([deal("investment", "investor:A investee:B")],
         [deal("investment", "investor:A investee:X")], ["wrong party"]),
        ([deal("investment", "investor:A investee:B")], [deal("investment", "investor:A")], ["wrong party"]),
        ([deal("capex", "investor:A", 5)], [deal("capex", "investor:A investor:B", 5)], ["wrong party"]),
        ([FULL], [FULL.model_copy(update={"amount": None})], ["wrong amount"]),
        ([FULL], [FULL.model_copy(update={"amount": Amount(value=5, currency="JPY")})], ["wrong amount"]),
        ([FULL], [FULL.model_copy(update={"status": "planned"})], ["wrong stage"]),
        # one round with two investors, told as two
        ([FULL],
         [deal("investment", "investor:A investee:B", 5), deal("investment", "investor:C investee:B", 5)],
         ["wrong party", "split"]),
        # two contracts put into one
        ([deal("supply", "customer:A provider:B", 5), deal("supply", "customer:A provider:C", 7)],
         [deal("supply", "customer:A provider:B provider:C", 5)], ["wrong party", "merged"]),
        # a duplicate says nothing beyond the deal that was met
        ([FULL], [FULL, FULL], ["split"]),
        # two plans of one company are no split and no merge
        ([deal("capex", "investor:A", 5), deal("capex", "investor:A", 7)],
         [deal("capex", "investor:A", 5)], ["missed deal"]),
        ([deal("capex", "investor:A", 5)],
         [deal("capex", "investor:A", 5), deal("capex", "investor:A", 7)], ["spurious deal"]),
    ],
)  # fmt: skip
def test_every_miss_is_classed(gold, predicted, kinds):
    matches = align(gold, predicted, Aliases())
    found = find_errors("x", matches, Aliases())
    assert len(found) == len(matches)
    assert sorted(e.kind for errors in found for e in errors) == sorted(kinds)


def test_errors_carry_id_and_offsets(documents):
    wrong = (
        documents[0]
        .deals[0]
        .model_copy(update={"status": "planned", "mentions": {"status": (mention(TEXT, "出資した"),)}})
    )
    result = evaluate(documents[:1], fixed(one=[wrong]))
    stage, missed = result.errors()
    assert (stage.kind, stage.document, stage.gold, stage.predicted) == (
        "wrong stage",
        "one",
        "completed",
        "planned",
    )
    assert TEXT[stage.start : stage.end] == "A社がB社に5億ドルを出資した。"
    assert (missed.kind, TEXT[missed.start : missed.end]) == ("missed deal", "同社はC社と提携する。")


def test_listing_shows_gold_over_predicted(documents):
    d = documents[0]
    result = evaluate([d], fixed(one=[d.deals[0].model_copy(update={"status": "planned", "date": "2025"})]))
    listing = text_errors(result)
    assert listing.splitlines()[0].startswith("━━ one  wire  2025-09-10")
    assert "gold  investment | *completed* | 5億USD | investor: A | investee: B" in listing
    assert "pred  investment | *planned* | 5億USD" in listing
    assert "~ date: - → 2025" in listing
    assert "g「A社がB社に5億ドルを出資した。」" in listing
    assert "▸ missed deal @17-28" in listing
    assert text_errors(result, only="partnership").count("▸") == 1
    assert text_errors(evaluate([d], system(oracle))) == ""
    assert list_errors("x", "", [], [], "") == ""


def test_listing_of_figures_and_entities(documents):
    result = evaluate(documents[:2], system(lambda d: Prediction((), documents[1].figures, [(0, 2, "GOV")])))
    assert "- A社がB社に【5億ドル】を出資した" in text_errors(result, "figures")
    assert "━━ two" not in text_errors(result, "figures")
    assert "+ 【A社】がB社に" in text_errors(result, "entities")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1234500000000", "1兆2345億"),
        ("50000000", "5000万"),
        ("12.5", "12.5"),
        ("10000.5", "1万0.5"),
        ("0", "0"),
    ],
)
def test_numbers_as_text(value, text):
    assert number_text(Amount(value=value, currency="USD").value) == text


def test_amounts_as_text():
    yen = Amount(value=75, currency="JPY", qualifier="about")
    assert amount_text(Amount(value=5, currency="USD", per="year", alt=yen)) == "5USD/year (=~75JPY)"
    assert amount_text(Amount(low=2, high=9, currency="USD", qualifier="range")) == "2–9USD"
    assert amount_text(Amount(low=2, currency="USD", qualifier="at_least")) == "≥2USD"


# --- how far a figure can be trusted --------------------------------------------------------


def test_bootstrap_interval_holds_the_figure_and_repeats():
    counts = [Counts(5, 1, 1), Counts(2, 3, 3), Counts(7, 0, 1), Counts(0, 2, 2)]
    low, high = bootstrap_f1(counts)
    assert low < total(counts).f1 < high
    assert (low, high) == bootstrap_f1(counts)
    assert bootstrap_f1([Counts(1, 1, 0)]) == (2 / 3, 2 / 3)


def test_permutation_test():
    better, worse = [Counts(9, 1, 1)] * 20, [Counts(5, 5, 5)] * 20
    test = permutation_test(better, worse)
    assert test["difference"] == 0.4
    assert test["p"] < 0.001
    assert permutation_test(better, better) == {"difference": 0.0, "p": 1.0}
    assert permutation_test([Counts(1, 0, 0)], [Counts(0, 1, 1)])["p"] == 1.0
    with pytest.raises(ValueError, match="paired"):
        permutation_test(better, worse[:3])


def test_calibration_error():
    """Two of four right at 0.9 (off by 0.4), both wrong at 0.1 (off by 0.1): (4*0.4 + 2*0.1) / 6."""
    result = calibration([0.9] * 4 + [0.1] * 2, [1, 1, 0, 0, 0, 0])
    assert result["ece"] == 0.3
    assert [b["records"] for b in result["bins"]] == [2, 4]
    assert calibration([1.0], [1.0])["ece"] == 0.0
    assert calibration([], [])["ece"] is None


def test_comparison_pairs_the_metrics_both_have(documents):
    first, second = evaluate(documents, system(oracle)), evaluate(documents, fixed())
    assert set(compare_results(first, second)) == {"slot", "record"}


# --- the command ----------------------------------------------------------------------------


@pytest.fixture
def split(tmp_path, documents):
    folder = tmp_path / "gold-ish"
    folder.mkdir()
    for document in documents:
        write_document(document, folder / f"{document.id}.json")
    return folder


@pytest.fixture
def predictions(tmp_path, documents):
    """A prediction file that holds gold itself."""
    path = tmp_path / "other.jsonl"
    path.write_text(
        "\n".join(json.dumps(line(d), ensure_ascii=False) for d in documents) + "\n", encoding="utf-8"
    )
    return path


def line(document: Document) -> dict:
    data = document.model_dump(mode="json")
    return {key: data[key] for key in ("id", "deals", "figures", "entities", "references")}


def call(*arguments) -> int:
    return command.main([str(a) for a in arguments])


def test_predictions_of_another_system(split, predictions, capsys):
    assert call("--split", split, "--predictions", predictions, "--fail-under", "1.0", "--resamples", 50) == 0
    out = capsys.readouterr().out
    assert re.search(r"slot F1 +1\.000  P 1\.000 R 1\.000", out)
    assert "slots by type" in out


def test_json_has_everything(split, predictions, tmp_path):
    output = tmp_path / "out.json"
    assert call("--split", split, "--predictions", predictions, "--format", "json", "--output", output) == 0
    data = json.loads(output.read_text(encoding="utf-8"))
    assert {"commit", "data", "libraries", "systems", "comparisons", "details"} <= set(data)
    assert data["details"][0]["documents"][1] == {
        "id": "three",
        "slot": [0, 0, 0],
        "record": [0, 0, 0],
        "figures": [0, 0, 0],
    }
    assert data["details"][0]["errors"] == []
    assert data["data"]["source"] == split.name
    assert str(split) not in output.read_text(encoding="utf-8")
    assert data["systems"][0]["system"] == {
        "name": "other", "version": "predictions", "config": {"file": "other.jsonl"},
    }  # fmt: skip


def test_two_systems_side_by_side(split, predictions, tmp_path, capsys):
    plugin = tmp_path / "nothing.py"
    plugin.write_text(
        "from aiinfra_nlp.systems import Prediction\nNAME = 'nothing'\ndef predict(d): return Prediction()\n"
    )
    arguments = ("--split", split, "--model", plugin, "--model", plugin, "--predictions", predictions)
    assert call(*arguments, "--resamples", 50, "--fail-under", "0.5") == 1
    captured = capsys.readouterr()
    assert "slot F1 0.0000 is under 0.5" in captured.err
    assert "nothing (2)" in captured.out
    assert "nothing against other" in captured.out


def test_missing_lines_count_as_nothing_found(split, predictions, tmp_path, capsys):
    short = tmp_path / "short.jsonl"
    short.write_text(predictions.read_text(encoding="utf-8").splitlines()[1], encoding="utf-8")
    assert call("--split", split, "--predictions", short, "--format", "json", "--resamples", 50) == 0
    assert json.loads(capsys.readouterr().out)["systems"][0]["scores"]["slot"]["tp"] == 4


@pytest.mark.model
def test_what_extract_writes_is_a_prediction_file(split, tmp_path, capsys):
    documents = load_documents(split)
    texts = tmp_path / "texts.jsonl"
    records = [{"id": d.id, "text": d.text, "date": d.date} for d in documents]
    texts.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    folder = tmp_path / "articles"
    folder.mkdir()
    for d in documents:
        (folder / f"{d.id}.txt").write_bytes(d.text.encode("utf-8"))
    scores = []
    for source in (texts, folder):
        found = tmp_path / "found.jsonl"
        assert cli.main(["extract", str(source), "--output", str(found), "--quiet"]) == 0
        assert call("--split", split, "--predictions", found, "--format", "json", "--resamples", 50) == 0
        scores.append(json.loads(capsys.readouterr().out)["systems"][0]["scores"])
        # lines of documents that --ids leaves out do no harm
        assert call("--split", split, "--predictions", found, "--ids", "one", "--resamples", 50) == 0
        capsys.readouterr()
    assert call("--split", split, "--format", "json", "--resamples", 50) == 0
    own = json.loads(capsys.readouterr().out)["systems"][0]["scores"]
    assert own["slot"]["tp"] > 0
    assert [s["slot"] for s in scores] == [own["slot"]] * 2
    assert [s["figures"] for s in scores] == [own["figures"]] * 2
    with found.open("a", encoding="utf-8") as lines:
        lines.write(found.read_text(encoding="utf-8").splitlines()[0] + "\n")
    assert call("--split", split, "--predictions", found) == 2
    assert "was given before; delete one" in capsys.readouterr().err


def _bad(predictions, change):
    lines = predictions.read_text(encoding="utf-8").splitlines()
    predictions.write_text("\n".join(change(lines)), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda x: [x[0].replace('"one"', '"onee"', 1), *x[1:]], "line 1: no document has the id 'onee'"),
        (lambda x: [x[0], x[0]], "line 2: the id 'one' was given before"),
        (lambda x: [x[0], "{"], "line 2: Invalid JSON"),
        (lambda x: [x[0], "[]"], "line 2: Input should be an object"),
        (lambda x: [x[0].replace('"investment"', '"gift"')], "line 1: deals.0.type: Input should be"),
        (lambda x: [x[0].replace('"500000000"', '"much"', 1)], "line 1: deals.0.amount.value"),
        (lambda x: [x[0].replace('"id"', '"idd"', 1)], "line 1: id: Field required"),
    ],
)
def test_bad_predictions_end_with_one_line(split, predictions, capsys, change, message):
    _bad(predictions, change)
    assert call("--split", split, "--predictions", predictions) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert f"{predictions.name}, {message}" in captured.err
    assert captured.out == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--split", "no-such-split"), "no-such-split: no such split, file or folder"),
        (("--split", "SPLIT", "--ids", "zzz"), "no documents to score"),
        (("--split", "SPLIT", "--model", "no-such-model"), "no-such-model: no such model folder"),
        (("--split", "SPLIT", "--model", "no-such.py"), "no-such.py: no such file"),
        (("--split", "SPLIT", "--predictions", "none.jsonl"), "none.jsonl: cannot be read"),
        (
            ("--split", "SPLIT", "--predictions", "FILE", "--output", "no-folder/x"),
            "no-folder/x: cannot be written",
        ),
        (("--split", "SPLIT", "--predictions", "FILE", "--floor", "none.json"), "none.json: cannot be read"),
        (("--agreement", "SPLIT", "nowhere"), "nowhere: no such split, file or folder"),
    ],
)
def test_wrong_input_ends_with_one_line(split, predictions, capsys, arguments, message):
    places = {"SPLIT": split, "FILE": predictions}
    assert call(*(places.get(a, a) for a in arguments)) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert error.count("\n") == 1
    assert message in error


def test_floor(split, predictions, tmp_path, capsys):
    floor = tmp_path / "floor.json"
    run = ("--split", split, "--predictions", predictions, "--resamples", 50)
    assert call(*run, "--write-floor", floor) == 0
    stored = json.loads(floor.read_text(encoding="utf-8"))[split.name]
    assert stored == {
        "slot_f1": 1.0, "record_f1": 1.0, "figures_f1": 1.0, "entities_f1": 1.0, "references_accuracy": 1.0,
    }  # fmt: skip
    assert call(*run, "--floor", floor) == 0
    # record 2 loses its stage: 12 of 13 slots, F1 0.9231, a drop of more than 0.01
    _bad(predictions, lambda x: [x[0], x[1].replace('"planned"', '"agreed"'), x[2]])
    capsys.readouterr()
    assert call(*run, "--floor", floor) == 1
    assert "slot_f1 fell from 1.0000 to 0.9231" in capsys.readouterr().err
    floor.write_text(json.dumps({split.name: {"slot_f1": 0.933}}))
    assert call(*run, "--floor", floor) == 0
    floor.write_text(json.dumps({split.name: {"slot": 0.933}}))
    assert call(*run, "--floor", floor) == 2


def test_agreement_of_two_annotators(split, tmp_path, documents, capsys):
    other = tmp_path / "b"
    other.mkdir()
    changed = documents[1].model_copy(
        update={"deals": (documents[1].deals[0].model_copy(update={"status": "agreed"}),)}
    )
    write_document(documents[0], other / "one.json")
    write_document(changed, other / "two.json")
    assert call("--agreement", split, other, "--resamples", 50) == 0
    out = capsys.readouterr().out
    assert "agreement: 2 documents, 3 deals" in out
    assert re.search(r"slot F1 +0\.923", out)  # 12 of 13
    write_document(documents[2].model_copy(update={"text": "雨。"}), other / "three.json")
    assert call("--agreement", split, other) == 2
    assert "three: its text is not that of" in capsys.readouterr().err


def test_module_runs_as_a_command(split, predictions):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "aiinfra_nlp.eval",
            "--split",
            split,
            "--predictions",
            predictions,
            "--task",
            "figures",
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "figures F1" in done.stdout
    assert "slots by type" not in done.stdout


def test_text_report_of_every_task(documents):
    result = evaluate(documents, system(oracle))
    data = command.report_data([result], "x", 50)
    assert "references resolved" in text_report(data, "entities")
    assert "slots by type" not in text_report(data, "entities")
    assert "expected calibration error" in text_report(data, "deals")


# --- the systems that ship ------------------------------------------------------------------

BASELINE = Path(__file__).resolve().parents[1] / "benchmarks" / "baseline.py"
PLAIN = "米マイクロソフトは10日、トヨタ自動車に50億ドルを出資すると発表した。"


@pytest.mark.model
def test_afternoon_baseline_reads_a_plain_sentence():
    baseline = load_system(str(BASELINE))
    prediction = baseline.predict(Document(id="x", text=PLAIN, genre="wire", origin="composed"))
    assert [f.value for f in prediction.figures] == [5_000_000_000]
    assert [(d.type, d.amount.value) for d in prediction.deals] == [("investment", 5_000_000_000)]
    assert (PLAIN.index("トヨタ"), PLAIN.index("に50"), "ORG") in prediction.entities


@pytest.mark.model
def test_default_pipeline_is_a_system():
    pipeline = load_system(None, explain=True)
    prediction = pipeline.predict(
        Document(id="x", text=PLAIN, date="2025-09-10", genre="wire", origin="composed")
    )
    assert pipeline.name == "aiinfra_nlp"
    assert {"pipeline", "sha256"} <= set(pipeline.config)
    assert [f.value for f in prediction.figures] == [5_000_000_000]
    assert prediction.deals[0].type == "investment"
