"""Fine-tuning: what is read and refused, what comes out, and that nothing is lost on the way."""

import base64
import hashlib
import json
import lzma
import os
import random
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from aiinfra_nlp import extract_deals, load
from aiinfra_nlp.annotations import load_documents
from aiinfra_nlp.annotations.convert import export
from aiinfra_nlp.confidence import calibrated
from aiinfra_nlp.document import Token
from aiinfra_nlp.errors import AnnotationError, InputError, ModelError
from aiinfra_nlp.packaging import package
from aiinfra_nlp.reading import Input
from aiinfra_nlp.recogniser import Recorder, Replay, Union
from aiinfra_nlp.significance import calibration
from aiinfra_nlp.suggest import Candidate, choose, entropy, suggest, write
from aiinfra_nlp.train import _gather, _sample, main, train
from aiinfra_nlp.training import artifact, sources, steps
from aiinfra_nlp.training.config import parse_overrides, read_settings
from aiinfra_nlp.training.tuning import calibrate

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = [d for d in load_documents(ROOT / "annotations" / "train") if d.deals][:10]
TEXT = "青葉電力は10日、ノヴァ電機に50億円を出資すると発表した。\n"
#: Small enough for a test: two folds, few iterations, nothing tried out.
QUICK = {
    "training.folds": 2, "training.rehearsal": 0, "recogniser.iterations": 15, "recogniser.keep_base": False,
    "scorer.grid": [1.0], "thresholds.rounds": 0,
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("documents")
    export(SAMPLE, path, "json")
    return path


@pytest.fixture(scope="module")
def model(folder, tmp_path_factory):
    path = tmp_path_factory.mktemp("models") / "small"
    lines = []
    scores = train([folder], path, overrides=QUICK, say=lines.append)
    return path, scores, lines


def draft(**changes):
    data = {
        "id": "a", "text": TEXT, "date": None, "genre": "wire", "origin": "composed",
        "entities": [
            {"text": "青葉電力", "start": 0, "end": 4, "label": "ORG"},
            {"text": "ノヴァ電機", "start": 9, "end": 14, "label": "ORG"},
        ],
        "figures": [], "references": [], "deals": [],
    }  # fmt: skip
    return data | changes


def put(path, data):
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def contents(path):
    return {p.name: p.read_bytes() for p in sorted(path.iterdir())}


# --- what is read, and what is refused ---------------------------------------------------------


@pytest.mark.parametrize(
    ("format", "name"),
    [
        ("json", "in"),
        ("doccano", "in.jsonl"),
        ("labelstudio", "in.json"),
        ("prodigy", "in.jsonl"),
        ("spacy", "in.spacy"),
    ],
)
def test_every_format_gives_the_same_documents(tmp_path, format, name):
    export(SAMPLE[:4], tmp_path / name, format)
    found = sources.read_sources([tmp_path / name]).documents
    assert sorted(found, key=lambda d: d.id) == sorted(SAMPLE[:4], key=lambda d: d.id)


def test_what_ships_is_read_from_compressed_lines(tmp_path):
    artifact.write_documents(SAMPLE, tmp_path / artifact.DOCUMENTS)
    assert {d.id for d in sources.read_sources([tmp_path]).documents} == {d.id for d in SAMPLE}
    again = tmp_path / "again.jsonl.xz"
    artifact.write_documents(SAMPLE[::-1], again)
    assert again.read_bytes() == (tmp_path / artifact.DOCUMENTS).read_bytes()


def test_a_broken_archive_is_reported_by_its_name(tmp_path):
    (tmp_path / "mine.jsonl.xz").write_bytes(b"\xfd7zXZ\x00 and no more")
    with pytest.raises(AnnotationError, match="mine.jsonl.xz"):
        sources.read_sources([tmp_path])


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        ({"entities": [{"text": "青葉電力", "start": 0, "end": 4, "label": "FIRMA"}]}, 12, "label"),
        ({"entities": [{"text": "青葉電力", "start": 1, "end": 5, "label": "ORG"}]}, 8, "offsets 1-5 give"),
        (
            {
                "entities": [
                    {"text": "青葉電力", "start": 0, "end": 4, "label": "ORG"},
                    {"text": "電力", "start": 2, "end": 4, "label": "ORG"},
                ]
            },
            1,
            "overlaps",
        ),
        ({"genre": "rumour"}, 5, "genre"),
    ],
)
def test_a_bad_document_is_refused_by_file_and_line(tmp_path, change, line, message):
    path = put(tmp_path / "bad.json", draft(**change))
    with pytest.raises(AnnotationError) as caught:
        train([path], tmp_path / "out")
    first = str(caught.value).splitlines()[0]
    assert first.startswith(f"{path}:{line}: ")
    assert message in first
    assert "nothing was trained" in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_bad_line_is_refused_by_its_number(tmp_path):
    good = json.dumps(draft(), ensure_ascii=False)
    path = tmp_path / "bad.jsonl"
    moved = {
        "id": 2,
        "text": TEXT,
        "entities": [{"id": 1, "label": "ORG", "start_offset": 90, "end_offset": 94}],
    }
    path.write_text("\n".join([good, "{", json.dumps(moved)]), encoding="utf-8")
    with pytest.raises(AnnotationError) as caught:
        sources.read_sources([path])
    lines = str(caught.value).splitlines()
    assert lines[0].startswith(f"{path}:2: invalid JSON")
    assert lines[1].startswith(f"{path}:3: span ORG 90-94")
    assert lines[2] == "2 problems in the annotations; nothing was trained"


