"""lazy: a property that is worked out once, without a lock.

``functools.cached_property`` of Python 3.11 and earlier holds one lock for all objects of a class
while it works: threads wait for each other, and a process that is forked meanwhile waits for ever.
Two threads that ask at the same time work out the same value here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class lazy:  # noqa: N801 - used like the decorator that it stands for
    """As ``functools.cached_property`` of Python 3.12."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        """The value, kept in the object's own dictionary, where it is found first from then on."""
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.function(instance)
        return value
