"""When a condition, a term, an amount or a means counts."""

from datetime import date

import pytest

from tests.tracker.link.samples import read_unit as unit
from tracker.compare.facets.slot_values import amount_of, condition_of, is_renewal, term_of
from tracker.compare.labels.classify import classify
from tracker.domain import Kind, Label


@pytest.mark.parametrize(
    ("quote", "condition", "kind"),
    [
        ("will share data, as appropriate", "as appropriate", Kind.U_OWN),
        ("will share data provided that the crews are free", "provided that the crews are free", Kind.U_OWN),
    ],
)
def test_an_escape_clause_is_a_condition(quote, condition, kind):
    """What lets the speaker out, or depends on another, is a condition."""
    assert condition_of(unit(quote, kind=kind, condition=condition)).text == condition


@pytest.mark.parametrize(
    ("quote", "condition", "kind"),
    [
        ("will defend the coast if it comes under attack", "if it comes under attack", Kind.U_OWN),
        ("will help Estmark until it ends this war", "until it ends this war", Kind.U_OWN),
        ("will send boats, as well as necessary pumps", "as necessary pumps", Kind.U_OWN),
        (
            "will talk when Veskia is done with its process",
            "when Veskia is done with its process",
            Kind.U_OWN,
        ),
        ("will respond if the line is crossed", "if the line is crossed", Kind.U_WARN),
        ("thanked Estmark when it comes to storms", "when it comes to storms", Kind.E_PRAISE),
        ("support being provided by Norvale", "provided by Norvale", Kind.U_OWN),
        ("would be better off if we went back", "if we went back", Kind.U_OWN),
    ],
)
def test_a_trigger_a_time_and_a_list_are_no_conditions(quote, condition, kind):
    """The trigger of a deterrent, a duration and "as well as necessary" qualify nothing."""
    assert condition_of(unit(quote, kind=kind, condition=condition)).text == ""


def test_the_day_of_a_past_event_is_no_deadline():
    """A date before publication is of what happened, one within the week of what is done now."""
    said = unit("will publish the findings on the storm of 3 May 2031", deadline="3 May 2031")
    assert term_of(said, date(2031, 6, 1)).text == ""
    assert term_of(said, date(2031, 5, 2)).text == ""
    assert term_of(said, date(2031, 1, 1)).text == "3 May 2031"


def test_a_running_total_and_a_number_in_a_name_are_no_amounts():
    """What was given so far is a fact, and the 19 of a disease is a name."""
    assert amount_of(unit("bringing the total to $5 million", amount="$5 million")).text == ""
    assert amount_of(unit("will report that purchases totalled $5 million", amount="$5 million")).text == ""
    assert amount_of(unit("will send COVID-19 vaccines", amount="19 vaccines")).text == ""
    assert amount_of(unit("will send $5 million", amount="$5 million")).text == "$5 million"


def test_what_is_held_is_no_sum_that_is_promised():
    """What frozen assets are worth on a day moves with the market; a sum behind what will be given is promised."""
    held = unit(
        "assets held in Norvale ($769 million) will remain frozen until the war ends", amount="$769 million"
    )
    given = unit("will give the ports further aid ($769 million) until the war ends", amount="$769 million")
    assert (amount_of(held).text, amount_of(given).text) == ("", "$769 million")


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        ("will remain in force until 26 June 2031", "will remain in force until 26 June 2032", Label.REAFFIRMED),
        ("must continue beyond 26 June 2031", "must continue beyond 26 June 2032", Label.REAFFIRMED),
        ("will open the port by 26 June 2031", "will open the port by 26 June 2032", Label.WEAKENED),
        ("will remain in force until 26 June 2031", "will remain in force until 26 June 2036", Label.STRENGTHENED),
    ],
)  # fmt: skip
def test_what_is_renewed_from_term_to_term_has_moved_no_deadline(before, after, label):
    """A measure that is continued for another year stands as it stood; a work put off for a year does not."""
    quotes = [f"the ban on the fishing boats of Veskia {quote}" for quote in (before, after)]
    units = [
        unit(quote, revision=f"r{n}", deadline=quote[-12:], kind=Kind.U_OWN) for n, quote in enumerate(quotes)
    ]
    assert classify(*units, days=(date(2031, 6, 10), date(2032, 6, 12))).label is label