@pytest.mark.parametrize("line", ['{"text": 3}', "3", '{"id": "a"}', "[]"])
def test_what_is_no_document_is_refused_with_what_would_be_one(tmp_path, line):
    path = tmp_path / "bad.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(AnnotationError, match="annotations/README.md") as caught:
        sources.read_sources([path])
    assert str(caught.value).startswith(f"{path}:1: no annotated document in a known format")


def test_an_empty_file_and_an_empty_folder_are_refused(tmp_path):
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "nothing").mkdir()
    with pytest.raises(AnnotationError, match=r"empty\.jsonl: empty"):
        sources.read_sources([tmp_path / "empty.jsonl"])
    with pytest.raises(AnnotationError, match="nothing: empty"):
        sources.read_sources([tmp_path / "nothing"])
    with pytest.raises(AnnotationError, match="no such file"):
        sources.read_sources([tmp_path / "absent"])


def test_contradictory_duplicates_are_refused_and_equal_ones_used_once(tmp_path):
    put(tmp_path / "a.json", draft())
    put(tmp_path / "b.json", draft(id="b"))
    found = sources.read_sources([tmp_path])
    assert [d.id for d in found.documents] == ["a"]
    assert "the same as" in found.warnings[0]
    put(tmp_path / "c.json", draft(id="c", entities=[]))
    with pytest.raises(
        AnnotationError, match=r"c\.json:1: contradicts .*a\.json:1: the same text with other entities"
    ):
        sources.read_sources([tmp_path])


def test_one_id_for_two_texts_is_refused(tmp_path):
    put(tmp_path / "a.json", draft())
    put(tmp_path / "b.json", draft(text=TEXT + "続報。"))
    with pytest.raises(AnnotationError, match="is also the id of"):
        sources.read_sources([tmp_path])


def test_line_of_a_field():
    text = '{\n "deals": [\n  {"a": 1},\n  {"parties": [\n   {"x": "}]"},\n   2\n  ]}\n ]\n}'
    assert [sources.line_of(text, p) for p in ("", "deals", "deals[1].parties[1]", "deals[9]")] == [
        1,
        2,
        6,
        2,
    ]


def test_dev_is_never_trained_on():
    assert sources.overlaps(SAMPLE[:3], [SAMPLE[0].model_copy(update={"id": "dev"})]) == {SAMPLE[0].id}


# --- settings ----------------------------------------------------------------------------------


def test_settings_are_checked_before_anything_starts(tmp_path, capsys):
    assert (
        read_settings(None, parse_overrides(["--training.seed", "3", "--scorer.grid=[1.0]"])).training.seed
        == 3
    )
    for overrides, message in (
        ({"training.sed": 1}, r"training\.sed.*no such setting"),
        ({"train.seed": 1}, "no section 'train'"),
        ({"training.folds": 1}, r"training\.folds"),
    ):
        with pytest.raises(InputError, match=message):
            read_settings(None, overrides)
    with pytest.raises(InputError, match="has no value"):
        parse_overrides(["--training.seed"])
    config = tmp_path / "own.cfg"
    config.write_text("[training]\nfolds = 4\n")
    assert read_settings(config).training.folds == 4
    assert read_settings(config, {"training.folds": 5}).training.folds == 5
    assert main([str(tmp_path), "--training.sed", "1"]) == 2
    assert "no such setting" in capsys.readouterr().err


def test_the_written_config_gives_the_same_settings(tmp_path):
    settings = read_settings(None, {"training.seed": 7})
    (tmp_path / "config.cfg").write_text(settings.to_text())
    assert read_settings(tmp_path / "config.cfg") == settings


