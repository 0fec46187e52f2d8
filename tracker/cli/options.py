"""What every command line of the project has in common: --config, --store, and what they open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.errors import ConfigError

if TYPE_CHECKING:  # heavy; imported where used
    from tracker.config import Config, Workers

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


SectionCheck = Callable[["Config"], None]  # raises ConfigError
_section_checks: dict[str, SectionCheck] = {}  # by package: set once, when its command line is put together


def read_sections_with(package: str, check: SectionCheck) -> None:
    """Let every command have *check* look at the sections that *package*, one above this, reads."""
    _section_checks[package] = check


def effective_config(config: Path | None, store: str = "", *, whole: bool = True) -> Config:
    """Return the configuration in force; *store*, a file or a URL, goes before what it says.

    It is read *whole*, whatever the command needs of it: what is wrong is said before
    anything is done. ``doctor`` alone asks section by section.

    Raises:
        ConfigError: The file is missing or wrong.
    """
    from tracker.config import find_config, load_config, store_url

    found = load_config(find_config(config))
    for check in _section_checks.values() if whole and found.path else ():
        check(found)
    return replace(found, store_url=store_url(store)) if store else found


def effective_workers(config: Config, option: str) -> Workers:
    """Return who reads: as *option* says, else as *config* does.

    Raises:
        ConfigError: It is neither a number nor the address of a cluster.
    """
    from tracker.config_checks import workers_fault

    workers: Workers = int(option) if option.isdecimal() else option
    if option and (wrong := workers_fault(workers)):
        raise ConfigError(f'--workers: "{option}" {wrong}')
    return workers if option else config.workers
