"""Half a sentence that was struck or put in whole, "and will strengthen the coordination …": a statement of its own beside the half that stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.domain import Unit
from tracker.edits.classes import ClassedRun
from tracker.edits.moves.came_or_went import CERTAIN, UnitsAt, probability_of
from tracker.edits.moves.edit_words import CONDITION
from tracker.edits.moves.near_units import LEAST
from tracker.edits.moves.pairing import UnitPair
from tracker.edits.moves.whose_act import FINITE
from tracker.edits.passages import Word
from tracker.reading import EditClass, Reading

_JOINTS = frozenset(("and", "but"))
_EVENT = re.compile(r"\b(?:once|when|after|until)\b")
_OPENS = 12  # words of a half in which its own verb stands, its subject before it
_NEAR = 12  # characters before the cue of a half: "remains | prepared to"
_AHEAD = 8  # words before a half in which a condition opens that it goes on


def halves_of(pairs: Sequence[UnitPair], before: Reading, after: Reading, at: UnitsAt) -> Iterator[UnitPair]:
    """Yield the halves of sentences that went or came whole, of *pairs* whose other half stands on.

    "And" or "but" joins such a half, it has a verb of its own and goes on no condition, the network is certain of
    it, read at its own words, and no unit was read there.
    """
    for reading, gone in ((before, True), (after, False)):
        found: dict[int, tuple[UnitPair, ClassedRun, Sequence[Word]]] = {}
        for pair in pairs:
            for one in pair.runs:
                if half := _half(one, pair, gone=gone):
                    found.setdefault(id(one.run), (pair, one, half))
        read = at(reading, [(half[0].start, half[-1].end) for _, _, half in found.values()])
        known = [pair.before if gone else pair.after for pair in pairs if not (pair.before and pair.after)]
        for (pair, one, half), unit in zip(found.values(), read, strict=True):
            if unit and _states(unit, half) and not any(other and _overlap(unit, other) for other in known):
                sides = (unit, None) if gone else (None, unit)
                yield UnitPair(sides[0], sides[1], pair.stretch, ((0, 0), (0, 0)), (one,))


def _half(one: ClassedRun, pair: UnitPair, *, gone: bool) -> Sequence[Word]:
    """Return the words of a run without those that join them to the other half; none where they are no half of a sentence."""
    run = one.run
    if one.edit_class is not EditClass.WORDS or run.op != ("delete" if gone else "insert"):
        return ()
    words, first, last = (
        (pair.stretch.old, run.first, run.last) if gone else (pair.stretch.new, run.into, run.upto)
    )
    half = words[first:last]
    while half and half[0].form in _JOINTS:
        half = half[1:]
    while half and half[-1].form in _JOINTS:
        half = half[:-1]
    if not LEAST <= len(half) < last - first:
        return ()
    ahead = " ".join(word.form for word in words[max(first - _AHEAD, 0) : first])
    return () if CONDITION.search(ahead) or _EVENT.search(ahead) else half


def _states(unit: Unit, half: Sequence[Word]) -> bool:
    """Tell whether a half is surely a statement and has a verb of its own."""
    return unit.start >= half[0].start and has_verb(unit) and probability_of(unit) >= CERTAIN


def has_verb(unit: Unit) -> bool:
    """Tell whether the words with which *unit* opens hold a verb of it, so that it is no item of a list."""
    opens = " ".join(unit.quote.lower().split()[:_OPENS])
    return FINITE.search(opens) is not None or (bool(unit.cue) and unit.quote.find(unit.cue) <= _NEAR)


def _overlap(one: Unit, other: Unit) -> bool:
    return one.start < other.end and other.start < one.end
