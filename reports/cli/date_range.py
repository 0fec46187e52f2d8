"""A window as it is typed: a day, a month or a year at either end."""

from __future__ import annotations

import calendar
import re
from datetime import date

from tracker.errors import ConfigError


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
    wrong = ConfigError(f'{option}: "{text}" is no date', remedy="write 2031-03-04, 2031-03 or 2031")
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text.strip(), re.ASCII)
    if found is None:
        raise wrong
    year, month, day = found.groups()
    try:
        first = date(int(year), int(month or "1"), int(day or "1"))
        last = int(month or "12")
        return first, date(int(year), last, int(day) if day else calendar.monthrange(int(year), last)[1])
    except ValueError as error:
        raise wrong from error
