"""What a step hands back, and how a caller may watch and stop it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from jobs.bulkhead import UNEXPECTED, is_unexpected
from tracker.domain import Problem

Clock = Callable[[], datetime]

STEPS = ("fetch", "read", "relate", "compose", "deliver")

Item = TypeVar("Item")

Stop = Callable[[], bool]  # asked between two pieces of work: end early?


@dataclass(frozen=True, slots=True)
class StepResult:
    """What a step did, in numbers, and what went wrong while the rest went on."""

    counts: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class StepTally:
    """What a step counts and what it tells, while it is at work."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.problems: list[Problem] = []

    def add_problem(self, problem: Problem) -> None:
        """Tell of *problem*; an error of this program is counted."""
        if is_unexpected(problem):
            self.counts[UNEXPECTED] += 1
        self.problems.append(problem)

    def result(self) -> StepResult:
        """Return all of it."""
        return StepResult(dict(self.counts), tuple(self.problems))


class Track(Protocol):
    """How a step shows progress: ``tracker.cli.console.progress``, or :func:`no_progress`."""

    def __call__(self, items: Iterable[Item], label: str, total: int | None = None) -> Iterator[Item]: ...


def no_progress(items: Iterable[Item], label: str, total: int | None = None) -> Iterator[Item]:  # noqa: ARG001 - as Track
    """Show nothing."""
    return iter(items)


def never_stop() -> bool:
    """Go on to the end."""
    return False


def total(results: Iterable[StepResult]) -> StepResult:
    """Add up *results*, in order."""
    counts: Counter[str] = Counter()
    problems: list[Problem] = []
    for result in results:
        counts.update(result.counts)
        problems.extend(result.problems)
    return StepResult(dict(counts), tuple(problems))


def utc_now() -> datetime:
    """Return this instant, aware."""
    return datetime.now(UTC)
