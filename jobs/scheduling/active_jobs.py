"""What this process is at, by name."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class ActiveJobs:
    """What is at work, by name, so that none is twice and the end can wait for all."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._changed = threading.Condition()

    @contextmanager
    def claim(self, name: str) -> Iterator[bool]:
        """Give whether *name* was free; within the block it is not."""
        with self._changed:
            free = name not in self._names
            self._names.add(name)
        try:
            yield free
        finally:
            if free:
                with self._changed:
                    self._names.discard(name)
                    self._changed.notify_all()

    def is_active(self, name: str) -> bool:
        """Return whether *name* is at work."""
        with self._changed:
            return name in self._names

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until none is at work; False where *seconds* were not enough."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._names, seconds)