@pytest.mark.parametrize(
    ("told", "until", "label"),
    [
        ("decides to extend the mandate of the mission", "until 26 December 2032", Label.REAFFIRMED),
        ("decides to extend the mandate of the mission", "until 26 June 2034", Label.STRENGTHENED),
        ("will keep the mission in Halvern", "until 26 December 2032", Label.STRENGTHENED),
    ],
)
def test_a_mandate_that_is_renewed_for_less_time_is_no_stronger(told, until, label):
    """Six months where a year was given have a later end, and are less; two years are more."""
    units = [
        unit(f"{told} {term}", revision=f"r{n}", deadline=term, kind=Kind.U_OWN)
        for n, term in enumerate(("until 26 June 2032", until))
    ]
    assert classify(*units, days=(date(2031, 6, 20), date(2032, 6, 21))).label is label


def test_how_much_of_a_plan_is_funded_is_a_figure_of_the_day():
    """What is asked for stands as it stood where another part of it was paid by now."""
    asked = "urges all members to contribute to the plan, which is funded at 29 percent"
    assert amount_of(unit(asked, amount="29 percent")).text == ""


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        (
            "will provide $30 million in aid in 2031",
            "will provide $30 million in aid in 2032",
            Label.REAFFIRMED,
        ),
        ("will open the harbour in 2031", "will open the harbour in 2032", Label.WEAKENED),
    ],
)
def test_a_sum_for_one_year_is_pledged_anew_for_the_next(before, after, label):
    """So much a year is not late when the next year's is pledged; what is to be done once is."""
    told = [unit(quote, deadline=quote[-7:]) for quote in (before, after)]
    assert classify(*told, days=(date(2031, 2, 19), date(2031, 11, 12))).label is label


def test_a_sum_that_slips_a_year_before_it_was_due_is_late():
    """In January of the year in which a bridge was to be paid it is put off: nothing was paid for that year."""
    told = [
        unit(f"will pay $2 billion for the bridge in {year}", deadline=f"in {year}") for year in (2031, 2032)
    ]
    assert classify(*told, days=(date(2029, 1, 1), date(2031, 1, 5))).label is Label.WEAKENED


def test_the_year_of_an_anniversary_is_no_term():
    """ "Toward the 75th anniversary in 2031" says when the anniversary is, not by when something is done."""
    quote = "concurred in continuing close contacts toward the 75th anniversary of the treaty in 2031"
    assert term_of(unit(quote, deadline="in 2031")).text == ""


def test_when_a_board_announces_next_is_no_term():
    """The diary of a bank rolls on; nothing is put off."""
    quote = "The next scheduled date for announcing the harbour rate is March 5, 2031"
    assert term_of(unit(quote, deadline="March 5, 2031"), date(2031, 1, 22)).text == ""


@pytest.mark.parametrize(
    ("quote", "counts"),
    [
        ("The minutes of this meeting will be published at 8:30 on Wednesday 7 May 2031", False),
        ("will publish the minutes on 7 May 2031", False),
        ("A press conference will be held on 7 May 2031", False),
        ("will publish a review of the harbour rules by 7 May 2031", True),
        ("will issue permits within minutes of a request by 7 May 2031", True),
        ("said at a press conference that all crews will be released by 7 May 2031", True),
    ],
)
def test_when_minutes_of_a_meeting_appear_is_no_term(quote, counts):
    """Each meeting has its minutes, a month later than the last: nothing is put off. What a review finds is promised by a day."""
    assert bool(term_of(unit(quote, deadline="7 May 2031"), date(2031, 4, 1)).text) is counts


