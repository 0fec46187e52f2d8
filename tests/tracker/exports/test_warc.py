"""What was received as a WARC file, read back with the reader of the archives."""

from __future__ import annotations

import gzip
import sys
import tracemalloc
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest

from tests.fakes import DAY, NOW, build_release
from tracker.domain import Release, Revision
from tracker.errors import ConfigError
from tracker.exports.warc import write_warc
from tracker.store import BodyRecord, Provenance, Store

archiveiterator = pytest.importorskip("warcio.archiveiterator", reason="needs the extra [warc]")

SOFTWARE = "policy-commitment-tracker 0.0.0"
LATER = NOW + timedelta(hours=1)
URL = "https://mfa.norvale.example/releases/1"
HTML = b"<html><body><p>Norvale will respond.</p></body></html>"
HEADERS = (
    ("Date", "Wed, 05 Mar 2031 08:00:00 GMT"),
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Encoding", "gzip"),
    ("Content-Length", "31"),
    ("Set-Cookie", "a=1"),
    ("Set-Cookie", "b=2"),
)


def record(store: Store, release: Release, body: bytes = HTML, **overrides: Any) -> Revision:
    """Record *body* as it came over HTTP, compressed by the server."""
    received = Provenance(URL, HEADERS)
    made = BodyRecord(release, body, "text/html", "utf-8", NOW, received=received, again=True)
    [revision] = store.record_bodies([replace(made, **overrides)])
    assert revision is not None
    return revision


@dataclass
class Record:
    """One record, read back."""

    type: str
    named: dict[str, str]
    http: list[tuple[str, str]]
    payload: bytes
    digests: Any  # whether they hold: True, False, None = none to check


def written(store: Store, **asked: Any) -> bytes:
    """The file that is written."""
    target = BytesIO()
    write_warc(store, target, **{"software": SOFTWARE, "now": LATER} | asked)
    return target.getvalue()


def records(file: bytes) -> list[Record]:
    """The records of *file*, with digests checked."""
    found = []
    for record in archiveiterator.ArchiveIterator(BytesIO(file), check_digests=True):
        payload = record.raw_stream.read()
        http = list(record.http_headers.headers) if record.http_headers else []
        named = dict(record.rec_headers.headers)
        found.append(Record(record.rec_type, named, http, payload, record.digest_checker.passed))
    return found


def test_a_file_says_what_wrote_it(store: Store) -> None:
    """Whoever finds the file in twenty years reads first which software and which standard made it."""
    [about] = records(written(store))
    assert about.type == "warcinfo"
    assert about.named["WARC-Date"] == "2031-03-05T09:00:00Z"
    assert f"software: {SOFTWARE}\r\n" in about.payload.decode()


def test_a_page_is_a_response_with_its_headers(store: Store) -> None:
    """A page stands under the URL that answered and the time it was seen, byte for byte, with every header."""
    revision = record(store, build_release("NV-1"))
    _, page = records(written(store))
    assert page.type == "response"
    assert page.named["WARC-Target-URI"] == URL
    assert page.named["WARC-Date"] == "2031-03-05T08:00:00Z"
    assert page.payload == revision.body
    assert ("Date", "Wed, 05 Mar 2031 08:00:00 GMT") in page.http
    assert [value for name, value in page.http if name == "Set-Cookie"] == ["a=1", "b=2"]


def test_digests_hold(store: Store) -> None:
    """What was damaged on a disk is found out: every body has a digest of itself and of its record."""
    record(store, build_release("NV-1"))
    record(store, build_release("NV-2"), b"\x00\xff" * 70_000)
    _, *pages = records(written(store))
    assert [page.digests for page in pages] == [True, True]
    assert all(page.named["WARC-Payload-Digest"].startswith("sha1:") for page in pages)
    assert all("WARC-Block-Digest" in page.named for page in pages)


def test_headers_speak_of_the_body_as_it_is_kept(store: Store) -> None:
    """A body is kept unpacked, so that it was packed on the way stands under another name, and its length is true."""
    record(store, build_release("NV-1"))
    record(store, build_release("NV-2"), b"plain", received=Provenance(URL, (("Content-Length", "5"),)))
    chunked = Provenance(URL, (("transfer-encoding", "chunked"),))
    record(store, build_release("NV-3"), b"in chunks", received=chunked)
    _, packed, plain, chunks = records(written(store))
    named = dict(packed.http)
    assert "Content-Encoding" not in named
    assert named["X-Archive-Orig-Content-Encoding"] == "gzip"
    assert named["X-Archive-Orig-Content-Length"] == "31"
    assert named["Content-Length"] == str(len(HTML))
    assert plain.http == [("Content-Length", "5")]
    assert chunks.http == [("X-Archive-Orig-transfer-encoding", "chunked"), ("Content-Length", "9")]


