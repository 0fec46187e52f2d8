"""Two accounts as they are shown: finished values for the templates, and rows for JSON. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reports.comparison.account_comparison import (
    Account,
    AccountComparison,
    PointDifference,
    SharedCounts,
    SharedStatement,
    count_shared,
)
from reports.json_values import count_values
from reports.view.counts import Count, count_kinds
from reports.view.counts import count_in_words as in_words
from reports.view.display_names import release_title
from reports.view.vocabulary import ladder_of, level_phrase
from tracker.compare.redline import redline
from tracker.domain import Unit
from tracker.exports.json_rows import published_day, read_row
from tracker.level_names import FAMILY_NAMES
from tracker.text.quote_links import safe_page_link
from tracker.text.sanitize import clean

DIFFERING = "Force, condition, scope, amount, deadline or parties differ."

# stretches of a quote, and whether they stand in this account alone
MarkedWords = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class AccountHeader:
    """One account in the head of the page."""

    letter: str
    name: str
    title: str
    on: str
    href: str
    count: str  # "3 commitments, 1 position"
    language: str  # "Korean"; "" where both are in one


@dataclass(frozen=True, slots=True)
class QuotedUnit:
    """One unit, with what is to be marked in it."""

    words: MarkedWords
    kind: str
    level: str
    speakers: str

    @property
    def quote(self) -> str:
        """The words without marks."""
        return "".join(text for text, _ in self.words)


@dataclass(frozen=True, slots=True)
class StatementPair:
    """One thing both say."""

    first: QuotedUnit
    second: QuotedUnit
    differences: tuple[PointDifference, ...]
    doubtful: bool


@dataclass(frozen=True, slots=True)
class ComparisonSection:
    """One part of the page and how much is in it, in words; *both* or *alone* holds it."""

    key: str
    title: str
    about: str  # "Nothing." where it is empty
    count: str
    commitments: int
    positions: int
    both: tuple[StatementPair, ...] = ()
    alone: tuple[QuotedUnit, ...] = ()
    side: AccountHeader | None = None  # whose it is alone


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """The page of two accounts. *headlines* speak of commitments, then of positions, never of their sum."""

    sides: tuple[AccountHeader, AccountHeader]
    headlines: tuple[str, ...]
    sections: tuple[ComparisonSection, ...]


def lay_side_by_side(accounts: AccountComparison) -> AccountsPage:
    """Return *accounts* as they are shown: what differs first, then what agrees, then what one says alone."""
    first, second = (
        _side(letter, side, language)
        for letter, side, language in zip(
            "AB", (accounts.first, accounts.second), accounts.languages, strict=True
        )
    )
    translated = bool(first.language)
    differing = [both for both in accounts.shared if both.differences]
    agreeing = [both for both in accounts.shared if not both.differences]
    found = count_shared(accounts.shared)
    crossed = _crossed(found)
    alone = _count(accounts.only_first), _count(accounts.only_second)
    headlines = (
        _headline("commitment", found.commitments, *(count.commitments for count in alone)),
        _headline("position", found.positions, *(count.positions for count in alone)),
        f"Also in both: {crossed}" if crossed else "",
    )
    return AccountsPage(
        (first, second),
        tuple(filter(None, headlines)),
        (
            _shared("differ", "Both say, but not alike", DIFFERING, differing, marked=not translated),
            _shared(
                "agree", "Both say alike", "At most the wording differs.", agreeing, marked=not translated
            ),
            _only(first, accounts.only_first, second.language),
            _only(second, accounts.only_second, first.language),
        ),
    )


def accounts_values(accounts: AccountComparison) -> dict[str, Any]:
    """Return *accounts* as one JSON value: counts first; units are the rows of ``read --json``."""
    first, second = accounts.first.release, accounts.second.release
    found = count_shared(accounts.shared)
    return {
        "counts": {
            "both": {
                "commitments": found.commitments,
                "positions": found.positions,
                "first_commits": found.first_commits,
                "second_commits": found.second_commits,
            },
            "only_first": count_values(_count(accounts.only_first)),
            "only_second": count_values(_count(accounts.only_second)),
        },
        "accounts": [
            {
                "name": side.name,
                "title": side.release.title,
                "published": published_day(side.release),
                "issuer": side.release.issuer,
                **count_values(_count(side.reading.units)),
            }
            for side in (accounts.first, accounts.second)
        ],
        "both": [
            {
                "first": read_row(first, both.first),
                "second": read_row(second, both.second),
                "differences": [
                    {"point": one.point, "first": one.first, "second": one.second} for one in both.differences
                ],
                "doubtful": both.doubtful,
            }
            for both in accounts.shared
        ],
        "only_first": [read_row(first, unit) for unit in accounts.only_first],
        "only_second": [read_row(second, unit) for unit in accounts.only_second],
    }


def _side(letter: str, account: Account, language: str) -> AccountHeader:
    release = account.release
    return AccountHeader(
        letter,
        clean(account.name),
        release_title(release),
        published_day(release) or "undated",
        safe_page_link(release.url),
        in_words(_count(account.reading.units)),
        language,
    )


def _shared(
    key: str, title: str, about: str, found: Sequence[SharedStatement], *, marked: bool
) -> ComparisonSection:
    counts = count_shared(found)
    crossed = _crossed(counts)
    halves = Count(counts.commitments, counts.positions)
    said = in_words(halves) if halves or not crossed else ""
    return ComparisonSection(
        key,
        title,
        about if found else "Nothing.",
        ", ".join(filter(None, (said, crossed))),
        counts.commitments,
        counts.positions,
        both=tuple(_both(one, marked=marked) for one in found),
    )


def _only(side: AccountHeader, units: Sequence[Unit], left_out: str) -> ComparisonSection:
    """Return what *side* says alone; *left_out* is the language of the other account where it is another."""
    counts = _count(units)
    return ComparisonSection(
        f"only-{side.letter.lower()}",
        f"The {left_out} leaves out" if left_out else f"Only {side.letter} says",
        side.title if units else "Nothing.",
        in_words(counts),
        counts.commitments,
        counts.positions,
        alone=tuple(_said(unit, ((_flat(unit), False),)) for unit in units),
        side=side,
    )


def _headline(noun: str, shared: int, first: int, second: int) -> str:
    """Return "3 commitments in both, 1 in A alone, none in B alone"."""
    head = f"{shared or 'No'} {noun}{'' if shared == 1 else 's'} in both"
    return f"{head}, {first or 'none'} in A alone, {second or 'none'} in B alone"


def _crossed(found: SharedCounts) -> str:
    ways = ((found.first_commits, "A", "B"), (found.second_commits, "B", "A"))
    return ", ".join(
        f"{number} a commitment in {one} and a position in {other}" for number, one, other in ways if number
    )


def _count(units: Iterable[Unit]) -> Count:
    return count_kinds(unit.kind for unit in units)


def _both(both: SharedStatement, *, marked: bool) -> StatementPair:
    """Return a pair as it is shown; where *marked* with the words that stand in one account alone."""
    if marked:
        runs = redline(_flat(both.first), _flat(both.second))
        ours = tuple((run.text, run.op == "delete") for run in runs if run.op != "insert")
        theirs = tuple((run.text, run.op == "insert") for run in runs if run.op != "delete")
    else:  # of two languages every word would be
        ours, theirs = ((_flat(both.first), False),), ((_flat(both.second), False),)
    shown = tuple(PointDifference(one.point, clean(one.first), clean(one.second)) for one in both.differences)
    return StatementPair(_said(both.first, ours), _said(both.second, theirs), shown, both.doubtful)


def _said(unit: Unit, words: MarkedWords) -> QuotedUnit:
    facets = unit.facets
    level = level_phrase(ladder_of(unit.kind), facets.level)
    return QuotedUnit(words, FAMILY_NAMES[facets.family], level, clean(", ".join(sorted(facets.speakers))))


def _flat(unit: Unit) -> str:
    return " ".join(clean(unit.quote).split())
