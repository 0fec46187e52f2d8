"""Two texts side by side, paragraph by paragraph. Pure, and bounded whatever the texts.

What both share at either end is found in one pass; what lies between is matched
as whole paragraphs, then those left over by the words they share, and each pair
is redlined word by word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from reports.view.redline import readable_redline
from tracker.compare.redline import RedlineRun
from tracker.edits.passage_alignment import same_beginning

MOST_APART = 600  # paragraphs between what both share at the ends; more are not matched
MOST_CELLS = 400  # pairs of paragraphs whose words are compared, in one stretch that was rewritten
ALIKE = 0.4  # share of words in common from which two paragraphs are one that was changed
ROW = 100  # characters that a row takes beside its words
LONGEST = 10_000  # characters of a paragraph that is redlined; full stops alone take 35 ms, prose 3 ms

Pair = tuple[str, str]  # a paragraph before and after; "" where it was not there


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """One paragraph in both texts, or where *same* is not 0 so many that did not change, without their words.

    *note* stands for words that are not shown.
    """

    old: tuple[RedlineRun, ...] = ()  # kept and struck; empty: not there before
    new: tuple[RedlineRun, ...] = ()  # kept and added; empty: gone
    same: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Both texts in rows. *left_out* is how many paragraphs differ and are not shown."""

    rows: tuple[AlignedRow, ...]
    size: int  # characters of what differs, with :data:`ROW` for each paragraph
    left_out: int

    @property
    def differ(self) -> bool:
        """Whether any paragraph differs."""
        return self.left_out > 0 or any(not row.same for row in self.rows)


def align_paragraphs(old: Sequence[str], new: Sequence[str], most: int) -> Alignment:
    """Return the paragraphs *old* and *new* side by side; what differs in a size of at most *most*."""
    rows: list[AlignedRow] = []
    same = size = left_out = 0
    for before, after in _pairs(old, new):
        if before == after:
            same += 1
            continue
        if same and not left_out:
            rows.append(AlignedRow(same=same))
        same = 0
        shown = max(len(before), len(after)) <= LONGEST
        needed = ROW + (len(before) + len(after) if shown else 0)
        if left_out or size + needed > most:
            left_out += 1
            continue
        size += needed
        rows.append(_row(before, after) if shown else AlignedRow(note=_too_long(before, after)))
    if same and not left_out:
        rows.append(AlignedRow(same=same))
    return Alignment(tuple(rows), size, left_out)


def _row(before: str, after: str) -> AlignedRow:
    if not before or not after:
        return AlignedRow(
            (RedlineRun("delete", before),) if before else (), (RedlineRun("insert", after),) if after else ()
        )
    old, new = before.split(" "), after.split(" ")
    head = same_beginning(old, new)
    tail = same_beginning(old[head:][::-1], new[head:][::-1])
    found = [
        RedlineRun("equal", " ".join(old[:head]) + " " * bool(head)),
        *readable_redline(" ".join(old[head : len(old) - tail]), " ".join(new[head : len(new) - tail])),
        RedlineRun("equal", " " * bool(tail) + " ".join(old[len(old) - tail :])),
    ]
    shown = tuple(_without_seams([run for run in found if run.text]))
    return AlignedRow(
        tuple(run for run in shown if run.op != "insert"), tuple(run for run in shown if run.op != "delete")
    )


def _without_seams(found: Sequence[RedlineRun]) -> Iterator[RedlineRun]:
    """Leave out the blank between struck words and those in their place: it is of a redline in one line."""
    for at, run in enumerate(found):
        between = [one.op for one in found[max(at - 1, 0) : at + 2]]
        if run.text != " " or between != ["delete", "equal", "insert"]:
            yield run


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    head = same_beginning(old, new)
    tail = same_beginning(old[head:][::-1], new[head:][::-1])
    yield from zip(old[:head], new[:head], strict=True)
    yield from _between(old[head : len(old) - tail], new[head : len(new) - tail])
    yield from zip(old[len(old) - tail :], new[len(new) - tail :], strict=True)


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    if max(len(old), len(new)) > MOST_APART:
        yield from zip_longest(old, new, fillvalue="")
        return
    for op, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        gone, come = old[old_from:old_to], new[new_from:new_to]
        if op == "equal" or len(gone) * len(come) > MOST_CELLS:
            yield from zip_longest(gone, come, fillvalue="")
        else:
            yield from _matched(gone, come)


def _matched(gone: Sequence[str], come: Sequence[str]) -> Iterator[Pair]:
    """Yield the paragraphs of a stretch that was rewritten, those that share most words as pairs, in order."""
    old_words, new_words = ([Counter(text.lower().split()) for text in side] for side in (gone, come))
    # best[i][j]: the most that gone[i:] and come[j:] share
    best = [[0.0] * (len(come) + 1) for _ in range(len(gone) + 1)]
    alike = [[_alike(mine, theirs) for theirs in new_words] for mine in old_words]
    for i in reversed(range(len(gone))):
        for j in reversed(range(len(come))):
            best[i][j] = max(best[i + 1][j + 1] + alike[i][j], best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(gone) or j < len(come):
        if i < len(gone) and best[i][j] == best[i + 1][j]:
            yield gone[i], ""
            i += 1
        elif j < len(come) and best[i][j] == best[i][j + 1]:
            yield "", come[j]
            j += 1
        else:
            yield gone[i], come[j]
            i, j = i + 1, j + 1


def _alike(mine: Counter[str], theirs: Counter[str]) -> float:
    """Return the share of words two paragraphs have in common, 0..1; 0 where it is too little to be one."""
    both, total = (mine & theirs).total(), mine.total() + theirs.total()
    share = 2 * both / total if total else 0.0
    return share if share >= ALIKE else 0.0


def _too_long(before: str, after: str) -> str:
    sizes = " and ".join(f"{len(text):,}" for text in (before, after) if text)
    return f"A paragraph of {sizes} characters differs; it is too long to be laid side by side."
