"""How to read the site: every label, kind, level, tag and facet, in the words of reports.view.vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.digest.compose import MOVED, ORDER
from reports.site.index import Atlas
from reports.site.page_context import Query, View
from reports.view import addresses as at
from reports.view.legend import HOW_SURE, Ladder, ladder
from reports.view.vocabulary import (
    FACET_MEANINGS,
    FACETS,
    KIND_MEANINGS,
    KINDS,
    LABELS,
    TAG_MEANINGS,
    LabelWords,
)
from tracker.compare.redline import Run
from tracker.domain import Kind, Label
from tracker.level_names import EMPHASIS, FAMILIES


@dataclass(frozen=True, slots=True)
class Family:
    """One family: what its kinds do, and its ladder."""

    is_commitment: bool
    kinds: tuple[tuple[str, str], ...]  # word, meaning; kinds of one word once
    ladder: Ladder


@dataclass(frozen=True, slots=True)
class AboutPage:
    """Everything that is explained."""

    title: str
    moved: tuple[LabelWords, ...]
    calm: tuple[LabelWords, ...]
    families: tuple[Family, ...]
    emphasis: tuple[str, ...]
    facets: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, str], ...]
    redline: tuple[Run, ...]  # an example
    not_repeated: LabelWords
    dropped: LabelWords
    sure: str  # what is said of confidence


def gather(view: View, names: Mapping[str, str], query: Query) -> AboutPage:  # noqa: ARG001 - as every page
    """Return the page that explains the others."""
    return AboutPage(
        title="How to read this",
        moved=tuple(LABELS[label] for label in MOVED),
        calm=tuple(LABELS[label] for label in ORDER if label not in MOVED),
        families=tuple(_family(letter) for letter in FAMILIES),
        emphasis=tuple(EMPHASIS.values()),
        facets=tuple((word, FACET_MEANINGS[facet]) for facet, word in FACETS.items()),
        tags=tuple(TAG_MEANINGS.items()),
        redline=_EXAMPLE,
        not_repeated=LABELS[Label.NOT_REPEATED],
        dropped=LABELS[Label.DROPPED],
        sure=HOW_SURE,
    )


def addresses(atlas: Atlas) -> Iterator[str]:  # noqa: ARG001 - as every page
    """Yield the one address."""
    yield at.ABOUT


_EXAMPLE = (
    Run("equal", "Norvale "),
    Run("delete", "will"),
    Run("insert", "intends to"),
    Run("equal", " keep the strait open"),
    Run("delete", " until 2032"),
    Run("equal", "."),
)


def _family(letter: str) -> Family:
    kinds = [kind for kind in Kind if kind.family == letter]
    return Family(
        is_commitment=kinds[0].is_commitment,
        kinds=tuple({KINDS[kind]: KIND_MEANINGS[kind] for kind in kinds}.items()),
        ladder=ladder(letter),
    )
