"""The sections of a digest laid out: blocks of cards, and rows of what is many. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from reports.digest.compose import count
from reports.digest.digest import DigestContext, DigestSection
from reports.view.change_card import ChangeCard, change_card
from reports.view.changes import subject_unit
from reports.view.counts import count_in_words
from reports.view.dates import DateStyle
from reports.view.reported_line import ReportedLine, reported_lines
from reports.view.vocabulary import EMPHASIS_ONLY, LABEL_WORDS, MOVED_LABELS, TAG_MEANINGS
from tracker.domain import Change, Label
from tracker.text.numbers import pluralize

Item = TypeVar("Item")

SHOWN = 30  # cards of one label before the rest are folded away
SHORT = 12  # rows of a list before the rest are folded away


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """What stands under one heading: cards, some of them *folded* away; or rows, of which *shown* stand open."""

    anchor: str
    title: str
    mark: str
    tone: str
    count: str
    about: str = ""  # what the label means
    cards: tuple[ChangeCard, ...] = ()
    folded: tuple[ChangeCard, ...] = ()
    threads: tuple[ReportedLine, ...] = ()
    shown: int = SHORT


@dataclass(frozen=True, slots=True)
class SectionLayout:
    """One section as laid out. *more* counts what is left out, in words; "" = nothing."""

    key: str
    title: str
    about: str
    count: str
    blocks: tuple[HeadingBlock, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class DisplayOptions:
    """How a change is written: days as *dates* says, with *by_many* whose it is, and what stands beside it."""

    dates: DateStyle
    show_issuer: bool
    background: DigestContext

    def cards(self, changes: Iterable[Change]) -> tuple[ChangeCard, ...]:
        """Return the cards of *changes*, with what is to be said of the texts we hold."""
        kept, site = self.background.kept, self.background.site
        return tuple(
            change_card(change, show_issuer=self.show_issuer, dates=self.dates, kept=kept, site=site)
            for change in changes
        )

    def rows(self, changes: Iterable[Change]) -> tuple[ChangeCard, ...]:
        """Return the cards of *changes* that are shown as rows of a list."""
        site = self.background.site
        return tuple(
            change_card(change, show_issuer=self.show_issuer, dates=self.dates, site=site)
            for change in changes
        )

    def threads(self, changes: Iterable[Change]) -> tuple[ReportedLine, ...]:
        """Return the lines of *changes*, each as one row."""
        levels, site = self.background.levels, self.background.site
        return reported_lines(
            changes, show_issuer=self.show_issuer, dates=self.dates, levels=levels, site=site
        )


def lay_out_section(section: DigestSection, limit: int | None, show: DisplayOptions) -> SectionLayout:
    """Lay *section* out, cut to *limit* changes (of what continues: lines), None = all."""
    if section.key == "continues":
        blocks, left = _continuing(section.changes, limit, show)
    elif section.key in {"moved", "edits"}:
        laid = section.changes[:limit]
        left = section.changes[len(laid) :]
        blocks = _moved(laid, show) if section.key == "moved" else _edits(laid, show)
    else:
        rows, left = _cut(section.changes, limit, lambda change: subject_unit(change).kind.is_commitment)
        blocks = _listed(section, rows, show)
    more = count(left) + section.omitted
    return SectionLayout(
        section.key,
        section.title,
        section.about,
        count_in_words(section.count),
        blocks,
        count_in_words(more) if more else "",
    )


def _moved(changes: Sequence[Change], show: DisplayOptions) -> tuple[HeadingBlock, ...]:
    blocks = []
    for label in MOVED_LABELS:
        of_label = [change for change in changes if change.label is label and not change.minor]
        if of_label:
            words = LABEL_WORDS[label]
            cards = show.cards(of_label)
            blocks.append(
                HeadingBlock(
                    anchor=label.value.lower(),
                    title=words.word.capitalize(),
                    mark=words.mark,
                    tone=words.tone,
                    count=count_in_words(count(of_label)),
                    about=words.meaning,
                    cards=cards[:SHOWN],
                    folded=cards[SHOWN:],
                )
            )
    minor = [change for change in changes if change.minor]
    if minor:
        cards = show.cards(minor)
        few = len(cards) <= SHORT
        blocks.append(
            HeadingBlock(
                anchor="minor",
                title=EMPHASIS_ONLY.capitalize(),
                mark="~",
                tone="calm",
                count=count_in_words(count(minor)),
                about=TAG_MEANINGS[EMPHASIS_ONLY],
                cards=cards if few else (),
                folded=() if few else cards,
            )
        )
    return tuple(blocks)


def _edits(changes: Sequence[Change], show: DisplayOptions) -> tuple[HeadingBlock, ...]:
    cards = show.cards(changes)
    return (
        HeadingBlock(
            "edits", "", "", "calm", count_in_words(count(changes)), "", cards[:SHOWN], cards[SHOWN:]
        ),
    )


def _listed(
    section: DigestSection, changes: Sequence[Change], show: DisplayOptions
) -> tuple[HeadingBlock, ...]:
    cards = show.rows(changes)
    words = LABEL_WORDS[Label.NEW if section.key == "new" else Label.NOT_REPEATED]
    return tuple(
        HeadingBlock(
            anchor=f"{section.key}-{family}s",
            title=f"{family.capitalize()}s",
            mark=words.mark,
            tone="calm",
            count=_of(len(of_family), in_all),
            cards=of_family,
        )
        for family, in_all in (
            ("commitment", section.count.commitments),
            ("position", section.count.positions),
        )
        if (of_family := tuple(row for row in cards if row.family == family))
    )


def _continuing(
    changes: Sequence[Change], limit: int | None, show: DisplayOptions
) -> tuple[tuple[HeadingBlock, ...], Sequence[Change]]:
    shown, _ = _cut(show.threads(changes), limit, lambda row: row.family == "commitment")
    kept = {row.id for row in shown}
    blocks = tuple(
        HeadingBlock(
            anchor=f"continues-{family}s",
            title=f"{family.capitalize()}s",
            mark=LABEL_WORDS[Label.REAFFIRMED].mark,
            tone="calm",
            count=_lines(of_family),
            threads=of_family,
        )
        for family in ("commitment", "position")
        if (of_family := tuple(row for row in shown if row.family == family))
    )
    return blocks, [change for change in changes if change.line.id not in kept]


def _of(shown: int, in_all: int) -> str:
    return f"{in_all:,}" if shown == in_all else f"{shown:,} of {in_all:,}"


def _lines(rows: Sequence[ReportedLine]) -> str:
    times = sum(row.times for row in rows)
    lines = pluralize(len(rows), "line")
    return lines if times == len(rows) else f"{lines}, said {times:,} times"


def _cut(
    items: Sequence[Item], limit: int | None, is_commitment: Callable[[Item], bool]
) -> tuple[Sequence[Item], Sequence[Item]]:
    """Return what fits into *limit* and what is left: half of it is for either family, and neither wastes its room."""
    if limit is None or len(items) <= limit:
        return items, ()
    commitments = [one for one in items if is_commitment(one)]
    positions = [one for one in items if not is_commitment(one)]
    room = max(limit - len(positions), min(len(commitments), (limit + 1) // 2))
    shown = commitments[:room] + positions[: limit - room]
    return shown, commitments[room:] + positions[limit - room :]
