"""A change as a reader sees it: everything worked out before a template starts. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.dates import ISO, UNDATED, Dates
from reports.digest import ORDER, Count
from reports.filters import spoken
from reports.links import page_link, quote_link
from reports.redlines import runs
from reports.words import FACETS, LABELS, facet_value, kind_words
from tracker.compare.wording import Run
from tracker.domain import Cause, Change, Delta, Label, Mention, Release

SAYS_WITH_WHAT = "compared with the last mention"  # in a rule that has to, as of mentions with other partners

# What a terminal obeys, and what turns the direction of all that follows: never part of a statement.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Said:
    """One side of a change: the words, when and where. *quote* is "" for a document that is silent."""

    quote: str
    on: str  # the day as the reader writes it, or "undated"
    title: str
    issuer: str
    ref: str
    href: str  # jumps to the quote; "" where the release has no address


@dataclass(frozen=True, slots=True)
class Field:
    """One facet that moved: "Level: definite (4) → best efforts (3)"."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Card:
    """One change, ready to print."""

    id: str
    label: Label
    word: str
    mark: str
    tone: str
    line: str
    issuer: str  # "" where all of a digest is by one
    family: str  # commitment, position
    kind: str  # "undertaking, definite (4 of 5)"
    before: Said | None
    after: Said | None
    silent: Said | None  # the document that does not repeat it
    runs: tuple[Run, ...]  # the redline; empty where only one side spoke
    fields: tuple[Field, ...]
    why: str
    compared: str  # "Compared with the last mention, "; "" = nothing to compare with
    compared_on: str  # the day of what it is compared with
    also: tuple[str, ...]
    note: str
    tags: tuple[str, ...]  # check, emphasis only, edited text, recomputed


@dataclass(frozen=True, slots=True)
class Thread:
    """A line that continues: one row however often it was said."""

    id: str  # of the line
    line: str
    issuer: str
    mark: str
    word: str
    family: str
    kind: str
    times: int
    first: str
    latest: Said
    before: str  # when it was last said before the window
    tags: tuple[str, ...]


def card(change: Change, *, by_many: bool = False, dates: Dates = ISO) -> Card:
    """Work out what to show of *change*; with *by_many*, also whose it is."""
    words = LABELS[change.label]
    unit = spoken(change)
    before, after = change.before, change.after
    return Card(
        id=change.id,
        label=change.label,
        word=words.word,
        mark=words.mark,
        tone=words.tone,
        line=clean(change.line.name),
        issuer=_issuer(change) if by_many else "",
        family="commitment" if unit.kind.is_commitment else "position",
        kind=kind_words(unit.kind, unit.facets.level),
        before=said(before, dates) if before else None,
        after=said(after, dates) if after else None,
        silent=None if after else _silent(change.release, dates),
        runs=runs(clean(before.unit.quote), clean(after.unit.quote)) if before and after else (),
        fields=_fields(change),
        why=_sentence(clean(change.rule)),
        compared=_compared(change, dates),
        compared_on=_compared_on(change, dates),
        also=tuple(LABELS[label].word for label in change.also),
        note=clean(change.note),
        tags=_tags(change),
    )


def threads(changes: Iterable[Change], *, by_many: bool = False, dates: Dates = ISO) -> tuple[Thread, ...]:
    """Return the lines of *changes*, each once, with how often it was said; most often first."""
    by_line: dict[str, list[Change]] = {}
    for change in changes:
        by_line.setdefault(change.line.id, []).append(change)
    rows = [_thread(sorted(said_again, key=_day), by_many, dates) for said_again in by_line.values()]
    return tuple(sorted(rows, key=lambda row: (row.family != "commitment", -row.times, row.line)))


def legend(labels: Iterable[Label]) -> tuple[tuple[str, str, str, str], ...]:
    """Return (word, mark, tone, meaning) of each of *labels*, in the order of news value."""
    wanted = set(labels)
    return tuple(
        (words.word, words.mark, words.tone, words.meaning)
        for label in ORDER
        if label in wanted and (words := LABELS[label])
    )


