"""The date of an announcement, in the publisher's own zone."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from tracker.extract.dates import find_date

_RFC822 = re.compile(r"\d{1,2}\s+[A-Za-z]{3,9}\s+\d{2,4}\s+\d{1,2}:\d{2}")


def announced_date(written: str, timezone: str, date_format: str = "") -> date | None:
    """Return the day *written* names, as it was in *timezone*; ``None`` unless it has a single meaning.

    An instant with an offset is carried over to *timezone*. Without one, or
    with a zone whose name says nothing for certain, the day is the one written.

    >>> announced_date("Sun, 04 Oct 2026 23:30:00 +0000", "Asia/Seoul")
    datetime.date(2026, 10, 5)
    >>> announced_date("2023.10.17", "Asia/Seoul")
    datetime.date(2023, 10, 17)
    """
    text = " ".join(written.split())
    if date_format:
        day = find_date(text, date_format)
        if day:
            return day
    instant = _instant(text)
    if instant is None:
        return find_date(text)
    return instant.astimezone(ZoneInfo(timezone)).date() if instant.tzinfo else instant.date()


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
