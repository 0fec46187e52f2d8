"""How decisions on one rate stand to each other, also where those in between are missing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.tracker.link.samples import release, unit
from tracker.compare.labels.classify import classify
from tracker.compare.labels.withheld import why_withheld
from tracker.domain import Kind, Label, Mention

FIRST = date(2031, 1, 20)


def moved(before, after, days=42, *, read=False):
    """Return label, rule and why it is not mailed of two decisions that were published *days* apart."""
    quotes, on = (before, after), (FIRST, FIRST + timedelta(days))
    units = [unit(quote, revision=f"r{n}", kind=Kind.U_OWN, level=5) for n, quote in enumerate(quotes)]
    if read:
        units = [replace(one, confidence=0.9) for one in units]
    verdict = classify(*units, days=on)
    sides = [Mention(one, release(f"r{n}", on[n], "Rate Decision")) for n, one in enumerate(units)]
    return verdict.label, verdict.rule, why_withheld(verdict, *sides, score=1.0)


HELD = "decided to hold the key rate at 2 percent"
CUT = "decided to cut the key rate by 25 basis points to 1.75 percent"
RAISED = "decided to raise the key rate by 50 basis points to 3 percent"


def test_a_turn_at_the_next_meeting_is_told_with_both_levels():
    """A cut after a hold is a turn: where the rate stood until then is where the earlier text left it."""
    label, rule, why = moved(HELD, CUT)
    assert (label, why) == (Label.REVERSED, "")
    assert rule == "key rate lowered by 25 basis points to 1.75 percent (last at 2 percent); before: held"


def test_a_cut_after_a_hold_long_ago_is_a_turn_where_the_levels_meet():
    """Between a hold at 2 and a cut from 2 there can only have been further holds."""
    label, _, why = moved(HELD, CUT, days=300)
    assert (label, why) == (Label.REVERSED, "")


@pytest.mark.parametrize(
    ("before", "after", "days", "reason"),
    [
        (HELD, RAISED, 100, "a decision in between is not held"),  # 3 less 50 basis points is not 2
        (RAISED, "decided to keep the key rate at 4 percent", 42, "a decision in between is not held"),
        (CUT, "decided to keep the key rate at 1.75 percent", 130, "a decision in between may not be held"),
        (HELD, "increased the key rate to 3 percent", 80, "a decision in between may not be held"),
        (
            "decided that raising policy rates is necessary",
            "decided that keeping policy rates unchanged remains consistent with stable prices",
            50,
            "the text says that it goes on",
        ),
        (HELD, "decided to raise the key rate by a further 25 basis points to 2.25 percent", 42, "the text says that it goes on"),
    ],
)  # fmt: skip
def test_where_a_decision_is_missing_no_turn_is_mailed(before, after, days, reason):
    """The level a text gives, the time that passed or its own word show that something lies in between."""
    label, rule, why = moved(before, after, days)
    assert label is Label.REVERSED
    assert reason in why
    assert "last at" not in rule
    assert "before:" not in rule


def test_steps_that_both_texts_state_are_compared_whatever_lies_between():
    """150 points are fewer than 300, but 14 is not where the rate stood last."""
    before = "decided to cut the key rate by 300 basis points to 14 percent"
    after = "decided to cut the key rate by 150 basis points to 9.50 percent"
    label, rule, why = moved(before, after)
    assert (label, why) == (Label.WEAKENED, "")
    assert rule.endswith("lowered by 150 basis points to 9.50 percent, a smaller step than on 2031-01-20")


def test_a_step_is_worked_out_from_two_levels_of_two_meetings_in_a_row_alone():
    """From 1-1/2 to 0 in a season may be several steps."""
    before = "decided to cut the key rate by 50 basis points to 1-1/2 percent"
    after = "decided to establish a target range for the key rate of 0 to 1/4 percent"
    label, _, why = moved(before, after, 40)
    assert (label, why) == (Label.STRENGTHENED, "")
    assert "may not be held" in moved(before, after, 70)[2]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Overnight deposits: 4.00 percent per year", "Overnight deposits: 4.50 percent per year"),
        ("Deposits will be remunerated at the policy rate of 1.0%", "Deposits will be remunerated at the policy rate of 1.5%"),
        ("6.50 percent per year for the first ten repo operations", "7.25 percent per year for the first ten repo operations"),
    ],
)  # fmt: skip
def test_the_level_of_a_facility_is_no_amount_of_anything(before, after):
    """Interest on deposits follows the policy rate: it is no larger undertaking."""
    assert moved(before, after, read=True)[0] is Label.REAFFIRMED
