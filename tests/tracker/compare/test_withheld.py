"""Which labels are not mailed."""

from datetime import date

from tests.tracker.link.samples import release
from tracker.compare.withheld import LEAST_PRECISION, label_precision, why_withheld
from tracker.domain import Label

WRITTEN = release("a", date(2031, 5, 3))
TALK = release("b", date(2031, 5, 4), "Department Press Briefing")


def test_a_label_that_was_wrong_too_often_is_withheld_and_says_so():
    """Under seven of ten right where nobody had tuned, a label stays on the page, with its figure."""
    for label, measured in label_precision().items():
        told = why_withheld(label, WRITTEN, WRITTEN)
        assert (told == "") == (measured.share >= LEAST_PRECISION)
        assert not told or not measured.given or f"{measured.right} of {measured.given}" in told


def test_what_moved_in_talk_is_told_on_request_alone():
    """A briefing answers what is asked: what moved there, on either side, is kept for review."""
    assert why_withheld(Label.REVERSED, WRITTEN, WRITTEN) == ""
    assert "talk" in why_withheld(Label.REVERSED, TALK, WRITTEN)
    assert "talk" in why_withheld(Label.REVERSED, WRITTEN, TALK)
