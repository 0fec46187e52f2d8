"""What is longer than the screen of a terminal goes through $PAGER, or ``less``: its first screen is what is seen first."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Annotated

import typer
from rich.cells import cell_len

from tracker.cli.options import option
from tracker.cli.rendering.paragraphs import is_dumb

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")

NoPagerOption = Annotated[
    bool,
    option(
        "--no-pager",
        help="At a terminal, do not show what is longer than the screen through $PAGER, or less.",
    ),
]


class _Screen(io.StringIO):
    """What is printed for a terminal, kept until it is known how long it is; *styled* where escapes will be shown."""

    def __init__(self, *, styled: bool) -> None:
        super().__init__()
        self.styled = styled

    def isatty(self) -> bool:
        """Return that a person reads it."""
        return True


@contextmanager
def paged(*, wanted: bool = True) -> Iterator[None]:
    """Show what is printed within through the pager, where a terminal has less room and a pager is *wanted*."""
    words = pager_words() if wanted and sys.stdout.isatty() and not is_dumb() else []
    if not words:
        yield
        return
    screen = _Screen(styled=shows_styles(words))
    try:
        with redirect_stdout(screen):
            yield
    finally:
        printed = screen.getvalue()
        if is_long(printed):
            show_in_pager(printed, words)
        else:
            typer.echo(printed, nl=False)


def pager_words() -> list[str]:
    """Return the pager as words; empty where there is none, or none is wanted."""
    try:
        words = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # quotes that are not closed
        words = []
    return words if words and words[0] != "cat" and shutil.which(words[0]) else []


def shows_styles(words: list[str]) -> bool:
    """Return whether the pager is one that is known not to print escapes as letters."""
    return Path(words[0]).name == "less"


def is_long(text: str) -> bool:
    """Return whether *text* takes more rows than the terminal has."""
    columns, rows = shutil.get_terminal_size()
    taken = 0
    for line in text.splitlines():
        taken += 1 + max(0, cell_len(_ESCAPES.sub("", line)) - 1) // columns
        if taken >= rows:  # the prompt takes a row
            return True
    return False


def show_in_pager(text: str, words: list[str]) -> None:
    """Show *text* through the pager of *words*, and return when its user has seen enough."""
    settings = {"LESS": f"{os.environ.get('LESS', '-FX')} -R", "LESSCHARSET": "utf-8"}
    with subprocess.Popen(words, stdin=subprocess.PIPE, env=os.environ | settings) as running:  # noqa: S603 - the user's own
        try:
            running.communicate(text.encode("utf-8", "backslashreplace"))
        except KeyboardInterrupt:  # is for the pager, which stays until it is told to quit
            running.wait()
