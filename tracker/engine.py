"""What the steps read and relate with: lexicon, network and settings, and the stamp that names them.

A component is a name with a version. Together they make the stamp (:mod:`tracker.stamp`) stored with
everything derived, so that a new engine is a technical upgrade, never a change
of policy. What is done with an engine stands in :mod:`tracker.pipeline`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.domain import Selectors
from tracker.link.lines.line_history import LineHistory
from tracker.link.occasions.series import SeriesRule
from tracker.segment.lexicon.lexicon import Lexicon, load_lexicon
from tracker.segment.network.encoder import Encoder, load_encoder
from tracker.stamp import Stamp, components


@dataclass(frozen=True, slots=True)
class Engine:
    """What to extract, segment and link with. Build one with :func:`default_engine`."""

    lexicon: Lexicon
    encoder: Encoder
    stamp: Stamp

    @property
    def series(self) -> tuple[SeriesRule, ...]:
        """The series declared in config.toml; the rest are found by their titles."""
        return self.stamp.series

    def selectors(self, source: str) -> Selectors:
        """Return what steers the extraction of HTML from *source*."""
        return self.stamp.selectors.get(source, Selectors())

    def stamp_for(self, source: str) -> str:
        """Return the stamp for *source*: the components, its selectors and declared series where it has some."""
        return self.stamp.of(source)

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
    lexicon = load_lexicon(lexicon_files)
    stamp = Stamp(components(lexicon.fingerprint), dict(selectors or {}), tuple(series))
    return Engine(lexicon, load_encoder(), stamp)
