"""factories: our components under their entry points (``pyproject.toml``, ``spacy_factories``).

spaCy imports this module when it meets one of our names in ``add_pipe`` or in a config, so
``spacy.load`` of a saved pipeline works without an import of ours. An entry point has to be a
factory, called with the pipeline and the component's name; that of a stateless component
returns the function itself.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from .pipes import components
from .pipes.components import Entities, Merge

Stage = Callable[[Doc], Doc]

make_entities = Entities
make_merge = Merge


def make_sentences(nlp: Language, name: str) -> Stage:
    """Sentence starts."""
    return components.sentences


def make_quantities(nlp: Language, name: str) -> Stage:
    """Money, capacities, stakes, dates and periods."""
    return components.quantities


def make_triggers(nlp: Language, name: str) -> Stage:
    """Deal words and the gate."""
    return components.triggers


def make_frames(nlp: Language, name: str) -> Stage:
    """Deal words with their parties and amounts."""
    return components.frames
