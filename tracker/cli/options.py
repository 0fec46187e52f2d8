"""What every command line of the project has in common: --config, --store, and what they open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # heavy; imported where used
    from tracker.config import Config

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
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]


def effective_config(config: Path | None, store: str = "") -> Config:
    """Return the configuration in force; *store*, a file or a URL, goes before what it says.

    Raises:
        ConfigError: The file is missing or wrong.
    """
    from tracker.config import find_config, load_config, store_url

    found = load_config(find_config(config))
    return replace(found, store_url=store_url(store)) if store else found
