"""What is asked: an http(s) URL in the one form that guard, robots.txt, pacing and socket all see."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import requests
from requests.utils import requote_uri

_USUAL = {"http": 80, "https": 443}
_PRIVILEGED = 1024  # below it: mail, telnet and others that an HTTP request could speak to


class UnfetchableUrl(ValueError):  # noqa: N818 - no error of ours: it becomes a FetchError
    """A URL that is not fetched, and why."""


@dataclass(frozen=True, slots=True)
class Address:
    """A URL, normalised, and its parts."""

    url: str
    scheme: str  # http or https
    host: str  # lower case, an IPv6 address in brackets
    port: int

    @property
    def key(self) -> str:
        """What the host is called: its name, with the port where it is not the usual one."""
        return self.host if self.port == _USUAL[self.scheme] else f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        """The URL without what follows the host."""
        return f"{self.scheme}://{self.key}"

    @property
    def is_privileged_port(self) -> bool:
        """Whether it is the port of another service, as far as convention goes."""
        return self.port < _PRIVILEGED and self.port not in _USUAL.values()

    def at(self, other: Address) -> Address:
        """Return the same path at the origin of *other*."""
        parts = urlsplit(self.url)
        url = parts._replace(scheme=other.scheme, netloc=other.key).geturl()
        return Address(url, other.scheme, other.host, other.port)


def parse_url(url: str) -> Address:
    """Return *url* as an address.

    Raises:
        NoAddress: It is no URL, is not http(s), has no host, or has user info.
    """
    request = requests.PreparedRequest()
    try:
        request.prepare_url(url, None)
        parts = urlsplit(request.url or "")
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except requests.exceptions.MissingSchema as error:
        raise UnfetchableUrl("only http:// and https:// URLs can be fetched") from error
    except (requests.RequestException, ValueError) as error:  # of requests, and of urlsplit
        raise UnfetchableUrl("not a URL that can be fetched") from error
    if scheme not in _USUAL or not host:
        raise UnfetchableUrl("only http:// and https:// URLs can be fetched")
    if "@" in parts.netloc:
        raise UnfetchableUrl("a URL with a user name is not fetched")
    host = f"[{host}]" if ":" in host else host
    return Address(str(request.url), scheme, host, _USUAL[scheme] if port is None else port)


def resolve_redirect(base: str, location: str) -> Address:
    """Return where a redirect from *base* leads.

    Raises:
        NoAddress: Nowhere we go.
    """
    try:
        return parse_url(requote_uri(urljoin(base, location.strip())))
    except UnfetchableUrl:
        raise
    except ValueError as error:  # of urljoin
        raise UnfetchableUrl("not a URL that can be fetched") from error
