"""What two texts say again in other words."""

from reports.comparison.text_diff import TITLE, rewordings
from tests.reports.digest.news.test_ranking import moved
from tracker.domain import Label

WHOLE = "oppose any attempt to change the status quo of the strait by force or coercion"


def test_words_that_went_from_what_is_said_again_are_shown():
    """No rule calls it a move that "by force or coercion" is gone; whoever compares two texts must see it."""
    cut = moved("strait", WHOLE, WHOLE.removesuffix(" by force or coercion"), Label.REAFFIRMED)
    (section,) = rewordings([cut])
    assert section.title == TITLE
    assert section.lines == (
        "oppose any attempt to change the status quo of the strait [-by force or coercion-]",
    )


def test_another_verb_of_saying_is_no_other_words():
    """ "Reiterated" for "stressed" says the same, and what moved has its own section."""
    again = moved("strait", f"stressed that they {WHOLE}", f"reiterated that they {WHOLE}", Label.REAFFIRMED)
    weaker = moved("strait", WHOLE, "may look into the strait", Label.WEAKENED)
    assert rewordings([again, weaker]) == ()
