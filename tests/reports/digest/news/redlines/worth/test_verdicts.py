"""Whether two sentences on one matter come to another verdict."""

from __future__ import annotations

import pytest

from reports.digest.news.redlines.worth.outlook import forecast_moved
from reports.digest.news.redlines.worth.outright_moves import moved_outright
from reports.digest.news.redlines.worth.verdicts import (
    condemned_otherwise,
    demanded_otherwise,
    risk_rated_otherwise,
    verdict_turned,
)
from tests.reports.digest.news.redlines.redline_samples import compared

NO_EMERGENCY = (
    "The Committee held that the event does not constitute an emergency of general concern at present."
)
EMERGENCY = "The Committee held that the event constitutes an emergency of general concern."


def test_what_was_not_so_and_is_so_is_a_turn_either_way() -> None:
    """An event that "does not constitute" an emergency and then "constitutes" one is what a whole text was written for."""
    assert verdict_turned(NO_EMERGENCY, EMERGENCY)
    assert verdict_turned(EMERGENCY, NO_EMERGENCY)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (NO_EMERGENCY, NO_EMERGENCY.replace("at present", "as things stand")),
        ("Norvale will not sell the harbour of Halvern to Estmark.", "The harbour of Halvern will not be sold by Norvale to Estmark."),
        ("The Ministry advises against all travel to Estmark and Lurania.", "The Ministry's advice is not to travel to Estmark and Lurania at all."),
        ("Norvale calls on all to prevent its waters from being used for raids.", "Norvale calls on all to see that its waters are not used for raids."),
        ("The harbour is not only open to ships of Estmark and Lurania.", "The harbour is open to ships of Estmark and Lurania."),
        ("The ban does not apply to grain and fish from Estmark.", "Grain and fish from Estmark are exempt from the ban."),
    ],
)  # fmt: skip
def test_a_denial_in_other_words_is_no_turn(before: str, after: str) -> None:
    """Two denials, "against" for "not", and what is denied in another place of the sentence say the same."""
    assert not verdict_turned(before, after)


def test_a_risk_rated_higher_is_told_and_one_told_in_another_order_is_not() -> None:
    """ "Moderate in the region" that is "high" now is graver; the same ratings in another order are the same."""
    low = "The risk is assessed as high in Estmark, moderate in the region and low elsewhere."
    assert risk_rated_otherwise(low, low.replace("moderate", "high"))
    assert risk_rated_otherwise(low, low.replace("moderate", "very high"))
    assert not risk_rated_otherwise(
        low, "The risk was assessed as low elsewhere, moderate in the region and high in Estmark."
    )
    assert not risk_rated_otherwise(
        "Prices of grain are high in Estmark.", "Prices of grain are low in Estmark."
    )


def test_who_demands_what_he_asked_for_is_firmer() -> None:
    """ "Calls upon" and "urges" are one step, "demands" the next; what must be is demanded too."""
    asks = "The Council {} the parties to withdraw their forces from the strait of Halden."
    demands = asks.format("demands of")
    assert demanded_otherwise(asks.format("calls upon"), demands)
    assert demanded_otherwise(demands, asks.format("urges"))
    assert not demanded_otherwise(asks.format("calls upon"), asks.format("urges"))
    assert not demanded_otherwise(
        demands, "The parties must withdraw their forces from the strait of Halden."
    )


def test_who_condemns_what_he_was_concerned_about_is_firmer() -> None:
    """From concern to a condemnation is a step, whatever else of the act is told; a sentence that condemns one act and is concerned about another has made none."""
    concern = "The Council expressed concern over the raid on the fishing harbour of Halvern on 2 May."
    condemns = (
        "The Council condemns the raid of 2 May on the fishing harbour of Halvern, in which nine men died."
    )
    assert condemned_otherwise(concern, condemns)
    assert condemned_otherwise(condemns, concern)
    assert not condemned_otherwise(concern, condemns.replace("died", "died, and is concerned for the others"))
    assert not condemned_otherwise(concern, "The Council condemns the trial of three judges in Estmark.")
    assert not condemned_otherwise("The parties concerned met in the harbour of Halvern in May.", condemns)


def test_a_verdict_that_others_turn_is_none_of_the_issuers() -> None:
    """What the delegation of Estmark held and holds no more says nothing of the body in whose text it stands."""
    said = "The delegation of Estmark held that the event {} an emergency of general concern."
    before, after = said.format("does not constitute"), said.format("constitutes")
    text = compared([before], [after], "Statement on the event", "Norvale", whole=True)
    assert verdict_turned(before, after)
    (pair,) = text.pairs
    assert not moved_outright(pair, text)
    own = compared([NO_EMERGENCY], [EMERGENCY], "Statement on the event", "Norvale", whole=True)
    assert moved_outright(own.pairs[0], own)


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("Growth in 2032 is projected to be between 4.3 and 5.0 percent.", "Growth in 2032 is now projected to be between 4.0 and 4.7 percent.", True),
        ("The Bank expects inflation of 2.50 percent in 2032.", "The Bank expects inflation of 2.5 percent in 2032.", False),
        ("Growth is projected at 1.2% in 2032 and 1.0% in 2033.", "Growth is projected at 1.0% in 2033 and 1.2% in 2032.", False),
        ("Inflation stood at 3.93% in October and is expected to be at 3% in 2033.", "Inflation stood at 3.80% in November and is expected to be at 3% in 2033.", False),
        ("Analysts expect inflation of 3.1% in 2032.", "Analysts expect inflation of 3.4% in 2032.", False),
        ("Inflation is projected at 3.1% in 2032.", "Inflation is projected at 2.4% in 2033.", False),
    ],
)  # fmt: skip
def test_a_forecast_of_the_same_year_at_other_figures_is_news(before: str, after: str, moved: bool) -> None:
    """A board that sees prices or growth of one year otherwise has told where its rate may go; what was measured, what others expect and another year have not."""
    assert forecast_moved(before, after) is moved
