"""The decoder of the recogniser against CRFsuite's own tagger."""

import random

import pycrfsuite
import pytest

from aiinfra_nlp.crf import Crf
from aiinfra_nlp.errors import ModelError
from aiinfra_nlp.morphology import morphemes
from aiinfra_nlp.recogniser import DOUBT, Recogniser, _with_doubtful, token_features, train
from aiinfra_nlp.resources import SHIPPED

FILE = SHIPPED / "recogniser.crf"
SENTENCES = [
    "ソフトバンクグループは、米オープンAIに300億ドルを追加で出資する。",
    "星海電力",
    "ヒグマAI社の山田太郎社長は「北海道石狩市に200MWのデータセンターを建てる」と述べた。",
    "。",
    "株式会社カワセミ計算とオリオン・クラウド・ジャパンが提携した 😀",
]
KNOWN = {0: "fund", 3: "ai_lab"}


@pytest.fixture(scope="module")
def tagger():
    tagger = pycrfsuite.Tagger()
    tagger.open(str(FILE))
    return tagger


def test_tags_and_chances_are_those_of_crfsuite(tagger):
    given = [(morphemes(s), KNOWN if i % 2 else None) for i, s in enumerate(SENTENCES)]
    recogniser = Recogniser(FILE)
    tagged = recogniser._crf.decode(recogniser._scores(given), [len(tokens) for tokens, _ in given])
    for (tokens, known), found in zip(given, tagged, strict=True):
        tags = tagger.tag(token_features(tokens, known))
        assert [tag for tag, _ in found] == tags
        if set(tags) != {"O"}:
            assert [p for _, p in found] == pytest.approx([tagger.marginal(t, i) for i, t in enumerate(tags)])


def test_neighbours_in_a_batch_change_nothing():
    recogniser = Recogniser(FILE)
    given = [(morphemes(s), None) for s in SENTENCES]
    alone = [recogniser.find([g])[0] for g in given]
    assert recogniser.find(given) == alone
    assert recogniser.find(given[::-1]) == alone[::-1]
    assert recogniser.find([([], None), given[0]]) == [[], alone[0]]
    assert recogniser.find([]) == []


def test_a_model_of_ones_own(tmp_path):
    draw = random.Random(0)
    rows = [[[f"a={draw.randrange(3)}", f"b={draw.randrange(2)}"] for _ in range(draw.randint(1, 6))] for _ in range(40)]
    tags = [["B-X" if row == ["a=1", "b=1"] else "O" for row in sentence] for sentence in rows]
    train(zip(rows, tags, strict=True), tmp_path / "own.crf", iterations=20)
    crf = Crf((tmp_path / "own.crf").read_bytes())
    tagger = pycrfsuite.Tagger()
    tagger.open(str(tmp_path / "own.crf"))
    found = crf.decode(crf.scores([row for sentence in rows for row in sentence]), [len(s) for s in rows])
    assert [[tag for tag, _ in sentence] for sentence in found] == [tagger.tag(s) for s in rows]


@pytest.mark.parametrize("end", [0, 10, 60, 3_000, 5_000_000])
def test_a_damaged_file_is_refused(tmp_path, end):
    path = tmp_path / "recogniser.crf"
    path.write_bytes(FILE.read_bytes()[:end])
    with pytest.raises(ModelError, match="train it again"):
        Recogniser(path)


def test_a_leaning_reading_adds_doubtful_names_and_changes_no_other():
    sure = [(0, 3, "ORG", 0.9)]
    maybe = [(0, 4, "ORG", 0.9), (5, 8, "ORG", 0.7), (9, 11, "GOV", 0.99999), (12, 14, "PLACE", 0.9)]
    found = _with_doubtful(sure, maybe)
    assert [x[:3] for x in found] == [(0, 3, "ORG"), (5, 8, "ORG"), (9, 11, "GOV")]
    assert found[0][3] == 0.9
    assert all(0 < p < DOUBT for _, _, _, p in found[1:])
