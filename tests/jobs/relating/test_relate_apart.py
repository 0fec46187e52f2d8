"""Sources that are related side by side come out as if one had followed the other."""

from __future__ import annotations

import os
import signal
from contextlib import closing
from itertools import count

import pytest

from jobs import reading_pool, steps
from jobs.bulkhead import is_unexpected
from jobs.local_pool import LocalPool
from jobs.relating import relate_apart, relate_source
from jobs.step_result import StepTally
from tests.jobs.relating.test_relate_beside import NOW, fresh_store, history, quietly, take_in
from tracker.errors import ConfigError

SOURCES = ("norvale-mfa", "veskia-mfa", "lurania-mfa")

related = relate_apart._related


@pytest.fixture(autouse=True)
def _two_texts_are_worth_processes(monkeypatch):
    monkeypatch.setattr(reading_pool, "WORTH", 2)


def related_and_killed(url, source, now):
    """Relate as a process that is killed, once, in the midst of the first source."""
    steps_done = count()
    stop = relate_apart.is_over

    def stop_or_die():
        if source == "norvale-mfa" and next(steps_done) == 4:
            os.kill(os.getpid(), signal.SIGKILL)
        return stop()

    relate_source.BATCH, relate_apart.is_over = 2, stop_or_die
    return related(url, source, now)


def related_with_a_bug(url, source, now):
    """Relate with an error of this program at one release."""
    relate = relate_source.relate_release

    def fail(revisions, *rest):
        if revisions[0].release.ref == "veskia-mfa-5":
            raise KeyError("a bug")
        return relate(revisions, *rest)

    relate_source.relate_release = fail
    try:
        return related(url, source, now)
    finally:
        relate_source.relate_release = relate


def side_by_side(tmp_path, engine, processes=2):
    """Return the history of all sources, related by *processes*, and what is told of it."""
    with fresh_store(tmp_path) as store, closing(LocalPool(engine, processes)) as pool:
        take_in(store, *SOURCES, site="")
        steps.read(store, engine)
        told = steps.relate(store, engine, NOW, pool=pool)
        return history(store), told


def test_sources_are_related_as_one_after_the_other(tmp_path, engine):
    """Order counts within a source alone: texts of one day, edits and undated texts included."""
    found, told = side_by_side(tmp_path, engine)
    quiet, counts = quietly(tmp_path, engine, *SOURCES, site="")
    assert found == quiet
    assert (told.counts, told.problems) == (counts, ())


def test_a_process_that_is_killed_costs_nothing_that_was_recorded(tmp_path, engine, monkeypatch, caplog):
    """What it had is related where the command runs, from the first day that is not done."""
    monkeypatch.setattr(relate_apart, "_related", related_and_killed)
    found, told = side_by_side(tmp_path, engine)
    assert found == quietly(tmp_path, engine, *SOURCES, site="")[0]
    assert told.problems == ()
    assert "a process that relates ended" in caplog.text


def test_a_release_that_cannot_be_related_is_told_and_logged_here(tmp_path, engine, monkeypatch, caplog):
    """An error of this program holds up its release alone, and its traceback is in the log of the command."""
    monkeypatch.setattr(relate_apart, "_related", related_with_a_bug)
    _, told = side_by_side(tmp_path, engine)
    (problem,) = told.problems
    assert is_unexpected(problem)
    assert told.counts["unexpected errors"] == 1
    assert "KeyError" in caplog.text


def test_a_store_that_is_gone_ends_the_step(tmp_path, engine):
    """What concerns all sources is one line, not one for each."""
    gone = f"sqlite:///{tmp_path}/gone.db"
    with closing(LocalPool(engine, 1)) as pool, pytest.raises(ConfigError):
        relate_apart.RelatingApart(pool, gone, NOW, {"norvale-mfa": ["a text"]}).wait(
            "norvale-mfa", StepTally()
        )
