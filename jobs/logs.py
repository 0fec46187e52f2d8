"""[log]: lines on stderr that say which run they belong to and hold no secret.

    a record ──► its message and traceback ──► scrub ──► one line of text, or one object of JSON

The run is a context variable, so that a step deep inside one need not be told of it;
threads that a step starts see it if they are started in a copy of its context. Secrets are
taken out last, of the finished line, so that no library's message goes past it.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal, TextIO
from urllib.parse import urlsplit

from reports.config.mail_settings import SMTP_PASSWORD_VARIABLE
from reports.config.site_settings import SITE_PASSWORD_VARIABLE
from tracker.config import STORE_VARIABLE, Config
from tracker.config.section import Section, validate_section
from tracker.secrets import redact, secret_spellings
from tracker.text.sanitize import CONTROL_CHARACTERS, one_line

LOGGER = "policy_tracker"
MAX_MESSAGE = 10_000  # characters of a message; more is a page, not a message

Format = Literal["text", "json"]
Level = Literal["debug", "info", "warning", "error"]

current_run: ContextVar[int | None] = ContextVar("current_run", default=None)  # its id in the ledger


class LogSettings(Section):
    """How lines look and from which level on they are written."""

    format: Format = "text"
    level: Level = "info"


def log_settings(config: Config) -> LogSettings:
    """Return [log] of *config*.

    Raises:
        ConfigError: A key or a value is wrong.
    """
    return validate_section(LogSettings, config.sections.get("log") or {}, config.place("[log]"))


def configure_logging(settings: LogSettings, stream: TextIO | None = None) -> None:
    """Write what is logged to *stream*, stderr if none is given, from now on.

    Our own lines from the level of *settings* on, those of libraries from WARNING on. May be
    called again, as after SIGHUP: the latest call holds. Secrets of the environment
    are hidden.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(LogFormatter(settings.format, tuple(secrets_in(os.environ))))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(LOGGER).setLevel(settings.level.upper())


@contextmanager
def tracebacks_shown() -> Iterator[None]:
    """Write errors of this program to stderr, with their tracebacks, while a command prints all else by itself."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.ERROR)
    handler.setFormatter(LogFormatter(secrets=tuple(secrets_in(os.environ))))
    logger = logging.getLogger(LOGGER)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


@contextmanager
def log_context(run_id: int) -> Iterator[None]:
    """Let every line logged within the block name the run *run_id*."""
    before = current_run.set(run_id)
    try:
        yield
    finally:
        current_run.reset(before)


class LogFormatter(logging.Formatter):
    """One record, one line: text for people, JSON for programs. No secret in either."""

    def __init__(self, form: Format = "text", secrets: Sequence[str] = ()) -> None:
        super().__init__()
        self._json, self._secrets = form == "json", secrets

    def format(self, record: logging.LogRecord) -> str:
        """Return *record* as one line; the traceback of an error follows in lines of its own, as text."""
        message = one_line(self._hide(record.getMessage()[: 2 * MAX_MESSAGE]))[:MAX_MESSAGE]
        trace = self._hide(self.formatException(record.exc_info)) if record.exc_info else ""
        at, run = datetime.fromtimestamp(record.created, UTC), current_run.get()
        if self._json:
            values: dict[str, object] = {
                "at": at.isoformat(timespec="milliseconds"),
                "level": record.levelname.lower(),
                "logger": record.name,
                "run": run,
                "message": message,
            }
            return json.dumps(values | ({"traceback": trace} if trace else {}), ensure_ascii=False)
        of = f"run {run}: " if run is not None else ""
        line = f"{at:%Y-%m-%d %H:%M:%S}Z {record.levelname} {of}{message}"
        return "\n".join([line, *(CONTROL_CHARACTERS.sub("", part) for part in trace.splitlines())])

    def _hide(self, text: str) -> str:
        return redact(text, self._secrets)


def secrets_in(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the secrets that *environment* hands to this program, as they are and as a URL writes them, longest first.

    They are the SMTP password, that of the site, and the passwords in the URLs of the store and of proxies.
    """
    found = {environment.get(SMTP_PASSWORD_VARIABLE, ""), environment.get(SITE_PASSWORD_VARIABLE, "")}
    for name, value in environment.items():
        if name == STORE_VARIABLE or name.lower().endswith("_proxy"):
            found.add(_password(value))
    return secret_spellings(found)


def _password(url: str) -> str:
    try:
        return urlsplit(url).password or ""
    except ValueError:  # no URL; so it has no password that we could name
        return ""
