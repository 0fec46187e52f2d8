"""Files for their owner alone, and files under way: what they are called, and how those of a killed process go.

Store, backups, outbox and reports hold who reads what and what it says of whom: they are
made 0600 and their folders 0700, whatever umask the program was started under. Who wants
others to read them says so in POLICY_TRACKER_UMASK ("027": the group reads); what is there
already keeps the rights it has. Pages of the site and exports are made to be handed on, and
keep to the umask of the process.

    .NAME.policy-tracker.part      NAME, while it is being written; locked by whoever writes it
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

UMASK_VARIABLE = "POLICY_TRACKER_UMASK"
PRIVATE = 0o077
PARTIAL = re.compile(r"\..+\.policy-tracker\.part(?:-wal|-shm|-journal)?")


def chosen_umask() -> int:
    """Return which rights are taken away of new files: as :data:`UMASK_VARIABLE` says in octal, else all but the owner's."""
    said = os.environ.get(UMASK_VARIABLE, "")
    return int(said, 8) & 0o077 if re.fullmatch(r"0?[0-7]{3}", said) else PRIVATE


def make_folder(folder: Path) -> None:
    """Make *folder* and those above it that are not there, for their owner alone.

    Raises:
        OSError: It cannot be made.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        one.chmod(0o777 & ~chosen_umask())


def create_file(path: Path) -> None:
    """Make an empty file at *path* for its owner alone, unless there is one.

    Raises:
        OSError: It cannot be made.
    """
    with suppress(FileExistsError):
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666 & ~chosen_umask())
        try:
            os.fchmod(handle, 0o666 & ~chosen_umask())  # whatever the umask of the process takes away besides
        finally:
            os.close(handle)


def partial_path(target: Path) -> Path:
    """Return what *target* is called while it is written."""
    return target.with_name(f".{target.name}.policy-tracker.part")


@contextmanager
def partial_file(target: Path, *, private: bool = True) -> Iterator[Path]:
    """Give an empty file beside *target* to be filled and renamed; what is left of it at the end is removed.

    Raises:
        OSError: It cannot be made, or another process is writing it.
    """
    half = partial_path(target)
    with suppress(BlockingIOError):
        remove_partials(target.parent, half.name)
    if private:
        create_file(half)
    with half.open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield half
        finally:
            _remove(half)


def put_in_place(half: Path, target: Path) -> None:
    """Rename *half* to *target*; rights that somebody gave to a file that is there are kept.

    Raises:
        OSError: It cannot be done.
    """
    if target.is_file():
        half.chmod(target.stat().st_mode & 0o777)
    half.replace(target)


def remove_partials(folder: Path, name: str = "") -> int:
    """Remove what killed processes left half-written in *folder*, or the one called *name*; return how many.

    A file that is being written is locked and stays.
    """
    gone = 0
    with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
        for half in sorted(folder.iterdir()):
            if (
                PARTIAL.fullmatch(half.name)
                and name in ("", half.name)
                and half.is_file()
                and not _in_use(half)
            ):
                _remove(half)
                gone += 1
    return gone


def _remove(half: Path) -> None:
    for path in (half, *(half.with_name(half.name + end) for end in ("-wal", "-shm", "-journal"))):
        path.unlink(missing_ok=True)


def _in_use(half: Path) -> bool:
    """Say whether a process that lives writes *half*, or the file that *half* belongs to."""
    file = half.with_name(re.sub(r"-(?:wal|shm|journal)$", "", half.name))
    try:
        with file.open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
