"""Bytes that arrived, on their way into the store: judged first where they came from the web.

What the guard does not believe is kept, too, but apart: it is no revision, so it can
never read as a retracted statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import unquote

from jobs.polling.body_recording import fill_in_release, fingerprint_of
from tracker import guard
from tracker.domain import Document, Release, Revision, Source, SourceKind
from tracker.errors import UnreadableRevision
from tracker.extract import extract, statement_text
from tracker.fetch import Fetched
from tracker.health_states import Failure
from tracker.sources.announcements import AnnouncedRelease, make_release
from tracker.sources.asking import detail_body
from tracker.store import Store
from tracker.store.records import BodyRecord, Provenance, RefusedBody, ReleaseCheck, StoredRelease, TextMatch
from tracker.text.quote_links import split_url

RETURNED = "shows again what it showed before its last edit"
# so long a text that came back is held before it is an edit
RETURN_CHECKS, RETURN_FOR = 2, timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Admission:
    """What came of a body: one of the first three is set."""

    arrival: BodyRecord | None = None  # a text not shown before, to be recorded
    check: ReleaseCheck | None = None  # nothing new
    failure: Failure | None = None  # not believed, and kept apart
    unreadable: bool = False  # with *failure*: no text could be got from it
    costly: bool = False  # with *failure*: and trying took all that a parser may take
    held_back: bool = False  # with *check*: a text that came back, kept apart until it has stood for a while
    attachments: tuple[AnnouncedRelease, ...] = ()
    withdrawn: bool = False  # its document says that its publisher has withdrawn it


@dataclass(frozen=True, slots=True)
class ReceivedBody:
    """What arrived for one release, whichever way it came, before it is known what it says."""

    record: BodyRecord
    url: str  # that answered
    attachments: tuple[AnnouncedRelease, ...] = ()
    withdrawn: bool = False


def admit(
    store: Store,
    source: Source,
    announced: AnnouncedRelease,
    answer: Fetched | None,
    *,
    stored: StoredRelease | None,
    refused: RefusedBody | None,
    lengths: Sequence[int],
    now: datetime,
) -> Admission:
    """Judge what came for *announced*: its page (*answer*), or the text announced with it (None).

    *stored* is the release as held, *refused* what was last not believed of it;
    *lengths* are the characters of the source's latest statements.

    Raises:
        FetchError: The answer lacks what its source says is there.
    """
    body = _body(source, announced, answer, now)
    record, known_as = body.record, body.record.release.id
    check = ReleaseCheck(known_as, now, True, record.etag, record.last_modified)
    if body.withdrawn and stored is not None:
        # what stands there now is the notice, not the statement
        return Admission(check=check, withdrawn=True)
    if stored is not None and store.match_text(known_as, record.body, "") is TextMatch.LATEST:
        return _unchanged(store, body, check, refused)
    try:
        document = _document(source, record, body.url or record.release.ref)
    except UnreadableRevision as error:
        refusal = _refused(store, body, guard.unreadable_failure(error))
        return replace(refusal, unreadable=True, costly=error.costly)
    said = statement_text(document)
    record = replace(
        record,
        release=fill_in_release(record.release, document, now.date()),
        fingerprint=fingerprint_of(document),
        characters=len(said),
    )
    release, fingerprint = record.release, record.fingerprint
    shown = store.match_text(release.id, record.body, fingerprint) if stored else TextMatch.NO_REVISIONS
    if shown is TextMatch.LATEST:
        return _unchanged(store, body, check, refused)
    before = store.last_body(release.id) if stored else None
    held = _extract_stored(source, before) if before is not None else None
    if (
        shown is TextMatch.NO_MATCH
        and before is not None
        and held is not None
        and fingerprint_of(held) == fingerprint
    ):
        # the extractor or its selectors changed since the bytes held came, and the text did not
        store.update_fingerprint(before.id, fingerprint, len(statement_text(held)))
        return _unchanged(store, body, check, refused)
    failure = guard.judge_page(
        guard.CandidatePage(
            said,
            document.title,
            record.body,
            record.charset,
            announced.fetch_url or announced.release.url,
            body.url,
            source.min_characters,
            announced_title=announced.release.title,
            source=source.id,
            ref=release.ref,
        ),
        _history(held, store.count_same_text(source.id, fingerprint, but=release.id), tuple(lengths)),
    )
    # refused as announced: what the page says of itself is not believed
    seen = replace(body, record=replace(body.record, fingerprint=fingerprint))
    if failure is not None and source.kind is not SourceKind.FILES:  # a folder has no walls
        return _refused(store, seen, failure)
    if shown is TextMatch.EARLIER and not _has_stood(store, seen, refused):
        return Admission(check=replace(check, etag=None, last_modified=None), held_back=True)
    if refused is not None:
        store.clear_refused(release.source, release.ref)
    arrival = replace(record, again=shown is TextMatch.EARLIER)
    return Admission(arrival, attachments=body.attachments)


def _body(source: Source, announced: AnnouncedRelease, answer: Fetched | None, now: datetime) -> ReceivedBody:
    """Return what arrived, in one shape."""
    if answer is None:
        release, raw = announced.release, announced.body or b""
        record = BodyRecord(
            release, raw, announced.media_type, announced.charset, now, received=Provenance(release.url)
        )
        return ReceivedBody(record, release.url)
    found = detail_body(source, answer, announced.release, now=now)
    record = BodyRecord(
        found.release,
        found.body,
        found.media_type,
        found.charset,
        now,
        etag=answer.etag,
        last_modified=answer.last_modified,
        received=Provenance(answer.url, answer.headers, answer.hops),
    )
    attachments = tuple(_attached(found.release, url) for url in found.attachments)
    return ReceivedBody(record, answer.url, attachments, found.withdrawn)


def _attached(release: Release, url: str) -> AnnouncedRelease:
    """Return a document that belongs to *release* as a release of its own, of the same day."""
    parts = split_url(url)
    name = unquote(parts.path.rpartition("/")[2]) if parts else ""
    name = name or url
    title = f"{release.title}: {name}" if release.title else name
    return AnnouncedRelease(
        make_release(
            release.source,
            url,
            issuer=release.issuer,
            url=url,
            title=title,
            published_on=release.published_on,
        )
    )


def _history(held: Document | None, elsewhere: int, lengths: tuple[int, ...]) -> guard.ReleaseHistory:
    """Return what is known of a release and its source; *held* is its text so far, None where there is none to read."""
    if held is None:
        return guard.ReleaseHistory(same_text_elsewhere=elsewhere, lengths=lengths)
    said = statement_text(held)
    return guard.ReleaseHistory(len(said), said, held.title, lengths, elsewhere)


def _extract_stored(source: Source, revision: Revision) -> Document | None:
    """Return the text of a revision as today's extractor and selectors find it; None where they find none."""
    try:
        return _document(source, revision, revision.release.ref)
    except UnreadableRevision:
        return None


def _document(source: Source, held: Revision | BodyRecord, where: str) -> Document:
    return extract(held.body, held.media_type, charset=held.charset, selectors=source.selectors, where=where)


def _unchanged(
    store: Store, body: ReceivedBody, check: ReleaseCheck, refused: RefusedBody | None
) -> Admission:
    if refused is not None:
        store.clear_refused(body.record.release.source, body.record.release.ref)
    return Admission(check=check, attachments=body.attachments)


def _refused(store: Store, body: ReceivedBody, failure: Failure) -> Admission:
    store.refuse(body.record, body.url, failure.message, failure.remedy)
    return Admission(failure=failure)


def _has_stood(store: Store, body: ReceivedBody, refused: RefusedBody | None) -> bool:
    """Keep a text that came back apart, and return whether it has stood for long enough to be an edit."""
    times = store.refuse(
        body.record, body.url, RETURNED, "nothing to do: it is an edit once it has stood for a while"
    )
    return (
        times >= RETURN_CHECKS
        and refused is not None
        and refused.reason == RETURNED
        and body.record.now - refused.first_at >= RETURN_FOR
    )
