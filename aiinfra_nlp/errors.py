"""Every error a user of the library can meet: one base class, few subclasses.

A message names the file, row or value at fault and says what to do about it.

    AiinfraError
    ├── InputError        an article, date or file that cannot be read
    ├── DataError         a row of a data file (ours or the user's) that is wrong
    ├── AnnotationError   an annotated document that breaks the contract
    └── ModelError        a model folder that cannot be used
"""

from __future__ import annotations


class AiinfraError(Exception):
    """Base class of all errors raised by aiinfra_nlp."""


class InputError(AiinfraError, ValueError):
    """An article, a date or a file cannot be read as given."""


class DataError(AiinfraError, ValueError):
    """A row of a data file is malformed, duplicated or ambiguous."""


class AnnotationError(AiinfraError, ValueError):
    """An annotated document breaks the contract; the message names file, record and field."""


class ModelError(AiinfraError, ValueError):
    """A model folder is missing, incomplete or made for another version."""
