"""The groups that the scorer's models make."""

from __future__ import annotations

import pytest

from aiinfra_nlp.annotations import load_documents
from aiinfra_nlp.learn import _fit, examples_of
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.merge import group_events
from aiinfra_nlp.scorer import Linear, Scorer, mean

# --- groups ------------------------------------------------------------------------------------

#: A pair model that takes any two events for one deal.
SAME = Scorer({"pair": Linear(["no", "yes"], {"bias": [0.0, 9.0]})})

LISTS = [
    "青葉電力は、ノヴァ電機に10億円、森田機工に20億円を出資した。",
    "青葉電力は、ノヴァ電機に10億円、森田機工に10億円を出資した。",
    "青葉電力は、ノヴァ電機に10億円、森田機工に20億円を出資した。青葉電力の出資は2社に及ぶ。",
    "青葉電力、2社に出資\n青葉電力は出資を決めた。ノヴァ電機に10億円、森田機工に20億円を出資する。森田機工は出資を受け入れた。",
    "OpenAIは、オラクルに300億ドル、コアウィーブに220億ドルを支払う契約を結んだ。",
]


def items(events):
    """How often a deal word is split into the items of a list, by its place."""
    return [e.trigger.start for e in events if e.facts.get("share")]


@pytest.mark.model
@pytest.mark.parametrize("text", LISTS)
@pytest.mark.parametrize("backwards", [False, True])
def test_two_items_of_a_list_are_never_one_deal(text, backwards):
    events = propose(text).frames
    assert len(items(events)) > len(set(items(events))), "there is a list"
    for i, e in enumerate(events):
        e.score = i / len(events) if backwards else 1 - i / len(events)
    groups = SAME.cluster(events)
    assert sorted(id(e) for g in groups for e in g.events) == sorted(map(id, events))
    assert all(len(items(g.events)) == len(set(items(g.events))) for g in groups)
    assert len(groups) == 2, "all else is one deal to this model"


@pytest.mark.model
@pytest.mark.parametrize("text", LISTS)
def test_nor_are_they_by_the_rules_alone(text):
    for g in group_events(propose(text).frames):
        assert len(items(g.events)) == len(set(items(g.events)))


def test_a_model_knows_answers_that_no_example_has():
    """Ten documents may know no partner; the second look asks for its chance all the same."""
    model = _fit([["bias", "a"], ["bias", "b"], ["bias", "c"]] * 3, ["none", "payer", "payee"] * 3, 1.0, 0, ("none", "payer", "payee", "partner"))
    chances = model(["bias", "a"])
    assert set(chances) == {"none", "payer", "payee", "partner"}
    assert chances["partner"] < 0.01 < chances["payer"]


# --- examples ----------------------------------------------------------------------------------


@pytest.mark.model
def test_the_later_models_learn_from_events_judged_side_by_side(monkeypatch):
    """Events were once judged one by one there, so that the second looks saw no neighbours."""
    documents = load_documents("examples/pharma/train")[:8]
    examples = examples_of(documents)
    seen = []
    judge = Scorer.judge
    monkeypatch.setattr(Scorer, "judge", lambda self, article, events: seen.append(len(events)) or judge(self, article, events))
    examples.finish(folds=2)
    assert sorted(seen) == sorted(len(propose(d.text, d.date).frames) for d in documents)


def test_the_mean_of_two_scorers_weighs_what_each_knows():
    one = Scorer({"pair": Linear(["no", "yes"], {"bias": [0.0, 1.0], "a": [0.0, 2.0]})}, {"pair": 0.3})
    other = Scorer({"pair": Linear(["yes", "no"], {"bias": [3.0, 0.0], "b": [1.0, 0.0]})})
    both = mean(one, other, 0.25)
    weights = {f: both.models["pair"].matrix[i].tolist() for f, i in both.models["pair"].index.items()}
    assert both.models["pair"].classes == ["no", "yes"]
    assert weights == {"bias": [0.0, 1.5], "a": [0.0, 1.5], "b": [0.0, 0.25]}
    assert both.settings["pair"] == 0.3
