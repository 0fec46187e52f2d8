"""Days and instants as a reader writes them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from reports.view.dates import LANGUAGES, DateStyle, zone_name

DAY = date(2031, 3, 1)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "1. März 2031"),
        ("en", "1 March 2031"),
        ("es", "1 de marzo de 2031"),
        ("fr", "1er mars 2031"),
        ("it", "1 marzo 2031"),
        ("ja", "2031年3月1日"),
        ("ko", "2031년 3월 1일"),
        ("pt", "1 de março de 2031"),
        ("zh", "2031年3月1日"),
        ("iso", "2031-03-01"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(language, said):
    """The long date of the Unicode CLDR; only French counts the first of a month apart."""
    assert DateStyle(language).day(DAY) == said


def test_every_language_tells_every_month_apart():
    """Twelve months, twelve texts, in each language there is."""
    for language in LANGUAGES:
        assert len({DateStyle(language).day(date(2031, month, 14)) for month in range(1, 13)}) == 12


def test_a_release_without_a_date_is_undated():
    """No language invents one."""
    assert {DateStyle(language).day(None) for language in LANGUAGES} == {"undated"}


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Seoul", "6 March 2031 01:30 KST"),
        ("Europe/Berlin", "5 March 2031 17:30 CET"),
        ("Asia/Dubai", "5 March 2031 20:30 UTC+04"),
        ("America/New_York", "5 March 2031 11:30 EST"),
    ],
)
def test_an_instant_is_said_where_the_reader_is(zone, said):
    """The day may be another there; the zone is named, so that a forwarded mail is not misread."""
    at = datetime(2031, 3, 5, 16, 30, tzinfo=UTC)
    assert DateStyle("en", ZoneInfo(zone)).instant(at) == said


def test_summer_time_is_named_as_such():
    """The same zone has another name in July."""
    assert zone_name(datetime(2031, 7, 1, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))) == "CEST"
