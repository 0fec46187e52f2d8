"""config.toml to frozen values; strict, and every fault of a file is named at once.

This module parses what ``tracker`` needs. The sections of the upper packages
are handed on raw in :attr:`Config.sections`; they check them with :func:`validate_section`.
Secrets come from the environment only, behaviour from the file only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from tracker.config.config_file import ARRAYS, fault_place, model_faults, nearest_name, parse_toml, read_toml
from tracker.config_checks import (
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
from tracker.sources.declaration.fault import ConfigFault
from tracker.sources.declaration.source_table import SourceTable, build_source
from tracker.sources.declaration.table_checks import table_faults
from tracker.sources.presets import with_preset

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

Model = TypeVar("Model", bound=BaseModel)
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


class Section(BaseModel):
    """A table of config.toml: its keys, and no others."""

    # what checks it is made when a file has the table, and not where a command needs none: 30 ms of each
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


def _checked(fault: Callable[[Any], str]) -> AfterValidator:
    """Return the check of pydantic's that refuses what *fault* finds something wrong with."""

    def check(value: Any) -> Any:
        if wrong := fault(value):
            raise ValueError(wrong)
        return value

    return AfterValidator(check)


class _Store(Section):
    url: Annotated[str, _checked(store_url_fault)] = DEFAULT_STORE


class _Fetch(Section):
    user_agent: Annotated[str, _checked(header_value_fault)] = Field(
        default=_USUAL.user_agent, min_length=1, max_length=500
    )
    timeout_seconds: float = Field(default=_USUAL.timeout_seconds, gt=0, le=600)
    deadline_seconds: float = Field(default=_USUAL.deadline_seconds, gt=0, le=3600)
    max_megabytes: float = Field(default=_USUAL.max_bytes / _MEGABYTE, gt=0, le=1000)
    delay_seconds: float = Field(default=_USUAL.delay_seconds, ge=0, le=3600)
    per_host: int = Field(default=_USUAL.per_host, ge=1, le=32)
    parallel: int = Field(default=_USUAL.parallel, ge=1, le=64)
    allow_hosts: list[Annotated[str, _checked(host_fault)]] = []
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
    lexicon: list[str] = []
    workers: Annotated[Workers, _checked(workers_fault)] = 0


class _Series(Section):
    name: str = Field(min_length=1, max_length=200)
    title: str = Field(min_length=1, max_length=1000)
    sources: list[str] = []
    parties: list[str] = []


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
    store = _part(_Store, raw, "store", faults)
    fetch = _part(_Fetch, raw, "fetch", faults)
    engine = _part(_Engine, raw, "engine", faults)
    base = path.absolute().parent
    sources = _sources(raw.get("sources", []), base, faults)
    series = _series(raw.get("series", []), faults)
    lexicon = tuple(str(base / name) for name in engine.lexicon) if engine else ()
    faults += [(("engine", "lexicon"), f"no file {name}") for name in lexicon if not Path(name).is_file()]
    faults += _series_source_faults(series, sources.declared)
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


def preset_source(name: str) -> Source:
    """Return the preset *name* as a source, by the way that those of config.toml go.

    Raises:
        ConfigError: There is none, or its file is wrong.
    """
    found, wrong = _Sources(), list[ConfigFault]()
    wrong += _add_source(found, {"preset": name}, Path())
    if wrong:
        said = "; ".join(f"{'.'.join(keys)}: {what}" if keys else what for keys, what in wrong)
        raise ConfigError(said, where=f'preset "{name}"')
    return found.declared[name]


