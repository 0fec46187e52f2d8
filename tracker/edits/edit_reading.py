"""What an edit moved: every stretch that differs with its class, and the units of both texts with a label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.compare.classify import LabelVerdict, classify
from tracker.domain import Document, Facets, Label, Mention, Release, Unit
from tracker.edits.alignment import Stretch, align
from tracker.edits.classes import ClassedRun, EditClass, classify_stretch
from tracker.edits.edit_rules import judge_words
from tracker.edits.near_units import Place, joined
from tracker.edits.pairing import Range, UnitPair, pair_units
from tracker.edits.passages import Passage, passages, words_in
from tracker.link.pair_look import look_at
from tracker.link.pair_model import load_model
from tracker.reading import Reading
from tracker.text.content_words import STOPWORDS

UnitsNear = Callable[[Reading, Release, Sequence[Place]], tuple[Unit, ...]]
UnitsAt = Callable[[Reading, Release, Sequence[Place]], tuple[Unit | None, ...]]

_COMPANY = re.compile(
    r"\b(?:Corp|Inc|LLC|Ltd|PLC|GmbH|company|manufacturer|business|firm|airlines?|automaker|startup|utility|retailer)\b"
)
_VERB = re.compile(r"\b(?:will|shall|is|are|has|have|announced?|plans?|intends?|commits?|committed|pledged?)\b")
LIKELY = 0.3  # probability that one side of a unit that was changed must have
SURE = 0.35  # probability from which a unit that was put in or taken out whole is told
READ = (EditClass.WORDS, EditClass.GRAMMAR)  # classes of stretches in which units are looked for


@dataclass(frozen=True, slots=True)
class ClassedStretch:
    """A stretch that differs, with the class it has and those of its runs."""

    stretch: Stretch
    edit_class: EditClass
    runs: tuple[ClassedRun, ...]


@dataclass(frozen=True, slots=True)
class EditedUnit:
    """A unit that the edit moved, put in (*before* is None) or took out (*after* is None)."""

    before: Unit | None
    after: Unit | None
    verdict: LabelVerdict


@dataclass(frozen=True, slots=True)
class EditReading:
    """All that differs between two texts of one release."""

    stretches: tuple[ClassedStretch, ...]
    units: tuple[EditedUnit, ...]
    kept: Mapping[str, str]  # id of a unit after → id of the unit before that stood in its place


def classed_stretches(before: Document, after: Document, *, title: str = "") -> tuple[ClassedStretch, ...]:
    """Return the stretches in which two texts of one release differ, in order of the text."""
    texts = before.text, after.text
    return tuple(
        ClassedStretch(stretch, *classify_stretch(stretch, texts, title))
        for stretch in align(passages(before), passages(after))
    )


def read_edit(
    before: Reading, after: Reading, release: Release, near: UnitsNear, at: UnitsAt
) -> EditReading:
    """Return what differs between the readings of two revisions of *release* that follow each other."""
    stretches = classed_stretches(before.document, after.document, title=release.title)
    wanted = [one for one in stretches if one.edit_class in READ and _is_statement(one.stretch)]
    found = [
        tuple(joined(reading.units, near(reading, release, places))) if places else reading.units
        for reading, places in (
            (before, _places(one.stretch.before for one in wanted)),
            (after, _places(one.stretch.after for one in wanted)),
        )
    ]
    pairs = [
        pair
        for one in wanted
        for pair in pair_units(
            one.stretch, one.runs, _in(found[0], one.stretch.before), _in(found[1], one.stretch.after)
        )
    ]
    touched = [pair for pair in pairs if pair.runs]
    units = tuple(_judged(touched, before, after, release, at))
    kept = {pair.after.id: pair.before.id for pair in pairs if pair.before and pair.after}
    return EditReading(stretches, units, kept)


def _judged(
    pairs: Sequence[UnitPair], before: Reading, after: Reading, release: Release, at: UnitsAt
) -> Iterator[EditedUnit]:
    """Yield what moved; both sides are read at the same words, so that only the words that differ can tell them apart."""
    pairs, rewritten = _rewritten(pairs, release)
    for old_unit, new_unit in rewritten:
        verdict = classify(old_unit, new_unit)
        if verdict.label is Label.REAFFIRMED:
            verdict = replace(verdict, label=Label.MIXED, rule="the statement was written anew")
        yield EditedUnit(old_unit, new_unit, verdict)
    beside = [pair for pair in pairs if (pair.before and pair.after) or pair.projected]
    extents = [_extents(pair) for pair in beside]
    old = at(before, release, [extent[0] for extent in extents])
    new = at(after, release, [extent[1] for extent in extents])
    compared = dict(zip(map(id, beside), zip(old, new, strict=True), strict=True))
    for pair in pairs:
        if id(pair) in compared:
            made = _moved(pair, *compared[id(pair)])
            if made and not _of_company(made.after, after.document.text):
                yield made
            continue
        unit = pair.before or pair.after
        assert unit is not None, "a pair has a side"
        if _probability(unit) < SURE or _of_company(unit, (before if pair.before else after).document.text):
            continue
        if pair.before:
            verdict = LabelVerdict(Label.DROPPED, (), "deleted from the published text", False, ())
        else:
            verdict = LabelVerdict(Label.NEW, (), "added to the published text", False, ())
        yield EditedUnit(pair.before, pair.after, verdict)


def _rewritten(
    pairs: Sequence[UnitPair], release: Release
) -> tuple[list[UnitPair], list[tuple[Unit, Unit]]]:
    """Return *pairs* without those of which one was removed and another added that say the same line, and these."""
    model = load_model()
    gone = [pair for pair in pairs if not pair.after and not pair.projected]
    come = [pair for pair in pairs if not pair.before and not pair.projected]
    looks = {
        id(pair): look_at(Mention(unit, release), model.words)
        for pair in (*gone, *come)
        if (unit := pair.before or pair.after)
    }
    found = [
        (model.judge(looks[id(old)], looks[id(new)], within=True).same, at, onto)
        for at, old in enumerate(gone)
        for onto, new in enumerate(come)
        if looks[id(old)].family == looks[id(new)].family
    ]
    joined_pairs: list[tuple[Unit, Unit]] = []
    taken: set[int] = set()
    for same, at, onto in sorted(found, key=lambda one: (-one[0], one[1:])):
        old, new = gone[at], come[onto]
        if same >= model.told and not {id(old), id(new)} & taken and old.before and new.after:
            taken |= {id(old), id(new)}
            joined_pairs.append((old.before, new.after))
    return [pair for pair in pairs if id(pair) not in taken], joined_pairs


def _moved(pair: UnitPair, old: Unit | None, new: Unit | None) -> EditedUnit | None:
    if old is None or new is None:
        return None
    if max(_probability(unit) for unit in (old, new, pair.before, pair.after) if unit) < LIKELY:
        return None
    verdict = classify(old, replace(new, facets=_touched(old, new, pair)))
    words = judge_words(pair)
    if verdict.label is Label.REAFFIRMED:
        if words is None:
            return None
        verdict = replace(verdict, label=words.label, rule=words.rule)
    ranges = _words_of(pair.before, pair.stretch.old), _words_of(pair.after, pair.stretch.new)
    whole = not pair.projected and all(
        not ranges[0] or one.run.first >= ranges[0][0] and one.run.last <= ranges[0][-1] + 1 for one in pair.runs if one.run.last > one.run.first
    ) and all(
        not ranges[1] or one.run.into >= ranges[1][0] and one.run.upto <= ranges[1][-1] + 1 for one in pair.runs if one.run.upto > one.run.into
    )
    return EditedUnit(pair.before or old, pair.after or new, verdict) if whole else EditedUnit(old, new, verdict)


_SLOTS = ("condition", "deadline", "amount", "instrument", "goal", "action", "target", "direction", "act")
_SETS = ("speakers", "addressees", "scope_items")


def _touched(old: Unit, new: Unit, pair: UnitPair) -> Facets:
    """Return the facets of *new*, with those of *old* wherever no word of the slot went or came: only words that differ count."""
    gone = {word.form for one in pair.runs for word in pair.stretch.old[one.run.first : one.run.last]}
    come = {word.form for one in pair.runs for word in pair.stretch.new[one.run.into : one.run.upto]}

    def differs(before: str, after: str) -> bool:
        return bool(gone & _forms(before)) or bool(come & _forms(after))

    kept: dict[str, Any] = {
        name: getattr(old.facets, name)
        for name in _SLOTS
        if not differs(getattr(old.facets, name), getattr(new.facets, name))
    }
    for name in _SETS:
        before, after = getattr(old.facets, name), getattr(new.facets, name)
        if not differs(" ".join(before - after), " ".join(after - before)):
            kept[name] = before
    return replace(new.facets, **kept)


def _forms(text: str) -> set[str]:
    return {word.form for word in words_in(text, 0, len(text))} - STOPWORDS


def _probability(unit: Unit) -> float:
    return 1.0 if unit.confidence is None else unit.confidence


def _of_company(unit: Unit, text: str) -> bool:
    """Tell whether a company, and not an issuer, undertakes: what third parties announce is no unit of the issuer."""
    if unit.facets.family != "U":
        return False
    begin = max(text.rfind(". ", 0, unit.start), text.rfind("\n", 0, unit.start)) + 1
    said = text[begin : unit.end]
    verb = _VERB.search(said)
    return bool(_COMPANY.search(said[: verb.start()] if verb else text[begin : unit.start]))


def _extents(pair: UnitPair) -> tuple[Place, Place]:
    """Return the place of a pair in both texts: the words of either unit, and on the other side where these stand."""
    old, new = pair.stretch.old, pair.stretch.new
    onto = {
        run.first + step: run.into + step
        for run in pair.stretch.runs
        if run.op == "equal"
        for step in range(run.last - run.first)
    }
    back = {there: here for here, there in onto.items()}
    one = _words_of(pair.before, old)
    other = _words_of(pair.after, new)
    changed = [one.run for one in pair.runs]
    first = [*one, *(back[at] for at in other if at in back), *(at for run in changed for at in range(run.first, run.last))]
    second = [*other, *(onto[at] for at in one if at in onto), *(at for run in changed for at in range(run.into, run.upto))]
    ranges: tuple[Range, Range] = (min(first), max(first) + 1), (min(second), max(second) + 1)
    ends = [
        (words[at[0]].start, words[at[1] - 1].end) for words, at in zip((old, new), ranges, strict=True)
    ]
    return ends[0], ends[1]


def _words_of(unit: Unit | None, words: Sequence) -> list[int]:  # type: ignore[type-arg]
    if unit is None:
        return []
    return [at for at, word in enumerate(words) if word.start < unit.end and unit.start < word.end]


def _is_statement(stretch: Stretch) -> bool:
    return any(passage.is_statement for passage in (*stretch.before, *stretch.after))


def _places(sides: Iterator[Sequence[Passage]] | Sequence[Sequence[Passage]]) -> list[Place]:
    return [(passage.start, passage.end) for side in sides for passage in side]


def _in(units: Sequence[Unit], side: Sequence[Passage]) -> list[Unit]:
    return [unit for unit in units if any(one.start < unit.end and unit.start < one.end for one in side)]
