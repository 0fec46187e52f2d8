"""[site]: where pages are, and who may see them. Passwords come from the environment and from nowhere else."""

from __future__ import annotations

import os

from pydantic import Field

from reports.config.value_checks import (
    check_site_url,
    parse_listen_address,
)
from tracker.config import Config
from tracker.config.section import Section, validate_section
from tracker.errors import ConfigError
from tracker.secrets import Secret

SITE_PASSWORD_VARIABLE = "POLICY_TRACKER_SITE_PASSWORD"  # noqa: S105 - the same
REVIEW_PASSWORD_VARIABLE = "POLICY_TRACKER_REVIEW_PASSWORD"  # noqa: S105 - the same
LEAST_REVIEW_PASSWORD = 12  # characters: whoever has it changes what everybody reads


class SiteSettings(Section):
    """The site: its name, where readers find it, and how ``serve`` answers."""

    title: str = Field(default="Policy tracker", min_length=1, max_length=100)
    url: str = ""  # public address, ends in "/"; digests link archived texts there; "" = nowhere
    listen: str = "127.0.0.1:8766"
    user: str = ""  # who must say so, with the password; "" = anyone
    unsubscribe: bool = False  # ``serve`` takes readers off by the link in their mails
    cache_megabytes: int = Field(default=64, ge=1, le=4096)  # of finished pages


def site_settings(config: Config) -> SiteSettings:
    """Return [site] of *config*; without one, the defaults.

    Raises:
        ConfigError: A key or a value is wrong.
    """
    where = config.place("[site]")
    given = validate_section(SiteSettings, config.sections.get("site") or {}, where)
    check_site_url(given.url, where)
    parse_listen_address(given.listen, where)
    if not given.title.isprintable():
        raise ConfigError("title has a line end or the like", where=where, remedy="write it on one line")
    if ":" in given.user or not given.user.isprintable() or len(given.user) > 200:
        raise ConfigError(
            f'user = "{" ".join(given.user.split())}" cannot be asked for by a browser',
            where=where,
            remedy='write it without ":": user = "desk"',
        )
    if given.unsubscribe and not given.url.startswith("https://"):
        raise ConfigError(
            "unsubscribe = true needs a url that begins with https://",
            where=where,
            remedy="mail programs follow no other (RFC 8058); set url, or take unsubscribe out",
        )
    return given


def site_password() -> Secret:
    """Return the password of the site from the environment; none where it is not set."""
    return Secret(os.environ.get(SITE_PASSWORD_VARIABLE, ""))


def review_password() -> Secret:
    """Return the password of those who decide on pages, from the environment; none where it is not set.

    Raises:
        ConfigError: It is too short.
    """
    given = os.environ.get(REVIEW_PASSWORD_VARIABLE, "")
    if given and len(given) < LEAST_REVIEW_PASSWORD:
        raise ConfigError(
            f"{REVIEW_PASSWORD_VARIABLE} is shorter than {LEAST_REVIEW_PASSWORD} characters",
            remedy="take a longer one, or unset it: then nobody decides on pages",
        )
    return Secret(given)
