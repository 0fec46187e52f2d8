"""What moved in a statement that a reader watches, though its words had not stood long enough to be a formula. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from reports.digest.news.words.wording import IDLE, STEADY, STRAY, WordingChange, telling_stems
from tracker.store.records import DatedQuote


def moved_in_line(wording: WordingChange, earlier: Sequence[DatedQuote]) -> bool:
    """Say whether words were put into a statement that no mention of its line had before, or taken out that each of the last ones had.

    *earlier* are the quotes of the line up to the one it is compared with, oldest first. A formula asks that each mention is in nearly the
    same words; a ministry says one position in several. In the State and joint archives (2,346 texts) 17 statements are so that
    are no formula, and of these 13 say more or less than before, read by eye; so it is asked only of what a reader watches.
    """
    if not wording.adds_or_drops or len(earlier) < STEADY:
        return False
    said = [telling_stems(one.quote) for one in earlier]
    come, gone = wording.come - IDLE, wording.gone - IDLE
    if come:
        return not gone and all(len(come & stems) <= STRAY * len(come) for stems in said)
    return all(gone <= stems for stems in said[-STEADY:])
