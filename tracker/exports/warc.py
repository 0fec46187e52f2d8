"""What was received as a WARC file: ISO 28500, the format web archives keep and replay.

    warcinfo                  which software wrote it
    response | resource       a body as it came: over HTTP with its headers, or from a file or a feed
    revisit                   a body that an earlier record of this file has
    metadata                  the redirects that led there; why a body was not taken

Record ids follow from the ids of the store, so two exports of one revision name it
alike. A body is kept as it was decoded: headers that speak of its transfer are
corrected, and kept under ``X-Archive-Orig-`` names as other archives do.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, BinaryIO
from urllib.parse import quote

from tracker.domain import Revision
from tracker.errors import ConfigError
from tracker.hashing import body_hash, content_id
from tracker.store import ArchivedRevision, RefusedBody, Store
from tracker.store.records import ChangeQuery
from tracker.text.quote_links import to_ascii_uri

MEND = 'install the extra: pip install "policy-commitment-tracker[warc]"'
VERSION = "WARC/1.1"
ABOUT = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
SAME_BODY = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
FIELDS = "application/warc-fields"
ORIGINAL = "X-Archive-Orig-"
TRANSFER = frozenset({"content-encoding", "transfer-encoding", "content-length"})
XHTML = "application/xhtml+xml"
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

Headers = Sequence[tuple[str, str]]


def write_warc(
    store: Store,
    target: BinaryIO,
    *,
    source: str | None = None,
    since: date | None = None,
    until: date | None = None,
    software: str,
    now: datetime,
) -> dict[str, int]:
    """Write what was received from all sources, or from *source*, to *target*; return how many records of each type.

    *since* and *until*, inclusive, are days of publication; with either, what has
    no date is left out. Each record is compressed for itself, and one body is in
    memory at a time. The same store, selection and *now* give the same bytes.

    Raises:
        ConfigError: The extra ``[warc]`` is not installed.
    """
    records = _Records(target)
    selection = (source or "", str(since or ""), str(until or ""), software, _instant(now))
    about = {"software": software, "format": "WARC File Format 1.1", "conformsTo": ABOUT}
    records.add("warcinfo", _id("warcinfo", *selection), now, "", _fields(about.items()), FIELDS)
    for archived in store.archived_revisions(source, since, until):
        _add_revision(records, archived)
    asked = ChangeQuery(since=since, until=until)
    for refused in store.refused(source):
        body = store.refused_body(refused.source, refused.ref)
        # what was refused may have been taken while we write
        if body is not None and asked.covers(refused.published_on):
            _add_refused(records, refused, body)
    return dict(records.counts)


class _Records:
    """The records of one file."""

    def __init__(self, target: BinaryIO) -> None:
        try:
            from warcio import statusandheaders, warcwriter  # an extra
        except ImportError as error:
            raise ConfigError("a WARC file needs warcio, which is not installed", remedy=MEND) from error
        self._http = statusandheaders.StatusAndHeaders
        self._out = warcwriter.WARCWriter(target, gzip=True, warc_version=VERSION)
        self.counts: Counter[str] = Counter()
        self.revisits: dict[str, dict[str, str]] = {}  # by hash of a body: how to refer to it again

    def add(
        self,
        kind: str,
        identity: str,
        at: datetime,
        url: str,
        payload: bytes | None,
        content_type: str = "",
        http: Headers = (),
        **more: str,
    ) -> str:
        """Write one record and return the digest of its payload; *more* are named fields of its header."""
        named: dict[str, str] = {"WARC-Record-ID": identity, "WARC-Date": _instant(at)}
        named |= {"WARC-" + name.replace("_", "-"): value for name, value in more.items()}
        record: Any = self._out.create_warc_record(
            url,
            kind,
            payload=None if payload is None else BytesIO(payload),
            length=None if payload is None else len(payload),
            warc_content_type=content_type,
            warc_headers_dict=named,
            http_headers=self._http("200 OK", list(http), protocol="HTTP/1.1") if http else None,
        )
        self._out.write_record(record)
        self.counts[kind] += 1
        return str(record.rec_headers.get_header("WARC-Payload-Digest"))


def _add_revision(records: _Records, archived: ArchivedRevision) -> None:
    """Write the record of a revision, and one of the redirects that led to it."""
    revision, received = archived.revision, archived.received
    release, at = revision.release, revision.seen_at
    identity, url = (
        _id("revision", revision.id),
        _uri(received.url or release.url, release.source, release.ref),
    )
    http = _http_headers(received.headers, revision)
    content_type = "" if http else _content_type(revision.media_type, revision.charset)
    sha256 = body_hash(revision.body) if archived.shared else ""
    if earlier := records.revisits.get(sha256):
        records.add("revisit", identity, at, url, None, content_type, http, **earlier)
    else:
        kind = "response" if http else "resource"
        digest = records.add(kind, identity, at, url, revision.body, content_type, http)
        if archived.shared:
            records.revisits[sha256] = {
                "Profile": SAME_BODY,
                "Refers_To": identity,
                "Refers_To_Target_URI": url,
                "Refers_To_Date": _instant(at),
                "Payload_Digest": digest,
            }
    if received.hops:
        hops = _fields(("via", hop) for hop in received.hops)
        records.add("metadata", _id("hops", revision.id), at, url, hops, FIELDS, Concurrent_To=identity)


def _add_refused(records: _Records, refused: RefusedBody, body: bytes) -> None:
    """Write the record of a body that was not taken, and one that says why."""
    named = (refused.source, refused.ref, _instant(refused.last_at))
    identity, url = _id("refused", *named), _uri(refused.url, refused.source, refused.ref)
    content_type = _content_type(refused.media_type, refused.charset)
    records.add("resource", identity, refused.last_at, url, body, content_type)
    why = {
        "refused": refused.reason,
        "mend": refused.mend,
        "title": refused.title,
        "first": _instant(refused.first_at),
        "times": str(refused.times),
    }
    records.add(
        "metadata",
        _id("why refused", *named),
        refused.last_at,
        url,
        _fields(why.items()),
        FIELDS,
        Concurrent_To=identity,
    )


def _http_headers(received: Headers, revision: Revision) -> Headers:
    """Return the headers under which the body of *revision* stands; none where it is not what the server sent.

    A text taken out of JSON is such a case: its media type is not that of the answer.
    """
    declared = next((value for name, value in received if name.lower() == "content-type"), "")
    sent = declared.partition(";")[0].strip().lower().replace(XHTML, "text/html")
    if not received or (sent and sent != revision.media_type.replace(XHTML, "text/html")):
        return ()
    length = str(len(revision.body))
    kept = []
    for name, value in received:
        line = " ".join(value.splitlines())
        untrue = name.lower() in TRANSFER and (name.lower(), line) != ("content-length", length)
        kept.append((ORIGINAL + name if untrue else name, line))
    if ("content-length", length) not in ((name.lower(), value) for name, value in kept):
        kept.append(("Content-Length", length))
    return kept


def _id(*parts: str) -> str:
    """Return the id of a record, the same in every export."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'policy-tracker:' + content_id(*parts))}>"


def _uri(url: str, source: str, ref: str) -> str:
    """Return *url* as a URI that may stand in a header; what has none is named by its source and ref."""
    if SCHEME.match(url):
        return to_ascii_uri(url)
    return f"urn:x-policy-tracker:{quote(source, safe='')}:{quote(ref, safe='')}"


def _content_type(media_type: str, charset: str) -> str:
    return f"{media_type}; charset={charset}" if charset else media_type


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _fields(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Return *pairs* as application/warc-fields, without the empty ones."""
    lines = (f"{name}: {' '.join(value.split())}\r\n" for name, value in pairs if value)
    return "".join(lines).encode()
