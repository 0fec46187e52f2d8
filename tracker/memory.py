"""What the interpreter and the C library do with memory, told once: which garbage is looked for, what the system gets back."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctypes import CDLL

M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # of malloc.h


@contextmanager
def gc_paused() -> Iterator[None]:
    """Leave the garbage collector off: of a hundred thousand values that all stay it would find none (-20 %)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def collect_rarely() -> None:
    """Look for cycles every 150,000 values: a store is read into many small frozen ones that have none.

    Looking for some cost 12 % of relating; modules and a page of hits stay below that number, so that a search
    looks for none.
    """
    gc.set_threshold(150_000, 20, 50)


def collect_often() -> None:
    """Look for cycles every 10,000 values: templates make some for each page, and all that it was made from stays until they are found.

    A page leaves two hundred, so a server that collects rarely holds eight hundred pages.
    """
    gc.set_threshold(10_000, 20, 50)


def return_large_blocks(least: int) -> None:
    """Have the C library take blocks of *least* bytes or more from the system and give them back when they are let go (glibc).

    By itself it keeps ever larger ones: in a server of a million units 150 MB that nobody uses.
    """
    _mallopt(M_MMAP_THRESHOLD, least)


def share_one_arena() -> None:
    """Have all threads take memory from one place, so that one uses what another let go of; to be said before they start (glibc).

    By itself the C library has a place for each, which suits threads that run at the same time: the interpreter
    lets one run at a time.
    """
    _mallopt(M_ARENA_MAX, 1)


def give_back() -> None:
    """Give the system what was let go of, as far as it can be (glibc)."""
    with suppress(OSError, AttributeError):
        _c_library().malloc_trim(0)


def _mallopt(name: int, value: int) -> None:
    with suppress(OSError, AttributeError):
        _c_library().mallopt(name, value)


def _c_library() -> CDLL:
    from ctypes import CDLL  # 2 ms of a command that needs none of it

    return CDLL(None)
