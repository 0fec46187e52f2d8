"""The pass: what is asked, what is believed, what is kept, and who hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jobs.polling import poller
from jobs.polling.body_recording import accept_refused
from jobs.polling.events import Event, EventKind
from jobs.step_result import StepResult
from tests.fake_web import FakeWeb
from tests.jobs.pages import BASE, ESTMARK, NORVALE, ONE, RESPOND, TWO, build_page, build_web
from tracker.domain import Selectors, Source, SourceKind
from tracker.errors import FetchError, UnreadableRevision
from tracker.fetch import Fetched
from tracker.health_states import HealthState
from tracker.store import Store

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DOWN = FetchError("the server answered 503", where=TWO, transient=True)
GONE = FetchError("the server answered 404 Not Found", where=TWO, status=404)
HALDEN = "Norvale will keep its patrols in the Halden Sea.\n\nIt will report on them every spring."
LONG = "\n\n".join(f"{HALDEN} Paragraph {number} says so again in other words." for number in range(9))
ROWS = "<tr><td><a href='/news/{n}.html'>Release {n}</a></td><td>2031-03-0{n}</td></tr>"
BOARD = Source(
    "norvale-board",
    SourceKind.LISTING,
    issuer="Norvale",
    url=f"{BASE}/news/",
    selectors=Selectors(item="tr", link="a"),
)


def build_index(*numbers: int, etag: str | None = None) -> Fetched:
    """Return an index that announces these releases."""
    rows = "".join(ROWS.format(n=number) for number in numbers)
    body = f"<html><body><table>{rows}</table></body></html>"
    return Fetched(BOARD.url, body.encode(), "text/html", "utf-8", etag)


def build_board(*numbers: int, **pages: Fetched | FetchError) -> FakeWeb:
    """Return a web with that index and a page for each release; *pages* are others, by "n1", "n2" …"""
    there: dict[str, Fetched | FetchError] = {BOARD.url: build_index(*numbers)}
    for number in numbers:
        there[f"{BASE}/news/{number}.html"] = build_page(
            f"{RESPOND} It is the {number}th time.", etag=f'"{number}"'
        )
    return FakeWeb(there | {f"{BASE}/news/{name[1:]}.html": page for name, page in pages.items()})


def go(
    store: Store, web: FakeWeb, after: timedelta = timedelta(0), *sources: Source
) -> tuple[StepResult, list[tuple[EventKind, str]]]:
    """Make a pass at NOW + *after*; return what it did and the events it told."""
    events: list[Event] = []
    result = poller.fetch(store, web, sources or (NORVALE,), NOW + after, on_event=events.append)
    return result, [(event.kind, event.url) for event in events]


def test_one_source_that_fails_stops_no_other(store: Store):
    """A feed that is gone is a problem of its own; the pages of the other ministry are fetched."""
    result, _ = go(store, build_web(two=build_page(HALDEN)), timedelta(0), ESTMARK, NORVALE)
    assert (result.counts["new"], result.counts["not reached"]) == (2, 1)
    assert [str(problem) for problem in result.problems] == [
        "estmark-mfa (mfa.estmark.example): the server answered 404 Not Found"
    ]
    assert store.source_statuses()["estmark-mfa"].state is HealthState.BROKEN
    assert store.source_statuses()["norvale-mfa"].state is HealthState.OK


def test_one_page_that_fails_stops_no_other(store: Store):
    """A page that does not come is told once and asked for again; when it comes, that is told."""
    _, told = go(store, build_web(two=DOWN))
    assert told == [(EventKind.NEW, ONE), (EventKind.ERROR, TWO)]
    assert go(store, build_web(two=DOWN), HOUR)[1] == []
    assert go(store, build_web(two=build_page(HALDEN)), 2 * HOUR)[1] == [
        (EventKind.NEW, TWO),
        (EventKind.RECOVERED, TWO),
    ]


def test_a_page_held_is_asked_for_with_its_validators(store: Store):
    """The second request carries the tag of the first answer."""
    go(store, build_web())
    web = build_web()
    go(store, web, timedelta(minutes=5))
    assert web.asked == [(ONE, '"1"', None), (TWO, '"2"', None)]


def test_now_and_then_the_whole_body_is_asked_for(store: Store):
    """A server that gives a date alone and answers 304 hides an edit for two checks, not for ever."""
    page = replace(build_page(HALDEN), etag=None, last_modified="Tue, 04 Mar 2031 09:00:00 GMT")
    edited = replace(page, body=build_page(HALDEN.replace("every spring", "in spring")).body)
    go(store, build_web(one=page))
    told = [go(store, build_web(one=edited), number * DAY)[1] for number in (1, 2, 3)]
    assert told == [[], [], [(EventKind.CHANGED, ONE)]]


def test_a_release_that_left_the_index_is_still_watched(store: Store):
    """An index shows the newest few; a release that has moved off it can be edited all the same."""
    go(store, build_board(1, 2), timedelta(0), BOARD)
    moved = build_board(
        2, n1=build_page("Norvale may respond to some provocations. It is the 1st time.", etag='"x"')
    )
    assert go(store, moved, DAY, BOARD)[1] == [(EventKind.CHANGED, f"{BASE}/news/1.html")]
    month = build_board(2)
    go(store, month, timedelta(days=40), BOARD)
    assert [url for url, _, _ in month.asked] == [BOARD.url]


def test_an_index_that_is_down_does_not_stop_the_watch(store: Store):
    """Pages held are looked at although nobody knows what is new."""
    go(store, build_board(1, 2), timedelta(0), BOARD)
    web = build_board(1, 2)
    down = FakeWeb({**web.pages, BOARD.url: FetchError("no answer", where=BOARD.url, transient=True)})
    result, told = go(store, down, DAY, BOARD)
    assert result.counts["unchanged"] == 2
    assert told == [(EventKind.ERROR, BOARD.url)]


def test_an_index_is_asked_for_whole_every_few_hours(store: Store):
    """A 304 of an index is believed for a quarter of a day: a wrong one would hide what is new."""
    first = build_board(1)
    index = {BOARD.url: build_index(1, etag='"i"')}
    go(store, FakeWeb({**first.pages, **index}), timedelta(0), BOARD)
    asked = []
    for hours in (1, 5):
        web = FakeWeb({**build_board(1).pages, **index})
        go(store, web, hours * HOUR, BOARD)
        asked.append(web.asked[0])
    assert asked == [(BOARD.url, '"i"', None), (BOARD.url, None, None)]


@pytest.mark.parametrize(
    "wall",
    [
        "",
        "We are carrying out maintenance and will be back soon.",
        "Before you continue, please accept our cookies.",
        "The page you asked for cannot be found.",
    ],
)
def test_a_wall_is_never_a_statement(store: Store, wall: str):
    """An empty page, a maintenance or consent page and a soft 404 are errors of the source, told once, never an edit."""
    go(store, build_web(one=build_page(LONG)))
    broken = Fetched(
        ONE, f"<html><body><main><p>{wall}</p></main></body></html>".encode(), "text/html", "utf-8"
    )
    assert go(store, build_web(one=broken), HOUR)[1] == [(EventKind.ERROR, ONE)]
    assert go(store, build_web(one=broken), 2 * HOUR)[1] == []
    assert go(store, build_web(one=build_page(LONG)), 3 * HOUR)[1] == [(EventKind.RECOVERED, ONE)]
    assert store.counts()["revisions"] == 2
    assert store.refused() == []


def test_what_is_held_back_is_kept_and_can_be_accepted(store: Store):
    """A text cut to a tenth is not believed; an operator who has looked says that it is real, and then it is an edit."""
    go(store, build_web(one=build_page(LONG)))
    short = build_page("The ministry has taken back its statement on the Halden Sea.", etag='"s"')
    assert go(store, build_web(one=short), HOUR)[1] == [(EventKind.ERROR, ONE)]
    (refused,) = store.refused()
    assert (refused.url, store.refused_body(refused.source, refused.ref)) == (ONE, short.body)
    revision = accept_refused(store, refused, None, NOW + 2 * HOUR)
    assert revision is not None
    assert revision.number == 2
    assert store.refused() == []


def test_a_redesign_is_an_error_of_the_source(store: Store):
    """Where the selector of the body finds nothing, nothing was deleted."""
    source = replace(NORVALE, selectors=Selectors(body="main"))
    go(store, build_web(one=build_page(LONG)), timedelta(0), source)
    renamed = replace(build_page(LONG, etag='"r"'), body=build_page(LONG).body.replace(b"main>", b"section>"))
    assert go(store, build_web(one=renamed), HOUR, source)[1] == [(EventKind.ERROR, ONE)]
    both = replace(NORVALE, selectors=Selectors(body="main, section"))
    assert go(store, build_web(one=renamed), 2 * HOUR, both)[1] == [(EventKind.RECOVERED, ONE)]
    assert store.counts()["revisions"] == 2


def test_a_text_that_comes_back_is_held_until_it_stands(store: Store):
    """Two copies of a page served in turn are one edit, not one at every check; what stands is an edit."""
    a, b = build_page(LONG), build_page(LONG.replace("every spring", "in spring"), etag='"b"')
    go(store, build_web(one=a))
    assert go(store, build_web(one=b), HOUR)[1] == [(EventKind.CHANGED, ONE)]
    for number in range(2, 8):
        page = a if number % 2 == 0 else b
        assert go(store, build_web(one=page), number * HOUR)[1] == []
    assert go(store, build_web(one=a), 8 * HOUR)[1] == []
    assert go(store, build_web(one=a), 9 * HOUR)[1] == [(EventKind.CHANGED, ONE)]
    assert store.counts()["revisions"] == 4


def test_a_better_extractor_is_no_change(store: Store):
    """New selectors find another text in the same page: the page shows it from the first, so nothing was edited."""
    go(store, build_web(one=build_page(LONG)))
    menu = replace(build_page(LONG, etag='"m"'), body=build_page(LONG).body.replace(b">Home<", b">Start<"))
    source = replace(NORVALE, selectors=Selectors(remove=("p.date", "main > p:last-child")))
    assert go(store, build_web(one=menu), HOUR, source)[1] == []
    assert store.counts()["revisions"] == 2


def test_a_page_is_withdrawn_only_after_days(store: Store):
    """A page that answers 404 is an error at once, and withdrawn after three checks over three days."""
    go(store, build_web(two=build_page(HALDEN)))
    assert go(store, build_web(two=GONE), DAY)[1] == [(EventKind.ERROR, TWO)]
    go(store, build_web(two=GONE), 2 * DAY)
    go(store, build_web(two=GONE), 3 * DAY)
    assert store.withdrawn() == []
    result, _ = go(store, build_web(two=GONE), 5 * DAY)
    assert [release.url for release, _ in store.withdrawn()] == [TWO]
    assert result.counts["withdrawn"] == 1
    assert go(store, build_web(two=GONE), 7 * DAY)[1] == []
    assert store.source_statuses()["norvale-mfa"].state is HealthState.OK
    go(store, build_web(two=build_page(HALDEN, etag='"t"')), 9 * DAY)
    assert store.withdrawn() == []


def test_nothing_is_withdrawn_while_the_whole_site_is_away(store: Store):
    """Where no address of a source answers, the site has moved or is broken: nobody took back a statement."""
    go(store, build_web(two=build_page(HALDEN)))
    for number in range(1, 9):
        go(store, build_web(one=GONE, two=GONE), number * DAY)
    assert store.withdrawn() == []
    assert store.source_statuses()["norvale-mfa"].state is HealthState.BROKEN


def test_a_paused_source_is_not_asked(store: Store):
    """Pausing is kept in the store, so that it holds for the daemon that runs; resuming asks again."""
    store.pause("norvale-mfa", NOW, "their site is rebuilt")
    web = build_web()
    result, told = go(store, web)
    assert (result.counts, told, web.asked) == ({"paused": 1}, [], [])
    store.resume("norvale-mfa")
    assert len(go(store, web)[1]) == 2


def test_a_pass_that_was_cut_short_goes_on_where_it_stopped(store: Store):
    """What the first half has, is not asked for again; what it lacks, is; then the pass is over."""
    answers = iter([False, False])
    poller.fetch(store, build_web(), [NORVALE], NOW, stop=lambda: next(answers, True))
    assert store.counts()["releases"] == 1
    web = build_web(two=build_page(HALDEN))
    assert go(store, web, timedelta(minutes=10))[1] == [(EventKind.NEW, TWO)]
    assert [url for url, _, _ in web.asked] == [TWO]
    web = build_web()
    go(store, web, timedelta(minutes=20))
    assert [url for url, _, _ in web.asked] == [ONE, TWO]


def test_a_page_held_for_longer_than_recheck_days_is_left_alone(store: Store):
    """After a month nobody is asked for edits of a release any more; a standing page is asked for ever."""
    go(store, build_board(1), timedelta(0), BOARD)
    web = build_board(1)
    result, _ = go(store, web, timedelta(days=31), BOARD)
    assert result.counts["skipped"] == 1
    assert [url for url, _, _ in web.asked] == [BOARD.url]
    go(store, build_web())
    web = build_web()
    go(store, web, timedelta(days=400))
    assert len(web.asked) == 2


def test_a_bug_is_the_failure_of_the_address_it_met(store: Store, caplog: pytest.LogCaptureFixture):
    """An error that is none of the outside world is said to be one, and the traceback is in the log."""

    class Faulty(FakeWeb):
        def get(self, url: str, *given: object, **named: object) -> Fetched:
            if url == ONE:
                raise ZeroDivisionError("of nothing")
            return super().get(url, *given, **named)

    result, events = go(store, Faulty(build_web().pages))
    assert events == [(EventKind.NEW, TWO), (EventKind.ERROR, ONE)]
    assert [str(problem) for problem in result.problems] == [
        f"{ONE}: an error of this program (ZeroDivisionError: of nothing); the log has the traceback; please report it"
    ]
    assert result.counts["unexpected errors"] == 1
    assert "Traceback" in caplog.text


def test_a_source_whose_pages_exhaust_the_parser_does_not_hold_up_the_pass(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    """Three pages that take all that a parser may take are enough for one pass; the others are asked for at the next."""
    costly = UnreadableRevision("it takes more than 4 s of the processor to read", where=ONE, costly=True)

    def exhaust(*_: object) -> None:
        raise costly

    monkeypatch.setattr("jobs.polling.change_detection._document", exhaust)
    result, _ = go(store, build_board(1, 2, 3, 4, 5), timedelta(0), BOARD)
    assert (result.counts["held back"], result.counts["left to the next pass"]) == (3, 2)
    monkeypatch.undo()
    result, _ = go(store, build_board(1, 2, 3, 4, 5), HOUR, BOARD)
    assert result.counts["new"] == 5