# --- what comes out ----------------------------------------------------------------------------


@pytest.mark.model
def test_a_model_folder_loads_and_tells_how_it_was_made(model):
    path, scores, lines = model
    assert load(str(path)).pipe_names == load().pipe_names
    assert isinstance(extract_deals(TEXT, model=str(path)), list)
    meta = json.loads((path / "meta.json").read_text())
    assert meta["scores"] == scores
    assert 0 <= scores["held out"]["slot_f1"] <= 1
    assert meta["data"]["documents"]["documents"] == len(SAMPLE)
    assert read_settings(path / "config.cfg").training.folds == 2
    card = (path / "README.md").read_text()
    assert meta["data"]["documents"]["sha256"] in card
    assert str(path.parent) not in card + json.dumps(meta)
    assert any("names F1" in line for line in lines)
    assert not list(path.parent.glob(".*"))


@pytest.mark.model
def test_the_same_input_gives_the_same_bytes(model, folder, tmp_path):
    train([folder], tmp_path / model[0].name, overrides=QUICK)
    made, again = contents(model[0]), contents(tmp_path / model[0].name)
    assert {k: hashlib.sha256(v).hexdigest() for k, v in again.items()} == {
        k: hashlib.sha256(v).hexdigest() for k, v in made.items()
    }


@pytest.mark.model
def test_a_killed_run_leaves_the_previous_model_and_goes_on(model, folder, tmp_path):
    output = tmp_path / "small"
    shutil.copytree(model[0], output)
    before = contents(output)
    command = [sys.executable, "-m", "aiinfra_nlp.train", str(folder), "--output", str(output)]
    for name, value in QUICK.items():
        command += [f"--{name}", json.dumps(value)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)
    for line in process.stderr:
        if "fold 2/2" in line:
            process.send_signal(signal.SIGKILL)
            break
    process.communicate()
    assert contents(output) == before
    assert isinstance(extract_deals(TEXT, model=str(output)), list)
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=True)
    assert "taken from the interrupted run" in done.stderr
    assert contents(output) == before
    assert not list(tmp_path.glob(".small*"))


@pytest.mark.parametrize("exchange", [True, False])
def test_a_model_is_replaced_in_one_step(tmp_path, monkeypatch, exchange):
    if not exchange:
        monkeypatch.setattr(artifact, "_exchange", lambda a, b: False)
    old, new = tmp_path / "model", tmp_path / "work"
    for path, text in ((old, "old"), (new, "new")):
        path.mkdir()
        (path / "meta.json").write_text(text)
    artifact.install(new, old)
    assert (old / "meta.json").read_text() == "new"
    assert not (tmp_path / ".model.old").exists()


