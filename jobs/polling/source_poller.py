"""One source in a pass: its index, the pages that are due, what is kept of them, and how it fares."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

from jobs.bulkhead import UNEXPECTED, contained, is_unexpected
from jobs.polling.addresses import address_of, failure_from_error, host_of_address
from jobs.polling.change_detection import admit
from jobs.polling.conditional_get import ConditionalWeb
from jobs.polling.events import OnEvent
from jobs.polling.host_pool import HostPool
from jobs.polling.poll_record import INDEX, SourcePoll, outcome_of
from jobs.polling.refetch_policy import FetchMode, decide_fetch
from jobs.polling.shared_pass import SharedPass
from jobs.polling.write_buffer import WriteBuffer
from tracker.domain import Problem, Source, SourceKind
from tracker.errors import TrackerError
from tracker.fetch import Fetched, NotModified, Web
from tracker.hashing import body_hash
from tracker.health_states import THERE_AGAIN, Failure, HealthState
from tracker.source_health.quiet import quiet_since
from tracker.sources.announcement_rules import announce_release
from tracker.sources.announcements import AnnouncedRelease, Announcements, is_undated
from tracker.sources.asking import list_releases
from tracker.store import Store
from tracker.store.records import ReleaseCheck, StoredRelease

FetchResult = Announcements | Fetched | NotModified
MOST_COSTLY = 3  # pages of a source in one pass on which a parser may spend all it may: the rest waits
RECENT_LENGTHS = 200  # statements that show how long those of a source are


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days of publication asked for; a backfill asks for earlier ones than the index shows."""

    since: date | None = None
    until: date | None = None


ALL_DAYS = DateRange()


