"""The history of a line: every statement, silence and change in order, the newest first. Pure.

What moved is a card, what only continues is a line with its redline folded. Of a
long history the middle is folded and told without redlines, and without a quote in its links: they were a fifth of the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reports.view import addresses as at
from reports.view.change_card import NAMES_ITS_BASIS, ChangeCard, change_card, change_tags, revision_caption
from reports.view.dates import ISO, SHORT
from reports.view.display_names import title_beside_day
from reports.view.line_events import LineEvent
from reports.view.rate_words import label_words
from reports.view.redline import readable_redline
from reports.view.vocabulary import LABEL_WORDS, MOVED_LABELS, LabelWords, kind_words
from tracker.compare.redline import RedlineRun
from tracker.domain import Change, Unit
from tracker.store import RevisionInfo
from tracker.text.quote_links import quote_link, safe_page_link
from tracker.text.sanitize import clean

ROOT = "../"  # from the page of a line to the root
NEWEST = 12  # told in full
OLDEST = 3  # told in full
FOLDED = 6  # fewer than that between them are not worth a fold
SILENT_TWICE = "Silent twice in a row: the rule names both documents."


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """A change in one line."""

    id: str
    words: LabelWords
    also: tuple[str, ...]
    tags: tuple[str, ...]  # check, emphasis only, edited text, recomputed
    why: str
    runs: tuple[RedlineRun, ...]  # the redline; empty where the words are the same, or not shown
    text: str  # "text 1, as seen 2031-03-04": of the words it was found on; "" = those of its step
    quote: str  # what that text said there; "" = the words of the step


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One statement, or one document that is silent."""

    unit: str  # id; "" of a silence
    on: str  # the day of the document
    title: str
    href: str  # the release on the site, at the unit
    original: str  # the source, at the quote; "" where it cannot be linked
    kind: str  # "undertaking, definite ●●●●○"; "" of a silence
    quote: str  # "" of a silence
    gone: bool  # the release does not say it any longer
    carded: bool  # one of the cards quotes it
    note: str  # what is to be known of a silence; "" = nothing
    cards: tuple[ChangeCard, ...]
    briefs: tuple[ChangeNote, ...]
    compare: str  # where the statement is compared with another; "" for a file


@dataclass(frozen=True, slots=True)
class TimelineSection:
    """Steps that stand together, newest first. *folded* says what is folded; "" = they stand open."""

    folded: str
    steps: tuple[TimelineEntry, ...]


def timeline_sections(
    found: Sequence[LineEvent], kept: Mapping[str, RevisionInfo], *, live: bool
) -> tuple[TimelineSection, ...]:
    """Return the steps of *found*, newest first, the middle of a long history folded."""
    newest_first = found[::-1]
    below = [*(one.release.id for one in newest_first[1:]), ""]
    placed = tuple(zip(newest_first, below, strict=True))
    middle = placed[NEWEST:-OLDEST]
    parts: tuple[tuple[str, Sequence[tuple[LineEvent, str]]], ...] = (("", placed),)
    if len(middle) >= FOLDED:
        first, last = middle[-1][0], middle[0][0]
        span = f"{SHORT.day(first.release.published_on)} to {SHORT.day(last.release.published_on)}"
        parts = (
            ("", placed[:NEWEST]),
            (f"{len(middle):,} in between, {span}", middle),
            ("", placed[-OLDEST:]),
        )
    return tuple(
        TimelineSection(
            folded,
            tuple(_step(one, kept, live=live, whole=not folded, below=release) for one, release in steps),
        )
        for folded, steps in parts
    )


def _step(
    one: LineEvent, kept: Mapping[str, RevisionInfo], *, live: bool, whole: bool, below: str
) -> TimelineEntry:
    release, unit = one.release, one.unit
    moved = [change for change in one.changes if whole and change.label in MOVED_LABELS]
    rest = [change for change in one.changes if not (whole and change.label in MOVED_LABELS)]
    return TimelineEntry(
        unit=unit.id if unit else "",
        on=ISO.day(release.published_on),
        title=title_beside_day(release),
        href=at.release(release.id, unit.id if unit else ""),
        original=quote_link(release.url, unit.quote) if unit and whole else safe_page_link(release.url),
        kind=kind_words(unit.kind, unit.facets.level) if unit else "",
        quote=clean(unit.quote) if unit else "",
        gone=one.removed_by_edit,
        carded=any(change.after and unit and change.after.unit.id == unit.id for change in moved),
        note=SILENT_TWICE if one.lacks_first_silence else "",
        cards=tuple(replace(change_card(change, kept=kept, site=ROOT), line_href="") for change in moved),
        briefs=tuple(_brief(change, unit, kept, redlined=whole, below=below) for change in rest),
        compare=at.compare(unit.id) if unit and live and whole else "",
    )


def _brief(
    change: Change, unit: Unit | None, kept: Mapping[str, RevisionInfo], *, redlined: bool, below: str
) -> ChangeNote:
    """Return *change* in one line, below *unit*: a text that was edited since says other words, so those are quoted.

    Where it is not *redlined*, it does not say that it was compared with the release *below* it (its id).
    """
    before, after = change.before, change.after
    why = clean(change.rule)
    if before and not redlined and before.release.id == below:
        why = why.removesuffix(f"; {NAMES_ITS_BASIS}, {before.release.published_on}")
    quotes = (clean(before.unit.quote), clean(after.unit.quote)) if before and after else ("", "")
    return ChangeNote(
        change.id,
        label_words(change),
        tuple(LABEL_WORDS[label].word for label in change.also),
        change_tags(change),
        why,
        readable_redline(*quotes) if redlined and quotes[0] != quotes[1] else (),
        *_other_words(after.unit if after else None, unit, kept),
    )


def _other_words(
    found_on: Unit | None, shown: Unit | None, kept: Mapping[str, RevisionInfo]
) -> tuple[str, str]:
    """Return the text and the words a change was *found_on* where they are not the words *shown*."""
    if found_on is None or shown is None or clean(found_on.quote) == clean(shown.quote):
        return "", ""
    return revision_caption(kept.get(found_on.revision), ISO) or "another text of it", clean(found_on.quote)
