"""The sections of a digest laid out: blocks of cards, and rows of what is many. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from reports.digest.compose import MOVED, Background, Section, count
from reports.digest.filters import spoken
from reports.view.change_card import Card, both, card
from reports.view.dates import Dates
from reports.view.reported_line import Thread, threads
from reports.view.vocabulary import EMPHASIS_ONLY, LABELS, TAG_MEANINGS, many
from tracker.domain import Change, Label

Item = TypeVar("Item")

SHOWN = 30  # cards of one label before the rest are folded away
SHORT = 12  # rows of a list before the rest are folded away


@dataclass(frozen=True, slots=True)
class Block:
    """What stands under one heading: cards, some of them *folded* away; or rows, of which *shown* stand open."""

    anchor: str
    title: str
    mark: str
    tone: str
    count: str
    about: str = ""  # what the label means
    cards: tuple[Card, ...] = ()
    folded: tuple[Card, ...] = ()
    threads: tuple[Thread, ...] = ()
    shown: int = SHORT


@dataclass(frozen=True, slots=True)
class Part:
    """One section as laid out. *more* counts what is left out, in words; "" = nothing."""

    key: str
    title: str
    about: str
    count: str
    blocks: tuple[Block, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Show:
    """How a change is written: days as *dates* says, with *by_many* whose it is, and what stands beside it."""

    dates: Dates
    by_many: bool
    background: Background

    def cards(self, changes: Iterable[Change]) -> tuple[Card, ...]:
        """Return the cards of *changes*, with what is to be said of the texts we hold."""
        kept, site = self.background.kept, self.background.site
        return tuple(
            card(change, by_many=self.by_many, dates=self.dates, kept=kept, site=site) for change in changes
        )

    def rows(self, changes: Iterable[Change]) -> tuple[Card, ...]:
        """Return the cards of *changes* that are shown as rows of a list."""
        site = self.background.site
        return tuple(card(change, by_many=self.by_many, dates=self.dates, site=site) for change in changes)

    def threads(self, changes: Iterable[Change]) -> tuple[Thread, ...]:
        """Return the lines of *changes*, each as one row."""
        levels, site = self.background.levels, self.background.site
        return threads(changes, by_many=self.by_many, dates=self.dates, levels=levels, site=site)


def part_of(section: Section, limit: int | None, show: Show) -> Part:
    """Lay *section* out, cut to *limit* changes (of what continues: lines), None = all."""
    if section.key == "continues":
        blocks, left = _continuing(section.changes, limit, show)
    elif section.key in {"moved", "edits"}:
        laid = section.changes[:limit]
        left = section.changes[len(laid) :]
        blocks = _moved(laid, show) if section.key == "moved" else _edits(laid, show)
    else:
        rows, left = _cut(section.changes, limit, lambda change: spoken(change).kind.is_commitment)
        blocks = _listed(section, rows, show)
    more = count(left) + section.left
    return Part(
        section.key, section.title, section.about, both(section.count), blocks, both(more) if more else ""
    )


def _moved(changes: Sequence[Change], show: Show) -> tuple[Block, ...]:
    blocks = []
    for label in MOVED:
        of_label = [change for change in changes if change.label is label and not change.minor]
        if of_label:
            words = LABELS[label]
            cards = show.cards(of_label)
            blocks.append(
                Block(
                    anchor=label.value.lower(),
                    title=words.word.capitalize(),
                    mark=words.mark,
                    tone=words.tone,
                    count=both(count(of_label)),
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
            Block(
                anchor="minor",
                title=EMPHASIS_ONLY.capitalize(),
                mark="~",
                tone="calm",
                count=both(count(minor)),
                about=TAG_MEANINGS[EMPHASIS_ONLY],
                cards=cards if few else (),
                folded=() if few else cards,
            )
        )
    return tuple(blocks)


def _edits(changes: Sequence[Change], show: Show) -> tuple[Block, ...]:
    cards = show.cards(changes)
    return (Block("edits", "", "", "calm", both(count(changes)), "", cards[:SHOWN], cards[SHOWN:]),)


def _listed(section: Section, changes: Sequence[Change], show: Show) -> tuple[Block, ...]:
    cards = show.rows(changes)
    words = LABELS[Label.NEW if section.key == "new" else Label.NOT_REPEATED]
    return tuple(
        Block(
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
    changes: Sequence[Change], limit: int | None, show: Show
) -> tuple[tuple[Block, ...], Sequence[Change]]:
    shown, _ = _cut(show.threads(changes), limit, lambda row: row.family == "commitment")
    kept = {row.id for row in shown}
    blocks = tuple(
        Block(
            anchor=f"continues-{family}s",
            title=f"{family.capitalize()}s",
            mark=LABELS[Label.REAFFIRMED].mark,
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


def _lines(rows: Sequence[Thread]) -> str:
    times = sum(row.times for row in rows)
    lines = many(len(rows), "line")
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
