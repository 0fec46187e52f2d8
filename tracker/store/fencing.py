"""Writes of a run whose lease was taken over are refused: the store asks for the fencing token.

A process that slept through its lease may wake up in the midst of a step, while another
has begun the same one. Its next transaction finds who holds the lease now, under the lock
that keeps writers apart, and nothing of it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from sqlalchemy import Connection, select

from tracker.errors import LeaseLost
from tracker.store.core_tables import LEASES


@dataclass(frozen=True, slots=True)
class Fence:
    """Whose leases have to hold. *tokens* is the mapping that renewals keep up to date."""

    holder: str
    names: tuple[str, ...]
    tokens: Mapping[str, int]


_current: ContextVar[Fence | None] = ContextVar("fence", default=None)


@contextmanager
def fenced(holder: str, tokens: Mapping[str, int]) -> Iterator[None]:
    """Let every transaction of this context that writes ask first whether *holder* has its leases, by *tokens*.

    Threads ask as well if they are started in a copy of the context.
    """
    before = _current.set(Fence(holder, tuple(tokens), tokens))
    try:
        yield
    finally:
        _current.reset(before)


def check_fence(connection: Connection) -> None:
    """Raise where a lease of the run in this context is another's by now.

    One that ran out and was taken again under the next number was nobody else's in
    between; the run may not have noted that number yet.

    Raises:
        LeaseLost: It is.
    """
    fence = _current.get()
    if fence is None:
        return
    query = select(LEASES.c.name, LEASES.c.holder, LEASES.c.token).where(LEASES.c.name.in_(fence.names))
    held = {row.name: (row.holder, row.token) for row in connection.execute(query)}
    for name in fence.names:
        holder, token = held.get(name, ("", 0))
        ours = fence.tokens.get(name)
        if holder != fence.holder or ours is None or token not in (ours, ours + 1):
            raise LeaseLost(
                f"another process has taken over {name}; nothing more is written",
                remedy="it does what is left",
            )
