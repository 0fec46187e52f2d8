"""What every command line of the project has in common: --config, --store, and what they open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from tracker.cli.section_checks import check_sections_of_packages
from tracker.config import Config, Workers, find_config, load_config, store_url
from tracker.config_checks import workers_fault
from tracker.errors import ConfigError
from tracker.text.dates import HOW_TO_TYPE, typed_days

# an option whose default its help names in words, or which has none worth a name; and an argument
option = partial(typer.Option, show_default=False)
argument = partial(typer.Argument, show_default=False)

ConfigOption = Annotated[
    Path | None,
    option("--config", help="Configuration file. [default: $POLICY_TRACKER_CONFIG, else ./config.toml]"),
]
StoreOption = Annotated[
    str, option("--store", help="Store: a file, or a database URL. [default: as configured]")
]
PathsArgument = Annotated[
    list[Path], typer.Argument(help="Files or folders: .txt, .html, .md, .pdf, .jsonl.")
]
ByOption = Annotated[str, option("--by", help="Who decides. [default: $USER]")]
SourceFilter = Annotated[str | None, option("--source", help="Only this source.")]
WorkersOption = Annotated[
    str,
    option(
        "--workers",
        help="Processes that read, or dask://host:8786. [default: as configured, else as many as there are cores]",
        metavar="NUMBER|URL",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]

OutputOption = Annotated[Path | None, option("--output", "-o", help="Write to FILE.", metavar="FILE")]
Form = TypeVar("Form", bound=StrEnum)
FORM_OF = {"htm": "html", "txt": "text", "bib": "bibtex"}  # where a file is not called as the form is
ENDINGS_OF_FORMATS = frozenset(
    "atom bib csv db doc docx eml gz htm html ics jpg json jsonl md ods odt opml parquet pdf png ris rss rtf svg toml tsv "
    "warc xls xlsx xml yaml yml zip".split()
)


def form_by_name(file: Path | None, usual: Form) -> Form:
    """Return the form that the name of *file* ends in, else the *usual* one.

    Raises:
        ConfigError: It ends in another format.
    """
    named = form_named(file, list(type(usual)))
    return type(usual)(named) if named else usual


def form_named(file: Path | None, forms: Sequence[str]) -> str | None:
    """Return which of *forms* the name of *file* ends in, ".htm" as "html"; None where it ends in no format.

    Raises:
        ConfigError: It ends in a format that is none of *forms*: what opens the file would misread it.
    """
    ending = file.suffix.lower().removeprefix(".") if file else ""
    form = FORM_OF.get(ending, ending)
    if form in forms or ending not in ENDINGS_OF_FORMATS:
        return form if form in forms else None
    endings = {form: ending for ending, form in FORM_OF.items() if ending != "htm"}
    offered = ", ".join(f".{endings.get(one, one)}" for one in forms)
    raise ConfigError(f"no .{ending} is written here", where=str(file), remedy=f"end the name in {offered}")


def effective_config(config: Path | None, store: str = "", *, whole: bool = True) -> Config:
    """Return the configuration in force; *store*, a file or a URL, goes before what it says.

    It is read *whole*, whatever the command needs of it: what is wrong is said before
    anything is done. ``doctor`` alone asks section by section.

    Raises:
        ConfigError: The file is missing or wrong.
    """
    found = load_config(find_config(config))
    if whole and found.path:
        check_sections_of_packages(found)
    return replace(found, store_url=store_url(store)) if store else found


def effective_workers(config: Config, option: str) -> Workers:
    """Return who reads: as *option* says, else as *config* does.

    Raises:
        ConfigError: It is neither a number nor the address of a cluster.
    """
    workers: Workers = int(option) if option.isdecimal() else option
    if option and (wrong := workers_fault(workers)):
        raise ConfigError(f'--workers: "{option}" {wrong}')
    return workers if option else config.workers


def parse_day(option: str, written: str) -> date | None:
    """Return the day *written* names; None where nothing is written.

    Raises:
        ConfigError: It is no day.
    """
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise ConfigError(f'{option} "{written}" is not a day', remedy="write 2031-03-04") from error


def parse_date_range(since: str, until: str) -> tuple[date | None, date | None]:
    """Return the first and the last day of a window, both inclusive; None where a text is "".

    Raises:
        ConfigError: One is no date, or they are the wrong way round.
    """
    first, last = _day(since, "--since")[0], _day(until, "--until")[1]
    if first and last and first > last:
        raise ConfigError(f"--since {first} is after --until {last}", remedy="swap them")
    return first, last


def _day(text: str, option: str) -> tuple[date | None, date | None]:
    """Return the first and the last day *text* names: a day, a month or a year."""
    if not text:
        return None, None
    days = typed_days(text.strip())
    if days is None:
        raise ConfigError(f'{option}: "{text}" is no date', remedy=HOW_TO_TYPE)
    return days
