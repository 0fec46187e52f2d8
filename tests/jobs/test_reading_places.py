"""Where texts are read."""

import multiprocessing

import pytest

from jobs import reading_pool
from jobs.reading_places import local_processes, started_early
from tracker.engine import default_engine


@pytest.fixture(autouse=True)
def _three_texts_are_worth_a_process(monkeypatch):
    monkeypatch.setattr(reading_pool, "WORTH", 3)


def test_processes_start_while_texts_are_taken_in():
    """As soon as there is work for all of them, since a start takes as long as to take in an archive; not for a morning's texts."""
    engine, before = default_engine(), set(multiprocessing.active_children())
    assert started_early(engine, 2, 5) is None
    started = started_early(engine, 2, 6)
    assert len(set(multiprocessing.active_children()) - before) == 2
    with local_processes(engine, 2, 6, started) as pool:
        assert pool is started
    assert set(multiprocessing.active_children()) <= before


def test_none_starts_where_one_process_or_a_cluster_reads():
    """What is read elsewhere, or here by one process, needs none."""
    assert started_early(default_engine(), 1, 1000) is None
    assert started_early(default_engine(), "dask://127.0.0.1:9", 1000) is None
