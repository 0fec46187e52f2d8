"""The pass: ask every source what it has published, and keep every new text.

    index ──► what is announced, and what is held and may have been edited
    page  ──► guard ──► a revision, or held back, or a failure of the source
    end   ──► how the source fares, each step noted once

All sources are under way at the same time, in a bounded pool of threads that only
fetch; what comes back is judged and kept here, by one thread, one release a
transaction. So one source's failure stops no other, and a pass that is cut short at
any point has lost nothing: the next one goes on where it stopped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from jobs.polling.addresses import address_of, address_of_stored, failure_from_error, host_of_address
from jobs.polling.conditional_get import ConditionalWeb
from jobs.polling.events import Event
from jobs.polling.host_pool import HostPool
from jobs.polling.refetch_policy import FetchMode, decide_fetch
from jobs.polling.source_poll import INDEX, SourcePoll, outcome_of
from jobs.polling.write_buffer import OnEvent, WriteBuffer
from jobs.step_result import StepResult, Stop, Track, never_stop, no_progress
from tracker.domain import Source, SourceKind
from tracker.errors import TrackerError
from tracker.fetch import Fetched, NotModified, Web
from tracker.hashing import body_hash
from tracker.source_health.quiet import quiet_since
from tracker.source_health.states import Failure, HealthState
from tracker.sources import AnnouncedRelease, Announcements, announced_again, list_releases
from tracker.sources.announcements import is_undated
from tracker.store.records import ReleaseCheck, StoredRelease

if TYPE_CHECKING:
    from tracker.store import Store

FetchResult = Announcements | Fetched | NotModified
RECENT_LENGTHS = 200  # statements that show how long those of a source are


def ignore_event(event: Event) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days of publication asked for; a backfill asks for earlier ones than the index shows."""

    since: date | None = None
    until: date | None = None


def fetch(
    store: Store,
    web: Web,
    sources: Sequence[Source],
    now: datetime,
    *,
    parallel: int = 16,
    per_host: int = 1,
    window: DateRange = DateRange(),
    track: Track = no_progress,
    stop: Stop = never_stop,
    tell: OnEvent = ignore_event,
) -> StepResult:
    """Visit each of *sources* that is not paused, and keep every new text.

    *tell* is called with each event as soon as it is kept. What fails is a
    problem the first time; how the sources fare is in the store.
    """
    with HostPool[tuple[SourcePoll, AnnouncedRelease | None], FetchResult](parallel, per_host) as lanes:
        going = Poller(store, web, lanes, now, tell)
        for source in sources:
            going.begin(source, window)
        for (visit, announced), answer in track(lanes.answers(stop), "fetch", None):
            if announced is None:
                going.index(visit, answer)
            else:
                going.page(visit, announced, answer)
            visit.waiting -= 1
            if not visit.waiting:
                going.end(visit)
        going.book.close()
    return StepResult(dict(going.book.counts), tuple(going.book.problems))


