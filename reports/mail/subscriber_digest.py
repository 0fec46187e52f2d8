"""What one reader is to be told at the end of one window: asked of the store, composed, not yet written.

    digest_for_subscriber   store, subscriber, window -> SubscriberDigest | None

The steps queue what this returns, ``digest preview`` shows it.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date, datetime, timedelta

from reports.config.subscriber_settings import Subscriber
from reports.digest.compose import compose
from reports.digest.digest import Digest, DigestNote, redline_id
from reports.digest.due_line import due_line, put_off_by
from reports.digest.edit_note import TITLE as EDITS_TITLE
from reports.digest.edit_note import edit_news, withdrawn_and_restored
from reports.digest.filters import mailable_changes
from reports.digest.news.news_query import releases_read
from reports.digest.news_settings import news_settings
from reports.digest.report_query import digest_context, novelty_note, query_sources_section
from reports.formula.digest_section import TITLE, formula_news
from reports.mail.mime_message import DigestKind, SubscriberDigest
from reports.mail.moved_lines import moved_lines_to_draw
from reports.mail.standing_edits import standing_edits
from reports.mail.unknown_parties import unknown_parties
from reports.view import addresses
from tracker.domain import Cause, Change, Label
from tracker.store import ChangeQuery, Store

HEARTBEAT_DAYS = 7


def digest_for_subscriber(
    store: Store,
    subscriber: Subscriber,
    window_end: datetime,
    now: datetime,
    *,
    since: datetime | None = None,
    immediate: bool = False,
    allow_empty: bool = False,
    configured: Sequence[str] = (),
    site: str | None = None,
    as_of: date | None = None,
) -> SubscriberDigest | None:
    """Return what *subscriber* is to be told at *window_end*; None where that is nothing.

    A window without news gives a digest where the reader asked for one (*empty*),
    or with *allow_empty*. With *immediate* only what the reader wants at once is
    told, and never nothing. With *since* it is as if the last digest had ended then,
    whatever was told before. *configured* are the ids of the sources of config.toml,
    *now* the instant as of which it is said how they fare, *site* is the public address
    of the site, where there is one. With *as_of* an archive is told as it would have
    been on that day: by days of publication, whenever it was taken in.
    """
    last = since or last_window_end(store, subscriber)
    if last is not None and last >= window_end:
        return None
    found = changes_of_window(store, subscriber, window_end, since=since, as_of=as_of)
    changes = unsent_changes(store, subscriber, window_end, since=since, as_of=as_of, found=found)
    told = frozenset[str]() if since or as_of else store.delivered_changes(subscriber.id)
    redlined = frozenset(change.release.id for change in changes if redline_id(change.release.id) in told)
    kind: DigestKind = "digest"
    waiting: tuple[Change, ...] = ()
    wants_texts = subscriber.change_filter.wants_texts
    if immediate:
        kind, waiting = "immediate", changes
        wants_texts = wants_texts and "redlines" in subscriber.immediate
        changes = tuple(change for change in waiting if is_immediate(change, subscriber))
        waiting = tuple(change for change in waiting if wants_texts and change not in changes)
        if not changes and not waiting:
            return None
    elif not changes and not _pages_gone_or_back(store, subscriber, last, window_end):
        kind = "heartbeat"
        if not allow_empty and not empty_digest_is_due(subscriber, last, window_end):
            return None
    dates = subscriber.dates
    first = last or window_end - timedelta(days=subscriber.max_age_days)
    start = dates.local(first)
    wants = subscriber.change_filter.wants_source
    news = news_settings(
        store,
        changes,
        start,
        watch=subscriber.watch,
        most=subscriber.items,
        talk=subscriber.talk or immediate,
        wants_subject=None if immediate else subscriber.change_filter.wants_subject,
        wants_sentence=subscriber.change_filter.wants_sentence if wants_texts else None,
        texts_told=redlined,
        told_elsewhere=waiting,
    )
    digest = compose(
        changes,
        title=subscriber.title,
        since=None if immediate else start,
        until=None if immediate else dates.local(window_end),
        period=f"found by {dates.instant(window_end)}" if immediate else "",
        window=novelty_note(store.first_statement_on(), dates.day),
        for_mail=True,
        background=digest_context(store, changes, until=dates.local(window_end), site=site),
        sources=query_sources_section(
            store,
            now,
            configured=configured,
            wanted=wants,
            since=last.date() if last else None,
            until=window_end.date(),
            dates=dates,
        ),
        notes=edit_notes(store, subscriber, first, window_end, changes)
        if immediate
        else digest_notes(store, subscriber, first, window_end, site, put_off_by(news.texts)),
        news=news,
        releases_read=None if immediate else releases_read(store, wants, start, dates.local(window_end)),
    )
    if immediate and digest.news.redlines:
        digest = replace(digest, releases=_releases_told(digest))
    elif immediate and not digest.tells:
        return None  # what no item tells is no reason to disturb anybody: the next digest counts it
    lines = moved_lines_to_draw(store, digest, dates.local(window_end))
    said = held_back(store, subscriber, found, start) if since else ()
    return SubscriberDigest(digest, subscriber, kind, last, window_end, lines, said)


def _releases_told(digest: Digest) -> int:
    """Return of how many releases *digest* tells a change or a redline."""
    texts = (item.text.release for item in digest.news.redlines)
    return len({release.id for release in (*(change.release for change in digest.changes), *texts)})


def last_window_end(store: Store, subscriber: Subscriber) -> datetime | None:
    """Return until when *subscriber* has been told all there was; what went out at once aside."""
    ends = [store.last_window(subscriber.id, kind) for kind in ("digest", "heartbeat")]
    return max((end for end in ends if end), default=None)


def unsent_changes(
    store: Store,
    subscriber: Subscriber,
    window_end: datetime,
    *,
    since: datetime | None = None,
    as_of: date | None = None,
    found: Sequence[Change] | None = None,
) -> tuple[Change, ...]:
    """Return what *subscriber* asked for, recorded until *window_end* and not put to it before.

    With *since* it is news from then on, told before or not. *found* is what :func:`changes_of_window`
    returns for the same, where it is known.
    """
    local = subscriber.dates.local
    oldest = since or window_end - timedelta(days=subscriber.max_age_days)
    if found is None:
        found = changes_of_window(store, subscriber, window_end, since=since, as_of=as_of)
    told = set() if since or as_of else store.delivered_changes(subscriber.id)
    fresh = [change for change in found if change.id not in told]
    today = local(window_end)
    return mailable_changes(
        standing_edits(store, fresh),
        subscriber.change_filter,
        on=today,
        max_age_days=(today - local(oldest)).days,
    )


def _pages_gone_or_back(
    store: Store, subscriber: Subscriber, last: datetime | None, window_end: datetime
) -> bool:
    """Say whether a page was withdrawn, or restored, since the last digest of a reader who wants edits: that is news without a change."""
    wanted = subscriber.change_filter.wants_source
    return (
        last is not None
        and Cause.EDIT in subscriber.change_filter.causes
        and bool(withdrawn_and_restored(store, last, window_end, wanted))
    )


def edit_notes(
    store: Store,
    subscriber: Subscriber,
    since: datetime,
    window_end: datetime,
    changes: Sequence[Change] | None = None,
) -> tuple[DigestNote, ...]:
    """Return what is told of edits beside the items, of a reader who wants edits; with *changes* of their releases alone."""
    if Cause.EDIT not in subscriber.change_filter.causes:
        return ()
    told = edit_news(
        store,
        since,
        window_end,
        wanted=subscriber.change_filter.wants_source,
        releases=None
        if changes is None
        else {change.release.id for change in changes if change.cause is Cause.EDIT},
    )
    return (DigestNote(EDITS_TITLE, told),) if told else ()


def digest_notes(
    store: Store,
    subscriber: Subscriber,
    since: datetime,
    window_end: datetime,
    site: str | None,
    put_off: Set[str] = frozenset(),
) -> tuple[DigestNote, ...]:
    """Return what is told beside the items: what is new of formulas, on whole days so that nothing is told twice, and deadlines.

    Statements *put_off* (ids) are due on another day by now.
    """
    dates, wants = subscriber.dates, subscriber.change_filter.wants_source
    notes = list(edit_notes(store, subscriber, since, window_end))
    last_day = dates.local(window_end + timedelta(seconds=1)) - timedelta(days=1)
    if subscriber.formulas.formulas:
        told = formula_news(
            store, subscriber.formulas, dates.local(since), last_day, wanted=wants, dates=dates
        )
        if told:
            notes.append(DigestNote(TITLE, told, "" if site is None else site + addresses.FORMULAS))
    if due := due_line(store, dates.local(window_end), wanted=wants, dates=dates, put_off=put_off):
        notes.append(DigestNote("", (due,), "" if site is None else site + addresses.DEADLINES))
    if unknown := tuple(unknown_parties(store, subscriber.change_filter.parties)):
        notes.append(DigestNote("", unknown))
    return tuple(notes)


def held_back(
    store: Store, subscriber: Subscriber, found: Sequence[Change], first_day: date
) -> tuple[str, ...]:
    """Say with numbers what the filters of *subscriber* keep out of what was *found*, and what is older than *first_day*."""
    wanted = sum(subscriber.change_filter.matches(change) for change in found)
    older = store.count_news_before(first_day)
    said = []
    if len(found) > wanted:
        said.append(
            f"Held back by filters: {len(found) - wanted:,} of {len(found):,} changes of this window."
        )
    if older:
        said.append(
            f"Held back by age: {older:,} changes of releases before {subscriber.dates.day(first_day)} "
            f"(max_age_days = {subscriber.max_age_days})."
        )
    return tuple(said)


def changes_of_window(
    store: Store,
    subscriber: Subscriber,
    window_end: datetime,
    *,
    since: datetime | None = None,
    as_of: date | None = None,
) -> list[Change]:
    """Return what is news at *window_end*, whoever asks.

    A release is news by its date of publication, an edit by the day it was found. With *as_of* a release is news
    of that day whenever it was taken in.
    """
    oldest = since or window_end - timedelta(days=subscriber.max_age_days)
    first_day, known = subscriber.dates.local(oldest), None if as_of else window_end
    return [
        *store.changes(
            ChangeQuery(news=(Cause.RELEASE,), since=first_day, until=as_of, recorded_until=known)
        ),
        *store.changes(ChangeQuery(news=(Cause.EDIT,), recorded_after=oldest, recorded_until=window_end)),
    ]


def is_immediate(change: Change, subscriber: Subscriber) -> bool:
    """Say whether *subscriber* wants *change* without waiting for its time: an edit, a reversal in a release."""
    if change.cause is Cause.EDIT:
        return "edits" in subscriber.immediate
    return "reversals" in subscriber.immediate and Label.REVERSED in (change.label, *change.also)


def empty_digest_is_due(subscriber: Subscriber, last: datetime | None, window_end: datetime) -> bool:
    """Say whether a window without news is worth a mail.

    With "heartbeat" where the last mail is a week away, in days where the reader
    is, so that a change to summer time does not skip one.
    """
    if subscriber.empty == "heartbeat":
        local = subscriber.dates.local
        return last is None or (local(window_end) - local(last)).days >= HEARTBEAT_DAYS
    return subscriber.empty == "send"
