"""What an analyst should look at: links too close to call, claims without an earlier text, signals that pull apart.

Questions come in the order that makes a quarter of an hour worth it: moves before
what is only repeated, new or silent, of them the newest week first, in it the gravest,
and what is on one line together. Like cases are
one question: its answer settles all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.compare.compare_units import CLAIMS_CONTINUITY
from tracker.domain import Cause, Change, Label, Release
from tracker.doubts import is_withheld
from tracker.review.decisions import ABOUT_LINES, Decision, QuoteLocation, Ruling, quote_location
from tracker.review.precedents import Precedents, case_of, precedents_of

SETTLES_NOTHING = ABOUT_LINES | {Ruling.NOTE}  # these settle nothing
QUARTER_HOUR = 15  # minutes
SECONDS_EACH = 45  # to read two quotes and answer; an estimate
# The gravest first: what would be the worst to tell wrongly, or to miss.
GRAVITY = (
    Label.REVERSED, Label.DROPPED, Label.WEAKENED, Label.QUALIFIED, Label.MIXED, Label.STRENGTHENED, Label.NARROWED,
    Label.BROADENED, Label.RESUMED, Label.NOT_REPEATED, Label.REAFFIRMED, Label.NEW,
)  # fmt: skip
STANDING = frozenset({Label.NOT_REPEATED, Label.REAFFIRMED, Label.NEW})  # nothing in them moved


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A change to look at, and why; *like* are those that the answer settles as well."""

    change: Change
    why: tuple[str, ...]
    like: tuple[Change, ...] = ()


def review_items(
    changes: Iterable[Change], decisions: Collection[Decision], *, claims: bool = False
) -> list[ReviewItem]:
    """Return the changes in doubt on which nothing is decided yet, like cases as one, in the order to ask them.

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
    by_release: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    by_source: dict[str, list[Decision]] = defaultdict(list)
    for decision in settled:
        by_release[decision.source, decision.at.release].append(decision)
        by_source[decision.source].append(decision)
    known = {source: precedents_of(held) for source, held in by_source.items()}
    open_ones = [
        doubt
        for doubt in found
        if doubt.why
        and not any(
            is_about(doubt.change, one)
            for one in by_release[doubt.change.release.source, doubt.change.release.ref]
        )
        and not _is_settled(doubt.change, known.get(doubt.change.release.source))
    ]
    return order_questions(_with_like_cases(open_ones))


def order_questions(items: Iterable[ReviewItem]) -> list[ReviewItem]:
    """Return *items* in the order to ask them: by line, those with a move first, by their newest week, in it by their gravest change."""
    by_line: dict[str, list[ReviewItem]] = defaultdict(list)
    for item in items:
        by_line[item.change.line.id].append(item)
    for held in by_line.values():
        held.sort(
            key=lambda item: (_is_move(item), _ordinal(item.change.release), -_gravity(item.change)),
            reverse=True,
        )
    return [item for held in sorted(by_line.values(), key=_place_of_line) for item in held]


def _place_of_line(held: Sequence[ReviewItem]) -> tuple[bool, int, int, int, str]:
    """Return what orders a line, of which *held* are the questions, the moves first: by these alone, where there are any."""
    asked = [item for item in held if _is_move(item)] or held
    week = max(_week(item.change.release) for item in asked)
    return (
        not _is_move(held[0]),
        -week,
        min(_gravity(item.change) for item in asked if _week(item.change.release) == week),
        -_ordinal(held[0].change.release),
        held[0].change.line.id,
    )


def _is_move(item: ReviewItem) -> bool:
    return item.change.label not in STANDING


def within_minutes(items: Sequence[ReviewItem], minutes: int = QUARTER_HOUR) -> list[ReviewItem]:
    """Return as many of *items*, from the first on, as can be answered in *minutes*; 0: all of them."""
    return list(items[: max(1, 60 * minutes // SECONDS_EACH)] if minutes else items)


def review_reasons(change: Change, *, claims: bool = False) -> Iterator[str]:
    """Yield why *change* is in doubt; nothing where it is not. *claims*: also that it says it repeats."""
    if change.review:
        yield (
            "the label is not likely enough" if is_withheld(change.rule) else "the link is too close to call"
        )
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


def _with_like_cases(items: Sequence[ReviewItem]) -> Iterator[ReviewItem]:
    """Yield *items*, of like cases of one source only the newest, with the others beside it."""
    cases: dict[Hashable, list[ReviewItem]] = defaultdict(list)
    for item in items:
        case = case_of(item.change)
        cases[(item.change.release.source, case) if case else item.change.id].append(item)
    for held in cases.values():
        held.sort(key=lambda item: (_ordinal(item.change.release), item.change.id), reverse=True)
        yield replace(held[0], like=tuple(item.change for item in held[1:]))


def _is_settled(change: Change, known: Precedents | None) -> bool:
    """Return whether a like case was decided: a doubt of the link by one on links, of the label by one on labels."""
    if known is None or change.before is None or change.after is None:
        return False
    quotes = change.before.unit.quote, change.after.unit.quote
    return (known.on_link(*quotes) if change.review else known.on_label(*quotes)) is not None


def _same(left: QuoteLocation | None, right: QuoteLocation) -> bool:
    return bool(left and left.quote and (left.quote in right.quote or right.quote in left.quote))


def _gravity(change: Change) -> int:
    return GRAVITY.index(change.label)


def _week(release: Release) -> int:
    return _ordinal(release) // 7


def _ordinal(release: Release) -> int:
    return (release.published_on or date.min).toordinal()


def _day(release: Release) -> str:
    return release.published_on.isoformat() if release.published_on else ""
