"""The trigger lexicon: every row fires in its positive example and is silent in its negative one."""

from collections import Counter

import pytest

from aiinfra_nlp.normalize.fold import fold
from aiinfra_nlp.pipes.signals.triggers import TriggerLexicon
from aiinfra_nlp.records import ROLES_OF
from aiinfra_nlp.resources import read_tsv

COLUMNS = (
    "word", "pos", "frame", "strength", "needs", "not_before", "not_after",
    "positive", "negative", "source",
)
NEEDS = {"money", "capacity", "stake", "gov", "round", "com", "goods", "shares"}
ROWS = read_tsv("triggers", COLUMNS)
WORDS = [r["word"] for r in ROWS]
#: Frames whose type hangs on the object; every other frame names one of the ten types.
OPEN_TYPES = {"spend", "stakesale", "contract", "goods", "stake"}


def items(cell: str) -> list[str]:
    return cell.split(";") if cell else []


def fired(text: str) -> list[str]:
    """The words of the lexicon that fire in a text."""
    return [t.text for t in TriggerLexicon.default().find(fold(text).text)]


@pytest.mark.parametrize("row", ROWS, ids=WORDS)
def test_positive_fires(row):
    assert row["word"] in fired(row["positive"]), row["positive"]


@pytest.mark.parametrize("row", ROWS, ids=WORDS)
def test_negative_is_silent(row):
    # the string must be there, otherwise the example shows nothing
    assert row["word"] in fold(row["negative"]).text, row["negative"]
    assert row["word"] not in fired(row["negative"]), row["negative"]


@pytest.mark.parametrize("row", ROWS, ids=WORDS)
def test_cells(row):
    assert row["pos"] in ("n", "v")
    assert row["strength"] in ("1", "2")
    for column in ("word", "frame", "positive", "negative", "source"):
        assert row[column].strip() == row[column] != "", column
    for column in ("needs", "not_before", "not_after"):
        parts = items(row[column])
        assert all(p.strip() == p != "" for p in parts), column
        assert not [p for p, n in Counter(parts).items() if n > 1], column
    assert set(items(row["needs"])) <= NEEDS


@pytest.mark.parametrize("row", ROWS, ids=WORDS)
def test_strings_are_folded(row):
    # the article is folded before the search: an unfolded string could never match
    for x in (row["word"], *items(row["not_before"]), *items(row["not_after"])):
        assert fold(x).text == x


def test_words_are_unique():
    assert not [w for w, n in Counter(WORDS).items() if n > 1]


def test_examples_are_own():
    # one example serves one row: no sentence is pasted twice as a positive
    assert not [p for p, n in Counter(r["positive"] for r in ROWS).items() if n > 1]


def test_frames_are_known():
    frames = {f["frame"] for f in read_tsv("frames")}
    assert {r["frame"] for r in ROWS} <= frames


def test_frames_carry_roles_of_their_type():
    for frame in TriggerLexicon.default().frames.values():
        if frame.type in ROLES_OF:
            assert set(frame.roles.values()) <= set(ROLES_OF[frame.type]), frame.name
        else:
            assert frame.type in OPEN_TYPES, frame.name


def test_lexicon_covers_the_ten_types():
    frames = TriggerLexicon.default().frames
    types = {frames[r["frame"]].type for r in ROWS}
    # supply is reached through frames of type ``goods`` and ``contract``
    assert set(ROLES_OF) - {"supply"} <= types
    assert "goods" in types
    assert len(ROWS) >= 250


def test_longest_word_wins():
    assert fired("双葉商事は第三者割当増資を引き受ける。") == ["第三者割当増資", "引き受け"]


def test_katakana_and_latin_words_stand_alone():
    assert "リース" not in fired("ニュースリリースを読む。")
    assert "CB" not in fired("NCBの番組を見る。")


def test_offsets_are_half_open():
    (t,) = TriggerLexicon.default().find("双葉商事は星野AIを買収した。")
    assert (t.start, t.end, t.text) == (10, 12, "買収")
