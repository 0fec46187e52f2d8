"""What a parser may take for one body.

Everything within the bounds of :mod:`tracker.extract.size_limits` takes under 3 s of one
core and 100 MB beside the libraries; the longest statement seen takes 0.2 s. Beyond that it is no press release.
"""

from __future__ import annotations

from dataclasses import dataclass


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
