"""Which questions an analyst is asked, in which order, and how many."""

from __future__ import annotations

from datetime import timedelta

from tests.fakes import DAY, NOW, build_change, build_line, build_mention, build_release
from tracker.domain import Change, Label
from tracker.review.decision_input import decision_on
from tracker.review.review_queue import review_items, within_minutes

ENGAGE = "Norvale will engage Veskia on the fisheries of the Halden Sea."
MAY = "Norvale may engage Veskia on fisheries and timber in the Halden Sea."


def doubted(
    line: str, label: Label = Label.WEAKENED, *, days: int = 0, before: str = ENGAGE, after: str = MAY
) -> Change:
    """Return a change that is in doubt, on *line*, so many days after the first day."""
    earlier = build_release(f"{line}-{days}-old", published_on=DAY)
    later = build_release(f"{line}-{days}", published_on=DAY + timedelta(days=days))
    return build_change(
        label,
        line=build_line(line),
        release=later,
        before=build_mention(f"{before} {line}", release=earlier),
        after=build_mention(f"{after} {line}", release=later),
        review=True,
    )


def test_moves_come_first_of_them_the_newest_week_and_in_it_the_gravest() -> None:
    """A reversal of this week goes before a step of today, both before all of last month, and every move before what was only repeated."""
    repeated, minor, grave, old = (
        doubted("piers", Label.REAFFIRMED, days=101),
        doubted("harbours", Label.BROADENED, days=100),
        doubted("tariffs", Label.REVERSED, days=99),
        doubted("boats", Label.REVERSED, days=60),
    )
    asked = review_items([old, repeated, minor, grave], [])
    assert [item.change for item in asked] == [grave, minor, old, repeated]


def test_what_is_on_one_line_comes_together() -> None:
    """Who has one line before her eyes answers its other doubts in a moment."""
    new, old = (
        doubted("harbours", days=100),
        doubted("harbours", days=20, after="Norvale will meet Veskia soon"),
    )
    between = doubted("tariffs", days=90)
    assert [item.change for item in review_items([old, between, new], [])] == [new, old, between]


def test_like_cases_are_one_question() -> None:
    """The same two wordings asked of five releases are one question, about the newest; the others go with it."""
    same = [doubted("harbours", days=days) for days in (10, 20, 30)]
    (item,) = review_items(same, [])
    assert item.change == same[-1]
    assert set(item.like) == {same[0], same[1]}


def test_a_like_case_that_was_answered_is_not_asked_again() -> None:
    """What was decided of two wordings is decided, in whatever releases they meet again."""
    first, again = doubted("harbours", days=10), doubted("harbours", days=20)
    answer = decision_on(first, "different", "", find=lambda _text: (first.line, ()), by="ana", now=NOW)
    assert review_items([first, again], [answer]) == []


def test_no_more_is_asked_than_a_quarter_of_an_hour_holds() -> None:
    """At 45 seconds a question that is 20; who has the day asks for all."""
    words = [f"{one}{other}bour" for one in "bcdfghklmp" for other in "aeiou"]
    items = review_items([doubted(word, days=days) for days, word in enumerate(words)], [])
    assert len(within_minutes(items)) == 20
    assert len(within_minutes(items, 0)) == 50
    assert within_minutes(items, 1) == items[:1]
