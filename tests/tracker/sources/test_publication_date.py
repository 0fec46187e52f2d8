"""The day of an announcement, in the publisher's own zone."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.sources.publication_date import date_in_link, exact_date, parse_publication_date


@pytest.mark.parametrize(
    ("written", "formats", "expected"),
    [
        ("04 Mar 2031 23:30 GMT", ("%d %b %Y %H:%M GMT",), date(2031, 3, 5)),
        ("04 Mar 2031 23:30", ("%d %b %Y %H:%M",), date(2031, 3, 4)),
        ("Sept. 15, 2031", ("%d.%m.%Y", "%b. %d, %Y"), date(2031, 9, 15)),
        ("Posted 04/03/2031 by the ministry", ("%d/%m/%Y",), date(2031, 3, 4)),
        ("2031-03-04T23:30:00+00:00", ("%d/%m/%Y",), date(2031, 3, 5)),
        ("Tue, 04 Mar 2031 23:30:00 +0000", (), date(2031, 3, 5)),
        ("Tue, 04 Mar 2031 99:99:99 +0000", (), date(2031, 3, 4)),
        ("0001-01-01T00:00:00+14:00", (), None),
        ("9999-12-31T23:59:59-12:00", (), None),
        ("", (), None),
    ],
)
def test_an_instant_is_carried_over_and_a_day_is_taken_as_written(
    written: str, formats: tuple[str, ...], expected: date | None
) -> None:
    """GMT and offsets say for certain what instant is meant; without one the day is the one written."""
    assert parse_publication_date(written, "Asia/Seoul", formats) == expected


def test_only_the_beginning_of_a_date_is_looked_at() -> None:
    """A page of text where a date should be is no date that comes at its end."""
    assert parse_publication_date("x " * 2_000 + "2031-03-04", "UTC") is None


def test_a_cell_is_a_date_if_all_of_it_is() -> None:
    """Twelve hits on 4 March are no date."""
    assert exact_date("04/03/2031", "UTC", ("%d/%m/%Y",)) == date(2031, 3, 4)
    assert exact_date("04/03/2031, 12 hits", "UTC", ("%d/%m/%Y",)) is None


@pytest.mark.parametrize("written", ["2031/03/04", "2031-03-04", "20310304", "310304"])
def test_a_part_of_a_link_is_a_day(written: str) -> None:
    """As addresses write it, or by a format of the source."""
    assert date_in_link(written, ("%y%m%d",)) == date(2031, 3, 4)
