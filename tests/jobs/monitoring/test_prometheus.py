"""The text format of Prometheus, as its specification has it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.monitoring.prometheus import counter, format_metrics, gauge
from tests.jobs.monitoring.read_metrics import read_metrics


def test_a_family_is_its_help_its_type_and_its_lines():
    """HELP and TYPE come first, once; an instant is seconds since 1970."""
    at = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
    assert format_metrics(
        [
            counter("desk_releases_total", "Releases ever taken in.", ({}, 3)),
            gauge("desk_seen_timestamp_seconds", "When.", ({"source": "norvale"}, at)),
        ]
    ) == (
        "# HELP desk_releases_total Releases ever taken in.\n"
        "# TYPE desk_releases_total counter\n"
        "desk_releases_total 3\n"
        "# HELP desk_seen_timestamp_seconds When.\n"
        "# TYPE desk_seen_timestamp_seconds gauge\n"
        'desk_seen_timestamp_seconds{source="norvale"} 1930464000\n'
    )


def test_a_family_without_a_value_is_left_out():
    """An absent value is absent: an alert on absent() sees it, a 0 would be a lie."""
    assert format_metrics([gauge("desk_oldest_seconds", "None waits.")]) == ""


@given(
    st.lists(
        st.tuples(
            st.text(max_size=30) | st.text('\\"\n}', max_size=5),
            st.floats(allow_nan=False) | st.integers(-(2**60), 2**60),
        ),
        unique_by=lambda pair: pair[0],
        max_size=5,
    ),
    st.text(max_size=40),
)
def test_whatever_a_label_holds_comes_back(pairs, said):
    """Backslash, quotation mark and line feed are escaped; every number is read as it was."""
    text = format_metrics([gauge("desk_x", said, *(({"label": value}, number) for value, number in pairs))])
    _, _, samples = read_metrics(text)
    assert samples == {("desk_x", frozenset({("label", value)})): float(number) for value, number in pairs}


@pytest.mark.parametrize(
    ("number", "said"),
    [(float("nan"), "NaN"), (float("inf"), "+Inf"), (float("-inf"), "-Inf"), (1e300, "1e+300")],
)
def test_numbers_are_written_as_go_reads_them(number, said):
    """Scrapers parse with Go's ParseFloat."""
    assert format_metrics([gauge("desk_x", "X.", ({}, number))]).splitlines()[-1] == f"desk_x {said}"


@pytest.mark.parametrize(
    "families",
    [
        [gauge("desk x", "X.", ({}, 1))],
        [gauge("desk_x", "X.", ({"a-b": "1"}, 1))],
        [gauge("desk_x", "X.", ({"__a": "1"}, 1))],
        [gauge("desk_x", "X.", ({}, 1), ({}, 2))],
        [gauge("desk_x", "X.", ({}, 1)), gauge("desk_x", "X.", ({"a": "1"}, 1))],
    ],
)
def test_what_a_scraper_would_refuse_is_a_bug(families):
    """A name that is none, a label of Prometheus's own, and the same line twice fail here and not at the scraper."""
    with pytest.raises(ValueError, match=r"is no name|is there twice"):
        format_metrics(families)
