"""How much work something is, counted and not timed: the same on a busy machine as on an idle one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def steps_of(work: Callable[[], object]) -> int:
    """Return how many functions *work* calls, of Python and of C."""
    counted = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


def growth(work: Callable[[int], object], size: int) -> float:
    """Return how many times as many steps *work* takes of twice *size*: 2 where time grows with size, 4 with its square."""
    work(size)  # what is loaded and kept at the first time
    return steps_of(lambda: work(2 * size)) / steps_of(lambda: work(size))