def both(count: Count) -> str:
    """Return a count in words, its two halves apart.

    >>> both(Count(1, 2))
    '1 commitment, 2 positions'
    >>> both(Count(0, 2))
    '2 positions'
    """
    halves = ((count.commitments, "commitment"), (count.positions, "position"))
    return ", ".join(_many(number, noun) for number, noun in halves if number) or "none"


def said(mention: Mention, dates: Dates = ISO) -> Said:
    """Return one side of a change, with a link that jumps to the quote."""
    release, unit = mention.release, mention.unit
    return Said(
        quote=clean(unit.quote),
        on=dates.day(release.published_on),
        title=clean(release.title) or clean(release.ref),
        issuer=clean(release.issuer),
        ref=clean(release.ref),
        href=quote_link(release.url, unit.quote),
    )


def clean(text: str) -> str:
    """Return *text* without control characters: a title must not move a cursor or turn a line round."""
    return _CONTROL.sub(" ", text).strip() if _CONTROL.search(text) else text.strip()


def _fields(change: Change) -> tuple[Field, ...]:
    if change.before is None or change.after is None:
        return ()
    old, new = change.before.unit.facets.family, change.after.unit.facets.family
    deltas = {delta.facet: delta for delta in change.deltas}
    if old != new:
        deltas["family"] = Delta("family", old, new, "")
    return tuple(
        Field(
            name,
            clean(facet_value(facet, deltas[facet].before, old)),
            clean(facet_value(facet, deltas[facet].after, new)),
        )
        for facet, name in FACETS.items()
        # What was only put in other words has not moved; the redline shows it.
        if facet in deltas and deltas[facet].verdict != "reworded"
    )


def _compared(change: Change, dates: Dates) -> str:
    if change.before is None:
        return ""
    if change.cause is Cause.EDIT:
        return "Compared with the text this page showed before"
    if change.after is None:
        return "Last said "
    if SAYS_WITH_WHAT in change.rule:
        return ""
    return "Compared with the last mention" + (", " if _compared_on(change, dates) else "")


def _compared_on(change: Change, dates: Dates) -> str:
    if (
        change.before is None
        or change.cause is Cause.EDIT
        or (change.after and SAYS_WITH_WHAT in change.rule)
    ):
        return ""
    day = dates.day(change.before.release.published_on)
    return "" if day == UNDATED and change.after else day


def _tags(change: Change) -> tuple[str, ...]:
    return tuple(
        word
        for word, holds in (
            ("check", change.review),
            ("emphasis only", change.minor),
            ("edited text", change.cause is Cause.EDIT),
            ("recomputed", change.cause is Cause.RECOMPUTED),
        )
        if holds
    )


def _thread(changes: Sequence[Change], by_many: bool, dates: Dates) -> Thread:
    first, latest = changes[0], changes[-1]
    unit = spoken(latest)
    mention = latest.after or latest.before
    assert mention is not None
    words = LABELS[latest.label]
    return Thread(
        id=latest.line.id,
        line=clean(latest.line.name),
        issuer=_issuer(latest) if by_many else "",
        mark=words.mark,
        word=words.word,
        family="commitment" if unit.kind.is_commitment else "position",
        kind=kind_words(unit.kind, unit.facets.level),
        times=len(changes),
        first=dates.day(first.release.published_on),
        latest=said(mention, dates),
        before=dates.day(first.before.release.published_on) if first.before else "",
        tags=tuple(dict.fromkeys(tag for change in changes for tag in _tags(change))),
    )


def _sentence(text: str) -> str:
    sentence = text[:1].upper() + text[1:]
    return sentence if not sentence or sentence[-1] in ".!?…" else sentence + "."


def _issuer(change: Change) -> str:
    return clean(change.release.issuer or change.release.source)


def _silent(release: Release, dates: Dates) -> Said:
    return Said(
        "",
        dates.day(release.published_on),
        clean(release.title) or clean(release.ref),
        clean(release.issuer),
        clean(release.ref),
        page_link(release.url),
    )


def _day(change: Change) -> tuple[str, str]:
    return ISO.day(change.release.published_on), change.release.ref


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
