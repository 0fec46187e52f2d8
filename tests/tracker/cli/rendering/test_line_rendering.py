"""A line and its history on a screen."""

from __future__ import annotations

from datetime import date

from tests.fakes import build_line, build_mention, build_release
from tracker.cli.rendering.line_rendering import render_history
from tracker.domain import Mention


def decided(*said: tuple[date, str]) -> list[Mention]:
    """Return what a board *said* of its rate, a release each."""
    return [
        build_mention(
            f"The board decided to {words} percent.", release=build_release(f"B-{day}", published_on=day)
        )
        for day, words in said
    ]


def test_a_line_of_a_rate_begins_with_where_the_rate_went():
    """A desk asks by how much and to what; "reversed" says neither. What is held moves nothing, and a gap hides no step."""
    shown = list(
        render_history(
            build_line("harbour rate"),
            decided(
                (date(2031, 1, 10), "maintain the target range for the policy rate at 1 to 1-1/4"),
                (date(2031, 2, 20), "raise the target range for the policy rate to 1-1/4 to 1-1/2"),
                (date(2032, 2, 20), "raise the target range for the policy rate to 2 to 2-1/4"),
            ),
            [],
            8,
        )
    )
    assert shown[1:4] == [
        "2 moves of the rate, the latest first:",
        "    2032-02-20  raised to 2 to 2-1/4 percent",
        "    2031-02-20  raised by 25 basis points to 1-1/4 to 1-1/2 percent",
    ]
    assert not any(row.startswith("moved ") for row in shown)


def test_a_line_of_something_else_has_no_table_of_a_rate():
    """One decision among what was said of prices does not make a rate of the line."""
    said = decided((date(2031, 2, 20), "raise the target range for the policy rate to 2 to 2-1/4"))
    said += [build_mention("Norvale will watch prices.", release=build_release("B-2")) for _ in range(2)]
    assert not any("of the rate" in row for row in render_history(build_line("prices"), said, [], 8))
