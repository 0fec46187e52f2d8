"""Where a report goes: a file, a pipe as it is, or a terminal: in colour, and through a pager where it is long."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from reports.digest.digest import Digest
from reports.render import Format
from tracker.cli.console import print_json
from tracker.cli.options import option
from tracker.cli.pager import is_long, pager_words, show_in_pager, shows_styles
from tracker.cli.rendering.paragraphs import is_dumb
from tracker.exports.json_rows import change_row
from tracker.exports.output_target import write_or_print

_STYLES = (
    (r"(?s)\[-.+?-\]", "red strike"),
    (r"(?s)\{\+.+?\+\}", "green underline"),
    (r"(?m)^[A-Z][A-Z ]+(?=[:(]|$)", "bold"),
    (r"(?m)^(REVERSED|DROPPED)", "bold red"),
    (r"(?m)^(WEAKENED|QUALIFIED|NARROWED)", "bold yellow"),
    (r"(?m)^(STRENGTHENED|BROADENED|RESUMED)", "bold green"),
    (r"(?m)^-{20,}$|https?://\S+", "dim"),
)


FormatOption = Annotated[
    Format | None, option("--format", help="How to write it. [default: by the name of FILE, else text]")
]


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
    coloured = coloured and not is_dumb() and not os.environ.get("NO_COLOR")
    words = pager_words() if pager and not is_dumb() and is_long(text) else []
    if not words:
        typer.echo(_styled(text) if coloured else text, nl=False)
        return
    show_in_pager(_styled(text) if coloured and shows_styles(words) else text, words)


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


def write(text: str, output: Path | None, written: Format, no_pager: bool) -> None:
    """Write *text* to a file or the terminal, there in colour where it is plain text."""
    write_output(text, output, pager=not no_pager, coloured=written is Format.TEXT)


def print_changes(digest: Digest) -> None:
    """Print one change of *digest* a line, as JSON."""
    for change in digest.changes:
        print_json(change_row(change))
