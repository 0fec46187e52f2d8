"""Bodies of the web are parsed in a child process with limits of memory, processor time and time.

    run_bounded(function, …) ──► pool.ChildPool ──pipe──► child.main ──► function(…)
                                     └ kills what exceeds its limits: a BodyTooCostly

A parser written in C may need gigabytes for a kilobyte, or never come back, and no
exception stops it. Commands install a pool (:func:`install`); without one, as in a test or in
somebody's own program, the function is called where it stands.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from tracker.sandbox.pool import ChildPool


Given = ParamSpec("Given")
Found = TypeVar("Found")

__all__ = ["BodyTooCostly", "close", "install", "run_bounded"]

_installed: list[ChildPool] = []


def run_bounded(function: Callable[Given, Found], *args: Given.args, **kwargs: Given.kwargs) -> Found:
    """Return what *function*, of a module of ours, makes of what it is given; in a child where there is a pool.

    Raises:
        BodyTooCostly: It went beyond a limit, or ended its process.
        Exception: Whatever *function* raises.
    """
    if not _installed:
        return function(*args, **kwargs)
    found: Found = _installed[-1].call(function, args, kwargs)
    return found


def install() -> ChildPool:
    """Let what this process parses be parsed by children from now on; they start when they are needed."""
    from tracker.sandbox.pool import ChildPool  # most commands parse nothing

    made = ChildPool()
    _installed.append(made)
    atexit.register(close)
    return made


def close() -> None:
    """End all children at once, and parse here what is still to be parsed."""
    while _installed:
        _installed.pop().close()


class BodyTooCostly(Exception):  # noqa: N818 - no error of ours: it becomes an UnreadableRevision or a FetchError
    """A body whose parser was ended; the message says by what: "it takes more than 4 s of the processor to read"."""


@dataclass(frozen=True, slots=True)
class ParserLimits:
    """The limits of one call, and when a child is replaced by a new one."""

    cpu_seconds: int = 4  # of the processor; the system counts whole seconds, so up to one more
    wall_seconds: float = 30.0  # for a machine that is busy
    memory_bytes: int = 360_000_000  # of address space; honest bodies take 200 at most, 105 of them libraries
    children: int = 2
    keep_bytes: int = 300_000_000  # a child that holds more after a call is replaced
    keep_calls: int = 2_000  # so is one that has been called so often: libraries keep what they have seen
