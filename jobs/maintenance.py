"""[retention] and what is done for the store now and then: forget, check, give room back, copy.

Nothing received is ever forgotten, and nothing that a change or a digest rests on: what
goes is the record of runs and notices, and the bytes of messages that went out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field

from jobs.disk_space import free_bytes
from jobs.step_result import StepResult
from reports.config.mail_settings import mail_settings
from tracker.config import Config
from tracker.config.section import Section, validate_section
from tracker.config_checks import MOST_DAYS
from tracker.domain import Problem
from tracker.errors import ConfigError, InputError
from tracker.private_files import remove_partials

if TYPE_CHECKING:
    from tracker.store import Store

MIN_RETENTION = timedelta(days=30)  # kept in any case: `health` and the catching up of missed jobs look back
MAX_DURATION = timedelta(days=MOST_DAYS)  # longer is as long: before it there is nothing to keep or to miss
VACUUM_THRESHOLD = 10_000  # rows gone before their room is given back; less is soon used again
DURATION_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "y": timedelta(days=365),
}
BACKUP_NAME = re.compile(r"policy-tracker-\d{8}T\d{6}Z\.db")


@dataclass(frozen=True, slots=True)
class Retention:
    """How long the record of runs, notices and messages is kept, and whether maintenance reads the store through."""

    keep: timedelta
    check: bool
    backups: str = ""  # the folder `backup` is given, relative to the file; "" = not said


class _Retention(Section):
    keep: str = "400d"
    check: bool = True
    backups: str = Field(default="", max_length=4096)


def retention(config: Config) -> Retention:
    """Return [retention] of *config*.

    Raises:
        ConfigError: A key or a value is wrong.
    """
    where = config.place("[retention]")
    given = validate_section(_Retention, config.sections.get("retention") or {}, where)
    return Retention(retention_period(given.keep, "keep", where), given.check, given.backups)


def retention_period(text: str, key: str, where: str = "") -> timedelta:
    """Return how long *text* ("400d") says that a record is to be kept.

    Raises:
        ConfigError: It is no time, or less than :data:`MIN_RETENTION`.
    """
    keep = parse_duration(text, key, where)
    if keep < MIN_RETENTION:
        raise ConfigError(
            f'{key} = "{text}" is too short',
            where=where,
            remedy=f"{MIN_RETENTION.days}d at least; 400d is usual",
        )
    return keep


def parse_duration(text: str, key: str, where: str = "") -> timedelta:
    """Return how long *text* says.

    >>> parse_duration("90m", "--within"), parse_duration("2w", "--within")
    (datetime.timedelta(seconds=5400), datetime.timedelta(days=14))

    Raises:
        ConfigError: It is not a number with its unit.
    """
    found = re.fullmatch(r"([1-9][0-9]{0,4})([mhdwy])", text.strip())
    if found is None:
        raise ConfigError(
            f'{key} = "{text}" is no length of time', where=where, remedy="write 90m, 2h, 400d, 8w or 2y"
        )
    return min(int(found[1]) * DURATION_UNITS[found[2]], MAX_DURATION)


def run_maintenance(store: Store, config: Config, now: datetime) -> StepResult:
    """Forget what is older than [retention] keep, check the store, give room back where much was freed, and keep the search fast.

    Raises:
        ConfigError: [retention] is wrong.
        StoreError: The store cannot be written.
    """
    settings = retention(config)
    gone = store.prune(settings.keep, now)
    counts = {f"{name} forgotten": number for name, number in gone.items() if number}
    if half := sum(remove_partials(folder) for folder in _own_folders(config)):
        counts["partial files removed"] = half
    problems = (
        tuple(Problem("store", line, "see docs/operations.md, Damage") for line in store.check())
        if settings.check
        else ()
    )
    if problems:
        return StepResult(counts, problems)
    if sum(gone.values()) >= VACUUM_THRESHOLD and _has_room(store, config):
        store.vacuum()
        counts["vacuumed"] = 1
    else:
        store.optimize_search()
    return StepResult(counts)


def _own_folders(config: Config) -> set[Path]:
    """Return the folders we write whole files into: of the store, of mail, of backups."""
    base = config.path.parent if config.path else Path()
    folders = {base / retention(config).backups} if retention(config).backups else set()
    if config.store_url.startswith("sqlite:///"):
        folders.add(Path(config.store_url.removeprefix("sqlite:///")).absolute().parent)
    mail = mail_settings(config)
    if mail is not None and mail.folder is not None:
        folders |= {mail.folder, mail.folder / "tmp"}
    return folders


def back_up(
    store: Store, target: Path, now: datetime, *, keep: int | None = None
) -> tuple[Path, Mapping[str, int]]:
    """Copy *store* into *target* while it is in use; return the file and what is in it.

    Where *target* is a folder, the file gets a name with the time, and of those so named only
    the *keep* latest stay.

    Raises:
        InputError: The folder is not there, or *keep* is given without a folder.
        StoreError: It cannot be copied.
    """
    if not target.is_dir():
        if keep is not None:
            raise InputError(
                "--keep counts the backups of a folder", where=str(target), remedy="name a folder"
            )
        return target, store.backup(target)
    file = target / f"policy-tracker-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.db"
    held = store.backup(file)
    if keep is not None:
        for old in sorted(path for path in target.iterdir() if BACKUP_NAME.fullmatch(path.name))[:-keep]:
            old.unlink()
    return file, held


def _has_room(store: Store, config: Config) -> bool:
    free = free_bytes(config.store_url)
    return free is None or free > 2 * store.size()
