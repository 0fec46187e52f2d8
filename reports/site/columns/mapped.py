"""Columns in a file instead of in memory: of what is held in both the system keeps what is asked for, and forgets it at a word."""

from __future__ import annotations

import mmap
import pickle
import tempfile
from collections.abc import Callable
from typing import TypeVar

Table = TypeVar("Table")
Forget = Callable[[], None]
ALIGNED = 64  # bytes at which a column begins: numpy reads what is aligned without a copy


def mapped(table: Table) -> tuple[Table, Forget]:
    """Return *table* with its columns in a file without a name, and what takes the pages of that file out of memory.

    They come back when they are read, so nobody who still uses the table notices but by the clock. Only ours
    is unpickled, a moment after it was pickled.

    Raises:
        OSError: There is no room for the file, or no place.
    """
    columns: list[pickle.PickleBuffer] = []
    rest = pickle.dumps(table, protocol=5, buffer_callback=columns.append)
    spans = []
    with tempfile.TemporaryFile() as file:
        for column in columns:
            start = -(-file.tell() // ALIGNED) * ALIGNED
            file.seek(start)
            file.write(column.raw())
            spans.append((start, file.tell()))
        file.truncate(max(file.tell(), 1))
        file.flush()
        held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    view = memoryview(held)
    made = pickle.loads(rest, buffers=[view[start:end] for start, end in spans])  # noqa: S301 - pickled three lines above
    return made, lambda: held.madvise(mmap.MADV_DONTNEED)
