"""The command ``brief``: two pages on a subject, party by party, for a meeting."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from reports.brief.brief_query import brief_on
from reports.brief.content import Brief
from reports.brief.docx_file import as_docx
from reports.brief.markdown import as_markdown
from reports.brief.paragraphs import SIZES, paragraphs
from reports.cli.terminal_output import write_output
from reports.render import fill
from tracker.cli.console import report_errors
from tracker.cli.options import (
    ConfigOption,
    OutputOption,
    StoreOption,
    effective_config,
    form_by_name,
    option,
    parse_date_range,
)
from tracker.errors import ConfigError
from tracker.exports.output_target import write_or_print
from tracker.memory import gc_paused
from tracker.store import open_held_store


class BriefFormat(StrEnum):
    """What a brief can be written as."""

    MD = "md"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


_NEEDS = {BriefFormat.DOCX: ("docx", "python-docx"), BriefFormat.PDF: ("fpdf", "fpdf2")}
REMEDY = 'install the extra: pip install "policy-commitment-tracker[brief]"'


def register(app: typer.Typer) -> None:
    """Add ``brief`` to *app*."""
    app.command(
        epilog="Example: policy-tracker brief 'halden strait' --parties Norvale,Estmark --since 2031 -o brief.docx"
    )(brief)


def brief(
    subject: Annotated[str, typer.Argument(help="Words, as `search` takes them.", metavar="SUBJECT")],
    parties: Annotated[
        str, option(help="Codes or names, with commas between them: USA,JPN,G7. [default: who says most]")
    ] = "",
    since: Annotated[str, option(help="First day, month or year.")] = "",
    until: Annotated[str, option(help="Last day, month or year.")] = "",
    form: Annotated[
        BriefFormat | None,
        option("--format", help="How to write it. [default: by the name of FILE, else md]"),
    ] = None,
    output: OutputOption = None,
    config: ConfigOption = None,
    store: StoreOption = "",
) -> None:
    """Write two pages on a subject: the current words of each party, last change, first use, silences, what is due."""
    with report_errors(), gc_paused():
        written = form or form_by_name(output, BriefFormat.MD)
        _check(written, output)
        first, last = parse_date_range(since, until)
        named = [name.strip() for name in parties.split(",") if name.strip()]
        loaded = effective_config(config, store)
        with open_held_store(loaded.store_url) as opened:
            today = date.today()  # noqa: DTZ011 - the day of the reader, on which something is due or past
            found = brief_on(opened, subject, named, since=first, until=last, today=today)
        _write(found, written, output)


def _write(found: Brief, written: BriefFormat, output: Path | None) -> None:

    if written is BriefFormat.DOCX:
        write_or_print([as_docx(paragraphs(found))], output)
    elif written is BriefFormat.PDF:
        from reports.brief.pdf_file import as_pdf  # with what it loads for fonts, 0.6 s of processor

        write_or_print([as_pdf(lambda size: paragraphs(found, size), len(SIZES))], output)
    elif written is BriefFormat.HTML:
        write_output(fill("brief/page.html.j2", made=paragraphs(found)), output, coloured=False)
    else:
        write_output(as_markdown(paragraphs(found)), output, coloured=False)


def _check(written: BriefFormat, output: Path | None) -> None:
    """Say so where the extra is not installed, or a file of bytes would go to a terminal."""
    if written not in _NEEDS:
        return
    module, package = _NEEDS[written]
    if find_spec(module) is None:
        raise ConfigError(
            f"a {written} file is written with {package}, which is not installed", remedy=REMEDY
        )
    if output is None:
        raise ConfigError(f"a {written} file is not for a terminal", remedy=f"name it: -o brief.{written}")
