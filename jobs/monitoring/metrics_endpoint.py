"""[metrics]: what a monitoring system scrapes, by ``policy-tracker metrics`` or from the daemon over HTTP."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from jobs.disk_space import free_bytes
from jobs.monitoring.health_check import Finding, check_health, health_row, is_healthy
from jobs.monitoring.metrics import metric_families
from jobs.monitoring.metrics_settings import metrics_settings
from jobs.monitoring.probe_server import ProbeResponse, ProbeServer
from jobs.monitoring.prometheus import CONTENT_TYPE, format_metrics
from jobs.monitoring.status import SystemStatus, collect_status, load_status, open_existing_store
from jobs.monitoring.status_lines import WIDEST, lease_lines
from jobs.step_result import Clock
from tracker.config import Config
from tracker.store import Store
from tracker.store.database import exists

CACHE_SECONDS = 5.0  # an answer; however many ask, the store is asked no more often


def start_probe_server(
    store: Store, config: Config, clock: Clock = lambda: datetime.now(UTC)
) -> ProbeServer | None:
    """Answer /metrics, /health and /leases of *store* in a thread until closed; None where [metrics] names no address.

    Raises:
        ConfigError: [metrics] is wrong, or its address cannot be listened on.
    """
    listen = metrics_settings(config)
    if listen is None:
        return None

    def look() -> tuple[SystemStatus, tuple[Finding, ...], datetime]:
        now = clock()
        found = collect_status(store, config, now)
        return found, check_health(found, now, free_bytes=free_bytes(config.store_url)), now

    def metrics() -> ProbeResponse:
        found, findings, _ = look()
        return ProbeResponse(
            format_metrics(metric_families(found, findings, store.counts(), store.size())), CONTENT_TYPE
        )

    def health() -> ProbeResponse:
        _, findings, now = look()
        said = json.dumps(health_row(findings, now), ensure_ascii=False) + "\n"
        return ProbeResponse(said, "application/json", 200 if is_healthy(findings) else 503)

    def leases() -> ProbeResponse:
        lines = lease_lines(store.leases(clock()), WIDEST)
        return ProbeResponse("".join(f"{line}\n" for line in lines) or "nobody holds anything\n")

    routes = {"/metrics": metrics, "/health": health, "/leases": leases}
    return ProbeServer(listen.host, listen.port, {path: cached(answer) for path, answer in routes.items()})


def cached(
    answer: Callable[[], ProbeResponse], tick: Callable[[], float] = time.monotonic
) -> Callable[[], ProbeResponse]:
    """Return *answer*, asked by one thread at a time and not again for :data:`CACHE_SECONDS`."""
    turn = threading.Lock()
    held: list[tuple[float, ProbeResponse]] = []

    def ask() -> ProbeResponse:
        with turn:
            if not held or tick() - held[0][0] >= CACHE_SECONDS:
                held[:] = [(tick(), answer())]
            return held[0][1]

    return ask


def metrics_text(config: Config, now: datetime) -> str:
    """Return the metrics of the store of *config* as of *now*, as a scraper reads them.

    Raises:
        ConfigError: [jobs] or a reader is wrong.
        StoreError: The store cannot be opened, or its schema is not ours.
    """
    counts: dict[str, int] = {}
    size: int | None = None
    if exists(config.store_url):
        with open_existing_store(config.store_url) as store:
            found, counts, size = collect_status(store, config, now), store.counts(), store.size()
    else:
        found = load_status(config, now)
    findings = check_health(found, now, free_bytes=free_bytes(config.store_url))
    return format_metrics(metric_families(found, findings, counts, size))
