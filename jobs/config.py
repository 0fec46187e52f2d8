"""[jobs]: when each step runs.

Cron texts of five fields. Weekdays are names: to cron, 1 is Monday, to the
scheduler it is Tuesday, so a digit in that field is refused rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict

from reports.config import Subscriber
from tracker.config import Config, strict
from tracker.errors import ConfigError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIELDS: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of the month", 1, 31, ()),
    ("month", 1, 12, MONTHS),
    ("weekday", 0, 6, DAYS),
)


@dataclass(frozen=True, slots=True)
class Job:
    """Steps that run one after the other at one time. *readers* are those compose is for; empty = all."""

    name: str
    cron: str
    steps: tuple[str, ...]
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """What the daemon does and when."""

    timezone: ZoneInfo
    jobs: tuple[Job, ...]


class _Jobs(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    timezone: str = "UTC"
    fetch: str = ""
    read: str = ""
    relate: str = ""
    compose: str = ""
    deliver: str = ""


def schedule(config: Config, subscribers: Sequence[Subscriber]) -> Schedule:
    """Return when each step runs, from [jobs] and the *when* of *subscribers*.

    A step without a time of its own follows the one before it, so with fetch
    alone all follow fetch. Digests are composed when their readers want them,
    unless [jobs] compose says when to look for windows that have closed; they
    are handed over at once, and tried again after each fetch.

    Raises:
        ConfigError: A key, a zone or a cron text is wrong, or nothing says when to fetch.
    """
    where = f"{config.path.name if config.path else 'config.toml'}: [jobs]"
    given = strict(_Jobs, dict(config.sections.get("jobs") or {}), where)
    times = {name: getattr(given, name) for name in ("fetch", "read", "relate", "compose", "deliver")}
    for name, text in times.items():
        if text:
            check_cron(text, where, name)
    for subscriber in subscribers:
        check_cron(subscriber.when, f'{where.split(":")[0]}: [[subscribers]] "{subscriber.id}"', "when")
    if not times["fetch"]:
        raise ConfigError("nothing says when to fetch", where=where, mend='add fetch = "*/30 * * * *"')
    return Schedule(_zone(given.timezone, where), _jobs(times, subscribers))


def _jobs(times: Mapping[str, str], subscribers: Sequence[Subscriber]) -> tuple[Job, ...]:
    chains: list[list[str]] = []
    for name in ("fetch", "read", "relate"):
        if times[name]:
            chains.append([])
        chains[-1].append(name)
    composing = ["compose"]
    if not times["deliver"]:
        chains[0].append("deliver")
        composing.append("deliver")
    jobs = [Job(chain[0], times[chain[0]], tuple(chain)) for chain in chains]
    if times["compose"]:
        jobs.append(Job("compose", times["compose"], tuple(composing)))
    else:
        jobs += [Job(f"compose {one.id}", one.when, tuple(composing), (one.id,)) for one in subscribers]
    if times["deliver"]:
        jobs.append(Job("deliver", times["deliver"], ("deliver",)))
    return tuple(jobs)


def check_cron(text: str, where: str, key: str) -> None:
    """Raise where *text* is no cron text we run as written.

    Raises:
        ConfigError: Says which field and how to write it.
    """

    def fault(what: str, mend: str) -> ConfigError:
        return ConfigError(f'{key} = "{text}": {what}', where=where, mend=mend)

    parts = text.lower().split()
    if len(parts) != len(FIELDS):
        raise fault(
            f"{len(parts)} fields, not five",
            'write minute, hour, day, month, weekday: "0 7 * * mon-fri"',
        )
    if re.search(r"\d", re.sub(r"/\d+$", "", parts[4])):
        raise fault(
            'write the weekday as a name ("mon")',
            "digits mean different days to cron and to the scheduler",
        )
    for part, (name, low, high, names) in zip(parts, FIELDS, strict=True):
        for item in part.split(","):
            if not _is_range(item, low, high, names):
                allowed = "mon to sun" if name == "weekday" else f"{low} to {high}"
                raise fault(
                    f'"{item}" is no {name}', f"use {allowed}, *, ranges (a-b), steps (*/n) and lists (a,b)"
                )


def _is_range(item: str, low: int, high: int, names: tuple[str, ...]) -> bool:
    match = re.fullmatch(r"(\*|([a-z]+|\d+)(?:-([a-z]+|\d+))?)(?:/(\d+))?", item)
    if not match:
        return False
    body, first, last, step = match.groups()
    if step is not None and not 1 <= int(step) <= high:
        return False
    if body == "*":
        return True
    if step is not None and last is None:
        return False  # "5/10" means different things to different programs
    bounds = [_number(text, low, names) for text in (first, last) if text]
    return all(bound is not None and low <= bound <= high for bound in bounds) and bounds == sorted(
        bounds, key=lambda bound: bound or 0
    )


def _number(text: str, low: int, names: tuple[str, ...]) -> int | None:
    if text.isdigit():
        return int(text)
    return names.index(text) + low if text in names else None


def _zone(name: str, where: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        from difflib import get_close_matches
        from zoneinfo import available_timezones

        near = get_close_matches(name, sorted(available_timezones()), n=1)
        mend = f'did you mean "{near[0]}"?' if near else 'write it like "Asia/Seoul"'
        raise ConfigError(f'timezone: there is no "{name}"', where=where, mend=mend) from error
