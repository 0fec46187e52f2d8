"""From stretches to what is told of them beside units, and the counts of the rest. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from tracker.edits.edit_reading import ClassedStretch
from tracker.edits.passage_alignment import Run
from tracker.edits.passages import Passage
from tracker.edits.signals import signals_of
from tracker.reading import EditClass, WordsChange

MOST_QUOTED = 600  # characters of a sentence that is kept with a change of words
SHORTEST = 5  # words: a shorter stretch is a label or a name in a list, and only counted


def count_classes(stretches: Sequence[ClassedStretch]) -> dict[EditClass, int]:
    """Return how many stretches are of each class, the weightiest class first."""
    counted = Counter(one.edit_class for one in stretches)
    return {edit_class: counted[edit_class] for edit_class in EditClass if counted[edit_class]}


def words_changed(
    stretches: Sequence[ClassedStretch], texts: tuple[str, str], told: Collection[Run]
) -> tuple[WordsChange, ...]:
    """Return the changes of words outside of units that hold a telling word, those of most weight first."""
    found = [
        change
        for one in stretches
        if one.edit_class is EditClass.WORDS and (change := _change(one, texts, told))
    ]
    return tuple(sorted(found, key=lambda change: (change.signals == ("name",), change.after_start)))


def _change(one: ClassedStretch, texts: tuple[str, str], told: Collection[Run]) -> WordsChange | None:
    stretch = one.stretch
    sides = (stretch.before, stretch.after)
    if not all(passage.is_statement for side in sides for passage in side):
        return None
    if max(len(stretch.old), len(stretch.new)) < SHORTEST:
        return None
    signals = dict.fromkeys(_signals(one, told))
    if not signals:
        return None
    (before, before_start), (after, after_start) = (
        _quote(side, text) for side, text in zip(sides, texts, strict=True)
    )
    return WordsChange(before, before_start, after, after_start, tuple(signals))


def _signals(one: ClassedStretch, told: Collection[Run]) -> Iterator[str]:
    for classed in one.runs:
        if classed.edit_class is EditClass.WORDS and not any(classed.run is run for run in told):
            yield from signals_of(classed.run, one.stretch)


def _quote(side: Sequence[Passage], text: str) -> tuple[str, int]:
    if not side:
        return "", 0
    start, end = side[0].start, side[-1].end
    return " ".join(text[start : min(end, start + MOST_QUOTED)].split()), start
