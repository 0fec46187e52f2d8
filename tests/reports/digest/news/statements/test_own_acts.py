"""Whether a statement is an act of those it is ascribed to, taken in the text itself."""

from __future__ import annotations

from datetime import date

import pytest

from reports.digest.news.ranking import OWN_ACT
from reports.digest.news.statements.own_acts import names_earlier_day, own_act
from tests.fakes import build_facets, build_release, build_unit
from tracker.domain import Slot

DAY = date(2031, 3, 4)
RELEASE = build_release(published_on=DAY)


def chance(before: str, said: str, *, title: str = "", speaks: bool = True, **facets) -> float:
    """Return how likely *said* is an own act, in a sentence that begins with *before*; its subject is Norvale where it *speaks*."""
    text = f"They met on Monday. {before}{said}. It rained."
    start = text.index(said)
    slots = (Slot("speakers", 20, 27, "Norvale"),) if speaks else ()
    unit = build_unit(
        said, start=start, slots=slots, confidence=0.95, facets=build_facets(**({"level": 4} | facets))
    )
    return own_act(unit, build_release(published_on=DAY, title=title) if title else RELEASE, text)


def test_what_a_state_promises_today_is_its_own_act():
    """“Norvale will train 400 pilots by 2033” is a new commitment of Norvale."""
    assert chance("Norvale ", "will train 400 pilots by 2033") > OWN_ACT


@pytest.mark.parametrize(
    ("before", "said", "changed"),
    [
        ("", "The Halden Initiative will contribute to calmer seas", {"speaks": False}),
        ("Norvale’s pilots, which ", "will train on 400 ships by 2033", {"speaks": False}),
        ("Norvale ", "expects trade to grow by 4 percent by 2033", {"level": 2}),
        ("In January Norvale ", "pledged 400 million crowns for pilots", {}),
        ("", "The Request includes 400 million crowns for pilots", {"speaks": False}),
        ("Norvale ", "will provide 400 million crowns", {"title": "Budget for the coming year"}),
    ],
)
def test_what_is_told_of_others_of_before_or_of_what_is_hoped_for_is_no_new_commitment(before, said, changed):
    """What an initiative does, what was pledged in January, a forecast and what a parliament has yet to grant bind nobody today."""
    assert chance(before, said, **changed) < OWN_ACT


@pytest.mark.parametrize(
    ("opening", "is_named", "own"),
    [
        ("The Canadian Harbour Fund", True, False),
        ("The Canadian Harbour Fund", False, False),
        ("The Harbour Fund of Sweden", True, True),
        ("The Government of Canada", True, False),
        ("The Canada Recovery Fund", True, True),
        ("Our ships in Canada", False, True),
    ],
)
def test_what_a_fund_of_another_state_will_pay_is_no_act_of_ours(opening, is_named, own):
    """A fund that is called after a state is that state's, whomever the statement is ascribed to; who is met abroad decides nothing."""
    text = f"{opening} will pay 400 million crowns for tugs by 2033."
    slots = (Slot("speakers", 0, len(opening), opening),) if is_named else ()
    said = "will pay 400 million crowns for tugs by 2033"
    facets = build_facets(level=4, speakers=frozenset({"SWE"}))
    unit = build_unit(said, start=text.index(said), slots=slots, confidence=0.95, facets=facets)
    assert (own_act(unit, RELEASE, text) > 0.0) is own


@pytest.mark.parametrize(
    ("sentence", "earlier"),
    [
        ("On February 8, Norvale pledged", True),
        ("On March 3, Norvale pledged", False),  # yesterday is of the day
        ("since 2029 Norvale has paid", True),
        ("will pay in 2031-2037", False),
        ("to begin in September", False),
        ("at the summit of May 2030", True),
        ("On 3 January 2031 Norvale pledged", True),
        ("On December 20, Norvale pledged", True),  # of the year before, which is nearer than the one to come
        ("will deliver twelve ships by January", False),
        ("may be required", False),
        ("APRİL 5", False),
    ],
)
def test_a_day_before_that_of_the_text_is_known_from_one_to_come(sentence, earlier):
    """A month without a year is that of the text's own year: in March February has been and September is to come."""
    assert names_earlier_day(sentence, DAY) == earlier


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("At the request of Estmark, Norvale ", "will send 300 medics to Halvern by 2033"),
        ("Norvale ", "will build an icebreaker by May 2032"),
        ("Norvale ", "will send United Halden Shipping two tugs by 2033"),
    ],
)
def test_what_only_looks_like_a_request_an_outlook_or_the_past_counts_as_it_is(before, said):
    """What another state asked for, the month of May and the word “United” take nothing from a promise."""
    assert chance(before, said) == pytest.approx(
        chance("Norvale ", "will train 400 pilots by 2033"), abs=0.02
    )


def test_nothing_is_held_against_what_was_never_judged():
    """Readers judged English sentences: a statement in Korean, and one whose text is not at hand, count as they did."""
    assert own_act(build_unit("정부는 단호히 대응할 것이다"), RELEASE, "정부는 단호히 대응할 것이다") == 1.0
    assert own_act(build_unit("Some of these will be launched"), RELEASE, "") == 1.0
