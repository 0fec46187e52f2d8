"""Days and instants as one reader writes them: in its language and its zone. Pure.

A day of publication is the publisher's and is never moved to another zone; an
instant, as of a check or of the end of a window, is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

UNDATED = "undated"
NO_BREAK = "\u00a0"
ISO_NAME = "iso"
SHORT_NAME = "short"  # of pages: "12 Feb 2026", never broken

# The long date of the Unicode CLDR, one entry a language; {m} is the month by its name, where it has one.
_LONG: dict[str, tuple[str, str]] = {
    "de": (
        "{d}. {m} {y}",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    ),
    "en": (
        "{d} {m} {y}",
        "January February March April May June July August September October November December",
    ),
    "es": (
        "{d} de {m} de {y}",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    ),
    "fr": (
        "{d} {m} {y}",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    ),
    "it": (
        "{d} {m} {y}",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    ),
    "ja": ("{y}年{n}月{d}日", ""),
    "ko": ("{y}년 {n}월 {d}일", ""),
    "pt": (
        "{d} de {m} de {y}",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    ),
    "zh": ("{y}年{n}月{d}日", ""),
}
LANGUAGES = (*_LONG, ISO_NAME)


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How one reader writes dates. *language* is one of :data:`LANGUAGES`."""

    language: str = ISO_NAME
    zone: tzinfo = UTC

    def day(self, on: date | None) -> str:
        """Return a day; "undated" for None.

        >>> [DateStyle(language).day(date(2031, 3, 1)) for language in ("en", "fr", "ko", "iso")]
        ['1 March 2031', '1er mars 2031', '2031년 3월 1일', '2031-03-01']
        """
        if on is None:
            return UNDATED
        if self.language == ISO_NAME:
            return on.isoformat()
        if self.language == SHORT_NAME:
            return f"{on.day}{NO_BREAK}{_LONG['en'][1].split()[on.month - 1][:3]}{NO_BREAK}{on.year}"
        pattern, months = _LONG[self.language]
        number = "1er" if self.language == "fr" and on.day == 1 else str(on.day)
        return pattern.format(
            d=number, m=months.split()[on.month - 1] if months else "", n=on.month, y=on.year
        )

    def local(self, at: datetime) -> date:
        """Return the day it is at *at* where the reader is."""
        return at.astimezone(self.zone).date()

    def instant(self, at: datetime) -> str:
        """Return an instant with the name of its zone.

        >>> DateStyle("de").instant(datetime(2031, 3, 4, 8, 0, tzinfo=UTC))
        '4. März 2031 08:00 UTC'
        """
        there = at.astimezone(self.zone)
        return f"{self.day(there.date())} {there:%H:%M} {zone_name(there)}"

    def span(self, since: date | None, until: date | None) -> str:
        """Say which days are meant, both inclusive.

        >>> DateStyle().span(date(2031, 1, 1), None)
        'since 2031-01-01'
        """
        if since and until:
            return self.day(since) if since == until else f"{self.day(since)} to {self.day(until)}"
        if since:
            return f"since {self.day(since)}"
        return f"up to {self.day(until)}" if until else "everything held"


ISO = DateStyle()
SHORT = DateStyle(SHORT_NAME)
ENGLISH = DateStyle("en")


def zone_name(at: datetime) -> str:
    """Return what the zone of *at* is called then: "KST"; "UTC+04" where it has a number only."""
    name = at.tzname() or ""
    return f"UTC{name}" if name[:1] in {"+", "-"} else name


def short_day(iso: str) -> str:
    """Return a day written as "2031-03-04" as pages write it; anything else as it is.

    >>> short_day("2031-03-04").split(), short_day("4 mars 2031")
    (['4', 'Mar', '2031'], '4 mars 2031')
    """
    try:
        return SHORT.day(date.fromisoformat(iso))
    except ValueError:
        return iso
