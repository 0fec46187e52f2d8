"""What was put in or taken out whole: whether it is a statement, by its probability in its text and by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tracker.compare.labels.classify import LabelVerdict
from tracker.domain import Label, Unit
from tracker.edits.moves.framed_items import binds_item
from tracker.edits.moves.near_units import SPECIFIES, SURE, Place
from tracker.edits.moves.pairing import UnitPair, words_of
from tracker.edits.moves.whose_act import FINITE
from tracker.edits.passage_alignment import Run
from tracker.edits.passages import Passage, Word
from tracker.edits.signals import MODALS
from tracker.reading import Reading

UnitsAt = Callable[[Reading, Sequence[Place]], tuple[Unit | None, ...]]

ADDED, DELETED = "added to the published text", "deleted from the published text"
CERTAIN = 0.7  # probability from which a statement counts that no verb of the lexicon opens
FORWARD = MODALS | frozenset(
    "likely expect expects expected anticipate anticipates".split()
)  # what is to come
FRAME = re.compile(r"\bthat\b,?(?: [\w’'.-]+,?){1,8}$")
MEETING = re.compile(
    r"[^;:]*?(?<!be )(?<!been )\b(?:discussed|reviewed|spoke|met|exchanged views|held (?:\w+ ){0,3}(?:calls?|talks|meetings?|consultations|discussions))\b"
)
ACTS_TOO = re.compile(r"(?:\band|;|,) (?:\w+ ){0,3}(?:\w+ed|will)\b")  # "discussed the talks and agreed to …"
RELATIVE = frozenset("which who whose".split())
TOGETHER = 0.45  # mean of a unit's probability in its text and in its passage by itself, from which it counts
UNBOUND = 3  # rung up to which nobody is bound


@dataclass(frozen=True, slots=True)
class EditedUnit:
    """A unit that the edit moved, put in (*before* is None) or took out (*after* is None)."""

    before: Unit | None
    after: Unit | None
    verdict: LabelVerdict
    found: tuple[Unit | None, Unit | None]  # the units read there, which may stand on a line
    runs: tuple[Run, ...] = ()  # what it was told by


def read_alone(
    pairs: Sequence[UnitPair], before: Reading, after: Reading, at: UnitsAt
) -> dict[int, Unit | None]:
    """Return for each of *pairs*, of which one side is None, its passage read whole, without those around it."""
    found: dict[int, Unit | None] = {}
    for reading, mine in (
        (before, [pair for pair in pairs if pair.before]),
        (after, [pair for pair in pairs if not pair.before]),
    ):
        held = [held_by(pair) for pair in mine]
        places = [(one[0].start, one[-1].end) for one in held]
        found |= zip(map(id, mine), at(reading, places), strict=True)
    return found


def held_by(pair: UnitPair) -> Sequence[Passage]:
    """Return the passages in which the unit of *pair* stands, which has one on one side."""
    unit, side = (pair.before, pair.stretch.before) if pair.before else (pair.after, pair.stretch.after)
    assert unit is not None, "a pair has a unit on one side"
    return [one for one in side if one.start < unit.end and unit.start < one.end]


def _is_relative(unit: Unit, words: Sequence[Word]) -> bool:
    """Tell whether a clause only says what something is that is named before it: "the bill, which amends section 4"."""
    inside = words_of(unit, words)
    opening = words[max(inside[0] - 1, 0) : inside[0] + 1] if inside else ()
    relative = not RELATIVE.isdisjoint(word.form for word in opening)
    return relative and FORWARD.isdisjoint(unit.quote.lower().split())


def came_or_went(pair: UnitPair, alone: Unit | None, texts: tuple[str, str]) -> EditedUnit | None:
    """Return a unit that was put in or taken out of one of *texts*, before and after; *alone* is its passage read by itself."""
    unit = pair.before or pair.after
    if unit is None or probability_of(unit) < SURE:
        return None
    framed = binds_item(texts[0 if pair.before else 1], unit.start, unit.end)
    if framed is False or (framed is None and describes([unit])):
        return None
    if held_by(pair)[-1].said.endswith(":"):
        return None  # it leads on to a list, whose items are told
    if _is_relative(unit, pair.stretch.old if pair.before else pair.stretch.new):
        return None
    if probability_of(unit) > SURE and alone and not framed and not _leads(unit, pair):
        together = (probability_of(unit) + probability_of(alone)) / 2
        if together < TOGETHER:
            return None  # what surrounds it was taken for a statement
    label, rule = (Label.DROPPED, DELETED) if pair.before else (Label.NEW, ADDED)
    verdict = LabelVerdict(label, (), rule, False, ())
    return EditedUnit(pair.before, pair.after, verdict, (pair.before, pair.after), runs_of(pair))


def _leads(unit: Unit, pair: UnitPair) -> bool:
    """Tell whether the passage of *unit* opens with the verb of it: "Welcoming the arrival of …"."""
    return bool(unit.cue) and unit.start == held_by(pair)[0].start and unit.quote.startswith(unit.cue)


def describes(units: Sequence[Unit]) -> bool:
    """Tell whether all readings of a statement describe, and none undertakes, asks or judges in so many words.

    Such have no verb that opens a unit and nothing that looks ahead, are read as a stance or as an undertaking
    that binds nobody, and are not certain: "the roadmap is a foundation for further work".
    """
    return all(
        not unit.cue
        and probability_of(unit) < CERTAIN
        and (unit.facets.family == "S" or (unit.facets.family == "U" and unit.facets.level <= UNBOUND))
        and FORWARD.isdisjoint(unit.quote.lower().split())
        and not SPECIFIES.match(unit.quote)
        for unit in units
    )


def leads_on(unit: Unit) -> bool:
    """Tell whether a unit is a frame that breaks off before the verb of what it frames: "emphasized that Norvale"."""
    return FRAME.search(unit.quote) is not None and not FINITE.search(unit.quote.rpartition("that")[2])


def reports_meeting(unit: Unit) -> bool:
    """Tell whether a sentence says who met or what was discussed, and nothing beside: guide, section 11, whatever stands behind it."""
    found = MEETING.match(unit.quote)
    return found is not None and not ACTS_TOO.search(unit.quote, found.end())


def probability_of(unit: Unit) -> float:
    """Return how likely *unit* is one; what people coded is certain."""
    return 1.0 if unit.confidence is None else unit.confidence


def runs_of(pair: UnitPair) -> tuple[Run, ...]:
    """Return the runs that differ in *pair*."""
    return tuple(one.run for one in pair.runs)
