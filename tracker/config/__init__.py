"""config.toml to frozen values; strict, and every fault of a file is named at once.

This module parses what ``tracker`` needs. The sections of the upper packages
are handed on raw in :attr:`Config.sections`; they check them with :func:`tracker.config.section.validate_section`.
Secrets come from the environment only, behaviour from the file only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from tracker.config.config_file import ARRAYS, fault_place, nearest_name, parse_toml, read_toml
from tracker.config.declared_sources import read_series, read_sources, series_source_faults
from tracker.config.section import Section, checked_by, read_section
from tracker.config_checks import (
    ConfigFault,
    header_value_fault,
    host_fault,
    raw_value_faults,
    store_url_fault,
    workers_fault,
)
from tracker.domain import Source
from tracker.errors import ConfigError
from tracker.fetch import FetchSettings
from tracker.link.occasions.series import SeriesRule

CONFIG_VARIABLE = "POLICY_TRACKER_CONFIG"
STORE_VARIABLE = "POLICY_TRACKER_STORE_URL"
DEFAULT_STORE = "sqlite:///commitments.db"

_MEGABYTE = 1_000_000
_USUAL = FetchSettings()
_OURS = ("store", "fetch", "engine", "sources", "series")
UPPER_SECTIONS = (  # of the packages above, which check them: jobs.sections
    "jobs",
    "mail",
    "subscribers",
    "site",
    "metrics",
    "log",
    "retention",
    "formulas",
    "alerts",
)

Workers = int | str  # processes of this machine, 0 = one a core; or the address of a Dask cluster


@dataclass(frozen=True, slots=True)
class Config:
    """What a config file says; *path* is ``None`` where there is none and everything is as by default."""

    path: Path | None = None
    store_url: str = DEFAULT_STORE
    fetch: FetchSettings = field(default_factory=FetchSettings)
    lexicon: tuple[str, ...] = ()  # absolute paths
    workers: Workers = 0  # processes that read where many texts wait; 0 = as many as there are cores
    sources: tuple[Source, ...] = ()  # those that are asked
    all_sources: tuple[Source, ...] = ()  # and those with enabled = false
    # as declared, presets worked in
    source_tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    series: tuple[SeriesRule, ...] = ()
    sections: Mapping[str, Any] = field(default_factory=dict)  # jobs, mail, subscribers, site …: raw

    def place(self, section: str) -> str:
        """Return where *section* ("[mail]") stands, as messages name it."""
        return f"{self.path.name if self.path else 'config.toml'}: {section}"


class _Store(Section):
    url: Annotated[str, checked_by(store_url_fault)] = DEFAULT_STORE


class _Fetch(Section):
    user_agent: Annotated[str, checked_by(header_value_fault)] = Field(
        default=_USUAL.user_agent, min_length=1, max_length=500
    )
    timeout_seconds: float = Field(default=_USUAL.timeout_seconds, gt=0, le=600)
    deadline_seconds: float = Field(default=_USUAL.deadline_seconds, gt=0, le=3600)
    max_megabytes: float = Field(default=_USUAL.max_bytes / _MEGABYTE, gt=0, le=1000)
    delay_seconds: float = Field(default=_USUAL.delay_seconds, ge=0, le=3600)
    per_host: int = Field(default=_USUAL.per_host, ge=1, le=32)
    parallel: int = Field(default=_USUAL.parallel, ge=1, le=64)
    allow_hosts: list[Annotated[str, checked_by(host_fault)]] = Field(default_factory=list)
    robots: bool = _USUAL.robots
    retries: int = Field(default=_USUAL.retries, ge=0, le=10)
    patience_seconds: float = Field(default=_USUAL.patience_seconds, ge=0, le=3600)

    def settings(self) -> FetchSettings:
        """Return what the fetcher takes."""
        values = self.model_dump(exclude={"max_megabytes", "allow_hosts"})
        return FetchSettings(
            **values, max_bytes=int(self.max_megabytes * _MEGABYTE), allow_hosts=tuple(self.allow_hosts)
        )


class _Engine(Section):
    lexicon: list[str] = Field(default_factory=list)
    workers: Annotated[Workers, checked_by(workers_fault)] = 0


def find_config(option: Path | None = None) -> Path | None:
    """Return the config file to use: *option*, POLICY_TRACKER_CONFIG, or ./config.toml if it is there."""
    if option is not None:
        return option
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        return Path(named)
    here = Path("config.toml")
    return here if here.is_file() else None


def load_config(path: Path | None = None) -> Config:
    """Return what the file at *path* says; without one, the defaults.

    POLICY_TRACKER_STORE_URL wins over the store of the file. Relative paths in
    the file are relative to the file.

    Raises:
        ConfigError: The file is missing, is not TOML, or says something it may
            not say. All faults of one file are in one message, with their lines.
    """
    store_url = os.environ.get(STORE_VARIABLE, "")
    if path is None:
        return Config(store_url=store_url or DEFAULT_STORE)
    text = read_toml(path)
    raw = parse_toml(text, path)
    faults: list[ConfigFault] = [
        ((key,), "unknown section" + nearest_name(key, (*_OURS, *UPPER_SECTIONS)))
        for key in raw
        if key not in (*_OURS, *UPPER_SECTIONS)
    ]
    faults += raw_value_faults(raw)
    faults += _shape_faults(raw)
    store = read_section(_Store, raw, "store", faults)
    fetch = read_section(_Fetch, raw, "fetch", faults)
    engine = read_section(_Engine, raw, "engine", faults)
    base = path.absolute().parent
    sources = read_sources(raw.get("sources", []), base, faults)
    series = read_series(raw.get("series", []), faults)
    lexicon = tuple(str(base / name) for name in engine.lexicon) if engine else ()
    faults += [(("engine", "lexicon"), f"no file {name}") for name in lexicon if not Path(name).is_file()]
    faults += series_source_faults(series, sources.declared)
    if faults or store is None or fetch is None:
        said = "; ".join(f"{fault_place(text, keys)}{what}" for keys, what in faults)
        raise ConfigError(said, where=str(path))
    return Config(
        path=path,
        store_url=store_url or (_beside(store.url, base) if "store" in raw else DEFAULT_STORE),
        fetch=fetch.settings(),
        lexicon=lexicon,
        workers=engine.workers if engine else 0,
        sources=tuple(source for key, source in sources.declared.items() if key not in sources.off),
        all_sources=tuple(sources.declared.values()),
        source_tables=sources.tables,
        series=series,
        sections={key: raw[key] for key in UPPER_SECTIONS if key in raw},
    )


def store_url(store: str) -> str:
    """Return *store* as a database URL.

    >>> store_url("desk.db")
    'sqlite:///desk.db'
    >>> store_url("sqlite:///desk.db")
    'sqlite:///desk.db'
    """
    return store if "://" in store else f"sqlite:///{store}"


def _shape_faults(raw: Mapping[str, Any]) -> Iterable[ConfigFault]:
    """Yield the sections of the packages above that are no table, or no tables."""
    for name in UPPER_SECTIONS:
        given = raw.get(name, [] if name in ARRAYS else {})
        if name in ARRAYS and not (isinstance(given, list) and all(isinstance(one, dict) for one in given)):
            yield (name,), f"write [[{name}]], with two brackets, before each"
        elif name not in ARRAYS and not isinstance(given, dict):
            yield (name,), "must be a table"


def _beside(url: str, base: Path) -> str:
    """Return *url* with the path of a SQLite file made absolute, relative to *base*."""
    match = re.fullmatch(r"(sqlite(?:\+\w+)?:///)([^/?:][^?]*)(\?.*)?", url)
    if match is None:
        return url
    return f"{match[1]}{base / match[2]}{match[3] or ''}"
