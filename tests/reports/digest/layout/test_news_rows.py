"""What stands in a row of a mail: the words that moved with what they are said of, and how much else differs."""

from __future__ import annotations

from reports.digest.layout.news_rows import redline_row
from reports.digest.news.redlines.redline_choice import RedlineItem, moves_of
from reports.view.dates import ISO
from tests.reports.digest.news.redlines.redline_samples import GRAIN, STANDS, compared

BOUGHT = "The Board confirmed its readiness to buy electricity of the northern dam in the volume of up to 3 billion kilowatt-hours a year"


def _row(before: str, after: str, *others: str):
    text = compared([STANDS, before], [STANDS, after, *others], whole=True)
    (moved,) = (one for one in moves_of(text) if one.quote == after)
    return redline_row(RedlineItem(text, (moved,), 1.0), ISO, None)


def _words(row) -> str:
    ((*runs,),) = row.redlines
    return "".join(run.text for run in runs if run.op != "delete")


def test_a_short_sentence_is_shown_whole() -> None:
    """ "… a year under a long-term contract, provided that": without its beginning nobody knows what is bought."""
    after = f"{BOUGHT}, provided that the level of the reservoir is agreed."
    assert _words(_row(f"{BOUGHT}.", after)) == after


def test_of_a_long_sentence_its_beginning_stays() -> None:
    """What a sentence is on stands at its beginning, where its words moved at the end too."""
    long = f"{BOUGHT} {'for the towns and the farms of the coast and the islands behind it ' * 4}until"
    said = _words(_row(f"{long} 2031.", f"{long} 2034."))
    assert said.startswith("The Board confirmed its readiness to buy electricity")
    assert "…" in said
    assert said.endswith("2034.")


def test_how_much_else_differs_is_told() -> None:
    """A mail that shows one of three sentences that differ says so: else a reader takes the rest for unchanged."""
    after = f"{BOUGHT}, provided that the level of the reservoir is agreed."
    assert _row(f"{BOUGHT}.", after, GRAIN).copies == "2 sentences differ in all"
    assert _row(f"{BOUGHT}.", after).copies == ""
