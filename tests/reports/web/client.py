"""Asks an application without a network, as a browser would."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx

from reports.config.site_settings import SiteSettings
from reports.web.access import access_policy
from reports.web.app import build_app
from reports.web.live_index import LiveIndex
from tracker.secrets import Secret

HOST = "127.0.0.1"


@contextmanager
def served(store, *, password="", public=False, clock=lambda: 0.0, **settings: Any) -> Iterator[Any]:
    """Give the application that serves *store* as *clock* goes on, and what it is made from."""
    chosen = SiteSettings(title="Norvale watch", **settings)
    with ThreadPoolExecutor(2) as pool:
        current = LiveIndex(store)
        yield Served(
            build_app(
                current, access_policy(chosen, HOST, Secret(password), public=public), pool, chosen, clock
            ),
            current,
        )


class Served:
    """An application, and the atlas it has in force."""

    def __init__(self, app, current):
        self.app, self.current = app, current

    def ask(self, path, method="GET", content: bytes = b"", **headers: str) -> httpx.Response:
        """Return the answer to one request."""
        (answer,) = self.ask_at_once([path], method, content, **headers)
        return answer

    def ask_at_once(
        self, paths: Sequence[str], method="GET", content: bytes = b"", **headers: str
    ) -> list[httpx.Response]:
        """Return the answers to requests that are made together."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        async def all_of_them() -> list[httpx.Response]:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
                return await asyncio.gather(
                    *(client.request(method, path, headers=named, content=content) for path in paths)
                )

        return asyncio.run(all_of_them())


def basic(user, password):
    """Return the header that says who asks."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
