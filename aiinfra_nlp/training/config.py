"""training.config: the settings of a run, in spaCy's config format, checked before anything starts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from confection import Config as ConfigFile
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from ..errors import InputError
from ..learn import STRENGTH

DEFAULT = Path(__file__).with_name("default.cfg")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Training(_Section):
    """Seed, folds and weights of documents."""

    seed: int = Field(ge=0)
    folds: int = Field(ge=2, le=20)
    own_weight: int = Field(ge=1, le=20)
    # strict: true, as it was written before it was a number, must not be read as one document
    rehearsal: int = Field(ge=0, strict=True)


class Recogniser(_Section):
    """The CRF."""

    learn: bool
    c1: float = Field(ge=0)
    c2: float = Field(ge=0)
    iterations: int = Field(ge=1)
    fold_iterations: int = Field(ge=1)
    early_stopping: bool
    document_weight: int = Field(ge=1)
    fold_corpus_step: int = Field(ge=1)
    rehearsal: int = Field(ge=0, strict=True)
    keep_base: bool


class _Grid(_Section):
    grid: list[float] = Field(min_length=1)
    adapt: float = Field(gt=0)
    inherit: float = Field(ge=0, lt=1)

    def of(self, factors: dict[str, float]) -> dict[str, float]:
        """The strength of each model, times its factor (1 if it has none)."""
        return {t: round(getattr(self, t) * factors.get(t, 1.0), 6) for t in STRENGTH}


#: The scorer's models: a strength for each, and the factors that are tried.
Strengths = create_model("Strengths", __base__=_Grid, **{t: (float, Field(gt=0)) for t in STRENGTH})


class Thresholds(_Section):
    """Candidates for each threshold of the scorer."""

    keep: list[float]
    party: list[float]
    amount: list[float]
    pair: list[float]
    record: list[float]
    rule: list[float]
    rounds: int = Field(ge=0)
    least_gain: float = Field(ge=0)
    documents: int = Field(ge=1)


class Calibration(_Section):
    """The confidence of records."""

    fit: bool
    c: float = Field(gt=0)


class Settings(_Section):
    """All settings of a run."""

    training: Training
    recogniser: Recogniser
    scorer: Strengths  # type: ignore[valid-type]
    thresholds: Thresholds
    calibration: Calibration

    def to_text(self) -> str:
        """The settings as a config file."""
        return ConfigFile(self.model_dump()).to_str().rstrip() + "\n"


def read_settings(path: str | Path | None = None, overrides: dict[str, Any] | None = None) -> Settings:
    """The defaults, changed by a file and by overrides (``{"training.seed": 1}``).

    Raises:
        InputError: the file is no config, or a section, key or value is not known; the message names it.
    """
    data: dict[str, dict[str, Any]] = ConfigFile().from_disk(DEFAULT)
    data["scorer"].update(STRENGTH)
    label = str(path) if path else "settings"
    if path is not None:
        try:
            own = ConfigFile().from_disk(path)
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror})") from None
        except ValueError as error:
            raise InputError(f"{path}: no config file: {' '.join(str(error).split())}") from None
        for section, values in own.items():
            _section(data, section, label).update(values)
    for dotted, value in (overrides or {}).items():
        section, _, key = dotted.partition(".")
        _section(data, section, f"--{dotted}")[key] = value
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        known = " (there is no such setting)" if first["type"] == "extra_forbidden" else ""
        raise InputError(f"{label}: {where}: {first['msg']}{known}, got {first['input']!r}") from None


def _section(data: dict[str, dict[str, Any]], name: str, label: str) -> dict[str, Any]:
    if name not in data:
        raise InputError(f"{label}: there is no section {name!r}; there are {', '.join(data)}")
    return data[name]


def parse_overrides(arguments: list[str]) -> dict[str, Any]:
    """``["--training.seed", "1"]`` -> ``{"training.seed": 1}``.

    Raises:
        InputError: an argument is no ``--section.key`` or has no value.
    """
    found: dict[str, Any] = {}
    rest = list(arguments)
    while rest:
        name = rest.pop(0)
        if not name.startswith("--") or "." not in name:
            raise InputError(f"{name}: not understood; settings are written --section.key value")
        name, equals, value = name[2:].partition("=")
        if not equals:
            if not rest:
                raise InputError(f"--{name}: has no value")
            value = rest.pop(0)
        try:
            found[name] = json.loads(value)
        except ValueError:
            found[name] = value
    return found
