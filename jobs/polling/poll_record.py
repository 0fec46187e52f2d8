"""One source in one pass: what was asked of it, what came, and how it fares afterwards.

The bookkeeping is here and is pure; asking and keeping is in :mod:`jobs.polling.poller`.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from jobs.polling.addresses import host_of_address
from jobs.polling.conditional_get import ConditionalWeb
from jobs.polling.events import Event, EventKind
from tracker.domain import Problem, Source, SourceKind
from tracker.health_states import Failure, HealthState, Notice, Trouble, after_failure, after_success
from tracker.source_health.quiet import quiet_words
from tracker.sources.announcements import AnnouncedRelease
from tracker.store.records import RefusedBody, SourceStatus, StoredRelease

NAMED_SINGLY = 3  # addresses that fail alike and are named one by one; more are one line
INDEX = ""  # the place of a source's own index


@dataclass(slots=True)
class SourcePoll:
    """What one pass learns of one source. Only the thread that keeps changes it."""

    source: Source
    previous: SourceStatus
    stored: dict[str, StoredRelease]
    troubles: dict[str, Trouble]  # by address, as the pass began
    refused: dict[str, RefusedBody] = field(default_factory=dict)  # by ref, as the pass began
    resumed_from: datetime | None = None
    backfill: bool = False  # a window of days was asked for
    failures: dict[str, Failure] = field(default_factory=dict)
    succeeded: set[str] = field(default_factory=set)  # addresses that gave what they should
    watched_addresses: set[str] = field(default_factory=set)  # that will be asked again, now or later
    withdrawals: list[tuple[StoredRelease, str]] = field(default_factory=list)  # from now on, and why
    attachment_addresses: set[str] = field(default_factory=set)  # of documents that belong to a release
    release_notices: list[Notice] = field(default_factory=list)  # steps of single releases
    lengths: deque[int] | None = None  # characters of its statements, latest first; None = not asked yet
    costly_pages: int = 0  # that took all that a parser may take
    index_web: ConditionalWeb | None = None  # by which its index was asked for
    pending_answers: int = 1  # answers to come; the first is the index

    @property
    def index_address(self) -> str:
        """The address of the index, for people."""
        return self.source.url or self.source.path or self.source.id

    def record_failure(self, place: str, failure: Failure) -> None:
        """Note that *place* did not give what it should."""
        self.failures[place] = failure
        self.watched_addresses.add(place)

    def record_success(self, place: str) -> None:
        """Note that *place* gave what it should."""
        self.succeeded.add(place)
        self.watched_addresses.add(place)

    def unwatch(self, place: str) -> None:
        """Take *place* out of what is watched: it is no failure any more."""
        self.watched_addresses.discard(place)

    def add_notice(self, place: str, state: HealthState, message: str, now: datetime) -> None:
        """Note a step of one release."""
        self.release_notices.append(Notice(self.source.id, place, state, message, now))

    @property
    def pages_answered(self) -> bool:
        """Whether anything of the source gave what it should, beside an index that is no page."""
        listed = INDEX in self.succeeded and self.source.kind is not SourceKind.PAGES
        return listed or any(place != INDEX for place in self.succeeded)

    def is_left_to_backfill(self, announced: AnnouncedRelease, now: datetime) -> bool:
        """Return whether a release is left alone until somebody asks for its days: a sitemap announces all there ever was."""
        day, oldest = announced.release.published_on, now.date() - timedelta(days=self.source.recheck_days)
        return (
            self.source.kind is SourceKind.SITEMAP
            and not self.backfill
            and announced.release.ref not in self.stored
            and day is not None
            and day < oldest
        )

    def is_still_editable(self, held: StoredRelease) -> bool:
        """Return whether a release that is no longer announced has a page of its own that can be edited."""
        kind, url = self.source.kind, held.release.url
        followed = kind in (SourceKind.LISTING, SourceKind.JSON, SourceKind.SITEMAP) or (
            kind is SourceKind.FEED and self.source.follow
        )
        # where texts come from another address than the link, a document attached to one has no such address
        attached = bool(self.source.detail.template) and held.release.ref == url
        return followed and not attached and url.startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """How a source fares after a pass."""

    watched: SourceStatus
    troubles: tuple[Trouble, ...]  # that there are now
    cleared: tuple[str, ...]  # places in trouble before and not now
    notices: tuple[Notice, ...]
    problems: tuple[Problem, ...]  # what the operator is told: each failure once, and what was withdrawn
    events: tuple[Event, ...]


def outcome_of(source_poll: SourcePoll, now: datetime, quiet_since: datetime | None = None) -> PollOutcome:
    """Return how the source of *source_poll* fares: each step noted once, each failure with the address it is of."""
    now_failing = [
        after_failure(source_poll.troubles.get(place), failure, source_poll.source.id, place, now)
        for place, failure in source_poll.failures.items()
    ]
    troubles = tuple(trouble for trouble, _ in now_failing)
    back = tuple(
        place
        for place in source_poll.troubles
        if place in source_poll.succeeded and place not in source_poll.failures
    )
    recovered = [notice for place in back if (notice := after_success(source_poll.troubles[place], now))]
    forgotten = (
        place
        for place in source_poll.troubles
        if INDEX in source_poll.succeeded and place not in source_poll.watched_addresses and place != INDEX
    )
    steps = [notice for _, notice in now_failing if notice]
    new = [notice for notice in steps if notice.place not in source_poll.troubles]
    over = (*back, *forgotten)
    still = [
        trouble
        for place, trouble in source_poll.troubles.items()
        if place not in {*over, *source_poll.failures}
    ]
    state = overall_state(
        source_poll.previous.state, (*troubles, *still), asked=len(source_poll.watched_addresses)
    )
    said = list(source_poll.release_notices)
    if quiet_since is not None and source_poll.previous.quiet_since is None:
        what = quiet_words(quiet_since)
        said.append(
            Notice(
                source_poll.source.id,
                INDEX,
                HealthState.QUIET,
                what,
                now,
                f"look at {source_poll.index_address}",
            )
        )
    worst = min((*troubles, *still), key=lambda one: (one.place != INDEX, one.since), default=None)
    watched = replace(
        source_poll.previous,
        state=state,
        since=(source_poll.previous.since if state is source_poll.previous.state else None) or now,
        checked_at=now,
        succeeded_at=now if source_poll.succeeded else source_poll.previous.succeeded_at,
        what=worst.what if worst else "",
        mend=worst.mend if worst else "",
        quiet_since=quiet_since,
    )
    return PollOutcome(
        watched,
        troubles,
        over,
        (*group_alike(steps), *group_alike(recovered), *said),
        tuple(problem_from_notice(notice, source_poll) for notice in (*group_alike(new), *said)),
        (
            *(
                Event(EventKind.RECOVERED, displayed_address(source_poll, notice.place))
                for notice in recovered
            ),
            *(
                Event(EventKind.ERROR, displayed_address(source_poll, notice.place), notice.what)
                for notice in new
            ),
        ),
    )


def overall_state(before: HealthState, troubles: Sequence[Trouble], *, asked: int) -> HealthState:
    """Return the state of a source: broken where its index is, or at least half of its addresses are.

    Recovered is what was broken and gave everything it should at this visit.
    """
    broken = [trouble for trouble in troubles if trouble.state is HealthState.BROKEN]
    if any(trouble.place == INDEX for trouble in broken) or (broken and 2 * len(broken) >= asked):
        return HealthState.BROKEN
    if troubles:
        return HealthState.SUSPECT
    return HealthState.RECOVERED if before is HealthState.BROKEN else HealthState.OK


def group_alike(notices: Sequence[Notice]) -> Iterator[Notice]:
    """Yield *notices*, those that say the same of more than a few addresses as one of the source."""
    alike = Counter((notice.state, text_without_address(notice)) for notice in notices)
    told: set[tuple[HealthState, str]] = set()
    for notice in notices:
        key = (notice.state, text_without_address(notice))
        if alike[key] <= NAMED_SINGLY:
            yield notice
        elif key not in told:
            told.add(key)
            what = f"{alike[key]} addresses: {notice.what} (the first: {notice.place})"
            yield replace(notice, place=INDEX, what=what)


def text_without_address(notice: Notice) -> str:
    """Return what a notice says without its address, so that like ones can be told together."""
    return "" if notice.state is HealthState.RECOVERED else notice.what.replace(notice.place, "")


def displayed_address(source_poll: SourcePoll, place: str) -> str:
    """Return the address of a place, for scripts."""
    return place or source_poll.index_address


def problem_from_notice(notice: Notice, source_poll: SourcePoll) -> Problem:
    """Return *notice* as one line for the operator: a page by its address, an index, whose address may be long, by source and host."""
    source = source_poll.source
    index = f"{source.id} ({host_of_address(source.url)})" if source.url else source.id
    return Problem(notice.place or index, notice.what, notice.mend)
