"""Inputs that once broke something (``tests/crashes``, found by ``scripts/fuzz.py``), and a short new search."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aiinfra_nlp.errors import AiinfraError

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from fuzz_targets import TARGETS, damaged, text_of  # noqa: E402

CRASHES = sorted((ROOT / "tests" / "crashes").glob("*.bin"))
pytestmark = pytest.mark.model


def run(name: str, data: bytes) -> None:
    """Run a target; our own errors, of one line, are right answers."""
    message = "fine"
    try:
        TARGETS[name](data)
    except AiinfraError as error:
        message = str(error)
    assert message.strip()


@pytest.mark.parametrize("path", CRASHES, ids=lambda p: p.stem)
def test_what_crashed_once(path):
    run(path.stem.split("-")[0], path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=120))
def test_any_bytes(name, data):
    run(name, data)


@given(data=st.binary(max_size=60))
def test_the_same_bytes_are_the_same_input(data):
    assert text_of(data) == text_of(data)
    assert damaged(b"{}", data) == damaged(b"{}", data)