def test_what_is_no_model_is_never_replaced(tmp_path, folder):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(InputError, match=r"thesis\.txt"):
        train([folder], tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_a_folder_without_a_model_is_no_model(tmp_path):
    with pytest.raises(ModelError, match="no model there"):
        load(str(tmp_path))


# --- recognisers side by side, confidence --------------------------------------------------------


class Fixed:
    def __init__(self, *spans):
        self.spans = list(spans)

    def find(self, sentences):
        return [self.spans for _ in sentences]


def test_of_overlapping_names_the_surest_stands():
    new, base = (
        Fixed((0, 4, "ORG", 0.6), (9, 12, "ORG", 0.9)),
        Fixed((0, 6, "ORG", 0.8), (20, 24, "GOV", 0.5)),
    )
    tokens = [Token("x", 0, 1, ("名詞",), "x")]
    assert Union(new, base).find([(tokens, None)]) == [[(0, 6, "ORG", 0.8), (9, 12, "ORG", 0.9), (20, 24, "GOV", 0.5)]]


def test_confidence_is_calibrated():
    draw = random.Random(1)
    facts, exact = [], []
    for _ in range(2000):
        lead = draw.uniform(-3, 3)
        p = 1 / (1 + 2.718281828 ** -(0.5 * lead - 1))
        facts.append({"raw": 1 / (1 + 2.718281828**-lead), "lead": lead})
        exact.append(float(draw.random() < p))
    weights = calibrate(facts, exact, [1.0] * len(facts), read_settings())
    before = calibration([f["raw"] for f in facts], exact)["ece"]
    after = calibration([calibrated(f, weights) for f in facts], exact)["ece"]
    assert before > 0.1
    assert after < 0.03
    assert calibrated({"raw": 0.7}, {"keep": 0.4}) == 0.7
    assert calibrate(facts[:6], [1.0, 0, 0, 0, 0, 0], [1.0] * 6, read_settings()) == {}


# --- suggest -------------------------------------------------------------------------------------


def test_entropy():
    assert entropy([0.5, 0.5]) == pytest.approx(1)
    assert entropy([1.0, 0.0]) == 0
    assert entropy([]) == 0


def test_unlike_articles_come_first():
    def candidate(name, unsure, grams, unseen=()):
        return Candidate(Input(name, name), unsure, tuple(unseen), set(grams))

    pool = [
        candidate("first", 0.9, "abcdef"),
        candidate("its twin", 0.85, "abcdef"),
        candidate("other", 0.5, "uvwxyz"),
        candidate("new names", 0.4, "ghijkl", ["甲社", "乙社", "丙社"]),
    ]
    assert [c.article.id for c in choose(pool, 3)] == ["first", "new names", "other"]


@pytest.mark.model
def test_suggestions_are_prelabelled_and_new(tmp_path):
    done = SAMPLE[0]
    articles = [
        Input("done", done.text),
        Input("x/a.txt", TEXT),
        Input("blank", " "),
        Input("y/b.txt", "晴れた。\n"),
    ]
    chosen = suggest(articles, number=5, annotated=[done])
    assert [c.article.id for c in chosen] == ["x/a.txt", "y/b.txt"]
    write(chosen, tmp_path / "tasks.json", "labelstudio")
    tasks = json.loads((tmp_path / "tasks.json").read_text())
    assert [t["data"]["text"] for t in tasks] == [TEXT, "晴れた。\n"]
    assert tasks[0]["predictions"]
    write(chosen, tmp_path / "tasks.jsonl", "doccano")
    assert [d.text for d in sources.read_sources([tmp_path / "tasks.jsonl"]).documents] == [
        TEXT,
        "晴れた。\n",
    ]


# --- package -------------------------------------------------------------------------------------


@pytest.mark.model
def test_a_wheel_is_complete_and_loads(model, tmp_path):
    wheel, sdist = package(model[0], tmp_path, name="My Model", version="1.2.0")
    assert wheel.name == "ja_aiinfra_my_model-1.2.0-py3-none-any.whl"
    assert sdist.is_file()
    with zipfile.ZipFile(wheel) as archive:
        record = archive.read("ja_aiinfra_my_model-1.2.0.dist-info/RECORD").decode().splitlines()
        for row in record[:-1]:
            name, digest, size = row.rsplit(",", 2)
            data = archive.read(name)
            assert len(data) == int(size)
            assert (
                digest
                == "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            )
        assert len(record) == len(archive.namelist())
        archive.extractall(tmp_path / "site")
    code = (
        "import spacy, aiinfra_nlp\n"
        f"one = aiinfra_nlp.extract_deals({TEXT!r}, model='ja_aiinfra_my_model')\n"
        f"two = aiinfra_nlp.extract_deals({TEXT!r}, model={str(model[0])!r})\n"
        "assert one == two, (one, two)\n"
        "assert spacy.load('ja_aiinfra_my_model').pipe_names == aiinfra_nlp.load().pipe_names\n"
    )
    path = os.pathsep.join([str(ROOT), str(tmp_path / "site")])
    subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, cwd=tmp_path, check=True
    )
    again, _ = package(model[0], tmp_path / "again", name="My Model", version="1.2.0")
    assert again.read_bytes() == wheel.read_bytes()


def test_what_cannot_be_packaged_is_refused(tmp_path, model):
    with pytest.raises(ModelError, match="no model there"):
        package(tmp_path, tmp_path / "out")
    with pytest.raises(InputError, match="--version"):
        package(model[0], tmp_path / "out", version="new")
    with pytest.raises(InputError, match="--name"):
        package(model[0], tmp_path / "out", name="模型")


def test_the_shipped_documents_are_within_reach():
    shipped = sources.shipped_documents()
    assert len(shipped) >= 250
    path = ROOT / "aiinfra_nlp" / "model" / artifact.DOCUMENTS
    if path.is_file():
        assert len(lzma.decompress(path.read_bytes()).splitlines()) == len(shipped)


# --- rehearsal ---------------------------------------------------------------------------------


def drawn(n, documents=SAMPLE, seed=0):
    settings = read_settings(overrides={"training.rehearsal": n, "training.seed": seed})
    return [d.id for d in _sample(list(documents), settings)]


@pytest.mark.parametrize("n", [1, 4, len(SAMPLE)])
def test_as_many_documents_are_learnt_again_as_the_settings_say(n):
    found = drawn(n)
    assert len(set(found)) == len(found) == n
    assert set(found) <= {d.id for d in SAMPLE}


def test_no_more_are_learnt_again_than_there_are():
    assert sorted(drawn(len(SAMPLE) + 600)) == sorted(d.id for d in SAMPLE)
    assert drawn(600, []) == []
    assert drawn(0) == []


def test_the_same_documents_give_the_same_sample_in_any_order():
    assert drawn(4) == drawn(4) == drawn(4, SAMPLE[::-1])


def test_the_seed_draws_the_sample():
    assert len({tuple(drawn(4, seed=seed)) for seed in range(5)}) > 1


@pytest.mark.parametrize("value", [True, -1, "some", 2.5])
def test_rehearsal_is_a_number_of_documents(value):
    with pytest.raises(InputError, match=r"training\.rehearsal"):
        read_settings(overrides={"training.rehearsal": value})


def test_the_sample_is_what_a_run_learns_beside_the_own_documents(folder, monkeypatch):
    shipped = [d for d in load_documents(ROOT / "annotations" / "train") if d.deals][10:30]
    monkeypatch.setattr(sources, "shipped_documents", lambda: list(shipped))
    settings = read_settings(overrides={"training.rehearsal": 6})
    runs = [_gather([folder], [], settings, False, lambda line: None) for _ in range(2)]
    assert [d.id for d in runs[0].shipped] == [d.id for d in runs[1].shipped] == drawn(6, shipped)
    assert _gather([folder], [], settings, True, lambda line: None).shipped == []
    none = read_settings(overrides={"training.rehearsal": 0})
    assert _gather([folder], [], none, False, lambda line: None).shipped == []


def test_names_of_held_out_documents_are_found_again():
    """What a recogniser found is replayed sentence by sentence, whatever recogniser stands beside it."""
    tokens = [
        [Token(w, a, a + len(w), ("名詞",), w) for w, a in row]
        for row in ([("NTT", 0), ("が", 3)], [("KDDI", 10), ("と", 14)])
    ]
    found = [(0, 3, "ORG", 0.9), (10, 14, "ORG", 0.8)]
    assert Replay(found).find([(t, {}) for t in tokens]) == [[found[0]], [found[1]]]
    assert Replay(found).find([([], {})]) == [[]]
    recorder = Recorder(Replay(found))
    assert recorder.find([(tokens[1], {})]) == [[found[1]]]
    assert recorder.found == [found[1]]


def test_names_on_disk_are_those_written(tmp_path, monkeypatch):
    artifact.write_names({"b": [(1, 2, "ORG", 0.12345)], "a": []}, tmp_path / "names.json.gz")
    monkeypatch.setattr("aiinfra_nlp.pipeline.SHIPPED", tmp_path)
    assert sources.shipped_names() == {"a": [], "b": [(1, 2, "ORG", 0.123)]}
    (tmp_path / "names.json.gz").unlink()
    assert sources.shipped_names() == {}


@pytest.mark.model
def test_a_recogniser_no_better_than_the_one_that_ships_is_not_made():
    """Three documents made a recogniser that no longer found the buyer of the README's own article."""
    items = [steps.Item(d, own=True) for d in load_documents(ROOT / "annotations" / "dev")[:3]]
    steps.read_items(items, Replay([]))
    said: list[str] = []
    assert not steps.worth_a_recogniser(items, ROOT / "aiinfra_nlp" / "model" / "recogniser.crf", said.append)
    assert "too few documents for a recogniser" in said[0]
    assert steps.names_f1(items) > 0.8


@pytest.mark.model
def test_the_recogniser_that_ships_is_kept(tmp_path):
    """What it was made from is read as it was when it was held out; other documents, by itself."""
    seen, other = (steps.Item(d) for d in load_documents(ROOT / "annotations" / "dev")[:2])
    shipped = ROOT / "aiinfra_nlp" / "model" / "recogniser.crf"
    steps.keep_recogniser([seen, other], {seen.document.id: []}, shipped, tmp_path / "recogniser.crf")
    assert seen.found == []
    assert other.found
    assert (tmp_path / "recogniser.crf").read_bytes() == shipped.read_bytes()


def test_without_a_recogniser_none_is_kept(tmp_path):
    with pytest.raises(InputError, match=r"recogniser\.learn"):
        steps.keep_recogniser([], {}, None, tmp_path / "recogniser.crf")
