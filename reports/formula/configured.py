"""[[formulas]] of config.toml: the phrases that are watched, on the site, in digests, by ``formula`` without a phrase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.config import Config
from tracker.config.section import Section, validate_section
from tracker.errors import ConfigError
from tracker.formula.wording import Formula, parse_formula
from tracker.link.occasions.series import SeriesRule


@dataclass(frozen=True, slots=True)
class WatchedFormulas:
    """The formulas that are followed, and the declared series by which texts are compared."""

    formulas: tuple[Formula, ...] = ()
    series: tuple[SeriesRule, ...] = ()


NO_FORMULAS = WatchedFormulas()


class _Formula(Section):
    text: str
    name: str = ""


def configured_formulas(config: Config) -> tuple[Formula, ...]:
    """Return [[formulas]] of *config*, in the order of the file.

    Raises:
        ConfigError: A key or a value is wrong, a phrase is a single word, or one comes twice.
    """
    raw: Sequence[Mapping[str, Any]] = config.sections.get("formulas") or ()
    found: dict[str, Formula] = {}
    for number, values in enumerate(raw, start=1):
        where = config.place(f"[[formulas]] {number}")
        given = validate_section(_Formula, values, where)
        try:
            formula = parse_formula(given.text, " ".join(given.name.split()))
        except ConfigError as error:
            error.where = where
            raise
        if formula.title.casefold() in found:
            raise ConfigError(f'"{formula.title}" comes twice', where=where, remedy="leave one of them out")
        found[formula.title.casefold()] = formula
    return tuple(found.values())


def watched_formulas(config: Config) -> WatchedFormulas:
    """Return the formulas of *config* with its series.

    Raises:
        ConfigError: As :func:`configured_formulas`.
    """
    return WatchedFormulas(configured_formulas(config), config.series)
