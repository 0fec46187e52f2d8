"""Everything the steps need, built from one configuration, and the steps by name.

What reads, compares and renders is loaded when there is something to read, compare
or render: most passes over the sources find that nothing changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from threading import Event
from typing import TYPE_CHECKING

from jobs.polling import poller
from jobs.polling.events import OnEvent, ignore_event
from jobs.polling.shared_pass import SharedPass
from jobs.polling.source_poller import ALL_DAYS, DateRange
from jobs.step_result import STEPS, StepResult, Stop, Track, never_stop, no_progress, total
from reports.config.mail_settings import MailSettings, mail_settings, smtp_password
from reports.config.subscriber_settings import Subscriber, subscribers
from reports.mail.alert_config import Alert, configured_alerts
from reports.mail.transports.build_transport import build_transport
from tracker.config import Config
from tracker.config.configured_engine import engine_for, stamp_for_config
from tracker.domain import Source
from tracker.errors import ConfigError
from tracker.fetch.web import RequestsWeb
from tracker.store import Store, open_store

if TYPE_CHECKING:
    from tracker.engine import Engine
    from tracker.store.write.readings import StampFor


@dataclass(frozen=True, slots=True)
class JobContext:
    """One store, one engine, one way out to the web."""

    config: Config
    store: Store
    load_engine: Callable[[], Engine]  # the same one every time
    stamp_for: StampFor  # of that engine, without loading it
    web: RequestsWeb
    subscribers: tuple[Subscriber, ...]
    mail: MailSettings | None
    alerts: tuple[Alert, ...] = ()

    @property
    def engine(self) -> Engine:
        """The engine of the configuration, loaded when first asked for."""
        return self.load_engine()


@contextmanager
def open_context(config: Config, stop_event: Event | None = None) -> Iterator[JobContext]:
    """Check all of *config* and open what it names; *stop_event* cuts short what the fetcher waits between two requests.

    It is set at the end of the block, where requests under way are shut as well.

    Raises:
        ConfigError: A section is wrong. Nothing has been opened then.
        StoreError: The store cannot be opened.
    """
    mail, readers, alerts = mail_settings(config), subscribers(config), configured_alerts(config)
    load_engine = cache(partial(engine_for, config))
    stamp_for = stamp_for_config(config).of
    over = stop_event or Event()

    def nap(seconds: float) -> None:
        over.wait(seconds)

    with (
        open_store(config.store_url) as store,
        RequestsWeb(config.fetch, notes=store.hosts(), sleep=nap) as web,
    ):
        try:
            yield JobContext(config, store, load_engine, stamp_for, web, readers, mail, alerts)
        finally:
            over.set()


def run_step(
    context: JobContext,
    name: str,
    now: datetime,
    *,
    window_end: datetime | None = None,
    readers: Sequence[Subscriber] | None = None,
    track: Track = no_progress,
    stop: Stop = never_stop,
    on_event: OnEvent = ignore_event,
    sources: Sequence[Source] | None = None,
    shared: SharedPass | None = None,
    date_range: DateRange = ALL_DAYS,
) -> StepResult:
    """Do the step called *name*; *window_end* and *readers* matter to compose only, the last four to fetch.

    Raises:
        ConfigError: There is no such step.
    """
    store, mail = context.store, context.mail
    if name == "fetch":
        try:
            return poller.fetch(
                store,
                context.web if shared is None else context.web.behind(shared.gate),
                context.config.sources if sources is None else sources,
                now,
                date_range=date_range,
                parallel=context.config.fetch.parallel,
                per_host=context.config.fetch.per_host,
                track=track,
                stop=stop,
                on_event=on_event,
                shared=shared,
            )
        finally:
            store.record_hosts(context.web.notes())
    if name == "read" and not store.count_pending(context.stamp_for):
        return StepResult()
    if name == "relate" and not store.sources_to_relate(context.stamp_for):
        return StepResult()
    if name in ("compose", "deliver") and mail is None:  # nobody is written to
        return StepResult()
    from jobs import steps  # 0.7 s of processor, which a pass that finds nothing new does without

    if name == "read":
        return steps.read(store, context.engine, workers=context.config.workers, track=track, stop=stop)
    if name == "relate":
        return steps.relate(store, context.engine, now, track=track, stop=stop)
    if name not in STEPS:
        raise ConfigError(f'there is no step "{name}"', remedy=f"one of {', '.join(STEPS)}")
    assert mail is not None, "without it there is nothing to compose or deliver"
    if name == "compose":
        chosen = context.subscribers if readers is None else readers
        configured = [source.id for source in context.config.sources]
        return steps.compose(store, chosen, window_end or now, now, mail, configured)

    answered = steps.queue_alerts(store, context.alerts, now, mail)
    with closing(build_transport(mail, smtp_password())) as mailer:
        return total((answered, steps.deliver(store, mailer, now, on_uncertain=mail.on_uncertain, stop=stop)))
