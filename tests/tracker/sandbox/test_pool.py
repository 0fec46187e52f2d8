"""What a parser may take: a child that exceeds its limits is ended, and the next call has a new one."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fake_web import FakeWeb
from tests.tracker.extract.pdf.hostile_pdf import nested_forms
from tracker import sandbox
from tracker.domain import Role, Selectors, Source, SourceKind
from tracker.errors import FetchError, UnreadableRevision
from tracker.extract import extract, extract_in_process
from tracker.fetch import Fetched
from tracker.sandbox import BodyTooCostly, ParserLimits
from tracker.sandbox.messages import pack_message, unpacked
from tracker.sandbox.pool import ChildPool
from tracker.sources.asking import list_releases

TIGHT = ParserLimits(cpu_seconds=1, wall_seconds=30.0, memory_bytes=500_000_000, children=1)
PAGE = b"<html><body><h1>On salt</h1><p>Norvale will pay for the salt of Estmark by the end of the year.</p></body></html>"


@pytest.fixture
def pool() -> Iterator[ChildPool]:
    """One child with tight limits."""
    made = ChildPool(TIGHT)
    yield made
    made.close()


@pytest.fixture
def installed() -> Iterator[None]:
    """All that is parsed is parsed by children."""
    sandbox.install()
    yield
    sandbox.close()


def test_a_child_reads_what_we_would_read(installed: None) -> None:
    """A page is read in a child to the same document, of the same types."""
    here = extract_in_process(PAGE, "text/html", "", Selectors(), "page")
    there = extract(PAGE, "text/html", where="page")
    assert there == here
    assert there.blocks[-1].role is Role.PARAGRAPH


def test_what_is_raised_there_is_raised_here(installed: None) -> None:
    """An error that a user can mend comes back with its place and how to mend it."""
    with pytest.raises(UnreadableRevision) as raised:
        extract(b"{}", "application/json", where="page")
    assert raised.value.where == "page"
    assert raised.value.remedy.startswith("only text/plain")


def test_a_bug_in_a_child_shows_where_it_was(pool: ChildPool) -> None:
    """The traceback of the child is a note of the error, so that the log has it."""
    with pytest.raises(ZeroDivisionError) as raised:
        pool.call(divmod, (1, 0), {})
    assert "child.py" in "".join(raised.value.__notes__)


@pytest.mark.parametrize(
    ("function", "args", "said"),
    [
        (sum, (range(10**12),), "more than 1 s of the processor"),
        (bytearray, (10**9,), "more than 500 MB of memory"),
        (os.abort, (), "ends the process"),
    ],
)
def test_what_exceeds_a_limit_is_ended_and_the_next_call_is_answered(
    pool: ChildPool, function: object, args: tuple[object, ...], said: str
) -> None:
    """No loop, no allocation and no crash of a parser reaches the process that fetches."""
    with pytest.raises(BodyTooCostly, match=said):
        pool.call(function, args, {})  # type: ignore[arg-type]
    assert pool.call(sum, ([1, 2],), {}) == 3


def test_one_that_only_waits_is_ended_by_the_clock() -> None:
    """A parser that uses no processor is ended all the same."""
    pool = ChildPool(ParserLimits(wall_seconds=0.2, children=1))
    with pytest.raises(BodyTooCostly, match=r"more than 0\.2 s to read"):
        pool.call(time.sleep, (1000,), {})
    pool.close()


def test_a_child_is_used_again(pool: ChildPool) -> None:
    """Starting one takes longer than reading most bodies."""
    assert pool.call(os.getpid, (), {}) == pool.call(os.getpid, (), {})


@pytest.mark.parametrize("limits", [ParserLimits(keep_bytes=1), ParserLimits(keep_calls=1)])
def test_a_child_that_has_grown_is_replaced(limits: ParserLimits) -> None:
    """What a library keeps of what it has seen is not kept for ever."""
    pool = ChildPool(limits)
    assert pool.call(os.getpid, (), {}) != pool.call(os.getpid, (), {})
    pool.close()


def test_a_child_ends_with_its_parent_and_not_before() -> None:
    """Ctrl-C and SIGTERM are for the parent to answer; when it is gone, nobody is left behind."""
    program = (
        "import os, signal, sys; from tracker.sandbox.pool import ChildPool; pool = ChildPool();"
        "print(pool.call(os.getpid, (), {}), flush=True); sys.stdin.read(1);"
        "print(pool.call(os.getpid, (), {}), flush=True); sys.stdin.read(1); os._exit(1)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    os.kill(child, signal.SIGTERM)
    os.kill(child, signal.SIGINT)
    parent.stdin.write("1")
    parent.stdin.flush()
    assert int(parent.stdout.readline()) == child
    parent.communicate("1")
    assert has_ended(child)


def has_ended(process: int) -> bool:
    """Return whether a process is gone within ten seconds, or nobody has asked yet how it ended."""
    for _ in range(100):
        try:
            stat = Path(f"/proc/{process}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return True
        if stat.rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


def test_an_answer_that_is_no_value_is_not_taken() -> None:
    """A parser that was taken over cannot have its parent call anything."""
    assert unpacked(pack_message(("found", {"a": (1, None)}, 3))[8:]) == ("found", {"a": (1, None)}, 3)
    for hostile in (
        b"cos\nsystem\n(S'true'\ntR.",
        b"ctracker.sandbox\nclose\n)R.",
        b"cbuiltins\neval\n(S'1'\ntR.",
    ):
        with pytest.raises(pickle.UnpicklingError):
            unpacked(hostile)


@pytest.mark.parametrize("levels", [5, 6])
def test_a_small_pdf_that_draws_for_ever_is_one_line(installed: None, levels: int) -> None:
    """Forms that draw the next one ten times each: 1.5 KB for a minute, or for gigabytes."""
    body = nested_forms(levels)
    assert len(body) < 2_000
    with pytest.raises(UnreadableRevision, match="no press release") as raised:
        extract(body, "application/pdf", where="https://norvale.example/a.pdf")
    assert raised.value.where == "https://norvale.example/a.pdf"


def test_an_index_is_read_in_a_child(installed: None) -> None:
    """What a feed, a listing, a sitemap or a JSON list announces is the same, and so are their errors."""
    feed = b"<rss version='2.0'><channel><item><guid>1</guid><link>https://norvale.example/1</link></item></channel></rss>"
    sitemap = b"<urlset><url><loc>https://norvale.example/1</loc></url></urlset>"
    url = "https://norvale.example/index"
    for kind, body in ((SourceKind.FEED, feed), (SourceKind.SITEMAP, sitemap)):
        source = Source("norvale", kind, "Norvale", url)
        found = list_releases(source, FakeWeb({url: Fetched(url, body, "text/xml")}))
        assert [item.release.url for item in found.items] == ["https://norvale.example/1"]
        with pytest.raises(FetchError, match=r"not a (feed|sitemap) but"):
            list_releases(source, FakeWeb({url: Fetched(url, b"<p>gone</p>", "text/html")}))