class Poller:
    """A pass under way."""

    def __init__(
        self,
        store: Store,
        web: Web,
        lanes: HostPool[tuple[SourcePoll, AnnouncedRelease | None], FetchResult],
        now: datetime,
        tell: OnEvent,
    ) -> None:
        self.store, self.web, self.lanes, self.now = store, web, lanes, now
        self.book = WriteBuffer(store, now, tell)

    def begin(self, source: Source, window: DateRange) -> None:
        """Ask for the index of *source*, unless it is paused."""
        before = self.store.watch(source.id)
        if before.paused_at is not None:
            self.book.counts["paused"] += 1
            return
        started = self.store.begin_pass(source.id, self.now)
        visit = SourcePoll(
            source,
            before,
            self.store.held(source.id),
            self.store.health(source.id),
            {one.ref: one for one in self.store.refused(source.id)},
            started if started < self.now else None,
            backfill=window != DateRange(),
        )
        # what is not held and failed is announced by the whole index only
        whole = visit.backfill or visit.resumed_from is not None or bool(visit.troubles)
        visit.web = ConditionalWeb(self.web, source.url, before, self.now, whole=whole)
        work = partial(list_releases, source, visit.web, since=window.since, until=window.until, now=self.now)
        self.lanes.add(host_of_address(source.url or source.id), (visit, None), work)

    def index(self, visit: SourcePoll, answer: FetchResult | BaseException) -> None:
        """Take what a source announces, and ask for the pages that are due."""
        if isinstance(answer, BaseException):
            visit.fail(INDEX, failure_from_error(answer))
            announced: tuple[AnnouncedRelease, ...] = ()
        else:
            assert isinstance(answer, Announcements), "an index was asked for"
            announced, broken = answer.items, answer.broken
            if broken is None:
                visit.succeed(INDEX)
            else:
                visit.fail(INDEX, Failure(broken.what, broken.mend, lasting=True))
            # a missing date is told with the release
            for problem in (one for one in answer.problems if one is not broken and not is_undated(one)):
                visit.fail(problem.where, Failure(problem.what, problem.mend, lasting=True))
        self.book.counts["announced"] += len(announced)
        named = {item.release.ref for item in announced}
        others = (
            announced_again(visit.source, held.release)
            for ref, held in visit.held.items()
            if ref not in named and visit.watches(held)
        )
        for item in chain(announced, others):
            if visit.leaves(item, self.now):
                self.book.counts["left to a backfill"] += 1
            else:
                self._ask(visit, item)

    def page(
        self, visit: SourcePoll, announced: AnnouncedRelease, answer: FetchResult | BaseException
    ) -> None:
        """Take the answer to one release."""
        place, known = address_of(announced), visit.held.get(announced.release.ref)
        if isinstance(answer, BaseException):
            self._fail(visit, place, known, failure_from_error(answer))
        elif isinstance(answer, NotModified):
            assert known is not None, "validators are only sent for what is held"
            visit.succeed(place)
            self.book.counts["unchanged"] += 1
            if known.release.ref in visit.refused:  # what was held back is gone again
                self.store.unrefuse(visit.source.id, known.release.ref)
            self._same(visit, known, ReleaseCheck(known.release.id, self.now, whole=False))
        else:
            assert isinstance(answer, Fetched), "a page was asked for"
            self._take(visit, announced, answer)

    def end(self, visit: SourcePoll) -> None:
        """Note how the source fares."""
        self.book.close()
        self._withdraw(visit)
        source, still = visit.source, visit.before.quiet_since
        if INDEX in visit.answers and source.kind not in (SourceKind.PAGES, SourceKind.FILES):
            still = self._quiet(source)
        settled = outcome_of(visit, self.now, still)
        if visit.web is not None and visit.web.given is not None and INDEX in visit.answers:
            given = visit.web.given
            self.store.keep_index(source.id, given.etag, given.last_modified, body_hash(given.body))
        self.store.keep_health(settled.watched, settled.troubles, settled.over, settled.notices)
        self.store.end_pass(source.id, self.now)
        self.book.problems += settled.problems
        for event in settled.events:
            self.book.tell(event)

    def _ask(self, visit: SourcePoll, announced: AnnouncedRelease) -> None:
        known, place = visit.held.get(announced.release.ref), address_of(announced)
        visit.watched.add(place)
        if announced.body is not None:
            self._take(visit, announced, None)
            return
        asking = decide_fetch(
            known,
            visit.troubles.get(place),
            self.now,
            recheck_days=None if visit.source.kind is SourceKind.PAGES else visit.source.recheck_days,
            resumed_from=visit.resumed_from,
        )
        if asking is FetchMode.SKIP:
            self.book.counts["skipped"] += 1
            return
        again_for = known if known is not None and asking is FetchMode.RECHECK else None
        url = announced.fetch_url or announced.release.url
        work = partial(
            self.web.get,
            url,
            etag=again_for.etag if again_for else None,
            last_modified=again_for.last_modified if again_for else None,
            manners=visit.source.manners,
        )
        visit.waiting += 1
        self.lanes.add(host_of_address(url), (visit, announced), work)

    def _take(self, visit: SourcePoll, announced: AnnouncedRelease, answer: Fetched | None) -> None:
        """Judge what came of a release, and keep it if it says something new."""
        from jobs.polling.admission import admit  # lxml and what extracts: not needed where nothing changed

        place, ref = address_of(announced), announced.release.ref
        known = visit.held.get(ref)
        if visit.lengths is None:
            visit.lengths = deque(self.store.lengths(visit.source.id, RECENT_LENGTHS), RECENT_LENGTHS)
        try:
            taken = admit(
                self.store,
                visit.source,
                announced,
                answer,
                known=known,
                refused=visit.refused.get(ref),
                lengths=visit.lengths,
                now=self.now,
            )
        except TrackerError as error:
            self._fail(visit, place, known, failure_from_error(error))
            return
        if taken.failure is not None and taken.unreadable and place in visit.attached:
            self.book.counts["attachments not read"] += 1  # there are kinds nobody promised to read
            return
        if taken.failure is not None:
            self.book.counts["held back"] += 1
            self._fail(visit, place, known, taken.failure)
            return
        visit.succeed(place)
        if taken.arrival is not None:
            visit.lengths.appendleft(taken.arrival.characters)
            self.book.arrive(taken.arrival, at_once=self.lanes.idle)
        elif taken.withdrawn and taken.check is not None and known is not None:
            self.book.check(taken.check)
            if known.withdrawn_at is None:
                visit.gone.append((known, "withdrawn by its publisher, says its document"))
        elif taken.check is not None and known is not None:
            self.book.counts["held back" if taken.held_back else "unchanged"] += 1
            self._same(visit, known, taken.check)
        for more in taken.attachments:
            visit.attached.add(address_of(more))
            self._ask(visit, more)

    def _fail(self, visit: SourcePoll, place: str, known: StoredRelease | None, failure: Failure) -> None:
        """Note that a page did not give what it should; one that was withdrawn is expected not to."""
        if known is None:
            visit.fail(place, failure)
            return
        if failure.gone:
            if why := self.book.gone(known):
                visit.gone.append((known, why))
        else:
            self.book.check(ReleaseCheck(known.release.id, self.now, whole=False, failed=True))
        if not (failure.gone and known.withdrawn_at is not None):
            visit.fail(place, failure)

    def _same(self, visit: SourcePoll, known: StoredRelease, check: ReleaseCheck) -> None:
        """Note that a release held says nothing new; it is there again if it was withdrawn."""
        if known.withdrawn_at is not None:
            self.store.withdraw(known.release.id, None)
            visit.say(
                address_of_stored(known),
                HealthState.RECOVERED,
                "is there again after it was withdrawn",
                self.now,
            )
        self.book.check(check)

    def _withdraw(self, visit: SourcePoll) -> None:
        """Count as withdrawn what stayed gone, unless nothing else of the source answers either."""
        if not visit.pages_answered:
            return
        for known, what in visit.gone:
            place = address_of_stored(known)
            self.store.withdraw(known.release.id, self.now)
            visit.failures.pop(place, None)
            visit.forget(place)
            visit.say(place, HealthState.WITHDRAWN, what, self.now)
            self.book.counts["withdrawn"] += 1

    def _quiet(self, source: Source) -> datetime | None:
        """Return since when a source has published nothing for far longer than usual."""
        day = quiet_since(self.store.published(source.id), self.now.date())
        return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
