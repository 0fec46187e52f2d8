"""What a statement of an agreed text without a predecessor is worth."""

from __future__ import annotations

from reports.digest.news.first_texts.statement_worth import statement_worth
from tests.fakes import build_facets, build_release, build_unit
from tracker.domain import Kind

RELEASE = build_release(title="Joint Statement of Norvale and Estmark")
BOTH = frozenset({"Norvale", "Estmark"})


def worth(quote, **facets):
    return statement_worth(
        build_unit(quote, kind=Kind.U_JOINT, facets=build_facets(**({"speakers": BOTH} | facets))),
        RELEASE,
        f"They {quote}.",
        0,
    )


def test_what_is_founded_by_name_is_worth_more_than_good_will():
    """A school of pilots in Halvern, decided on, is told before friendship between peoples."""
    founded = "have decided to launch the Halvern School of Pilots together with the Coast Guard of Estmark"
    assert worth(founded, level=4) > 0.5 > worth("value the friendship of our peoples", level=4)


def test_a_sum_is_worth_a_line():
    """What costs money is told: two billion for a railway before a railway."""
    railway = "will build a railway for grain and timber through the northern hills of both countries"
    assert worth(f"{railway} for 2 billion dollars", amount="2 billion dollars") > worth(railway) + 0.2


def test_what_the_title_names_and_what_states_act_by_is_worth_more():
    """Submarines of a pact on submarines, and their loan, are told before the intention to work more closely."""
    pact = build_release(title="Joint Statement of Norvale and Estmark on Submarines")
    said = "will {} for the fleets of both countries in the years to come"
    submarines, efforts = (
        build_unit(said.format(what), kind=Kind.U_JOINT, facets=build_facets(speakers=BOTH))
        for what in ("build military submarines", "strengthen close cooperation")
    )
    assert statement_worth(submarines, pact, "", 0) > 1.5 * statement_worth(efforts, pact, "", 0)


def test_the_first_statements_of_a_text_are_worth_more_than_the_same_far_down():
    """A release says first what it was written for."""
    said = build_unit(
        "will send three ships to the strait", kind=Kind.U_JOINT, facets=build_facets(speakers=BOTH)
    )
    assert statement_worth(said, RELEASE, "", 0) > statement_worth(said, RELEASE, "", 40)


def test_thanks_are_worth_less_than_a_demand():
    """Nobody leads with whom a minister thanked."""
    thanked, demanded = (
        worth("thanked the ministers of Estmark for their warm welcome"),
        worth("called on Veskia to release the crews of the two ships immediately", family="D", level=4),
    )
    assert demanded > 2 * thanked
