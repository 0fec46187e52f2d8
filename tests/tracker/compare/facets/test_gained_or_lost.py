"""What only one of two statements has: a term, a condition, a means or a sum that was gained or lost."""

from datetime import date

import pytest

from tests.tracker.link.samples import read_unit as unit
from tracker.compare.labels.classify import classify
from tracker.domain import Kind, Label


def test_a_target_that_is_not_named_again_is_no_amount_lost():
    """Only sums of money are gained or lost; "return to target" is "return to 2 percent"."""
    before = unit("will return prices to 2 percent", amount="2 percent")
    after = unit("will return prices to target", revision="r2")
    assert classify(before, after).label is Label.REAFFIRMED


def test_a_condition_goes_with_the_means_it_stands_in():
    """Further sanctions "as appropriate" that are no longer named are a loss, not a freedom gained."""
    means = "through the Harbour Sanctions Act, as appropriate"
    before = unit(
        f"will act against smuggling, {means}", instrument=means, condition="as appropriate", kind=Kind.U_OWN
    )
    after = unit("will act against smuggling", revision="r2", kind=Kind.U_OWN)
    verdict = classify(before, after)
    assert (verdict.label, verdict.also) == (Label.WEAKENED, ())


@pytest.mark.parametrize("after", ["as appropriate", "where appropriate", "as warranted"])
def test_what_left_itself_open_has_gained_no_condition_by_saying_so_otherwise(after):
    """ "As needed" and "as appropriate" let the speaker out alike."""
    before = unit("is prepared to adjust its holdings of timber as needed")
    later = unit(f"is prepared to adjust its holdings of timber {after}", revision="r2", condition=after)
    assert classify(before, later).label is Label.REAFFIRMED


def test_a_body_that_was_the_means_and_acts_now_is_not_lost():
    """What was done through the Halden Task Force is still done by it where it is the one that acts."""
    before = unit(
        "will continue to secure the supply of timber through the Halden Task Force and the Energy Council",
        instrument="through the Halden Task Force and the Energy Council",
    )
    after = unit("the Task Force will continue to secure the supply of timber", revision="r2")
    assert classify(before, after).label is Label.REAFFIRMED


def test_what_was_promised_and_is_done_has_lost_nothing():
    """A promise that is reported as kept is no weaker for naming its means no more."""
    means = "through the Harbour Compact"
    before = unit(f"will end new support for coal ports, {means}", instrument=means)
    after = unit("highlight that we ended new support for coal ports", revision="r2")
    assert classify(before, after).label is Label.REAFFIRMED
    kept = unit("will end new support for coal ports", revision="r2")
    assert classify(before, kept).label is Label.WEAKENED


def test_a_term_that_another_statement_of_the_text_has_is_not_lost():
    """The text still says "for as long as it takes", one sentence further: nobody took the term back."""
    term = "for as long as it takes"
    before = unit(f"will support Estmark in its defence {term}", deadline=term)
    after = unit("will support Estmark in its defence of the harbours", revision="r2")
    other = unit(f"stand by Estmark {term}", at=300, revision="r2", deadline=term)
    assert classify(before, after).label is Label.WEAKENED
    assert classify(before, after, beside=((before,), (after, other))).label is Label.REAFFIRMED


def test_a_term_at_the_head_of_the_sentence_was_there():
    """ "By the end of 2033, we will give grain" gives it by then, wherever its quote begins: the later text gains no term that names the same day."""
    before = unit("will give Estmark grain worth 85 million dollars")
    after = unit(
        "will give Estmark grain worth 85 million dollars before the end of 2033",
        revision="r2",
        deadline="before the end of 2033",
    )
    texts = (f"By the end of 2033, Norvale {before.quote}.", f"Norvale {after.quote}.")
    assert classify(before, after).label is Label.STRENGTHENED
    assert classify(before, after, texts=lambda: texts).label is Label.REAFFIRMED


@pytest.mark.parametrize(
    ("day", "label"), [(date(2031, 10, 28), Label.REAFFIRMED), (date(2031, 5, 2), Label.WEAKENED)]
)
def test_a_day_that_has_passed_was_not_taken_back(day, label):
    """Who asks again for what was due in June asks no less in October; in May he has given up the day."""
    due = "by 30 June 2031"
    before = unit(f"calls on the authorities to hold free elections {due}", deadline=due, kind=Kind.D_CALL)
    after = unit("urges the authorities again to hold free elections", revision="r2", kind=Kind.D_CALL)
    assert classify(before, after, days=(date(2031, 4, 29), day)).label is label
