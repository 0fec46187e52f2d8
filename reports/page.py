"""A digest laid out: parts, blocks and rows, with nothing left for a template to decide. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from reports.cards import Card, Thread, both, card, clean, legend, threads
from reports.dates import ISO, Dates
from reports.digest import MOVED, Digest, Section, count, headlines, subject
from reports.words import LABELS
from tracker.domain import Change, Label

if TYPE_CHECKING:
    from reports.health import SourcesSection

Item = TypeVar("Item")

SHOWN = 30  # cards of one label before the rest are folded away
SHORT = 12  # a list up to this long stands open


@dataclass(frozen=True, slots=True)
class Tallied:
    """One row of the summary. Shares are per cent of the longest bar of its family; 0 = no bar."""

    word: str
    mark: str
    tone: str
    commitments: int
    positions: int
    commitment_share: int
    position_share: int


@dataclass(frozen=True, slots=True)
class Block:
    """Cards under one heading; *folded* are behind it, *open* says whether a list starts unfolded."""

    anchor: str
    title: str
    mark: str
    tone: str
    count: str
    cards: tuple[Card, ...] = ()
    folded: tuple[Card, ...] = ()
    threads: tuple[Thread, ...] = ()
    open: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """One section as laid out. *more* counts what a limit left out, in words; "" = nothing."""

    key: str
    title: str
    about: str
    count: str
    blocks: tuple[Block, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a template prints."""

    title: str
    period: str
    subject: str
    headlines: tuple[str, ...]
    window: str
    releases: int  # 0 = not worth saying
    lines: str
    recomputed: str
    tally: tuple[Tallied, ...]
    parts: tuple[Part, ...]  # those with something in them
    problems: tuple[str, ...]
    sources: SourcesSection | None
    legend: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """How many changes of each section are shown; None = all."""

    moved: int | None = None
    edits: int | None = None
    continues: int | None = None
    new: int | None = None
    silent: int | None = None
    sources: int | None = None  # of which something is to be said; not scaled

    def scaled(self, factor: float) -> Limits:
        """Return these limits times *factor*; at least one change of each section stays."""
        moved, edits, continues, new, silent = (max(1, int((limit or 1) * factor)) for limit in self.values())
        return Limits(moved, edits, continues, new, silent, self.sources)

    def values(self) -> tuple[int | None, ...]:
        """Return the limits in the order of the sections."""
        return self.moved, self.edits, self.continues, self.new, self.silent


@dataclass(frozen=True, slots=True)
class Show:
    """How a change is written: days as *dates* says, and with *by_many* whose it is."""

    dates: Dates
    by_many: bool


def lay_out(digest: Digest, limits: Limits | None = None, dates: Dates = ISO) -> Page:
    """Lay *digest* out, cut to *limits* where given, its days written as *dates* says."""
    limits = limits or Limits()
    show = Show(
        dates, by_many=len({change.release.issuer or change.release.source for change in digest.changes}) > 1
    )
    parts = tuple(
        _part(section, limit, show)
        for section, limit in zip(digest.sections, limits.values(), strict=True)
        if section.changes
    )
    return Page(
        title=clean(digest.title),
        period=clean(digest.period) or dates.span(digest.since, digest.until),
        subject=clean(subject(digest)),
        headlines=headlines(digest),
        window=clean(digest.window),
        releases=0 if digest.period else digest.releases,
        lines=both(digest.lines) if digest.lines else "",
        recomputed=both(digest.recomputed) if digest.recomputed else "",
        tally=_tally(digest),
        parts=parts,
        problems=tuple(" ".join(clean(str(problem)).split()) for problem in digest.problems),
        sources=digest.sources.cut(limits.sources) if digest.sources else None,
        legend=legend(change.label for change in digest.changes),
    )


