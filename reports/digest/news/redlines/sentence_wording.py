"""How a sentence that is worded otherwise differs, without what only moved into another sentence of its text. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from reports.digest.news.wording import IDLE, WordingChange, telling_stems, wording_change
from tracker.compare.facets.said_beside import Texts, stands_in
from tracker.compare.redline import RedlineRun

# Telling words of a stretch for which others stand, from which on it is looked for elsewhere: one word is taken for another.
LOOKED_FOR = 2
HELD = 2_000
_BLANKS = re.compile(r" +(?= |[.,;:](?:\s|$))")


@lru_cache(maxsize=HELD)
def sentence_wording(before: str, after: str, whole: Texts) -> WordingChange:
    """Return how the words of two sentences differ, *whole* being all that their texts say, the earlier one first.

    What the other text says of the same thing in another sentence was neither taken out nor put in: of the earlier
    sentence it is left out of the redline, of the later one it stands there unmarked.
    """
    found = wording_change(before, after, ())
    if not any(run.op == "equal" and run.text.strip() for run in found.runs):
        return found
    one_sided = not (found.lost and found.added)

    def stands_elsewhere(run: RedlineRun) -> bool:
        telling = len(telling_stems(run.text) - IDLE)
        quote, text = (before, whole[1]) if run.op == "delete" else (after, whole[0])
        return (one_sided or telling >= LOOKED_FOR) and telling > 0 and stands_in(run.text, quote, text)

    runs = tuple(_unmarked(found.runs, stands_elsewhere))
    if runs == found.runs:
        return found
    lost, added = (
        tuple(" ".join(run.text.split()) for run in runs if run.op == op and telling_stems(run.text))
        for op in ("delete", "insert")
    )
    gone, come = (telling_stems(" ".join(words)) for words in (lost, added))
    return replace(found, runs=runs, lost=lost, added=added, gone=found.gone & gone, come=found.come & come)


def _unmarked(
    runs: Iterable[RedlineRun], stands_elsewhere: Callable[[RedlineRun], bool]
) -> Iterator[RedlineRun]:
    """Yield *runs* without the marks of those that stand elsewhere: a deletion is left out, an insertion is kept as it is."""
    kept = (
        RedlineRun("equal", run.text if run.op == "insert" else "")
        if run.op != "equal" and stands_elsewhere(run)
        else run
        for run in runs
    )
    for op, group in groupby(kept, lambda run: run.op):
        text = "".join(run.text for run in group)
        if text:
            yield RedlineRun(op, _BLANKS.sub("", text) if op == "equal" else text)
