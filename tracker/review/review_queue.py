"""What an analyst should look at: links too close to call, claims without an earlier text, signals that pull apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from tracker.compare import CLAIMS_CONTINUITY
from tracker.domain import Cause, Change, Label, Release
from tracker.review.decisions import ABOUT_LINES, Decision, QuoteLocation, Ruling, quote_location

SETTLES_NOTHING = ABOUT_LINES | {Ruling.NOTE}  # these settle nothing


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A change to look at, and why."""

    change: Change
    why: tuple[str, ...]


def review_items(
    changes: Iterable[Change], decisions: Collection[Decision], *, claims: bool = False
) -> list[ReviewItem]:
    """Return the changes in doubt on which nothing is decided yet, oldest first.

    With *claims*, also those that say they repeat where no earlier statement was
    found: of a young store, a sixth of all. *changes* are all there are of their
    sources: that the first text of a source says it repeats is no doubt.
    """
    every = list(changes)
    first: dict[str, str] = {}
    for change in every:
        source, day = change.release.source, _day(change.release)
        first[source] = min(first.get(source, day), day)
    found = [
        ReviewItem(
            change,
            tuple(
                review_reasons(change, claims=claims and _day(change.release) > first[change.release.source])
            ),
        )
        for change in every
    ]
    settled = [
        decision for decision in decisions if decision.stands and decision.ruling not in SETTLES_NOTHING
    ]
    open_ones = [
        doubt for doubt in found if doubt.why and not any(is_about(doubt.change, one) for one in settled)
    ]
    return sorted(open_ones, key=lambda doubt: (_day(doubt.change.release), doubt.change.release.ref))


def review_reasons(change: Change, *, claims: bool = False) -> Iterator[str]:
    """Yield why *change* is in doubt; nothing where it is not. *claims*: also that it says it repeats."""
    if change.review:
        yield "the link is too close to call"
    if claims and CLAIMS_CONTINUITY in change.note and change.cause is not Cause.EDIT:
        yield "it says it repeats, and no earlier statement was found"
    if change.label is Label.MIXED:
        yield "the signals pull apart"


def location_of_change(change: Change) -> QuoteLocation:
    """Return the words *change* is about; of a silence, the release that is silent."""
    return quote_location(change.after) if change.after else QuoteLocation(change.release.ref)


def is_about(change: Change, decision: Decision) -> bool:
    """Return whether *decision* is about the words of *change*, or about the same silence."""
    if (decision.source, decision.at.release) != (change.release.source, change.release.ref):
        return False
    if change.after:
        return _same(decision.at, quote_location(change.after))
    return (
        not decision.at.quote
        and bool(decision.before and change.before)
        and _same(decision.before, quote_location(change.before))  # type: ignore[arg-type]  # both are there
    )


def _same(left: QuoteLocation | None, right: QuoteLocation) -> bool:
    return bool(left and left.quote and (left.quote in right.quote or right.quote in left.quote))


def _day(release: Release) -> str:
    return release.published_on.isoformat() if release.published_on else ""
