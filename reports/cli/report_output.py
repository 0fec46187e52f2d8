"""How a report is written: in which form, to which file, through a pager or not. Shared by the commands that report."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reports.cli.terminal_output import write_output
from reports.digest.compose import Digest
from reports.render import Format, render
from tracker.cli.console import print_json
from tracker.exports.json_rows import change_row


class ReportFormat(StrEnum):
    """What a report can be written as."""

    HTML = "html"
    TEXT = "text"
    MD = "md"
    JSON = "json"


FormatOption = Annotated[
    ReportFormat | None,
    typer.Option(
        "--format", help="How to write it. [default: by the name of FILE, else text]", show_default=False
    ),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to FILE.", metavar="FILE", show_default=False)
]
NoPagerOption = Annotated[
    bool,
    typer.Option(
        "--no-pager",
        help="At a terminal, do not show what is longer than the screen through $PAGER, or less.",
        show_default=False,
    ),
]
_SUFFIXES = {
    ".html": ReportFormat.HTML,
    ".htm": ReportFormat.HTML,
    ".md": ReportFormat.MD,
    ".json": ReportFormat.JSON,
}


def chosen_format(form: ReportFormat | None, output: Path | None) -> ReportFormat:
    """Return the form that was asked for, else the one the name of the file says, else text."""
    return form or _SUFFIXES.get(output.suffix.lower() if output else "", ReportFormat.TEXT)


def write(text: str, output: Path | None, written: ReportFormat, no_pager: bool) -> None:
    """Write *text* to a file or the terminal, there in colour where it is plain text."""
    write_output(text, output, pager=not no_pager, coloured=written is ReportFormat.TEXT)


def rendered(digest: Digest, written: ReportFormat) -> str:
    """Return all of *digest* in the form that is *written*."""
    return render(digest, Format(written.value))


def print_changes(digest: Digest) -> None:
    """Print one change of *digest* a line, as JSON."""
    for change in digest.changes:
        print_json(change_row(change))
