"""The log of ``serve``: a few lines of each sort a minute."""

from __future__ import annotations

import logging

from reports.web.log_rate import LINES, PERIOD, LogRateLimit


def record(message="Invalid HTTP request received.", *values, name="uvicorn.error"):
    return logging.LogRecord(name, logging.WARNING, "", 0, message, values, None)


def test_a_flood_of_bad_requests_is_a_few_lines_a_minute():
    """Each would be a line; ten say it as well, and the next minute says how many there were."""
    now = [0.0]
    limit = LogRateLimit(lambda: now[0])
    assert sum(limit.filter(record()) for _ in range(1_000)) == LINES
    assert limit.filter(record("another matter")), "other lines are not held back"
    now[0] = PERIOD
    later = record()
    assert limit.filter(later)
    assert later.getMessage() == "Invalid HTTP request received. (990 like it were left out)"


def test_lines_of_one_sort_differ_in_their_values():
    """A request for another page is no other sort of line."""
    limit = LogRateLimit(lambda: 0.0)
    assert sum(limit.filter(record("%s: the store is locked", number)) for number in range(50)) == LINES


def test_what_is_known_has_an_end():
    """Ten thousand sorts of lines do not fill the memory; each is written."""
    limit = LogRateLimit(lambda: 0.0)
    assert all(limit.filter(record(f"sort {number}")) for number in range(10_000))
