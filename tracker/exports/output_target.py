"""Where an export goes: standard output as it comes, or a file, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import typer

from tracker.errors import writing_to
from tracker.private_files import partial_file, put_in_place


def write_or_print(parts: Iterable[str | bytes], target: Path | None, *, private: bool = False) -> None:
    """Write *parts* to *target*, or without one to standard output: text as UTF-8, bytes as they are.

    A *private* file is its owner's alone; another has the rights of any new file.

    Line ends stay as they are. Half a character, which UTF-8 cannot say, is
    written as the escape JSON has for it.

    Raises:
        InputError: The file cannot be written.
    """
    chunks = (part if isinstance(part, bytes) else part.encode("utf-8", "backslashreplace") for part in parts)
    if target is None:
        for chunk in chunks:
            typer.echo(chunk, nl=False)
        return
    with writing_to(target), partial_file(target, private=private) as half:
        with half.open("r+b") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(half, target)
