"""A digest laid out: parts, blocks and rows, with nothing left for a template to decide. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.digest.digest import Digest, DigestNote
from reports.digest.layout.counts_line import headlines, subject
from reports.digest.layout.section_layout import DisplayOptions, SectionLayout, lay_out_section
from reports.digest.news.redlines.redline_choice import beside_nearest, moves_of
from reports.digest.news.redlines.redline_sentence import sentence_runs
from reports.view.counts import bar_percent, count_in_words
from reports.view.dates import ISO
from reports.view.display_names import release_title
from reports.view.legend import Legend, legend_for
from reports.view.redline import plain_redline
from reports.view.subject_words import subject_sentence
from reports.view.vocabulary import LABEL_WORDS, MOVED_LABELS
from tracker.domain import Label
from tracker.text.sanitize import clean

if TYPE_CHECKING:
    from reports.digest.sources_section import SourcesSection


@dataclass(frozen=True, slots=True)
class LabelTally:
    """One row of the summary. Shares are per cent of the longest bar of its family; 0 = no bar."""

    word: str
    mark: str
    tone: str
    commitments: int
    positions: int
    commitment_share: int
    position_share: int


@dataclass(frozen=True, slots=True)
class DigestPage:
    """Everything a template prints."""

    title: str
    period: str
    subject: str
    headlines: tuple[str, ...]
    window: str
    releases: int  # 0 = not worth saying
    lines: str
    recomputed: str
    tally: tuple[LabelTally, ...]
    parts: tuple[SectionLayout, ...]  # those with something in them
    problems: tuple[str, ...]
    sources: SourcesSection | None
    legend: Legend  # of what is laid out
    notes: tuple[DigestNote, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionLimits:
    """How many changes of each section are shown, of what continues how many lines; None = all."""

    moved: int | None = None
    edits: int | None = None
    new: int | None = None
    silent: int | None = None
    continues: int | None = None
    sources: int | None = None  # of which something is to be said; not scaled

    def values(self) -> tuple[int | None, ...]:
        """Return the limits in the order of the sections."""
        return self.moved, self.edits, self.new, self.silent, self.continues


# A page of everything would be 20 MB of which nobody reads the last rows; what is left out is counted on it.
NEWEST_LISTED = 300  # rows of each list, of commitments, and as many of positions
PAGE_LIMITS = SectionLimits(
    moved=2500, edits=1000, new=2 * NEWEST_LISTED, silent=2 * NEWEST_LISTED, continues=2 * NEWEST_LISTED
)


def lay_out_digest(digest: Digest, limits: SectionLimits | None = None) -> DigestPage:
    """Lay *digest* out, cut to *limits* where given."""
    limits = limits or SectionLimits()
    by_many = len({change.release.issuer or change.release.source for change in digest.changes}) > 1
    show = DisplayOptions(ISO, by_many, digest.background)
    parts = tuple(
        lay_out_section(section, limit, show)
        for section, limit in zip(digest.sections, limits.values(), strict=True)
        if section.count
    )
    return DigestPage(
        title=clean(digest.title),
        period=clean(digest.period) or ISO.span(digest.since, digest.until),
        subject=clean(subject(digest)),
        headlines=headlines(digest),
        window=clean(digest.window),
        releases=0 if digest.period else digest.releases,
        lines=count_in_words(digest.lines) if digest.lines else "",
        recomputed=count_in_words(digest.recomputed) if digest.recomputed else "",
        tally=_tally(digest),
        parts=parts,
        problems=tuple(" ".join(clean(str(problem)).split()) for problem in digest.problems),
        sources=digest.sources.cut(limits.sources) if digest.sources else None,
        legend=_legend(digest, parts),
        notes=(*digest.notes, *_subjects(digest), *_redlines(digest)),
    )


def _subjects(digest: Digest) -> tuple[DigestNote, ...]:
    lines = tuple(
        f"{release_title(move.release)}, {ISO.day(move.release.published_on)}: {subject_sentence(move, ISO)}."
        for move in digest.subjects
    )
    return (DigestNote("Subjects that came and went in agreed texts", lines),) if lines else ()


def _redlines(digest: Digest) -> Iterator[DigestNote]:
    for text in digest.texts:
        rows = beside_nearest(moves_of(text), text)
        lines = tuple(plain_redline(sentence_runs(one, whole=True)) for one in rows)
        if lines:
            title = f"{release_title(text.release)} beside the text of {ISO.day(text.before.published_on)}"
            yield DigestNote(title, lines)


def _legend(digest: Digest, parts: Sequence[SectionLayout]) -> Legend:
    blocks = [block for part in parts for block in part.blocks]
    cards = [one for block in blocks for one in (*block.cards, *block.folded)]
    rows = [row for block in blocks for row in block.threads]
    shown = {one.id for one in cards}
    lines = {row.id for row in rows}
    changes = [
        change
        for change in digest.changes
        if change.id in shown or (change.label is Label.REAFFIRMED and change.line.id in lines)
    ]
    return legend_for(changes, cards, rows)


def _tally(digest: Digest) -> tuple[LabelTally, ...]:
    moved = [tallied for label, tallied in digest.tally if label in MOVED_LABELS]
    most_commitments = max((tallied.commitments for tallied in moved), default=0)
    most_positions = max((tallied.positions for tallied in moved), default=0)
    rows = []
    for label, tallied in digest.tally:
        words = LABEL_WORDS[label]
        barred = label in MOVED_LABELS  # what continues would dwarf the news
        rows.append(
            LabelTally(
                words.word,
                words.mark,
                words.tone,
                tallied.commitments,
                tallied.positions,
                bar_percent(tallied.commitments, most_commitments) if barred else 0,
                bar_percent(tallied.positions, most_positions) if barred else 0,
            )
        )
    return tuple(rows)
