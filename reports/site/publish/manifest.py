"""Which files of a folder are ours, and what each was made from.

One file in that folder, a line for each file of the site: fingerprint, address. A
line is added before a page is written (without a fingerprint: it is ours, and not
finished) and when it is. So a build that was cut short is gone on with, and nothing
is ever deleted that is not listed.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from tracker.errors import InputError

NAME = ".policy-tracker-site"
HEAD = "policy-tracker site 1"
ADDRESS = re.compile(r":[a-z]+|(?:[a-z0-9_][a-z0-9_.-]*/)*[a-z0-9_][a-z0-9_.-]*")  # ":made" is no file


class Manifest:
    """The list as it stands, and as it is kept."""

    def __init__(self, path: Path, file: TextIO, held: dict[str, str]) -> None:
        self.entries: Mapping[str, str] = held  # address → fingerprint, "" = not finished
        self._path, self._file, self._held = path, file, held

    def record(self, prints: Mapping[str, str]) -> None:
        """Keep what became of some files."""
        self._file.write(_lines(prints))
        self._file.flush()
        self._held |= prints

    def replace_all(self, prints: Mapping[str, str]) -> None:
        """Keep *prints* in place of all that was kept before, whole or not at all."""
        half = self._path.with_name(f"{NAME}.part")
        half.write_text(f"{HEAD}\n{_lines(prints)}", encoding="utf-8")
        half.replace(self._path)
        self._held.clear()
        self._held |= prints


@contextmanager
def open_manifest(folder: Path) -> Iterator[Manifest]:
    """Give the list of *folder*, which is made where it is not there. Nobody else builds there meanwhile.

    Raises:
        InputError: The folder holds something that is no site of ours, another build
            is at work in it, or it cannot be written.
    """
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists() and any(folder.iterdir()):
            raise InputError(
                "this folder is not empty and holds no site",
                where=str(folder),
                remedy="name an empty one, or one that `site build` wrote",
            )
        with _locked(folder), path.open("a+", encoding="utf-8") as file:
            text = _whole_lines(file)
            if not text:
                file.write(f"{HEAD}\n")
            manifest = Manifest(path, file, _held(text, path))
            yield manifest
    except OSError as error:
        where = str(error.filename or folder)
        raise InputError(f"cannot be written: {error.strerror or error}", where=where) from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep others out of *folder*: the lock is on the folder itself, as the list in it is replaced."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise InputError(
            "another build is at work here", where=str(folder), remedy="wait until it is done"
        ) from error
    finally:
        os.close(handle)


def _whole_lines(file: TextIO) -> str:
    """Return what *file* holds, without a last line that was cut short; that is taken out of it."""
    file.seek(0)
    text = file.read()
    whole = text[: text.rfind("\n") + 1]
    if whole != text:
        file.truncate(len(whole.encode()))
    return whole


def _held(text: str, path: Path) -> dict[str, str]:
    head, *lines = text.splitlines() or [HEAD]
    if head != HEAD:
        raise InputError(
            "this is no list of a site that this version knows",
            where=str(path),
            remedy="build into another folder",
        )
    pairs = (line.partition(" ") for line in lines)
    return {address: printed for printed, _, address in pairs if ADDRESS.fullmatch(address)}


def _lines(prints: Mapping[str, str]) -> str:
    return "".join(f"{printed} {address}\n" for address, printed in prints.items())
