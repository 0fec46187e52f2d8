"""[mail]: how digests leave the house. The password comes from POLICY_TRACKER_SMTP_PASSWORD and from nowhere else."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from reports.config.site_settings import site_settings
from reports.config.value_checks import (
    Sink,
    check_address,
    check_report_url,
    resolve_sink,
    templates_folder,
)
from tracker.config import Config
from tracker.config.section import Section, validate_section
from tracker.config_checks import host_fault
from tracker.errors import ConfigError
from tracker.secrets import NO_SECRET, Secret

SMTP_PASSWORD_VARIABLE = "POLICY_TRACKER_SMTP_PASSWORD"  # noqa: S105 - the name of a variable, not a password
LOOPBACK = ("localhost", "127.0.0.1", "::1")
PORTS = {"starttls": 587, "tls": 465, "none": 25}
TLS_PORT = 465  # the one port on which TLS comes first (RFC 8314, section 3.3)
Security = Literal["starttls", "tls", "none"]
OnUncertain = Literal["hold", "resend"]


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How digests are handed over: to an SMTP server, into a folder, a maildir or an mbox, or to standard output."""

    sender: str  # an address, with or without a display name
    sink: Sink = "smtp"
    folder: Path | None = None  # of .eml files, or the maildir
    file: Path | None = None  # the mbox
    host: str = ""
    port: int = 587
    security: Security = "starttls"
    username: str = ""
    timeout_seconds: float = 30.0
    on_uncertain: OnUncertain = "hold"
    templates: Path | None = None  # files here go before those of the same name in reports/templates/digest
    report_url: str = ""  # where the full report stands; "" = it is attached where a mail had to be cut
    pictures: bool = True  # draw the levels over time of the lines that moved
    site: str = ""  # public address of the site, where quotes link the texts kept; "" = nowhere
    contact: str = ""  # whom readers write to who want to leave; "" = the sender
    unsubscribe: bool = False  # the site takes readers off by a link in each mail
    link_key: Secret = NO_SECRET  # of these links; none = mails have no link


class _Mail(Section):
    sender: str = Field(alias="from")
    sink: Sink | Literal[""] = ""
    folder: str = ""
    file: str = ""
    host: str = Field(default="", max_length=253)
    port: int | None = Field(default=None, ge=1, le=65535)
    security: Security = "starttls"
    tls: bool | None = None  # the short way to say it
    username: str = Field(default="", max_length=320)
    timeout_seconds: float = Field(default=30.0, gt=0, le=600, strict=False)
    on_uncertain: OnUncertain = "hold"
    templates: str = ""
    report_url: str = ""
    pictures: bool = True
    contact: str = ""


def mail_settings(config: Config) -> MailSettings | None:
    """Return [mail] of *config*, None where there is none; its paths are relative to the file.

    Raises:
        ConfigError: A key or a value is wrong, or it is not clear where mail is to go.
    """
    raw = config.sections.get("mail")
    if not raw:
        return None
    where = config.place("[mail]")
    given = validate_section(_Mail, raw, where)
    check_address(given.sender, where, "from")
    if given.contact:
        check_address(given.contact, where, "contact")
    sink = resolve_sink(given.sink, {"folder": given.folder, "file": given.file, "host": given.host}, where)
    if given.tls is not None and "security" in given.model_fields_set:
        raise ConfigError(
            "tls and security are both given", where=where, remedy="keep one: security says more exactly how"
        )
    security = _security(given)
    if given.username and security == "none" and given.host not in LOOPBACK:
        said = 'security = "none"' if given.tls is None else "tls = false"
        raise ConfigError(
            f"{said} would send the password in clear",
            where=where,
            remedy='use security = "starttls" or "tls"',
        )
    if given.host and (wrong := host_fault(given.host)):
        raise ConfigError(f"host: {wrong}", where=where, remedy='like "smtp.example.org"')
    base = config.path.parent if config.path else Path()
    site = site_settings(config)
    return MailSettings(
        sender=given.sender,
        sink=sink,
        folder=base / given.folder if given.folder else None,
        file=base / given.file if given.file else None,
        host=given.host,
        port=given.port or PORTS[security],
        security=security,
        username=given.username,
        timeout_seconds=given.timeout_seconds,
        on_uncertain=given.on_uncertain,
        templates=templates_folder(base / given.templates, where) if given.templates else None,
        report_url=check_report_url(given.report_url, where),
        pictures=given.pictures,
        site=site.url,
        contact=given.contact,
        unsubscribe=site.unsubscribe,
    )


def smtp_password() -> Secret:
    """Return the SMTP password from the environment; none where it is not set."""
    return Secret(os.environ.get(SMTP_PASSWORD_VARIABLE, ""))


def _security(given: _Mail) -> Security:
    """Return how the way to the server is kept secret; *tls* leaves it to the port how that begins."""
    if given.tls is None:
        return given.security
    if not given.tls:
        return "none"
    return "tls" if given.port == TLS_PORT else "starttls"
