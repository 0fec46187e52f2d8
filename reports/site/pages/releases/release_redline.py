"""A release beside the one before it in its series, sentence by sentence, as its page shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.redline_choice import beside_nearest, moves_of
from reports.digest.news.redlines.redline_sentence import FATES, sentence_runs
from reports.view import addresses as at
from reports.view.dates import ISO
from reports.view.display_names import title_beside_day
from tracker.compare.redline import RedlineRun

MOST = 20  # sentences shown, the weightiest, in the order of the text
OPEN = 12  # sentences: as many stand open, more are folded


@dataclass(frozen=True, slots=True)
class ReleaseRedline:
    """The sentences of a release that are gone, new or in other words than in the text before."""

    title: str  # of the text before
    href: str
    on: str
    counts: str  # "Sentence by sentence: 2 in other words, 1 gone"
    sentences: tuple[tuple[str, tuple[RedlineRun, ...]], ...]  # what became of it, and its redline
    further: int  # sentences that differ and weigh less than those
    is_open: bool


def release_redline(text: ComparedText, told: Collection[str] = ()) -> ReleaseRedline | None:
    """Return *text* beside the one before it; None where nothing in it differs that a reader looks for.

    Sentences with a statement of *told* (ids) are left out, as a digest does: a row above shows them.
    """
    moves = [one for one in moves_of(text) if not one.units.intersection(told)]
    if not moves:
        return None
    chosen = sorted(moves, key=lambda one: -one.weight)[:MOST]
    rows = beside_nearest([one for one in moves if one in chosen], text)
    counted = Counter(one.fate for one in (*rows, *(one for one in moves if one not in chosen)))
    counts = [f"{counted[fate]:,} {word}" for fate, word in FATES.items() if counted[fate]]
    return ReleaseRedline(
        title_beside_day(text.before),
        at.release(text.before.id),
        ISO.day(text.before.published_on),
        f"Sentence by sentence: {', '.join(counts)}",
        tuple((FATES[one.fate], sentence_runs(one, whole=True)) for one in rows),
        len(moves) - len(chosen),
        len(moves) <= OPEN,
    )
