"""Two accounts as they are shown: finished values for the templates, and rows for JSON. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reports.accounts import Account, Accounts, Difference, Shared
from reports.links import page_link
from tracker.compare.wording import redline
from tracker.domain import Unit
from tracker.ladders import FAMILIES, level_words
from tracker.rows import day, read_row

Words = tuple[tuple[str, bool], ...]  # stretches of a quote, and whether they stand in this account alone


@dataclass(frozen=True, slots=True)
class Side:
    """One account in the head of the page."""

    letter: str
    name: str
    title: str
    on: str
    href: str
    units: int
    alone: int


@dataclass(frozen=True, slots=True)
class Said:
    """One unit, with what is to be marked in it."""

    words: Words
    kind: str
    level: str
    speakers: str

    @property
    def quote(self) -> str:
        """The words without marks."""
        return "".join(text for text, _ in self.words)


@dataclass(frozen=True, slots=True)
class Both:
    """One thing both say."""

    first: Said
    second: Said
    differences: tuple[Difference, ...]
    doubtful: bool


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """The page of two accounts."""

    sides: tuple[Side, Side]
    differing: tuple[Both, ...]
    agreeing: tuple[Both, ...]
    only: tuple[tuple[Side, tuple[Said, ...]], ...]


def lay_side_by_side(accounts: Accounts) -> AccountsPage:
    """Return *accounts* as they are shown: what differs first, then what agrees, then what one says alone."""
    first = _side("A", accounts.first, len(accounts.only_first))
    second = _side("B", accounts.second, len(accounts.only_second))
    shown = [_both(both) for both in accounts.shared]
    return AccountsPage(
        (first, second),
        tuple(both for both in shown if both.differences),
        tuple(both for both in shown if not both.differences),
        ((first, _alone(accounts.only_first)), (second, _alone(accounts.only_second))),
    )


def accounts_values(accounts: Accounts) -> dict[str, Any]:
    """Return *accounts* as one JSON value; units are the rows of ``read --json``."""
    first, second = accounts.first.release, accounts.second.release
    return {
        "accounts": [
            {
                "name": side.name,
                "title": side.release.title,
                "published": day(side.release),
                "issuer": side.release.issuer,
                "units": len(side.reading.units),
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


def _side(letter: str, account: Account, alone: int) -> Side:
    release = account.release
    title = release.title or release.ref
    return Side(
        letter,
        account.name,
        title,
        day(release) or "undated",
        page_link(release.url),
        len(account.reading.units),
        alone,
    )


def _both(both: Shared) -> Both:
    marked = redline(_flat(both.first), _flat(both.second))
    ours = tuple((run.text, run.op == "delete") for run in marked if run.op != "insert")
    theirs = tuple((run.text, run.op == "insert") for run in marked if run.op != "delete")
    return Both(_said(both.first, ours), _said(both.second, theirs), both.differences, both.doubtful)


def _alone(units: Iterable[Unit]) -> tuple[Said, ...]:
    return tuple(_said(unit, ((_flat(unit), False),)) for unit in units)


def _said(unit: Unit, words: Words) -> Said:
    facets = unit.facets
    level = level_words(facets.family, facets.level)
    return Said(words, FAMILIES[facets.family], level, ", ".join(sorted(facets.speakers)))


def _flat(unit: Unit) -> str:
    return " ".join(unit.quote.split())
