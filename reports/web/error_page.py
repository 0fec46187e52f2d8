"""A page that says in one line why there is no other, in the layout of the site."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from reports.render import fill
from reports.site.list_rows import day_or_blank, latest_day
from reports.site.page_context import PageContext, PageFrame

HEADINGS = {
    HTTPStatus.NOT_FOUND: "Not here",
    HTTPStatus.BAD_REQUEST: "Not understood",
    HTTPStatus.SERVICE_UNAVAILABLE: "Not now",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Our mistake",
}
REMEDIES = {
    HTTPStatus.SERVICE_UNAVAILABLE: "Try again in a moment.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Whoever runs this site finds in its log what went wrong.",
}


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong, and what can be done."""

    title: str
    message: str
    remedy: str  # "" = nothing beside what is said


def render_error_page(
    view: PageContext, raw_path: bytes, status: HTTPStatus, message: str, *, site: str
) -> str:
    """Return the page for *status* at *raw_path*, as the address was sent; *message* is one line."""
    page = ErrorPage(HEADINGS[status], message, REMEDIES.get(status, ""))
    root = "../" * (raw_path.count(b"/") - 1)
    until = day_or_blank(latest_day(view.atlas))
    return fill(
        "site/wrong.html.j2",
        page=page,
        frame=PageFrame(site, page.title, "", root, True, until, review=view.review),
    )
