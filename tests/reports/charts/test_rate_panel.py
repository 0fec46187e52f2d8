"""A policy rate over time."""

from datetime import date

from reports.charts import rate_history, rate_marks
from tests.reports.charts.svg_reader import marks, words
from tracker.text.rates import rate_decision

SAID = (
    (date(2031, 1, 8), "The Board decided to keep its policy rate at 2 percent.", "#m-1"),
    (
        date(2031, 3, 5),
        "The Board decided to raise its policy rate by 25 basis points to 2-1/4 percent.",
        "#m-2",
    ),
    (
        date(2031, 5, 7),
        "The Board decided to raise its policy rate by 50 basis points to 2-3/4 percent.",
        "#m-3",
    ),
    (date(2031, 7, 9), "The Board decided to leave its policy rate unchanged.", "#m-4"),
    (
        date(2031, 9, 3),
        "The Board decided to lower its policy rate by 100 basis points to 1-3/4 percent.",
        "#m-5",
    ),
)


def decisions():
    return list(rate_marks([(day, rate_decision(quote), href) for day, quote, href in SAID]))


def test_a_higher_rate_stands_higher_and_a_hold_where_it_stood():
    """The picture of a central bank is its rate in percent; holds are ticks without links, one that names no level keeps the last."""
    chart = rate_history("policy rate", decisions())
    found = {href: y for _, y, _, _, href in marks(chart.svg) if href}
    assert found["#m-3"] < found["#m-2"] < found["#m-5"]
    assert "#m-1" not in found
    assert [row[2] for row in chart.rows][2:4] == ["2-3/4 percent", "2-3/4 percent"]


def test_the_caption_tells_the_course():
    """Whoever cannot see the picture reads where the rate began, where it is, how often it moved, its peak and its trough."""
    chart = rate_history("policy rate", decisions())
    said = chart.description.replace("\xa0", " ")
    assert said == (
        "8 Jan 2031 to 3 Sep 2031: first 2 percent, last 1-3/4 percent; raised 2 times, lowered 1 time, held 2 times. "
        "Highest 2-3/4 percent (7 May 2031), lowest 1-3/4 percent (3 Sep 2031). "
        "Last moves: 7 May 2031 raised by 50 basis points to 2-3/4 percent; 3 Sep 2031 lowered by 100 basis points to 1-3/4 percent."
    )
    assert chart.rows[1][1:] == ("raised by 25 basis points", "2-1/4 percent")


def test_the_axis_is_in_round_percent():
    """A reader measures against 1.75, 2 and 2.25, not against a level of a ladder."""
    said = words(rate_history("policy rate", decisions()).svg)
    assert [one for one in said if one.replace(".", "").isdigit()] == ["1.75", "2", "2.25", "2.5", "2.75"]


def test_two_decisions_are_told_in_words():
    """Two points are no course."""
    chart = rate_history("policy rate", decisions()[:2])
    assert chart.svg == ""
    assert chart.description.endswith("Too few to draw.")


def test_a_rise_without_a_level_is_no_point():
    """What a text does not say is not guessed: after a rise without a level nobody knows where the rate stands."""
    quotes = (
        "The Board decided to raise its policy rate.",
        "The Board decided to leave its policy rate unchanged.",
    )
    assert list(rate_marks([(date(2031, 1, 8), rate_decision(quote), "") for quote in quotes])) == []


def test_the_words_say_when_it_was_last_raised_and_lowered():
    """The first question on a rate: a level that is set below the one before was a cut, and says from where."""
    said = "The Board decided to establish a target range for its policy rate of 0 to 1/4 percent."
    course = [*decisions(), *rate_marks([(date(2031, 11, 5), rate_decision(said), "#m-6")])]
    said_of_it = " ".join(rate_history("policy rate", course).description.split())
    assert "7 May 2031 raised by 50 basis points to 2-3/4 percent" in said_of_it
    assert "5 Nov 2031 lowered to 0 to 1/4 percent, from 1-3/4 percent (3 Sep 2031)" in said_of_it
