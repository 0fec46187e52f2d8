"""What one reader is to be told at the end of one window: asked of the store, composed, not yet written.

    edition   store, subscriber, window -> Edition | None

The steps queue what this returns, ``digest preview`` shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from reports.config import Subscriber
from reports.digest.compose import compose
from reports.digest.filters import mailable_changes
from reports.digest.report_query import digest_context, novelty_note, query_sources_section
from reports.mail.mime_message import DigestKind, SubscriberDigest
from reports.mail.moved_lines import moved_lines_to_draw
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
) -> SubscriberDigest | None:
    """Return what *subscriber* is to be told at *window_end*; None where that is nothing.

    A window without news gives an edition where the reader asked for one (*empty*),
    or with *allow_empty*. With *immediate* only what the reader wants at once is
    told, and never nothing. With *since* it is as if the last digest had ended then,
    whatever was told before. *configured* are the ids of the sources of config.toml,
    *now* the instant as of which it is said how they fare, *site* is the public address
    of the site, where there is one.
    """
    last = since or last_window_end(store, subscriber)
    if last is not None and last >= window_end:
        return None
    changes = unsent_changes(store, subscriber, window_end, since=since)
    kind: DigestKind = "digest"
    if immediate:
        kind, changes = "immediate", tuple(change for change in changes if is_immediate(change, subscriber))
        if not changes:
            return None
    elif not changes:
        kind = "heartbeat"
        if not allow_empty and not empty_digest_is_due(subscriber, last, window_end):
            return None
    dates = subscriber.dates
    first = last or window_end - timedelta(days=subscriber.max_age_days)
    found = compose(
        changes,
        title=subscriber.title,
        since=None if immediate else dates.local(first),
        until=None if immediate else dates.local(window_end),
        period=f"found by {dates.instant(window_end)}" if immediate else "",
        window=novelty_note(store.first_statement_on(), dates.day),
        for_mail=True,
        background=digest_context(store, changes, until=dates.local(window_end), site=site),
        sources=query_sources_section(
            store,
            now,
            configured=configured,
            wanted=subscriber.change_filter.wants_source,
            since=last.date() if last else None,
            until=window_end.date(),
            dates=dates,
        ),
    )
    lines = moved_lines_to_draw(store, found, dates.local(window_end))
    return SubscriberDigest(found, subscriber, kind, last, window_end, lines)


def last_window_end(store: Store, subscriber: Subscriber) -> datetime | None:
    """Return until when *subscriber* has been told all there was; what went out at once aside."""
    ends = [store.last_window(subscriber.id, kind) for kind in ("digest", "heartbeat")]
    return max((end for end in ends if end), default=None)


def unsent_changes(
    store: Store, subscriber: Subscriber, window_end: datetime, *, since: datetime | None = None
) -> tuple[Change, ...]:
    """Return what *subscriber* asked for, recorded until *window_end* and not put to it before.

    A release is news by its date of publication, an edit by the day it was found.
    With *since* it is news from then on, told before or not.
    """
    local = subscriber.dates.local
    oldest = since or window_end - timedelta(days=subscriber.max_age_days)
    found = [
        *store.changes(ChangeQuery(news=(Cause.RELEASE,), since=local(oldest), recorded_until=window_end)),
        *store.changes(ChangeQuery(news=(Cause.EDIT,), recorded_after=oldest, recorded_until=window_end)),
    ]
    told = set() if since else store.delivered_changes(subscriber.id)
    fresh = [change for change in found if change.id not in told]
    today = local(window_end)
    return mailable_changes(
        fresh, subscriber.change_filter, on=today, max_age_days=(today - local(oldest)).days
    )


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
