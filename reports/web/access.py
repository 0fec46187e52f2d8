"""Who may ask, and under which name. Pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from hmac import compare_digest
from urllib.parse import urlsplit

from reports.config.site_settings import SITE_PASSWORD_VARIABLE, SiteSettings
from tracker.errors import ConfigError
from tracker.secrets import NO_SECRET, Secret

WHERE = "[site]"


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    """What a request is held against."""

    hosts: frozenset[str]  # names that are ours, besides addresses, lower case
    user: str = ""  # "" = nobody is asked who they are
    password: Secret = NO_SECRET
    unsubscribe: bool = False  # links of mails are answered, whoever comes with one

    def is_own_host(self, host: str) -> bool:
        """Say whether *host*, as the header gives it, is us.

        A page elsewhere whose name was made to lead here (DNS rebinding) comes under
        that name; a browser that was told an address comes under the address.
        """
        name = _name(host)
        return name in self.hosts or _is_address(name)

    def is_authorized(self, authorization: str) -> bool:
        """Say whether the header *authorization* has user and password; takes as long whichever is wrong."""
        if not self.user:
            return True
        user, password = _credentials(authorization)
        right = _same(user, self.user)
        return _same(password, self.password.reveal()) and right


def access_policy(settings: SiteSettings, host: str, password: Secret, *, public: bool) -> AccessPolicy:
    """Return who may ask a server that listens on the address *host*.

    Raises:
        ConfigError: Anyone could ask from elsewhere and nothing says that this is meant; or of
            user and password there is only one.
    """
    if bool(settings.user) != bool(password):
        raise ConfigError(
            f'user = "{settings.user}" has no password'
            if settings.user
            else f"{SITE_PASSWORD_VARIABLE} has no user",
            where=WHERE,
            remedy=f"set {SITE_PASSWORD_VARIABLE}" if settings.user else 'add user = "desk"',
        )
    if not ipaddress.ip_address(host).is_loopback and not settings.user and not public:
        raise ConfigError(
            f"{host} is open to other machines and there is no password",
            where=WHERE,
            remedy=f"add user and set {SITE_PASSWORD_VARIABLE}, or say --public if everyone may read it",
        )
    return AccessPolicy(_hosts(settings, host), settings.user, password, settings.unsubscribe)


def _hosts(settings: SiteSettings, host: str) -> frozenset[str]:
    named: Collection[str | None] = ("localhost", host, urlsplit(settings.url).hostname)
    return frozenset(name.lower() for name in named if name)


def _name(host: str) -> str:
    """Return the name in a Host header, without port.

    >>> _name("Desk.example.org:8766"), _name("[::1]:80"), _name("::1")
    ('desk.example.org', '::1', '')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0]
    name, _, port = host.partition(":")
    return name.lower() if port.isdecimal() or not port else ""


def _same(given: str, ours: str) -> bool:
    """Compare digests: all of one length, so that not even that of the password can be timed."""
    return compare_digest(*(hashlib.sha256(text.encode()).digest() for text in (given, ours)))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _credentials(authorization: str) -> tuple[str, str]:
    """Return user and password of a Basic header (RFC 7617), empty where it is none."""
    scheme, _, packed = authorization.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        said = base64.b64decode(packed.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    user, _, password = said.partition(":")
    return user, password
