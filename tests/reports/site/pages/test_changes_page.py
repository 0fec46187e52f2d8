"""Every move, newest first: filtered, a page at a time."""

from datetime import timedelta

import pytest

from reports.site.index_builder import build_index
from reports.site.page_context import PER_PAGE, PageNotFoundError, QueryError
from reports.site.pages.change_list_filter import parse_filter, select_changes
from reports.site.pages.changes_page import CARDS, FILES_OF_CALM, addresses, lay_out
from reports.site.pagination import paginate
from reports.site.routes import data_addresses
from reports.view import addresses as at
from tests.fakes import DAY, build_line, build_release
from tests.reports.site.page_reader import page_of
from tests.reports.site.small_indexes import Told
from tracker.domain import Kind, Label, Mention

EARLIER = "Norvale will respond to any further incursion."
LATER = "Norvale may respond to further incursions, if need be."


def weaken(desk, name="respond", days_ago=0, **more):
    """Say something on a line, and a year later less."""
    before = desk.say(f"{name}-1", {name: EARLIER}, day=DAY - timedelta(days=365 + days_ago), **more)
    return desk.say(
        f"{name}-2",
        {name: LATER},
        day=DAY - timedelta(days=days_ago),
        label=Label.WEAKENED,
        before=Mention(before.units[0], before.release),
        **more,
    )


def test_a_row_says_what_moved_in_both_texts_words_and_leads_to_all_of_it(desk, store):
    """Both quotes stand in the redline whole; the name leads to the change on the page of its line."""
    said = weaken(desk)
    page = page_of(store, "changes.html")
    row = page.within(f"c-{said.change.id}")
    assert "weakened" in row
    assert "respond" in row
    assert "Norvale −will +may respond to −any further incursion +further incursions, if need be." in row
    assert f"lines/{build_line('respond').id}.html#c-{said.change.id}" in page.hrefs
    assert "0 positions" not in page.words
    assert "1 commitment" in page.words


def test_numbers_of_all_changes_stand_on_no_narrowed_list(desk, store):
    """What was weakened on every subject says nothing of one party, and a reader takes it for that."""
    weaken(desk)
    assert "Changes by label" in page_of(store, "changes.html", live=True).html
    assert "Changes by label" not in page_of(store, "changes.html", {"family": "commitments"}, live=True).html


def test_what_is_new_is_no_move_and_stands_in_a_list_of_its_own(desk, store):
    """The list of moves leaves out what is new; the list of that label has it, with its quote."""
    desk.say("NV-1", {"patrol": "Norvale will patrol the strait."})
    assert "Norvale will patrol" not in page_of(store, "changes.html").words
    assert "Norvale will patrol the strait." in page_of(store, "changes-new.html").words


def test_a_silence_shows_what_was_said_and_where_it_is_missing(desk, store):
    """The last statement is quoted, and the text that is silent about it is named by its day."""
    said = desk.say("NV-1", {"patrol": "Norvale will patrol the strait."}, day=DAY - timedelta(days=30))
    silent = desk.say("NV-2", {"other": "Norvale will wait."})
    desk.silence(silent, Label.DROPPED, build_line("patrol"), Mention(said.units[0], said.release))
    words = page_of(store, "changes-dropped.html").words
    assert "Norvale will patrol the strait." in words
    assert "not in 4 Mar 2031" in words


def test_a_server_filters_and_keeps_the_filters_from_page_to_page(desk, store):
    """What was asked for stands in the form again, and in the addresses of the other pages."""
    for number in range(CARDS + 1):
        weaken(desk, f"line{number}")
    page = page_of(store, "changes.html", {"family": "commitments", "since": str(DAY)}, live=True)
    assert f"changes.html?family=commitments&since={DAY}&page=2" in page.hrefs
    assert [a["value"] for tag, a in page.elements if tag == "option" and "selected" in a and a["value"]] == [
        "commitments"
    ]
    older = page_of(store, "changes.html", {"family": "commitments", "page": "2"}, live=True)
    assert sum(identity.startswith("c-") for identity in older.ids) == 1
    with pytest.raises(PageNotFoundError):
        page_of(store, "changes.html", {"family": "positions", "page": "2"}, live=True)


def test_a_file_has_no_form_that_nobody_answers(desk, store):
    """Files offer lists by label and the search instead of filters."""
    weaken(desk)
    page = page_of(store, "changes.html")
    assert [a.get("action") for tag, a in page.elements if tag == "form"] == ["search.html"]
    assert {"changes-weakened.html", "changes-new.html", "search.html"} <= set(page.hrefs)
    live = page_of(store, "changes.html", live=True)
    assert [a.get("action") for tag, a in live.elements if tag == "form"] == ["search.html", "changes.html"]


def test_what_matches_nothing_says_so_and_leads_back(desk, store):
    """An empty answer is a sentence and a way out, not an empty page."""
    weaken(desk)
    page = page_of(store, "changes.html", {"family": "positions"}, live=True)
    assert "No change matches." in page.words


