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
