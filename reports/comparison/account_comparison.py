"""What a comparison of two accounts gives: values, light enough to lay out without what compares. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.domain import Release, Unit
from tracker.reading import Reading
from tracker.text.korean import language_name


@dataclass(frozen=True, slots=True)
class Account:
    """One account as it was given."""

    name: str  # what the user called it: a file, a ref, a URL
    release: Release
    reading: Reading

    @property
    def language(self) -> str:
        """The name of the language it is in."""
        return language_name(self.reading.document.text) or "English"


@dataclass(frozen=True, slots=True)
class PointDifference:
    """What each says on one point; "" = it does not say."""

    point: str  # kind, level, condition, scope …
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class SharedStatement:
    """One thing both say, each in its words."""

    first: Unit
    second: Unit
    differences: tuple[PointDifference, ...]
    doubtful: bool  # too close to call whether it is one thing


@dataclass(frozen=True, slots=True)
class SharedCounts:
    """How many things both say, by what they are in each; like :class:`reports.view.counts.Count`, without a total."""

    commitments: int = 0  # in both
    positions: int = 0  # in both
    first_commits: int = 0  # a commitment in the first, a position in the second
    second_commits: int = 0


@dataclass(frozen=True, slots=True)
class AccountComparison:
    """The two accounts side by side, each part in order of the text."""

    first: Account
    second: Account
    shared: tuple[SharedStatement, ...]
    only_first: tuple[Unit, ...]
    only_second: tuple[Unit, ...]

    @property
    def languages(self) -> tuple[str, str]:
        """The names of the languages of both where they differ, else two empty ones."""
        one, other = (side.language for side in (self.first, self.second))
        return (one, other) if one != other else ("", "")


def count_shared(shared: Iterable[SharedStatement]) -> SharedCounts:
    """Count what both say, commitments and positions apart."""
    kinds = Counter((both.first.kind.is_commitment, both.second.kind.is_commitment) for both in shared)
    return SharedCounts(kinds[True, True], kinds[False, False], kinds[True, False], kinds[False, True])
