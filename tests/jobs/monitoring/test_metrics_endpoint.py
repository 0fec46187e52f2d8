"""What is scraped: names and labels, and the endpoint that answers it."""

from __future__ import annotations

import http.client
import json
import re
import socket
import threading
from dataclasses import replace

import pytest

from jobs.monitoring.health_check import check_health
from jobs.monitoring.metrics import metric_families
from jobs.monitoring.metrics_endpoint import (
    CACHE_SECONDS,
    cached,
    metrics_text,
    start_probe_server,
)
from jobs.monitoring.probe_server import MAX_CONCURRENT, ProbeResponse, ProbeServer
from jobs.monitoring.prometheus import format_metrics
from tests.jobs.monitoring.build_status import BROKEN, HOUR, MINUTE, NOW, OK, build_run, build_status
from tests.jobs.monitoring.read_metrics import read_metrics
from tests.reports.mail.deliveries import build_delivery
from tests.stores import store_url
from tracker.config import Config
from tracker.errors import ConfigError, StoreError
from tracker.fetch import HostNote
from tracker.source_health.report import status_word
from tracker.store import open_store

UNITS = ("_total", "_seconds", "_bytes", "_info")


def scrape(found, counts=None, size=None):
    """Return the samples of a status by name, each a list of (labels, number)."""
    text = format_metrics(metric_families(found, check_health(found, NOW), counts or {}, size))
    samples: dict[str, list] = {}
    for (name, labels), number in read_metrics(text)[2].items():
        samples.setdefault(name.removeprefix("policy_tracker_"), []).append((dict(labels), number))
    return samples


@pytest.fixture
def full():
    """A status with one of everything."""
    return build_status(
        [build_run("fetch", NOW - MINUTE, new=3), build_run("run recheck", NOW - HOUR, "failed", "x")],
        states=[OK, BROKEN],
        deliveries={"sent": 12, "queued": 1},
        waiting=(build_delivery(created_at=NOW - HOUR),),
        hosts=(HostNote("slow.example", not_before=NOW + HOUR),),
    )


def test_names_keep_to_the_conventions(full):
    """One prefix, base units, _total on counters alone, a help for each: as Prometheus's page on naming asks."""
    text = format_metrics(
        metric_families(full, (), {"releases": 1, "revisions": 2, "units": 3, "lines": 4, "changes": 5}, 6)
    )
    types, helps, _ = read_metrics(text)
    assert types.keys() == helps.keys()
    for name, kind in types.items():
        assert re.fullmatch(r"policy_tracker(_[a-z]+)+", name)
        assert (kind == "counter") == name.endswith("_total")
        assert helps[name].endswith(".")
    assert all(name.endswith("_timestamp_seconds") for name in types if "_last_success" in name)


def test_the_state_of_a_source_is_one_of_all_it_could_be(full):
    """An alert on source_state{state="broken"} == 1 needs the 0 as well, or it never ends."""
    states = scrape(full)["source_state"]
    by_source = {}
    for labels, number in states:
        by_source.setdefault(labels["source"], {})[labels["state"]] = number
    assert [name for name, number in by_source["source-1"].items() if number] == ["broken"]
    assert len(by_source["source-0"]) == len(by_source["source-1"]) > 5
    assert status_word(full.watch.statuses["source-0"]) in by_source["source-0"]


def test_times_and_numbers_are_those_of_the_store(full):
    """Instants are seconds since 1970; what waits is told by its age's start, so that the scraper's clock counts."""
    said = scrape(full, {"releases": 7}, 4096)
    assert said["job_last_success_timestamp_seconds"] == [({"name": "fetch"}, NOW.timestamp())]
    assert said["job_last_duration_seconds"][0] == ({"name": "fetch"}, 60.0)
    assert said["delivery_oldest_waiting_timestamp_seconds"] == [({}, (NOW - HOUR).timestamp())]
    assert ({"state": "sent"}, 12.0) in said["deliveries"]
    assert ({"state": "uncertain"}, 0.0) in said["deliveries"]
    assert said["releases_total"] == [({}, 7.0)]
    assert said["store_size_bytes"] == [({}, 4096.0)]
    assert said["hosts_put_off"] == [({}, 1.0)]
    assert said["healthy"] == [({}, 0.0)]  # half of the sources are broken


