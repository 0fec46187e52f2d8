"""Where an export goes: standard output as it comes, or a file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import typer

from tracker.errors import InputError


def write_or_print(parts: Iterable[str | bytes], target: Path | None) -> None:
    """Write *parts* to *target*, or without one to standard output: text as UTF-8, bytes as they are.

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
    try:
        with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".export-") as folder:
            half = Path(folder) / target.name  # made by open(), so with the rights of any new file
            with half.open("wb") as file:
                file.writelines(chunks)
                file.flush()
                os.fsync(file.fileno())
            half.replace(target)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", where=str(target)) from error