def test_a_text_from_a_file_is_a_resource(store: Store) -> None:
    """What did not come over HTTP makes no claim to; without a URL it is named by its source and its ref."""
    release = build_release("talks/1 – Halden.txt", url="")
    record(store, release, b"text", media_type="text/plain", charset="", received=Provenance())
    _, text = records(written(store))
    assert (text.type, text.named["Content-Type"], text.payload) == ("resource", "text/plain", b"text")
    assert (
        text.named["WARC-Target-URI"] == "urn:x-policy-tracker:norvale-mfa:talks%2F1%20%E2%80%93%20Halden.txt"
    )


def test_a_text_taken_out_of_an_answer_is_a_resource(store: Store) -> None:
    """The HTML in a JSON document is not what the server sent, and its headers are not those of it."""
    json = Provenance(URL, (("Content-Type", "application/json"),))
    record(store, build_release("NV-1"), received=json)
    xhtml = Provenance(URL, (("Content-Type", "application/xhtml+xml; charset=utf-8"),))
    record(store, build_release("NV-2"), b"<p/>", received=xhtml)
    _, taken, page = records(written(store))
    assert (taken.type, taken.named["Content-Type"]) == ("resource", "text/html; charset=utf-8")
    assert page.type == "response"


def test_the_way_there_is_told(store: Store) -> None:
    """Redirects are part of where a text comes from: one line each, tied to the record of the page."""
    hops = ("http://mfa.norvale.example/1", "https://mfa.norvale.example/1")
    record(store, build_release("NV-1"), received=Provenance(URL, HEADERS, hops))
    _, page, way = records(written(store))
    assert way.type == "metadata"
    assert way.named["WARC-Concurrent-To"] == page.named["WARC-Record-ID"]
    assert way.payload.decode() == f"via: {hops[0]}\r\nvia: {hops[1]}\r\n"


def test_a_body_is_written_once(store: Store) -> None:
    """A text taken back and shown again is an event with its own time, and refers to the bytes written before."""
    release = build_release("NV-1")
    record(store, release)
    record(store, release, b"<p>other</p>", now=NOW + timedelta(minutes=1))
    record(store, release, now=LATER)
    _, first, _, again = records(written(store))
    assert (again.type, again.payload) == ("revisit", b"")
    assert again.named["WARC-Date"] == "2031-03-05T09:00:00Z"
    assert again.named["WARC-Profile"].endswith("/identical-payload-digest")
    assert again.named["WARC-Refers-To"] == first.named["WARC-Record-ID"]
    assert again.named["WARC-Refers-To-Target-URI"] == first.named["WARC-Target-URI"]
    assert again.named["WARC-Refers-To-Date"] == first.named["WARC-Date"]
    assert again.named["WARC-Payload-Digest"] == first.named["WARC-Payload-Digest"]
    assert again.named["WARC-Record-ID"] != first.named["WARC-Record-ID"]


def test_a_revisit_refers_to_a_record_of_the_same_file(store: Store) -> None:
    """A file for one source can be read without another: what it refers to is in it."""
    record(store, build_release("EM-1", source="estmark-mfa"))
    record(store, build_release("NV-1"))
    assert [item.type for item in records(written(store, source="norvale-mfa"))] == ["warcinfo", "response"]


def test_what_was_not_believed_is_in_it_with_the_reason(store: Store) -> None:
    """A wall is evidence, too: the bytes, and beside them why they were not taken as a statement."""
    release = build_release("NV-1")
    for at in (NOW, LATER):
        wall = BodyRecord(release, b"<p>wall</p>", "text/html", "utf-8", at)
        store.refuse(wall, URL, "a consent\nwall", "look")
    counts = write_warc(store, BytesIO(), software=SOFTWARE, now=LATER)
    _, wall, why = records(written(store))
    assert (wall.type, wall.payload) == ("resource", b"<p>wall</p>")
    assert (why.type, why.named["WARC-Concurrent-To"]) == ("metadata", wall.named["WARC-Record-ID"])
    assert why.payload.decode().splitlines() == [
        "refused: a consent wall",
        "mend: look",
        "title: Statement on the Halden Sea",
        "first: 2031-03-05T08:00:00Z",
        "times: 2",
    ]
    assert counts == {"warcinfo": 1, "resource": 1, "metadata": 1}


