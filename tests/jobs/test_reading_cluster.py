"""Reading on a Dask cluster: two workers on loopback, each a process."""

import os
import warnings
from contextlib import closing

import pytest
from distributed import Client

from jobs import reading_cluster
from jobs.reading_cluster import ClusterPool
from jobs.reading_pool import read_in_order
from tests.jobs.clusters import two_workers
from tests.jobs.test_reading_pool import assert_read_again_in_flight_alone, read, revisions
from tracker import stamp
from tracker.engine import default_engine
from tracker.errors import ClusterError, InstallError


@pytest.fixture(scope="module")
def cluster():
    """A scheduler and two workers of one thread."""
    with warnings.catch_warnings(), two_workers(failures=0) as made:
        yield made


@pytest.fixture
def address(cluster):
    return cluster.scheduler_address.replace("tcp", "dask")


def outcomes(address, *texts):
    with closing(ClusterPool(address, default_engine(), len(texts), read)) as pool:
        return [outcome for _, outcome in read_in_order(revisions(*texts), pool)]


def on_workers(cluster, act, *args, workers=None):
    """Have *act* done in processes of workers, by a client of the test's own."""
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        return client.run(act, *args, workers=workers)


def set_variable(name, value):
    os.environ[name] = value


def reads_with(version):
    stamp.SEGMENT = version


def test_a_cluster_answers_as_one_machine_does(address):
    """In the order asked; a text that cannot be read, or that shows a bug, costs itself alone."""
    found = outcomes(address, *map(str, range(30)), "unreadable", "wrong", "last")
    assert [one.reading.stamp for one in found if one.reading] == [*map(str, range(30)), "last"]
    assert found[30].problem.message == "no text in it"
    assert "KeyError" in found[31].logged[0]


def test_a_worker_that_is_killed_costs_its_tasks_and_nothing_else(address, cluster, tmp_path, monkeypatch):
    """What it had is read by another; nothing else is read twice."""
    for name in ("DIED_ONCE", "READS"):
        on_workers(cluster, set_variable, name, str(tmp_path / name))
        monkeypatch.setenv(name, str(tmp_path / name))  # of the one that is started in its place
    texts = [*map(str, range(20)), "deadly once", *map(str, range(20, 40))]
    with closing(ClusterPool(address, default_engine(), len(texts), read)) as pool:
        pool.ahead, pool.task_size = 3, 2
        found = [outcome for _, outcome in read_in_order(revisions(*texts), pool)]
    assert [one.reading.stamp for one in found] == texts
    assert_read_again_in_flight_alone(tmp_path / "READS", texts, 3 * 2)


def test_a_worker_with_another_engine_is_refused_by_name_and_the_other_reads(address, cluster, caplog):
    """What two versions read is not the same, and a digest that mixes them would show moves nobody made."""
    cluster.wait_for_workers(2)
    other = min(cluster.scheduler_info["workers"])
    kept = stamp.SEGMENT
    on_workers(cluster, reads_with, "reader.v0", workers=[other])
    try:
        assert len(outcomes(address, "a", "b", "c")) == 3
    finally:
        on_workers(cluster, reads_with, kept)
    assert f"worker {other} is not used: it has another engine (reader." in caplog.text


def test_where_no_worker_can_read_one_line_says_so(address, cluster):
    """Nothing is recorded then, and the line says how to read here instead."""
    kept = stamp.SEGMENT
    on_workers(cluster, reads_with, "reader.v0")
    try:
        with pytest.raises(
            ClusterError, match="none of its 2 workers can read; nothing is lost; `--workers 2`"
        ):
            outcomes(address, "a")
    finally:
        on_workers(cluster, reads_with, kept)


def test_a_missing_network_ends_the_step(address):
    """Where nothing can be read at all, one line says so instead of one for each text."""
    with pytest.raises(InstallError, match="network is missing"):
        outcomes(address, "broken", "a")


def test_a_scheduler_that_does_not_answer_is_one_line(monkeypatch):
    """Nothing is lost, and the line says so."""
    monkeypatch.setattr(reading_cluster, "CONNECT_SECONDS", 0.2)
    with pytest.raises(ClusterError, match=r"dask://127\.0\.0\.1:9: no scheduler answers; nothing is lost"):
        ClusterPool("dask://127.0.0.1:9", default_engine(), 1)
