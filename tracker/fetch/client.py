"""One request to one host, and what of its answer is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.cookiejar import CookieJar

import requests
from requests.cookies import extract_cookies_to_jar

from tracker.fetch import FetchSettings
from tracker.fetch.adapter import GuardedAdapter
from tracker.fetch.address import Address
from tracker.fetch.body import drain_body, headers_of, read_body
from tracker.fetch.deadline import RequestDeadline
from tracker.fetch.ssrf_guard import BlockedAddress, is_allowed, resolve_allowed

_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"
)
_COOKIES = 50  # of one host; RFC 6265, 6.1
_COOKIE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """An answer with its connection given back. Only a 200 has a *body*, only a redirect a *location*."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None = None
    location: str | None = None

    def header(self, name: str) -> str | None:
        """Return the first header *name*, in any case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


class HostClient:
    """The session of one host: its connections and its cookies."""

    def __init__(self, settings: FetchSettings) -> None:
        self._allow_hosts = settings.allow_hosts
        self._session = requests.Session()
        self._adapter = GuardedAdapter(settings.per_host, settings.allow_hosts)
        self._session.mount("https://", self._adapter)
        self._session.mount("http://", self._adapter)
        self._headers = {
            "User-Agent": settings.user_agent,
            "Accept": _ACCEPT,
            "Accept-Language": "en;q=0.9,*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "keep-alive",
        }
        self._ways: dict[str, tuple[bool | str, dict[str, str]]] = {}

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def ask(
        self,
        asked: Address,
        headers: Mapping[str, str],
        watch: RequestDeadline,
        *,
        timeout: float,
        cap: int,
        cut: bool,
    ) -> HttpResponse:
        """Return the answer to a GET of *asked*; redirects are answers. See :func:`tracker.fetch.body.read_body`.

        Raises:
            RefusedAddress: The host is at no address that may be asked.
            BodyFault: The body or the headers are not taken.
            requests.RequestException: No answer.
            urllib3.exceptions.HTTPError: The same.
        """
        verify, proxies = self._way(asked)
        if proxies and not is_allowed(asked.host, self._allow_hosts):
            _check_by_name(asked)
        request = requests.PreparedRequest()
        request.method, request.url = "GET", asked.url
        request.prepare_headers(self._headers | dict(headers))
        request.prepare_cookies(self._session.cookies)
        response = self._adapter.ask(request, watch, timeout=timeout, verify=verify, proxies=proxies)
        try:
            return self._taken(request, response, cap, cut)
        finally:
            response.close()

    def _taken(
        self, request: requests.PreparedRequest, response: requests.Response, cap: int, cut: bool
    ) -> HttpResponse:
        pairs = headers_of(response)
        if "Set-Cookie" in response.headers:
            self._take_cookies(request, response)
        status, reason = response.status_code, response.reason or ""
        if status == HTTPStatus.OK:
            return HttpResponse(status, reason, pairs, body=read_body(response, cap, cut=cut))
        location = _location(self._session, response)
        drain_body(response)
        return HttpResponse(status, reason, pairs, location=location)

    def _take_cookies(self, request: requests.PreparedRequest, response: requests.Response) -> None:
        jar: CookieJar = self._session.cookies
        extract_cookies_to_jar(jar, request, response.raw)  # type: ignore[no-untyped-call]
        held = list(jar)
        if len(held) > _COOKIES or any(len(cookie.value or "") > _COOKIE_BYTES for cookie in held):
            jar.clear()  # no honest site sets so many

    def _way(self, asked: Address) -> tuple[bool | str, dict[str, str]]:
        """Return certificates and proxies as the environment has them, looked up once: it is slow."""
        if asked.scheme not in self._ways:
            found = self._session.merge_environment_settings(asked.url, {}, True, None, None)
            proxies = {key: str(value) for key, value in found["proxies"].items() if value}
            usable = any(key in (asked.scheme, "all") for key in proxies)
            self._ways[asked.scheme] = found["verify"] or True, proxies if usable else {}
        return self._ways[asked.scheme]


def _check_by_name(asked: Address) -> None:
    """Resolve a name before a proxy is asked for it: the proxy does so again, and this is as near as we come."""
    try:
        resolve_allowed(asked.host, asked.port, ())
    except OSError as error:
        raise BlockedAddress(asked.host) from error


def _location(session: requests.Session, response: requests.Response) -> str | None:
    try:
        return session.get_redirect_target(response)
    except UnicodeDecodeError:  # requests takes it for UTF-8
        return response.headers["Location"]
