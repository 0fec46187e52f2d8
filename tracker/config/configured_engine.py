"""The engine that a configuration asks for, and its stamp, which costs no engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.stamp import Stamp, components, lexicon_fingerprint, lexicon_texts

if TYPE_CHECKING:
    from tracker.config import Config
    from tracker.engine import Engine


def engine_for(config: Config) -> Engine:
    """Return the engine *config* asks for.

    Raises:
        ConfigError: A lexicon file is wrong.
        InstallError: The reader's settings are missing or damaged.
    """
    from tracker.engine import (  # 0.2 s, which commands that read nothing do without
        default_engine,  # numpy, scipy, lxml, deepdiff: no pass that finds nothing new needs them
    )

    selectors = {source.id: source.selectors for source in config.all_sources}
    return default_engine(selectors=selectors, lexicon_files=config.lexicon, series=config.series)


def stamp_for_config(config: Config) -> Stamp:
    """Return the stamp of the engine *config* asks for, without loading it.

    Raises:
        ConfigError: A lexicon file cannot be read.
    """
    selectors = {source.id: source.selectors for source in config.all_sources}
    return Stamp(
        components(lexicon_fingerprint(lexicon_texts(config.lexicon))), selectors, tuple(config.series)
    )
