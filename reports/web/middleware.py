"""What every request has to pass and every answer carries, around the application."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reports.view import addresses
from reports.web.access import AccessPolicy

PROBE = "/healthz"  # says that the process answers, and nothing else: no password is asked for
LONGEST_PATH, LONGEST_QUERY = 300, 2_000  # bytes, as sent
HEADER_BYTES = 16_384  # of a request, its line included
METHODS = ("GET", "HEAD")
LEAVE = f"/{addresses.UNSUBSCRIBE}"  # the link of a mail is its own password, and may be posted to
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class AccessMiddleware:
    """Refuses, in one plain line, what is not ours to answer; then leaves it to *app*.

    *taking* are the paths that take forms.
    """

    def __init__(self, app: ASGIApp, access: AccessPolicy, taking: Collection[str] = ()) -> None:
        self._app, self._access, self._taking = app, access, taking

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        answer = self._refusal(scope) or self._app
        await answer(scope, receive, marked)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        leaving = self._access.unsubscribe and scope["path"].startswith(LEAVE)
        methods = (*METHODS, "POST") if leaving or scope["path"] in self._taking else METHODS
        if scope["method"] not in methods:
            closing = {"Allow": ", ".join(methods), "Connection": "close"}  # what else was sent is not read
            return _line("There are pages to read here, nothing else.", 405, closing)
        if len(scope["raw_path"]) > LONGEST_PATH or len(scope["query_string"]) > LONGEST_QUERY:
            return _line("The address is too long; ask for less.", 414)
        # the parser counts only what it holds of a head that has not ended
        size = sum(len(name) + len(value) + 4 for name, value in scope["headers"])
        if size + len(scope["raw_path"]) + len(scope["query_string"]) > HEADER_BYTES:
            return _line("The headers are too long; a browser without our cookies sends less.", 431)
        if not self._access.is_own_host(headers.get("host", "")):
            return _line("This is not the site of that name; add its address to [site] as url.", 421)
        open_to_all = leaving or scope["path"] == PROBE
        if not open_to_all and not self._access.is_authorized(headers.get("authorization", "")):
            challenge = {"WWW-Authenticate": 'Basic realm="Policy tracker", charset="UTF-8"'}
            return _line("User and password, please.", 401, challenge)
        return None


def _line(said: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{said}\n", status, headers)
