"""Lines among which a reader may choose."""

from __future__ import annotations

from datetime import date

from tracker.cli.rendering.choice_rendering import choice_told, render_line_choice
from tracker.domain import Line
from tracker.store.records import DatedQuote

CREWS, FERRY = (Line(name, "halden", name) for name in ("crews", "ferry"))


def test_only_mentions_with_the_words_are_counted() -> None:
    """A line whose sentence has the words beside it was not said "since 2029": it is named below, without figures."""
    quotes = {
        "crews": [DatedQuote("u1", date(2031, 1, 1), "will pay the crews", 4)],
        "ferry": [DatedQuote("u2", date(2029, 1, 1), "will keep the ferry", 4)],
    }
    shown = "\n".join(render_line_choice(choice_told("crews", [CREWS, FERRY], quotes), {}))
    assert "1 mention on 1 line of 1 source, 2031-01-01 to 2031-01-01" in shown
    assert (
        shown.index("will pay the crews")
        < shown.index("sentences around of:")
        < shown.index("will keep the ferry")
    )
    assert "2029" not in shown
