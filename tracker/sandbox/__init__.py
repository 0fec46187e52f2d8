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
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from tracker.sandbox.limits import BodyTooCostly

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