def _tally(digest: Digest) -> tuple[Tallied, ...]:
    moved = [tallied for label, tallied in digest.tally if label in MOVED]
    most_commitments = max((tallied.commitments for tallied in moved), default=0)
    most_positions = max((tallied.positions for tallied in moved), default=0)
    rows = []
    for label, tallied in digest.tally:
        words = LABELS[label]
        barred = label in MOVED  # what continues would dwarf the news
        rows.append(
            Tallied(
                words.word,
                words.mark,
                words.tone,
                tallied.commitments,
                tallied.positions,
                _share(tallied.commitments, most_commitments) if barred else 0,
                _share(tallied.positions, most_positions) if barred else 0,
            )
        )
    return tuple(rows)


def _share(number: int, most: int) -> int:
    return max(2, round(100 * number / most)) if number else 0


def _part(section: Section, limit: int | None, show: Show) -> Part:
    if section.key == "continues":
        blocks, left = _continuing(section.changes, limit, show)
    else:
        shown, left = _cut(section.changes, limit), section.changes[limit:] if limit is not None else ()
        blocks = _moved(shown, show) if section.key == "moved" else _listed(section.key, shown, show)
    return Part(section.key, section.title, section.about, both(section.count), blocks, _more(left))


def _moved(changes: Sequence[Change], show: Show) -> tuple[Block, ...]:
    blocks = []
    for label in MOVED:
        of_label = [change for change in changes if change.label is label and not change.minor]
        if of_label:
            words = LABELS[label]
            cards = tuple(card(change, by_many=show.by_many, dates=show.dates) for change in of_label)
            blocks.append(
                Block(
                    anchor=label.value.lower(),
                    title=words.word.capitalize(),
                    mark=words.mark,
                    tone=words.tone,
                    count=both(count(of_label)),
                    cards=cards[:SHOWN],
                    folded=cards[SHOWN:],
                )
            )
    minor = [change for change in changes if change.minor]
    if minor:
        cards = tuple(card(change, by_many=show.by_many, dates=show.dates) for change in minor)
        few = len(cards) <= SHORT
        blocks.append(
            Block(
                anchor="minor",
                title="Emphasis only",
                mark="~",
                tone="calm",
                count=both(count(minor)),
                cards=cards if few else (),
                folded=() if few else cards,
            )
        )
    return tuple(blocks)


def _listed(key: str, changes: Sequence[Change], show: Show) -> tuple[Block, ...]:
    if key == "edits":
        cards = tuple(card(change, by_many=show.by_many, dates=show.dates) for change in changes)
        return (Block(key, "", "", "calm", both(count(changes)), cards[:SHOWN], cards[SHOWN:]),)
    cards = tuple(card(change, by_many=show.by_many, dates=show.dates) for change in changes)
    return tuple(
        Block(
            anchor=f"{key}-{family}s",
            title=f"{family.capitalize()}s",
            mark=LABELS[label].mark,
            tone="calm",
            count=f"{len(of_family):,}",
            cards=of_family,
            open=len(of_family) <= SHORT,
        )
        for family in ("commitment", "position")
        for label in [Label.NEW if key == "new" else Label.NOT_REPEATED]
        if (of_family := tuple(row for row in cards if row.family == family))
    )


def _continuing(
    changes: Sequence[Change], limit: int | None, show: Show
) -> tuple[tuple[Block, ...], Sequence[Change]]:
    rows = threads(changes, by_many=show.by_many, dates=show.dates)
    shown = _cut(rows, limit)
    kept = {row.id for row in shown}
    blocks = tuple(
        Block(
            anchor=f"continues-{family}s",
            title=f"{family.capitalize()}s",
            mark=LABELS[Label.REAFFIRMED].mark,
            tone="calm",
            count=_lines(of_family),
            threads=of_family,
            open=len(of_family) <= SHORT,
        )
        for family in ("commitment", "position")
        if (of_family := tuple(row for row in shown if row.family == family))
    )
    return blocks, [change for change in changes if change.line.id not in kept]


def _lines(rows: Sequence[Thread]) -> str:
    times = sum(row.times for row in rows)
    lines = f"{len(rows):,} line{'' if len(rows) == 1 else 's'}"
    return lines if times == len(rows) else f"{lines}, said {times:,} times"


def _cut(items: Sequence[Item], limit: int | None) -> Sequence[Item]:
    return items if limit is None else items[:limit]


def _more(left: Sequence[Change]) -> str:
    return both(count(left)) if left else ""
