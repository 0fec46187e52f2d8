"""Where requests meets the socket: only checked addresses, every socket on the leash of a deadline."""

from __future__ import annotations

import socket
import threading
from collections.abc import Collection
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from tracker.fetch.deadline import RequestDeadline
from tracker.fetch.ssrf_guard import resolve_allowed


class _Leash(threading.local):
    """What the request of this thread may do. urllib3 opens connections in the thread that asks."""

    watch: RequestDeadline
    allow_hosts: Collection[str]


_LEASH = _Leash()


class _Connection(HTTPConnection):
    """Connects to an address that was checked. A proxy is the operator's own choice, and is not."""

    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn() if self.proxy else self._checked()
        try:
            _LEASH.watch.hold(sock)
        except OSError as error:
            sock.close()
            raise ConnectTimeoutError(self, str(error)) from error
        return sock

    def request(self, *given: Any, **named: Any) -> None:
        if self.sock is not None:
            _LEASH.watch.hold(self.sock)
        super().request(*given, **named)

    def _checked(self) -> socket.socket:
        """Return a socket that is connected to one of the addresses the guard lets through."""
        try:
            found = resolve_allowed(self._dns_host, self.port, _LEASH.allow_hosts)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        failure: OSError = OSError("no address")
        for family, address in found:
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                for option in self.socket_options or ():
                    sock.setsockopt(*option)
                left = _LEASH.watch.remaining()
                sock.settimeout(max(0.001, left if self.timeout is None else min(left, self.timeout)))
                sock.connect(address)
                sock.settimeout(self.timeout)
                return sock
            except OSError as error:
                failure = error
                sock.close()
        if isinstance(failure, TimeoutError):
            raise ConnectTimeoutError(self, f"{self.host} timed out") from failure
        raise NewConnectionError(self, f"{self.host}: {failure}") from failure


class _SecureConnection(_Connection, HTTPSConnection):
    """The same under TLS; the name in the certificate is that of the host, not of the address."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


_POOLS = {"http": _Pool, "https": _SecurePool}


class GuardedAdapter(HTTPAdapter):
    """The transport of one host, directly or by the proxy of the environment."""

    def __init__(self, connections: int, allow_hosts: Collection[str]) -> None:
        self._allow_hosts = allow_hosts
        super().__init__(pool_connections=4, pool_maxsize=connections)

    def init_poolmanager(self, *given: Any, **named: Any) -> None:
        """Make the pools of ours."""
        super().init_poolmanager(*given, **named)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **named: Any) -> Any:
        """Return the manager for *proxy*; what goes through it has a deadline as well."""
        manager = super().proxy_manager_for(proxy, **named)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def ask(
        self,
        request: requests.PreparedRequest,
        watch: RequestDeadline,
        *,
        timeout: float,
        verify: bool | str,
        proxies: dict[str, str],
    ) -> requests.Response:
        """Return the answer with its body unread.

        Raises:
            RefusedAddress: The host is at no address that may be asked.
            requests.RequestException: No answer.
            urllib3.exceptions.HTTPError: The same; requests does not wrap all of them.
        """
        _LEASH.watch, _LEASH.allow_hosts = watch, self._allow_hosts
        try:
            return self.send(request, stream=True, timeout=(timeout, timeout), verify=verify, proxies=proxies)
        finally:
            del _LEASH.watch
