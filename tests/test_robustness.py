"""Any Unicode string gives records or a clear error, and one article never harms another.

One test for each pitfall of GiNZA and spaCy that our users must never see: the limit of 49,149
bytes, minutes on 12 kB of amounts, crashes on lone surrogates, threads that collide, one broken
document that stops a batch. A guard against hanging, not a measurement: limits are generous.
"""

import multiprocessing
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import aiinfra_nlp
from aiinfra_nlp import InputError, extract_deals, extract_many, pipeline

ARTICLES = [p.read_text(encoding="utf-8") for p in sorted(Path(__file__).parents[1].glob("examples/articles/*.txt"))]
DEAL = "オラクルは10日、OpenAIと5年間で3000億ドルのクラウド契約を結んだと発表した。"

pytestmark = pytest.mark.model


@pytest.fixture(scope="module", autouse=True)
def loaded():
    """Load once, so that no test's limit covers loading."""
    extract_deals("。")


@pytest.fixture(autouse=True)
def hang_guard(request):
    """Fail a test that hangs instead of waiting for it."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(*_):
        raise TimeoutError(f"{request.node.name} hangs")

    old = signal.signal(signal.SIGALRM, stop)
    signal.alarm(300)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, old)


def rows(deals):
    return [d.model_dump(mode="json") for d in deals]


def all_mentions(doc):
    for deal in doc._.deals:
        yield from deal.evidence
        for party in deal.parties:
            yield from party.mentions
        for mentions in deal.mentions.values():
            yield from mentions
    for figure in doc._.figures:
        yield figure.mention


def assert_grounded(text, **options):
    doc = pipeline.read(text, **options)
    assert doc.text == text
    for m in all_mentions(doc):
        assert text[m.start : m.end] == m.text
    return doc


# --- odd strings ------------------------------------------------------------------------------

ODD = {
    "empty": "",
    "blank": " \t\n　\r\n ",
    "NUL": f"\x00{DEAL}\x00",
    "emoji": f"🚀📈{DEAL}👨‍👩‍👧‍👦",
    "CRLF": DEAL + "\r\n\r\n" + DEAL,
    "CR": DEAL + "\r" + DEAL,
    "tabs": "\t" + DEAL.replace("、", "、\t"),
    "U+2028": DEAL + "\u2028" + DEAL + "\u2029",
    "half-width kana": "ｵﾗｸﾙは10日、OpenAIと5年間で3000億ﾄﾞﾙのｸﾗｳﾄﾞ契約を結んだと発表した。",
    "full-width": "オラクルは１０日、ＯｐｅｎＡＩと５年間で３０００億㌦のクラウド契約を結んだと発表した。",
    "decomposed": "オラクルは10日、OpenAIと5年間て\u3099３０００億ト\u3099ルのクラウト\u3099契約を結んた\u3099と発表した。",
    "right to left": "\u202eשלום עולם\u202c" + DEAL + "مرحبا",
    "zero width": DEAL.replace("契約", "契\u200b約"),
    "variation selectors": "葛\U000e0100城市の" + DEAL,
    "outside the BMP": "𠮷野家は" + DEAL,
    "private use": "\ue000\uf8ff" + DEAL + "\U0010ffff",
    "only signs": "「」()【】『』、。・…―〜%$¥€",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_strings(name):
    assert_grounded(ODD[name])


@pytest.mark.parametrize("name", ["NUL", "emoji", "CRLF", "tabs", "U+2028", "half-width kana", "full-width", "decomposed", "outside the BMP"])
def test_deals_are_found_in_odd_strings(name):
    amounts = {d.amount.value for d in assert_grounded(ODD[name])._.deals if d.amount}
    assert amounts == {300_000_000_000}


def test_lone_surrogates_are_read_as_replacement_characters():
    text = "\ud83d" + DEAL + "\udfff"
    deal = extract_deals(text)[0]
    plain = text.replace("\ud83d", "\ufffd").replace("\udfff", "\ufffd")
    assert all(plain[m.start : m.end] == m.text for m in deal.evidence)
    assert plain[1:-1] == DEAL


@pytest.mark.parametrize("date", ["2025-13-01", "2025-02-30", "昨日", "2025-9-1", "", "2025-09-10T00:00", 20250910, "２０２５-09-10"])
def test_wrong_dates_are_one_clear_line(date):
    with pytest.raises(InputError, match="article date") as caught:
        extract_deals(DEAL, article_date=date)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", [None, b"bytes", 7, ["list"], Path("x")])
def test_wrong_types_are_one_clear_line(text):
    with pytest.raises(InputError, match="must be a str"):
        extract_deals(text)


def test_too_long_an_article_is_refused(monkeypatch):
    monkeypatch.setattr(pipeline, "MAX_LENGTH", 10)
    with pytest.raises(InputError, match="split it"):
        extract_deals(DEAL)


# --- size -------------------------------------------------------------------------------------

LARGE = {
    "1 MB without a full stop": "東京大阪名古屋と" * 42_000,
    "over 49,149 bytes in one sentence": "東" * 16_384,
    "12 kB of amounts": "10億ドル、" * 2000,
    "digits": "1" * 1_000_000,
    "digits and commas": "1," * 100_000,
    "兆": "兆" * 300_000,
    "a million brackets": "「" * 500_000 + ")" * 500_000,
    "paired brackets": "「」()" * 100_000,
    "line ends": "\n" * 1_000_000,
    "blanks": " " * 1_000_000,
    "bullets": "・\n" * 30_000,
    "names": "オラクルとOpenAIとマイクロソフトと" * 2000,
    "deal words": "契約の" * 3000,
    "references": "同社は両社と" * 3000,
    "decomposed kana": "か\u3099" * 50_000,
    "table": "|10億ドル|OpenAI|\n" * 500,
}


@pytest.mark.parametrize("name", LARGE)
def test_large_inputs_end(name):
    assert_grounded(LARGE[name])


def test_a_deal_after_a_flood_is_found():
    """What stands in one part of a long text must not be lost because of another."""
    text = "東京大阪名古屋と" * 10_000 + "\n\n" + DEAL
    deals = extract_deals(text)
    assert [(d.amount.value, d.evidence[-1].text) for d in deals if d.amount] == [(300_000_000_000, DEAL)]


# --- what does not depend on what -----------------------------------------------------------------


def test_threads_share_one_pipeline():
    alone = [rows(extract_deals(text)) for text in ARTICLES]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: rows(extract_deals(text)), ARTICLES * 4))
    assert together == alone * 4


def test_nothing_depends_on_what_was_read_before():
    first = [rows(extract_deals(text)) for text in ARTICLES]
    for text in reversed(ARTICLES):
        extract_deals(text, article_date="2019-01-01")
    again = [rows(extract_deals(text)) for text in reversed(ARTICLES)]
    assert again == first[::-1]


@pytest.mark.parametrize(("n_process", "batch_size"), [(1, 32), (1, 1), (2, 1), (2, 3), (3, 100)])
def test_nothing_depends_on_batches_or_processes(n_process, batch_size):
    alone = [rows(extract_deals(text)) for text in ARTICLES]
    results = list(extract_many(ARTICLES, n_process=n_process, batch_size=batch_size))
    assert [r.id for r in results] == [str(i) for i in range(len(ARTICLES))]
    assert [rows(r.deals) for r in results] == alone
    assert [len(r.figures) for r in results] == [len(pipeline.read(t)._.figures) for t in ARTICLES]


@pytest.mark.parametrize("n_process", [1, 2])
def test_one_broken_article_harms_no_other(n_process):
    items = [("a", DEAL), ("b", None), ("c", DEAL, "2025-99-99"), ("d", b"bytes"), ("e", DEAL, "2025-09-11"), ("f", "\ud800")]
    results = {r.id: r for r in extract_many(items, n_process=n_process, batch_size=2)}
    assert list(results) == list("abcdef")
    assert [bool(results[x].error) for x in "abcdef"] == [False, True, True, True, False, False]
    assert len(results["a"].deals) == len(results["e"].deals) == 1
    assert "must be a str" in results["b"].error
    assert "article date" in results["c"].error
    assert all("\n" not in r.error for r in results.values() if r.error)


def test_the_stream_is_lazy():
    seen = []

    def feed():
        for i in range(1000):
            seen.append(i)
            yield DEAL

    stream = extract_many(feed(), n_process=1)
    next(stream)
    assert len(seen) < 40
    stream.close()


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="the test reaches into forked workers")
def test_a_worker_that_dies_is_replaced_and_its_article_reported(monkeypatch):
    """Kill -9 of the process that reads an article, as the system does when memory runs out."""
    parent, records = os.getpid(), pipeline._records

    def deadly(text, *args, **options):
        if "致死" in str(text) and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return records(text, *args, **options)

    monkeypatch.setattr(pipeline, "_records", deadly)
    items = [("a", DEAL), ("b", "致死"), ("c", DEAL), ("d", DEAL), ("e", DEAL), ("f", "致死"), ("g", DEAL)]
    results = list(extract_many(items, n_process=2, batch_size=2))
    assert [r.id for r in results] == list("abcdefg")
    assert [r.id for r in results if r.error] == ["b", "f"]
    assert all("died" in r.error for r in results if r.error)
    assert all(len(r.deals) == 1 for r in results if not r.error)


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="the test reaches into forked workers")
def test_a_worker_that_dies_once_costs_nothing(monkeypatch, tmp_path):
    parent, records, mark = os.getpid(), pipeline._records, tmp_path / "died"

    def deadly(text, *args, **options):
        if os.getpid() != parent and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return records(text, *args, **options)

    monkeypatch.setattr(pipeline, "_records", deadly)
    results = list(extract_many([DEAL] * 5, n_process=2, batch_size=2))
    assert mark.exists()
    assert [len(r.deals) for r in results] == [1] * 5


def test_an_unusable_model_is_said_once():
    with pytest.raises(aiinfra_nlp.ModelError, match="no model there"):
        list(extract_many([DEAL, DEAL], model="no/such/folder"))


# --- fuzzing ----------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "オラクル", "OpenAI", "同社", "両社", "は", "が", "を", "に", "と", "から", "の", "、", "。", "\n", "「", "」", "(", ")", "約", "最大", "10億ドル",
        "1兆2000億円", "3000億", "5年間", "9.9%", "4.5ギガワット", "契約", "出資", "買収", "調達", "投じる", "提携", "融資", "補助", "した", "する方針だ",
        "と報じた", "・", "|", "2025年9月10日", "昨年", "株式会社", "社", "米", "以下「", "１０億㌦", "ｵﾗｸﾙ", "\u3099", "\u200d", "🚀", "\r\n", "\t", "\x00", "---\n", "date: ",
    ]
)  # fmt: skip
FUZZ = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@FUZZ
@given(st.text(max_size=200))
def test_any_text_is_grounded(text):
    assert_grounded(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


@FUZZ
@given(st.lists(PIECES, max_size=60).map("".join))
def test_texts_of_deal_words_are_grounded(text):
    assert_grounded(text, article_date="2025-09-10")


@pytest.mark.parametrize("number", range(len(ARTICLES)))
def test_articles_are_grounded(number):
    doc = assert_grounded(ARTICLES[number])
    assert doc._.deals
    assert all(deal.evidence for deal in doc._.deals)


@pytest.mark.parametrize("item", [("x",), (), ("a", "晴れ。", None, "z")])
def test_a_tuple_of_another_length_harms_no_other_article(item):
    broken, whole = aiinfra_nlp.extract_many([item, ("ok", "晴れ。")])
    assert "must be a str" in broken.error
    assert [broken.id, whole.id] == ["0", "ok"]
    assert whole.error is None
