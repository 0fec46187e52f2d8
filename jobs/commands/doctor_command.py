"""What ``doctor`` looks at beside the domain: jobs, mail, site, sections, upkeep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack

import typer

from jobs.commands.database_commands import describe_maintenance
from jobs.scheduling.schedule import schedule
from jobs.sections import SECTION_READERS, check_sections
from reports.config.mail_settings import mail_settings, smtp_password
from reports.config.site_settings import site_password, site_settings
from reports.config.subscriber_settings import Subscriber, subscribers
from reports.config.value_checks import parse_listen_address
from reports.mail.transports.build_transport import build_transport
from reports.mail.unknown_parties import unknown_parties
from reports.web.access import access_policy
from tracker.cli.commands import register_doctor
from tracker.config import Config
from tracker.store import open_store
from tracker.store.database import exists

LOOKED_AT = frozenset(  # sections that doctor has more to say of than that they are read
    {"jobs", "subscribers", "mail", "site", "metrics", "log", "retention"}
)


def register(app: typer.Typer) -> None:
    """Add ``doctor`` to *app*."""
    looks = {
        "jobs": describe_jobs,
        "mail": describe_mail,
        "site": describe_site,
        "sections": describe_sections,
        "upkeep": describe_maintenance,
    }
    register_doctor(app, looks)


def describe_jobs(config: Config) -> str:
    """Say how many jobs [jobs] and the subscribers make."""
    if not config.sections.get("jobs"):
        return "no [jobs]; `run` needs none, `daemon` does"
    planned = schedule(config, subscribers(config))
    return ", ".join(f"{job.name} ({job.cron})" for job in planned.jobs)


def describe_mail(config: Config) -> str:
    """Say how digests leave the house, and to whom."""
    settings, readers = mail_settings(config), subscribers(config)
    if settings is None:
        return "no [mail]; no digests are sent"
    build_transport(settings, smtp_password()).close()
    said = f"{len(readers)} subscribers, by {settings.folder or settings.host}"
    return "; ".join((said, *_unknown_parties(config, readers)))


def _unknown_parties(config: Config, readers: Sequence[Subscriber]) -> Iterator[str]:
    """Yield a line for each party that a reader asks for and nobody knows."""
    with ExitStack() as stack:
        store = stack.enter_context(open_store(config.store_url)) if exists(config.store_url) else None
        for reader in readers:
            yield from (
                f'"{reader.id}": {line}' for line in unknown_parties(store, reader.change_filter.parties)
            )


def describe_sections(config: Config) -> str:
    """Name the sections of the file; those that no other look reads are read here.

    Raises:
        ConfigError: One of them is wrong.
    """
    check_sections(config, SECTION_READERS.keys() - LOOKED_AT)
    return ", ".join(config.sections) or "none"


def describe_site(config: Config) -> str:
    """Say where the site is, and who may see it where ``serve`` answers.

    Raises:
        ConfigError: [site] is wrong, or of user and password there is only one.
    """
    settings = site_settings(config)
    host, port = parse_listen_address(settings.listen, "[site]")
    access_policy(settings, host, site_password(), public=True)  # whether that is meant is for `serve` to ask
    readers = f'"{settings.user}" with a password' if settings.user else "anyone who reaches it"
    return f"{settings.url or 'no public address'}; `serve` answers {readers} at {host} port {port}"
