"""The command line: streams, exit codes, resuming. A stand-in extractor keeps these fast."""

import gzip
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

import aiinfra_nlp
from aiinfra_nlp import cli, pipeline
from aiinfra_nlp.extracting import part_of
from aiinfra_nlp.records import Amount, Deal, Figure, Mention, Party

ROOT = Path(__file__).resolve().parents[1]
TEXT = "青葉電力が50億円を出資した。\n"


def fake_extract(texts, *, n_process=1, batch_size=64, explain=False):
    """One deal where 青葉電力 and 50億円 occur; an error where 壊 occurs."""
    for doc_id, text, _date in texts:
        if "壊" in text:
            yield SimpleNamespace(id=doc_id, deals=(), figures=(), error="took longer than the time limit")
            continue
        deals, figures = [], []
        if "50億円" in text:
            m = Mention(text="50億円", start=text.index("50億円"), end=text.index("50億円") + 4)
            figures = [Figure(value=Decimal("5E+9"), currency="JPY", mention=m)]
            deals = [
                Deal(
                    type="investment",
                    parties=(Party(name="青葉電力", role="investor"),),
                    amount=Amount(value=Decimal("5000000000"), currency="JPY"),
                    status="completed",
                    explanation={"type": "出資"} if explain else None,
                )
            ]
        yield SimpleNamespace(id=doc_id, deals=deals, figures=figures, error=None)


@pytest.fixture(autouse=True)
def stand_in(monkeypatch):
    monkeypatch.setattr(aiinfra_nlp, "extract_many", fake_extract, raising=False)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_records_on_stdout_messages_on_stderr(article, capsys):
    assert cli.main(["extract", str(article)]) == 0
    out, err = capsys.readouterr()
    record = json.loads(out)
    assert record["id"] == str(article)
    assert record["deals"][0]["amount"]["value"] == "5000000000"
    assert err == "aiinfra-nlp: 1 article, 1 deal\n"


