"""Where a report goes: a file, a terminal with colour, or a pipe without."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import typer

from tracker.errors import InputError

_STYLES = (
    (r"(?s)\[-.+?-\]", "red strike"),
    (r"(?s)\{\+.+?\+\}", "green underline"),
    (r"(?m)^[A-Z][A-Z ]+(?=[:(])", "bold"),
    (r"(?m)^(REVERSED|DROPPED)", "bold red"),
    (r"(?m)^(WEAKENED|QUALIFIED|NARROWED)", "bold yellow"),
    (r"(?m)^(STRENGTHENED|BROADENED|RESUMED)", "bold green"),
    (r"(?m)^-{20,}$|https?://\S+", "dim"),
)


def write(text: str, file: Path | None) -> None:
    """Write *text* to *file*, whole or not at all; without one, to standard output.

    Raises:
        InputError: The file cannot be written.
    """
    if file is None:
        _print(text)
    else:
        _keep(text.encode(), file)


def write_bytes(content: bytes, file: Path | None) -> None:
    """Write *content* as it is to *file*, whole or not at all; without one, to standard output.

    Raises:
        InputError: The file cannot be written.
    """
    if file is None:
        typer.echo(content, nl=False)
    else:
        _keep(content, file)


def _keep(content: bytes, file: Path) -> None:
    try:
        handle, name = tempfile.mkstemp(dir=file.absolute().parent, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as temporary:
                temporary.write(content)
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", where=str(file)) from error


def _print(text: str) -> None:
    if not sys.stdout.isatty():
        typer.echo(text, nl=False)
        return
    from rich.console import Console
    from rich.text import Text

    styled = Text(text)
    for pattern, style in _STYLES:
        styled.highlight_regex(pattern, style)
    Console(highlight=False, soft_wrap=True).print(styled, end="")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
