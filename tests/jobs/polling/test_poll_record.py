"""How a source fares after a visit: each step once, nothing twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from jobs.polling.events import Event, EventKind
from jobs.polling.poll_record import INDEX, PollOutcome, SourcePoll, outcome_of, overall_state
from tracker.domain import Source, SourceKind
from tracker.health_states import Failure, HealthState, Trouble
from tracker.store.records import SourceStatus

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
BASE = "https://mfa.norvale.example"
SOURCE = Source("norvale", SourceKind.LISTING, url=f"{BASE}/news/")
DOWN = Failure("the server answered 503")
CALM = SourceStatus("norvale", since=NOW - timedelta(days=9))
FINE = PollOutcome(CALM, (), (), (), (), ())
WALL = Failure("a consent wall", "look at the page", lasting=True)


def build_visit(
    troubles: dict[str, Trouble] | None = None,
    before: SourceStatus = CALM,
    answers: tuple[str, ...] = (INDEX,),
) -> SourcePoll:
    """Return a visit at which *answers* gave what they should, before anything failed."""
    source_poll = SourcePoll(SOURCE, before, {}, troubles or {})
    for place in answers:
        source_poll.record_success(place)
    return source_poll


def next_visit(settled: PollOutcome, answers: tuple[str, ...] = (INDEX,), **failures: Failure) -> SourcePoll:
    """Return the visit after one that ended as *settled*."""
    troubles = {trouble.place: trouble for trouble in settled.troubles}
    source_poll = build_visit(troubles, settled.watched, answers)
    for page, failure in failures.items():
        source_poll.record_failure(f"{BASE}/{page}", failure)
    return source_poll


def test_a_failure_is_reported_once_and_its_end_once():
    """Down, still down, still down, up again: one error, one recovery."""
    first = next_visit(FINE, answers=())
    first.record_failure(INDEX, DOWN)
    one = outcome_of(first, NOW)
    assert one.events == (Event(EventKind.ERROR, SOURCE.url, DOWN.message),)
    assert [str(problem) for problem in one.problems] == [f"norvale (mfa.norvale.example): {DOWN.message}"]
    assert one.watched.state is HealthState.SUSPECT

    second = next_visit(one, answers=())
    second.record_failure(INDEX, DOWN)
    two = outcome_of(second, NOW + timedelta(hours=1))
    assert (two.events, two.problems) == ((), ())
    assert two.watched.state is HealthState.BROKEN
    assert [notice.state for notice in two.notices] == [HealthState.BROKEN]

    third = next_visit(two, answers=())
    third.record_failure(INDEX, DOWN)
    three = outcome_of(third, NOW + timedelta(hours=2))
    assert (three.events, three.problems, three.notices) == ((), (), ())
    assert three.watched.since == NOW + timedelta(hours=1)

    four = outcome_of(next_visit(three), NOW + timedelta(hours=3))
    assert four.events == (Event(EventKind.RECOVERED, SOURCE.url),)
    assert four.watched.state is HealthState.RECOVERED
    assert four.cleared == (INDEX,)
    assert outcome_of(next_visit(four), NOW + timedelta(hours=4)).watched.state is HealthState.OK


def test_a_page_that_fails_makes_its_source_suspect_and_no_more():
    """One wall among many pages does not break the source; half of them does."""
    others = tuple(f"{BASE}/{number}" for number in range(4))
    one = outcome_of(next_visit(FINE, (INDEX, *others), a=WALL), NOW)
    assert one.watched.state is HealthState.SUSPECT
    assert one.watched.what == WALL.message
    half = next_visit(FINE, (INDEX, others[0]), a=WALL, b=WALL)
    assert outcome_of(half, NOW).watched.state is HealthState.BROKEN


def test_what_fails_alike_is_one_line_for_people_and_one_each_for_scripts():
    """A redesign that loses every page is one notice, not a thousand; scripts get every address."""
    source_poll = build_visit()
    for number in range(50):
        source_poll.record_failure(
            f"{BASE}/{number}", Failure("the selector finds nothing", "look", lasting=True)
        )
    settled = outcome_of(source_poll, NOW)
    assert [str(problem) for problem in settled.problems] == [
        f"norvale (mfa.norvale.example): 50 addresses: the selector finds nothing (the first: {BASE}/0); look"
    ]
    assert len(settled.events) == 50
    assert len(settled.notices) == 1
    back = next_visit(settled, (INDEX, *(f"{BASE}/{number}" for number in range(50))))
    assert len(outcome_of(back, NOW).notices) == 1
    assert len(outcome_of(back, NOW).events) == 50


def test_an_address_that_is_not_announced_any_more_is_forgotten():
    """A dead link that leaves the index is no trouble any more, and no recovery either."""
    source_poll = build_visit(
        {f"{BASE}/dead": Trouble("norvale", f"{BASE}/dead", HealthState.BROKEN, "404", "", NOW, NOW)}
    )
    settled = outcome_of(source_poll, NOW)
    assert settled.cleared == (f"{BASE}/dead",)
    assert (settled.events, settled.notices) == ((), ())
    assert settled.watched.state is HealthState.OK


def test_nothing_is_forgotten_while_the_index_is_down():
    """Where nobody knows what is announced, an address in trouble stays in trouble."""
    source_poll = build_visit(
        {f"{BASE}/dead": Trouble("norvale", f"{BASE}/dead", HealthState.BROKEN, "404", "", NOW, NOW)},
        answers=(),
    )
    source_poll.record_failure(INDEX, DOWN)
    assert outcome_of(source_poll, NOW).cleared == ()


def test_quiet_is_said_once():
    """A source that publishes nothing for far longer than usual is a notice the first time only."""
    since = NOW - timedelta(days=90)
    one = outcome_of(build_visit(), NOW, since)
    assert [notice.state for notice in one.notices] == [HealthState.QUIET]
    assert one.watched.quiet_since == since
    again = SourcePoll(SOURCE, one.watched, {}, {})
    again.record_success(INDEX)
    assert outcome_of(again, NOW, since).notices == ()


def test_recovered_is_what_was_broken():
    """What was only suspected and answers again is fine; nobody was alarmed."""
    assert overall_state(HealthState.BROKEN, (), asked=3) is HealthState.RECOVERED
    assert overall_state(HealthState.SUSPECT, (), asked=3) is HealthState.OK
    assert overall_state(HealthState.RECOVERED, (), asked=3) is HealthState.OK
