"""Lines of one sort, a few a minute: whoever sends rubbish all day does not fill the disk with our complaints."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

LINES = 10  # of one sort in each PERIOD
PERIOD = 60.0  # seconds
SORTS = 200  # known at a time


class LogRateLimit(logging.Filter):
    """Lets :data:`LINES` of each sort through in a period; the first of the next one says how many were left out."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock, self._lock = clock, threading.Lock()
        self._seen: dict[tuple[str, str], tuple[float, int]] = {}  # since when, and how many

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether *record* is written; its sort is its logger and its words before values are filled in."""
        sort, now = (record.name, str(record.msg)), self._clock()
        with self._lock:
            since, number = self._seen.get(sort, (now, 0))
            if now - since >= PERIOD:
                left_out, since, number = number - LINES, now, 0
                if left_out > 0:
                    record.msg = f"{record.getMessage()} ({left_out:,} like it were left out)"
                    record.args = ()
            if len(self._seen) >= SORTS:
                self._seen.clear()
            self._seen[sort] = (since, number + 1)
            return number < LINES
