"""What can be brought again is held as far as it was asked for of late."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Held(Generic[Value]):
    """Values by key. What was not asked for since half of them came is let go of, when it is said that this may be."""

    def __init__(self, most: int) -> None:
        """Hold *most* values after each :meth:`let_go`."""
        self._half = most // 2
        self._of_late: dict[str, Value] = {}
        self._before: dict[str, Value] = {}

    def get(self, key: str) -> Value | None:
        """Return the value held, None where none is."""
        value = self._of_late.get(key)
        if value is None and (value := self._before.pop(key, None)) is not None:
            self._of_late[key] = value
        return value

    def __setitem__(self, key: str, value: Value) -> None:
        """Hold *value*."""
        self._of_late[key] = value

    def update(self, values: Mapping[str, Value]) -> None:
        """Hold *values*."""
        self._of_late.update(values)

    def pop(self, key: str) -> None:
        """Hold no value of that key."""
        self._of_late.pop(key, None)
        self._before.pop(key, None)

    def let_go(self) -> None:
        """Let go of what was not asked for, where there is more than may be held."""
        if len(self._of_late) > self._half:
            self._before, self._of_late = self._of_late, {}
