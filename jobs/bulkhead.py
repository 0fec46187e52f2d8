"""Keep what fails to itself: an error nobody foresaw in one part is one line with its place, and the rest goes on.

A part is a source, a release, a reader or a mail. What all parts share (the store, the
installation, the configuration, the pipe that is written to) is no part: its errors go on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tracker.domain import Problem
from tracker.errors import ConfigError, InstallError, StoreError, TrackerError

log = logging.getLogger("policy_tracker")

UNEXPECTED = "unexpected errors"  # what a step and the ledger count them as; `health` looks for it
REPORT = "the log has the traceback; please report it"
SHARED = (ConfigError, InstallError, StoreError, BrokenPipeError)
LONGEST = 200  # characters of what an error says of itself

OnProblem = Callable[[Problem], object]


def unexpected_problem(error: Exception, where: str) -> Problem:
    """Return *error* as one line; its traceback goes to the log.

    Raises:
        Exception: *error* itself, where it is of something that all parts share.
    """
    if isinstance(error, SHARED):
        raise error
    if isinstance(error, TrackerError):
        return Problem(error.where or where, error.message, error.remedy)
    said = " ".join(str(error).split())[:LONGEST]
    message = f"an error of this program ({type(error).__name__}{f': {said}' if said else ''})"
    log.error("%s: %s", where, message, exc_info=error)
    return Problem(where, message, REPORT)


def is_unexpected(problem: Problem) -> bool:
    """Return whether *problem* is an error of this program rather than of what it was given."""
    return problem.remedy == REPORT


@contextmanager
def contained(where: str, on_problem: OnProblem) -> Iterator[None]:
    """Hand an error of the block, which is about *where*, to *on_problem* as one line.

    Raises:
        Exception: What all parts share failed.
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the point of it
        on_problem(unexpected_problem(error, where))
