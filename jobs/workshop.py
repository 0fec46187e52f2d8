"""Everything the steps need, built from one configuration, and the steps by name."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from jobs import steps
from jobs.result import StepResult, Stop, Track, never, quiet
from reports.config import MailSettings, Subscriber, mail_settings, password, subscribers
from reports.mailers import build_mailer
from tracker.config import Config
from tracker.engine import Engine
from tracker.errors import ConfigError
from tracker.fetch import Web
from tracker.fetch.web import RequestsWeb
from tracker.settings import engine_for
from tracker.store import Store, open_store

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Workshop:
    """One store, one engine, one way out to the web."""

    config: Config
    store: Store
    engine: Engine
    web: Web
    subscribers: tuple[Subscriber, ...]
    mail: MailSettings | None


@contextmanager
def open_workshop(config: Config, sleep: Callable[[float], None] = time.sleep) -> Iterator[Workshop]:
    """Check all of *config* and open what it names; *sleep* is how the fetcher waits between two requests.

    Raises:
        ConfigError: A section is wrong. Nothing has been opened then.
        StoreError: The store cannot be opened.
    """
    mail, readers = mail_settings(config), subscribers(config)
    engine = engine_for(config)
    with open_store(config.store_url) as store:
        yield Workshop(config, store, engine, RequestsWeb(config.fetch, sleep=sleep), readers, mail)


def run_step(
    workshop: Workshop,
    name: str,
    now: datetime,
    *,
    window_end: datetime | None = None,
    readers: Sequence[Subscriber] | None = None,
    track: Track = quiet,
    stop: Stop = never,
) -> StepResult:
    """Do the step called *name*; *window_end* and *readers* matter to compose only.

    Raises:
        ConfigError: There is no such step.
    """
    store, engine, mail = workshop.store, workshop.engine, workshop.mail
    if name == "fetch":
        return steps.fetch(store, workshop.web, workshop.config.sources, now, track=track, stop=stop)
    if name == "read":
        return steps.read(store, engine, track=track, stop=stop)
    if name == "relate":
        return steps.relate(store, engine, now, track=track, stop=stop)
    if name not in steps.STEPS:
        raise ConfigError(f'there is no step "{name}"', mend=f"one of {', '.join(steps.STEPS)}")
    if mail is None:  # nobody is written to
        return StepResult()
    if name == "compose":
        chosen = workshop.subscribers if readers is None else readers
        return steps.compose(store, chosen, window_end or now, now, mail)
    with closing(build_mailer(mail, password())) as mailer:
        return steps.deliver(store, mailer, now, on_uncertain=mail.on_uncertain, stop=stop)


def utc_now() -> datetime:
    """Return this instant, aware."""
    return datetime.now(UTC)
