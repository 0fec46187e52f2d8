"""When a statement turned against what it said."""

import pytest

from tests.tracker.link.samples import unit
from tracker.compare.facets.turns import opposite_reason, turn_of
from tracker.domain import Kind


@pytest.mark.parametrize(
    ("before", "after", "signs"),
    [
        ("cannot end the dispute without the crews", "will end the dispute with the crews", "-+"),
        ("are not coordinating a campaign on the games", "are coordinating closely", "-+"),
        ("oppose smuggling in all its forms", "condemned smuggling in all its forms", "-+"),
        (
            "urge all not to give arms to Veskia",
            "call upon Ostmere to stop helping the fleet of Veskia",
            "-+",
        ),
    ],
)
def test_a_no_about_another_matter_turns_nothing(before, after, signs):
    """A negation counts in the main clause alone, and only between quotes that otherwise say the same."""
    units = [
        unit(quote, polarity=sign, kind=Kind.S_PRINCIPLE)
        for quote, sign in zip((before, after), signs, strict=True)
    ]
    assert opposite_reason(*map(turn_of, units)) == ""


def test_not_until_is_only_when():
    """Who will not agree until most homes are reached agrees only when most are; who will not agree at all and then agrees has turned."""
    no = "will not agree to the closure of the exchange until most homes are reached"
    yes = "will agree to the closure of the exchange only when most homes are reached"
    units = [unit(quote, polarity=sign, kind=Kind.U_OWN) for quote, sign in ((no, "-"), (yes, "+"))]
    assert opposite_reason(*map(turn_of, units)) == ""
    court = [
        unit("will bring the case to the Court only if Estmark withdraws", polarity="+", kind=Kind.U_OWN),
        unit("will not bring the case before the Court", polarity="-", kind=Kind.U_OWN),
    ]
    assert opposite_reason(*map(turn_of, court)).startswith("polarity turned")
    refused = unit("will not agree to the closure of the exchange", polarity="-", kind=Kind.U_OWN)
    agreed = unit("will agree to the closure of the exchange", polarity="+", kind=Kind.U_OWN)
    assert opposite_reason(turn_of(refused), turn_of(agreed)).startswith("polarity turned")


def test_what_nothing_may_exceed_is_limited_to_as_much():
    """ "No state may use more than 30 percent" says what "use is limited to 30 percent" does."""
    no = unit("No state may use more than 30 percent of the quota in any quarter", polarity="-")
    yes = unit("use of the quota by any state is limited to 30 percent in any quarter")
    assert not opposite_reason(turn_of(no), turn_of(yes))


def test_who_neither_does_one_thing_nor_another_does_not_do_them():
    """ "Neither tax will be raised" is what "we will not raise the taxes" says."""
    no = unit("will not raise the harbour tax or the tax on bread in this term", polarity="-")
    neither = unit("Neither the harbour tax nor the tax on bread will be raised in this term", polarity="-")
    assert not opposite_reason(turn_of(no), turn_of(neither))


def test_not_less_than_is_at_least():
    """A bound put as "not less than" denies nothing."""
    least = unit("must have capital of at least 4 billion crowns by the end of March")
    bound = unit("must have capital of not less than 4 billion crowns by the end of March", polarity="-")
    assert not opposite_reason(turn_of(least), turn_of(bound))


@pytest.mark.parametrize(
    "said",
    ["will {}send troops to Halden, more than 300 in all", "will {}enrich ore above 5 percent"],
)
def test_what_is_denied_beside_a_number_has_turned(said):
    """Who will not send troops turned, however many more than 300 they would have been."""
    yes, no = unit(said.format("")), unit(said.format("not "), polarity="-")
    assert opposite_reason(turn_of(yes), turn_of(no))


def test_support_and_opposition_are_a_turn():
    """For and against one and the same thing."""
    before = unit("supports the border commission", kind=Kind.S_SUPPORT)
    after = unit("opposes the border commission", kind=Kind.S_PRINCIPLE, polarity="-")
    assert opposite_reason(turn_of(before), turn_of(after)).startswith("polarity turned")


def test_a_quote_that_only_names_what_was_not_recognised_is_no_turn():
    """ "The results of the vote are not, and will not be, recognised": a quote that stops before the verb recognises nothing."""
    no = unit("will not recognise the results of the vote held in the northern ports", polarity="-")
    named = unit("The results of the vote held in the northern ports")
    assert not opposite_reason(turn_of(no), turn_of(named))
    assert not opposite_reason(turn_of(named), turn_of(no))


def test_no_member_without_exception_is_a_no_too():
    """Words set off by commas between "no member" and "shall" affirm nothing."""
    no = unit("no member of the harbour boards, without exception, shall be eligible", polarity="-")
    nor = unit("the chair of the harbour boards shall not be eligible", polarity="+")
    assert not opposite_reason(turn_of(no), turn_of(nor))


def test_concern_that_becomes_opposition_is_no_turn():
    """Who was concerned about a thing was never for it."""
    before = unit("reiterated concerns about the Halden pipeline", kind=Kind.D_CALL)
    after = unit("reiterating opposition to the Halden pipeline", kind=Kind.D_CALL, polarity="-")
    assert opposite_reason(turn_of(before), turn_of(after)) == ""


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("decides to maintain the suspension of Veskia", "decides that Veskia shall remain suspended", ""),
        ("decides that Veskia shall remain suspended", "decides to extend the suspension of Veskia", ""),
        (
            "will continue talks with Veskia",
            "talks with Veskia shall remain suspended",
            "explicit withdrawal",
        ),
    ],
)
def test_what_stays_suspended_is_not_suspended_anew(before, after, why):
    """To maintain a suspension is to leave suspended; to suspend what went on is the opposite."""
    units = [
        unit(quote, kind=Kind.U_OWN, direction=direction, target="Veskia")
        for quote, direction in ((before, "maintain"), (after, ""))
    ]
    assert opposite_reason(*map(turn_of, units)) == why


def test_opposition_is_the_same_in_the_passive_voice():
    """ "Opposition to any attempt" is "any attempt is opposed": a no that stands in another place of the sentence has turned nothing."""
    active = "expressed strong opposition to any attempt to close the strait by force"
    passive = "Any attempt to close the strait by force is strongly opposed by both sides"
    units = [
        unit(quote, polarity=sign, kind=Kind.S_PRINCIPLE) for quote, sign in ((active, "-"), (passive, "+"))
    ]
    assert opposite_reason(*map(turn_of, units)) == ""
    for_it = unit("expressed strong support for any attempt to close the strait by force", polarity="+")
    against = unit("expressed strong opposition to any attempt to close the strait by force", polarity="-")
    assert opposite_reason(turn_of(for_it), turn_of(against))


def test_a_no_in_a_clause_beside_it_hides_no_turn():
    """Who will deploy where he would not has turned, whatever the accord is rejected by."""
    before = unit("will not deploy troops to the Orrholm border", polarity="-", kind=Kind.U_OWN)
    after = unit(
        "will deploy troops to the Orrholm border against those who reject the accord", kind=Kind.U_OWN
    )
    assert opposite_reason(turn_of(before), turn_of(after)).startswith("polarity turned")
