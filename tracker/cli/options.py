"""What every command line of the project has in common: --config, --store, and what they open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from tracker.cli.section_checks import check_sections_of_packages
from tracker.config import Config, Workers, find_config, load_config, store_url
from tracker.config_checks import workers_fault
from tracker.errors import ConfigError

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        help="Configuration file. [default: $POLICY_TRACKER_CONFIG, else ./config.toml]",
        show_default=False,
    ),
]
StoreOption = Annotated[
    str,
    typer.Option(
        "--store", help="Store: a file, or a database URL. [default: as configured]", show_default=False
    ),
]
PathsArgument = Annotated[
    list[Path], typer.Argument(help="Files or folders: .txt, .html, .md, .pdf, .jsonl.")
]
ByOption = Annotated[str, typer.Option("--by", help="Who decides. [default: $USER]", show_default=False)]
SourceFilter = Annotated[str | None, typer.Option("--source", help="Only this source.", show_default=False)]
WorkersOption = Annotated[
    str,
    typer.Option(
        "--workers",
        help="Processes that read, or dask://host:8786. [default: as configured, else as many as there are cores]",
        show_default=False,
        metavar="NUMBER|URL",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]

OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to FILE.", metavar="FILE", show_default=False)
]
Form = TypeVar("Form", bound=StrEnum)


def form_by_name(file: Path | None, usual: Form) -> Form:
    """Return the form that the name of *file* ends in, ".htm" as ".html"; else the *usual* one."""
    ending = file.suffix.lower().removeprefix(".") if file else ""
    return next((form for form in type(usual) if form == {"htm": "html"}.get(ending, ending)), usual)


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