def test_a_filter_with_a_slip_is_refused(desk, store):
    """A word that is no label is an error, not a list of everything."""
    weaken(desk)
    with pytest.raises(QueryError, match="label"):
        page_of(store, "changes.html", {"label": "softer"}, live=True)


def test_an_empty_store_says_how_it_is_filled(store):
    """Before anything is taken in, the page names the two commands that do."""
    words = page_of(store, "changes.html").words
    assert "policy-tracker ingest" in words
    assert "policy-tracker run" in words


def test_texts_without_a_change_are_not_called_an_empty_store(desk, store):
    """Where texts are held and none has been compared, nobody is told to take texts in."""
    desk.record(build_release(published_on=None), "Norvale will wait.")
    words = page_of(store, "changes.html").words
    assert "The store is empty" not in words
    assert "policy-tracker status" in words


def test_a_folder_of_files_has_every_list_and_what_continues_in_part():
    """Every move has its page in a list; of what is new only the latest pages are files, and a server has all."""
    told = Told()
    for number in range(CARDS * FILES_OF_CALM + 1):
        told.say(f"line{number}")
    for number in range(CARDS + 1):
        told.say(f"line{number}", label=Label.WEAKENED, ref="NV-later", days_ago=-1)
    found = list(addresses(told.atlas()))
    assert [one for one in found if "weakened" in one] == ["changes-weakened.html", "changes-weakened-2.html"]
    assert found[:2] == ["changes.html", "changes-2.html"]
    assert sum("new" in one for one in found) == FILES_OF_CALM
    assert len(found) == len(set(found))


def test_every_address_that_is_written_can_be_rendered_and_leads_only_to_such(desk, store):
    """No page of a folder of files leads to a list that was not written."""
    for number in range(CARDS + 1):
        weaken(desk, f"line{number}", days_ago=number)
    written = set(addresses(build_index(store)))
    held = written | dict(data_addresses(written)).keys()
    for address in written:
        led = {href for href in page_of(store, address).hrefs if href.startswith("changes")}
        assert led <= held, address


def test_positions_are_shown_as_positions(desk, store):
    """A demand is called one, and is not counted among the commitments."""
    said = desk.say("NV-1", {"call": "Norvale calls on Veskia to talk."}, kind=Kind.D_CALL)
    page = page_of(store, "changes-new.html")
    assert "position: call on others" in page.within(f"c-{said.change.id}")
    assert "1 position." in page.words


def test_a_page_of_many_never_adds_commitments_and_positions_up():
    """A pager of changes or lines says which page of how many, not how many of both families together."""
    told = Told()
    for number in range(PER_PAGE):
        told.say(f"line{number}")
    page = told.say("call", kind=Kind.D_CALL).page(at.topic("military.alliance"))
    assert "Page 1 of 2" in page.words
    assert f"of {PER_PAGE + 1}" not in page.words


def test_a_list_that_is_cut_off_says_how_many_it_has_of_each_family():
    """Of what a file leaves out a reader learns what is listed, commitments and positions apart."""
    told = Told()
    for number in range(CARDS * FILES_OF_CALM):
        told.say(f"line{number}", kind=Kind.D_CALL if number < 3 else Kind.U_OWN)
    told.say("early", 9)
    atlas = told.atlas()
    asked = parse_filter({"label": "new"}, {}, atlas)
    moves = select_changes(atlas, asked)
    _, pager = paginate(moves[: CARDS * FILES_OF_CALM], 1, str, CARDS)
    page = lay_out(atlas, asked, moves, [], pager)
    assert page.found == f"{CARDS * FILES_OF_CALM - 2} commitments, 3 positions"
    assert page.cut_off.startswith(
        f"Only the latest are listed here: {CARDS * FILES_OF_CALM - 3} commitments, 3 positions;"
    )
    _, whole = paginate(moves, 1, str, CARDS)
    assert lay_out(atlas, asked, moves, [], whole).cut_off == ""


def test_what_is_unsure_stands_on_a_shelf_of_its_own(desk, store):
    """The list of what moved holds what is clear; what may not be the same promise is one click away, as files too, and counted."""
    clear, unsure = weaken(desk), weaken(desk, "patrol", days_ago=9, review=True)
    index = build_index(store)
    assert {"changes.html", "changes-unsure.html"} <= set(addresses(index))
    for live in (False, True):
        page = page_of(store, "changes.html", live=live)
        assert f"c-{clear.change.id}" in page.ids
        assert f"c-{unsure.change.id}" not in page.ids
        assert "changes-unsure.html" in page.hrefs
        assert "Not certain 1 commitment" in page.words
        other = page_of(store, "changes-unsure.html", live=live)
        assert f"c-{unsure.change.id}" in other.ids
        assert f"c-{clear.change.id}" not in other.ids
        assert "changes.html" in other.hrefs
    asked = page_of(store, "changes.html", {"family": "commitments", "shelf": "unsure"}, live=True)
    assert f"c-{unsure.change.id}" in asked.ids
    assert "changes.html?family=commitments" in asked.hrefs
