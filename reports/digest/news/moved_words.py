"""How a sentence or statement that is worded otherwise differs, with what only moved within its text marked as moved. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from reports.digest.news.wording import FORCE, IDLE, WordingChange, telling_stems, wording_change
from tracker.compare.facets.said_beside import Texts, Window, window_saying
from tracker.compare.redline import RedlineRun
from tracker.text.content_words import content_stems

# Telling words of a stretch for which others stand, from which on it is looked for elsewhere: one word is taken for another.
LOOKED_FOR = 2
STRETCH = 3  # content words of a part that moved while the rest did not: scattered words are no statement
HELD = 2_000
_WORD = re.compile(r"\S+\s*|\s+")
_CLAUSE = re.compile(r"[^,;:]+[,;:]*\s*|[,;:]+\s*")


@lru_cache(maxsize=HELD)
def sentence_wording(before: str, after: str, whole: Texts) -> WordingChange:
    """Return how the words of two sentences differ, *whole* being all that their texts say, the earlier one first."""
    return with_moved_words(wording_change(before, after, ()), before, after, whole)


def with_moved_words(found: WordingChange, before: str, after: str, whole: Texts) -> WordingChange:
    """Return *found*, how two wordings differ, with the words marked as moved that the other text says of the same thing elsewhere.

    They were neither taken out nor put in. *whole* is all that both texts say, the earlier one first.
    """
    if not any(run.op == "equal" and run.text.strip() for run in found.runs):
        return found
    one_sided = not (found.lost and found.added)
    marked = (
        part
        for run in found.runs
        for part in (
            (run,) if run.op == "equal" else _parts(run, *_other(run, before, after, whole), one_sided)
        )
    )
    runs = tuple(
        RedlineRun(op, "".join(run.text for run in group))
        for op, group in groupby(marked, lambda run: run.op)
    )
    if runs == found.runs:
        return found
    lost, added = (
        tuple(" ".join(run.text.split()) for run in runs if run.op == op and telling_stems(run.text))
        for op in ("delete", "insert")
    )
    gone, come = (telling_stems(" ".join(words)) for words in (lost, added))
    return replace(found, runs=runs, lost=lost, added=added, gone=found.gone & gone, come=found.come & come)


def _other(run: RedlineRun, before: str, after: str, whole: Texts) -> tuple[str, str]:
    """Return the sentence that *run* is of, and the text in which it is looked for."""
    return (before, whole[1]) if run.op == "delete" else (after, whole[0])


def _parts(run: RedlineRun, quote: str, text: str, one_sided: bool) -> Iterator[RedlineRun]:
    """Yield *run*, clause by clause where it is not said elsewhere as a whole, with the words marked that are."""
    whole = _moved(run, quote, text, one_sided)
    if whole:
        yield from whole
        return
    for clause in _CLAUSE.findall(run.text):
        part = RedlineRun(run.op, clause)
        yield from _moved(part, quote, text, one_sided) or (part,)


def _moved(run: RedlineRun, quote: str, text: str, one_sided: bool) -> tuple[RedlineRun, ...]:
    """Return *run* with the words marked that *text* says elsewhere; nothing where it says none of it."""
    telling = len(telling_stems(run.text) - IDLE)
    if not telling or (telling < LOOKED_FOR and not one_sided):
        return ()
    window = window_saying(run.text, quote, text)
    if window is None:
        return ()
    parts = tuple(_joined(_by_word(run, window)))
    if len(parts) == 1:
        return parts
    return tuple(
        part if len(content_stems(part.text)) >= STRETCH else RedlineRun(run.op, part.text) for part in parts
    )


def _joined(runs: Iterable[RedlineRun]) -> Iterator[RedlineRun]:
    """Yield *runs*, those of one sort behind each other as one."""
    for op, group in groupby(runs, lambda run: run.op):
        yield RedlineRun(op, "".join(run.text for run in group))


def _by_word(run: RedlineRun, window: Window) -> Iterator[RedlineRun]:
    """Yield the words of *run*, as moved where *window* says them; small words go with the word they stand before."""
    said, held = "", True
    words = frozenset(window.words.split())
    for word in _WORD.findall(run.text):
        said += word
        stems = frozenset(content_stems(word))
        force = FORCE & {word.strip().casefold()}
        held = held and stems <= window.stems and force <= words
        if stems:
            yield RedlineRun("moved" if held else run.op, said)
            said, held = "", True
    if said:
        yield RedlineRun("moved" if held else run.op, said)