def test_a_year_an_outlook_goes_into_is_no_term():
    """ "Going into 2032" says of when something is spoken, not by when it is done."""
    said = unit("will watch prices going into 2032", deadline="2032")
    assert term_of(said, date(2031, 6, 1)).text == ""
    assert term_of(unit("will open the port in 2032", deadline="2032"), date(2031, 6, 1)).text == "2032"


def test_of_two_amounts_the_one_that_takes_the_others_place_is_compared():
    """ "35 rather than 40 million a month" is 35 now: a pace that slows is less, also of two things, and also where it was 40."""
    before = unit(
        "will go on buying bonds at 40 million a month and bills at 45 million a month",
        amount="40 million; 45 million",
    )
    slower = unit(
        "will buy bonds at 35 million a month rather than 40 million and bills at 40 million a month rather than 45 million",
        amount="35 million; 40 million; 40 million; 45 million",
    )
    assert amount_of(slower).text == "35 million; 40 million"
    verdict = classify(before, slower)
    assert verdict.label is Label.WEAKENED
    assert verdict.rule.startswith("amount lowered: 40 million and 45 million to 35 million and 40 million")
    other = unit("will buy bonds at 35 million and bills at 50 million", amount="35 million; 50 million")
    assert classify(before, other).label is Label.REAFFIRMED  # no pace, and they pull apart


def test_until_when_somebody_may_use_something_is_how_to():
    """A permission that is extended is a notice to its users."""
    text = "may be able to use an old pass until 31 December 2032"
    assert term_of(unit(text, deadline="until 31 December 2032"), date(2031, 1, 1)).text == ""


def test_how_long_prices_are_thought_to_stay_low_is_no_term():
    """An outlook binds nobody; what is said of the policy itself does."""
    outlook = "expects that inflation will remain low for some time"
    assert term_of(unit(outlook, deadline="for some time")).text == ""
    policy = "expects that low inflation will allow a low policy rate for some time"
    assert term_of(unit(policy, deadline="for some time")).text == "for some time"


@pytest.mark.parametrize(
    ("said", "rolled_on"),
    [
        ("The Council will revert to the matter by {} 2032", True),
        ("The Council will review the list by {} 2032", True),
        ("The next statement of the Council will be released by {} 2032", True),
        ("The Council will sign the Convention by {} 2032", False),
    ],
)
def test_a_day_to_look_at_a_matter_again_is_rolled_on_once_it_has_come(said, rolled_on):
    """Who looks at a matter each half year is no later with it; who was to sign by then is."""
    old, new = (
        term_of(unit(said.format(month), deadline=f"by {month} 2032"), day)
        for month, day in (("February", date(2031, 7, 14)), ("November", date(2032, 2, 23)))
    )
    assert is_renewal(old, new) is rolled_on


@pytest.mark.parametrize(
    ("said", "last", "this", "rolled_on"),
    [
        (
            "will publish a report on the effect of the measures by {}",
            "30 September 2031",
            "30 September 2032",
            True,
        ),
        (
            "will administer the measures during the year ending {}",
            "31 December 2031",
            "31 December 2032",
            True,
        ),
        ("will deliver its final report on the flood by {}", "May 2031", "March 2032", False),
    ],
)
def test_a_yearly_report_is_of_the_next_year_and_a_final_one_is_late(said, last, this, rolled_on):
    """The same day of the next year is that of the next report; another day is that of one that was not ready."""
    old, new = (
        term_of(unit(said.format(day), deadline=f"by {day}"), on)
        for day, on in ((last, date(2031, 1, 14)), (this, date(2032, 1, 13)))
    )
    assert is_renewal(old, new) is rolled_on


def test_a_convention_is_no_meeting():
    """A convention that is to be signed by a day has that day for a term; one that is convened is held when it is held."""
    signed = unit("will sign the Harbour Convention by the end of 2031", deadline="by the end of 2031")
    assert term_of(signed, date(2031, 4, 18)).text == "by the end of 2031"
