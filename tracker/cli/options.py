"""What every command line of the project has in common: --config, --store, and what they open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # heavy; imported where used
    from tracker.config import Config
    from tracker.engine import Engine
    from tracker.stamp import Stamp

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
    from tracker.config import find_config, load_config

    found = load_config(find_config(config))
    return replace(found, store_url=store_url(store)) if store else found


def store_url(store: str) -> str:
    """Return *store* as a database URL.

    >>> store_url("desk.db")
    'sqlite:///desk.db'
    >>> store_url("sqlite:///desk.db")
    'sqlite:///desk.db'
    """
    return store if "://" in store else f"sqlite:///{store}"


def engine_for(config: Config) -> Engine:
    """Return the engine *config* asks for.

    Raises:
        ConfigError: A lexicon file is wrong, or the second opinion is asked for and not installed.
    """
    from tracker.engine import default_engine

    selectors = {source.id: source.selectors for source in config.all_sources}
    return default_engine(
        selectors=selectors, lexicon_files=config.lexicon, parse=config.parse, series=config.series
    )


def stamp_for_config(config: Config) -> Stamp:
    """Return the stamp of the engine *config* asks for, without loading it; its second opinion is left out.

    Raises:
        ConfigError: A lexicon file cannot be read.
    """
    from tracker.stamp import Stamp, components, lexicon_fingerprint, lexicon_texts

    selectors = {source.id: source.selectors for source in config.all_sources}
    return Stamp(
        components(lexicon_fingerprint(lexicon_texts(config.lexicon))), selectors, tuple(config.series)
    )