def test_a_window_is_of_publication(store: Store) -> None:
    """As in every other export, --since and --until are days of publication, both included."""
    for number in range(3):
        day = DAY + timedelta(days=number)
        release = build_release(f"NV-{number}", published_on=day, url=f"{URL}{number}")
        record(store, release, str(number).encode(), received=Provenance())
        store.refuse(BodyRecord(release, b"wall", "text/html", "", NOW), release.url, "a wall", "")
    record(store, build_release("NV-9", published_on=None), b"undated")
    day = DAY + timedelta(days=1)
    asked = records(written(store, since=day, until=day))
    assert [item.type for item in asked] == ["warcinfo", "resource", "resource", "metadata"]
    assert {item.named.get("WARC-Target-URI", URL + "1") for item in asked} == {URL + "1"}


def test_two_exports_name_a_record_alike(store: Store) -> None:
    """The same store gives the same bytes; a later export of more has the same ids for what both have."""
    record(store, build_release("NV-1"))
    before = written(store)
    assert written(store) == before
    record(store, build_release("NV-2"), b"more", now=LATER)
    named = [[item.named["WARC-Record-ID"] for item in records(file)] for file in (before, written(store))]
    assert named[0][1] == named[1][1]
    assert len(set(named[1])) == 3


def test_each_record_is_compressed_for_itself(store: Store) -> None:
    """A replay tool jumps to a record by its offset: a member of gzip starts there."""
    record(store, build_release("NV-1"))
    file = written(store)
    offsets = []
    iterator = archiveiterator.ArchiveIterator(BytesIO(file))
    for found in iterator:
        found.raw_stream.read()
        offsets.append(iterator.get_record_offset())
    assert len(offsets) == 2
    with gzip.open(BytesIO(file[offsets[1] :])) as member:
        assert member.read(8) == b"WARC/1.1"


def test_what_a_server_says_breaks_no_record(store: Store) -> None:
    """Line breaks, spaces and letters of other alphabets in headers and addresses do not end up as structure."""
    headers = (("X-Title", "Erklärung\r\nWARC-Type: warcinfo"), ("Content-Type", "text/html"))
    received = Provenance(f"{URL}/é x\r\nWARC-Type: response", headers)
    record(store, build_release("NV-1"), received=received)
    _, page = records(written(store))
    assert (page.type, page.payload, page.digests) == ("response", HTML, True)
    assert page.named["WARC-Target-URI"] == f"{URL}/%C3%A9%20x%0D%0AWARC-Type:%20response"
    assert [name for name, _ in page.http] == ["X-Title", "Content-Type", "Content-Length"]


def test_memory_does_not_grow_with_the_store(store: Store) -> None:
    """An archive of years is written on a small machine: one body is in memory at a time."""
    for number in range(40):
        record(store, build_release(f"NV-{number}"), number.to_bytes(4, "big") * 250_000)

    class Nowhere(BytesIO):
        def write(self, data: Any) -> int:
            return len(data)

    tracemalloc.start()
    try:
        write_warc(store, Nowhere(), software=SOFTWARE, now=LATER)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 12_000_000  # of 40 MB


def test_without_the_extra_it_says_what_to_install(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who did not install the extra is told how, in one line."""
    monkeypatch.setitem(sys.modules, "warcio", None)
    with pytest.raises(ConfigError, match=r"warcio, which is not installed; install the extra: .*\[warc\]"):
        write_warc(store, BytesIO(), software=SOFTWARE, now=LATER)


def test_a_file_that_repeats_another_refers_to_it(store: Store) -> None:
    """The same text in two files is written once, too, and no headers are made up for it."""
    for ref in ("a.txt", "b.txt"):
        record(store, build_release(ref, url=""), b"text", media_type="text/plain", received=Provenance())
    _, first, again = records(written(store))
    assert (again.type, again.http, again.payload) == ("revisit", [], b"")
    assert again.named["WARC-Target-URI"] == "urn:x-policy-tracker:norvale-mfa:b.txt"
    assert again.named["WARC-Refers-To"] == first.named["WARC-Record-ID"]
