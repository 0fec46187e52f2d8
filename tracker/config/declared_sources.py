"""What [[sources]] and [[series]] of config.toml declare, and every fault of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from tracker.config.config_file import model_faults, nearest_name
from tracker.config.section import Section
from tracker.config_checks import ConfigFault
from tracker.domain import Source
from tracker.errors import ConfigError
from tracker.link.occasions.series import SeriesRule
from tracker.sources.declaration.source_table import SourceTable, build_source
from tracker.sources.declaration.table_checks import table_faults
from tracker.sources.presets import with_preset


class _Series(Section):
    name: str = Field(min_length=1, max_length=200)
    title: str = Field(min_length=1, max_length=1000)
    sources: list[str] = Field(default_factory=list)
    parties: list[str] = Field(default_factory=list)


@dataclass(slots=True)
class DeclaredSources:
    """What [[sources]] says, table by table."""

    declared: dict[str, Source] = field(default_factory=dict)
    tables: dict[str, Mapping[str, Any]] = field(default_factory=dict)  # presets worked in
    off: set[str] = field(default_factory=set)  # enabled = false


def read_sources(raw: Any, base: Path, faults: list[ConfigFault]) -> DeclaredSources:
    """Return the sources that *raw*, [[sources]], declares, files relative to *base*; what is wrong is added to *faults*."""
    found = DeclaredSources()
    if not isinstance(raw, list):
        faults.append((("sources",), "write [[sources]], with two brackets, before each source"))
        return found
    for number, values in enumerate(raw):
        wrong = list(_add_source(found, values, base))
        faults += [(("sources", str(number), *inner), what) for inner, what in wrong]
    return found


def _add_source(found: DeclaredSources, values: Any, base: Path) -> Iterable[ConfigFault]:
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


def preset_source(name: str) -> Source:
    """Return the preset *name* as a source, by the way that those of config.toml go.

    Raises:
        ConfigError: There is none, or its file is wrong.
    """
    found, wrong = DeclaredSources(), list[ConfigFault]()
    wrong += _add_source(found, {"preset": name}, Path())
    if wrong:
        said = "; ".join(f"{'.'.join(keys)}: {what}" if keys else what for keys, what in wrong)
        raise ConfigError(said, where=f'preset "{name}"')
    return found.declared[name]


def read_series(raw: Any, faults: list[ConfigFault]) -> tuple[SeriesRule, ...]:
    """Return the series that *raw*, [[series]], declares; what is wrong is added to *faults*."""
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


def series_source_faults(
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
