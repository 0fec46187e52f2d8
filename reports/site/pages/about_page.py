"""How to read the site: every label, kind, level, tag and facet, in the words of reports.view.vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.site.index import SiteIndex
from reports.site.page_context import PageContext, QueryParams
from reports.view import addresses as at
from reports.view.legend import CONFIDENCE_NOTE, Ladder, ladder_legend
from reports.view.vocabulary import (
    FACET_MEANINGS,
    FACETS,
    KIND_MEANINGS,
    KINDS,
    LABEL_ORDER,
    LABEL_WORDS,
    MOVED_LABELS,
    TAG_MEANINGS,
    LabelWords,
)
from tracker.compare.redline import RedlineRun
from tracker.domain import Kind, Label
from tracker.level_names import FAMILY_NAMES, INTENSITY_NAMES


@dataclass(frozen=True, slots=True)
class KindFamily:
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
    families: tuple[KindFamily, ...]
    emphasis: tuple[str, ...]
    facets: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, str], ...]
    redline: tuple[RedlineRun, ...]  # an example
    not_repeated: LabelWords
    dropped: LabelWords
    sure: str  # what is said of confidence


def gather(view: PageContext, names: Mapping[str, str], query: QueryParams) -> AboutPage:  # noqa: ARG001 - as every page
    """Return the page that explains the others."""
    return AboutPage(
        title="How to read this",
        moved=tuple(LABEL_WORDS[label] for label in MOVED_LABELS),
        calm=tuple(LABEL_WORDS[label] for label in LABEL_ORDER if label not in MOVED_LABELS),
        families=tuple(_family(letter) for letter in FAMILY_NAMES),
        emphasis=tuple(INTENSITY_NAMES.values()),
        facets=tuple((word, FACET_MEANINGS[facet]) for facet, word in FACETS.items()),
        tags=tuple(TAG_MEANINGS.items()),
        redline=_EXAMPLE,
        not_repeated=LABEL_WORDS[Label.NOT_REPEATED],
        dropped=LABEL_WORDS[Label.DROPPED],
        sure=CONFIDENCE_NOTE,
    )


def addresses(atlas: SiteIndex) -> Iterator[str]:  # noqa: ARG001 - as every page
    """Yield the one address."""
    yield at.ABOUT


_EXAMPLE = (
    RedlineRun("equal", "Norvale "),
    RedlineRun("delete", "will"),
    RedlineRun("insert", "intends to"),
    RedlineRun("equal", " keep the strait open"),
    RedlineRun("delete", " until 2032"),
    RedlineRun("equal", "."),
)


def _family(letter: str) -> KindFamily:
    kinds = [kind for kind in Kind if kind.family == letter]
    return KindFamily(
        is_commitment=kinds[0].is_commitment,
        kinds=tuple({KINDS[kind]: KIND_MEANINGS[kind] for kind in kinds}.items()),
        ladder=ladder_legend(letter),
    )
