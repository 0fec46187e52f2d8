"""What must be right before anything can run: looked at one by one, without the network."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import distributions, requires
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.install_check import DISTRIBUTION
from tracker.config.configured_engine import engine_for
from tracker.errors import ConfigError, TrackerError
from tracker.secrets import holds_secret
from tracker.store import open_store
from tracker.store.database import display_url, exists, require_store

if TYPE_CHECKING:
    from tracker.config import Config

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing looked at: whether it is right, and what was found or how to mend it."""

    name: str
    ok: bool
    found: str


CheckFunction = Callable[["Config"], str]  # says what was found; raises TrackerError where something is wrong


def run_checks(config: Callable[[], Config], looks: dict[str, CheckFunction]) -> Iterator[CheckResult]:
    """Yield a check for the environment, the configuration, what it names, and each of *looks* at it."""
    yield run_check("python", python_version)
    yield run_check("packages", package_versions)
    loaded: list[Config] = []

    def load() -> str:
        loaded.append(config())
        return str(loaded[0].path or "none found; defaults apply")

    yield run_check("config", load)
    if not loaded:
        return
    here = loaded[0]
    for name, look in {
        "folder": folder,
        "store": store,
        "lexicon": lexicon,
        "sources": sources,
        **looks,
    }.items():
        yield run_check(name, lambda look=look: look(here))  # type: ignore[misc]


def run_check(name: str, look: Callable[[], str]) -> CheckResult:
    """Return what *look* found, or what it complained of."""
    try:
        return CheckResult(name, True, look())
    except TrackerError as error:
        return CheckResult(name, False, str(error))


def python_version() -> str:
    """Name the Python that runs."""
    if sys.version_info < OLDEST_PYTHON:
        raise ConfigError(f"Python {platform.python_version()} is too old", remedy="install 3.11 or later")
    return platform.python_version()


def package_versions() -> str:
    """Count the packages this program needs."""
    # extras aside; "lxml>=5.3" and "six (>=1)" begin with the name
    needed = [re.split(r"[^\w.-]", one)[0] for one in requires(DISTRIBUTION) or () if "extra ==" not in one]
    missing = [name for name in needed if not any(distributions(name=name))]
    if missing:
        raise ConfigError(
            f"not installed: {', '.join(missing)}", remedy="reinstall it, or run `make demo` in a checkout"
        )
    return f"all {len(needed)} installed"


def folder(config: Config) -> str:
    """Name the folder a SQLite store is kept in, if it can be written."""
    if not config.store_url.startswith("sqlite:///"):
        return "not a file"
    place = Path(config.store_url.removeprefix("sqlite:///")).absolute().parent
    if place.exists() and not os.access(place, os.W_OK):
        raise ConfigError(f"{place} cannot be written", remedy="change its owner, or set [store] url")
    return str(place)


def store(config: Config) -> str:
    """Say what the store holds. One that does not exist yet is not made."""
    where = display_url(config.store_url)
    if not exists(config.store_url):
        return f"{where}: not there yet, made at first use"
    with open_store(config.store_url) as opened:
        counts = ", ".join(f"{number:,} {what}" for what, number in opened.counts().items())
        return f"{where}: {counts}"


def named_store(config: Config) -> str:
    """Say what the store holds that was named on the command line; one that is not there is a slip of the pen.

    Raises:
        ConfigError: It is not there.
    """
    require_store(config.store_url)
    return store(config)


def lexicon(config: Config) -> str:
    """Name the engine that the lexicon and its extensions make."""
    return engine_for(config).stamp.components


def sources(config: Config) -> str:
    """Count the sources; that they answer is for ``sources check`` to say.

    Raises:
        ConfigError: One names a variable that the environment does not have.
    """
    if not config.sources:
        return "none; `ingest` needs none"
    named = {name: source.id for source in config.sources for _, name in source.manners.variables}
    if unset := [name for name in sorted(named) if not os.environ.get(name)]:
        raise ConfigError(
            f"the environment has no {', '.join(unset)}",
            where=f'source "{named[unset[0]]}"',
            remedy="set it for whatever starts the program",
        )
    said = f"{len(config.sources)}: {', '.join(source.id for source in config.sources)}"
    if bare := [name for name, table in config.source_tables.items() if holds_secret(table)]:
        said += f"; a secret stands in the file: {', '.join(bare)}; write ${{NAME}} for it"
    return said
