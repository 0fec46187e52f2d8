"""The application: an address to a page, an asset or the probe."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from reports.config.site_settings import SiteSettings
from reports.render import fill
from reports.site import routes
from reports.site.asset_bundle import assets
from reports.site.page_context import PageContext, PageNotFoundError, QueryError
from reports.site.page_data import media_type, page_of, render_data
from reports.view import addresses
from reports.web.access import AccessPolicy
from reports.web.cache import CachedPage, PageCache, compress_page
from reports.web.error_page import render_error_page
from reports.web.lean_html import lean
from reports.web.live_index import LiveIndex
from reports.web.middleware import LEAVE, PROBE, AccessMiddleware
from reports.web.request_body import form_fields, posted_body
from reports.web.review_app import ReviewApp
from reports.web.short_ids import whole_address, with_short_ids
from reports.web.unsubscribe import LONGEST_FORM, answer_link
from tracker.errors import StoreError
from tracker.text.sanitize import clean

THREADS = 3  # that render: a slow page does not hold up quick ones
MOST_PARAMETERS = 20
FRESH_SECONDS = 600  # a page is made again after that: how sources fare depends on the clock
ASSETS_SECONDS = 300  # an upgrade is seen after that; within it a browser does not ask
log = logging.getLogger("policy_tracker")

Clock = Callable[[], float]
Key = tuple[str, str, tuple[tuple[str, str], ...]]  # generation, address, query


class SiteApp:
    """Answers from *current*; pages are rendered in *pool*."""

    def __init__(
        self, current: LiveIndex, pool: ThreadPoolExecutor, settings: SiteSettings, clock: Clock
    ) -> None:
        self._current, self._pool, self._title, self._clock = current, pool, settings.title, clock
        self._cache: PageCache[Key] = PageCache(settings.cache_megabytes * 1_000_000)
        self._generation = ""  # of the pages in the cache, with their time
        # rendered now: who else asks waits for the same
        self._coming: dict[Key, asyncio.Future[CachedPage]] = {}

    async def page(self, request: Request) -> Response:
        """Answer with a page of the site.

        Raises:
            PageNotFoundError: There is none.
            QueryError: The query cannot be understood.
        """
        view = self._current.page_context
        address = str(request.path_params["address"]) or addresses.OVERVIEW
        asks = routes.find_route(page_of(address) or address)[0].query_keys
        query = {name: value for name, value in _query(request.url.query).items() if name in asks}
        generation = f"{view.atlas.generation} {self._clock() // FRESH_SECONDS:.0f}"
        if generation != self._generation:
            self._generation = generation
            self._cache.clear()
        address = whole_address(address, view.atlas)
        key = (generation, address, tuple(sorted(query.items())))
        page = self._cache.get(key)
        return _answer(request, page or await self._rendered(key, view, address, query), media_type(address))

    async def asset(self, request: Request) -> Response:
        """Answer with a style sheet, a script or the icon.

        Raises:
            PageNotFoundError: There is none of that name.
        """
        asset = assets().get(f"assets/{request.path_params['name']}")
        if asset is None:
            raise PageNotFoundError("There is no such file.")
        headers = {"ETag": f'"{asset.digest}"', "Cache-Control": f"max-age={ASSETS_SECONDS}"}
        if _held(request, headers["ETag"]):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(asset.body, media_type=asset.media_type, headers=headers)

    async def leave(self, request: Request) -> Response:
        """Answer the link of a mail: ask, or take its reader off."""
        form = await posted_body(request, LONGEST_FORM) if request.method == "POST" else None
        if form is None and request.method == "POST":
            return PlainTextResponse("That is more than a form.\n", 413, {"Connection": "close"})
        store, link = self._current.page_context.store, str(request.path_params["link"])
        answer = partial(answer_link, store, link, datetime.now(UTC), form)
        page = await asyncio.get_running_loop().run_in_executor(self._pool, answer)
        html = fill("site/unsubscribe.html.j2", page=page, site=self._title)
        return HTMLResponse(html, page.status)

    async def not_here(self, request: Request, error: Exception) -> Response:
        """Answer 404 with what *error* says."""
        return self._wrong(request, HTTPStatus.NOT_FOUND, str(error))

    async def no_route(self, request: Request, error: Exception) -> Response:  # noqa: ARG002 - of Starlette
        """Answer 404 to an address that no page could have, as one with a line end."""
        return self._wrong(request, HTTPStatus.NOT_FOUND, "There is no such page.")

    async def not_understood(self, request: Request, error: Exception) -> Response:
        """Answer 400 with what *error* says: how to mend the query."""
        return self._wrong(request, HTTPStatus.BAD_REQUEST, str(error))

    async def no_store(self, request: Request, error: Exception) -> Response:
        """Answer 503: the store is locked or out of reach, which passes."""
        log.warning("%s: %s", request.url.path, error)
        return self._wrong(request, HTTPStatus.SERVICE_UNAVAILABLE, "The store cannot be read now.")

    async def failed(self, request: Request, error: Exception) -> Response:  # noqa: ARG002 - of Starlette, which logs it
        """Answer 500. What went wrong is in the log, and none of it on the page."""
        return self._wrong(request, HTTPStatus.INTERNAL_SERVER_ERROR, "This page cannot be shown.")

    async def _rendered(
        self, key: Key, view: PageContext, address: str, query: Mapping[str, str]
    ) -> CachedPage:
        if (coming := self._coming.get(key)) is None:
            loop = asyncio.get_running_loop()
            coming = loop.run_in_executor(self._pool, _render, view, address, query, self._title)
            self._coming[key] = coming
            coming.add_done_callback(lambda done: self._keep(key, done))
        return await asyncio.shield(coming)

    def _keep(self, key: Key, done: asyncio.Future[CachedPage]) -> None:
        del self._coming[key]
        if not done.cancelled() and done.exception() is None and key[0] == self._generation:
            self._cache.put(key, done.result())

    def _wrong(self, request: Request, status: HTTPStatus, said: str) -> Response:
        html = render_error_page(
            self._current.page_context, request.scope["raw_path"], status, said, site=self._title
        )
        headers = {"Retry-After": "2"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
        return HTMLResponse(html, status, headers)


def build_app(
    current: LiveIndex,
    access: AccessPolicy,
    pool: ThreadPoolExecutor,
    settings: SiteSettings,
    clock: Clock = time.monotonic,
    review: ReviewApp | None = None,
) -> ASGIApp:
    """Return the application that serves the pages of *current* to those *access* admits; *clock* gives seconds.

    With *review*, an analyst can decide on one of them.
    """
    site = SiteApp(current, pool, settings, clock)
    forms = (
        (
            Route(f"/{addresses.REVIEW}", review.show),
            Route(f"/{addresses.REVIEW}", review.take, methods=["POST"]),
        )
        if review
        else ()
    )
    link = Route(f"{LEAVE}{{link:path}}", site.leave, methods=["GET", "POST"])  # and nothing else lies there
    app = Starlette(
        routes=[
            Route(PROBE, _alive),
            *forms,
            Route("/assets/{name}", site.asset),
            *([link] if settings.unsubscribe else []),
            Route("/{address:path}", site.page),
        ],
        exception_handlers={
            PageNotFoundError: site.not_here,
            HTTPException: site.no_route,
            QueryError: site.not_understood,
            StoreError: site.no_store,
            Exception: site.failed,
        },
    )
    taking = frozenset({f"/{addresses.REVIEW}"}) if review else frozenset[str]()
    # around all of it: answers to what failed carry the headers as well
    return AccessMiddleware(app, access, taking)


def _render(view: PageContext, address: str, query: Mapping[str, str], title: str) -> CachedPage:
    if page_of(address):
        return compress_page(render_data(view, address, query))
    html = routes.render_page(view, address, query, site=title)
    return compress_page(lean(with_short_ids(html, view.atlas)))


async def _alive(_request: Request) -> Response:
    return PlainTextResponse("ok\n")


def _query(given: str) -> dict[str, str]:
    """Return the parameters of a query that have a value.

    Raises:
        QueryError: There are too many, or one comes twice.
    """
    pairs = form_fields(given, MOST_PARAMETERS)
    if pairs is None:
        raise QueryError("There are too many parameters; take some out.")
    query = {name: clean(value) for name, value in pairs}
    if len(query) < len(pairs):
        raise QueryError("A parameter comes twice; take one of them out.")
    return query


def _answer(request: Request, page: CachedPage, kind: str) -> Response:
    headers = {"ETag": f'W/"{page.tag}"', "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if _held(request, headers["ETag"]):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(page.packed, media_type=kind, headers={**headers, "Content-Encoding": "gzip"})
    return Response(page.text, media_type=kind, headers=headers)


def _held(request: Request, tag: str) -> bool:
    """Say whether the client holds what has *tag*; weak comparison (RFC 9110, section 13.1.2)."""
    bare = tag.removeprefix("W/")
    named = request.headers.get("if-none-match", "").split(",")
    return any(one.strip().removeprefix("W/") == bare for one in named)
