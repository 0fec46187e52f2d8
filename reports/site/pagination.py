"""A long list, a page at a time. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode

from reports.site.page_context import PER_PAGE, PageNotFoundError, Pager, QueryError, QueryParams

Row = TypeVar("Row")

AROUND = 2  # pages to jump to on either side of this one
DIGITS = 5  # of a page number that is still one


def paginate(
    rows: Sequence[Row], number: int, address: Callable[[int], str], per_page: int = PER_PAGE
) -> tuple[Sequence[Row], Pager]:
    """Return the rows of page *number* and where it stands; *address* says where another page is.

    Raises:
        PageNotFoundError: The list does not go on that far.
    """
    last = page_count(len(rows), per_page)
    if not 1 <= number <= last:
        raise PageNotFoundError(f"The list ends with page {last:,}; there is no page {number:,}.")
    start = (number - 1) * per_page
    shown = rows[start : start + per_page]
    return shown, Pager(
        number=number,
        last=last,
        first_row=start + 1 if shown else 0,
        last_row=start + len(shown),
        rows=len(rows),
        newer=address(number - 1) if number > 1 else "",
        older=address(number + 1) if number < last else "",
        pages=tuple(
            (near, address(near) if near != number else "")
            for near in sorted({1, last, *range(max(1, number - AROUND), min(last, number + AROUND) + 1)})
        ),
    )


def page_count(rows: int, per_page: int = PER_PAGE) -> int:
    """Return how many pages a list of so many rows has; an empty one has its first.

    >>> page_count(0), page_count(50), page_count(51)
    (1, 1, 2)
    """
    return max(1, -(-rows // per_page))


def requested_page(names: Mapping[str, str], query: QueryParams) -> int:
    """Return the number of the page asked for, in the address or as ``page``; without either it is the first.

    Raises:
        QueryError: It is no number.
    """
    given = query.get("page") or names.get("page") or "1"
    if not (given.isascii() and given.isdigit() and len(given) <= DIGITS and int(given)):
        raise QueryError("page: a number from 1 is wanted.")
    return int(given)


def query_address(base: str, asked: QueryParams) -> Callable[[int], str]:
    """Return where the pages of a list are that only a server has: *base* with all that was *asked*.

    >>> query_address("changes.html", {"label": "weakened", "topic": ""})(2)
    'changes.html?label=weakened&page=2'
    """
    kept = {key: value for key, value in asked.items() if value and key != "page"}

    def address(number: int) -> str:
        query = urlencode({**kept, "page": number} if number > 1 else kept)
        return f"{base}?{query}" if query else base

    return address


def page_numbers(rows: int, per_page: int = PER_PAGE) -> Iterator[int]:
    """Yield the number of every page of a list of so many rows."""
    yield from range(1, page_count(rows, per_page) + 1)
