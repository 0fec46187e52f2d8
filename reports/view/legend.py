"""What the words on a page mean: those that occur on it, in plain language. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.view.change_card import ChangeCard
from reports.view.changes import subject_unit
from reports.view.reported_line import ReportedLine
from reports.view.vocabulary import (
    ALSO,
    FACET_MEANINGS,
    FACETS,
    KIND_MEANINGS,
    KINDS,
    LABEL_ORDER,
    LABEL_WORDS,
    LEVEL_EXAMPLES,
    TAG_MEANINGS,
    LabelWords,
    ladder_of,
)
from tracker.domain import Change, Kind
from tracker.level_names import FAMILY_NAMES, LEVEL_NAMES

# at the marks in tracker/link/pairs/links.json, on pairs judged by hand (docs/decisions/0023-link-model.md)
CONFIDENCE_NOTE = (
    "“Clear” and “too close to call” say how sure it is that two texts are one line. On texts coded by hand about "
    "nine in ten of the clear links were right, and about half of the others."
)


@dataclass(frozen=True, slots=True)
class LegendRung:
    """One level of a ladder, with a way to say it."""

    number: int
    word: str
    example: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The five levels of one family, weakest first."""

    family: str  # undertaking, demand, stance, judgment
    rungs: tuple[LegendRung, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """What to explain. Pairs are a word and its meaning; each is there only where it occurs."""

    labels: tuple[LabelWords, ...]  # in the order of news value
    kinds: tuple[tuple[str, str], ...] = ()
    ladders: tuple[Ladder, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    sure: str = ""  # what is said of confidence; "" where nothing is
    redlined: bool = False
    sparked: bool = False

    def __bool__(self) -> bool:
        return bool(self.labels)


def legend_for(
    changes: Sequence[Change], cards: Iterable[ChangeCard], threads: Sequence[ReportedLine] = ()
) -> Legend:
    """Return what has to be explained where *changes* are shown as *cards* and *threads*."""
    shown = tuple(cards)
    labels = {label for change in changes for label in (change.label, *change.also)}
    kinds = {subject_unit(change).kind for change in changes}
    before = {change.before.unit.kind for change in changes if change.before}
    families = {ladder_of(kind) for kind in kinds | before}
    fields = {one.name for card in shown for one in card.fields}
    tags = {tag for card in shown for tag in card.tags} | {tag for row in threads for tag in row.tags}
    if any(card.also for card in shown):
        tags.add(ALSO)
    return Legend(
        labels=tuple(LABEL_WORDS[label] for label in LABEL_ORDER if label in labels),
        kinds=tuple({KINDS[kind]: KIND_MEANINGS[kind] for kind in Kind if kind in kinds}.items()),
        ladders=tuple(ladder_legend(family) for family in LEVEL_NAMES if family in families),
        facets=tuple((name, FACET_MEANINGS[key]) for key, name in FACETS.items() if name in fields),
        tags=tuple((tag, meaning) for tag, meaning in TAG_MEANINGS.items() if tag in tags),
        sure=CONFIDENCE_NOTE if any(card.confidence for card in shown) else "",
        redlined=any(card.runs for card in shown),
        sparked=any(thread.spark for thread in threads),
    )


def ladder_legend(family: str) -> Ladder:
    """Return the ladder of *family*: U, D, S or E."""
    named = zip(LEVEL_NAMES[family], LEVEL_EXAMPLES[family], strict=True)
    rungs = tuple(LegendRung(number, word, example) for number, (word, example) in enumerate(named, start=1))
    return Ladder(FAMILY_NAMES[family], rungs)
