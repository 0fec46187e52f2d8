"""The components that read and relate, and the stamp that names them.

A component is a name with a version. Together they make the stamp (:mod:`tracker.stamp`) stored with
everything derived, so that a new engine is a technical upgrade, never a change
of policy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.domain import Cause, Change, Document, Link, Release, Revision, Selectors, Unit
from tracker.link.line_history import LineHistory
from tracker.link.series import SeriesRule
from tracker.stamp import Stamp, components

Extract = Callable[[Revision], Document]
Segment = Callable[[Revision, Document], tuple[Unit, ...]]
LinkUnits = Callable[[Sequence[Unit], Release, LineHistory], tuple[Link, ...]]
Compare = Callable[[Sequence[Unit], Sequence[Link], Release, LineHistory, Cause], tuple[Change, ...]]
CompareEdit = Callable[[Sequence[Unit], Sequence[Link], Release, LineHistory], tuple[Change, ...]]


@dataclass(frozen=True, slots=True)
class Engine:
    """How to extract, segment, link and compare. Build one with :func:`default_engine`."""

    extract: Extract
    segment: Segment
    link: LinkUnits
    compare: Compare
    compare_edit: CompareEdit
    stamp: str
    selectors: Mapping[str, Selectors] = field(default_factory=dict)
    series: tuple[SeriesRule, ...] = ()  # those declared; the rest are found by their titles

    def stamp_for(self, source: str) -> str:
        """Return the stamp for *source*: the components, its selectors and declared series where it has some."""
        return Stamp(self.stamp, self.selectors, self.series).of(source)

    def empty_history(self) -> LineHistory:
        """Return a standing that knows nothing but the declared series."""
        return LineHistory(series=self.series)


def default_engine(
    *,
    selectors: Mapping[str, Selectors] | None = None,
    lexicon_files: Sequence[str] = (),
    series: Sequence[SeriesRule] = (),
) -> Engine:
    """Return the engine of this version. Nothing is downloaded: the reader's network ships with the package.

    *selectors* per source id steer the extraction of HTML; *lexicon_files* are
    TOML files that extend the lexicon that is shipped. *series* are those declared in
    config.toml.

    Raises:
        ConfigError: A lexicon file is wrong (names file and line).
        InstallError: The reader's settings are missing or damaged.
    """
    from tracker import compare, extract, link, segment  # heavy: numpy, scipy, lxml, deepdiff

    by_source = dict(selectors or {})
    lexicon, encoder = segment.load_lexicon(lexicon_files), segment.load_encoder()

    def extract_revision(revision: Revision) -> Document:
        chosen = by_source.get(revision.release.source, Selectors())
        return extract.extract(
            revision.body,
            revision.media_type,
            charset=revision.charset,
            selectors=chosen,
            where=revision.release.ref,
        )

    def segment_document(revision: Revision, document: Document) -> tuple[Unit, ...]:
        return segment.segment(revision, document, lexicon, encoder)

    return Engine(
        extract_revision,
        segment_document,
        link.link,
        compare.compare,
        compare.compare_edit,
        components(lexicon.fingerprint),
        by_source,
        tuple(series),
    )
