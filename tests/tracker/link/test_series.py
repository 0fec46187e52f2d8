"""Which statements are comparable."""

from datetime import date

import pytest

from tests.tracker.link.samples import release
from tracker.link.series import same_series, title_key
from tracker.link.standing import Standing


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rate statement, 3 May 2031", "Rate statement, 7 June 2031"),
        ("Call with Japanese Foreign Minister Arai", "Call with Japanese Foreign Minister Ueda"),
        (
            "Secretary Holt's meeting with Japanese Foreign Minister Arai",
            "Secretary Holt's call with Japanese Foreign Minister Ueda",
        ),
        ("Third Meeting of the Harbour Compact", "Fourth Meeting of the Harbour Compact"),
        (
            "Joint Statement of Japan, France and Italy",
            "Joint Statement by Italy, Japan and France on the Anniversary",
        ),
    ],
)
def test_statements_of_one_series(one, other):
    """Dates, numbers and names of persons do not make another series; nor does the occasion between the same states."""
    day = date(2031, 5, 3)
    assert same_series(title_key(release("a", day, one)), title_key(release("b", day, other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Call with Japanese Foreign Minister Arai", "Call with French Foreign Minister Petit"),
        ("Notice on the emergency with respect to Japan", "Notice on the emergency with respect to Italy"),
        ("Rate statement, 3 May 2031", "Statement on the storm in the Halden Sea"),
        ("Special envoys' call with Japan and France", "Foreign ministers' call with Japan and France"),
        ("", "Rate statement"),
    ],
)
def test_statements_of_different_series(one, other):
    """Another partner, another subject or another rank is another series."""
    day = date(2031, 5, 3)
    assert not same_series(title_key(release("a", day, one)), title_key(release("b", day, other)))


def test_words_on_every_title_do_not_make_a_series():
    """Two statements of one body on two subjects are not comparable though the form of their titles is the same."""
    standing = Standing()
    for day, subject in enumerate(("storms", "fisheries", "lighthouses", "tariffs"), start=1):
        standing.add(
            release(subject, date(2031, 5, day), f"Harbour Compact Ministers' Statement on {subject}"), []
        )
    standing.as_of(date(2031, 6, 1))
    assert (
        standing.comparable(
            release("new", date(2031, 6, 1), "Harbour Compact Ministers' Statement on piracy")
        )
        == []
    )


def test_comparable_statements_come_latest_first():
    """Silence is judged against the latest statements of the series."""
    standing = Standing()
    for month in (3, 1, 2):
        standing.add(release(f"m{month}", date(2031, month, 1), f"Rate statement, {month} 2031"), [])
    standing.add(release("other", date(2031, 2, 2), "Appointment of a harbour master"), [])
    standing.as_of(date(2031, 4, 1))
    found = standing.comparable(release("m4", date(2031, 4, 1), "Rate statement, April 2031"))
    assert [statement.release.ref for statement in found] == ["m3", "m2", "m1"]
