"""Pages that answer what is typed into a search better than hits do: what falls due in a month, the last text of an issuer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

from reports.site.page_context import PageContext
from reports.site.pages.deadlines_page import all_deadlines
from reports.site.search.found_hits import Found
from reports.view import addresses
from reports.view.dates import SHORT
from tracker.search.analyzer import fold_words
from tracker.search.asked_questions import without_asking
from tracker.search.asked_time import AskedTime, split_time
from tracker.search.looser import ASKING
from tracker.store.read.name_resolution import of_its_issuer
from tracker.text.content_words import STOPWORDS
from tracker.text.sanitize import clean

YEAR = 4  # figures
MOST_TEXTS = 400  # statements and titles among which those at both ends of a time are
LONGEST_MONTH = 31  # days
_DEADLINES = frozenset("deadline deadlines overdue".split())
_PROMISES = frozenset("promise promises commitment commitments pledge pledges".split())
_DATED = frozenset("date dated dates day days passed expired".split())
_KINDS = frozenset("communique declaration readout remarks".split())  # of texts, as their titles say
_TEXTS = _KINDS | frozenset(
    "change changed changes moved new statement statements communique text texts declaration decision meeting latest last".split()
)


def answering_pages(view: PageContext, typed: str, found: Found) -> tuple[tuple[str, str], ...]:
    """Return pages that answer the query *typed*, of which hits were *found*: words, and where they lead."""
    return (*_due(view, typed), *_texts(view, typed, found))


def _due(view: PageContext, typed: str) -> Iterator[tuple[str, str]]:
    """Yield what falls due in the month or year among the words *typed*, where they ask for deadlines and anything does."""
    time = split_time(typed, view.store.has_hits)
    if time is None or not (due := _month_or_year(time)) or not _asks_for_deadlines(fold_words(time.words)):
        return
    page = all_deadlines(view)
    if any(row.due.startswith(due) for row in (*page.coming.near, *page.passed.near)):
        yield (
            f"what falls due in {due if len(due) == YEAR else clean(f'{time.since:%B %Y}')}",
            f"{addresses.DEADLINES}?{urlencode({'issuer': '', 'due': due})}",
        )


def _month_or_year(time: AskedTime) -> str:
    """Return the one month or year that *time* is, as the page of deadlines has it; "" where it is another time."""
    if time.since is None or time.until is None:
        return ""
    month, after = str(time.since)[: YEAR + 3], time.until + timedelta(days=1)
    if time.since.day == after.day == 1 and (after - time.since).days <= LONGEST_MONTH:
        return month
    whole = (time.since.month, time.since.day, after.month, after.day) == (1, 1, 1, 1)
    return month[:YEAR] if whole and after.year == time.since.year + 1 else ""


def _asks_for_deadlines(words: list[str]) -> bool:
    """Return whether *words*, folded, ask for what falls due: "due" at their end, since "due diligence" is none."""
    asked = set(words)
    return (
        words[-1:] == ["due"]
        or not asked.isdisjoint(_DEADLINES)
        or not (asked.isdisjoint(_PROMISES) or asked.isdisjoint(_DATED))
    )


def _texts(view: PageContext, typed: str, found: Found) -> Iterator[tuple[str, str]]:
    """Yield the text of the issuer that is asked for, where the words *typed* ask for nothing but what it says, or what changed in it: the last one, that of a time, or the two at the ends of it side by side."""
    if any(value for name, value in found.asked.filters.items() if name not in {"issuer", "issuers"}):
        return  # the last on a topic is another
    bare = without_asking(typed, lambda _: False)
    time = split_time(bare, view.store.has_hits)
    words, asked = time.words if time else bare, found.found_by
    if not asked.every_issuer:
        asked = of_its_issuer(view.store, replace(asked, text=words)) or asked
    said = set(fold_words(words)) - STOPWORDS - _TEXTS - ASKING
    alone = view.store.issuers() if not (said or asked.every_issuer) else []
    issuers = asked.every_issuer or tuple(alone if len(alone) == 1 else ())
    names = {word for name in issuers for word in fold_words(name)}
    if not issuers or not said <= names:
        return
    since, until = (time.since, time.until) if time else (None, None)
    within = view.store.search_page(
        "", by_date=True, limit=MOST_TEXTS, issuers=list(issuers), since=since, until=until
    )
    releases = list(dict.fromkeys(hit.release for hit in within.hits))
    kinds = _KINDS.intersection(fold_words(words))
    releases = [one for one in releases if kinds.intersection(fold_words(one.title))] or releases
    if not releases:
        return
    last, first = releases[0], releases[-1]
    days = [SHORT.day(one.published_on) for one in (last, first)]
    if time is None:
        yield f"the last text, {days[0]}", addresses.release(last.id)
    elif last == first:
        yield f"the text of {days[0]} beside the one before", addresses.release(last.id) + addresses.REDLINE
    elif time.is_of_two and within.total <= MOST_TEXTS:
        yield f"the text of {days[0]} beside that of {days[1]}", addresses.redline(first.id, last.id)
