"""The components that read and relate, and the stamp that names them.

A component is a name with a version. Together they make the stamp stored with
everything derived, so that a new engine is a technical upgrade, never a change
of policy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.domain import Cause, Change, Document, Link, Release, Revision, Selectors, Unit
from tracker.hashing import content_id
from tracker.link.standing import Standing

Extract = Callable[[Revision], Document]
Segment = Callable[[Revision, Document], tuple[Unit, ...]]
LinkUnits = Callable[[Sequence[Unit], Release, Standing], tuple[Link, ...]]
Compare = Callable[[Sequence[Unit], Sequence[Link], Release, Standing, Cause], tuple[Change, ...]]
CompareEdit = Callable[[Sequence[Unit], Sequence[Link], Release, Standing], tuple[Change, ...]]


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

    def stamp_for(self, source: str) -> str:
        """Return the stamp for *source*: the components, and its selectors where it has some."""
        selectors = self.selectors.get(source, Selectors())
        if selectors == Selectors():
            return self.stamp
        return f"{self.stamp} selectors:{content_id(repr(selectors))[:8]}"


def default_engine(
    *, selectors: Mapping[str, Selectors] | None = None, lexicon_files: Sequence[str] = ()
) -> Engine:
    """Return the engine of this version: no model, no download.

    *selectors* per source id steer the extraction of HTML; *lexicon_files* are
    TOML files that extend the lexicon that is shipped.

    Raises:
        ConfigError: A lexicon file is wrong; names file and line.
    """
    from tracker import compare, extract, link, segment  # heavy: numpy, scipy, lxml, deepdiff

    by_source = dict(selectors or {})
    lexicon = segment.load_lexicon(lexicon_files)

    def extract_revision(revision: Revision) -> Document:
        chosen = by_source.get(revision.release.source, Selectors())
        return extract.extract(
            revision.body, revision.media_type, charset=revision.charset, selectors=chosen, where=revision.release.ref
        )

    def segment_document(revision: Revision, document: Document) -> tuple[Unit, ...]:
        return segment.segment(revision, document, lexicon)

    stamp = f"{extract.NAME} {segment.NAME}+{lexicon.fingerprint} {link.NAME} {compare.NAME}"
    return Engine(
        extract_revision, segment_document, link.link, compare.compare, compare.compare_edit, stamp, by_source
    )
