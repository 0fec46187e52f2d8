"""Where a report goes: a file, a pipe as it is, or a terminal: in colour, and through a pager where it is long."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from tracker.exports.output_target import write_or_print

NoPagerOption = Annotated[
    bool,
    typer.Option(
        "--no-pager",
        help="At a terminal, do not show what is longer than the screen through $PAGER, or less.",
        show_default=False,
    ),
]

_STYLES = (
    (r"(?s)\[-.+?-\]", "red strike"),
    (r"(?s)\{\+.+?\+\}", "green underline"),
    (r"(?m)^[A-Z][A-Z ]+(?=[:(]|$)", "bold"),
    (r"(?m)^(REVERSED|DROPPED)", "bold red"),
    (r"(?m)^(WEAKENED|QUALIFIED|NARROWED)", "bold yellow"),
    (r"(?m)^(STRENGTHENED|BROADENED|RESUMED)", "bold green"),
    (r"(?m)^-{20,}$|https?://\S+", "dim"),
)


def write_output(text: str, file: Path | None, *, pager: bool = True, coloured: bool = True) -> None:
    """Write *text* to *file*, whole or not at all; without one, to standard output.

    Where that is a terminal, text that is longer than the screen goes through
    $PAGER, or ``less``, unless *pager* is off; and it is *coloured*, unless
    NO_COLOR is set.

    Raises:
        InputError: The file cannot be written.
    """
    if file is not None:
        write_or_print([text], file, private=True)
    elif sys.stdout.isatty():
        _show(text, pager, coloured)
    else:
        typer.echo(text, nl=False)


def _show(text: str, pager: bool, coloured: bool) -> None:
    dumb = os.environ.get("TERM", "dumb") == "dumb"
    coloured = coloured and not dumb and not os.environ.get("NO_COLOR")
    words = _pager() if pager and not dumb and _is_long(text) else []
    if not words:
        typer.echo(_styled(text) if coloured else text, nl=False)
        return
    # Any other pager may print escapes as letters.
    shown = _styled(text) if coloured and Path(words[0]).name == "less" else text
    settings = {"LESS": f"{os.environ.get('LESS', '-FX')} -R", "LESSCHARSET": "utf-8"}
    with subprocess.Popen(words, stdin=subprocess.PIPE, env=os.environ | settings) as running:  # noqa: S603 - the user's own
        try:
            running.communicate(shown.encode("utf-8", "backslashreplace"))
        except KeyboardInterrupt:  # is for the pager, which stays until it is told to quit
            running.wait()


def _pager() -> list[str]:
    """Return the pager as words; empty where there is none, or none is wanted."""
    try:
        words = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # quotes that are not closed
        words = []
    return words if words and words[0] != "cat" and shutil.which(words[0]) else []


def _is_long(text: str) -> bool:
    columns, rows = shutil.get_terminal_size()
    taken = 0
    for line in text.splitlines():
        taken += 1 + max(0, len(line) - 1) // columns
        if taken >= rows:  # the prompt takes a row
            return True
    return False


def _styled(text: str) -> str:
    from rich.console import Console  # 40 ms, for a terminal alone
    from rich.text import Text

    console = Console(file=io.StringIO(), force_terminal=True, highlight=False, soft_wrap=True)
    with console.capture() as captured:
        # By paragraphs: the time it takes grows with the square of what is styled at once.
        for paragraph in text.split("\n\n"):
            styled = Text(f"{paragraph}\n\n")
            for pattern, style in _STYLES:
                styled.highlight_regex(pattern, style)
            console.print(styled, end="")
    return captured.get().removesuffix("\n\n")