class SourcePoller:
    """Asks each source for its index, then for the pages that are due, and keeps what comes; one thread alone."""

    def __init__(
        self,
        store: Store,
        web: Web,
        host_pool: HostPool[tuple[SourcePoll, AnnouncedRelease | None], FetchResult],
        now: datetime,
        on_event: OnEvent,
    ) -> None:
        self.store, self.web, self.host_pool, self.now = store, web, host_pool, now
        self.write_buffer = WriteBuffer(store, now, on_event)

    def contained_source(self, source: Source) -> AbstractContextManager[None]:
        """Let an error of the block end this pass for *source* alone."""
        return contained(source.id, self.write_buffer.add_problem)

    @contextmanager
    def contained_place(self, source_poll: SourcePoll, place: str) -> Iterator[None]:
        """Let an error of the block be a failure of *place*, the index or one release."""

        def fail(problem: Problem) -> None:
            if is_unexpected(problem):
                self.write_buffer.counts[UNEXPECTED] += 1
            failure = Failure(problem.message, problem.remedy, lasting=True)
            source_poll.record_failure(place, failure)

        with contained(f"{source_poll.source.id}: {place or source_poll.index_address}", fail):
            yield

    def start_source(self, source: Source, date_range: DateRange, shared: SharedPass | None = None) -> bool:
        """Ask for the index of *source*; False where it is paused, or another process has done it in this pass."""
        before = self.store.source_status(source.id)
        if before.paused_at is not None:
            self.write_buffer.counts["paused"] += 1
            return False
        if shared is not None and shared.is_done(before):
            return False
        started = self.store.begin_poll(source.id, self.now, shared.since if shared is not None else None)
        source_poll = SourcePoll(
            source,
            before,
            self.store.stored_releases(source.id),
            self.store.troubles_by_place(source.id),
            {one.ref: one for one in self.store.refused(source.id)},
            started if started < self.now else None,
            backfill=date_range != ALL_DAYS,
        )
        # what is not held and failed is announced by the whole index only
        whole = source_poll.backfill or source_poll.resumed_from is not None or bool(source_poll.troubles)
        source_poll.index_web = ConditionalWeb(self.web, source.url, before, self.now, full=whole)
        work = partial(
            list_releases,
            source,
            source_poll.index_web,
            since=date_range.since,
            until=date_range.until,
            now=self.now,
        )
        self.host_pool.add(host_of_address(source.url or source.id), (source_poll, None), work)
        return True

    def handle_index(self, source_poll: SourcePoll, answer: FetchResult | BaseException) -> None:
        """Take what a source announces, and ask for the pages that are due."""
        if isinstance(answer, BaseException):
            self.write_buffer.counts["not reached"] += 1
            source_poll.record_failure(INDEX, self._failure(source_poll, source_poll.index_address, answer))
            announced: tuple[AnnouncedRelease, ...] = ()
        else:
            assert isinstance(answer, Announcements), "an index was asked for"
            announced, broken = answer.items, answer.broken
            if broken is None:
                source_poll.record_success(INDEX)
            else:
                source_poll.record_failure(INDEX, Failure(broken.message, broken.remedy, lasting=True))
            # a missing date is told with the release
            for one in (one for one in answer.problems if one is not broken and not is_undated(one)):
                source_poll.record_failure(one.where, Failure(one.message, one.remedy, lasting=True))
        self.write_buffer.counts["announced"] += len(announced)
        named = {item.release.ref for item in announced}
        for item in announced:
            with self.contained_place(source_poll, address_of(item.release)):
                self._request_unless_old(source_poll, item)
        for ref, held in source_poll.stored.items():
            if ref not in named and source_poll.is_still_editable(held):
                with self.contained_place(source_poll, address_of(held.release)):
                    self._request_unless_old(source_poll, announce_release(source_poll.source, held.release))

    def handle_page(
        self, source_poll: SourcePoll, announced: AnnouncedRelease, answer: FetchResult | BaseException
    ) -> None:
        """Take the answer to one release."""
        place, known = address_of(announced.release), source_poll.stored.get(announced.release.ref)
        if isinstance(answer, BaseException):
            self._record_failure(source_poll, place, known, self._failure(source_poll, place, answer))
        elif isinstance(answer, NotModified):
            assert known is not None, "validators are only sent for what is held"
            source_poll.record_success(place)
            self.write_buffer.counts["unchanged"] += 1
            if known.release.ref in source_poll.refused:  # what was held back is gone again
                self.store.clear_refused(source_poll.source.id, known.release.ref)
            self._record_unchanged(source_poll, known, ReleaseCheck(known.release.id, self.now, whole=False))
        else:
            assert isinstance(answer, Fetched), "a page was asked for"
            self._admit_page(source_poll, announced, answer)

    def finish_source(self, source_poll: SourcePoll) -> None:
        """Note how the source fares."""
        self.write_buffer.flush()
        self._record_withdrawals(source_poll)
        source, still = source_poll.source, source_poll.previous.quiet_since
        if INDEX in source_poll.succeeded and source.kind not in (SourceKind.PAGES, SourceKind.FILES):
            still = self._find_quiet_since(source)
        settled = outcome_of(source_poll, self.now, still)
        given = source_poll.index_web.response if source_poll.index_web else None
        if given is not None and INDEX in source_poll.succeeded:
            self.store.record_index(source.id, given.etag, given.last_modified, body_hash(given.body))
        self.store.record_health(settled.watched, settled.troubles, settled.cleared, settled.notices)
        self.store.end_poll(source.id, self.now)
        self.write_buffer.problems += settled.problems
        for event in settled.events:
            self.write_buffer.on_event(event)

    def _request_unless_old(self, source_poll: SourcePoll, announced: AnnouncedRelease) -> None:
        if source_poll.is_left_to_backfill(announced, self.now):
            self.write_buffer.counts["left to a backfill"] += 1
        else:
            self._request_page(source_poll, announced)

    def _request_page(self, source_poll: SourcePoll, announced: AnnouncedRelease) -> None:
        known, place = source_poll.stored.get(announced.release.ref), address_of(announced.release)
        source_poll.watched_addresses.add(place)
        if announced.body is not None:
            self._admit_page(source_poll, announced, None)
            return
        source, trouble = source_poll.source, source_poll.troubles.get(place)
        days = None if source.kind is SourceKind.PAGES else source.recheck_days
        asking = decide_fetch(
            known, trouble, self.now, recheck_days=days, resumed_from=source_poll.resumed_from
        )
        if asking is FetchMode.SKIP:
            self.write_buffer.counts["skipped"] += 1
            return
        again_for = known if known is not None and asking is FetchMode.CONDITIONAL else None
        url = announced.fetch_url or announced.release.url
        work = partial(
            self.web.get,
            url,
            etag=again_for.etag if again_for else None,
            last_modified=again_for.last_modified if again_for else None,
            manners=source.manners,
        )
        source_poll.pending_answers += 1
        self.host_pool.add(host_of_address(url), (source_poll, announced), work)

    def _admit_page(
        self, source_poll: SourcePoll, announced: AnnouncedRelease, answer: Fetched | None
    ) -> None:
        """Judge what came of a release, and keep it if it says something new."""
        place, ref = address_of(announced.release), announced.release.ref
        known = source_poll.stored.get(ref)
        if source_poll.costly_pages >= MOST_COSTLY:
            self.write_buffer.counts["left to the next pass"] += 1
            return
        if source_poll.lengths is None:
            lengths = self.store.statement_lengths(source_poll.source.id, RECENT_LENGTHS)
            source_poll.lengths = deque(lengths, RECENT_LENGTHS)
        try:
            taken = admit(
                self.store,
                source_poll.source,
                announced,
                answer,
                stored=known,
                refused=source_poll.refused.get(ref),
                lengths=source_poll.lengths,
                now=self.now,
            )
        except TrackerError as error:
            self._record_failure(source_poll, place, known, self._failure(source_poll, place, error))
            return
        source_poll.costly_pages += taken.costly
        if taken.failure is not None and taken.unreadable and place in source_poll.attachment_addresses:
            self.write_buffer.counts["attachments not read"] += 1  # there are kinds nobody promised to read
            return
        if taken.failure is not None:
            self.write_buffer.counts["held back"] += 1
            self._record_failure(source_poll, place, known, taken.failure)
            return
        source_poll.record_success(place)
        if taken.arrival is not None:
            source_poll.lengths.appendleft(taken.arrival.characters)
            self.write_buffer.add_arrival(taken.arrival, at_once=self.host_pool.idle)
        elif taken.withdrawn and taken.check is not None and known is not None:
            self.write_buffer.add_check(taken.check)
            if known.withdrawn_at is None:
                source_poll.withdrawals.append((known, "withdrawn by its publisher, says its document"))
        elif taken.check is not None and known is not None:
            self.write_buffer.counts["held back" if taken.held_back else "unchanged"] += 1
            self._record_unchanged(source_poll, known, taken.check)
        for more in taken.attachments:
            source_poll.attachment_addresses.add(address_of(more.release))
            self._request_page(source_poll, more)

    def _failure(self, source_poll: SourcePoll, place: str, error: BaseException) -> Failure:
        """Return what an error at *place* means; one of this program is counted."""
        if not isinstance(error, TrackerError):
            self.write_buffer.counts[UNEXPECTED] += 1
        return failure_from_error(error, f"{source_poll.source.id}: {place}")

    def _record_failure(
        self, source_poll: SourcePoll, place: str, known: StoredRelease | None, failure: Failure
    ) -> None:
        """Note that a page did not give what it should; one that was withdrawn is expected not to."""
        if known is None:
            source_poll.record_failure(place, failure)
            return
        if failure.gone:
            if why := self.write_buffer.add_missing(known):
                source_poll.withdrawals.append((known, why))
        else:
            self.write_buffer.add_check(ReleaseCheck(known.release.id, self.now, whole=False, failed=True))
        if not (failure.gone and known.withdrawn_at is not None):
            source_poll.record_failure(place, failure)

    def _record_unchanged(self, source_poll: SourcePoll, known: StoredRelease, check: ReleaseCheck) -> None:
        """Note that a release held says nothing new; it is there again if it was withdrawn."""
        if known.withdrawn_at is not None:
            self.store.withdraw(known.release.id, None)
            place = address_of(known.release)
            source_poll.add_notice(place, HealthState.RECOVERED, THERE_AGAIN, self.now)
        self.write_buffer.add_check(check)

    def _record_withdrawals(self, source_poll: SourcePoll) -> None:
        """Count as withdrawn what stayed gone, unless nothing else of the source answers either."""
        if not source_poll.pages_answered:
            return
        for known, what in source_poll.withdrawals:
            place = address_of(known.release)
            self.store.withdraw(known.release.id, self.now)
            source_poll.failures.pop(place, None)
            source_poll.unwatch(place)
            source_poll.add_notice(place, HealthState.WITHDRAWN, what, self.now)
            self.write_buffer.counts["withdrawn"] += 1

    def _find_quiet_since(self, source: Source) -> datetime | None:
        day = quiet_since(self.store.publication_days(source.id), self.now.date())
        return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
