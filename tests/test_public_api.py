"""The public face: what the package exports, its signatures, and the README's own code."""

import contextlib
import doctest
import inspect
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

import aiinfra_nlp

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_exported_names():
    assert sorted(aiinfra_nlp.__all__) == [
        "AiinfraError", "Amount", "AnnotationError", "Capacity", "DataError", "Deal", "Figure", "InputError",
        "Mention", "ModelError", "Party", "Period", "Result", "extract_deals", "extract_many", "load", "read",
    ]  # fmt: skip
    assert all(getattr(aiinfra_nlp, name).__doc__ for name in aiinfra_nlp.__all__)


def test_signatures():
    one = inspect.signature(aiinfra_nlp.extract_deals).parameters
    assert list(one)[:2] == ["text", "article_date"]
    assert one["article_date"].kind is inspect.Parameter.KEYWORD_ONLY
    many = inspect.signature(aiinfra_nlp.extract_many).parameters
    assert list(many)[:3] == ["texts", "n_process", "batch_size"]
    assert many["n_process"].default == 1


def test_errors_have_one_base():
    errors = [getattr(aiinfra_nlp, n) for n in aiinfra_nlp.__all__ if n.endswith("Error")]
    assert all(issubclass(e, aiinfra_nlp.AiinfraError) for e in errors)


def test_import_is_light():
    """Neither spaCy nor Sudachi nor NumPy is loaded before it is needed."""
    code = "import sys, aiinfra_nlp; print([m for m in ('spacy', 'sudachipy', 'numpy', 'datasets', 'sklearn') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_typed():
    assert (Path(aiinfra_nlp.__file__).parent / "py.typed").is_file()


@pytest.mark.model
@pytest.mark.parametrize("number", range(len(SNIPPETS)))
def test_readme_snippets_print_what_they_say(number):
    code = SNIPPETS[number]
    expected = re.findall(r"^# Out: (.*)$", code, re.MULTILINE)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, f"README.md snippet {number + 1}", "exec"), {"__name__": "readme"})
    assert out.getvalue().splitlines() == expected


@pytest.mark.model
def test_docstring_of_the_package():
    assert doctest.testmod(aiinfra_nlp).failed == 0


def test_readme_names_no_machine_path():
    assert not re.search(r"(?<![\w.])/(?:home|work|tmp|root|Users)/", README)


def test_readme_has_its_test_command():
    assert re.search(r"^python -m pip install .* && python -m pytest$", README, re.MULTILINE)


def test_the_readme_says_how_good_every_field_is():
    from aiinfra_nlp.scoring import SECONDARY

    for name in ("slot F1", "record F1", "figures F1", *SECONDARY):
        assert re.search(rf"^{name} +\d\.\d{{3}} ", README, re.MULTILINE), name
