"""Pages that answer what is typed into a search better than hits do: what falls due in a month, the last text of an issuer."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from reports.site.page_context import PageContext
from reports.site.pages.deadlines_page import all_deadlines
from reports.site.search.found_hits import Found
from reports.view import addresses
from reports.view.dates import SHORT
from tracker.search.analyzer import fold_words
from tracker.search.asked_questions import without_asking
from tracker.search.asked_time import split_time
from tracker.text.content_words import STOPWORDS
from tracker.text.sanitize import clean

_DUE = frozenset("deadline deadlines due overdue".split())
_PROMISES = frozenset("promise promises commitment commitments pledge pledges".split())
_DATED = frozenset("date dated dates day days passed expired".split())
_TEXTS = frozenset(
    "change changed changes moved new statement statements communique text texts declaration decision meeting latest last".split()
)


def answering_pages(view: PageContext, typed: str, found: Found) -> tuple[tuple[str, str], ...]:
    """Return pages that answer the query *typed*, of which hits were *found*: words, and where they lead."""
    return (*_due(view, typed), *_last_text(view, typed, found))


def _due(view: PageContext, typed: str) -> Iterator[tuple[str, str]]:
    """Yield what falls due at the time among the words *typed*, where they ask for deadlines and anything does."""
    words = set(fold_words(typed))
    if not (words & _DUE or (words & _PROMISES and words & _DATED)):
        return
    page, time = all_deadlines(view), split_time(typed)
    due = str(time.since)[: 4 if time.is_year else 7] if time and time.since else ""
    if any(row.due.startswith(due) for row in (*page.coming.near, *page.passed.near)):
        when = f" in {clean(time.said.removeprefix('in '))}" if time and due else ""
        yield (
            f"what falls due{when}",
            f"{addresses.DEADLINES}?{urlencode({'issuer': '', 'due': due})}" if due else addresses.DEADLINES,
        )


def _last_text(view: PageContext, typed: str, found: Found) -> Iterator[tuple[str, str]]:
    """Yield the last text of the issuer that is asked for, where the words *typed* ask for nothing but what it says, or what changed in it."""
    asked = found.found_by
    if not (asked.issuer or asked.issuers):
        return
    words = set(fold_words(without_asking(typed, lambda _: False))) - STOPWORDS - _TEXTS
    names = {word for name in (asked.issuer or "", *asked.issuers) for word in fold_words(name)}
    newest = view.store.search_page(
        "", by_date=True, limit=1, issuer=asked.issuer, issuers=asked.issuers or None
    )
    if words <= names and newest.hits:
        release = newest.hits[0].release
        yield f"the last text, {SHORT.day(release.published_on)}", addresses.release(release.id)
