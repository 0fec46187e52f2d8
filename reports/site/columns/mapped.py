"""Columns in a file instead of in memory: of what is held in both the system keeps what is asked for, and forgets it at a word.

columns, each aligned │ the rest, pickled │ where they are and what they are of, JSON │ how long that is, 8 bytes
"""

from __future__ import annotations

import io
import json
import mmap
import pickle
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any, Generic, TypeVar

Table = TypeVar("Table")
Forget = Callable[[], None]
ALIGNED = 64  # bytes at which a column begins: numpy reads what is aligned without a copy
LENGTH = 8  # bytes at the end
# What a table of columns is made of, and nothing that does anything: a file may have been left by another process.
MADE_OF = frozenset(
    {
        ("builtins", "object"),
        ("collections", "Counter"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
        ("numpy", "dtype"),
        ("numpy._core.numeric", "_frombuffer"),
        ("reports.formula.configured", "WatchedFormulas"),
        ("reports.digest.layout.news_rows", "NewsRow"),
        ("reports.site.index", "SiteIndex"),
        ("reports.site.pages.comparison.compare_page", "CompareChoice"),
        ("reports.site.pages.deadlines_page", "DeadlinesPage"),
        ("reports.site.pages.deadlines_page", "DueRow"),
        ("reports.site.pages.deadlines_page", "DueList"),
        ("reports.site.pages.releases.moved_box", "MovedSummary"),
        ("reports.site.pages.releases.moved_box", "NearbyRelease"),
        ("reports.site.pages.releases.moved_box", "NewTextRow"),
        ("reports.site.pages.releases.moved_box", "SubjectMoveRow"),
        ("reports.site.pages.releases.moved_box", "ToldRelease"),
        ("reports.site.pages.releases.release_redline", "ReleaseRedline"),
        ("reports.view.change_card", "ChangeCard"),
        ("reports.view.change_card", "FacetChange"),
        ("reports.view.change_card", "Quotation"),
        ("reports.view.counts", "Count"),
        ("reports.view.vocabulary", "LabelWords"),
        ("tracker.compare.redline", "RedlineRun"),
        ("tracker.domain", "Label"),
    }
)
COLUMNS = "reports.site.columns."  # the classes of this package
# methods that rows are made by, and how an object comes to be before its state is put in
METHODS = frozenset({"__getitem__", "__new__", "entry", "mention"})


@dataclass(frozen=True, slots=True)
class Mapped(Generic[Table]):
    """A table whose columns are in a file."""

    table: Table
    about: Mapping[str, Any]  # as it was given
    forget: Forget  # takes the pages of the file out of memory; whoever reads them brings them back, and notices by the clock


def mapped(table: Table) -> Mapped[Table]:
    """Return *table* with its columns in a file without a name.

    Raises:
        OSError: There is no room for the file, or no place.
    """
    with tempfile.TemporaryFile() as file:
        write_columns(file, table, {})
        return map_columns(file)


def write_columns(file: IO[bytes], table: object, about: Mapping[str, Any]) -> None:
    """Write *table* to the empty *file*, with what it is *about*, which JSON can say.

    Raises:
        OSError: There is no room.
    """
    columns: list[pickle.PickleBuffer] = []
    rest = pickle.dumps(table, protocol=5, buffer_callback=columns.append)
    spans = []
    for column in columns:
        start = -(-file.tell() // ALIGNED) * ALIGNED
        file.seek(start)
        file.write(column.raw())
        spans.append((start, file.tell()))
    start = file.tell()
    file.write(rest)
    where = json.dumps({"columns": spans, "rest": (start, file.tell()), "about": about}).encode()
    file.write(where + len(where).to_bytes(LENGTH, "big"))
    file.flush()


def map_columns(file: IO[bytes]) -> Mapped[Any]:
    """Return what :func:`write_columns` wrote to *file*, its columns as they lie there; the file may be closed and removed.

    Raises:
        OSError: The file cannot be mapped into memory.
        ValueError: It is no such file, or is made of something else than tables are.
    """
    held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    view = memoryview(held)
    body = len(view) - LENGTH
    try:
        where = json.loads(bytes(view[body - int.from_bytes(view[body:], "big") : body]))
        first, last = where["rest"]
        table = _TableUnpickler(view[first:last], [view[start:end] for start, end in where["columns"]]).load()
        return Mapped(table, where["about"], lambda: held.madvise(mmap.MADV_DONTNEED))
    except (pickle.UnpicklingError, LookupError, TypeError, AttributeError, EOFError, ImportError) as error:
        raise ValueError(f"no table of columns: {error}") from error


class _TableUnpickler(pickle.Unpickler):
    """Makes what tables are made of, and nothing else."""

    def __init__(self, pickled: memoryview, columns: list[memoryview]) -> None:
        super().__init__(io.BytesIO(pickled), buffers=columns)

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "getattr"):
            return _method
        if (module, name) in MADE_OF:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.startswith(COLUMNS) else None
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a table")
        return found


def _method(of: object, name: str) -> Any:
    if name not in METHODS:
        raise pickle.UnpicklingError(f"{name} is no method of a table")
    return getattr(of, name)
