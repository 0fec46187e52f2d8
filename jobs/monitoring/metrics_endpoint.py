"""[metrics]: what a monitoring system scrapes, by ``policy-tracker metrics`` or from the daemon over HTTP."""

from __future__ import annotations

import ipaddress
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from jobs.monitoring.health_check import Finding, examined, free_bytes, health_row, is_healthy, judge
from jobs.monitoring.metrics import families
from jobs.monitoring.probe_server import Answer, Endpoint
from jobs.monitoring.prometheus import CONTENT_TYPE, exposition
from jobs.monitoring.status import Status, opened, overview
from reports.config_checks import listen_of
from tracker.config import Config, strict
from tracker.errors import ConfigError

if TYPE_CHECKING:
    from tracker.store import Store

KEPT_SECONDS = 5.0  # an answer; however many ask, the store is asked no more often

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Listen:
    """Where the daemon answers probes. Port 0 is any that is free."""

    host: str
    port: int


class _Metrics(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    listen: str = ""
    public: bool = False


def metrics_settings(config: Config) -> Listen | None:
    """Return where [metrics] says to listen; None for nowhere, as by default.

    Raises:
        ConfigError: A key or a value is wrong, or the address is open to other machines and
            nothing says that this is meant: what is shown there is nobody else's affair.
    """
    where = f"{config.path.name if config.path else 'config.toml'}: [metrics]"
    given = strict(_Metrics, config.sections.get("metrics") or {}, where)
    if not given.listen:
        return None
    address, port = listen_of(given.listen, where, example=9108)
    if not ipaddress.ip_address(address).is_loopback and not given.public:
        raise ConfigError(
            f'listen = "{given.listen}" is open to other machines',
            where=where,
            mend='write "127.0.0.1:…", or add public = true if a firewall keeps strangers away',
        )
    return Listen(address, port)


def serve(store: Store, config: Config, clock: Clock = lambda: datetime.now(UTC)) -> Endpoint | None:
    """Answer /metrics and /health of *store* in a thread until closed; None where [metrics] names no address.

    Raises:
        ConfigError: [metrics] is wrong, or its address cannot be listened on.
    """
    listen = metrics_settings(config)
    if listen is None:
        return None

    def look() -> tuple[Status, tuple[Finding, ...], datetime]:
        now = clock()
        found = overview(store, config, now)
        return found, judge(found, now, free_bytes=free_bytes(config.store_url)), now

    def metrics() -> Answer:
        found, findings, _ = look()
        return Answer(exposition(families(found, findings, store.counts(), store.size())), CONTENT_TYPE)

    def health() -> Answer:
        _, findings, now = look()
        said = json.dumps(health_row(findings, now), ensure_ascii=False) + "\n"
        return Answer(said, "application/json", 200 if is_healthy(findings) else 503)

    return Endpoint(listen.host, listen.port, {"/metrics": kept(metrics), "/health": kept(health)})


def kept(answer: Callable[[], Answer], tick: Callable[[], float] = time.monotonic) -> Callable[[], Answer]:
    """Return *answer*, asked by one thread at a time and not again for :data:`KEPT_SECONDS`."""
    turn = threading.Lock()
    held: list[tuple[float, Answer]] = []

    def ask() -> Answer:
        with turn:
            if not held or tick() - held[0][0] >= KEPT_SECONDS:
                held[:] = [(tick(), answer())]
            return held[0][1]

    return ask


def text_of(config: Config, now: datetime) -> str:
    """Return the metrics of the store of *config* as of *now*, as a scraper reads them.

    Raises:
        ConfigError: [jobs] or a reader is wrong.
        StoreError: The store cannot be opened, or its schema is not ours.
    """
    found, findings = examined(config, now)
    counts: dict[str, int] = {}
    size: int | None = None
    if not found.store:
        with opened(config.store_url) as store:
            counts, size = store.counts(), store.size()
    return exposition(families(found, findings, counts, size))
