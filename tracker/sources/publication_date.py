"""The date of an announcement, in the publisher's own zone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from tracker.text.dates import date_in_name, find_date

_RFC822 = re.compile(r"\d{1,2}\s+[A-Za-z]{3,9}\s+\d{2,4}\s+\d{1,2}:\d{2}")
_SEPT = re.compile(r"\bSept\b(?!ember)", re.IGNORECASE)  # strptime knows Sep and September only
_GREENWICH = re.compile(r"\b(?:GMT|UTC|Z)$")
LONGEST = 2_000  # characters of a date, a title or a link that patterns are searched in


def parse_publication_date(written: str, timezone: str, formats: Sequence[str] = ()) -> date | None:
    """Return the day *written* names, as it was in *timezone*; ``None`` unless it has a single meaning.

    *formats* (strptime) are tried first, in order. An instant with an offset,
    or in GMT, is carried over to *timezone*. Without one, or with a zone whose
    name says nothing for certain, the day is the one written.

    >>> parse_publication_date("Sun, 04 Oct 2026 23:30:00 +0000", "Asia/Seoul")
    datetime.date(2026, 10, 5)
    >>> parse_publication_date("2023.10.17", "Asia/Seoul")
    datetime.date(2023, 10, 17)
    >>> parse_publication_date("Sept. 15, 2026", "UTC", ["%b. %d, %Y"])
    datetime.date(2026, 9, 15)
    """
    text = " ".join(written[:LONGEST].split())
    day = exact_date(text, timezone, formats)
    if day:
        return day
    for date_format in formats:
        day = find_date(_SEPT.sub("Sep", text), date_format)
        if day:
            return day
    instant = _instant(text)
    if instant is None:
        return find_date(text)
    return _in_zone(instant, timezone)


def exact_date(text: str, timezone: str, formats: Sequence[str]) -> date | None:
    """Return the day *text* names if the whole of it follows one of *formats*."""
    short = _SEPT.sub("Sep", text)
    for date_format in formats:
        try:
            instant = datetime.strptime(short, date_format)  # noqa: DTZ007 - the format may have no zone
        except ValueError:
            continue
        if instant.tzinfo is None and "%H" in date_format and _GREENWICH.search(short):
            instant = instant.replace(tzinfo=UTC)
        return _in_zone(instant, timezone)
    return None


def date_in_link(written: str, formats: Sequence[str]) -> date | None:
    """Return the day that a part of a link names: by *formats*, or as 2031-03-04, 2031/03/04 or 20310304."""
    return exact_date(written, "UTC", formats) or date_in_name(written)


def _in_zone(instant: datetime, timezone: str) -> date | None:
    try:
        return instant.astimezone(ZoneInfo(timezone)).date() if instant.tzinfo else instant.date()
    except OverflowError:  # the first and the last day that can be written, moved by some hours
        return None


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    if not _RFC822.search(text):
        return None
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