def test_quiet(article, capsys):
    assert cli.main(["extract", "--quiet", str(article)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("format", cli.FORMATS)
def test_every_format(article, capsys, format):
    assert cli.main(["extract", str(article), "--format", format]) == 0
    assert "青葉電力" in capsys.readouterr().out


def test_explain_reaches_the_extractor(article, capsys):
    assert cli.main(["extract", str(article), "--format", "table", "--explain"]) == 0
    assert "    type: 出資" in capsys.readouterr().out


def test_one_broken_file_is_one_line_and_the_rest_goes_on(article, tmp_path, capsys):
    (tmp_path / "broken.txt").write_bytes(b"\xe9\x9d\x92\xff\xfe\xff" * 1)
    (tmp_path / "slow.txt").write_text("壊", encoding="utf-8")
    code = cli.main(["extract", str(tmp_path / "none.txt"), str(tmp_path / "broken.txt"),
                     str(tmp_path / "slow.txt"), str(article)])  # fmt: skip
    out, err = capsys.readouterr()
    assert code == cli.FAILED
    assert [json.loads(line)["id"] for line in out.splitlines()] == [str(article)]
    lines = err.splitlines()
    assert "none.txt: no such file" in lines[0]
    assert "broken.txt: not UTF-8: byte 0xff at offset 3" in lines[1]
    assert "slow.txt: took longer than the time limit" in lines[2]
    assert lines[3] == "aiinfra-nlp: 1 article, 1 deal; 3 failed"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["extract"],
        ["extract", "x", "--format", "xml"],
        ["extract", "x", "--date", "10.9.2025"],
        ["extract", "x", "--n-process", "0"],
        ["extract", "x", "--resume"],
        ["extract", "x", "--resume", "--output", "y", "--format", "csv"],
        ["extract", "x", "--output", "/no/such/folder/y"],
        ["extract", "x", "--model", "/no/such/model"],
        ["extract", "x", "--gazetteer", "/no/such/table.tsv"],
        ["eval", "--split", "/no/such/split"],
        ["train", "/no/such/annotations"],
        ["package", "/no/such/model", "out"],
        ["annotations", "stats", "/no/such/folder"],
        ["annotations", "convert", "annotations/gold", "/no/such/folder/y", "--to", "doccano"],
        ["annotations", "prelabel", "examples/articles/example.txt", "--output", "/no/such/folder/y"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_2(arguments, capsys, monkeypatch):
    monkeypatch.setattr(aiinfra_nlp, "extract_many", pipeline.extract_many)
    monkeypatch.chdir(ROOT)
    try:
        code = cli.main(arguments)
    except SystemExit as exit_:
        code = exit_.code
    assert code == cli.USAGE
    assert capsys.readouterr().err


def test_a_run_that_could_not_begin_leaves_no_file(article, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(aiinfra_nlp, "extract_many", pipeline.extract_many)
    target = tmp_path / "out.jsonl"
    table = tmp_path / "none.tsv"
    arguments = ["extract", str(article), "--output", str(target), "--gazetteer", str(table)]
    assert cli.main(arguments) == cli.USAGE
    assert f"{table}: cannot be read (No such file or directory)" in capsys.readouterr().err
    assert not target.exists()
    assert not part_of(target).exists()


def test_help_documents_the_exit_codes(capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(["extract", "--help"])
    assert caught.value.code == 0
    assert "exit codes: 0 done; 1 some inputs failed" in capsys.readouterr().out


def test_folder_glob_gzip_and_json_lines(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "in" / "b.jsonl").write_text(json.dumps({"body": TEXT, "id": "b1"}) + "\n", encoding="utf-8")
    assert cli.main(["extract", str(tmp_path / "in"), str(tmp_path / "in" / "*.gz")]) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert "no text under the key 'text'" in err
    assert cli.main(["extract", str(tmp_path / "in" / "b.jsonl"), "--text-field", "body"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "b1"


def test_output_appears_when_complete(article, tmp_path, monkeypatch):
    target = tmp_path / "out.json"

    def failing(texts, **options):
        yield from fake_extract([next(iter(texts))])
        assert not target.exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(aiinfra_nlp, "extract_many", failing)
    assert cli.main(["extract", str(article), "--format", "json", "--output", str(target)]) == cli.INTERRUPTED
    assert not target.exists()
    assert not part_of(target).exists()
    monkeypatch.setattr(aiinfra_nlp, "extract_many", fake_extract)
    assert cli.main(["extract", str(article), "--format", "json", "--output", str(target)]) == 0
    assert json.loads(target.read_text(encoding="utf-8"))[0]["deals"]


def test_resume_goes_on_where_it_stopped(tmp_path, monkeypatch, capsys):
    paths = []
    for name in "abc":
        paths.append(tmp_path / f"{name}.txt")
        paths[-1].write_text(TEXT, encoding="utf-8")
    target = tmp_path / "out.jsonl"
    arguments = ["extract", *map(str, paths), "--output", str(target)]

    def interrupted(texts, **options):
        yield from fake_extract([next(iter(texts))])
        raise KeyboardInterrupt

    monkeypatch.setattr(aiinfra_nlp, "extract_many", interrupted)
    assert cli.main(arguments) == cli.INTERRUPTED
    assert not target.exists()
    with part_of(target).open("a", encoding="utf-8") as stream:
        stream.write('{"id": "b.txt", "deals": [')  # killed in the middle of a line
    monkeypatch.setattr(aiinfra_nlp, "extract_many", fake_extract)
    assert cli.main([*arguments, "--resume"]) == 0
    assert "2 articles, 2 deals; 1 done before" in capsys.readouterr().err
    lines = target.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [str(p) for p in paths]
    assert not part_of(target).exists()
    assert cli.main([*arguments, "--resume"]) == 0
    assert "0 articles, 0 deals; 3 done before" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8").splitlines() == lines


def test_resume_refuses_a_foreign_file(article, tmp_path, capsys):
    target = tmp_path / "out.jsonl"
    target.write_text("my notes\n", encoding="utf-8")
    assert cli.main(["extract", str(article), "--output", str(target), "--resume"]) == cli.USAGE
    assert "cannot be continued" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "my notes\n"


def test_schema_and_doctor(capsys, monkeypatch):
    assert cli.main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Deal"
    monkeypatch.setattr(aiinfra_nlp, "extract_deals", lambda text: [object()], raising=False)
    assert cli.main(["doctor"]) in (0, 1)
    out = capsys.readouterr().out
    assert "ok   python" in out
    assert "extraction: 1 deal in the probe sentence" in out


def test_doctor_names_what_is_missing(capsys, monkeypatch):
    from aiinfra_nlp import doctor

    def ill(text):
        raise RuntimeError("no model")

    monkeypatch.setattr(doctor, "PACKAGES", ("no-such-package",))
    monkeypatch.setattr(aiinfra_nlp, "extract_deals", ill, raising=False)
    assert cli.main(["doctor"]) == cli.FAILED
    out = capsys.readouterr().out
    assert "FAIL no-such-package: not installed; run: pip install no-such-package" in out
    assert "FAIL extraction: RuntimeError: no model" in out


def test_annotations_and_eval_are_reached(tmp_path, capsys):
    assert cli.main(["annotations", "check", str(tmp_path / "none")]) == cli.USAGE
    assert "no such split" in capsys.readouterr().err
    with pytest.raises(SystemExit) as caught:
        cli.main(["eval", "--help"])
    assert caught.value.code == 0


def test_prelabel_suggests_what_the_extractor_found(article, tmp_path, capsys):
    from aiinfra_nlp.annotations.convert import import_

    target = tmp_path / "tasks.json"
    arguments = ["annotations", "prelabel", str(article), str(tmp_path / "none"), "--output", str(target)]
    assert cli.main(arguments) == cli.FAILED
    assert "none: no such file" in capsys.readouterr().err
    assert "predictions" in json.loads(target.read_text(encoding="utf-8"))[0]
    (document,), _ = import_(target, "labelstudio")
    assert [f.mention.text for f in document.figures] == ["50億円"]


def test_prelabel_of_nothing_writes_nothing_and_says_why(tmp_path, capsys):
    target = tmp_path / "tasks.json"
    (tmp_path / "broken.txt").write_text("壊", encoding="utf-8")
    for source, reason in (
        (tmp_path / "*.md", "no such file"),
        (tmp_path / "broken.txt", "longer than the time"),
    ):
        assert cli.main(["annotations", "prelabel", str(source), "--output", str(target)]) == cli.FAILED
        lines = capsys.readouterr().err.splitlines()
        assert lines[0].startswith(f"{source}: ")
        assert reason in lines[0]
        assert lines[1].startswith(f"no article could be read, so {target} was not written")
        assert not target.exists()


def test_output_into_a_closed_pipe_is_no_error(article):
    code = (
        "import sys; sys.path.insert(0, 'tests'); import aiinfra_nlp, test_cli\n"
        "aiinfra_nlp.extract_many = test_cli.fake_extract\n"
        "from aiinfra_nlp import cli\n"
        "sys.exit(cli.main(['extract', '--format', 'html'] + sys.argv[1:] * 3000))"
    )
    run = subprocess.run(
        f'"{sys.executable}" -c "$CODE" "{article}" | head -n 1',
        shell=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "CODE": code, "PYTHONPATH": str(ROOT)},
    )
    assert run.stdout.startswith("<!DOCTYPE html>")
    assert "Traceback" not in run.stderr
