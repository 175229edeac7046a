"""The groups that the scorer's models make."""

from __future__ import annotations

import gzip
import json

import pytest

from aiinfra_nlp.annotations import load_documents
from aiinfra_nlp.errors import ModelError
from aiinfra_nlp.learn import _fit, examples_of
from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.records.merge import group_events
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


def test_features_say_the_same_in_any_order():
    """To the last digit: two names are as sure as each other only then."""
    model = Linear(["no", "yes"], {f"f{i}": [0.1 * i, 1.7 / (i + 1)] for i in range(40)})
    features = [*model.index]
    looks = [features, features[::-1], features[7:] + features[:7], features[::3] + features[1::3] + features[2::3] + ["unknown"]]
    assert len({tuple(p) for p in model.table(looks).tolist()}) == 1


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


# --- on disk -----------------------------------------------------------------------------------


def test_weights_come_back_from_disk_as_they_were(tmp_path):
    pair = Linear(["no", "yes"], {"b\nc": [-12.3456, 0.0], "a": [0.0004, 40000.25]})
    Scorer({"pair": pair}, {"pair": 0.3}).to_disk(tmp_path / "one")
    again = Scorer.from_disk(tmp_path / "one")
    assert list(again.models) == ["pair"]
    assert again.models["pair"].index == {"a": 0, "b\nc": 1}
    assert again.models["pair"].matrix.tolist() == [[0.0, 40000.25], pytest.approx([-12.346, 0.0])]
    assert again.settings["pair"] == 0.3
    again.to_disk(tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize(
    "model",
    [
        {"classes": ["no", "yes"], "weights": {"bias": [0.0, 1.0]}},
        {"classes": ["no", "yes"], "features": ["bias"], "weights": "AAAA"},
        {"classes": ["no", "yes"], "features": ["bias", "a"], "weights": "AAAAAAAAAAA="},
        {"classes": ["no", "yes"], "features": [1], "weights": "AAAAAAAAAAA="},
        {"classes": ["no", "yes"], "features": ["bias"], "weights": "no base64"},
    ],
)
def test_a_scorer_with_other_weights_is_refused(tmp_path, model):
    path = tmp_path / "scorer.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"settings": {}, "models": {"pair": model}}).encode()))
    with pytest.raises(ModelError, match="train it again"):
        Scorer.from_disk(path)
