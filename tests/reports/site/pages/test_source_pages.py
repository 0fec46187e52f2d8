"""The sources, and one of them."""

from datetime import timedelta

import pytest

from reports.digest.sources_section import sources_section
from reports.site.index_builder import build_index
from reports.site.page_context import PER_PAGE, PageNotFoundError
from reports.site.pages.source_pages import addresses, issuers, lay_out, lay_out_all
from reports.site.routes import data_addresses
from reports.site.status_display import UNWATCHED
from reports.site.status_display import status_displays as faring
from reports.view import addresses as at
from reports.view.counts import Count
from reports.view.dates import ISO, SHORT
from tests.fakes import DAY, NOW, build_release
from tests.reports.site.page_reader import HOSTILE, page_of
from tests.reports.site.small_indexes import Told
from tracker.domain import Kind, Label
from tracker.health_states import HealthState, Trouble
from tracker.store import SourceStatus

NOBODY = faring(None)


def watched(*watches, troubles=()):
    return faring(sources_section({one.source: one for one in watches}, troubles, (), NOW, dates=ISO))


def two():
    """A ministry that moved lately and one that did long ago."""
    return (
        Told()
        .say("respond", 400)
        .say("respond", 5, Label.WEAKENED)
        .say("call", 300, source="estmark", issuer="Estmark", kind=Kind.D_CALL)
        .say("call", 200, Label.STRENGTHENED, source="estmark", issuer="Estmark", kind=Kind.D_CALL)
    )


def test_each_source_says_what_is_held_of_it_and_what_moved_lately():
    """Releases, the days between which they came, and figures of commitments and positions apart."""
    rows = {row.issuer: row for row in lay_out_all(two().atlas(), NOBODY).rows}
    norvale, estmark = rows["Norvale"], rows["Estmark"]
    assert (norvale.releases, norvale.said, norvale.moved) == (2, Count(2, 0), Count(1, 0))
    assert (norvale.since, norvale.until) == (str(DAY - timedelta(days=400)), str(DAY - timedelta(days=5)))
    assert (estmark.said, estmark.moved) == (Count(0, 2), Count())


def test_how_a_source_fares_is_what_reports_say_of_it():
    """A source that fails says since when and why; one that answers says when it was checked."""
    fine = SourceStatus("norvale-mfa", since=NOW, checked_at=NOW, succeeded_at=NOW)
    broken = SourceStatus("estmark", HealthState.BROKEN, NOW, NOW, what="404")
    trouble = Trouble("estmark", "", HealthState.BROKEN, "the page is gone", "look for it", NOW, NOW, 3)
    page = lay_out_all(two().atlas(), watched(fine, broken, troubles=[trouble]))
    fares = {row.id: row.status for row in page.rows}
    assert (fares["norvale-mfa"].word, fares["norvale-mfa"].checked) == ("ok", "2031-03-05 08:00 UTC")
    assert fares["estmark"].word == "broken"
    assert "the page is gone" in " ".join(fares["estmark"].messages)
    assert page.headline.startswith("1 of 2 sources answered")


def test_a_source_nobody_watches_says_so():
    """Texts taken in from files have no state of health, and silence of theirs means nothing."""
    assert lay_out(two().atlas(), "estmark", NOBODY.for_source("estmark"), 1).status == UNWATCHED


def test_a_watched_source_of_which_nothing_is_held_is_named_last():
    """A source that never gave a text has a row, and no page."""
    page = lay_out_all(
        two().atlas(), watched(SourceStatus("aaa", since=NOW, checked_at=NOW, succeeded_at=NOW))
    )
    assert (page.rows[-1].id, page.rows[-1].releases, page.rows[-1].href) == ("aaa", 0, "")
    with pytest.raises(PageNotFoundError, match="No source of this name"):
        two().page(at.source("aaa"))


def test_a_source_lists_its_releases_newest_first_and_the_lines_that_moved_last():
    """The page of a source begins with its rhythm and its latest moves, then every release."""
    page = lay_out(two().atlas(), "norvale-mfa", UNWATCHED, 1)
    assert [row.on for row in page.releases] == [str(DAY - timedelta(days=days)) for days in (5, 400)]
    assert [(row.name, row.moved.word) for row in page.moved] == [("respond", "weakened")]
    assert page.facts.startswith(
        f"2 releases, {SHORT.day(DAY - timedelta(days=400))} to {SHORT.day(DAY - timedelta(days=5))}. In them: 2 commitments."
    )
    assert "2 releases" in page.picture.description


def test_a_source_of_undated_texts_has_a_page():
    """Where no release is dated there is no span and nothing to draw."""
    page = lay_out(Told().hold(published_on=None).atlas(), "norvale-mfa", UNWATCHED, 1)
    assert page.facts == "1 release. In them: none."
    assert page.picture.svg == ""


def test_a_source_with_several_issuers_names_up_to_two():
    """A source whose issuer changed its name is not taken for two; many are counted."""
    told = Told()
    for number, issuer in enumerate(("A", "B", "C")):
        told.say(days_ago=number, issuer=issuer, ref=issuer)
    names = told.atlas().source_speakers["norvale-mfa"]
    assert issuers(names[:2]) == "A and B"
    assert issuers(names) == "A and 2 others"


def test_a_long_list_goes_on_over_pages():
    """Page 2 has the rest of the releases and nothing else."""
    told = Told()
    for number in range(PER_PAGE + 1):
        told.say(f"line{number}", number)
    page = lay_out(told.atlas(), "norvale-mfa", UNWATCHED, 2)
    assert (len(page.releases), page.moved, page.picture) == (1, (), None)
    assert page.pager.newer == at.source("norvale-mfa")


def test_every_address_that_is_written_can_be_rendered_and_leads_only_to_such(desk, store):
    """No list of a source leads to a list that was not written."""
    desk.say("NV-1", {"respond": "Norvale will respond."})
    desk.say("ES-1", {"respond": "Estmark will respond."}, source="Estmark MFA")
    written = set(addresses(build_index(store)))
    assert len(written) == 3
    held = written | dict(data_addresses(written)).keys()
    for address in written:
        led = {href.removeprefix("../") for href in page_of(store, address).hrefs}
        assert {one for one in led if one.startswith("sources")} <= held, address


def test_an_empty_store_says_how_it_is_filled(store):
    """Before anything is taken in, the page names the command that does."""
    assert "policy-tracker ingest" in page_of(store, "sources.html").words


def test_hostile_words_stay_words(desk, store):
    """Titles, refs, issuers and reasons of failures full of markup are text."""
    desk.record(build_release(HOSTILE, title=HOSTILE, issuer=HOSTILE), "Norvale will wait.")
    store.pause("norvale-mfa", NOW, HOSTILE)
    for address in addresses(build_index(store)):
        page_of(store, address, live=True).assert_harmless()
