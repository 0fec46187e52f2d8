"""Sources that are shipped ready to use: one TOML file each, named like the source.

A file has a [preset] table that says what is known of the site and how, and one
[[sources]] table as config.toml has them. None was asked where it was written: a
preset works where ``policy-tracker sources check`` says so. docs/presets.md lists them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tracker.errors import ConfigError, did_you_mean

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Preset:
    """What is known of a site, and how it is asked."""

    id: str
    name: str
    country: str  # ISO 3166, or a body such as NATO
    grade: str  # A: two observations within a year, one of them a capture; B: one, or a known gap
    on: bool  # one of those to begin with
    document: str  # what is published there
    evidence: str  # where its facts come from, and of when
    verified_on: str  # the day of a live check; "" = never
    note: str
    table: Mapping[str, Any]  # as in [[sources]]
    text: str  # that table, as its file has it


def preset_names() -> tuple[str, ...]:
    """Return the names of all presets, in order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def read_preset(name: str) -> Preset:
    """Return the preset *name*.

    Raises:
        ConfigError: There is none; names the nearest.
    """
    known = preset_names()
    if name not in known:
        near = did_you_mean(name, known)
        raise ConfigError(
            f'there is no preset "{name}"' + (f", {near}" if near else ""),
            remedy="`policy-tracker sources presets` lists them",
        )
    text = (_FOLDER / f"{name}.toml").read_text("utf-8")
    raw = tomllib.loads(text)
    return Preset(id=name, **raw["preset"], table=raw["sources"][0], text=text[text.index("[[sources]]") :])


def with_preset(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a [[sources]] table with the preset it names worked in: what is given goes before it.

    Tables are merged key by key, one level deep; lists are replaced.

    >>> with_preset({"preset": "us_fed_fomc", "selectors": {"body": "main"}})["selectors"]["date"]
    'p.article__time'

    Raises:
        ConfigError: There is no such preset.
    """
    if not isinstance(given.get("preset"), str):
        return dict(given)
    table = read_preset(given["preset"]).table
    merged = dict(table)
    for key, mine in given.items():
        theirs = table.get(key)
        tables = isinstance(mine, Mapping) and isinstance(theirs, Mapping)
        merged[key] = {**(theirs or {}), **mine} if tables else mine
    return merged
