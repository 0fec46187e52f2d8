"""The parties, and one of them."""

from datetime import timedelta

import pytest

from reports.site.page_context import PER_PAGE, PageNotFoundError
from reports.site.pages.party_pages import addresses, lay_out, lay_out_all
from reports.site.routes import data_addresses
from reports.view import addresses as at
from reports.view.counts import Count
from tests.fakes import DAY
from tests.reports.site.page_reader import HOSTILE
from tests.reports.site.small_indexes import Told
from tracker.domain import Kind, Label


def several():
    """Norvale with Estmark, Norvale to Veskia, Veskia to nobody."""
    return (
        Told()
        .say("patrol", 9, kind=Kind.U_JOINT, speakers=("Norvale", "Estmark"))
        .say("train", 8, kind=Kind.U_JOINT, speakers=("Norvale", "Estmark"))
        .say("call", 7, kind=Kind.D_CALL, addressees=("Veskia",))
        .say("warn", 6, kind=Kind.U_WARN, addressees=("Veskia",))
        .say("reply", 5, kind=Kind.D_DEMAND, speakers=("Veskia",), addressees=("Norvale",))
        .say("wait", 4, speakers=("Veskia",))
    )


def test_each_party_says_on_how_many_lines_it_speaks_and_how_many_address_it():
    """Speaking and being spoken to are counted apart, and so are commitments and positions."""
    rows = {row.name: row for row in lay_out_all(several().atlas()).rows}
    assert (rows["Norvale"].speaks, rows["Norvale"].addressed) == (Count(3, 1), Count(0, 1))
    assert (rows["Estmark"].speaks, rows["Estmark"].addressed) == (Count(2, 0), Count())
    assert (rows["Veskia"].speaks, rows["Veskia"].addressed) == (Count(1, 1), Count(1, 1))


def test_a_party_says_with_whom_it_undertakes_and_what_is_said_to_one_another():
    """Joint undertakings come first; what was said to and by the others stands apart."""
    page = lay_out(several().atlas(), "Norvale", 1)
    assert [(row.name, row.together, row.to_it, row.by_it) for row in page.partners] == [
        ("Estmark", 2, Count(), Count()),
        ("Veskia", 0, Count(1, 1), Count(0, 1)),
    ]
    assert page.facts == (
        "Lines it speaks on: 3 commitments, 1 position.",
        "Lines that address it: 1 position.",
    )


def test_each_line_says_whether_the_party_speaks_or_is_spoken_to():
    """A line that addresses a party is not mistaken for its own word."""
    page = lay_out(several().say("both", 0, addressees=("Norvale",)).atlas(), "Norvale", 1)
    assert {row.name: row.role for row in page.lines} == {
        "patrol": "speaks",
        "train": "speaks",
        "call": "speaks",
        "warn": "speaks",
        "reply": "is addressed",
        "both": "speaks and is addressed",
    }
    assert [row.name for row in page.lines][:2] == ["both", "reply"]


def test_a_state_stands_under_its_name_with_its_code():
    """A code of ISO 3166 is shown beside the name; a body that goes by its short name has none."""
    rows = lay_out_all(Told().say(speakers=("KOR", "G7")).atlas()).rows
    assert [(row.name, row.code) for row in rows] == [("G7", ""), ("Republic of Korea", "KOR")]


def test_a_long_list_goes_on_over_pages_and_a_party_not_held_is_not_there():
    """Page 2 has the rest only; what is not held is an error of one line."""
    told = Told()
    for number in range(PER_PAGE + 1):
        told.say(f"line{number}", addressees=("Veskia",))
    second = lay_out(told.atlas(), "Veskia", 2)
    assert (len(second.lines), second.partners, second.facts) == (1, (), ())
    with pytest.raises(PageNotFoundError, match="No party of this name"):
        told.page(at.party("Lurania"))


def test_every_address_that_is_written_can_be_rendered_and_leads_only_to_such():
    """No list of a party leads to a list that was not written."""
    told = several()
    for number in range(PER_PAGE):
        told.say(f"line{number}", label=Label.NEW)
    written = set(addresses(told.atlas()))
    assert at.party("Norvale", 2) in written
    held = written | dict(data_addresses(written)).keys()
    for address in written:
        led = {href.removeprefix("../") for href in told.page(address).hrefs}
        assert {one for one in led if one.startswith("parties")} <= held, address


def test_an_empty_store_says_how_it_is_filled():
    """Before anything is taken in, the page names the command that does."""
    assert "policy-tracker ingest" in Told().page("parties.html").words


def test_hostile_words_stay_words():
    """The name of a party full of markup is text wherever it stands."""
    told = Told().say("a", speakers=(HOSTILE, "Norvale"), addressees=(HOSTILE[:99],), kind=Kind.U_JOINT)
    for address in addresses(told.atlas()):
        told.page(address, live=True).assert_harmless()


def test_a_party_is_last_met_when_a_text_last_speaks_for_it_or_to_it():
    """A joint line that one of the two goes on with alone does not make the other speak today."""
    told = Told().say("patrol", 90, kind=Kind.U_JOINT, speakers=("Norvale", "Estmark"))
    told.say("patrol", 0, Label.REAFFIRMED, addressees=("Veskia",))
    rows = {row.name: row.last for row in lay_out_all(told.atlas()).rows}
    assert rows == {"Norvale": str(DAY), "Veskia": str(DAY), "Estmark": str(DAY - timedelta(days=90))}
    assert "has the parties of all its texts" in told.page(at.party("Estmark")).words
