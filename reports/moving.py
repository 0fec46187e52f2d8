"""The lines a mail draws: those of a digest that moved most gravely, each with every time it was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from reports.digest import Digest
from reports.pictures.levels import FEWEST
from reports.pictures.marks import LineMarks, Mark
from reports.pictures.several import MOST
from tracker.domain import Change, Mention

if TYPE_CHECKING:
    from tracker.store import Store

CANDIDATES = 60  # lines that moved, of which most were said too seldom to be drawn


def moving(store: Store, digest: Digest, until: date) -> tuple[LineMarks, ...]:
    """Return up to four lines that moved in *digest*, said three times or more up to *until*, inclusive.

    They come in the order of the digest, which is that of news value.
    """
    lines = list({change.line.id: change.line for change in digest.section("moved").changes}.values())
    levels = store.levels([line.id for line in lines[:CANDIDATES]])
    often = [
        line
        for line in lines[:CANDIDATES]
        if sum(day <= until for day, _ in levels.get(line.id, ())) >= FEWEST
    ]
    return tuple(marked(line.name, *store.history(line.id), until) for line in often[:MOST])


def marked(name: str, mentions: Sequence[Mention], changes: Iterable[Change], until: date) -> LineMarks:
    """Return the line called *name* as it is drawn, from its history up to *until*; *mentions* are at least one.

    What was found in a text that was edited since stands with the text the release shows now.
    """
    held = list(changes)
    spoken = {mention.unit.id for mention in mentions}
    labels = {
        change.after.unit.id if change.after.unit.id in spoken else change.release.id: change.label
        for change in held
        if change.after
    }
    said = [
        Mark(day, mention.unit.facets.level, "", label, "", mention.unit.kind)
        for mention in mentions
        if (day := mention.release.published_on) and day <= until
        for label in [labels.get(mention.unit.id) or labels.get(mention.release.id)]
    ]
    missed = [
        Mark(day, change.before.unit.facets.level, "", change.label, "", change.before.unit.kind)
        for change in held
        if change.before and not change.after and (day := change.release.published_on) and day <= until
    ]
    return LineMarks(name, mentions[-1].unit.kind.family, (*said, *missed))
