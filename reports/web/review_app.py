"""Answers of an analyst, taken on a page: log in, decide, undo, log out. The only part of the server that writes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reports.render import fill
from reports.site.page_context import PageContext, PageFrame
from reports.site.pages import review_page
from reports.view.addresses import REVIEW
from reports.web.live_index import LiveIndex
from reports.web.request_body import form_fields, posted_body
from reports.web.review_guard import COOKIE, SESSION_SECONDS, ReviewGuard, Session
from tracker.errors import InputError, StoreError, TrackerError
from tracker.review.decision_input import decision_on, decision_on_line
from tracker.review.decisions import Decision, Ruling
from tracker.review.line_decisions import Decider, HeldLine
from tracker.store import ChangeQuery, Store
from tracker.text.sanitize import clean

LONGEST_BODY = 4_096  # bytes of a form
MOST_FIELDS = 12
FORM_TYPE = "application/x-www-form-urlencoded"
STALE = "This form was sent before, or is too old. Nothing was changed; what stands is below."
log = logging.getLogger("policy_tracker")

Fields = Mapping[str, str]
Relate = Callable[[Store], None]  # relates again what decisions made due


class ReviewApp:
    """Pages to decide on, made in *pool*, for those *guard* knows; *relate* is called after each decision, in *relating*."""

    def __init__(
        self,
        current: LiveIndex,
        guard: ReviewGuard,
        pool: ThreadPoolExecutor,
        title: str,
        relate: Relate,
        relating: ThreadPoolExecutor,
    ) -> None:
        self._current, self._guard, self._pool, self._title = current, guard, pool, title
        self._relate, self._relating = relate, relating

    async def show(self, request: Request) -> Response:
        """Answer with what there is to decide; with the form to log in where nobody is."""
        session = self._session(request)
        return await self._page(session, _query(request.url.query))

    async def take(self, request: Request) -> Response:
        """Take one form: of this site, of a session, and not sent before."""
        fields = await _form(request)
        if fields is None or not _from_here(request):
            return await self._page(None, {}, "That form is none of this site.", HTTPStatus.FORBIDDEN)
        if fields.get("do") == "login":
            return await self._log_in(fields)
        session = self._session(request)
        if session is None:
            return await self._page(None, {}, "Log in first.", HTTPStatus.FORBIDDEN)
        here = _query(fields.get("here", ""))
        if not self._guard.accept(session, fields.get("token", "")):
            return await self._page(session, here, STALE, HTTPStatus.CONFLICT)
        if fields.get("do") == "logout":
            self._guard.log_out(session)
            return self._back({}, cookie="")
        loop = asyncio.get_running_loop()
        try:
            kept = await loop.run_in_executor(self._pool, self._decide, fields, session.by)
        except TrackerError as error:
            return await self._page(session, here, str(error), HTTPStatus.UNPROCESSABLE_ENTITY)
        loop.run_in_executor(self._relating, self._relate_again)
        return self._back({**here, "kept": kept})

    async def _log_in(self, fields: Fields) -> Response:
        here = _query(fields.get("here", ""))
        if self._guard.too_many_failures():
            log.warning("too many attempts to log in to review")
            answer = await self._page(
                None, here, "Too many attempts; wait ten minutes.", HTTPStatus.TOO_MANY_REQUESTS
            )
            answer.headers["Retry-After"] = "600"
            return answer
        by = " ".join(clean(fields.get("by", "")).split())
        cookie = self._guard.log_in(by, fields.get("password", ""))
        if cookie is None:
            return await self._page(None, here, "That is not the password.", HTTPStatus.FORBIDDEN)
        return self._back(here, cookie=cookie)

    def _decide(self, fields: Fields, by: str) -> str:
        """Keep what *fields* say; return it in words.

        Raises:
            TrackerError: It cannot be decided; says why.
        """
        store, now = self._current.page_context.store, datetime.now(UTC)
        if fields.get("do") == "undo":
            number = fields.get("decision", "")
            if not number.isdecimal() or len(number) > 9:
                raise InputError("that is no decision")
            return f"decision {store.undo(int(number), by, now).id} is undone, by {by}"
        taken = store.decide([_decision(store, fields, by, now)])
        if not taken:
            return "that was decided before, and stands"
        return f"{review_page.RULING_WORDS[taken[0].ruling]}, decision {taken[0].id}, by {by}"

    def _relate_again(self) -> None:
        try:
            with self._guard.alone():
                self._relate(self._current.page_context.store)
        except TrackerError as error:  # the next pass relates what is due
            log.warning("decisions wait for the next pass: %s", error)
        except Exception:
            log.exception("decisions wait for the next pass")

    def _session(self, request: Request) -> Session | None:
        return self._guard.session(request.cookies.get(COOKIE, ""))

    async def _page(
        self, session: Session | None, query: Fields, wrong: str = "", status: HTTPStatus = HTTPStatus.OK
    ) -> Response:
        view = self._current.page_context
        html = await asyncio.get_running_loop().run_in_executor(
            self._pool, self._filled, view, session, query, wrong
        )
        return HTMLResponse(html, status)

    def _filled(self, view: PageContext, session: Session | None, query: Fields, wrong: str) -> str:
        here = urlencode({key: value for key, value in query.items() if key != "kept"})
        if session is None:
            page = review_page.ReviewPage("Review", "", "", wrong, "", here=here)
        else:
            token = self._guard.token(session)
            page = review_page.gather(view, query, by=session.by, token=token, wrong=wrong, here=here)
        frame = PageFrame(self._title, page.title, "review", "", True, "", review=True)
        return fill("site/review.html.j2", page=page, frame=frame)

    def _back(self, query: Fields, cookie: str | None = None) -> Response:
        answer = RedirectResponse(f"{REVIEW}?{urlencode(query)}" if query else REVIEW, HTTPStatus.SEE_OTHER)
        if cookie is not None:
            answer.set_cookie(
                COOKIE,
                cookie,
                max_age=SESSION_SECONDS if cookie else 0,
                secure=self._guard.secure,
                httponly=True,
                samesite="strict",
            )
        return answer


def _decision(store: Store, fields: Fields, by: str, now: datetime) -> Decision:
    """Return the decision that a form is.

    Raises:
        InputError: It cannot be decided.
        StoreError: What it is about is not held.
    """
    value, find = clean(fields.get("value", "")), store.find_line_history
    if line := fields.get("line"):
        held = HeldLine(*find(line))
        ruling = {one.value: one for one in Ruling}.get(fields.get("ruling", ""), Ruling.NOTE)
        return decision_on_line(held, ruling, value, find=find, decider=Decider(by, now))
    change = next(iter(store.changes(ChangeQuery(ids=[fields.get("change", "")]))), None)
    if change is None:
        raise StoreError("there is no such change any more")
    return decision_on(change, fields.get("ruling", ""), value, find=find, by=by, now=now)


def _from_here(request: Request) -> bool:
    """Say whether a browser says that a page of this site sent the request; one too old to say so is held to its token."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", "null")  # what a page without referrers sends
    return site == "same-origin" and origin.rpartition("/")[2] in ("null", request.headers.get("host", ""))


async def _form(request: Request) -> dict[str, str] | None:
    """Return the fields of a form, each once; None where it is none, or too long."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM_TYPE:
        return None
    body = await posted_body(request, LONGEST_BODY)
    return None if body is None else _fields(body.decode("ascii", "replace"))


def _query(given: str) -> dict[str, str]:
    """Return what *given* asks of the page."""
    fields = _fields(given) or {}
    return {key: clean(fields[key]) for key in review_page.QUERY_KEYS & fields.keys()}


def _fields(given: str) -> dict[str, str] | None:
    """Return the fields of a query or a form, each once; None where there are too many."""
    fields = form_fields(given, MOST_FIELDS)
    return None if fields is None else dict(fields)
