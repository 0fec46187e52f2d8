"""What can be brought again is held as far as it was asked for of late."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Held(Generic[Value]):
    """Values by key, what was asked for longest ago first."""

    def __init__(self, most: int) -> None:
        """Hold *most* values after each :meth:`let_go`."""
        self._most = most
        self._values: OrderedDict[str, Value] = OrderedDict()

    def get(self, key: str) -> Value | None:
        """Return the value held, None where none is."""
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def __setitem__(self, key: str, value: Value) -> None:
        """Hold *value*."""
        self._values[key] = value

    def update(self, values: Mapping[str, Value]) -> None:
        """Hold *values*."""
        self._values.update(values)

    def pop(self, key: str) -> None:
        """Hold no value of that key."""
        self._values.pop(key, None)

    def let_go(self) -> None:
        """Let go of what was asked for longest ago, where there is more than may be held."""
        while len(self._values) > self._most:
            self._values.popitem(last=False)