def validate_section(model: type[Model], values: Mapping[str, Any], where: str) -> Model:
    """Return *values* as *model*.

    Raises:
        ConfigError: A key is unknown (with the nearest valid name), missing or
            of the wrong type; all faults in one message, after *where*.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        faults = (f"{'.'.join(keys)}: {what}" if keys else what for keys, what in model_faults(error, model))
        raise ConfigError("; ".join(faults), where=where) from error


def _shape_faults(raw: Mapping[str, Any]) -> Iterable[ConfigFault]:
    """Yield the sections of the packages above that are no table, or no tables."""
    for name in UPPER_SECTIONS:
        given = raw.get(name, [] if name in ARRAYS else {})
        if name in ARRAYS and not (isinstance(given, list) and all(isinstance(one, dict) for one in given)):
            yield (name,), f"write [[{name}]], with two brackets, before each"
        elif name not in ARRAYS and not isinstance(given, dict):
            yield (name,), "must be a table"


def _part(
    model: type[Model], raw: Mapping[str, Any], section: str, faults: list[ConfigFault]
) -> Model | None:
    """Return one section, or ``None`` after adding its faults."""
    try:
        return model.model_validate(raw.get(section, {}))
    except ValidationError as error:
        faults += [((section, *keys), what) for keys, what in model_faults(error, model)]
        return None


@dataclass(slots=True)
class _Sources:
    """What [[sources]] says, table by table."""

    declared: dict[str, Source] = field(default_factory=dict)
    tables: dict[str, Mapping[str, Any]] = field(default_factory=dict)  # presets worked in
    off: set[str] = field(default_factory=set)  # enabled = false


def _sources(raw: Any, base: Path, faults: list[ConfigFault]) -> _Sources:
    found = _Sources()
    if not isinstance(raw, list):
        faults.append((("sources",), "write [[sources]], with two brackets, before each source"))
        return found
    for number, values in enumerate(raw):
        wrong = list(_add_source(found, values, base))
        faults += [(("sources", str(number), *inner), what) for inner, what in wrong]
    return found


def _add_source(found: _Sources, values: Any, base: Path) -> Iterable[ConfigFault]:
    """Add the source that *values* declare to *found*, or yield what is wrong with it."""
    try:
        table = with_preset(values) if isinstance(values, dict) and "preset" in values else values
        given = SourceTable.model_validate(table)
    except ConfigError as error:
        yield ("preset",), f"{error.message}; {error.remedy}"
        return
    except ValidationError as error:
        yield from model_faults(error, SourceTable)
        return
    wrong = list(table_faults(given))
    if given.id in found.declared:
        wrong.append((("id",), f'"{given.id}" is taken; give each source its own id'))
    yield from wrong
    if not wrong:
        found.declared[given.id] = build_source(given, base)
        found.tables[given.id] = table
        if not given.enabled:
            found.off.add(given.id)


def _series(raw: Any, faults: list[ConfigFault]) -> tuple[SeriesRule, ...]:
    if not isinstance(raw, list):
        faults.append((("series",), "write [[series]], with two brackets, before each series"))
        return ()
    if not raw:
        return ()
    found: dict[str, SeriesRule] = {}
    for number, values in enumerate(raw):
        keys = ("series", str(number))
        try:
            given = _Series.model_validate(values)
            re.compile(given.title)
        except ValidationError as error:
            faults += [((*keys, *inner), what) for inner, what in model_faults(error, _Series)]
            continue
        except re.error as error:
            faults.append(((*keys, "title"), f"not a regular expression: {error}"))
            continue
        if given.name in found:
            faults.append(((*keys, "name"), f'"{given.name}" is taken; give each series its own name'))
        rule = SeriesRule(given.name, given.title, tuple(given.parties), tuple(given.sources))
        found.setdefault(given.name, rule)
    return tuple(found.values())


def _series_source_faults(
    series: Iterable[SeriesRule], declared: Mapping[str, Source]
) -> Iterable[ConfigFault]:
    """Yield the sources of *series* that are not there; where none is declared at all, files may bring any."""
    for number, rule in enumerate(series):
        for name in rule.sources:
            if declared and name not in declared:
                yield (
                    ("series", str(number), "sources"),
                    f'there is no source "{name}"' + nearest_name(name, declared),
                )


def _beside(url: str, base: Path) -> str:
    """Return *url* with the path of a SQLite file made absolute, relative to *base*."""
    match = re.fullmatch(r"(sqlite(?:\+\w+)?:///)([^/?:][^?]*)(\?.*)?", url)
    if match is None:
        return url
    return f"{match[1]}{base / match[2]}{match[3] or ''}"
