"""Reading in several processes."""

import os
import signal
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from jobs import reading_pool
from jobs.bulkhead import is_unexpected
from jobs.local_pool import LocalPool
from jobs.reading_pool import DIED, read_in_order
from tests.fakes import NOW, build_release
from tracker.domain import Document, Revision
from tracker.engine import default_engine
from tracker.errors import InstallError, UnreadableRevision
from tracker.reading import Reading


def read(revision, engine):
    """Read as a text says: nothing, too late, wrong, or not at all."""
    text = revision.body.decode()
    if noted := os.environ.get("READS"):
        with Path(noted).open("a") as reads:
            reads.write(f"{text}\n")
    if text == "unreadable":
        raise UnreadableRevision("no text in it", where=revision.release.ref)
    if text == "wrong":
        raise KeyError("a bug")
    if text == "broken":
        raise InstallError("the reader's network is missing", remedy="install it again")
    once = Path(os.environ.get("DIED_ONCE", ""))
    if text == "deadly" or (text == "deadly once" and not once.exists()):
        if text == "deadly once":
            once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Reading(revision.id, text, Document(text, ()), ())


def revisions(*texts):
    return [
        Revision(
            f"{number:024x}", build_release(ref=f"NV-{number}"), 1, text.encode(), "text/plain", "utf-8", NOW
        )
        for number, text in enumerate(texts)
    ]


def outcomes(*texts, workers=2):
    with closing(LocalPool(default_engine(), workers, read)) as pool:
        return [outcome for _, outcome in read_in_order(revisions(*texts), pool)]


def test_what_is_read_comes_back_in_the_order_asked():
    """Batches are recorded in the order of publication, whichever process is quicker."""
    texts = [f"text {number}" for number in range(30)]
    assert [outcome.reading.stamp for outcome in outcomes(*texts)] == texts


def test_a_text_that_cannot_be_read_costs_itself_alone():
    """What is wrong with one text, or with the program at one text, is one line; the others are read."""
    first, unreadable, wrong, last = outcomes("a", "unreadable", "wrong", "b")
    assert (first.reading.stamp, last.reading.stamp) == ("a", "b")
    assert unreadable.problem.message == "no text in it"
    assert is_unexpected(wrong.problem)
    assert "KeyError" in wrong.logged[0]


def test_a_text_that_kills_its_process_is_told_and_the_rest_is_read():
    """A text that needs more memory than there is must not stop the archive it came with."""
    found = outcomes("a", "deadly", "b", "c")
    assert [outcome.reading.stamp for outcome in found if outcome.reading] == ["a", "b", "c"]
    assert [outcome.problem.message for outcome in found if outcome.problem] == [DIED]


def assert_read_again_in_flight_alone(noted, texts, in_flight):
    """Each text was read once; again, and once, those that were out with the one that killed: *in_flight* of them, in order."""
    reads = Counter(noted.read_text().splitlines())
    again = [text for text in texts if reads[text] > 1]
    assert set(reads) == set(texts)
    assert max(reads.values()) == 2
    assert "deadly once" in again
    assert all(abs(texts.index(text) - texts.index("deadly once")) < in_flight for text in again)


def test_a_worker_that_is_killed_from_outside_loses_nothing(tmp_path, monkeypatch):
    """What was in flight is read again, and once; nothing else is read twice."""
    monkeypatch.setenv("DIED_ONCE", str(tmp_path / "died"))
    monkeypatch.setenv("READS", str(tmp_path / "reads"))
    texts = [*map(str, range(20)), "deadly once", *map(str, range(20, 40))]
    with closing(LocalPool(default_engine(), 2, read)) as pool:
        pool.ahead = 4
        found = [outcome for _, outcome in read_in_order(revisions(*texts), pool)]
    assert [outcome.reading.stamp for outcome in found] == texts
    assert_read_again_in_flight_alone(tmp_path / "reads", texts, 4)


def test_a_missing_network_ends_the_step():
    """Where nothing can be read at all, one line says so instead of one for each text."""
    with pytest.raises(InstallError, match="network is missing"):
        outcomes("broken", "a")


def test_few_texts_are_read_at_home(monkeypatch):
    """A pass that brings three releases does not pay for the start of a process."""
    monkeypatch.setattr(reading_pool, "WORTH", 24)
    assert reading_pool.worker_count(8, 24) == 1
    assert reading_pool.worker_count(2, 240) == 2
