"""What is no new commitment, by what its sentence says."""

from __future__ import annotations

import pytest

from reports.digest.news.statements.new_commitments import (
    is_introduced_as_said,
    stood_before,
    weight_of_new,
)
from tests.fakes import build_facets, build_unit
from tracker.domain import Kind


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("We stress our commitment to ", True),
        ("The work on grain shows ", True),
        ("Both sides agreed on ", False),
    ],
)
def test_what_a_sentence_says_was_said_before_is_no_new_commitment(before, said):
    """Whoever stresses a commitment made it earlier, whether or not the text in which he made it is held; work that shows a resolve follows it."""
    quote = "our resolve to open the railways by 2033"
    text = f"The leaders met. {before}{quote}."
    unit = build_unit(quote, start=text.index(quote))
    assert is_introduced_as_said(unit, text) is said


def test_what_says_itself_that_it_repeats_weighs_nothing():
    """A sum does not make a promise new that is underlined."""
    facets = build_facets(amount="2 billion dollars", level=4)
    new, again = (
        build_unit(f"{verb} to open the railways with 2 billion dollars", kind=Kind.U_OWN, facets=facets)
        for verb in ("decide", "underline our will")
    )
    assert weight_of_new(new, None, first=False) > weight_of_new(again, None, first=False) == 0.0


@pytest.mark.parametrize(
    "quote",
    [
        "approve the establishment of the lending rate at the existing level of 4.50 percent",
        "seek full employment and inflation at the rate of 2 percent",
        "It will be maintained at the level of 4 percent",
    ],
)
def test_what_stays_as_it_was_is_no_new_commitment(quote):
    """A level that is left, and the aim that stands in every text, are nothing of the day."""
    facets = build_facets(amount=quote.rpartition(" ")[0][-4:] + " percent", level=4)
    assert weight_of_new(build_unit(quote, kind=Kind.U_OWN, facets=facets), None, first=False) == 0.0


@pytest.mark.parametrize(
    ("text", "stood"),
    [
        ("They confirmed that building of the first ferry in Estmark will begin at the Halden yard by the end of 2033.", True),
        ("They confirmed that building of the first ferry in Estmark will begin at the Halden yard by the end of 2034.", False),
        ("Grain will be sent to Estmark by the end of 2033.", False),
    ],
)  # fmt: skip
def test_a_promise_that_the_text_before_gives_by_the_same_day_is_not_new(text, stood):
    """Other words for a promise make no new one; another day, or another matter, does."""
    quote = "At the Halden yard, building of the first ferry in Estmark will start before the end of 2033"
    unit = build_unit(quote, kind=Kind.U_OWN, facets=build_facets(deadline="before the end of 2033", level=4))
    assert stood_before(unit, text) is stood


@pytest.mark.parametrize(
    "text",
    [
        "Norvale will not provide 40 million dollars to the flood fund of Halden.",
        "Norvale provided 40 million dollars to the flood fund of Halden.",
        "Norvale may consider whether to provide 40 million dollars to the flood fund of Halden.",
    ],
)
def test_what_was_refused_done_or_weighed_before_is_promised_anew(text):
    """The same sum in the text before makes a promise old only where it was promised."""
    unit = build_unit("will provide 40 million dollars to the flood fund of Halden", kind=Kind.U_OWN)
    assert not stood_before(unit, text)
