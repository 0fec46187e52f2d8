"""How a source fares after a visit: each step once, nothing twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from jobs.polling.events import Event, Told
from jobs.polling.source_poll import ITSELF, Settled, Visit, overall, settle
from tracker.domain import Source, SourceKind
from tracker.source_health.states import Failure, State, Trouble
from tracker.store.records import Watched

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
BASE = "https://mfa.norvale.example"
SOURCE = Source("norvale", SourceKind.LISTING, url=f"{BASE}/news/")
DOWN = Failure("the server answered 503")
CALM = Watched("norvale", since=NOW - timedelta(days=9))
FINE = Settled(CALM, (), (), (), (), ())
WALL = Failure("a consent wall", "look at the page", lasting=True)


def build_visit(
    troubles: dict[str, Trouble] | None = None,
    before: Watched = CALM,
    answers: tuple[str, ...] = (ITSELF,),
) -> Visit:
    """Return a visit at which *answers* gave what they should, before anything failed."""
    visit = Visit(SOURCE, before, {}, troubles or {})
    for place in answers:
        visit.succeed(place)
    return visit


def next_visit(settled: Settled, answers: tuple[str, ...] = (ITSELF,), **failures: Failure) -> Visit:
    """Return the visit after one that ended as *settled*."""
    troubles = {trouble.place: trouble for trouble in settled.troubles}
    visit = build_visit(troubles, settled.watched, answers)
    for page, failure in failures.items():
        visit.fail(f"{BASE}/{page}", failure)
    return visit


def test_a_failure_is_reported_once_and_its_end_once():
    """Down, still down, still down, up again: one error, one recovery."""
    first = next_visit(FINE, answers=())
    first.fail(ITSELF, DOWN)
    one = settle(first, NOW)
    assert one.events == (Event(Told.ERROR, SOURCE.url, DOWN.what),)
    assert [str(problem) for problem in one.problems] == [f"{SOURCE.url}: {DOWN.what}"]
    assert one.watched.state is State.SUSPECT

    second = next_visit(one, answers=())
    second.fail(ITSELF, DOWN)
    two = settle(second, NOW + timedelta(hours=1))
    assert (two.events, two.problems) == ((), ())
    assert two.watched.state is State.BROKEN
    assert [notice.state for notice in two.notices] == [State.BROKEN]

    third = next_visit(two, answers=())
    third.fail(ITSELF, DOWN)
    three = settle(third, NOW + timedelta(hours=2))
    assert (three.events, three.problems, three.notices) == ((), (), ())
    assert three.watched.since == NOW + timedelta(hours=1)

    four = settle(next_visit(three), NOW + timedelta(hours=3))
    assert four.events == (Event(Told.RECOVERED, SOURCE.url),)
    assert four.watched.state is State.RECOVERED
    assert four.over == (ITSELF,)
    assert settle(next_visit(four), NOW + timedelta(hours=4)).watched.state is State.OK


def test_a_page_that_fails_makes_its_source_suspect_and_no_more():
    """One wall among many pages does not break the source; half of them does."""
    others = tuple(f"{BASE}/{number}" for number in range(4))
    one = settle(next_visit(FINE, (ITSELF, *others), a=WALL), NOW)
    assert one.watched.state is State.SUSPECT
    assert one.watched.what == WALL.what
    half = next_visit(FINE, (ITSELF, others[0]), a=WALL, b=WALL)
    assert settle(half, NOW).watched.state is State.BROKEN


def test_what_fails_alike_is_one_line_for_people_and_one_each_for_scripts():
    """A redesign that loses every page is one notice, not a thousand; scripts get every address."""
    visit = build_visit()
    for number in range(50):
        visit.fail(f"{BASE}/{number}", Failure("the selector finds nothing", "look", lasting=True))
    settled = settle(visit, NOW)
    assert [str(problem) for problem in settled.problems] == [
        f"{SOURCE.url}: 50 addresses: the selector finds nothing (the first: {BASE}/0); look"
    ]
    assert len(settled.events) == 50
    assert len(settled.notices) == 1
    back = next_visit(settled, (ITSELF, *(f"{BASE}/{number}" for number in range(50))))
    assert len(settle(back, NOW).notices) == 1
    assert len(settle(back, NOW).events) == 50


def test_an_address_that_is_not_announced_any_more_is_forgotten():
    """A dead link that leaves the index is no trouble any more, and no recovery either."""
    visit = build_visit(
        {f"{BASE}/dead": Trouble("norvale", f"{BASE}/dead", State.BROKEN, "404", "", NOW, NOW)}
    )
    settled = settle(visit, NOW)
    assert settled.over == (f"{BASE}/dead",)
    assert (settled.events, settled.notices) == ((), ())
    assert settled.watched.state is State.OK


def test_nothing_is_forgotten_while_the_index_is_down():
    """Where nobody knows what is announced, an address in trouble stays in trouble."""
    visit = build_visit(
        {f"{BASE}/dead": Trouble("norvale", f"{BASE}/dead", State.BROKEN, "404", "", NOW, NOW)}, answers=()
    )
    visit.fail(ITSELF, DOWN)
    assert settle(visit, NOW).over == ()


def test_quiet_is_said_once():
    """A source that publishes nothing for far longer than usual is a notice the first time only."""
    since = NOW - timedelta(days=90)
    one = settle(build_visit(), NOW, since)
    assert [notice.state for notice in one.notices] == [State.QUIET]
    assert one.watched.quiet_since == since
    again = Visit(SOURCE, one.watched, {}, {})
    again.succeed(ITSELF)
    assert settle(again, NOW, since).notices == ()


def test_recovered_is_what_was_broken():
    """What was only suspected and answers again is fine; nobody was alarmed."""
    assert overall(State.BROKEN, (), asked=3) is State.RECOVERED
    assert overall(State.SUSPECT, (), asked=3) is State.OK
    assert overall(State.RECOVERED, (), asked=3) is State.OK
