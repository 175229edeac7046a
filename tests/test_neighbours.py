"""The second look: what the other events of an article say of one."""

from __future__ import annotations

import time

import numpy as np
import pytest

from aiinfra_nlp import neighbours as N
from aiinfra_nlp.learn import _adapt
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.scorer import Linear

TEXT = """青葉電力、ノヴァ電機に出資
青葉電力は3日、ノヴァ電機に10億円を出資すると発表した。森田機工も5億円を投じる。
出資はノヴァ電機が新しく出す株式を引き受ける形をとる。
"""
SIDES = ("none", "partner", "payee", "payer", "seller")


@pytest.fixture(scope="module")
def events():
    return propose(TEXT).frames


def even(classes):
    return dict.fromkeys(classes, 1 / len(classes))


@pytest.mark.model
def test_every_event_and_every_link_has_facts(events):
    assert len(events) >= 3
    types = [even(("none", "investment", "capex")) for _ in events]
    stages = [even(("agreed", "planned")) for _ in events]
    sides = [[even(SIDES) for _ in e.links] for e in events]
    assert len(N.event_facts(events, types)) == len(N.status_facts(events, stages)) == len(events)
    assert [len(x) for x in N.role_facts(events, sides)] == [len(e.links) for e in events]
    assert all("bias" in f for f in N.event_facts(events, types))


@pytest.mark.model
def test_the_headline_speaks_for_the_body(events):
    head = next(i for i, e in enumerate(events) if e.sentence.kind == "headline")
    body = next(i for i, e in enumerate(events) if e.sentence.index == 1)
    told = [{"none": 0.9, "investment": 0.1} for _ in events]
    said = [dict(p) for p in told]
    said[head] = {"none": 0.05, "investment": 0.95}
    assert set(N.event_facts(events, said)[body]) - set(N.event_facts(events, told)[body])


@pytest.mark.model
def test_what_an_event_is_thought_alone_does_not_speak_for_itself_twice(events):
    near = N._Near(events, [0.5] * len(events))
    assert all(i not in near.places(i).values() for i in range(len(events)))


def test_the_surest_other():
    best = N._Best()
    for at, score in enumerate((0.2, 0.9, 0.5, 0.1)):
        best.add(score, at)
    assert (best.other(1), best.other(0)) == (2, 1)
    assert best.score(1) == 0.5
    assert N._Best().other(0) is None


@pytest.mark.model
def test_time_grows_with_the_number_of_events_not_its_square():
    def seconds(times):
        events = propose("青葉電力は、ノヴァ電機に10億円を出資した。\n" * times).frames
        chances = [even(("none", "investment")) for _ in events]
        sides = [[even(SIDES) for _ in e.links] for e in events]
        started = time.process_time()
        N.event_facts(events, chances)
        N.role_facts(events, sides)
        return time.process_time() - started

    seconds(20)
    assert seconds(1600) < 16 * max(seconds(400), 0.01)


# --- what a second look learns --------------------------------------------------------------------


def test_without_examples_the_base_stands():
    base = Linear(["no", "yes"], {"bias": [0.0, 1.0]})
    assert _adapt(base, [], [], None, [], 1.0) is base


def test_kept_examples_change_nothing():
    base = Linear(["no", "yes"], {"bias": [0.0, 1.0], "a": [2.0, 0.0]})
    x = [["bias", "a"], ["bias"]] * 20
    new = _adapt(base, x, ["yes", "no"] * 20, None, [True] * 40, 1.0)
    assert np.allclose(new.table(x), base.table(x), atol=1e-3)


def test_own_examples_move_it_and_kept_ones_hold_the_rest():
    base = Linear(["no", "yes"], {"bias": [0.0, 1.0], "a": [2.0, 0.0]})
    x = [["bias", "a", "own"]] * 20 + [["bias", "a"]] * 20
    new = _adapt(base, x, ["yes"] * 40, None, [False] * 20 + [True] * 20, 1.0)
    own, rest = new.table([x[0], x[-1]])[:, 1]
    was = base.table([x[-1]])[0, 1]
    assert own > 0.7 > was
    assert abs(rest - was) < 0.1


def test_a_second_look_starts_from_the_first():
    empty = Linear(["no", "yes"], {})
    before = [{"no": 0.3, "yes": 0.7}]
    assert np.allclose(empty.table([["bias"]], before), [[0.3, 0.7]])
    sure = [{"no": 0.3, "yes": 0.7}] * 40
    new = _adapt(empty, [["head"], ["tail"]] * 20, ["yes", "no"] * 20, sure, [False] * 40, 1.0)
    assert new.table([["head"]], before)[0, 1] > 0.7 > new.table([["tail"]], before)[0, 1]
    assert new.each([["neither"]], before)[0] == pytest.approx(before[0])


# --- a model changed by documents of one's own ----------------------------------------------------


@pytest.mark.model
def test_own_documents_change_the_model_that_ships_and_no_more(tmp_path):
    from pathlib import Path

    from aiinfra_nlp.annotations import load_documents
    from aiinfra_nlp.annotations.convert import export
    from aiinfra_nlp.pipeline import SHIPPED
    from aiinfra_nlp.scorer import TASKS, Scorer
    from aiinfra_nlp.train import train

    root = Path(__file__).resolve().parents[1]
    own = load_documents(root / "examples" / "pharma" / "train")[:12]
    export(own, tmp_path / "own", "json")
    quick = {"training.folds": 2, "training.rehearsal": 12, "recogniser.rehearsal": 4, "recogniser.iterations": 5, "recogniser.early_stopping": False}
    lines = []
    train([tmp_path / "own"], tmp_path / "mine", overrides=quick, say=lines.append)
    mine, ships = (Scorer.from_disk(path / "scorer.json.gz") for path in (tmp_path / "mine", SHIPPED))
    # the recogniser that ships reads on, beside the new one or, where that finds names no better, alone
    made = not any("too few documents for a recogniser" in line for line in lines)
    assert (tmp_path / "mine" / "base.crf").is_file() == made
    assert (tmp_path / "mine" / ("base.crf" if made else "recogniser.crf")).read_bytes() == (SHIPPED / "recogniser.crf").read_bytes()
    assert mine.settings == ships.settings
    changed = 0
    for task in TASKS:
        new, old = mine.models[task], ships.models[task]
        assert new.classes == old.classes
        same = [np.allclose(new.matrix[new.index[f]], old.matrix[i], atol=0.002) for f, i in old.index.items()]
        changed += not all(same)
        assert sum(same) > 0.5 * len(same), f"{task}: what the documents do not speak of stays"
    # where the documents teach nothing that holds on others of them, the scorer that ships stays
    kept = any("the one that ships stays" in line for line in lines)
    assert bool(changed) != kept
