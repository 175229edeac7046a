"""The scorer's models: groups that they make, and two scorers blended into one."""

from __future__ import annotations

import pytest

from aiinfra_nlp.pipeline import propose
from aiinfra_nlp.pipes.merge import group_events
from aiinfra_nlp.scorer import Linear, Scorer, blend

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


# --- two scorers in one ------------------------------------------------------------------------

OLD = Scorer(
    {
        "event": Linear(["none", "investment", "supply"], {"bias": [1.0, 0.0, -1.0], "w=出資": [0.0, 4.0, 0.0]}),
        "hearsay": Linear(["no", "yes"], {"s=関係者": [0.0, 3.0]}),
    },
    {"keep": 0.25, "party": 0.35},
)
NEW = Scorer(
    {
        "event": Linear(["supply", "none", "investment"], {"bias": [3.0, 1.0, 2.0], "w=納入": [2.0, 0.0, -2.0]}),
        "hearsay": Linear(["no", "yes"], {"s=関係者": [0.0, 1.0], "s=報道": [-2.0, 2.0]}),
    },
    {"keep": 0.75},
)


def weights(model: Linear) -> dict[str, dict[str, float]]:
    """Weight of each feature for each class, in whatever order they are kept."""
    return {
        f: dict(zip(model.classes, map(float, model.matrix[i]), strict=True)) for f, i in model.index.items()
    }


def test_half_of_each_is_the_mean():
    both = blend(OLD, NEW, 0.5)
    assert weights(both.models["event"]) == {
        "bias": {"none": 1.0, "investment": 1.0, "supply": 1.0},
        "w=出資": {"none": 0.0, "investment": 2.0, "supply": 0.0},
        "w=納入": {"none": 0.0, "investment": -1.0, "supply": 1.0},
    }
    assert weights(both.models["hearsay"]) == {
        "s=関係者": {"no": 0.0, "yes": 2.0},
        "s=報道": {"no": -1.0, "yes": 1.0},
    }


@pytest.mark.parametrize(("share", "like"), [(1.0, OLD), (0.0, NEW)])
@pytest.mark.parametrize("features", [["bias"], ["bias", "w=出資"], ["bias", "w=納入", "w=出資"], ["unknown"], []])
def test_all_of_one_and_nothing_of_the_other_says_what_the_one_says(share, like, features):
    got = blend(OLD, NEW, share).models["event"](features)
    assert got == pytest.approx(like.models["event"](features))


def test_the_share_is_that_of_the_first():
    got = weights(blend(OLD, NEW, 0.75).models["event"])
    assert got["w=出資"]["investment"] == 3.0
    assert got["w=納入"]["supply"] == 0.5


def test_the_settings_are_those_of_the_first_and_stay_its_own():
    both = blend(OLD, NEW, 0.5)
    assert both.settings == OLD.settings
    both.settings["keep"] = 0.99
    assert (OLD.settings["keep"], NEW.settings["keep"]) == (0.25, 0.75)


def test_neither_of_the_two_is_changed():
    before = [(weights(m)) for s in (OLD, NEW) for m in s.models.values()]
    both = blend(OLD, NEW, 0.5)
    both.models["event"].matrix[:] = 0
    assert [(weights(m)) for s in (OLD, NEW) for m in s.models.values()] == before


def test_a_model_that_the_first_has_not_or_that_answers_otherwise_is_the_second():
    other = Scorer({"event": Linear(["none", "investment"], {"bias": [1.0, 0.0]})})
    both = blend(other, NEW, 0.5)
    assert both.models["event"] is NEW.models["event"]
    assert both.models["hearsay"] is NEW.models["hearsay"]


def test_what_is_blended_is_written_and_read_again(tmp_path):
    both = blend(OLD, NEW, 0.5)
    both.to_disk(tmp_path / "scorer.json.gz")
    again = Scorer.from_disk(tmp_path / "scorer.json.gz")
    assert {t: weights(m) for t, m in again.models.items()} == {t: weights(m) for t, m in both.models.items()}
    assert again.settings == both.settings