def test_labels_are_bounded(full):
    """Ids of sources, names of jobs and states; never an address, a title or an error, of which there is no end."""
    labels = {name for samples in scrape(full).values() for sample, _ in samples for name in sample}
    assert labels == {"source", "state", "name", "status", "version"}


def test_no_label_is_one_that_prometheus_sets(full):
    """Its own job and instance would push ours aside, to exported_job."""
    samples = [sample for samples in scrape(full).values() for sample, _ in samples]
    assert not any({"job", "instance"} & sample.keys() for sample in samples)


def test_an_id_with_a_quotation_mark_does_no_harm(full):
    """A source the store knows from an older config may be called anything."""
    watched = replace(full.watch.statuses["source-0"], source='a"b\\c\nd')
    watch = replace(full.watch, statuses={**full.watch.statuses, watched.source: watched})
    said = scrape(replace(full, watch=watch))
    assert any(labels["source"] == 'a"b\\c\nd' for labels, _ in said["source_state"])


# ---- the endpoint ------------------------------------------------------------------------------------------


@pytest.fixture
def server():
    """An endpoint on a free port, with one path that answers, one that fails, one that waits."""
    go_on = threading.Event()

    def fails():
        raise StoreError("the disk is full", where="desk.db")

    def waits():
        go_on.wait(20)
        return ProbeResponse("done\n")

    routes = {"/metrics": lambda: ProbeResponse("desk_x 1\n"), "/fails": fails, "/waits": waits}
    endpoint = ProbeServer("127.0.0.1", 0, routes)
    endpoint.go_on = go_on
    yield endpoint
    go_on.set()
    endpoint.close()


