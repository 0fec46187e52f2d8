"""The last line of a digest: what was promised by when, coming up and passed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set
from datetime import date, timedelta

from reports.digest.due_words import begins_in_midst, due_words, with_its_day
from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.statements.quotation import whole_sentence
from reports.view.dates import ISO, DateStyle
from tracker.compare.facets.value_parsing import parse_deadline
from tracker.exports.deadlines import Deadline, coming, deadlines, may_be_due, passed
from tracker.segment.slots.deadline_words import DEADLINE
from tracker.store import Store
from tracker.text.content_words import content_stems, party_code, party_codes
from tracker.text.numbers import pluralize
from tracker.text.rates import rate_decision
from tracker.text.sanitize import one_line
from tracker.text.shorten import shorten
from tracker.text.words_of_others import words_of_a_delegate

AHEAD, BEHIND = timedelta(days=30), timedelta(days=7)
WORDS, SENTENCE = 90, 220  # characters of a quote, and of its sentence where that is shown
LOOKED_AT = 20  # deadlines whose texts are read for one that can be told
# When somebody meets next is in a calendar, and whether they met already is said by no promise.
_MEETS_NEXT = re.compile(
    r"\bnext (?:\w+ ){0,3}(?:meetings?|ministerial|summit|session|round|dialogue|conference)\b|\b(?:re)?(?:meet|convene) again\b"
    r"|\b(?:hold|convene)\w* (?:its|their|the) (?:\d{1,4}(?:st|nd|rd|th)|(?:\w+-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|\w+tieth)) (?:\w+ ){0,2}(?:session|meeting|summit)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\b(?:will|shall)\b")
TELLING = 5  # content words that a quote has at least


def due_line(
    store: Store,
    day: date,
    *,
    wanted: Callable[[str], bool] = lambda source: True,  # noqa: ARG005 - any
    dates: DateStyle = ISO,
    put_off: Set[str] = frozenset(),
) -> str:
    """Say what is due within 30 days of *day* and what passed in the week before; "" where nothing is.

    *wanted* says of which sources a reader hears. Statements *put_off* (ids) are due on another day by now.
    """
    first, last = day - BEHIND, day + AHEAD
    held = store.standing_units_with_deadline(
        years={first.year, last.year},  # a deadline is a day where it names its year
        names=lambda words: may_be_due(words, first, last),
    )
    # who looks at a morning that is over is told nothing of the days after it
    found = [
        one
        for one in deadlines(held)
        if wanted(one.release.source) and not _is_later(one, day) and _is_waited_for(one.unit.quote)
    ]
    due = (one for one in coming(found, day) if one.due and one.due <= last and one.unit.id not in put_off)
    ahead = [one for one in due if _is_own(store, one)]
    behind = [one for one in passed(found, day) if one.due and one.due >= first and _is_own(store, one)]
    parts = []
    if ahead:
        shown = _telling(store, ahead)
        how = "first" if shown and shown[0] is ahead[0] else "such as"
        coming_up = f"{pluralize(len(ahead), 'commitment')} due in the next 30 days"
        parts.append(coming_up + (f", {how} {_named(*shown, dates)}" if shown else ""))
    if behind:
        shown = _telling(store, behind)
        over = f"{len(behind):,} passed in the last week"
        parts.append(over + (f", such as {_named(*shown, dates)}" if shown else ""))
    return f"Deadlines: {'; '.join(parts)}." if parts else ""


def put_off_by(texts: Iterable[ComparedText]) -> frozenset[str]:
    """Return the statements (ids) with a day whose sentence the later of *texts* say with a later day, and without their own."""
    return frozenset(
        unit.id
        for text in texts
        for pair in text.pairs
        if pair.before and pair.after
        for unit in text.units_before_in(pair.before)
        if _is_later_day(parse_deadline(unit.facets.deadline), pair.after.said)
    )


def _is_later_day(day: date | None, said: str) -> bool:
    """Say whether a sentence names a day after *day*, and not *day* itself."""
    days = [found for phrase in DEADLINE.finditer(said) if (found := parse_deadline(phrase[0]))]
    return day is not None and day not in days and any(found > day for found in days)


def _is_waited_for(quote: str) -> bool:
    """Say whether a statement with a day is of something to come: the day of a decision on a rate is that of the meeting, and who meets next is in a calendar."""
    decided = rate_decision(quote) is not None and not _TO_COME.search(quote)
    return not decided and not _MEETS_NEXT.search(quote)


def _is_later(one: Deadline, day: date) -> bool:
    return one.release.published_on is not None and one.release.published_on > day


def _is_own(store: Store, one: Deadline) -> bool:
    """Say whether *one* is no pledge that its text reports of a delegate of another state: the issuer owes none of it."""
    if party_codes(one.release.issuer) & {party_code(name) for name in one.unit.facets.speakers}:
        return True
    return not words_of_a_delegate(whole_sentence(one.unit, store.text_as_read(one.unit.revision)))


def _telling(store: Store, some: Sequence[Deadline]) -> tuple[Deadline, str] | None:
    """Return the first of *some* whose words say by themselves what is due, and these: "will host in June" says nothing.

    None where all point back at what was said before.
    """
    told = []
    for one in some[:LOOKED_AT]:
        text = store.text_as_read(one.unit.revision)
        if words := due_words(one.unit, text, WORDS):
            told.append((one, with_its_day(shorten(words, SENTENCE), words, one.unit.facets.deadline)))
            if len(content_stems(one.unit.quote)) >= TELLING and not begins_in_midst(one.unit, text):
                return told[-1]
    return next(
        (one for one in told if len(content_stems(one[0].unit.quote)) >= TELLING), next(iter(told), None)
    )


def _named(one: Deadline, words: str, dates: DateStyle) -> str:
    issuer = one_line(one.release.issuer or one.release.source)
    return f"{dates.day(one.due)}, {issuer}: “{words}”"
