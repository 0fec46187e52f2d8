"""What was asked and posted, up to a bound: neither has an end unless we set one."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request


async def posted_body(request: Request, most: int) -> bytes | None:
    """Return the body of *request*; None where it is longer than *most* bytes, and the rest is not read."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            return None
    return body


def form_fields(given: str, most: int) -> list[tuple[str, str]] | None:
    """Return names and values of a query or a form, as they come; None where there are more than *most*."""
    try:
        return parse_qsl(given, max_num_fields=most, errors="replace")
    except ValueError:
        return None
