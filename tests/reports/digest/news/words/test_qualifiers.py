"""One word that qualifies a formula."""

import pytest

from reports.digest.news.words.qualifiers import only_put_in, only_qualified


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "We demand the immediate and unconditional release of all crews.",
            "We demand the immediate release of all crews.",
        ),
        ("The board will reinvest until at least the end of the year.", "The board will reinvest until the end of the year."),
        ("The rate will be reduced in the course of the year.", "The rate will most likely be reduced in the course of the year."),
        ("Norvale will issue up to 3,000 work visas a year to its guests.", "Norvale will issue up to 2,000 work visas a year to its guests."),
        (
            "The board will keep a careful watch on prices and is ready to act in a timely manner, as the situation in the ports of the coast asks.",
            "The board will keep a careful watch on prices and, provided that inflation stays below three, is ready to act in a timely manner, as the situation in the ports of the coast asks.",
        ),
        (
            "We express concern over the use of tolls on grain against the ports of the coast.",
            "We condemn the use of tolls on grain against the ports of the coast.",
        ),
        ("States will phase out coal for power by 2045.", "States will endeavour to phase out coal for power by 2045."),
        (
            "We will send Norvale 500 million crowns, of which 100 million has been received.",
            "We will send Norvale 800 million crowns, of which 100 million has been received.",
        ),
        (
            "It supports the extension of that ban to all of the ports.",
            "Norvale supports the extension of that ban to all of the ports, provided that the Council of the League agrees on it before the spring.",
        ),
        ("They reiterated their strong opposition to raids around Skerry.", "They reiterated their opposition to raids around Skerry."),
    ],
)  # fmt: skip
def test_a_qualifier_that_went_or_came_is_all_that_moved(before: str, after: str) -> None:
    """How firmly, of all, how likely and how much: an analyst looks for that one word."""
    assert only_qualified(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The board will meet again on 3 May in Port Halden.", "The board will meet again on 7 June in Port Halden."),
        ("Under Order 11957 Norvale will close its ports to raiders.", "Under Order 12170 Norvale will close its ports to raiders."),
        ("Ada Holt will chair the board of the harbour.", "Bo Ilves will chair the board of the harbour."),
        ("Norvale will provide boats to the ports of its coast.", "Norvale will provide pumps to the ports of its coast."),
        ("The ports get 85 million crowns, of which 31 million crowns has been paid.", "The ports get 85 million crowns, of which 52 million crowns has been paid."),
        ("Norvale and Estmark will share all data.", "Estmark and Norvale will share all data."),
        ("We express our very best wishes to the people of Norvale.", "We express our best wishes to the people of Norvale."),
        (
            "The board reaffirmed its determination to keep its rate high until prices are stable.",
            "The board reaffirmed that it is determined to keep its rate high until prices are stable.",
        ),
    ],
)  # fmt: skip
def test_days_names_things_and_order_qualify_nothing(before: str, after: str) -> None:
    """Another day, person, order number or thing is another statement, and another order of words none."""
    assert not only_qualified(before, after)


def test_a_clause_put_into_a_short_sentence_is_told() -> None:
    """“Taking into account national circumstances” is half as long as the promise it takes back."""
    promise = "All states will phase out coal for power by the year 2045{}."
    assert only_put_in(promise.format(""), promise.format(", taking account of national circumstances"))


def test_a_party_left_out_is_told_where_a_pronoun_begins_the_sentence_now() -> None:
    """“It will” for “The Fund will” is how a text goes on; Lurania left out is news."""
    named = "{} will support projects in Norvale, Estmark and further states, among them Halden{} and Skerry."
    assert only_put_in(named.format("The Fund", ", Lurania"), named.format("It", ""))
    assert not only_put_in(named.format("The Fund", ""), named.format("It", ""))


CALL = "We call on the raiders{} to withdraw from all of the ports of the coast that they hold{}."


@pytest.mark.parametrize(
    "more",
    [
        (" and the guards of Veskia", ""),
        ("", " and to free the crews"),
        (" and the guards", " by 31 March 2033"),
    ],
)
def test_what_was_put_into_a_statement_or_taken_out_is_told(more: tuple[str, str]) -> None:
    """A party of a list, an area, a part of a formula: with nothing in its place it came, or went, at one or two places."""
    assert only_put_in(CALL.format(*more), CALL.format("", ""))
    assert only_put_in(CALL.format("", ""), CALL.format(*more))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We support the envoy of the League in all of her work for peace.", "The envoy of the League in all of her work for peace has our support."),
        (CALL.format("", ""), CALL.format("", "").replace("the raiders", "the fleet")),
        (CALL.format("", " since 14 August"), CALL.format("", "")),
        (CALL.format("", ""), "In this connection, we" + CALL.format("", "")[2:]),
        ("We stand by the Halden Sea Accord (HSA) in all of the straits.", "We stand by the Halden Sea Accord in all of the straits."),
        ("We ask the envoy to report to the Council every thirty days on the ports.", "We ask the envoy to submit a report to the Council every thirty days on the ports."),
        (CALL.format(" and the guards", ""), CALL.format("", " and to free the crews")),
    ],
)  # fmt: skip
def test_what_is_said_otherwise_or_of_a_day_was_not_put_in(before: str, after: str) -> None:
    """Another order, voice, name or short form, a day, a way to begin and a light verb put nothing in, nor does what went for what came."""
    assert not only_put_in(before, after)
