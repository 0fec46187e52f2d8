"""Bytes that arrived, on their way into the store: judged first where they came from the web.

What the guard does not believe is kept, too, but apart: it is no revision, so it can
never read as a retracted statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tracker import guard
from tracker.domain import Document, Problem, Release, Revision, Selectors, Source, SourceKind
from tracker.errors import UnreadableRevision
from tracker.extract import extract, statement_text
from tracker.fetch import Fetched
from tracker.hashing import content_id
from tracker.health_states import Failure
from tracker.sources import AnnouncedRelease, detail_body, make_release
from tracker.sources.announcements import undated_problem
from tracker.store.records import BodyRecord, Provenance, RefusedBody, ReleaseCheck, StoredRelease, TextMatch
from tracker.text.dates import is_plausible
from tracker.text.urls import split_url

if TYPE_CHECKING:
    from tracker.store import Store

RETURNED = "shows again what it showed before its last edit"
RETURN_CHECKS, RETURN_FOR = (
    2,
    timedelta(hours=1),
)  # so long a text that came back is held before it is an edit


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
    """What arrived for one release, whichever way it came."""

    release: Release
    url: str  # that answered
    raw: bytes
    media_type: str
    charset: str
    etag: str | None = None
    last_modified: str | None = None
    received: Provenance = Provenance()  # noqa: RUF009 - frozen
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
    check = ReleaseCheck(body.release.id, now, True, body.etag, body.last_modified)
    if body.withdrawn and stored is not None:
        # what stands there now is the notice, not the statement
        return Admission(check=check, withdrawn=True)
    if stored is not None and store.match_text(body.release.id, body.raw, "") is TextMatch.LATEST:
        return _unchanged(store, body, check, refused)
    try:
        document = _document(source, body)
    except UnreadableRevision as error:
        refusal = _refused(store, body, guard.unreadable_failure(error), now)
        return replace(refusal, unreadable=True, costly=error.costly)
    release, fingerprint = fill_in_release(body.release, document, now.date()), fingerprint_of(document)
    said = statement_text(document)
    shown = store.match_text(release.id, body.raw, fingerprint) if stored else TextMatch.NO_REVISIONS
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
            body.raw,
            body.media_type,
            body.charset,
            announced.fetch_url or announced.release.url,
            body.url,
            source.min_characters,
            announced_title=announced.release.title,
            source=source.id,
            ref=release.ref,
        ),
        _history(held, store.count_same_text(source.id, fingerprint, but=release.id), tuple(lengths)),
    )
    if failure is not None and source.kind is not SourceKind.FILES:  # a folder has no walls
        return _refused(store, body, failure, now, fingerprint)
    if shown is TextMatch.EARLIER and not _has_stood(store, body, refused, fingerprint, now):
        return Admission(check=replace(check, etag=None, last_modified=None), held_back=True)
    if refused is not None:
        store.clear_refused(release.source, release.ref)
    return Admission(
        BodyRecord(
            release,
            body.raw,
            body.media_type,
            body.charset,
            fingerprint,
            body.etag,
            body.last_modified,
            now,
            body.received,
            again=shown is TextMatch.EARLIER,
            characters=len(said),
        ),
        attachments=body.attachments,
    )


def accept_refused(
    store: Store, refused: RefusedBody, selectors: Selectors | None, now: datetime
) -> Revision | None:
    """Record what was held back as a revision all the same: an operator has looked at it."""
    raw = store.refused_body(refused.source, refused.ref)
    assert raw is not None, "what is refused has a body"
    release = make_release(
        refused.source, refused.ref, url=refused.url, title=refused.title, published_on=refused.published_on
    )
    revision = record_body(
        store,
        release,
        raw,
        now,
        media_type=refused.media_type,
        charset=refused.charset,
        selectors=selectors,
        again=True,
    )
    store.clear_refused(refused.source, refused.ref)
    return revision


def record_body(
    store: Store,
    release: Release,
    body: bytes,
    now: datetime,
    *,
    media_type: str,
    charset: str = "",
    selectors: Selectors | None = None,
    again: bool = False,
) -> Revision | None:
    """Keep *body*, read from a file, as a revision of *release*; None where it was seen before.

    What the file does not say (title, date) is taken from its text. A body no
    text can be got from is kept too: the next step reports it, and a better
    extractor may read it.
    """
    characters = 0
    try:
        document = extract(
            body, media_type, charset=charset, selectors=selectors or Selectors(), where=release.ref
        )
    except UnreadableRevision:
        fingerprint = content_id("body", body)
    else:
        release = fill_in_release(release, document)
        fingerprint, characters = fingerprint_of(document), len(statement_text(document))
    return store.record_body(
        release,
        body,
        media_type=media_type,
        charset=charset,
        fingerprint=fingerprint,
        etag=None,
        last_modified=None,
        now=now,
        again=again,
        characters=characters,
    )


def _body(source: Source, announced: AnnouncedRelease, answer: Fetched | None, now: datetime) -> ReceivedBody:
    """Return what arrived, in one shape.

    Raises:
        FetchError: The answer lacks what its source says is there.
    """
    if answer is None:
        release = announced.release
        raw = announced.body or b""
        return ReceivedBody(
            release,
            release.url,
            raw,
            announced.media_type,
            announced.charset,
            received=Provenance(release.url),
        )
    found = detail_body(source, answer, announced.release, now=now)
    return ReceivedBody(
        found.release,
        answer.url,
        found.body,
        found.media_type,
        found.charset,
        answer.etag,
        answer.last_modified,
        Provenance(answer.url, answer.headers, answer.hops),
        tuple(_attached(found.release, url) for url in found.attachments),
        found.withdrawn,
    )


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
        return extract(
            revision.body,
            revision.media_type,
            charset=revision.charset,
            selectors=source.selectors,
            where=revision.release.ref,
        )
    except UnreadableRevision:
        return None


def _document(source: Source, body: ReceivedBody) -> Document:
    return extract(
        body.raw,
        body.media_type,
        charset=body.charset,
        selectors=source.selectors,
        where=body.url or body.release.ref,
    )


def _unchanged(
    store: Store, body: ReceivedBody, check: ReleaseCheck, refused: RefusedBody | None
) -> Admission:
    if refused is not None:
        store.clear_refused(body.release.source, body.release.ref)
    return Admission(check=check, attachments=body.attachments)


def _refused(
    store: Store, body: ReceivedBody, failure: Failure, now: datetime, fingerprint: str = ""
) -> Admission:
    store.refuse(
        body.release,
        body.url,
        body.raw,
        body.media_type,
        body.charset,
        failure.message,
        failure.remedy,
        now,
        fingerprint,
    )
    return Admission(failure=failure)


def _has_stood(
    store: Store, body: ReceivedBody, refused: RefusedBody | None, fingerprint: str, now: datetime
) -> bool:
    """Keep a text that came back apart, and return whether it has stood for long enough to be an edit."""
    mend = "nothing to do: it is an edit once it has stood for a while"
    times = store.refuse(
        body.release, body.url, body.raw, body.media_type, body.charset, RETURNED, mend, now, fingerprint
    )
    return (
        times >= RETURN_CHECKS
        and refused is not None
        and refused.reason == RETURNED
        and now - refused.first_at >= RETURN_FOR
    )


def fill_in_release(release: Release, document: Document, today: date | None = None) -> Release:
    """Fill in from the page what the announcement did not say; what lies after *today* is no date of publication."""
    found = document.published_on
    day = found if found is None or today is None or is_plausible(found, today) else None
    return replace(
        release,
        title=release.title or document.title,
        published_on=release.published_on or day,
    )


def fingerprint_of(document: Document) -> str:
    """Name what is said on a page, so that a new menu or a broken line is no new revision."""
    return content_id("statement", " ".join(statement_text(document).split()))


def revision_status(revision: Revision | None) -> str:
    """Name what a recorded text was: "new", "edited", or "unchanged" where it was seen before."""
    if revision is None:
        return "unchanged"
    return "new" if revision.number == 1 else "edited"


def undated_problems(revision: Revision | None) -> tuple[Problem, ...]:
    """Return a problem where a new release bears no date."""
    if revision is None or revision.number > 1 or revision.release.published_on is not None:
        return ()
    where = revision.release.url or revision.release.ref
    return (undated_problem(where, f"set selectors.date of {revision.release.source}"),)
