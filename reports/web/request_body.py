"""What was posted, up to a bound: a body has no end unless we set one."""

from __future__ import annotations

from starlette.requests import Request


async def posted_body(request: Request, most: int) -> bytes | None:
    """Return the body of *request*; None where it is longer than *most* bytes, and the rest is not read."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            return None
    return body
