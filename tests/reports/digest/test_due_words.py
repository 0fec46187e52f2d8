"""The words by which a deadline is shown."""

from __future__ import annotations

import pytest

from reports.digest.due_words import begins_in_midst, due_words
from tests.fakes import build_facets, build_unit
from tracker.domain import Unit


def placed(quote: str, text: str) -> Unit:
    """Return the unit *quote* where it stands in *text*."""
    return build_unit(quote, start=text.index(quote))


@pytest.mark.parametrize(
    ("before", "quote"),
    [
        ("The ministers remain committed, with a ", "view to open the treaty for signature by 2032"),
        ("The delegations decided ", "that all soldiers will have left by 2032"),
        ("Norvale will ban the import of timber, ", "followed by further steps by 2032"),
        ("The League welcomed its ", "ambition to plant a million oaks by 2032"),
    ],
)
def test_a_statement_from_the_midst_of_a_clause_is_told_by_its_sentence(before, quote):
    """Nobody can tell from "view to open" or "that all soldiers" who promised what: the whole sentence says so."""
    text = f"They met in Halden. {before}{quote}. It rained."
    unit = placed(quote, text)
    assert begins_in_midst(unit, text)
    assert due_words(unit, text, 40) == f"{before}{quote}"


def test_what_points_back_beyond_its_sentence_is_not_told():
    """Who or what "it" is that will pay stands in another sentence, so the deadline says nothing."""
    text = "The Compact has made a fund for Estmark. It will pay 50 million crowns by 2032."
    assert due_words(placed("It will pay 50 million crowns by 2032", text), text, 90) == ""


@pytest.mark.parametrize("before", ["The ministers ", "We ", ""])
def test_a_statement_that_begins_with_its_verb_is_told_as_it_is(before):
    """Who speaks stands before every deadline: "will pay" needs no sentence, and is cut where it is long."""
    text = (
        f"{before}will pay 60 million crowns by 2032, and a further sum to the harbour masters of the north."
    )
    unit = placed(text.removeprefix(before).removesuffix("."), text)
    assert due_words(unit, text, 60) == "will pay 60 million crowns by 2032 …"


def test_a_condition_does_not_push_the_promise_out():
    """ "If prices stay as they are …" is no deadline without what is promised then."""
    text = "If prices and wages in the islands stay as they are, the bank will cut the rate by June 2032."
    assert due_words(placed(text.removesuffix("."), text), text, 40).endswith("the rate by June 2032")


def test_a_deadline_is_told_with_its_day_however_late_that_stands():
    """“By 1 January …” names no day of March: of two days the last is the one that is waited for."""
    said = "We will close our ports to timber from Veskia, sawn, cut or shipped there, by 1 January 2032, and to timber that others cut, by 1 March 2032"
    unit = build_unit(said, facets=build_facets(deadline="by 1 January 2032; by 1 March 2032"))
    assert due_words(unit, said, 90).endswith(" … by 1 March 2032")
    assert due_words(unit, said, 400) == said
