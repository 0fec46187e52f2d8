"""A window as it is typed: a day, a month or a year at either end."""

from __future__ import annotations

from datetime import date

from tracker.errors import ConfigError
from tracker.text.dates import HOW_TO_TYPE, typed_days


def parse_date_range(since: str, until: str) -> tuple[date | None, date | None]:
    """Return the first and the last day of a window, both inclusive; None where a text is "".

    Raises:
        ConfigError: One is no date, or they are the wrong way round.
    """
    first, last = _day(since, "--since")[0], _day(until, "--until")[1]
    if first and last and first > last:
        raise ConfigError(f"--since {first} is after --until {last}", remedy="swap them")
    return first, last


def _day(text: str, option: str) -> tuple[date | None, date | None]:
    """Return the first and the last day *text* names: a day, a month or a year."""
    if not text:
        return None, None
    days = typed_days(text.strip())
    if days is None:
        raise ConfigError(f'{option}: "{text}" is no date', remedy=HOW_TO_TYPE)
    return days
