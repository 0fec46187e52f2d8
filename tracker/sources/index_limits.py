"""How much of an index is read: what no publisher announces is refused, or cut and said.

The fetcher bounds the bytes of an answer; what can still be made of them is bounded here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from tracker.domain import Problem
from tracker.errors import FetchError, UnreadableRevision
from tracker.extract.size_limits import check_markup

MOST_ITEMS = 10_000  # of one answer; the longest index seen lists a year of some 1,500 releases
MOST_LISTED = 50_000  # of one index, with all its pages
MOST_NAMED = 20  # problems of one index that are told one by one
MOST_URLS = 50_000  # of one sitemap (sitemaps.org), and of one visit to all of a source
LONGEST_LINK = 2_000  # characters, of a guid too; browsers and servers take no more either
LONGEST_TITLE = 1_000  # characters; what is beyond is cut off
_BROKEN = re.compile("[\x00\ud800-\udfff]")


def check_index_markup(text: str, where: str) -> None:
    """Refuse markup that takes a parser more time than any index is worth.

    Raises:
        FetchError: It has more tags, or more attributes in one tag, than a page has.
    """
    try:
        check_markup(text, where)
    except UnreadableRevision as error:
        what = f"{error.message.partition(':')[0]}: no index"
        raise FetchError(what, where=where, remedy="look for an index of the newest releases only") from error


def replace_unstorable(text: str) -> str:
    """Return *text* with halves of characters, which cannot be stored, as U+FFFD.

    JSON and character references can name what is no character:

    >>> replace_unstorable("On the Halden Sea \\ud800") == "On the Halden Sea \\ufffd"
    True
    """
    return text if text.isascii() and "\x00" not in text else _BROKEN.sub("\ufffd", text)


def truncation_problem(where: str, found: int) -> tuple[Problem, ...]:
    """Say that of *found* items only the first are read; nothing where they are few enough."""
    if found <= MOST_ITEMS:
        return ()
    what = f"{found} items, of which the first {MOST_ITEMS} are read"
    return (Problem(where, what, "look for an index of the newest releases only"),)


def limit_problems(problems: Iterable[Problem], where: str) -> tuple[Problem, ...]:
    """Return the first of *problems*, and one for all the others."""
    given = iter(problems)
    first = tuple(islice(given, MOST_NAMED))
    if more := sum(1 for _ in given):
        first += (Problem(where, f"{more} more problems like these", "mend the first ones, and check again"),)
    return first
