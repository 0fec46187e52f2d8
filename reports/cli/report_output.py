"""How a report is written: in which form, to which file, through a pager or not. Shared by the commands that report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reports.cli.terminal_output import write_output
from reports.digest.digest import Digest
from reports.render import Format
from tracker.cli.console import print_json
from tracker.exports.json_rows import change_row

FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format", help="How to write it. [default: by the name of FILE, else text]", show_default=False
    ),
]


def write(text: str, output: Path | None, written: Format, no_pager: bool) -> None:
    """Write *text* to a file or the terminal, there in colour where it is plain text."""
    write_output(text, output, pager=not no_pager, coloured=written is Format.TEXT)


def print_changes(digest: Digest) -> None:
    """Print one change of *digest* a line, as JSON."""
    for change in digest.changes:
        print_json(change_row(change))
