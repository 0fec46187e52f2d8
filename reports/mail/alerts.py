"""Saved searches as subscriptions: what answers one that was not told before, as a mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

from reports.config.mail_settings import MailSettings
from reports.mail.alert_config import Alert
from reports.mail.delivery import DeliveryLedger, as_delivery
from reports.mail.headers import MessageIds, cut_subject, start_message
from reports.mail.leave import WaysToLeave, ways_to_leave
from reports.view.display_names import release_line
from reports.view.vocabulary import kind_words
from tracker.hashing import content_id
from tracker.search.query import split_at_spans
from tracker.store import Hit, Store
from tracker.store.read.name_resolution import resolve_names
from tracker.text.numbers import pluralize
from tracker.text.quote_links import quote_link, safe_page_link
from tracker.text.sanitize import one_line

SHOWN = 25  # hits in a mail; more are counted
LOOKED_AT = 400  # hits of one pass
WIDTH = 76
SUBJECT_LENGTH = 150


def new_hits(store: Store, alert: Alert, now: datetime) -> tuple[Hit, ...]:
    """Return what answers *alert* and was not told: of releases no older than its *max_age_days*, latest first.

    Raises:
        ConfigError: A name in its query is nobody's any more.
    """
    oldest = alert.dates.local(now) - timedelta(days=alert.max_age_days)
    wanted = resolve_names(store, alert.query, store.sources(), saved=True)
    wanted = replace(wanted, since=max(wanted.since or oldest, oldest))
    told = store.delivered_changes(alert.name)
    hits = store.search_page(wanted.text, **wanted.filters, limit=LOOKED_AT).hits
    fresh = [hit for hit in hits if identity(hit) not in told]
    return tuple(sorted(fresh, key=lambda hit: hit.release.published_on or date.min, reverse=True))


def identity(hit: Hit) -> str:
    """Return what a hit is remembered by: its unit, or the release where it is none."""
    return hit.unit.id if hit.unit else hit.release.id


def queue_alert(
    store: Store, ledger: DeliveryLedger, alert: Alert, settings: MailSettings, now: datetime
) -> int:
    """Freeze a mail of what is new for *alert*; return of how many hits, 0 where there is no mail."""
    hits = new_hits(store, alert, now)
    if not hits:
        return 0
    key = content_id("alert", alert.id, now.astimezone(UTC).isoformat())
    message = alert_message(alert, hits, settings, now, key)
    delivery = as_delivery(message, key, alert.name, alert.to, (None, now), settings, now, "alert")
    return len(hits) if ledger.freeze(delivery, [identity(hit) for hit in hits]) else 0


def alert_message(
    alert: Alert, hits: Sequence[Hit], settings: MailSettings, now: datetime, key: str
) -> EmailMessage:
    """Return the mail that tells *hits*: text, the newest release in its subject."""
    leave = ways_to_leave(settings, f"alert {alert.id}", alert.to, key)
    ids = MessageIds(f"{key}.alert.{alert.id}", f"alert.{alert.id}", f"{alert.id}.alerts")
    sent = now.astimezone(alert.dates.zone)
    made = start_message(settings, alert.to, _subject(alert, hits), sent, ids=ids, leave=leave)
    text = "\n".join(_body(alert, hits, leave))
    made.set_content(text, charset="utf-8", cte="quoted-printable")
    return made


def _subject(alert: Alert, hits: Sequence[Hit]) -> str:
    release = hits[0].release
    who = one_line(release.issuer or release.source)
    texts = len({hit.release.id for hit in hits})
    more = f" and {texts - 1} more" if texts > 1 else ""
    subject = f"{alert.title or alert.asked}: {who}, {release_line(release)}{more}"
    return cut_subject(subject, SUBJECT_LENGTH)


def _body(alert: Alert, hits: Sequence[Hit], leave: WaysToLeave) -> Iterator[str]:
    texts = pluralize(len({hit.release.id for hit in hits}), "release")
    yield f"{pluralize(len(hits), 'new place')} in {texts} for: {alert.asked}"
    before = ""
    for hit in hits[:SHOWN]:
        release = hit.release
        if release.id != before:
            yield ""
            head = f"{alert.dates.day(release.published_on)} · {one_line(release.issuer or release.source)}"
            yield from textwrap.wrap(f"{head} · {release_line(release)}", WIDTH)
            before = release.id
        said = "".join(words for words, _ in split_at_spans(hit.unit.quote if hit.unit else hit.snippet, ()))
        kind = f" ({kind_words(hit.unit.kind, hit.unit.facets.level)})" if hit.unit else ""
        yield from textwrap.wrap(
            f"“{said.strip()}”{kind}", WIDTH, initial_indent="  ", subsequent_indent="  "
        )
        link = quote_link(release.url, hit.unit.quote) if hit.unit else safe_page_link(release.url)
        if link:
            yield f"  {link}"
    if len(hits) > SHOWN:
        yield ""
        yield f"{len(hits) - SHOWN:,} more: policy-tracker search '{alert.asked}'"
    yield ""
    yield "-- "
    how = f"open\n{leave.link}" if leave.link else f"write to {leave.address}."
    yield f"The saved search “{alert.id}” of policy-tracker. To leave, {how}"
    yield ""