def ask(endpoint, path="/metrics", method="GET"):
    """Return status, headers and body of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", endpoint.port, timeout=20)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read().decode()
    finally:
        connection.close()


def test_get_is_answered(server):
    """The body as given, with its length and type; a query is not looked at."""
    assert ask(server)[0::2] == (200, "desk_x 1\n")
    status, headers, _ = ask(server, "/metrics?x=1")
    assert (status, headers["Content-Length"]) == (200, "9")
    assert "Python" not in headers["Server"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "BREW"])
def test_nothing_but_get(server, method):
    """Nobody has anything to change here."""
    status, headers, _ = ask(server, method=method)
    assert (status, headers["Allow"]) == (405, "GET")


@pytest.mark.parametrize("path", ["/", "/metrics/", "/../etc/passwd", "/config.toml"])
def test_nothing_but_its_paths(server, path):
    """There is no file behind it and no list."""
    assert ask(server, path)[0] == 404


def test_a_store_that_cannot_be_read_is_503_without_its_whereabouts(server):
    """The scraper learns that it failed; paths and reasons go to the log."""
    status, _, body = ask(server, "/fails")
    assert status == 503
    assert "desk.db" not in body


def test_more_at_once_than_it_takes_are_closed_unanswered(server):
    """A flood of connections cannot fill the memory of a small server; afterwards it answers as before."""
    held = [socket.create_connection(("127.0.0.1", server.port), 20) for _ in range(MAX_CONCURRENT)]
    for connection in held:
        connection.sendall(b"GET /waits HTTP/1.0\r\n\r\n")
    with socket.create_connection(("127.0.0.1", server.port), 20) as further:
        assert further.recv(100) == b""
    server.go_on.set()
    for connection in held:
        assert b"200" in connection.recv(100)
        while connection.recv(1000):
            pass
        connection.close()
    until = [ask_or_none(server) for _ in range(50)]
    assert (200, "desk_x 1\n") in until


def ask_or_none(endpoint):
    """Return status and body; None where the connection was closed unanswered."""
    try:
        return ask(endpoint)[0::2]
    except (http.client.HTTPException, OSError):
        return None


@pytest.mark.parametrize(
    "sent", [b"\x16\x03\x01\x02\x00", b"GET " + b"x" * 70_000 + b" HTTP/1.0\r\n\r\n", b"\r\n"]
)
def test_rubbish_does_no_harm(server, sent):
    """TLS, endless lines, nothing at all: the next request is answered."""
    with socket.create_connection(("127.0.0.1", server.port), 20) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        while True:
            try:
                if not connection.recv(1000):
                    break
            except ConnectionError:
                break
    assert ask(server)[0] == 200


def test_a_port_that_is_taken_is_said_in_one_line(server):
    """Two daemons on one machine: the second says which key to change."""
    with pytest.raises(ConfigError, match=rf"cannot listen on 127.0.0.1 port {server.port}: .*another port"):
        ProbeServer("127.0.0.1", server.port, {})


def test_a_request_that_trickles_is_cut_off(monkeypatch):
    """Who opens a connection and says nothing holds one of few places, and not for ever."""
    monkeypatch.setattr("jobs.monitoring.probe_server.REQUEST_TIMEOUT", 0.1)
    endpoint = ProbeServer("127.0.0.1", 0, {})
    with socket.create_connection(("127.0.0.1", endpoint.port), 20) as connection:
        connection.sendall(b"GET /me")
        assert connection.recv(100) == b""
    endpoint.close()


def test_after_close_nobody_answers():
    """A daemon that stops leaves no open port."""
    endpoint = ProbeServer("127.0.0.1", 0, {})
    endpoint.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", endpoint.port), 5)


def test_an_answer_is_kept_for_a_moment():
    """However many ask, the store is asked once in five seconds; a failure is not kept."""
    clock, asked = [0.0], []

    def look():
        asked.append(clock[0])
        if len(asked) == 1:
            raise StoreError("locked")
        return ProbeResponse(str(len(asked)))

    ask_kept = cached(look, lambda: clock[0])
    with pytest.raises(StoreError):
        ask_kept()
    assert [ask_kept().body, ask_kept().body] == ["2", "2"]
    clock[0] = CACHE_SECONDS
    assert ask_kept().body == "3"


def test_a_daemon_answers_metrics_and_health(tmp_path):
    """Both are read from the store it works on; unhealthy is 503, so an uptime probe needs no parser."""
    url = store_url(tmp_path)
    now = [NOW]
    config = Config(
        store_url=url, sections={"metrics": {"listen": "127.0.0.1:0"}, "jobs": {"fetch": "*/30 * * * *"}}
    )
    with open_store(url) as store:
        run_id = store.begin_run("fetch", NOW, NOW)
        store.end_run(run_id, NOW, status="done", counts={})
        endpoint = start_probe_server(store, config, lambda: now[0])
        status, headers, body = ask(endpoint)
        assert (status, headers["Content-Type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
        _, _, samples = read_metrics(body)
        assert samples["policy_tracker_healthy", frozenset()] == 1
        assert samples["policy_tracker_store_size_bytes", frozenset()] > 0
        status, _, body = ask(endpoint, "/health")
        assert (status, json.loads(body)["healthy"]) == (200, True)
        endpoint.close()
        now[0] = NOW + 5 * HOUR
        endpoint = start_probe_server(store, config, lambda: now[0])
        assert ask(endpoint, "/health")[0] == 503
        endpoint.close()


def test_without_a_store_there_is_something_to_scrape(tmp_path):
    """A probe set up before the first run finds its metrics, and makes no store."""
    url = store_url(tmp_path)
    _, _, samples = read_metrics(metrics_text(Config(store_url=url), NOW))
    assert samples["policy_tracker_healthy", frozenset()] == 1
    assert not (tmp_path / "desk.db").exists()
